//! After any sequence of changes the inventory that was read again is the one that a search of everything gives.

use std::fs;

use fetter_core::inventory::discover::Touched;

use super::Machine;

/// Where things are put: some within others, some with a name that says what they are.
const PLACES: [&str; 9] = [
    "home/a",
    "home/a/b",
    "home/a/b/c",
    "home/a/package",
    "home/a/package/inner",
    "srv/x",
    "srv/x/lib/python3.11/site-packages",
    "srv/x/vendor",
    "opt/two/share/y",
];

/// A sequence of numbers that is the same every time (a linear congruential generator).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("it fits") % bound
    }
}

/// That `site-packages` may be new is told in time, or with what is in it.
fn made(machine: &Machine, numbers: &mut Numbers) -> Touched {
    Touched::Prefix(machine.scratch.at(["srv/x", "srv/nothing"][numbers.below(2)]))
}

/// What is told of a directory that comes or goes: of the site of a prefix, that the prefix was touched.
fn tree_of(machine: &Machine, place: &str) -> Touched {
    match place.strip_suffix("/lib/python3.11/site-packages") {
        Some(prefix) => Touched::Prefix(machine.scratch.at(prefix)),
        None => Touched::Tree(machine.scratch.at(place)),
    }
}

/// Does something, and says what a watcher would tell of it.
fn step(machine: &Machine, numbers: &mut Numbers) -> Vec<Touched> {
    let place = PLACES[numbers.below(PLACES.len())];
    let other = PLACES[numbers.below(PLACES.len())];
    let name = ["one", "two"][numbers.below(2)];
    let (at, tree) = (|path: &str| machine.scratch.at(path), machine.tree());
    match numbers.below(8) {
        0..=2 => {
            tree.dist_info(place, name, "1");
            vec![Touched::Metadata(at(&format!("{place}/{name}-1.dist-info"))), made(machine, numbers)]
        }
        3 => {
            tree.egg_info(place, name, "1");
            vec![Touched::Metadata(at(&format!("{place}/{name}-1.egg-info"))), Touched::Prefix(at("srv/x"))]
        }
        4 => {
            // No environment is made where another one's packages are.
            let place = if place.ends_with("site-packages") { "srv/x" } else { place };
            let _ = fs::remove_dir_all(at(&format!("{place}/bin")));
            tree.venv(place, &at("opt/one"), "3.11", numbers.below(2) == 0);
            vec![Touched::Prefix(at(place)), Touched::Prefix(at("srv/x"))]
        }
        5 => {
            // What was in it is told of too, in one go or not.
            let _ = fs::remove_dir_all(at(&format!("{place}/{name}-1.dist-info")));
            let _ = fs::remove_file(at(&format!("{place}/pyvenv.cfg")));
            vec![Touched::Metadata(at(&format!("{place}/{name}-1.dist-info"))), Touched::Prefix(at(place))]
        }
        6 => {
            let _ = fs::remove_dir_all(at(place));
            vec![tree_of(machine, place)]
        }
        _ => {
            // An environment is not moved to where another one's packages are.
            if other.ends_with("site-packages") && at(&format!("{place}/pyvenv.cfg")).exists() {
                return Vec::new();
            }
            let _ = fs::create_dir_all(at(other).parent().expect("it is below"));
            let _ = fs::rename(at(place), at(other));
            vec![tree_of(machine, place), tree_of(machine, other)]
        }
    }
}

#[test]
fn any_sequence_of_changes() {
    let mut exact = 0;
    for seed in 0..12 {
        let mut machine = Machine::new(&format!("again-sequence-{seed}"));
        let mut numbers = Numbers(seed);
        machine.tree().file("home/a/package/__init__.py", "");
        for _ in 0..60 {
            let touched = step(&machine, &mut numbers);
            // The comparison is in there.
            exact += usize::from(machine.refresh(&touched).is_empty());
        }
    }
    assert!(exact > 600, "most of it needs no search of everything, and not {exact} of 720");
}
