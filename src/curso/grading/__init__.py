"""From submissions to marks, feedback and a picture of the class, over nbgrader."""

import contextlib
import importlib
import sys

# nbformat's schema checker would import a grammar of web addresses, of which it needs nothing for notebooks; that
# alone takes longer than all the rest together, in every process that grades.
if "jsonschema" not in sys.modules and "rfc3987_syntax" not in sys.modules:
    sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
    with contextlib.suppress(ImportError):
        importlib.import_module("jsonschema")
    del sys.modules["rfc3987_syntax"]
