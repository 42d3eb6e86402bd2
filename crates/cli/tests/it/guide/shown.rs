//! Whether a command prints what the guide shows.

/// What of the lines that are shown was not said in this order. `…` stands for anything within a line, and alone for lines that are left out; how
/// wide columns are is no matter.
pub(super) fn missing<'line>(shown: &'line [String], said: &str) -> Option<&'line str> {
    let mut said = said.lines().map(narrow);
    let mut is_said = |line: &str| {
        let pattern = narrow(line);
        said.any(|line| fits(&pattern, &line))
    };
    shown.iter().map(String::as_str).filter(|line| line.trim() != "…").find(|line| !is_said(line))
}

fn narrow(line: &str) -> String {
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn fits(pattern: &str, line: &str) -> bool {
    let Some((first, rest)) = pattern.split_once('…') else { return pattern == line };
    let Some(mut line) = line.strip_prefix(first) else { return false };
    let mut pieces: Vec<&str> = rest.split('…').collect();
    let last = pieces.pop().unwrap_or_default();
    for piece in pieces {
        let Some(at) = line.find(piece) else { return false };
        line = &line[at + piece.len()..];
    }
    line.ends_with(last)
}

#[test]
fn lines_are_found_in_order_and_only_as_they_are() {
    let lines = |text: &str| -> Vec<String> { text.lines().map(str::to_owned).collect() };
    let said = "Package     Site\nidna-3.7    /a/b\njinja2-3.1  /a\n";
    for (shown, wanted) in [
        ("Package  Site\n…\njinja2-3.1 /a", None),
        ("idna-… /…/b", None),
        ("jinja2-3.1  /a\nidna-3.7  /a/b", Some("idna-3.7  /a/b")),
        ("idna-3.7", Some("idna-3.7")),
        ("…3.7", Some("…3.7")),
        ("idna…idna…", Some("idna…idna…")),
    ] {
        assert_eq!(missing(&lines(shown), said), wanted, "{shown}");
    }
}
