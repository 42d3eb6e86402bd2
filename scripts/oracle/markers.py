"""Environment markers and what they say in environments: markers.jsonl and environments.json."""

import warnings
from random import Random

from packaging.markers import InvalidMarker, Marker, UndefinedComparison, UndefinedEnvironmentName

import mutation

MARKERS = 13_000
EVALUATIONS = 3
SPACE = ["", "", "", " ", "  ", "\t"]
GAP = [" ", " ", " ", " ", "  ", "\t", ""]


def _environment(system: str, python: str, implementation: str = "cpython", **other: str) -> dict[str, str]:
    names = {"linux": ("posix", "Linux", "linux"), "macos": ("posix", "Darwin", "darwin"), "windows": ("nt", "Windows", "win32")}
    os_name, platform_system, sys_platform = names[system]
    return {
        "implementation_name": implementation,
        "implementation_version": python,
        "os_name": os_name,
        "platform_machine": "x86_64",
        "platform_python_implementation": {"cpython": "CPython", "pypy": "PyPy"}[implementation],
        "platform_release": "6.1.0-18-amd64",
        "platform_system": platform_system,
        "platform_version": "#1 SMP PREEMPT_DYNAMIC Debian 6.1.76-1 (2024-02-01)",
        "python_full_version": python,
        "python_version": ".".join(python.split(".")[:2]),
        "sys_platform": sys_platform,
        **other,
    }


WINDOWS = {"platform_machine": "AMD64", "platform_release": "10", "platform_version": "10.0.19045"}
MACOS = {"platform_machine": "arm64", "platform_release": "23.1.0", "platform_version": "Darwin Kernel Version 23.1.0: root:xnu"}
ENVIRONMENTS = {
    "linux-cp27": _environment("linux", "2.7.18", sys_platform="linux2", platform_release="4.4.0"),
    "linux-cp39": _environment("linux", "3.9.18"),
    "linux-cp310": _environment("linux", "3.10.13", platform_machine="aarch64", platform_release="5.15.0"),
    "linux-cp311": _environment("linux", "3.11.7"),
    "linux-cp312": _environment("linux", "3.12.1", platform_release=""),
    "linux-cp313": _environment("linux", "3.13.0"),
    "linux-cp313-built": _environment("linux", "3.13.0+", implementation_version="3.13.0"),
    "linux-cp314-rc": _environment("linux", "3.14.0rc1", platform_release="6.12.0"),
    "linux-pypy310": _environment("linux", "3.10.14", "pypy", implementation_version="7.3.17"),
    "linux-pypy311-alpha": _environment("linux", "3.11.9", "pypy", implementation_version="7.3.18a0"),
    "windows-cp39": _environment("windows", "3.9.13", **WINDOWS),
    "windows-cp314": _environment("windows", "3.14.0", **WINDOWS),
    "macos-cp312": _environment("macos", "3.12.4", **MACOS),
    "unknown": _environment("linux", "3.11.2", platform_machine="", platform_release="x", platform_version="", implementation_version="0"),
}

