//! A first policy, from what is installed.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;

use crate::audit::TrustedOrigins;
use crate::inventory::{Distribution, DistributionKind, Inventory};
use crate::metadata::credentials::MASK;
use crate::metadata::file_url;
use crate::policy::{Anchor, DEFAULT_IGNORES, DerivedPackage, Ignores, comparable, derive, origin_of};

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

/// How many lines one list has, and how many lists for places there are: less than what is read.
const LINES: usize = 10_000;
const PLACES: usize = 900;

/// What stands instead of a list where nothing is installed: a list of nothing would be a mistake.
const NOTHING: &str = "
# Nothing is installed, so that nothing is listed yet. While there is no [[allow]], everything is allowed.
# [[allow]]
# requirements = [\"requests\", \"acme-*\"]
";

/// Writes a policy that allows what is installed, from where it is, and warns of all else. With `exact` it allows the installed
/// versions only.
#[must_use]
pub fn first_policy(inventory: &Inventory, name: &str, exact: bool) -> String {
    let mut text = format!(
        "{HEAD}\nschema = {}\nname = {}\nmode = \"warn\"\n",
        quoted(super::POLICY_SCHEMA),
        quoted(name)
    );
    let Lines { plain, placed } = lines(inventory, exact);
    if plain.is_empty() && placed.is_empty() {
        text.push_str(NOTHING);
    }
    for (number, lines) in plain.chunks(LINES).enumerate() {
        if number == 0 {
            let versions = if exact { "in these versions" } else { "in whatever version" };
            // Writing to a string does not fail.
            let _ = write!(
                text,
                "\n# What is installed now, {versions}.\n# A line is one of a requirements file, a pattern such as \"acme-*\", or \"deny NAME\"."
            );
        }
        text.push_str("\n[[allow]]\n");
        list(&mut text, "requirements", lines.iter());
    }
    for (number, (origins, lines)) in placed.iter().enumerate() {
        text.push_str(if number == 0 {
            "\n# What is from elsewhere than an index, and from there only.\n"
        } else {
            "\n"
        });
        text.push_str("[[allow]]\n");
        list(&mut text, "requirements", lines.iter());
        list(&mut text, "origins", origins.iter());
    }
    text + TAIL
}

fn list<'text>(text: &mut String, key: &str, lines: impl Iterator<Item = &'text String>) {
    let _ = writeln!(text, "{key} = [");
    for line in lines {
        let _ = writeln!(text, "    {},", quoted(line));
    }
    text.push_str("]\n");
}

/// What is allowed: from an index or by a URL of its own, and from elsewhere by the places that it is from.
#[derive(Default)]
struct Lines {
    plain: Vec<String>,
    placed: BTreeMap<BTreeSet<String>, Vec<String>>,
}

fn lines(inventory: &Inventory, exact: bool) -> Lines {
    let mut of_names: BTreeMap<&str, Vec<&Distribution>> = BTreeMap::new();
    for found in inventory.sites.iter().flat_map(|site| &site.distributions) {
        if found.kind != DistributionKind::Conda {
            of_names.entry(found.name.normalized()).or_default().push(found);
        }
    }
    let every = Ignores::new(&[], true).unwrap_or_default();
    let mut lines = Lines::default();
    for package in derive(inventory, Anchor::Exact, &every).packages {
        let name = package.name.normalized();
        let is_elsewhere = package.any_origin || package.origin.is_some();
        // The tools of environments are let be where they are from an index.
        if !is_elsewhere && DEFAULT_IGNORES.contains(&name) {
            continue;
        }
        let has_url = exact && package.url.is_some();
        let found = of_names.get(name).map(Vec::as_slice).unwrap_or_default();
        let origins = if is_elsewhere && !has_url { places(found) } else { None };
        let specifiers = if exact { package.specifiers.as_str() } else { "" };
        let has_room = lines.placed.len() < PLACES;
        match origins.filter(|origins| has_room || lines.placed.contains_key(origins)) {
            Some(origins) => {
                lines.placed.entry(origins).or_default().push(format!("{}{specifiers}", package.written));
            }
            None => lines.plain.push(line(&package, exact)),
        }
    }
    lines
}

fn line(package: &DerivedPackage, exact: bool) -> String {
    if exact {
        return package.requirement();
    }
    let is_elsewhere = package.any_origin || package.origin.is_some();
    let note = if is_elsewhere { "  # origin: any" } else { "" };
    format!("{}{note}", package.written)
}

/// Where packages are from, as `origins` has it; `None` where one of them cannot be said so.
fn places(found: &[&Distribution]) -> Option<BTreeSet<String>> {
    found
        .iter()
        .map(|found| origin_of(found).map_or(Some("index".to_owned()), |from| place(from.url())))
        .collect()
}

fn place(url: &str) -> Option<String> {
    let end = url.find(['?', '#']).unwrap_or(url.len());
    let spelled = comparable(&url[..end]);
    let path = file_url::path_of(&spelled);
    let place = match path.as_deref().map(Path::to_str) {
        Some(path) => path?.to_owned(),
        None => spelled.clone(),
    };
    let is_plain = spelled.contains("://") && !place.contains(['*', '\\']) && !place.contains(MASK);
    (is_plain && TrustedOrigins::new([spelled]).trust(url)).then_some(place)
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
