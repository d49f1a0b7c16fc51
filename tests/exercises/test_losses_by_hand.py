"""The lesson's sums by hand: every loss, metric and optimizer beside Keras, equal to 1e-6."""

from __future__ import annotations

from pathlib import Path

import keras
import pytest

from curso.authoring.lesson import read_lesson

LESSON = Path(__file__).parents[2] / "notebooks/04_compile_fit/02_perdidas_metricas_optimizadores.py"
CELLS = (
    "tools",
    "by-hand-regression",
    "by-hand-classification",
    "by-hand-metrics",
    "by-hand-descent",
    "by-hand-adaptive",
)
LOSSES = [
    "mean_squared_error",
    "mean_absolute_error",
    "mean_absolute_percentage_error",
    "mean_squared_logarithmic_error",
    "hinge",
    "squared_hinge",
    "categorical_hinge",
    "log_cosh",
    "huber",
    "categorical_crossentropy",
    "sparse_categorical_crossentropy",
    "binary_crossentropy",
    "kl_divergence",
    "poisson",
    "cosine_similarity",
]
METRICS = [
    "accuracy",
    "binary_accuracy",
    "categorical_accuracy",
    "sparse_categorical_accuracy",
    "top_k_categorical_accuracy",
    "sparse_top_k_categorical_accuracy",
    "cosine_similarity",
]
OPTIMIZERS = ["sgd", "momentum", "nesterov", "rmsprop", "adagrad", "adadelta", "adam", "adamax", "nadam"]


@pytest.fixture(scope="module")
def ran():
    """What the lesson's cells leave behind."""
    by_id = {cell.name: cell.source for cell in read_lesson(LESSON).cells if cell.name in CELLS}
    scope = {"my_number": "?"}
    for name in CELLS:
        exec(compile(by_id[name], name, "exec"), scope)
    return scope


def test_the_cells_compute_every_loss_metric_and_optimizer(ran):
    assert {*ran["regression"], *ran["classes"]} == set(LOSSES)
    assert {name.strip() for name in ran["metrics"]} == set(METRICS)
    walked = {what.split()[0] for what in ran["compared"]} - {*LOSSES, *METRICS}
    assert walked == set(OPTIMIZERS)
    assert all(callable(keras.losses.get(name)) for name in LOSSES)


def test_hand_and_keras_are_equal_to_a_millionth(ran):
    assert len(ran["compared"]) == len(LOSSES) + len(METRICS) + 3 * len(OPTIMIZERS)
    for what, (by_hand, by_keras) in ran["compared"].items():
        assert by_keras == pytest.approx(by_hand, rel=1e-6, abs=1e-6), what


def test_the_worked_examples_of_the_prose_are_right(ran):
    assert ran["regression"]["mean_squared_error"] == pytest.approx(33.75)
    assert ran["regression"]["mean_absolute_error"] == pytest.approx(3.83, abs=0.005)
    assert ran["regression"]["huber"] == pytest.approx(3.375)
    momentum = [by_hand for what, (by_hand, _) in ran["compared"].items() if what.startswith("momentum")]
    assert momentum == pytest.approx([0.6, 0.04, -0.364])
