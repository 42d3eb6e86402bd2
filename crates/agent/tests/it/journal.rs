//! The journal in good times: what is appended is read, within limits.

use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use fetter_agent::journal::{
    Event, EventCode, Journal, JournalError, Limits, Moment, Opener, Order, Query, Reader, Sight, Since,
    StateKey, Subject, Writer, line,
};
use fetter_testkit::Scratch;

pub(crate) fn event(code: EventCode, name: &str) -> Event {
    Event::new(code).to(Subject::distribution(name, Some("1.0"), Path::new("/v/site-packages")))
}

pub(crate) fn all() -> Query {
    Query { limit: 1_000_000, ..Query::default() }
}

fn names(directory: &Path, query: &Query) -> Vec<String> {
    let events = Reader::open(directory).expect("a journal").events(query).expect("events");
    events.into_iter().map(|event| event.subject.name.unwrap_or_default()).collect()
}

#[test]
fn what_is_appended_is_found_by_number_time_kind_and_package() {
    let scratch = Scratch::new("journal");
    let at = scratch.at("state");
    let mut journal = Journal::open(&at, Limits::default(), 0).expect("a journal");
    for (number, (code, name)) in [
        (EventCode::Installed, "Ruamel.Yaml"),
        (EventCode::Denied, "evil"),
        (EventCode::Refused, "evil"),
        (EventCode::Removed, "ruamel-yaml"),
    ]
    .into_iter()
    .enumerate()
    {
        let when = Moment::of_unix_ms(1000 * u64::try_from(number).expect("small"));
        let sequence = journal.append(&mut Event { when, ..event(code, name) }).expect("room");
        assert_eq!(sequence, u64::try_from(number).expect("small") + 1);
    }
    let ask = |query: Query| names(&at, &Query { limit: 10, ..query });
    assert_eq!(
        ask(Query { package: Some("ruamel_yaml".to_owned()), ..all() }),
        ["Ruamel.Yaml", "ruamel-yaml"]
    );
    assert_eq!(ask(Query { since: Since::Sequence(2), ..all() }), ["evil", "ruamel-yaml"]);
    let since = Since::Moment(Moment::of_unix_ms(3000));
    assert_eq!(ask(Query { since, ..all() }), ["ruamel-yaml"]);
    assert_eq!(ask(Query { codes: vec![EventCode::Denied, EventCode::Refused], ..all() }), ["evil", "evil"]);
    let newest = Query { order: Order::NewestFirst, limit: 2, ..Query::default() };
    assert_eq!(names(&at, &newest), ["ruamel-yaml", "evil"]);
    let reader = Reader::open(&at).expect("a journal");
    assert_eq!(reader.bounds().expect("bounds"), Some((1, 4)));
    assert!(ask(Query { package: Some("' OR 1=1 --".to_owned()), ..all() }).is_empty());
}

#[test]
fn numbers_are_never_used_twice() {
    let scratch = Scratch::new("journal-numbers");
    let at = scratch.at("state");
    let limits = Limits { events: 2, ..Limits::default() };
    let mut journal = Journal::open(&at, limits, 0).expect("a journal");
    for _ in 0..5 {
        journal.append(&mut event(EventCode::Installed, "a")).expect("room");
    }
    while journal.prune(Moment::now()).expect("it prunes") {}
    assert_eq!(journal.count(), 2);
    drop(journal);
    let mut journal = Journal::open(&at, limits, 0).expect("a journal");
    assert_eq!(journal.append(&mut event(EventCode::Installed, "a")).expect("room"), 6);
    drop(journal);
    let mut journal = Journal::open(&at, limits, 100).expect("a journal");
    assert_eq!(journal.append(&mut event(EventCode::Installed, "a")).expect("room"), 101);
}

#[test]
fn events_get_numbers_that_nobody_else_has_used() {
    let scratch = Scratch::new("journal-renumber");
    let at = scratch.at("state");
    let sequences = || -> Vec<u64> {
        Reader::open(&at)
            .expect("a journal")
            .events(&all())
            .expect("events")
            .iter()
            .map(|one| one.sequence)
            .collect()
    };
    let told = Arc::new(Mutex::new(Vec::new()));
    let tell = {
        let told = told.clone();
        Box::new(move |event: &Event| told.lock().expect("a lock").push(event.sequence))
    };
    let writer = Writer::start(&at, Limits::default(), 0, tell).expect("a thread");
    let handle = writer.handle();
    for name in ["a", "b", "c", "d"] {
        handle.append(event(EventCode::Installed, name));
    }
    let patience = Duration::from_secs(60);
    assert!(handle.renumber(2, 900, patience));
    handle.append(event(EventCode::Installed, "e"));
    assert!(handle.flush(patience));
    assert_eq!(sequences(), [1, 2, 901, 902, 903]);
    assert_eq!(names(&at, &all()), ["a", "b", "c", "d", "e"]);
    assert_eq!(*told.lock().expect("a lock"), [1, 2, 3, 4, 903], "nothing is told twice");
    // Where it has come further itself, they come after what it has.
    assert!(handle.renumber(902, 100, patience));
    assert_eq!(sequences(), [1, 2, 901, 902, 904]);
    drop(writer);
    let mut journal = Journal::open(&at, Limits::default(), 0).expect("a journal");
    assert_eq!(journal.renumber(5000, 2000).expect("room"), 2000, "there is none to be numbered");
    drop(journal);
    let mut journal = Journal::open(&at, Limits::default(), 0).expect("a journal");
    assert_eq!(journal.append(&mut event(EventCode::Installed, "f")).expect("room"), 2001);
}

