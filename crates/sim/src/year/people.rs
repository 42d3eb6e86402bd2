//! Who asks, and what somebody asks to be worked out before.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use anyhow::{Context, ensure};
use fetter_server::auth::Secret;
use fetter_server::store::NewLink;
use hyper::Method;
use serde_json::{Value, json};
use tokio::time::sleep;

use super::pages::sending;
use crate::{Served, Wire};

/// A policy that refuses something, warns of something, and allows the rest.
const POLICY: &str = "schema = \"policy-1\"\nname = \"measured\"\n[[deny]]\nid = \"denied\"\nmode = \"enforce\"\n\
    packages = [\"package-1\", \"package-2<2\"]\n[[deny]]\nid = \"warned\"\nmode = \"warn\"\npackages = [\"package-3\"]\n";

/// What the administrator is called.
pub(super) const NAME: &str = "sim";

/// People with tokens.
#[derive(Clone, Debug)]
pub struct People {
    /// The token of an administrator of all.
    pub administrator: String,
    /// That of a viewer of one group.
    pub viewer: String,
    /// The session of a user who sees as much.
    pub viewing: String,
    /// The id of that group.
    pub group: i64,
    /// Its name.
    pub group_name: String,
}

/// Makes people who may ask.
pub async fn sign_in(served: &Served, group_name: &str) -> anyhow::Result<People> {
    let database = served.database().await?;
    let organisation = database.organisations().await?.first().context("the server made no organisation")?.id;
    let secret = Secret::new("first")?;
    let link = NewLink { digest: secret.digest(), expires: u64::from(u32::MAX) };
    ensure!(
        database.make_console_link(organisation, NAME, &link).await?,
        "there is no user {NAME}: it was not filled"
    );
    let group = database.group(organisation, group_name).await?;
    database.close().await;
    let mut wire = Wire::new(served.address);
    let first = json!({"token": secret.reveal(), "name": NAME, "password": "a password for measurements"});
    let administrator = text(&posted(&mut wire, None, "/first", &first).await?, "token")?;
    let expires = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs() + 86_400;
    let viewer = json!({"name": "one group", "role": "viewer", "groups": [group], "expires": expires});
    let viewer = text(&posted(&mut wire, Some(&administrator), "/tokens", &viewer).await?, "secret")?;
    let user = json!({"name": format!("viewer {expires}"), "role": "viewer", "groups": [group]});
    let made = posted(&mut wire, Some(&administrator), "/users", &user).await?;
    let first =
        json!({"token": made["secret"], "name": user["name"], "password": "a password for measurements"});
    let viewing = text(&posted(&mut wire, None, "/first", &first).await?, "token")?;
    Ok(People { administrator, viewer, viewing, group, group_name: group_name.to_owned() })
}

/// Proposes a policy for the group, asks what it would refuse, and waits until that is known. The id of the preview.
pub async fn preview(served: &Served, people: &People) -> anyhow::Result<i64> {
    let mut wire = Wire::new(served.address);
    let (token, group) = (Some(people.administrator.as_str()), people.group);
    let proposed = json!({"text": POLICY, "files": [], "note": ""});
    let version = posted(&mut wire, token, &format!("/groups/{group}/policies"), &proposed).await?;
    let number = version["version"].as_i64().context("the number of a version")?;
    let path = format!("/groups/{group}/policies/{number}/preview");
    let id =
        posted(&mut wire, token, &path, &json!({})).await?["id"].as_i64().context("the id of a preview")?;
    loop {
        let path = format!("/groups/{group}/previews/{id}");
        let (status, body) = wire.send(sending(Method::GET, token, &path, Vec::new())).await?;
        ensure!(status == 200, "{path}: {status}");
        let preview: Value = serde_json::from_slice(&body)?;
        match preview["status"].as_str() {
            Some("waiting") => sleep(Duration::from_millis(200)).await,
            Some("done") => return Ok(id),
            other => anyhow::bail!("{path}: {other:?}"),
        }
    }
}

async fn posted(wire: &mut Wire, token: Option<&str>, path: &str, body: &Value) -> anyhow::Result<Value> {
    let (status, body) = wire.send(sending(Method::POST, token, path, body.to_string().into_bytes())).await?;
    ensure!(status == 201, "{path}: {status} {}", String::from_utf8_lossy(&body));
    Ok(serde_json::from_slice(&body)?)
}

fn text(answer: &Value, wanted: &str) -> anyhow::Result<String> {
    Ok(answer[wanted].as_str().with_context(|| format!("no {wanted}"))?.to_owned())
}
