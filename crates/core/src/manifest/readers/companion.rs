//! The project's file beside a lock file: what the lock file's own tool reads too.

use super::pyproject::{self, Project};
use super::reading::Reading;
use crate::manifest::{Input, ManifestProblemCode, OpenError};

/// Reads the `pyproject.toml` beside a lock file, if there is one. What could not be read of it is noted, unless the lock
/// file says itself what the problem is about (`is_complete`: which packages belong to which group).
pub(super) fn project(reading: &mut Reading<'_>, is_complete: bool) -> Option<Project> {
    let input = reading.input;
    let opened = match input.context.open(input.file, "pyproject.toml") {
        Ok(opened) => opened,
        Err(OpenError::Missing | OpenError::Nowhere) => return None,
        Err(OpenError::Failed(why)) => {
            let message = format!(
                "pyproject.toml beside it, which says what is installed by default, was not read: {why}"
            );
            reading.problem(0, ManifestProblemCode::FileUnreadable, message);
            return None;
        }
    };
    let project =
        pyproject::read_project(&Input { file: &opened.file, bytes: &opened.bytes, context: input.context });
    let is_needless = |code: ManifestProblemCode| {
        is_complete && matches!(code, ManifestProblemCode::EntryInvalid | ManifestProblemCode::Dynamic)
    };
    let problems = project.manifest.problems.iter().filter(|problem| !is_needless(problem.code));
    reading.manifest.problems.extend(problems.cloned());
    reading.manifest.files.push(opened.file);
    Some(project)
}
