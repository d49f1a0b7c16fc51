"""Runs the solution of each lesson in both languages: what passed, and how long a learner would wait."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from curso.authoring.lesson import read_lesson
from curso.authoring.notebook import solution_notebook
from curso.authoring.settings import read_settings
from curso.authoring.tree import lesson_files, module_folders
from curso.cli.run_notebook import Result, run_checks
from curso.cli.say import Step
from curso.text import LANGUAGES, Language, verbatim

LIMIT = 60.0
"""Seconds that a solution may take on two cores: no learner waits longer for a whole lesson."""


@dataclass(frozen=True)
class Rehearsal:
    """One run of a lesson's solution: its file, its language, the seconds it took and what came out."""

    lesson: str
    lang: Language
    seconds: float
    result: Result

    @property
    def passed(self) -> int:
        """How many of its exercises passed."""
        return sum(verdict.passed for verdict in self.result.verdicts)

    @property
    def slow(self) -> bool:
        """Whether it took longer than a solution may."""
        return self.seconds > LIMIT

    @property
    def good(self) -> bool:
        """Whether every cell ran and every exercise passed."""
        return not self.result.crashes and self.passed == len(self.result.verdicts)


def rehearse(root: Path, modules: Sequence[str] | None, step: Step) -> Iterator[Rehearsal]:
    """Run the solution builds of `modules` (None: all) one after the other, each in a fresh kernel."""
    settings = read_settings(root)
    lessons = [path for folder in module_folders(root, modules) for path in lesson_files(folder)]
    runs = [(path, lang) for path in lessons for lang in LANGUAGES]
    for number, (path, lang) in enumerate(runs):
        name = f"{path.relative_to(root / 'notebooks').with_suffix('').as_posix()}"
        step(number, len(runs), verbatim(f"{name} ({lang})"))
        notebook = solution_notebook(read_lesson(path), lang, settings)
        with tempfile.TemporaryDirectory() as folder:
            began = time.monotonic()
            result = run_checks(notebook, Path(folder), timeout=600, step=lambda done, total: None)
            yield Rehearsal(name, lang, time.monotonic() - began, result)
