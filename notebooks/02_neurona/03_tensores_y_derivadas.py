# ---
# jupyter:
#   curso:
#     module: "02"
#     title: {es: "Tensores, grafos y derivadas", en: "Tensors, graphs and derivatives"}
#     goals:
#       es:
#         - "leer el rango, la forma y el tipo de un tensor, y predecirlos antes de calcular"
#         - "obtener cualquier derivada con una cinta, y saber por qué a veces sale `None`"
#         - "entrenar un clasificador de cifras con TensorFlow, sin capas ni `fit`"
#         - "decir qué es un grafo, cuándo acelera y qué quiere decir el código antiguo con sesiones"
#       en:
#         - "read the rank, shape and dtype of a tensor, and predict them before computing"
#         - "get any derivative from a tape, and know why it sometimes comes out as `None`"
#         - "train a classifier of digits with TensorFlow, without layers or `fit`"
#         - "say what a graph is, when it makes things fast, and what old code with sessions means"
#     needs:
#       es:
#         - "la lección 02: la regla de la cadena y la retropropagación"
#         - "softmax y la pérdida logarítmica, de la lección 01"
#         - "arrays de NumPy: su forma, `@` y la difusión"
#       en:
#         - "lesson 02: the chain rule and backpropagation"
#         - "softmax and the logarithmic loss, from lesson 01"
#         - "NumPy arrays: their shape, `@` and broadcasting"
#     minutes: 45
#     inventory: [inv-A006, inv-A007, inv-A008, inv-A009, inv-A019, inv-A020, inv-A021, inv-A022, inv-A023, inv-A027,
#       inv-B025, inv-B038, inv-B039, inv-B040, inv-D026, inv-D027, inv-D028, inv-D029, inv-D030, inv-D031, inv-D032,
#       inv-D033, inv-D034, inv-D035]
#     errata: [err-A05, err-A07, err-A08, err-A13, err-B10, err-B18, err-D08, err-D09, err-D10, err-D11, err-D12, err-D13]
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
# ---

# %% tags=["source-only"]
from curso.notebook import check, hint, passed, progress, quiz_check, solution, start

# %% [markdown] id="pregunta" lang="es"
# ## Una pregunta antes de empezar
#
# Hoy vamos a leer cifras escritas a mano. Cada imagen tiene $8 \times 8 = 64$ puntos, y para cada una de las diez cifras
# calcularemos una suma ponderada de los 64: gana la mayor. Son $64 \cdot 10$ pesos y 10 sesgos, **650 parámetros**, y para
# dar un solo paso de descenso hacen falta 650 derivadas.
#
# En la lección anterior derivaste a mano una red diminuta y comprobaste el gradiente **empujando** cada parámetro un poquito
# a cada lado para ver cuánto cambiaba la pérdida. Ese método sirve siempre, y si no pides tanta precisión basta con empujar a
# un lado: se calcula la pérdida una vez sin tocar nada y otra por cada parámetro empujado.
#
# **¿Cuántas veces habría que calcular la pérdida para tener las 650 derivadas?** ¿Y si hubiera un modo de tenerlas todas
# casi al precio de calcularla una sola vez? Apunta tu número; volveremos a él.

# %% [markdown] id="pregunta" lang="en" seal="fef495"
# ## A question before we start
#
# Today we are going to read handwritten digits. Each image has $8 \times 8 = 64$ points, and for each of the ten digits we
# will compute a weighted sum of the 64: the largest wins. That makes $64 \cdot 10$ weights and 10 biases, **650 parameters**,
# and a single step of descent takes 650 derivatives.
#
# In the lesson before this one you differentiated a tiny network by hand and checked the gradient by **nudging** each
# parameter a little to each side to see how much the loss changed. That method always works, and if you do not ask for that
# much precision one side is enough: the loss is computed once with nothing touched and once more for each parameter nudged.
#
# **How many times would you have to compute the loss to get the 650 derivatives?** And what if there were a way to get them
# all for about the price of computing it once? Write your number down; we will come back to it.

# %% id="my-guess"
# es: Tu número (cambia los puntos suspensivos):
# en: Your number (replace the dots):
my_guess = ...

# %% [markdown] id="datos" lang="es"
# ## Los datos: 1797 cifras
#
# Vienen con scikit-learn. Cada punto vale entre 0 (papel) y 1 (tinta).

# %% [markdown] id="datos" lang="en" seal="e77036"
# ## The data: 1797 digits
#
# They come with scikit-learn. Each point is between 0 (paper) and 1 (ink).

# %% id="load-digits"
import os

# es: TensorFlow habla mucho mientras se carga (de tarjetas gráficas, de versiones). Aquí no nos hace falta.
# en: TensorFlow talks a lot while it loads (about graphics cards, about versions). We do not need that here.
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import time

import matplotlib.pyplot as plt
import numpy as np
from sklearn.datasets import load_digits

from curso.display import muted_stderr
from curso.explore import COLORS, CYCLE, shown
from curso.text import Text

with muted_stderr():
    import tensorflow as tf
tf.get_logger().setLevel("ERROR")

digits = load_digits()
images = (digits.images / 16).astype("float32")
labels = digits.target
print("TensorFlow", tf.__version__, " ", images.shape, images.dtype)

# %% [markdown] id="rango-forma-tipo" lang="es" rows="inv-B025 err-B10"
# ## Tensor: una tabla con los ejes que hagan falta
#
# Un **tensor** es un bloque de números, todos del mismo tipo, colocados a lo largo de unos ejes. Tres palabras lo describen:
#
# - el **rango** (*rank*) es el número de ejes;
# - la **forma** (*shape*) dice cuánto mide cada eje;
# - el **tipo** (*dtype*) dice qué clase de número guarda.
#
# | rango | nombre | aquí | forma |
# |---|---|---|---|
# | 0 | escalar | un punto de una imagen | `()` |
# | 1 | vector | una fila de puntos | `(8,)` |
# | 2 | matriz | una imagen | `(8, 8)` |
# | 3 | tensor de rango 3 | un lote de 32 imágenes | `(32, 8, 8)` |
# | 4 | tensor de rango 4 | el lote con su eje de color | `(32, 8, 8, 1)` |
#
# El último eje son los **canales**: 1 si la imagen es gris y 3 si es roja, verde y azul. Las redes de imágenes lo esperan
# siempre, aunque mida 1.
#
# > **Lo que dice el material antiguo / lo que vale hoy.** Unas diapositivas cuentan tres tensores: vector de una dimensión,
# > matriz de dos y cubo de tres. Falta el principio, el **escalar** de rango 0 (la pérdida es uno), y falta el resto: un lote
# > de imágenes tiene rango 4. Y ojo con «dimensión»: un vector `(64,)` tiene 64 componentes y **un** eje.
#
# **Predice antes de ejecutar.** La celda coge los cinco de la tabla. ¿Qué forma tendrá `images[0, 3]`? ¿Y qué tipo?

# %% [markdown] id="rango-forma-tipo" lang="en" seal="e0b461"
# ## Tensor: a table with as many axes as it takes
#
# A **tensor** is a block of numbers, all of the same type, laid out along some axes. Three words describe it:
#
# - the **rank** is the number of axes;
# - the **shape** says how long each axis is;
# - the **dtype** says what kind of number it holds.
#
# | rank | name | here | shape |
# |---|---|---|---|
# | 0 | scalar | one point of an image | `()` |
# | 1 | vector | a row of points | `(8,)` |
# | 2 | matrix | an image | `(8, 8)` |
# | 3 | rank-3 tensor | a batch of 32 images | `(32, 8, 8)` |
# | 4 | rank-4 tensor | the batch with its axis of colour | `(32, 8, 8, 1)` |
#
# The last axis holds the **channels**: 1 if the image is grey and 3 if it is red, green and blue. Networks for images always
# expect it, even when its length is 1.
#
# > **What older material says / what holds today.** Some slides count three tensors: vector with one dimension, matrix with
# > two and cube with three. The beginning is missing, the **scalar** of rank 0 (the loss is one), and so is the rest: a batch
# > of images has rank 4. And careful with “dimension”: a vector `(64,)` has 64 components and **one** axis.
#
# **Predict before you run.** The cell takes the five of the table. What will be the shape of `images[0, 3]`? And its dtype?

