//! Telling of refusals, in a thread of its own.

use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::{Wake, events};
use crate::enforce::Refusal;
use crate::journal::JournalHandle;

/// How often the loop hears of refusals at most: whoever is refused something without end must not keep it busy.
pub(super) const PACE: Duration = Duration::from_millis(500);

/// Tells of refusals until nobody is left who refuses.
pub(super) fn tell(
    refusals: &Receiver<Refusal>,
    tell_user: &mut dyn FnMut(&Refusal),
    journal: &JournalHandle,
    wake: &Wake,
) {
    let mut woken: Option<Instant> = None;
    let mut is_news = false;
    loop {
        let due = woken.map_or(Duration::ZERO, |woken| PACE.saturating_sub(woken.elapsed()));
        if is_news && due.is_zero() {
            (is_news, woken) = (false, Some(Instant::now()));
            wake.wake();
        }
        let refusal = if is_news {
            match refusals.recv_timeout(due) {
                Err(RecvTimeoutError::Timeout) => continue,
                received => received.ok(),
            }
        } else {
            refusals.recv().ok()
        };
        let Some(refusal) = refusal else { return };
        tell_user(&refusal);
        journal.append(events::of_refusal(&refusal));
        is_news = true;
    }
}
