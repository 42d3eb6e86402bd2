//! Real environments: each by itself, and all of them together.

use fetter_core::inventory::Inventory;
use fetter_core::inventory::discover::Request;
use fetter_testkit::Scratch;
use fetter_testkit::gate::real_environments;

use super::derive_and_judge;
use crate::support::{search_with, surroundings};

#[test]
fn what_is_derived_of_real_environments_is_fulfilled() {
    let Some(place) = real_environments("deriving from real environments") else { return };
    let list = std::fs::read_to_string(place.join("list.tsv")).expect("the list can be read");
    let home = Scratch::new("home");
    let search = |executables: Vec<std::path::PathBuf>| -> Inventory {
        let request = Request { executables, details: true, ..Request::default() };
        search_with(&request, &surroundings(home.path()))
    };
    let all: Vec<_> = list.lines().filter_map(|line| line.split('\t').nth(1)).map(Into::into).collect();
    assert!(all.len() > 5);
    let everything = search(all.clone());
    for inventory in all.into_iter().map(|one| search(vec![one])).chain([everything]) {
        let prefixes: Vec<_> =
            inventory.environments.iter().map(|one| one.prefix.display().to_string()).collect();
        derive_and_judge(&inventory).unwrap_or_else(|complaints| panic!("{prefixes:?}: {complaints}"));
    }
}
