"""What crosses into the sandbox comes back equal; whatever is not a message is refused, cheaply and without harm."""

from __future__ import annotations

import io
import json
import math
import struct
import tracemalloc

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from curso.exercises import npy
from curso.exercises.plain import Opaque, TooBig, plain, same
from curso.exercises.probe import Problem, Reply
from curso.exercises.wire import HEAD, MAGIC, Limits, Malformed, decode, decode_reply, encode, encode_reply

KEYS = st.text() | st.integers() | st.booleans() | st.none() | st.floats(allow_nan=False)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-(2**200), 2**200)
    | st.floats()
    | st.complex_numbers()
    | st.text()
    | st.text(max_size=20).map(lambda name: Opaque("".join(c for c in name if c.isalnum())))
)
DTYPES = st.one_of(
    hnp.boolean_dtypes(),
    hnp.integer_dtypes(endianness="?"),
    hnp.unsigned_integer_dtypes(),
    hnp.floating_dtypes(endianness="?", sizes=(16, 32, 64)),
    hnp.complex_number_dtypes(sizes=(64, 128)),
    hnp.unicode_string_dtypes(max_len=4),
    hnp.byte_string_dtypes(max_len=4),
    hnp.datetime64_dtypes(),
    hnp.timedelta64_dtypes(),
)
ARRAYS = hnp.arrays(DTYPES, hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=3))
VALUES = st.recursive(
    LEAVES | ARRAYS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(KEYS | st.tuples(KEYS, KEYS), inner, max_size=4)
    ),
    max_leaves=12,
)


def message(tree: object, arrays: bytes = b"") -> bytes:
    """A message with this tree, well-formed or not."""
    text = tree if isinstance(tree, bytes) else json.dumps(tree).encode()
    return HEAD.pack(MAGIC, len(text)) + text + arrays


def saved(array, header: bytes | None = None, version=(1, 0)) -> bytes:
    """`array` as NumPy itself saves it, or its bytes under another header."""
    out = io.BytesIO()
    np.lib.format.write_array(out, np.asarray(array), version=version)
    if header is None:
        return out.getvalue()
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header + np.asarray(array).tobytes()


@given(VALUES)
def test_what_goes_in_comes_out(value):
    assert same(decode(encode(value)), value)


@given(ARRAYS)
def test_arrays_are_written_as_numpy_reads_them(array):
    assert same(np.load(io.BytesIO(npy.dump(array)), allow_pickle=False), array)
    assert same(npy.load(saved(array), 10_000), array)


@pytest.mark.parametrize(
    "table",
    [
        pd.DataFrame({"area": [50.0, 80.5], "rooms": [2, 3], "town": ["Vigo", None], "new": [True, False]}),
        pd.DataFrame({"y": [1, 2, 3]}, index=["a", "b", "c"]),
        pd.DataFrame({0: [1.0]}).iloc[:0],
        pd.DataFrame(index=range(3)),
        pd.Series([1.5, math.nan], name="price", index=[7, 9]),
        pd.Series(["x", "y"]),
        pd.DataFrame({"day": pd.to_datetime(["2024-01-01", "2024-02-29"])}),
    ],
)
def test_tables_go_in_and_never_come_back(table):
    inside = decode(encode((table, 1)))[0]
    assert type(inside) is type(table) and inside.equals(table)
    assert list(inside.index) == list(table.index)
    with pytest.raises(Malformed):
        decode(encode(table), tables=False)
    with pytest.raises(Malformed):
        decode_reply(encode({**REPLY, "value": table}))


def test_a_numpy_scalar_stays_one_so_that_code_behaves_alike_on_both_sides():
    for scalar in (np.float64(0.5), np.int32(3), np.bool_(True), np.str_("ñ"), np.datetime64("2024-02-29")):
        inside = decode(encode(scalar))
        assert type(inside) is type(scalar) and inside == scalar


@pytest.mark.parametrize("value", [object(), {1, 2}, b"bytes", len, np.array([object()]), pd.DataFrame({"a": [[1]]})])
def test_what_is_not_plain_is_an_error_of_whoever_sends_it(value):
    with pytest.raises(TypeError):
        encode(value)


nested: list = []
for _ in range(100):
    nested = [nested]
repeated = ["x" * 1_000_000] * 10_000  # ten gigabytes, had it to be written
doubled: list = []
for _ in range(40):
    doubled = [doubled, doubled]
