//! One requirement of PEP 508: `name[extra] >= 1 ; marker`, or `name @ URL ; marker`.

use std::fmt;
use std::str::FromStr;

use super::cursor::{Cursor, SyntaxError};
use super::marker::Marker;
use super::specifier::{Operator, Specifiers, scan_specifier};
use super::{PackageName, marker};

/// What is wanted of one package. Equal is what means the same: names are normalised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// The package.
    pub name: PackageName,
    /// Its extras that are wanted too, sorted, each once as it was written.
    pub extras: Vec<PackageName>,
    /// The versions that will do.
    pub specifiers: Specifiers,
    /// Where it must come from, as it was written; then there are no specifiers.
    pub url: Option<Box<str>>,
    /// Where it is wanted; everywhere if there is no marker.
    pub marker: Option<Marker>,
}

impl Requirement {
    /// A requirement of that name, of any version.
    #[must_use]
    pub fn any(name: PackageName) -> Self {
        Self { name, extras: Vec::new(), specifiers: Specifiers::default(), url: None, marker: None }
    }
}

impl FromStr for Requirement {
    type Err = SyntaxError;

    fn from_str(text: &str) -> Result<Self, SyntaxError> {
        let mut cursor = Cursor::new(text);
        cursor.skip_space();
        let name = cursor.take_identifier().ok_or_else(|| cursor.expected("the name of a package"))?;
        let mut requirement = Self::any(PackageName::new(name));
        cursor.skip_space();
        requirement.extras = extras(&mut cursor)?;
        cursor.skip_space();
        if cursor.take("@") {
            requirement.url = Some(url(&mut cursor)?.into());
        } else {
            requirement.specifiers = specifiers(&mut cursor)?;
            cursor.skip_space();
        }
        if !cursor.is_at_end() {
            requirement.marker = Some(after_semicolon(&mut cursor, &requirement)?);
        }
        if cursor.is_at_end() {
            Ok(requirement)
        } else {
            Err(cursor.expected("\"and\", \"or\" or the end of the requirement"))
        }
    }
}

fn extras(cursor: &mut Cursor<'_>) -> Result<Vec<PackageName>, SyntaxError> {
    let mut extras: Vec<&str> = Vec::new();
    if !cursor.take("[") {
        return Ok(Vec::new());
    }
    cursor.skip_space();
    if let Some(first) = cursor.take_identifier() {
        extras.push(first);
        loop {
            cursor.skip_space();
            if !cursor.take(",") {
                break;
            }
            cursor.skip_space();
            let extra = cursor.take_identifier();
            extras.push(extra.ok_or_else(|| cursor.expected("the name of an extra after the comma"))?);
        }
    }
    if !cursor.take("]") {
        let what = if extras.is_empty() { "the name of an extra or \"]\"" } else { "\",\" or \"]\"" };
        return Err(cursor.expected(what));
    }
    extras.sort_unstable();
    extras.dedup();
    Ok(extras.into_iter().map(PackageName::new).collect())
}

/// The URL after `@`, and the white space that must part it from a marker.
fn url<'text>(cursor: &mut Cursor<'text>) -> Result<&'text str, SyntaxError> {
    cursor.skip_space();
    let url = cursor.take_while(|character| !matches!(character, ' ' | '\t'));
    let url = url.ok_or_else(|| cursor.expected("a URL after \"@\""))?;
    cursor.skip_space();
    Ok(url)
}

fn specifiers(cursor: &mut Cursor<'_>) -> Result<Specifiers, SyntaxError> {
    let open = cursor.take("(");
    cursor.skip_space();
    let start = cursor.position();
    let before = cursor.rest();
    while let Some((_, length)) = scan_specifier(cursor.rest()) {
        cursor.advance(length);
        if cursor.rest().starts_with(".*") {
            return Err(cursor.error_at(
                cursor.position(),
                "\".*\" may stand after == and !=, and after release numbers only",
            ));
        }
        if cursor.rest().starts_with('+') {
            return Err(cursor.error_at(cursor.position(), "a local version may stand after == and != only"));
        }
        cursor.skip_space();
        if !cursor.take(",") {
            break;
        }
        cursor.skip_space();
    }
    let text = &before[..cursor.position() - start];
    if Operator::at(cursor.rest()).is_some() || (open && !text.is_empty() && cursor.is_at_end()) {
        let what = if Operator::at(cursor.rest()).is_some() {
            "a version after the operator, or \",\" before it"
        } else {
            "\")\""
        };
        return Err(cursor.expected(what));
    }
    // `===` takes commas too, so that what it took is divided here.
    let specifiers = text.parse().map_err(|error| cursor.error_at(start, format!("{error}")))?;
    cursor.skip_space();
    if open && !cursor.take(")") {
        return Err(cursor.expected("a version specifier or \")\""));
    }
    Ok(specifiers)
}

fn after_semicolon(cursor: &mut Cursor<'_>, requirement: &Requirement) -> Result<Marker, SyntaxError> {
    if cursor.take(";") {
        return marker::parse_marker(cursor);
    }
    Err(cursor.expected(if requirement.url.is_some() {
        "\";\" and a marker, or the end of the requirement, after the URL"
    } else if requirement.specifiers.is_empty() {
        "a version specifier, \"@\", \";\" or the end of the requirement"
    } else {
        "\",\" and another specifier, \";\" and a marker, or the end of the requirement"
    }))
}

impl fmt::Display for Requirement {
    /// Writes the form that `packaging` gives it. The URL stands as it was written, credentials too.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name.as_written())?;
        if !self.extras.is_empty() {
            let extras: Vec<&str> = self.extras.iter().map(PackageName::as_written).collect();
            write!(formatter, "[{}]", extras.join(","))?;
        }
        write!(formatter, "{}", self.specifiers)?;
        if let Some(url) = &self.url {
            write!(formatter, " @ {url}")?;
        }
        match &self.marker {
            Some(marker) => write!(formatter, "{}; {marker}", if self.url.is_some() { " " } else { "" }),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_say_where_and_what_was_expected() {
        for (text, column, message) in [
            ("", 1, "expected the name of a package"),
            ("a b", 3, "expected a version specifier, \"@\", \";\" or the end of the requirement"),
            (
                "a>=1 b",
                6,
                "expected \",\" and another specifier, \";\" and a marker, or the end of the requirement",
            ),
            ("a[b", 4, "expected \",\" or \"]\""),
            ("é", 1, "expected the name of a package"),
            ("a>=1; python", 7, "expected a marker variable or a quoted text"),
            ("a>=1.*", 5, "\".*\" may stand after == and !=, and after release numbers only"),
            ("a(>=1", 6, "expected \")\""),
            ("a; os_name == 'é' 'b'", 19, "expected \"and\", \"or\" or the end of the requirement"),
        ] {
            let error = text.parse::<Requirement>().unwrap_err();
            assert_eq!((error.column, error.message.as_str()), (column, message), "{text}");
        }
    }

    #[test]
    fn thousands_of_parentheses_are_an_error() {
        let open = format!("a; {}os_name == 'nt'{}", "(".repeat(20_000), ")".repeat(20_000));
        assert!(open.parse::<Requirement>().unwrap_err().message.contains("more than 200 parentheses"));
        let allowed = format!("a; {}os_name == 'nt'{}", "(".repeat(200), ")".repeat(200));
        assert_eq!(allowed.parse::<Requirement>().unwrap().to_string(), "a; os_name == \"nt\"");
    }
}
