"""Where the course lies, which module is meant, and the one sentence that answers bad input."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

from curso.published import requirement
from curso.text import Text

MODULE_FOLDER = re.compile(r"^(\d\d)_\w+$")


class BadInput(Exception):
    """What the user gave cannot be used; `text` says what was wrong and what to do. Exit code 2."""

    def __init__(self, text: Text) -> None:
        super().__init__(text)
        self.text = text

    def __str__(self) -> str:
        return str(self.text)


def course_root(start: Path | None = None) -> Path:
    """The folder of the course: the nearest one above `start` (the current folder), else the clone we run from.

    Raises:
        BadInput: when there is no course above `start` and the package was installed without one.
    """
    here = (start or Path.cwd()).resolve()
    clone = Path(__file__).resolve().parents[3]
    for folder in (here, *here.parents, clone):
        if (folder / "notebooks").is_dir() and (folder / "autograder").is_dir():
            return folder
    raise BadInput(
        Text(
            es="Aquí no hay ningún curso: ve a la carpeta donde lo clonaste (la que contiene `notebooks` y "
            "`autograder`) y repite la orden.",
            en="There is no course here: go to the folder where you cloned it (the one that holds `notebooks` "
            "and `autograder`) and run the command again.",
        )
    )


def modules(root: Path) -> list[str]:
    """The names of the course's modules, in order: "01_regresion_lineal", …"""
    return sorted(p.name for p in (root / "notebooks").iterdir() if p.is_dir() and MODULE_FOLDER.match(p.name))


def module_named(root: Path, name: str) -> str:
    """The module that `name` means: its folder's name, its number ("01" or "1"), or a path to its folder.

    Raises:
        BadInput: when the course has no such module; the sentence lists those it has.
    """
    known = modules(root)
    asked = re.split(r"[\\/]", name.rstrip("\\/"))[-1]
    number = asked.zfill(2)
    for module in known:
        if asked == module or (number.isdigit() and module.startswith(number + "_")):
            return module
    raise BadInput(
        Text(
            es="No hay ningún módulo «{name}»; los que hay son: {known}.",
            en="There is no module “{name}”; there are: {known}.",
        ).format(name=name, known=", ".join(known) or "—")
    )


def existing(path: Path) -> Path:
    """`path`, absolute, when there is something there.

    Raises:
        BadInput: when there is nothing.
    """
    full = path.expanduser().resolve()
    if not full.exists():
        raise BadInput(
            Text(
                es="No existe «{path}»: comprueba que el nombre esté bien escrito.",
                en="“{path}” does not exist: check that its name is spelt right.",
            ).format(path=path)
        )
    return full


def with_packages(extra: str, *packages: str) -> None:
    """Go on only when the `packages` of an extra are installed.

    Raises:
        BadInput: when one is not; the sentence names the command that installs them.
    """
    missing = [package for package in packages if importlib.util.find_spec(package) is None]
    if missing:
        raise BadInput(NOT_INSTALLED.format(missing=", ".join(missing), course=requirement(f"[{extra}]")))


NOT_INSTALLED = Text(
    es='Falta {missing}: instálalo con  python -m pip install "{course}"',
    en='{missing} is missing: install it with  python -m pip install "{course}"',
)
