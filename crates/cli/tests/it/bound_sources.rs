//! Where bounds come from, and what they may lead to: what lies beside a file, what is included, and from where.

use crate::bounds::{assert_clean, judge};
use crate::support::home;

/// A lock file of what is installed, of every kind, each alone in a directory, with groups where there can be some.
const LOCKS: [(&str, &str); 7] = [
    (
        "poetry.lock",
        "[[package]]\nname = \"requests\"\nversion = \"2.31.0\"\noptional = false\npython-versions = \"*\"\nfiles = []\n\n\
         [[package]]\nname = \"zope.interface\"\nversion = \"6.1\"\noptional = false\npython-versions = \"*\"\nfiles = []\n\n\
         [metadata]\nlock-version = \"2.0\"\npython-versions = \"*\"\ncontent-hash = \"0\"\n",
    ),
    (
        "pdm.lock",
        "[metadata]\ngroups = [\"default\", \"dev\"]\nstrategy = [\"inherit_metadata\"]\nlock_version = \"4.5.0\"\n\n\
         [[package]]\nname = \"requests\"\nversion = \"2.31.0\"\ngroups = [\"default\"]\nfiles = []\n\n\
         [[package]]\nname = \"zope.interface\"\nversion = \"6.1\"\ngroups = [\"dev\"]\nfiles = []\n",
    ),
    (
        "uv.lock",
        "version = 1\nrequires-python = \">=3.8\"\n\n\
         [[package]]\nname = \"app\"\nversion = \"0.1.0\"\nsource = { virtual = \".\" }\ndependencies = [{ name = \"requests\" }]\n\n\
         [package.dev-dependencies]\ndev = [{ name = \"zope-interface\" }]\n\n\
         [[package]]\nname = \"requests\"\nversion = \"2.31.0\"\nsource = { registry = \"https://h.example/simple\" }\n\n\
         [[package]]\nname = \"zope-interface\"\nversion = \"6.1\"\nsource = { registry = \"https://h.example/simple\" }\n",
    ),
    (
        "pylock.toml",
        "lock-version = \"1.0\"\ncreated-by = \"t\"\ndependency-groups = [\"dev\"]\ndefault-groups = [\"dev\"]\n\n\
         [[packages]]\nname = \"requests\"\nversion = \"2.31.0\"\n\n\
         [[packages]]\nname = \"zope-interface\"\nversion = \"6.1\"\nmarker = \"'dev' in dependency_groups\"\n",
    ),
    (
        "Pipfile.lock",
        "{\"_meta\": {\"pipfile-spec\": 6}, \"default\": {\"requests\": {\"version\": \"==2.31.0\"}, \
         \"zope.interface\": {\"version\": \"==6.1\"}}, \"develop\": {\"six\": {\"version\": \"==1\"}}}",
    ),
    (
        "pixi.lock",
        "version: 6\nenvironments:\n  default:\n    channels: []\n    packages:\n      linux-64:\n\
         \x20     - pypi: https://h.example/requests-2.31.0-py3-none-any.whl\n\
         \x20     - pypi: https://h.example/zope.interface-6.1-py3-none-any.whl\n\
         packages:\n\
         - pypi: https://h.example/requests-2.31.0-py3-none-any.whl\n  name: requests\n  version: 2.31.0\n\
         - pypi: https://h.example/zope.interface-6.1-py3-none-any.whl\n  name: zope-interface\n  version: '6.1'\n",
    ),
    (
        "conda-lock.yml",
        "version: 1\nmetadata:\n  content_hash: {linux-64: '0'}\n  platforms: [linux-64]\n  channels: []\npackage:\n\
         - {name: requests, version: 2.31.0, manager: pip, platform: linux-64, dependencies: {}, \
         url: 'https://h.example/requests-2.31.0-py3-none-any.whl', hash: {}, category: main, optional: false}\n\
         - {name: zope-interface, version: '6.1', manager: pip, platform: linux-64, dependencies: {}, \
         url: 'https://h.example/zope.interface-6.1-py3-none-any.whl', hash: {}, category: dev, optional: true}\n",
    ),
];

#[test]
fn a_lock_file_needs_no_project_beside_it() {
    let home = home("bound-locks");
    for (name, text) in LOCKS {
        home.tree().file(&format!("{name}-alone/{name}"), text);
        for bound in [format!("{name}-alone/{name}"), format!("{name}-alone")] {
            let ran = judge(&home, &format!("{bound} --platform linux-x86_64"));
            if name == "conda-lock.yml" {
                // What it says is where from, which is not recorded: a finding, and nothing that was not checked.
                assert_eq!((ran.code, ran.stderr.as_str()), (Some(3), ""), "{name}");
            } else {
                assert_clean(&ran);
            }
        }
    }
}
