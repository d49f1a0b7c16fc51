"""A progress bar says how much is done and how long the rest will take, in the language spoken."""

from __future__ import annotations

from rich.progress import Progress

from curso.cli.say import TimeLeft
from curso.text import set_language


def shown(done: int, seconds: float) -> str:
    """What the column shows when so many of ten pieces took so long."""
    clock = 0.0
    progress = Progress(get_time=lambda: clock, auto_refresh=False)
    task = progress.add_task("", total=10)
    for step in range(1, done + 1):
        clock = seconds * step / max(done, 1)
        progress.update(task, completed=step)
    return TimeLeft().render(progress.tasks[0]).plain


def test_the_time_left_follows_the_pace_so_far() -> None:
    assert shown(5, 100) == "1:40 left"
    set_language("es")
    assert shown(5, 100) == "quedan 1:40"


def test_nothing_is_said_before_it_can_be_told_nor_at_the_end() -> None:
    assert shown(0, 10) == ""
    assert shown(10, 10) == ""
