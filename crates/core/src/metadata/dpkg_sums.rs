//! What dpkg records of a package: `/var/lib/dpkg/info/PACKAGE.md5sums`, the MD5 of each file as it was packed.

use crate::hex;

/// Reads lines of 32 hexadecimal digits, two spaces, and a path relative to `/`. Other lines are passed over.
pub fn read(bytes: &[u8]) -> impl Iterator<Item = ([u8; 16], &[u8])> {
    bytes.split(|byte| *byte == b'\n').filter_map(|line| {
        let (digest, path) = line.split_at_checked(32)?;
        let digest = hex::decode(std::str::from_utf8(digest).ok()?)?.try_into().ok()?;
        let path = path.strip_prefix(b"  ")?;
        (!path.is_empty() && !path.contains(&0)).then_some((digest, path))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_name_files() {
        let zeros = "0".repeat(32);
        let text = format!("{zeros}  usr/lib/a b.py\nnonsense\n{zeros} x\n{zeros}  \n");
        assert_eq!(read(text.as_bytes()).collect::<Vec<_>>(), [([0; 16], &b"usr/lib/a b.py"[..])]);
    }
}
