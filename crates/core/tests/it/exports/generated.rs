//! Whatever metadata says, the documents are valid.

use std::path::PathBuf;

use fetter_core::inventory::{Inventory, Site, SiteKind};
use proptest::prelude::*;

use super::documents;
use crate::made::{environment, site_of};
use crate::serialisation::{distributions, inventories};

/// An environment that sees two sites with any distributions, beside any sites and problems.
fn machines() -> impl Strategy<Value = Inventory> {
    let site = || proptest::collection::vec(distributions(), 0..4);
    (inventories(), site(), site()).prop_map(|(mut inventory, first, second)| {
        inventory.environments = vec![environment("/env", &["/base"]), environment("/env", &[])];
        for (path, distributions) in [(site_of("/env"), first), ("/base".to_owned(), second)] {
            inventory.sites.push(Site {
                path: PathBuf::from(path),
                kind: SiteKind::Environment,
                distributions,
                path_files: vec![],
                leftovers: vec![],
            });
        }
        inventory
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_metadata_gives_valid_documents(inventory in machines()) {
        documents(&inventory);
    }
}
