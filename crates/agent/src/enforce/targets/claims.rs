//! What those own that are not denied.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::contest::{Claimant, Contest};
use super::list::Proof;
use super::lists::{Around, Lists, Wanted};
use super::room::Rooms;
use crate::enforce::ledger::owner;

/// What those own that are not denied.
#[derive(Debug, Default)]
pub(super) struct Claims {
    files: HashMap<PathBuf, Arc<str>>,
    /// Directories at or below which one of their files lies.
    reached: HashMap<PathBuf, Arc<str>>,
}

impl Claims {
    /// What others own in what the denied have a part in, as far as they are to be believed.
    pub(super) fn of(
        lists: &mut Lists,
        neighbours: &[Around<'_>],
        going: &HashSet<&Path>,
        wanted: &Wanted,
        (contest, rooms): (&Contest<'_>, &mut Rooms),
    ) -> Self {
        let mut claims = Self::default();
        for around in neighbours {
            let owner = owner(&around.site.path);
            let others = around.site.distributions.iter();
            for found in others.filter(|found| !going.contains(&*found.metadata_path)) {
                let Some(list) = lists.sharing(found, *around, wanted) else { continue };
                let has_room = rooms.take(owner, list.below.len(), 0);
                let list = if has_room { list } else { list.without_files(found, *around) };
                let claimant = Claimant { list: &list, metadata: &found.metadata_path };
                claims.claim(claimant, &around.anchor.path, wanted, (contest, &found.label().into()));
            }
        }
        claims
    }

    fn claim(
        &mut self,
        claimant: Claimant<'_>,
        anchor: &Path,
        wanted: &Wanted,
        (contest, label): (&Contest<'_>, &Arc<str>),
    ) {
        for listed in claimant.list.owned_in(wanted) {
            if contest.is_believed(claimant, &listed.path, &listed.proof) {
                self.add(&listed.path, anchor, label);
            }
        }
        // What does not list its files owns what is called like it.
        for path in claimant.list.named.iter().filter(|_| !contest.has_brought(claimant)) {
            for owned in [path.clone(), with_ending(path)] {
                if contest.is_believed(claimant, &owned, &Proof::default()) {
                    self.add(&owned, anchor, label);
                }
            }
            self.reached.entry(path.clone()).or_insert_with(|| Arc::clone(label));
        }
    }

    fn add(&mut self, path: &Path, anchor: &Path, label: &Arc<str>) {
        self.files.entry(path.to_path_buf()).or_insert_with(|| Arc::clone(label));
        for above in path.ancestors().skip(1).take_while(|above| above.starts_with(anchor)) {
            if self.reached.contains_key(above) {
                break;
            }
            self.reached.insert(above.to_path_buf(), Arc::clone(label));
        }
    }

    /// Who lists a file.
    pub(super) fn owner(&self, path: &Path) -> Option<String> {
        self.files.get(path).map(ToString::to_string)
    }

    /// Whether something at or below a directory is somebody's who is not denied.
    pub(super) fn reaches(&self, directory: &Path) -> bool {
        self.reached.contains_key(directory)
    }

    /// Who lists something below a directory.
    pub(super) fn owner_below(&self, directory: &Path) -> String {
        self.reached.get(directory).map(ToString::to_string).unwrap_or_default()
    }
}

/// The module of a name.
fn with_ending(path: &Path) -> PathBuf {
    let mut path = path.as_os_str().to_owned();
    path.push(".py");
    path.into()
}
