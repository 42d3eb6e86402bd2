//! The databases that identifiers are of.

/// A database, and where it tells of one identifier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct AdvisorySource {
    pub(super) name: String,
    pub(super) url: Option<String>,
}

/// The database that an identifier is of, by its form.
pub(super) fn source_of(id: &str) -> AdvisorySource {
    let prefix = id.split_once('-').map_or(id, |(prefix, _)| prefix);
    let (name, page) = match prefix {
        "CVE" => ("NVD", Some("https://nvd.nist.gov/vuln/detail/")),
        "GHSA" => ("GitHub Advisories", Some("https://github.com/advisories/")),
        "PYSEC" => ("PyPI Advisory Database", Some("https://osv.dev/vulnerability/")),
        "MAL" => ("OpenSSF Malicious Packages", Some("https://osv.dev/vulnerability/")),
        "OSV" => ("OSV", Some("https://osv.dev/vulnerability/")),
        other => (other, None),
    };
    let is_plain =
        id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b':'));
    let url = page.filter(|_| is_plain).map(|page| format!("{page}{id}"));
    AdvisorySource { name: name.to_owned(), url }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_named_only_where_the_identifier_can_stand_in_a_url() {
        assert_eq!(
            source_of("CVE-2024-1").url.as_deref(),
            Some("https://nvd.nist.gov/vuln/detail/CVE-2024-1")
        );
        assert_eq!(source_of("CVE-2024-1?x").url, None);
        assert_eq!(source_of("SNYK-PYTHON-A-1"), AdvisorySource { name: "SNYK".to_owned(), url: None });
        assert_eq!(source_of("x").name, "x");
    }
}
