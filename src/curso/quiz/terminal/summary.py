"""What came of a quiz: the points, topic by topic with the lesson to reread, and what the user should know."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from curso.quiz.places import place_of
from curso.quiz.terminal.session import Session
from curso.text import Text


def headline(session: Session) -> Text:
    """How many points of how many, and how many questions were answered."""
    asked = len(session.asked)
    score = f"{session.sitting.score:.4g}"
    share = round(100 * session.sitting.score / asked) if asked else 0
    return HEADLINE.format(score=score, most=asked, share=share, answered=len(session.answers))


def topics(session: Session) -> Iterator[tuple[str, str, bool]]:
    """Of each section its points ("1.5/2"), its name with that of its lesson, and whether it is to be reread."""
    modules = {asked.question.lesson: asked.question.module for asked in session.asked}
    for topic in session.sitting.topics:
        place = place_of(modules[topic.lesson], topic.lesson, topic.section)
        weak = topic.score < topic.questions
        yield f"{topic.score:.3g}/{topic.questions}", f"{place.lesson} › {place.section}", weak


def to_reread(session: Session) -> Iterator[str]:
    """The notebooks of what was missed, each once, the weakest first."""
    modules = {asked.question.lesson: asked.question.module for asked in session.asked}
    weak = (topic for topic in session.sitting.topics if topic.score < topic.questions)
    for lesson in dict.fromkeys(topic.lesson for topic in weak):
        place = place_of(modules[lesson], lesson, "title")
        yield f"{place.lesson}: {_near(place.notebook)}" if place.notebook else place.lesson


def parting(session: Session) -> list[str]:
    """What stays on the terminal when the quiz is left."""
    silent = session.exam and not session.finished  # an exam left half done tells no points
    so_far = ANSWERED.format(answered=len(session.answers), most=len(session.asked)) if silent else headline(session)
    lines = [f"{session.name} · {so_far}"]
    if session.finished:
        lines += [f"  {'↻' if weak else '✓'} {points:>6}  {topic}" for points, topic, weak in topics(session)]
        lines += [str(REREAD), *(f"  {where}" for where in to_reread(session))] if session.sitting.missed else []
        lines.append(str(SEED.format(seed=session.saved.seed)))
    elif session.answers:
        lines.append(str(session.progress.trouble or KEPT))
        return lines
    if session.progress.trouble:
        lines.append(str(session.progress.trouble))
    return lines


def _near(path: Path) -> Path:
    """A path as short as it can be said from here."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


HEADLINE = Text(
    es="{score} puntos de {most} ({share} %), {answered} respondidas",
    en="{score} points of {most} ({share}%), {answered} answered",
)
ANSWERED = Text(es="{answered} de {most} respondidas", en="{answered} of {most} answered")
REREAD = Text(es="Para releer:", en="To reread:")
SEED = Text(es="Semilla: {seed} (con `--seed` salen las mismas)", en="Seed: {seed} (`--seed` asks the same ones)")
KEPT = Text(
    es="Lo respondido está guardado. Con la misma orden sigues donde lo dejas.",
    en="What you answered is saved. The same command goes on where you leave it.",
)
