"""Progress: what was answered is on disk at once, and no disk or damaged file ever stops a quiz."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from curso.quiz.progress import APPLICATION, Progress, ProgressError, delete_progress, progress_file


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "carpeta nueva" / "progreso.sqlite"


def begun(file: Path) -> tuple[Progress, str]:
    progress = Progress.open(file)
    assert progress.trouble is None, str(progress.trouble)
    return progress, progress.begin("01", False, "s", ["01.q01", "01.q02"]).id


def test_what_is_recorded_is_read_back_by_another_process_at_once(file: Path):
    progress, sitting = begun(file)
    progress.record(sitting, "01.q01", {"c", "a"}, 0.5)
    code = (
        f"import sqlite3; print(sqlite3.connect({str(file)!r}).execute('select answer, score from answers').fetchall())"
    )
    seen = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert seen.strip() == repr([('["a", "c"]', 0.5)])


def test_answers_come_back_as_they_were_given(file: Path):
    progress, sitting = begun(file)
    given = ["b", ["a", "c"], "0,85", "cab", "línea 1\nlínea 2", 7]
    for answer in given:
        progress.record(sitting, "01.q01", answer, 1)
    progress.close()
    assert [each.answer for each in Progress.open(file).answers(sitting)] == given


def test_a_sitting_left_before_its_end_is_found_again_until_it_is_finished(file: Path):
    progress, sitting = begun(file)
    assert progress.unfinished("01", exam=False) is None, "nothing was answered yet"
    progress.record(sitting, "01.q01", "a", 1)
    begun(file)  # another one, in which nothing is answered
    left = Progress.open(file).unfinished("01", exam=False)
    assert left is not None
    assert (left.id, left.seed, left.questions) == (sitting, "s", ("01.q01", "01.q02"))
    assert progress.unfinished("01", exam=True) is None
    assert progress.unfinished("02", exam=False) is None
    progress.finish(sitting)
    assert Progress.open(file).unfinished("01", exam=False) is None


def test_a_process_that_is_killed_has_lost_nothing(file: Path):
    code = f"""
import os, signal
from pathlib import Path
from curso.quiz.progress import Progress
progress = Progress.open(Path({str(file)!r}))
sitting = progress.begin("01", False, "s", ["01.q01"])
for nth in range(5):
    progress.record(sitting.id, f"01.q0{{nth}}", "a", 1)
