"""The specs of the lesson on convolution and pooling, in its order."""

from __future__ import annotations

from curso.exercises.module_03.cnn import CNN
from curso.exercises.module_03.convolve import CONVOLVE
from curso.exercises.module_03.output_size import OUTPUT_SIZE
from curso.exercises.module_03.pool import POOL
from curso.exercises.spec import Spec

SPECS: tuple[Spec, ...] = (CONVOLVE, OUTPUT_SIZE, POOL, CNN)
