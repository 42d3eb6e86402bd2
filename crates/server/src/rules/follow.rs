//! Machines follow the rules, a few at a time.

use std::collections::BTreeSet;
use std::time::Duration;

use super::first_of;
use crate::policies::PolicyError;
use crate::state::{Server, Shared};
use crate::store::{DueMachine, Rules};

/// How many machines are looked at in one step.
const STEP: i64 = 200;
/// How long one waits after each step, so that nobody who has much to do keeps the others from the database.
const PAUSE: Duration = Duration::from_secs(1);

/// What came of a step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Followed {
    /// How many machines were held against the rules.
    pub looked_at: usize,
    /// How many came into another group.
    pub moved: usize,
}

impl Server {
    /// Holds machines against the rules of their organisations that are to be: their facts, or the rules, changed. So many in a step that it
    /// ends soon; where it looked at none, all is done.
    pub async fn follow_rules(&self) -> Result<Followed, PolicyError> {
        let (mut followed, mut failed) = (Followed::default(), None);
        for rules in self.database.all_rules().await? {
            let due = self.database.due_machines(&rules, STEP).await?;
            // What goes wrong in one organisation is no reason not to do the others.
            failed = self.place(&rules, &due, &mut followed).await.err().or(failed);
        }
        failed.map_or(Ok(followed), Err)
    }

    /// The same for one machine, by its row.
    pub(crate) async fn follow_rules_of(&self, organisation: i64, machine: i64) -> Result<(), PolicyError> {
        // Where there were never rules, it is where its token says.
        let rules = self.database.rules(organisation).await?;
        let rules = rules.unwrap_or_else(|| Rules { organisation, ..Rules::default() });
        let due = self.database.due_machine(&rules, machine).await?;
        let due: Vec<DueMachine> = due.into_iter().collect();
        self.place(&rules, &due, &mut Followed::default()).await
    }

    async fn place(
        &self,
        rules: &Rules,
        due: &[DueMachine],
        followed: &mut Followed,
    ) -> Result<(), PolicyError> {
        let to = |machine: &DueMachine| first_of(&rules.rules, &machine.facts).unwrap_or(machine.token_group);
        let mut targets = BTreeSet::new();
        for machine in due {
            followed.looked_at += 1;
            let is_rule = first_of(&rules.rules, &machine.facts).is_some();
            if self.database.place_machine(rules, machine, to(machine), is_rule).await? {
                followed.moved += 1;
                targets.insert(to(machine));
                self.changes.tell(machine.group);
            }
        }
        for group in targets {
            // A machine takes no bundle with a smaller number than it had in the group before. Where its group has a greater one anyway, nothing is
            // made: all machines of the group would take it.
            if let Err(error) = self.publish_due(rules.organisation, group).await {
                tracing::error!(%error, group, "the policy of a group was not published; it is tried again");
            }
            self.changes.tell(group);
        }
        Ok(())
    }
}

/// Has machines follow the rules for ever. Whoever drops this in the middle loses nothing: what was not done is due still.
pub(crate) async fn follow(shared: Shared) {
    loop {
        let done = shared.follow_rules().await;
        match done {
            Ok(Followed { looked_at: 0, .. }) => {}
            Ok(followed) => {
                tracing::info!(looked_at = followed.looked_at, moved = followed.moved, "group rules");
            }
            Err(error) => {
                tracing::warn!(%error, "machines were not held against the rules of groups");
            }
        }
        tokio::time::sleep(PAUSE).await;
    }
}
