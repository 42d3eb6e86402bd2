//! Which directories become empty.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};

use super::Chosen;
use super::claims::Claims;
use super::own::Own;
use super::reach::Reach;
use crate::integrity::files::Anchor;
use crate::metadata::bytecode::source_stem;
use crate::removal::protected::Protected;
use crate::removal::{Left, LeftCode, StateKind};

/// How many entries of one directory are named that keep it from being empty.
const NAMED: usize = 20;

/// Adds the directories that become empty, each to the last distribution that something is taken out of it for, and says what keeps
/// the others.
pub(super) fn plan(
    reach: &Reach,
    anchor: &Anchor,
    claims: &Claims,
    protected: &Protected,
    owned: &mut [(Chosen<'_>, Own)],
) {
    let mut gone: HashSet<PathBuf> = owned.iter().flat_map(|(_, own)| own.files.keys().cloned()).collect();
    // Deepest first: a directory is empty when those in it are gone.
    let mut directories: BTreeMap<(std::cmp::Reverse<usize>, PathBuf), usize> = BTreeMap::new();
    for (at, (_, own)) in owned.iter().enumerate() {
        for directory in own.files.keys().flat_map(|path| path.ancestors().skip(1)) {
            if !protected.stays(directory) {
                let depth = std::cmp::Reverse(directory.components().count());
                directories.insert((depth, directory.to_path_buf()), at);
            }
        }
    }
    let looked_at: HashSet<PathBuf> = directories.keys().map(|(_, directory)| directory.clone()).collect();
    for ((_, directory), at) in directories {
        let (_, own) = &mut owned[at];
        let names = reach.names(&directory);
        let Ok(names) = names.as_ref() else { continue };
        let rest: Vec<&OsString> =
            names.iter().filter(|name| !gone.contains(&directory.join(name))).collect();
        let is_directory = reach.state(&directory).ok().filter(|state| state.kind == StateKind::Directory);
        match is_directory {
            Some(state)
                if rest.is_empty() && !claims.reaches(&directory) && protected.why(&directory).is_none() =>
            {
                gone.insert(directory.clone());
                own.directories.push((directory, state));
            }
            _ => {
                let said: HashSet<&PathBuf> = own.left.iter().map(|left| &left.path).collect();
                let unlisted = unlisted((reach, anchor), claims, &directory, &rest, &looked_at);
                let unlisted: Vec<Left> =
                    unlisted.into_iter().filter(|left| !said.contains(&left.path)).collect();
                own.left.extend(unlisted);
            }
        }
    }
}

/// What nobody lists and what keeps a directory.
fn unlisted(
    (reach, anchor): (&Reach, &Anchor),
    claims: &Claims,
    directory: &Path,
    rest: &[&OsString],
    looked_at: &HashSet<PathBuf>,
) -> BTreeSet<Left> {
    let of_others = rest.iter().any(|name| claims.reaches(&directory.join(name)));
    // Where others have files too, the directory stays anyway.
    if of_others {
        return BTreeSet::new();
    }
    let left = |name: &&OsString| Left {
        path: anchor.path.join(directory).join(name),
        code: LeftCode::NotListed,
        reason: "no distribution lists it".to_owned(),
    };
    // Of a directory within it is what is in there that is said.
    let plain = rest
        .iter()
        .filter(|name| !looked_at.contains(&directory.join(name)) && !has_source(reach, directory, name));
    plain.copied().take(NAMED).map(|name| left(&name)).collect()
}

/// Whether an entry of a `__pycache__` is made of a source that is there: it belongs to whoever that belongs to.
fn has_source(reach: &Reach, directory: &Path, name: &OsString) -> bool {
    if directory.file_name().is_none_or(|name| name != "__pycache__") {
        return false;
    }
    let Some(stem) = source_stem(name.as_encoded_bytes()) else { return false };
    let source = OsString::from_vec([stem, b".py"].concat());
    let around = reach.names(directory.parent().unwrap_or(Path::new("")));
    around.as_ref().as_ref().is_ok_and(|names| names.binary_search(&source).is_ok())
}
