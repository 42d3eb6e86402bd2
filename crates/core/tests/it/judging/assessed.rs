//! What was not looked at is said, and never clean.

use fetter_core::inventory::{
    Inventory, PathFile, PathFileAction, PathFileLine, Problem, ProblemCode, SkippedMount,
};
use fetter_core::policy::{Outcome, assess};

use crate::made::*;

fn assessed(inventory: &Inventory) -> Outcome {
    assess(inventory, &[bound("six")], &rules())
}

fn codes_of(outcome: &Outcome) -> Vec<(ProblemCode, String)> {
    let problem = |problem: &Problem| (problem.code, problem.path.display().to_string());
    outcome.machine_problems.iter().map(problem).collect()
}

fn with_mount(mut inventory: Inventory) -> Inventory {
    let mount = SkippedMount { path: "/net".into(), file_system: "nfs4".to_owned() };
    inventory.coverage.skipped_mounts.push(mount);
    inventory
}

#[test]
fn nothing_found_is_not_clean() {
    let mut inventory = Inventory::default();
    inventory.coverage.roots.push("/mnt/image".into());
    let outcome = assessed(&inventory);
    assert_eq!(codes_of(&outcome), [(ProblemCode::NothingFound, "/mnt/image".to_owned())]);
    assert!(!outcome.is_checked());
    assert!(assessed(&one(vec![package("six", "1")])).is_checked());
}

#[test]
fn a_site_of_an_environment_that_was_not_read_is_said() {
    let mut inventory = one(vec![package("six", "1")]);
    inventory.environments[0].sites.push("/net/site-packages".into());
    let outcome = assessed(&with_mount(inventory.clone()));
    assert_eq!(codes_of(&outcome), [(ProblemCode::SiteUnread, "/net/site-packages".to_owned())]);
    let reason = &outcome.machine_problems[0].reason;
    assert!(
        reason.contains("a site of /env") && reason.contains("/net is mounted from elsewhere (nfs4)"),
        "{reason}"
    );
    // Where something else says why, once is enough.
    let path = "/net/site-packages";
    inventory.problems.push(Problem::new(path, ProblemCode::DirectoryUnreadable, "permission denied"));
    assert_eq!(codes_of(&assessed(&inventory)), [(ProblemCode::DirectoryUnreadable, path.to_owned())]);
}

#[test]
fn what_a_path_file_adds_from_a_mount_that_was_left_out_is_said() {
    let mut inventory = with_mount(one(vec![package("six", "1")]));
    assert!(assessed(&inventory).is_checked(), "a mount that nothing leads to is no reason");
    let line = |text: &str| PathFileLine {
        number: 1,
        text: text.to_owned(),
        action: PathFileAction::Path { target: None },
    };
    let lines = vec![line("/net/lib"), line("/elsewhere")];
    inventory.sites[0].path_files.push(PathFile { name: "x.pth".into(), lines });
    assert_eq!(codes_of(&assessed(&inventory)), [(ProblemCode::SiteUnread, "/net/lib".to_owned())]);
    let mut named = with_mount(one(vec![package("six", "1")]));
    named.coverage.roots.push("/net/home".into());
    assert_eq!(codes_of(&assessed(&named)), [(ProblemCode::SiteUnread, "/net/home".to_owned())]);
}
