//! What leaves the server as documents.

use fetter_core::inventory::Inventory;
use fetter_core::report::json::InventoryDocument;
use fetter_protocol::{OriginRecord, SiteContents};
use serde_json::{Value, json};

use crate::support::api::asking;
use crate::support::{Advisories, Fixture, contents, execute, on_both};

/// Two machines of `laptops` with one site in common, and one of `servers`.
struct Fleet {
    admin: String,
    servers: String,
    groups: [i64; 2],
    machines: [String; 3],
}

async fn fleet(fixture: &Fixture) -> Fleet {
    let acme = fixture.organisation("acme").await;
    let admin = fixture.administrator(acme, "ada").await;
    let site = contents(&[("Requests", "2.32.3"), ("evil", "1.0")]);
    let other = contents(&[("idna", "3.7"), ("Requests", "2.32.3")]);
    let one = fixture.equipped(acme, "laptops", 1, &[("/v", &site), ("/w", &other)]).await;
    let two = fixture.equipped(acme, "laptops", 2, &[("/v", &site)]).await;
    let three = fixture.equipped(acme, "servers", 3, &[("/s", &other)]).await;
    let group = async |name| fixture.database().group(acme, name).await.expect("a group");
    let groups = [group("laptops").await, group("servers").await];
    let servers = fixture.program(&admin, "viewer", Some(groups[1])).await;
    Fleet { admin, servers, groups, machines: [one.id, two.id, three.id] }
}

#[test]
fn a_machine_is_given_as_a_search_of_it_gives_it() {
    on_both("export of a machine", async |fixture| {
        let fleet = fleet(&fixture).await;
        let path = format!("/machines/{}/export", fleet.machines[0]);
        let reply = fixture.get(&fleet.admin, &path).await;
        assert_eq!(
            (reply.status, &reply.headers["content-type"]),
            (200, &"application/json".parse().unwrap())
        );
        let expected = format!("attachment; filename=\"machine-{}.inventory.json\"", fleet.machines[0]);
        assert_eq!(reply.headers["content-disposition"], expected.as_str());
        let inventory = Inventory::try_from(InventoryDocument::read(&reply.bytes).expect("a document"));
        let inventory = inventory.expect("an inventory");
        let told: Vec<(String, Vec<&str>)> = inventory
            .sites
            .iter()
            .map(|site| {
                let names = site.distributions.iter().map(|one| one.name.normalized());
                (site.path.display().to_string(), names.collect())
            })
            .collect();
        let expected =
            [("/v".to_owned(), vec!["evil", "requests"]), ("/w".to_owned(), vec!["idna", "requests"])];
        assert_eq!(told, expected);
        let mut again = asking("GET", &path, &fleet.admin, None);
        again.headers_mut().insert("if-none-match", reply.headers["etag"].clone());
        assert_eq!(fixture.send(again).await.status, 304);
        for (format, field) in [("cyclonedx", "bomFormat"), ("spdx", "spdxVersion")] {
            let asked = format!("{path}?format={format}");
            let first = fixture.get(&fleet.admin, &asked).await;
            assert!(first.json()[field].is_string(), "{}", first.text());
            assert_eq!(fixture.get(&fleet.admin, &asked).await.bytes, first.bytes, "the same each time");
        }
        assert_eq!(fixture.get(&fleet.admin, &format!("{path}?format=xml")).await.status, 400);
        assert_eq!(fixture.get(&fleet.servers, &path).await.status, 404);
        // What is not here is a problem in it, and so is a machine that has not reported.
        execute(&fixture.address, "UPDATE site SET contents = NULL").await;
        let inventory =
            InventoryDocument::read(&fixture.get(&fleet.admin, &path).await.bytes).expect("a document");
        assert_eq!((inventory.sites.len(), inventory.problems.len()), (0, 2));
        execute(&fixture.address, "DELETE FROM machine_state").await;
        let inventory =
            InventoryDocument::read(&fixture.get(&fleet.admin, &path).await.bytes).expect("a document");
        assert!(inventory.problems[0].reason.contains("has not reported"), "{:?}", inventory.problems);
    });
}

