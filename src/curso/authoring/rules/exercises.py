"""Rules on exercises, their checks and their points."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from curso.authoring import regions
from curso.authoring.lesson import Lesson
from curso.authoring.rules.registry import Context, Finding, rule
from curso.authoring.seals import twins
from curso.authoring.transforms import stub_of
from curso.exercises.spec import UnknownExercise, find
from curso.text import LANGUAGES, Text, verbatim


@rule("exercise-without-spec")
def exercise_without_spec(lesson: Lesson, _: Context) -> Iterator[Finding]:
    """Each exercise has a spec that knows the right answer."""
    for cell in lesson.named("exercise"):
        try:
            find(f"{lesson.module}.{cell.name}")
        except UnknownExercise:
            yield cell.line, _NO_SPEC.format(name=cell.name, module=lesson.module)
        except Exception as error:  # a spec file that can't be imported: say so here, and go on with the rest
            yield cell.line, _BROKEN_SPEC.format(module=lesson.module, error=verbatim(f"{error!r}"))


@rule("exercise-without-test")
def exercise_without_test(lesson: Lesson, context: Context) -> Iterator[Finding]:
    """Each exercise's spec is named in a test."""
    for cell in lesson.named("exercise"):
        spec = f"{lesson.module}.{cell.name}"
        if not re.search(rf"(?<![\w.]){re.escape(spec)}(?!\w)", context.tests):
            yield cell.line, _NO_TEST.format(spec=spec)


@rule("exercise-without-check", blocks=True)
def exercise_without_check(lesson: Lesson, _: Context) -> Iterator[Finding]:
    """Each exercise is followed by its check."""
    checks = {cell.name for cell in lesson.named("check")}
    for cell in lesson.named("exercise"):
        if cell.name not in checks:
            yield cell.line, _NO_CHECK.format(name=cell.name, module=lesson.module)


@rule("check-without-exercise", blocks=True)
def check_without_exercise(lesson: Lesson, _: Context) -> Iterator[Finding]:
    """Each check comes after the exercise that it names."""
    seen: set[str] = set()
    for cell in lesson.cells:
        if cell.kind == "exercise":
            seen.add(cell.name)
        elif cell.kind == "check" and cell.name not in seen:
            yield cell.line, _NO_EXERCISE.format(name=cell.name)


@rule("check-call", blocks=True)
def check_call(lesson: Lesson, _: Context) -> Iterator[Finding]:
    """A check cell is one call, `check("MM.name", answer)`, of the exercise in its marker."""
    for cell in lesson.named("check"):
        spec = f"{lesson.module}.{cell.name}"
        try:
            body = ast.parse(cell.source).body
        except SyntaxError:
            body = []
        call = body[0].value if len(body) == 1 and isinstance(body[0], ast.Expr) else None
        if not (
            isinstance(call, ast.Call)
            and isinstance(call.func, ast.Name)
            and call.func.id == "check"
            and len(call.args) == 2
            and not call.keywords
            and isinstance(call.args[0], ast.Constant)
            and call.args[0].value == spec
            and cell.source.rstrip().endswith(")")
        ):
            yield cell.line + 1, _NOT_A_CALL.format(spec=spec, name=cell.name)


@rule("points-missing", blocks=True)
def points_missing(lesson: Lesson, _: Context) -> Iterator[Finding]:
    """Checks and cells marked by hand say how many points they are worth."""
    for cell in lesson.cells:
        if cell.kind in ("check", "manual") and cell.points is None:
            yield cell.line, _NO_POINTS.format(kind=cell.kind, name=cell.name)


@rule("points-differ", blocks=True)
def points_differ(lesson: Lesson, _: Context) -> Iterator[Finding]:
    """A cell marked by hand is worth the same in both languages."""
    for spanish, english in twins(lesson):
        if spanish.points != english.points:
            yield english.line, _OTHER_POINTS.format(name=english.name, line=spanish.line, points=spanish.points)


@rule("code-broken", blocks=True)
def code_broken(lesson: Lesson, _: Context) -> Iterator[Finding]:
    """Each code cell is valid Python by itself."""
    for cell in lesson.cells:
        if cell.kind in ("code", "exercise") and (error := _syntax_error(cell.source)):
            yield cell.line + (error.lineno or 0), _BROKEN_CODE.format(error=verbatim(error.msg))


