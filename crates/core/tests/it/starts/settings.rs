//! Environment files.

use fetter_core::integrity::startup::{StartupKind, Verdict};

use super::{item, made, traits, with_files};

#[test]
fn settings_lead_to_directories_and_files() {
    let (scratch, tree) = made("startup-settings");
    let hook = tree.file("libs/sitecustomize.py", "import os\nos.system('x')\n");
    let started = tree.file("rc.py", "import base64\n");
    tree.file(
        ".env",
        format!(
            "A=b\nexport PYTHONPATH=\"{}:relative:$PYTHONPATH\"\nPYTHONSTARTUP={}\nPYTHONDONTWRITEBYTECODE=1\nPYTHONWARNINGS=error,ignore::evil.Category\nPYTHONHOME=/missing-of-fetter\n",
            scratch.at("libs").display(),
            started.display()
        ),
    );
    let found = with_files(&scratch, &[".env"]);
    let setting = |line| {
        found
            .items
            .iter()
            .find(|item| item.kind == StartupKind::Setting && item.line == Some(line))
            .expect("there")
    };
    assert_eq!(traits(setting(2)), ["relative"]);
    assert!(
        setting(2).content.starts_with("PYTHONPATH=") && setting(2).notes[0].contains("before all others")
    );
    assert_eq!(setting(4).verdict, Verdict::Plain);
    assert!(setting(5).notes.iter().any(|note| note.contains("evil.Category")));
    assert!(traits(setting(6)).contains(&"missing"));
    assert_eq!(
        (item(&found, &hook, None).kind, item(&found, &hook, None).verdict),
        (StartupKind::Sitecustomize, Verdict::Suspicious)
    );
    assert_eq!(
        (item(&found, &started, None).kind, item(&found, &started, None).verdict),
        (StartupKind::StartupFile, Verdict::Suspicious)
    );
    assert!(found.is_checked(), "{:?}", found.unchecked);
}

#[test]
fn a_directory_that_everybody_may_write_to_is_suspicious() {
    let (scratch, tree) = made("startup-open");
    tree.directory("open");
    tree.mode("open", 0o777);
    tree.file("Dockerfile", format!("FROM x\nENV A=b \\\n    PYTHONPATH={}\n", scratch.at("open").display()));
    let found = with_files(&scratch, &["Dockerfile"]);
    let setting = found.items.iter().find(|item| item.kind == StartupKind::Setting).expect("there");
    assert_eq!(
        (setting.line, setting.verdict, traits(setting)),
        (Some(2), Verdict::Suspicious, vec!["world-writable"])
    );
}
