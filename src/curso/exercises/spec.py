"""What is known of an exercise: its reference, its cases, its misconceptions, its hints."""

from __future__ import annotations

import hashlib
import importlib
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from curso.exercises.agree import Agree, close
from curso.exercises.plain import plain, same
from curso.text import Text

SecondLook = Callable[[tuple[Any, ...], Any, Callable[[tuple[Any, ...]], Any]], Text | None]

MODULES = {f"{n:02d}": f"curso.exercises.module_{n:02d}" for n in (1, 2, 3, 4, 5, 6)}


FROM_REFERENCE = object()


@dataclass(frozen=True)
class Case:
    """One question to the student's answer.

    Parameters
    ----------
    args : positional arguments, plain values (numbers, strings, lists, dicts, arrays, tables).
    note : what is special about this case, said when it fails ("a single example", "an empty list").
    ask : which question, a word of `curso.exercises.questions`; "call" calls the student's function with `args`.
    expected : the right answer where it is not the reference's to give: labels that were held back, the
        parameters that a network should have. It stays with the judge; only `ask` and `args` reach the answer.
    agree : judges this case's answer, in place of the exercise's own `agree`.
    """

    args: tuple[Any, ...] = ()
    note: Text | None = None
    ask: str = "call"
    expected: Any = FROM_REFERENCE
    agree: Agree | None = None


@dataclass(frozen=True)
class Misconception:
    """A wrong implementation that learners really write.

    Parameters
    ----------
    name : short identifier, unique in its exercise.
    wrong : the wrong function; an answer that behaves like it on the cases gets `message`. As with a
        reference, it makes the wrong object where the cases ask for something else than a call.
    message : names the mistake and points to the way out, without giving the answer.
    """

    name: str
    wrong: Callable[..., Any]
    message: Text


@dataclass(frozen=True)
class Spec:
    """An exercise, as the student's check, the grader, the tests and the feedback see it.

    Parameters
    ----------
    id : "MM.name", for example "01.cost".
    title : what the exercise is called on screen.
    reference : the right answer; where the cases ask for something else than a call (`Case.ask`), a function
        that makes the right object. Its source is also what `solution()` shows.
    cases : draws the cases from a generator; public ones come from a fixed seed, hidden ones from the
        course's secret. The first cases may be fixed and small, so that a student can follow them by hand.
    hints : from a nudge to nearly the solution, at least two.
    misconceptions : wrong answers that are recognised.
    agree : says whether an answer agrees with the reference's; None when right, else what differs.
    returns : what is expected, in kind, where the automatic description would not do.
    seconds : time that one call may take.
    second_look : called with a case's arguments, the answer and a way to call the student's function again;
        says what is wrong with an answer that looks right, or None. For what one call cannot show.
    """

    id: str
    title: Text
    reference: Callable[..., Any]
    cases: Callable[[np.random.Generator], Sequence[Case]]
    hints: tuple[Text, ...]
    misconceptions: tuple[Misconception, ...] = ()
    agree: Agree = field(default_factory=close)
    returns: Text | None = None
    seconds: float = 2.0
    second_look: SecondLook | None = None

    @property
    def name(self) -> str:
        """The id without its module: "cost" of "01.cost"."""
        return self.id.partition(".")[2]


class UnknownExercise(KeyError):
    """No spec has this id."""

    def __init__(self, exercise: str) -> None:
        super().__init__(exercise)
        self.exercise = exercise

    def __str__(self) -> str:
        return str(UNKNOWN.format(exercise=self.exercise))


UNKNOWN = Text(
    es="No hay ningún ejercicio «{exercise}». Revisa el nombre: se escribe como «01.cost».",
    en="There is no exercise “{exercise}”. Check the name: it is written like “01.cost”.",
)


def specs(module: str) -> Mapping[str, Spec]:
    """All specs of a module ("01"), by id, in the order of the lessons."""
    if module not in MODULES:
        return {}
    loaded: tuple[Spec, ...] = importlib.import_module(MODULES[module]).SPECS
    return {spec.id: spec for spec in loaded}


def find(exercise: str) -> Spec:
    """The spec of `exercise` ("01.cost"). Raises UnknownExercise."""
    spec = specs(str(exercise).partition(".")[0]).get(str(exercise))
    if spec is None:
        raise UnknownExercise(str(exercise))
    return spec


def public_cases(spec: Spec) -> Sequence[Case]:
    """The cases of the student's own check: the same for everybody, every time."""
    return spec.cases(np.random.default_rng(zlib.crc32(spec.id.encode())))


def hidden_cases(spec: Spec, secret: str) -> Sequence[Case]:
    """The cases of grading, which follow from the course's secret and cannot be looked up.

    A case that is fixed, and so among the public ones too, is not drawn and earns nothing a second time.
    """
    digest = hashlib.sha256(f"{secret}\0{spec.id}".encode()).digest()
    drawn = spec.cases(np.random.default_rng(int.from_bytes(digest, "big")))
    public = [(case.ask, plain(case.args)) for case in public_cases(spec)]
    new = [case for case in drawn if not any(same((case.ask, plain(case.args)), known) for known in public)]
    return new or drawn
