"""What a student's code may use up: memory, processes, disk, files and time."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1024**2
GIB = 1024**3


@dataclass(frozen=True)
class Limits:
    """How much one box, with all its processes, may use.

    The kernel holds every process to `address_space`, `memory`, `file_size`, `open_files` and `cpu_seconds`, the box to
    `processes` and `disk`. Whoever watches the box adds up the resident memory of its processes and compares it with
    `memory`, and keeps `cell_seconds` and `notebook_seconds`.

    Parameters
    ----------
    address_space : bytes of virtual memory of a process. TensorFlow reserves 3 GiB that it never touches.
    memory : bytes that a process may have allocated, and that all of them together may have resident.
    processes : processes and threads of the box. TensorFlow starts some ten threads.
    file_size : bytes of a single file.
    disk : bytes of everything the box can write: its home, /tmp and /dev/shm together. They lie in memory.
    open_files : open files of a process.
    cell_seconds, notebook_seconds : wall time of a cell and of a whole notebook.
    cpu_seconds : processor time of a process; None where one process serves many submissions.
    """

    address_space: int = 8 * GIB
    memory: int = 3 * GIB
    processes: int = 64
    file_size: int = 64 * MIB
    disk: int = 256 * MIB
    open_files: int = 256
    cell_seconds: float = 30.0
    notebook_seconds: float = 240.0
    cpu_seconds: int | None = None

    def of_a_process(self) -> dict[str, int]:
        """The limits of a process by their names in the module `resource`, the number of processes apart."""
        limits = {
            "RLIMIT_AS": self.address_space,
            "RLIMIT_DATA": self.memory,
            "RLIMIT_FSIZE": self.file_size,
            "RLIMIT_NOFILE": self.open_files,
            "RLIMIT_CORE": 0,
        }
        return limits if self.cpu_seconds is None else {**limits, "RLIMIT_CPU": self.cpu_seconds}
