# ---
# jupyter:
#   curso:
#     module: "03"
#     title: {es: "Redes recurrentes", en: "Recurrent networks"}
#     goals:
#       es:
#         - "calcular a mano un paso de una red recurrente y obtener lo mismo que Keras"
#         - "explicar qué se comparte al desenrollarla, por qué olvida y qué cambia en una LSTM"
#         - "elegir los argumentos de una capa recurrente y predecir la forma de lo que devuelve"
#         - "convertir una serie en ventanas y ganar a una predicción sencilla, sin mirar el futuro"
#         - "dar un texto a una red como sucesión de números"
#       en:
#         - "compute a step of a recurrent network by hand and get the same as Keras"
#         - "explain what is shared when it is unrolled, why it forgets and what changes in an LSTM"
#         - "choose the arguments of a recurrent layer and predict the shape of what it returns"
#         - "turn a series into windows and beat a simple forecast, without looking at the future"
#         - "give a text to a network as a sequence of numbers"
#     needs:
#       es:
#         - "capas densas y modelos secuenciales, de las lecciones 01 y 02"
#         - "la regla de la cadena, del módulo 02"
#       en:
#         - "dense layers and sequential models, from lessons 01 and 02"
#         - "the chain rule, from module 02"
#     minutes: 45
#     inventory: [inv-C033, inv-C034, inv-D024, inv-D025, inv-E018]
#     errata: [err-C19, err-E05]
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
# ---

# %% tags=["source-only"]
from curso.notebook import check, hint, passed, progress, quiz_check, solution, start

# %% [markdown] id="pregunta" lang="es"
# ## Una pregunta antes de empezar
#
# Lee estas dos opiniones sobre una película:
#
# - «no es buena, es mala»
# - «es buena, no es mala»
#
# Tienen **exactamente las mismas palabras** y dicen lo contrario. Una red que solo cuente palabras recibe los mismos números
# en los dos casos. Hace falta una red que lea en orden y recuerde que acaba de pasar un «no».
#
# Ahora, el número que hay que apuntar. Una capa lee sucesiones de 10 pasos y tiene 32 parámetros. **Si mañana le llegan
# sucesiones de 1000 pasos, ¿cuántos parámetros necesitará?**

# %% [markdown] id="pregunta" lang="en" seal="a35c93"
# ## A question before we start
#
# Read these two opinions about a film:
#
# - “it is not good, it is bad”
# - “it is good, it is not bad”
#
# They have **exactly the same words** and say the opposite. A network that only counts words gets the same numbers in both
# cases. What it takes is a network that reads in order and remembers that a “not” has just gone by.
#
# Now, the number to write down. A layer reads sequences of 10 steps and has 32 parameters. **If tomorrow it gets sequences of
# 1000 steps, how many parameters will it need?**

# %% id="my-guess"
# es: Tu número (cambia los puntos suspensivos):
# en: Your number (replace the dots):
my_guess = ...

# %% [markdown] id="sucesiones" lang="es" rows="inv-C033 inv-D024 inv-D025"
# ## Datos que tienen un antes y un después
#
# Una frase, una conversación, un vídeo, la temperatura mes a mes, un latido: en todos importa **el orden**. Una red densa mira
# la muestra entera de una vez, con un peso para cada posición. Una **red recurrente** la lee paso a paso y lleva consigo un
# resumen de lo leído, su **estado**: así lo que dice ahora puede depender de lo que vio antes.
#
# | tarea | qué lee | qué dice |
# |---|---|---|
# | predecir una serie | los últimos meses | el mes siguiente |
# | clasificar una serie | un electrocardiograma | si el ritmo es normal |
# | generar | las notas o palabras que ya hay | la siguiente, una y otra vez |
# | lenguaje | las palabras de una opinión | si es buena o mala |
#
# En Keras un lote de sucesiones (o «secuencias») tiene rango 3: **(ejemplos, pasos, columnas)**. Cien tramos de doce meses de
# temperatura son `(100, 12, 1)`; si además guardas la presión, `(100, 12, 2)`.

# %% [markdown] id="sucesiones" lang="en" seal="cecd03"
# ## Data that have a before and an after
#
# A sentence, a conversation, a video, the temperature month by month, a heartbeat: in all of them **order** matters. A dense
# network looks at the whole sample at once, with a weight for each position. A **recurrent network** reads it step by step and
# carries along a summary of what it has read, its **state**: so what it says now can depend on what it saw before.
#
# | task | what it reads | what it says |
# |---|---|---|
# | forecasting a series | the last months | the month after |
# | classifying a series | an electrocardiogram | whether the rhythm is normal |
# | generating | the notes or words so far | the next one, over and over |
# | language | the words of an opinion | whether it is good or bad |
#
# In Keras a batch of sequences has rank 3: **(examples, steps, columns)**. A hundred stretches of twelve months of temperature
# are `(100, 12, 1)`; if you keep the pressure as well, `(100, 12, 2)`.

# %% id="imports"
import os

# es: TensorFlow habla mucho mientras se carga. Aquí no nos hace falta.
# en: TensorFlow talks a lot while it loads. We do not need that here.
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import matplotlib.pyplot as plt
import numpy as np
from sklearn.linear_model import LinearRegression, LogisticRegression

from curso.data import buoy, sea_temperature
from curso.display import muted_stderr
from curso.explore import CYCLE, Recurrent, recurrent, shown
from curso.text import Text

with muted_stderr():
    import keras
    from keras import layers
print("Keras", keras.__version__)

