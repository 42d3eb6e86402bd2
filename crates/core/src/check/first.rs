//! A first policy, from what is installed.

use std::fmt::Write;

use crate::inventory::Inventory;
use crate::policy::{Anchor, DerivedPackage, Ignores, derive};

/// What stands before the rules.
const HEAD: &str = "\
# Read by `fetter check --policy FILE`; docs/policy.md explains every key.
#
# Nothing is refused yet: mode = \"warn\" tells of what a rule is against. Once a rule is right, give it mode = \"enforce\".
# What is known to be malware is always refused.
";

/// What stands behind the list, to be filled in.
const TAIL: &str = "
# Never, whatever else allows it:
# [[deny]]
# packages = [\"left-pad\", \"django<4.2\"]

# Known vulnerabilities, with some days to mend them.
[[audit]]
severity = \"high\"
grace-days = 14

# Files are as they were installed, and no code belongs to nobody.
[[integrity]]
record = true
ownerless = true

# Releases must have been known for some days: most malicious ones are found within a week.
# [[age]]
# days = 7

# What is borne, by whose decision and until when:
# [[exception]]
# rule = \"allow\"
# package = \"name\"
# reason = \"why\"
# owner = \"who\"
# until = 2030-12-31
";

/// Writes a policy that allows what is installed, and warns of all else. With `exact` it allows the installed versions only.
#[must_use]
pub fn first_policy(inventory: &Inventory, name: &str, exact: bool) -> String {
    let derived = derive(inventory, Anchor::Exact, &Ignores::default());
    let mut text = format!(
        "{HEAD}\nschema = {}\nname = {}\nmode = \"warn\"\n\n# What is installed now",
        quoted(super::POLICY_SCHEMA),
        quoted(name)
    );
    text.push_str(if exact { ", in these versions.\n" } else { ", in whatever version.\n" });
    text.push_str("# A line is one of a requirements file, a pattern such as \"acme-*\", or \"deny NAME\".\n[[allow]]\n");
    // A list of nothing would be a mistake: this is the pattern of no name.
    let none = || vec!["deny *".to_owned()];
    let lines: Vec<String> = derived.packages.iter().map(|package| line(package, exact)).collect();
    let lines = if lines.is_empty() { none() } else { lines };
    text.push_str("requirements = [\n");
    for line in lines {
        // Writing to a string does not fail.
        let _ = writeln!(text, "    {},", quoted(&line));
    }
    text.push_str("]\n");
    text + TAIL
}

fn line(package: &DerivedPackage, exact: bool) -> String {
    if exact {
        return package.requirement();
    }
    let is_elsewhere = package.any_origin || package.origin.is_some();
    let note = if is_elsewhere { "  # origin: any" } else { "" };
    format!("{}{note}", package.written)
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            _ if character.is_control() => {
                let _ = write!(quoted, "\\u{:04x}", u32::from(character));
            }
            _ => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}
