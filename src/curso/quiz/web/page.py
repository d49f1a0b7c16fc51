"""The pages themselves: one file a language with everything inside, and one that chooses between them."""

from __future__ import annotations

import base64
import hashlib
import html
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from string import Template
from typing import Any

from curso.quiz.library import bank_files
from curso.quiz.web.content import Shelf, banks_data, digest, shelf
from curso.quiz.web.words import LANGUAGE_NAMES, NOT_WRITTEN, TITLE, WORDS
from curso.text import LANGUAGES, Language, Text

HERE = Path(__file__).parent / "assets"
# in the order in which they stand on the page: each uses only what stands above it
SCRIPTS = ("make", "draw", "judge", "store", "answer", "explain", "question", "home", "result", "main")
STYLES = ("page.css", "parts.css")
POLICY = (
    "default-src 'none'; script-src {script}; style-src {style}; img-src data:; base-uri 'none'; form-action 'none'; "
    "require-trusted-types-for 'script'"
)


class PageError(Exception):
    """Pages that can't be written; the sentence says where and why."""

    def __init__(self, sentence: Text) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)


def write(folder: Path, banks: Sequence[str] | None = None, seed: int | str = 0) -> tuple[Path, ...]:
    """Write index.html, index.es.html and index.en.html into `folder`, which is made if need be.

    Parameters
    ----------
    banks : names ("01", "examen") or YAML files; None for every bank of the course.
    seed : decides the variants of parametrised questions that go into the pages.

    Returns
    -------
    The three files; the first is the one to open.

    Raises
    ------
    BankError, NoVariant : a bank that isn't there or has a mistake in it; nothing is written then.
    PageError : the folder can't be written to.
    """
    shelves = [shelf(name, seed) for name in dict.fromkeys(bank_files() if banks is None else banks)]
    pages = {"index.html": chooser(), **{f"index.{lang}.html": page(shelves, lang) for lang in LANGUAGES}}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in pages.items():
            _write_whole(folder / name, text)
    except OSError as error:
        problem = error.strerror or type(error).__name__
        raise PageError(NOT_WRITTEN.format(folder=str(folder), problem=problem)) from error
    return tuple(folder / name for name in pages)


def page(shelves: Sequence[Shelf], lang: Language) -> str:
    """The page with these banks in `lang`, as HTML."""
    other: Language = "en" if lang == "es" else "es"
    data = {
        "banks": banks_data(shelves, lang),
        "digest": digest(shelves),
        "words": {name: text.to(lang) for name, text in WORDS.items()},
    }
    return _filled(
        "page.html",
        "\n".join(_asset(f"{name}.js") for name in SCRIPTS),
        {
            "lang": lang,
            "title": TITLE.to(lang),
            "other": other,
            "other_name": LANGUAGE_NAMES[other],
            "no_script": WORDS["no_script"].to(lang),
            "licence": WORDS["licence"].to(lang),
        },
        data,
    )


def chooser() -> str:
    """The page that goes on to the reader's language, and offers both where there is no JavaScript."""
    return _filled(
        "chooser.html",
        _asset("chooser.js"),
        {"title_es": TITLE.es, "title_en": TITLE.en, **{f"name_{lang}": LANGUAGE_NAMES[lang] for lang in LANGUAGES}},
        None,
    )


def _filled(template: str, script: str, words: Mapping[str, str], data: Any) -> str:
    """The template with its words, style, script and data, under a policy that lets nothing else run or load."""
    style = "\n".join(_asset(name) for name in STYLES)
    policy = POLICY.format(script=_hash(script), style=_hash(style))
    return Template(_asset(template)).substitute(
        {name: html.escape(word) for name, word in words.items()},
        policy=html.escape(policy, quote=False),
        style=style,
        script=script,
        # no text of a question can end the element that holds it
        data=json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"),
    )


def _hash(source: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"


def _asset(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def _write_whole(path: Path, text: str) -> None:
    """Write beside and rename, so that a full disk leaves the page that was there."""
    beside = path.with_name(path.name + ".new")
    try:
        # the hashes of the policy are of these very line ends
        beside.write_text(text, encoding="utf-8", newline="\n")
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
