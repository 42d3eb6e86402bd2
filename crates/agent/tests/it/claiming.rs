//! What others list too is theirs only where that is believable.

use fetter_agent::enforce::targets::Finder;
use fetter_agent::enforce::{Denied, Gap, Mode, Targets};
use fetter_core::inventory::file::Disk;
use fetter_core::inventory::{DistributionKind, Site, SiteKind};
use fetter_testkit::Scratch;

use crate::rig::{SITE, denied, distribution, site};

/// SHA-256 of `x = 1\n`, and of something else, as RECORD writes them, each with a size.
const RIGHT: &str = "sha256=nia_NpkRxFwkPGhBR7I_yeHc_PJX0pmhxjIBam_NM_Q,6";
const WRONG: &str = "sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU,6";

struct Place {
    scratch: Scratch,
    site: Site,
}

impl Place {
    fn new(name: &str) -> Self {
        let scratch = Scratch::new(name);
        let site = site(&scratch.tree().directory(SITE), SiteKind::Environment);
        Self { scratch, site }
    }

    /// Installs what lists these lines.
    fn install(&mut self, name: &str, lines: &[String]) {
        let tree = self.scratch.tree().below(SITE);
        for path in lines.iter().filter_map(|line| line.split(',').next()) {
            tree.file(path, "x = 1\n");
        }
        tree.file(&format!("{name}-1.dist-info/RECORD"), lines.join("\n"));
        let metadata = self.site.path.join(format!("{name}-1.dist-info"));
        self.site.distributions.push(distribution(&metadata, name, DistributionKind::DistInfo));
    }

    fn find(&self, name: &str, rule: &str) -> Targets {
        let found = self.site.distributions.iter().find(|found| found.name.as_written() == name);
        let denied =
            Denied { rule: rule.to_owned(), ..denied(&self.site, found.expect("it is there"), Mode::Refuse) };
        let sites = std::slice::from_ref(&self.site);
        let mut found = Finder::default().find(
            &Disk::here(),
            sites,
            &[],
            vec![denied],
            &std::collections::HashSet::new(),
        );
        found.pop().expect("it is installed").1
    }

    fn covers(&self, targets: &Targets, path: &str) -> bool {
        let path = self.site.path.join(path);
        targets.files.contains(&path)
            || path.parent().is_some_and(|above| targets.directories.contains(above))
    }
}

fn lines(paths: &[&str]) -> Vec<String> {
    paths.iter().map(|path| format!("{path},,")).collect()
}

#[test]
fn a_wheel_does_not_exempt_itself_by_metadata_that_it_brings() {
    let mut place = Place::new("brings");
    let own = ["bad/__init__.py", "bad/core.py", "bad_module.py"];
    let brought =
        lines(&[own.as_slice(), &["helper-1.dist-info/METADATA", "helper-1.dist-info/RECORD"]].concat());
    place.install("bad", &brought);
    place
        .install("helper", &lines(&[own.as_slice(), &["bad/more.py", "second-1.dist-info/RECORD"]].concat()));
    place.install("second", &lines(&own));
    place.install("stranger", &lines(&["other.py"]));
    for rule in ["deny[0]", "malware"] {
        let targets = place.find("bad", rule);
        for path in own {
            assert!(place.covers(&targets, path), "{rule}: {path}: {targets:?}");
        }
        assert!(targets.directories.contains(&place.site.path.join("bad")), "{targets:?}");
        assert_eq!(targets.not_covered, []);
    }
}

#[test]
fn a_file_is_whose_list_it_fits_and_of_two_equal_claims_malware_has_the_worse() {
    let mut place = Place::new("fits");
    let listed = |hashes: [&str; 4]| -> Vec<String> {
        let files = ["mine.py", "theirs.py", "both.py", "neither.py"];
        files.iter().zip(hashes).map(|(file, hash)| format!("{file},{hash}")).collect()
    };
    place.install("bad", &listed([RIGHT, WRONG, RIGHT, ","]));
    place.install("good", &listed([WRONG, RIGHT, RIGHT, ","]));
    let targets = place.find("bad", "deny[0]");
    let covered = |targets: &Targets, path| place.covers(targets, path);
    assert!(covered(&targets, "mine.py"), "{targets:?}");
    for path in ["theirs.py", "both.py", "neither.py"] {
        assert!(!covered(&targets, path), "{path}: {targets:?}");
        let gap = Gap::Shared("good-1".to_owned());
        assert!(targets.not_covered.iter().any(|left| left.path.ends_with(path) && left.why == gap));
    }
    // It came at the same time, perhaps in the same wheel.
    let targets = place.find("bad", "malware");
    for path in ["mine.py", "theirs.py", "both.py", "neither.py"] {
        assert!(covered(&targets, path), "{path}: {targets:?}");
    }
}

#[test]
fn a_list_of_a_hostile_size_is_not_read_to_its_end() {
    let mut place = Place::new("hostile-size");
    place.install("bad", &lines(&["bad/__init__.py"]));
    let record = place.site.path.join("bad-1.dist-info/RECORD");
    let long: String = (0..300_000).map(|number| number.to_string() + ",,\n").collect();
    std::fs::write(&record, format!("bad/__init__.py,,\n{long}bad/late.py,,\n")).expect("written");
    let targets = place.find("bad", "deny[0]");
    assert!(place.covers(&targets, "bad/__init__.py"), "what is read of it is refused");
    let unread = targets.not_covered.iter().filter(|left| left.why == Gap::Unread);
    assert_eq!(unread.count(), 1, "{:?}", targets.not_covered);
    // Places that lead out are told, and not all of them.
    let outside: String =
        (0..50_000).map(|number| "../../../../".to_owned() + &number.to_string() + ",,\n").collect();
    std::fs::write(&record, format!("bad/__init__.py,,\n{outside}")).expect("written");
    let targets = place.find("bad", "deny[0]");
    assert_eq!(targets.not_covered.len(), 101);
    assert_eq!(targets.not_covered.last().map(|left| left.why.clone()), Some(Gap::Further(49_900)));
}

#[test]
fn a_list_that_somebody_holds_is_worth_to_be_read_again() {
    let mut place = Place::new("held");
    place.install("bad", &lines(&["bad/__init__.py"]));
    let record = place.site.path.join("bad-1.dist-info/RECORD");
    assert!(!place.find("bad", "deny[0]").may_change);
    // What is no file cannot be read either, and is one as soon as somebody exchanges it.
    std::fs::remove_file(&record).expect("removed");
    std::fs::create_dir(&record).expect("made");
    assert!(place.find("bad", "deny[0]").may_change);
}
