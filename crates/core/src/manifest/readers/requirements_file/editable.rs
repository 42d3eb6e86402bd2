//! `-e`: a local project or a repository that is installed in place.

use super::location::{Base, is_version_control, locate_unnamed, scheme};
use super::requirement_line::{Wanted, read_extras, split_extras};
use crate::manifest::Source;
use crate::requirement::Requirement;

/// Reads the value of `-e`.
pub(super) fn read(text: &str, base: Base<'_>) -> Result<Wanted, String> {
    let mut wanted = match text.parse::<Requirement>() {
        Ok(requirement) if requirement.url.is_some() => Wanted::of(requirement, base)?,
        _ => project(text, base)?,
    };
    match &mut wanted.source {
        Source::Directory { editable, .. } => *editable = Some(true),
        Source::Vcs { .. } => {}
        Source::Archive { .. } | Source::Index { .. } => {
            return Err("expected a local project or a repository (git+https://…) behind -e".to_owned());
        }
    }
    Ok(wanted)
}

fn project(text: &str, base: Base<'_>) -> Result<Wanted, String> {
    if let Some((vcs, _)) =
        text.split_once(':').filter(|(vcs, _)| ["git", "hg", "bzr", "svn", "ssh"].contains(vcs))
    {
        let located = locate_unnamed(&format!("{vcs}+{text}"), base)?;
        return Wanted::of_located(located, None);
    }
    match scheme(text) {
        Some(scheme) if is_version_control(&scheme) => Wanted::of_located(locate_unnamed(text, base)?, None),
        Some(scheme) if scheme != "file" => {
            Err("expected a local project or a repository (git+https://…) behind -e".to_owned())
        }
        _ => {
            let (path, extras) = split_extras(text);
            let mut wanted = Wanted::of_located(locate_unnamed(path, base)?, None)?;
            if !extras.is_empty() {
                wanted.requirement.extras = read_extras(extras)?;
            }
            Ok(wanted)
        }
    }
}
