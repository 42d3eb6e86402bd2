//! Markers, by what is known of each environment; extras.

use fetter_core::inventory::{Implementation, Inventory, Platform, SiteKind, System};
use fetter_core::policy::{Host, Judged, Overrides, Rules, UncheckedCode, judge};

use crate::made::*;

/// An environment without anything in it: what a marker asks for is missing.
fn missing(inventory: &Inventory, marker: &str, rules: &Rules) -> bool {
    let judged = judge(inventory, &[bound(&format!("six ; {marker}"))], rules);
    assert_eq!(judged.unchecked, [], "{marker}");
    !judged.findings.is_empty()
}

#[test]
fn markers_hold_by_what_the_environment_is() {
    let inventory = one(vec![]);
    for marker in [
        "python_version == '3.11'",
        "python_version >= '3.9'",
        "python_full_version < '3.11.5'",
        "implementation_name == 'cpython'",
        "platform_python_implementation == 'CPython'",
        "implementation_version == '3.11.4'",
        "sys_platform == 'linux'",
        "os_name == 'posix' and platform_system == 'Linux'",
        "platform_machine == 'x86_64'",
        "platform_machine in 'AMD64 x86_64'",
        "sys_platform == 'win32' or python_version > '3'",
    ] {
        assert!(missing(&inventory, marker, &rules()), "{marker}");
    }
    for marker in [
        "python_version < '3.9'",
        "platform_python_implementation == 'PyPy'",
        "sys_platform == 'darwin'",
        "platform_machine == 'aarch64'",
        "extra == 'test'",
        "sys_platform == 'win32' and python_version > '3'",
    ] {
        assert!(!missing(&inventory, marker, &rules()), "{marker}");
    }
}

#[test]
fn each_environment_is_asked_by_itself() {
    let mut inventory = machine(vec![("/old", vec![]), ("/pypy", vec![]), ("/mac", vec![])]);
    inventory.environments[0].version.release = Some((2, 7));
    inventory.environments[0].version.full = Some("2.7.18".to_owned());
    inventory.environments[1].implementation = Implementation::PyPy;
    inventory.environments[2].platform =
        Some(Platform { system: System::MacOs, machine: Some("arm64".to_owned()) });
    let text = "a ; python_version < '3'\nb ; implementation_name == 'pypy'\nc ; sys_platform == 'darwin'\nd ; sys_platform == 'linux2'";
    let judged = judged_by(&inventory, &[text], &rules());
    let shown: Vec<String> = judged
        .findings
        .iter()
        .map(|finding| {
            let prefixes: Vec<_> =
                finding.environments.iter().map(|prefix| prefix.display().to_string()).collect();
            format!("{} {}", finding.subject.written, prefixes.join(" "))
        })
        .collect();
    // Python 2 calls Linux linux2.
    assert_eq!(shown, ["a /old", "b /pypy", "c /mac", "d /old"]);
}

#[test]
fn what_is_there_for_another_environment_is_unrequired() {
    let judged = judged_by(&one(vec![package("six", "1")]), &["six ; python_version < '3'"], &rules());
    assert_eq!(codes(&judged), ["not-for-environment six-1"]);
    assert_eq!(judged.findings[0].reason, "it is asked for only where python_version < \"3\"");
    assert_eq!(judged.findings[0].place.as_ref().map(|place| place.line), Some(1));
}

fn unchecked(judged: &Judged) -> Vec<(UncheckedCode, u32)> {
    judged.unchecked.iter().map(|unchecked| (unchecked.code, unchecked.place.line)).collect()
}

