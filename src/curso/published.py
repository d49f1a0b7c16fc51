"""Where the course is installed from. Not from a registry: there the name `curso` is somebody else's package."""

from __future__ import annotations

from importlib import metadata

DISTRIBUTION = "curso-redes"
SOURCE = "Source"


def from_repository(address: str, extra: str = "", branch: str = "") -> str:
    """What pip installs: the course from its repository, with an extra such as "[lab]"."""
    return f"{DISTRIBUTION}{extra} @ git+{address}{branch and '@' + branch}"


def requirement(extra: str = "") -> str:
    """The same for the course that is installed here, which knows its own repository."""
    urls = dict(entry.split(", ", 1) for entry in metadata.metadata(DISTRIBUTION).get_all("Project-URL") or ())
    return from_repository(urls[SOURCE], extra)
