"""The specs of module 01, one file a lesson."""

from curso.exercises.module_01 import cost, descent, learning

SPECS = (*learning.SPECS, *cost.SPECS, *descent.SPECS)
