//! Trees that nobody should have: no hang, no panic, and what could not be read is said.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::time::{Duration, Instant};

use fetter_core::inventory::{IdentitySource, ProblemCode};
use fetter_testkit::{Scratch, gate};

use fetter_core::inventory::discover::{Request, Surroundings};
use rustix::fs::{CWD, FileType, Mode, OFlags, makedev, mkdirat, mknodat, openat};

use crate::support::{distribution, environment, labels, problems, search, search_interpreter, site};

const SITE: &str = "env/lib/python3.11/site-packages";

fn mkfifo(path: &std::path::Path) {
    mknodat(CWD, path, FileType::Fifo, Mode::from_raw_mode(0o600), 0).expect("a FIFO can be made");
}

#[test]
fn loops_of_links_end() {
    let scratch = Scratch::new("loops");
    let tree = scratch.tree();
    tree.link("loop/up", "..");
    tree.link("loop/self", "self");
    tree.link("loop/lib/python3.11/site-packages", "../../../loop/lib/python3.11/site-packages");
    tree.link("loop/bin/python3", "python3");
    tree.file("loop/pyvenv.cfg", "home = .\n");
    tree.dist_info(SITE, "a", "1");
    tree.link(&format!("{SITE}/b-1.dist-info"), "b-1.dist-info");
    tree.file(&format!("{SITE}/loop.pth"), ".\n../site-packages\nloop.pth\n");
    let found = search(&scratch);
    assert!(labels(&found).contains(&"a-1".to_owned()));
}

#[test]
fn fifos_and_sockets_under_names_of_metadata_do_not_block() {
    let scratch = Scratch::new("fifos");
    let tree = scratch.tree();
    tree.directory(&format!("{SITE}/a-1.dist-info"));
    mkfifo(&scratch.at(&format!("{SITE}/a-1.dist-info/METADATA")));
    tree.dist_info(SITE, "b", "1");
    mkfifo(&scratch.at(&format!("{SITE}/b-1.dist-info/direct_url.json")));
    mkfifo(&scratch.at(&format!("{SITE}/evil.pth")));
    mkfifo(&scratch.at(&format!("{SITE}/c-1.egg-info")));
    mkfifo(&scratch.at(&format!("{SITE}/d.egg-link")));
    mkfifo(&scratch.at("env/pyvenv.cfg"));
    let socket = std::os::unix::net::UnixListener::bind(scratch.at(&format!("{SITE}/e-1.egg")))
        .expect("a socket can be made");
    let start = Instant::now();
    let found = search(&scratch);
    assert!(start.elapsed() < Duration::from_secs(20), "it blocked");
    drop(socket);
    assert_eq!(distribution(&found, "a").identity, IdentitySource::FileName);
    assert_eq!(labels(&found), ["a-1", "b-1"]);
    let irregular = problems(&found, ProblemCode::FileIrregular);
    assert!(
        irregular.iter().any(|problem| problem.path.ends_with("a-1.dist-info/METADATA")),
        "{:?}",
        found.problems
    );
}

#[test]
fn an_unreadable_directory_is_a_problem_with_its_reason() {
    if rustix::process::geteuid().is_root() {
        // Root reads everything; the same is tested on the program itself, started as another user.
        return;
    }
    let scratch = Scratch::new("unreadable");
    let tree = scratch.tree();
    tree.dist_info("open", "a", "1");
    tree.dist_info("shut", "b", "1");
    tree.mode("shut", 0);
    let found = search(&scratch);
    assert_eq!(labels(&found), ["a-1"]);
    let unreadable = problems(&found, ProblemCode::DirectoryUnreadable);
    assert_eq!(unreadable[0].path, scratch.at("shut"));
    assert!(unreadable[0].reason.contains("ermission denied"), "{}", unreadable[0].reason);
}

