//! The start-up guard on disk: installed, looked at, and taken away without a trace.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use fetter_core::guard::{
    DATA_FILE, DIRECTORY, Damage, DataError, GuardData, GuardError, Installed, Mode, PATH_FILE, STATE_FILE,
    Status, install, status, uninstall,
};
use fetter_testkit::Scratch;

fn data() -> GuardData {
    GuardData {
        checker: vec!["/opt/fetter".into()],
        prefix: "/env".into(),
        bounds: vec!["/bound.txt".into()],
        options: Vec::new(),
        seconds: 60,
        installed: 1_700_000_000,
    }
}

/// Everything below a directory: files with their contents, directories and links without.
fn contents(directory: &Path) -> BTreeMap<PathBuf, Option<Vec<u8>>> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(directory).expect("it is a directory").flatten() {
        let kind = entry.file_type().expect("a type");
        found.insert(entry.path(), kind.is_file().then(|| std::fs::read(entry.path()).expect("a file")));
        if kind.is_dir() {
            found.extend(contents(&entry.path()));
        }
    }
    found
}

/// A site with something in it, in a directory whose name is hard to quote.
fn site(scratch: &Scratch) -> PathBuf {
    let name = OsString::from_vec(b"it's \"a\" \xff dir\n$(x)".to_vec());
    let site = scratch.path().join(name).join("site-packages");
    std::fs::create_dir_all(site.join("zope-1.0.dist-info")).expect("made");
    std::fs::write(site.join("easy-install.pth"), "./x\n").expect("written");
    site
}

#[test]
fn uninstalling_leaves_nothing_behind() {
    let scratch = Scratch::new("guard-leaves-nothing");
    let site = site(&scratch);
    let before = contents(&site);
    for mode in [Mode::Warn, Mode::Exit] {
        assert_eq!(install(&site, mode, &data()), Ok(Installed::New));
        let place = site.join(DIRECTORY);
        // What Python and the guard write as time goes by, some of it cut short.
        std::fs::create_dir(place.join("__pycache__")).expect("made");
        for name in [
            "__pycache__/start.cpython-313.pyc",
            "__pycache__/check.pypy39.pyc",
            "__pycache__/start.cpython-38.pyc.140",
            "state.77",
            "data.new-12",
            "000-fetter-guard.pth.new-3",
        ] {
            std::fs::write(place.join(name), "").expect("written");
        }
        std::fs::write(place.join(STATE_FILE), b"fetter-guard-state 3\0...").expect("written");
        let removed = uninstall(&site).expect("it can be removed");
        assert_eq!(removed.left, Vec::<PathBuf>::new());
        assert!(removed.removed.contains(&place) && removed.removed.contains(&site.join(PATH_FILE)));
        assert_eq!(contents(&site), before);
    }
    assert_eq!(uninstall(&site).expect("nothing is there").removed, Vec::<PathBuf>::new());
}

#[test]
fn the_code_is_the_same_everywhere() {
    let (one, two) = (Scratch::new("guard-same-1"), Scratch::new("guard-same-2"));
    let (one, two) = (site(&one), site(&two));
    let hard = OsString::from_vec(b"/'; import os; os._exit(0) #\n\"\xe9".to_vec());
    install(&one, Mode::Exit, &data()).expect("installed");
    install(&two, Mode::Exit, &GuardData { bounds: vec![hard.into()], ..data() }).expect("installed");
    let relative = |site: &Path| -> BTreeMap<_, _> {
        let all = contents(site).into_iter();
        all.map(|(path, bytes)| (path.strip_prefix(site).expect("below").to_owned(), bytes)).collect()
    };
    let (mut one, mut two) = (relative(&one), relative(&two));
    let name = Path::new(DIRECTORY).join(DATA_FILE);
    assert_ne!(one.remove(&name), two.remove(&name));
    assert_eq!(one, two);
}

