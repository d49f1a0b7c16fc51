"""The engine tells apart every way in which an answer can be right, wrong, broken or missing."""

from __future__ import annotations

import contextlib
import signal
import time
import tracemalloc
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from fractions import Fraction
from itertools import count

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from curso.exercises.agree import as_array, close, one_of_words
from curso.exercises.judge import check_answer, expected_of, grade_answer
from curso.exercises.plain import Opaque, plain, same
from curso.exercises.probe import Problem, ask, is_blank
from curso.exercises.source import reference_source
from curso.exercises.spec import Case, Misconception, Spec, UnknownExercise, find, hidden_cases, public_cases, specs
from curso.exercises.time_limit import TimeUp, time_limit
from curso.exercises.verdict import Status
from curso.text import Text


def scaled_sum(x, factor):
    """The reference of the exercise used here."""
    return float(np.sum(np.asarray(x)) * factor)


def draw(rng):
    fixed = Case((np.array([1.0, 2.0, 4.0]), 3.0))
    return [fixed, *(Case((rng.normal(size=5), float(rng.uniform(2, 3)))) for _ in range(4))]


SPEC = Spec(
    id="99.scaled_sum",
    title=Text(es="Suma escalada", en="Scaled sum"),
    reference=scaled_sum,
    cases=draw,
    hints=(Text(es="suma", en="add"), Text(es="multiplica", en="multiply")),
    misconceptions=(
        Misconception("no_factor", lambda x, factor: float(np.sum(x)), Text(es="Falta el factor.", en="No factor.")),
        Misconception("raises", lambda x, factor: x[99], Text(es="Índice.", en="Index.")),
    ),
)


def test_every_container_and_dtype_of_the_right_answer_passes():
    for convert in (float, np.float32, lambda v: np.array([v]), lambda v: np.array(v), lambda v: [v], np.float64):
        spec_tolerance = Spec(**{**SPEC.__dict__, "agree": close(rtol=1e-5)})
        verdict = check_answer(spec_tolerance, lambda x, f, c=convert: c(scaled_sum(x, f)))
        assert verdict.status is Status.PASS, verdict.text()


def test_pandas_answers_are_compared_as_arrays():
    assert close()((), np.arange(3.0), plain(pd.Series([0, 1, 2]))) is None
    assert close()((), np.ones((2, 2)), plain(pd.DataFrame({"a": [1, 1], "b": [1, 1]}))) is None


def forever(x, factor):
    while True:
        try:
            time.sleep(0.01)
        except Exception:
            continue


def returns_nothing(x, factor):
    x.sum() * factor


def prints_it(x, factor):
    print(x.sum() * factor)


def changes_it(x, factor):
    x *= factor
    return x.sum()


def exits(x, factor):
    raise SystemExit


def missing_name(x, factor):
    return undefined_thing * factor  # noqa: F821


@pytest.mark.parametrize(
    ("answer", "status", "es", "en"),
    [
        (lambda x, f: 1 / 0, Status.ERROR, "Se divide por cero", "divided by zero"),
        (missing_name, Status.ERROR, "Ese nombre no existe", "That name does not exist"),
        (exits, Status.ERROR, "cerrar Python", "close Python"),
        (lambda x, f: float("nan"), Status.FAIL, "nan", "nan"),
        (lambda x, f: float("inf"), Status.FAIL, "inf", "inf"),
        (returns_nothing, Status.FAIL, "¿Le falta un `return`?", "Is a `return` missing?"),
        (prints_it, Status.FAIL, "con `print`", "prints its result"),
        (changes_it, Status.FAIL, "modifica su argumento `x`", "changes its argument `x`"),
        (lambda x, f: x * f, Status.FAIL, "la forma del resultado es (3,)", "has shape (3,)"),
        (lambda x, f: "21", Status.FAIL, "recibí un texto", "received a text"),
        (lambda x, f: -scaled_sum(x, f), Status.FAIL, "signo contrario", "opposite sign"),
        (lambda x, f: object(), Status.FAIL, "objeto de tipo `object`", "object of type `object`"),
        (lambda x: 1.0, Status.FAIL, "debe aceptar 2 argumentos", "must accept 2 arguments"),
        (21.0, Status.FAIL, "Esperaba una función", "I expected a function"),
        (np.float64(21.0), Status.FAIL, "sin paréntesis", "without parentheses"),
        (lambda x, f: float(np.sum(x)), Status.FAIL, "Falta el factor", "No factor"),
    ],
)
def test_every_broken_answer_gets_its_own_sentence_in_both_languages(answer, status, es, en):
    verdict = check_answer(SPEC, answer)
    assert verdict.status is status, verdict.text()
    assert verdict.score == 0
    assert es in " ".join(verdict.text("es").split())
    assert en in " ".join(verdict.text("en").split())
    assert en.replace("`", "") in verdict.html("en").replace("<code>", "").replace("</code>", "")


