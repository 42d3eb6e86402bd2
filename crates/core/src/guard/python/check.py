"""The start-up guard of fetter: what runs when something has changed since the environment was last found clean.

It starts the checker, which is named in the file `data`, and remembers what the checker looked at. It runs among the names of
`start.py`. It imports nothing that a directory on `sys.path` could stand in for: `time` is built in.
"""
import time

DATA = b"fetter-guard 1"
CHECKED = b"fetter-guard-checked 1"
# How much a checker may say, in bytes.
LIMIT = 16 * 1024 * 1024
# How old the last change must be to be relied on, in seconds: more than any file system's clock is coarse.
SETTLED = 2
# Which names in a site are metadata, and which files in a directory of that name are read.
NAMES = (b".dist-info", b".egg-info", b".egg-link", b".egg", b".pth")
FILES = (b"METADATA", b"PKG-INFO", b"direct_url.json", b"EGG-INFO/PKG-INFO")


class Refused(Exception):
    """Why this start must not go on: the exit code, and a sentence."""


def check_now(site, mode, seen):
    """Checks, and returns the entries of `sys.path` that are known now. In mode "exit" it returns only if all is well."""
    try:
        return run(os.fsencode(site), seen)
    except BaseException as error:
        code, text = error.args if isinstance(error, Refused) else (4, "it could not check: %s" % ascii(error))
        if mode == "warn":
            tell("%s; Python goes on, since the mode is `warn`" % text)
            if isinstance(error, Exception):
                return seen
            raise
        refuse(site, code, text)


def refuse(site, code, text):
    """Ends this process."""
    try:
        tell("this Python does not start: %s" % text)
        tell("to see what is wrong: fetter site-status")
        tell("to repair: put the bound back, or set FETTER_GUARD=repair for one command, as in")
        tell("    FETTER_GUARD=repair python -m pip install ...    FETTER_GUARD=repair uv pip install ...")
        tell("to remove the guard: FETTER_GUARD=repair fetter site-uninstall (it lies in %s)" % ascii(site))
    finally:
        # SystemExit would be caught by some versions of `site`, and printed by others.
        os._exit(code)


def run(site, seen):
    if os.environ.get("FETTER_GUARD") == "checking":
        raise Refused(4, "the checker is itself a Python that the guard checks; it must be started with -S")
    place = os.path.join(site, b"_fetter_guard")
    known = entries()
    if seen is not None and all(entry in seen for entry in known):
        return seen
    extra = [entry for entry in known if not is_standard(entry) and os.path.exists(entry) and not same(entry, site)]
    data = read_data(os.path.join(place, b"data"))
    command = data.get(b"checker", []) + [b"site-check", b"--data", os.path.join(place, b"data"), b"--site", site]
    for entry in extra:
        command += [b"--site", entry]
    began = time.time()
    code, said = start(command, float(data[b"seconds"][0]))
    if code == 3:
        raise Refused(3, "what is installed is not what the bound allows")
    if code != 0:
        text = "the checker %s could not check (it ended with %s); is the bound still there, and can it be read?"
        raise Refused(4, text % (ascii(os.fsdecode(command[0])), code))
    sites, files = read_checked(said)
    if not any(same(each, site) for each in sites):
        raise Refused(4, "the checker did not look at %s" % ascii(os.fsdecode(site)))
    files += [os.path.join(place, b"data"), command[0]] + data.get(b"bound", [])
    remember(place, began, known + sites, sites + known, files)
    return set(known + sites)


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
    if lines[0] != DATA or lines[-2:] != [b"end", b""]:
        raise Refused(4, "the guard's data is damaged, or of another version; install it again")
    fields = {}
    for line in lines[1:-2]:
        key, _, value = line.partition(b" ")
        first, *rest = value.split(b"%")
        value = first + b"".join(bytes([int(part[:2], 16)]) + part[2:] for part in rest)
        fields.setdefault(key, []).append(value)
    return fields


def read_checked(said):
    """What the checker looked at: pairs of a kind and a path, each ended by a NUL."""
    parts = said.split(b"\0")
    if parts[0] != CHECKED or parts[-2:] != [b"end", b""] or len(parts) % 2 == 0:
        raise Refused(4, "the checker ended well, but did not say what it looked at")
    pairs = list(zip(parts[1:-2:2], parts[2:-2:2]))
    return [path for kind, path in pairs if kind == b"site"], [path for kind, path in pairs if kind == b"file"]


def start(command, seconds):
    """Runs the checker: how it ended, and what it said. No shell, no input, and an end after that many seconds."""
    if not os.path.isabs(command[0]):
        raise Refused(4, "the guard's data names no checker; install it again")
    here, there = os.pipe()
    process = os.fork()
    if process == 0:
        become(command, there)
    os.close(there)
    ended, end = False, time.monotonic() + seconds
    try:
        said = listen(here, end)
        if said is not None:
            code = wait(process, end)
            ended = code is not None
        if not ended:
            raise Refused(4, "the checker did not end within %g seconds" % seconds)
        return code, said
    finally:
        os.close(here)
        if not ended:
            stop(process)


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


def wait(process, end):
    """The exit code, negative after a signal; None if that takes too long."""
    while True:
        found, status = os.waitpid(process, os.WNOHANG)
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
    os.waitpid(process, 0)


def remember(place, began, seen, sites, files):
    """Writes the state, unless something changed so recently that the next change might not show."""
    watched = set(files)
    for site in sites:
        watch(site, watched)
    watched = sorted(watched)
    found = look(watched)
    if newest(watched) > began - SETTLED:
        return
    seen = sorted(set(seen))
    names = b"\0".join(seen + watched)
    new = os.path.join(place, b"state.%d" % os.getpid())
    try:
        with open(new, "xb") as file:
            file.write(b"%s\0%d\0%d\0%s%s" % (STATE, len(seen), len(names), names, found))
        os.rename(new, os.path.join(place, b"state"))
    except OSError:
        # It may not be written here, or the disk is full: the next start checks again.
        try:
            os.unlink(new)
        except OSError:
            pass


def newest(paths):
    """When the last of them changed, in seconds."""
    return max(os.stat(path).st_ctime for path in paths if os.path.exists(path))


def watch(site, watched):
    """Adds a site, and the metadata in it. A new or a missing entry changes the directory itself."""
    watched.add(site)
    if is_standard(site) or not os.path.isdir(site):
        return
    for name in os.listdir(site):
        if not name.lower().endswith(NAMES):
            continue
        path = os.path.join(site, name)
        if os.path.isdir(path):
            inside = [os.path.join(path, file) for file in FILES]
            watched.update(file for file in inside if os.path.exists(file))
        else:
            watched.add(path)
