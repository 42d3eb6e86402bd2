//! Hears what other servers on the same database change.

use std::time::Duration;

use tokio::time::sleep;

use crate::changes::Changes;
use crate::store::Database;

/// How often it looks: an indexed question about a few rows.
const EVERY: Duration = Duration::from_millis(250);

/// Tells machines that wait of the groups that were changed, by this server or another, until nobody listens any more.
pub(crate) async fn watch(database: Database, changes: Changes) {
    let mut listening = changes.listen();
    let mut newest: Option<i64> = None;
    loop {
        // Where the database cannot be asked it is asked again: nothing is missed, because changes are numbered.
        if let Ok(changed) = database.changed_groups(newest.unwrap_or(0)).await {
            // What was there at the beginning is told with the first check-in.
            if newest.is_some() {
                for (group, _) in &changed {
                    changes.tell(*group);
                }
            }
            newest = Some(changed.last().map_or(newest.unwrap_or(0), |(_, number)| *number));
        }
        tokio::select! {
            () = sleep(EVERY) => {}
            () = listening.ended() => return,
        }
    }
}
