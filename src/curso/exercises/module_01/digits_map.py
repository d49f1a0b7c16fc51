"""Exercise 01.project_digits: from 64 pixels to two coordinates, the principal components."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from curso.exercises.agree import NAN, NOT_NUMBERS, SHAPE, as_numbers, kind_of, shape_text
from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

Array = NDArray[np.float64]


def _project_digits(X: Array) -> Array:
    # es: Restar la imagen media, buscar las dos direcciones con más varianza y proyectar en ellas.
    # en: Subtract the mean image, find the two directions of most variance and project on them.
    centred = X - X.mean(axis=0)
    directions = np.linalg.svd(centred, full_matrices=False)[2]
    scores: Array = centred @ directions[:2].T
    return scores


@cache
def _digits() -> tuple[Array, NDArray[np.int64]]:
    from sklearn.datasets import load_digits

    digits = load_digits()
    return digits.data, digits.target


def digit_cases(rng: np.random.Generator) -> Sequence[Case]:
    """Images of three digits each, chosen so that the first variances differ clearly and every method agrees."""
    return [Case((_some_digits(rng, rows),)) for rows in (75, 90, 120)]


def _some_digits(rng: np.random.Generator, rows: int) -> Array:
    images, names = _digits()
    while True:
        drawn = rng.choice(np.flatnonzero(np.isin(names, rng.permutation(10)[:3])), size=rows, replace=False)
        chosen = images[drawn]
        deviations = np.linalg.svd(chosen - chosen.mean(axis=0), compute_uv=False)
        if deviations[0] > 1.12 * deviations[1] and deviations[1] > 1.12 * deviations[2]:
            return np.asarray(chosen, dtype=np.float64)


DIRECTIONS = Text(
    es="parecen las dos direcciones ({got}); falta proyectar cada imagen en ellas: `({n}, 2)`",
    en="these look like the two directions ({got}); each image is still to be projected on them: `({n}, 2)`",
)
TRANSPOSED = Text(
    es="está girado: cada imagen debe ser una fila, no una columna (`.T`)",
    en="it is turned: each image must be a row, not a column (`.T`)",
)
STRETCHED = Text(
    es="las direcciones son las buenas y las distancias no: cada columna está multiplicada por un número",
    en="the directions are right and the distances are not: each column is multiplied by some number",
)
NOT_MAIN = Text(
    es="no son las coordenadas sobre las dos direcciones en que más varían las imágenes",
    en="these are not the coordinates along the two directions in which the images vary most",
)


def agree_scores(args: tuple[Any, ...], expected: Any, answer: Any) -> Text | None:
    """The same two columns within 0.5 % of their spread, each up to its sign."""
    X = args[0]
    got, want = as_numbers(answer), as_numbers(expected)
    if got is None:
        return NOT_NUMBERS.format(kind=kind_of(answer))
    if want is None or want.shape != (len(X), 2):
        raise TypeError("the reference did not return two columns")
    if got.shape != want.shape:
        if got.shape == (2, len(X)):
            return TRANSPOSED
        if got.shape in ((2, X.shape[1]), (X.shape[1], 2)):
            return DIRECTIONS.format(got=shape_text(got.shape), n=len(X))
        return SHAPE.format(got=shape_text(got.shape), expected=shape_text(want.shape))
    if not np.isfinite(got).all():
        return NAN
    allowed = 5e-3 * np.linalg.norm(want, axis=0) + 1e-6
    off = np.minimum(np.linalg.norm(got - want, axis=0), np.linalg.norm(got + want, axis=0))
    if np.all(off <= allowed):
        return None
    lengths = np.linalg.norm(got, axis=0) * np.linalg.norm(want, axis=0)
    if np.all(np.abs(np.sum(got * want, axis=0)) > 0.9999 * lengths) and np.all(lengths > 0):
        return STRETCHED
    return NOT_MAIN


def _directions(X: Array) -> Array:
    directions: Array = np.linalg.svd(X - X.mean(axis=0), full_matrices=False)[2]
    return directions


def _two_pixels(X: Array) -> Array:
    return X[:, :2]


def _two_liveliest_pixels(X: Array) -> Array:
    return X[:, np.argsort(X.var(axis=0))[::-1][:2]]


def _not_centred(X: Array) -> Array:
    scores: Array = X @ np.linalg.svd(X, full_matrices=False)[2][:2].T
    return scores


def _projected_without_centring(X: Array) -> Array:
    scores: Array = X @ _directions(X)[:2].T
    return scores


def _standardised(X: Array) -> Array:
    deviation = X.std(axis=0)
    return _project_digits((X - X.mean(axis=0)) / np.where(deviation == 0, 1, deviation))


def _smallest(X: Array) -> Array:
    centred = X - X.mean(axis=0)
    scores: Array = centred @ np.linalg.eigh(np.cov(centred.T))[1][:, :2]
    return scores


def _swapped_columns(X: Array) -> Array:
    return _project_digits(X)[:, ::-1]


def _whitened(X: Array) -> Array:
    scores = _project_digits(X)
    whitened: Array = scores / scores.std(axis=0, ddof=1)
    return whitened


def _unit_length(X: Array) -> Array:
    scores = _project_digits(X)
    unit: Array = scores / np.linalg.norm(scores, axis=0)
    return unit


LOST_SIZE = Text(
    es="Los ejes son los buenos, y has dejado las dos columnas con la misma dispersión (`whiten=True`, o `U` sin "
    "multiplicar por los valores singulares). Así se pierde que la primera dirección cuenta más.",
    en="The axes are right, and you left both columns with the same spread (`whiten=True`, or `U` not multiplied by "
    "the singular values). That loses that the first direction tells more.",
)

SPEC = Spec(
    id="01.project_digits",
    title=Text(es="Un mapa de las cifras", en="A map of the digits"),
    reference=_project_digits,
    cases=digit_cases,
    agree=agree_scores,
    returns=Text(
        es="un array de forma (n, 2): dos coordenadas por imagen",
        en="an array of shape (n, 2): two coordinates per image",
    ),
    seconds=5.0,  # the first call may have to import scikit-learn
    hints=(
        Text(
            es="Es lo que hace PCA: restar la imagen media y quedarse con las dos direcciones en que más varían las "
            "imágenes.",
            en="It is what PCA does: subtract the mean image and keep the two directions in which the images vary "
            "most.",
        ),
        Text(
            es="scikit-learn lo trae hecho en `sklearn.decomposition.PCA`: se crea con `n_components=2` y tiene un "
            "método que ajusta y proyecta a la vez.",
            en="scikit-learn has it ready in `sklearn.decomposition.PCA`: make it with `n_components=2`; it has one "
            "method that fits and projects at once.",
        ),
        Text(
            es="El ejemplo de los vinos tiene las dos líneas que necesitas: crear `pca` y llamar a "
            "`pca.fit_transform`. Aquí se le da `X` sin escalar, y se devuelve lo que sale.",
            en="The example of the wines has the two lines that you need: make `pca` and call `pca.fit_transform`. "
            "Here you give it `X` unscaled, and return what comes out.",
        ),
    ),
    misconceptions=(
        Misconception(
            "two_pixels",
            _two_pixels,
            Text(
                es="Te quedas con los dos primeros píxeles, que son una esquina casi siempre en blanco. Las dos "
                "coordenadas deben resumir los 64 píxeles a la vez.",
                en="You keep the first two pixels, which are a corner that is nearly always blank. The two "
                "coordinates must sum up all 64 pixels at once.",
            ),
        ),
        Misconception(
            "liveliest_pixels",
            _two_liveliest_pixels,
            Text(
                es="Eliges los dos píxeles que más varían. Buena idea a medias: PCA mezcla todos los píxeles en cada "
                "coordenada, y así guarda mucho más.",
                en="You choose the two pixels that vary most. Half a good idea: PCA mixes all the pixels into each "
                "coordinate and so keeps much more.",
            ),
        ),
        Misconception(
            "not_centred",
            _not_centred,
            Text(
                es="Falta restar la imagen media (`X - X.mean(axis=0)`) antes de buscar las direcciones: sin eso, la "
                "primera apunta sobre todo hacia la media. (`TruncatedSVD` tampoco la resta.)",
                en="The mean image (`X - X.mean(axis=0)`) is still to be subtracted before looking for directions: "
                "otherwise the first one points mostly towards the mean. (`TruncatedSVD` does not subtract it either.)",
            ),
        ),
        Misconception(
            "projected_without_centring",
            _projected_without_centring,
            Text(
                es="Las direcciones son las buenas, pero proyectas las imágenes sin restarles la media: el mapa "
                "sale desplazado. Proyecta `X - X.mean(axis=0)`.",
                en="The directions are right, but you project the images without subtracting the mean: the map is "
                "shifted. Project `X - X.mean(axis=0)`.",
            ),
        ),
        Misconception(
            "standardised",
            _standardised,
            Text(
                es="Divides cada píxel por su desviación. Aquí todos los píxeles están en la misma escala (de 0 a 16), "
                "y estandarizar infla los del borde, que casi no cambian. Basta con restar la media.",
                en="You divide each pixel by its deviation. Here all pixels are on the same scale (0 to 16), and "
                "standardising blows up those at the edge, which hardly change. Subtracting the mean is enough.",
            ),
        ),
        Misconception(
            "smallest",
            _smallest,
            Text(
                es="Has tomado las direcciones en que menos varían las imágenes: `np.linalg.eigh` ordena de menor a "
                "mayor, así que las que buscas son las últimas.",
                en="You took the directions in which the images vary least: `np.linalg.eigh` sorts from smallest to "
                "largest, so those you want are the last.",
            ),
        ),
        Misconception(
            "swapped_columns",
            _swapped_columns,
            Text(
                es="Las dos columnas están cambiadas: la primera debe ser la de más varianza. (`np.linalg.eigh` "
                "ordena de menor a mayor.)",
                en="The two columns are swapped: the first must be the one of most variance. (`np.linalg.eigh` sorts "
                "from smallest to largest.)",
            ),
        ),
        Misconception("whitened", _whitened, LOST_SIZE),
        Misconception("unit_length", _unit_length, LOST_SIZE),
    ),
)
