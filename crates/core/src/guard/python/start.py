"""The start-up guard of fetter: what runs at every start of Python in this environment.

This text is the same in every environment; what differs stands in the file `data` beside it, which is read as data. The file
`state` says what was looked at when the environment was last found clean: as long as all of it is the same, nothing else is done.
It is written for Python 3.6 and later, and imports nothing that Python has not loaded by itself or has built in, since every start
pays for it, and since nothing on `sys.path` may stand in for it.
"""
import marshal
import os
import sys
import time

STATE = b"fetter-guard-state 3"
# How many files in `.dist-info` directories a start looks at: two each, as a rule. Where there are more, the next second has the next.
WINDOW = 100
# What the main interpreter of this process was checked at, for its subinterpreters, in which nothing can be started.
MARK = "_FETTER_GUARD_CHECKED"


def check(site, mode):
    """Checks this start. `site` is the directory that holds `_fetter_guard`; `mode` is "warn" or "exit"."""
    if os.environ.get("FETTER_GUARD") == "repair":
        tell("FETTER_GUARD=repair is set: this start was not checked")
        return
    late = Late(site, mode, entries())
    late.check(unchanged(os.path.join(os.fsencode(site), b"_fetter_guard", b"state"), late.first))
    if late.seen is not None:
        sys.meta_path.insert(0, late)
        os.environ[MARK] = mark(late.first)


class Late(object):
    """Looks again once `sys.path` is complete, which is when `site` looks for `sitecustomize`, and then for `usercustomize`.

    Only then is it known whether a user's site, or a directory that another .pth file names, has come to it.
    """

    def __init__(self, site, mode, first):
        self.site, self.mode, self.first, self.seen = site, mode, first, None

    def find_spec(self, name, path=None, target=None):
        if name == "sitecustomize" or name == "usercustomize":
            # What is raised here would be taken for a mistake in that module, and Python would go on.
            try:
                if is_last(name) and self in sys.meta_path:
                    sys.meta_path.remove(self)
                self.check(self.seen)
            except BaseException as error:
                broken(self.mode, error)
        return None

    def check(self, seen):
        if seen is None or "FETTER_GUARD" in os.environ or not all(entry in seen for entry in entries()):
            seen = rest(self.site)(self.site, self.mode, self.first, seen)
        self.seen = seen


def is_last(name):
    """Whether this is the last that `site` looks for. The code of a .pth file may look for it earlier."""
    site = sys.modules.get("site")
    if name == "sitecustomize" and getattr(site, "ENABLE_USER_SITE", True):
        return False
    frame = sys._getframe(1)
    while frame is not None and frame.f_code.co_name != "exec" + name:
        frame = frame.f_back
    return frame is not None


def broken(mode, error):
    """An error of the guard itself."""
    try:
        end = "goes on, since the mode is `warn`" if mode == "warn" else "does not start"
        tell("it could not check: %s; Python %s" % (ascii(error), end))
        if mode == "warn" and not isinstance(error, Exception):
            raise error
    finally:
        if mode != "warn":
            os._exit(4)


def rest(site):
    """The other part of the guard, `check.py`, which runs among the names of this one."""
    path = os.path.join(site, "_fetter_guard", "check.py")
    exec(sys.modules["_frozen_importlib_external"].SourceFileLoader("_fetter_guard", path).get_code("_fetter_guard"), globals())
    return check_now


def unchanged(state, first):
    """Where packages were looked for, if all that was looked at is the same; else None.

    The file: STATE; which user's site is seen, if that makes a difference; until when it holds; how many entries `sys.path`
    had; how many directories were searched; how many files are looked at by every start; how long the names are, and each of what
    follows them; these entries, these directories, and the files that were looked at, each ended by a NUL; then what `look` says
    of the files for every start, and of each WINDOW of the others.

    That a distribution comes, goes or is exchanged shows in its site's directory, which every start looks at. A window is for what
    is written into a `.dist-info` directory that stays the same, as no installer does it.
    """
    try:
        with open(state, "rb", 0) as file:
            kind, user, until, count, number, always, length, sizes, found = file.read().split(b"\0", 8)
        count, number, always, length = int(count), int(number), int(always), int(length)
        sizes = [int(size) for size in sizes.split(b",")[:-1]]
        names = found[:length].split(b"\0")
        if kind != STATE or names[:count] != first or time.time() >= float(until):
            return None
        if user != b"-" and user != user_site():
            return None
        end = count + number + always
        same = look(names[count + number:end]) == found[length:length + sizes[0]]
        if same and len(sizes) > 1:
            window = int(time.time()) % (len(sizes) - 1)
            begin, at = length + sum(sizes[:window + 1]), end + window * WINDOW
            same = look(names[at:at + WINDOW]) == found[begin:begin + sizes[window + 1]]
        if not same:
            # Else another start would look into another window, where nothing has changed.
            os.unlink(state)
            return None
        return set(names[:count + number])
    except (OSError, ValueError):
        return None


def user_site():
    """What tells which user's site this Python looks into, as `site` decides it; b"0" if it looks into none."""
    try:
        same = os.geteuid() == os.getuid() and os.getegid() == os.getgid()
    except AttributeError:
        same = True
    if not same or sys.flags.no_user_site:
        return b"0"
    user = b"" if b"HOME" in os.environb else b"%d" % os.getuid()
    return b"1:%s:%s:%s" % (os.environb.get(b"PYTHONUSERBASE", b""), os.environb.get(b"HOME", b""), user)


def look(paths):
    """What changes when one of these files does, as bytes."""
    return marshal.dumps(ask(paths), 2)


def ask(paths):
    """Four numbers of each file, or -1 where there is none. The change time cannot be set back by ordinary means."""
    found = []
    for path in paths:
        try:
            now = os.stat(path)
            found += now.st_ino, now.st_size, now.st_mtime_ns, now.st_ctime_ns
        except OSError:
            found.append(-1)
    return found


def entries():
    """`sys.path` as bytes."""
    return [os.fsencode(entry) for entry in sys.path if isinstance(entry, (str, bytes))]


def mark(first):
    """The value of MARK for this process: interpreters of one process hash alike, those of two do not."""
    return "%d:%d" % (os.getpid(), hash(b":".join(first)))


def tell(text):
    """Says something on standard error, if there is one."""
    try:
        os.write(2, ("fetter: guard: %s\n" % text).encode("utf-8", "backslashreplace"))
    except OSError:
        pass
