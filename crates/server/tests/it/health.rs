//! Whether it is there, and can do anything.

use axum::body::Body;
use axum::http::Request;

use crate::support::{now, on_both};

#[test]
fn a_server_without_its_database_is_there_and_not_ready() {
    on_both("health", async |fixture| {
        let status = async |target: &str| {
            let request = Request::builder().uri(target).body(Body::empty()).expect("a request");
            fixture.send(request).await.status
        };
        assert_eq!((status("/health").await, status("/ready").await), (200, 200));
        // PostgreSQL says how far its clock is from another; SQLite has none of its own.
        let apart = fixture.database().apart(now() + 1000).await.expect("it answers");
        let is_postgres = fixture.address.starts_with("postgres");
        assert_eq!(apart.is_some(), is_postgres);
        assert!(apart.is_none_or(|apart| (-1030..=-970).contains(&apart)), "{apart:?}");
        fixture.database().close().await;
        assert_eq!((status("/health").await, status("/ready").await), (200, 503));
    });
}
