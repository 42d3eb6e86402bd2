//! Files of code that a start runs: read, recognised, and looked at.

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::gather::Gathering;
use super::item::{StartupItem, StartupKind};
use super::known::{known_file, known_finder};
use super::traits::{Trait, TraitCode, of_code};
use crate::hex;
use crate::integrity::Severity;
use crate::inventory::Problem;
use crate::metadata::credentials::mask_credentials;
use crate::metadata::decode;

/// How much of a file of code is read, in bytes.
pub(super) const LIMIT: usize = 1024 * 1024;

/// What a file of code is, before it is said who runs it.
pub(super) struct Module<'place> {
    pub(super) kind: StartupKind,
    pub(super) site: &'place Path,
    pub(super) file: PathBuf,
    /// Whether it is text. What is compiled is not read.
    pub(super) is_text: bool,
    /// The distribution that probably lists it.
    pub(super) likely: Option<&'place str>,
}

impl Gathering<'_> {
    /// Reads a file of code, and judges it.
    pub(super) fn module(&mut self, module: Module<'_>) -> StartupItem {
        let mut needs_owner = false;
        let mut item = StartupItem::new(module.kind, module.site.to_path_buf(), module.file);
        if module.is_text {
            match self.disk.read(&item.file, LIMIT) {
                Ok(read) => needs_owner = self.fill(&mut item, &read.bytes, read.whole),
                Err(error) => {
                    self.problems.push(error.problem(&item.file));
                    item.notes.push(format!("could not be read: {error}"));
                }
            }
        } else {
            item.traits.push(Trait::new(TraitCode::Binary, 0, "compiled code, which is not read"));
            if !self.disk.is_file(&item.file) {
                self.problems.push(crate::inventory::file::FileError::Irregular.problem(&item.file));
            }
        }
        let likely = module.likely.filter(|_| !needs_owner);
        let known = item.known.take_if(|_| needs_owner);
        self.claim(&mut item, likely);
        if known.is_some() {
            if item.owner.as_ref().is_some_and(|owner| owner.is_unchanged != Some(false)) {
                item.known = known;
            } else {
                let text = "it starts the program that its arguments name";
                item.traits.push(Trait::new(TraitCode::Process, 0, text));
                item.notes.push("the finder of a build tool, which no distribution lists".to_owned());
            }
            item.judge();
        }
        item
    }

    /// Takes over the text of a file, and what is to be said of it. Returns whether what it is known as counts only for a file
    /// that a distribution lists.
    pub(super) fn fill(&mut self, item: &mut StartupItem, bytes: &[u8], is_whole: bool) -> bool {
        let mut needs_owner = false;
        if is_whole {
            item.digest = Some(hex::encode(&Sha256::digest(bytes)));
        } else {
            item.traits.push(Trait::new(
                TraitCode::Cut,
                0,
                &format!("only its first {LIMIT} bytes were read"),
            ));
            self.problems.push(Problem::cut(&item.file, LIMIT));
        }
        let decoded = decode(bytes);
        if !decoded.was_utf8 {
            item.traits.push(Trait::new(TraitCode::Encoding, 0, "it is not UTF-8"));
        }
        item.content = mask_credentials(&decoded.text);
        if is_whole && decoded.was_utf8 {
            item.known = known_file(&decoded.text).map(str::to_owned);
            if crate::guard::wrote(item.file.strip_prefix(&item.site).unwrap_or(&item.file), bytes) {
                item.known = Some("fetter (start-up guard)".to_owned());
            }
            if item.known.is_none()
                && let Some(finder) = known_finder(&decoded.text)
            {
                item.kind = StartupKind::EditableFinder;
                item.mapping = finder.mapping;
                if finder.brings_hook {
                    let text = "it names sitecustomize or usercustomize";
                    item.traits.push(Trait::new(TraitCode::BringsHook, 0, text));
                } else {
                    item.known = Some(finder.tool.to_owned());
                }
                needs_owner = finder.starts_programs && !finder.brings_hook;
            }
        }
        if item.known.is_none() {
            item.traits.extend(of_code(&decoded.text, 1));
        }
        needs_owner
    }

    /// Says who lists it, and what is thought of it.
    pub(super) fn claim(&mut self, item: &mut StartupItem, likely: Option<&str>) {
        let digest = item.digest.clone();
        let only_likely = item.known.is_some();
        if !(only_likely && likely.is_none()) {
            item.owner = self.owners.of_file(&item.site, &item.file, digest.as_deref(), likely, only_likely);
        }
        if item.known.is_none() {
            if item.owner.as_ref().is_some_and(|owner| owner.is_unchanged == Some(false)) {
                item.traits.push(Trait::new(TraitCode::Changed, 0, "not what RECORD lists"));
            }
            if self.disk.mode(&item.file).is_some_and(|mode| mode & 0o002 != 0) {
                item.traits.push(Trait::new(TraitCode::WorldWritable, 0, "everybody may write to it"));
            }
        }
        item.traits.sort();
        item.judge();
    }
}

impl StartupItem {
    /// Whether what it does is known, or it is as its distribution lists it and has nothing in it that is seldom there for a good
    /// reason.
    pub(super) fn is_vouched_for(&self) -> bool {
        let is_owned = self.owner.as_ref().is_some_and(|owner| owner.is_unchanged != Some(false));
        self.known.is_some() || is_owned && Severity::of(&self.traits) < Severity::High
    }
}