#[test]
fn names_that_are_no_utf8() {
    let scratch = Scratch::new("bytes");
    let odd = scratch.path().join(OsStr::from_bytes(b"caf\xe9"));
    let tree = fetter_testkit::Tree::at(&odd);
    tree.dist_info("lib/python3.11/site-packages", "a", "1");
    let site_packages = odd.join("lib/python3.11/site-packages");
    std::fs::create_dir(site_packages.join(OsStr::from_bytes(b"b\xff-1.dist-info"))).expect("it can be made");
    std::fs::write(site_packages.join(OsStr::from_bytes(b"\xff.pth")), "../elsewhere\n")
        .expect("it can be written");
    let found = search(&scratch);
    assert_eq!(site(&found, &site_packages).distributions.len(), 2);
    assert_eq!(problems(&found, ProblemCode::MetadataMissing).len(), 1);
    assert_eq!(site(&found, &site_packages).path_files.len(), 1);
}

#[test]
fn a_directory_of_100_000_entries() {
    let scratch = Scratch::in_memory("many");
    let tree = scratch.tree();
    let place = tree.directory("heap");
    for number in 0..100_000 {
        std::fs::File::create(place.join(format!("{number}.txt"))).expect("a file can be made");
    }
    tree.dist_info("heap", "needle", "1");
    assert_eq!(labels(&search(&scratch)), ["needle-1"]);
}

#[test]
fn a_site_of_many_distributions_is_read_whole() {
    let scratch = Scratch::in_memory("large-site");
    for number in 0..500 {
        scratch.tree().dist_info(SITE, &format!("package{number:03}"), "1.0");
    }
    let found = search(&scratch);
    assert_eq!(found.sites.len(), 1);
    let expected: Vec<String> = (0..500).map(|number| format!("package{number:03}-1.0")).collect();
    assert_eq!(labels(&found), expected);
}

#[test]
fn a_tree_that_is_too_deep_is_said() {
    let scratch = Scratch::new("deep");
    let deep = vec!["d"; 300].join("/");
    scratch.tree().directory(&deep);
    let found = search(&scratch);
    assert_eq!(problems(&found, ProblemCode::DirectoryTooDeep).len(), 1);
}

#[test]
fn what_is_deeper_than_paths_may_be_long_is_found_still() {
    let scratch = Scratch::new("long");
    let name = "n".repeat(200);
    let mut directory = std::fs::File::open(scratch.path()).expect("it can be opened");
    for _ in 0..30 {
        mkdirat(&directory, name.as_str(), Mode::from_raw_mode(0o755)).expect("it can be made");
        directory = openat(&directory, name.as_str(), OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty())
            .expect("opened")
            .into();
    }
    let make = |name: &str| mkdirat(&directory, name, Mode::from_raw_mode(0o755)).expect("made");
    make("hidden-6.6.dist-info");
    let file = openat(
        &directory,
        "hidden-6.6.dist-info/METADATA",
        OFlags::CREATE | OFlags::WRONLY,
        Mode::from_raw_mode(0o644),
    );
    rustix::io::write(file.expect("made"), b"Metadata-Version: 2.1\nName: hidden\nVersion: 6.6\n\n")
        .expect("written");
    assert_eq!(labels(&search(&scratch)), ["hidden-6.6"]);
}

#[test]
fn garbage_in_every_file_leaves_the_rest_readable() {
    let scratch = Scratch::new("garbage");
    let tree = scratch.tree();
    let noise: Vec<u8> = (0..20_000_u32)
        .map(|number| u8::try_from(number.wrapping_mul(2_654_435_761) >> 24).unwrap_or(0))
        .collect();
    for file in ["METADATA", "RECORD", "INSTALLER", "direct_url.json"] {
        tree.file(&format!("{SITE}/noisy-1.dist-info/{file}"), &noise);
    }
    for file in ["z.egg", "y.egg-info", "x.egg-link", "w.pth"] {
        tree.file(&format!("{SITE}/{file}"), &noise);
    }
    tree.file("env/pyvenv.cfg", &noise);
    tree.file("env/conda-meta/a-1-0.json", &noise);
    tree.executable("env/bin/python3.11");
    tree.dist_info(SITE, "fine", "1");
    let found = search(&scratch);
    assert!(labels(&found).contains(&"fine-1".to_owned()));
    assert!(labels(&found).contains(&"noisy-1".to_owned()), "{:?}", labels(&found));
    assert!(!problems(&found, ProblemCode::ArchiveInvalid).is_empty());
    assert!(!problems(&found, ProblemCode::MetadataInvalid).is_empty());
}

