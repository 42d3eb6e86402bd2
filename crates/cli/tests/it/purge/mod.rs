//! Removing packages as users meet it: plans, their application, and taking it back.

mod applying;
mod quarantines;
mod selecting;
mod showing;
mod terminal;

use std::collections::BTreeMap;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use fetter_testkit::program::Program;
use fetter_testkit::{Scratch, Tree};
use serde_json::Value;

use crate::support::fetter;

/// The sites of the two environments.
pub(super) const ONE: &str = "one/.venv/lib/python3.11/site-packages";
pub(super) const TWO: &str = "two/.venv/lib/python3.11/site-packages";

/// A package as pip installs it: two modules, a script, and a RECORD that lists all of it.
pub(super) fn install(tree: &Tree, site: &str, name: &str, version: &str, requires: &[&str]) {
    let module = name.replace(['-', '.'], "_");
    let metadata = format!("{module}-{version}.dist-info");
    let requires: Vec<String> = requires.iter().map(|one| format!("Requires-Dist: {one}\n")).collect();
    let requires = requires.concat();
    tree.dist_info(site, name, version);
    // The helper's name of the directory may be another where names have dots.
    let _ = std::fs::remove_dir_all(
        tree.path().join(site).join(format!("{}-{version}.dist-info", name.replace('-', "_"))),
    );
    tree.file(
        &format!("{site}/{metadata}/METADATA"),
        format!("Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{requires}\n"),
    );
    tree.file(&format!("{site}/{metadata}/INSTALLER"), "pip\n");
    tree.file(&format!("{site}/{module}/__init__.py"), format!("# {name}\n"));
    tree.file(&format!("{site}/{module}/deep/more.py"), "x = 1\n");
    tree.file(&format!("{site}/../../../bin/{name}"), "#!python\n");
    let listed = [
        format!("{module}/__init__.py"),
        format!("{module}/deep/more.py"),
        format!("../../../bin/{name}"),
        format!("{metadata}/METADATA"),
        format!("{metadata}/INSTALLER"),
        format!("{metadata}/RECORD"),
    ];
    tree.file(&format!("{site}/{metadata}/RECORD"), listed.join(",,\n") + ",,\n");
}

/// A home with two environments: `alpha` in both, and in the first `beta`, which needs it.
pub(super) fn home(name: &str) -> Scratch {
    let scratch = Scratch::new(name);
    let tree = scratch.tree();
    tree.installation("base", "3.11");
    let base = scratch.at("base");
    for place in ["one/.venv", "two/.venv"] {
        tree.venv(place, &base, "3.11", false);
        install(&tree, &format!("{place}/lib/python3.11/site-packages"), "alpha", "1.0", &[]);
    }
    install(&tree, ONE, "beta", "2.0", &["alpha>=1"]);
    scratch
}

/// What a command line says and does in the whole of a home.
pub(super) fn here(home: &Scratch, line: &str) -> fetter_testkit::Ran {
    program(home).args(["--path", ".", "--only-path"]).args(line.split(' ')).run()
}

/// fetter with that home, and none of this machine's settings.
pub(super) fn program(home: &Scratch) -> Program {
    fetter(home)
}

/// What lies below a directory, with all that must come back; what fetter itself keeps is left out.
pub(super) fn snapshot(root: &Path) -> BTreeMap<PathBuf, String> {
    let mut all = BTreeMap::new();
    let mut left = vec![root.to_path_buf()];
    while let Some(path) = left.pop() {
        let status = std::fs::symlink_metadata(&path).expect("it is there");
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.starts_with(".fetter-quarantine")
            || name == ".local"
            || path.extension().is_some_and(|end| end == "json")
        {
            continue;
        }
        if status.is_dir() {
            left.extend(std::fs::read_dir(&path).expect("read").map(|entry| entry.expect("an entry").path()));
        }
        let contents =
            if status.is_file() { std::fs::read_to_string(&path).unwrap_or_default() } else { String::new() };
        let times = if status.is_dir() { (0, 0) } else { (status.mtime(), status.mtime_nsec()) };
        all.insert(
            path,
            format!("{:o} {} {} {times:?} {contents}", status.mode(), status.uid(), status.gid()),
        );
    }
    all
}

/// The only ID that is in the output of `purge list json`.
pub(super) fn id(home: &Scratch) -> String {
    let list = here(home, "purge list json");
    let list: Value = serde_json::from_str(&list.stdout).expect("JSON");
    list["distributions"][0]["id"].as_str().expect("there is one").to_owned()
}

pub(super) fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// Whether a document is as its schema says.
pub(super) fn see_that_it_is(document: &Value, schema: &str) {
    let file = fetter_testkit::gate::repository().join(format!("docs/schema/{schema}.json"));
    let schema: Value = json(&std::fs::read_to_string(file).expect("generated"));
    let errors: Vec<String> = jsonschema::validator_for(&schema)
        .expect("a schema")
        .iter_errors(document)
        .map(|error| error.to_string())
        .collect();
    assert_eq!(errors, [""; 0]);
}

/// Replaces what differs from machine to machine: places, owners, times, numbers of files.
pub(super) fn settled(value: &mut Value, home: &Scratch) {
    let place = home.path().display().to_string();
    match value {
        Value::String(text) => *text = text.replace(&place, "~"),
        Value::Array(all) => all.iter_mut().for_each(|one| settled(one, home)),
        Value::Object(all) => {
            for (key, one) in all.iter_mut() {
                match key.as_str() {
                    "device" | "inode" | "user" | "group" | "seconds" | "nanoseconds" => *one = 0.into(),
                    "all_users" => *one = false.into(),
                    "mode" => *one = "MODE".into(),
                    "id" | "created" => *one = key.to_uppercase().into(),
                    _ => settled(one, home),
                }
            }
        }
        _ => {}
    }
}
