//! The agent's judge: a policy file, and what this machine knows of packages.

use std::collections::BTreeSet;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use fetter_agent::ask::PolicyStatus;
use fetter_agent::config::Config;
use fetter_agent::run::Judge;
use fetter_core::check::{CheckOutcome, Evidence, FilesSeen, FirstSights, Owners, Policy, check, check_part};
use fetter_core::integrity::Surveyed;
use fetter_core::inventory::Inventory;
use fetter_core::inventory::file::Disk;
use fetter_core::policy::{Host, Overrides};
use fetter_core::timestamp::Timestamp;

use super::bundles::{Bundles, Sealed};
use super::kept::Keeping;
use super::loading;
use crate::arguments::SourceArgument;
use crate::database::{Database, Known, MAX_AGE, Wanted, load};
use crate::owners::owners;
use crate::surroundings;

/// Judges by a policy file.
pub(crate) struct PolicyJudge {
    wanted: Wanted,
    policy: Option<Policy>,
    status: Option<PolicyStatus>,
    known: Known,
    /// What the index was when it was opened.
    index: Option<(u64, u64, i64)>,
    host: Host,
}

impl PolicyJudge {
    pub(crate) fn new(database: Option<PathBuf>) -> Self {
        let wanted = Wanted {
            source: SourceArgument::Local,
            // Whoever judges as root talks to nobody.
            offline: true,
            max_age: MAX_AGE,
            database: Database::to_read(database, None, surroundings::user()),
            api: None,
            timeout: Duration::ZERO,
            network: surroundings::network(),
            popular: false,
        };
        Self {
            wanted,
            policy: None,
            status: None,
            known: Known::default(),
            index: None,
            host: surroundings::host(),
        }
    }

    /// Opens what is known of packages again, if it was exchanged.
    fn know(&mut self) {
        let status = std::fs::metadata(self.wanted.database.index()).ok();
        let now = status.map(|status| (status.ino(), status.size(), status.mtime()));
        if now.is_none() || now != self.index {
            self.known = load(&self.wanted, BTreeSet::new, |_| {});
            self.index = now;
        }
    }
}

impl PolicyJudge {
    /// Puts the server's policy into force that is kept, where no file is configured; without one, the file that is usual.
    fn load_bundle(&mut self, config: &Config) -> Result<bool, String> {
        let bundles = Bundles::of(&config.state);
        let keeping = Keeping::of(&config.state);
        let reason = match bundles.kept() {
            Ok(None) if is_there(&config.usual_policy) => {
                return self.load_file(&config.usual_policy, config);
            }
            Ok(None) => {
                keeping.forget();
                (self.policy, self.status) = (None, None);
                return Ok(false);
            }
            Ok(Some(sealed)) => match sealed.open() {
                Ok(held) => {
                    keeping.forget();
                    (self.policy, self.status) = Some(held).unzip();
                    return Ok(true);
                }
                Err(reason) => reason,
            },
            Err(reason) => reason,
        };
        self.reject(reason.clone(), &keeping);
        Err(reason)
    }

    /// Puts a file of this machine into force.
    fn load_file(&mut self, file: &Path, config: &Config) -> Result<bool, String> {
        let keeping = Keeping::of(&config.state);
        // What holds of the server's does not hold where a file is to.
        let before = self.policy.take().zip(self.status.take()).filter(|(_, status)| status.bundle.is_none());
        let (held, loaded) = match loading::accept(file, &keeping) {
            Ok(held) => (Some(held), Ok(true)),
            Err(reason) => (loading::fall_back(file, reason.clone(), before, &keeping), Err(reason)),
        };
        (self.policy, self.status) = held.unzip();
        self.note_unused(Bundles::of(&config.state).kept().ok().flatten(), file);
        loaded
    }

