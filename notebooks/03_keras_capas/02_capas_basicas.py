# ---
# jupyter:
#   curso:
#     module: "03"
#     title: {es: "Capas básicas", en: "Core layers"}
#     goals:
#       es:
#         - "decir qué calcula, qué forma da y cuántos parámetros entrena cada capa básica"
#         - "predecir la forma que sale de una fila de capas antes de ejecutarla"
#         - "leer un error de Keras y arreglar la línea que lo causa"
#         - "saber qué hace `Dropout` al entrenar y qué hace al predecir"
#       en:
#         - "say what each core layer computes, which shape it gives and how many parameters it trains"
#         - "predict the shape that comes out of a row of layers before running it"
#         - "read an error of Keras and mend the line that causes it"
#         - "know what `Dropout` does in training and what it does when predicting"
#     needs:
#       es:
#         - "la lección 01: `Sequential`, `Input` y `Dense`"
#         - "formas, `@` y difusión (módulo 02)"
#       en:
#         - "lesson 01: `Sequential`, `Input` and `Dense`"
#         - "shapes, `@` and broadcasting (module 02)"
#     minutes: 45
#     inventory: [inv-C003, inv-C004, inv-C005, inv-C006, inv-C009, inv-C010, inv-C011, inv-C012, inv-C013, inv-C014,
#       inv-C015, inv-C016, inv-C017, inv-C018, inv-C019, inv-C020, inv-C021, inv-C022, inv-C023, inv-E017]
#     errata: [err-C01, err-C02, err-C04, err-C05, err-C06, err-C07, err-C08, err-C09, err-C10, err-C11, err-C12, err-C13,
#       err-E04]
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
# ---

# %% tags=["source-only"]
from curso.notebook import check, hint, passed, progress, quiz_check, solution, start

# %% [markdown] id="pregunta" lang="es"
# ## Una pregunta antes de empezar
#
# Cada muestra es una tabla de 4 × 4: 16 números. Alguien escribe este modelo, que sale de unas diapositivas:
#
# ```python
# keras.Sequential([
#     keras.Input(shape=(4, 4)),
#     keras.layers.Dense(16),
#     keras.layers.Reshape((2, 8)),
# ])
# ```
#
# Entran 16 números, la capa tiene 16 unidades y 2 · 8 son 16. Todo cuadra… ¿o no?
#
# **¿Cuántos números salen de `Dense(16)` por cada tabla?** Apunta tu respuesta; el modelo nos la dará más abajo.

# %% [markdown] id="pregunta" lang="en" seal="7c1230"
# ## A question before we start
#
# Each sample is a table of 4 × 4: 16 numbers. Somebody writes this model, which comes from some slides:
#
# ```python
# keras.Sequential([
#     keras.Input(shape=(4, 4)),
#     keras.layers.Dense(16),
#     keras.layers.Reshape((2, 8)),
# ])
# ```
#
# 16 numbers come in, the layer has 16 units and 2 · 8 makes 16. It all adds up… or does it?
#
# **How many numbers come out of `Dense(16)` for each table?** Write your answer down; the model will tell us further below.

# %% id="my-guess"
# es: Tu número (cambia los puntos suspensivos):
# en: Your number (replace the dots):
my_guess = ...

# %% id="load-keras"
import os
import re
import textwrap

# es: TensorFlow habla mucho mientras se carga. Aquí no nos hace falta.
# en: TensorFlow talks a lot while it loads. We do not need that here.
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import matplotlib.pyplot as plt
import numpy as np

from curso.display import muted_stderr
from curso.explore import COLORS, Activations, activations, shown
from curso.text import Text

with muted_stderr():
    import keras
    from keras import layers

keras.utils.set_random_seed(7)
print("Keras", keras.__version__, "/", keras.backend.backend())

LATER = Text(
    es="Esta celda espera a que resuelvas {exercise}: vuelve a ejecutarla entonces.",
    en="This cell waits until you have solved {exercise}: run it again then.",
)


def complaint(make):
    # es: Hace lo que le pides; si Keras protesta, muestra el error en vez de pararse. El motivo suele ser la primera
    # es: línea; cuando Keras dice por dónde iba, el motivo viene después.
    # en: Does what you ask; if Keras complains, it shows the error instead of stopping. The reason is usually the first
    # en: line; when Keras says where it was, the reason comes next.
    try:
        print(make())
    except Exception as error:
        lines = [line for line in str(error).splitlines() if line and not line.startswith("Exception encountered")]
        reason = re.sub(r"\x1b\[\dm", "", lines[0])
        print(f"{type(error).__name__}: {textwrap.shorten(reason, 160, placeholder='…')}")


# %% [markdown] id="dense" lang="es" rows="inv-C003 inv-C004 inv-C005 inv-C006 inv-E017 err-C01 err-C02 err-E04"
# ## 1. `Dense`: todos con todos
#
# Una capa es una cuenta con memoria: recibe un tensor, devuelve otro, y guarda los números que se entrenan. De todas, la más
# usada es `Dense`, la capa de neuronas del módulo 02: **cada unidad recibe todos los valores**.
#
# $$\text{salida} = \text{activación}(x\,@\,\text{kernel} + \text{sesgo})$$
#
# - el **kernel** es la matriz de pesos, de forma (entradas, unidades);
# - el **sesgo** (*bias*) es un vector, con un número por unidad;
# - la **activación** se aplica al final, número a número.
#
# Para hacerla hay que decidir cuántas **unidades** y qué activación. Lo demás tiene un valor por defecto: de dónde parten los
# pesos (inicializadores) y a qué se los sujeta (restricciones y regularizadores), que son la lección 05. La forma de lo que
# entra no la dices tú: la averigua al recibirla.
#
# **Predice antes de ejecutar.** Una muestra, $x = (1, 2, 3)$, y dos unidades. Calcula a mano las dos sumas de la figura y
# lo que deja ReLU. Después cambia los números y repite.

# %% [markdown] id="dense" lang="en" seal="2fa78e"
# ## 1. `Dense`: all with all
#
# A layer is a computation with a memory: it gets a tensor, returns another, and keeps the numbers that are trained. The most
# used one is `Dense`, the layer of neurons of module 02: **each unit gets all the values**.
#
# $$\text{output} = \text{activation}(x\,@\,\text{kernel} + \text{bias})$$
#
# - the **kernel** is the matrix of weights, of shape (inputs, units);
# - the **bias** is a vector, with one number per unit;
# - the **activation** is applied at the end, number by number.
#
# To make one you decide how many **units** and which activation. The rest has a default: where the weights start from
# (initializers) and what they are held to (constraints and regularizers), which are lesson 05. The shape of what comes in is
# not for you to say: it finds out when it gets it.
#
# **Predict before you run.** One sample, $x = (1, 2, 3)$, and two units. Work out by hand the two sums in the picture and what
# ReLU leaves. Then change the numbers and do it again.