def test_an_endless_loop_is_stopped_once_and_not_once_a_case():
    quick = Spec(**{**SPEC.__dict__, "seconds": 0.1})
    began = time.perf_counter()
    verdict = check_answer(quick, forever)
    assert verdict.status is Status.ERROR
    assert "never ends" in verdict.text("en")
    assert time.perf_counter() - began < 5  # five cases of 0.1 s, asked once


def test_a_loop_that_swallows_everything_is_stopped_too():
    left = 3

    def stubborn():
        nonlocal left
        while left:
            try:
                while True:
                    pass
            except BaseException:
                left -= 1

    with time_limit(0.05):
        stubborn()
    assert left == 0


def test_the_time_limit_works_outside_the_main_thread():
    import threading

    caught = []

    def busy():
        try:
            with time_limit(0.1):
                while True:
                    pass
        except TimeUp:
            caught.append(True)

    thread = threading.Thread(target=busy)
    thread.start()
    thread.join(timeout=10)
    assert caught == [True]


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no timers that signal")
def test_a_limit_that_rings_while_it_is_left_is_left_all_the_same(monkeypatch):
    before, set_timer = signal.getsignal(signal.SIGALRM), signal.setitimer

    def on_a_busy_machine(which, seconds, *again):
        if seconds == 0:
            time.sleep(0.2)
        return set_timer(which, seconds, *again)

    monkeypatch.setattr(signal, "setitimer", on_a_busy_machine)
    with time_limit(0.05):
        pass
    assert signal.getitimer(signal.ITIMER_REAL)[1] == 0
    assert signal.getsignal(signal.SIGALRM) is before


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no timers that signal")
def test_an_alarm_that_was_set_before_rings_all_the_same():
    rung = []
    before = signal.signal(signal.SIGALRM, lambda *_: rung.append(True))
    outer = signal.setitimer(signal.ITIMER_REAL, 0.3)
    try:
        with time_limit(0.1):
            pass
        assert not rung
        with contextlib.suppress(TimeUp), time_limit(0.2):
            time.sleep(10)
        time.sleep(0.2)
        assert rung == [True]
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        signal.setitimer(signal.ITIMER_REAL, *outer)


@pytest.mark.parametrize("within", ["main thread", "another"])
def test_once_a_limit_is_left_nothing_rings_any_more(within):
    def enter_and_leave():
        rung = 0
        for turns in range(300):
            try:
                with time_limit(0.0005):
                    for _ in range(20 * turns):
                        pass
            except TimeUp:
                rung += 1
            for _ in range(2000):
                pass
        return rung

    if within == "main thread":
        assert enter_and_leave() <= 300
    else:
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(enter_and_leave).result() <= 300


def untouched(x, factor): ...


def untouched_with_docstring(x, factor):
    """What to do."""
    ...


def blank_inside(x, factor):
    total = ...
    return total * factor


def returns_blank(x, factor):
    return ...


@pytest.mark.parametrize("answer", [untouched, untouched_with_docstring, blank_inside, returns_blank, ...])
def test_a_stub_is_unattempted_and_not_wrong(answer):
    verdict = check_answer(SPEC, answer)
    assert verdict.status is Status.UNATTEMPTED
    assert verdict.score == 0
    assert 'hint("99.scaled_sum")' in verdict.text("es")
    assert grade_answer(SPEC, answer, "s").status is Status.UNATTEMPTED


