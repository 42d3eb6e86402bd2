//! The agent as a service: a supervisor, and the worker that it starts.

use std::ffi::OsString;
use std::io::{IsTerminal, Write};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixDatagram;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use fetter_agent::config::{Config, Enforcement};
use fetter_agent::enforce::Refusal;
use fetter_agent::journal::{Event, line};
use fetter_agent::run::{Notice, Parts, run as run_worker};
use fetter_agent::supervise::{Happened, Program, Supervised, supervise};
use fetter_agent::sys::notification::Queue;
use fetter_agent::sys::permission::PermissionGroup;
use fetter_agent::sys::probe::can_enforce;
use fetter_agent::tell::{Refusal as Told, Sink, Teller, Terminals, system_log};
use fetter_agent::watch::{Fanotify, Inotify, Source};
use fetter_core::inventory::discover::Request;
use fetter_protocol::EventRecord;

use super::{PolicyJudge, before};
use crate::arguments::Worker;
use crate::surroundings;

/// This program, by the link that the kernel has of it, whatever became of its file.
const THIS: &str = "/proc/self/exe";

/// How often systemd is told that the supervisor lives; it wants to hear of it every 20 seconds.
const ALIVE: Duration = Duration::from_secs(5);

/// The number that the heartbeat's descriptor has at least: above the group's ([`PermissionGroup::from_stdin`]), so that it is closed first
/// where the worker dies, and below what every process may have open.
const HEART: i32 = 1000;

/// Runs the agent until it is asked to end.
pub(crate) fn run(config_file: &Path) -> anyhow::Result<()> {
    let config = Config::load(config_file)?;
    if !surroundings::is_root() {
        say("it runs as a user: what others have is not seen, and nothing is refused");
    }
    let why_not = match config.enforcement {
        Enforcement::Off => Some("enforcement is off".to_owned()),
        _ => can_enforce().err().map(|error| error.to_string()),
    };
    if let Some(why) = why_not {
        // Nobody waits for an answer: there is nothing to supervise.
        return work_with(config_file, None, None, Some(why), Vec::new());
    }
    let supervised = Supervised {
        program: Program { path: PathBuf::from(THIS), arguments: worker_arguments(config_file) },
        watch_only: |reason| vec!["--watch-only".into(), reason.into()],
        after: before::arguments,
        enforcement: config.enforcement,
        break_glass: config.break_glass,
    };
    let mut told: Option<Instant> = None;
    supervise(&supervised, |happened| match happened {
        Happened::Restarted(why) => say(&format!("the worker is started again: {why}")),
        Happened::GaveUp(why) => say(&format!("nothing is refused any more: {why}")),
        Happened::Alive => {
            if told.is_none_or(|told| told.elapsed() >= ALIVE) {
                told = Some(Instant::now());
                notify("WATCHDOG=1");
            }
        }
    })
    .context("the agent could not be supervised")
}

fn worker_arguments(config_file: &Path) -> Vec<OsString> {
    let parent = std::process::id().to_string();
    [
        "agent".into(),
        "--config".into(),
        config_file.into(),
        "worker".into(),
        "--supervisor".into(),
        parent.into(),
    ]
    .to_vec()
}

/// Runs the worker of a supervisor.
pub(crate) fn work(config_file: &Path, asked: &Worker) -> anyhow::Result<()> {
    end_with(asked.supervisor)?;
    let before = before::events(asked);
    if let Some(reason) = &asked.watch_only {
        return work_with(config_file, None, None, Some(reason.clone()), before);
    }
    let group = PermissionGroup::from_stdin().context("a worker is started by `fetter agent run` only")?;
    // The kernel closes what a process has open from the end. Whoever watches is to hear of it before what may take long.
    let heart = rustix::io::fcntl_dupfd_cloexec(rustix::stdio::stdout(), HEART)?;
    let null = rustix::fs::open("/dev/null", rustix::fs::OFlags::WRONLY, rustix::fs::Mode::empty())?;
    rustix::stdio::dup2_stdout(&null)?;
    work_with(config_file, Some(group), Some(heart), None, before)
}

/// Has this process end with the one that started it: without it nobody would answer in its place.
fn end_with(supervisor: u32) -> anyhow::Result<()> {
    rustix::process::set_parent_process_death_signal(Some(rustix::process::Signal::KILL))?;
    let parent = rustix::process::getppid().map(|parent| parent.as_raw_nonzero().get());
    if parent != i32::try_from(supervisor).ok() {
        bail!("the supervisor is gone");
    }
    Ok(())
}

