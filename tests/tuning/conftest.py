import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(autouse=True)
def _needs_the_lab():
    pytest.importorskip("tensorflow")
    pytest.importorskip("keras_tuner")
