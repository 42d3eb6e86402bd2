//! Which files Python would load for the name of a module, as `importlib`'s finders look for it in directories and archives.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use rustix::fs::FileType;

use super::directory::{self, Directory};
use super::gather::Gathering;
use crate::inventory::file::{FileError, join};
use crate::inventory::{Problem, ProblemCode, PythonVersion};

/// How much of the names in directories is kept, in bytes, before they are forgotten and looked for again.
const KEPT_LIMIT: usize = 128 * 1024 * 1024;
/// How many places are looked at for modules, all together.
const STEP_LIMIT: u64 = 20_000_000;
/// How many parts a module's name may have.
const PARTS: usize = 8;

/// How a module is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    Extension,
    Source,
    Bytecode,
}

/// A file that Python would take for a module. Sorted, what Python prefers comes first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Candidate {
    /// Whether it is a module, and not a package, which comes first.
    pub(super) is_module: bool,
    /// The order of endings.
    rank: u8,
    pub(super) form: Form,
    pub(super) file: PathBuf,
    /// What stands between the name and `.so`: `cpython-311-x86_64-linux-gnu`.
    tag: Option<String>,
    /// The archive that it is in, and its name there.
    pub(super) member: Option<(PathBuf, String)>,
}

/// A file that an import runs, and the place that it was found in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Loaded {
    pub(super) candidate: Candidate,
    pub(super) place: PathBuf,
}

impl Candidate {
    /// A source file outside of archives.
    pub(super) fn source(file: PathBuf) -> Self {
        Self { is_module: true, rank: 0, form: Form::Source, file, tag: None, member: None }
    }

    /// Whether a Python takes it: an extension module may bear the version that it is made for.
    pub(super) fn is_for(&self, version: &PythonVersion) -> bool {
        let Some((major, minor)) = version.release else { return true };
        let Some(tag) = &self.tag else { return true };
        if tag == OLD {
            return major < 3 || (major, minor) < (3, 3);
        }
        let rest = tag.strip_prefix("cpython-").or_else(|| tag.strip_prefix("pypy"));
        let Some(rest) = rest else { return true };
        let end = rest.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(rest.len());
        let (number, after) = rest.split_at(end);
        // The flags of an ABI: debugging, pymalloc, wide characters. Without the GIL it is another one.
        let flags = after.split(['-', '.']).next().unwrap_or_default();
        let is_threaded = flags.contains('t');
        number.is_empty() || number == format!("{major}{minor}") && is_threaded == version.free_threaded
    }
}

/// The tag of what is called `NAMEmodule.so`, as Python 2 has it.
const OLD: &str = "module";

/// How a module is kept, and its tag, by what follows its name.
fn form(rest: &[u8]) -> Option<(Form, Option<String>)> {
    match rest {
        b".py" => return Some((Form::Source, None)),
        b".pyc" => return Some((Form::Bytecode, None)),
        b"module.so" => return Some((Form::Extension, Some(OLD.to_owned()))),
        _ => {}
    }
    let tag = rest.strip_suffix(b".so").or_else(|| rest.strip_suffix(b".pyd"))?;
    if tag.is_empty() {
        return Some((Form::Extension, None));
    }
    let tag = std::str::from_utf8(tag.strip_prefix(b".")?).ok()?;
    // What Python's suffixes look like; another name with a dot in it is another module.
    let is_tag = ["cpython-", "pypy", "graalpy", "cp3", "abi3"].iter().any(|begin| tag.starts_with(begin));
    is_tag.then(|| (Form::Extension, Some(tag.to_owned())))
}

/// The order in which endings are tried: zip archives have their compiled code first, and no extension modules.
fn rank(form: Form, tag: Option<&str>, is_archived: bool) -> Option<u8> {
    match (form, tag) {
        (Form::Extension, _) if is_archived => None,
        (Form::Extension, Some(tag)) if tag != "abi3" => Some(0),
        (Form::Extension, Some(_)) => Some(1),
        (Form::Extension, None) => Some(2),
        (Form::Source, _) => Some(4),
        (Form::Bytecode, _) => Some(if is_archived { 3 } else { 5 }),
    }
}

