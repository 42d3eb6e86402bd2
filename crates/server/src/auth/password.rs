//! Passwords: hashed with argon2id (RFC 9106), and looked at one after the other.

use std::sync::Arc;
use std::time::Duration;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use tokio::sync::Semaphore;
use tokio::time::timeout;

use super::secret::random;
use super::words::WordError;

/// How many are hashed at once: each takes 19 MiB and a core for some 20 ms.
const AT_ONCE: usize = 2;
/// How long one waits for its turn.
const WAITS: Duration = Duration::from_secs(5);
/// The fewest characters, and the most bytes: SP 800-63B-4, section 3.1.1.2, asks for 15 where nothing else is asked for.
const LEAST: usize = 15;
const MOST: usize = 256;

/// Hashes passwords, and holds passwords against hashes.
#[derive(Clone, Debug)]
pub struct Passwords(Arc<Semaphore>);

/// Why a password was not hashed or looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// Too many others wait.
    #[error("too many passwords are being looked at")]
    Busy,
    /// There are no random bytes, or no memory.
    #[error("the password could not be hashed")]
    Hash,
}

impl Default for Passwords {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(AT_ONCE)))
    }
}

impl Passwords {
    /// Whether a new password can be taken.
    pub fn check(name: &str, password: &str) -> Result<(), WordError> {
        let is_long_enough = password.chars().count() >= LEAST && password.len() <= MOST;
        if is_long_enough && !password.to_lowercase().contains(&name.to_lowercase()) {
            return Ok(());
        }
        Err(WordError(
            "a password has 15 characters or more, at most 256 bytes, and not the user's name in it",
        ))
    }

    /// What is kept of a password: a PHC string.
    pub async fn hash(&self, password: String) -> Result<String, PasswordError> {
        self.turn(move || {
            let salt: [u8; 16] = random().map_err(|_| PasswordError::Hash)?;
            let hash: PasswordHash = Argon2::default()
                .hash_password_with_salt(password.as_bytes(), &salt)
                .map_err(|_| PasswordError::Hash)?;
            Ok(hash.to_string())
        })
        .await
    }

    /// Whether it is the password of that hash. Without a hash it takes as long, and is not.
    pub async fn is(&self, password: String, hash: Option<String>) -> Result<bool, PasswordError> {
        if password.len() > MOST {
            return Ok(false);
        }
        self.turn(move || {
            if let Some(known) = hash.as_deref().and_then(|hash| PasswordHash::new(hash).ok()) {
                return Ok(Argon2::default().verify_password(password.as_bytes(), &known).is_ok());
            }
            let for_nothing: Result<PasswordHash, _> =
                Argon2::default().hash_password_with_salt(password.as_bytes(), &[0; 16]);
            for_nothing.map(|_| false).map_err(|_| PasswordError::Hash)
        })
        .await
    }

    async fn turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, PasswordError> + Send + 'static,
    ) -> Result<T, PasswordError> {
        let place = timeout(WAITS, self.0.clone().acquire_owned()).await;
        let place = place.map_err(|_| PasswordError::Busy)?.map_err(|_| PasswordError::Busy)?;
        let done = tokio::task::spawn_blocking(move || {
            let _place = place;
            work()
        });
        done.await.map_err(|_| PasswordError::Hash)?
    }
}