#[test]
fn it_is_closed_to_others_and_not_behind_a_link() {
    let scratch = Scratch::new("journal-place");
    let at = scratch.at("state");
    drop(Journal::open(&at, Limits::default(), 0).expect("a journal"));
    let mode = |path: &Path| std::fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
    assert_eq!((mode(&at), mode(&at.join("journal.sqlite"))), (0o700, 0o600));

    symlink(&at, scratch.at("link")).expect("a link");
    assert!(matches!(
        Journal::open(&scratch.at("link"), Limits::default(), 0),
        Err(JournalError::File { .. })
    ));
    let other = scratch.at("other");
    std::fs::create_dir(&other).expect("a directory");
    symlink(at.join("journal.sqlite"), other.join("journal.sqlite")).expect("a link");
    assert!(matches!(Journal::open(&other, Limits::default(), 0), Err(JournalError::File { .. })));
    std::fs::remove_file(other.join("journal.sqlite")).expect("it is there");
    std::fs::hard_link(at.join("journal.sqlite"), other.join("journal.sqlite")).expect("another name");
    assert!(matches!(Journal::open(&other, Limits::default(), 0), Err(JournalError::Unsafe { .. })));
}

#[test]
fn the_file_shrinks_when_events_go() {
    let scratch = Scratch::new("journal-size");
    let at = scratch.at("state");
    let limits = Limits { bytes: 512 << 10, ..Limits::default() };
    let mut journal = Journal::open(&at, limits, 0).expect("a journal");
    for round in 0..40 {
        let mut batch: Vec<Event> =
            (0..100).map(|_| event(EventCode::Problem, "a").because("x".repeat(400))).collect();
        for event in &mut batch {
            journal.number(event);
        }
        journal.write(&batch).unwrap_or_else(|error| panic!("round {round}: {error}"));
        while journal.prune(Moment::now()).expect("it prunes") {}
    }
    let pages = journal.pages().expect("pages");
    assert!(pages * 4096 <= (512 << 10) + 4096 * 8, "{pages} pages");
    let events = Reader::open(&at).expect("a journal").events(&all()).expect("events");
    assert!(events.len() > 100, "{}", events.len());
    assert_eq!(events.last().map(|event| event.sequence), Some(4000), "it is the oldest that go");
}

#[test]
fn events_go_when_their_days_are_over() {
    let scratch = Scratch::new("journal-days");
    let limits = Limits { days: 1, ..Limits::default() };
    let mut journal = Journal::open(&scratch.at("state"), limits, 0).expect("a journal");
    let day = 86_400_000;
    for when in [day, 5 * day, 2 * day, 9 * day] {
        let when = Moment::of_unix_ms(when);
        journal.append(&mut Event { when, ..event(EventCode::Installed, "a") }).expect("room");
    }
    while journal.prune(Moment::of_unix_ms(5 * day + day / 2)).expect("it prunes") {}
    assert_eq!(journal.count(), 3, "what came after one that is kept is kept");
    while journal.prune(Moment::of_unix_ms(20 * day)).expect("it prunes") {}
    assert_eq!(journal.count(), 0);
}

#[test]
fn nobody_and_no_kind_of_event_pushes_out_what_is_others() {
    let scratch = Scratch::new("journal-quota");
    let at = scratch.at("state");
    let limits = Limits { events: 1000, ..Limits::default() };
    let mut journal = Journal::open(&at, limits, 0).expect("a journal");
    let by = |uid| Opener { pid: 1, uid: Some(uid), ..Opener::default() };
    let mut batch = vec![Event::new(EventCode::PolicyLoaded); 20];
    batch.extend(vec![event(EventCode::Refused, "evil").by(by(1000)); 30]);
    batch.extend(vec![Event { owner: Some(1000), ..event(EventCode::Installed, "a") }; 40]);
    batch.extend(vec![event(EventCode::Refused, "evil").by(by(1001)); 5000]);
    batch.extend(vec![Event { owner: Some(1001), ..event(EventCode::Installed, "b") }; 5000]);
    for event in &mut batch {
        journal.number(event);
    }
    journal.write(&batch).expect("room");
    drop(journal);
    let mut journal = Journal::open(&at, limits, 0).expect("a journal");
    while journal.prune(Moment::now()).expect("it prunes") {}
    assert_eq!(journal.count(), 1000);
    let events = Reader::open(&at).expect("a journal").events(&all()).expect("events");
    assert_eq!(events.len(), 1000);
    let many = |code: &str, until: u64| {
        events.iter().filter(|event| event.code == code && event.sequence <= until).count()
    };
    assert_eq!((many("policy-loaded", 90), many("refused", 90), many("installed", 90)), (20, 30, 40));
    assert!(many("refused", 11_000) > 300 && many("installed", 11_000) > 300, "{events:?}");
    assert_eq!(events.last().map(|event| event.sequence), Some(10_090), "the oldest of them go");
}

