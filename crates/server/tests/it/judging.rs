//! What is judged in the background, by what, and how often.

use fetter_server::jobs::{JobOptions, begin};
use fetter_server::store::{ATTEMPTS, FindingFilter, FindingStatus, JobKind, LEASE};
use serde_json::json;

use crate::support::{Advisories, Machine, contents, execute, now_i64, on_both};

const DENY_SIX: &str =
    "schema = \"policy-1\"\nmode = \"enforce\"\n[[deny]]\nid = \"no-six\"\npackages = [\"six\"]\n";
const DENY_NOTHING: &str = "schema = \"policy-1\"\nmode = \"enforce\"\n";

fn all() -> FindingFilter {
    FindingFilter::default()
}

fn closed() -> FindingFilter {
    FindingFilter { status: FindingStatus::Closed, ..all() }
}

#[test]
fn a_new_site_is_judged_and_its_findings_appear() {
    on_both("judging", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let other = fixture.organisation("other").await;
        let machine = fixture.machine(acme, 1).await;
        let advisories = Advisories::new();
        advisories.put("PYSEC-2026-1", "requests", "2.32.4");
        advisories.put("MAL-2026-1", "evil", "99");
        advisories.update(&fixture).await;
        let bundle = fixture.policy(acme, "all", 1, DENY_SIX).await;
        let worker = fixture.worker("one", Some(&advisories.directory()));
        fixture.drain(&worker).await;
        let site = contents(&[("Requests", "2.32.3"), ("evil", "1.0"), ("six", "1.16.0"), ("idna", "3.7")]);
        fixture.has(&machine, 1, &[("/v", &site)]).await;
        assert_eq!(fixture.database().judged_releases(acme).await.expect("counts"), (0, 0, 4));
        fixture.drain(&worker).await;
        assert_eq!(fixture.database().judged_releases(acme).await.expect("counts"), (4, 0, 4));
        let found = fixture.database().release_findings(acme, &all(), None, 10).await.expect("findings");
        let told: Vec<_> = found
            .iter()
            .map(|one| {
                (
                    one.package.as_str(),
                    one.version.as_str(),
                    one.kind.as_str(),
                    one.severity,
                    one.fixed.as_str(),
                )
            })
            .collect();
        assert_eq!(
            told,
            [("evil", "1.0", "malware", 4, "99"), ("requests", "2.32.3", "vulnerability", 3, "2.32.4")]
        );
        // A second page begins after the last of the first.
        let after = Some((found[0].severity, found[0].id));
        let next = fixture.database().release_findings(acme, &all(), after, 10).await.expect("findings");
        assert_eq!(next, found[1..]);
        let denied = fixture.database().policy_findings(acme, &all(), None, 10).await.expect("findings");
        let told: Vec<_> = denied
            .iter()
            .map(|one| (one.package.as_str(), one.code.as_str(), one.mode.as_str(), one.bundle))
            .collect();
        assert_eq!(told, [("evil", "malicious", "enforce", bundle), ("six", "denied", "enforce", bundle)]);
        let counts = fixture.database().finding_counts(acme).await.expect("counts");
        let counts: Vec<_> = counts.iter().map(|one| (one.severity, one.releases, one.policies)).collect();
        assert_eq!(counts, [(4, 1, 1), (3, 1, 1)]);
        // Nothing of it is another organisation's.
        assert!(fixture.database().release_findings(other, &all(), None, 10).await.expect("none").is_empty());
        assert!(fixture.database().policy_findings(other, &all(), None, 10).await.expect("none").is_empty());
        assert!(fixture.database().failed_jobs(10).await.expect("none").is_empty());
    });
}

