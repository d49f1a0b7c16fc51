"""The specs of the lesson on the first models in Keras."""

from __future__ import annotations

from curso.exercises.module_03.first_model import FIRST_MODEL
from curso.exercises.module_03.functional import FUNCTIONAL
from curso.exercises.module_03.same_as_numpy import SAME_AS_NUMPY
from curso.exercises.spec import Spec

SPECS: tuple[Spec, ...] = (FIRST_MODEL, FUNCTIONAL, SAME_AS_NUMPY)