#[test]
fn large_events_push_out_no_small_ones() {
    let scratch = Scratch::new("journal-quota-bytes");
    let limits = Limits { bytes: 512 << 10, ..Limits::default() };
    let at = scratch.at("state");
    let mut journal = Journal::open(&at, limits, 0).expect("a journal");
    for _ in 0..300 {
        journal.append(&mut event(EventCode::Installed, "a")).expect("room");
    }
    for _ in 0..40 {
        let large = event(EventCode::Problem, "a").because("x".repeat(4000));
        let mut batch = vec![large; 10];
        for event in &mut batch {
            journal.number(event);
        }
        journal.write(&batch).expect("room");
        while journal.prune(Moment::now()).expect("it prunes") {}
    }
    let events = Reader::open(&at).expect("a journal").events(&all()).expect("events");
    assert_eq!(events.iter().filter(|event| event.code == "installed").count(), 300);
}

#[test]
fn a_journal_from_before_quotas_is_read_on() {
    let scratch = Scratch::new("journal-migrated");
    let at = scratch.at("state");
    let mut journal = Journal::open(&at, Limits::default(), 0).expect("a journal");
    journal.append(&mut event(EventCode::Installed, "a")).expect("room");
    drop(journal);
    let connection = rusqlite::Connection::open(at.join("journal.sqlite")).expect("a database");
    let before = "DROP INDEX events_by_class; ALTER TABLE events DROP COLUMN uid;
        ALTER TABLE events DROP COLUMN bytes; PRAGMA user_version = 1";
    connection.execute_batch(before).expect("as it was");
    drop(connection);
    let mut journal = Journal::open(&at, Limits::default(), 0).expect("a journal");
    assert_eq!(journal.append(&mut event(EventCode::Installed, "b")).expect("room"), 2);
    assert_eq!((journal.count(), names(&at, &all())), (2, vec!["a".to_owned(), "b".to_owned()]));
}

#[test]
fn openings_without_end_leave_few_events() {
    let scratch = Scratch::new("journal-openings");
    let at = scratch.at("state");
    let told = Arc::new(Mutex::new(0_u64));
    let tell = {
        let told = told.clone();
        Box::new(move |_: &Event| *told.lock().expect("a lock") += 1)
    };
    let writer = Writer::start(&at, Limits::default(), 0, tell).expect("a thread");
    let handle = writer.handle();
    for number in 0..20_000_u32 {
        handle.append(event(EventCode::Refused, "evil"));
        if number % 4000 == 0 {
            assert!(handle.flush(Duration::from_secs(60)));
        }
    }
    drop(writer);
    let events = Reader::open(&at).expect("a journal").events(&all()).expect("events");
    assert!(events.len() < 10, "{}", events.len());
    let many = events.iter().map(|event| event.count.unwrap_or(1)).sum::<u64>();
    assert_eq!(many, 20_000, "and all are counted");
    assert_eq!(*told.lock().expect("a lock"), u64::try_from(events.len()).expect("few"));
}

#[test]
fn the_first_sight_of_a_release_outlives_its_events() {
    let scratch = Scratch::new("journal-seen");
    let at = scratch.at("state");
    let limits = Limits { releases: 2, ..Limits::default() };
    let release = |name: &str, first| Sight {
        name: name.to_owned(),
        version: "1.0".to_owned(),
        first: Moment::of_unix_ms(first),
    };
    let mut journal = Journal::open(&at, limits, 0).expect("a journal");
    journal.note_seen(&[release("a", 3), release("b", 10)], Moment::of_unix_ms(10)).expect("room");
    journal.note_seen(&[release("a", 20), release("c", 20)], Moment::of_unix_ms(20)).expect("room");
    let mut seen = Reader::open(&at).expect("a journal").first_seen().expect("it is read");
    assert_eq!(seen.get("a", "1.0"), Some(Moment::of_unix_ms(3)), "the first sight stays");
    assert_eq!(seen.get("b", "1.0"), None, "what has been gone longest goes");
    assert_eq!(seen.sight("c", "1.0", Moment::of_unix_ms(30)), (Moment::of_unix_ms(20), false));
    assert_eq!(seen.sight("d", "1.0", Moment::of_unix_ms(30)), (Moment::of_unix_ms(30), true));
    assert_eq!(seen.sight("d", "1.0", Moment::of_unix_ms(200_000_000)), (Moment::of_unix_ms(30), true));
}

