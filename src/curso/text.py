"""Every sentence that a person can see: both languages side by side, and which one is spoken now."""

from __future__ import annotations

import locale
import os
from dataclasses import dataclass
from typing import Any, Literal

Language = Literal["es", "en"]
LANGUAGES: tuple[Language, ...] = ("es", "en")

_chosen: Language | None = None


@dataclass(frozen=True)
class Text:
    """A sentence in Spanish and in English.

    `str(text)` is the sentence in the language spoken now (see `language`); `text.to("es")` in a given one.
    """

    es: str
    en: str

    def to(self, lang: Language) -> str:
        """The sentence in `lang`."""
        return self.es if lang == "es" else self.en

    def format(self, *args: Any, **values: Any) -> Text:
        """Fill the braces of both sentences; a value that is itself a `Text` goes in in each language."""

        def fill(lang: Language) -> str:
            def one(value: Any) -> Any:
                return value.to(lang) if isinstance(value, Text) else value

            return self.to(lang).format(*map(one, args), **{k: one(v) for k, v in values.items()})

        return Text(es=fill("es"), en=fill("en"))

    def __add__(self, other: Text) -> Text:
        return Text(es=self.es + other.es, en=self.en + other.en)

    def __str__(self) -> str:
        return self.to(language())


def join(texts: list[Text] | tuple[Text, ...], separator: str = " ") -> Text:
    """The sentences one after the other, in each language."""
    return Text(es=separator.join(t.es for t in texts), en=separator.join(t.en for t in texts))


def verbatim(text: str) -> Text:
    """A `Text` for what reads the same in both languages: a name, a number, a piece of code."""
    return Text(es=text, en=text)


def as_language(value: str | None) -> Language | None:
    """The language that a tag such as "es", "es_MX.UTF-8" or "en-GB" names, or None."""
    tag = (value or "").strip().lower()[:2]
    return tag if tag in LANGUAGES else None


def language() -> Language:
    """The language spoken now: the one set, else CURSO_LANG, else the locale's, else English."""
    if _chosen is not None:
        return _chosen
    spoken = as_language(os.environ.get("CURSO_LANG"))
    if spoken is None:
        for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
            if os.environ.get(name):
                spoken = as_language(os.environ[name])
                break
        else:
            spoken = as_language(locale.getlocale()[0])
    return spoken or "en"


def set_language(lang: Language | None) -> None:
    """Speak `lang` from now on; None goes back to CURSO_LANG and the locale."""
    global _chosen
    _chosen = lang
