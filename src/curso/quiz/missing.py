"""What is said when a package of the `quiz` extra is not installed."""

from __future__ import annotations

from curso.text import Text


def install(sentence: Text) -> Text:
    """`sentence` and the command that installs everything quizzes need."""
    from curso.published import requirement  # what it imports takes long, and is needed only now

    return HOW.format(sentence=sentence, course=requirement("[quiz]"))


HOW = Text(
    es='{sentence} Instálalo con:  python -m pip install "{course}"',
    en='{sentence} Install it with:  python -m pip install "{course}"',
)
