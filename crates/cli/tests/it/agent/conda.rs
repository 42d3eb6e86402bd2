//! What conda does, done by this test: packages are unpacked once, hard links of their files are made in the prefix, and the record in
//! `conda-meta` comes last.

use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use fetter_testkit::Tree;

use super::installers::{Installer, NOTHING, Place, holds, ready};
use super::rig::Rig;

/// A prefix with an interpreter of its own, whose standard library is links.
fn prefix(rig: &Rig) -> PathBuf {
    let prefix = rig.scratch.at("home/conda/envs/one");
    let said =
        rig.run("import os, sys; print(os.path.realpath(sys.executable), os.path.dirname(os.__file__))");
    let (program, library) = said.stdout.trim().split_once(' ').expect("two paths");
    let (program, library) = (Path::new(program), Path::new(library));
    let name = library.file_name().expect("it is called like its version");
    let own = prefix.join("lib").join(name);
    for directory in [prefix.join("bin"), prefix.join("conda-meta"), own.join("site-packages")] {
        std::fs::create_dir_all(directory).expect("made");
    }
    for entry in std::fs::read_dir(library).expect("it is there").flatten() {
        if entry.file_name() != "site-packages" {
            symlink(entry.path(), own.join(entry.file_name())).expect("linked");
        }
    }
    Tree::at(&prefix).program_of("bin/python", program);
    symlink("python", prefix.join("bin").join(name)).expect("linked");
    std::fs::write(prefix.join("conda-meta/history"), "==> 2026-01-01 00:00:00 <==\n").expect("written");
    prefix
}

/// The files below a directory, relative to it.
fn files(top: &Path, directory: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(directory).expect("it is there").flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(top, &path, found);
        } else {
            found.push(path.strip_prefix(top).expect("it lies below").to_path_buf());
        }
    }
}

/// Unlinks a package, if it is there: the record goes first, then the files.
fn unlink(prefix: &Path, name: &str) {
    let is_of =
        |entry: &std::fs::DirEntry| entry.file_name().to_string_lossy().starts_with(&format!("{name}-"));
    let records = std::fs::read_dir(prefix.join("conda-meta")).expect("it is there");
    for record in records.flatten().filter(is_of) {
        let bytes = std::fs::read(record.path()).expect("it can be read");
        let record_of: serde_json::Value = serde_json::from_slice(&bytes).expect("it is JSON");
        std::fs::remove_file(record.path()).expect("removed");
        for file in record_of["files"].as_array().expect("a list") {
            let path = prefix.join(file.as_str().expect("a path"));
            std::fs::remove_file(&path).expect("removed");
            // Directories go when nothing is left in them.
            for above in path.ancestors().skip(1).take_while(|above| !above.ends_with("site-packages")) {
                let _ = std::fs::remove_dir_all(above.join("__pycache__"));
                let _ = std::fs::remove_dir(above);
            }
        }
    }
}

/// Unpacks a package where all prefixes have theirs from.
fn unpack(rig: &Rig, wheel: &Path, label: &str, site: &Path) -> PathBuf {
    let unpacked = rig.scratch.at(&format!("home/conda/pkgs/{label}-0"));
    let into = unpacked.join(site);
    let (wheel, place) = (wheel.display().to_string(), into.display().to_string());
    let ran = rig.patiently(&rig.python(), &["-m", "zipfile", "-e", &wheel, &place]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    unpacked
}

fn link(rig: &Rig, prefix: &Path, wheel: &Path, site: &Path) {
    let file = wheel.file_name().unwrap_or_default().to_string_lossy();
    let mut parts = file.split('-');
    let (name, version) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let label = format!("{name}-{version}");
    unlink(prefix, name);
    let unpacked = unpack(rig, wheel, &label, site);
    let mut linked = Vec::new();
    files(&unpacked, &unpacked, &mut linked);
    for file in &linked {
        let place = prefix.join(file);
        std::fs::create_dir_all(place.parent().expect("it lies somewhere")).expect("made");
        std::fs::hard_link(unpacked.join(file), place).expect("linked");
    }
    let record = serde_json::json!({
        "name": name, "version": version, "build": "0", "build_number": 0, "channel": "test", "subdir": "noarch",
        "files": linked, "link": { "source": unpacked, "type": 1 },
    });
    let path = prefix.join(format!("conda-meta/{label}-0.json"));
    std::fs::write(path, record.to_string()).expect("written");
}

#[test]
fn a_conda_prefix_with_hard_links_of_what_was_unpacked_once() {
    let Some(rig) = ready("agent-conda") else { return };
    let prefix = prefix(&rig);
    let place = Place::environment(&rig, &prefix);
    let site = place.site.strip_prefix(&prefix).expect("it lies in it").to_path_buf();
    let ran = place.run(&rig, "import sys; print(sys.prefix)");
    assert_eq!(ran.stdout.trim(), prefix.display().to_string(), "{}", ran.stderr);
    let conda = Installer {
        name: "conda",
        install: Box::new(|wheels| {
            for wheel in wheels {
                link(&rig, &prefix, wheel, &site);
            }
            NOTHING
        }),
        remove: Box::new(|names| {
            for name in names {
                unlink(&prefix, name);
            }
            NOTHING
        }),
        place,
    };
    holds(&rig, &conda);
}
