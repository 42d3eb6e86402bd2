//! `POST /agent/v1/check-in`, and the long poll that brings a policy at once.

use std::time::Duration;

use axum::extract::{Query, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use fetter_protocol::{CheckIn, Instructions, Kind, limits};
use serde::Deserialize;
use tokio::time::{Instant, timeout_at};

use super::answers;
use super::signed::{is_of, message, signed};
use crate::api::Refused;
use crate::clock;
use crate::state::Shared;
use crate::store::{Granted, MachineKey, Work};

/// How long a check-in is kept at most.
const MOST: u64 = 50;

#[derive(Deserialize)]
pub(super) struct Asked {
    /// How many seconds to wait until there is something to tell.
    #[serde(default)]
    wait: u64,
}

pub(super) async fn check_in(
    State(shared): State<Shared>,
    Query(asked): Query<Asked>,
    request: Request,
) -> Result<Response, Refused> {
    let signed = signed(&shared, request, limits::SHORT_BYTES).await?;
    let said: CheckIn = message(&signed.body)?;
    is_of(&signed.machine, &said.machine)?;
    let machine = signed.machine.clone();
    // Before the machine is looked at: what changes from now on is heard.
    let mut changes = shared.changes.listen();
    let mut granted = signed.done(&shared, Work::CheckIn(said.bundle)).await?;
    let until = Instant::now() + Duration::from_secs(asked.wait.min(MOST));
    let place = if asked.wait == 0 { None } else { shared.waiting.clone().try_acquire_owned().ok() };
    while place.is_some() && !is_news(&said, &granted) {
        match timeout_at(until, changes.of(granted.group)).await {
            Ok(true) => {
                // It may have come into another group meanwhile.
                if let Some((group, offer)) = shared.database.offer_now(machine.id, &machine.name).await? {
                    (granted.group, granted.offer) = (group, offer);
                }
                granted.decided = shared.database.decided(machine.id).await?;
            }
            // It is over, or the server ends.
            Ok(false) | Err(_) => break,
        }
    }
    let mut told = instructions(&shared, &machine, &said, granted.clone());
    if let Some(known) = said.decisions.filter(|known| granted.decided > *known) {
        told.decisions = shared.database.decisions(machine.id, known, limits::DECISIONS).await?;
    }
    answers::message(StatusCode::OK, &told)
}

/// Whether there is something that the machine does not know.
fn is_news(said: &CheckIn, granted: &Granted) -> bool {
    wants_report(said, granted)
        || said.decisions.is_some_and(|known| granted.decided > known)
        || granted.offer.as_ref().is_some_and(|offer| Some(offer.digest) != said.bundle)
}

/// Whether the machine has what the server has not, or the server lost what it had.
fn wants_report(said: &CheckIn, granted: &Granted) -> bool {
    granted.state != Some(said.state)
        || said.newest_event > granted.acknowledged_events
        || said.acknowledged > granted.acknowledged
        || said.acknowledged_events > granted.acknowledged_events
}

fn instructions(shared: &Shared, machine: &MachineKey, said: &CheckIn, granted: Granted) -> Instructions {
    Instructions {
        schema: Kind::Instructions.schema().to_owned(),
        version: Kind::Instructions.version(),
        machine: machine.name.clone(),
        time: clock::now(),
        report: wants_report(said, &granted),
        acknowledged: granted.acknowledged,
        acknowledged_events: granted.acknowledged_events,
        bundle: granted.offer.filter(|offer| Some(offer.digest) != said.bundle),
        next: shared.options.interval,
        decisions: Vec::new(),
    }
}