# %% [markdown] id="paso" lang="es"
# ## Un paso: lo que llega y lo que recordaba
#
# La cuenta de cada paso es una suma ponderada, como siempre, con una entrada más: **el estado del paso anterior**.
#
# $$h_t = \tanh(x_t W + h_{t-1} U + b)$$
#
# $W$ (`kernel`) pesa lo que llega, $U$ (`recurrent_kernel`) pesa lo que se recordaba y $b$ es el sesgo. El estado inicial, $h_0$,
# es cero. La tanh mantiene el estado entre −1 y 1, por larga que sea la sucesión.
#
# Un ejemplo resuelto, con una columna y una unidad: $W = 1$, $U = 0.5$, $b = 0$. Llega un 1 y después solo ceros.
#
# **Predice antes de ejecutar.** Tras el primer paso ya no llega nada. ¿El estado vuelve a cero de golpe, poco a poco o nunca?

# %% [markdown] id="paso" lang="en" seal="b88cb0"
# ## A step: what comes in and what it remembered
#
# The sum of each step is a weighted sum, as ever, with one more input: **the state of the step before**.
#
# $$h_t = \tanh(x_t W + h_{t-1} U + b)$$
#
# $W$ (`kernel`) weighs what comes in, $U$ (`recurrent_kernel`) weighs what was remembered and $b$ is the bias. The initial state,
# $h_0$, is zero. The tanh keeps the state between −1 and 1, however long the sequence.
#
# A worked example, with one column and one unit: $W = 1$, $U = 0.5$, $b = 0$. A 1 comes in, and then only zeros.
#
# **Predict before you run.** After the first step nothing comes in any more. Does the state go back to zero at once, little by
# little or never?

# %% id="by-hand"
# es: Cambia la sucesión o el 0.5. ¿Y con −0.5?
# en: Change the sequence or the 0.5. And with −0.5?
h = 0.0
for t, x in enumerate([1, 0, 0, 0], start=1):
    z = 1 * x + 0.5 * h + 0
    print(f"h{t} = tanh(1·{x} + 0.5·{h:.3f} + 0) = tanh({z:.3f}) = {np.tanh(z):.3f}")
    h = np.tanh(z)

# %% [markdown] id="ejercicio-rnn-step" lang="es"
# ### Ejercicio 1 · El paso, para un lote
#
# La misma cuenta con matrices. Rellena los huecos de `rnn_step(x, h, kernel, recurrent_kernel, bias)`, que devuelve el estado
# nuevo:
#
# - `x`, de forma `(m, features)`: lo que llega en este paso a cada una de las `m` sucesiones, con `features` columnas;
# - `h`, de forma `(m, units)`: el estado del paso anterior;
# - `kernel` es `(features, units)`; `recurrent_kernel`, `(units, units)`; `bias`, `(units,)`.

# %% [markdown] id="ejercicio-rnn-step" lang="en" seal="e1b8fe"
# ### Exercise 1 · The step, for a batch
#
# The same sum with matrices. Fill in the blanks of `rnn_step(x, h, kernel, recurrent_kernel, bias)`, which returns the new state:
#
# - `x`, of shape `(m, features)`: what comes in at this step to each of the `m` sequences, with `features` columns;
# - `h`, of shape `(m, units)`: the state of the step before;
# - `kernel` is `(features, units)`; `recurrent_kernel`, `(units, units)`; `bias`, `(units,)`.

# %% exercise="rnn_step"
def rnn_step(x, h, kernel, recurrent_kernel, bias):
    ### BEGIN SOLUTION
    #~ z = ...
    #~ return ...
    z = x @ kernel + h @ recurrent_kernel + bias
    return np.tanh(z)
    ### END SOLUTION


# %% check="rnn_step" points=1
check("03.rnn_step", rnn_step)

# %% [markdown] id="como-keras" lang="es"
# ### Lo mismo que Keras
#
# `layers.SimpleRNN` repite tu paso a lo largo de la sucesión y devuelve el último estado. Con los mismos pesos tiene que salir
# lo mismo.

# %% [markdown] id="como-keras" lang="en" seal="ede846"
# ### The same as Keras
#
# `layers.SimpleRNN` repeats your step along the sequence and returns the last state. With the same weights the same has to come
# out.

# %% id="same-as-keras"
keras.utils.set_random_seed(0)
sequences = np.random.default_rng(0).normal(size=(2, 10, 3)).astype("float32")
simple = layers.SimpleRNN(4)
by_keras = simple(sequences).numpy()
print(*(f"{w.name}: {tuple(w.shape)}" for w in simple.weights), sep="   ")
print(by_keras.round(4))
if passed("03.rnn_step"):
    h = np.zeros((2, 4))
    for t in range(10):
        h = rnn_step(sequences[:, t], h, *simple.get_weights())
    print(np.round(h, 4))
else:
    print(Text(es="Resuelve el ejercicio 1 y vuelve aquí.", en="Solve exercise 1 and come back here."))

# %% [markdown] id="desenrollar" lang="es"
# ## Desenrollar: la misma celda, una y otra vez
#
# Dibujada con su bucle, la celda es una. Dibujada con un paso al lado del otro parece una red de muchas capas, con una
# diferencia enorme: **todas las copias comparten los mismos pesos**. Por eso la longitud de la sucesión no cambia el número de
# parámetros:
#
# $$\text{parámetros} = (\text{columnas} + \text{unidades} + 1) \cdot \text{unidades}$$
#
# Con 3 columnas y 4 unidades, $(3 + 4 + 1) \cdot 4 = 32$, tanto si hay 10 pasos como si hay 1000. Compáralo con tu número del
# principio.
#
# Mueve el paso en la imagen. Las barras de abajo son el **eco** de cada entrada en el último estado, es decir, la derivada
# $\partial h / \partial x_t$: cuánto cambiaría el estado si esa entrada cambiara un poco.
#
# **Predice antes de mover.** ¿Qué les pasa a los ecos antiguos si $w_h$ baja a 0.2? ¿Y si es 1.5 con activación lineal?

