//! How events are kept: there are more of them than of anything else, and they are alike. Each is compressed by what events have in common, which
//! leaves about a third of it.

use fetter_protocol::{EventRecord, limits};
use zstd::bulk::{Compressor, Decompressor};

use super::StoreError;

/// The first byte of what is kept by [`COMMON`].
const BY_COMMON: u8 = 1;
const LEVEL: i32 = 9;

/// What compression may refer to, the most common last. What was kept by it needs it: another text gets another number, and this one stays.
const COMMON: &[u8] = br#"{"schema":"fetter-event","version":1,"sequence":0,"time":"2026-11-29T00:00:00.000Z","unix_ms":1796000000000,"code":"refused-opening","subject":{"name":"","version":"","site":"/usr/local/lib/python3.12/site-packages","environment":"/usr/local"},"origin":"https://","rule":"","reason":"vulnerable: no longer there; it is in no allowed list; denied by the policy; could not be read","path":"/usr/lib/python3/dist-packages/","opening":{"pid":0,"uid":1000,"user":"root","command":"/usr/bin/python3 -m pip install --upgrade"},"count":2}{"schema":"fetter-event","version":1,"sequence":0,"time":"2026-12-31T23:59:59.999Z","unix_ms":1798000000000,"code":"denied","subject":{"name":"requests","version":"2.32.5","site":"/opt/venv/lib/python3.11/site-packages","environment":"/opt/venv"},"origin":"file:///","rule":""}{"schema":"fetter-event","version":1,"sequence":0,"time":"2026-01-01T00:00:00.000Z","unix_ms":1767000000000,"code":"changed","subject":{"name":"","version":"1.0.0","site":"/home/user/.venv/lib/python3.13/site-packages","environment":"/home/user/.venv"},"old_version":"0.9.0"}{"schema":"fetter-event","version":1,"sequence":0,"time":"2026-01-01T00:00:00.000Z","unix_ms":1767000000000,"code":"removed","subject":{"name":"","version":"1.0.0","site":"/srv/app/.venv/lib/python3.12/site-packages","environment":"/srv/app/.venv"}}{"schema":"fetter-event","version":1,"sequence":0,"time":"2026-01-01T00:00:00.000Z","unix_ms":1767000000000,"code":"installed","subject":{"name":"","version":"1.0.0","site":"/home/user/project/.venv/lib/python3.12/site-packages","environment":"/home/user/project/.venv"}}"#;

/// Makes events ready to be kept.
pub(super) struct Packer(Compressor<'static>);

/// Reads events that were kept.
pub(super) struct Unpacker(Decompressor<'static>);

impl Packer {
    pub(super) fn new() -> Result<Self, StoreError> {
        Compressor::with_dictionary(LEVEL, COMMON).map(Self).map_err(damaged)
    }

    pub(super) fn pack(&mut self, event: &EventRecord) -> Result<Vec<u8>, StoreError> {
        let body = fetter_protocol::write(event).map_err(damaged)?;
        let mut packed = self.0.compress(&body).map_err(damaged)?;
        packed.insert(0, BY_COMMON);
        Ok(packed)
    }
}

impl Unpacker {
    pub(super) fn new() -> Result<Self, StoreError> {
        Decompressor::with_dictionary(COMMON).map(Self).map_err(damaged)
    }

    pub(super) fn unpack(&mut self, kept: &[u8]) -> Result<EventRecord, StoreError> {
        let body = match kept.split_first() {
            Some((&BY_COMMON, packed)) => self.0.decompress(packed, limits::EVENT_BYTES).map_err(damaged)?,
            _ => kept.to_vec(),
        };
        fetter_protocol::read(&body).map_err(damaged)
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it is handed to map_err")]
fn damaged(error: impl ToString) -> StoreError {
    StoreError::Damaged { what: "an event", why: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_kept_in_less_than_half_and_comes_back() {
        let event = r#"{"schema":"fetter-event","version":1,"sequence":48213,"time":"2026-06-15T12:41:07.381Z",
            "unix_ms":1781527267381,"code":"installed","subject":{"name":"charset-normalizer","version":"3.4.2",
            "site":"/home/ada/work/billing/.venv/lib/python3.12/site-packages","environment":"/home/ada/work/billing/.venv"}}"#;
        let event: EventRecord = fetter_protocol::read(event.as_bytes()).expect("an event");
        let (mut packer, mut unpacker) = (Packer::new().expect("a packer"), Unpacker::new().expect("one"));
        let plain = fetter_protocol::write(&event).expect("JSON");
        let kept = packer.pack(&event).expect("room");
        assert!(kept.len() * 5 < plain.len() * 2, "{} of {}", kept.len(), plain.len());
        assert_eq!(unpacker.unpack(&kept).expect("it is one"), event);
        assert_eq!(unpacker.unpack(&plain).expect("as it once was kept"), event);
        for damaged in [&[][..], &[BY_COMMON], &kept[..kept.len() - 1], &[7, 7, 7]] {
            assert!(unpacker.unpack(damaged).is_err());
        }
    }

    #[test]
    fn what_was_kept_is_read_for_ever() {
        // Where this fails, the text was changed: it gets another number, and the old one stays.
        let digest = fetter_protocol::Digest::of(COMMON).to_string();
        assert_eq!(digest, "dc625084b50a1bb4e5d61866fa724a0e3818a509a7b2f75ffb9d3eef1ba39531");
    }
}
