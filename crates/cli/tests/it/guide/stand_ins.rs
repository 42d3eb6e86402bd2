//! What the test does in another way than whoever reads the guide, and why. Nothing else is done in another way.

/// What is added to commands, so that they are about the place of the test and not about this machine. Paths and words are those of
/// [`Places`](super::places::Places).
pub(super) const ADDED: [(&str, &str); 18] = [
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
    // Users and directories of this machine are not the test's.
    ("systemd-sysusers", "--root=MACHINE"),
    ("systemd-tmpfiles --create", "--root=MACHINE"),
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

/// Commands that are not run, what is run instead, and why.
pub(super) const INSTEAD: [(&str, &str, &str); 2] = [
    (
        "cargo build --release --locked",
        "grep -q '^name = \"fetter\"' REPOSITORY/crates/cli/Cargo.toml",
        "it takes minutes, and the program is built already",
    ),
    (
        "sudo /opt/fetter/bin/pip install .",
        "grep -q 'pip install' REPOSITORY/scripts/test-wheel",
        "scripts/test-wheel does it, for it takes minutes and needs an index",
    ),
];

/// Commands that only ask: what they say comes to be as the guide shows it within seconds, when agent and server have done what they were told.
pub(super) const ASKING: [&str; 11] = [
    ".venv/bin/python -c",
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
