"""What two students of the simulated class try instead of solving anything; the grader has to give them nothing."""

from __future__ import annotations

EQUAL = """\
class Always(float):
    __hash__ = None
    shape = ()
    __eq__ = __le__ = __ge__ = __contains__ = lambda self, other: True
    __ne__ = __lt__ = __gt__ = lambda self, other: False
    __sub__ = __rsub__ = __abs__ = lambda self, *other: 0.0
    __array_priority__ = 1e9
    __array_ufunc__ = __array_function__ = lambda self, *args, **more: True
    __call__ = lambda self, *args, **more: Always()
    __iter__ = lambda self: iter([Always()])
    __getitem__ = lambda self, place: self
    __len__ = lambda self: 1"""

PATCHES = """\
import builtins

import numpy as np

np.allclose = np.isclose = np.array_equal = lambda *args, **more: True
np.testing.assert_allclose = np.testing.assert_array_equal = lambda *args, **more: None
builtins.abs = builtins.sum = lambda *args: 0.0
builtins.all = lambda values: True
try:
    import tensorflow as tf

    tf.function = lambda body=None, **more: body or (lambda plain: plain)
    tf.GradientTape.gradient = lambda self, target, sources, *more: [0.0 for _ in sources]
    tf.Tensor.__eq__ = lambda self, other: True
except ImportError:
    pass

import curso.exercises.judge
import curso.notebook

curso.exercises.judge.judge = lambda *args, **more: None
check = curso.notebook.check = lambda *args, **more: 3.0"""
