//! Whether the store holds what the machines hold.

use std::collections::BTreeSet;

use fetter_protocol::Digest;
use fetter_server::store::Database;

use super::Agent;

/// What the store holds that machines do not, and the other way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Differences {
    /// Sites, contents and events that machines have and the store has not.
    pub lost: usize,
    /// Events and places that it has twice.
    pub doubled: usize,
    /// Sites and events that it has and no machine ever had.
    pub phantom: usize,
    /// How many sites and events were compared.
    pub compared: usize,
}

/// Holds a store against the machines.
pub async fn verify(database: &Database, agents: &[Agent]) -> anyhow::Result<Differences> {
    let mut found = Differences::default();
    for agent in agents {
        sites(database, agent, &mut found).await?;
        events(database, agent, &mut found).await?;
    }
    Ok(found)
}

async fn sites(database: &Database, agent: &Agent, found: &mut Differences) -> anyhow::Result<()> {
    let held = database.holdings(&agent.id).await?;
    let there: BTreeSet<(String, Digest)> =
        held.iter().map(|site| (String::from_utf8_lossy(&site.path).into_owned(), site.digest)).collect();
    let here: BTreeSet<(String, Digest)> =
        agent.sites().iter().map(|(path, digest)| (path.clone(), *digest)).collect();
    found.compared += here.len();
    found.doubled += held.len() - there.len();
    found.lost += here.difference(&there).count() + held.iter().filter(|site| !site.is_here).count();
    found.phantom += there.difference(&here).count();
    let past = database.past_holdings(&agent.id).await?;
    found.compared += past.len();
    found.phantom += past
        .iter()
        .filter(|site| !agent.has_reported(&String::from_utf8_lossy(&site.path), site.digest))
        .count();
    Ok(())
}

async fn events(database: &Database, agent: &Agent, found: &mut Differences) -> anyhow::Result<()> {
    let numbers = database.event_numbers(&agent.id).await?;
    let there: BTreeSet<u64> = numbers.iter().copied().collect();
    let here: BTreeSet<u64> = (1..=agent.events()).collect();
    found.compared += here.len();
    found.doubled += numbers.len() - there.len();
    found.lost += here.difference(&there).count();
    found.phantom += there.difference(&here).count();
    Ok(())
}
