//! The lines of `.pth` files: what they run, and where they lead.

use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use super::addsitedir::{self, Added};
use super::gather::{Gathering, Place};
use super::item::{Owner, StartupItem, StartupKind};
use super::known::{KnownLine, Runs, known_line};
use super::lookup::Form as ModuleForm;
use super::owners::Sought;
use super::traits::{Trait, TraitCode, imports_of, of_code};
use crate::inventory::{PathFile, PathFileAction, PathFileLine, PythonVersion};
use crate::requirement::PackageName;

/// Directories that everybody may write to, wherever they are mounted.
const OPEN: [&str; 3] = ["/tmp", "/var/tmp", "/dev/shm"];

impl Gathering<'_> {
    /// Makes items of the lines of a `.pth` file.
    pub(super) fn path_file(&mut self, place: &Place, file: &PathFile) {
        let path = place.path.join(&file.name);
        let is_hidden = file.name.as_os_str().as_bytes().starts_with(b".");
        let mut owner: Option<Option<Owner>> = None;
        let mut is_open: Option<bool> = None;
        for line in &file.lines {
            let form = form(line);
            let is_import = form != Form::Path;
            let kind = if is_import { StartupKind::ImportLine } else { StartupKind::PathLine };
            let mut item = StartupItem::new(kind, place.path.clone(), path.clone());
            item.line = Some(line.number);
            item.content.clone_from(&line.text);
            item.is_inert = place.is_inert;
            let is_started = place.started.contains(&file.name.with_extension(""));
            (item.environments, item.passed_over) =
                self.parted(place, |version| runs(version, form, is_hidden, is_started));
            notes(&mut item, form, is_hidden, is_started);
            let known = if is_import { known_line(&line.text) } else { None };
            if is_import {
                self.import_line(place, &mut item, known.as_ref());
            } else if let PathFileAction::Path { target } = &line.action {
                self.path_line(place, &mut item, target.as_deref());
            }
            let is_settled = item.known.is_some() || !is_import;
            let likely = known.as_ref().map(|known| tool_name(known.tool)).filter(|name| name != "editables");
            let likely = likely.or_else(|| name_of(&file.name));
            let sought = Sought {
                site: self.sites.get(place.path.as_path()).copied(),
                file: &path,
                digest: None,
                likely: likely.as_deref(),
                only_likely: is_settled,
            };
            if is_settled {
                item.owner = owner.clone().flatten().or_else(|| self.owners.of_file(&sought));
            } else {
                let found = owner.get_or_insert_with(|| self.owners.of_file(&sought));
                item.owner.clone_from(found);
                if item.owner.as_ref().is_some_and(|owner| owner.is_unchanged == Some(false)) {
                    item.traits.push(Trait::new(
                        TraitCode::Changed,
                        0,
                        "its file is not what its owner lists",
                    ));
                }
                let disk = self.disk;
                if *is_open.get_or_insert_with(|| disk.mode(&path).is_some_and(|mode| mode & 0o002 != 0)) {
                    item.traits.push(Trait::new(TraitCode::WorldWritable, 0, "everybody may write to it"));
                }
            }
            item.traits.sort();
            item.judge();
            self.items.push(item);
        }
    }

    fn import_line(&mut self, place: &Place, item: &mut StartupItem, known: Option<&KnownLine>) {
        for added in addsitedir::in_line(&item.content, &place.path) {
            match added {
                Added::Directory(directory) => {
                    item.notes.push(format!("adds {} with its .pth files", directory.display()));
                    self.add_site(place, &directory);
                }
                Added::Unknown(argument) => {
                    item.traits.push(Trait::new(TraitCode::NotFollowed, item.line.unwrap_or(0), &argument));
                    item.notes.push("adds a directory that is computed, which was not followed".to_owned());
                }
            }
        }
        let Some(known) = known else {
            item.traits.extend(of_code(&item.content, item.line.unwrap_or(1)));
            for module in imports_of(&item.content) {
                if !self.is_standard(place, &module) {
                    self.imported(place, &module, None);
                }
            }
            return;
        };
        let is_known = match &known.runs {
            Runs::Itself => true,
            Runs::Guard => self.guard(place),
            Runs::Namespace(package) => {
                let natives = self.natives(place, package);
                if !natives.is_empty() {
                    let text = format!("it loads {}", natives.join(", "));
                    item.traits.push(Trait::new(TraitCode::NativeCode, item.line.unwrap_or(0), &text));
                }
                natives.is_empty()
            }
            Runs::Module { name, decides } => {
                match self.imported(place, name, Some(&tool_name(known.tool))) {
                    Some(imported) if *decides => imported.is_known,
                    Some(imported) => imported.is_vouched_for,
                    None => {
                        // Another finder may still bring it.
                        item.notes.push(format!("{name} was not found"));
                        false
                    }
                }
            }
        };
        if is_known {
            item.known = Some(known.tool.to_owned());
        } else {
            item.notes.push(format!("looks like {}; what it runs is not known", known.tool));
            item.traits.extend(of_code(&item.content, item.line.unwrap_or(1)));
        }
    }

    /// The extension modules that a line loads which makes a module of a namespace package.
    fn natives(&mut self, place: &Place, package: &str) -> Vec<String> {
        let (directory, name) = match package.rsplit_once('.') {
            Some((parents, name)) => (place.path.join(parents.replace('.', "/")), name),
            None => (place.path.clone(), package),
        };
        let found = self.candidates(&directory, name).into_iter();
        let natives = found.filter(|candidate| candidate.form == ModuleForm::Extension);
        natives.map(|candidate| candidate.file.display().to_string()).collect()
    }

    fn path_line(&mut self, place: &Place, item: &mut StartupItem, target: Option<&Path>) {
        let line = item.line.unwrap_or(0);
        let mut say = |code, text: &str| item.traits.push(Trait::new(code, line, text));
        let Some(target) = target else {
            say(TraitCode::Missing, "nothing is there");
            let text = Path::new(&item.content);
            if OPEN.iter().any(|open| text.starts_with(open)) {
                say(TraitCode::WorldWritable, "anybody may make it");
            }
            return;
        };
        let environments = place.environments.iter().map(|at| &self.inventory.environments[*at]);
        let mut roots = environments.map(|found| found.prefix.as_path()).chain([place.path.as_path()]);
        if !roots.any(|root| target.starts_with(root)) {
            say(TraitCode::OutsideEnvironment, &target.display().to_string());
        }
        if self.disk.mode(target).is_some_and(|mode| mode & 0o002 != 0) {
            say(TraitCode::WorldWritable, "everybody may write to what it adds");
        }
    }
}

