"""The real situations that exercise 01.kind_of_learning draws from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from curso.text import Text


@dataclass(frozen=True)
class Scene:
    """A real situation to draw data from: `answers` or `rewards` to choose among, or neither."""

    kind: str
    note: Text
    inputs: tuple[list[Any], ...]
    answers: tuple[Any, ...] = ()
    rewards: tuple[float, ...] = ()


DIGITS = Scene(
    "classification",
    Text(es="cifras escritas a mano, con el nombre de cada una", en="handwritten digits, each with its name"),
    ([0, 5, 13, 9], [0, 0, 12, 13], [2, 15, 8, 0], [7, 16, 3, 1]),
    answers=tuple("0123456789"),
)

RAIN = Scene(
    "regression",
    Text(es="días y los milímetros de lluvia que cayeron", en="days and the millimetres of rain that fell"),
    ([1021.5, 0.31], [1009.2, 0.78], [1002.7, 0.93], [1015.0, 0.55]),
    answers=(0.0, 3.2, 12.5, 0.4),
)

SCENES: tuple[Scene, ...] = (
    Scene(
        "regression",
        Text(es="pisos y el precio al que se vendieron", en="flats and the price they sold for"),
        ([82, 3], [60, 2], [120, 4], [45, 1]),
        answers=(251_000, 178_500, 342_000, 139_900),
    ),
    Scene(
        "regression",
        Text(es="ciudad, hora y bicicletas alquiladas", en="city, hour and bicycles hired"),
        (["Lima", 8], ["Quito", 13], ["Cádiz", 18], ["York", 23]),
        answers=(154, 88, 203, 17),
    ),
    Scene(
        "regression",
        Text(es="fotos de caras y la edad de la persona", en="photos of faces and the person's age"),
        ([12, 200, 31], [99, 140, 28], [7, 81, 255], [60, 61, 62]),
        answers=(34, 7, 61, 19),
    ),
    Scene(
        "classification",
        Text(es="flores medidas y el nombre de su especie", en="measured flowers and the name of their species"),
        ([5.1, 3.5], [6.2, 2.9], [7.7, 3.8], [5.9, 3.0]),
        answers=("setosa", "versicolor", "virginica"),
    ),
    Scene(
        "classification",
        Text(es="correos marcados como spam o no", en="e-mails marked as spam or not"),
        (["WIN $$$ NOW"], ["¿Vienes mañana?"], ["FREE!!! CLICK"], ["See you at 8"]),
        answers=("spam", "ham"),
    ),
    Scene(
        "classification",
        Text(es="imágenes y si hay en ellas una cara", en="images and whether they hold a face"),
        ([12, 200, 31], [99, 140, 28], [7, 81, 255], [60, 61, 62]),
        answers=("face", "other"),
    ),
    Scene(
        "unsupervised",
        Text(es="compras de clientes, sin nada más", en="what customers bought, and nothing else"),
        ([12669, 9656], [7057, 9810], [6353, 8808], [13265, 1196]),
    ),
    Scene(
        "unsupervised",
        Text(es="titulares de prensa que nadie ha ordenado", en="headlines that nobody has sorted"),
        (["Goal in the last minute"], ["Sube el precio del pan"], ["Un cometa, esta noche"], ["Rain again"]),
    ),
    Scene(
        "unsupervised",
        Text(es="miles de genes medidos en cada célula", en="thousands of genes measured in each cell"),
        ([0.1, 7.9, 3.3], [0.0, 8.4, 2.9], [5.5, 0.2, 0.1], [6.1, 0.4, 0.0]),
    ),
    Scene(
        "reinforcement",
        Text(es="jugadas de ajedrez y si al final ganó", en="chess moves and whether the game was won"),
        (["e2e4"], ["g1f3"], ["f1b5"], ["e1g1"]),
        rewards=(0, 1, -1),
    ),
    Scene(
        "reinforcement",
        Text(es="un robot que prueba pasos y lo que avanzó", en="a robot that tries steps and how far it got"),
        ([0.2, -0.4], [0.9, 0.1], [-0.3, 0.5], [0.6, 0.6]),
        rewards=(-0.5, 0.0, 0.8, 1.3),
    ),
    Scene(
        "reinforcement",
        Text(
            es="anuncios que la web eligió y si hubo clic", en="ads that the site chose and whether they were clicked"
        ),
        (["A"], ["C"], ["A"], ["B"]),
        rewards=(0, 1),
    ),
)
