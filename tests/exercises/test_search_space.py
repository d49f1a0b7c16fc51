"""The spec of `06.space`: the same space passes however it is written, others do not, mistakes have names."""

import math
import tracemalloc

import keras_tuner
import pytest
from util import assert_misconceptions_distinct, assert_recognised, assert_right, assert_wrong

from curso.exercises.judge import check_answer
from curso.exercises.module_06.space import SPACE, space
from curso.exercises.module_06.space_judge import agree, ranges
from curso.exercises.spec import find, public_cases


def by_name(largest, lowest, highest, optimizers):
    hp = keras_tuner.HyperParameters()
    hp.Boolean("batch_norm", default=True)
    hp.Choice("optimizer", list(reversed(optimizers)))
    hp.Float(name="rate", min_value=lowest, max_value=highest, sampling="log", default=lowest)
    hp.Int(name="units", min_value=16, max_value=largest, step=16, default=32)
    return hp.get_config()


def by_lists(largest, lowest, highest, optimizers):
    hp = keras_tuner.HyperParameters()
    hp.Choice("units", list(range(16, largest + 1, 16)))
    hp.Float("rate", lowest, highest, sampling="log")
    hp.Choice("optimizer", optimizers, ordered=False)
    hp.Choice("batch_norm", [False, True])
    return hp.get_config()


def ends_beyond(largest, lowest, highest, optimizers):
    hp = keras_tuner.HyperParameters()
    hp.Int("units", 16, largest + 1, step=16)
    hp.Float("rate", lowest, highest, sampling="log")
    hp.Choice("optimizer", optimizers)
    hp.Boolean("batch_norm")
    return hp.get_config()


@pytest.mark.parametrize("answer", [space, by_name, by_lists, ends_beyond])
def test_right_answers_pass(answer):
    assert_right("06.space", answer)


def but(change):
    def answer(largest, lowest, highest, optimizers):
        hp = keras_tuner.HyperParameters()
        change(hp, largest, lowest, highest, optimizers)
        names = {one.name for one in hp.space}
        for entry in space(largest, lowest, highest, optimizers)["space"]:
            if entry["config"]["name"] not in names:
                getattr(hp, entry["class_name"])(**{k: v for k, v in entry["config"].items() if k != "conditions"})
        return hp.get_config()

    return answer


@pytest.mark.parametrize(
    "answer",
    [
        but(lambda hp, largest, *_: hp.Int("units", 16, largest - 16, step=16)),
        but(lambda hp, largest, *_: hp.Int("units", 32, largest, step=16)),
        but(lambda hp, _, low, high, __: hp.Float("rate", low, high, step=low)),
        but(lambda hp, _, low, high, __: hp.Float("rate", low, 10 * high, sampling="log")),
        but(lambda hp, *_: hp.Fixed("batch_norm", True)),
        but(lambda hp, *_: hp.Int("layers", 1, 3)),
        lambda *args: {"space": space(*args)["space"][:3]},
        lambda *args: keras_tuner.HyperParameters(),
        lambda *args: {"units": 16, "rate": 0.1},
        lambda *args: None,
    ],
)
def test_wrong_answers_do_not_pass(answer):
    assert_wrong("06.space", answer)


def test_who_forgets_the_logarithm_is_recognised():
    answer = but(lambda hp, _, low, high, __: hp.Float("rate", low, high))
    assert_recognised("06.space", "linear_rate", answer)


def test_who_gives_no_step_is_recognised():
    assert_recognised("06.space", "no_step", but(lambda hp, largest, *_: hp.Int("units", 16, largest)))


def test_who_returns_the_object_is_told_what_to_return():
    said = check_answer(find("06.space"), lambda *args: keras_tuner.HyperParameters()).text("en")
    assert "get_config" in said


def test_the_expected_space_is_that_of_keras_tuner():
    for case in public_cases(SPACE):
        want, got = ranges(case.expected), ranges(space(*case.args))
        assert want.keys() == got.keys()
        assert all(want[name].same(got[name]) for name in want)


def test_the_values_of_a_range_are_those_that_keras_tuner_draws():
    hp = keras_tuner.HyperParameters()
    hp.Int("added", 16, 100, step=16)
    hp.Int("multiplied", 2, 64, step=2, sampling="log")
    known = ranges(hp.get_config())
    for one in hp.space:
        assert list(known[one.name].values) == [int(value) for value in one.values]


def entry(name, low, high, step, sampling="linear"):
    config = {"name": name, "min_value": low, "max_value": high, "step": step, "sampling": sampling}
    return {"class_name": "Int", "config": config}


@pytest.mark.parametrize(
    "entries",
    [
        [entry(f"units {n}", 0, 9999, 1) for n in range(1000)],
        [entry("units", 1, math.inf, 2**500, "log")],
        [entry("units", 2**9000, math.inf, 1)],
    ],
    ids=("many names", "powers without end", "long numbers"),
)
def test_a_space_without_measure_is_judged_in_little_room(entries):
    case = public_cases(SPACE)[0]
    tracemalloc.start()
    problem = agree(case.args, case.expected, {"space": entries})
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert problem is not None
    assert peak < 20 * 2**20


def test_each_misconception_is_recognised_as_itself():
    assert_misconceptions_distinct("06.space")
