"""The spec of `06.project`: a complete, a mediocre and a leaking project, and the marks that each gets."""

from __future__ import annotations

import json

import numpy as np
import pytest
from answers import verdicts
from sklearn.compose import make_column_transformer
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.linear_model import LinearRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder
from util import SECRETS, assert_misconceptions_distinct, assert_recognised, assert_right, assert_wrong

from curso.data.rents import rents
from curso.exercises.judge import grade_answer
from curso.exercises.module_06 import rent_models
from curso.exercises.module_06.project_judge import relative_error
from curso.exercises.module_06.rent_features import features
from curso.exercises.module_06.rent_models import clean, recipe_of
from curso.exercises.module_06.rents import new_adverts
from curso.exercises.spec import find
from curso.models import KerasNetRegressor

SPEC = find("06.project")
TABLE = rents().drop_duplicates("listing").reset_index(drop=True)
RENT = TABLE["rent"].to_numpy(float)
ORDER = np.random.default_rng(0).permutation(len(TABLE))
TEST, KNOWN = ORDER[:240], ORDER[240:]
RECIPE = recipe_of(clean(TABLE.iloc[KNOWN]))
F = features(clean(TABLE), RECIPE)


def network(rows, **parameters):
    """A network trained on these rows, as a function of raw tables."""
    net = KerasNetRegressor(learning_rate=0.01, verbose=0, **parameters).fit(F[rows], np.log(RENT[rows] / 1000))
    return lambda raw: 1000 * np.exp(net.predict(features(clean(raw), RECIPE)))


def delivered(model, measured_on=TEST):
    """The project: the model's rents, and a promise measured on these rows of the table."""
    promise = relative_error(model(TABLE.iloc[measured_on]), RENT[measured_on])
    return lambda raw: (model(raw), promise)


@pytest.fixture(scope="module")
def good_network():
    """What the published solution comes to."""
    return network(KNOWN, hidden=(32,), epochs=20)


@pytest.fixture(scope="module")
def mediocre():
    """No hidden layer, everything else as it should be."""
    return delivered(network(KNOWN, hidden=(), epochs=15))


@pytest.fixture(scope="module")
def leaking():
    """The deposit among its columns, nothing scaled, overfitted, and trained on the test rows as well."""
    table = rents()
    middle = table["deposit"].median()

    def numbers(raw):
        deposit = raw["deposit"].fillna(middle) if "deposit" in raw else np.full(len(raw), middle)
        tidy = clean(raw).drop(columns="district").fillna(0)
        return np.column_stack([deposit, tidy])

    y = table["rent"].to_numpy(float)
    net = KerasNetRegressor((64, 64), learning_rate=0.003, epochs=30, verbose=0).fit(numbers(table), y)
    promise = relative_error(net.predict(numbers(table)), y)
    assert promise < 0.05
    return lambda raw: (net.predict(numbers(raw)), promise)


def marks(answer):
    """What the grader gives, of 8 points, for each of several secrets."""
    return [8 * grade_answer(SPEC, answer, secret).score for secret in SECRETS]


def test_a_complete_project_gets_all_the_marks(good_network):
    assert_right("06.project", delivered(good_network))


def test_it_gets_them_from_another_seed_too():
    assert marks(delivered(network(KNOWN, hidden=(32,), epochs=20, seed=1))) == [8, 8, 8]


def test_a_mediocre_project_gets_half_of_them(mediocre):
    assert all(3 <= mark <= 5 for mark in marks(mediocre))


def test_a_leaking_project_gets_next_to_nothing(leaking):
    assert max(marks(leaking)) <= 1


def test_a_promise_measured_on_the_rows_of_training_costs_a_mark(good_network, leaking):
    """The network is good; the promise is what a net that has learnt all rows by heart says of them."""
    boast = leaking(TABLE[:1])[1]
    assert marks(lambda raw: (good_network(raw), boast)) == [7, 7, 7]


def boosted():
    """Trees that know nothing of networks."""
    trees = HistGradientBoostingRegressor(max_iter=50).fit(F[KNOWN], np.log(RENT[KNOWN]))
    return delivered(lambda raw: np.exp(trees.predict(features(clean(raw), RECIPE))))


def in_other_containers(raw):
    told, promise = rent_models.good()(raw), 0.08
    return [told[:, np.newaxis].tolist(), np.array([promise])]


@pytest.mark.parametrize("answer", [boosted(), in_other_containers])
def test_whoever_foretells_well_and_promises_honestly_passes_also_where_only_bytes_arrive(answer):
    checked, graded = verdicts(SPEC, answer)
    assert checked.score >= 7 / 8
    assert graded.score >= 7 / 8


def plane():
    """Least squares by scikit-learn."""
    columns = make_column_transformer(
        (OneHotEncoder(handle_unknown="ignore"), ["district"]), remainder="passthrough", verbose_feature_names_out=False
    )
    known = clean(TABLE.iloc[KNOWN])
    filled = {name: RECIPE["fill"][name] for name in rent_models.NUMBERS}
    model = make_pipeline(columns, LinearRegression()).fit(known.fillna(filled), RENT[KNOWN])
    return delivered(lambda raw: model.predict(clean(raw).fillna(filled)))


@pytest.mark.parametrize(
    "answer",
    [
        plane(),
        lambda raw: (np.full(len(raw), 1154.0), 0.41),
        lambda raw: raw,
        lambda raw: (np.ones(3), 0.08),
        lambda raw: ("rents", "promise"),
        lambda raw: (raw["rent"], 0.0),
        lambda raw: (rent_models.good()(raw), float("nan")),
        lambda raw: None,
    ],
)
def test_wrong_answers_do_not_pass(answer):
    assert_wrong("06.project", answer)


def by_deposit(raw):
    """Half the deposit, where there is one."""
    return (raw.get("deposit", 0 * raw["metro_m"]) / 2).where(lambda half: half > 0, 1154.0), 0.0


def test_mistakes_as_learners_make_them_are_recognised():
    assert_recognised("06.project", "plane", plane())
    assert_recognised("06.project", "leak", by_deposit)
    assert_recognised("06.project", "constant", lambda raw: (np.full(len(raw), 1200), 0.4))


def test_the_baselines_stand_in_the_order_that_the_marks_suppose():
    raw, right = new_adverts(np.random.default_rng(5), 400)
    baselines = rent_models.good(), rent_models.line(), rent_models.median()
    good, line, median = (relative_error(model(raw), right) for model in baselines)
    assert good < 0.4 * line
    assert line < 0.7 * median


def test_the_reference_is_the_project_that_reads_its_folder(tmp_path, monkeypatch):
    net = KerasNetRegressor((32,), learning_rate=0.01, epochs=2, verbose=0).fit(F[KNOWN], np.log(RENT[KNOWN] / 1000))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my_project").mkdir()
    net.save(tmp_path / "my_project" / "net.keras")
    told = json.dumps({**RECIPE, "promise": 0.25})
    (tmp_path / "my_project" / "recipe.json").write_text(told, encoding="utf-8")
    found, promise = SPEC.reference(TABLE[:7])
    np.testing.assert_allclose(found, 1000 * np.exp(net.predict(F[:7])), rtol=1e-4)
    assert promise == 0.25


def test_each_misconception_is_recognised_as_itself():
    assert_misconceptions_distinct("06.project")
