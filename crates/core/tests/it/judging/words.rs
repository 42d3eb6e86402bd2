//! The words and codes, environment by environment; names and versions; flags.

use std::collections::BTreeSet;

use fetter_core::inventory::{CondaBuild, Details, Distribution, DistributionKind, Inventory, SiteKind};
use fetter_core::policy::{FindingCode, Ignores, Rules, Verdict, judge};

use crate::made::*;

#[test]
fn every_code_stands_under_a_word_and_says_what_to_do() {
    let under = |verdict| {
        let codes = FindingCode::ALL.iter().filter(|code| code.verdict() == verdict);
        codes.map(|code| code.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(under(Verdict::Missing), ["not-installed", "extra-not-installed"]);
    assert_eq!(under(Verdict::Unrequired), ["not-in-bound", "not-for-environment", "expired"]);
    assert_eq!(under(Verdict::Denied), ["denied"]);
    let misdefined = [
        "version-mismatch",
        "origin-mismatch",
        "revision-mismatch",
        "hash-mismatch",
        "extra-version-mismatch",
    ];
    assert_eq!(under(Verdict::Misdefined), misdefined);
    for code in FindingCode::ALL {
        assert!(!code.advice().is_empty() && code.meaning().ends_with('.'), "{code}");
    }
}

#[test]
fn a_finding_says_what_where_and_why() {
    let inventory = machine(vec![
        ("/a", vec![package("Six", "1.0"), package("left", "2")]),
        ("/b", vec![package("six", "1.0")]),
    ]);
    let judged = judged_by(&inventory, &["# head\nsix>=2\nnumpy"], &rules());
    assert_eq!(
        codes(&judged),
        [
            "not-in-bound left-2",
            "not-installed numpy",
            "version-mismatch Six-1.0",
            "version-mismatch six-1.0"
        ]
    );
    let [left, numpy, six, _] = judged.findings.as_slice() else { panic!("{judged:?}") };
    assert_eq!((&left.requirement, &left.place), (&None, &None));
    assert_eq!(left.reason, "no bound asks for it");
    assert_eq!(numpy.requirement.as_deref(), Some("numpy"));
    assert_eq!(numpy.place.as_ref().map(ToString::to_string).as_deref(), Some("bound.txt:3"));
    // What is missing would be in the environments' own sites.
    assert_eq!(*numpy.sites, BTreeSet::from([site_of("/a").into(), site_of("/b").into()]));
    assert_eq!(*numpy.environments, BTreeSet::from(["/a".into(), "/b".into()]));
    assert_eq!(six.subject.name, "six");
    assert_eq!(six.requirement.as_deref(), Some("six>=2"));
    assert_eq!(six.reason, "the bound asks for >=2");
    assert_eq!(*six.sites, BTreeSet::from([site_of("/a").into()]));
    assert_eq!(six.place.as_ref().map(|place| place.line), Some(2));
}

#[test]
fn one_environment_does_not_stand_in_for_another() {
    let inventory =
        machine(vec![("/a", vec![package("six", "1")]), ("/b", vec![package("attrs", "1")]), ("/c", vec![])]);
    let judged = judged_by(&inventory, &["six\nattrs"], &rules());
    assert_eq!(codes(&judged), ["not-installed attrs", "not-installed six"]);
    let environments = |place: usize| judged.findings[place].environments.clone();
    assert_eq!(*environments(0), BTreeSet::from(["/a".into(), "/c".into()]));
    assert_eq!(*environments(1), BTreeSet::from(["/b".into(), "/c".into()]));
}

#[test]
fn what_a_base_has_is_there_for_whoever_sees_its_site() {
    let mut inventory = machine(vec![("/base", vec![package("six", "1")]), ("/env", vec![])]);
    let missing = judged_by(&inventory, &["six"], &rules());
    assert_eq!(codes(&missing), ["not-installed six"]);
    assert_eq!(*missing.findings[0].environments, BTreeSet::from(["/env".into()]));
    inventory.environments[1] = environment("/env", &[&site_of("/base")]);
    assert_eq!(found(&inventory, &["six"]), [""; 0]);
    // One package in one site is one finding, of both environments.
    let judged = judged_by(&inventory, &["six>1"], &rules());
    assert_eq!(codes(&judged), ["version-mismatch six-1"]);
    assert_eq!(*judged.findings[0].sites, BTreeSet::from([site_of("/base").into()]));
    assert_eq!(*judged.findings[0].environments, BTreeSet::from(["/base".into(), "/env".into()]));
}

#[test]
fn a_site_that_no_environment_sees_misses_nothing() {
    let mut inventory = one(vec![package("six", "1")]);
    let target = site("/srv/target", SiteKind::Target, vec![package("six", "2"), package("left", "1")]);
    inventory.sites.push(target);
    let judged = judged_by(&inventory, &["six==1\nnumpy"], &rules());
    assert_eq!(codes(&judged), ["not-in-bound left-1", "not-installed numpy", "version-mismatch six-2"]);
    assert_eq!(*judged.findings[1].environments, BTreeSet::from(["/env".into()]));
    for place in [0, 2] {
        assert_eq!(*judged.findings[place].sites, BTreeSet::from(["/srv/target".into()]));
        assert_eq!(*judged.findings[place].environments, BTreeSet::new());
    }
}

#[test]
fn nothing_at_all_is_judged_to_be_well() {
    assert_eq!(found(&Inventory::default(), &["six"]), [""; 0]);
    assert_eq!(found(&one(vec![]), &[""]), [""; 0]);
    assert_eq!(found(&one(vec![package("six", "1")]), &[""]), ["not-in-bound six-1"]);
    assert_eq!(found(&one(vec![package("six", "1")]), &[]), ["not-in-bound six-1"]);
}

#[test]
fn names_are_compared_normalised() {
    for (installed, bound) in [
        ("Zope.Interface", "zope-interface"),
        ("zope_interface", "ZOPE.interface"),
        ("a--_.b", "A.B"),
        ("typing_extensions", "typing-extensions>=0"),
    ] {
        assert_eq!(found_in(&[(installed, "1")], bound), [""; 0], "{installed} {bound}");
    }
    assert_eq!(
        found_in(&[("python-dateutil", "1")], "dateutil"),
        ["not-installed dateutil", "not-in-bound python-dateutil-1"]
    );
}

#[test]
fn versions_are_compared_as_pep_440_says() {
    for (version, bound) in [
        ("1.0.0", "p==1"),
        ("1.0", "p==1.0.0"),
        ("2.1.0+cpu", "p==2.1.0"),
        ("2.1.0+cpu", "p==2.1.0+CPU"),
        ("2.1.0+cpu", "p<=2.1.0"),
        ("2.1.0+cpu", "p>=2.1.0,<2.2"),
        ("1.0rc1", "p>=1.0a1"),
        ("2.0b1", "p"),
        ("2.0b1", "p>=1.0"),
        ("1!1.0", "p>=2"),
        ("1.4.7", "p~=1.4.2"),
        ("french toast", "p"),
        ("2004d", "p===2004D"),
        ("0.1-unknown", "p===0.1-unknown"),
        ("", "p"),
    ] {
        assert_eq!(found_in(&[("p", version)], bound), [""; 0], "{version} {bound}");
    }
    for (version, bound) in [
        ("1.1", "p==1"),
        ("2.1.0", "p==2.1.0+cpu"),
        ("2.1.0+cpu", "p==2.1.0+cu118"),
        ("2.1.0+cpu", "p>2.1.0"),
        ("1.0rc1", "p>=1.0"),
        ("1.0rc1", "p<1.0"),
        ("1.5.0", "p~=1.4.2"),
        ("french-toast", "p>=0"),
        ("french-toast", "p!=1"),
        ("0.1-unknown", "p==0.1"),
    ] {
        let label = format!("version-mismatch p-{version}");
        assert_eq!(found_in(&[("p", version)], bound), [label], "{version} {bound}");
    }
    // What has no version is none that a bound allows.
    assert_eq!(found_in(&[("p", "")], "p>=0"), ["version-mismatch p"]);
    let judged = judged_by(&one(vec![package("p", "")]), &["p>=0"], &rules());
    assert_eq!(judged.findings[0].reason, "its metadata gives no version, and the bound asks for >=0");
}

#[test]
fn each_of_two_copies_in_one_environment_is_judged() {
    let mut inventory = one(vec![package("six", "1")]);
    inventory.environments = vec![environment("/env", &["/user"])];
    inventory.sites.push(site("/user", SiteKind::User, vec![package("six", "2")]));
    assert_eq!(found(&inventory, &["six"]), [""; 0]);
    let judged = judged_by(&inventory, &["six==1"], &rules());
    assert_eq!(codes(&judged), ["version-mismatch six-2"]);
    assert_eq!(*judged.findings[0].sites, BTreeSet::from(["/user".into()]));
    assert_eq!(found(&inventory, &["six==3"]), ["version-mismatch six-1", "version-mismatch six-2"]);
    // Two in the very same site, as an interrupted upgrade leaves them.
    let twice = one(vec![package("six", "1"), package("six", "2")]);
    assert_eq!(found(&twice, &["six==2"]), ["version-mismatch six-1"]);
}

#[test]
fn all_lines_of_one_name_must_hold() {
    let two = [("six", "1.5")];
    assert_eq!(found_in(&two, "six>=1\nsix<2"), [""; 0]);
    assert_eq!(found_in(&two, "six>=1\nSix<1.5"), ["version-mismatch six-1.5"]);
    assert_eq!(found_in(&two, "six<1\nsix>2"), ["version-mismatch six-1.5"; 2]);
    assert_eq!(found_in(&[], "six>=1\nsix<2"), ["not-installed six"]);
    // Over two bounds, too.
    let inventory = one(vec![package("six", "1.5"), package("attrs", "1")]);
    assert_eq!(found(&inventory, &["six>=1", "six<2\nattrs"]), [""; 0]);
    assert_eq!(found(&inventory, &["six>=1\nattrs", "six>=2"]), ["version-mismatch six-1.5"]);
    // A line whose marker fails has no say.
    assert_eq!(found_in(&two, "six==1 ; python_version < '3'\nsix>=1.5 ; python_version >= '3'"), [""; 0]);
}

#[test]
fn flags_leave_out_one_word_each() {
    let inventory = one(vec![package("six", "1"), package("left", "1"), package("evil", "1")]);
    let text = "six>=2\nnumpy\ndeny evil\n";
    let with =
        |subset, superset| codes(&judged_by(&inventory, &[text], &Rules { subset, superset, ..rules() }));
    let (denied, left, numpy, six) =
        ("denied evil-1", "not-in-bound left-1", "not-installed numpy", "version-mismatch six-1");
    assert_eq!(with(false, false), [denied, left, numpy, six]);
    assert_eq!(with(true, false), [denied, left, six]);
    assert_eq!(with(false, true), [denied, numpy, six]);
    // What is denied, and what is not as it should be, no flag excuses.
    assert_eq!(with(true, true), [denied, six]);
}

#[test]
fn a_flag_for_supersets_excuses_what_expired_and_what_is_for_elsewhere() {
    let inventory = one(vec![package("six", "1"), package("attrs", "1")]);
    let text = "six # until: 2026-01-01\nattrs ; os_name == 'nt'";
    assert_eq!(found(&inventory, &[text]), ["not-for-environment attrs-1", "expired six-1"]);
    let rules = Rules { superset: true, ..rules() };
    assert_eq!(codes(&judged_by(&inventory, &[text], &rules)), [""; 0]);
}

fn ignoring(patterns: &[&str], without_defaults: bool) -> Rules {
    let patterns: Vec<String> = patterns.iter().map(|&pattern| pattern.to_owned()).collect();
    Rules { ignores: Ignores::new(&patterns, without_defaults).expect("globs"), ..rules() }
}

#[test]
fn tools_of_environments_need_not_be_asked_for() {
    let tools = ["pip", "setuptools", "wheel", "distribute", "pkg_resources"];
    let inventory = one(tools.iter().map(|name| package(name, "1")).collect());
    assert_eq!(found(&inventory, &[""]), [""; 0]);
    // Who names one means it.
    assert_eq!(found(&inventory, &["pip>=2"]), ["version-mismatch pip-1"]);
    assert_eq!(found(&inventory, &["deny pip"]), ["denied pip-1"]);
    assert_eq!(found(&one(vec![]), &["pip"]), ["not-installed pip"]);
    let strict = codes(&judged_by(&inventory, &[""], &ignoring(&[], true)));
    assert_eq!(strict.len(), tools.len());
    assert!(strict.iter().all(|code| code.starts_with("not-in-bound")), "{strict:?}");
}

#[test]
fn what_is_ignored_is_not_judged_at_all() {
    let inventory = one(vec![package("acme_core", "1"), package("six", "1"), package("pip", "1")]);
    let text = "deny acme-core\nsix>=2\nacme-gone\nnumpy";
    let found = |rules: &Rules| codes(&judged_by(&inventory, &[text], rules));
    assert_eq!(found(&ignoring(&["ACME.*"], false)), ["not-installed numpy", "version-mismatch six-1"]);
    assert_eq!(found(&ignoring(&["acme*", "six", "numpy"], true)), ["not-in-bound pip-1"]);
    assert!(Ignores::new(&["[".to_owned()], false).is_err());
}

fn conda(name: &str, version: &str) -> Distribution {
    Distribution { kind: DistributionKind::Conda, ..package(name, version) }
}

#[test]
fn what_only_conda_knows_is_judged_by_bounds_of_conda() {
    let built = CondaBuild {
        name: "python-numpy".into(),
        build: "h0".into(),
        channel: "c".into(),
        ..CondaBuild::default()
    };
    let numpy = detailed("numpy", "1.26", Details { conda: Some(built), ..Details::default() });
    // Discovery lists what is no Python package where conda keeps its records, which is no site of the environment.
    let mut inventory = one(vec![numpy]);
    inventory.sites.push(site("/env/conda-meta", SiteKind::CondaMeta, vec![conda("openssl", "3.0")]));
    assert_eq!(found(&inventory, &["numpy>=1"]), [""; 0]);
    assert_eq!(found(&inventory, &["openssl\nnumpy"]), ["not-installed openssl"], "it is no Python package");
    let yaml = |dependencies: &str| {
        let text = format!("name: x\nchannels: [c]\ndependencies:\n{dependencies}");
        judge(&inventory, &[bound_of("environment.yml", &text)], &rules())
    };
    assert_eq!(codes(&yaml("  - openssl=3.0\n  - python-numpy\n")), [""; 0]);
    assert_eq!(codes(&yaml("  - openssl==3.1\n  - python-numpy\n")), ["version-mismatch openssl-3.0"]);
    assert_eq!(codes(&yaml("  - openssl\n  - zlib\n")), ["not-in-bound numpy-1.26", "not-installed zlib"]);
}

#[test]
fn the_order_of_what_is_given_does_not_matter() {
    let mut inventory = machine(vec![
        ("/a", vec![package("six", "1"), package("left", "1")]),
        ("/b", vec![package("six", "3"), package("evil", "1")]),
        ("/c", vec![needing("six", "2", &["extra1 ; extra == 'x'"])]),
    ]);
    inventory.sites.push(site("/stray", SiteKind::Target, vec![package("six", "4"), package("left", "1")]));
    let texts = ["six>=2\nnumpy\n", "six<4\nattrs\ndeny evil*\n", "acme-*\nsix[x] ; sys_platform == 'linux'"];
    let bounds: Vec<_> =
        texts.iter().enumerate().map(|(number, text)| bound_of(&format!("{number}.txt"), text)).collect();
    let straight = judge(&inventory, &bounds, &rules());
    assert!(straight.findings.len() > 6, "{:?}", codes(&straight));
    inventory.sites.reverse();
    inventory.environments.reverse();
    assert_eq!(judge(&inventory, &bounds, &rules()), straight);
    let bounds: Vec<_> = bounds.into_iter().rev().collect();
    assert_eq!(judge(&inventory, &bounds, &rules()), straight);
}

#[test]
fn a_version_is_identical_in_the_form_of_the_metadata_and_in_its_normal_one() {
    let inventory = one(vec![package("p", "1.0-RC1")]);
    for line in ["p===1.0-rc1", "p===1.0rc1", "p==1.0rc1"] {
        assert_eq!(found(&inventory, &[line]), [""; 0], "{line}");
    }
    assert_eq!(found(&inventory, &["p===1.0c1"]), ["version-mismatch p-1.0-RC1"]);
}
