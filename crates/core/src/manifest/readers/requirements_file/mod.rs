//! pip's requirements and constraints files, and allow lists, which are requirements files that may say a little more.
//!
//! What a line means is what pip's own parser makes of it. A file is read to its end even where pip would give up at the first
//! mistake: every mistake is a problem, and nothing else is lost.

mod allow_list;
mod archive_name;
mod decoding;
mod editable;
mod lines;
mod location;
mod note;
mod options;
mod reader;
mod requirement_line;
mod variables;
mod words;

pub(super) use archive_name::version_at;
pub(super) use decoding::decode;
pub(super) use location::{Base, project_name};
pub(super) use requirement_line::Wanted;

use crate::manifest::{Input, Manifest};

/// Reads the file, and those that it includes.
pub(super) fn read(input: &Input<'_>) -> Manifest {
    reader::read(input)
}
