//! `.pth` files that no distribution claims: what Python does with them, and which of them setuptools wrote.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::inventory::file::join;
use crate::inventory::{DistributionKind, Inventory, PathFile, PathFileAction, ProblemCode, Site};

/// The file in which setuptools keeps where its eggs and source trees are, and which it lists nowhere.
const EASY_INSTALL: &[u8] = b"easy-install.pth";

/// What a `.pth` file does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doing {
    /// Python runs so many lines of it at every start.
    Runs(usize),
    /// It adds directories to the path.
    Adds,
    /// Nothing: it is empty, or all of it are comments.
    Nothing,
    /// It leads to eggs and source trees of distributions only, as `easy-install.pth` of setuptools does.
    Installs,
    /// It could not be read, or not to its end.
    Unknown,
}

/// What tells what the `.pth` files of an inventory do.
pub(super) struct PathFiles {
    /// The places of distributions that such files lead to.
    installed: BTreeSet<PathBuf>,
    /// Files of which only the beginning was read.
    cut: BTreeSet<PathBuf>,
}

impl PathFiles {
    pub(super) fn of(inventory: &Inventory) -> Self {
        let cut = inventory.problems.iter().filter(|problem| problem.code == ProblemCode::FileTooLarge);
        Self { installed: installed(inventory), cut: cut.map(|problem| problem.path.clone()).collect() }
    }

    /// What a `.pth` file of a site does.
    pub(super) fn doing(&self, site: &Site, name: &[u8]) -> Doing {
        let is_named = |file: &&PathFile| file.name.as_os_str().as_encoded_bytes() == name;
        let whole = site.path_files.iter().find(is_named);
        match whole.filter(|_| !self.cut.contains(&join(&site.path, name))) {
            Some(file) => doing(file, name, &self.installed),
            None => Doing::Unknown,
        }
    }
}

fn doing(file: &PathFile, name: &[u8], installed: &BTreeSet<PathBuf>) -> Doing {
    let imports = file.lines.iter().filter(|line| line.action == PathFileAction::Import);
    // What setuptools once wrote around the paths, so that they came first.
    let foreign = imports.clone().filter(|line| !is_setuptools(&line.text)).count();
    let leads_to_installed = file.lines.iter().all(|line| match &line.action {
        PathFileAction::Path { target: Some(target) } => installed.contains(target),
        PathFileAction::Import | PathFileAction::Path { target: None } => true,
    });
    if file.lines.is_empty() {
        Doing::Nothing
    } else if name == EASY_INSTALL && foreign == 0 && leads_to_installed {
        Doing::Installs
    } else if imports.clone().count() > 0 {
        Doing::Runs(imports.count())
    } else {
        Doing::Adds
    }
}

/// The places of distributions that `easy-install.pth` may lead to: eggs, and source trees with an `.egg-info`.
fn installed(inventory: &Inventory) -> BTreeSet<PathBuf> {
    let distributions =
        inventory.sites.iter().flat_map(|site| site.distributions.iter().map(move |found| (site, found)));
    let place = |(site, found): (&Site, &crate::inventory::Distribution)| match found.kind {
        DistributionKind::EggDirectory | DistributionKind::EggArchive => Some(found.metadata_path.clone()),
        DistributionKind::EggLink => found.metadata_path.parent().map(Path::to_path_buf),
        DistributionKind::EggInfoDirectory if !super::is_looked_at(site.kind) => Some(site.path.clone()),
        _ => None,
    };
    distributions.filter_map(place).collect()
}

/// The two lines that setuptools before 50 wrote around the paths in `easy-install.pth`.
fn is_setuptools(line: &str) -> bool {
    let rest = line.strip_prefix("import sys; ").unwrap_or("");
    rest == "sys.__plen = len(sys.path)"
        || rest
            == "new=sys.path[sys.__plen:]; del sys.path[sys.__plen:]; p=getattr(sys,'__egginsert',0); sys.path[p:p]=new; \
                sys.__egginsert = p+len(new)"
}
