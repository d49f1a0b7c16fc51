"""What a notebook calls behaves as a student, nbgrader's autograder and nbgrader's validator need it."""

from __future__ import annotations

import json
import os

import numpy as np
import pytest

import curso.notebook as nb
from curso.exercises import spec as specs
from curso.exercises.spec import Case, Spec
from curso.text import Text, set_language


def _double(x):
    # es: El doble
    # en: Twice
    return 2 * x


DOUBLE = Spec(
    id="98.double",
    title=Text(es="El doble", en="Twice"),
    reference=_double,
    cases=lambda rng: [Case((float(v),)) for v in (3, *rng.integers(5, 99, size=3))],
    hints=(Text(es="Multiplica.", en="Multiply."), Text(es="Por dos.", en="By two.")),
)


@pytest.fixture(autouse=True)
def _module_98(monkeypatch):
    import sys
    import types

    module = types.ModuleType("curso_test_module_98")
    module.SPECS = (DOUBLE,)
    monkeypatch.setitem(sys.modules, "curso_test_module_98", module)
    monkeypatch.setitem(specs.MODULES, "98", "curso_test_module_98")
    nb.start("en", {"98.double": 2})


def test_a_check_says_what_happened_in_the_notebooks_language(capsys):
    nb.check("98.double", lambda x: x + 3)
    assert "Not yet" in capsys.readouterr().out
    nb.start("es", {"98.double": 2})
    nb.check("98.double", lambda x: 2 * x)
    assert "Correcto" in capsys.readouterr().out


def test_passed_follows_the_last_check():
    assert not nb.passed("98.double")
    nb.check("98.double", lambda x: 2 * x)
    assert nb.passed("98.double")
    nb.check("98.double", lambda x: x)
    assert not nb.passed("98.double")


def test_the_autograder_gets_a_number_with_partial_credit_and_nothing_on_stderr(monkeypatch, capfd):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")

    def noisy(x):
        import os
        import sys
        import warnings

        warnings.warn("careful", stacklevel=1)
        sys.stderr.write("from Python\n")
        os.write(2, b"from C\n")
        return 2 * x

    assert nb.check("98.double", noisy, points=4) == 4
    assert nb.passed("98.double")  # cells that wait for the answer draw in the feedback too
    assert capfd.readouterr().err == ""
    partly = nb.check("98.double", lambda x: 2 * x if x == 3 else 0, points=4)
    assert partly == 1
    assert nb.check("98.double", lambda x: ..., points=4) == 0


def test_no_secret_reaches_a_kernel_and_none_is_asked_for(monkeypatch):
    asked = []

    class Watched(dict):
        def get(self, name, default=None):
            asked.append(name)
            return super().get(name, default)

        def __getitem__(self, name):
            asked.append(name)
            return super().__getitem__(name)

    monkeypatch.setattr("os.environ", Watched(os.environ, NBGRADER_EXECUTION="autograde", CURSO_SECRET="s"))
    assert nb.check("98.double", lambda x: 2 * x, points=4) == 4
    assert "NBGRADER_EXECUTION" in asked and "CURSO_SECRET" not in asked


@pytest.fixture
def grading(monkeypatch):
    """As inside the grader's sandbox: no exercises, no question banks."""
    monkeypatch.setenv("CURSO_GRADING", "1")
    monkeypatch.setattr(specs, "MODULES", {})
    monkeypatch.setattr("curso.quiz.library.banks_dir", lambda: pytest.fail("a bank was looked for"))


@pytest.mark.parametrize("mode", [None, "autograde", "validate"])
def test_while_grading_answers_are_judged_elsewhere(grading, monkeypatch, capsys, mode):
    if mode:
        monkeypatch.setenv("NBGRADER_EXECUTION", mode)
    for call in (
        lambda: nb.check("98.double", lambda x: 2 * x, points=2),
        lambda: nb.check("98.double"),
        lambda: nb.quiz_check("01.q07", "a", points=1),
    ):
        assert call() is None
        assert "is judged while grading" in capsys.readouterr().out
    assert nb.quiz_check("01.q07", "a") is None
    assert "does not count while grading" in capsys.readouterr().out


