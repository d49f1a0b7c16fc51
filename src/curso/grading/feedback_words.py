"""The words of the feedback page, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from curso.text import Text

WORDS: Mapping[str, Text] = {
    "feedback": Text(es="Comentarios a tu entrega", en="Feedback on your work"),
    "total": Text(es="Puntos", en="Points"),
    "exercises": Text(es="Ejercicios y puntos", en="Exercises and points"),
    "exercise": Text(es="Ejercicio", en="Exercise"),
    "result": Text(es="Resultado", en="Result"),
    "points": Text(es="Puntos", en="Points"),
    "out_of": Text(es="de", en="out of"),
    "pending": Text(es="por corregir", en="to be marked"),
    "still_pending": Text(
        es="Alguna respuesta se corrige a mano y aún no tiene nota; por ahora cuenta como 0.",
        en="Some answers are marked by hand and have no mark yet; for now they count as 0.",
    ),
    "penalty": Text(es="Entrega fuera de plazo", en="Late submission"),
    "comments": Text(es="Comentarios de tu profesor", en="Comments from your teacher"),
    "comment": Text(es="Comentario", en="Comment"),
    "no_response": Text(es="Sin respuesta.", en="No answer."),
    "only_yours": Text(
        es="Aquí está lo que hiciste tú; el texto de la lección lo tienes en tu cuaderno.",
        en="Here is what you did; the text of the lesson is in your notebook.",
    ),
    "notes": Text(es="Lo que pasó al calificar", en="What happened while grading"),
    "your_answer": Text(es="Tu respuesta", en="Your answer"),
    "to_top": Text(es="Arriba", en="To the top"),
    "picture": Text(es="Gráfico sin descripción", en="Picture without a description"),
    "widget": Text(
        es="Aquí hay un gráfico interactivo: ábrelo en el cuaderno para moverlo.",
        en="There is an interactive picture here: open it in the notebook to move it.",
    ),
}

RESULTS: Mapping[str, Text] = {
    "right": Text(es="✓ completo", en="✓ full marks"),
    "partly": Text(es="◐ en parte", en="◐ in part"),
    "blank": Text(es="○ sin intentar", en="○ not attempted"),
    "none": Text(es="✗ sin puntos", en="✗ no points"),
    "pending": Text(es="… por corregir a mano", en="… to be marked by hand"),
}


def result_of(tags: Mapping[str, Any]) -> str:
    """How a graded cell went, as a key of RESULTS."""
    if tags.get("pending"):
        return "pending"
    score, points = float(tags.get("score") or 0), float(tags.get("points") or 0)
    if score >= points > 0:
        return "right"
    if tags.get("untouched"):
        return "blank"
    return "partly" if score > 0 else "none"
