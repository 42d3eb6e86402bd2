//! One run of a command: configuration, search, what is said on stderr, and the output.

use std::collections::BTreeMap;
use std::io::{Read, Write, stderr};
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Context;
use fetter_core::inventory::discover::{Request, Surroundings, discover};
use fetter_core::inventory::file::Disk;
use fetter_core::inventory::{Inventory, ProblemCode};
use fetter_core::report::json::{InventoryDocument, write_cyclonedx, write_spdx};
use fetter_core::report::{Column, ScanReport, Tableable, escape, escape_path};

use crate::Caller;
use crate::arguments::{Columns, Global, Json, Output, ScanOutput};
use crate::config::{self, AuditConfig, DatabaseConfig, Loaded};
use crate::exit::{Exit, UsageError};
use crate::output::{Screen, write_file};
use crate::{progress, surroundings};

/// How large an inventory is read back, in bytes.
const INVENTORY_LIMIT: usize = 1024 * 1024 * 1024;

/// What a command works with.
pub(super) struct Session {
    global: Global,
    loaded: Loaded,
    surroundings: Surroundings,
    start: Instant,
    caller: Caller,
    /// What is to be read as sites too.
    sites: Vec<PathBuf>,
    no_user_site: bool,
}

impl Session {
    pub(super) fn new(global: &Global, caller: &Caller) -> anyhow::Result<Self> {
        let surroundings = surroundings::of_process();
        let users = surroundings::of_configuration(surroundings.home.as_deref());
        let loaded = config::load(
            global.config.as_deref(),
            &surroundings.directory,
            users.as_deref(),
            surroundings.user,
        )?;
        let mut global = global.clone();
        loaded.config.fill(&mut global);
        let session = Self {
            global,
            loaded,
            surroundings,
            start: Instant::now(),
            caller: caller.clone(),
            sites: Vec::new(),
            no_user_site: false,
        };
        session.tell_of_configuration();
        Ok(session)
    }

    /// A session without configuration, whatever the working directory holds.
    pub(super) fn unconfigured(global: &Global, caller: &Caller) -> Self {
        Self {
            global: global.clone(),
            loaded: Loaded::default(),
            surroundings: surroundings::of_process(),
            start: Instant::now(),
            caller: caller.clone(),
            sites: Vec::new(),
            no_user_site: false,
        }
    }

    fn tell_of_configuration(&self) {
        if let Some(ignored) = self.loaded.ignored.as_ref().filter(|_| !self.global.quiet) {
            say(&format!("fetter: {}", escape(ignored)));
        }
        if let Some(file) = &self.loaded.file {
            self.log(&format!("defaults from {}", escape_path(file)));
        }
    }

    /// The columns of the table: as asked for, as configured, or the usual ones.
    pub(super) fn columns(&self, asked: &Columns, usual: &[Column]) -> anyhow::Result<Vec<Column>> {
        if !asked.columns.is_empty() {
            return Ok(asked.columns.clone());
        }
        let configured = self.loaded.config.columns()?;
        Ok(if configured.is_empty() { usual.to_vec() } else { configured })
    }

    /// Searches, or reads an inventory back.
    pub(super) fn inventory(&self, details: bool) -> anyhow::Result<Inventory> {
        self.inventory_for(details, false)
    }

    /// As [`Self::inventory`], with the origins of packages even where not all details are wanted.
    pub(super) fn inventory_for(&self, details: bool, origins: bool) -> anyhow::Result<Inventory> {
        let inventory = match &self.global.inventory {
            Some(file) => read_inventory(&self.surroundings.directory, file)?,
            // Who wants to see every problem wants those of the details too.
            None => {
                self.discovered(&self.request(details || self.global.verbose, origins), &self.surroundings)?
            }
        };
        self.log(&format!("searched for {:.3} s", self.start.elapsed().as_secs_f64()));
        Ok(inventory)
    }

    /// The search that was asked for.
    pub(super) fn request(&self, details: bool, origins: bool) -> Request {
        let global = &self.global;
        Request {
            root: global.root.clone(),
            paths: global.path.clone(),
            only_paths: global.only_path,
            executables: global.exe.clone(),
            sites: self.sites.clone(),
            all_users: match (global.all_users, global.no_all_users) {
                (true, _) => Some(true),
                (false, true) => Some(false),
                (false, false) => None,
            },
            user_site: global.user_site,
            no_user_site: self.no_user_site,
            exhaustive: global.exhaustive,
            details,
            origins,
            cache_directory: self.cache_directory(),
            threads: global.threads.map(usize::from),
        }
    }

