//! Which organisation people of a provider come into.

use fetter_server::signon::OidcError;

use super::stage::{Stage, settings, with};
use crate::support::on_both;

#[test]
fn people_come_into_the_organisation_that_is_set() {
    on_both("organisations", async |plain| {
        let stage = Stage::new(&plain).await;
        plain.organisation("aaa").await;
        let token = stage.sign_in("ada").await.expect("a session").token;
        assert_eq!(stage.me(token.reveal()).await["organisation"], "acme", "the first that was made");
        let mut named = settings(&stage.stub.issuer());
        named.organisation = Some("aaa".to_owned());
        let other = Stage { fixture: with(&plain, &named), ..stage };
        let token = other.sign_in("ada").await.expect("a session").token;
        assert_eq!(other.me(token.reveal()).await["organisation"], "aaa");
        named.organisation = Some("nowhere".to_owned());
        let nowhere = Stage { fixture: with(&plain, &named), ..other };
        assert!(matches!(nowhere.sign_in("ada").await, Err(OidcError::Organisation)));
    });
}
