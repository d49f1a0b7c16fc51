"""A function of ours, written down as a student would have it, does the same by itself."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
import pytest

from curso.exercises.judge import grade_answer
from curso.exercises.spec import specs
from curso.grading.portable import portable_source

MISCONCEPTIONS = [(s, m) for module in ("01", "02") for s in specs(module).values() for m in s.misconceptions]


def half(x: float) -> float:
    """Half of x."""
    return x / 2


def right(x: float) -> Any:
    """What was asked."""
    return np.round(half(x), 1)


def scaled(x: float, by: Any = half, *, then: Any = right) -> Any:
    """Half of x, as long as nobody says otherwise."""
    return then(by(x))


def run(source: str, name: str) -> Any:
    scope: dict[str, Any] = {}
    exec(source, scope)
    return scope[name]


@pytest.mark.parametrize("name", ["answer", "half", "right"])
def test_helpers_and_imports_come_along_even_when_names_clash(name: str) -> None:
    source = portable_source(right, name)
    assert source is not None and "What was asked" not in source and "Any" not in source
    assert run(source, name)(3.3) == right(3.3)


def test_what_default_values_name_comes_along() -> None:
    source = portable_source(scaled, "answer")
    assert source is not None
    assert run(source, "answer")(3.3) == scaled(3.3)


def test_lambdas_become_functions() -> None:
    source = portable_source(lambda x, y: half(x) + y, "total")
    assert source is not None and "def total(x, y):" in source
    assert run(source, "total")(4, 1) == 3


def test_what_cannot_be_written_down_is_none() -> None:
    outside = 3
    assert portable_source(lambda x: x + outside, "f") is None
    assert portable_source(functools.partial(half, 2), "f") is None
    assert portable_source(print, "f") is None


@pytest.mark.parametrize(("spec", "wrong"), MISCONCEPTIONS, ids=[f"{s.id}-{m.name}" for s, m in MISCONCEPTIONS])
def test_misconceptions_are_still_recognised_when_written_down(spec: Any, wrong: Any) -> None:
    source = portable_source(wrong.wrong, spec.name)
    if source is None:
        pytest.skip("cannot be written down on its own")
    verdict = grade_answer(spec, run(source, spec.name), "a-secret")
    assert verdict.score < 1 and verdict.misconception == wrong.name
