# ---
# jupyter:
#   curso:
#     module: "03"
#     title: {es: "Inicializadores, restricciones, regularizadores", en: "Initializers, constraints, regularizers"}
#     goals:
#       es:
#         - "elegir con qué números empieza una capa, y calcular su desviación típica"
#         - "explicar por qué una red profunda se apaga o se desborda con unos pesos mal elegidos"
#         - "imponer una propiedad a los pesos con una restricción, y decir cuándo actúa"
#         - "calcular lo que una penalización L1 o L2 añade a la pérdida y al gradiente"
#       en:
#         - "choose the numbers that a layer starts from, and compute their standard deviation"
#         - "explain why a deep network fades out or overflows when its weights are badly chosen"
#         - "impose a property on the weights with a constraint, and tell when it acts"
#         - "compute what an L1 or L2 penalty adds to the loss and to the gradient"
#     needs:
#       es:
#         - "la lección 02: `Dense`, su kernel y sus parámetros"
#         - "el descenso de gradiente (01.03) y los pesos iniciales (02.02)"
#         - "varianza y desviación típica; la norma de un vector"
#       en:
#         - "lesson 02: `Dense`, its kernel and its parameters"
#         - "gradient descent (01.03) and the initial weights (02.02)"
#         - "variance and standard deviation; the norm of a vector"
#     minutes: 45
#     inventory: [inv-C087, inv-C088, inv-C089, inv-C090, inv-C091, inv-C092, inv-C093, inv-C094, inv-C095, inv-C096,
#       inv-C097, inv-C098, inv-C099, inv-C100, inv-C101, inv-C102, inv-C103, inv-C104, inv-C105, inv-C106, inv-C107,
#       inv-C108]
#     errata: [err-C49, err-C50, err-C51, err-C52, err-C53, err-C54, err-C55, err-C56, err-C57, err-C58, err-C59, err-G04]
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
# ---

# %% tags=["source-only"]
from curso.notebook import check, passed, progress

# %% [markdown] id="pregunta" lang="es"
# ## Una pregunta antes de empezar
#
# Imagina una red de **20 capas** de 100 neuronas con ReLU, recién creada. Por la entrada llegan números de un tamaño
# corriente, cerca de 1. Los pesos se sortean con una campana de Gauss de desviación típica **0.05**: casi todos entre −0.1 y
# 0.1, pequeños y de los dos signos. Parece prudente.
#
# **¿De qué tamaño serán los números que salgan de la capa 20?** ¿Parecidos a los que entraron, enormes o casi nada? Apuesta.

# %% [markdown] id="pregunta" lang="en" seal="35e448"
# ## A question before we start
#
# Imagine a network of **20 layers** of 100 neurons with ReLU, freshly made. Numbers of an ordinary size come in, near 1. The
# weights are drawn from a bell curve with standard deviation **0.05**: nearly all of them between −0.1 and 0.1, small and of
# both signs. It looks prudent.
#
# **What size will the numbers that come out of layer 20 be?** Like those that went in, huge, or almost nothing? Place your bet.

# %% id="bet"
# es: Tu apuesta, entre las comillas: "iguales", "enormes" o "casi nada"
# en: Your bet, between the quotes: "alike", "huge" or "almost nothing"
my_bet = "?"

# %% [markdown] id="tres-sitios" lang="es" rows="inv-C087 inv-C088 err-C54"
# ## 1. Tres cosas que se le dicen a un kernel
#
# Keras reparte en módulos lo que vale para cualquier capa. Las **activaciones** ya las conoces; quedan tres, y las tres hablan
# de los pesos. Se distinguen por **cuándo** actúan:
#
# | módulo | argumento de la capa | cuándo actúa | qué hace |
# |---|---|---|---|
# | `keras.initializers` | `kernel_initializer` | una vez, al crear los pesos | dice de dónde salen |
# | `keras.regularizers` | `kernel_regularizer` | en cada cálculo de la pérdida | cobra un precio por su tamaño |
# | `keras.constraints` | `kernel_constraint` | después de cada actualización | los devuelve a donde deben estar |
#
# Con `bias_` en lugar de `kernel_` se dice lo mismo de los sesgos.
#
# > **Lo que dice el material antiguo / lo que vale hoy.** «El inicializador asigna un peso a todos los datos de entrada.» No hay
# > un peso por dato: hay **uno por conexión**, de cada entrada a cada neurona, y todos los ejemplos usan los mismos.
#
# **Predice antes de ejecutar.** Un `Dense(512)` recibe las 784 casillas de una imagen. ¿Cuántos pesos hay que iniciar? ¿Y cuántos si
# el conjunto tiene el doble de imágenes?

# %% [markdown] id="tres-sitios" lang="en" seal="bf2d06"
# ## 1. Three things to tell a kernel
#
# Keras puts what holds for any layer into modules. You know the **activations** already; three are left, and all three are about
# the weights. What tells them apart is **when** they act:
#
# | module | argument of the layer | when it acts | what it does |
# |---|---|---|---|
# | `keras.initializers` | `kernel_initializer` | once, when the weights are made | says where they come from |
# | `keras.regularizers` | `kernel_regularizer` | each time the loss is computed | asks a price for their size |
# | `keras.constraints` | `kernel_constraint` | after each update | puts them back where they must be |
#
# With `bias_` in place of `kernel_` the same is said of the biases.
#
# > **What older material says / what holds today.** “The initializer assigns a weight to all the input data.” There is no weight
# > per datum: there is **one per connection**, from each input to each neuron, and all the examples use the same ones.
#
# **Predict before you run.** A `Dense(512)` gets the 784 points of an image. How many weights have to be initialised? And how
# many if the data set has twice as many images?

# %% id="one-layer"
import logging
import os

# es: TensorFlow habla mucho mientras se carga y mientras entrena. Aquí no nos hace falta.
# en: TensorFlow talks a lot while it loads and while it trains. We do not need that here.
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import matplotlib.pyplot as plt
import numpy as np

from curso.display import muted_stderr
from curso.explore import COLORS, CYCLE, shown
from curso.text import Text

with muted_stderr():
    import keras
    from keras import constraints, initializers, layers, regularizers
logging.getLogger("tensorflow").setLevel("ERROR")

layer = layers.Dense(512)
layer.build((None, 784))
print("kernel", layer.kernel.shape, " bias", layer.bias.shape, " ->", layer.count_params())
print("kernel_initializer:", type(layer.kernel_initializer).__name__)
print("bias_initializer:  ", type(layer.bias_initializer).__name__)
print("kernel_regularizer:", layer.kernel_regularizer, "  kernel_constraint:", layer.kernel_constraint)

# %% [markdown] id="inicializadores" lang="es" rows="inv-C094 inv-C095 inv-C096 inv-C097 err-C49 err-C50 err-C51 err-G04"
# ## 2. Inicializadores: de dónde salen los pesos
#
# Si no dices nada, el kernel sale de `GlorotUniform` y los sesgos empiezan en cero; los otros dos argumentos no hacen nada. Un
# inicializador se puede pedir de dos maneras:
#
# - **por su nombre**, `kernel_initializer="he_normal"`: cada capa se crea uno nuevo;
# - **como objeto**, `kernel_initializer=initializers.HeNormal(seed=3)`, si quieres cambiarle algo.
#
# Un objeto elige su semilla **al crearse**, aunque escribas `seed=None`, y da siempre los mismos números para la misma forma. Si
# dos capas iguales comparten el objeto, empiezan con los mismos pesos. Lo seguro es un objeto por capa, o el nombre.
#
# > **Lo que dice el material antiguo / lo que vale hoy.**
# > - `seed=none` no existe: en Python es `None`, con mayúscula.
# > - `initializers.He_normal` tampoco. Son dos, y distintos: `HeNormal` (`"he_normal"`) y `HeUniform` (`"he_uniform"`).
# > - Los nombres en minúscula, como `initializers.lecun_uniform`, `glorot_normal` o `glorot_uniform`, siguen valiendo: son
# >   otro nombre de `LecunUniform`, `GlorotNormal` y `GlorotUniform`.
#
# **Predice antes de ejecutar.** La celda llama dos veces al mismo objeto y después a otro objeto nuevo. ¿Qué dos matrices serán iguales?

