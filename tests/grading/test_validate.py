"""nbgrader's own validator, on the notebooks that students get: it says no until the answers are right."""

from __future__ import annotations

from pathlib import Path

import pytest
from nbgrader.validator import Validator
from small_course import ALL_RIGHT, LESSONS, WRONG_COST, answered, hand_in


def failed_checks(path: Path) -> list[str]:
    """The source of the cells that nbgrader calls failed."""
    return [cell["source"] for cell in Validator().validate(str(path)).get("failed", [])]


@pytest.mark.parametrize("lang", ["es", "en"])
def test_the_validator_fails_what_is_not_right_and_passes_what_is(released, tmp_path, lang):
    checks = ['check("01.predict", predict, points=1)', 'check("01.cost", cost, points=2)']
    untouched = hand_in(tmp_path, "untouched", lang, None, None, LESSONS[:1])
    assert failed_checks(untouched / f"{LESSONS[0]}.ipynb") == checks
    half = hand_in(tmp_path, "half", lang, answered(**{**ALL_RIGHT, "cost": WRONG_COST}), None, LESSONS[:1])
    assert failed_checks(half / f"{LESSONS[0]}.ipynb") == checks[1:]
    right = hand_in(tmp_path, "right", lang, answered(**ALL_RIGHT), None, LESSONS[:1])
    assert failed_checks(right / f"{LESSONS[0]}.ipynb") == []
