"""What a notebook calls: start, check, hint, solution, progress, passed, quiz_check.

While the course's grader runs a notebook (CURSO_GRADING is set) neither exercises nor question banks are there: the
grader judges from outside, and these functions only say so.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Any

from curso.display import display, muted_stderr
from curso.exercises.progress import progress_view
from curso.exercises.spec import Spec, UnknownExercise, find
from curso.exercises.verdict import Status, Verdict
from curso.text import Language, Text, language, set_language, verbatim

ATTEMPTS_BEFORE_SOLUTION = 3
MISSING = object()  # no answer given: `None` and `...` are answers

HINT = Text(es="Pista {number} de {total}: {hint}", en="Hint {number} of {total}: {hint}")
LAST_HINT = Text(
    es="Esa era la última pista. Con `solution(\"{exercise}\")` puedes ver una solución.",
    en="That was the last hint. With `solution(\"{exercise}\")` you can see a solution.",
)
NOT_YET = Text(
    es="Inténtalo un poco más: con `check` verás qué falla y con `hint(\"{exercise}\")` tienes pistas. "
    "Si aun así quieres ver la solución, ejecuta esta celda otra vez.",
    en="Try a little longer: `check` shows what fails, and `hint(\"{exercise}\")` gives hints. "
    "If you still want to see the solution, run this cell again.",
)
A_SOLUTION = Text(
    es="Una solución de {exercise} (hay otras igual de buenas):",
    en="A solution of {exercise} (others are just as good):",
)
NO_ANSWER = Text(
    es="Falta tu respuesta: se escribe detrás del nombre, `check(\"{exercise}\", {name})`.",
    en="Your answer is missing: it is written after the name, `check(\"{exercise}\", {name})`.",
)
JUDGED = Text(
    es="{exercise}: esta respuesta se evalúa al corregir, fuera del cuaderno.",
    en="{exercise}: this answer is judged while grading, outside the notebook.",
)
PRACTICE = Text(
    es="{exercise}: una pregunta de práctica; al corregir no cuenta.",
    en="{exercise}: a practice question; it does not count while grading.",
)
NOT_NOW = Text(
    es="Mientras se corrige no hay pistas, soluciones ni progreso.",
    en="There are no hints, solutions or progress while grading.",
)


@dataclass
class _Session:
    """What this notebook has seen so far."""

    points: dict[str, float] = field(default_factory=dict)
    best: dict[str, Verdict] = field(default_factory=dict)
    last: dict[str, Verdict] = field(default_factory=dict)
    attempts: dict[str, int] = field(default_factory=dict)
    hints: dict[str, int] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    told: dict[str, bool] = field(default_factory=dict)


_session = _Session()


def start(lang: Language, exercises: dict[str, float] | None = None) -> None:
    """Begin a lesson: which language to speak, and its exercises with their points."""
    global _session
    set_language(lang)
    _session = _Session(points=dict(exercises or {}))


def check(exercise: str = "", answer: Any = MISSING, points: float = 1.0) -> float | None:
    """Judge `answer` and show the verdict.

    Under nbgrader's own autograder the points earned on the visible cases are returned (the hidden ones are for the
    course's grader, which is the only one to know them); under its validator an answer that is not right raises
    AssertionError; otherwise nothing is returned.
    """
    if _grading():
        display(JUDGED.format(exercise=exercise))
        return None
    from curso.exercises.judge import check_answer

    spec = _known(exercise)
    if spec is None:
        return None
    if answer is MISSING:
        display(NO_ANSWER.format(exercise=exercise, name=spec.name))
        return None
    mode = os.environ.get("NBGRADER_EXECUTION")
    if mode == "autograde":
        with muted_stderr():
            verdict = check_answer(spec, answer)
            _remember(verdict, points)
            display(verdict)
        return round(verdict.score * points, 4)
    verdict = check_answer(spec, answer)
    _remember(verdict, points)
    if mode == "validate" and not verdict.passed:
        raise AssertionError(verdict.text())
    display(verdict)
    return None


def passed(exercise: str) -> bool:
    """Whether the last check of `exercise` in this notebook was right."""
    if _grading():
        return _session.told.get(exercise, False)
    verdict = _session.last.get(exercise)
    return verdict is not None and verdict.passed


def told(exercise: str, passed: bool) -> None:
    """What the grader says of a check, so that cells that wait for a right answer run."""
    _session.told[exercise] = passed


def hint(exercise: str = "") -> None:
    """Show the next hint; after the last one, the last again."""
    if _grading():
        display(NOT_NOW)
        return
    spec = _known(exercise)
    if spec is None:
        return
    number = min(_session.hints.get(exercise, 0) + 1, len(spec.hints))
    _session.hints[exercise] = number
    text = HINT.format(number=number, total=len(spec.hints), hint=spec.hints[number - 1])
    display(text if number < len(spec.hints) else text + verbatim(" ") + LAST_HINT.format(exercise=exercise))


def solution(exercise: str = "") -> None:
    """Show a solution: after a few attempts, once it is solved, or when asked for a second time."""
    if _grading():
        display(NOT_NOW)
        return
    spec = _known(exercise)
    if spec is None:
        return
    earned = passed(exercise) or _session.attempts.get(exercise, 0) >= ATTEMPTS_BEFORE_SOLUTION
    if not earned and exercise not in _session.asked:
        _session.asked.add(exercise)
        display(NOT_YET.format(exercise=exercise))
        return
    from curso.exercises.source import reference_source

    display(A_SOLUTION.format(exercise=exercise), code=reference_source(spec, language()))


def progress() -> None:
    """Draw what is done in this lesson, and the points so far."""
    if _grading():
        display(NOT_NOW)
        return
    display(progress_view(_session.points, _session.best))


def quiz_check(question: str, answer: Any, points: float | None = None) -> float | None:
    """Judge the answer to a quiz question; the modes are those of `check`.

    A graded question (one with points) is only recorded; its reasons come with the feedback.
    """
    if _grading():
        display((PRACTICE if points is None else JUDGED).format(exercise=question))
        return None
    from curso.quiz.cells import question_of_cell
    from curso.quiz.library import BankError
    from curso.quiz.reply import recorded, verdict_of

    try:
        found = question_of_cell(question)
    except BankError as error:
        display(error.sentence)
        return None
    judged = verdict_of(found, answer)
    if points is None:
        display(judged)
        return None
    mode = os.environ.get("NBGRADER_EXECUTION")
    if mode == "autograde":
        with muted_stderr():
            display(judged)
        return round(judged.score * points, 4)
    if mode == "validate" and not judged.answered:
        raise AssertionError(judged.text())
    display(recorded(judged))
    return None


def record() -> list[dict[str, Any]]:
    """What was checked in this notebook, as plain data: `curso check` reads it from outside the kernel.

    An exercise that was never checked is there with the status "unattempted".
    """
    rows = []
    for exercise, points in _session.points.items():
        verdict = _session.last.get(exercise)
        spec = None if _grading() else _known(exercise)
        title = verdict.title if verdict else (spec.title if spec else verbatim(""))
        rows.append(
            {
                "exercise": exercise,
                "title": {"es": title.es, "en": title.en},
                "points": points,
                "status": verdict.status.value if verdict else Status.UNATTEMPTED.value,
                "score": verdict.score if verdict else 0.0,
                "messages": [{"es": m.es, "en": m.en} for m in verdict.messages] if verdict else [],
            }
        )
    return rows


def _grading() -> bool:
    return os.environ.get("CURSO_GRADING") == "1"


def _known(exercise: str) -> Spec | None:
    try:
        return find(exercise)
    except UnknownExercise as error:
        display(verbatim(str(error)))
        return None


def _remember(verdict: Verdict, points: float) -> None:
    exercise = verdict.exercise
    _session.points.setdefault(exercise, points)
    _session.last[exercise] = verdict
    if verdict.status is not Status.UNATTEMPTED:
        _session.attempts[exercise] = _session.attempts.get(exercise, 0) + 1
    best = _session.best.get(exercise)
    if best is None or (verdict.passed, verdict.score) >= (best.passed, best.score):
        _session.best[exercise] = verdict
