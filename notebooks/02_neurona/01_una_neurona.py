# ---
# jupyter:
#   curso:
#     module: "02"
#     title: {es: "Una neurona", en: "One neuron"}
#     goals:
#       es:
#         - "Calcular a mano y en NumPy lo que hace una neurona: suma ponderada y activación."
#         - "Decir qué hacen los pesos y el sesgo, y dibujar la frontera que trazan."
#         - "Elegir la activación de la salida según lo que se predice."
#         - "Medir lo que se equivoca con la entropía cruzada, y explicar por qué no basta contar aciertos."
#         - "Entrenar una neurona desde cero y comprobarla con datos reales."
#       en:
#         - "Compute by hand and in NumPy what a neuron does: weighted sum and activation."
#         - "Say what the weights and the bias do, and draw the boundary that they trace."
#         - "Choose the activation of the output by what is predicted."
#         - "Measure how wrong it is with cross-entropy, and explain why counting hits is not enough."
#         - "Train a neuron from scratch and check it on real data."
#     needs:
#       es:
#         - "El módulo 01: hipótesis, coste y descenso de gradiente."
#         - "Arrays de NumPy y el producto con arroba, `A @ theta`."
#         - "No hace falta TensorFlow ni Keras: todo se hace con NumPy."
#       en:
#         - "Module 01: hypothesis, cost and gradient descent."
#         - "NumPy arrays and the product with an at sign, `A @ theta`."
#         - "No TensorFlow or Keras needed: everything is done with NumPy."
#     minutes: 45
#     inventory: [inv-B002, inv-B003, inv-B004, inv-B005, inv-B006, inv-B007, inv-B008, inv-B009, inv-B010, inv-B023, inv-B024, inv-C007, inv-C008, inv-D014, inv-D015, inv-D016, inv-D017]
#     errata: [err-B01, err-B02, err-B03, err-B04, err-B05, err-B06, err-B07, err-B08, err-C03, err-D01, err-D02, err-D07]
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
# ---

# %% tags=["source-only"]
from curso.notebook import check, passed, progress

# %% [markdown] id="antes" lang="es"
# ## Antes de empezar: el diario de Eva
#
# A Eva le gusta el cine, pero no conducir. De diez noches anotó las estrellas que la crítica daba a la película, los
# kilómetros que había hasta el cine y si al final fue:
#
# | noche | estrellas | km | ¿fue? |
# |---|---|---|---|
# | 0 | 5 | 4 | sí |
# | 1 | 4 | 3 | sí |
# | 2 | 3 | 4 | no |
# | 3 | 2 | 2 | no |
# | 4 | 5 | 7 | no |
# | 5 | 3 | 1 | sí |
# | 6 | 4 | 1 | no |
# | 7 | 4 | 6 | no |
# | 8 | 5 | 2 | sí |
# | 9 | 1 | 1 | no |
#
# 1. ¿Qué regla sigue Eva? Intenta que sea una cuenta, de las que puede hacer una calculadora.
# 2. Por una estrella más, ¿cuántos kilómetros más está dispuesta a conducir?
# 3. Hay una noche que no encaja. ¿Cuál?
#
# Escribe tus respuestas en la celda. Nadie las corrige: al final de la lección una neurona contestará a lo mismo.

# %% [markdown] id="antes" lang="en" seal="ef7e54"
# ## Before we start: Eva's diary
#
# Eva likes the cinema, but not driving. For ten evenings she noted the stars that the critics gave the film, the
# kilometres to the cinema, and whether she went in the end:
#
# | evening | stars | km | went? |
# |---|---|---|---|
# | 0 | 5 | 4 | yes |
# | 1 | 4 | 3 | yes |
# | 2 | 3 | 4 | no |
# | 3 | 2 | 2 | no |
# | 4 | 5 | 7 | no |
# | 5 | 3 | 1 | yes |
# | 6 | 4 | 1 | no |
# | 7 | 4 | 6 | no |
# | 8 | 5 | 2 | yes |
# | 9 | 1 | 1 | no |
#
# 1. What rule does Eva follow? Try to make it a sum, of the kind that a calculator can do.
# 2. For one star more, how many kilometres more is she willing to drive?
# 3. One evening does not fit. Which?
#
# Write your answers in the cell. Nobody marks them: at the end of the lesson a neuron will answer the same questions.

# %% id="my-rule"
# es: Tu regla, los kilómetros que vale una estrella y la noche rara
# en: Your rule, the kilometres that a star is worth, and the odd evening
my_rule = ""
my_km_per_star = "?"
my_odd_evening = "?"

# %% id="tools"
import matplotlib.pyplot as plt
import numpy as np

from curso import explore
from curso.explore import COLORS, CYCLE, OneNeuron, one_neuron, shown, still
from curso.explore.plane import Examples
from curso.models import LinearRegressionGD, NeuronClassifier
from curso.text import Text

# es: Una fila por noche: estrellas y kilómetros. Y si fue (1) o no (0)
# en: One row an evening: stars and kilometres. And whether she went (1) or not (0)
evenings = np.array([[5, 4], [4, 3], [3, 4], [2, 2], [5, 7], [3, 1], [4, 1], [4, 6], [5, 2], [1, 1]], dtype=float)
went = np.array([1, 1, 0, 0, 0, 1, 0, 0, 1, 0], dtype=float)

LATER = Text(
    es="Esta celda espera a que resuelvas {exercise}: vuelve a ejecutarla entonces.",
    en="This cell waits until you have solved {exercise}: run it again then.",
)
YOURS = Text(es="tu predicción:", en="your prediction:")
print(evenings.shape, went.shape)

# %% [markdown] id="suma-ponderada" lang="es" rows="inv-B002 inv-B003 inv-B004 inv-B005 inv-B006"
# ## 1. La suma ponderada
#
# Las **redes neuronales** son una familia de modelos que aprenden de ejemplos, y se construyen con una sola pieza repetida
# muchas veces: la **neurona** (o *nodo*). Las neuronas se reparten en **capas**, y cada capa trabaja con lo que sale de la
# anterior. La idea se inspira, de lejos, en el cerebro, y no es nueva: W. McCulloch y W. Pitts la escribieron en 1943 y el
# perceptrón de F. Rosenblatt aprendía solo en 1958. En esta lección miramos una única neurona hasta entenderla del todo.
#
# Una neurona hace dos cosas. La primera es una cuenta que ya sabes hacer: multiplica cada entrada por un **peso**, suma, y
# añade un **sesgo** $b$ (*bias*), un número que no depende de ninguna entrada:
#
# $$z = w_1 x_1 + w_2 x_2 + \dots + w_d x_d + b$$
#
# ### Ejemplo resuelto
#
# Probemos con Eva: las estrellas empujan hacia el sí ($w_1 = 3$), los kilómetros hacia el no ($w_2 = -2$) y salir de casa
# cuesta de por sí ($b = -5$).
#
# | noche | estrellas | km | $3\,x_1$ | $-2\,x_2$ | $b$ | $z$ |
# |---|---|---|---|---|---|---|
# | 0 | 5 | 4 | 15 | −8 | −5 | **2** |
# | 1 | 4 | 3 | 12 | −6 | −5 | **1** |
# | 2 | 3 | 4 | 9 | −8 | −5 | **−4** |
# | 3 | 2 | 2 | 6 | −4 | −5 | **−3** |
#
# Positivo, va; negativo, se queda. Con estas cuatro noches acierta. El dibujo es la misma cuenta: el recuadro $f$ es la
# segunda cosa que hace una neurona, y llegará en la sección 2.

# %% [markdown] id="suma-ponderada" lang="en" seal="cc43f6"
# ## 1. The weighted sum
#
# **Neural networks** are a family of models that learn from examples, and are built from a single piece repeated many
# times: the **neuron** (or *node*). Neurons are spread over **layers**, and each layer works with what comes out of the one
# before. The idea is inspired, from afar, by the brain, and is not new: W. McCulloch and W. Pitts wrote it down in 1943, and
# F. Rosenblatt's perceptron was learning by itself in 1958. In this lesson we look at a single neuron until we fully
# understand it.
#
# A neuron does two things. The first is a sum that you already know how to do: it multiplies each input by a **weight**,
# adds up, and adds a **bias** $b$, a number that depends on no input:
#
# $$z = w_1 x_1 + w_2 x_2 + \dots + w_d x_d + b$$
#
# ### Worked example
#
# Let us try with Eva: stars push towards yes ($w_1 = 3$), kilometres towards no ($w_2 = -2$), and leaving home is an effort
# in itself ($b = -5$).
#
# | evening | stars | km | $3\,x_1$ | $-2\,x_2$ | $b$ | $z$ |
# |---|---|---|---|---|---|---|
# | 0 | 5 | 4 | 15 | −8 | −5 | **2** |
# | 1 | 4 | 3 | 12 | −6 | −5 | **1** |
# | 2 | 3 | 4 | 9 | −8 | −5 | **−4** |
# | 3 | 2 | 2 | 6 | −4 | −5 | **−3** |
#
# Positive, she goes; negative, she stays. On these four evenings it is right. The drawing is the same sum: the box $f$ is
# the second thing that a neuron does, and comes in section 2.

# %% id="draw-neuron"
def box(ax, x, y, text, color):
    frame = {"boxstyle": "round,pad=0.5", "fc": "white", "ec": color, "lw": 2}
    ax.text(x, y, str(text), ha="center", va="center", fontsize=11, bbox=frame)


def arrow(ax, start, end, text=""):
    ax.annotate("", end, start, arrowprops={"arrowstyle": "-|>", "color": COLORS.black, "lw": 1.4})
    x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2 + 0.16
    ax.text(x, y, text, ha="center", fontsize=11, color=COLORS.vermillion)


