//! Messages between agent and server: no panic; what is taken is within its limits, and is read as the same again.
use std::fmt::Debug;

use fetter_agent::journal::line;
use fetter_protocol::signed::SignatureHeader;
use fetter_protocol::{
    Answer, Bundle, CheckIn, Digest, Enrolled, Enrollment, EventRecord, Instructions, Message,
    PackageRequest, Report, RequestAnswer, SiteContents, limits, read, write,
};

fn check<M: Message + PartialEq + Debug>(bytes: &[u8]) -> Option<M> {
    let message: M = read(bytes).ok()?;
    let written = write(&message);
    // Escapes may take more bytes than what they stand for.
    if let Ok(written) = &written {
        assert_eq!(read::<M>(written).expect("what was written is read"), message);
    }
    Some(message)
}

pub fn run(bytes: &[u8]) {
    if let Some(report) = check::<Report>(bytes) {
        assert!(report.events.len() <= limits::EVENTS);
        assert!(report.host.machine.bytes().all(|byte| byte.is_ascii_hexdigit()));
    }
    check::<Answer>(bytes);
    check::<Enrollment>(bytes);
    check::<Enrolled>(bytes);
    check::<CheckIn>(bytes);
    check::<Instructions>(bytes);
    check::<Bundle>(bytes);
    check::<PackageRequest>(bytes);
    check::<RequestAnswer>(bytes);
    let text = crate::text(bytes);
    if let Ok(header) = text.parse::<SignatureHeader>() {
        assert_eq!(header.to_string(), text, "a header is written one way only");
    }
    if let Some(site) = check::<SiteContents>(bytes)
        && let Ok((digest, canonical)) = site.canonical()
    {
        assert_eq!(Digest::of(&canonical), digest);
        let again: SiteContents = read(&canonical).expect("what was written is read");
        assert_eq!(again.canonical().expect("it was written before").0, digest);
    }
    if let Some(event) = check::<EventRecord>(bytes) {
        assert!(!line(&event).chars().any(char::is_control), "a line acts on nothing");
    }
}
