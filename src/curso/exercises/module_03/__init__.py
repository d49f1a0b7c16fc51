"""The specs of module 03: Keras, its layers, and what they start from and are held to."""

from __future__ import annotations

from curso.exercises.module_03 import convolution, core_layers, first_models, initializers, recurrent

SPECS = (
    *first_models.SPECS,
    *core_layers.SPECS,
    *convolution.SPECS,
    *recurrent.SPECS,
    *initializers.SPECS,
)
