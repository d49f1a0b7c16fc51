"""The specs of lesson 02, Network, forward and backprop, in the order of the lesson."""

from __future__ import annotations

from curso.exercises.module_02 import (
    network_backward,
    network_check,
    network_forward,
    network_iterations,
    network_parameters,
    network_xor,
)
from curso.exercises.spec import Spec

SPECS: tuple[Spec, ...] = (
    network_parameters.SPEC,
    network_forward.SPEC,
    network_backward.SPEC,
    network_check.SPEC,
    network_iterations.SPEC,
    network_xor.SPEC,
)