# %% id="draw-dense"
# es: Cambia estos números
# en: Change these numbers
x = np.array([[1.0, 2.0, 3.0]])
kernel = np.array([[1.0, 0.0], [0.0, 1.0], [-1.0, 1.0]])
bias = np.array([1.0, -1.0])

z = x @ kernel + bias
parts = {
    "x": x,
    "kernel": kernel,
    str(Text(es="sesgo", en="bias")): bias,
    "z": z,
    "relu(z)": np.maximum(z, 0),
}


def draw_tables(parts, signs, height=1.9):
    # es: Cada tabla con sus números; el color dice el valor (violeta, negativo; naranja, positivo)
    # en: Each table with its numbers; the colour tells the value (purple, negative; orange, positive)
    widths = [table.shape[-1] for table in parts.values()]
    fig, axes = plt.subplots(1, len(parts), figsize=(9.5, height), width_ratios=widths, layout="constrained")
    top = max(np.abs(table).max() for table in parts.values()) or 1
    for ax, (name, table), sign in zip(axes, parts.items(), signs, strict=True):
        ax.imshow(np.atleast_2d(table), cmap="PuOr_r", vmin=-2 * top, vmax=2 * top)
        for (r, c), value in np.ndenumerate(np.atleast_2d(table)):
            ax.text(c, r, f"{value:g}", ha="center", va="center", color=COLORS.black)
        ax.set(title=f"{name}  {table.shape}", xticks=[], yticks=[])
        ax.set_ylabel(sign, rotation=0, fontsize=16, labelpad=14, va="center")
    return fig


shown(
    draw_tables(parts, ["", "@", "+", "=", "→"]),
    alt=Text(
        es="Cinco tablas de números: la muestra x por el kernel, más el sesgo, da z; ReLU deja en cero lo negativo.",
        en="Five tables of numbers: the sample x times the kernel, plus the bias, gives z; ReLU leaves negatives at zero.",
    ),
)

# %% [markdown] id="dense-en-keras" lang="es"
# Lo mismo, en Keras: la capa nace sin pesos, `build` los crea cuando sabe cuántos números llegan y `set_weights` pone los
# nuestros. Con una muestra más, y con una **secuencia** de dos pasos, cambia lo de delante y el kernel es el mismo.

# %% [markdown] id="dense-en-keras" lang="en" seal="4731df"
# The same in Keras: the layer is born without weights, `build` makes them once it knows how many numbers arrive, and
# `set_weights` puts ours in. With one sample more, and with a **sequence** of two steps, what comes before changes and the
# kernel is the same.

# %% id="dense-in-keras"
dense = layers.Dense(2, activation="relu")
print(len(dense.weights), end=" → ")
dense.build((None, 3))
print([(w.name, tuple(w.shape)) for w in dense.weights])
dense.set_weights([kernel, bias])

for name, batch in {"x": x, "[x, -x]": np.vstack([x, -x]), "[[x, -x]]": np.stack([np.vstack([x, -x])])}.items():
    out = np.array(dense(batch))
    print(f"{name:10} {batch.shape!s:10} → {out.shape!s:10}", out.tolist())

# %% [markdown] id="ejercicio-dense" lang="es"
# ### Ejercicio 1 · Una capa densa a mano
#
# Escribe la capa con NumPy. `activation` es `None` (ninguna) o `"relu"`. Tiene que servir para una matriz (muestras, entradas)
# y para secuencias (muestras, pasos, entradas). ¿Te atascas? `hint("03.dense_by_hand")` en una celda nueva.

# %% [markdown] id="ejercicio-dense" lang="en" seal="138069"
# ### Exercise 1 · A dense layer by hand
#
# Write the layer with NumPy. `activation` is `None` (none at all) or `"relu"`. It has to work for a matrix
# (samples, inputs) and for sequences (samples, steps, inputs). Stuck? `hint("03.dense_by_hand")` in a new cell.

# %% exercise="dense_by_hand"
def dense_by_hand(x, kernel, bias, activation=None):
    ### BEGIN SOLUTION
    #~ z = ...
    #~ if activation == "relu":
    #~     z = ...
    #~ return z
    z = x @ kernel + bias
    if activation == "relu":
        z = np.maximum(z, 0)
    return z
    ### END SOLUTION


# %% check="dense_by_hand" points=1
check("03.dense_by_hand", dense_by_hand)

# %% [markdown] id="firma-de-dense" lang="es"
# > **Lo que dice el material antiguo / lo que vale hoy.**
# >
# > - «El sesgo es una constante que ajusta el modelo.» Es un **vector que se entrena**, como el kernel. Al empezar vale cero
# >   (`bias_initializer="zeros"`), y `use_bias=False` lo quita.
# > - La firma aparece con `NULL` y `TRUE`: eso es R. En Python son `None` y `True`. Y el argumento es `bias_constraint`,
# >   entero; al escrito `bias_constrain` Keras no lo conoce. La lista antigua olvida `bias_initializer` y `kernel_regularizer`.
# > - `**kwargs` no quiere decir «lo que sea»: solo lo que tiene toda capa, como `name` o `dtype`.

# %% [markdown] id="firma-de-dense" lang="en" seal="1bcfb4"
# > **What older material says / what holds today.**
# >
# > - “The bias is a constant that adjusts the model.” It is a **vector that is trained**, like the kernel. At the start it is
# >   zero (`bias_initializer="zeros"`), and `use_bias=False` takes it away.
# > - The signature appears with `NULL` and `TRUE`: that is R. In Python they are `None` and `True`. And the argument is
# >   `bias_constraint`, in full; `bias_constrain` Keras does not know. The old list forgets `bias_initializer` and
# >   `kernel_regularizer`.
# > - `**kwargs` does not mean “anything”: only what every layer has, such as `name` or `dtype`.

# %% id="dense-signature"
import inspect

for parameter in list(inspect.signature(layers.Dense).parameters.values())[:10]:
    print(parameter)
