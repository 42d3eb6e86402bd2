//! Every kind of distribution, and what is known of each.

use std::io::Write;

use fetter_core::inventory::discover::DetailReader;
use fetter_core::inventory::{Details, DistributionKind, IdentitySource, Inventory, ProblemCode, Site};
use fetter_core::metadata::direct_url::Origin;
use fetter_testkit::Scratch;

use crate::support::{distribution, labels, problems, request, search, site, surroundings};

const SITE: &str = "env/lib/python3.11/site-packages";

fn details<'found>(found: &'found Inventory, name: &str) -> &'found Details {
    distribution(found, name).details.as_deref().expect("details were asked for")
}

fn below(relative: &str) -> String {
    format!("{SITE}/{relative}")
}

#[test]
fn all_that_a_dist_info_says() {
    let scratch = Scratch::new("dist-info");
    let tree = scratch.tree();
    tree.file(
        &below("Foo_Bar-1.0.dist-info/METADATA"),
        "Metadata-Version: 2.4\nName: Foo.Bar\nVersion: 1.0\nRequires-Python: >=3.9\nRequires-Dist: six>=1\n\
         Requires-Dist: nose ; extra == 'test'\nProvides-Extra: test\nLicense-Expression: MIT OR Apache-2.0\n\
         License-File: LICENSE\nLicense: see\n LICENSE\nClassifier: License :: OSI Approved :: MIT License\n\nName: no\n",
    );
    tree.file(&below("Foo_Bar-1.0.dist-info/INSTALLER"), "uv");
    tree.file(&below("Foo_Bar-1.0.dist-info/REQUESTED"), "");
    tree.file(&below("Foo_Bar-1.0.dist-info/RECORD"), "123456789\n");
    let found = search(&scratch);
    let foo = distribution(&found, "foo-bar");
    assert_eq!(
        (foo.kind, foo.identity, foo.name.as_written()),
        (DistributionKind::DistInfo, IdentitySource::Metadata, "Foo.Bar")
    );
    let expected = Details {
        installer: Some("uv".into()),
        requested: true,
        requires_python: Some(">=3.9".into()),
        requires: vec!["six>=1".into(), "nose ; extra == 'test'".into()],
        extras: vec!["test".into()],
        license_expression: Some("MIT OR Apache-2.0".into()),
        license: Some("see".into()),
        license_files: vec!["LICENSE".into()],
        license_classifiers: vec!["License :: OSI Approved :: MIT License".into()],
        record_bytes: Some(10),
        ..Details::default()
    };
    assert_eq!(details(&found, "foo-bar"), &expected);
    assert!(found.problems.is_empty(), "{:?}", found.problems);
}

#[test]
fn origins_of_pep_610_without_credentials() {
    let scratch = Scratch::new("origins");
    let tree = scratch.tree();
    let at = |name: &str, json: &str| {
        tree.dist_info(SITE, name, "1");
        tree.file(&below(&format!("{name}-1.dist-info/direct_url.json")), json);
    };
    at(
        "archive",
        r#"{"url": "https://me:secret@host.example/a.whl", "archive_info": {"hashes": {"sha256": "AB12"}}}"#,
    );
    at(
        "vcs",
        r#"{"url": "https://host.example/r.git", "subdirectory": "py", "vcs_info": {"vcs": "git", "requested_revision": "main", "commit_id": "abc"}}"#,
    );
    at("tree", r#"{"url": "file:///src/x", "dir_info": {"editable": true}}"#);
    at("broken", "{");
    let found = search(&scratch);
    assert_eq!(
        details(&found, "archive").origin,
        Some(Origin::Archive {
            url: "https://****@host.example/a.whl".into(),
            hashes: [("sha256".into(), "ab12".into())].into(),
            subdirectory: None
        })
    );
    assert_eq!(
        details(&found, "vcs").origin,
        Some(Origin::Vcs {
            url: "https://host.example/r.git".into(),
            vcs: "git".into(),
            requested_revision: Some("main".into()),
            commit: Some("abc".into()),
            subdirectory: Some("py".into())
        })
    );
    assert!(details(&found, "tree").origin.as_ref().is_some_and(Origin::is_editable));
    assert_eq!(details(&found, "broken").origin, None);
    assert!(
        problems(&found, ProblemCode::MetadataInvalid)[0]
            .path
            .ends_with("broken-1.dist-info/direct_url.json")
    );
}

#[test]
fn egg_info_directories_and_files() {
    let scratch = Scratch::new("egg-info");
    let tree = scratch.tree();
    tree.file(
        &below("PyYAML-5.3.1-py3.11.egg-info/PKG-INFO"),
        "Metadata-Version: 1.1\nName: PyYAML\nVersion: 5.3.1\n",
    );
    tree.file(&below("PyYAML-5.3.1-py3.11.egg-info/requires.txt"), "six\n[dev:os_name=='nt']\nwin\n");
    tree.file(&below("PyYAML-5.3.1-py3.11.egg-info/installed-files.txt"), "a\nb\n");
    tree.file(&below("pycairo-1.20.egg-info"), "Metadata-Version: 1.0\nName: pycairo\nVersion: 1.20\n");
    let found = search(&scratch);
    assert_eq!(distribution(&found, "pyyaml").kind, DistributionKind::EggInfoDirectory);
    assert_eq!(details(&found, "pyyaml").requires, ["six", "win; (os_name=='nt') and extra == \"dev\""]);
    assert_eq!(details(&found, "pyyaml").record_bytes, Some(4));
    assert_eq!(distribution(&found, "pycairo").kind, DistributionKind::EggInfoFile);
    assert!(found.problems.is_empty(), "{:?}", found.problems);
}

fn egg(metadata: &str) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    writer.start_file("EGG-INFO/PKG-INFO", zip::write::SimpleFileOptions::default()).expect("a member");
    writer.write_all(metadata.as_bytes()).expect("its contents");
    writer.finish().expect("an archive").into_inner()
}

