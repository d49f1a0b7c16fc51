"""The specs of lesson 05.01: overfitting and underfitting."""

from __future__ import annotations

from curso.exercises.module_05.bias_variance import BIAS_VARIANCE
from curso.exercises.module_05.capacity import CAPACITY
from curso.exercises.module_05.diagnose import DIAGNOSE
from curso.exercises.spec import Spec

SPECS: tuple[Spec, ...] = (DIAGNOSE, BIAS_VARIANCE, CAPACITY)