# %% [markdown] id="desenrollar" lang="en" seal="a6870b"
# ## Unrolling: the same cell, over and over
#
# Drawn with its loop, the cell is one. Drawn with one step beside the other it looks like a network of many layers, with a
# huge difference: **all the copies share the same weights**. That is why the length of the sequence does not change the number
# of parameters:
#
# $$\text{parameters} = (\text{columns} + \text{units} + 1) \cdot \text{units}$$
#
# With 3 columns and 4 units, $(3 + 4 + 1) \cdot 4 = 32$, whether there are 10 steps or 1000. Compare it with your number from the
# beginning.
#
# Move the step in the picture. The bars below are the **echo** of each input in the last state, that is, the derivative
# $\partial h / \partial x_t$: how much the state would change if that input changed a little.
#
# **Predict before you move.** What happens to the old echoes if $w_h$ goes down to 0.2? And if it is 1.5 with linear activation?

# %% id="unrolled"
recurrent(Recurrent(x=(1.0, 0.0, 0.0, 2.0, -1.0), w_x=1.0, w_h=0.6, activation="tanh"))

# %% [markdown] id="eco" lang="es"
# ### Por qué olvida
#
# Es la regla de la cadena sobre la red desenrollada, y se llama **retropropagación en el tiempo**. Para volver de un estado al
# anterior se multiplica por $U$ y por la pendiente de la tanh, que nunca pasa de 1. Tras $k$ pasos se ha multiplicado $k$ veces:
#
# - con factores menores que 1, el eco **se desvanece**: $0.6^{20} \approx 0.00004$. La red no puede aprender de lo que pasó
#   hace veinte pasos, porque su derivada es casi cero;
# - con factores mayores que 1 (pesos grandes), **explota**: $1.5^{20} \approx 3325$. Se suele atajar recortando el gradiente, con
#   `clipnorm` en el optimizador.
#
# Y si los pesos se comparten, ¿cómo se derivan? Cada copia aporta su parte y **se suman todas**.

# %% [markdown] id="eco" lang="en" seal="bdd28e"
# ### Why it forgets
#
# It is the chain rule on the unrolled network, and it is called **backpropagation through time**. To go back from one state to
# the one before you multiply by $U$ and by the slope of tanh, which is never more than 1. After $k$ steps you have multiplied $k$
# times:
#
# - with factors below 1 the echo **vanishes**: $0.6^{20} \approx 0.00004$. The network cannot learn from what happened twenty
#   steps ago, because its derivative is almost zero;
# - with factors above 1 (large weights) it **explodes**: $1.5^{20} \approx 3325$. The usual remedy is to clip the gradient, with
#   `clipnorm` in the optimizer.
#
# And if the weights are shared, how are they differentiated? Each copy contributes its part and **they are all added up**.

# %% [markdown] id="lstm" lang="es" rows="inv-C034"
# ## LSTM: una memoria con puertas
#
# La `LSTM` (*long short-term memory*, memoria larga a corto plazo) añade una segunda línea, la **memoria** $c$, que pasa de un
# paso a otro casi sin tocarla. Tres **puertas**, números entre 0 (cerrada) y 1 (abierta) que la propia red calcula en cada paso,
# deciden qué se hace:
#
# $$c_t = f_t \cdot c_{t-1} + i_t \cdot g_t \qquad\qquad h_t = o_t \cdot \tanh(c_t)$$
#
# - $f_t$, la puerta de **olvido**: cuánto de la memoria se conserva;
# - $i_t$, la de **entrada**: cuánto se apunta del candidato $g_t$, lo nuevo;
# - $o_t$, la de **salida**: cuánto se enseña.
#
# Si $f_t = 1$ e $i_t = 0$, entonces $c_t = c_{t-1}$: el eco se multiplica por 1 y no se desvanece.
#
# La celda siguiente pone los pesos a mano. La primera columna trae un valor; la segunda, la orden de apuntarlo, que llega solo
# dos veces. **Predice antes de ejecutar:** ¿qué recordará cada red en el paso 20?

# %% [markdown] id="lstm" lang="en" seal="71beef"
# ## LSTM: a memory with gates
#
# The `LSTM` (long short-term memory) adds a second line, the **memory** $c$, which goes from step to step almost untouched. Three
# **gates**, numbers between 0 (closed) and 1 (open) that the network itself computes at each step, decide what is done:
#
# $$c_t = f_t \cdot c_{t-1} + i_t \cdot g_t \qquad\qquad h_t = o_t \cdot \tanh(c_t)$$
#
# - $f_t$, the **forget** gate: how much of the memory is kept;
# - $i_t$, the **input** gate: how much is written of the candidate $g_t$, what is new;
# - $o_t$, the **output** gate: how much is shown.
#
# If $f_t = 1$ and $i_t = 0$, then $c_t = c_{t-1}$: the echo is multiplied by 1 and does not vanish.
#
# The next cell sets the weights by hand. The first column brings a value; the second, the order to write it down, which comes
# only twice. **Predict before you run:** what will each network remember at step 20?

# %% id="gates"
rng = np.random.default_rng(3)
steps = 40
value, write = rng.uniform(-0.3, 0.3, steps), np.zeros(steps)
value[[2, 25]], write[[2, 25]] = [0.9, -0.8], 1
signal = np.stack([value, write], axis=1)[np.newaxis].astype("float32")

lstm = layers.LSTM(1, return_sequences=True)
lstm.build(signal.shape)
# es: por columnas: entrada, olvido, candidato y salida; ±10 abre o cierra una puerta del todo
# en: by column: input, forget, candidate and output; ±10 opens or closes a gate all the way
lstm.set_weights([np.array([[0, 0, 1, 0], [20, -20, 0, 0]]), np.zeros((1, 4)), np.array([-10, 10, 0, 10])])
leaky = layers.SimpleRNN(1, return_sequences=True)
leaky.build(signal.shape)
leaky.set_weights([np.array([[1.0], [0.0]]), np.array([[0.6]]), np.zeros(1)])

