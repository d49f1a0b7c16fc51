# ---
# jupyter:
#   curso:
#     module: "02"
#     title: {es: "Red, propagación y retropropagación", en: "Network, forward and backprop"}
#     goals:
#       es:
#         - "explicar por qué hace falta una capa oculta, con un problema que ninguna recta resuelve"
#         - "contar los parámetros de una red y decir la forma de cada matriz"
#         - "calcular la salida de una red y, con la regla de la cadena, sus gradientes"
#         - "comprobar un gradiente midiéndolo, y reconocer unos pesos iniciales que no dejan aprender"
#         - "contar épocas, lotes e iteraciones, y entrenar una red escrita por ti"
#       en:
#         - "explain why a hidden layer is needed, with a problem that no straight line solves"
#         - "count the parameters of a network and tell the shape of each matrix"
#         - "compute the output of a network and, with the chain rule, its gradients"
#         - "check a gradient by measuring it, and recognise initial weights that keep a network from learning"
#         - "count epochs, batches and iterations, and train a network that you wrote"
#     needs:
#       es:
#         - "la lección 01: una neurona, sus pesos, su sesgo y su activación"
#         - "la lección 01.03: el gradiente y el paso cuesta abajo"
#         - "el producto de matrices de NumPy, `@`"
#       en:
#         - "lesson 01: a neuron, its weights, its bias and its activation"
#         - "lesson 01.03: the gradient and the step downhill"
#         - "the matrix product of NumPy, `@`"
#     minutes: 45
#     inventory: [inv-B011, inv-B012, inv-B013, inv-B014, inv-B015, inv-B016, inv-B017, inv-B018, inv-B019, inv-B020, inv-B021, inv-B022, inv-D018, inv-E009]
#     errata: [err-B03, err-B04, err-B06, err-B07, err-B09, err-C52]
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
# ---

# %% tags=["source-only"]
from curso.notebook import check, passed, progress

# %% [markdown] id="pregunta" lang="es"
# ## Antes de empezar: la luz de la escalera
#
# En una escalera hay dos interruptores, uno abajo y otro arriba. Cada uno cambia el estado de la luz, así que está
# encendida cuando **uno solo** de los dos está subido:
#
# | abajo, $x_1$ | arriba, $x_2$ | luz, $y$ |
# |---|---|---|
# | 0 | 0 | 0 |
# | 0 | 1 | 1 |
# | 1 | 0 | 1 |
# | 1 | 1 | 0 |
#
# Esta tabla se llama **XOR** («o uno o el otro, pero no los dos»). Son cuatro filas: no parece gran cosa. **¿Podrá
# aprenderla una sola neurona**, con sus dos pesos, su sesgo y la activación que quieras? Apuesta antes de seguir.

# %% [markdown] id="pregunta" lang="en" seal="136530"
# ## Before we start: the light on the stairs
#
# On a staircase there are two switches, one at the bottom and one at the top. Each of them changes the state of the light,
# so it is on when **only one** of the two is up:
#
# | bottom, $x_1$ | top, $x_2$ | light, $y$ |
# |---|---|---|
# | 0 | 0 | 0 |
# | 0 | 1 | 1 |
# | 1 | 0 | 1 |
# | 1 | 1 | 0 |
#
# This table is called **XOR** (“one or the other, but not both”). It has four rows: nothing much, it seems. **Can a
# single neuron learn it**, with its two weights, its bias and whichever activation you like? Place your bet before you go on.

# %% id="bet"
# es: Tu apuesta, entre las comillas: "sí" o "no"
# en: Your bet, between the quotes: "yes" or "no"
my_bet = "?"

# %% [markdown] id="una-recta" lang="es"
# ## 1. Lo que una neurona no puede
#
# Una neurona decide con una recta: a un lado dice 1, al otro 0. Dibuja los cuatro casos en el plano y busca una recta que
# deje los dos círculos a un lado y los dos cuadrados al otro.
#
# **Predice antes de ejecutar.** La celda prueba veinte mil rectas al azar. ¿Cuántos de los cuatro casos acertará la mejor?

# %% [markdown] id="una-recta" lang="en" seal="de3ed7"
# ## 1. What one neuron cannot do
#
# A neuron decides with a straight line: on one side it says 1, on the other 0. Draw the four cases in the plane and look for
# a line that leaves the two circles on one side and the two squares on the other.
#
# **Predict before you run.** The cell tries twenty thousand lines at random. How many of the four cases will the best one
# get right?

# %% id="twenty-thousand-lines"
from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np

from curso.explore import COLORS, NetworkFlow, flow, network_flow, shown, still
from curso.models import Network
from curso.text import Text

# es: Una muestra por fila; y es una columna
# en: One sample a row; y is a column
X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
y = np.array([[0.0], [1.0], [1.0], [0.0]])

LATER = Text(
    es="Esta celda espera a que resuelvas {exercise}: vuelve a ejecutarla entonces.",
    en="This cell waits until you have solved {exercise}: run it again then.",
)


def draw_points(ax, X, y, size=9):
    # es: Círculo: clase 0. Cuadrado: clase 1
    # en: Circle: class 0. Square: class 1
    for label, marker, color in ((0, "o", COLORS.blue), (1, "s", COLORS.orange)):
        here = np.ravel(y) == label
        ax.plot(X[here, 0], X[here, 1], marker, color=color, markeredgecolor=COLORS.black, markersize=size)


rng = np.random.default_rng(0)
hits = []
for _ in range(20_000):
    w, b = rng.normal(0, 1, (2, 1)), rng.normal(0, 1)
    hits.append(int(np.sum((X @ w + b > 0) == (y > 0.5))))
print(Text(es="aciertos de la mejor recta:", en="right answers of the best line:"), max(hits), "/ 4")

fig, ax = plt.subplots(figsize=(4.6, 4), layout="constrained")
draw_points(ax, X, y, size=15)
ax.plot([-0.3, 0.8], [0.8, -0.3], "--", color=COLORS.vermillion)
ax.set(xlabel="x₁", ylabel="x₂", xlim=(-0.3, 1.3), ylim=(-0.3, 1.3))
shown(
    fig,
    alt=Text(
        es="Las cuatro esquinas de un cuadrado: círculos en (0, 0) y (1, 1), cuadrados en (0, 1) y (1, 0). Una recta "
        "discontinua separa el círculo de (0, 0) del resto, y el otro círculo queda en el lado malo.",
        en="The four corners of a square: circles at (0, 0) and (1, 1), squares at (0, 1) and (1, 0). A dashed line "
        "separates the circle at (0, 0) from the rest, and the other circle is left on the wrong side.",
    ),
)

# %% [markdown] id="dos-lineales" lang="es"
# Tres de cuatro, y no hay más: los dos círculos están en esquinas opuestas. Entonces, ¿ponemos más neuronas?
#
# **Predice.** La celda entrena dos redes con error cuadrático medio: una con 8 neuronas entre la entrada y la salida,
# todas **sin activación**, y otra igual pero con ReLU en esas 8. ¿Qué dirá cada una de los cuatro casos?

# %% [markdown] id="dos-lineales" lang="en" seal="2fa32b"
# Three out of four, and that is that: the two circles are at opposite corners. So shall we put in more neurons?
#
# **Predict.** The cell trains two networks with mean squared error: one with 8 neurons between the input and the output, all
# of them **without activation**, and another one like it but with ReLU on those 8. What will each say of the four cases?

# %% id="linear-or-relu"
for hidden in ("linear", "relu"):
    network = Network([2, 8, 1], [hidden, "linear"], "mse", seed=3)
    network.fit(X, y, epochs=2000, batch_size=4, learning_rate=0.1)
    print(f"{hidden:7}", network.predict(X).ravel().round(2))

