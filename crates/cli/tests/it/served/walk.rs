//! From nothing to the first enrolled machine, as a newcomer goes.

use fetter_testkit::Scratch;

use super::server::{PASSWORD, Server};
use crate::support::fetter;

#[test]
fn from_nothing_to_the_first_enrolled_machine() {
    let home = Scratch::new("walk");
    let server = Server::start(&home);
    let (url, fingerprint) = (server.word("fetter server listens"), server.word("fingerprint"));
    let tree = home.tree();
    tree.file("password", PASSWORD);
    tree.file("link", server.word("link"));
    tree.file("wrong", "not the password\n");
    tree.file("agent.toml", format!("state = {:?}\n", home.at("state")));
    let run = |line: &str| {
        let line = line.replace("SERVER", &format!("--server {url} --fingerprint {fingerprint}"));
        fetter(&home).args(line.split(' ')).run()
    };
    let link = "server sign-in SERVER --user ada --password-file password --link-file link";
    let first = run(link);
    assert_eq!((first.code, first.stderr.as_str()), (Some(0), ""));
    assert!(first.stdout.starts_with("ada is signed in at https://127.0.0.1:"), "{}", first.stdout);
    assert!(run(link).stderr.contains("the link is not known, was used, or is over"), "it is good once");
    let wrong = run("server sign-in SERVER --user ada --password-file wrong");
    assert!(wrong.stderr.contains("no such user or another password"), "{}", wrong.stderr);
    assert_eq!(run("server sign-in SERVER --user ada --password-file password").code, Some(0));
    let token = run("server token create --group laptops --uses 1 --expires 7d");
    assert_eq!((token.code, token.stderr.as_str()), (Some(0), ""));
    assert!(token.stdout.starts_with("fetter_"), "{}", token.stdout);
    tree.file("token", &token.stdout);
    let enroll = "--config agent.toml agent enroll SERVER --token-file token";
    let enrolled = run(enroll);
    assert!(enrolled.stdout.contains("group laptops of default"), "{} {}", enrolled.stdout, enrolled.stderr);
    // It took the one machine that it was for.
    let again = run(&format!("{enroll} --force"));
    assert!(again.stderr.contains("no machine can be enrolled with this token"), "{}", again.stderr);
    let other = enroll.replace("SERVER", &format!("--server {url} --fingerprint {}", "0".repeat(64)));
    assert!(
        run(&format!("{other} --force")).stderr.contains("certificate"),
        "another certificate is not believed"
    );
}
