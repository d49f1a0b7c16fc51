"""Why a file cannot be read as a notebook: every reason, in both languages."""

from __future__ import annotations

from curso.text import Text

NOT_JSON = Text(
    es="no es un cuaderno de Jupyter, o el archivo está cortado o dañado",
    en="it is not a Jupyter notebook, or the file is cut short or damaged",
)
WEB_PAGE = Text(
    es="es una página web guardada, no el cuaderno: pide el archivo .ipynb mismo",
    en="it is a saved web page, not the notebook: ask for the .ipynb file itself",
)
EMPTY = Text(es="el archivo está vacío", en="the file is empty")
TOO_NEW = Text(
    es="usa un formato de cuaderno que esta versión no conoce",
    en="it uses a notebook format that this version does not know",
)
TOO_BIG = Text(es="ocupa más de {limit} MiB", en="it takes more than {limit} MiB")
TOO_BIG_INSIDE = Text(
    es="aun sin las salidas de sus celdas ocupa más de {limit} MiB",
    en="even without the outputs of its cells it takes more than {limit} MiB",
)
TOO_MUCH = Text(
    es="no parece un cuaderno: contiene millones de valores, o valores anidados sin fin",
    en="it does not look like a notebook: it holds millions of values, or values nested without end",
)
TOO_MANY_CELLS = Text(es="tiene más de {limit} celdas", en="it has more than {limit} cells")


class Unreadable(Exception):
    """The file is not a notebook; `text` says why."""

    def __init__(self, text: Text) -> None:
        super().__init__(text)
        self.text = text
