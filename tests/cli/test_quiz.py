"""`curso quiz`: what it asks, writes and says, on a terminal, in a pipe, interrupted and with bad input."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from curso.cli.quick import understood
from curso.quiz.library import load_bank
from curso.quiz.progress import Progress

BANK = Path(__file__).parents[1] / "fixtures" / "quizzes" / "every_kind.yaml"
ANYTHING = "1\n1 2 3\n\n" * 20  # each kind of question takes one of these lines for an answer
COMMAND = (sys.executable, "-c", "import sys; from curso.cli import main; sys.exit(main())", "quiz")


@pytest.fixture(autouse=True)
def progress_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "progress" / "p.sqlite"
    monkeypatch.setenv("CURSO_PROGRESS", str(path))
    return path


def piped(*arguments: str, typed: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments],
        input=typed,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1", **environment},
        check=False,
    )


@pytest.fixture
def on_terminal():
    """Runs the command on a terminal of 80 by 24, with its environment."""
    pexpect = pytest.importorskip("pexpect")
    running = []

    def spawn(*arguments: str, **environment: str):
        child = pexpect.spawn(
            COMMAND[0],
            [*COMMAND[1:], *arguments],
            env={**os.environ, "TERM": "xterm-256color", "PYTHONUTF8": "1", **environment},
            dimensions=(24, 80),
            encoding="utf-8",
            timeout=60,
        )
        running.append(child)
        return child

    yield spawn
    for child in running:
        child.close(force=True)


def ended(child) -> int:
    """The exit code of a program that is about to end; it can't while what it wrote stands unread."""
    child.read()
    child.wait()
    return child.exitstatus


def test_without_a_bank_it_says_which_there_are(curso):
    for lang, title in (("es", "Regresión lineal"), ("en", "Linear regression")):
        code, out, _ = curso("--lang", lang, "quiz")
        assert code == 0
        assert "01" in out
        assert title in out


@pytest.mark.parametrize("arguments", [("99",), ("99", "--review"), ("99", "--web", "x"), ("nada", "--exam", "--n=3")])
def test_an_unknown_bank_is_named_with_those_there_are(curso, arguments, tmp_path, monkeypatch, progress_file):
    monkeypatch.chdir(tmp_path)
    Progress.open().close()
    code, _, err = curso("quiz", *arguments)
    assert code == 2
    assert "There is no question bank" in err
    assert "01" in err


