//! From the text of a policy file to rules. Nothing is opened: what the file names is loaded by whoever read it.

mod draft;
mod exceptions;
pub(super) mod inline;
mod kinds;
mod near;
mod rules;
mod scopes;
pub(super) mod toml;

use std::sync::Arc;

use sha2::{Digest, Sha256};

pub(super) use draft::Draft;

use self::rules::{Rules, mode};
use self::toml::{LIMIT, Table, Text};
use super::Mode;
use super::exception::Exception;
use super::mistake::{PolicyErrors, PolicyMistake};
use super::policy::Policy;
use super::rule::{Asks, Lists};
use super::scope::Scope;
use crate::hex;
use crate::manifest::{Choice, Manifest, Role, Source};
use crate::policy::{Bound, choose};

/// The schema that is read.
pub const POLICY_SCHEMA: &str = "policy-1";

/// A policy file as it was read, of which the bounds were not loaded yet.
#[derive(Clone, Debug)]
pub struct PolicyFile {
    pub(super) file: Arc<str>,
    pub(super) digest: String,
    pub(super) name: String,
    pub(super) version: Option<String>,
    pub(super) scopes: Vec<Scope>,
    pub(super) drafts: Vec<Draft>,
    pub(super) exceptions: Vec<Exception>,
}

impl PolicyFile {
    /// Reads the text of a policy file, which is called `file` in messages. All that is wrong with it is told at once.
    pub fn read(whole: &str, file: &str) -> Result<Self, PolicyErrors> {
        let (read, table) = Text::parse(whole, file, LIMIT)?;
        let root = Table::root(&read, &table);
        root.know(&[
            "schema",
            "name",
            "version",
            "mode",
            "scopes",
            "allow",
            "deny",
            "audit",
            "integrity",
            "age",
            "exception",
        ]);
        let schema = root.need("schema", &format!("{POLICY_SCHEMA:?}"));
        if let Some(schema) = schema {
            schema.is_schema(POLICY_SCHEMA);
        }
        let text = |key| root.get(key).and_then(toml::Value::text).map(str::to_owned);
        let (name, version) = (text("name"), text("version"));
        let default: Mode = root.get("mode").and_then(mode).unwrap_or_default();
        let scopes = scopes::read(root);
        let rules = Rules { root, mode: default, scopes: &scopes };
        let drafts = rules.read();
        let exceptions = rules.exceptions(&drafts);
        read.finish()?;
        Ok(Self {
            file: read.file.clone(),
            digest: hex::encode(&Sha256::digest(whole.as_bytes())),
            name: name.unwrap_or_else(|| "policy".to_owned()),
            version,
            scopes,
            drafts,
            exceptions,
        })
    }

    /// Every bound that its rules name, as they are written.
    pub fn bounds(&self) -> impl Iterator<Item = &str> {
        self.drafts.iter().flat_map(|draft| &draft.sources).map(|source| source.written.as_str())
    }

    /// Loads the bounds, and makes the rules ready to judge by. Of a bound that cannot be read nothing is known, and so the policy is
    /// not: that is a mistake. What cannot be understood of single entries of one is kept, and told with each judging.
    pub fn load(self, mut load: impl FnMut(&str) -> Manifest) -> Result<Policy, PolicyErrors> {
        let (mut rules, mut mistakes) = (Vec::new(), Vec::new());
        for draft in self.drafts {
            let mut manifests = Vec::new();
            for source in &draft.sources {
                let manifest = load(&source.written);
                let fatal = manifest.problems.iter().find(|problem| problem.code.leaves_nothing());
                mistakes.extend(fatal.map(|problem| PolicyMistake {
                    file: self.file.clone(),
                    line: source.line,
                    column: source.column,
                    message: format!("the bound could not be read: {}: {}", problem.place, problem.message),
                }));
                manifests.push(manifest);
            }
            let mut rule = draft.rule;
            if let Asks::Deny(deny) = &mut rule.asks {
                let inline = std::mem::take(&mut deny.packages.bounds);
                deny.packages = Lists::new(manifests.into_iter().map(denying).chain(inline).collect());
                rules.push(rule);
                continue;
            }
            match choose(manifests, &draft.options) {
                Ok(bounds) => {
                    if let Asks::Allow(allow) = &mut rule.asks {
                        let inline = std::mem::take(&mut allow.lists.bounds);
                        allow.lists = Lists::new(bounds.into_iter().chain(inline).collect());
                    }
                }
                Err(error) => mistakes.push(PolicyMistake {
                    file: self.file.clone(),
                    line: draft.options_at.0,
                    column: draft.options_at.1,
                    message: format!("bound-options: {error}"),
                }),
            }
            rules.push(rule);
        }
        if !mistakes.is_empty() {
            return Err(PolicyErrors(mistakes));
        }
        Ok(Policy::new(
            self.name,
            self.version,
            (self.file, self.digest),
            rules,
            (self.scopes, self.exceptions),
        ))
    }
}

/// A bound of which every entry denies, whatever it means in its own file: by name and versions, wherever the package is from.
fn denying(mut manifest: Manifest) -> Bound {
    // The project that a lock file belongs to is not what it lists.
    manifest.entries.retain(|entry| entry.role != Role::Project);
    for entry in &mut manifest.entries {
        entry.role = Role::Denied;
        entry.source = Source::Index { url: None };
        entry.hashes.clear();
        entry.when.clear();
        entry.edges.clear();
    }
    Bound { manifest, choice: Choice::default() }
}
