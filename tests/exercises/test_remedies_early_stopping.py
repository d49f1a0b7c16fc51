"""The spec of `05.early_stopping`: loops of any kind pass, Keras agrees, and mistakes have names."""

import keras
import numpy as np
import pytest
from util import SECRETS, assert_misconceptions_distinct, assert_recognised, assert_right, assert_wrong

from curso.exercises.module_05.early_stopping import early_stopping
from curso.exercises.spec import find, hidden_cases, public_cases


def while_loop(losses, patience, min_delta):
    best, wait, epoch, kept = float("inf"), 0, 0, 0
    while wait < patience and epoch < len(losses):
        epoch += 1
        wait += 1
        if losses[epoch - 1] < best - min_delta:
            best, wait, kept = losses[epoch - 1], 0, epoch
    return [epoch, kept]


def by_distance(losses, patience, min_delta):
    best_epoch = 1
    for epoch in range(2, len(losses) + 1):
        if losses[epoch - 1] + min_delta < losses[best_epoch - 1]:
            best_epoch = epoch
        elif epoch - best_epoch >= patience:
            return np.array([epoch, best_epoch])
    return np.array([len(losses), best_epoch])


def from_index_zero(losses, patience, min_delta):
    best, at = np.inf, -1
    for i, loss in enumerate(losses):
        if best - loss > min_delta:
            best, at = loss, i
        if i - at == patience:
            break
    return float(i + 1), float(at + 1)


def by_keras(losses, patience, min_delta):
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.compile(loss="mse")
    stop = keras.callbacks.EarlyStopping(monitor="val_loss", patience=patience, min_delta=min_delta)
    stop.set_model(model)
    stop.on_train_begin()
    for epoch, loss in enumerate(losses, start=1):
        stop.on_epoch_end(epoch - 1, {"val_loss": loss})
        if model.stop_training:
            break
    return epoch, stop.best_epoch + 1


@pytest.mark.parametrize("answer", [while_loop, by_distance, from_index_zero, by_keras])
def test_right_answers_pass(answer):
    assert_right("05.early_stopping", answer)


@pytest.mark.parametrize(
    "answer",
    [
        lambda losses, patience, min_delta: (len(losses), len(losses)),
        lambda losses, patience, min_delta: (patience, int(np.argmin(losses)) + 1),
        lambda losses, patience, min_delta: early_stopping(losses, patience, min_delta)[0],
        lambda losses, patience, min_delta: (*early_stopping(losses, patience, min_delta), 0),
        lambda losses, patience, min_delta: None,
    ],
)
def test_wrong_answers_do_not_pass(answer):
    assert_wrong("05.early_stopping", answer)


def test_who_compares_with_the_epoch_before_is_told_so():
    def answer(losses, patience, min_delta):
        kept, wait = 1, 0
        for epoch in range(2, len(losses) + 1):
            if losses[epoch - 1] < losses[epoch - 2] - min_delta:
                kept, wait = epoch, 0
            else:
                wait += 1
            if wait == patience:
                return epoch, kept
        return len(losses), kept

    assert_recognised("05.early_stopping", "one_before", answer)


def test_each_misconception_is_recognised_as_itself():
    assert_misconceptions_distinct("05.early_stopping")


def test_among_the_cases_some_stop_and_one_does_not():
    spec = find("05.early_stopping")
    for cases in (public_cases(spec), *(hidden_cases(spec, secret) for secret in SECRETS)):
        unstopped = [early_stopping(*case.args)[0] == len(case.args[0]) for case in cases]
        assert 0 < sum(unstopped) < len(cases)