# %% id="five-ranks"
five = {
    "images[0, 3, 2]": tf.constant(images[0, 3, 2]),
    "images[0, 3]": tf.constant(images[0, 3]),
    "images[0]": tf.constant(images[0]),
    "images[:32]": tf.constant(images[:32]),
    # es: tf.newaxis añade un eje de longitud 1, como np.newaxis
    # en: tf.newaxis adds an axis of length 1, like np.newaxis
    "[..., newaxis]": tf.constant(images[:32])[..., tf.newaxis],
}
for name, tensor in five.items():
    print(f"{name:16}  rank {tensor.ndim}   shape {tuple(tensor.shape)!s:14}  dtype {tensor.dtype.name}")

# %% id="draw-ranks"
# es: Cambia estos tres números y mira qué se mueve: la imagen, la fila y la columna.
# en: Change these three numbers and see what moves: the image, the row and the column.
which, r, c = 0, 3, 2

# es: el lote se dibuja como un mosaico de 4 × 8 imágenes, separadas por una raya gris
# en: the batch is drawn as a mosaic of 4 × 8 images, with a grey line between them
framed = np.pad(images[which : which + 32], ((0, 0), (0, 1), (0, 1)), constant_values=0.4)
mosaic = framed.reshape(4, 8, 9, 9).transpose(0, 2, 1, 3).reshape(36, 72)[:-1, :-1]
parts = [images[which, r : r + 1, c : c + 1], images[which, r : r + 1], images[which], mosaic]
fig, axes = plt.subplots(1, 4, figsize=(10, 2.9), width_ratios=[1, 4, 4, 8], layout="constrained")
for ax, part, name in zip(axes, parts, ["()", "(8,)", "(8, 8)", "(32, 8, 8)"], strict=True):
    ax.imshow(part, cmap="gray_r", vmin=0, vmax=1)
    ax.set(title=name, xticks=[], yticks=[])
axes[2].add_patch(plt.Rectangle((-0.5, r - 0.5), 8, 1, fill=False, edgecolor=COLORS.vermillion, linewidth=2.5))
axes[2].add_patch(plt.Rectangle((c - 0.5, r - 0.5), 1, 1, fill=False, edgecolor=COLORS.blue, linewidth=2.5))
shown(
    fig,
    alt=Text(
        es="De menos a más ejes: un punto, la fila a la que pertenece, la imagen entera y un lote de 32 imágenes.",
        en="From fewer axes to more: a point, the row that it belongs to, the whole image and a batch of 32 images.",
    ),
)

# %% [markdown] id="tipos" lang="es"
# ### El tipo también cuenta
#
# TensorFlow no convierte los tipos a escondidas como hace NumPy. Los enteros de Python dan `int32`, los decimales de Python
# dan `float32` (la mitad de memoria que `float64`, y de sobra para entrenar), y un array de NumPy conserva el suyo.
#
# **Predice antes de ejecutar.** ¿Qué pasa al multiplicar un tensor de enteros por 0.5?

# %% [markdown] id="tipos" lang="en" seal="9d846b"
# ### The dtype counts too
#
# TensorFlow does not convert dtypes behind your back as NumPy does. Python's integers give `int32`, Python's decimals give
# `float32` (half the memory of `float64`, and plenty to train with), and a NumPy array keeps its own.
#
# **Predict before you run.** What happens when a tensor of integers is multiplied by 0.5?

# %% id="dtypes"
whole = tf.constant([1, 2, 3])
print(whole.dtype.name, tf.constant([1.0, 2, 3]).dtype.name, tf.constant(np.array([1.0])).dtype.name)
try:
    whole * 0.5
except TypeError as error:
    print(f"{type(error).__name__}: {error}")
print(tf.cast(whole, tf.float32) * 0.5)

# %% [markdown] id="formas-juntas" lang="es"
# ### Cuando dos formas se encuentran
#
# Tres reglas bastan para casi todo, y ya conoces dos de NumPy:
#
# - **Difusión**: se comparan los ejes desde el último; encajan si miden lo mismo o si uno mide 1, que se repite. Por eso
#   `(32, 10) + (10,)` suma el mismo vector a cada fila, y una columna más una fila dan una tabla entera.
# - **Producto** `@`: de `(a, b)` por `(b, c)` queda `(a, c)`. Lo de en medio coincide y desaparece.
# - **Resumen**: `tf.reduce_mean` y `tf.reduce_sum` quitan el eje que digas; si no dices ninguno, los quitan todos y queda
#   un escalar.

# %% [markdown] id="formas-juntas" lang="en" seal="7154e1"
# ### When two shapes meet
#
# Three rules are enough for almost everything, and you know two of them from NumPy:
#
# - **Broadcasting**: axes are compared from the last one; they fit if they are equally long or if one has length 1, which is
#   repeated. So `(32, 10) + (10,)` adds the same vector to every row, and a column plus a row make a whole table.
# - **Product** `@`: `(a, b)` times `(b, c)` leaves `(a, c)`. What is in the middle agrees and vanishes.
# - **Summary**: `tf.reduce_mean` and `tf.reduce_sum` remove the axis that you name; if you name none, they remove them all
#   and a scalar is left.

# %% id="shapes-meet"
column, row = tf.constant([[100], [200]]), tf.constant([[1, 2, 3, 4]])
print(column.shape, "+", row.shape, "->", (column + row).shape)
print((column + row).numpy())
flat = tf.reshape(images[:32], (32, -1))
# es: -1 quiere decir «lo que salga»: 8 · 8 = 64
# en: -1 means “whatever comes out”: 8 · 8 = 64
print("reshape:", images[:32].shape, "->", tuple(flat.shape))
print("reduce_mean, axis=1:", tf.reduce_mean(flat, axis=1).shape, "  reduce_mean:", tf.reduce_mean(flat).shape)

# %% [markdown] id="ejercicio-shapes" lang="es"
# ### Ejercicio 1 · La forma de cada tensor
#
# Casi todos los errores al montar una red son formas que no encajan. Escribe `tensor_shapes(m, height, width, channels,
# classes)`, que devuelve, en este orden, seis formas (tuplas de enteros):
#
# 1. `images`: un lote de `m` imágenes, con los canales al final;
# 2. `flat`: el lote con cada imagen aplanada;
# 3. `weights`: los pesos, para que valga `flat @ weights` y salga un número por clase;
# 4. `biases`: los sesgos;
# 5. `logits`: lo que da `flat @ weights + biases`;
# 6. `loss`: la pérdida media del lote.
#
# No hace falta crear los tensores; si los creas, `tuple(tensor.shape)` da su forma como tupla.

# %% [markdown] id="ejercicio-shapes" lang="en" seal="73234b"
# ### Exercise 1 · The shape of every tensor
#
# Almost every error in putting a network together is shapes that do not fit. Write `tensor_shapes(m, height, width, channels,
# classes)`, which returns, in this order, six shapes (tuples of integers):
#
# 1. `images`: a batch of `m` images, with the channels last;
# 2. `flat`: the batch with each image flattened;
# 3. `weights`: the weights, so that `flat @ weights` works and gives one number per class;
# 4. `biases`: the biases;
# 5. `logits`: what `flat @ weights + biases` gives;
# 6. `loss`: the mean loss of the batch.
#
# There is no need to make the tensors; if you make them, `tuple(tensor.shape)` gives their shape as a tuple.

# %% exercise="tensor_shapes"
def tensor_shapes(m, height, width, channels, classes):
    ### BEGIN SOLUTION
    #~ images = ...
    #~ flat = ...
    #~ weights = ...
    #~ biases = ...
    #~ logits = ...
    #~ loss = ...
    #~ return images, flat, weights, biases, logits, loss
    values = height * width * channels
    images = (m, height, width, channels)
    flat = (m, values)
    weights = (values, classes)
    biases = (classes,)
    logits = (m, classes)
    loss = ()
    return images, flat, weights, biases, logits, loss
    ### END SOLUTION


# %% check="tensor_shapes" points=1
check("02.tensor_shapes", tensor_shapes)

