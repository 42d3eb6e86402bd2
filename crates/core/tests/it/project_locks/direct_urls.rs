//! URLs that stand where a package is wanted: the hash in their fragment counts, in whatever file.

use super::{codes, entry, read_files, read_well};
use fetter_core::manifest::ManifestProblemCode;

const HASH: &str = "sha256:00ff";

#[test]
fn a_hash_in_a_url_is_one_of_the_entry_in_every_file() {
    let standard = "[project]\nname = \"x\"\ndependencies = [\"foo @ https://h.example/foo-1.0-py3-none-any.whl#sha256=00FF\"]\n";
    let group = "[dependency-groups]\na = [\"foo @ https://h.example/foo-1.0.zip#egg=foo&sha256=00ff\"]\n";
    let pdm = "[project]\nname = \"x\"\n[tool.pdm.dev-dependencies]\na = [\"foo @ https://h.example/foo-1.0.zip#sha256=00ff\"]\n";
    let poetry = "[tool.poetry]\nname = \"x\"\n[tool.poetry.dependencies]\nfoo = {url = \"https://h.example/foo-1.0.zip#sha256=00ff\"}\n";
    let uv = "[project]\nname = \"x\"\ndependencies = [\"foo\"]\n[tool.uv.sources]\nfoo = {url = \"https://h.example/foo-1.0.zip#sha256=00ff\"}\n";
    let pipfile = "[packages]\nfoo = {file = \"https://h.example/foo-1.0.zip#sha256=00ff\"}\n";
    let script = "# /// script\n# dependencies = [\"foo\"]\n# [tool.uv.sources]\n# foo = {url = \"https://h.example/foo-1.0.zip#sha256=00ff\"}\n# ///\n";
    let environment = "dependencies:\n- pip:\n  - foo @ https://h.example/foo-1.0.zip#sha256=00ff\n";
    let requirements = "foo @ https://h.example/foo-1.0.zip#sha256=00ff\n";
    for (file, text) in [
        ("pyproject.toml", standard),
        ("pyproject.toml", group),
        ("pyproject.toml", pdm),
        ("pyproject.toml", poetry),
        ("pyproject.toml", uv),
        ("Pipfile", pipfile),
        ("x.py", script),
        ("environment.yml", environment),
        ("requirements.txt", requirements),
    ] {
        let manifest = read_well(&[(file, text)]);
        let found: Vec<String> = entry(&manifest, "foo").hashes.iter().map(ToString::to_string).collect();
        assert_eq!(found, [HASH], "{file}: {text}");
    }
}

#[test]
fn a_hash_in_a_url_that_no_archive_can_have_is_a_problem() {
    let invalid = ManifestProblemCode::EntryInvalid;
    for (file, text, line) in [
        ("pyproject.toml", "[dependency-groups]\na = [\"foo @ https://h.example/foo.zip#sha256=xy\"]\n", 2),
        ("Pipfile", "[packages]\nfoo = {file = \"https://h.example/foo.zip#sha256=xy\"}\n", 2),
        ("environment.yml", "dependencies:\n- pip:\n  - foo @ https://h.example/foo.zip#sha256=xy\n", 3),
    ] {
        assert_eq!(codes(&read_files(&[(file, text)])), [(invalid, line)], "{file}");
    }
}
