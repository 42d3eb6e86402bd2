//! `fetter.toml`: defaults that the command line overrides, and whom it is not taken from.

use crate::support::{fetter, home, run};

#[test]
fn defaults_come_from_the_working_directory_the_user_or_a_named_file() {
    let home = home("config");
    let searched = |file: &str| home.tree().file(file, "columns = [\"name\"]\n");
    let header = |line: &str| run(&home, line).stdout.lines().next().unwrap_or_default().to_owned();
    assert_eq!(header("-e one/.venv scan write -o -"), "Package,Site");
    let users = searched(".config/fetter/fetter.toml");
    assert_eq!(header("-e one/.venv scan write -o -"), "Name");
    home.tree().file("fetter.toml", "columns = [\"version\"]\n");
    assert_eq!(header("-e one/.venv scan write -o -"), "Version");
    assert_eq!(header(&format!("--config {} -e one/.venv scan write -o -", users.display())), "Name");
    assert_eq!(
        header("-e one/.venv scan --columns site write -o -"),
        "Site",
        "the command line says the last word"
    );
}

#[test]
fn paths_in_it_are_relative_to_it() {
    let home = home("config-paths");
    let config = home.tree().file("conf/fetter.toml", "path = [\"../one\"]\n");
    let elsewhere = home.tree().directory("elsewhere");
    let text = fetter(&home)
        .within(elsewhere)
        .args(["--config".as_ref(), config.as_os_str()])
        .args(["--only-path", "scan"])
        .succeed();
    assert!(text.contains("requests-2.31.0") && !text.contains("2.19.1"), "{text}");
}

#[test]
fn a_mistake_in_it_is_shown_with_its_place() {
    let home = home("config-error");
    home.tree().file("fetter.toml", "threads = 2\ncolour = \"never\"\n");
    let ran = run(&home, "scan");
    assert_eq!(ran.code, Some(1));
    assert!(
        ran.stderr.contains("fetter.toml") && ran.stderr.contains("line 2") && ran.stderr.contains("colour"),
        "{}",
        ran.stderr
    );
    home.tree().file("fetter.toml", "columns = [\"nonsense\"]\n");
    assert!(run(&home, "scan").stderr.contains("nonsense"));
}

#[test]
fn one_that_anybody_may_write_is_not_trusted() {
    let home = home("config-distrust");
    home.tree().file("fetter.toml", "columns = [\"name\"]\n");
    home.tree().mode("fetter.toml", 0o666);
    let ran = run(&home, "-e one/.venv scan write -o -");
    assert!(ran.stdout.starts_with("Package,Site"), "{}", ran.stdout);
    assert!(ran.stderr.contains("everybody may write to it"), "{}", ran.stderr);
}
