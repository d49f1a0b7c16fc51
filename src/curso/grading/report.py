"""The picture of the class: how the marks lie, and which exercises went worst, as PNG and SVG."""

from __future__ import annotations

import html
import io
import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from curso.explore.figure import canvas, png
from curso.explore.palette import COLORS, INK
from curso.grading.course import Course, GradingError, Progress
from curso.grading.export import number
from curso.grading.journal import write_atomically
from curso.grading.marks import Exercise, Marks, read_marks
from curso.text import Text, verbatim

if TYPE_CHECKING:
    from matplotlib.figure import Figure

BINS = 10
EXERCISES_AT_MOST = 10
LABEL_FROM = 0.09

NO_MARKS = Text(
    es="Aún no hay notas de «{module}»: califica antes con `curso grade`.",
    en="There are no marks of “{module}” yet: grade first with `curso grade`.",
)
TITLE = Text(
    es="{module}: {count} entregas, mediana {median} de {maximum} puntos",
    en="{module}: {count} submissions, median {median} of {maximum} points",
)
MARKS = Text(es="Cómo se reparten las notas", en="How the marks are spread")
PERCENT = Text(es="% de los puntos", en="% of the points")
STUDENTS = Text(es="estudiantes", en="students")
MEDIAN = Text(es="mediana", en="median")
WORST = Text(es="Los ejercicios que peor han ido", en="The exercises that went worst")
SHARE = Text(es="% de los estudiantes", en="% of the students")
PARTS = (
    ("right", Text(es="bien", en="right"), COLORS.blue, "", "white"),
    ("partly", Text(es="en parte", en="in part"), COLORS.sky, "//", "black"),
    ("wrong", Text(es="mal", en="wrong"), COLORS.orange, "xx", "black"),
    ("blank", Text(es="sin intentar", en="not attempted"), "#FFFFFF", "..", "black"),
)
ALT_MARKS = Text(
    es="Histograma de las notas de {module}: {count} entregas, mediana {median} de {maximum} puntos, "
    "la más baja {lowest} y la más alta {highest}.",
    en="Histogram of the marks of {module}: {count} submissions, median {median} of {maximum} points, "
    "the lowest {lowest} and the highest {highest}.",
)
ALT_BINS = Text(es="Estudiantes por tramos del 10 %: {bins}.", en="Students by steps of 10 %: {bins}.")
ALT_WORST = Text(
    es="Ejercicios que peor han ido: {items}.",
    en="Exercises that went worst: {items}.",
)
ALT_ITEM = Text(
    es="{exercise}, {right} % bien y {blank} % sin intentar",
    en="{exercise}, {right} % right and {blank} % not attempted",
)


@dataclass(frozen=True)
class Shares:
    """How an exercise went, as fractions of the students."""

    exercise: Exercise
    right: float
    partly: float
    wrong: float
    blank: float
    mean: float


def shares(marks: Marks) -> list[Shares]:
    """How each exercise went, the worst first; one that is still being marked by hand is left out."""
    found = []
    for exercise in marks.exercises:
        known = [(r.scores[exercise.id], exercise.id in r.untouched) for r in marks.rows if r.graded]
        scored = [(score, blank) for score, blank in known if score is not None]
        if not scored or len(scored) < len(known) or exercise.points <= 0:
            continue
        count = len(scored)
        right = sum(score >= exercise.points for score, _ in scored)
        blank = sum(score <= 0 and untouched for score, untouched in scored)
        partly = sum(0 < score < exercise.points for score, _ in scored)
        wrong = count - right - blank - partly
        mean = sum(score for score, _ in scored) / count / exercise.points
        found.append(Shares(exercise, right / count, partly / count, wrong / count, blank / count, mean))
    return sorted(found, key=lambda s: (s.mean, -s.blank, s.exercise.id))


def totals(marks: Marks) -> list[float]:
    """The marks of those who were graded, in points."""
    return sorted(row.total for row in marks.rows if row.graded)


def bins(marks: Marks) -> list[int]:
    """How many students have 0–10 %, 10–20 %, …, 90–100 % of the points."""
    counts = [0] * BINS
    for total in totals(marks):
        counts[min(BINS - 1, max(0, int(total / marks.maximum * BINS + 1e-9)))] += 1
    return counts


def _figures(marks: Marks) -> dict[str, str]:
    points = totals(marks)
    return {
        "module": marks.module,
        "count": str(len(points)),
        "median": number(round(statistics.median(points), 2)),
        "maximum": number(marks.maximum),
        "lowest": number(round(points[0], 2)),
        "highest": number(round(points[-1], 2)),
    }


def alternative(marks: Marks) -> Text:
    """The picture in words."""
    each = ", ".join(str(count) for count in bins(marks))
    worst = [
        ALT_ITEM.format(exercise=s.exercise.id, right=f"{100 * s.right:.0f}", blank=f"{100 * s.blank:.0f}")
        for s in shares(marks)[:EXERCISES_AT_MOST]
    ]
    items = Text(es="; ".join(w.es for w in worst), en="; ".join(w.en for w in worst))
    sentences = (
        ALT_MARKS.format(**_figures(marks)),
        ALT_BINS.format(bins=each),
        ALT_WORST.format(items=items),
    )
    return Text(es=" ".join(s.es for s in sentences), en=" ".join(s.en for s in sentences))


