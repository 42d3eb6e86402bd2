//! What a distribution's list says, before any of its files is looked at.

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use super::gathered::{Fact, Gathered, Open, Owner};
use super::role::Role;
use super::scene::{Case, Custody, Scene};
use super::{Severity, VerifyCode, VerifyUncheckedCode};
use crate::advisory::names::Confidence;
use crate::integrity::files::{FileList, ListSource, ListedFile, Place, list_files};
use crate::inventory::file::Beneath;
use crate::inventory::{DistributionKind, SiteKind};
use crate::metadata::record::{HashAlgorithm, RecordedHash};

/// Reads the list of a distribution, and says what is wrong with it. `None` where no file of it can be verified.
pub(super) fn read<'run>(scene: &'run Scene<'_>, owner: Owner, found: &mut Gathered) -> Option<Case<'run>> {
    let site = scene.inventory.sites.get(owner.site)?;
    let distribution = site.distributions.get(owner.distribution?)?;
    let anchor = scene.anchors.get(owner.site)?;
    let FileList { source, path, files, mistakes, unread } =
        list_files(scene.disk, distribution, site, anchor);
    if let Some(error) = unread {
        let reason = format!("the list of files of {} could not be read: {error}", distribution.label());
        found.cannot(path, VerifyUncheckedCode::RecordUnreadable, reason);
        return None;
    }
    let beneath = match Beneath::open(scene.disk, &anchor.path) {
        Ok(open) => open.on_one_mount(),
        Err(error) => {
            let error = std::io::Error::from(error);
            let reason = format!("{} could not be verified: {error}", distribution.label());
            found.cannot(anchor.path.clone(), VerifyUncheckedCode::Unreadable, reason);
            return None;
        }
    };
    for cut in mistakes.iter().filter(|mistake| mistake.line == 0) {
        let reason = format!("the list of files of {}: {}", distribution.label(), cut.reason);
        found.cannot(path.clone(), VerifyUncheckedCode::RecordCut, reason);
    }
    let mut case = Case {
        distribution,
        site,
        owner,
        anchor,
        beneath,
        list: path.into(),
        files,
        custody: scene.custody(distribution, anchor),
    };
    let has_list = source.is_some_and(|source| source.is_of_installed() && source != ListSource::Egg);
    if !has_list {
        case.files = keepers_files(scene, &case);
        if case.files.is_empty() {
            found.add(record_missing(&case, source));
            return None;
        }
    }
    if let Some(first) = mistakes.iter().find(|mistake| mistake.line > 0) {
        let count = mistakes.iter().filter(|mistake| mistake.line > 0).count();
        let more = if count > 1 { format!(" ({} more lines are wrong)", count - 1) } else { String::new() };
        let reason = format!("line {} of the list of files: {}{more}", first.line, first.reason);
        found.add(of_list(&case, VerifyCode::RecordInvalid, Severity::Low, first.line, reason));
    }
    if let Some(fact) = contradiction(&case) {
        found.add(fact);
    }
    if has_list && !matches!(case.custody, Custody::Distributor) {
        judge_hashes(&case, found);
    }
    Some(case)
}

/// The files of a distribution that has no list of its own, as the package manager has them that installed it.
fn keepers_files(scene: &Scene<'_>, case: &Case<'_>) -> Vec<ListedFile> {
    let metadata = case.distribution.file_path();
    let file = |path: &Path, algorithm, digest: Option<&[u8]>| ListedFile {
        line: 0,
        written: path.as_os_str().as_encoded_bytes().into(),
        place: Place::of(&case.anchor.path, &case.anchor.path, path.as_os_str().as_encoded_bytes()),
        hash: digest.map(|digest| RecordedHash { algorithm, digest: digest.into() }),
        size: None,
    };
    match &case.custody {
        Custody::Own => Vec::new(),
        // What lies elsewhere than where Python looks is dpkg's own business.
        Custody::Distributor => {
            let all = scene.distributor().beside(&metadata);
            let own = all.filter(|(path, _)| path.starts_with(&case.site.path));
            own.map(|(path, md5)| file(path, HashAlgorithm::Md5, Some(&md5))).collect()
        }
        Custody::Conda(conda) => {
            let below = metadata.strip_prefix(&case.anchor.path).unwrap_or(&metadata);
            let all = conda.beside(below).into_iter();
            all.map(|(path, known)| {
                file(path, HashAlgorithm::Sha256, known.sha256.as_ref().map(<[u8; 32]>::as_slice))
            })
            .collect()
        }
    }
}

