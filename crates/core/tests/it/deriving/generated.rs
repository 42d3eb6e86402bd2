//! Machines that proptest makes up: whatever is installed, what is derived is fulfilled.

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;

use fetter_core::inventory::{Details, Distribution, DistributionKind, Inventory, SiteKind};
use fetter_core::metadata::direct_url::Origin;
use proptest::prelude::*;
use serde_json::json;

use super::derive_and_judge;
use crate::made::*;

/// Names that metadata may hold, though no index takes them.
const NAMES: &[&str] = &[
    "six",
    "Six",
    "zope.interface",
    "Zope_Interface",
    "naive",
    "na?ve",
    "na\u{ef}ve",
    "-x",
    "x-",
    "x",
    "_p",
    "p",
    "\u{5305}",
    "a b",
    "foo.zip",
    "foo.whl",
    "foo-zip",
    "foo.tar.gz",
    "deny",
    "deny x",
    "\u{212a}",
    "\u{130}",
    "*",
    "[x]",
    "a*",
    "a#b",
    "# a",
    "a;b",
    "a@b",
    "git+https://h.example/x",
    "-r",
    "--hash=x",
    "a/b",
    "./a",
    "..",
    ".",
    "a[b]",
    "a\u{2028}b",
    "a\nb==1",
    "1",
    "a,b",
    "${X}",
    "$X",
    "\\",
    "x\\",
    "a: b",
    "dependencies:",
    "[project]",
    "<x",
    "{",
    "a!b",
    "!",
    "a]",
    "[!a-z]",
    "lock-version =",
];

const VERSIONS: &[&str] = &[
    "1.0",
    "1.0.0",
    "1",
    "v1.0",
    "2.0",
    "1.0rc1",
    "1.0.dev3",
    "1!0.5",
    "1.0+cpu",
    "1.0+CPU.1",
    "1.0+a.zip",
    "2.0.post1",
    "2004d",
    "french toast",
    "",
    "0.1-unknown",
    "1.0.zip",
    "x.whl",
    "a,b",
    "1,==2",
    "1#b",
    "1 # b",
    "a;b",
    "a)b",
    "(a",
    "$X",
    "${X}",
    "1\\",
    "\\",
    "'1'",
    "\"",
    "1 --hash=x",
    "a/b.zip",
    "a[b]",
    "x.zip[b]",
    "na\u{ef}ve",
    "1\u{a0}0",
    "1.*",
    ">=1",
    "@",
    "99999999999999999999999.1",
];

const URLS: &[&str] = &[
    "https://h.example/p-1.0.zip",
    "https://u:p@h.example/p-1.0-py3-none-any.whl",
    "https://h.example/a;b.zip",
    "https://h.example/a; b.zip",
    "https://h.example/a b.zip",
    "https://h.example/a -r b.zip",
    "https://h.example/a #b.zip",
    "https://h.example/p.zip?token=abc&x=1",
    "https://h.example/p.zip#egg=x",
    "https://h.example/p.zip#sha256=zz",
    "https://h.example/\u{fc}.whl",
    "https://h.example/o/${X}",
    "https://h.example/o/p.git@v1",
    "https://h.example/x'\"`$y",
    "https://[::1]:8443/p",
    "HTTPS://H.example/p.tar.gz",
    "ssh://git@h.example/o/p.git",
    "git@h.example:o/p.git",
    "file:///src/p",
    "file:///src/a%20b",
    "file:///src/a b",
    "file:///src/x/../p",
    "file:///src/x/..%2Fp",
    "file:///src/p.zip",
    "file:///src/p.zip/",
    "file:///src/p/",
    "file:///src/\u{fc}",
    "file:///src/%FF",
    "file:///src/a@b",
    "file:///src/a:b@c/d",
    "file:///src/a;b",
    "file:///src/a#b",
    "file:///src/a%23b",
    "file:///",
    "file://localhost/src/p",
    "file://server/share/p",
    "file:/src/p",
    "file:p",
    "C:\\x",
    "../p",
    "/src/p",
    "",
    "-e",
];

fn picked(fixed: &'static [&'static str], random: &'static str) -> impl Strategy<Value = String> {
    prop_oneof![4 => proptest::sample::select(fixed).prop_map(str::to_owned), 1 => random]
}

/// Nobody can name what has no name.
fn names() -> impl Strategy<Value = String> {
    picked(NAMES, ".{1,5}").prop_filter("a name", |name| !name.trim().is_empty())
}

fn hashes() -> impl Strategy<Value = serde_json::Value> {
    let digest = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae";
    proptest::sample::select(vec![
        json!({}),
        json!({"hashes": {"sha256": digest}}),
        json!({"hashes": {"sha256": digest.to_uppercase(), "md5": "00"}}),
        json!({"hashes": {"md5": "00ff"}}),
        json!({"hashes": {"sha256": "no digest"}}),
        json!({"hash": format!("sha256={digest}")}),
    ])
}

