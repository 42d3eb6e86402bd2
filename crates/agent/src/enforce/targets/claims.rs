//! What those own that are not denied.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::lists::{Around, Lists, Wanted};

/// What those own that are not denied.
#[derive(Debug, Default)]
pub(super) struct Claims {
    files: HashMap<PathBuf, Arc<str>>,
    /// Directories at or below which one of their files lies.
    reached: HashMap<PathBuf, Arc<str>>,
}

impl Claims {
    /// What others own in what the denied have a part in.
    pub(super) fn of(
        lists: &mut Lists,
        neighbours: &[Around<'_>],
        going: &HashSet<&Path>,
        wanted: &Wanted,
    ) -> Self {
        let mut claims = Self::default();
        for around in neighbours {
            let anchor = &around.anchor.path;
            let others = around.site.distributions.iter();
            for found in others.filter(|found| !going.contains(&*found.metadata_path)) {
                let Some(list) = lists.sharing(found, *around, wanted) else { continue };
                let label: Arc<str> = found.label().into();
                list.owned_in(wanted).for_each(|path| claims.add(path, anchor, &label));
                // What does not list its files owns what is called like it.
                for path in &list.named {
                    for owned in [path.clone(), with_ending(path)] {
                        claims.add(&owned, anchor, &label);
                    }
                    claims.reached.entry(path.clone()).or_insert_with(|| Arc::clone(&label));
                }
            }
        }
        claims
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
