//! Puts the inventory together from what the rounds of the search found.

mod again;
mod claims;
mod kinds;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64};
use std::sync::{Mutex, PoisonError};

use self::kinds::{Roles, is_egg, kind_of, roles};
use super::environments::{Drafted, Drafter, Prefixes};
use super::interpreters::{self, Traced};
use super::roots::{self, Roots};
use super::walk::{self, Found, FoundSite, Job, Walk};
use super::{DiscoverError, Request, Surroundings, layout};
use crate::inventory::cache::{Cache, Kept};
use crate::inventory::file::{Disk, join};
use crate::inventory::site::PathFileAction;
use crate::inventory::{
    Coverage, Distribution, Environment, Inventory, Platform, Problem, ProblemCode, Site, SiteKind,
    SkippedMount, platform,
};

/// How many threads work by default, at most: more gain nothing on one disk.
const THREADS: usize = 8;

/// A search in progress.
pub(super) struct Assembly<'scan> {
    disk: &'scan Disk,
    request: &'scan Request,
    surroundings: &'scan Surroundings,
    walk: Walk<'scan>,
    prefixes: Prefixes,
    sites: BTreeMap<PathBuf, FoundSite>,
    problems: Vec<Problem>,
    kept: Kept,
}

/// Where the `.pth` files of each site lead, in order.
type Linked = BTreeMap<PathBuf, Vec<PathBuf>>;

impl<'scan> Assembly<'scan> {
    pub(super) fn new(
        disk: &'scan Disk,
        request: &'scan Request,
        surroundings: &'scan Surroundings,
        directories_seen: &'scan AtomicU64,
    ) -> Self {
        let processors = || std::thread::available_parallelism().map_or(1, |count| count.get().min(THREADS));
        let walk = Walk {
            disk,
            roots: Vec::new(),
            only_roots: request.only_paths,
            exhaustive: request.exhaustive,
            details: request.details,
            origins: request.origins,
            threads: request.threads.unwrap_or_else(processors),
            directories_seen,
            cache: request
                .cache_directory
                .as_deref()
                .and_then(|directory| Cache::open(directory, surroundings.user)),
            eager: request.executables.is_empty(),
            claimed: Mutex::default(),
            followed: Mutex::default(),
            bases: Mutex::default(),
            toward: None,
            most_details: usize::MAX,
            cut_details: AtomicBool::new(false),
        };
        Self {
            disk,
            request,
            surroundings,
            walk,
            prefixes: Prefixes::new(),
            sites: BTreeMap::new(),
            problems: Vec::new(),
            kept: Kept::default(),
        }
    }

    pub(super) fn run(mut self) -> Result<Inventory, DiscoverError> {
        let drafter = Drafter::new(self.disk, self.request, self.surroundings);
        if self.request.executables.is_empty() {
            let roots = roots::of_machine(self.disk, self.request, self.surroundings, &mut self.problems)?;
            self.walk.roots.clone_from(&roots.walked);
            let drafter = if self.request.only_paths { drafter.confined_to(&roots.walked) } else { drafter };
            let traced = self.search(&roots);
            drafter
                .know(std::mem::take(&mut *self.walk.bases.lock().unwrap_or_else(PoisonError::into_inner)));
            self.problems.extend(drafter.add_bases(&mut self.prefixes));
            let mut drafted = self.draft_all(&drafter);
            name_aliases(&mut drafted, &traced);
            Ok(self.finish(drafted))
        } else {
            let drafted = self.named_environments(&drafter)?;
            Ok(self.finish(drafted))
        }
    }

    /// Walks the roots, and probes the prefixes that interpreters on `PATH` and tools' lists lead to.
    fn search(&mut self, roots: &Roots) -> Vec<Traced> {
        let traced = self.trace(roots);
        let mut prefixes: BTreeSet<PathBuf> = traced.iter().map(|traced| traced.prefix.clone()).collect();
        prefixes.extend(roots.prefixes.iter().cloned());
        let mut jobs: Vec<Job> = prefixes.into_iter().map(Job::Prefix).collect();
        jobs.extend(roots.walked.iter().cloned().map(Job::Root));
        self.read(jobs);
        traced
    }

