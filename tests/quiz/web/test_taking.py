"""A quiz is taken in the browser: every kind of question answered right and wrong, in both languages."""

from __future__ import annotations

from itertools import chain, combinations, permutations

import pytest
from quiz_pages import KINDS, WRONG, answer_with, question_on, take

from curso.quiz import reply
from curso.quiz.library import bank_files, load_bank, parse_bank
from curso.quiz.web.content import variants
from curso.text import LANGUAGES

QUIZ = "#bank=66&seed=abc"
WORD = {"right": reply.RIGHT, "partly": reply.PARTLY, "wrong": reply.WRONG}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_right_is_full_points_and_every_reason(open_page, lang):
    page = open_page(lang, QUIZ)
    said = take(page)
    assert len(said) == 6
    for question in parse_bank(KINDS).questions:
        assert reply.RIGHT.to(lang) in said[question.id]
        assert f"{question.lesson}" in said[question.id] and f"{question.section}" in said[question.id]
        for each in getattr(question, "options", getattr(question, "lines", ())):
            assert each.why.to(lang).replace("`", "") in said[question.id]
    assert {"es": "6 puntos de 6", "en": "6 points out of 6"}[lang] in page.inner_text(".score")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_wrong_is_no_points_the_reason_for_the_mistake_and_the_answer(open_page, lang):
    page = open_page(lang, QUIZ)
    said = take(page, WRONG)
    assert all(reply.WRONG.to(lang) in each and reply.RIGHT.to(lang) not in each for each in said.values())
    for question, sentence in {
        "66.q01": {"es": "Tomarla por la identidad.", "en": "Taking it for the identity."},
        "66.q02": {"es": "Todo lo que se importa es capa.", "en": "Whatever is imported is a layer."},
        "66.q03": {"es": "Has dividido al revés.", "en": "You divided the other way round."},
        "66.q04": {"es": "Ese paso usa una pendiente que no hay.", "en": "That step uses a slope that isn't there."},
        "66.q05": {"es": "6 son los elementos.", "en": "6 is the number of elements."},
    }.items():
        assert sentence[lang] in said[question]
    for question, answer in {"66.q03": "0.125", "66.q05": "(2, 3) 2\nfin"}.items():
        assert answer in said[question]
    assert {"es": "0 puntos de 6", "en": "0 points out of 6"}[lang] in page.inner_text(".score")


def test_part_of_the_right_options_is_part_of_the_points(open_page):
    page = open_page("en", QUIZ)
    said = take(page, {"66.q02": ["a"]})
    assert "Partly right" in said["66.q02"] and "0.5 of 1" in said["66.q02"]
    assert "5.5 points out of 6 (92%)" in page.inner_text(".score")
    assert page.inner_text("tbody tr:first-child") == "66/01_una\tvarias\t0.5 / 1"  # the weakest first


def test_the_erratum_and_the_wording_of_the_slide_are_shown(open_page):
    page = open_page("en", QUIZ)
    while question_on(page) != "66.q01":
        page.get_by_role("button", name="Leave it for later").click()
    original = page.locator("details div[lang=es]")
    assert not original.is_visible() and "is called relu" not in page.inner_text("main")
    page.get_by_text("As the slide asked it").click()
    assert "¿Que hace la Relu" in original.inner_text() and "otra cosa" in original.inner_text()
    assert "is called relu" in answer_with(page, ["a"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_answer_that_is_none_is_asked_for_and_not_counted(open_page, lang):
    page = open_page(lang, QUIZ)
    while page.query_selector("form"):
        if question_on(page) != "66.q04":  # some order is always there
            page.click("button[type=submit]")
            assert page.inner_text("#problem") != ""
        if question_on(page) == "66.q03":
            for text in ("many", "1,2,3", "0x10", "Infinity", "nan", "1_000"):
                page.fill("#typed", text)
                page.click("button[type=submit]")
                assert page.inner_text("#problem") == str(reply.NOT_A_NUMBER.to(lang)).replace("`", "")
        page.locator(".actions button").nth(1).click()
    assert page.evaluate("localStorage.length") == 0
    assert {"es": "Sin responder: 6", "en": "Not answered: 6"}[lang] in page.inner_text("main")
    page.get_by_role(
        "button", name={"es": "Responder las que faltan", "en": "Answer those that are left"}[lang]
    ).click()
    assert page.query_selector("form")


def settled(bank):
    return [each for question in bank.questions for each in enumerate(variants(question, 0))]


def answers_to(question):
    """Answers of all sorts, as the page would have them."""
    if question.kind in ("single", "multiple"):
        ids = [option.id for option in question.options]
        several = range(1, len(ids) + 1) if question.kind == "multiple" else (1,)
        return [list(each) for each in chain.from_iterable(combinations(ids, n) for n in several)]
    if question.kind == "order":
        return ["".join(each) for each in permutations(line.id for line in question.lines)]
    if question.kind == "output":
        known = [question.answer, *question.also, *(slip.value for slip in question.slips)]
        spaced = (f" \n {each.replace(' ', '   ')}\r\n\n" for each in known)
        return [*known, *spaced, *(each.replace("\n", "\\n") for each in known), "other", known[0] + "\n\nx"]
    near = [question.answer, *(slip.value for slip in question.slips)]
    shifted = [value + sign * question.tolerance for value in near for sign in (-1, -1.01, 1, 1.01)]
    texts = [f"{float(value)!r}" for value in (*near, *shifted)]
    texts += [f"{int(value):,}" for value in near] + [text.replace("-", "−") for text in texts]
    return [*texts, *(text.replace(".", ",") for text in texts), f" +{abs(near[0])} ", "-0", ".5", "5.", "1e3"]


@pytest.mark.parametrize("name", [*bank_files(), "66"])
def test_the_page_judges_as_the_course_does(open_page, site, course_site, name):
    page = open_page("en", folder=site if name == "66" else course_site)
    bank = parse_bank(KINDS) if name == "66" else load_bank(name)
    compared = 0
    for nth, question in settled(bank):
        given = answers_to(question)
        verdicts = page.evaluate(
            """([id, nth, answers]) => {
                const found = DATA.banks.flatMap((bank) => bank.questions).find((each) => each.id === id);
                const asked = { ...found, ...found.variants[nth] };
                return answers.map((answer) => judge(asked, answer));
            }""",
            [question.id, nth, given],
        )
        for answer, made in zip(given, verdicts, strict=True):
            verdict = reply.verdict_of(question, answer)
            assert (WORD[made["name"]], made["score"]) == (verdict.word, pytest.approx(verdict.score)), answer
            slips = {slip.why.en for slip in getattr(question, "slips", ())}
            assert made["slip"] == next((r.en for r in verdict.reasons if r.en in slips and not verdict.score), None)
            compared += 1
    assert compared > 50