# %% [markdown] id="por-que-no-lineal" rows="err-B07" lang="es"
# Sin activación, la red se rinde y dice 0.5 a todo: es lo mejor que puede hacer un plano con el error cuadrático. Ocho
# neuronas u ochocientas, da igual, porque dos capas lineales seguidas **son una sola**:
#
# $$(xW_1 + b_1)\,W_2 + b_2 = x\,(W_1W_2) + (b_1W_2 + b_2)$$
#
# Lo de la derecha es otra vez «entrada por matriz más sesgo». Hace falta algo que **doble** el espacio entre una capa y la
# siguiente: la activación. Con ReLU, la misma red acierta los cuatro.

# %% [markdown] id="por-que-no-lineal" lang="en" seal="272db4"
# Without activation the network gives up and says 0.5 to everything: with squared error, that is the best a plane can do.
# Eight neurons or eight hundred make no difference, because two linear layers in a row **are a single one**:
#
# $$(xW_1 + b_1)\,W_2 + b_2 = x\,(W_1W_2) + (b_1W_2 + b_2)$$
#
# What stands on the right is again “input times matrix plus bias”. Something has to **fold** the space between one layer and
# the next: the activation. With ReLU, the same network gets all four right.

# %% [markdown] id="capas" lang="es"
# ## 2. Capas: doblar el espacio
#
# ¿Cómo lo consigue? Con dos neuronas ocultas basta, y puedes hacer las cuentas de cabeza. Las dos suman los interruptores;
# la segunda, con un sesgo de −1, solo se enciende si están subidos **los dos**:
#
# $$h_1 = \text{relu}(x_1 + x_2) \qquad h_2 = \text{relu}(x_1 + x_2 - 1) \qquad \hat y = h_1 - 2h_2$$
#
# | $x_1$ | $x_2$ | $h_1$ | $h_2$ | $\hat y$ |
# |---|---|---|---|---|
# | 0 | 0 | 0 | 0 | 0 |
# | 0 | 1 | 1 | 0 | 1 |
# | 1 | 0 | 1 | 0 | 1 |
# | 1 | 1 | 2 | 1 | 0 |
#
# «Cuenta los subidos, y si son dos, resta dos.» Mira lo que les pasa a los puntos: a la izquierda, como llegan; a la
# derecha, como los ve la neurona de salida. Los dos cuadrados caen en el mismo sitio, y ahora una recta sí los separa.

# %% [markdown] id="capas" lang="en" seal="d24d81"
# ## 2. Layers: folding the space
#
# How does it manage? Two hidden neurons are enough, and you can do the sums in your head. Both add up the switches; the
# second, with a bias of −1, only lights up if **both** are up:
#
# $$h_1 = \text{relu}(x_1 + x_2) \qquad h_2 = \text{relu}(x_1 + x_2 - 1) \qquad \hat y = h_1 - 2h_2$$
#
# | $x_1$ | $x_2$ | $h_1$ | $h_2$ | $\hat y$ |
# |---|---|---|---|---|
# | 0 | 0 | 0 | 0 | 0 |
# | 0 | 1 | 1 | 0 | 1 |
# | 1 | 0 | 1 | 0 | 1 |
# | 1 | 1 | 2 | 1 | 0 |
#
# “Count those that are up, and if there are two, take two away.” Look at what happens to the points: on the left as they
# come; on the right as the output neuron sees them. Both squares fall on the same place, and now a line does separate them.

# %% id="folded"
H = np.maximum(X @ np.array([[1.0, 1.0], [1.0, 1.0]]) + np.array([0.0, -1.0]), 0)

fig, (left, right) = plt.subplots(1, 2, figsize=(9, 3.8), layout="constrained")
draw_points(left, X, y, size=13)
left.set(xlabel="x₁", ylabel="x₂", xlim=(-0.4, 2.4), ylim=(-0.4, 1.4))
left.set_title(Text(es="Como llegan", en="As they come"))
draw_points(right, H, y, size=13)
right.plot([0.2, 2.6], [-0.15, 1.05], "--", color=COLORS.vermillion)
right.set(xlabel="h₁", ylabel="h₂", xlim=(-0.4, 2.4), ylim=(-0.4, 1.4))
right.set_title(Text(es="Después de la capa oculta", en="After the hidden layer"))
shown(
    fig,
    alt=Text(
        es="A la izquierda, las cuatro esquinas de XOR. A la derecha, los círculos están en (0, 0) y (2, 1) y los dos "
        "cuadrados, juntos, en (1, 0): una recta discontinua deja los cuadrados a un lado y los círculos al otro.",
        en="On the left, the four corners of XOR. On the right, the circles are at (0, 0) and (2, 1) and both squares, "
        "together, at (1, 0): a dashed line leaves the squares on one side and the circles on the other.",
    ),
)

# %% [markdown] id="jugar-con-la-red" rows="inv-B011 inv-E009" lang="es"
# **Juega.** Esta es esa red, con sus números. Avanza paso a paso con *play*: primero los números van hacia delante, hasta el
# coste $J$. Cambia los interruptores $x_1$ y $x_2$ (y el objetivo) y comprueba las cuatro filas de la tabla. Pon después la
# activación `linear`: ¿cuál de las cuatro filas falla? Los números naranjas, que vuelven hacia atrás, son la sección 5.

# %% [markdown] id="jugar-con-la-red" lang="en" seal="780ef1"
# **Play.** This is that network, with its numbers. Go step by step with *play*: first the numbers go forward, to the cost
# $J$. Change the switches $x_1$ and $x_2$ (and the target) and check the four rows of the table. Then choose the activation
# `linear`: which of the four rows fails? The orange numbers, which come back, are section 5.

# %% id="play-with-the-network"
by_hand = NetworkFlow(
    x=(0.0, 1.0),
    y=1.0,
    weights=(((1.0, 1.0), (1.0, 1.0)), ((1.0,), (-2.0,))),
    biases=((0.0, -1.0), (0.0,)),
    hidden="relu",
    output="linear",
    loss="mse",
    step=3,
)
network_flow(by_hand)

# %% [markdown] id="nombres-de-las-capas" rows="inv-B012 inv-B013 inv-B014 inv-B015 inv-B016 inv-D018 err-B03 err-B06" lang="es"
# Los nombres, que ya puedes ponerles a las piezas:
#
# - la **capa de entrada**: los datos, un número por columna;
# - una o varias **capas ocultas**: nadie les dice qué tienen que valer; lo encuentra el entrenamiento;
# - la **capa de salida**: la respuesta. Cuántas neuronas y qué activación, lo decide la tarea (lección 01).
#
# Si cada neurona se conecta con todas las de la capa siguiente, la capa es **densa** (*dense*). Con más de una capa oculta,
# la red es **profunda** (*deep*). La idea viene de un modelo muy sencillo del sistema nervioso, neuronas en capas que se
# encienden unas a otras; de ahí los nombres, y poco más: lo que sigue es aritmética.
#
# > **Lo que dice el material antiguo / lo que vale hoy.** «La capa de entrada tiene tantas neuronas como características.» En
# > los dibujos se pintan círculos, pero ahí **no hay neuronas**: la entrada solo dice cuántos números llegan. No calcula
# > nada y no tiene parámetros (en Keras, `Input(shape=(2,))` tiene 0). Por eso la red de 2, 2 y 1 tiene dos capas, no tres.
# >
# > «La salida tiene tantas neuronas como clases.» Depende: una por clase con `softmax` si son varias y se excluyen; para dos clases
# > basta **una** con sigmoide; para predecir una cantidad, una lineal.

# %% [markdown] id="nombres-de-las-capas" lang="en" seal="c8cabd"
# The names, now that you can give them to the pieces:
#
# - the **input layer**: the data, one number per column;
# - one or several **hidden layers**: nobody tells them what they should be worth; training finds out;
# - the **output layer**: the answer. How many neurons and which activation is decided by the task (lesson 01).
#
# If each neuron is connected to all those of the next layer, the layer is **dense**. With more than one hidden layer, the
# network is **deep**. The idea comes from a very simple model of the nervous system, neurons in layers that light one another
# up; hence the names, and little else: what follows is arithmetic.
#
# > **What older material says / what holds today.** “The input layer has as many neurons as features.” Circles are drawn in
# > pictures, but there are **no neurons** there: the input only says how many numbers arrive. It computes nothing and has no
# > parameters (in Keras, `Input(shape=(2,))` has 0). That is why the network of 2, 2 and 1 has two layers, not three.
# >
# > “The output has as many neurons as classes.” It depends: one per class with `softmax` if there are several and they exclude
# > one another; for two classes **one** with a sigmoid is enough; to predict an amount, a linear one.

