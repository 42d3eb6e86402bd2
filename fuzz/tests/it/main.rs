//! Every target on what its corpus has, and on thousands of changes to it, the same ones every time. `fuzz/short` goes on where this ends: a
//! fuzzer sees which changes lead to code that none before led to, and takes minutes to be built.

#![expect(clippy::disallowed_methods, reason = "corpora are the tests' own files")]

mod change;
mod watch;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use fetter_fuzz::targets::{ALL, Target};
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestError, TestRng, TestRunner};

use change::Change;
use watch::Watch;

/// How many changed files each target reads.
const CASES: u32 = 6_000;
/// How many where one takes longer: it is laid out on a disk, or refers to other files.
const FEW_CASES: u32 = 1_000;

fn cases(name: &str) -> u32 {
    if ["quarantine", "requirements_file", "plan"].contains(&name) { FEW_CASES } else { CASES }
}

fn corpora() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

/// The files of a corpus, by name.
fn corpus(name: &str) -> Vec<Vec<u8>> {
    let directory = corpora().join(name);
    let listed = fs::read_dir(&directory).unwrap_or_else(|error| panic!("{}: {error}", directory.display()));
    let mut paths: Vec<_> = listed.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths.iter().map(|path| fs::read(path).expect("a file of a corpus can be read")).collect()
}

/// The least change that was found to fail, as an error that says how to see it again.
fn changed(name: &str, target: Target, files: &[Vec<u8>], watch: &Watch) -> Result<(), String> {
    let config =
        ProptestConfig { cases: cases(name), failure_persistence: None, ..ProptestConfig::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]));
    let changes = prop::collection::vec(Change::any(), 1..6);
    let bytes = |(file, changes): &(prop::sample::Index, Vec<Change>)| {
        changes.iter().fold(file.get(files).clone(), |bytes, change| change.made(bytes, files))
    };
    let found = runner.run(&(any::<prop::sample::Index>(), changes), |change| {
        watch.reads(name, &bytes(&change));
        target(&bytes(&change));
        Ok(())
    });
    match found {
        Ok(()) => Ok(()),
        Err(TestError::Fail(reason, change)) => {
            Err(format!("{name}: {reason}\nas of b\"{}\"", bytes(&change).escape_ascii()))
        }
        Err(TestError::Abort(reason)) => Err(format!("{name}: {reason}")),
    }
}

fn held(name: &str, target: Target, watch: &Watch) -> Result<(), String> {
    let files = corpus(name);
    for bytes in files.iter().chain([&Vec::new()]) {
        watch.reads(name, bytes);
        target(bytes);
    }
    changed(name, target, &files, watch)
}

#[test]
fn each_target_has_a_corpus_and_each_corpus_a_target() {
    let mut targets: Vec<_> = ALL.iter().map(|(name, _)| (*name).to_owned()).collect();
    targets.sort();
    let listed = fs::read_dir(corpora()).expect("there are corpora");
    let name = |entry: std::io::Result<fs::DirEntry>| entry.expect("an entry").file_name();
    let mut corpora: Vec<_> = listed.map(|entry| name(entry).to_string_lossy().into_owned()).collect();
    corpora.sort();
    assert_eq!(corpora, targets);
    assert!(targets.iter().all(|name| !corpus(name).is_empty()));
}

#[test]
fn whatever_is_changed_in_a_corpus_every_target_holds() {
    let next = AtomicUsize::new(0);
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let take = || ALL.get(next.fetch_add(1, Ordering::Relaxed));
    let work = || {
        let watch = Watch::start();
        let mut failed = Vec::new();
        while let Some((name, target)) = take() {
            failed.extend(held(name, *target, &watch).err());
        }
        failed
    };
    let failed: Vec<String> = thread::scope(|scope| {
        let all: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        all.into_iter().flat_map(|thread| thread.join().expect("what fails is caught")).collect()
    });
    assert!(failed.is_empty(), "{}", failed.join("\n\n"));
}
