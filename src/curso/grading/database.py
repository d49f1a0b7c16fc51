"""Reaching the gradebook's database: what is said when it cannot be, and what is tried again."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from nbgrader.api import Assignment, Comment, Grade, Gradebook, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, NoSuchModuleError
from sqlalchemy.orm import joinedload, selectinload

from curso.grading.course import Course, GradingError
from curso.text import Text, verbatim

Made = TypeVar("Made")

NO_DRIVER = Text(
    es="Para usar el cuaderno de notas en {url} falta el paquete {package}: instálalo con  "
    "python -m pip install {package}",
    en="The gradebook in {url} needs the package {package}, which is missing: install it with  "
    "python -m pip install {package}",
)
BAD_ADDRESS = Text(
    es="La dirección del cuaderno de notas (CURSO_GRADEBOOK) no se entiende: se escribe como "
    "postgresql://usuario:contraseña@servidor/nombre o sqlite:////carpeta/gradebook.db.",
    en="The address of the gradebook (CURSO_GRADEBOOK) is not understood: it is written like "
    "postgresql://user:password@host/name or sqlite:////folder/gradebook.db.",
)
UNREACHABLE = Text(
    es="No se puede usar el cuaderno de notas en {url}: {why}. Comprueba que la base de datos esté en marcha y que "
    "la dirección, el usuario y la contraseña (CURSO_GRADEBOOK) estén bien.",
    en="The gradebook in {url} cannot be used: {why}. Check that the database is running, and that the address, "
    "user and password (CURSO_GRADEBOOK) are right.",
)
BUSY = Text(
    es="El cuaderno de notas sigue ocupado o sin respuesta ({why}). Lo ya corregido está guardado: cierra lo que lo "
    "esté usando y repite la orden.",
    en="The gradebook stays busy or does not answer ({why}). What was graded is saved: close what is using it and "
    "run the command again.",
)
TOO_OLD = Text(
    es="El cuaderno de notas es de otra versión de nbgrader ({why}): haz una copia y ejecuta `nbgrader db upgrade` "
    "en la carpeta del curso.",
    en="The gradebook is of another version of nbgrader ({why}): make a copy of it and run `nbgrader db upgrade` "
    "in the course's folder.",
)

PACKAGES = {"psycopg2": "psycopg2-binary"}
# Seconds between attempts: about a minute in all, each also waiting as long as the database itself does.
PAUSES = (0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
# PostgreSQL's codes for what passes: serialization, deadlock, lock not available, shutting down, starting,
# too many connections; those that begin with 08 are about the connection.
PASSING = {"40001", "40P01", "55P03", "57P01", "57P02", "57P03", "53300"}


def reached(course: Course) -> Gradebook:
    """The course's gradebook, open; the caller closes it. Raises GradingError, saying what to do."""
    config: Any = course.load_config()
    address = config.CourseDirectory.db_url
    try:
        url = verbatim(make_url(address).render_as_string(hide_password=True))
        return retrying(lambda: Gradebook(address, config.CourseDirectory.course_id), PAUSES[:5])
    except (ArgumentError, NoSuchModuleError) as error:
        raise GradingError(BAD_ADDRESS) from error
    except ModuleNotFoundError as error:
        package = PACKAGES.get(str(error.name), str(error.name))
        raise GradingError(NO_DRIVER.format(url=url, package=package)) from error
    except GradingError as error:
        raise GradingError(UNREACHABLE.format(url=url, why=_reason(error.__cause__))) from error
    except DBAPIError as error:
        raise GradingError(UNREACHABLE.format(url=url, why=_reason(error))) from error


def submissions(gradebook: Gradebook, module: str) -> list[Any]:
    """The submissions of a module as the database has them now, with all that belongs to them in a few queries."""
    gradebook.db.rollback()
    notebooks = selectinload(SubmittedAssignment.notebooks)
    query = gradebook.db.query(SubmittedAssignment).join(Assignment).filter(Assignment.name == module)
    return list(
        query.options(
            joinedload(SubmittedAssignment.student),
            joinedload(SubmittedAssignment.assignment),
            notebooks.joinedload(SubmittedNotebook.notebook),
            notebooks.selectinload(SubmittedNotebook.grades).joinedload(Grade.cell),
            notebooks.selectinload(SubmittedNotebook.comments).joinedload(Comment.cell),
        )
    )


def retrying(work: Callable[[], Made], pauses: tuple[float, ...] = PAUSES) -> Made:
    """Do `work`, again if the database was only busy or away for a moment; `work` undoes what it began.

    Raises GradingError when that goes on, or when the database has other tables than nbgrader expects.
    """
    for pause in (*pauses, None):
        try:
            return work()
        except Exception as error:
            cause = _database_error(error)
            if cause is not None and _other_tables(cause):
                raise GradingError(TOO_OLD.format(why=_reason(cause))) from error
            if cause is None or not _passes(cause):
                raise
            if pause is None:
                raise GradingError(BUSY.format(why=_reason(cause))) from cause
            time.sleep(pause * random.uniform(0.5, 1.5))
    raise AssertionError


@contextmanager
def transaction(gradebook: Gradebook) -> Iterator[Any]:
    """All that nbgrader's methods write in here is committed at the end, or nothing of it.

    nbgrader commits in each of its methods; in here they only flush. SQLite is locked for writing from the
    beginning, so that what is read in here is what it is written beside.
    """
    session = gradebook.db()
    session.rollback()
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("BEGIN IMMEDIATE"))
    commit = session.commit
    session.commit = session.flush
    log = logging.getLogger("tornado.application")  # nbgrader tells it of errors that we try again
    before, log.disabled = log.disabled, True
    try:
        yield session
        commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        del session.commit
        log.disabled = before


def _database_error(error: BaseException | None) -> DBAPIError | None:
    """What the database said; nbgrader's own methods raise something else because of it."""
    while error is not None and not isinstance(error, DBAPIError):
        error = error.__cause__ or error.__context__
    return error


def _passes(error: DBAPIError) -> bool:
    """Whether it may be otherwise in a moment: a lock, a deadlock, a lost connection, another's same row."""
    if error.connection_invalidated or isinstance(error, IntegrityError):
        return True
    code = _code(error)
    if code is not None:
        return code in PASSING or code.startswith("08")
    said = str(error.orig).lower()
    return any(words in said for words in ("locked", "busy", "connection", "connect", "server closed"))


def _other_tables(error: DBAPIError) -> bool:
    said = str(error.orig).lower()
    return _code(error) in ("42703", "42P01") or "no such column" in said


def _code(error: DBAPIError) -> str | None:
    """PostgreSQL's code of an error, as psycopg2 and psycopg call it."""
    return getattr(error.orig, "pgcode", None) or getattr(error.orig, "sqlstate", None)


def _reason(error: BaseException | None) -> str:
    lines = str(getattr(error, "orig", None) or error).strip().splitlines()
    return lines[0] if lines else type(error).__name__
