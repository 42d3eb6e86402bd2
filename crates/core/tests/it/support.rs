//! What these tests share: searching a made tree, and looking into what was found.

use std::path::{Path, PathBuf};

use fetter_core::inventory::discover::{Progress, Request, Surroundings, discover};
use fetter_core::inventory::{Distribution, Environment, Inventory, Problem, ProblemCode, Site};
use fetter_testkit::Scratch;

/// A search of one directory and nothing else, with all details.
pub(crate) fn request(directory: &Path) -> Request {
    Request {
        paths: vec![directory.to_path_buf()],
        only_paths: true,
        details: true,
        threads: Some(2),
        ..Request::default()
    }
}

/// The surroundings of a user whose home is that directory.
pub(crate) fn surroundings(home: &Path) -> Surroundings {
    Surroundings {
        home: Some(home.to_path_buf()),
        directory: home.to_path_buf(),
        user: 1000,
        ..Surroundings::default()
    }
}

/// Searches with a request.
pub(crate) fn search_with(request: &Request, surroundings: &Surroundings) -> Inventory {
    discover(request, surroundings, &Progress::default()).expect("what was asked for can be searched")
}

/// Searches a scratch directory, with the home that it holds, and sees that the answer is the same again.
pub(crate) fn search(scratch: &Scratch) -> Inventory {
    let (request, surroundings) = (request(scratch.path()), surroundings(&scratch.at("home")));
    let found = search_with(&request, &surroundings);
    let again = search_with(&Request { threads: Some(1), ..request }, &surroundings);
    assert_eq!(found, again, "the same disk gives the same inventory, however many threads work");
    found
}

/// Looks at one interpreter or environment only.
pub(crate) fn search_interpreter(scratch: &Scratch, named: &str) -> Inventory {
    let request = Request { executables: vec![PathBuf::from(named)], details: true, ..Request::default() };
    search_with(&request, &surroundings(scratch.path()))
}

/// The environment at a prefix.
pub(crate) fn environment<'found>(found: &'found Inventory, prefix: &Path) -> &'found Environment {
    let known = || found.environments.iter().map(|one| one.prefix.display().to_string()).collect::<Vec<_>>();
    found
        .environments
        .iter()
        .find(|one| one.prefix == prefix)
        .unwrap_or_else(|| panic!("{}: {:?}", prefix.display(), known()))
}

/// The site at a path.
pub(crate) fn site<'found>(found: &'found Inventory, path: &Path) -> &'found Site {
    let known = || found.sites.iter().map(|one| one.path.display().to_string()).collect::<Vec<_>>();
    found
        .sites
        .iter()
        .find(|one| one.path == path)
        .unwrap_or_else(|| panic!("{}: {:?}", path.display(), known()))
}

/// The distribution of a name, wherever it is; there must be one.
pub(crate) fn distribution<'found>(found: &'found Inventory, name: &str) -> &'found Distribution {
    let all = || found.sites.iter().flat_map(|site| &site.distributions);
    let mut matching = all().filter(|one| one.name.normalized() == name);
    let first = matching
        .next()
        .unwrap_or_else(|| panic!("no {name} in {:?}", all().map(Distribution::label).collect::<Vec<_>>()));
    assert!(matching.next().is_none(), "{name} is there more than once");
    first
}

/// `NAME-VERSION` of everything, sorted.
pub(crate) fn labels(found: &Inventory) -> Vec<String> {
    found.installed().into_iter().map(|(distribution, _)| distribution.label()).collect()
}

/// The problems of a kind.
pub(crate) fn problems(found: &Inventory, code: ProblemCode) -> Vec<&Problem> {
    found.problems.iter().filter(|problem| problem.code == code).collect()
}

/// The rows of a tab-separated file, without its header.
pub(crate) fn tsv_rows(file: &Path) -> Vec<Vec<String>> {
    let text = std::fs::read_to_string(file).expect("the data can be read");
    text.lines().skip(1).map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

/// The values of a file that has one on each line.
pub(crate) fn json_lines(file: &Path) -> Vec<serde_json::Value> {
    let text = std::fs::read_to_string(file).expect("the data can be read");
    text.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
}

/// A path beside a file, without `.` and `..`.
pub(crate) fn join(base: &str, reference: &str) -> String {
    let reference = reference.strip_prefix("file:///root/").unwrap_or(reference);
    let mut parts: Vec<&str> = base.split('/').collect();
    parts.pop();
    for part in reference.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}
