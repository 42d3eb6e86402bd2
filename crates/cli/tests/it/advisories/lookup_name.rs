//! `lookup-name`: what is known of a package that need not be installed.

use super::forms::has_what_sites_demand;
use super::place::{bare, cells, ends, found, index, json, keeps_to, run, service};
use super::records::{self, LEAK, MALWARE, TENSOR, TRUST, UNSCORED};

fn known(name: &str) -> fetter_testkit::Scratch {
    let home = bare(name);
    index(&home, &records::all(), 0);
    home
}

#[test]
fn a_name_and_a_release() {
    let home = known("name");
    insta::assert_snapshot!(cells(&ends(&home, "lookup-name Requests --offline", 3), &home));
    let document = json(&home, "lookup-name requests --offline json", 3);
    keeps_to(&document, "docs/schema/audit-1.json");
    assert_eq!(found(&document).len(), 3);
    for (asked, ids) in [
        ("requests==2.19.1", &[LEAK[1], UNSCORED, TRUST[0]][..]),
        ("requests==2.31.0", &[TRUST[0]]),
        ("requests==2.32.0", &[]),
        ("REQUESTS==2.31", &[TRUST[0]]),
        ("torch==2.6.0+cu118", &[TENSOR]),
        ("torch==2.6.1", &[]),
        ("colourfull", &[MALWARE]),
        ("colourfull==1.1", &[]),
        ("zope.interface", &[]),
        ("unheard-of-package-name", &[]),
    ] {
        let code = if ids.is_empty() { 0 } else { 3 };
        let document = json(&home, &format!("lookup-name {asked} --offline json"), code);
        let all: Vec<String> = found(&document)
            .iter()
            .filter_map(|finding| finding.rsplit(' ').next())
            .map(str::to_owned)
            .collect();
        assert_eq!(all, ids, "{asked}");
        has_what_sites_demand(&json(&home, &format!("lookup-name {asked} --offline sarif"), code));
    }
    assert!(
        ends(&home, "lookup-name zope.interface==6.1 --offline --retain-passing", 0)
            .contains("nothing known")
    );
}

#[test]
fn a_limit_shows_the_first_and_changes_no_exit_code() {
    let home = known("name-limit");
    let all = found(&json(&home, "lookup-name requests --offline json", 3));
    for limit in [1, 2, 3, 9] {
        let some = found(&json(&home, &format!("lookup-name requests --offline --limit {limit} json"), 3));
        assert_eq!(some, all[..all.len().min(limit)]);
    }
    for wrong in ["0", "-1", "x"] {
        assert_eq!(
            run(&home, &format!("lookup-name requests --offline --limit {wrong}")).code,
            Some(2),
            "{wrong}"
        );
    }
}

#[test]
fn what_is_no_name_is_2() {
    let home = known("name-wrong");
    for wrong in ["-", "a/b", "a==", "==1", "a<2", "a[b]", "a==1==", "a==1.*", "a==1,<2", "a==1;x", "é", ".a"]
    {
        let ran = run(&home, &format!("lookup-name --offline -- {wrong}"));
        assert!(ran.code == Some(2) && !ran.stderr.is_empty(), "{wrong}: {:?} {}", ran.code, ran.stderr);
    }
    for right in ["a==1!1.0", "a===1.0", "a==2004d", "a==1.0-1", "A.b_c==1"] {
        ends(&home, &format!("lookup-name --offline {right}"), 0);
    }
    assert_eq!(run(&home, "lookup-name --offline").code, Some(2));
}

#[test]
fn it_is_4_where_nothing_can_be_asked_and_3_where_the_service_knows() {
    let home = bare("name-unknown");
    assert_eq!(run(&home, "lookup-name requests --offline").code, Some(4));
    let osv = service();
    for (asked, code) in [("requests", 3), ("torch==2.6.0+cu118", 3), ("oldlib==1.0", 3), ("unheard-of", 0)] {
        let ran = run(&home, &format!("lookup-name {asked} --api {}", osv.base()));
        assert_eq!(ran.code, Some(code), "{asked}: {}", ran.stderr);
    }
    let ran = run(&home, &format!("lookup-name requests --timeout 2 --api {}", super::place::NOWHERE));
    assert_eq!(ran.code, Some(4), "{}", ran.stderr);
}