fig, ax = plt.subplots(figsize=(9, 3))
box(ax, 0, 1.5, Text(es="$x_1$: 5 estrellas", en="$x_1$: 5 stars"), COLORS.blue)
box(ax, 0, 0.5, "$x_2$: 4 km", COLORS.blue)
box(ax, 3.2, 1, Text(es="suma + $b$\nb = −5", en="sum + $b$\nb = −5"), COLORS.orange)
box(ax, 5.4, 1, "$f$", COLORS.green)
arrow(ax, (0.85, 1.5), (2.5, 1.15), "$w_1 = 3$")
arrow(ax, (0.85, 0.5), (2.5, 0.85), "$w_2 = -2$")
arrow(ax, (3.85, 1), (5.1, 1), "$z = 2$")
arrow(ax, (5.7, 1), (7, 1), "$\\hat y = f(z)$")
ax.set(xlim=(-1, 7.2), ylim=(0, 2))
ax.axis("off")
shown(
    fig,
    alt=Text(
        es="Esquema de una neurona: 5 estrellas por el peso 3 y 4 km por el peso −2 llegan a una suma con sesgo −5; sale z = 2, "
        "que pasa por f y da ŷ.",
        en="Diagram of a neuron: 5 stars times the weight 3 and 4 km times the weight −2 reach a sum with bias −5; out comes "
        "z = 2, which goes through f and gives ŷ.",
    ),
)

# %% [markdown] id="una-capa" lang="es"
# En NumPy, todas las noches a la vez: los ejemplos son las filas de `X`, y `X @ w` hace los productos y las sumas.
#
# Ahora tres amigos con gustos distintos. Cada uno es **otra neurona, con sus pesos y su sesgo**: Ana, como Eva; Bruno odia
# el coche; Carla va siempre. Si ponemos los pesos de cada uno en una columna sale una tabla $W$, y los sesgos forman un
# array $b$ de tres números. Eso ya es una **capa** de tres neuronas:
#
# $$Z = X W + b$$
#
# **Predice.** Con cuatro noches y tres amigos, ¿qué forma tendrá $Z$? ¿Quién no saldrá ninguna de las cuatro noches?

# %% [markdown] id="una-capa" lang="en" seal="fb7be3"
# In NumPy, all the evenings at once: the examples are the rows of `X`, and `X @ w` does the products and the sums.
#
# Now three friends with different tastes. Each is **another neuron, with its own weights and its own bias**: Ana is like
# Eva; Bruno hates the car; Carla always goes. If we put each one's weights into a column we get a table $W$, and the biases
# make an array $b$ of three numbers. That is already a **layer** of three neurons:
#
# $$Z = X W + b$$
#
# **Predict.** With four evenings and three friends, what shape will $Z$ have? Who will not go out on any of the four
# evenings?

# %% id="my-shape"
# es: La forma de Z y el amigo que no sale
# en: The shape of Z and the friend who stays in
my_shape, my_friend = "?", "?"

# %% id="three-friends"
w, b = np.array([3.0, -2.0]), -5.0
print(Text(es="Eva:  z =", en="Eva:  z ="), evenings[:4] @ w + b)

# es:              Ana Bruno Carla
# en:              Ana Bruno Carla
W_friends = np.array([[3.0, 1.0, 1.0], [-2.0, -3.0, 0.0]])
b_friends = np.array([-5.0, 2.0, 3.0])
friends = list(zip(W_friends.T, b_friends, strict=True))
Z = np.array([[row @ weights + bias for weights, bias in friends] for row in evenings[:4]])
print(Z)
print("Z:", Z.shape, "|", YOURS, my_shape, my_friend)

# %% [markdown] id="sesgos" lang="es" rows="inv-B007 err-B01 err-B02 err-B06"
# Cuatro filas (noches) y tres columnas (amigos). Bruno, la columna del medio, no llega nunca a un número positivo.
#
# > **Lo que dice el material antiguo / lo que vale hoy.**
# >
# > - «$b$ es igual en todas las neuronas de la capa.» **No: cada neurona tiene su propio sesgo.** $b$ es un vector con un
# >   número por neurona, y se entrena como los pesos.
# > - «$Z = WX + b$.» Es otra costumbre, con un ejemplo en cada *columna*. En NumPy y en Keras los ejemplos van por
# >   **filas**, y se escribe $XW + b$, con $W$ de forma (entradas, neuronas).
# > - «La capa de entrada tiene neuronas.» La entrada **no calcula nada ni tiene parámetros**: son los datos, estrellas y
# >   kilómetros. Las neuronas empiezan después.

# %% [markdown] id="sesgos" lang="en" seal="1f0be1"
# Four rows (evenings) and three columns (friends). Bruno, the middle column, never gets to a positive number.
#
# > **What older material says / what holds today.**
# >
# > - “$b$ is the same in all the neurons of the layer.” **No: each neuron has its own bias.** $b$ is a vector with one
# >   number per neuron, and it is trained just as the weights are.
# > - “$Z = WX + b$.” That is another custom, with an example in each *column*. In NumPy and in Keras the examples are
# >   **rows**, and you write $XW + b$, with $W$ of shape (inputs, neurons).
# > - “The input layer has neurons.” The input **computes nothing and has no parameters**: it is the data, stars and
# >   kilometres. Neurons begin after it.

# %% [markdown] id="ejercicio-linear" lang="es"
# ### Ejercicio 1: `linear`
#
# La celda de arriba usa dos bucles. Escribe lo mismo sin ninguno, para `X` de forma $(m, d)$, `W` de forma $(d, k)$ y `b`
# de forma $(k,)$. Si te atascas, escribe `hint("02.linear")` en una celda nueva.

# %% [markdown] id="ejercicio-linear" lang="en" seal="4cd512"
# ### Exercise 1: `linear`
#
# The cell above uses two loops. Write the same without any, for `X` of shape $(m, d)$, `W` of shape $(d, k)$ and `b` of
# shape $(k,)$. If you get stuck, write `hint("02.linear")` in a new cell.

# %% exercise="linear"
def linear(X, W, b):
    ### BEGIN SOLUTION
    #~ return ...
    return X @ W + b
    ### END SOLUTION

# %% check="linear" points=1
check("02.linear", linear)

# %% [markdown] id="activaciones" lang="es" rows="inv-B009 inv-B010"
# ## 2. La activación
#
# ¿Cuánto de seguro es un $z = 2$? Una suma puede dar cualquier número, y a menudo queremos otra cosa: una probabilidad, o
# una cantidad que no baje de cero. La segunda cosa que hace una neurona es pasar $z$ por una función $f$, su
# **activación**. Lo que sale, $\hat y = f(z)$ (se lee «y gorro»), va a la capa siguiente, o a la pérdida si ya no quedan
# capas.
#
# | nombre | $f(z)$ | sale | idea |
# |---|---|---|---|
# | `linear` | $z$ | cualquier número | no hacer nada |
# | `sigmoid` | $\sigma(z) = \frac{1}{1 + e^{-z}}$ | entre 0 y 1 | una probabilidad |
# | `tanh` | $\frac{e^{z} - e^{-z}}{e^{z} + e^{-z}}$ | entre −1 y 1 | una sigmoide centrada en 0 |
# | `relu` | $\max(0, z)$ | 0 o más | apaga lo negativo |
# | `softmax` | $\frac{e^{z_j}}{e^{z_1} + \dots + e^{z_k}}$ | $k$ números que suman 1 | un reparto entre $k$ neuronas |
#
# Las cuatro primeras miran un número cada vez. `softmax` mira toda la capa: si una neurona se lleva más, a las otras les
# queda menos.
#
# **Predice.** Sin calculadora: ¿cuánto vale $\sigma(0)$? ¿Y, más o menos, $\sigma(10)$ y $\sigma(-10)$? Después muévete
# por el dibujo: a la izquierda, las activaciones; a la derecha, su **derivada**, es decir, cuánto se mueve la salida cuando
# se mueve $z$.

# %% [markdown] id="activaciones" lang="en" seal="5c5058"
# ## 2. The activation
#
# How sure is a $z = 2$? A sum can give any number, and often we want something else: a probability, or an amount that does
# not go below zero. The second thing that a neuron does is to pass $z$ through a function $f$, its **activation**. What
# comes out, $\hat y = f(z)$ (read “y hat”), goes to the next layer, or to the loss if there are no more layers.
#
# | name | $f(z)$ | gives | idea |
# |---|---|---|---|
# | `linear` | $z$ | any number | do nothing |
# | `sigmoid` | $\sigma(z) = \frac{1}{1 + e^{-z}}$ | between 0 and 1 | a probability |
# | `tanh` | $\frac{e^{z} - e^{-z}}{e^{z} + e^{-z}}$ | between −1 and 1 | a sigmoid centred on 0 |
# | `relu` | $\max(0, z)$ | 0 or more | switches off what is negative |
# | `softmax` | $\frac{e^{z_j}}{e^{z_1} + \dots + e^{z_k}}$ | $k$ numbers that add up to 1 | a sharing out among $k$ neurons |
#
# The first four look at one number at a time. `softmax` looks at the whole layer: if one neuron takes more, less is left
# for the others.
#
# **Predict.** Without a calculator: how much is $\sigma(0)$? And, more or less, $\sigma(10)$ and $\sigma(-10)$? Then move
# about in the picture: on the left, the activations; on the right, their **derivative**, that is, how much the output moves
# when $z$ does.

# %% id="my-sigmas"
# es: σ(0), σ(10) y σ(−10)
# en: σ(0), σ(10) and σ(−10)
my_sigmas = ["?", "?", "?"]

# %% id="see-activations"
explore.activations()

# %% id="sigmas"
for z in (0, 10, -10):
    print(f"σ({z:3}) = {1 / (1 + np.exp(-z)):.6f}")
print(YOURS, my_sigmas)

