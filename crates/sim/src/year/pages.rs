//! How long the API's answers take.

use std::time::Duration;

use anyhow::ensure;
use hyper::Method;
use tokio::time::Instant;

use crate::wire::Sending;
use crate::{Served, Wire};

/// How long answers of one path took.
#[derive(Clone, Debug)]
pub struct PageTime {
    /// The path, as it was given.
    pub path: &'static str,
    /// Half took no longer.
    pub median: Duration,
    /// 99 of 100 took no longer.
    pub most: Duration,
    /// The bytes of the largest.
    pub bytes: usize,
    /// How many were what was asked for, and not that there is none or that one may not see it.
    pub given: usize,
}

pub(super) fn sending(method: Method, token: Option<&str>, path: &str, body: Vec<u8>) -> Sending {
    Sending {
        method,
        target: format!("/api/v1{path}"),
        signature: None,
        token: token.map(str::to_owned),
        session: None,
        is_packed: false,
        body,
    }
}

/// Who asks, and for what.
#[derive(Clone, Copy, Debug)]
pub enum Asking<'token> {
    /// A program, for what the API tells.
    Api(&'token str),
    /// A browser with a session, for pages of the console.
    Console(&'token str),
}

impl Asking<'_> {
    fn sending(self, path: &str) -> Sending {
        match self {
            Self::Api(token) => sending(Method::GET, Some(token), path, Vec::new()),
            Self::Console(session) => Sending {
                target: path.to_owned(),
                session: Some(session.to_owned()),
                ..sending(Method::GET, None, "", Vec::new())
            },
        }
    }
}

/// Asks for each of these so many times, with the ids of a group and of a preview in them.
pub async fn pages(
    served: &Served,
    asking: Asking<'_>,
    paths: &[&'static str],
    [group, preview]: [i64; 2],
    times: usize,
) -> anyhow::Result<Vec<PageTime>> {
    let mut wire = Wire::new(served.address);
    let mut all = Vec::new();
    for path in paths {
        let (mut waits, mut bytes, mut given) = (Vec::new(), 0, 0);
        let of_group = path.replace("GROUP", &group.to_string()).replace("PREVIEW", &preview.to_string());
        for turn in 0..times {
            let target = of_group.replace("TURN", &format!("{:03}", turn % 1000));
            let begun = Instant::now();
            let (status, body) = wire.send(asking.sending(&target)).await?;
            waits.push(begun.elapsed());
            bytes = bytes.max(body.len());
            given += usize::from(status == 200);
            // What one may not see is not there, and some pages are not for all.
            ensure!(
                matches!(status, 200 | 403 | 404),
                "{target}: {status} {}",
                String::from_utf8_lossy(&body)
            );
            // The limit of what a token may ask in a time is not what is measured.
            tokio::time::sleep(Duration::from_millis(15)).await;
        }
        waits.sort_unstable();
        let (median, most) = (waits[times / 2], waits[(times * 99 / 100).min(times - 1)]);
        all.push(PageTime { path, median, most, bytes, given });
    }
    Ok(all)
}
