//! Roles that are limited to groups.

use serde_json::json;

use crate::support::api::{PASSWORD, asking};
use crate::support::{contents, now, on_both};

#[test]
fn who_is_limited_to_a_group_sees_and_reaches_no_other() {
    on_both("limits", async |fixture| {
        let acme = fixture.organisation("acme").await;
        let admin = fixture.administrator(acme, "ada").await;
        let site = contents(&[("idna", "3.7"), ("six", "1.16")]);
        let mine = fixture.equipped(acme, "laptops", 1, &[("/v", &site)]).await;
        let other = fixture.equipped(acme, "servers", 2, &[("/w", &site)]).await;
        let groups = fixture.get(&admin, "/groups").await.column("id");
        let (laptops, servers) = (groups[0].clone(), groups[1].clone());
        let user = json!({"name": "bob", "role": "administrator", "groups": [laptops]});
        let made = fixture.ask("POST", &admin, "/users", user).await.json();
        let body = json!({"token": made["secret"], "name": "bob", "password": PASSWORD});
        let bob = fixture.ask("POST", "", "/first", body).await.json()["token"].clone();
        let bob = bob.as_str().expect("a token");
        assert_eq!(fixture.get(bob, "/me").await.json()["groups"], json!([laptops]));
        assert_eq!(fixture.get(bob, "/machines").await.column("id"), [json!(mine.id)]);
        assert_eq!(fixture.get(bob, "/groups").await.column("name"), ["laptops"]);
        assert_eq!(fixture.get(bob, "/events").await.column("machine"), [json!(mine.id)]);
        // The same contents are on both, and counted and shown for one.
        assert_eq!(fixture.get(bob, "/packages/six").await.column("machines"), [1]);
        assert_eq!(fixture.get(bob, "/packages/six/machines").await.column("machine"), [json!(mine.id)]);
        assert_eq!(fixture.get(&admin, "/packages/six").await.column("machines"), [2]);
        assert_eq!(
            fixture.get(bob, "/enrolment-tokens").await.column("group"),
            std::slice::from_ref(&laptops)
        );
        let token = |group| json!({"group": group, "uses": 1, "expires": now() + 60});
        assert_eq!(fixture.ask("POST", bob, "/enrolment-tokens", token(&laptops)).await.status, 201);
        assert_eq!(fixture.ask("POST", bob, "/enrolment-tokens", token(&servers)).await.status, 422);
        let theirs = fixture.get(&admin, "/enrolment-tokens").await.column("id")[1].clone();
        let revoke = asking("DELETE", &format!("/enrolment-tokens/{theirs}"), bob, None);
        assert_eq!(fixture.send(revoke).await.status, 404);
        let change = async |machine: &str, group| {
            let path = format!("/machines/{machine}");
            fixture.ask("PATCH", bob, &path, json!({"group": group})).await.status
        };
        assert_eq!(change(&mine.id, &servers).await, 422);
        assert_eq!(change(&other.id, &laptops).await, 404);
        // What the user may is asked each time.
        let path = format!("/users/{}", made["made"]["id"]);
        assert_eq!(fixture.ask("PATCH", &admin, &path, json!({"groups": [servers]})).await.status, 200);
        assert_eq!(fixture.get(bob, "/machines").await.column("id"), [json!(other.id)]);
        assert_eq!(fixture.ask("PATCH", &admin, &path, json!({"all_groups": true})).await.status, 200);
        assert_eq!(fixture.get(bob, "/machines").await.column("id").len(), 2);
        assert_eq!(fixture.ask("PATCH", &admin, &path, json!({"groups": [999]})).await.status, 404);
        assert_eq!(fixture.ask("PATCH", &admin, &path, json!({"groups": []})).await.status, 422);
    });
}
