//! Poetry's version constraints: `^1.2`, `~1.2`, `1.2.*`, `1.2`, `>=1 <2`, `||`.
//!
//! <https://python-poetry.org/docs/dependency-specification/#version-constraints>. What is open at its end excludes that
//! version's pre-releases, as PEP 440's `<` does.

use crate::requirement::{Operator, Specifier, Specifiers};

/// Reads a constraint; the error says what was expected.
pub(super) fn parse(text: &str) -> Result<Specifiers, String> {
    let alternatives = text.replace("||", "|");
    let sets = alternatives.split('|').map(|part| all_of(part.trim()));
    let sets = sets.collect::<Result<Vec<_>, ()>>().map_err(|()| {
        format!(
            "{text:?} is no version constraint of Poetry, such as \"^1.2\", \"~1.2\", \"1.2.*\" or \">=1,<2\""
        )
    })?;
    Ok(Specifiers::any_of(sets))
}

/// The constraints of one alternative, with commas or white space between them.
fn all_of(text: &str) -> Result<Specifiers, ()> {
    let mut all = Vec::new();
    let mut is_empty = true;
    // A comma at the end is none.
    for part in text.strip_suffix(',').unwrap_or(text).split(',') {
        if part.trim().is_empty() {
            return Err(());
        }
        let mut operator = String::new();
        for word in part.split_whitespace() {
            operator.push_str(word);
            // White space after an operator is none between constraints.
            if !operator.ends_with(['^', '~', '=', '<', '>', '!']) {
                single(&operator, &mut all)?;
                operator.clear();
                is_empty = false;
            }
        }
        if !operator.is_empty() {
            return Err(());
        }
    }
    if is_empty { Err(()) } else { Ok(Specifiers::from(all)) }
}

fn single(text: &str, all: &mut Vec<Specifier>) -> Result<(), ()> {
    let is_star = |part: &str| matches!(part, "*" | "x" | "X");
    if text.strip_prefix(['v', 'V']).unwrap_or(text).split('.').all(is_star) {
        return Ok(());
    }
    if let Some(version) = text.strip_prefix('^') {
        return between(version, caret, all);
    }
    if let Some(version) = text.strip_prefix("~=") {
        if let Ok(specifier) = text.parse() {
            all.push(specifier);
            return Ok(());
        }
        // Poetry takes `~=1`, which PEP 440 does not.
        return between(version, |_| 0, all);
    }
    if let Some(version) = text.strip_prefix('~') {
        return between(version, |release| release.len().min(2) - 1, all);
    }
    let at = text.find(|character| !matches!(character, '=' | '<' | '>' | '!')).ok_or(())?;
    let (operator, mut version) = text.split_at(at);
    let operator = match operator {
        "" | "=" => "==",
        "<>" => "!=",
        other => other,
    };
    while let Some(shorter) = version.strip_suffix(".*").filter(|shorter| shorter.ends_with(".*")) {
        version = shorter;
    }
    // As poetry-core reads it.
    if matches!(operator, "<" | "<=" | ">" | ">=") {
        version = version.strip_suffix(".*").unwrap_or(version);
    }
    all.push(format!("{operator}{version}").parse().map_err(|_| ())?);
    Ok(())
}

/// From a version up to where the number at a place of its release changes.
fn between(version: &str, place: impl Fn(&[u64]) -> usize, all: &mut Vec<Specifier>) -> Result<(), ()> {
    let lower: Specifier = format!(">={version}").parse().map_err(|_| ())?;
    let text = lower.version_text().trim_start_matches(['v', 'V']);
    let (epoch, text) = text.split_once('!').map_or(("", text), |(epoch, rest)| (epoch, rest));
    let end = text.find(|character: char| !character.is_ascii_digit() && character != '.');
    let release = text[..end.unwrap_or(text.len())].trim_end_matches('.');
    let mut release: Vec<u64> =
        release.split('.').map(str::parse).collect::<Result<_, _>>().map_err(|_| ())?;
    release.truncate(place(&release) + 1);
    let last = release.last_mut().ok_or(())?;
    *last = last.checked_add(1).ok_or(())?;
    let release: Vec<String> = release.iter().map(ToString::to_string).collect();
    let epoch = if epoch.is_empty() { String::new() } else { format!("{epoch}!") };
    let upper = format!("<{epoch}{}", release.join("."));
    all.extend([lower, upper.parse().map_err(|_| ())?]);
    Ok(())
}

/// The first number that is not zero, of the first three as far as there are so many.
fn caret(release: &[u64]) -> usize {
    let last = release.len().min(3) - 1;
    release.iter().take(last).position(|number| *number > 0).unwrap_or(last)
}

/// The marker of the Python versions that a dependency is for; none if it is for all.
pub(super) fn python_marker(python: &Specifiers) -> Option<String> {
    if python.is_empty() {
        return None;
    }
    let alternatives = python.alternatives().map(|all| {
        let all: Vec<String> = all.iter().map(python_comparison).collect();
        all.join(" and ")
    });
    Some(alternatives.collect::<Vec<_>>().join(" or "))
}

