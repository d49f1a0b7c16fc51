"""A search proposes what keras-tuner proposes, trains what KerasNet trains, and says what it found."""

import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from tuning_nets import Known, build, examples, grid, net

from curso.models import KerasNetRegressor
from curso.models.faults import WrongInput
from curso.text import Text, set_language
from curso.tuning import Search, TrialsFailed
from curso.tuning.telling import Teller

TRIALS = 4
HELD = examples(60, seed=1)


@pytest.fixture(scope="module")
def searched():
    return Search(build, trials=TRIALS, verbose=False).fit(*examples(), validation_data=HELD)


def test_nothing_of_keras_is_imported_before_a_search():
    code = "import sys\nfrom curso.tuning import Search, TrialsFailed\nprint({'keras', 'keras_tuner'} & {*sys.modules})"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said.strip() == "set()"


def test_it_tries_what_keras_tuner_s_own_random_search_proposes(searched):
    import keras_tuner

    plain = keras_tuner.oracles.RandomSearchOracle("val_loss", max_trials=TRIALS, seed=1)
    plain.verbose = 0
    space = keras_tuner.HyperParameters()
    build(space)
    plain.update_space(space)
    plain.save = plain._save_trial = lambda *_: None
    proposed = [plain.create_trial(f"tuner{n}").hyperparameters.values for n in range(TRIALS)]
    assert searched.results_[["units", "rate"]].to_dict("records") == proposed


def test_the_table_has_a_row_for_each_trial(searched):
    table = searched.results_
    assert [*table.columns] == ["units", "rate", "val_loss", "std", "epochs", "seconds", "status", "reason"]
    assert table.index.name == "trial"
    assert [*table.index] == [*range(TRIALS)]
    assert searched.n_trials_ == TRIALS
    assert (table["epochs"] == 2).all()
    assert (table["seconds"] > 0).all()
    assert table["std"].isna().all()
    assert {*table["status"]} == {"completed"}
    assert {*table["reason"]} == {""}
    assert searched.failures_ == {}
    assert not searched.interrupted_
    assert [hp.name for hp in searched.space_] == ["units", "rate"]


def test_the_best_is_the_smallest_loss_in_the_table(searched):
    table = searched.results_
    assert searched.best_trial_ == table["val_loss"].idxmin()
    assert searched.best_score_ == table["val_loss"].min()
    assert searched.best_params_ == table.loc[searched.best_trial_, ["units", "rate"]].to_dict()
    assert isinstance(searched.best_params_["units"], int)


def test_a_score_is_that_of_the_same_net_trained_by_hand(searched):
    row = searched.results_.loc[3]
    alone = net(int(row["units"]), row["rate"]).set_params(seed=0).fit(*examples(), validation_data=HELD)
    assert alone.history_["val_loss"].iloc[-1] == pytest.approx(row["val_loss"], rel=1e-6)


def test_the_best_estimator_is_the_one_that_had_the_best_score(searched):
    best = searched.best_estimator_
    X, y = HELD
    loss, _ = best.model_.evaluate(X, (y == "same")[:, None].astype("float32"), batch_size=60, verbose=0)
    assert loss == pytest.approx(searched.best_score_, rel=1e-5)
    assert {*best.predict(X)} <= {"same", "other"}


def test_build_best_gives_a_net_with_the_best_values_that_nobody_has_trained(searched):
    fresh = searched.build_best()
    assert not hasattr(fresh, "model_")
    made = fresh.model()
    assert made.layers[0].units == searched.best_params_["units"]
    assert float(made.optimizer.learning_rate) == pytest.approx(searched.best_params_["rate"])
    assert fresh.seed == 0


def test_with_the_same_seed_a_search_is_the_same(searched):
    again = Search(build, trials=1, verbose=False).fit(*examples(), validation_data=HELD)
    pd.testing.assert_frame_equal(
        again.results_.drop(columns="seconds"), searched.results_.drop(columns="seconds").iloc[:1], rtol=1e-6
    )


def test_another_seed_proposes_other_values():
    def known(hp):
        return Known(learning_rate=hp.Float("rate", 0.1, 1.0))

    rates = {seed: Search(known, trials=1, seed=seed).fit(*examples()).best_params_["rate"] for seed in (0, 5, None)}
    assert len({*rates.values()}) == 3


def test_of_an_accuracy_more_is_better():
    search = Search(grid, "grid", objective="val_accuracy", verbose=False).fit(*examples(), validation_data=HELD)
    table = search.results_
    assert search.best_score_ == table["val_accuracy"].max() > table["val_accuracy"].min()
    assert search.best_score_ == pytest.approx(search.best_estimator_.score(*HELD))
    assert {(row.units, row.rate) for row in table.itertuples()} == {(2, 0.1), (2, 1.0), (4, 0.1), (4, 1.0)}
    assert search.n_trials_ == 4


