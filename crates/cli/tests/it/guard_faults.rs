//! The start-up guard and all that its answer rests on: what else may change it, and where it could look too far.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use fetter_testkit::program::Program;
use fetter_testkit::{Ran, gate};

use super::guard::{Guarded, HELLO, PLACE, assert_refused, assert_started, newest};
use crate::support::FETTER;

impl Guarded {
    /// What the guard asks of fetter.
    fn check(&self, further: &[&str]) -> Ran {
        let data = self.site.join("_fetter_guard/data");
        let program = Program::new(FETTER).env("HOME", self.scratch.path()).within(self.scratch.path());
        let program = program.args(["site-check".as_ref(), "--data".as_ref(), data.as_os_str()]);
        program.args(["--site".as_ref(), self.site.as_os_str()]).args(further).run()
    }

    fn settle_again(&self) {
        let _ = fs::remove_file(self.state());
        self.settle();
    }
}

/// Whether an answer names a path as something that it rests on.
fn rests_on(ran: &Ran, path: &Path) -> bool {
    ran.stdout.contains(&format!("\0{}\0", path.display()))
}

#[test]
fn an_answer_that_rests_on_a_day_says_until_when() {
    let Some(guarded) = newest() else { return };
    guarded.install("exit");
    assert!(!guarded.check(&[]).stdout.contains("\0until\0"));
    let day = |seconds: u64| fetter_core::date::Date::of_unix_time(seconds);
    let now = || SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_secs();
    let before = now();
    guarded.bound(&format!(
        "flask==3.0 # until: {}\nother # optional, until: 9999-12-31\n",
        day(before + 86_400)
    ));
    let ran = guarded.check(&[]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let until =
        ran.stdout.split("\0until\0").nth(1).and_then(|rest| rest.split('\0').next()).expect("a time");
    assert_eq!(until.parse::<u64>().expect("a number"), (before / 86_400 + 2) * 86_400);
    guarded.bound("flask==3.0 # until: 2020-01-01\n");
    assert_refused(&guarded.start(), 3, "2020-01-01");
}

/// A variable may be another at every start.
#[test]
fn a_bound_that_depends_on_variables_is_refused() {
    let Some(guarded) = newest() else { return };
    guarded.bound("flask==${FLASK}\n");
    let ran = guarded.fetter("-e env site-install -b böund.txt exit");
    assert_eq!(ran.code, Some(2), "{}", ran.stderr);
    assert!(ran.stderr.contains("variable FLASK"), "{}", ran.stderr);
    guarded.bound("flask==3.0\n");
    guarded.install("exit");
    guarded.settle();
    guarded.bound("flask==${FLASK}\n");
    assert_refused(&guarded.python().env("FLASK", "3.0").args(HELLO).run(), 4, "variable FLASK");
}

#[test]
fn all_that_an_answer_rests_on_is_named() {
    let Some(guarded) = newest() else { return };
    let tree = guarded.scratch.tree();
    let project = tree
        .file(&format!("{PLACE}/project/pyproject.toml"), "[project]\nname = \"local\"\nversion = \"1\"\n");
    let included = tree.file(&format!("{PLACE}/included.txt"), "old==1\nlinked==1\n");
    guarded.bound("flask==3.0\n-r included.txt\n./project # optional\n");
    let old = guarded.site.join("old.egg-info");
    fs::create_dir(&old).expect("made");
    for (name, text) in [("PKG-INFO", "Name: old\nVersion: 1\n"), ("requires.txt", "six\n")] {
        fs::write(old.join(name), text).expect("written");
    }
    let target = tree.directory("tree");
    tree.file("tree/linked.egg-info/PKG-INFO", "Name: linked\nVersion: 1\n");
    let link = guarded.site.join("linked.egg-link");
    fs::write(&link, format!("{}\n.", target.display())).expect("written");
    let flask = guarded.site.join("flask-3.0.dist-info");
    fs::write(flask.join("direct_url.json"), "{\"url\": \"https://a.example/f.zip\", \"archive_info\": {}}")
        .expect("written");
    guarded.install("--superset --subset --ignore flask,linked,local exit");
    let ran = guarded.check(&[]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    for path in [
        guarded.site.clone(),
        flask.clone(),
        flask.join("METADATA"),
        flask.join("direct_url.json"),
        old.clone(),
        old.join("PKG-INFO"),
        old.join("requires.txt"),
        link,
        target.clone(),
        target.join("linked.egg-info"),
        target.join("linked.egg-info/PKG-INFO"),
        project,
        included,
        guarded.place.join("böund.txt"),
        guarded.place.join("env/pyvenv.cfg"),
        PathBuf::from(FETTER),
    ] {
        assert!(rests_on(&ran, &path), "{} in {:?}", path.display(), ran.stdout);
    }
}

/// A file that comes to metadata shows in its directory.
#[test]
fn what_is_added_beside_metadata_is_noticed() {
    let Some(guarded) = newest() else { return };
    guarded.bound("flask==3.0\nold==1\n");
    let old = guarded.site.join("old.egg-info");
    fs::create_dir(&old).expect("made");
    fs::write(old.join("PKG-INFO"), "Name: old\nVersion: 1\n").expect("written");
    guarded.install("exit");
    guarded.settle();
    let record = guarded.site.join("flask-3.0.dist-info/direct_url.json");
    fs::write(&record, "{\"url\": \"https://a.example/f.zip\", \"archive_info\": {}}").expect("written");
    assert_refused(&guarded.start(), 3, "flask-3.0");
    fs::remove_file(&record).expect("removed");
    guarded.settle_again();
    fs::write(old.join("METADATA"), "Name: old\nVersion: 2\n").expect("written");
    assert_refused(&guarded.start(), 3, "old-2");
}

/// Of a directory on the path, what lies in it is looked at, and nothing below.
#[test]
fn a_directory_on_the_path_is_one_site() {
    let Some(guarded) = newest() else { return };
    guarded.install("exit");
    let tree = guarded.scratch.tree();
    let extra = tree.directory("extra");
    tree.directory("extra/deep/broken-1.dist-info");
    tree.dist_info("extra/deep/site-packages", "intruder", "6.6.6");
    tree.venv("extra/venv", &guarded.scratch.at("nowhere"), "3.11", false);
    let start = || guarded.python().env("PYTHONPATH", &extra).args(HELLO).run();
    assert_started(&start());
    tree.directory("extra/broken-1.dist-info");
    let began = Instant::now();
    assert_refused(&start(), 3, "broken-1.dist-info");
    assert!(began.elapsed() >= Duration::from_millis(100), "it may just be being written");
    fs::remove_dir(extra.join("broken-1.dist-info")).expect("removed");
    guarded.add(&extra, "intruder", "6.6.6");
    assert_refused(&start(), 3, "intruder-6.6.6");
}

/// What this start will see counts, not what another would.
#[test]
fn the_user_s_site_counts_where_it_is_seen() {
    let Some(python) = gate::newest_interpreter("the guard in real interpreters") else { return };
    let guarded = Guarded::new(&python);
    let config = guarded.place.join("env/pyvenv.cfg");
    let text = fs::read_to_string(&config).expect("there");
    fs::write(&config, text.replace("= false", "= true")).expect("written");
    guarded.install("--ignore * exit");
    let print = ["-c", "import site; print(site.getusersitepackages())"];
    let user = PathBuf::from(guarded.python().args(print).succeed().trim());
    fs::create_dir_all(&user).expect("made");
    guarded.add(&user, "intruder", "6.6.6");
    let others = "-e env site-install -b böund.txt --superset --bound denied.txt exit";
    guarded.scratch.tree().file(&format!("{PLACE}/denied.txt"), "deny intruder\n");
    assert_eq!(guarded.fetter(others).code, Some(3));
    assert_refused(&guarded.start(), 3, "intruder-6.6.6");
    for flag in ["-s", "-I"] {
        let ran = guarded.python().args([flag]).args(HELLO).run();
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(0), "user code\n"), "{flag}: {}", ran.stderr);
    }
    assert_started(&guarded.python().env("PYTHONNOUSERSITE", "1").args(HELLO).run());
}

