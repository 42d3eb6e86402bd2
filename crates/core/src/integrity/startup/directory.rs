//! What in one directory may run at a start, by the names that lie in it.

use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use rustix::fs::FileType;

use crate::inventory::file::{Beneath, Disk, join};
use crate::inventory::{Problem, PythonVersion};

/// How many entries of a directory are looked at.
const ENTRY_LIMIT: usize = 1_000_000;

/// The modules that every start looks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Hook {
    Site,
    User,
}

/// How a module is kept, in the order in which Python prefers them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    Extension,
    Source,
    Bytecode,
}

/// A file that Python would take for one of the modules.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Candidate {
    pub(super) hook: Hook,
    /// Whether it is a module, and not a package, which comes first.
    pub(super) is_module: bool,
    pub(super) form: Form,
    pub(super) file: PathBuf,
    /// What stands between the name and `.so`: `cpython-311-x86_64-linux-gnu`.
    pub(super) tag: Option<String>,
}

impl Candidate {
    /// Whether a Python takes it: an extension module bears the version that it is made for.
    pub(super) fn is_for(&self, version: &PythonVersion) -> bool {
        let Some((major, minor)) = version.release else { return true };
        let Some(tag) = &self.tag else { return true };
        let threaded = if version.free_threaded { "t" } else { "" };
        let number = format!("{major}{minor}{threaded}");
        let is_of = |rest: &str| rest.split(['-', '.']).next() == Some(&number);
        match tag.strip_prefix("cpython-").or_else(|| tag.strip_prefix("pypy")) {
            Some(rest) => is_of(rest),
            None => true,
        }
    }
}

/// What one directory holds.
#[derive(Debug, Default)]
pub(super) struct Directory {
    /// Sorted: what Python prefers first.
    pub(super) candidates: Vec<Candidate>,
    /// The names of `.start` files, sorted.
    pub(super) start_files: Vec<PathBuf>,
    /// The names of `.pth` files, sorted.
    pub(super) path_files: Vec<PathBuf>,
    pub(super) problems: Vec<Problem>,
}

/// Looks into a directory, by its real path. One that is not there holds nothing.
pub(super) fn look(disk: &Disk, path: &Path) -> Directory {
    let mut found = Directory::default();
    let opened = match Beneath::open(disk, path) {
        Ok(opened) => opened,
        Err(rustix::io::Errno::NOENT | rustix::io::Errno::NOTDIR) => return found,
        Err(errno) => {
            found.problems.push(Problem::unreadable_directory(path, errno));
            return found;
        }
    };
    for (name, file_type) in names(&opened, Path::new("."), path, &mut found.problems) {
        if name.ends_with(b".start") {
            found.start_files.push(join(Path::new(""), &name));
        } else if name.ends_with(b".pth") {
            found.path_files.push(join(Path::new(""), &name));
        } else {
            found.sort(disk, &opened, path, &name, file_type);
        }
    }
    found.candidates.sort();
    found.start_files.sort();
    found.path_files.sort();
    found
}

impl Directory {
    fn sort(&mut self, disk: &Disk, opened: &Beneath, path: &Path, name: &[u8], file_type: FileType) {
        let Some((hook, rest)) = hook(name) else { return };
        let file = join(path, name);
        let file_type = if file_type == FileType::Symlink {
            disk.file_type(&file).unwrap_or(FileType::Unknown)
        } else {
            file_type
        };
        if rest.is_empty() {
            if file_type == FileType::Directory {
                self.package(disk, opened, &file, name, hook);
            }
            return;
        }
        if let Some((form, tag)) = form(rest) {
            let candidate = Candidate { hook, is_module: true, form, file, tag };
            self.candidates.push(candidate);
        }
    }

    /// A directory is a package where it has an `__init__`.
    fn package(&mut self, disk: &Disk, opened: &Beneath, path: &Path, name: &[u8], hook: Hook) {
        let relative = join(Path::new(""), name);
        // A link to a directory is followed as Python does.
        let real = match disk.resolve(path) {
            Ok(real) if real != path => {
                Beneath::open(disk, &real).ok().map(|opened| (opened, PathBuf::from(".")))
            }
            _ => None,
        };
        let (opened, relative) =
            real.as_ref().map_or((opened, &relative), |(opened, relative)| (opened, relative));
        for (name, _) in names(opened, relative, path, &mut self.problems) {
            let Some(rest) = name.strip_prefix(b"__init__") else { continue };
            if let Some((form, tag)) = form(rest) {
                self.candidates.push(Candidate {
                    hook,
                    is_module: false,
                    form,
                    file: join(path, &name),
                    tag,
                });
            }
        }
    }
}

fn names(
    opened: &Beneath,
    relative: &Path,
    path: &Path,
    problems: &mut Vec<Problem>,
) -> Vec<(Box<[u8]>, FileType)> {
    let relative = if relative == Path::new(".") { Path::new("") } else { relative };
    match opened.entries(relative, ENTRY_LIMIT) {
        Ok(entries) => {
            if entries.is_cut {
                problems.push(Problem::new(
                    path,
                    crate::inventory::ProblemCode::DirectoryTooLarge,
                    format!("only {ENTRY_LIMIT} of its entries were looked at"),
                ));
            }
            entries.all.into_iter().map(|(name, kind)| (name.as_bytes().into(), kind)).collect()
        }
        Err(errno) => {
            problems.push(Problem::unreadable_directory(path, errno));
            Vec::new()
        }
    }
}

/// Which module a name is one of, and what follows it.
fn hook(name: &[u8]) -> Option<(Hook, &[u8])> {
    let hooks = [(Hook::Site, &b"sitecustomize"[..]), (Hook::User, b"usercustomize")];
    let (hook, rest) = hooks.iter().find_map(|(hook, begin)| Some((*hook, name.strip_prefix(*begin)?)))?;
    (rest.is_empty() || rest[0] == b'.').then_some((hook, rest))
}

/// How a module is kept, by what follows its name.
fn form(rest: &[u8]) -> Option<(Form, Option<String>)> {
    match rest {
        b".py" => return Some((Form::Source, None)),
        b".pyc" => return Some((Form::Bytecode, None)),
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

/// The file of a module in a directory, as Python would find it: the package first.
pub(super) fn module_files(disk: &Disk, directory: &Path, module: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut place = directory.to_path_buf();
    for name in module.split('.').take(8) {
        if name.is_empty() || name.as_bytes().contains(&0) || name.contains('/') {
            break;
        }
        let package = place.join(name);
        let of_package = package.join("__init__.py");
        let of_module = join(&place, &[std::ffi::OsStr::new(name).as_bytes(), b".py"].concat());
        if disk.is_file(&of_package) {
            files.push(of_package);
        } else if disk.is_file(&of_module) {
            files.push(of_module);
            break;
        } else if !disk.is_directory(&package) {
            break;
        }
        place = package;
    }
    files
}