# %% [markdown] id="formas-y-parametros" lang="es"
# ## 3. Formas y parámetros
#
# Una capa guarda dos cosas: una matriz $W$ con **una fila por número que entra y una columna por neurona**, y un vector $b$
# con **un sesgo por neurona**. Las muestras van por filas, como en una tabla, y la capa entera se calcula de una vez:
#
# $$Z = XW + b \qquad (m, n)\,@\,(n, k) + (k,) \rightarrow (m, k)$$
#
# Si las formas no encajan, NumPy protesta: es tu mejor amigo. Lo que entra, $n$, tiene que ser lo que sale de la capa
# anterior; $m$, las muestras, pasa de largo hasta el final.
#
# **Ejemplo resuelto.** Una red con 2 columnas, 4 neuronas ocultas y 1 de salida:
#
# | capa | $W$ | $b$ | parámetros |
# |---|---|---|---|
# | oculta | (2, 4) | (4,) | $2 \cdot 4 + 4 = 12$ |
# | salida | (4, 1) | (1,) | $4 \cdot 1 + 1 = 5$ |
# | | | | **17** |
#
# ### Ejercicio 1: `count_parameters`, con un hueco
#
# `sizes` es una lista con las columnas de entrada y las neuronas de cada capa: `[2, 4, 1]` es la red de la tabla. Devuelve
# cuántos números se entrenan. Si te atascas, escribe `hint("02.count_parameters")` en una celda nueva.

# %% [markdown] id="formas-y-parametros" lang="en" seal="001180"
# ## 3. Shapes and parameters
#
# A layer keeps two things: a matrix $W$ with **one row per number that enters and one column per neuron**, and a vector $b$
# with **one bias per neuron**. The samples are rows, as in a table, and the whole layer is computed in one go:
#
# $$Z = XW + b \qquad (m, n)\,@\,(n, k) + (k,) \rightarrow (m, k)$$
#
# If the shapes don't fit, NumPy complains: it is your best friend. What enters, $n$, has to be what leaves the layer before;
# $m$, the samples, goes straight through to the end.
#
# **Worked example.** A network with 2 columns, 4 hidden neurons and 1 at the output:
#
# | layer | $W$ | $b$ | parameters |
# |---|---|---|---|
# | hidden | (2, 4) | (4,) | $2 \cdot 4 + 4 = 12$ |
# | output | (4, 1) | (1,) | $4 \cdot 1 + 1 = 5$ |
# | | | | **17** |
#
# ### Exercise 1: `count_parameters`, with a blank
#
# `sizes` is a list with the input columns and the neurons of each layer: `[2, 4, 1]` is the network of the table. Return how
# many numbers are trained. If you get stuck, write `hint("02.count_parameters")` in a new cell.

# %% exercise="count_parameters"
def count_parameters(sizes):
    ### BEGIN SOLUTION
    #~ total = 0
    #~ # es: pairwise da cada capa con la que le sigue: de [2, 4, 1] salen (2, 4) y (4, 1)
    #~ # en: pairwise gives each layer with the one after it: [2, 4, 1] gives (2, 4) and (4, 1)
    #~ for inputs, units in pairwise(sizes):
    #~     total = total + ...
    #~ return total
    total = 0
    for inputs, units in pairwise(sizes):
        total = total + inputs * units + units
    return total
    ### END SOLUTION

# %% check="count_parameters" points=1
check("02.count_parameters", count_parameters)

# %% [markdown] id="predice-cifras" lang="es"
# **Predice.** Una red para leer cifras de 8 × 8 píxeles: 64 columnas, 32 neuronas ocultas y 10 de salida. ¿Cuántos
# parámetros tendrá: unos 100, unos 2000 o unos 20 000?

# %% [markdown] id="predice-cifras" lang="en" seal="afccb1"
# **Predict.** A network that reads digits of 8 × 8 pixels: 64 columns, 32 hidden neurons and 10 at the output. How many
# parameters will it have: some 100, some 2,000 or some 20,000?

# %% id="digits-network"
digits_network = Network([64, 32, 10], ["relu", "softmax"], "categorical_crossentropy")
for W, b in zip(digits_network.weights, digits_network.biases, strict=True):
    print("W", W.shape, "  b", b.shape, "  ", W.size, "+", b.size)
print("Network:", digits_network.count_params())
if passed("02.count_parameters"):
    print(Text(es="tu función:", en="your function:"), count_parameters([64, 32, 10]))

# %% [markdown] id="hacia-delante" rows="inv-B019" lang="es"
# ## 4. Hacia delante
#
# Calcular la salida es ir capa a capa: suma ponderada, sesgo, activación, y lo que sale entra en la siguiente. Se llama
# **propagación hacia delante** (*forward propagation*). Las cuatro filas de XOR, de una vez, con la red hecha a mano:

# %% [markdown] id="hacia-delante" lang="en" seal="bac1cc"
# ## 4. Forward
#
# To compute the output is to go layer by layer: weighted sum, bias, activation, and what comes out enters the next one. It is
# called **forward propagation**. The four rows of XOR, in one go, with the network made by hand:

# %% id="worked-forward"
w1, b1 = np.array([[1.0, 1.0], [1.0, 1.0]]), np.array([0.0, -1.0])
w2, b2 = np.array([[1.0], [-2.0]]), np.array([0.0])

z = X @ w1 + b1
print("x @ w1 + b1 ", X.shape, "@", w1.shape, "+", b1.shape, "->", z.shape)
print(z)
print("relu")
print(np.maximum(z, 0))

# %% [markdown] id="ejercicio-forward" lang="es"
# ### Ejercicio 2: `forward`
#
# Una capa oculta con ReLU y una salida **lineal** (sin activación). Devuelve las dos cosas, `hidden` y `output`, en ese orden:
# la primera hará falta para volver. Tiene que servir para cualquier número de muestras, de entradas y de neuronas.
#
# Fíjate en el orden: primero la suma entera, con el sesgo; después, la activación.

# %% [markdown] id="ejercicio-forward" lang="en" seal="75a831"
# ### Exercise 2: `forward`
#
# One hidden layer with ReLU and a **linear** output (no activation). Return both things, `hidden` and `output`, in that
# order: the first will be needed on the way back. It must work for any number of samples, inputs and neurons.
#
# Mind the order: first the whole sum, with the bias; then the activation.

# %% exercise="forward"
def forward(x, w1, b1, w2, b2):
    ### BEGIN SOLUTION
    #~ hidden = ...
    #~ output = ...
    #~ return hidden, output
    hidden = np.maximum(x @ w1 + b1, 0)
    output = hidden @ w2 + b2
    return hidden, output
    ### END SOLUTION

# %% check="forward" points=2
check("02.forward", forward)

# %% id="try-forward"
if passed("02.forward"):
    hidden, output = forward(X, w1, b1, w2, b2)
    print(np.column_stack([X, hidden, output]))
else:
    print(LATER.format(exercise="02.forward"))