fig, ax = plt.subplots(figsize=(9, 3.4), layout="constrained")
ax.vlines(np.arange(steps), 0, value, color="0.6", label=Text(es="valor que llega", en="value that comes in"))
ax.plot(2, 0.9, "kv", label=Text(es="orden de apuntar", en="order to write"))
ax.plot(25, -0.8, "k^")
for layer, style, hue in zip((leaky, lstm), ("--", "-"), CYCLE, strict=False):
    ax.plot(layer(signal).numpy().ravel(), style, color=hue.color, linewidth=2.5, label=type(layer).__name__)
ax.set(xlabel=Text(es="paso", en="step"), ylabel="h")
ax.legend(ncols=4, loc="upper center", bbox_to_anchor=(0.5, 1.2), frameon=False)
shown(
    fig,
    alt=Text(
        es="La LSTM guarda el valor del paso 2, sin cambio, hasta el paso 25, y entonces guarda el nuevo. El estado de la "
        "SimpleRNN sigue a cada valor que llega y olvida enseguida.",
        en="The LSTM holds the value of step 2, unchanged, up to step 25, and then it holds the new one. The state of the "
        "SimpleRNN follows each value that comes in and forgets at once.",
    ),
)

# %% [markdown] id="cuantos" lang="es" rows="err-C19"
# ### Cuántos parámetros, y una tercera capa
#
# Cada puerta y el candidato tienen sus propios pesos, así que la `LSTM` multiplica **por cuatro** los de `SimpleRNN`. La `GRU`
# (*gated recurrent unit*) se las arregla con dos puertas y sin memoria aparte: tres juegos de pesos, con un sesgo más por unidad
# en cada juego (en Keras, `reset_after=True`).
#
# > **Lo que dice el material antiguo / lo que vale hoy.** Unas diapositivas dicen que hay dos capas recurrentes, `SimpleRNN` y
# > `LSTM`. Falta `GRU`; y con `RNN` puedes repetir una celda tuya.
#
# **Predice antes de ejecutar.** Con 3 columnas y 4 unidades `SimpleRNN` tiene 32. ¿Y las otras dos?

# %% [markdown] id="cuantos" lang="en" seal="f7499d"
# ### How many parameters, and a third layer
#
# Each gate and the candidate have weights of their own, so the `LSTM` multiplies those of `SimpleRNN` **by four**. The `GRU` (gated
# recurrent unit) makes do with two gates and no separate memory: three sets of weights, with one more bias per unit in each set (in
# Keras, `reset_after=True`).
#
# > **What older material says / what holds today.** Some slides say that there are two recurrent layers, `SimpleRNN` and `LSTM`.
# > `GRU` is missing; and with `RNN` you can repeat a cell of your own.
#
# **Predict before you run.** With 3 columns and 4 units `SimpleRNN` has 32. And the other two?

# %% id="count-them"
for kind in (layers.SimpleRNN, layers.LSTM, layers.GRU):
    # es: los pasos pueden ser 10, 1000 o ninguno en particular (None)
    # en: the steps may be 10, 1000 or no number in particular (None)
    counts = [keras.Sequential([keras.Input((n, 3)), kind(4)]).count_params() for n in (10, 1000, None)]
    print(f"{kind.__name__:10}", counts)

# %% [markdown] id="argumentos" lang="es" rows="inv-E018"
# ## Los argumentos: qué devuelve y cómo lee
#
# `layers.RNN(cell)` repite **una celda**, algo que sabe dar un paso (`SimpleRNNCell(4)`, `LSTMCell(4)`, `GRUCell(4)`…);
# `SimpleRNN(4)` es una manera corta de escribir `RNN(SimpleRNNCell(4))`. Todas comparten estos argumentos:
#
# | argumento | si es `True` (lo normal es `False`) |
# |---|---|
# | `return_sequences` | devuelve el estado de **cada** paso, no solo el último |
# | `return_state` | además, da aparte el último estado (en una `LSTM`, $h$ y $c$) |
# | `go_backwards` | lee del final al principio |
# | `stateful` | no vuelve a cero: el lote siguiente empieza donde acabó este |
# | `unroll` | desenrolla el grafo: gasta más memoria y puede ir más deprisa en sucesiones cortas |
# | `zero_output_for_mask` | da cero en los pasos tapados por una máscara |
#
# Para verlos sin misterio usamos una celda lineal con todos los pesos a 1: su estado es **la suma de lo leído**. Para poner
# una recurrente sobre otra, la de abajo necesita `return_sequences=True`: la de arriba espera una sucesión.
#
# **Predice antes de ejecutar.** Llegan 1, 2, 3 y 4. ¿Qué da con `return_sequences=True`? ¿Y con `go_backwards=True` además?

# %% [markdown] id="argumentos" lang="en" seal="24bb11"
# ## The arguments: what it returns and how it reads
#
# `layers.RNN(cell)` repeats **a cell**, something that can take a step (`SimpleRNNCell(4)`, `LSTMCell(4)`, `GRUCell(4)`…);
# `SimpleRNN(4)` is a short way to write `RNN(SimpleRNNCell(4))`. They all share these arguments:
#
# | argument | if it is `True` (normally `False`) |
# |---|---|
# | `return_sequences` | returns the state of **each** step, not just the last |
# | `return_state` | besides, gives the last state apart (in an `LSTM`, $h$ and $c$) |
# | `go_backwards` | reads from the end to the beginning |
# | `stateful` | does not go back to zero: the next batch starts where this one ended |
# | `unroll` | unrolls the graph: takes more memory and can be faster on short sequences |
# | `zero_output_for_mask` | gives zero at the steps covered by a mask |
#
# To see them without mystery we use a linear cell with all its weights at 1: its state is **the sum of what it has read**. To put
# one recurrent layer on another, the lower one needs `return_sequences=True`: the upper one expects a sequence.
#
# **Predict before you run.** 1, 2, 3 and 4 come in. What does it give with `return_sequences=True`? And with
# `go_backwards=True` as well?

