//! Asking.

use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::wire::{AnswerDocument, Question};

/// How long an answer may take.
const TIMEOUT: Duration = Duration::from_secs(5);
/// How long an answer may be, in bytes.
const LIMIT: u64 = 64 * 1024 * 1024;

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    /// Nobody listens.
    #[error(
        "no agent could be asked at {path:?}: {source}; is it running (`systemctl status fetter-agent`)?"
    )]
    Absent {
        /// The socket.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// It did not answer.
    #[error("the agent at {path:?} did not answer: {reason}")]
    Silent {
        /// The socket.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// It says that it cannot.
    #[error("the agent says: {0}")]
    Refused(String),
}

/// Asks the agent that listens there.
pub fn ask(path: &Path, question: &Question) -> Result<AnswerDocument, AskError> {
    let absent = |source| AskError::Absent { path: path.to_path_buf(), source };
    let silent = |reason: String| AskError::Silent { path: path.to_path_buf(), reason };
    let mut stream = UnixStream::connect(path).map_err(absent)?;
    let talk = |stream: &mut UnixStream| -> std::io::Result<Vec<u8>> {
        stream.set_read_timeout(Some(TIMEOUT))?;
        stream.set_write_timeout(Some(TIMEOUT))?;
        let mut line = serde_json::to_vec(question)?;
        line.push(b'\n');
        stream.write_all(&line)?;
        let mut answer = Vec::new();
        BufReader::new(stream.take(LIMIT)).read_until(b'\n', &mut answer)?;
        Ok(answer)
    };
    let answer = talk(&mut stream).map_err(|error| silent(error.to_string()))?;
    match serde_json::from_slice(&answer) {
        Ok(AnswerDocument::Error(reason)) => Err(AskError::Refused(reason)),
        Ok(answer) => Ok(answer),
        Err(error) => Err(silent(format!("what came is no answer: {error}"))),
    }
}
