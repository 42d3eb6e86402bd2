"""Sets of version specifiers and versions near them: specifiers.tsv."""

import json
from random import Random

from packaging.specifiers import InvalidSpecifier, SpecifierSet

import mutation
import versions

SETS = 12_000
VERSIONS_A_SET = 8
OPERATORS = ["==", "!=", "<=", ">=", "<", ">", "~=", "==="]
ARBITRARY = ["foobar", "1.0-Final", "2004d", "1.0+Weird/Text", "v1.0", "1.0.*", "\u00e9", "", "a;b", "a)b", "a,b", "===", "1.0dev"]
JOINTS = [",", ",", ",", ", ", " ,", " , ", ",,", ", ,", ",\t", ",\n"]
INVALID = [
    "~=1", "~=1!1", "~=v1", "==1.0a1.*", "==1.0.dev1.*", "!=1.0.post1.*", "==1.0+local.*", ">=1.0+local", "<1.0+1", "~=1.0+x", ">=1.*",
    "<1.0.*", "~=1.0.*", "==1.0.*+local", "==1.*.0", "==*", "==", ">=", "1.0", "=1.0", "=>1.0", "<>1.0", "> =1.0", "!1.0", ">1.0 <2.0",
    ">=1.0;<2", "(>=1.0)", ">=1.0)", "==1.0 .*", "== 1.0. *", "==1.0..*", "==1.0.**", "==-1", "==1.0-", "== v 1.0", "==vv1.0", "==1!", "~1.0",
    "^1.0", "~=1.0.po\u017ft1", "==1.0+\u017f", "==\u0661.0", "==1.0+\u212a", ">=1.0a\u0661", "=== a b", "lolwat", "=lolwat", "====1.0", "~==1.0",
    "latest", "*", "==1_0", "~=1_0", "==1.0+a+b", "==1.0+a..b", "==1.0.", "==.1", "==01!1", "==1!*", ">1.0a1.*",
]  # fmt: skip


def _one(rng: Random) -> tuple[str, str]:
    """A specifier and the version that it is about."""
    operator = rng.choice(OPERATORS)
    match operator:
        case "===":
            about = rng.choice([versions.version(rng), versions.version(rng), rng.choice(ARBITRARY)])
        case "==" | "!=" if rng.random() < 0.4:
            about = rng.choice(["", "", "", "v", "1!", "0!"]) + versions.release(rng)
            return operator + rng.choice(versions.SPACE) + about + ".*", about
        case "==" | "!=":
            about = versions.version(rng)
        case "~=":
            about = versions.release(rng) + "." + versions.number(rng) + versions.suffix(rng)
        case _:
            about = versions.public(rng)
    return operator + rng.choice(versions.SPACE) + about, about


def _companion(rng: Random, about: str) -> str:
    """A specifier for the same set: near the version, so that both decide."""
    operator = rng.choice(OPERATORS[:-1] + ["!=", "!=", "<", ">"])
    return operator + versions.near(rng, about).split("+")[0] + (".*" if operator in ("==", "!=") and rng.random() < 0.3 else "")


def joined(rng: Random) -> tuple[str, str]:
    chosen = rng.random()
    if chosen < 0.01:
        return rng.choice(["", " ", ",", ",,", " , "]), versions.version(rng)
    if chosen < 0.04:
        return rng.choice(INVALID), "1.0"
    text, about = _one(rng)
    if chosen < 0.09:
        return mutation.damaged(rng, text), about
    for _ in range(rng.choice([0, 0, 0, 0, 1, 1, 2, 3])):
        other = rng.choice([_companion(rng, about), _companion(rng, about), _companion(rng, about), _one(rng)[0], text, rng.choice(INVALID)])
        text = rng.choice(["{0}{1}{2}", "{2}{1}{0}"]).format(text, rng.choice(JOINTS), other)
    ends = rng.choice([("", "")] * 10 + [("", ","), (",", ""), (" ", " "), ("\t", ",\n"), ("", " ,")])
    return ends[0] + text + ends[1], about


def _answers(text: str, wanted: str) -> list[str]:
    try:
        parsed = SpecifierSet(text)
    except InvalidSpecifier:
        return ["invalid", "invalid", "invalid", "null"]
    answers = [parsed.contains(wanted, prereleases=prereleases) for prereleases in (True, None, False)]
    return [json.dumps(answer) for answer in answers] + [json.dumps(str(parsed))]


def _valid(text: str) -> bool:
    try:
        SpecifierSet(text)
    except InvalidSpecifier:
        return False
    return True


def rows() -> list[str]:
    rng = Random("specifiers")
    asked = {(text, "1.0") for text in INVALID}
    for _ in range(SETS):
        text, about = joined(rng)
        # An invalid one needs no versions.
        count = VERSIONS_A_SET if _valid(text) else 1
        asked.update((text, versions.near(rng, about)) for _ in range(count))
    lines = ["specifier\tversion\twith_prereleases\tdefault\twithout_prereleases\ttext"]
    for text, wanted in sorted(asked):
        try:
            answers = _answers(text, wanted)
        except AssertionError:
            # `packaging` itself fails on letters that only fold into ASCII (`~=1.0.po\u017ft1`): no answer to agree with.
            continue
        lines.append("\t".join([json.dumps(text), json.dumps(wanted), *answers]))
    return lines