#[test]
fn eggs_as_directories_and_as_archives() {
    let scratch = Scratch::new("eggs");
    let tree = scratch.tree();
    tree.file(&below("blinker-1.4-py3.11.egg/EGG-INFO/PKG-INFO"), "Name: blinker\nVersion: 1.4\n");
    tree.file(&below("docopt-0.6.2-py3.11.egg"), egg("Name: docopt\nVersion: 0.6.2\n"));
    tree.file(
        &below("easy-install.pth"),
        "./blinker-1.4-py3.11.egg\n./docopt-0.6.2-py3.11.egg\n../../../../eggs/far-1-py3.11.egg\n",
    );
    tree.file("eggs/far-1-py3.11.egg", egg("Name: far\nVersion: 1\n"));
    tree.directory(&below("no.egg"));
    tree.installation("env", "3.11");
    let found = search(&scratch);
    assert_eq!(labels(&found), ["blinker-1.4", "docopt-0.6.2", "far-1"]);
    assert_eq!(distribution(&found, "blinker").kind, DistributionKind::EggDirectory);
    assert_eq!(distribution(&found, "docopt").kind, DistributionKind::EggArchive);
}

#[test]
fn a_source_tree_that_is_linked_is_one_distribution() {
    let scratch = Scratch::new("develop");
    let tree = scratch.tree();
    tree.installation("env", "3.11");
    tree.file("src/docopt/docopt.egg-info/PKG-INFO", "Metadata-Version: 1.1\nName: docopt\nVersion: 0.6.2\n");
    let source = scratch.at("src/docopt").display().to_string();
    tree.file(&below("docopt.egg-link"), format!("{source}\n."));
    tree.file(&below("easy-install.pth"), format!("{source}\n"));
    let found = search(&scratch);
    let docopt = distribution(&found, "docopt");
    assert_eq!((docopt.kind, docopt.label().as_str()), (DistributionKind::EggLink, "docopt-0.6.2"));
    assert!(details(&found, "docopt").origin.as_ref().is_some_and(Origin::is_editable));
    assert!(docopt.metadata_path.starts_with(&source));
}

#[test]
fn an_editable_install_and_its_source_tree_are_one_distribution() {
    let scratch = Scratch::new("pep660");
    let tree = scratch.tree();
    tree.installation("env", "3.11");
    tree.egg_info("src/my project", "mine", "1");
    tree.dist_info(SITE, "mine", "1");
    let url = format!("file://{}", scratch.at("src/my%20project").display());
    tree.file(
        &below("mine-1.dist-info/direct_url.json"),
        format!("{{\"url\": \"{url}\", \"dir_info\": {{\"editable\": true}}}}"),
    );
    tree.file(&below("__editable__.mine-1.pth"), scratch.at("src/my project").display().to_string());
    tree.egg_info("src/other", "other", "2");
    let found = search(&scratch);
    assert_eq!(distribution(&found, "mine").kind, DistributionKind::DistInfo);
    assert_eq!(
        distribution(&found, "other").kind,
        DistributionKind::EggInfoDirectory,
        "nobody stands for it"
    );
}

