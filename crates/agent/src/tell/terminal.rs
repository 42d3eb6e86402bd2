//! A message on the terminal of whoever was refused something.

use std::collections::HashSet;
use std::fs::File;
use std::io::Write;
use std::path::PathBuf;
use std::time::Duration;

use fetter_core::report::escape;
use fetter_protocol::clip;
use rustix::fs::{FileType, Mode, OFlags, fstat, major, minor, open};

use super::process::look;

/// Messages that may come at once.
const BURST: u32 = 20;
/// After how long one more may come.
const REFILL: Duration = Duration::from_secs(1);
/// How many pairs of process and package are remembered.
const REMEMBERED: usize = 4096;
/// Bytes of a message.
const MESSAGE: usize = 600;

/// What somebody was refused.
#[derive(Clone, Copy, Debug)]
pub struct Refusal<'text> {
    /// The package's name.
    pub name: &'text str,
    /// Its version.
    pub version: Option<&'text str>,
    /// The rule that decided.
    pub rule: &'text str,
    /// Why.
    pub reason: &'text str,
}

/// What became of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// It was written.
    Yes,
    /// The process was told of this package before.
    Before,
    /// There were too many messages.
    TooMany,
    /// The process is gone, has no terminal, or it is not certain that the terminal is its user's.
    NoTerminal,
}

/// Writes to terminals: once for each process and package, and not too many in all.
#[derive(Debug)]
pub struct Terminals {
    told: HashSet<(u32, u64, String)>,
    left: u32,
    filled: Duration,
}

impl Default for Terminals {
    fn default() -> Self {
        Self { told: HashSet::new(), left: BURST, filled: Duration::ZERO }
    }
}

impl Terminals {
    /// Tells the user of a process, on its terminal, what it was refused. `now` is the time on a clock that is never set.
    pub fn tell(&mut self, pid: u32, uid: u32, refusal: &Refusal<'_>, now: Duration) -> Told {
        let Some(facts) = look(pid, uid) else { return Told::NoTerminal };
        let Some(terminal) = facts.terminal else { return Told::NoTerminal };
        let key = (pid, facts.started, format!("{}\n{}", refusal.name, refusal.version.unwrap_or_default()));
        if self.told.contains(&key) {
            return Told::Before;
        }
        if !self.may(now) {
            return Told::TooMany;
        }
        if !write_to(terminal, uid, &message(refusal)) {
            return Told::NoTerminal;
        }
        if self.told.len() >= REMEMBERED {
            self.told.clear();
        }
        self.told.insert(key);
        Told::Yes
    }

    /// A bucket of messages that fills with time.
    fn may(&mut self, now: Duration) -> bool {
        let since = now.saturating_sub(self.filled);
        let more = u32::try_from(since.as_millis() / REFILL.as_millis()).unwrap_or(BURST).min(BURST);
        if more > 0 {
            self.left = (self.left + more).min(BURST);
            self.filled = now;
        }
        if self.left == 0 {
            return false;
        }
        self.left -= 1;
        true
    }
}

/// One line that a terminal in any state shows as one, and that does nothing else to it.
fn message(refusal: &Refusal<'_>) -> String {
    let version = refusal.version.map(|version| format!("-{}", escape(version))).unwrap_or_default();
    // What people copy from a message is run by a shell.
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
    let plain = refusal.name.bytes().all(is_plain) && !refusal.name.starts_with('-');
    let why = if plain { format!("fetter why {}", refusal.name) } else { "fetter why".to_owned() };
    let (name, rule, reason) = (escape(refusal.name), escape(refusal.rule), escape(refusal.reason));
    let denied = format!("fetter: {name}{version} is denied by rule \"{rule}\" ({reason})");
    format!("\r\n{}; {} says more\r\n", clip(&denied, MESSAGE), clip(&why, 120))
}

/// Where the terminal with this number is: a pseudo-terminal (major numbers 136 to 143) or a virtual console (4, up to 63).
fn path((major, minor): (u32, u32)) -> Option<PathBuf> {
    match (major, minor) {
        (136..=143, _) => Some(format!("/dev/pts/{}", (major - 136) * 256 + minor).into()),
        (4, 1..=63) => Some(format!("/dev/tty{minor}").into()),
        _ => None,
    }
}

/// Writes to a terminal, if it is that very device and belongs to that user. It does not wait.
fn write_to(terminal: (u32, u32), uid: u32, message: &str) -> bool {
    let Some(path) = path(terminal) else { return false };
    let flags = OFlags::WRONLY | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let Ok(file) = open(&path, flags, Mode::empty()) else { return false };
    let Ok(status) = fstat(&file) else { return false };
    let is_it = FileType::from_raw_mode(status.st_mode) == FileType::CharacterDevice
        && (major(status.st_rdev), minor(status.st_rdev)) == terminal
        && status.st_uid == uid;
    // One call: a part of it says the most, and a terminal that is stopped takes none.
    is_it && File::from(file).write(message.as_bytes()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_acts_on_nothing_and_suggests_nothing_bad() {
        let hostile = Refusal {
            name: "x; rm -rf ~",
            version: Some("1\u{1b}[2J"),
            rule: "deny\r",
            reason: &"because\u{202e} ".repeat(200),
        };
        let text = message(&hostile);
        let line = text.strip_prefix("\r\n").and_then(|text| text.strip_suffix("\r\n")).unwrap();
        assert!(!line.chars().any(char::is_control), "{line:?}");
        assert!(line.ends_with("; fetter why says more"), "{line:?}");
        assert!(line.len() < 700);
        let plain = Refusal { name: "evil", version: Some("1.0"), rule: "deny", reason: "malware" };
        assert_eq!(
            message(&plain).trim(),
            "fetter: evil-1.0 is denied by rule \"deny\" (malware); fetter why evil says more"
        );
    }

    #[test]
    fn messages_are_limited_in_all() {
        let mut terminals = Terminals::default();
        let at = |terminals: &mut Terminals, seconds| {
            (0..100).filter(|_| terminals.may(Duration::from_secs(seconds))).count()
        };
        assert_eq!(at(&mut terminals, 1), 20);
        assert_eq!(at(&mut terminals, 4), 3);
        assert_eq!(at(&mut terminals, 3), 0, "a clock that goes back gives nothing");
        assert_eq!(at(&mut terminals, 4000), 20);
    }

    #[test]
    fn terminals_have_places() {
        let at = |device| path(device).map(|path| path.display().to_string());
        assert_eq!(at((136, 7)).as_deref(), Some("/dev/pts/7"));
        assert_eq!(at((137, 7)).as_deref(), Some("/dev/pts/263"));
        assert_eq!(at((4, 1)).as_deref(), Some("/dev/tty1"));
        assert_eq!((at((4, 0)), at((4, 64)), at((1, 3))), (None, None, None));
    }
}
