//! What every lock file says of a package that it settled on: one release, one commit. And that nothing of another shape than the
//! format's is passed over.

use super::{codes, entry, read_files, read_well, wanted, wanted_in};
use fetter_core::manifest::{Manifest, ManifestProblemCode};

const INVALID: ManifestProblemCode = ManifestProblemCode::EntryInvalid;

fn poetry(package: &str) -> String {
    format!(
        "[[package]]\nname = \"six\"\n{package}\n[metadata]\nlock-version = \"2.1\"\ncontent-hash = \"x\"\n"
    )
}

fn pdm(package: &str) -> String {
    format!(
        "[metadata]\nlock_version = \"4.5.0\"\ngroups = [\"default\"]\n[[package]]\nname = \"six\"\n{package}\n"
    )
}

fn uv(package: &str) -> String {
    format!("version = 1\n[[package]]\nname = \"six\"\n{package}\n")
}

fn pylock(package: &str) -> String {
    format!("lock-version = \"1.0\"\ncreated-by = \"x\"\n[[packages]]\nname = \"six\"\n{package}\n")
}

fn pipenv(package: &str) -> String {
    format!("{{\"_meta\": {{\"pipfile-spec\": 6}},\n\"default\": {{\"six\": {package}}}}}")
}

fn pixi(url: &str, version: &str) -> String {
    format!(
        "version: 6\nenvironments:\n  default:\n    packages:\n      linux-64:\n      - pypi: {url}\npackages:\n- pypi: {url}\n  name: six\n{version}"
    )
}

fn conda_lock(url: &str) -> String {
    format!(
        "version: 1\npackage:\n- name: six\n  version: 1.17.0\n  manager: pip\n  platform: linux-64\n  url: {url}\n  hash: {{sha256: 00}}\n"
    )
}

fn admits(manifest: &Manifest, version: &str) -> bool {
    entry(manifest, "six").requirement.specifiers.admits(version, version.parse().ok().as_ref())
}

#[test]
fn a_locked_version_is_that_very_release() {
    let wheel = "https://h.example/six-1.17.0-py3-none-any.whl";
    for (file, text) in [
        ("poetry.lock", poetry("version = \"1.17.0\"")),
        ("pdm.lock", pdm("version = \"1.17.0\"")),
        ("uv.lock", uv("version = \"1.17.0\"\nsource = {registry = \"https://h.example\"}")),
        ("pylock.toml", pylock("version = \"1.17.0\"")),
        ("Pipfile.lock", pipenv("{\"version\": \"==1.17.0\"}")),
        ("pixi.lock", pixi(wheel, "  version: 1.17.0\n")),
        ("conda-lock.yml", conda_lock(wheel)),
    ] {
        let manifest = read_well(&[(file, &text)]);
        assert!(admits(&manifest, "1.17.0") && admits(&manifest, "1.17"), "{file}");
        assert!(!admits(&manifest, "1.17.0+evil"), "{file}");
        assert_eq!(entry(&manifest, "six").requirement.specifiers.to_string(), "==1.17.0", "{file}");
    }
    let built = uv("version = \"1.17.0\"\nsource = {git = \"https://h.example/six#0f\"}");
    assert!(admits(&read_well(&[("uv.lock", &built)]), "1.17.0+g0f"), "what is built may get a label");
    assert!(admits(&read_well(&[("requirements.txt", "six==1.17.0")]), "1.17.0+local"), "PEP 440's ==");
    let local = poetry("version = \"1.17.0+cu118\"");
    assert!(admits(&read_well(&[("poetry.lock", &local)]), "1.17+cu118"));
}

#[test]
fn a_locked_version_is_one() {
    for (file, text) in [
        ("poetry.lock", poetry("version = \"1.*\"")),
        ("pdm.lock", pdm("version = \"1.*\"")),
        ("pdm.lock", pdm("version = \"1,>=0\"")),
    ] {
        let manifest = read_files(&[(file, &text)]);
        assert_eq!((manifest.entries.len(), codes(&manifest)[0].0), (0, INVALID), "{file}");
    }
}

