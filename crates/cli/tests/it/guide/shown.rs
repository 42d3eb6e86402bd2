//! Whether a command prints what the guide shows, and nothing else.

/// Stands for lines that are left out where it is alone, and for anything within a line.
const LEFT_OUT: &str = "…";

/// Says how what was said differs from what is shown: each line in its place, and no other line but where `…` stands alone. How wide columns are is no matter,
/// nor are empty lines. Of what goes on (`is_over` is false) more may come.
pub(super) fn compare(shown: &[String], said: &str, is_over: bool) -> Result<(), String> {
    let shown: Vec<String> = narrowed(shown.iter().map(String::as_str));
    let said: Vec<String> = narrowed(said.lines());
    let pieces: Vec<&[String]> = shown.split(|line| line == LEFT_OUT).collect();
    let mut rest = said.as_slice();
    for (at, piece) in pieces.iter().enumerate() {
        let is_first = at == 0;
        let is_end = is_over && at + 1 == pieces.len();
        let found = match (is_first, is_end) {
            (true, true) if rest.len() != piece.len() => None,
            (true, _) => (begins(rest, piece)).then_some(0),
            (false, true) => rest.len().checked_sub(piece.len()).filter(|from| begins(&rest[*from..], piece)),
            (false, false) => (0..=rest.len()).find(|from| begins(&rest[*from..], piece)),
        };
        let Some(found) = found else { return Err(unlike(piece, rest, is_first)) };
        rest = &rest[found + piece.len()..];
    }
    Ok(())
}

/// Names the line that is to blame.
fn unlike(piece: &[String], said: &[String], is_next: bool) -> String {
    let missing = |line: &&String| !said.iter().any(|one| fits(line, one));
    if let Some(line) = piece.iter().find(missing) {
        return format!("did not say\n{line}");
    }
    let more = said.iter().find(|one| !piece.iter().any(|line| fits(line, one)));
    match more.filter(|_| is_next) {
        Some(line) => format!("said more than is shown:\n{line}"),
        None => {
            format!("said in another order, or with lines between, or more than once\n{}", piece.join("\n"))
        }
    }
}

fn begins(said: &[String], piece: &[String]) -> bool {
    said.len() >= piece.len() && piece.iter().zip(said).all(|(pattern, line)| fits(pattern, line))
}

fn narrowed<'text>(lines: impl Iterator<Item = &'text str>) -> Vec<String> {
    let narrow = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    lines.map(narrow).filter(|line| !line.is_empty()).collect()
}

fn fits(pattern: &str, line: &str) -> bool {
    let Some((first, rest)) = pattern.split_once(LEFT_OUT) else { return pattern == line };
    let Some(mut line) = line.strip_prefix(first) else { return false };
    let mut pieces: Vec<&str> = rest.split(LEFT_OUT).collect();
    let last = pieces.pop().unwrap_or_default();
    for piece in pieces {
        let Some(at) = line.find(piece) else { return false };
        line = &line[at + piece.len()..];
    }
    line.ends_with(last)
}

#[test]
fn lines_are_there_in_order_and_no_others() {
    let lines = |text: &str| -> Vec<String> { text.lines().map(str::to_owned).collect() };
    let said = "Package     Site\n\nidna-3.7    /a/b\njinja2-3.1  /a\n";
    for (shown, is_well) in [
        ("Package  Site\nidna-3.7 /a/b\njinja2-3.1 /a", true),
        ("Package  Site\n…\njinja2-3.1 /a", true),
        ("Package  Site\n…\nidna-3.7 /a/b\njinja2-3.1 /a\n…", true),
        ("…\nidna-… /…/b\n…", true),
        ("…", true),
        ("", false),
        ("Package  Site\nidna-3.7 /a/b", false),
        ("Package  Site\njinja2-3.1 /a", false),
        ("idna-3.7  /a/b\njinja2-3.1  /a", false),
        ("…\njinja2-3.1  /a\nidna-3.7  /a/b", false),
        ("…\nidna-3.7\n…", false),
        ("…\n…3.7\n…", false),
        ("…\nidna…idna…\n…", false),
        ("…\njinja2-3.1 /a\n…\njinja2-3.1 /a", false),
    ] {
        assert_eq!(compare(&lines(shown), said, true).is_ok(), is_well, "{shown}");
    }
    assert!(compare(&[], "", true).is_ok());
    // What goes on may say more.
    assert!(compare(&lines("Package Site"), said, false).is_ok());
    assert!(compare(&lines("Package Site\n…\njinja2-3.1 /a"), said, false).is_ok());
    assert!(compare(&lines("idna-3.7 /a/b"), said, false).is_err());
}
