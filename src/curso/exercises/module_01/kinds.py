"""Exercise 01.kind_of_learning: say from what the data carry which kind of learning a situation asks for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from curso.exercises.agree import NOT_TEXT, kind_of, one_of_words
from curso.exercises.module_01.situations import DIGITS, RAIN, SCENES, Scene
from curso.exercises.spec import Case, Misconception, Spec
from curso.text import Text

# "inputs": one row an example; "answers": the right answers that somebody wrote down, or None;
# "rewards": what each action of the program brought, or None.
Situation = dict[str, Any]

# The four words asked for, what else learners write for each, and the word that says too little.
SYNONYMS: dict[str, tuple[str, ...]] = {
    "regression": ("regresión", "supervised regression", "regresión supervisada"),
    "classification": ("clasificación", "supervised classification", "clasificación supervisada"),
    "unsupervised": (
        *("no supervisado", "aprendizaje no supervisado", "unsupervised learning"),
        *("sin supervisar", "sin supervisión", "no supervisada"),
    ),
    "reinforcement": ("refuerzo", "por refuerzo", "aprendizaje por refuerzo", "reinforcement learning"),
    "supervised": ("supervisado", "supervisada", "aprendizaje supervisado", "supervised learning"),
}
_same_word = one_of_words(SYNONYMS)


SHARE = (("regression", 2), ("classification", 2), ("unsupervised", 2), ("reinforcement", 2))


def _kind_of_learning(situation: Situation) -> str:
    # es: Primero las recompensas: solo las hay cuando el programa actúa.
    # en: Rewards first: there are some only when the program acts.
    if situation["rewards"] is not None:
        return "reinforcement"
    # es: Sin respuestas anotadas no hay nada que imitar: se buscan grupos y formas.
    # en: With no answers written down there is nothing to imitate: one looks for groups and shapes.
    if situation["answers"] is None:
        return "unsupervised"
    # es: Hay respuestas. Un nombre es una clase; un número, una cantidad.
    # en: There are answers. A name is a class; a number, an amount.
    if isinstance(situation["answers"][0], str):
        return "classification"
    return "regression"


def _draw(scene: Scene, rng: np.random.Generator) -> Case:
    """A case of four examples in new order; amounts change a little, so that no answer can be looked up."""
    rows = [list(scene.inputs[i]) for i in rng.permutation(len(scene.inputs))]

    def some(values: tuple[Any, ...]) -> list[Any] | None:
        if not values:
            return None
        # names all different where there are enough, and two amounts alike: repetition tells nothing
        drawn = [values[i] for i in rng.choice(len(values), size=len(rows), replace=len(values) < len(rows))]
        if scene.kind != "regression":
            return drawn
        changed = [v * rng.uniform(0.8, 1.25) for v in drawn]
        amounts = [round(c, 1) if isinstance(v, float) else round(c) for c, v in zip(changed, drawn, strict=True)]
        return [*amounts[:-1], amounts[0]]

    situation = {"inputs": rows, "answers": some(scene.answers), "rewards": some(scene.rewards)}
    return Case((situation,), note=scene.note)


def cases(rng: np.random.Generator) -> Sequence[Case]:
    """Ten situations of the four kinds in random order: always digits, whose labels look like numbers, and decimals."""
    chosen = [DIGITS, RAIN]
    for kind, share in SHARE:
        pool = [scene for scene in SCENES if scene.kind == kind]
        chosen += [pool[i] for i in rng.permutation(len(pool))[:share]]
    return [_draw(chosen[i], rng) for i in rng.permutation(len(chosen))]


CARRIES = {
    "regression": Text(
        es="alguien anotó la respuesta correcta de cada ejemplo, y son cantidades: {answers}",
        en="somebody wrote down the right answer of each example, and they are amounts: {answers}",
    ),
    "classification": Text(
        es="alguien anotó la respuesta correcta de cada ejemplo, y son nombres de clases: {answers}",
        en="somebody wrote down the right answer of each example, and they are names of classes: {answers}",
    ),
    "unsupervised": Text(
        es="aquí nadie anotó respuestas ni hay recompensas: solo están las entradas",
        en="here nobody wrote down answers and there are no rewards: there are only the inputs",
    ),
    "reinforcement": Text(
        es="no trae respuestas correctas, sino lo que ganó el programa con lo que hizo: {rewards}",
        en="it carries no right answers, but what the program earned by what it did: {rewards}",
    ),
}
CONFUSED = Text(es="lo llamas «{answer}», pero {carries}", en="you call it “{answer}”, but {carries}")
TOO_LITTLE = Text(
    es="«{answer}» es cierto y se queda corto: di cuál de los dos, `regression` o `classification`",
    en="“{answer}” is true and says too little: say which of the two, `regression` or `classification`",
)
UNKNOWN_WORD = Text(
    es="«{answer}» no es una de las cuatro palabras: `regression`, `classification`, `unsupervised`, `reinforcement`",
    en="“{answer}” is not one of the four words: `regression`, `classification`, `unsupervised`, `reinforcement`",
)


def agree(args: tuple[Any, ...], expected: Any, answer: Any) -> Text | None:
    """The same kind, in either language; else the confusion by its name."""
    if not isinstance(answer, str):
        return NOT_TEXT.format(kind=kind_of(answer))
    if _same_word(args, expected, answer) is None:
        return None
    named = [kind for kind in SYNONYMS if _same_word(args, kind, answer) is None]
    shown = answer.strip()[:40]
    if not named:
        return UNKNOWN_WORD.format(answer=shown)
    if named == ["supervised"] and expected in ("regression", "classification"):
        return TOO_LITTLE.format(answer=shown)
    carries = CARRIES.get(expected, CARRIES["unsupervised"])
    situation = args[0]
    return CONFUSED.format(
        answer=shown,
        carries=carries.format(answers=situation["answers"], rewards=situation["rewards"]),
    )


def _looks_at_inputs(situation: Situation) -> str:
    if situation["answers"] is None:
        return _kind_of_learning(situation)
    return "classification" if isinstance(situation["inputs"][0][0], str) else "regression"


def _no_rewards(situation: Situation) -> str:
    return _kind_of_learning({**situation, "rewards": None})


def _rewards_are_answers(situation: Situation) -> str:
    return _kind_of_learning({**situation, "rewards": None, "answers": situation["answers"] or situation["rewards"]})


def _swapped(situation: Situation) -> str:
    kind = _kind_of_learning(situation)
    return {"regression": "classification", "classification": "regression"}.get(kind, kind)


def _supervised(situation: Situation) -> str:
    return "supervised" if situation["answers"] is not None else _kind_of_learning(situation)


def _digits_are_amounts(situation: Situation) -> str:
    answers = situation["answers"]
    if answers is not None and str(answers[0]).isdigit():
        return "regression"
    return _kind_of_learning(situation)


MISCONCEPTIONS = (
    Misconception(
        "looks_at_inputs",
        _looks_at_inputs,
        Text(
            es="Miras de qué están hechas las entradas (`inputs`). Lo que separa la regresión de la clasificación "
            "es la respuesta: una foto, que son números, sirve para adivinar una edad o para decir si hay una cara.",
            en="You look at what the inputs are made of. What tells regression from classification is the answer: "
            "a photo, which is numbers, can be used to guess an age or to say whether there is a face.",
        ),
    ),
    Misconception(
        "rewards_ignored",
        _no_rewards,
        Text(
            es="Que falten las respuestas no basta para decir «no supervisado»: mira antes si hay recompensas. "
            "Quien recibe premios por lo que hace aprende por refuerzo.",
            en="That there are no answers is not enough to say “unsupervised”: look first whether there are "
            "rewards. A program that is rewarded for what it does learns by reinforcement.",
        ),
    ),
    Misconception(
        "rewards_are_answers",
        _rewards_are_answers,
        Text(
            es="Tratas la recompensa como si fuera la respuesta correcta. Una recompensa dice lo bien que fue lo que "
            "se hizo; no dice qué habría sido lo mejor.",
            en="You treat the reward as if it were the right answer. A reward says how well an action went; it "
            "does not say what would have been best.",
        ),
    ),
    Misconception(
        "swapped",
        _swapped,
        Text(
            es="Regresión y clasificación están cambiadas: la regresión da una cantidad (un precio); la "
            "clasificación, el nombre de una clase (spam o no).",
            en="Regression and classification are swapped: regression gives an amount (a price); classification, "
            "the name of a class (spam or not).",
        ),
    ),
    Misconception(
        "supervised",
        _supervised,
        Text(
            es="Reconoces bien lo supervisado. Falta el último paso: ¿la respuesta es una cantidad (`regression`) o el "
            "nombre de una clase (`classification`)?",
            en="You recognise what is supervised. The last step is missing: is the answer an amount (`regression`) "
            "or the name of a class (`classification`)?",
        ),
    ),
    Misconception(
        "digits_are_amounts",
        _digits_are_amounts,
        Text(
            es="Las cifras escritas a mano te engañan: «7» es aquí un nombre, no una cantidad. La media de un 3 y un 7 "
            "no es un 5 mal escrito. Por eso viene como texto, entre comillas.",
            en="The handwritten digits mislead you: here “7” is a name, not an amount. The mean of a 3 and a 7 is "
            "not a badly written 5. That is why it comes as text, in quotes.",
        ),
    ),
)

HINTS = (
    Text(
        es="Hazle tres preguntas a los datos, en este orden: ¿hay recompensas?, ¿hay respuestas?, ¿de qué están hechas "
        "las respuestas?",
        en="Ask the data three questions, in this order: are there rewards? are there answers? what are the "
        "answers made of?",
    ),
    Text(
        es="Las dos primeras preguntas ya están en la celda. Para la tercera: `answers` es una lista, y una lista "
        "nunca es un texto. Lo que puede serlo es cada una de las respuestas que lleva dentro.",
        en="The first two questions are in the cell already. For the third: `answers` is a list, and a list is never "
        "a text. What can be one is each of the answers inside it.",
    ),
    Text(
        es="Para distinguir un nombre de una cantidad mira la primera respuesta: "
        '`isinstance(situation["answers"][0], str)` es `True` si es un texto, y entonces es `classification`.',
        en='To tell a name from an amount look at the first answer: `isinstance(situation["answers"][0], str)` is '
        "`True` if it is a text, and then it is `classification`.",
    ),
)

SPEC = Spec(
    id="01.kind_of_learning",
    title=Text(es="¿Qué clase de aprendizaje es?", en="Which kind of learning is it?"),
    reference=_kind_of_learning,
    cases=cases,
    hints=HINTS,
    misconceptions=MISCONCEPTIONS,
    agree=agree,
    returns=Text(
        es="una de estas palabras: `regression`, `classification`, `unsupervised`, `reinforcement`",
        en="one of these words: `regression`, `classification`, `unsupervised`, `reinforcement`",
    ),
)
