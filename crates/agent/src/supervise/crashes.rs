//! When a worker is started again, and when it is given up.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// How many crashes …
const MANY: usize = 5;
/// … within how long are too many.
const WITHIN: Duration = Duration::from_secs(300);
/// How long it is waited before the second start of several, and twice as long before each next one.
const PAUSE: Duration = Duration::from_millis(250);

/// What is done after a crash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Start again after that long.
    Restart(Duration),
    /// It crashed too often: nothing is enforced any more.
    GiveUp,
}

/// The crashes of late.
#[derive(Debug, Default)]
pub struct Crashes(VecDeque<Instant>);

impl Crashes {
    /// Notes a crash.
    pub fn note(&mut self, now: Instant) -> Next {
        while self.0.front().is_some_and(|first| now.duration_since(*first) > WITHIN) {
            self.0.pop_front();
        }
        self.0.push_back(now);
        let before = self.0.len() - 1;
        if self.0.len() > MANY {
            return Next::GiveUp;
        }
        // The first start after a crash does not wait.
        let doublings = u32::try_from(before).unwrap_or(u32::MAX).saturating_sub(1);
        Next::Restart(if before == 0 { Duration::ZERO } else { PAUSE * 2_u32.pow(doublings) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_crashes_are_borne_and_many_are_not() {
        let start = Instant::now();
        let mut crashes = Crashes::default();
        let pauses = [0, 250, 500, 1000, 2000].map(|pause| Next::Restart(Duration::from_millis(pause)));
        for pause in pauses {
            assert_eq!(crashes.note(start), pause);
        }
        assert_eq!(crashes.note(start), Next::GiveUp);
        // A day later all is forgotten.
        assert_eq!(crashes.note(start + Duration::from_secs(86_400)), Next::Restart(Duration::ZERO));
    }
}
