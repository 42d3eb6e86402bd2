//! Where releases come from, and where they were first seen.

use std::time::Duration;

use fetter_protocol::{DistributionRecord, OriginRecord, SiteContents};
use fetter_server::jobs::{JobOptions, begin};
use serde_json::{Value, json};
use tokio::time::sleep;

use crate::support::{Fixture, execute, on_both, on_empty};
use crate::ui::browser::Browser;

/// A site with one release, as something installed it.
fn site(change: impl Fn(&mut DistributionRecord)) -> SiteContents {
    let mut record = DistributionRecord {
        name: "idna".to_owned(),
        version: Some("3.7".to_owned()),
        kind: "dist-info".to_owned(),
        identity: "metadata".to_owned(),
        ..DistributionRecord::default()
    };
    change(&mut record);
    SiteContents::new(vec![record], 0)
}

/// Origin, machines and places of each.
fn counts(answer: &Value) -> Vec<(String, i64, i64)> {
    let number = |item: &Value, name: &str| item[name].as_i64().expect("a number");
    let items = answer["items"].as_array().expect("items").iter();
    let one = |item: &Value| {
        let origin = item["origin"].as_str().expect("a word").to_owned();
        (origin, number(item, "machines"), number(item, "places"))
    };
    items.map(one).collect()
}

#[test]
fn a_release_says_where_it_is_from_and_where_it_was_first_seen() {
    on_both("origins", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let admin = fixture.administrator(acme, "ada").await;
        let of_index = site(|record| {
            record.installer = Some("pip".to_owned());
            record.details = true;
        });
        let not_read = site(|record| record.installer = Some("pip".to_owned()));
        let url = "https://fetter.example/x".to_owned();
        let of_vcs = site(|record| {
            record.origin = Some(OriginRecord::Vcs {
                url: url.clone(),
                vcs: "git".to_owned(),
                commit: None,
                requested_revision: None,
                subdirectory: None,
            });
        });
        // The same release twice in a site, from two places: what says more counts.
        let both =
            SiteContents::new([&of_index, &of_vcs].map(|site| site.distributions[0].clone()).into(), 0);
        let first = fixture.equipped(acme, "laptops", 1, &[("/first", &of_index), ("/vcs", &of_vcs)]).await;
        fixture.equipped(acme, "servers", 2, &[("/second", &of_index), ("/not", &not_read)]).await;
        fixture.equipped(acme, "servers", 3, &[("/both", &both)]).await;

        let release = fixture.get(&admin, "/packages/idna").await.json()["items"][0].clone();
        let at = &release["first_seen_at"];
        assert_eq!((&at["machine"], &at["path"]), (&json!(first.id), &json!("/first")), "{release}");
        let path = format!("/releases/{}", release["id"]);
        assert_eq!(fixture.get(&admin, &path).await.json()["first_seen_at"], *at);
        let origins = fixture.get(&admin, &format!("{path}/origins")).await.json();
        let row = |origin: &str, machines, places| (origin.to_owned(), machines, places);
        assert_eq!(counts(&origins), [row("unknown", 1, 1), row("index", 2, 2), row("vcs", 2, 2)]);
        assert_eq!(origins["is_exact"], true);

        // Each number is that of a list.
        let listed = async |token: &str, query: &str| {
            let machines = fixture.get(token, &format!("{path}/machines?{query}")).await;
            let mut paths = machines.column("path");
            paths.sort_by_key(ToString::to_string);
            paths
        };
        assert_eq!(listed(&admin, "origin=unknown").await, ["/not"]);
        assert_eq!(listed(&admin, "origin=index").await, ["/first", "/second"]);
        assert_eq!(listed(&admin, "origin=vcs").await, ["/both", "/vcs"]);
        assert_eq!(listed(&admin, "origin=waiting").await, Vec::<Value>::new());
        let all = fixture.get(&admin, "/packages/idna/machines?origin=vcs").await;
        assert_eq!(all.column("path").len(), 2);
        assert_eq!(fixture.get(&admin, &format!("{path}/machines?origin=what")).await.status, 400);

        // Who sees some groups is told of these alone.
        let servers = fixture.database().group(acme, "servers").await.expect("a group");
        let viewer = fixture.program(&admin, "viewer", Some(servers)).await;
        assert_eq!(fixture.get(&viewer, &path).await.json()["first_seen_at"], Value::Null);
        let origins = fixture.get(&viewer, &format!("{path}/origins")).await.json();
        assert_eq!(counts(&origins), [row("unknown", 1, 1), row("index", 1, 1), row("vcs", 1, 1)]);
        let laptops = fixture.database().group(acme, "laptops").await.expect("a group");
        let hidden = format!("{path}/origins?group={laptops}");
        assert_eq!(fixture.get(&viewer, &hidden).await.status, 404);
        let origins = fixture.get(&admin, &hidden).await.json();
        assert_eq!(counts(&origins), [row("index", 1, 1), row("vcs", 1, 1)]);
        assert_eq!(listed(&viewer, "origin=vcs").await, ["/both"]);

        let browser = Browser::of(&fixture, &admin);
        let page = browser.page(&path).await;
        for said in
            ["First seen on", "/first", "an index", "a repository", "Where some have it from is not known"]
        {
            assert!(page.contains(said), "{said}: {page}");
        }
        assert!(page.contains(&format!("href=\"{path}?origin=vcs#machines\"")), "{page}");
        let page = browser.page(&format!("{path}?origin=vcs&group={laptops}")).await;
        let none = browser.page(&format!("{path}?origin=conda")).await;
        assert!(none.contains("No machine here has it from there."), "{none}");
        assert!(page.contains("/vcs</bdi>") && !page.contains("/both</bdi>"), "{page}");
        assert!(
            page.contains(&format!("href=\"{path}?group={laptops}&#38;origin=index#machines\"")),
            "{page}"
        );
        assert!(browser.page("/packages/idna").await.contains("/first"));
        // What was seen before that was noted is not said to be anywhere.
        execute(&fixture.address, "UPDATE release SET first_machine = NULL, first_path = NULL").await;
        assert!(browser.page(&path).await.contains("not known here"));
    });
}

