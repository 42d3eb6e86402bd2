//! What is known of packages: where it comes from, and what happens where that is damaged, older or missing.

use fetter_client::Network;
use fetter_server::jobs::advisories::{UpdateError, adopt, update};
use fetter_server::store::FindingFilter;

use crate::support::{Advisories, contents, on_both};

#[test]
fn a_source_that_is_damaged_or_lost_most_leaves_what_was_known() {
    on_both("sources", async |fixture| {
        let advisories = Advisories::new();
        for number in 0..4 {
            advisories.put(&format!("PYSEC-2026-{number}"), &format!("package-{number}"), "2.0");
        }
        let known = advisories.update(&fixture).await.version;
        assert_eq!((known.id, known.records), (1, 4));
        let from = async |source: String| {
            let network = Network::default();
            update(fixture.database(), &advisories.directory(), &network, &source, false).await
        };
        for number in 1..4 {
            std::fs::remove_file(advisories.records().join(format!("PYSEC-2026-{number}.json")))
                .expect("removed");
        }
        let records = advisories.records().display().to_string();
        let fewer = from(records.clone()).await.expect_err("it is refused").to_string();
        assert!(fewer.contains("1 records") && fewer.contains("4 before"), "{fewer}");
        for none in ["/nowhere", "/dev/null", "http://127.0.0.1:1/all.zip"] {
            let error = from(none.to_owned()).await.expect_err("it is no source");
            assert!(matches!(&error, UpdateError::Source { from, .. } if from == none), "{error}");
        }
        let secret = from("http://user:secret@127.0.0.1:1/all.zip".to_owned()).await.expect_err("it is none");
        assert!(!secret.to_string().contains("secret"), "{secret}");
        assert_eq!(fixture.database().advisory_version().await.expect("a version"), Some(known));
    });
}

#[test]
fn files_that_were_put_into_the_directory_are_taken_if_they_are_whole_and_newer() {
    on_both("directories", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let machine = fixture.machine(acme, 1).await;
        let (older, newer) = (Advisories::new(), Advisories::new());
        older.put("PYSEC-2026-1", "requests", "2.0");
        newer.put("PYSEC-2026-2", "idna", "9");
        // Whoever made the older one said so a second before.
        older.update(&fixture).await;
        let first = fixture.database().advisory_version().await.expect("a version").expect("the first");
        std::thread::sleep(std::time::Duration::from_millis(1100));
        let second = newer.update(&fixture).await.version;
        assert_ne!(first.digest, second.digest);
        // A server whose directory has the older one goes by the newer one, which the database has.
        let again = adopt(fixture.database(), &older.directory()).await.expect("it is passed over");
        assert!(again.is_unchanged && again.version == second, "{again:?}");
        fixture.has(&machine, 1, &[("/a", &contents(&[("idna", "3.7"), ("requests", "1.0")]))]).await;
        let worker = fixture.worker("one", Some(&older.directory()));
        fixture.drain(&worker).await;
        let found = fixture.database().release_findings(acme, &FindingFilter::default(), None, 10).await;
        let found: Vec<_> =
            found.expect("findings").into_iter().map(|one| (one.package, one.advisories)).collect();
        assert_eq!(found, [("idna".to_owned(), second.id)]);
        // A damaged one is none.
        let index = newer.directory().join("advisories-1.index");
        let mut bytes = fetter_core::inventory::file::Disk::here().read(&index, 1 << 20).expect("read").bytes;
        let last = bytes.len() - 1;
        bytes[last] ^= 1;
        std::fs::write(&index, bytes).expect("written");
        let error = adopt(fixture.database(), &newer.directory()).await.expect_err("it is damaged");
        assert!(matches!(error, UpdateError::Directory { .. }), "{error}");
        assert_eq!(fixture.database().advisory_version().await.expect("a version"), Some(second));
    });
}