# %% [markdown] id="inmediato" lang="es" rows="inv-A023"
# ## Ejecución inmediata: cada línea calcula
#
# Un tensor de TensorFlow guarda números ya calculados, como un array. Cada operación se ejecuta **en cuanto Python llega a su
# línea**; a eso se le llama ejecución inmediata (*eager execution*). Así puedes mirar cualquier valor a medio camino, usar
# `if` y `for` de Python, y parar con un depurador donde quieras. `.numpy()` da el array.
#
# **Predice antes de ejecutar.** Este bucle divide entre dos los números pares; a los impares los multiplica por tres y les
# suma uno. Se para al llegar a 1. ¿Puede un `while` de Python mirar el valor de un tensor?

# %% [markdown] id="inmediato" lang="en" seal="0df457"
# ## Eager execution: every line computes
#
# A tensor of TensorFlow holds numbers that are already computed, like an array. Each operation runs **as soon as Python
# reaches its line**; that is called eager execution (*ejecución inmediata*). So you can look at any value halfway, use
# Python's `if` and `for`, and stop with a debugger wherever you like. `.numpy()` gives the array.
#
# **Predict before you run.** This loop halves even numbers; odd ones it multiplies by three and adds one. It stops on
# reaching 1. Can a `while` of Python look at the value of a tensor?

# %% id="collatz"
# es: Cambia el número con el que se empieza.
# en: Change the number that it starts from.
n = tf.constant(6)
path = [n.numpy()]
while n != 1:
    n = n // 2 if n % 2 == 0 else 3 * n + 1
    path.append(n.numpy())
print(*path)
print("tf.executing_eagerly():", tf.executing_eagerly())

# %% [markdown] id="inmediato-hoy" lang="es" rows="err-A05 err-B18"
# > **Lo que dice el material antiguo / lo que vale hoy.** Unos apuntes presentan la ejecución inmediata como un «modo» que
# > TensorFlow incluye, y otros dicen que TensorFlow ejecuta grafos. Desde TensorFlow 2 es al revés: la ejecución inmediata
# > **es lo normal**, y el grafo se pide, con `tf.function`. (La traducción «ejecución ansiosa» no ayuda: lo que hace cada
# > línea es calcular su valor.)

# %% [markdown] id="inmediato-hoy" lang="en" seal="400d9f"
# > **What older material says / what holds today.** Some notes present eager execution as a “mode” that TensorFlow includes,
# > and others say that TensorFlow executes graphs. Since TensorFlow 2 it is the other way round: eager execution **is the
# > normal thing**, and a graph is what you ask for, with `tf.function`. (There is a Spanish translation, «ejecución ansiosa»,
# > that does not help: what each line does is compute its value.)

# %% [markdown] id="cinta" lang="es" rows="inv-A008 inv-A022"
# ## La cinta: quien apunta las cuentas puede derivarlas
#
# La retropropagación de la lección anterior era siempre igual: hacia delante se calcula y se recuerda; hacia atrás se
# multiplican derivadas pequeñas, de la última operación a la primera. Si alguien **apunta las operaciones en orden mientras se
# hacen**, puede recorrer la lista al revés y derivar por ti. Eso es la diferenciación automática, y en TensorFlow quien apunta
# es `tf.GradientTape`, una cinta que graba lo que ocurre dentro de su `with`.
#
# Un ejemplo resuelto. De $y = x^2 + 2x$ sabes que $\frac{dy}{dx} = 2x + 2$, que en $x = 3$ vale 8. La cinta no conoce esa
# fórmula: solo ha visto un cuadrado, un producto y una suma. (En otros códigos la cinta suele llamarse `tape`; aquí es
# `recorder`, porque `tape` será el nombre de tu función.)

# %% [markdown] id="cinta" lang="en" seal="a57b81"
# ## The tape: who writes the sums down can differentiate them
#
# The backpropagation of the lesson before was always the same: on the way forward you compute and remember; on the way back
# you multiply small derivatives, from the last operation to the first. If somebody **writes the operations down in order while
# they are done**, they can go through the list backwards and differentiate for you. That is automatic differentiation, and in
# TensorFlow the one who writes is `tf.GradientTape`, a tape that records what happens inside its `with`.
#
# A worked example. Of $y = x^2 + 2x$ you know that $\frac{dy}{dx} = 2x + 2$, which at $x = 3$ is 8. The tape does not know that
# formula: it has only seen a square, a product and a sum. (In other code the tape is usually called `tape`; here it is
# `recorder`, because `tape` will be the name of your function.)

# %% id="first-tape"
# es: Cambia el punto; la recta de color es la que dice la cinta.
# en: Change the point; the coloured line is the one that the tape tells.
at = 3.0

x = tf.Variable(at)
with tf.GradientTape() as recorder:
    y = x**2 + 2 * x
slope = recorder.gradient(y, x)
print("y =", y.numpy(), "  dy/dx =", slope.numpy())

curve = np.linspace(-5, 5, 101)
fig, ax = plt.subplots(figsize=(6.5, 3.6))
ax.plot(curve, curve**2 + 2 * curve, color=CYCLE[0].color, linewidth=2.5, label="$y = x^2 + 2x$")
near = np.array([at - 1.5, at + 1.5])
ax.plot(near, y + slope * (near - at), color=CYCLE[1].color, linestyle="--", linewidth=2.5, label=f"dy/dx = {slope:g}")
ax.plot(at, y, "ko")
ax.set(xlabel="x", ylabel="y", ylim=(-8, 36))
ax.legend()
shown(
    fig,
    alt=Text(
        es="La parábola x² + 2x y la recta que la toca en el punto elegido, con la pendiente que ha dado la cinta.",
        en="The parabola x² + 2x and the line that touches it at the chosen point, with the slope that the tape gave.",
    ),
)

# %% [markdown] id="cinta-vigila" lang="es"
# ### Qué vigila la cinta
#
# La cinta no apunta todo: sería carísimo. Vigila las **variables** (`tf.Variable`), que son lo que se entrena. Una constante
# no la vigila si no se lo pides con `watch`.
#
# **Predice antes de ejecutar.** $y = a \cdot b$, con $a = 4$ variable y $b = 5$ constante. ¿Qué dará la cinta para cada una?

# %% [markdown] id="cinta-vigila" lang="en" seal="9ae850"
# ### What the tape watches
#
# The tape does not write everything down: that would be very expensive. It watches **variables** (`tf.Variable`), which are
# what is trained. A constant it does not watch unless you ask for it with `watch`.
#
# **Predict before you run.** $y = a \cdot b$, with $a = 4$ a variable and $b = 5$ a constant. What will the tape give for each?

# %% id="what-is-watched"
a, b = tf.Variable(4.0), tf.constant(5.0)
with tf.GradientTape() as recorder:
    y = a * b
da, db = recorder.gradient(y, [a, b])
print("dy/da =", da.numpy(), "  dy/db =", db)

with tf.GradientTape() as recorder:
    recorder.watch(b)
    y = a * b
print("watch: dy/db =", recorder.gradient(y, b).numpy())
try:
    recorder.gradient(y, a)
except RuntimeError as error:
    print(f"{type(error).__name__}: {error}")

# %% [markdown] id="cinta-none" lang="es" rows="err-A07"
# Tres cosas que recordar:
#
# - `None` **no es cero**. Quiere decir que la cinta no encuentra camino de un extremo al otro: nadie vigilaba, la cuenta se
#   hizo fuera del `with`, o pasó por NumPy (`.numpy()`, `np.tanh`…), donde la cinta no ve nada.
# - La cinta se **gasta**: da derivadas una vez. Pídelas todas en una lista, o créala con `persistent=True`.
# - Lo que se deriva es **un escalar**. Si le das un vector, deriva la suma de sus componentes.
#
# > **Lo que dice el material antiguo / lo que vale hoy.** Unas diapositivas dicen que se calcula «el gradiente de un modelo».
# > Un modelo no tiene gradiente. Se deriva un número, casi siempre la **pérdida**, respecto de cada parámetro que se entrena.

# %% [markdown] id="cinta-none" lang="en" seal="7cee86"
# Three things to remember:
#
# - `None` **is not zero**. It means that the tape finds no way from one end to the other: nobody was watching, the sum was done
#   outside the `with`, or it went through NumPy (`.numpy()`, `np.tanh`…), where the tape sees nothing.
# - The tape is **used up**: it gives derivatives once. Ask for all of them in a list, or make it with `persistent=True`.
# - What is differentiated is **a scalar**. If you give it a vector, it differentiates the sum of its components.
#
# > **What older material says / what holds today.** Some slides say that “the gradient of a model” is computed. A model has no
# > gradient. One number is differentiated, almost always the **loss**, with respect to each parameter that is trained.

