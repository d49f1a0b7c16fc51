"""What several tests of the kernels share."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))  # at the end: the folder above has a conftest of its own
