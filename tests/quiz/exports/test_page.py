"""The page to print, as a parser and a browser see it."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from curso.quiz.bank import Choice, Number, Order
from curso.quiz.exports import write

EVERY_KIND = str(Path(__file__).parent / "77_todo.yaml")


@pytest.fixture
def pages(exported):
    return [BeautifulSoup(exported(form).read_bytes(), "html.parser") for form in ("html", "html-key")]


def _text(node) -> str:
    return " ".join(node.get_text(" ").split())


def test_both_pages_ask_every_question_and_only_one_answers(items, pages, lang, said):
    without, with_key = ({node["id"]: _text(node) for node in page.find_all("section")} for page in pages)
    assert list(without) == list(with_key) == list(dict.fromkeys(item.question.id for item in items.values()))
    assert all(page.html["lang"] == lang for page in pages)
    for name, asked in without.items():
        if name not in items:  # a variant of a template
            continue
        question, told = items[name].question, with_key[name]
        assert said(question.question) in asked and said(question.question) in told
        if isinstance(question, Choice):
            for option in question.options:
                assert f"{option.id}) {said(option.text)}" in asked
                assert said(option.why) in told and said(option.why) not in asked
        elif isinstance(question, Order):
            assert all(said(line.why) in told and said(line.why) not in asked for line in question.lines)
        else:
            assert said(question.why) in told and said(question.why) not in asked
            assert isinstance(question, Number) or " ".join(question.answer.split()) in told


def test_the_key_says_what_was_mended(items, pages, lang, said):
    for item in items.values():
        if item.question.erratum:
            without, told = (_text(page.find(id=item.question.id)) for page in pages)
            assert said(item.question.erratum) in told and said(item.question.erratum) not in without
            assert " ".join(item.question.original.question.split()) in told if item.question.original else True


@pytest.mark.parametrize("form", ["html", "html-key"])
def test_a_browser_shows_it_on_paper_and_on_a_phone_and_axe_finds_nothing(browser, keep_picture, tmp_path, lang, form):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    page = browser.new_page(viewport={"width": 375, "height": 800})
    try:
        page.goto(write(form, EVERY_KIND, tmp_path, lang).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        keep_picture(page, f"export-{form}-{lang}-phone")
        assert axe.run(page).response["violations"] == []
        page.emulate_media(media="print")
        assert page.pdf(format="A4").startswith(b"%PDF")
    finally:
        page.close()
