//! The library of a Python in a prefix: where its standard library lies, and its sites.

use std::path::{Path, PathBuf};

use rustix::fs::FileType;

use super::layout;
use super::probe::names_or_problem;
use crate::inventory::file::{Disk, join};
use crate::inventory::{Implementation, Problem, PythonVersion};

/// How much of the standard library's `site.py` is read, in bytes.
const SITE_PY_LIMIT: usize = 256 * 1024;
/// How much of `orig-prefix.txt` is read, in bytes.
const ORIGINAL_PREFIX_LIMIT: usize = 64 * 1024;

/// The library of one Python version in a prefix.
#[derive(Debug)]
#[expect(clippy::struct_field_names, reason = "the standard library is what Python calls it")]
pub(super) struct Library {
    pub(super) implementation: Implementation,
    pub(super) version: PythonVersion,
    /// What the directory is called in the prefix: `python3.11`.
    pub(super) name: Vec<u8>,
    /// The real path of `lib/python3.11`, where the standard library lies or would lie.
    pub(super) directory: PathBuf,
    /// Whether the standard library is there.
    pub(super) has_standard_library: bool,
    /// The sites of that version in this prefix that exist, real paths, in the order of `sys.path`.
    pub(super) sites: Vec<PathBuf>,
    /// The prefix of the base, where an old virtualenv noted it in the library itself.
    pub(super) original_prefix: Option<PathBuf>,
    /// Whether `site.py` is Debian's, which knows dist-packages instead of site-packages.
    pub(super) debian: bool,
    /// Directories beside the standard library that are on the path from the start.
    pub(super) beside: Vec<PathBuf>,
}

impl Library {
    /// The directories that are on the path before any site, real paths: they may hold metadata of their own.
    pub(super) fn standard_directories(&self, disk: &Disk) -> Vec<PathBuf> {
        if !self.has_standard_library {
            return Vec::new();
        }
        let dynamic = disk.real_directory_at(self.directory.join("lib-dynload"));
        let own = self.beside.iter().cloned().chain([self.directory.clone()]);
        own.chain(dynamic).collect()
    }
}

/// How the distributor changed `site.py`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SitePatch {
    None,
    /// Debian: dist-packages instead of site-packages.
    Debian,
    /// Fedora: `/usr/local` beside the prefix.
    Fedora,
}

/// The libraries in a prefix, by version.
pub(super) fn of_prefix(
    disk: &Disk,
    prefix: &Path,
    is_virtual: bool,
    problems: &mut Vec<Problem>,
) -> Vec<Library> {
    let mut found: Vec<Library> = Vec::new();
    let mut places: Vec<PathBuf> = Vec::new();
    // Where the two differ, `lib64` comes first on the path (Fedora's platlibdir).
    for library in ["lib64", "lib"] {
        let place = prefix.join(library);
        let real = match disk.link_at(&place) {
            // As most virtual environments have it.
            Some(target) if target == Path::new("lib") => None,
            Some(_) if is_root(prefix) => None,
            Some(_) => disk.real_directory(&place),
            // What is not there gives no names below.
            None => Some(place),
        };
        places.extend(real.filter(|real| !places.contains(real)));
    }
    // A `lib64` that only links to `lib` is `lib`.
    let is_lib64 = |place: &Path| places.len() == 2 && place == places[0];
    for place in &places {
        for library in in_directory(disk, prefix, place, is_virtual, problems) {
            match found.iter_mut().find(|known| known.is_same_python(&library)) {
                Some(known) => known.merge(library),
                None => found.push(library),
            }
        }
        if is_lib64(place) && !found.is_empty() && disk.is_directory_at(&places[1]) {
            // Without a standard library there, nothing says that Python looks into it rather than into `lib`.
            found.retain(|library| library.has_standard_library);
        }
    }
    found
}

/// `/lib` is a link to `/usr/lib` on most machines, and `/` is no prefix.
fn is_root(prefix: &Path) -> bool {
    prefix.parent().is_none()
}

impl Library {
    fn is_same_python(&self, other: &Self) -> bool {
        self.version == other.version && self.implementation == other.implementation
    }

    /// Takes over what the other of `lib64` and `lib` has.
    fn merge(&mut self, other: Self) {
        let new = other.sites.into_iter().filter(|site| !self.sites.contains(site));
        let new: Vec<PathBuf> = new.collect();
        self.sites.extend(new);
        if other.has_standard_library && !self.has_standard_library {
            self.directory = other.directory;
            self.has_standard_library = true;
            self.debian = other.debian;
        }
    }
}

fn in_directory(
    disk: &Disk,
    prefix: &Path,
    place: &Path,
    is_virtual: bool,
    problems: &mut Vec<Problem>,
) -> Vec<Library> {
    let wanted = |name: &[u8]| layout::version_directory(name).is_some();
    let mut found = Vec::new();
    for (name, file_type) in names_or_problem(disk, place, problems, wanted) {
        let Some((implementation, version)) = layout::version_directory(&name) else { continue };
        let directory = join(place, &name);
        let real = match file_type {
            FileType::Directory => Some(directory),
            _ => disk.real_directory(&directory),
        };
        let Some(directory) = real else { continue };
        found.push(Details { disk, prefix, is_virtual }.library(directory, name, implementation, version));
    }
    found
}