#[test]
fn what_is_not_known_is_said_and_neither_missing_nor_unrequired() {
    let mut inventory = machine(vec![("/a", vec![package("six", "1")]), ("/b", vec![])]);
    for environment in &mut inventory.environments {
        environment.platform = None;
    }
    let bounds = [bound("# x\nsix ; sys_platform == 'linux'\n")];
    let judged = judge(&inventory, &bounds, &rules());
    assert_eq!(codes(&judged), [""; 0]);
    assert_eq!(unchecked(&judged), [(UncheckedCode::MarkerUnknown, 2)]);
    assert_eq!(judged.unchecked[0].environments.len(), 2);
    assert_eq!(
        judged.unchecked[0].reason,
        "whether \"six; sys_platform == \\\"linux\\\"\" is wanted could not be told: sys_platform is not known of the \
         environment; say it with --platform"
    );
    // One side of an `or` is enough, as is one of an `and` that fails.
    for (marker, expected) in [
        ("sys_platform == 'linux' or python_version > '3'", &["not-installed six"][..]),
        ("sys_platform == 'linux' and python_version < '3'", &["not-for-environment six-1"]),
    ] {
        let judged = judge(&inventory, &[bound(&format!("six ; {marker}"))], &rules());
        assert_eq!(
            (codes(&judged), judged.unchecked.len()),
            (expected.iter().map(|&code| code.to_owned()).collect(), 0)
        );
    }
}

#[test]
fn a_full_version_must_be_known_and_fit() {
    let mut inventory = one(vec![]);
    for full in [None, Some("3.11"), Some("3.12.1")] {
        inventory.environments[0].version.full = full.map(str::to_owned);
        assert!(missing(&inventory, "python_version == '3.11'", &rules()));
        let judged = judge(&inventory, &[bound("six ; python_full_version >= '3.11.2'")], &rules());
        assert_eq!(unchecked(&judged), [(UncheckedCode::MarkerUnknown, 1)], "{full:?}");
    }
    inventory.environments[0].version.full = Some("3.11.0+".to_owned());
    assert!(missing(&inventory, "python_full_version >= '3.11.0'", &rules()));
}

#[test]
fn what_cannot_be_compared_is_said() {
    let judged =
        judge(&one(vec![]), &[bound("six ; os_name >= 'posix'\nattrs ; sys_platform ~= 'linux'")], &rules());
    assert!(judged.unchecked.iter().all(|one| one.code == UncheckedCode::MarkerUndefined), "{judged:?}");
    assert!(!judged.unchecked.is_empty());
}

#[test]
fn the_user_has_the_last_word() {
    let mut inventory = one(vec![]);
    inventory.environments[0].platform = None;
    inventory.environments[0].version = fetter_core::inventory::PythonVersion::default();
    let overrides = Overrides {
        python_version: Some("3.8".parse().expect("a version")),
        platform: Some("windows-amd64".parse().expect("a platform")),
    };
    let host = Host { release: Some("6.1".to_owned()), version: None };
    let rules = Rules { overrides, host, ..rules() };
    for marker in [
        "python_version == '3.8'",
        "sys_platform == 'win32' and os_name == 'nt'",
        "platform_machine == 'AMD64'",
    ] {
        assert!(missing(&inventory, marker, &rules), "{marker}");
    }
    // Another machine's platform has another kernel.
    let judged = judge(&inventory, &[bound("six ; platform_release == '6.1'")], &rules);
    assert_eq!(unchecked(&judged), [(UncheckedCode::MarkerUnknown, 1)]);
    let here = Rules { overrides: Overrides::default(), ..rules };
    assert!(missing(&one(vec![]), "platform_release == '6.1'", &here));
}

#[test]
fn of_a_stray_site_only_overrides_are_known() {
    let mut inventory = Inventory::default();
    inventory.sites.push(site("/stray", SiteKind::Target, vec![package("six", "1"), package("left", "1")]));
    let bounds = [bound("six>=2 ; python_version < '3'")];
    let judged = judge(&inventory, &bounds, &rules());
    assert_eq!(codes(&judged), ["not-in-bound left-1"]);
    assert_eq!(unchecked(&judged), [(UncheckedCode::MarkerUnknown, 1)]);
    let overrides = Overrides { python_version: Some("2.7".parse().expect("a version")), platform: None };
    let judged = judge(&inventory, &bounds, &Rules { overrides, ..rules() });
    assert_eq!(codes(&judged), ["not-in-bound left-1", "version-mismatch six-1"]);
}

