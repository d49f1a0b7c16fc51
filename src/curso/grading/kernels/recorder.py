"""Writes what a kernel says into the notebook, as nbclient does, and believes none of it."""

from __future__ import annotations

import logging
from typing import Any

from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionComplete
from nbclient.output_widget import OutputWidget

from curso.grading.kernels.messages import Message, readable, size, well_formed
from curso.grading.kernels.tray import Budget, Caps, Shown, Tray
from curso.text import as_language

COMMS_AT_MOST = 5000
HOOKS_AT_MOST = 50
KEYS_AT_MOST = 1000
SHOWN = ("stream", "display_data", "execute_result", "error")

LOG = logging.getLogger("curso.grading.kernels")
LOG.addHandler(logging.NullHandler())


class Recorder(NotebookClient):
    """Turns a kernel's messages into the outputs of a notebook; works with a kernel of its own, or without one.

    `take` each message while a cell runs, then `finish_cell`: outputs are in the cell from then on.

    Parameters
    ----------
    nb : the notebook; what is written because output was cut is in its language.
    caps : how much output is kept. Whatever is more is let go of as it arrives.
    """

    def __init__(self, nb: Any, caps: Caps | None = None, **options: Any) -> None:
        self.caps = caps or Caps()
        # when a cell ran says nothing about the answer, and would make every run's file another one
        super().__init__(nb, record_timing=False, log=LOG, **options)
        self.widget_registry = {"@jupyter-widgets/output": {"OutputModel": self._capture}}

    def reset_execution_trackers(self) -> None:
        """Forget everything."""
        super().reset_execution_trackers()
        ours = self.nb.metadata.get("curso")
        self._language = as_language(str(ours.get("language", ""))) if isinstance(ours, dict) else None
        self._budget = Budget(self.caps.notebook_bytes)
        self._trays: dict[int, Tray] = {}
        self._displays: dict[int, dict[str, list[Shown]]] = {}  # by cell and display id
        self._sizes: dict[str, dict[str, int]] = {}  # of widget state, by comm and key
        self._changed = False
        self._finished = 0  # cells that had something to run

    def take(self, message: Any, cell: Any, index: int) -> None:
        """Write a message into the notebook; what is not well-formed is dropped. Raises nothing."""
        try:
            if self._take_text(message, index):
                return
            clean = well_formed(message)
            if clean is not None:
                super().process_message(clean, cell, index)
        except Exception as error:  # whatever it was, it came from the student's process
            self.log.debug("dropped a message: %s", error)

    def process_message(self, msg: Message, cell: Any, cell_index: int) -> None:
        """What nbclient calls for each message of a kernel of its own. Raises CellExecutionComplete."""
        if msg["msg_type"] == "status":
            if msg["content"].get("execution_state") == "idle":
                raise CellExecutionComplete
            return
        self.take(msg, cell, cell_index)

    def finish_cell(self, cell: Any, index: int) -> None:
        """The cell has ended: put into the notebook what it put out, and the state of the widgets."""
        cell.outputs = self._tray(index).outputs()
        cell.execution_count = None
        if cell.source.strip():
            self._finished += 1
            cell.execution_count = self._finished
        for output in cell.outputs:
            if output["output_type"] == "execute_result":
                output["execution_count"] = cell.execution_count
        if self._changed:
            self._changed = False
            for widget in self.comm_objects.values():
                widget.settle()
            self.set_widgets_metadata()

    def to_kernel(self) -> list[dict[str, Any]]:
        """What a browser would have told the kernel since the last call: the contents of `comm_msg` messages.

        A widget that captured something has it in its `outputs`; the kernel learns that from outside.
        """
        fresh = [(comm_id, widget) for comm_id, widget in self.comm_objects.items() if widget.fresh]
        contents = []
        for comm_id, widget in fresh:
            widget.fresh = False
            state = {"outputs": widget.tray.outputs()}
            contents.append({"comm_id": comm_id, "data": {"method": "update", "state": state, "buffer_paths": []}})
        return contents

    def output(self, outs: Any, msg: Message, display_id: str | None, cell_index: int) -> None:
        """Show something in a cell, or in the widget that captures what is shown now."""
        hooks = self.output_hook_stack.get(msg["parent_header"]["msg_id"])
        if hooks:
            hooks[-1].output(outs, msg, display_id, cell_index)
            return
        tray = self._tray(cell_index)
        if tray.waits_to_clear:
            self._displays.pop(cell_index, None)
        shown = put(tray, msg)
        if shown is not None and display_id:
            self._displays.setdefault(cell_index, {}).setdefault(display_id, []).append(shown)

    def clear_output(self, outs: Any, msg: Message, cell_index: int) -> None:
        """Empty a cell, or the widget that captures what is shown now."""
        hooks = self.output_hook_stack.get(msg["parent_header"]["msg_id"])
        if hooks:
            hooks[-1].clear_output(outs, msg, cell_index)
        elif self._tray(cell_index).clear(msg["content"]["wait"]):
            self._displays.pop(cell_index, None)

    def handle_comm_msg(self, outs: Any, msg: Message, cell_index: int) -> None:
        """Keep what a widget says about itself, if there is room for it."""
        comm_id, data = msg["content"]["comm_id"], msg["content"]["data"]
        self._changed = True
        known = msg["msg_type"] != "comm_open" or msg["content"]["target_name"] in self.comm_open_handlers
        if known and self._has_room(comm_id, data, msg["buffers"]):
            super().handle_comm_msg(outs, msg, cell_index)

    def register_output_hook(self, msg_id: str, hook: OutputWidget) -> None:
        """Send what is shown on behalf of a message to a widget."""
        if len(self.output_hook_stack) < COMMS_AT_MOST and len(self.output_hook_stack[msg_id]) < HOOKS_AT_MOST:
            super().register_output_hook(msg_id, hook)

    def _update_display_id(self, display_id: str, msg: Message) -> None:
        for index, displays in self._displays.items():
            for shown in displays.get(display_id, ()):
                self._trays[index].replace(shown, msg["content"]["data"], msg["content"]["metadata"])

    def _take_text(self, message: Any, index: int) -> bool:
        """The short way for what comes by the million; returns whether it was that."""
        if type(message) is not dict or message.get("msg_type") != "stream" or self.output_hook_stack:
            return False
        content = message.get("content")
        if type(content) is not dict or content.get("name") not in ("stdout", "stderr"):
            return True
        text = content.get("text")
        if isinstance(text, str):
            tray = self._tray(index)
            if tray.waits_to_clear:
                self._displays.pop(index, None)
            tray.stream(content["name"], readable(text))
        return True

    def _tray(self, index: int) -> Tray:
        if index not in self._trays:
            self._trays[index] = self._new_tray()
        return self._trays[index]

    def _new_tray(self) -> Tray:
        return Tray(self.caps, self._budget, self._language or "es")

    def _capture(self, comm_id: str, state: dict[str, Any], kernel_client: Any, executor: Recorder) -> Captured:
        return Captured(comm_id, state, kernel_client, executor, self._new_tray())

    def _has_room(self, comm_id: str, data: dict[str, Any], buffers: list[bytes]) -> bool:
        """Take the bytes that a widget's new state needs, if they are there."""
        if comm_id not in self._sizes and len(self._sizes) >= COMMS_AT_MOST:
            return False
        sizes = self._sizes.setdefault(comm_id, {})
        new = {key: size(value) for key, value in data.get("state", {}).items()}
        for path, buffer in zip(data.get("buffer_paths") or (), buffers, strict=False):
            new[f"buffer {path}"] = 2 * len(buffer)
        more = sum(new.values()) - sum(sizes.get(key, 0) for key in new)
        if len(sizes) + len(new) > KEYS_AT_MOST or not self._budget.take(more):
            return False
        sizes.update(new)
        return True


