"""The nbgrader course in this folder; what is set, and why, is in `curso.grading.config`.

Add your own settings below the call: they win.
"""

from pathlib import Path

from curso.grading.config import configure

c = get_config()  # noqa: F821  (traitlets defines it)
configure(c, Path(__file__).resolve().parent)