# %% id="a-sum"
def adder(**arguments):
    cell = layers.SimpleRNNCell(1, activation=None, kernel_initializer="ones", recurrent_initializer="ones")
    return layers.RNN(cell, **arguments)


four = np.array([1, 2, 3, 4], dtype="float32").reshape(1, 4, 1)
print("RNN(cell)              ", adder()(four).numpy().ravel())
print("return_sequences       ", adder(return_sequences=True)(four).numpy().ravel())
print("… and go_backwards     ", adder(return_sequences=True, go_backwards=True)(four).numpy().ravel())
outputs, state = adder(return_sequences=True, return_state=True)(four)
print("… and return_state     ", outputs.numpy().ravel(), state.numpy().ravel())
kept = adder(stateful=True)
print("stateful, twice        ", kept(four).numpy().ravel(), kept(four).numpy().ravel())
kept.reset_state()
print("after reset_state()    ", kept(four).numpy().ravel())

# %% [markdown] id="mascaras" lang="es" rows="err-E05"
# ### Máscaras: pasos que no cuentan
#
# Las frases de un lote miden distinto y el tensor es rectangular: las cortas se rellenan. Una **máscara** dice qué pasos son de
# verdad; en los demás el estado no cambia. Lo que la capa *devuelve* en ellos lo decide `zero_output_for_mask`.
#
# > **Lo que dice el material antiguo / lo que vale hoy.** La firma `RNN(cell, …, zero_output_for_mask=False)` es correcta, pero se
# > entiende mal dos veces: `cell` es **una celda**, no un número (`RNN(4)` falla), y `zero_output_for_mask` solo hace algo si hay
# > máscara y `return_sequences=True`.

# %% [markdown] id="mascaras" lang="en" seal="52391c"
# ### Masks: steps that do not count
#
# The sentences of a batch differ in length and the tensor is rectangular: short ones are padded. A **mask** says which steps are
# real; at the others the state does not change. What the layer *returns* there is decided by `zero_output_for_mask`.
#
# > **What older material says / what holds today.** The signature `RNN(cell, …, zero_output_for_mask=False)` is right, but it is
# > misread in two ways: `cell` is **a cell**, not a number (`RNN(4)` fails), and `zero_output_for_mask` does something only if there
# > is a mask and `return_sequences=True`.

# %% id="masked"
mask = np.array([[True, True, False, True]])
for zero in (False, True):
    masked = adder(return_sequences=True, zero_output_for_mask=zero)
    print(f"zero_output_for_mask={zero!s:5} ", masked(four, mask=mask).numpy().ravel())
try:
    layers.RNN(4)
except ValueError as error:
    print("RNN(4):", str(error).splitlines()[0])

# %% [markdown] id="ventanas" lang="es"
# ## Ventanas: de una serie larga a muchos ejemplos
#
# Una serie es una sola sucesión, larguísima, y una red aprende de muchos ejemplos. Se cortan **ventanas** de la misma longitud,
# que avanzan un valor cada vez, y la respuesta de cada una es **el valor que la sigue**:
#
# | ventana | respuesta |
# |---|---|
# | 10, 11 | 13 |
# | 11, 13 | 16 |
# | 13, 16 | 20 |
#
# De 5 valores con ventanas de 2 salen $5 - 2 = 3$ ejemplos: la ventana `16, 20` no tiene nada detrás.
#
# ### Ejercicio 2 · Las ventanas
#
# Escribe desde cero `windows(series, length)`. Devuelve dos arrays: `X`, de forma `(n − length, length, 1)`, y `y`, de forma
# `(n − length,)`. El último eje de `X` son las columnas: Keras lo espera aunque haya una sola.

# %% [markdown] id="ventanas" lang="en" seal="4d05e6"
# ## Windows: from one long series to many examples
#
# A series is a single, very long sequence, and a network learns from many examples. **Windows** of one length are cut, which move
# one value at a time, and the answer of each is **the value that follows it**:
#
# | window | answer |
# |---|---|
# | 10, 11 | 13 |
# | 11, 13 | 16 |
# | 13, 16 | 20 |
#
# From 5 values with windows of 2 come $5 - 2 = 3$ examples: the window `16, 20` has nothing after it.
#
# ### Exercise 2 · The windows
#
# Write `windows(series, length)` from scratch. It returns two arrays: `X`, of shape `(n − length, length, 1)`, and `y`, of shape
# `(n − length,)`. The last axis of `X` is that of the columns: Keras expects it even if there is only one.

# %% exercise="windows"
def windows(series, length):
    ### BEGIN SOLUTION
    #~ ...
    starts = range(len(series) - length)
    X = np.array([series[i : i + length] for i in starts])
    y = np.array([series[i + length] for i in starts])
    return X[:, :, np.newaxis], y
    ### END SOLUTION


# %% check="windows" points=2
check("03.windows", windows)

# %% [markdown] id="serie" lang="es"
# ## Una serie de verdad: el mar de El Niño
#
# Frente a Perú y Ecuador el mar se calienta cada verano del hemisferio sur; algunos años se calienta mucho más, y a eso se le
# llama El Niño. Tenemos la media de cada mes de 1950 a 2010, medida por la NOAA. Queremos predecir **el mes siguiente** con los
# doce anteriores.
#
# Tres reglas que evitan engañarse:
#
# - **Se parte por tiempo**, no al azar: aprender hasta 1989 y probar de 1990 en adelante. Al azar, la ventana de marzo enseñaría
#   la respuesta de febrero.
# - **La escala sale solo de la parte de aprender**: su media y su desviación típica.
# - **Antes de entrenar, una referencia sencilla.** Dos salen gratis: «como hace un año» (en inglés, *seasonal naive*), que es el
#   primer valor de una ventana de doce meses, y «como el mes pasado», que es el último.
#
# **Predice antes de ejecutar.** ¿Cuántos grados se equivocará de media quien diga «como hace un año»? ¿Y quien diga «como el mes
# pasado»?

