"""The commands for whoever learns: lab, check, doctor."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from curso.cli.course import course_root, existing, with_packages
from curso.cli.say import Commands, progress_bar, say, show_table
from curso.text import Text, verbatim

LAB = Text(es="Abre el curso en JupyterLab.", en="Open the course in JupyterLab.")
CHECK = Text(
    es="Ejecuta un cuaderno en un núcleo nuevo y dice qué ejercicios están bien.",
    en="Run a notebook in a fresh kernel and say which exercises are right.",
)
DOCTOR = Text(
    es="Dice qué hay instalado, qué falta y con qué orden se arregla.",
    en="Say what is installed, what is missing and which command mends it.",
)
NOTEBOOK = Text(es="El cuaderno (.ipynb) que quieres comprobar.", en="The notebook (.ipynb) to check.")
TIMEOUT = Text(es="Segundos que puede tardar cada celda.", en="Seconds that each cell may take.")
NO_BROWSER = Text(es="No abras el navegador.", en="Do not open the browser.")
PORT = Text(es="Puerto en el que escucha.", en="Port to listen on.")
OPENING = Text(
    es="Abriendo JupyterLab en {folder} (Ctrl-C lo cierra).",
    en="Opening JupyterLab in {folder} (Ctrl-C ends it).",
)
RUNNING = Text(es="Ejecutando {name}", en="Running {name}")
EXERCISE = Text(es="Ejercicio", en="Exercise")
VERDICT = Text(es="Resultado", en="Verdict")
POINTS = Text(es="Puntos", en="Points")
TOTAL = Text(es="Total", en="Total")
CRASHED = Text(
    es="La celda {number}, que empieza por «{line}», falló: {error}",
    en="Cell {number}, which begins with “{line}”, failed: {error}",
)
NOT_ASKED = Text(
    es="El cuaderno no llegó al final, así que no hay resultados. Arregla esa celda y repite la orden.",
    en="The notebook did not reach its end, so there are no verdicts. Mend that cell and run the command again.",
)


def lab(
    no_browser: Annotated[bool, typer.Option("--no-browser", help=str(NO_BROWSER))] = False,
    port: Annotated[int, typer.Option("--port", metavar="N", min=1, max=65535, help=str(PORT))] = 8888,
) -> None:
    """Open JupyterLab in the folder of the lessons."""
    with_packages("lab", "jupyterlab")
    folder = course_root() / "notebooks"
    say(OPENING.format(folder=folder))
    words = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={folder}", f"--ServerApp.port={port}"]
    if no_browser:
        words.append("--ServerApp.open_browser=False")
    if getattr(os, "geteuid", lambda: 1)() == 0:
        words.append("--allow-root")  # in a container there is often no other user
    try:
        code = subprocess.run(words, check=False).returncode
    except KeyboardInterrupt:
        code = 0
    raise typer.Exit(1 if code else 0)


def check(
    notebook: Annotated[Path, typer.Argument(metavar="NOTEBOOK", help=str(NOTEBOOK), show_default=False)],
    timeout: Annotated[int, typer.Option("--timeout", metavar="N", min=1, help=str(TIMEOUT))] = 600,
) -> None:
    """Run a student's notebook and print its verdicts; exit code 1 when an exercise is not passed."""
    path = existing(notebook)
    from curso.cli.run_notebook import read_notebook, run_checks

    node = read_notebook(path)
    running = RUNNING.format(name=path.name)
    with progress_bar(running) as step:
        result = run_checks(node, path.parent, timeout, lambda done, total: step(done, total, running))
    rows: list[tuple[object, ...]] = [
        (f"{v.exercise}  {v.title}", v.headline, f"{v.earned:g} / {v.points:g}") for v in result.verdicts
    ]
    earned, most = sum(v.earned for v in result.verdicts), sum(v.points for v in result.verdicts)
    rows.append((TOTAL, "", f"{earned:g} / {most:g}"))
    if result.verdicts:
        show_table(verbatim(path.name), (EXERCISE, VERDICT, POINTS), rows, right=1)
    for crash in result.crashes:
        line = node.cells[crash.number - 1].source.strip().partition("\n")[0]
        say(CRASHED.format(number=crash.number, line=line, error=crash.error))
    if not result.verdicts:
        say(NOT_ASKED)
    for verdict in result.verdicts:
        if not verdict.passed and verdict.messages:
            say(verbatim(f"\n{verdict.exercise}"))
            for message in verdict.messages:
                say(verbatim("  ") + message)
    raise typer.Exit(0 if all(v.passed for v in result.verdicts) and not result.crashes else 1)


def doctor() -> None:
    """Print what is installed and what is missing; exit code 1 when something that the course needs is missing."""
    from curso.cli.doctor import findings

    found = findings()
    show_table(DOCTOR_TITLE, (PART, STATE, FOUND), [(f.what, f.state, f.found) for f in found])
    mends = [f for f in found if f.mend]
    for finding in mends:
        say(MEND.format(what=finding.what, why=finding.why, mend=finding.mend))
    if not mends:
        say(ALL_THERE)
    raise typer.Exit(1 if any(f.broken for f in found) else 0)


DOCTOR_TITLE = Text(es="El curso en esta máquina", en="The course on this machine")
PART = Text(es="Qué", en="What")
STATE = Text(es="Estado", en="State")
FOUND = Text(es="Encontrado", en="Found")
MEND = Text(es="· {what}: {why}\n    {mend}", en="· {what}: {why}\n    {mend}")
ALL_THERE = Text(es="No falta nada.", en="Nothing is missing.")

COMMANDS: Commands = (("lab", lab, LAB), ("check", check, CHECK), ("doctor", doctor, DOCTOR))