# %% [markdown] id="regla-de-la-cadena" rows="inv-B017" lang="es"
# ## 5. La regla de la cadena
#
# Esa red la hicimos a mano. Para que la encuentre el ordenador hay que saber **cuánto cambia el coste al mover cada peso**,
# también los de la capa oculta, que no tocan la salida directamente.
#
# Piensa en una bicicleta. Si por cada vuelta de los pedales el piñón da 3, y por cada vuelta del piñón avanzas 2 metros, cada
# vuelta de pedales son $3 \cdot 2 = 6$ metros. **Lo que cambia de un extremo al otro es el producto de lo que cambia en cada
# eslabón.** Eso es la regla de la cadena.
#
# La red más pequeña que existe: una entrada, una neurona oculta, una salida y ningún sesgo.
#
# $$z = w_1x \qquad h = \text{relu}(z) \qquad \hat y = w_2h \qquad J = (\hat y - y)^2$$
#
# **Ejemplo resuelto**, con $x = 2$, $w_1 = 1.5$, $w_2 = 0.5$ e $y = 4$. Hacia delante: $z = 3$, $h = 3$, $\hat y = 1.5$,
# $J = (1.5 - 4)^2 = 6.25$. Hacia atrás, cada eslabón multiplica lo que llega por su propia derivada:
#
# | eslabón | su derivada | llega | sale |
# |---|---|---|---|
# | $J = (\hat y - y)^2$ | $2(\hat y - y) = -5$ | 1 | $\partial J/\partial\hat y = -5$ |
# | $\hat y = w_2h$, hacia $w_2$ | $h = 3$ | −5 | $\partial J/\partial w_2 = -15$ |
# | $\hat y = w_2h$, hacia $h$ | $w_2 = 0.5$ | −5 | $\partial J/\partial h = -2.5$ |
# | $h = \text{relu}(z)$ | 1, porque $z > 0$ | −2.5 | $\partial J/\partial z = -2.5$ |
# | $z = w_1x$, hacia $w_1$ | $x = 2$ | −2.5 | $\partial J/\partial w_1 = -5$ |
#
# Fíjate: el −5 del principio se calcula **una vez** y sirve para los dos pesos. Ir de atrás hacia delante aprovecha todo lo
# calculado, y por eso el método se llama **retropropagación** (*backpropagation*): con una sola vuelta se obtienen todas las
# derivadas, sean dos o un millón.
#
# **Predice.** Si subes $w_1$ de 1.5 a 1.51, ¿cuánto cambiará $J$, más o menos? Hazlo de cabeza con la tabla.

# %% [markdown] id="regla-de-la-cadena" lang="en" seal="2fce89"
# ## 5. The chain rule
#
# We made that network by hand. For the computer to find it, we have to know **how much the cost changes as each weight
# moves**, also those of the hidden layer, which don't touch the output directly.
#
# Think of a bicycle. If the sprocket turns 3 times for each turn of the pedals, and you advance 2 metres for each turn of the
# sprocket, each turn of the pedals is $3 \cdot 2 = 6$ metres. **What changes from one end to the other is the product of
# what changes in each link.** That is the chain rule.
#
# The smallest network there is: one input, one hidden neuron, one output and no bias.
#
# $$z = w_1x \qquad h = \text{relu}(z) \qquad \hat y = w_2h \qquad J = (\hat y - y)^2$$
#
# **Worked example**, with $x = 2$, $w_1 = 1.5$, $w_2 = 0.5$ and $y = 4$. Forward: $z = 3$, $h = 3$, $\hat y = 1.5$,
# $J = (1.5 - 4)^2 = 6.25$. Backward, each link multiplies what arrives by its own derivative:
#
# | link | its derivative | arrives | leaves |
# |---|---|---|---|
# | $J = (\hat y - y)^2$ | $2(\hat y - y) = -5$ | 1 | $\partial J/\partial\hat y = -5$ |
# | $\hat y = w_2h$, towards $w_2$ | $h = 3$ | −5 | $\partial J/\partial w_2 = -15$ |
# | $\hat y = w_2h$, towards $h$ | $w_2 = 0.5$ | −5 | $\partial J/\partial h = -2.5$ |
# | $h = \text{relu}(z)$ | 1, because $z > 0$ | −2.5 | $\partial J/\partial z = -2.5$ |
# | $z = w_1x$, towards $w_1$ | $x = 2$ | −2.5 | $\partial J/\partial w_1 = -5$ |
#
# Notice: the −5 at the start is computed **once** and serves for both weights. Going from back to front reuses all that has
# been computed, and that is why the method is called **backpropagation**: a single trip gives all the derivatives, be they
# two or a million.
#
# **Predict.** If you raise $w_1$ from 1.5 to 1.51, how much will $J$ change, roughly? Do it in your head with the table.

# %% id="my-change"
# es: Tu predicción del cambio de J (un número, con su signo)
# en: Your prediction of the change of J (a number, with its sign)
my_change = ...

# %% id="nudge-one-weight"
def tiny_cost(w1, w2=0.5, x=2.0, y=4.0):
    return (w2 * max(w1 * x, 0) - y) ** 2


print("J(1.51) - J(1.50) =", round(tiny_cost(1.51) - tiny_cost(1.50), 4))
print(Text(es="tu predicción:", en="your prediction:"), "—" if my_change is ... else my_change)

chain = NetworkFlow(
    x=(2.0,), y=4.0, weights=(((1.5,),), ((0.5,),)), biases=((0.0,), (0.0,)), hidden="relu", output="linear", loss="mse"
)
still(flow, chain)

# %% [markdown] id="cadena-con-matrices" lang="es"
# Casi $-0.05$: la derivada, $-5$, por lo que se ha movido el peso, $0.01$. En el dibujo están los mismos números que en la
# tabla; a $\partial J/\partial z$ se la suele llamar $\delta$ (delta). Prueba a mano qué pasa si $z$ es negativa: por una ReLU
# apagada no pasa nada, y ese peso no recibe ninguna corrección.
#
# Con capas enteras y $m$ muestras es la misma cadena. El coste es ahora la media de los cuadrados, sin el $\frac12$
# del módulo 01: así lo define la `mse` de Keras, y por eso queda un 2.
#
# $$J = \frac1m\sum_{i=1}^{m}\big(\hat y^{(i)} - y^{(i)}\big)^2$$
#
# | paso hacia atrás | en NumPy | forma |
# |---|---|---|
# | del coste a la salida | `d_output = 2 * (output - y) / m` | $(m, 1)$ |
# | a los pesos de la salida | `hidden.T @ d_output` | $(h, 1)$, la de `w2` |
# | al sesgo de la salida | `d_output.sum(axis=0)` | $(1,)$, la de `b2` |
# | a la capa oculta, a través de `w2` | `d_output @ w2.T` | $(m, h)$ |
# | a través de ReLU | `… * (hidden > 0)` | $(m, h)$ |
#
# ¿Por qué aparecen traspuestas y sumas? Un peso interviene en todas las muestras, así que su derivada **suma** lo que aporta cada
# una: eso hace `hidden.T @ …`. Y hay una regla que nunca falla: **cada derivada tiene la forma de aquello que se mueve**.
#
# ### Ejercicio 3: `backward`, con huecos
#
# `y` es una columna de forma $(m, 1)$. Rellena los seis huecos. Los de `d_w1` y `d_b1` no están en la tabla: son como los
# de la salida, con lo que entra en *esa* capa.

# %% [markdown] id="cadena-con-matrices" lang="en" seal="4022e4"
# Almost $-0.05$: the derivative, $-5$, times how far the weight moved, $0.01$. The picture has the same numbers as the
# table; $\partial J/\partial z$ is usually called $\delta$ (delta). Try by hand what happens if $z$ is negative: nothing goes
# through a ReLU that is off, and that weight gets no correction.
#
# With whole layers and $m$ samples it is the same chain. The cost is now the mean of the squares, without the $\frac12$ of
# module 01: that is how Keras's `mse` is defined, and that is why a 2 remains.
#
# $$J = \frac1m\sum_{i=1}^{m}\big(\hat y^{(i)} - y^{(i)}\big)^2$$
#
# | step backward | in NumPy | shape |
# |---|---|---|
# | from the cost to the output | `d_output = 2 * (output - y) / m` | $(m, 1)$ |
# | to the weights of the output | `hidden.T @ d_output` | $(h, 1)$, that of `w2` |
# | to the bias of the output | `d_output.sum(axis=0)` | $(1,)$, that of `b2` |
# | to the hidden layer, through `w2` | `d_output @ w2.T` | $(m, h)$ |
# | through ReLU | `… * (hidden > 0)` | $(m, h)$ |
#
# Why are there transposes and sums? A weight takes part in all the samples, so its derivative **adds up** what each of them
# contributes: that is what `hidden.T @ …` does. And there is a rule that never fails: **each derivative has the shape of what
# moves**.
#
# ### Exercise 3: `backward`, with blanks
#
# `y` is a column of shape $(m, 1)$. Fill in the six blanks. Those of `d_w1` and `d_b1` are not in the table: they are like
# those of the output, with what enters *that* layer.

