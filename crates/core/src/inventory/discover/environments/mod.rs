//! From a probed prefix to the environments in it, and to the sites that each of them sees.

mod bases;
mod creators;

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use self::bases::{active_library, matching_library, named_versions};
pub(super) use self::bases::{base_at, home_at, wanted_base};
use self::creators::{installation_creator, is_framework, venv_creator};
use super::interpreters::prefix_of;
use super::layout;
use super::library::Library;
use super::probe::{FoundExecutable, Prefix, probe};
use super::{Request, Surroundings};
use crate::inventory::file::{Disk, FileError, join};
use crate::inventory::{
    Creator, Environment, EnvironmentKind, Executable, Implementation, Problem, ProblemCode, PythonVersion,
};
use crate::metadata::venv_config::VenvConfig;

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
    /// What of it could not be found out.
    pub(super) problems: Vec<Problem>,
}

impl Drafted {
    /// Every place that it may see packages in, in no particular order.
    pub(super) fn places(&self) -> impl Iterator<Item = &PathBuf> {
        self.own.iter().chain(&self.user).chain(&self.system).chain(&self.standard)
    }
}

/// The prefixes that were probed, by path.
pub(super) type Prefixes = BTreeMap<PathBuf, Prefix>;

/// Makes environments of prefixes.
pub(super) struct Drafter<'scan> {
    pub(super) disk: &'scan Disk,
    pub(super) request: &'scan Request,
    pub(super) surroundings: &'scan Surroundings,
    /// The directories that the search is confined to, if it is.
    confined_to: Option<Vec<PathBuf>>,
    /// The prefixes that the `home` of virtual environments leads to: many share one.
    bases: RefCell<Bases>,
    /// The full versions of installations, by the directories of their libraries.
    full_versions: RefCell<HashMap<PathBuf, Option<String>>>,
}

/// The prefixes that programs' directories lead to, by the version that is wanted.
pub(super) type Bases = HashMap<(PathBuf, Option<(u16, u16)>), Option<PathBuf>>;

impl<'scan> Drafter<'scan> {
    pub(super) fn new(disk: &'scan Disk, request: &'scan Request, surroundings: &'scan Surroundings) -> Self {
        Self {
            disk,
            request,
            surroundings,
            confined_to: None,
            bases: RefCell::default(),
            full_versions: RefCell::default(),
        }
    }

    /// The same, for a search that is confined to these directories.
    pub(super) fn confined_to(self, roots: &[PathBuf]) -> Self {
        Self { confined_to: Some(roots.to_vec()), ..self }
    }

    fn is_searched(&self, prefix: &Path) -> bool {
        self.confined_to.as_ref().is_none_or(|roots| roots.iter().any(|root| prefix.starts_with(root)))
    }

    /// Takes over what the walk found out.
    pub(super) fn know(&self, bases: Bases) {
        self.bases.borrow_mut().extend(bases);
    }

