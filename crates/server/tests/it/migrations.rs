//! The schema.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use fetter_server::store::MIGRATIONS;

use crate::support::{Fixture, dump, execute, on_empty, schema};

#[test]
fn the_schema_is_made_once_and_a_newer_one_is_refused() {
    on_empty("migrations", async |database, _| {
        let done = database.migrate().await.expect("the schema is made");
        assert_eq!(done.len(), MIGRATIONS.len());
        let again = database.migrate().await.expect("nothing is to be done");
        assert!(again.is_empty(), "{again:?}");
        let numbers: Vec<i64> = MIGRATIONS.iter().map(|migration| migration.number).collect();
        assert!(numbers.iter().copied().eq((1..).take(numbers.len())), "{numbers:?}");
    });
}

#[test]
fn nobody_else_reads_the_database_whatever_directory_it_is_in() {
    on_empty("private", async |database, address| {
        let fixture = Fixture::new(database, address).await;
        // PostgreSQL has its own.
        let Some(file) = fixture.address.strip_prefix("sqlite:") else { return };
        std::fs::set_permissions(
            Path::new(file).parent().expect("it is in one"),
            PermissionsExt::from_mode(0o755),
        )
        .expect("it is ours");
        fixture.organisation("acme").await;
        for suffix in ["", "-wal", "-shm"] {
            let mode =
                std::fs::metadata(format!("{file}{suffix}")).expect("it is there").permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "{suffix}");
        }
    });
}

/// What a server of the first schema would have kept.
const ROWS: &[&str] = &[
    "INSERT INTO organisation (id, name, created, policy_seed, policy_key) VALUES (1, 'acme', 1, BYTES, BYTES)",
    "INSERT INTO machine_group (id, organisation, name, created) VALUES (1, 1, 'all', 1)",
    "INSERT INTO enrolment_token (id, organisation, machine_group, digest, uses, used, expires, created, created_by) \
     VALUES (1, 1, 1, BYTES, 1, 1, 9, 1, 'ada')",
    "INSERT INTO machine (id, organisation, machine_group, name, public_key, status, enrolled, token, number, stale, stale_since, \
     seen, report, state, reported, event, hostname, os, kernel, architecture, fetter, mode, denials, problems, not_covered, \
     left_out) VALUES (1, 1, 1, 'deadbeef', BYTES, 'active', 1, 1, 1, 0, 0, 7201, 1, BYTES, 1, 1, 'h', 'o', 'k', 'a', 'f', 'enforce', 0, 0, 0, 0)",
    "INSERT INTO path (id, organisation, digest, bytes) VALUES (1, 1, BYTES, BYTES)",
    "INSERT INTO site (id, organisation, digest, contents, packages, left_out, first_seen) VALUES (1, 1, BYTES, BYTES, 1, 0, 1)",
    "INSERT INTO release (id, organisation, name, version, digest, first_seen) VALUES (1, 1, 'six', '1.0', BYTES, 1)",
    "INSERT INTO site_release (release, site) VALUES (1, 1)",
    "INSERT INTO machine_site (machine, path, site, kind, since) VALUES (1, 1, 1, 'environment', 1)",
    "INSERT INTO machine_site_past (machine, ended, path, site, since) VALUES (1, 2, 1, 1, 1)",
    "INSERT INTO event (machine, number, organisation, position, received, code, package, body) \
     VALUES (1, 1, 1, 1, 1, 'installed', 'six', BYTES)",
    "INSERT INTO bundle (id, organisation, number, digest, signature, body, created) VALUES (1, 1, 1, BYTES, BYTES, BYTES, 1)",
    "INSERT INTO group_bundle (machine_group, bundle, percent, changed) VALUES (1, 1, 0, 1)",
    "UPDATE counter SET value = 100",
];

#[test]
fn what_an_earlier_server_kept_is_there_after_every_migration() {
    let of_new = std::cell::RefCell::new(Vec::new());
    for earlier in 1..=MIGRATIONS.len() {
        on_empty("earlier", async |database, address| {
            let number = i64::try_from(earlier).expect("few");
            assert_eq!(database.migrate_to(number).await.expect("migrations").len(), earlier);
            let bytes = if address.starts_with("sqlite:") { "x'0102'" } else { "'\\x0102'::bytea" };
            for sql in ROWS {
                execute(&address, &sql.replace("BYTES", bytes)).await;
            }
            let more = database.migrate().await.expect("migrations");
            assert_eq!(more.len(), MIGRATIONS.len() - earlier);
            for row in [
                "machine 1|",
                "event 1|",
                "machine_site 1|",
                "machine_site_past 1|",
                "release 1|",
                "bundle 1|",
            ] {
                let there = dump(&address).await;
                assert!(
                    there.iter().any(|line| line.starts_with(&row.replace("1|", ""))),
                    "{row} of {earlier}"
                );
            }
            // In which part of the machines it is follows from its id: 0xdeadbeef, modulo 100.
            execute(&address, "UPDATE machine SET owner = 'in its part' WHERE share = 59").await;
            let is_told = dump(&address).await.iter().any(|line| line.contains("in its part"));
            // A later server says it when a machine is enrolled.
            assert_eq!(is_told, number < 10, "{earlier}");
            // Places come into the group of their machine.
            let with = "UPDATE machine SET owner = 'with its places' WHERE machine_group IN (SELECT machine_group FROM machine_site)";
            execute(&address, with).await;
            let is_with = dump(&address).await.iter().any(|line| line.contains("with its places"));
            assert_eq!(is_with, number < 13, "{earlier}");
            // The index is by the hour in which one was seen.
            let hour = "UPDATE machine SET owner = 'in its hour' WHERE seen_hour = 2";
            execute(&address, hour).await;
            let is_in_hour = dump(&address).await.iter().any(|line| line.contains("in its hour"));
            assert_eq!(is_in_hour, number < 14, "{earlier}");
            // Whatever it began with, it is the same in the end.
            let is_sqlite = address.starts_with("sqlite:");
            let now = schema(&address).await;
            let mut all = of_new.borrow_mut();
            match all.iter().find(|(of, _)| *of == is_sqlite) {
                None => all.push((is_sqlite, now)),
                Some((_, first)) => assert_eq!(&now, first, "{earlier}"),
            }
        });
    }
}