# %% [markdown] id="no-linealidad" lang="es"
# $\sigma(0)$ es 0.5: ni sí ni no. En $z = 10$ la sigmoide es casi 1 y su derivada casi 0: la neurona está tan segura que
# moverle un poco $z$ no cambia nada. Acuérdate de esto cuando lleguemos a entrenar.
#
# ¿Y para qué tantas funciones, si `linear` es la más sencilla? Porque sin ninguna otra **apilar capas no sirve de nada**.
#
# **Predice.** Dos capas lineales seguidas, de 2 entradas a 3 neuronas y de 3 a 1. ¿Habrá una sola capa que dé exactamente
# lo mismo?

# %% [markdown] id="no-linealidad" lang="en" seal="554d6e"
# $\sigma(0)$ is 0.5: neither yes nor no. At $z = 10$ the sigmoid is almost 1 and its derivative almost 0: the neuron is so
# sure that moving its $z$ a little changes nothing. Remember this when we get to training.
#
# And why so many functions, if `linear` is the simplest? Because with no other **stacking layers is of no use at all**.
#
# **Predict.** Two linear layers in a row, from 2 inputs to 3 neurons and from 3 to 1. Will there be a single layer that
# gives exactly the same?

# %% id="my-stack"
# es: "sí" o "no"
# en: "yes" or "no"
my_stack = "?"

# %% id="stacked-layers"
rng = np.random.default_rng(0)
W1, b1 = rng.normal(size=(2, 3)), rng.normal(size=3)
W2, b2 = rng.normal(size=(3, 1)), rng.normal(size=1)
two_layers = (evenings @ W1 + b1) @ W2 + b2
one_layer = evenings @ (W1 @ W2) + (b1 @ W2 + b2)
with_relu = np.maximum(evenings @ W1 + b1, 0) @ W2 + b2
print(Text(es="lo que se apartan de una sola capa:", en="how far they are from a single layer:"))
print(Text(es="  dos lineales:         ", en="  two linear ones:      "), f"{np.abs(two_layers - one_layer).max():.0e}")
print(Text(es="  con ReLU entre medias:", en="  with ReLU in between: "), f"{np.abs(with_relu - one_layer).max():.2f}")
print(YOURS, my_stack)

# %% [markdown] id="para-que-sirve" lang="es" rows="inv-B023 inv-B024 inv-C007 err-B07 err-B08 err-C03"
# Dos capas lineales son una sola, salvo redondeos (la diferencia es del orden de `1e-16`… `1e-15`). Con una ReLU en medio,
# ya no.
#
# > **Lo que dice el material antiguo / lo que vale hoy.**
# >
# > - «La activación enciende o apaga la neurona.» Es una imagen para algunas, no su razón de ser: **lo esencial es que no
# >   son una recta**. Sin eso, cien capas equivalen a una.
# > - «Añade complejidad y robustez ante invariancias.» No: añade **no linealidad**. Y si no pides ninguna, `Dense` de Keras
# >   **no aplica ninguna** (su valor por omisión es la lineal).
# > - «Las más usadas son la sigmoide y ReLU.» **En las capas ocultas hoy lo corriente es ReLU** o una pariente suya, como
# >   GELU. La derivada de la sigmoide no pasa nunca de 0.25 (búscalo en el dibujo), y a través de muchas capas ese factor
# >   deja el gradiente en nada; la de ReLU es 1 donde está encendida. La sigmoide queda para las salidas de sí o no.

# %% [markdown] id="para-que-sirve" lang="en" seal="5a9574"
# Two linear layers are a single one, but for rounding (the difference is of the order of `1e-16`… `1e-15`). With a ReLU in
# between, no longer.
#
# > **What older material says / what holds today.**
# >
# > - “The activation switches the neuron on or off.” That is an image for some of them, not their reason to be: **what
# >   matters is that they are not a straight line**. Without that, a hundred layers amount to one.
# > - “It adds complexity and robustness against invariances.” No: it adds **non-linearity**. And if you ask for none,
# >   Keras's `Dense` **applies none** (its default is the linear one).
# > - “The most used are the sigmoid and ReLU.” **In hidden layers the usual choice today is ReLU** or a relative of it, such
# >   as GELU. The derivative of the sigmoid never goes above 0.25 (find it in the picture), and through many layers that
# >   factor leaves nothing of the gradient; that of ReLU is 1 where it is on. The sigmoid is kept for yes-or-no outputs.

# %% [markdown] id="ejercicio-activations" lang="es"
# ### Ejercicio 2: `activations`, con huecos
#
# Rellena los cinco `...` con las fórmulas de la tabla. `z` es un array de cualquier forma; con `softmax`, cada **fila** (el
# último eje) reparte su propio 1. Un detalle de oficio: $e^{1000}$ no cabe en el ordenador. Restar a toda la fila su máximo
# antes de elevar no cambia el reparto, y así el mayor exponente es 0; esa línea ya está puesta.

# %% [markdown] id="ejercicio-activations" lang="en" seal="61e490"
# ### Exercise 2: `activations`, with blanks
#
# Fill in the five `...` with the formulas of the table. `z` is an array of any shape; with `softmax`, each **row** (the last
# axis) shares out its own 1. A detail of the trade: $e^{1000}$ does not fit in the computer. Subtracting its maximum from
# the whole row before raising does not change the shares, and then the largest exponent is 0; that line is there already.

# %% exercise="activations"
def activations(z, name):
    ### BEGIN SOLUTION
    #~ if name == "linear":
    #~     return ...
    #~ if name == "sigmoid":
    #~     return ...
    #~ if name == "tanh":
    #~     return ...
    #~ if name == "relu":
    #~     return ...
    #~ if name == "softmax":
    #~     raised = np.exp(z - z.max(axis=-1, keepdims=True))
    #~     return ...
    if name == "linear":
        return z
    if name == "sigmoid":
        return 1 / (1 + np.exp(-z))
    if name == "tanh":
        return np.tanh(z)
    if name == "relu":
        return np.maximum(z, 0)
    if name == "softmax":
        raised = np.exp(z - z.max(axis=-1, keepdims=True))
        return raised / raised.sum(axis=-1, keepdims=True)
    ### END SOLUTION

# %% check="activations" points=2
check("02.activations", activations)

# %% [markdown] id="pesos-como-mandos" lang="es" rows="inv-B008"
# ## 3. Los pesos son mandos
#
# Imagina la neurona como una mesa de sonido: cada entrada pasa por un **potenciómetro**, su peso, que la amplifica, la
# apaga o le da la vuelta. Aprender es girar los mandos, nada más.
#
# - Un peso **positivo** empuja hacia arriba, uno **negativo** hacia abajo, y con **cero** la neurona no oye esa entrada.
# - Pesos **más grandes**, subida **más empinada**: la neurona pasa del no al sí en menos espacio.
# - El **sesgo** no deforma la curva: la **desplaza**. Con una entrada, $\hat y = 0.5$ donde $w x + b = 0$, o sea en
#   $x = -b / w$.
#
# **Predice.** ¿En qué $x$ cruza 0.5 la neurona con $w = 1$, $b = -2$? ¿Y con $w = 2$, $b = -2$?

# %% [markdown] id="pesos-como-mandos" lang="en" seal="1cf259"
# ## 3. Weights are knobs
#
# Imagine the neuron as a mixing desk: each input goes through a **potentiometer**, its weight, which amplifies it, silences
# it or turns it round. Learning is turning the knobs, nothing more.
#
# - A **positive** weight pushes up, a **negative** one down, and at **zero** the neuron does not hear that input.
# - **Larger** weights, **steeper** rise: the neuron goes from no to yes in less space.
# - The **bias** does not bend the curve: it **shifts** it. With one input, $\hat y = 0.5$ where $w x + b = 0$, that is, at
#   $x = -b / w$.
#
# **Predict.** At which $x$ does the neuron with $w = 1$, $b = -2$ cross 0.5? And the one with $w = 2$, $b = -2$?

# %% id="my-crossings"
# es: Los dos cruces, en ese orden
# en: The two crossings, in that order
my_crossings = ["?", "?"]

# %% id="draw-knobs"
fig, ax = plt.subplots(figsize=(8, 3.8))
x_axis = np.linspace(-5, 6, 300)
for (slope, bias), style in zip(((1, 0), (1, -2), (2, -2), (-1, 0)), CYCLE, strict=False):
    curve = 1 / (1 + np.exp(-(slope * x_axis + bias)))
    ax.plot(x_axis, curve, color=style.color, linestyle=style.linestyle, linewidth=2, label=f"w = {slope}, b = {bias}")
    ax.plot(-bias / slope, 0.5, style.marker, color=style.color, markersize=9)
    print(f"w = {slope:2}, b = {bias:2}:  −b/w = {abs(bias / slope):g}")
ax.axhline(0.5, color=COLORS.black, linewidth=0.8)
ax.set(xlabel="x", ylabel="ŷ = σ(w x + b)")
ax.legend(loc="center right")
shown(
    fig,
    alt=Text(
        es="Cuatro sigmoides: con w = 1 y b = 0 cruza 0.5 en 0; con b = −2 es la misma desplazada a 2; con w = 2 y b = −2, más "
        "empinada, cruza en 1; con w = −1 baja en vez de subir.",
        en="Four sigmoids: with w = 1 and b = 0 it crosses 0.5 at 0; with b = −2 it is the same shifted to 2; with w = 2 and "
        "b = −2, steeper, it crosses at 1; with w = −1 it goes down instead of up.",
    ),
)
print(YOURS, my_crossings)

# %% [markdown] id="jugar" lang="es"
# **Juega.** Ahora, los mandos sobre el diario de Eva: $x_1$ son las estrellas, $x_2$ los kilómetros, y la clase 1 es «fue».
# A la izquierda, el plano coloreado según $\hat y$; a la derecha, cada noche sobre la curva de la activación, con una raya
# hasta donde debería estar.
#
# 1. Consigue 9 aciertos de 10. ¿Qué noche se queda fuera?
# 2. Multiplica los tres mandos por 2. ¿Qué cambia y qué no?
# 3. Pon $w_2 = 0$. ¿Qué deja de ver la neurona?
#
# Copia los mandos que más te gusten en la celda que sigue al dibujo: los usaremos después.