#[test]
fn a_locked_repository_has_a_commit() {
    let url = "https://h.example/six.git";
    for (file, without, with) in [
        (
            "poetry.lock",
            poetry(&format!(
                "version = \"1\"\n[package.source]\ntype = \"git\"\nurl = \"{url}\"\nreference = \"main\""
            )),
            poetry(&format!(
                "version = \"1\"\n[package.source]\ntype = \"git\"\nurl = \"{url}\"\nreference = \"main\"\nresolved_reference = \"0f\""
            )),
        ),
        (
            "pdm.lock",
            pdm(&format!("version = \"1\"\ngit = \"{url}\"\nref = \"main\"")),
            pdm(&format!("version = \"1\"\ngit = \"{url}\"\nref = \"main\"\nrevision = \"0f\"")),
        ),
        (
            "uv.lock",
            uv(&format!("version = \"1\"\nsource = {{git = \"{url}?rev=main\"}}")),
            uv(&format!("version = \"1\"\nsource = {{git = \"{url}?rev=main#0f\"}}")),
        ),
        (
            "pylock.toml",
            pylock(&format!("vcs = {{type = \"git\", url = \"{url}\", requested-revision = \"main\"}}")),
            pylock(&format!("vcs = {{type = \"git\", url = \"{url}\", commit-id = \"0f\"}}")),
        ),
        (
            "Pipfile.lock",
            pipenv(&format!("{{\"git\": \"{url}\", \"ref\": \"main\"}}")),
            pipenv(&format!("{{\"git\": \"{url}\", \"ref\": \"{}\"}}", "0f".repeat(20))),
        ),
        (
            "pixi.lock",
            pixi(&format!("git+{url}?rev=main"), "  version: '1'\n"),
            pixi(&format!("git+{url}?rev=main#0f"), "  version: '1'\n"),
        ),
        (
            "conda-lock.yml",
            conda_lock(&format!("git+{url}@main")),
            conda_lock(&format!("git+{url}@{}", "0f".repeat(20))),
        ),
    ] {
        let found = codes(&read_files(&[(file, &without)]));
        assert_eq!(found.iter().map(|(code, _)| *code).collect::<Vec<_>>(), [INVALID], "{file}");
        read_well(&[(file, &with)]);
    }
}

#[test]
fn nothing_of_another_shape_is_passed_over() {
    let pixi_packages =
        "version: 6\nenvironments:\n  default:\n    packages:\n      linux-64:\npackages: []\n";
    let pixi_list = "version: 6\nenvironments:\n  default:\n    packages: {}\npackages: nothing\n";
    for (file, text, line) in [
        ("uv.lock", uv("version = \"1\"\nsource = {registry = \"x\"}\ndependencies = {name = \"six\"}"), 6),
        ("uv.lock", uv("version = \"1\"\nsource = {virtual = \".\"}\ndev-dependencies = \"x\""), 6),
        ("uv.lock", uv("version = \"1\"\nsource = {registry = \"x\"}\nwheels = \"x\""), 6),
        ("poetry.lock", "package = \"x\"\n[metadata]\nlock-version = \"2.1\"\n".to_owned(), 1),
        ("poetry.lock", poetry("version = \"1\"\ngroups = \"dev\""), 4),
        ("pdm.lock", "package = {}\n[metadata]\nlock_version = \"4.5.0\"\n".to_owned(), 1),
        ("pixi.lock", pixi_packages.to_owned(), 5),
        ("pixi.lock", pixi_list.to_owned(), 5),
        ("Pipfile", "\npackages = \"x\"\n".to_owned(), 2),
        ("Pipfile.lock", "{\"_meta\": {}}".to_owned(), 0),
        ("Pipfile.lock", pipenv("{\"version\": \"==1\", \"hashes\": \"sha256:00\"}"), 2),
        ("Pipfile.lock", pipenv("{\"version\": \"==1\", \"markers\": [\"x\"]}"), 2),
        ("pylock.toml", pylock("version = \"1\"\nwheels = \"nonsense\""), 6),
        ("pyproject.toml", "[project]\nname = \"x\"\ndynamic = \"dependencies\"\n".to_owned(), 3),
        ("pyproject.toml", "[tool]\npoetry = \"x\"\n".to_owned(), 2),
    ] {
        let found = codes(&read_files(&[(file, &text)]));
        assert_eq!(found.last().map(|(_, line)| *line), Some(line), "{file}: {text}: {found:?}");
    }
}