print()
complaint(lambda: layers.Dense(16, bias_constrain=None))
complaint(lambda: layers.Dense(16, foo=1))
complaint(lambda: layers.Dense(16, name="hidden", dtype="float32").name)

# %% [markdown] id="activation" lang="es"
# ## 2. `Activation`: la curva, aparte
#
# Si no pides ninguna, `Dense` es **lineal**: deja la suma como está. La activación se puede pedir de dos maneras que calculan
# lo mismo: como argumento, `Dense(8, activation="relu")`, o como una capa detrás, `Activation("relu")`. La capa aparte sirve
# cuando hay que meter algo entre la suma y la curva. No tiene pesos ni cambia la forma.
#
# Mueve $z$ y recuerda cuánto deja pasar cada una.

# %% [markdown] id="activation" lang="en" seal="9edac3"
# ## 2. `Activation`: the curve, apart
#
# If you ask for none, `Dense` is **linear**: it leaves the sum as it is. There are two ways to ask for the activation, which
# compute the same: as an argument, `Dense(8, activation="relu")`, or as a layer behind, `Activation("relu")`. The layer apart
# serves when something has to go between the sum and the curve. It has no weights and does not change the shape.
#
# Move $z$ and recall how much each of them lets through.

# %% id="play-activations"
activations(Activations(z=-1.5, functions=("linear", "relu", "tanh")))

# %% id="activation-two-ways"
values = np.array([[-2.0, 0.0, 3.0]])
print(layers.Dense(16).activation.__name__)
print(np.array(layers.Activation("relu")(values)), np.array(keras.activations.relu(values)))
# es: Softmax reparte 1 en cada muestra, a lo largo del último eje
# en: Softmax shares 1 out in each sample, along the last axis
print(np.array(layers.Activation("softmax")(values)).round(3))

# %% [markdown] id="dropout" lang="es" rows="inv-C009 inv-C010 err-C05"
# ## 3. `Dropout`: apagar al azar
#
# Si unas pocas unidades hacen todo el trabajo, la red se aprende los ejemplos de memoria. `Dropout(rate)` lo impide: en cada
# paso del entrenamiento pone a **cero** una fracción `rate` de lo que recibe, elegida al azar, y nadie puede contar siempre
# con la misma unidad.
#
# Lo que queda se multiplica por $\frac{1}{1 - \text{rate}}$. ¿Por qué? Si de diez unos apagas cuatro, la suma baja de 10
# a 6; multiplicando por $1/0.6$ vuelve, de media, a 10. Así la capa siguiente recibe cantidades del mismo tamaño con dropout y
# sin él. Y al **predecir** no hace nada.
#
# La suerte se echa valor a valor: de 288 no se apagan siempre los mismos, ni exactamente el 40 %.
#
# **Predice antes de ejecutar.** Una tabla de unos pasa por `Dropout(0.4)`. ¿Qué dos valores saldrán al entrenar? ¿Y al predecir?

# %% [markdown] id="dropout" lang="en" seal="14716c"
# ## 3. `Dropout`: switching off at random
#
# If a few units do all the work, the network learns the examples by heart. `Dropout(rate)` prevents it: at each step of
# training it sets to **zero** a fraction `rate` of what it gets, picked at random, and nobody can always count on the same
# unit.
#
# What is left is multiplied by $\frac{1}{1 - \text{rate}}$. Why? If you switch off four of ten ones, the sum falls from 10
# to 6; multiplied by $1/0.6$ it comes back, on average, to 10. So the next layer gets amounts of the same size with dropout and
# without it. And when **predicting** it does nothing.
#
# The lot is drawn value by value: of 288, not always the same ones go off, nor exactly 40%.
#
# **Predict before you run.** A table of ones goes through `Dropout(0.4)`. Which two values will come out in training? And
# when predicting?

# %% id="draw-dropout"
# es: Cambia la fracción que se apaga
# en: Change the fraction that is switched off
rate = 0.4

ones = np.ones((12, 24))
training = np.array(layers.Dropout(rate, seed=3)(ones, training=True))
predicting = np.array(layers.Dropout(rate, seed=3)(ones, training=False))
fig, axes = plt.subplots(1, 2, figsize=(9, 2.8), layout="constrained")
for ax, table, name in zip(axes, (training, predicting), ("training=True", "training=False"), strict=True):
    ax.imshow(table, cmap="gray_r", vmin=0, vmax=2.5)
    found = ", ".join(f"{value:.4g}" for value in np.unique(table))
    ax.set(title=name, xticks=[], yticks=[])
    label = Text(es="valores: {found}   media: {mean:.2f}", en="values: {found}   mean: {mean:.2f}")
    ax.set_xlabel(str(label.format(found=found, mean=table.mean())))
shown(
    fig,
    alt=Text(
        es="Dos tablas que eran de unos. Al entrenar, una parte de los valores, al azar, es cero y el resto es mayor que "
        "uno; al predecir, todos siguen siendo uno.",
        en="Two tables that were of ones. In training a part of the values, at random, is zero and the rest is larger "
        "than one; when predicting, all are still one.",
    ),
)

# %% [markdown] id="dropout-ejemplo" lang="es"
# > **Lo que dice el material antiguo / lo que vale hoy.** «Pone a “o” una fracción de las unidades en cada actualización.» Es un
# > **cero**, solo ocurre al entrenar, y al resto se le aumenta el valor. `rate` es una fracción entre 0 y 1, lo que se
# > **apaga**, no lo que queda.
#
# El ejemplo con dos `Dropout`, como se escribe hoy. Antes de ejecutarlo: ¿cuántos parámetros añaden las dos capas?

# %% [markdown] id="dropout-ejemplo" lang="en" seal="a6326f"
# > **What older material says / what holds today.** “It sets a fraction of the units to ‘o’ at each update.” It is a **zero**,
# > it only happens in training, and the rest is made larger. `rate` is a fraction between 0 and 1, what is **switched off**,
# > not what is left.
#
# The sample with two `Dropout`, as it is written today. Before you run it: how many parameters do the two layers add?

# %% id="dropout-sample"
def table(model):
    # es: Como model.summary(), en tres columnas: capa, forma que sale y parámetros
    # en: Like model.summary(), in three columns: layer, shape that comes out and parameters
    for layer in model.layers:
        print(f"{type(layer).__name__:12}{layer.output.shape!s:18}{layer.count_params():6}")
    print(f"{model.count_params():36}")


