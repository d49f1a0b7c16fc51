"""The specs of the lesson on tensors, graphs and derivatives."""

from __future__ import annotations

from curso.exercises.module_02.graph_speed import GRAPH_SPEED
from curso.exercises.module_02.softmax_regression import SOFTMAX_REGRESSION
from curso.exercises.module_02.tape import TAPE
from curso.exercises.module_02.tensor_shapes import TENSOR_SHAPES
from curso.exercises.spec import Spec

SPECS: tuple[Spec, ...] = (TENSOR_SHAPES, TAPE, SOFTMAX_REGRESSION, GRAPH_SPEED)
