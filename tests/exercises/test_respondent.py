"""Whoever holds an answer may lie, sulk, flood or be gone: there is a verdict, and never too good a one."""

from __future__ import annotations

import itertools
import tracemalloc

import numpy as np
import pandas as pd
import pytest
from answers import Wired, verdicts

from curso.exercises.agree import close
from curso.exercises.judge import graded_verdict, public_verdict
from curso.exercises.plain import Opaque, TooBig, plain
from curso.exercises.probe import Problem, Reply, ask, is_blank
from curso.exercises.respondent import InProcess
from curso.exercises.spec import Case, Spec, hidden_cases, public_cases
from curso.exercises.verdict import Status
from curso.exercises.wire import decode_reply, encode_reply
from curso.text import Text


def total(x):
    return float(np.sum(x))


SPEC = Spec(
    id="96.total",
    title=Text(es="Total", en="Total"),
    reference=total,
    cases=lambda rng: [Case((rng.normal(size=n),)) for n in (2, 3, 5, 8)],
    hints=(Text(es="a", en="a"), Text(es="b", en="b")),
    seconds=20.0,  # a value of 200,000 parts takes its time on a busy machine
)


class Scripted:
    """Gives one reply after the other, the last one for ever."""

    def __init__(self, *replies, blank=False):
        self.replies = list(replies)
        self.asked = 0
        self._blank = blank

    def ask(self, case, seconds):
        self.asked += 1
        reply = self.replies[min(self.asked, len(self.replies)) - 1]
        return reply(case) if callable(reply) else reply

    def blank(self):
        return self._blank


def right(case):
    return Reply(total(*case.args))


GONE, MALFORMED = Reply(problem=Problem.NO_REPLY), Reply(problem=Problem.MALFORMED)


@pytest.mark.parametrize(
    ("reply", "es", "en"),
    [
        (GONE, "no llegó a responder", "never replied"),
        (MALFORMED, "no se puede leer", "can't be read"),
    ],
)
def test_a_respondent_that_is_gone_or_talks_nonsense_is_worth_nothing_and_is_told_why(reply, es, en):
    respondent = Scripted(reply)
    public = public_verdict(SPEC, respondent)
    graded = graded_verdict(SPEC, respondent, "s", public)
    assert respondent.asked == 2  # once for the public cases, once for the hidden ones
    for verdict in (public, graded):
        assert (verdict.status, verdict.score) == (Status.ERROR, 0)
        assert es in " ".join(verdict.text("es").split()) and en in " ".join(verdict.text("en").split())


def test_a_respondent_that_goes_before_the_hidden_cases_earns_nothing_and_is_not_called_a_cheat():
    public = public_verdict(SPEC, Scripted(right))
    graded = graded_verdict(SPEC, Scripted(GONE), "s", public)
    assert public.passed and graded.score == 0 and not graded.passed
    assert "never replied" in " ".join(graded.text("en").split())
    assert "answers the examples" not in " ".join(graded.text("en").split())


def test_what_was_answered_before_it_went_counts_and_no_more():
    public = public_verdict(SPEC, Scripted(right, GONE))
    assert public.score == 0.25 and public.status is Status.ERROR


def test_who_says_that_a_right_answer_is_blank_still_has_a_right_answer():
    assert public_verdict(SPEC, Scripted(right, blank=True)).passed
    assert public_verdict(SPEC, Scripted(GONE, blank=True)).score == 0


def test_the_same_object_gets_the_same_verdict_here_and_behind_the_wire():
    for answer in (total, np.sum, lambda x: -total(x), lambda x: x, lambda x: 1 / 0, lambda x: ..., lambda: 1, 3, ...):
        verdicts(SPEC, answer)


def test_of_a_case_only_the_question_and_the_arguments_reach_the_answer():
    seen = []

    def nosy(*args):
        seen.append(args)
        return total(*args)

    held_back = Spec(**{**SPEC.__dict__, "cases": lambda rng: [Case((np.ones(3),), expected=987654.0)]})
    assert not public_verdict(held_back, InProcess(nosy)).passed
    assert len(seen) == 1 and len(seen[0]) == 1 and np.array_equal(seen[0][0], np.ones(3))


