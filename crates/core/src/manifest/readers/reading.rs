//! A manifest while it is being read.

use super::origin;
use super::toml_document::Node;
use crate::manifest::{
    Entry, Format, Hash, Input, Manifest, ManifestProblem, ManifestProblemCode, Place, Selector, Source,
};
use crate::requirement::{Marker, Requirement, Specifiers};

/// What is read, and what was found in it so far.
pub(super) struct Reading<'input> {
    pub(super) input: &'input Input<'input>,
    pub(super) manifest: Manifest,
    /// How many hashes were copied.
    copied: usize,
}

/// How many hashes are copied to packages that share them. A large lock file has some ten thousands.
const HASHES: usize = 500_000;

impl<'input> Reading<'input> {
    pub(super) fn new(format: Format, input: &'input Input<'input>) -> Self {
        Self { input, manifest: Manifest::empty(format, input.file.clone()), copied: 0 }
    }

    pub(super) fn place(&self, line: u32) -> Place {
        Place { file: self.input.file.clone(), line }
    }

    /// Notes a problem.
    pub(super) fn problem(&mut self, line: u32, code: ManifestProblemCode, message: impl Into<String>) {
        let place = self.place(line);
        self.manifest.problems.push(ManifestProblem::new(place, code, message));
    }

    /// Notes that an entry could not be understood.
    pub(super) fn invalid(&mut self, line: u32, message: impl Into<String>) {
        self.problem(line, ManifestProblemCode::EntryInvalid, message);
    }

    /// An entry that wants a package.
    pub(super) fn wanted(&self, requirement: Requirement, line: u32) -> Entry {
        Entry::wanted(requirement, self.place(line))
    }

    /// An entry that wants what a requirement of PEP 508 says; its URL becomes the source, and the hash in that one of the entry's.
    pub(super) fn required(&mut self, mut requirement: Requirement, line: u32) -> Entry {
        let url = requirement.url.take();
        let mut entry = self.wanted(requirement, line);
        match url.as_deref().map(origin::of_url) {
            Some(Ok((source, hashes))) => Entry { source, hashes, ..entry },
            Some(Err(message)) => {
                self.invalid(line, format!("the URL of {}: {message}", entry.requirement.name));
                entry.source = url.map_or(entry.source, |url| Source::of_url(&url));
                entry
            }
            None => entry,
        }
    }

    /// Reads a marker; what is none is noted.
    pub(super) fn marker(&mut self, text: &str, line: u32) -> Option<Marker> {
        match text.trim() {
            "" | "*" => None,
            text => match text.parse() {
                Ok(marker) => Some(marker),
                Err(error) => {
                    self.invalid(line, format!("{text:?} is no marker of PEP 508: {error}"));
                    None
                }
            },
        }
    }

    /// Copies hashes that several packages have, up to a limit.
    pub(super) fn copied(&mut self, hashes: &[Hash]) -> Vec<Hash> {
        let was_within = self.copied <= HASHES;
        self.copied = self.copied.saturating_add(hashes.len());
        if self.copied <= HASHES {
            return hashes.to_vec();
        }
        if was_within {
            let message = format!("its packages share more than {HASHES} hashes, which is more than is read");
            self.problem(0, ManifestProblemCode::FileTooLarge, message);
        }
        Vec::new()
    }

    /// Adds the hashes of a package's `files` to its entry, each once; one that is none is noted.
    pub(super) fn add_file_hashes(&mut self, package: Node<'_>, entry: &mut Entry) {
        for file in package.get("files").into_iter().flat_map(Node::list) {
            if let Some(hash) = file.text_of("hash").and_then(Hash::read) {
                entry.hashes.push(hash);
            } else {
                let message = format!("a file of {} has no hash such as sha256:…", entry.requirement.name);
                self.invalid(file.line(), message);
            }
        }
        entry.hashes.sort();
        entry.hashes.dedup();
    }

    /// Notes the Python versions that the file is for.
    pub(super) fn requires_python(&mut self, text: &str, line: u32) {
        match text.parse::<Specifiers>() {
            Ok(specifiers) => self.manifest.requires_python = Some(specifiers),
            Err(error) => self.invalid(line, format!("the Python versions are not understood: {error}")),
        }
    }

    /// Notes that something may be chosen.
    pub(super) fn selectable(&mut self, selector: &Selector) {
        self.manifest.selectable.all.insert(selector.clone());
    }
}