BIG = [
    nested,
    repeated,
    doubled,
    np.broadcast_to(0.0, (10**7, 10**7)),
    list(range(300_000)),
    10**5000,
    {complex(i, 1): 0 for i in range(2000)},
]


@pytest.mark.parametrize("value", BIG, ids=range(len(BIG)))
def test_what_is_too_big_is_refused_without_being_written(value):
    tracemalloc.start()
    with pytest.raises(TooBig):
        encode(value)
    assert tracemalloc.get_traced_memory()[1] < 100 * 2**20
    tracemalloc.stop()
    assert decode_reply(encode_reply(Reply(value))) == Reply(problem=Problem.TOO_BIG)


REPLY = {"value": 1.5, "problem": None, "error": "", "detail": "", "line": "", "printed": False}


def test_replies_come_back_as_they_were_and_a_second_look_stays_where_it_was():
    for reply in (
        Reply(np.arange(3.0)),
        Reply(None, printed=True),
        Reply((1, [Opaque("ellipsis")])),
        *(Reply(problem=problem, error="E", detail="d", line="x = 1") for problem in Problem),
    ):
        back = decode_reply(encode_reply(reply))
        assert same(plain(back.value), plain(reply.value))
        assert (back.problem, back.error, back.detail, back.line, back.printed) == (
            reply.problem,
            reply.error,
            reply.detail,
            reply.line,
            reply.printed,
        )


def test_a_reply_that_is_not_plain_says_so():
    assert decode_reply(encode_reply(Reply(object()))).problem is Problem.MALFORMED


def test_texts_of_a_reply_are_cut_and_cleaned():
    told = {**REPLY, "error": "E" * 10_000, "detail": "\x1b[31m\x00red\n" * 999, "line": "z" * 999}
    reply = decode_reply(encode(told))
    assert (len(reply.error), len(reply.detail), len(reply.line)) == (100, 300, 200)
    assert not set(reply.detail) - set(" [31mred\n")
    reply.detail.encode("utf-8")


@pytest.mark.parametrize(
    "told",
    [
        None,
        [],
        {},
        {**REPLY, "score": 1.0},
        {**REPLY, "objection": None},
        {key: REPLY[key] for key in list(REPLY)[1:]},
        {**REPLY, "printed": 1},
        {**REPLY, "error": None},
        {**REPLY, "detail": ["d"]},
        {**REPLY, "problem": "passed"},
        {**REPLY, "problem": [1]},
        {**REPLY, "value": [1.0] * 220_000},
    ],
)
def test_a_reply_of_another_shape_is_malformed(told):
    with pytest.raises(Malformed):
        decode_reply(encode(told))


LONG = b"{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }\n"
HEADERS = {
    "object": LONG.replace(b"<f8", b"|O"),
    "void": LONG.replace(b"<f8", b"|V8"),
    "fields": LONG.replace(b"'<f8'", b"[('a', '<f8')]"),
    "no width": LONG.replace(b"<f8", b"<U0"),
    "huge": LONG.replace(b"(2,)", b"(1000000000000,)"),
    "negative": LONG.replace(b"(2,)", b"(-2,)"),
    "huge and empty": LONG.replace(b"(2,)", b"(0, 1000000000)"),
    "overflow": LONG.replace(b"(2,)", b"(9223372036, 9223372036)"),
    "many axes": LONG.replace(b"(2,)", b"(" + b"1, " * 40 + b"2)"),
    "a call": LONG.replace(b"(2,)", b"(print(1),)"),
    "an extra key": LONG.replace(b", }", b", 'x': 1, }"),
    "not closed": b"{" * 500 + b"\n",
    "empty": b"\n",
}


@pytest.mark.parametrize("name", HEADERS)
def test_an_array_with_a_strange_header_is_refused_before_anything_is_allocated(name):
    data = saved(np.zeros(2), HEADERS[name])
    tracemalloc.start()
    with pytest.raises(Malformed):
        decode(message({"a": len(data)}, data))
    assert tracemalloc.get_traced_memory()[1] < 2**20
    tracemalloc.stop()


def test_an_array_is_read_only_if_it_is_all_there_once():
    data = saved(np.arange(3.0))
    assert same(decode(message({"a": len(data)}, data)), np.arange(3.0))
    for tree, arrays in (
        ({"a": len(data)}, data[:-1]),
        ({"a": len(data) - 8}, data),
        ({"a": len(data)}, data + b"\0"),
        ([{"a": len(data)}] * 2, data),
        ({"a": 0}, data),
        ({"a": -1}, data),
        ({"a": True}, data),
        ({"a": 1.0}, data),
        ({"n": len(data)}, data),
        ({"a": len(data)}, data.replace(b"\x01\x00", b"\x02\x00", 1)),
    ):
        with pytest.raises(Malformed):
            decode(message(tree, arrays))


