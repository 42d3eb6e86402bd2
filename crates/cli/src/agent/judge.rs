//! The agent's judge: a policy file, and what this machine knows of packages.

use std::collections::BTreeMap;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use fetter_agent::ask::PolicyStatus;
use fetter_agent::journal::Moment;
use fetter_agent::run::Judge;
use fetter_core::check::{
    CheckOutcome, Evidence, FirstSights, Owners, PathOwner, Policy, PolicyFile, check, check_part,
};
use fetter_core::inventory::Inventory;
use fetter_core::inventory::file::Disk;
use fetter_core::policy::{Host, Overrides};
use fetter_core::timestamp::Timestamp;

use crate::arguments::SourceArgument;
use crate::database::{Database, Known, MAX_AGE, Wanted, load};
use crate::{bound, surroundings};

/// How large a policy file may be, in bytes.
const LIMIT: usize = 1024 * 1024;

/// Judges by a policy file.
pub(crate) struct PolicyJudge {
    file: Option<PathBuf>,
    wanted: Wanted,
    policy: Option<Policy>,
    status: Option<PolicyStatus>,
    known: Known,
    /// What the index was when it was opened.
    index: Option<(u64, u64, i64)>,
    host: Host,
}

impl PolicyJudge {
    pub(crate) fn new(file: Option<PathBuf>, database: Option<PathBuf>) -> Self {
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
            file,
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
            self.known = load(&self.wanted, Default::default, |_| {});
            self.index = now;
        }
    }

    fn read(file: &Path) -> Result<Policy, String> {
        let unread = |why: String| format!("the policy {} could not be read: {why}", file.display());
        let read = Disk::here().read(file, LIMIT).map_err(|error| unread(error.to_string()))?;
        if !read.whole {
            return Err(unread(format!("it is larger than {LIMIT} bytes")));
        }
        let text = String::from_utf8(read.bytes).map_err(|error| unread(error.to_string()))?;
        let policy =
            PolicyFile::read(&text, &file.display().to_string()).map_err(|error| error.to_string())?;
        if let Some(remote) = policy.bounds().find(|bound| !is_of_this_machine(bound)) {
            return Err(format!(
                "{}: the bound {remote} is not of this machine: the agent talks to nobody; keep a copy of it beside the policy",
                file.display()
            ));
        }
        let directory = file.parent().unwrap_or(Path::new("/"));
        let reach = surroundings::of_bounds();
        policy.load(|source| bound::load(source, directory, &reach)).map_err(|error| error.to_string())
    }
}

/// Whether a bound is a file or directory of this machine.
fn is_of_this_machine(bound: &str) -> bool {
    bound != "-" && !bound.contains("://")
}

impl Judge for PolicyJudge {
    fn load(&mut self) -> Result<bool, String> {
        let Some(file) = self.file.clone() else { return Ok(false) };
        match Self::read(&file) {
            Ok(policy) => {
                self.status = Some(PolicyStatus {
                    file: file.display().to_string(),
                    name: Some(policy.name().to_owned()),
                    version: policy.version().map(str::to_owned),
                    digest: policy.digest().to_owned(),
                    loaded: Moment::now().to_string(),
                    rejected: None,
                });
                self.policy = Some(policy);
                Ok(true)
            }
            Err(reason) => {
                match &mut self.status {
                    Some(status) => status.rejected = Some(reason.clone()),
                    None => {
                        self.status = Some(PolicyStatus {
                            file: file.display().to_string(),
                            rejected: Some(reason.clone()),
                            ..PolicyStatus::default()
                        });
                    }
                }
                Err(reason)
            }
        }
    }

    fn policy(&self) -> Option<PolicyStatus> {
        self.status.clone()
    }

    fn judge(&mut self, inventory: &Inventory, sights: &FirstSights) -> CheckOutcome {
        self.know();
        // No clock is past the year 9999.
        let now = Timestamp::of_unix_time(surroundings::now());
        let (Some(policy), Some(now)) = (&self.policy, now) else { return CheckOutcome::default() };
        let owners = if policy.needs().owners { owners(inventory) } else { Owners::default() };
        let evidence = Evidence {
            knowledge: &self.known.knowledge(),
            knowledge_unchecked: &self.known.unchecked,
            now,
            host: &self.host,
            overrides: &Overrides::default(),
            record: None,
            ownerless: None,
            startup: None,
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

/// Who owns environments and sites.
fn owners(inventory: &Inventory) -> Owners {
    let names = names();
    let sites = inventory.sites.iter().map(|site| &site.path);
    let prefixes = inventory.environments.iter().map(|environment| &environment.prefix);
    let owner = |path: &PathBuf| {
        let uid = std::fs::symlink_metadata(path).ok()?.uid();
        Some((path.clone(), PathOwner { uid, name: names.get(&uid).cloned() }))
    };
    Owners::new(sites.chain(prefixes).filter_map(owner))
}

/// The names of this machine's users (passwd(5)).
fn names() -> BTreeMap<u32, String> {
    let read = Disk::here().read(Path::new("/etc/passwd"), LIMIT);
    let text = read.map(|read| String::from_utf8_lossy(&read.bytes).into_owned()).unwrap_or_default();
    let user = |line: &str| {
        let mut fields = line.split(':');
        let (name, uid) = (fields.next()?, fields.nth(1)?);
        Some((uid.parse().ok()?, name.to_owned()))
    };
    text.lines().filter_map(user).collect()
}