two_dropouts = keras.Sequential(
    [
        keras.Input(shape=(25,)),
        layers.Dense(64, activation="relu"),
        layers.Dropout(0.4),
        layers.Dense(64, activation="relu"),
        layers.Dropout(0.4),
        layers.Dense(5, activation="softmax"),
    ]
)
table(two_dropouts)
complaint(lambda: layers.Dropout(40))

# %% [markdown] id="flatten" lang="es" rows="inv-C011 inv-C012 inv-C013 err-C06 err-C07"
# ## 4. `Flatten`: todo en fila
#
# Para que una unidad vea la muestra **entera**, sus valores tienen que estar en un solo eje. `Flatten` los pone en fila, una
# fila detrás de otra, y conserva el eje del lote: cada muestra se aplana por su cuenta. No calcula ni entrena nada.

# %% [markdown] id="flatten" lang="en" seal="71b028"
# ## 4. `Flatten`: all in a row
#
# For a unit to see the **whole** sample, its values have to lie along a single axis. `Flatten` lays them out in a row, one row
# after another, and keeps the axis of the batch: each sample is flattened on its own. It computes and trains nothing.

# %% id="draw-flatten"
small = np.arange(12.0).reshape(1, 3, 4)
flat = np.array(layers.Flatten()(small))
fig, axes = plt.subplots(1, 2, figsize=(9, 1.9), width_ratios=[4, 12], layout="constrained")
for ax, part, name in zip(axes, (small[0], flat), (small.shape, flat.shape), strict=True):
    ax.imshow(part, cmap="viridis", vmin=-6)
    for (r, c), value in np.ndenumerate(part):
        ax.text(c, r, f"{value:g}", ha="center", va="center", color="white" if value < 6 else COLORS.black)
    ax.set(title=str(name), xticks=[], yticks=[])
shown(
    fig,
    alt=Text(
        es="Una tabla de 3 × 4 con los números del 0 al 11, y los mismos doce números, en el mismo orden, en una fila.",
        en="A table of 3 × 4 with the numbers from 0 to 11, and the same twelve numbers, in the same order, in a row.",
    ),
)

# %% [markdown] id="flatten-ejemplo" lang="es"
# > **Lo que dice el material antiguo / lo que vale hoy.** «Reduce la entrada a menos dimensión.» Reduce los **ejes**, no los
# > elementos: `(28, 28, 8)` pasa a `(6272,)`, y $28 \cdot 28 \cdot 8 = 6272$. Tampoco tiene `rate`: era de `Dropout`. Su único
# > argumento propio es `data_format`, que dice dónde están los canales.
#
# **Predice antes de ejecutar.** En el ejemplo entran tablas de `(3, 2)`. ¿Qué forma sale de cada capa?

# %% [markdown] id="flatten-ejemplo" lang="en" seal="6e1aa1"
# > **What older material says / what holds today.** “It reduces the input to fewer dimensions.” It reduces the **axes**, not the
# > elements: `(28, 28, 8)` becomes `(6272,)`, and $28 \cdot 28 \cdot 8 = 6272$. Nor has it a `rate`: that was `Dropout`'s. Its
# > only argument of its own is `data_format`, which says where the channels are.
#
# **Predict before you run.** In the sample tables of `(3, 2)` come in. Which shape comes out of each layer?

# %% id="flatten-sample"
with_flatten = keras.Sequential(
    [
        keras.Input(shape=(3, 2)),
        layers.Dense(16),
        layers.Activation("relu"),
        layers.Flatten(),
        layers.Dense(4),
    ]
)
table(with_flatten)
print(layers.Flatten()(np.zeros((1, 28, 28, 8))).shape)
complaint(lambda: layers.Flatten(rate=0.5))

# %% [markdown] id="input" lang="es" rows="inv-C014 inv-C015 inv-C016 inv-C017 inv-C018 err-C04 err-C08 err-C09 err-C10"
# ## 5. `Input`: qué va a entrar
#
# `keras.Input` no calcula: anuncia la forma de **una** muestra, sin el lote. Una tabla de columnas es `(25,)`; una imagen,
# (alto, ancho, canales); una secuencia, (pasos, valores por paso). En Keras el lote aparece como `None`: «los que sean».
#
# | argumento | para qué |
# |---|---|
# | `shape` | la forma de una muestra, **sin** el lote |
# | `batch_size` | si el lote es fijo, de cuántas muestras |
# | `batch_shape` | la forma entera, **con** el lote; sustituye a los dos anteriores |
# | `dtype` | el tipo: `"float32"` si no dices nada, `"int32"` para palabras numeradas |
# | `name` | un nombre, para distinguir entradas |
# | `sparse` | `True` si los datos llegan como tensor disperso |
#
# **Predice antes de ejecutar.** ¿Qué pasa si das `shape` y también `batch_shape`?

# %% [markdown] id="input" lang="en" seal="a0d437"
# ## 5. `Input`: what is going to come in
#
# `keras.Input` computes nothing: it announces the shape of **one** sample, without the batch. A table of columns is `(25,)`; an
# image, (height, width, channels); a sequence, (steps, values per step). In Keras the batch appears as `None`: “however many”.
#
# | argument | what for |
# |---|---|
# | `shape` | the shape of one sample, **without** the batch |
# | `batch_size` | if the batch is fixed, of how many samples |
# | `batch_shape` | the whole shape, **with** the batch; it takes the place of the two above |
# | `dtype` | the type: `"float32"` if you say nothing, `"int32"` for numbered words |
# | `name` | a name, to tell inputs apart |
# | `sparse` | `True` if the data come as a sparse tensor |
#
# **Predict before you run.** What happens if you give `shape` and `batch_shape` as well?

# %% id="input-arguments"
print(keras.Input(shape=(3, 2)).shape)
print(keras.Input(shape=(3, 2), batch_size=8).shape, keras.Input(batch_shape=(8, 3, 2)).shape)
words = keras.Input(shape=(10,), dtype="int32", name="words")
print(words.name, words.dtype, words.shape)
print("sparse:", keras.Input(shape=(1000,), sparse=True).sparse)
complaint(lambda: keras.Input(shape=(3, 2), batch_shape=(8, 3, 2)))
complaint(lambda: keras.Input(batch_shape=8))

