"""The environment that a student's code finds: always the same, and nothing of the instructor's."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

# one thread each: submissions run side by side, and the same sums then add up in the same order everywhere
THREADS = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "TF_NUM_INTEROP_THREADS": "1",
    "TF_NUM_INTRAOP_THREADS": "1",
}
FIXED = {
    **THREADS,
    "LANG": "C.UTF-8",
    "TZ": "UTC",
    "CURSO_GRADING": "1",
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "CUDA_VISIBLE_DEVICES": "-1",
    "USER": "student",
    "LOGNAME": "student",
}
# without these no program starts on Windows
NEEDED_ON_WINDOWS = ("SYSTEMROOT", "SYSTEMDRIVE", "COMSPEC", "PATHEXT", "WINDIR", "NUMBER_OF_PROCESSORS")


def environment(home: str, temporary: str, python_path: Sequence[Path], scratch: Sequence[str]) -> dict[str, str]:
    """The whole environment of a process.

    Parameters
    ----------
    home, temporary : its home and where it puts temporary files.
    python_path : what Python has to be told to look for packages in.
    scratch : the folders that it can write; whoever keeps a box for several submissions empties them in between.
    """
    system = ["/usr/local/bin", "/usr/bin", "/bin"]
    kept: dict[str, str] = {}
    if sys.platform == "win32":
        kept = {name: os.environ[name] for name in NEEDED_ON_WINDOWS if name in os.environ}
        kept |= {"USERPROFILE": home, "APPDATA": home, "LOCALAPPDATA": home, "TEMP": temporary, "TMP": temporary}
        system = [os.path.join(os.environ.get("SYSTEMROOT", r"C:\Windows"), "System32")]  # noqa: PTH118
    paths = {"PATH": os.pathsep.join([str(Path(sys.executable).parent), *system])}
    if python_path:
        paths["PYTHONPATH"] = os.pathsep.join(map(str, python_path))
    places = {
        "HOME": home,
        "TMPDIR": temporary,
        "CURSO_SCRATCH": os.pathsep.join(scratch),
        "KERAS_HOME": str(Path(home, ".keras")),
        "MPLCONFIGDIR": str(Path(home, ".config", "matplotlib")),
        "IPYTHONDIR": str(Path(home, ".ipython")),
    }
    return {**kept, **paths, **places, **FIXED}
