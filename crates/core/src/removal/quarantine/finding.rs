//! Finding what lies in quarantine.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use super::manifest::Manifest;
use super::root::{Root, own_names, place};
use super::{NAME, Quarantined, Unread};
use crate::removal::Action;

/// What lies in quarantine below these anchors, sorted by run, anchor and number; and what of it could not be read, with the reason.
/// What other users removed is theirs to restore, and is among the latter.
#[must_use]
pub fn find(anchors: &BTreeSet<PathBuf>) -> (Vec<Quarantined>, Vec<Unread>) {
    let mut found = Vec::new();
    let mut unread = Vec::new();
    let own: Vec<OsString> = own_names().collect();
    for anchor in anchors {
        for name in quarantines(anchor) {
            if own.contains(&name) {
                find_in(anchor, &name, &mut found, &mut unread);
            } else {
                let user = name.as_bytes()[NAME.len()..].strip_prefix(b"-").unwrap_or_default();
                let user = String::from_utf8_lossy(user);
                unread.push(Unread {
                    path: anchor.join(&name),
                    id: None,
                    is_own: false,
                    reason: format!("it is the quarantine of user {user}, who alone can use it"),
                });
            }
        }
    }
    found.sort_by(|left, right| {
        (&left.id, &left.anchor, left.number).cmp(&(&right.id, &right.anchor, right.number))
    });
    (found, unread)
}

/// Removes what is left of attempts that were interrupted before anything was moved, and quarantines that are empty.
pub fn tidy(anchors: &BTreeSet<PathBuf>) {
    let own: Vec<OsString> = own_names().collect();
    for anchor in anchors {
        for name in quarantines(anchor).into_iter().filter(|name| own.contains(name)) {
            let Ok(root) = Root::open(anchor, &name) else { continue };
            let runs = root.contents();
            runs.iter().filter(|(_, numbers)| numbers.is_empty()).for_each(|(id, _)| root.tidy(id));
            if runs.is_empty() {
                root.tidy("");
            }
        }
    }
}

/// The names of quarantines in an anchor.
fn quarantines(anchor: &Path) -> Vec<OsString> {
    let names = std::fs::read_dir(anchor).into_iter().flatten().flatten().map(|entry| entry.file_name());
    let is_one = |name: &OsStr| name.as_bytes().starts_with(NAME.as_bytes());
    let mut names: Vec<_> = names.filter(|name| is_one(name)).collect();
    names.sort_unstable();
    names
}

fn find_in(anchor: &Path, name: &OsStr, found: &mut Vec<Quarantined>, unread: &mut Vec<Unread>) {
    let root = match Root::open(anchor, name) {
        Ok(root) => root,
        Err(reason) => {
            return unread.push(Unread { path: anchor.join(name), id: None, is_own: true, reason });
        }
    };
    for (id, numbers) in root.contents() {
        for number in numbers {
            let place = place(anchor, name, &id, number);
            let read = root.look(&id, number).and_then(|(manifest, state)| {
                see_that_it_is_of(&root, anchor, &id, &manifest)?;
                Ok((manifest, state))
            });
            match read {
                Ok((manifest, state)) => {
                    let moved = manifest.steps.iter().filter(|step| step.action == Action::Move);
                    found.push(Quarantined {
                        place,
                        quarantine: name.to_owned(),
                        files: moved.clone().count(),
                        bytes: moved.fold(0, |sum, step| sum.saturating_add(step.state.size)),
                        id: manifest.id,
                        created: manifest.created,
                        anchor: anchor.to_path_buf(),
                        anchors: manifest.anchors,
                        subject: manifest.subject,
                        site: manifest.site,
                        metadata: manifest.metadata,
                        reasons: manifest.reasons,
                        state,
                        number,
                    });
                }
                Err(reason) => {
                    let reason = format!("{reason}; if nothing in it is needed any more, delete it by hand");
                    unread.push(Unread { path: place, id: Some(id.clone()), is_own: true, reason });
                }
            }
        }
    }
}

/// Sees that what lies in a quarantine was removed from its anchor, which may have another name meanwhile: it is the same directory.
pub(super) fn see_that_it_is_of(
    root: &Root,
    anchor: &Path,
    id: &str,
    manifest: &Manifest,
) -> Result<(), String> {
    let is_same = || {
        let then = manifest.directories.get(Path::new(""));
        then.is_some_and(|then| root.anchor_before.is_same_file(then))
    };
    if manifest.id == id && (manifest.anchor == anchor || is_same()) {
        return Ok(());
    }
    Err(format!("it was copied here from {}, and can be put back there only", manifest.anchor.display()))
}
