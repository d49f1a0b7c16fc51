"""Trials that fail are said, and nobody takes the best of what is left for the best."""

import math

import numpy as np
import pytest
from tuning_nets import Known, examples, net

from curso.text import Text, set_language
from curso.tuning import Search, TrialsFailed
from curso.tuning.failures import reason_of, trials_failed

HELD = examples(60, seed=1)


def some_fail(hp):
    """Fails with four units, and with none else."""
    units = hp.Choice("units", [2, 4, 8])
    if units == 4:
        raise MemoryError("no room for 4 units\nat all")
    return Known(learning_rate=1 / units)


@pytest.fixture(scope="module")
def failed():
    search = Search(some_fail, "grid", verbose=False)
    with pytest.raises(TrialsFailed) as caught:
        search.fit(*examples(), validation_data=HELD)
    return search, caught.value


def test_a_search_with_failed_trials_ends_in_an_error_that_says_which_and_why(failed):
    _, error = failed
    assert "1 of 3 trials failed" in error.sentence.en
    assert "Trial 1: MemoryError: no room for 4 units" in error.sentence.en
    assert "Han fallado 1 de 3 ensayos" in error.sentence.es
    assert "at all" not in str(error)
    assert {*error.failures} == {1}
    set_language("es")
    assert str(error) == error.sentence.es


def test_nothing_gives_a_best_then(failed):
    search, _ = failed
    for ask in ("best_trial_", "best_params_", "best_score_", "best_estimator_"):
        with pytest.raises(TrialsFailed, match="1 of 3"):
            getattr(search, ask)
    with pytest.raises(TrialsFailed):
        search.build_best()


def test_what_happened_can_still_be_read(failed):
    search, _ = failed
    assert [*search.results_["status"]] == ["completed", "failed", "completed"]
    assert search.results_["reason"][1] == "MemoryError: no room for 4 units"
    assert search.results_["val_loss"].isna().tolist() == [False, True, False]
    assert {*search.failures_} == {1}
    assert "cross" in search.plot_best().alt.en


@pytest.mark.filterwarnings("error:All-NaN")
def test_skip_gives_the_best_of_the_others():
    search = Search(some_fail, "grid", failed="skip", verbose=False).fit(*examples(), validation_data=HELD)
    assert search.best_params_ == {"units": 8}
    assert search.best_score_ == 1 / 8
    assert {*search.failures_} == {1}


def test_if_all_fail_there_is_no_best_to_skip_to_and_three_in_a_row_end_it(capsys):
    def hopeless(hp):
        hp.Int("units", 1, 9)
        return Known(learning_rate=math.nan)

    search = Search(hopeless, trials=4, failed="skip", verbose=True)
    with pytest.raises(TrialsFailed, match=r"All trials failed \(3\)") as caught:
        search.fit(*examples(), validation_data=HELD)
    assert str(caught.value).count("not a finite number") == 1  # the same reason is said once
    assert "Trials 0, 1, 2" in str(caught.value)
    assert search.n_trials_ == 3
    assert capsys.readouterr().out.count("it failed") == 3
    with pytest.raises(TrialsFailed):
        search.plot_parallel()


def test_a_net_that_diverges_at_once_does_not_win_by_the_share_of_the_commoner_class():
    X, _ = examples()
    y = np.where(X[:, 0] > 1, "rare", "common")

    def at_once(hp):
        return net(4, hp.Choice("rate", [0.1, math.inf]))

    search = Search(at_once, "grid", objective="val_accuracy", failed="skip", verbose=False)
    search.fit(X, y, validation_data=(X, y))
    assert {*search.failures_} == {1}
    assert "`val_loss` was not a finite number" in search.failures_[1].en
    assert search.best_params_ == {"rate": 0.1}


def test_an_objective_that_nothing_measures_fails_with_the_names_of_what_is_measured():
    search = Search(lambda hp: Known(learning_rate=hp.Choice("rate", [0.1])), objective="val_auc", direction="max")
    with pytest.raises(TrialsFailed, match="measures: loss, val_loss"):
        search.fit(*examples(), validation_data=HELD)


def test_hyperband_does_without_a_trial_that_failed():
    asked = []

    def fails_once(hp):
        asked.append(hp.Int("units", 2, 40))
        if len(asked) == 3:  # after two that look at the space
            raise RuntimeError("this one")
        return Known(learning_rate=1 / asked[-1])

    search = Search(fails_once, "hyperband", epochs=3, failed="skip", verbose=False)
    table = search.fit(*examples(), validation_data=HELD).results_
    assert {*search.failures_} == {0}
    promoted = table[table["round"] == 1]
    assert promoted["units"].tolist() == [table["units"][1:3].max()]  # the more units, the smaller the loss
    assert search.best_trial_ != 0


def test_an_error_s_own_sentence_is_the_reason():
    class Said(Exception):
        sentence = Text(es="por esto", en="because of this")

    assert reason_of(Said()) == Said.sentence
    assert reason_of(ValueError("one\ntwo")).es == "ValueError: one"
    assert reason_of(KeyError()).en == "KeyError"


def test_trials_with_the_same_reason_share_a_line():
    why = Text(es="así", en="so")
    error = trials_failed({0: why, 3: why, 4: Text(es="b", en="b")}, trials=9)
    assert error.sentence.en.splitlines()[1:] == ["– Trials 0, 3: so", "– Trial 4: b"]
    assert error.sentence.es.splitlines()[1:] == ["– Ensayos 0, 3: así", "– Ensayo 4: b"]
