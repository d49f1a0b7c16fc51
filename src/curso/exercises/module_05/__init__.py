"""The specs of module 05: overfitting, and what helps against it."""

from __future__ import annotations

from curso.exercises.module_05 import overfitting, remedies
from curso.exercises.spec import Spec

SPECS: tuple[Spec, ...] = (
    *overfitting.SPECS,
    *remedies.SPECS,
)
