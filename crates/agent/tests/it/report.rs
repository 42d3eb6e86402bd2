//! What is said of an inventory: equal sites have one name wherever they lie, and nothing is too large to be said.

use std::path::Path;

use fetter_agent::journal::Moment;
use fetter_agent::report::{Facts, contents, contents_of, host, machine_id, report};
use fetter_core::inventory::{
    Details, Distribution, DistributionKind, IdentitySource, InstalledVersion, Inventory, Problem,
    ProblemCode, Site, SiteKind,
};
use fetter_core::requirement::PackageName;
use fetter_protocol::{CoverageSummary, Report, limits, read, write};
use fetter_testkit::Scratch;

use crate::journal::event;

pub(crate) const MACHINE: &str = "00112233445566778899aabbccddeeff";

fn distribution(site: &str, name: &str) -> Distribution {
    Distribution {
        kind: DistributionKind::DistInfo,
        name: PackageName::new(name),
        version: Some(InstalledVersion::new("1.0")),
        identity: IdentitySource::Metadata,
        metadata_path: Path::new(site).join(format!("{name}-1.0.dist-info")),
        metadata_file: Some("METADATA"),
        details: Some(Box::new(Details { requires: vec!["x".repeat(9000)], ..Details::default() })),
    }
}

pub(crate) fn site(path: &str, names: &[&str]) -> Site {
    Site {
        path: path.into(),
        kind: SiteKind::Environment,
        distributions: names.iter().map(|name| distribution(path, name)).collect(),
        path_files: Vec::new(),
        leftovers: Vec::new(),
    }
}

pub(crate) fn facts() -> Facts {
    let events = (1..=3).map(|sequence| {
        let mut event = event(fetter_agent::journal::EventCode::Installed, "a");
        event.sequence = sequence;
        event.record()
    });
    Facts {
        sequence: 1,
        taken: Moment::of_unix_ms(1_781_524_800_000),
        host: host(MACHINE, "enforce", None, CoverageSummary::default()),
        denials: Vec::new(),
        tampered: None,
        events: events.collect(),
    }
}

#[test]
fn equal_sites_have_one_name_wherever_they_lie() {
    let inventory = Inventory {
        sites: vec![site("/a", &["one", "two"]), site("/b", &["two", "one"]), site("/c", &["one"])],
        ..Inventory::default()
    };
    let made = report(&inventory, facts()).expect("it is within the limits");
    let digests: Vec<_> = made.sites.iter().map(|site| site.contents).collect();
    assert_eq!(digests[0], digests[1]);
    assert_ne!(digests[0], digests[2]);
    let bytes = contents_of(&inventory, &digests[1]).expect("it is there");
    assert_eq!(bytes, contents(&inventory.sites[0]).expect("it is within the limits").1);
    assert!(!String::from_utf8(bytes).expect("text").contains("/a"), "nothing says where it lies");
    assert_eq!(read::<Report>(&write(&made).expect("within the limits")).expect("a report"), made);
}

#[test]
fn what_there_is_no_room_for_is_counted() {
    let problem = |number: usize| {
        Problem::new(format!("/p/{number}"), ProblemCode::DirectoryUnreadable, "\u{1}".repeat(4000))
    };
    let inventory = Inventory { problems: (0..3000).map(problem).collect(), ..Inventory::default() };
    let made = report(&inventory, facts()).expect("it is made to fit");
    assert!(write(&made).expect("within the limits").len() <= limits::REPORT_BYTES);
    assert!(!made.problems.is_empty());
    assert_eq!(made.problems.len() + usize::try_from(made.left_out.problems).expect("small"), 3000);
}

#[test]
fn a_machine_keeps_its_random_id() {
    let scratch = Scratch::new("machine");
    let (one, two) = (scratch.at("one"), scratch.at("two"));
    let id = machine_id(&one).expect("an id");
    assert_eq!(machine_id(&one).expect("an id"), id);
    assert_ne!(machine_id(&two).expect("an id"), id);
    assert_eq!(id.len(), 32);
    std::fs::write(one.join("machine"), "../../x").expect("it can be written");
    let other = machine_id(&one).expect("an id");
    assert!(other.len() == 32 && other != id, "{other}");
}
