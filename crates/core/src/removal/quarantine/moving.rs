//! The way into quarantine, step by step. Each step may be done again: what is done already is seen on the disk.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::{Path, PathBuf};

use rustix::fs::{AtFlags, Mode, OFlags, RenameFlags};
use rustix::io::Errno;
use sha2::{Digest, Sha256};

use super::manifest::Manifest;
use super::root::Root;
use super::store::{Refused, Store, is_empty, while_doing, write_new};
use super::{Deed, Stamp};
use crate::inventory::file::Beneath;
use crate::removal::{Action, FileState, Removal, StateKind, Step, path_lines};

/// How large a `.pth` file may be that is edited, in bytes.
const EDIT_LIMIT: u64 = 64 * 1024 * 1024;
/// How large the names of a file's extended attributes are together, and each of their values, in bytes: the kernel's limit.
const ATTRIBUTES: usize = 64 * 1024;
/// How much of a file is read at a time, in bytes.
const PIECE: usize = 128 * 1024;

/// What the quarantine will say of a removal: everything as it is now.
pub(super) fn manifest(
    root: &Root,
    removal: &Removal,
    (stamp, anchors): (&Stamp, &[PathBuf]),
    number: usize,
) -> Result<Manifest, Refused> {
    let anchor = &root.anchor;
    let mut steps = Vec::with_capacity(removal.steps.len());
    let mut digests = BTreeMap::new();
    let mut directories: BTreeMap<PathBuf, FileState> = BTreeMap::new();
    for (at, step) in removal.steps.iter().enumerate() {
        let (now, digest) = check(anchor, step)?;
        digests.extend(digest.map(|digest| (at, digest)));
        steps.push(Step { state: now, ..step.clone() });
        for directory in step.path.ancestors().skip(1) {
            if directories.contains_key(directory) {
                break;
            }
            let state = if directory.as_os_str().is_empty() {
                root.anchor_before
            } else {
                let what = format!("look at {}", removal.anchor.join(directory).display());
                FileState::of(&while_doing(&what, anchor.status(directory))?)
            };
            directories.insert(directory.to_path_buf(), state);
        }
    }
    Ok(Manifest {
        id: stamp.id.clone(),
        created: stamp.created,
        number,
        anchor: removal.anchor.clone(),
        anchors: anchors.to_vec(),
        subject: removal.subject.clone(),
        site: removal.site.clone(),
        metadata: removal.metadata.clone(),
        reasons: removal.reasons.clone(),
        steps,
        digests,
        directories,
    })
}

/// Sees that what a step is about is as it was planned, and takes its digest.
fn check(anchor: &Beneath, step: &Step) -> Result<(FileState, Option<[u8; 32]>), Refused> {
    let shown = step.path.display();
    let now = FileState::of(&while_doing(&format!("look at {shown}"), anchor.status(&step.path))?);
    let is_edit = matches!(step.action, Action::Edit(_));
    // A file that two steps edit is another one after the first of them.
    let is_still = if is_edit { now.kind == StateKind::File } else { step.state.is_still(&now) };
    if !is_still {
        return Err(format!("{shown} has changed since it was planned"));
    }
    // What may not be read can be moved all the same.
    let digest = match (now.kind, anchor.open_file(&step.path)) {
        (StateKind::File, Ok((file, status))) if now.is_same_file(&FileState::of(&status)) => {
            digest(file).ok()
        }
        _ => None,
    };
    Ok((now, digest))
}

/// The SHA-256 of an open file.
pub(super) fn digest(file: OwnedFd) -> Result<[u8; 32], std::io::Error> {
    let mut file = File::from(file);
    let mut hasher = Sha256::new();
    let mut piece = vec![0; PIECE];
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(hasher.finalize().into()),
            read => hasher.update(&piece[..read]),
        }
    }
}

/// Does one step.
pub(super) fn forward(root: &Root, store: &Store, number: usize, step: &Step) -> Result<Deed, Refused> {
    let done = match &step.action {
        Action::Move => move_in(root, store, number, step),
        Action::Edit(lines) => edit(root, store, number, step, lines),
        Action::RemoveDirectory => remove_directory(root, store, number, step),
    };
    done.map_err(|reason| format!("{}: {reason}", step.path.display()))
}

