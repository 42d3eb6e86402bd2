//! What is chosen in several bounds at once.

use std::sync::Arc;

use super::Bound;
use crate::manifest::{ChoiceError, Manifest};

/// Why nothing is chosen.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChoosingError {
    /// No bound has a name that was given.
    #[error("{0}")]
    Unknown(ChoiceError),
    /// A bound has something to be chosen, and nothing by default.
    #[error("nothing is chosen in {file}: {error}")]
    Nothing {
        /// The bound.
        file: Arc<str>,
        /// What could be chosen.
        error: ChoiceError,
    },
}

/// Chooses extras, groups and environments by their names. A name that only one of several bounds has is chosen there.
pub fn choose(manifests: Vec<Manifest>, names: &[String]) -> Result<Vec<Bound>, ChoosingError> {
    let one =
        |manifest: &Manifest, name: &String| manifest.selectable.choose(std::slice::from_ref(name)).err();
    for name in names {
        let errors: Vec<Option<ChoiceError>> = manifests.iter().map(|manifest| one(manifest, name)).collect();
        // Nothing can be chosen in what could not be read; that is said as what it is.
        let is_read =
            |manifest: &Manifest| !manifest.problems.iter().any(|problem| problem.code.leaves_nothing());
        if let Some(error) =
            errors.into_iter().collect::<Option<Vec<_>>>().and_then(|all| all.into_iter().next())
            && manifests.iter().all(is_read)
        {
            return Err(ChoosingError::Unknown(error));
        }
    }
    let choose = |manifest: Manifest| {
        let own: Vec<String> = names.iter().filter(|name| one(&manifest, name).is_none()).cloned().collect();
        let choice = manifest.selectable.choose(&own).map_err(|error| {
            let file = manifest.files.first().cloned().unwrap_or_else(|| "a bound".into());
            ChoosingError::Nothing { file, error }
        })?;
        Ok(Bound { manifest, choice })
    };
    manifests.into_iter().map(choose).collect()
}
