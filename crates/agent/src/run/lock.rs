//! One agent for one state directory.

use std::fs::File;
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, FileType, FlockOperation, Mode, OFlags, flock, fstat, mkdirat, open, openat};
use rustix::io::Errno;

/// The name of the file.
const FILE: &str = "lock";

/// Holds a state directory while it lives. The kernel lets go of it however the process ends.
#[derive(Debug)]
pub struct StateLock {
    _file: File,
}

/// Why a state directory could not be taken.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Another agent has it.
    #[error("another agent{} works in {}: end it, or name another directory by `state` in agent.toml",
        pid.map_or_else(String::new, |pid| format!(" (process {pid})")), path.display())]
    Held {
        /// The directory.
        path: PathBuf,
        /// The other agent, where it says so.
        pid: Option<u32>,
    },
    /// The file could not be used.
    #[error("could not lock {}: {error}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
}

impl StateLock {
    /// Takes a directory, and makes it if it is not there. It waits for nobody.
    pub fn take(directory: &Path) -> Result<Self, LockError> {
        let path = directory.join(FILE);
        let failed = |error: io::Error| LockError::File { path: path.clone(), error };
        let mut file = open_file(directory).map_err(failed)?;
        match flock(&file, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => {}
            Err(Errno::WOULDBLOCK) => {
                return Err(LockError::Held { path: directory.to_path_buf(), pid: holder(&mut file) });
            }
            Err(errno) => return Err(failed(errno.into())),
        }
        // Whoever is refused is told; without it they are refused all the same.
        let _ = file.set_len(0).and_then(|()| writeln!(file, "{}", std::process::id()));
        Ok(Self { _file: file })
    }
}

fn open_file(directory: &Path) -> io::Result<File> {
    match mkdirat(CWD, directory, Mode::RWXU) {
        Ok(()) | Err(Errno::EXIST) => {}
        Err(errno) => return Err(errno.into()),
    }
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let directory = open(directory, flags, Mode::empty())?;
    let flags = OFlags::RDWR | OFlags::CREATE | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let file = openat(&directory, FILE, flags, Mode::RUSR | Mode::WUSR)?;
    if FileType::from_raw_mode(fstat(&file)?.st_mode) != FileType::RegularFile {
        return Err(io::Error::other("it is no plain file"));
    }
    Ok(File::from(file))
}

/// The process that says that it holds the lock.
fn holder(file: &mut File) -> Option<u32> {
    let mut text = String::new();
    file.rewind().ok()?;
    file.take(32).read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}
