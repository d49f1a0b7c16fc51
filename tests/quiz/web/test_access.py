"""Everybody can take a quiz: with the keyboard alone, a screen reader, a phone, in the dark, in either language."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from quiz_pages import WRONG, answer_with, fill_in, question_on, right_answer

from curso.quiz.library import bank_files
from curso.text import LANGUAGES

QUIZ = "#bank=66&seed=abc"
PHONE = {"viewport": {"width": 320, "height": 640}, "has_touch": True, "is_mobile": True}


def states(page):
    """Every kind of screen, one after the other: name, and the page showing it."""
    yield "home"
    page.evaluate("(hash) => { location.hash = hash }", QUIZ)
    page.wait_for_selector("form")
    while page.query_selector("form"):
        question = question_on(page)
        page.click("button[type=submit]") if question in ("66.q01", "66.q03") else None  # with its sentence
        yield f"{question}-asked"
        answer_with(page, WRONG[question] if question in ("66.q01", "66.q04") else right_answer(page, question))
        for folded in page.query_selector_all("summary"):
            folded.click()
        yield f"{question}-answered"
        page.click(".actions .main")
    page.click("summary")
    yield "result"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_axe_finds_nothing(open_page, keep_picture, lang, scheme):
    page = open_page(lang, color_scheme=scheme)
    for state in states(page):
        keep_picture(page, f"quiz-{lang}-{scheme}-{state}")
        found = Axe().run(page)
        assert found.violations_count == 0, f"{state}: {found.generate_report()}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_sticks_out_on_a_phone_and_buttons_can_be_hit(open_page, keep_picture, lang):
    page = open_page(lang, **PHONE)
    for state in states(page):
        keep_picture(page, f"quiz-{lang}-phone-{state}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, state
        for hit in page.query_selector_all("button:not(.link), .option label, summary"):
            assert hit.bounding_box()["height"] >= 35, state


def test_no_question_of_the_course_sticks_out_on_a_phone(open_page, course_site):
    page = open_page("es", "#bank=all&seed=1", folder=course_site, **PHONE)
    seen = 0
    while page.query_selector("form"):
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, question_on(page)
        seen += 1
        page.locator(".actions button").nth(1).click()
    assert seen >= 12 * len(bank_files())


def press_until(page, selector: str, key: str = "Tab") -> None:
    for _ in range(40):
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{selector} can't be reached with {key}")


def test_a_whole_quiz_with_the_keyboard_alone(open_page):
    page = open_page("en")
    press_until(page, ".bank:nth-child(2) button.main")
    page.keyboard.press("Enter")
    page.wait_for_selector("form")
    for nth in range(1, 7):
        assert page.evaluate("document.activeElement.tagName") == "H1"  # where reading begins
        assert f"question {nth} of 6" in page.inner_text("h1") and f"question {nth} of 6" in page.title()
        question = question_on(page)
        answer = right_answer(page, question)
        if question == "66.q01":
            press_until(page, "input")
            page.keyboard.press("Space")
            press_until(page, "#option-a", "ArrowDown")
        elif question == "66.q02":
            for option in answer:
                press_until(page, f"#option-{option}")
                page.keyboard.press("Space")
                press_until(page, "#other", "Shift+Tab")
        elif question == "66.q04":
            for place, line in enumerate(answer):
                press_until(page, f'li[data-id="{line}"] button:first-child')
                while page.locator("ol.lines li").nth(place).get_attribute("data-id") != line:
                    page.keyboard.press("Enter")
                    assert page.evaluate("document.activeElement.closest('li').dataset.id") == line
                    assert page.inner_text("#said").startswith("Now in place ")
                press_until(page, "#other", "Shift+Tab")
        else:
            press_until(page, "#typed")
            page.keyboard.type(answer)
        press_until(page, "button[type=submit]")
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "verdict"
        assert "Correct" in page.inner_text("#verdict")
        press_until(page, ".actions .main")
        page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "Result: 66 clases"
    assert "6 points out of 6" in page.inner_text("main")


def test_enter_in_a_number_sends_it_and_a_missing_answer_takes_the_focus_back(open_page):
    page = open_page("en", QUIZ)
    while question_on(page) != "66.q03":
        page.locator(".actions button").nth(1).click()
    page.focus("#typed")
    page.keyboard.press("Enter")
    assert page.locator("#problem[role=alert]").inner_text() != ""
    assert page.evaluate("document.activeElement.id") == "typed"
    page.keyboard.type("0.125")
    page.keyboard.press("Enter")
    assert "Correct" in page.inner_text("#verdict")


def test_a_screen_reader_hears_what_each_field_is(open_page):
    page = open_page("en", QUIZ)
    for _ in range(6):
        question = question_on(page)
        statement = page.inner_text("#question")
        assert page.get_by_role("group", name=" ".join(statement.split())).count() == 1
        if question == "66.q01":
            assert page.get_by_role("radio", name="Always 0").count() == 1
        elif question == "66.q04":
            assert page.get_by_role("button", name="Move up: print(w)").count() == 1
        elif question in ("66.q03", "66.q06"):
            assert page.get_by_role("textbox", name="Your answer, a number").count() == 1
        fill_in(page, right_answer(page, question))
        page.locator(".actions button").nth(1).click()


@pytest.mark.parametrize(("locale", "goes_to"), [("es-MX", "es"), ("en-GB", "en"), ("fr-FR", "en")])
def test_the_first_page_goes_on_to_the_language_of_the_reader(open_page, locale, goes_to):
    page = open_page("", QUIZ, locale=locale)
    page.wait_for_url(f"**/index.{goes_to}.html{QUIZ}")
    assert page.get_attribute("html", "lang") == goes_to
    assert question_on(page)


def test_without_javascript_there_are_both_links_and_a_sentence(open_page):
    page = open_page("", java_script_enabled=False)
    assert [page.get_attribute(f"a[hreflang={lang}]", "href") for lang in LANGUAGES] == [
        "index.es.html",
        "index.en.html",
    ]
    page.click("a[hreflang=es]")
    assert "JavaScript" in page.inner_text("main")


def test_the_page_lets_nothing_else_run(browser, site):
    context = browser.new_context()
    page = context.new_page()
    page.goto((site / "index.en.html").as_uri())
    try:
        tried = page.evaluate(
            """() => {
                const broken = "window.broken = 1";
                const script = document.createElement("script");
                const tries = [
                    () => { document.body.innerHTML = `<img src=x onerror="${broken}">`; },
                    () => { script.text = broken; document.body.append(script); },
                    () => { document.body.setAttribute("onclick", broken); document.body.click(); },
                ];
                const stopped = tries.map((one) => { try { one(); return false; } catch { return true; } });
                return [stopped, window.broken === undefined];
            }"""
        )
        assert tried == [[True, True, True], True]
    finally:
        context.close()
