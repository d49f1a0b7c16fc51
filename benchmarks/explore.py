"""How long the interactive pictures take to redraw after a slider moves.

    python benchmarks/explore.py [--quick]

One redraw is what a slider causes in the kernel: the new config, its picture as PNG, its alternative text and the HTML
that is sent. The aim is less than 60 ms for `gradient_descent` and 200 ms for the others.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

from curso.explore import descent, fitting, partition, png, race, scaled, surface, trials

PICTURES = (
    ("gradient_descent", descent, descent.Config()),
    ("cost_surface", surface, surface.Config()),
    ("scaling", scaled, scaled.Config()),
    ("optimizers", race, race.Config()),
    ("split", partition, partition.Config(leak="duplicates")),
    ("capacity, polynomial", fitting, fitting.Config()),
    ("capacity, network", fitting, fitting.Config("network", dropout=0.2)),
    ("search, Bayesian", trials, trials.Config("bayesian")),
    ("search, Hyperband", trials, trials.Config("hyperband")),
)


def controls(box: Any) -> dict[str, Any]:
    """The sliders of a widget by their names on screen, without play buttons."""
    found: dict[str, Any] = {}
    for child in getattr(box, "children", ()):
        found |= controls(child)
    if hasattr(box, "readout"):
        found[box.description] = box
    return found


def milliseconds(action: Callable[[int], object], times: int) -> tuple[float, float, float]:
    """Median time of the processor, and median and ninth decile on the clock, after two runs that are not counted.

    On a machine that others use at the same time the first says what a redraw costs.
    """
    clock, processor = [], []
    for i in range(times + 2):
        began, began_processor = time.perf_counter(), time.process_time()
        action(i)
        clock.append(1e3 * (time.perf_counter() - began))
        processor.append(1e3 * (time.process_time() - began_processor))
    return float(np.median(processor[2:])), float(np.median(clock[2:])), float(np.quantile(clock[2:], 0.9))


def main() -> None:
    parser = argparse.ArgumentParser(description="How long the interactive pictures take to redraw.")
    parser.add_argument("--quick", action="store_true", help="fewer repetitions")
    times = 8 if parser.parse_args().quick else 40
    table = Table("picture", "what moves", "CPU / ms", "clock / ms", "9 of 10 below / ms")
    for column in table.columns[2:]:
        column.justify = "right"
    for name, picture, config in PICTURES:
        for slider_name, slider in controls(picture.widget(config)).items():
            stops = np.linspace(slider.min, slider.max, times + 2)

            def move(i: int, slider: Any = slider, stops: Any = stops) -> None:
                slider.value = type(slider.value)(stops[i])

            table.add_row(name, slider_name, *(f"{value:.0f}" for value in milliseconds(move, times)))

        def draw(_: int, picture: Any = picture, config: Any = config) -> None:
            png(picture.draw(config))

        still = milliseconds(draw, max(4, times // 8))
        table.add_row(name, "(whole figure drawn afresh)", *(f"{value:.0f}" for value in still))
        table.add_section()
    Console().print(table)


if __name__ == "__main__":
    main()
