"""The specs of the lesson on core layers."""

from __future__ import annotations

from curso.exercises.module_03.dense_by_hand import DENSE_BY_HAND
from curso.exercises.module_03.layer_params import PARAMS
from curso.exercises.module_03.layer_shapes import SHAPES
from curso.exercises.module_03.repair import REPAIR
from curso.exercises.spec import Spec

SPECS: tuple[Spec, ...] = (DENSE_BY_HAND, SHAPES, REPAIR, PARAMS)
