//! What changed for machines that wait to be told.

use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;

/// How many changes a listener may be behind before it looks for itself.
const BEHIND: usize = 256;

/// No group: the server ends.
const ENDING: i64 = i64::MIN;

/// Tells those who wait which group has something new.
#[derive(Clone, Debug)]
pub struct Changes(broadcast::Sender<i64>);

/// One who waits.
#[derive(Debug)]
pub struct Listener(broadcast::Receiver<i64>);

impl Default for Changes {
    fn default() -> Self {
        Self(broadcast::channel(BEHIND).0)
    }
}

impl Changes {
    /// Says that a group has something new.
    pub fn tell(&self, group: i64) {
        // Nobody may be waiting.
        let _ = self.0.send(group);
    }

    /// Says to all who wait that nothing will come any more.
    pub fn end(&self) {
        self.tell(ENDING);
    }

    /// Hears what is told from now on.
    #[must_use]
    pub fn listen(&self) -> Listener {
        Listener(self.0.subscribe())
    }
}

impl Listener {
    /// Waits until the server ends.
    pub async fn ended(&mut self) {
        while !matches!(self.0.recv().await, Ok(ENDING) | Err(RecvError::Closed)) {}
    }

    /// Waits until this group may have something new; false where nothing will come any more.
    pub async fn of(&mut self, group: i64) -> bool {
        loop {
            match self.0.recv().await {
                Ok(changed) if changed == group => return true,
                Ok(ENDING) | Err(RecvError::Closed) => return false,
                Ok(_) => {}
                // What was missed may have been of this group.
                Err(RecvError::Lagged(_)) => return true,
            }
        }
    }
}