# %% [markdown] id="input-antes" lang="es"
# > **Lo que dice el material antiguo / lo que vale hoy.**
# >
# > - «`batch_shape` es el número de muestras del lote.» Ese es `batch_size`; `batch_shape` es la forma entera, y con
# >   `shape` a la vez no se puede.
# > - «`sparse`: si los datos son escasos.» *Sparse* es **disperso**: puede haber muchísimos, pero casi todos son cero, y se guardan
# >   solo los demás. Y en Python se escribe `False`.
# > - El ejemplo de `Input` no usaba `Input`, sino `input_shape=` en la primera capa. Aún funciona, igual que `input_dim=`, pero
# >   Keras avisa. Lo recomendado es empezar por `keras.Input`, como el modelo de la sección 4: la misma cuenta, los mismos
# >   244 parámetros y ningún aviso.

# %% [markdown] id="input-antes" lang="en" seal="7d34be"
# > **What older material says / what holds today.**
# >
# > - “`batch_shape` is the number of samples in the batch.” That is `batch_size`; `batch_shape` is the whole shape, and together
# >   with `shape` it is not allowed.
# > - “`sparse`: if data are scarce”, said the Spanish. *Sparse* is **spread thin**: there may be a great many, but nearly all are
# >   zero, and only the others are stored. And in Python one writes `False`.
# > - The sample of `Input` did not use `Input`, but `input_shape=` in the first layer. That still works, as does `input_dim=`, but
# >   Keras warns. What is recommended is to begin with `keras.Input`, like the model of section 4: the same computation, the same
# >   244 parameters and no warning.

# %% id="old-input-warns"
import warnings

with warnings.catch_warnings(record=True) as heard:
    warnings.simplefilter("always")
    old = keras.Sequential(
        [layers.Dense(16, input_shape=(3, 2)), layers.Activation("relu"), layers.Flatten(), layers.Dense(4)]
    )
print(old.count_params(), with_flatten.count_params())
print(str(heard[0].message).split(". ")[0])

# %% [markdown] id="reshape" lang="es" rows="inv-C019 inv-C020 err-C11 err-C12"
# ## 6. `Reshape`: los mismos números, otra tabla
#
# `Reshape` da otra forma a cada muestra sin mover ni perder nada: los valores, leídos en orden, son los mismos. Por eso solo
# vale una forma con **el mismo número de valores**. Un −1 es «lo que toque», como en NumPy.
#
# Hora de responder a la pregunta del principio.

# %% [markdown] id="reshape" lang="en" seal="549953"
# ## 6. `Reshape`: the same numbers, another table
#
# `Reshape` gives each sample another shape without moving or losing anything: the values, read in order, are the same. So only a
# shape with **the same number of values** will do. A −1 is “whatever it takes”, as in NumPy.
#
# Time to answer the question we started with.

# %% id="reshape-sample"
inputs = keras.Input(shape=(4, 4))
before = keras.Sequential([inputs, layers.Dense(16)])
print(before.output_shape, "→", before.output_shape[1] * before.output_shape[2])
print(Text(es="tu respuesta:", en="your answer:"), "—" if my_guess is ... else my_guess)
for target in ((2, 8), (2, 32), (8, -1)):
    print(target, end="  ")
    complaint(lambda target=target: keras.Sequential([inputs, layers.Dense(16), layers.Reshape(target)]).output_shape)
# es: Sin la Dense en medio, sí: 4 · 4 = 2 · 8
# en: Without the Dense in between, yes: 4 · 4 = 2 · 8
print(layers.Reshape((2, 8))(inputs).shape)

# %% [markdown] id="reshape-por-que" lang="es"
# Salen **64**: `Dense(16)` no mira la tabla entera, sino cada una de sus 4 filas, y de cada fila saca 16 números. Los
# 16 que entran y las 16 unidades eran una coincidencia. Cuando una forma no encaja, pregúntasela al modelo:
#
# - a una capa ya conectada, `layer.input.shape` y `layer.output.shape`;
# - al modelo, `model.input_shape` y `model.output_shape`.
#
# > **Lo que dice el material antiguo / lo que vale hoy.** `Reshape((2, 8))` detrás de esa `Dense(16)` falla; valen las formas de 64
# > valores, como `(2, 32)`. Y `layer.input_shape` y `layer.output_shape` ya no existen en las capas de Keras 3.

# %% [markdown] id="reshape-por-que" lang="en" seal="654a3b"
# **64** come out: `Dense(16)` does not look at the whole table but at each of its 4 rows, and makes 16 numbers of each row. The
# 16 that come in and the 16 units were a coincidence. When a shape does not fit, ask the model for it:
#
# - a layer that is connected, `layer.input.shape` and `layer.output.shape`;
# - the model, `model.input_shape` and `model.output_shape`.
#
# > **What older material says / what holds today.** `Reshape((2, 8))` after that `Dense(16)` fails; shapes of 64 values will do,
# > such as `(2, 32)`. And `layer.input_shape` and `layer.output_shape` no longer exist in the layers of Keras 3.

# %% id="ask-for-shapes"
last = before.layers[-1]
print(last.input.shape, last.output.shape, before.input_shape, before.output_shape)
complaint(lambda: last.input_shape)

# %% [markdown] id="permute" lang="es" rows="inv-C021 inv-C022"
# ## 7. `Permute`: los ejes cambian de sitio
#
# A veces los datos llegan con los ejes en otro orden: pasos por columnas donde la capa espera columnas por pasos.
# `Permute((2, 1))` los cambia: el eje 2 pasa a ser el primero y el 1, el segundo. Se cuentan **desde 1**, porque el 0 es el
# del lote y no se toca.
#
# De `(3, 2)` a `(2, 3)` también se llega con `Reshape`. **Predice antes de ejecutar:** ¿dan lo mismo?

# %% [markdown] id="permute" lang="en" seal="c3f3ac"
# ## 7. `Permute`: the axes change places
#
# Sometimes data come with their axes in another order: steps by columns where the layer expects columns by steps.
# `Permute((2, 1))` swaps them: axis 2 becomes the first and axis 1 the second. They are counted **from 1**, because 0 is that of
# the batch, which is left alone.
#
# `Reshape` also gets from `(3, 2)` to `(2, 3)`. **Predict before you run:** do they give the same?

