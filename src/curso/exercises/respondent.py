"""Whatever can be asked about a student's answer: an object in this process, or a process that holds it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from curso.exercises.probe import Reply, ask, is_blank
from curso.exercises.spec import Case


class Respondent(Protocol):
    """Holds one answer of one student. Nothing that it gives is trusted, and it never raises."""

    def ask(self, case: Case, seconds: float) -> Reply:
        """What the answer says to the question of `case`, within `seconds`; of the case only `ask` and `args` go."""

    def blank(self) -> bool:
        """Whether the answer still has a blank in it."""


@dataclass(frozen=True)
class InProcess:
    """The student's object in this process: what the student's own check asks."""

    answer: Any

    def ask(self, case: Case, seconds: float) -> Reply:
        """Ask the object; only the user's own stop (KeyboardInterrupt) comes through."""
        return ask(self.answer, case.args, seconds, case.ask)

    def blank(self) -> bool:
        """Whether the object still has a blank in it."""
        return is_blank(self.answer)
