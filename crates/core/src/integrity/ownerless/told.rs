//! What is said of an ownerless file or tree: code, severity, confidence and reason.

use rustix::fs::FileType;

use super::claims::Claimant;
use super::code::Sort;
use super::extra::{Extra, Gathered, What};
use super::path_files::Doing;
use crate::advisory::names::Confidence;
use crate::integrity::verify::{Severity, VerifyCode};
use crate::inventory::SiteKind;

/// How many distributions are named in one sentence.
const NAMED: usize = 5;

/// What is said.
pub(super) struct Told {
    pub(super) code: VerifyCode,
    pub(super) severity: Severity,
    pub(super) confidence: Confidence,
    pub(super) reason: String,
}

/// Modules that Python imports at every start, if they are there (the documentation of `site`).
const AT_START: [&[u8]; 2] = [b"sitecustomize", b"usercustomize"];

/// What is said of something ownerless in a site of a kind; `names` are those of the distributions. `None`: nothing.
pub(super) fn tell(
    extra: &Extra,
    kind: SiteKind,
    names: &[String],
    doing: impl FnOnce(&[u8]) -> Doing,
) -> Option<Told> {
    if let What::File(Sort::PathFile, _) = extra.what {
        let told = path_file(doing(&extra.path));
        return if kind == SiteKind::Target { told.map(unread_by_python) } else { told };
    }
    if let What::File(Sort::StartFile, _) = extra.what {
        return Some(start_file())
            .map(|told| if kind == SiteKind::Target { unread_by_python(told) } else { told });
    }
    if let What::Unseen(judged) = &extra.what {
        let (code, severity) = (judged.code, judged.severity);
        return Some(Told {
            code,
            severity,
            confidence: Confidence::High,
            reason: judged.reason.to_string(),
        });
    }
    if let What::Data(data) = &extra.what {
        return Some(Told {
            code: VerifyCode::OwnerlessData,
            severity: Severity::Info,
            confidence: Confidence::High,
            reason: data_reason(data, &extra.path),
        });
    }
    if let What::LinkedClaims = &extra.what {
        let reason =
            "a link stands for a directory of listed files; what else lies where it leads was not looked at";
        let (code, severity) = (VerifyCode::Replaced, Severity::Medium);
        return Some(Told { code, severity, confidence: Confidence::High, reason: reason.into() });
    }
    let is_top = !extra.path.contains(&b'/');
    let starts = is_top && AT_START.iter().any(|name| is_module(&extra.path, name));
    let in_metadata = is_in_metadata(&extra.path);
    let is_leftover = extra.path.starts_with(b"~");
    // Beside what `--target` filled people keep their own code.
    let is_usual = is_top && kind == SiteKind::Target && !starts;
    let severity = if is_usual || in_metadata || is_leftover { Severity::Medium } else { Severity::High };
    let mut reason = what_reason(extra);
    if let Some(name) = extra.beside.and_then(|claimant| name_of(claimant, names)) {
        reason.push_str("; it lies among files of ");
        reason.push_str(name);
    }
    if starts {
        reason.push_str("; Python imports it at every start");
    }
    if in_metadata {
        reason.push_str("; it lies in metadata, where Python imports nothing from by itself");
    }
    if is_leftover {
        reason.push_str(
            "; pip leaves such directories behind, and Python imports nothing from there by itself",
        );
    }
    let confidence = if is_usual { Confidence::Medium } else { Confidence::High };
    Some(Told { code: VerifyCode::Ownerless, severity, confidence, reason })
}

/// What is said of a site in which more is ownerless than is said one by one.
pub(super) fn more(count: usize) -> Told {
    let reason = format!("no distribution claims {count} more files and directories in this site");
    Told { code: VerifyCode::Ownerless, severity: Severity::High, confidence: Confidence::High, reason }
}

/// What is said of a site some of whose distributions have no list of their files; `labels` are those, sorted.
pub(super) fn names_only(labels: &[String]) -> Told {
    let shown = labels.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    let more = labels.len().saturating_sub(NAMED);
    let rest = if more == 0 { String::new() } else { format!(" and {more} more") };
    let reason = format!(
        "nothing lists the files of {shown}{rest}: whatever bears the names of their modules was taken for theirs"
    );
    Told { code: VerifyCode::NamesOnly, severity: Severity::Info, confidence: Confidence::High, reason }
}