def draw(marks: Marks) -> Figure:
    """The picture of a class, in the language spoken now. Raises GradingError when nobody was graded."""
    if not totals(marks) or not marks.maximum:
        raise GradingError(NO_MARKS.format(module=marks.module))
    worst = shares(marks)[:EXERCISES_AT_MOST]
    figure = canvas(11, max(4.2, 1.9 + 0.36 * len(worst)))
    left, right = figure.subplots(1, 2, width_ratios=(1, 1.25))
    _draw_marks(left, marks)
    _draw_worst(right, worst)
    figure.suptitle(str(TITLE.format(**_figures(marks))), color=INK, fontsize=13)
    figure.set_layout_engine("constrained")
    return figure


def _draw_marks(axes: Any, marks: Marks) -> None:
    from matplotlib.ticker import MaxNLocator

    counts = bins(marks)
    width = 100 / BINS
    bars = axes.bar(
        [width * i for i in range(BINS)], counts, width=width, align="edge", color=COLORS.sky, edgecolor=INK
    )
    over = {"facecolor": "white", "edgecolor": "none", "pad": 1}  # the median's line does not run through a count
    for label in axes.bar_label(bars, labels=[str(c) if c else "" for c in counts], color=INK, padding=2, zorder=5):
        label.set_bbox(over if label.get_text() else None)
    median = 100 * statistics.median(totals(marks)) / marks.maximum
    axes.axvline(median, color=COLORS.vermillion, linestyle="--", linewidth=2)
    side = -1 if median > 50 else 1
    axes.annotate(
        f"{MEDIAN} {median:.0f} %",
        (median, 1.0),
        (4 * side, -4),
        xycoords=("data", "axes fraction"),
        textcoords="offset points",
        ha="right" if side < 0 else "left",
        va="top",
        color=INK,
        bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 1.5},
    )
    axes.set(xlim=(0, 100), ylim=(0, max(counts) * 1.25 + 0.2), xlabel=str(PERCENT), ylabel=str(STUDENTS))
    axes.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=6))
    axes.set_xticks(range(0, 101, 20))
    _plain(axes, MARKS)


def _draw_worst(axes: Any, worst: Sequence[Shares]) -> None:
    names = [s.exercise.id for s in worst]
    start = [0.0] * len(worst)
    for key, label, colour, hatch, ink in PARTS:
        widths = [100 * getattr(s, key) for s in worst]
        bars = axes.barh(
            names,
            widths,
            left=start,
            label=str(label),
            color=colour,
            hatch=hatch,
            edgecolor=INK,
            linewidth=0.8,
        )
        box = {"facecolor": colour, "edgecolor": "none", "pad": 1.2}
        labels = [f"{w:.0f}" if w >= 100 * LABEL_FROM else "" for w in widths]
        for text in axes.bar_label(bars, labels=labels, label_type="center", color=ink, fontsize=9):
            if text.get_text():
                text.set_bbox(box)
        start = [s + w for s, w in zip(start, widths, strict=True)]
    axes.invert_yaxis()
    axes.set(xlim=(0, 100), xlabel=str(SHARE))
    _plain(axes, WORST)
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.14), ncols=len(PARTS), frameon=False, fontsize=9)


def _plain(axes: Any, title: Text) -> None:
    axes.set_title(str(title), color=INK, fontsize=11)
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(colors=INK)


def svg(figure: Figure, title: str, alt: str) -> str:
    """The picture as SVG that a screen reader can read: role, title and description."""
    from matplotlib import rc_context

    buffer = io.StringIO()
    with rc_context({"svg.hashsalt": "curso"}):
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    said = f'<title id="title">{html.escape(title)}</title><desc id="desc">{html.escape(alt)}</desc>'
    opening = re.compile(r"<svg ([^>]*)>", re.DOTALL)
    return opening.sub(
        lambda m: f'<svg role="img" aria-labelledby="title desc" {m.group(1)}>\n {said}',
        buffer.getvalue(),
        count=1,
    )


def class_picture(
    course: Course, module: str, folder: Path, name: str = "class", progress: Progress | None = None
) -> tuple[Path, Path]:
    """Write <name>.png and <name>.svg into `folder`; returns both paths. Raises GradingError."""
    marks = read_marks(course, module)
    figure = draw(marks)
    alt = alternative(marks)
    picture, drawing = Path(folder) / f"{name}.png", Path(folder) / f"{name}.svg"
    write_atomically(picture, png(figure, alt))
    title = str(TITLE.format(**_figures(marks)))
    write_atomically(drawing, svg(figure, title, str(alt)).encode("utf-8"))
    if progress:
        progress(1, 1, verbatim(str(picture)))
    return picture, drawing
