"""Pages with module 01 and a bank of every kind, opened in a browser without a network."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from quiz_pages import KINDS

from curso.quiz.web import write


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The folder with the pages."""
    folder = tmp_path_factory.mktemp("web ñ")
    write(folder, ["01", str(KINDS)])
    return folder


@pytest.fixture(scope="session")
def course_site(tmp_path_factory):
    """The folder with the pages of every bank of the course."""
    folder = tmp_path_factory.mktemp("course")
    write(folder)
    return folder


@pytest.fixture
def open_page(browser, site):
    """Opens a page; at the end nothing may have failed on any, and nothing outside may have been asked for."""
    contexts, said, asked = [], [], []

    def opened(lang: str = "en", fragment: str = "", before: str = "", folder: Path = site, **options):
        context = browser.new_context(offline=True, **{"viewport": {"width": 900, "height": 800}, **options})
        contexts.append(context)
        context.on(
            "console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None
        )
        context.on("weberror", lambda error: said.append(str(error.error)))
        context.on("request", lambda request: asked.append(request.url))
        if before:
            context.add_init_script(before)
        page = context.new_page()
        page.goto((folder / (f"index.{lang}.html" if lang else "index.html")).as_uri() + fragment)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert said == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