fn move_in(root: &Root, store: &Store, number: usize, step: &Step) -> Result<Deed, Refused> {
    let name = number.to_string();
    if store.file(&name).is_some_and(|there| there.is_same_file(&step.state)) {
        return Ok(Deed::Moved);
    }
    let (parent, file) = while_doing("reach it", root.anchor.parent_of(&step.path))?;
    let now = rustix::fs::statat(&parent, file, AtFlags::SYMLINK_NOFOLLOW);
    if !step.state.is_still(&FileState::of(&while_doing("look at it", now)?)) {
        return Err("it has changed since it was planned".to_owned());
    }
    while_doing(
        "move it",
        rename_to_nothing((parent.as_fd(), Path::new(file)), (store.files(), Path::new(&name))),
    )?;
    // It may have been exchanged between the look and the move: then it goes back.
    let is_it = store.file(&name).is_some_and(|moved| moved.is_same_file(&step.state));
    if !is_it {
        let back = rename_to_nothing((store.files(), Path::new(&name)), (parent.as_fd(), Path::new(file)));
        while_doing("put back what took its place", back)?;
        return Err("something else took its place while it was moved".to_owned());
    }
    Ok(Deed::Moved)
}

fn edit(root: &Root, store: &Store, number: usize, step: &Step, lines: &[Vec<u8>]) -> Result<Deed, Refused> {
    let (name, made) = (number.to_string(), format!("{number}.new"));
    if store.file(&name).is_some() {
        return Ok(Deed::Edited);
    }
    let is_exchanged = store.file(&made).is_some_and(|there| there.is_same_file(&step.state));
    if !is_exchanged {
        let (bytes, now) = small_file(&root.anchor, &step.path)?;
        if !now.is_same_file(&step.state) || !path_lines::has(&bytes, lines) {
            return Err("it has changed since it was planned".to_owned());
        }
        exchange_contents(root, store, &made, &step.path, (&path_lines::without(&bytes, lines), &now))?;
    }
    let renamed = rename_to_nothing((store.files(), Path::new(&made)), (store.files(), Path::new(&name)));
    while_doing("keep it as it was", renamed)?;
    Ok(Deed::Edited)
}

/// Puts a file with these contents, and with owner and mode as given, in the place of another, which is then under `made`.
pub(super) fn exchange_contents(
    root: &Root,
    store: &Store,
    made: &str,
    path: &Path,
    (bytes, like): (&[u8], &FileState),
) -> Result<(), Refused> {
    let _ = rustix::fs::unlinkat(store.files(), made, AtFlags::empty());
    while_doing("write it anew", write_new(store.files(), made, bytes))?;
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let new = while_doing("open it anew", rustix::fs::openat(store.files(), made, flags, Mode::empty()))?;
    while_doing("give it owner and mode", take_after(new.as_fd(), like))?;
    if let Ok((old, _)) = root.anchor.open_file(path) {
        take_attributes(new.as_fd(), old.as_fd());
    }
    let (parent, file) = while_doing("reach it", root.anchor.parent_of(path))?;
    while_doing(
        "put the new one in its place",
        rustix::fs::renameat_with(store.files(), made, &parent, file, RenameFlags::EXCHANGE),
    )?;
    if store.file(made).is_some_and(|old| old.is_same_file(like)) {
        return Ok(());
    }
    let back = rustix::fs::renameat_with(store.files(), made, &parent, file, RenameFlags::EXCHANGE);
    while_doing("put back what took its place", back)?;
    Err("something else took its place while it was edited".to_owned())
}

/// Gives a file or directory the owner and the mode that another had.
pub(super) fn take_after(file: BorrowedFd<'_>, like: &FileState) -> Result<(), Errno> {
    let now = FileState::of(&rustix::fs::fstat(file)?);
    if (now.user, now.group) != (like.user, like.group) {
        let (user, group) = (rustix::fs::Uid::from_raw(like.user), rustix::fs::Gid::from_raw(like.group));
        rustix::fs::fchown(file, Some(user), Some(group))?;
    }
    rustix::fs::fchmod(file, Mode::from_raw_mode(like.mode))
}

