"""Every test starts in English, outside nbgrader, with nothing remembered; browser tests share one Chromium."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
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
def forked_kernels(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path | None]:
    """A folder for JUPYTER_PATH, whose "python3" is forked from a process with TensorFlow; None where nothing forks."""
    if sys.platform != "linux":
        yield None
        return
    folder = tmp_path_factory.mktemp("jupyter")
    program, address = str(Path(__file__).parent / "forked" / "kernel.py"), str(folder / "socket")
    command = [sys.executable, "-S", "-E", program, "join", address, "-f", "{connection_file}"]
    spec = {"argv": command, "display_name": "Python 3", "language": "python"}
    (folder / "kernels" / "python3").mkdir(parents=True)
    (folder / "kernels" / "python3" / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
    with subprocess.Popen([sys.executable, program, "serve", address], stdin=-1, stdout=-1) as server:
        assert server.stdout and server.stdout.readline() == b"ready\n"
        yield folder
        server.communicate()


@pytest.fixture(scope="session")
def keep_picture() -> Callable[[object, str], None]:
    """Takes a screenshot of a page or of a part of it, where CURSO_SCREENSHOTS says, for whoever wants to look."""

    def keep(shown, name: str) -> None:
        if folder := os.environ.get("CURSO_SCREENSHOTS"):
            Path(folder).mkdir(parents=True, exist_ok=True)
            shown.screenshot(path=str(Path(folder) / f"{name}.png"))

    return keep
