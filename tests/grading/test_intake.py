"""Folders and zip files are opened without trusting anything in them."""

from __future__ import annotations

import os
import stat
import zipfile
from pathlib import Path

import pytest

from curso.grading import intake
from curso.grading.intake import Refused, open_submission


def zipped(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(Refused) as raised:
        open_submission(path)
    return raised.value.text.en


def test_junk_is_passed_over_and_notebooks_are_found_at_any_depth(tmp_path: Path) -> None:
    files = {
        "Mi entrega/lección/a.ipynb": b"{}",
        "__MACOSX/Mi entrega/._a.ipynb": b"0",
        "Mi entrega/.ipynb_checkpoints/a-checkpoint.ipynb": b"{}",
        "Mi entrega/datos.csv": b"1,2",
        "Mi entrega/timestamp.txt": b"2027-01-01 10:00:00 UTC\n",
    }
    archive = zipped(tmp_path / "ana.zip", files)
    folder = tmp_path / "ana"
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(folder)
    for source in (archive, folder):
        submission = open_submission(source)
        assert [f.path.name for f in submission.notebooks] == ["a.ipynb"]
        assert submission.stamp == "2027-01-01 10:00:00 UTC"


@pytest.mark.parametrize(
    "name", ["../../evil.ipynb", "/etc/evil.ipynb", "a/../../evil.ipynb", "C:\\evil.ipynb", "..\\evil.ipynb"]
)
def test_paths_that_lead_out_are_refused(tmp_path: Path, name: str) -> None:
    assert "leads out" in refusal(zipped(tmp_path / "x.zip", {name: b"{}"}))


def test_links_in_zip_files_are_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("a.ipynb")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    assert "link" in refusal(tmp_path / "x.zip")


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="links need a system that has them")
def test_links_in_folders_are_refused(tmp_path: Path) -> None:
    (tmp_path / "ana").mkdir()
    try:
        (tmp_path / "ana" / "a.ipynb").symlink_to("/etc/passwd")
    except OSError:
        pytest.skip("this user may not make links")
    assert "link" in refusal(tmp_path / "ana")


def test_bombs_are_refused_whatever_size_they_declare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "NOTEBOOK_AT_MOST", 2**20)
    monkeypatch.setattr(intake, "ALL_AT_MOST", 2 * 2**20)
    assert "MiB" in refusal(zipped(tmp_path / "x.zip", {"a.ipynb": b"0" * (2**20 + 1)}))
    assert "MiB" in refusal(zipped(tmp_path / "y.zip", {f"{n}.ipynb": b"0" * 2**20 for n in range(3)}))


def test_too_many_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "FILES_AT_MOST", 3)
    assert "3 files" in refusal(zipped(tmp_path / "x.zip", {f"{n}.txt": b"" for n in range(4)}))


def test_what_is_no_zip_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"Rar!")
    assert "not a valid zip" in refusal(tmp_path / "x.zip")
