"""Folders and zip files are opened without trusting anything in them."""

from __future__ import annotations

import json
import os
import stat
import tempfile
import unicodedata
import zipfile
from pathlib import Path

import pytest

from curso.grading import archives, handed, intake, slim
from curso.grading.handed import shown
from curso.grading.intake import Refused, Submission, is_submission, open_submission


def _may_link() -> bool:
    with tempfile.TemporaryDirectory() as folder:
        try:
            (Path(folder) / "link").symlink_to("there")
        except (OSError, NotImplementedError):
            return False
    return True


needs_links = pytest.mark.skipif(not _may_link(), reason="this user or this system may not make links")


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


def link_in_zip(path: Path, name: str) -> Path:
    link = zipfile.ZipInfo(name)
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("b.ipynb", "{}")
    return path


def names(submission: Submission) -> list[str]:
    return [file.path.name for file in submission.notebooks]


def problems(submission: Submission) -> list[str]:
    assert all(problem.es != problem.en for problem in submission.problems)
    return [problem.en for problem in submission.problems]


# Links, pipes and other things that are no files


def test_links_in_zip_files_are_not_followed_and_the_rest_is_taken(tmp_path: Path) -> None:
    submission = open_submission(link_in_zip(tmp_path / "x.zip", "a.ipynb"))
    assert names(submission) == ["b.ipynb"]
    assert problems(submission) == [
        "“a.ipynb” is a link to elsewhere, and is not followed: ask for the files themselves"
    ]
    assert problems(open_submission(link_in_zip(tmp_path / "y.zip", "venv/bin/python"))) == []


@needs_links
def test_links_in_folders_are_not_followed_and_the_rest_is_taken(tmp_path: Path) -> None:
    ana, secret = tmp_path / "ana", tmp_path / "secret"
    for folder in (ana, secret):
        folder.mkdir()
        (folder / "b.ipynb").write_text(folder.name, encoding="utf-8")
    (ana / "a.ipynb").symlink_to("/etc/passwd")
    (ana / "more").symlink_to(secret, target_is_directory=True)
    (ana / "round").symlink_to(ana, target_is_directory=True)
    submission = open_submission(ana)
    assert [file.content for file in submission.notebooks] == [b"ana"]
    assert len(problems(submission)) == 1 and "“a.ipynb” is a link" in problems(submission)[0]


@needs_links
def test_a_submission_that_is_itself_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "ana").symlink_to(tmp_path / "there", target_is_directory=True)
    zipped(tmp_path / "there.zip", {"a.ipynb": b"{}"})
    (tmp_path / "ben.zip").symlink_to(tmp_path / "there.zip")
    (tmp_path / "nowhere").symlink_to(tmp_path / "not there")
    for name in ("ana", "ben.zip", "nowhere"):
        assert "is a link" in refusal(tmp_path / name)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with names need a system that has them")
def test_pipes_and_sockets_are_never_opened(tmp_path: Path) -> None:
    ana = tmp_path / "ana"
    ana.mkdir()
    os.mkfifo(ana / "a.ipynb")
    os.mkfifo(ana / "timestamp.txt")
    os.mkfifo(ana / "b.zip")
    os.mkfifo(tmp_path / "ben.zip")
    (ana / "c.ipynb").write_text("{}", encoding="utf-8")
    submission = open_submission(ana)
    assert names(submission) == ["c.ipynb"]
    assert len(problems(submission)) == 3 and "neither an ordinary file" in problems(submission)[0]
    assert "neither an ordinary file" in refusal(tmp_path / "ben.zip")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with names need a system that has them")
def test_a_pipe_that_takes_the_place_of_a_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.ipynb")
    with pytest.raises(OSError):
        intake.open_file(tmp_path / "a.ipynb")


def test_what_may_not_be_read_is_said_and_the_rest_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ana" / "closed").mkdir(parents=True)
    for name in ("a.ipynb", "b.ipynb"):
        (tmp_path / "ana" / name).write_text("{}", encoding="utf-8")
    opened, listed = os.open, os.scandir

    def no_open(path: Path, *flags: int) -> int:
        if Path(path).name == "a.ipynb":
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *flags)

    def no_list(path: Path) -> object:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(intake.os, "open", no_open)
    monkeypatch.setattr(intake.os, "scandir", no_list)
    submission = open_submission(tmp_path / "ana")
    assert names(submission) == ["b.ipynb"]
    assert [problem.split("”")[0] for problem in problems(submission)] == ["“a.ipynb", "“closed"]


