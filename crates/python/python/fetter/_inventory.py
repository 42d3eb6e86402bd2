"""The objects of an inventory: what was found on one machine at one time."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, Iterator, Mapping, Optional, Tuple

_VERSION = 1


def _path(value: Any) -> Path:
    # A path that is no UTF-8 comes as its bytes in hexadecimal.
    return Path(value if isinstance(value, str) else os.fsdecode(bytes.fromhex(value["hex"])))


def _optional_path(value: Any) -> Optional[Path]:
    return None if value is None else _path(value)


@dataclass(frozen=True)
class Origin:
    """Where a distribution came from, if not from an index (PEP 610). URLs carry no credentials."""

    #: ``archive``, ``vcs`` or ``directory``.
    kind: str
    url: str
    #: Of an archive: its hashes by algorithm.
    hashes: Mapping[str, str]
    #: Of a repository: ``git``, ``hg``, ``bzr`` or ``svn``.
    vcs: Optional[str]
    #: Of a repository: what was asked for.
    requested_revision: Optional[str]
    #: Of a repository: what was installed.
    commit: Optional[str]
    #: Of a directory: whether the source tree itself is on the path.
    editable: bool
    #: Where in it the project lies.
    subdirectory: Optional[str]

    @classmethod
    def _from_json(cls, value: Dict[str, Any]) -> Origin:
        return cls(
            kind=value["kind"],
            url=value["url"],
            hashes=dict(value.get("hashes") or {}),
            vcs=value.get("vcs"),
            requested_revision=value.get("requested_revision"),
            commit=value.get("commit"),
            editable=bool(value.get("editable")),
            subdirectory=value.get("subdirectory"),
        )


@dataclass(frozen=True)
class EmbeddedComponent:
    """What a bill of materials in a dist-info lists (PEP 770)."""

    #: Its name, with its group before a ``/`` where it has one.
    name: str
    version: Optional[str]
    #: Its package URL.
    purl: Optional[str]
    #: The file in ``sboms`` that lists it.
    file: str

    @classmethod
    def _from_json(cls, value: Dict[str, Any]) -> EmbeddedComponent:
        return cls(name=value["name"], version=value["version"], purl=value["purl"], file=value["file"])


@dataclass(frozen=True)
class Details:
    """What metadata says beyond name and version."""

    #: ``None``: from an index, as far as is known.
    origin: Optional[Origin]
    installer: Optional[str]
    #: Whether somebody asked for it by name.
    requested: bool
    requires_python: Optional[str]
    requires: Tuple[str, ...]
    extras: Tuple[str, ...]
    license_expression: Optional[str]
    license: Optional[str]
    license_files: Tuple[str, ...]
    license_classifiers: Tuple[str, ...]
    #: The size of its RECORD in bytes; ``None`` where it has none.
    record_bytes: Optional[int]
    #: Name, build and channel, for what conda installed; and the archive's name, subdir and digests where they are recorded.
    conda: Optional[Mapping[str, str]]
    #: What the bills of materials in its dist-info list.
    embedded: Tuple[EmbeddedComponent, ...] = ()

    @classmethod
    def _from_json(cls, value: Dict[str, Any]) -> Details:
        origin = value["origin"]
        return cls(
            origin=None if origin is None else Origin._from_json(origin),
            installer=value["installer"],
            requested=value["requested"],
            requires_python=value["requires_python"],
            requires=tuple(value["requires"]),
            extras=tuple(value["extras"]),
            license_expression=value["license_expression"],
            license=value["license"],
            license_files=tuple(value["license_files"]),
            license_classifiers=tuple(value["license_classifiers"]),
            record_bytes=value["record_bytes"],
            conda=value["conda"],
            embedded=tuple(EmbeddedComponent._from_json(each) for each in value.get("embedded") or ()),
        )


@dataclass(frozen=True)
class Distribution:
    """One installed package, as its metadata says."""

    #: ``dist-info``, ``egg-info``, ``egg-info-file``, ``egg``, ``egg-zip``, ``egg-link``, ``conda`` or
    #: ``dist-info-zip``.
    kind: str
    #: The name as its metadata writes it.
    name: str
    #: The name as PEP 503 folds it.
    normalized_name: str
    #: The version as its metadata writes it.
    version: Optional[str]
    #: The version in the normal form of PEP 440; ``None`` where it is not one.
    normalized_version: Optional[str]
    #: Whether the name of the directory or file tells of another distribution than the metadata in it.
    name_disagrees: bool
    #: The directory, file or archive that holds the metadata.
    metadata_path: Path
    details: Optional[Details]

    @classmethod
    def _from_json(cls, value: Dict[str, Any]) -> Distribution:
        details = value["details"]
        return cls(
            kind=value["kind"],
            name=value["name"],
            normalized_name=value["normalized_name"],
            version=value["version"],
            normalized_version=value["normalized_version"],
            name_disagrees=value["name_disagrees"],
            metadata_path=_path(value["metadata_path"]),
            details=None if details is None else Details._from_json(details),
        )


@dataclass(frozen=True)
class PathFileLine:
    """A line of a ``.pth`` file that does something."""

    number: int
    text: str
    #: Whether Python runs it. fetter does not.
    is_import: bool
    #: Where a path leads, if something is there.
    target: Optional[Path]

    @classmethod
    def _from_json(cls, value: Dict[str, Any]) -> PathFileLine:
        return cls(value["number"], value["text"], value["is_import"], _optional_path(value["target"]))


@dataclass(frozen=True)
class PathFile:
    """A ``.pth`` file."""

    name: str
    lines: Tuple[PathFileLine, ...]

    @classmethod
    def _from_json(cls, value: Dict[str, Any]) -> PathFile:
        return cls(str(_path(value["name"])), tuple(map(PathFileLine._from_json, value["lines"])))


@dataclass(frozen=True)
class Site:
    """One directory that packages are installed into."""

    path: Path
    #: ``environment``, ``user``, ``prefix``, ``target``, ``linked``, ``archive``, ``standard-library``,
    #: ``checkout`` or ``conda-meta``.
    kind: str
    distributions: Tuple[Distribution, ...]
    path_files: Tuple[PathFile, ...]
    #: What pip left behind when it was interrupted.
    leftovers: Tuple[Path, ...]

    @classmethod
    def _from_json(cls, value: Dict[str, Any]) -> Site:
        return cls(
            path=_path(value["path"]),
            kind=value["kind"],
            distributions=tuple(map(Distribution._from_json, value["distributions"])),
            path_files=tuple(map(PathFile._from_json, value["path_files"])),
            leftovers=tuple(map(_path, value["leftovers"])),
        )


@dataclass(frozen=True)
class PythonVersion:
    """A Python version, as far as files tell."""

    #: Major and minor number.
    release: Optional[Tuple[int, int]]
    free_threaded: bool
    #: The full version, where a file tells it.
    full: Optional[str]

    @classmethod
    def _from_json(cls, value: Dict[str, Any]) -> PythonVersion:
        release = value["release"]
        return cls(None if release is None else (release[0], release[1]), value["free_threaded"], value["full"])


@dataclass(frozen=True)
class Executable:
    """One name under which an interpreter can be started."""

    path: Path
    #: Whether it, or what it links to, exists.
    exists: bool

    @classmethod
    def _from_json(cls, value: Dict[str, Any]) -> Executable:
        return cls(_path(value["path"]), value["exists"])


@dataclass(frozen=True)
class Environment:
    """A prefix that packages are installed into, and the interpreter that starts it."""

    prefix: Path
    #: ``base``, ``virtual`` or ``conda``.
    kind: str
    #: What made it: ``debian``, ``pyenv``, ``uv``, ``conda``, ``venv``, ``virtualenv`` …
    creator: str
    #: ``CPython``, ``PyPy`` or ``GraalVM``.
    implementation: str
    python: PythonVersion
    #: What its interpreter is made for (``linux-x86_64``), if that is known.
    platform: Optional[str]
    executables: Tuple[Executable, ...]
    #: Other paths that lead to the same interpreter.
    aliases: Tuple[Path, ...]
    #: Of a virtual environment: the prefix that it was made from, if it still exists.
    base: Optional[Path]
    #: Of a virtual environment: ``home`` of ``pyvenv.cfg``, as written.
    home: Optional[str]
    system_sites: bool
    user_site: bool
    #: The sites, in the order of ``sys.path``.
    sites: Tuple[Path, ...]

    @classmethod
    def _from_json(cls, value: Dict[str, Any]) -> Environment:
        return cls(
            prefix=_path(value["prefix"]),
            kind=value["kind"],
            creator=value["creator"],
            implementation=value["implementation"],
            python=PythonVersion._from_json(value["python"]),
            platform=value.get("platform"),
            executables=tuple(map(Executable._from_json, value["executables"])),
            aliases=tuple(map(_path, value["aliases"])),
            base=_optional_path(value["base"]),
            home=value["home"],
            system_sites=value["system_sites"],
            user_site=value["user_site"],
            sites=tuple(map(_path, value["sites"])),
        )


@dataclass(frozen=True)
class Coverage:
    """What was searched, and what was left out on purpose."""

    roots: Tuple[Path, ...]
    #: Mounts that are not local, with the types of their file systems.
    skipped_mounts: Tuple[Tuple[Path, str], ...]
    exhaustive: bool
    interpreters_only: bool
    #: Whether this is a part only, of what a search matched.
    part: bool = False

    @classmethod
    def _from_json(cls, value: Dict[str, Any]) -> Coverage:
        return cls(
            roots=tuple(map(_path, value["roots"])),
            skipped_mounts=tuple((_path(mount["path"]), mount["file_system"]) for mount in value["skipped_mounts"]),
            exhaustive=value["exhaustive"],
            interpreters_only=value["interpreters_only"],
            part=value.get("part", False),
        )


@dataclass(frozen=True)
class Problem:
    """Something that could not be read or checked. Never silence, and never "clean"."""

    path: Path
    code: str
    reason: str

    @classmethod
    def _from_json(cls, value: Dict[str, Any]) -> Problem:
        return cls(_path(value["path"]), value["code"], value["reason"])


@dataclass(frozen=True)
class Inventory:
    """What was found on one machine at one time."""

    #: The directory that was taken for the machine's ``/``; ``None`` for ``/`` itself.
    root: Optional[Path]
    coverage: Coverage
    environments: Tuple[Environment, ...]
    sites: Tuple[Site, ...]
    problems: Tuple[Problem, ...]

    @classmethod
    def from_json(cls, value: Dict[str, Any]) -> Inventory:
        """An inventory from what ``fetter scan json`` wrote.

        :raises ValueError: if it is another document, or one of another version.
        """
        if (value.get("schema"), value.get("version")) != ("fetter-inventory", _VERSION):
            raise ValueError(f"not an inventory of version {_VERSION}: {value.get('schema')!r} {value.get('version')!r}")
        return cls(
            root=_optional_path(value["root"]),
            coverage=Coverage._from_json(value["coverage"]),
            environments=tuple(map(Environment._from_json, value["environments"])),
            sites=tuple(map(Site._from_json, value["sites"])),
            problems=tuple(map(Problem._from_json, value["problems"])),
        )

    def installed(self) -> Iterator[Tuple[Distribution, Site]]:
        """Every distribution with the site that it lies in, by site."""
        for site in self.sites:
            for distribution in site.distributions:
                yield distribution, site