# %% [markdown] id="jugar" lang="en" seal="6f64b1"
# **Play.** Now the knobs on Eva's diary: $x_1$ is the stars, $x_2$ the kilometres, and class 1 is “went”. On the left, the
# plane coloured by $\hat y$; on the right, each evening on the curve of the activation, with a line to where it should be.
#
# 1. Get 9 of the 10 right. Which evening is left out?
# 2. Multiply all three knobs by 2. What changes and what does not?
# 3. Set $w_2 = 0$. What does the neuron no longer see?
#
# Copy the knobs that you like best into the cell after the picture: we will use them later.

# %% id="play-neuron"
explore.neuron(OneNeuron(w1=1.0, w2=1.0, b=-3.0, data=Examples.of(evenings, went)))

# %% id="my-knobs"
# es: Tus mandos: w₁ y w₂, y b
# en: Your knobs: w₁ and w₂, and b
my_w, my_b = np.array([3.0, -2.0]), -5.0

# %% [markdown] id="ejercicio-forward" lang="es"
# ### Ejercicio 3: `neuron_forward`
#
# Una neurona entera, de las entradas a la salida: `X` de forma $(m, d)$, `w` de forma $(d,)$, `b` un número y `name` el
# nombre de la activación. Devuelve las $m$ salidas. Puedes llamar a tu `activations`.

# %% [markdown] id="ejercicio-forward" lang="en" seal="267716"
# ### Exercise 3: `neuron_forward`
#
# A whole neuron, from the inputs to the output: `X` of shape $(m, d)$, `w` of shape $(d,)$, `b` a number and `name` the
# name of the activation. Return the $m$ outputs. You may call your `activations`.

# %% exercise="neuron_forward"
def neuron_forward(X, w, b, name):
    ### BEGIN SOLUTION
    #~ z = ...
    #~ return ...
    z = X @ w + b
    return activations(z, name)
    ### END SOLUTION

# %% check="neuron_forward" points=1
check("02.neuron_forward", neuron_forward)

# %% id="use-forward"
if passed("02.neuron_forward"):
    says = np.ravel(neuron_forward(evenings, my_w, my_b, "sigmoid"))
    for number, (probability, truth) in enumerate(zip(says, went, strict=True)):
        wrong = Text(es="  ← fallo", en="  ← miss") if (probability > 0.5) != truth else ""
        print(f"{Text(es='noche', en='evening')} {number}:  ŷ = {probability:.3f}   y = {truth:.0f}{wrong}")
else:
    print(LATER.format(exercise="02.neuron_forward"))

# %% [markdown] id="que-activacion-a-la-salida" lang="es" rows="inv-D015 inv-D016 inv-D017"
# ## 4. Qué activación va a la salida
#
# En medio de una red la activación es cosa tuya. En la **salida** la decide lo que quieres predecir, porque tiene que poder
# decir todas las respuestas posibles, y ninguna imposible.
#
# | quieres predecir | última capa | porque |
# |---|---|---|
# | un número cualquiera (una temperatura) | 1 `linear` | llega a todos los números |
# | un número que nunca es negativo (una duración) | 1 `linear`, o 1 `relu` | ReLU no baja de 0 |
# | sí o no | 1 `sigmoid` | es $P(y = 1)$; lo que falta hasta 1 es $P(y = 0)$ |
# | una de $k$ clases | $k$ `softmax` | reparte un único 1 entre las clases |
# | varias etiquetas a la vez, de $k$ | $k$ `sigmoid` | cada etiqueta es su propio sí o no |
#
# **Predice.** Dos ideas que conviene poner a prueba. Si un objetivo es $y = 3x - 1$, con $x$ de −2 a 2, ¿qué error tendrá
# la neurona con los pesos exactos si la salida es `relu`? ¿Y en qué se parecen un `softmax` de dos neuronas y una sigmoide?

# %% [markdown] id="que-activacion-a-la-salida" lang="en" seal="d9a63d"
# ## 4. Which activation belongs at the output
#
# In the middle of a network the activation is up to you. At the **output** it is decided by what you want to predict, since
# it must be able to say every possible answer, and no impossible one.
#
# | you want to predict | last layer | because |
# |---|---|---|
# | any number (a temperature) | 1 `linear` | it reaches all numbers |
# | a number that is never negative (a duration) | 1 `linear`, or 1 `relu` | ReLU does not go below 0 |
# | yes or no | 1 `sigmoid` | it is $P(y = 1)$; what is left up to 1 is $P(y = 0)$ |
# | one of $k$ classes | $k$ `softmax` | it shares out a single 1 among the classes |
# | several labels at once, out of $k$ | $k$ `sigmoid` | each label is a yes or no of its own |
#
# **Predict.** Two ideas that are worth testing. If a target is $y = 3x - 1$, with $x$ from −2 to 2, what error will the
# neuron with the exact weights have if its output is `relu`? And how are a `softmax` of two neurons and a sigmoid alike?

# %% id="my-outputs"
# es: Tu predicción: ¿error cero, pequeño o grande con ReLU? ¿Y el parecido?
# en: Your prediction: zero, small or large error with ReLU? And the likeness?
my_outputs = ["?", "?"]

# %% id="outputs"
x_line = np.linspace(-2, 2, 41)
target = 3 * x_line - 1
for name, output in (("linear", 3 * x_line - 1), ("relu", np.maximum(3 * x_line - 1, 0))):
    error, lowest = np.mean((output - target) ** 2), output.min()
    found = Text(
        es="error cuadrático medio {:.2f}, salida mínima {:.0f}", en="mean squared error {:.2f}, lowest output {:.0f}"
    )
    print(f"{name:7}", found.format(error, lowest))

shares = np.exp([0, 1.3]) / np.exp([0, 1.3]).sum()
print("softmax(0, 1.3) =", shares.round(5), "   σ(1.3) =", round(1 / (1 + np.exp(-1.3)), 5))
print("tanh(−0.5) =", np.tanh(-0.5).round(3))
print(YOURS, my_outputs)

# %% [markdown] id="cajas-salida" lang="es" rows="err-D01 err-D02 err-B03 err-B05"
# Con ReLU más de la mitad de los objetivos es inalcanzable: los negativos se quedan en 0, y el error es de casi 10 aunque los
# pesos sean perfectos. Y la segunda parte de un `softmax` de $(0, z)$ **es** $\sigma(z)$: por eso para dos clases basta una
# neurona.
#
# > **Lo que dice el material antiguo / lo que vale hoy.**
# >
# > - «Regresión: salida lineal o ReLU.» **Lineal**; ReLU, solo si el objetivo nunca es negativo.
# > - «Clasificación: sigmoide o tanh.» **Sigmoide para dos clases, `softmax` para más.** tanh no da probabilidades: −0.46 no
# >   es ninguna. Keras ni siquiera protesta: recorta lo negativo a casi 0 y sigue, y la pérdida deja de decir nada.
# > - «En clasificación hay tantas neuronas de salida como clases.» Con `softmax`, sí; **para dos clases basta una**, y con
# >   varias etiquetas a la vez son sigmoides independientes.
# > - «Las redes sirven para clasificar y etiquetar.» También para predecir cantidades, generar textos o imágenes, traducir,
# >   controlar… Lo que cambia es, sobre todo, la salida y la pérdida.

# %% [markdown] id="cajas-salida" lang="en" seal="b89165"
# With ReLU more than half of the targets are out of reach: the negative ones stay at 0, and the error is almost 10 even though the
# weights are perfect. And the second part of a `softmax` of $(0, z)$ **is** $\sigma(z)$: that is why one neuron is enough
# for two classes.
#
# > **What older material says / what holds today.**
# >
# > - “Regression: linear or ReLU output.” **Linear**; ReLU only if the target is never negative.
# > - “Classification: sigmoid or tanh.” **Sigmoid for two classes, `softmax` for more.** tanh gives no probabilities: −0.46
# >   is none. Keras does not even complain: it clips what is negative to almost 0 and goes on, and the loss no longer means
# >   anything.
# > - “In classification there are as many output neurons as classes.” With `softmax`, yes; **for two classes one is
# >   enough**, and with several labels at once they are independent sigmoids.
# > - “Networks are for classifying and labelling.” Also for predicting amounts, generating text or images, translating,
# >   controlling… What changes is, above all, the output and the loss.

# %% [markdown] id="neurona-lineal" lang="es" rows="inv-D014"
# ## 5. La neurona lineal ya la conocías
#
# Quita la activación y mira lo que queda: $\hat y = w x + b$. Es la hipótesis del módulo 01 con otras letras.
#
# | módulo 01 | neurona |
# |---|---|
# | $\theta_0$ | $b$, el sesgo |
# | $\theta_1, \theta_2, \dots$ | $w_1, w_2, \dots$, los pesos |
# | $h_\theta(x)$ | $\hat y$ |
# | coste $J$ con $\frac{1}{2m}$ | error cuadrático medio, con $\frac{1}{m}$: el doble, y con el mismo mínimo |
#
# **Predice.** Entrenamos una neurona lineal con los cuatro puntos de siempre, $y = 2x + 1$. ¿A qué $w$ y a qué $b$ llegará?

# %% [markdown] id="neurona-lineal" lang="en" seal="6843ca"
# ## 5. You knew the linear neuron already
#
# Take the activation away and look at what is left: $\hat y = w x + b$. It is the hypothesis of module 01 in other letters.
#
# | module 01 | neuron |
# |---|---|
# | $\theta_0$ | $b$, the bias |
# | $\theta_1, \theta_2, \dots$ | $w_1, w_2, \dots$, the weights |
# | $h_\theta(x)$ | $\hat y$ |
# | cost $J$ with $\frac{1}{2m}$ | mean squared error, with $\frac{1}{m}$: twice as much, with the same minimum |
#
# **Predict.** We train a linear neuron on the usual four points, $y = 2x + 1$. Which $w$ and which $b$ will it reach?

