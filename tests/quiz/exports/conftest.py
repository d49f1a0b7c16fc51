"""Banks to export, and what both sides of a comparison are brought to: plain text with even spaces."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from curso.markup import code_html
from curso.quiz.exports import write
from curso.quiz.exports.item import Item, items_of
from curso.quiz.library import bank_files, load_bank, parse_bank
from curso.text import Text

EVERY_KIND = Path(__file__).parent / "77_todo.yaml"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "bank" in metafunc.fixturenames:
        metafunc.parametrize("bank", [str(EVERY_KIND), *bank_files()], ids=lambda name: Path(name).stem)
    if "lang" in metafunc.fixturenames:
        # what an answer is worth does not depend on the language, and trying them all takes long
        metafunc.parametrize("lang", ["es"] if "take" in metafunc.fixturenames else ["es", "en"])


@pytest.fixture
def items(bank: str, lang) -> dict[str, Item]:
    """What a platform is to ask, by name."""
    questions = (parse_bank(Path(bank)) if bank.endswith(".yaml") else load_bank(bank)).questions
    return {item.name: item for question in questions for item in items_of(question, lang)}


@pytest.fixture
def exported(tmp_path: Path, bank: str, lang) -> Callable[[str], Path]:
    """Writes the bank in a format."""
    return lambda format: write(format, bank, tmp_path, lang)


@pytest.fixture
def plain() -> Callable[[str], str]:
    """HTML as the text that a person reads, with one space where there is any."""
    return lambda markup: " ".join(BeautifulSoup(markup, "html.parser").get_text(" ").split())


@pytest.fixture
def said(lang, plain) -> Callable[[Text], str]:
    """A text of the bank as it is read."""
    return lambda text: plain(code_html(text.to(lang)))
