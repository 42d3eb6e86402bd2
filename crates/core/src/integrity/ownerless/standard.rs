//! The names of the standard library's modules.
//!
//! `standard_names.txt` has them with the first and the last Python that has each: `sys.stdlib_module_names` of CPython 3.10 to 3.13,
//! `sys.builtin_module_names` and the files of the library of CPython 2.7 and 3.6 to 3.9, and for 3.14 those of 3.13 with what that
//! release added. Modules for tests are left out. What lies in the library of the Python itself is added to it.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use crate::inventory::file::{Beneath, Disk};
use crate::inventory::{Environment, Inventory};

use super::code::{Sort, module_name};

const NAMES: &str = include_str!("standard_names.txt");
/// The newest Python that the names are known of; later ones are taken to have the same.
const NEWEST: (u16, u16) = (3, 14);

/// The names of the modules of a standard library.
pub(super) type Names = BTreeSet<Vec<u8>>;

/// The standard libraries of the Pythons that see some sites.
pub(super) struct Libraries<'scan> {
    inventory: &'scan Inventory,
    by_environment: HashMap<&'scan Path, Names>,
}

impl<'scan> Libraries<'scan> {
    /// Reads the libraries of the environments that see one of these sites.
    pub(super) fn read(disk: &Disk, inventory: &'scan Inventory, sites: &[usize]) -> Self {
        let selected: BTreeSet<&Path> = sites
            .iter()
            .filter_map(|place| inventory.sites.get(*place))
            .map(|site| site.path.as_path())
            .collect();
        let mut read: HashMap<PathBuf, Names> = HashMap::new();
        let mut by_environment = HashMap::new();
        let is_concerned =
            |found: &&Environment| found.sites.iter().any(|site| selected.contains(site.as_path()));
        for environment in inventory.environments.iter().filter(is_concerned) {
            let Some(release) = environment.version.release else { continue };
            let library = library_of(environment, release);
            let names = read.entry(library).or_insert_with_key(|path| names(disk, path, release));
            by_environment.insert(environment.prefix.as_path(), names.clone());
        }
        Self { inventory, by_environment }
    }

    /// The environments whose standard library has a module of this name, among those that see a site.
    pub(super) fn having(&self, module: &[u8], environments: &[PathBuf]) -> bool {
        let known = environments.iter().filter_map(|prefix| self.by_environment.get(prefix.as_path()));
        let mut known = known.peekable();
        if known.peek().is_none() {
            // Whichever Python it is that will see the site.
            return table(None).any(|name| name.as_bytes() == module);
        }
        known.any(|names| names.contains(module))
    }

    /// The inventory that the environments are of.
    pub(super) fn inventory(&self) -> &'scan Inventory {
        self.inventory
    }
}

/// Where an environment's standard library lies.
fn library_of(environment: &Environment, (major, minor): (u16, u16)) -> PathBuf {
    let prefix = environment.base.as_ref().unwrap_or(&environment.prefix);
    let threads = if environment.version.free_threaded { "t" } else { "" };
    prefix.join(format!("lib/{}{major}.{minor}{threads}", environment.implementation.file_name()))
}

fn names(disk: &Disk, library: &Path, release: (u16, u16)) -> Names {
    let mut names: Names = table(Some(release)).map(|name| name.as_bytes().to_vec()).collect();
    let Some(opened) = disk.resolve(library).ok().and_then(|real| Beneath::open(disk, &real).ok()) else {
        return names;
    };
    // A directory of another name may be made the library; it has this file.
    if opened.status(Path::new("os.py")).is_err() {
        return names;
    }
    let source = |name: std::ffi::OsString| {
        let name = name.into_encoded_bytes();
        let module = module_name(&name, Sort::of(&name, false, false))?;
        is_said(module).then(|| module.to_vec())
    };
    names.extend(super::claims::names_in(&opened, b".py").into_iter().filter_map(source));
    let dynamic = disk.resolve(&library.join("lib-dynload")).ok();
    if let Some(dynamic) = dynamic.and_then(|real| Beneath::open(disk, &real).ok()) {
        names.extend(super::claims::names_in(&dynamic, b".so").into_iter().filter_map(source));
    }
    names
}

/// Modules of tests and of the machine's configuration hide nothing that anybody imports.
fn is_said(module: &[u8]) -> bool {
    let not = [&b"test"[..], b"sitecustomize", b"usercustomize"];
    let prefixes = [&b"xx"[..], b"_test", b"_ctypes_test", b"_sysconfigdata", b"__"];
    !not.contains(&module)
        && (module == b"__future__" || !prefixes.iter().any(|prefix| module.starts_with(prefix)))
}

/// The names in the table, of one Python or of all.
fn table(release: Option<(u16, u16)>) -> impl Iterator<Item = &'static str> {
    let release = release.map(|release| release.min(NEWEST));
    NAMES.lines().filter_map(move |line| {
        let mut fields = line.split(' ');
        let name = fields.next()?;
        let (first, last) = (version(fields.next()?)?, version(fields.next()?)?);
        release.is_none_or(|release| (first..=last).contains(&release)).then_some(name)
    })
}

fn version(text: &str) -> Option<(u16, u16)> {
    let (major, minor) = text.split_once('.')?;
    Some((major.parse().ok()?, minor.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_and_go_with_versions() {
        let has = |name: &str, release| table(Some(release)).any(|known| known == name);
        assert!(has("distutils", (3, 11)) && !has("distutils", (3, 12)));
        assert!(has("tomllib", (3, 11)) && !has("tomllib", (3, 10)));
        assert!(has("ConfigParser", (2, 7)) && !has("ConfigParser", (3, 9)));
        assert!(has("annotationlib", (3, 14)) && has("annotationlib", (3, 20)));
        for known in ["sys", "json", "_ssl", "builtins", "zlib", "typing", "os"] {
            assert!((6..=14).all(|minor| has(known, (3, minor))), "{known}");
        }
        assert_eq!(NAMES.lines().filter(|line| line.split(' ').count() != 3).count(), 0);
        assert!(NAMES.lines().all(|line| line.split(' ').skip(1).all(|field| version(field).is_some())));
    }
}