    /// The server's policy cannot be used: what holds stays, and where nothing does, what is built in.
    fn reject(&mut self, reason: String, keeping: &Keeping) {
        let before = self.policy.take().zip(self.status.take());
        let before = before.or_else(|| loading::built_in("the server's policy".to_owned(), None));
        (self.policy, self.status) = before.unzip();
        if let Some(status) = &mut self.status {
            status.rejected = Some(reason);
            status.rejected_since = Some(keeping.rejected_since());
        }
    }

    /// What was offered is not taken. Who offers the same again and again is answered once.
    fn refuse(&mut self, reason: String, config: &Config, keeping: &Keeping) -> Option<Result<bool, String>> {
        let said = |status: &PolicyStatus| {
            [&status.rejected, &status.server_unused].contains(&&Some(reason.clone()))
        };
        if self.status.as_ref().is_some_and(said) {
            return None;
        }
        // What the server offers says nothing of a file of this machine.
        if config.policy.is_none() {
            self.reject(reason.clone(), keeping);
        } else if let Some(status) = &mut self.status {
            status.server_unused = Some(reason.clone());
        }
        Some(Err(reason))
    }

    /// Says that the server's policy is not used, where it has one.
    fn note_unused(&mut self, bundle: Option<Sealed>, file: &Path) {
        let unused = bundle.map(|bundle| {
            format!(
                "{} is not used: agent.toml names a policy of this machine, {}",
                bundle.name(),
                file.display()
            )
        });
        if let Some(status) = &mut self.status {
            status.server_unused = unused;
        }
    }
}

/// Whether there is something of that name, whatever it is: what cannot be read is not what is not there.
fn is_there(file: &Path) -> bool {
    file.symlink_metadata().err().is_none_or(|error| error.kind() != std::io::ErrorKind::NotFound)
}

impl Judge for PolicyJudge {
    fn load(&mut self, config: &Config) -> Result<bool, String> {
        match &config.policy {
            Some(file) => self.load_file(file, config),
            None => self.load_bundle(config),
        }
    }

    fn take_offer(&mut self, config: &Config) -> Option<Result<bool, String>> {
        let bundles = Bundles::of(&config.state);
        let keeping = Keeping::of(&config.state);
        let taken = bundles.take()?.and_then(|sealed| sealed.open().map(|held| (sealed, held)));
        let (sealed, held) = match taken {
            Ok(taken) => taken,
            Err(reason) => {
                bundles.done();
                return self.refuse(reason, config, &keeping);
            }
        };
        // It holds from now on, and is on the disk before the inbox forgets it.
        let kept_problem = bundles.keep(&sealed).err();
        bundles.done();
        if let Some(file) = &config.policy {
            self.note_unused(Some(sealed), file);
            return Some(Ok(false));
        }
        keeping.forget();
        let (policy, status) = held;
        (self.policy, self.status) = (Some(policy), Some(PolicyStatus { kept_problem, ..status }));
        Some(Ok(true))
    }

    fn policy(&self) -> Option<PolicyStatus> {
        self.status.clone()
    }

    fn needs(&self) -> Surveyed {
        self.policy.as_ref().map(|policy| policy.needs().files()).unwrap_or_default()
    }

    fn judge(&mut self, inventory: &Inventory, sights: &FirstSights, files: &FilesSeen<'_>) -> CheckOutcome {
        self.know();
        // No clock is past the year 9999.
        let now = Timestamp::of_unix_time(surroundings::now());
        let (Some(policy), Some(now)) = (&self.policy, now) else { return CheckOutcome::default() };
        let owners = if policy.needs().owners { owners(&Disk::here(), inventory) } else { Owners::default() };
        let evidence = Evidence {
            knowledge: &self.known.knowledge(),
            knowledge_unchecked: &self.known.unchecked,
            now,
            host: &self.host,
            overrides: &Overrides::default(),
            files: *files,
            owners: &owners,
            first_sights: sights,
        };
        if inventory.coverage.part {
            check_part(inventory, policy, &evidence)
        } else {
            check(inventory, policy, &evidence)
        }
    }
}