# %% exercise="backward"
def backward(x, y, w1, b1, w2, b2):
    hidden, output = forward(x, w1, b1, w2, b2)
    d_output = 2 * (output - y) / len(x)
    ### BEGIN SOLUTION
    #~ d_w2 = ...
    #~ d_b2 = ...
    #~ d_hidden = ...
    #~ d_sum = ...
    #~ d_w1 = ...
    #~ d_b1 = ...
    #~ return d_w1, d_b1, d_w2, d_b2
    d_w2 = hidden.T @ d_output
    d_b2 = d_output.sum(axis=0)
    d_hidden = d_output @ w2.T
    d_sum = d_hidden * (hidden > 0)
    d_w1 = x.T @ d_sum
    d_b1 = d_sum.sum(axis=0)
    return d_w1, d_b1, d_w2, d_b2
    ### END SOLUTION

# %% check="backward" points=3
check("02.backward", backward)

# %% [markdown] id="dos-mitades" rows="inv-B018" lang="es"
# Entrenar tiene dos mitades que conviene no mezclar: la **retropropagación** dice hacia dónde baja el coste; el
# **optimizador** decide qué paso dar con eso. El más sencillo resta el gradiente por la tasa, como en la lección 01.03. En Keras
# se elige con el argumento `optimizer`, y cuál va mejor depende del problema (módulo 04).

# %% [markdown] id="dos-mitades" lang="en" seal="2f3643"
# Training has two halves that are best kept apart: **backpropagation** says which way the cost goes down; the **optimizer**
# decides which step to take with that. The simplest one subtracts the gradient times the rate, as in lesson 01.03. In Keras
# it is chosen with the argument `optimizer`, and which one does better depends on the problem (module 04).

# %% [markdown] id="comprobar-el-gradiente" lang="es"
# ## 6. Comprobar el gradiente
#
# Una retropropagación con un error rara vez se estrella: aprende peor, y nadie sabe por qué. El remedio ya lo conoces: **medir la
# pendiente a empujones** y comparar. Para cada número $w$ de la red, con los demás quietos:
#
# $$n = \frac{J(w + \varepsilon) - J(w - \varepsilon)}{2\varepsilon}$$
#
# Se empuja a **los dos lados** (*diferencias centrales*) porque así la curvatura se compensa. Después se junta todo,
# lo calculado en un vector $g$ y lo medido en otro $n$, y se mira la distancia comparada con lo que miden los dos:
#
# $$\text{error relativo} = \frac{\lVert g - n\rVert}{\lVert g\rVert + \lVert n\rVert}$$
#
# Por debajo de $10^{-6}$, el gradiente está bien. Por encima de $10^{-2}$, casi seguro que está mal. Y el error tiene cara:
# si lo medido es siempre **el doble** de lo calculado, no es ruido, es un 2 que se perdió al derivar el cuadrado.
#
# ¿Y por qué no entrenar así? Porque cada derivada medida cuesta dos vueltas hacia delante: un millón de pesos, dos millones de
# vueltas. La retropropagación lo hace en una ida y una vuelta.

# %% [markdown] id="comprobar-el-gradiente" lang="en" seal="140811"
# ## 6. Checking the gradient
#
# A backpropagation with a mistake rarely crashes: it learns worse, and nobody knows why. You know the remedy: **measure the
# slope by pushing** and compare. For each number $w$ of the network, with the others kept still:
#
# $$n = \frac{J(w + \varepsilon) - J(w - \varepsilon)}{2\varepsilon}$$
#
# You nudge to **both sides** (*central differences*) because then the curvature cancels. After that you gather everything,
# what was computed in a vector $g$ and what was measured in another, $n$, and look at their distance beside their lengths:
#
# $$\text{relative error} = \frac{\lVert g - n\rVert}{\lVert g\rVert + \lVert n\rVert}$$
#
# Below $10^{-6}$ the gradient is right. Above $10^{-2}$ it is almost certainly wrong. And a mistake has a face: if what is
# measured is always **twice** what was computed, it is not noise, it is a 2 that got lost in the derivative of the square.
#
# And why not train like that? Because each measured derivative takes two trips forward: a million weights, two million trips.
# Backpropagation does it in one trip there and one back.

# %% id="loss"
def loss(x, y, params):
    # es: El coste J; params es la lista [w1, b1, w2, b2], y el asterisco reparte sus cuatro arrays
    # en: The cost J; params is the list [w1, b1, w2, b2], and the asterisk hands out its four arrays
    _, output = forward(x, *params)
    return np.mean((output - y) ** 2)


# es: np.ndindex recorre las posiciones de un array de cualquier forma
# en: np.ndindex goes through the places of an array of any shape
for place in np.ndindex((2, 1)):
    print(place, w2[place])

# %% [markdown] id="ejercicio-check" lang="es"
# ### Ejercicio 4: `gradient_check`
#
# `params` es `[w1, b1, w2, b2]` y `grads`, los cuatro gradientes calculados, en el mismo orden. Mide la derivada de `loss`
# para **cada número de cada array**, con empujones de `epsilon`, y devuelve el error relativo de todos juntos.
#
# Para empujar un número, guárdalo, cámbialo dentro de su array, mira el coste, y al acabar **déjalo como estaba**.

# %% [markdown] id="ejercicio-check" lang="en" seal="e22d35"
# ### Exercise 4: `gradient_check`
#
# `params` is `[w1, b1, w2, b2]`, and `grads` the four gradients that were computed, in the same order. Measure the derivative
# of `loss` for **each number of each array**, with nudges of `epsilon`, and return the relative error of all of them together.
#
# To nudge a number, keep it, change it inside its array, look at the cost, and when you are done **leave it as it was**.

# %% exercise="gradient_check"
def gradient_check(x, y, params, grads, epsilon):
    ### BEGIN SOLUTION
    #~ measured = []
    #~ for values in params:
    #~     for place in np.ndindex(values.shape):
    #~         # es: empuja values[place] a cada lado, mide el coste y deja el número como estaba
    #~         # en: nudge values[place] to each side, measure the cost and leave the number as it was
    #~         ...
    #~ n = np.array(measured)
    #~ g = np.concatenate([np.ravel(grad) for grad in grads])
    #~ return ...
    measured = []
    for values in params:
        for place in np.ndindex(values.shape):
            kept = values[place]
            values[place] = kept + epsilon
            above = loss(x, y, params)
            values[place] = kept - epsilon
            below = loss(x, y, params)
            values[place] = kept
            measured.append((above - below) / (2 * epsilon))
    n = np.array(measured)
    g = np.concatenate([np.ravel(grad) for grad in grads])
    return np.linalg.norm(g - n) / (np.linalg.norm(g) + np.linalg.norm(n))
    ### END SOLUTION

# %% check="gradient_check" points=3
check("02.gradient_check", gradient_check)

# %% [markdown] id="sabotaje" lang="es"
# **Predice.** Ahora, una prueba y tres sabotajes de tu `backward`: sin el 2, con el signo cambiado y con un solo sesgo
# estropeado. El error relativo va de 0 (iguales) a 1 (opuestos). ¿Cuál de los tres saboteadores dará 1?

# %% [markdown] id="sabotaje" lang="en" seal="fcd817"
# **Predict.** Now a test and three acts of sabotage on your `backward`: without the 2, with the sign changed, and with a
# single bias spoilt. The relative error goes from 0 (equal) to 1 (opposite). Which of the three saboteurs will give 1?

