"""The recorder writes what nbclient would write, keeps it small, and survives whatever a kernel says."""

from __future__ import annotations

import copy
import json

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook

from curso.grading.kernels.recorder import Recorder
from curso.grading.kernels.tray import CUT, Caps
from curso.text import LANGUAGES

SMALL = Caps(cell_text=200, cell_bytes=2000, notebook_bytes=5000, outputs=5)
WIDGETS = "application/vnd.jupyter.widget-state+json"


def notebook(cells=1, lang="en"):
    nb = new_notebook(cells=[new_code_cell(f"x = {n}", id=f"c{n}") for n in range(cells)])
    nb.metadata["curso"] = {"language": lang}
    return nb


def message(kind, content, msg_id="m1", buffers=()):
    return {"msg_type": kind, "content": content, "parent_header": {"msg_id": msg_id}, "buffers": list(buffers)}


def stream(text, name="stdout", **more):
    return message("stream", {"name": name, "text": text}, **more)


def shown(text, kind="display_data", display_id=None, **more):
    content = {"data": {"text/plain": text}, "metadata": {}, **more}
    return message(kind, {**content, "transient": {"display_id": display_id} if display_id else {}})


def error(name="ValueError", value="bad", traceback=("line 1", "line 2")):
    return message("error", {"ename": name, "evalue": value, "traceback": list(traceback)})


def recorded(*cells, nb=None, caps=None):
    """The notebook after these messages, a list a cell; it is valid and can be written and read."""
    nb = nb or notebook(len(cells))
    recorder = Recorder(nb, caps)
    for index, messages in enumerate(cells):
        for each in messages:
            recorder.take(each, nb.cells[index], index)
        recorder.finish_cell(nb.cells[index], index)
    nbformat.validate(nb)
    text = json.dumps(nb, allow_nan=False, ensure_ascii=False)
    assert nbformat.reads(text.encode("utf-8").decode("utf-8"), as_version=4).cells == nb.cells
    return nb


def texts(cell):
    return [
        (o.get("name") or o.output_type, o.get("text") or o.get("data", {}).get("text/plain")) for o in cell.outputs
    ]


def by_nbclient(*cells):
    """The same by nbclient itself."""
    nb = notebook(len(cells))
    client = NotebookClient(nb, record_timing=False)
    client.kc = type("Nobody", (), {"session": Silent(), "shell_channel": Silent()})()
    for index, messages in enumerate(copy.deepcopy(cells)):
        client.clear_before_next_output = False
        for each in messages:
            client.process_message({**each, "header": {"msg_type": each["msg_type"]}}, nb.cells[index], index)
    client.set_widgets_metadata()
    return nb


class Silent:
    def msg(self, *args, **kwargs):
        pass

    def send(self, message):
        pass


def opened(comm_id, model="IntSliderModel", module="@jupyter-widgets/controls", **state):
    state = {"_model_name": model, "_model_module": module, "_model_module_version": "2.0.0", **state}
    return message("comm_open", {"comm_id": comm_id, "target_name": "jupyter.widget", "data": {"state": state}})


def told(comm_id, paths=(), buffers=(), **state):
    data = {"method": "update", "state": state, "buffer_paths": list(paths)}
    return message("comm_msg", {"comm_id": comm_id, "data": data}, buffers=buffers)


SESSIONS = {
    "text and a picture": [
        [stream("a"), shown("p"), stream("b", "stderr"), shown("r", "execute_result", execution_count=1)]
    ],
    "an error": [[stream("a\n"), error()]],
    "an update from a later cell": [
        [shown("0 %", display_id="bar"), shown("other"), shown("0 %", display_id="bar")],
        [shown("50 %", "update_display_data", display_id="bar"), shown("100 %", display_id="bar")],
    ],
    "an update of what nobody has shown": [[shown("x", "update_display_data", display_id="lost"), stream("a")]],
    "cleared": [
        [
            stream("a"),
            shown("d", display_id="i"),
            message("clear_output", {"wait": False}),
            stream("b"),
            shown("e", "update_display_data", display_id="i"),
        ]
    ],
    "cleared when something else comes": [
        [
            stream("a"),
            message("clear_output", {"wait": True}),
            shown("b", display_id="i"),
            message("clear_output", {"wait": True}),
            shown("c", display_id="i"),
            shown("d", "update_display_data", display_id="i"),
        ]
    ],
    "cleared with nothing after it": [[stream("a"), message("clear_output", {"wait": True})], [stream("b")]],
    "widgets": [
        [
            opened("s", value=3),
            told("s", value=4),
            told("t", value=1),
            message("comm_close", {"comm_id": "s", "data": {}}),
        ]
    ],
    "widget buffers": [
        [opened("s"), told("s", paths=[["value"]], buffers=[b"\x00\xff"]), told("s", paths=[["value"]], buffers=[b"z"])]
    ],
    "an Output widget": [
        [
            opened("o", "OutputModel", "@jupyter-widgets/output", outputs=[], msg_id=""),
            told("o", msg_id="m1"),
            stream("in"),
            stream("side"),
            shown("it"),
            message("clear_output", {"wait": True}),
            shown("new"),
            told("o", msg_id=""),
            stream("outside"),
        ],
        [told("o", msg_id="m1"), error(), told("o", msg_id="")],
    ],
    "JSON": [
        [
            message(
                "display_data",
                {"data": {"application/json": {"a": [1, None]}, "text/plain": "a"}, "metadata": {"k": 1}},
            )
        ]
    ],
}


