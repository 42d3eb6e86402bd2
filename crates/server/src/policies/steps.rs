//! From a draft to what holds, and back.

use fetter_core::check::{Beside, Exception, Policy, PolicyErrors};
use fetter_protocol::Bundle;

use super::compose;
use super::error::{POLICY_FILE, PolicyError};
use crate::state::Server;
use crate::store::{Draft, Lifted, Scope};

/// A policy of nothing.
pub(super) const EMPTY: &str = "schema = \"policy-1\"\n";

/// A change of what the machines of a group go by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A part of the machines, in percent, goes by this version; the others as before.
    Stage(u64, u32),
    /// All of them go by this version.
    Activate(u64),
    /// Those that went by the next version go by the one that holds again.
    Unstage,
    /// All go by what held before.
    RollBack,
}

/// What whoever asks for a step saw: it is taken only where that is so. 0 stands for no version; what is `None` is not looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// The version that holds.
    pub holds: Option<u64>,
    /// The version that is staged.
    pub staged: Option<u64>,
    /// The version that is to hold after the step.
    pub to: Option<u64>,
}

impl Step {
    /// The stable word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Stage(..) => "stage",
            Self::Activate(_) => "activate",
            Self::Unstage => "unstage",
            Self::RollBack => "roll-back",
        }
    }
}

impl Server {
    /// Takes a new version of a group's policy, if it means something: it is read as machines will read it. It holds nowhere yet.
    pub async fn propose(&self, scope: &Scope, group: i64, draft: Draft) -> Result<u64, PolicyError> {
        if !self.database().has_group(scope, group).await? {
            return Err(PolicyError::Missing);
        }
        let draft = blocking(move || {
            read(&draft, &[])?;
            // A bundle of it is one that machines take.
            Bundle::new("", 0, draft.text.clone(), draft.files.clone()).canonical()?;
            Ok(draft)
        });
        let draft = draft.await?;
        self.database().keep_policy(scope, group, &draft).await?.ok_or(PolicyError::Missing)
    }

    /// Changes what the machines of a group go by, and tells them.
    pub async fn step(&self, scope: &Scope, group: i64, step: Step) -> Result<(), PolicyError> {
        self.step_from(scope, group, step, Seen::default()).await
    }

    /// The same, where the group goes by what whoever asks saw; [`PolicyError::Changed`] where it does not any more. A step that is asked for twice is taken
    /// once.
    pub async fn step_from(
        &self,
        scope: &Scope,
        group: i64,
        step: Step,
        seen: Seen,
    ) -> Result<(), PolicyError> {
        self.database().stand(scope, group, step, seen).await??;
        self.publish(scope.organisation(), group).await
    }
}

/// Reads a draft as machines will, with exceptions.
pub(super) fn read(draft: &Draft, exceptions: &[&Lifted]) -> Result<String, PolicyErrors> {
    let text = compose(draft, exceptions);
    let files: Vec<Beside<'_>> =
        draft.files.iter().map(|file| Beside { name: &file.name, text: &file.text }).collect();
    Policy::enclosed(&text, POLICY_FILE, &files)?;
    Ok(text)
}

/// An exception for all groups as judging reads it; `None` where no policy can hold it.
pub(crate) fn read_exception(lifted: &Lifted) -> Option<Exception> {
    let nothing = Draft { text: EMPTY.to_owned(), ..Draft::default() };
    let policy = Policy::enclosed(&compose(&nothing, &[lifted]), POLICY_FILE, &[]).ok()?;
    policy.exceptions().first().cloned()
}

/// Reads what may be large where it keeps nobody waiting.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, PolicyError> + Send + 'static,
) -> Result<T, PolicyError> {
    let broken = |error: tokio::task::JoinError| PolicyError::Broken(error.to_string());
    tokio::task::spawn_blocking(work).await.map_err(broken)?
}
