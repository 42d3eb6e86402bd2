//! What an index says of itself.

use serde::{Deserialize, Serialize};

use crate::date::Date;

/// Where the records of an index are from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// The file, directory or URL, without credentials.
    pub source: String,
    /// When they were fetched or read, in seconds since 1970.
    pub retrieved: u64,
    /// When the source says that it was last changed, in its own words.
    pub source_modified: Option<String>,
    /// What tells the source's present state from others (an HTTP entity tag), if it says.
    pub source_tag: Option<String>,
    /// How long the dump is, in bytes, and its SHA-256 in hexadecimal, where it is one file.
    pub source_digest: Option<(u64, String)>,
}

/// A record that could not be read when the index was built.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unreadable {
    /// The file's name in the dump.
    pub file: String,
    /// Why.
    pub reason: String,
}

/// What an index says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// Where the records are from.
    pub provenance: Provenance,
    /// How many records are in it.
    pub records: u64,
    /// How many of these tell of malware.
    pub malware: u64,
    /// How many were left out because they are withdrawn.
    pub withdrawn: u64,
    /// How many were left out because they are about no Python package.
    pub foreign: u64,
    /// How many packages they are about.
    pub packages: u64,
    /// The latest `modified` of all records (RFC 3339) that is not later than the day after they were fetched.
    pub newest: String,
    /// The first records that could not be read, at most 100, sorted by file.
    pub unreadable: Vec<Unreadable>,
    /// How many records could not be read.
    pub unreadable_count: u64,
    /// SHA-256 of all that is known, in order: the same records have the same digest, wherever they are from.
    pub digest: [u8; 32],
}

impl Header {
    /// Of how many records on some change every day, so that the newest one tells how old a dump is: an organisation's own
    /// advisories may well be old.
    const LIVELY: u64 = 1000;
    /// How much older than its fetching a dump may be, in seconds: half a year. A copy that is carried where there is no network is
    /// taken as present as whoever carried it says; one that is older than that is of the past, and so is a mirror that is dead.
    const OLDEST: u64 = 180 * 86_400;

    /// Since when nothing that has become known is in it, in seconds since 1970: since it was fetched or, where a copy was of the
    /// past then, since the day after its newest record.
    #[must_use]
    pub fn known_until(&self) -> u64 {
        let retrieved = self.provenance.retrieved;
        let day = self.newest.get(..10).and_then(|day| day.parse::<Date>().ok());
        let newest = day.filter(|_| self.records >= Self::LIVELY).map(|day| day.end() + 86_400);
        newest.filter(|newest| newest + Self::OLDEST < retrieved).unwrap_or(retrieved)
    }

    /// The digest in hexadecimal.
    #[must_use]
    pub fn digest_hex(&self) -> String {
        crate::hex::encode(&self.digest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_of_the_past_is_as_old_as_its_newest_record() {
        let day = |text: &str| text.parse::<Date>().unwrap().end();
        let of = |newest: &str, records: u64| {
            let provenance = Provenance { retrieved: day("2026-11-28"), ..Provenance::default() };
            let header = Header { provenance, newest: newest.to_owned(), records, ..Header::default() };
            header.known_until()
        };
        assert_eq!(of("2026-11-27T10:00:00Z", 20_000), day("2026-11-28"));
        assert_eq!(of("2026-07-23T14:34:38Z", 20_000), day("2026-11-28"), "a copy that was carried");
        assert_eq!(of("2024-10-10T17:22:00Z", 20_000), day("2024-10-11"));
        assert_eq!(of("2024-10-10T17:22:00Z", 999), day("2026-11-28"), "an organisation's own");
        assert_eq!(of("no date", 20_000), day("2026-11-28"));
    }
}