#[test]
fn a_copy_is_told_from_its_original() {
    let Some(guarded) = newest() else { return };
    guarded.install("exit");
    let copy = Program::new("cp").args(["-a"]).args([guarded.place.join("env"), guarded.place.join("copy")]);
    assert_eq!(copy.run().code, Some(0));
    let python =
        || Program::new(guarded.place.join("copy/bin/python")).within(guarded.scratch.path()).args(HELLO);
    assert_refused(&python().run(), 4, "installed for another prefix");
    let status = guarded.fetter("-e copy site-status");
    assert_eq!(status.code, Some(3), "{}", status.stderr);
    assert!(
        status.stdout.contains("damaged") && status.stdout.contains("another prefix"),
        "{}",
        status.stdout
    );
    // Where the original is gone, it is the same.
    fs::rename(guarded.place.join("env"), guarded.place.join("away")).expect("moved");
    assert_refused(&python().run(), 4, "installed for another prefix");
    assert_eq!(guarded.fetter("-e copy site-install -b böund.txt exit").code, Some(0));
    assert_started(&python().run());
}

#[test]
fn a_site_that_a_link_leads_to_is_guarded() {
    let Some(guarded) = newest() else { return };
    let away = guarded.scratch.at("away");
    fs::rename(&guarded.site, &away).expect("moved");
    symlink(&away, &guarded.site).expect("linked");
    guarded.install("exit");
    assert_started(&guarded.start());
    guarded.add(&guarded.site, "intruder", "6.6.6");
    assert_refused(&guarded.start(), 3, "intruder-6.6.6");
    assert_eq!(guarded.status()["guard"], "installed");
}

#[test]
fn what_cannot_be_guarded_is_listed() {
    let Some(guarded) = newest() else { return };
    fs::remove_dir_all(&guarded.site).expect("removed");
    let status = guarded.status();
    assert_eq!((status["guard"].as_str(), status["site"].as_str()), (Some("impossible"), None));
}

#[test]
fn installing_tells_of_findings_by_its_code_and_quietly() {
    let Some(guarded) = newest() else { return };
    guarded.add(&guarded.site, "intruder", "6.6.6");
    for mode in ["warn", "exit"] {
        let ran = guarded.install_with(mode, 3);
        assert!(ran.stderr.contains("intruder-6.6.6"), "{}", ran.stderr);
        let quiet = guarded.fetter(&format!("-q -e env site-install -b böund.txt {mode}"));
        assert_eq!((quiet.code, quiet.stderr.as_str()), (Some(3), ""));
    }
    let status = guarded.fetter("-e env site-status");
    assert_eq!(status.code, Some(0), "{}", status.stderr);
    fs::write(guarded.site.join("_fetter_guard/data"), "").expect("written");
    assert_eq!(guarded.fetter("-e env site-status").code, Some(3));
    assert_refused(&guarded.start(), 4, "install it again");
    assert_eq!(guarded.fetter("-e env site-uninstall").code, Some(0));
    assert!(!guarded.site.join("_fetter_guard").exists());
}
