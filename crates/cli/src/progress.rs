//! The progress line: on stderr, only where that is a terminal, and only when it takes a while.

use std::io::{IsTerminal, stderr};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use fetter_core::inventory::discover::Progress;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How long nothing is shown.
const PATIENCE: Duration = Duration::from_millis(500);
/// How often the line is drawn.
const TICK: Duration = Duration::from_millis(100);

/// Searches while the progress is shown.
pub(crate) fn watch<T>(quiet: bool, work: impl FnOnce(&Progress) -> T) -> T {
    let shown = |progress: &Progress| format!("{} directories searched", progress.directories());
    watch_with(quiet, shown, work)
}

/// Does some work while its progress is shown, in the words that are given.
pub(crate) fn watch_with<P: Default + Sync, T>(
    quiet: bool,
    shown: impl Fn(&P) -> String + Sync,
    work: impl FnOnce(&P) -> T,
) -> T {
    let progress = P::default();
    if quiet || !stderr().is_terminal() {
        return work(&progress);
    }
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let drawer = scope.spawn(|| draw(|| shown(&progress), &done));
        let result = work(&progress);
        done.store(true, Ordering::Release);
        drawer.thread().unpark();
        result
    })
}

fn draw(shown: impl Fn() -> String, done: &AtomicBool) {
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        if done.load(Ordering::Acquire) {
            return;
        }
        std::thread::park_timeout(PATIENCE.saturating_sub(start.elapsed()));
    }
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}, {elapsed}") {
        bar.set_style(style);
    }
    while !done.load(Ordering::Acquire) {
        bar.set_message(shown());
        bar.tick();
        std::thread::park_timeout(TICK);
    }
    bar.finish_and_clear();
}