    /// Searches, and shows how far that is.
    pub(super) fn discovered(&self, request: &Request, from: &Surroundings) -> anyhow::Result<Inventory> {
        if request.only_paths && request.paths.is_empty() {
            return Err(UsageError::new("--only-path needs a directory: give one with --path").into());
        }
        Ok(progress::watch(self.global.quiet, |progress| discover(request, from, progress))?)
    }

    /// Searches for what is to be looked at file by file, and opens the machine that it is of.
    pub(super) fn inventory_with_files(
        &self,
        command: &str,
        origins: bool,
    ) -> anyhow::Result<(Inventory, Disk)> {
        if !self.is_searching() {
            let text = format!("{command} looks at files, and an inventory has none: leave --inventory away");
            return Err(UsageError::new(text).into());
        }
        let inventory = self.inventory_for(false, origins)?;
        let disk = self.disk(&inventory)?;
        Ok((inventory, disk))
    }

    /// Opens the machine that an inventory was made of.
    pub(super) fn disk(&self, inventory: &Inventory) -> anyhow::Result<Disk> {
        let directory = &self.surroundings.directory;
        let asked = self.global.path.iter().chain(&self.global.exe).map(|path| directory.join(path));
        let asked: Vec<PathBuf> = asked.collect();
        Disk::of_machine(inventory.root.as_deref(), &asked)
            .context("could not open the machine's file system")
    }

    /// How many threads work, if somebody said.
    pub(super) fn threads(&self) -> Option<usize> {
        self.global.threads.map(usize::from)
    }

    /// Where the cache is kept, if it is to be used. A duration of 0 switches it off, as users know it.
    fn cache_directory(&self) -> Option<PathBuf> {
        let directory =
            self.global.cache_directory.as_ref().filter(|_| self.global.cache_duration != Some(0))?;
        Some(self.surroundings.directory.join(directory))
    }

    /// Who runs this.
    pub(super) fn caller(&self) -> &Caller {
        &self.caller
    }

    /// The interpreters and environments that were named.
    pub(super) fn named(&self) -> &[PathBuf] {
        &self.global.exe
    }

    /// A session that looks at one environment.
    pub(super) fn of_environment(&self, prefix: &Path) -> Self {
        self.of_start(prefix, Vec::new(), false)
    }

    /// A session that looks at one environment as a start of its Python sees it: with these sites, with the user's site or without.
    pub(super) fn of_start(&self, prefix: &Path, sites: Vec<PathBuf>, no_user_site: bool) -> Self {
        let exe = vec![prefix.to_path_buf()];
        Self {
            global: Global { exe, quiet: true, no_all_users: true, ..Global::default() },
            sites,
            no_user_site,
            loaded: Loaded::default(),
            surroundings: self.surroundings.clone(),
            start: self.start,
            caller: self.caller.clone(),
        }
    }

    /// What is to be known of the process.
    pub(super) const fn surroundings(&self) -> &Surroundings {
        &self.surroundings
    }

    /// The working directory.
    pub(super) fn directory(&self) -> &Path {
        &self.surroundings.directory
    }

    /// The user's home.
    pub(super) fn home(&self) -> Option<&Path> {
        self.surroundings.home.as_deref()
    }

    /// What the configuration says of audits.
    pub(super) fn audit_config(&self) -> &AuditConfig {
        &self.loaded.config.audit
    }

    /// What the configuration says of the database.
    pub(super) fn database_config(&self) -> &DatabaseConfig {
        &self.loaded.config.database
    }

    /// Whether an inventory is searched for, and not read from a file.
    pub(super) fn is_searching(&self) -> bool {
        self.global.inventory.is_none()
    }

    /// Whether what is searched is this machine, and not an image or an inventory of another.
    pub(super) fn is_of_this_machine(&self) -> bool {
        self.global.root.is_none() && self.global.inventory.is_none()
    }

    /// Whether nothing is to be said but errors.
    pub(super) fn is_quiet(&self) -> bool {
        self.global.quiet
    }

    /// Whether everything is to be said.
    pub(super) fn is_verbose(&self) -> bool {
        self.global.verbose
    }

    /// Sums up the problems on stderr, or lists them.
    pub(super) fn tell_of_problems(&self, inventory: &Inventory) {
        if self.global.quiet {
            return;
        }
        if self.global.verbose {
            for mount in &inventory.coverage.skipped_mounts {
                let path = escape_path(&mount.path);
                say(&format!("left out: {path} is mounted from elsewhere ({})", escape(&mount.file_system)));
            }
            for problem in &inventory.problems {
                say(&format!(
                    "{}: {} [{}]",
                    escape_path(&problem.path),
                    escape(&problem.reason),
                    problem.code
                ));
            }
        } else if let Some(summary) = summary(inventory) {
            say(&summary);
        }
    }

