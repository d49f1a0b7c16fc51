"""What a kernel does for the grader, whether it is forked from a warm process or started cold."""

from __future__ import annotations

from enum import Enum
from typing import Any, Protocol

from curso.exercises.probe import Reply
from curso.exercises.respondent import Respondent
from curso.grading.course import GradingError
from curso.text import Text

ANSWERS_SECONDS = 60.0  # that all answers of a notebook may take together once its own time is up


class Ended(Enum):
    """How a cell ended."""

    OK = "ok"
    ERROR = "error"
    TIMEOUT = "timeout"
    DIED = "died"


class Way(Enum):
    """How a notebook's answers are kept until they are asked: the first way is the fastest, the last one bears most."""

    TOGETHER = "together"  # in the notebook's own process, or several in a snapshot of it
    APART = "apart"  # each in a snapshot of its own, where that is possible
    COLD = "cold"  # in a kernel that is brought back to where it was when an answer ends it


FAILED = Text(
    es="No se pudo poner en marcha el entorno aislado en el que se ejecutan las entregas: ejecuta `curso doctor`.",
    en="The sandbox in which submissions are run could not be started: run `curso doctor`.",
)


class KernelFailed(GradingError):
    """The sandbox itself could not be started or kept: nothing that the student's code did explains it."""

    def __init__(self) -> None:
        super().__init__(FAILED)


class Kernel(Protocol):
    """Runs the cells of one notebook in a sandbox and lets its values be asked about."""

    @property
    def why(self) -> str:
        """After `close`: "memory" or "processes" when that is why the notebook was ended, else empty."""

    @property
    def alive(self) -> bool:
        """Whether more cells can be run."""

    @property
    def again(self) -> Way | None:
        """How to run the notebook once more, when an answer that ended its process took others with it."""

    @property
    def late(self) -> bool:
        """Whether the notebook has used up its time."""

    def run(self, cell: Any, index: int, gentle: bool = False) -> Ended:
        """Run a code cell; fills its outputs and its execution count.

        Parameters
        ----------
        gentle : whether the cell leaves everything that was answered before as it was, save for the names.
        """

    def respondent(self, exercise: str, expression: str) -> Respondent:
        """Whatever answers questions about the value that `expression` has now."""

    def value(self, expression: str) -> Reply:
        """The plain value that `expression` has now."""

    def tell(self, exercise: str, passed: bool) -> None:
        """Let later cells know, through `passed(exercise)`, how the public cases went."""

    def finish(self) -> None:
        """No more cells. Nothing is recorded from here on; respondents stay until `close`."""

    def close(self) -> None:
        """End everything that the notebook started, and forget what it wrote."""