    /// Where the interpreters on `PATH` lead.
    fn trace(&self, roots: &Roots) -> Vec<Traced> {
        let mut traced = Vec::new();
        for directory in &roots.programs {
            for (name, _) in super::probe::names(self.disk, directory, layout::is_interpreter) {
                // What cannot be traced (a shim, a link to nothing) is no interpreter, however it is called.
                traced.extend(interpreters::trace(self.disk, &join(directory, &name), self.surroundings));
            }
        }
        traced
    }

    /// The environments that the user named, and nothing else.
    fn named_environments(&mut self, drafter: &Drafter<'_>) -> Result<Vec<Drafted>, DiscoverError> {
        let mut chosen: BTreeMap<PathBuf, Vec<Traced>> = BTreeMap::new();
        for named in &self.request.executables {
            let traced = interpreters::trace_named(self.disk, named, self.surroundings)?;
            chosen.entry(traced.prefix.clone()).or_default().push(traced);
        }
        self.read(chosen.keys().cloned().map(Job::Prefix).collect());
        self.problems.extend(drafter.add_bases(&mut self.prefixes));
        let mut all = Vec::new();
        for (prefix, traced) in chosen {
            let drafted = self.prefixes.get(&prefix).map(|found| drafter.draft(found, &self.prefixes));
            let drafted = drafted.filter(|drafted| !drafted.is_empty());
            let mut drafted =
                drafted.ok_or_else(|| interpreters::InterpreterError::NoEnvironment(prefix.clone()))?;
            // One prefix may hold several Pythons (`/usr`): a program chooses its own.
            if traced.iter().all(|traced| traced.program.is_some()) && drafted.len() > 1 {
                drafted.retain(|drafted| traced.iter().any(|traced| starts(traced, &drafted.environment)));
            }
            name_aliases(&mut drafted, &traced);
            all.extend(drafted);
        }
        Ok(all)
    }

    fn draft_all(&mut self, drafter: &Drafter<'_>) -> Vec<Drafted> {
        let listed = self.prefixes.values().filter(|prefix| self.walk.is_of_interest(&prefix.path));
        listed.flat_map(|prefix| drafter.draft(prefix, &self.prefixes)).collect()
    }

    /// Does jobs and keeps what they find.
    fn read(&mut self, jobs: Vec<Job>) {
        if jobs.is_empty() {
            return;
        }
        let Found { sites, prefixes, problems, kept } = walk::run(&self.walk, jobs);
        for mut site in sites {
            match self.sites.get_mut(&site.path) {
                Some(known) => {
                    known.shape = known.shape.min(site.shape);
                    known.distributions.append(&mut site.distributions);
                    known.path_files.append(&mut site.path_files);
                    known.leftovers.append(&mut site.leftovers);
                    known.passed.append(&mut site.passed);
                }
                None => {
                    self.sites.insert(site.path.clone(), site);
                }
            }
        }
        self.prefixes.extend(prefixes.into_iter().map(|prefix| (prefix.path.clone(), prefix)));
        self.problems.extend(problems);
        self.kept.append(kept);
    }