os.kill(os.getpid(), signal.SIGKILL)
"""
    done = subprocess.run([sys.executable, "-c", code], check=False)
    assert done.returncode == -signal.SIGKILL
    assert len(list(Progress.open(file).answers())) == 5


@pytest.mark.parametrize("content", [b"no es una base de datos\n" * 100, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_file_is_kept_aside_untouched_and_a_new_one_begins(file: Path, content: bytes):
    file.parent.mkdir()
    file.write_bytes(content)
    progress = Progress.open(file)
    aside = [path for path in file.parent.iterdir() if "damaged" in path.name]
    assert [path.read_bytes() for path in aside] == [content]
    assert progress.notice is not None
    assert str(aside[0]) in progress.notice.es
    assert str(aside[0]) in progress.notice.en
    sitting = progress.begin("01", False, "s", ["01.q01"])
    progress.record(sitting.id, "01.q01", "a", 1)
    assert progress.trouble is None
    assert len(list(Progress.open(file).answers())) == 1


def test_a_page_damaged_in_the_middle_is_noticed_on_opening(file: Path):
    progress, sitting = begun(file)
    for nth in range(400):
        progress.record(sitting, f"01.q{nth}", "x" * 200, 1)
    progress.close()
    size = file.stat().st_size
    with file.open("r+b") as raw:
        raw.seek(size // 2)
        raw.write(os.urandom(size // 4))
    damaged = file.read_bytes()
    again = Progress.open(file)
    assert again.notice is not None
    aside = [path for path in file.parent.iterdir() if "damaged" in path.name and path.suffix not in ("-wal", "-shm")]
    assert damaged in [path.read_bytes() for path in aside]


def test_two_damaged_files_in_one_second_have_two_names(file: Path):
    file.parent.mkdir()
    for content in (b"uno" * 50, b"dos" * 50):
        file.write_bytes(content)
        Progress.open(file).close()
    kept = {path.read_bytes() for path in file.parent.iterdir() if "damaged" in path.name}
    assert kept == {b"uno" * 50, b"dos" * 50}


def test_another_programs_database_is_left_alone(file: Path):
    file.parent.mkdir()
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE grade (x)")
    other.close()
    before = file.read_bytes()
    progress = Progress.open(file)
    progress.record(progress.begin("01", False, "s", []).id, "01.q01", "a", 1)
    assert "another program" in str(progress.trouble)
    assert file.read_bytes() == before


def test_progress_of_a_newer_version_is_left_alone(file: Path):
    progress, _ = begun(file)
    progress.close()
    with sqlite3.connect(file) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()
    assert "newer version" in str(Progress.open(file).trouble)


@pytest.mark.parametrize("where", ["a folder", "below a file", "/proc/curso/x.sqlite"])
def test_where_nothing_can_be_written_the_quiz_goes_on_and_says_so(tmp_path: Path, where: str):
    (tmp_path / "file").write_text("", encoding="utf-8")
    path = {"a folder": tmp_path, "below a file": tmp_path / "file" / "p.sqlite"}.get(where, Path(where))
    progress = Progress.open(path)
    progress.record(progress.begin("01", False, "s", []).id, "01.q01", "a", 1)
    progress.finish("s")
    assert list(progress.answers()) == []
    assert progress.trouble is not None
    assert str(path) in progress.trouble.es
    assert "not being saved" in progress.trouble.en


def test_a_full_disk_is_said_and_the_answers_are_saved_once_there_is_room(file: Path):
    progress, sitting = begun(file)
    assert progress._db is not None
    (pages,) = progress._db.execute("PRAGMA page_count").fetchone()
    progress._db.execute(f"PRAGMA max_page_count = {pages}")  # SQLite says then what it says of a full disk
    long = "x" * 5000
    progress.record(sitting, "01.q01", long, 1)
    assert "full" in str(progress.trouble)
    progress.record(sitting, "01.q02", long, 0)
    assert progress.trouble is not None
    assert "No queda sitio" in progress.trouble.es
    progress._db.execute("PRAGMA max_page_count = 100000")
    progress.record(sitting, "01.q03", "a", 1)
    assert progress.trouble is None
    assert [each.question for each in Progress.open(file).answers()] == ["01.q01", "01.q02", "01.q03"]


def test_two_quizzes_at_once_lose_nothing(file: Path):
    first, one = begun(file)
    second, two = begun(file)
    for nth in range(20):
        first.record(one, f"01.q{nth}", "a", 1)
        second.record(two, f"01.q{nth}", "b", 0)
    assert first.trouble is second.trouble is None
    assert len(list(Progress.open(file).answers())) == 40


def test_the_export_holds_every_answer_with_its_accents(file: Path):
    progress, sitting = begun(file)
    progress.record(sitting, "01.q01", "línea ñ", 0.5)
    everything = json.loads(progress.as_json())
    assert everything["format"] == "curso-progress"
    assert everything["answers"][0]["answer"] == "línea ñ"
    assert everything["sittings"][0]["id"] == everything["answers"][0]["sitting"] == sitting
    assert "línea ñ" in progress.as_json()


def test_deleting_leaves_nothing_behind(file: Path):
    begun(file)
    assert delete_progress(file)
    assert list(file.parent.iterdir()) == []
    assert not delete_progress(file)


def test_deleting_leaves_alone_what_is_not_the_courses(file: Path):
    file.parent.mkdir(exist_ok=True)
    file.write_text("mis notas", encoding="utf-8")
    with pytest.raises(ProgressError, match="CURSO_PROGRESS"):
        delete_progress(file)
    assert file.read_text(encoding="utf-8") == "mis notas"
    file.unlink()
    with contextlib.closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE songs(name TEXT)")
    with pytest.raises(ProgressError):
        delete_progress(file)
    assert file.exists()


def test_damaged_progress_can_be_deleted(file: Path):
    begun(file)
    file.write_bytes(file.read_bytes()[:100] + b"\xff" * 3000)
    assert delete_progress(file)
    assert not file.exists()


def test_without_the_package_that_knows_where_it_goes_a_sentence_names_the_extra(monkeypatch):
    monkeypatch.delenv("CURSO_PROGRESS", raising=False)
    monkeypatch.setitem(sys.modules, "platformdirs", None)
    with pytest.raises(ProgressError) as caught:
        progress_file()
    assert 'pip install "curso-redes[quiz] @ git+' in caught.value.sentence.es


def test_the_file_is_where_the_variable_says_or_in_the_users_data_folder(monkeypatch, tmp_path: Path):
    monkeypatch.setenv("CURSO_PROGRESS", str(tmp_path / "p.sqlite"))
    assert progress_file() == tmp_path / "p.sqlite"
    monkeypatch.delenv("CURSO_PROGRESS")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    if sys.platform == "linux":
        assert progress_file() == tmp_path / "curso" / "progress.sqlite"


def test_the_file_says_whose_it_is(file: Path):
    begun(file)
    assert sqlite3.connect(file).execute("PRAGMA application_id").fetchone() == (APPLICATION,)
    assert sqlite3.connect(file).execute("PRAGMA journal_mode").fetchone() == ("wal",)
