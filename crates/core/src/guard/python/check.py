"""The start-up guard of fetter: what runs when something has changed since the environment was last found clean.

It starts the checker, which is named in the file `data`, and remembers what the checker looked at. It runs among the names of
`start.py`. It imports nothing that a directory on `sys.path` could stand in for: `_signal` is built in.
"""
import _signal

DATA = b"fetter-guard 1"
CHECKED = b"fetter-guard-checked 2"
# How much a checker may say, in bytes.
LIMIT = 16 * 1024 * 1024
# How old the last change must be to be relied on, in seconds: more than any file system's clock is coarse.
SETTLED = 2
# What a shell takes as it stands.
PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789%+,-./:=@_")


class Refused(Exception):
    """Why this start must not go on: the exit code, and a sentence."""


class Foreign(Exception):
    """Another environment's Python looks into this one's site: a sentence."""


class Everything(object):
    """What has every entry of `sys.path` in it: nothing more is to be checked."""

    def __contains__(self, entry):
        return True


def check_now(site, mode, first, seen):
    """Checks, and returns the entries of `sys.path` that are known now. In mode "exit" it returns only if all is well.

    `first` is what `sys.path` had when the guard began.
    """
    try:
        return run(os.fsencode(site), first, seen)
    except Foreign as error:
        tell(error.args[0])
        return Everything()
    except BaseException as error:
        code, text = error.args if isinstance(error, Refused) else (4, "it could not check: %s" % ascii(error))
        if mode == "warn":
            tell("%s; Python goes on, since the mode is `warn`" % text)
            if isinstance(error, Exception):
                return seen
            raise
        return refuse(site, code, text)


def refuse(site, code, text):
    """Ends this process, unless the guard is just being removed: then its first file is gone, and others may be."""
    is_there = True
    try:
        is_there = os.path.lexists(os.path.join(site, "000-fetter-guard.pth"))
        if is_there:
            tell("this Python does not start: %s" % text)
            for line in advice(os.fsencode(site), code):
                tell(line)
    finally:
        # SystemExit would be caught by some versions of `site`, and printed by others.
        if is_there:
            os._exit(code)
    return Everything()


def advice(site, code):
    """What to do, as commands for a shell."""
    prefix = owner(site)
    try:
        data = read_data(os.path.join(site, b"_fetter_guard", b"data"))
        checker = " ".join(quote(each) for each in data[b"checker"])
        bound = " ".join("-b " + quote(each) for each in data[b"bound"])
        judging = " ".join([bound] + [quote(each) for each in data.get(b"option", [])])
        prefix = prefix or data[b"prefix"][0]
        yield "to see what is wrong: %s -e %s validate %s" % (checker, quote(prefix), judging)
    except (Refused, LookupError):
        checker, judging, prefix = "fetter", "-b BOUND", prefix or os.fsencode(sys.prefix)
        yield "to see what is wrong: fetter -e %s site-status" % quote(prefix)
    if code != 3:
        yield "to install it again: FETTER_GUARD=repair %s -e %s site-install %s exit" % (checker, quote(prefix), judging)
    yield "to repair: mend that, or set FETTER_GUARD=repair for one command, as in"
    yield "    FETTER_GUARD=repair python -m pip install ...    FETTER_GUARD=repair uv pip install ..."
    yield "to remove the guard: FETTER_GUARD=repair %s -e %s site-uninstall" % (checker, quote(prefix))


def quote(text):
    """A word for a shell that stands for these bytes."""
    text = os.fsdecode(text)
    if text and PLAIN.issuperset(text):
        return text
    if text.isprintable():
        return "'%s'" % text.replace("'", "'\"'\"'")
    return "$'%s'" % "".join("\\%03o" % byte if not 32 <= byte < 127 or byte in b"'\\" else chr(byte) for byte in os.fsencode(text))


