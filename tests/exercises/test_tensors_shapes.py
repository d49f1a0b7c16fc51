"""The spec of `02.tensor_shapes`: real tensors are the judges of the reference, and mistakes have names."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf
from util import assert_misconceptions_distinct, assert_right, assert_wrong

from curso.exercises.judge import check_answer
from curso.exercises.module_02.tensor_shapes import tensor_shapes
from curso.exercises.spec import find


def of_tensors(m, height, width, channels, classes):
    """What TensorFlow says of tensors that really are made."""
    images = tf.zeros((m, height, width, channels))
    flat = tf.reshape(images, (m, -1))
    weights = tf.zeros((flat.shape[1], classes))
    biases = tf.zeros(classes)
    logits = flat @ weights + biases
    loss = tf.reduce_mean(logits)
    return [tuple(each.shape) for each in (images, flat, weights, biases, logits, loss)]


def of_tensors_as_they_say_it(*numbers):
    return [tf.TensorShape(shape) for shape in of_tensors(*numbers)]


def of_arrays(m, height, width, channels, classes):
    images = np.zeros((m, height, width, channels), dtype=np.float32)
    weights = np.zeros((images[0].size, classes))
    logits = images.reshape(m, -1) @ weights
    return images.shape, (m, images[0].size), weights.shape, (classes,), logits.shape, np.shape(logits.mean())


def of_lists(m, height, width, channels, classes):
    n = height * width * channels
    return [[m, height, width, channels], [m, n], [n, classes], [classes], [m, classes], []]


def of_counts(m, height, width, channels, classes):
    n = int(np.prod([height, width, channels]))
    return np.array([m, height, width, channels]), (m, n), (n, classes), classes, (m, classes), ()


@pytest.mark.parametrize(
    "answer", [tensor_shapes, of_tensors, of_tensors_as_they_say_it, of_arrays, of_lists, of_counts]
)
def test_right_answers_pass(answer):
    assert_right("02.tensor_shapes", answer)


def with_part(position, shape):
    def answer(*numbers):
        shapes = list(tensor_shapes(*numbers))
        shapes[position] = shape(*numbers)
        return shapes

    return answer


@pytest.mark.parametrize(
    "answer",
    [
        with_part(1, lambda m, h, w, c, k: (m, h * w)),
        with_part(1, lambda m, h, w, c, k: (m, h * w, c)),
        with_part(3, lambda m, h, w, c, k: (h * w * c,)),
        with_part(4, lambda m, h, w, c, k: (k, m)),
        with_part(5, lambda m, h, w, c, k: None),
        with_part(0, lambda m, h, w, c, k: (m, w, h, c) if h != w else (m, h, w)),
        lambda *numbers: tensor_shapes(*numbers)[:5],
        lambda m, h, w, c, k: tensor_shapes(32, 8, 8, 1, 10),
        lambda *numbers: [len(shape) for shape in tensor_shapes(*numbers)],
    ],
)
def test_wrong_answers_do_not_pass(answer):
    assert_wrong("02.tensor_shapes", answer)


def test_each_misconception_is_recognised_as_itself():
    assert_misconceptions_distinct("02.tensor_shapes")


def test_the_digits_of_the_lesson_are_the_first_case_and_come_out_as_written_there():
    assert tensor_shapes(32, 8, 8, 1, 10) == ((32, 8, 8, 1), (32, 64), (64, 10), (10,), (32, 10), ())
    verdict = check_answer(find("02.tensor_shapes"), with_part(2, lambda m, h, w, c, k: (k, h * w * c)))
    assert "32" in verdict.text("en") and "part 3" in verdict.text("en")
