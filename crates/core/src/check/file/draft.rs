//! A rule whose bounds were not read yet.

use crate::check::Rule;

/// A rule of a policy file.
#[derive(Clone, Debug)]
pub(in crate::check) struct Draft {
    /// The rule, with what stands in the file itself.
    pub(in crate::check) rule: Rule,
    /// Where it begins.
    pub(super) at: usize,
    /// Its bounds.
    pub(in crate::check) sources: Vec<Source>,
    /// What is chosen in them.
    pub(in crate::check) options: Vec<String>,
    /// Line and column of that.
    pub(in crate::check) options_at: (u32, u32),
}

/// What a bound is called, and where.
#[derive(Clone, Debug)]
pub(in crate::check) struct Source {
    pub(in crate::check) written: String,
    pub(in crate::check) line: u32,
    pub(in crate::check) column: u32,
}

impl Draft {
    pub(super) fn of(rule: Rule) -> Self {
        Self { rule, at: 0, sources: Vec::new(), options: Vec::new(), options_at: (0, 0) }
    }
}