#[test]
fn an_egg_link_to_nothing_is_listed_with_a_problem() {
    let scratch = Scratch::new("broken-link");
    scratch.tree().file(&below("gone.egg-link"), "/nonexistent/gone\n.");
    let found = search(&scratch);
    assert_eq!(labels(&found), ["gone"]);
    assert_eq!(problems(&found, ProblemCode::EggLinkBroken).len(), 1);
}

#[test]
fn identity_comes_from_metadata_and_a_name_that_disagrees_is_recorded() {
    let scratch = Scratch::new("mismatch");
    let tree = scratch.tree();
    tree.file(
        &below("requests-2.32.3.dist-info/METADATA"),
        "Metadata-Version: 2.1\nName: evilpkg\nVersion: 0.0.1\n\n",
    );
    let found = search(&scratch);
    let evil = distribution(&found, "evilpkg");
    assert_eq!(evil.label(), "evilpkg-0.0.1");
    assert!(evil.name_disagrees());
    let problem = problems(&found, ProblemCode::NameMismatch)[0];
    assert!(
        problem.reason.contains("requests-2.32.3") && problem.reason.contains("evilpkg-0.0.1"),
        "{}",
        problem.reason
    );
}

#[test]
fn leftovers_of_pip_are_no_distributions() {
    let scratch = Scratch::new("leftovers");
    let tree = scratch.tree();
    tree.dist_info(SITE, "requests", "2.31.0");
    tree.file(&below("~equests-2.30.0.dist-info/METADATA"), "Name: requests\nVersion: 2.30.0\n");
    tree.directory(&below("~equests"));
    let found = search(&scratch);
    assert_eq!(labels(&found), ["requests-2.31.0"]);
    let site = site(&found, &scratch.at(SITE));
    assert_eq!(
        site.leftovers,
        [scratch.at(&below("~equests")), scratch.at(&below("~equests-2.30.0.dist-info"))]
    );
}

#[test]
fn metadata_in_any_encoding_is_listed() {
    let scratch = Scratch::new("encodings");
    let tree = scratch.tree();
    tree.file(
        &below("a-1.dist-info/METADATA"),
        b"Metadata-Version: 2.1\nName: a\nVersion: 1\nAuthor: Andr\xe9\n\n",
    );
    tree.file(
        &below("b-1.dist-info/METADATA"),
        b"\xef\xbb\xbfMetadata-Version: 2.1\r\nName: b\r\nVersion: 1\r\n\r\n",
    );
    let wide: Vec<u8> = "\u{feff}Name: c\nVersion: 1\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    tree.file(&below("c-1.dist-info/METADATA"), wide);
    tree.file(&below("d-1.dist-info/METADATA"), "");
    tree.directory(&below("e-1.dist-info"));
    let found = search(&scratch);
    assert_eq!(labels(&found), ["a-1", "b-1", "c-1", "d-1", "e-1"]);
    assert_eq!(problems(&found, ProblemCode::MetadataEncoding).len(), 1);
    assert_eq!(problems(&found, ProblemCode::NameMissing).len(), 3);
    assert_eq!(problems(&found, ProblemCode::MetadataMissing).len(), 2);
}

#[test]
fn a_header_block_of_any_size_is_read() {
    let scratch = Scratch::new("large-header");
    let keywords = "k,".repeat(300_000);
    scratch.tree().file(
        &below("a-1.dist-info/METADATA"),
        format!("Metadata-Version: 2.1\nKeywords: {keywords}\nName: a\nVersion: 1\n\n"),
    );
    assert_eq!(labels(&search(&scratch)), ["a-1"]);
}

#[test]
fn versions_that_are_none_are_kept_and_said() {
    let scratch = Scratch::new("versions");
    let tree = scratch.tree();
    tree.dist_info(SITE, "strange", "2023-beta~x");
    tree.dist_info(SITE, "fine", "1.0rc1");
    let found = search(&scratch);
    let strange = distribution(&found, "strange");
    assert_eq!(strange.version_text(), "2023-beta~x");
    assert!(strange.version.as_ref().is_some_and(|version| version.parsed().is_none()));
    assert_eq!(problems(&found, ProblemCode::VersionInvalid).len(), 1);
}

