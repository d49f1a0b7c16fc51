"""The specs of lesson 01, What learning is, in the order of the lesson."""

from __future__ import annotations

from curso.exercises.module_01 import bandit, digits_map, kinds, segments
from curso.exercises.spec import Spec

SPECS: tuple[Spec, ...] = (kinds.SPEC, segments.SPEC, digits_map.SPEC, bandit.SPEC)