# %% [markdown] id="ejercicio-tape" lang="es"
# ### Ejercicio 2 · Derivar con una cinta
#
# Una neurona con $\tanh$ y error cuadrático medio:
#
# $$L = \frac{1}{m} \sum_{i=1}^{m} \left( \tanh(w x_i + b) - y_i \right)^2$$
#
# Completa `tape(w, b, x, y)`, que devuelve `loss, dw, db`: la pérdida y sus derivadas respecto de $w$ y de $b$. Te llegan `w` y
# `b` como números de Python, y `x` e `y` como arrays `float32`. Te servirán `tf.tanh` y `tf.reduce_mean`.

# %% [markdown] id="ejercicio-tape" lang="en" seal="46fde7"
# ### Exercise 2 · Differentiating with a tape
#
# A neuron with $\tanh$ and the mean squared error:
#
# $$L = \frac{1}{m} \sum_{i=1}^{m} \left( \tanh(w x_i + b) - y_i \right)^2$$
#
# Complete `tape(w, b, x, y)`, which returns `loss, dw, db`: the loss and its derivatives with respect to $w$ and to $b$. You get
# `w` and `b` as Python numbers, and `x` and `y` as `float32` arrays. `tf.tanh` and `tf.reduce_mean` will be of use.

# %% exercise="tape"
def tape(w, b, x, y):
    w, b = tf.Variable(w), tf.Variable(b)
    ### BEGIN SOLUTION
    #~ with tf.GradientTape() as recorder:
    #~     loss = ...
    #~ dw, db = ...
    #~ return loss, dw, db
    with tf.GradientTape() as recorder:
        prediction = tf.tanh(w * x + b)
        loss = tf.reduce_mean((prediction - y) ** 2)
    dw, db = recorder.gradient(loss, [w, b])
    return loss, dw, db
    ### END SOLUTION


# %% check="tape" points=2
check("02.tape", tape)

# %% [markdown] id="tf-nn" lang="es" rows="inv-A027 err-A08"
# ## `tf.nn`: las piezas de una red, sueltas
#
# El módulo `tf.nn` guarda las operaciones con que se hacen las capas: activaciones (`softmax`, `relu`, `gelu`, `sigmoid`),
# convoluciones de una, dos y tres dimensiones (y las variantes `atrous_conv2d` y `depthwise_conv2d`), `max_pool`, `bias_add` y
# varias pérdidas. Las capas de Keras del módulo 03 hacen las mismas cuentas.
#
# > **Lo que dice el material antiguo / lo que vale hoy.** Verás escrito `TensorFlow.nn` o `TF.nn`. El nombre es `tf.nn`, en
# > minúsculas: Python distingue.
#
# La que hoy necesitamos es la **entropía cruzada**. Los números que salen de `x @ W + b` se llaman *logits*: cualquiera vale,
# también negativos. `softmax` los vuelve probabilidades, y la pérdida es $-\ln$ de la que toca a la clase buena. Con logits
# $(1, 2)$ y la segunda clase como buena:
#
# $$-\ln \frac{e^2}{e^1 + e^2} = \ln(1 + e^{-1}) = 0.3133$$
#
# `tf.nn.softmax_cross_entropy_with_logits` hace las dos cosas de una vez, a partir de los logits.
#
# **Predice antes de ejecutar.** ¿Por qué de una vez? La celda prueba también por separado, con un logit de 1000.

# %% [markdown] id="tf-nn" lang="en" seal="8003c7"
# ## `tf.nn`: the pieces of a network, one by one
#
# The module `tf.nn` holds the operations that layers are made of: activations (`softmax`, `relu`, `gelu`, `sigmoid`),
# convolutions in one, two and three dimensions (and the variants `atrous_conv2d` and `depthwise_conv2d`), `max_pool`, `bias_add`
# and several losses. The Keras layers of module 03 do the same sums.
#
# > **What older material says / what holds today.** You will see `TensorFlow.nn` or `TF.nn` written. The name is `tf.nn`, in
# > lower case: Python tells them apart.
#
# The one we need today is the **cross-entropy**. The numbers that come out of `x @ W + b` are called *logits*: any will do,
# negative ones too. `softmax` turns them into probabilities, and the loss is $-\ln$ of the one of the right class. With
# logits $(1, 2)$ and the second class as the right one:
#
# $$-\ln \frac{e^2}{e^1 + e^2} = \ln(1 + e^{-1}) = 0.3133$$
#
# `tf.nn.softmax_cross_entropy_with_logits` does both things at once, from the logits.
#
# **Predict before you run.** Why at once? The cell also tries one after the other, with a logit of 1000.

# %% id="cross-entropy"
cross_entropy = tf.nn.softmax_cross_entropy_with_logits
second = tf.constant([[0.0, 1.0]])
print("(1, 2):", cross_entropy(labels=second, logits=tf.constant([[1.0, 2.0]])).numpy())

far = tf.constant([[1000.0, 0.0]])
chances = tf.nn.softmax(far)
print(Text(es="por separado:", en="one after the other:"), chances.numpy(), -tf.math.log(chances[0, 1]).numpy())
print(Text(es="de una vez:", en="at once:"), cross_entropy(labels=second, logits=far).numpy())

# %% [markdown] id="logits-no-probabilidades" lang="es"
# Por separado, $e^{-1000}$ se redondea a 0 y su logaritmo es infinito: una pérdida infinita ya no entrena. De una vez, sale
# exactamente 1000.
#
# Hay una trampa que no da ningún error: pasarle a esa función **probabilidades**. Aplica `softmax` otra vez, y con números
# entre 0 y 1 nunca llega a estar segura.

# %% [markdown] id="logits-no-probabilidades" lang="en" seal="ea7ca3"
# One after the other, $e^{-1000}$ is rounded to 0 and its logarithm is infinite: an infinite loss trains no more. At once, it
# comes out as exactly 1000.
#
# There is a trap that raises no error: giving that function **probabilities**. It applies `softmax` once more, and with
# numbers between 0 and 1 it never gets to be sure.

# %% id="softmax-twice"
sure = tf.constant([[0.0, 20.0, 0.0]])
middle = tf.constant([[0.0, 1.0, 0.0]])
print(Text(es="con los logits:", en="with the logits:"), cross_entropy(labels=middle, logits=sure).numpy())
print(Text(es="con probabilidades:", en="with probabilities:"), cross_entropy(labels=middle, logits=tf.nn.softmax(sure)).numpy())

# %% [markdown] id="ejercicio-softmax" lang="es"
# ### Ejercicio 3 · Regresión softmax, desde cero
#
# Ya tienes todas las piezas. Escribe `softmax_regression(X, Y, weights, biases, learning_rate, steps)`, que da `steps` pasos de
# descenso de gradiente con **todos** los ejemplos en cada uno:
#
# - `X` tiene forma $(m, n)$ e `Y`, $(m, k)$: un 1 en la columna de la clase buena y ceros en las demás;
# - `weights`, $(n, k)$, y `biases`, $(k,)$, son los valores con que se empieza: haz con ellos dos `tf.Variable`;
# - en cada paso: los logits, la pérdida (la media de la entropía cruzada), las dos derivadas, y las dos variables se mueven;
# - devuelve `weights, biases, losses`: al final, los parámetros, y en `losses` la pérdida **de antes** de cada paso.
#
# Para mover una variable, `variable.assign_sub(change)` le resta `change` en su sitio.

# %% [markdown] id="ejercicio-softmax" lang="en" seal="5b56e4"
# ### Exercise 3 · Softmax regression, from scratch
#
# You have all the pieces. Write `softmax_regression(X, Y, weights, biases, learning_rate, steps)`, which takes `steps` steps of
# gradient descent with **all** the examples in each:
#
# - `X` has shape $(m, n)$ and `Y`, $(m, k)$: a 1 in the column of the right class and zeros in the others;
# - `weights`, $(n, k)$, and `biases`, $(k,)$, are the values to start from: make two `tf.Variable` with them;
# - in each step: the logits, the loss (the mean of the cross-entropy), both derivatives, and both variables move;
# - return `weights, biases, losses`: the parameters at the end, and in `losses` the loss **before** each step.
#
# To move a variable, `variable.assign_sub(change)` subtracts `change` from it in place.

