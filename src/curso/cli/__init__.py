"""The command `curso`: parses, calls the parts that do the work, and prints what came out."""

from __future__ import annotations

import sys

from curso.text import Language, Text, as_language, set_language

BAD_LANGUAGE = Text(
    es="`--lang` pide `es` (español) o `en` (inglés).",
    en="`--lang` needs `es` (Spanish) or `en` (English).",
)
MORE_HELP = Text(es="Ayuda: {command} --help", en="Help: {command} --help")


def main(arguments: list[str] | None = None) -> int:
    """Run `curso` with `arguments` (those of the command line when None).

    Returns
    -------
    The exit code: 0 all well, 1 done but something needs attention, 2 the input cannot be used, 130 interrupted.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a Windows console that cannot show ✓ shows ? and goes on
            stream.reconfigure(errors="replace")
    try:
        lang, rest = language_asked(sys.argv[1:] if arguments is None else arguments)
    except ValueError:
        print(BAD_LANGUAGE, file=sys.stderr)
        return 2
    if lang:
        set_language(lang)
    if rest[:1] == ["quiz"]:
        from curso.cli.quick import quick

        code = quick(rest[1:])
        if code is not None:
            return code

    from curso.cli.app import run

    return run(rest)


def language_asked(arguments: list[str]) -> tuple[Language | None, list[str]]:
    """The language that `--lang` names, wherever it stands before a lone `--`, and the other arguments.

    Raises:
        ValueError: when `--lang` names no language of the course.
    """
    lang: Language | None = None
    rest: list[str] = []
    left = list(arguments)
    while left:
        word = left.pop(0)
        if word == "--":
            return lang, [*rest, word, *left]
        if word == "--lang" or word.startswith("--lang="):
            value = word.partition("=")[2] if "=" in word else (left.pop(0) if left else "")
            lang = as_language(value)
            if lang is None:
                raise ValueError(value)
        else:
            rest.append(word)
    return lang, rest