    /// Probes the bases of all virtual environments, so that each is known. Returns what could not be read of them.
    pub(super) fn add_bases(&self, prefixes: &mut Prefixes) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut homes: Vec<PathBuf> = prefixes.values().filter_map(|prefix| self.base_of(prefix)).collect();
        homes.sort();
        homes.dedup();
        for base in homes {
            if !prefixes.contains_key(&base)
                && let Some(mut prefix) = probe(self.disk, base)
            {
                problems.append(&mut prefix.problems);
                prefixes.insert(prefix.path.clone(), prefix);
            }
        }
        problems
    }

    /// The environments of one prefix.
    pub(super) fn draft(&self, prefix: &Prefix, prefixes: &Prefixes) -> Vec<Drafted> {
        if prefix.config.is_some() || prefix.libraries.iter().any(|library| library.original_prefix.is_some())
        {
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
            platform: None,
            executables,
            aliases: Vec::new(),
            base: None,
            home: None,
            system_sites: true,
            user_site: !self.request.no_user_site,
            sites: Vec::new(),
        };
        let user = self.user_site(prefix, library).filter(|_| environment.user_site);
        let standard = library.standard_directories(self.disk);
        Some(Drafted { environment, own, user, system: Vec::new(), standard, problems: Vec::new() })
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
        let version = Self::venv_version(prefix, &config, library);
        let base_library = base.and_then(|base| matching_library(base, library, &version, prefix));
        let version = PythonVersion {
            release: version.release.or_else(|| base_library.and_then(|library| library.version.release)),
            free_threaded: version.free_threaded
                || base_library.is_some_and(|library| library.version.free_threaded),
            // What pyvenv.cfg says was so when the environment was made: the base may have been upgraded in place since.
            full: base
                .zip(base_library)
                .and_then(|(base, library)| self.full_version(base, library))
                .or(version.full),
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
            platform: None,
            executables: prefix
                .executables
                .iter()
                .map(|executable| Executable { path: executable.path.clone(), exists: executable.exists })
                .collect(),
            aliases: Vec::new(),
            base: base.map(|base| base.path.clone()),
            home: config.home.clone(),
            system_sites,
            user_site: (system_sites || self.request.user_site) && !self.request.no_user_site,
            sites: Vec::new(),
        };
        let mut own = library.map(|library| library.sites.clone()).unwrap_or_default();
        own.extend(self.debian_extras(prefix, base_library));
        let user_of = base.zip(base_library).or(library.map(|library| (prefix, library)));
        let user = user_of
            .filter(|_| environment.user_site)
            .and_then(|(base, library)| self.user_site(base, library));
        let system = match (base, base_library) {
            (Some(base), Some(library)) if system_sites => self.sites_for_virtual(base, library),
            _ => Vec::new(),
        };
        // Where only some directories are searched, the standard library of a base outside of them is left out.
        let is_searched = base.is_some_and(|base| self.is_searched(&base.path));
        let standard =
            base_library.filter(|_| is_searched).map(|library| library.standard_directories(self.disk));
        let standard = standard.unwrap_or_default();
        let mut problems = Vec::new();
        if base.is_none() {
            problems.extend(config.home.as_deref().map(|home| self.without_base(prefix, home)));
        }
        if let Some(base) = base.filter(|_| base_library.is_none() && system_sites) {
            let reason = format!(
                "its base {} has no library of its version: what it sees of the base is unknown",
                base.path.display()
            );
            problems.push(Problem::new(&prefix.path, ProblemCode::BaseMissing, reason));
        }
        Some(Drafted { environment, own, user, system, standard, problems })
    }

    /// Why no base was found: it is gone, or it may not be looked at, which is another thing.
    fn without_base(&self, prefix: &Prefix, home: &str) -> Problem {
        let reason = match self.disk.resolve(&home_at(self.disk, &prefix.path, home)) {
            Err(FileError::Missing) => format!("the interpreter that it was made from is gone from {home}"),
            Err(error) => {
                let reason =
                    format!("could not look for the interpreter that it was made from in {home}: {error}");
                return Problem::new(&prefix.path, ProblemCode::FileUnreadable, reason);
            }
            Ok(_) => format!("no Python of its version is to be found from {home}"),
        };
        Problem::new(&prefix.path, ProblemCode::BaseMissing, reason)
    }

    fn conda_without_python(prefix: &Prefix) -> Drafted {
        let environment = Environment {
            prefix: prefix.path.clone(),
            kind: EnvironmentKind::Conda,
            creator: Creator::Conda,
            implementation: Implementation::CPython,
            version: PythonVersion::default(),
            platform: None,
            executables: Vec::new(),
            aliases: Vec::new(),
            base: None,
            home: None,
            system_sites: false,
            user_site: false,
            sites: Vec::new(),
        };
        Drafted {
            environment,
            own: Vec::new(),
            user: None,
            system: Vec::new(),
            standard: Vec::new(),
            problems: Vec::new(),
        }
    }

    /// The prefix of the installation that a virtual environment was made from, if it exists.
    pub(super) fn base_of(&self, prefix: &Prefix) -> Option<PathBuf> {
        if let Some(original) = prefix.libraries.iter().find_map(|library| library.original_prefix.as_ref()) {
            return self.disk.real_directory(original);
        }
        let from_home = wanted_base(self.disk, prefix).and_then(|wanted| {
            let mut bases = self.bases.borrow_mut();
            bases
                .entry(wanted)
                .or_insert_with_key(|(home, release)| base_at(self.disk, home, *release))
                .clone()
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
        sites.extend(self.disk.real_directory(&plain).filter(|_| library.debian));
        sites.extend(library.sites.iter().cloned());
        sites.extend(self.framework_site(base, library));
        sites
    }

    /// What Debian's `site.py` adds to a virtual environment's own sites.
    fn debian_extras(&self, prefix: &Prefix, base: Option<&Library>) -> Vec<PathBuf> {
        let Some(base) = base.filter(|base| base.debian) else { return Vec::new() };
        let extras = [
            join(&prefix.path.join("local/lib"), &base.name).join("dist-packages"),
            prefix.path.join("lib/python3/dist-packages"),
            join(&prefix.path.join("lib"), &base.name).join("dist-packages"),
        ];
        extras.iter().filter_map(|site| self.disk.real_directory(site)).collect()
    }

    /// `/Library/Python/X.Y/site-packages`, which framework builds of macOS saw too before Python 3.7.
    fn framework_site(&self, prefix: &Prefix, library: &Library) -> Option<PathBuf> {
        let (major, minor) = library.version.release.filter(|release| *release < (3, 7))?;
        let site = Path::new("/Library/Python").join(format!("{major}.{minor}/site-packages"));
        self.disk.real_directory(&site).filter(|_| is_framework(&prefix.path))
    }

    /// The caller's user site for that Python (PEP 370), whether or not it exists.
    fn user_site(&self, prefix: &Prefix, library: &Library) -> Option<PathBuf> {
        if self.disk.root().is_some() {
            // Whose site it would be is not known of another machine's disk.
            return None;
        }
        let (major, minor) = library.version.release?;
        let thread = if library.version.free_threaded { "t" } else { "" };
        let name = library.implementation.file_name();
        let home = self.surroundings.home.as_deref();
        if let Some(base) = self.surroundings.user_base.as_ref().filter(|_| !prefix.windows) {
            if is_framework(&prefix.path) {
                return Some(base.join("lib/python/site-packages"));
            }
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

    fn venv_version(prefix: &Prefix, config: &VenvConfig, library: Option<&Library>) -> PythonVersion {
        let named = named_versions(prefix).next().map(|(_, version)| version);
        let found =
            library.map(|library| library.version.clone()).filter(|version| version.release.is_some());
        let mut version = found.or(named).unwrap_or_default();
        if let Some(written) = config.version.as_deref() {
            version.release = version.release.or_else(|| layout::release(written));
            version.full = Some(layout::full_version(written)).filter(|full| !full.is_empty());
        }
        version
    }

    /// The full version of an installation: from its headers, or from the name of its directory.
    fn full_version(&self, prefix: &Prefix, library: &Library) -> Option<String> {
        let mut known = self.full_versions.borrow_mut();
        let full = known.entry(library.directory.clone());
        full.or_insert_with(|| self.find_full_version(prefix, library)).clone()
    }

    fn find_full_version(&self, prefix: &Prefix, library: &Library) -> Option<String> {
        let (major, minor) = library.version.release?;
        let name = std::str::from_utf8(&library.name).ok()?;
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
        let line = text.lines().find(|line| {
            line.starts_with("#define PY_VERSION ") || line.starts_with("#define PY_VERSION\t")
        })?;
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
    // A link may lead to an installation that lies within this prefix, as Homebrew's do.
    let lies_beside = real.parent() == executable.path.parent();
    if !lies_beside && prefix_of(disk, &real).is_some_and(|owner| owner != prefix.path) {
        return false;
    }
    let named =
        |path: &Path| layout::interpreter_version(path.file_name().unwrap_or_default().as_encoded_bytes());
    match named(&real).or_else(|| named(&executable.path)) {
        Some((implementation, version)) => {
            implementation == library.implementation
                && version.release == library.version.release
                && (version.free_threaded == library.version.free_threaded || prefix.libraries.len() == 1)
        }
        None => prefix.libraries.len() == 1,
    }
}

fn names_pypy(config: &VenvConfig) -> bool {
    config.implementation.as_deref().is_some_and(|name| name.eq_ignore_ascii_case("pypy"))
}
