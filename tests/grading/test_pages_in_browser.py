"""Feedback pages and formgrader, as a student and an instructor see them in a browser."""

from __future__ import annotations

import pytest
from desk import TOKEN, open_desk
from small_course import LESSONS, MODULE


@pytest.mark.parametrize(
    ("name", "lang", "result"), [("ana", "es", "✓ completo"), ("Begoña Núñez", "en", "Not yet")]
)
def test_a_feedback_page_reads_well_without_the_network(browser, classroom, keep_picture, name, lang, result):
    student = classroom.collected[name].student
    page = browser.new_page(viewport={"width": 900, "height": 760})
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    try:
        page.goto((classroom.course.feedback / student / MODULE / f"{LESSONS[0]}.html").as_uri())
        assert page.get_attribute("html", "lang") == lang
        assert result in page.inner_text("body")
        assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
        assert said == []
        # on a phone nothing sticks out to the side
        keep_picture(page, f"feedback-{lang}")
        page.set_viewport_size({"width": 360, "height": 700})
        keep_picture(page, f"feedback-{lang}-phone")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
    finally:
        page.close()


def test_formgrader_lists_the_module_and_its_submissions(browser, classroom, keep_picture):
    page = browser.new_page(viewport={"width": 1100, "height": 700})
    try:
        with open_desk(classroom.course) as desk:
            page.goto(f"{desk.address}/formgrader?token={TOKEN}")  # the address that the command opens
            page.get_by_text(MODULE).first.wait_for(timeout=60_000)
            page.goto(f"{desk.address}/formgrader/manage_submissions/{MODULE}")
            page.get_by_text("ana", exact=True).first.wait_for(timeout=60_000)
            shown = page.inner_text("body")
            assert all(row.student in shown for row in classroom.collected.values())
            keep_picture(page, "formgrader")
    finally:
        page.close()