fn work_with(
    config_file: &Path,
    group: Option<PermissionGroup>,
    heart: Option<OwnedFd>,
    not_enforcing: Option<String>,
    before: Vec<Event>,
) -> anyhow::Result<()> {
    let config = Config::load(config_file)?;
    let judge = PolicyJudge::new(config.database.clone());
    let request = Request {
        paths: config.paths.clone(),
        only_paths: config.only_paths,
        all_users: Some(surroundings::is_root()),
        origins: true,
        threads: Some(2),
        ..Request::default()
    };
    let again = config_file.to_path_buf();
    let (mut teller, mut terminals) = (teller(&config), Terminals::default());
    let tells_users = config.terminals;
    let is_supervised = heart.is_some();
    let parts = Parts {
        request,
        surroundings: surroundings::of_process(),
        sources: sources()?,
        reconfigure: Box::new(move || Config::load(&again).map_err(|error| error.to_string())),
        judge: Box::new(judge),
        // Guards that this very program has installed start it.
        checker: std::env::current_exe().map(|program| vec![program.into_os_string()]).unwrap_or_default(),
        group,
        heart,
        not_enforcing,
        before,
        tell: Box::new(move |event| teller.tell(event)),
        tell_user: Box::new(move |refusal| {
            // What is only warned of says so in the journal.
            if tells_users && refusal.was_refused {
                tell_user(&mut terminals, refusal);
            }
        }),
        notify: Box::new(move |notice| match notice {
            Notice::Ready(text) => notify(&format!("READY=1\nSTATUS={text}")),
            Notice::Reloading => notify("RELOADING=1"),
            Notice::Alive(text) if is_supervised => notify(&format!("STATUS={text}")),
            Notice::Alive(text) => notify(&format!("WATCHDOG=1\nSTATUS={text}")),
            Notice::Stopping => notify("STOPPING=1"),
        }),
        config,
    };
    Ok(run_worker(parts)?)
}

/// fanotify where it may be used, and inotify for what it does not see.
pub(crate) fn sources() -> anyhow::Result<Vec<Box<dyn Source>>> {
    let mut sources: Vec<Box<dyn Source>> = Vec::new();
    match Fanotify::new(Queue::Unlimited) {
        Ok(fanotify) => sources.push(Box::new(fanotify)),
        Err(error) => say(&format!("inotify is used: {error}")),
    }
    sources.push(Box::new(Inotify::new().context("inotify cannot be used")?));
    Ok(sources)
}

/// Who is told of events: the system's log, and whoever runs it by hand.
fn teller(config: &Config) -> Teller {
    let mut teller = Teller::default();
    if config.system_log {
        teller = teller.with(system_log());
    }
    if std::io::stderr().is_terminal() || !config.system_log {
        teller = teller.with(Box::new(ByHand));
    }
    teller
}

/// A person who runs the agent by hand, or a service manager that keeps what is said.
struct ByHand;

impl Sink for ByHand {
    fn tell(&mut self, event: &EventRecord) {
        let _ = writeln!(std::io::stderr(), "{}", line(event));
    }

    fn dropped(&self) -> u64 {
        0
    }
}

/// Tells whoever was refused something, on the own terminal.
fn tell_user(terminals: &mut Terminals, refusal: &Refusal) {
    let (Ok(pid), Some(uid)) = (u32::try_from(refusal.pid), refusal.uid) else { return };
    let denied = &refusal.denied;
    let told = Told {
        name: if denied.file().is_some() { &denied.label } else { &denied.name },
        version: Some(denied.version.as_str()).filter(|version| !version.is_empty()),
        rule: &denied.rule,
        reason: &denied.reason,
    };
    let now = rustix::time::clock_gettime(rustix::time::ClockId::Monotonic);
    let seconds = u64::try_from(now.tv_sec).unwrap_or_default();
    let _ = terminals.tell(pid, uid, &told, Duration::from_secs(seconds));
}

fn say(text: &str) {
    let _ = writeln!(std::io::stderr(), "fetter: {text}");
}

/// Tells systemd how it stands (`sd_notify(3)`), if systemd wants to know.
fn notify(text: &str) {
    use std::os::linux::net::SocketAddrExt;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::net::SocketAddr;
    let Some(path) = surroundings::notify_socket() else { return };
    let bytes = path.as_bytes();
    let address = match bytes.strip_prefix(b"@") {
        Some(name) => SocketAddr::from_abstract_name(name),
        None => SocketAddr::from_pathname(Path::new(&path)),
    };
    let Ok(address) = address else { return };
    let send = || -> std::io::Result<()> {
        let socket = UnixDatagram::unbound()?;
        socket.set_nonblocking(true)?;
        socket.send_to_addr(text.as_bytes(), &address).map(|_| ())
    };
    // systemd notices by itself that it hears nothing.
    let _ = send();
}
