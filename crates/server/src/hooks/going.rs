//! Deliveries that are on their way.

use std::collections::HashMap;

use tokio::task::{Id, JoinError, JoinSet};

/// Those that are on their way, each in a task of its own: nobody waits for another's program.
#[derive(Debug, Default)]
pub(crate) struct Going {
    tasks: JoinSet<()>,
    /// The rows of the organisation and of the webhook of each.
    of: HashMap<Id, (i64, i64)>,
}

impl Going {
    /// Puts one on its way.
    pub(super) fn add(&mut self, of: (i64, i64), delivery: impl Future<Output = ()> + Send + 'static) {
        let id = self.tasks.spawn(delivery).id();
        self.of.insert(id, of);
    }

    /// The rows of the organisations and the webhooks of those that did not end.
    pub(super) fn those(&self) -> Vec<(i64, i64)> {
        self.of.values().copied().collect()
    }

    /// Whether there are none.
    pub(crate) fn is_empty(&self) -> bool {
        self.of.is_empty()
    }

    /// Waits until one ends. False where there is none.
    pub(crate) async fn one_ends(&mut self) -> bool {
        let ended = self.tasks.join_next_with_id().await;
        ended.map(|ended| self.forget(ended)).is_some()
    }

    /// Forgets those that ended meanwhile.
    pub(super) fn look(&mut self) {
        while let Some(ended) = self.tasks.try_join_next_with_id() {
            self.forget(ended);
        }
    }

    fn forget(&mut self, ended: Result<(Id, ()), JoinError>) {
        let id = match ended {
            Ok((id, ())) => id,
            Err(error) => {
                tracing::error!(%error, "a delivery broke off; it comes again");
                error.id()
            }
        };
        self.of.remove(&id);
    }
}
