"""What the browser remembers, what the address decides, and what happens where nothing can be kept."""

from __future__ import annotations

import json
import re

import pytest
from quiz_pages import KINDS, WRONG, answer_with, question_on, right_answer, take

from curso.quiz.web import write

QUIZ = "#bank=66&seed=abc"
NO_STORAGE = "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError') }})"
NO_ROOM = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }"


def shown(page) -> list[tuple[str, str]]:
    """Every question of a quiz as it is put, without answering: ids and the order of what is chosen from."""
    seen = []
    while page.query_selector("form"):
        order = page.eval_on_selector_all("[name=answer], [data-id]", "all => all.map((e) => e.value || e.dataset.id)")
        seen.append((question_on(page), " ".join(order) + "".join(re.findall(r"\d", page.inner_text("#question")))))
        page.locator(".actions button").nth(1).click()
    return seen


def test_an_address_gives_the_same_quiz_in_both_languages_and_another_seed_another(open_page):
    english, spanish, other = (open_page(*where) for where in (("en", QUIZ), ("es", QUIZ), ("en", QUIZ + "d")))
    quiz = shown(english)
    assert len(quiz) == 6 and quiz == shown(spanish) != shown(other)


def test_an_order_is_never_shown_solved(open_page):
    page = open_page("en")
    orders = page.evaluate(
        """() => {
            const question = DATA.banks.flatMap((bank) => bank.questions).find((each) => each.id === "66.q04");
            return Array.from({ length: 300 }, (_, seed) => ask(question, String(seed)).shown.join(""));
        }"""
    )
    assert "abcd" not in orders and len(set(orders)) == 23


def test_a_quiz_without_a_seed_gets_one_that_can_be_shared(open_page):
    page = open_page("en", "#bank=66&n=2")
    assert re.search(r"#bank=66&n=2&seed=\w+$", page.url)
    assert len(take(page)) == 2
    page.get_by_text("Share this quiz").click()
    assert page.input_value("#address") == page.evaluate("location.hash")
    again = open_page("en", page.input_value("#address"))
    ids = [page.evaluate("(at) => Object.keys(Object.values(recall().sittings)[0].answers)[at]", at) for at in (0, 1)]
    assert [each for each, _ in shown(again)] == ids


def test_it_goes_on_where_it_was_after_closing_and_in_the_other_language(open_page):
    page = open_page("en", QUIZ)
    first = question_on(page)
    answer_with(page, right_answer(page, first))
    page.reload()
    second = question_on(page)
    assert second != first and "question 2 of 6" in page.inner_text("h1")
    page.get_by_role("link", name="Español").click()
    page.wait_for_url("**/index.es.html#*")
    assert question_on(page) == second and "pregunta 2 de 6" in page.inner_text("h1")
    page.goto(page.url.partition("#")[0])
    page.get_by_role("link", name="Seguir por donde ibas").click()
    page.wait_for_selector("form")
    assert question_on(page) == second


def test_what_was_missed_comes_back_until_it_is_right(open_page):
    page = open_page("en", QUIZ)
    take(page, {each: WRONG[each] for each in ("66.q01", "66.q06")})
    page.get_by_role("link", name="Quizzes on neural networks").click()
    assert "Questions: 6. Right: 4. Missed: 2." in page.inner_text("main")
    page.get_by_role("button", name="Review the missed ones: 2").first.click()
    page.wait_for_selector("form")
    assert page.inner_text("h1").startswith("Review of 66 clases: question 1 of 2")
    assert set(take(page)) == {"66.q01", "66.q06"}
    assert "Review" not in page.inner_text(".actions")
    page.goto(page.url.partition("#")[0])
    assert "Questions: 6. Right: 6. Missed: 0." in page.inner_text("main")
    page.goto(page.url + "#bank=66&review=1")
    assert "no missed questions" in page.inner_text("main")


