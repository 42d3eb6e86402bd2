//! One transaction for many requests.

use std::collections::HashMap;

use fetter_protocol::Digest;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Row};

use super::error::Attempt;
use super::notices::{Telling, Told, tell};
use super::rows::{ROWS, count, number, padded, values};
use super::{Database, Granted, Refusal, Request, StoreError, Work, apply, bundles, machines};

/// Makes these requests durable, in their order, and says what came of each.
pub(super) async fn commit(
    database: &Database,
    requests: &[Request],
) -> Result<Vec<Result<Granted, Refusal>>, StoreError> {
    let now = machines::now();
    let mut transaction = database.begin_in_turn().await?;
    let mut telling = Telling::new();
    let mut outcomes: Vec<Result<Granted, Refusal>> = vec![Err(Refusal::Unknown); requests.len()];
    for round in rounds(requests) {
        for part in round.chunks(ROWS) {
            let part: Vec<(usize, &Request)> = part.iter().map(|at| (*at, &requests[*at])).collect();
            let mut seen = touch(&mut transaction, &part, now).await?;
            for (at, request) in part {
                outcomes[at] = match seen.remove(&request.machine.id) {
                    Some(granted) => {
                        apply::apply(&mut transaction, request, granted, &mut telling, now).await?
                    }
                    None => Err(machines::refusal(&mut transaction, request, &mut telling, now).await?),
                };
            }
        }
    }
    bundles::offer(&mut transaction, requests, &mut outcomes).await?;
    // Last: whoever tells of something holds up all others who do.
    for same in telling.chunk_by(|left, right| left.0 == right.0) {
        let told: Vec<Told> = same.iter().map(|(_, told)| told.clone()).collect();
        tell(&mut transaction, same.first().map_or(0, |(organisation, _)| *organisation), &told, now).await?;
    }
    transaction.commit().await.to("commit what machines sent")?;
    Ok(outcomes)
}

/// The requests in rounds in which each machine occurs once, so that each is seen after the one before.
fn rounds(requests: &[Request]) -> Vec<Vec<usize>> {
    let mut rounds: Vec<Vec<usize>> = Vec::new();
    let mut earlier: HashMap<i64, usize> = HashMap::new();
    for (at, request) in requests.iter().enumerate() {
        let round = earlier.entry(request.machine.id).or_default();
        if rounds.len() <= *round {
            rounds.push(Vec::new());
        }
        rounds[*round].push(at);
        *round += 1;
    }
    rounds
}

/// Notes that these machines were there, if they are who they say and the number of the request is a new one. The others are not in the
/// answer.
async fn touch(
    connection: &mut AnyConnection,
    requests: &[(usize, &Request)],
    now: i64,
) -> Result<HashMap<i64, Granted>, StoreError> {
    let requests = padded(requests);
    let sql = format!(
        "WITH v (id, number, public_key, says, bundle) AS (VALUES {}) UPDATE machine \
         SET number = v.number, seen = $1, seen_hour = $1 / 3600, bundle = CASE WHEN v.says = 1 THEN v.bundle ELSE machine.bundle END \
         FROM v WHERE machine.id = v.id AND machine.number < v.number AND machine.status = 'active' \
         AND machine.public_key = v.public_key RETURNING machine.id, machine.organisation, \
         machine.machine_group, machine.report, machine.event, machine.state, machine.decided",
        values(requests.len(), 5, 2)
    );
    let mut query = sqlx::query(AssertSqlSafe(sql)).bind(now);
    for (_, request) in requests {
        let (says, bundle) = match &request.work {
            Work::CheckIn(bundle) => (1, bundle.map(|digest| digest.as_bytes().to_vec())),
            _ => (0, None),
        };
        let key = request.machine.key.as_bytes().to_vec();
        query = query.bind(request.machine.id).bind(number(request.number)).bind(key);
        query = query.bind(says).bind(bundle);
    }
    let rows = query.fetch_all(connection).await.to("note that machines were there")?;
    rows.iter().map(granted).collect::<Result<_, _>>().to("read what it holds of machines")
}

fn granted(row: &AnyRow) -> Result<(i64, Granted), sqlx::Error> {
    let state: Option<Vec<u8>> = row.try_get(5)?;
    let state = state.and_then(|bytes| <[u8; 32]>::try_from(bytes).ok()).map(Digest::from);
    let granted = Granted {
        organisation: row.try_get(1)?,
        group: row.try_get(2)?,
        acknowledged: count(row.try_get(3)?),
        acknowledged_events: count(row.try_get(4)?),
        state,
        decided: count(row.try_get(6)?),
        ..Granted::default()
    };
    Ok((row.try_get(0)?, granted))
}
