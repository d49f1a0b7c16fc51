"""The keys of module 06 on how a search runs, with Keras Tuner as it is installed."""

from __future__ import annotations

import ast
import re
from functools import cache
from itertools import permutations

import numpy as np
import pytest

from curso.quiz.library import load_question
from curso.quiz.variants import settle

keras = pytest.importorskip("keras")
keras_tuner = pytest.importorskip("keras_tuner")

SEEDS = range(12)


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path, monkeypatch):
    """Tuners write where they are run; and collecting garbage before each network takes most of their time."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("gc.collect", lambda *_: 0)


def key(question: str) -> set[str]:
    return set(load_question(question).key)


def near(settled, value: float) -> bool:
    return abs(settled.answer - value) <= max(settled.tolerance, 1e-9)


def small_model(hp=None):
    """One hyper-parameter, three inputs, one output."""
    units = hp.Int("units", 2, 40) if hp else 2
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(units), keras.layers.Dense(1)])
    model.compile("sgd", "mse", run_eagerly=True)  # compiling would take longer than the few steps
    return model


class Told(keras_tuner.HyperModel):
    """A model whose training gives what `results` says, one after the other, and notes how it was asked for."""

    def __init__(self, results):
        super().__init__()
        self.results, self.asked, self.model = iter(results), [], small_model()

    def build(self, hp):
        hp.Int("units", 2, 40)
        return self.model

    def fit(self, hp, model, *args, **kwargs):
        self.asked.append(kwargs)
        result = next(self.results)
        if isinstance(result, Exception):
            raise result
        return result


def forever(value):
    while True:
        yield value


def test_bayesian_search_without_results_only_draws():
    tuner = keras_tuner.BayesianOptimization(Told([]), objective="val_loss", max_trials=30, seed=1)
    drawn = keras_tuner.RandomSearch(Told([]), objective="val_loss", max_trials=30, seed=1, project_name="drawn")
    at_once, chance = (
        [each.oracle.create_trial(f"machine{nth}").hyperparameters.values["units"] for nth in range(30)]
        for each in (tuner, drawn)
    )
    assert at_once == chance  # the same seed, the same draws
    assert key("06.q07") == {"d"}


@pytest.mark.parametrize("seed", SEEDS)
def test_successive_halving_trains_as_many_epochs_as_keras_tuner_would(seed):
    settled = settle(load_question("06.q09"), seed)
    networks, start, factor, *_ = (int(number) for number in re.findall(r"\d+", settled.question.en))
    trials = hyperband_trials(networks, factor)
    first = [values for values in trials if values["tuner/bracket"] == max(v["tuner/bracket"] for v in trials)]
    assert sum(values["tuner/round"] == 0 for values in first) == networks
    epochs = sum(values["tuner/epochs"] - values["tuner/initial_epoch"] for values in first)
    assert settled.answer == start * epochs  # Keras Tuner begins with one epoch
    assert all(slip.value != settled.answer for slip in settled.slips)


@cache
def hyperband_trials(max_epochs: int, factor: int) -> list[dict]:
    """The values of every trial of a Hyperband search in which chance decides who is best."""
    chance = np.random.default_rng(0)

    class Noted(keras_tuner.Hyperband):
        def run_trial(self, trial, *args, **kwargs):
            return float(chance.uniform())

    space = keras_tuner.HyperParameters()
    space.Float("lr", 0.0001, 0.1)
    tuner = Noted(hyperparameters=space, objective="val_loss", max_epochs=max_epochs, factor=factor, overwrite=True)
    tuner.search()
    return [trial.hyperparameters.values for trial in tuner.oracle.trials.values()]


def test_hyperband_judges_early_and_also_tries_smaller_groups_that_begin_later():
    began = [values for values in hyperband_trials(9, 3) if values["tuner/round"] == 0]
    groups = {
        (
            values["tuner/bracket"],
            values["tuner/epochs"],
            sum(v["tuner/bracket"] == values["tuner/bracket"] for v in began),
        )
        for values in began
    }
    assert [(epochs, size) for _, epochs, size in sorted(groups, reverse=True)] == [(1, 9), (3, 5), (9, 3)]
    assert key("06.q10") == {"b"}


def test_hyperband_sets_the_epochs_itself():
    asked = []

    class Noted(keras_tuner.Hyperband):
        def _build_and_fit_model(self, trial, *args, **kwargs):
            asked.append(kwargs["epochs"])
            return {"val_loss": 0.5}

    tuner = Noted(small_model, objective="val_loss", max_epochs=9, factor=3)
    tuner.search(np.ones((10, 3)), np.ones((10, 1)), epochs=50, validation_split=0.2)
    assert set(asked) == {1, 3, 9}
    assert key("06.q11") == {"c"}


@pytest.mark.parametrize("seed", range(3))
def test_a_search_costs_trials_times_executions_times_epochs(seed):
    settled = settle(load_question("06.q12"), seed)
    model = Told(forever({"val_loss": 0.5}))
    data = {"keras_tuner": keras_tuner, "build_model": model, "x": np.ones((10, 3)), "y": np.ones((10, 1))}
    exec(settled.code, data)
    assert sum(fit["epochs"] for fit in model.asked) == settled.answer
    assert all(slip.value != settled.answer for slip in settled.slips)


def test_the_score_of_a_trial_is_the_mean_of_the_best_epochs():
    asked = load_question("06.q13")
    numbers = [float(number) for number in re.findall(r"0\.\d+", asked.question.en)]
    histories = []
    for curve in (numbers[:3], numbers[3:]):
        history = keras.callbacks.History()
        history.history = {"val_accuracy": curve}
        histories.append(history)
    tuner = keras_tuner.RandomSearch(
        Told(histories), objective=keras_tuner.Objective("val_accuracy", "max"), max_trials=1, executions_per_trial=2
    )
    tuner.search()
    (trial,) = tuner.oracle.trials.values()
    assert near(asked, trial.score)


def test_the_program_of_a_search_has_one_order():
    asked = load_question("06.q14")
    lines = {line.id: line.text.en for line in asked.lines}
    right = {"".join(order) for order in permutations(lines) if runs_well([lines[each] for each in order])}
    assert right == set(asked.key)
    assert not right & {slip.order for slip in asked.slips}


def runs_well(order: list[str]) -> bool:
    """Whether every name is there when used, search comes before its results, and what is measured is trained."""
    known = {"keras_tuner", "build_model", "print", *(f"{a}_{b}" for a in "xy" for b in ("train", "val", "test"))}
    known |= {"x_train_and_val", "y_train_and_val"}
    for line in order:
        names = [node for node in ast.walk(ast.parse(line)) if isinstance(node, ast.Name)]
        if {node.id for node in names if isinstance(node.ctx, ast.Load)} - known:
            return False
        known |= {node.id for node in names if isinstance(node.ctx, ast.Store)}
    text = "\n".join(order)
    return text.index(".search(") < text.index("get_best") and text.index("model.fit(") < text.index("model.evaluate(")


def test_the_program_of_a_search_runs_and_its_slips_do_what_is_said_of_them():
    asked = load_question("06.q14")
    lines = {line.id: line.text.en for line in asked.lines}
    ones = {
        f"{a}_{b}": np.ones((8, 3 if a == "x" else 1)) for a in "xy" for b in ("train", "val", "test", "train_and_val")
    }
    too_early, untrained = (slip.order for slip in asked.slips)

    def run(order):
        names = {"keras_tuner": keras_tuner, "build_model": small_model, **ones}
        for each in order:
            if "evaluate" in lines[each]:
                names["steps before"] = int(names["model"].optimizer.iterations)
            exec(lines[each], names)
        return names["steps before"]

    assert run(asked.key[0]) > 0
    assert run(untrained) == 0
    with pytest.raises(IndexError):
        run(too_early)


def test_a_search_is_taken_up_again_unless_overwritten():
    trained = []
    for overwrite in (False, False, True):
        model = Told(forever({"val_loss": 0.5}))
        keras_tuner.RandomSearch(model, objective="val_loss", max_trials=2, overwrite=overwrite).search()
        trained.append(len(model.asked))
    assert trained == [2, 0, 2]
    (right,) = (option for option in load_question("06.q15").options if option.correct)
    assert "overwrite" in right.text.en


def signs_of(result) -> dict[str, bool]:
    """What is seen of a search whose two trials both give `result`."""
    tuner = keras_tuner.RandomSearch(Told(forever(result)), objective="val_loss", max_trials=2, overwrite=True)
    quiet = True
    try:
        tuner.search()
    except Exception:
        quiet = False
    trials = tuner.oracle.trials.values()
    return {
        "a": quiet,
        "b": any(trial.status == "COMPLETED" for trial in trials),
        "c": bool(tuner.get_best_hyperparameters()),
        "d": any(trial.score is not None and not np.isnan(trial.score) for trial in trials),
    }


@pytest.mark.parametrize(
    ("result", "score"), [(RuntimeError("no data"), "None"), ({"val_loss": np.nan}, "nan")], ids=["breaks", "nan"]
)
def test_a_search_in_which_all_failed_ends_quietly(result, score):
    assert {sign for sign, seen in signs_of(result).items() if not seen} == key("06.q16")
    (of_score,) = (option for option in load_question("06.q16").options if "trial.score" in option.text.en)
    assert f"`{score}`" in of_score.text.en and f"`{score}`" in of_score.why.en


def test_a_search_that_measures_shows_all_the_signs():
    assert all(signs_of({"val_loss": 0.5}).values())


def test_a_trial_whose_objective_is_nan_fails_with_that_score():
    tuner = keras_tuner.RandomSearch(Told(forever({"val_loss": np.nan})), objective="val_loss", max_trials=2)
    tuner.search()
    assert {trial.status for trial in tuner.oracle.trials.values()} == {"FAILED"}
    assert all(np.isnan(trial.score) for trial in tuner.oracle.trials.values())
