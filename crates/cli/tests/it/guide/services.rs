//! The services of the guide's machine, which `systemctl` of the test keeps as their units say.

use super::place::Place;
use super::processes::Running;

/// What was asked of `systemctl`.
#[derive(Debug, Eq, PartialEq)]
pub(super) enum Asked {
    /// The unit is to run from now on, anew where it runs.
    Start(String),
    Stop(String),
}

/// What one call of `systemctl` asks. There is nothing to be done for what only concerns its own memory and the next start of the machine.
fn asked(line: &str) -> Result<Vec<Asked>, String> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let units = |units: &[&str], of: fn(String) -> Asked| {
        Ok(units.iter().map(|unit| of((*unit).to_owned())).collect())
    };
    match words.as_slice() {
        ["daemon-reload"] => Ok(Vec::new()),
        ["start" | "restart", names @ ..] | ["enable", "--now", names @ ..] => units(names, Asked::Start),
        ["stop", names @ ..] => units(names, Asked::Stop),
        _ => Err(format!("nobody knows what `systemctl {line}` does")),
    }
}

/// What was asked since the last time.
pub(super) fn taken(place: &Place) -> Result<Vec<Asked>, String> {
    let file = place.at("asked");
    let said = std::fs::read_to_string(&file).unwrap_or_default();
    let _ = std::fs::remove_file(&file);
    let calls: Result<Vec<Vec<Asked>>, String> = said.lines().map(asked).collect();
    Ok(calls?.into_iter().flatten().collect())
}

/// What a unit that `fetter agent install` wrote starts on this machine, and as which user.
pub(super) fn command(place: &Place, unit: &str) -> Result<(String, u32), String> {
    let text = read(place, &format!("etc/systemd/system/{unit}.service"))?;
    let value = |key: &str| text.lines().find_map(|line| line.strip_prefix(key)).unwrap_or_default();
    let line = value("ExecStart=");
    let (_, words) = line.split_once("fetter ").ok_or_else(|| format!("{unit} starts {line:?}"))?;
    let user = match value("User=") {
        "" => 0,
        name => user(place, name)?,
    };
    Ok((format!("fetter --config /etc/fetter/agent.toml {words}"), user))
}

/// The number of a user of the machine, whom `systemd-sysusers` made.
fn user(place: &Place, name: &str) -> Result<u32, String> {
    let users = read(place, "etc/passwd")?;
    let line = users.lines().find(|line| line.starts_with(&format!("{name}:")));
    let number = line.and_then(|line| line.split(':').nth(2)).and_then(|number| number.parse().ok());
    number.ok_or_else(|| format!("nobody is called {name}"))
}

fn read(place: &Place, relative: &str) -> Result<String, String> {
    std::fs::read_to_string(place.at(relative)).map_err(|error| format!("/{relative}: {error}"))
}

/// Ends a service, where it runs.
pub(super) fn end(running: &mut Vec<(String, Running)>, unit: &str) {
    running.retain(|(name, _)| name != unit);
}

#[test]
fn what_systemctl_is_asked_is_known() {
    let start = |unit: &str| Asked::Start(unit.to_owned());
    assert_eq!(asked("enable --now a"), Ok(vec![start("a")]));
    assert_eq!(asked("restart a b"), Ok(vec![start("a"), start("b")]));
    assert_eq!(asked("stop a"), Ok(vec![Asked::Stop("a".to_owned())]));
    assert_eq!(asked("daemon-reload"), Ok(Vec::new()));
    assert!(asked("mask a").is_err());
}
