"""What was built from what, so that a second build does only the work that is left."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

import curso
from curso.authoring.files import write
from curso.authoring.material import FILE as MATERIAL

FOLDER = ".curso-cache"
_TOOLS = ("jupytext", "nbformat", "markdown-it-py", "mdit-py-plugins")


class Cache:
    """The keys of lessons and the hashes of what they built, in `.curso-cache/build.json`.

    A lesson's key covers its text and everything its notebooks and its lint depend on: the builder's code,
    the packages it uses, the specs, the question banks, the material, the tests of exercises and pyproject.toml.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._file = root / FOLDER / "build.json"
        self._entries = _read(self._file)

    def holds(self, lesson: Path, outputs: Iterable[Path]) -> bool:
        """Whether the lesson is as it was and all of `outputs` are what it built."""
        entry = self._entries.get(self._name(lesson))
        if entry is None or entry.get("key") != self._key(lesson):
            return False
        return all(self._same(path, entry.get(self._name(path))) for path in outputs)

    def keep(self, lesson: Path, outputs: Mapping[Path, bytes]) -> None:
        """Remember what the lesson built just now."""
        key = self._key(lesson)
        before = self._entries.get(self._name(lesson), {})
        entry = before if before.get("key") == key else {"key": key}
        self._entries[self._name(lesson)] = entry | {self._name(p): _hash(c) for p, c in outputs.items()}

    def write(self) -> None:
        """Save it, where git doesn't see it. Lessons that are no more are forgotten."""
        alive = {name: entry for name, entry in self._entries.items() if (self._root / name).exists()}
        write(self._file.with_name(".gitignore"), b"*\n")
        write(self._file, (json.dumps(alive, sort_keys=True, indent=1) + "\n").encode())

    def _name(self, path: Path) -> str:
        return (path.relative_to(self._root) if path.is_relative_to(self._root) else path).as_posix()

    def _key(self, lesson: Path) -> str:
        return _hash(self._world.encode() + lesson.read_bytes())

    @cached_property
    def _world(self) -> str:
        digest = hashlib.sha256(" ".join(map(version, _TOOLS)).encode())
        for path in _inputs(self._root):
            digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
        return digest.hexdigest()

    @staticmethod
    def _same(path: Path, known: str | None) -> bool:
        try:
            return known is not None and _hash(path.read_bytes()) == known
        except OSError:
            return False


def _inputs(root: Path) -> Iterator[Path]:
    """Every file besides the lesson that its notebooks or its lint depend on, in a fixed order."""
    package = Path(curso.__file__).parent
    yield package / "text.py"
    for part in ("authoring", "exercises", "quiz"):
        yield from sorted(path for path in (package / part).rglob("*") if path.suffix in (".py", ".yaml"))
    yield from sorted((root / "quizzes").glob("*.yaml"))
    yield from sorted((root / "tests" / "exercises").rglob("*.py"))
    yield from (path for path in (root / MATERIAL, root / "pyproject.toml") if path.exists())


def _read(file: Path) -> dict[str, dict[str, str]]:
    try:
        entries = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(entries, dict):
        return {}
    return {name: entry for name, entry in entries.items() if isinstance(entry, dict)}


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
