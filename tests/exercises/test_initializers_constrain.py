"""The spec of `03.constrain`: three constraints of Keras are right answers, and mistakes have names."""

from __future__ import annotations

import numpy as np
import pytest
from keras import constraints
from util import SECRETS, assert_misconceptions_distinct, assert_recognised, assert_right, assert_wrong

from curso.exercises.module_03.constrain import constrain
from curso.exercises.spec import find, hidden_cases, public_cases


def in_keras(kernel, low, high):
    return constraints.MinMaxNorm(min_value=low, max_value=high)(kernel)


def column_by_column(kernel, low, high):
    result = []
    for column in kernel.T:
        norm = sum(w * w for w in column) ** 0.5
        if norm > high:
            column = column * (high / norm)
        elif 0 < norm < low:
            column = column * (low / norm)
        result.append(column)
    return np.stack(result, axis=1).tolist()


def with_a_small_number(kernel, low, high):
    norms = np.linalg.norm(kernel, axis=0, keepdims=True)
    return kernel * np.maximum(low, np.minimum(high, norms)) / (norms + 1e-7)


def in_float32(kernel, low, high):
    kernel = kernel.astype("float32")
    norms = np.sqrt(np.einsum("ij,ij->j", kernel, kernel))
    ratio = np.divide(np.clip(norms, low, high), norms, out=np.ones_like(norms), where=norms > 0)
    return kernel @ np.diag(ratio)


@pytest.mark.parametrize("answer", [in_keras, column_by_column, with_a_small_number, in_float32])
def test_right_answers_pass(answer):
    assert_right("03.constrain", answer)


@pytest.mark.parametrize(
    "answer",
    [
        lambda kernel, low, high: kernel,
        lambda kernel, low, high: np.maximum(kernel, 0),
        lambda kernel, low, high: kernel / (np.linalg.norm(kernel, axis=0) + 1e-7),
        lambda kernel, low, high: constrain(kernel, 0, high),
        lambda kernel, low, high: constrain(kernel, low, 1e9),
        lambda kernel, low, high: constrain(kernel, low, high).T,
        lambda kernel, low, high: np.abs(constrain(kernel, low, high)),
        lambda kernel, low, high: np.linalg.norm(kernel, axis=0),
    ],
)
def test_wrong_answers_do_not_pass(answer):
    assert_wrong("03.constrain", answer)


def plain_numpy(kernel, low, high):
    norms = np.sqrt(np.sum(kernel**2, axis=0))
    with np.errstate(invalid="ignore"):
        return kernel * np.clip(norms, low, high) / norms


def along_the_rows(kernel, low, high):
    norms = np.sqrt(np.sum(kernel**2, axis=1))[:, None]
    return kernel * np.clip(norms, low, high) / (norms + 1e-7)


def of_everything(kernel, low, high):
    norm = np.sqrt(np.sum(kernel**2))
    return kernel * np.clip(norm, low, high) / norm


@pytest.mark.parametrize(
    ("name", "answer"),
    [("divided_by_zero", plain_numpy), ("rows", along_the_rows), ("whole", of_everything)],
)
def test_mistakes_as_students_write_them_are_recognised(name, answer):
    assert_recognised("03.constrain", name, answer)


def test_each_misconception_is_recognised_as_itself():
    assert_misconceptions_distinct("03.constrain")


def test_with_equal_limits_it_is_unit_norm_and_without_a_minimum_max_norm():
    kernel = np.array([[6.0, 0.3, 0.0], [-8.0, 0.4, 0.0]])
    np.testing.assert_allclose(constrain(kernel, 1, 1), constraints.UnitNorm(axis=0)(kernel), atol=1e-6)
    np.testing.assert_allclose(constrain(kernel, 0, 2), constraints.MaxNorm(max_value=2, axis=0)(kernel), atol=1e-6)


def test_every_set_of_cases_has_columns_of_all_kinds():
    spec = find("03.constrain")
    for cases in (public_cases(spec), *(hidden_cases(spec, secret) for secret in SECRETS)):
        assert any(_kinds(*case.args) == {"zero", "short", "inside", "long"} for case in cases)


def _kinds(kernel, low, high):
    norms = np.linalg.norm(kernel, axis=0)
    return {"zero" if n == 0 else "short" if n < low else "inside" if n <= high else "long" for n in norms}