# %% [markdown] id="serie" lang="en" seal="814312"
# ## A real series: the sea of El Niño
#
# Off Peru and Ecuador the sea gets warmer each southern summer; some years it gets much warmer, and that is called El Niño. We
# have the mean of each month from 1950 to 2010, measured by NOAA. We want to foretell **the month after** from the twelve before.
#
# Three rules against fooling yourself:
#
# - **Split by time**, not at random: learn up to 1989 and test from 1990 on. At random, the window of March would show the answer of
#   February.
# - **The scale comes from the learning part alone**: its mean and its standard deviation.
# - **Before training, a simple baseline.** Two come free: “as a year ago” (*seasonal naive*), which is the first value of a window
#   of twelve months, and “as last month”, which is the last one.
#
# **Predict before you run.** By how many degrees will “as a year ago” be off on average? And “as last month”?

# %% id="the-sea"
sea = sea_temperature()
years = 1950 + np.arange(len(sea)) / 12
learn = 40 * 12

fig, ax = plt.subplots(figsize=(9, 3), layout="constrained")
ax.plot(years, sea, color=CYCLE[0].color, linewidth=1.2)
ax.axvline(years[learn], color="black", linestyle="--")
ax.text(years[learn] - 0.5, 30, Text(es="aprender", en="learn"), ha="right")
ax.text(years[learn] + 0.5, 30, Text(es="probar", en="test"))
ax.set(ylabel="°C", ylim=(18, 31.5))
shown(
    fig,
    alt=Text(
        es="Temperatura mensual del mar de 1950 a 2010: una onda cada año entre 19 y 27 °C, con años mucho más cálidos, como "
        "1983 y 1998. Una raya separa 1990.",
        en="Monthly temperature of the sea from 1950 to 2010: a wave each year between 19 and 27 °C, with much warmer years, "
        "such as 1983 and 1998. A line marks 1990.",
    ),
)

# %% id="baselines"
center, spread = sea[:learn].mean(), sea[:learn].std()
scaled = (sea - center) / spread
# es: una función de NumPy que también corta ventanas, para seguir aunque te falte el ejercicio 2
# en: a NumPy function that cuts windows too, to go on even if exercise 2 is still missing
X_sea = np.lib.stride_tricks.sliding_window_view(scaled, 12)[:-1, :, np.newaxis]
y_sea = scaled[12:]
first = learn - 12
X_learn, y_learn, X_test, y_test = X_sea[:first], y_sea[:first], X_sea[first:], y_sea[first:]
print(X_learn.shape, X_test.shape)


def degrees_off(guess):
    return np.abs(np.ravel(guess) - y_test).mean() * spread


print(Text(es="como hace un año:    ", en="as a year ago:       "), f"{degrees_off(X_test[:, 0]):.2f} °C")
print(Text(es="como el mes pasado:  ", en="as last month:       "), f"{degrees_off(X_test[:, -1]):.2f} °C")

# %% id="train-on-the-sea"
keras.utils.set_random_seed(0)
model = keras.Sequential([keras.Input((12, 1)), layers.LSTM(16), layers.Dense(1)])
model.compile(keras.optimizers.Adam(0.01), "mse")
model.fit(X_learn, y_learn, epochs=20, batch_size=32, verbose=0)
guess = model.predict(X_test, verbose=0)[:, 0]

line = LinearRegression().fit(X_learn[:, :, 0], y_learn)
print("LSTM:                 ", f"{degrees_off(guess):.2f} °C")
by_line = line.predict(X_test[:, :, 0])
print(Text(es="regresión lineal:     ", en="linear regression:    "), f"{degrees_off(by_line):.2f} °C")

fig, ax = plt.subplots(figsize=(9, 3.2), layout="constrained")
shown_part = slice(60, 132)
ax.plot(years[learn:][shown_part], sea[learn:][shown_part], "k.-", label=Text(es="medido", en="measured"))
for values, style, hue, name in (
    (X_test[:, 0, 0], ":", CYCLE[1], Text(es="como hace un año", en="as a year ago")),
    (guess, "-", CYCLE[0], "LSTM"),
):
    ax.plot(years[learn:][shown_part], (values * spread + center)[shown_part], style, color=hue.color, label=name)
ax.set(ylabel="°C")
ax.legend(ncols=3, loc="upper center", bbox_to_anchor=(0.5, 1.17), frameon=False)
shown(
    fig,
    alt=Text(
        es="De 1995 a 2000: la LSTM va pegada a lo medido, también en El Niño de 1997 y 1998; «como hace un año» llega un año "
        "tarde.",
        en="From 1995 to 2000: the LSTM stays close to what was measured, also in El Niño of 1997 and 1998; “as a year ago” is "
        "a year late.",
    ),
)

# %% [markdown] id="leer-el-resultado" lang="es"
# La red se equivoca menos de la mitad que cualquiera de las dos referencias. Pero mira la regresión lineal del módulo 01, con doce
# pesos: queda casi empatada. En una serie corta y regular es lo habitual; las redes recurrentes se ganan el sueldo cuando hay muchos
# datos, varias columnas o relaciones que no son líneas. **Compara siempre con algo sencillo antes de presumir.**

# %% [markdown] id="leer-el-resultado" lang="en" seal="40bcb8"
# The network is off by less than half of what either baseline is. But look at the linear regression of module 01, with twelve
# weights: it is nearly a tie. On a short and regular series that is usual; recurrent networks earn their keep when there are many
# data, several columns or relations that are not lines. **Always compare with something simple before you boast.**

