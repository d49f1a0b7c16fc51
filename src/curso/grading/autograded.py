"""The files that formgrader and feedback read: autograded/<student>/<module>/, there whole or not at all."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nbgrader.utils import find_all_files, rmtree

from curso.grading.course import Course

READ_ONLY = 0o444  # as nbgrader leaves them: what was graded is not to be edited


class Autograded:
    """Puts graded notebooks in their place, with the other files of the submission and of the source beside them."""

    def __init__(self, course: Course, module: str) -> None:
        config: Any = course.load_config()
        self._course, self._module = course, module
        self._ignored = [*config.CourseDirectory.get("ignore", []), "*.ipynb"]
        self._beside = course.autograded / ".incoming" / module
        self.clean()

    def put(self, student: str, notebooks: Mapping[str, bytes]) -> None:
        """Replace what is there of a student's submission: written beside first, then renamed."""
        work = self._beside / student
        new, old = work / "new", work / "old"
        new.mkdir(parents=True)
        for lesson, content in notebooks.items():
            (new / f"{lesson}.ipynb").write_bytes(content)
        for folder in (self._course.submitted / student / self._module, self._course.source() / self._module):
            self._copy_others(folder, new)
        for path in new.rglob("*"):
            if path.is_file():
                path.chmod(READ_ONLY)
        final = self._course.autograded / student / self._module
        final.parent.mkdir(parents=True, exist_ok=True)
        if final.exists():
            final.rename(old)
        new.rename(final)
        _remove(work)

    def clean(self) -> None:
        """Remove what a run that was killed left beside."""
        _remove(self._beside)
        with contextlib.suppress(OSError):  # it is not there, or another module's run has something in it
            self._beside.parent.rmdir()

    def _copy_others(self, folder: Path, new: Path) -> None:
        for found in map(Path, find_all_files(str(folder), self._ignored)):
            if not found.is_symlink():
                place = new / found.relative_to(folder)
                place.parent.mkdir(parents=True, exist_ok=True)
                place.unlink(missing_ok=True)
                shutil.copy(found, place)


def _remove(folder: Path) -> None:
    if folder.exists():
        rmtree(str(folder))