/// A fact about the list itself.
fn of_list(
    case: &Case<'_>,
    code: VerifyCode,
    severity: Severity,
    line: u64,
    reason: impl Into<Cow<'static, str>>,
) -> Fact {
    Fact {
        code,
        severity,
        confidence: Confidence::High,
        owner: case.owner,
        path: case.list.to_path_buf(),
        listed: (line > 0).then(|| (Arc::clone(&case.list), line)),
        status: None,
        reason: reason.into(),
        open: Open::Nothing,
    }
}

/// That a list has two hashes of one file, by one algorithm: no installer writes such a list.
fn contradiction(case: &Case<'_>) -> Option<Fact> {
    let mut known: HashMap<(&Path, &HashAlgorithm), &[u8]> = HashMap::new();
    let mut others = case.files.iter().filter(|file| {
        let Some((path, hash)) = file.place.below().zip(file.hash.as_ref()) else { return false };
        *known.entry((path, &hash.algorithm)).or_insert(&hash.digest) != &*hash.digest
    });
    let first = others.next()?;
    let more = others.count();
    let more = if more > 0 { format!("; {more} more lines contradict others") } else { String::new() };
    let written = String::from_utf8_lossy(&first.written);
    let reason = format!("it lists {written} again, and by another hash{more}");
    Some(of_list(case, VerifyCode::RecordInvalid, Severity::Medium, first.line, reason))
}

/// That there is no list. Which kinds of installations have none decides what it means.
fn record_missing(case: &Case<'_>, source: Option<ListSource>) -> Fact {
    use Severity::{Info, Low, Medium};
    let is_tree = matches!(case.site.kind, SiteKind::Checkout | SiteKind::Linked)
        || case.distribution.kind == DistributionKind::EggLink;
    let (severity, reason) = match case.distribution.kind {
        _ if matches!(case.custody, Custody::Distributor) => {
            (Info, "it belongs to the system's package manager, which lists it without hashes")
        }
        DistributionKind::DistInfo if !is_tree => {
            (Medium, "it has no RECORD, so that nothing of it can be verified")
        }
        DistributionKind::EggDirectory | DistributionKind::EggArchive => {
            (Low, "an egg has no hashes of its files, so that nothing of it can be verified")
        }
        DistributionKind::ZippedDistInfo => (Low, "it lies in a zip file, whose files are not verified"),
        _ if is_tree => {
            (Info, "it is a source tree, and not what was installed: nothing of it can be verified")
        }
        _ if source == Some(ListSource::Sources) => (
            Low,
            "its list of files is that of its source tree, and not of what was installed: nothing of it can be verified",
        ),
        _ => (Low, "it was installed by a tool that lists no files, so that nothing of it can be verified"),
    };
    of_list(case, VerifyCode::RecordMissing, severity, 0, reason)
}

/// What is wrong with the hashes of a list: there are none, or anybody can forge them.
fn judge_hashes(case: &Case<'_>, found: &mut Gathered) {
    if !case.files.iter().any(|file| file.hash.is_some()) {
        let is_code = |file: &ListedFile| file.place.below().is_some_and(|path| Role::of(path).needs_hash());
        if case.files.iter().any(is_code) {
            let reason = "its list of files has no hashes, so that changes of them cannot be told";
            found.add(of_list(case, VerifyCode::HashMissing, Severity::Low, 0, reason));
        }
        return;
    }
    let needs = |file: &&ListedFile| {
        file.hash.is_none() && file.place.below().is_some_and(|path| Role::of(path).needs_hash())
    };
    // conda's own record may have the hash, and is asked for it.
    let is_known = |file: &&ListedFile| match (&case.custody, file.place.below()) {
        (Custody::Conda(conda), Some(path)) => conda.get(path).is_some_and(|known| known.sha256.is_some()),
        _ => false,
    };
    let mut without = case.files.iter().filter(needs).filter(|file| !is_known(file));
    if let Some(first) = without.next() {
        let (line, more) = (first.line, without.count());
        let more = if more > 0 { format!(", and of {more} more files of code") } else { String::new() };
        let reason = format!("no hash is listed of {}{more}", String::from_utf8_lossy(&first.written));
        found.add(of_list(case, VerifyCode::HashMissing, Severity::Medium, line, reason));
    }
    let weak = |file: &&ListedFile| file.hash.as_ref().is_some_and(|hash| hash.algorithm.is_weak());
    let mut by_weak = case.files.iter().filter(weak);
    if let Some((first, hash)) = by_weak.next().and_then(|first| Some((first, first.hash.as_ref()?))) {
        let more = by_weak.count();
        let more = if more > 0 { format!("; so are {more} more") } else { String::new() };
        let reason = format!("a file is listed with its {} only, which can be forged{more}", hash.algorithm);
        found.add(of_list(case, VerifyCode::WeakHash, Severity::Low, first.line, reason));
    }
}