#[test]
fn state_is_kept_within_a_bound() {
    let scratch = Scratch::new("journal-state");
    let mut journal = Journal::open(&scratch.at("state"), Limits::default(), 0).expect("a journal");
    assert_eq!(journal.state(StateKey::Policy).expect("it is read"), None);
    journal.set_state(StateKey::Policy, b"one").expect("room");
    journal.set_state(StateKey::Policy, b"two").expect("room");
    assert_eq!(journal.state(StateKey::Policy).expect("it is read").as_deref(), Some(b"two".as_slice()));
    let large = vec![0; Limits::STATE_BYTES + 1];
    assert!(matches!(journal.set_state(StateKey::Policy, &large), Err(JournalError::StateTooLarge { .. })));
}

#[test]
fn the_thread_tells_and_writes_in_order() {
    let scratch = Scratch::new("journal-thread");
    let at = scratch.at("state");
    let told = Arc::new(Mutex::new(Vec::new()));
    let tell = {
        let told = told.clone();
        Box::new(move |event: &Event| told.lock().expect("a lock").push(event.sequence))
    };
    let writer = Writer::start(&at, Limits::default(), 0, tell).expect("a thread");
    let handle = writer.handle();
    for _ in 0..2000 {
        handle.append(event(EventCode::Installed, "a"));
    }
    assert!(handle.seen(vec![Sight {
        name: "a".to_owned(),
        version: "1.0".to_owned(),
        first: Moment::now()
    }]));
    assert!(handle.set_state(StateKey::Report, b"digest".to_vec()));
    assert!(handle.flush(Duration::from_secs(60)));
    let events = Reader::open(&at).expect("a journal").events(&all()).expect("events");
    let sequences: Vec<u64> = events.iter().map(|event| event.sequence).collect();
    assert_eq!(sequences, (1..=2000).collect::<Vec<u64>>());
    assert_eq!(*told.lock().expect("a lock"), sequences);
    assert_eq!(handle.counts().written, 2000);
    drop(writer);
    let journal = Journal::open(&at, Limits::default(), 0).expect("a journal");
    assert_eq!(journal.state(StateKey::Report).expect("it is read").as_deref(), Some(b"digest".as_slice()));
}

#[test]
fn a_line_says_it_all_and_acts_on_nothing() {
    let opener = Opener {
        pid: 41,
        uid: Some(1000),
        user: Some("ada".to_owned()),
        command: Some("python3\u{1b}[2J".to_owned()),
    };
    let refused = event(EventCode::Refused, "evil")
        .at(Path::new("/v/site-packages/evil.py\n"))
        .by(opener)
        .by_rule("deny")
        .because("see https://user:secret@h.example/")
        .times(3);
    let changed = Event {
        old_version: Some("0.9".to_owned()),
        origin: Some("https://h.example/a.whl".to_owned()),
        ..event(EventCode::Changed, "a")
    };
    let nobody = event(EventCode::WouldRefuse, "evil").by(Opener { pid: 9, ..Opener::default() });
    let lines: Vec<String> = [refused, changed, nobody, Event::new(EventCode::Started)]
        .iter()
        .map(|event| line(&event.record()))
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn the_document_says_what_is_kept() {
    let at = fetter_testkit::gate::repository().join("docs/journal.md");
    let document = std::fs::read_to_string(at).expect("the document is there");
    let limits = Limits::default();
    let kept = fetter_agent::config::JournalConfig::default();
    assert_eq!((kept.events, kept.megabytes << 20, kept.days), (limits.events, limits.bytes, limits.days));
    assert_eq!(limits.events, 100_000);
    for row in [
        "| events | 100,000 |".to_owned(),
        format!("| bytes of the file | {} MiB;", limits.bytes >> 20),
        format!("| age of an event | {} days |", limits.days),
    ] {
        assert!(document.contains(&row), "docs/journal.md lacks: {row}");
    }
}

#[test]
fn the_document_has_every_code() {
    let document = std::fs::read_to_string(fetter_testkit::gate::repository().join("docs/journal.md"));
    let document = document.expect("the document is there");
    for code in EventCode::ALL {
        let row = format!("| `{code}` | {} |", code.meaning());
        assert!(document.contains(&row), "docs/journal.md lacks: {row}");
        assert_eq!(EventCode::of_word(code.as_str()), Some(*code));
    }
}
