//! What the test does in another way than whoever reads the guide, and why. Nothing else is done in another way.

/// What is added to commands, so that they are about the place of the test and not about this machine. Paths and words are those of
/// [`Places`](super::places::Places).
pub(super) const ADDED: [(&str, &str); 16] = [
    // They would search this whole machine.
    ("fetter count", "--path /home/ada --only-path"),
    ("fetter scan", "--path /home/ada --only-path"),
    ("fetter search", "--path /home/ada --only-path"),
    ("fetter audit", "--path /home/ada --only-path"),
    ("fetter verify", "--path /home/ada --only-path"),
    ("fetter inspect", "--path /home/ada --only-path"),
    ("fetter check", "--path /home/ada --only-path"),
    // It would fetch what is known today.
    ("fetter db update", "--from /records"),
    // They are about the one agent that a machine has.
    ("fetter agent install", "--into MACHINE"),
    ("fetter agent enroll", "--config /etc/fetter/agent.toml"),
    ("fetter agent events", "--journal /var/lib/fetter/agent"),
    ("fetter agent status", "--socket /run/fetter/agent.sock"),
    ("fetter why", "--socket /run/fetter/agent.sock"),
    ("fetter request", "--socket /run/fetter/agent.sock"),
    // The ports of this machine are not the test's.
    ("fetter server run", "--listen 127.0.0.1:0"),
    ("fetter server demo", "--listen 127.0.0.1:0 --machines 8"),
];

/// A process that systemd keeps.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(super) enum Service {
    Agent,
    Sync,
}

/// What is done instead of a command.
pub(super) enum Instead {
    /// Another command, which must end well.
    Run(&'static str),
    /// These are started, or started anew.
    Start(&'static [Service]),
    /// A package comes into the environment that is worked in, in place of another version of it.
    Install(&'static str, &'static str),
}

/// Commands that are not run, what is done instead, and why.
pub(super) const INSTEAD: [(&str, Instead, &str); 8] = [
    (
        "cargo build --release --locked",
        Instead::Run("grep -q '^name = \"fetter\"' REPOSITORY/crates/cli/Cargo.toml"),
        "it takes minutes, and the program is built already",
    ),
    (
        "sudo install -m 755 target/release/fetter /usr/local/bin/",
        Instead::Run("mkdir -p /usr/local/bin && ln -s PROGRAM /usr/local/bin/fetter"),
        "the program that is tested lies elsewhere, and is large",
    ),
    (
        "python3 -m pip install .",
        Instead::Run("grep -q '^fetter = \"fetter:run_with_argv\"' REPOSITORY/pyproject.toml"),
        "scripts/test-wheel does it, for it takes minutes",
    ),
    (
        ".venv/bin/python -m pip install 'jinja2>=3.1.5'",
        Instead::Install("jinja2", "3.1.6"),
        "there is no index in a test",
    ),
    (
        ".venv/bin/python -m pip install left-pad-py",
        Instead::Install("left-pad-py", "0.2.0"),
        "there is no index in a test",
    ),
    (
        "sudo systemd-sysusers && sudo systemd-tmpfiles --create && sudo systemctl daemon-reload",
        Instead::Run("test -s MACHINE/etc/sysusers.d/fetter.conf -a -s MACHINE/etc/tmpfiles.d/fetter.conf"),
        "users and services of this machine are not the test's",
    ),
    (
        "sudo systemctl enable --now fetter-agent",
        Instead::Start(&[Service::Agent]),
        "services of this machine are not the test's",
    ),
    (
        "sudo systemctl restart fetter-agent && sudo systemctl enable --now fetter-sync",
        Instead::Start(&[Service::Agent, Service::Sync]),
        "services of this machine are not the test's",
    ),
];

/// Commands that only ask: what they say comes to be as the guide shows it within seconds, when agent and server have done what they were told.
pub(super) const ASKING: [&str; 11] = [
    "cat ",
    "fetter agent status",
    "fetter agent events",
    "fetter why",
    "fetter request --list",
    "fetter org machines",
    "fetter org findings",
    "fetter org who-has",
    "fetter org policy preview",
    "fetter org request list",
    "fetter server doctor",
];

#[test]
fn nothing_stands_in_for_what_the_guide_does_not_say() {
    let lines: Vec<String> = super::chapters::all()
        .into_iter()
        .flat_map(|chapter| chapter.steps)
        .filter_map(|step| match step.what {
            super::chapters::What::Command(command) => Some(format!("{} ", command.line)),
            super::chapters::What::File { .. } => None,
        })
        .collect();
    let is_said = |words: &str| lines.iter().any(|line| line.contains(&format!("{words} ")));
    for (words, _) in ADDED {
        assert!(is_said(words), "{words}");
    }
    for (line, _, why) in INSTEAD {
        assert!(is_said(line) && !why.is_empty(), "{line}");
    }
    for asking in ASKING {
        assert!(is_said(asking.trim_end()), "{asking}");
    }
}
