"""What the builder puts before a lesson's own cells: its title and its setup."""

from __future__ import annotations

import json

from curso.authoring.lesson import Lesson
from curso.authoring.settings import Settings
from curso.text import Language, Text

BADGE = "https://colab.research.google.com/assets/colab-badge.svg"
NAMES = ("check", "hint", "passed", "progress", "quiz_check", "solution", "start")


def title(lesson: Lesson, lang: Language, settings: Settings) -> str:
    """The title cell: heading, Colab badge, minutes, what it is for, what is needed first."""
    header = lesson.header
    address = settings.colab(lesson.folder, lang, lesson.name)
    lines = [
        f"# {header.title.to(lang)}",
        "",
        f"[![{_OPEN.to(lang)}]({BADGE})]({address})",
        "",
        _MINUTES.format(module=lesson.module, minutes=header.minutes).to(lang),
        "",
        f"**{_GOALS.to(lang)}**",
        "",
        *(f"- {goal.to(lang)}" for goal in header.goals),
    ]
    if header.needs:
        lines += ["", f"**{_NEEDS.to(lang)}**", "", *(f"- {need.to(lang)}" for need in header.needs)]
    return "\n".join(lines)


def setup_note(lang: Language) -> str:
    """The sentence above the setup cell."""
    return _RUN_FIRST.to(lang)


def setup(lesson: Lesson, lang: Language, settings: Settings) -> str:
    """The setup cell.

    In Colab it installs the course when it is missing, without its dependencies: Colab has them all, and so
    nothing that Colab ships is ever replaced. Elsewhere a missing course gives one sentence, not a traceback.
    """
    exercises = {f"{lesson.module}.{c.name}": lesson.points(c.name) for c in lesson.named("exercise")}
    table = ", ".join(f"{json.dumps(name)}: {number(points)}" for name, points in exercises.items())
    command = f'python -m pip install "{settings.requirement("[lab]")}"'
    sentence = _MISSING.format(command=command).to(lang)
    return f"""\
import importlib.util
import sys

if importlib.util.find_spec("curso") is None:
    if "google.colab" in sys.modules:
        %pip install --quiet --no-deps "{settings.requirement()}"
        importlib.invalidate_caches()
    else:
        class CourseMissing(Exception):
            def _render_traceback_(self):
                return [str(self)]

        raise CourseMissing({json.dumps(sentence, ensure_ascii=False)})

from curso.notebook import {", ".join(NAMES)}

start("{lang}", {{{table}}})"""


def number(points: float | int) -> str:
    """Points as code: 2 for 2.0, 0.5 for 0.5."""
    return str(int(points)) if float(points).is_integer() else repr(float(points))


_OPEN = Text(es="Abrir en Colab", en="Open in Colab")
_MINUTES = Text(es="Módulo {module} · unos {minutes} minutos", en="Module {module} · about {minutes} minutes")
_GOALS = Text(es="Qué podrás hacer al terminar", en="What you will be able to do")
_NEEDS = Text(es="Qué necesitas antes", en="What you need first")
_RUN_FIRST = Text(
    es="**Ejecuta esta celda antes que ninguna otra:** prepara el curso en este cuaderno.",
    en="**Run this cell before any other:** it gets the course ready in this notebook.",
)
_MISSING = Text(
    es="El curso no está instalado en este Python. Instálalo en una terminal con «{command}» y reinicia el "
    "kernel de este cuaderno.",
    en="The course isn't installed in this Python. Install it in a terminal with “{command}” and restart "
    "this notebook's kernel.",
)
