"""The quiz on the whole screen: every kind answered right and wrong, by keyboard and mouse, in both languages."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Static

from curso.quiz.library import parse_bank
from curso.quiz.progress import Progress
from curso.quiz.sitting import Asked, ask
from curso.quiz.terminal.app import QuizApp
from curso.quiz.terminal.explain import explained
from curso.quiz.terminal.question import QuestionScreen
from curso.quiz.terminal.result import EndScreen, ResultScreen
from curso.quiz.terminal.rows import Rows
from curso.quiz.terminal.session import Session, begin, resume
from curso.quiz.terminal.summary import parting
from curso.text import Language, set_language

BANK = Path(__file__).parents[1] / "fixtures" / "quizzes" / "every_kind.yaml"
SINGLE, MULTIPLE, NUMBER, ORDER, LINES, OUTPUT = parse_bank(BANK).questions
SEED = "s"


def session_of(tmp_path: Path, *questions: Any, exam: bool = False) -> Session:
    progress = Progress.open(tmp_path / "p.sqlite")
    saved = begin("99", "file:99", list(questions), SEED, progress, exam=exam)
    by_id = {question.id: nth for nth, question in enumerate(questions)}
    asked = tuple(sorted(saved.sitting.asked, key=lambda each: by_id[each.question.id]))  # as the test wrote them
    saved.sitting.asked = asked
    return saved


Script = Callable[[Pilot[int]], Awaitable[None]]


def play(session: Session, script: Script, size: tuple[int, int] = (80, 24)) -> QuizApp:
    app = QuizApp(session)

    async def run() -> None:
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await script(pilot)

    browsers = asyncio._get_running_loop()  # tests of a browser leave theirs running until the end of the session
    asyncio._set_running_loop(None)
    try:
        asyncio.run(run())
    finally:
        asyncio._set_running_loop(browsers)
    return app


def visible(pilot: Pilot[int]) -> str:
    """What is on screen, line by line."""
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


def everything(pilot: Pilot[int]) -> str:
    """What is on screen or would be after scrolling."""
    return "\n".join(str(static.render()) for static in pilot.app.screen.query(Static))


async def until(pilot: Pilot[int], holds: Callable[[], Any]) -> None:
    """Waits for a screen that follows from what was pressed; fails when it does not come."""
    for _ in range(100):
        await pilot.pause(0.02)
        if holds():
            return
    assert holds()


async def reaches(pilot: Pilot[int], screen: type) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, screen))


async def click(pilot: Pilot[int], where: str | Widget, leads_to: Callable[[], Any]) -> None:
    """Clicks, as a person does, again if nothing came of it: on a busy machine what was there may just be moving."""
    for _ in range(3):
        await pilot.click(where)
        with contextlib.suppress(AssertionError):
            await until(pilot, leads_to)
            return
    assert leads_to()


async def click_row(pilot: Pilot[int], nth: int) -> None:
    await until(pilot, lambda: pilot.app.screen.query(Rows))
    await pilot.pause()
    rows = pilot.app.screen.query_one(Rows)
    await click(pilot, rows.rows[nth].text, lambda: rows.cursor == nth)


def keys_for(asked: Asked, *ids: str) -> list[str]:
    return [str(asked.shown.index(each) + 1) for each in ids]


def order_keys(asked: Asked, wanted: str) -> list[str]:
    """Picks each line up in turn and carries it to its place with the keys."""
    now, keys = list(asked.shown), ["home"]
    at = 0
    for place, each in enumerate(wanted):
        where = now.index(each)
        keys += ["down" if where > at else "up"] * abs(where - at)
        keys += ["space", *["up" if place < where else "down"] * abs(where - place), "space"]
        now.insert(place, now.pop(where))
        at = place
    return keys


def sum_of(asked: Asked) -> str:
    return f"{asked.question.answer:g}"


@pytest.mark.parametrize(
    ("question", "keys", "score"),
    [
        (SINGLE, lambda asked: [*keys_for(asked, "a"), "enter"], 1),
        (SINGLE, lambda asked: [*keys_for(asked, "b"), "enter"], 0),
        (SINGLE, lambda asked: ["down"] * (asked.shown.index("a") + 1) + ["enter"], 1),
        (MULTIPLE, lambda asked: [*keys_for(asked, "a", "c"), "enter"], 1),
        (MULTIPLE, lambda asked: [*keys_for(asked, "c"), "enter"], 0.5),
        (MULTIPLE, lambda asked: [*keys_for(asked, "a", "b", "b", "c"), "enter"], 1),
        (MULTIPLE, lambda asked: [*keys_for(asked, "b"), "enter"], 0),
        (NUMBER, lambda asked: [*sum_of(asked), "enter"], 1),
        (NUMBER, lambda asked: [*sum_of(asked), "0", "enter"], 0),
        (ORDER, lambda asked: [*order_keys(asked, "abc"), "enter"], 1),
        (ORDER, lambda asked: [*order_keys(asked, "bac"), "enter"], 0),
        (LINES, lambda asked: ["0", "enter", "1", "ctrl+s"], 1),
        (LINES, lambda asked: ["1", "enter", "2", "ctrl+s"], 0),
        (OUTPUT, lambda asked: ["a", "ñ", "o", "enter"], 1),
        (OUTPUT, lambda asked: ["a", "n", "o", "enter"], 0),
    ],
)
def test_every_kind_is_answered_with_the_keyboard_and_explained_at_once(tmp_path, question, keys, score):
    session = session_of(tmp_path, question)

    async def script(pilot: Pilot[int]) -> None:
        for key in keys(session.asked[0]):
            await pilot.press(key)
        await pilot.pause()
        word = {1: "Correct", 0.5: "Partly", 0: "Not yet"}[score]
        await until(pilot, lambda: word in visible(pilot))
        for piece in explained(session.asked[0], session.answers[0], session.verdict(0)):
            assert piece.text.replace("`", "") in everything(pilot)
        await pilot.press("enter")
        await reaches(pilot, ResultScreen)

    play(session, script)
    assert session.sitting.score == score
    kept = list(Progress.open(session.progress.path).answers())
    assert [(each.question, each.score) for each in kept] == [(question.id, score)]


def test_the_mouse_is_enough(tmp_path):
    session = session_of(tmp_path, SINGLE, MULTIPLE, ORDER)

    async def script(pilot: Pilot[int]) -> None:
        async def row(each: str, nth: int) -> None:
            await click_row(pilot, session.asked[nth].shown.index(each))

        async def onward() -> None:
            asked = pilot.app.screen
            nth = asked.nth
            await click(pilot, "#onward", lambda: asked.explains)
            await click(pilot, "#onward", lambda: (pilot.app.screen, asked.nth) != (asked, nth))

        await row("a", 0)
        await onward()
        await row("a", 1)
        await row("c", 1)
        await onward()
        order = "".join(session.asked[2].shown)
        for place, each in enumerate("abc"):
            where = order.index(each)
            if where != place:
                await click_row(pilot, where)
                await click_row(pilot, place)
                order = order.replace(each, "")
                order = order[:place] + each + order[place:]
        await onward()
        await reaches(pilot, ResultScreen)
        await click(pilot, "#leave", lambda: not pilot.app.is_running)

    app = play(session, script)
    assert session.sitting.score == 3
    assert app.return_value == 0


@pytest.mark.parametrize("lang", ["es", "en"])
@pytest.mark.parametrize("question", [SINGLE, MULTIPLE, NUMBER, ORDER, LINES, OUTPUT])
def test_one_language_is_spoken_and_formulas_and_brackets_are_shown_as_they_are(tmp_path, lang: Language, question):
    set_language(lang)
    session = session_of(tmp_path, question)

    async def script(pilot: Pilot[int]) -> None:
        shown = everything(pilot)
        assert str(session.asked[0].question.question).replace("`", "") in shown
        other = {"es": ("Answer", "question", "Type", "Choose"), "en": ("Responder", "pregunta", "Escribe", "Elige")}
        assert not [word for word in other[lang] if word in visible(pilot)]
        if question is SINGLE:
            assert "f(x) = x²" in visible(pilot)
            assert "print([f(0)])" in visible(pilot)

    play(session, script)


def test_nothing_is_taken_for_an_answer_that_is_none(tmp_path):
    session = session_of(tmp_path, SINGLE, NUMBER)

    async def script(pilot: Pilot[int]) -> None:
        await pilot.press("enter")
        await pilot.press("ctrl+n")
        await pilot.press(*"doce", "enter")
        await pilot.pause()
        assert isinstance(pilot.app.screen, QuestionScreen)

    play(session, script)
    assert session.answers == {}
    assert list(session.progress.answers()) == []


def test_an_exam_says_nothing_until_the_end_and_answers_can_be_changed(tmp_path):
    session = session_of(tmp_path, SINGLE, NUMBER, exam=True)

    async def script(pilot: Pilot[int]) -> None:
        await pilot.press(*keys_for(session.asked[0], "b"), "enter")
        await pilot.pause()
        assert "without the square" not in everything(pilot)
        assert "Not yet" not in everything(pilot)
        await pilot.press("ctrl+p")
        await pilot.press(*keys_for(session.asked[0], "a"), "enter")
        await pilot.press("ctrl+n")
        await reaches(pilot, EndScreen)
        await pilot.press("enter")  # back, since a question is open
        await pilot.pause()
        await until(pilot, lambda: isinstance(pilot.app.screen, QuestionScreen) and pilot.app.screen.nth == 1)
        await pilot.press(*sum_of(session.asked[1]), "enter", "enter")
        await reaches(pilot, ResultScreen)
        await click(pilot, "#look", lambda: "well read" in everything(pilot))

    play(session, script)
    assert session.sitting.score == 2
    assert session.finished


def test_the_result_names_the_lesson_to_reread_and_the_missed_ones_can_be_taken_again(tmp_path):
    session = session_of(tmp_path, SINGLE, NUMBER)

    async def script(pilot: Pilot[int]) -> None:
        await pilot.press(*keys_for(session.asked[0], "a"), "enter", "enter")
        await pilot.press("1", "enter", "enter")
        await pilot.pause()
        await reaches(pilot, ResultScreen)
        shown = everything(pilot)
        assert "1 points of 2 (50%)" in shown
        assert shown.index("Hypothesis and cost") < shown.index("What learning is"), "the weakest comes first"
        assert "02_hipotesis_y_coste.ipynb" in shown
        assert "01_que_es_aprender.ipynb" not in shown
        await pilot.press("enter")
        await pilot.pause()
        await until(pilot, lambda: [asked.question.id for asked in pilot.app.session.asked] == ["99.q03"])

    play(session, script)


def test_an_exam_left_half_done_does_not_tell_its_points(tmp_path):
    session = session_of(tmp_path, SINGLE, NUMBER, exam=True)
    session.answer(0, "a")
    assert "1 of 2 answered" in parting(session)[0]
    assert "points" not in "\n".join(parting(session))
    session.finish()
    assert "1 points of 2" in parting(session)[0]


@pytest.mark.parametrize(("key", "code"), [("ctrl+c", 130), ("ctrl+q", 0)])
def test_leaving_in_the_middle_keeps_what_was_answered_and_the_quiz_goes_on_there(tmp_path, key, code):
    questions = (SINGLE, NUMBER, OUTPUT)
    session = session_of(tmp_path, *questions)

    async def script(pilot: Pilot[int]) -> None:
        await pilot.press(*keys_for(session.asked[0], "a"), "enter", "enter", *"12", key)

    app = play(session, script)
    assert app.return_value == code
    progress = Progress.open(session.progress.path)
    left = progress.unfinished("file:99", exam=False)
    assert left is not None
    again = resume("99", left, questions, progress)
    assert again is not None
    assert again.sitting.score == 1
    assert again.open_questions and len(again.open_questions) == 2
    by_id = {asked.question.id: asked for asked in session.asked}
    assert all(asked == by_id[asked.question.id] for asked in again.asked), "the same numbers in the same order"


def test_a_sitting_whose_questions_are_gone_is_not_resumed(tmp_path):
    session = session_of(tmp_path, SINGLE, NUMBER)
    session.answer(0, "a")
    assert resume("99", session.saved, [SINGLE], session.progress) is None


def test_a_full_disk_is_said_and_the_quiz_goes_on(tmp_path):
    session = session_of(tmp_path, SINGLE, NUMBER)
    session.progress._db.execute("PRAGMA max_page_count = 1")
    session.progress._db.execute("PRAGMA query_only = ON")

    async def script(pilot: Pilot[int]) -> None:
        await pilot.press(*keys_for(session.asked[0], "a"), "enter")
        await pilot.pause()
        await until(pilot, lambda: "Correct" in visible(pilot))
        assert pilot.app._notifications
        await pilot.press("enter", *sum_of(session.asked[1]), "enter", "enter")
        await pilot.pause()
        assert "not being saved" in everything(pilot)

    play(session, script)
    assert session.sitting.score == 2


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (200, 60)])
def test_every_line_fits_whatever_the_size(tmp_path, size):
    session = session_of(tmp_path, MULTIPLE, SINGLE)

    async def script(pilot: Pilot[int]) -> None:
        for key in ("down", "down", "space"):
            await pilot.press(key)
        await pilot.pause()
        assert "▸ [x] 3." in visible(pilot), "the row under the cursor is in sight"
        await pilot.press("enter")
        for _ in range(40):
            await pilot.press("down")
        await pilot.pause()
        assert any(piece.text in visible(pilot) for piece in last_pieces(session))

    def last_pieces(session: Session):
        return list(explained(session.asked[0], session.answers[0], session.verdict(0)))[-2:]

    play(session, script, size)


@pytest.mark.parametrize("nth", range(6))
def test_what_is_said_does_not_depend_on_the_order_shown(nth):
    question = parse_bank(BANK).questions[nth]
    seeds = [ask(question, seed) for seed in range(30)]
    assert all(sorted(each.shown) == sorted(seeds[0].shown) for each in seeds)