# %% [markdown] id="inicializadores" lang="en" seal="70d95a"
# ## 2. Initializers: where the weights come from
#
# If you say nothing, the kernel comes from `GlorotUniform` and the biases start at zero; the other two arguments do nothing. An
# initializer can be asked for in two ways:
#
# - **by its name**, `kernel_initializer="he_normal"`: each layer makes itself a new one;
# - **as an object**, `kernel_initializer=initializers.HeNormal(seed=3)`, if you want to change something in it.
#
# An object picks its seed **when it is made**, even if you write `seed=None`, and always gives the same numbers for the same
# shape. If two layers alike share the object, they start from the same weights. One object a layer is safe, and so is the name.
#
# > **What older material says / what holds today.**
# > - `seed=none` does not exist: in Python it is `None`, with a capital.
# > - `initializers.He_normal` does not either. There are two, and they differ: `HeNormal` (`"he_normal"`) and `HeUniform`
# >   (`"he_uniform"`).
# > - The lower-case names, such as `initializers.lecun_uniform`, `glorot_normal` or `glorot_uniform`, still work: they are another
# >   name for `LecunUniform`, `GlorotNormal` and `GlorotUniform`.
#
# **Predict before you run.** The cell calls the same object twice and then a new object. Which two matrices will be equal?

# %% id="one-object-or-two"
one = initializers.GlorotNormal(seed=None)
first, second = np.asarray(one((4, 3))), np.asarray(one((4, 3)))
third = np.asarray(initializers.GlorotNormal(seed=None)((4, 3)))
print(Text(es="el mismo objeto, dos veces:", en="the same object, twice:"), np.array_equal(first, second))
print(Text(es="otro objeto:", en="another object:"), np.array_equal(first, third))
print(initializers.glorot_normal is initializers.GlorotNormal, hasattr(initializers, "He_normal"))

# %% [markdown] id="galeria" lang="es" rows="inv-C089 inv-C090 inv-C091 inv-C092 inv-C093"
# ### La galería
#
# Aquí están todos, en su forma correcta, cada uno con un kernel de 12 entradas y 12 neuronas. Violeta es positivo, naranja es
# negativo y blanco es cero; de 1 en adelante el color ya no cambia. **Antes de ejecutar**, piensa cuáles reconocerás sin leer el título.

# %% [markdown] id="galeria" lang="en" seal="4e1461"
# ### The gallery
#
# Here they all are, in their right form, each with a kernel of 12 inputs and 12 neurons. Purple is positive, orange is negative
# and white is zero; from 1 on the colour no longer changes. **Before you run it**, think which ones you will recognise without reading the title.

# %% id="gallery"
gallery = [
    initializers.Zeros(),
    initializers.Ones(),
    initializers.Constant(value=5),
    initializers.Identity(gain=1.0),
    initializers.Orthogonal(gain=1.0, seed=1),
    initializers.RandomNormal(mean=0.0, stddev=0.05, seed=1),
    initializers.RandomUniform(minval=-0.05, maxval=0.05, seed=1),
    initializers.TruncatedNormal(mean=0.0, stddev=0.05, seed=1),
    initializers.LecunUniform(seed=1),
    initializers.GlorotNormal(seed=1),
    initializers.GlorotUniform(seed=1),
    initializers.HeNormal(seed=1),
    initializers.HeUniform(seed=1),
]
fig, axes = plt.subplots(2, 7, figsize=(11, 3.8), layout="constrained")
axes.flat[-1].set_axis_off()
for ax, initializer in zip(axes.flat, gallery, strict=False):
    image = ax.imshow(np.asarray(initializer((12, 12))), cmap="PuOr", vmin=-1, vmax=1)
    ax.set_title(type(initializer).__name__, fontsize=9)
    ax.set(xticks=[], yticks=[])
fig.colorbar(image, ax=axes, shrink=0.8)
shown(
    fig,
    alt=Text(
        es="Trece kernels dibujados como mosaicos. Zeros es blanco; Ones y Constant, de un solo color; Identity, una diagonal. "
        "Los demás son ruido: apenas visible en RandomNormal, RandomUniform y TruncatedNormal, más vivo en los de LeCun, "
        "Glorot y He.",
        en="Thirteen kernels drawn as mosaics. Zeros is white; Ones and Constant are of a single colour; Identity is a diagonal. "
        "The rest are noise: hardly visible in RandomNormal, RandomUniform and TruncatedNormal, livelier in those of "
        "LeCun, Glorot and He.",
    ),
)

# %% [markdown] id="constantes" lang="es" rows="err-C52"
# **Los constantes.** `Zeros`, `Ones` y `Constant(value=5)` ponen el mismo número en todas partes. Para un sesgo está bien; para
# un kernel de una capa oculta, no. Si dos neuronas reciben lo mismo y pesan lo mismo, calculan lo mismo, su gradiente es el
# mismo y seguirán siendo **la misma neurona** después de mil pasos. Ya lo viste en la lección 02.02: hay que romper la simetría.
#
# **Predice antes de ejecutar.** Una capa oculta de tres neuronas da ocho pasos de entrenamiento. Cada columna del kernel es una
# neurona. ¿Cómo acabarán las tres columnas con `"zeros"`, con `"ones"` y con `"glorot_uniform"`?

# %% [markdown] id="constantes" lang="en" seal="301e7d"
# **The constant ones.** `Zeros`, `Ones` and `Constant(value=5)` put the same number everywhere. For a bias that is fine; for the
# kernel of a hidden layer it is not. If two neurons get the same and weigh the same, they compute the same, their gradient is the
# same, and they will still be **the same neuron** after a thousand steps. You saw it in lesson 02.02: the symmetry must be broken.
#
# **Predict before you run.** A hidden layer of three neurons takes eight steps of training. Each column of the kernel is a
# neuron. How will the three columns end with `"zeros"`, with `"ones"` and with `"glorot_uniform"`?

# %% id="three-columns"
keras.utils.set_random_seed(5)
rng = np.random.default_rng(5)
X = rng.normal(size=(64, 2))
y = X[:, :1] * X[:, 1:]

for start in ("zeros", "ones", "glorot_uniform"):
    hidden = layers.Dense(3, activation="tanh", kernel_initializer=start)
    model = keras.Sequential([keras.Input((2,)), hidden, layers.Dense(1, kernel_initializer=start)])
    model.compile(keras.optimizers.SGD(0.1), "mse")
    model.fit(X, y, batch_size=8, epochs=1, shuffle=False, verbose=0)
    print(start)
    print(np.asarray(hidden.kernel).round(3))

# %% [markdown] id="matrices" lang="es" rows="inv-C098 inv-C099 err-C53"
# **Los que son una matriz con forma.** `Identity` deja pasar la entrada tal cual (por `gain`). `Orthogonal` la **gira**: cambia la
# dirección de los vectores y no su longitud, porque sus columnas son perpendiculares y miden 1, $Q^\top Q = I$. Por eso una
# señal atraviesa veinte giros sin perder nada; se usa sobre todo en redes recurrentes, donde una misma matriz se aplica una y
# otra vez.
#
# > **Lo que dice el material antiguo / lo que vale hoy.** `Identity(gain=1.0)` se presenta como uno más. Solo sirve para
# > **matrices**, como el kernel de `Dense`; con el de una convolución da un error.
#
# **Predice antes de ejecutar.** Un vector de longitud 1 pasa por 20 matrices de 12 × 12. ¿Cuánto medirá al final con cada una?

