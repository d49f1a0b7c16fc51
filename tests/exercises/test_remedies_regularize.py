"""The spec of `05.regularize`: remedies together pass, a network without any does not, and mistakes have names."""

import keras
import numpy as np
import pytest
from keras import layers
from sklearn.neighbors import KNeighborsClassifier, NearestCentroid
from util import assert_misconceptions_distinct, assert_recognised, assert_right, assert_wrong

from curso.exercises.judge import check_answer
from curso.exercises.module_05.regularize import regularize
from curso.exercises.module_05.regularize_judge import BARE, BY_HEART, LEAST
from curso.exercises.module_05.tired_labels import LABELLED, WRONG, for_testing, for_training, read_digits
from curso.exercises.spec import find
from curso.models.keras_net.epochs import compile_epochs


class Says:
    """Stands for a network with classes that are known."""

    def __init__(self, rule):
        self.rule = rule

    def predict(self, X):
        return self.rule(X)


def bare(seed, epochs=40):
    """The lesson's network with no remedy."""
    keras.utils.set_random_seed(seed)
    X, y, _, _ = for_training()
    hidden = [layers.Dense(128, activation="relu") for _ in range(2)]
    model = keras.Sequential([keras.Input((64,)), *hidden, layers.Dense(10, activation="softmax")])
    model.compile(keras.optimizers.Adam(0.003), "sparse_categorical_crossentropy")
    shuffled = np.random.default_rng(seed)
    if epochs:
        run = compile_epochs(model, X, y, batch_size=32, how="graph").run
        for _ in range(epochs):
            run(shuffled.permutation(len(X)))
    return model


def share(model):
    X, y = for_testing(np.random.default_rng(5), 1497)
    return np.mean(model.predict(X).argmax(axis=1) == y)


def test_the_published_solution_passes_and_by_far():
    keras.utils.set_random_seed(1)
    model = regularize()
    assert_right("05.regularize", model)
    assert share(model) > LEAST + 0.01


def some_wrong(labels, share):
    return (labels + (np.arange(len(labels)) % 100 >= 100 * share)) % 10


@pytest.mark.parametrize(
    "rule",
    [
        read_digits,
        lambda X: some_wrong(read_digits(X), 0.9),
        lambda X: np.eye(10)[some_wrong(read_digits(X), 0.88)].astype("float32"),
        lambda X: some_wrong(read_digits(X), 0.95).tolist(),
    ],
)
def test_whoever_reads_enough_passes_in_classes_or_probabilities(rule):
    assert_right("05.regularize", Says(rule))


@pytest.mark.parametrize("seed", [1, 2])
def test_the_bare_network_learns_the_mistakes_and_is_told_so(seed):
    model = bare(seed)
    assert share(model) < BARE
    assert_wrong("05.regularize", model)
    assert_recognised("05.regularize", "memorised", model)


@pytest.mark.parametrize(
    "rule",
    [
        lambda X: np.zeros(len(X)),
        lambda X: X,
        lambda X: np.full((len(X), 10), np.nan),
        lambda X: some_wrong(read_digits(X), 0.86),
        KNeighborsClassifier(1).fit(*for_training()[:2]).predict,
    ],
)
def test_wrong_answers_do_not_pass(rule):
    assert_wrong("05.regularize", Says(rule))


@pytest.mark.parametrize("seed", [1, 2])
def test_a_network_that_has_hardly_been_trained_is_not_told_that_it_memorises(seed):
    model = bare(seed, epochs=2)
    assert share(model) < BARE
    assert_recognised("05.regularize", "fell_short", model)


def test_the_share_repeated_is_said_to_whoever_falls_short_and_knows_nothing_by_heart():
    said = check_answer(find("05.regularize"), Says(lambda X: some_wrong(read_digits(X), 0.8)))
    X, y, _, _ = for_training()
    repeated = np.mean(some_wrong(read_digits(X), 0.8) == y)
    assert repeated < BY_HEART
    assert f"it repeats {repeated:.0%} of the training labels" in " ".join(said.text("en").split())


def test_whoever_repeats_more_labels_than_are_right_has_learned_mistakes():
    X, y, _, _ = for_training()
    assert 0 < BY_HEART - np.mean(read_digits(X) == y) < 0.05


def test_an_untrained_network_is_recognised():
    assert_recognised("05.regularize", "not_learned", bare(1, epochs=0))


def test_each_misconception_is_recognised_as_itself():
    assert_misconceptions_distinct("05.regularize")


@pytest.mark.filterwarnings("ignore:self.within_class_std_dev_")
def test_the_nearest_centroid_gets_about_what_is_asked_for():
    X, y = for_testing(np.random.default_rng(5), 1497)
    assert NearestCentroid().fit(*for_training()[:2]).score(X, y) == pytest.approx(LEAST, abs=0.01)


def test_a_quarter_of_the_labels_are_wrong_and_no_digit_is_for_two_uses():
    X, y, X_val, _ = for_training()
    assert np.mean(read_digits(X) != y) == pytest.approx(WRONG, abs=0.04)
    tested = for_testing(np.random.default_rng(5), 1497)[0]
    parts = [{image.tobytes() for image in part} for part in (X, X_val, tested)]
    assert len(parts[0] | parts[1] | parts[2]) == sum(map(len, parts)) and len(X) == LABELLED