class Yes:
    """Equal to everything, of every length, and whatever class is asked for."""

    def __eq__(self, other):
        return True

    __hash__ = object.__hash__
    __class__ = float

    def __len__(self):
        return 10**12

    def __getattr__(self, name):
        return self

    def __call__(self, *args, **kwargs):
        return self

    def __getitem__(self, key):
        return self

    def __float__(self):
        return 0.0

    def __array_ufunc__(self, *args, **kwargs):
        return True


class Huge:
    """An array, it says, of a size that nobody has."""

    def __array__(self, dtype=None, copy=None):
        return np.broadcast_to(0.0, (10**6, 10**6))


class HugeObjects:
    def __array__(self, dtype=None, copy=None):
        return np.broadcast_to(np.array(None, dtype=object), (10**6, 10**6))


class Nest:
    """A list of itself, for ever new."""

    def __array__(self, dtype=None, copy=None):
        out = np.empty(1, dtype=object)
        out[0] = Nest()
        return out


class LongList(list):
    def __len__(self):
        return 3

    def __iter__(self):
        return itertools.count()


class EndlessDict(dict):
    def items(self):
        return ((object(), i) for i in itertools.count())


class Changing(np.ndarray):
    nbytes = 0
    size = 0
    shape = (1,)


def itself():
    made: list = []
    made.append(made)
    return made


def doubled():
    made: list = []
    for _ in range(60):
        made = [made, made]
    return made


def wide():
    return [[0] * 100_000] * 100_000


