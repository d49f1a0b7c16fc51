"""Spec of `02.tensor_shapes`: the shape of every tensor between a batch of images and its loss."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

Shape = tuple[int, ...]


def tensor_shapes(m: int, height: int, width: int, channels: int, classes: int) -> tuple[Shape, ...]:
    """The shapes of images, flat, weights, biases, logits and loss."""
    # es: los valores de una imagen, puestos en fila: entran todos en cada clase
    # en: the values of one image, laid out in a row: all of them go into each class
    values = height * width * channels
    images = (m, height, width, channels)
    flat = (m, values)
    weights = (values, classes)
    biases = (classes,)
    logits = (m, classes)
    # es: la media sobre el lote es un solo número: rango 0, ningún eje
    # en: the mean over the batch is a single number: rank 0, no axis
    loss = ()
    return images, flat, weights, biases, logits, loss


def tensor_shapes_cases(rng: np.random.Generator) -> Sequence[Case]:
    """A batch of the lesson's digits, then images whose five numbers are all different."""
    digits = Case((32, 8, 8, 1, 10), Text(es="32 cifras de la lección", en="32 of the lesson's digits"))
    drawn = []
    for _ in range(3):
        m, height, width, classes = (int(n) for n in rng.permutation(np.arange(5, 60))[:4])
        drawn.append(Case((m, height, width, int(rng.integers(2, 5)), classes)))
    return [digits, *drawn]


def _instead(position: int, shape: Any) -> Any:
    """The right shapes but for one, which is `shape` of the five numbers."""

    def wrong(m: int, height: int, width: int, channels: int, classes: int) -> tuple[Shape, ...]:
        shapes = list(tensor_shapes(m, height, width, channels, classes))
        shapes[position] = shape(m, height, width, channels, classes)
        return tuple(shapes)

    return wrong


TENSOR_SHAPES = Spec(
    id="02.tensor_shapes",
    title=Text(es="La forma de cada tensor", en="The shape of every tensor"),
    reference=tensor_shapes,
    cases=tensor_shapes_cases,
    hints=(
        Text(
            es="Empieza por los datos: un lote tiene un eje más que una imagen, y va el primero. Aplanar conserva ese "
            "eje y junta todos los demás en uno, cuya longitud es el producto de los que había.",
            en="Start with the data: a batch has one axis more than an image, and it goes first. Flattening keeps that "
            "axis and merges all the others into one, whose length is the product of those that were there.",
        ),
        Text(
            es="En `flat @ weights` el último eje de `flat` y el primero de `weights` miden lo mismo y desaparecen: de "
            "(m, valores) por (valores, clases) queda (m, clases). Y hay un sesgo por clase.",
            en="In `flat @ weights` the last axis of `flat` and the first of `weights` are equally long and vanish: "
            "(m, values) times (values, classes) leaves (m, classes). And there is one bias per class.",
        ),
        Text(
            es="Casi entera: `(m, height, width, channels)`, `(m, height * width * channels)`, "
            "`(height * width * channels, classes)`, `(classes,)`, `(m, classes)`. La pérdida media es un solo número: "
            "un escalar no tiene ejes, y su forma es la tupla vacía.",
            en="Nearly whole: `(m, height, width, channels)`, `(m, height * width * channels)`, "
            "`(height * width * channels, classes)`, `(classes,)`, `(m, classes)`. The mean loss is a single number: "
            "a scalar has no axes, and its shape is the empty tuple.",
        ),
    ),
    misconceptions=(
        Misconception(
            "weights_transposed",
            _instead(2, lambda m, h, w, c, k: (k, h * w * c)),
            Text(
                es="`weights` está tumbada. En `flat @ weights` el último eje de `flat` se encuentra con el primero de "
                "`weights`: ese tiene que medir lo que una imagen aplanada.",
                en="`weights` is lying on its side. In `flat @ weights` the last axis of `flat` meets the first of "
                "`weights`: that one has to be as long as a flattened image.",
            ),
        ),
        Misconception(
            "one_bias",
            _instead(3, lambda m, h, w, c, k: (1,)),
            Text(
                es="Un solo sesgo para todas las clases no basta: cada clase, como cada neurona, tiene el suyo.",
                en="A single bias for all the classes is not enough: each class, like each neuron, has its own.",
            ),
        ),
        Misconception(
            "bias_per_example",
            _instead(3, lambda m, h, w, c, k: (m,)),
            Text(
                es="Das un sesgo a cada imagen del lote. Los sesgos son parámetros: no dependen de cuántas imágenes "
                "entren. La difusión los repite por filas.",
                en="You give each image of the batch a bias. Biases are parameters: they do not depend on how many "
                "images come in. Broadcasting repeats them along the rows.",
            ),
        ),
        Misconception(
            "loss_per_example",
            _instead(5, lambda m, h, w, c, k: (m,)),
            Text(
                es="Esa es la pérdida de cada ejemplo. La que se deriva es su media: un solo número. ¿Cuántos ejes "
                "tiene?",
                en="That is the loss of each example. The one we differentiate is their mean: a single number. How "
                "many axes does it have?",
            ),
        ),
        Misconception(
            "list_of_one",
            _instead(5, lambda m, h, w, c, k: (1,)),
            Text(
                es="`(1,)` es una lista con un número dentro: tiene un eje. Un escalar no tiene ninguno, y su forma es "
                "la tupla vacía.",
                en="`(1,)` is a list with one number in it: it has one axis. A scalar has none, and its shape is the "
                "empty tuple.",
            ),
        ),
        Misconception(
            "batch_flattened",
            _instead(1, lambda m, h, w, c, k: (m * h * w * c,)),
            Text(
                es="Has aplanado el lote entero, y ya no se sabe dónde acaba una imagen y empieza la siguiente. El eje "
                "del lote se conserva.",
                en="You flattened the whole batch, and nobody can tell where one image ends and the next begins. The "
                "axis of the batch stays.",
            ),
        ),
        Misconception(
            "batch_forgotten",
            _instead(0, lambda m, h, w, c, k: (h, w, c)),
            Text(
                es="Esa es la forma de una imagen. De un lote de `m` se pide también el eje del lote, el primero.",
                en="That is the shape of one image. A batch of `m` also has the axis of the batch, the first one.",
            ),
        ),
        Misconception(
            "channels_first",
            _instead(0, lambda m, h, w, c, k: (m, c, h, w)),
            Text(
                es="Has puesto los canales antes que el alto y el ancho, como suele hacer PyTorch. Aquí van al final: "
                "lote, alto, ancho, canales.",
                en="You put the channels before height and width, as PyTorch usually does. Here they come last: batch, "
                "height, width, channels.",
            ),
        ),
        Misconception(
            "one_image_scored",
            _instead(4, lambda m, h, w, c, k: (k,)),
            Text(
                es="Esos son los logits de una imagen. El lote tiene `m`: una fila por imagen.",
                en="Those are the logits of one image. The batch has `m` of them: one row per image.",
            ),
        ),
    ),
    returns=Text(
        es="seis formas: imágenes, aplanadas, pesos, sesgos, logits y pérdida",
        en="six shapes: images, flattened, weights, biases, logits and loss",
    ),
)