def test_a_bank_with_a_mistake_is_refused_with_its_line_and_nothing_begins(curso, tmp_path, progress_file):
    bad = tmp_path / "mal.yaml"
    bad.write_text(BANK.read_text(encoding="utf-8").replace("difficulty: 1", "difficulty: 9", 1), encoding="utf-8")
    code, _, err = curso("--lang", "es", "quiz", str(bad))
    assert code == 2
    assert "mal.yaml, línea 5" in err
    assert not progress_file.exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("01", "--export", "moodle"), "--out"),
        (("--export", "moodle", "--out", "x.xml"), "which bank"),
        (("01", "--export", "word", "--out", "x"), "There is no format “word”"),
        (("01", "--out", "x"), "goes with `--export"),
        (("01", "--progress-delete"), "`--progress-delete` does not go with `01`"),
        (("01", "--web", "w", "--exam"), "`--web` does not go with `--exam`"),
        (("01", "--export", "csv", "--out", "x", "--seed", "1", "--n", "2"), "does not go with `--n`, `--seed`"),
        (("--review", "--schema", "x"), "one at a time"),
        (("01", "--n", "0"), "--n"),
        (("01", "--n"), "--n"),
        (("01", "02"), "02"),
        (("01", "--colour"), "--colour"),
        (("no-hay.yaml",), "no-hay.yaml"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(curso, arguments, sentence, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, _, err = curso("quiz", *arguments)
    assert code == 2
    assert sentence in err
    assert "Traceback" not in err
    assert [path.name for path in tmp_path.iterdir() if path.name != "progress"] == []


@pytest.mark.parametrize(
    "words", ["--help", "01 --help", "", "--review", "01 --seed", "01 --n x", "01 --n 0", "01 --web=d", "01 02", "--x"]
)
def test_what_is_not_surely_a_quiz_is_left_to_the_command_proper(words):
    assert understood(words.split()) is None


def test_what_is_surely_a_quiz_is_understood_in_any_order():
    for words in ("01 --n 3 --exam --seed a", "--seed=a --exam -n 3 01", "--exam 01 --n=3 --seed a"):
        wanted = understood(words.split())
        assert wanted is not None
        assert (wanted.bank, wanted.n, wanted.seed, wanted.exam, wanted.plain) == ("01", 3, "a", True, False)


def test_in_a_pipe_the_questions_come_line_by_line_and_end_with_the_result(progress_file):
    done = piped(str(BANK), "--lang", "en", "--seed", "s", typed=ANYTHING)
    assert done.returncode == 0, done.stderr
    assert "question 6 of 6" in done.stdout
    assert "You wrote: 1" in done.stdout
    assert "To reread:" in done.stdout
    assert "\x1b" not in done.stdout
    assert len(list(Progress.open(progress_file).answers())) == 6


def test_when_the_input_ends_the_quiz_can_be_taken_up_again():
    four = (str(BANK), "--lang", "es", "--n", "4")
    first = piped(*four, "--seed", "s", typed="1 2 3\n")  # with this seed, lines to put in order come first
    assert first.returncode == 0
    assert "Lo respondido está guardado" in first.stdout
    second = piped(*four)
    assert "pregunta 2 de 4" in second.stdout
    assert "pregunta 1 de 4" not in second.stdout
    assert "pregunta 1 de 4" in piped(*four, "--new").stdout


def test_an_exam_in_a_pipe_explains_only_at_the_end():
    done = piped(str(BANK), "--lang", "en", "--exam", "--seed", "s", typed=ANYTHING)
    assert "Noted." in done.stdout
    asked = done.stdout.index("question 6 of 6")
    assert "well read" not in done.stdout[:asked]
    assert "well read" in done.stdout[asked:]


def test_the_same_seed_asks_the_same_and_another_one_does_not():
    same = [piped(str(BANK), "--seed", "s", "--new", "--lang", "en").stdout for _ in range(2)]
    assert same[0] == same[1]
    assert len({piped(str(BANK), "--seed", str(seed), "--new", "--lang", "en").stdout for seed in range(6)}) > 1


def test_a_terminal_that_cannot_move_its_cursor_gets_lines(on_terminal):
    child = on_terminal(str(BANK), "--lang", "es", TERM="dumb")
    child.expect("línea a línea")
    child.expect("pregunta 1 de 6")
    child.sendeof()
    child.expect("guardado|0 puntos")


def test_without_colour_nothing_is_coloured(on_terminal):
    child = on_terminal(str(BANK), "--lang", "en", "--seed", "s", NO_COLOR="1")
    child.expect("question 1 of 6")
    child.send("\x11")
    child.expect_exact("points of 6")
    colours = re.findall(r"\x1b\[[\d;]*(?:3[1-7]|4[1-7]|9\d|38;|48;)[\d;]*m", child.before + child.after)
    assert not colours


@pytest.mark.parametrize("how", ["ctrl-c", "hangup", "kill"])
def test_an_interrupted_quiz_has_kept_every_answer(on_terminal, progress_file, how):
    child = on_terminal("01", "--lang", "en", "--seed", "s", "--n", "3")
    child.expect("question 1 of 3")
    child.send("1\r")
    child.expect("Not yet|Correct|Partly")
    if how == "ctrl-c":
        child.send("\x03")
        child.expect("What you answered is saved")
        assert ended(child) == 130
    elif how == "hangup":
        child.close(force=False)  # the terminal's window is closed: SIGHUP
        assert child.signalstatus in (signal.SIGHUP, signal.SIGCONT, None)
    else:
        child.kill(signal.SIGKILL)
    assert len(list(Progress.open(progress_file).answers())) == 1
    again = on_terminal("01", "--lang", "en", "--n", "3")
    again.expect("question 2 of 3")


def test_a_damaged_progress_file_is_kept_aside_and_the_quiz_begins(progress_file):
    progress_file.parent.mkdir()
    progress_file.write_bytes(b"roto" * 100)
    done = piped(str(BANK), "--lang", "es", typed="1\n")
    assert "estaba dañado" in done.stdout
    assert [p.read_bytes() for p in progress_file.parent.iterdir() if "damaged" in p.name] == [b"roto" * 100]
    assert Progress.open(progress_file).notice is None


def test_when_nothing_can_be_saved_the_quiz_goes_on_and_the_exit_code_says_so(tmp_path):
    done = piped(str(BANK), "--lang", "en", "--seed", "s", typed=ANYTHING, CURSO_PROGRESS=str(tmp_path))
    assert "question 6 of 6" in done.stdout
    assert "not being saved" in done.stdout
    assert done.returncode == 1


def test_review_asks_what_was_missed_and_then_has_nothing_more(curso, progress_file):
    code, out, _ = curso("--lang", "es", "quiz", "--review")
    assert code == 0
    assert "nada que repasar" in out
    progress = Progress.open(progress_file)
    ids = [question.id for question in load_bank("01").questions if question.kind == "single"][:2]
    sitting = progress.begin("01", False, "s", ids)
    progress.record(sitting.id, ids[0], "z", 0)
    progress.record(sitting.id, ids[1], "a", 1)
    progress.close()
    done = piped("--review", "--lang", "en", typed="1\n2\n3\n")
    assert "question 1 of 1" in done.stdout, done.stderr
    assert "Nothing is due" not in done.stdout
    assert "review" in done.stdout
    code, out, _ = curso("--lang", "en", "quiz", "02", "--review")
    assert code == 0
    assert "nothing to review" in out


def test_progress_is_exported_and_deleted(curso, tmp_path, progress_file):
    piped(str(BANK), "--lang", "en", typed=ANYTHING)
    code, out, _ = curso("quiz", "--progress-export", str(tmp_path / "mío.json"))
    assert code == 0
    assert "mío.json" in out
    assert len(json.loads((tmp_path / "mío.json").read_text(encoding="utf-8"))["answers"]) == 6
    code, out, _ = curso("quiz", "--progress-delete")
    assert code == 0
    assert not progress_file.exists()
    code, out, _ = curso("quiz", "--progress-delete")
    assert code == 0
    assert "Nothing was saved" in out


def test_the_schema_and_the_pages_are_written_where_asked(curso, tmp_path):
    code, _, _ = curso("quiz", "--schema", str(tmp_path / "s.json"))
    assert code == 0
    assert json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))["type"] == "array"
    code, out, err = curso("quiz", "1", "--web", str(tmp_path / "web"))
    assert code == 0, err
    assert (tmp_path / "web" / "index.es.html").is_file()
    assert (tmp_path / "web" / "index.en.html").is_file()
    assert "index.es.html" in out


