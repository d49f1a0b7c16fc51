"""`curso` as a whole: help in both languages, exit codes, one clear sentence for a mistake."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from curso import __version__
from curso.cli import language_asked
from curso.cli.app import PANELS
from curso.text import set_language

NAMES = [name for _, commands in PANELS for name, _, _ in commands]
ENGLISH_WORDS = re.compile(
    r"\b(Usage|Options|Arguments|Commands|COMMAND|OPTIONS|default:|required|Show this|Error:|Try)\b|<bool>|<str>"
)
SPANISH_WORDS = re.compile(r"\b(Uso|Opciones|Argumentos|Órdenes|OPCIONES|por omisión|obligatorio|Muestra)\b")


@pytest.mark.parametrize("arguments", [("--lang", "es", "--help"), ("--help", "--lang", "es"), ("--lang=es",)])
def test_help_is_in_spanish_wherever_lang_stands(curso, arguments) -> None:
    code, out, _ = curso(*arguments)
    assert code == 0
    assert "Uso: curso" in out
    assert not ENGLISH_WORDS.search(out)


@pytest.mark.parametrize("name", NAMES)
def test_the_help_of_every_command_is_in_one_language(curso, name: str) -> None:
    code, spanish, _ = curso(name, "--lang", "es", "--help")
    assert code == 0
    assert not ENGLISH_WORDS.search(spanish)
    assert "Códigos de salida" in spanish
    code, english, _ = curso("--lang", "en", name, "--help")
    assert code == 0
    assert not SPANISH_WORDS.search(english)
    assert "Exit codes" in english


def test_without_arguments_the_help_is_shown(curso) -> None:
    code, out, _ = curso()
    assert code == 0
    assert all(name in out for name in NAMES)


def test_typer_itself_finds_the_application_sound(invoke) -> None:
    for lang, word in (("es", "Órdenes"), ("en", "To teach")):
        set_language(lang)
        result = invoke("--help")
        assert result.exit_code == 0
        assert word in result.output or "Para enseñar" in result.output


def test_the_language_follows_the_environment(curso, monkeypatch: pytest.MonkeyPatch) -> None:
    set_language(None)
    monkeypatch.setenv("CURSO_LANG", "es")
    assert "Uso:" in curso("--help")[1]
    set_language(None)
    monkeypatch.delenv("CURSO_LANG")
    monkeypatch.setenv("LC_ALL", "es_MX.UTF-8")
    assert "Uso:" in curso("--help")[1]
    set_language(None)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert "Usage:" in curso("--help")[1]


@pytest.mark.parametrize("arguments", [("--lang",), ("--lang", "fr", "build"), ("build", "--lang=")])
def test_a_language_that_the_course_does_not_speak_is_a_mistake(curso, arguments) -> None:
    code, _, err = curso(*arguments)
    assert code == 2
    assert "`es`" in err
    assert "`en`" in err


def test_what_follows_a_lone_double_dash_is_not_read_as_the_language() -> None:
    assert language_asked(["check", "--", "--lang"]) == (None, ["check", "--", "--lang"])
    assert language_asked(["check", "--lang", "es", "a.ipynb"]) == ("es", ["check", "a.ipynb"])


MISTAKES = [
    (("chekc",), "No existe la orden «chekc». ¿Querías decir «check»?", "There is no command “chekc”. Did you mean"),
    (("build", "--chek"), "No existe la opción «--chek».", "There is no option “--chek”."),
    (("check",), "Falta el argumento NOTEBOOK.", "The argument NOTEBOOK is missing."),
    (("lab", "--port"), "La opción «--port» pide un valor.", "The option “--port” needs a value."),
    (("lab", "--port", "x"), "El valor de «--port» no sirve.", "The value of “--port” cannot be used."),
    (("grade", "01", "--jobs", "0"), "El valor de «--jobs» no sirve.", "The value of “--jobs” cannot be used."),
    (("doctor", "now"), "Sobra «now».", "“now” is too much."),
    (("build", "--check=yes"), "La opción «--check» no lleva valor.", "The option “--check” takes no value."),
]


@pytest.mark.parametrize(("arguments", "spanish", "english"), MISTAKES, ids=lambda a: " ".join(a) if a else "")
def test_a_mistake_on_the_command_line_is_one_sentence_in_the_language_spoken(
    curso, arguments, spanish: str, english: str
) -> None:
    for lang, sentence in (("es", spanish), ("en", english)):
        code, out, err = curso("--lang", lang, *arguments)
        assert code == 2
        assert sentence in err
        assert "--help" in err
        assert "Traceback" not in out + err


def test_a_file_that_cannot_be_written_is_one_sentence(curso, tmp_path: Path) -> None:
    file = tmp_path / "un archivo"
    file.write_text("", encoding="utf-8")
    code, _, err = curso("--lang", "es", "release", "01", "--course", str(file))
    assert code == 2
    assert "No se puede leer o escribir" in err and "Traceback" not in err


def test_ctrl_c_is_said_and_has_its_own_exit_code(curso, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped() -> list[object]:
        raise KeyboardInterrupt

    monkeypatch.setattr("curso.cli.doctor.findings", stopped)
    code, _, err = curso("--lang", "es", "doctor")
    assert code == 130
    assert "Interrumpido" in err


def test_the_version(curso) -> None:
    assert curso("--version") == (0, f"curso {__version__}\n", "")


def test_help_imports_neither_nbgrader_nor_jupyter_nor_numpy() -> None:
    code = (
        "import sys\nfrom curso.cli import main\nmain(['--help'])\n"
        "heavy = {'nbgrader', 'nbformat', 'nbclient', 'jupytext', 'matplotlib', 'sklearn', 'tensorflow', 'pandas'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stderr.strip() == "[]"


def test_the_installed_command_speaks_on_a_terminal_that_knows_no_unicode(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "CURSO_LANG": "es", "PYTHONUTF8": "0"}
    code = "import sys; from curso.cli import main; sys.exit(main(['build', '--module', 'ñ']))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment, cwd=tmp_path, check=False)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this machine")
def test_a_full_disk_gets_a_sentence_and_no_traceback():
    command = [
        sys.executable,
        "-c",
        "import sys; from curso.cli import main; sys.exit(main(['--lang', 'es', 'doctor']))",
    ]
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, encoding="utf-8", check=False, timeout=120)
    assert done.returncode == 2
    assert "No queda sitio" in done.stderr and "Traceback" not in done.stderr
