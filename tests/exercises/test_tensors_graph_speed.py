"""The spec of `02.graph_speed`: TensorFlow itself counts as the spec says, and each rule forgotten has a name."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf
from util import SECRETS, assert_misconceptions_distinct, assert_recognised, assert_right, assert_wrong

from curso.exercises.judge import expected_of
from curso.exercises.module_02.graph_speed import counted, graph_speed
from curso.exercises.spec import find, hidden_cases, public_cases


def as_tensors(calls):
    return [tf.constant(call, dtype=tf.float32) for call in calls]


def own_count(arguments):
    """The number of graphs that TensorFlow itself reports."""
    double = tf.function(lambda x: 2 * x)
    for argument in arguments:
        double(argument)
    return double.experimental_get_tracing_count()


def with_tensorflows_own_count(calls):
    return own_count(calls), own_count(as_tensors(calls))


def with_a_counter(calls):
    def count(arguments):
        traced = np.zeros(1, dtype=int)

        @tf.function
        def cube(x):
            traced[0] += 1
            return x**3

        _ = [cube(argument) for argument in arguments]
        return traced[0]

    return count(calls), count(as_tensors(calls))


def by_rule(calls):
    given = {(c.shape, c.dtype) if isinstance(c, np.ndarray) else c for c in calls}
    return np.array([len(given), len({np.shape(c) for c in calls})])


@pytest.mark.parametrize("answer", [graph_speed, with_tensorflows_own_count, with_a_counter, by_rule, counted()])
def test_right_answers_pass(answer):
    assert_right("02.graph_speed", answer)


def new_function_each_time(calls):
    traces = []
    for call in calls:
        tf.function(lambda x: traces.append(1) or x * x)(call)
    return len(traces), len(traces)


def same_function_twice(calls):
    traces = []

    @tf.function
    def square(x):
        traces.append(1)
        return x * x

    counts = []
    for arguments in (calls, as_tensors(calls)):
        for argument in arguments:
            square(argument)
        counts.append(len(traces))
    return counts


def without_dtype(calls):
    return own_count(calls), own_count([tf.constant(call) for call in calls])


def test_mistakes_in_tensorflow_are_recognised():
    assert_recognised("02.graph_speed", "every_call", new_function_each_time)
    assert_recognised("02.graph_speed", "shared_function", same_function_twice)
    assert_recognised("02.graph_speed", "dtype_kept", without_dtype)


@pytest.mark.parametrize(
    "answer",
    [
        new_function_each_time,
        same_function_twice,
        without_dtype,
        lambda calls: graph_speed(calls)[0],
        lambda calls: (graph_speed(calls)[0], 1),
        lambda calls: (graph_speed(calls)[1],) * 2,
        lambda calls: (2, 1),
    ],
)
def test_wrong_answers_do_not_pass(answer):
    assert_wrong("02.graph_speed", answer)


def test_each_misconception_is_recognised_as_itself():
    assert_misconceptions_distinct("02.graph_speed")


def test_what_is_expected_is_what_tensorflow_counts():
    spec = find("02.graph_speed")
    for cases in (public_cases(spec), *(hidden_cases(spec, secret) for secret in SECRETS)):
        assert [expected_of(spec, case) for case in cases] == [graph_speed(*case.args) for case in cases]
