//! A provider of single sign-on for trying the server out in a browser: it asks nobody for a password, and shows a button for each user.
//!
//! `cargo run -p fetter-testkit --example oidc-provider -- --port 0 --client-id fetter --user ada:admins --user bob:staff,linux`
//!
//! It prints its URL, which is `--oidc-issuer` of the server, and runs until it is ended.

#![expect(clippy::expect_used, clippy::print_stdout, reason = "a program for developers")]

use std::io::Write;

use fetter_testkit::oidc::{Provider, User};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let (mut port, mut client, mut secret, mut users) = (0, "fetter".to_owned(), None, Vec::new());
    while let Some(option) = arguments.next() {
        let value = arguments.next().expect("each option has a value");
        match option.as_str() {
            "--port" => port = value.parse().expect("a port"),
            "--client-id" => client = value,
            "--client-secret" => secret = Some(value),
            "--user" => users.push(value),
            _ => unreachable!(
                "{option}: there are --port, --client-id, --client-secret and --user NAME:GROUP,GROUP"
            ),
        }
    }
    if users.is_empty() {
        users = ["ada:admins", "bob:staff", "eve:"].map(str::to_owned).to_vec();
    }
    let provider = Provider::start_at(port, &client, secret.as_deref());
    for user in users {
        let (name, groups) = user.split_once(':').unwrap_or((&user, ""));
        let groups: Vec<&str> = groups.split(',').filter(|group| !group.is_empty()).collect();
        provider.add(User::new(name, &groups));
    }
    println!("{}", provider.issuer());
    std::io::stdout().flush().expect("somebody reads");
    loop {
        std::thread::park();
    }
}
