//! The directories that a Python looks for modules in when it starts.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::gather::Gathering;
use crate::inventory::file::Disk;
use crate::inventory::{Environment, PathFile, PathFileAction, Site, SiteKind};

/// The places before the sites: the zip file of the standard library, its directory, and what is loaded dynamically.
pub(super) fn standard(disk: &Disk, environment: &Environment) -> Vec<PathBuf> {
    let prefix = environment.base.as_deref().unwrap_or(&environment.prefix);
    let Some((major, minor)) = environment.version.release else { return of_unknown(disk, prefix) };
    let threaded = if environment.version.free_threaded { "t" } else { "" };
    let name = format!("{}{major}.{minor}{threaded}", environment.implementation.file_name());
    let mut places = Vec::new();
    for library in ["lib64", "lib"] {
        let directory = prefix.join(library);
        let Ok(directory) = disk.resolve(&directory) else { continue };
        places.push(directory.join(format!("python{major}{minor}{threaded}.zip")));
        let standard = directory.join(&name);
        let Ok(standard) = disk.resolve(&standard) else { continue };
        if disk.is_file(&standard.join("os.py")) || disk.is_file(&standard.join("os.pyc")) {
            let dynamic = standard.join("lib-dynload");
            places.extend([standard, dynamic]);
        }
    }
    places.extend(of_unknown(disk, prefix));
    places.dedup();
    places
}

/// Windows' layout, and that of old PyPy.
fn of_unknown(disk: &Disk, prefix: &Path) -> Vec<PathBuf> {
    let places = ["Lib", "DLLs", "lib-python/3", "lib-python/2.7", "lib_pypy"].map(|name| prefix.join(name));
    places.into_iter().filter(|place| disk.is_directory(place)).collect()
}

/// Whether Python goes through the `.pth` and `.start` files of a site, and not only looks for modules in it.
pub(super) fn is_processed(site: &Site) -> bool {
    matches!(site.kind, SiteKind::Environment | SiteKind::User | SiteKind::Prefix | SiteKind::Target)
}

/// Where the lines of a `.pth` file lead.
pub(super) fn targets(file: &PathFile) -> impl Iterator<Item = &PathBuf> {
    file.lines.iter().filter_map(|line| match &line.action {
        PathFileAction::Path { target } => target.as_ref(),
        PathFileAction::Import => None,
    })
}

/// Whether a `.pth` file moves what it adds to the front of the path, as that of `easy_install` does.
fn goes_first(file: &PathFile) -> bool {
    let moves = |text: &str| text.contains("sys.__egginsert");
    file.lines.iter().any(|line| line.action == PathFileAction::Import && moves(&line.text))
}

impl Gathering<'_> {
    /// Where an environment looks for modules, in this order: what goes to the front, the standard library, the sites, each with
    /// what its lines add, and what `site.addsitedir` adds.
    pub(super) fn path_of(&mut self, at: usize) -> Rc<Vec<PathBuf>> {
        if let Some(known) = &self.paths[at] {
            return Rc::clone(known);
        }
        let environment = &self.inventory.environments[at];
        let sites = environment.sites.iter().filter_map(|path| self.sites.get(path.as_path()).copied());
        let processed: Vec<&Site> = sites.filter(|site| is_processed(site)).collect();
        let files = || processed.iter().flat_map(|site| &site.path_files);
        let first = files().filter(|file| goes_first(file)).flat_map(targets);
        let mut path: Vec<PathBuf> = first.chain(&self.standards[at]).cloned().collect();
        for site in &environment.sites {
            path.push(site.clone());
            let found = self.sites.get(site.as_path()).filter(|found| is_processed(found));
            path.extend(found.into_iter().flat_map(|found| &found.path_files).flat_map(targets).cloned());
        }
        path.extend_from_slice(&self.added[at]);
        let mut seen = HashSet::new();
        path.retain(|place| seen.insert(place.clone()));
        let path = Rc::new(path);
        self.paths[at] = Some(Rc::clone(&path));
        path
    }

    /// The places before the standard library, where an environment has one that is a directory.
    pub(super) fn before_library(&mut self, at: usize) -> Vec<PathBuf> {
        let path = self.path_of(at);
        let is_library = |place: &PathBuf| place.extension().is_none_or(|ending| ending != "zip");
        let Some(library) = self.standards[at].iter().find(|place| is_library(place)) else {
            return Vec::new();
        };
        path.iter().take_while(|place| *place != library).cloned().collect()
    }
}
