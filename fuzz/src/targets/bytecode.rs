//! Headers and names of compiled Python code.
use fetter_core::metadata::bytecode;

pub fn run(bytes: &[u8]) {
    let header = bytecode::read(bytes);
    let first = &bytes[..bytes.len().min(bytecode::HEADER_LENGTH)];
    assert_eq!(header, bytecode::read(first));
    if let Some(header) = header {
        let _ = header.is_hash_of([0; 8], bytes);
    }
    if let Some(stem) = bytecode::source_stem(bytes) {
        assert!(!stem.is_empty() && bytes.starts_with(stem));
    }
}
