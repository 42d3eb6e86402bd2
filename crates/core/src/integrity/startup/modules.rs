//! Files of code that a start runs: read, recognised, and looked at.

use std::path::Path;

use sha2::{Digest, Sha256};

use super::cached;
use super::gather::Gathering;
use super::item::{StartupItem, StartupKind};
use super::known::{GUARD, known_file, known_finder, maps_hook};
use super::lookup::{Candidate, Form};
use super::owners::Sought;
use super::traits::{Trait, TraitCode, of_code};
use crate::hex;
use crate::integrity::Severity;
use crate::inventory::Problem;
use crate::metadata::credentials::mask_credentials;
use crate::metadata::decode;

/// How much of a file of code is read, in bytes.
pub(super) const LIMIT: usize = 1024 * 1024;

/// What is said of a finder that brings a hook.
const NAMES_HOOK: &str = "it names sitecustomize or usercustomize";

/// What a file of code is, before it is said who runs it.
pub(super) struct Module<'place> {
    pub(super) kind: StartupKind,
    pub(super) site: &'place Path,
    pub(super) candidate: Candidate,
    /// The distribution that probably lists it.
    pub(super) likely: Option<&'place str>,
}

impl Gathering<'_> {
    /// Reads a file of code, and judges it.
    pub(super) fn module(&mut self, module: &Module<'_>) -> StartupItem {
        let mut item =
            StartupItem::new(module.kind, module.site.to_path_buf(), module.candidate.file.clone());
        let needs_owner = self.contents(&mut item, &module.candidate);
        let likely = module.likely.filter(|_| !needs_owner);
        let known = item.known.take_if(|_| needs_owner);
        self.claim(&mut item, likely);
        if known.is_some() {
            if item.owner.as_ref().is_some_and(|owner| owner.is_unchanged == Some(true)) {
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

    /// Takes over what a file of code is. Returns whether what it is known as counts only for a file that a distribution lists.
    fn contents(&mut self, item: &mut StartupItem, candidate: &Candidate) -> bool {
        if candidate.form != Form::Source {
            item.traits.push(Trait::new(TraitCode::Binary, 0, "compiled code, which is not read"));
            return false;
        }
        let read = match &candidate.member {
            Some((archive, member)) => self.archives.read(self.disk, archive, member, LIMIT),
            None => match self.disk.read(&item.file, LIMIT) {
                Ok(read) => Ok((read.bytes, read.whole)),
                Err(error) => Err(Some(error.problem(&item.file))),
            },
        };
        let (bytes, is_whole) = match read {
            Ok(read) => read,
            Err(problem) => {
                let reason = problem.as_ref().map_or("it is no archive", |problem| problem.reason.as_str());
                item.notes.push(format!("could not be read: {reason}"));
                self.problems.extend(problem);
                return false;
            }
        };
        let needs_owner = self.fill(item, &bytes, is_whole);
        if candidate.member.is_some() {
            return needs_owner;
        }
        let unchecked = cached::look(self.disk, &item.file, &mut self.problems);
        if !unchecked.is_empty() {
            item.known = None;
            item.traits.extend(unchecked);
        }
        needs_owner
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
                item.known = Some(GUARD.to_owned());
            }
            if item.known.is_none()
                && let Some(finder) = known_finder(&decoded.text)
            {
                item.kind = StartupKind::EditableFinder;
                item.mapping = finder.mapping;
                if finder.brings_hook {
                    item.traits.push(Trait::new(TraitCode::BringsHook, 0, NAMES_HOOK));
                } else {
                    item.known = Some(finder.tool.to_owned());
                }
                needs_owner = finder.starts_programs && !finder.brings_hook;
            }
        }
        if item.known.is_none() {
            item.traits.extend(of_code(&decoded.text, 1));
            let is_said = item.traits.iter().any(|found| found.code == TraitCode::BringsHook);
            if !is_said && maps_hook(&decoded.text) {
                item.traits.push(Trait::new(TraitCode::BringsHook, 0, NAMES_HOOK));
            }
        }
        needs_owner
    }

    /// Says who lists it, and what is thought of it.
    pub(super) fn claim(&mut self, item: &mut StartupItem, likely: Option<&str>) {
        let digest = item.digest.clone();
        let only_likely = item.known.is_some();
        if !(only_likely && likely.is_none()) {
            item.owner = self.owners.of_file(&Sought {
                site: self.sites.get(item.site.as_path()).copied(),
                file: &item.file,
                digest: digest.as_deref(),
                likely,
                only_likely,
            });
        }
        if item.known.is_none() {
            if item.owner.as_ref().is_some_and(|owner| owner.is_unchanged == Some(false)) {
                item.traits.push(Trait::new(TraitCode::Changed, 0, "not what its owner lists"));
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
        self.known.is_some() || self.is_owned() && Severity::of(&self.traits) < Severity::High
    }
}
