//! Markers in which uv wrote extras and groups that exclude each other.
//!
//! uv writes whether the extra `cpu` of the project `app` is chosen as `extra == 'extra-3-app-cpu'`, and of its group `dev` as
//! `extra == 'group-3-app-dev'`; the number is the length of the project's name. Of a project at which the graph begins
//! that is what PEP 751 writes as `'cpu' in extras` and `'dev' in dependency_groups`.

use super::Lock;
use crate::requirement::{Marker, PackageName};

/// Reads a marker, with uv's conditions on extras and groups replaced by those of PEP 751; else why it cannot be.
pub(super) fn read(text: &str, lock: &Lock<'_>) -> Result<Marker, String> {
    let replaced = replace(text, &|package, is_group, name| {
        let (package, name) = (PackageName::new(package), PackageName::new(name));
        lock.roots.contains(&package) && (is_group || !lock.asked.contains(&(package, name)))
    })?;
    replaced.parse().map_err(|error| format!("the marker {text:?} is invalid: {error}"))
}

/// Replaces every comparison with `extra`. `is_choice` says of a project and an extra or group of it whether that is there
/// exactly where it was chosen.
fn replace(text: &str, is_choice: &dyn Fn(&str, bool, &str) -> bool) -> Result<String, String> {
    let mut replaced = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '\'' | '"' => rest[1..].find(first).map_or(rest.len(), |end| end + 2),
            _ if is_word(first) => rest.find(|character| !is_word(character)).unwrap_or(rest.len()),
            _ => first.len_utf8(),
        };
        let (token, after) = rest.split_at(length);
        rest = after;
        if token == "extra" {
            let (condition, after) = comparison(after).ok_or_else(|| unknown(text))?;
            replaced.push_str(&choice(condition, is_choice).ok_or_else(|| unknown(text))?);
            rest = after;
        } else {
            replaced.push_str(token);
        }
    }
    Ok(replaced)
}

fn unknown(text: &str) -> String {
    format!(
        "the marker {text:?} depends on extras or groups in a way that is not understood; expected `extra == \
         'extra-LENGTH-PROJECT-EXTRA'` of a project whose extras can be chosen and are not asked for otherwise"
    )
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '.')
}

/// Whether it is `==` and not `!=`, and the text that is compared with.
type Condition<'text> = (bool, &'text str);

fn comparison(text: &str) -> Option<(Condition<'_>, &str)> {
    let text = text.trim_start();
    let is_equal = text.starts_with("==");
    let text = text.strip_prefix("==").or_else(|| text.strip_prefix("!="))?.trim_start();
    let quote = text.chars().next().filter(|quote| matches!(quote, '\'' | '"'))?;
    let (value, rest) = text[1..].split_once(quote)?;
    Some(((is_equal, value), rest))
}

fn choice((is_equal, value): Condition<'_>, is_choice: &dyn Fn(&str, bool, &str) -> bool) -> Option<String> {
    let (kind, rest) = value.split_once('-')?;
    let (is_group, among) = match kind {
        "extra" => (false, "extras"),
        "group" => (true, "dependency_groups"),
        _ => return None,
    };
    let (length, rest) = rest.split_once('-')?;
    let length: usize = length.parse().ok()?;
    let package = rest.get(..length)?;
    let name = rest.get(length..)?.strip_prefix('-').filter(|name| PackageName::new(name).is_valid())?;
    let operator = if is_equal { "in" } else { "not in" };
    is_choice(package, is_group, name).then(|| format!("'{name}' {operator} {among}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn replaced(text: &str) -> Result<String, String> {
        replace(text, &|package, _, name| package == "my-app" && name != "asked")
    }

    #[test]
    fn conditions_on_the_projects_own_extras_are_those_of_pep_751() {
        for (text, expected) in [
            ("extra == 'extra-6-my-app-cpu'", "'cpu' in extras"),
            ("extra != \"extra-6-my-app-cu-118\"", "'cu-118' not in extras"),
            ("extra=='group-6-my-app-dev'", "'dev' in dependency_groups"),
            (
                "(os_name == 'nt' and extra == 'extra-6-my-app-a') or extra != 'extra-6-my-app-b'",
                "(os_name == 'nt' and 'a' in extras) or 'b' not in extras",
            ),
            ("os_name == 'extra'", "os_name == 'extra'"),
            ("python_full_version < '3.9'", "python_full_version < '3.9'"),
        ] {
            assert_eq!(replaced(text).as_deref(), Ok(expected));
        }
    }

    #[test]
    fn everything_else_is_refused() {
        for text in [
            "extra == 'cpu'",
            "extra == 'extra-5-other-cpu'",
            "extra == 'extra-6-my-app-asked'",
            "extra == 'extra-7-my-app-cpu'",
            "extra == 'extra-99999999999999999999-my-app-cpu'",
            "extra == 'extra-6-my-app-'",
            "extra == 'project-6-my-app'",
            "extra in 'extra-6-my-app-cpu'",
            "'extra-6-my-app-cpu' == extra",
            "extra == 'extra-6-my-app-cpu",
            "extra",
            "extra == 'extra-1-é-x'",
        ] {
            assert!(replaced(text).is_err(), "{text}");
        }
    }
}
