//! `fetter policy check`: every mistake of a policy, with its place.

use fetter_core::report::escape;

use crate::arguments::PolicyCheck;
use crate::commands::session::{Session, say};
use crate::exit::Exit;
use crate::owners::Here;
use crate::policies::{self, Bounds};
use crate::surroundings;

pub(super) fn run(session: &Session, arguments: &PolicyCheck) -> anyhow::Result<Exit> {
    let file = policies::file(arguments.file.as_deref(), session.directory())?;
    let bounds = if arguments.local { Bounds::Local } else { Bounds::Any };
    let reach = if arguments.local { surroundings::of_local_bounds() } else { surroundings::of_bounds() };
    let policy = policies::load(&file, &reach, bounds)?;
    for problem in policy.bound_problems() {
        let text =
            format!("fetter: could not check: {}: {} [{}]", problem.place, problem.message, problem.code);
        say(&escape(&text));
    }
    for note in policy.slips(surroundings::today(), &Here::new()) {
        say(&format!("fetter: note: {}: {}", escape(&note.place.to_string()), escape(&note.text)));
    }
    session.show(|out| {
        for rule in policy.rules() {
            writeln!(out, "{}: {}, {}", rule.id, rule.kind(), rule.mode)?;
        }
        Ok(())
    })?;
    Ok(if policy.bound_problems().is_empty() { Exit::Done } else { Exit::NotChecked })
}
