"""The secret is made once, outside the repository, for its owner alone; the config works from anywhere."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from curso.grading.course import Course


def test_secret_is_made_once_for_its_owner_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CURSO_SECRET")
    path = tmp_path / "new" / "secret"
    monkeypatch.setenv("CURSO_SECRET_FILE", str(path))
    made = Course(tmp_path).secret()
    assert len(made) == 64 and Course(tmp_path / "other").secret() == made
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_secret_goes_to_the_users_configuration_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CURSO_SECRET")
    monkeypatch.delenv("CURSO_SECRET_FILE", raising=False)
    monkeypatch.setattr("platformdirs.user_config_dir", lambda *a, **k: str(tmp_path / "config" / "curso"))
    Course(tmp_path / "course").secret()
    assert (tmp_path / "config" / "curso" / "secret").exists()
    assert not (tmp_path / "course").exists()


def test_gradebook_is_sqlite_unless_a_url_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert Course(tmp_path).load_config().CourseDirectory.db_url == f"sqlite:///{tmp_path / 'gradebook.db'}"
    monkeypatch.setenv("CURSO_GRADEBOOK", "postgresql://localhost/notas")
    assert Course(tmp_path).load_config().CourseDirectory.db_url == "postgresql+psycopg2://localhost/notas"


def _nbgrader(arguments: list[str], cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "nbgrader", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", timeout=120)


@pytest.mark.parametrize("way", ["inside", "--course-dir", "config file"])
def test_nbgrader_itself_finds_the_course_from_any_directory(released: Course, tmp_path: Path, way: str) -> None:
    cwd = released.root if way == "inside" else tmp_path
    where = {
        "inside": [],
        "--course-dir": [f"--course-dir={released.root}"],
        "config file": [f"--JupyterApp.config_file={released.config_file}"],
    }[way]
    ended = _nbgrader(["db", "assignment", "list", *where], cwd)
    assert "01_regresion_lineal" in ended.stdout + ended.stderr, ended.stderr
    assert not (tmp_path / "gradebook.db").exists()
