"""Lines of requirements files: requirements, options, continuation, comments."""

from random import Random

import markers
import mutation
import requirements

HASHES = ["sha256:" + "0123456789abcdef" * 4, "sha256:" + "F" * 64, "sha512:" + "a" * 128, "sha384:00", "md5:abc", "sha256", "sha256:", "SHA256:aa"]
PATHS = [
    "./local", "local/", "local", "./local[a,b]", "old/", "./empty", "./missing", "./wheels/six-1.16.0-py2.py3-none-any.whl", "wheels/idna-3.4.tar.gz", "./gone-1.0-py3-none-any.whl",
    "./wheels/six-1.16.0-py2.py3-none-any.whl[x]", "${PLACE}/six-1.16.0-py2.py3-none-any.whl", "../outside", ".", "./wheels/idna-3.4.tar.gz ; os_name == 'x'", "./not-a-wheel.whl",
    "./odd_name-1.0.post1-1-py3-none-any.whl", "~/x.zip", "./local ; python_version >= '3'", "./local;python_version>='3'",
]  # fmt: skip
URLS = [
    "https://host.example/six-1.16.0-py2.py3-none-any.whl", "https://host.example/six-1.16.0.tar.gz#egg=six", "https://host.example/x.zip#egg=foo[a,b]&subdirectory=sub dir",
    "https://ada:word@host.example/x.zip#egg=foo==1.0", "https://${USER_2}host.example/x.zip#sha256=" + "0" * 64, "git+https://host.example/foo.git@v1#egg=foo",
    "git+ssh://git@host.example/foo.git@main#egg=foo&subdirectory=lib", "git+https://host.example/foo.git", "hg+http://host.example/foo@12#egg=foo", "file:///tmp/x.zip", "file:./local",
    "file:wheels/idna-3.4.tar.gz", "https://host.example/x.zip ; os_name == 'posix'", "https://host.example/x.zip;os_name=='posix'", "https://host.example/a b.zip", "ftp://host.example/x",
    "git+git@host.example:foo.git#egg=foo", "https://host.example/x#egg=not a name!", "https://host.example/six-1.16.0-py2.py3-none-any.whl#egg=other", "bzr+lp:foo#egg=foo",
]  # fmt: skip
NAMED = ["six @ {}", "six@{}", "foo[a] @ {} ; os_name == 'posix'", "foo @ {};os_name == 'posix'", "Foo.Bar @ {}"]
OPTIONS = [
    "--index-url https://host.example/simple", "-i https://host.example/simple", "--index-url=https://${USER_2}host.example/simple", "--extra-index-url https://b.example/simple", "--no-index",
    "--find-links ./wheels", "-f wheels", "--find-links=https://host.example/links", "--pre", "--prefer-binary", "--require-hashes", "--no-binary :all:", "--no-binary=six,idna", "--only-binary six",
    "--no-binary :none:", "--trusted-host host.example", "--trusted-host=host.example:8080", "--use-feature fast-deps", "--hash=sha256:00", "-i", "--nonsense", "-x", "--index-url", "--pre --no-index",
    "--extra-index-url https://a.example --extra-index-url https://b.example", "-- six", "-", "--", "-f 'a b'", "--index-url 'https://host.example", "--no-index=1", "-fwheels", "--extra-index https://a.example",
    "--process-dependency-links", "--all-releases six", "--only-final :all:", "--global-option=x", "-e", "-r", "-c", "-t x", "--upgrade", "-U", "--user", "--no-deps",
]  # fmt: skip
CONFIG = ["--config-settings=key=value", '--config-settings "--build-option=--plat x"', "--config-setting a=b", "-C a=b -C a=c", "--config-settings a", "-Ca=b", "--global-option=x", "--install-option='y'"]
COMMENTS = ["# comment", "#", "  # indented", "#six==1.0", "# ends in \\", "\t# tab", "#-r other.txt", "## é", "\u00a0# nbsp"]
BLANK = ["", " ", "\t", "\x0c", "\\", " \\", "\u00a0", "\\\\"]


