"""What the repository as a whole promises: light imports, Colab untouched, clean files, READMEs that tell the truth."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from curso.authoring.lesson import Lesson, read_lesson
from curso.authoring.settings import read_settings
from curso.authoring.tree import lesson_files, module_folders

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
READMES = {"en": ROOT / "README.md", "es": ROOT / "README.es.md"}
HEAVY = ("tensorflow", "keras", "matplotlib", "sklearn", "pandas", "scipy", "IPython", "typer", "yaml", "pydantic")

# Put together here so that this file does not name what no file may name.
REGISTRY_HOSTS = ("py" "pi.org", "python" "hosted.org", "npm" "js.", "deb." "debian.org", "conda" "-forge.org")
MACHINE_PATHS = ("wo" "rk", "fa" "rm", "ro" "ot", "tmp/v" "env", "home/[a-z]+/[a-z]")
FORBIDDEN = re.compile("|".join([*map(re.escape, REGISTRY_HOSTS), *(rf"(?<![\w.~*{{}}])/{p}/" for p in MACHINE_PATHS)]))


def tracked_files() -> list[Path]:
    """What git would keep: its own list, with what is new and not ignored."""
    words = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        listed = subprocess.run(words, cwd=ROOT, capture_output=True, check=True).stdout.decode("utf-8")
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git clone")
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


def text_of(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


# --- what a student pays for in every notebook ------------------------------------------------------------------


@pytest.mark.parametrize("module", ["curso", "curso.exercises", "curso.text", "curso.models", "curso.data"])
def test_importing_the_course_imports_nothing_heavy(module: str) -> None:
    code = f"import sys, {module}; print(*[m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.split() == []


def test_the_notebook_functions_import_no_deep_learning_library() -> None:
    code = "import sys, curso.notebook; print(*[m for m in ('tensorflow', 'keras', 'matplotlib') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.split() == []


# --- Colab ------------------------------------------------------------------------------------------------------


def test_the_base_requirements_are_met_by_what_colab_ships_and_have_no_upper_bound() -> None:
    colab = json.loads((ROOT / "tests/fixtures/colab_packages.json").read_text(encoding="utf-8"))["packages"]
    for line in PROJECT["dependencies"]:
        requirement = Requirement(line)
        shipped = colab.get(requirement.name)
        assert shipped is not None, f"Colab does not ship {requirement.name}"
        assert requirement.specifier.contains(shipped), f"installing {line} would replace Colab's {shipped}"
        assert all(s.operator == ">=" for s in requirement.specifier), f"{line}: only a lower bound is allowed"


# --- what is installed ------------------------------------------------------------------------------------------


def test_the_constraints_hold_names_and_exact_versions_only() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+", line) for line in pins)
    assert not {"curso", "curso-redes"} & {line.partition("==")[0].lower() for line in pins}


def test_every_package_that_the_course_asks_for_has_its_tested_version() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = {_canonical(n): v for n, _, v in (line.partition("==") for line in lines if "==" in line)}
    asked = [*PROJECT["dependencies"], *(r for extra in PROJECT["optional-dependencies"].values() for r in extra)]
    for requirement in map(Requirement, asked):
        if requirement.name != PROJECT["name"]:
            assert _canonical(requirement.name) in pinned, f"{requirement} has no tested version"
            assert requirement.specifier.contains(pinned[_canonical(requirement.name)], prereleases=True)


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_the_wheel_carries_the_question_banks_the_data_and_no_tests(tmp_path: Path) -> None:
    builder = pytest.importorskip("hatchling.builders.wheel")
    wheel = next(iter(builder.WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])))
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder, packaged in (("quizzes", "curso/quiz/banks"), ("src/curso/data", "curso/data")):
        for file in (ROOT / folder).rglob("*"):
            if file.suffix in (".yaml", ".csv"):
                assert f"{packaged}/{file.relative_to(ROOT / folder).as_posix()}" in names
    assert "curso/py.typed" in names
    assert any(name.endswith("licenses/LICENSE-lessons") for name in names)
    assert not any(name.startswith(("tests", "notebooks")) for name in names)


# --- what is committed ------------------------------------------------------------------------------------------


def test_no_file_names_a_registry_host_or_a_path_of_one_machine() -> None:
    found = []
    for path in tracked_files():
        for number, line in enumerate((text_of(path) or "").splitlines(), 1):
            if hit := FORBIDDEN.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {hit[0]}")
    assert not found, "\n".join(found)


def test_the_pattern_for_forbidden_names_finds_them() -> None:
    assert FORBIDDEN.search("index-url = https://" + REGISTRY_HOSTS[0] + "/simple")
    assert FORBIDDEN.search("open('/" + MACHINE_PATHS[0] + "/main/x.csv')")
    assert not FORBIDDEN.search("notebooks/01_regresion_lineal/es/01.ipynb https://example.org/home/")


def test_no_committed_notebook_has_outputs() -> None:
    for path in tracked_files():
        if path.suffix == ".ipynb" and "fixtures" not in path.parts:
            for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
                assert not cell.get("outputs"), f"{path.name}: {cell['id']} has outputs"
                assert cell.get("execution_count") is None, f"{path.name}: {cell['id']} was run"


def test_what_the_grader_makes_is_ignored_and_its_configuration_is_not() -> None:
    def ignored(path: str) -> bool:
        return subprocess.run(["git", "check-ignore", "-q", path], cwd=ROOT, check=False).returncode == 0

    tracked_files()
    assert not ignored("autograder/nbgrader_config.py")
    for made in ("gradebook.db", "source/01/a.ipynb", "release/01/a.ipynb", "submitted/ana/01/a.ipynb"):
        assert ignored(f"autograder/{made}")


def test_the_runner_for_a_new_machine_can_be_executed() -> None:
    path = ROOT / ".ci" / "run"
    assert path.read_text(encoding="utf-8").startswith("#!/usr/bin/env bash")
    if sys.platform != "win32":
        assert path.stat().st_mode & 0o100


# --- the two READMEs --------------------------------------------------------------------------------------------


def test_each_readme_links_the_other_in_its_first_line() -> None:
    first = {lang: path.read_text(encoding="utf-8").splitlines()[0] for lang, path in READMES.items()}
    assert "(README.es.md)" in first["en"]
    assert "(README.md)" in first["es"]


@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_table_of_lessons_is_that_of_the_notebooks(lang: str) -> None:
    text = READMES[lang].read_text(encoding="utf-8")
    table = text.partition("<!-- lessons -->")[2].partition("<!-- /lessons -->")[0].strip()
    assert table == lessons_table(lang), "write this table between the marks:\n" + lessons_table(lang)


def lessons_table(lang: str) -> str:
    """One row a lesson, with a badge for the notebook of each language."""
    words = {"en": ("Module", "Lesson", "Open in Colab"), "es": ("Módulo", "Lección", "Abrir en Colab")}[lang]
    settings = read_settings(ROOT)
    names = {"es": "español", "en": "English"}
    rows = [f"| {words[0]} | {words[1]} | {' | '.join(names.values())} |", "|---|---|---|---|"]
    for lesson in lessons():
        badges = (
            f"[![{words[2]}: {lesson.header.title.to(other)}](https://colab.research.google.com/assets/colab-badge.svg)]"
            f"({settings.colab(lesson.folder, other, lesson.name)})"
            for other in names
        )
        rows.append(f"| {lesson.module} | {lesson.header.title.to(lang)} | {' | '.join(badges)} |")
    return "\n".join(rows)


def lessons() -> list[Lesson]:
    return [read_lesson(path) for folder in module_folders(ROOT) for path in lesson_files(folder)]


PAGES = (*READMES.values(), ROOT / "CONTRIBUTING.md", ROOT / "site" / "architecture.md")


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.name)
def test_every_relative_link_and_picture_of_a_page_exists(path: Path) -> None:
    for alt, target in re.findall(r"\[([^\]]*)\]\(([^)\s]+)\)", path.read_text(encoding="utf-8")):
        if not target.startswith(("http", "#")):
            assert (path.parent / target.partition("#")[0]).exists(), f"{path.name}: {target} ({alt})"


def test_both_readmes_have_the_same_structure() -> None:
    def shape(path: Path) -> tuple[int, int, list[str], list[str]]:
        text = path.read_text(encoding="utf-8")
        commands = re.findall(r"^ {4}(make \w+|curso [a-z]+)", text, re.MULTILINE)
        return len(re.findall(r"^#+ ", text, re.MULTILINE)), text.count("!["), commands, _targets(text)

    assert shape(READMES["en"]) == shape(READMES["es"])


def _targets(text: str) -> list[str]:
    links = [t for t in re.findall(r"\]\(([^)\s]+)\)", text) if not t.startswith("README")]
    return [re.sub(r"-(es|en)\.png$", ".png", target) for target in links]


def test_what_is_installed_knows_the_repository_that_notebooks_install_from():
    from curso.authoring.settings import read_settings
    from curso.published import requirement

    settings = read_settings(ROOT)
    assert f"{requirement('[lab]')}@{settings.branch}" == settings.requirement("[lab]")
