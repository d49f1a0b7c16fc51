"""The picture of the class says in words what it shows, is right for few and for many, and is accessible."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from conftest import Classroom
from PIL import Image

from curso.grading.course import GradingError
from curso.grading.marks import Exercise, Mark, Marks
from curso.grading.report import alternative, bins, class_picture, draw, shares
from curso.text import set_language

SVG = "{http://www.w3.org/2000/svg}"


def marks(scores: list[tuple[float | None, float]], blank: int = 0) -> Marks:
    exercises = (Exercise("01.easy", "l", "check_easy", 1, False), Exercise("01.hard", "l", "check_hard", 3, False))
    rows = []
    for number, (easy, hard) in enumerate(scores):
        values = {"01.easy": easy, "01.hard": hard}
        untouched = frozenset({"01.hard"} if number < blank else ())
        total = (easy or 0) + hard
        name = f"s{number}"
        rows.append(Mark(name, name, values, untouched, 0.0, total, 0, None, True, "graded", ()))
    return Marks("01_regresion_lineal", exercises, tuple(rows))


def test_shares_add_up_and_the_worst_comes_first() -> None:
    worst, best = shares(marks([(1, 0), (1, 0), (1, 1.5), (0, 3)], blank=1))
    assert (worst.exercise.id, best.exercise.id) == ("01.hard", "01.easy")
    assert (worst.right, worst.partly, worst.wrong, worst.blank) == (0.25, 0.25, 0.25, 0.25)
    assert (best.right, best.wrong) == (0.75, 0.25)


def test_an_exercise_still_being_marked_by_hand_is_left_out() -> None:
    [only] = shares(marks([(None, 3), (0, 3)]))
    assert only.exercise.id == "01.hard"


def test_bins_count_everybody_once() -> None:
    counts = bins(marks([(0, 0), (1, 3), (1, 0), (1, 3)]))
    assert (counts[0], counts[2], counts[9], sum(counts)) == (1, 1, 2, 4)


def test_alternative_text_says_it_all() -> None:
    said = alternative(marks([(1, 0), (1, 3)]))
    assert "median 2.5 of 4 points" in said.en and "mediana 2.5 de 4 puntos" in said.es
    assert "01.hard, 50 % right" in said.en


@pytest.mark.parametrize("count", [1, 8, 300])
@pytest.mark.parametrize("lang", ["es", "en"])
def test_it_draws_for_few_and_for_many(count: int, lang: str) -> None:
    set_language(lang)  # type: ignore[arg-type]
    figure = draw(marks([(n % 2, n % 4) for n in range(count)]))
    figure.canvas.draw()
    left, right = figure.axes
    title = "Cómo se reparten las notas" if lang == "es" else "How the marks are spread"
    assert left.get_title() == title
    hatches = {patch.get_hatch() for patch in right.patches}
    assert len(hatches) == 4  # never colour alone


def test_nobody_graded_is_said() -> None:
    with pytest.raises(GradingError, match="no marks"):
        draw(marks([]))


def test_files_carry_their_alternative_text(classroom: Classroom, tmp_path: Path) -> None:
    png, svg = class_picture(classroom.course, "01", tmp_path)
    with Image.open(png) as image:
        assert "Histogram of the marks" in image.info["Description"]
    root = ET.parse(svg).getroot()
    assert root.get("role") == "img"
    ids = root.get("aria-labelledby", "").split()
    texts = [root.find(f"*[@id='{i}']").text for i in ids]  # type: ignore[union-attr]
    assert "9 submissions" in texts[0] and "Histogram" in texts[1]
    assert len(root.findall(f"{SVG}title")) == 1