#[test]
fn a_group_is_given_with_each_distinct_site_once() {
    on_both("export of a group", async |fixture| {
        let fleet = fleet(&fixture).await;
        let [laptops, servers] = fleet.groups;
        let export = |group: i64, format: &str| format!("/groups/{group}/export?format={format}");
        let reply = fixture.get(&fleet.admin, &export(laptops, "inventory")).await;
        let fleet_document = reply.json();
        assert_eq!(
            (&fleet_document["schema"], &fleet_document["version"]),
            (&json!("fetter-fleet"), &json!(1))
        );
        let machines = fleet_document["machines"].as_array().expect("machines");
        let ids: Vec<&Value> = machines.iter().map(|machine| &machine["id"]).collect();
        assert_eq!((ids.len(), fleet_document["sites"].as_array().map(Vec::len)), (2, Some(2)));
        for place in machines.iter().flat_map(|machine| machine["sites"].as_array().expect("sites")) {
            let is_there = |site: &Value| site["contents"] == place["contents"];
            assert!(fleet_document["sites"].as_array().expect("sites").iter().any(is_there), "{place}");
        }
        let of_servers = fixture.get(&fleet.servers, &export(servers, "inventory")).await.json();
        assert_eq!(of_servers["machines"].as_array().map(Vec::len), Some(1));
        assert_eq!(fixture.get(&fleet.servers, &export(laptops, "inventory")).await.status, 404);
        // Each release once.
        let bill = fixture.get(&fleet.admin, &export(laptops, "cyclonedx")).await.json();
        let components = bill["components"].as_array().expect("components").iter();
        let mut libraries: Vec<&str> = components
            .filter(|component| component["purl"].is_string())
            .map(|component| component["purl"].as_str().expect("a purl"))
            .collect();
        libraries.sort_unstable();
        assert_eq!(libraries, ["pkg:pypi/evil@1.0", "pkg:pypi/idna@3.7", "pkg:pypi/requests@2.32.3"]);
        let spdx = fixture.get(&fleet.admin, &export(servers, "spdx")).await.json();
        assert_eq!(spdx["spdxVersion"], "SPDX-2.3");
        let empty = fixture.ask("POST", &fleet.admin, "/groups", json!({"name": "empty"})).await.json();
        let empty =
            fixture.get(&fleet.admin, &export(empty["id"].as_i64().expect("an id"), "inventory")).await;
        assert_eq!((empty.json()["machines"].clone(), empty.json()["sites"].clone()), (json!([]), json!([])));
    });
}

/// Releases of the same name and version that are others, of which nothing but the origin is told.
fn told_in_part() -> SiteContents {
    let mut all = contents(&[("numpy", "1.26.4"), ("numpy", "1.26.4"), ("numpy", "1.26.4")]);
    "conda".clone_into(&mut all.distributions[1].kind);
    all.distributions[2].origin = Some(OriginRecord::Directory {
        url: "file:///src/numpy".to_owned(),
        editable: false,
        subdirectory: None,
    });
    SiteContents::new(all.distributions, 0)
}

#[test]
fn what_is_not_told_of_packages_is_not_said_to_be_nothing() {
    on_both("export in part", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let admin = fixture.administrator(acme, "ada").await;
        let machine = fixture.equipped(acme, "laptops", 1, &[("/v", &told_in_part())]).await;
        let group = fixture.database().group(acme, "laptops").await.expect("a group");
        for path in [format!("/machines/{}/export", machine.id), format!("/groups/{group}/export")] {
            let bill = fixture.get(&admin, &format!("{path}?format=cyclonedx")).await.json();
            let components = bill["components"].as_array().expect("components");
            let of_numpy: Vec<&Value> =
                components.iter().filter(|component| component["name"] == "numpy").collect();
            let mut purls: Vec<&str> = of_numpy.iter().filter_map(|one| one["purl"].as_str()).collect();
            purls.sort_unstable();
            // Conda's is none of the index; the two others are from different places.
            assert_eq!((of_numpy.len(), purls.len()), (3, 2), "{bill}");
            assert_eq!(purls[0], "pkg:pypi/numpy@1.26.4");
            let dependencies = bill["dependencies"].as_array().expect("dependencies");
            for one in of_numpy {
                let is_of = |entry: &&Value| entry["ref"] == one["bom-ref"];
                assert_eq!(dependencies.iter().find(is_of), None, "what it needs is not known");
            }
            assert!(bill.to_string().contains("details-unread"), "{bill}");
        }
        let inventory = fixture.get(&admin, &format!("/machines/{}/export", machine.id)).await;
        let inventory = InventoryDocument::read(&inventory.bytes).expect("a document");
        let inventory = Inventory::try_from(inventory).expect("an inventory");
        let details: Vec<bool> =
            inventory.sites[0].distributions.iter().map(|one| one.details.is_some()).collect();
        assert_eq!(details.iter().filter(|is_told| **is_told).count(), 1, "the one with an origin");
    });
}