#[test]
fn a_metadata_of_gigabytes_is_read_to_a_limit() {
    let scratch = Scratch::new("gigabytes");
    let tree = scratch.tree();
    tree.file(&format!("{SITE}/huge-1.dist-info/METADATA"), "Metadata-Version: 2.1\nX: ");
    let file = std::fs::OpenOptions::new()
        .write(true)
        .open(scratch.at(&format!("{SITE}/huge-1.dist-info/METADATA")))
        .expect("opened");
    // A hole: it takes no room.
    file.set_len(8 << 30).expect("it can be lengthened");
    let found = search(&scratch);
    assert_eq!(labels(&found), ["huge-1"]);
    assert_eq!(problems(&found, ProblemCode::FileTooLarge).len(), 1);
}

#[test]
fn devices_of_an_image_are_not_opened() {
    if !rustix::process::geteuid().is_root() {
        gate::skip("devices of an image", "root, to make a device");
        return;
    }
    let scratch = Scratch::new("devices");
    let tree = scratch.tree();
    tree.directory(&format!("{SITE}/a-1.dist-info"));
    let device = scratch.at(&format!("{SITE}/a-1.dist-info/METADATA"));
    if mknodat(CWD, &device, FileType::CharacterDevice, Mode::from_raw_mode(0o666), makedev(1, 5)).is_err() {
        gate::skip("devices of an image", "the right to make a device");
        return;
    }
    let request = Request { root: Some(scratch.path().to_path_buf()), ..Request::default() };
    let found = crate::support::search_with(
        &request,
        &Surroundings { directory: "/".into(), ..Surroundings::default() },
    );
    assert_eq!(labels(&found), ["a-1"]);
    assert_eq!(problems(&found, ProblemCode::FileIrregular).len(), 1);
}

#[test]
fn links_of_an_image_do_not_lead_out_of_it() {
    let outside = Scratch::new("outside");
    outside.tree().dist_info("site", "secret", "1");
    outside.tree().file("secret.pth", "x\n");
    let scratch = Scratch::new("image");
    let tree = scratch.tree();
    tree.installation("usr", "3.11");
    let site_packages = "usr/lib/python3.11/site-packages";
    tree.link(&format!("{site_packages}/out.pth"), outside.at("secret.pth"));
    tree.file(
        &format!("{site_packages}/a.pth"),
        format!(
            "{}\n../../../../../../../../..{}\n",
            outside.at("site").display(),
            outside.at("site").display()
        ),
    );
    tree.link(&format!("{site_packages}/secret-1.dist-info"), outside.at("site/secret-1.dist-info"));
    tree.link("opt/site-packages", outside.at("site"));
    let request = Request { root: Some(scratch.path().to_path_buf()), ..Request::default() };
    let found = crate::support::search_with(
        &request,
        &Surroundings { directory: "/".into(), ..Surroundings::default() },
    );
    let read_outside =
        found.installed().into_iter().filter(|(one, _)| one.identity == IdentitySource::Metadata).count();
    assert_eq!(read_outside, 0, "{:?}", labels(&found));
}

