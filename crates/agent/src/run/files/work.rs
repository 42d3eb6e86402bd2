//! The thread that looks at files.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, channel, sync_channel};

use fetter_core::integrity::verify::{VerifyFinding, VerifyProgress, VerifyRequest, listers, verify};
use fetter_core::integrity::{Found, Severity, Survey, SurveyRequest, Surveyed, survey};
use fetter_core::inventory::file::Disk;
use fetter_core::inventory::{Distribution, Inventory, Site};

use super::again::{self, State};
use super::now::Which;
use super::queue::{Code, name_of};
use super::startup;
use super::store::Of;
use super::told::is_tampering;
use crate::run::Wake;

/// How nice the thread is. Nicer ones take long to die on a busy machine, and until every thread of a killed process has died, the kernel
/// lets nobody through who waits for the process' answer.
const NICE: i32 = 10;

/// Something to look at, with the part of the inventory that it takes.
#[derive(Debug)]
pub(super) enum Job {
    /// Code that was touched in a site.
    Code {
        part: Inventory,
        site: PathBuf,
        code: Code,
        /// Whether a rule asks for all files of whoever lists it.
        record: bool,
    },
    /// Distributions that are tampered with, or may be.
    Again {
        part: Inventory,
        /// Which, and the file of it that was changed, where one is known.
        which: BTreeMap<Which, Option<PathBuf>>,
    },
    /// Distributions by names, and what lies in the sites of the part.
    Survey {
        part: Inventory,
        /// The sites of which the part tells everything.
        settled: BTreeSet<PathBuf>,
        names: BTreeSet<Of>,
        kinds: Surveyed,
    },
}

/// What was found.
#[derive(Debug)]
pub(super) enum Done {
    /// Of code that was touched.
    Code {
        /// What of it is not as it was installed, but for what was installed meanwhile.
        found: Vec<VerifyFinding>,
        /// Whoever lists it, and what was found of all their files, where a rule asks.
        listers: BTreeSet<Of>,
        record: Option<Found>,
    },
    /// How distributions stand that were looked at again.
    Again(BTreeMap<Which, State>),
    /// Of sites.
    Survey {
        survey: Survey,
        settled: BTreeSet<PathBuf>,
        /// The environments that were looked at.
        prefixes: BTreeSet<PathBuf>,
    },
}

/// The thread, as the loop has it. It ends when this is gone, and nobody waits for it.
#[derive(Debug)]
pub(super) struct Work {
    jobs: SyncSender<Job>,
    done: Receiver<Done>,
}

impl Work {
    pub(super) fn start(checker: Vec<OsString>, wake: Wake) -> io::Result<Self> {
        let (jobs, given) = sync_channel::<Job>(1);
        let (finished, done) = channel();
        std::thread::Builder::new().name("files".to_owned()).spawn(move || {
            // On Linux this is the priority of the calling thread only. Where it may not be changed it works all the same.
            let _ = rustix::process::setpriority_process(None, NICE);
            for job in given {
                let is_wanted = finished.send(look(job, &checker)).is_ok();
                wake.wake();
                if !is_wanted {
                    return;
                }
            }
        })?;
        Ok(Self { jobs, done })
    }

    /// Gives something to look at; whether it was taken. It is given one thing at a time.
    pub(super) fn give(&self, job: Job) -> bool {
        self.jobs.try_send(job).is_ok()
    }

    /// What was found, if anything was looked at since; an error where the thread is gone.
    pub(super) fn done(&self) -> Result<Option<Done>, ()> {
        match self.done.try_recv() {
            Ok(done) => Ok(Some(done)),
            Err(TryRecvError::Empty) => Ok(None),
            Err(TryRecvError::Disconnected) => Err(()),
        }
    }
}

fn look(job: Job, checker: &[OsString]) -> Done {
    match job {
        Job::Code { part, site, code, record } if record => all_of_listers(&part, &site, &code, checker),
        Job::Code { part, site, code, .. } => touched_only(&part, &site, &code),
        Job::Again { part, which } => Done::Again(again::look(&part, &which)),
        Job::Survey { part, settled, names, kinds } => {
            let chosen = chosen(&part, |site, found| names.contains(&(site.path.clone(), name_of(found))));
            let request = SurveyRequest { kinds, distributions: Some(&chosen), checker, threads: Some(1) };
            let mut survey = survey(&part, &Disk::here(), &request, &VerifyProgress::default());
            survey.record.iter_mut().chain(&mut survey.ownerless).for_each(forget_harmless);
            survey.startup = survey.startup.map(startup::bare);
            let prefixes = part.environments.into_iter().map(|found| found.prefix).collect();
            Done::Survey { survey, settled, prefixes }
        }
    }
}

/// Looks at all files of whoever lists what was touched.
fn all_of_listers(part: &Inventory, site: &Path, code: &Code, checker: &[OsString]) -> Done {
    let disk = Disk::here();
    let chosen = match &code.paths {
        Some(paths) => listers(part, &disk, paths),
        None => chosen(part, |other, _| other.path == site),
    };
    let kinds = Surveyed { record: true, ..Surveyed::default() };
    let request = SurveyRequest { kinds, distributions: Some(&chosen), checker, threads: Some(1) };
    let mut record = survey(part, &disk, &request, &VerifyProgress::default()).record.unwrap_or_default();
    forget_harmless(&mut record);
    let is_touched = |finding: &&VerifyFinding| {
        code.paths.as_ref().is_none_or(|paths| finding.path.ancestors().any(|path| paths.contains(path)))
    };
    let found = record.findings.iter().filter(is_touched).filter(|finding| is_tampering(finding, code));
    let found = found.cloned().collect();
    Done::Code { found, listers: of(part, &chosen), record: Some(record) }
}

/// Looks at what was touched, and at nothing else.
fn touched_only(part: &Inventory, site: &Path, code: &Code) -> Done {
    // What an installer has just touched is its own.
    let chosen = chosen(part, |other, found| {
        let is_meant = code.paths.is_some() || other.path == site;
        is_meant && !(other.path == site && code.is_installers(found.name.normalized()))
    });
    let request = VerifyRequest {
        distributions: Some(&chosen),
        files: code.paths.as_ref(),
        threads: Some(1),
        ..VerifyRequest::default()
    };
    let mut found = verify(part, &Disk::here(), &request, &VerifyProgress::default()).findings;
    found.retain(|finding| is_tampering(finding, code));
    Done::Code { found, listers: BTreeSet::new(), record: None }
}

/// What holds the metadata of the distributions of a part for which something is so.
pub(super) fn chosen(part: &Inventory, is_so: impl Fn(&Site, &Distribution) -> bool) -> BTreeSet<PathBuf> {
    let all = part.sites.iter().flat_map(|site| site.distributions.iter().map(move |found| (site, found)));
    all.filter(|(site, found)| is_so(site, found)).map(|(_, found)| found.metadata_path.clone()).collect()
}

fn of(part: &Inventory, chosen: &BTreeSet<PathBuf>) -> BTreeSet<Of> {
    let all = part.sites.iter().flat_map(|site| site.distributions.iter().map(move |found| (site, found)));
    let all = all.filter(|(_, found)| chosen.contains(&found.metadata_path));
    all.map(|(site, found)| (site.path.clone(), name_of(found))).collect()
}

/// No rule asks for what is harmless.
fn forget_harmless(found: &mut Found) {
    found.findings.retain(|finding| finding.severity > Severity::Info);
    found.findings.shrink_to_fit();
}