#[test]
fn findings_are_listed_by_what_is_asked_for() {
    on_both("filters", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let (one, two) = (fixture.machine(acme, 1).await, fixture.machine(acme, 2).await);
        let advisories = Advisories::new();
        advisories.put("PYSEC-2026-1", "requests", "9");
        advisories.put("PYSEC-2026-2", "idna", "9");
        advisories.update(&fixture).await;
        fixture.policy(acme, "all", 1, DENY_SIX).await;
        let (first, second) =
            (contents(&[("requests", "2.0"), ("six", "1.0")]), contents(&[("idna", "3.7")]));
        fixture.has(&one, 1, &[("/v", &first)]).await;
        fixture.has(&two, 1, &[("/v", &second)]).await;
        fixture.drain(&fixture.worker("one", None)).await;
        let database = fixture.database();
        let row = async |name: &str| database.machine_key(name).await.expect("a row").expect("a machine").id;
        let (one, two) = (row(&one.id).await, row(&two.id).await);
        let group = database.group(acme, "all").await.expect("a group");
        let empty = database.group(acme, "empty").await.expect("a group");
        for (filter, releases, policies) in [
            (all(), 2, 1),
            (FindingFilter { machine: Some(one), ..all() }, 1, 1),
            (FindingFilter { machine: Some(two), ..all() }, 1, 0),
            (FindingFilter { group: Some(group), ..all() }, 2, 1),
            (FindingFilter { group: Some(empty), ..all() }, 0, 0),
            (FindingFilter { package: Some("idna".to_owned()), ..all() }, 1, 0),
            (FindingFilter { severity: 4, ..all() }, 0, 0),
            (FindingFilter { code: Some("denied".to_owned()), ..all() }, 2, 1),
            (FindingFilter { mode: Some("warn".to_owned()), ..all() }, 2, 0),
            (closed(), 0, 0),
        ] {
            let found = database.release_findings(acme, &filter, None, 10).await.expect("findings").len();
            let denied = database.policy_findings(acme, &filter, None, 10).await.expect("findings").len();
            assert_eq!((found, denied), (releases, policies), "{filter:?}");
        }
    });
}

#[test]
fn new_advisories_judge_again_only_what_they_touch() {
    on_both("advisories", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let machine = fixture.machine(acme, 1).await;
        let advisories = Advisories::new();
        advisories.put("PYSEC-2026-1", "requests", "2.0");
        advisories.update(&fixture).await;
        fixture.policy(acme, "all", 1, DENY_SIX).await;
        let worker = fixture.worker("one", Some(&advisories.directory()));
        let sites = [
            contents(&[("requests", "2.1")]),
            contents(&[("idna", "3.7"), ("six", "1.0")]),
            contents(&[("idna", "3.8")]),
        ];
        fixture.has(&machine, 1, &[("/a", &sites[0]), ("/b", &sites[1]), ("/c", &sites[2])]).await;
        fixture.drain(&worker).await;
        let found = async |filter| {
            let found = fixture.database().release_findings(acme, &filter, None, 10).await.expect("findings");
            found.into_iter().map(|one| (one.package, one.version)).collect::<Vec<_>>()
        };
        assert!(found(all()).await.is_empty());
        // The same again changes nothing.
        assert!(advisories.update(&fixture).await.is_unchanged);
        assert_eq!(fixture.drain(&worker).await, 0);
        // What nobody has is nothing to do.
        advisories.put("PYSEC-2026-2", "unheard-of", "2.0");
        assert!(!advisories.update(&fixture).await.is_unchanged);
        assert_eq!(fixture.drain(&worker).await, 0);
        // One release in one site: the releases of that site that are due, and its policy.
        advisories.put("PYSEC-2026-1", "requests", "2.2");
        advisories.update(&fixture).await;
        assert_eq!(fixture.drain(&worker).await, 2);
        assert_eq!(found(all()).await, [("requests".to_owned(), "2.1".to_owned())]);
        // It is withdrawn: what was found is closed, and known to have been.
        advisories.put("PYSEC-2026-1", "requests", "2.0");
        advisories.update(&fixture).await;
        assert_eq!(fixture.drain(&worker).await, 2);
        assert!(found(all()).await.is_empty());
        assert_eq!(found(closed()).await, [("requests".to_owned(), "2.1".to_owned())]);
        // Two releases of one name in two sites, and both of these by the policy.
        advisories.put("PYSEC-2026-3", "idna", "9");
        advisories.update(&fixture).await;
        assert_eq!(fixture.drain(&worker).await, 4);
        assert_eq!(found(all()).await.len(), 2);
    });
}

