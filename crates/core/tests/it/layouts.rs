//! Installations in every layout, made from what real ones look like.

use std::path::{Path, PathBuf};

use fetter_core::inventory::discover::{Request, Surroundings};
use fetter_core::inventory::{Creator, EnvironmentKind, Implementation, SiteKind};
use fetter_core::policy::judge;
use fetter_testkit::{Scratch, Tree};

use crate::made::{bound_of, codes, rules};
use crate::support::{environment, labels, search, search_with, site};

/// Another machine's disk, searched as such.
fn search_image(scratch: &Scratch) -> fetter_core::inventory::Inventory {
    let request = Request {
        root: Some(scratch.path().to_path_buf()),
        details: true,
        threads: Some(2),
        ..Request::default()
    };
    search_with(&request, &Surroundings { directory: PathBuf::from("/"), ..Surroundings::default() })
}

#[test]
fn a_pyenv_installation() {
    let scratch = Scratch::new("pyenv");
    let tree = scratch.tree();
    tree.installation(".pyenv/versions/3.11.7", "3.11");
    tree.file(
        ".pyenv/versions/3.11.7/include/python3.11/patchlevel.h",
        "#define PY_VERSION      \"3.11.7\"\n",
    );
    tree.dist_info(".pyenv/versions/3.11.7/lib/python3.11/site-packages", "pip", "23.2.1");
    tree.program(".pyenv/shims/python", "#!/usr/bin/env bash\nexec pyenv exec\n");
    let found = search(&scratch);
    let python = environment(&found, &scratch.at(".pyenv/versions/3.11.7"));
    assert_eq!(
        (python.kind, python.creator, python.implementation),
        (EnvironmentKind::Base, Creator::Pyenv, Implementation::CPython)
    );
    assert_eq!(python.version.to_string(), "3.11.7");
    assert_eq!(python.sites, [scratch.at(".pyenv/versions/3.11.7/lib/python3.11/site-packages")]);
    assert_eq!(python.executables.len(), 3, "python, python3 and python3.11 are names of one interpreter");
    assert_eq!(found.totals().interpreters, 1);
    assert_eq!(labels(&found), ["pip-23.2.1"]);
}

/// `/usr` of Debian with two Pythons: dist-packages are shared by all of Python 3.
fn debian(tree: &Tree) {
    for version in ["3.11", "3.12"] {
        tree.executable(&format!("usr/bin/python{version}"));
        tree.file(&format!("usr/lib/python{version}/os.py"), "");
        let patched = "sitepackages.append(os.path.join(prefix, \"lib\", \"python3\", \"dist-packages\"))\n";
        tree.file(&format!("usr/lib/python{version}/site.py"), patched);
    }
    tree.link("usr/bin/python3", "python3.11");
    tree.dist_info("usr/lib/python3/dist-packages", "blinker", "1.5");
    tree.egg_info("usr/lib/python3/dist-packages", "six", "1.16.0");
    tree.dist_info("usr/local/lib/python3.11/dist-packages", "locally", "1");
    tree.file("usr/lib/python3.12/site-packages/README", "not Debian's");
}

#[test]
fn debian_with_dist_packages() {
    let scratch = Scratch::new("debian");
    debian(&scratch.tree());
    let found = search_image(&scratch);
    let pythons: Vec<_> =
        found.environments.iter().map(|one| (one.version.to_string(), one.sites.clone())).collect();
    let shared = PathBuf::from("/usr/lib/python3/dist-packages");
    let local = PathBuf::from("/usr/local/lib/python3.11/dist-packages");
    assert_eq!(
        pythons,
        [("3.11".to_owned(), vec![local, shared.clone()]), ("3.12".to_owned(), vec![shared])]
    );
    assert!(found.environments.iter().all(|one| one.creator == Creator::Debian));
    assert_eq!(found.environments[0].executables.len(), 2, "python3 is the 3.11 here");
    assert_eq!(labels(&found), ["blinker-1.5", "locally-1", "six-1.16.0"]);
}