# %% id="draw-permute"
grid = np.arange(1.0, 7.0).reshape(1, 3, 2)
tables = {
    "x": grid[0],
    "Permute((2, 1))": np.array(layers.Permute((2, 1))(grid))[0],
    "Reshape((2, 3))": np.array(layers.Reshape((2, 3))(grid))[0],
}
shown(
    draw_tables(tables, ["", "", ""], height=2.4),
    alt=Text(
        es="Una tabla de 3 × 2 con los números del 1 al 6; su traspuesta, que es lo que da Permute; y los seis números en "
        "orden repartidos en 2 filas, que es lo que da Reshape.",
        en="A table of 3 × 2 with the numbers from 1 to 6; its transpose, which is what Permute gives; and the six "
        "numbers in order, shared out in 2 rows, which is what Reshape gives.",
    ),
)
print(keras.Sequential([keras.Input(shape=(10, 64)), layers.Permute((2, 1))]).output_shape)
complaint(lambda: layers.Permute((0, 1)))

# %% [markdown] id="ejercicio-shapes" lang="es"
# No: `Permute` **traspone**, cada columna pasa a ser una fila, y `Reshape` corta la misma tira por otros sitios. La forma es
# igual y el contenido no; Keras no avisa, porque no sabe qué querías.
#
# Hasta aquí, seis capas y una sola tabla:
#
# | capa | forma que llega | forma que sale |
# |---|---|---|
# | `Dense(units)` | `(…, n)` | `(…, units)` |
# | `Activation`, `Dropout` | cualquiera | la misma |
# | `Flatten` | `(a, b, c)` | `(a·b·c,)` |
# | `Reshape(target_shape)` | cualquiera | `target_shape`, con los mismos valores |
# | `Permute(dims)` | `(a, b)` | el eje `dims[0]`, el `dims[1]`… |
#
# ### Ejercicio 2 · La forma tras cada capa
#
# Escribe `shapes(input_shape, layer_list)`: una lista con la forma que sale de **cada** capa, sin el lote. Cada capa es su nombre y
# sus argumentos, así: `("Dense", {"units": 16})`. El bucle está; faltan tres huecos. En `Reshape` puede venir un −1. También
# vale preguntárselo a Keras: `getattr(layers, name)(**settings)` crea la capa.

# %% [markdown] id="ejercicio-shapes" lang="en" seal="3cb62e"
# No: `Permute` **transposes**, each column becomes a row, and `Reshape` cuts the same strip in other places. The shape is the
# same and the content is not; Keras gives no warning, for it does not know what you wanted.
#
# So far, six layers and a single table:
#
# | layer | shape that arrives | shape that comes out |
# |---|---|---|
# | `Dense(units)` | `(…, n)` | `(…, units)` |
# | `Activation`, `Dropout` | any | the same |
# | `Flatten` | `(a, b, c)` | `(a·b·c,)` |
# | `Reshape(target_shape)` | any | `target_shape`, with the same values |
# | `Permute(dims)` | `(a, b)` | axis `dims[0]`, axis `dims[1]`… |
#
# ### Exercise 2 · The shape after each layer
#
# Write `shapes(input_shape, layer_list)`: a list with the shape that comes out of **each** layer, without the batch. Each layer is
# its name and its arguments, like this: `("Dense", {"units": 16})`. The loop is there; three gaps are left. In `Reshape` there
# may be a −1. You may also ask Keras: `getattr(layers, name)(**settings)` makes the layer.

# %% exercise="shapes"
from math import prod


def shapes(input_shape, layer_list):
    ### BEGIN SOLUTION
    #~ shape, found = tuple(input_shape), []
    #~ for name, settings in layer_list:
    #~     if name == "Dense":
    #~         # es: shape[:-1] son todos los ejes menos el último
    #~         # en: shape[:-1] is all the axes but the last
    #~         shape = ...
    #~     elif name == "Flatten":
    #~         shape = (prod(shape),)
    #~     elif name == "Permute":
    #~         dims = settings["dims"]
    #~         shape = ...
    #~     elif name == "Reshape":
    #~         target = settings["target_shape"]
    #~         shape = ...
    #~     found.append(shape)
    #~ return found
    shape, found = tuple(input_shape), []
    for name, settings in layer_list:
        if name == "Dense":
            shape = (*shape[:-1], settings["units"])
        elif name == "Flatten":
            shape = (prod(shape),)
        elif name == "Permute":
            shape = tuple(shape[axis - 1] for axis in settings["dims"])
        elif name == "Reshape":
            target = settings["target_shape"]
            rest = prod(shape) // -prod(target)
            shape = tuple(rest if n == -1 else n for n in target)
        found.append(shape)
    return found
    ### END SOLUTION


# %% check="shapes" points=2
check("03.shapes", shapes)

# %% [markdown] id="lambda" lang="es" rows="inv-C023 err-C13"
# ## 8. `Lambda`: una función como capa
#
# Si la cuenta que necesitas no está hecha, `Lambda` convierte una función en capa, sin pesos. Se le dice la `function`; con
# `arguments`, los que hay que fijarle; `output_shape` y `mask` casi nunca hacen falta.
#
# **Predice antes de ejecutar.** El modelo de la celda se guarda y se vuelve a cargar. ¿Qué puede salir mal?

# %% [markdown] id="lambda" lang="en" seal="fb20c5"
# ## 8. `Lambda`: a function as a layer
#
# If the computation that you need is not made, `Lambda` turns a function into a layer, without weights. You tell it the
# `function`; with `arguments`, those that it should be given; `output_shape` and `mask` are hardly ever needed.
#
# **Predict before you run.** The cell's model is saved and loaded again. What can go wrong?

# %% id="lambda-sample"
import pathlib
import tempfile

print(np.array(layers.Lambda(lambda x: x**2)(np.array([1.0, 2.0, 3.0]))))
print(np.array(layers.Lambda(lambda x, p: x**p, arguments={"p": 3})(np.array([1.0, 2.0, 3.0]))))

squares = keras.Sequential([keras.Input(shape=(2,)), layers.Lambda(lambda x: x**2)])
with tempfile.TemporaryDirectory() as folder:
    file = pathlib.Path(folder) / "squares.keras"
    squares.save(file)
    complaint(lambda: keras.models.load_model(file))
    trusted = keras.models.load_model(file, safe_mode=False)
print(np.array(trusted(np.array([[2.0, 3.0]]))))

# %% [markdown] id="lambda-mejor" lang="es"
# Una función de Python es código: cargar un modelo ajeno sería ejecutar lo que otro escribió. Keras se niega, salvo que digas
# `safe_mode=False`, y eso solo con archivos de los que te fíes.
#
# > **Lo que dice el material antiguo / lo que vale hoy.** `Lambda` se enseñaba sin esta advertencia. Para probar algo, sirve;
# > para lo que se vaya a guardar, mejor **una capa propia**, que se registra con un nombre y se carga sin permisos especiales,
# > o las operaciones de `keras.ops`, que en la API funcional se aplican tal cual.

