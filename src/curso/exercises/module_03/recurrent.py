"""The specs of the lesson on recurrent networks."""

from __future__ import annotations

from curso.exercises.module_03.forecast import FORECAST
from curso.exercises.module_03.rnn_step import RNN_STEP
from curso.exercises.module_03.windows import WINDOWS
from curso.exercises.spec import Spec

SPECS: tuple[Spec, ...] = (RNN_STEP, WINDOWS, FORECAST)
