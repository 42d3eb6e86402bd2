//! The cache can make a search cheaper, and can never change its answer.

use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use fetter_core::inventory::Inventory;
use fetter_core::inventory::discover::Request;
use fetter_testkit::Scratch;

use crate::support::{labels, request, search_with, surroundings};

const SITE: &str = "lib/python3.11/site-packages";

/// What is searched, and a cache beside it.
struct Cached {
    scratch: Scratch,
    cache: Scratch,
}

impl Cached {
    fn new(name: &str) -> Self {
        Self { scratch: Scratch::new(name), cache: Scratch::new("cache") }
    }

    /// Searches with the cache, and sees that the answer is the one without it.
    fn search(&self) -> Inventory {
        let around = fetter_core::inventory::discover::Surroundings {
            user: rustix::process::geteuid().as_raw(),
            ..surroundings(self.scratch.path())
        };
        let fresh = request(self.scratch.path());
        let cached = Request { cache_directory: Some(self.cache.path().to_path_buf()), ..fresh.clone() };
        let found = search_with(&cached, &around);
        assert_eq!(found, search_with(&fresh, &around));
        found
    }

    fn file(&self) -> PathBuf {
        let user = rustix::process::geteuid().as_raw();
        self.cache.at(&format!("metadata-{user}.cache"))
    }
}

/// Makes a file look as if it had not changed for an hour, but for the change time, which no program can set.
fn age(path: &Path) {
    let old = SystemTime::now() - Duration::from_secs(3600);
    std::fs::File::options()
        .write(true)
        .open(path)
        .and_then(|file| file.set_modified(old))
        .expect("its time can be set");
}

#[test]
fn a_package_installed_a_moment_ago_is_there() {
    let cached = Cached::new("moment");
    for number in 0..5 {
        cached.scratch.tree().dist_info(SITE, &format!("p{number}"), "1");
        assert_eq!(cached.search().totals().distributions, number + 1);
    }
}

#[test]
fn an_edit_in_place_with_its_time_set_back_is_seen() {
    let cached = Cached::new("set-back");
    let metadata = cached.scratch.tree().dist_info(SITE, "good", "1.0").join("METADATA");
    age(&metadata);
    assert_eq!(labels(&cached.search()), ["good-1.0"]);
    let before = std::fs::metadata(&metadata).expect("it is there");
    let text = std::fs::read_to_string(&metadata).expect("it can be read").replace("good", "evil");
    std::fs::write(&metadata, text).expect("it can be written");
    age(&metadata);
    let after = std::fs::metadata(&metadata).expect("it is there");
    assert_eq!((before.ino(), before.len()), (after.ino(), after.len()));
    assert_eq!(labels(&cached.search()), ["evil-1.0"]);
}

#[test]
fn two_homes_that_share_a_cache_have_their_own_answers() {
    let (one, mut two) = (Cached::new("home-one"), Cached::new("home-two"));
    two.cache = Scratch::new("unused");
    for (cached, name) in [(&one, "one"), (&two, "two")] {
        age(&cached.scratch.tree().dist_info(SITE, name, "1").join("METADATA"));
    }
    let shared = Some(one.cache.path().to_path_buf());
    for _ in 0..2 {
        for (cached, name) in [(&one, "one-1"), (&two, "two-1")] {
            let request = Request { cache_directory: shared.clone(), ..request(cached.scratch.path()) };
            assert_eq!(labels(&search_with(&request, &surroundings(cached.scratch.path()))), [name]);
        }
    }
}

/// The system's own packages have not changed for long, so that they are what a cache can hold.
#[test]
fn damage_of_every_kind_is_ignored() {
    let settled = Path::new("/usr/lib/python3/dist-packages");
    if !settled.is_dir() {
        fetter_testkit::gate::skip("damage to a cache", "packages that have not changed for a while");
        return;
    }
    let cache = Scratch::new("damage");
    let user = rustix::process::geteuid().as_raw();
    let around = fetter_core::inventory::discover::Surroundings { user, ..surroundings(cache.path()) };
    let request = Request { cache_directory: Some(cache.path().to_path_buf()), ..request(settled) };
    let fresh = search_with(&Request { cache_directory: None, ..request.clone() }, &around);
    assert_eq!(search_with(&request, &around), fresh);
    let file = cache.at(&format!("metadata-{user}.cache"));
    let Ok(good) = std::fs::read(&file) else {
        fetter_testkit::gate::skip("damage to a cache", "a kernel that tells mounts apart (Linux 6.8)");
        return;
    };
    assert_eq!(std::fs::metadata(&file).expect("it is there").permissions().mode() & 0o777, 0o600);
    assert_eq!(search_with(&request, &around), fresh, "from the cache");
    assert_eq!(std::fs::read(&file).expect("it is there"), good, "an answer that is the same writes nothing");
    for at in (0..good.len()).step_by(good.len() / 40 + 1) {
        let mut bad = good.clone();
        bad[at] ^= 0x41;
        std::fs::write(&file, &bad).expect("it can be written");
        assert_eq!(search_with(&request, &around), fresh, "byte {at} was changed");
        std::fs::write(&file, &good[..at]).expect("it can be written");
        assert_eq!(search_with(&request, &around), fresh, "cut at {at}");
    }
    std::fs::write(&file, &good).expect("it can be written");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o666)).expect("its mode can be set");
    assert_eq!(search_with(&request, &around), fresh, "what anybody could have written is not believed");
}

#[test]
fn a_cache_that_cannot_be_written_is_a_problem_and_nothing_more() {
    let cached = Cached::new("unwritable");
    let settled = Path::new("/usr/lib/python3/dist-packages");
    cached.cache.tree().file("no-directory", "");
    let around = surroundings(cached.scratch.path());
    let request = Request { cache_directory: Some(cached.cache.at("no-directory")), ..request(settled) };
    if !settled.is_dir() {
        return;
    }
    let found = search_with(&request, &around);
    let plain = search_with(&Request { cache_directory: None, ..request }, &around);
    assert_eq!(labels(&found), labels(&plain));
    assert!(!cached.file().exists());
}

/// In an image the cache is asked about the file that was opened, never about a path that a link could lead elsewhere.
#[test]
fn an_image_has_its_own_answers() {
    let settled = Path::new("/usr/lib/python3/dist-packages");
    if !settled.is_dir() {
        return;
    }
    let cache = Scratch::new("image-cache");
    let user = rustix::process::geteuid().as_raw();
    let around =
        fetter_core::inventory::discover::Surroundings { user, directory: "/".into(), ..Default::default() };
    // This machine's packages, settled long ago, are what the cache then knows.
    let here =
        Request { cache_directory: Some(cache.path().to_path_buf()), details: false, ..request(settled) };
    search_with(&here, &around);
    let image = Scratch::new("image");
    for entry in std::fs::read_dir(settled).expect("a directory").flatten() {
        let name = entry.file_name().into_string().unwrap_or_default();
        if name.ends_with(".dist-info") {
            image.tree().link(&format!("site-packages/{name}"), entry.path());
        }
    }
    let request = Request {
        root: Some(image.path().to_path_buf()),
        cache_directory: here.cache_directory.clone(),
        ..Request::default()
    };
    let found = search_with(&request, &around);
    let read = found
        .installed()
        .into_iter()
        .filter(|(one, _)| one.identity == fetter_core::inventory::IdentitySource::Metadata);
    assert_eq!(read.count(), 0, "links out of the image are not answered from this machine's cache");
}
