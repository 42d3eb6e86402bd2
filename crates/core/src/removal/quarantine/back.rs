//! The way back out of quarantine: everything as it was, but for what others did meanwhile.

use std::collections::{BTreeMap, BTreeSet};
use std::os::fd::AsFd;
use std::path::{Path, PathBuf};

use rustix::fs::{AtFlags, Mode, OFlags};
use rustix::io::Errno;

use super::manifest::Manifest;
use super::moving::{digest, exchange_contents, rename_to_nothing, small_file, take_after};
use super::root::Root;
use super::store::{Refused, Store, names, set_time, while_doing};
use super::{Deed, FileResult, QuarantineState};
use crate::metadata::file_name;
use crate::removal::{Action, FileState, StateKind, Step, path_lines};
use crate::report::json::WirePath;
use crate::requirement::PackageName;

/// The file in which the times are kept that directories had when all was in quarantine.
pub(super) const TIMES: &str = "times.json";

/// The file that names the directories that nobody had changed when it began to be put back.
pub(super) const UNTOUCHED: &str = "untouched.json";

/// The name among the files under which a directory is made.
const DIRECTORY: &str = "directory.new";

/// Paths of directories, relative to the anchor.
type Paths = BTreeSet<PathBuf>;

/// Why it cannot be undone: something stands where files come back to, or is lost. Nothing is changed by looking.
pub(super) fn conflict(root: &Root, store: &Store, manifest: &Manifest) -> Option<String> {
    let steps = manifest.steps.iter().enumerate();
    let blocked = steps.filter(|(_, step)| step.action == Action::Move).find_map(|(number, step)| {
        let stored = store.file(&number.to_string());
        let path = manifest.anchor.join(&step.path);
        match (root.anchor.status(&step.path), stored) {
            (Err(Errno::NOENT), Some(_)) => None,
            (Err(Errno::NOENT), None) => Some(format!(
                "{} is neither in quarantine nor in its place; `fetter purge empty {}` deletes the rest",
                path.display(),
                manifest.id
            )),
            (Ok(status), None) if FileState::of(&status).is_same_file(&step.state) => None,
            (Ok(_), _) => Some(format!(
                "{} is there again; remove it first, or leave the quarantine as it is",
                path.display()
            )),
            (Err(errno), _) => {
                Some(format!("could not look at {}: {}", path.display(), std::io::Error::from(errno)))
            }
        }
    });
    blocked.or_else(|| replaced(root, manifest))
}

/// Whether the distribution was installed again, in another version: then there would be two of it.
fn replaced(root: &Root, manifest: &Manifest) -> Option<String> {
    let metadata = manifest.metadata.strip_prefix(&manifest.anchor).ok()?;
    let directory = root.anchor.open_directory(metadata.parent()?).ok()?;
    let own = metadata.file_name()?;
    let other = names(directory.as_fd()).ok()?.into_iter().find(|name| {
        let stem = [".dist-info", ".egg-info"].iter().find_map(|end| name.to_str()?.strip_suffix(end));
        name != own
            && stem.is_some_and(|stem| {
                PackageName::new(file_name::split(stem).0).normalized() == manifest.subject.name
            })
    })?;
    let path = manifest.anchor.join(metadata).with_file_name(other);
    Some(format!("{} was installed meanwhile; remove it first", path.display()))
}

/// Puts everything back that was moved. What cannot be put back stays in quarantine, and is said; what is not there any more, because
/// it was never moved, or others took it, is said too.
pub(super) fn put_back(root: &Root, store: &Store, manifest: &Manifest) -> (Vec<FileResult>, Option<String>) {
    let mut results = Vec::new();
    let mut failure = return_directories(root, store, manifest).err();
    for (number, step) in manifest.steps.iter().enumerate().rev() {
        let path = manifest.anchor.join(&step.path);
        let done = match &step.action {
            Action::Move => move_out(root, store, number, step, manifest.digests.get(&number)),
            Action::Edit(lines) => {
                edit_back(root, store, number, step, lines).map(|reason| (Deed::PutBack, reason))
            }
            Action::RemoveDirectory => Ok(is_there(root, step)),
        };
        match done {
            Ok((deed, reason)) => results.push(FileResult { path, deed, reason }),
            Err(reason) => {
                failure.get_or_insert_with(|| format!("{}: {reason}", path.display()));
                results.push(FileResult { path, deed: Deed::Failed, reason: Some(reason) });
            }
        }
    }
    (results, failure)
}

fn is_there(root: &Root, step: &Step) -> (Deed, Option<String>) {
    match root.anchor.status(&step.path) {
        Ok(_) => (Deed::DirectoryPutBack, None),
        Err(_) => {
            (Deed::NotInQuarantine, Some("others removed it, and nothing comes back into it".to_owned()))
        }
    }
}

/// Notes when directories were changed last, so that a later change of others is seen.
pub(super) fn note_times(root: &Root, store: &Store, manifest: &Manifest) {
    let time = |path: &PathBuf| Some((WirePath::from(path), modified(root, path)?));
    let times: Vec<(WirePath, (i64, u32))> = manifest.directories.keys().filter_map(time).collect();
    // Without it times stay as they are, which harms nothing.
    if let Ok(bytes) = serde_json::to_vec(&times) {
        let _ = store.note(TIMES, &bytes);
    }
}

