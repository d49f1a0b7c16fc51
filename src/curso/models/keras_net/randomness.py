"""Which generator TensorFlow's stateless random functions use while a function is traced."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_one_at_a_time = threading.Lock()


@contextmanager
def random_algorithm(algorithm: str) -> Iterator[None]:
    """Let Dropout and noise layers draw with `algorithm` ("threefry", "philox") while they are traced in this block.

    By itself TensorFlow takes "auto_select", which XLA on a CPU turns into a generator so slow that what compiling
    gains goes into the masks: 141 µs for 32×64 numbers, ThreeFry 6 (measured with TensorFlow 2.21). The functions
    are TensorFlow's public ones, and `alg` and `rng_alg` their public arguments; only their default changes.
    """
    import tensorflow as tf

    places = [(tf.nn.experimental, "stateless_dropout", "rng_alg")]
    places += [(tf.random, f"stateless_{name}", "alg") for name in ("uniform", "normal", "truncated_normal")]
    with _one_at_a_time:
        kept = [(module, name, getattr(module, name)) for module, name, _ in places]
        try:
            for module, name, argument in places:
                setattr(module, name, functools.partial(getattr(module, name), **{argument: algorithm}))
            yield
        finally:
            for module, name, function in kept:
                setattr(module, name, function)
