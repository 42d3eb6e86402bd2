//! An answer, whole.

use axum::body::to_bytes;
use axum::http::HeaderMap;
use axum::response::Response;
use fetter_protocol::{Message, Problem, Trouble, read};

pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

impl Reply {
    pub(crate) async fn of(response: Response) -> Self {
        let (head, body) = response.into_parts();
        let bytes = to_bytes(body, 64 << 20).await.expect("a body").to_vec();
        Self { status: head.status.as_u16(), headers: head.headers, bytes }
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub(crate) fn message<M: Message>(&self) -> M {
        assert!(matches!(self.status, 200 | 201), "{} {}", self.status, self.text());
        read(&self.bytes).expect("a message")
    }

    pub(crate) fn trouble(&self) -> Option<Trouble> {
        assert_eq!(self.headers["content-type"], "application/problem+json");
        let problem: Problem = serde_json::from_slice(&self.bytes).expect("a problem");
        assert_eq!(problem.status, self.status);
        assert!(problem.time.is_some());
        problem.trouble()
    }
}
