"""Rules on the two languages: nothing is said in only one, and both say the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from curso.authoring.lesson import SOURCE_ONLY, Cell, Lesson
from curso.authoring.markdown import ASPECTS, ORDERED, Aspect, items
from curso.authoring.regions import comment_counts
from curso.authoring.rules.registry import Context, Finding, rule
from curso.authoring.seals import seal, twins
from curso.text import Text, verbatim


@rule("twin-missing", blocks=True)
def twin_missing(lesson: Lesson, _: Context) -> Iterator[Finding]:
    """Each Spanish cell is followed by its English twin, and each comment stands in both languages."""
    paired = {cell.line for pair in twins(lesson) for cell in pair}
    for cell in lesson.cells:
        if SOURCE_ONLY in cell.tags:
            continue
        if cell.markdown and cell.lang is None:
            yield cell.line, _NO_LANG.format(name=cell.name)
        elif cell.lang is not None and cell.line not in paired:
            yield cell.line, (_NO_ENGLISH if cell.lang == "es" else _NO_SPANISH).format(name=cell.name)
        if not cell.markdown:
            counts = comment_counts(cell.source)
            if counts["es"] != counts["en"]:
                yield cell.line, _COMMENTS.format(name=cell.name, **counts)


@rule("seal-stale", fixable=True)
def seal_stale(lesson: Lesson, _: Context) -> Iterator[Finding]:
    """The seal of an English cell is that of the Spanish cell as it is now."""
    for spanish, english in twins(lesson):
        right = seal(spanish.source)
        if english.seal is None:
            yield english.line, _NO_SEAL.format(name=english.name, right=right)
        elif english.seal != right:
            yield english.line, _STALE.format(name=english.name, line=spanish.line, right=right)


@rule("structure-differs")
def structure_differs(lesson: Lesson, _: Context) -> Iterator[Finding]:
    """Both languages have the same headings, formulas, links, images and code."""
    for spanish, english in twins(lesson):
        if spanish.markdown and english.markdown:
            for aspect in ASPECTS:
                yield from _compare(spanish, english, aspect)


def _compare(spanish: Cell, english: Cell, aspect: Aspect) -> Iterator[Finding]:
    one, other = (
        [(item.value, item.offset) for item in items(cell.source) if item.aspect == aspect]
        for cell in (spanish, english)
    )
    ours, theirs = [value for value, _ in one], [value for value, _ in other]
    if ours == theirs or (aspect not in ORDERED and Counter(ours) == Counter(theirs)):
        return
    missing = list((Counter(ours) - Counter(theirs)).elements())
    extra = list((Counter(theirs) - Counter(ours)).elements())
    offset = next((at for value, at in other if value in extra), -1)
    parts = []
    if missing:
        parts.append(_ONLY_SPANISH.format(what=_shown(missing)))
    if extra:
        parts.append(_ONLY_ENGLISH.format(what=_shown(extra)))
    if not parts:
        parts.append(_ORDER.format(one=_shown(ours), other=_shown(theirs)))
    details = parts[0] if len(parts) == 1 else parts[0] + verbatim("; ") + parts[1]
    yield (
        english.line + 1 + offset,
        _DIFFERS.format(name=english.name, aspect=_ASPECT[aspect], details=details, line=spanish.line),
    )


def _shown(values: list[str]) -> str:
    """The values on one line; of a block, its first line of code."""
    return ", ".join(f"`{' '.join(value.removeprefix('```').split(chr(10))[:2])}`" for value in values)


_NO_LANG = Text(
    es="La celda de texto «{name}» no dice su idioma. Pon lang=\"es\" y añade debajo su gemela con lang=\"en\".",
    en="The text cell “{name}” doesn't say its language. Put lang=\"es\" and add its twin with lang=\"en\" below.",
)
_NO_ENGLISH = Text(
    es="A «{name}» le falta su gemela en inglés. Escríbela justo debajo: mismo nombre y lang=\"en\".",
    en="“{name}” lacks its English twin. Write it right below: the same name and lang=\"en\".",
)
_NO_SPANISH = Text(
    es="A «{name}» le falta su gemela en español. Escríbela justo encima: mismo nombre y lang=\"es\".",
    en="“{name}” lacks its Spanish twin. Write it right above: the same name and lang=\"es\".",
)
_COMMENTS = Text(
    es="El código «{name}» tiene {es} comentarios «# es:» y {en} «# en:». Escribe los que faltan.",
    en="The code “{name}” has {es} comments “# es:” and {en} “# en:”. Write the ones that are missing.",
)
_NO_SEAL = Text(
    es="La celda inglesa «{name}» no lleva sello. Comprueba la traducción y ejecuta «curso build --seal» "
    "(escribe seal=\"{right}\").",
    en="The English cell “{name}” has no seal. Check the translation and run “curso build --seal” "
    "(it writes seal=\"{right}\").",
)
_STALE = Text(
    es="El texto español de «{name}» (línea {line}) cambió después de traducirse. Pon al día el inglés y ejecuta "
    "«curso build --seal» (escribe seal=\"{right}\").",
    en="The Spanish text of “{name}” (line {line}) changed after it was translated. Bring the English up to date "
    "and run “curso build --seal” (it writes seal=\"{right}\").",
)
_DIFFERS = Text(
    es="«{name}» no tiene {aspect} en los dos idiomas: {details}. Iguala esta celda y la española (línea {line}).",
    en="“{name}” doesn't have {aspect} in both languages: {details}. Make this cell and the Spanish one (line "
    "{line}) agree.",
)
_ONLY_SPANISH = Text(es="solo en español {what}", en="only in Spanish {what}")
_ONLY_ENGLISH = Text(es="solo en inglés {what}", en="only in English {what}")
_ORDER = Text(es="en español {one} y en inglés {other}", en="in Spanish {one} and in English {other}")
_ASPECT: dict[Aspect, Text] = {
    "heading": Text(es="los mismos títulos", en="the same headings"),
    "formula": Text(es="las mismas fórmulas", en="the same formulas"),
    "link": Text(es="los mismos enlaces", en="the same links"),
    "image": Text(es="las mismas imágenes", en="the same images"),
    "code": Text(es="el mismo código en línea", en="the same inline code"),
    "block": Text(es="los mismos bloques de código", en="the same code blocks"),
}