@pytest.mark.parametrize(
    ("name", "said"), [("a.ipynb", "on its own"), ("ana", "neither a folder"), ("b.rar", "neither a folder")]
)
def test_a_submission_that_is_one_file_is_refused_with_what_to_do(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / name).write_bytes(b"{}")
    assert said in refusal(tmp_path / name)


# Archives in archives, and bombs


def test_a_zip_file_inside_a_folder_or_another_one_is_opened_but_no_deeper(tmp_path: Path) -> None:
    inmost = zipped(tmp_path / "3.zip", {"c.ipynb": b"{}"}).read_bytes()
    inner = zipped(tmp_path / "2.zip", {"b.ipynb": b"{}", "c.zip": inmost}).read_bytes()
    ana = tmp_path / "ana"
    ana.mkdir()
    zipped(ana / "1.zip", {"a.ipynb": b"{}", "b.zip": inner})
    submission = open_submission(ana)
    assert [str(file.path) for file in submission.notebooks] == ["1.zip/a.ipynb", "1.zip/b.zip/b.ipynb"]
    assert len(problems(submission)) == 1 and "“1.zip/b.zip/c.zip” is a zip file inside" in problems(submission)[0]


def test_a_bad_archive_inside_a_good_submission_costs_only_itself(tmp_path: Path) -> None:
    files = {"a.ipynb": b"{}", "data.zip": b"no", "old.tar.gz": b"\x1f\x8b", "out.zip": b""}
    with zipfile.ZipFile(tmp_path / "evil.zip", "w") as archive:
        archive.writestr("../evil.ipynb", "{}")
    files["evil.zip"] = (tmp_path / "evil.zip").read_bytes()
    ana = tmp_path / "ana"
    ana.mkdir()
    for name, content in files.items():
        (ana / name).write_bytes(content)
    for submission in (open_submission(ana), open_submission(zipped(tmp_path / "ben.zip", files))):
        assert names(submission) == ["a.ipynb"]
        said = sorted(problems(submission))
        assert ["“data.zip”" in said[0], "leads out" in said[1], "“old.tar.gz”" in said[2], "“out.zip”" in said[3]] == [
            True
        ] * 4


def test_a_damaged_or_encrypted_member_costs_only_itself(tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", {"a.ipynb": b"{}" * 99, "b.ipynb": b"{}"})
    content = bytearray(path.read_bytes())
    content[content.index(b"a.ipynb") + 7] ^= 0xFF  # the first byte of its data
    path.write_bytes(content)
    submission = open_submission(path)
    assert names(submission) == ["b.ipynb"] and "damaged or encrypted inside" in problems(submission)[0]
    content = bytearray(zipped(path, {"a.ipynb": b"{}", "b.ipynb": b"{}"}).read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1  # the flag of encryption
    path.write_bytes(content)
    submission = open_submission(path)
    assert names(submission) == ["b.ipynb"] and "encrypted" in problems(submission)[0]


def test_bombs_are_refused_whatever_size_they_declare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handed, "NOTEBOOK_AT_MOST", 2**20)
    monkeypatch.setattr(handed, "ALL_AT_MOST", 2 * 2**20)
    assert "MiB" in refusal(zipped(tmp_path / "x.zip", {"a.ipynb": b"0" * (2**20 + 1)}))
    assert "MiB" in refusal(zipped(tmp_path / "y.zip", {f"{n}.ipynb": b"0" * 2**20 for n in range(3)}))
    lying = zipped(tmp_path / "z.zip", {"a.ipynb": b"0" * (2**20 + 1)})
    content = bytearray(lying.read_bytes())
    entry = content.index(b"PK\x01\x02")
    content[entry + 24 : entry + 28] = (10).to_bytes(4, "little")
    lying.write_bytes(content)
    submission = open_submission(lying)
    assert names(submission) == [] and "damaged" in problems(submission)[0]


def test_a_bomb_in_a_zip_file_inside_is_refused_with_the_rest_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "INNER_AT_MOST", 2**20)
    bomb = zipped(tmp_path / "bomb.zip", {"a.ipynb": b"0" * 2**20}).read_bytes()
    submission = open_submission(zipped(tmp_path / "x.zip", {"bomb.zip": b"0" * (2**20 + 1), "a.ipynb": b"{}"}))
    assert names(submission) == ["a.ipynb"] and "MiB" in problems(submission)[0]
    monkeypatch.setattr(handed, "NOTEBOOK_AT_MOST", 2**19)
    submission = open_submission(zipped(tmp_path / "y.zip", {"bomb.zip": bomb, "a.ipynb": b"{}"}))
    assert names(submission) == ["a.ipynb"] and "MiB" in problems(submission)[0]


