"""The start-up guard of fetter: what runs at every start of Python in this environment.

This text is the same in every environment; what differs stands in the file `data` beside it, which is read as data. The file
`state` says what was looked at when the environment was last found clean: as long as all of it is the same, nothing else is done.
It is written for Python 3.6 and later, and imports nothing that Python has not loaded by itself, since every start pays for it.
"""
import marshal
import os
import sys

STATE = b"fetter-guard-state 1"


def check(site, mode):
    """Checks this start. `site` is the directory that holds `_fetter_guard`; `mode` is "warn" or "exit"."""
    if os.environ.get("FETTER_GUARD") == "repair":
        tell("FETTER_GUARD=repair is set: this start was not checked")
        return
    late = Late(site, mode)
    late.check(unchanged(os.path.join(os.fsencode(site), b"_fetter_guard", b"state")))
    if late.seen is not None:
        sys.meta_path.insert(0, late)


class Late(object):
    """Looks again once `sys.path` is complete, which is when `site` looks for `sitecustomize`.

    Only then is it known whether a user's site, or a directory that another .pth file names, has come to it.
    """

    def __init__(self, site, mode):
        self.site, self.mode, self.seen = site, mode, None

    def find_spec(self, name, path=None, target=None):
        if name == "sitecustomize":
            sys.meta_path.remove(self)
            self.check(self.seen)
        return None

    def check(self, seen):
        if seen is None or "FETTER_GUARD" in os.environ or not all(entry in seen for entry in entries()):
            seen = rest(self.site)(self.site, self.mode, seen)
        self.seen = seen


def rest(site):
    """The other part of the guard, `check.py`, which runs among the names of this one."""
    path = os.path.join(site, "_fetter_guard", "check.py")
    exec(sys.modules["_frozen_importlib_external"].SourceFileLoader("_fetter_guard", path).get_code("_fetter_guard"), globals())
    return check_now


def unchanged(state):
    """The entries of `sys.path` that were checked, if all that was looked at is the same; else None.

    The file: STATE, how many entries of `sys.path`, these, the files that were looked at, each ended by a NUL; then what
    `look` says of them.
    """
    try:
        with open(state, "rb", 0) as file:
            kind, count, length, found = file.read().split(b"\0", 3)
        length = int(length)
        if kind != STATE or look(found[:length].split(b"\0")[int(count):]) != found[length:]:
            return None
        return set(found[:length].split(b"\0")[:int(count)])
    except (OSError, ValueError):
        return None


def look(paths):
    """What changes when one of these files does. Its change time cannot be set back by ordinary means."""
    found = []
    for path in paths:
        try:
            now = os.stat(path)
            found += now.st_ino, now.st_size, now.st_mtime_ns, now.st_ctime_ns
        except OSError:
            found.append(-1)
    return marshal.dumps(found, 2)


def entries():
    """`sys.path` as bytes."""
    return [os.fsencode(entry) for entry in sys.path if isinstance(entry, str)]


def tell(text):
    """Says something on standard error, if there is one."""
    try:
        os.write(2, ("fetter: guard: %s\n" % text).encode("utf-8", "backslashreplace"))
    except OSError:
        pass