def test_while_grading_there_is_no_help(grading, capsys):
    for call in (lambda: nb.hint("98.double"), lambda: nb.solution("98.double"), nb.progress):
        call()
        out = capsys.readouterr().out
        assert "no hints, solutions or progress" in out and "return" not in out and "Multiply" not in out
    assert nb.record()[0]["status"] == "unattempted"


def test_while_grading_a_check_passed_if_the_grader_told_so(grading):
    nb.check("98.double", lambda x: 2 * x)
    assert not nb.passed("98.double")
    nb.told("98.double", True)
    assert nb.passed("98.double")
    nb.told("98.double", False)
    assert not nb.passed("98.double")


def test_what_a_notebook_tells_itself_means_nothing_outside_grading():
    nb.told("98.double", True)
    assert not nb.passed("98.double")


def test_the_validator_gets_an_exception_until_the_answer_is_right(monkeypatch):
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    with pytest.raises(AssertionError, match="Not yet"):
        nb.check("98.double", lambda x: x)
    with pytest.raises(AssertionError, match="Not attempted"):
        nb.check("98.double", ...)
    assert nb.check("98.double", lambda x: 2 * x) is None


def test_hints_come_one_after_the_other(capsys):
    for expected in ("Hint 1 of 2: Multiply.", "Hint 2 of 2: By two.", "Hint 2 of 2: By two."):
        nb.hint("98.double")
        assert expected in capsys.readouterr().out


def test_the_solution_comes_when_asked_twice(capsys):
    nb.solution("98.double")
    assert "return" not in capsys.readouterr().out
    nb.solution("98.double")
    shown = capsys.readouterr().out
    assert "def double(x):" in shown and "return 2 * x" in shown
    assert "# Twice" in shown and "doble" not in shown


def test_the_solution_comes_after_three_attempts_or_once_solved(capsys):
    for _ in range(3):
        nb.check("98.double", lambda x: x)
    nb.solution("98.double")
    assert "return 2 * x" in capsys.readouterr().out
    nb.start("es", {"98.double": 2})
    nb.check("98.double", lambda x: 2 * x)
    nb.solution("98.double")
    assert "# El doble" in capsys.readouterr().out


def test_progress_keeps_the_best_attempt(capsys):
    nb.check("98.double", lambda x: 2 * x)
    nb.check("98.double", lambda x: 0)
    capsys.readouterr()
    nb.progress()
    assert "1 of 1 exercises · 2 of 2 points" in capsys.readouterr().out


def test_unknown_ids_get_a_sentence(capsys):
    for call in (lambda: nb.check("98.none", 1), lambda: nb.hint("98.none"), lambda: nb.solution("98.none")):
        assert call() is None
        assert "There is no exercise “98.none”" in capsys.readouterr().out
    for call in (nb.check, nb.hint, nb.solution):
        assert call() is None
        assert "There is no exercise" in capsys.readouterr().out
    assert nb.check("98.double") is None
    assert 'check("98.double", double)' in capsys.readouterr().out
    set_language("es")
    nb.check("disparate", 1)
    assert "No hay ningún ejercicio «disparate»" in capsys.readouterr().out


def test_in_a_kernel_the_verdict_is_html_with_a_word_and_an_icon(tmp_path):
    import nbformat
    from nbclient import NotebookClient

    cells = [
        "from curso.notebook import start, check, progress, hint\nstart('es', {'01.cost': 2})",
        "def cost(theta0, theta1, x, y):\n    ...",
        "check('01.cost', cost)",
        "hint('01.cost')",
        "progress()",
    ]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(c) for c in cells])
    NotebookClient(notebook, timeout=60, kernel_name="python3").execute()
    verdict = notebook.cells[2].outputs[0]
    assert verdict.output_type == "display_data"
    assert "Sin intentar todavía" in verdict.data["text/html"] and "○" in verdict.data["text/html"]
    assert "Sin intentar todavía" in verdict.data["text/plain"]
    assert 'lang="es"' in verdict.data["text/html"]
    assert "Pista 1 de" in json.dumps(notebook.cells[3].outputs, ensure_ascii=False)
    assert "<progress" in notebook.cells[4].outputs[0].data["text/html"]


