"""The specs of the lesson on compile, fit, evaluate and predict, in its order."""

from __future__ import annotations

from curso.exercises.module_04.fit_by_hand import TRAIN
from curso.exercises.module_04.labels_of_outputs import LABELS
from curso.exercises.module_04.project import PROJECT
from curso.exercises.module_04.read_history import HISTORY
from curso.exercises.module_04.weighted_evaluation import EVALUATE
from curso.exercises.spec import Spec

SPECS: tuple[Spec, ...] = (TRAIN, HISTORY, EVALUATE, LABELS, PROJECT)
