"""Every test starts in English, outside nbgrader, with nothing remembered; browser tests share one Chromium."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from curso.text import set_language

sys.path.insert(0, str(Path(__file__).parent / "exercises"))
# the same examples everywhere, however slow the machine; `--hypothesis-profile=default` looks for new ones
settings.register_profile("same", deadline=None, derandomize=True)
settings.load_profile("same")

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that share what their file makes once go to the same worker: otherwise each worker would make it."""
    for item in items:
        fixtures = getattr(item, "_fixtureinfo", None)
        shared = fixtures and any(one.scope == "module" for each in fixtures.name2fixturedefs.values() for one in each)
        if shared and item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(item.path.stem))


@pytest.fixture(autouse=True)
def _plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NBGRADER_EXECUTION", "CURSO_SECRET", "CURSO_LANG"):
        monkeypatch.delenv(name, raising=False)
    set_language("en")


@pytest.fixture(scope="session")
def chromium() -> str | None:
    """The system's Chromium, if it has one."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture(scope="session")
def browser(chromium: str | None):
    """A headless Chromium."""
    if chromium is None:
        pytest.skip("no Chromium on this machine (on Debian: apt-get install chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def keep_picture() -> Callable[[object, str], None]:
    """Takes a screenshot of a page or of a part of it, where CURSO_SCREENSHOTS says, for whoever wants to look."""

    def keep(shown, name: str) -> None:
        if folder := os.environ.get("CURSO_SCREENSHOTS"):
            Path(folder).mkdir(parents=True, exist_ok=True)
            shown.screenshot(path=str(Path(folder) / f"{name}.png"))

    return keep
