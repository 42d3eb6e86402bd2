//! Where a package came from (PEP 610), against where the bound says.

use fetter_core::inventory::{Distribution, DistributionKind};
use fetter_core::metadata::direct_url::Origin;
use fetter_core::policy::{FindingCode, UncheckedCode, judge};

use crate::made::*;

const SHA: &str = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae";
const COMMIT: &str = "7921be1537eac1e97bc40179a57f0349c2aee67d";

/// The code of what is wrong with `p`, of which this is recorded, or of what could not be told; nothing if all is well.
fn code(recorded: Option<&str>, line: &str) -> Option<&'static str> {
    let installed = recorded.map_or_else(|| package("p", "1.0"), |text| from("p", "1.0", origin(text)));
    let judged = judge(&one(vec![installed]), &[bound(line)], &rules());
    assert!(judged.findings.len() + judged.unchecked.len() < 2, "{judged:?}");
    let found = judged.findings.first().map(|finding| finding.code.as_str());
    found.or(judged.unchecked.first().map(|unchecked| unchecked.code.as_str()))
}

fn archive(url: &str) -> String {
    format!(r#"{{"url": "{url}", "archive_info": {{"hashes": {{"sha256": "{SHA}"}}}}}}"#)
}

fn git(url: &str, revision: &str) -> String {
    format!(
        r#"{{"url": "{url}", "vcs_info": {{"vcs": "git", "requested_revision": "{revision}", "commit_id": "{COMMIT}"}}}}"#
    )
}

fn directory(url: &str, editable: bool) -> String {
    format!(r#"{{"url": "{url}", "dir_info": {{"editable": {editable}}}}}"#)
}

const ELSEWHERE: Option<&str> = Some("origin-mismatch");
const REVISION: Option<&str> = Some("revision-mismatch");
const HASH: Option<&str> = Some("hash-mismatch");
const UNRECORDED: Option<&str> = Some("hash-unrecorded");

#[test]
fn releases_of_an_index_come_from_an_index() {
    assert_eq!(code(None, "p==1.0"), None);
    for recorded in [
        archive("https://h.example/p-1.0.zip"),
        git("https://h.example/p.git", "main"),
        directory("file:///src/p", true),
        directory("file:///src/p", false),
    ] {
        assert_eq!(code(Some(&recorded), "p==1.0"), ELSEWHERE, "{recorded}");
        assert_eq!(code(Some(&recorded), "p==1.0  # origin: any"), None, "{recorded}");
        // What is wrong with the version is said first.
        assert_eq!(code(Some(&recorded), "p==2.0"), Some("version-mismatch"));
    }
    for line in ["p @ https://h.example/p-1.0.zip", "p @ git+https://h.example/p.git", "p @ file:///src/p"] {
        assert_eq!(code(None, line), ELSEWHERE, "{line}");
    }
}

#[test]
fn archives_come_from_their_url() {
    let recorded = archive("https://user:s3kret@h.example/d/p-1.0.zip");
    for line in [
        "p @ https://h.example/d/p-1.0.zip",
        "p @ https://other:pw@H.example:443/d/p-1.0.zip",
        "https://h.example/d/p-1.0.zip#egg=p",
        &format!("p @ https://h.example/d/p-1.0.zip#sha256={SHA}"),
        "p @ https://h.example/%64/p-1.0.zip?",
    ] {
        assert_eq!(code(Some(&recorded), line), None, "{line}");
    }
    for line in [
        "p @ https://h.example/other/p-1.0.zip",
        "p @ http://h.example/d/p-1.0.zip",
        "p @ https://h.example:8443/d/p-1.0.zip",
        "p @ https://h.example/d/p-1.0.zip#subdirectory=inner",
        "p @ git+https://h.example/d/p-1.0.zip",
    ] {
        assert_eq!(code(Some(&recorded), line), ELSEWHERE, "{line}");
    }
    let wheel = archive("https://h.example/p-1.0-py3-none-any.whl");
    assert_eq!(code(Some(&wheel), "https://h.example/p-1.0-py3-none-any.whl"), None);
    assert_eq!(code(Some(&wheel), "https://h.example/p-2.0-py3-none-any.whl"), Some("version-mismatch"));
}

#[test]
fn hashes_are_those_of_the_archive() {
    let url = "https://h.example/p-1.0.zip";
    let other = "00".repeat(32);
    let recorded = archive(url);
    let lines = |line: String| code(Some(&recorded), &line);
    assert_eq!(lines(format!("p @ {url}#sha256={other}")), HASH);
    assert_eq!(lines(format!("p @ {url} --hash=sha256:{other} --hash=sha256:{SHA}")), None);
    assert_eq!(lines(format!("p @ {url} --hash=sha256:{other}")), HASH);
    // Of another algorithm nothing is recorded: the URL is the right one, and what was there is not known.
    assert_eq!(lines(format!("p @ {url} --hash=sha512:{}", "00".repeat(64))), UNRECORDED);
    // Of several hashes in a URL, the first counts, as for pip.
    assert_eq!(lines(format!("p @ {url}#md5=00&sha256={SHA}")), UNRECORDED);
    assert_eq!(lines(format!("p @ {url} --hash=sha256:{}", SHA.to_uppercase())), None);
    // The very archive that an index may have may come from anywhere.
    assert_eq!(lines(format!("p==1.0 --hash=sha256:{SHA}")), None);
    assert_eq!(lines(format!("p==1.0 --hash=sha256:{other}")), HASH);
    assert_eq!(lines(format!("p==1.0 --hash=sha512:{}", "00".repeat(64))), ELSEWHERE);
    // pip records no hash of what came from an index.
    assert_eq!(code(None, &format!("p==1.0 --hash=sha256:{SHA}")), None);
    let unrecorded = format!(r#"{{"url": "{url}", "archive_info": {{}}}}"#);
    // uv records none of what it installed by a URL.
    assert_eq!(code(Some(&unrecorded), &format!("p @ {url}#sha256={SHA}")), None);
    assert_eq!(code(Some(&unrecorded), &format!("p==1.0 --hash=sha256:{SHA}")), ELSEWHERE);
    assert_eq!(code(Some(&unrecorded), &format!("p @ {url}")), None);
    let upper = format!(r#"{{"url": "{url}", "archive_info": {{"hashes": {{"SHA256": "{SHA}"}}}}}}"#);
    assert_eq!(code(Some(&upper), &format!("p @ {url}#sha256={other}")), HASH);
    let old = format!(r#"{{"url": "{url}", "archive_info": {{"hash": "sha256={SHA}"}}}}"#);
    assert_eq!(code(Some(&old), &format!("p @ {url}#sha256={other}")), HASH);
}

#[test]
fn repositories_are_at_the_revision_or_commit() {
    let recorded = git("https://h.example/o/p.git", "v1");
    for line in [
        "p @ git+https://h.example/o/p.git@v1",
        "p @ git+https://u:pw@h.example/o/p@v1",
        "p @ git+https://h.example/o/p/@v1",
        &format!("p @ git+https://h.example/o/p.git@{COMMIT}"),
        &format!("p @ git+https://h.example/o/p.git@{}", &COMMIT[..10]),
        &format!("p @ git+https://h.example/o/p.git@{}", COMMIT.to_uppercase()),
    ] {
        assert_eq!(code(Some(&recorded), line), None, "{line}");
    }
    for line in [
        "p @ git+https://h.example/o/p.git@v2",
        "p @ git+https://h.example/o/p.git@V1",
        // The default branch, which nobody asked for.
        "p @ git+https://h.example/o/p.git",
        "p @ git+https://h.example/o/p.git@0000000000",
        &format!("p @ git+https://h.example/o/p.git@{}", &COMMIT[..6]),
    ] {
        assert_eq!(code(Some(&recorded), line), REVISION, "{line}");
    }
    for line in [
        "p @ git+https://h.example/o/q.git@v1",
        "p @ git+ssh://git@h.example/o/p.git@v1",
        "p @ hg+https://h.example/o/p.git@v1",
        "p @ git+https://h.example/o/p.git@v1#subdirectory=x",
        "p @ https://h.example/o/p.git",
    ] {
        assert_eq!(code(Some(&recorded), line), ELSEWHERE, "{line}");
    }
}

#[test]
fn a_reason_names_both_places_and_no_secret() {
    let installed = from("p", "1.0", origin(&git("https://u:s3kret@h.example/o/p.git", "v1")));
    let inventory = one(vec![installed]);
    let judged = judged_by(
        &inventory,
        &["p @ git+https://me:pa55word@h.example/o/p.git@v2 ; python_version > '3'"],
        &rules(),
    );
    let [finding] = judged.findings.as_slice() else { panic!("{judged:?}") };
    assert_eq!(finding.code, FindingCode::RevisionMismatch);
    assert_eq!(
        finding.reason,
        format!("it was built from {COMMIT} (asked for as v1), and the bound asks for v2")
    );
    let requirement = finding.requirement.as_deref().expect("it is held against one");
    assert_eq!(requirement, "p @ git+https://****@h.example/o/p.git@v2 ; python_version > \"3\"");
    let judged = judged_by(&inventory, &["p @ https://h.example/p.zip?token=pa55word"], &rules());
    let shown = format!("{judged:?}");
    assert!(!shown.contains("pa55word") && !shown.contains("s3kret"), "{shown}");
    assert!(
        judged.findings[0].reason.starts_with("it was installed from git+https://****@h.example/o/p.git")
    );
}

#[test]
fn directories_are_compared_as_paths() {
    for (recorded, line) in [
        ("file:///src/p", "p @ file:///src/p"),
        ("file:///src/p", "p @ file:///src/p/"),
        ("file:///src/x/../p", "p @ file:///src/p"),
        ("file:///src/p", "p @ file:///src/x/../p"),
        ("file:///src/a%20b", "p @ file:///src/a%20b"),
        ("file:///src/a b", "p @ file:///src/a%20b"),
        ("file:///src/%70", "p @ file://localhost/src/p"),
    ] {
        assert_eq!(code(Some(&directory(recorded, false)), line), None, "{recorded} {line}");
        assert_eq!(code(Some(&directory(recorded, true)), line), None, "{recorded} {line}");
    }
    assert_eq!(code(Some(&directory("file:///src/p", true)), "p @ file:///src/q"), ELSEWHERE);
    assert_eq!(code(Some(&directory("file:///src/p", true)), "p @ file:///src/P"), ELSEWHERE);
    assert_eq!(code(Some(&archive("file:///src/p-1.0.zip")), "p @ file:///src/p-1.0.zip"), None);
    assert_eq!(code(Some(&archive("file:///src/y/../p-1.0.zip")), "p @ file:///src/p-1.0.zip"), None);
}

fn egg_link(tree: &str) -> Distribution {
    let kind = DistributionKind::EggLink;
    Distribution { kind, metadata_path: format!("{tree}/p.egg-info").into(), ..package("p", "1.0") }
}

#[test]
fn an_egg_link_leads_to_its_source_tree() {
    let inventory = one(vec![egg_link("/src/a b")]);
    assert_eq!(found(&inventory, &["p @ file:///src/a%20b"]), [""; 0]);
    assert_eq!(found(&inventory, &["p @ file:///src/c"]), ["origin-mismatch p-1.0"]);
    assert_eq!(found(&inventory, &["p"]), ["origin-mismatch p-1.0"]);
}

#[test]
fn a_checkout_in_the_environment_does_not_tell_its_commit() {
    let checkout = |path: &str| one(vec![from("p", "1.0", origin(&directory(path, true)))]);
    let bounds = [bound("-e git+https://h.example/o/p.git@v1#egg=p")];
    let judged = judge(&checkout("file:///env/src/p"), &bounds, &rules());
    assert_eq!(codes(&judged), [""; 0]);
    assert_eq!(judged.unchecked.len(), 1);
    assert_eq!(judged.unchecked[0].code, UncheckedCode::CommitUnrecorded);
    for elsewhere in ["file:///home/me/p", "file:///env/src/../../home/p"] {
        let judged = judge(&checkout(elsewhere), &bounds, &rules());
        assert_eq!(codes(&judged), ["origin-mismatch p-1.0"], "{elsewhere}");
        assert_eq!(judged.unchecked, []);
    }
}

#[test]
fn lines_of_several_origins_must_all_hold() {
    let url = "https://h.example/p-1.0.zip";
    let inventory = one(vec![from("p", "1.0", origin(&archive(url)))]);
    assert_eq!(
        found(&inventory, &[&format!("p @ {url}"), "p @ https://h.example/other.zip"]),
        ["origin-mismatch p-1.0"]
    );
    assert_eq!(found(&inventory, &[&format!("p @ {url}\np @ {url}#sha256={SHA}")]), [""; 0]);
}

#[test]
fn what_is_recorded_without_details_is_from_an_index() {
    let inventory = one(vec![Distribution { details: None, ..package("p", "1.0") }]);
    assert_eq!(found(&inventory, &["p"]), [""; 0]);
    assert!(matches!(origin(&directory("file:///x", true)), Origin::Directory { editable: true, .. }));
}

#[test]
fn a_tag_that_is_named_like_a_commit_is_none() {
    let pinned = "1111111111111111111111111111111111111111";
    let line = format!("p @ git+https://h.example/o/p.git@{pinned}");
    assert_eq!(code(Some(&git("https://h.example/o/p.git", pinned)), &line), REVISION);
    // A name of digits that is no whole commit is a tag's or a branch's.
    let dated = git("https://h.example/o/p.git", "20260101");
    assert_eq!(code(Some(&dated), "p @ git+https://h.example/o/p.git@20260101"), None);
}

#[test]
fn a_repository_without_a_revision_is_at_its_default_branch() {
    let line = "p @ git+https://h.example/o/p.git";
    for (asked, expected) in [("main", REVISION), ("HEAD", None), (COMMIT, None)] {
        assert_eq!(code(Some(&git("https://h.example/o/p.git", asked)), line), expected, "{asked}");
    }
    let unasked = format!(
        r#"{{"url": "https://h.example/o/p.git", "vcs_info": {{"vcs": "git", "commit_id": "{COMMIT}"}}}}"#
    );
    assert_eq!(code(Some(&unasked), line), None);
    let svn = r#"{"url": "https://h.example/r", "vcs_info": {"vcs": "svn", "commit_id": "12"}}"#;
    assert_eq!(code(Some(svn), "p @ svn+https://h.example/r@12"), None);
    assert_eq!(code(Some(svn), "p @ svn+https://h.example/r@1"), REVISION);
}

#[test]
fn a_secret_in_a_url_leaves_open_whether_it_is_the_same() {
    let recorded = |key: &str| archive(&format!("https://h.example/get?key={key}"));
    let line = "p @ https://h.example/get?key=good.zip";
    for key in ["good.zip", "evil.zip"] {
        assert_eq!(code(Some(&recorded(key)), line), Some("origin-uncertain"));
        assert_eq!(code(Some(&recorded(key)), &format!("{line}#sha256={SHA}")), None);
    }
    let named = archive("https://h.example/get?author=evil.zip");
    assert_eq!(code(Some(&named), "p @ https://h.example/get?author=good.zip"), ELSEWHERE);
    // With whose name somebody logged in is no matter.
    assert_eq!(
        code(Some(&archive("https://u:p@h.example/p-1.0.zip")), "p @ https://h.example/p-1.0.zip"),
        None
    );
}

#[test]
fn subdirectories_are_part_of_the_origin() {
    let within =
        |inner: &str| format!(r#"{{"url": "file:///repo", "subdirectory": "{inner}", "dir_info": {{}}}}"#);
    assert_eq!(code(Some(&within("good/")), "p @ file:///repo#subdirectory=good"), None);
    assert_eq!(code(Some(&within("good")), "p @ file:///repo/good"), None);
    assert_eq!(code(Some(&within("evil")), "p @ file:///repo#subdirectory=good"), ELSEWHERE);
    assert_eq!(code(Some(&within("evil")), "p @ file:///repo"), ELSEWHERE);
    assert_eq!(code(Some(&within("")), "p @ file:///repo"), None);
    let recorded = r#"{"url": "https://h.example/p.zip", "subdirectory": "a", "archive_info": {}}"#;
    let judged = judge(
        &one(vec![from("p", "1.0", origin(recorded))]),
        &[bound("p @ https://h.example/p.zip#subdirectory=b")],
        &rules(),
    );
    assert_eq!(
        judged.findings[0].reason,
        "it was installed from https://h.example/p.zip#subdirectory=a, and the bound asks for \
         https://h.example/p.zip#subdirectory=b"
    );
}
