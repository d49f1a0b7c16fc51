"""Which hyper-parameters decided the scores of a search: a forest that predicts them, asked what it needs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from curso.models.faults import WrongInput
from curso.text import Text
from curso.tuning.coordinates import coordinates
from curso.tuning.results import Result

if TYPE_CHECKING:
    import pandas as pd

LEAST = 4  # completed trials
TREES, SHUFFLES = 100, 10

TOO_FEW = Text(
    es="La importancia se estima con {least} ensayos completados o más, y hay {n}.",
    en="Importance is estimated from {least} completed trials or more, and there are {n}.",
)


def importance(results: Sequence[Result], space: Sequence[Any]) -> pd.DataFrame:
    """How much worse a random forest predicts the score when the values of one hyper-parameter are shuffled.

    L. Breiman, Random Forests (2001), section 10. An estimate from few trials says more about them than about the
    space: look at "std" too. With Hyperband the forest also knows each trial's epochs, and they are not listed.

    Parameters
    ----------
    results : completed trials.
    space : keras-tuner's hyper-parameters.

    Returns
    -------
    A row for each hyper-parameter, the most important first: "share", which sum to 1 (or are all 0), and the "std" of
    each over the shuffles.

    Raises
    ------
    WrongInput : fewer than four trials.
    """
    import pandas as pd
    from sklearn.ensemble import RandomForestRegressor
    from sklearn.inspection import permutation_importance

    if len(results) < LEAST:
        raise WrongInput(TOO_FEW.format(least=LEAST, n=len(results)))
    columns = [coordinates(hp, results) for hp in space]
    if results[0].budget is not None:
        columns.append(np.array([result.budget for result in results], dtype=float))
    features = np.nan_to_num(np.stack(columns, axis=1), nan=-1.0)  # of conditions that did not hold: apart from all
    scores = np.array([result.score for result in results])
    forest = RandomForestRegressor(TREES, random_state=0).fit(features, scores)
    worse = permutation_importance(forest, features, scores, n_repeats=SHUFFLES, random_state=0)
    mean, std = np.maximum(worse.importances_mean[: len(space)], 0.0), worse.importances_std[: len(space)]
    whole = mean.sum() or 1.0
    names = pd.Index([hp.name for hp in space], name="hyperparameter")
    shares = pd.DataFrame({"share": mean / whole, "std": std / whole}, index=names)
    return shares.sort_values("share", ascending=False, kind="stable")
