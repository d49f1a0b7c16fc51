"""Looks at the machine: what the course needs, what is there, and the command that mends what is missing."""

from __future__ import annotations

import importlib.metadata as metadata
import os
import platform
import shutil
import subprocess
import sys
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from packaging.requirements import Requirement

from curso.cli.course import BadInput, course_root
from curso.published import DISTRIBUTION, requirement
from curso.text import Text, verbatim

OLDEST = (3, 11)
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")


NO_REASON = verbatim("")


class State(Enum):
    """How a part of the machine is."""

    GOOD = Text(es="✓ bien", en="✓ good")
    PARTIAL = Text(es="○ incompleto; es opcional", en="○ incomplete; optional")
    OPTIONAL = Text(es="○ no está; es opcional", en="○ not there; optional")
    MISSING = Text(es="✗ falta", en="✗ missing")

    def __str__(self) -> str:
        return str(self.value)


@dataclass(frozen=True)
class Finding:
    """One part of the machine: how it is, what was found, and (when something is missing) why it matters and the
    command that mends it."""

    what: Text
    state: State
    found: Text
    why: Text = NO_REASON
    mend: Text | None = None

    @property
    def broken(self) -> bool:
        """Whether the course cannot do without it."""
        return self.state is State.MISSING


def findings() -> list[Finding]:
    """Everything that was looked at, in the order in which to read it."""
    root = _root()
    return [
        _python(),
        _course(root),
        *(_packages(group, what, why, needed, root) for group, what, why, needed in GROUPS),
        _gpu(),
        _kernel(),
        _grader(root),
        _box(),
        _secret(),
        _browser(),
    ]


def _root() -> Path | None:
    try:
        return course_root()
    except BadInput:
        return None


def _python() -> Finding:
    found = verbatim(f"{platform.python_version()} · {platform.system()} {platform.machine()} · {sys.executable}")
    if sys.version_info >= OLDEST:
        return Finding(PYTHON, State.GOOD, found)
    return Finding(PYTHON, State.MISSING, found, PYTHON_OLD, PYTHON_MEND)


def _course(root: Path | None) -> Finding:
    if root is not None:
        return Finding(COURSE, State.GOOD, verbatim(str(root)))
    return Finding(COURSE, State.OPTIONAL, NOTHING, COURSE_WHY, COURSE_MEND)


def _packages(group: str, what: Text, why: Text, needed: bool, root: Path | None) -> Finding:
    there: list[str] = []
    missing: list[str] = []
    for needs in wanted(group):
        try:
            version = metadata.version(needs.name)
        except metadata.PackageNotFoundError:
            missing.append(str(needs))
            continue
        good = needs.specifier.contains(version, prereleases=True)
        (there if good else missing).append(f"{needs.name} {version}" if good else f"{needs} ({version})")
    if not missing:
        return Finding(what, State.GOOD, verbatim(", ".join(there)))
    extra = f"[{group}]" if group else ""
    mend = f'python -m pip install "{requirement(extra)}"'
    if root is not None and (root / "constraints.txt").exists():
        mend = f'python -m pip install -e ".{extra}" -c constraints.txt'
    found = LACKING.format(missing=", ".join(missing), there=", ".join(there) or "—")
    state = State.MISSING if needed else State.PARTIAL if there else State.OPTIONAL
    return Finding(what, state, found, why, verbatim(mend))


def wanted(group: str) -> list[Requirement]:
    """What the package asks for: its base requirements for "", else those of the extra `group`."""
    asked: dict[str, dict[str, Requirement]] = {}
    for line in metadata.requires(DISTRIBUTION) or ():
        needed = Requirement(line)
        extra = str(needed.marker).partition("extra ==")[2].strip(" \"'") if needed.marker else ""
        needed.marker = None
        if needed.name != DISTRIBUTION:
            asked.setdefault(extra, {})[needed.name] = needed
    # `dev` asks for the other extras too; what was looked at under their names is not said twice
    shown = {name for other in ("lab", "teacher") if group == "dev" for name in asked.get(other, ())}
    return [needed for name, needed in asked.get(group, {}).items() if name not in shown]


def _gpu() -> Finding:
    """The graphics cards that the driver shows; TensorFlow is not imported, it takes seconds."""
    names = ""
    if tool := shutil.which("nvidia-smi"):
        try:
            answer = subprocess.run(
                [tool, "--query-gpu=name,memory.total", "--format=csv,noheader"],
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                timeout=10,
                check=True,
            )
            names = "; ".join(answer.stdout.split("\n")).strip("; ")
        except (OSError, subprocess.SubprocessError):
            names = ""
    return Finding(GPU, State.GOOD if names else State.OPTIONAL, verbatim(names) if names else GPU_NONE)


def _kernel() -> Finding:
    try:
        from jupyter_client.kernelspec import KernelSpecManager

        specs = KernelSpecManager().find_kernel_specs()
    except ImportError:
        specs = {}
    if "python3" in specs:
        return Finding(KERNEL, State.GOOD, verbatim(specs["python3"]))
    mend = verbatim("python -m pip install ipykernel && python -m ipykernel install --sys-prefix")
    return Finding(KERNEL, State.OPTIONAL, NOTHING, KERNEL_WHY, mend)


