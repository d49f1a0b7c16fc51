"""Runs a notebook in the sandbox and judges its checks outside: the one way in which anything here is graded."""

from __future__ import annotations

import ast
import atexit
import copy
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade, is_solution
from traitlets import Bool, Unicode

from curso.exercises.judge import graded_verdict, public_verdict
from curso.exercises.probe import Problem, Reply
from curso.exercises.respondent import Respondent
from curso.exercises.spec import Case, UnknownExercise, find
from curso.exercises.verdict import Verdict
from curso.grading.course import Course
from curso.grading.gentle import gentle
from curso.grading.kernels.base import Ended, Kernel, KernelFailed, Way
from curso.grading.kernels.warm import WarmBox, WarmKernel, can_be_warm
from curso.grading.notebooks import node, result
from curso.grading.notes import exercise_name, remember
from curso.grading.only_shown import only_shown
from curso.grading.preload import imported, needed, require_installed
from curso.grading.restore import read_released
from curso.grading.sandbox import Limits, require
from curso.quiz.cells import question_of_cell
from curso.quiz.library import BankError
from curso.quiz.reply import QuizVerdict, verdict_of
from curso.text import Language, as_language

TIMEOUTS_AT_MOST = 2


@dataclass(frozen=True)
class Settings:
    """How submissions are run.

    Parameters
    ----------
    secret : what hidden cases are drawn from; it stays in this process.
    limits : what a notebook may use.
    preload : modules that the warm process imports before the first notebook.
    needs : packages without which the lessons' own cells fail: without them nothing is graded.
    cold : start a kernel for every notebook.
    unsafe : run notebooks although the process that runs them finds no sandbox on its machine.
    """

    secret: str
    limits: Limits = field(default_factory=Limits)
    preload: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    cold: bool = False
    unsafe: bool = False


@dataclass(frozen=True)
class _Cells:
    """Which of a notebook's cells, by index, need not be run, and which leave earlier answers as they were."""

    idle: set[int]
    gentle: set[int]


@dataclass
class Check:
    """A check cell: where it stands, what it asks, and what has come of it so far."""

    index: int
    grade_id: str
    points: float
    kind: str = ""
    asked: str = ""
    expression: str = ""
    respondent: Heard | None = None
    public: Verdict | None = None
    verdict: Verdict | QuizVerdict | None = None


@dataclass
class Heard:
    """Passes questions on, and remembers whether the one who was asked fell silent."""

    respondent: Respondent
    silent: bool = False

    def ask(self, case: Case, seconds: float) -> Reply:
        """What the answer says."""
        reply = self.respondent.ask(case, seconds)
        self.silent = self.silent or reply.problem in (Problem.NO_REPLY, Problem.MALFORMED)
        return reply

    def blank(self) -> bool:
        """Whether the answer still has a blank in it."""
        return self.respondent.blank()


class Gone:
    """A respondent whose process ended before it could be asked."""

    def ask(self, case: Case, seconds: float) -> Reply:
        """Nothing comes back."""
        return Reply(problem=Problem.NO_REPLY)

    def blank(self) -> bool:
        """Nobody knows."""
        return False


def execute(nb: Any, settings: Settings, releases: Iterable[Any] = ()) -> dict[str, float]:
    """Run a prepared notebook's code cells and judge every check; returns the points by grade id.

    Cells of the released notebooks that only show something are not run: nobody looks on, and no mark depends on them.
    Outputs and verdicts are written into the cells, remarks into the notebook's metadata. The student's code can
    raise nothing here. When an answer takes others with it, the notebook is run once more, in a way that bears that.
    Raises KernelFailed when the sandbox cannot be had.
    """
    releases = list(releases)
    cells = _Cells(only_shown(nb, releases), gentle(nb, releases))
    given = copy.deepcopy(nb)
    ran = _executed(nb, settings, cells, Way.COLD if settings.cold or not can_be_warm() else Way.TOGETHER)
    while ran.again is not None and not ran.told:
        nb.clear()
        nb.update(copy.deepcopy(given))
        ran = _executed(nb, settings, cells, ran.again)
    again = ran.again
    while again is not None:
        # it has been told hidden inputs: of what it puts out from here on, nothing counts but answers that were lost
        again = _executed(copy.deepcopy(given), settings, cells, again, ran.checks).again
    for check in ran.checks.values():
        if check.respondent is not None and check.respondent.silent:
            remember(nb, "silent", exercise_name(check.grade_id))
    lang = as_language(str(nb.metadata.get("curso", {}).get("language", ""))) or "es"
    return {check.grade_id: _write(nb, check, lang) for check in ran.checks.values()}


@dataclass(frozen=True)
class _Ran:
    """One run of a notebook: its checks by index, whether it was told hidden inputs, and how to run it once more."""

    checks: dict[int, Check]
    told: bool
    again: Way | None


def _executed(nb: Any, settings: Settings, cells: _Cells, way: Way, before: dict[int, Check] | None = None) -> _Ran:
    """Run a notebook in one way and judge its checks; or, of those of a run `before`, those whose answers it lost."""
    checks = {check.index: check for check in _checks(nb)}
    try:
        kernel = open_kernel(nb, settings, sum(check.kind == "check" for check in checks.values()), way)
    except RuntimeError as error:  # the machine could not start a thread
        raise KernelFailed from error
    try:
        _run(nb, kernel, checks, cells)
        kernel.finish()
        told = kernel.again is None  # else all is asked in the next run
        if told:
            for index, check in checks.items():
                _judge_hidden(check if before is None else before[index], settings.secret, check.respondent)
    finally:
        kernel.close()
    if kernel.why:
        remember(nb, kernel.why, "")
    return _Ran(checks, told, kernel.again)