#[test]
fn virtual_environments_of_debian_see_its_packages() {
    let scratch = Scratch::new("debian-venv");
    let tree = scratch.tree();
    debian(&tree);
    let config =
        |system| format!("home = /usr/bin\ninclude-system-site-packages = {system}\nversion = 3.11.2\n");
    tree.venv_with("srv/with", &config(true), Path::new("/usr/bin/python3.11"), "3.11");
    tree.venv_with("srv/without", &config(false), Path::new("/usr/bin/python3.11"), "3.11");
    tree.dist_info("srv/without/local/lib/python3.11/dist-packages", "odd", "1");
    let found = search_image(&scratch);
    let with = environment(&found, Path::new("/srv/with"));
    assert_eq!(
        with.sites.iter().map(|site| site.display().to_string()).collect::<Vec<_>>(),
        [
            "/srv/with/lib/python3.11/site-packages",
            "/usr/local/lib/python3.11/dist-packages",
            "/usr/lib/python3/dist-packages",
        ],
    );
    assert_eq!(with.base.as_deref(), Some(Path::new("/usr")));
    let without = environment(&found, Path::new("/srv/without"));
    assert_eq!(
        without.sites.len(),
        2,
        "Debian's site.py adds local/lib to a virtual environment: {:?}",
        without.sites
    );
}

#[test]
fn uv_managed_and_free_threaded() {
    let scratch = Scratch::new("uv-managed");
    let tree = scratch.tree();
    let prefix = ".local/share/uv/python/cpython-3.13.1+freethreaded-linux-x86_64-gnu";
    tree.executable(&format!("{prefix}/bin/python3.13t"));
    tree.link(&format!("{prefix}/bin/python3"), "python3.13t");
    tree.link(&format!("{prefix}/bin/python"), "python3.13t");
    tree.file(&format!("{prefix}/lib/python3.13t/os.py"), "");
    tree.dist_info(&format!("{prefix}/lib/python3.13t/site-packages"), "pip", "24.3.1");
    tree.dist_info("home/.local/lib/python3.13t/site-packages", "mine", "1");
    let found = search(&scratch);
    let python = environment(&found, &scratch.at(prefix));
    assert_eq!(python.creator, Creator::Uv);
    assert_eq!(python.version.to_string(), "3.13.1t");
    assert_eq!(
        python.sites,
        [
            scratch.at("home/.local/lib/python3.13t/site-packages"),
            scratch.at(prefix).join("lib/python3.13t/site-packages")
        ],
        "the user site comes before the installation's own"
    );
    assert_eq!(python.executables.len(), 3);
}

#[test]
fn conda_base_and_environments() {
    let scratch = Scratch::new("conda");
    let tree = scratch.tree();
    for prefix in ["miniforge3", "miniforge3/envs/science"] {
        tree.installation(prefix, "3.12");
        tree.dist_info(&format!("{prefix}/lib/python3.12/site-packages"), "numpy", "1.26.4");
        tree.file(
            &format!("{prefix}/conda-meta/numpy-1.26.4-py312_0.json"),
            r#"{"name": "numpy", "version": "1.26.4", "build": "py312_0", "channel": "https://conda.example/conda-forge",
                "files": ["lib/python3.12/site-packages/numpy-1.26.4.dist-info/METADATA"]}"#,
        );
        tree.file(
            &format!("{prefix}/conda-meta/openssl-3.3.0-h0.json"),
            r#"{"name": "openssl", "version": "3.3.0", "build": "h0", "channel": "c", "files": ["lib/libssl.so"], "requested_spec": "openssl"}"#,
        );
    }
    tree.file("miniforge3/envs/tools/conda-meta/history", "");
    tree.file(
        "miniforge3/envs/tools/conda-meta/zlib-1.3-h1.json",
        r#"{"name": "zlib", "version": "1.3", "build": "h1"}"#,
    );
    let found = search(&scratch);
    let kinds: Vec<_> = found.environments.iter().map(|one| (one.kind, one.creator)).collect();
    assert_eq!(kinds, [(EnvironmentKind::Conda, Creator::Conda); 3]);
    let science = site(&found, &scratch.at("miniforge3/envs/science/lib/python3.12/site-packages"));
    assert_eq!(science.distributions.len(), 1, "conda's record and the dist-info are one distribution");
    let details = science.distributions[0].details.as_ref().expect("details were asked for");
    assert_eq!(details.conda.as_ref().map(|conda| conda.build.as_str()), Some("py312_0"));
    assert_eq!(details.installer.as_deref(), Some("pip"), "what INSTALLER says stands");
    let records = site(&found, &scratch.at("miniforge3/conda-meta"));
    assert_eq!(records.kind, SiteKind::CondaMeta);
    assert_eq!(records.distributions[0].label(), "openssl-3.3.0");
    assert!(records.distributions[0].details.as_ref().is_some_and(|details| details.requested));
    assert_eq!(
        site(&found, &scratch.at("miniforge3/envs/tools/conda-meta")).distributions[0].label(),
        "zlib-1.3"
    );
    // Each environment is held against what conda installed into it.
    let text = "channels: [c]\ndependencies:\n  - openssl=3.3.0\n  - numpy\n";
    let judged = judge(&found, &[bound_of("environment.yml", text)], &rules());
    assert_eq!(codes(&judged), ["not-installed numpy", "not-installed openssl", "not-in-bound zlib-1.3"]);
    assert_eq!(*judged.findings[0].environments, [scratch.at("miniforge3/envs/tools")].into());
}

