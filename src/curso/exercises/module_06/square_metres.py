"""Spec of `06.square_metres`: a surface as people type it becomes a number of square metres."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

FOOT = 0.3048  # metres


def square_metres(text: str) -> float:
    """The surface that `text` says, in m²; nan if it says none."""
    text = text.replace(",", ".").strip()
    if not text:
        return float("nan")
    # es: el número es lo primero; lo que venga después dice la unidad
    # en: the number comes first; whatever follows says the unit
    number = float(text.split()[0])
    return number * 0.3048**2 if "ft" in text else number


def square_metres_cases(rng: np.random.Generator) -> Sequence[Case]:
    """Each way of writing it, with a surface to follow by hand and others that are drawn, and a gap."""

    def some() -> float:
        return round(float(rng.uniform(30, 160)), 1)

    texts = [
        "80 m²",
        f"{some():.0f} m2",
        f"{some():.0f}",
        f"{int(some())},{rng.integers(1, 10)} m²",
        f"  {int(some())}.{rng.integers(1, 10)} m2 ",
        f"{rng.integers(400, 1500)} sq ft",
    ]
    gap = Text(es="un anuncio que no dice la superficie", en="an advert that does not tell the surface")
    return [*(Case((text,)) for text in texts), Case(("",), gap)]


def _with_every_digit(text: str) -> float:
    digits = "".join(c for c in text.replace(",", ".") if c.isdecimal() or c == ".")
    number = float(digits) if digits else float("nan")
    return number * FOOT**2 if "ft" in text else number


def _factor(of_feet: float) -> object:
    def wrong(text: str) -> float:
        return square_metres(text) * (of_feet / FOOT**2 if "ft" in text else 1)

    return wrong


SQUARE_METRES = Spec(
    id="06.square_metres",
    title=Text(es="Metros cuadrados, los escriban como los escriban", en="Square metres, however they are typed"),
    reference=square_metres,
    cases=square_metres_cases,
    returns=Text(
        es="un número de metros cuadrados, o `nan` si no lo dicen",
        en="a number of square metres, or `nan` if it is not told",
    ),
    hints=(
        Text(
            es="El número está siempre al principio, separado de la unidad por un espacio. ¿Qué hace `text.split()`?",
            en="The number always comes first, with a blank between it and the unit. What does `text.split()` do?",
        ),
        Text(
            es="Cambia la coma por un punto, quédate con `text.split()[0]`, y multiplica por $0.3048^2$ si el texto "
            'contiene `ft`. Un texto vacío no tiene primer trozo: devuelve antes `float("nan")`.',
            en="Turn the comma into a point, keep `text.split()[0]`, and multiply by $0.3048^2$ if the text contains "
            '`ft`. An empty text has no first piece: return `float("nan")` before that.',
        ),
    ),
    misconceptions=(
        Misconception(
            "feet_as_metres",
            _factor(1.0),  # type: ignore[arg-type]
            Text(
                es="Los pies cuadrados se quedan sin convertir: un piso de 900 sq ft no mide 900 m², sino unos 84.",
                en="Square feet are left as they are: a flat of 900 sq ft does not measure 900 m², but about 84.",
            ),
        ),
        Misconception(
            "foot_not_squared",
            _factor(FOOT),  # type: ignore[arg-type]
            Text(
                es="Conviertes con 0.3048, que es para longitudes. Una superficie son dos longitudes: $0.3048^2$.",
                en="You convert with 0.3048, which is for lengths. A surface is two lengths: $0.3048^2$.",
            ),
        ),
        Misconception(
            "feet_divided",
            _factor(1 / FOOT**2),  # type: ignore[arg-type]
            Text(
                es="Divides donde hay que multiplicar: un pie cuadrado es menor que un metro cuadrado, y el número de "
                "metros tiene que salir menor.",
                en="You divide where you should multiply: a square foot is smaller than a square metre, and the number "
                "of metres has to come out smaller.",
            ),
        ),
        Misconception(
            "every_digit",
            _with_every_digit,
            Text(
                es="Te llevas también el 2 de «m2»: 80 m2 se convierte en 802. Quédate solo con el primer trozo.",
                en="You take the 2 of “m2” along: 80 m2 becomes 802. Keep the first piece only.",
            ),
        ),
        Misconception(
            "comma_dropped",
            lambda text: square_metres(text.replace(",", "")),
            Text(
                es="Borras la coma, y 82,5 se convierte en 825. Aquí la coma separa los decimales: cámbiala por un "
                "punto.",
                en="You delete the comma, and 82,5 becomes 825. Here the comma separates the decimals: turn it into a "
                "point.",
            ),
        ),
        Misconception(
            "gap_is_zero",
            lambda text: square_metres(text or "0"),
            Text(
                es="Cuando no dicen la superficie devuelves 0, y hay pisos de 0 m². Un hueco se marca con `nan`, y ya "
                "se rellenará con lo aprendido en el entrenamiento.",
                en="When the surface is not told you return 0, and there are flats of 0 m². A gap is marked with "
                "`nan`, and will be filled with what was learnt from training.",
            ),
        ),
    ),
)
