//! `fetter monitor`.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use fetter_testkit::Scratch;

use crate::support::{FETTER, home, run};

const SITE: &str = "one/.venv/lib/python3.11/site-packages";

#[test]
fn once_says_what_differs_from_the_last_time() {
    let home = home("monitor-once");
    let line = "--path . --only-path -q monitor --once --state state.json";
    let first = run(&home, line);
    assert_eq!((first.code, first.stdout.as_str()), (Some(0), ""));
    home.tree().dist_info(SITE, "fresh", "1.0");
    std::fs::remove_dir_all(home.at(SITE).join("requests-2.31.0.dist-info")).expect("removed");
    let second = run(&home, line);
    let told = second.stdout.replace(&home.path().display().to_string(), "~");
    assert_eq!(told, format!("installed fresh-1.0 in ~/{SITE}\nremoved requests-2.31.0 in ~/{SITE}\n"));
    let third = run(&home, &format!("{line} --json"));
    assert_eq!((third.code, third.stdout.as_str()), (Some(0), ""));
}

/// The first line that a monitor says of a change that is made while it watches.
fn first_line(home: &Scratch, options: &[&str]) -> String {
    let mut monitor = Command::new("timeout")
        .args([
            "-s",
            "KILL",
            "60",
            FETTER,
            "--path",
            ".",
            "--only-path",
            "-q",
            "monitor",
            "--json",
            "--state",
        ])
        .arg("state.json")
        .args(options)
        .env("HOME", home.path())
        .current_dir(home.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("it can be started");
    // What it remembers is written before it watches.
    while !home.at("state.json").exists() {
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    home.tree().dist_info(SITE, "fresh", "1.0");
    let mut line = String::new();
    BufReader::new(monitor.stdout.take().expect("it is piped")).read_line(&mut line).expect("it can be read");
    let pid = i32::try_from(monitor.id()).expect("a process");
    super::rig::signal(pid, rustix::process::Signal::TERM);
    let _ = monitor.wait();
    line
}

#[test]
fn what_is_installed_is_said_as_it_happens() {
    for options in [&[][..], &["--period", "1"]] {
        let home = home("monitor-events");
        let line = first_line(&home, options);
        let event: serde_json::Value = serde_json::from_str(&line).expect("it is a line of JSON");
        assert_eq!(event["code"], "installed", "{line}");
        assert_eq!(event["subject"]["name"], "fresh", "{line}");
    }
}

#[test]
fn what_another_search_found_is_not_compared() {
    let home = home("monitor-scopes");
    let [one, two] = ["one", "two"].map(|at| format!("--path {at} --only-path -q monitor --once"));
    for line in [&one, &two, &one, &two] {
        let ran = run(&home, line);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(0), ""), "{line}: each has a memory of its own");
    }
    home.tree().dist_info(SITE, "fresh", "1.0");
    assert_eq!(run(&home, &two).stdout, "");
    assert!(run(&home, &one).stdout.starts_with("installed fresh-1.0"));
    let [one, two] = [one, two].map(|line| format!("{line} --state state.json"));
    run(&home, &one);
    let other = run(&home, &two);
    assert_eq!((other.code, other.stdout.as_str()), (Some(0), ""));
    assert!(other.stderr.contains("is not compared"), "{}", other.stderr);
    for damaged in ["", "{}", "{\"schema\":"] {
        home.tree().file("state.json", damaged);
        let ran = run(&home, &two);
        assert_eq!(ran.code, Some(1));
        assert!(ran.stderr.contains("remove it to begin anew"), "{}", ran.stderr);
    }
}

#[test]
fn only_this_machine_is_watched() {
    let home = home("monitor-refuses");
    for line in ["-e one/.venv monitor", "--root . monitor", "monitor --once --period 1"] {
        assert_eq!(run(&home, line).code, Some(2), "{line}");
    }
}
