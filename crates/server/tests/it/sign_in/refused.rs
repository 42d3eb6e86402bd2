//! Sign-ins at a provider of which one thing is wrong: exactly that is noticed, and nobody comes in.

use fetter_client::Network;
use fetter_server::auth::Sealer;
use fetter_server::auth::oidc::{ClaimsError, Flow, JwtError, NewFlow};
use fetter_server::signon::{BackQuery, OidcError, OidcSettings, OidcSettingsError, Provider, begin, finish};
use fetter_testkit::Scratch;
use fetter_testkit::oidc::{Signing, User};
use serde_json::json;

use super::stage::{AGENT, ORIGIN, Stage, settings, with};
use crate::support::{Fixture, dump, now, on_both};

async fn users(fixture: &Fixture) -> usize {
    dump(&fixture.address).await.iter().filter(|row| row.starts_with("account ")).count()
}

#[test]
fn a_token_of_which_one_claim_is_wrong_is_not_taken() {
    on_both("wrong claims", async |plain| {
        let stage = Stage::new(&plain).await;
        let issuer = stage.stub.issuer();
        for (claims, why) in [
            (json!({"nonce": "another"}), ClaimsError::Nonce),
            (json!({"nonce": null}), ClaimsError::Nonce),
            (json!({"aud": "another"}), ClaimsError::Audience),
            (json!({"aud": ["fetter", "another"]}), ClaimsError::Audience),
            (json!({"azp": "another"}), ClaimsError::Audience),
            (json!({"iss": "https://another.example"}), ClaimsError::Issuer),
            (json!({"iss": format!("{issuer}/")}), ClaimsError::Issuer),
            (json!({"exp": now() - 100}), ClaimsError::Expired),
            (json!({"iat": now() + 200}), ClaimsError::Future),
            (json!({"sub": null}), ClaimsError::Form),
        ] {
            stage.stub.says(claims.clone());
            let refused = stage.sign_in("ada").await;
            assert!(matches!(refused, Err(OidcError::Claims(found)) if found == why), "{claims} {refused:?}");
        }
        assert_eq!(users(&plain).await, 1);
        stage.stub.says(json!({}));
        assert!(stage.sign_in("ada").await.is_ok());
    });
}

#[test]
fn a_token_that_no_key_of_the_provider_has_signed_is_not_taken() {
    on_both("wrong signatures", async |plain| {
        let stage = Stage::new(&plain).await;
        for (signing, why) in [
            (Signing::Nothing, JwtError::Algorithm),
            (Signing::PublicKeyAsSecret, JwtError::Algorithm),
            (Signing::UnknownKey, JwtError::Signature),
            (Signing::ForeignKey, JwtError::Signature),
            (Signing::OtherAlgorithm, JwtError::Signature),
        ] {
            stage.stub.signs(signing);
            let refused = stage.sign_in("ada").await;
            assert!(
                matches!(refused, Err(OidcError::Token(found)) if found == why),
                "{signing:?} {refused:?}"
            );
        }
        assert_eq!(users(&plain).await, 1);
        let keys = stage.stub.requests().iter().filter(|request| request.target == "/keys").count();
        assert_eq!(keys, 1, "keys are asked for once a minute at most");
    });
}

#[test]
fn what_comes_back_is_of_this_browser_s_sign_in_and_is_finished_once() {
    on_both("foreign flows", async |plain| {
        let stage = Stage::new(&plain).await;
        stage.stub.signs_in("ada");
        let (one, two) = (stage.begin().await.expect("begun"), stage.begin().await.expect("begun"));
        let (of_one, of_two) = (stage.comes_back(&one), stage.comes_back(&two));
        // Somebody else's code with their state: the browser that is made to bring it has not begun it.
        assert!(matches!(stage.finish(&of_two, &one.flow).await, Err(OidcError::State)));
        let without = BackQuery { state: None, ..of_one.clone() };
        assert!(matches!(stage.finish(&without, &one.flow).await, Err(OidcError::State)));
        for none in ["", "AAAA", &one.flow[1..]] {
            assert!(matches!(stage.finish(&of_one, none).await, Err(OidcError::Flow)), "{none}");
        }
        // Their code with this browser's state: the provider notices by the challenge.
        let mixed = BackQuery { code: of_two.code.clone(), ..of_one.clone() };
        assert!(matches!(stage.finish(&mixed, &one.flow).await, Err(OidcError::Provider)));
        stage.finish(&of_one, &one.flow).await.expect("it is right");
        // The provider takes no code twice.
        assert!(matches!(stage.finish(&of_one, &one.flow).await, Err(OidcError::Provider)));
        // And where one does, the server finishes no sign-in twice.
        let three = stage.begin().await.expect("begun");
        let first = stage.comes_back(&three);
        let second = stage.comes_back(&three);
        stage.finish(&first, &three.flow).await.expect("it is right");
        assert!(matches!(stage.finish(&second, &three.flow).await, Err(OidcError::Finished)));
    });
}

#[test]
fn a_flow_of_another_server_or_of_long_ago_is_none() {
    on_both("old flows", async |plain| {
        let stage = Stage::new(&plain).await;
        let NewFlow { flow, state } = NewFlow::new("/", now()).expect("a flow");
        let query = BackQuery { code: Some("x".to_owned()), state: Some(state), ..BackQuery::default() };
        let foreign = flow.sealed(&Sealer::new(&[8; 32]).expect("a key")).expect("sealed");
        assert!(matches!(stage.finish(&query, &foreign).await, Err(OidcError::Flow)));
        let old = Flow { expires: now() - 1, ..flow };
        let old = old.sealed(plain.shared.sealer()).expect("sealed");
        assert!(matches!(stage.finish(&query, &old).await, Err(OidcError::Flow)));
    });
}

