"""Where things lie in the course's folder: modules, lessons, notebooks, and nbgrader's sources."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

from curso.authoring.problem import AuthoringError
from curso.text import LANGUAGES, Language, Text

_MODULE = re.compile(r"\d\d_\w+")
SOURCES: dict[Language, str] = {"es": "source", "en": "source_en"}


def module_folders(root: Path, modules: Iterable[str] | None = None) -> tuple[Path, ...]:
    """The folders of the modules named ("01" or "01_regresion_lineal"), or of all. Raises AuthoringError."""
    base = root / "notebooks"
    if not base.is_dir():
        raise AuthoringError(_NO_COURSE.format(root=root))
    every = sorted(path for path in base.iterdir() if path.is_dir() and _MODULE.fullmatch(path.name))
    if modules is None:
        return tuple(every)
    chosen = []
    for name in dict.fromkeys(modules):
        found = [path for path in every if name in (path.name, path.name[:2])]
        if not found:
            raise AuthoringError(_NO_MODULE.format(name=name, every=", ".join(path.name for path in every)))
        chosen += found
    return tuple(sorted(set(chosen)))


def lesson_files(folder: Path) -> tuple[Path, ...]:
    """The lessons of a module, in order."""
    return tuple(sorted(path for path in folder.glob("*.py") if not path.name.startswith((".", "_"))))


def notebook_files(folder: Path) -> tuple[Path, ...]:
    """The built notebooks of a module, in both languages."""
    return tuple(path for lang in LANGUAGES for path in sorted((folder / lang).glob("*.ipynb")))


def student_path(lesson: Path, lang: Language) -> Path:
    """Where a lesson's notebook in `lang` lies."""
    return lesson.parent / lang / f"{lesson.stem}.ipynb"


def source_path(lesson: Path, lang: Language, course: Path) -> Path:
    """Where a lesson's source in `lang` lies in the nbgrader course at `course`."""
    return course / SOURCES[lang] / lesson.parent.name / f"{lesson.stem}.ipynb"


def built_by_us(path: Path) -> bool:
    """Whether a notebook says that the builder made it."""
    try:
        ours = json.loads(path.read_text(encoding="utf-8"))["metadata"]["curso"]
        return isinstance(ours, dict) and {"language", "lesson", "module"} <= ours.keys()
    except (OSError, ValueError, KeyError, TypeError):
        return False


_NO_COURSE = Text(
    es="En {root} no está el curso (falta notebooks/). Ejecuta la orden en su carpeta.",
    en="The course isn't in {root} (notebooks/ is missing). Run the command in its folder.",
)
_NO_MODULE = Text(
    es="No hay ningún módulo «{name}». Los que hay son: {every}.",
    en="There is no module “{name}”. There are: {every}.",
)
