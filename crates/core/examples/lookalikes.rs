//! Which of many names look like popular ones, and how long it takes to tell.
//!
//!     cargo run --release -p fetter-core --example lookalikes -- NAMES [POPULAR]
//!
//! Both are files in any form that a list of popular names may have. Without POPULAR, the list that ships is taken.

use std::time::{Duration, Instant};

use fetter_core::advisory::names::{Circumstances, Popular, suspect};
use fetter_core::requirement::PackageName;

/// How often everything is measured.
const RUNS: usize = 11;

#[expect(clippy::print_stdout, clippy::print_stderr, reason = "this is a program for developers")]
#[expect(clippy::disallowed_methods, reason = "the files are the developer's own")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut files = std::env::args().skip(1);
    let names = std::fs::read(files.next().ok_or("usage: lookalikes NAMES [POPULAR]")?)?;
    let names: Vec<PackageName> = Popular::read(&names)?.as_text().lines().map(PackageName::new).collect();
    let list = files.next().map(std::fs::read).transpose()?;

    // The list that ships is read once in a process: its text is read here as often as the others.
    let text = list.as_deref().unwrap_or_else(|| Popular::shipped().as_text().as_bytes());
    let (popular, loaded) = quickest(|| Popular::read(text));
    let popular = popular?;
    let none = Circumstances::default();
    let (found, judged) =
        quickest(|| -> Vec<_> { names.iter().map(|name| (name, suspect(name, &popular, &none))).collect() });

    for (name, suspicion) in &found {
        if let Some(suspicion) = suspicion {
            let (near, rank, likeness) = (&suspicion.near, suspicion.rank, suspicion.likeness);
            println!("{}\t{name}\t{near}\t{rank}\t{likeness}", suspicion.confidence.as_str());
        }
    }
    let unlisted = names.iter().filter(|name| popular.rank(name.normalized()).is_none()).count();
    eprintln!(
        "{} popular names read in {loaded:?}; {} names, {unlisted} of them not popular, judged in {judged:?}",
        popular.len(),
        names.len()
    );
    Ok(())
}

/// What a function returns, and the time of the quickest of a few runs.
fn quickest<T>(mut function: impl FnMut() -> T) -> (T, Duration) {
    let mut run = || {
        let start = Instant::now();
        let value = function();
        (start.elapsed(), value)
    };
    let (mut least, mut value) = run();
    for _ in 1..RUNS {
        let (time, again) = run();
        (least, value) = (least.min(time), again);
    }
    (value, least)
}
