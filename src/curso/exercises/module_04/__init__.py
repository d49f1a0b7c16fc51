"""The specs of module 04: preparing data, losses and optimizers, compile and fit."""

from __future__ import annotations

from curso.exercises.module_04 import losses, prepare, training
from curso.exercises.spec import Spec

SPECS: tuple[Spec, ...] = (
    *prepare.SPECS,  # 04.01
    *losses.SPECS,  # 04.02
    *training.SPECS,  # 04.03
)
