//! `sitecustomize` and `usercustomize`.

use fetter_core::integrity::startup::Verdict;

use super::{SITE, item, made, startup, traits};

#[test]
fn extension_modules_are_for_one_version() {
    let (scratch, tree) = made("startup-tags");
    let other = tree.file(&format!("{SITE}/sitecustomize.cpython-310-x86_64-linux-gnu.so"), "");
    let abi3 = tree.file(&format!("{SITE}/sitecustomize.abi3.so"), "");
    let found = startup(&scratch);
    assert!(item(&found, &other, None).environments.is_empty());
    assert_eq!(item(&found, &abi3, None).environments, [scratch.at("env")]);
}

#[test]
fn a_module_that_differs_from_its_record_is_suspicious() {
    let (scratch, tree) = made("startup-changed-module");
    let contents = b"x = 1\n";
    let line = crate::integrity::line("sitecustomize.py", contents);
    let record = tree.dist_info(SITE, "owner", "1.0").join("RECORD");
    std::fs::write(record, line).expect("written");
    let hook = tree.file(&format!("{SITE}/sitecustomize.py"), contents);
    let found = startup(&scratch);
    assert_eq!(item(&found, &hook, None).verdict, Verdict::Owned);
    assert_eq!(item(&found, &hook, None).owner.as_ref().and_then(|owner| owner.is_unchanged), Some(true));
    tree.file(&format!("{SITE}/sitecustomize.py"), b"x = 2\n");
    let found = startup(&scratch);
    assert_eq!(
        (item(&found, &hook, None).verdict, traits(item(&found, &hook, None))),
        (Verdict::Suspicious, vec!["changed"])
    );
}

#[test]
fn a_pth_file_that_is_a_fifo_is_said() {
    use rustix::fs::{CWD, FileType, Mode, mknodat};
    let (scratch, _) = made("startup-fifo-named");
    let fifo = scratch.at(&format!("{SITE}/f.pth"));
    mknodat(CWD, &fifo, FileType::Fifo, Mode::from_raw_mode(0o600), 0).expect("it can be made");
    let request = fetter_core::inventory::discover::Request {
        executables: vec![scratch.at("env")],
        ..fetter_core::inventory::discover::Request::default()
    };
    let inventory = crate::support::search_with(&request, &crate::support::surroundings(scratch.path()));
    let found = fetter_core::integrity::startup::inspect(
        &inventory,
        &fetter_core::inventory::file::Disk::here(),
        &fetter_core::integrity::startup::StartupRequest::default(),
    );
    assert!(found.unchecked.iter().any(|problem| problem.path == fifo), "{found:#?}");
}

#[test]
fn modules_of_compiled_code_come_before_known_ones() {
    for name in
        ["_virtualenv.so", "_virtualenv.cpython-311-x86_64-linux-gnu.so", "_virtualenv/__init__.abi3.so"]
    {
        let (scratch, tree) = made("startup-native");
        let line = tree.file(&format!("{SITE}/_virtualenv.pth"), "import _virtualenv");
        tree.file(&format!("{SITE}/_virtualenv.py"), "");
        assert!(!startup(&scratch).has_findings());
        let native = tree.file(&format!("{SITE}/{name}"), "");
        let found = startup(&scratch);
        assert!(item(&found, &line, Some(1)).is_finding(), "{name}");
        assert_eq!(traits(item(&found, &native, None)), ["binary"], "{name}");
    }
    // Another version's is none.
    let (scratch, tree) = made("startup-native");
    tree.file(&format!("{SITE}/_virtualenv.pth"), "import _virtualenv");
    tree.file(&format!("{SITE}/_virtualenv.py"), "");
    tree.file(&format!("{SITE}/_virtualenv.cpython-310-x86_64-linux-gnu.so"), "");
    assert!(!startup(&scratch).has_findings());
}

#[test]
fn the_zip_file_of_the_library_has_nothing_that_starts_import() {
    let (scratch, tree) = made("startup-library-zip");
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    writer.start_file("encodings/__init__.py", zip::write::SimpleFileOptions::default()).expect("started");
    let bytes = writer.finish().expect("finished").into_inner();
    tree.file("base/lib/python311.zip", bytes);
    let found = startup(&scratch);
    let member = item(&found, &scratch.at("base/lib/python311.zip/encodings/__init__.py"), None);
    assert_eq!((member.verdict, traits(member)), (Verdict::Suspicious, vec!["shadows-library"]));
    assert!(member.environments.contains(&scratch.at("env")));
}
