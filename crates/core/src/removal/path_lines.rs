//! Taking lines out of a `.pth` file, and putting them back.

/// The file without those lines. What ends the others stays as it is.
pub(super) fn without(bytes: &[u8], lines: &[Vec<u8>]) -> Vec<u8> {
    let kept = pieces(bytes).filter(|piece| !lines.iter().any(|line| line == content(piece)));
    kept.flatten().copied().collect()
}

/// The file with those lines at its end that it has not.
pub(super) fn with(bytes: &[u8], lines: &[Vec<u8>]) -> Vec<u8> {
    let mut all = bytes.to_vec();
    for line in lines {
        if pieces(bytes).any(|piece| content(piece) == line) {
            continue;
        }
        if all.last().is_some_and(|last| *last != b'\n') {
            all.push(b'\n');
        }
        all.extend_from_slice(line);
        all.push(b'\n');
    }
    all
}

/// Whether a file has all of those lines.
pub(super) fn has(bytes: &[u8], lines: &[Vec<u8>]) -> bool {
    lines.iter().all(|line| pieces(bytes).any(|piece| content(piece) == line))
}

/// The lines, without what ends them.
pub(super) fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    pieces(bytes).map(content)
}

/// The lines, each with what ends it.
fn pieces(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split_inclusive(|byte| *byte == b'\n')
}

fn content(piece: &[u8]) -> &[u8] {
    let piece = piece.strip_suffix(b"\n").unwrap_or(piece);
    piece.strip_suffix(b"\r").unwrap_or(piece)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_go_and_come_back() {
        let file = b"import sys\r\n./a.egg\n./b.egg";
        let lines = vec![b"./a.egg".to_vec()];
        assert!(has(file, &lines));
        let after = without(file, &lines);
        assert_eq!(after, b"import sys\r\n./b.egg");
        assert!(!has(&after, &lines));
        assert_eq!(with(&after, &lines), b"import sys\r\n./b.egg\n./a.egg\n");
        assert_eq!(with(file, &lines), file);
        assert_eq!(without(b"", &lines), b"");
    }
}