# %% id="my-line"
# es: w y b
# en: w and b
my_line = ["?", "?"]

# %% id="linear-neuron"
x4, y4 = np.array([1.0, 2.0, 3.0, 4.0]), np.array([3.0, 5.0, 7.0, 9.0])
w, b = 0.0, 0.0
for _ in range(500):
    errors = (w * x4 + b) - y4
    w, b = w - 0.1 * 2 * np.mean(errors * x4), b - 0.1 * 2 * np.mean(errors)
line = LinearRegressionGD().fit(x4.reshape(-1, 1), y4)
print(Text(es="neurona:  ", en="neuron:   "), f"w  = {w:.4f}   b  = {b:.4f}")
print(Text(es="módulo 01:", en="module 01:"), f"θ₁ = {line.coef_[0]:.4f}   θ₀ = {line.intercept_:.4f}")
print(YOURS, my_line)

# %% [markdown] id="caja-lineal" lang="es" rows="err-D07"
# > **Lo que dice el material antiguo / lo que vale hoy.** Hay diapositivas tituladas «una neurona» que solo repiten la
# > recta y su coste. **Una neurona es $f(wx + b)$**; la recta es el caso particular en que $f$ no hace nada. Lo nuevo, lo
# > que la regresión lineal no tiene, es la $f$.

# %% [markdown] id="caja-lineal" lang="en" seal="ee83a9"
# > **What older material says / what holds today.** There are slides titled “one neuron” that only repeat the line and its
# > cost. **A neuron is $f(wx + b)$**; the line is the particular case in which $f$ does nothing. What is new, what linear
# > regression does not have, is the $f$.

# %% [markdown] id="perdida-logistica" lang="es"
# ## 6. Cuánto se equivoca: la pérdida logística
#
# Para bajar hace falta una cuesta. ¿Qué número mide lo mal que lo hace una neurona que dice probabilidades?
#
# - **Contar fallos** no sirve: si mueves un poco un peso, casi siempre la cuenta se queda igual. Es un suelo llano con
#   escalones, sin pendiente que sentir.
# - **El error cuadrático** $(\hat y - y)^2$ tiene pendiente, pero quien dice 0.0001 cuando era que sí paga 1 como mucho, y
#   ahí la sigmoide está tan plana que apenas hay cuesta: los errores más graves serían los más lentos de corregir.
# - Lo que se usa es mirar **la probabilidad que la neurona dio a lo que de verdad pasó**, y cobrarle su logaritmo con el
#   signo cambiado. Si fue que sí, $-\ln \hat y$; si fue que no, $-\ln(1 - \hat y)$. En una sola fórmula, ya como media:
#
# $$J = -\frac{1}{m}\sum_{i=1}^{m}\Big(y^{(i)} \ln \hat y^{(i)} + \big(1 - y^{(i)}\big)\ln\big(1 - \hat y^{(i)}\big)\Big)$$
#
# Se llama **entropía cruzada binaria** o pérdida logística. Como $y$ es 0 o 1, de los dos sumandos solo cuenta uno.
#
# | $y$ | $\hat y$ | paga |
# |---|---|---|
# | 1 | 0.9 | $-\ln 0.9 = 0.105$ |
# | 1 | 0.5 | $-\ln 0.5 = 0.693$ |
# | 1 | 0.1 | $-\ln 0.1 = 2.303$ |
# | 0 | 0.1 | $-\ln 0.9 = 0.105$ |
#
# **Predice.** Fue que sí, y la neurona dijo $\hat y = 0.01$. ¿Cuánto paga: unas 2 veces lo de $\hat y = 0.1$, o 10 veces?

# %% [markdown] id="perdida-logistica" lang="en" seal="f27623"
# ## 6. How wrong it is: the logistic loss
#
# To go down you need a slope. Which number measures how badly a neuron that says probabilities is doing?
#
# - **Counting misses** won't do: if you move a weight a little, the count almost always stays the same. It is level ground
#   with stairs, without a slope to feel.
# - **The squared error** $(\hat y - y)^2$ has a slope, but whoever says 0.0001 when it was a yes pays 1 at most, and there
#   the sigmoid is so flat that there is hardly any slope: the worst errors would be the slowest to mend.
# - What is used is to look at **the probability that the neuron gave to what really happened**, and to charge its logarithm
#   with the sign changed. If it was a yes, $-\ln \hat y$; if it was a no, $-\ln(1 - \hat y)$. In a single formula, as a mean:
#
# $$J = -\frac{1}{m}\sum_{i=1}^{m}\Big(y^{(i)} \ln \hat y^{(i)} + \big(1 - y^{(i)}\big)\ln\big(1 - \hat y^{(i)}\big)\Big)$$
#
# It is called **binary cross-entropy** or logistic loss. As $y$ is 0 or 1, only one of the two terms counts.
#
# | $y$ | $\hat y$ | pays |
# |---|---|---|
# | 1 | 0.9 | $-\ln 0.9 = 0.105$ |
# | 1 | 0.5 | $-\ln 0.5 = 0.693$ |
# | 1 | 0.1 | $-\ln 0.1 = 2.303$ |
# | 0 | 0.1 | $-\ln 0.9 = 0.105$ |
#
# **Predict.** It was a yes, and the neuron said $\hat y = 0.01$. How much does it pay: some 2 times as much as for
# $\hat y = 0.1$, or 10 times?

# %% id="my-loss"
# es: Tu predicción
# en: Your prediction
my_loss = "?"

# %% id="draw-loss"
fig, ax = plt.subplots(figsize=(7.5, 3.8))
said = np.linspace(0.005, 0.995, 300)
ax.plot(said, -np.log(said), color=COLORS.vermillion, linewidth=2, label="y = 1:  −ln ŷ")
ax.plot(said, -np.log(1 - said), color=COLORS.blue, linestyle="--", linewidth=2, label="y = 0:  −ln (1 − ŷ)")
ax.plot(said, (said - 1) ** 2, color=COLORS.black, linestyle=":", linewidth=2, label="y = 1:  (ŷ − 1)²")
ax.set(xlabel="ŷ", ylabel=str(Text(es="lo que paga un ejemplo", en="what an example pays")), ylim=(0, 5.4))
ax.legend()
shown(
    fig,
    alt=Text(
        es="La pérdida frente a ŷ: con y = 1, −ln ŷ baja de más de 5 cerca de 0 hasta 0 en 1; con y = 0, su imagen en el "
        "espejo. El error cuadrático nunca pasa de 1.",
        en="The loss against ŷ: with y = 1, −ln ŷ falls from above 5 near 0 to 0 at 1; with y = 0, its mirror image. The "
        "squared error never goes above 1.",
    ),
)
for probability in (0.9, 0.5, 0.1, 0.01, 0.001):
    print(f"y = 1, ŷ = {probability:<5}  −ln ŷ = {-np.log(probability):.3f}")
print(YOURS, my_loss)

# %% [markdown] id="ejercicio-bce" lang="es"
# El doble, no diez veces: cada vez que divides $\hat y$ por 10 se pagan otros 2.303. Pero no hay tope: quien diga
# exactamente 0 y se equivoque pagaría infinito. Por eso, antes del logaritmo, se recorta $\hat y$ una pizca; Keras deja
# siempre al menos `1e-7` a cada lado, y la peor multa es $-\ln 10^{-7} = 16.118$.
#
# ### Ejercicio 4: `bce`, con huecos
#
# `y` e `y_hat` son arrays de $m$ números. El recorte ya está hecho: usa `p` en lugar de `y_hat`. Devuelve un solo número.

# %% [markdown] id="ejercicio-bce" lang="en" seal="3d5345"
# Twice, not ten times: each time you divide $\hat y$ by 10, another 2.303 is paid. But there is no ceiling: whoever says
# exactly 0 and is wrong would pay infinity. That is why $\hat y$ is clipped a pinch before the logarithm; Keras always
# leaves at least `1e-7` at each end, and the worst fine is $-\ln 10^{-7} = 16.118$.
#
# ### Exercise 4: `bce`, with blanks
#
# `y` and `y_hat` are arrays of $m$ numbers. The clipping is done already: use `p` instead of `y_hat`. Return a single number.

# %% exercise="bce"
def bce(y, y_hat):
    ### BEGIN SOLUTION
    #~ p = np.clip(y_hat, 1e-7, 1 - 1e-7)
    #~ # es: Lo que paga cada ejemplo…
    #~ # en: What each example pays…
    #~ losses = ...
    #~ # es: …y su media
    #~ # en: …and their mean
    #~ return ...
    p = np.clip(y_hat, 1e-7, 1 - 1e-7)
    losses = -(y * np.log(p) + (1 - y) * np.log(1 - p))
    return np.mean(losses)
    ### END SOLUTION

# %% check="bce" points=2
check("02.bce", bce)

# %% id="losses-of-eva"
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


if passed("02.bce"):
    for what, said in (
        (Text(es="siempre 0.5", en="always 0.5"), np.full(10, 0.5)),
        (Text(es="siempre 0.4, la parte de síes", en="always 0.4, the share of yeses"), np.full(10, 0.4)),
        (Text(es="tus mandos", en="your knobs"), sigmoid(evenings @ my_w + my_b)),
    ):
        print(f"{what!s:32} J = {float(np.ravel(bce(went, said))[0]):.4f}")
else:
    print(LATER.format(exercise="02.bce"))

# %% [markdown] id="perdida-vista" lang="es"
# Quien no sabe nada y dice siempre 0.5 paga $\ln 2 = 0.693$: es la referencia de cualquier pérdida logística. Fíjate en que
# acertar nueve noches no te libra: en la noche 6 la neurona de los mandos (3, −2, −5) dice $\hat y = 0.993$, y fue que no.
# Ella sola le cuesta 5. La pérdida no premia solo acertar, sino saber **cuánto** se sabe.

