//! How long the API's lists take.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::{Context, ensure};
use fetter_server::auth::Secret;
use fetter_server::store::NewLink;
use hyper::Method;
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::wire::Sending;
use crate::{Served, Wire};

/// How long answers of one path took.
#[derive(Clone, Debug)]
pub struct PageTime {
    /// The path; `TURN` is another number each time.
    pub path: &'static str,
    /// Half took no longer, and all but one of a hundred.
    pub median: Duration,
    /// The same of 99 of 100.
    pub most: Duration,
}

/// The tokens of an administrator of all, and of a viewer of one group.
pub async fn sign_in(served: &Served, group: &str) -> anyhow::Result<[String; 2]> {
    let database = served.database().await?;
    let organisation = database.organisations().await?.first().context("the server made no organisation")?.id;
    let secret = Secret::new("first")?;
    let link = NewLink { digest: secret.digest(), expires: u64::from(u32::MAX) };
    database.make_first_link(None, organisation, &link).await?;
    let group = database.group(organisation, group).await?;
    database.close().await;
    let mut wire = Wire::new(served.address);
    let first = json!({"token": secret.reveal(), "name": "sim", "password": "a password for measurements"});
    let administrator = asked(&mut wire, None, "/first", &first, "token").await?;
    let expires = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs() + 86_400;
    let viewer = json!({"name": "one group", "role": "viewer", "groups": [group], "expires": expires});
    let viewer = asked(&mut wire, Some(&administrator), "/tokens", &viewer, "secret").await?;
    Ok([administrator, viewer])
}

async fn asked(
    wire: &mut Wire,
    token: Option<&str>,
    path: &str,
    body: &Value,
    wanted: &str,
) -> anyhow::Result<String> {
    let (status, body) = wire.send(sending(Method::POST, token, path, body.to_string().into_bytes())).await?;
    let text = String::from_utf8_lossy(&body);
    ensure!(status == 201, "{path}: {status} {text}");
    let answer: Value = serde_json::from_slice(&body)?;
    Ok(answer[wanted].as_str().context("no token")?.to_owned())
}

fn sending(method: Method, token: Option<&str>, path: &str, body: Vec<u8>) -> Sending {
    Sending {
        method,
        target: format!("/api/v1{path}"),
        signature: None,
        token: token.map(str::to_owned),
        is_packed: false,
        body,
    }
}

/// Asks for each of these so many times.
pub async fn pages(
    served: &Served,
    token: &str,
    paths: &'static [&'static str],
    times: usize,
) -> anyhow::Result<Vec<PageTime>> {
    let mut wire = Wire::new(served.address);
    let mut all = Vec::new();
    for path in paths {
        let mut waits = Vec::new();
        for turn in 0..times {
            let target = path.replace("TURN", &turn.to_string());
            let begun = Instant::now();
            let (status, body) = wire.send(sending(Method::GET, Some(token), &target, Vec::new())).await?;
            waits.push(begun.elapsed());
            let text = String::from_utf8_lossy(&body);
            ensure!(matches!(status, 200 | 404), "{target}: {status} {text}");
            // The limit of what a token may ask in a time is not what is measured.
            tokio::time::sleep(Duration::from_millis(15)).await;
        }
        waits.sort_unstable();
        let (median, most) = (waits[times / 2], waits[(times * 99 / 100).min(times - 1)]);
        all.push(PageTime { path, median, most });
    }
    Ok(all)
}
