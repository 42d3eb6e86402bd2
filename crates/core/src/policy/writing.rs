//! How derived requirements write names and places.

use super::origin;
use crate::manifest::Hash;
use crate::metadata::credentials::without_masked_user;
use crate::metadata::direct_url::Origin;
use crate::metadata::file_url;

/// What stands in a pattern for a character that no name of a requirement has: any other than those that a name may have, so that
/// the pattern is for no name that an index would take.
const ODD: &str = "[!a-z0-9-]";

/// A pattern that matches a normalised name which no requirement can have.
pub(super) fn pattern_of(name: &str) -> String {
    let mut pattern = String::new();
    for (at, character) in name.char_indices() {
        match character {
            // At an end it would be none of a name's, and at the beginning of a line an option's.
            '-' if at == 0 || at + 1 == name.len() => pattern.push_str("[!a-z0-9]"),
            'a'..='z' | '0'..='9' | '-' => pattern.push(character),
            _ => pattern.push_str(ODD),
        }
    }
    pattern
}

/// The URLs by which a requirement may say an origin, the most exact first.
pub(super) fn urls_of(origin: &Origin) -> Vec<String> {
    let mut urls = Vec::new();
    for url in spellings(origin.url()) {
        match origin {
            Origin::Archive { hashes, subdirectory, .. } => {
                let url = format!("{url}{}", within(subdirectory.as_deref()));
                let hash = hashes.get("sha256").and_then(|digest| Hash::read(&format!("sha256:{digest}")));
                let mark = if url.contains('#') { '&' } else { '#' };
                urls.extend(hash.map(|hash| format!("{url}{mark}sha256={}", hash.digest)));
                urls.push(url);
            }
            Origin::Vcs { vcs, requested_revision, commit, subdirectory, .. } => {
                let at = commit.as_ref().or(requested_revision.as_ref());
                let at = at.map(|at| format!("@{at}")).unwrap_or_default();
                urls.push(format!("{vcs}+{url}{at}{}", within(subdirectory.as_deref())));
            }
            Origin::Directory { .. } => urls.push(url),
        }
    }
    // A path would be relative to the file. Other programs than fetter may take more for the end of a URL than it does.
    let ends = |character: char| character.is_whitespace() || character.is_control();
    urls.retain(|url| url.contains("://") && !url.contains(ends));
    urls
}

fn within(subdirectory: Option<&str>) -> String {
    subdirectory.map(|directory| format!("#subdirectory={directory}")).unwrap_or_default()
}

/// A URL as it was recorded, and as any tool would read it.
fn spellings(url: &str) -> Vec<String> {
    let path = file_url::path_of(url);
    let clean = path.map(|path| file_url::of_path(&origin::resolved(&path)));
    let plain = without_masked_user(url);
    std::iter::once(plain).chain(clean).collect()
}