#[test]
fn two_versions_of_one_package_are_two_distributions() {
    let scratch = Scratch::new("twice");
    scratch.tree().dist_info(SITE, "idna", "3.4");
    scratch.tree().dist_info(SITE, "idna", "2.10");
    assert_eq!(labels(&search(&scratch)), ["idna-2.10", "idna-3.4"]);
}

#[test]
fn a_wheel_on_the_path_is_read() {
    let scratch = Scratch::new("wheel");
    let tree = scratch.tree();
    tree.installation("env", "3.11");
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    writer.start_file("x-1.dist-info/METADATA", zip::write::SimpleFileOptions::default()).expect("a member");
    writer.write_all(b"Name: x\nVersion: 1\n").expect("its contents");
    tree.file("wheels/x-1-py3-none-any.whl", writer.finish().expect("an archive").into_inner());
    tree.file(&below("w.pth"), scratch.at("wheels/x-1-py3-none-any.whl").display().to_string());
    let found = search(&scratch);
    assert_eq!(distribution(&found, "x").kind, DistributionKind::ZippedDistInfo);
}

/// The order of `importlib.metadata`: METADATA, PKG-INFO, the entry itself, whichever is the first that holds anything.
#[test]
fn empty_metadata_is_as_good_as_none() {
    let scratch = Scratch::new("fallback");
    let tree = scratch.tree();
    tree.file(&below("a-1.dist-info/METADATA"), "");
    tree.file(&below("a-1.dist-info/PKG-INFO"), "Name: a.real\nVersion: 1\n");
    tree.directory(&below("b-1.dist-info/METADATA"));
    tree.file(&below("b-1.dist-info/PKG-INFO"), "Name: b.real\nVersion: 1\n");
    tree.file(&below("c-1.egg-info/METADATA"), "Name: c.real\nVersion: 1\n");
    assert_eq!(labels(&search(&scratch)), ["a.real-1", "b.real-1", "c.real-1"]);
}

#[test]
fn what_lies_in_an_egg_beside_its_own_metadata_is_seen() {
    let scratch = Scratch::new("in-egg");
    let tree = scratch.tree();
    tree.file(&below("outer-1.egg/EGG-INFO/PKG-INFO"), "Name: outer\nVersion: 1\n");
    tree.dist_info(&below("outer-1.egg"), "inner", "2");
    tree.directory(&below("bare-3-py3.11.egg/EGG-INFO"));
    tree.file(&below("damaged-4-py3.11.egg"), "no zip");
    let found = search(&scratch);
    assert_eq!(labels(&found), ["bare-3", "damaged-4", "inner-2", "outer-1"]);
    assert_eq!(problems(&found, ProblemCode::ArchiveInvalid).len(), 1);
    assert_eq!(distribution(&found, "damaged").kind, DistributionKind::EggArchive);
}

#[test]
fn requirements_of_an_egg_info_come_from_its_metadata_first() {
    let scratch = Scratch::new("egg-requires");
    let tree = scratch.tree();
    tree.file(
        &below("a-1.egg-info/PKG-INFO"),
        "Name: a\nVersion: 1\nRequires-Dist: six\nProvides-Extra: x\n",
    );
    tree.file(&below("a-1.egg-info/requires.txt"), "other\n[y]\nz\n");
    let found = search(&scratch);
    assert_eq!(details(&found, "a").requires, ["six"]);
    assert_eq!(details(&found, "a").extras, ["x"]);
}

#[test]
fn files_beside_the_metadata_that_cannot_be_read_are_problems() {
    let scratch = Scratch::new("beside-metadata");
    let tree = scratch.tree();
    tree.dist_info(SITE, "a", "1");
    std::fs::remove_file(scratch.at(&below("a-1.dist-info/RECORD"))).expect("it can be removed");
    tree.link(&below("a-1.dist-info/RECORD"), "RECORD");
    tree.file(&below("a-1.dist-info/INSTALLER"), "\n  pip \n");
    tree.egg_info(SITE, "b", "1");
    tree.directory(&below("b-1.egg-info/requires.txt"));
    let found = search(&scratch);
    let paths: Vec<_> = found.problems.iter().map(|problem| problem.path.clone()).collect();
    assert_eq!(
        paths,
        [scratch.at(&below("a-1.dist-info/RECORD")), scratch.at(&below("b-1.egg-info/requires.txt"))]
    );
    assert_eq!(details(&found, "a").installer.as_deref(), Some("pip"));
}