#[test]
fn a_guard_says_what_it_is() {
    let scratch = Scratch::new("guard-status");
    let site = site(&scratch);
    assert_eq!(status(&site), Ok(Status::Absent));
    install(&site, Mode::Warn, &data()).expect("installed");
    let installed = |mode, data, last_clean| Ok(Status::Installed { mode, data, last_clean });
    assert_eq!(status(&site), installed(Mode::Warn, data(), None));

    let state = site.join(DIRECTORY).join(STATE_FILE);
    std::fs::write(&state, b"fetter-guard-state 3\0...").expect("written");
    let time = std::fs::metadata(&state).expect("there").mtime();
    assert_eq!(status(&site), installed(Mode::Warn, data(), Some(time)));

    let other = GuardData { options: vec!["--subset".into()], ..data() };
    assert_eq!(install(&site, Mode::Exit, &other), Ok(Installed::Replaced));
    // What was clean under other data need not be clean.
    assert_eq!(status(&site), installed(Mode::Exit, other, None));
}

#[test]
fn a_guard_can_be_read_by_everybody() {
    let scratch = Scratch::new("guard-modes");
    let site = site(&scratch);
    install(&site, Mode::Exit, &data()).expect("installed");
    for name in [PATH_FILE, "_fetter_guard/start.py", "_fetter_guard/check.py", "_fetter_guard/data"] {
        assert_eq!(std::fs::metadata(site.join(name)).expect("there").mode() & 0o777, 0o644, "{name}");
    }
    assert_eq!(std::fs::metadata(site.join(DIRECTORY)).expect("there").mode() & 0o777, 0o755);
}

#[test]
fn what_others_wrote_stays() {
    for (name, text) in [(PATH_FILE, "import os\n"), ("_fetter_guard/notes.txt", ""), (DIRECTORY, "a file")] {
        let scratch = Scratch::new("guard-foreign");
        let site = site(&scratch);
        std::fs::create_dir_all(site.join(name).parent().expect("a parent")).expect("made");
        std::fs::write(site.join(name), text).expect("written");
        let before = contents(&site);
        assert_eq!(install(&site, Mode::Exit, &data()), Err(GuardError::Foreign(site.join(name))), "{name}");
        assert_eq!(uninstall(&site).expect("looked at").left, [site.join(name)]);
        assert_eq!(contents(&site), before);
        assert!(matches!(status(&site), Ok(Status::Damaged { .. })), "{name}");
    }
}

#[test]
fn no_link_is_followed() {
    let scratch = Scratch::new("guard-links");
    let site = site(&scratch);
    let elsewhere = scratch.at("elsewhere");
    std::fs::create_dir(&elsewhere).expect("made");
    for name in [PATH_FILE, DIRECTORY] {
        std::os::unix::fs::symlink(&elsewhere, site.join(name)).expect("linked");
        assert_eq!(install(&site, Mode::Exit, &data()), Err(GuardError::Foreign(site.join(name))));
        assert_eq!(uninstall(&site).expect("looked at").left, [site.join(name)]);
        assert!(contents(&elsewhere).is_empty());
        std::fs::remove_file(site.join(name)).expect("removed");
    }
}

#[test]
fn what_was_damaged_is_said_and_can_be_replaced_or_removed() {
    let scratch = Scratch::new("guard-changed");
    let site = site(&scratch);
    let before = contents(&site);
    for name in ["start.py", "check.py", "data", "state"] {
        for text in ["", "{}\n"] {
            install(&site, Mode::Exit, &data()).expect("installed");
            let file = site.join(DIRECTORY).join(name);
            std::fs::write(&file, text).expect("written");
            let what = vec![Damage::Foreign(file.clone())];
            assert_eq!(status(&site), Ok(Status::Damaged { mode: Some(Mode::Exit), what }), "{name}");
            assert_eq!(install(&site, Mode::Exit, &data()), Ok(Installed::Replaced));
            assert!(matches!(status(&site), Ok(Status::Installed { .. })), "{name}");
            std::fs::write(&file, text).expect("written");
            assert_eq!(uninstall(&site).expect("removed").left, Vec::<PathBuf>::new());
            assert_eq!(contents(&site), before);
        }
    }
    // A link is nobody's file.
    install(&site, Mode::Exit, &data()).expect("installed");
    let state = site.join(DIRECTORY).join(STATE_FILE);
    std::os::unix::fs::symlink("/etc/passwd", &state).expect("linked");
    assert_eq!(install(&site, Mode::Exit, &data()), Err(GuardError::Foreign(state)));
}