@pytest.mark.parametrize("name", SESSIONS)
def test_the_notebook_is_the_one_that_nbclient_writes(name):
    ours, theirs = recorded(*copy.deepcopy(SESSIONS[name])), by_nbclient(*SESSIONS[name])
    for cell in ours.cells:
        for output in cell.outputs:
            if output.output_type == "execute_result":
                assert output.execution_count == cell.execution_count
    assert [c.outputs for c in ours.cells] == [c.outputs for c in theirs.cells]
    assert ours.metadata.get("widgets") == theirs.metadata.get("widgets")


def test_neighbouring_texts_of_a_stream_become_one_and_the_order_stays():
    nb = recorded([stream("a"), stream("b"), stream("!", "stderr"), stream("c"), shown("d"), stream("e"), stream("f")])
    assert texts(nb.cells[0]) == [
        ("stdout", "ab"), ("stderr", "!"), ("stdout", "c"), ("display_data", "d"), ("stdout", "ef"),
    ]  # fmt: skip


def test_cells_are_numbered_by_the_recorder_whatever_the_kernel_says():
    nb = notebook(3)
    nb.cells[1].source = " \n"
    recorded(
        [shown("a", "execute_result", execution_count=-4)],
        [],
        [shown("b", "execute_result", execution_count="x")],
        nb=nb,
    )
    assert [c.execution_count for c in nb.cells] == [1, None, 2]
    assert nb.cells[2].outputs[0].execution_count == 2


@pytest.mark.parametrize("lang", LANGUAGES)
def test_long_text_keeps_its_beginning_and_its_end_and_says_once_that_it_was_cut(lang):
    nb = recorded([stream(f"line {n}\n") for n in range(1000)], nb=notebook(lang=lang), caps=SMALL)
    (_, head), (kind, said), (_, tail) = texts(nb.cells[0])
    assert head.startswith("line 0\nline 1\n") and tail.endswith("line 998\nline 999\n")
    assert tail.startswith("line ")
    assert (kind, said) == ("stderr", CUT.to(lang))
    assert 150 < len(head) + len(tail) <= SMALL.cell_text


def test_text_just_as_long_as_it_may_be_is_whole():
    whole = "x" * SMALL.cell_text
    assert texts(recorded([stream(whole)], caps=SMALL).cells[0]) == [("stdout", whole)]
    assert texts(recorded([stream(c) for c in whole], caps=SMALL).cells[0]) == [("stdout", whole)]


def test_one_line_without_end_is_cut_as_well():
    nb = recorded([stream("x" * 10**6)], caps=SMALL)
    assert sum(len(text) for kind, text in texts(nb.cells[0]) if kind == "stdout") <= SMALL.cell_text


def test_a_million_tiny_prints_are_kept_small():
    nb = notebook()
    recorder = Recorder(nb)
    tiny = stream("x")
    for _ in range(10**6):
        recorder.take(tiny, nb.cells[0], 0)
    recorder.finish_cell(nb.cells[0], 0)
    assert sum(len(o.text) for o in nb.cells[0].outputs) == 200_000 + len(CUT.en)


def test_two_streams_in_turns_leave_few_pieces_and_the_last_words():
    messages = [stream(str(n), ("stdout", "stderr")[n % 2]) for n in range(5000)]
    outputs = recorded(messages, caps=SMALL).cells[0].outputs
    assert len(outputs) <= 2 * SMALL.outputs + 3
    assert outputs[-1].text == "4999"


def test_only_so_many_displays_are_kept_and_the_error_at_the_end_is():
    nb = recorded([*[shown(str(n)) for n in range(50)], error()], caps=SMALL)
    assert texts(nb.cells[0]) == [
        *[("display_data", str(n)) for n in range(5)], ("error", None), ("stderr", CUT.en),
    ]  # fmt: skip