#[test]
fn an_environment_named_through_a_loop_is_refused() {
    let scratch = Scratch::new("named-loop");
    scratch.tree().link("a", "b");
    scratch.tree().link("b", "a");
    scratch.tree().installation("base", "3.11");
    let request =
        fetter_core::inventory::discover::Request { executables: vec!["./a".into()], ..Default::default() };
    let around = crate::support::surroundings(scratch.path());
    assert!(
        fetter_core::inventory::discover::discover(
            &request,
            &around,
            &fetter_core::inventory::discover::Progress::default()
        )
        .is_err()
    );
    assert!(environment(&search_interpreter(&scratch, "base"), &scratch.at("base")).has_interpreter());
}

#[test]
fn one_stray_entry_hides_no_environment() {
    let scratch = Scratch::new("stray-entries");
    let tree = scratch.tree();
    tree.file("in-package/stray-1.dist-info/METADATA", "Name: stray\nVersion: 1\n");
    tree.file("in-package/project/__init__.py", "");
    tree.file("in-library/lib/anything/os.py", "");
    for place in ["in-package/project/.venv", "in-library/lib/anything/.venv"] {
        tree.file(&format!("{place}/pyvenv.cfg"), "home = /nowhere\n");
        tree.dist_info(
            &format!("{place}/lib/python3.11/site-packages"),
            &place.replace(['/', '.'], "-"),
            "1",
        );
    }
    tree.dist_info("in-package/project/_vendor", "vendored", "1");
    let found = search(&scratch);
    assert_eq!(labels(&found), ["in-library-lib-anything--venv-1", "in-package-project--venv-1", "stray-1"]);
}

#[test]
fn exhaustive_looks_into_directories_of_metadata_too() {
    let scratch = Scratch::new("in-metadata");
    let tree = scratch.tree();
    tree.file("evil.egg-info/.venv/pyvenv.cfg", "home = /nowhere\n");
    tree.dist_info("evil.egg-info/.venv/lib/python3.11/site-packages", "hidden", "1");
    let request = fetter_core::inventory::discover::Request {
        exhaustive: true,
        ..crate::support::request(scratch.path())
    };
    let found = crate::support::search_with(&request, &crate::support::surroundings(scratch.path()));
    assert!(labels(&found).contains(&"hidden-1".to_owned()));
}

#[test]
fn metadata_under_odd_names_is_not_hidden() {
    let scratch = Scratch::new("odd-names");
    let tree = scratch.tree();
    tree.file(&format!("{SITE}/.dist-info/METADATA"), "Name: nameless\nVersion: 1\n");
    tree.file(&format!("{SITE}/file-1.dist-info"), "Metadata-Version: 2.1\nName: file\nVersion: 1\n");
    tree.file("elsewhere/linked-1.dist-info/METADATA", "Name: linked\nVersion: 1\n");
    tree.link(&format!("{SITE}/linked-1.dist-info"), scratch.at("elsewhere/linked-1.dist-info"));
    tree.link(&format!("{SITE}/~inked-1.dist-info"), scratch.at("elsewhere/linked-1.dist-info"));
    tree.file(&format!("{SITE}/~x-1.egg-info"), "Name: x\n");
    let found = search(&scratch);
    let here = site(&found, &scratch.at(SITE));
    let labels: Vec<String> =
        here.distributions.iter().map(fetter_core::inventory::Distribution::label).collect();
    assert_eq!(labels, ["file-1", "linked-1", "nameless-1"]);
    assert_eq!(here.leftovers.len(), 2);
    assert_eq!(problems(&found, ProblemCode::Leftover).len(), 2);
}

#[test]
fn links_named_as_environments_are_followed_out_of_what_is_walked() {
    let outside = Scratch::new("outside-env");
    outside.tree().file("real/pyvenv.cfg", "home = /nowhere\n");
    outside.tree().dist_info("real/lib/python3.11/site-packages", "outside", "1");
    outside.tree().link("real/venv", outside.path());
    let scratch = Scratch::new("linking");
    scratch.tree().link("project/.venv", outside.at("real"));
    scratch.tree().link("again/venv", outside.at("real"));
    let found = search(&scratch);
    assert_eq!(labels(&found), ["outside-1"]);
    assert!(found.coverage.roots.iter().any(|root| root == outside.path()), "where the search went is said");
}

