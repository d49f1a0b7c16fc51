"""The specs of the lesson on searching for hyper-parameters, in its order."""

from __future__ import annotations

from curso.exercises.module_06.best_model import BEST_MODEL
from curso.exercises.module_06.hyperband_budget import HYPERBAND_BUDGET
from curso.exercises.module_06.random_search import RANDOM_SEARCH
from curso.exercises.module_06.space import SPACE
from curso.exercises.spec import Spec

SPECS: tuple[Spec, ...] = (SPACE, RANDOM_SEARCH, HYPERBAND_BUDGET, BEST_MODEL)
