//! All advisories in one file that is opened quickly and of which only what is asked for is read.
//!
//! ```text
//! preamble   32 bytes: magic, format, lengths of the three parts that follow, their CRC-32
//! header     where the records are from, how many there are, the digest of all (postcard)
//! table      for each package, sorted by name: where its block is (32 bytes), then all names
//! dictionary for zstd, trained on the blocks
//! blocks     one for each package: a compiled package (postcard), compressed by zstd, with a CRC-32 in the table
//! ```
//!
//! A file that is damaged is an error, for as much as is read of it; it is never taken for one that knows nothing.

mod block;
mod build;
mod digest;
mod dump;
mod file;
mod header;
mod layout;

pub use build::{Builder, Built};
pub use dump::{DumpError, read_directory, read_zip};
pub use file::{Index, IndexError};
pub use header::{Header, Provenance, Unreadable};
