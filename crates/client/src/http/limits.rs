//! How much is fetched, how long it may take, and how often it is tried.

use std::time::Duration;

/// Limits of one fetch. What is beyond one is an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The longest body, in bytes.
    pub bytes: u64,
    /// The longest time until a connection stands, TLS and proxy included.
    pub connect: Duration,
    /// The longest time in which a server that was asked sends nothing; `None` leaves it to the total.
    pub idle: Option<Duration>,
    /// The longest time for everything: redirects, further attempts, and the body.
    pub total: Duration,
    /// How many redirects are followed.
    pub redirects: u32,
    /// What is tried again.
    pub retry: Retry,
    /// Whether a connection is kept for the next request to the same server. One that the server closed meanwhile looks like a
    /// failure, which another attempt mends.
    pub keeps_connections: bool,
}

impl Default for Limits {
    /// 10 MiB, which is several times the largest lock files that were seen; 10 s; 60 s; 5 redirects.
    fn default() -> Self {
        Self {
            bytes: 10 * 1024 * 1024,
            connect: Duration::from_secs(10),
            idle: None,
            total: Duration::from_secs(60),
            redirects: 5,
            retry: Retry::default(),
            keeps_connections: false,
        }
    }
}

impl Limits {
    /// Limits of a large file, for [`Client::download`](super::Client::download): 1 GiB, 30 s without a byte, 30 minutes in
    /// all, and five attempts.
    #[must_use]
    pub fn of_download() -> Self {
        Self {
            bytes: 1024 * 1024 * 1024,
            idle: Some(Duration::from_secs(30)),
            total: Duration::from_secs(30 * 60),
            retry: Retry { attempts: 5, is_broad: true, ..Retry::default() },
            ..Self::default()
        }
    }

    /// Limits of one question to a service, of which there may be many, and which may ask for a pause of up to 30 s: four
    /// attempts.
    #[must_use]
    pub fn of_service() -> Self {
        Self {
            retry: Retry {
                attempts: 4,
                longest_pause: Duration::from_secs(30),
                is_broad: true,
                ..Retry::default()
            },
            keeps_connections: true,
            ..Self::default()
        }
    }
}

/// How often one thing is tried, if the failures may pass, and how long is waited in between.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retry {
    /// How many attempts there are, with the first.
    pub attempts: u32,
    /// The pause before the second attempt; each further one is three times as long. What a server says by `Retry-After` stands
    /// in its place.
    pub pause: Duration,
    /// The longest pause. A server that asks for more is not asked again.
    pub longest_pause: Duration,
    /// Whether to try again also after status 500 and after an answer that was cut, where without only a missing connection
    /// and the statuses 429, 502, 503 and 504 count as passing.
    pub is_broad: bool,
}

impl Default for Retry {
    /// Three attempts; 200 ms, up to 10 s.
    fn default() -> Self {
        Self {
            attempts: 3,
            pause: Duration::from_millis(200),
            longest_pause: Duration::from_secs(10),
            is_broad: false,
        }
    }
}