/// Notes which directories nobody has changed since all was in quarantine, before anything is put back into them.
pub(super) fn note_untouched(root: &Root, store: &Store, manifest: &Manifest) {
    // Where it was interrupted on its way in, times were not noted, or not wholly: then all count as unchanged.
    if store.state == QuarantineState::Moving {
        return;
    }
    let noted = store.noted(TIMES).ok().flatten().and_then(|bytes| noted_times(&bytes)).unwrap_or_default();
    let is_untouched = |path: &&PathBuf| match modified(root, path) {
        Some(now) => noted.get(*path).is_some_and(|left| now == *left),
        // It was removed, and is made anew.
        None => true,
    };
    let untouched: Vec<WirePath> =
        manifest.directories.keys().filter(is_untouched).map(WirePath::from).collect();
    if let Ok(bytes) = serde_json::to_vec(&untouched) {
        let _ = store.note(UNTOUCHED, &bytes);
    }
}

/// The times that were noted, unless the note is damaged.
fn noted_times(bytes: &[u8]) -> Option<BTreeMap<PathBuf, (i64, u32)>> {
    let read: Vec<(WirePath, (i64, u32))> = serde_json::from_slice(bytes).ok()?;
    read.into_iter().map(|(path, time)| Some((path.try_into().ok()?, time))).collect()
}

/// The directories whose times are to be as they were. Where the note of it is damaged, none.
pub(super) fn untouched(store: &Store, manifest: &Manifest) -> Paths {
    let paths = |bytes: Vec<u8>| -> Option<Paths> {
        let read: Vec<WirePath> = serde_json::from_slice(&bytes).ok()?;
        read.into_iter().map(|path| path.try_into().ok()).collect()
    };
    match store.noted(UNTOUCHED) {
        Ok(None) => manifest.directories.keys().cloned().collect(),
        Ok(Some(bytes)) => paths(bytes).unwrap_or_default(),
        Err(_) => Paths::new(),
    }
}

fn modified(root: &Root, path: &Path) -> Option<(i64, u32)> {
    let status = if path.as_os_str().is_empty() {
        rustix::fs::fstat(root.anchor.directory())
    } else {
        root.anchor.status(path)
    };
    Some(FileState::of(&status.ok()?).modified)
}

/// Puts the directories back that were moved, and makes those that others removed and that files come back into. Those above come first.
fn return_directories(root: &Root, store: &Store, manifest: &Manifest) -> Result<(), Refused> {
    forget_directory(store);
    let mut moved: BTreeMap<&Path, String> = BTreeMap::new();
    let mut needed: BTreeMap<&Path, Option<&FileState>> = BTreeMap::new();
    for (number, step) in manifest.steps.iter().enumerate() {
        let name = number.to_string();
        // What is edited may be between the exchange and its own name.
        let is_edit = matches!(step.action, Action::Edit(_));
        let is_stored =
            store.file(&name).is_some() || (is_edit && store.file(&format!("{number}.new")).is_some());
        if !is_stored {
            continue;
        }
        for above in step.path.ancestors().skip(1).filter(|path| !path.as_os_str().is_empty()) {
            needed.insert(above, manifest.directories.get(above));
        }
        if step.action == Action::RemoveDirectory {
            needed.insert(&step.path, Some(&step.state));
            moved.insert(&step.path, name);
        }
    }
    for (path, state) in needed {
        let returned = match (root.anchor.status(path), moved.get(path)) {
            // Somebody made it again; the one that was moved is empty.
            (Ok(_), Some(name)) => rustix::fs::unlinkat(store.files(), name.as_str(), AtFlags::REMOVEDIR),
            (Ok(_), None) => Ok(()),
            (Err(Errno::NOENT), Some(name)) => return_directory(root, store, path, name),
            (Err(Errno::NOENT), None) => {
                state.map_or(Err(Errno::NOENT), |state| remake(root, store, path, state))
            }
            (Err(errno), _) => Err(errno),
        };
        while_doing(&format!("put the directory {} back", path.display()), returned)?;
    }
    forget_directory(store);
    Ok(())
}

fn return_directory(root: &Root, store: &Store, path: &Path, name: &str) -> Result<(), Errno> {
    let (parent, file) = root.anchor.parent_of(path)?;
    rename_to_nothing((store.files(), Path::new(name)), (parent.as_fd(), Path::new(file)))
}

/// Makes a directory in quarantine, and moves it to its place when it is as it was: nobody ever finds it half made.
fn remake(root: &Root, store: &Store, path: &Path, state: &FileState) -> Result<(), Errno> {
    rustix::fs::mkdirat(store.files(), DIRECTORY, Mode::from_raw_mode(0o700))?;
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let made = rustix::fs::openat(store.files(), DIRECTORY, flags, Mode::empty())?;
    take_after(made.as_fd(), state)?;
    return_directory(root, store, path, DIRECTORY)
}