# %% [markdown] id="lambda-mejor" lang="en" seal="2ee9a4"
# A Python function is code: loading somebody else's model would be running what they wrote. Keras refuses, unless you say
# `safe_mode=False`, and that only with files that you trust.
#
# > **What older material says / what holds today.** `Lambda` was taught without this warning. To try something out it is fine;
# > for what is going to be saved, better **a layer of your own**, which is registered under a name and loads without special
# > permission, or the operations of `keras.ops`, which in the functional API are applied as they are.

# %% id="own-layer"
@keras.saving.register_keras_serializable(package="lesson")
class Square(layers.Layer):
    def call(self, x):
        return keras.ops.square(x)


with tempfile.TemporaryDirectory() as folder:
    file = pathlib.Path(folder) / "own.keras"
    keras.Sequential([keras.Input(shape=(2,)), Square()]).save(file)
    print(np.array(keras.models.load_model(file)(np.array([[2.0, 3.0]]))))

# %% [markdown] id="ejercicio-repair" lang="es"
# ### Ejercicio 3 · Arreglar un modelo roto
#
# Este modelo junta casi todos los tropiezos de la lección. Lo que se quería:
#
# 1. entran tablas de `rows` × `columns`, de cualquier tamaño de lote;
# 2. los dos ejes cambian de sitio;
# 3. una `Dense` de `units` unidades con ReLU y ninguna restricción en el sesgo;
# 4. todo en fila, y apagar al entrenar el **40 %**;
# 5. repartirlo en **2 filas**, las columnas que toquen (los puntos son tuyos);
# 6. de cada fila, un reparto entre `classes` clases.
#
# Arregla cada línea sin quitar ninguna capa. `repair(3, 4, 8, 5)`, en una celda nueva, te dirá cuál es la primera rota: **lee el
# error**, que casi siempre lo dice todo.

# %% [markdown] id="ejercicio-repair" lang="en" seal="ab644a"
# ### Exercise 3 · Mending a broken model
#
# This model gathers almost all the stumbles of the lesson. What was wanted:
#
# 1. tables of `rows` × `columns` come in, with any size of batch;
# 2. the two axes change places;
# 3. a `Dense` of `units` units with ReLU and no constraint on the bias;
# 4. all in a row, and in training **40%** switched off;
# 5. share it out in **2 rows**, with whatever columns it takes (the dots are yours);
# 6. for each row, shares of `classes` classes.
#
# Mend each line without taking any layer out. `repair(3, 4, 8, 5)`, in a new cell, will tell you which is the first broken one:
# **read the error**, which nearly always says it all.

# %% exercise="repair"
def repair(rows, columns, units, classes):
    ### BEGIN SOLUTION
    #~ return keras.Sequential(
    #~     [
    #~         keras.Input(shape=(rows, columns), batch_shape=(32, rows, columns)),
    #~         layers.Permute((1, 0)),
    #~         layers.Dense(units, activation="relu", bias_constrain=None),
    #~         layers.Flatten(rate=0.4),
    #~         layers.Dropout(40),
    #~         layers.Reshape(...),
    #~         layers.Dense(classes, activation="softmax"),
    #~     ]
    #~ )
    return keras.Sequential(
        [
            keras.Input(shape=(rows, columns)),
            layers.Permute((2, 1)),
            layers.Dense(units, activation="relu", bias_constraint=None),
            layers.Flatten(),
            layers.Dropout(0.4),
            layers.Reshape((2, -1)),
            layers.Dense(classes, activation="softmax"),
        ]
    )
    ### END SOLUTION


# %% check="repair" points=2
check("03.repair", repair)

# %% id="try-repair"
if passed("03.repair"):
    table(repair(3, 4, 8, 5))
else:
    print(LATER.format(exercise="03.repair"))

# %% [markdown] id="parametros" lang="es"
# ## 9. Contar lo que se entrena
#
# De todas estas capas, **solo `Dense` tiene pesos**. Las demás mueven, cambian o apagan valores. Una `Dense` a la que llegan
# $n$ valores en el último eje tiene $n \cdot \text{unidades}$ pesos y, si no lleva `use_bias=False`, un sesgo por unidad:
#
# $$(n + 1) \cdot \text{unidades}$$
#
# Lo que haya en los ejes de delante no cuenta: es el mismo kernel en cada fila. **Ejemplo resuelto**, el de `Flatten`:
#
# | capa | llega | sale | parámetros |
# |---|---|---|---|
# | `Dense(16)` | `(3, 2)` | `(3, 16)` | $(2 + 1) \cdot 16 = 48$ |
# | `Activation("relu")` | `(3, 16)` | `(3, 16)` | 0 |
# | `Flatten()` | `(3, 16)` | `(48,)` | 0 |
# | `Dense(4)` | `(48,)` | `(4,)` | $(48 + 1) \cdot 4 = 196$ |
# | | | | **244** |
#
# **Ahora tú, con huecos.** El modelo de `Dropout`, en papel: la primera `Dense(64)` recibe 25 columnas, $(25 + 1) \cdot 64 = 1664$;
# la segunda, $(\_\_ + 1) \cdot 64$; la última, $(64 + 1) \cdot \_\_$. El total está en la sección 3.
#
# ### Ejercicio 4 · Reto: los parámetros de cada capa
#
# Escribe `params(input_shape, layer_list)`, que devuelve una lista con los parámetros de **cada** capa, ceros incluidos. Alguna
# `Dense` lleva `"use_bias": False`. Puedes usar tu `shapes`.

# %% [markdown] id="parametros" lang="en" seal="4070a2"
# ## 9. Counting what is trained
#
# Of all these layers, **only `Dense` has weights**. The others move, change or switch off values. A `Dense` that gets
# $n$ values along the last axis has $n \cdot \text{units}$ weights and, unless it has `use_bias=False`, one bias per unit:
#
# $$(n + 1) \cdot \text{units}$$
#
# What there is in the axes before it does not count: it is the same kernel in each row. **Worked example**, that of `Flatten`:
#
# | layer | arrives | comes out | parameters |
# |---|---|---|---|
# | `Dense(16)` | `(3, 2)` | `(3, 16)` | $(2 + 1) \cdot 16 = 48$ |
# | `Activation("relu")` | `(3, 16)` | `(3, 16)` | 0 |
# | `Flatten()` | `(3, 16)` | `(48,)` | 0 |
# | `Dense(4)` | `(48,)` | `(4,)` | $(48 + 1) \cdot 4 = 196$ |
# | | | | **244** |
#
# **Now you, with blanks.** The model with `Dropout`, on paper: the first `Dense(64)` gets 25 columns, $(25 + 1) \cdot 64 = 1664$;
# the second, $(\_\_ + 1) \cdot 64$; the last one, $(64 + 1) \cdot \_\_$. The total is in section 3.
#
# ### Exercise 4 · Challenge: the parameters of each layer
#
# Write `params(input_shape, layer_list)`, which returns a list with the parameters of **each** layer, zeros included. Some
# `Dense` has `"use_bias": False`. You may use your `shapes`.

