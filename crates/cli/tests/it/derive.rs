//! `derive`: requirements of what is installed, which what is installed fulfils.

use fetter_testkit::{Scratch, gate};

use crate::support::{FETTER, here, home, run};

/// The lines that are no comments.
fn requirements(text: &str) -> Vec<&str> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
}

#[test]
fn each_anchor_says_what_is_allowed_and_where_it_was_found() {
    let home = home("derive-anchors");
    let site = "~/two/.venv/lib/python3.11/site-packages";
    let lower = here(&home, "derive -a lower");
    assert_eq!(
        lower,
        format!(
            "# What is installed in 3 environments, by fetter derive -a lower\n\n# {}\n# {site}\n\
             # installed: 2.19.1, 2.31.0\nrequests>=2.19.1  # optional\n# {}\nzope.interface>=6.1  # optional\n",
            site.replace("two", "one"),
            site.replace("two", "one")
        )
    );
    let lines =
        |line: &str| requirements(&here(&home, line)).iter().map(|&line| line.to_owned()).collect::<Vec<_>>();
    for (anchor, expected) in [
        ("upper", ["requests<=2.31.0  # optional", "zope.interface<=6.1  # optional"]),
        ("both", ["requests<=2.31.0,>=2.19.1  # optional", "zope.interface<=6.1,>=6.1  # optional"]),
        // Of one package there are several versions: all between them.
        ("exact", ["requests<=2.31.0,>=2.19.1  # optional", "zope.interface==6.1  # optional"]),
    ] {
        assert_eq!(lines(&format!("derive -a {anchor}")), expected);
        assert_eq!(lines(&format!("derive --anchor {anchor} display")), expected);
    }
    assert_eq!(lines("derive"), lines("derive -a exact"));
    assert_eq!(lines("derive -a exact --ignore req*"), ["zope.interface==6.1  # optional"]);
    assert_eq!(
        lines("derive -a exact --no-default-ignore").first().map(String::as_str),
        Some("pip==24.0  # optional")
    );
    assert_eq!(requirements(&run(&home, "-e one/.venv derive").stdout).len(), 2);
}

#[test]
fn what_was_derived_is_fulfilled_by_what_it_was_derived_from() {
    let home = home("derive-round-trip");
    home.tree().file(
        "two/.venv/lib/python3.11/site-packages/local-1.dist-info/METADATA",
        "Name: local\nVersion: 1\n",
    );
    home.tree().file(
        "two/.venv/lib/python3.11/site-packages/local-1.dist-info/direct_url.json",
        r#"{"url": "https://h.example/local-1-py3-none-any.whl", "archive_info": {}}"#,
    );
    for anchor in ["lower", "upper", "both", "exact"] {
        for place in ["--path . --only-path", "-e one/.venv", "-e two/.venv", "-e one/.venv -e two/.venv"] {
            let ran = run(&home, &format!("{place} derive -a {anchor} write -o derived.txt"));
            assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.as_str()), (Some(0), "", ""));
            let judged = run(&home, &format!("{place} validate -b derived.txt --superset"));
            assert_eq!(
                (judged.code, judged.stdout.lines().count()),
                (Some(0), 1),
                "{place}: {}",
                judged.stdout
            );
            let judged = run(&home, &format!("{place} validate -b derived.txt"));
            assert_eq!(
                (judged.code, judged.stdout.lines().count()),
                (Some(0), 1),
                "{place}: {}",
                judged.stdout
            );
        }
    }
    // It says something: another environment does not fulfil it.
    assert_eq!(run(&home, "-e one/.venv derive write -o one.txt").code, Some(0));
    assert_eq!(run(&home, "-e two/.venv validate -b one.txt").code, Some(3));
}

#[test]
fn a_pylock_is_of_one_environment() {
    let home = home("derive-pylock");
    let ran = run(&home, "-e one/.venv derive --format pylock write -o pylock.toml");
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    let text = std::fs::read_to_string(home.at("pylock.toml")).expect("written");
    assert!(text.starts_with("lock-version = \"1.0\"\ncreated-by = \"fetter\"\n"), "{text}");
    assert!(text.contains("[[packages]]\nname = \"requests\"\nversion = \"2.31.0\"\n"), "{text}");
    assert_eq!(run(&home, "-e one/.venv validate -b pylock.toml").code, Some(0));
    assert_eq!(run(&home, "-e two/.venv validate -b pylock.toml").code, Some(3));
    let several = run(&home, "--path . --only-path derive --format pylock");
    assert_eq!((several.code, several.stdout.as_str()), (Some(1), ""));
    assert!(several.stderr.contains("one environment"), "{}", several.stderr);
}