# %% [markdown] id="perdida-vista" lang="en" seal="d65837"
# Whoever knows nothing and always says 0.5 pays $\ln 2 = 0.693$: that is the reference for any logistic loss. Notice that
# getting nine evenings right does not let you off: on evening 6 the neuron with the knobs (3, −2, −5) says
# $\hat y = 0.993$, and it was a no. That one alone costs it 5. The loss rewards not only being right, but knowing **how
# much** one knows.

# %% [markdown] id="frontera" lang="es"
# ## 7. La frontera
#
# Para decidir hace falta un umbral, casi siempre 0.5. Y $\sigma(z) = 0.5$ justo donde $z = 0$: la **frontera** entre el sí y
# el no son los puntos en que la suma ponderada se anula. Con dos entradas,
#
# $$w_1 x_1 + w_2 x_2 + b = 0 \quad\Longrightarrow\quad x_2 = -\frac{w_1}{w_2}\,x_1 - \frac{b}{w_2}$$
#
# que es una **recta** (con tres entradas, un plano). Con $w = (3, -2)$ y $b = -5$ sale $x_2 = 1.5\,x_1 - 2.5$: por cada
# estrella más, Eva aguanta kilómetro y medio más. El vector $w$ apunta, **perpendicular** a la frontera, hacia el sí.
#
# **Predice.** ¿Y si multiplicas los tres números por 2: $w = (6, -4)$, $b = -10$? ¿Se mueve la frontera? ¿Cambian las
# probabilidades?

# %% [markdown] id="frontera" lang="en" seal="22d676"
# ## 7. The boundary
#
# To decide you need a threshold, almost always 0.5. And $\sigma(z) = 0.5$ exactly where $z = 0$: the **boundary** between
# yes and no is where the weighted sum vanishes. With two inputs,
#
# $$w_1 x_1 + w_2 x_2 + b = 0 \quad\Longrightarrow\quad x_2 = -\frac{w_1}{w_2}\,x_1 - \frac{b}{w_2}$$
#
# which is a straight **line** (with three inputs, a plane). With $w = (3, -2)$ and $b = -5$ it is $x_2 = 1.5\,x_1 - 2.5$: for
# each star more, Eva puts up with a kilometre and a half more. The vector $w$ points, **perpendicular** to the boundary,
# towards yes.
#
# **Predict.** And if you multiply all three numbers by 2: $w = (6, -4)$, $b = -10$? Does the boundary move? Do the
# probabilities change?

# %% id="my-boundary"
# es: ¿Se mueve la frontera? ¿Cambian las probabilidades?
# en: Does the boundary move? Do the probabilities change?
my_boundary = ["?", "?"]

# %% id="draw-boundaries"
for factor in (1, 2):
    config = OneNeuron(w1=3.0 * factor, w2=-2.0 * factor, b=-5.0 * factor, data=Examples.of(evenings, went))
    still(one_neuron, config)
print(YOURS, my_boundary)

# %% [markdown] id="frontera-vista" lang="es"
# La misma recta y los mismos aciertos, pero más seguridad en todo, también en el error de la noche 6: la pérdida casi se
# dobla. La **dirección** de $w$ decide la frontera; su **tamaño**, lo tajante que es la neurona.

# %% [markdown] id="frontera-vista" lang="en" seal="5f0287"
# The same line and the same hits, but surer of everything, of the mistake of evening 6 too: the loss almost doubles. The
# **direction** of $w$ decides the boundary; its **size**, how emphatic the neuron is.

# %% [markdown] id="entrenar" lang="es"
# ## 8. Entrenar: que los mandos se giren solos
#
# Ya tienes todo lo necesario: un modelo, un coste con pendiente y, del módulo 01, la regla de la niebla. Falta el gradiente.
# Hay que encadenar tres preguntas: cómo cambia la pérdida al mover $\hat y$, cómo cambia $\hat y$ al mover $z$, y cómo
# cambia $z$ al mover un peso. Para un ejemplo:
#
# $$\frac{\partial J}{\partial \hat y} = \frac{\hat y - y}{\hat y\,(1 - \hat y)} \qquad
# \frac{\partial \hat y}{\partial z} = \hat y\,(1 - \hat y) \qquad \frac{\partial z}{\partial w_j} = x_j \qquad
# \frac{\partial z}{\partial b} = 1$$
#
# Al multiplicarlas ocurre algo precioso: el $\hat y\,(1 - \hat y)$, que se hacía casi cero donde la sigmoide es plana, **se
# cancela**. Queda $\frac{\partial J}{\partial z} = \hat y - y$, y con $m$ ejemplos:
#
# $$\frac{\partial J}{\partial w_j} = \frac{1}{m}\sum_{i=1}^{m}\big(\hat y^{(i)} - y^{(i)}\big)\,x_j^{(i)} \qquad
# \frac{\partial J}{\partial b} = \frac{1}{m}\sum_{i=1}^{m}\big(\hat y^{(i)} - y^{(i)}\big)$$
#
# Son las fórmulas de la regresión lineal, letra por letra; lo único distinto es que $\hat y$ pasó por la sigmoide.
#
# ### Ejemplo resuelto
#
# La noche 1, $x = (4, 3)$, $y = 1$, con todo a cero y $\alpha = 0.1$:
#
# 1. hacia delante: $z = 0$, $\hat y = \sigma(0) = 0.5$;
# 2. se desvía $\hat y - y = -0.5$: se ha quedado corta;
# 3. gradiente: $-0.5 \cdot (4, 3) = (-2, -1.5)$ para los pesos y $-0.5$ para el sesgo;
# 4. paso: $w = (0, 0) - 0.1 \cdot (-2, -1.5) = (0.2, 0.15)$ y $b = 0.05$.
#
# Ahora $z = 0.2 \cdot 4 + 0.15 \cdot 3 + 0.05 = 1.3$ y $\hat y = 0.786$: mejor. La entrada mayor, las estrellas, ha movido
# más su peso. (El de los kilómetros también ha subido, porque una sola noche no sabe que estorban; las demás lo corregirán.)
#
# ### Ejercicio 5: `neuron_gradient`, con huecos
#
# Lo mismo con todas las noches. Devuelve la derivada de los pesos, de forma $(d,)$, y la del sesgo, un número. La función
# `sigmoid` de la sección 6 está a tu disposición.

# %% [markdown] id="entrenar" lang="en" seal="73fa75"
# ## 8. Training: letting the knobs turn by themselves
#
# You have everything you need: a model, a cost with a slope and, from module 01, the rule of the fog. The gradient is
# missing. Three questions have to be chained: how the loss changes as $\hat y$ moves, how $\hat y$ changes as $z$ moves, and
# how $z$ changes as a weight moves. For one example:
#
# $$\frac{\partial J}{\partial \hat y} = \frac{\hat y - y}{\hat y\,(1 - \hat y)} \qquad
# \frac{\partial \hat y}{\partial z} = \hat y\,(1 - \hat y) \qquad \frac{\partial z}{\partial w_j} = x_j \qquad
# \frac{\partial z}{\partial b} = 1$$
#
# When you multiply them something lovely happens: the $\hat y\,(1 - \hat y)$, which became almost zero where the sigmoid is
# flat, **cancels**. What is left is $\frac{\partial J}{\partial z} = \hat y - y$, and with $m$ examples:
#
# $$\frac{\partial J}{\partial w_j} = \frac{1}{m}\sum_{i=1}^{m}\big(\hat y^{(i)} - y^{(i)}\big)\,x_j^{(i)} \qquad
# \frac{\partial J}{\partial b} = \frac{1}{m}\sum_{i=1}^{m}\big(\hat y^{(i)} - y^{(i)}\big)$$
#
# These are the formulas of linear regression, letter by letter; the only difference is that $\hat y$ went through the
# sigmoid.
#
# ### Worked example
#
# Evening 1, $x = (4, 3)$, $y = 1$, with everything at zero and $\alpha = 0.1$:
#
# 1. forward: $z = 0$, $\hat y = \sigma(0) = 0.5$;
# 2. it is off by $\hat y - y = -0.5$: it fell short;
# 3. gradient: $-0.5 \cdot (4, 3) = (-2, -1.5)$ for the weights and $-0.5$ for the bias;
# 4. step: $w = (0, 0) - 0.1 \cdot (-2, -1.5) = (0.2, 0.15)$ and $b = 0.05$.
#
# Now $z = 0.2 \cdot 4 + 0.15 \cdot 3 + 0.05 = 1.3$ and $\hat y = 0.786$: better. The larger input, the stars, moved its
# weight more. (The one of the kilometres went up too, since a single evening does not know that they are a nuisance; the
# others will put it right.)
#
# ### Exercise 5: `neuron_gradient`, with blanks
#
# The same for all the evenings. Return the derivative of the weights, of shape $(d,)$, and that of the bias, one number. The
# function `sigmoid` of section 6 is at your service.

# %% exercise="neuron_gradient"
def neuron_gradient(X, y, w, b):
    ### BEGIN SOLUTION
    #~ y_hat = sigmoid(X @ w + b)
    #~ errors = ...
    #~ dw = ...
    #~ db = ...
    #~ return dw, db
    y_hat = sigmoid(X @ w + b)
    errors = y_hat - y
    dw = X.T @ errors / len(y)
    db = np.mean(errors)
    return dw, db
    ### END SOLUTION

# %% check="neuron_gradient" points=2
check("02.neuron_gradient", neuron_gradient)

# %% [markdown] id="comprobar-midiendo" lang="es"
# ¿Te fías? Mídelo a empujones, como en el módulo 01: la celda siguiente lo hace si has superado los ejercicios 4 y 5.

# %% [markdown] id="comprobar-midiendo" lang="en" seal="8a146b"
# Do you trust it? Measure it by pushing, as in module 01: the next cell does so once you have passed exercises 4 and 5.

