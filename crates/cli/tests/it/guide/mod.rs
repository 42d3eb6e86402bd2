//! The user guide (`docs/guide`): each command in it is run, in order, in a place of the test's own, and must end and say what the guide says.

mod chapters;
mod links;
mod places;
mod processes;
mod shown;
mod stand_ins;
mod world;

use chapters::What;
use fetter_testkit::gate;
use world::World;

/// These speak of a machine with an agent, whose kernel asks root alone.
const OF_ROOT: [&str; 4] = ["agent.md", "server.md", "policies.md", "operations.md"];

#[test]
fn each_command_of_the_guide_does_what_it_says() {
    let mut world = World::new();
    let mut wrong = Vec::new();
    for chapter in chapters::all() {
        if OF_ROOT.contains(&chapter.name.as_str()) && !rustix::process::geteuid().is_root() {
            gate::skip(&format!("the guide's {}", chapter.name), "root, whom alone the kernel asks");
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
