//! Links for who has lost the password or the authenticator: made where the server's files are.

use serde_json::json;

use super::ada::{Ada, NEEDED, problem, sign_in, wrong};
use crate::support::api::{PASSWORD, asking};
use crate::support::{Fixture, on_both};

const OTHER: &str = "another long password";

/// A link for ada.
async fn link(fixture: &Fixture) -> String {
    let acme = fixture.database().organisation("acme").await.expect("an answer").expect("it is there").id;
    let link = fixture.shared.password_link(acme, "ada").await.expect("an answer").expect("a link");
    link.reveal().to_owned()
}

async fn follow(fixture: &Fixture, link: &str, name: &str, password: &str) -> u16 {
    let body = json!({"token": link, "name": name, "password": password});
    fixture.ask("POST", "", "/first", body).await.status
}

/// What was done to users and authenticators, with who did it, the first first.
async fn deeds(fixture: &Fixture, token: &str) -> Vec<(String, String)> {
    let all = fixture.get(token, "/audit").await.json();
    let items = all["items"].as_array().expect("a list").iter().rev();
    let text = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
    let all = items.map(|item| (text(&item["action"]), text(&item["who"])));
    let concerns = ["user.recover", "user.password", "totp.reset"];
    all.filter(|(action, _)| concerns.contains(&action.as_str())).collect()
}

#[test]
fn a_link_that_nobody_uses_changes_nothing() {
    on_both("unused recovery", async |fixture| {
        let ada = Ada::new(&fixture).await;
        let link = link(&fixture).await;
        assert_eq!(fixture.get(&ada.token, "/me").await.json()["has_totp"], true);
        assert_eq!(problem(&sign_in(&fixture, PASSWORD, None).await), (401, NEEDED.to_owned()));
        assert_eq!(sign_in(&fixture, PASSWORD, Some(&ada.code())).await.status, 201);
        // Nor does one that was not taken.
        assert_eq!(follow(&fixture, &link, "ada", "short").await, 422);
        assert_eq!(follow(&fixture, &link, "bob", OTHER).await, 401);
        assert_eq!(fixture.get(&ada.token, "/me").await.json()["has_totp"], true);
        let wanted = [("user.recover".to_owned(), "console".to_owned())];
        assert_eq!(deeds(&fixture, &ada.token).await, wanted);
    });
}

#[test]
fn with_a_link_goes_all_that_was_good_before() {
    on_both("recovery link", async |fixture| {
        let ada = Ada::new(&fixture).await;
        let id = fixture.get(&ada.token, "/users").await.column("id")[0].clone();
        let older = link(&fixture).await;
        let recovery = link(&fixture).await;
        assert_eq!(follow(&fixture, &older, "ada", OTHER).await, 401, "there is a later one");
        // No code is asked for; one that is given is of no matter.
        let body = json!({"token": recovery, "name": "ada", "password": OTHER, "code": wrong(&ada)});
        let used = fixture.ask("POST", "", "/first", body).await;
        assert_eq!(used.status, 201, "{}", used.text());
        let session = used.json()["token"].as_str().expect("a token").to_owned();
        assert_eq!(fixture.get(&ada.token, "/me").await.status, 401, "the session before");
        assert_eq!(sign_in(&fixture, PASSWORD, Some(&ada.code())).await.status, 401, "the password before");
        assert_eq!(sign_in(&fixture, OTHER, None).await.status, 201, "no code is asked for");
        assert_eq!(fixture.get(&session, "/me").await.json()["has_totp"], false);
        assert_eq!(follow(&fixture, &recovery, "ada", PASSWORD).await, 401, "it is good once");
        let deed = |action: &str, who: &str| (action.to_owned(), who.to_owned());
        let wanted = [
            deed("user.recover", "console"),
            deed("user.recover", "console"),
            deed("totp.reset", "ada"),
            deed("user.password", "ada"),
        ];
        assert_eq!(deeds(&fixture, &session).await, wanted);
        // An administrator's link is none of these, whatever somebody calls it.
        let other = fixture.send(asking("POST", &format!("/users/{id}/link"), &session, None)).await;
        let other = other.json()["secret"].as_str().expect("a secret").to_owned();
        let renamed = other.replacen("_link_", "_recovery_", 1);
        assert_ne!(renamed, other);
        assert_eq!(follow(&fixture, &renamed, "ada", PASSWORD).await, 401);
    });
}
