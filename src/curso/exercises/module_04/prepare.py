"""The specs of the lesson on preparing data."""

from __future__ import annotations

from curso.exercises.module_04.one_hot import ONE_HOT
from curso.exercises.module_04.scale_without_leak import SCALE_WITHOUT_LEAK
from curso.exercises.module_04.split_rows import SPLIT
from curso.exercises.spec import Spec

SPECS: tuple[Spec, ...] = (SPLIT, SCALE_WITHOUT_LEAK, ONE_HOT)