    /// Reads the sites that environments see and the walk did not come by.
    fn read_missing<'paths>(&mut self, paths: impl Iterator<Item = &'paths PathBuf>) {
        let missing: BTreeSet<&PathBuf> = paths.filter(|path| !self.sites.contains_key(*path)).collect();
        self.read(missing.into_iter().cloned().map(|path| self.job_for(path)).collect());
    }

    fn job_for(&self, path: PathBuf) -> Job {
        match self.disk.is_directory(&path) {
            true if is_egg(&path) => Job::EggDirectory(path),
            true => Job::Site(path),
            false => Job::Archive(path),
        }
    }

    fn finish(mut self, mut drafted: Vec<Drafted>) -> Inventory {
        for drafted in &mut drafted {
            drafted.user = drafted.user.take().and_then(|path| self.disk.real_directory(&path));
            self.problems.append(&mut drafted.problems);
        }
        let wanted: Vec<PathBuf> = drafted.iter().flat_map(Drafted::places).cloned().collect();
        self.read_missing(wanted.iter());
        let asked: BTreeSet<PathBuf> =
            self.request.sites.iter().filter_map(|site| self.disk.resolve(site).ok()).collect();
        self.read_missing(asked.iter());
        // Python follows the `.pth` files of sites only, and not further from where they lead. The sites of other users are
        // sites too, though no environment here is theirs.
        let followed: BTreeSet<PathBuf> = wanted.into_iter().chain(self.sites_of_nobody_here()).collect();
        let linked: Linked =
            followed.into_iter().map(|site| (site.clone(), self.linked_from(&site))).collect();
        self.read_missing(linked.values().flatten());
        let roles = roles(&drafted, &linked);
        self.claim_eggs(linked.values().flatten().filter(|path| is_egg(path)));
        self.read_conda(&drafted);
        let environments = self.environments(drafted, &linked);
        self.claim_editables(&roles);
        self.inventory(environments, &roles, &asked)
    }

    /// The sites of other users, and of prefixes without an interpreter.
    fn sites_of_nobody_here(&self) -> Vec<PathBuf> {
        let none = Roles::new();
        let sites = self.sites.values().filter(|site| !site.path_files.is_empty());
        sites
            .filter(|site| matches!(kind_of(site, &none), SiteKind::User | SiteKind::Prefix))
            .map(|site| site.path.clone())
            .collect()
    }

    /// Where the `.pth` files of a site lead, in order.
    fn linked_from(&self, site: &PathBuf) -> Vec<PathBuf> {
        let mut linked: Vec<PathBuf> = Vec::new();
        for line in
            self.sites.get(site).into_iter().flat_map(|found| &found.path_files).flat_map(|file| &file.lines)
        {
            let PathFileAction::Path { target: Some(target) } = &line.action else { continue };
            // An egg in the site itself is listed with the site.
            let is_listed = target.parent() == Some(site) && is_egg(target);
            if !is_listed && target != site && !linked.contains(target) {
                linked.push(target.clone());
            }
        }
        linked
    }

    fn environments(&self, drafted: Vec<Drafted>, linked: &Linked) -> Vec<Environment> {
        let environment = |drafted: Drafted| {
            let sites = self.search_path(&drafted, linked);
            Environment { sites, ..drafted.environment }
        };
        let mut environments: Vec<Environment> = drafted.into_iter().map(environment).collect();
        environments.sort_by(|left, right| {
            let order =
                |found: &Environment| (found.prefix.clone(), found.implementation, found.version.clone());
            order(left).cmp(&order(right))
        });
        environments.dedup();
        if self.request.details || self.request.origins {
            for environment in &mut environments {
                environment.platform = self.platform(environment);
            }
        }
        environments
    }

    /// The sites in the order of `sys.path`, each followed by where its `.pth` files lead.
    fn search_path(&self, drafted: &Drafted, linked: &Linked) -> Vec<PathBuf> {
        let mut path: Vec<PathBuf> = Vec::new();
        let mut add = |site: &PathBuf| {
            if self.sites.contains_key(site) && !path.contains(site) {
                path.push(site.clone());
            }
        };
        let has_metadata =
            |path: &&PathBuf| self.sites.get(*path).is_some_and(|site| !site.distributions.is_empty());
        drafted.standard.iter().filter(has_metadata).for_each(&mut add);
        // A virtual environment's own sites come before the user's, a base's after.
        let is_virtual = drafted.environment.base.is_some() || drafted.environment.home.is_some();
        let (first, last) =
            if is_virtual { (&drafted.own[..], &drafted.system[..]) } else { (&[][..], &drafted.own[..]) };
        for site in first.iter().chain(&drafted.user).chain(last) {
            add(site);
            linked.get(site).into_iter().flatten().for_each(&mut add);
        }
        path
    }

    /// What the interpreter of an environment is made for.
    fn platform(&self, environment: &Environment) -> Option<Platform> {
        let mut existing = environment.executables.iter().filter(|executable| executable.exists);
        existing.find_map(|executable| {
            let head = self.disk.read(&executable.path, platform::HEAD).ok()?;
            Platform::of_program(&head.bytes)
        })
    }

    fn inventory(
        mut self,
        environments: Vec<Environment>,
        roles: &Roles,
        asked: &BTreeSet<PathBuf>,
    ) -> Inventory {
        let seen: BTreeSet<&PathBuf> =
            environments.iter().flat_map(|environment| &environment.sites).collect();
        let sites = std::mem::take(&mut self.sites);
        let named_only = !self.request.executables.is_empty();
        let mut kept: Vec<Site> = Vec::with_capacity(sites.len());
        for (path, mut found) in sites {
            let kind = kind_of(&found, roles);
            let is_seen = seen.contains(&path) || asked.contains(&path);
            let holds_something = !found.distributions.is_empty() || !found.leftovers.is_empty();
            let matters = match kind {
                SiteKind::Checkout | SiteKind::StandardLibrary | SiteKind::CondaMeta => {
                    !found.distributions.is_empty()
                }
                _ => is_seen || (holds_something && !named_only),
            };
            if !matters {
                continue;
            }
            found.distributions.sort_by(Distribution::compare);
            found.distributions.dedup();
            found.leftovers.sort();
            found.leftovers.dedup();
            let path_files = if kind == SiteKind::StandardLibrary { Vec::new() } else { found.path_files };
            kept.push(Site {
                path,
                kind,
                distributions: found.distributions,
                path_files,
                leftovers: found.leftovers,
            });
        }
        self.save_cache();
        self.problems.sort();
        self.problems.dedup();
        let skipped: BTreeSet<SkippedMount> = self.disk.take_skipped().into_iter().collect();
        let followed =
            std::mem::take(&mut *self.walk.followed.lock().unwrap_or_else(PoisonError::into_inner));
        let mut walked: BTreeSet<PathBuf> = self.walk.roots.into_iter().collect();
        walked.extend(roots::outermost(&followed));
        let coverage = Coverage {
            roots: walked.into_iter().collect(),
            skipped_mounts: skipped.into_iter().collect(),
            exhaustive: self.request.exhaustive,
            interpreters_only: named_only,
            part: false,
        };
        let root = self.disk.root().map(Path::to_path_buf);
        Inventory { root, environments, sites: kept, coverage, problems: self.problems }
    }
}

