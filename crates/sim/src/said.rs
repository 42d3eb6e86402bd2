//! What is said of what was measured.

use fetter_sim::Measured;

/// How many answers of a kind there were, and how long they took.
pub(crate) fn tell(what: &str, measured: &Measured) {
    say(&format!(
        "{what}: {} in {:.1} s, {:.0}/s, {} failed, {} times told to come again; waited p50 {:?}, p99 {:?}, at most {:?}",
        measured.answered,
        measured.took.as_secs_f64(),
        measured.rate(),
        measured.failed,
        measured.again,
        measured.wait(500),
        measured.wait(990),
        measured.wait(1000),
    ));
}

/// The most memory that a process had, and what it has.
#[expect(clippy::disallowed_methods, reason = "a file of the kernel's")]
pub(crate) fn memory(process: u32) -> String {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let lines: Vec<&str> =
        status.lines().filter(|line| line.starts_with("VmHWM") || line.starts_with("VmRSS")).collect();
    lines.join(", ").replace('\t', " ")
}

/// A line for whoever measures.
#[expect(clippy::print_stdout, reason = "it is what the tool is for")]
pub(crate) fn say(text: &str) {
    println!("{text}");
}