PYTHONS = [
    "3.10", "3.9", "3.11", "3.12", "3.13", "3.14", "3", "2.7", "3.8", "3.1", "3.10.0", "3.9.18", "3.11.7", "3.13.0", "3.14.0rc1", "3.14.0.dev0",
    "3.13.0+local", "3.13.0+", "3.*", "3.10.*", "3.11.*", "03.9", "v3.9", "1!3.9", "3.9a1", "", "b", "not a version", "3.8, 3.9", "2.6 2.7 3.2",
    "2.7,3.10,3.11", "linux", " 3.9 ", "3.9\t", "3 .9", "99999999999999999999.1",
]  # fmt: skip
RELEASES = ["5.15.0", "6", "10", "23.1.0", "6.1.0-18-amd64", "6.12", "", "x", "4.*", "22"]
TEXTS = {
    "os_name": ["posix", "nt", "java", "", "p", "posix nt", "POSIX", "x"],
    "sys_platform": ["linux", "linux2", "win32", "darwin", "cygwin", "win", "linux darwin", "Linux", "", "linux,win32"],
    "platform_machine": ["x86_64", "aarch64", "AMD64", "arm64", "x86", "", "x86_64 aarch64", "i686,x86_64"],
    "platform_system": ["Linux", "Darwin", "Windows", "Java", "linux", "", "Linux Windows"],
    "platform_version": ["#1", "Debian", "10.0.19045", "Kernel", "", "#1 SMP", "10"],
    "platform_python_implementation": ["CPython", "PyPy", "Jython", "cpython", "", "CPython PyPy"],
    "implementation_name": ["cpython", "pypy", "CPython", "", "cpython pypy"],
}
NAMES = ["dev", "test", "Foo.Bar", "foo-bar", "foo_bar", "FOO--BAR", "docs", "", "a", "d e v", "dev,test", "\u00e9", ".foo"]
NAME_VARIABLES = ["extra", "extra", "extras", "dependency_groups"]
SPELLINGS = {
    "os_name": ["os_name", "os.name"],
    "sys_platform": ["sys_platform", "sys.platform"],
    "platform_machine": ["platform_machine", "platform.machine"],
    "platform_version": ["platform_version", "platform.version"],
    "platform_python_implementation": ["platform_python_implementation", "platform.python_implementation", "python_implementation"],
}
VERSION_VARIABLES = ["python_version", "python_version", "python_version", "python_full_version", "implementation_version", "platform_release"]
NO_VARIABLES = ["platform.system", "platform.release", "python.version", "Extra", "OS_NAME", "python_versions", "os name", "foo", "extrass", "3.9", "platform"]
ORDER = ["==", "==", "!=", "<", "<=", ">", ">=", "~=", "==="]
MEMBERSHIP = ["in", "in", "not in", "not  in", "not\tin"]
NO_OPERATORS = ["=", "=>", "<>", "~", "is", "IN", "notin", "not", "not not in", "!", "====", "=~", "== ==", "contains", "\u2264"]
INVALID = [
    "", " ", "()", "os_name", "'a'", "os_name ==", "== 'a'", "os_name 'a'", "os_name == a", "os_name == 'a' and", "and os_name == 'a'", "os_name == 'a' or or os_name == 'b'",
    "(os_name == 'a'", "os_name == 'a')", "((os_name == 'a')", "not os_name == 'a'", "os_name == 'a' AND os_name == 'b'", "os_name == 'a' && os_name == 'b'", "os_name == 'a';",
    "os_name == 'a' os_name == 'b'", "os_name == 'a\"", "os_name == \"a'", "os_name == 'a", "os_name == 'it's'", "os_name == '\\'", "os_name == '\\x4'", "os_name == '\\u12'",
    "os_name == 'a\nb'", "os_name\n== 'a'", "os_name == 'a'\n", "os_name == 'a' # comment", "True", "os_name == u'a'", "os_name == b'a'", "os_name == '''a'''", "os_name == '\0'",
    "os_name == 'a'and'b'", "python_version >= 3.9", "python_version >= '3.9', os_name == 'a'", "'a' in ('a', 'b')", "os_name in ['a']", "os_name == ('a')", "os_name in",
]  # fmt: skip
VALID = [
    "os_name == '\\x41'", "os_name == '\\u0041'", "os_name == '\\101'", "os_name == '\\d'", "os_name == '\\n'", "os_name == '\\x22'", "os_name == '\\\\'", "'\\x70osix' == os_name",
    "os_name == \"'\\x22\"", "os_name == 'a' or os_name == \"b'\\x22\"", "'a' == 'a'", "os_name == os_name", "os_name == sys_platform", "sys_platform in os_name", "extra == extra",
    "extra in extras", "extras in extra", "extras == extras", "'a' in 'a'", "'' in extras", "extra == ''", "'' == extra", "extra in ''", "''==extra", "(((os_name == 'posix')))",
    "os_name == 'posix'and'nt' != os_name", "os_name=='a'or(os_name=='posix')and(sys_platform=='x')", "(os_name == 'a') or ((os_name == 'posix'))", "'posix'==os_name",
    "os_name in'posix'", "'x'in extras", "'x'not in dependency_groups", "(" * 40 + "os_name == 'posix'" + ")" * 40, " and ".join(["os_name == 'posix'"] * 60),
    " or ".join(["os_name == 'nt'"] * 60), "platform_release >= '6'", "python_full_version ~= '3.13.0'", "'3.9' ~= python_version", "python_version in '3.9, 3.10'",
    "python_full_version == '3.13.0+local'", "python_full_version === '3.13.0+local'", "python_full_version == '3.13.0+'", "os_name ~= 'posix'", "os_name === 'posix'",
    "extra ~= 'a'", "extra === 'a'", "'a' ~= extras", "extra < 'b'", "platform_version >= '10'", "python_version == '3.1*'", "python_version not in '2.7,3.1'",
]  # fmt: skip