# %% exercise="softmax_regression"
def softmax_regression(X, Y, weights, biases, learning_rate, steps):
    ### BEGIN SOLUTION
    #~ ...
    weights, biases = tf.Variable(weights), tf.Variable(biases)
    losses = []
    for _ in range(steps):
        with tf.GradientTape() as recorder:
            logits = tf.matmul(X, weights) + biases
            loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=Y, logits=logits))
        dweights, dbiases = recorder.gradient(loss, [weights, biases])
        weights.assign_sub(learning_rate * dweights)
        biases.assign_sub(learning_rate * dbiases)
        losses.append(loss)
    return weights, biases, losses
    ### END SOLUTION


# %% check="softmax_regression" points=3
check("02.softmax_regression", softmax_regression)

# %% [markdown] id="leer-cifras" lang="es"
# ### Leer cifras con tu programa
#
# Si tu función ya pasa, la celda la entrena con 1200 cifras y la prueba con las otras 597. Para saber si el acierto vale algo
# lo comparamos con dos rivales sencillos: decir siempre la cifra más frecuente, y elegir la cifra cuya **imagen media** se
# parezca más. La imagen del final son los pesos de cada cifra, otra vez en $8 \times 8$: en morado lo que suma, en naranja
# lo que resta.

# %% [markdown] id="leer-cifras" lang="en" seal="73b8fb"
# ### Reading digits with your program
#
# If your function already passes, the cell trains it on 1200 digits and tries it on the other 597. To know whether its hits are
# worth anything we compare them with two simple rivals: always saying the most frequent digit, and choosing the digit whose
# **average image** is most alike. The picture at the end shows the weights of each digit, in $8 \times 8$ again: in purple
# what adds, in orange what subtracts.

# %% id="train-digits"
X = images.reshape(-1, 64)
Y = np.eye(10, dtype="float32")[labels]
X_train, X_test, labels_test = X[:1200], X[1200:], labels[1200:]
Y_train, labels_train = Y[:1200], labels[:1200]
zeros_W, zeros_b = np.zeros((64, 10), "float32"), np.zeros(10, "float32")

most_frequent = np.bincount(labels_train).argmax()
means = np.stack([X_train[labels_train == digit].mean(axis=0) for digit in range(10)])
nearest = ((X_test[:, np.newaxis] - means) ** 2).sum(axis=2).argmin(axis=1)
print(Text(es="siempre la más frecuente:", en="always the most frequent:"), f"{np.mean(labels_test == most_frequent):.3f}")
print(Text(es="la imagen media más parecida:", en="the most similar average image:"), f"{np.mean(labels_test == nearest):.3f}")

if passed("02.softmax_regression"):
    W, b, losses = softmax_regression(X_train, Y_train, zeros_W, zeros_b, 0.5, 300)
    guesses = np.argmax(X_test @ np.asarray(W) + np.asarray(b), axis=1)
    print(Text(es="tu regresión softmax:", en="your softmax regression:"), f"{np.mean(labels_test == guesses):.3f}")

    fig = plt.figure(figsize=(9.5, 3.4), layout="constrained")
    left, right = fig.subfigures(1, 2, width_ratios=[3, 5])
    ax = left.subplots()
    ax.plot(np.asarray(losses), color=COLORS.blue, linewidth=2)
    ax.set(xlabel=str(Text(es="paso", en="step")), ylabel=str(Text(es="pérdida", en="loss")), ylim=(0, None))
    size = np.abs(W).max()
    for digit, ax in enumerate(right.subplots(2, 5).flat):
        ax.imshow(np.asarray(W)[:, digit].reshape(8, 8), cmap="PuOr", vmin=-size, vmax=size)
        ax.set(title=digit, xticks=[], yticks=[])
    shown(
        fig,
        alt=Text(
            es="A la izquierda, la pérdida baja paso a paso. A la derecha, diez imágenes de pesos: la de cada cifra "
            "recuerda a su trazo, con pesos negativos donde el trazo no debe pasar.",
            en="On the left, the loss falls step by step. On the right, ten images of weights: that of each digit "
            "recalls its stroke, with negative weights where the stroke should not pass.",
        ),
    )
else:
    print(Text(es="Cuando el ejercicio 3 esté bien, aquí saldrá tu clasificador.", en="Once exercise 3 is right, your classifier appears here."))

# %% [markdown] id="de-vuelta" lang="es"
# ### De vuelta a tu número
#
# Empujar un parámetro cada vez cuesta **651** pérdidas: una sin tocar nada y una por derivada. La cinta calcula la pérdida
# **una** vez y recorre la lista al revés, y esa vuelta cuesta poco más que la ida. Aquí están los dos métodos, con
# las mismas 200 cifras y partiendo de cero.

# %% [markdown] id="de-vuelta" lang="en" seal="99ab79"
# ### Back to your number
#
# Nudging one parameter at a time costs **651** losses: one with nothing touched and one per derivative. The tape computes the
# loss **once** and goes through the list backwards, and the way back costs little more than the way there. Here are both
# methods, with the same 200 digits and starting from zero.

# %% id="count-derivatives"
# es: float64: al restar dos pérdidas casi iguales, float32 perdería casi todas las cifras
# en: float64: subtracting two nearly equal losses, float32 would lose almost all the digits
X200, Y200 = tf.constant(X[:200], tf.float64), tf.constant(Y[:200], tf.float64)
computed = 0


def loss_of(parameters):
    global computed
    computed += 1
    logits = X200 @ tf.reshape(parameters[:640], (64, 10)) + parameters[640:]
    return tf.reduce_mean(cross_entropy(labels=Y200, logits=logits))


parameters, nudges = np.zeros(650), 1e-6 * np.eye(650)
began = time.perf_counter()
start_loss = loss_of(parameters)
nudged = np.array([(loss_of(parameters + nudge) - start_loss) / 1e-6 for nudge in nudges])
print(Text(es="empujando:", en="nudging:"), computed, f"· {1000 * (time.perf_counter() - began):.0f} ms")

computed = 0
began = time.perf_counter()
variable = tf.Variable(parameters)
with tf.GradientTape() as recorder:
    loss = loss_of(variable)
recorded = recorder.gradient(loss, variable)
print(Text(es="con la cinta:", en="with the tape:"), computed, f"· {1000 * (time.perf_counter() - began):.0f} ms")
print(Text(es="tú dijiste:", en="you said:"), "—" if my_guess is ... else my_guess)
print(Text(es="mayor diferencia:", en="largest difference:"), f"{np.abs(nudged - recorded).max():.0e}")

# %% [markdown] id="sesiones-de-antes" lang="es" rows="inv-B039 inv-B040 inv-D027 inv-D028"
# ## Cómo era antes: grafos y sesiones
#
# Tu programa del ejercicio 3 tiene un antepasado. En TensorFlow 1 se trabajaba en dos tiempos: primero se **describía** la cuenta
# entera, sin calcular nada, y después se abría una sesión que la **ejecutaba**. La descripción es un **grafo de flujo de datos**:
# los nodos son operaciones y por las flechas circulan tensores. Una red neuronal es justo eso, y por eso el nombre,
# *TensorFlow*: tensores que fluyen.

# %% [markdown] id="sesiones-de-antes" lang="en" seal="8cfe4d"
# ## How it used to be: graphs and sessions
#
# Your program of exercise 3 has an ancestor. In TensorFlow 1 one worked in two stages: first the whole sum was **described**,
# without computing anything, and then a session was opened that **executed** it. The description is a **dataflow graph**: its
# nodes are operations, and tensors travel along the arrows. A neural network is just that, and hence the name, *TensorFlow*:
# tensors that flow.