# %% id="check-by-pushing"
if passed("02.neuron_gradient") and passed("02.bce"):
    w, b, push = np.array([0.3, -0.2]), 0.1, 1e-5
    formula = neuron_gradient(evenings, went, w, b)
    pushed = [
        (bce(went, sigmoid(evenings @ (w + side) + b)) - bce(went, sigmoid(evenings @ (w - side) + b))) / (2 * push)
        for side in push * np.eye(2)
    ]
    print(Text(es="con tu fórmula:", en="by your formula:"), np.round(np.ravel(formula[0]), 6))
    print(Text(es="medidas:       ", en="measured:       "), np.round(np.ravel(pushed), 6))
else:
    print(LATER.format(exercise="02.neuron_gradient"))

# %% [markdown] id="ejercicio-train" lang="es" rows="err-B04"
# ### Ejercicio 6 (reto): `train_neuron`, desde cero
#
# Sal de $w = 0$ y $b = 0$, da exactamente `epochs` pasos, cada uno con todos los ejemplos, y devuelve $w$ y $b$. Una
# **época** es una pasada por todos los datos; aquí, un paso.
#
# > **Lo que dice el material antiguo / lo que vale hoy.** «Se empieza con pesos *y sesgos* al azar.» En Keras **solo los
# > pesos empiezan al azar**; los sesgos, en cero. Y a una neurona sola ni eso le hace falta: su coste es un cuenco y desde
# > ceros se llega igual. El azar será imprescindible en cuanto haya una capa oculta: en la lección 02 verás por qué.

# %% [markdown] id="ejercicio-train" lang="en" seal="4ae00d"
# ### Exercise 6 (challenge): `train_neuron`, from scratch
#
# Start from $w = 0$ and $b = 0$, take exactly `epochs` steps, each with all the examples, and return $w$ and $b$. An
# **epoch** is one pass over all the data; here, one step.
#
# > **What older material says / what holds today.** “You start from random weights *and biases*.” In Keras **only the
# > weights start at random**; the biases, at zero. And a single neuron does not even need that: its cost is a bowl, and from
# > zeros you get there all the same. Chance will be indispensable as soon as there is a hidden layer: lesson 02 shows why.

# %% exercise="train_neuron"
def train_neuron(X, y, learning_rate, epochs):
    ### BEGIN SOLUTION
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(epochs):
        dw, db = neuron_gradient(X, y, w, b)
        w = w - learning_rate * dw
        b = b - learning_rate * db
    return w, b
    ### END SOLUTION

# %% check="train_neuron" points=3
check("02.train_neuron", train_neuron)

# %% [markdown] id="eva-aprendida" lang="es"
# **Predice.** La neurona va a aprender el diario de Eva. ¿Pagará menos que tus mandos? ¿Acertará las diez noches? ¿Irá Eva
# a una película de 4 estrellas a 4 km?

# %% [markdown] id="eva-aprendida" lang="en" seal="7e0e10"
# **Predict.** The neuron is going to learn Eva's diary. Will it pay less than your knobs? Will it get all ten evenings
# right? Will Eva go to see a film of 4 stars that is 4 km away?

# %% id="my-eva"
# es: Tus tres predicciones
# en: Your three predictions
my_eva = ["?", "?", "?"]

# %% id="train-eva"
if passed("02.train_neuron"):
    print(Text(es="épocas      w₁      w₂       b  aciertos  J", en="epochs      w₁      w₂       b      hits  J"))
    for epochs in (0, 10, 100, 1000, 10_000):
        w, b = train_neuron(evenings, went, 0.1, epochs)
        w, b = np.ravel(w), float(np.ravel(b)[0])
        said = sigmoid(evenings @ w + b)
        loss = -np.mean(np.log(np.where(went == 1, said, 1 - said)))
        print(f"{epochs:6}  {w[0]:6.3f}  {w[1]:6.3f}  {b:6.3f}  {np.sum((said > 0.5) == went):8}  {loss:.4f}")
    print(Text(es="una estrella vale {:.1f} km", en="a star is worth {:.1f} km").format(-w[0] / w[1]))
    new = sigmoid(np.array([4, 4]) @ w + b)
    print(Text(es="4 estrellas a 4 km: ŷ = {:.2f}", en="4 stars at 4 km: ŷ = {:.2f}").format(new))
    print(Text(es="noche 6: ŷ = {:.2f}, y no fue", en="evening 6: ŷ = {:.2f}, and she stayed").format(said[6]))
    print(YOURS, my_eva, "|", my_km_per_star, "|", my_odd_evening)
else:
    print(LATER.format(exercise="02.train_neuron"))

# %% [markdown] id="eva-vista" lang="es"
# Ha descubierto la regla ella sola: una estrella vale unos 2 km. Acierta nueve noches, como los mandos (3, −2, −5), pero paga
# 0.41 en vez de 0.57, porque ha aprendido a no estar tan segura. La décima, la noche 6, no la acierta ninguna recta sin
# estropear las demás: quizá Eva tenía fiebre. Un buen modelo no tiene que explicarlo todo.

# %% [markdown] id="eva-vista" lang="en" seal="6fdb2e"
# It has found the rule by itself: a star is worth some 2 km. It gets nine evenings right, like the knobs (3, −2, −5), but
# pays 0.41 instead of 0.57, since it has learned not to be so sure. The tenth, evening 6, no line gets right without
# spoiling others: perhaps Eva had a fever. A good model need not explain everything.

# %% [markdown] id="datos-de-verdad" lang="es"
# ## 9. Con datos de verdad
#
# Con las mismas veinte líneas pasamos a 569 biopsias de mama reales (Universidad de Wisconsin): de cada una, 30 medidas de
# los núcleos de sus células, y si el tumor resultó maligno (1) o benigno (0). Entrenamos con tres cuartas partes y juzgamos
# con la que queda. Como en el módulo 01, escalamos con la media y la desviación de los datos de entrenar.
#
# Hace falta una referencia: quien dice siempre lo más frecuente, «benigno», acierta el 63 %. `NeuronClassifier` es la
# neurona del curso, con la cara de scikit-learn; `LogisticRegression` de scikit-learn hace de juez (es el mismo modelo,
# entrenado de otra forma y con un freno a los pesos grandes), y si has superado el reto se presenta también tu función.
#
# **Predice.** ¿Qué parte de las biopsias nunca vistas acertará una única neurona: 70 %, 85 % o más del 95 %?

# %% [markdown] id="datos-de-verdad" lang="en" seal="ac9a35"
# ## 9. With real data
#
# With the same twenty lines we move on to 569 real breast biopsies (University of Wisconsin): of each, 30 measurements of
# the nuclei of its cells, and whether the tumour turned out malignant (1) or benign (0). We train on three quarters and judge
# on the one that is left. As in module 01, we scale with the mean and the deviation of the training data.
#
# A reference is needed: whoever always says the most frequent, “benign”, gets 63 % right. `NeuronClassifier` is the course's
# neuron, with the face of scikit-learn; scikit-learn's `LogisticRegression` is the judge (it is the same model, trained in
# another way and with a brake on large weights), and if you have passed the challenge your function takes part too.
#
# **Predict.** What share of the biopsies never seen will a single neuron get right: 70 %, 85 % or more than 95 %?

# %% id="my-share"
# es: Tu predicción, entre las comillas
# en: Your prediction, between the quotes
my_share = "?"

# %% id="biopsies"
from sklearn.datasets import load_breast_cancer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

biopsies = load_breast_cancer()
malignant = (biopsies.target == 0).astype(float)
X_train, X_test, y_train, y_test = train_test_split(
    biopsies.data, malignant, test_size=0.25, random_state=0, stratify=malignant
)
scaler = StandardScaler().fit(X_train)
X_train, X_test = scaler.transform(X_train), scaler.transform(X_test)

model = NeuronClassifier().fit(X_train, y_train)
judge = LogisticRegression(max_iter=1000).fit(X_train, y_train)
hits = {
    Text(es="siempre «benigno»", en="always “benign”"): np.mean(y_test == 0),
    "NeuronClassifier": model.score(X_test, y_test),
    "LogisticRegression": judge.score(X_test, y_test),
}
if passed("02.train_neuron"):
    w, b = train_neuron(X_train, y_train, 0.1, 1000)
    hits["train_neuron"] = np.mean((X_test @ np.ravel(w) + np.ravel(b) > 0) == y_test)
for name, share in hits.items():
    print(f"{name!s:20} {share:.1%}")
print(len(y_test), Text(es="biopsias nunca vistas |", en="biopsies never seen |"), YOURS, my_share)

# %% id="draw-biopsies"
z_test = model.decision_function(X_test)
fig, ax = plt.subplots(figsize=(8, 3.6))
bins = np.linspace(-20, 20, 41)
for label, color, hatch, name in (
    (0, COLORS.blue, "", Text(es="benignos", en="benign")),
    (1, COLORS.orange, "//", Text(es="malignos", en="malignant")),
):
    values = np.clip(z_test[y_test == label], -20, 20)
    ax.hist(values, bins, color=color, alpha=0.75, hatch=hatch, edgecolor=COLORS.black, label=str(name))
ax.axvline(0, color=COLORS.black, linestyle="--", label=str(Text(es="frontera, z = 0", en="boundary, z = 0")))
ax.set(
    xlabel=str(Text(es="z (lo que pasa de 20 se apila en el borde)", en="z (what goes beyond 20 piles up at the edge)")),
    ylabel=str(Text(es="biopsias", en="biopsies")),
)
ax.legend()
missed = int(np.sum((z_test <= 0) & (y_test == 1)))
alarms = int(np.sum((z_test > 0) & (y_test == 0)))
shown(
    fig,
    alt=Text(
        es="Histograma de z de las biopsias de prueba: las benignas quedan casi todas a la izquierda de 0 y las malignas a la "
        "derecha, con muy pocas en el lado contrario.",
        en="Histogram of z of the test biopsies: almost all benign ones lie to the left of 0 and the malignant ones to the "
        "right, with very few on the wrong side.",
    ),
)
print(Text(es="malignos que se le escapan: {}", en="malignant ones that it misses: {}").format(missed))
print(Text(es="falsas alarmas: {}", en="false alarms: {}").format(alarms))