def test_html_escapes_what_the_student_wrote(capsys):
    from curso.exercises.judge import check_answer

    page = check_answer(DOUBLE, lambda x: "<script>alert(1)</script>").html()
    assert "<script>" not in page and "&lt;script&gt;" in page


def test_numpy_scalars_are_welcome():
    nb.check("98.double", lambda x: np.float32(2 * x))
    assert nb.passed("98.double")


def quiz_key():
    """The key of a question with one right option, and an option that is wrong."""
    from curso.quiz.library import load_question

    question = load_question("01.q07")
    (right,) = question.key
    return right, next(option.id for option in question.options if not option.correct)


def test_a_practice_question_says_why_at_once_and_counts_for_nothing(capsys, monkeypatch):
    right, wrong = quiz_key()
    assert nb.quiz_check("01.q07", wrong) is None
    assert "Not yet" in capsys.readouterr().out
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert nb.quiz_check("01.q07", right) is None
    assert "Correct" in capsys.readouterr().out


def test_a_graded_question_is_recorded_then_worth_its_points(capsys, monkeypatch):
    right, wrong = quiz_key()
    for answer in (right, wrong):
        nb.quiz_check("01.q07", answer, points=2)
        assert "Answer recorded" in capsys.readouterr().out
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert [nb.quiz_check("01.q07", answer, points=2) for answer in (right, wrong, "", "nonsense")] == [2, 0, 0, 0]


def test_the_validator_only_asks_that_a_graded_question_is_answered(monkeypatch):
    _, wrong = quiz_key()
    monkeypatch.setenv("NBGRADER_EXECUTION", "validate")
    nb.quiz_check("01.q07", wrong, points=2)
    with pytest.raises(AssertionError, match="Not answered"):
        nb.quiz_check("01.q07", "", points=2)


def test_an_unknown_question_gets_a_sentence(capsys):
    assert nb.quiz_check("01.q99", "a") is None
    assert "There is no question “01.q99”" in capsys.readouterr().out


def one_of_each_kind():
    """Questions of the course's banks, one of each kind and a template, as notebooks ask them."""
    from curso.quiz.cells import question_of_cell
    from curso.quiz.library import bank_files, load_bank

    found = {}
    for bank in bank_files():
        for question in load_bank(bank).questions:
            kind = "template" if getattr(question, "parameters", None) else question.kind
            found.setdefault(kind, question_of_cell(question.id))
    return found


def right_answer(question):
    """An answer to a question without parameters that is wholly right."""
    from curso.quiz.bank import Choice, Order

    if isinstance(question, Choice):
        return sorted(question.key) if question.kind == "multiple" else min(question.key)
    return question.key[0] if isinstance(question, Order) else question.answer


@pytest.mark.parametrize("kind", ["single", "multiple", "number", "template", "order", "output"])
def test_every_kind_of_question_is_judged_in_a_notebook(kind, capsys, monkeypatch):
    question = one_of_each_kind()[kind]
    nb.quiz_check(question.id, right_answer(question))
    assert "✓ Correct" in capsys.readouterr().out
    nb.quiz_check(question.id, "")
    assert "Not answered yet" in capsys.readouterr().out
    nb.quiz_check(question.id, "zz", points=2)
    assert "Answer recorded" in capsys.readouterr().out
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert [nb.quiz_check(question.id, answer, points=2) for answer in (right_answer(question), "zz", "")] == [2, 0, 0]


def test_a_template_without_a_variant_gets_a_sentence(capsys, monkeypatch):
    from curso.quiz import cells
    from curso.quiz.library import load_bank

    template = next(question for question in load_bank("01").questions if getattr(question, "parameters", None))
    impossible = template.model_copy(update={"require": "0 > 1"})
    monkeypatch.setattr(cells, "load_question", lambda name: impossible)
    assert nb.quiz_check(template.id, 1) is None
    assert "has no variant that fulfils its condition" in capsys.readouterr().out