# %% id="draw-graph"
# es: posición y nombre de cada nodo; en los cuadrados entran los datos y los parámetros, los óvalos son operaciones
# en: place and name of each node; data and parameters come in at the squares, the ovals are operations
nodes = {
    "X": (0, 1), "W": (0, 0), "matmul": (1.6, 0.5), "b": (1.6, -0.5), "add": (3.2, 0.5),
    "Y": (3.2, -0.5), "cross_entropy": (5.2, 0.5), "mean": (7.2, 0.5), "L": (8.6, 0.5),
}
arrows = {
    ("X", "matmul"): "(32, 64)", ("W", "matmul"): "(64, 10)", ("matmul", "add"): "(32, 10)", ("b", "add"): "(10,)",
    ("add", "cross_entropy"): "(32, 10)", ("Y", "cross_entropy"): "(32, 10)", ("cross_entropy", "mean"): "(32,)",
    ("mean", "L"): "()",
}
fig, ax = plt.subplots(figsize=(10, 2.7), layout="constrained")
for (one, other), shape in arrows.items():
    gap = 46 if other == "cross_entropy" else 28
    arrow = {"arrowstyle": "-|>", "shrinkA": 10, "shrinkB": gap if other != "L" else 10, "color": "0.35"}
    ax.annotate("", nodes[other], nodes[one], arrowprops=arrow)
    halfway_x, halfway_y = 0.6 * np.array(nodes[one]) + 0.4 * np.array(nodes[other])
    aside = -0.32 if one in "WbY" else 0.12
    ax.text(halfway_x + aside, halfway_y + 0.1, shape, ha="center", fontsize=9, color=COLORS.vermillion)
for name, place in nodes.items():
    box = "square,pad=0.4" if len(name) == 1 else "round,pad=0.4,rounding_size=0.6"
    ax.text(*place, name, ha="center", va="center", bbox={"boxstyle": box, "facecolor": "white", "edgecolor": COLORS.blue})
ax.set(xlim=(-0.3, 8.9), ylim=(-0.8, 1.3))
ax.axis("off")
shown(
    fig,
    alt=Text(
        es="El grafo de la regresión softmax: X y W entran en el producto; al resultado se le suma b; con Y se calcula la "
        "entropía cruzada, y su media es la pérdida, un escalar. En cada flecha, la forma del tensor.",
        en="The graph of softmax regression: X and W enter the product; b is added to the result; with Y the cross-entropy "
        "is computed, and its mean is the loss, a scalar. On each arrow, the shape of the tensor.",
    ),
)

# %% [markdown] id="antes-y-ahora" lang="es" rows="inv-D029 inv-D030 inv-D031 inv-D032 inv-D033 inv-D034 inv-D035 err-D09 err-D10 err-D11"
# Todavía encontrarás código así. En TensorFlow 2 esos nombres ya no están en `tf`; el código antiguo vive en `tf.compat.v1`,
# y allí aún funciona.
#
# | en TensorFlow 1 | para qué | hoy |
# |---|---|---|
# | `tf.Graph`, `as_default` | describir el grafo | nada: cada línea calcula |
# | `tf.placeholder`, `feed_dict` | un hueco para los datos | el argumento de una función |
# | `tf.truncated_normal` | pesos iniciales al azar | `tf.random.truncated_normal` |
# | `tf.train.GradientDescentOptimizer` | los pasos | `keras.optimizers.SGD` con una cinta, o a mano |
# | `tf.global_variables_initializer` | dar valor a las variables | nada: `tf.Variable` ya nace con el suyo |
# | `tf.Session`, `session.run` | ejecutar | nada, o `tf.function` |
#
# **Predice antes de ejecutar.** La celda describe el mismo modelo y pide que escriba la pérdida **antes** de abrir la sesión.
# ¿Saldrá un número?

# %% [markdown] id="antes-y-ahora" lang="en" seal="8c914f"
# You will still find code like that. In TensorFlow 2 those names are no longer in `tf`; the old code lives in `tf.compat.v1`,
# and there it still works.
#
# | in TensorFlow 1 | what for | today |
# |---|---|---|
# | `tf.Graph`, `as_default` | describing the graph | nothing: every line computes |
# | `tf.placeholder`, `feed_dict` | a gap for the data | the argument of a function |
# | `tf.truncated_normal` | random first weights | `tf.random.truncated_normal` |
# | `tf.train.GradientDescentOptimizer` | the steps | `keras.optimizers.SGD` with a tape, or by hand |
# | `tf.global_variables_initializer` | giving the variables a value | nothing: a `tf.Variable` is born with its own |
# | `tf.Session`, `session.run` | executing | nothing, or `tf.function` |
#
# **Predict before you run.** The cell describes the same model and asks for the loss to be printed **before** the session is
# opened. Will a number come out?

# %% id="with-a-session"
for name in ("Session", "placeholder", "global_variables_initializer", "truncated_normal"):
    print(f"tf.{name}: {hasattr(tf, name)}   tf.compat.v1.{name}: {hasattr(tf.compat.v1, name)}")

v1 = tf.compat.v1
batch_X, batch_Y = X_train[:200], Y_train[:200]

# es: primero se describe…
# en: first it is described…
with tf.Graph().as_default() as graph:
    data = v1.placeholder(tf.float32, (None, 64))
    targets = v1.placeholder(tf.float32, (None, 10))
    old_W = v1.Variable(v1.truncated_normal((64, 10), seed=5))
    old_b = v1.Variable(tf.zeros(10))
    old_logits = tf.matmul(data, old_W) + old_b
    old_loss = tf.reduce_mean(cross_entropy(labels=targets, logits=old_logits))
    train_prediction = tf.nn.softmax(old_logits)
    optimizer = v1.train.GradientDescentOptimizer(0.5).minimize(old_loss)
    begin = v1.global_variables_initializer()
print(old_loss)

# es: …y después se ejecuta, una vez por cada run, con los datos que lleve
# en: …and then it is executed, once for each run, with the data that it brings
with v1.Session(graph=graph) as session:
    session.run(begin)
    # es: para que los dos programas salgan del mismo sitio
    # en: so that both programs set out from the same place
    first_W = session.run(old_W)
    old_losses = []
    batch = {data: batch_X, targets: batch_Y}
    for _ in range(20):
        _, value, predictions = session.run([optimizer, old_loss, train_prediction], feed_dict=batch)
        old_losses.append(value)
print("TensorFlow 1:", np.round(old_losses[:3], 4), "…", f"{old_losses[-1]:.4f}")

if passed("02.softmax_regression"):
    _, _, new_losses = softmax_regression(batch_X, batch_Y, first_W, zeros_b, 0.5, 20)
    print("TensorFlow 2:", np.round(new_losses[:3], 4), "…", f"{new_losses[-1]:.4f}")
    print(Text(es="mayor diferencia:", en="largest difference:"), f"{np.abs(np.subtract(old_losses, new_losses)).max():.0e}")
else:
    print(Text(es="Cuando el ejercicio 3 esté bien, aquí se comparan los dos.", en="Once exercise 3 is right, both are compared here."))

# %% [markdown] id="sesiones-hoy" lang="es" rows="err-D08 err-D12 err-D13"
# Son las mismas pérdidas, porque es la misma cuenta. Lo que ha cambiado es quién la dirige: antes una sesión, ahora Python.
#
# > **Lo que dice el material antiguo / lo que vale hoy.** Este programa circula en diapositivas con el título de «regresión
# > lineal», y no lo es: tiene logits y entropía cruzada, así que **clasifica**. Es regresión softmax. Además suele estar
# > incompleto: no define los huecos, ni las constantes, ni las predicciones que luego pide. Y el «paradigma declarativo» que
# > ilustra, construir el grafo y ejecutarlo después, era el de TensorFlow 1; el código de hoy es imperativo.

# %% [markdown] id="sesiones-hoy" lang="en" seal="391d4c"
# They are the same losses, because it is the same sum. What has changed is who conducts it: a session then, Python now.
#
# > **What older material says / what holds today.** This program goes round on slides with the title “linear regression”, and
# > that it is not: it has logits and cross-entropy, so it **classifies**. It is softmax regression. Besides, it tends to be
# > incomplete: it does not define the gaps, or the constants, or the predictions that it asks for later. And the “declarative
# > paradigm” that it illustrates, building the graph and executing it afterwards, was TensorFlow 1's; today's code is
# > imperative.