def test_the_integers_of_a_grid_are_integers_also_where_they_go_by_their_logarithm():
    def doubled(hp):
        return net(hp.Int("units", 2, 8, step=2, sampling="log"), 0.1, epochs=1)

    search = Search(doubled, "grid", verbose=False).fit(*examples(), validation_data=HELD)
    assert search.results_["units"].tolist() == [2, 4, 8]
    assert search.results_["units"].dtype.kind == "i"
    assert search.best_estimator_.model_.layers[0].units == search.best_params_["units"]


def test_repeats_are_trained_with_seeds_that_follow_and_their_mean_counts():
    X, y = examples()
    search = Search(
        lambda hp: net(4, hp.Float("rate", 0.01, 0.02), epochs=1), trials=1, repeats=2, seed=7, verbose=False
    )
    row = search.fit(X, y, validation_data=HELD).results_.loc[0]
    alone = [net(4, row["rate"], epochs=1).set_params(seed=seed).fit(X, y, validation_data=HELD) for seed in (7, 8)]
    losses = [each.history_["val_loss"].iloc[-1] for each in alone]
    assert row["val_loss"] == pytest.approx(np.mean(losses), rel=1e-6)
    assert row["std"] == pytest.approx(np.std(losses, ddof=1), rel=1e-4)
    assert row["epochs"] == 2
    better = alone[int(np.argmin(losses))]
    np.testing.assert_allclose(search.best_estimator_.predict_proba(X), better.predict_proba(X), atol=1e-6)


def test_without_a_seed_no_repeat_is_like_another():
    seeds = []

    class Seen(Known):
        def fit(self, *args, **more):
            seeds.append(self.seed)
            return super().fit(*args, **more)

    search = Search(lambda hp: Seen(learning_rate=hp.Choice("rate", [0.1])), trials=1, repeats=3, seed=None)
    assert search.fit(*examples(), validation_data=HELD).build_best().seed is None
    assert seeds == [None] * 3


def test_epochs_and_the_validation_data_are_the_search_s_and_not_the_net_s():
    search = Search(lambda hp: net(hp.Int("units", 2, 4), 0.01, validation=0.5), trials=1, epochs=1, verbose=False)
    best = search.fit(*examples(), validation_data=HELD).best_estimator_
    assert len(best.history_) == 1
    assert best.validation_rows_ is None


def test_bayesian_begins_like_random_and_then_learns_from_the_scores():
    def one_number(hp):
        return Known(learning_rate=hp.Float("rate", 0.01, 1.0))

    by = {
        method: Search(one_number, method, trials=6, verbose=False).fit(*examples()).results_["rate"]
        for method in ("bayesian", "random")
    }
    assert by["bayesian"][:3].tolist() == by["random"][:3].tolist()
    assert by["bayesian"][3:].min() < by["random"].min()  # the smaller, the better: it has found out


def test_units_that_only_some_trials_ask_for_are_searched_too():
    def deep(hp):
        units = [hp.Int(f"units{layer}", 1, 1000) for layer in range(hp.Int("layers", 1, 2))]
        return Known(learning_rate=1 / sum(units))

    search = Search(deep, trials=8, seed=1, verbose=False).fit(*examples(), validation_data=HELD)
    assert [hp.name for hp in search.space_] == ["layers", "units0", "units1"]
    assert search.results_["units1"].dropna().nunique() > 2  # not the first of them each time
    assert search.plot_parallel().figure.axes


def test_a_hyper_parameter_with_the_name_of_a_column_is_there_beside_it():
    def build(hp):
        return Known(learning_rate=hp.Float("seconds", 5000.0, 6000.0), epochs=hp.Int("epochs", 3, 9))

    search = Search(build, trials=2, verbose=False).fit(*examples(), validation_data=HELD)
    table = search.results_
    assert [*table.columns][:3] == ["hp_seconds", "hp_epochs", "val_loss"]
    assert table["hp_seconds"].tolist() == table["val_loss"].tolist()
    assert (table["seconds"] < 5000).all()
    assert table["hp_epochs"].between(3, 9).all()
    assert table["epochs"].tolist() == [1, 1]
    assert search.best_params_.keys() == {"seconds", "epochs"}


def test_what_a_condition_excludes_is_missing_in_the_table():
    def either(hp):
        if hp.Choice("kind", ["wide", "narrow"]) == "wide":
            with hp.conditional_scope("kind", ["wide"]):
                units = hp.Int("many", 6, 8)
        else:
            with hp.conditional_scope("kind", ["narrow"]):
                units = hp.Int("few", 1, 2)
        return Known((units,), learning_rate=1 / units)

    search = Search(either, trials=8, verbose=False).fit(*examples(), validation_data=HELD)
    for row in search.results_.itertuples():
        assert (row.many in (6, 7, 8)) == (row.kind == "wide") == (not row.few > 0)
    assert search.results_["kind"].nunique() == 2
    assert search.build_best().hidden == (search.best_params_.get("many") or search.best_params_["few"],)
    assert search.plot_parallel().figure.axes


def test_the_errors_of_a_regressor_need_no_direction():
    def regressor(hp):
        return KerasNetRegressor(hp.Int("units", 2, 4), epochs=1, verbose=0, how="fit")

    X, _ = examples()
    search = Search(regressor, trials=1, objective="val_mae", validation=0.25, verbose=False).fit(X, X[:, 0])
    mean_error = search.results_["val_mae"][0]
    assert 0 < mean_error == search.best_score_ < 5
    assert search.best_estimator_.predict(X).shape == (120,)


