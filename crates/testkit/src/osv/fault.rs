//! How an API misbehaves.

use serde_json::{Value, json};

use crate::server::Response;

/// What is asked of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Endpoint {
    /// `POST /v1/querybatch`.
    Batch,
    /// `GET /v1/vulns/ID`.
    Details,
}

/// A way to misbehave. Where one is of one endpoint only, the other behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// That status, and nothing else, to every request.
    Status(u16),
    /// That status to the first request; then all is well.
    StatusOnce(u16),
    /// 429 to every request, with so many seconds in `Retry-After`.
    TooMany {
        /// Seconds.
        retry_after: u32,
    },
    /// 429 to the first request; then all is well.
    TooManyOnce {
        /// Seconds.
        retry_after: u32,
    },
    /// Nothing is answered; the connection stays open.
    Hang,
    /// The first half of the right answer; then nothing, and the connection stays open.
    HangWithin,
    /// The connection is closed without an answer.
    HangUp,
    /// The first half of the right answer; then the connection is closed.
    Cut,
    /// The same to the first request; then all is well.
    CutOnce,
    /// 200 and 10,000,000 bytes that are no JSON.
    Garbage,
    /// 200 and bytes without end.
    Endless,
    /// The right answer without its last byte, in a length that fits: no JSON.
    Short,
    /// JSON of another shape that says nothing of advisories: `{"vulnerabilities":[]}` in place of each result or record.
    OtherShape,
    /// `{}`.
    Empty,
    /// A page of HTML with status 200, as a captive portal sends.
    Html,
    /// A redirect to another server, which there is not.
    Elsewhere,
    /// Of a batch: one result less than there are queries.
    FewerResults,
    /// Of a batch: there is always another page, with a new token.
    EndlessPages,
    /// Of a batch: there is always another page, with the same token.
    SamePage,
    /// Of a batch: an identifier that leads out of its place in a path.
    HostileIdentifier,
    /// Of details: 404, though a batch names the advisory.
    MissingDetails,
    /// Of details: the record of another advisory.
    OtherDetails,
}

impl Fault {
    /// Every way in which no client gets a whole answer, however often it asks. Those of details take an affected release.
    pub const LASTING: [Self; 20] = [
        Self::Status(500),
        Self::Status(503),
        Self::Status(403),
        Self::TooMany { retry_after: 1 },
        Self::TooMany { retry_after: 100_000 },
        Self::Hang,
        Self::HangWithin,
        Self::HangUp,
        Self::Cut,
        Self::Garbage,
        Self::Endless,
        Self::Short,
        Self::OtherShape,
        Self::Empty,
        Self::Html,
        Self::Elsewhere,
        Self::FewerResults,
        Self::EndlessPages,
        Self::SamePage,
        Self::HostileIdentifier,
    ];

    /// The same of the details alone.
    pub const LASTING_DETAILS: [Self; 2] = [Self::MissingDetails, Self::OtherDetails];

    /// What is sent in place of a good answer, to so-manieth request.
    pub(super) fn spoil(self, good: Response, endpoint: Endpoint, asked: usize) -> Response {
        let is_batch = endpoint == Endpoint::Batch;
        let half = good.body().len() / 2;
        match self {
            Self::Status(status) => Response::status(status),
            Self::StatusOnce(status) if asked == 1 => Response::status(status),
            Self::TooManyOnce { .. } if asked > 1 => good,
            Self::TooMany { retry_after } | Self::TooManyOnce { retry_after } => {
                Response::status(429).header("Retry-After", &retry_after.to_string())
            }
            Self::Hang => Response::hanging(),
            Self::HangWithin => good.hanging_after(half),
            Self::HangUp => Response::hang_up(),
            Self::Cut => good.cut_after(half),
            Self::CutOnce if asked == 1 => good.cut_after(half),
            Self::Garbage => Response::garbage(10_000_000),
            Self::Endless => Response::endless(),
            Self::Short => Response::json(good.body().split_last().map_or(&[][..], |(_, rest)| rest)),
            Self::OtherShape if is_batch => changed(&good, |_| json!({ "vulnerabilities": [] })),
            Self::OtherShape => Response::json(r#"{"vulnerabilities":[]}"#),
            Self::Empty => Response::json("{}"),
            Self::Html => Response::ok("<html>Sign in</html>").header("Content-Type", "text/html"),
            Self::Elsewhere => Response::redirect(302, "http://127.0.0.1:1/"),
            Self::FewerResults if is_batch => fewer(&good),
            Self::EndlessPages if is_batch => {
                changed(&good, |result| with(result, "next_page_token", format!("from-{asked}").into()))
            }
            Self::SamePage if is_batch => {
                changed(&good, |result| with(result, "next_page_token", "from-0".into()))
            }
            Self::HostileIdentifier if is_batch => {
                changed(&good, |result| with(result, "vulns", json!([{ "id": "../../etc/passwd" }])))
            }
            Self::MissingDetails if !is_batch => super::refusal(404, 5, "Bug not found."),
            Self::OtherDetails if !is_batch => Response::json(r#"{"id":"OTHER-1","modified":""}"#),
            _ => good,
        }
    }
}

fn results(good: &Response) -> Vec<Value> {
    let answer = serde_json::from_slice::<Value>(good.body()).unwrap_or_default();
    answer.get("results").and_then(Value::as_array).cloned().unwrap_or_default()
}

fn of(results: &[Value]) -> Response {
    Response::json(json!({ "results": results }).to_string())
}

/// A batch with something else in place of each result.
fn changed(good: &Response, change: impl Fn(&Value) -> Value) -> Response {
    of(&results(good).iter().map(change).collect::<Vec<_>>())
}

fn fewer(good: &Response) -> Response {
    let results = results(good);
    of(results.split_last().map_or(&[][..], |(_, rest)| rest))
}

fn with(result: &Value, key: &str, value: Value) -> Value {
    let mut result = result.as_object().cloned().unwrap_or_default();
    result.insert(key.to_owned(), value);
    result.into()
}