#[test]
fn pypy_of_both_layouts() {
    let scratch = Scratch::new("pypy");
    let tree = scratch.tree();
    tree.executable("new/bin/pypy3.9");
    tree.link("new/bin/pypy3", "pypy3.9");
    tree.link("new/bin/python3", "pypy3.9");
    tree.file("new/lib/pypy3.9/os.py", "");
    tree.dist_info("new/lib/pypy3.9/site-packages", "cffi", "1.15.1");
    tree.executable("old/bin/pypy3");
    tree.file("old/lib-python/3/os.py", "");
    tree.dist_info("old/site-packages", "cffi", "1.14.0");
    let found = search(&scratch);
    for (prefix, site) in [("new", "new/lib/pypy3.9/site-packages"), ("old", "old/site-packages")] {
        let pypy = environment(&found, &scratch.at(prefix));
        assert_eq!(pypy.implementation, Implementation::PyPy);
        assert_eq!(pypy.sites, [scratch.at(site)]);
        assert!(pypy.has_interpreter(), "{prefix}");
    }
}

#[test]
fn frameworks_of_macos() {
    let scratch = Scratch::new("framework");
    let tree = scratch.tree();
    let prefix = "Library/Frameworks/Python.framework/Versions/3.12";
    tree.installation(prefix, "3.12");
    tree.link("Library/Frameworks/Python.framework/Versions/Current", "3.12");
    tree.link("usr/local/bin/python3.12", format!("/{prefix}/bin/python3.12"));
    tree.dist_info(&format!("{prefix}/lib/python3.12/site-packages"), "pip", "24");
    tree.dist_info("Library/Python/3.12/site-packages", "everybody", "1");
    tree.dist_info("Users/ada/Library/Python/3.12/lib/python/site-packages", "hers", "1");
    let found = search_image(&scratch);
    let python = environment(&found, &Path::new("/").join(prefix));
    assert_eq!(python.creator, Creator::Framework);
    assert_eq!(python.aliases, [Path::new("/usr/local/bin/python3.12")]);
    assert_eq!(python.sites, [Path::new("/").join(prefix).join("lib/python3.12/site-packages")]);
    assert_eq!(
        site(&found, Path::new("/Users/ada/Library/Python/3.12/lib/python/site-packages")).kind,
        SiteKind::User
    );
    assert_eq!(labels(&found), ["everybody-1", "hers-1", "pip-24"]);
}

#[test]
fn homebrew_of_macos() {
    let scratch = Scratch::new("homebrew");
    let tree = scratch.tree();
    let cellar = "opt/homebrew/Cellar/python@3.12/3.12.4/Frameworks/Python.framework/Versions/3.12";
    tree.installation(cellar, "3.12");
    // Homebrew keeps site-packages outside of the Cellar, so that an upgrade finds them again.
    std::fs::remove_dir(scratch.at(cellar).join("lib/python3.12/site-packages")).expect("it is empty");
    tree.directory("opt/homebrew/lib/python3.12/site-packages");
    tree.link(
        &format!("{cellar}/lib/python3.12/site-packages"),
        "/opt/homebrew/lib/python3.12/site-packages",
    );
    tree.dist_info("opt/homebrew/lib/python3.12/site-packages", "pip", "24.1");
    tree.link("opt/homebrew/opt/python@3.12", "../Cellar/python@3.12/3.12.4");
    tree.link(
        "opt/homebrew/bin/python3.12",
        "../Cellar/python@3.12/3.12.4/Frameworks/Python.framework/Versions/3.12/bin/python3.12",
    );
    let config =
        "home = /opt/homebrew/opt/python@3.12/bin\ninclude-system-site-packages = true\nversion = 3.12.4\n";
    tree.venv_with("Users/ada/venv", config, Path::new("/opt/homebrew/bin/python3.12"), "3.12");
    tree.link(
        "opt/homebrew/Cellar/python@3.12/3.12.4/bin/python3.12",
        "../Frameworks/Python.framework/Versions/3.12/bin/python3.12",
    );
    let found = search_image(&scratch);
    let python = environment(&found, &Path::new("/").join(cellar));
    assert_eq!(python.creator, Creator::Homebrew);
    assert_eq!(python.sites, [Path::new("/opt/homebrew/lib/python3.12/site-packages")]);
    let venv = environment(&found, Path::new("/Users/ada/venv"));
    assert_eq!(venv.base.as_deref(), Some(python.prefix.as_path()));
    assert_eq!(venv.sites.len(), 2);
    assert_eq!(found.totals().interpreters, 2, "/opt/homebrew itself is no second one");
    assert_eq!(labels(&found), ["pip-24.1"]);
}

