"""Of each of Keras's metrics a search knows whether less or more is better, or says that it does not."""

import json

import pandas as pd
import pytest
from tuning_nets import Known, examples

from curso.models.faults import WrongInput
from curso.tuning import Search

ERRORS = {
    "BinaryCrossentropy",
    "CategoricalCrossentropy",
    "CategoricalHinge",
    "FalseNegatives",
    "FalsePositives",
    "Hinge",
    "KLDivergence",
    "LogCoshError",
    "MeanAbsoluteError",
    "MeanAbsolutePercentageError",
    "MeanSquaredError",
    "MeanSquaredLogarithmicError",
    "Poisson",
    "RootMeanSquaredError",
    "SparseCategoricalCrossentropy",
    "SquaredHinge",
}
OF_ANYTHING = {"Mean", "MeanMetricWrapper", "Metric", "Sum"}


def test_of_every_metric_of_keras_that_is_no_error_more_is_better():
    import keras

    from curso.tuning.oracles import direction_of

    kinds = {kind.__name__ for kind in vars(keras.metrics).values() if isinstance(kind, type)}
    assert kinds >= ERRORS | OF_ANYTHING
    assert {kind: direction_of(kind) for kind in kinds - OF_ANYTHING} == {
        kind: "min" if kind in ERRORS else "max" for kind in kinds - OF_ANYTHING
    }
    for kind in OF_ANYTHING:
        with pytest.raises(WrongInput, match="direction"):
            direction_of(kind)


@pytest.mark.parametrize(
    ("column", "direction"),
    [
        ("val_r2_score", "max"),
        ("r2_score", "max"),
        ("val_fbeta_score", "max"),
        ("val_mean_io_u", "max"),
        ("val_mean_iou", "max"),
        ("val_weighted_f1_score", "max"),
        ("val_precision_at_recall", "max"),
        ("val_accuracy", "max"),
        ("val_loss", "min"),
        ("val_mae", "min"),
    ],
)
def test_a_metric_is_known_by_the_name_of_its_column(column, direction):
    from curso.tuning.oracles import direction_of

    assert direction_of(column) == direction


@pytest.mark.parametrize("method", ["random", "grid", "bayesian", "hyperband"])
def test_whoever_proposes_is_told_the_same_as_whoever_takes_the_best(method, tmp_path):
    class Scored(Known):
        def fit(self, *args, **more):
            super().fit(*args, **more)
            self.history_ = pd.DataFrame({"loss": [0.5], "val_r2_score": [self.learning_rate]}, index=[1])
            return self

    def build(hp):
        return Scored(learning_rate=hp.Choice("rate", [0.1, 0.2, 0.3]), epochs=1)

    trials = None if method == "hyperband" else 3
    search = Search(build, method, trials=trials, epochs=1, objective="val_r2_score", directory=tmp_path, verbose=False)
    search.fit(*examples())
    assert search.best_score_ == search.results_["val_r2_score"].max()
    records = [json.loads(file.read_text()) for file in tmp_path.glob("**/trial.json")]
    assert {record["metrics"]["metrics"]["val_r2_score"]["direction"] for record in records} == {"max"}
