//! What was decided to be borne: by whom, for what reason and until when.

use crate::date::Date;
use crate::inventory::{Distribution, InstalledVersion};
use crate::manifest::{Entry, Place};
use crate::policy::{admits_version, is_about};
use crate::requirement::PackageName;

use super::RuleKind;
use super::scope::PathPattern;

/// An exception: `[[exception]]` of a policy.
#[derive(Clone, Debug)]
pub struct Exception {
    /// The rule, or the kind of rules, that it is from.
    pub rule: Option<RuleName>,
    /// The advisory that it is for.
    pub advisory: Option<String>,
    /// The package that it is for: a requirement, or a pattern of names with versions.
    pub(super) package: Option<Entry>,
    /// The scopes that it is for, by their places in the policy; everywhere, if there are none.
    pub(super) scopes: Vec<usize>,
    /// The paths that it is for; everywhere, if there are none.
    pub(super) paths: Vec<PathPattern>,
    /// Why.
    pub reason: String,
    /// Who decided it.
    pub owner: String,
    /// The last day on which it holds, in UTC.
    pub until: Date,
    /// Where it is written.
    pub place: Place,
}

/// What an exception calls a rule: by its id, or, where no rule has that id, by its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleName {
    /// All rules of a kind.
    Kind(RuleKind),
    /// One rule, by its id.
    Id(String),
}

impl RuleName {
    pub(super) fn is(&self, id: &str, kind: RuleKind) -> bool {
        match self {
            Self::Kind(named) => *named == kind,
            Self::Id(named) => named == id,
        }
    }
}

/// What is known against a release, whatever rules say of it.
#[derive(Clone, Copy, Debug)]
pub struct KnownAgainst<'known> {
    /// What it is.
    pub kind: KnownKind,
    /// The package.
    pub name: &'known PackageName,
    /// Its version; `None` where its metadata gives none.
    pub version: Option<&'known InstalledVersion>,
    /// The records that say so; of a look-alike, the name that it looks like.
    pub records: &'known [&'known str],
    /// What else these are called.
    pub aliases: &'known [&'known str],
}

/// What can be known against a release.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KnownKind {
    /// It is malicious.
    Malware,
    /// It is vulnerable.
    Vulnerability,
    /// Its name looks like another one.
    Lookalike,
}

impl KnownKind {
    /// The kind of rules that are against it; `None` where no rule is.
    const fn rules(self) -> Option<RuleKind> {
        match self {
            Self::Malware => Some(RuleKind::Malware),
            Self::Vulnerability => Some(RuleKind::Audit),
            Self::Lookalike => None,
        }
    }
}

impl Exception {
    /// Whether it is for what is known against a release, wherever that is: whether it lifts what the rule of a policy says for this reason, in
    /// every place.
    #[must_use]
    pub fn bears(&self, known: &KnownAgainst<'_>) -> bool {
        let is_named = match &self.rule {
            None => true,
            Some(RuleName::Kind(kind)) => known.kind.rules() == Some(*kind),
            Some(RuleName::Id(_)) => false,
        };
        let is_everywhere = self.scopes.is_empty() && self.paths.is_empty();
        let is_malware = known.kind == KnownKind::Malware;
        is_named
            && is_everywhere
            && self.names_advisory(is_malware, known.records, known.aliases)
            && self.is_for_release(known.name, known.version)
    }

    /// Whether it names what something rests on: a record, or another name of one.
    pub(super) fn names_advisory<Name: AsRef<str>>(
        &self,
        is_malware: bool,
        records: &[Name],
        aliases: &[Name],
    ) -> bool {
        match &self.advisory {
            // That something is malware is borne only by whoever names the very record, and the package.
            Some(id) if is_malware => {
                self.names_package() && records.iter().any(|record| record.as_ref() == id)
            }
            None if is_malware => false,
            Some(id) => records.iter().chain(aliases).any(|name| name.as_ref().eq_ignore_ascii_case(id)),
            None => true,
        }
    }

    /// Whether it is for a package.
    pub(super) fn is_for_package(&self, distribution: Option<&Distribution>) -> bool {
        match distribution {
            None => self.package.is_none(),
            Some(found) => self.is_for_release(&found.name, found.version.as_ref()),
        }
    }

    fn is_for_release(&self, name: &PackageName, version: Option<&InstalledVersion>) -> bool {
        self.package.as_ref().is_none_or(|entry| is_about(entry, name) && admits_version(entry, version))
    }

    /// Whether it names one package, by its name.
    fn names_package(&self) -> bool {
        self.package.as_ref().is_some_and(|entry| entry.pattern.is_none())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Policy;

    /// An exception, as a policy has it.
    fn exception(lines: &str) -> Exception {
        let text = format!(
            "schema = \"policy-1\"\n[[exception]]\n{lines}\nreason = \"r\"\nowner = \"o\"\nuntil = 2099-01-01\n"
        );
        let policy = Policy::enclosed(&text, "policy.toml", &[]).unwrap();
        policy.exceptions()[0].clone()
    }

    #[test]
    fn what_is_known_of_a_release_is_borne_where_a_rule_for_the_same_reason_would_be_lifted() {
        let (name, version) = (PackageName::new("evil"), InstalledVersion::new("1.0"));
        let known = |kind| KnownAgainst {
            kind,
            name: &name,
            version: Some(&version),
            records: &["MAL-1", "MAL-2"],
            aliases: &["GHSA-x"],
        };
        let (malware, vulnerability, lookalike) =
            (known(KnownKind::Malware), known(KnownKind::Vulnerability), known(KnownKind::Lookalike));
        for (lines, borne) in [
            ("advisory = \"MAL-1\"\npackage = \"evil==1.0\"", [true, true, true]),
            ("advisory = \"MAL-2\"\npackage = \"Evil\"", [true, true, true]),
            ("rule = \"malware\"\nadvisory = \"MAL-2\"\npackage = \"evil<2\"", [true, false, false]),
            ("rule = \"audit\"\npackage = \"evil\"", [false, true, false]),
            ("rule = \"audit\"\nadvisory = \"ghsa-X\"", [false, true, false]),
            // Another name of malware, or a pattern, bears no malware.
            ("advisory = \"GHSA-x\"\npackage = \"evil\"", [false, true, true]),
            ("advisory = \"GHSA-x\"\npackage = \"ev*\"", [false, true, true]),
            ("rule = \"deny\"\npackage = \"evil\"", [false, false, false]),
            ("advisory = \"GHSA-x\"\npackage = \"evil==1.1\"", [false, false, false]),
            ("advisory = \"GHSA-y\"", [false, false, false]),
            // What holds at some places is no decision for all.
            ("rule = \"audit\"\npackage = \"evil\"\npath = [\"/srv\"]", [false, false, false]),
        ] {
            let exception = exception(lines);
            let said = [&malware, &vulnerability, &lookalike].map(|known| exception.bears(known));
            assert_eq!(said, borne, "{lines}");
        }
    }
}
