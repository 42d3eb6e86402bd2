//! What nobody should put there.

use fetter_core::integrity::startup::Verdict;
use fetter_core::inventory::ProblemCode;

use super::{SITE, item, made, startup, traits};

#[test]
fn a_fifo_is_not_read_and_not_passed_over_in_silence() {
    let (scratch, tree) = made("startup-fifo");
    for name in ["sitecustomize.py", "usercustomize.so", "x.start", "x.pth"] {
        let path = tree.path().join(SITE).join(name);
        let kind = rustix::fs::FileType::Fifo;
        let mode = rustix::fs::Mode::from_raw_mode(0o600);
        rustix::fs::mknodat(rustix::fs::CWD, &path, kind, mode, 0).expect("made");
    }
    let found = startup(&scratch);
    for name in ["sitecustomize.py", "usercustomize.so", "x.start", "x.pth"] {
        let path = scratch.at(&format!("{SITE}/{name}"));
        let is_it = |problem: &&fetter_core::inventory::Problem| problem.path == path;
        let problem =
            found.unchecked.iter().find(is_it).unwrap_or_else(|| panic!("{name}: {:?}", found.unchecked));
        assert_eq!(problem.code, ProblemCode::FileIrregular, "{name}");
    }
}

#[test]
fn what_is_too_large_is_said_to_be_cut() {
    let (scratch, tree) = made("startup-huge");
    let hook = tree.file(&format!("{SITE}/sitecustomize.py"), "x = 1\n".repeat(300_000));
    tree.file(&format!("{SITE}/x.pth"), "./y\n".repeat(400_000));
    let found = startup(&scratch);
    assert!(traits(item(&found, &hook, None)).contains(&"cut"));
    assert_eq!(item(&found, &hook, None).digest, None);
    let cut = |problem: &&fetter_core::inventory::Problem| problem.code == ProblemCode::FileTooLarge;
    assert_eq!(found.unchecked.iter().filter(cut).count(), 2, "{:?}", found.unchecked);
}

#[test]
fn links_in_circles_and_to_nowhere_end() {
    let (scratch, tree) = made("startup-links");
    tree.link(&format!("{SITE}/sitecustomize.py"), "sitecustomize.py");
    tree.link(&format!("{SITE}/usercustomize"), ".");
    tree.link(&format!("{SITE}/gone.pth"), "nowhere");
    tree.file(&format!("{SITE}/a.pth"), "import site; site.addsitedir(sitedir)\n./\n");
    let found = startup(&scratch);
    assert!(!found.is_checked());
    assert!(found.has_findings());
}

#[test]
fn a_link_to_a_package_is_followed() {
    let (scratch, tree) = made("startup-linked-package");
    tree.file("elsewhere/__init__.py", "x = 1\n");
    tree.link(&format!("{SITE}/sitecustomize"), scratch.at("elsewhere"));
    let found = startup(&scratch);
    let hook = item(&found, &scratch.at(&format!("{SITE}/sitecustomize/__init__.py")), None);
    assert_eq!(hook.environments, [scratch.at("env")]);
}

#[test]
fn bytes_that_are_no_text_are_shown_and_said() {
    let (scratch, tree) = made("startup-bytes");
    let latin = tree.file(&format!("{SITE}/sitecustomize.py"), b"# caf\xe9\nx = 1\n");
    let line = tree.file(&format!("{SITE}/a.pth"), b"import x\0y\n");
    let turned = tree.file(&format!("{SITE}/b.pth"), "import x; y = '\u{202e}'\n");
    let pushed = tree.file(&format!("{SITE}/c.pth"), format!("import x;{}import y\n", " ".repeat(300)));
    let homoglyph = tree.file(&format!("{SITE}/d.pth"), "import \u{43e}s\n");
    let found = startup(&scratch);
    assert_eq!(traits(item(&found, &latin, None)), ["encoding"]);
    for (file, code) in [
        (&line, "invisible-text"),
        (&turned, "reorders-text"),
        (&pushed, "pushed-out-of-sight"),
        (&homoglyph, "foreign-letters"),
    ] {
        let item = item(&found, file, Some(1));
        assert!(traits(item).contains(&code), "{item:?}");
        assert_eq!(item.verdict, Verdict::Suspicious);
    }
}

#[test]
fn what_hides_behind_a_form_feed_is_seen() {
    let (scratch, tree) = made("startup-form-feed");
    let file = tree.file(&format!("{SITE}/a.pth"), "# harmless\x0cimport os; os.system('x')\n");
    let found = startup(&scratch);
    assert_eq!(item(&found, &file, Some(1)).verdict, Verdict::Suspicious);
}

#[test]
fn names_that_lead_out_of_the_directory_do_not() {
    let (scratch, tree) = made("startup-dots");
    tree.file("env/evil.py", "x = 1\n");
    tree.file(
        &format!("{SITE}/a.pth"),
        "import ....evil; __import__('../../../evil'); __import__('/etc/passwd')\n",
    );
    let found = startup(&scratch);
    let site = scratch.at(SITE);
    assert!(found.items.iter().all(|item| item.file.starts_with(&site)), "{:?}", found.items);
}
