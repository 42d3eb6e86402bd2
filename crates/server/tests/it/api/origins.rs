//! Where releases come from, and where they were first seen.

use fetter_protocol::{DistributionRecord, OriginRecord, SiteContents};
use serde_json::{Value, json};

use crate::support::{execute, on_both};
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

        let browser = Browser::of(&fixture, &admin);
        let page = browser.page(&path).await;
        for said in
            ["First seen on", "/first", "an index", "a repository", "Where some have it from is not known"]
        {
            assert!(page.contains(said), "{said}: {page}");
        }
        assert!(browser.page("/packages/idna").await.contains("/first"));
        // What was seen before that was noted is not said to be anywhere.
        execute(&fixture.address, "UPDATE release SET first_machine = NULL, first_path = NULL").await;
        assert!(browser.page(&path).await.contains("not known here"));
    });
}
