"""Questions whose answer is a number, and templates that make such questions."""

from __future__ import annotations

import random
import re
from typing import Annotated, Literal

from pydantic import Field, StrictInt, StringConstraints, model_validator

from curso.quiz.formula import FormulaError, evaluate, names_in
from curso.quiz.question import Model, Question, Sentence, Wrong
from curso.text import Text

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Formula = Annotated[str, StringConstraints(min_length=1, max_length=400)]
# floats tell whole numbers apart up to 9e15
Real = Annotated[float, Field(strict=True, allow_inf_nan=False, ge=-1e15, le=1e15)]

HOLE = re.compile(r"\{([a-z][a-z0-9_]*)(?::([^{}]*))?\}")
FORMAT = re.compile(r",?(\.\d)?[fge%]?")
MOST_VALUES = 10_000
TRIES = 10_000
ENOUGH, SAMPLE = 3, 150


class Slip(Model):
    """A wrong number that people come to, and how; in a template, a formula."""

    value: Real | Formula
    why: Sentence


class Range(Model):
    """What a parameter of a template can be: one of `choices`, or `low`, `low + step`, … up to `high`."""

    choices: tuple[StrictInt | Real, ...] = ()
    low: StrictInt | Real | None = None
    high: StrictInt | Real | None = None
    step: StrictInt | Real = 1

    @property
    def values(self) -> tuple[int | float, ...]:
        """All that it can be."""
        return tuple(map(self._nth, range(self._count)))

    def draw(self, chance: random.Random) -> int | float:
        """One of `values`."""
        return self._nth(chance.randrange(self._count))

    def _nth(self, nth: int) -> int | float:
        # round: 0.1 + 0.1 · 2 is to be 0.3
        return self.choices[nth] if self.low is None else round(self.low + self.step * nth, 12)

    @property
    def _count(self) -> int:
        if self.low is None or self.high is None:
            return len(self.choices)
        return int((self.high - self.low) / self.step + 1e-9) + 1 if self.high >= self.low else 0

    @model_validator(mode="after")
    def _sound(self) -> Range:
        if self.step <= 0:
            raise Wrong(NO_STEP, ("step",))
        ends = (self.low is not None) + (self.high is not None)
        if ends != (0 if self.choices else 2) or not self._count:
            raise Wrong(NO_RANGE)
        if self._count > MOST_VALUES:
            raise Wrong(TOO_MANY.format(most=MOST_VALUES))
        return self


class Number(Question):
    """A number, right within `tolerance` of `answer`; `slips` are wrong ones that can be explained.

    With `parameters` it is a template: `answer` and the slips are formulas of them and of what `let` names (formulas,
    each of what stands above it); a slip can use `answer` too; `require` is a condition on all of it. `{name}` in a
    text becomes the value of a parameter, of a name in `let`, or of `answer`; `{name:.3f}` gives it that format. See
    `variants.settle`.
    """

    kind: Literal["number"]
    answer: Real | Formula
    tolerance: Annotated[Real, Field(ge=0)]
    why: Sentence
    slips: tuple[Slip, ...] = ()
    parameters: dict[Name, Range] = Field(default_factory=dict)
    let: dict[Name, Formula] = Field(default_factory=dict)
    require: Formula | None = None

    def draw(self, chance: random.Random) -> tuple[dict[str, float], float] | None:
        """Values of all the names of a template, and its answer; None when its condition does not hold for them."""
        values: dict[str, float] = {name: each.draw(chance) for name, each in self.parameters.items()}
        try:
            for name, formula in self.let.items():
                values[name] = evaluate(formula, values)
            if self.require is None or evaluate(self.require, values):
                return values, float(evaluate(str(self.answer), values))
        except (FormulaError, ZeroDivisionError):
            pass
        return None

    @model_validator(mode="after")
    def _sound(self) -> Number:
        if self.parameters:
            self._check_formulas()
            self._check_texts()
            self._check_draws()
            return self
        for field, formulas in (("let", bool(self.let)), ("require", self.require is not None)):
            if formulas:
                raise Wrong(NO_PARAMETERS, (field,))
        if isinstance(self.answer, str):
            raise Wrong(NO_PARAMETERS, ("answer",))
        for nth, slip in enumerate(self.slips):
            if isinstance(slip.value, str):
                raise Wrong(NO_PARAMETERS, ("slips", nth, "value"))
            if near(slip.value, self.answer, self.tolerance):
                raise Wrong(RIGHT_NUMBER, ("slips", nth, "value"))
        return self

    def _check_formulas(self) -> None:
        known = set(self.parameters)
        if "answer" in known:
            raise Wrong(TAKEN.format(name="answer"), ("parameters", "answer"))
        for name, formula in self.let.items():
            if name in known or name == "answer":
                raise Wrong(TAKEN.format(name=name), ("let", name))
            _readable(formula, known, ("let", name))
            known.add(name)
        if self.require is not None:
            _readable(self.require, known, ("require",))
        _readable(str(self.answer), known, ("answer",))
        for nth, slip in enumerate(self.slips):
            _readable(str(slip.value), known | {"answer"}, ("slips", nth, "value"))

    def _check_texts(self) -> None:
        known = {*self.parameters, *self.let}
        _fillable(self.question, known, ("question",))
        _fillable(self.why, known | {"answer"}, ("why",))
        for nth, slip in enumerate(self.slips):
            _fillable(slip.why, known | {"answer"}, ("slips", nth, "why"))

    def _check_draws(self) -> None:
        """Often enough its condition holds, so that nobody is left without a variant."""
        chance = random.Random(0)
        found = 0
        for _ in range(SAMPLE):
            found += self.draw(chance) is not None
            if found == ENOUGH:
                return
        raise Wrong(SELDOM if found else NEVER, ("parameters",) if self.require is None else ("require",))


