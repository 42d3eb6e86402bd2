//! The lines that are derived, case by case.

use fetter_core::inventory::{Distribution, DistributionKind, Inventory, SiteKind};
use fetter_core::policy::{Anchor, Ignores, derive, judge};
use fetter_core::report::PylockError;

use super::{pylock, requirements};
use crate::made::*;

/// The lines that are no comments.
fn lines(inventory: &Inventory, anchor: Anchor) -> Vec<String> {
    let text = requirements(&derive(inventory, anchor, &Ignores::default()));
    text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(str::to_owned).collect()
}

/// The one line of one package in one environment.
fn line(installed: Distribution) -> String {
    lines(&one(vec![installed]), Anchor::Exact).join("\n")
}

#[test]
fn anchors_say_which_versions() {
    let machine = machine(vec![
        ("/a", vec![package("six", "1.9"), package("attrs", "1.0")]),
        ("/b", vec![package("Six", "1.10"), package("attrs", "1.0.0")]),
    ]);
    for (anchor, expected) in [
        (Anchor::Lower, ["attrs>=1.0", "six>=1.9"]),
        (Anchor::Upper, ["attrs<=1.0", "six<=1.10"]),
        (Anchor::Both, ["attrs<=1.0,>=1.0", "six<=1.10,>=1.9"]),
        (Anchor::Exact, ["attrs==1.0", "six<=1.10,>=1.9"]),
    ] {
        let lines: Vec<String> = lines(&machine, anchor)
            .into_iter()
            .map(|line| line.replace("Six", "six").replace("1.0.0", "1.0"))
            .collect();
        assert_eq!(lines, expected, "{}", anchor.as_str());
    }
}

#[test]
fn comments_say_where_each_came_from() {
    let machine = machine(vec![
        ("/a", vec![package("six", "1")]),
        ("/b", vec![package("six", "2"), package("attrs", "1")]),
    ]);
    let text = requirements(&derive(&machine, Anchor::Lower, &Ignores::default()));
    let (a, b) = (site_of("/a"), site_of("/b"));
    let head = "# What is installed in 2 environments, by fetter derive -a lower\n\n";
    let expected = format!("{head}# {b}\nattrs>=1  # optional\n# {a}\n# {b}\n# installed: 1, 2\nsix>=1\n");
    assert_eq!(text, expected);
}

#[test]
fn versions_are_written_so_that_they_read_back() {
    for (version, expected) in [
        ("1.0+cpu", "p==1.0+cpu"),
        ("1.0+a.zip", "p (==1.0+a.zip)"),
        ("1.0rc1", "p==1.0rc1"),
        ("", "p"),
        ("2004d", "p===2004d"),
        ("1.0.zip", "p"),
        ("french toast", "p"),
        ("a,b", "p"),
    ] {
        assert_eq!(line(package("p", version)), expected);
    }
    let lower = lines(&one(vec![package("p", "1.0+cpu")]), Anchor::Lower);
    assert_eq!(lower, ["p>=1.0"], "only == takes a local part");
}

#[test]
fn names_are_written_so_that_they_read_back() {
    for (name, expected) in [
        ("Zope.Interface", "Zope.Interface==1"),
        ("foo.zip", "foo.zip==1"),
        ("na\u{ef}ve", "na[!a-z0-9-]ve==1"),
        ("-x", "[!a-z0-9]x==1"),
        ("\u{5305}", "[!a-z0-9-]==1"),
        ("_p", "[!a-z0-9]p==1"),
        // These would be patterns for more than themselves.
        ("*", "[!a-z0-9-]==1"),
        ("a*", "a[!a-z0-9-]==1"),
        ("na?ve", "na[!a-z0-9-]ve==1"),
    ] {
        assert_eq!(line(package(name, "1")), expected);
    }
    assert_eq!(line(package("foo.zip", "")), "foo-zip");
    // Such a pattern is for no name that an index takes.
    let judged = judged_by(&one(vec![package("naive", "1")]), &["na[!a-z0-9-]ve"], &rules());
    assert_eq!(codes(&judged), ["not-in-bound naive-1"]);
}

