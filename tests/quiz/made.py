"""Questions of every kind made for tests, as a bank's file has them and as `parse_bank` gives them."""

from __future__ import annotations

from typing import Any

from curso.quiz.bank import AnyQuestion, Bank


def text(es: str, en: str | None = None) -> dict[str, str]:
    return {"es": es, "en": es if en is None else en}


def base(kind: str, **fields: Any) -> dict[str, Any]:
    whole = {
        "id": "77.q01", "module": "77", "lesson": "01_x", "section": "s", "difficulty": 1, "kind": kind,
        "question": text("¿Qué?", "What?"),
    }  # fmt: skip
    return {**whole, **fields}


def option(letter: str, correct: bool) -> dict[str, Any]:
    made = {"id": letter, "text": text(f"opción {letter}", f"option {letter}"), "correct": correct}
    made["why"] = text(f"razón {letter}", f"reason {letter}")
    return made if correct else {**made, "misconception": text(f"idea {letter}", f"idea {letter}")}


def single(right: str = "a", letters: str = "abc", **changes: Any) -> dict[str, Any]:
    return {**base("single", options=[option(each, each in right) for each in letters]), **changes}


def multiple(right: str = "ac", letters: str = "abcd", **changes: Any) -> dict[str, Any]:
    return {**single(right, letters, **changes), "kind": "multiple"}


def number(answer: Any = 12.5, tolerance: Any = 0.01, **changes: Any) -> dict[str, Any]:
    return {**base("number", answer=answer, tolerance=tolerance, why=text("así", "so")), **changes}


def template(**changes: Any) -> dict[str, Any]:
    """How many batches there are in an epoch: the course's own example of a template."""
    whole = number(
        answer="ceil(n / size)",
        tolerance=0,
        parameters={"n": {"low": 100, "high": 2000, "step": 50}, "size": {"choices": [16, 32, 64]}},
        let={"left": "n % size"},
        require="left > 0",
        slips=[{"value": "n // size", "why": text("Sobran {left}, y hacen otro lote.", "{left} are left over.")}],
        question=text("{n} muestras en lotes de {size}: ¿cuántos lotes?", "{n} samples in batches of {size}?"),
    )
    return {**whole, "why": text("{n} / {size} se redondea a {answer}", "{n} / {size} rounds to {answer}"), **changes}


def order(letters: str = "abc", **changes: Any) -> dict[str, Any]:
    lines = [{"id": each, "text": text(f"x = {each}"), "why": text(f"razón {each}")} for each in letters]
    return {**base("order", lines=lines), **changes}


def output(answer: str = "1 2", **changes: Any) -> dict[str, Any]:
    return {**base("output", code="print(1, 2)", answer=answer, why=text("así", "so")), **changes}


def read(question: dict[str, Any]) -> AnyQuestion:
    """The question as the course has it."""
    return Bank.model_validate({"questions": [question]}).questions[0]
