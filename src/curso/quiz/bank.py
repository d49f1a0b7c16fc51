"""Questions as data: the schema of a bank, and finding a question in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from curso.text import Text

PACKAGED = Path(__file__).parent / "banks"
IN_REPOSITORY = Path(__file__).parents[3] / "quizzes"

Id = Annotated[str, Field(pattern=r"^\d\d\.q\d\d$")]


SAME_ID = Text(es="dos opciones tienen el mismo id", en="two options have the same id")
NOT_ONE_RIGHT = Text(
    es="una pregunta `single` tiene exactamente una opción correcta",
    en="a `single` question has exactly one right option",
)
NONE_RIGHT = Text(es="ninguna opción es correcta", en="no option is right")


class BankError(Exception):
    """A bank that can't be read or a question that isn't there; its text says where and what to do."""

    def __init__(self, sentence: Text) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)


class Option(BaseModel):
    """One thing to choose: its text, whether it is right, and why."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z]$")
    text: Text
    correct: bool
    why: Text
    misconception: Text | None = None


class Question(BaseModel):
    """What every kind of question has.

    `section` names the prose cell of the lesson that answers it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Id
    module: str = Field(pattern=r"^\d\d$")
    lesson: str
    section: str
    difficulty: int = Field(ge=1, le=3)
    question: Text


class Choice(Question):
    """One right option (`single`) or several (`multiple`)."""

    kind: Literal["single", "multiple"]
    options: tuple[Option, ...] = Field(min_length=2)

    @property
    def key(self) -> frozenset[str]:
        """The ids of the right options."""
        return frozenset(option.id for option in self.options if option.correct)

    @model_validator(mode="after")
    def _sound(self) -> Choice:
        ids = [option.id for option in self.options]
        if len(set(ids)) != len(ids):
            raise ValueError(SAME_ID)
        if self.kind == "single" and len(self.key) != 1:
            raise ValueError(NOT_ONE_RIGHT)
        if not self.key:
            raise ValueError(NONE_RIGHT)
        return self


class Slip(BaseModel):
    """A wrong number that people come to, and how."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    value: float
    why: Text


class Number(Question):
    """A number, right within `tolerance` of `answer`; `slips` are wrong ones that can be explained."""

    kind: Literal["number"]
    answer: float
    tolerance: float = Field(ge=0)
    why: Text
    slips: tuple[Slip, ...] = ()

    @property
    def options(self) -> tuple[Option, ...]:
        """There is nothing to choose from."""
        return ()


AnyQuestion = Annotated[Choice | Number, Field(discriminator="kind")]


class Bank(BaseModel):
    """A file of questions."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    questions: tuple[AnyQuestion, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _distinct(self) -> Bank:
        ids = [question.id for question in self.questions]
        repeated = sorted({i for i in ids if ids.count(i) > 1})
        if repeated:
            raise ValueError(f"repeated: {', '.join(repeated)}")
        return self


UNREADABLE = Text(
    es="{file}: el banco no se puede leer ({problem}). Corrige el YAML en esa línea.",
    en="{file}: the bank can't be read ({problem}). Mend the YAML in that line.",
)
INVALID = Text(
    es="{file}, pregunta {question}, campo «{field}»: {problem}. Corrígelo en ese archivo.",
    en="{file}, question {question}, field “{field}”: {problem}. Mend it in that file.",
)
NO_BANK = Text(es="No hay banco de preguntas del módulo {module}.", en="There is no question bank for module {module}.")
NO_QUESTION = Text(
    es="No hay ninguna pregunta «{question}». Revisa el nombre: se escribe como «01.q05».",
    en="There is no question “{question}”. Check the name: it is written like “01.q05”.",
)


def banks_dir() -> Path:
    """Where the banks are: in the installed package, or in the repository one works in."""
    return PACKAGED if PACKAGED.is_dir() else IN_REPOSITORY


def parse_bank(path: Path) -> Bank:
    """Read and validate a bank. Raises BankError."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        problem = " ".join(str(error).split())
        raise BankError(UNREADABLE.format(file=path.name, problem=problem)) from error
    try:
        return Bank.model_validate({"questions": data} if isinstance(data, list) else data)
    except ValidationError as error:
        raise BankError(_located(path, data, error)) from error


def _located(path: Path, data: Any, error: ValidationError) -> Text:
    first = error.errors()[0]
    where = [part for part in first["loc"] if part not in ("questions", "single", "multiple", "number")]
    question: object = "?"
    if where and isinstance(where[0], int) and isinstance(data, list):
        item = data[where[0]]
        question = item.get("id", where[0] + 1) if isinstance(item, Mapping) else where[0] + 1
        where = where[1:]
    field = ".".join(map(str, where)) or "*"
    return INVALID.format(file=path.name, question=question, field=field, problem=first["msg"])


@cache
def load_bank(module: str) -> Bank:
    """The bank of a module ("01"). Raises BankError."""
    found = sorted(banks_dir().glob(f"{module}_*.yaml")) if re.fullmatch(r"\d\d", module) else []
    if not found:
        raise BankError(NO_BANK.format(module=module))
    return parse_bank(found[0])


def load_question(question: str) -> Choice | Number:
    """The question with this id ("01.q05"). Raises BankError."""
    module, _, number = str(question).partition(".")
    for candidate in load_bank(module).questions if re.fullmatch(r"\d\d", module) and number else ():
        if candidate.id == question:
            return candidate
    raise BankError(NO_QUESTION.format(question=question))
