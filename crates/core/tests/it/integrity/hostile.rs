//! Lists and files that were made to do harm.

use std::fmt::Write;
use std::os::unix::fs::symlink;

use fetter_testkit::gate::skip;

use super::{SITE, environment, install, told, verified};

#[test]
fn nothing_that_a_list_names_is_waited_for_or_followed_out() {
    let scratch = environment("hostile");
    let tree = scratch.tree();
    let canary = tree.file("canary", "canary");
    let record = install(&tree, SITE, "a", &[("a.py", b"1")]);
    let site = scratch.at(SITE);
    rustix::fs::mknodat(
        rustix::fs::CWD,
        site.join("fifo.py"),
        rustix::fs::FileType::Fifo,
        rustix::fs::Mode::from_raw_mode(0o644),
        0,
    )
    .expect("a FIFO");
    symlink("loop.py", site.join("loop.py")).expect("a link");
    let hash = "sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU";
    let named = [
        "fifo.py".to_owned(),
        "loop.py".to_owned(),
        canary.display().to_string(),
        "../../../../canary".to_owned(),
        "a.py/below".to_owned(),
        ".".to_owned(),
        "\"new\nline\"".to_owned(),
    ];
    let record = named.iter().fold(record, |record, path| record + &format!("{path},{hash},0\n"));
    let record = [record.as_bytes(), b"\xff\xfe.py,,\n"].concat();
    tree.file(&format!("{SITE}/a-1.0.dist-info/RECORD"), record);
    let found = verified(&scratch);
    let told = told(&scratch, &found);
    for line in
        ["high replaced fifo.py", "medium outside canary", "low missing a.py/below", "low missing new\nline"]
    {
        assert!(told.iter().any(|told| told == line), "{line}: {told:?}");
    }
    assert_eq!(told.iter().filter(|line| line.contains("outside")).count(), 2, "{told:?}");
    assert!(
        found.unchecked.iter().any(|unchecked| unchecked.path.ends_with("loop.py"))
            || told.iter().any(|line| line.contains("loop.py")),
        "{told:?} {:?}",
        found.unchecked
    );
}

#[test]
fn a_million_lines_are_summed_up() {
    let scratch = environment("million");
    let tree = scratch.tree();
    tree.file(&format!("{SITE}/a-1.0.dist-info/METADATA"), "Name: a\nVersion: 1.0\n");
    let mut record = String::new();
    for number in 0..1_000_000 {
        writeln!(record, "a/{number}.py,,").expect("written");
    }
    tree.file(&format!("{SITE}/a-1.0.dist-info/RECORD"), record);
    let found = verified(&scratch);
    assert_eq!(found.totals.files, 1_000_000);
    let missing = found.findings.iter().filter(|finding| finding.code.as_str() == "missing");
    assert_eq!(missing.clone().count(), 10_000);
    let is_sum = |finding: &&fetter_core::integrity::verify::VerifyFinding| {
        finding.reason.contains("990000 more findings of this kind")
    };
    assert_eq!(missing.filter(is_sum).count(), 1);
}

#[test]
fn an_image_s_links_do_not_lead_out_of_it() {
    use fetter_core::integrity::verify::{VerifyProgress, VerifyRequest, verify};
    use fetter_core::inventory::discover::Request;
    use fetter_core::inventory::file::Disk;

    let image = environment("image");
    let tree = image.tree();
    let outside = fetter_testkit::Scratch::new("outside");
    let target = outside.tree().file("secret.py", "1");
    install(&tree, SITE, "a", &[("a.py", b"1")]);
    let site = image.at(SITE);
    std::fs::remove_file(site.join("a.py")).expect("it is there");
    symlink(&target, site.join("a.py")).expect("a link");
    let request = Request { root: Some(image.path().to_path_buf()), ..Request::default() };
    let inventory =
        crate::support::search_with(&request, &crate::support::surroundings(std::path::Path::new("/")));
    let disk = Disk::rooted_at(image.path()).expect("a directory");
    let found = verify(&inventory, &disk, &VerifyRequest::default(), &VerifyProgress::default());
    let told: Vec<_> = found.findings.iter().map(|finding| finding.reason.as_str()).collect();
    assert_eq!(told, ["a link lies there that leads nowhere"], "in the image nothing is at that path");
}

#[test]
fn what_may_not_be_read_is_not_clean() {
    if rustix::process::geteuid().is_root() {
        return skip_as_root();
    }
    let scratch = environment("unreadable");
    let tree = scratch.tree();
    install(&tree, SITE, "a", &[("a.py", b"1")]);
    tree.mode(&format!("{SITE}/a.py"), 0);
    let found = verified(&scratch);
    assert_eq!((found.findings.len(), found.unchecked.len()), (0, 1));
    assert_eq!(found.unchecked[0].code.as_str(), "unreadable");
}

/// Root may read everything; the command line's tests run as somebody else.
pub(super) fn skip_as_root() {
    if std::env::var_os("CI").is_none() {
        skip("a file that may not be read", "a user other than root");
    }
}