# %% id="sabotage"
if passed("02.backward") and passed("02.gradient_check"):
    rng = np.random.default_rng(1)
    x_try, y_try = rng.normal(0, 1, (20, 2)), rng.normal(0, 1, (20, 1))
    params = [rng.normal(0, 1, shape) for shape in ((2, 4), (4,), (4, 1), (1,))]
    right = [np.array(grad) for grad in backward(x_try, y_try, *params)]
    trials = (
        (Text(es="tal cual", en="as it is"), right),
        (Text(es="sin el 2", en="without the 2"), [grad / 2 for grad in right]),
        (Text(es="signo cambiado", en="sign changed"), [-grad for grad in right]),
        (Text(es="sesgo estropeado", en="bias spoilt"), [*right[:3], right[3] + 0.5]),
    )
    for what, grads in trials:
        print(f"{what!s:18} {gradient_check(x_try, y_try, params, grads, 1e-5):.2e}")
    network = Network([2, 4, 1], ["relu", "linear"], "mse", seed=1)
    print(f"{'Network':18} {network.gradient_check(x_try, y_try):.2e}")
else:
    print(LATER.format(exercise="02.backward, 02.gradient_check"))

# %% [markdown] id="pesos-iniciales" rows="inv-B019" lang="es"
# ## 7. Los pesos iniciales
#
# El ciclo está completo: pesos iniciales, hacia delante, coste, hacia atrás, un paso; y vuelta a empezar. Queda decidir **con qué pesos
# se empieza**. Parece un detalle. La celda entrena tres veces la misma red, con 4 neuronas `tanh`, en unos puntos con la forma
# de XOR: con todo a cero, con todo a 0.5 y al azar.
#
# **Predice.** ¿Cuáles de las tres aprenden? Piensa en el gradiente que recibe cada neurona oculta.

# %% [markdown] id="pesos-iniciales" lang="en" seal="ff49cf"
# ## 7. The initial weights
#
# The cycle is complete: initial weights, forward, cost, backward, one step; and round again. What is left is to decide
# **which weights to start with**. It looks like a detail. The cell trains the same network three times, with 4 `tanh`
# neurons, on points in the shape of XOR: with everything at zero, with everything at 0.5, and at random.
#
# **Predict.** Which of the three learn? Think of the gradient that each hidden neuron receives.

# %% id="three-starts"
def clouds(m, seed):
    # es: m puntos alrededor de las cuatro esquinas (±1, ±1): XOR con ruido
    # en: m points around the four corners (±1, ±1): XOR with noise
    rng = np.random.default_rng(seed)
    corners = rng.choice([-1.0, 1.0], (m, 2))
    labels = (corners[:, :1] != corners[:, 1:]).astype(float)
    return corners + rng.normal(0, 0.3, (m, 2)), labels


X_clouds, y_clouds = clouds(200, seed=0)
starts = (
    (Text(es="todo a 0", en="all 0"), 0.0),
    (Text(es="todo a 0.5", en="all 0.5"), 0.5),
    (Text(es="al azar", en="random"), None),
)
for name, start in starts:
    network = Network([2, 4, 1], ["tanh", "linear"], "mse", seed=2)
    if start is not None:
        network.weights = [np.full_like(W, start) for W in network.weights]
    network.fit(X_clouds, y_clouds, epochs=300, batch_size=32, learning_rate=0.1)
    hits = np.mean((network.predict(X_clouds) > 0.5) == (y_clouds > 0.5))
    print(f"{name}: {hits:.0%}   W₁ =")
    print(network.weights[0].round(2))

# %% [markdown] id="simetria" rows="err-B04 err-C52" lang="es"
# Cada columna de $W_1$ es una neurona. **Con 0.5, las cuatro siguen siendo idénticas**: empezaron iguales, así que calculan lo
# mismo, reciben el mismo gradiente y dan el mismo paso, para siempre. Pagas cuatro neuronas y tienes una: acierta unos tres
# puntos de cada cuatro, como una recta. **Con 0 es peor**: el
# gradiente llega a la capa oculta multiplicado por $W_2$, que es 0, y solo se mueve el sesgo de la salida. El azar **rompe
# la simetría**: cada neurona empieza mirando hacia otro lado y se especializa.
#
# > **Lo que dice el material antiguo / lo que vale hoy.** «Se empieza con $W$ y $b$ al azar.» Al azar van **los pesos**; los
# > sesgos suelen empezar en 0, porque unos pesos distintos ya bastan. Es lo que hace `Dense` en Keras: el kernel con
# > `glorot_uniform` y el sesgo con `zeros`. `Network` hace lo mismo.
# >
# > «Se puede iniciar un kernel con `Zeros`, `Ones` o una constante.» Se puede escribir, y sirve para sesgos o para demostraciones;
# > en un kernel, todas las neuronas de la capa quedan idénticas. Lo acabas de ver.
#
# Azar, pero ¿cuánto? Demasiado grande, y la red diverge o se satura; demasiado pequeño, y el gradiente no llega. Los
# inicializadores ajustan el tamaño al número de entradas: son la lección 03.05.

# %% [markdown] id="simetria" lang="en" seal="145930"
# Each column of $W_1$ is a neuron. **With 0.5 all four are still identical**: they began alike, so they compute the same,
# receive the same gradient and take the same step, for ever. You pay for four neurons and have one: it is right about some
# three points in four, like a line. **With 0 it is worse**:
# the gradient reaches the hidden layer multiplied by $W_2$, which is 0, and only the bias of the output moves. Chance
# **breaks the symmetry**: each neuron starts out looking another way, and specialises.
#
# > **What older material says / what holds today.** “You start with random $W$ and $b$.” What is random is **the weights**;
# > biases usually start at 0, because weights that differ are enough. It is what `Dense` does in Keras: the kernel with
# > `glorot_uniform` and the bias with `zeros`. `Network` does the same.
# >
# > “A kernel can be initialised with `Zeros`, `Ones` or a constant.” You can write it, and it is useful for biases or for
# > demonstrations; in a kernel, all the neurons of the layer stay identical. You have just seen it.
#
# Chance, but how much of it? Too large, and the network diverges or saturates; too small, and the gradient does not arrive.
# Initializers adjust the size to the number of inputs: they are lesson 03.05.

# %% [markdown] id="epocas-y-lotes" rows="inv-B020 inv-B021 err-B09" lang="es"
# ## 8. Épocas, lotes e iteraciones
#
# Para dar un paso no hace falta mirar todas las muestras: basta un puñado, un **lote** (*batch*). Su gradiente es una estimación
# del verdadero, con algo de ruido, pero sale mucho más barata, y en el mismo rato se dan más pasos.
#
# - **iteración**: un lote, un gradiente, una actualización de los pesos;
# - **época** (*epoch*): todas las muestras han pasado una vez.
#
# **Ejemplo resuelto.** 1000 muestras en lotes de 128: siete lotes enteros (896 muestras) y uno de 104. Son **8** iteraciones
# por época, porque el último, más pequeño, también actualiza. En 10 épocas, $8 \cdot 10 = 80$. En general, con $N$ muestras y
# lotes de $B$, cada época tiene $\lceil N/B\rceil$ iteraciones: esos corchetes redondean hacia arriba. Un lote no mezcla el final de una época
# con el principio de la siguiente.
#
# > **Lo que dice el material antiguo / lo que vale hoy.** «Si se indica `batch_size`, cada época tiene más iteraciones: con 10
# > épocas, 1000 muestras y lotes de 100, diez por época.» La cuenta está bien: son 10 por época y **100 en total**. El «si» sobra: Keras
# > **siempre** hace lotes, y si no dices nada son de **32**: $\lceil 1000/32\rceil = 32$ iteraciones por época.
#
# ### Ejercicio 5: `iterations`
#
# Devuelve dos números: las iteraciones de una época y las de todo el entrenamiento. Si `batch_size` es `None`, los lotes son
# de 32, como en Keras. Te hará falta `math.ceil`, que redondea hacia arriba.