# %% [markdown] id="matrices" lang="en" seal="3f2d87"
# **Those that are a matrix with a shape.** `Identity` lets the input through as it is (times `gain`). `Orthogonal` **turns** it: it
# changes the direction of vectors and not their length, because its columns are perpendicular and of length 1, $Q^\top Q = I$.
# So a signal goes through twenty turns and loses nothing; it is used above all in recurrent networks, where one matrix is applied
# over and over.
#
# > **What older material says / what holds today.** `Identity(gain=1.0)` is presented as one more. It only serves for
# > **matrices**, such as the kernel of `Dense`; with that of a convolution it gives an error.
#
# **Predict before you run.** A vector of length 1 goes through 20 matrices of 12 × 12. How long will it be in the end with each?

# %% id="twenty-turns"
Q = np.asarray(initializers.Orthogonal(gain=1.0, seed=1)((12, 12)))
print("QᵀQ = I:", np.allclose(Q.T @ Q, np.eye(12), atol=1e-6))
for kind in (initializers.Orthogonal, initializers.GlorotUniform, initializers.RandomNormal):
    v = np.ones(12) / np.sqrt(12)
    for seed in range(20):
        v = v @ np.asarray(kind(seed=seed)((12, 12)))
    print(f"{kind.__name__:14} {np.linalg.norm(v):.2g}")
try:
    initializers.Identity()((3, 3, 1))
except ValueError as error:
    print("ValueError:", error)

# %% [markdown] id="varianza" lang="es"
# ## 3. La varianza: que la señal no se apague ni se desborde
#
# Quedan los aleatorios, que se distinguen por **cuánto se dispersan**. ¿Cuánto conviene? Sigue una sola neurona con $n$ entradas:
#
# $$z = w_1x_1 + w_2x_2 + \dots + w_nx_n$$
#
# Cada sumando es el producto de dos números sin relación entre sí y con media cero en los pesos: su varianza es
# $\mathrm{Var}(w)$ por la media de $x^2$. Y las varianzas de sumandos independientes **se suman**:
#
# $$\mathrm{Var}(z) = n \cdot \mathrm{Var}(w) \cdot \overline{x^2}$$
#
# Con $n = 100$, $\mathrm{Var}(w) = 0.05^2 = 0.0025$ y entradas de tamaño 1 sale $100 \cdot 0.0025 = 0.25$, y su raíz es 0.5:
# **la mitad de tamaño en una sola capa**. ReLU, además, apaga la mitad de los números, que son los negativos, y queda 0.35. Ahora eleva eso a 20.
#
# **Predice antes de ejecutar.** ¿Y si 0.05 fuera 1? La celda mide el tamaño (la raíz de la media de los cuadrados) capa a capa.

# %% [markdown] id="varianza" lang="en" seal="52d47b"
# ## 3. Variance: the signal must neither fade nor overflow
#
# The random ones are left, and what tells them apart is **how far they spread**. How far is right? Follow one neuron with $n$ inputs:
#
# $$z = w_1x_1 + w_2x_2 + \dots + w_nx_n$$
#
# Each term is the product of two numbers that have nothing to do with each other, and the weights have mean zero: its variance is
# $\mathrm{Var}(w)$ times the mean of $x^2$. And the variances of independent terms **add up**:
#
# $$\mathrm{Var}(z) = n \cdot \mathrm{Var}(w) \cdot \overline{x^2}$$
#
# With $n = 100$, $\mathrm{Var}(w) = 0.05^2 = 0.0025$ and inputs of size 1 that is $100 \cdot 0.0025 = 0.25$, and its root is 0.5:
# **half the size in a single layer**. ReLU, moreover, switches off half of the numbers, the negative ones, and 0.35 is left. Now raise that to 20.
#
# **Predict before you run.** And if 0.05 were 1? The cell measures the size (the root of the mean square) layer by layer.

# %% id="twenty-layers"
def sizes_through(make, depth=20, width=100):
    # es: El tamaño de los números a la salida de cada capa; make(seed) da un inicializador
    # en: The size of the numbers at the output of each layer; make(seed) gives an initializer
    a = np.random.default_rng(0).normal(size=(256, width))
    sizes = [np.sqrt(np.mean(a**2))]
    for seed in range(depth):
        a = np.maximum(a @ np.asarray(make(seed)((width, width))), 0)
        sizes.append(np.sqrt(np.mean(a**2)))
    return sizes


# es: Cambia estas desviaciones típicas: ¿con cuál se queda plana la línea?
# en: Change these standard deviations: with which one does the line stay flat?
fig, ax = plt.subplots(figsize=(7.5, 3.8), layout="constrained")
for stddev, style in zip((0.05, 0.1, 0.2, 1.0), CYCLE, strict=False):
    sizes = sizes_through(lambda seed, stddev=stddev: initializers.RandomNormal(stddev=stddev, seed=seed))
    ax.semilogy(sizes, **style._asdict(), markersize=4, label=f"stddev = {stddev}")
    print(f"{stddev:5}  {sizes[-1]:.1e}")
ax.set(xlabel=str(Text(es="capa", en="layer")), ylabel=str(Text(es="tamaño de los números", en="size of the numbers")))
ax.set_xticks(range(0, 21, 5))
ax.legend()
shown(
    fig,
    alt=Text(
        es="Cuatro rectas en escala logarítmica, de la capa 0 a la 20. Con 0.05 y 0.1 los números bajan hasta la milmillonésima y "
        "la milésima; con 0.2 y 1.0 suben hasta mil y hasta cien mil billones. Ninguna es plana.",
        en="Four straight lines on a logarithmic scale, from layer 0 to 20. With 0.05 and 0.1 the numbers fall to a thousand-millionth "
        "and a thousandth; with 0.2 and 1.0 they rise to a thousand and to a hundred thousand million million. None is flat.",
    ),
)

# %% [markdown] id="tres-familias" lang="es"
# Casi nada: una milmillonésima. Con el gradiente pasa lo mismo camino de vuelta, así que las primeras capas no aprenden.
#
# No hay un número bueno para todas las capas, porque depende de $n$. De ahí tres familias, que llevan el nombre de quien las propuso.
# Llama `fan_in` a las entradas que llegan a cada neurona y `fan_out` a las neuronas de la capa:
#
# | familia | $\mathrm{Var}(w)$ | razón | se usa con |
# |---|---|---|---|
# | LeCun | $1 / \text{fan\_in}$ | $n \cdot \mathrm{Var}(w) = 1$: entra y sale el mismo tamaño | `selu` |
# | Glorot | $2 / (\text{fan\_in} + \text{fan\_out})$ | a la vuelta el gradiente suma `fan_out` sumandos: un término medio | `tanh`, `sigmoid`, `softmax` |
# | He | $2 / \text{fan\_in}$ | el 2 repone la mitad que ReLU apaga | `relu` |
#
# Cada una tiene dos formas: **normal** (campana) y **uniforme** (todo igual de probable entre $-L$ y $L$). La varianza es la
# misma. Como la de una uniforme es $L^2/3$, el límite es $L = \sqrt 3 \cdot$ la desviación típica.
#
# Las campanas de estas familias, como `TruncatedNormal`, se cortan a dos desviaciones típicas para que no salga ningún peso
# raro. Cortar reduce la dispersión: `TruncatedNormal(stddev=0.05)` da en realidad 0.044. Las familias lo corrigen por dentro.
#
# **Ejemplo resuelto.** Una capa de 300 entradas y 100 neuronas con `lecun_uniform`: la varianza es $1/300 = 0.00333$; la desviación
# típica, $\sqrt{0.00333} = 0.0577$; y el límite, $\sqrt 3 \cdot 0.0577 = 0.1$.