# %% [markdown] id="grafos" lang="es"
# ## Grafos hoy: `tf.function`
#
# Describir antes de ejecutar tenía una ventaja: con el grafo entero a la vista, se ejecuta sin volver a Python en cada
# operación. `@tf.function` recupera esa ventaja sin cambiar tu código. La primera vez que llamas a la función, TensorFlow
# la recorre con tensores sin valor, apunta las operaciones en un grafo (*trazar*) y después ejecuta el grafo. Las
# llamadas siguientes **solo ejecutan el grafo**.
#
# **Predice antes de ejecutar.** La función lleva dentro un `print` de Python y un `tf.print`. La llamamos dos veces con
# números y una vez con un vector. ¿Cuántas veces saldrá cada mensaje?

# %% [markdown] id="grafos" lang="en" seal="6af868"
# ## Graphs today: `tf.function`
#
# Describing before executing had an advantage: with the whole graph in view, it runs without coming back to Python at each
# operation. `@tf.function` gets that advantage back without changing your code. The first time you call the function,
# TensorFlow walks through it with tensors that have no value, writes the operations down in a graph (*tracing*) and then runs
# the graph. The calls that follow **only run the graph**.
#
# **Predict before you run.** The function has a `print` of Python and a `tf.print` inside. We call it twice with numbers and
# once with a vector. How many times will each message come out?

# %% id="tracing"
import sys


@tf.function
def triple(x):
    print("print: ", x)
    tf.print("tf.print: ", x, output_stream=sys.stdout)
    return 3 * x


triple(tf.constant(1.0))
triple(tf.constant(2.0))
triple(tf.constant([1.0, 2.0, 3.0]))
operations = triple.get_concrete_function(tf.constant(1.0)).graph.get_operations()
print([operation.type for operation in operations])

# %% [markdown] id="cuando-acelera" lang="es"
# El `print` de Python sale al trazar: una vez para los números y otra para el vector, y lo que enseña es un tensor sin valor. El
# `tf.print` es un nodo del grafo: sale siempre, con su valor. La
# última línea enseña los nodos del grafo que sirvió para los números: `Mul` es el producto, y `PrintV2`, el `tf.print`.
#
# **¿Cuánto más rápido es?** Depende de cuánto trabajo haya en cada operación. La celda mide dos casos: 400 operaciones
# diminutas, y tres productos de matrices grandes. ¿En cuál esperas más diferencia?

# %% [markdown] id="cuando-acelera" lang="en" seal="1bfee9"
# Python's `print` comes out while tracing: once for the numbers and once for the vector, and what it shows is a tensor without
# a value. The `tf.print` is a node of the graph: it always comes out, with its value. The last line shows
# the nodes of the graph that served the numbers: `Mul` is the product, and `PrintV2`, the `tf.print`.
#
# **How much faster is it?** That depends on how much work there is in each operation. The cell measures two cases: 400 tiny
# operations, and three products of large matrices. In which do you expect more difference?

# %% id="measure-speed"
def many_small(x):
    for _ in tf.range(200):
        x = 0.5 * x + 1.0
    return x


def few_large(x):
    return x @ x @ x @ x


def milliseconds(function, x):
    # es: la primera llamada, que traza, no cuenta; del resto, la más rápida
    # en: the first call, which traces, does not count; of the others, the fastest
    function(x)
    times = []
    for _ in range(3):
        began = time.perf_counter()
        function(x).numpy()
        times.append(1000 * (time.perf_counter() - began))
    return min(times)


small, large = tf.ones(10), tf.ones((600, 600)) / 600
measured = {
    Text(es="400 operaciones diminutas", en="400 tiny operations"): (many_small, small),
    Text(es="tres productos de matrices", en="three products of matrices"): (few_large, large),
}
fig, axes = plt.subplots(1, 2, figsize=(8, 2.8), layout="constrained")
for ax, (name, (function, x)) in zip(axes, measured.items(), strict=True):
    taken = [milliseconds(function, x), milliseconds(tf.function(function), x)]
    print(f"{name!s:28}  eager {taken[0]:7.1f} ms   tf.function {taken[1]:7.1f} ms")
    ax.barh(["eager", "tf.function"], taken, color=[COLORS.blue, COLORS.orange], hatch=["", "//"], edgecolor="black")
    ax.invert_yaxis()
    ax.set(title=str(name), xlabel="ms")
shown(
    fig,
    alt=Text(
        es="Dos pares de barras con el tiempo en ejecución inmediata y con tf.function: muchas operaciones diminutas, y "
        "pocas y grandes.",
        en="Two pairs of bars with the time in eager execution and with tf.function: many tiny operations, and few large "
        "ones.",
    ),
)

# %% [markdown] id="trazar-de-mas" lang="es"
# Con operaciones diminutas manda lo que cuesta pasar por Python, y el grafo lo ahorra casi todo. Con productos grandes manda
# el producto, que es el mismo: apenas hay diferencia. Un grafo no es magia, es menos Python.
#
# Y trazar cuesta: mucho más que ejecutar. TensorFlow traza un grafo nuevo cada vez que llega algo que no ha visto:
#
# - de un **tensor** o un **array** mira la forma y el tipo, no lo que hay dentro;
# - de un **número de Python** mira el valor: `f(2.0)` y `f(3.0)` son dos grafos.
#
# Por eso `for k in range(1000): f(k)` traza mil grafos, y sale más lento que sin `tf.function`. Si ves un aviso de *retracing*,
# esa es casi siempre la causa. El remedio es pasar tensores.

# %% [markdown] id="trazar-de-mas" lang="en" seal="88f538"
# With tiny operations what counts is the cost of going through Python, and the graph saves nearly all of it. With large products
# what counts is the product, which is the same: there is hardly any difference. A graph is not magic, it is less Python.
#
# And tracing costs: much more than executing. TensorFlow traces a new graph each time something comes that it has not seen:
#
# - of a **tensor** or an **array** it looks at the shape and the dtype, not at what is in it;
# - of a **Python number** it looks at the value: `f(2.0)` and `f(3.0)` are two graphs.
#
# So `for k in range(1000): f(k)` traces a thousand graphs, and is slower than without `tf.function`. If you see a warning about
# *retracing*, that is almost always the cause. The cure is to pass tensors.

# %% [markdown] id="ejercicio-graph" lang="es"
# ### Ejercicio 4 · Reto: ¿cuántos grafos?
#
# Escribe `graph_speed(calls)`. Recibe una lista de argumentos (números de Python y arrays de NumPy) y devuelve dos enteros:
#
# 1. cuántos grafos traza una `tf.function` **nueva** de un argumento si la llamas con cada uno tal como viene;
# 2. cuántos traza **otra nueva** si antes conviertes cada uno en un tensor `float32`.
#
# Puedes razonarlo con las dos reglas de arriba, o dejar que TensorFlow lo cuente. Para eso sirve lo que has visto: el cuerpo en
# Python solo corre mientras se traza.

# %% [markdown] id="ejercicio-graph" lang="en" seal="0fcb17"
# ### Exercise 4 · Challenge: how many graphs?
#
# Write `graph_speed(calls)`. It gets a list of arguments (Python numbers and NumPy arrays) and returns two integers:
#
# 1. how many graphs a **new** `tf.function` of one argument traces if you call it with each of them as it comes;
# 2. how many **another new one** traces if you first turn each of them into a `float32` tensor.
#
# You can work it out from the two rules above, or let TensorFlow count. What you saw is good for that: the Python body only
# runs while tracing.

# %% exercise="graph_speed"
def graph_speed(calls):
    ### BEGIN SOLUTION
    #~ ...
    def count_graphs(arguments):
        traces = []

        @tf.function
        def square(x):
            traces.append(x)
            return x * x

        for argument in arguments:
            square(argument)
        return len(traces)

    return count_graphs(calls), count_graphs([tf.constant(call, dtype=tf.float32) for call in calls])
    ### END SOLUTION


# %% check="graph_speed" points=3
check("02.graph_speed", graph_speed)

# %% id="use-graph-speed"
if passed("02.graph_speed"):
    print(Text(es="30 números de Python:", en="30 Python numbers:"), graph_speed([0.1 * k for k in range(30)]))
else:
    print(Text(es="Resuelve el ejercicio 4 y vuelve aquí.", en="Solve exercise 4 and come back here."))

