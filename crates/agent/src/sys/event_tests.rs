use super::*;

/// An event as the kernel lays it out.
fn made(mask: u64, descriptor: i32, records: &[u8]) -> Vec<u8> {
    let length = u32::try_from(METADATA + records.len()).expect("short");
    let mut bytes = Vec::new();
    bytes.extend(length.to_ne_bytes());
    bytes.extend([VERSION, 0]);
    bytes.extend(24_u16.to_ne_bytes());
    bytes.extend(mask.to_ne_bytes());
    bytes.extend(descriptor.to_ne_bytes());
    bytes.extend(77_i32.to_ne_bytes());
    bytes.extend(records);
    bytes
}

fn record(kind: u8, handle: &[u8], name: &[u8]) -> Vec<u8> {
    let mut body = 0x0102_0304_0506_0708_u64.to_ne_bytes().to_vec();
    body.extend(u32::try_from(handle.len()).expect("short").to_ne_bytes());
    body.extend(1_i32.to_ne_bytes());
    body.extend(handle);
    body.extend(name);
    while !body.len().is_multiple_of(4) {
        body.push(0);
    }
    let length = u16::try_from(HEADER + body.len()).expect("short");
    [&[kind, 0][..], &length.to_ne_bytes(), &body].concat()
}

const NAMED: u8 = libc::FAN_EVENT_INFO_TYPE_DFID_NAME;

fn all(bytes: &[u8]) -> Vec<Result<Event<'_>, Malformed>> {
    Events::of(bytes).collect()
}

/// What Linux 6.18 gave for `mkdir x`, `touch x/RECORD` (ext4; bytes of one read).
const CAPTURED: &[u8] = include_bytes!("captured.bin");

#[test]
fn captured_events_are_read() {
    let events: Vec<_> = Events::of(CAPTURED).map(|event| event.expect("it is sound")).collect();
    let names: Vec<_> = events.iter().filter_map(|event| event.entry.and_then(|entry| entry.name)).collect();
    assert_eq!(names, ["x", "RECORD"]);
    assert!(events[0].mask().contains(Mask::CREATE | Mask::ON_DIRECTORY));
    // The kernel merges what happens to one name before anybody reads it.
    assert!(events[1].mask().contains(Mask::CREATE | Mask::CLOSE_WRITE));
    let directories: Vec<_> = events.iter().map(|event| event.entry.map(|entry| entry.handle)).collect();
    assert_ne!(directories[0], directories[1]);
    assert!(events.iter().all(|event| event.descriptor == libc::FAN_NOFD));
}

#[test]
fn every_beginning_of_captured_events_is_events_and_then_an_error() {
    for end in 0..CAPTURED.len() {
        let read = all(&CAPTURED[..end]);
        let wrong = read.iter().filter(|event| event.is_err()).count();
        let whole: usize = read.iter().flatten().count();
        assert!(wrong <= 1 && whole < 2, "{end}");
        assert!(wrong == 0 || read.last().is_some_and(Result::is_err), "{end}");
    }
}

#[test]
fn every_changed_byte_of_captured_events_ends() {
    for at in 0..CAPTURED.len() {
        for value in [0, 1, 0x7f, 0x80, 0xff] {
            let mut bytes = CAPTURED.to_vec();
            bytes[at] = value;
            assert!(all(&bytes).len() <= 3, "{at} {value}");
        }
    }
}

#[test]
fn a_directory_and_a_name_are_read() {
    let bytes = made(libc::FAN_CREATE, -1, &record(NAMED, b"handle", b"six.py\0"));
    let read = all(&bytes);
    let event = read[0].expect("it is sound");
    let entry = event.entry.expect("it has one");
    assert_eq!((event.pid, entry.handle, entry.handle_kind), (77, &b"handle"[..], 1));
    assert_eq!(entry.file_system, 0x0102_0304_0506_0708);
    assert_eq!(entry.name, Some(OsStr::new("six.py")));
    assert_eq!(entry.directory().expect("it is short").bytes(), b"handle");
}

#[test]
fn records_of_other_kinds_are_passed_over() {
    let other = [&[99, 0, 8, 0][..], &[1, 2, 3, 4]].concat();
    let bytes = made(libc::FAN_DELETE, -1, &[other, record(NAMED, b"h", b"a\0")].concat());
    assert!(all(&bytes)[0].expect("it is sound").entry.is_some());
    let itself = made(libc::FAN_DELETE_SELF, -1, &record(NAMED, b"h", b".\0"));
    assert_eq!(all(&itself)[0].expect("it is sound").entry.expect("it has one").name, None);
    let unnamed = made(libc::FAN_ATTRIB, -1, &record(libc::FAN_EVENT_INFO_TYPE_DFID, b"h", b""));
    assert_eq!(all(&unnamed)[0].expect("it is sound").entry.expect("it has one").name, None);
}

#[test]
fn an_overflow_is_told() {
    let bytes = made(libc::FAN_Q_OVERFLOW, -1, &[]);
    assert!(all(&bytes)[0].expect("it is sound").is_overflow());
}

#[test]
fn hostile_bytes_are_errors() {
    let error = |bytes: &[u8]| all(bytes).pop().expect("something").expect_err("it is not sound");
    assert_eq!(error(&[1]), Malformed::Short);
    let mut version = made(1, -1, &[]);
    version[4] = 9;
    assert_eq!(error(&version), Malformed::Version(9));
    for length in [0_u32, 1, 23, u32::MAX] {
        let mut bytes = made(1, -1, &[]);
        bytes[..4].copy_from_slice(&length.to_ne_bytes());
        assert!(matches!(error(&bytes), Malformed::Record | Malformed::Short), "{length}");
    }
    for name in [&b"\0"[..], b"..\0", b"a/b\0", b"withoutz", &[b'a'; 300]] {
        assert_eq!(error(&made(1, -1, &record(NAMED, b"hand", name))), Malformed::Record, "{name:?}");
    }
    assert_eq!(error(&made(1, -1, &record(NAMED, &[0; 132], b"a\0"))), Malformed::Record);
    assert_eq!(error(&made(1, -1, &[NAMED, 0, 0, 0])), Malformed::Record, "no progress");
    assert_eq!(error(&made(1, -1, &[NAMED, 0, 200, 0])), Malformed::Record);
    assert_eq!(error(&made(1, -1, &[NAMED, 0, 4, 0])), Malformed::Record);
    assert_eq!(error(&made(1, -1, &[9, 0])), Malformed::Record);
}
