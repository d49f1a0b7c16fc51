"""Whether less or more of a metric is better, as far as it is known of those of Keras."""

from __future__ import annotations

import re
from typing import Literal

MORE = """
    AUC Acc Accuracy BinaryAccuracy BinaryIoU CategoricalAccuracy ConcordanceCorrelation CosineSimilarity F1Score
    FBetaScore IoU MeanIoU OneHotIoU OneHotMeanIoU PearsonCorrelation Precision PrecisionAtRecall R2Score Recall
    RecallAtPrecision SensitivityAtSpecificity SparseCategoricalAccuracy SparseTopKCategoricalAccuracy
    SpecificityAtSensitivity TopKCategoricalAccuracy TrueNegatives TruePositives
"""
LESS = """
    BCE BinaryCrossentropy BinaryFocalCrossentropy CE CategoricalCrossentropy CategoricalFocalCrossentropy
    CategoricalHinge Crossentropy FalseNegatives FalsePositives Hinge Huber KLDivergence LogCosh LogCoshError MAE MAPE
    MSE MSLE MeanAbsoluteError MeanAbsolutePercentageError MeanSquaredError MeanSquaredLogarithmicError Poisson
    RootMeanSquaredError SparseCategoricalCrossentropy SquaredHinge
"""


def direction(name: str) -> Literal["min", "max"] | None:
    """ "min" where less of the metric is better, "max" where more is; None where that is not known.

    Parameters
    ----------
    name : of a column of `history_` (`val_mean_io_u`, `auc_1`), or of the metric's class (`MeanIoU`).
    """
    plain = _plain(re.sub(r"_\d+$", "", name.removeprefix("val_").removeprefix("weighted_")))
    if plain in KNOWN:
        return KNOWN[plain]
    return "min" if plain.endswith("loss") else None


def _plain(name: str) -> str:
    """What `mean_io_u`, `mean_iou` and `MeanIoU` have in common."""
    return name.replace("_", "").lower()


KNOWN: dict[str, Literal["min", "max"]] = {
    **{_plain(name): "min" for name in LESS.split()},
    **{_plain(name): "max" for name in MORE.split()},
}
