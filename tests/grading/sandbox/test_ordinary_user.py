"""All that a box promises holds for a grader that is an ordinary user as well."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from curso.grading.sandbox.bubblewrap import LAUNCH
from curso.grading.sandbox.levels import found
from curso.grading.sandbox.view import view

HERE = Path(__file__).parent
ORDINARY = 64000


def barred(paths: list[Path]) -> set[Path]:
    """The folders on the way to `paths` that an ordinary user can't enter."""
    return {folder for path in paths for folder in path.parents if not folder.stat().st_mode & 0o001}


def test_the_box_keeps_its_promises_for_an_ordinary_user(boxes, tmp_path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("the tests beside this one are run by an ordinary user already")
    bwrap = str(found().bwrap)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    os.chown(scratch, ORDINARY, ORDINARY)
    needed = [*view(Path(bwrap)).shown, HERE, scratch]
    # root can open the way into folders that are closed to others, in a view of its own
    command = [bwrap, "--dev-bind", "/", "/"]
    closed = barred(needed)
    for folder in sorted(closed):
        command += ["--perms", "0755", "--tmpfs", str(folder)]
    for path in needed:
        if closed & set(path.parents):
            for parent in [p for p in reversed(path.parents) if closed & set(p.parents)]:
                command += ["--perms", "0755", "--dir", str(parent)]
            command += ["--bind" if path == scratch else "--ro-bind", str(path), str(path)]
    command += ["--", sys.executable, "-I", "-S", str(LAUNCH), f'{{"user": {ORDINARY}}}']
    command += [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-rs", f"--confcutdir={HERE}"]
    command += [f"--basetemp={scratch / 'pytest'}", "-k", "not tensorflow"]
    command += [str(HERE / name) for name in ("test_box.py", "test_limits.py", "test_ending.py", "test_levels.py")]
    env = {"PATH": os.environ["PATH"], "HOME": str(scratch), "TMPDIR": str(scratch), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, env=env, cwd=HERE, capture_output=True, encoding="utf-8", check=False, timeout=900)
    assert done.returncode == 0, done.stdout + done.stderr
    passed = re.search(r"(\d+) passed", done.stdout)
    assert passed and int(passed[1]) > 30, done.stdout
    shutil.rmtree(scratch)
