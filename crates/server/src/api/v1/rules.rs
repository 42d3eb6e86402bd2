//! `/group-rules`.

use axum::http::StatusCode;

use super::allowed::{Allowed, WholeAdministrator};
use super::asked::{Asked, wrong};
use super::reply::Shown;
use super::shapes::{Move, NewRules, RulesShape, Tried, TriedRules};
use crate::api::Refused;
use crate::rules::{check_rules, first_of};
use crate::state::Shared;
use crate::store::RulesError;

/// How many machines are looked at at once, and how many moves are told.
const PAGE: i64 = 500;
const MOVES: usize = 500;

type NothingThen<B> = Asked<super::asked::Nothing, super::asked::Nothing, B>;

pub(crate) async fn show(
    shared: Shared,
    administrator: Allowed<WholeAdministrator>,
    _: Asked,
) -> Result<Shown<RulesShape>, Refused> {
    let rules = shared.database.rules(administrator.scope.organisation()).await?;
    Ok(Shown(rules.unwrap_or_default().into()))
}

pub(crate) async fn put(
    shared: Shared,
    administrator: Allowed<WholeAdministrator>,
    asked: NothingThen<NewRules>,
) -> Result<Shown<RulesShape>, Refused> {
    let NewRules { version, rules } = asked.body;
    check_rules(&rules).map_err(wrong)?;
    let put = shared.database.put_rules(&administrator.scope, version, &rules).await?;
    put.map(|rules| Shown(rules.into())).map_err(|error| match error {
        RulesError::Group => wrong("there is no such group"),
        RulesError::Version => Refused::new(StatusCode::CONFLICT, "the rules are others by now")
            .because("somebody changed them meanwhile: ask for them again, and put yours over those"),
    })
}

pub(crate) async fn try_out(
    shared: Shared,
    administrator: Allowed<WholeAdministrator>,
    asked: NothingThen<TriedRules>,
) -> Result<Shown<Tried>, Refused> {
    let (scope, rules) = (&administrator.scope, asked.body.rules);
    check_rules(&rules).map_err(wrong)?;
    for rule in &rules {
        shared
            .database
            .group_name(scope, rule.group)
            .await?
            .ok_or_else(|| wrong("there is no such group"))?;
    }
    let mut tried = Tried { machines: 0, moves: 0, items: Vec::new(), more: false };
    let mut after = 0;
    loop {
        let page = shared.database.following(scope, after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(Shown(tried)) };
        after = last.row;
        for machine in page {
            tried.machines += 1;
            let to = first_of(&rules, &machine.facts).unwrap_or(machine.token_group);
            if to == machine.group {
                continue;
            }
            tried.moves += 1;
            if tried.items.len() < MOVES {
                let (machine, hostname, from) = (machine.name, machine.hostname, machine.group);
                tried.items.push(Move { machine, hostname, from, to });
            } else {
                tried.more = true;
            }
        }
    }
}
