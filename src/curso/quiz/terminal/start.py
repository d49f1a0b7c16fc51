"""From what was asked for to a quiz on the right kind of terminal."""

from __future__ import annotations

import importlib.util
import os
import secrets
import sys
import time
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from curso.quiz.bank import AnyQuestion
from curso.quiz.library import BankError, bank_files, load_bank, load_question, parse_bank
from curso.quiz.missing import install
from curso.quiz.progress import Progress, ProgressError
from curso.quiz.review import OWN_FILE, Due, course_answers, end_of_day, schedule
from curso.quiz.terminal.session import Session, begin, resume
from curso.quiz.titles import TITLES, printable
from curso.text import Text, language

ONLY_FIRST = "CURSO_QUIZ_FIRST"  # for benchmarks: show the first question, say when, and quit
REVIEW = "review"
STOPPED = 130


def questions_of(asked_for: str) -> tuple[str, tuple[AnyQuestion, ...]]:
    """The bank that somebody means, and its questions: a module ("01", "1"), a bank's name, or a file.

    The name is what the progress keeps; that of somebody's own file begins with OWN_FILE. Raises BankError.
    """
    files = bank_files()
    if asked_for.endswith((".yaml", ".yml")):
        path = Path(asked_for).expanduser().resolve()
        known = (name for name, file in files.items() if file.resolve() == path)
        return next(known, OWN_FILE + str(path).encode(errors="backslashreplace").decode()), parse_bank(path).questions
    name = asked_for.zfill(2) if asked_for.isdecimal() else asked_for
    return name.partition("_")[0], load_bank(name).questions


def take_quiz(
    bank: str,
    n: int | None = None,
    *,
    exam: bool = False,
    review: bool = False,
    seed: str = "",
    new: bool = False,
    plain: bool = False,
) -> int:
    """What `curso quiz` does; the exit code: 0, 1 when what was answered is not all on disk, 130 interrupted.

    Raises
    ------
    BankError : there is no such bank, or it has a mistake.
    ProgressError : what is due can't be worked out.
    NoVariant : a template's condition can't be fulfilled.
    """
    name, questions = questions_of(bank) if bank else ("", ())  # a mistake there comes before anything is begun
    if review and not importlib.util.find_spec("fsrs"):
        raise ProgressError(install(NO_FSRS))
    progress = Progress.open()
    try:
        session = (
            review_session(name, progress, datetime.now().astimezone(), exam=exam, n=n, seed=seed)
            if review
            else session_for(name, questions, progress, exam=exam, n=n, seed=seed, new=new)
        )
        if isinstance(session, Text):
            for sentence in filter(None, (progress.notice, progress.trouble)):
                print(sentence, file=sys.stderr)
            print(session)
            return 1 if progress.trouble else 0
        code = take(session, plain=plain)
        return 1 if code == 0 and progress.trouble else code
    finally:
        progress.close()


def session_for(
    bank: str,
    questions: Sequence[AnyQuestion],
    progress: Progress,
    *,
    exam: bool,
    n: int | None,
    seed: str,
    new: bool,
) -> Session:
    """The session that was left before its end, or a new one; `new`, another seed or another number begin one."""
    name = printable(Path(bank).stem) if bank.startswith(OWN_FILE) else bank
    left = None if new else progress.unfinished(bank, exam)
    same = left is not None and seed in ("", left.seed) and (n is None or min(n, len(questions)) == len(left.questions))
    resumed = resume(name, left, questions, progress) if left and same else None
    return resumed or begin(name, bank, questions, seed or secrets.token_hex(3), progress, exam=exam, n=n)


def review_session(
    bank: str, progress: Progress, now: datetime, *, exam: bool, n: int | None, seed: str
) -> Session | Text:
    """A session with what is due today (of one bank, when given), or the sentence that says that nothing is."""
    plan = [due for due in schedule(course_answers(progress)) if due.question.startswith(f"{bank}." if bank else "")]
    today = end_of_day(now)
    questions = list(_still_there(due.question for due in plan if due.due <= today))
    if not questions:
        return _nothing_due(plan, now)
    seed = seed or secrets.token_hex(3)
    # the most overdue first: when `n` is few, those are the ones to ask
    return begin(str(REVIEW_NAME), REVIEW, questions[:n], seed, progress, exam=exam)


