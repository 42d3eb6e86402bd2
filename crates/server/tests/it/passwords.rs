//! Guesses lock out who guesses.

use fetter_server::auth::{Peer, Secret};
use fetter_server::store::{Claim, NewSession};

use crate::support::{Fixture, NEVER, now_i64, on_both};

/// A time that a test moves.
const BEGIN: i64 = 2_000_000_000;

async fn claim(fixture: &Fixture, place: &str, now: i64) -> Option<Claim> {
    fixture.database().claim("acme", "ada", place, now).await.expect("an answer")
}

async fn signed_in(fixture: &Fixture, place: &str, now: i64) -> bool {
    let Some(claim) = claim(fixture, place, now).await else { return false };
    let session =
        NewSession { digest: Secret::new("session").expect("random bytes").digest(), expires: NEVER };
    fixture.database().sign_in(&claim, None, &session, &Peer::new(place, b"")).await.expect("a session")
}

async fn rows(fixture: &Fixture) -> usize {
    let all = crate::support::dump(&fixture.address).await;
    all.iter().filter(|row| row.starts_with("password_attempt ")).count()
}

#[test]
fn who_guesses_locks_itself_out_and_nobody_else() {
    on_both("guesses", async |fixture| {
        let acme = fixture.organisation("acme").await;
        fixture.administrator(acme, "ada").await;
        for _ in 0..10 {
            assert!(claim(&fixture, "192.0.2.1", BEGIN).await.is_some());
        }
        assert!(claim(&fixture, "192.0.2.1", BEGIN + 899).await.is_none(), "it is locked out");
        assert!(signed_in(&fixture, "192.0.2.2", BEGIN).await, "and the user is not");
        assert!(claim(&fixture, "192.0.2.1", BEGIN + 901).await.is_some(), "it may guess again some time");
        // A right password forgets the wrong ones of its place.
        for _ in 0..9 {
            assert!(claim(&fixture, "192.0.2.2", BEGIN).await.is_some());
        }
        assert!(signed_in(&fixture, "192.0.2.2", BEGIN).await);
        for _ in 0..10 {
            assert!(claim(&fixture, "192.0.2.2", BEGIN).await.is_some());
        }
        assert!(claim(&fixture, "192.0.2.2", BEGIN).await.is_none());
    });
}

#[test]
fn many_places_guess_no_more_than_a_few_and_the_user_comes_from_where_she_always_does() {
    on_both("many places", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let admin = fixture.administrator(acme, "ada").await;
        assert!(signed_in(&fixture, "at home", now_i64()).await);
        let before = rows(&fixture).await;
        let now = now_i64();
        let mut looked_at = 0;
        for number in 0..150 {
            looked_at += usize::from(claim(&fixture, &format!("2001:db8:{number}::"), now).await.is_some());
        }
        assert_eq!(looked_at, 100);
        // Places from which nothing is looked at are not remembered.
        assert_eq!(rows(&fixture).await, before + 100);
        assert!(!signed_in(&fixture, "elsewhere", now).await);
        assert!(signed_in(&fixture, "at home", now).await, "an attacker does not lock her out");
        let users = fixture.get(&admin, "/users").await;
        assert!(users.column("locked_until")[0].is_number(), "whoever looks sees it");
        // It passes, and what was tried is forgotten.
        assert!(claim(&fixture, "elsewhere", now + 901).await.is_some());
        assert!(claim(&fixture, "elsewhere", now + 2 * 86_400).await.is_some());
        assert_eq!(rows(&fixture).await, before + 1);
        // A user whom there is not takes no row.
        assert!(fixture.database().claim("acme", "bob", "x", now).await.expect("an answer").is_none());
        assert_eq!(rows(&fixture).await, before + 1);
    });
}