def test_a_display_too_big_is_kept_in_words():
    big = message("display_data", {"data": {"image/png": "A" * 10_000, "text/plain": "<Figure>"}, "metadata": {}})
    assert texts(recorded([big], caps=SMALL).cells[0]) == [("display_data", "<Figure>"), ("stderr", CUT.en)]
    wordless = message("display_data", {"data": {"image/png": "A" * 10_000}, "metadata": {}})
    assert texts(recorded([wordless, stream("after")], caps=SMALL).cells[0])[0] == ("stdout", "after")


def test_an_update_too_big_leaves_what_was_there():
    nb = recorded([shown("here", display_id="i"), message(
        "update_display_data", {"data": {"text/html": "A" * 9000}, "metadata": {}, "transient": {"display_id": "i"}}
    )], caps=SMALL)  # fmt: skip
    assert texts(nb.cells[0])[0] == ("display_data", "here")


def test_a_long_result_and_a_long_traceback_lose_their_middle():
    nb = recorded(
        [
            shown("<" + "x" * 5000 + ">", "execute_result"),
            error(value="v" * 999, traceback=["first", "y" * 5000, "last"]),
        ],
        caps=SMALL,
    )
    result, failure, notice = nb.cells[0].outputs
    assert result.data["text/plain"].startswith("<x") and result.data["text/plain"].endswith("x>")
    assert failure.traceback[0].startswith("first") and failure.traceback[-1].endswith("last")
    assert len("".join(failure.traceback)) + len(failure.evalue) < SMALL.cell_text
    assert notice.text == CUT.en


def test_clearing_makes_room_again():
    shows = [[shown("x" * 90), stream("y" * 90), message("clear_output", {"wait": n % 2 == 0})] for n in range(100)]
    nb = recorded([each for three in shows for each in three] + [shown("last"), stream("words")], caps=SMALL)
    assert texts(nb.cells[0]) == [("display_data", "last"), ("stdout", "words")]


def test_all_cells_and_widgets_together_stay_within_the_notebooks_share():
    page = message("display_data", {"data": {"text/html": "A" * 900}, "metadata": {}})
    widgets = [opened(f"w{n}", value="v" * 900, key=n) for n in range(100)]
    nb = recorded([page, page], widgets, [page, page, page], [stream("é" * 150) for _ in range(20)], caps=SMALL)
    assert len(json.dumps([c.outputs for c in nb.cells])) + len(json.dumps(nb.metadata)) < SMALL.notebook_bytes * 1.5


def test_a_widget_that_keeps_changing_takes_the_room_of_one():
    changes = [told("s", paths=[["value"]], buffers=[bytes(500)], value="v" * 500, n=n) for n in range(1000)]
    nb = recorded([opened("s"), *changes], caps=SMALL)
    assert nb.metadata.widgets[WIDGETS]["state"]["s"]["state"]["n"] == 999


def test_what_an_output_widget_captures_is_cut_as_well():
    opening = opened("o", "OutputModel", "@jupyter-widgets/output", outputs=[], msg_id="")
    nb = recorded([opening, told("o", msg_id="m1"), *[stream(f"{n}\n") for n in range(5000)]], caps=SMALL)
    kept = nb.metadata.widgets[WIDGETS]["state"]["o"]["state"]["outputs"]
    assert [o["output_type"] for o in kept] == ["stream"] * 3
    assert len(json.dumps(kept)) < 1000


DEEP: list = []
for _ in range(5000):
    DEEP = [DEEP]

GARBAGE = [
    None,
    3,
    "stream",
    [],
    {},
    {"msg_type": None},
    {"msg_type": ["stream"], "content": {}},
    message("stream", None),
    message("stream", []),
    message("stream", {"name": "stdout"}),
    message("nonsense", {}),
    message("stream", {"name": "stdin", "text": "x"}),
    message("stream", {"name": {}, "text": "x"}),
    message("stream", {"name": "stdout", "text": ["x"]}),
    message("stream", {"name": "stdout", "text": b"x"}),
    message("display_data", {"data": [], "metadata": {}}),
    message("display_data", {"data": {"text/plain": 3}, "metadata": {}}),
    message("display_data", {"data": {3: "x"}, "metadata": {}}),
    message("display_data", {"data": {"a" * 999: "x"}, "metadata": {}}),
    message("display_data", {"data": {"text/plain": "x"}, "metadata": [1]}),
    message("display_data", {"data": {"text/plain": "x"}, "metadata": {"deep": DEEP}}),
    message("display_data", {"data": {"application/json": DEEP}, "metadata": {}}),
    message("display_data", {"data": {"application/json": {1: 2}}, "metadata": {}}),
    message("display_data", {"data": {"application/json": 10**5000}, "metadata": {}}),
    message("update_display_data", {"data": {"text/plain": "x"}, "metadata": {}}),
    message("update_display_data", {"data": {"text/plain": "x"}, "metadata": {}, "transient": {"display_id": {}}}),
    message("error", {"ename": 1, "evalue": "", "traceback": []}),
    message("error", {"ename": "E", "evalue": "", "traceback": "E"}),
    message("error", {"ename": "E", "evalue": "", "traceback": [None]}),
    message("clear_output", 3),
    message("status", {"execution_state": "idle"}),
    message("execute_input", {"execution_count": "many"}),
    message("comm_open", {"comm_id": [], "target_name": "jupyter.widget", "data": {}}),
    message("comm_open", {"comm_id": "x", "target_name": "jupyter.widget", "data": {}}),
    message("comm_open", {"comm_id": "x", "target_name": "jupyter.widget", "data": {"state": []}}),
    message("comm_open", {"comm_id": "x", "target_name": "jupyter.widget", "data": {"state": {"_model_module": []}}}),
    message("comm_open", {"comm_id": "x", "target_name": "elsewhere", "data": {"state": {"_model_name": "M"}}}),
    message("comm_msg", {"comm_id": "x", "data": {"state": {}, "buffer_paths": 3}}),
    message("comm_msg", {"comm_id": "x", "data": {"state": {}, "buffer_paths": [[{}]]}}, buffers=[b"x"]),
    message("comm_msg", {"comm_id": "x", "data": 3}),
    message("comm_close", {}),
    {**stream("x"), "content": {"name": "stdout", "text": None}, "buffers": {}},
]


