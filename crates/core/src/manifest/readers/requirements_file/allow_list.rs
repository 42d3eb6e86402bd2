//! What lists of fetter's may say beyond pip's requirements files, all of it refused by pip: `deny NAME…`, and patterns of names.

use super::requirement_line::Wanted;
use crate::manifest::{Role, Source};
use crate::requirement::{PackageName, Requirement, Specifiers};

/// Reads a line that is no requirement of PEP 508, without its marker. `None` where it is nothing of fetter's either.
pub(super) fn read(text: &str) -> Option<Result<Wanted, String>> {
    let denied = text.strip_prefix("deny").filter(|rest| rest.starts_with([' ', '\t'])).map(str::trim);
    if let Some(rest) = denied {
        return Some(named(rest, Role::Denied));
    }
    let (name, _) = split_name(text);
    is_pattern(name, &["*", "?", "[!"]).then(|| named(text, Role::Allowed))
}

fn named(text: &str, role: Role) -> Result<Wanted, String> {
    let requirement = match text.parse::<Requirement>() {
        Ok(requirement) if requirement.url.is_some() || !requirement.extras.is_empty() => {
            return Err(
                "expected \"deny NAME\" with or without versions: neither a URL nor extras can be denied"
                    .into(),
            );
        }
        Ok(requirement) => return Ok(wanted(requirement, None, role)),
        Err(error) => error,
    };
    let (name, specifiers) = split_name(text);
    if !is_pattern(name, &["*", "?", "["]) {
        return Err(format!("{requirement}, or a pattern of names"));
    }
    if reads_as_extras(name) {
        return Err(format!(
            "{requirement}: {name:?} reads as a name with extras, which can be no part of a pattern; write a pattern with \"*\" or \"?\""
        ));
    }
    let pattern = pattern(name)?;
    let specifiers = specifiers_of(specifiers)?;
    Ok(wanted(Requirement { specifiers, ..Requirement::any(PackageName::new(name)) }, Some(pattern), role))
}

fn wanted(requirement: Requirement, pattern: Option<Box<str>>, role: Role) -> Wanted {
    let source = Source::Index { url: None };
    Wanted { requirement, source, hashes: Vec::new(), meaning: Some((role, pattern)) }
}

/// Parts a name or pattern from the specifiers behind it.
fn split_name(text: &str) -> (&str, &str) {
    let mut in_class = false;
    let end = text.char_indices().find(|(_, character)| {
        match character {
            '[' => in_class = true,
            ']' => in_class = false,
            '!' if in_class => return false,
            _ => {}
        }
        !character.is_ascii_alphanumeric() && !"-_.*?[]".contains(*character)
    });
    text.split_at(end.map_or(text.len(), |(at, _)| at))
}

/// Whether it is no name, for one of the marks that make a pattern. `[…]` alone makes one of what is denied only, but for `[!…]`:
/// anything else is more likely a mistake in a requirement with extras.
fn is_pattern(name: &str, by: &[&str]) -> bool {
    by.iter().any(|mark| name.contains(mark))
        && name.contains(|character: char| character.is_ascii_alphanumeric() || character == '*')
}

/// Whether a pattern without `*` and `?` begins with a name and what could be its extra: `acme[test]2`.
fn reads_as_extras(pattern: &str) -> bool {
    let parts = pattern.split_once('[').and_then(|(name, rest)| Some((name, rest.split_once(']')?.0)));
    !pattern.contains(['*', '?'])
        && parts.is_some_and(|(name, extra)| {
            PackageName::new(name).is_valid() && PackageName::new(extra).is_valid()
        })
}

/// The pattern in the normalised form of names, each run of `*` as one.
fn pattern(name: &str) -> Result<Box<str>, String> {
    let mut pattern = String::with_capacity(name.len());
    for character in PackageName::new(name).normalized().chars() {
        if character != '*' || !pattern.ends_with('*') {
            pattern.push(character);
        }
    }
    match glob::Pattern::new(&pattern) {
        Ok(_) => Ok(pattern.into()),
        Err(error) => Err(format!("the pattern of names is not valid: {error}")),
    }
}

fn specifiers_of(text: &str) -> Result<Specifiers, String> {
    // What `name` takes behind it, a pattern takes too.
    let requirement = format!("name{text}").parse::<Requirement>().ok();
    let plain = requirement
        .filter(|found| found.name.as_written() == "name" && found.extras.is_empty() && found.url.is_none());
    plain
        .map(|found| found.specifiers)
        .ok_or_else(|| "expected version specifiers, or nothing, behind the pattern of names".to_owned())
}
