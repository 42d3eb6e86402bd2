//! From a probed prefix to the environments in it, and to the sites that each of them sees.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use super::interpreters::prefix_of;
use super::layout;
use super::probe::{FoundExecutable, Library, Prefix, probe};
use super::{Request, Surroundings};
use crate::inventory::file::Disk;
use crate::inventory::{Creator, Environment, EnvironmentKind, Executable, Implementation, PythonVersion};
use crate::metadata::venv_config::{VenvConfig, VenvCreator};

/// How much of a header is read for the full version, in bytes.
const HEADER_LIMIT: usize = 64 * 1024;

/// An environment, and the places that its sites are derived from.
#[derive(Debug)]
pub(super) struct Drafted {
    pub(super) environment: Environment,
    /// Its own sites, which exist.
    pub(super) own: Vec<PathBuf>,
    /// The user site, where it is visible; it need not exist.
    pub(super) user: Option<PathBuf>,
    /// The base's sites, where they are visible.
    pub(super) system: Vec<PathBuf>,
    /// The standard library's directories, which may hold metadata.
    pub(super) standard: Vec<PathBuf>,
}

/// The prefixes that were probed, by path.
pub(super) type Prefixes = BTreeMap<PathBuf, Prefix>;

/// Makes environments of prefixes.
pub(super) struct Drafter<'scan> {
    pub(super) disk: &'scan Disk,
    pub(super) request: &'scan Request,
    pub(super) surroundings: &'scan Surroundings,
    /// The prefixes that the `home` of virtual environments leads to: many share one.
    bases: RefCell<Bases>,
}

/// The prefixes that programs' directories lead to.
pub(super) type Bases = HashMap<PathBuf, Option<PathBuf>>;

impl<'scan> Drafter<'scan> {
    pub(super) fn new(disk: &'scan Disk, request: &'scan Request, surroundings: &'scan Surroundings) -> Self {
        Self { disk, request, surroundings, bases: RefCell::default() }
    }

    /// Takes over what the walk found out.
    pub(super) fn know(&self, bases: Bases) {
        self.bases.borrow_mut().extend(bases);
    }

    /// Probes the bases of all virtual environments, so that each is known.
    pub(super) fn add_bases(&self, prefixes: &mut Prefixes) {
        let mut homes: Vec<PathBuf> = prefixes.values().filter_map(|prefix| self.base_of(prefix)).collect();
        homes.sort();
        homes.dedup();
        for base in homes {
            if !prefixes.contains_key(&base)
                && let Some(prefix) = probe(self.disk, base)
            {
                prefixes.insert(prefix.path.clone(), prefix);
            }
        }
    }

    /// The environments of one prefix.
    pub(super) fn draft(&self, prefix: &Prefix, prefixes: &Prefixes) -> Vec<Drafted> {
        if prefix.config.is_some() || prefix.libraries.iter().any(|library| library.original_prefix.is_some()) {
            return self.virtual_environment(prefix, prefixes).into_iter().collect();
        }
        let mut drafted: Vec<Drafted> =
            prefix.libraries.iter().filter_map(|library| self.installation(prefix, library)).collect();
        if prefix.conda && drafted.is_empty() {
            drafted.push(Self::conda_without_python(prefix));
        }
        drafted
    }

    /// An installation of its own: it has a standard library, or an interpreter that lies in it.
    fn installation(&self, prefix: &Prefix, library: &Library) -> Option<Drafted> {
        let executables: Vec<Executable> = prefix
            .executables
            .iter()
            .filter(|executable| belongs_to(self.disk, executable, prefix, library))
            .map(|executable| Executable { path: executable.path.clone(), exists: true })
            .collect();
        if !library.has_standard_library && (executables.is_empty() || library.sites.is_empty()) {
            return None;
        }
        let version = PythonVersion { full: self.full_version(prefix, library), ..library.version.clone() };
        let mut own = library.sites.clone();
        own.extend(self.framework_site(prefix, library));
        let environment = Environment {
            prefix: prefix.path.clone(),
            kind: if prefix.conda { EnvironmentKind::Conda } else { EnvironmentKind::Base },
            creator: installation_creator(prefix, library),
            implementation: library.implementation,
            version,
            executables,
            aliases: Vec::new(),
            base: None,
            home: None,
            system_sites: true,
            user_site: true,
            sites: Vec::new(),
        };
        let user = self.user_site(prefix, library);
        Some(Drafted { environment, own, user, system: Vec::new(), standard: standard_directories(library) })
    }