# %% [markdown] id="tres-familias" lang="en" seal="ec8347"
# Almost nothing: a thousand-millionth. The same happens to the gradient on its way back, so the first layers do not learn.
#
# No number is good for all layers, because it depends on $n$. Hence three families, named after those who proposed them. Call
# `fan_in` the inputs that reach each neuron and `fan_out` the neurons of the layer:
#
# | family | $\mathrm{Var}(w)$ | reason | used with |
# |---|---|---|---|
# | LeCun | $1 / \text{fan\_in}$ | $n \cdot \mathrm{Var}(w) = 1$: the same size goes in and comes out | `selu` |
# | Glorot | $2 / (\text{fan\_in} + \text{fan\_out})$ | on the way back the gradient adds up `fan_out` terms: a middle way | `tanh`, `sigmoid`, `softmax` |
# | He | $2 / \text{fan\_in}$ | the 2 makes up for the half that ReLU switches off | `relu` |
#
# Each has two forms: **normal** (a bell) and **uniform** (everything equally likely between $-L$ and $L$). The variance is the
# same. Since that of a uniform one is $L^2/3$, the limit is $L = \sqrt 3 \cdot$ the standard deviation.
#
# The bells of these families, like `TruncatedNormal`, are cut at two standard deviations, so that no odd weight comes out. Cutting
# reduces the spread: `TruncatedNormal(stddev=0.05)` really gives 0.044. The families correct that inside.
#
# **Worked example.** A layer of 300 inputs and 100 neurons with `lecun_uniform`: the variance is $1/300 = 0.00333$; the standard
# deviation, $\sqrt{0.00333} = 0.0577$; and the limit, $\sqrt 3 \cdot 0.0577 = 0.1$.

# %% id="histograms"
# es: Cambia las entradas y las neuronas: ¿qué formas se mueven y cuáles no?
# en: Change the inputs and the neurons: which shapes move and which do not?
fan_in, fan_out = 400, 100

names = ["random_normal", "random_uniform", "truncated_normal", "lecun_uniform"]
names += ["glorot_normal", "glorot_uniform", "he_normal", "he_uniform"]
fig, axes = plt.subplots(2, 4, figsize=(11, 4.2), sharex=True, layout="constrained")
for ax, name in zip(axes.flat, names, strict=True):
    # es: del nombre sale la clase; con ella, un objeto con semilla
    # en: the name gives the class; with it, an object with a seed
    weights = np.asarray(type(initializers.get(name))(seed=1)((fan_in, fan_out))).ravel()
    ax.hist(weights, bins=60, color=COLORS.blue)
    ax.set_title(f"{name}\nstd {weights.std():.4f}   max {np.abs(weights).max():.4f}", fontsize=9)
    ax.set_yticks([])
shown(
    fig,
    alt=Text(
        es="Ocho histogramas de pesos. Los normales son campanas, cortadas en seco menos la de random_normal; los uniformes son "
        "rectángulos. He es el más ancho y LeCun y Glorot algo menos; los tres primeros no dependen de la capa.",
        en="Eight histograms of weights. The normal ones are bells, cut off sharply except random_normal; the uniform ones are "
        "rectangles. He is the widest, LeCun and Glorot somewhat less; the first three do not depend on the layer.",
    ),
)

# %% [markdown] id="ejercicio-std" lang="es"
# ### Ejercicio 1 · La desviación típica de unos pesos nuevos
#
# Escribe `initializer_std(name, fan_in, fan_out)`, que da la **desviación típica** de los pesos. `name` es uno de seis:
# `"lecun_normal"`, `"lecun_uniform"`, `"glorot_normal"`, `"glorot_uniform"`, `"he_normal"` o `"he_uniform"`. Rellena los huecos.

# %% [markdown] id="ejercicio-std" lang="en" seal="0c7e1a"
# ### Exercise 1 · The standard deviation of new weights
#
# Write `initializer_std(name, fan_in, fan_out)`, which gives the **standard deviation** of the weights. `name` is one of six:
# `"lecun_normal"`, `"lecun_uniform"`, `"glorot_normal"`, `"glorot_uniform"`, `"he_normal"` or `"he_uniform"`. Fill in the blanks.

# %% exercise="initializer_std"
def initializer_std(name, fan_in, fan_out):
    # es: "he_normal" -> "he": normal o uniforme, la varianza es la misma
    # en: "he_normal" -> "he": normal or uniform, the variance is the same
    family = name.split("_")[0]
    ### BEGIN SOLUTION
    #~ if family == "lecun":
    #~     variance = 1 / fan_in
    #~ elif family == "glorot":
    #~     variance = ...
    #~ else:
    #~     variance = ...
    #~ return ...
    if family == "lecun":
        variance = 1 / fan_in
    elif family == "glorot":
        variance = 2 / (fan_in + fan_out)
    else:
        variance = 2 / fan_in
    return np.sqrt(variance)
    ### END SOLUTION


# %% check="initializer_std" points=1
check("03.initializer_std", initializer_std)

# %% [markdown] id="usar-std" lang="es"
# **Predice.** Con tu función, ¿con cuál de las tres familias llega entera la señal a la capa 20, si la activación es ReLU?

# %% [markdown] id="usar-std" lang="en" seal="953f01"
# **Predict.** With your function, which of the three families gets the signal whole to layer 20, if the activation is ReLU?

# %% id="use-initializer-std"
if passed("03.initializer_std"):
    for name in ("lecun_normal", "glorot_normal", "he_normal"):
        std = float(initializer_std(name, 100, 100))
        sizes = sizes_through(lambda seed, std=std: initializers.RandomNormal(stddev=std, seed=seed))
        print(f"{name:14} std {std:.3f}   {Text(es='tamaño al final', en='size at the end')} {sizes[-1]:.2g}")
else:
    print(Text(es="Resuelve el ejercicio 1 y vuelve aquí.", en="Solve exercise 1 and come back here."))

# %% [markdown] id="restricciones" lang="es" rows="inv-C102 inv-C103 inv-C104 err-C56"
# ## 4. Restricciones: lo que los pesos tienen que cumplir
#
# Una restricción es una función que recibe el kernel y lo devuelve corregido. Keras trae cuatro:
#
# | restricción | qué garantiza |
# |---|---|
# | `NonNeg()` | ningún peso es negativo: los que lo son pasan a 0 |
# | `UnitNorm(axis=0)` | la norma de cada columna es 1 |
# | `MaxNorm(max_value=2, axis=0)` | la norma de cada columna es 2 como mucho |
# | `MinMaxNorm(min_value=0.5, max_value=2, rate=1.0, axis=0)` | la norma de cada columna está entre 0.5 y 2 |
#
# Las tres últimas miran **la norma**, $\lVert w \rVert = \sqrt{w_1^2 + \dots + w_n^2}$, de los pesos que llegan a cada neurona: una
# columna del kernel de `Dense`, y por eso `axis=0`. (En `Conv2D`, cuyo kernel tiene cuatro ejes, es `axis=[0, 1, 2]`.) Para
# cambiar la norma multiplican la columna entera por un número: **la dirección se conserva**.
#
# **Ejemplo resuelto.** A una neurona llegan los pesos $[9, 12]$ y su kernel lleva `MaxNorm(5)`. La norma es $\sqrt{81 + 144} = 15$, demasiado.
# Se multiplica por $5/15$ y queda $[3, 4]$. A $[0.3, 0.4]$, de norma 0.5, no le pasa nada.
#
# > **Lo que dice el material antiguo / lo que vale hoy.** «`MinMaxNorm` deja los pesos entre un mínimo y un máximo.» Acota la
# > **norma** de cada columna, no cada peso: con `MinMaxNorm(0, 1)`, la columna $[-0.5, 0.2]$ se queda como está, con su negativo.
#
# **Predice antes de ejecutar.** Cada flecha son los dos pesos de una neurona. ¿Dónde acabarán las puntas con cada restricción?