def near(value: float, wanted: float, tolerance: float) -> bool:
    """Whether `value` is `wanted`, give or take `tolerance` and what floating point makes of 0.1 + 0.2."""
    return abs(value - wanted) <= tolerance + 1e-12 + 5e-16 * abs(wanted)


def _readable(formula: str, known: set[str], where: tuple[str | int, ...]) -> None:
    try:
        unknown = names_in(formula) - known
    except FormulaError as error:
        raise Wrong(error.sentence, where) from error
    if unknown:
        raise Wrong(UNKNOWN_NAME.format(formula=formula, names=", ".join(sorted(unknown))), where)


def _fillable(text: Text, known: set[str], where: tuple[str | int, ...]) -> None:
    for lang, sentence in (("es", text.es), ("en", text.en)):
        for name, shape in HOLE.findall(sentence):
            if name not in known:
                raise Wrong((GIVEN_AWAY if name == "answer" else NO_HOLE).format(name=name), (*where, lang))
            if not FORMAT.fullmatch(shape):
                raise Wrong(NO_FORMAT.format(shape=shape), (*where, lang))


NO_STEP = Text(es="el paso tiene que ser mayor que 0", en="the step has to be greater than 0")
NO_RANGE = Text(
    es="un parámetro necesita `choices`, o bien `low` y `high`, y al menos un valor",
    en="a parameter needs `choices`, or else `low` and `high`, and at least one value",
)
TOO_MANY = Text(
    es="son más de {most} valores; pon un paso mayor", en="these are more than {most} values; make the step larger"
)
NO_PARAMETERS = Text(
    es="sin `parameters`, la respuesta y los errores son números, y no hay `let` ni `require`",
    en="without `parameters` the answer and the slips are numbers, and there is no `let` or `require`",
)
RIGHT_NUMBER = Text(
    es="está entre los errores y se aceptaría como respuesta; cámbialo, o baja `tolerance`",
    en="it is among the slips and would be taken as right; change it, or lower `tolerance`",
)
TAKEN = Text(es="el nombre `{name}` ya está usado; ponle otro", en="the name `{name}` is taken; choose another")
UNKNOWN_NAME = Text(
    es="la fórmula `{formula}` usa lo que no existe: {names}",
    en="the formula `{formula}` uses what isn't there: {names}",
)
NO_HOLE = Text(
    es="`{{{name}}}` no es ningún parámetro ni está en `let`", en="`{{{name}}}` is no parameter and is not in `let`"
)
GIVEN_AWAY = Text(es="`{{answer}}` aquí regala la respuesta", en="`{{answer}}` here gives the answer away")
NO_FORMAT = Text(
    es="el formato `{shape}` no vale; son como `.3f`, `.2e` o `,`",
    en="the format `{shape}` won't do; they are like `.3f`, `.2e` or `,`",
)
NEVER = Text(
    es="no se ha encontrado ninguna variante que cumpla la condición y tenga respuesta; revisa los parámetros",
    en="no variant was found that fulfils the condition and has an answer; look at the parameters",
)
SELDOM = Text(
    es="casi ninguna variante cumple la condición y tiene respuesta; acota los parámetros",
    en="hardly any variant fulfils the condition and has an answer; narrow the parameters down",
)
