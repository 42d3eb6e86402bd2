//! The user guide (`docs/guide`): each command in it is run, in order, in a place of the test's own, and must end and say what the guide says.

mod advisories;
mod chapters;
mod links;
mod place;
mod places;
mod processes;
mod services;
mod shown;
mod stand_ins;
mod world;

use chapters::What;
use fetter_testkit::{gate, program};
use world::World;

/// These speak of a machine with an agent, whose kernel asks root alone.
const OF_ROOT: [&str; 4] = ["agent.md", "server.md", "policies.md", "operations.md"];

/// What this machine lacks for a chapter.
fn lacking(chapter: &str) -> Option<&'static str> {
    if !OF_ROOT.contains(&chapter) {
        return None;
    }
    if !place::is_root() {
        return Some("root, whom alone the kernel asks");
    }
    (!program::exists("systemd-sysusers")).then_some("systemd-sysusers, which makes the agent's user")
}

#[test]
fn each_command_of_the_guide_does_what_it_says() {
    let Some(python) = place::python() else {
        return gate::skip("the guide", "python3 with venv and ensurepip (Debian's python3-venv)");
    };
    let mut world = World::new(&python);
    let mut wrong = Vec::new();
    for chapter in chapters::all() {
        if let Some(lacking) = lacking(&chapter.name) {
            gate::skip(&format!("the guide's {}", chapter.name), lacking);
            continue;
        }
        for step in chapter.steps {
            let done = match &step.what {
                What::Command(command) => world.run(command),
                What::File { path, text } => world.write(path, text),
            };
            wrong.extend(done.err().map(|reason| format!("{}: {reason}", step.place)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn commands_in_sentences_are_commands() {
    let mut count = 0;
    for (place, command) in chapters::inline_commands() {
        let ran = world::help(&command);
        assert_eq!(ran.code, Some(0), "{place}: `{command}`: {}", ran.stderr);
        count += 1;
    }
    assert!(count > 10, "{count} were found");
}