/// The marker of the Python releases that specifiers of PEP 440 admit; none if all.
pub(super) fn release_marker(python: &Specifiers) -> Option<String> {
    let all: Vec<String> = python
        .all()
        .iter()
        .map(|one| format!("python_full_version {} \"{}\"", one.operator().as_str(), one.version_text()))
        .collect();
    (!all.is_empty()).then(|| all.join(" and "))
}

/// `3.9` means every release of that series, as `python_version == "3.9"` does; all else is a range of releases.
fn python_comparison(specifier: &Specifier) -> String {
    let version = specifier.version_text();
    let is_series = specifier.operator() == Operator::Equal
        && !specifier.is_wildcard()
        && version.bytes().filter(|byte| *byte == b'.').count() < 2;
    let variable = if is_series { "python_version" } else { "python_full_version" };
    format!("{variable} {} \"{version}\"", specifier.operator().as_str())
}

/// The marker of the platforms that a dependency is for: `linux || darwin`, `!=win32`.
pub(super) fn platform_marker(text: &str) -> Option<String> {
    let mut alternatives = Vec::new();
    for alternative in text.replace("||", "|").split('|') {
        let mut all = Vec::new();
        for part in alternative.split(',').map(str::trim) {
            let (operator, name) = match part.strip_prefix("!=") {
                Some(name) => ("!=", name),
                None => ("==", part.trim_start_matches('=')),
            };
            let name = name.trim();
            if name.is_empty() || name.contains(['"', '\'', '\\', ' ']) {
                return None;
            }
            all.push(format!("sys_platform {operator} \"{name}\""));
        }
        alternatives.push(all.join(" and "));
    }
    Some(alternatives.join(" or "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constraints_are_those_of_poetry() {
        for (constraint, expected) in [
            ("^1.2.3", "<2,>=1.2.3"),
            ("^1.2", "<2,>=1.2"),
            ("^1", "<2,>=1"),
            ("^0.2.3", "<0.3,>=0.2.3"),
            ("^0.0.3", "<0.0.4,>=0.0.3"),
            ("^0.0", "<0.1,>=0.0"),
            ("^0", "<1,>=0"),
            ("^0.0.0", "<0.0.1,>=0.0.0"),
            ("^0.0.0.4", "<0.0.1,>=0.0.0.4"),
            ("^1!2.3", "<1!3,>=1!2.3"),
            ("^1.2.post1", "<2,>=1.2.post1"),
            ("^ 1.2rc1", "<2,>=1.2rc1"),
            ("~1.2.3", "<1.3,>=1.2.3"),
            ("~1.2", "<1.3,>=1.2"),
            ("~1", "<2,>=1"),
            ("~1.2.3.4", "<1.3,>=1.2.3.4"),
            ("~=1.4.5", "~=1.4.5"),
            ("~=1", "<2,>=1"),
            ("*", ""),
            ("1.2.*", "==1.2.*"),
            ("!=1.2.*.*", "!=1.2.*"),
            ("1.2", "==1.2"),
            ("=1.2", "==1.2"),
            ("<>1.2", "!=1.2"),
            (">=1,<2,", "<2,>=1"),
            (">=1.17.*", ">=1.17"),
            ("<2.*", "<2"),
            (">= 1 <2", "<2,>=1"),
            ("^2.7 || ^3.6", "<3,>=2.7 || <4,>=3.6"),
            (">=0.14.0,<0.15.0|>0.15.1", "<0.15.0,>=0.14.0 || >0.15.1"),
            ("^1 || *", ""),
        ] {
            assert_eq!(parse(constraint).unwrap().to_string(), expected, "{constraint}");
        }
        for constraint in [
            "",
            "|",
            "^",
            "1.2 - 1.3",
            ">=1.0,,<2",
            ",>=1.0",
            "1.2.x",
            ">=",
            "latest",
            "^99999999999999999999",
            "^18446744073709551615",
        ] {
            assert!(parse(constraint).is_err(), "{constraint}");
        }
    }

    #[test]
    fn python_versions_are_markers() {
        let marker = |text: &str| python_marker(&parse(text).unwrap());
        assert_eq!(marker("*"), None);
        assert_eq!(marker("3.9").unwrap(), "python_version == \"3.9\"");
        assert_eq!(marker("3.9.1").unwrap(), "python_full_version == \"3.9.1\"");
        let either = "python_full_version >= \"2.7\" and python_full_version < \"3\" or python_full_version >= \"3.6\" and python_full_version < \"4\"";
        assert_eq!(marker("^2.7 || ^3.6").unwrap(), either);
        assert_eq!(
            platform_marker("linux || darwin").unwrap(),
            "sys_platform == \"linux\" or sys_platform == \"darwin\""
        );
        assert_eq!(platform_marker("!=win32").unwrap(), "sys_platform != \"win32\"");
        assert_eq!(platform_marker("a\"b"), None);
    }
}
