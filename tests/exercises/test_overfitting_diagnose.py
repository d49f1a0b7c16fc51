"""The spec of `05.diagnose`: right answers pass however they are written, wrong ones do not, mistakes have names."""

from __future__ import annotations

import numpy as np
import pytest
from util import SECRETS, assert_misconceptions_distinct, assert_recognised, assert_right, assert_wrong

from curso.exercises.judge import check_answer
from curso.exercises.module_05.diagnose import diagnose
from curso.exercises.spec import find, hidden_cases, public_cases

EXERCISE = "05.diagnose"


def smoothed(loss, val_loss, goal):
    """Means of a few epochs, against the noise."""
    end, val, before = np.mean(loss[-3:]), np.mean(val_loss[-3:]), np.mean(val_loss[-13:-10])
    if val - end > goal:
        return "overfitting"
    if val < 0.9 * before:
        return "unfinished"
    return "underfitting" if end > 2 * goal else "good"


def in_spanish(loss, val_loss, goal):
    words = {"overfitting": "Sobreajuste", "underfitting": " subajuste", "unfinished": "sin acabar", "good": "bien"}
    return words[diagnose(loss, val_loss, goal)]


def as_arrays(loss, val_loss, goal):
    return diagnose(np.array(loss), np.array(val_loss), goal).upper()


@pytest.mark.parametrize("answer", [diagnose, smoothed, in_spanish, as_arrays])
def test_right_answers_pass(answer):
    assert_right(EXERCISE, answer)


def last_step(loss, val_loss, goal):
    return "overfitting" if val_loss[-1] > val_loss[-2] else diagnose(loss, val_loss, goal)


def only_what_rises(loss, val_loss, goal):
    risen = val_loss[-1] > 1.2 * min(val_loss)
    return "overfitting" if risen else "underfitting" if loss[-1] > 2 * goal else "good"


@pytest.mark.parametrize(
    "answer",
    [
        last_step,
        only_what_rises,
        lambda loss, val_loss, goal: "good",
        lambda loss, val_loss, goal: diagnose(val_loss, loss, goal),
        lambda loss, val_loss, goal: val_loss[-1] - loss[-1] > goal,
        lambda loss, val_loss, goal: diagnose(loss, [val_loss[-10], *val_loss[-10:]], goal),
    ],
)
def test_wrong_answers_do_not_pass(answer):
    assert_wrong(EXERCISE, answer)


def test_each_misconception_is_recognised_as_itself():
    assert_misconceptions_distinct(EXERCISE)


def test_who_never_looks_at_validation_is_told_so():
    def learner(loss, val_loss, goal):
        if loss[-1] < 0.9 * loss[-11]:
            return "unfinished"
        return "underfitting" if loss[-1] > 2 * goal else "good"

    assert_recognised(EXERCISE, "training_alone", learner)


def test_who_counts_nine_epochs_for_ten_is_told_so():
    def learner(loss, val_loss, goal):
        if val_loss[-1] - loss[-1] > goal:
            return "overfitting"
        if 1 - val_loss[-1] / val_loss[-10] > 0.1:
            return "unfinished"
        return "underfitting" if loss[-1] > 2 * goal else "good"

    assert_recognised(EXERCISE, "nine_epochs", learner)


def test_a_word_that_is_not_asked_for_is_named():
    said = check_answer(find(EXERCISE), lambda loss, val_loss, goal: "memorised").text("en")
    assert "“memorised” is not one of the four words" in said


def test_every_drawing_has_the_four_kinds_and_none_is_near_a_limit():
    spec = find(EXERCISE)
    for cases in (public_cases(spec), *(hidden_cases(spec, secret) for secret in SECRETS)):
        kinds = set()
        for loss, val_loss, goal in (case.args for case in cases):
            kinds.add(diagnose(loss, val_loss, goal))
            gap, fallen = (val_loss[-1] - loss[-1]) / goal, 1 - val_loss[-1] / val_loss[-11]
            assert gap < 0.6 or gap > 2
            assert fallen < 0.06 or fallen > 0.18
            assert gap > 1 or loss[-1] / goal < 1.5 or loss[-1] / goal > 2.5
        assert kinds == {"overfitting", "underfitting", "unfinished", "good"}
