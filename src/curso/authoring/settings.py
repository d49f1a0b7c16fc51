"""Where the course is published: the one setting behind every Colab badge and every installation."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from curso.authoring.problem import AuthoringError
from curso.published import from_repository
from curso.text import Language, Text

_REPOSITORY = re.compile(r"^[A-Za-z0-9-]+/[A-Za-z0-9._-]+$")


@dataclass(frozen=True)
class Settings:
    """The repository on GitHub, "owner/name", and the branch that Colab opens."""

    repository: str
    branch: str = "main"

    def colab(self, folder: str, lang: Language, name: str) -> str:
        """Address that opens a lesson's notebook in Colab."""
        return (
            f"https://colab.research.google.com/github/{self.repository}/blob/{self.branch}"
            f"/notebooks/{folder}/{lang}/{name}.ipynb"
        )

    def requirement(self, extra: str = "") -> str:
        """What pip installs: the course from its repository, with an extra such as "[lab]"."""
        return from_repository(f"https://github.com/{self.repository}", extra, self.branch)


def read_settings(root: Path) -> Settings:
    """The settings in `[tool.curso]` of the pyproject.toml at `root`. Raises AuthoringError."""
    try:
        table = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise AuthoringError(_UNREADABLE.format(root=root, error=error)) from None
    ours = table.get("tool", {}).get("curso", {})
    repository, branch = ours.get("repository"), ours.get("branch", "main")
    if not isinstance(repository, str) or not _REPOSITORY.match(repository) or not isinstance(branch, str):
        raise AuthoringError(_NO_REPOSITORY.format(found=repository))
    return Settings(repository, branch)


_UNREADABLE = Text(
    es="No se puede leer pyproject.toml en {root} ({error}). Ejecuta la orden en la carpeta del curso.",
    en="Can't read pyproject.toml in {root} ({error}). Run the command in the course's folder.",
)
_NO_REPOSITORY = Text(
    es="En pyproject.toml, [tool.curso] repository es «{found}». Escribe repository = \"dueño/nombre\" del "
    "repositorio en GitHub.",
    en="In pyproject.toml, [tool.curso] repository is “{found}”. Write repository = \"owner/name\" of the "
    "repository on GitHub.",
)