#[test]
fn two_spellings_of_a_version_are_one_release() {
    let scratch = Scratch::new("spellings");
    let tree = scratch.tree();
    tree.dist_info("one", "v", "1.0");
    tree.dist_info("two", "V", "1.0.0");
    assert_eq!((search(&scratch).totals().releases, search(&scratch).totals().distributions), (1, 2));
}

/// Records that others keep as samples: one of conda, and one that is none.
#[test]
fn records_of_conda_in_the_wild() {
    let Some(samples) = fetter_testkit::gate::shared("records of conda", "data/locks/conda-meta") else {
        return;
    };
    let scratch = Scratch::new("conda-samples");
    for sample in std::fs::read_dir(samples).expect("a directory").flatten() {
        let name = sample.file_name().into_string().expect("text");
        let name = name.rsplit("__").next().expect("a name");
        scratch
            .tree()
            .file(&format!("env/conda-meta/{name}"), std::fs::read(sample.path()).expect("it can be read"));
    }
    let found = search(&scratch);
    assert_eq!(
        labels(&found),
        ["openssl-1.1.1q", "package-1.2.3"],
        "what cannot be read is listed by the name of its file"
    );
    assert!(!details(&found, "openssl").requested, "conda writes \"None\" for what nobody asked for");
    assert_eq!(problems(&found, ProblemCode::MetadataInvalid).len(), 1);
    assert!(
        problems(&found, ProblemCode::VersionInvalid).is_empty(),
        "conda's versions need not be PEP 440's"
    );
}

#[test]
fn no_credentials_are_kept_wherever_a_url_stands() {
    let scratch = Scratch::new("credentials");
    let tree = scratch.tree();
    let secret = "https://user:s3kret@host.example/x";
    let metadata = format!(
        "Metadata-Version: 2.1\nName: a\nVersion: 1\nLicense: {secret}\nRequires-Dist: b @ {secret}\n\n"
    );
    tree.file(&below("a-1.dist-info/METADATA"), metadata);
    tree.file(&below("a-1.dist-info/INSTALLER"), secret);
    let origin = format!(
        r#"{{"url": "{secret}", "vcs_info": {{"vcs": "git", "commit_id": "1", "requested_revision": "{secret}"}}}}"#
    );
    tree.file(&below("a-1.dist-info/direct_url.json"), origin);
    tree.file(&below("a.pth"), format!("import os; os.environ['INDEX'] = '{secret}'\n"));
    tree.file(&below("b.egg-link"), secret);
    let found = search(&scratch);
    let mut json = Vec::new();
    fetter_core::report::json::InventoryDocument::from(&found)
        .write(&mut json)
        .expect("memory can be written");
    let json = String::from_utf8(json).expect("JSON is text");
    assert!(!json.contains("s3kret"), "{json}");
    assert_eq!(json.matches("****@host.example").count(), 7, "{json}");
}

/// Of what is in an archive nobody looks at who installed it, from where, or what it embeds.
#[test]
fn of_what_is_in_an_archive_not_all_details_are_known() {
    let scratch = Scratch::new("zipped-details");
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (member, text) in [
        ("EGG-INFO/PKG-INFO", "Metadata-Version: 1.0\nName: docopt\nVersion: 0.6.2\n"),
        ("inner-1.dist-info/METADATA", "Metadata-Version: 2.1\nName: inner\nVersion: 1\n"),
        ("inner-1.dist-info/INSTALLER", "pip\n"),
    ] {
        writer.start_file(member, zip::write::SimpleFileOptions::default()).expect("a member");
        writer.write_all(text.as_bytes()).expect("its contents");
    }
    let bytes = writer.finish().expect("an archive").into_inner();
    let archive = scratch.tree().file(&below("docopt-0.6.2-py3.11.egg"), bytes);
    let found = search(&scratch);
    assert_eq!(distribution(&found, "inner").kind, DistributionKind::ZippedDistInfo);
    let (request, surroundings) = (request(scratch.path()), surroundings(&scratch.at("home")));
    let reader = DetailReader::new(&request, &surroundings).expect("a reader");
    let holds = |site: &&Site| site.distributions.iter().any(|one| one.name.normalized() == "inner");
    let site = found.sites.iter().find(holds).expect("its site");
    let read = reader.read(site, &found.environments, 1 << 20);
    assert_eq!(read.unread, std::iter::once(archive.join("inner-1.dist-info")).collect());
}
