//! What the kernel reports of fanotify events.
use fetter_agent::sys::event::Events;

pub fn run(bytes: &[u8]) {
    let mut events = Events::of(bytes);
    let mut read = 0;
    while let Some(event) = events.next() {
        read += 1;
        // An event takes 24 bytes at least, so that reading ends.
        assert!(read <= bytes.len() / 24 + 1);
        let Ok(event) = event else {
            assert!(events.next().is_none());
            break;
        };
        if let Some(entry) = event.entry {
            assert!(entry.handle.len() <= 128 && entry.directory().is_some());
            let name = entry.name.map(|name| name.as_encoded_bytes());
            assert!(name.is_none_or(|name| !name.is_empty() && name.len() <= 255));
            assert!(name.is_none_or(|name| !name.contains(&b'/') && !name.contains(&0) && name != b".."));
        }
    }
}
