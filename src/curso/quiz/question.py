"""What every kind of question has, and what is said of one that is not as it should be."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from curso.text import LANGUAGES, Text

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+\.q\d{2,3}$")]
Letter = Annotated[str, StringConstraints(pattern=r"^[a-z]$")]
Letters = Annotated[str, StringConstraints(pattern=r"^[a-z]+$")]

# what XML has no way to write, a terminal takes for an order, or makes code read as other code than it is
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


class Wrong(ValueError):
    """What is wrong with a question, in both languages, and where below the question."""

    def __init__(self, sentence: Text, where: tuple[str | int, ...] = ()) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.where = where


def _written(text: str) -> str:
    if UNWRITABLE.search(text):
        raise Wrong(CONTROL)
    return text


def _said(text: Text) -> Text:
    for lang, sentence in (("es", text.es), ("en", text.en)):
        if not sentence.strip():
            raise Wrong(NO_TRANSLATION[lang], (lang,))
        if not sentence.isprintable() and UNWRITABLE.search(sentence):
            raise Wrong(CONTROL, (lang,))
    return text


Written = Annotated[str, AfterValidator(_written)]
Sentence = Annotated[Text, AfterValidator(_said)]


class Model(BaseModel):
    """Nothing unknown, and nothing that changes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Original(Model):
    """A question as its first author asked it, where ours differs; the options in the order of ours, by their ids."""

    question: Written
    options: dict[Letter, Written] = {}


class Question(Model):
    """What every kind of question has.

    `section` names the prose cell of the lesson that answers it; `difficulty` goes from 1 to 3; `code` is shown below
    the question; `erratum` says what was wrong with the wording in `original`.
    """

    id: Id
    module: str = Field(pattern=r"^\d\d$")
    lesson: Written
    section: Written
    difficulty: int = Field(ge=1, le=3)
    question: Sentence
    code: Written | None = None
    original: Original | None = None
    erratum: Sentence | None = None


def distinct(field: str, ids: list[str], texts: list[Text]) -> None:
    """Raises Wrong when two of the things in `field` have the same id, or read the same in a language."""
    for nth, each in enumerate(ids):
        if each in ids[:nth]:
            raise Wrong(SAME_ID.format(id=each), (field, nth, "id"))
    for lang in LANGUAGES:
        read = [text.to(lang).strip() for text in texts]
        for nth, each in enumerate(read):
            if each in read[:nth]:
                raise Wrong(SAME_TEXT.format(first=ids[read.index(each)], second=ids[nth]), (field, nth, "text", lang))


CONTROL = Text(
    es="tiene un carácter de control, que no se puede mostrar; bórralo",
    en="it has a control character, which can't be shown; delete it",
)
NO_TRANSLATION = {
    "es": Text(es="falta el texto en español (`es`)", en="the Spanish text (`es`) is missing"),
    "en": Text(es="falta el texto en inglés (`en`)", en="the English text (`en`) is missing"),
}
SAME_ID = Text(
    es="hay dos con el mismo id, «{id}»; dale otra letra a una",
    en="two have the same id, “{id}”; give one another letter",
)
SAME_TEXT = Text(
    es="«{first}» y «{second}» dicen lo mismo; cambia una, o quítala",
    en="“{first}” and “{second}” read the same; change one, or take it out",
)