impl Assembly<'_> {
    /// A cache that cannot be written is no harm, but one should know.
    fn save_cache(&mut self) {
        let Some(cache) = self.walk.cache.take() else { return };
        let place = cache.file().to_path_buf();
        if let Err(error) = cache.save(std::mem::take(&mut self.kept)) {
            let reason = format!("could not write the cache: {error}");
            self.problems.push(Problem::new(place, ProblemCode::CacheUnwritable, reason));
        }
    }
}

/// Whether a traced program is the one that starts an environment.
fn starts(traced: &Traced, environment: &Environment) -> bool {
    let Some(program) = &traced.program else { return true };
    if environment.executables.iter().any(|executable| executable.path == *program) {
        return true;
    }
    let name = program.file_name().unwrap_or_default().as_encoded_bytes();
    layout::interpreter_version(name).is_some_and(|(implementation, version)| {
        implementation == environment.implementation && version.release == environment.version.release
    })
}

/// Notes under which other names environments can be started.
fn name_aliases(drafted: &mut [Drafted], traced: &[Traced]) {
    for drafted in drafted {
        let environment = &mut drafted.environment;
        let aliases: BTreeSet<PathBuf> = traced
            .iter()
            .filter(|traced| traced.prefix == environment.prefix && starts(traced, environment))
            .filter_map(|traced| traced.alias.clone())
            .filter(|alias| !environment.executables.iter().any(|executable| executable.path == *alias))
            .collect();
        environment.aliases = aliases.into_iter().collect();
    }
}