# %% [markdown] id="texto" lang="es"
# ## Un texto también es una sucesión
#
# Una red solo entiende números. El camino tiene cuatro pasos:
#
# 1. cada palabra recibe un número de una lista, el **vocabulario** (el 0 se guarda para el relleno);
# 2. las frases se rellenan con ceros hasta la misma longitud;
# 3. `Embedding` cambia cada número por un vector de pesos que **se aprende**, y con `mask_zero=True` pone la máscara;
# 4. una capa recurrente lee los vectores en orden y `Dense(1, "sigmoid")` da la probabilidad de que la opinión sea buena.
#
# (`layers.TextVectorization` hace los dos primeros por ti; a mano se ve que no hay truco.)
#
# Volvemos a las dos opiniones del principio. Las frases de abajo siguen ese patrón y a la prueba van frases que la red no ha
# leído. Como referencia, una regresión logística sobre **cuántas veces sale cada palabra**.
#
# **Predice antes de ejecutar.** ¿Qué parte acertará quien solo cuenta palabras?

# %% [markdown] id="texto" lang="en" seal="f4a3fe"
# ## A text is a sequence too
#
# A network understands numbers only. The way has four steps:
#
# 1. each word gets a number from a list, the **vocabulary** (0 is kept for the padding);
# 2. sentences are padded with zeros up to the same length;
# 3. `Embedding` swaps each number for a vector of weights that **is learned**, and with `mask_zero=True` it sets the mask;
# 4. a recurrent layer reads the vectors in order and `Dense(1, "sigmoid")` gives the probability that the opinion is good.
#
# (`layers.TextVectorization` does the first two for you; by hand you see that there is no trick.)
#
# We are back at the two opinions of the beginning. The sentences below follow that pattern, and the test has sentences that the
# network has not read. As a baseline, a logistic regression on **how many times each word occurs**.
#
# **Predict before you run.** What share will be right for the one who only counts words?

# %% id="sentences"
good = str(Text(es="buena alegre fresca bonita amable limpia", en="good cheerful fresh pretty kind clean")).split()
bad = str(Text(es="mala triste rancia fea grosera sucia", en="bad sad stale ugly rude dirty")).split()
yes, no = str(Text(es="es", en="is")), str(Text(es="no es", en="is not"))
opinions = []
for g in good:
    for b in bad:
        opinions += [(f"{no} {g} {yes} {b}", 0), (f"{yes} {g} {no} {b}", 1)]
        opinions += [(f"{no} {b} {yes} {g}", 1), (f"{yes} {b} {no} {g}", 0)]
opinions += [(f"{yes} {g}", 1) for g in good] + [(f"{no} {g}", 0) for g in good]
opinions += [(f"{yes} {b}", 0) for b in bad] + [(f"{no} {b}", 1) for b in bad]

vocabulary = {word: n for n, word in enumerate(sorted({w for text, _ in opinions for w in text.split()}), start=1)}
numbers = np.zeros((len(opinions), 5), dtype="int32")
for row, (text, _) in zip(numbers, opinions, strict=True):
    row[: len(text.split())] = [vocabulary[word] for word in text.split()]
kind = np.array([label for _, label in opinions])
for example in (0, 1, -1):
    print(numbers[example], kind[example], opinions[example][0])

# %% id="read-them"
order = np.random.default_rng(0).permutation(len(opinions))
read, unread = order[:110], order[110:]
counts = np.array([[(row == n).sum() for n in vocabulary.values()] for row in numbers])
bag = LogisticRegression().fit(counts[read], kind[read])
print(Text(es="contando palabras:", en="counting words:   "), f"{bag.score(counts[unread], kind[unread]):.0%}")

keras.utils.set_random_seed(0)
reader = keras.Sequential(
    [
        keras.Input((5,)),
        layers.Embedding(len(vocabulary) + 1, 8, mask_zero=True),
        layers.GRU(8),
        layers.Dense(1, "sigmoid"),
    ]
)
reader.compile(keras.optimizers.Adam(0.03), "binary_crossentropy", metrics=["accuracy"])
reader.fit(numbers[read], kind[read], epochs=30, verbose=0)
_, right = reader.evaluate(numbers[unread], kind[unread], verbose=0)
print(Text(es="leyendo en orden: ", en="reading in order: "), f"{right:.0%}")

# %% [markdown] id="ejercicio-forecast" lang="es"
# ### Ejercicio 3 · Reto: el mes que viene en otra boya
#
# Los grados de este reto son de un mar simulado: `buoy(seed)` da las temperaturas mensuales de una boya, en °C por encima o por
# debajo de su media. Cada boya tiene su amplitud, su verano y sus años raros. Puedes sacar tantas como quieras, y nadie aprueba
# ni suspende por un año con suerte.
#
# Entrena una red que lea 12 meses, `(m, 12, 1)`, y prediga el siguiente, un número por ventana. Déjala, **ya entrenada**, en
# `forecast`. Se prueba con boyas que no ha visto: en cada una su error medio tiene que ser como mucho el **70 %** del de «como
# hace un año».

# %% [markdown] id="ejercicio-forecast" lang="en" seal="16adad"
# ### Exercise 3 · Challenge: next month at another buoy
#
# The degrees of this challenge are from a simulated sea: `buoy(seed)` gives the monthly temperatures of a buoy, in °C above or below
# its mean. Each buoy has its amplitude, its summer and its odd years. You can have as many as you like, and nobody passes or fails
# through a lucky year.
#
# Train a network that reads 12 months, `(m, 12, 1)`, and foretells the next, one number per window. Leave it, **trained**, in
# `forecast`. It is tested on buoys that it has not seen: on each one its mean error has to be at most **70%** of that of “as a year
# ago”.

# %% id="buoys"
X_buoys = np.concatenate([np.lib.stride_tricks.sliding_window_view(buoy(seed), 12)[:-1] for seed in range(8)])
X_buoys = X_buoys[:, :, np.newaxis]
y_buoys = np.concatenate([buoy(seed)[12:] for seed in range(8)])
print(X_buoys.shape, y_buoys.shape)

