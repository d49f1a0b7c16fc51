"""Where a course graded with nbgrader lies: its folders, its gradebook and its secret."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from curso.text import LANGUAGES, Language, Text

CONFIG_NAME = "nbgrader_config.py"

# (steps done, steps in all, what was just done)
Progress = Callable[[int, int, Text], None]


class GradingError(Exception):
    """Something the instructor has to know and can mend; `text` says what, and what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(text)
        self.text = text

    def __str__(self) -> str:
        return str(self.text)


SECRET_UNREADABLE = Text(
    es="No puedo leer ni crear el secreto del curso en «{path}» ({error}). Da otro sitio con la variable "
    "CURSO_SECRET_FILE, o el secreto mismo con CURSO_SECRET.",
    en="The course's secret in “{path}” can be neither read nor made ({error}). Name another place in the variable "
    "CURSO_SECRET_FILE, or give the secret itself in CURSO_SECRET.",
)
NO_MODULE = Text(
    es="No hay ningún módulo «{module}» en «{folder}»; los que hay son: {known}.",
    en="There is no module “{module}” in “{folder}”; there are: {known}.",
)
NOT_RELEASED = Text(
    es="El módulo «{module}» aún no está publicado: ejecuta antes `curso release {module}`.",
    en="Module “{module}” is not released yet: run `curso release {module}` first.",
)


@dataclass(frozen=True)
class Course:
    """An nbgrader course.

    Parameters
    ----------
    root : the folder that holds nbgrader_config.py, source/, source_en/ and all that nbgrader makes.
    """

    root: Path

    def __post_init__(self) -> None:
        object.__setattr__(self, "root", Path(self.root).expanduser().resolve())

    @property
    def config_file(self) -> Path:
        """nbgrader_config.py."""
        return self.root / CONFIG_NAME

    @property
    def submitted(self) -> Path:
        """What students handed in: submitted/<student>/<module>/."""
        return self.root / "submitted"

    @property
    def autograded(self) -> Path:
        """What nbgrader ran: autograded/<student>/<module>/."""
        return self.root / "autograded"

    @property
    def feedback(self) -> Path:
        """The pages for students: feedback/<student>/<module>/."""
        return self.root / "feedback"

    @property
    def journal(self) -> Path:
        """What happened to each submission: grading/<module>.json."""
        return self.root / "grading"

    @property
    def gradebook_url(self) -> str:
        """The gradebook as SQLAlchemy addresses it: CURSO_GRADEBOOK, else gradebook.db in the course.

        PostgreSQL is reached with psycopg2 unless the address names another driver; SQLAlchemy's own choice
        depends on its version.
        """
        given = os.environ.get("CURSO_GRADEBOOK") or f"sqlite:///{self.root / 'gradebook.db'}"
        return re.sub(r"^postgres(ql)?://", "postgresql+psycopg2://", given)

    def source(self, lang: Language = "es") -> Path:
        """The instructor's notebooks in one language."""
        return self.root / ("source" if lang == "es" else f"source_{lang}")

    def release(self, lang: Language = "es") -> Path:
        """The students' notebooks in one language, as nbgrader released them."""
        return self.root / ("release" if lang == "es" else f"release_{lang}")

    def module(self, name: str) -> str:
        """The name in full of the module that `name` means: "01_regresion_lineal" for "01".

        Raises GradingError when the course has no source nor release of it.
        """
        known = {p.name for base in (self.source(), self.release()) for p in _folders(base)}
        number = name.zfill(2) if name.isdigit() else None
        for folder in sorted(known):
            if folder == name or (number and (folder == number or folder.startswith(f"{number}_"))):
                return folder
        raise GradingError(NO_MODULE.format(module=name, folder=self.source(), known=", ".join(sorted(known)) or "—"))

    def lessons(self, module: str) -> list[str]:
        """The released notebooks of a module, without extension. Raises GradingError when there are none."""
        names = sorted(p.stem for p in (self.release() / module).glob("*.ipynb"))
        if not names:
            raise GradingError(NOT_RELEASED.format(module=module))
        return names

    def released(self, module: str, lesson: str) -> dict[Language, Path]:
        """The released notebooks of a lesson, by language."""
        paths = {lang: self.release(lang) / module / f"{lesson}.ipynb" for lang in LANGUAGES}
        return {lang: path for lang, path in paths.items() if path.exists()}

    def students(self, module: str) -> list[str]:
        """Who has handed something in for a module."""
        return [p.name for p in _folders(self.submitted) if (p / module).is_dir()]

    def load_config(self) -> Any:
        """The configuration that nbgrader would read: nbgrader_config.py, or ours where there is none."""
        from traitlets.config import Config
        from traitlets.config.loader import PyFileConfigLoader

        from curso.grading.config import configure

        if not self.config_file.exists():
            config = Config()
            configure(config, self.root)
            return config
        return PyFileConfigLoader(self.config_file.name, path=str(self.root)).load_config()

    def secret(self) -> str:
        """What hidden cases are drawn from; made on first use, outside the repository, for its owner's eyes only.

        It is CURSO_SECRET, else what is in the file that CURSO_SECRET_FILE names, else in the user's
        configuration folder. Raises GradingError.
        """
        given = os.environ.get("CURSO_SECRET", "").strip()
        if given:
            return given
        path = secret_file()
        try:
            if not path.exists():
                _write_secret(path)
            return path.read_text(encoding="utf-8").strip()
        except OSError as error:
            raise GradingError(SECRET_UNREADABLE.format(path=path, error=error.strerror)) from error


def secret_file() -> Path:
    """The file of the secret, whether it exists or not."""
    named = os.environ.get("CURSO_SECRET_FILE")
    if named:
        return Path(named).expanduser()
    import platformdirs

    return Path(platformdirs.user_config_dir("curso", appauthor=False)) / "secret"


def _write_secret(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(secrets.token_hex(32) + "\n")


def _folders(base: Path) -> list[Path]:
    if not base.is_dir():
        return []
    return sorted(p for p in base.iterdir() if p.is_dir() and not p.name.startswith("."))
