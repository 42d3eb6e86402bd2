//! Whether it is there, and can do anything.

use axum::body::Body;
use axum::http::Request;

use crate::support::on_both;

#[test]
fn a_server_without_its_database_is_there_and_not_ready() {
    on_both("health", async |fixture| {
        let status = async |target: &str| {
            let request = Request::builder().uri(target).body(Body::empty()).expect("a request");
            fixture.send(request).await.status
        };
        assert_eq!((status("/health").await, status("/ready").await), (200, 200));
        fixture.database().close().await;
        assert_eq!((status("/health").await, status("/ready").await), (200, 503));
    });
}
