"""What the pages say besides the questions."""

from __future__ import annotations

from curso.quiz import reply
from curso.text import Language, Text

LANGUAGE_NAMES: dict[Language, str] = {"es": "Español", "en": "English"}
TITLE = Text(es="Cuestionarios de redes neuronales", en="Quizzes on neural networks")
NOT_WRITTEN = Text(
    es="No se han podido escribir las páginas en «{folder}» ({problem}). Elige otra carpeta o libera espacio.",
    en="The pages could not be written into “{folder}” ({problem}). Choose another folder or make room.",
)

WORDS = {
    "title": TITLE,
    "no_script": Text(
        es="Esta página hace las preguntas con JavaScript. Actívalo en tu navegador: no se conecta a ningún sitio.",
        en="This page asks its questions with JavaScript. Turn it on in your browser: it connects to nowhere.",
    ),
    "licence": Text(
        es="Las preguntas son del curso y tienen licencia CC BY 4.0.",
        en="The questions belong to the course and are under the CC BY 4.0 licence.",
    ),
    # the first page
    "choose": Text(es="Elige un cuestionario", en="Choose a quiz"),
    "intro": Text(
        es="Después de cada respuesta se explica por qué. Tu progreso se guarda en este navegador y no sale de él.",
        en="After each answer you are told why. Your progress is kept in this browser and goes nowhere else.",
    ),
    "how_many": Text(es="Preguntas de una vez", en="Questions at a time"),
    "all": Text(es="Todas", en="All"),
    "everything": Text(es="Todo mezclado", en="Everything mixed"),
    "bank_state": Text(
        es="Preguntas: {total}. Acertadas: {right}. Falladas: {missed}.",
        en="Questions: {total}. Right: {right}. Missed: {missed}.",
    ),
    "start": Text(es="Empezar", en="Start"),
    "review": Text(es="Repasar las falladas: {n}", en="Review the missed ones: {n}"),
    "go_on": Text(es="Seguir por donde ibas", en="Go on where you were"),
    "go_on_state": Text(es="{title}. Respondidas: {done} de {total}.", en="{title}. Answered: {done} of {total}."),
    "forget": Text(es="Borrar mi progreso", en="Delete my progress"),
    "forget_sure": Text(
        es="Se borrarán todas tus respuestas guardadas en este navegador. ¿Seguro?",
        en="All your answers kept in this browser will be deleted. Are you sure?",
    ),
    "forgotten": Text(es="Tu progreso se ha borrado.", en="Your progress has been deleted."),
    "not_kept": Text(
        es="Este navegador no deja guardar nada: tu progreso se perderá al cerrar la página.",
        en="This browser lets nothing be kept: your progress will be lost when you close the page.",
    ),
    "damaged": Text(
        es="El progreso guardado estaba dañado. Se ha apartado sin borrarlo y se empieza de nuevo.",
        en="The progress that was kept was damaged. It has been put aside, not deleted, and you begin anew.",
    ),
    "no_bank": Text(es="En esta página no hay ningún cuestionario «{name}».", en="This page has no quiz “{name}”."),
    "nothing_missed": Text(
        es="No tienes preguntas falladas que repasar aquí.", en="You have no missed questions to review here."
    ),
    # a question
    "position": Text(es="{title}: pregunta {nth} de {total}", en="{title}: question {nth} of {total}"),
    "reviewing": Text(es="Repaso de {title}", en="Review of {title}"),
    "code": Text(es="Código", en="Code"),
    "mark_all": Text(
        es="Marca todas las correctas. Puntos: (aciertos − fallos) / correctas, y nunca menos de 0.",
        en="Mark all that are right. Points: (right − wrong) / all the right ones, and never less than 0.",
    ),
    "your_number": Text(es="Tu respuesta, un número", en="Your answer, a number"),
    "your_output": Text(es="Lo que escribe el programa", en="What the program prints"),
    "your_order": Text(es="Ponlo en orden, de arriba abajo", en="Put it in order, from top to bottom"),
    "up": Text(es="Subir: {line}", en="Move up: {line}"),
    "down": Text(es="Bajar: {line}", en="Move down: {line}"),
    "moved": Text(es="Ahora en el puesto {nth} de {total}.", en="Now in place {nth} of {total}."),
    "at_the_end": Text(es="Ya está en ese extremo.", en="It is already at that end."),
    "check": Text(es="Comprobar", en="Check"),
    "skip": Text(es="Dejarla para luego", en="Leave it for later"),
    "back": Text(es="Anterior", en="Previous"),
    "next": Text(es="Siguiente", en="Next"),
    "to_result": Text(es="Ver el resultado", en="See the result"),
    "none_chosen": Text(es="Elige una respuesta antes de comprobar.", en="Choose an answer before checking."),
    "none_written": Text(es="Escribe una respuesta antes de comprobar.", en="Write an answer before checking."),
    "not_a_number": reply.NOT_A_NUMBER,
    # what is said to an answer
    "right": reply.RIGHT,
    "partly": reply.PARTLY,
    "wrong": reply.WRONG,
    "points": Text(es="Puntos: {score} de 1.", en="Points: {score} of 1."),
    "option_right": Text(es="Correcta", en="Right"),
    "option_wrong": Text(es="Incorrecta", en="Wrong"),
    "chosen": Text(es="la has marcado", en="you marked it"),
    "from": Text(es="De dónde sale el error:", en="Where the mistake comes from:"),
    "you_said": Text(es="Has respondido:", en="You answered:"),
    "answer_is": Text(es="La respuesta es:", en="The answer is:"),
    "right_order": Text(es="El orden correcto y por qué", en="The right order, and why"),
    "lesson": Text(
        es="Se explica en «{section}», de la lección «{lesson}».",
        en="It is explained in “{section}”, in the lesson “{lesson}”.",
    ),
    "original": Text(es="Como la preguntaba la diapositiva", en="As the slide asked it"),
    "erratum": Text(es="Qué se ha corregido:", en="What was corrected:"),
    # the result
    "result": Text(es="Resultado: {title}", en="Result: {title}"),
    "result_score": Text(
        es="{score} puntos de {total} ({percent} %).", en="{score} points out of {total} ({percent}%)."
    ),
    "unanswered": Text(es="Sin responder: {n}.", en="Not answered: {n}."),
    "answer_rest": Text(es="Responder las que faltan", en="Answer those that are left"),
    "reread": Text(es="Qué repasar, de lo más flojo a lo más firme", en="What to reread, the weakest first"),
    "topic_lesson": Text(es="Lección", en="Lesson"),
    "topic_section": Text(es="Sección", en="Section"),
    "topic_points": Text(es="Puntos", en="Points"),
    "questions": Text(es="Las preguntas", en="The questions"),
    "state_unanswered": reply.UNANSWERED,
    "again": Text(es="Otra vez, con otro orden y otros números", en="Again, in another order and with other numbers"),
    "home": Text(es="Volver al principio", en="Back to the start"),
    "share": Text(es="Compartir este cuestionario", en="Share this quiz"),
    "share_what": Text(
        es="Quien abra esta dirección recibe las mismas preguntas, en el mismo orden y con los mismos números.",
        en="Whoever opens this address gets the same questions, in the same order and with the same numbers.",
    ),
    "share_file": Text(
        es="Como tienes la página en tu ordenador, envía también el archivo; esto va detrás de su dirección.",
        en="As you have the page on your computer, send the file as well; this goes behind its address.",
    ),
    "address": Text(es="Dirección", en="Address"),
    "copy": Text(es="Copiar", en="Copy"),
    "copied": Text(es="Copiada.", en="Copied."),
    "copy_yourself": Text(
        es="El navegador no deja copiarla: está seleccionada, cópiala con el teclado.",
        en="The browser doesn't let it be copied: it is selected, copy it with the keyboard.",
    ),
}
