//! Ownerless code, shadowing and permissions, in made trees.

mod claims;
mod code;
mod compiled;
mod hostile;
mod permissions;
mod property;
mod shadowing;
mod system;

use std::path::Path;

use fetter_core::integrity::ownerless::look;
use fetter_core::integrity::verify::{VerifyCode, VerifyFinding, VerifyUnchecked};
use fetter_core::inventory::Inventory;
use fetter_core::inventory::file::Disk;
use fetter_testkit::{Scratch, Tree};

use crate::support::search;

/// The site of [`python`].
const SITE: &str = "py/lib/python3.11/site-packages";

type Looked = (Vec<VerifyFinding>, Vec<VerifyUnchecked>);

/// An installation of Python 3.11.
fn python(name: &str) -> (Scratch, Tree) {
    let scratch = Scratch::in_memory(name);
    let tree = scratch.tree();
    tree.installation("py", "3.11");
    tree.file("py/lib/python3.11/json.py", "");
    (scratch, tree)
}

/// A distribution with files that its RECORD lists, as pip installs it.
fn install(tree: &Tree, site: &str, name: &str, files: &[&str]) {
    let info = format!("{name}-1.dist-info");
    tree.dist_info(site, name, "1");
    let mut record = String::new();
    for file in files {
        tree.file(&format!("{site}/{file}"), "x = 1\n");
        record = record + file + ",,\n";
    }
    for file in ["METADATA", "INSTALLER", "RECORD"] {
        record = record + &info + "/" + file + ",,\n";
    }
    tree.file(&format!("{site}/{info}/RECORD"), record);
}

/// Looks at all sites of an inventory, and sees that the answer is the same however many threads look.
fn look_at(disk: &Disk, inventory: &Inventory) -> Looked {
    let sites: Vec<usize> = (0..inventory.sites.len()).rev().collect();
    // What the guards of these tests start.
    let checker = ["/opt/fetter".into()];
    let found = look(disk, inventory, &sites, (1, &checker));
    for threads in [2, 5] {
        assert_eq!(look(disk, inventory, &sites, (threads, &checker)), found, "{threads} threads");
    }
    found
}

/// Looks at all that lies in a scratch directory.
fn look_in(scratch: &Scratch) -> Looked {
    look_at(&Disk::here(), &search(scratch))
}

/// Code, severity and path relative to the site of each finding.
fn said(found: &Looked, site: &Path) -> Vec<String> {
    let short = |finding: &VerifyFinding| {
        let path = finding.path.strip_prefix(site).unwrap_or(&finding.path);
        format!("{} {} {}", finding.code, finding.severity.as_str(), path.display())
    };
    found.0.iter().map(short).collect()
}

/// The findings in the site of [`python`].
fn said_in(scratch: &Scratch) -> Vec<String> {
    said(&look_in(scratch), &scratch.at(SITE))
}

/// The one finding of a kind.
fn only(found: &Looked, code: VerifyCode) -> &VerifyFinding {
    let mut matching = found.0.iter().filter(|finding| finding.code == code);
    let first = matching.next().unwrap_or_else(|| panic!("no {code} in {:?}", found.0));
    assert!(matching.next().is_none(), "{code} is there more than once: {:?}", found.0);
    first
}
