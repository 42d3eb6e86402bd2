"""Versions as people write them, and versions near a given one."""

from random import Random

from packaging.version import InvalidVersion, Version

HUGE = ["18446744073709551615", "18446744073709551616", "99999999999999999999999999", "4294967296", "20240101123000"]
NOT_VERSIONS = [
    "", " ", "foobar", "1.0-", "1..0", "latest", "1.0.*", "2004d", "0.1-bulbasaur", "1.0+a+", "1.0 a1", "==1.0", "1,0", "v", "1.0+",
    "1_0", "dev", "1.0.dev.", "1.0a", "1.0-1-1", "r1", "\u0661.0", "1.0\u00a0", "1.0+\u017f", "1.0.po\u017ft1", "1e5", "0x10", "-1", "+1",
]  # fmt: skip
PRE = ["a", "b", "rc", "alpha", "beta", "c", "pre", "preview", "A", "RC", "Alpha", "PREVIEW"]
POST = ["post", "rev", "r", "POST", "Rev"]
LOCAL = ["local", "1", "abc.1", "ubuntu.1", "cu118", "1.2", "ABC", "0", "01", "a-b_c", "g1234567", "1a"]
SPACE = ["", "", "", " ", "  ", "\t", "\n", "\u00a0", "\u2003", "\r\n", "\x0b", "\x1f"]


def number(rng: Random) -> str:
    kind = rng.random()
    if kind < 0.75:
        return str(rng.choice([0, 0, 1, 1, 2, 3, 9, 10]))
    if kind < 0.9:
        return str(rng.randrange(0, 120))
    return rng.choice(["00", "01", "007", "2024", "2018", *HUGE])


def release(rng: Random) -> str:
    return ".".join(number(rng) for _ in range(rng.choice([1, 2, 2, 3, 3, 3, 4, 5])))


def _part(rng: Random, names: list[str]) -> str:
    separator, inner = rng.choice(["", "", ".", "-", "_"]), rng.choice(["", "", "", ".", "-", "_"])
    digits = rng.choice([number(rng), number(rng), ""])
    return separator + rng.choice(names) + inner * bool(digits) + digits


def suffix(rng: Random) -> str:
    """Pre-release, post-release and development parts, perhaps none."""
    text = _part(rng, PRE) if rng.random() < 0.3 else ""
    if rng.random() < 0.2:
        text += _part(rng, POST) if rng.random() < 0.8 else "-" + number(rng)
    if rng.random() < 0.2:
        text += _part(rng, ["dev", "dev", "DEV"])
    return text


def public(rng: Random) -> str:
    prefix = rng.choice([""] * 12 + ["v", "V"])
    epoch = rng.choice([""] * 12 + ["0!", "1!", "2!", "00!", "18446744073709551616!"])
    return prefix + epoch + release(rng) + suffix(rng)


def version(rng: Random) -> str:
    local = "+" + rng.choice(LOCAL) if rng.random() < 0.1 else ""
    return public(rng) + local


def odd(rng: Random) -> str:
    return rng.choice(NOT_VERSIONS)


def _compose(epoch: int, parts: list[int], tail: str, local: str) -> str:
    return (f"{epoch}!" if epoch else "") + ".".join(map(str, parts)) + tail + (f"+{local}" if local else "")


def near(rng: Random, text: str) -> str:
    """A version a small step away from `text`, or its equal, or a text that is none."""
    try:
        base = Version(text)
    except InvalidVersion:
        return rng.choice([text, text.upper(), text + "0", version(rng), odd(rng)])
    parts, tail = list(base.release), base.public[len(_compose(base.epoch, list(base.release), "", "")) :]
    epoch, local = base.epoch, base.local or ""
    for _ in range(rng.choice([0, 1, 1, 1, 2, 2, 3])):
        match rng.randrange(12):
            case 0 | 1:
                where = rng.randrange(len(parts))
                parts[where] = max(0, parts[where] + rng.choice([-1, 1, 1, 10]))
            case 2:
                parts.append(rng.choice([0, 0, 1]))
            case 3 if len(parts) > 1:
                parts.pop()
            case 4:
                tail = rng.choice(["", tail])
            case 5 | 6:
                tail = rng.choice(["a0", "a1", "b2", "rc1", "rc99"]) + rng.choice(["", "", ".post0", ".dev0"])
            case 7:
                tail = rng.choice([".post0", ".post1", ".post99"]) + rng.choice(["", "", ".dev1"])
            case 8:
                tail = rng.choice(["", tail.split(".dev")[0]]) + rng.choice([".dev0", ".dev1", ".dev99"])
            case 9 | 10:
                local = rng.choice(["", *LOCAL])
            case 11 if rng.random() < 0.3:
                epoch = max(0, epoch + rng.choice([-1, 1]))
    composed = _compose(epoch, parts, tail, local)
    match rng.randrange(30):
        case 0:
            return text
        case 1:
            return composed.upper()
        case 2:
            return "v" + composed
        case 3:
            return rng.choice(SPACE) + composed + rng.choice(SPACE)
        case 4:
            return odd(rng)
        case 5:
            return composed + rng.choice(["-", ".x", "+", " ", ".*"])
    return composed
