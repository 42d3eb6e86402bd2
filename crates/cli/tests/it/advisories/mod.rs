//! Advisories from end to end: the database, audits and look-ups, as users run them.

mod api_faults;
mod dump;
mod exceptions;
mod filters;
mod findings;
mod forms;
mod lookup_bound;
mod lookup_name;
mod names;
mod odd;
mod origins;
mod place;
mod records;
mod sources;
mod status;
mod update;
mod update_faults;
mod update_web;

use fetter_testkit::Scratch;

/// A machine with something bad on it, and a fresh database of it at the user's usual place.
pub(crate) fn audited(name: &str) -> Scratch {
    let home = place::machine(name);
    keep_database(&home);
    home
}

/// Puts a fresh database at the user's usual place.
pub(crate) fn keep_database(home: &Scratch) {
    place::index(home, &records::all(), 0);
    home.tree().directory(".cache/fetter");
    std::fs::rename(home.at("db"), home.at(".cache/fetter/database")).expect("it can be moved");
    home.tree().file("all.zip", dump::zipped(&records::all()));
}
