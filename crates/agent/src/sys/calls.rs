//! The calls that no crate has: those of fanotify(7), of file handles (`open_by_handle_at(2)`), and one of the allocator. It is the
//! only unsafe code of the project.

#![expect(
    unsafe_code,
    reason = "no crate has fanotify with file handles and leaves descriptors of permission events open, or gives memory back"
)]

use std::ffi::CStr;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, FromRawFd, OwnedFd};

use rustix::io::Errno;

use super::event::{Events, Malformed};
use super::handle::{FileHandle, HANDLE_LIMIT};

/// A descriptor that is known to be a fanotify group.
#[derive(Debug)]
pub(super) struct Group(OwnedFd);

/// A permission event as it was read, with the descriptor that the kernel opened for this process.
#[derive(Debug)]
pub(super) struct Opened {
    pub(super) mask: u64,
    pub(super) pid: i32,
    pub(super) file: OwnedFd,
}

impl Group {
    /// `fanotify_init(2)`. Descriptors of events are opened for reading, and closed on exec. Opening them never waits: whoever holds a
    /// lease on a file (fcntl(2), `F_SETLEASE`) could have everybody else wait for 45 seconds.
    pub(super) fn init(flags: u32) -> Result<Self, Errno> {
        const OF_EVENTS: libc::c_int =
            libc::O_RDONLY | libc::O_LARGEFILE | libc::O_CLOEXEC | libc::O_NONBLOCK;
        // SAFETY: the call takes two integers, and touches no memory of this process.
        let made = unsafe { libc::fanotify_init(flags, OF_EVENTS.cast_unsigned()) };
        if made < 0 {
            return Err(last_error());
        }
        // SAFETY: the kernel has just made this descriptor for this call, so that nobody else owns it.
        Ok(Self(unsafe { OwnedFd::from_raw_fd(made) }))
    }

    /// Takes a descriptor that another process handed over. What the kernel tells of it, and nothing else, makes it a group: the flags
    /// that it was made with; `None` where it is something else.
    pub(super) fn adopt(descriptor: OwnedFd) -> Result<Option<(Self, u32)>, Errno> {
        let told = super::identity::told_of(descriptor.as_fd())?;
        let flags = told.lines().find_map(|line| line.strip_prefix("fanotify flags:"));
        let flags = flags.and_then(|rest| rest.split_whitespace().next());
        let flags = flags.and_then(|flags| u32::from_str_radix(flags, 16).ok());
        Ok(flags.map(|flags| (Self(descriptor), flags)))
    }

    /// `fanotify_mark(2)`, by a path that is absolute.
    pub(super) fn mark(&self, flags: u32, mask: u64, path: &CStr) -> Result<(), Errno> {
        // SAFETY: the path ends with a NUL, lives through the call and is only read; the descriptor is open as long as `self`.
        let done =
            unsafe { libc::fanotify_mark(self.0.as_raw_fd(), flags, mask, libc::AT_FDCWD, path.as_ptr()) };
        if done < 0 { Err(last_error()) } else { Ok(()) }
    }

    /// Takes every mark of inodes away, or every mark of file systems.
    pub(super) fn flush(&self, kind: u32) -> Result<(), Errno> {
        self.mark(libc::FAN_MARK_FLUSH | kind, 0, c"/")
    }

    /// Reads events into a buffer; how many bytes are there. Only for groups whose events carry no descriptors: here they would leak.
    pub(super) fn read(&self, buffer: &mut [u8]) -> Result<usize, Errno> {
        loop {
            match rustix::io::read(&self.0, &mut *buffer) {
                Err(Errno::INTR) => {}
                read => return read,
            }
        }
    }

