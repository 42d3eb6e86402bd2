//! What the settings of environment files lead to: directories and files, looked at without running anything.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::super::EnvironmentFile;
use super::super::gather::Gathering;
use super::super::hooks::{HOOKS, LIBRARY};
use super::super::item::{StartupItem, StartupKind};
use super::super::lookup::{Candidate, Loaded};
use super::super::modules::Module;
use super::super::traits::{Trait, TraitCode};
use super::{Setting, meaning};
use crate::inventory::file::Disk;
use crate::inventory::{Problem, ProblemCode, PythonVersion};
use crate::metadata::credentials::mask_credentials;

/// How much of an environment file is read, in bytes.
const LIMIT: usize = 4 * 1024 * 1024;
/// How many directories of one value are looked at.
const PART_LIMIT: usize = 256;

impl Gathering<'_> {
    /// Makes items of the settings of an environment file, and of the code that they lead to.
    pub(in super::super) fn environment_file(&mut self, file: &EnvironmentFile) {
        let read = match Disk::here().read(&file.path, LIMIT) {
            Ok(read) => read,
            Err(error) => {
                self.problems.push(error.problem(&file.name));
                return;
            }
        };
        let found = super::read(&read.bytes);
        if !read.whole || found.is_cut {
            self.problems.push(Problem::cut(&file.name, LIMIT));
        }
        for setting in &found.settings {
            self.setting(file, setting);
        }
        for mention in found.mentions {
            let mut item = Self::item_of(file, mention.line, &mention.file);
            item.notes.push(
                "takes settings from another file, which is not followed: name it with --env-file".to_owned(),
            );
            item.judge();
            self.items.push(item);
        }
    }

    fn item_of(file: &EnvironmentFile, line: u64, text: &str) -> StartupItem {
        let mut item = StartupItem::new(StartupKind::Setting, file.name.clone(), file.name.clone());
        item.line = Some(line);
        item.content = mask_credentials(text);
        item
    }

    fn setting(&mut self, file: &EnvironmentFile, setting: &Setting) {
        let mut item = Self::item_of(file, setting.line, &format!("{}={}", setting.name, setting.value));
        match meaning(&setting.name) {
            Some(meaning) => item.notes.push(format!("{}: {meaning}", setting.name)),
            None => item.notes.push(format!("{}: not known to change what runs", setting.name)),
        }
        let mut codes = Vec::new();
        match setting.name.as_str() {
            "PYTHONPATH" => self.python_path(&mut item, setting, &mut codes),
            "PYTHONSTARTUP" => self.startup_file(&mut item, setting, &mut codes),
            "PYTHONHOME" | "PYTHONUSERBASE" | "PYTHONPYCACHEPREFIX" => {
                for part in setting.value.split(':').take(2) {
                    if self.directory_of(&mut item, setting, part).is_some() {
                        item.notes
                            .push("what lies below it is not looked at: search it with --path".to_owned());
                    }
                }
                Self::change(&mut item, setting);
            }
            "PYTHONBREAKPOINT" | "PYTHON_PRESITE" if !matches!(setting.value.as_str(), "" | "0") => {
                Self::change(&mut item, setting);
            }
            "PYTHONWARNINGS" => {
                // `action:message:category:module:line`; a category with a dot is imported.
                let categories = setting.value.split(',').filter_map(|filter| filter.split(':').nth(2));
                let named: Vec<&str> = categories.filter(|category| category.contains('.')).collect();
                if !named.is_empty() {
                    item.notes.push(format!("imports for its categories: {}", named.join(", ")));
                    Self::change(&mut item, setting);
                }
            }
            "PYTHONEXECUTABLE" | "__PYVENV_LAUNCHER__" | "PYTHONPLATLIBDIR" | "PYTHONINSPECT" => {
                Self::change(&mut item, setting);
            }
            _ => {}
        }
        item.traits.sort();
        item.judge();
        self.items.push(item);
        self.items.append(&mut codes);
    }

    fn change(item: &mut StartupItem, setting: &Setting) {
        item.traits.push(Trait::new(TraitCode::ChangesStart, setting.line, &setting.text));
    }

    /// A directory that a setting names, if it is one that is known and there.
    fn directory_of(&mut self, item: &mut StartupItem, setting: &Setting, part: &str) -> Option<PathBuf> {
        let line = setting.line;
        if part.contains(['$', '`', '~', '%']) {
            // What the variable had before is known elsewhere.
            let own = [format!("${}", setting.name), format!("${{{}}}", setting.name)];
            if !own.iter().any(|own| part == own) && !part.starts_with(&format!("${{{}:", setting.name)) {
                item.traits.push(Trait::new(TraitCode::NotFollowed, line, part));
                let reason = format!(
                    "{part:?} in {} refers to something that is not known here, and was not looked at",
                    setting.name
                );
                self.problems.push(Problem::new(item.file.clone(), ProblemCode::SiteUnread, reason));
            }
            return None;
        }
        let path = Path::new(part);
        if !path.is_absolute() {
            let shown = if part.is_empty() {
                "an empty entry: the directory in which Python is started"
            } else {
                part
            };
            item.traits.push(Trait::new(TraitCode::Relative, line, shown));
            return None;
        }
        let Some(mode) = self.disk.mode(path) else {
            // A directory in an archive.
            if !self.directory(path).names.is_empty() {
                return Some(path.to_path_buf());
            }
            item.traits.push(Trait::new(TraitCode::Missing, line, part));
            return None;
        };
        if mode & 0o002 != 0 {
            item.traits.push(Trait::new(TraitCode::WorldWritable, line, part));
        }
        self.disk.resolve(path).ok()
    }

    /// The modules in the places of a path that comes before all others: those that starts import, and those that lines of the
    /// inventory's sites do.
    fn python_path(&mut self, item: &mut StartupItem, setting: &Setting, codes: &mut Vec<StartupItem>) {
        let mut imported: BTreeSet<String> = BTreeSet::new();
        for (_, module) in self.lookups.modules.keys() {
            imported.extend(module.split('.').next().map(str::to_owned));
        }
        let note = format!("on the path that {}:{} sets", item.file.display(), setting.line);
        for part in setting.value.split(':').take(PART_LIMIT) {
            let Some(place) = self.directory_of(item, setting, part) else { continue };
            let first = codes.len();
            for (kind, name) in HOOKS {
                self.on_python_path(kind, &place, name, codes);
            }
            for name in &imported {
                self.on_python_path(StartupKind::ImportedModule, &place, name, codes);
            }
            for name in LIBRARY {
                let found = self.found_in(&place, name, &PythonVersion::default());
                codes.extend(found.iter().map(|loaded| self.shadow(loaded)));
            }
            codes[first..].iter_mut().for_each(|code| code.notes.push(note.clone()));
        }
    }

    fn on_python_path(&mut self, kind: StartupKind, place: &Path, name: &str, codes: &mut Vec<StartupItem>) {
        let found = self.found_in(place, name, &PythonVersion::default());
        for (at, Loaded { candidate, place }) in found.into_iter().enumerate() {
            let mut code = self.module(&Module { kind, site: &place, candidate, likely: None });
            code.kind = kind;
            // The first of each module is the one that runs.
            if at > 0 {
                code.notes.push("hidden by another form of it beside it".to_owned());
            }
            codes.push(code);
        }
    }

    fn startup_file(&mut self, item: &mut StartupItem, setting: &Setting, codes: &mut Vec<StartupItem>) {
        let Some(file) = self.directory_of(item, setting, &setting.value) else { return };
        let site = file.parent().unwrap_or(&file).to_path_buf();
        let (kind, candidate) = (StartupKind::StartupFile, Candidate::source(file));
        let mut code = self.module(&Module { kind, site: &site, candidate, likely: None });
        code.kind = kind;
        code.notes.push(format!(
            "run by interactive sessions, as {}:{} says",
            item.file.display(),
            setting.line
        ));
        codes.push(code);
    }
}
