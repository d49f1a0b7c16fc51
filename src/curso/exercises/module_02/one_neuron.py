"""The specs of lesson 01, in their order."""

from __future__ import annotations

from curso.exercises.module_02.neuron_activations import ACTIVATIONS
from curso.exercises.module_02.neuron_forward import NEURON_FORWARD
from curso.exercises.module_02.neuron_gradient import NEURON_GRADIENT
from curso.exercises.module_02.neuron_linear import LINEAR
from curso.exercises.module_02.neuron_loss import BCE
from curso.exercises.module_02.neuron_training import TRAIN_NEURON

SPECS = (LINEAR, ACTIVATIONS, NEURON_FORWARD, BCE, NEURON_GRADIENT, TRAIN_NEURON)
