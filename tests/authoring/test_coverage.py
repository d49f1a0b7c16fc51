"""The page of the material: each row with the sections that teach it, and what `--check` says of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from curso.authoring.builder import build, build_sources

MODULE = "01_regresion_lineal"
ROWS = "inv-D010 inv-D011"


@pytest.fixture
def both(root, correct, add, material) -> Path:
    """The course with its two lessons: 01.01 teaches all its rows, 01.02 none."""
    add("correct", "01_correct", lambda text: teaching(text, ROWS))
    return add("correct", "02_other", lambda text: teaching(text, ""))


def teaching(text: str, rows: str) -> str:
    """The correct lesson with other rows in its first cell and its header."""
    listed = ", ".join(row for row in rows.split() if row.startswith("inv"))
    mended = ", ".join(row for row in rows.split() if row.startswith("err"))
    text = text.replace('lang="es" rows="inv-D010"', f'lang="es" rows="{rows}"' if rows else 'lang="es"')
    return text.replace("inventory: [inv-D010]", f"inventory: [{listed}]").replace("errata: []", f"errata: [{mended}]")


def lines(root: Path) -> dict[str, list[str]]:
    """The cells of the page's lines about a row, by its id."""
    text = (root / "site" / "material.md").read_text(encoding="utf-8")
    cells = [line.strip("| ").split(" | ") for line in text.split("\n") if line.startswith("| `")]
    return {one[0].strip("`"): one[1:] for one in cells}


def test_a_build_writes_each_row_with_a_link_to_its_section_in_each_language(root, both, bank):
    report = build(root, bank=bank)
    assert "site/material.md" in [path.as_posix() for path in report.written]
    spanish, english = lines(root)["inv-D010"][2:]
    assert spanish == f"[01.01 · La hipótesis](../notebooks/{MODULE}/es/01_correct.ipynb)"
    assert english == f"[01.01 · The hypothesis](../notebooks/{MODULE}/en/01_correct.ipynb)"
    assert all((root / "site" / link.rpartition("(")[2].strip(")")).exists() for link in (spanish, english))
    assert lines(root)["inv-D011"][0] == r"La hipótesis \|h\|"


def test_what_is_not_taught_yet_asked_or_left_out_is_said(root, both, bank):
    build(root, bank=bank)
    found = lines(root)
    assert found["err-D04"][2:] == ["01.02 · todavía no", "01.02 · not yet"]
    assert found["inv-C109"][2:] == ["`01.q01`"]
    assert found["inv-D036"][2:] == ["No enseña nada.", "It teaches nothing."]
    page = (root / "site" / "material.md").read_text(encoding="utf-8")
    assert "| [01](#01) | 3 | 2 | 1 |" in page


def test_a_cell_without_a_heading_stands_under_the_last_one_of_the_second_level(root, correct, material, bank):
    prose = '# %% [markdown] id="{id}" lang="{lang}"{more}\n# {text}\n\n'
    cells = [
        prose.format(id="a", lang="es", more=' rows="inv-D011"', text="Antes de todo."),
        prose.format(id="a", lang="en", more="", text="Before it all."),
        prose.format(id="b", lang="es", more="", text="## Arriba\n#\n# ### Ejercicio"),
        prose.format(id="b", lang="en", more="", text="## Above\n#\n# ### Exercise"),
        prose.format(id="c", lang="es", more=' rows="inv-D010"', text="Debajo.\n#\n# ### Otro"),
        prose.format(id="c", lang="en", more="", text="Below.\n#\n# ### Other"),
    ]
    head = teaching(correct.read_text(encoding="utf-8").partition("# %%")[0], ROWS)
    correct.write_text(head + "".join(cells), encoding="utf-8")
    build(root, bank=bank)
    assert lines(root)["inv-D011"][2].startswith("[01.01 · Una lección correcta]")
    assert [cell.partition("]")[0] for cell in lines(root)["inv-D010"][2:]] == ["[01.01 · Arriba", "[01.01 · Above"]


def test_a_row_that_two_cells_teach_has_both_places(root, correct, add, material, bank):
    add("correct", "02_other")
    build(root, bank=bank)
    assert [place[:6] for place in lines(root)["inv-D010"][2].split("<br>")] == ["[01.01", "[01.02"]


def test_check_says_that_the_page_is_missing_or_stale(root, both, bank):
    both.unlink()
    build(root, bank=bank)
    assert build(root, check=True, bank=bank).ok
    page = root / "site" / "material.md"
    page.write_text("old", encoding="utf-8")
    (stale,) = build(root, check=True, bank=bank).differences
    assert "Ejecuta «curso build»" in stale.text.es and stale.text.en.startswith("site/material.md: it doesn't say")
    page.unlink()
    (missing,) = build(root, check=True, bank=bank).differences
    assert "falta" in missing.text.es and "missing" in missing.text.en
    assert not page.exists()


def test_a_row_that_no_lesson_of_a_whole_module_teaches_fails_the_check(root, both, material, bank):
    build(root, bank=bank)
    (problem,) = build(root, check=True, bank=bank).problems
    line = next(n for n, text in enumerate(material.read_text(encoding="utf-8").split("\n"), 1) if "err-D04" in text)
    assert (problem.file.as_posix(), problem.line, problem.rule) == ("notebooks/material.yaml", line, "row-untaught")
    assert "La mitad" in problem.message.es and "The half" in problem.message.en and "01.02" in problem.message.en


def test_a_module_that_lacks_a_lesson_may_leave_rows_for_later(root, both, bank):
    both.unlink()
    build(root, bank=bank)
    assert build(root, check=True, bank=bank).ok


def test_only_the_modules_that_are_asked_for_are_checked(root, both, bank):
    (root / "notebooks" / "02_neurona").mkdir()
    build(root, bank=bank)
    assert build(root, ["02"], check=True, bank=bank).ok


def test_a_row_that_is_asked_by_a_question_that_is_not_there_fails_the_check(root, correct, material, bank):
    material.write_text(material.read_text(encoding="utf-8").replace("01.q01", "01.q77"), encoding="utf-8")
    build(root, bank=bank)
    (problem,) = build(root, check=True, bank=bank).problems
    assert "01.q77" in problem.message.es and "inv-C109" in problem.message.en


def test_rows_do_not_reach_the_notebooks(root, correct, bank):
    build(root, bank=bank)
    for path in root.rglob("*.ipynb"):
        assert "inv-D010" not in path.read_text(encoding="utf-8")


def test_a_change_of_the_list_alone_changes_the_page_and_no_notebook(root, both, material, bank):
    build(root, bank=bank)
    material.write_text(material.read_text(encoding="utf-8").replace("La recta", "Una recta"), encoding="utf-8")
    assert [path.as_posix() for path in build(root, bank=bank).written] == ["site/material.md"]
    assert build(root, bank=bank).written == ()


def test_a_lesson_that_cannot_be_read_leaves_the_page_as_it_was(root, both, bank):
    build(root, bank=bank)
    page = root / "site" / "material.md"
    before = page.read_bytes()
    both.write_text("# nothing\n", encoding="utf-8")
    report = build(root, bank=bank)
    assert [path.name for path in report.failed] == ["02_other.py"]
    assert page.read_bytes() == before


def test_a_course_without_the_list_has_no_page(root, correct, bank):
    build(root, bank=bank)
    assert not (root / "site").exists()


def test_the_sources_alone_make_no_page(root, correct, material, bank):
    build_sources(root, "01", bank=bank)
    assert not (root / "site").exists()
