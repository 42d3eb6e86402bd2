//! .pth files.
use fetter_core::metadata::path_file;

pub fn run(bytes: &[u8]) {
    let lines = path_file::read(bytes);
    assert!(lines.is_sorted_by_key(|line| line.number));
    for line in lines {
        assert!(!line.text.starts_with('#') && !line.text.trim().is_empty());
        assert_eq!(line.is_import, line.text.starts_with("import ") || line.text.starts_with("import\t"));
    }
}