/// What is to be said of a line besides.
fn notes(item: &mut StartupItem, form: Form, is_hidden: bool, is_started: bool) {
    if is_hidden {
        let text = item.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        item.traits.push(Trait::new(TraitCode::HiddenName, 0, &text));
        item.notes.push("Python 3.13 and later pass over files whose names begin with a dot".to_owned());
    }
    if form == Form::LateImport {
        item.notes.push("a path for Python before 3.15, and an import for those since".to_owned());
    }
    if is_started && form != Form::Path {
        item.notes.push("Python 3.15 and later run the .start file of the same name instead".to_owned());
    }
    if item.is_inert {
        item.notes.push("lies in a directory that is only on the path: Python leaves it alone".to_owned());
    }
}

/// What a line is to Python.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Import,
    /// One with blanks before `import`, which Python takes off since 3.15.
    LateImport,
    Path,
}

fn form(line: &PathFileLine) -> Form {
    let text = line.text.trim_start();
    if line.action == PathFileAction::Import {
        Form::Import
    } else if text.starts_with("import ") || text.starts_with("import\t") {
        Form::LateImport
    } else {
        Form::Path
    }
}

/// Whether a version runs a line. `is_started`: there is a `.start` file of the same name.
fn runs(version: &PythonVersion, form: Form, is_hidden: bool, is_started: bool) -> bool {
    let Some(release) = version.release else { return true };
    let is_import = form != Form::Path;
    let is_passed_over = is_hidden && release >= (3, 13)
        || is_import && is_started && release >= (3, 15)
        // PEP 829: from then on import lines do nothing.
        || is_import && release >= (3, 18)
        || form == Form::LateImport && release < (3, 15);
    !is_passed_over
}

/// The normalised name of the distribution that a tool is.
fn tool_name(tool: &str) -> String {
    tool.split(' ').next().unwrap_or(tool).to_owned()
}

/// The name of a distribution that a file's name begins with, as installers choose it: `__editable__.foo-1.0.pth`,
/// `_editable_impl_foo.pth`, `foo-1.0-py3.9-nspkg.pth`.
fn name_of(file: &Path) -> Option<String> {
    let name = file.to_str()?.strip_suffix(".pth")?;
    let begins = ["__editable__.", "_editable_impl_", "_editable_skbc_", "_"];
    let name = begins.iter().find_map(|begin| name.strip_prefix(begin)).unwrap_or(name);
    let name = name.strip_suffix("-editable").unwrap_or(name);
    let end = name.find('-').unwrap_or(name.len());
    Some(PackageName::new(&name[..end]).normalized().to_owned())
}
