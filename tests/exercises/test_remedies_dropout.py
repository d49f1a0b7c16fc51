"""The spec of `05.dropout`: whatever draws the mask passes, wrong ideas of it do not, and mistakes have names."""

import keras
import numpy as np
import pytest
from util import assert_misconceptions_distinct, assert_recognised, assert_right, assert_wrong

from curso.exercises.judge import check_answer
from curso.exercises.module_05.dropout import dropout
from curso.exercises.spec import find


def by_bernoulli(a, rate, training, seed):
    if not training:
        return a.tolist()
    return a * np.random.default_rng(seed).binomial(1, 1 - rate, a.shape) / (1 - rate)


def with_where(a, rate, training, seed):
    noise = np.random.RandomState(seed).uniform(size=a.shape)
    return np.where(noise < 1 - rate, a / (1 - rate), 0.0).astype("float32") if training else a.copy()


def exactly_that_share(a, rate, training, seed):
    out = a.copy()
    if training:
        off = np.random.default_rng(seed).permutation(a.size)[: round(rate * a.size)]
        out.ravel()[off] = 0
        out /= 1 - rate
    return out


def by_keras(a, rate, training, seed):
    return np.asarray(keras.layers.Dropout(rate, seed=seed)(a.astype("float32"), training=training))


@pytest.mark.parametrize("answer", [dropout, by_bernoulli, with_where, exactly_that_share, by_keras])
def test_right_answers_pass(answer):
    assert_right("05.dropout", answer)


@pytest.mark.parametrize(
    "answer",
    [
        lambda a, rate, training, seed: dropout(a, rate / 2, training, seed),
        lambda a, rate, training, seed: dropout(a, rate, not training, seed),
        lambda a, rate, training, seed: dropout(a, rate, training, seed)[0],
        lambda a, rate, training, seed: a / (1 - rate) if training else a,
        lambda a, rate, training, seed: 0 * a,
        lambda a, rate, training, seed: dropout(a, rate, training, 0),
        lambda a, rate, training, seed: np.random.default_rng(seed).random(a.shape) >= rate,
        lambda a, rate, training, seed: None,
    ],
)
def test_wrong_answers_do_not_pass(answer):
    assert_wrong("05.dropout", answer)


def test_who_does_not_use_the_seed_is_told_so():
    verdict = check_answer(find("05.dropout"), lambda a, rate, training, seed: dropout(a, rate, training, 3))
    assert "with another `seed` you switch off the same cells" in " ".join(verdict.text("en").split())


def test_who_does_not_enlarge_is_recognised():
    def answer(a, rate, training, seed):
        return a * (np.random.default_rng(seed).random(a.shape) > rate) if training else a

    assert_recognised("05.dropout", "not_enlarged", answer)


def test_each_misconception_is_recognised_as_itself():
    assert_misconceptions_distinct("05.dropout")
