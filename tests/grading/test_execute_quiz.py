"""Quiz cells of every kind, built from the course's banks, answered, run in the sandbox and judged outside."""

from __future__ import annotations

from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell

from curso.authoring.lesson import parse
from curso.authoring.notebook import solution_notebook, student_notebook
from curso.authoring.settings import Settings as Course
from curso.grading.execute import Settings, close_boxes, execute
from curso.grading.notes import remembered
from curso.grading.sandbox import Level, level
from curso.quiz.cells import question_of_cell
from curso.quiz.library import bank_files, load_bank

pytestmark = [
    pytest.mark.skipif(level() is not Level.BUBBLEWRAP, reason="there is no bubblewrap on this machine"),
    pytest.mark.xdist_group("warm"),
]
SETTINGS = Settings("un-secreto-de-prueba-0123456789")
KINDS = ("single", "multiple", "number", "template", "order", "output")
LESSON = Path(__file__).parents[1] / "fixtures" / "lessons" / "correct.py"


@pytest.fixture(scope="module", autouse=True)
def _no_box_is_left():
    yield
    close_boxes()


@pytest.fixture(scope="module")
def asked():
    """The id of a question of each kind, no two with the same number: that number names their variable."""
    found: dict[str, str] = {}
    for bank in bank_files():
        for question in load_bank(bank).questions:
            kind = "template" if getattr(question, "parameters", None) else question.kind
            if question.id.partition(".")[2] not in {name.partition(".")[2] for name in found.values()}:
                found.setdefault(kind, question.id)
    assert sorted(found) == sorted(KINDS)
    return found


@pytest.fixture(scope="module")
def lesson(asked):
    """A lesson with nothing but graded questions, two points each."""
    header = LESSON.read_text(encoding="utf-8").partition("# %%")[0]
    setup = '# %% tags=["source-only"]\nfrom curso.notebook import quiz_check\n'
    cells = "".join(f'\n# %% quiz="{name}" points=2\n' for name in asked.values())
    return parse(header + setup + cells, LESSON)


def built(make, lesson, lang="es"):
    """A notebook of the lesson, its setup cell without the installation."""
    nb = make(lesson, lang, Course("somebody/some-course", "trunk"), question_of_cell)
    next(cell for cell in nb.cells if cell.id == "setup").source = "from curso.notebook import quiz_check"
    return nb


def variable(name):
    return name.partition(".")[2]


def points(nb, asked):
    """The points by kind."""
    got = execute(nb, SETTINGS)
    return {kind: got[f"check_{variable(name)}"] for kind, name in asked.items()}


def shown(nb, name):
    """What the check of a question says."""
    cell = next(cell for cell in nb.cells if cell.get("id") == f"check-{variable(name)}")
    return cell.outputs[0].data["text/plain"]


@pytest.mark.parametrize("lang", ["es", "en"])
def test_right_answers_of_every_kind_earn_all_and_get_their_reasons(lesson, asked, lang):
    nb = built(solution_notebook, lesson, lang)
    assert points(nb, asked) == dict.fromkeys(KINDS, 2.0)
    assert remembered(nb) == []
    for name in asked.values():
        assert shown(nb, name).startswith("✓ Correcto" if lang == "es" else "✓ Correct ")


def test_an_untouched_notebook_earns_nothing_and_is_not_called_wrong(lesson, asked):
    nb = built(student_notebook, lesson)
    assert points(nb, asked) == dict.fromkeys(KINDS, 0.0)
    for name in asked.values():
        assert shown(nb, name).startswith("○ Sin responder")


def answered(lesson, asked, source):
    """The student's notebook with each answer cell replaced by what `source` makes of the question."""
    nb = built(student_notebook, lesson)
    for name in asked.values():
        cell = next(cell for cell in nb.cells if cell.id == f"{variable(name)}-answer")
        cell.source = source(question_of_cell(name), variable(name))
    return nb


STRANGE = {
    "another_type": "object()",
    "huge": "'z' * 3_000_000",
    "nested": "[[[['z']]]]",
    "not_finite": "float('nan')",
    "text_that_turns": "'\\u202eabc' * 50",
    "array": "__import__('numpy').arange(4)",
    "true_of_everything": "type('T', (str,), {'__eq__': lambda s, o: True, '__hash__': lambda s: 0})('z')",
    "all_options": "['a', 'b', 'c', 'd', 'e', 'f']",
}


@pytest.mark.parametrize("value", STRANGE.values(), ids=STRANGE)
def test_strange_answers_are_worth_nothing_and_break_nothing(lesson, asked, value):
    def source(question, name):
        names = [f"{name}_{each.id}" for each in question.options] if question.kind == "multiple" else [name]
        return "\n".join(f"{each} = {value}" for each in names)

    nb = answered(lesson, asked, source)
    assert points(nb, asked) == dict.fromkeys(KINDS, 0.0)
    assert max(len(shown(nb, name)) for name in asked.values()) < 3000
    assert not any("\u202e" in shown(nb, name) for name in asked.values())


def test_part_of_several_earns_a_part(lesson, asked):
    question = question_of_cell(asked["multiple"])
    first = min(question.key)

    def source(other, name):
        if other.id != question.id:
            return f"{name} = None"
        return "\n".join(f"{name}_{each.id} = {each.id == first}" for each in question.options)

    assert points(answered(lesson, asked, source), asked)["multiple"] == round(2 / len(question.key), 4)


def test_no_key_can_be_had_inside_the_sandbox(lesson, asked):
    nb = built(student_notebook, lesson)
    nb.cells.append(
        new_code_cell(
            "from curso.quiz.cells import question_of_cell\nfrom curso.quiz.library import bank_files\n"
            "print('banks:', list(bank_files()))\n"
            f"for name in {list(asked.values())!r}:\n"
            "    try:\n        print('a key:', question_of_cell(name))\n"
            "    except Exception as error:\n        print(type(error).__name__)"
        )
    )
    execute(nb, SETTINGS)
    assert nb.cells[-1].outputs[0].text.split("\n") == ["banks: []", *["BankError"] * len(asked), ""]
