"""Requirements, one a line: requirements.jsonl."""

import warnings
from random import Random

from packaging.requirements import InvalidRequirement, Requirement

import markers
import mutation
import specifiers
import versions

REQUIREMENTS = 24_000
NAMES = ["six", "Foo", "foo.bar", "foo-bar", "zope.interface", "A", "a1", "0x", "ruamel.yaml", "x" * 60, "foo__bar", "Foo-._Bar", "3"]
NO_NAMES = ["-foo", "foo-", "_foo", "foo.", "f oo", "", "\u00e9t\u00e9", "foo!", ".", "./foo", "fo\u017f"]
EXTRAS = ["", "a", "a,b", " a , b ", "b,a,b", "Foo.Bar", "a-b_c.d", "security,socks,tests", "\ta\t"]
NO_EXTRAS = ["a,", ",a", "a b", "a;b", "-a", "a-", "[a]", "a,,b"]
URLS = [
    "https://host.example/foo-1.0-py3-none-any.whl", "https://user:word@host.example/a.zip#sha256=abc", "git+https://host.example/foo.git@v1#egg=foo&subdirectory=x",
    "file:///tmp/foo.whl", "file:./foo.whl", "./foo.whl", "../foo", "git+ssh://git@host.example:22/x.git", "http://[::1]/x", "C:\\foo.whl", "https://host.example/a;b", "x",
    "https://host.example/a,b(c)[d]", "https://host.example/${TOKEN}/x", "svn+http://host.example/x@12", "https://host.example/a;os_name=='x'", "gopher:/foo", "\u00e9",
]  # fmt: skip
INVALID = [
    "foo >=1.0 <2.0", "foo (>=1.0", "foo >=1.0)", "foo ()", "foo(,)", "foo >=1.0,", "foo >=1.0,,<2", "foo[a", "foo a]", "foo[]", "foo @", "foo @ ", "foo @ x;", "foo @ x ;",
    "foo ; ", "foo;", "foo == 1.0.*", "foo == 1.0a1.*", "foo >= 1.*", "foo >= 1.0+local", "foo===a b", "foo===", "foo=1", "foo 1.0", "foo @ x y", "foo\n", "foo # x", "foo>=1.0 # x",
    "foo @ x\n", "foo == 1.0 ; os_name == 'a' ; os_name == 'b'", "foo[a] [b]", "foo [a] (>=1) ; os_name=='a'", "foo(>=1)[a]", "foo @ x # y", "foo -r", "foo --hash=sha256:a",
    "foo[a]@x", "foo@x", "foo@x ;os_name=='a'", "foo@x; os_name=='a'", "foo @x\t; os_name == 'a'", "foo===1.0;os_name=='a'", "foo===1.0 ;os_name=='a'", "foo(===1.0)", "foo===1.0)",
    "foo>=1,===x", "foo===x,>=1", "foo===x, >=1", " foo", "foo ", "\tfoo\t", "\u00a0foo", "foo\u00a0", "foo>=\u00a01", "foo>=1\u00a0", "foo>=1 ,<2", "foo>=\n1", "foo~=1", "foo ~= 1.0",
    "foo==1.0-1", "foo==1.0-a", "foo~=1.0.po\u017ft1", "foo==1.0.\u0661",
]  # fmt: skip


def _extras(rng: Random) -> str:
    if rng.random() < 0.6:
        return ""
    return rng.choice(["", "", " "]) + "[" + rng.choice(EXTRAS * 4 + NO_EXTRAS) + "]"


def _specifier(rng: Random) -> str:
    kind = rng.random()
    if kind < 0.25:
        return ""
    text = ",".join(rng.choice([">=", "<", "==", "~=", "!="]) + versions.release(rng) + ".0" for _ in range(rng.choice([1, 1, 2, 3])))
    if kind > 0.6:
        text = specifiers.joined(rng)[0]
    return rng.choice(["", " ", "  "]) + (f"({rng.choice(markers.SPACE)}{text}{rng.choice(markers.SPACE)})" if rng.random() < 0.2 else text)


def line(rng: Random) -> str:
    text = rng.choice(markers.SPACE[:4]) + rng.choice(NAMES * 6 + NO_NAMES) + _extras(rng)
    if rng.random() < 0.2:
        text += rng.choice([" @ ", " @ ", "@", "@ ", " @", "\t@\t"]) + rng.choice(URLS)
        joint = rng.choice([" ; ", " ;", " ; ", ";", "; ", "\t;"])
    else:
        text += _specifier(rng)
        joint = rng.choice(["; ", " ; ", ";", " ;", "\t;\t"])
    if rng.random() < 0.35:
        text += joint + markers.expression(rng, depth=rng.choice([2, 3, 4]))
    return text + rng.choice([""] * 9 + [" ", "\t", "\n"])


def _case(text: str) -> dict:
    try:
        parsed = Requirement(text)
    except InvalidRequirement:
        return {"input": text, "valid": False}
    marker = markers.written(parsed.marker) if parsed.marker else None
    # Sorts the specifiers, and leaves out those that are equal to one before (`==1.0` and `==1.0.0`).
    str(parsed.specifier)
    return {
        "input": text,
        "valid": True,
        "name": parsed.name,
        "extras": sorted(parsed.extras),
        "specifiers": [[specifier.operator, specifier.version] for specifier in parsed.specifier],
        "url": parsed.url,
        "marker": marker,
        "text": None if parsed.marker and marker is None else str(parsed),
    }


def cases() -> list[dict]:
    warnings.simplefilter("ignore", (DeprecationWarning, SyntaxWarning))
    rng = Random("requirements")
    texts = set(INVALID)
    while len(texts) < REQUIREMENTS:
        text = line(rng)
        texts.add(mutation.damaged(rng, text) if rng.random() < 0.25 else text)
    found = []
    for text in sorted(texts):
        try:
            found.append(_case(text))
        except AssertionError:
            # As in specifiers.rows: `packaging` has no answer.
            continue
    return found
