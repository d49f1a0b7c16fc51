"""The practical limit in `training.py`: the same four networks with Adam written out, a whole epoch in one XLA call."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from _train_task import BATCH, CELLS, DROP, FILTERS, RATE, UNITS, Task, Watch


def parameters(network: str) -> list[Any]:
    """Glorot's uniform weights, and biases of 0 (1 for the LSTM's forget gate)."""
    random = np.random.default_rng(0)

    def weights(*shape: int) -> Any:
        field = int(np.prod(shape[:-2]))
        limit = np.sqrt(6 / (field * (shape[-2] + shape[-1])))
        return random.uniform(-limit, limit, shape).astype("float32")

    def zeros(n: int) -> Any:
        return np.zeros(n, "float32")

    if network == "cnn":
        return [weights(3, 3, 1, FILTERS), zeros(FILTERS), weights(9 * FILTERS, 10), zeros(10)]
    if network == "lstm":
        bias = np.repeat(np.array([0, 1, 0, 0], "float32"), CELLS)
        return [weights(8, 4 * CELLS), weights(CELLS, 4 * CELLS), bias, weights(CELLS, 10), zeros(10)]
    sizes = (64, UNITS, UNITS, 10)
    return [each for a, b in pairwise(sizes) for each in (weights(a, b), zeros(b))]


def scores(network: str, p: list[Any], x: Any, uniform: Any = None) -> Any:
    """Scores before softmax; `uniform(shape, i)` draws the masks of Dropout while training."""
    from keras import ops

    if network == "cnn":
        maps = ops.max_pool(ops.relu(ops.conv(x, p[0], padding="valid") + p[1]), 2)
        return ops.reshape(maps, (-1, 9 * FILTERS)) @ p[2] + p[3]
    if network == "lstm":
        h = c = ops.zeros((x.shape[0], CELLS))
        for t in range(x.shape[1]):
            i, f, g, o = ops.split(x[:, t] @ p[0] + h @ p[1] + p[2], 4, axis=1)
            c = ops.sigmoid(f) * c + ops.sigmoid(i) * ops.tanh(g)
            h = ops.sigmoid(o) * ops.tanh(c)
        return h @ p[3] + p[4]
    for layer in range(2):
        x = ops.relu(x @ p[2 * layer] + p[2 * layer + 1])
        if network == "mlp+dropout" and uniform is not None:
            x = ops.where(uniform(x.shape, layer) < DROP, 0.0, x / (1 - DROP))
    return x @ p[4] + p[5]


def cost(network: str, p: list[Any], x: Any, y: Any, uniform: Any) -> tuple[Any, Any]:
    """Mean cross-entropy, and how many were right."""
    from keras import ops

    answer = scores(network, p, x, uniform)
    loss = ops.mean(ops.sparse_categorical_crossentropy(y, answer, from_logits=True))
    return loss, ops.sum(ops.cast(ops.cast(ops.argmax(answer, axis=1), y.dtype) == y, "float32"))


def adam(p: list[Any], m: list[Any], v: list[Any], gradients: list[Any], t: Any) -> tuple[list[Any], ...]:
    """Adam as Keras has it: the corrections go into the step, ε = 1e-7."""
    from keras import ops

    step = RATE * ops.sqrt(1 - 0.999**t) / (1 - 0.9**t)
    m = [a + 0.1 * (g - a) for a, g in zip(m, gradients, strict=True)]
    v = [a + 0.001 * (g * g - a) for a, g in zip(v, gradients, strict=True)]
    return [w - step * a / (ops.sqrt(b) + 1e-7) for w, a, b in zip(p, m, v, strict=True)], m, v


def by_hand(task: Task, watch: Watch, epochs: int) -> None:
    """The race; a last, smaller batch is left out (fewer than 0.3 % of the rows)."""
    import keras

    watch.start()
    p = parameters(task.network)
    state = (p, [0 * w for w in p], [0 * w for w in p], np.float32(0))
    go = (_jax if keras.config.backend() == "jax" else _tensorflow)(task)
    for order in task.orders(epochs):
        state, seen = go(state, order[: len(order) // BATCH * BATCH].reshape(-1, BATCH))
        np.asarray(seen)

        def right(state: Any = state) -> float:
            return task.right(scores(task.network, state[0], task.X_new))

        watch.epoch(right)


def _tensorflow(task: Task) -> Any:
    import tensorflow as tf

    X, y = tf.constant(task.X), tf.constant(task.y)

    @tf.function(autograph=False, jit_compile=True)  # type: ignore[untyped-decorator]
    def epoch(state: Any, X: Any, y: Any) -> Any:
        def step(i: Any, state: Any, seen: Any) -> Any:
            p, m, v, t = state

            def uniform(shape: Any, layer: int) -> Any:
                return tf.random.stateless_uniform(shape, [tf.cast(t, tf.int32), layer], alg="threefry")

            with tf.GradientTape() as tape:
                tape.watch(p)
                loss, right = cost(task.network, p, X[i], y[i], uniform)
            t += 1
            return i + 1, (*adam(p, m, v, tape.gradient(loss, p), t), t), seen + tf.stack([loss, right])

        return tf.while_loop(lambda i, *_: i < X.shape[0], step, (tf.constant(0), state, tf.zeros(2)))[1:]

    @tf.function(autograph=False)  # type: ignore[untyped-decorator]
    def go(state: Any, rows: Any) -> Any:
        return epoch(state, tf.gather(X, rows), tf.gather(y, rows))

    return lambda state, rows: go(tf.nest.map_structure(tf.convert_to_tensor, state), tf.constant(rows))


def _jax(task: Task) -> Any:
    import jax

    X, y = jax.numpy.asarray(task.X), jax.numpy.asarray(task.y)

    def step(state: Any, rows: Any) -> Any:
        p, m, v, t = state

        def uniform(shape: Any, layer: int) -> Any:
            key = jax.random.fold_in(jax.random.key(layer), t.astype("int32"))
            return jax.random.uniform(key, shape)

        value = jax.value_and_grad(lambda p: cost(task.network, p, X[rows], y[rows], uniform), has_aux=True)
        (loss, right), gradients = value(p)
        t = t + 1
        return (*adam(p, m, v, gradients, t), t), jax.numpy.stack([loss, right])

    return jax.jit(lambda state, rows: jax.lax.scan(step, state, rows))