#[test]
fn who_answers_is_the_provider_that_was_asked() {
    on_both("mixed up providers", async |plain| {
        let stage = Stage::new(&plain).await;
        for issuer in [None, Some("https://another.example")] {
            stage.stub.sends_back_as(issuer);
            assert!(matches!(stage.sign_in("ada").await, Err(OidcError::Issuer)), "{issuer:?}");
        }
        stage.stub.sends_back_as(Some(&stage.stub.issuer()));
        stage.stub.refuses(Some("access_denied"));
        let refused = stage.sign_in("ada").await;
        assert!(matches!(&refused, Err(OidcError::Refused(word)) if word == "access_denied"), "{refused:?}");
        stage.stub.refuses(Some("<script>"));
        let refused = stage.sign_in("ada").await.expect_err("it is refused").to_string();
        assert_eq!(refused, "the provider has refused the sign-in (without a reason)");
    });
    on_both("older providers", async |plain| {
        let stage = Stage::new(&plain).await;
        stage.stub.says_of_itself(json!({"authorization_response_iss_parameter_supported": null}));
        stage.stub.sends_back_as(None);
        assert!(stage.sign_in("ada").await.is_ok(), "it does not say that it would");
    });
}

#[test]
fn who_is_in_no_group_or_is_called_as_somebody_else_does_not_come_in() {
    on_both("names and groups", async |plain| {
        let stage = Stage::new(&plain).await;
        assert!(matches!(stage.sign_in("eve").await, Err(OidcError::NoGroup)));
        stage.stub.add(User::new("root", &["admins"]));
        let taken = stage.sign_in("root").await;
        assert!(matches!(&taken, Err(OidcError::Taken(name)) if name == "root"), "{taken:?}");
        assert_eq!(users(&plain).await, 1);
        // Another person of the provider is not taken for one who is here either.
        stage.sign_in("ada").await.expect("a session");
        stage.stub.says(json!({"sub": "another"}));
        assert!(matches!(stage.sign_in("ada").await, Err(OidcError::Taken(_))));
        stage.stub.says(json!({"groups": null}));
        assert!(matches!(stage.sign_in("bob").await, Err(OidcError::NoGroup)));
        assert_eq!(users(&plain).await, 2);
    });
}

#[test]
fn a_provider_that_leads_elsewhere_or_says_too_much_is_not_believed() {
    on_both("wrong documents", async |plain| {
        for fields in [
            json!({"issuer": "https://another.example"}),
            json!({"token_endpoint": "http://id.example/token"}),
            json!({"authorization_endpoint": "http://192.0.2.1/authorize"}),
            json!({"jwks_uri": "http://id.example/keys"}),
            json!({"more": "x".repeat(200_000)}),
        ] {
            let stub = fetter_testkit::oidc::Provider::start("fetter", None);
            stub.says_of_itself(fields.clone());
            let fixture = with(&plain, &settings(&stub.issuer()));
            let refused = begin(&fixture.shared, "/").await;
            assert!(matches!(refused, Err(OidcError::Provider)), "{fields}");
            // It is left alone for a while.
            assert!(matches!(begin(&fixture.shared, "/").await, Err(OidcError::Provider)));
            assert_eq!(stub.requests().len(), 1);
        }
    });
}

#[test]
fn without_a_provider_nobody_signs_in_there() {
    on_both("no provider", async |fixture| {
        assert!(matches!(begin(&fixture.shared, "/").await, Err(OidcError::NotSet)));
        let refused = finish(&fixture.shared, &BackQuery::default(), "", ORIGIN, AGENT).await;
        assert!(matches!(refused, Err(OidcError::NotSet)));
    });
}

#[test]
fn sign_ins_are_not_tried_faster_than_some() {
    on_both("rates of sign-ins", async |plain| {
        let stage = Stage::new(&plain).await;
        let mut last = Ok(());
        for _ in 0..40 {
            last = stage.finish(&BackQuery::default(), "").await.map(drop);
        }
        assert!(matches!(last, Err(OidcError::TooMany(_))), "{last:?}");
    });
}

#[test]
fn settings_that_would_let_nobody_in_or_anybody_read_are_refused() {
    let scratch = Scratch::new("oidc-settings");
    scratch.tree().file("empty", "\n");
    let right = settings("https://id.example");
    let check = |settings: &OidcSettings| Provider::new(settings, &Network::default()).map(drop);
    assert!(check(&right).is_ok());
    let url = |settings: &OidcSettings| matches!(check(settings), Err(OidcSettingsError::Url { .. }));
    for issuer in
        ["http://id.example", "https://id.example?x", "https://id.example/#x", "https://u:p@id.example"]
    {
        assert!(url(&settings(issuer)), "{issuer}");
    }
    assert!(url(&OidcSettings { public_url: "http://fetter.example".to_owned(), ..right.clone() }));
    let nobody = OidcSettings { roles: Vec::new(), ..right.clone() };
    assert!(matches!(check(&nobody), Err(OidcSettingsError::NoRole)));
    let empty = OidcSettings { client_secret_file: Some(scratch.at("empty")), ..right.clone() };
    assert!(matches!(check(&empty), Err(OidcSettingsError::Secret(_))));
    let missing = OidcSettings { client_secret_file: Some(scratch.at("missing")), ..right };
    assert!(matches!(check(&missing), Err(OidcSettingsError::File(_))));
}