def test_an_interruption_keeps_what_is_complete():
    built = []

    def impatient(hp):
        built.append(hp)
        if len(built) == 5:  # two builds look at the space, two trials end
            raise KeyboardInterrupt
        return Known(learning_rate=hp.Float("rate", 0.1, 1.0))

    search = Search(impatient, trials=9, verbose=False).fit(*examples(), validation_data=HELD)
    assert search.interrupted_
    assert [*search.results_["status"]] == ["completed", "completed", "unfinished"]
    assert np.isnan(search.results_["val_loss"][2])
    assert search.best_trial_ == search.results_["val_loss"].idxmin()


def test_an_interruption_before_any_trial_has_no_best():
    def impatient(hp):
        if "rate" in hp:
            raise KeyboardInterrupt
        return Known(learning_rate=hp.Float("rate", 0.1, 1.0))

    search = Search(impatient, trials=2, verbose=False).fit(*examples(), validation_data=HELD)
    assert search.interrupted_
    with pytest.raises(TrialsFailed, match="no best"):
        search.best_params_  # noqa: B018


def test_a_trial_whose_record_was_cut_short_does_not_cost_the_others(tmp_path):
    built = []

    def impatient(hp):
        built.append(hp)
        if len(built) == 5:  # two builds look at the space, two trials end
            record = max(tmp_path.glob("**/trial.json"))
            record.write_text(record.read_text()[:40])
            raise KeyboardInterrupt
        return Known(learning_rate=hp.Float("rate", 0.1, 1.0))

    search = Search(impatient, trials=9, directory=tmp_path, verbose=False).fit(*examples(), validation_data=HELD)
    assert search.interrupted_
    assert [*search.results_["status"]] == ["completed", "completed"]
    assert search.best_score_ == search.results_["val_loss"].min()


def test_it_tells_how_each_trial_ended_if_it_is_to(capsys):
    Search(lambda hp: Known(learning_rate=hp.Float("rate", 0.1, 1.0)), trials=2, verbose=True).fit(*examples())
    said = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in said] == ["Trial 0", "Trial 1"]
    assert all("`val_loss`" in line and "the best so far" in line for line in said)


def test_it_tells_it_in_the_language_spoken(capsys):
    set_language("es")
    tell = Teller("val_accuracy", less=False, verbose=True)
    tell(0, 0.75, None)
    tell(1, 0.5, None)
    tell(2, None, Text(es="Se acabó la memoria.", en="Out of memory."))
    assert capsys.readouterr().out.splitlines() == [
        "Ensayo 0: `val_accuracy` 0.75; el mejor hasta ahora, 0.75.",
        "Ensayo 1: `val_accuracy` 0.5; el mejor hasta ahora, 0.75.",
        "Ensayo 2: ha fallado. Se acabó la memoria.",
    ]


def test_it_is_silent_where_nobody_looks_on(capfd):
    Search(lambda hp: net(hp.Int("units", 2, 4), 0.01, epochs=1), trials=1).fit(*examples())
    assert capfd.readouterr() == ("", "")


def test_a_folder_keeps_what_keras_tuner_writes_and_is_not_written_twice(tmp_path):
    folder = tmp_path / "kept"
    search = Search(
        lambda hp: Known(learning_rate=hp.Choice("rate", [0.1, 1.0])), trials=1, directory=folder, verbose=False
    ).fit(*examples(), validation_data=HELD)
    assert [*folder.glob("**/trial.json")]
    with pytest.raises(WrongInput, match="not empty"):
        search.fit(*examples(), validation_data=HELD)


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"method": "genetic"}, "method"),
        ({"failed": "ignore"}, "failed"),
        ({"direction": "up"}, "direction"),
        ({"trials": 0}, "trials"),
        ({"repeats": 0}, "repeats"),
        ({"epochs": -1}, "epochs"),
        ({"processes": 0}, "processes"),
        ({"factor": 1}, "factor"),
        ({"method": "hyperband", "trials": 5}, "trials"),
    ],
)
def test_what_cannot_be_is_refused_at_once(settings, named):
    with pytest.raises(WrongInput, match=named) as error:
        Search(build, **settings)
    assert error.value.sentence.es != error.value.sentence.en


def test_before_fit_there_is_no_best():
    with pytest.raises(WrongInput, match="fit"):
        Search(build).best_params_  # noqa: B018
    with pytest.raises(WrongInput, match="fit"):
        Search(build).plot_best()


def test_a_function_that_builds_no_net_is_named():
    with pytest.raises(WrongInput, match="KerasNetClassifier"):
        Search(lambda hp: hp.Int("units", 1, 2)).fit(*examples())


def test_an_objective_of_which_less_or_more_is_not_known_asks_for_its_direction():
    with pytest.raises(WrongInput, match="direction"):
        Search(grid, objective="val_profit").fit(*examples())