# %% [markdown] id="cautela" lang="es"
# Más del 95 %, con una sola neurona. No todos los fallos cuestan lo mismo: un tumor que se escapa es peor que una falsa alarma,
# y se puede mover el umbral para que escapen menos, a cambio de más alarmas. Y un porcentaje sobre 143 biopsias de un
# hospital no es un diagnóstico: es el principio de una conversación con quien sabe.

# %% [markdown] id="cautela" lang="en" seal="8d24c0"
# More than 95 %, with a single neuron. Not all misses cost the same: a tumour that slips through is worse than a false alarm,
# and the threshold can be moved so that fewer do, in exchange for more alarms. And a percentage over 143 biopsies from one
# hospital is no diagnosis: it is the beginning of a conversation with someone who knows.

# %% [markdown] id="en-keras" lang="es" rows="inv-C008"
# ## 10. Lo mismo en Keras
#
# Keras llega en el módulo 03; esto es solo para que lo reconozcas cuando lo veas. No hace falta ejecutarlo:
#
# ```python
# keras.layers.Dense(1, activation="sigmoid")
# keras.layers.Dense(1)
# keras.layers.Dense(4)
# keras.layers.Dense(16, activation="softmax")
# ```
#
# La primera es tu neurona: una salida entre 0 y 1. La segunda, sin activación, es la neurona lineal. La tercera es una capa
# de 4 neuronas, y la última, 16 neuronas que se reparten un 1. Lo que aquí llamamos $W$ allí es `kernel`, de forma
# (entradas, neuronas), y $b$ es `bias`: un número por neurona, que empieza en cero.

# %% [markdown] id="en-keras" lang="en" seal="00e19d"
# ## 10. The same in Keras
#
# Keras comes in module 03; this is only so that you recognise it when you see it. There is no need to run it:
#
# ```python
# keras.layers.Dense(1, activation="sigmoid")
# keras.layers.Dense(1)
# keras.layers.Dense(4)
# keras.layers.Dense(16, activation="softmax")
# ```
#
# The first is your neuron: one output between 0 and 1. The second, without activation, is the linear neuron. The third is a
# layer of 4 neurons, and the last one, 16 neurons that share out a 1. What we call $W$ here is `kernel` there, of shape
# (inputs, neurons), and $b$ is `bias`: one number per neuron, which starts at zero.

# %% [markdown] id="preguntas" lang="es"
# ## Preguntas
#
# Ocho preguntas para comprobar qué te llevas. Cada respuesta viene con su porqué.

# %% [markdown] id="preguntas" lang="en" seal="d2d2f9"
# ## Questions
#
# Eight questions to see what you are taking away. Every answer is explained.

# %% quiz="02.q01"

# %% quiz="02.q02"

# %% quiz="02.q04"

# %% quiz="02.q05"

# %% quiz="02.q06"

# %% quiz="02.q07"

# %% quiz="02.q08"

# %% quiz="02.q09"

# %% [markdown] id="resumen" lang="es"
# ## Resumen
#
# - Una neurona: suma ponderada, $z = Xw + b$, y activación, $\hat y = f(z)$. En una capa cada neurona tiene sus pesos **y su
#   sesgo**: $Z = XW + b$.
# - Los pesos son mandos; el sesgo desplaza. La frontera está donde $z = 0$: una recta, perpendicular a $w$.
# - La activación añade no linealidad: sin ella, muchas capas son una.
# - A la salida: `linear` para cantidades, `sigmoid` para sí o no, `softmax` para una de $k$ clases.
# - Sin activación, una neurona es la regresión lineal del módulo 01.
# - La entropía cruzada cobra $-\ln$ de la probabilidad dada a lo que pasó; decir siempre 0.5 cuesta 0.693.
# - Con sigmoide y entropía cruzada el gradiente es $(\hat y - y)\,x$, en media: lo que se desvía, por lo que entró.
#
# Vuelve a `my_rule`. ¿Era una suma ponderada?

# %% [markdown] id="resumen" lang="en" seal="ba91f1"
# ## Summary
#
# - A neuron: weighted sum, $z = Xw + b$, and activation, $\hat y = f(z)$. In a layer each neuron has its own weights **and its
#   own bias**: $Z = XW + b$.
# - Weights are knobs; the bias shifts. The boundary is where $z = 0$: a line, perpendicular to $w$.
# - The activation adds non-linearity: without it, many layers are one.
# - At the output: `linear` for amounts, `sigmoid` for yes or no, `softmax` for one of $k$ classes.
# - Without activation, a neuron is the linear regression of module 01.
# - Cross-entropy charges $-\ln$ of the probability given to what happened; always saying 0.5 costs 0.693.
# - With sigmoid and cross-entropy the gradient is $(\hat y - y)\,x$, on average: how far off it is, times what came in.
#
# Go back to `my_rule`. Was it a weighted sum?

# %% id="my-progress"
progress()

# %% [markdown] id="glosario" lang="es"
# ## Glosario
#
# | español | inglés | qué es |
# |---|---|---|
# | neurona, nodo | *neuron, node, unit* | suma ponderada de sus entradas, más un sesgo, y una activación |
# | capa | *layer* | neuronas que leen las mismas entradas |
# | peso, $w$ | *weight* | por cuánto se multiplica una entrada; se aprende |
# | sesgo, $b$ | *bias* | lo que se suma aparte de las entradas; uno por neurona; se aprende |
# | activación, $f$ | *activation* | la función por la que pasa la suma |
# | sigmoide, $\sigma$ | *sigmoid* | activación entre 0 y 1, para probabilidades de sí o no |
# | ReLU | *rectified linear unit* | 0 si es negativo, igual si es positivo |
# | `softmax` | *softmax* | reparto de un 1 entre varias neuronas |
# | no linealidad | *non-linearity* | lo que una combinación de rectas no puede hacer |
# | entropía cruzada binaria | *binary cross-entropy* | $-\ln$ de la probabilidad dada a lo que pasó, en media |
# | frontera de decisión | *decision boundary* | los puntos en que la neurona no se inclina por ninguna clase |
# | época | *epoch* | una pasada por todos los datos |

# %% [markdown] id="glosario" lang="en" seal="6eb9d4"
# ## Glossary
#
# | English | Spanish | what it is |
# |---|---|---|
# | neuron, node, unit | *neurona, nodo* | weighted sum of its inputs, plus a bias, and an activation |
# | layer | *capa* | neurons that read the same inputs |
# | weight, $w$ | *peso* | what an input is multiplied by; it is learned |
# | bias, $b$ | *sesgo* | what is added apart from the inputs; one per neuron; it is learned |
# | activation, $f$ | *activación* | the function that the sum goes through |
# | sigmoid, $\sigma$ | *sigmoide* | activation between 0 and 1, for probabilities of yes or no |
# | ReLU, rectified linear unit | *ReLU* | 0 if it is negative, unchanged if positive |
# | `softmax` | *softmax* | sharing out a 1 among several neurons |
# | non-linearity | *no linealidad* | what a combination of straight lines can't do |
# | binary cross-entropy | *entropía cruzada binaria* | $-\ln$ of the probability given to what happened, on average |
# | decision boundary | *frontera de decisión* | the points where the neuron leans towards neither class |
# | epoch | *época* | one pass over all the data |

# %% [markdown] id="seguir" lang="es"
# ## Para seguir leyendo
#
# - M. Nielsen, [Neural Networks and Deep Learning](http://neuralnetworksanddeeplearning.com/chap3.html) (2015), capítulo 3:
#   la entropía cruzada, con figuras que se mueven.
# - [TensorFlow Playground](https://playground.tensorflow.org/): pon una sola neurona y mira qué problemas sabe resolver.
# - I. Goodfellow, Y. Bengio y A. Courville, [Deep Learning](https://www.deeplearningbook.org/) (2016), secciones 6.2 y 6.3:
#   salidas, pérdidas y activaciones.
# - F. Rosenblatt (1958), «The perceptron», *Psychological Review* 65(6), 386–408; y W. McCulloch y W. Pitts (1943), «A
#   logical calculus of the ideas immanent in nervous activity», *Bulletin of Mathematical Biophysics* 5, 115–133.
# - W. Street, W. Wolberg y O. Mangasarian (1993), «Nuclear feature extraction for breast tumor diagnosis»: de donde salen
#   las biopsias; vienen con scikit-learn, en
#   [load_breast_cancer](https://scikit-learn.org/stable/modules/generated/sklearn.datasets.load_breast_cancer.html).

# %% [markdown] id="seguir" lang="en" seal="4491b9"
# ## Where to read on
#
# - M. Nielsen, [Neural Networks and Deep Learning](http://neuralnetworksanddeeplearning.com/chap3.html) (2015), chapter 3:
#   cross-entropy, with figures that move.
# - [TensorFlow Playground](https://playground.tensorflow.org/): set a single neuron and see which problems it can solve.
# - I. Goodfellow, Y. Bengio and A. Courville, [Deep Learning](https://www.deeplearningbook.org/) (2016), sections 6.2 and
#   6.3: outputs, losses and activations.
# - F. Rosenblatt (1958), “The perceptron”, *Psychological Review* 65(6), 386–408; and W. McCulloch and W. Pitts (1943), “A
#   logical calculus of the ideas immanent in nervous activity”, *Bulletin of Mathematical Biophysics* 5, 115–133.
# - W. Street, W. Wolberg and O. Mangasarian (1993), “Nuclear feature extraction for breast tumor diagnosis”: where the
#   biopsies come from; they ship with scikit-learn, in
#   [load_breast_cancer](https://scikit-learn.org/stable/modules/generated/sklearn.datasets.load_breast_cancer.html).
