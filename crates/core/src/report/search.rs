//! Finding distributions by a pattern.

use crate::inventory::{Distribution, Inventory};
use crate::requirement::PackageName;

/// A glob that is held against names, and against `NAME-VERSION`.
///
/// Unless case matters, both sides are folded as PEP 503 folds names, so that `zope.*` finds `Zope_Interface`.
#[derive(Clone, Debug)]
pub struct Pattern {
    glob: glob::Pattern,
    folded: bool,
}

/// A text that is no glob.
#[derive(Debug, thiserror::Error)]
#[error("{pattern:?} is no glob: {source}; `*`, `?` and `[…]` have a meaning in it")]
pub struct PatternError {
    pattern: String,
    source: glob::PatternError,
}

impl Pattern {
    /// Reads a glob. With `case`, letters and separators are compared as they are.
    pub fn new(pattern: &str, case: bool) -> Result<Self, PatternError> {
        let folded = if case { pattern.to_owned() } else { fold(pattern) };
        // `**` has a meaning for paths only; for names it is one `*`.
        let mut simple = folded;
        while simple.contains("**") {
            simple = simple.replace("**", "*");
        }
        match glob::Pattern::new(&simple) {
            Ok(glob) => Ok(Self { glob, folded: !case }),
            Err(source) => Err(PatternError { pattern: pattern.to_owned(), source }),
        }
    }

    /// Whether a name matches.
    #[must_use]
    pub fn matches_name(&self, name: &PackageName) -> bool {
        self.glob.matches(if self.folded { name.normalized() } else { name.as_written() })
    }

    /// Whether a distribution's name, or its name and version, match.
    #[must_use]
    pub fn matches(&self, distribution: &Distribution) -> bool {
        let label = distribution.label();
        if self.folded {
            let folded = PackageName::new(&label);
            self.glob.matches(distribution.name.normalized()) || self.glob.matches(folded.normalized())
        } else {
            self.glob.matches(distribution.name.as_written()) || self.glob.matches(&label)
        }
    }
}

/// Folds everything outside of `[…]` as PEP 503 folds a name.
fn fold(pattern: &str) -> String {
    let mut folded = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some((before, class, after)) = split_class(rest) {
        folded.push_str(PackageName::new(before).normalized());
        folded.push_str(&fold_class(class));
        rest = after;
    }
    folded.push_str(PackageName::new(rest).normalized());
    folded
}

/// Folds a `[…]`: letters to lower case, and the separators into the one that names have, at the end, where it is no range.
fn fold_class(class: &str) -> String {
    let inner = &class[1..class.len() - 1];
    let mut folded: String =
        inner.chars().filter(|character| !matches!(character, '_' | '.')).collect::<String>().to_lowercase();
    if folded.len() < inner.len() && !folded.ends_with('-') {
        folded.push('-');
    }
    format!("[{folded}]")
}

/// The text before the first `[…]`, that class, and what follows. A `]` right after `[` or `[!` belongs to the class.
fn split_class(text: &str) -> Option<(&str, &str, &str)> {
    let start = text.find('[')?;
    let inner = &text[start + 1..];
    let skip = usize::from(inner.starts_with('!'));
    let skip = skip + usize::from(inner[skip..].starts_with(']'));
    let end = start + 1 + skip + inner[skip..].find(']')? + 1;
    Some((&text[..start], &text[start..end], &text[end..]))
}

/// Keeps the matching distributions of an inventory, and the sites that hold any. It is a part from then on ([`Coverage::part`]).
///
/// [`Coverage::part`]: crate::inventory::Coverage::part
pub fn retain_matching(inventory: &mut Inventory, pattern: &Pattern) {
    for site in &mut inventory.sites {
        site.distributions.retain(|distribution| pattern.matches(distribution));
    }
    inventory.sites.retain(|site| !site.distributions.is_empty());
    let kept: std::collections::HashSet<_> = inventory.sites.iter().map(|site| &site.path).collect();
    inventory.environments.retain(|environment| environment.sites.iter().any(|site| kept.contains(site)));
    inventory.coverage.part = true;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_fold_outside_of_classes() {
        assert_eq!(fold("Zope.*"), "zope-*");
        assert_eq!(fold("Foo_[A-C.]_x"), "foo-[a-c-]-x");
        assert_eq!(fold("foo[.]bar[_.]"), "foo[-]bar[-]");
        assert_eq!(fold("a[]x]_"), "a[]x]-");
        assert_eq!(fold("broken[_"), "broken[-");
    }
}
