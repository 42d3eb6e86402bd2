//! Why a policy is not what machines go by.

use fetter_core::check::{PolicyErrors, PolicyMistake};
use fetter_protocol::MessageError;

use crate::auth::SealError;
use crate::store::{ExceptionError, StepError, StoreError};

/// What a group's policy file is called in messages.
pub const POLICY_FILE: &str = "policy.toml";

/// Why a policy is not taken, or does not come to hold.
#[derive(Debug, thiserror::Error)]
pub enum PolicyError {
    /// It says something that it cannot mean. With file, line and column.
    #[error(transparent)]
    Mistake(#[from] PolicyErrors),
    /// There is no such group, version, exception or request that whoever asks may see.
    #[error("there is none such")]
    Missing,
    /// Nothing held before.
    #[error("no other policy held before the one that holds now")]
    NothingBefore,
    /// No part of the machines goes by another version.
    #[error("no version is staged")]
    NothingStaged,
    /// It is for all groups, and whoever asks is limited to some.
    #[error("what is for all groups is changed by somebody of all groups")]
    All,
    /// Somebody changed meanwhile what the group goes by.
    #[error("what the group goes by was changed meanwhile: look at what holds and what is staged now")]
    Changed,
    /// There are as many exceptions as there may be.
    #[error("the organisation has as many exceptions as there may be: revoke some that are not needed")]
    Many,
    /// The request was decided already.
    #[error("the request was decided already")]
    Decided,
    /// Reading it broke off.
    #[error("reading the policy broke off: {0}")]
    Broken(String),
    /// The organisation's key.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<MessageError> for PolicyError {
    /// It is larger than machines take, or has files of names that they do not.
    fn from(error: MessageError) -> Self {
        let mistake =
            PolicyMistake { file: POLICY_FILE.into(), line: 0, column: 0, message: error.to_string() };
        Self::Mistake(PolicyErrors(vec![mistake]))
    }
}

impl From<ExceptionError> for PolicyError {
    fn from(error: ExceptionError) -> Self {
        match error {
            ExceptionError::Unknown => Self::Missing,
            ExceptionError::All => Self::All,
            ExceptionError::Many => Self::Many,
        }
    }
}

impl From<StepError> for PolicyError {
    fn from(error: StepError) -> Self {
        match error {
            StepError::Missing => Self::Missing,
            StepError::NothingStaged => Self::NothingStaged,
            StepError::NothingBefore => Self::NothingBefore,
            StepError::Changed => Self::Changed,
        }
    }
}
