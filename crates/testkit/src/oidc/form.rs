//! Forms and queries (`application/x-www-form-urlencoded`), and pages with them.

use std::fmt::Write;

/// The fields of a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Form(Vec<(String, String)>);

impl Form {
    pub(super) fn read(text: &str) -> Self {
        let fields = text.split('&').filter(|field| !field.is_empty()).map(|field| {
            let (name, value) = field.split_once('=').unwrap_or((field, ""));
            (decoded(name), decoded(value))
        });
        Self(fields.collect())
    }

    pub(super) fn get(&self, name: &str) -> &str {
        self.0.iter().find(|(found, _)| found == name).map_or("", |(_, value)| value)
    }

    /// A page with all fields, hidden, and a button for each of these values of another field.
    pub(super) fn page(&self, target: &str, name: &str, values: &[String]) -> String {
        let mut page = format!(
            "<!doctype html><html lang=\"en\"><title>Provider for tests</title><h1>Who are you?</h1><form action=\"{target}\">"
        );
        // Writing to a string does not fail.
        for (name, value) in &self.0 {
            let (name, value) = (escaped(name), escaped(value));
            let _ = write!(page, "<input type=\"hidden\" name=\"{name}\" value=\"{value}\">");
        }
        for value in values {
            let value = escaped(value);
            let _ = write!(page, "<p><button name=\"{name}\" value=\"{value}\">{value}</button>");
        }
        page + "</form></html>\n"
    }
}

/// What is not reserved stays; all else is `%XX`.
pub(super) fn encoded(text: &str) -> String {
    let one = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(one).collect()
}

pub(super) fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let (mut decoded, mut at) = (Vec::new(), 0);
    while at < bytes.len() {
        let digits = text.get(at + 1..at + 3).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match (bytes[at], digits) {
            (b'%', Some(byte)) => {
                decoded.push(byte);
                at += 2;
            }
            (b'+', _) => decoded.push(b' '),
            (byte, _) => decoded.push(byte),
        }
        at += 1;
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
