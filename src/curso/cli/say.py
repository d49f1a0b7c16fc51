"""Prints sentences, tables and progress bars in the language spoken."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table
from rich.text import Text as Styled

from curso.text import Text

MISTAKE = Text(es="Error", en="Error")
TIME_LEFT = Text(es="quedan {time}", en="{time} left")


def console(err: bool = False) -> Console:
    """A console on the standard output (or error) of this moment."""
    return Console(stderr=err, highlight=False)


def say(text: Text, err: bool = False) -> None:
    """Print one sentence; never cut in the middle of a word or a path."""
    console(err).print(escape(str(text)), soft_wrap=True)


def trouble(text: Text) -> None:
    """Print on standard error what was wrong."""
    console(err=True).print(f"[bold red]{MISTAKE}:[/] {escape(str(text))}", soft_wrap=True)


def show_table(title: Text, columns: Sequence[Text], rows: Sequence[Sequence[object]], right: int = 0) -> None:
    """Print a table; the last `right` columns are numbers, aligned at the right."""
    table = Table(title=str(title), title_justify="left", title_style="bold")
    for index, column in enumerate(columns):
        numeric = index >= len(columns) - right
        table.add_column(str(column), justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*(escape(str(cell)) for cell in row))
    console().print(table)


Commands = tuple[tuple[str, Callable[..., None], Text], ...]
"""What a file of commands offers: the name, the function, and what the help says of it."""

Step = Callable[[int, int, Text], None]
"""What long work calls: (pieces done, pieces in all, what is being done)."""


class TimeLeft(ProgressColumn):
    """How long the rest will take, as long as it can be told."""

    max_refresh = 0.5

    def render(self, task: Task) -> Styled:
        """The time left of a task."""
        left = task.time_remaining
        if task.finished or left is None:
            return Styled("")
        minutes, seconds = divmod(int(left), 60)
        return Styled(str(TIME_LEFT.format(time=f"{minutes}:{seconds:02}")), style="progress.remaining")


@contextmanager
def progress_bar(doing: Text) -> Iterator[Step]:
    """A progress bar on standard error, gone when the work is done; nothing is drawn where nobody looks."""
    out = console(err=True)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeLeft(),
    )
    with Progress(*columns, console=out, transient=True, disable=not out.is_terminal) as progress:
        task = progress.add_task(escape(str(doing)), total=None)

        def step(done: int, total: int, text: Text) -> None:
            progress.update(task, completed=done, total=total, description=escape(str(text)))

        yield step
