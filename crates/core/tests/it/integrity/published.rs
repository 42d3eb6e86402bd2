//! Installed files against wheels and lock files.

use std::io::{Cursor, Write};

use fetter_core::integrity::verify::Against;
use fetter_core::inventory::file::Disk;
use fetter_testkit::Scratch;
use sha2::{Digest, Sha256};

use super::{SITE, environment, hex, install, line, told, verified_against};
use crate::made::manifest;

const SCRIPT: &[u8] = b"#!python\nprint()\n";

/// A script of an entry point, as pip writes it.
const POINT: &[u8] = b"#!/env/bin/python3\nimport sys\nfrom a import main\nif __name__ == '__main__':\n    \
    sys.argv[0] = sys.argv[0].removesuffix('.exe')\n    sys.exit(main())\n";

/// A wheel with these files, and a RECORD of them.
fn wheel(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |name: &str, contents: &[u8]| {
        writer.start_file(name, zip::write::SimpleFileOptions::default()).expect("a member");
        writer.write_all(contents).expect("written");
    };
    let mut record = String::new();
    for (name, contents) in files {
        add(name, contents);
        record.push_str(&line(name, contents));
    }
    add("a-1.0.dist-info/RECORD", record.as_bytes());
    writer.finish().expect("a wheel").into_inner()
}

/// An environment with `a` as a wheel has it.
fn installed() -> (Scratch, Vec<u8>) {
    let scratch = environment("published");
    let tree = scratch.tree();
    let record = install(&tree, SITE, "a", &[("a/one.py", b"1"), ("a/two.py", b"2")]);
    let script = b"#!/env/bin/python3\nprint()\n";
    tree.file("env/bin/a-script", script);
    tree.file("env/bin/a-point", POINT);
    tree.file("env/share/a.txt", "data");
    let more = line("../../../bin/a-script", script)
        + &line("../../../bin/a-point", POINT)
        + &line("../../../share/a.txt", b"data");
    tree.file(&format!("{SITE}/a-1.0.dist-info/RECORD"), record + &more);
    let metadata = b"Metadata-Version: 2.1\nName: a\nVersion: 1.0\n";
    let bytes = wheel(&[
        ("a/one.py", b"1"),
        ("a/two.py", b"2"),
        ("a-1.0.data/scripts/a-script", SCRIPT),
        ("a-1.0.data/data/share/a.txt", b"data"),
        ("a-1.0.dist-info/METADATA", metadata),
    ]);
    // The point is in the list of scripts that installers make.
    let points = b"[console_scripts]\na-point = a:main\n";
    tree.file(&format!("{SITE}/a-1.0.dist-info/entry_points.txt"), points);
    (scratch, bytes)
}

fn against(scratch: &Scratch, wheels: Option<&[u8]>, lock: Option<&str>) -> Vec<String> {
    let mut against = Against::default();
    if let Some(bytes) = wheels {
        scratch.tree().file("wheels/a-1.0-py3-none-any.whl", bytes);
        against.add_wheels(&Disk::here(), &scratch.at("wheels")).expect("wheels");
    }
    if let Some(text) = lock {
        against.add_lock(manifest("lock.txt", text));
    }
    let found = verified_against(scratch, Some(&against));
    let unchecked = found.unchecked.iter().map(|unchecked| format!("unchecked {}", unchecked.code));
    let problems = found.bound_problems.iter().map(|problem| format!("unchecked {}", problem.code));
    told(scratch, &found).into_iter().chain(unchecked).chain(problems).collect()
}

/// The wheel with the entry point.
fn with_points(bytes: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes.to_vec())).expect("a wheel");
    let mut files = Vec::new();
    for at in 0..archive.len() {
        let mut member = archive.by_index(at).expect("a member");
        let name = member.name().expect("a name").into_owned();
        let mut contents = Vec::new();
        std::io::Read::read_to_end(&mut member, &mut contents).expect("read");
        files.push((name, contents));
    }
    files.retain(|(name, _)| !name.ends_with("RECORD"));
    files.push((
        "a-1.0.dist-info/entry_points.txt".to_owned(),
        b"[console_scripts]\na-point = a:main\n".to_vec(),
    ));
    let borrowed: Vec<_> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    wheel(&borrowed)
}

#[test]
fn a_wheel_tells_what_even_a_changed_record_does_not() {
    let (scratch, bytes) = installed();
    let bytes = with_points(&bytes);
    assert_eq!(against(&scratch, Some(&bytes), None), Vec::<String>::new());
    // Whoever changes a file, and RECORD with it, is not found by RECORD.
    let tree = scratch.tree();
    tree.file(&format!("{SITE}/a/two.py"), "3");
    tree.file(&format!("{SITE}/a/added.py"), "4");
    let record = std::fs::read_to_string(scratch.at(SITE).join("a-1.0.dist-info/RECORD")).expect("read");
    let record = record.replace(&line("a/two.py", b"2"), &line("a/two.py", b"3")) + &line("a/added.py", b"4");
    tree.file(&format!("{SITE}/a-1.0.dist-info/RECORD"), record);
    tree.file("env/bin/a-script", "#!/env/bin/python3\nprint(1)\n");
    std::fs::remove_file(scratch.at("env/share/a.txt")).expect("it is there");
    assert_eq!(
        against(&scratch, Some(&bytes), None),
        [
            "high modified env/bin/a-script",
            "high not-as-published env/bin/a-script",
            "high not-as-published a/added.py",
            "high not-as-published a/two.py",
            "low missing env/share/a.txt",
            "low not-as-published env/share/a.txt",
        ]
    );
}