def test_ellipsis_as_an_index_is_not_a_blank():
    verdict = check_answer(SPEC, lambda x, f: float(x[...].sum() * f))
    assert verdict.status is Status.PASS
    wrong = check_answer(SPEC, lambda x, f: float(x[...].sum()) * f + 1)
    assert wrong.status is Status.FAIL


def test_a_constant_is_not_a_stub():
    assert not is_blank(lambda x: 0)
    assert not is_blank(len)
    assert not is_blank(3)


def test_public_verdicts_show_the_call_and_never_the_answer():
    verdict = check_answer(SPEC, lambda x, f: 0.5)
    assert "scaled_sum(x=array([1., 2., 4.]), factor=3)" in verdict.text("en")
    assert "`0.5`" in verdict.text("en")
    assert "21" not in verdict.text("en")


def test_grading_tells_hidden_inputs_neither_by_value_nor_by_the_students_own_message():
    def leaky(x, factor):
        if len(x) == 3:
            return scaled_sum(x, factor)
        raise ValueError(f"case {list(x)}")

    seen = {tuple(case.args[0]) for case in public_cases(SPEC)}
    graded = grade_answer(SPEC, lambda x, f: scaled_sum(x, f) if tuple(x) in seen else leaky(x, f), "s")
    assert graded.status is Status.ERROR
    for case in hidden_cases(SPEC, "s")[1:]:
        assert str(case.args[0][0])[:6] not in graded.text("en")
    assert "answers the examples" in graded.text("en")


@pytest.mark.parametrize("exercise", ["01.kind_of_learning", "05.diagnose"])
@pytest.mark.parametrize("word", ["seen 3, 7, 9", "unsupervised", "overfitting"])
def test_an_answer_in_words_tells_nothing_of_a_hidden_case(exercise, word):
    spec = find(exercise)
    seen = [plain(case.args) for case in public_cases(spec)]

    def leaky(*args):
        return spec.reference(*args) if any(same(plain(args), known) for known in seen) else word

    graded = grade_answer(spec, leaky, "s")
    assert not graded.passed
    [said] = [message for message in graded.messages if "It gave" in message.en]
    assert said.en == f"It gave `a text`: the value is not right. Expected: {spec.returns.en}."
    assert said.es == f"Salió `un texto`: el valor no es el correcto. Lo esperado: {spec.returns.es}."


@pytest.mark.parametrize(
    "value",
    ["secret", ["secret"], (1.0, [{"a": "secret"}]), {"secret": 1.0}, np.array(["secret"]), np.array([b"secret"])],
)
def test_a_judge_that_quotes_the_answer_is_not_quoted_on_a_hidden_case(value):
    def quotes(args, expected, answer):
        return None if isinstance(answer, float) else Text(es=f"no es {answer}", en=f"it is not {answer}")

    spec = Spec(**{**SPEC.__dict__, "agree": quotes})
    seen = {tuple(case.args[0]) for case in public_cases(spec)}
    graded = grade_answer(spec, lambda x, f: 1.0 if tuple(x) in seen else value, "s")
    assert "secret" in check_answer(spec, lambda x, f: value).text("en")
    assert not graded.passed and "answers the examples" in graded.text("en")
    assert "secret" not in graded.text("en") + graded.text("es")


def test_hard_coded_public_answers_earn_only_what_hidden_cases_share():
    table = {tuple(c.args[0]): scaled_sum(*c.args) for c in public_cases(SPEC)}
    graded = grade_answer(SPEC, lambda x, f: table.get(tuple(x), 0.0), "s")
    assert not graded.passed
    assert graded.score <= 0.2


def test_hidden_cases_follow_from_the_secret_and_the_exercise():
    first = hidden_cases(SPEC, "a")
    assert all(same(plain(one.args), plain(two.args)) for one, two in zip(first, hidden_cases(SPEC, "a"), strict=True))
    assert not same(plain(first[1].args), plain(hidden_cases(SPEC, "b")[1].args))


