"""The spec of `04.choose_loss`: whatever fits a task passes, by any name that Keras takes, and mistakes have names."""

from __future__ import annotations

import numpy as np
import pytest
from util import assert_misconceptions_distinct, assert_right, assert_wrong

from curso.exercises.judge import check_answer
from curso.exercises.module_04.choose_loss import choose_loss
from curso.exercises.module_04.choose_loss_judge import FORMER, SHORT, agree, fitting
from curso.exercises.spec import find, hidden_cases, public_cases


def short_names(task):
    units, activation, loss = choose_loss(task)
    short = {long: name for name, long in SHORT.items()}
    return [np.int64(units), None if activation == "linear" else activation, short.get(loss, loss)]


def with_capitals(task):
    units, activation, loss = choose_loss(task)
    return units, activation, {"mean_squared_error": "MSE"}.get(loss, loss)


def others_that_fit(task):
    return fitting(choose_loss(task))[-1]


CLASSES = {
    "mean_squared_error": "MeanSquaredError",
    "mean_absolute_error": "MeanAbsoluteError",
    "mean_squared_logarithmic_error": "MeanSquaredLogarithmicError",
    "huber": "Huber",
    "log_cosh": "LogCosh",
    "poisson": "Poisson",
    "binary_crossentropy": "BinaryCrossentropy",
    "categorical_crossentropy": "CategoricalCrossentropy",
    "sparse_categorical_crossentropy": "SparseCategoricalCrossentropy",
}


def by_classes(task):
    units, activation, loss = choose_loss(task)
    return units, activation, CLASSES[loss]


def by_other_classes(task):
    units, activation, loss = others_that_fit(task)
    return units, activation, CLASSES[loss]


def by_the_rows(task):
    if task["kind"] != "class":
        return choose_loss(task)
    y = [list(np.atleast_1d(row)) for row in task["y"]]
    if len(y[0]) == 1:
        count = len({row[0] for row in y})
        return (2 if count == 2 else count), "softmax", "sparse_categorical_crossentropy"
    if {sum(row) for row in y} == {1}:
        return len(y[0]), "softmax", "categorical_crossentropy"
    return len(y[0]), "sigmoid", "bce"


@pytest.mark.parametrize(
    "answer", [short_names, with_capitals, others_that_fit, by_classes, by_other_classes, by_the_rows]
)
def test_right_answers_pass(answer):
    assert_right("04.choose_loss", answer)


def changed(**parts):
    def answer(task):
        units, activation, loss = choose_loss(task)
        return parts.get("units", units), parts.get("activation", activation), parts.get("loss", loss)

    return answer


@pytest.mark.parametrize(
    "answer",
    [
        changed(units=1),
        changed(activation="linear"),
        changed(activation="sigmoid"),
        changed(loss="mean_squared_error"),
        lambda task: choose_loss(task)[1:],
        lambda task: (choose_loss(task)[0], "softmax", 7),
        lambda task: None,
    ],
)
def test_wrong_answers_do_not_pass(answer):
    assert_wrong("04.choose_loss", answer)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (lambda task: (1, "linear", "huber_loss"), "today it is “huber”"),
        (lambda task: (1, "linear", "Mean_squared_error"), "lower case"),
        (lambda task: (3, "softmax", "Categorical_crossentropy"), "lower case"),
        (lambda task: (1, "linear", "Squared_hinge"), "lower case"),
        (lambda task: (1, "linear", "meanSquaredError"), "lower case"),
        (lambda task: (1, "linear", "Mean Squared Error"), "lower case"),
        (lambda task: (1, "linear", "Mse"), "lower case"),
        (lambda task: (1, "linear", "Logcosh"), "lower case"),
        (lambda task: (1, "linear", "SquaredHinge"), "that loss does not fit"),
        (lambda task: (1, "linear", "KLDivergence"), "that loss does not fit"),
        (changed(units=2), "the number of units does not"),
        (changed(activation="tanh"), "not with that activation"),
    ],
)
def test_a_choice_that_does_not_fit_is_told_why(answer, said):
    assert said in " ".join(check_answer(find("04.choose_loss"), answer).text("en").split())


def test_the_names_of_today_are_keras_s_and_the_former_ones_are_not():
    import keras

    spec = find("04.choose_loss")
    choices = [choose_loss(*case.args) for case in public_cases(spec)]
    for loss in {other[2] for choice in choices for other in fitting(choice)} | set(FORMER.values()):
        assert callable(keras.losses.get(loss))
    for short, long in SHORT.items():
        assert keras.losses.get(short) is keras.losses.get(long) is keras.losses.get(short.upper())
    for old in [*FORMER, "Mse", "Logcosh", "Squared_hinge", "meanSquaredError"]:
        with pytest.raises(ValueError, match="Could not interpret"):
            keras.losses.get(old)


def test_the_names_of_classes_are_keras_s_and_there_is_one_for_each_loss_that_fits():
    import keras

    choices = [choose_loss(*case.args) for case in public_cases(find("04.choose_loss"))]
    assert {other[2] for choice in choices for other in fitting(choice)} == CLASSES.keys()
    for of_class in CLASSES.values():
        assert isinstance(keras.losses.get(of_class), getattr(keras.losses, of_class))


def test_every_sitting_asks_all_eight_kinds_of_task():
    spec = find("04.choose_loss")
    for cases in (public_cases(spec), hidden_cases(spec, "a secret"), hidden_cases(spec, "another")):
        assert len({(*choose_loss(*case.args)[1:], np.ndim(case.args[0]["y"])) for case in cases}) == len(cases) == 8


def test_the_judge_holds_against_answers_of_any_kind():
    right = (1, "linear", "mean_squared_error")
    for odd in ((1, 2, 3), ("1", "linear", "mse"), (1, "linear"), "mse", [None] * 3, (1, ["linear"], "mse")):
        assert agree((), right, odd) is not None


def test_each_misconception_is_recognised_as_itself():
    assert_misconceptions_distinct("04.choose_loss")