/// The name of a claimant, if it is one distribution.
pub(super) fn name_of(claimant: Claimant, names: &[String]) -> Option<&str> {
    match claimant {
        Claimant::Distribution(number) => names.get(number as usize).map(String::as_str),
        Claimant::System | Claimant::Several => None,
    }
}

fn what_reason(extra: &Extra) -> String {
    let code = |tree: &Gathered| {
        let (files, plural) = (tree.files, if tree.files == 1 { "" } else { "s" });
        let code =
            if tree.code == files { " of code".to_owned() } else { format!(", {} of them code", tree.code) };
        format!("{files} file{plural}{code}, {} bytes: {}", tree.bytes, tree.said(&extra.path))
    };
    match &extra.what {
        What::File(_, FileType::Symlink) => {
            "no distribution claims this link, which is imported as a module".into()
        }
        What::Unseen(judged) => judged.reason.to_string(),
        What::LinkedDirectory | What::LinkedClaims => {
            "no distribution claims this link to a directory, which is imported as a package".into()
        }
        What::File(_, kind) if *kind != FileType::RegularFile => {
            "no distribution claims this, which bears the name of a module and is no file".into()
        }
        What::File(Sort::Extension, _) => "no distribution claims this extension module".into(),
        What::File(Sort::Compiled, _) => {
            "no distribution claims this compiled module, which has no source".into()
        }
        What::File(..) => "no distribution claims this module".into(),
        What::Tree(tree) => format!("no distribution claims anything in this directory ({})", code(tree)),
        What::Many(tree) => format!("no distribution claims many files in this directory ({})", code(tree)),
        What::Data(data) => data_reason(data, &extra.path),
    }
}

fn data_reason(data: &Gathered, directory: &[u8]) -> String {
    if data.files == 1 && data.names.first().is_some_and(|name| **name == *directory) {
        return "no distribution claims this file, which is no code".into();
    }
    let plural = if data.files == 1 { "" } else { "s" };
    format!(
        "no distribution claims {} file{plural} below, which are no code ({} bytes: {})",
        data.files,
        data.bytes,
        data.said(directory)
    )
}

fn path_file(doing: Doing) -> Option<Told> {
    let (severity, confidence, reason) = match doing {
        Doing::Installs => return None,
        Doing::Runs(lines) => {
            let plural = if lines == 1 { "" } else { "s" };
            let reason = format!(
                "no distribution claims this file, of which Python runs {lines} line{plural} at every start"
            );
            (Severity::High, Confidence::High, reason)
        }
        Doing::Adds => {
            let reason = "no distribution claims this file, which adds directories to Python's path";
            (Severity::Medium, Confidence::High, reason.into())
        }
        Doing::Nothing => {
            (Severity::Low, Confidence::High, "no distribution claims this file, which does nothing".into())
        }
        Doing::Unknown => {
            let reason =
                "no distribution claims this file, and what it does could not be read, or not to its end";
            (Severity::High, Confidence::Medium, reason.into())
        }
    };
    Some(Told { code: VerifyCode::OwnerlessPathFile, severity, confidence, reason })
}

/// What is said of a `.start` file (PEP 829). Which of its entries do what is for `inspect` to say.
fn start_file() -> Told {
    Told {
        code: VerifyCode::OwnerlessPathFile,
        severity: Severity::High,
        confidence: Confidence::High,
        reason:
            "no distribution claims this file, and Python 3.15 and later call what it names at every start"
                .into(),
    }
}

/// Python looks for `.pth` files in the sites of its environments only (the documentation of `site`).
fn unread_by_python(told: Told) -> Told {
    let severity = told.severity.min(Severity::Low);
    Told { severity, reason: told.reason + "; here it does so only if a program makes this a site", ..told }
}

fn is_module(path: &[u8], module: &[u8]) -> bool {
    path.strip_prefix(module).is_some_and(|rest| rest.is_empty() || rest.starts_with(b"."))
}

fn is_in_metadata(path: &[u8]) -> bool {
    let top = path.split(|byte| *byte == b'/').next().unwrap_or_default();
    top.len() < path.len() && (top.ends_with(b".dist-info") || top.ends_with(b".egg-info"))
}