def test_partial_credit_is_the_share_of_cases():
    verdict = check_answer(SPEC, lambda x, f: scaled_sum(x, f) if len(x) == 3 else 0)
    assert verdict.score == pytest.approx(0.2)
    assert "Right in 1 of 5 cases" in verdict.text("en")


def test_a_misconception_that_raises_is_recognised_by_its_error():
    assert check_answer(SPEC, lambda x, f: x[50]).misconception == "raises"


def test_an_unknown_exercise_has_a_sentence_in_each_language():
    with pytest.raises(UnknownExercise) as caught:
        find("01.nonsense")
    assert "01.nonsense" in str(caught.value) and "exercise" in str(caught.value)


def test_words_agree_across_case_accents_and_languages():
    agree = one_of_words({"supervised": ["supervisado", "aprendizaje supervisado"]})
    assert agree((), "supervised", "  Supervisádo ") is None
    assert agree((), "supervised", "SUPERVISED") is None
    assert agree((), "supervised", "unsupervised") is not None
    assert agree((), "supervised", 3) is not None


def test_tuples_and_dicts_are_compared_part_by_part():
    agree = close()
    assert agree((), (1.0, np.ones(2)), [1, [1, 1]]) is None
    assert "part 2" in str(agree((), (1.0, 2.0), (1.0, 3.0)))
    assert "2" in str(agree((), (1.0, 2.0), 1.0))
    assert agree((), {"a": 1.0}, {"a": 1}) is None
    assert "'b'" in str(agree((), {"a": 1.0, "b": 2.0}, {"a": 1.0}))
    assert "'c'" in str(agree((), {"a": 1.0}, {"a": 1.0, "c": 2.0}))


@given(hnp.arrays(np.float64, hnp.array_shapes(max_dims=3), elements=st.floats(-1e6, 1e6)))
def test_an_array_agrees_with_itself_and_not_with_itself_shifted(array):
    assert close()((), array, plain(array.tolist())) is None
    assert close()((), array, array + 1 + np.abs(array)) is not None


LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text()


@given(st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20))
def test_plain_values_come_back_equal_and_apart(value):
    copied = plain(value)
    assert same(copied, value)
    if isinstance(value, (list, dict)):
        assert copied is not value


def test_objects_that_pretend_are_made_plain():
    class Sly(float):
        def __eq__(self, other):
            return True

        __hash__ = None

    assert type(plain(Sly(3.0))) is float
    assert plain(object()) == plain(Opaque(object())) == Opaque("object")
    assert plain(x * 2 for x in range(3)) == [0, 2, 4]


def test_an_object_whose_equality_is_always_true_passes_nothing():
    class Yes:
        def __eq__(self, other):
            return True

        def __array_ufunc__(self, *args, **kwargs):
            return True

    assert check_answer(SPEC, lambda x, f: Yes()).status is Status.FAIL


def test_a_reply_never_raises_whatever_the_object_does():
    class Bomb:
        def __array__(self, *args, **kwargs):
            raise RuntimeError("boom")

    class Mute(Exception):
        def __str__(self):
            raise ValueError

    def raises_mute():
        raise Mute

    assert ask(lambda: Bomb(), ()).problem is Problem.RAISED
    assert ask(raises_mute, ()).problem is Problem.RAISED
    assert ask(Bomb(), ()).problem is Problem.RAISED


def test_an_object_that_answers_no_question_about_itself_gets_a_verdict():
    class Sulks:
        def __getattr__(self, name):
            raise RuntimeError(name)

    class Quits:
        def __array__(self, *args, **kwargs):
            raise SystemExit

    for answer in (Sulks(), Quits(), lambda x, f: Sulks(), lambda x, f: Quits()):
        assert check_answer(SPEC, answer).status in (Status.FAIL, Status.ERROR)


def test_a_value_that_is_not_plain_is_named_by_its_type_inside_a_list_too():
    said = check_answer(SPEC, lambda x, f: [object()]).text("en")
    assert "[<object>]" in said and "Opaque" not in said