# %% [markdown] id="epocas-y-lotes" lang="en" seal="f6ddc2"
# ## 8. Epochs, batches and iterations
#
# To take a step you need not look at all the samples: a handful will do, a **batch**. Its gradient is an estimate of the
# true one, with some noise, but it comes much cheaper, and you take more steps in the same time.
#
# - **iteration**: one batch, one gradient, one update of the weights;
# - **epoch**: all the samples have gone through once.
#
# **Worked example.** 1000 samples in batches of 128: seven whole batches (896 samples) and one of 104. That is **8**
# iterations per epoch, because the last one, smaller, updates too. In 10 epochs, $8 \cdot 10 = 80$. In general, with $N$
# samples and batches of $B$, each epoch has $\lceil N/B\rceil$ iterations: those brackets round up. A batch does not mix the end
# of one epoch with the start of the next.
#
# > **What older material says / what holds today.** “If `batch_size` is given, each epoch has more iterations: with 10
# > epochs, 1000 samples and batches of 100, ten per epoch.” The sum is right: 10 per epoch and **100 in all**. The “if” is
# > too much: Keras **always** makes batches, and unless told otherwise they are of **32**: $\lceil 1000/32\rceil = 32$ iterations per epoch.
#
# ### Exercise 5: `iterations`
#
# Return two numbers: the iterations of one epoch and those of the whole training. If `batch_size` is `None`, the batches are
# of 32, as in Keras. You will need `math.ceil`, which rounds up.

# %% exercise="iterations"
import math


def iterations(samples, batch_size, epochs):
    ### BEGIN SOLUTION
    #~ per_epoch = ...
    #~ return per_epoch, ...
    if batch_size is None:
        batch_size = 32
    per_epoch = math.ceil(samples / batch_size)
    return per_epoch, per_epoch * epochs
    ### END SOLUTION

# %% check="iterations" points=1
check("02.iterations", iterations)

# %% [markdown] id="tamano-del-lote" lang="es"
# **Predice.** La misma red, los mismos 200 puntos y 20 épocas, con lotes de 200, de 32 y de 4. Las tres ven cada punto veinte
# veces. ¿Cuál acaba con el coste más bajo?

# %% [markdown] id="tamano-del-lote" lang="en" seal="899dce"
# **Predict.** The same network, the same 200 points and 20 epochs, with batches of 200, of 32 and of 4. All three see each
# point twenty times. Which one ends with the lowest cost?

# %% id="batch-sizes"
for batch_size in (200, 32, 4):
    network = Network([2, 8, 1], ["relu", "linear"], "mse", seed=0)
    costs = network.fit(X_clouds, y_clouds, epochs=20, batch_size=batch_size, learning_rate=0.05)
    updates = 20 * math.ceil(len(X_clouds) / batch_size)
    print(
        Text(es="lotes de {b:3}: {n:4} actualizaciones, J = {J:.3f}", en="batches of {b:3}: {n:4} updates, J = {J:.3f}").format(
            b=batch_size, n=updates, J=costs[-1]
        )
    )

# %% [markdown] id="hiperparametros" rows="inv-B022" lang="es"
# Con las mismas épocas, los lotes pequeños dan muchos más pasos y aquí llegan más lejos. No siempre ganan: su gradiente tiembla más, y
# en una máquina que hace muchas cuentas a la vez un lote grande se aprovecha mejor. El número de épocas, el tamaño del lote, la
# tasa y las neuronas ocultas **no los aprende la red**: los eliges tú. Se llaman **hiperparámetros**, y el módulo 06 trata de cómo
# buscarlos.

# %% [markdown] id="hiperparametros" lang="en" seal="501fe1"
# With the same epochs, small batches take many more steps and get further here. They don't always win: their gradient shakes
# more, and a machine that does many sums at once makes better use of a large batch. The number of epochs, the size of the
# batch, the rate and the hidden neurons **are not learned by the network**: you choose them. They are called
# **hyperparameters**, and module 06 is about how to search for them.

# %% [markdown] id="reto" lang="es"
# ## 9. Reto: `xor`
#
# Todo junto y desde cero. `X` tiene $m$ puntos de dos columnas; `y`, una columna de ceros y unos. Los puntos forman cuatro
# nubes como las de XOR, pero **giradas** un ángulo que no conoces: no vale escribir la regla, hay que aprenderla.
#
# Entrena una red con una capa oculta ReLU y salida lineal (la de `forward`), con las neuronas que quieras, y devuelve sus
# cuatro arrays: `w1, b1, w2, b2`. Haz el azar con `np.random.default_rng(seed)`, para que la misma semilla dé los mismos
# pesos.
#
# Se juzga con **puntos que tu red no ha visto**, tres veces, con nubes y semillas distintas: dice 1 si la salida pasa de 0.5, y
# tiene que acertar el 90 %. Decir siempre lo mismo acierta alrededor del 50 %; la mejor recta, como mucho, el 75 %.

# %% [markdown] id="reto" lang="en" seal="5c80f3"
# ## 9. Challenge: `xor`
#
# All together and from scratch. `X` has $m$ points of two columns; `y` is a column of zeros and ones. The points form four
# clouds like those of XOR, but **turned** by an angle that you don't know: writing down the rule won't do, it has to be learned.
#
# Train a network with one hidden ReLU layer and a linear output (that of `forward`), with as many neurons as you like, and
# return its four arrays: `w1, b1, w2, b2`. Make chance with `np.random.default_rng(seed)`, so that the same seed gives the
# same weights.
#
# It is judged with **points that your network has not seen**, three times, with different clouds and seeds: it says 1 if the
# output is above 0.5, and has to be right about 90% of them. Always saying the same is right about 50%; the best line, 75% at
# most.

# %% exercise="xor"
def xor(X, y, seed):
    ### BEGIN SOLUTION
    rng = np.random.default_rng(seed)
    hidden = 16
    params = [rng.normal(0, 1, (2, hidden)), np.zeros(hidden), rng.normal(0, 0.35, (hidden, 1)), np.zeros(1)]
    for _ in range(500):
        grads = backward(X, y, *params)
        params = [value - 0.1 * grad for value, grad in zip(params, grads, strict=True)]
    return params
    ### END SOLUTION

# %% check="xor" points=3
check("02.xor", xor)

# %% [markdown] id="ver-lo-aprendido" lang="es"
# Mira lo que ha aprendido. Cada neurona oculta dobla el plano por una recta (las de puntos); entre todas recortan la región
# donde la salida pasa de 0.5. Nadie les dijo dónde.

# %% [markdown] id="ver-lo-aprendido" lang="en" seal="926b5a"
# Look at what it learned. Each hidden neuron folds the plane along a line (the dotted ones); together they cut out the region
# where the output is above 0.5. Nobody told them where.

# %% id="see-what-it-learned"
if passed("02.forward") and passed("02.xor"):
    learned = [np.asarray(value) for value in xor(X_clouds, y_clouds, 0)]
    side = np.linspace(-2.2, 2.2, 120)
    grid = np.array([[a, b] for b in side for a in side])
    _, surface = forward(grid, *learned)

    fig, ax = plt.subplots(figsize=(5.4, 5), layout="constrained")
    ax.contourf(side, side, np.reshape(surface, (120, 120)) > 0.5, levels=[-0.5, 0.5, 1.5], colors=["#dbe9f4", "#fbe6c8"])
    draw_points(ax, X_clouds, y_clouds, size=5)
    # es: La recta por la que dobla cada neurona oculta: donde su suma vale 0
    # en: The line along which each hidden neuron folds: where its sum is 0
    for sums in (grid @ learned[0] + np.ravel(learned[1])).T:
        ax.contour(side, side, np.reshape(sums, (120, 120)), levels=[0], colors="0.55", linestyles="dotted", linewidths=1)
    ax.set(xlabel="x₁", ylabel="x₂", xlim=(-2.2, 2.2), ylim=(-2.2, 2.2))
    shown(
        fig,
        alt=Text(
            es="Cuatro nubes de puntos en las esquinas. La red colorea las regiones de cada clase, en esquinas opuestas. Unas "
            "rectas de puntos, una por neurona oculta, cruzan el plano.",
            en="Four clouds of points at the corners. The network colours the regions of each class, at opposite corners. Dotted "
            "lines, one for each hidden neuron, cross the plane.",
        ),
    )
    X_new, y_new = clouds(1000, seed=9)
    _, predicted = forward(X_new, *learned)
    right = np.mean((np.ravel(predicted) > 0.5) == (np.ravel(y_new) > 0.5))
    print(Text(es="puntos nuevos acertados:", en="new points right:"), f"{right:.1%}")