def run(site, first, seen):
    if os.environ.get("FETTER_GUARD") == "checking":
        raise Refused(4, "the checker is itself a Python that the guard checks; it must be started with -S")
    place = os.path.join(site, b"_fetter_guard")
    known = entries()
    if seen is not None and all(entry in seen for entry in known):
        return seen
    data = read_data(os.path.join(place, b"data"))
    recognise(site, data)
    command = data[b"checker"] + [b"site-check", b"--data", os.path.join(place, b"data"), b"--site", site]
    for entry in known:
        if not is_standard(entry) and os.path.exists(entry) and not same(entry, site):
            command += [b"--site", entry]
    if user_site() == b"0":
        command.append(b"--no-user-site")
    files = [os.path.join(place, name) for name in (b"data", b"start.py", b"check.py")]
    files += known + [site, command[0]] + data[b"bound"] + ([os.fsencode(sys.executable)] if sys.executable else [])
    before, began = status(files), time.time()
    try:
        code, said = start(command, float(data[b"seconds"][0]))
    except RuntimeError as error:
        # A subinterpreter may start nothing. The main interpreter of its process was checked.
        if os.environ.get(MARK) == mark(first):
            return set(known)
        raise Refused(4, "it could not start the checker in this interpreter: %s" % error)
    if code == 3:
        raise Refused(3, "what is installed is not what the bound allows")
    if code != 0:
        text = "the checker %s could not check (it ended with %s); is the bound still there, and can it be read?"
        raise Refused(4, text % (ascii(os.fsdecode(command[0])), code))
    checked = read_checked(said)
    if not any(same(each, site) for each in checked.sites):
        raise Refused(4, "the checker did not look at %s" % ascii(os.fsdecode(site)))
    # What was there before the check counts, whatever the checker found later.
    checked.files.update(before)
    checked.always = before
    if not any(before[bound] == [-1] for bound in data[b"bound"]):
        remember(place, began, first, known, checked)
    return set(known + checked.sites)


def recognise(site, data):
    """Sees that the guard was installed for this environment."""
    prefix = data[b"prefix"][0]
    if any(same(prefix, os.fsencode(each)) for each in (sys.prefix, sys.base_prefix)):
        return
    if owner(site) is None:
        text = "%s is of an environment that has a guard; this Python (%s) is of another and was not checked"
        raise Foreign(text % (ascii(os.fsdecode(site)), ascii(sys.prefix)))
    raise Refused(4, "the guard was installed for another prefix (%s): install it again" % ascii(os.fsdecode(prefix)))


def owner(site):
    """Which of this Python's prefixes a site lies in, if any."""
    for prefix in (os.fsencode(sys.prefix), os.fsencode(sys.base_prefix)):
        for path, around in ((site, prefix), (os.path.realpath(site), os.path.realpath(prefix))):
            if path.startswith(around.rstrip(b"/") + b"/"):
                return prefix
    return None


def is_standard(entry):
    library = os.fsencode(os.path.dirname(os.__file__))
    return entry in (library, os.path.join(library, b"lib-dynload"))


def same(one, other):
    try:
        return os.path.samefile(one, other)
    except OSError:
        return False


def read(path, limit):
    with open(path, "rb") as file:
        return file.read(limit)


def read_data(path):
    """The fields of the file `data`: a line is a key, a space, and a value with %XX for unusual bytes."""
    try:
        lines = read(path, LIMIT).split(b"\n")
    except OSError as error:
        raise Refused(4, "the guard's data cannot be read (%s); install it again" % error.strerror)
    damaged = Refused(4, "the guard's data is damaged, or of another version; install it again")
    if lines[0] != DATA or lines[-2:] != [b"end", b""]:
        raise damaged
    fields = {}
    try:
        for line in lines[1:-2]:
            key, _, value = line.partition(b" ")
            first, *rest = value.split(b"%")
            value = first + b"".join(bytes([int(part[:2], 16)]) + part[2:] for part in rest)
            fields.setdefault(key, []).append(value)
        if float(fields[b"seconds"][0]) <= 0 or not all(key in fields for key in (b"checker", b"bound", b"prefix")):
            raise damaged
    except (ValueError, KeyError):
        raise damaged
    return fields


class Checked(object):
    """What the checker looked at."""

    def __init__(self):
        self.sites, self.files, self.until, self.user = [], {}, b"inf", b"-"
        self.always = {}

    def groups(self):
        """The files that every start looks at, and the others by WINDOW."""
        sites, always, others = set(self.sites), [], []
        for path in sorted(self.files):
            parent = os.path.dirname(path)
            info = path if path.endswith(b".dist-info") else parent
            is_other = info.endswith(b".dist-info") and os.path.dirname(info) in sites and path not in self.always
            (others if is_other else always).append(path)
        return [always] + [others[at:at + WINDOW] for at in range(0, len(others), WINDOW)]


def is_whole(said):
    """Whether the checker said all that it had to."""
    return said.startswith(CHECKED + b"\0") and said.endswith(b"\0end\0")


def read_checked(said):
    """Pairs of a kind and a value, each ended by a NUL. A kind that is not known is one that could change an answer."""
    if not is_whole(said):
        raise Refused(4, "the checker ended well, but did not say what it looked at")
    parts = said.split(b"\0")[1:-2]
    checked = Checked()
    try:
        for kind, value in zip(parts[::2], parts[1::2]):
            if kind == b"site":
                checked.sites.append(value)
            elif kind == b"until":
                checked.until = b"%d" % int(value)
            elif kind == b"depends" and value == b"user-site":
                checked.user = user_site()
            elif kind == b"absent":
                checked.files[value] = [-1]
            else:
                inode, size, modified, changed = kind.split(b" ")
                checked.files[value] = [int(inode), int(size), int(modified), int(changed)]
    except ValueError:
        raise Refused(4, "what the checker said it looked at is not to be understood")
    return checked


