"""A process of a search: `python -m curso.tuning.worker JOB`; keras-tuner's variables say chief or worker."""

from __future__ import annotations

import sys
from pathlib import Path


def main(path: Path) -> None:
    """Do this process's part of the job in the file `path`."""
    from curso.tuning.engine import search
    from curso.tuning.job import Job

    search(Job.read(path))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
