"""The sentences of a verdict that belong to no single exercise."""

from __future__ import annotations

from curso.text import Text

ALL_RIGHT = Text(es="Probado con {n} casos, todos bien.", en="Tried on {n} cases, all right.")
ONE_RIGHT = Text(es="Probado con un caso, y está bien.", en="Tried on one case, and it is right.")
NOT_ATTEMPTED = Text(
    es="Cambia los puntos suspensivos (`...`) por tu código, ejecuta la celda y vuelve aquí. "
    'Si no sabes por dónde empezar: `hint("{exercise}")`.',
    en="Replace the dots (`...`) with your code, run the cell and come back here. "
    'If you do not know where to start: `hint("{exercise}")`.',
)
BLANK_LEFT = Text(
    es="Queda algún hueco (`...`) sin rellenar en tu código.",
    en="There is still a blank (`...`) to fill in in your code.",
)
CALLED = Text(es="Llamé a `{call}`.", en="I called `{call}`.")
CAME_OUT = Text(
    es="Salió `{value}`: {problem}. Lo esperado: {kind}.",
    en="It gave `{value}`: {problem}. Expected: {kind}.",
)
GAVE = Text(es="Salió `{value}`: {problem}.", en="It gave `{value}`: {problem}.")
RETURNED_NONE = Text(
    es="Tu función no devuelve nada (`None`). ¿Le falta un `return`?",
    en="Your function returns nothing (`None`). Is a `return` missing?",
)
PRINTED = Text(
    es="Tu función escribe el resultado con `print` y no lo devuelve. Usa `return`: así otro código puede usarlo.",
    en="Your function prints its result and does not return it. Use `return`, so that other code can use it.",
)
RAISED = Text(es="Tu código se detuvo con `{error}`: {detail}", en="Your code stopped with `{error}`: {detail}")
AT_LINE = Text(es="Ocurrió en la línea `{line}`.", en="It happened in the line `{line}`.")
TIMEOUT = Text(
    es="Tu función no terminó en {seconds:g} segundos. ¿Hay un bucle que no acaba nunca?",
    en="Your function did not finish within {seconds:g} seconds. Is there a loop that never ends?",
)
CHANGED = Text(
    es="Tu función modifica su argumento `{name}`. Quien la llama no lo espera: trabaja sobre una copia "
    "(`{name} = np.array({name}, dtype=float)`) o crea un valor nuevo.",
    en="Your function changes its argument `{name}`. Whoever calls it does not expect that: work on a copy "
    "(`{name} = np.array({name}, dtype=float)`) or make a new value.",
)
PARAMETERS = Text(
    es="Tu función debe aceptar {n} argumentos, en este orden: `{names}`.",
    en="Your function must accept {n} arguments, in this order: `{names}`.",
)
NOT_A_FUNCTION = Text(
    es='Esperaba una función y recibí {kind}. Escribe su nombre sin paréntesis: `check("{exercise}", {name})`.',
    en='I expected a function and received {kind}. Write its name without parentheses: `check("{exercise}", {name})`.',
)
NO_PARAMETERS = Text(
    es="Tu función debe poder llamarse sin argumentos.",
    en="It must be possible to call your function without arguments.",
)
ASKED = Text(es="Pedí `{question}`.", en="I asked for `{question}`.")
WITH = Text(es="Con {given}.", en="With {given}.")
TIMEOUT_ASKED = Text(
    es="No terminó en {seconds:g} segundos. ¿Es un modelo demasiado grande, o son demasiadas épocas?",
    en="It did not finish within {seconds:g} seconds. Is the model too large, or are there too many epochs?",
)
CHANGED_DATA = Text(
    es="Tu objeto modifica los datos que recibe (el argumento {name}). Trabaja sobre una copia.",
    en="Your object changes the data that it receives (argument {name}). Work on a copy.",
)
LACKS = Text(es="Recibí {kind}, que no tiene `{name}`.", en="I received {kind}, which has no `{name}`.")
ANOTHER_OBJECT = Text(
    es="¿Es ese el objeto que se pide? Mira qué nombre va detrás del ejercicio en `check`.",
    en="Is that the object that is asked for? Look at the name that follows the exercise in `check`.",
)
NOT_BUILT = Text(
    es="La red aún no conoce la forma de su entrada: empieza por `keras.Input(shape=(...,))`.",
    en="The network does not yet know the shape of its input: begin with `keras.Input(shape=(...,))`.",
)
NOT_TRAINED = Text(es="Falta entrenar: llama antes a su `fit`.", en="It is not trained yet: call its `fit` first.")
A_CLASS = Text(
    es="Recibí la clase `{name}` y no un objeto: créalo con paréntesis, `{name}(...)`.",
    en="I received the class `{name}` and not an object: make one with parentheses, `{name}(...)`.",
)
NOTHING = Text(
    es="Recibí `None`. Si lo construye una función, ¿le falta un `return`?",
    en="I received `None`. If a function makes it, is a `return` missing?",
)
TOO_BIG = Text(
    es="Lo que sale es demasiado grande para evaluarlo. ¿Hay un bucle que añade valores sin fin o una forma "
    "equivocada?",
    en="What comes out is too big to be judged. Is there a loop that adds values without end, or a wrong shape?",
)
NO_REPLY = Text(
    es="Tu código no llegó a responder: el cuaderno dejó de ejecutarse (cerró Python, se quedó sin memoria o se le "
    "acabó el tiempo). Lo que no responde vale 0.",
    en="Your code never replied: the notebook had stopped running (it closed Python, ran out of memory or out of "
    "time). What does not reply is worth 0.",
)
MALFORMED = Text(
    es="Lo que respondió el cuaderno no se puede leer: algo en él cambia cómo se evalúa. Lo que no se puede leer vale "
    "0. Borra lo que modifique Python o el propio curso y entrega otra vez.",
    en="What the notebook replied can't be read: something in it changes how it is judged. What can't be read is "
    "worth 0. Delete whatever modifies Python or the course itself, and hand in again.",
)
NOT_COMPARABLE = Text(
    es="{kind} no se puede comparar con lo que se pide",
    en="{kind} can't be compared with what is asked for",
)
THE_CASE = Text(es="Es este caso: {note}.", en="This is the case: {note}.")
SOME_RIGHT = Text(es="Bien en {right} de {n} casos.", en="Right in {right} of {n} cases.")
HIDDEN_RIGHT = Text(
    es="En los {n} casos ocultos de la evaluación: {right} bien.",
    en="On the {n} hidden cases of grading: {right} right.",
)
ONLY_PUBLIC = Text(
    es="Los casos visibles salen bien y los ocultos no: tu código responde a los ejemplos, no al problema.",
    en="The visible cases come out right and the hidden ones do not: your code answers the examples, not the problem.",
)

