//! One fact about a release, whatever it is called in however many databases.

use std::collections::BTreeSet;

use super::finding::AuditCode;
use super::knowledge::Knowledge;
use crate::advisory::epss::Likelihood;
use crate::advisory::exploited::Exploited;
use crate::advisory::facts::names;
use crate::advisory::{Detail, Entry, Package, Rating, Reference, Score};
use crate::inventory::InstalledVersion;

/// A vulnerability of a release, or that it is malware.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fact {
    /// The records that say so, best-known database first.
    pub ids: Vec<String>,
    /// What else it is called.
    pub aliases: Vec<String>,
    /// Whether it is malware.
    pub is_malware: bool,
    /// One line on it.
    pub summary: String,
    /// Its scores, the highest first.
    pub scores: Vec<Score>,
    /// How severe it is: by the highest score, or else in a database's own word.
    pub rating: Option<Rating>,
    /// The versions that it concerns, as specifiers in the plain order of versions.
    pub affected: Vec<String>,
    /// `CWE-…` identifiers, sorted.
    pub cwes: Vec<String>,
    /// Links, each once.
    pub references: Vec<Reference>,
    /// When it was first published (RFC 3339).
    pub published: Option<String>,
    /// When one of its records was last changed (RFC 3339).
    pub modified: Option<String>,
    /// The later versions that records name as mended, in order.
    pub fixed_in: Vec<String>,
    /// The nearest later version that is known and that it does not concern.
    pub nearest_fix: Option<String>,
    /// The nearest later version that is known and that nothing which is known concerns.
    pub nearest_free: Option<String>,
    /// What is known of its being exploited, where that was looked up.
    pub exploited: Option<Exploited>,
    /// How likely it is to be exploited, where that was looked up.
    pub likelihood: Option<Likelihood>,
}

impl Fact {
    /// What the records of one fact say of a version: `entries` are those that concern it, `members` all of the fact.
    pub(super) fn new(
        package: &Package,
        version: &InstalledVersion,
        entries: &[&Entry],
        members: &[&Entry],
        knowledge: &Knowledge<'_>,
        nearest_free: Option<&str>,
    ) -> Self {
        let text = |version: &str| version.to_owned();
        Self {
            fixed_in: package.fixed_in(version, entries).into_iter().map(text).collect(),
            nearest_fix: package.nearest_without(version, members).map(text),
            nearest_free: nearest_free.map(text),
            ..Self::said(package, entries, members, knowledge)
        }
    }

    /// What the records of one fact say, whatever the version.
    pub(super) fn of_package(package: &Package, members: &[&Entry], knowledge: &Knowledge<'_>) -> Self {
        Self {
            fixed_in: package.fixes(members).into_iter().map(str::to_owned).collect(),
            nearest_free: package.free_from().map(str::to_owned),
            ..Self::said(package, members, members, knowledge)
        }
    }

    /// What the records say but for where to go.
    fn said(package: &Package, entries: &[&Entry], members: &[&Entry], knowledge: &Knowledge<'_>) -> Self {
        let details: Vec<Detail> = entries.iter().map(|entry| entry.detail()).collect();
        let told: BTreeSet<&str> = entries.iter().map(|entry| entry.id.as_str()).collect();
        let (ids, aliases): (Vec<String>, Vec<String>) =
            names(members.iter().copied()).into_iter().partition(|name| told.contains(name.as_str()));
        let is_malware = entries.iter().any(|entry| entry.is_malware());
        let scores = scores(&details);
        let rating = rating(&scores, &details);
        let cves = || ids.iter().chain(&aliases).filter(|name| name.starts_with("CVE-"));
        let exploited = cves().find_map(|cve| knowledge.exploited?.find(cve).cloned());
        let likelihood = cves().filter_map(|cve| knowledge.likelihoods?.find(cve)).max();
        let affected: BTreeSet<String> = entries.iter().flat_map(|entry| package.affected(entry)).collect();
        Self {
            is_malware,
            affected: affected.into_iter().collect(),
            // The shortest that says something: some records repeat a whole description.
            summary: summary(&details),
            rating,
            cwes: details
                .iter()
                .flat_map(|detail| &detail.cwes)
                .cloned()
                .collect::<BTreeSet<_>>()
                .into_iter()
                .collect(),
            references: references(&details),
            published: details.iter().filter_map(|detail| detail.published.clone()).min(),
            modified: details.iter().filter_map(|detail| detail.modified.clone()).max(),
            fixed_in: Vec::new(),
            nearest_fix: None,
            nearest_free: None,
            exploited,
            likelihood,
            ids,
            aliases,
            scores,
        }
    }

