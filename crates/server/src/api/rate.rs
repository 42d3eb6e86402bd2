//! How often somebody may ask: the generic cell rate algorithm (ITU-T I.371), which is a bucket of tokens without a clock of its own.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::auth::place;

/// Whose requests are counted together, on this server: what else runs on its database counts for itself.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Source {
    /// Those with a token.
    Token(i64),
    /// Those that a machine has signed.
    Machine(i64),
    /// Those without a right one, from an address.
    Unknown(String),
    /// Passwords and links, from an address.
    Password(String),
    /// What people of a machine ask for, by its row.
    Asking(i64),
}

/// How many are remembered at most. Who asks seldom is forgotten first.
const MOST: usize = 100_000;

impl Source {
    /// How long one request counts, and how many may come at once.
    const fn rate(&self) -> (Duration, u32) {
        match self {
            Self::Token(_) => (Duration::from_millis(20), 500),
            // A machine that comes for the first time brings the contents of each of its sites.
            Self::Machine(_) => (Duration::from_millis(10), 1000),
            Self::Unknown(_) => (Duration::from_millis(100), 200),
            Self::Password(_) => (Duration::from_secs(2), 30),
            Self::Asking(_) => (Duration::from_secs(5), 60),
        }
    }
}

impl Source {
    /// With the network for an address.
    fn network(self) -> Self {
        match self {
            Self::Unknown(address) => Self::Unknown(place(&address)),
            Self::Password(address) => Self::Password(place(&address)),
            known @ (Self::Token(_) | Self::Machine(_) | Self::Asking(_)) => known,
        }
    }
}

/// When each source has used up what it asked. Strangers are remembered apart: however many they are, nobody who is known is forgotten for them.
#[derive(Debug, Default)]
pub(crate) struct Rates {
    known: Mutex<HashMap<Source, Instant>>,
    strangers: Mutex<HashMap<Source, Instant>>,
}

impl Rates {
    /// Counts a request; the seconds to wait where there were too many.
    pub(crate) fn take(&self, source: Source) -> Result<(), u32> {
        self.take_at(source.network(), Instant::now())
    }

    fn take_at(&self, source: Source, now: Instant) -> Result<(), u32> {
        let (each, most) = source.rate();
        let of = match source {
            Source::Token(_) | Source::Machine(_) | Source::Asking(_) => &self.known,
            Source::Unknown(_) | Source::Password(_) => &self.strangers,
        };
        let mut until = of.lock().unwrap_or_else(PoisonError::into_inner);
        if until.len() >= MOST && !until.contains_key(&source) {
            until.retain(|_, until| *until > now);
            if until.len() >= MOST {
                until.clear();
            }
        }
        let used_up = until.entry(source).or_insert(now);
        let next = (*used_up).max(now) + each;
        let ahead = next.duration_since(now);
        let room = each * most;
        if ahead > room {
            return Err(u32::try_from(ahead.saturating_sub(room).as_secs())
                .unwrap_or(u32::MAX)
                .saturating_add(1));
        }
        *used_up = next;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_is_taken_and_then_one_after_the_other() {
        let rates = Rates::default();
        let begin = Instant::now();
        let password = || Source::Password("192.0.2.1".to_owned());
        let taken = (0..100).filter(|_| rates.take_at(password(), begin).is_ok()).count();
        assert_eq!(taken, 30);
        assert_eq!(rates.take_at(password(), begin), Err(3));
        assert_eq!(rates.take_at(Source::Password("192.0.2.2".to_owned()), begin), Ok(()));
        assert_eq!(rates.take_at(Source::Token(1), begin), Ok(()));
        let later = begin + Duration::from_secs(4);
        let taken = (0..100).filter(|_| rates.take_at(password(), later).is_ok()).count();
        assert_eq!(taken, 2);
        assert_eq!(rates.take_at(Source::Machine(1), begin), Ok(()));
        let near = Source::Password("2001:db8::1:2:3:4".to_owned()).network();
        assert!(near == Source::Password("2001:db8::9".to_owned()).network());
    }

    #[test]
    fn one_who_asks_too_often_keeps_nobody_else_out_and_is_not_forgotten_for_strangers() {
        let rates = Rates::default();
        let begin = Instant::now();
        while rates.take_at(Source::Machine(1), begin).is_ok() {}
        assert_eq!(rates.take_at(Source::Machine(1), begin), Err(1));
        assert_eq!(rates.take_at(Source::Machine(2), begin), Ok(()));
        for number in 0..=u32::try_from(MOST).unwrap() {
            assert_eq!(rates.take_at(Source::Unknown(number.to_string()), begin), Ok(()));
        }
        assert!(rates.strangers.lock().unwrap().len() <= MOST);
        assert_eq!(rates.take_at(Source::Machine(1), begin), Err(1));
        assert_eq!(rates.take_at(Source::Machine(1), begin + Duration::from_secs(1)), Ok(()));
    }
}
