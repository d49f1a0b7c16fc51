"""A line for each trial, where somebody looks on."""

from __future__ import annotations

import sys
from typing import Literal

from curso.display import in_notebook
from curso.text import Text

ENDED = Text(
    es="Ensayo {n}: `{name}` {score:.4g}; el mejor hasta ahora, {best:.4g}.",
    en="Trial {n}: `{name}` {score:.4g}; the best so far, {best:.4g}.",
)
FAILED = Text(es="Ensayo {n}: ha fallado. {reason}", en="Trial {n}: it failed. {reason}")


class Teller:
    """Prints how each trial ended.

    Parameters
    ----------
    name : of the objective.
    less : whether less of it is better.
    verbose : whether to print; "auto" does so in a notebook and in a terminal.
    """

    def __init__(self, name: str, less: bool, verbose: bool | Literal["auto"]) -> None:
        self.name, self.less = name, less
        self.speaks = in_notebook() or sys.stdout.isatty() if verbose == "auto" else verbose
        self.best: float | None = None

    def __call__(self, number: int, score: float | None, reason: Text | None) -> None:
        """A trial has ended, with a score or with the reason why it failed."""
        if score is not None:
            better = min if self.less else max
            self.best = score if self.best is None else better(self.best, score)
            said = ENDED.format(n=number, name=self.name, score=score, best=self.best)
        else:
            said = FAILED.format(n=number, reason=reason)
        if self.speaks:
            print(said)
