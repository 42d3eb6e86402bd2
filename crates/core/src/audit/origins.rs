//! Packages that are not from an index.

use super::finding::{AuditCode, AuditFinding, Matter, OriginMatter, Whereabouts};
use super::release::{Release, url};
use crate::advisory::names::Confidence;
use crate::metadata::direct_url::Origin;
use crate::policy::{climbs, comparable};

/// Where packages may come from beside an index: beginnings of URLs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrustedOrigins(Vec<String>);

impl TrustedOrigins {
    /// Takes beginnings of URLs; a scheme of version control (`git+`) before them is left away, and so are users. One that ends within a host's or a
    /// directory's name stands for that name alone, not for all that begin so.
    #[must_use]
    pub fn new(prefixes: impl IntoIterator<Item = String>) -> Self {
        let mut trusted = Self::default();
        trusted.extend(prefixes);
        trusted
    }

    /// Takes further ones.
    pub fn extend(&mut self, prefixes: impl IntoIterator<Item = String>) {
        let bare = prefixes.into_iter().map(|prefix| comparable(bare(&prefix)));
        self.0.extend(bare.filter(|prefix| !prefix.is_empty()));
    }

    /// Whether a URL begins with one of them. Who reached it, by a name or a token that is masked, does not matter.
    #[must_use]
    pub fn trust(&self, url: &str) -> bool {
        let spelled = comparable(bare(url));
        !climbs(url) && self.0.iter().any(|prefix| begins(&spelled, prefix))
    }
}

/// `https://host/x` begins `https://host/x/y` and `https://host/x.git`, but neither `https://host/xy` nor `https://host` any other
/// host.
fn begins(url: &str, prefix: &str) -> bool {
    let ends = |rest: &str| rest.is_empty() || rest.starts_with(['/', '?', '#']);
    let has_path = prefix.split_once("://").is_some_and(|(_, rest)| rest.contains('/'));
    url.strip_prefix(prefix).is_some_and(|rest| {
        prefix.ends_with('/') || ends(rest) || has_path && rest.strip_prefix(".git").is_some_and(ends)
    })
}

fn bare(url: &str) -> &str {
    match url.split_once("://") {
        Some((scheme, _)) => &url[scheme.find('+').map_or(0, |at| at + 1)..],
        None => url,
    }
}

/// What there is to say of where a release is from, but for where it is. `is_of_index` says whether an index is known to have a package
/// of that name.
pub(super) fn origin_finding(
    release: &Release<'_>,
    trusted: &TrustedOrigins,
    is_of_index: bool,
) -> Option<AuditFinding> {
    let origin = release.distribution.details.as_ref()?.origin.as_ref()?;
    if trusted.trust(url(origin)) {
        return None;
    }
    // What lies in a directory of the same machine is mostly somebody's own project.
    let (kind, editable, confidence) = match origin {
        Origin::Archive { url, .. } if url.starts_with("file:") => ("archive", false, Confidence::Low),
        Origin::Archive { .. } => ("archive", false, Confidence::Medium),
        Origin::Vcs { url, .. } if url.starts_with("file:") => ("vcs", false, Confidence::Low),
        Origin::Vcs { .. } => ("vcs", false, Confidence::Medium),
        Origin::Directory { editable, .. } => ("directory", *editable, Confidence::Low),
    };
    Some(AuditFinding {
        code: if is_of_index { AuditCode::UntrustedOrigin } else { AuditCode::DirectUrlOnly },
        subject: release.subject(),
        confidence,
        matter: Matter::Origin(OriginMatter { url: url(origin).to_owned(), kind, editable }),
        notes: Vec::new(),
        whereabouts: Whereabouts::default(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trust_ends_where_a_name_ends() {
        let trusted = TrustedOrigins::new([
            "git+https://git.example/team/".to_owned(),
            "https://h.example/x".to_owned(),
            "git+ssh://me@git.example/acme".to_owned(),
            "file:///srv/src/".to_owned(),
        ]);
        for url in [
            "https://git.example/team/a.git",
            "https://h.example/x",
            "https://h.example/x/y.whl",
            "git+https://h.example/x.git",
            "https://h.example/x#y",
            "https://****@h.example/x",
            "ssh://git@GIT.example:22/acme/x.git",
            "HTTPS://H.example:443/%78/y",
            "file://localhost/srv/src/a",
        ] {
            assert!(trusted.trust(url), "{url}");
        }
        for url in [
            "https://git.example/teams/a",
            "https://h.example/xy",
            "https://h.example.evil.example/x",
            "http://h.example/x",
            "https://git.example/team",
            "https://****@h.example@evil.example/x",
            "https://h.example/x/%2e%2e/y",
            "https://h.example/x\\y",
            "file:///srv/src%23/a",
            "ssh://git.example/acmes/x.git",
        ] {
            assert!(!trusted.trust(url), "{url}");
        }
        assert!(
            !TrustedOrigins::new(["https://h.example".to_owned()]).trust("https://h.example@evil.example/")
        );
        assert!(
            !TrustedOrigins::new(["https://h.example".to_owned()])
                .trust("https://h.example.git.evil.example/")
        );
    }
}