    /// Every name of it.
    pub fn names(&self) -> impl Iterator<Item = &String> {
        self.ids.iter().chain(&self.aliases)
    }

    /// The record that it is called by first.
    #[must_use]
    pub fn id(&self) -> &str {
        self.ids.first().map_or("", String::as_str)
    }

    /// The highest score.
    #[must_use]
    pub fn score(&self) -> Option<&Score> {
        self.scores.first()
    }

    /// Rating and score, for people: `high 7.5`.
    #[must_use]
    pub fn severity(&self) -> String {
        match (self.is_malware, self.rating, self.score()) {
            (true, ..) => "malware".to_owned(),
            (_, Some(rating), Some(score)) => format!("{rating} {score}"),
            (_, Some(rating), None) => rating.to_string(),
            (_, None, _) => "unknown".to_owned(),
        }
    }

    /// What to do about it.
    pub(super) fn advice(&self, code: AuditCode) -> String {
        if code == AuditCode::Malicious {
            return code.advice().to_owned();
        }
        match (&self.nearest_fix, &self.nearest_free, self.fixed_in.last()) {
            (Some(fix), Some(free), _) if fix == free => format!("install {fix} or later"),
            (Some(fix), Some(free), _) => {
                format!("install {fix} or later; {free} is the nearest of which nothing is known")
            }
            (Some(fix), None, _) => {
                format!("install {fix} or later; every later version that is known has other advisories")
            }
            // Of a package as a whole, or of a version that is none.
            (None, Some(free), _) => format!("install {free} or later, of which nothing is known"),
            (None, None, Some(fixed)) => format!("install {fixed} or later"),
            (None, None, None) => {
                "no version is known that is not affected: remove the package, or see the links for what helps"
                    .to_owned()
            }
        }
    }
}

fn summary(details: &[Detail]) -> String {
    let summaries = details.iter().map(|detail| &detail.summary).filter(|summary| !summary.is_empty());
    summaries.min_by_key(|summary| (summary.ends_with('…'), summary.len())).cloned().unwrap_or_default()
}

fn scores(details: &[Detail]) -> Vec<Score> {
    let vectors: BTreeSet<&String> = details.iter().flat_map(|detail| &detail.vectors).collect();
    let mut scores: Vec<Score> = vectors.into_iter().filter_map(|vector| Score::of_vector(vector)).collect();
    // Of equal scores the one of the newest system.
    scores.sort_by_key(|score| std::cmp::Reverse((score.tenths, score.system)));
    scores
}

fn rating(scores: &[Score], details: &[Detail]) -> Option<Rating> {
    let words = details.iter().filter_map(|detail| Rating::of_word(detail.rating.as_deref()?));
    // The highest number is not the worst word: version 2 knows no critical.
    scores.iter().map(|score| score.rating).max().or_else(|| words.max())
}

fn references(details: &[Detail]) -> Vec<Reference> {
    let mut seen = BTreeSet::new();
    let mut links: Vec<Reference> = details
        .iter()
        .flat_map(|detail| &detail.references)
        .filter(|link| seen.insert(&link.url))
        .cloned()
        .collect();
    links.sort_by(|left, right| (&left.kind, &left.url).cmp(&(&right.kind, &right.url)));
    links
}
