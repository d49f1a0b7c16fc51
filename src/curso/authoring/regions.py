"""Solution regions and comments in one language: pure functions from the text of a cell to text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from curso.text import Language, Text

BEGIN = "### BEGIN SOLUTION"
END = "### END SOLUTION"
BLANK = "..."

_STUB_LINE = re.compile(r"^(\s*)#~(?: (.*)|\s*)$")
_COMMENT = re.compile(r"^(\s*)# (es|en):(?: (.*)|\s*)$")


@dataclass(frozen=True)
class Region:
    """What stands between the two markers: the solution, and what the student gets in its place."""

    indent: str
    solution: tuple[str, ...]
    stub: tuple[str, ...]


class RegionError(ValueError):
    """The markers of a solution region are misspelt or do not pair up; `offset` is the line in the cell, from 0."""

    def __init__(self, offset: int, message: Text) -> None:
        super().__init__(message.en)
        self.offset = offset
        self.message = message


def parts(source: str) -> tuple[str | Region, ...]:
    """The lines of a cell, each solution region taken together. Raises RegionError."""
    found: list[str | Region] = []
    opened: int | None = None
    indent, solution, stub = "", [], []  # type: str, list[str], list[str]
    for offset, line in enumerate(source.split("\n")):
        word = line.strip()
        if word == BEGIN:
            if opened is not None:
                raise RegionError(offset, _NESTED)
            opened = offset
            indent, solution, stub = line[: len(line) - len(line.lstrip())], [], []
        elif word == END:
            if opened is None:
                raise RegionError(offset, _NOT_OPENED)
            found.append(Region(indent, tuple(solution), tuple(stub)))
            opened = None
        elif "BEGIN SOLUTION" in word or "END SOLUTION" in word:
            raise RegionError(offset, _NEARLY.format(found=word))
        elif blank := _STUB_LINE.match(line):
            if opened is None:
                raise RegionError(offset, _STUB_OUTSIDE)
            stub.append((blank[1] + (blank[2] or "")).rstrip())
        elif opened is not None:
            solution.append(line)
        else:
            found.append(line)
    if opened is not None:
        raise RegionError(opened, _NOT_CLOSED)
    return tuple(found)


def regions(source: str) -> tuple[Region, ...]:
    """The solution regions of a cell. Raises RegionError."""
    return tuple(part for part in parts(source) if isinstance(part, Region))


def stub(source: str, blank: str = BLANK) -> str:
    """The cell as the student gets it: each region gives way to its `#~` lines, or to `blank`."""

    def lines() -> Iterator[str]:
        for part in parts(source):
            if isinstance(part, str):
                yield part
            else:
                yield from part.stub or (part.indent + blank,)

    return "\n".join(lines())


def solved(source: str) -> str:
    """The cell with its solution, without markers and without `#~` lines."""

    def lines() -> Iterator[str]:
        for part in parts(source):
            if isinstance(part, str):
                yield part
            else:
                yield from part.solution

    return "\n".join(lines())


def instructor(source: str) -> str:
    """The cell with its solution between nbgrader's markers, without `#~` lines."""

    def lines() -> Iterator[str]:
        for part in parts(source):
            if isinstance(part, str):
                yield part
            else:
                yield from (part.indent + BEGIN, *part.solution, part.indent + END)

    return "\n".join(lines())


def pick_comments(source: str, lang: Language) -> str:
    """The code without the comment lines of the other language, and without the mark on its own.

    A comment line is a whole line: `# es: …` or `# en: …` after indentation only.
    """

    def lines() -> Iterator[str]:
        for line in source.split("\n"):
            comment = _COMMENT.match(line)
            if comment is None:
                yield line
            elif comment[2] == lang:
                yield f"{comment[1]}# {comment[3] or ''}".rstrip()

    return "\n".join(lines())


def comment_counts(source: str) -> dict[str, int]:
    """How many comment lines the code has in each language, in `#~` lines too."""
    counts = {"es": 0, "en": 0}
    for line in source.split("\n"):
        blank = _STUB_LINE.match(line)
        comment = _COMMENT.match(blank[1] + (blank[2] or "") if blank else line)
        if comment is not None:
            counts[comment[2]] += 1
    return counts


_NESTED = Text(
    es=f"Hay un «{BEGIN}» dentro de otra región de solución. Cierra la primera con «{END}» antes de abrir otra.",
    en=f"There is a “{BEGIN}” inside another solution region. Close the first with “{END}” before you open another.",
)
_NOT_OPENED = Text(
    es=f"Hay un «{END}» sin su «{BEGIN}». Escribe «{BEGIN}» donde empieza la solución.",
    en=f"There is an “{END}” without its “{BEGIN}”. Write “{BEGIN}” where the solution begins.",
)
_NOT_CLOSED = Text(
    es=f"La región que abre este «{BEGIN}» no se cierra. Escribe «{END}» donde acaba la solución.",
    en=f"The region that this “{BEGIN}” opens is never closed. Write “{END}” where the solution ends.",
)
_NEARLY = Text(
    es=f"«{{found}}» no es una marca y la solución saldría publicada. Escribe «{BEGIN}» o «{END}», solo en su línea.",
    en=f"“{{found}}” isn't a marker: the solution would be published. Write “{BEGIN}” or “{END}”, alone on its line.",
)
_STUB_OUTSIDE = Text(
    es=f"Una línea «#~» solo vale entre «{BEGIN}» y «{END}»: pásala dentro o quítala.",
    en=f"A “#~” line only counts between “{BEGIN}” and “{END}”: move it inside or take it away.",
)
