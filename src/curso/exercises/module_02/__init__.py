"""The specs of module 02: one neuron, a network of them, tensors and derivatives."""

from __future__ import annotations

from curso.exercises.module_02 import network, one_neuron, tensors

SPECS = (*one_neuron.SPECS, *network.SPECS, *tensors.SPECS)
