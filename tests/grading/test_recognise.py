"""Files are read whatever shape they arrive in, or it is said why not; lessons are recognised though renamed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

import pytest
from small_course import LESSONS, MODULE

from curso.grading.course import Course
from curso.grading.intake import Handed
from curso.grading.recognise import Unreadable, lesson_of, read_notebook, released_lessons

FAULTS = Path(__file__).parents[1] / "fixtures" / "submissions"
READABLE = ("byte_order_mark", "utf16", "format_3", "colab", "no_metadata")


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("empty", "empty"),
        ("cut_short", "cut short"),
        ("not_a_notebook", "not a Jupyter notebook"),
        ("a_list", "not a Jupyter notebook"),
        ("python_script", "not a Jupyter notebook"),
        ("unknown_cell_type", "not a Jupyter notebook"),
        ("latin1", "UTF-8"),
        ("format_5", "format"),
    ],
)
def test_what_cannot_be_read_is_said(fault: str, said: str) -> None:
    with pytest.raises(Unreadable) as raised:
        read_notebook((FAULTS / f"{fault}.ipynb").read_bytes())
    assert said in raised.value.text.en


@pytest.mark.parametrize("fault", READABLE)
def test_what_can_be_read_is_recognised_under_any_name(released: Course, fault: str) -> None:
    content = (FAULTS / f"{fault}.ipynb").read_bytes()
    nb = read_notebook(content)
    assert any("def cost" in cell.source for cell in nb.cells)
    file = Handed(PurePosixPath("mi entrega.ipynb"), content, datetime.now(UTC))
    lesson = lesson_of(nb, file, released_lessons(released, MODULE))
    assert lesson is not None and lesson.name == LESSONS[0]


def test_notebooks_of_other_courses_are_not_taken(released: Course) -> None:
    content = (FAULTS / "of_another_course.ipynb").read_bytes()
    file = Handed(PurePosixPath("otro.ipynb"), content, datetime.now(UTC))
    assert lesson_of(read_notebook(content), file, released_lessons(released, MODULE)) is None