@pytest.mark.parametrize("exercise", sorted(specs("01")))
@pytest.mark.parametrize("lang", ["es", "en"])
def test_every_solution_that_is_shown_works_on_its_own_and_speaks_one_language(exercise, lang):
    import ast

    spec = find(exercise)
    source = reference_source(spec, lang)
    function = ast.parse(source).body[0]
    assert function.name == spec.name
    assert ast.get_docstring(function) is None
    assert "# es:" not in source and "# en:" not in source
    assert not any(argument.annotation for argument in function.args.args) and function.returns is None
    names = {"np": np}
    exec(source, names)
    assert check_answer(spec, names[spec.name]).passed


def test_a_blank_in_another_function_is_named_as_such():
    def helper():
        return ...

    verdict = check_answer(SPEC, lambda x, f: helper() * f)
    assert "still a blank" in verdict.text("en") and "todavía es un hueco" in verdict.text("es")


def test_what_beginners_write_is_explained_by_what_python_says_of_it():
    said = {
        "`** 2`": lambda x, f: (np.asarray(x) * 0.5) ^ 2,
        "range(n)": lambda x, f: list(f),
        "whole array": lambda x, f: max(np.zeros((2, 2))),
        "an integer": lambda x, f: np.zeros(3)[0.5],
    }
    for piece, mistaken in said.items():
        assert piece in check_answer(SPEC, mistaken).text("en"), piece


def test_numbers_of_any_kind_are_numbers():
    for number in (np.longdouble(0.5), np.clongdouble(0.5), Fraction(1, 2), Decimal("0.5"), np.array(0.5), 0.5 + 0j):
        assert close()((), 0.5, plain(number)) is None
    assert close()((), 0.5, plain(0.5 + 1e-3j)) is not None


@pytest.mark.parametrize("exercise", ["01.cost", "01.segment_customers", "04.labels"])
@pytest.mark.parametrize(
    "value",
    [
        ["x" * 100_000, *["a"] * 4000],
        [["x" * 100_000], *[[1.5]] * 4000],
        [np.array(["x" * 100_000]), *[np.array(["a"])] * 4000],
        (np.array([b"x" * 100_000]), *[np.array([b"a"])] * 4000),
    ],
    ids=("texts", "a text among numbers", "arrays", "bytes"),
)
def test_one_long_text_among_many_values_makes_no_huge_array(exercise, value):
    spec = find(exercise)
    case = public_cases(spec)[0]
    expected = expected_of(spec, case)
    tracemalloc.start()
    problem = spec.agree(case.args, expected, value)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert problem is not None
    assert peak < 50 * 2**20


def test_texts_of_one_length_make_an_array_and_values_that_do_not_fit_together_make_none():
    assert as_array([["ab", "cd"], ["ef", "gh"]]).shape == (2, 2)
    assert as_array(["label"] * 10_000).shape == (10_000,)
    assert as_array([[1.0], [1.0, 2.0]]) is None


def test_two_numbers_may_come_as_a_row_or_a_column_and_not_as_a_dictionary():
    for answer in ([[1.0, 2.0]], np.array([[1.0], [2.0]]), [1, 2], deque((1, 2)), {"a": 1, "b": 2}.values()):
        assert close()((), (1.0, 2.0), plain(answer)) is None
    assert "dictionary" in close()((), (1.0, 2.0), {"a": 1, "b": 2}).to("en")
    assert close()((), (1.0, 2.0), plain(np.array([[1.0, 2.0], [3.0, 4.0]]))) is not None


def test_a_second_look_refuses_what_looks_right_and_may_call_again():
    def alike_twice(args, answer, call):
        return None if call(args) == answer else Text(es="cambia de idea", en="it changes its mind")

    careful = Spec(**{**SPEC.__dict__, "second_look": alike_twice})
    drift = count(0, 1e-9)
    assert check_answer(careful, scaled_sum).status is Status.PASS
    verdict = check_answer(careful, lambda x, factor: scaled_sum(x, factor) + next(drift))
    assert verdict.status is Status.FAIL
    assert "it changes its mind" in verdict.text("en")
