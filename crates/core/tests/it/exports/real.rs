//! Bills of materials of environments that real tools made.

use fetter_core::inventory::discover::Request;
use fetter_testkit::{Scratch, gate};

use super::{documents, list};
use crate::support::{search_with, surroundings};

#[test]
fn real_environments_give_valid_documents() {
    let Some(place) = gate::real_environments("bills of materials of real environments") else { return };
    let home = Scratch::new("exports-real");
    let request = Request { paths: vec![place], only_paths: true, details: true, ..Request::default() };
    let found = search_with(&request, &surroundings(home.path()));
    let (document, _) = documents(&found);
    assert!(list(&document, "components").len() > found.environments.len());
    let needs = list(&document, "dependencies").iter().filter(|one| one["dependsOn"].is_array()).count();
    assert!(needs > found.environments.len(), "packages need packages");
}
