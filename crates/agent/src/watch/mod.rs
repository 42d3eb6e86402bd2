//! Seeing what is installed and removed.