#[test]
fn credentials_are_in_no_message() {
    let pylock_version = pylock("version = \"https://user:hunter2@h.example/x\"");
    let conda = "dependencies:\n- https://user:hunter2@h.example/t/hunter2/x==1\n";
    for (file, text) in [
        ("Pipfile", "[packages]\nfoo = \"git+https://user:hunter2@h.example/x.git\"\n"),
        ("environment.yml", conda),
        ("pylock.toml", &pylock_version),
        ("Pipfile.lock", &pipenv("{\"version\": \"==1\", \"hashes\": [\"https://user:hunter2@h.example\"]}")),
        ("poetry.lock", "[metadata]\nlock-version = \"https://user:hunter2@h.example\"\n"),
        (
            "pyproject.toml",
            "[tool.poetry.dependencies]\nx = {version = \"1\", markers = \"https://u:hunter2@h.example\"}\n",
        ),
    ] {
        let manifest = read_files(&[(file, text)]);
        assert!(!manifest.problems.is_empty(), "{file}");
        assert!(!format!("{manifest:?}").contains("hunter2"), "{file}: {:?}", manifest.problems);
    }
    let long = format!("[packages]\nfoo = \"{}\"\n", "x".repeat(100_000));
    assert!(read_files(&[("Pipfile", &long)]).problems[0].message.len() < 5_000);
}

#[test]
fn small_files_take_little() {
    let too_large = ManifestProblemCode::FileTooLarge;
    let packages = "[[package]]\nname = \"six\"\nversion = \"1\"\n".repeat(2_000);
    let hashes = "{file = \"x\", hash = \"sha256:00\"},".repeat(2_000);
    let poetry =
        format!("{packages}[metadata]\nlock-version = \"2.0\"\n[metadata.files]\nsix = [{hashes}]\n");
    assert!(codes(&read_files(&[("poetry.lock", &poetry)])).contains(&(too_large, 0)));
    let pdm =
        format!("{packages}[metadata]\nlock_version = \"4.0\"\n[metadata.files]\n\"six 1\" = [{hashes}]\n");
    assert!(codes(&read_files(&[("pdm.lock", &pdm)])).contains(&(too_large, 0)));
    let zeros = format!("x = [{}]\n", "0,".repeat(4_000_001));
    assert_eq!(codes(&read_files(&[("uv.lock", &zeros)])), [(too_large, 0)]);
    let marker = format!("os_name == '{}'", "x".repeat(400_000));
    let requirements = "{name = \"six\"},".repeat(10_000);
    let uv = format!(
        "version = 1\n[manifest]\nrequirements = [{requirements}]\n[[package]]\nname = \"six\"\nversion = \"1\"\nsource = {{registry = \"x\"}}\nresolution-markers = [\"{marker}\"]\n"
    );
    let manifest = read_files(&[("uv.lock", &uv)]);
    assert!(manifest.problems.len() > 9_000 && manifest.entries.len() < 100);
}

#[test]
fn what_a_pylock_is_for_limits_all_that_is_in_it() {
    let text = pylock("version = \"1\"").replace(
        "[[packages]]",
        "environments = [\"sys_platform == 'win32'\", \"python_version < '3.9'\"]\n[[packages]]",
    );
    let manifest = read_well(&[("pylock.toml", &text)]);
    assert_eq!(wanted(&manifest, &[]), [] as [&str; 0]);
    assert_eq!(wanted_in(&manifest, &[], "3.12.1", "win32"), ["six==1"]);
    assert_eq!(wanted_in(&manifest, &[], "3.8.1", "linux"), ["six==1"]);
    let odd = text.replace("python_version < '3.9'", "python_version <");
    assert_eq!(codes(&read_files(&[("pylock.toml", &odd)])), [(INVALID, 3)]);
    let python =
        pylock("version = \"1\"\nmarker = \"os_name == 'posix'\"\nrequires-python = \">=3.9.2,!=3.10.*\"");
    let manifest = read_well(&[("pylock.toml", &python)]);
    assert_eq!(wanted_in(&manifest, &[], "3.9.2", "linux"), ["six==1"]);
    for (version, platform) in [("3.9.1", "linux"), ("3.10.4", "linux"), ("3.12.0", "win32")] {
        assert_eq!(wanted_in(&manifest, &[], version, platform), [] as [&str; 0], "{version} {platform}");
    }
}

