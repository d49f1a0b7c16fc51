"""What of this machine can be seen from inside the box: the system, this Python and its packages, and no more."""

from __future__ import annotations

import os
import site
import sys
from dataclasses import dataclass
from pathlib import Path

import curso

HOME = "/home/student"
# everything that can be written in the box, with its share of the disk
WRITABLE = {"/tmp": 2, HOME: 1, "/dev/shm": 1}
SYSTEM = ("/usr", "/nix/store", "/gnu/store")
SYSTEM_LINKS = ("/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
# /etc has much that is nobody's business: these say where libraries, fonts and the time zone are
SETTINGS = ("ld.so.cache", "ld.so.conf", "ld.so.conf.d", "alternatives", "fonts", "localtime")
# where people keep their own things although it is below /usr
NOT_SYSTEM = ("/usr/src", "/usr/local/src", "/usr/home")
PARTS_OF_A_PREFIX = ("bin", "lib", "lib64", "libexec", "include", "share", "pyvenv.cfg")
PACKAGE_FOLDERS = ("site-packages", "dist-packages")
# the answers: what the exercises expect and which options are right
ANSWERS = ("exercises/module_*", "quiz/banks")


@dataclass(frozen=True)
class View:
    """What the box sees.

    Parameters
    ----------
    shown : files and folders of this machine that can be read, under their own paths.
    links : symbolic links of the system, as (path, where it points).
    hidden : folders that are empty for the box, but for what is shown inside them.
    python_path : what Python has to be told to look for packages in.
    """

    shown: tuple[Path, ...]
    links: tuple[tuple[Path, str], ...]
    hidden: tuple[Path, ...]
    python_path: tuple[Path, ...]


def view(*more: Path) -> View:
    """The view for this interpreter; `more` are further files that have to be seen."""
    packages = _packages()
    source = Path(curso.__file__).resolve().parent.parent
    wanted = {
        *map(Path, (*SYSTEM, *SYSTEM_LINKS)),
        *(Path("/etc") / name for name in SETTINGS),
        *(prefix / part for prefix in _prefixes() for part in PARTS_OF_A_PREFIX),
        *_interpreter(),
        *packages,
        source,
        *more,
    }
    links = {path for path in wanted if path.is_symlink() and path.parent != Path("/etc")}
    shown = {path for path in wanted - links if path.exists()}
    hidden = {path for path in map(Path, NOT_SYSTEM) if path.is_dir()}
    if (source.parent / "pyproject.toml").exists():  # the repository, where it lies inside what is shown
        hidden |= {source.parent for path in shown if source.parent.is_relative_to(path)}
    # what lies where the box can write, such as an interpreter below /tmp, is put in a folder where it can't
    hidden |= {path for place in map(Path, WRITABLE) for shown_one in shown if (path := _below(place, shown_one))}
    for folder in {source, *packages}:
        hidden |= {path for pattern in ANSWERS for path in (folder / "curso").glob(pattern) if path.is_dir()}
    known = {Path(folder) for folder in site.getsitepackages()}
    told = [folder for folder in (source, *packages) if folder not in known]
    return View(
        tuple(path for path in _by_depth(shown) if not _covered(path, shown, hidden)),
        tuple((path, str(path.readlink())) for path in _by_depth(links) if not _covered(path, shown, hidden)),
        tuple(_by_depth(hidden)),
        tuple(dict.fromkeys(told)),
    )


def _below(place: Path, path: Path) -> Path | None:
    """The folder directly in `place` that `path` lies in."""
    inside = path.relative_to(place).parts if path.is_relative_to(place) else ()
    return place / inside[0] if len(inside) > 1 else None


def _by_depth(paths: set[Path]) -> list[Path]:
    return sorted(paths, key=lambda path: (len(path.parts), path))


def _covered(path: Path, shown: set[Path], hidden: set[Path]) -> bool:
    """Whether `path` is seen already, because a folder above it is shown and nothing between the two is hidden."""
    for folder in path.parents:
        if folder in hidden:
            return False
        if folder in shown:
            return True
    return False


def _packages() -> list[Path]:
    """The folders that this interpreter imports packages from; not the directory it was started in."""
    there = [Path(entry) for entry in dict.fromkeys(sys.path) if entry]
    return [path for path in there if path.name in PACKAGE_FOLDERS and path.is_absolute()]


def _prefixes() -> set[Path]:
    """Where this Python is installed; its parts are shown one by one, since a repository can be its own venv."""
    given = {Path(prefix) for prefix in (sys.prefix, sys.exec_prefix, sys.base_prefix, sys.base_exec_prefix)}
    return given | {path.resolve() for path in given}


def _interpreter() -> list[Path]:
    """The executable and every symbolic link on the way to it."""
    path = Path(sys.executable)
    steps = [path]
    while path.is_symlink() and len(steps) < 20:
        path = path.parent / path.readlink()
        steps.append(Path(os.path.normpath(path)))
    return [*steps, path.resolve()]
