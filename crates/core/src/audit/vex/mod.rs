//! VEX: what others state of whether a vulnerability concerns a product (OpenVEX 0.2.0, and the forms before it).
//!
//! [`VexDocument::read`] reads a document, [`apply`] holds an outcome against what is stated. `docs/vex.md` has the rules.

mod apply;
mod document;
mod moment;
mod product;
mod raw;
mod read;
mod statements;

pub use apply::{apply, unreadable};
pub use document::{
    DOCUMENT_LIMIT, Justification, STATEMENT_LIMIT, VexDocument, VexError, VexProblem, VexStatement,
    VexStatus, VexVerdict,
};
pub use moment::{Moment, MomentError};
pub use product::VexProduct;