#[test]
fn an_archive_tells_the_version_where_nothing_else_does() {
    let wheel =
        "{name = \"six-1.17.0-py3-none-any.whl\", url = \"https://h.example/a\", hashes = {sha256 = \"00\"}}";
    let sdist = "{url = \"https://h.example/six-1.17.tar.gz?x=1\", hashes = {sha256 = \"00\"}}";
    let manifest = read_well(&[("pylock.toml", &pylock(&format!("wheels = [{wheel}]\nsdist = {sdist}")))]);
    assert_eq!(entry(&manifest, "six").requirement.specifiers.to_string(), "==1.17");
    let other = wheel.replace("1.17.0", "1.16.0");
    let manifest = read_well(&[("pylock.toml", &pylock(&format!("wheels = [{wheel}, {other}]")))]);
    assert_eq!(entry(&manifest, "six").requirement.specifiers.to_string(), "", "they do not agree");
    let manifest =
        read_well(&[("pixi.lock", &pixi("https://h.example/six-1.17.0%2Bcpu-py3-none-any.whl", ""))]);
    assert_eq!(entry(&manifest, "six").requirement.specifiers.to_string(), "==1.17.0+cpu");
}

#[test]
fn a_lock_file_that_lacks_what_is_wanted_is_out_of_date() {
    let lock = pdm("version = \"1.17.0\"\ngroups = [\"default\"]");
    let project = "[project]\nname = \"x\"\ndependencies = [\"six<1.17\"]\n";
    assert_eq!(codes(&read_files(&[("pdm.lock", &lock), ("pyproject.toml", project)])), [(INVALID, 3)]);
    let overridden = format!("{project}[tool.pdm.resolution.overrides]\nsix = \"1.17.0\"\n");
    read_well(&[("pdm.lock", &lock), ("pyproject.toml", &overridden)]);
    for groups in ["", "groups = [\"main\"]\n"] {
        let lock = |dependency: &str| {
            poetry(&format!("version = \"1\"\n{groups}[package.dependencies]\nabsent = {dependency}"))
        };
        let found = codes(&read_files(&[("poetry.lock", &lock("\">=1\""))]));
        assert_eq!(found.iter().map(|(code, _)| *code).collect::<Vec<_>>(), [INVALID], "{groups}");
        for left_out in
            ["{version = \"*\", optional = true}", "{version = \"*\", markers = \"os_name == 'nt'\"}"]
        {
            read_well(&[("poetry.lock", &lock(left_out))]);
        }
        read_well(&[("poetry.lock", &lock("\"*\"").replace("absent", "setuptools"))]);
    }
}

#[test]
fn a_digest_that_an_older_pipenv_wrote_is_no_name() {
    let lock = pipenv("{\"editable\": true, \"path\": \".\"}").replace("six", "e1839a8");
    let project = "[project]\nname = \"six\"\n";
    let manifest = read_well(&[("Pipfile.lock", &lock), ("./pyproject.toml", project)]);
    assert_eq!(wanted(&manifest, &[]), ["six"]);
    assert_eq!(codes(&read_files(&[("Pipfile.lock", &lock)])), [(INVALID, 2)]);
}

#[test]
fn environments_of_which_none_is_the_default_must_be_chosen() {
    let text = pixi("https://h.example/six-1-py3-none-any.whl", "  version: '1'\n").replace("default", "dev");
    let manifest = read_well(&[("pixi.lock", &text)]);
    let error = manifest.selectable.choose(&[]).expect_err("nothing would be wanted");
    assert!(error.to_string().contains("environment:dev"), "{error}");
    for names in ["dev", "none"] {
        assert!(manifest.selectable.choose(&[names.to_owned()]).is_ok(), "{names}");
    }
}