#[test]
fn an_interrupted_installation_can_be_made_again_or_removed() {
    let scratch = Scratch::new("guard-interrupted");
    let site = site(&scratch);
    let before = contents(&site);
    install(&site, Mode::Exit, &data()).expect("installed");
    let whole = contents(&site);
    // The order in which they are written, last first: what is missing then.
    for missing in
        [&[PATH_FILE][..], &["_fetter_guard/data"], &["_fetter_guard/start.py"], &["_fetter_guard/check.py"]]
    {
        for name in missing {
            std::fs::remove_file(site.join(name)).expect("removed");
        }
        let Ok(Status::Damaged { mode: None, what }) = status(&site) else { panic!("it is damaged") };
        assert!(what.contains(&Damage::Missing(site.join(PATH_FILE))), "{what:?}");
    }
    assert_eq!(install(&site, Mode::Exit, &data()), Ok(Installed::New));
    assert_eq!(contents(&site), whole);
    std::fs::remove_file(site.join(PATH_FILE)).expect("removed");
    uninstall(&site).expect("removed");
    assert_eq!(contents(&site), before);
}

#[test]
fn what_is_missing_is_named() {
    let scratch = Scratch::new("guard-missing");
    let site = site(&scratch);
    for name in ["_fetter_guard/data", "_fetter_guard/check.py"] {
        install(&site, Mode::Exit, &data()).expect("installed");
        std::fs::remove_file(site.join(name)).expect("removed");
        let what = vec![Damage::Missing(site.join(name))];
        assert_eq!(status(&site), Ok(Status::Damaged { mode: Some(Mode::Exit), what }));
    }
    install(&site, Mode::Exit, &data()).expect("installed");
    std::fs::write(site.join("_fetter_guard/data"), "fetter-guard 9\nend\n").expect("written");
    let Ok(Status::Damaged { what, .. }) = status(&site) else { panic!("it is damaged") };
    assert!(matches!(&what[..], [Damage::Unusable(..)]), "{what:?}");
    assert_eq!(install(&site, Mode::Exit, &data()), Ok(Installed::Replaced));
}

#[test]
fn a_failure_keeps_nothing() {
    let scratch = Scratch::new("guard-failure");
    let site = site(&scratch);
    let before = contents(&site);
    let bad = GuardData { bounds: vec!["relative".into()], ..data() };
    let error = GuardError::Data(DataError::NotAbsolute("relative".into()));
    assert_eq!(install(&site, Mode::Exit, &bad), Err(error));
    assert_eq!(contents(&site), before);
    let missing = site.join("none");
    let Err(GuardError::System { path, .. }) = install(&missing, Mode::Exit, &data()) else {
        panic!("no site")
    };
    assert_eq!(path, missing);
}

#[test]
fn a_site_that_may_not_be_written_stays_as_it_is() {
    let scratch = Scratch::new("guard-read-only");
    let site = site(&scratch);
    if rustix::process::geteuid().is_root() {
        // Root may write everywhere but where nobody may.
        let error = install(Path::new("/proc/self"), Mode::Exit, &data());
        assert!(matches!(error, Err(GuardError::System { attempt: "make the directory", .. })), "{error:?}");
        return;
    }
    let before = contents(&site);
    std::fs::set_permissions(&site, std::fs::Permissions::from_mode(0o555)).expect("set");
    let error = install(&site, Mode::Exit, &data());
    assert!(matches!(error, Err(GuardError::System { attempt: "make the directory", .. })), "{error:?}");
    assert_eq!(contents(&site), before);
}
