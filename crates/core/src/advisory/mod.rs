//! What is known to be bad, or not what it seems.

pub mod names;
