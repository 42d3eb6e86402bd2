"""Requirements files as pip reads them: pip-requirements.jsonl."""

import contextlib
import io
import logging
import os
import re
import tempfile
import warnings
from pathlib import Path
from random import Random

from pip._internal.network.session import PipSession
from pip._internal.req import req_file
from pip._internal.req.constructors import install_req_from_parsed_requirement

import pip_lines

CASES = 2_600
VARIABLES = {"TOKEN": "s3cret", "USER_2": "ada:word@", "EMPTY": "", "PLACE": "./wheels", "NESTED": "${TOKEN}", "SPACED": "foo >= 1 # x"}
ENTRIES = ["requirements.txt"] * 6 + ["requirements/base.in", "a b/r.txt", "d\u00e9p/r.txt"]
PROJECT = '[project]\nname = "local-project"\nversion = "1.0"\n'
# What lines refer to by path.
PRESENT = {"local/pyproject.toml": PROJECT, "old/setup.py": "", "wheels/six-1.16.0-py2.py3-none-any.whl": "", "wheels/idna-3.4.tar.gz": ""}
DIRECTORIES = ["empty"]
NEWLINES = ["\n"] * 12 + ["\r\n"] * 3 + ["\r", "\x0c", "\u2028", "\x85", "\x1c"]
COOKIES = ["# -*- coding: {} -*-", "# vim: set fileencoding={} :", "#coding={}", "# coding : {}", " # coding: {}"]
CODECS = ["utf-8", "latin-1", "iso-8859-1", "ascii", "utf8", "UTF-8", "no-such-codec"]


def _bytes(rng: Random, text: str) -> bytes:
    """The text in an encoding that pip may see, mostly rightly labelled."""
    kind = rng.randrange(60)
    if kind == 0:
        return b"\xef\xbb\xbf" + text.encode()
    if kind in (1, 2):
        codec, mark = rng.choice([("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff"), ("utf-32-le", b"\xff\xfe\x00\x00"), ("utf-32-be", b"\x00\x00\xfe\xff")])
        return mark + text.encode(codec)
    if kind in (3, 4):
        codec = rng.choice(CODECS)
        before = rng.choice(["", "", "", "six\n", "six\nidna\n", "\n"])
        cookie = rng.choice(COOKIES).format(codec)
        return (before + cookie + "\n# \u00e9\n" + text).encode(rng.choice(["latin-1", "utf-8"]), errors="replace")
    if kind == 5:
        return (text + "\n# caf\u00e9").encode("latin-1", errors="replace")
    return text.encode()


def _text(rng: Random, others: list[str], lines: int) -> str:
    newline = rng.choice(NEWLINES)
    text = "".join(pip_lines.line(rng, others) + (newline if rng.random() < 0.95 else rng.choice(NEWLINES)) for _ in range(lines))
    return text.replace("\n", newline) if rng.random() < 0.3 else text + rng.choice(["", "", "\\", "six", "\\\n"])


def _files(rng: Random) -> tuple[str, dict[str, bytes]]:
    """The entry and the bytes of all files."""
    entry = rng.choice(ENTRIES)
    names = [entry]
    for name in rng.sample(["other.txt", "constraints.txt", "nested/deep.txt", "nested/more/deeper.txt", "sp ace.txt"], k=rng.choice([0, 0, 1, 1, 2, 3])):
        names.append(name)
    files = {name: text.encode() for name, text in PRESENT.items()}
    for position, name in enumerate(names):
        # A few refer to themselves, to one before, or to one that is not there.
        targets = names[position + 1 :] * 6 + rng.choice([[], [], [], names, ["missing.txt"]])
        others = [os.path.relpath(target, os.path.dirname(name) or ".") for target in targets]
        files[name] = _bytes(rng, _text(rng, others, rng.choice([1, 2, 3, 4, 6, 8] if position == 0 else [1, 2, 3])))
    return entry, files


def _written(content: bytes) -> dict[str, str]:
    try:
        return {"text": content.decode()}
    except UnicodeDecodeError:
        return {"hex": content.hex()}


