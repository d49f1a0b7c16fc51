"""The keys of the exam of the slides, computed with the installed Keras."""

from __future__ import annotations

import inspect

import numpy as np
import pytest

from curso.quiz.library import load_bank, load_question

keras = pytest.importorskip("keras")

ONES = np.ones((8, 3)), np.ones((8, 1))


def key(number: int) -> set[str]:
    return set(load_question(f"examen.q{number:02d}").key)


def named(number: int) -> dict[str, str]:
    """What each option names: what stands between backticks in it."""
    options = load_question(f"examen.q{number:02d}").options
    return {option.id: option.text.en.split("`")[1] for option in options}


def which(number: int, holds) -> set[str]:
    """The options for whose name it holds."""
    return {option for option, name in named(number).items() if holds(name)}


def refuses(call, name: str, error=TypeError) -> bool:
    try:
        call(**{name: None})
    except error as raised:
        return name in str(raised)
    return False


def built(layers, shape):
    return keras.Sequential([keras.Input(shape), *layers])


def one_epoch_step(optimizer, slopes):
    """How far each of several parameters moves in its first step."""
    weights = keras.Variable(np.zeros(len(slopes)), dtype="float32")
    optimizer.build([weights])
    optimizer.apply_gradients([(keras.ops.convert_to_tensor(np.array(slopes, "float32")), weights)])
    return np.abs(np.array(weights))


def test_there_are_fifteen_and_the_places_of_the_options_are_those_of_the_slides():
    questions = load_bank("examen").questions
    assert [question.id for question in questions] == [f"examen.q{nth:02d}" for nth in range(1, 16)]
    assert all([option.id for option in question.options] == list("abcd") for question in questions)
    assert all(question.original for question in questions if question.erratum)


def test_q01_a_name_that_is_no_layer():
    assert which(1, lambda name: not hasattr(keras.layers, name)) == key(1)
    assert keras.layers.Convolution2D is keras.layers.Conv2D


def test_q02_an_output_that_reads_as_a_probability():
    sums = np.array([-4.0, -0.5, 0.5, 4.0], "float32")

    def is_probability(name):
        out = np.array(keras.activations.get(name)(keras.ops.convert_to_tensor(sums)))
        return ((out > 0) & (out < 1)).all()

    assert which(2, is_probability) == key(2)
    for old in load_question("examen.q02").original.options.values():
        if old in ("LeakyReLu", "ReLU"):
            with pytest.raises(ValueError, match="activation"):
                keras.activations.get(old)


def test_q03_an_optimizer_that_keras_does_not_have():
    def is_missing(name):
        try:
            keras.optimizers.get(name)
        except ValueError:
            return not hasattr(keras.optimizers, name)
        return False

    assert which(3, is_missing) == key(3)
    assert inspect.signature(keras.Model.compile).parameters["optimizer"].default == "rmsprop"


def test_q04_a_loss_that_is_least_at_the_amount_itself():
    """The least over all predictions of an amount of 3 is at 3 for the loss of regression alone."""
    guesses = np.linspace(0.05, 6, 120)

    def finds_the_amount(name):
        loss = keras.losses.get(name)
        losses = [float(np.mean(loss(np.array([[3.0]]), np.array([[guess]])))) for guess in guesses]
        return abs(guesses[int(np.argmin(losses))] - 3) < 0.05 and min(losses) < max(losses)

    assert which(4, finds_the_amount) == key(4)


def test_q05_a_layer_that_switches_units_off_at_random():
    ones = np.ones((1, 1000), "float32")

    def switches_off(name):
        layer = getattr(keras.layers, name, None)
        if layer is None:
            return False
        layer = layer(0.4) if name == "Dropout" else layer()
        trained, used = (np.array(layer(ones, training=training)) for training in (True, False))
        return 300 < (trained == 0).sum() < 500 and (used != 0).all()

    assert which(5, switches_off) == key(5)
    kept = np.array(keras.layers.Dropout(0.4)(ones, training=True))
    np.testing.assert_allclose(np.unique(kept), [0, 1 / 0.6], rtol=1e-5)


def test_q06_an_activation_whose_slope_does_not_fade():
    tensorflow = pytest.importorskip("tensorflow")

    def slope(name, at):
        inputs = tensorflow.constant([[*at]], "float32")
        with tensorflow.GradientTape() as tape:
            tape.watch(inputs)
            out = keras.activations.get(name)(inputs)
        return np.diag(np.array(tape.jacobian(out, inputs))[0, :, 0])

    assert which(6, lambda name: (slope(name, (1.0, 5.0)) > 0.9).all()) == key(6)
    assert slope("sigmoid", np.linspace(-5, 5, 101)).max() == pytest.approx(0.25)
    assert inspect.signature(keras.layers.LSTM.__init__).parameters["activation"].default == "tanh"


def test_q07_what_fit_does_not_take():
    model = built([keras.layers.Dense(1)], (3,))
    model.compile("sgd", "mse")

    def fit(**more):
        model.fit(*ONES, verbose=0, **more)

    assert which(7, lambda name: refuses(fit, name)) == key(7)
    assert all(refuses(fit, name) for name in ("Validation_data", "Batch_size"))


