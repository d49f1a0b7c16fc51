"""Spec of `03.repair`: a model with five broken lines, mended without changing what it was for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from curso.exercises.agree import alike
from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text


def repair(rows: int, columns: int, units: int, classes: int) -> Any:
    """The mended model: of a table (rows, columns) it makes two rows of `classes` shares."""
    import keras

    return keras.Sequential(
        [
            # es: `shape` va sin el lote, y no se combina con `batch_shape`
            # en: `shape` goes without the batch, and is not combined with `batch_shape`
            keras.Input(shape=(rows, columns)),
            # es: los ejes se cuentan desde 1
            # en: axes are counted from 1
            keras.layers.Permute((2, 1)),
            # es: `bias_constraint`, entero; y en Python, None
            # en: `bias_constraint`, in full; and in Python, None
            keras.layers.Dense(units, activation="relu", bias_constraint=None),
            # es: `Flatten` no tiene `rate`: ese era de `Dropout`, y es una fracción
            # en: `Flatten` has no `rate`: that was `Dropout`'s, and it is a fraction
            keras.layers.Flatten(),
            keras.layers.Dropout(0.4),
            # es: dos filas, y las columnas que hagan falta para no perder nada
            # en: two rows, and as many columns as it takes to lose nothing
            keras.layers.Reshape((2, -1)),
            keras.layers.Dense(classes, activation="softmax"),
        ]
    )


def repair_cases(rng: np.random.Generator) -> Sequence[Case]:
    """A small size and one that is drawn; of each, the shapes and the layers with what they train."""
    rows, columns, classes = (int(n) for n in rng.permutation(np.arange(5, 12))[:3])
    small = Text(es="una tabla de 3 × 4", en="a table of 3 × 4")
    sizes = [((3, 4, 8, 5), small), ((rows, columns, 2 * int(rng.integers(7, 20)), classes), None)]
    return [case for args, note in sizes for case in _asked(args, note)]


def _asked(args: tuple[int, int, int, int], note: Text | None) -> list[Case]:
    rows, columns, units, classes = args
    width = columns * units // 2
    layers = [
        {"class": "Permute", "parameters": 0},
        {"class": "Dense", "units": units, "activation": "relu", "parameters": (rows + 1) * units},
        {"class": "Flatten", "parameters": 0},
        {"class": "Dropout", "rate": 0.4, "parameters": 0},
        {"class": "Reshape", "parameters": 0},
        {"class": "Dense", "units": classes, "activation": "softmax", "parameters": (width + 1) * classes},
    ]
    return [
        Case(args, note, ask="shapes", expected={"input": (rows, columns), "output": (2, classes)}),
        Case(args, note, ask="layers", expected=layers),
    ]


Line = Callable[..., Any]


def _but(**lines: Line | None) -> Callable[..., Any]:
    """The mended model with some lines written otherwise, or left out."""

    def wrong(*args: int) -> Any:
        from keras import Input, Sequential, layers

        rows, columns, units, classes = args
        model = {
            "permute": layers.Permute((2, 1)),
            "dense": layers.Dense(units, activation="relu"),
            "flatten": layers.Flatten(),
            "dropout": layers.Dropout(0.4),
            "reshape": layers.Reshape((2, -1)),
            "output": layers.Dense(classes, activation="softmax"),
        }
        for name, line in lines.items():
            if line is None:
                del model[name]
            else:
                model[name] = line(*args)
        return Sequential([Input((rows, columns)), *model.values()])

    return wrong


def _layer(name: str, *args: Any, **settings: Any) -> Line:
    def line(*_: int) -> Any:
        import keras

        return getattr(keras.layers, name)(*args, **settings)

    return line


def _dense(which: int, activation: str | None) -> Line:
    """A `Dense` with as many units as the size in place `which` says."""
    return lambda *args: _layer("Dense", args[which], activation=activation)()


REPAIR = Spec(
    id="03.repair",
    title=Text(es="Arreglar un modelo roto", en="Mending a broken model"),
    reference=repair,
    cases=repair_cases,
    agree=alike(),
    seconds=10.0,
    returns=Text(es="un modelo de Keras con las seis capas", en="a Keras model with the six layers"),
    hints=(
        Text(
            es="Ejecuta `repair(3, 4, 8, 5)` en una celda nueva: Keras se detiene en la primera línea rota y dice por "
            "qué. Arréglala y repite.",
            en="Run `repair(3, 4, 8, 5)` in a new cell: Keras stops at the first broken line and says why. Mend it and "
            "run again.",
        ),
        Text(
            es="Por orden: `Input` solo lleva `shape`; `Permute` cuenta desde 1; el argumento se llama "
            "`bias_constraint` y el valor, `None`; `Flatten` no lleva nada; `Dropout` quiere una fracción.",
            en="In order: `Input` takes only `shape`; `Permute` counts from 1; the argument is called "
            "`bias_constraint` and its value is `None`; `Flatten` takes nothing; `Dropout` wants a fraction.",
        ),
        Text(
            es="Casi entero: `keras.Input(shape=(rows, columns))`, `Permute((2, 1))`, `Dropout(0.4)` y "
            "`Reshape((2, -1))`: dos filas y lo que toque.",
            en="Nearly whole: `keras.Input(shape=(rows, columns))`, `Permute((2, 1))`, `Dropout(0.4)` and "
            "`Reshape((2, -1))`: two rows and whatever it takes.",
        ),
    ),
    misconceptions=(
        Misconception(
            "axes_kept",
            _but(permute=_layer("Permute", (1, 2))),
            Text(
                es="`Permute((1, 2))` no se queja, pero deja los ejes donde estaban. Había que cambiarlos de sitio.",
                en="`Permute((1, 2))` does not complain, but leaves the axes where they were. They were to change "
                "places.",
            ),
        ),
        Misconception(
            "columns_for_rows",
            _but(reshape=_layer("Reshape", (-1, 2))),
            Text(
                es="Has hecho dos columnas. Las filas van primero: `(filas, columnas)`.",
                en="You made two columns. Rows come first: `(rows, columns)`.",
            ),
        ),
        Misconception(
            "rate_kept",
            _but(dropout=_layer("Dropout", 0.6)),
            Text(
                es="`Dropout(0.6)` apaga el 60 % y deja el 40 %. `rate` es lo que se apaga.",
                en="`Dropout(0.6)` switches off 60% and leaves 40%. `rate` is what is switched off.",
            ),
        ),
        Misconception(
            "rate_of_one",
            _but(dropout=_layer("Dropout", 0.04)),
            Text(
                es="0.04 es un 4 %. Un 40 % se escribe 0.4.",
                en="0.04 is 4%. You write 40% as 0.4.",
            ),
        ),
        Misconception(
            "flatten_removed",
            _but(flatten=None),
            Text(
                es="Has quitado `Flatten`. Lo que sobraba era su argumento; la capa se queda.",
                en="You took `Flatten` out. It was its argument that should not be there; the layer stays.",
            ),
        ),
        Misconception(
            "dropout_removed",
            _but(dropout=None),
            Text(
                es="Has quitado `Dropout`. Su línea estaba rota, pero hacía falta: arréglala.",
                en="You took `Dropout` out. Its line was broken, but it was needed: mend it.",
            ),
        ),
        Misconception(
            "activation_lost",
            _but(dense=_dense(2, None)),
            Text(
                es="Al arreglar la primera `Dense` se te ha ido su activación: sin `activation`, es lineal.",
                en="In mending the first `Dense` you lost its activation: without `activation` it is linear.",
            ),
        ),
        Misconception(
            "output_linear",
            _but(output=_dense(3, None)),
            Text(
                es="La última capa ha perdido su `softmax`: salen números cualesquiera, no repartos que sumen 1.",
                en="The last layer has lost its `softmax`: any numbers come out, not shares that add up to 1.",
            ),
        ),
    ),
)
