//! Line by line into a manifest, through the files that are included.

use std::sync::Arc;

use super::lines::{self, Line};
use super::location::Base;
use super::options::{self, Options};
use super::requirement_line::{self, Wanted};
use super::{decoding, editable, note, variables, words};
use crate::manifest::problem::without_secrets;
use crate::manifest::{
    Context, Entry, Format, Input, Manifest, ManifestProblem, ManifestProblemCode as Code, Note, Opened,
    Place, Role,
};

/// How large a file is read, in bytes.
const FILE_LIMIT: usize = 64 * 1024 * 1024;
/// How much of all included files together is read, in bytes: a file may be included more than once.
const TOTAL_LIMIT: usize = 256 * 1024 * 1024;
/// How deeply files may include each other.
const DEPTH_LIMIT: usize = 64;
/// How many files may be included, counting each inclusion.
const COUNT_LIMIT: usize = 1_000;
/// How long the path or URL of an included file may be, in bytes: no system takes longer paths, and no server longer URLs.
const REFERENCE_LIMIT: usize = 16 * 1024;
/// How many problems are listed one by one.
const PROBLEM_LIMIT: usize = 1_000;

/// What has been read so far.
struct Reader<'context> {
    context: &'context dyn Context,
    manifest: Manifest,
    /// The files that are being read, by their identities, each but the first with where it was included.
    open: Vec<(Arc<str>, Option<Place>)>,
    count: usize,
    bytes: usize,
    unlisted: usize,
}

/// A file's name, and whether it is one of constraints.
#[derive(Clone, Copy)]
struct File<'file> {
    name: &'file Arc<str>,
    is_constraints: bool,
}

type Failure = (Code, String);

pub(super) fn read(input: &Input<'_>) -> Manifest {
    let manifest = Manifest::empty(Format::Requirements, input.file.clone());
    let open = vec![(input.context.identity(input.file), None)];
    let mut reader = Reader { context: input.context, manifest, open, count: 0, bytes: 0, unlisted: 0 };
    reader.file(File { name: input.file, is_constraints: false }, input.bytes);
    reader.finish(input.file)
}