/// Whoever adds files, and lists them with their hashes, adds nothing to the wheel.
#[test]
fn what_installers_make_themselves_is_looked_at_too() {
    let (scratch, bytes) = installed();
    let bytes = with_points(&bytes);
    let tree = scratch.tree();
    let record = std::fs::read_to_string(scratch.at(SITE).join("a-1.0.dist-info/RECORD")).expect("read");
    let put = |path: &str, contents: &[u8]| {
        tree.file(&format!("{SITE}/{path}"), contents);
        tree.file(&format!("{SITE}/a-1.0.dist-info/RECORD"), record.clone() + &line(path, contents));
        let found = against(&scratch, Some(&bytes), None);
        std::fs::remove_file(scratch.at(SITE).join(path)).expect("it is there");
        tree.file(&format!("{SITE}/a-1.0.dist-info/RECORD"), &record);
        found
    };
    assert_eq!(put("sitecustomize.pyc", b"code"), ["high not-as-published sitecustomize.pyc"]);
    let cached = "a/__pycache__/one.cpython-311.pyc";
    assert_eq!(put(cached, b"code"), [format!("high not-as-published {cached}")]);
    let of_none = "a/__pycache__/none.cpython-311.pyc";
    let found = put(of_none, b"code");
    assert_eq!(found, [format!("high not-as-published {of_none}")]);
    // What an installer compiled itself is listed without a hash.
    tree.file(&format!("{SITE}/{cached}"), "code");
    tree.file(&format!("{SITE}/a-1.0.dist-info/RECORD"), record.clone() + cached + ",,\n");
    assert_eq!(against(&scratch, Some(&bytes), None), [""; 0]);
    // Nor is a script of an entry point anything that one likes.
    let script = [POINT, b"import os\n"].concat();
    tree.file("env/bin/a-point", &script);
    let record = record.replace(&line("../../../bin/a-point", POINT), &line("../../../bin/a-point", &script));
    tree.file(&format!("{SITE}/a-1.0.dist-info/RECORD"), record);
    assert_eq!(against(&scratch, Some(&bytes), None), ["medium script-unrecognized env/bin/a-point"]);
}

#[test]
fn a_wheel_whose_own_list_is_wrong_is_read_itself() {
    let (scratch, bytes) = installed();
    let bytes = with_points(&bytes);
    // RECORD is the last member, and stored as it is: a wrong digest there changes no file.
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a wheel");
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut member = archive.by_index(at).expect("a member");
        let name = member.name().expect("a name").into_owned();
        let mut contents = Vec::new();
        std::io::Read::read_to_end(&mut member, &mut contents).expect("read");
        if name.ends_with("RECORD") {
            contents =
                String::from_utf8(contents).expect("text").replace("sha256=a", "sha256=b").into_bytes();
        }
        writer.start_file(name, zip::write::SimpleFileOptions::default()).expect("a member");
        writer.write_all(&contents).expect("written");
    }
    let bytes = writer.finish().expect("a wheel").into_inner();
    assert_eq!(against(&scratch, Some(&bytes), None), Vec::<String>::new());
}

#[test]
fn a_wheel_that_no_lock_names_is_not_trusted() {
    let (scratch, bytes) = installed();
    let bytes = with_points(&bytes);
    let digest = hex(Sha256::digest(&bytes).as_slice());
    let good = format!("a==1.0 --hash=sha256:{digest}\n");
    let bad = format!("a==1.0 --hash=sha256:{}\n", "0".repeat(64));
    assert_eq!(against(&scratch, Some(&bytes), Some(&good)), Vec::<String>::new());
    let told = against(&scratch, Some(&bytes), Some(&bad));
    assert_eq!(told, ["high not-as-published a-1.0.dist-info"]);
}

#[test]
fn a_lock_alone_needs_the_archive_s_hash() {
    let (scratch, _) = installed();
    let zeros = format!("a==1.0 --hash=sha256:{}\n", "0".repeat(64));
    assert_eq!(against(&scratch, None, Some(&zeros)), ["unchecked hash-unrecorded"]);
    assert_eq!(against(&scratch, None, Some("b==1\n")), ["medium not-published a-1.0.dist-info"]);
    let direct = |digest: &str| {
        let json = format!(
            r#"{{"url": "https://h.example/a.whl", "archive_info": {{"hashes": {{"sha256": "{digest}"}}}}}}"#
        );
        scratch.tree().file(&format!("{SITE}/a-1.0.dist-info/direct_url.json"), json);
    };
    direct(&"0".repeat(64));
    assert_eq!(against(&scratch, None, Some(&zeros)), Vec::<String>::new());
    direct(&"1".repeat(64));
    assert_eq!(against(&scratch, None, Some(&zeros)), ["high not-as-published a-1.0.dist-info"]);
}

#[test]
fn a_damaged_wheel_is_not_clean() {
    let (scratch, _) = installed();
    assert_eq!(against(&scratch, Some(b"no zip"), None), ["unchecked wheel-unreadable"]);
}
