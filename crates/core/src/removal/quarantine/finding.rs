//! Finding what lies in quarantine.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use super::store::{Root, own_name, place};
use super::{NAME, Quarantined};
use crate::removal::Action;

/// What lies in quarantine below these anchors, sorted by run, anchor and number; and what of it could not be read, with the reason.
/// What other users removed is theirs to restore, and is among the latter.
#[must_use]
pub fn find(anchors: &BTreeSet<PathBuf>) -> (Vec<Quarantined>, Vec<(PathBuf, String)>) {
    let mut found = Vec::new();
    let mut unread = Vec::new();
    for anchor in anchors {
        let own = own_name();
        for name in quarantines(anchor) {
            if name == own {
                find_in(anchor, &mut found, &mut unread);
            } else {
                let user = name.as_bytes()[NAME.len()..].strip_prefix(b"-").unwrap_or_default();
                let user = String::from_utf8_lossy(user);
                unread.push((
                    anchor.join(&name),
                    format!("it is the quarantine of user {user}, who alone can use it"),
                ));
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
    let own = own_name();
    for anchor in anchors.iter().filter(|anchor| quarantines(anchor).contains(&own)) {
        if let Ok(root) = Root::open(anchor, false) {
            let runs = root.contents();
            runs.iter().filter(|(_, numbers)| numbers.is_empty()).for_each(|(id, _)| root.tidy(id));
            if runs.is_empty() {
                root.tidy("");
            }
        }
    }
}

/// The names of quarantines in an anchor.
fn quarantines(anchor: &Path) -> Vec<std::ffi::OsString> {
    let names = std::fs::read_dir(anchor).into_iter().flatten().flatten().map(|entry| entry.file_name());
    let is_one = |name: &OsStr| name.as_bytes().starts_with(NAME.as_bytes());
    let mut names: Vec<_> = names.filter(|name| is_one(name)).collect();
    names.sort_unstable();
    names
}

fn find_in(anchor: &Path, found: &mut Vec<Quarantined>, unread: &mut Vec<(PathBuf, String)>) {
    let root = match Root::open(anchor, false) {
        Ok(root) => root,
        Err(reason) => return unread.push((anchor.join(own_name()), reason)),
    };
    for (id, numbers) in root.contents() {
        for number in numbers {
            let read = root.store(&id, number).and_then(|store| Ok((store.manifest()?, store.state)));
            match read {
                Ok((manifest, state)) if manifest.anchor == *anchor && manifest.id == id => {
                    let moved = manifest.steps.iter().filter(|step| step.action == Action::Move);
                    found.push(Quarantined {
                        place: place(anchor, &id, number),
                        files: moved.clone().count(),
                        bytes: moved.fold(0, |sum, step| sum.saturating_add(step.state.size)),
                        id: manifest.id,
                        created: manifest.created,
                        anchor: manifest.anchor,
                        subject: manifest.subject,
                        site: manifest.site,
                        metadata: manifest.metadata,
                        reasons: manifest.reasons,
                        state,
                        number,
                    });
                }
                Ok(_) => unread
                    .push((place(anchor, &id, number), "it was moved here from another place".to_owned())),
                Err(reason) => unread.push((place(anchor, &id, number), reason)),
            }
        }
    }
}