#[test]
fn what_was_judged_without_advisories_is_not_clean() {
    on_both("no advisories", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let machine = fixture.machine(acme, 1).await;
        fixture.policy(acme, "all", 1, DENY_NOTHING).await;
        let worker = fixture.worker("one", None);
        fixture.has(&machine, 1, &[("/a", &contents(&[("idna", "3.7")]))]).await;
        fixture.drain(&worker).await;
        let outcome = async || {
            let judged = fixture.database().judgements_of_site(acme, 1).await.expect("judgements");
            judged.into_iter().map(|(_, _, outcome, _)| outcome).collect::<Vec<_>>()
        };
        assert_eq!(fixture.database().judged_releases(acme).await.expect("counts"), (1, 1, 1));
        assert_eq!(outcome().await, ["unchecked"]);
        let advisories = Advisories::new();
        advisories.put("PYSEC-2026-1", "requests", "2.0");
        advisories.update(&fixture).await;
        fixture.drain(&worker).await;
        assert_eq!(fixture.database().judged_releases(acme).await.expect("counts"), (1, 0, 1));
        assert_eq!(outcome().await, ["clean"]);
    });
}

#[test]
fn a_policy_judges_each_site_once_however_many_machines_have_it() {
    on_both("policies", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let worker = fixture.worker("one", None);
        let (site, empty) = (contents(&[("six", "1.0")]), contents(&[]));
        fixture.policy(acme, "all", 1, DENY_NOTHING).await;
        assert_eq!(fixture.drain(&worker).await, 1);
        for id in 1..=5 {
            let machine = fixture.machine(acme, id).await;
            fixture.has(&machine, 1, &[("/a", &site), ("/b", &empty)]).await;
        }
        // Two audits, and two policies.
        assert_eq!(fixture.drain(&worker).await, 4);
        let before = fixture.policy(acme, "all", 2, DENY_SIX).await;
        let found = async |filter| {
            fixture.database().policy_findings(acme, &filter, None, 10).await.expect("findings")
        };
        // Not judged yet: there is nothing of it that could be taken for clean.
        let judged = fixture.database().judgements_of_site(acme, 1).await.expect("judgements");
        assert!(judged.iter().all(|(_, bundle, ..)| *bundle != before), "{judged:?}");
        // Both bundles, two sites by the new one, two that no longer go by the old one.
        assert_eq!(fixture.drain(&worker).await, 6);
        assert_eq!(found(all()).await.len(), 1);
        // A third one allows it again: what was found is closed.
        fixture.policy(acme, "all", 3, DENY_NOTHING).await;
        fixture.drain(&worker).await;
        assert!(found(all()).await.is_empty());
        assert_eq!(found(closed()).await.len(), 1);
        // An empty site that was judged has a judgement.
        let judged = fixture.database().judgements_of_site(acme, 2).await.expect("judgements");
        assert_eq!(judged.len(), 1, "{judged:?}");
    });
}

#[test]
fn what_is_gone_is_closed_and_opened_when_it_comes_back() {
    on_both("gone", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let machine = fixture.machine(acme, 1).await;
        let advisories = Advisories::new();
        advisories.put("PYSEC-2026-1", "six", "2.0");
        advisories.update(&fixture).await;
        fixture.policy(acme, "all", 1, DENY_SIX).await;
        let worker = fixture.worker("one", None);
        let (bad, good) = (contents(&[("six", "1.0")]), contents(&[("idna", "3.7")]));
        let open = async || {
            fixture.drain(&worker).await;
            let releases =
                fixture.database().release_findings(acme, &all(), None, 10).await.expect("findings");
            let policies =
                fixture.database().policy_findings(acme, &all(), None, 10).await.expect("findings");
            (releases.len(), policies.len())
        };
        fixture.has(&machine, 1, &[("/a", &bad)]).await;
        assert_eq!(open().await, (1, 1));
        fixture.has(&machine, 2, &[("/a", &good)]).await;
        assert_eq!(open().await, (0, 0));
        fixture.has(&machine, 3, &[("/a", &bad)]).await;
        assert_eq!(open().await, (1, 1));
    });
}

