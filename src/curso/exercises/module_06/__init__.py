"""The specs of module 06: searching for hyperparameters, and the final project."""

from __future__ import annotations

from curso.exercises.module_06 import project, search
from curso.exercises.spec import Spec

SPECS: tuple[Spec, ...] = (*search.SPECS, *project.SPECS)
