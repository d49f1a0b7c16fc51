"""Names of students as nbgrader can bear them in paths, globs and addresses, and no two alike."""

from __future__ import annotations

import hashlib
import re
import unicodedata

SAFE = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._@-]{0,58}[A-Za-z0-9_-])?")
RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
DIGEST = 6
LONGEST = 40


def student_id(name: str) -> str:
    """The id of the student whose folder or zip file is called `name`.

    A name that is safe stays as it is. Any other is written in plain letters with a short hash of the
    name, so that "Begoña" and "Begona" stay two students; the same name always gives the same id.
    """
    proper = unicodedata.normalize("NFC", name.strip())
    if SAFE.fullmatch(proper) and proper.split(".")[0].lower() not in RESERVED:
        return proper
    folded = unicodedata.normalize("NFKD", proper).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9]+", "-", folded).strip("-").lower()[:LONGEST].strip("-")
    digest = hashlib.sha256(proper.encode("utf-8", "surrogatepass")).hexdigest()[:DIGEST]
    return f"{plain or 'student'}-{digest}"


def split_name(name: str) -> tuple[str, str]:
    """First and last name, as the gradebook keeps them: ("Begoña", "Núñez"), ("", "ana")."""
    words = unicodedata.normalize("NFC", name).split()
    return (words[0], " ".join(words[1:])) if len(words) > 1 else ("", "".join(words))
