//! What these tests share.

use fetter_agent::watch::Keeper;
use fetter_core::inventory::discover::{Request, Surroundings};
use fetter_testkit::Scratch;
use std::fs::File;
use std::os::fd::OwnedFd;
use std::path::Path;
use std::sync::Mutex;

use fetter_agent::sys::permission::PermissionGroup;
use fetter_agent::sys::probe;
use fetter_testkit::gate;
use rustix::fs::{Mode, OFlags};

/// Whether permission marks can be made here; says so where they cannot.
pub(crate) fn may_enforce(what: &str) -> bool {
    probe::can_enforce().map_err(|error| gate::skip(what, &error.to_string())).is_ok()
}

/// Whether events can be heard here; says so where they cannot.
pub(crate) fn may_watch(what: &str) -> bool {
    probe::can_watch().map_err(|error| gate::skip(what, &error.to_string())).is_ok()
}

/// What is there, without opening it.
pub(crate) fn look(path: &Path) -> OwnedFd {
    let flags = OFlags::PATH | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    rustix::fs::open(path, flags, Mode::empty()).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A permission group; nobody but the test answers it.
pub(crate) fn group() -> PermissionGroup {
    PermissionGroup::new(fetter_agent::sys::notification::Queue::Unlimited).expect("it was asked before")
}

/// Whether opening a file for reading is refused by a mark.
pub(crate) fn is_refused(path: &Path) -> bool {
    match File::open(path) {
        Ok(_) => false,
        Err(error) if error.raw_os_error() == Some(libc::EPERM) => true,
        Err(error) => panic!("{}: {error}", path.display()),
    }
}

/// Makes a group while the system's queues are that short; a group keeps what it was made with.
pub(crate) fn with_queue_of<T>(length: u32, make: impl FnOnce() -> T) -> T {
    const LIMIT: &str = "/proc/sys/fs/fanotify/max_queued_events";
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _one = ONE_AT_A_TIME.lock().expect("nobody fails with it");
    let before = std::fs::read_to_string(LIMIT).expect("read");
    std::fs::write(LIMIT, length.to_string()).expect("written");
    let made = make();
    std::fs::write(LIMIT, before.trim()).expect("written");
    made
}

/// The site of the environment that [`keeper`] makes.
pub(crate) const SITE: &str = "home/v/lib/python3.11/site-packages";

/// Makes an installation and an environment of it, with one package, and searches them.
pub(crate) fn keeper(scratch: &Scratch) -> Keeper {
    let tree = scratch.tree();
    tree.installation("opt/one", "3.11");
    tree.venv("home/v", &scratch.at("opt/one"), "3.11", false);
    tree.dist_info(SITE, "first", "1.0");
    let request = Request {
        paths: vec![scratch.path().to_path_buf()],
        only_paths: true,
        threads: Some(1),
        ..Request::default()
    };
    let home = scratch.at("home");
    let surroundings =
        Surroundings { home: Some(home.clone()), directory: home, user: 1000, ..Surroundings::default() };
    Keeper::new(request, surroundings).expect("it can be searched")
}