# %% [markdown] id="restricciones" lang="en" seal="f3b2d4"
# ## 4. Constraints: what the weights have to comply with
#
# A constraint is a function that takes the kernel and gives it back corrected. Keras brings four:
#
# | constraint | what it guarantees |
# |---|---|
# | `NonNeg()` | no weight is negative: those that are become 0 |
# | `UnitNorm(axis=0)` | the norm of each column is 1 |
# | `MaxNorm(max_value=2, axis=0)` | the norm of each column is 2 at most |
# | `MinMaxNorm(min_value=0.5, max_value=2, rate=1.0, axis=0)` | the norm of each column is between 0.5 and 2 |
#
# The last three look at **the norm**, $\lVert w \rVert = \sqrt{w_1^2 + \dots + w_n^2}$, of the weights that reach each neuron: a column
# of `Dense`'s kernel, hence `axis=0`. (In `Conv2D`, whose kernel has four axes, it is `axis=[0, 1, 2]`.) To change the norm they
# multiply the whole column by one number: **the direction is kept**.
#
# **Worked example.** The weights $[9, 12]$ reach a neuron and its kernel has `MaxNorm(5)`. The norm is $\sqrt{81 + 144} = 15$, too much.
# It is multiplied by $5/15$ and $[3, 4]$ is left. Nothing happens to $[0.3, 0.4]$, whose norm is 0.5.
#
# > **What older material says / what holds today.** “`MinMaxNorm` leaves the weights between a minimum and a maximum.” It bounds
# > the **norm** of each column, not each weight: with `MinMaxNorm(0, 1)` the column $[-0.5, 0.2]$ stays as it is, negative and all.
#
# **Predict before you run.** Each arrow is the two weights of a neuron. Where will the tips end with each constraint?

# %% id="arrows"
# es: Cambia los límites y mira qué flechas se mueven
# en: Change the limits and see which arrows move
low, high = 0.5, 2.0

turns = np.linspace(0, 2 * np.pi, 12, endpoint=False) + 0.2
lengths = np.tile([0.25, 1.0, 3.0], 4)
arrows = np.stack([lengths * np.cos(turns), lengths * np.sin(turns)])
four = [constraints.NonNeg(), constraints.UnitNorm(axis=0), constraints.MaxNorm(max_value=high, axis=0)]
four.append(constraints.MinMaxNorm(min_value=low, max_value=high, rate=1.0, axis=0))

fig, axes = plt.subplots(1, 4, figsize=(11, 3.2), layout="constrained", sharey=True)
for ax, constraint in zip(axes, four, strict=True):
    after = np.asarray(constraint(arrows))
    ax.plot([arrows[0], after[0]], [arrows[1], after[1]], ":", color="0.6", linewidth=1.2)
    ax.plot(*arrows, "o", markerfacecolor="none", color="0.6", markersize=6)
    ax.quiver(*np.zeros_like(after), *after, angles="xy", scale_units="xy", scale=1, color=COLORS.blue, width=0.012)
    ax.plot(*after, "o", color=COLORS.blue, markersize=4)
    ax.set(title=type(constraint).__name__, xlim=(-3.3, 3.3), ylim=(-3.3, 3.3), aspect="equal", xlabel="w₁")
axes[0].set_ylabel("w₂")
shown(
    fig,
    alt=Text(
        es="Doce flechas desde el origen, de longitudes 0.25, 1 y 3, en cuatro gráficas. NonNeg las lleva al cuadrante positivo y "
        "sus bordes; UnitNorm, a la circunferencia de radio 1; MaxNorm acorta las largas hasta 2; MinMaxNorm, además, alarga "
        "las cortas hasta 0.5.",
        en="Twelve arrows from the origin, with lengths 0.25, 1 and 3, in four plots. NonNeg takes them to the positive quadrant and "
        "its edges; UnitNorm, to the circle of radius 1; MaxNorm shortens the long ones to 2; MinMaxNorm also lengthens "
        "the short ones to 0.5.",
    ),
)

# %% [markdown] id="cuando-actuan" lang="es" rows="inv-C100 inv-C101 err-C55 err-C57"
# ### Cuándo actúan, y para qué
#
# **Predice antes de ejecutar.** El kernel empieza en $[-1, 1]$, lleva `NonNeg` y la tasa de aprendizaje es **cero**: el optimizador no
# lo mueve. ¿Qué valdrá recién creado? ¿Y después de un paso?

# %% [markdown] id="cuando-actuan" lang="en" seal="b59c30"
# ### When they act, and what for
#
# **Predict before you run.** The kernel starts at $[-1, 1]$, has `NonNeg`, and the learning rate is **zero**: the optimizer does not
# move it. What will it be when freshly made? And after one step?

# %% id="after-one-step"
model = keras.Sequential([keras.Input((2,)), layers.Dense(1, use_bias=False, kernel_constraint=constraints.NonNeg())])
model.set_weights([np.array([[-1.0], [1.0]])])
model.compile(keras.optimizers.SGD(learning_rate=0.0), "mse")
print(model.get_weights()[0].ravel())
model.train_on_batch(np.ones((4, 2)), np.ones((4, 1)))
print(model.get_weights()[0].ravel())

# es: Dense(512) sobre 784 entradas, con cada una de las cuatro, después de un paso
# en: Dense(512) on 784 inputs, with each of the four, after one step
images, targets = rng.uniform(size=(16, 784)), np.zeros((16, 512))
for constraint in four:
    start = initializers.RandomNormal(stddev=0.1, seed=2)
    layer = layers.Dense(512, kernel_constraint=constraint, kernel_initializer=start)
    model = keras.Sequential([keras.Input((784,)), layer])
    model.compile(keras.optimizers.SGD(0.01), "mse")
    model.train_on_batch(images, targets)
    kernel = np.asarray(layer.kernel)
    norms = np.linalg.norm(kernel, axis=0)
    print(f"{type(constraint).__name__:11} min {kernel.min() + 0:6.3f}   ‖w‖ {norms.min():.2f} … {norms.max():.2f}")

# %% [markdown] id="para-que" lang="es"
# > **Lo que dice el material antiguo / lo que vale hoy.** «Se fijan durante la optimización para evitar el sobreajuste.» Actúan
# > **después de cada actualización** del optimizador, no antes ni dentro de la pérdida. Y sirven para imponer una propiedad: que
# > frene el sobreajuste es solo uno de sus usos.
# >
# > `constraints.non_neg(axis=0)` da un error: `NonNeg()` no lleva argumentos, porque actúa peso a peso.
#
# Un uso que no tiene que ver con el sobreajuste: **cantidades**. El color de una mezcla es la suma de los de tres tintes, cada uno por
# su cantidad. La mezcla lleva 0.7 del primero, 0.4 del segundo y nada del tercero, y se mide con algo de ruido. Una neurona
# lineal sin sesgo busca las cantidades: son sus tres pesos.
#
# **Predice antes de ejecutar.** ¿Qué puede salir mal sin restricción?

# %% [markdown] id="para-que" lang="en" seal="109fd7"
# > **What older material says / what holds today.** “They are set during optimization to avoid overfitting.” They act **after each
# > update** of the optimizer, not before it nor inside the loss. And they serve to impose a property: holding back overfitting is
# > only one of their uses.
# >
# > `constraints.non_neg(axis=0)` gives an error: `NonNeg()` takes no arguments, because it acts weight by weight.
#
# A use that has nothing to do with overfitting: **amounts**. The colour of a mixture is the sum of those of three dyes, each times
# its amount. The mixture has 0.7 of the first, 0.4 of the second and none of the third, and is measured with some noise. A linear
# neuron without bias looks for the amounts: they are its three weights.
#
# **Predict before you run.** What can go wrong without a constraint?

