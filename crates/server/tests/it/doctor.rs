//! What is wrong with a server is found, and nothing else.

use std::path::PathBuf;

use fetter_server::backup::Store;
use fetter_server::doctor::{DoctorDocument, Outcome, Patient, examine};
use fetter_testkit::Scratch;

use crate::support::{Advisories, Fixture, contents, execute, now_i64, on_both};

struct Place {
    scratch: Scratch,
    address: String,
}

impl Place {
    fn new(fixture: &Fixture) -> Self {
        use std::os::unix::fs::PermissionsExt;
        let scratch = Scratch::new("doctor");
        let place = Self { scratch, address: fixture.address.clone() };
        std::fs::create_dir(place.data()).expect("a directory");
        std::fs::set_permissions(place.data(), std::fs::Permissions::from_mode(0o700)).expect("changed");
        place.key("07", 0o600);
        place
    }

    fn data(&self) -> PathBuf {
        self.scratch.path().join("data")
    }

    fn key(&self, byte: &str, mode: u32) {
        use std::os::unix::fs::PermissionsExt;
        let file = self.data().join("server.key");
        std::fs::write(&file, byte.repeat(32)).expect("written");
        std::fs::set_permissions(file, std::fs::Permissions::from_mode(mode)).expect("changed");
    }

    async fn look(&self) -> DoctorDocument {
        let store = Store { data: self.data(), database: Some(self.address.clone()), key_file: None };
        let patient = Patient { store, certificate: None };
        let looked = tokio::task::spawn_blocking(move || examine(&patient)).await;
        looked.expect("it does not panic").expect("it looks")
    }

    /// The checks that came out so.
    async fn of(&self, outcome: Outcome) -> Vec<String> {
        let document = self.look().await;
        let such = document.checks.iter().filter(|check| check.outcome == outcome);
        such.map(|check| check.code.clone()).collect()
    }
}

#[test]
fn each_thing_that_is_wrong_is_found_with_what_to_do() {
    on_both("doctor", async |fixture| {
        let place = Place::new(&fixture);
        let acme = fixture.organisation("acme").await;
        let site = contents(&[("idna", "3.7")]);
        fixture.equipped(acme, "all", 1, &[("/v", &site)]).await;
        let advisories = Advisories::new();
        advisories.put("MAL-2026-1", "evil", "9999");
        advisories.update(&fixture).await;
        fixture.drain(&fixture.worker("one", None)).await;
        let good = place.look().await;
        assert!(!good.has(Outcome::Finding) && !good.has(Outcome::Unchecked), "{good:#?}");
        assert!(good.checks.iter().all(|check| check.advice.is_none()));
        let now = now_i64();
        let past = now - 10 * 86_400;
        let job = |failed: i64, subject: i64| {
            format!(
                "INSERT INTO job (kind, organisation, subject, setting, bundle, due, owner, asked, attempts, failed, error) \
                 VALUES ('audit', {acme}, {subject}, 0, 0, {past}, '', 1, 6, {failed}, 'it broke')"
            )
        };
        let repair = |table: &str| format!("DELETE FROM {table}");
        for (wrong, code, right) in [
            (job(1, 900), "jobs", repair("job")),
            (job(0, 901), "jobs", repair("job")),
            (
                format!("UPDATE advisory_version SET retrieved = {past}"),
                "advisories",
                format!("UPDATE advisory_version SET retrieved = {now}"),
            ),
            (
                format!("UPDATE machine SET seen = {}", now + 3600),
                "clock",
                format!("UPDATE machine SET seen = {now}"),
            ),
            (
                format!("UPDATE site SET contents = NULL, first_seen = {past}"),
                "contents",
                format!("UPDATE site SET first_seen = {now}"),
            ),
            (
                "UPDATE site SET contents = digest, listed = 0".to_owned(),
                "contents",
                format!("UPDATE site SET contents = NULL, listed = 1, first_seen = {now}"),
            ),
            (
                format!(
                    "INSERT INTO machine_site_past (machine, ended, path, site, since) VALUES (900, {now}, 1, 1, {past})"
                ),
                "references",
                repair("machine_site_past"),
            ),
            (
                format!(
                    "INSERT INTO mail_recipient (id, organisation, address, kinds, created, created_by, notice, mailed, due, error) \
                     VALUES (1, {acme}, 'a@b.example', '', 1, 'x', 0, 0, 0, 'refused')"
                ),
                "told",
                repair("mail_recipient"),
            ),
        ] {
            execute(&fixture.address, &wrong).await;
            assert_eq!(place.of(Outcome::Finding).await, [code], "{wrong}");
            let document = place.look().await;
            let found =
                document.checks.iter().find(|check| check.outcome == Outcome::Finding).expect("it is there");
            assert!(found.advice.as_ref().is_some_and(|advice| !advice.is_empty()));
            execute(&fixture.address, &right).await;
        }
        place.key("07", 0o644);
        assert_eq!(place.of(Outcome::Finding).await, ["permissions"]);
        place.key("08", 0o600);
        assert_eq!(place.of(Outcome::Finding).await, ["key"]);
        place.key("07", 0o600);
        // A certificate that is soon over, one that is over, and what is none.
        let file = place.data().join("certificate.pem");
        for (days, outcome) in [(400, Outcome::Good), (10, Outcome::Finding), (-10, Outcome::Finding)] {
            std::fs::write(&file, certificate(days)).expect("written");
            let document = place.look().await;
            let check =
                document.checks.iter().find(|check| check.code == "certificate").expect("it is there");
            assert_eq!(check.outcome, outcome, "{days}: {check:?}");
        }
        std::fs::write(&file, "no certificate").expect("written");
        assert_eq!(place.of(Outcome::Unchecked).await, ["certificate"]);
        std::fs::remove_file(&file).expect("removed");
        // A newer schema is not looked into.
        execute(&fixture.address, "INSERT INTO migration (number, name) VALUES (99999, 'x')").await;
        assert_eq!(place.of(Outcome::Unchecked).await, ["schema"]);
        execute(&fixture.address, "DELETE FROM migration WHERE number = 99999").await;
        assert!(place.of(Outcome::Finding).await.is_empty());
    });
}

/// A certificate that ends in so many days.
fn certificate(days: i64) -> String {
    let mut parameters = rcgen::CertificateParams::new(vec!["h.example".to_owned()]).expect("a name");
    let now = std::time::SystemTime::now();
    let seconds = std::time::Duration::from_secs(days.unsigned_abs() * 86_400 + 3600);
    let end = if days < 0 { now - seconds } else { now + seconds };
    parameters.not_after = end.into();
    let key = rcgen::KeyPair::generate().expect("a key");
    parameters.self_signed(&key).expect("a certificate").pem()
}

#[test]
fn what_cannot_be_reached_is_not_checked() {
    let scratch = Scratch::new("doctor nothing");
    let store = Store { data: scratch.path().join("nothing"), database: None, key_file: None };
    let document = examine(&Patient { store, certificate: None }).expect("it looks");
    assert!(document.has(Outcome::Unchecked) && !scratch.path().join("nothing").exists(), "{document:?}");
}
