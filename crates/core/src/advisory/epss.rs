//! How likely it is that a vulnerability is exploited within 30 days: FIRST's EPSS, in its CSV.

use std::io::Read;

/// How large a list is read when it is unpacked, in bytes; the one of 2026 has 10 MB.
const LIMIT: u64 = 256 * 1024 * 1024;
/// How long an entry is, in bytes.
const ENTRY: usize = 16;
/// Parts of one that scores are counted in: the list has five decimals.
const PARTS: f64 = 100_000.0;

/// The likelihood of one vulnerability.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Likelihood {
    /// The probability, in hundred-thousandths.
    pub probability: u32,
    /// How many of all vulnerabilities are at most as likely, in hundred-thousandths.
    pub percentile: u32,
}

impl Likelihood {
    /// The probability, from 0 to 1.
    #[must_use]
    pub fn probability(self) -> f64 {
        f64::from(self.probability) / PARTS
    }

    /// The percentile, from 0 to 1.
    #[must_use]
    pub fn percentile(self) -> f64 {
        f64::from(self.percentile) / PARTS
    }
}

/// The list, sorted, each entry in 16 bytes: year and number of the CVE identifier, probability, percentile.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Likelihoods {
    entries: Vec<u8>,
}

/// Why a list could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("it is no list of exploitation probabilities (EPSS, CSV): {0}")]
pub struct LikelihoodsError(String);

impl Likelihoods {
    /// Reads a list as FIRST publishes it, packed by gzip or not, and the day of which it says it is.
    pub fn read(bytes: &[u8]) -> Result<(Self, Option<String>), LikelihoodsError> {
        let mut unpacked = Vec::new();
        let bytes = if bytes.starts_with(&[0x1f, 0x8b]) {
            let reader = flate2::read::MultiGzDecoder::new(bytes).take(LIMIT + 1);
            let mut reader = reader;
            reader.read_to_end(&mut unpacked).map_err(|error| LikelihoodsError(error.to_string()))?;
            &unpacked
        } else {
            bytes
        };
        if bytes.len() as u64 > LIMIT {
            return Err(LikelihoodsError(format!("it has more than {LIMIT} bytes")));
        }
        let text = std::str::from_utf8(bytes).map_err(|error| LikelihoodsError(error.to_string()))?;
        Self::of_text(text)
    }

    fn of_text(text: &str) -> Result<(Self, Option<String>), LikelihoodsError> {
        let (mut rows, mut dated, mut is_begun) = (Vec::new(), None, false);
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            if let Some(comment) = line.strip_prefix('#') {
                dated = comment
                    .split(',')
                    .find_map(|part| part.trim().strip_prefix("score_date:"))
                    .map(str::to_owned)
                    .or(dated);
            } else if !is_begun && line.starts_with("cve,") {
                is_begun = true;
            } else {
                let wrong =
                    || LikelihoodsError(format!("line {} is no CVE, probability and percentile", number + 1));
                rows.push(row(line).ok_or_else(wrong)?);
            }
        }
        if rows.is_empty() {
            return Err(LikelihoodsError("it has no entry".to_owned()));
        }
        rows.sort_unstable();
        rows.dedup_by_key(|(key, _)| *key);
        let mut entries = Vec::with_capacity(rows.len() * ENTRY);
        for (key, likelihood) in rows {
            entries.extend_from_slice(&key.to_le_bytes());
            entries.extend_from_slice(&likelihood.probability.to_le_bytes());
            entries.extend_from_slice(&likelihood.percentile.to_le_bytes());
        }
        Ok((Self { entries }, dated))
    }

    /// How many entries it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len() / ENTRY
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// What it says of a CVE identifier.
    #[must_use]
    pub fn find(&self, cve: &str) -> Option<Likelihood> {
        let wanted = key(cve)?;
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            let (found, likelihood) = self.entry(middle)?;
            match found.cmp(&wanted) {
                std::cmp::Ordering::Equal => return Some(likelihood),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    fn entry(&self, at: usize) -> Option<(u64, Likelihood)> {
        let bytes = self.entries.get(at * ENTRY..(at + 1) * ENTRY)?;
        let key = u64::from_le_bytes(bytes[..8].try_into().ok()?);
        let probability = u32::from_le_bytes(bytes[8..12].try_into().ok()?);
        let percentile = u32::from_le_bytes(bytes[12..16].try_into().ok()?);
        Some((key, Likelihood { probability, percentile }))
    }

    /// The list as bytes, for a feed's body.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.entries
    }

    /// The list of a feed's body; `None` where that is damaged.
    #[must_use]
    pub fn of_bytes(entries: Vec<u8>) -> Option<Self> {
        entries.len().is_multiple_of(ENTRY).then_some(Self { entries })
    }
}

fn row(line: &str) -> Option<(u64, Likelihood)> {
    let mut fields = line.split(',').map(str::trim);
    let (cve, probability, percentile) = (fields.next()?, fields.next()?, fields.next()?);
    Some((key(cve)?, Likelihood { probability: parts(probability)?, percentile: parts(percentile)? }))
}

fn parts(text: &str) -> Option<u32> {
    let value: f64 = text.parse().ok().filter(|value| (0.0..=1.0).contains(value))?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is between 0 and 100,000"
    )]
    Some((value * PARTS).round() as u32)
}

/// `CVE-YEAR-NUMBER` as one number.
fn key(cve: &str) -> Option<u64> {
    let (year, number) = cve.strip_prefix("CVE-")?.split_once('-')?;
    let (year, number) = (year.parse::<u16>().ok()?, number.parse::<u64>().ok()?);
    (number < 1 << 48).then_some(u64::from(year) << 48 | number)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    const LIST: &str = "#model_version:v2026.03.14,score_date:2026-11-01T12:55:00Z\ncve,epss,percentile\n\
        CVE-2021-44228,0.94358,0.99959\nCVE-1999-0001,0.01297,0.79148\nCVE-2026-1234567,1.0,1\n";

    #[test]
    fn a_list_is_read_packed_or_not() {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(LIST.as_bytes()).unwrap();
        let packed = packer.finish().unwrap();
        for bytes in [LIST.as_bytes(), &packed] {
            let (list, dated) = Likelihoods::read(bytes).unwrap();
            assert_eq!((list.len(), dated.as_deref()), (3, Some("2026-11-01T12:55:00Z")));
            assert_eq!(
                list.find("CVE-2021-44228"),
                Some(Likelihood { probability: 94_358, percentile: 99_959 })
            );
            assert_eq!(list.find("CVE-2026-1234567").map(|found| found.percentile), Some(100_000));
            assert_eq!(list.find("CVE-2021-44229"), None);
            assert_eq!(list.find("GHSA-x"), None);
            let kept = Likelihoods::of_bytes(list.clone().into_bytes());
            assert_eq!(kept, Some(list));
        }
    }

    #[test]
    fn what_is_no_list_is_refused_with_the_line() {
        for (wrong, line) in [
            ("cve,epss\nCVE-1-2,0.5\n", "line 2"),
            ("cve,epss,p\nCVE-1-2,2,1\n", "line 2"),
            ("<html>\n", "line 1"),
        ] {
            assert!(
                Likelihoods::read(wrong.as_bytes()).is_err_and(|error| error.to_string().contains(line)),
                "{wrong}"
            );
        }
        assert!(Likelihoods::read(b"").is_err());
        assert!(Likelihoods::read(&[0x1f, 0x8b, 1, 2]).is_err());
        assert_eq!(Likelihoods::of_bytes(vec![0; 17]), None);
    }
}