@rule("stub-broken", blocks=True)
def stub_broken(lesson: Lesson, _: Context) -> Iterator[Finding]:
    """What the student gets of an exercise is valid Python."""
    for cell in lesson.named("exercise"):
        if _syntax_error(cell.source):  # then it is not the stub's fault
            continue
        for lang in LANGUAGES:
            if error := _syntax_error(stub_of(cell, lang)):
                at = next(
                    (n for n, line in enumerate(cell.source.split("\n"), 1) if line.strip() == regions.BEGIN), 0
                )
                yield cell.line + at, _BROKEN_STUB.format(name=cell.name, error=verbatim(error.msg))
                break


def _syntax_error(code: str) -> SyntaxError | None:
    """Why `code` is not valid Python; None when it is, or when it has a line for IPython (`%pip`, `!ls`)."""
    if re.search(r"^\s*[%!]", code, re.MULTILINE):
        return None
    try:
        compile(code, "<lesson>", "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    except SyntaxError as error:
        return error
    return None


_NO_SPEC = Text(
    es="El ejercicio «{name}» no tiene spec y nadie sabría corregirlo. Escribe el Spec con id \"{module}.{name}\" "
    "en curso/exercises/module_{module}/.",
    en="The exercise “{name}” has no spec and nobody could mark it. Write the Spec with id \"{module}.{name}\" in "
    "curso/exercises/module_{module}/.",
)
_BROKEN_SPEC = Text(
    es="Los spec del módulo {module} no se pueden importar ({error}). Corrige curso/exercises/module_{module}/.",
    en="The specs of module {module} can't be imported ({error}). Mend curso/exercises/module_{module}/.",
)
_NO_TEST = Text(
    es="Ninguna prueba de tests/exercises nombra «{spec}». Añade respuestas correctas y erróneas a una de ellas.",
    en="No test in tests/exercises names “{spec}”. Add right and wrong answers to one of them.",
)
_NO_CHECK = Text(
    es="El ejercicio «{name}» no tiene comprobación. Añade después: # %% check=\"{name}\" points=1 con "
    "check(\"{module}.{name}\", {name}).",
    en="The exercise “{name}” has no check. Add after it: # %% check=\"{name}\" points=1 with "
    "check(\"{module}.{name}\", {name}).",
)
_NO_EXERCISE = Text(
    es="La comprobación «{name}» no tiene antes su ejercicio. Escribe encima la celda exercise=\"{name}\" o "
    "corrige el nombre.",
    en="The check “{name}” has no exercise before it. Write the cell exercise=\"{name}\" above or mend the name.",
)
_NOT_A_CALL = Text(
    es="La celda check=\"{name}\" debe ser solo check(\"{spec}\", respuesta), sin puntos. Déjala así.",
    en="The cell check=\"{name}\" must be only check(\"{spec}\", answer), without points. Leave it so.",
)
_NO_POINTS = Text(
    es="La celda {kind}=\"{name}\" no dice cuántos puntos vale. Añade, por ejemplo, points=1 a su marca.",
    en="The cell {kind}=\"{name}\" doesn't say how many points it is worth. Add, for example, points=1 to its "
    "marker.",
)
_OTHER_POINTS = Text(
    es="«{name}» no vale lo mismo en los dos idiomas: en español (línea {line}) vale {points}. Pon points igual en "
    "las dos celdas.",
    en="“{name}” isn't worth the same in both languages: in Spanish (line {line}) it is worth {points}. Write the "
    "same points in both cells.",
)
_BROKEN_CODE = Text(
    es="Esta celda no es Python válido ({error}). Corrige esta línea o la anterior.",
    en="This cell isn't valid Python ({error}). Mend this line or the one before.",
)
_BROKEN_STUB = Text(
    es="Lo que recibe el estudiante en «{name}» no es Python válido ({error}). Corrige las líneas «#~».",
    en="What the student gets in “{name}” isn't valid Python ({error}). Mend the “#~” lines.",
)
