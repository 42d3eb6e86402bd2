//! `requires.txt` of an egg-info, turned into the lines that `Requires-Dist` would have.

use super::credentials::mask_credentials;
use super::text::{decode, lines};

/// Reads the requirements, each as a PEP 508 line: `[extra:marker]` sections become markers, as `importlib.metadata` makes them.
#[must_use]
pub fn read(bytes: &[u8]) -> Vec<String> {
    let mut marker = String::new();
    let mut requirements = Vec::new();
    for line in lines(bytes) {
        let decoded = decode(line);
        let line = decoded.text.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(section) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            marker = section_marker(section);
        } else {
            let space = if line.contains('@') && !marker.is_empty() { " " } else { "" };
            requirements.push(mask_credentials(&format!("{line}{space}{marker}")));
        }
    }
    requirements
}

/// The extras that the sections name, in order, each once.
#[must_use]
pub fn extras(bytes: &[u8]) -> Vec<String> {
    let mut extras: Vec<String> = Vec::new();
    for line in lines(bytes) {
        let decoded = decode(line);
        let section = decoded.text.trim().strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        let extra = section.map_or("", |section| section.split(':').next().unwrap_or_default());
        if !extra.is_empty() && !extras.iter().any(|known| known == extra) {
            extras.push(extra.to_owned());
        }
    }
    extras
}

fn section_marker(section: &str) -> String {
    let (extra, markers) = section.split_once(':').unwrap_or((section, ""));
    match (extra.is_empty(), markers.is_empty()) {
        (true, true) => String::new(),
        (true, false) => format!("; {markers}"),
        (false, true) => format!("; extra == \"{extra}\""),
        (false, false) => format!("; ({markers}) and extra == \"{extra}\""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_become_markers() {
        let bytes =
            b"six\n\n[dev]\npytest>=3\nx @ file:///y\n[:python_version<'3']\nfutures\n[a:os_name=='nt']\nw\n";
        assert_eq!(
            read(bytes),
            [
                "six",
                "pytest>=3; extra == \"dev\"",
                "x @ file:///y ; extra == \"dev\"",
                "futures; python_version<'3'",
                "w; (os_name=='nt') and extra == \"a\"",
            ]
        );
        assert_eq!(extras(bytes), ["dev", "a"]);
    }
}
