//! Events of a simulated machine.

use fetter_protocol::{EventRecord, EventSubject, Kind, WirePath};

pub(crate) fn event(sequence: u64, path: &str) -> EventRecord {
    EventRecord {
        schema: Kind::Event.schema().to_owned(),
        version: Kind::Event.version(),
        sequence,
        time: "2026-06-15T12:00:00Z".to_owned(),
        unix_ms: 1_781_524_800_000 + sequence,
        code: "installed".to_owned(),
        subject: EventSubject {
            name: Some(format!("package-{}", sequence % 1000)),
            version: Some("1.0".to_owned()),
            site: Some(WirePath::Text(path.to_owned())),
            environment: None,
        },
        old_version: None,
        old_origin: None,
        origin: None,
        rule: None,
        reason: None,
        path: None,
        opening: None,
        count: None,
    }
}
