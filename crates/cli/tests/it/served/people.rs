//! Users, tokens and organisations from the command line.

use super::org::{Org, rows};

#[test]
fn users_tokens_and_organisations_are_made_and_changed() {
    let org = Org::start("people");
    org.done("org groups make servers");
    org.keep("bob", "server user create bob --role viewer --group servers");
    org.home.tree().file("password2", "another long password\n");
    org.done("server user change bob --role approver --all-groups");
    let users = org.json("server user list json");
    let bob = users["items"].as_array().expect("users").iter().find(|user| user["name"] == "bob");
    let bob = bob.expect("there is one");
    assert_eq!((bob["role"].as_str(), bob["groups"].is_null()), (Some("approver"), true));
    org.done("server user change bob --group servers --group laptops");
    assert!(rows(&org.done("server user list")).iter().any(|row| row[0] == "bob" && row[2] == "approver"));
    assert!(org.failed("server user change carl --disable").contains("there is no user \"carl\""));
    assert_eq!(org.run("server user change bob").code, Some(2));
    org.keep("bob", "server user link bob");

    org.keep("reader", "server token create-program --name ci --role viewer --expires 1h");
    let reads = format!("{} --token-file reader", org.named);
    assert_eq!(rows(&org.done(&format!("org {reads} groups"))).len(), 2);
    let password = format!("org {reads} password --password-file password --new-password-file password2");
    assert_eq!(org.run(&password).code, Some(2), "a token has no password");
    assert!(org.failed(&format!("org groups {reads} make x")).contains("the token does not allow this"));
    let programs = rows(&org.done("server token programs"));
    let id = programs.iter().find(|row| row[1] == "ci").expect("it is there")[0].clone();
    org.done(&format!("server token revoke-program {id}"));
    let over = org.failed(&format!("org {reads} groups"));
    assert!(over.contains("status 401") && !over.contains("fetter_"), "{over}");
    let tokens = org.json("server token list json");
    assert_eq!(tokens["items"][0]["uses"], 5);
    org.done(&format!("server token revoke {}", tokens["items"][0]["id"]));
    assert!(org.json("server token list json")["items"][0]["revoked"].is_number());
    assert!(org.failed("server token revoke 4000").contains("could not revoke the token: status 404"));

    // Whoever may read the server's files is the operator, and sees nothing of an organisation.
    org.keep("operator", "server operator --data data --expires 1h");
    let operator = format!("{} --token-file operator", org.named);
    org.keep("link2", &format!("server organisation {operator} create other"));
    assert!(org.done(&format!("server organisation list {operator}")).contains("other"));
    assert!(org.failed(&format!("org {operator} groups")).contains("the token does not allow this"));
    assert!(org.failed("server organisation list").contains("the token does not allow this"));
    assert!(org.failed("server operator --data nowhere").contains("could not find the server's database"));
    assert!(!org.home.at("nowhere").exists());
    org.done(&format!("server organisation {operator} link other"));
    // And can let in a user who cannot come any more.
    assert!(org.failed("server recover nobody --data data").contains("no user of the organisation"));
    assert!(org.failed("server recover bob --organisation other --data data").contains("no user"));
    org.keep("bob", "server recover bob --data data");

    org.done("server sign-in SERVER --user bob --password-file password2 --link-file bob");
    assert_eq!(rows(&org.done("org groups")).len(), 2);
    assert!(org.failed("server user list").contains("the token does not allow this"));
    // Another password, by whoever has the one that is.
    org.home.tree().file("password3", "yet another long password\n");
    org.home.tree().file("short", "short\n");
    let changing = "org password --password-file password2 --new-password-file";
    assert!(org.failed(&format!("{changing} short")).contains("could not change the password: status 422"));
    let wrong = org.failed("org password --password-file password --new-password-file password3");
    assert!(wrong.contains("another password") && !wrong.contains("horse"), "{wrong}");
    assert!(org.done(&format!("{changing} password3")).contains("all other sessions are over"));
    assert_eq!(rows(&org.done("org groups")).len(), 2, "the session that began is kept");
    assert!(org.failed(&format!("{changing} password3")).contains("another password"));
    assert_eq!(org.done("org sign-out"), "the token is good no longer\n");
    assert!(org.failed("org groups").contains("nobody is signed in at a server"));
    assert!(org.failed("org sign-out").contains("nobody is signed in at a server"));
    let old = org.run("server sign-in SERVER --user bob --password-file password2");
    assert!(old.stderr.contains("401"), "{}", old.stderr);
    org.done("server sign-in SERVER --user bob --password-file password3");
    // A session that is over at the server is nothing to keep.
    let session = org.home.at(".local/state/fetter/signed-in/session.json");
    std::fs::copy(&session, org.home.at("kept")).expect("it is kept");
    org.done("org sign-out");
    std::fs::copy(org.home.at("kept"), &session).expect("with the rights that it had");
    assert_eq!(org.done("org sign-out"), "the token is good no longer\n");
    assert!(!session.exists());
    org.done(
        "server sign-in SERVER --organisation other --user eve --password-file password2 --link-file link2",
    );
    assert!(
        org.done("org machines json").contains("\"items\": []"),
        "another organisation's machines are not seen"
    );
    assert!(org.failed(&format!("org machine {}", org.machine)).contains("status 404"));
}
