"""Pictures of a search, each with its alternative text: the best so far, parallel axes, importance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from curso.models.keras_net.picture import BLUE, DPI, INK, VERMILLION, Picture
from curso.text import Text, join
from curso.tuning.coordinates import coordinates, marks, written
from curso.tuning.results import Result

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

FAINT = "#B8B8B8"
ABOVE: dict[str, Any] = {"loc": "lower center", "bbox_to_anchor": (0.5, 1.0)}  # the axes, where a legend hides nothing
PAPER = {"facecolor": "white", "edgecolor": "none", "pad": 0.6, "alpha": 0.85}  # behind words that lines cross
SPENT = {
    "trial": Text(es="ensayo", en="trial"),
    "epochs": Text(es="épocas entrenadas", en="epochs trained"),
    "seconds": Text(es="segundos", en="seconds"),
}
TRIAL = Text(es="un ensayo", en="a trial")
BEST = Text(es="el mejor hasta ahora", en="the best so far")
A_FAILURE = Text(es="un ensayo fallido", en="a failed trial")
THE_BEST = Text(es="el mejor ensayo", en="the best trial")
SHARE = Text(es="parte de la diferencia entre ensayos", en="share of the difference between trials")
BEST_SO_FAR = Text(
    es="Una búsqueda de {n} ensayos: `{name}` de cada uno y el mejor hasta ese momento, según {spent}. El mejor "
    "empieza en {first:.3g} y acaba en {last:.3g}, el del ensayo {number}.",
    en="A search of {n} trials: `{name}` of each and the best until then, by {spent}. The best begins at {first:.3g} "
    "and ends at {last:.3g}, that of trial {number}.",
)
FAILURES = Text(es=" Han fallado {n}, marcados con una cruz.", en=" {n} failed, marked by a cross.")
PARALLEL = Text(
    es="Una línea por cada uno de {n} ensayos, que cruza un eje por hiperparámetro ({names}) y acaba en su `{name}`, "
    "de {low:.3g} a {high:.3g}; las más oscuras son las mejores. La mejor pasa por {values}.",
    en="A line for each of {n} trials, which crosses an axis for each hyper-parameter ({names}) and ends at its "
    "`{name}`, from {low:.3g} to {high:.3g}; the darker, the better. The best goes through {values}.",
)
IMPORTANCE = Text(
    es="Qué parte de las diferencias de `{name}` entre {n} ensayos explica cada hiperparámetro: ",
    en="What share of the differences in `{name}` between {n} trials each hyper-parameter explains: ",
)
ONE_SHARE = Text(es="{name}, {share:.0%} (± {std:.0%})", en="{name}, {share:.0%} (± {std:.0%})")


def best_so_far(results: Sequence[Result], name: str, less: bool, by: Literal["trial", "epochs", "seconds"]) -> Picture:
    """Each trial's score, and the best until then, by what had been spent.

    Parameters
    ----------
    results : of all trials, at least one of them completed.
    name : of the objective.
    less : whether less of it is better.
    by : what the horizontal axis counts; epochs and seconds are those of all trials so far.
    """
    spent = {
        "trial": [float(result.number) for result in results],
        "epochs": list(np.cumsum([result.report.epochs for result in results])),
        "seconds": list(np.cumsum([result.report.seconds for result in results])),
    }[by]
    scores = np.array([result.score for result in results])
    worst = np.inf if less else -np.inf
    best = (np.minimum if less else np.maximum).accumulate(np.where(np.isnan(scores), worst, scores))
    best = np.where(np.isfinite(best), best, np.nan)
    figure = _figure(6.4, 3.6)
    axes = figure.add_subplot()
    axes.plot(spent, scores, "o", color=BLUE, label=str(TRIAL))
    axes.step(spent, best, where="post", color=VERMILLION, label=str(BEST))
    failed = [x for x, result in zip(spent, results, strict=True) if result.status == "failed"]
    if failed:
        bottom = np.full(len(failed), 0.03)
        axes.plot(failed, bottom, "x", color=INK, transform=axes.get_xaxis_transform(), label=str(A_FAILURE))
    axes.set_xlabel(str(SPENT[by]))
    axes.set_ylabel(name)
    axes.locator_params(axis="x", integer=by != "seconds")
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False, **ABOVE, ncols=3)
    winner = int((np.nanargmin if less else np.nanargmax)(scores))
    alt = BEST_SO_FAR.format(
        n=len(results), name=name, spent=SPENT[by], number=results[winner].number,
        first=best[np.isfinite(best)][0], last=best[-1],
    )  # fmt: skip
    return Picture(figure, alt + FAILURES.format(n=len(failed)) if failed else alt)


def parallel(results: Sequence[Result], space: Sequence[Any], name: str, less: bool) -> Picture:
    """An axis for each hyper-parameter and one for the score, and a line for each completed trial through them.

    The axes are in the measure in which the values are drawn: a rate drawn by its logarithm has a logarithmic axis.
    """
    from matplotlib import colormaps

    scores = np.array([result.score for result in results])
    low, high = float(scores.min()), float(scores.max())
    heights = (scores - low) / (high - low or 1.0)
    lines = np.stack([*(coordinates(hp, results) for hp in space), heights], axis=1)
    rank = np.argsort(np.argsort(scores if less else -scores, kind="stable")) / max(1, len(scores) - 1)
    winner = int(np.argmin(rank))
    figure = _figure(max(4.8, 1.5 * (len(space) + 1)), 3.8)
    axes = figure.add_subplot()
    places = np.arange(len(space) + 1)
    shades = colormaps["cividis"]
    for number in np.argsort(-rank):
        style = (
            {"color": VERMILLION, "lw": 2.6} if number == winner else {"color": shades(0.85 * rank[number]), "lw": 1.1}
        )
        axes.plot(places, lines[number], marker="o", ms=3, label=str(THE_BEST) if number == winner else None, **style)
    ends = [(height, written(value)) for height, value in ((0.0, low), (1.0, high))]
    for place, ticks in enumerate([*map(marks, space), ends]):
        axes.axvline(place, color=FAINT, lw=0.8, zorder=0)
        for height, label in ticks:
            axes.annotate(
                label, (place, height), (5, 0), textcoords="offset points", fontsize=8, color=INK, va="center",
                bbox=PAPER, zorder=3,
            )  # fmt: skip
    axes.set_xticks(places, [*(hp.name for hp in space), name])
    axes.set_yticks([])
    axes.set_xlim(-0.15, len(space) + 0.45)
    axes.spines[:].set_visible(False)
    axes.legend(frameon=False, **ABOVE)
    values = ", ".join(f"{key} = {written(value)}" for key, value in results[winner].values.items())
    names = ", ".join(hp.name for hp in space)
    alt = PARALLEL.format(n=len(results), names=names, name=name, low=low, high=high, values=values)
    return Picture(figure, alt)


def bars(shares: pd.DataFrame, name: str, trials: int) -> Picture:
    """A bar for each hyper-parameter's share, the most important above, with its spread."""
    figure = _figure(6.0, 1.2 + 0.4 * len(shares))
    axes = figure.add_subplot()
    axes.barh(shares.index, shares["share"], xerr=shares["std"], color=BLUE, ecolor=INK, capsize=3)
    axes.invert_yaxis()
    axes.set_xlim(left=0)
    axes.set_xlabel(str(SHARE))
    axes.spines[["top", "right"]].set_visible(False)
    said = [ONE_SHARE.format(name=key, share=row["share"], std=row["std"]) for key, row in shares.iterrows()]
    return Picture(figure, IMPORTANCE.format(name=name, n=trials) + join(said, "; ") + Text(es=".", en="."))


def _figure(width: float, height: float) -> Figure:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), dpi=DPI, layout="constrained")
    FigureCanvasAgg(figure)
    return figure
