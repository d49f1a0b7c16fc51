"""Every lesson's student notebook opens and runs in JupyterLab, in both languages; checks answer, widgets move."""

from __future__ import annotations

import json
import os
from contextlib import contextmanager
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
NOTEBOOKS = sorted(p.relative_to(REPOSITORY) for p in REPOSITORY.glob("notebooks/*/e[sn]/*.ipynb"))
SECONDS = 300_000
UNATTEMPTED = {"es": "Sin intentar todavía", "en": "Not attempted yet"}
CORRECT = {"es": "Correcto", "en": "Correct"}

# what a page of JupyterLab knows of the notebook on it; the page itself only holds the cells in view
CELLS = """() => [...window.jupyterapp.shell.currentWidget.content.model.cells].map(cell => ({
    id: cell.id, graded: cell.sharedModel.getMetadata().nbgrader?.grade ?? false, type: cell.type,
    outputs: cell.type === 'code' ? cell.outputs.toJSON() : []}))"""
READY = """() => window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'"""
FINISHED = """() => {
    const panel = window.jupyterapp.shell.currentWidget;
    const code = [...panel.content.model.cells].filter(c => c.type === 'code' && c.sharedModel.getSource().trim());
    return panel.sessionContext.session.kernel.status === 'idle' && code.every(c => c.executionCount);
}"""
RUN_ALL = "() => window.jupyterapp.commands.execute('notebook:run-all-cells')"
ACTIVATE = """id => {
    const content = window.jupyterapp.shell.currentWidget.content;
    content.activeCellIndex = [...content.model.cells].findIndex(cell => cell.id === id);
    return content.scrollToItem(content.activeCellIndex, 'center');
}"""
WRITE = """([id, source]) => {
    const content = window.jupyterapp.shell.currentWidget.content;
    [...content.model.cells].find(cell => cell.id === id).sharedModel.setSource(source);
}"""
OPEN = """async path => {
    const panel = await window.jupyterapp.commands.execute('docmanager:open', {path});
    await panel.context.ready;
    window.jupyterapp.shell.activateById(panel.id);
}"""
SHOWN = "path => window.jupyterapp?.shell.currentWidget?.context?.path === path"
CLOSE = """async () => {
    const panel = window.jupyterapp.shell.currentWidget;
    await panel.sessionContext.shutdown();
    panel.context.model.dirty = false;
    panel.dispose();
}"""
RUN_ONE = "() => window.jupyterapp.commands.execute('notebook:run-cell')"


@pytest.fixture(scope="session")
def page(browser, lab):
    """JupyterLab with nothing open."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(lab.url())
    page.wait_for_function("() => window.jupyterapp?.restored", timeout=SECONDS)
    page.evaluate("() => window.jupyterapp.restored.then(() => null)")
    yield page
    page.close()


@contextmanager
def opened(page, notebook: Path):
    """The page with the notebook open and its kernel idle; the kernel ends with it, and nothing is saved."""
    page.evaluate(OPEN, notebook.as_posix())
    page.wait_for_function(SHOWN, arg=notebook.as_posix(), timeout=SECONDS)
    page.wait_for_function(READY, timeout=SECONDS)
    try:
        yield
    finally:
        page.evaluate(CLOSE)


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda p: f"{p.parent.name}-{p.stem}")
def test_an_untouched_notebook_runs_from_top_to_bottom(page, notebook, keep_picture):
    lang = notebook.parent.name
    with opened(page, notebook):
        page.evaluate(RUN_ALL)
        page.wait_for_function(FINISHED, timeout=SECONDS)
        cells = page.evaluate(CELLS)
        outputs = [output for cell in cells for output in cell["outputs"]]
        assert [o for o in outputs if o["output_type"] == "error"] == []
        checks = [cell for cell in cells if cell["graded"] and cell["type"] == "code"]
        assert checks
        said = [json.dumps(cell["outputs"], ensure_ascii=False) for cell in checks]
        assert [one for one in said if UNATTEMPTED[lang] not in one] == []
        pages = "".join(str(o.get("data", {}).get("text/html", "")) for o in outputs)
        assert pages.count("<img") == pages.count('<img alt="') > 0
        if os.environ.get("CURSO_SCREENSHOTS"):
            for number, cell in enumerate(cells):
                page.evaluate(ACTIVATE, cell["id"])
                if number % 6 == 0:
                    page.wait_for_timeout(150)
                    keep_picture(page, f"{lang}-{notebook.stem}-{number:03d}")


@pytest.mark.parametrize("lang", ["es", "en"])
def test_a_student_fills_in_an_answer_and_the_check_says_so(page, lang, keep_picture):
    from curso.exercises.source import reference_source
    from curso.exercises.spec import find

    notebook = next(p for p in NOTEBOOKS if p.parent.name == lang and p.stem.startswith("02_"))
    with opened(page, notebook):
        for cell in ("setup", "cost", "check-cost"):
            if cell == "cost":
                page.evaluate(WRITE, ["cost", "import numpy as np\n" + reference_source(find("01.cost"), lang)])
            page.evaluate(ACTIVATE, cell)
            page.evaluate(RUN_ONE)
        page.wait_for_function(READY, timeout=SECONDS)
        verdict = page.locator(".curso-verdict")
        verdict.wait_for(timeout=SECONDS)
        assert CORRECT[lang] in verdict.inner_text()
        keep_picture(page, f"{lang}-verdict")


@pytest.mark.parametrize("lang", ["es", "en"])
def test_the_gradient_descent_widget_follows_its_sliders(page, lab, lang, keep_picture):
    import nbformat

    lines = ["from curso.explore import gradient_descent", "from curso.text import set_language",
             f"set_language('{lang}')", "gradient_descent()"]  # fmt: skip
    code = "\n".join(lines)
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)], metadata=kernel)
    nbformat.write(notebook, lab.folder / f"widget_{lang}.ipynb")
    with opened(page, Path(f"widget_{lang}.ipynb")):
        page.evaluate(RUN_ALL)
        image = page.locator(".jp-OutputArea img").first
        image.wait_for(timeout=SECONDS)
        page.wait_for_timeout(800)
        before = image.get_attribute("src")
        assert image.get_attribute("alt")
        keep_picture(page.locator(".jp-OutputArea-output").first, f"widget-{lang}")
        handle = page.locator(".noUi-handle").first
        handle.focus()
        for _ in range(5):
            page.keyboard.press("ArrowRight")
        page.wait_for_function(
            "src => document.querySelector('.jp-OutputArea img').src !== src", arg=before, timeout=SECONDS
        )