impl Reader<'_> {
    fn finish(mut self, file: &Arc<str>) -> Manifest {
        if self.unlisted > 0 {
            let message =
                format!("{} further problems are not listed; correct those that are first", self.unlisted);
            let place = Place { file: file.clone(), line: 0 };
            self.manifest.problems.push(ManifestProblem::new(place, Code::EntryInvalid, message));
        }
        self.manifest
    }

    fn problem(&mut self, place: Place, (code, message): Failure) {
        if self.manifest.problems.len() < PROBLEM_LIMIT {
            self.manifest.problems.push(ManifestProblem::new(place, code, message));
        } else {
            self.unlisted += 1;
        }
    }

    fn file(&mut self, file: File<'_>, bytes: &[u8]) {
        let whole = Place { file: file.name.clone(), line: 0 };
        if bytes.len() > FILE_LIMIT {
            let message = format!("the file has more than {FILE_LIMIT} bytes, which is more than is read");
            return self.problem(whole, (Code::FileTooLarge, message));
        }
        let decoded = decoding::decode(bytes);
        if let Some(problem) = decoded.problem {
            self.problem(whole, (Code::Encoding, problem));
        }
        for line in lines::logical(&decoded.text) {
            let place = Place { file: file.name.clone(), line: line.number };
            if let Err(failure) = self.line(file, &line, &place) {
                self.problem(place, failure);
            }
        }
    }

    fn line(&mut self, file: File<'_>, line: &Line<'_>, place: &Place) -> Result<(), Failure> {
        let value = |name: &str| self.context.variable(file.name, name);
        let text = variables::expand(line.text.clone(), value)
            .map_err(|why| self.invalid(&why.to_string(), line))?;
        let (arguments, after) = words::split_options(&text);
        let options = options::read(after).map_err(|why| self.invalid(&why, line))?;
        let base = Base { file: file.name, context: self.context };
        match &options {
            _ if !arguments.is_empty() => {
                let wanted = requirement_line::read(arguments.trim(), base);
                self.wanted(file, line, place, wanted, arguments, options)
            }
            Options { editable: Some(_), .. } if file.is_constraints => {
                Err(self.invalid("-e cannot stand in a file of constraints", line))
            }
            Options { editable: Some(editable), .. } => {
                let (wanted, said) = (editable::read(editable, base), editable.clone());
                // As for pip, which checks no hashes of what it installs in place.
                self.wanted(file, line, place, wanted, &said, Options::default())
            }
            Options { requirement: Some(included), .. } => {
                self.include(included, &written(line, |options| options.requirement), false, place)
            }
            Options { constraint: Some(included), .. } => {
                self.include(included, &written(line, |options| options.constraint), true, place)
            }
            _ => Ok(()),
        }
    }

    /// Adds what a line wants. `said` is the part that says it, with variables put in.
    fn wanted(
        &mut self,
        file: File<'_>,
        line: &Line<'_>,
        place: &Place,
        wanted: Result<Wanted, String>,
        said: &str,
        options: Options,
    ) -> Result<(), Failure> {
        let mut wanted = match (wanted, variables::unset(said)) {
            (Ok(wanted), None) => wanted,
            (Ok(wanted), Some(name)) => {
                self.problem(place.clone(), unset(name));
                wanted
            }
            (Err(_), Some(name)) => return Err(unset(name)),
            (Err(why), None) => return Err(self.invalid(&why, line)),
        };
        if let Some(why) = options.odd_hash {
            let failure = self.invalid(why, line);
            self.problem(place.clone(), failure);
        }
        if wanted.meaning.is_some() && !options.hashes.is_empty() {
            let why = "--hash says nothing of what is denied, or of a pattern of names";
            return Err(self.invalid(why, line));
        }
        wanted.hashes.extend(options.hashes);
        let note = self.note(line, place);
        self.manifest.entries.push(entry(wanted, file, note, place));
        Ok(())
    }

    /// Why a line is not understood. What will not be listed is not written.
    fn invalid(&self, why: &str, line: &Line<'_>) -> Failure {
        let is_listed = self.manifest.problems.len() < PROBLEM_LIMIT;
        let message = is_listed.then(|| format!("{}, in {}", without_secrets(why), shown(&line.text)));
        (Code::EntryInvalid, message.unwrap_or_default())
    }

    fn note(&mut self, line: &Line<'_>, place: &Place) -> Note {
        let note = line.comment.as_deref().map_or(Ok(Note::default()), note::read);
        note.unwrap_or_else(|why| {
            self.problem(place.clone(), (Code::NoteInvalid, why));
            Note::default()
        })
    }

    /// Reads the file that a line includes; `written` is its reference with variables in place of their values.
    fn include(
        &mut self,
        reference: &str,
        written: &str,
        is_constraints: bool,
        place: &Place,
    ) -> Result<(), Failure> {
        if let Some(name) = variables::unset(reference) {
            return Err(unset(name));
        }
        let name = without_secrets(written);
        let limit =
            |what: &str| (Code::IncludeLimit, format!("{name} was not read: {what}; include fewer files"));
        if self.open.len() > DEPTH_LIMIT {
            return Err(limit(&format!("files include each other more than {DEPTH_LIMIT} deep")));
        }
        if reference.len() > REFERENCE_LIMIT {
            return Err(limit(&format!("its path or URL has more than {REFERENCE_LIMIT} bytes")));
        }
        self.count += 1;
        if self.count > COUNT_LIMIT {
            return Err(limit(&format!("more than {COUNT_LIMIT} files are included")));
        }
        let Opened { file, bytes } =
            self.context.include(&place.file, reference, written).map_err(|error| {
                let message = format!("cannot read the file {name} that is included here: {error}");
                (Code::FileUnreadable, without_secrets(&message))
            })?;
        let identity = self.context.identity(&file);
        if let Some((_, first)) = self.open.iter().find(|(open, _)| *open == identity) {
            let first = first
                .as_ref()
                .map_or("as the file that was asked for".to_owned(), |first| format!("at {first}"));
            let message =
                format!("{file} is included here, and is already being read, {first}; remove one of them");
            return Err((Code::IncludeCycle, message));
        }
        self.bytes += bytes.len();
        if self.bytes > TOTAL_LIMIT {
            return Err(limit(&format!("the included files have more than {TOTAL_LIMIT} bytes")));
        }
        if !self.manifest.files.contains(&file) {
            self.manifest.files.push(file.clone());
        }
        self.open.push((identity, Some(place.clone())));
        self.file(File { name: &file, is_constraints }, &bytes);
        self.open.pop();
        Ok(())
    }
}

/// A value of an option as it stands in the file; the whole line, where variables make more than values.
fn written(line: &Line<'_>, value: impl Fn(Options) -> Option<String>) -> String {
    let (_, after) = words::split_options(&line.text);
    options::read(after).ok().and_then(value).unwrap_or_else(|| line.text.clone().into_owned())
}

fn entry(wanted: Wanted, file: File<'_>, note: Note, place: &Place) -> Entry {
    let Wanted { requirement, source, hashes, meaning } = wanted;
    let role = if file.is_constraints { Role::Constraint } else { Role::Wanted };
    let (role, pattern) = meaning.unwrap_or((role, None));
    Entry { pattern, role, source, hashes, note, ..Entry::wanted(requirement, place.clone()) }
}

fn unset(name: &str) -> Failure {
    let name: String = name.chars().take(100).collect();
    (
        Code::VariableUnset,
        format!(
            "the environment variable {name} is not set or empty, and what this line wants depends on it; set it"
        ),
    )
}

/// A line as it was written, with variables in place of their values, which may be secrets.
fn shown(line: &str) -> String {
    let masked = without_secrets(line);
    let end = cut(&masked, 200);
    format!("\"{end}{}\"", if end.len() < masked.len() { "…" } else { "" })
}

fn cut(text: &str, limit: usize) -> &str {
    let end = (0..=limit.min(text.len())).rev().find(|end| text.is_char_boundary(*end));
    &text[..end.unwrap_or(0)]
}