/// Removes what an interrupted attempt left of a directory that was being made.
fn forget_directory(store: &Store) {
    let _ = rustix::fs::unlinkat(store.files(), DIRECTORY, AtFlags::REMOVEDIR);
}

/// Moves a file out of quarantine. What there is to be known of it.
fn move_out(
    root: &Root,
    store: &Store,
    number: usize,
    step: &Step,
    expected: Option<&[u8; 32]>,
) -> Result<(Deed, Option<String>), Refused> {
    let name = number.to_string();
    let Some(there) = store.file(&name) else {
        // It never was moved, or is back already.
        let now = root.anchor.status(&step.path);
        let is_it = now.is_ok_and(|now| FileState::of(&now).is_same_file(&step.state));
        let others = || "it is not in quarantine, and others removed or replaced it in its place".to_owned();
        return Ok(if is_it { (Deed::PutBack, None) } else { (Deed::NotInQuarantine, Some(others())) });
    };
    let is_changed =
        expected.is_some_and(|expected| content_of(store, &name, &there).is_some_and(|now| now != *expected));
    let (parent, file) = while_doing("reach its directory", root.anchor.parent_of(&step.path))?;
    let moved = rename_to_nothing((store.files(), Path::new(&name)), (parent.as_fd(), Path::new(file)));
    while_doing("put it back", moved)?;
    let changed = "its contents changed while it lay in quarantine";
    Ok((Deed::PutBack, is_changed.then(|| changed.to_owned())))
}

fn content_of(store: &Store, name: &str, state: &FileState) -> Option<[u8; 32]> {
    if state.kind != StateKind::File {
        return None;
    }
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    digest(rustix::fs::openat(store.files(), name, flags, Mode::empty()).ok()?).ok()
}

/// Puts an edited file back, or where it was changed since, the lines that were taken out of it.
fn edit_back(
    root: &Root,
    store: &Store,
    number: usize,
    step: &Step,
    lines: &[Vec<u8>],
) -> Result<Option<String>, Refused> {
    let (name, made) = (number.to_string(), format!("{number}.new"));
    let back = format!("{number}.back");
    let forget = |name: &str| {
        let _ = rustix::fs::unlinkat(store.files(), name, AtFlags::empty());
    };
    // It may be between the exchange and its new name.
    if store.file(&name).is_none() && store.file(&made).is_some_and(|there| there.is_same_file(&step.state)) {
        while_doing(
            "keep it as it was",
            rename_to_nothing((store.files(), Path::new(&made)), (store.files(), Path::new(&name))),
        )?;
    }
    forget(&made);
    let Some(original) = store.file(&name) else {
        forget(&back);
        return Ok(None);
    };
    let mut reason = None;
    match root.anchor.status(&step.path) {
        Err(Errno::NOENT) => {
            let (parent, file) = while_doing("reach its directory", root.anchor.parent_of(&step.path))?;
            let moved =
                rename_to_nothing((store.files(), Path::new(&name)), (parent.as_fd(), Path::new(file)));
            while_doing("put it back", moved)?;
        }
        looked => {
            let now = FileState::of(&while_doing("look at it", looked)?);
            if !now.is_same_file(&step.state) && original.is_same_file(&step.state) {
                reason = edit_back_in_place(root, store, &back, step, (&name, lines))?;
            }
        }
    }
    forget(&back);
    forget(&name);
    Ok(reason)
}

fn edit_back_in_place(
    root: &Root,
    store: &Store,
    back: &str,
    step: &Step,
    (name, lines): (&str, &[Vec<u8>]),
) -> Result<Option<String>, Refused> {
    let (now, state) = small_file(&root.anchor, &step.path)?;
    if path_lines::has(&now, lines) {
        return Ok(Some("its lines are there again".to_owned()));
    }
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let kept =
        while_doing("read it as it was", rustix::fs::openat(store.files(), name, flags, Mode::empty()))?;
    let mut original = Vec::new();
    std::io::Read::read_to_end(&mut std::fs::File::from(kept), &mut original)
        .map_err(|error| format!("could not read it as it was: {error}"))?;
    if path_lines::without(&original, lines) == now {
        let (parent, file) = while_doing("reach its directory", root.anchor.parent_of(&step.path))?;
        let exchange = rustix::fs::RenameFlags::EXCHANGE;
        while_doing("put it back", rustix::fs::renameat_with(store.files(), name, &parent, file, exchange))?;
        return Ok(None);
    }
    exchange_contents(root, store, back, &step.path, (&path_lines::with(&now, lines), &state))?;
    Ok(Some("it was changed since; its lines were added again".to_owned()))
}

/// Gives directories the times that they had. That of the anchor comes back when the quarantine is out of it.
pub(super) fn restore_times(root: &Root, manifest: &Manifest, paths: &Paths, which: impl Fn(&Path) -> bool) {
    for (path, state) in manifest.directories.iter().filter(|(path, _)| which(path) && paths.contains(*path))
    {
        let Ok(directory) = root.anchor.open_directory(path) else { continue };
        // A time that cannot be set is no reason to fail: all files are back.
        let _ = set_time(directory.as_fd(), state.modified);
    }
}