#[test]
fn an_unreadable_part_of_a_prefix_is_a_problem() {
    let scratch = Scratch::new("unreadable-parts");
    let tree = scratch.tree();
    mkfifo(&{
        tree.directory("env/lib/python3.11/site-packages");
        scratch.at("env/pyvenv.cfg")
    });
    tree.executable("env/bin/python3.11");
    let found = search(&scratch);
    assert_eq!(problems(&found, ProblemCode::FileIrregular)[0].path, scratch.at("env/pyvenv.cfg"));
}

#[test]
fn what_a_path_file_holds_beyond_the_limit_is_said() {
    let scratch = Scratch::new("long-pth");
    scratch.tree().file(&format!("{SITE}/long.pth"), format!("#{}\nimport evil\n", "x".repeat(1 << 20)));
    let found = search(&scratch);
    assert_eq!(problems(&found, ProblemCode::FileTooLarge).len(), 1);
}

/// Root reads for others what they may not read themselves: what a link of theirs leads to must be theirs, or everybody's.
#[test]
fn links_of_others_lead_to_nothing_that_they_may_not_read() {
    use rustix::fs::{AtFlags, Uid, chownat};
    if !rustix::process::geteuid().is_root() {
        gate::skip("links of others", "root, to make a link somebody else's");
        return;
    }
    let scratch = Scratch::new("links-of-others");
    let tree = scratch.tree();
    tree.mode(".", 0o755);
    tree.file("private/secret", "s3cret line\n");
    tree.mode("private/secret", 0o600);
    tree.file("shut/open-file", "shut away\n");
    tree.mode("shut", 0o700);
    tree.file("public/open-file", "/everybody/may/read\n");
    for (name, target) in
        [("a.pth", "private/secret"), ("b.pth", "shut/open-file"), ("c.pth", "public/open-file")]
    {
        let link = tree.link(&format!("{SITE}/{name}"), scratch.at(target));
        // Root's own links are trusted; these are made somebody else's.
        chownat(CWD, &link, Some(Uid::from_raw(12345)), None, AtFlags::SYMLINK_NOFOLLOW)
            .expect("it can be given away");
    }
    tree.dist_info(SITE, "a", "1");
    tree.link(&format!("{SITE}/d.pth"), scratch.at("private/secret"));
    let found = search(&scratch);
    let read: Vec<_> = site(&found, &scratch.at(SITE))
        .path_files
        .iter()
        .map(|file| file.name.display().to_string())
        .collect();
    assert_eq!(read, ["c.pth", "d.pth"]);
    let refused: Vec<_> =
        problems(&found, ProblemCode::FileUnreadable).iter().map(|problem| problem.path.clone()).collect();
    assert_eq!(refused, [scratch.at(&format!("{SITE}/a.pth")), scratch.at(&format!("{SITE}/b.pth"))]);
}

/// Each requirement repeats the marker of its section: a file of 1 MB could be made to be 137 GB.
#[test]
fn a_marker_that_is_repeated_without_end_is_cut_and_said() {
    let scratch = Scratch::new("markers");
    let tree = scratch.tree();
    tree.egg_info(SITE, "bomb", "1");
    let text = format!("[:{}]\n{}", "m".repeat(512 * 1024), "a\n".repeat(262_000));
    let file = tree.file(&format!("{SITE}/bomb-1.egg-info/requires.txt"), text);
    let found = search(&scratch);
    let kept = distribution(&found, "bomb").details.as_ref().expect("details were asked for");
    assert!(kept.requires.len() < 20, "{}", kept.requires.len());
    assert!(problems(&found, ProblemCode::FileTooLarge).iter().any(|problem| problem.path == file));
}
