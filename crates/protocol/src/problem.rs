//! Why a server does not do what it is asked (RFC 9457).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What such a body is called in `content-type`.
pub const PROBLEM_TYPE: &str = "application/problem+json";

/// Why a request was not taken. It is no message with a version: every server may send one, and what is not understood is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Problem {
    /// Which problem it is: `urn:fetter:problem:` and one of the words of [`Trouble`], or another URI.
    pub r#type: String,
    /// The same in words, always the same for one type.
    pub title: String,
    /// The status of the answer.
    pub status: u16,
    /// What was wrong with this request, and what to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The server's time, in seconds since 1970: a machine whose clock is off signs by it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<u64>,
    /// Of a file that was sent, each thing that is wrong with it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<Mistake>,
}

/// Something that is wrong with a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Mistake {
    /// The file, by the name by which it was sent.
    pub file: String,
    /// The line, from 1; 0 where none can be named.
    pub line: u32,
    /// The column, in characters from 1; 0 where none can be named.
    pub column: u32,
    /// What is wrong, and what was expected.
    pub message: String,
}

/// The problems that a machine, or the program with which somebody signs in, does something about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Trouble {
    /// The time of the request is more than [`crate::signed::TIME_TOLERANCE`] from the server's: it is signed again, by `time`.
    Time,
    /// The number of the request is not greater than that of one before: it is signed again with a greater one.
    Number,
    /// The machine is not known, or its key was revoked, or the signature is wrong: it is to be enrolled again.
    Unknown,
    /// Two machines go by one key: both are to be enrolled again.
    Cloned,
    /// The token is none that machines may be enrolled with any more.
    Token,
    /// A machine with this id is enrolled with another key.
    Taken,
    /// The password is right, and a code of the user's authenticator is asked for: it is sent again with one.
    CodeNeeded,
    /// The code is none of the user's authenticator, or was used before.
    CodeWrong,
}

impl Trouble {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Time,
        Self::Number,
        Self::Unknown,
        Self::Cloned,
        Self::Token,
        Self::Taken,
        Self::CodeNeeded,
        Self::CodeWrong,
    ];

    /// What stands in `type`.
    #[must_use]
    pub const fn uri(self) -> &'static str {
        match self {
            Self::Time => "urn:fetter:problem:time",
            Self::Number => "urn:fetter:problem:number",
            Self::Unknown => "urn:fetter:problem:unknown-machine",
            Self::Cloned => "urn:fetter:problem:cloned",
            Self::Token => "urn:fetter:problem:token",
            Self::Taken => "urn:fetter:problem:machine-taken",
            Self::CodeNeeded => "urn:fetter:problem:code-needed",
            Self::CodeWrong => "urn:fetter:problem:code-wrong",
        }
    }
}

impl Problem {
    /// What a machine can do something about; `None` for whatever else it is.
    #[must_use]
    pub fn trouble(&self) -> Option<Trouble> {
        Trouble::ALL.into_iter().find(|trouble| trouble.uri() == self.r#type)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_is_known_by_its_type_alone() {
        for trouble in Trouble::ALL {
            let text = format!(r#"{{"type": "{}", "more": [1]}}"#, trouble.uri());
            let problem: Problem = serde_json::from_str(&text).unwrap();
            assert_eq!(problem.trouble(), Some(trouble));
        }
        assert_eq!(Problem::default().trouble(), None);
    }
}