# %% [markdown] id="historia" lang="es" rows="inv-A006 inv-A007 inv-A009 inv-A019 inv-A020 inv-A021 inv-B038 inv-D026 err-A13"
# ## Un poco de historia
#
# - **TensorFlow** nació en Google Brain, el equipo de aprendizaje profundo de Google, para uso interno. Se publicó como código
#   abierto el **9 de noviembre de 2015**, con licencia Apache 2.0.
# - La primera versión era la de los grafos y las sesiones: potente y difícil de depurar, porque el error salía al ejecutar, lejos
#   de la línea que lo causaba.
# - **TensorFlow 2.0** llegó en septiembre de 2019: ejecución inmediata, `tf.function` para quien quiera el grafo, y Keras como
#   manera habitual de escribir modelos.
#
# ¿Qué es hoy? Una biblioteca libre para aprendizaje automático, pensada sobre todo para entrenar redes y usarlas después. Debajo
# de todo hay cuatro capacidades: operar con tensores en CPU, GPU o TPU; derivar casi cualquier cuenta; repartir el trabajo
# entre muchos aparatos con `tf.distribute` (lo verás en el módulo 04); y guardar el grafo para usarlo sin Python.
#
# > **Lo que dice el material antiguo / lo que vale hoy.** Se lee que TensorFlow se usa igual desde Python, JavaScript, C++ o
# > Java. La API de Python es la más completa y la única con todas las garantías de estabilidad; las otras sirven sobre todo para
# > usar modelos ya entrenados.

# %% [markdown] id="historia" lang="en" seal="f5478b"
# ## A little history
#
# - **TensorFlow** was born at Google Brain, Google's deep-learning team, for internal use. It was published as open source on
#   **9 November 2015**, under the Apache 2.0 licence.
# - The first version was the one of graphs and sessions: powerful and hard to debug, because the error came out on execution,
#   far from the line that caused it.
# - **TensorFlow 2.0** came in September 2019: eager execution, `tf.function` for whoever wants the graph, and Keras as the usual
#   way to write models.
#
# What is it today? A free library for machine learning, meant above all to train networks and to use them afterwards. Under it
# all there are four abilities: operating on tensors on CPU, GPU or TPU; differentiating nearly any computation; sharing the work
# out among many devices with `tf.distribute` (you will see it in module 04); and saving the graph to use it without Python.
#
# > **What older material says / what holds today.** One reads that TensorFlow is used alike from Python, JavaScript, C++ or
# > Java. The Python API is the most complete one and the only one with full promises of stability; the others serve above all to
# > use models that are already trained.

# %% [markdown] id="preguntas" lang="es"
# ## Cinco preguntas para afianzar lo aprendido
#
# No puntúan. Cada una te dice por qué, aciertes o no. En las que tienen código, piensa la respuesta antes de ejecutarlo.

# %% [markdown] id="preguntas" lang="en" seal="0dffce"
# ## Five questions to let it settle
#
# They carry no points. Each one tells you why, right or wrong. Where there is code, think of the answer before you run it.

# %% quiz="02.q17"

# %% quiz="02.q18"

# %% quiz="02.q19"

# %% quiz="02.q20"

# %% quiz="02.q21"

# %% id="progress"
progress()

# %% [markdown] id="resumen" lang="es"
# ## Resumen
#
# - Un tensor tiene **rango** (cuántos ejes), **forma** (cuánto mide cada uno) y **tipo**. La pérdida es un escalar, de forma `()`;
#   un lote de imágenes tiene rango 4.
# - En TensorFlow 2 cada línea **calcula en el momento**.
# - `tf.GradientTape` apunta las operaciones y las recorre al revés: todas las derivadas de un escalar, casi al precio de
#   calcularlo una vez. `None` quiere decir que no hay camino, no que valga cero.
# - `softmax_cross_entropy_with_logits` espera **logits**. Con eso y un bucle has entrenado un clasificador de cifras.
# - Antes se describía un grafo y una **sesión** lo ejecutaba. Hoy `tf.function` traza el grafo por ti; acelera cuando hay muchas
#   operaciones pequeñas, y solo si no vuelve a trazar en cada llamada.
#
# En el módulo 03 Keras pone nombre a estas piezas: capas.

# %% [markdown] id="resumen" lang="en" seal="720b21"
# ## Summary
#
# - A tensor has a **rank** (how many axes), a **shape** (how long each is) and a **dtype**. The loss is a scalar, of shape `()`; a
#   batch of images has rank 4.
# - In TensorFlow 2 every line **computes on the spot**.
# - `tf.GradientTape` writes the operations down and goes through them backwards: all the derivatives of a scalar, for about the
#   price of computing it once. `None` means that there is no way, not that it is zero.
# - `softmax_cross_entropy_with_logits` expects **logits**. With that and a loop you have trained a classifier of digits.
# - It used to be that you described a graph and a **session** executed it. Today `tf.function` traces the graph for you; it makes
#   things faster when there are many small operations, and only if it does not trace again at each call.
#
# In module 03 Keras gives these pieces a name: layers.

# %% [markdown] id="glosario" lang="es"
# ## Glosario
#
# | español | inglés | qué es |
# |---|---|---|
# | tensor | *tensor* | un bloque de números del mismo tipo, colocados a lo largo de unos ejes |
# | rango | *rank* | el número de ejes |
# | forma | *shape* | lo que mide cada eje |
# | tipo | *dtype* | qué clase de número guarda |
# | ejecución inmediata | *eager execution* | cada operación se calcula al llegar a su línea |
# | diferenciación automática | *automatic differentiation* | derivar a partir de las operaciones apuntadas |
# | cinta | *gradient tape* | quien las apunta |
# | logits | *logits* | las sumas ponderadas de la salida, antes de softmax |
# | grafo de flujo de datos | *dataflow graph* | operaciones unidas por tensores |
# | trazar | *tracing* | convertir una función de Python en un grafo |
# | sesión | *session* | lo que ejecutaba un grafo en TensorFlow 1 |

# %% [markdown] id="glosario" lang="en" seal="d3a746"
# ## Glossary
#
# | English | Spanish | what it is |
# |---|---|---|
# | tensor | *tensor* | a block of numbers of the same type, laid out along some axes |
# | rank | *rango* | the number of axes |
# | shape | *forma* | how long each axis is |
# | dtype | *tipo* | what kind of number it holds |
# | eager execution | *ejecución inmediata* | each operation is computed on reaching its line |
# | automatic differentiation | *diferenciación automática* | differentiating from the operations written down |
# | gradient tape | *cinta* | who writes them down |
# | logits | *logits* | the weighted sums of the output, before softmax |
# | dataflow graph | *grafo de flujo de datos* | operations joined by tensors |
# | tracing | *trazar* | turning a Python function into a graph |
# | session | *sesión* | what executed a graph in TensorFlow 1 |

# %% [markdown] id="seguir" lang="es"
# ## Para seguir leyendo
#
# - Las guías *Introduction to Tensors*, *Introduction to gradients and automatic differentiation* y *Introduction to graphs and
#   tf.function* de la documentación de TensorFlow.
# - M. Abadi y otros (2016), «TensorFlow: A system for large-scale machine learning», *OSDI*: por qué se pensó con grafos.
# - A. G. Baydin, B. A. Pearlmutter, A. A. Radul y J. M. Siskind (2018), «Automatic differentiation in machine learning: a survey»,
#   *Journal of Machine Learning Research* 18: qué es derivar con una máquina, y qué no.
# - A. Karpathy, *micrograd*: una cinta entera en cien líneas de Python, para ver que no hay truco.

# %% [markdown] id="seguir" lang="en" seal="e55cdf"
# ## Where to read on
#
# - The guides *Introduction to Tensors*, *Introduction to gradients and automatic differentiation* and *Introduction to graphs and
#   tf.function* in TensorFlow's documentation.
# - M. Abadi and others (2016), “TensorFlow: A system for large-scale machine learning”, *OSDI*: why it was thought of in graphs.
# - A. G. Baydin, B. A. Pearlmutter, A. A. Radul and J. M. Siskind (2018), “Automatic differentiation in machine learning: a survey”,
#   *Journal of Machine Learning Research* 18: what differentiating by machine is, and what it is not.
# - A. Karpathy, *micrograd*: a whole tape in a hundred lines of Python, to see that there is no trick.