    fn virtual_environment(&self, prefix: &Prefix, prefixes: &Prefixes) -> Option<Drafted> {
        let config = prefix.config.clone().unwrap_or_default();
        if prefix.executables.is_empty() && prefix.libraries.iter().all(|library| library.sites.is_empty()) {
            // A pyvenv.cfg that stands alone makes no environment.
            return None;
        }
        let base_path = self.base_of(prefix);
        let base = base_path.as_ref().and_then(|path| prefixes.get(path));
        let library = active_library(prefix, &config);
        let version = self.venv_version(prefix, &config, library);
        let base_library = base.and_then(|base| matching_library(base, library, &version, prefix));
        let version = PythonVersion {
            release: version.release.or_else(|| base_library.and_then(|library| library.version.release)),
            free_threaded: version.free_threaded || base_library.is_some_and(|library| library.version.free_threaded),
            ..version
        };
        let old = library.filter(|library| library.original_prefix.is_some());
        let system_sites = match old {
            Some(library) => !self.disk.is_file(&library.directory.join("no-global-site-packages.txt")),
            None => config.system_sites,
        };
        let implementation = library.or(base_library).map_or_else(
            || if names_pypy(&config) { Implementation::PyPy } else { Implementation::CPython },
            |library| library.implementation,
        );
        let environment = Environment {
            prefix: prefix.path.clone(),
            kind: if prefix.conda { EnvironmentKind::Conda } else { EnvironmentKind::Virtual },
            creator: venv_creator(&config, old.is_some()),
            implementation,
            version,
            executables: prefix
                .executables
                .iter()
                .map(|executable| Executable { path: executable.path.clone(), exists: executable.exists })
                .collect(),
            aliases: Vec::new(),
            base: base.map(|base| base.path.clone()),
            home: config.home.clone(),
            system_sites,
            user_site: system_sites || self.request.user_site,
            sites: Vec::new(),
        };
        let mut own = library.map(|library| library.sites.clone()).unwrap_or_default();
        own.extend(self.debian_extras(prefix, base_library));
        let user_of = base.zip(base_library).or(library.map(|library| (prefix, library)));
        let user = user_of.filter(|_| environment.user_site).and_then(|(base, library)| self.user_site(base, library));
        let system = match (base, base_library) {
            (Some(base), Some(library)) if system_sites => self.sites_for_virtual(base, library),
            _ => Vec::new(),
        };
        let standard = base_library.map(standard_directories).unwrap_or_default();
        Some(Drafted { environment, own, user, system, standard })
    }

    fn conda_without_python(prefix: &Prefix) -> Drafted {
        let environment = Environment {
            prefix: prefix.path.clone(),
            kind: EnvironmentKind::Conda,
            creator: Creator::Conda,
            implementation: Implementation::CPython,
            version: PythonVersion::default(),
            executables: Vec::new(),
            aliases: Vec::new(),
            base: None,
            home: None,
            system_sites: false,
            user_site: false,
            sites: Vec::new(),
        };
        Drafted { environment, own: Vec::new(), user: None, system: Vec::new(), standard: Vec::new() }
    }

    /// The prefix of the installation that a virtual environment was made from, if it exists.
    pub(super) fn base_of(&self, prefix: &Prefix) -> Option<PathBuf> {
        if let Some(original) = prefix.libraries.iter().find_map(|library| library.original_prefix.as_ref()) {
            return self.disk.resolve(original).ok().filter(|path| self.disk.is_directory(path));
        }
        let config = prefix.config.as_ref()?;
        let home = config.home.as_deref().filter(|home| !home.is_empty());
        let from_home = home.and_then(|home| {
            let home = home_at(self.disk, &prefix.path, home);
            let mut bases = self.bases.borrow_mut();
            bases.entry(home).or_insert_with_key(|home| base_at(self.disk, home)).clone()
        });
        from_home.or_else(|| {
            // `home` may be gone while the environment's own link still leads somewhere.
            let own = prefix.executables.iter().filter_map(|executable| executable.real(self.disk));
            own.into_iter()
                .filter(|real| !real.starts_with(&prefix.path))
                .find_map(|real| prefix_of(self.disk, &real))
        })
    }

    /// The base's sites as a virtual environment with system sites sees them: Debian then adds site-packages.
    fn sites_for_virtual(&self, base: &Prefix, library: &Library) -> Vec<PathBuf> {
        let mut sites = Vec::new();
        let plain = library.directory.join("site-packages");
        if library.debian && self.disk.is_directory(&plain) {
            sites.extend(self.disk.resolve(&plain).ok());
        }
        sites.extend(library.sites.iter().cloned());
        sites.extend(self.framework_site(base, library));
        sites
    }

    /// What Debian's `site.py` adds to a virtual environment's own sites.
    fn debian_extras(&self, prefix: &Prefix, base: Option<&Library>) -> Vec<PathBuf> {
        let Some(base) = base.filter(|base| base.debian) else { return Vec::new() };
        let version = base.directory.file_name().unwrap_or_default();
        let extras = [
            prefix.path.join("local/lib").join(version).join("dist-packages"),
            prefix.path.join("lib/python3/dist-packages"),
        ];
        extras.into_iter().filter(|site| self.disk.is_directory(site)).collect()
    }

