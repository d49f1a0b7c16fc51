"""What must be the same in both languages of a markdown cell: headings, formulas, links, images, code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser
from typing import Any, Literal

from markdown_it import MarkdownIt
from mdit_py_plugins.amsmath import amsmath_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin

Aspect = Literal["heading", "formula", "link", "image", "code", "block"]
ASPECTS: tuple[Aspect, ...] = ("heading", "formula", "link", "image", "code", "block")
ORDERED: frozenset[Aspect] = frozenset({"heading", "block"})

_WORDS = re.compile(r"(\\(?:text\w*|mathrm|mbox|operatorname\*?))\s*\{[^{}]*\}")
_WIKIPEDIA = re.compile(r"^https?://[a-z]{2}(?:\.m)?\.wikipedia\.org/.*$")
_IN_LANGUAGE = re.compile(r"(?<=/)(?:es|en)(?=/)|(?<=hl=)(?:es|en)\b")
_PROSE_FENCES = frozenset({"", "text", "txt", "mermaid", "none"})
_CODE_COMMENT = re.compile(r"\s*#(?!\{).*$")


@dataclass(frozen=True)
class Item:
    """One thing found in a cell: what it is, its line in the cell from 0, and an image's alternative text."""

    aspect: Aspect
    value: str
    offset: int
    alt: str | None = None


@lru_cache(maxsize=512)
def items(source: str) -> tuple[Item, ...]:
    """Everything in a markdown text that does not depend on its language, in order.

    Left out are the words inside formulas, the language in an address, comments in code, and the text of
    fenced blocks that hold no code.
    """
    return tuple(_walk(_parser().parse(source), 0))


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table")
    return parser.use(dollarmath_plugin, double_inline=True, allow_digits=False).use(amsmath_plugin)


def _walk(tokens: list[Any], above: int) -> Iterator[Item]:
    for token in tokens:
        offset = token.map[0] if token.map else above
        kind = token.type
        if kind == "heading_open":
            yield Item("heading", token.tag, offset)
        elif kind in ("math_inline", "math_inline_double", "math_block", "math_block_label", "amsmath"):
            yield Item("formula", _formula(token.content), offset)
        elif kind == "link_open":
            yield Item("link", _address(str(token.attrs["href"])), offset)
        elif kind == "image":
            yield Item("image", _address(str(token.attrs["src"])), offset, token.content.strip())
        elif kind == "code_inline":
            yield Item("code", token.content.strip(), offset)
        elif kind in ("fence", "code_block"):
            yield Item("block", _block(token.info.strip(), token.content), offset)
        elif kind in ("html_inline", "html_block"):
            yield from _html(token.content, offset)
        if token.children and kind != "image":
            yield from _walk(token.children, offset)


def _html(text: str, offset: int) -> Iterator[Item]:
    found: list[Item] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            given = dict(attrs)
            at = offset + self.getpos()[0] - 1
            if tag == "img":
                found.append(Item("image", _address(given.get("src") or ""), at, (given.get("alt") or "").strip()))
            elif tag == "a" and given.get("href"):
                found.append(Item("link", _address(given["href"] or ""), at))
            elif re.fullmatch(r"h[1-6]", tag):
                found.append(Item("heading", tag, at))

    Reader(convert_charrefs=True).feed(text)
    yield from found


def _formula(tex: str) -> str:
    return re.sub(r"\s+", "", _WORDS.sub(r"\1{}", tex))


def _address(url: str) -> str:
    if _WIKIPEDIA.match(url):
        return "wikipedia.org"
    return _IN_LANGUAGE.sub("·", url)


def _block(info: str, content: str) -> str:
    if info.lower() in _PROSE_FENCES:
        return "```" + info
    code = "\n".join(_CODE_COMMENT.sub("", line).rstrip() for line in content.split("\n"))
    return "```" + info + "\n" + "\n".join(line for line in code.split("\n") if line)