def _quoted(rng: Random, text: str) -> str:
    quote = rng.choice("'\"")
    if rng.random() < 0.02:
        text += rng.choice(["\\x41", "\\u0042", "\\t", "\\d", "\\\\", "\\60", "\\", "\\x4", "'", '"', "\\\"", "\u00e9", "\0"])
    return quote + text + quote


def _operands(rng: Random) -> tuple[str, str, str]:
    """A variable, an operator and a value that suit each other, mostly."""
    kind = rng.random()
    if kind < 0.4:
        variable = rng.choice(VERSION_VARIABLES)
        value = rng.choice(RELEASES if variable == "platform_release" else PYTHONS)
        return variable, rng.choice(ORDER * 2 + MEMBERSHIP), value
    if kind < 0.7:
        variable = rng.choice(sorted(TEXTS))
        return rng.choice(SPELLINGS.get(variable, [variable])), rng.choice(["==", "!="] * 4 + ORDER + MEMBERSHIP), rng.choice(TEXTS[variable])
    if kind < 0.97:
        variable = rng.choice(NAME_VARIABLES)
        usual = ["==", "==", "!="] if variable == "extra" else MEMBERSHIP
        return variable, rng.choice(usual * 3 + ORDER + MEMBERSHIP), rng.choice(NAMES)
    return rng.choice(NO_VARIABLES), rng.choice(ORDER), rng.choice(NAMES)


def atom(rng: Random) -> str:
    variable, operator, value = _operands(rng)
    left, right = variable, _quoted(rng, value)
    if variable in ("extras", "dependency_groups") and rng.random() < 0.8 or rng.random() < 0.25:
        left, right = right, left
    match rng.randrange(120):
        case 0:
            left = right
        case 1:
            left, right = variable, rng.choice(VERSION_VARIABLES + NAME_VARIABLES)
        case 2:
            operator = rng.choice(NO_OPERATORS)
    return left + rng.choice(GAP) + operator + rng.choice(GAP) + right


def expression(rng: Random, depth: int = 0) -> str:
    if depth >= 4 or rng.random() < 0.45:
        text = atom(rng)
    else:
        parts = [expression(rng, depth + 1) for _ in range(rng.choice([1, 2, 2, 3]))]
        text = parts[0]
        for part in parts[1:]:
            text += rng.choice(GAP[:-1]) + rng.choice(["and", "or"]) + rng.choice(GAP[:-1]) + part
        if rng.random() < 0.6:
            text = "(" + rng.choice(SPACE) + text + rng.choice(SPACE) + ")"
    return rng.choice(SPACE) + text + rng.choice(SPACE) if rng.random() < 0.2 else text


def _parsed(text: str) -> Marker | None:
    try:
        return Marker(text)
    except InvalidMarker:
        return None


def written(marker: Marker) -> str | None:
    try:
        return str(marker)
    except ValueError:
        return None


def _evaluation(rng: Random, marker: Marker) -> dict:
    case: dict = {"environment": rng.choice(sorted(ENVIRONMENTS)), "context": rng.choice(["metadata", "requirement", "lock_file"])}
    if rng.random() < 0.5:
        case["extra"] = rng.choice(NAMES)
    for variable in ("extras", "dependency_groups"):
        if rng.random() < (0.6 if case["context"] == "lock_file" else 0.05):
            case[variable] = sorted(set(rng.choices(NAMES, k=rng.randrange(4))))
    given: dict = {key: frozenset(value) if isinstance(value, list) else value for key, value in case.items() if key not in ("environment", "context")}
    try:
        case["result"] = marker.evaluate(ENVIRONMENTS[case["environment"]] | given, context=case["context"])
    except (UndefinedComparison, UndefinedEnvironmentName) as error:
        case["result"] = type(error).__name__
    return case


def cases() -> list[dict]:
    warnings.simplefilter("ignore", (DeprecationWarning, SyntaxWarning))
    rng = Random("markers")
    texts = set(VALID + INVALID)
    while len(texts) < MARKERS:
        text = expression(rng)
        texts.add(mutation.damaged(rng, text) if rng.random() < 0.12 else text)
    found = []
    for text in sorted(texts):
        marker = _parsed(text)
        results = [_evaluation(rng, marker) for _ in range(EVALUATIONS)] if marker else []
        found.append({"marker": text, "valid": marker is not None, "text": written(marker) if marker else None, "results": results})
    return found
