"""Every test starts in English, outside nbgrader, with nothing remembered."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from curso.text import set_language

sys.path.insert(0, str(Path(__file__).parent / "exercises"))


@pytest.fixture(autouse=True)
def _plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NBGRADER_EXECUTION", "CURSO_SECRET", "CURSO_LANG"):
        monkeypatch.delenv(name, raising=False)
    set_language("en")
