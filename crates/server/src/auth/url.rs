//! Texts within URLs.

use std::fmt::Write;

/// A text as a part of a URL, or of a form that is sent: what is not reserved stays (RFC 3986, section 2.3), all else is `%XX`.
pub(crate) fn encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

/// Names and their values, as a query or the body of a form.
pub(crate) fn form(fields: &[(&str, &str)]) -> String {
    let fields: Vec<String> =
        fields.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
    fields.join("&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_value_ends_it() {
        assert_eq!(form(&[("a", "1&b=2"), ("c", "ä +%")]), "a=1%26b%3D2&c=%C3%A4%20%2B%25");
    }
}