#[test]
fn extras_need_what_the_metadata_says() {
    let requires =
        &["PySocks>=1.5.7,!=1.5.6 ; extra == 'socks'", "idna>=2", "chardet ; extra == 'Use_Chardet'"];
    let with = |further: &[(&str, &str)], bound: &str| {
        let further = further.iter().map(|(name, version)| package(name, version));
        let installed = std::iter::once(needing("requests", "2.31", requires)).chain(further).collect();
        found(&one(installed), &[bound])
    };
    assert_eq!(with(&[], "requests"), [""; 0]);
    assert_eq!(with(&[], "requests[socks]"), ["extra-not-installed PySocks"]);
    assert_eq!(with(&[("pysocks", "1.7")], "requests[socks]\npysocks"), [""; 0]);
    assert_eq!(
        with(&[("pysocks", "1.5.6")], "requests[socks]\npysocks"),
        ["extra-version-mismatch pysocks-1.5.6"]
    );
    assert_eq!(
        with(&[], "requests[use-chardet,socks]"),
        ["extra-not-installed chardet", "extra-not-installed PySocks"]
    );
    assert_eq!(with(&[], "requests[none-such]"), [""; 0]);
    assert_eq!(with(&[], "requests[socks] ; python_version < '3'"), ["not-for-environment requests-2.31"]);
    let judged = judged_by(&one(vec![needing("requests", "2.31", requires)]), &["requests[socks]"], &rules());
    assert_eq!(
        judged.findings[0].reason,
        "it is not installed, and requests[socks] needs PySocks!=1.5.6,>=1.5.7"
    );
    assert_eq!(judged.findings[0].requirement.as_deref(), Some("requests[socks]"));
    let subset = Rules { subset: true, ..rules() };
    let judged = judged_by(&one(vec![needing("requests", "2.31", requires)]), &["requests[socks]"], &subset);
    assert_eq!(codes(&judged), [""; 0]);
}

#[test]
fn needs_of_extras_hold_where_their_markers_do() {
    let needs = |need: &str| found(&one(vec![needing("a", "1", &[need])]), &["a[x]"]);
    assert_eq!(needs("b ; extra == 'x' and python_version < '3'"), [""; 0]);
    assert_eq!(needs("b ; extra == 'x' and python_version > '3'"), ["extra-not-installed b"]);
    assert_eq!(needs("b ; python_version < '3' or extra == 'x'"), ["extra-not-installed b"]);
    assert_eq!(needs("b ; extra == 'y'"), [""; 0]);
    // Without the extra it would be needed as well, so that the bound's other lines speak of it.
    assert_eq!(needs("b ; python_version > '3' or extra == 'x'"), [""; 0]);
}

#[test]
fn extras_that_name_further_extras_are_followed() {
    let all = needing("a", "1", &["a[x] ; extra == 'all'", "b[y] ; extra == 'all'", "c ; extra == 'x'"]);
    let installed =
        vec![all, needing("b", "1", &["d>=2 ; extra == 'y'", "a[all] ; extra == 'y'"]), package("d", "1")];
    let judged = found(&one(installed), &["a[all]\nb\nd"]);
    assert_eq!(judged, ["extra-not-installed c", "extra-version-mismatch d-1"]);
}

#[test]
fn metadata_that_cannot_be_understood_is_said() {
    let judged =
        judge(&one(vec![needing("a", "1", &["b >>= 1 ; extra == 'x'"])]), &[bound("a[x]")], &rules());
    assert_eq!(codes(&judged), [""; 0]);
    assert_eq!(unchecked(&judged), [(UncheckedCode::RequiresInvalid, 1)]);
}

#[test]
fn whether_an_extra_needs_something_may_not_be_known() {
    let mut inventory = one(vec![needing("a", "1", &["b ; extra == 'x' and sys_platform == 'win32'"])]);
    inventory.environments[0].platform = None;
    let judged = judge(&inventory, &[bound("a[x]")], &rules());
    assert_eq!(codes(&judged), [""; 0]);
    assert_eq!(unchecked(&judged), [(UncheckedCode::MarkerUnknown, 1)]);
}