def take(session: Session, *, plain: bool) -> int:
    """The quiz, on the whole screen if there is one; the exit code."""
    only_first = bool(os.environ.get(ONLY_FIRST))
    reason = None if plain else why_plain()
    if reason is not None:
        print(reason, file=sys.stderr)
    if plain or reason is not None or not _at_terminal():
        return _take_plain(session, only_first)
    from curso.quiz.terminal.app import QuizApp
    from curso.quiz.terminal.summary import parting

    app = QuizApp(session, only_first=only_first)
    app.run()
    if app.drawn is not None:
        print(session.asked[0].question.id, app.drawn)
        return 0
    for line in parting(app.session):
        print(line)
    return app.return_value or 0


def why_plain() -> Text | None:
    """Why this terminal can't show the quiz on its whole screen, if that is worth saying."""
    if not _at_terminal():
        return None
    if os.environ.get("TERM", "") in ("dumb", "unknown") or (os.name == "posix" and not os.environ.get("TERM")):
        return DUMB
    return None if importlib.util.find_spec("textual") else install(NO_TEXTUAL)


def _at_terminal() -> bool:
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def _take_plain(session: Session, only_first: bool) -> int:
    from curso.quiz.terminal.plain import first_question
    from curso.quiz.terminal.plain import take as take_plain
    from curso.quiz.terminal.summary import parting

    if only_first:
        first_question(session)
        print(session.asked[0].question.id, time.time())
        return 0
    try:
        take_plain(session)
    except KeyboardInterrupt:
        print("")
        for line in parting(session):
            print(line)
        return STOPPED
    except OSError as error:
        _stop_printing()
        if not isinstance(error, BrokenPipeError):
            print(NOT_PRINTED.format(reason=error.strerror or error), file=sys.stderr)
        return STOPPED
    return 0


def _stop_printing() -> None:
    """What is still waiting to be printed goes nowhere, so that the end of the process doesn't fail at it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _still_there(ids: Iterable[str]) -> Iterable[AnyQuestion]:
    for each in ids:
        try:
            yield load_question(each)
        except BankError:
            continue  # a question that the course no longer has


def _nothing_due(plan: Sequence[Due], now: datetime) -> Text:
    if not plan:
        return NOTHING_ANSWERED
    first = plan[0].due.astimezone(now.tzinfo)
    when = Text(es=f"{first:%d/%m/%Y}", en=f"{first:%Y-%m-%d}")
    return NOTHING_DUE.format(when=when, count=sum(due.due <= end_of_day(first) for due in plan))


def spoken_banks() -> list[str]:
    """Every bank with its title, for whoever asked for none."""
    return [
        f"{name:<7} {TITLES[name].to(language()) if name in TITLES else path.stem}"
        for name, path in bank_files().items()
    ]


REVIEW_NAME = Text(es="repaso", en="review")
DUMB = Text(
    es="Esta terminal no puede mover el cursor (`TERM`): las preguntas salen línea a línea.",
    en="This terminal can't move its cursor (`TERM`): the questions come line by line.",
)
NO_TEXTUAL = Text(
    es="Sin el paquete textual las preguntas salen línea a línea.",
    en="Without the package textual the questions come line by line.",
)
NO_FSRS = Text(es="Para repasar falta el paquete fsrs.", en="To review, the package fsrs is missing.")
NOT_PRINTED = Text(
    es="No se puede escribir lo que sigue ({reason}). Lo que has respondido está guardado.",
    en="What follows can't be written ({reason}). What you have answered is saved.",
)
NOTHING_ANSWERED = Text(
    es="Aún no hay nada que repasar: aparece lo que vas respondiendo. Empieza con `curso quiz 01`.",
    en="There is nothing to review yet: what you answer comes back here. Begin with `curso quiz 01`.",
)
NOTHING_DUE = Text(
    es="Hoy no toca repasar nada. Lo próximo: {when} ({count} preguntas).",
    en="Nothing is due today. Next: {when} (questions: {count}).",
)
