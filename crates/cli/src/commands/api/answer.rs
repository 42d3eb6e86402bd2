//! What a server answers, or why it does not.

use std::time::Duration;

use anyhow::Context;
use fetter_client::server::ServerError;
use serde::de::DeserializeOwned;

/// How often one comes back to a server that wants to be asked later, and how long one waits for it.
const TRIES: u32 = 5;
const PATIENCE: Duration = Duration::from_secs(30);

/// Asks again where the server says that it may be asked in a while: long lists are many questions.
pub(super) fn patiently<T>(mut ask: impl FnMut() -> Result<T, ServerError>) -> Result<T, ServerError> {
    let mut tries = 0;
    loop {
        match ask() {
            Err(ServerError::Later(wait)) if tries < TRIES && wait <= PATIENCE => {
                tries += 1;
                std::thread::sleep(wait);
            }
            answer => return answer,
        }
    }
}

/// What could not be done, and what to do.
pub(super) fn failed(what: &str, error: ServerError) -> anyhow::Error {
    let is_over = matches!(error, ServerError::Refused { status: 401, .. });
    let error = anyhow::Error::new(error).context(format!("could not {what}"));
    if is_over { error.context("`fetter server sign-in` begins another session") } else { error }
}

/// Reads an answer. An empty one is `null`.
pub(super) fn answer<T: DeserializeOwned>(
    what: &str,
    answer: Result<Vec<u8>, ServerError>,
) -> anyhow::Result<T> {
    let bytes = answer.map_err(|error| failed(what, error))?;
    let bytes = if bytes.is_empty() { b"null".as_slice() } else { &bytes };
    serde_json::from_slice(bytes)
        .with_context(|| format!("could not {what}: the server's answer is not what its API answers"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_told_to_come_later_comes_back_a_few_times() {
        let mut asked = 0;
        let later = || ServerError::Later(Duration::ZERO);
        let third = patiently(|| {
            asked += 1;
            if asked < 3 { Err(later()) } else { Ok(asked) }
        });
        assert_eq!(third, Ok(3));
        let mut asked = 0;
        let never: Result<(), _> = patiently(|| {
            asked += 1;
            Err(later())
        });
        assert_eq!((never, asked), (Err(later()), TRIES + 1));
        let long = ServerError::Later(Duration::from_secs(600));
        assert_eq!(patiently::<()>(|| Err(long.clone())), Err(long.clone()));
    }
}