    /// `/Library/Python/X.Y/site-packages`, which framework builds of macOS see too.
    fn framework_site(&self, prefix: &Prefix, library: &Library) -> Option<PathBuf> {
        let (major, minor) = library.version.release?;
        let site = Path::new("/Library/Python").join(format!("{major}.{minor}/site-packages"));
        (is_framework(&prefix.path) && self.disk.is_directory(&site)).then_some(site)
    }

    /// The caller's user site for that Python (PEP 370), whether or not it exists.
    fn user_site(&self, prefix: &Prefix, library: &Library) -> Option<PathBuf> {
        let (major, minor) = library.version.release?;
        let thread = if library.version.free_threaded { "t" } else { "" };
        let name = library.implementation.file_name();
        let home = self.surroundings.home.as_deref();
        if let Some(base) = &self.surroundings.user_base {
            return Some(base.join(format!("lib/{name}{major}.{minor}{thread}/site-packages")));
        }
        Some(if prefix.windows {
            home?.join(format!("AppData/Roaming/Python/Python{major}{minor}/site-packages"))
        } else if is_framework(&prefix.path) {
            home?.join(format!("Library/Python/{major}.{minor}/lib/python/site-packages"))
        } else {
            home?.join(format!(".local/lib/{name}{major}.{minor}{thread}/site-packages"))
        })
    }

    fn venv_version(&self, prefix: &Prefix, config: &VenvConfig, library: Option<&Library>) -> PythonVersion {
        let named = prefix.executables.iter().find_map(|executable| {
            let name = executable.path.file_name()?.as_encoded_bytes();
            layout::interpreter_version(name).map(|(_, version)| version)
        });
        let found = library.map(|library| library.version.clone()).filter(|version| version.release.is_some());
        let mut version = found.or(named).unwrap_or_default();
        if let Some(written) = config.version.as_deref() {
            version.release = version.release.or_else(|| layout::release(written));
            version.full = Some(layout::full_version(written)).filter(|full| !full.is_empty());
        }
        version
    }

    /// The full version of an installation: from its headers, or from the name of its directory.
    fn full_version(&self, prefix: &Prefix, library: &Library) -> Option<String> {
        let (major, minor) = library.version.release?;
        let name = library.directory.file_name()?.to_str()?;
        let headers = [format!("include/{name}/patchlevel.h"), format!("include/{name}m/patchlevel.h")];
        let from_header = (library.implementation == Implementation::CPython)
            .then(|| headers.iter().find_map(|header| self.version_in(&prefix.path.join(header))))
            .flatten();
        from_header.or_else(|| {
            let directory = prefix.path.file_name()?.to_str()?;
            let beginning = format!("{major}.{minor}.");
            let words = directory.split(['-', '+', '@']);
            words.into_iter().find(|word| word.starts_with(&beginning)).map(str::to_owned)
        })
    }

    fn version_in(&self, header: &Path) -> Option<String> {
        let read = self.disk.read(header, HEADER_LIMIT).ok()?;
        let text = String::from_utf8_lossy(&read.bytes).into_owned();
        let line = text.lines().find(|line| line.starts_with("#define PY_VERSION ") || line.starts_with("#define PY_VERSION\t"))?;
        Some(line.split('"').nth(1)?.to_owned())
    }
}

/// Whether an executable of a prefix starts that library's Python: by the version in its real name, or, where
/// that tells none, by being the only one.
fn belongs_to(disk: &Disk, executable: &FoundExecutable, prefix: &Prefix, library: &Library) -> bool {
    let Some(real) = executable.real(disk) else { return false };
    if !real.starts_with(&prefix.path) {
        return false;
    }
    let named = |path: &Path| layout::interpreter_version(path.file_name().unwrap_or_default().as_encoded_bytes());
    match named(&real).or_else(|| named(&executable.path)) {
        Some((implementation, version)) => {
            implementation == library.implementation
                && version.release == library.version.release
                && (version.free_threaded == library.version.free_threaded || prefix.libraries.len() == 1)
        }
        None => prefix.libraries.len() == 1,
    }
}

/// The library that a virtual environment's interpreter uses; what an upgrade left behind is not it.
fn active_library<'a>(prefix: &'a Prefix, config: &VenvConfig) -> Option<&'a Library> {
    let release = config.version.as_deref().and_then(layout::release);
    let libraries = || prefix.libraries.iter().filter(|library| !library.sites.is_empty() || library.has_standard_library);
    let mut matching = libraries().filter(|library| library.version.release == release);
    matching.next().filter(|_| release.is_some()).or_else(|| if release.is_none() || libraries().count() == 1 { libraries().last() } else { None })
}

