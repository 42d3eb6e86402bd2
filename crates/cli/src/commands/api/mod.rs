//! What is asked of a server's API (docs/api.md): by whoever is signed in, or with a program's token.

mod answer;
mod column;
mod listing;
mod signed_in;
mod span;

use std::path::Path;

use anyhow::Context;
use fetter_client::server::{ApiClient, Place, Target};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use answer::{answer, failed, patiently};
pub(super) use column::{Column, Form};
pub(super) use listing::{Listing, give, give_list, give_one};
pub(super) use signed_in::SignedIn;
pub(super) use span::seconds;

use super::secrets::{fingerprint, token};
use super::session::Session;
use crate::arguments::{Paging, Reach};
use crate::exit::UsageError;
use crate::output::write_file;
use crate::surroundings;

/// Rows of one page.
const PAGE: usize = 500;

/// How many machines are looked at whose host names begin with one that was named.
const SAME: u32 = 1000;

/// A server, and whose token it is asked with.
pub(super) struct Api {
    client: ApiClient,
}

impl Api {
    /// The server that was named, or that somebody signed in at.
    pub(super) fn open(session: &Session, reach: &Reach) -> anyhow::Result<Self> {
        let (server, named, token) = match (&reach.server, &reach.token_file) {
            (Some(server), Some(file)) => {
                let named = reach.fingerprint.as_deref().map(fingerprint).transpose()?;
                (server.clone(), named, token(session, "the token", file)?)
            }
            (None, None) if reach.fingerprint.is_none() => {
                let signed_in = SignedIn::load(session)?;
                let named = signed_in.fingerprint.as_deref().map(str::parse).transpose()?;
                (signed_in.server, named, signed_in.token)
            }
            (Some(_), None) => {
                return Err(UsageError::new("--server needs a token: --token-file FILE").into());
            }
            _ => {
                let text = "--token-file and --fingerprint are for a server that is named: --server URL";
                return Err(UsageError::new(text).into());
            }
        };
        let place = Place::new(&server, named)?;
        Ok(Self { client: ApiClient::new(&place, &surroundings::network(), Some(token))? })
    }

    /// What is there. `what` says what was to be done: "list machines".
    pub(super) fn get<T: DeserializeOwned>(&self, what: &str, target: &Target) -> anyhow::Result<T> {
        answer(what, patiently(|| self.client.get(target)))
    }

    /// Has something made or done.
    pub(super) fn post<T: DeserializeOwned>(
        &self,
        what: &str,
        target: &Target,
        body: &impl Serialize,
    ) -> anyhow::Result<T> {
        answer(what, self.client.post(target, &serde_json::to_vec(body)?))
    }

    /// Puts something in the place of what is there.
    pub(super) fn put<T: DeserializeOwned>(
        &self,
        what: &str,
        target: &Target,
        body: &impl Serialize,
    ) -> anyhow::Result<T> {
        answer(what, self.client.put(target, &serde_json::to_vec(body)?))
    }

    /// Has something of what is there be another.
    pub(super) fn patch<T: DeserializeOwned>(
        &self,
        what: &str,
        target: &Target,
        body: &impl Serialize,
    ) -> anyhow::Result<T> {
        answer(what, self.client.patch(target, &serde_json::to_vec(body)?))
    }

    /// Has it removed or revoked.
    pub(super) fn delete(&self, what: &str, target: &Target) -> anyhow::Result<()> {
        answer(what, self.client.delete(target))
    }

    /// Writes a document to a file, which appears whole or not at all.
    pub(super) fn save(&self, what: &str, target: &Target, file: &Path) -> anyhow::Result<()> {
        let mut trouble = None;
        let written = write_file(file, |out| {
            // Who is told to come later has nothing yet.
            let received = patiently(|| self.client.download(target, &mut |piece| out.write_all(piece)));
            received.map_err(|error| {
                let broken = std::io::Error::other(error.to_string());
                trouble = Some(error);
                broken
            })
        });
        match trouble {
            Some(error) => Err(failed(what, error)),
            None => written,
        }
    }

    /// A list, or as much of it as is wanted.
    pub(super) fn list(&self, what: &str, target: &Target, paging: &Paging) -> anyhow::Result<Listing> {
        let wanted = paging.limit as usize;
        let mut list = Listing { next: paging.cursor.clone(), ..Listing::default() };
        loop {
            let rows = (wanted - list.items.len()).min(PAGE);
            let page = target.clone().query("limit", Some(rows)).query("cursor", list.next.as_deref());
            let page: Listing = self.get(what, &page)?;
            // A page may be empty and not the last; where it leads to itself there is nothing beyond yet.
            let is_last = page.items.is_empty() && page.next == list.next;
            list.items.extend(page.items);
            list.next = page.next;
            list.beside = page.beside;
            if is_last || list.next.is_none() || list.items.len() >= wanted {
                return Ok(list);
            }
        }
    }

    /// The id of a group, by its name.
    pub(super) fn group(&self, name: &str) -> anyhow::Result<i64> {
        let found = self.known_group(name)?;
        found.with_context(|| {
            format!("there is no group {name:?} that the token may see: `fetter org groups` lists them")
        })
    }

    /// The id of a group, by its name, where there is one.
    pub(super) fn known_group(&self, name: &str) -> anyhow::Result<Option<i64>> {
        let all = Paging { limit: u32::MAX, cursor: None };
        let groups = self.list("list groups", &Target::new("/api/v1/groups"), &all)?;
        let found = groups.items.iter().find(|group| group["name"] == name);
        found.map(|group| group["id"].as_i64().context("the server's answer is no group")).transpose()
    }

    /// The ids of groups, by their names; `None` where none is named.
    pub(super) fn groups(&self, names: &[String]) -> anyhow::Result<Option<Vec<i64>>> {
        if names.is_empty() {
            return Ok(None);
        }
        names.iter().map(|name| self.group(name)).collect::<Result<_, _>>().map(Some)
    }

    /// The id of a machine, by its id or by its host name, where no other has that.
    pub(super) fn machine(&self, named: &str) -> anyhow::Result<String> {
        if named.len() == 32 && named.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Ok(named.to_ascii_lowercase());
        }
        let some = Paging { limit: SAME, cursor: None };
        let target = Target::new("/api/v1/machines").query("q", Some(named));
        let machines = self.list("look for a machine", &target, &some)?.items;
        let same: Vec<&Value> = machines.iter().filter(|machine| machine["hostname"] == named).collect();
        // One that was enrolled again has the name of its former self.
        let is_there = |machine: &&&Value| matches!(machine["status"].as_str(), Some("active" | "cloned"));
        let there: Vec<&Value> = same.iter().filter(is_there).copied().collect();
        let same = if there.is_empty() { same } else { there };
        let ids: Vec<&str> = same.iter().filter_map(|machine| machine["id"].as_str()).collect();
        match ids.as_slice() {
            [] => anyhow::bail!(
                "there is no machine {named:?} that the token may see: `fetter org machines` lists them"
            ),
            [one] => Ok((*one).to_owned()),
            several => anyhow::bail!(
                "{} machines say that they are {named:?}: name one by its id, {}",
                several.len(),
                several.iter().take(8).copied().collect::<Vec<_>>().join(", ")
            ),
        }
    }
}
