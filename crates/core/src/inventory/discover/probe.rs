//! Looks at one directory as a prefix: what in it belongs to a Python, by the names of files.

use std::path::{Path, PathBuf};

use rustix::fs::FileType;

use super::layout;
use crate::inventory::file::{Disk, join};
use crate::inventory::{Implementation, PythonVersion};
use crate::metadata::venv_config::VenvConfig;

/// How much of `pyvenv.cfg` is read, in bytes.
const CONFIG_LIMIT: usize = 64 * 1024;
/// How much of the standard library's `site.py` is read, in bytes.
const SITE_PY_LIMIT: usize = 256 * 1024;

/// What a directory has of a Python prefix.
#[derive(Debug)]
pub(super) struct Prefix {
    /// Its real path.
    pub(super) path: PathBuf,
    /// `pyvenv.cfg`, if it can be read.
    pub(super) config: Option<VenvConfig>,
    /// The interpreters in `bin` or `Scripts`.
    pub(super) executables: Vec<FoundExecutable>,
    /// The libraries of each Python version.
    pub(super) libraries: Vec<Library>,
    /// Whether it has `conda-meta`.
    pub(super) conda: bool,
    /// Whether it has the layout of Windows.
    pub(super) windows: bool,
}

/// An interpreter's name in a prefix.
#[derive(Debug)]
pub(super) struct FoundExecutable {
    pub(super) path: PathBuf,
    /// Whether it is a link, which may lead out of the prefix.
    pub(super) is_link: bool,
    /// Whether it, or what it links to, is a file.
    pub(super) exists: bool,
}

impl FoundExecutable {
    /// The real file, if it exists.
    pub(super) fn real(&self, disk: &Disk) -> Option<PathBuf> {
        match (self.exists, self.is_link) {
            (false, _) => None,
            (true, false) => Some(self.path.clone()),
            (true, true) => disk.resolve(&self.path).ok(),
        }
    }
}

/// The library of one Python version in a prefix.
#[derive(Debug)]
pub(super) struct Library {
    pub(super) implementation: Implementation,
    pub(super) version: PythonVersion,
    /// `lib/python3.11`, where the standard library lies or would lie.
    pub(super) directory: PathBuf,
    /// Whether the standard library is there.
    pub(super) has_standard_library: bool,
    /// The sites of that version in this prefix that exist, real paths, in the order of `sys.path`.
    pub(super) sites: Vec<PathBuf>,
    /// The prefix of the base, where an old virtualenv noted it in the library itself.
    pub(super) original_prefix: Option<PathBuf>,
    /// Whether `site.py` is Debian's, which knows dist-packages instead of site-packages.
    pub(super) debian: bool,
}

/// Probes a real path. `None` where nothing of a Python is there.
pub(super) fn probe(disk: &Disk, path: PathBuf) -> Option<Prefix> {
    let config = disk.read(&path.join("pyvenv.cfg"), CONFIG_LIMIT).ok().map(|read| VenvConfig::read(&read.bytes));
    let windows_site = windows_site(disk, &path);
    let executables = executables(disk, &path, windows_site.is_some());
    let mut libraries = libraries(disk, &path);
    if let Some(site) = &windows_site {
        libraries.push(windows_library(disk, &path, site, config.as_ref()));
    }
    if libraries.is_empty() {
        libraries.extend(old_pypy(disk, &path));
    }
    let conda = disk.link_type(&path.join("conda-meta")) == Some(FileType::Directory);
    let anything = !libraries.is_empty() || conda || (config.is_some() && !executables.is_empty());
    anything.then_some(Prefix { path, config, executables, libraries, conda, windows: windows_site.is_some() })
}

/// The names in a directory that are wanted, with what they are, sorted.
pub(super) fn names(disk: &Disk, directory: &Path, wanted: impl Fn(&[u8]) -> bool) -> Vec<(Vec<u8>, FileType)> {
    let Ok(opened) = disk.open_directory_at(directory) else { return Vec::new() };
    let mut buffer = [std::mem::MaybeUninit::uninit(); 16 * 1024];
    let mut entries = rustix::fs::RawDir::new(&opened, &mut buffer);
    let mut found = Vec::new();
    while let Some(Ok(entry)) = entries.next() {
        let name = entry.file_name().to_bytes();
        if wanted(name) {
            found.push((name.to_vec(), entry.file_type()));
        }
    }
    found.sort_unstable_by(|(left, _), (right, _)| left.cmp(right));
    found
}

fn executables(disk: &Disk, prefix: &Path, windows: bool) -> Vec<FoundExecutable> {
    let places = if windows { vec![prefix.to_path_buf(), prefix.join("Scripts")] } else { vec![prefix.join("bin")] };
    let mut found = Vec::new();
    for place in places {
        for (name, file_type) in names(disk, &place, layout::is_interpreter) {
            let path = join(&place, &name);
            let is_link = file_type != FileType::RegularFile;
            let exists = !is_link || disk.is_file(&path);
            if file_type != FileType::Directory {
                found.push(FoundExecutable { path, is_link, exists });
            }
        }
    }
    found
}