#[test]
fn two_workers_do_each_job_once_and_one_does_what_another_left() {
    on_both("workers", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let machine = fixture.machine(acme, 1).await;
        let (one, two) = (fixture.worker("one", None), fixture.worker("two", None));
        fixture.policy(acme, "all", 1, DENY_SIX).await;
        assert_eq!(fixture.drain(&one).await, 1);
        let sites: Vec<_> = (0..20).map(|number| contents(&[("six", &format!("1.{number}"))])).collect();
        let paths: Vec<_> = (0..20).map(|number| format!("/v{number}")).collect();
        let has: Vec<_> = paths.iter().map(String::as_str).zip(&sites).collect();
        fixture.has(&machine, 1, &has).await;
        let now = now_i64();
        let database = fixture.database();
        // One takes some and dies.
        let lost = database.take_jobs("dead", 7, now).await.expect("jobs");
        assert_eq!(lost.len(), 7);
        let (first, second) = tokio::join!(fixture.drain(&one), fixture.drain(&two));
        // Twenty audits, and twenty policies.
        assert_eq!(first + second, 40 - 7);
        assert_eq!(database.waiting_jobs().await.expect("counts").0, 7);
        // Its lease is over.
        let later = now + LEASE + 1;
        let mut did = 0;
        while did < 7 {
            let (first, second) = tokio::join!(one.work(later), two.work(later));
            did += first.expect("work") + second.expect("work");
        }
        assert_eq!((did, database.waiting_jobs().await.expect("counts").0), (7, 0));
        let found = database.policy_findings(acme, &all(), None, 100).await.expect("findings");
        assert_eq!(found.len(), 20);
        // Whoever comes back late changes nothing.
        database.fail_job(&lost[0], "late", later).await.expect("nothing");
        assert_eq!(database.waiting_jobs().await.expect("counts").0, 0);
    });
}

#[test]
fn what_a_next_bundle_finds_anew_is_no_news() {
    on_both("no-news", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let machine = fixture.machine(acme, 1).await;
        let (database, worker) = (fixture.database(), fixture.worker("one", None));
        fixture.policy(acme, "all", 1, DENY_SIX).await;
        fixture.has(&machine, 1, &[("/a", &contents(&[("six", "1.0")]))]).await;
        fixture.drain(&worker).await;
        execute(&fixture.address, "UPDATE site_finding SET first_seen = 1000, opened = 1000").await;
        let told = async || database.notices(acme, 0, 10).await.expect("notices").len();
        assert_eq!(told().await, 1);
        for number in 2..=4 {
            fixture.policy(acme, "all", number, &format!("{DENY_SIX}# {number}\n")).await;
            fixture.drain(&worker).await;
            let found = database.policy_findings(acme, &all(), None, 10).await.expect("findings");
            let times: Vec<_> = found.iter().map(|one| (one.first_seen, one.opened)).collect();
            assert_eq!((times, told().await), (vec![(1000, 1000)], 1), "{number}");
        }
    });
}

#[test]
fn what_ends_whoever_does_it_takes_no_other_work_along() {
    on_both("poison", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let machine = fixture.machine(acme, 1).await;
        let sites: Vec<_> = (0..5).map(|number| contents(&[("six", &format!("1.{number}"))])).collect();
        let paths: Vec<_> = (0..5).map(|number| format!("/v{number}")).collect();
        fixture.has(&machine, 1, &paths.iter().map(String::as_str).zip(&sites).collect::<Vec<_>>()).await;
        let (database, worker) = (fixture.database(), fixture.worker("one", None));
        let mut now = now_i64();
        assert_eq!(database.take_jobs("first", 8, now).await.expect("jobs").len(), 5);
        // Whoever had them ended. Each is taken alone, and one ends whoever takes it.
        now += LEASE + 1;
        let mut keys = Vec::new();
        for life in 0..5 {
            let taken = database.take_jobs(&format!("life {life}"), 8, now).await.expect("jobs");
            assert_eq!(taken.len(), 1);
            keys.push(taken[0].key.clone());
        }
        for life in 1..5 {
            database.return_jobs(&format!("life {life}"), now).await.expect("noted");
        }
        assert_eq!(worker.work(now).await.expect("work"), 4);
        for _ in 2..ATTEMPTS {
            now += LEASE + 1;
            assert_eq!(database.take_jobs("next", 8, now).await.expect("jobs").len(), 1);
        }
        let poison = keys.remove(0);
        now += LEASE + 1;
        assert!(database.take_jobs("last", 8, now).await.expect("jobs").is_empty());
        let failed: Vec<_> =
            database.failed_jobs(10).await.expect("jobs").into_iter().map(|one| one.key).collect();
        assert_eq!((failed, database.waiting_jobs().await.expect("counts").0), (vec![poison], 0));
    });
}

