"""Spec of `02.graph_speed`: how many graphs a `tf.function` traces, and how many it needs."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

import numpy as np

from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

Key = Callable[[Any], Hashable]


def graph_speed(calls: Sequence[Any]) -> tuple[int, int]:
    """How many graphs are traced for `calls` as they come, and how many if each becomes a float32 tensor first."""
    import tensorflow as tf

    def count_graphs(arguments: Sequence[Any]) -> int:
        traces = []

        def square(x: Any) -> Any:
            # es: esto es Python: solo corre mientras se traza un grafo nuevo
            # en: this is Python: it only runs while a new graph is being traced
            traces.append(x)
            return x * x

        # es: lo mismo que escribir @tf.function encima de square
        # en: the same as writing @tf.function above square
        square_graph = tf.function(square)
        for argument in arguments:
            square_graph(argument)
        return len(traces)

    return count_graphs(calls), count_graphs([tf.constant(call, dtype=tf.float32) for call in calls])


def _as_given(call: Any) -> Hashable:
    """By what `tf.function` knows an argument: a number by its value, an array by shape and dtype."""
    return (call.shape, call.dtype.name) if isinstance(call, np.ndarray) else (type(call).__name__, call)


def _content(call: Any) -> Hashable:
    return (_as_given(call), np.asarray(call).tobytes())


def counted(given: Key = _as_given, tensors: Key = np.shape) -> Callable[[Sequence[Any]], tuple[int, int]]:
    """A counter of graphs that takes calls for the same when `given` says so, and as tensors when `tensors` does."""
    return lambda calls: (len({given(call) for call in calls}), len({tensors(call) for call in calls}))


def graph_speed_cases(rng: np.random.Generator) -> Sequence[Case]:
    """Numbers alone, one of them twice; arrays alone, equal in shape; a mixture in which each rule counts."""
    first, second, third = (round(float(v), 2) for v in rng.permutation(np.linspace(1, 9, 33))[:3])
    n, more = (int(v) for v in rng.permutation(np.arange(2, 7))[:2])

    def array(size: int, dtype: str = "float32") -> np.ndarray:
        return rng.uniform(0, 5, size).astype(dtype)

    mixture = [first, array(n), second, array(n), array(n, "float64"), array(more), third, first]
    rng.shuffle(mixture)
    by_hand = Case(([2.0, 3.0, 2.0],), Text(es="tres números, uno repetido", en="three numbers, one of them twice"))
    same_shape = Case(([array(n), array(n), array(n)],), Text(es="arrays de la misma forma", en="arrays of one shape"))
    cases = [by_hand, same_shape, Case((mixture,))]
    return [Case(case.args, case.note, expected=counted()(*case.args)) for case in cases]


def _shared(calls: Sequence[Any]) -> tuple[int, int]:
    given = {_as_given(call) for call in calls}
    tensors = {(np.shape(call), "float32") for call in calls}
    return len(given), len(given | tensors)


GRAPH_SPEED = Spec(
    id="02.graph_speed",
    title=Text(es="¿Cuántos grafos se trazan?", en="How many graphs are traced?"),
    reference=graph_speed,
    cases=graph_speed_cases,
    seconds=5.0,
    hints=(
        Text(
            es="El cuerpo en Python de una `tf.function` solo corre mientras se traza un grafo. Algo tan simple como "
            "añadir un elemento a una lista, dentro de ese cuerpo, cuenta los grafos.",
            en="The Python body of a `tf.function` only runs while a graph is being traced. Something as simple as "
            "adding an item to a list, inside that body, counts the graphs.",
        ),
        Text(
            es="Cada cuenta necesita una `tf.function` nueva, que no haya trazado nada. Escribe una función auxiliar "
            "que la cree, la llame con cada argumento y devuelva `len(traces)`; úsala dos veces.",
            en="Each count needs a new `tf.function`, which has not traced anything. Write a helper that makes it, "
            "calls it with each argument and returns `len(traces)`; use it twice.",
        ),
        Text(
            es="Casi entera: `count_graphs(calls)` y `count_graphs([tf.constant(call, dtype=tf.float32) for call in "
            "calls])`; dentro del cuerpo, `traces.append(x)` antes de `return x * x`.",
            en="Nearly whole: `count_graphs(calls)` and `count_graphs([tf.constant(call, dtype=tf.float32) for call in "
            "calls])`; inside the body, `traces.append(x)` before `return x * x`.",
        ),
    ),
    misconceptions=(
        Misconception(
            "every_call",
            lambda calls: (len(calls), len(calls)),
            Text(
                es="Has contado las llamadas. Un grafo ya trazado se reutiliza: ¿creas la `tf.function` dentro del "
                "bucle, nueva en cada vuelta, o cuentas fuera de su cuerpo?",
                en="You counted the calls. A graph that has been traced is used again: do you make the `tf.function` "
                "inside the loop, a new one each time, or count outside its body?",
            ),
        ),
        Misconception(
            "always_one",
            lambda calls: (1, 1),
            Text(
                es="Un solo grafo no sirve para todo: cada forma, cada tipo y cada número de Python distinto pide el "
                "suyo.",
                en="A single graph does not do for everything: each shape, each dtype and each different Python number "
                "asks for its own.",
            ),
        ),
        Misconception(
            "numbers_as_tensors",
            counted(given=lambda call: _as_given(np.asarray(call))),
            Text(
                es="Cuentas los números de Python como si fueran tensores. Cada valor distinto, 2.0 o 3.0, traza otro "
                "grafo.",
                en="You count Python numbers as if they were tensors. Each different value, 2.0 or 3.0, traces another "
                "graph.",
            ),
        ),
        Misconception(
            "by_content",
            counted(given=_content, tensors=_content),
            Text(
                es="Cuentas contenidos distintos. De un tensor o un array solo importan la forma y el tipo, no lo que "
                "hay dentro.",
                en="You count different contents. Of a tensor or an array only shape and dtype matter, not what is in "
                "it.",
            ),
        ),
        Misconception(
            "only_rank",
            counted(
                given=lambda call: (np.ndim(call), call.dtype.name) if np.ndim(call) else _as_given(call),
                tensors=np.ndim,
            ),
            Text(
                es="Cuentas rangos. No basta el número de ejes: un array de 3 y uno de 4 tienen formas distintas, y "
                "cada uno traza su grafo.",
                en="You count ranks. The number of axes is not enough: an array of 3 and one of 4 have different "
                "shapes, and each traces its own graph.",
            ),
        ),
        Misconception(
            "no_dtype",
            counted(given=lambda call: np.shape(call) if np.ndim(call) else _as_given(call)),
            Text(
                es="Olvidas el tipo: `float32` y `float64`, aun con la misma forma, trazan un grafo cada uno.",
                en="You forget the dtype: `float32` and `float64`, even with the same shape, trace one graph each.",
            ),
        ),
        Misconception(
            "dtype_kept",
            counted(tensors=lambda call: (np.shape(call), np.asarray(call).dtype.name if np.ndim(call) else "float32")),
            Text(
                es="En la segunda cuenta todos tienen que ser `float32`: di `dtype=tf.float32` al hacer los tensores.",
                en="In the second count all of them have to be `float32`: say `dtype=tf.float32` when you make the "
                "tensors.",
            ),
        ),
        Misconception(
            "shared_function",
            _shared,
            Text(
                es="La segunda cuenta incluye los grafos de la primera: usas la misma `tf.function`, o la misma "
                "lista, en las dos. Empieza cada cuenta con una nueva.",
                en="The second count includes the graphs of the first: you use the same `tf.function`, or the same "
                "list, in both. Begin each count with a new one.",
            ),
        ),
        Misconception(
            "swapped",
            lambda calls: counted()(calls)[::-1],
            Text(
                es="Los dos números son correctos y están cambiados: primero, las llamadas tal como vienen.",
                en="Both numbers are right, and they are swapped: first, the calls as they come.",
            ),
        ),
    ),
    returns=Text(
        es="dos números: los grafos con las llamadas como vienen y con tensores",
        en="two numbers: the graphs for the calls as they come, and as tensors",
    ),
)
