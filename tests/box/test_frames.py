"""Frames arrive whole, or it is said that they did not; whatever the other side sends."""

from __future__ import annotations

import socket
import struct
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curso.box import frames


@pytest.fixture
def pair():
    ours, theirs = socket.socketpair()
    yield ours, theirs
    ours.close()
    theirs.close()


def soon() -> float:
    return time.monotonic() + 5


@given(st.dictionaries(st.text(), st.text() | st.integers() | st.none()), st.binary(max_size=5000))
def test_a_frame_arrives_as_it_was_sent(head, body):
    ours, theirs = socket.socketpair()
    with ours, theirs:
        frames.send(ours, head, body)
        assert frames.Reader(theirs).receive(soon()) == (head, body)


def test_frames_that_arrive_in_pieces_or_together_are_told_apart(pair):
    ours, theirs = pair
    one = struct.pack(">II", 7, 2) + b'{"a":1}' + b"xy"
    two = struct.pack(">II", 2, 0) + b"{}"
    reader = frames.Reader(theirs)
    ours.sendall(one[:5])
    with pytest.raises(frames.Late):
        reader.receive(time.monotonic() + 0.02)
    ours.sendall(one[5:] + two)
    assert reader.receive(soon()) == ({"a": 1}, b"xy")
    assert reader.receive(soon()) == ({}, b"")


@pytest.mark.parametrize(
    "sent",
    [
        struct.pack(">II", frames.HEAD_AT_MOST + 1, 0),
        struct.pack(">II", 0, frames.BODY_AT_MOST + 1),
        struct.pack(">II", 4, 0) + b"nope",
        struct.pack(">II", 2, 0) + b"[]",
        struct.pack(">II", 100_000, 0) + b"[" * 100_000,
        struct.pack(">II", 2, 0) + b"\xff\xfe",
        struct.pack(">II", 10, 0) + b"short",
    ],
)
def test_what_is_no_frame_counts_as_gone(pair, sent):
    ours, theirs = pair
    ours.sendall(sent)
    ours.shutdown(socket.SHUT_WR)
    with pytest.raises(frames.Closed):
        frames.Reader(theirs).receive(soon())


def test_who_does_not_read_does_not_hold_up_who_sends(pair):
    ours, _ = pair
    with pytest.raises(frames.Late):
        frames.send(ours, {}, b"x" * 10_000_000, until=time.monotonic() + 0.05)


def test_who_is_gone_is_said_to_be_gone(pair):
    ours, theirs = pair
    theirs.close()
    with pytest.raises(frames.Closed):
        frames.send(ours, {"op": "run"})
