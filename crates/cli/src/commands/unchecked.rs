//! What judging by a policy could not check, on stderr.

use std::collections::BTreeMap;

use fetter_core::check::CheckUnchecked;
use fetter_core::report::{escape, escape_path};

use super::session::say;

/// Says all of it one by one, or in one line what is said of many packages in the same words.
pub(super) fn tell(all: &[CheckUnchecked], is_verbose: bool) {
    let alike = |one: &CheckUnchecked| {
        one.package.is_some().then(|| (one.code, one.rule.clone(), one.reason.clone()))
    };
    let mut counts: BTreeMap<_, usize> = BTreeMap::new();
    for alike in all.iter().filter_map(alike) {
        *counts.entry(alike).or_default() += 1;
    }
    for one in all {
        match alike(one).filter(|_| !is_verbose) {
            // What is said of one package only is said as it is.
            Some(alike) => match counts.remove(&alike) {
                Some(1) => say(&line(one)),
                Some(count) => {
                    let all = CheckUnchecked { package: None, path: None, ..one.clone() };
                    say(&format!(
                        "fetter: could not check: {count} packages: {} [{}]; -v lists them",
                        escape(&all.to_string()),
                        one.code
                    ));
                }
                None => {}
            },
            None => say(&line(one)),
        }
    }
}

fn line(one: &CheckUnchecked) -> String {
    let path = one.path.as_ref().map(|path| format!("{}: ", escape_path(path))).unwrap_or_default();
    format!("fetter: could not check: {path}{} [{}]", escape(&one.to_string()), one.code)
}
