"""The learning curves of a training as a picture, with the same in words for who cannot see it."""

from __future__ import annotations

import html
import io
from base64 import b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from curso.models.keras_net.directions import direction
from curso.text import Text

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

BLUE, VERMILLION, INK = "#0072B2", "#D55E00", "#333333"  # M. Okabe and K. Ito, Color Universal Design (2008)
DPI = 96

EPOCH = Text(es="época", en="epoch")
TRAINING = Text(es="entrenamiento", en="training")
VALIDATION = Text(es="validación", en="validation")
CURVES = Text(es="Curvas de aprendizaje de {n} épocas.", en="Learning curves over {n} epochs.")
ONE_CURVE = Text(
    es=" En el entrenamiento, `{name}` pasa de {first:.3g} a {last:.3g}.",
    en=" In training, `{name}` goes from {first:.3g} to {last:.3g}.",
)
OTHER_CURVE = Text(
    es=" En la validación pasa de {first:.3g} a {last:.3g}; su mejor valor, {best:.3g}, es el de la época {epoch}.",
    en=" In validation it goes from {first:.3g} to {last:.3g}; its best value, {best:.3g}, is that of epoch {epoch}.",
)


@dataclass(frozen=True)
class Picture:
    """A matplotlib figure and its alternative text; the last line of a notebook's cell shows both.

    Parameters
    ----------
    figure : what is seen.
    alt : what it shows, for who cannot see it.
    """

    figure: Figure
    alt: Text

    def _repr_html_(self) -> str:
        buffer = io.BytesIO()
        self.figure.savefig(buffer, format="png", dpi=DPI)
        image = b64encode(buffer.getvalue()).decode()
        return f'<img alt="{html.escape(str(self.alt))}" style="max-width:100%" src="data:image/png;base64,{image}">'


def curves(history: pd.DataFrame, best: int | None = None) -> Picture:
    """One panel for the loss and one for each metric: training, and validation where there is any.

    Parameters
    ----------
    history : a row for each epoch, as `history_`.
    best : position of the best epoch, marked by a dotted vertical line; None for no mark.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    names = [name for name in history.columns if not name.startswith("val_")]
    figure = Figure(figsize=(4.6 * max(len(names), 1), 3.2), dpi=DPI, layout="constrained")
    FigureCanvasAgg(figure)
    epochs = np.arange(1, len(history) + 1)
    for position, name in enumerate(names, start=1):
        axes = figure.add_subplot(1, len(names), position)
        mark = "o" if len(history) == 1 else None
        axes.plot(epochs, history[name], color=BLUE, marker=mark, label=str(TRAINING))
        if f"val_{name}" in history:
            axes.plot(epochs, history[f"val_{name}"], color=VERMILLION, ls="--", marker=mark, label=str(VALIDATION))
            axes.legend(frameon=False)
        if best is not None:
            axes.axvline(best + 1, color=INK, lw=0.8, ls=":")
        axes.set_xlabel(str(EPOCH))
        axes.set_title(name, color=INK)
        axes.locator_params(axis="x", integer=True)
        axes.spines[["top", "right"]].set_visible(False)
    return Picture(figure, _alt(history, names))


def _alt(history: pd.DataFrame, names: list[str]) -> Text:
    said = CURVES.format(n=len(history))
    for name in names:
        said = said + ONE_CURVE.format(name=name, first=history[name].iloc[0], last=history[name].iloc[-1])
        other: Any = history.get(f"val_{name}")
        if other is not None and other.notna().any():
            at = int(np.nanargmin(other) if _smaller_is_better(name, history[name]) else np.nanargmax(other))
            said = said + OTHER_CURVE.format(
                first=other.iloc[0], last=other.iloc[-1], best=other.iloc[at], epoch=at + 1
            )
    return said


def _smaller_is_better(name: str, values: Any) -> bool:
    """As is known of the metric; of others, errors fall in training and scores rise."""
    known = direction(name)
    return known == "min" if known else bool(values.iloc[-1] <= values.iloc[0])