# %% exercise="params"
def params(input_shape, layer_list):
    ### BEGIN SOLUTION
    #~ ...
    arriving = [tuple(input_shape), *shapes(input_shape, layer_list)]
    counts = []
    for (name, settings), shape in zip(layer_list, arriving, strict=False):
        count = 0
        if name == "Dense":
            count = shape[-1] * settings["units"]
            if settings.get("use_bias", True):
                count += settings["units"]
        counts.append(count)
    return counts
    ### END SOLUTION


# %% check="params" points=3
check("03.params", params)

# %% id="try-params"
if passed("03.params"):
    dropout_sample = [
        ("Dense", {"units": 64}),
        ("Dropout", {"rate": 0.4}),
        ("Dense", {"units": 64}),
        ("Dropout", {"rate": 0.4}),
        ("Dense", {"units": 5}),
    ]
    counted = params((25,), dropout_sample)
    print(counted, sum(counted), two_dropouts.count_params())
else:
    print(LATER.format(exercise="03.params"))

# %% [markdown] id="preguntas" lang="es"
# ## Cinco preguntas para afianzar lo aprendido
#
# No puntúan. Cada una te dice por qué, aciertes o no.

# %% [markdown] id="preguntas" lang="en" seal="9c2b40"
# ## Five questions to let it settle
#
# They carry no points. Each one tells you why, right or wrong.

# %% quiz="03.q06"

# %% quiz="03.q07"

# %% quiz="03.q08"

# %% quiz="03.q09"

# %% quiz="03.q10"

# %% id="progress"
progress()

# %% [markdown] id="resumen" lang="es"
# ## Resumen
#
# - **`Dense`** calcula activación($x\,@\,$kernel + sesgo) a lo largo del **último eje**; es la única de la lección con pesos.
# - **`Activation`** es la curva como capa. Sin ella, `Dense` es lineal.
# - **`Dropout`** apaga una fracción al entrenar, aumenta el resto, y al predecir no hace nada.
# - **`Input`** anuncia la forma de una muestra, sin el lote.
# - **`Flatten`**, **`Reshape`** y **`Permute`** no pierden ni entrenan nada: la primera quita ejes, la segunda los corta de otro
#   modo y la tercera los cambia de sitio.
# - **`Lambda`** hace capa de una función; para guardar el modelo, mejor una capa propia.
#
# En la lección 03, `Dense` cede el sitio a una capa que no mira toda la imagen a la vez: la convolución.

# %% [markdown] id="resumen" lang="en" seal="e76218"
# ## Summary
#
# - **`Dense`** computes activation($x\,@\,$kernel + bias) along the **last axis**; it is the only one of the lesson with weights.
# - **`Activation`** is the curve as a layer. Without it, `Dense` is linear.
# - **`Dropout`** switches a fraction off in training, makes the rest larger, and does nothing when predicting.
# - **`Input`** announces the shape of one sample, without the batch.
# - **`Flatten`**, **`Reshape`** and **`Permute`** lose and train nothing: the first removes axes, the second cuts them another way
#   and the third makes them change places.
# - **`Lambda`** makes a layer of a function; to save the model, better a layer of your own.
#
# In lesson 03 `Dense` makes way for a layer that does not look at the whole image at once: convolution.

# %% [markdown] id="glosario" lang="es"
# ## Glosario
#
# | español | inglés | qué es |
# |---|---|---|
# | capa densa | *dense layer* | cada unidad recibe todos los valores del último eje |
# | kernel | *kernel* | la matriz de pesos de una capa |
# | sesgo | *bias* | un número por unidad, que se suma y se entrena |
# | abandono | *dropout* | apagar al azar una fracción de los valores, solo al entrenar |
# | aplanar | *flatten* | poner en un solo eje los valores de cada muestra |
# | disperso | *sparse* | casi todo ceros, que no se guardan |
# | lote | *batch* | las muestras que entran a la vez: el primer eje |
# | permutar | *permute* | cambiar los ejes de sitio |

# %% [markdown] id="glosario" lang="en" seal="55fad1"
# ## Glossary
#
# | English | Spanish | what it is |
# |---|---|---|
# | dense layer | *capa densa* | each unit gets all the values of the last axis |
# | kernel | *kernel* | the matrix of weights of a layer |
# | bias | *sesgo* | one number per unit, which is added and trained |
# | dropout | *abandono* | switching off a fraction of the values at random, only in training |
# | flatten | *aplanar* | laying the values of each sample out along a single axis |
# | sparse | *disperso* | nearly all zeros, which are not stored |
# | batch | *lote* | the samples that come in at once: the first axis |
# | permute | *permutar* | making the axes change places |

# %% [markdown] id="seguir" lang="es"
# ## Para seguir leyendo
#
# - La documentación de Keras, *Keras 3 API documentation*, apartado *Layers API*: *Core layers*, *Reshaping layers* y
#   *Regularization layers*.
# - N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever y R. Salakhutdinov (2014), «Dropout: a simple way to prevent neural
#   networks from overfitting», *Journal of Machine Learning Research* 15: por qué apagar unidades funciona.
# - La guía *Making new layers and models via subclassing*, de Keras: tus propias capas, con pesos y todo.

# %% [markdown] id="seguir" lang="en" seal="209b8a"
# ## Where to read on
#
# - The documentation of Keras, *Keras 3 API documentation*, part *Layers API*: *Core layers*, *Reshaping layers* and
#   *Regularization layers*.
# - N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever and R. Salakhutdinov (2014), “Dropout: a simple way to prevent neural
#   networks from overfitting”, *Journal of Machine Learning Research* 15: why switching units off works.
# - The guide *Making new layers and models via subclassing*, by Keras: layers of your own, weights and all.
