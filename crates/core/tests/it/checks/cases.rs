//! Cases that policies are tested by.

use fetter_core::check::{Cases, Evidence, FilesSeen, Looked, check};
use fetter_core::inventory::Inventory;

use super::{World, policy};
use crate::made::{machine, package, site_of};

fn read(text: &str) -> Result<Cases, String> {
    let text = format!("schema = \"policy-test-1\"\npolicy = \"p.toml\"\n{text}");
    Cases::read(&text, "t.toml").map_err(|errors| errors.to_string())
}

/// The differences of the first case.
fn differences(inventory: &Inventory, rules: &str, case: &str) -> Vec<String> {
    let cases =
        read(&format!("[[case]]\ninventory = \"i.json\"\ntoday = 2026-06-15\n{case}")).expect("it is read");
    let (policy, case) = (policy(rules), &cases.all[0]);
    let files = case.files(inventory);
    let looked = |findings| Looked { findings, unchecked: &[] };
    World::default().with(|evidence| {
        let evidence = Evidence {
            now: case.now,
            files: FilesSeen {
                record: files.as_ref().map(|files| looked(files.record.as_slice())),
                ownerless: files.as_ref().map(|files| looked(files.ownerless.as_slice())),
                startup: files.as_ref().map(|files| &files.startup),
            },
            owners: &case.owners(inventory),
            first_sights: &case.first_sights(inventory),
            ..*evidence
        };
        let outcome = check(inventory, &policy, &evidence);
        assert!(outcome.is_checked(), "{:?}", outcome.unchecked);
        case.differences(inventory, &outcome).into_iter().map(|one| one.text).collect()
    })
}

fn two() -> Inventory {
    machine(vec![("/srv/app", vec![package("six", "1.16.0")]), ("/home/ann", vec![package("a", "1")])])
}

#[test]
fn a_case_that_expects_nothing_is_a_mistake() {
    let errors = read("case = []").expect_err("none");
    assert!(errors.contains("t.toml:3:8: expected at least one [[case]]"), "{errors}");
    let errors = read("[[case]]\ninventory = \"i.json\"\ntoday = 2026-06-15").expect_err("nothing");
    assert!(errors.contains("t.toml:3:1: [[case]] needs [[case.expect]] or others"), "{errors}");
}

#[test]
fn owners_and_first_sights_can_be_given() {
    let rules = "[scopes.s]\nowner = [\"deploy\", 1000]\n[[deny]]\nscope = \"s\"\npackages = \"*\"\n[[age]]\ndays = 7";
    for (owners, expected) in [
        ("{ \"/srv\" = \"deploy\", \"/home\" = \"root\" }", ["warned", "allowed"]),
        ("{ \"/\" = \"root\", \"/home/ann\" = { uid = 1000, name = \"ann\" } }", ["allowed", "warned"]),
        ("{ \"/\" = { uid = 7, name = \"x\" }, \"/home\" = 1000 }", ["allowed", "warned"]),
    ] {
        let case = format!(
            "owners = {owners}\nfirst-seen = {{ \"Six==1.16\" = 2026-06-01, \"a==1.0\" = 2026-05-01 }}\n\
             [[case.expect]]\npackage = \"six\"\ndecision = \"{}\"\n[[case.expect]]\npackage = \"a\"\ndecision = \"{}\"\n",
            expected[0], expected[1]
        );
        assert_eq!(differences(&two(), rules, &case), [""; 0], "{owners}");
    }
}

#[test]
fn what_is_for_nothing_is_told() {
    let case = "owners = { \"/nowhere\" = 0, \"/srv\" = 0 }\n\
        first-seen = { \"six==1.17\" = 2026-06-01, \"six==1.16\" = 2026-06-01 }\nothers = \"allowed\"\n\
        [[case.found]]\nkind = \"record\"\npath = \"/else/x.py\"\n";
    assert_eq!(
        differences(&two(), "", case),
        [
            "the owner of /nowhere is for nothing that is in the inventory",
            "the first sight of six==1.17 is for nothing that is in the inventory",
            "what was found at /else/x.py is for nothing that is in the inventory",
        ]
    );
}

#[test]
fn what_was_found_of_files_can_be_given() {
    let rules = "[[integrity]]\nrecord = true\nownerless = true\nstartup = [\"ours.pth\"]";
    let found = |kind: &str, file: &str, more: &str| {
        format!("[[case.found]]\nkind = \"{kind}\"\npath = \"{}/{file}\"\n{more}\n", site_of("/srv/app"))
    };
    let expect = |decision: &str| {
        format!("others = \"allowed\"\n[[case.expect]]\npackage = \"six\"\ndecision = \"{decision}\"\n")
    };
    for (given, decision) in [
        (found("record", "six.py", "package = \"six\""), "warned"),
        (found("record", "six.py", "package = \"six\"\nseverity = \"low\""), "allowed"),
        (found("ownerless", "x.py", ""), "allowed"),
        (found("startup", "six.pth", "package = \"six\"\nverdict = \"owned\""), "warned"),
        (found("startup", "ours.pth", "package = \"six\"\nverdict = \"owned\""), "allowed"),
        (found("startup", "ours.pth", "package = \"six\"\nverdict = \"suspicious\""), "warned"),
        (String::from("files = \"clean\"\n"), "allowed"),
    ] {
        let (before, after) =
            if given.starts_with("files") { (given.as_str(), "") } else { ("", given.as_str()) };
        let case = format!("{before}{}{after}", expect(decision));
        assert_eq!(differences(&two(), rules, &case), [""; 0], "{given}");
    }
}