def test_bytes_that_no_value_has_are_refused():
    booleans = saved(np.array([True])).removesuffix(b"\x01") + b"\x02"
    beyond = saved(np.array(["a"]))[:-4] + struct.pack("<I", 0x110000)
    half = saved(np.array(["a"]))[:-4] + struct.pack("<I", 0xD800)
    for data in (booleans, beyond, half):
        with pytest.raises(Malformed):
            decode(message({"a": len(data)}, data))


def test_pickles_are_never_read():
    import pickle

    out = io.BytesIO()
    np.save(out, np.array([{"a": 1}], dtype=object), allow_pickle=True)
    for data in (message({"a": len(out.getvalue())}, out.getvalue()), pickle.dumps(1), message(pickle.dumps(1))):
        with pytest.raises(Malformed):
            decode(data)


TREES = [
    b"NaN",
    b"[Infinity]",
    b"1e999",
    b"9" * 5000,
    b"9" * 18,
    b"[" * 100_000,
    b"[" * 40 + b"]" * 40,
    b'{"t":{}}',
    b'{"t":[],"d":[]}',
    b"{}",
    b'{"z":1}',
    b'{"d":[[1]]}',
    b'{"d":[[[],1]]}',
    b'{"d":[[1,1],[1,2]]}',
    b'{"d":3}',
    b'{"d":{"ab":1}}',
    b'{"f":"infinity"}',
    b'{"f":[]}',
    b'{"c":[1]}',
    b'{"c":["1","2"]}',
    b'{"i":"' + b"9" * 5000 + b'"}',
    b'{"i":3}',
    b'{"o":3}',
    b'{"x":{"d":[]}}',
    b'"\\ud800"',
    b'"\xff"',
    b"",
    b"[1] [2]",
    b"[" + b"1," * 300_000 + b"1]",
    b"[" + b"[]," * 2_000_000 + b"1]",
    b'{"d":[' + b",".join(b'[{"c":[%d.0,1.0]},0]' % i for i in range(1500)) + b"]}",
]


@pytest.mark.parametrize("tree", TREES, ids=range(len(TREES)))
def test_a_tree_that_nobody_wrote_is_refused(tree):
    with pytest.raises(Malformed):
        decode(message(tree))


@pytest.mark.parametrize(
    "data",
    [b"", b"curso", MAGIC, HEAD.pack(MAGIC, 2**60), HEAD.pack(MAGIC, 3) + b"1", HEAD.pack(b"curso/2\n", 1) + b"1"],
)
def test_a_beginning_that_nobody_wrote_is_refused(data):
    with pytest.raises(Malformed):
        decode(data)


def test_the_limits_can_be_narrowed():
    value = [list(range(50)), "x" * 50, np.zeros(50)]
    assert same(decode(encode(value)), value)
    for narrow in (Limits(items=20), Limits(size=300), Limits(tree=40), Limits(depth=0)):
        with pytest.raises(TooBig):
            encode(value, narrow)
        with pytest.raises(Malformed):
            decode(encode(value), narrow)


SEEDS = [encode(value) for value in ([1, "ñ", {"a": (2.5, None)}], np.arange(6).reshape(2, 3), {**REPLY, "value": 1j})]


@given(st.sampled_from(SEEDS), st.data())
def test_mutated_bytes_are_a_value_or_malformed_and_nothing_else(seed, data):
    mutated = bytearray(seed)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(mutated) - 1))
        change = data.draw(st.sampled_from(["flip", "cut", "insert", "double"]))
        if change == "flip":
            mutated[at] = data.draw(st.integers(0, 255))
        elif change == "cut" and len(mutated) > 1:
            del mutated[at : at + data.draw(st.integers(1, 8))]
        elif change == "insert":
            mutated[at:at] = data.draw(st.binary(max_size=8))
        else:
            mutated += mutated[at:]
        if not mutated:
            break
    for read in (decode, decode_reply):
        try:
            value = read(bytes(mutated))
        except Malformed:
            continue
        again = value if read is decode else encode_reply(value)
        assert encode(again) if read is decode else decode_reply(again)


@given(st.binary(max_size=200))
def test_any_tree_is_a_value_or_malformed(tree):
    try:
        value = decode(message(tree))
    except Malformed:
        return
    assert same(decode(encode(value)), value)
