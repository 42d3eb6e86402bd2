//! A vulnerability of a release, or that it is malware, in JSON.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::advisory::{Reference, Score};
use crate::audit::Fact;

/// A vulnerability, or that a release is malware.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WireFact {
    /// The records that say so.
    pub ids: Vec<String>,
    /// What else it is called.
    pub aliases: Vec<String>,
    /// Whether it is malware.
    pub malware: bool,
    /// `none`, `low`, `medium`, `high` or `critical`; none where nobody has rated it.
    pub rating: Option<String>,
    /// The highest score.
    pub score: Option<f64>,
    /// All scores, the highest first.
    pub scores: Vec<WireScore>,
    /// The versions that it concerns, as specifiers in the plain order of versions.
    pub affected: Vec<String>,
    /// `CWE-…` identifiers.
    pub cwes: Vec<String>,
    /// Links.
    pub references: Vec<WireReference>,
    /// When it was first published (RFC 3339).
    pub published: Option<String>,
    /// When it was last changed (RFC 3339).
    pub modified: Option<String>,
    /// The later versions that are named as mended, in order.
    pub fixed_in: Vec<String>,
    /// The nearest later version that is known and that it does not concern.
    pub nearest_fix: Option<String>,
    /// The nearest later version that is known and that nothing which is known concerns.
    pub nearest_free: Option<String>,
    /// What the catalogue of known exploited vulnerabilities says, if one was given.
    pub exploited: Option<WireExploited>,
    /// How likely it is to be exploited (EPSS), if a list was given.
    pub epss: Option<WireLikelihood>,
}

/// A score.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WireScore {
    /// `CVSS_V2`, `CVSS_V3` or `CVSS_V4`.
    pub system: String,
    /// From 0 to 10.
    pub score: f64,
    /// The word for it.
    pub rating: String,
    /// The vector.
    pub vector: String,
}

/// A link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WireReference {
    /// `ADVISORY`, `FIX`, `WEB` … (OSV schema).
    pub kind: String,
    /// Where it leads.
    pub url: String,
}

/// What is known of exploitation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WireExploited {
    /// The day on which it came into the catalogue.
    pub added: String,
    /// Until when it is to be mended.
    pub due: Option<String>,
    /// Whether campaigns of extortion are known to use it.
    pub ransomware: bool,
}

/// How likely exploitation is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WireLikelihood {
    /// The probability within 30 days, from 0 to 1.
    pub probability: f64,
    /// The part of all vulnerabilities that are at most as likely, from 0 to 1.
    pub percentile: f64,
}

impl From<&Score> for WireScore {
    fn from(score: &Score) -> Self {
        Self {
            system: score.system.as_str().to_owned(),
            score: f64::from(score.tenths) / 10.0,
            rating: score.rating.as_str().to_owned(),
            vector: score.vector.clone(),
        }
    }
}

impl From<&Reference> for WireReference {
    fn from(link: &Reference) -> Self {
        Self { kind: link.kind.clone(), url: link.url.clone() }
    }
}

impl From<&Fact> for WireFact {
    fn from(fact: &Fact) -> Self {
        Self {
            ids: fact.ids.clone(),
            aliases: fact.aliases.clone(),
            malware: fact.is_malware,
            rating: fact.rating.map(|rating| rating.as_str().to_owned()),
            score: fact.score().map(|score| f64::from(score.tenths) / 10.0),
            scores: fact.scores.iter().map(WireScore::from).collect(),
            affected: fact.affected.clone(),
            cwes: fact.cwes.clone(),
            references: fact.references.iter().map(WireReference::from).collect(),
            published: fact.published.clone(),
            modified: fact.modified.clone(),
            fixed_in: fact.fixed_in.clone(),
            nearest_fix: fact.nearest_fix.clone(),
            nearest_free: fact.nearest_free.clone(),
            exploited: fact.exploited.as_ref().map(|known| WireExploited {
                added: known.added.clone(),
                due: known.due.clone(),
                ransomware: known.ransomware,
            }),
            epss: fact.likelihood.map(|likelihood| WireLikelihood {
                probability: likelihood.probability(),
                percentile: likelihood.percentile(),
            }),
        }
    }
}
