//! How often everything is judged anew, though somebody makes and removes environments without end.

use std::time::{Duration, Instant};

/// How many times as long as judging everything took it is waited before that is done again …
const FACTOR: u32 = 10;
/// … at least so long …
const SHORTEST: Duration = Duration::from_secs(1);
/// … and at most so long. What was installed is judged by itself at once all the same.
const LONGEST: Duration = Duration::from_secs(30);

/// When everything may be judged anew.
#[derive(Debug, Default)]
pub(super) struct Pace {
    /// Until when it is waited.
    until: Option<Instant>,
    is_wanted: bool,
}

impl Pace {
    /// Whether it may be done now.
    pub(super) fn may(&self, now: Instant) -> bool {
        self.until.is_none_or(|until| now >= until)
    }

    /// It is to be done as soon as may be.
    pub(super) fn want(&mut self) {
        self.is_wanted = true;
    }

    /// Whether it is to be done now.
    pub(super) fn is_due(&self, now: Instant) -> bool {
        self.is_wanted && self.may(now)
    }

    /// How long until it is to be done, if it is.
    pub(super) fn left(&self, now: Instant) -> Option<Duration> {
        self.is_wanted
            .then(|| self.until.map_or(Duration::ZERO, |until| until.saturating_duration_since(now)))
    }

    /// It was done.
    pub(super) fn did(&mut self, began: Instant, now: Instant) {
        let took = now.saturating_duration_since(began);
        self.until = Some(now + (took * FACTOR).clamp(SHORTEST, LONGEST));
        self.is_wanted = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn environments_without_end_are_judged_now_and_then_and_the_last_of_them_too() {
        let start = Instant::now();
        let took = Duration::from_millis(500);
        let mut pace = Pace::default();
        assert!(pace.may(start), "the first at once");
        let mut judged = 0;
        for step in 0..1000 {
            let now = start + Duration::from_millis(100) * step;
            pace.want();
            if pace.is_due(now) {
                judged += 1;
                pace.did(now, now + took);
            }
        }
        assert!((15..=20).contains(&judged), "{judged} times in 100 seconds");
        pace.want();
        assert!(pace.left(start + Duration::from_secs(100)).is_some());
        assert!(pace.is_due(start + Duration::from_secs(200)));
    }
}
