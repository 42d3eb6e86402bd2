"""Find every Python package on a machine, executing nothing.

>>> import fetter
>>> inventory = fetter.scan(executables=["python3"])
>>> for distribution, site in inventory.installed():
...     print(distribution.name, distribution.version, site.path)

The same program as on the command line, ``fetter``, is :func:`run_with_argv`.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from typing import Iterable, Optional, Sequence, Union

from . import _fetter
from ._inventory import (
    Coverage,
    Details,
    Distribution,
    EmbeddedComponent,
    Environment,
    Executable,
    Inventory,
    Origin,
    PathFile,
    PathFileLine,
    Problem,
    PythonVersion,
    Site,
)

__all__ = [
    "Coverage",
    "Details",
    "Distribution",
    "EmbeddedComponent",
    "Environment",
    "Executable",
    "Inventory",
    "Origin",
    "PathFile",
    "PathFileLine",
    "Problem",
    "PythonVersion",
    "Site",
    "__version__",
    "run",
    "run_with_argv",
    "scan",
]

__version__: str = _fetter.__version__

_Path = Union[str, "os.PathLike[str]"]


def scan(
    *,
    executables: Iterable[_Path] = (),
    paths: Iterable[_Path] = (),
    only_paths: bool = False,
    root: Optional[_Path] = None,
    all_users: Optional[bool] = None,
    user_site: bool = False,
    exhaustive: bool = False,
    threads: Optional[int] = None,
) -> Inventory:
    """Search this machine for Python environments and packages. Nothing that is found is executed.

    :param executables: look at these interpreters or environments only: paths, names on ``PATH``, or
        directories of environments.
    :param paths: directories to search beside the usual ones.
    :param only_paths: search ``paths`` only, and nothing else of the machine.
    :param root: take this directory for another machine's ``/``.
    :param all_users: search every user's home; by default if the caller is root.
    :param user_site: count the user site as seen by every environment.
    :param exhaustive: search within sites too.
    :param threads: how many threads work.
    :raises OSError: if what was asked for does not exist or cannot be traced. What could not be read on the
        way is no error: it is listed in :attr:`Inventory.problems`.
    """
    text = _fetter.scan_json(
        [os.fspath(path) for path in executables],
        [os.fspath(path) for path in paths],
        only_paths,
        None if root is None else os.fspath(root),
        all_users,
        user_site,
        exhaustive,
        threads,
    )
    return Inventory.from_json(json.loads(text))


def run(arguments: Sequence[str]) -> int:
    """Run the command line with these arguments (without the program's name), and return its exit code."""
    package = os.path.dirname(os.path.abspath(__file__))
    return _fetter.run(["fetter", *arguments], sys.executable or "", os.path.dirname(package))


def run_with_argv() -> int:
    """Run the command line with the arguments of this process, and return its exit code."""
    if threading.current_thread() is threading.main_thread():
        # Python would see an interrupt only after fetter is done.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    return run(sys.argv[1:])
