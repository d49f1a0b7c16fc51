"""A lesson as a notebook of one language: the student's, the solved one, the instructor's source."""

from __future__ import annotations

from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode

from curso.authoring import questions
from curso.authoring.lesson import Lesson
from curso.authoring.questions import Questions
from curso.authoring.settings import Settings
from curso.authoring.transforms import View, drafts, metadata
from curso.text import Language

_format: Any = nbformat  # its functions carry no types
_v4: Any = nbformat.v4


def make_notebook(
    lesson: Lesson, lang: Language, view: View, settings: Settings, bank: Questions = questions.bank
) -> NotebookNode:
    """The notebook of `lesson` in `lang` for `view`, validated by nbformat."""
    cells = []
    for draft in drafts(lesson, lang, view, settings, bank):
        new = _v4.new_markdown_cell if draft.markdown else _v4.new_code_cell
        cells.append(new(draft.source, id=draft.id, metadata=metadata(draft, view)))
    notebook: NotebookNode = _v4.new_notebook(
        cells=cells,
        metadata={
            "curso": {"language": lang, "lesson": lesson.name, "module": lesson.module},
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
    )
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    _format.validate(notebook)
    return notebook


def student_notebook(
    lesson: Lesson, lang: Language, settings: Settings, bank: Questions = questions.bank
) -> NotebookNode:
    """What a student opens: stubs, no solutions, nbgrader's metadata as in its release."""
    return make_notebook(lesson, lang, "student", settings, bank)


def solution_notebook(
    lesson: Lesson, lang: Language, settings: Settings, bank: Questions = questions.bank
) -> NotebookNode:
    """The student's notebook with every answer filled in and no markers: it runs and all its checks pass."""
    return make_notebook(lesson, lang, "solution", settings, bank)


def source_notebook(
    lesson: Lesson, lang: Language, settings: Settings, bank: Questions = questions.bank
) -> NotebookNode:
    """What nbgrader releases from: solutions between its markers, each stub in `metadata.curso.stub`."""
    return make_notebook(lesson, lang, "source", settings, bank)


def to_bytes(notebook: NotebookNode) -> bytes:
    """The notebook as a file: sorted keys, indented by one, a newline at the end; the same every time."""
    text: str = _format.writes(notebook, version=nbformat.NO_CONVERT)
    return (text.rstrip("\n") + "\n").encode("utf-8")