def test_q08_a_layer_that_remembers_earlier_steps():
    chance = np.random.default_rng(0)
    before = chance.normal(size=(1, 6, 3)).astype("float32")
    after = before.copy()
    after[0, 0] += 1  # only the first step changes

    def remembers(name):
        arguments = {"Dense": (4,), "LSTM": (4,), "Dropout": (0.2,), "Conv2D": (4, 3)}[name]
        layer = getattr(keras.layers, name)(*arguments, **({"return_sequences": True} if name == "LSTM" else {}))
        if name == "Conv2D":
            with pytest.raises(ValueError, match="ndim"):
                layer(before)
            return False
        return not np.allclose(np.array(layer(before))[0, -1], np.array(layer(after))[0, -1])

    assert which(8, remembers) == key(8)


def test_q09_optimizers_that_adapt_the_rate_of_each_parameter():
    def adapts(name):
        optimizer = getattr(keras.optimizers, name, None)
        if optimizer is None:
            return False
        small, large = one_epoch_step(optimizer(), (1, 100))
        return large / small < 2  # in proportion to the slopes it would be 100

    assert which(9, adapts) == key(9)
    small, large = one_epoch_step(keras.optimizers.SGD(), (1, 100))
    assert large / small == pytest.approx(100)


def test_q10_a_loss_of_the_probability_of_the_right_class():
    labels, guess = np.array([[0.0, 1.0, 0.0]]), np.array([[0.1, 0.7, 0.2]])
    others = np.array([[0.25, 0.7, 0.05]])  # the same for the right class

    def is_of_the_right_class(name):
        loss = keras.losses.get(name)
        losses = [float(np.mean(loss(labels, each))) for each in (guess, others)]
        return losses[0] == pytest.approx(losses[1]) and losses[0] == pytest.approx(-np.log(0.7), abs=1e-5)

    assert which(10, is_of_the_right_class) == key(10)
    sparse = keras.losses.sparse_categorical_crossentropy(np.array([1]), guess)
    assert float(np.mean(sparse)) == pytest.approx(-np.log(0.7), abs=1e-5)


def test_q11_a_layer_that_finds_the_same_pattern_elsewhere():
    image, moved = np.zeros((1, 12, 12, 1), "float32"), np.zeros((1, 12, 12, 1), "float32")
    image[0, 3:5, 3:5], moved[0, 6:8, 5:7] = 1, 1

    def finds(name):
        """Its answer moves with the pattern, and looks at neighbours."""
        if name == "LSTM":
            return False if keras.layers.LSTM(4)(image[..., 0]).shape == (1, 4) else None
        arguments = {"Dense": (4,), "Conv2D": (4, 3), "Flatten": ()}[name]
        layer = getattr(keras.layers, name)(*arguments)
        here, there = np.array(layer(image)), np.array(layer(moved))
        if here.ndim < 4:
            return False
        follows = np.allclose(here[0, :7, :8], there[0, 3:10, 2:10], atol=1e-6)
        return follows and np.abs(here[0, 2, 2] - here[0, 9, 9]).max() > 1e-6  # it sees the pattern from beside it

    assert which(11, finds) == key(11)
    assert built([keras.layers.Conv2D(32, 3)], (28, 28, 1)).count_params() == 320
    assert built([keras.layers.Flatten(), keras.layers.Dense(32)], (28, 28, 1)).count_params() == 25_120


def test_q12_what_compile_does_not_take():
    model = built([keras.layers.Dense(1)], (3,))
    assert which(12, lambda name: refuses(model.compile, name)) == key(12)
    assert not hasattr(model, "Compile")
    fit = inspect.signature(keras.Model.fit).parameters
    assert all(named(12)[option] in fit for option in key(12))


def test_q13_an_output_without_bounds():
    far = np.array([[-50.0], [50.0]], "float32")

    def reaches(name):
        return np.allclose(np.array(keras.activations.get(name)(keras.ops.convert_to_tensor(far))), far)

    assert which(13, reaches) == key(13)
    assert keras.layers.Dense(1).activation is keras.activations.get("linear")
    alone = keras.activations.softmax(keras.ops.convert_to_tensor(far))
    np.testing.assert_allclose(np.array(alone), 1)


def test_q14_a_layer_that_shrinks_maps_without_parameters():
    def shrinks(name):
        arguments = {"Dense": (4,), "Dropout": (0.2,), "Flatten": (), "MaxPooling2D": (2,)}[name]
        model = built([getattr(keras.layers, name)(*arguments)], (28, 28, 8))
        out = model.output_shape[1:]
        return len(out) == 3 and out[0] < 28 and out[1] < 28 and model.count_params() == 0

    assert which(14, shrinks) == key(14)
    assert built([keras.layers.MaxPooling2D(2)], (28, 28, 8)).output_shape == (None, 14, 14, 8)
    assert built([keras.layers.Flatten()], (28, 28, 8)).output_shape == (None, 6272)


def test_q15_the_optimizer_with_one_rate_for_every_parameter():
    def is_plain(name):
        steps = one_epoch_step(getattr(keras.optimizers, name)(learning_rate=0.5), (1, 2, 4))
        return np.allclose(steps, 0.5 * np.array([1, 2, 4]))

    assert which(15, is_plain) == key(15)
