"""What a rule is: one decorated function that says what it found in a lesson."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from curso.authoring import questions
from curso.authoring.lesson import Lesson
from curso.authoring.material import Material
from curso.authoring.problem import Problem
from curso.authoring.questions import Questions
from curso.text import Text

Finding = tuple[int, Text]
Finder = Callable[[Lesson, "Context"], Iterator[Finding]]


@dataclass(frozen=True)
class Context:
    """What rules may look at besides the lesson.

    Parameters
    ----------
    root : the course's folder.
    bank : finds a quiz question by its id.
    tests : the text of all files under tests/exercises.
    material : the rows of the material; None for a course that has no list of them.
    """

    root: Path
    bank: Questions = questions.bank
    tests: str = field(default="", repr=False)
    material: Material | None = field(default=None, repr=False)

    def place(self, path: Path) -> Path:
        """`path` as it is said in messages: relative to the course's folder where it lies in it."""
        return path.relative_to(self.root) if path.is_relative_to(self.root) else path


@dataclass(frozen=True)
class Rule:
    """A rule: its name, whether a lesson that breaks it can't be built, whether `--fix` mends it."""

    name: str
    find: Finder
    blocks: bool
    fixable: bool

    def __call__(self, lesson: Lesson, context: Context) -> Iterator[Problem]:
        """The problems of a lesson by this rule."""
        file = context.place(lesson.path)
        for line, message in self.find(lesson, context):
            yield Problem(file, line, self.name, message, self.blocks, self.fixable)


RULES: dict[str, Rule] = {}


def rule(name: str, *, blocks: bool = False, fixable: bool = False) -> Callable[[Finder], Rule]:
    """Make a rule of a function that yields a line and what is wrong there."""

    def register(find: Finder) -> Rule:
        RULES[name] = Rule(name, find, blocks, fixable)
        return RULES[name]

    return register