# %% id="mixture"
def trained(X, y, steps, rate, **held):
    # es: Una neurona lineal sin sesgo que da `steps` pasos; en cada uno ve todos los datos (repetidos, en una sola época)
    # en: A linear neuron without bias that takes `steps` steps; each sees all the data (repeated, in a single epoch)
    neuron = layers.Dense(1, use_bias=False, kernel_initializer="zeros", **held)
    model = keras.Sequential([keras.Input((X.shape[1],)), neuron])
    model.compile(keras.optimizers.SGD(rate), "mse")
    model.fit(np.tile(X, (steps, 1)), np.tile(y, steps), batch_size=len(X), shuffle=False, verbose=0)
    return np.asarray(neuron.kernel).ravel()


noise = np.random.default_rng(11)
wavelengths = np.linspace(0, 1, 40)[:, np.newaxis]
dyes = np.exp(-(((wavelengths - np.array([0.25, 0.5, 0.62])) / 0.15) ** 2))
mixture = dyes @ np.array([0.7, 0.4, 0.0]) + noise.normal(0, 0.05, 40)
print(Text(es="sin restricción:", en="without constraint:"), trained(dyes, mixture, 200, 1.0).round(3))
print("NonNeg:", trained(dyes, mixture, 200, 1.0, kernel_constraint=constraints.NonNeg()).round(3))

# %% [markdown] id="ejercicio-constrain" lang="es"
# Una cantidad **negativa** de tinte ajusta mejor el ruido, pero no existe. (Empezar en ceros aquí no estorba: con una sola neurona no hay
# simetría que romper.)
#
# ### Ejercicio 2 · Atar en corto la norma
#
# Escribe `constrain(kernel, low, high)`, que lleva la norma de cada columna al intervalo de `low` a `high` y conserva su dirección:
#
# - una columna más corta que `low` se alarga hasta `low`, y una más larga que `high` se acorta hasta `high`;
# - las demás no cambian; una columna **toda de ceros** tampoco, porque no tiene dirección.
#
# Así una sola función hace de tres: con `low = high = 1` es `UnitNorm`; con `low = 0`, `MaxNorm`; y con los dos, `MinMaxNorm`.

# %% [markdown] id="ejercicio-constrain" lang="en" seal="a8dce8"
# A **negative** amount of dye fits the noise better, but there is no such thing. (Starting from zeros does no harm here: with a single
# neuron there is no symmetry to break.)
#
# ### Exercise 2 · Keeping the norm on a leash
#
# Write `constrain(kernel, low, high)`, which brings the norm of each column into the interval from `low` to `high` and keeps its
# direction:
#
# - a column shorter than `low` is lengthened to `low`, and one longer than `high` is shortened to `high`;
# - the others do not change; nor does a column **all of zeros**, because it has no direction.
#
# So a single function does for three: with `low = high = 1` it is `UnitNorm`; with `low = 0`, `MaxNorm`; and with both, `MinMaxNorm`.

# %% exercise="constrain"
def constrain(kernel, low, high):
    ### BEGIN SOLUTION
    #~ norms = ...
    #~ wanted = ...
    #~ return ...
    norms = np.sqrt(np.sum(kernel**2, axis=0))
    wanted = np.clip(norms, low, high)
    return kernel * wanted / np.where(norms == 0, 1, norms)
    ### END SOLUTION


# %% check="constrain" points=2
check("03.constrain", constrain)

# %% id="use-constrain"
if passed("03.constrain"):
    for constraint, limits in zip(four[1:], ((1, 1), (0, high), (low, high)), strict=True):
        difference = np.abs(constrain(arrows, *limits) - np.asarray(constraint(arrows))).max()
        same = bool(difference < 1e-5)
        print(f"{type(constraint).__name__:11}", Text(es="igual que Keras:", en="same as Keras:"), same)
else:
    print(Text(es="Resuelve el ejercicio 2 y vuelve aquí.", en="Solve exercise 2 and come back here."))

# %% [markdown] id="regularizadores" lang="es" rows="inv-C105 inv-C106 inv-C107 inv-C108 err-C58 err-C59"
# ## 5. Regularizadores: un precio por el tamaño
#
# Una restricción prohíbe; un regularizador **cobra**. Suma a la pérdida una cantidad que crece con los pesos, así que un peso grande
# solo compensa si mejora bastante las predicciones:
#
# | regularizador | añade a la pérdida | con los pesos 1, −2, 3 |
# |---|---|---|
# | `L1(0.1)` | $\lambda \sum \lvert w \rvert$ | $0.1 \cdot (1 + 2 + 3) = 0.6$ |
# | `L2(0.5)` | $\lambda \sum w^2$ | $0.5 \cdot (1 + 4 + 9) = 7$ |
# | `L1L2(l1=0.1, l2=0.5)` | las dos | $0.6 + 7 = 7.6$ |
#
# Los pesos se suman con su **valor absoluto** o su **cuadrado**: un −2 cuesta tanto como un 2. No hay medias ni un 1/2 delante.
#
# > **Lo que dice el material antiguo / lo que vale hoy.**
# > - «Se aplican por capa.» Se **configuran** por capa, pero todas las penalizaciones se suman a la **única** pérdida del modelo. Por
# >   eso la pérdida que escribe `fit` es mayor que el error de las predicciones.
# > - Los ejemplos con `L1(0.)` y `L1L2(l1=0.0, l2=0.0)` no hacen nada: con coeficiente 0 no hay precio. Prueba con `L1(1e-4)`.
# >   Si no dices nada, `L1()` y `L2()` usan 0.01, y `L1L2()`, cero.
#
# **Predice antes de ejecutar.** Un modelo tiene dos capas con un solo peso, que vale 1: una con `L2(0.5)` y otra con `L1(0.1)`. La entrada es 1 y el
# objetivo, 1: la predicción es perfecta. ¿Cuánto dirá `evaluate`?

# %% [markdown] id="regularizadores" lang="en" seal="001cad"
# ## 5. Regularizers: a price for size
#
# A constraint forbids; a regularizer **charges**. It adds to the loss an amount that grows with the weights, so a large weight only
# pays if it improves the predictions enough:
#
# | regularizer | adds to the loss | with the weights 1, −2, 3 |
# |---|---|---|
# | `L1(0.1)` | $\lambda \sum \lvert w \rvert$ | $0.1 \cdot (1 + 2 + 3) = 0.6$ |
# | `L2(0.5)` | $\lambda \sum w^2$ | $0.5 \cdot (1 + 4 + 9) = 7$ |
# | `L1L2(l1=0.1, l2=0.5)` | both | $0.6 + 7 = 7.6$ |
#
# The weights are added by their **absolute value** or their **square**: a −2 costs as much as a 2. There are no means, and no 1/2 in front.
#
# > **What older material says / what holds today.**
# > - “They apply per layer.” They are **configured** per layer, but all the penalties are added to the **one** loss of the model. That
# >   is why the loss that `fit` writes is larger than the error of the predictions.
# > - The samples with `L1(0.)` and `L1L2(l1=0.0, l2=0.0)` do nothing: with coefficient 0 there is no price. Try `L1(1e-4)`.
# >   If you say nothing, `L1()` and `L2()` use 0.01, and `L1L2()`, zero.
#
# **Predict before you run.** A model has two layers with a single weight, which is 1: one with `L2(0.5)` and another with `L1(0.1)`. The input is 1 and
# the target is 1: the prediction is perfect. What will `evaluate` say?