#[test]
fn windows() {
    let scratch = Scratch::new("windows");
    let tree = scratch.tree();
    let prefix = "Users/ada/AppData/Local/Programs/Python/Python312";
    for file in ["python.exe", "pythonw.exe", "python3.dll", "python312.dll"] {
        tree.file(&format!("{prefix}/{file}"), b"MZ");
    }
    tree.file(&format!("{prefix}/Lib/os.py"), "");
    tree.dist_info(&format!("{prefix}/Lib/site-packages"), "pip", "24.2");
    tree.file("Users/ada/src/.venv/pyvenv.cfg", "home = C:\\Users\\ada\\AppData\\Local\\Programs\\Python\\Python312\nversion = 3.12.5\ninclude-system-site-packages = true\n");
    tree.file("Users/ada/src/.venv/Scripts/python.exe", b"MZ");
    tree.dist_info("Users/ada/src/.venv/Lib/site-packages", "requests", "2.32.3");
    tree.dist_info("Users/ada/AppData/Roaming/Python/Python312/site-packages", "hers", "1");
    let found = search_image(&scratch);
    let python = environment(&found, &Path::new("/").join(prefix));
    assert_eq!((python.creator, python.version.release), (Creator::Windows, Some((3, 12))));
    assert_eq!(python.sites, [Path::new("/").join(prefix).join("Lib/site-packages")]);
    let venv = environment(&found, Path::new("/Users/ada/src/.venv"));
    assert_eq!(venv.kind, EnvironmentKind::Virtual);
    assert_eq!(venv.base.as_deref(), Some(python.prefix.as_path()), "drive C: is the image itself");
    assert_eq!(venv.sites.len(), 2);
    assert_eq!(
        site(&found, Path::new("/Users/ada/AppData/Roaming/Python/Python312/site-packages")).kind,
        SiteKind::User
    );
    assert_eq!(labels(&found), ["hers-1", "pip-24.2", "requests-2.32.3"]);
}

#[test]
fn a_prefix_that_is_split_over_lib_and_lib64() {
    let scratch = Scratch::new("lib64");
    let tree = scratch.tree();
    tree.executable("usr/bin/python3.12");
    tree.file("usr/lib64/python3.12/os.py", "");
    tree.file("usr/lib64/python3.12/site.py", "");
    tree.dist_info("usr/lib64/python3.12/site-packages", "numpy", "2.0");
    tree.dist_info("usr/lib/python3.12/site-packages", "six", "1.16.0");
    let found = search_image(&scratch);
    assert_eq!(found.environments.len(), 1);
    assert_eq!(
        found.environments[0].sites,
        [Path::new("/usr/lib64/python3.12/site-packages"), Path::new("/usr/lib/python3.12/site-packages")]
    );
}

#[test]
fn a_framework_of_python_2_sees_what_everybody_has() {
    let scratch = Scratch::new("framework-2");
    let tree = scratch.tree();
    let prefix = "Library/Frameworks/Python.framework/Versions/2.7";
    tree.installation(prefix, "2.7");
    tree.dist_info("Library/Python/2.7/site-packages", "everybody", "1");
    let found = search_image(&scratch);
    let python = environment(&found, &Path::new("/").join(prefix));
    assert_eq!(
        python.sites.last().map(PathBuf::as_path),
        Some(Path::new("/Library/Python/2.7/site-packages"))
    );
}