class Captured(OutputWidget):
    """An Output widget: shows in itself what is shown while it captures."""

    def __init__(self, comm_id: str, state: dict[str, Any], kernel_client: Any, executor: Any, tray: Tray) -> None:
        super().__init__(comm_id, {**state, "outputs": []}, kernel_client, executor)
        self.tray = tray
        self.used = False
        self.fresh = False  # whether the kernel does not know yet what was captured
        self.msg_id = ""

    def output(self, outs: Any, msg: Message, display_id: str | None, cell_index: int) -> None:
        """Show something in the widget."""
        self.used = self.fresh = True
        put(self.tray, msg)

    def clear_output(self, outs: Any, msg: Message, cell_index: int) -> None:
        """Empty the widget."""
        self.used = self.fresh = True
        self.tray.clear(msg["content"]["wait"])

    def set_state(self, state: dict[str, Any]) -> None:
        """What the kernel says of the widget: where it captures, or what it shows."""
        super().set_state(state)
        if isinstance(state.get("outputs"), list):
            self.tray.clear(wait=False)
            for output in state["outputs"]:
                if isinstance(output, dict):
                    message = well_formed({"msg_type": output.get("output_type"), "content": output})
                    if message is not None and message["msg_type"] in SHOWN:
                        put(self.tray, message)
            self.used = True

    def settle(self) -> None:
        """Put what was captured into the widget's state."""
        if self.used:
            self.executor.widget_state[self.comm_id]["outputs"] = self.tray.outputs()


def put(tray: Tray, msg: Message) -> Shown | None:
    """Put what a well-formed message shows on a tray."""
    kind, content = msg["msg_type"], msg["content"]
    if kind == "stream":
        tray.stream(content["name"], content["text"])
        return None
    node = {name: value for name, value in content.items() if name != "transient"}
    return tray.show({"output_type": kind, **node})