# %% id="prices"
w = np.array([1.0, -2.0, 3.0])
for price in (regularizers.L1(0.1), regularizers.L2(0.5), regularizers.L1L2(l1=0.1, l2=0.5), regularizers.L1(0.0)):
    print(f"{type(price).__name__:5} {float(price(w)):.2f}")

two_layers = [
    layers.Dense(1, kernel_initializer="ones", kernel_regularizer=regularizers.L2(0.5)),
    layers.Dense(1, kernel_initializer="ones", kernel_regularizer=regularizers.L1(0.1)),
]
model = keras.Sequential([keras.Input((1,)), *two_layers])
model.compile(loss="mse")
print("losses  ", [round(float(loss), 3) for loss in model.losses])
print("evaluate", round(model.evaluate(np.ones((1, 1)), np.ones((1, 1)), verbose=0), 3))

# es: Dense(512) sobre 784 entradas: lo que cuestan sus pesos recién creados
# en: Dense(512) on 784 inputs: what its fresh weights cost
start = initializers.GlorotUniform(seed=2)
layer = layers.Dense(512, kernel_regularizer=regularizers.L1(1e-4), kernel_initializer=start)
layer.build((None, 784))
print("Dense(512), L1(1e-4)", round(float(layer.losses[0]), 2))

# %% [markdown] id="pendientes" lang="es"
# ### ¿Qué le hace cada precio a un peso?
#
# Lo que mueve un peso es el gradiente, así que mira las **pendientes**. La de $w^2$ es $2w$: empuja mucho a los pesos grandes y
# casi nada a los pequeños. La de $\lvert w \rvert$ es el **signo** de $w$: empuja a todos con la misma fuerza, hasta el 0.

# %% [markdown] id="pendientes" lang="en" seal="0668d3"
# ### What does each price do to a weight?
#
# What moves a weight is the gradient, so look at the **slopes**. That of $w^2$ is $2w$: it pushes large weights hard and small ones
# hardly at all. That of $\lvert w \rvert$ is the **sign** of $w$: it pushes all of them with the same force, right down to 0.

# %% id="slopes"
w = np.linspace(-2, 2, 401)
fig, (left, right) = plt.subplots(1, 2, figsize=(9, 3.2), layout="constrained")
left.plot(w, np.abs(w), color=COLORS.blue, linewidth=2, label="L1: |w|")
left.plot(w, w**2, "--", color=COLORS.vermillion, linewidth=2, label="L2: w²")
right.plot(w, np.where(w == 0, np.nan, np.sign(w)), color=COLORS.blue, linewidth=2, label="L1: sign(w)")
right.plot(w, 2 * w, "--", color=COLORS.vermillion, linewidth=2, label="L2: 2w")
for ax, title in ((left, Text(es="el precio", en="the price")), (right, Text(es="su pendiente", en="its slope"))):
    ax.set(title=str(title), xlabel="w")
    ax.axhline(0, color="0.6", linewidth=0.8)
    ax.legend()
shown(
    fig,
    alt=Text(
        es="A la izquierda, |w| es una V y w² una parábola. A la derecha, sus pendientes: la de |w| vale −1 a la izquierda del 0 y 1 a "
        "la derecha; la de w² es una recta que pasa por el 0.",
        en="On the left, |w| is a V and w² a parabola. On the right, their slopes: that of |w| is −1 to the left of 0 and 1 to the "
        "right; that of w² is a straight line through 0.",
    ),
)

# %% [markdown] id="pocos-datos" lang="es"
# Ahora con datos: 20 columnas de las que **solo tres** cuentan (la 2, la 7 y la 13, contando desde 0), y nada más que 30 ejemplos con
# mucho ruido.
#
# **Predice antes de ejecutar.** ¿Qué regularizador dejará casi a cero los 17 pesos que sobran? ¿Y cuál predecirá mejor datos nuevos?

# %% [markdown] id="pocos-datos" lang="en" seal="56bdbd"
# Now with data: 20 columns of which **only three** matter (the 2nd, the 7th and the 13th, counting from 0), and no more than 30
# examples with much noise.
#
# **Predict before you run.** Which regularizer will leave the 17 needless weights at almost zero? And which will predict new data best?

# %% id="few-data"
data = np.random.default_rng(3)
true = np.zeros(20)
true[[2, 7, 13]] = [2.0, -1.5, 1.0]
X_few = data.normal(size=(30, 20))
y_few = X_few @ true + data.normal(0, 1, 30)
X_new = data.normal(size=(2000, 20))

# es: Cambia los coeficientes: ¿qué pasa con 10 veces menos? ¿Y con 10 veces más?
# en: Change the coefficients: what happens with 10 times less? And with 10 times more?
l1, l2 = 0.3, 0.1
found = {
    str(Text(es="sin precio", en="no price")): trained(X_few, y_few, 300, 0.05),
    f"L1({l1})": trained(X_few, y_few, 300, 0.05, kernel_regularizer=regularizers.L1(l1)),
    f"L2({l2})": trained(X_few, y_few, 300, 0.05, kernel_regularizer=regularizers.L2(l2)),
}
fig, axes = plt.subplots(1, 3, figsize=(11, 3), sharey=True, layout="constrained")
for ax, (name, weights) in zip(axes, found.items(), strict=True):
    ax.bar(range(20), weights, color=COLORS.blue)
    ax.plot(range(20), true, "_", color=COLORS.vermillion, markersize=9, markeredgewidth=2)
    ax.axhline(0, color="0.6", linewidth=0.8)
    ax.set(title=name, xlabel=str(Text(es="columna", en="column")), xticks=[2, 7, 13])
    near_zero, error = np.sum(np.abs(weights) < 0.03), np.mean((X_new @ (weights - true)) ** 2)
    print(f"{name:10} |w| < 0.03: {near_zero:2}    {Text(es='error en datos nuevos', en='error on new data')} {error:.2f}")
axes[0].set_ylabel(str(Text(es="peso", en="weight")))
shown(
    fig,
    alt=Text(
        es="Tres diagramas de 20 barras con los pesos verdaderos marcados. Sin precio, las tres barras que cuentan son altas, pero las "
        "otras también se mueven. Con L1 quedan las tres y casi nada más. Con L2 todas son algo menores y ninguna desaparece.",
        en="Three charts of 20 bars with the true weights marked. With no price, the three bars that matter are tall, but the others "
        "move too. With L1 the three are left and hardly anything else. With L2 all are somewhat smaller and none vanishes.",
    ),
)

# %% [markdown] id="ejercicio-penalty" lang="es"
# L1 **elige**: donde un peso no compensa su precio, lo lleva a cero. (No exactamente: a pasos, salta alrededor del 0 sin pararse en él.) L2
# **encoge** todos. Los dos tienen un coste: también los tres pesos buenos encogen. Compáralos con los que salieron sin precio.
#
# ### Ejercicio 3 · Reto: el precio de los pesos
#
# Escribe `penalty(kernels, coefficients)` desde cero. `kernels` es la lista de los kernels del modelo y `coefficients`, la de sus pares
# `(l1, l2)`, uno por capa. Devuelve dos cosas:
#
# 1. la penalización de **todo el modelo**, un número;
# 2. la lista de sus gradientes, uno por kernel y con su misma forma. En un peso que vale 0, toma 0 como pendiente de $\lvert w \rvert$.

# %% [markdown] id="ejercicio-penalty" lang="en" seal="82b883"
# L1 **chooses**: where a weight is not worth its price, it takes it to zero. (Not exactly: going in steps, it jumps about 0 without
# stopping there.) L2 **shrinks** them all. Both have a cost: the three good weights shrink too. Compare them with those found with
# no price.
#
# ### Exercise 3 · Challenge: the price of the weights
#
# Write `penalty(kernels, coefficients)` from scratch. `kernels` is the list of the model's kernels and `coefficients` that of their
# pairs `(l1, l2)`, one per layer. It returns two things:
#
# 1. the penalty of **the whole model**, a number;
# 2. the list of its gradients, one per kernel and of the same shape. At a weight that is 0, take 0 as the slope of $\lvert w \rvert$.