impl Gathering<'_> {
    /// What a place on the path holds, looked at once: a directory, an archive, or a directory in an archive.
    pub(super) fn directory(&mut self, path: &Path) -> Rc<Directory> {
        if let Some(known) = self.directories.get(path) {
            return Rc::clone(known);
        }
        let real = self.disk.resolve(path).ok();
        let found = real.as_deref().and_then(|real| directory::look(self.disk, real));
        let found = found.unwrap_or_else(|| self.in_archive(path));
        self.keep_directory(path.to_path_buf(), found)
    }

    /// Keeps what a place holds, and forgets others where that is too much.
    pub(super) fn keep_directory(&mut self, path: PathBuf, mut found: Directory) -> Rc<Directory> {
        self.problems.append(&mut found.problems);
        self.kept += found.size();
        if self.kept > KEPT_LIMIT {
            self.directories.clear();
            self.kept = found.size();
        }
        let found = Rc::new(found);
        self.directories.insert(path, Rc::clone(&found));
        found
    }

    /// What lies under a path in the archive that is the last file on the way.
    fn in_archive(&mut self, path: &Path) -> Directory {
        let Some(archive) = path.ancestors().find(|above| self.disk.file_type(above).is_some()) else {
            return Directory::default();
        };
        let inner = path.strip_prefix(archive).ok().and_then(Path::to_str);
        let (Some(inner), true) = (inner, self.disk.is_file(archive)) else { return Directory::default() };
        let members = self.archives.names(self.disk, archive, &mut self.problems);
        Directory::of_archive(archive, inner, &members)
    }

    /// The files in one place that Python would take for a module, the one that it takes first.
    pub(super) fn candidates(&mut self, place: &Path, name: &str) -> Vec<Candidate> {
        let directory = self.directory(place);
        let mut found = Vec::new();
        let named = directory.named(name);
        self.steps += named.len() as u64;
        for (entry, kind) in named {
            let file = join(place, entry.as_bytes());
            let rest = &entry.as_bytes()[name.len()..];
            let kind = self.followed(&file, kind);
            if !rest.is_empty() {
                self.no_irregular(&file, kind);
                found.extend(candidate(&directory, entry, file, rest, kind));
                continue;
            }
            if kind != Some(FileType::Directory) {
                continue;
            }
            let package = self.directory(&file);
            for (entry, kind) in package.named("__init__") {
                let file = join(&file, entry.as_bytes());
                let kind = self.followed(&file, kind);
                let rest = &entry.as_bytes()["__init__".len()..];
                self.no_irregular(&file, kind);
                let candidate = candidate(&package, entry, file, rest, kind);
                found.extend(candidate.map(|found| Candidate { is_module: false, ..found }));
            }
        }
        found.sort();
        found
    }

    /// What an entry is, a link being what it leads to.
    fn followed(&self, file: &Path, kind: FileType) -> Option<FileType> {
        if kind == FileType::Symlink { self.disk.file_type(file) } else { Some(kind) }
    }

    /// Python passes over what is no regular file, for as long as it is none.
    fn no_irregular(&mut self, file: &Path, kind: Option<FileType>) {
        if !matches!(kind, None | Some(FileType::RegularFile | FileType::Directory)) {
            self.problems.push(FileError::Irregular.problem(file));
        }
    }

    /// The files that the import of a module runs, looked for along a path; the packages that it is in come first. Of a version
    /// that is not known all are given that some version would take. Whether the whole of it was found.
    pub(super) fn load(
        &mut self,
        path: &[PathBuf],
        version: &PythonVersion,
        module: &str,
    ) -> (Vec<Loaded>, bool) {
        let mut files = Vec::new();
        // Each with the place on the path that it lies below.
        let mut places: Vec<(PathBuf, PathBuf)> =
            path.iter().map(|place| (place.clone(), place.clone())).collect();
        for name in module.split('.').take(PARTS) {
            if name.is_empty() || name.contains(['/', '\0']) {
                return (files, false);
            }
            let mut portions = Vec::new();
            let mut first = None;
            for (place, base) in places {
                if !self.may_step() {
                    return (files, false);
                }
                let all = self.taken(&place, name, version);
                if !all.is_empty() {
                    first = Some((all, place, base));
                    break;
                }
                if self.directory(&place).has(name) {
                    portions.push((place.join(name), base));
                }
            }
            let Some((all, place, base)) = first else {
                // A namespace package has no code of its own.
                if portions.is_empty() {
                    return (files, false);
                }
                places = portions;
                continue;
            };
            let is_package = all.iter().any(|found| !found.is_module);
            files.extend(all.into_iter().map(|candidate| Loaded { candidate, place: base.clone() }));
            places = if is_package { vec![(place.join(name), base)] } else { Vec::new() };
        }
        (files, true)
    }

    /// What a version takes in one place; of a version that is not known, all that some version would.
    fn taken(&mut self, place: &Path, name: &str, version: &PythonVersion) -> Vec<Candidate> {
        let mut all = self.candidates(place, name);
        all.retain(|candidate| candidate.is_for(version));
        if version.release.is_some() {
            all.truncate(1);
        }
        all
    }

    fn may_step(&mut self) -> bool {
        self.steps += 1;
        if self.steps >= STEP_LIMIT && !std::mem::replace(&mut self.is_cut, true) {
            let reason = format!("modules that run at starts were looked for in {STEP_LIMIT} places only");
            self.problems.push(Problem::new(Path::new("/"), ProblemCode::SiteUnread, reason));
        }
        !self.is_cut
    }
}

