"""Judges a choice of output and loss for `04.choose_loss`: whether they fit the task, under any of their names."""

from __future__ import annotations

import re
from typing import Any

from curso.text import Text

Choice = tuple[float, Any, str]  # units, activation, loss

# what Keras also calls them
SHORT = {
    "mse": "mean_squared_error",
    "mae": "mean_absolute_error",
    "msle": "mean_squared_logarithmic_error",
    "mape": "mean_absolute_percentage_error",
    "bce": "binary_crossentropy",
}
# what they were called, and are no longer
FORMER = {
    "huber_loss": "huber",
    "logcosh": "log_cosh",
    "kullback_leibler_divergence": "kl_divergence",
    "cosine_proximity": "cosine_similarity",
}


def named(loss: str) -> str:
    """The name of the function where `loss` is that of its class, which Keras takes too; else `loss` as it is."""
    if not loss.isalpha() or not loss[0].isupper() or loss.isupper():
        return loss
    name = re.sub("(?<=[a-z])(?=[A-Z])", "_", loss).lower()
    return loss if name in SHORT or name in FORMER else name


def tidy(choice: Choice) -> Choice:
    """The same choice with the long name of its loss, and "linear" where there is no activation."""
    units, activation, loss = choice
    return units, activation or "linear", SHORT.get(loss.lower() if loss.isupper() else loss, loss)


def fitting(right: Choice) -> tuple[Choice, ...]:
    """All choices that fit where `right` does."""
    right = tidy(right)
    units = right[0]
    groups = (
        tuple((units, "linear", loss) for loss in ("huber", "log_cosh", "mean_absolute_error")),
        tuple(
            (units, over, "mean_squared_logarithmic_error") for over in ("linear", "softplus", "exponential", "relu")
        ),
        tuple((units, over, "poisson") for over in ("exponential", "softplus")),
        ((1, "sigmoid", "binary_crossentropy"), (2, "softmax", "sparse_categorical_crossentropy")),
    )
    return next((group for group in groups if right in group), (right,))


def agree(args: tuple[Any, ...], expected: Any, answer: Any) -> Text | None:
    """None where `answer` fits as `expected` does; else which of its three parts does not."""
    if not isinstance(answer, (tuple, list)) or len(answer) != 3:
        return NOT_THREE
    units, activation, loss = answer
    if (
        not isinstance(units, (int, float))
        or not isinstance(loss, str)
        or not isinstance(activation, (str, type(None)))
    ):
        return NOT_WORDS
    loss = named(loss)
    if loss in FORMER:
        return RENAMED.format(old=loss, new=FORMER[loss])
    if (loss != loss.lower() and not loss.isupper()) or " " in loss:
        return CAPITALS
    got, right = tidy((units, activation, loss)), fitting(expected)
    if got in right:
        return None
    if got[2] not in [other[2] for other in right]:
        return OTHER_LOSS
    same_loss = [other for other in right if other[2] == got[2]]
    return OTHER_ACTIVATION if got[1] not in [other[1] for other in same_loss] else OTHER_UNITS


NOT_THREE = Text(
    es="esperaba tres cosas: neuronas, activación y pérdida", en="I expected three things: units, activation and loss"
)
NOT_WORDS = Text(
    es="esperaba un número de neuronas y dos nombres entre comillas",
    en="I expected a number of units and two names in quotes",
)
RENAMED = Text(
    es="«{old}» es un nombre antiguo que Keras ya no entiende: hoy es «{new}»",
    en="“{old}” is an old name that Keras no longer understands: today it is “{new}”",
)
CAPITALS = Text(
    es="los nombres de Keras van en minúsculas y con guion bajo", en="Keras's names are in lower case with underscores"
)
OTHER_LOSS = Text(es="esa pérdida no encaja con estas respuestas", en="that loss does not fit these targets")
OTHER_ACTIVATION = Text(
    es="la pérdida encaja, pero no con esa activación", en="the loss fits, but not with that activation"
)
OTHER_UNITS = Text(
    es="pérdida y activación encajan; el número de neuronas, no",
    en="loss and activation fit; the number of units does not",
)