def _plain(value: object, root: str) -> object:
    """A value without ROOT's path, as JSON has it."""
    if isinstance(value, str):
        return value.replace(root, "$ROOT")
    if isinstance(value, dict):
        return {str(key): _plain(item, root) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        items = [_plain(item, root) for item in value]
        return items if isinstance(value, (list, tuple)) else sorted(items, key=str)
    if value is None or isinstance(value, (bool, int)):
        return value
    # FormatControl, ReleaseControl: sets by name.
    slots = getattr(value, "__slots__", None) or vars(value)
    return {name: _plain(getattr(value, name), root) for name in sorted(slots) if not name.startswith("_")}


def _parsed(requirement: req_file.ParsedRequirement, root: str) -> dict:
    try:
        made = install_req_from_parsed_requirement(requirement)
        return {
            "name": made.req.name if made.req else None,
            "specifier": str(made.req.specifier) if made.req else None,
            "extras": sorted(made.extras | (made.req.extras if made.req else set())),
            "marker": str(made.markers) if made.markers else None,
            "link": _plain(made.link.url, root) if made.link else None,
        }
    except Exception as error:  # Whatever it is, it is what pip's user gets.
        return {"error": type(error).__name__}


def _relative(path: str, root: str) -> str:
    return os.path.relpath(os.path.join(root, path), root)


def _requirement(requirement: req_file.ParsedRequirement, root: str) -> dict:
    file, line = re.fullmatch(r"-[rc] (.*) \(line (\d+)\)", requirement.comes_from, re.DOTALL).groups()
    options = requirement.options or {}
    return {
        "requirement": requirement.requirement,
        "editable": requirement.is_editable,
        "constraint": requirement.constraint,
        "file": _relative(file, root),
        "line": int(line),
        "hashes": options.get("hashes", {}),
        "config_settings": options.get("config_settings", {}),
        "parsed": _parsed(requirement, root),
    }


def _options(line: req_file.ParsedLine, root: str) -> dict:
    defaults = vars(req_file.build_parser().get_default_values())
    given = {dest: value for dest, value in vars(line.opts).items() if value and _plain(value, root) != _plain(defaults.get(dest), root)}
    return {"file": _relative(line.filename, root), "line": line.lineno, **{dest: _plain(value, root) for dest, value in given.items()}}


def _read(entry: str, constraint: bool, session: PipSession, root: str) -> dict:
    """What pip makes of the entry, as parse_requirements does it, and the option lines beside."""
    found: dict = {"requirements": [], "options": [], "error": None}
    parser = req_file.RequirementsFileParser(session, req_file.get_line_parser(None))
    try:
        # The option parser prints its usage beside what it raises.
        with contextlib.redirect_stderr(io.StringIO()):
            for line in parser.parse(entry, constraint):
                requirement = req_file.handle_line(line, session=session)
                if requirement is None:
                    found["options"].append(_options(line, root))
                else:
                    found["requirements"].append(_requirement(requirement, root))
    except Exception as error:  # As above.
        found["error"] = {"class": type(error).__name__, "message": _plain(str(error), root)}
    return found


def _case(rng: Random, session: PipSession) -> dict:
    entry, files = _files(rng)
    constraint = rng.random() < 0.05
    with tempfile.TemporaryDirectory() as directory:
        root = os.path.realpath(directory)
        for name, content in files.items():
            path = Path(root, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        for name in DIRECTORIES:
            Path(root, name).mkdir()
        before = os.getcwd()
        os.chdir(root)
        try:
            found = _read(entry, constraint, session, root)
        finally:
            os.chdir(before)
    written = {name: _written(content) for name, content in files.items()}
    return {"files": written, "directories": DIRECTORIES, "variables": VARIABLES, "entry": entry, "constraint": constraint, **found}


@contextlib.contextmanager
def _only_variables():
    """The process's environment has what cases say, and no more."""
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update(VARIABLES)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


def cases() -> list[dict]:
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    # What is neither labelled nor UTF-8 depends on the locale; here it is UTF-8's, and thus an error.
    req_file.get_locale_encoding = lambda: "utf-8"
    rng = Random("pip-requirements")
    with tempfile.TemporaryDirectory() as directory:
        tempfile.tempdir = directory
        try:
            with _only_variables():
                session = PipSession()
                return [_case(rng, session) for _ in range(CASES)]
        finally:
            tempfile.tempdir = None
