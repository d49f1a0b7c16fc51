"""Who is meant: the students that handed in a module, all of them or those that were named."""

from __future__ import annotations

from collections.abc import Sequence

from curso.grading.course import Course, GradingError
from curso.grading.journal import Journal
from curso.grading.student_ids import student_id
from curso.text import Text

NO_SUBMISSIONS = Text(
    es="No hay entregas de «{module}»: recógelas antes con `curso collect`.",
    en="There are no submissions of “{module}”: collect them first with `curso collect`.",
)
UNKNOWN_STUDENT = Text(
    es="No hay ninguna entrega de «{student}» para «{module}».",
    en="There is no submission by “{student}” for “{module}”.",
)


def students_named(course: Course, module: str, named: Sequence[str] | None) -> list[str]:
    """The ids of those `named`, by id or as their folder was called, each once; of everybody when it is None.

    Raises GradingError when nobody handed in the module, or one of the named did not.
    """
    there = course.students(module)
    if not there:
        raise GradingError(NO_SUBMISSIONS.format(module=module))
    if named is None:
        return there
    journal = Journal.of(course, module)
    found: list[str] = []
    for name in named:
        ids = {name, student_id(name)}
        called = [s for s in there if s in ids] or [s for s in there if journal.get(s).name == name]
        if not called:
            raise GradingError(UNKNOWN_STUDENT.format(student=name, module=module))
        found += called
    return list(dict.fromkeys(found))
