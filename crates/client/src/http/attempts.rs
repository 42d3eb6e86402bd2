//! Trying again what may pass.

use std::thread::sleep;
use std::time::{Duration, Instant};

use super::{FetchError, Retry};

/// A failed attempt.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) error: FetchError,
    /// What the server says by `Retry-After`.
    pub(super) after: Option<Duration>,
    /// Whether the next attempt may end otherwise for a reason that the error does not say.
    pub(super) is_passing: bool,
}

impl From<FetchError> for Failure {
    fn from(error: FetchError) -> Self {
        Self { error, after: None, is_passing: false }
    }
}

impl Failure {
    fn may_pass(&self, is_broad: bool) -> bool {
        let is_broad_one = matches!(
            self.error,
            FetchError::Status { status: 500, .. } | FetchError::Cut { .. } | FetchError::Stalled { .. }
        );
        self.is_passing || self.error.is_passing() || (is_broad && is_broad_one)
    }
}

/// The attempts that are left.
#[derive(Debug)]
pub(super) struct Attempts<'limits> {
    retry: &'limits Retry,
    deadline: Instant,
    left: u32,
    pause: Duration,
}

impl<'limits> Attempts<'limits> {
    pub(super) fn new(retry: &'limits Retry, deadline: Instant) -> Self {
        Self { retry, deadline, left: retry.attempts.saturating_sub(1), pause: retry.pause }
    }

    /// Waits for the next attempt, or gives the error of the last where there is none.
    pub(super) fn wait(&mut self, failure: Failure) -> Result<(), FetchError> {
        let pause = failure.after.unwrap_or(self.pause.min(self.retry.longest_pause));
        let is_in_time = pause <= self.retry.longest_pause
            && self.deadline.checked_duration_since(Instant::now()).is_some_and(|left| pause < left);
        if self.left == 0 || !is_in_time || !failure.may_pass(self.retry.is_broad) {
            return Err(failure.error);
        }
        self.left -= 1;
        self.pause = self.pause.saturating_mul(3);
        sleep(pause);
        Ok(())
    }
}

/// Repeats an attempt until it succeeds, or fails for good.
pub(super) fn persevere<T>(
    retry: &Retry,
    deadline: Instant,
    mut attempt: impl FnMut() -> Result<T, Failure>,
) -> Result<T, FetchError> {
    let mut attempts = Attempts::new(retry, deadline);
    loop {
        match attempt() {
            Ok(done) => return Ok(done),
            Err(failure) => attempts.wait(failure)?,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(status: u16) -> FetchError {
        FetchError::Status { url: String::new(), status, advice: "" }
    }

    fn tried(retry: Retry, failure: impl Fn() -> Failure) -> u32 {
        let mut count = 0;
        let failed = persevere(&retry, Instant::now() + Duration::from_secs(5), || -> Result<(), Failure> {
            count += 1;
            Err(failure())
        });
        assert!(failed.is_err());
        count
    }

    #[test]
    fn only_what_may_pass_is_tried_again() {
        let short = Retry { pause: Duration::ZERO, ..Retry::default() };
        let broad = Retry { is_broad: true, ..short };
        for (passing, narrowly, broadly) in
            [(404, 1, 1), (500, 1, 3), (501, 1, 1), (429, 3, 3), (502, 3, 3), (503, 3, 3), (504, 3, 3)]
        {
            assert_eq!(tried(short, || status(passing).into()), narrowly, "{passing}");
            assert_eq!(tried(broad, || status(passing).into()), broadly, "{passing}");
        }
        let timeout = || FetchError::Timeout { url: String::new(), limit: Duration::ZERO }.into();
        assert_eq!(tried(broad, timeout), 1, "the limit is one of all attempts");
        assert_eq!(tried(Retry { attempts: 0, ..broad }, || status(503).into()), 1);
    }

    #[test]
    fn a_server_that_asks_for_more_time_than_there_is_is_not_asked_again() {
        let after =
            |seconds| Failure { after: Some(Duration::from_secs(seconds)), ..Failure::from(status(429)) };
        assert_eq!(tried(Retry::default(), || after(0)), 3);
        assert_eq!(tried(Retry::default(), || after(6)), 1, "later than the deadline");
        let short = Retry { longest_pause: Duration::from_millis(999), ..Retry::default() };
        assert_eq!(tried(short, || after(1)), 1);
        assert_eq!(tried(Retry::default(), || after(u64::MAX)), 1);
    }
}
