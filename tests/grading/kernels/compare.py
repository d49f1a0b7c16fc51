"""What two runs of one notebook have in common: outputs without ids, addresses, paths, and times."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
from itertools import groupby
from typing import Any

from curso.grading.kernels.tray import GAP

# what differs from run to run, and what stands for it
FLEETING = [
    (re.compile(r"0x[0-9a-f]{6,16}"), "0xADDRESS"),
    (re.compile(r"[\w./\\-]*ipykernel_\d+[/\\]\d+\.py"), "CELL.py"),
    (re.compile(r"(CPU times|Wall time): .*"), r"\1"),
    (re.compile(r"[\d.]+ (?:ns|[µμ]s|us|ms|s) ± [\d.]+ (?:ns|[µμ]s|us|ms|s) per loop.*"), "TIMED"),
    (re.compile(r"The slowest run took .*\n"), ""),
    (re.compile(r"<ipython-input-[\w-]+>"), "CELL.py"),
    (re.compile(r"\bThread-\d+\b"), "Thread-N"),
    (re.compile(r"\bT_[0-9a-f]{5}\b"), "T_ID"),
    (re.compile(r"(?:/tmp|/var/folders|/home/student)[\w./-]*"), "FOLDER"),
]
IDENTITY = re.compile(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])|\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")
WIDGETS = "application/vnd.jupyter.widget-state+json"


def comparable(nb: Any) -> list[Any]:
    """The outputs of each code cell, and at the end what the widgets were left at."""
    names = _Names()
    cells = [
        {"count": cell.execution_count, "outputs": [names.given(each) for each in _groups(cell.outputs)]}
        for cell in nb.cells
        if cell.cell_type == "code"
    ]
    state = nb.metadata.get("widgets", {}).get(WIDGETS, {}).get("state", {})
    widgets = [names.given(_of_widget(widget)) for widget in state.values()]
    return [*cells, sorted(widgets, key=lambda widget: json.dumps(widget, sort_keys=True))]


class _Names:
    """Gives every identity its number, in the order in which they come."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def given(self, value: Any) -> Any:
        if isinstance(value, str):
            for pattern, instead in FLEETING:
                value = pattern.sub(instead, value)
            return IDENTITY.sub(lambda found: self._known.setdefault(found[0], f"ID{len(self._known)}"), value)
        if isinstance(value, dict):
            return {self.given(key): self.given(inner) for key, inner in value.items()}
        return [self.given(inner) for inner in value] if isinstance(value, (list, tuple)) else value


def _groups(outputs: list[Any]) -> list[Any]:
    """Texts between two other outputs, a stream at a time: which of the two streams comes first is left to chance."""
    groups: list[Any] = []
    texts: dict[str, str] = {}
    for output in [*outputs, None]:
        if output is not None and output["output_type"] == "stream":
            texts[output["name"]] = texts.get(output["name"], "") + output["text"]
            continue
        groups += [{"stream": name, "text": texts[name]} for name in sorted(texts) if texts[name]]
        texts = {}
        if output is not None:
            groups.append(_shown(dict(output)))
    return groups


def _shown(output: dict[str, Any]) -> dict[str, Any]:
    if "traceback" in output:  # how many calls fit on the stack is left to chance, too
        calls = [call for call in output["traceback"] if call != GAP]
        output["traceback"] = [call for call, _ in groupby(calls)]
    if "data" in output:
        output["data"] = {mime: _picture(mime, value) for mime, value in output["data"].items()}
    return output


def _picture(mime: str, value: Any) -> Any:
    if mime != "image/png":
        return value
    from matplotlib.image import imread

    pixels = imread(io.BytesIO(base64.b64decode(value)), format="png")
    return {"shape": pixels.shape, "pixels": hashlib.sha256(pixels.tobytes()).hexdigest()[:12]}


def _of_widget(widget: dict[str, Any]) -> dict[str, Any]:
    state = dict(widget["state"])
    if isinstance(state.get("outputs"), (list, tuple)):
        state["outputs"] = _groups(list(state["outputs"]))
    return {**widget, "state": state}
