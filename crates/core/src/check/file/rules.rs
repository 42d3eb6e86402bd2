//! The rules of a policy file.

use std::collections::HashSet;

use super::draft::Draft;
use super::scopes::{expected_name, is_name, listed};
use super::toml::{Table, Value};
use super::{kinds, near};
use crate::check::rule::Asks;
use crate::check::scope::Scope;
use crate::check::{Mode, Rule, RuleKind};
use crate::manifest::Place;

/// How many rules of a kind there may be.
const RULES: usize = 1000;

/// The longest time that a rule may ask for, in days: a hundred years.
pub(super) const DAYS: u32 = 36_525;

/// What the reader of rules knows.
pub(super) struct Rules<'read> {
    pub(super) root: Table<'read>,
    pub(super) mode: Mode,
    pub(super) scopes: &'read [Scope],
}

impl<'read> Rules<'read> {
    /// All rules: the one that is built in, and then those of the file, sorted by kind.
    pub(super) fn read(&self) -> Vec<Draft> {
        let mut drafts = vec![Draft::of(Rule {
            id: RuleKind::Malware.as_str().to_owned(),
            mode: Mode::Enforce,
            place: Place { file: self.root.text.file.clone(), line: 0 },
            scopes: Vec::new(),
            asks: Asks::Malware,
        })];
        for (kind, label) in [
            (RuleKind::Deny, "[[deny]]"),
            (RuleKind::Audit, "[[audit]]"),
            (RuleKind::Integrity, "[[integrity]]"),
            (RuleKind::Age, "[[age]]"),
            (RuleKind::Allow, "[[allow]]"),
        ] {
            let tables = self.root.get(kind.as_str()).map(|value| value.list(label, RULES));
            for (number, table) in tables.into_iter().flatten().enumerate() {
                drafts.extend(self.rule(kind, number, table));
            }
        }
        self.see_ids(&drafts);
        drafts
    }

    fn see_ids(&self, drafts: &[Draft]) {
        let mut known: HashSet<&str> = HashSet::new();
        for draft in drafts {
            let Rule { id, .. } = &draft.rule;
            let kind = RuleKind::of_word(id);
            if kind.is_some_and(|kind| kind != draft.rule.kind()) {
                self.root.text.wrong(
                    draft.at,
                    format!("{id:?} is the word for another kind of rules: name it otherwise"),
                );
            } else if !known.insert(id) {
                self.root.text.wrong(draft.at, format!("there are two rules with the id {id:?}"));
            }
        }
    }

    fn rule(&self, kind: RuleKind, number: usize, table: Table<'read>) -> Option<Draft> {
        let word = kind.as_str();
        let usual = if number == 0 { word.to_owned() } else { format!("{word}-{}", number + 1) };
        let id = table
            .get("id")
            .and_then(|value| value.made(&expected_name(), |id| is_name(id).then(|| id.to_owned())));
        let (mut sources, mut options, mut options_at) = (Vec::new(), Vec::new(), table.at);
        if matches!(kind, RuleKind::Allow | RuleKind::Deny) {
            sources = table.get("bounds").map(kinds::sources).unwrap_or_default();
        }
        if let Some(value) = table.get("bound-options").filter(|_| kind == RuleKind::Allow) {
            options_at = value.at;
            options = listed(value).into_iter().map(|(_, text)| text.to_owned()).collect();
        }
        let asks = kinds::asks(kind, table)?;
        let rule = Rule {
            id: id.unwrap_or(usual),
            mode: table.get("mode").and_then(mode).unwrap_or(self.mode),
            place: table.text.place(table.at),
            scopes: self.scopes(table),
            asks,
        };
        let (line, column) = table.text.position(options_at);
        Some(Draft { rule, at: table.at, sources, options, options_at: (line, column) })
    }

    /// The scopes that a table names.
    pub(super) fn scopes(&self, table: Table<'_>) -> Vec<usize> {
        let Some(value) = table.get("scope") else { return Vec::new() };
        let mut scopes = Vec::new();
        for (at, name) in listed(value) {
            if let Some(place) = self.scopes.iter().position(|scope| scope.name == name) {
                scopes.push(place);
                continue;
            }
            table.text.wrong_by(at, || {
                let names: Vec<&str> = self.scopes.iter().map(|scope| scope.name.as_str()).collect();
                let defined = || format!("[scopes.{name}] would define it");
                let near = near::nearest(name, &names);
                let hint = near.map_or_else(defined, |near| format!("did you mean {near:?}?"));
                format!("there is no scope {name:?}: {hint}")
            });
        }
        scopes
    }
}

/// The mode under a key.
pub(super) fn mode(value: Value<'_>) -> Option<Mode> {
    value.made("observe, warn or enforce", Mode::of_word)
}