else:
    print(LATER.format(exercise="02.xor"))

# %% [markdown] id="preguntas" lang="es"
# ## Preguntas
#
# Siete preguntas para comprobar qué te llevas. Cada respuesta viene con su porqué.

# %% [markdown] id="preguntas" lang="en" seal="33b6fc"
# ## Questions
#
# Seven questions to see what you are taking away. Every answer is explained.

# %% quiz="02.q10"

# %% quiz="02.q11"

# %% quiz="02.q12"

# %% quiz="02.q13"

# %% quiz="02.q14"

# %% quiz="02.q15"

# %% quiz="02.q16"

# %% [markdown] id="resumen" lang="es"
# ## Resumen
#
# - Una neurona parte el plano con una recta, y XOR no se deja. Una **capa oculta con activación** dobla el espacio; sin
#   activación, apilar capas no añade nada.
# - Una capa densa: $W$ de forma (entradas, neuronas) y un sesgo por neurona. La entrada no tiene parámetros.
# - **Hacia delante**: suma, sesgo, activación, capa a capa, con las muestras en filas.
# - **Hacia atrás**: la regla de la cadena, un factor por eslabón. Cada derivada tiene la forma de lo que se mueve.
# - **Comprueba el gradiente** midiendo: por debajo de $10^{-6}$, bien.
# - Los pesos empiezan **al azar**, para que las neuronas no sean copias; los sesgos, en 0.
# - Cada época tiene $\lceil N/B\rceil$ iteraciones; en Keras, $B = 32$ si no dices nada.
#
# ¿Qué apostaste al principio, en `my_bet`? Una neurona no puede; tres, bien puestas, sí. Y ya sabes cómo se ponen solas. En
# la lección 03 dejarás que sea TensorFlow quien calcule las derivadas.

# %% [markdown] id="resumen" lang="en" seal="0ab076"
# ## Summary
#
# - A neuron splits the plane with a line, and XOR won't have it. A **hidden layer with an activation** folds the space;
#   without activation, stacking layers adds nothing.
# - A dense layer: $W$ of shape (inputs, neurons) and one bias per neuron. The input has no parameters.
# - **Forward**: sum, bias, activation, layer by layer, with the samples in rows.
# - **Backward**: the chain rule, one factor per link. Each derivative has the shape of what moves.
# - **Check the gradient** by measuring: below $10^{-6}$, right.
# - Weights start **at random**, so that the neurons are not copies; biases, at 0.
# - Each epoch has $\lceil N/B\rceil$ iterations; in Keras, $B = 32$ unless told otherwise.
#
# What did you bet at the beginning, in `my_bet`? One neuron cannot; three, well placed, can. And now you know how they place
# themselves. In lesson 03 you will let TensorFlow compute the derivatives.

# %% id="my-progress"
print(Text(es="tu apuesta:", en="your bet:"), my_bet)
progress()

# %% [markdown] id="glosario" lang="es"
# ## Glosario
#
# | español | inglés | qué es |
# |---|---|---|
# | capa de entrada | *input layer* | los datos que llegan; ni calcula ni tiene parámetros |
# | capa oculta | *hidden layer* | una capa entre la entrada y la salida |
# | capa densa | *dense layer* | cada entrada se conecta con cada neurona |
# | red profunda | *deep network* | con más de una capa oculta |
# | propagación hacia delante | *forward propagation* | calcular la salida, capa a capa |
# | regla de la cadena | *chain rule* | la derivada de una cadena es el producto de las de sus eslabones |
# | retropropagación | *backpropagation* | calcular todas las derivadas, de la salida hacia la entrada |
# | diferencias centrales | *central differences* | medir una pendiente empujando a los dos lados |
# | comprobación del gradiente | *gradient check* | comparar el gradiente calculado con el medido |
# | romper la simetría | *symmetry breaking* | empezar con pesos distintos para que las neuronas no sean copias |
# | lote | *batch* | las muestras con las que se da un paso |
# | iteración | *iteration* | una actualización de los pesos |
# | época | *epoch* | una pasada completa por los datos |
# | hiperparámetro | *hyperparameter* | lo que eliges tú y no aprende la red |

# %% [markdown] id="glosario" lang="en" seal="187d35"
# ## Glossary
#
# | English | Spanish | what it is |
# |---|---|---|
# | input layer | *capa de entrada* | the data that arrive; it neither computes nor has parameters |
# | hidden layer | *capa oculta* | a layer between the input and the output |
# | dense layer | *capa densa* | each input is connected to each neuron |
# | deep network | *red profunda* | one with more than one hidden layer |
# | forward propagation | *propagación hacia delante* | computing the output, layer by layer |
# | chain rule | *regla de la cadena* | the derivative of a chain is the product of those of its links |
# | backpropagation | *retropropagación* | computing all the derivatives, from the output towards the input |
# | central differences | *diferencias centrales* | measuring a slope by nudging to both sides |
# | gradient check | *comprobación del gradiente* | comparing the computed gradient with the measured one |
# | symmetry breaking | *romper la simetría* | starting with different weights so that the neurons are not copies |
# | batch | *lote* | the samples with which one step is taken |
# | iteration | *iteración* | one update of the weights |
# | epoch | *época* | one complete pass over the data |
# | hyperparameter | *hiperparámetro* | what you choose and the network does not learn |

# %% [markdown] id="seguir" lang="es"
# ## Para seguir leyendo
#
# - M. Nielsen, [Neural Networks and Deep Learning](http://neuralnetworksanddeeplearning.com/) (2015), capítulo 2: la
#   retropropagación, con toda la calma del mundo.
# - I. Goodfellow, Y. Bengio y A. Courville, [Deep Learning](https://www.deeplearningbook.org/) (2016), capítulo 6: abre con
#   XOR y la misma red hecha a mano.
# - D. E. Rumelhart, G. E. Hinton y R. J. Williams (1986), «Learning representations by back-propagating errors», *Nature* 323,
#   533–536: el artículo que la hizo famosa.
# - M. Minsky y S. Papert (1969), *Perceptrons*: lo que una sola capa no puede.
# - X. Glorot e Y. Bengio (2010), «Understanding the difficulty of training deep feedforward neural networks», AISTATS: cuánto azar.
# - El código de `curso.models.Network`, que se lee de una sentada: `forward` y `backward` son los tuyos, con las capas que quieras.

# %% [markdown] id="seguir" lang="en" seal="ccd558"
# ## Where to read on
#
# - M. Nielsen, [Neural Networks and Deep Learning](http://neuralnetworksanddeeplearning.com/) (2015), chapter 2:
#   backpropagation, with all the time in the world.
# - I. Goodfellow, Y. Bengio and A. Courville, [Deep Learning](https://www.deeplearningbook.org/) (2016), chapter 6: it opens
#   with XOR and the same network made by hand.
# - D. E. Rumelhart, G. E. Hinton and R. J. Williams (1986), “Learning representations by back-propagating errors”, *Nature*
#   323, 533–536: the paper that made it famous.
# - M. Minsky and S. Papert (1969), *Perceptrons*: what a single layer cannot do.
# - X. Glorot and Y. Bengio (2010), “Understanding the difficulty of training deep feedforward neural networks”, AISTATS: how
#   much chance.
# - The code of `curso.models.Network`, which you can read in one sitting: its `forward` and `backward` are yours, with as many
#   layers as you like.