def _grader(root: Path | None) -> Finding:
    config = root / "autograder" / "nbgrader_config.py" if root else None
    if config is not None and config.exists():
        return Finding(GRADER, State.GOOD, verbatim(str(config)))
    return Finding(GRADER, State.OPTIONAL, NOTHING, COURSE_WHY, COURSE_MEND)


def _box() -> Finding:
    """How well this machine holds students' code; it is really tried."""
    from curso.grading.sandbox import levels

    tried = levels.found()
    if tried.level is levels.Level.BUBBLEWRAP:
        return Finding(BOX, State.GOOD, levels.explanation())
    return Finding(BOX, State.OPTIONAL, levels.why_not(tried), levels.PLAIN + BOX_WHY, levels.mend(tried))


def _secret() -> Finding:
    if os.environ.get("CURSO_SECRET"):
        return Finding(SECRET, State.GOOD, SECRET_VARIABLE)
    try:
        from curso.grading.course import secret_file

        file = secret_file()
    except ImportError:  # without the packages to teach, nothing has made a secret
        file = None
    if file is not None and file.exists():
        return Finding(SECRET, State.GOOD, verbatim(str(file)))
    return Finding(SECRET, State.OPTIONAL, NOTHING, SECRET_WHY, SECRET_MEND)


def _browser() -> Finding:
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found:
        return Finding(BROWSER, State.GOOD, verbatim(found))
    return Finding(BROWSER, State.OPTIONAL, NOTHING, BROWSER_WHY, verbatim("sudo apt-get install chromium"))


NOTHING = Text(es="nada", en="nothing")
PYTHON = verbatim("Python")
PYTHON_OLD = Text(es="el curso necesita Python 3.11 o posterior.", en="the course needs Python 3.11 or later.")
PYTHON_MEND = Text(es="instala Python 3.11 o posterior", en="install Python 3.11 or later")
COURSE = Text(es="Carpeta del curso", en="Folder of the course")
COURSE_WHY = Text(
    es="construir, enseñar y corregir se hacen dentro de un clon del repositorio.",
    en="building, teaching and grading are done inside a clone of the repository.",
)
COURSE_MEND = Text(
    es="clona el repositorio con git y repite la orden dentro de su carpeta",
    en="clone the repository with git and run the command again inside its folder",
)
LACKING = Text(es="falta: {missing}. Hay: {there}", en="missing: {missing}. There: {there}")
BASE = Text(es="Paquetes de las lecciones", en="Packages of the lessons")
BASE_WHY = Text(es="sin ellos no funcionan las lecciones.", en="the lessons do not work without them.")
LAB = Text(es="Paquetes para trabajar en local", en="Packages to work locally")
LAB_WHY = Text(es="JupyterLab y TensorFlow en tu máquina.", en="JupyterLab and TensorFlow on your machine.")
TEACHER = Text(es="Paquetes para enseñar", en="Packages to teach")
TEACHER_WHY = Text(es="repartir, recoger y corregir con nbgrader.", en="release, collect and grade with nbgrader.")
DEV = Text(es="Paquetes para desarrollar", en="Packages to develop")
DEV_WHY = Text(es="pruebas y comprobaciones del propio curso.", en="the course's own tests and checks.")
GROUPS = (
    ("", BASE, BASE_WHY, True),
    ("lab", LAB, LAB_WHY, False),
    ("teacher", TEACHER, TEACHER_WHY, False),
    ("dev", DEV, DEV_WHY, False),
)
GPU = verbatim("GPU")
GPU_NONE = Text(es="ninguna; el curso no la necesita", en="none; the course does not need one")
KERNEL = Text(es="Núcleo de Jupyter", en="Jupyter kernel")
KERNEL_WHY = Text(es="sin él no se ejecuta ningún cuaderno.", en="no notebook runs without it.")
GRADER = Text(es="Curso de nbgrader", en="nbgrader course")
BOX = Text(es="Encierro del código de los estudiantes", en="Box for students' code")
BOX_WHY = Text(
    es=" `curso grade` no corrige así cuadernos ajenos, salvo con `--unsafe`.",
    en=" `curso grade` does not grade other people's notebooks like that, except with `--unsafe`.",
)
SECRET = Text(es="Secreto del curso", en="The course's secret")
SECRET_VARIABLE = Text(es="la variable CURSO_SECRET", en="the variable CURSO_SECRET")
SECRET_WHY = Text(
    es="de él salen los casos ocultos con los que se corrige.",
    en="the hidden cases that submissions are graded with are drawn from it.",
)
SECRET_MEND = Text(
    es="curso release lo crea la primera vez; guarda una copia",
    en="curso release makes it the first time; keep a copy",
)
BROWSER = Text(es="Navegador para las pruebas", en="Browser for the tests")
BROWSER_WHY = Text(
    es="las pruebas en el navegador se saltan sin Chromium.",
    en="the browser tests are skipped without Chromium.",
)
