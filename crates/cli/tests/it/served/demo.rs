//! `fetter server demo`.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::Stdio;

use fetter_testkit::Scratch;
use rustix::process::{Pid, Signal, kill_process};

use crate::support::{fetter, run};

/// One request over plain HTTP, and the whole answer.
fn ask(address: &str, request: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("it listens");
    stream.write_all(request.as_bytes()).expect("it is sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    answer
}

#[test]
fn a_demonstration_is_signed_in_to_and_gone_afterwards() {
    let home = Scratch::new("server-demo");
    home.tree().directory("tmp");
    let program = fetter(&home).args(["server", "demo", "--listen", "127.0.0.1:0", "--machines", "8"]);
    let mut command = program.into_command();
    command.env("TMPDIR", home.at("tmp"));
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it starts");
    let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
    let mut said = String::new();
    while !said.contains("It is gone when this ends") {
        let _ = writeln!(said, "{}", lines.next().expect("it goes on").expect("a line"));
    }
    let address = said.split_once("http://").expect("an address").1.lines().next().expect("a line");
    let password = said.split_once("Password of all users: ").expect("one").1.lines().next().expect("a line");
    for user in ["ada", "emre", "rosa", "viv"] {
        assert!(said.contains(user), "{said}");
        let body = format!("name={user}&password={password}");
        let request = format!(
            "POST /sign-in HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\nsec-fetch-site: same-origin\r\n\
             content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        let answer = ask(address, &request);
        let cookie = answer.lines().find_map(|line| line.strip_prefix("set-cookie: ")).expect("a session");
        let cookie = cookie.split(';').next().expect("a pair");
        let request = format!(
            "GET /machines HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\ncookie: {cookie}\r\n\r\n"
        );
        let page = ask(address, &request);
        let groups = ["laptops", "data science", "build", "shop servers"].map(|group| page.contains(group));
        let expected = match user {
            "rosa" => [false, true, false, false],
            "viv" => [true, false, false, false],
            _ => [true; 4],
        };
        assert_eq!(groups, expected, "{user}: {page}");
    }
    let pid = Pid::from_child(&child);
    kill_process(pid, Signal::TERM).expect("it is told");
    assert!(child.wait().expect("it ends").success());
    let left = std::fs::read_dir(home.at("tmp")).expect("a directory").count();
    assert_eq!(left, 0, "nothing is left of it");
}

#[test]
fn a_demonstration_is_for_this_machine_alone() {
    let home = Scratch::new("server-demo-open");
    let ran = run(&home, "server demo --listen 0.0.0.0:0");
    assert_eq!(ran.code, Some(1), "{}", ran.stderr);
    assert!(ran.stderr.contains("0.0.0.0"), "{}", ran.stderr);
}