#[test]
fn where_it_goes() {
    let home = home("derive-output");
    let shown = run(&home, "-e one/.venv derive").stdout;
    assert_eq!(run(&home, "-e one/.venv derive write -o -").stdout, shown);
    assert_eq!(run(&home, "-e one/.venv derive write --output out.txt").code, Some(0));
    assert_eq!(std::fs::read_to_string(home.at("out.txt")).expect("written"), shown);
    let on_stderr = run(&home, "--stderr -e one/.venv derive");
    assert_eq!((on_stderr.stdout.as_str(), on_stderr.stderr.as_str()), ("", shown.as_str()));
    for (line, code) in [
        ("-e one/.venv derive -a nearest", 2),
        ("-e one/.venv derive --format poetry", 2),
        ("-e one/.venv derive write", 2),
        ("-e one/.venv derive json", 2),
        ("-e one/.venv derive --ignore [", 2),
        ("-e missing derive", 1),
        ("-e one/.venv derive write -o missing/out.txt", 1),
    ] {
        let ran = run(&home, line);
        assert_eq!(ran.code, Some(code), "{line}: {}", ran.stderr);
        assert!(!ran.stderr.is_empty() && ran.stdout.is_empty(), "{line}");
    }
}

/// Names are as hostile as everything else that packages say: nothing of them becomes another requirement, an option, or a
/// character that acts on a terminal.
#[test]
fn hostile_metadata_derives_no_options() {
    let home = home("derive-hostile");
    let site = "one/.venv/lib/python3.11/site-packages";
    for (name, metadata) in [
        ("a", "Name: --index-url=https://evil.example\nVersion: 1\n"),
        ("b", "Name: b\nVersion: 1\u{1b}[31m\\\u{202e}; x\n"),
        ("c", "Name: c @ https://evil.example\nVersion: 1\n"),
    ] {
        home.tree().file(&format!("{site}/{name}-1.dist-info/METADATA"), metadata);
    }
    // A lock file has no place for such names, and is not written.
    let ran = run(&home, "-e one/.venv derive --format pylock");
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), ""), "{}", ran.stderr);
    assert!(ran.stderr.contains("derive a requirements file"), "{}", ran.stderr);
    let ran = run(&home, "-e one/.venv derive");
    let acts = |character: char| character.is_control() && character != '\n' || character == '\u{202e}';
    assert!(!ran.stdout.chars().any(acts), "{:?}", ran.stdout);
    let lines = requirements(&ran.stdout);
    assert!(!lines.iter().any(|line| line.trim_start().starts_with('-')), "{}", ran.stdout);
    assert!(!lines.iter().any(|line| line.contains("evil.example") && !line.contains('"')), "{}", ran.stdout);
    assert!(ran.stdout.contains("\nrequests==2.31.0\n"), "{}", ran.stdout);
}

/// What real tools installed is what `derive` says that it is.
#[test]
fn environments_of_real_tools_fulfil_what_is_derived_of_them() {
    let Some(place) = gate::real_bounds("derive against real environments") else { return };
    let list = std::fs::read_to_string(place.join("list.tsv")).expect("the list can be read");
    let scratch = Scratch::new("derive-real");
    let mut prefixes: Vec<&str> = list.lines().filter_map(|line| line.split('\t').nth(2)).collect();
    prefixes.sort_unstable();
    prefixes.dedup();
    assert!(prefixes.len() > 5, "there are environments");
    for prefix in prefixes {
        for format in ["requirements", "pylock"] {
            let fetter = || {
                let program =
                    fetter_testkit::fetter(FETTER).env("HOME", scratch.path()).within(scratch.path());
                program.args(["-e", prefix])
            };
            let file = if format == "pylock" { "pylock.toml" } else { "derived.txt" };
            let derive = ["derive", "--no-default-ignore", "--format", format, "write", "-o", file];
            let ran = fetter().args(derive).run();
            // uv records no hash of an archive, which a lock file must have.
            if format == "pylock" && ran.stderr.contains("without a hash, and none is recorded") {
                assert_eq!(ran.code, Some(1), "{prefix}: {}", ran.stderr);
                continue;
            }
            assert_eq!(ran.code, Some(0), "{prefix}: {}", ran.stderr);
            let ran = fetter().args(["validate", "-b", file]).run();
            assert_eq!(
                (ran.code, ran.stdout.lines().count()),
                (Some(0), 1),
                "{prefix}: {}{}",
                ran.stdout,
                ran.stderr
            );
        }
    }
}