fn libraries(disk: &Disk, prefix: &Path) -> Vec<Library> {
    let mut found: Vec<Library> = Vec::new();
    // Where the two differ, `lib64` comes first on the path (Fedora's platlibdir).
    for library in ["lib64", "lib"] {
        let place = prefix.join(library);
        if disk.link_type(&place) != Some(FileType::Directory) {
            continue;
        }
        for (name, file_type) in names(disk, &place, |name| layout::version_directory(name).is_some()) {
            let Some((implementation, version)) = layout::version_directory(&name) else { continue };
            let directory = join(&place, &name);
            let real = match file_type {
                FileType::Directory => Some(directory),
                _ => disk.resolve(&directory).ok().filter(|real| disk.link_type(real) == Some(FileType::Directory)),
            };
            let Some(directory) = real else { continue };
            let new = library_at(disk, prefix, directory, &name, implementation, version);
            match found.iter_mut().find(|known| known.version == new.version && known.implementation == implementation) {
                Some(known) => {
                    known.sites.extend(new.sites);
                    if new.has_standard_library && !known.has_standard_library {
                        known.directory = new.directory;
                        known.has_standard_library = true;
                        known.debian = new.debian;
                    }
                }
                None => found.push(new),
            }
        }
    }
    found
}

/// The library in a directory, a real path, which in the prefix bears `name`.
fn library_at(
    disk: &Disk,
    prefix: &Path,
    directory: PathBuf,
    name: &[u8],
    implementation: Implementation,
    version: PythonVersion,
) -> Library {
    let has_standard_library = disk.is_file(&directory.join("os.py"));
    let original_prefix = has_standard_library.then(|| original_prefix(disk, &directory)).flatten();
    let debian = has_standard_library && original_prefix.is_none() && is_debian(disk, &directory);
    let mut sites: Vec<PathBuf> = Vec::new();
    let mut add = |site: PathBuf| match disk.link_type(&site) {
        Some(FileType::Directory) => sites.push(site),
        Some(FileType::Symlink) => sites.extend(disk.resolve(&site).ok().filter(|real| disk.is_directory(real))),
        _ => {}
    };
    if debian {
        let local = join(&prefix.join("local/lib"), name).join("dist-packages");
        for site in [local, prefix.join("lib/python3/dist-packages")] {
            add(disk.resolve(&site).unwrap_or(site));
        }
        if implementation == Implementation::CPython {
            add(directory.join("dist-packages"));
        }
    } else {
        add(directory.join("site-packages"));
        add(directory.join("dist-packages"));
        if version.release.is_some_and(|(major, _)| major == 2) {
            add(prefix.join("lib/site-python"));
        }
    }
    Library { implementation, version, directory, has_standard_library, sites, original_prefix, debian }
}

/// Whether the standard library's own `site.py`, read as text, is the one with Debian's patch.
fn is_debian(disk: &Disk, standard_library: &Path) -> bool {
    let site_py = disk.read(&standard_library.join("site.py"), SITE_PY_LIMIT).unwrap_or_default();
    memchr::memmem::find(&site_py.bytes, b"dist-packages").is_some()
}

/// What virtualenv before 20 notes of the installation that an environment was made from.
fn original_prefix(disk: &Disk, directory: &Path) -> Option<PathBuf> {
    let read = disk.read(&directory.join("orig-prefix.txt"), CONFIG_LIMIT).ok()?;
    let text = String::from_utf8(read.bytes).ok()?;
    Some(PathBuf::from(text.trim()))
}

/// `Lib\site-packages`, in whatever case, of a tree from Windows.
fn windows_site(disk: &Disk, prefix: &Path) -> Option<PathBuf> {
    let library = prefix.join("Lib");
    if disk.link_type(&library) != Some(FileType::Directory) {
        return None;
    }
    let site = names(disk, &library, |name| name.eq_ignore_ascii_case(b"site-packages"));
    site.first().map(|(name, _)| join(&library, name))
}

fn windows_library(disk: &Disk, prefix: &Path, site: &Path, config: Option<&VenvConfig>) -> Library {
    let directory = prefix.join("Lib");
    let configured = config.and_then(|config| config.version.as_deref()).and_then(layout::release);
    // `python311.dll` tells the version of an installation.
    let from_dll = || {
        let dlls = names(disk, prefix, |name| dll_version(name).is_some());
        dlls.iter().find_map(|(name, _)| dll_version(name))
    };
    let release = configured.or_else(from_dll);
    let mut sites = vec![site.to_path_buf()];
    // Windows puts the prefix itself on the path too.
    let in_prefix = |name: &[u8]| name.ends_with(b".dist-info") || name.ends_with(b".egg-info") || name.ends_with(b".pth");
    if !names(disk, prefix, in_prefix).is_empty() {
        sites.insert(0, prefix.to_path_buf());
    }
    Library {
        implementation: Implementation::CPython,
        version: PythonVersion { release, ..PythonVersion::default() },
        has_standard_library: disk.is_file(&directory.join("os.py")),
        directory,
        sites,
        original_prefix: None,
        debian: false,
    }
}

/// The version in `python311.dll`; `python3.dll` gives none.
fn dll_version(name: &[u8]) -> Option<(u16, u16)> {
    let digits = std::str::from_utf8(name).ok()?.strip_prefix("python")?.strip_suffix(".dll")?;
    let (major, minor) = digits.split_at_checked(1)?;
    Some((major.parse().ok()?, minor.parse().ok()?))
}

/// The layout of PyPy before 3.8's 7.3.8: `lib-python/3` and `site-packages` in the prefix itself.
fn old_pypy(disk: &Disk, prefix: &Path) -> Option<Library> {
    let site = prefix.join("site-packages");
    if disk.link_type(&site) != Some(FileType::Directory) {
        return None;
    }
    let standard = [("lib-python/3", 3), ("lib-python/2.7", 2)];
    let (directory, major) = standard
        .iter()
        .map(|(name, major)| (prefix.join(name), *major))
        .find(|(directory, _)| disk.is_file(&directory.join("os.py")))?;
    Some(Library {
        implementation: Implementation::PyPy,
        version: PythonVersion { release: (major == 2).then_some((2, 7)), ..PythonVersion::default() },
        directory,
        has_standard_library: true,
        sites: vec![site],
        original_prefix: None,
        debian: false,
    })
}