/// Gives a file the extended attributes of another, access control lists among them, as far as that is allowed.
fn take_attributes(file: BorrowedFd<'_>, like: BorrowedFd<'_>) {
    let mut names = vec![0_u8; ATTRIBUTES];
    let Ok(length) = rustix::fs::flistxattr(like, names.as_mut_slice()) else { return };
    let mut value = vec![0_u8; ATTRIBUTES];
    for name in names[..length].split(|byte| *byte == 0).filter(|name| !name.is_empty()) {
        if let Ok(length) = rustix::fs::fgetxattr(like, name, value.as_mut_slice()) {
            let _ = rustix::fs::fsetxattr(file, name, &value[..length], rustix::fs::XattrFlags::empty());
        }
    }
}

/// A small file, and what it is.
pub(super) fn small_file(anchor: &Beneath, path: &Path) -> Result<(Vec<u8>, FileState), Refused> {
    let (file, status) = anchor.open_file(path).map_err(|error| format!("could not open it: {error}"))?;
    let mut bytes = Vec::new();
    let read = File::from(file).take(EDIT_LIMIT).read_to_end(&mut bytes);
    read.map_err(|error| format!("could not read it: {error}"))?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length == EDIT_LIMIT) {
        return Err("it is too large to be edited".to_owned());
    }
    Ok((bytes, FileState::of(&status)))
}

/// Moves an empty directory into quarantine too, so that it comes back as it was, with whatever is set on it.
fn remove_directory(root: &Root, store: &Store, number: usize, step: &Step) -> Result<Deed, Refused> {
    let name = number.to_string();
    let (parent, file) = match root.anchor.parent_of(&step.path) {
        Err(Errno::NOENT) => return Ok(Deed::DirectoryRemoved),
        reached => while_doing("reach it", reached)?,
    };
    if store.file(&name).is_none() {
        match rustix::fs::statat(&parent, file, AtFlags::SYMLINK_NOFOLLOW) {
            Err(Errno::NOENT) => return Ok(Deed::DirectoryRemoved),
            // Another directory of that name was not planned for.
            Ok(now) if !FileState::of(&now).is_same_file(&step.state) => return Ok(Deed::DirectoryKept),
            looked => while_doing("look at it", looked.map(drop))?,
        }
        if !while_doing("look into it", is_empty(parent.as_fd(), file))? {
            return Ok(Deed::DirectoryKept);
        }
        match rename_to_nothing((parent.as_fd(), Path::new(file)), (store.files(), Path::new(&name))) {
            Ok(()) => {}
            Err(Errno::BUSY) => return Ok(Deed::DirectoryKept),
            // Some file systems do not move what lies in a layer below.
            Err(Errno::XDEV) => return remove_in_place(parent.as_fd(), Path::new(file)),
            Err(errno) => return while_doing("move the directory", Err(errno)),
        }
    }
    // Somebody may have put something into it between the look and the move, or something else in its place.
    let is_it = store.file(&name).is_some_and(|moved| moved.is_same_file(&step.state));
    if is_it && store.is_empty_directory(&name) {
        return Ok(Deed::DirectoryRemoved);
    }
    let back = rename_to_nothing((store.files(), Path::new(&name)), (parent.as_fd(), Path::new(file)));
    while_doing("put back a directory that others use", back)?;
    Ok(Deed::DirectoryKept)
}

fn remove_in_place(parent: BorrowedFd<'_>, name: &Path) -> Result<Deed, Refused> {
    match rustix::fs::unlinkat(parent, name, AtFlags::REMOVEDIR) {
        Ok(()) => Ok(Deed::DirectoryRemoved),
        Err(Errno::NOTEMPTY | Errno::EXIST | Errno::BUSY) => Ok(Deed::DirectoryKept),
        Err(errno) => while_doing("remove the directory", Err(errno)),
    }
}

/// Renames where nothing is; what is there is never replaced.
pub(super) fn rename_to_nothing(
    (from, name): (BorrowedFd<'_>, &Path),
    (to, new): (BorrowedFd<'_>, &Path),
) -> Result<(), Errno> {
    match rustix::fs::renameat_with(from, name, to, new, RenameFlags::NOREPLACE) {
        // Some file systems do not know it; a look before is then the best there is.
        Err(Errno::INVAL | Errno::NOSYS) => match rustix::fs::statat(to, new, AtFlags::SYMLINK_NOFOLLOW) {
            Err(Errno::NOENT) => rustix::fs::renameat(from, name, to, new),
            Ok(_) => Err(Errno::EXIST),
            Err(errno) => Err(errno),
        },
        renamed => renamed,
    }
}