HOSTILE = {
    "yes": Yes,
    "huge": Huge,
    "huge objects": HugeObjects,
    "nest": Nest,
    "long list": LongList,
    "endless dict": EndlessDict,
    "lying array": lambda: np.zeros(3_000_000).view(Changing),
    "itself": itself,
    "doubled": doubled,
    "wide": wide,
    "endless": itertools.count,
    "repeated": lambda: itertools.repeat("x" * 10**6),
    "long text": lambda: "x" * 10**8,
    "long name": lambda: type("N" * 10**6, (), {})(),
    "long integer": lambda: 1 << 10**6,
    "half a character": lambda: "\ud800",
    "odd keys": lambda: {frozenset((1,)): 1, (1, (2, range(3))): 2, None: 3, 1.5: 4, object(): 5, int: 6},
    "bytes": lambda: b"x" * 10**7,
    "a type": lambda: int,
    "opaque": lambda: Opaque("x" * 10**6),
    "an opaque of an object": lambda: Opaque(object()),
    "a reply": lambda: Reply(value=1.0),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_value_gets_a_bounded_reply_and_never_a_good_verdict(name):
    make = HOSTILE[name]
    value = make()
    tracemalloc.start()
    data = encode_reply(ask(lambda: value, (), 20))
    back = decode_reply(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 150 * 2**20
    assert len(data) < 17 * 2**20
    assert isinstance(back, Reply)
    for verdict in verdicts(SPEC, lambda x: make()):
        assert not verdict.passed and verdict.score == 0
        for lang in ("es", "en"):
            assert len(verdict.text(lang).encode()) < 5000 and verdict.html(lang).encode()


def test_what_is_too_big_is_said_to_be():
    for name in ("huge", "wide", "endless", "repeated", "long text", "long integer", "lying array"):
        with pytest.raises(TooBig):
            plain(HOSTILE[name]())
        assert ask(lambda name=name: HOSTILE[name](), ()).problem is Problem.TOO_BIG
    checked, _ = verdicts(SPEC, lambda x: "x" * 10**8)
    assert "too big to be judged" in checked.text("en") and "demasiado grande" in checked.text("es")


def test_answers_that_are_hostile_themselves_are_asked_in_time():
    class Signed:
        def __call__(self, x):
            return 0

        @property
        def __signature__(self):
            while True:
                pass

    class Sulks:
        def __getattribute__(self, name):
            raise SystemExit(name)

    class Told(Exception):
        def __str__(self):
            while True:
                pass

    def raises(x):
        raise Told

    def unequal(x):
        x.append(Unequal())

    class Unequal(float):
        def __eq__(self, other):
            raise SystemExit

        __hash__ = None

    assert ask(Signed(), (1,), 0.2).problem is Problem.TIMEOUT
    assert ask(raises, (1,), 0.2).problem is Problem.TIMEOUT
    assert ask(Sulks(), (1,), 0.2).problem in (Problem.NOT_A_FUNCTION, Problem.RAISED)
    assert ask(unequal, ([],), 0.2).problem is Problem.CHANGED_ARGUMENT
    assert not is_blank(Sulks())
    assert ask(3, (), question="no such question").problem is Problem.RAISED


def test_a_flood_on_the_screen_is_heard_and_not_kept():
    def floods(x):
        for _ in range(300):
            print("x" * 10**6)

    tracemalloc.start()
    reply = ask(floods, (1,), 20)
    assert tracemalloc.get_traced_memory()[1] < 20 * 2**20
    tracemalloc.stop()
    assert reply == Reply(None, printed=True)


def test_an_answer_over_which_the_comparison_fails_is_wrong_and_ends_nothing():
    def fragile(args, expected, answer):
        return None if answer["value"] == expected["value"] else Text(es="no", en="no")

    spec = Spec(**{**SPEC.__dict__, "reference": lambda x: {"value": total(x)}, "agree": fragile})
    checked, graded = verdicts(spec, total)
    assert checked.score == graded.score == 0
    assert "can't be compared" in checked.text("en") and "no se puede comparar" in checked.text("es")


def test_an_exercise_that_can_not_judge_its_own_right_answer_is_the_authors_mistake():
    broken = Spec(**{**SPEC.__dict__, "reference": lambda x: "text", "agree": close()})
    with pytest.raises(TypeError):
        public_verdict(broken, InProcess(total))


def test_a_second_look_asks_through_the_respondent_and_survives_what_it_is_given():
    def twice(args, answer, call):
        return None if call(args)["a"] == answer["a"] else Text(es="cambia", en="it changes")

    spec = Spec(**{**SPEC.__dict__, "second_look": twice, "reference": lambda x: {"a": total(x)}})
    assert public_verdict(spec, Wired(lambda x: {"a": total(x)})).passed
    drift = itertools.count()
    said = public_verdict(spec, Wired(lambda x: {"a": total(x) + 1e-9 * next(drift)}))
    assert not said.passed and "it changes" in said.text("en")
    assert not public_verdict(spec, Scripted(lambda case: Reply({"a": total(*case.args)}), GONE)).passed


def test_the_hidden_cases_are_made_once_for_a_class():
    made = []

    def cases(rng):
        made.append(1)
        return [Case((rng.normal(size=4),))]

    spec = Spec(**{**SPEC.__dict__, "cases": cases})
    for _ in range(5):
        verdicts(spec, total, "one secret")
    assert len(made) == 3  # the public ones, the hidden ones, and what of these is public
    verdicts(spec, total, "another")
    assert len(made) == 5
    assert not np.array_equal(hidden_cases(SPEC, "a")[0].args[0], public_cases(SPEC)[0].args[0])


def test_tables_are_asked_with_shown_by_their_shape_and_not_to_be_changed():
    def mean_price(houses):
        return float(houses["price"].mean())

    def adds_a_column(houses):
        houses["half"] = houses["price"] / 2
        return mean_price(houses)

    spec = Spec(
        **{
            **SPEC.__dict__,
            "reference": mean_price,
            "cases": lambda rng: [Case((pd.DataFrame({"price": rng.normal(size=4), "town": list("abcd")}),))],
        }
    )
    checked, graded = verdicts(spec, mean_price)
    assert checked.passed and graded.passed
    checked, graded = verdicts(spec, adds_a_column)
    assert "changes its argument `houses`" in " ".join(checked.text("en").split()) and graded.score == 0
    checked, _ = verdicts(spec, lambda houses: 0)
    assert "houses=DataFrame(4 × 2)" in checked.text("en")