    fn log(&self, text: &str) {
        if self.global.log {
            say(&format!("fetter: {text}"));
        }
    }

    /// Gives an inventory in the form that was asked for, and says what could not be read.
    pub(super) fn give_inventory(
        &self,
        output: Option<&ScanOutput>,
        inventory: Inventory,
        columns: Vec<Column>,
    ) -> anyhow::Result<Exit> {
        let table = || ScanReport::new(&inventory, columns);
        let json = |file: &Json| Some(Output::Json(file.clone()));
        match output {
            Some(ScanOutput::Cyclonedx(file)) => {
                let created = surroundings::time_of_documents()?;
                self.give(json(file).as_ref(), table, |out| write_cyclonedx(&inventory, created, out))?;
            }
            Some(ScanOutput::Spdx(file)) => {
                let created = surroundings::time_of_documents()?;
                self.give(json(file).as_ref(), table, |out| write_spdx(&inventory, created, out))?;
            }
            None | Some(ScanOutput::Display | ScanOutput::Write(_) | ScanOutput::Json(_)) => {
                let output = output.and_then(plain);
                self.give(output.as_ref(), table, |out| InventoryDocument::from(&inventory).write(out))?;
            }
        }
        self.tell_of_problems(&inventory);
        self.part_with(inventory);
        Ok(Exit::Done)
    }

    /// Gives an inventory or a bound back. Where the process ends anyway, that is left to its end: piece by piece it would take a tenth
    /// of the time.
    pub(super) fn part_with<T>(&self, whatever: T) {
        match self.caller {
            Caller::Program => std::mem::forget(whatever),
            Caller::Python { .. } => drop(whatever),
        }
    }

    /// Shows a text that is no table.
    pub(super) fn show(
        &self,
        write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>,
    ) -> anyhow::Result<()> {
        Screen::new(&self.global).show(|out, _| write(out))
    }

    /// Gives a result in the form that was asked for.
    pub(super) fn give<T: Tableable>(
        &self,
        output: Option<&Output>,
        table: impl FnOnce() -> T,
        json: impl FnOnce(&mut dyn Write) -> std::io::Result<()>,
    ) -> anyhow::Result<()> {
        match output {
            None | Some(Output::Display) => {
                let table = table();
                Screen::new(&self.global).show(|out, style| {
                    if let Some(banner) = &self.global.banner {
                        writeln!(out, "{}", escape(banner))?;
                    }
                    table.write_table(out, style)
                })
            }
            Some(Output::Write(write)) => {
                let table = table();
                write_file(&write.output, |out| table.write_delimited(out, write.delimiter))
            }
            Some(Output::Json(asked)) => match &asked.output {
                Some(file) => write_file(file, json),
                None => Screen::new(&self.global).show(|out, _| json(out)),
            },
        }
    }
}

pub(super) fn read_inventory(directory: &Path, file: &Path) -> anyhow::Result<Inventory> {
    let context = || format!("could not read the inventory {}", file.display());
    let bytes = if file == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin().take(INVENTORY_LIMIT as u64).read_to_end(&mut bytes).with_context(context)?;
        bytes
    } else {
        Disk::here().read(&directory.join(file), INVENTORY_LIMIT).with_context(context)?.bytes
    };
    Inventory::try_from(InventoryDocument::read(&bytes).with_context(context)?).with_context(context)
}

/// One line on how much could not be read, if anything.
fn summary(inventory: &Inventory) -> Option<String> {
    let mut counts: BTreeMap<ProblemCode, usize> = BTreeMap::new();
    for problem in &inventory.problems {
        *counts.entry(problem.code).or_default() += 1;
    }
    let mut parts: Vec<String> = counts.iter().map(|(code, count)| format!("{count} {code}")).collect();
    let mounts = inventory.coverage.skipped_mounts.len();
    if mounts > 0 {
        parts.push(format!("{mounts} mounts left out"));
    }
    if parts.is_empty() {
        return None;
    }
    let total = inventory.problems.len();
    let noun = if total == 1 { "problem" } else { "problems" };
    Some(format!("fetter: {total} {noun} ({}); -v lists them", parts.join(", ")))
}

/// Says something on stderr. Nothing is left to tell where that fails.
pub(super) fn say(line: &str) {
    let _ = writeln!(stderr(), "{line}");
}

/// The outputs that other commands have too.
fn plain(output: &ScanOutput) -> Option<Output> {
    match output {
        ScanOutput::Display => Some(Output::Display),
        ScanOutput::Write(write) => Some(Output::Write(write.clone())),
        ScanOutput::Json(json) => Some(Output::Json(json.clone())),
        ScanOutput::Cyclonedx(_) | ScanOutput::Spdx(_) => None,
    }
}
