"""The specs of the lesson on what weights start from and are held to, in its order."""

from __future__ import annotations

from curso.exercises.module_03.constrain import CONSTRAIN
from curso.exercises.module_03.initializer_std import INITIALIZER_STD
from curso.exercises.module_03.penalty import PENALTY
from curso.exercises.spec import Spec

SPECS: tuple[Spec, ...] = (INITIALIZER_STD, CONSTRAIN, PENALTY)