#[test]
fn the_last_machines_with_something_may_leave_at_the_same_time() {
    on_both("leaving", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let advisories = Advisories::new();
        advisories.put("PYSEC-2026-1", "six", "2.0");
        advisories.update(&fixture).await;
        fixture.policy(acme, "all", 1, DENY_SIX).await;
        let (database, worker) = (fixture.database(), fixture.worker("one", None));
        let token = fixture.administrator(acme, "ada").await;
        let site = contents(&[("six", "1.0")]);
        let mut machines = Vec::new();
        for number in 1..=8 {
            let machine = fixture.machine(acme, number).await;
            fixture.has(&machine, 1, &[("/a", &site)]).await;
            machines.push(machine);
        }
        fixture.drain(&worker).await;
        let leave = async |machine: &Machine| {
            let body = json!({"status": "decommissioned"});
            let path = format!("/machines/{}", machine.id);
            assert_eq!(fixture.ask("PATCH", &token, &path, body).await.status, 200);
        };
        for two in machines.chunks(2) {
            tokio::join!(leave(&two[0]), leave(&two[1]));
        }
        fixture.drain(&worker).await;
        let releases = database.release_findings(acme, &all(), None, 10).await.expect("findings");
        let policies = database.policy_findings(acme, &all(), None, 10).await.expect("findings");
        assert_eq!((releases.len(), policies.len()), (0, 0));
    });
}

#[test]
fn what_fails_is_tried_later_and_then_left_with_its_error() {
    on_both("failures", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let machine = fixture.machine(acme, 1).await;
        fixture.has(&machine, 1, &[("/a", &contents(&[("six", "1.0")]))]).await;
        let database = fixture.database();
        let mut now = now_i64();
        for attempt in 1..=ATTEMPTS {
            let jobs = database.take_jobs("one", 10, now).await.expect("jobs");
            assert_eq!(jobs.len(), 1, "{attempt}");
            database.fail_job(&jobs[0], "no luck", now).await.expect("noted");
            assert!(database.take_jobs("one", 10, now).await.expect("jobs").is_empty());
            now += 100_000;
        }
        assert!(database.take_jobs("one", 10, now).await.expect("jobs").is_empty());
        let failed = database.failed_jobs(10).await.expect("jobs");
        assert_eq!(
            (failed.len(), failed[0].error.as_str(), failed[0].key.kind),
            (1, "no luck", JobKind::Audit)
        );
    });
}

#[test]
fn what_cannot_be_read_is_unchecked_and_never_clean() {
    on_both("unreadable", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let machine = fixture.machine(acme, 1).await;
        let advisories = Advisories::new();
        advisories.put("PYSEC-2026-1", "requests", "2.0");
        advisories.update(&fixture).await;
        // A policy that is none, and a site that a newer agent tells of.
        fixture.policy(acme, "all", 1, "schema = \"policy-9\"\n").await;
        let mut newer = contents(&[("idna", "3.7")]);
        newer.distributions[0].kind = "dist-info-2".to_owned();
        let site = contents(&[("idna", "3.8")]);
        fixture.has(&machine, 1, &[("/a", &newer), ("/b", &site)]).await;
        let worker = fixture.worker("one", None);
        fixture.drain(&worker).await;
        let outcomes = async || {
            let mut outcomes = Vec::new();
            for site in 1..=2 {
                let judged = fixture.database().judgements_of_site(acme, site).await.expect("judgements");
                outcomes.extend(judged.into_iter().map(|(_, _, outcome, _)| outcome));
            }
            outcomes.sort();
            outcomes
        };
        assert_eq!(outcomes().await, ["unchecked", "unchecked"]);
        assert_eq!(fixture.database().judged_releases(acme).await.expect("counts"), (2, 1, 2));
        fixture.policy(acme, "all", 2, DENY_NOTHING).await;
        fixture.drain(&worker).await;
        assert_eq!(outcomes().await, ["clean", "unchecked"]);
        assert!(fixture.database().failed_jobs(10).await.expect("none").is_empty());
    });
}

