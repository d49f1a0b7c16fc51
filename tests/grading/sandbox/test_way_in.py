"""How a grader that is root opens the way for the ordinary user who makes the box."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from curso.grading.sandbox.bubblewrap import way_in
from curso.grading.sandbox.levels import found
from curso.grading.sandbox.view import SYSTEM_LINKS, View


def test_there_is_a_tmp_to_make_the_box_in_wherever_python_is_installed(boxes: None) -> None:
    setpriv = shutil.which("setpriv")
    if os.geteuid() != 0 or setpriv is None:
        pytest.skip("only a grader that is root opens a way for another user, and setpriv becomes one here")
    links = {Path(link) for link in SYSTEM_LINKS if Path(link).exists()}
    system = tuple(path for path in (Path("/usr"), *sorted(links)) if not path.is_symlink())
    seen = View(system, tuple((link, str(link.readlink())) for link in links if link.is_symlink()), (), ())
    inner = [str(found().bwrap), "--ro-bind", "/", "/", "--", "/usr/bin/test", "-d", "/usr"]
    other = [setpriv, "--reuid=64000", "--regid=64000", "--clear-groups"]
    command = [str(found().bwrap), *way_in(seen, None), "--", *other, *inner]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=60)
    assert done.returncode == 0, done.stderr