def _requirement(rng: Random) -> str:
    kind = rng.random()
    if kind < 0.2:
        return rng.choice(["six", "idna==2.10", "Foo.Bar>=1.0,<2", "six == 1.16.0", "foo[a,b]~=1.0", "foo (>=1)", "foo===1.0-x", "requests[socks]"])
    if kind < 0.45:
        return rng.choice(["six", "foo[a]", "idna"]) + "==" + rng.choice(["1.0", "2.0.post1", "3!1"]) + rng.choice([";", " ; ", "; "]) + markers.expression(rng, depth=3)
    if kind < 0.6:
        return requirements.line(rng).replace("\n", "")
    if kind < 0.7:
        return rng.choice(PATHS)
    if kind < 0.82:
        return rng.choice(URLS)
    if kind < 0.92:
        return rng.choice(NAMED).format(rng.choice(URLS + ["./local", "./wheels/idna-3.4.tar.gz"]))
    return rng.choice(["${TOKEN}", "$TOKEN", "${token}", "${EMPTY}six", "${MISSING}", "${NESTED}", "${SPACED}", "foo==${TOKEN}", "%TOKEN%", "six${EMPTY}==1"])


def _hashes(rng: Random) -> str:
    text = ""
    for _ in range(rng.choice([1, 1, 2, 3])):
        joint = rng.choice([" ", " ", " ", " \\\n    ", " \\\n    ", " \\\n", "\\\n  ", "  ", " \\\r\n    "] * 2 + ["\t"])
        text += joint + rng.choice(["--hash={}"] * 16 + ["--hash {}", "--hash {}", "--hash='{}'", "--hash = {}"]).format(rng.choice(HASHES[:3] * 12 + HASHES))
    return text


def _broken(rng: Random, text: str) -> str:
    """The line, cut by a backslash somewhere."""
    where = rng.randrange(len(text) + 1)
    between = rng.choice(["\\\n", "\\\n", " \\\n", "\\\n    ", "\\ \n", "\\\\\n", "\\\n# comment\n", "\\\n\n", "\\\n  # comment \\\n", "\\\n#\\\n", "\\\r\n", "\\\x0c"])
    return text[:where] + between + text[where:]


def _of_others(rng: Random, others: list[str]) -> str:
    target = rng.choice(others)
    quoted = f"'{target}'" if " " in target and rng.random() < 0.8 else target
    option = rng.choice(["-r {}", "-r{}", "--requirement {}", "--requirement={}", "-c {}", "-c{}", "--constraint {}", "--constraint={}", "-r {} # why", "-r {} --pre", "six -r {}"])
    return option.format(quoted)


def line(rng: Random, others: list[str]) -> str:
    """One line, or one that continues on others; `others` are files to refer to."""
    kind = rng.random()
    if kind < 0.1:
        return rng.choice(BLANK)
    if kind < 0.18:
        return rng.choice(COMMENTS)
    if kind < 0.3 and others:
        return _of_others(rng, others)
    if kind < 0.36:
        return rng.choice(OPTIONS[:18] * 8 + OPTIONS)
    if kind < 0.44:
        text = rng.choice(["-e {}", "-e {}", "--editable {}", "--editable={}", "-e{}", "-e '{}'"]).format(rng.choice(PATHS + URLS + ["foo @ git+https://host.example/x", "foo"]))
    else:
        text = _requirement(rng)
        if rng.random() < 0.25:
            text += _hashes(rng)
        elif rng.random() < 0.06:
            text += " " + rng.choice(CONFIG)
        elif rng.random() < 0.03:
            text += " " + rng.choice(OPTIONS)
    if rng.random() < 0.12:
        text = _broken(rng, text)
    if rng.random() < 0.12:
        text += rng.choice([" # comment", "  #", "# not one", "\t# tab", " #comment \\", " # é", " ## x # y"])
    if rng.random() < 0.06:
        text = mutation.damaged(rng, text)
    return rng.choice([""] * 8 + [" ", "\t"]) + text + rng.choice([""] * 8 + [" ", "\t", "  "])
