//! Whatever is claimed and whatever is not: every unclaimed module is said exactly once, and nothing that is claimed.

use std::collections::BTreeMap;
use std::path::PathBuf;

use fetter_core::integrity::verify::{VerifyCode, VerifyFinding};
use proptest::prelude::*;

use super::{SITE, install, look_in, python};

/// Paths of modules, each with whether it is claimed.
fn modules() -> impl Strategy<Value = BTreeMap<String, bool>> {
    let directories = proptest::collection::vec("[ab_]", 0..4);
    let path = (directories, 0..6_u8).prop_map(|(directories, number)| {
        let mut path: Vec<String> = directories.into_iter().map(|name| format!("d{name}")).collect();
        path.push(format!("m{number}.py"));
        path.join("/")
    });
    proptest::collection::btree_map(path, any::<bool>(), 1..40)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn unclaimed_modules_are_said_once_and_claimed_ones_never(modules in modules()) {
        let (scratch, tree) = python("property");
        let claimed: Vec<&str> = modules.iter().filter(|(_, is)| **is).map(|(path, _)| path.as_str()).collect();
        install(&tree, SITE, "demo", &claimed);
        for (path, _) in modules.iter().filter(|(_, is)| !**is) {
            tree.file(&format!("{SITE}/{path}"), "");
        }
        let (findings, unchecked) = look_in(&scratch);
        prop_assert_eq!(unchecked, vec![]);
        prop_assert!(findings.iter().all(|one| one.code == VerifyCode::Ownerless), "{:?}", findings);
        for (path, is_claimed) in &modules {
            let path: PathBuf = scratch.at(&format!("{SITE}/{path}"));
            let covers = |one: &&VerifyFinding| {
                let is_tree = one.reason.contains("anything in this directory");
                one.path == path || (is_tree && path.starts_with(&one.path))
            };
            let count = findings.iter().filter(covers).count();
            prop_assert_eq!(count, usize::from(!is_claimed), "{:?} {:?}", path, findings);
        }
    }
}
