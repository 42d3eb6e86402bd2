//! `[[exception]]`.

use super::draft::Draft;
use super::rules::Rules;
use super::scopes::paths;
use super::toml::{Table, Value};
use super::{inline, near};
use crate::check::RuleKind;
use crate::check::exception::{Exception, RuleName};

/// How many exceptions there may be.
const EXCEPTIONS: usize = 10_000;

impl<'read> Rules<'read> {
    /// The exceptions.
    pub(super) fn exceptions(&self, drafts: &[Draft]) -> Vec<Exception> {
        let tables = self.root.get("exception").map(|value| value.list("[[exception]]", EXCEPTIONS));
        tables.into_iter().flatten().filter_map(|table| self.exception(table, drafts)).collect()
    }

    fn exception(&self, table: Table<'read>, drafts: &[Draft]) -> Option<Exception> {
        table.know(&["rule", "advisory", "package", "scope", "path", "reason", "owner", "until"]);
        let rule = table.get("rule").map(|value| rule_name(value, drafts));
        let advisory = table.get("advisory").and_then(Value::text);
        let package = table.get("package").map(|value| {
            let read = inline::denied(value.text()?, &table.text.place(value.at));
            read.map_err(|message| value.wrong(message)).ok()
        });
        let paths = table.get("path").map(paths);
        if rule.is_none() && advisory.is_none() {
            table.text.wrong(table.at, "[[exception]] needs the rule or the advisory that it is from");
        }
        let is_narrow = package.is_some() || paths.is_some() || table.get("scope").is_some();
        if !is_narrow && advisory.is_none() {
            table.text.wrong(
                table.at,
                "[[exception]] needs a package, a path or a scope: without one it would switch the rule off",
            );
        }
        // Nobody bears malware by leaving something away.
        let is_malware = rule == Some(Some(RuleName::Kind(RuleKind::Malware)))
            || advisory.is_some_and(|id| id.starts_with("MAL-"));
        let names_one = package
            .as_ref()
            .is_none_or(|package| package.as_ref().is_none_or(|entry| entry.pattern.is_none()));
        if is_malware && (advisory.is_none() || package.is_none() || !names_one) {
            table.text.wrong(table.at, "malware is borne only by an [[exception]] that names the very record under \"advisory\" and one package");
        }
        let reason = table.need("reason", "a reason").and_then(Value::text);
        let owner = table.need("owner", "who decided it").and_then(Value::text);
        let until = table
            .need("until", "the last day on which it holds")
            .and_then(|value| value.made("a day as YYYY-MM-DD", |text| text.parse().ok()));
        let scopes = self.scopes(table);
        Some(Exception {
            rule: rule.flatten(),
            advisory: advisory.map(str::to_owned),
            package: package.flatten(),
            scopes,
            paths: paths.unwrap_or_default(),
            reason: reason?.to_owned(),
            owner: owner?.to_owned(),
            until: until?,
            place: table.text.place(table.at),
        })
    }
}

/// A rule that there is, or else a kind.
fn rule_name(value: Value<'_>, drafts: &[Draft]) -> Option<RuleName> {
    let name = value.text()?;
    let kind = RuleKind::of_word(name);
    // The rule that is built in is the only one of its kind.
    if kind != Some(RuleKind::Malware) && drafts.iter().any(|draft| draft.rule.id == name) {
        return Some(RuleName::Id(name.to_owned()));
    }
    if let Some(kind) = kind {
        return Some(RuleName::Kind(kind));
    }
    value.table_of().text.wrong_by(value.at, || {
        let ids: Vec<&str> = drafts.iter().map(|draft| draft.rule.id.as_str()).collect();
        let near = near::nearest(name, &ids);
        let hint = near.map_or_else(String::new, |near| format!(": did you mean {near:?}?"));
        format!("there is no rule {name:?}{hint}")
    });
    None
}