# %% exercise="penalty"
def penalty(kernels, coefficients):
    ### BEGIN SOLUTION
    total, gradients = 0.0, []
    for kernel, (l1, l2) in zip(kernels, coefficients, strict=True):
        total += l1 * np.sum(np.abs(kernel)) + l2 * np.sum(kernel**2)
        gradients.append(l1 * np.sign(kernel) + 2 * l2 * kernel)
    return total, gradients
    ### END SOLUTION


# %% check="penalty" points=3
check("03.penalty", penalty)

# %% [markdown] id="usar-penalty" lang="es"
# Con tu gradiente se repite el entrenamiento de arriba en NumPy: a la pendiente del error se le suma la del precio. ¿Saldrán los mismos
# pesos que en Keras?

# %% [markdown] id="usar-penalty" lang="en" seal="2e873a"
# With your gradient the training above is repeated in NumPy: to the slope of the error that of the price is added. Will the weights be
# the same as in Keras?

# %% id="use-penalty"
if passed("03.penalty"):
    for pair, (name, in_keras) in zip(((0, 0), (l1, 0), (0, l2)), found.items(), strict=True):
        weights = np.zeros(20)
        for _ in range(300):
            error = X_few @ weights - y_few
            _, (slope,) = penalty([weights], [pair])
            weights = weights - 0.05 * (2 * X_few.T @ error / len(error) + slope)
        # es: Con L1, un peso que salta alrededor del 0 puede acabar a un lado o al otro: 2 · 0.05 · l1 de distancia
        # en: With L1, a weight that jumps about 0 may end on one side or the other: 2 · 0.05 · l1 apart
        same = bool(np.abs(weights - in_keras).max() < 0.001 + 2 * 0.05 * pair[0])
        print(f"{name:10}", Text(es="igual que Keras:", en="same as Keras:"), same)
else:
    print(Text(es="Resuelve el ejercicio 3 y vuelve aquí.", en="Solve exercise 3 and come back here."))

# %% [markdown] id="preguntas" lang="es"
# ## Cuatro preguntas para afianzar lo aprendido
#
# No puntúan. Cada una te dice por qué, aciertes o no. Piensa la respuesta antes de ejecutar nada.

# %% [markdown] id="preguntas" lang="en" seal="85369a"
# ## Four questions to let it settle
#
# They carry no points. Each one tells you why, right or wrong. Think of the answer before you run anything.

# %% quiz="03.q20"

# %% quiz="03.q21"

# %% quiz="03.q22"

# %% quiz="03.q23"

# %% id="progress"
progress()

# %% [markdown] id="resumen" lang="es"
# ## Resumen
#
# - Un **inicializador** actúa una vez. Los constantes sirven para sesgos; en un kernel dejan iguales a todas las neuronas.
# - La varianza de una suma crece con el número de entradas. LeCun ($1/n$), Glorot (media de los dos lados) y He ($2/n$, con ReLU)
#   la compensan para que la señal llegue entera al final.
# - Un mismo objeto inicializador da los mismos números a formas iguales: usa uno por capa, o su nombre.
# - Una **restricción** corrige los pesos después de cada actualización. `NonNeg` mira cada peso; las otras tres, la norma de cada columna.
# - Un **regularizador** suma un precio a la pérdida del modelo: L1, los valores absolutos (elige); L2, los cuadrados (encoge).
#
# Cómo se usa todo esto contra el sobreajuste, y cómo elegir el coeficiente, es el módulo 05.

# %% [markdown] id="resumen" lang="en" seal="853239"
# ## Summary
#
# - An **initializer** acts once. The constant ones serve for biases; in a kernel they leave all the neurons equal.
# - The variance of a sum grows with the number of inputs. LeCun ($1/n$), Glorot (the mean of both sides) and He ($2/n$, with ReLU)
#   make up for it, so that the signal reaches the end whole.
# - One initializer object gives the same numbers to equal shapes: use one per layer, or its name.
# - A **constraint** corrects the weights after each update. `NonNeg` looks at each weight; the other three, at the norm of each column.
# - A **regularizer** adds a price to the loss of the model: L1, the absolute values (it chooses); L2, the squares (it shrinks).
#
# How all this is used against overfitting, and how to choose the coefficient, is module 05.

# %% [markdown] id="glosario" lang="es"
# ## Glosario
#
# | español | inglés | qué es |
# |---|---|---|
# | inicializador | *initializer* | de dónde salen los primeros pesos |
# | simetría | *symmetry* | neuronas iguales, que el entrenamiento no distingue |
# | entradas y salidas de la capa | *fan-in, fan-out* | cuántos números llegan a cada neurona, y a cuántas neuronas va cada número |
# | matriz ortogonal | *orthogonal matrix* | la que gira sin cambiar longitudes |
# | restricción | *constraint* | lo que los pesos cumplen después de cada actualización |
# | norma | *norm* | la longitud de un vector: la raíz de la suma de los cuadrados |
# | regularizador | *regularizer* | lo que suma a la pérdida un precio por los pesos |
# | penalización | *penalty* | ese precio |

# %% [markdown] id="glosario" lang="en" seal="89e0dc"
# ## Glossary
#
# | English | Spanish | what it is |
# |---|---|---|
# | initializer | *inicializador* | where the first weights come from |
# | symmetry | *simetría* | equal neurons, which training does not tell apart |
# | fan-in, fan-out | *entradas y salidas de la capa* | how many numbers reach each neuron, and how many neurons each number goes to |
# | orthogonal matrix | *matriz ortogonal* | one that turns without changing lengths |
# | constraint | *restricción* | what the weights comply with after each update |
# | norm | *norma* | the length of a vector: the root of the sum of the squares |
# | regularizer | *regularizador* | what adds to the loss a price for the weights |
# | penalty | *penalización* | that price |

# %% [markdown] id="seguir" lang="es"
# ## Para seguir leyendo
#
# - X. Glorot e Y. Bengio (2010), «Understanding the difficulty of training deep feedforward neural networks», *AISTATS*: mira las
#   señales y los gradientes capa a capa, como aquí.
# - K. He, X. Zhang, S. Ren y J. Sun (2015), «Delving deep into rectifiers», *ICCV*: de dónde sale el 2.
# - Y. LeCun, L. Bottou, G. Orr y K.-R. Müller (1998), «Efficient BackProp»: consejos que siguen valiendo.
# - R. Tibshirani (1996), «Regression shrinkage and selection via the lasso», *Journal of the Royal Statistical Society B* 58: por
#   qué L1 elige.
# - Las páginas *Layer weight initializers*, *constraints* y *regularizers* de la documentación de Keras.

# %% [markdown] id="seguir" lang="en" seal="01fe94"
# ## Where to read on
#
# - X. Glorot and Y. Bengio (2010), “Understanding the difficulty of training deep feedforward neural networks”, *AISTATS*: it looks
#   at signals and gradients layer by layer, as here.
# - K. He, X. Zhang, S. Ren and J. Sun (2015), “Delving deep into rectifiers”, *ICCV*: where the 2 comes from.
# - Y. LeCun, L. Bottou, G. Orr and K.-R. Müller (1998), “Efficient BackProp”: advice that still holds.
# - R. Tibshirani (1996), “Regression shrinkage and selection via the lasso”, *Journal of the Royal Statistical Society B* 58: why L1
#   chooses.
# - The pages *Layer weight initializers*, *constraints* and *regularizers* of Keras's documentation.