fn matching_library<'a>(
    base: &'a Prefix,
    library: Option<&Library>,
    version: &PythonVersion,
    prefix: &Prefix,
) -> Option<&'a Library> {
    let implementation = library.map(|library| library.implementation).or_else(|| named_implementation(prefix));
    let fits = |candidate: &&Library| {
        implementation.is_none_or(|known| known == candidate.implementation)
            && (version.release.is_none() || version.release == candidate.version.release)
    };
    let exact = |candidate: &&Library| fits(candidate) && candidate.version.free_threaded == version.free_threaded;
    base.libraries.iter().find(exact).or_else(|| base.libraries.iter().find(fits))
}

fn named_implementation(prefix: &Prefix) -> Option<Implementation> {
    let name = |executable: &FoundExecutable| executable.path.file_name().map(|name| name.as_encoded_bytes().to_vec());
    prefix.executables.iter().filter_map(name).find_map(|name| layout::interpreter_version(&name).map(|(which, _)| which))
}

fn names_pypy(config: &VenvConfig) -> bool {
    config.implementation.as_deref().is_some_and(|name| name.eq_ignore_ascii_case("pypy"))
}

fn names_of_interpreters(disk: &Disk, home: &Path) -> Vec<PathBuf> {
    let names = super::probe::names(disk, home, layout::is_interpreter);
    names.iter().filter_map(|(name, _)| disk.resolve(&crate::inventory::file::join(home, name)).ok()).collect()
}

/// Where `home` of a `pyvenv.cfg` leads. A drive of Windows (`C:\Python312`) is the root of an image that is searched.
pub(super) fn home_at(disk: &Disk, prefix: &Path, home: &str) -> PathBuf {
    match home.as_bytes() {
        [drive, b':', b'\\' | b'/', ..] if drive.is_ascii_alphabetic() && disk.root().is_some() => {
            Path::new("/").join(home[3..].replace('\\', "/"))
        }
        _ => prefix.join(home),
    }
}

/// The prefix of the installation whose programs lie in a directory.
pub(super) fn base_at(disk: &Disk, home: &Path) -> Option<PathBuf> {
    let home = disk.resolve(home).ok()?;
    // A path that looks like a program there leads up to the prefix; on Windows the directory is the prefix.
    prefix_of(disk, &home.join("python")).or_else(|| {
        // It may hold nothing but links, as Homebrew's does.
        let programs = names_of_interpreters(disk, &home);
        programs.iter().find_map(|program| prefix_of(disk, program))
    })
}

/// `lib/python3.11` and `lib-dynload` in it: on the path, and sometimes with metadata of their own.
pub(super) fn standard_directories(library: &Library) -> Vec<PathBuf> {
    if library.has_standard_library {
        vec![library.directory.clone(), library.directory.join("lib-dynload")]
    } else {
        Vec::new()
    }
}

fn is_framework(prefix: &Path) -> bool {
    prefix.components().any(|part| {
        matches!(part.as_os_str().as_encoded_bytes(), b"Python.framework" | b"Python3.framework" | b"PythonT.framework")
    })
}

fn venv_creator(config: &VenvConfig, old_virtualenv: bool) -> Creator {
    match config.creator {
        VenvCreator::Uv => Creator::Uv,
        VenvCreator::Virtualenv => Creator::Virtualenv,
        VenvCreator::Venv if old_virtualenv => Creator::Virtualenv,
        VenvCreator::Venv => Creator::Venv,
    }
}

/// What made an installation, by its layout and by where it lies.
fn installation_creator(prefix: &Prefix, library: &Library) -> Creator {
    let parts: Vec<&[u8]> = prefix.path.components().map(|part| part.as_os_str().as_encoded_bytes()).collect();
    let lies_in = |names: &[&[u8]]| parts.windows(names.len()).any(|window| window == names);
    if prefix.conda {
        Creator::Conda
    } else if prefix.windows {
        Creator::Windows
    } else if lies_in(&[b"Cellar"]) || lies_in(&[b"homebrew"]) {
        Creator::Homebrew
    } else if is_framework(&prefix.path) {
        Creator::Framework
    } else if lies_in(&[b".pyenv", b"versions"]) || lies_in(&[b"pyenv", b"versions"]) {
        Creator::Pyenv
    } else if lies_in(&[b"uv", b"python"]) {
        Creator::Uv
    } else if lies_in(&[b"mise", b"installs", b"python"]) {
        Creator::Mise
    } else if lies_in(&[b".asdf", b"installs", b"python"]) {
        Creator::Asdf
    } else if library.debian {
        Creator::Debian
    } else {
        Creator::Unknown
    }
}
