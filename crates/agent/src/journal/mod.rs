//! What happened on this machine: durable, and bounded.