def _run(nb: Any, kernel: Kernel, checks: dict[int, Check], cells: _Cells) -> None:
    timeouts, stopped = 0, False
    for index, cell in enumerate(nb.cells):
        if cell.cell_type != "code":
            continue
        cell.outputs, cell.execution_count = [], None
        if stopped or index in cells.idle or not cell.source.strip():
            continue
        name = str(cell.get("id") or index + 1)
        if index in checks:
            _judge_public(checks[index], kernel)
        else:
            ended = kernel.run(cell, index, index in cells.gentle)
            if ended is Ended.ERROR:
                remember(nb, "raised", name)
            elif ended is Ended.TIMEOUT:
                timeouts += 1
                remember(nb, "timeout", name)
        if not kernel.alive:
            stopped = True
            remember(nb, "died", name)
        elif timeouts >= TIMEOUTS_AT_MOST or kernel.late:
            stopped = True
            remember(nb, "stopped", name)


def _checks(nb: Any) -> list[Check]:
    found = []
    for index, cell in enumerate(nb.cells):
        if cell.cell_type == "code" and is_grade(cell) and not is_solution(cell):
            tags = cell.metadata.nbgrader
            check = Check(index, tags.grade_id, float(tags.points))
            check.kind, check.asked, check.expression = _call(cell.source) or ("", "", "")
            found.append(check)
    return found


def _call(source: str) -> tuple[str, str, str] | None:
    """("check", "01.cost", "cost") for `check("01.cost", cost, points=2)`."""
    try:
        [statement] = ast.parse(source).body
    except (SyntaxError, ValueError):
        return None
    call = statement.value if isinstance(statement, ast.Expr) else None
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name) or len(call.args) != 2:
        return None
    asked = call.args[0]
    if call.func.id not in ("check", "quiz_check") or not isinstance(asked, ast.Constant):
        return None
    return call.func.id, str(asked.value), ast.unparse(call.args[1])


def _judge_public(check: Check, kernel: Kernel) -> None:
    """What can be judged while the notebook runs: nothing that hidden cases would have to be told for."""
    if not check.kind:
        return
    try:
        if check.kind == "quiz_check":
            check.verdict = verdict_of(question_of_cell(check.asked), kernel.value(check.expression).value)
            return
        spec = find(check.asked)
    except (BankError, UnknownExercise):
        check.kind = ""
        return
    check.respondent = Heard(kernel.respondent(check.asked, check.expression))
    check.verdict = check.public = public_verdict(spec, check.respondent)
    kernel.tell(check.asked, check.public.passed)


def _judge_hidden(check: Check, secret: str, respondent: Heard | None) -> None:
    """The verdict with the hidden cases; one that was reached before stays, unless its answer was lost on the way."""
    if check.kind != "check":
        return
    spec = find(check.asked)
    if respondent is None or check.public is None:
        check.verdict = check.verdict or public_verdict(spec, Gone())
    elif respondent is check.respondent or (check.respondent is not None and check.respondent.silent):
        check.respondent = respondent
        check.verdict = graded_verdict(spec, respondent, secret, check.public)


def _write(nb: Any, check: Check, lang: Language) -> float:
    """Write the verdict into the check's cell; returns the points."""
    cell = nb.cells[check.index]
    score = 0.0 if check.verdict is None else round(check.verdict.score * check.points, 4)
    if check.verdict is None:
        remember(nb, "no_verdict", exercise_name(check.grade_id))
    else:
        shown = {"text/plain": check.verdict.text(lang), "text/html": check.verdict.html(lang)}
        cell.outputs.append(node({"output_type": "display_data", "data": shown, "metadata": {}}))
    cell.outputs.append(result(repr(score), cell.execution_count))
    return score


_boxes: dict[tuple[Limits, tuple[str, ...]], WarmBox] = {}


def open_kernel(nb: Any, settings: Settings, checks: int, way: Way) -> Kernel:
    """A kernel for the notebook: a child of this process's warm one, or one of its own.

    Raises GradingError where there is no sandbox and the settings do not allow for that, or a package is missing.
    """
    require(settings.unsafe)
    require_installed(settings.needs)
    if way is Way.COLD:
        from curso.grading.kernels.cold import ColdKernel

        return ColdKernel(nb, settings.limits, settings.preload)
    wanted = (settings.limits, settings.preload)
    if wanted not in _boxes:
        close_boxes()  # one at a time: each holds what it has imported
        _boxes[wanted] = WarmBox(*wanted)
    return WarmKernel(_boxes[wanted], nb, checks, way)


@atexit.register
def close_boxes() -> None:
    """End this process's warm process."""
    while _boxes:
        _boxes.popitem()[1].close()


class ExecuteInBox(NbGraderPreprocessor):  # type: ignore[misc]
    """nbgrader's step: the same execution and the same verdicts, for `nbgrader autograde` and formgrader's button."""

    course_root = Unicode("", help="The folder of the course.").tag(config=True)
    unsafe = Bool(False, help="Run notebooks although this machine has no sandbox.").tag(config=True)

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Run a whole notebook."""
        about = resources["nbgrader"]
        course = Course(Path(self.course_root))
        releases = read_released(course, about["assignment"], about["notebook"]).values()
        settings = Settings(course.secret(), preload=imported(releases), needs=needed(releases), unsafe=self.unsafe)
        execute(nb, settings, releases)
        return nb, resources
