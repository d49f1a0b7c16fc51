"""Every correction of modules 02 and 03 that code can check is checked by a test that bears its name."""

from __future__ import annotations

import re
from pathlib import Path

from curso.authoring.material import read_material

HERE = Path(__file__).parent
MATERIAL = read_material(HERE.parents[1])

# what rests on history, on counting people or on usage
NOT_BY_CODE = {"err-A03", "err-A13", "err-B05", "err-B14", "err-B16", "err-B17", "err-B24"}


def rows_with_a_test() -> set[str]:
    text = "\n".join(path.read_text(encoding="utf-8") for path in HERE.glob("test_slides_*.py"))
    return {f"err-{name}" for name in re.findall(r"^def test_err_([A-G]\d\d)_", text, re.MULTILINE)}


def test_every_correction_of_both_modules_has_its_test():
    wanted = {name for name, row in MATERIAL.items() if name.startswith("err-") and row.module in ("02", "03")}
    assert rows_with_a_test() == wanted - NOT_BY_CODE
    assert wanted >= NOT_BY_CODE
