//! What nobody should put there.

use fetter_core::integrity::startup::Verdict;

use super::{SITE, item, made, startup};

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
