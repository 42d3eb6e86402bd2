//! Having denied distributions refused by the kernel.
