//! The system's log: journald by its own protocol, or syslog.

use std::path::Path;

use fetter_protocol::{EventRecord, WirePath, clip};

use super::Sink;
use super::datagram::Datagram;
use crate::journal::{EventCode, line};

/// Where journald listens.
const JOURNALD: &str = "/run/systemd/journal/socket";
/// Where syslog listens.
const SYSLOG: &str = "/dev/log";
/// Bytes of one value. A datagram holds all of them, and a log is no place for more.
const VALUE: usize = 8 << 10;

/// The log of this system: journald where it runs, else syslog.
#[must_use]
pub fn system_log() -> Box<dyn Sink> {
    if Path::new(JOURNALD).exists() {
        Box::new(Journald::at(Path::new(JOURNALD)))
    } else {
        Box::new(Syslog::at(Path::new(SYSLOG)))
    }
}

/// journald's native protocol (systemd, "Native Journal Protocol"): fields that can be asked for.
#[derive(Debug)]
pub struct Journald(Datagram);

/// Lines to `/dev/log`, as RFC 3164 describes them.
#[derive(Debug)]
pub struct Syslog(Datagram);

impl Journald {
    /// A sink to the socket at this path.
    #[must_use]
    pub fn at(path: &Path) -> Self {
        Self(Datagram::to(path))
    }
}

impl Syslog {
    /// A sink to the socket at this path.
    #[must_use]
    pub fn at(path: &Path) -> Self {
        Self(Datagram::to(path))
    }
}

fn priority(event: &EventRecord) -> u8 {
    EventCode::of_word(&event.code).map_or(5, EventCode::priority)
}

impl Sink for Journald {
    fn tell(&mut self, event: &EventRecord) {
        let subject = &event.subject;
        let site = subject.site.as_ref().and_then(WirePath::to_path);
        let site = site.map(|path| path.to_string_lossy().into_owned());
        let sequence = (event.sequence > 0).then(|| event.sequence.to_string());
        let priority = priority(event).to_string();
        let message = line(event);
        let mut bytes = Vec::new();
        for (name, value) in [
            ("MESSAGE", Some(message.as_str())),
            ("PRIORITY", Some(&priority)),
            ("SYSLOG_IDENTIFIER", Some("fetter")),
            ("FETTER_EVENT", Some(&event.code)),
            ("FETTER_SEQUENCE", sequence.as_deref()),
            ("FETTER_PACKAGE", subject.name.as_deref()),
            ("FETTER_VERSION", subject.version.as_deref()),
            ("FETTER_SITE", site.as_deref()),
            ("FETTER_RULE", event.rule.as_deref()),
        ] {
            if let Some(value) = value {
                field(&mut bytes, name, &clip(value, VALUE));
            }
        }
        self.0.send(&bytes);
    }

    fn dropped(&self) -> u64 {
        self.0.dropped()
    }
}

/// `NAME=value`, or, where the value has a newline, the name, its length as 64 bits in little-endian order, and the value.
fn field(bytes: &mut Vec<u8>, name: &str, value: &str) {
    bytes.extend_from_slice(name.as_bytes());
    if value.contains('\n') {
        bytes.push(b'\n');
        let length = u64::try_from(value.len()).unwrap_or_default();
        bytes.extend_from_slice(&length.to_le_bytes());
    } else {
        bytes.push(b'=');
    }
    bytes.extend_from_slice(value.as_bytes());
    bytes.push(b'\n');
}

impl Sink for Syslog {
    fn tell(&mut self, event: &EventRecord) {
        /// The facility "security and authorization messages" (RFC 3164, section 4.1.1).
        const FACILITY: u8 = 10;
        let priority = FACILITY * 8 + priority(event);
        let text = clip(&line(event), VALUE);
        let message = format!("<{priority}>{} fetter[{}]: {text}", stamp(&event.time), std::process::id());
        self.0.send(message.as_bytes());
    }

    fn dropped(&self) -> u64 {
        self.0.dropped()
    }
}

/// `Jun 15 12:00:00` of a time in RFC 3339. It is in UTC; local daemons put their own time instead.
fn stamp(time: &str) -> String {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let number = |range: std::ops::Range<usize>| time.get(range).and_then(|part| part.parse::<usize>().ok());
    let month = number(5..7).and_then(|month| MONTHS.get(month.checked_sub(1)?)).unwrap_or(&"Jan");
    format!("{month} {:>2} {}", number(8..10).unwrap_or(1), time.get(11..19).unwrap_or("00:00:00"))
}