def test_an_export_is_written_in_the_language_spoken(curso, tmp_path):
    code, _, err = curso("--lang", "es", "quiz", "01", "--export", "gift", "--out", str(tmp_path / "p.gift"))
    assert code == 0, err
    assert "¿" in (tmp_path / "p.gift").read_text(encoding="utf-8")


def test_a_place_that_cannot_be_written_is_said_and_nothing_is_left_there(curso, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    code, _, err = curso("quiz", "--schema", str(tmp_path / "file" / "s.json"))
    assert code == 2
    assert "can't be written" in err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_terminal_that_takes_nothing_more_is_a_sentence_too():
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [*COMMAND, str(BANK)],
            stdin=subprocess.DEVNULL,
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, "CURSO_LANG": "es"},
            check=False,
        )
    assert "No se puede escribir lo que sigue" in done.stderr
    assert "Traceback" not in done.stderr


def test_whoever_reads_only_the_beginning_gets_no_traceback():
    with subprocess.Popen(
        [*COMMAND, str(BANK)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdin and running.stdout and running.stderr
        running.stdout.close()
        with contextlib.suppress(BrokenPipeError):
            running.stdin.write(ANYTHING.encode())
            running.stdin.close()
        assert running.stderr.read() == b""


@pytest.mark.parametrize("made", ["a folder", "another's database"])
def test_a_review_without_readable_progress_says_so(curso, progress_file, made):
    if made == "a folder":
        progress_file.mkdir(parents=True)
    else:
        progress_file.parent.mkdir()
        with contextlib.closing(sqlite3.connect(progress_file)) as other:
            other.execute("CREATE TABLE songs(name TEXT)")
    code, _, err = curso("quiz", "--review")
    assert code == 1
    assert "not being saved" in err


def test_a_bank_is_not_written_over_by_its_export(curso, tmp_path):
    mine = tmp_path / "mío.yaml"
    mine.write_bytes(BANK.read_bytes())
    code, _, err = curso("quiz", str(mine), "--export", "csv", "--out", str(mine))
    assert code == 2
    assert "the bank itself" in err
    assert mine.read_bytes() == BANK.read_bytes()
    code, _, err = curso("quiz", str(mine), "--export", "csv", "--out", str(tmp_path / "x.csv"))
    assert code == 0, err


def test_a_narrow_terminal_gets_lines_that_fit():
    done = piped("01", "--lang", "es", "--n", "4", "--seed", "s", typed=ANYTHING, COLUMNS="50")
    prose = [line for line in done.stdout.splitlines() if not line.startswith("    ")]
    assert max(map(len, prose[: prose.index("Para releer:") - 6])) < 50


def test_for_a_benchmark_the_first_question_is_drawn_and_timed(on_terminal):
    child = on_terminal("01", "--lang", "en", CURSO_QUIZ_FIRST="1")
    child.expect("question 1 of")
    child.expect("Ctrl")  # the last row of the screen
    child.expect(r"01\.q\d+ \d+\.\d+")
    assert ended(child) == 0