def test_too_many_files_are_refused_before_they_are_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handed, "FILES_AT_MOST", 3)
    monkeypatch.setattr(archives, "FILES_AT_MOST", 3)
    many = {f"{n}.txt": b"" for n in range(4)}
    ana = tmp_path / "ana"
    ana.mkdir()
    for name in many:
        (ana / name).touch()
    assert "3 files" in refusal(ana)
    zipped(tmp_path / "x.zip", many)
    monkeypatch.setattr(archives.zipfile, "ZipFile", lambda path: pytest.fail("it was listed"))
    assert "3 files" in refusal(tmp_path / "x.zip")


def test_a_huge_notebook_is_taken_without_its_outputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slim, "READ_WHOLE", 1000)
    cell = {"cell_type": "code", "source": "x = 1", "metadata": {}, "outputs": ["x" * 5000]}
    content = json.dumps({"cells": [cell], "nbformat": 4}).encode()
    [file] = open_submission(zipped(tmp_path / "x.zip", {"a.ipynb": content})).notebooks
    assert json.loads(file.content)["cells"][0] == {**cell, "outputs": []}
    assert file.codes == ("slimmed",)
    [file] = open_submission(zipped(tmp_path / "y.zip", {"a.ipynb": b"[" * 5_000_000})).notebooks
    assert file.problem is not None and "does not look like" in file.problem.en


def test_what_is_no_zip_file_is_refused(tmp_path: Path) -> None:
    for content in (b"Rar!", b"", b"PK\x05\x06" + b"\xff" * 18):
        (tmp_path / "x.zip").write_bytes(content)
        assert "not a valid zip" in refusal(tmp_path / "x.zip")


# Names


def test_names_of_any_kind_are_taken_and_can_be_shown(tmp_path: Path) -> None:
    strange = ["lección.ipynb", unicodedata.normalize("NFD", "lección.ipynb"), "LECCIÓN.ipynb", "a\x1b[2J\n.ipynb"]
    long = "x" * 4000 + ".ipynb"
    submission = open_submission(zipped(tmp_path / "x.zip", dict.fromkeys((*strange, long), b"{}")))
    assert len(submission.notebooks) == 5
    said = [shown(file.path) for file in submission.notebooks]
    assert all(name.isprintable() and len(name) <= 81 for name in said)
    assert said[0] == said[1] == "lección.ipynb"


@pytest.mark.skipif(os.name != "posix", reason="names that are no text need a system that allows them")
def test_names_that_are_no_text_can_be_shown(tmp_path: Path) -> None:
    ana = tmp_path / "ana"
    ana.mkdir()
    try:
        (Path(os.fsdecode(os.fsencode(ana) + b"/lecci\xf3n.ipynb"))).write_text("{}", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes only text")
    [file] = open_submission(ana).notebooks
    shown(file.path).encode("utf-8")


def test_a_time_that_cannot_be_is_no_reason_to_fail(tmp_path: Path) -> None:
    (tmp_path / "ana").mkdir()
    path = tmp_path / "ana" / "a.ipynb"
    path.write_text("{}", encoding="utf-8")
    os.utime(path, (2**33, 2**33))
    assert names(open_submission(tmp_path / "ana")) == ["a.ipynb"]


def test_what_lies_beside_the_submissions_is_told_from_them(tmp_path: Path) -> None:
    for name in ("notas.csv", "README.md", ".DS_Store", "ana.zip", "ben.rar", "carla.ipynb", "david"):
        (tmp_path / name).touch()
    (tmp_path / "__MACOSX").mkdir()
    (tmp_path / "Eva Ruiz.txt").mkdir()
    taken = {path.name for path in tmp_path.iterdir() if is_submission(path)}
    assert taken == {"ana.zip", "ben.rar", "carla.ipynb", "david", "Eva Ruiz.txt"}
