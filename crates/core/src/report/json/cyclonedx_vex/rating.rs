//! How severe a fact is.

use serde::Serialize;

use crate::advisory::{Score, ScoreSystem};
use crate::audit::Fact;

#[derive(Default, Serialize)]
pub(super) struct WireRating<'outcome> {
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<f64>,
    severity: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    method: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    vector: Option<&'outcome str>,
}

/// The ratings: of malware that it is critical, whatever else is known; then the scores; a database's word only where there are none.
pub(super) fn ratings(fact: &Fact) -> Vec<WireRating<'_>> {
    let word = |severity| WireRating { severity, ..WireRating::default() };
    let malware = fact.is_malware.then(|| word("critical"));
    let own = fact.rating.filter(|_| fact.scores.is_empty() && !fact.is_malware);
    let own = own.map(|rating| word(rating.as_str()));
    malware.into_iter().chain(fact.scores.iter().map(rating)).chain(own).collect()
}

fn rating(score: &Score) -> WireRating<'_> {
    let method = match score.system {
        ScoreSystem::V2 => "CVSSv2",
        ScoreSystem::V3 if score.vector.starts_with("CVSS:3.1/") => "CVSSv31",
        ScoreSystem::V3 => "CVSSv3",
        ScoreSystem::V4 => "CVSSv4",
    };
    WireRating {
        score: Some(f64::from(score.tenths) / 10.0),
        severity: score.rating.as_str(),
        method: Some(method),
        vector: Some(&score.vector),
    }
}
