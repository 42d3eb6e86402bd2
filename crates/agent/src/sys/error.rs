//! What can be wrong with groups and marks, by what to do then.

use rustix::io::Errno;

/// Why a group could not be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// The process may not.
    #[error("fanotify is refused to this process: run it as root, or give it CAP_SYS_ADMIN")]
    NotPermitted,
    /// The kernel has no fanotify, or a filter of system calls hides it.
    #[error("this kernel has no fanotify (CONFIG_FANOTIFY), or a filter of system calls hides it")]
    NoFanotify,
    /// The kernel does not report directories and names: it is older than Linux 5.9.
    #[error("this kernel does not report names in fanotify: it needs Linux 5.9 or later")]
    NoNames,
    /// The kernel does not ask before files are opened.
    #[error("this kernel does not ask before files are opened (CONFIG_FANOTIFY_ACCESS_PERMISSIONS)")]
    NoPermissionEvents,
    /// There are too many groups, or open files.
    #[error(
        "there are too many fanotify groups or open files: raise fs.fanotify.max_user_groups or the limit of open files"
    )]
    TooMany,
    /// The descriptor that was handed over is none of the groups that it should be.
    #[error("the descriptor that was handed over is no fanotify group of the right class")]
    NotAGroup,
    /// The system refused otherwise.
    #[error("fanotify could not be opened: {}", std::io::Error::from(*.0))]
    System(Errno),
}

impl OpenError {
    /// `of_class` is what `EINVAL` means: that this kernel does not know the flags.
    pub(super) fn of(errno: Errno, of_class: Self) -> Self {
        match errno {
            Errno::PERM | Errno::ACCESS => Self::NotPermitted,
            Errno::NOSYS => Self::NoFanotify,
            Errno::INVAL => of_class,
            Errno::MFILE | Errno::NFILE => Self::TooMany,
            errno => Self::System(errno),
        }
    }
}

/// Why something could not be marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MarkError {
    /// A mark of the whole file system is not possible, and marks of directories are: it is a subvolume of btrfs (`EXDEV`).
    #[error("it is a part of a file system that cannot be watched as a whole: its directories can")]
    OnlyDirectories,
    /// The file system has no file handles or no identity (`EOPNOTSUPP`, `ENODEV`): overlayfs without an index, some in user space.
    /// Directories may work.
    #[error("its file system has no file handles that fanotify could report: its directories may be watched")]
    NoHandles,
    /// Nothing is there, or no longer.
    #[error("nothing is there any longer")]
    Gone,
    /// The process may not.
    #[error("marking it is refused to this process: run it as root, or give it CAP_SYS_ADMIN")]
    NotPermitted,
    /// There are too many marks, or no memory for more.
    #[error("there are too many marks: raise fs.fanotify.max_user_marks")]
    TooMany,
    /// The kernel does not know this kind of mark on this kind of file.
    #[error("this kernel does not know this kind of mark on this kind of file")]
    Unsupported,
    /// The system refused otherwise.
    #[error("it could not be marked: {}", std::io::Error::from(*.0))]
    System(Errno),
}

impl From<Errno> for MarkError {
    fn from(errno: Errno) -> Self {
        match errno {
            Errno::XDEV => Self::OnlyDirectories,
            Errno::OPNOTSUPP | Errno::NODEV | Errno::OVERFLOW => Self::NoHandles,
            Errno::NOENT | Errno::NOTDIR | Errno::STALE => Self::Gone,
            Errno::PERM | Errno::ACCESS => Self::NotPermitted,
            Errno::NOSPC | Errno::NOMEM => Self::TooMany,
            Errno::INVAL => Self::Unsupported,
            errno => Self::System(errno),
        }
    }
}

impl MarkError {
    /// Whether directories are to be marked one by one instead of the file system.
    #[must_use]
    pub const fn wants_directories(self) -> bool {
        matches!(self, Self::OnlyDirectories | Self::NoHandles | Self::Unsupported)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_say_what_to_do() {
        for errno in [Errno::XDEV, Errno::OPNOTSUPP, Errno::NODEV, Errno::INVAL] {
            assert!(MarkError::from(errno).wants_directories(), "{errno}");
        }
        for errno in [Errno::NOENT, Errno::NOSPC, Errno::PERM, Errno::IO] {
            assert!(!MarkError::from(errno).wants_directories(), "{errno}");
        }
        assert_eq!(OpenError::of(Errno::PERM, OpenError::NoNames), OpenError::NotPermitted);
        assert_eq!(OpenError::of(Errno::INVAL, OpenError::NoNames), OpenError::NoNames);
        assert_eq!(OpenError::of(Errno::MFILE, OpenError::NoNames), OpenError::TooMany);
    }
}
