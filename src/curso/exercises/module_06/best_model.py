"""Spec of `06.best_model`: a network found by searching, which tells the arms of a galaxy apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from curso.exercises.module_06.best_model_judge import tells
from curso.exercises.module_06.galaxy import Arms, Stars, by_geometry, for_training, galaxy
from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

TESTED = 1000  # stars a case: chance then moves the share by less than a point


def best_model() -> Any:
    """The best of a random search, trained again on the stars of training and validation together."""
    from curso.models import KerasNetClassifier
    from curso.tuning import Search

    X_train, y_train, X_val, y_val = for_training()

    def build(hp: Any) -> Any:
        return KerasNetClassifier(
            hidden=(hp.Int("units", 32, 96, step=32),) * hp.Int("layers", 1, 2),
            learning_rate=hp.Float("rate", 0.003, 0.1, sampling="log"),
            epochs=30,
            batch_size=25,
            verbose=0,
        )

    search = Search(build, trials=4, objective="val_accuracy", verbose=False)
    search.fit(X_train, y_train, validation_data=(X_val, y_val))
    # es: elegida la configuración, la validación ya no hace falta para elegir y sirve para entrenar
    # en: once the configuration is chosen, validation is no longer needed to choose, and serves to train
    return search.build_best().fit(np.concatenate([X_train, X_val]), np.concatenate([y_train, y_val]))


def best_model_cases(rng: np.random.Generator) -> Sequence[Case]:
    """A thousand stars that nobody has trained with, their arms held back."""
    X, y = galaxy(TESTED, rng)
    note = Text(es="1000 estrellas nuevas", en="1000 new stars")
    return [Case((X,), note, "predict", expected=y, agree=tells(y))]


class _Reader:
    """Stands for a trained network, as nobody would wait for a wrong one to be trained."""

    def __init__(self, guess: Callable[[Arms], Any]) -> None:
        self.guess = guess

    def predict(self, X: Stars) -> Any:
        """What `guess` makes of the right arms."""
        return self.guess(by_geometry(X))


def _right(share: float) -> Callable[[], Any]:
    """A reader that gets about this share of the arms right."""
    return lambda: _Reader(lambda arms: np.where(np.arange(len(arms)) < share * len(arms), arms, 1 - arms))


BEST_MODEL = Spec(
    id="06.best_model",
    title=Text(es="Reto: la mejor red para la galaxia", en="Challenge: the best network for the galaxy"),
    reference=best_model,
    cases=best_model_cases,
    seconds=30.0,
    returns=Text(es="una red ya entrenada", en="a trained network"),
    hints=(
        Text(
            es="La red de la primera celda falla por dos cosas. Mira el dibujo de coordenadas paralelas: ¿por dónde "
            "pasan los mejores ensayos?",
            en="The network of the first cell fails for two reasons. Look at the parallel coordinates: where do the "
            "best trials pass?",
        ),
        Text(
            es="Busca la tasa entre 0.003 y 0.1 y deja una o dos capas de 32 a 96 neuronas. Con `repeats=2`, una "
            "semilla con suerte no decide.",
            en="Search the rate between 0.003 and 0.1, and let there be one or two layers of 32 to 96 units. With "
            "`repeats=2` one lucky seed does not decide.",
        ),
        Text(
            es="`search = Search(build, trials=4, objective='val_accuracy').fit(X_train, y_train, "
            "validation_data=(X_val, y_val))` y después `best_model = search.build_best().fit(X_all, y_all)`, "
            "donde `X_all` y `y_all` juntan entrenamiento y validación.",
            en="`search = Search(build, trials=4, objective='val_accuracy').fit(X_train, y_train, "
            "validation_data=(X_val, y_val))`, and then `best_model = search.build_best().fit(X_all, y_all)`, "
            "where `X_all` and `y_all` put training and validation together.",
        ),
    ),
    misconceptions=(
        Misconception(
            "guess",
            _right(0.6),
            Text(
                es="Tu red acierta poco más que una moneda. ¿La has entrenado después de `build_best()`? Si lo está, "
                "su tasa es demasiado pequeña, o tan grande que rebota.",
                en="Your network is hardly better than a coin. Did you train it after `build_best()`? If it is "
                "trained, its rate is too small, or so large that it bounces.",
            ),
        ),
        Misconception(
            "half_way",
            _right(0.85),
            Text(
                es="Vas bien: ya ve los brazos. Dale más neuronas u otra capa, o una tasa algo mayor: ¿está la mejor "
                "de tu búsqueda en un borde del espacio?",
                en="You are on the way: it can see the arms. Give it more units or another layer, or a somewhat larger "
                "rate: does the best of your search lie at an edge of the space?",
            ),
        ),
        Misconception(
            "one_arm",
            lambda: _Reader(lambda arms: 0 * arms),
            Text(
                es="Tu red pone todas las estrellas en el mismo brazo. Suele pasar con una tasa tan grande que las "
                "neuronas se apagan.",
                en="Your network puts all the stars in the same arm. That tends to happen with a rate so large that "
                "the units die.",
            ),
        ),
        Misconception(
            "turned",
            lambda: _Reader(lambda arms: 1 - arms),
            Text(
                es="Tu red distingue los brazos y los llama al revés: ¿le has dado a `fit` las etiquetas como son?",
                en="Your network tells the arms apart and calls them the wrong way round: did you give `fit` the "
                "labels as they are?",
            ),
        ),
        Misconception(
            "not_one_each",
            lambda: _Reader(lambda arms: np.eye(10)[arms]),
            Text(
                es="La salida no es la de dos brazos: basta un número por estrella, la probabilidad del brazo 1.",
                en="The output is not that of two arms: one number per star is enough, the probability of arm 1.",
            ),
        ),
    ),
)
