"""The wheel, as it is installed: run with the Python of an environment that it was installed into."""

import importlib.metadata
import json
import os
import subprocess
import sys
import tempfile
import unittest
import venv
from dataclasses import FrozenInstanceError
from pathlib import Path

import fetter

SCRIPT = Path(sys.executable).with_name("fetter")


def dist_info(site: Path, name: str, version: str) -> None:
    directory = site / f"{name.replace('-', '_')}-{version}.dist-info"
    directory.mkdir(parents=True)
    (directory / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n\n")


class Scan(unittest.TestCase):
    def setUp(self) -> None:
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.home = Path(scratch.name).resolve()
        self.site = self.home / "site-packages"
        dist_info(self.site, "zope.interface", "6.1")

    def scan(self) -> fetter.Inventory:
        return fetter.scan(paths=[self.home], only_paths=True)

    def test_objects(self) -> None:
        ((distribution, site),) = self.scan().installed()
        self.assertEqual((distribution.name, distribution.normalized_name), ("zope.interface", "zope-interface"))
        self.assertEqual((distribution.version, distribution.kind), ("6.1", "dist-info"))
        self.assertEqual(site.path, self.site)
        assert distribution.details is not None
        self.assertFalse(distribution.details.requested)
        with self.assertRaises(FrozenInstanceError):
            distribution.name = "other"  # type: ignore[misc]

    def test_origin(self) -> None:
        info = self.site / "zope.interface-6.1.dist-info"
        info.joinpath("direct_url.json").write_text(
            '{"url": "https://u:p@host.example/r.git", "vcs_info": {"vcs": "git", "commit_id": "abc"}}'
        )
        ((distribution, _),) = self.scan().installed()
        assert distribution.details is not None and distribution.details.origin is not None
        origin = distribution.details.origin
        self.assertEqual((origin.kind, origin.url, origin.commit), ("vcs", "https://****@host.example/r.git", "abc"))

    def test_problems_are_no_errors(self) -> None:
        (self.site / "broken-1.dist-info").mkdir()
        self.assertIn("metadata-missing", [problem.code for problem in self.scan().problems])

    def test_a_path_that_is_no_utf8(self) -> None:
        odd = Path(os.fsdecode(os.fsencode(self.home) + b"/caf\xe9"))
        dist_info(odd, "odd", "1")
        self.assertIn(odd, [site.path for site in self.scan().sites])

    def test_this_environment(self) -> None:
        inventory = fetter.scan(executables=[sys.executable])
        (environment,) = inventory.environments
        self.assertEqual(environment.prefix, Path(sys.prefix).resolve())
        self.assertEqual(environment.python.release, sys.version_info[:2])
        seen = {(found.normalized_name, found.version) for found, site in inventory.installed() if site.path in environment.sites}
        self.assertIn(("fetter", importlib.metadata.version("fetter")), seen)

    def test_errors(self) -> None:
        with self.assertRaisesRegex(OSError, "does not exist"):
            fetter.scan(paths=["/nonexistent"], only_paths=True)
        with self.assertRaisesRegex(ValueError, "not an inventory"):
            fetter.Inventory.from_json({"schema": "other", "version": 1})
        with self.assertRaises(TypeError):
            fetter.scan("/positional")  # type: ignore[misc]

    def test_json_of_the_command_line(self) -> None:
        command = [str(SCRIPT), "--path", str(self.home), "--only-path", "scan", "json"]
        text = subprocess.run(command, check=True, capture_output=True).stdout
        self.assertEqual(fetter.Inventory.from_json(json.loads(text)), self.scan())
        self.assertFalse(self.scan().coverage.part)

    def test_a_part(self) -> None:
        command = [str(SCRIPT), "--path", str(self.home), "--only-path", "search", "-p", "nothing-such", "json"]
        text = subprocess.run(command, check=True, capture_output=True).stdout
        part = fetter.Inventory.from_json(json.loads(text))
        self.assertEqual((list(part.installed()), part.coverage.part), ([], True))


class CommandLine(unittest.TestCase):
    def test_the_script(self) -> None:
        for command in ([str(SCRIPT)], [sys.executable, "-m", "fetter"]):
            ran = subprocess.run([*command, "--version"], capture_output=True, text=True, check=True)
            self.assertEqual(ran.stdout.strip(), f"fetter {fetter.__version__}")

    def test_exit_codes(self) -> None:
        self.assertEqual(subprocess.run([str(SCRIPT), "nonsense"], capture_output=True).returncode, 2)
        self.assertEqual(subprocess.run([str(SCRIPT), "-e", "nosuchpython", "scan"], capture_output=True).returncode, 1)
        self.assertEqual(fetter.run(["--quiet", "--root", "/nonexistent", "count"]), 1)

    def test_validate(self) -> None:
        with tempfile.TemporaryDirectory() as scratch:
            dist_info(Path(scratch) / "site-packages", "six", "1.16.0")
            bound = Path(scratch) / "bound.txt"
            command = [sys.executable, "-m", "fetter", "--path", scratch, "--only-path", "validate", "-b", str(bound)]
            for text, code in (("six==1.16.0\n", 0), ("six==1.15.0\n", 3), ("hello world\nsix\n", 4)):
                bound.write_text(text)
                self.assertEqual(subprocess.run(command, capture_output=True).returncode, code, text)

    def test_the_guard_is_checked_by_this_python(self) -> None:
        with tempfile.TemporaryDirectory() as scratch:
            env, bound = Path(scratch).resolve() / "env", Path(scratch) / "bound.txt"
            venv.create(env)
            bound.write_text("six\n")
            fetter_here = [sys.executable, "-m", "fetter", "-e", str(env)]
            subprocess.run([*fetter_here, "site-install", "-b", str(bound), "--subset", "exit"], check=True, capture_output=True)
            start = [str(env / "bin" / "python"), "-c", "print('user code')"]
            ran = subprocess.run(start, capture_output=True, text=True)
            self.assertEqual((ran.returncode, ran.stdout, ran.stderr), (0, "user code\n", ""))
            (site,) = env.glob("lib/*/site-packages")
            dist_info(site, "intruder", "6.6.6")
            ran = subprocess.run(start, capture_output=True, text=True)
            self.assertEqual((ran.returncode, ran.stdout), (3, ""), ran.stderr)
            self.assertIn("intruder-6.6.6", ran.stderr)
            subprocess.run([*fetter_here, "site-uninstall"], check=True, capture_output=True)
            self.assertEqual([path.name for path in site.iterdir()], ["intruder-6.6.6.dist-info"])

    def test_an_interrupt_ends_it(self) -> None:
        code = "import fetter, signal, sys; sys.argv = ['fetter', '--version']; fetter.run_with_argv(); print(signal.getsignal(signal.SIGINT) is signal.SIG_DFL)"
        ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        self.assertTrue(ran.stdout.endswith("True\n"), ran.stdout)


class Typing(unittest.TestCase):
    def test_it_says_that_it_is_typed_and_explained(self) -> None:
        self.assertTrue(Path(fetter.__file__).with_name("py.typed").is_file())
        for name in fetter.__all__:
            if not name.startswith("_"):
                self.assertTrue(getattr(fetter, name).__doc__, name)

    def test_the_wheel_is_for_every_python(self) -> None:
        wheel = importlib.metadata.distribution("fetter").read_text("WHEEL") or ""
        self.assertIn("cp39-abi3", wheel)


if __name__ == "__main__":
    unittest.main()