#[test]
fn machines_whose_contents_do_not_come_are_asked_again_and_silent_ones_are_noted() {
    on_both("upkeep", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let machine = fixture.machine(acme, 1).await;
        let site = contents(&[("idna", "3.7")]);
        let report = machine.report(1, &[("/a", &site)], &[]);
        fixture.send(machine.post("/agent/v1/report", &report)).await;
        let check_in = async || {
            let said = machine.check_in(&report, None);
            fixture
                .send(machine.post("/agent/v1/check-in", &said))
                .await
                .message::<fetter_protocol::Instructions>()
        };
        assert!(!check_in().await.report);
        let database = fixture.database();
        assert_eq!(database.ask_again(now_i64() - 600).await.expect("nothing"), 0);
        assert_eq!(database.ask_again(now_i64() + 1).await.expect("one"), 1);
        assert!(check_in().await.report);
        let later = now_i64() + 1;
        assert_eq!(database.note_silence(now_i64() - 600, later).await.expect("none"), 0);
        assert_eq!(database.note_silence(later, later).await.expect("one"), 1);
        assert_eq!(database.note_silence(later, later).await.expect("it is noted"), 0);
        assert_eq!(database.note_silence(now_i64() - 600, later).await.expect("it is heard"), 1);
        let notices = database.notices(acme, 0, 10).await.expect("notices");
        let kinds: Vec<_> = notices.iter().map(|notice| notice.kind.as_str()).collect();
        assert_eq!(kinds, ["silent", "heard"]);
    });
}

#[test]
fn workers_run_beside_a_server_and_stop_with_it() {
    on_both("running", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let machine = fixture.machine(acme, 1).await;
        fixture.policy(acme, "all", 1, DENY_SIX).await;
        fixture.has(&machine, 1, &[("/a", &contents(&[("six", "1.0")]))]).await;
        let jobs = begin(&fixture.shared, &JobOptions::default());
        while fixture.database().waiting_jobs().await.expect("counts").0 > 0 {
            tokio::task::yield_now().await;
        }
        jobs.stop().await;
        let found = fixture.database().policy_findings(acme, &all(), None, 10).await.expect("findings");
        assert_eq!(found.len(), 1);
    });
}

#[test]
fn a_site_is_judged_in_each_setting_that_it_lies_in() {
    on_both("settings", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let advisories = Advisories::new();
        advisories.put("PYSEC-2026-1", "requests", "2.0");
        advisories.update(&fixture).await;
        let scoped = "schema = \"policy-1\"\nmode = \"enforce\"\n[scopes.new]\npython = \">=3.10\"\n\
            [[deny]]\nid = \"no-six\"\nscope = [\"new\"]\npackages = [\"six\"]\n";
        fixture.policy(acme, "all", 1, scoped).await;
        let worker = fixture.worker("one", None);
        let site = contents(&[("six", "1.0")]);
        for (id, python) in [(1, "3.8.10"), (2, "3.11.4"), (3, "3.8.10"), (4, "3.11.4")] {
            let machine = fixture.machine(acme, id).await;
            fixture.has_seen_by(&machine, 1, &[("/a", &site)], python).await;
        }
        fixture.drain(&worker).await;
        let outcomes = async || {
            let judged = fixture.database().judgements_of_site(acme, 1).await.expect("judgements");
            judged.into_iter().map(|(_, _, outcome, _)| outcome).collect::<Vec<_>>()
        };
        assert_eq!(outcomes().await, ["clean", "findings"]);
        // One is seen by another Python from now on: the setting that nobody has any more has no judgement.
        for id in [1, 3] {
            let machine = Machine::new(id);
            let row = fixture.database().machine_key(&machine.id).await.expect("a row");
            assert!(row.is_some());
            while machine.next() < 100 {}
            fixture.has_seen_by(&machine, 2, &[("/a", &site)], "3.11.4").await;
        }
        fixture.drain(&worker).await;
        assert_eq!(outcomes().await, ["findings"]);
        let past = fixture.database().past_holdings(&Machine::new(1).id).await.expect("nothing");
        assert!(past.is_empty(), "{past:?}");
        // What is for paths cannot be judged here, and is never clean.
        let paths = scoped.replace("python = \">=3.10\"", "path = [\"/srv\"]");
        fixture.policy(acme, "all", 2, &paths).await;
        fixture.drain(&worker).await;
        assert_eq!(outcomes().await, ["unchecked"]);
    });
}
