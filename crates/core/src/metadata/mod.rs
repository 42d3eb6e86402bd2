//! Readers of the files that describe distributions and environments.
//!
//! One format a file: bytes in, values out. Nothing here opens a file, fails on bad input as a whole, or
//! panics: what could be read is returned, and what was wrong is said.

pub mod archive;
pub mod bytecode;
pub mod conda_files;
pub mod conda_meta;
pub mod core_metadata;
pub mod credentials;
pub mod direct_url;
pub mod dpkg_sums;
pub mod egg_link;
pub mod egg_requires;
pub mod embedded_sbom;
pub mod file_name;
pub mod file_url;
mod headers;
pub mod installed_files;
pub mod path_file;
pub mod purl;
pub mod record;
pub mod start_file;
pub mod text;
pub mod venv_config;

pub use headers::{Header, Headers};
pub use text::{Decoded, decode, lines};