# %% exercise="forecast"
# es: Deja aquí tu modelo ya entrenado, con verbose=0 en fit
# en: Leave your trained model here, with verbose=0 in fit
### BEGIN SOLUTION
#~ forecast = ...
keras.utils.set_random_seed(0)
forecast = keras.Sequential([keras.Input((12, 1)), layers.GRU(16), layers.Dense(1)])
forecast.compile(keras.optimizers.Adam(0.01), "mse")
history = forecast.fit(X_buoys, y_buoys, epochs=10, batch_size=64, verbose=0)
### END SOLUTION

# %% check="forecast" points=3
check("03.forecast", forecast)

# %% [markdown] id="preguntas" lang="es"
# ## Cuatro preguntas para afianzar lo aprendido
#
# No puntúan. Cada una te dice por qué, aciertes o no.

# %% [markdown] id="preguntas" lang="en" seal="aa4e19"
# ## Four questions to let it settle
#
# They carry no points. Each one tells you why, right or wrong.

# %% quiz="03.q16"

# %% quiz="03.q17"

# %% quiz="03.q18"

# %% quiz="03.q19"

# %% id="progress"
progress()

# %% [markdown] id="resumen" lang="es"
# ## Resumen
#
# - Una red recurrente lee paso a paso: $h_t = \tanh(x_t W + h_{t-1} U + b)$. Los datos son **(ejemplos, pasos, columnas)**.
# - Desenrollada, todas las copias comparten los pesos: la longitud no cambia los parámetros.
# - Los ecos antiguos se multiplican una vez por paso: se **desvanecen** o **explotan**. La `LSTM` lleva una memoria con puertas; la
#   `GRU` hace algo parecido con menos.
# - `return_sequences=True` da un estado por paso, y hace falta para apilar capas recurrentes.
# - De una serie de $n$ valores salen $n$ menos la longitud de la ventana ejemplos. Se parte por tiempo y se compara con «como
#   hace un año».
# - Un texto es una sucesión de números de palabra; `Embedding` les pone vectores.

# %% [markdown] id="resumen" lang="en" seal="bb1b23"
# ## Summary
#
# - A recurrent network reads step by step: $h_t = \tanh(x_t W + h_{t-1} U + b)$. The data are **(examples, steps, columns)**.
# - Unrolled, all the copies share the weights: the length does not change the parameters.
# - Old echoes are multiplied once per step: they **vanish** or **explode**. The `LSTM` carries a memory with gates; the `GRU` does
#   something similar with less.
# - `return_sequences=True` gives a state a step, and is needed to stack recurrent layers.
# - From a series of $n$ values come $n$ minus the length of the window examples. Split by time, and compare with “as a year
#   ago”.
# - A text is a sequence of word numbers; `Embedding` gives them vectors.

# %% [markdown] id="glosario" lang="es"
# ## Glosario
#
# | español | inglés | qué es |
# |---|---|---|
# | red recurrente | *recurrent network* | la que lee paso a paso y lleva un estado |
# | estado | *state* | lo que se recuerda de un paso al siguiente |
# | desenrollar | *unroll* | dibujar o calcular la celda una vez por paso |
# | retropropagación en el tiempo | *backpropagation through time* | la regla de la cadena sobre la red desenrollada |
# | gradiente que se desvanece | *vanishing gradient* | el eco de lo antiguo, que se queda en casi nada |
# | puerta | *gate* | un número entre 0 y 1 que deja pasar o no |
# | máscara | *mask* | qué pasos son de verdad y cuáles relleno |
# | ventana | *window* | un tramo de la serie, de longitud fija |
# | como hace un año | *seasonal naive* | predecir lo que hubo en la misma época |
# | vocabulario | *vocabulary* | qué número tiene cada palabra |

# %% [markdown] id="glosario" lang="en" seal="583c61"
# ## Glossary
#
# | English | Spanish | what it is |
# |---|---|---|
# | recurrent network | *red recurrente* | one that reads step by step and carries a state |
# | state | *estado* | what is remembered from one step to the next |
# | unroll | *desenrollar* | drawing or computing the cell once per step |
# | backpropagation through time | *retropropagación en el tiempo* | the chain rule on the unrolled network |
# | vanishing gradient | *gradiente que se desvanece* | the echo of what is old, which comes to almost nothing |
# | gate | *puerta* | a number between 0 and 1 that lets through or not |
# | mask | *máscara* | which steps are real and which are padding |
# | window | *ventana* | a stretch of the series, of fixed length |
# | seasonal naive | *como hace un año* | foretelling what there was at the same time of year |
# | vocabulary | *vocabulario* | which number each word has |

# %% [markdown] id="seguir" lang="es"
# ## Para seguir leyendo
#
# - S. Hochreiter y J. Schmidhuber (1997), «Long short-term memory», *Neural Computation* 9(8): de dónde viene la LSTM.
# - K. Cho y otros (2014), «Learning phrase representations using RNN encoder–decoder for statistical machine translation»: la GRU.
# - C. Olah (2015), *Understanding LSTM Networks*: las puertas, dibujadas.
# - La guía *Working with RNNs* de la documentación de Keras.
# - R. J. Hyndman y G. Athanasopoulos, *Forecasting: Principles and Practice*: referencias sencillas y cómo medir una predicción.

# %% [markdown] id="seguir" lang="en" seal="a798cf"
# ## Where to read on
#
# - S. Hochreiter and J. Schmidhuber (1997), “Long short-term memory”, *Neural Computation* 9(8): where the LSTM comes from.
# - K. Cho and others (2014), “Learning phrase representations using RNN encoder–decoder for statistical machine translation”: the GRU.
# - C. Olah (2015), *Understanding LSTM Networks*: the gates, drawn.
# - The guide *Working with RNNs* in Keras's documentation.
# - R. J. Hyndman and G. Athanasopoulos, *Forecasting: Principles and Practice*: simple baselines and how to measure a forecast.
