"""What one cell has put out so far, kept small while it arrives: long text keeps its beginning and its end."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from nbformat import NotebookNode

from curso.grading.kernels.messages import size
from curso.grading.notebooks import node as node_of
from curso.text import Language, Text

CUT = Text(
    es="[…] Esta celda produjo demasiada salida: se ha recortado.\n",
    en="[…] This cell put out too much: its output has been cut.\n",
)
GAP = "\n[…]\n"


@dataclass(frozen=True)
class Caps:
    """How much output is kept.

    Parameters
    ----------
    cell_text : characters that a cell prints.
    cell_bytes : bytes of everything that a cell shows, as the notebook's file holds it.
    notebook_bytes : the same of all cells and widgets together.
    outputs : things that a cell shows; and pieces of text, counted apart.
    """

    cell_text: int = 200_000
    cell_bytes: int = 4 * 2**20
    notebook_bytes: int = 32 * 2**20
    outputs: int = 200


class Budget:
    """Bytes that can still be kept."""

    def __init__(self, most: int) -> None:
        self.left = most

    def take(self, count: int) -> bool:
        """Take that many, if they are there."""
        if count > self.left:
            return False
        self.left -= count
        return True


@dataclass
class Run:
    """Text of one stream, in the pieces in which it came."""

    name: str
    pieces: deque[str] = field(default_factory=deque)
    shortened: bool = False

    def text(self) -> str:
        """The text; what is left of a line whose beginning was dropped is dropped too."""
        text = "".join(self.pieces)
        return text[text.find("\n", 0, 1000) + 1 :] if self.shortened else text


@dataclass(eq=False)
class Shown:
    """An output that is not text of a stream, and its bytes."""

    node: NotebookNode
    size: int


class Tray:
    """The outputs of one cell, or of one widget that captures outputs."""

    _late: bool  # whether what comes goes to the tail by now
    _cut: bool  # whether anything was let go of
    _dropped: bool  # whether it was text between head and tail
    _failed: bool  # whether there is an error among the outputs
    _shown: int

    def __init__(self, caps: Caps, budget: Budget, language: Language) -> None:
        self.caps = caps
        self.budget = budget
        self.language = language
        self._clear_later = False
        self._bytes = 0
        self._empty()

    def stream(self, name: str, text: str) -> None:
        """Add text that was printed."""
        self._clear_if_waiting()
        if text and not self._late:
            text = self._begin(name, text)
        if text:
            self._late = True
            self._continue(name, text)

    def show(self, node: dict[str, Any]) -> Shown | None:
        """Add an output; None when there is no room for it."""
        self._clear_if_waiting()
        error = node["output_type"] == "error"
        kept = self._fitting(node, 0) if self._shown < self.caps.outputs or (error and not self._failed) else None
        if kept is None:
            self._cut = True
            return None
        self._failed = self._failed or error
        self._shown += 1
        if self._late:
            self._tail[self._next] = kept
            self._next += 1
        else:
            self._head.append(kept)
        return kept

    def replace(self, shown: Shown, data: Any, metadata: Any) -> None:
        """Show something else in place of what is there; what is there stays when it does not fit."""
        new = self._fitting({**shown.node, "data": data, "metadata": metadata}, shown.size)
        if new is None:
            self._cut = True
            return
        shown.node["data"], shown.node["metadata"], shown.size = new.node["data"], new.node["metadata"], new.size

    def clear(self, wait: bool) -> bool:
        """Remove everything, at once or when something else comes; returns whether it is done."""
        self._clear_later = wait
        if not wait:
            self._empty()
        return not wait

    @property
    def waits_to_clear(self) -> bool:
        """Whether everything goes when something else comes."""
        return self._clear_later

    def outputs(self) -> list[NotebookNode]:
        """What a notebook keeps of it all."""
        cut = [Run("stderr", deque([CUT.to(self.language)]))] if self._cut else []
        between, after = (cut, []) if self._dropped else ([], cut)
        return list(_merged([*self._head, *between, *self._tail.values(), *after]))

    def _empty(self) -> None:
        self.budget.left += self._bytes
        self._head: list[Run | Shown] = []
        self._tail: dict[int, Run | Shown] = {}  # by their order
        self._runs: deque[int] = deque()  # which of the tail are text
        self._next = 0
        self._head_left = self._tail_left = self.caps.cell_text // 2
        self._bytes = self._shown = 0
        self._late = self._cut = self._dropped = self._failed = False

    def _clear_if_waiting(self) -> None:
        if self._clear_later:
            self._clear_later = False
            self._empty()

    def _begin(self, name: str, text: str) -> str:
        """Keep what is among the first characters; returns the rest."""
        fits = text[: self._head_left]
        last = self._head[-1] if self._head else None
        if not isinstance(last, Run) or last.name != name:
            last = Run(name)
            if len(self._head) - self._shown >= self.caps.outputs:
                return text
            self._head.append(last)
        if not self._take(_bytes(fits)):
            return text
        last.pieces.append(fits)
        self._head_left -= len(fits)
        return text[len(fits) :]

    def _continue(self, name: str, text: str) -> None:
        """Keep the last characters, and let go of those before."""
        half = self.caps.cell_text // 2
        shortened = len(text) > half
        text = text[len(text) - half :] if shortened else text
        if shortened:
            self._cut = self._dropped = True
        while self._runs and (len(text) > self._tail_left or len(self._runs) > self.caps.outputs):
            self._drop()
        if not self._take(_bytes(text)):
            self._cut = self._dropped = True
            return
        last = self._tail.get(self._next - 1)
        if not isinstance(last, Run) or last.name != name:
            last = Run(name, shortened=shortened)
            self._tail[self._next] = last
            self._runs.append(self._next)
            self._next += 1
        last.pieces.append(text)
        self._tail_left -= len(text)

    def _drop(self) -> None:
        """Let go of the oldest piece of the tail."""
        run = self._tail[self._runs[0]]
        assert isinstance(run, Run)
        piece = run.pieces.popleft()
        run.shortened = self._cut = self._dropped = True
        self._tail_left += len(piece)
        self._give(_bytes(piece))
        if not run.pieces:
            del self._tail[self._runs.popleft()]

    def _take(self, count: int) -> bool:
        if self._bytes + count > self.caps.cell_bytes or not self.budget.take(count):
            return False
        self._bytes += count
        return True

    def _give(self, count: int) -> None:
        self._bytes -= count
        self.budget.left += count

    def _fitting(self, node: dict[str, Any], instead_of: int) -> Shown | None:
        """The output, shortened where it must be, with its bytes taken; None when there is no room."""
        node = self._shortened(node)
        self._give(instead_of)
        for form in (node, _only_text(node)):
            if form is not None and self._take(count := size(form)):
                self._cut = self._cut or form is not node
                return Shown(node_of(form), count)
        self._take(instead_of)
        return None

    def _shortened(self, node: dict[str, Any]) -> dict[str, Any]:
        most = self.caps.cell_text // 2
        if node["output_type"] == "error":
            most = self.caps.cell_text // 5
            traceback = node["traceback"]
            if sum(map(len, traceback)) > most:
                traceback = _fewer(traceback, most)
                self._cut = True
            short = {name: _middle_out(node[name], most // 4) for name in ("ename", "evalue")}
            return {**node, **short, "traceback": traceback}
        text = node["data"].get("text/plain")
        if text is not None and len(text) > most:
            self._cut = True
            return {**node, "data": {**node["data"], "text/plain": _middle_out(text, most)}}
        return node


def _bytes(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8"))


def _middle_out(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most // 2] + GAP + text[len(text) - most // 2 :]


def _fewer(lines: list[str], most: int) -> list[str]:
    """The first and the last of some lines; when one of them is too long, its beginning and its end."""
    ends: tuple[list[str], list[str]] = [], []
    for kept, lines_from_there in zip(ends, (lines, lines[::-1]), strict=True):
        left = most // 2
        for line in lines_from_there:
            line = _middle_out(line, most // 4)
            if len(line) > left:
                break
            left -= len(line)
            kept.append(line)
    return [*ends[0], GAP, *reversed(ends[1])]


def _only_text(node: dict[str, Any]) -> dict[str, Any] | None:
    """The output in words alone, when it has them."""
    if "text/plain" not in node.get("data", {}):
        return None
    return {**node, "data": {"text/plain": node["data"]["text/plain"]}, "metadata": {}}


def _merged(items: list[Run | Shown]) -> Iterator[NotebookNode]:
    """Outputs, with neighbouring texts of one stream as one."""
    last: NotebookNode | None = None
    for item in items:
        if isinstance(item, Shown):
            if last is not None:
                yield last
            last = None
            yield item.node
            continue
        text = item.text()
        if last is not None and last["name"] == item.name:
            last["text"] += text
        elif text:
            if last is not None:
                yield last
            last = node_of({"output_type": "stream", "name": item.name, "text": text})
    if last is not None:
        yield last