#[test]
fn findings_are_given_as_text_without_formulas_and_as_sarif() {
    on_both("export of findings", async |fixture| {
        let fleet = fleet(&fixture).await;
        let before = fixture.get(&fleet.admin, "/findings/export").await.text();
        assert_eq!(before.lines().count(), 3, "{before}");
        assert!(
            before.contains(",not-checked,") && before.contains("the server has no advisories"),
            "{before}"
        );
        let sarif = fixture.get(&fleet.admin, "/findings/export?format=sarif").await.json();
        let invocation = &sarif["runs"][0]["invocations"][0];
        assert_eq!(invocation["executionSuccessful"], false, "{sarif}");
        assert_eq!(invocation["toolExecutionNotifications"].as_array().map(Vec::len), Some(2));

        let advisories = Advisories::new();
        advisories.put("PYSEC-2026-1", "requests", "2.32.4");
        advisories.put("MAL-2026-1", "evil", "99");
        advisories.update(&fixture).await;
        fixture.drain(&fixture.worker("one", Some(&advisories.directory()))).await;
        let formula =
            "UPDATE release_finding SET summary = '=HYPERLINK(\"http://h.example\")' WHERE kind = 'malware'";
        execute(&fixture.address, formula).await;
        let csv = fixture.get(&fleet.admin, "/findings/export?format=csv").await;
        assert_eq!(csv.headers["content-type"], "text/csv; charset=utf-8; header=present");
        let lines: Vec<String> = csv.text().lines().map(str::to_owned).collect();
        assert_eq!(lines.len(), 3, "{lines:?}");
        assert!(lines[0].starts_with("Id,Severity,Kind,State,Package,Version,"));
        assert!(lines[1].contains(",critical,malware,open,evil,1.0,MAL-2026-1,"), "{}", lines[1]);
        assert!(lines[1].contains(",\"'=HYPERLINK(\"\"http://h.example\"\")\",2,yes,"), "{}", lines[1]);
        assert!(lines[2].contains(",requests,2.32.3,") && lines[2].contains(",3,yes,"), "{}", lines[2]);
        let part = fixture.get(&fleet.servers, "/findings/export").await.text();
        assert_eq!(part.lines().count(), 2, "{part}");
        assert!(part.contains(",1,yes,") && !part.contains("evil"), "{part}");
        let none = fixture.get(&fleet.admin, "/findings/export?kind=lookalike").await.text();
        assert_eq!(none.lines().count(), 1, "{none}");
        let sarif = fixture.get(&fleet.admin, "/findings/export?format=sarif").await.json();
        let run = &sarif["runs"][0];
        assert_eq!(run["invocations"][0]["executionSuccessful"], true, "{sarif}");
        assert_eq!(run["results"].as_array().map(Vec::len), Some(2));
        assert_eq!(run["results"][1]["ruleId"], "vulnerability/PYSEC-2026-1");
        assert_eq!(run["results"][0]["level"], "error");
        let uri = &run["results"][1]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
        assert_eq!(uri, "pkg:pypi/requests@2.32.3");
        let closed = fixture.get(&fleet.admin, "/findings/export?format=sarif&state=closed").await;
        assert_eq!(closed.status, 422, "what is mended is not there: {}", closed.text());
        assert_eq!(
            fixture.get(&fleet.admin, "/findings/export?state=closed").await.text().lines().count(),
            1
        );
        let group = format!("/findings/export?format=sarif&group={}", fleet.groups[0]);
        assert_eq!(fixture.get(&fleet.servers, &group).await.status, 404);
        assert_eq!(
            fixture.get(&fleet.admin, &group).await.json()["runs"][0]["results"].as_array().map(Vec::len),
            Some(2)
        );
    });
}

#[test]
fn what_cannot_be_written_to_its_end_is_no_shorter_document() {
    on_both("exports that break off", async |fixture| {
        let fleet = fleet(&fixture).await;
        let path = format!("/groups/{}/export", fleet.groups[0]);
        let export = || asking("GET", &path, &fleet.admin, None);
        assert!(fixture.ends_well(export()).await);
        execute(&fixture.address, "UPDATE machine_state SET body = (SELECT digest FROM site LIMIT 1)").await;
        // Each gives its place back, also where it breaks off.
        for _ in 0..5 {
            assert!(!fixture.ends_well(export()).await);
        }
    });
}
