"""Quizzes: one bank of questions, every way to take it. Stands alone."""

from __future__ import annotations

from typing import Any


def __getattr__(name: str) -> Any:
    """`show`, which needs widgets: imported when it is asked for, so that `import curso.quiz` stays light."""
    if name == "show":
        from curso.quiz.widgets import show

        return show
    raise AttributeError(name)
