//! `db status`, and indexes that are not as they should be.

use super::dump::{bytes, zipped};
use super::place::{DAY, ends, index, index_file, json, keeps_to, known, machine, now, run};
use super::records;

const SCHEMA: &str = "docs/schema/database-1.json";

#[test]
fn a_fresh_index_as_table_and_as_json() {
    let home = known("status-fresh");
    let table = ends(&home, "db status", 0);
    let shown = fetter_core::date::Date::of_unix_time(now()).to_string();
    // Sizes, times and digests differ from build to build.
    let stable: Vec<&str> = table
        .lines()
        .filter(|line| !["bytes", "retrieved", "digest"].iter().any(|key| line.starts_with(key)))
        .collect();
    insta::assert_snapshot!(stable.join("\n"));
    let retrieved = table.lines().find(|line| line.starts_with("retrieved")).expect("it is said");
    assert!(retrieved.contains(&shown) && retrieved.ends_with("(0 days old)"), "{retrieved}");
    assert_eq!(ends(&home, "db status display", 0), table);
    let document = json(&home, "db status json", 0);
    keeps_to(&document, SCHEMA);
    assert_eq!(
        (&document["schema"], &document["index"]["state"]),
        (&"fetter-database".into(), &"fresh".into())
    );
    assert!(table.contains(document["index"]["digest"].as_str().expect("a digest")));
    ends(&home, "db status write -o out.csv", 0);
    assert!(
        String::from_utf8_lossy(&bytes(&home.at("out.csv"))).starts_with("What,Value\nadvisories,fresh\n")
    );
}

#[test]
fn a_missing_index_is_said_and_is_4() {
    let home = machine("status-missing");
    let document = json(&home, "db status json", 4);
    keeps_to(&document, SCHEMA);
    assert_eq!(document["index"]["state"], "missing");
    let problem = document["index"]["problem"].as_str().expect("a problem");
    assert!(problem.contains("`fetter db update` makes one"), "{problem}");
    assert!(ends(&home, "db status", 4).contains("missing"));
}

#[test]
fn age_is_held_against_what_is_allowed() {
    let home = machine("status-stale");
    for (age, option, state) in [
        (DAY + 60, "--max-age 0", "stale"),
        (DAY + 60, "--max-age 1", "stale"),
        (DAY + 60, "--max-age 2", "fresh"),
        (8 * DAY, "--max-age 9", "fresh"),
        (6 * DAY, "", "fresh"),
        (8 * DAY, "", "stale"),
    ] {
        index(&home, &records::all(), age);
        let code = if state == "stale" { 4 } else { 0 };
        let document = json(&home, &format!("db status json {option}"), code);
        keeps_to(&document, SCHEMA);
        assert_eq!(document["index"]["state"], state, "{option}");
        assert_eq!(document["index"]["age_days"], age / DAY);
        assert_eq!(document["index"]["problem"].is_string(), state == "stale");
    }
    home.tree().file(".config/fetter/fetter.toml", "[database]\nmax-age = 9\n");
    assert_eq!(json(&home, "db status json", 0)["index"]["state"], "fresh");
}

/// Bits are flipped all over the file, and it is cut at many places: that is said, and nothing is ever clean.
#[test]
fn a_damaged_index_is_never_clean_and_never_a_panic() {
    let home = known("status-damaged");
    let whole = bytes(&index_file(&home));
    let step = whole.len() / 24 + 1;
    let flipped = (0..whole.len()).step_by(step).chain([0, 8, 12, whole.len() - 1]).map(|at| {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x55;
        (format!("a flip at {at} of {}", whole.len()), bytes)
    });
    let cut = [0, 1, 15, whole.len() / 2, whole.len() - 1]
        .map(|length| (format!("cut at {length}"), whole[..length].to_vec()));
    for (what, bytes) in flipped.chain(cut) {
        home.tree().file("db/advisories-1.index", bytes);
        let status = run(&home, "db status");
        assert_eq!(status.code, Some(4), "{what}: {}{}", status.stdout, status.stderr);
        assert!(
            status.stdout.contains("damaged") && status.stdout.contains("`fetter db update`"),
            "{}",
            status.stdout
        );
        let audit = run(&home, "audit --offline");
        // What could be read is told; a block that cannot is said, and one that nobody asks for does not matter.
        assert!(matches!(audit.code, Some(3 | 4)), "{what}: {:?} {}", audit.code, audit.stderr);
        assert!(
            ![&status, &audit].iter().any(|ran| ran.stderr.contains("panic")),
            "{what}: {}",
            audit.stderr
        );
    }
    home.tree().file("all.zip", zipped(&records::all()));
    ends(&home, "db update --from all.zip", 0);
    ends(&home, "db status", 0);
}

#[test]
fn what_is_no_index_is_told_from_one() {
    let home = machine("status-foreign");
    for contents in ["", "text", &"x".repeat(5000)] {
        home.tree().file("db/advisories-1.index", contents);
        let ran = run(&home, "db status");
        assert!(ran.code == Some(4) && ran.stdout.contains("is no advisory index"), "{}", ran.stdout);
        assert_eq!(run(&home, "audit --offline").code, Some(4));
    }
    std::fs::remove_file(index_file(&home)).expect("it is there");
    let fifo = fetter_testkit::program::Program::new("mkfifo").args([index_file(&home)]).run();
    assert_eq!(fifo.code, Some(0), "{}", fifo.stderr);
    assert_eq!(run(&home, "db status").code, Some(4), "it waits for nobody");
    assert_eq!(run(&home, "audit --offline").code, Some(4));
    std::fs::remove_file(index_file(&home)).expect("it is there");
    home.tree().directory("db/advisories-1.index");
    assert_eq!(run(&home, "db status").code, Some(4));
    assert_eq!(run(&home, "audit --offline").code, Some(4));
}

#[test]
fn a_damaged_list_is_said() {
    let home = known("status-list");
    for kind in ["kev", "epss", "popular"] {
        home.tree().file(&format!("db/{kind}-1.list"), "no list");
        let status = json(&home, "db status json", 4);
        keeps_to(&status, SCHEMA);
        let list =
            status["lists"].as_array().expect("lists").iter().find(|list| list["name"] == kind).expect("it");
        assert_eq!(list["state"], "damaged", "{kind}");
        let audit = run(&home, "audit -p zope* --offline");
        assert_eq!(audit.code, Some(4), "{kind}: {}", audit.stderr);
        assert!(audit.stderr.contains("[feed-unreadable]"), "{kind}: {}", audit.stderr);
        std::fs::remove_file(home.at(&format!("db/{kind}-1.list"))).expect("it is there");
    }
    ends(&home, "audit -p zope* --offline", 0);
}
