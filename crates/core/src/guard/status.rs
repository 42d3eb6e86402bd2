//! What guard a site has.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::directory::{Directory, Entry};
use super::ours::{self, Owner};
use super::{
    CODE, DATA_FILE, DIRECTORY, GuardData, GuardError, Mode, PATH_FILE, STATE_FILE, STATE_HEAD, data,
};

/// What guard a site has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// None, nor anything under its names.
    Absent,
    /// A whole one.
    Installed {
        /// What it does with an environment that is not as the bound wants it.
        mode: Mode,
        /// What it checks, and with what.
        data: GuardData,
        /// When the environment was last found clean, in seconds since 1970; `None` if it never was, or if that cannot be kept.
        /// Whether it is still clean only a check can say.
        last_clean: Option<i64>,
    },
    /// Less than a whole one, or one that was changed.
    Damaged {
        /// The mode, where the `.pth` file is as it was. With [`Mode::Exit`], starts are refused.
        mode: Option<Mode>,
        /// What is wrong, sorted by path.
        what: Vec<Damage>,
    },
}

/// What is wrong with a file of a guard.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Damage {
    /// It is not there. Without the `.pth` file, no start is checked.
    Missing(PathBuf),
    /// fetter did not write it, or it was changed since.
    Foreign(PathBuf),
    /// The data cannot be used.
    Unusable(PathBuf, String),
}

/// What guard a site has. Nothing is changed.
pub fn status(site: &Path) -> Result<Status, GuardError> {
    let site = Directory::open(site)?;
    let mut what = Vec::new();
    let line = ours::line(&site)?;
    let mode = match line {
        Owner::Fetter(mode) => Some(mode),
        Owner::Nobody => None,
        Owner::Other => {
            what.push(Damage::Foreign(site.at(PATH_FILE)));
            None
        }
    };
    let place = match ours::directory(&site)? {
        Owner::Fetter(place) => Some(place),
        Owner::Nobody if line == Owner::Nobody => return Ok(Status::Absent),
        Owner::Nobody => {
            what.push(Damage::Missing(site.at(DIRECTORY)));
            None
        }
        Owner::Other => {
            what.push(Damage::Foreign(site.at(DIRECTORY)));
            None
        }
    };
    if line == Owner::Nobody {
        what.push(Damage::Missing(site.at(PATH_FILE)));
    }
    let data = place.as_ref().map(|place| look_into(place, &mut what)).transpose()?.flatten();
    what.sort();
    Ok(match (mode, data, place) {
        (Some(mode), Some(data), Some(place)) if what.is_empty() => {
            Status::Installed { mode, data, last_clean: last_clean(&place)? }
        }
        _ => Status::Damaged { mode, what },
    })
}

/// The data, and what is wrong with the files of the guard's directory.
fn look_into(place: &Directory, what: &mut Vec<Damage>) -> Result<Option<GuardData>, GuardError> {
    let files = ours::files(place)?;
    let foreign = || files.changed.iter().chain(&files.others);
    let is_there = |name: &str| files.ours.iter().chain(foreign()).any(|found| found == name);
    let needed = CODE.iter().map(|(name, _)| *name).chain([DATA_FILE]);
    what.extend(needed.filter(|name| !is_there(name)).map(|name| Damage::Missing(place.at(name))));
    what.extend(foreign().map(|name| Damage::Foreign(place.at(name))));
    let Entry::File(bytes) = place.entry(OsStr::new(DATA_FILE), data::LIMIT)? else { return Ok(None) };
    Ok(match GuardData::read(&bytes) {
        Ok(data) => Some(data),
        Err(_) if foreign().any(|name| name == DATA_FILE) => None,
        Err(error) => {
            what.push(Damage::Unusable(place.at(DATA_FILE), error.to_string()));
            None
        }
    })
}

fn last_clean(place: &Directory) -> Result<Option<i64>, GuardError> {
    let state = place.entry(OsStr::new(STATE_FILE), STATE_HEAD.len())?;
    let is_state = state == Entry::File(STATE_HEAD.to_vec());
    Ok(place.status_of(STATE_FILE).filter(|_| is_state).map(|status| status.st_mtime))
}
