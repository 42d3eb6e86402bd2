"""Writes generated cases with what PyPA's `packaging` and pip say of them, for the tests that hold fetter against both.

    PYTHON scripts/oracle [DIR]        (default: target/oracle; PYTHON has what scripts/requirements-tools.txt pins)

The cases are the same every time: seeds are fixed, the files hold no time, no path and nothing of the machine. What was
written by the same script with the same versions is kept. Files, all UTF-8 with every non-ASCII character escaped:

`versions.txt`: what said all this, one `name version` a line.

`specifiers.tsv`, a header and columns by tabs. `specifier`, `version` and `text` are JSON strings:
    specifier            a set as written, valid or not
    version              the text to look for; it need not be a version
    with_prereleases     SpecifierSet.contains(version, prereleases=True): `true`, `false`; `invalid` for the specifier
    default              the same with prereleases=None
    without_prereleases  the same with prereleases=False
    text                 str(SpecifierSet): sorted by text, of equal ones (`==1.0`, `==1.0.0`) the first; `null` if invalid

`environments.json`: an object, name of an environment -> its eleven marker variables.

`markers.jsonl`, an object a line:
    marker   as written
    valid    whether Marker(marker) takes it
    text     str(Marker); null where it is invalid or cannot be written (a value with both kinds of quotes)
    results  a list, empty where it is invalid, of objects:
        environment        a name in environments.json
        context            `metadata` (sets extra = "" where none is given), `requirement` or `lock_file` (sets
                           extras and dependency_groups to nothing where none are given)
        extra              a string, or absent
        extras             a list (a set), or absent
        dependency_groups  a list (a set), or absent
        result             true, false, `UndefinedComparison` or `UndefinedEnvironmentName`

`requirements.jsonl`, an object a line:
    input       as written
    valid       whether Requirement(input) takes it; all that follows is absent where it does not
    name        as written
    extras      as written, sorted, without duplicates
    specifiers  [operator, version] pairs, sorted as in text, without those equal to one before
    url         or null
    marker      str(Marker), or null: no marker, or one that cannot be written
    text        str(Requirement), or null where the marker cannot be written

`pip-requirements.jsonl`, an object a line, one case of files that `pip install -r` is given:
    files        path (relative, `/`) -> {"text": …} where the bytes are UTF-8, else {"hex": …}
    directories  directories that are there beside those of the files
    variables    what the environment has; nothing else of it is asked for
    entry        the file that is parsed
    constraint   whether it is given with -c rather than -r
    requirements what pip's parse_requirements yields, in order, until the error if there is one:
        requirement  the text, after continuation, comments and variables
        editable, constraint, file (relative), line (the first of joined ones, from 1)
        hashes       algorithm -> values, as written
        config_settings  key -> value or list of values
        parsed       what pip makes of it, relative to the entry's directory as the working directory (ROOT):
            name, specifier, extras (sorted), marker, link: strings or null; in link, ROOT's path is `$ROOT`
            or {"error": class of exception}
    options      lines that are options only, until the error: {"file", "line", dest: value …}, defaults left out
    error        null, or {"class", "message"} of what ended the parsing
"""

import hashlib
import json
import sys
import time
from pathlib import Path

import packaging
import pip

import markers
import pip_files
import requirements
import specifiers

# The fewest cases that count; fewer mean that a generator is broken.
ENOUGH = {"specifiers.tsv": 60_000, "markers.jsonl": 20_000, "requirements.jsonl": 20_000, "pip-requirements.jsonl": 2_000}


def said_by() -> str:
    """What determines the content of all files."""
    digest = hashlib.sha256()
    for source in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(source.read_bytes())
    python = ".".join(map(str, sys.version_info[:3]))
    return f"packaging {packaging.__version__}\npip {pip.__version__}\npython {python}\nscript {digest.hexdigest()}\n"


def write(directory: Path, name: str, lines: list[str]) -> None:
    (directory / name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def enough(name: str, cases: int) -> None:
    if cases < ENOUGH[name]:
        sys.exit(f"oracle: {name} has {cases} cases only")
    print(f"oracle: {cases} cases in {name}", file=sys.stderr)


def main() -> None:
    directory = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parents[2] / "target" / "oracle")
    directory.mkdir(parents=True, exist_ok=True)
    complete = directory / "versions.txt"
    if complete.exists() and complete.read_text(encoding="utf-8") == said_by():
        return
    complete.unlink(missing_ok=True)
    began = time.monotonic()

    rows = specifiers.rows()
    write(directory, "specifiers.tsv", rows)
    enough("specifiers.tsv", len(rows) - 1)

    write(directory, "environments.json", [json.dumps(markers.ENVIRONMENTS, indent=1, sort_keys=True)])
    cases = markers.cases()
    write(directory, "markers.jsonl", [json.dumps(case) for case in cases])
    enough("markers.jsonl", sum(len(case["results"]) for case in cases))

    cases = requirements.cases()
    write(directory, "requirements.jsonl", [json.dumps(case) for case in cases])
    enough("requirements.jsonl", len(cases))

    cases = pip_files.cases()
    write(directory, "pip-requirements.jsonl", [json.dumps(case, sort_keys=True) for case in cases])
    enough("pip-requirements.jsonl", len(cases))

    complete.write_text(said_by(), encoding="utf-8")
    print(f"oracle: {directory} ({time.monotonic() - began:.0f} s)", file=sys.stderr)


main()