def test_progress_is_deleted_when_asked_to(open_page):
    page = open_page("en", QUIZ)
    take(page)
    page.get_by_role("button", name="Back to the start").click()
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="Delete my progress").click()
    assert "Right: 6." in page.inner_text("main")
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Delete my progress").click()
    assert "Right: 6." not in page.inner_text("main") and "has been deleted" in page.inner_text("#view")
    assert page.evaluate("localStorage.length") == 0


@pytest.mark.parametrize(
    "kept", ["{", "null", "[]", '"x"', '{"version": 2}', '{"version": 1, "results": {"66.q01": 1}, "sittings": {}}']
)
def test_damaged_progress_is_put_aside_and_said(open_page, kept):
    # before the page's own scripts, and once a tab: what is set just before a reload may be written only after it
    set_once = f"window.name ||= (localStorage.setItem('curso-quiz', {json.dumps(kept)}), 'set')"
    page = open_page("en", before=f"if (location.protocol === 'file:') {set_once}")
    assert "damaged" in page.inner_text("main")
    assert page.evaluate("localStorage.getItem('curso-quiz-damaged')") == kept
    page.goto(page.url + QUIZ)
    assert len(take(page)) == 6
    assert page.evaluate("Object.keys(recall().results).length") == 6


@pytest.mark.parametrize("before", [NO_STORAGE, NO_ROOM])
def test_where_nothing_can_be_kept_it_is_said_and_the_quiz_goes_on(open_page, before):
    page = open_page("en", QUIZ, before)
    take(page, {"66.q01": WRONG["66.q01"]})
    assert "5 points out of 6" in page.inner_text(".score")
    page.get_by_role("button", name="Back to the start").click()
    assert "lets nothing be kept" in page.inner_text("main") and "Right: 5. Missed: 1." in page.inner_text("main")
    page.get_by_role("button", name="Review the missed ones: 1").first.click()
    page.wait_for_selector("form")
    assert question_on(page) == "66.q01"


def test_remembered_answers_that_can_not_be_are_asked_again(open_page):
    page = open_page("en", QUIZ)
    take(page)
    page.evaluate(
        """() => {
            const state = recall();
            const kept = Object.values(state.sittings)[0];
            kept.answers = { "66.q01": "a", "66.q02": ["z"], "66.q03": 3, "66.q04": "abca", "66.q05": null };
            remember(state);
        }"""
    )
    page.reload()
    assert len(take(page)) == 6


def test_other_questions_in_a_newer_page_begin_the_quiz_anew_and_keep_the_scores(open_page, tmp_path):
    write(tmp_path, [str(KINDS)])
    page = open_page("en", QUIZ, folder=tmp_path)
    answer_with(page, right_answer(page, question_on(page)))
    write(tmp_path, [str(KINDS)], seed=1)
    page.reload()
    assert "question 1 of 6" in page.inner_text("h1")
    page.goto(page.url.partition("#")[0])
    assert "Right: 1." in page.inner_text("main") and "Go on where" not in page.inner_text("main")


@pytest.mark.parametrize(
    "fragment", ["#bank=<b>x</b>", "#bank=99&seed=1", "#bank=__proto__", "#%E0%A4%A", "#bank=66&review=1", "#&&=="]
)
def test_an_address_that_asks_for_nothing_leads_to_the_first_page(open_page, fragment):
    page = open_page("en", fragment)
    assert page.inner_text("h1") == "Choose a quiz" and page.locator("main b").count() == 0


@pytest.mark.parametrize("seed", ["", "a b&c=d", "ñ😀'\"<", "x" * 500])
@pytest.mark.parametrize("n", ["", "0", "-1", "1e3", "999"])
def test_odd_seeds_and_counts_still_give_a_quiz(open_page, seed, n):
    page = open_page("en")
    page.evaluate("([seed, n]) => { location.hash = '#' + new URLSearchParams({bank: '66', seed, n}) }", [seed, n])
    page.wait_for_selector("form")
    assert "of 6" in page.inner_text("h1")