def start(command, seconds):
    """Runs the checker: how it ended, and what it said. No shell, no input, and an end after that many seconds."""
    if not os.path.isabs(command[0]):
        raise Refused(4, "the guard's data names no checker; install it again")
    here, there = os.pipe()
    # Where a process is told to ignore the ends of its children, nobody learns how they ended.
    ignored = set_signal(_signal.SIG_IGN, _signal.SIG_DFL)
    ended, process = False, None
    try:
        process = os.fork()
        if process == 0:
            become(command, there)
        os.close(there)
        end = time.monotonic() + seconds
        said = listen(here, end)
        if said is not None:
            code = wait(process, end, said)
            ended = code is not None
        if not ended:
            raise Refused(4, "the checker did not end within %g seconds" % seconds)
        return code, said
    finally:
        os.close(here)
        if process is None:
            os.close(there)
        elif not ended:
            stop(process)
        if ignored:
            set_signal(_signal.SIG_DFL, _signal.SIG_IGN)


def set_signal(old, new):
    """Sets what SIGCHLD does, if it does `old`; true if that was done. Only a main thread may."""
    try:
        if _signal.getsignal(_signal.SIGCHLD) != old:
            return False
        _signal.signal(_signal.SIGCHLD, new)
        return True
    except ValueError:
        return False


def become(command, out):
    """In the new process: becomes the checker."""
    try:
        os.setsid()
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(out, 1)
        # Where they were closed before, the numbers may have been these already.
        os.set_inheritable(0, True)
        os.set_inheritable(1, True)
        environment = dict(os.environb)
        environment[b"FETTER_GUARD"] = b"checking"
        os.execve(command[0], command, environment)
    except BaseException as error:
        tell("%s cannot be started: %s" % (ascii(os.fsdecode(command[0])), error))
    finally:
        os._exit(127)


def listen(pipe, end):
    """All that is said until the pipe is closed; None if that takes too long."""
    os.set_blocking(pipe, False)
    said, pause = b"", 0.001
    while time.monotonic() < end and len(said) < LIMIT:
        try:
            part = os.read(pipe, 65536)
        except BlockingIOError:
            time.sleep(pause)
            pause = min(pause * 1.5, 0.05)
            continue
        if not part:
            return said
        said += part
    return None


def wait(process, end, said):
    """The exit code, negative after a signal; None if that takes too long."""
    while True:
        try:
            found, status = os.waitpid(process, os.WNOHANG)
        except ChildProcessError:
            # Somebody else waited for it. It says all at its end only, and if all is well.
            return 0 if is_whole(said) else "a code that another part of this program took"
        if found:
            return os.WEXITSTATUS(status) if os.WIFEXITED(status) else -os.WTERMSIG(status)
        if time.monotonic() >= end:
            return None
        time.sleep(0.001)


def stop(process):
    """Ends the checker and what it started."""
    for end in (os.killpg, os.kill):
        try:
            end(process, 9)
        except OSError:
            pass
    try:
        os.waitpid(process, 0)
    except OSError:
        pass


def status(paths):
    """What `ask` says of each file."""
    return {path: ask([path]) for path in paths}


def remember(place, began, first, known, checked):
    """Writes the state, unless something is not as it was checked, or changed so recently that the next change might not show."""
    groups = checked.groups()
    found = [look(paths) for paths in groups]
    asked = [marshal.dumps([number for path in paths for number in checked.files[path]], 2) for paths in groups]
    newest = max(each[-1] for each in checked.files.values())
    if found != asked or newest > (began - SETTLED) * 1e9:
        return
    seen = sorted(set(known + checked.sites))
    names = b"\0".join(first + seen + [path for paths in groups for path in paths])
    numbers = [b"%d" % each for each in (len(first), len(seen), len(groups[0]), len(names))]
    sizes = b"".join(b"%d," % len(each) for each in found)
    head = b"\0".join([STATE, checked.user, checked.until] + numbers + [sizes])
    new = os.path.join(place, b"state.%d" % os.getpid())
    try:
        with open(new, "xb") as file:
            file.write(head + b"\0" + names + b"".join(found))
        os.rename(new, os.path.join(place, b"state"))
    except OSError:
        # It may not be written here, or the disk is full: the next start checks again.
        try:
            os.unlink(new)
        except OSError:
            pass
