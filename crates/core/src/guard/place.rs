//! Putting a guard into a site, and taking it away.

use std::ffi::OsStr;
use std::path::Path;

use super::directory::Directory;
use super::ours::{self, COMPILED, Owner};
use super::{
    CODE, DATA_FILE, DIRECTORY, DataError, GuardData, GuardError, Installed, LINES, Mode, PATH_FILE, Removed,
    STATE_FILE, data,
};

/// Installs a guard into a site, or replaces the one that is there.
///
/// Each file appears whole or not at all, and the `.pth` file, which makes Python run the guard, comes last: an installation that
/// was interrupted refuses no start, and can be made again or removed. Newer code reads older data, so that no state
/// of a replacement refuses one either. Where it fails, what it made is removed again.
pub fn install(site: &Path, mode: Mode, data: &GuardData) -> Result<Installed, GuardError> {
    data.validate()?;
    let bytes = data.to_bytes();
    if bytes.len() > data::LIMIT {
        return Err(DataError::TooLarge.into());
    }
    let site = Directory::open(site)?;
    let had_line = match ours::line(&site)? {
        Owner::Other => return Err(GuardError::Foreign(site.at(PATH_FILE))),
        owner => owner != Owner::Nobody,
    };
    let (place, is_new) = match ours::directory(&site)? {
        Owner::Other => return Err(GuardError::Foreign(site.at(DIRECTORY))),
        Owner::Fetter(place) => (place, false),
        Owner::Nobody => (site.make(DIRECTORY)?, true),
    };
    if let Some(other) = ours::files(&place)?.others.first() {
        return Err(GuardError::Foreign(place.at(other)));
    }
    let written = write_all(&site, &place, mode, &bytes);
    if written.is_err() && is_new {
        // The first error is the one to tell of.
        let _ = clear(&site, &place, &mut Removed::default());
    }
    written?;
    Ok(if had_line { Installed::Replaced } else { Installed::New })
}

fn write_all(site: &Directory, place: &Directory, mode: Mode, data: &[u8]) -> Result<(), GuardError> {
    for (name, texts) in CODE.iter().rev() {
        place.write(texts[0].as_bytes(), place, name)?;
    }
    place.write(data, place, DATA_FILE)?;
    // What was clean under other data need not be under these.
    place.remove(OsStr::new(STATE_FILE))?;
    let line = LINES.iter().find(|(of, _)| *of == mode).map_or("", |(_, lines)| lines[0]);
    place.write(line.as_bytes(), site, PATH_FILE)
}

/// Removes a guard from a site: the `.pth` file first, so that nothing is refused in between, and then all that fetter and the
/// guard wrote since. What they did not write is left, and said.
pub fn uninstall(site: &Path) -> Result<Removed, GuardError> {
    let site = Directory::open(site)?;
    let mut removed = Removed::default();
    match ours::line(&site)? {
        Owner::Nobody => {}
        Owner::Other => removed.left.push(site.at(PATH_FILE)),
        Owner::Fetter(_) => {
            site.remove(OsStr::new(PATH_FILE))?;
            removed.removed.push(site.at(PATH_FILE));
        }
    }
    match ours::directory(&site)? {
        Owner::Nobody => {}
        Owner::Other => removed.left.push(site.at(DIRECTORY)),
        Owner::Fetter(place) => clear(&site, &place, &mut removed)?,
    }
    removed.removed.sort();
    removed.left.sort();
    Ok(removed)
}

/// Removes the guard's directory, but for what is another's.
fn clear(site: &Directory, place: &Directory, removed: &mut Removed) -> Result<(), GuardError> {
    let files = ours::files(place)?;
    for name in files.ours.into_iter().chain(files.changed) {
        place.remove(&name)?;
        removed.removed.push(place.at(name));
    }
    removed.left.extend(files.others.into_iter().map(|name| place.at(name)));
    if let Ok(compiled) = place.below(COMPILED) {
        for name in compiled.names()? {
            if ours::is_compiled(&name) {
                compiled.remove(&name)?;
                removed.removed.push(compiled.at(name));
            } else {
                removed.left.push(compiled.at(name));
            }
        }
        if place.remove_directory(COMPILED)? {
            removed.removed.push(place.at(COMPILED));
        }
    }
    if site.remove_directory(DIRECTORY)? {
        removed.removed.push(site.at(DIRECTORY));
    }
    Ok(())
}