/// What a library is looked at with.
struct Details<'scan> {
    disk: &'scan Disk,
    prefix: &'scan Path,
    is_virtual: bool,
}

impl Details<'_> {
    fn library(
        &self,
        directory: PathBuf,
        name: Vec<u8>,
        implementation: Implementation,
        version: PythonVersion,
    ) -> Library {
        // A virtual environment that says so uses its base's, whatever else it holds.
        let has_standard_library = !self.is_virtual && has_standard_library(self.disk, &directory);
        let original_prefix = has_standard_library.then(|| self.original_prefix(&directory)).flatten();
        // A virtual environment may hold a `site.py` too, and Debian's rules are not for it.
        let is_own = has_standard_library && original_prefix.is_none() && !self.is_virtual;
        let patch = if is_own { site_patch(self.disk, &directory) } else { SitePatch::None };
        let python = Python { name: &name, directory: &directory, implementation, version: &version };
        let sites = self.sites(&python, patch);
        let debian = patch == SitePatch::Debian;
        let beside = Vec::new();
        Library {
            implementation,
            version,
            name,
            directory,
            has_standard_library,
            sites,
            original_prefix,
            debian,
            beside,
        }
    }

    fn sites(&self, python: &Python<'_>, patch: SitePatch) -> Vec<PathBuf> {
        let own = |name: &str| self.disk.real_directory_at(python.directory.join(name));
        let elsewhere = |place: PathBuf| self.disk.real_directory(&place);
        let of_version = |library: PathBuf, name: &str| elsewhere(join(&library, python.name).join(name));
        let is_cpython = python.implementation == Implementation::CPython;
        let is_python_2 = python.version.release.is_some_and(|(major, _)| major == 2);
        let sites = match patch {
            SitePatch::Debian => [
                of_version(self.prefix.join("local/lib"), "dist-packages"),
                elsewhere(self.prefix.join("lib/python3/dist-packages")),
                own("dist-packages").filter(|_| is_cpython),
            ],
            SitePatch::Fedora => [
                of_version("/usr/local/lib64".into(), "site-packages"),
                of_version("/usr/local/lib".into(), "site-packages"),
                own("site-packages"),
            ],
            SitePatch::None => {
                let of_python_2 =
                    is_python_2.then(|| elsewhere(self.prefix.join("lib/site-python"))).flatten();
                [own("site-packages"), of_python_2, None]
            }
        };
        sites.into_iter().flatten().collect()
    }

    /// What virtualenv before 20 notes of the installation that an environment was made from.
    fn original_prefix(&self, directory: &Path) -> Option<PathBuf> {
        let read = self.disk.read_at(&directory.join("orig-prefix.txt"), ORIGINAL_PREFIX_LIMIT).ok()?;
        let text = String::from_utf8(read.bytes).ok()?;
        Some(PathBuf::from(text.trim()))
    }
}

/// One Python of a prefix.
struct Python<'prefix> {
    name: &'prefix [u8],
    directory: &'prefix Path,
    implementation: Implementation,
    version: &'prefix PythonVersion,
}

/// Whether a real directory holds a standard library; CPython is content with bytecode.
pub(super) fn has_standard_library(disk: &Disk, directory: &Path) -> bool {
    disk.is_file_at(&directory.join("os.py")) || disk.is_file_at(&directory.join("os.pyc"))
}

/// What the standard library's own `site.py`, read as text, says of the distributor.
fn site_patch(disk: &Disk, standard_library: &Path) -> SitePatch {
    let site_py = disk.read_at(&standard_library.join("site.py"), SITE_PY_LIMIT).unwrap_or_default();
    let says = |text: &[u8]| memchr::memmem::find(&site_py.bytes, text).is_some();
    if says(b"\"dist-packages\"") {
        SitePatch::Debian
    } else if says(b"PREFIXES.insert(0, \"/usr/local\")") {
        SitePatch::Fedora
    } else {
        SitePatch::None
    }
}

/// The layout of PyPy before 7.3.8: `lib-python/3` and `site-packages` in the prefix itself.
pub(super) fn of_old_pypy(disk: &Disk, prefix: &Path) -> Option<Library> {
    let site = disk.real_directory_at(prefix.join("site-packages"))?;
    let standard = [("lib-python/3", 3), ("lib-python/2.7", 2)];
    let (directory, major) = standard.iter().find_map(|(name, major)| {
        let directory = disk.real_directory(&prefix.join(name))?;
        has_standard_library(disk, &directory).then_some((directory, *major))
    })?;
    Some(Library {
        implementation: Implementation::PyPy,
        version: PythonVersion { release: (major == 2).then_some((2, 7)), ..PythonVersion::default() },
        name: Vec::new(),
        directory,
        has_standard_library: true,
        sites: vec![site],
        original_prefix: None,
        debian: false,
        beside: disk.real_directory_at(prefix.join("lib_pypy")).into_iter().collect(),
    })
}
