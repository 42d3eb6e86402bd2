//! What this process may do here.

use std::os::fd::AsFd;

use rustix::fs::MemfdFlags;

use super::notification::{NotificationGroup, Queue};
use super::permission::PermissionGroup;
use super::{MarkError, OpenError};

/// Whether this process may hear of what happens on file systems.
///
/// # Errors
///
/// What is missing.
pub fn can_watch() -> Result<(), OpenError> {
    NotificationGroup::new(Queue::Unlimited).map(drop)
}

/// Whether this process may be asked before files are opened. It marks a file of its own that nobody else can open.
///
/// # Errors
///
/// What is missing.
pub fn can_enforce() -> Result<(), OpenError> {
    let group = PermissionGroup::new(Queue::Unlimited)?;
    let file = rustix::fs::memfd_create(c"fetter-probe", MemfdFlags::CLOEXEC).map_err(OpenError::System)?;
    match group.mark_file(file.as_fd()) {
        Ok(()) => Ok(()),
        Err(MarkError::NotPermitted) => Err(OpenError::NotPermitted),
        // No `/proc`: marks are made by way of it.
        Err(MarkError::Gone) => Err(OpenError::System(rustix::io::Errno::NOENT)),
        Err(MarkError::System(errno)) => Err(OpenError::System(errno)),
        Err(MarkError::TooMany) => Err(OpenError::TooMany),
        Err(MarkError::Unsupported | MarkError::OnlyDirectories | MarkError::NoHandles) => {
            Err(OpenError::NoPermissionEvents)
        }
    }
}
