//! What is listed beside the files of a wheel: what installers make themselves, and what nobody published.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::super::gathered::Fact;
use super::super::role::Role;
use super::super::scene::{Case, Custody, Scene, Worker};
use super::super::{FileStatus, Severity, VerifyCode, VerifyUncheckedCode};
use super::members::{contents, fact};
use super::points::EntryPoint;
use crate::integrity::files::ListedFile;
use crate::inventory::file::FileError;
use crate::metadata::bytecode;

/// What tells which files installers make.
pub(super) struct Beside<'wheel> {
    /// The wheel's name.
    pub(super) wheel: &'wheel str,
    /// The scripts of its entry points.
    pub(super) points: &'wheel BTreeMap<String, Option<EntryPoint>>,
    /// Where its files belong.
    pub(super) members: BTreeSet<&'wheel Path>,
}

/// Where a listed file that a wheel does not have may be from.
enum Origin<'wheel> {
    /// Installers write it.
    Installer,
    /// It is a script of an entry point.
    Script(&'wheel str, Option<&'wheel EntryPoint>),
    /// Neither the wheel nor an installer.
    Unknown,
}

/// What is listed and is neither the wheel's nor as an installer makes it.
pub(super) fn differences(
    scene: &Scene<'_>,
    case: &Case<'_>,
    wheel: &Beside<'_>,
    worker: &mut Worker,
) -> Vec<Fact> {
    let below = case.files.iter().filter_map(|file| Some((file, file.place.below()?)));
    let others = below.filter(|(_, relative)| !wheel.members.contains(relative));
    let difference = |(file, relative): (&ListedFile, &Path)| match wheel.origin(case, file, relative) {
        Origin::Installer => None,
        Origin::Script(name, point) => script(scene, case, relative, (name, point), worker),
        Origin::Unknown => {
            let status = FileStatus::of(&case.beneath.status(relative).ok()?);
            let reason = format!("{} has no such file", wheel.wheel);
            Some(fact(case, relative, Role::of(relative).of_change(), reason, Some(status)))
        }
    };
    others.filter_map(difference).collect()
}

impl<'wheel> Beside<'wheel> {
    fn origin(&self, case: &Case<'_>, file: &ListedFile, relative: &Path) -> Origin<'wheel> {
        let is_made = match Role::of(relative) {
            Role::Note | Role::List => true,
            Role::Bytecode => self.is_compiled(case, file, relative),
            Role::Script => return self.script(case, relative),
            // virtualenv marks what it seeded.
            _ => relative.extension().is_some_and(|extension| extension == "virtualenv"),
        };
        if is_made { Origin::Installer } else { Origin::Unknown }
    }

    /// Whether an installer compiled it of a source that the wheel has. Installers list what they compile without a hash, since
    /// Python may do so again: a hash would only keep others from looking at it.
    fn is_compiled(&self, case: &Case<'_>, file: &ListedFile, relative: &Path) -> bool {
        if relative.ends_with("__pycache__") {
            return true;
        }
        let is_of_member =
            bytecode::source_of(relative).is_some_and(|source| self.members.contains(source.as_path()));
        is_of_member && (file.hash.is_none() || !matches!(case.custody, Custody::Own))
    }

    fn script(&self, case: &Case<'_>, relative: &Path) -> Origin<'wheel> {
        let name = relative.file_name().unwrap_or_default().to_string_lossy();
        // A launcher of Windows, which runs nowhere else.
        let (name, is_program) = match name.strip_suffix(".exe") {
            Some(name) => (name, true),
            None => (&*name, false),
        };
        // pip writes `pip3` and `pip3.11` beside `pip`.
        let plain =
            name.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == '.' || letter == '-');
        let point = self.points.get_key_value(name).or_else(|| self.points.get_key_value(plain));
        match point {
            None => Origin::Unknown,
            // Debian makes scripts in ways of its own, and knows what it made.
            Some(_) if is_program || matches!(case.custody, Custody::Distributor) => Origin::Installer,
            Some((name, point)) => Origin::Script(name, point.as_ref()),
        }
    }
}

/// Looks whether a script is one that an installer makes of an entry point.
fn script(
    scene: &Scene<'_>,
    case: &Case<'_>,
    relative: &Path,
    (name, point): (&str, Option<&EntryPoint>),
    worker: &mut Worker,
) -> Option<Fact> {
    let open = match case.open(scene.disk, relative) {
        Ok(open) => open,
        // Both are said of it already.
        Err(FileError::Missing | FileError::Irregular) => return None,
        Err(error) => {
            worker.found.cannot(case.whole(relative), VerifyUncheckedCode::Unreadable, error.to_string());
            return None;
        }
    };
    let script = match contents(&open) {
        Ok(script) => script,
        Err(errno) => {
            let reason = std::io::Error::from(errno).to_string();
            worker.found.cannot(case.whole(relative), VerifyUncheckedCode::Unreadable, reason);
            return None;
        }
    };
    let path = case.whole(relative);
    let bin = path.parent().unwrap_or(&path);
    let is_made = point.zip(script).is_some_and(|(point, script)| point.is_made_into(&script, bin));
    if is_made {
        return None;
    }
    let reason = format!("it is not what an installer makes of the entry point {name}");
    let found = fact(case, relative, Severity::Medium, reason, Some(FileStatus::of(&open.status)));
    Some(Fact { code: VerifyCode::ScriptUnrecognized, ..found })
}
