"""Making every variable that training needs before the first batch, without training."""

from __future__ import annotations

from typing import Any


def build(model: Any, arrays: tuple[Any, ...], batch_size: int) -> None:
    """Build `model`, its metrics and its optimizer as `fit` does; `arrays` are x, y and perhaps weights."""
    import keras

    if model.built and model.optimizer.built and all(getattr(metric, "built", True) for metric in model.metrics):
        return
    x, y, weight = (*(keras.ops.convert_to_tensor(array[:batch_size]) for array in arrays), None, None)[:3]
    answer = model(x)
    model.compute_loss(x, y, answer, weight, training=False)
    model.compute_metrics(x, y, answer, sample_weight=weight)
    model.reset_metrics()
    if not model.optimizer.built:  # one that scales the loss would be made anew
        model.optimizer.build(model.trainable_variables)