#[test]
fn origins_are_written_as_urls() {
    let digest = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae";
    let commit = "7921be1537eac1e97bc40179a57f0349c2aee67d";
    let of = |url: &str, rest: &str| line(from("p", "1", origin(&format!(r#"{{"url": "{url}", {rest}}}"#))));
    let hashed = format!(r#""archive_info": {{"hashes": {{"sha256": "{digest}"}}}}"#);
    assert_eq!(
        of("https://h.example/p.zip", &hashed),
        format!("p @ https://h.example/p.zip#sha256={digest}")
    );
    assert_eq!(of("https://u:s3@h.example/p.zip", r#""archive_info": {}"#), "p @ https://h.example/p.zip");
    assert_eq!(
        of("https://h.example/p.zip", &format!(r#""subdirectory": "in", {hashed}"#)),
        format!("p @ https://h.example/p.zip#subdirectory=in&sha256={digest}")
    );
    let git = format!(r#""vcs_info": {{"vcs": "git", "requested_revision": "v1", "commit_id": "{commit}"}}"#);
    assert_eq!(of("https://h.example/p.git", &git), format!("p @ git+https://h.example/p.git@{commit}"));
    let editable = r#""dir_info": {"editable": true}"#;
    assert_eq!(of("file:///src/a%20b", editable), "p @ file:///src/a%20b");
    assert_eq!(of("file:///src/a b", editable), "p @ file:///src/a%20b");
    assert_eq!(of("../src/p", editable), "p==1  # origin: any", "it would be relative to the file");
    assert_eq!(of("https://h.example/a b.zip", r#""archive_info": {}"#), "p==1  # origin: any");
    assert_eq!(of("https://h.example/a;b.zip", r#""archive_info": {}"#), "p==1  # origin: any");
    let link = Distribution {
        kind: DistributionKind::EggLink,
        metadata_path: "/src/p/p.egg-info".into(),
        ..package("p", "1")
    };
    assert_eq!(line(link), "p @ file:///src/p");
}

#[test]
fn several_origins_leave_it_open() {
    let direct = from("p", "1", origin(r#"{"url": "file:///src/p", "dir_info": {}}"#));
    let both = machine(vec![("/a", vec![package("p", "1")]), ("/b", vec![direct.clone()])]);
    assert_eq!(lines(&both, Anchor::Exact), ["p==1  # origin: any"]);
    // Whoever installs from it takes what an index has under the name: where it was from stands before it.
    let text = requirements(&derive(&both, Anchor::Exact, &Ignores::default()));
    assert!(text.ends_with("# from: an index\n# from: file:///src/p\np==1  # origin: any\n"), "{text}");
    let same = machine(vec![("/a", vec![direct.clone()]), ("/b", vec![direct])]);
    assert_eq!(lines(&same, Anchor::Exact), ["p @ file:///src/p"]);
}

#[test]
fn tools_of_environments_are_left_out_unless_they_are_wanted() {
    let inventory = one(vec![package("pip", "1"), package("six", "1")]);
    assert_eq!(lines(&inventory, Anchor::Exact), ["six==1"]);
    let all = derive(&inventory, Anchor::Exact, &Ignores::new(&[], true).expect("nothing is wrong"));
    assert_eq!(all.packages.len(), 2);
    let none = derive(&inventory, Anchor::Exact, &Ignores::new(&["*".to_owned()], false).expect("a glob"));
    assert!(none.packages.is_empty());
}

#[test]
fn what_was_derived_finds_what_changes() {
    let before = one(vec![package("six", "1.5"), package("attrs", "1")]);
    let text = requirements(&derive(&before, Anchor::Exact, &Ignores::default()));
    let after = |installed: Vec<Distribution>| codes(&judge(&one(installed), &[bound(&text)], &rules()));
    assert_eq!(after(vec![package("six", "1.6"), package("attrs", "1")]), ["version-mismatch six-1.6"]);
    assert_eq!(after(vec![package("six", "1.5")]), ["not-installed attrs"]);
    let more = vec![package("six", "1.5"), package("attrs", "1"), package("left", "1")];
    assert_eq!(after(more), ["not-in-bound left-1"]);
    let elsewhere = from("six", "1.5", origin(r#"{"url": "file:///x", "dir_info": {}}"#));
    assert_eq!(after(vec![elsewhere, package("attrs", "1")]), ["origin-mismatch six-1.5"]);
}

#[test]
fn a_lock_says_names_versions_and_origins() {
    let digest = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae";
    let archive = format!(
        r#"{{"url": "https://h.example/p.zip", "archive_info": {{"hashes": {{"sha256": "{digest}"}}}}}}"#
    );
    let inventory = one(vec![
        package("Six", "1.0"),
        from("p", "2", origin(&archive)),
        from(
            "q",
            "3",
            origin(r#"{"url": "file:///src/q", "dir_info": {"editable": true}, "subdirectory": "in"}"#),
        ),
    ]);
    let text = pylock(&derive(&inventory, Anchor::Exact, &Ignores::default())).expect("it can be said");
    let expected = format!(
        "lock-version = \"1.0\"\ncreated-by = \"fetter\"\n\n\
         [[packages]]\nname = \"p\"\nversion = \"2\"\n[packages.archive]\nurl = \"https://h.example/p.zip\"\n\
         hashes = {{ \"sha256\" = \"{digest}\" }}\n\n\
         [[packages]]\nname = \"q\"\nversion = \"3\"\n[packages.directory]\npath = \"/src/q\"\neditable = true\n\
         subdirectory = \"in\"\n\n[[packages]]\nname = \"six\"\nversion = \"1.0\"\n"
    );
    assert_eq!(text, expected);
}

#[test]
fn what_a_lock_cannot_say_is_an_error() {
    let error = |inventory: &Inventory| {
        pylock(&derive(inventory, Anchor::Exact, &Ignores::default())).expect_err("it cannot be said")
    };
    let two = machine(vec![("/a", vec![]), ("/b", vec![])]);
    assert_eq!(error(&two), PylockError::Environments(2));
    let versions = one(vec![package("p", "1"), package("p", "2")]);
    assert!(matches!(error(&versions), PylockError::Versions { .. }));
    let mut stray = one(vec![]);
    stray.sites.push(site("/target", SiteKind::Target, vec![package("p", "1")]));
    let from_json = |text: &str| one(vec![from("p", "1", origin(text))]);
    let direct = from("p", "1", origin(r#"{"url": "file:///src/p", "dir_info": {}}"#));
    for inventory in [
        stray,
        one(vec![package("p", "1"), direct]),
        one(vec![package("na\u{ef}ve", "1")]),
        one(vec![package("p", "french toast")]),
        from_json(r#"{"url": "https://h.example/p.zip", "archive_info": {}}"#),
        from_json(r#"{"url": "https://h.example/p", "vcs_info": {"vcs": "git"}}"#),
        from_json(r#"{"url": "file:///src/%FF", "dir_info": {}}"#),
    ] {
        let error = error(&inventory);
        assert!(matches!(error, PylockError::Unsayable { .. }), "{error}");
    }
}
