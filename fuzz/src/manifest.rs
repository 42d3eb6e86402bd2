//! What the targets that read manifests do: read one, and see what must hold of whatever was read.

use std::sync::{Arc, LazyLock};

use crate::inventory::inventory;
use fetter_core::inventory::Inventory;
use fetter_core::manifest::{Context, Format, Input, Manifest, OpenError, Opened, Place, Source, read};
use fetter_core::metadata::credentials::mask_credentials;
use fetter_core::policy::{Bound, Host, Ignores, Overrides, Rules, judge};

/// A line that divides what the file holds from what every file that it refers to does. Without it, they hold the same.
const DIVIDER: &[u8] = b"\n#%%\n";

/// Reads the bytes as a file of that name, if they are of that format; asserts what holds of every manifest, and judges by it.
pub fn check(file: &str, format: Format, bytes: &[u8]) {
    let divider = bytes.windows(DIVIDER.len()).position(|window| window == DIVIDER);
    let (own, others) = divider.map_or((bytes, bytes), |at| (&bytes[..=at], &bytes[at + DIVIDER.len()..]));
    if Format::detect(file, own) != format {
        return;
    }
    let file: Arc<str> = file.into();
    let manifest = read(&Input { file: &file, bytes: own, context: &Others(others) });
    assert_eq!(manifest.format, format);
    let lines = line_limit(own).max(line_limit(others));
    check_places(&manifest, lines);
    for entry in &manifest.entries {
        assert!(entry.edges.iter().all(|edge| edge.target < manifest.entries.len()), "{entry:?}");
        check_source(&entry.source);
    }
    judge_by(manifest);
}

fn check_places(manifest: &Manifest, lines: usize) {
    let is_within = |place: &Place| usize::try_from(place.line).is_ok_and(|line| line <= lines);
    for entry in &manifest.entries {
        assert!(is_within(&entry.place), "{lines} lines: {entry:?}");
        assert!(manifest.files.contains(&entry.place.file), "{entry:?}");
    }
    for problem in &manifest.problems {
        assert!(is_within(&problem.place), "{lines} lines: {problem:?}");
        assert!(!problem.message.is_empty());
    }
}

/// What a reader stores of a URL has nothing left to be masked. Of what is no URL, more than a password may have been masked,
/// and what is left may look like another one.
fn check_source(source: &Source) {
    let url = match source {
        Source::Index { url: None } => return,
        Source::Index { url: Some(url) }
        | Source::Archive { url, .. }
        | Source::Vcs { url, .. }
        | Source::Directory { url, .. } => url,
    };
    if !url.contains("****@") {
        assert_eq!(mask_credentials(url), *url);
    }
}

/// No reader counts more lines than this, whatever it takes for the end of a line in whatever encoding.
fn line_limit(bytes: &[u8]) -> usize {
    let ends = |byte: &&u8| matches!(byte, 0x0a..=0x0d | 0x1c..=0x1e | 0x28 | 0x85 | 0xa8 | 0xa9);
    bytes.iter().filter(ends).count() + 2
}

/// Every file that a manifest refers to, with the same contents; some are not there.
struct Others<'bytes>(&'bytes [u8]);

impl Context for Others<'_> {
    fn open(&self, _: &str, reference: &str) -> Result<Opened, OpenError> {
        let name = reference.rsplit('/').next().unwrap_or(reference);
        if name.starts_with("missing") {
            return Err(OpenError::Missing);
        }
        if name.starts_with("failed") {
            return Err(OpenError::Failed("it is not to be read".to_owned()));
        }
        Ok(Opened { file: name.into(), bytes: self.0.to_vec() })
    }

    fn variable(&self, _: &str, name: &str) -> Option<String> {
        (name != "UNSET").then(|| "value".to_owned())
    }

    fn file_url(&self, _: &str, path: &str) -> Option<String> {
        (path != "nowhere").then(|| format!("file:///base/{path}"))
    }
}

/// Judges by everything that may be chosen in a manifest, in an environment and beside it.
fn judge_by(manifest: Manifest) {
    static INVENTORY: LazyLock<Inventory> = LazyLock::new(inventory);
    let names = ["all".to_owned()];
    // Where something is called `all`, that alone is chosen.
    let choice = manifest.selectable.choose(&names).expect("all can always be chosen");
    let rules = Rules {
        subset: false,
        superset: false,
        ignores: Ignores::default(),
        today: "2026-11-24".parse().expect("a day"),
        host: Host::default(),
        overrides: Overrides::default(),
    };
    let judged = judge(&INVENTORY, &[Bound { manifest, choice }], &rules);
    assert!(judged.findings.is_sorted());
    assert!(judged.unchecked.is_sorted());
}