# What a piece of Python's own message gives away, before the kind of error is looked at.
EXPLAINED_BY_DETAIL = {
    # how Python names the type of `...`
    "'ellipsis'": Text(
        es="Tu código usa un valor que todavía es un hueco (`...`): aquí o en otra función que llamas.",
        en="Your code uses a value that is still a blank (`...`): here or in another function that you call.",
    ),
    "object is not iterable": Text(
        es="Recorres, con `for` o de otro modo, algo que no es una lista. Para dar `n` vueltas: `for i in range(n):`.",
        en="You go, with `for` or otherwise, through what is no list. To go round `n` times: `for i in range(n):`.",
    ),
    "valid indices": Text(
        es="Una posición es un número entero, y aquí llega otra cosa: mira cuánto vale lo que va entre corchetes.",
        en="A position is an integer, and here something else arrives: look at what stands in the brackets.",
    ),
    "truth value of an array": Text(
        es="Pides un sí o un no sobre un array entero. `if`, `min(X)` y `max(X)` comparan valores sueltos; un array de "
        "NumPy lleva los suyos: `X.min(...)` y `X.max(...)`.",
        en="You ask for a yes or no about a whole array. `if`, `min(X)` and `max(X)` compare single values; a NumPy "
        "array has its own: `X.min(...)` and `X.max(...)`.",
    ),
    "isn't built": NOT_BUILT,
    "call `compile()`": Text(
        es="Falta compilar la red antes de entrenarla: `model.compile(optimizer=..., loss=...)`.",
        en="The network has to be compiled before it is trained: `model.compile(optimizer=..., loss=...)`.",
    ),
    "bitwise_xor": Text(
        es="En Python `^` no es elevar a una potencia: el cuadrado se escribe `** 2`.",
        en="In Python `^` is not a power: a square is written `** 2`.",
    ),
    "for ^": Text(
        es="En Python `^` no es elevar a una potencia: el cuadrado se escribe `** 2`.",
        en="In Python `^` is not a power: a square is written `** 2`.",
    ),
}
EXPLAINED = {
    "NameError": Text(
        es="Ese nombre no existe aquí. Revisa cómo está escrito; si es un texto, va entre comillas; si es lo que "
        "devuelve una función, hay que guardarlo antes: `nombre = función(...)`.",
        en="That name does not exist here. Check its spelling; if it is a text, it goes in quotes; if it is what a "
        "function returns, it has to be kept first: `name = function(...)`.",
    ),
    "UnboundLocalError": Text(
        es="Usas una variable antes de darle un valor dentro de la función.",
        en="You use a variable before giving it a value inside the function.",
    ),
    "IndexError": Text(
        es="Pides una posición que no existe: en Python se cuenta desde 0 hasta la longitud menos 1.",
        en="You ask for a position that does not exist: Python counts from 0 to the length minus 1.",
    ),
    "KeyError": Text(es="Esa clave no está en el diccionario.", en="That key is not in the dictionary."),
    "ZeroDivisionError": Text(es="Se divide por cero.", en="Something is divided by zero."),
    "AttributeError": Text(
        es="Ese objeto no tiene ese atributo; si esperabas un array, conviértelo con `np.asarray(...)`.",
        en="That object has no such attribute; if you expected an array, convert it with `np.asarray(...)`.",
    ),
    "TypeError": Text(
        es="Una operación recibió algo de otro tipo. Si es una lista o una tupla, conviértela antes con "
        "`np.asarray(...)`: así las operaciones van elemento a elemento.",
        en="An operation received something of another type. If it is a list or a tuple, convert it first with "
        "`np.asarray(...)`, so that operations go element by element.",
    ),
    "ValueError": Text(
        es="Suele significar que las formas no encajan: mira `x.shape` de cada array.",
        en="It often means that shapes do not fit together: look at `x.shape` of each array.",
    ),
    "NotFittedError": NOT_TRAINED,
    "RecursionError": Text(
        es="La función se llama a sí misma sin parar.", en="The function calls itself without end."
    ),
    "SystemExit": Text(
        es="Tu código intenta cerrar Python; quita `exit()` o `quit()`.",
        en="Your code tries to close Python; remove `exit()` or `quit()`.",
    ),
}
# What it means that an object lacks an attribute.
EXPLAINED_BY_LACK = {"input_shape": NOT_BUILT, "output_shape": NOT_BUILT, "history": NOT_TRAINED}
