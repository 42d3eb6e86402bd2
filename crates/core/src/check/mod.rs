//! Holding an inventory against a policy.
