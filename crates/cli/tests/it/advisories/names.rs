//! Names that look like those of popular packages.

use super::place::{ONE, TWO, bare, ends, found, index, json, keeps_to, run, service};
use super::records;

#[test]
fn a_name_that_looks_like_a_popular_one_is_found() {
    let home = bare("lookalike");
    home.tree().dist_info(ONE, "reqeusts", "2.31.0");
    home.tree().dist_info(ONE, "tomli", "2.0.1");
    home.tree().dist_info(ONE, "cattrs", "24.1.0");
    index(&home, &records::all(), 0);
    let document = json(&home, "audit --offline json", 3);
    keeps_to(&document, "docs/schema/audit-1.json");
    assert_eq!(found(&document), ["lookalike reqeusts 2.31.0 -"]);
    let looks = &document["findings"][0];
    assert_eq!(
        (&looks["lookalike"]["near"], &looks["lookalike"]["likeness"]),
        (&"requests".into(), &"transposition".into())
    );
    assert!(ends(&home, "audit --offline", 3).contains("its name looks like requests, number"));
    super::forms::has_what_sites_demand(&json(&home, "audit --offline sarif", 3));
    ends(&home, "audit --offline --disable lookalike", 0);
    home.tree().file("fetter.toml", "[[audit.ignore]]\nid = \"lookalike\"\npackage = \"reqeusts\"\nreason = \"ours\"\nuntil = 2999-12-31\n");
    ends(&home, "audit --offline", 0);
    let name = json(&home, "lookup-name reqeusts --offline json", 0);
    assert_eq!(name["suppressed"][0]["finding"]["lookalike"]["near"], "requests");
}

/// A source tree of this machine is somebody's own project, whatever it is called.
#[test]
fn a_project_of_this_machine_is_not_suspected() {
    let home = bare("lookalike-editable");
    let directory = home.tree().dist_info(ONE, "reqeusts", "1.0");
    let origin = r#"{"url": "file:///src/reqeusts", "dir_info": {"editable": true}}"#;
    std::fs::write(directory.join("direct_url.json"), origin).expect("it can be written");
    index(&home, &records::all(), 0);
    ends(&home, "audit --offline", 0);
    // Somewhere else it was asked for by its name.
    home.tree().dist_info(TWO, "reqeusts", "1.1");
    assert!(found(&json(&home, "audit --offline json", 3)).contains(&"lookalike reqeusts 1.1 -".to_owned()));
}

#[test]
fn another_list_of_popular_names_may_be_given() {
    let home = bare("lookalike-list");
    home.tree().dist_info(ONE, "inhouse-toolkti", "1.0");
    home.tree().file("popular.txt", "inhouse-toolkit\nrequests\n");
    index(&home, &records::all(), 0);
    ends(&home, "audit --offline", 0);
    ends(&home, "db update --skip-advisories --popular popular.txt", 0);
    assert_eq!(found(&json(&home, "audit --offline json", 3)), ["lookalike inhouse-toolkti 1.0 -"]);
    let status = ends(&home, "db status", 0);
    assert!(status.contains("there, 2 entries"), "{status}");
}

/// A name is judged without any source of advisories; that nothing was looked up is said beside it.
#[test]
fn names_are_judged_without_advisories() {
    let home = bare("lookalike-alone");
    home.tree().dist_info(ONE, "reqeusts", "2.31.0");
    let ran = run(&home, "audit --offline");
    assert_eq!(ran.code, Some(3), "{}", ran.stderr);
    assert!(ran.stdout.contains("look-alike") && ran.stderr.contains("could not check"), "{}", ran.stderr);
    let osv = service();
    let api = json(&home, &format!("audit --source api --api {} json", osv.base()), 3);
    assert_eq!(found(&api), ["lookalike reqeusts 2.31.0 -"]);
}
