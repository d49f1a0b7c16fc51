"""Handing in late costs a percentage for each day begun, up to a limit."""

from __future__ import annotations

import pytest

from curso.grading.late import DAY, penalty


@pytest.mark.parametrize(
    ("seconds", "points"),
    [(-5, 0), (0, 0), (1, 1), (DAY, 1), (DAY + 1, 2), (4.5 * DAY, 5), (30 * DAY, 5)],
)
def test_ten_percent_a_day_and_at_most_half(seconds: float, points: float) -> None:
    assert penalty(10, seconds, 10, 50) == points


def test_nothing_can_be_taken_from_nothing() -> None:
    assert penalty(0, DAY, 10, 50) == 0