fn candidate(
    directory: &Directory,
    entry: &OsStr,
    file: PathBuf,
    rest: &[u8],
    kind: Option<FileType>,
) -> Option<Candidate> {
    // What is no regular file is no module.
    if kind != Some(FileType::RegularFile) {
        return None;
    }
    let (form, tag) = form(rest)?;
    let rank = rank(form, tag.as_deref(), directory.archive.is_some())?;
    let member = directory
        .archive
        .as_ref()
        .and_then(|(archive, prefix)| Some((archive.clone(), format!("{prefix}{}", entry.to_str()?))));
    Some(Candidate { is_module: true, rank, form, file, tag, member })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extension_modules_are_for_their_version() {
        let takes = |tag: &str, release, free_threaded| {
            let (form, tag) = form(tag.as_bytes()).unwrap();
            let candidate = Candidate { form, tag, ..Candidate::source(PathBuf::new()) };
            candidate.is_for(&PythonVersion {
                release: Some(release),
                free_threaded,
                ..PythonVersion::default()
            })
        };
        for (tag, release, threaded, expected) in [
            (".cpython-311-x86_64-linux-gnu.so", (3, 11), false, true),
            (".cpython-310-x86_64-linux-gnu.so", (3, 11), false, false),
            (".cpython-37m-x86_64-linux-gnu.so", (3, 7), false, true),
            (".cpython-36dm-x86_64-linux-gnu.so", (3, 6), false, true),
            (".cpython-311d-x86_64-linux-gnu.so", (3, 11), false, true),
            (".cpython-313t-x86_64-linux-gnu.so", (3, 13), true, true),
            (".cpython-313t-x86_64-linux-gnu.so", (3, 13), false, false),
            (".cpython-313-x86_64-linux-gnu.so", (3, 13), true, false),
            (".cpython-31-x86_64-linux-gnu.so", (3, 11), false, false),
            (".pypy39-pp73-x86_64-linux-gnu.so", (3, 9), false, true),
            (".pypy-41.so", (2, 7), false, true),
            (".abi3.so", (3, 8), false, true),
            (".so", (3, 8), false, true),
            ("module.so", (2, 7), false, true),
            ("module.so", (3, 8), false, false),
        ] {
            assert_eq!(takes(tag, release, threaded), expected, "{tag} {release:?}");
        }
    }
}
