//! Machines that are read otherwise, and packages that do not say what they are.

use super::place::{ONE, bare, ends, found, index, json, known, run};
use super::records::{self, MALWARE};

#[test]
fn an_inventory_and_another_machine_s_disk_can_be_audited() {
    let home = known("odd-inventory");
    let fresh = json(&home, "audit --offline json", 3);
    ends(&home, "scan json -o inventory.json", 0);
    let line = "--inventory inventory.json audit --offline --database db json";
    let read = crate::support::run(&home, line);
    assert_eq!(read.code, Some(3), "{}", read.stderr);
    let read = read.stdout.replace(&home.path().display().to_string(), "~");
    let read: serde_json::Value = serde_json::from_str(&read).expect("JSON");
    assert_eq!((&read["findings"], &read["releases"]), (&fresh["findings"], &fresh["releases"]));
    let site = "image/usr/lib/python3.12/site-packages";
    home.tree().installation("image/usr", "3.12");
    home.tree().dist_info(site, "colourfull", "1.0");
    let ran = crate::support::run(&home, "--root image audit --offline --database db");
    assert_eq!(ran.code, Some(3), "{}", ran.stderr);
    assert!(
        ran.stdout.contains(MALWARE) && !ran.stdout.contains(&home.path().display().to_string()),
        "{}",
        ran.stdout
    );
}

/// What its version is nobody knows: it may be the one that is bad.
#[test]
fn a_package_without_a_version_that_something_is_known_of_is_4() {
    let home = bare("odd-version");
    home.tree().file(&format!("{ONE}/oldlib.egg-info/PKG-INFO"), "Metadata-Version: 1.0\nName: oldlib\n");
    home.tree().file(&format!("{ONE}/unheard.egg-info/PKG-INFO"), "Metadata-Version: 1.0\nName: unheard\n");
    index(&home, &records::all(), 0);
    let document = json(&home, "audit --offline json", 4);
    let unchecked = document["unchecked"].as_array().expect("unchecked");
    let about: Vec<_> =
        unchecked.iter().filter(|entry| entry["reason"].to_string().contains("oldlib")).collect();
    assert_eq!(about.len(), 1, "{unchecked:?}");
    assert_eq!(about[0]["code"], "version-missing");
    assert!(!unchecked.iter().any(|entry| entry["reason"].to_string().contains("unheard")), "{unchecked:?}");
    let osv = super::place::service();
    let api = json(&home, &format!("audit --source api --api {} json", osv.base()), 4);
    assert_eq!(api["unchecked"], document["unchecked"]);
}

/// Behind what cannot be read there may be a package.
#[test]
fn what_cannot_be_read_on_the_machine_is_4() {
    let home = bare("odd-unread");
    home.tree().directory(&format!("{ONE}/a-1.dist-info"));
    index(&home, &records::all(), 0);
    let document = json(&home, "audit --offline json", 4);
    assert_eq!(found(&document), Vec::<String>::new());
    assert_ne!(document["unchecked"], serde_json::json!([]));
}

/// What others wrote is shown as text, and acts on nothing.
#[test]
fn hostile_texts_are_escaped() {
    let home = bare("odd-hostile");
    home.tree().dist_info(ONE, "oldlib", "1.0");
    let mut record = records::all().into_iter().find(|record| record["id"] == records::OLD).expect("it");
    record["summary"] = "=cmd|' /C calc'!A0\x1b[31m\u{202e}\nnext".into();
    record["references"] = serde_json::json!([{"type": "ADVISORY", "url": "javascript:alert(1)"}]);
    index(&home, &[record], 0);
    for form in ["", "write -o -", "json", "sarif"] {
        let ran = run(&home, &format!("audit --offline {form}"));
        assert_eq!(ran.code, Some(3), "{form}: {}", ran.stderr);
        let acts = |text: &str| text.contains('\x1b') || text.contains('\u{202e}');
        assert!(!acts(&ran.stdout) && !acts(&ran.stderr), "{form}: {:?}", ran.stdout);
        if form == "sarif" {
            assert!(!ran.stdout.contains("\"helpUri\": \"javascript"), "{}", ran.stdout);
        }
    }
    let table = ends(&home, "audit --offline", 3);
    assert_eq!(table.lines().count(), 2, "{table}");
}