/// What a server that did not note origins kept of a site with a release of an index and one of a repository, and of a damaged one.
fn of_before(is_sqlite: bool) -> Vec<String> {
    let bytes = |bytes: &[u8]| {
        let hex = fetter_core::hex::encode(bytes);
        if is_sqlite { format!("x'{hex}'") } else { format!("'\\x{hex}'::bytea") }
    };
    let mut records = site(|record| {
        record.installer = Some("pip".to_owned());
        record.details = true;
    });
    let vcs = OriginRecord::Vcs {
        url: "https://fetter.example/x".to_owned(),
        vcs: "git".to_owned(),
        commit: None,
        requested_revision: None,
        subdirectory: None,
    };
    let own =
        DistributionRecord { name: "own".to_owned(), origin: Some(vcs), ..records.distributions[0].clone() };
    records.distributions.push(own);
    let (digest, canonical) = records.canonical().expect("a site");
    let packed = zstd::bulk::compress(&canonical, 3).expect("compressed");
    let plain = |text: &str| bytes(text.as_bytes());
    let mut sql = vec![
        format!(
            "INSERT INTO organisation (id, name, created, policy_seed, policy_key) VALUES (1, 'acme', 1, {0}, {0})",
            plain("x")
        ),
        "INSERT INTO machine_group (id, organisation, name, created) VALUES (1, 1, 'all', 1)".to_owned(),
        format!(
            "INSERT INTO enrolment_token (id, organisation, machine_group, digest, uses, used, expires, created, created_by) \
             VALUES (1, 1, 1, {}, 1, 1, 9, 1, 'ada')",
            plain("x")
        ),
        format!(
            "INSERT INTO machine (id, organisation, machine_group, name, public_key, status, enrolled, token, number, stale, \
             stale_since, seen, report, state, reported, event, hostname, os, kernel, architecture, fetter, mode, denials, problems, \
             not_covered, left_out) VALUES (1, 1, 1, 'deadbeef', {0}, 'active', 1, 1, 1, 0, 0, 7201, 1, {0}, 1, 1, 'h', 'o', 'k', 'a', \
             'f', 'enforce', 0, 0, 0, 0)",
            plain("x")
        ),
        format!(
            "INSERT INTO path (id, organisation, digest, bytes) VALUES (1, 1, {}, {})",
            plain("1"),
            plain("/v")
        ),
        format!(
            "INSERT INTO path (id, organisation, digest, bytes) VALUES (2, 1, {}, {})",
            plain("2"),
            plain("/w")
        ),
    ];
    for (id, digest, contents) in
        [(1, digest.as_bytes().to_vec(), packed), (2, b"2".to_vec(), b"damaged".to_vec())]
    {
        sql.push(format!(
            "INSERT INTO site (id, organisation, digest, contents, packages, left_out, first_seen) VALUES ({id}, 1, {}, {}, 2, 0, 1)",
            bytes(&digest),
            bytes(&contents)
        ));
        sql.push(format!(
            "INSERT INTO machine_site (machine, path, site, kind, since, machine_group) VALUES (1, {id}, {id}, 'environment', 1, 1)"
        ));
    }
    for (id, name) in [(1, "idna"), (2, "own")] {
        let digest = fetter_protocol::Digest::of(format!("1\0{name}\03.7").as_bytes());
        sql.push(format!(
            "INSERT INTO release (id, organisation, name, version, digest, first_seen) VALUES ({id}, 1, '{name}', '3.7', {}, 1)",
            bytes(digest.as_bytes())
        ));
    }
    sql.extend([(1, 1), (2, 1), (1, 2)].map(|(release, site)| {
        format!("INSERT INTO site_release (release, site) VALUES ({release}, {site})")
    }));
    sql.push("UPDATE counter SET value = 100".to_owned());
    sql
}

