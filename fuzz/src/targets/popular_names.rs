//! Lists of popular names, and names held against them: nothing on a list is suspect, and what is written is read as the same again.
//! The last line is the name that is held against the list that the rest is.
use fetter_core::advisory::names::{Circumstances, LONGEST_NAME, Popular, suspect};
use fetter_core::requirement::PackageName;

pub fn run(bytes: &[u8]) {
    let end = bytes.iter().rposition(|byte| *byte == b'\n').unwrap_or(0);
    let Ok(popular) = Popular::read(&bytes[..end]) else { return };
    let again = Popular::read(popular.as_text().as_bytes()).expect("what is written is a list");
    assert_eq!(again.as_text(), popular.as_text());
    assert_eq!(popular.as_text().lines().count(), popular.len());
    let circumstances = Circumstances::default();
    for (rank, name) in (1..).zip(popular.as_text().lines()) {
        assert!(name.len() <= LONGEST_NAME && PackageName::new(name).is_valid(), "{name}");
        assert_eq!(popular.rank(name), Some(rank), "{name}");
        assert_eq!(suspect(&PackageName::new(name), &popular, &circumstances), None, "{name}");
    }
    let name = PackageName::new(&String::from_utf8_lossy(&bytes[end..]));
    for list in [&popular, Popular::shipped()] {
        if let Some(found) = suspect(&name, list, &circumstances) {
            assert_eq!(list.rank(&found.near), Some(found.rank), "{found:?}");
            assert_ne!(found.near, name.normalized());
        }
    }
}
