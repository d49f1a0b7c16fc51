"""Spec of `06.project`: a raw table goes in; rents come out, and a promise of how far off they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from curso.exercises.module_06.project_judge import Asks, delivers
from curso.exercises.module_06.rent_features import FEATURES, features
from curso.exercises.module_06.rent_models import clean, good, half_way, leaking, line, median, own_scale, with_gaps
from curso.exercises.module_06.rents import new_adverts
from curso.exercises.module_06.square_metres import SQUARE_METRES
from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

Array = NDArray[np.float64]

ADVERTS, PROMISED = 200, 400  # in a table of the cases, and in that by which the promise is judged
DRAWN, DEAR = 40, 5  # one advert is asked about alone: of so many, one of the dearest


def project(raw: Any) -> tuple[Array, float]:
    """The rents of a raw table in euros a month, shape (m,), and by what share of them they are off on average."""
    import json
    from pathlib import Path

    import keras

    # es: todo sale de la carpeta que escribió `deliver`; así funciona también en otro ordenador
    # en: everything comes from the folder that `deliver` wrote; so it works on another computer too
    folder = Path("my_project")
    recipe = json.loads((folder / "recipe.json").read_text(encoding="utf-8"))
    net = keras.models.load_model(folder / "net.keras")
    outputs = net(features(clean(raw), recipe)).numpy()
    return 1000 * np.exp(outputs[:, 0]), recipe["promise"]


def project_cases(rng: np.random.Generator) -> Sequence[Case]:
    """Eight things that are asked of a project, one per case, each with adverts of its own, their rents held back."""
    return [
        _case(*new_adverts(rng, ADVERTS), "seeing"),
        _case(*new_adverts(rng, ADVERTS), "bending"),
        _case(*new_adverts(rng, ADVERTS), "network"),
        _case(*new_adverts(rng, ADVERTS), "network"),
        _case(*_one(*new_adverts(rng, DRAWN)), "one"),
        _case(*new_adverts(rng, ADVERTS, studios=True), "elsewhere"),
        _case(*new_adverts(rng, ADVERTS, untidy=True), "seeing", UNTIDY),
        _case(*new_adverts(rng, PROMISED), "promise"),
    ]


def _one(table: Any, rents: Array) -> tuple[Any, Array]:
    """One dear flat, without oddities: of a middling one the median would be right by luck, of an odd one nobody."""
    odd = np.abs(good()(table) - rents) / rents
    row = min(np.argsort(rents)[-DEAR:], key=lambda row: float(odd[row]))
    return table.iloc[[row]].reset_index(drop=True), rents[[row]]


def _case(table: Any, rents: Array, asks: Asks, note: Text | None = None) -> Case:
    return Case((table,), note or NOTES[asks], expected=(rents, 0.0), agree=delivers(table, rents, asks))


def _says(model: Callable[[Any], Array], promise: float) -> Callable[[Any], tuple[Array, float]]:
    """Stands for a project, as nobody would wait for a wrong one to be trained."""
    return lambda raw: (model(raw), promise)


NOTES: dict[Asks, Text] = {
    "seeing": Text(
        es="200 anuncios nuevos, contra la mediana de los alquileres",
        en="200 new adverts, against the median of the rents",
    ),
    "bending": Text(
        es="200 anuncios nuevos, contra los mínimos cuadrados", en="200 new adverts, against least squares"
    ),
    "network": Text(
        es="200 anuncios nuevos, contra la mitad del error de los mínimos cuadrados",
        en="200 new adverts, against half the error of least squares",
    ),
    "one": Text(es="una tabla con un anuncio solo", en="a table with a single advert"),
    "elsewhere": Text(es="200 pisos pequeños, todos en Alba", en="200 small flats, all in Alba"),
    "promise": Text(es="la promesa, con 400 anuncios nuevos", en="the promise, on 400 new adverts"),
}
UNTIDY = Text(
    es="200 anuncios descuidados: más huecos, un barrio nuevo, otro orden de columnas y ninguna `deposit`",
    en="200 careless adverts: more gaps, a new district, another order of columns and no `deposit`",
)

PROJECT = Spec(
    id="06.project",
    title=Text(es="Proyecto: de los anuncios al alquiler", en="Project: from adverts to rents"),
    reference=project,
    cases=project_cases,
    seconds=20.0,
    returns=Text(
        es="dos cosas: los alquileres, uno por anuncio, y la promesa, un número como 0.08",
        en="two things: the rents, one per advert, and the promise, a number like 0.08",
    ),
    hints=(
        Text(
            es="Recorre la lista de la sección «El flujo» y pregunta de cada paso: ¿de qué filas aprende? La prueba "
            "solo aparece una vez, para la promesa.",
            en="Go through the list of the section “The flow”, and ask of each step: which rows does it learn from? "
            "The test set appears once only, for the promise.",
        ),
        Text(
            es="Una capa oculta de 16 a 64 neuronas con una tasa cercana a 0.01 y unas 20 épocas basta. La red aprende "
            "`np.log(rent / 1000)`; al predecir se deshace con `1000 * np.exp(…)`.",
            en="A hidden layer of 16 to 64 units with a rate near 0.01 and some 20 epochs is enough. The network "
            "learns `np.log(rent / 1000)`; when predicting, that is undone with `1000 * np.exp(…)`.",
        ),
        Text(
            es="En `deliver`: `search = Search(build, trials=4).fit(F_train, log_train, validation_data=(F_validation, "
            "log_validation))`, `net = search.build_best().fit(F_known, log_known)`, `promise = "
            'relative_error(1000 * np.exp(net.predict(F_test)), rent_test)`, `folder.mkdir(exist_ok=True)`, '
            '`net.save(folder / "net.keras")` y '
            '`(folder / "recipe.json").write_text(json.dumps({**recipe, "promise": promise}), '
            'encoding="utf-8")`.',
            en="In `deliver`: `search = Search(build, trials=4).fit(F_train, log_train, validation_data=(F_validation, "
            "log_validation))`, `net = search.build_best().fit(F_known, log_known)`, `promise = "
            'relative_error(1000 * np.exp(net.predict(F_test)), rent_test)`, `folder.mkdir(exist_ok=True)`, '
            '`net.save(folder / "net.keras")` and '
            '`(folder / "recipe.json").write_text(json.dumps({**recipe, "promise": promise}), '
            'encoding="utf-8")`.',
        ),
    ),
    misconceptions=(
        Misconception(
            "leak",
            _says(leaking, 0.002),
            Text(
                es="Tu modelo vive de la fianza: en la prueba parece perfecto, y un piso que aún no se ha alquilado no "
                "la tiene. Quita `deposit` y todo lo que no se sepa el día del anuncio.",
                en="Your model lives on the deposit: on the test set it looks perfect, and a flat that has not been "
                "let yet has none. Take `deposit` out, and all that is not known on the day of the advert.",
            ),
        ),
        Misconception(
            "constant",
            _says(lambda raw: median()(raw), 0.4),
            Text(
                es="Dice casi el mismo alquiler a todos los pisos. ¿Está entrenada la red? ¿Le llegan las columnas "
                "escaladas, y en el orden con que aprendió?",
                en="It says nearly the same rent for every flat. Is the network trained? Do the columns reach it "
                "scaled, and in the order that it learnt?",
            ),
        ),
        Misconception(
            "plane",
            _says(lambda raw: line()(raw), 0.22),
            Text(
                es="Tu modelo es un plano, como los mínimos cuadrados: no sabe que un quinto sin ascensor vale menos y "
                "con ascensor, más. Falta una capa oculta con su activación.",
                en="Your model is a plane, like least squares: it can't know that a fifth floor is worth less without "
                "a lift and more with one. A hidden layer with its activation is missing.",
            ),
        ),
        Misconception(
            "half_way",
            _says(half_way, 0.14),
            Text(
                es="Ya has dejado atrás los mínimos cuadrados, pero te quedas a medias. Busca con más neuronas, otra "
                "tasa o más épocas, y mira si la pérdida seguía bajando.",
                en="You have left least squares behind, but stop half way. Search with more units, another rate or "
                "more epochs, and look whether the loss was still falling.",
            ),
        ),
        Misconception(
            "own_scale",
            _says(own_scale, 0.08),
            Text(
                es="Escalas cada tabla con sus propias medias: con 200 pisos variados casi no se nota, con uno solo es "
                "0/0 y con 200 pisos pequeños los trata como medianos. Usa la receta del entrenamiento.",
                en="You scale each table with its own means: with 200 assorted flats it hardly shows, with a single "
                "one it is 0/0, and 200 small flats are treated as middling ones. Use the recipe of training.",
            ),
        ),
        Misconception(
            "promised_too_little",
            _says(lambda raw: good()(raw), 0.03),
            Text(
                es="La red es buena y la promesa, demasiado buena. ¿La mediste con filas con las que se entrenó o con "
                "las que elegiste? La promesa sale de la prueba, que nadie ha usado antes.",
                en="The network is good, and the promise is too good. Did you measure it on rows that it was trained "
                "on, or that you chose by? The promise comes from the test set, which nobody has used before.",
            ),
        ),
        Misconception(
            "in_per_cent",
            _says(lambda raw: good()(raw), 8.0),
            Text(
                es="La red es buena, y la promesa está en otras unidades: se pide una parte del alquiler (0.08), no un "
                "tanto por ciento (8) ni euros.",
                en="The network is good, and the promise is in other units: a share of the rent is asked for (0.08), "
                "not per cent (8) or euros.",
            ),
        ),
        Misconception(
            "no_promise",
            lambda raw: good()(raw),
            Text(
                es="Devuelves los alquileres y nada más. Quien los use necesita saber cuánto fiarse: `return rents, "
                "promise`.",
                en="You return the rents and nothing else. Whoever uses them needs to know how far to trust them: "
                "`return rents, promise`.",
            ),
        ),
        Misconception(
            "logarithm_left",
            _says(lambda raw: np.log(good()(raw) / 1000), 0.08),
            Text(
                es="Devuelves lo que sale de la red, que es un logaritmo. Deshazlo: `1000 * np.exp(…)`.",
                en="You return what comes out of the network, which is a logarithm. Undo it: `1000 * np.exp(…)`.",
            ),
        ),
        Misconception(
            "gaps",
            _says(with_gaps, 0.08),
            Text(
                es="Donde el anuncio calla algo, sale `nan`. Rellena los huecos con la receta antes de escalar.",
                en="Where the advert leaves something out, `nan` comes out. Fill the gaps from the recipe before "
                "scaling.",
            ),
        ),
    ),
)

SPECS: tuple[Spec, ...] = (SQUARE_METRES, FEATURES, PROJECT)