#[test]
fn fedora_sees_what_lies_in_usr_local() {
    let scratch = Scratch::new("fedora");
    let tree = scratch.tree();
    tree.executable("usr/bin/python3.12");
    tree.file("usr/lib64/python3.12/os.py", "");
    tree.file("usr/lib64/python3.12/site.py", "        PREFIXES.insert(0, \"/usr/local\")\n");
    for site in ["usr/lib64", "usr/lib", "usr/local/lib64", "usr/local/lib"] {
        tree.dist_info(&format!("{site}/python3.12/site-packages"), &site.replace('/', "-"), "1");
    }
    let found = search_image(&scratch);
    let sites: Vec<String> =
        environment(&found, Path::new("/usr")).sites.iter().map(|site| site.display().to_string()).collect();
    let expected = ["/usr/local/lib64", "/usr/local/lib", "/usr/lib64", "/usr/lib"];
    assert_eq!(sites, expected.map(|lib| format!("{lib}/python3.12/site-packages")));
}

#[test]
fn a_link_to_the_library_is_the_library() {
    let scratch = Scratch::new("linked-lib");
    let tree = scratch.tree();
    tree.installation("base", "3.12");
    let base = scratch.at("base");
    tree.venv("env", &base, "3.12", false);
    tree.dist_info("env/lib/python3.12/site-packages", "a", "1");
    std::fs::rename(scratch.at("env/lib"), scratch.at("elsewhere")).expect("it can be moved");
    tree.link("env/lib", "../elsewhere");
    tree.link("env/lib64", "lib");
    let found = search(&scratch);
    assert_eq!(
        environment(&found, &scratch.at("env")).sites,
        [scratch.at("elsewhere/python3.12/site-packages")]
    );
    assert_eq!(labels(&found), ["a-1"]);
}

#[test]
fn a_copied_lib64_is_no_second_site() {
    let scratch = Scratch::new("copied-lib64");
    let tree = scratch.tree();
    tree.installation("base", "3.12");
    tree.venv("env", &scratch.at("base"), "3.12", false);
    for lib in ["lib", "lib64"] {
        tree.dist_info(&format!("env/{lib}/python3.12/site-packages"), "a", "1");
    }
    let found = search(&scratch);
    assert_eq!(
        environment(&found, &scratch.at("env")).sites,
        [scratch.at("env/lib/python3.12/site-packages")]
    );
}

#[test]
fn a_directory_called_lib_in_capitals_makes_no_windows() {
    let scratch = Scratch::new("capital-lib");
    let tree = scratch.tree();
    tree.installation("base", "3.12");
    tree.venv("env", &scratch.at("base"), "3.12", false);
    tree.directory("env/Lib/site-packages");
    tree.dist_info("env/lib/python3.12/site-packages", "a", "1");
    let found = search(&scratch);
    let env = environment(&found, &scratch.at("env"));
    assert_eq!(env.sites, [scratch.at("env/lib/python3.12/site-packages")]);
    assert!(env.has_interpreter());
}

#[test]
fn a_lib64_without_a_lib_is_the_library() {
    let scratch = Scratch::new("only-lib64");
    let tree = scratch.tree();
    tree.installation("base", "3.12");
    tree.venv("env", &scratch.at("base"), "3.12", false);
    std::fs::rename(scratch.at("env/lib"), scratch.at("env/lib64")).expect("it can be moved");
    tree.dist_info("env/lib64/python3.12/site-packages", "a", "1");
    let found = search(&scratch);
    assert_eq!(
        environment(&found, &scratch.at("env")).sites,
        [scratch.at("env/lib64/python3.12/site-packages")]
    );
}

#[test]
fn records_of_conda_behind_a_link() {
    let scratch = Scratch::new("conda-link");
    let tree = scratch.tree();
    tree.file("elsewhere/zlib-1.3-h1.json", r#"{"name": "zlib", "version": "1.3", "build": "h1"}"#);
    tree.link("env/conda-meta", "../elsewhere");
    let found = search(&scratch);
    assert_eq!(labels(&found), ["zlib-1.3"]);
    assert!(found.problems.is_empty(), "{:?}", found.problems);
}

#[test]
fn programs_behind_a_link_are_those_of_the_prefix() {
    let scratch = Scratch::new("linked-bin");
    let tree = scratch.tree();
    tree.installation("base", "3.12");
    tree.venv("env", &scratch.at("base"), "3.12", false);
    std::fs::rename(scratch.at("env/bin"), scratch.at("programs")).expect("it can be moved");
    tree.link("env/bin", "../programs");
    let found = search(&scratch);
    assert!(environment(&found, &scratch.at("env")).has_interpreter());
}
