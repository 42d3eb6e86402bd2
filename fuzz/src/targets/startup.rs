//! What runs at starts: environment files, and the code and lines of `.pth` files that are judged.
use std::path::Path;

use fetter_core::integrity::Severity;
use fetter_core::integrity::startup::{read_code, read_line, settings};

pub fn run(bytes: &[u8]) {
    let lines = 1 + bytes.iter().filter(|byte| **byte == b'\n').count() as u64;
    let found = settings::read(bytes);
    for setting in &found.settings {
        assert!((1..=lines).contains(&setting.line), "{setting:?}");
        assert!(!setting.name.is_empty() && setting.name.is_ascii());
    }
    assert!(found.mentions.iter().all(|mention| (1..=lines).contains(&mention.line)));
    let text = String::from_utf8_lossy(bytes);
    let read = read_code(&text);
    assert!(read.traits.iter().all(|found| (1..=lines).contains(&found.line)), "{read:?}");
    for line in text.split('\n') {
        let read = read_line(line, Path::new("/s"));
        // No tool writes a line that has more than ASCII in it.
        assert!(read.tool.is_none() || line.trim().is_ascii(), "{line:?}: {read:?}");
        assert!(read.adds.iter().all(|directory| directory.is_absolute()));
    }
    let _ = Severity::of(&read.traits);
}