@pytest.mark.parametrize("number", range(len(GARBAGE)))
def test_what_is_not_well_formed_is_dropped_and_the_rest_is_recorded(number):
    nb = recorded([stream("before"), GARBAGE[number], stream(" and after")])
    assert texts(nb.cells[0]) == [("stdout", "before and after")]


def test_what_is_odd_in_a_message_does_not_cost_the_rest_of_it():
    odd = {
        "text/plain": ["ke", "pt"],
        "image/png": 3,
        "text/html": None,
        "application/json": [float("nan"), float("inf")],
    }
    lost = {
        **message("display_data", {"data": odd, "metadata": None, "transient": 3}),
        "parent_header": 7,
        "buffers": 3,
    }
    (output,) = recorded([lost]).cells[0].outputs
    assert output.data == {"text/plain": "kept", "application/json": ["nan", "inf"]}


def test_half_a_surrogate_pair_becomes_a_question_mark():
    nb = recorded([stream("a\ud800b"), shown("\udc80"), error(value="\udfff", traceback=["\ud8ff"])])
    assert nb.cells[0].outputs[0].text == "a?b"


def test_an_output_widget_that_is_left_and_entered_at_random_harms_nothing():
    opening = opened("o", "OutputModel", "@jupyter-widgets/output", msg_id="m1")
    nb = recorded(
        [
            opening,
            opening,
            told("o", msg_id=""),
            told("o", msg_id=""),
            told("o", msg_id=3),
            told("o", msg_id=[]),
            stream("x"),
        ]
    )
    assert nb.cells[0].outputs[0].text == "x"


def test_a_notebook_with_nonsense_in_its_metadata_is_recorded():
    nb = notebook()
    nb.metadata["curso"] = "nonsense"
    assert texts(recorded([stream("x" * 500)], nb=nb, caps=SMALL).cells[0])[1][1] == CUT.es


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
fields = st.sampled_from(
    ["name", "text", "data", "metadata", "transient", "display_id", "ename", "evalue", "traceback", "wait", "comm_id",
     "target_name", "state", "buffer_paths", "execution_count", "outputs", "msg_id", "_model_name", "_model_module"]
)  # fmt: skip
words = st.sampled_from(
    ["stdout", "text/plain", "image/png", "a", "jupyter.widget", "OutputModel", "@jupyter-widgets/output"]
)
content = st.recursive(
    anything | words,
    lambda inner: st.dictionaries(fields | words, inner, max_size=5) | st.lists(inner, max_size=2),
    max_leaves=12,
)
kinds = st.sampled_from(
    sorted({each["msg_type"] for session in SESSIONS.values() for cell in session for each in cell})
)
honest = st.sampled_from([each for session in SESSIONS.values() for cell in session for each in cell])


@st.composite
def broken(draw):
    """An honest message with something else in one place."""
    spoilt = copy.deepcopy(draw(honest))
    place = spoilt
    while True:
        key = draw(st.sampled_from(sorted(place)))
        if isinstance(place[key], dict) and place[key] and draw(st.booleans()):
            place = place[key]
            continue
        place[key] = draw(content)
        return spoilt


@settings(max_examples=300, deadline=None)
@given(st.lists(broken() | honest | st.builds(message, kinds, content), max_size=8))
def test_whatever_is_said_the_notebook_is_valid(messages):
    recorded(copy.deepcopy(messages), [stream("end")], caps=SMALL)
