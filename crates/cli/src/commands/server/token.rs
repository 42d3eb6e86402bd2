//! `fetter server token`.

use anyhow::Context;
use fetter_client::server::ApiClient;
use serde::{Deserialize, Serialize};

use super::signed_in::SignedIn;
use crate::arguments::ServerTokenCreate;
use crate::commands::session::Session;
use crate::exit::{Exit, UsageError};
use crate::surroundings;

#[derive(Serialize)]
struct NewToken {
    group: i64,
    uses: u32,
    expires: u64,
}

#[derive(Deserialize)]
struct Made {
    secret: String,
}

/// A group that was made.
#[derive(Deserialize)]
struct MadeGroup {
    id: i64,
}

#[derive(Serialize)]
struct NewGroup<'asked> {
    name: &'asked str,
}

#[derive(Deserialize)]
struct Group {
    id: i64,
    name: String,
}

#[derive(Deserialize)]
struct Groups {
    items: Vec<Group>,
    next: Option<String>,
}

pub(super) fn create(session: &Session, asked: &ServerTokenCreate) -> anyhow::Result<Exit> {
    let expires = surroundings::now() + seconds(&asked.expires)?;
    let client = SignedIn::load(session)?.client()?;
    let group = group(&client, &asked.group)?;
    let body = serde_json::to_vec(&NewToken { group, uses: asked.uses, expires })?;
    let answer = client.post("/api/v1/enrolment-tokens", &body)?;
    let made: Made = serde_json::from_slice(&answer).context("the server's answer is no token")?;
    // Alone, so that it can go into a file.
    session.show(|out| writeln!(out, "{}", made.secret))?;
    Ok(Exit::Done)
}

/// The id of a group, which is made where it is not there.
fn group(client: &ApiClient, name: &str) -> anyhow::Result<i64> {
    let mut target = "/api/v1/groups?limit=500".to_owned();
    loop {
        let page: Groups =
            serde_json::from_slice(&client.get(&target)?).context("the server's answer is no list")?;
        if let Some(group) = page.items.into_iter().find(|group| group.name == name) {
            return Ok(group.id);
        }
        let Some(next) = page.next else { break };
        target = format!("/api/v1/groups?limit=500&cursor={next}");
    }
    let made = client.post("/api/v1/groups", &serde_json::to_vec(&NewGroup { name })?)?;
    let made: MadeGroup = serde_json::from_slice(&made).context("the server's answer is no group")?;
    Ok(made.id)
}

/// A time that is written as `30m`, `12h` or `7d`.
fn seconds(text: &str) -> Result<u64, UsageError> {
    let wrong = || UsageError::new("--expires is a number of minutes, hours or days: 30m, 12h, 7d");
    let unit = match text.chars().last() {
        Some('m') => 60,
        Some('h') => 3600,
        Some('d') => 86_400,
        _ => return Err(wrong()),
    };
    let number: u64 = text[..text.len() - 1].parse().map_err(|_| wrong())?;
    number.checked_mul(unit).filter(|seconds| *seconds > 0).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_has_a_unit() {
        assert_eq!(seconds("30m").ok(), Some(1800));
        assert_eq!(seconds("7d").ok(), Some(604_800));
        for wrong in ["", "7", "d", "0h", "-1h", "1é", "99999999999999999999d"] {
            assert!(seconds(wrong).is_err(), "{wrong}");
        }
    }
}
