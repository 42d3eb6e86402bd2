//! Who is told of events, and in which words.

use std::io::{self, BufRead, BufReader, Write};
use std::os::unix::net::UnixDatagram;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use fetter_agent::journal::{Event, EventCode};
use fetter_agent::tell::{
    Journald, JsonLines, ProcessFacts, Refusal, Sink, Syslog, Teller, Terminals, Told, process_facts,
};
use fetter_protocol::{EventRecord, read};
use fetter_testkit::Scratch;

use crate::journal::event;

fn refused() -> Event {
    let when = fetter_agent::journal::Moment::of_unix_ms(1_781_524_800_000);
    Event { when, sequence: 5, ..event(EventCode::Refused, "evil") }
        .by_rule("deny")
        .because("bad\nnews \u{202e}")
}

/// Takes so many bytes, and then says that it would have to wait.
#[derive(Clone, Default)]
struct Slow {
    taken: Arc<Mutex<Vec<u8>>>,
    room: Arc<Mutex<usize>>,
}

impl Write for Slow {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut room = self.room.lock().expect("a lock");
        let many = bytes.len().min(*room);
        if many == 0 {
            return Err(io::ErrorKind::WouldBlock.into());
        }
        *room -= many;
        self.taken.lock().expect("a lock").extend_from_slice(&bytes[..many]);
        Ok(many)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn lines_are_whole_whoever_reads_slowly() {
    let out = Slow::default();
    let mut lines = JsonLines::new(out.clone());
    for _ in 0..20_000 {
        lines.tell(&refused().record());
        *out.room.lock().expect("a lock") += 7;
    }
    let dropped = lines.dropped();
    assert!(dropped > 0);
    *out.room.lock().expect("a lock") = usize::MAX;
    lines.tell(&refused().record());
    let taken = out.taken.lock().expect("a lock").clone();
    let text = String::from_utf8(taken).expect("text");
    assert!(text.ends_with('\n'));
    assert!(!text.contains('\u{202e}') && text.contains("\\u202e"));
    let whole = text.lines().map(|line| read::<EventRecord>(line.as_bytes()).expect("a whole line"));
    assert_eq!(
        whole.filter(|event| *event == refused().record()).count(),
        20_001 - usize::try_from(dropped).expect("small")
    );
}

#[test]
fn journald_gets_fields() {
    let scratch = Scratch::new("journald");
    let listener = UnixDatagram::bind(scratch.at("socket")).expect("a socket");
    let mut record = refused().record();
    record.subject.version = Some("1\n2".to_owned());
    let mut sink = Journald::at(&scratch.at("socket"));
    sink.tell(&record);
    let mut bytes = vec![0; 65536];
    let many = listener.recv(&mut bytes).expect("a datagram");
    let text = String::from_utf8(bytes[..many].to_vec()).expect("text");
    let expected = "MESSAGE=refused evil-1\\u{a}2 in /v/site-packages by rule \"deny\": bad\\u{a}news \\u{202e}\n\
        PRIORITY=4\nSYSLOG_IDENTIFIER=fetter\nFETTER_EVENT=refused\nFETTER_SEQUENCE=5\nFETTER_PACKAGE=evil\n\
        FETTER_VERSION\n\u{3}\0\0\0\0\0\0\x001\n2\nFETTER_SITE=/v/site-packages\nFETTER_RULE=deny\n";
    assert_eq!(text, expected);
    assert_eq!(sink.dropped(), 0);
}

#[test]
fn syslog_gets_a_line() {
    let scratch = Scratch::new("syslog");
    let mut teller = Teller::default().with(Box::new(Syslog::at(&scratch.at("socket"))));
    teller.tell(&refused());
    assert_eq!(teller.dropped(), 1, "nobody listens");
    let listener = UnixDatagram::bind(scratch.at("socket")).expect("a socket");
    teller.tell(&refused());
    let mut bytes = vec![0; 65536];
    let many = listener.recv(&mut bytes).expect("a datagram");
    let text = String::from_utf8(bytes[..many].to_vec()).expect("text");
    let expected = format!(
        "<84>Jun 15 12:00:00 fetter[{}]: refused evil-1.0 in /v/site-packages by rule \"deny\": bad\\u{{a}}news \\u{{202e}}",
        std::process::id()
    );
    assert_eq!(text, expected);
    // Nobody takes what is sent from here on: it is dropped, and nothing waits for it.
    for _ in 0..5000 {
        teller.tell(&refused());
    }
    assert!(teller.dropped() > 1);
}

#[test]
fn a_process_may_call_itself_anything() {
    let rest = " S 1 2 3 34823 5 6 7 8 9 10 11 12 13 14 15 16 17 18 4711 20 21";
    for name in ["python3", "a) R 0 0 0 0", ") ) (", "\n", "é", ""] {
        let facts = process_facts(format!("42 ({name}){rest}").as_bytes());
        assert_eq!(facts, Some(ProcessFacts { terminal: Some((136, 7)), started: 4711 }), "{name}");
    }
    let none = process_facts(rest.replace("34823", "0").replacen(' ', "1 (a) ", 1).as_bytes());
    assert_eq!(none, Some(ProcessFacts { terminal: None, started: 4711 }));
    for damaged in ["", ")", "1 (a", "1 (a) S 1 2 3", "1 (a) S 1 2 3 x 5"] {
        assert_eq!(process_facts(damaged.as_bytes()), None, "{damaged}");
    }
    assert_eq!(process_facts(b"1 (\xff) \xff"), None);
}

#[test]
fn the_user_is_told_on_the_terminal_of_the_process_once() {
    let child = Command::new("script")
        .args(["-qec", "echo process $$ ready; exec sleep 60", "/dev/null"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut child) = child else { return };
    let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines().map_while(Result::ok);
    let pid = lines.find_map(|line| {
        let (_, rest) = line.split_once("process ")?;
        rest.split_once(" ready")?.0.parse::<u32>().ok()
    });
    let pid = pid.expect("it says who it is");
    let uid = rustix::process::geteuid().as_raw();
    let evil = Refusal { name: "evil", version: Some("1.0"), rule: "deny", reason: "malware" };
    let mut terminals = Terminals::default();
    let other = terminals.tell(pid, uid + 1, &evil, Duration::ZERO);
    let first = terminals.tell(pid, uid, &evil, Duration::ZERO);
    let again = terminals.tell(pid, uid, &evil, Duration::ZERO);
    let worse = terminals.tell(pid, uid, &Refusal { name: "worse", ..evil }, Duration::ZERO);
    let seen: Vec<String> = lines.filter(|line| line.contains("fetter:")).take(2).collect();
    let raw = rustix::process::Pid::from_raw(i32::try_from(pid).expect("small")).expect("not 0");
    rustix::process::kill_process(raw, rustix::process::Signal::KILL).expect("it is there");
    child.wait().expect("it ended");
    assert_eq!((other, first, again, worse), (Told::NoTerminal, Told::Yes, Told::Before, Told::Yes));
    assert_eq!(
        seen[0].trim_end(),
        "fetter: evil-1.0 is denied by rule \"deny\" (malware); fetter why evil says more"
    );
    assert!(seen[1].contains("worse-1.0"));
    assert_eq!(terminals.tell(pid, uid, &evil, Duration::ZERO), Told::NoTerminal, "it is gone");
}
