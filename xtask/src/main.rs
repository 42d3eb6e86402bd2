//! What derives from the code: `cargo xtask generate` writes it, `cargo xtask check` fails where it is not up to date.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use fetter_cli::{Generated, generate};

/// The directories that hold generated files and nothing else.
const GENERATED: [&str; 3] = ["docs/completions", "docs/man", "docs/schema"];

#[expect(clippy::print_stderr, reason = "this is a program for developers, and stderr is its output")]
fn main() -> ExitCode {
    let task = std::env::args().nth(1).unwrap_or_default();
    let done = match task.as_str() {
        "generate" => write_all(),
        "check" => check_all(),
        _ => Err(anyhow::anyhow!("usage: cargo xtask generate|check")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Everything that derives from the code.
fn everything() -> anyhow::Result<Vec<Generated>> {
    let mut files = generate()?;
    let contents = format!("{:#}\n", fetter_server::api::v1::openapi()).into_bytes();
    files.push(Generated { path: "docs/openapi.json".into(), contents });
    files.push(Generated { path: "crates/server/browser/it/pages.json".into(), contents: pages() });
    Ok(files)
}

/// Every address of the console that a browser can ask for, for the tests that look at all pages.
fn pages() -> Vec<u8> {
    let table = fetter_server::ui::table();
    let asked = table.iter().filter(|route| route.method.as_str() == "GET");
    let paths: Vec<String> = asked.map(|route| format!("  \"{}\"", route.path)).collect();
    format!("[\n{}\n]\n", paths.join(",\n")).into_bytes()
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new(".")).to_path_buf()
}

/// Writes everything that is generated, and removes what no longer is.
fn write_all() -> anyhow::Result<()> {
    let files = everything()?;
    for Generated { path, contents } in &files {
        let file = repository().join(path);
        let context = || format!("could not write {}", file.display());
        std::fs::create_dir_all(file.parent().unwrap_or(Path::new("."))).with_context(context)?;
        std::fs::write(&file, contents).with_context(context)?;
    }
    for stale in stale(&files)? {
        std::fs::remove_file(&stale).with_context(|| format!("could not remove {}", stale.display()))?;
    }
    Ok(())
}

/// Sees that everything that is generated is as it would be generated now.
#[expect(clippy::disallowed_methods, reason = "these are the repository's own files")]
fn check_all() -> anyhow::Result<()> {
    let files = everything()?;
    let is_current = |file: &&Generated| {
        std::fs::read(repository().join(&file.path)).ok().as_ref() == Some(&file.contents)
    };
    let outdated = files.iter().filter(|file| !is_current(file)).map(|file| file.path.display().to_string());
    let mut wrong: Vec<String> = outdated.collect();
    wrong.extend(stale(&files)?.iter().map(|file| format!("{} (no longer generated)", file.display())));
    if wrong.is_empty() {
        return Ok(());
    }
    bail!("not up to date; run `cargo xtask generate`:\n  {}", wrong.join("\n  "))
}

/// Files in the generated directories that are generated no longer.
fn stale(files: &[Generated]) -> anyhow::Result<Vec<PathBuf>> {
    let known: BTreeSet<PathBuf> = files.iter().map(|file| repository().join(&file.path)).collect();
    let mut stale = Vec::new();
    for directory in GENERATED.map(|directory| repository().join(directory)) {
        if !directory.is_dir() {
            continue;
        }
        for entry in std::fs::read_dir(&directory)
            .with_context(|| format!("could not list {}", directory.display()))?
        {
            let path = entry?.path();
            if !known.contains(&path) {
                stale.push(path);
            }
        }
    }
    stale.sort();
    Ok(stale)
}