    /// Reads events whose descriptors become this process' own. What is malformed comes as an error after what was read before it;
    /// it cannot come from this kernel, and its descriptors are lost.
    pub(super) fn read_opened(&self, buffer: &mut [u8]) -> Result<(Vec<Opened>, Option<Malformed>), Errno> {
        let count = self.read(buffer)?;
        let mut opened = Vec::new();
        for event in Events::of(buffer.get(..count).unwrap_or_default()) {
            match event {
                Ok(event) if event.descriptor >= 0 => opened.push(Opened {
                    mask: event.mask,
                    pid: event.pid,
                    // SAFETY: `self` is known to be a fanotify group, these bytes were read from it just now, and the number is where
                    // the kernel puts a descriptor that it opened for this call: nobody else owns it, and no event is taken twice.
                    file: unsafe { OwnedFd::from_raw_fd(event.descriptor) },
                }),
                Ok(_) => {}
                Err(malformed) => return Ok((opened, Some(malformed))),
            }
        }
        Ok((opened, None))
    }
}

impl AsFd for Group {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.0.as_fd()
    }
}

impl From<Group> for OwnedFd {
    fn from(group: Group) -> Self {
        group.0
    }
}

/// `struct file_handle`, with room for the longest.
#[repr(C, align(8))]
struct HandleBuffer {
    bytes: u32,
    kind: i32,
    handle: [u8; HANDLE_LIMIT],
}

/// Opens what a handle stands for, without its path (`O_PATH`). `mount` is any open descriptor on its file system, which must be a real
/// one, not `O_PATH`.
///
/// # Errors
///
/// `ESTALE` where it is gone, `EPERM` without `CAP_DAC_READ_SEARCH`.
pub fn open_by_handle(mount: BorrowedFd<'_>, handle: &FileHandle) -> Result<OwnedFd, Errno> {
    let bytes = handle.bytes();
    let mut buffer = HandleBuffer { bytes: 0, kind: handle.kind(), handle: [0; HANDLE_LIMIT] };
    buffer.handle.get_mut(..bytes.len()).ok_or(Errno::INVAL)?.copy_from_slice(bytes);
    buffer.bytes = u32::try_from(bytes.len()).map_err(|_| Errno::INVAL)?;
    // SAFETY: the buffer is laid out as `struct file_handle` with as many bytes behind it as it says, is aligned for it, and lives
    // through the call. The descriptor is borrowed for as long.
    let opened = unsafe {
        libc::open_by_handle_at(
            mount.as_raw_fd(),
            (&raw mut buffer).cast::<libc::file_handle>(),
            libc::O_PATH | libc::O_CLOEXEC,
        )
    };
    if opened < 0 {
        return Err(last_error());
    }
    // SAFETY: the kernel has just opened this descriptor for this call, so that nobody else owns it.
    Ok(unsafe { OwnedFd::from_raw_fd(opened) })
}

/// The handle of what is open, also with `O_PATH`.
pub(super) fn handle_of(file: BorrowedFd<'_>) -> Result<FileHandle, Errno> {
    let limit = u32::try_from(HANDLE_LIMIT).map_err(|_| Errno::INVAL)?;
    let mut buffer = HandleBuffer { bytes: limit, kind: 0, handle: [0; HANDLE_LIMIT] };
    let mut mount = 0;
    // SAFETY: the buffer is laid out as `struct file_handle` with as many bytes behind it as it says, which the kernel does not write
    // beyond; both it and `mount` live through the call, and the path is a NUL alone.
    let done = unsafe {
        libc::name_to_handle_at(
            file.as_raw_fd(),
            c"".as_ptr(),
            (&raw mut buffer).cast::<libc::file_handle>(),
            &raw mut mount,
            libc::AT_EMPTY_PATH,
        )
    };
    if done < 0 {
        return Err(last_error());
    }
    let length = usize::try_from(buffer.bytes).map_err(|_| Errno::INVAL)?;
    let bytes = buffer.handle.get(..length).ok_or(Errno::INVAL)?;
    FileHandle::new(buffer.kind, bytes).ok_or(Errno::INVAL)
}

/// Gives the system back what was freed in between of what is still used (`malloc_trim(3)`): a search of everything takes some
/// megabytes for a moment, of which the allocator by itself gives back what lies at the end.
pub(crate) fn give_memory_back() {
    #[cfg(target_env = "gnu")]
    // SAFETY: it takes an integer, takes the allocator's own locks, and moves nothing that is allocated.
    let _ = unsafe { libc::malloc_trim(0) };
}

fn last_error() -> Errno {
    Errno::from_io_error(&std::io::Error::last_os_error()).unwrap_or(Errno::IO)
}
