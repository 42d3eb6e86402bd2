//! `requires.txt` of an egg-info, turned into the lines that `Requires-Dist` would have.

use std::collections::HashSet;

use super::credentials::mask_credentials;
use super::text::{decode, lines};

/// What a file may become beside four times its own size, in bytes. Each requirement repeats the marker of its section, so that a small
/// file could become one of any size; no real one comes near to this.
const GROWTH: usize = 1024 * 1024;

/// The requirements of a `requires.txt`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EggRequires {
    /// Each as a PEP 508 line, in order.
    pub requirements: Vec<String>,
    /// Whether these are all: false where they are longer than is kept.
    pub whole: bool,
}

/// Reads the requirements, each as a PEP 508 line: `[extra:marker]` sections become markers, as `importlib.metadata` makes them.
///
/// Of requirements that are more than 1 MiB longer than four times the file those that come first are kept.
#[must_use]
pub fn read(bytes: &[u8]) -> EggRequires {
    let mut marker = String::new();
    let mut requirements = Vec::new();
    let mut room = bytes.len().saturating_mul(4).saturating_add(GROWTH);
    for line in lines(bytes) {
        let decoded = decode(line);
        let line = decoded.text.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(section) = section(line) {
            marker = section_marker(section);
            continue;
        }
        let Some(left) = room.checked_sub(line.len() + marker.len()) else {
            return EggRequires { requirements, whole: false };
        };
        room = left;
        let space = if line.contains('@') && !marker.is_empty() { " " } else { "" };
        requirements.push(mask_credentials(&format!("{line}{space}{marker}")));
    }
    EggRequires { requirements, whole: true }
}

/// The extras that the sections name, in order, each once.
#[must_use]
pub fn extras(bytes: &[u8]) -> Vec<String> {
    let mut seen = HashSet::new();
    let mut extras: Vec<String> = Vec::new();
    for line in lines(bytes) {
        let decoded = decode(line);
        let extra = section(decoded.text.trim()).and_then(|section| section.split(':').next());
        let extra = mask_credentials(extra.unwrap_or_default());
        if !extra.is_empty() && seen.insert(extra.clone()) {
            extras.push(extra);
        }
    }
    extras
}

fn section(line: &str) -> Option<&str> {
    line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'))
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
        let read = read(bytes);
        assert!(read.whole);
        assert_eq!(
            read.requirements,
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

    #[test]
    fn a_marker_is_not_repeated_without_end() {
        let marker = "m".repeat(512 * 1024);
        let read = read(format!("six\n[:{marker}]\n{}", "a\n".repeat(262_000)).as_bytes());
        assert!(!read.whole);
        let bytes: usize = read.requirements.iter().map(String::len).sum();
        assert!(bytes < 6 * 1024 * 1024, "{bytes}");
        assert_eq!(read.requirements[0], "six", "what comes first is kept");
    }

    #[test]
    fn many_requirements_under_markers_are_all_kept() {
        let one =
            "[all:python_version >= '3.8' and sys_platform != 'win32']\n".to_owned() + &"ab\n".repeat(5000);
        let read = read(one.as_bytes());
        assert_eq!((read.requirements.len(), read.whole), (5000, true));
    }

    #[test]
    fn many_extras_are_told_apart_quickly() {
        let sections: Vec<String> =
            (0..100_000).map(|number| format!("[e{number}]\n[e{number}:m]")).collect();
        let start = std::time::Instant::now();
        assert_eq!(extras(sections.join("\n").as_bytes()).len(), 100_000);
        assert!(start.elapsed() < std::time::Duration::from_secs(20));
        assert_eq!(extras(b"[//u:p@h]\n[]\n"), ["//u"]);
        assert_eq!(extras(b"[//token@h]\n"), ["//****@h"]);
    }
}
