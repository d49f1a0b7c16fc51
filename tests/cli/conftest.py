"""Runs `curso` in this process, in the language asked for, and makes a tiny course to run it on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from curso.cli import main
from curso.cli.app import make_app

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def curso(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """`curso("--lang", "es", "build")`: the exit code, and what was printed on each stream."""
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.delenv("FORCE_COLOR", raising=False)

    def run(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(list(arguments))
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


@pytest.fixture
def invoke() -> Callable[..., Result]:
    """typer's own runner, for what it checks of an application."""
    return lambda *arguments: CliRunner().invoke(make_app(), list(arguments))


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a course, with a space and an accent in its name, and the current one."""
    root = tmp_path / "Mi curso año 1"
    for folder in ("notebooks/01_regresion_lineal", "notebooks/02_neurona", "autograder"):
        (root / folder).mkdir(parents=True)
    (root / "pyproject.toml").write_text('[tool.curso]\nrepository = "someone/course"\n', encoding="utf-8")
    monkeypatch.chdir(root)
    return root
