"""The specs of the lesson on how to avoid overfitting, in its order."""

from __future__ import annotations

from curso.exercises.module_05.dropout import DROPOUT
from curso.exercises.module_05.early_stopping import EARLY_STOPPING
from curso.exercises.module_05.l2_gradient import L2_GRADIENT
from curso.exercises.module_05.regularize import REGULARIZE
from curso.exercises.spec import Spec

SPECS: tuple[Spec, ...] = (EARLY_STOPPING, L2_GRADIENT, DROPOUT, REGULARIZE)