#[test]
fn what_was_kept_before_origins_were_noted_is_looked_at_after_an_upgrade() {
    on_empty("origins of before", async |database, address| {
        database.migrate_to(20).await.expect("migrations");
        for sql in of_before(address.starts_with("sqlite:")) {
            execute(&address, &sql).await;
        }
        let fixture = Fixture::new(database, address.clone()).await;
        let admin = fixture.administrator(1, "ada").await;
        let of = async |release: u8| {
            let path = format!("/releases/{release}/origins");
            counts(&fixture.get(&admin, &path).await.json())
        };
        let row = |origin: &str, places| (origin.to_owned(), 1, places);
        let browser = Browser::of(&fixture, &admin);
        assert_eq!(of(1).await, [row("waiting", 2)]);
        let page = browser.page("/releases/1").await;
        assert!(page.contains("not looked at yet since the server was upgraded"), "{page}");
        assert!(!page.contains("what installed it does not record that"), "{page}");
        let waiting = async |origin: &str| {
            fixture.get(&admin, &format!("/releases/1/machines?origin={origin}")).await.column("path").len()
        };
        assert_eq!((waiting("waiting").await, waiting("unknown").await), (2, 0));
        // It is done beside everything else, where it is this server's turn.
        let jobs = begin(&fixture.shared, &JobOptions::default());
        for _ in 0..300 {
            if fixture.database().unwalked_origins().await.expect("an answer").is_none() {
                break;
            }
            sleep(Duration::from_millis(100)).await;
        }
        jobs.stop().await;
        assert!(!fixture.database().note_origins().await.expect("nothing is left"));
        // Of what cannot be read nothing is known.
        assert_eq!(of(1).await, [row("unknown", 1), row("index", 1)]);
        assert_eq!(of(2).await, [row("vcs", 1)]);
        let page = browser.page("/releases/1").await;
        assert!(!page.contains("not looked at yet") || page.contains("<option"), "{page}");
        assert!(page.contains("what installed it does not record that"), "{page}");
        assert_eq!((waiting("waiting").await, waiting("unknown").await), (0, 1));
    });
}

#[test]
fn many_sites_are_looked_at_a_few_at_a_time() {
    on_both("origins of many", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let sites: Vec<(String, SiteContents)> = (0..45)
            .map(|number| {
                let mut one = site(|record| {
                    record.installer = Some("pip".to_owned());
                    record.details = true;
                });
                one.distributions[0].requires = vec![format!("x=={number}")];
                (format!("/{number}"), one)
            })
            .collect();
        let sites: Vec<(&str, &SiteContents)> =
            sites.iter().map(|(path, contents)| (path.as_str(), contents)).collect();
        fixture.equipped(acme, "laptops", 1, &sites).await;
        execute(&fixture.address, "UPDATE site_release SET origin = 0").await;
        execute(&fixture.address, "UPDATE walk SET reached = 0, last = (SELECT MAX(id) FROM site)").await;
        let admin = fixture.administrator(acme, "ada").await;
        let release = fixture.get(&admin, "/packages/idna").await.json()["items"][0]["id"].clone();
        let of = async || {
            let origins = fixture.get(&admin, &format!("/releases/{release}/origins")).await.json();
            counts(&origins).into_iter().map(|(origin, _, places)| (origin, places)).collect::<Vec<_>>()
        };
        let rows = |waiting, index| {
            let rows = [("waiting".to_owned(), waiting), ("index".to_owned(), index)];
            rows.into_iter().filter(|(_, places)| *places > 0).collect::<Vec<_>>()
        };
        assert_eq!(of().await, rows(45, 0));
        for (is_more, left) in [(true, 25), (true, 5), (false, 0)] {
            assert_eq!(fixture.database().note_origins().await.expect("noted"), is_more);
            assert_eq!(of().await, rows(left, 45 - left));
        }
    });
}