fn origins() -> impl Strategy<Value = Origin> {
    let subdirectory =
        || proptest::sample::select(vec![None, None, Some("inner"), Some("a b"), Some("a&b=c"), Some("")]);
    let revision =
        proptest::sample::select(vec![None, Some("main"), Some("a b"), Some("v@1"), Some("f/x#1")]);
    let commit = proptest::sample::select(vec![
        None,
        Some("7921be1537eac1e97bc40179a57f0349c2aee67d"),
        Some("abc"),
        Some("12:7F"),
    ]);
    let vcs = proptest::sample::select(vec!["git", "hg", "svn", "bzr", "cvs"]);
    let kind = prop_oneof![
        hashes().prop_map(|info| json!({"archive_info": info})),
        (vcs, revision, commit).prop_map(|(vcs, revision, commit)| {
            json!({"vcs_info": {"vcs": vcs, "requested_revision": revision, "commit_id": commit}})
        }),
        any::<bool>().prop_map(|editable| json!({"dir_info": {"editable": editable}})),
    ];
    (picked(URLS, "[a-z]{1,6}:/{0,3}.{0,8}"), kind, subdirectory()).prop_map(
        |(url, mut value, subdirectory)| {
            value["url"] = json!(url);
            value["subdirectory"] = json!(subdirectory);
            origin(&value.to_string())
        },
    )
}

fn distributions() -> impl Strategy<Value = Distribution> {
    let kind = proptest::sample::select(vec![
        DistributionKind::DistInfo,
        DistributionKind::DistInfo,
        DistributionKind::EggInfoFile,
        DistributionKind::EggLink,
        DistributionKind::Conda,
    ]);
    let origin = proptest::option::weighted(0.4, origins());
    (names(), picked(VERSIONS, ".{0,5}"), kind, origin, any::<bool>()).prop_map(
        |(name, version, kind, origin, has_details)| {
            let details = Details { origin, ..Details::default() };
            let metadata_path = format!("/src/{}/x.egg-info", version.replace('/', "-")).into();
            let found = Distribution { kind, metadata_path, ..detailed(&name, &version, details) };
            if has_details { found } else { Distribution { details: None, ..found } }
        },
    )
}

/// Sites, of which each environment sees some and nobody may see others.
pub(super) fn machines() -> impl Strategy<Value = Inventory> {
    let sites = proptest::collection::vec(proptest::collection::vec(distributions(), 0..5), 1..5);
    let seen = proptest::collection::vec(any::<[bool; 4]>(), 0..4);
    let odd = proptest::sample::select(vec![
        &b"/plain"[..],
        b"/x/coding: utf-7/",
        b"/x\nevil==1\n",
        b"/back\\",
        b"/\xff\xe2\x80\xa8x",
    ]);
    (sites, seen, odd).prop_map(|(sites, seen, odd)| {
        let mut inventory = Inventory::default();
        for (number, distributions) in sites.into_iter().enumerate() {
            let path = OsString::from_vec([odd, format!("{number}").as_bytes()].concat());
            let made = site("", SiteKind::Environment, distributions);
            inventory.sites.push(fetter_core::inventory::Site { path: path.into(), ..made });
        }
        for (number, seen) in seen.into_iter().enumerate() {
            let mut made = environment(&format!("/env{number}"), &[]);
            let visible = inventory.sites.iter().zip(seen).filter(|(_, sees)| *sees);
            made.sites = visible.map(|(site, _)| site.path.clone()).collect();
            inventory.environments.push(made);
        }
        inventory
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_derived_is_fulfilled(inventory in machines()) {
        if let Err(complaints) = derive_and_judge(&inventory) {
            prop_assert!(false, "{}", complaints);
        }
    }
}

#[test]
fn each_odd_thing_alone_is_fulfilled() {
    for name in NAMES {
        for version in VERSIONS {
            let inventory = one(vec![package(name, version)]);
            derive_and_judge(&inventory)
                .unwrap_or_else(|complaints| panic!("{name:?} {version:?}: {complaints}"));
        }
    }
    let infos = [
        json!({"archive_info": {}}),
        json!({"dir_info": {"editable": true}}),
        json!({"vcs_info": {"vcs": "git", "commit_id": "7921be1537eac1e97bc40179a57f0349c2aee67d"}}),
    ];
    for (url, info) in URLS.iter().flat_map(|url| infos.iter().map(move |info| (url, info))) {
        let mut value = info.clone();
        value["url"] = json!(url);
        let inventory = one(vec![from("p", "1.0", origin(&value.to_string()))]);
        derive_and_judge(&inventory).unwrap_or_else(|complaints| panic!("{value}: {complaints}"));
    }
}
