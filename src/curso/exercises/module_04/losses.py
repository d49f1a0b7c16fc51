"""The specs of the lesson on losses, metrics and optimizers, in its order."""

from __future__ import annotations

from curso.exercises.module_04.adam_step import ADAM_STEP
from curso.exercises.module_04.choose_loss import CHOOSE_LOSS
from curso.exercises.module_04.f1_score import F1
from curso.exercises.module_04.race import RACE
from curso.exercises.module_04.regression_losses import LOSSES
from curso.exercises.spec import Spec

SPECS: tuple[Spec, ...] = (LOSSES, CHOOSE_LOSS, F1, ADAM_STEP, RACE)
