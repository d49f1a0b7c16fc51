# ---
# jupyter:
#   curso:
#     module: "06"
#     title: {es: "Buscar hiperparámetros", en: "Hyper-parameter search"}
#     goals:
#       es:
#         - "distinguir lo que aprende la red de lo que decides tú, y escribirlo como un espacio de búsqueda"
#         - "decir en qué aventaja el azar a la rejilla, la búsqueda bayesiana al azar, y Hyperband a las tres"
#         - "calcular lo que va a costar una búsqueda antes de lanzarla"
#         - "buscar de verdad, leer los dibujos y no aceptar un «mejor» que nadie ha medido"
#       en:
#         - "tell what the network learns from what you decide, and write that as a search space"
#         - "say what random search gains over a grid, Bayesian search over random, and Hyperband over them all"
#         - "work out what a search is going to cost before you start it"
#         - "search for real, read the pictures, and accept no “best” that nobody has measured"
#     needs:
#       es:
#         - "`compile`, `fit` y `KerasNetClassifier`, de la lección 04.03"
#         - "validación y prueba (04.01), `dropout` y paciencia (05.02)"
#       en:
#         - "`compile`, `fit` and `KerasNetClassifier`, from lesson 04.03"
#         - "validation and test (04.01), `dropout` and patience (05.02)"
#     minutes: 45
#     inventory: [inv-B022, inv-E030, inv-E031, inv-E032, inv-E033, inv-E034, inv-E035]
#     errata: [err-E09, err-E10, err-E11, err-E12, err-E13, err-G01, err-G02]
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
# ---

# %% tags=["source-only"]
from curso.notebook import check, hint, passed, progress, quiz_check, solution, start

# %% [markdown] id="pregunta" lang="es"
# ## Una pregunta antes de empezar
#
# Una galaxia tiene dos brazos enrollados, y una red debe decir, por el lugar de cada estrella, a qué brazo pertenece. Alguien la
# hizo con los primeros números que se le ocurrieron: **16 neuronas y una tasa de 0.001**. La entrenó 30 épocas, y en estrellas
# que no ha visto acierta poco más que una moneda.
#
# No le falta ninguna capa rara: con otros dos números y las mismas 30 épocas acertaría casi todas. **¿Cuántas neuronas y qué
# tasa pondrías tú?** Solo tienes una apuesta.

# %% [markdown] id="pregunta" lang="en" seal="2d8404"
# ## A question before we start
#
# A galaxy has two arms, wound round each other, and a network should tell, from the place of each star, which arm it belongs
# to. Somebody made it with the first numbers that came to mind: **16 units and a rate of 0.001**. It trained for 30 epochs, and
# on stars that it has not seen it is hardly better than a coin.
#
# It lacks no exotic layer: with two other numbers and the same 30 epochs it would get nearly all of them right. **How many
# units and what rate would you choose?** You have one bet.

# %% id="my-guess"
# es: Tus neuronas y tu tasa (cambia los puntos suspensivos):
# en: Your units and your rate (replace the dots):
my_units, my_rate = ..., ...

# %% id="missing-packages"
import importlib.util
import subprocess
import sys

# es: Colab no trae Keras Tuner: aquí se instala si falta. En tu ordenador vino con el curso.
# en: Colab does not bring Keras Tuner: here it is installed if it is missing. On your computer it came with the course.
missing = [name for name in ("keras-tuner", "tensorboard") if not importlib.util.find_spec(name.replace("-", "_"))]
if missing:
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", *missing], check=True)

# %% id="load"
import os
import tempfile

# es: TensorFlow habla mucho mientras se carga. Aquí no nos hace falta.
# en: TensorFlow talks a lot while it loads. We do not need that here.
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import matplotlib.pyplot as plt
import numpy as np

from curso import explore
from curso.display import muted_stderr
from curso.explore import COLORS, shown
from curso.models import KerasNetClassifier
from curso.text import Text
from curso.tuning import Search, TrialsFailed

with muted_stderr():
    import keras
    import keras_tuner
    import tensorflow as tf
tf.get_logger().setLevel("ERROR")

rng = np.random.default_rng(0)


def galaxy(m):
    # es: m estrellas: su lugar, de forma (m, 2), y su brazo, 0 o 1
    # en: m stars: their places, shape (m, 2), and their arms, 0 or 1
    arms = rng.integers(0, 2, m)
    radius = rng.uniform(0.15, 1, m)
    angle = 2 * np.pi * 1.25 * radius + np.pi * arms
    places = np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])
    return (places + rng.normal(0, 0.07, (m, 2))).astype("float32"), arms


X_train, y_train = galaxy(400)
X_val, y_val = galaxy(400)
# es: estas no se tocan hasta el final
# en: these are not touched until the end
X_test, y_test = galaxy(2000)

fig, ax = plt.subplots(figsize=(4, 4), layout="constrained")
for arm, color, marker in ((0, COLORS.blue, "o"), (1, COLORS.orange, "^")):
    label = Text(es="brazo {arm}", en="arm {arm}").format(arm=arm)
    ax.scatter(*X_train[y_train == arm].T, s=16, color=color, marker=marker, label=str(label))
ax.set(xticks=[], yticks=[], aspect="equal")
ax.legend(loc="lower right")
shown(
    fig,
    alt=Text(
        es="400 estrellas en dos brazos en espiral, enrollados el uno en el otro algo más de una vuelta.",
        en="400 stars in two spiral arms, wound round each other by a little more than a turn.",
    ),
)


# %% id="first-guess"
def right_on_validation(units, rate):
    net = KerasNetClassifier(hidden=units, learning_rate=rate, epochs=30, batch_size=25, verbose=0)
    return net.fit(X_train, y_train).score(X_val, y_val)


print(Text(es="16 neuronas, tasa 0.001:", en="16 units, rate 0.001:"), f"{right_on_validation(16, 0.001):.2f}")
if my_units is not ... and my_rate is not ...:
    print(Text(es="tu apuesta:", en="your bet:"), f"{right_on_validation(my_units, my_rate):.2f}")

# %% [markdown] id="espacio" lang="es" rows="inv-E030 inv-E031 inv-B022"
# ## El espacio: lo que la red no aprende sola
#
# `fit` encuentra los **parámetros**: pesos y sesgos. Un **hiperparámetro** es lo que hay que decidir **antes** de llamar a
# `fit`, y ningún gradiente lo corrige después: cuántas neuronas y capas, la tasa, el optimizador, el dropout. También las
# **épocas** y el **tamaño de lote**, aunque no cambien la forma de la red: deciden cuántos pasos da.
#
# Nadie tiene una fórmula para ellos. Se prueban valores, se miden con la **validación** y se prueban otros. Buscar es hacerlo
# con orden, y el primer paso es escribir el **espacio de búsqueda**: qué puede valer cada uno. En Keras Tuner, cada uno es una
# llamada:
#
# | llamada | puede valer | mientras nadie busca |
# |---|---|---|
# | `hp.Int("units", 16, 64, step=16)` | 16, 32, 48 o 64: los dos extremos entran | `16`, el mínimo |
# | `hp.Float("rate", 0.0001, 1.0, sampling="log")` | cualquier número entre los dos | `0.0001`, el mínimo |
# | `hp.Choice("optimizer", ["sgd", "adam"])` | uno de la lista | `"sgd"`, el primero |
# | `hp.Boolean("batch_norm")` | `True` o `False` | `False` |
# | `hp.Fixed("epochs", 30)` | solo eso; queda apuntado | `30` |
#
# Las opciones se **multiplican**: $4 \cdot 2 \cdot 2 = 16$ combinaciones de neuronas, optimizador y normalización, y eso sin
# contar la tasa, que toma infinitos valores. Con `sampling="log"` se sortea el **exponente** de la tasa: cada tramo de un
# factor de 10 recibe la misma parte de los sorteos. De 0.0001 a 1 hay cuatro tramos.
#
# **Predice antes de ejecutar.** Nadie está buscando. ¿Qué tres valores se escriben?

# %% [markdown] id="espacio" lang="en" seal="4e5aab"
# ## The space: what the network does not learn by itself
#
# `fit` finds the **parameters**: weights and biases. A **hyper-parameter** is what has to be decided **before** calling `fit`,
# and no gradient corrects it afterwards: how many units and layers, the rate, the optimizer, dropout. So are the **epochs** and
# the **batch size**, though they do not change the shape of the network: they decide how many steps it takes.
#
# Nobody has a formula for them. You try values, measure them on the **validation** data, and try others. Searching is doing
# that in an orderly way, and the first step is writing the **search space**: what each may be. In Keras Tuner, each is one
# call:
#
# | call | it may be | while nobody searches |
# |---|---|---|
# | `hp.Int("units", 16, 64, step=16)` | 16, 32, 48 or 64: both ends are included | `16`, the minimum |
# | `hp.Float("rate", 0.0001, 1.0, sampling="log")` | any number between the two | `0.0001`, the minimum |
# | `hp.Choice("optimizer", ["sgd", "adam"])` | one of the list | `"sgd"`, the first |
# | `hp.Boolean("batch_norm")` | `True` or `False` | `False` |
# | `hp.Fixed("epochs", 30)` | only that; it is on record | `30` |
#
# The choices **multiply**: $4 \cdot 2 \cdot 2 = 16$ combinations of units, optimizer and normalisation, and that is without
# counting the rate, which takes infinitely many values. With `sampling="log"` the **exponent** of the rate is drawn: each
# stretch of a factor of 10 gets the same share of the draws. From 0.0001 to 1 there are four stretches.
#
# **Predict before you run.** Nobody is searching. Which three values are printed?

# %% id="defaults"
hp = keras_tuner.HyperParameters()
units = hp.Int("units", 16, 64, step=16)
optimizer = hp.Choice("optimizer", ["sgd", "adam"])
batch_norm = hp.Boolean("batch_norm")
print(units, optimizer, batch_norm)

# %% [markdown] id="escala" lang="es"
# ### ¿El número o su exponente?
#
# De 0.0001 a 0.001 y de 0.1 a 1 hay el mismo camino: multiplicar por 10. Para una tasa importa eso, y no la distancia.
#
# **Predice antes de ejecutar.** Se sortean 1000 tasas entre 0.0001 y 1, primero por igual y después por su exponente. ¿Cuántas
# caen por debajo de 0.01 cada vez?

# %% [markdown] id="escala" lang="en" seal="9ca817"
# ### The number, or its exponent?
#
# From 0.0001 to 0.001 and from 0.1 to 1 the step is the same: multiplying by 10. For a rate that is what matters, and not the
# distance.
#
# **Predict before you run.** 1000 rates between 0.0001 and 1 are drawn, first evenly and then by their exponent. How many fall
# below 0.01 each time?

# %% id="draws"
hp = keras_tuner.HyperParameters()
hp.Float("evenly", 0.0001, 1.0)
hp.Float("by_exponent", 0.0001, 1.0, sampling="log")
titles = (Text(es="por igual", en="evenly"), Text(es='sampling="log"', en='sampling="log"'))

fig, axes = plt.subplots(1, 2, figsize=(8.5, 2.8), sharey=True, layout="constrained")
for ax, one, title in zip(axes, hp.space, titles):
    rates = [one.random_sample(seed) for seed in range(1000)]
    counts, _ = np.histogram(rates, bins=[0.0001, 0.001, 0.01, 0.1, 1])
    bars = ax.bar(["0.0001\n0.001", "0.001\n0.01", "0.01\n0.1", "0.1\n1"], counts, color=COLORS.blue)
    ax.bar_label(bars)
    ax.set(title=str(title), xlabel=str(Text(es="tasa, de … a …", en="rate, from … to …")), ylim=(0, 1000))
shown(
    fig,
    alt=Text(
        es="Cuántas de 1000 tasas caen en cada factor de 10. Por igual, unas 900 están entre 0.1 y 1 y casi ninguna por debajo de "
        "0.01. Con sampling log, unas 250 en cada uno de los cuatro tramos.",
        en="How many of 1000 rates fall in each factor of 10. Evenly, some 900 lie between 0.1 and 1 and hardly any below 0.01. With "
        "sampling log, some 250 in each of the four stretches.",
    ),
)

# %% [markdown] id="ejercicio-space" lang="es"
# ### Ejercicio 1 · Escribe un espacio
#
# Completa `space(largest, lowest, highest, optimizers)`. Tiene cuatro hiperparámetros:
#
# - `units`: entero, de 16 a `largest`, de 16 en 16;
# - `rate`: decimal, de `lowest` a `highest`, sorteado por su exponente;
# - `optimizer`: uno de la lista `optimizers`;
# - `batch_norm`: sí o no.
#
# La última línea ya está: `hp.get_config()` da el espacio como un diccionario.

# %% [markdown] id="ejercicio-space" lang="en" seal="1ce82e"
# ### Exercise 1 · Write a space
#
# Complete `space(largest, lowest, highest, optimizers)`. It has four hyper-parameters:
#
# - `units`: a whole number, from 16 to `largest`, in steps of 16;
# - `rate`: a decimal, from `lowest` to `highest`, drawn by its exponent;
# - `optimizer`: one of the list `optimizers`;
# - `batch_norm`: yes or no.
#
# The last line is there already: `hp.get_config()` gives the space as a dictionary.

# %% exercise="space"
def space(largest, lowest, highest, optimizers):
    hp = keras_tuner.HyperParameters()
    ### BEGIN SOLUTION
    #~ hp.Int("units", ...)
    #~ ...
    #~ ...
    #~ ...
    hp.Int("units", 16, largest, step=16)
    hp.Float("rate", lowest, highest, sampling="log")
    hp.Choice("optimizer", optimizers)
    hp.Boolean("batch_norm")
    ### END SOLUTION
    return hp.get_config()


# %% check="space" points=2
check("06.space", space)

# %% [markdown] id="rejilla-y-azar" lang="es" rows="inv-E032 err-E09"
# ## Rejilla o azar
#
# El segundo paso es elegir **quién propone** el siguiente ensayo.
#
# La **rejilla** (*grid*) prueba todas las combinaciones de unos pocos valores: 4 tasas y 4 dropouts, $4^2 = 16$ ensayos; con
# cinco hiperparámetros serían $4^5 = 1024$. La búsqueda **al azar** sortea cada ensayo entero, y para cuando tú quieras.
#
# El azar parece menos serio, y suele ganar. Casi nunca importan igual todos los hiperparámetros, y no se sabe de antemano cuál
# manda. Con 16 ensayos la rejilla ha probado 4 tasas; el azar, 16.
#
# También se sabe qué esperar de él. Si te vale cualquier combinación del mejor 10 % del espacio, un ensayo falla con
# probabilidad 0.9, y los 16 fallan con $0.9^{16} = 0.19$. Así que alguno acierta con probabilidad $1 - 0.9^{16} = 0.81$, haya
# dos hiperparámetros o veinte.
#
# **Juega.** El mapa es un error de validación inventado, para que cada ensayo no cueste nada. Las rayas de abajo son las tasas
# probadas: ¿cuántas hay en rejilla? Cambia a «al azar» y mueve la semilla. ¿Cuántas veces de cinco gana a la rejilla?
#
# > **Lo que dice el material antiguo / lo que vale hoy.** Se lee «Bayesian Search» y «Hyperband Search». Esos nombres no
# > existen en Keras Tuner; las cuatro clases que buscan redes de Keras son `RandomSearch`, `GridSearch`, `BayesianOptimization` y `Hyperband`.

# %% [markdown] id="rejilla-y-azar" lang="en" seal="005bd3"
# ## Grid or random
#
# The second step is choosing **who proposes** the next trial.
#
# A **grid** tries all combinations of a few values: 4 rates and 4 dropouts, $4^2 = 16$ trials; with five hyper-parameters there
# would be $4^5 = 1024$. **Random** search draws each trial as a whole, and stops when you like.
#
# Random looks less serious, and tends to win. Hyper-parameters hardly ever all matter equally, and you do not know beforehand
# which one decides. With 16 trials the grid has tried 4 rates; random, 16.
#
# One also knows what to expect of it. If any combination in the best 10% of the space will do, one trial misses with
# probability 0.9, and all 16 miss with $0.9^{16} = 0.19$. So some trial hits with probability $1 - 0.9^{16} = 0.81$, be there
# two hyper-parameters or twenty.
#
# **Play.** The map is a made-up validation error, so that trials cost nothing. The ticks at the bottom are the rates tried: how
# many are there in the grid? Change to “random” and move the seed. How many times in five does it beat the grid?
#
# > **What older material says / what holds today.** One reads “Bayesian Search” and “Hyperband Search”. Those names do not
# > exist in Keras Tuner; the four classes that search Keras networks are `RandomSearch`, `GridSearch`, `BayesianOptimization` and `Hyperband`.

# %% id="play-grid"
explore.search(explore.Search(method="grid"))

# %% [markdown] id="ejercicio-random-search" lang="es"
# ### Ejercicio 2 · Búsqueda al azar, desde cero
#
# Escribe `random_search(n, low, high, most, seed)`. Hace `n` ensayos: cada uno lleva una tasa de `low` a `high`, **sorteada por
# su exponente**, y un dropout de 0 a `most`, sorteado por igual. Su error lo da `validation_error`, que está en la celda de
# abajo y acepta arrays. Devuelve una tabla de `n` filas y 3 columnas (tasa, dropout y error), **de mejor a peor**. Con la misma
# `seed` salen los mismos ensayos.

# %% [markdown] id="ejercicio-random-search" lang="en" seal="537c74"
# ### Exercise 2 · Random search, from scratch
#
# Write `random_search(n, low, high, most, seed)`. It makes `n` trials: each has a rate from `low` to `high`, **drawn by its
# exponent**, and a dropout from 0 to `most`, drawn evenly. Its error is given by `validation_error`, which is in the cell below
# and takes arrays. Return a table of `n` rows and 3 columns (rate, dropout and error), **from best to worst**. The same `seed`
# gives the same trials.

# %% id="made-up-error"
def validation_error(rate, dropout):
    # es: un valle: lo mejor está en una tasa de 0.005 y un dropout de 0.25
    # en: a valley: the best is at a rate of 0.005 and a dropout of 0.25
    return 0.1 + 0.1 * (np.log10(rate) + 2.3) ** 2 + 0.4 * (dropout - 0.25) ** 2


print(validation_error(np.array([0.005, 0.001, 0.1]), 0.25).round(3))


# %% exercise="random_search"
def random_search(n, low, high, most, seed):
    rng = np.random.default_rng(seed)
    ### BEGIN SOLUTION
    #~ rates = ...
    #~ dropouts = ...
    #~ trials = np.column_stack([rates, dropouts, ...])
    #~ return ...
    rates = 10 ** rng.uniform(np.log10(low), np.log10(high), n)
    dropouts = rng.uniform(0, most, n)
    trials = np.column_stack([rates, dropouts, validation_error(rates, dropouts)])
    return trials[np.argsort(trials[:, 2])]
    ### END SOLUTION


# %% check="random_search" points=2
check("06.random_search", random_search)

# %% id="race-the-grid"
rates, dropouts = np.meshgrid(np.geomspace(0.0001, 1, 4), np.linspace(0, 0.6, 4))
of_the_grid = validation_error(rates, dropouts).min()
print(Text(es="lo mejor de la rejilla de 4 × 4:", en="the best of the 4 × 4 grid:"), f"{of_the_grid:.4f}")
if passed("06.random_search"):
    bests = np.array([np.asarray(random_search(16, 0.0001, 1.0, 0.6, seed))[0, 2] for seed in range(200)])
    said = Text(
        es="lo mejor de 16 al azar, mediana de 200 búsquedas:", en="the best of 16 random ones, median of 200 searches:"
    )
    print(said, f"{np.median(bests):.4f}")
    print(Text(es="gana el azar:", en="random wins:"), f"{np.mean(bests < of_the_grid):.0%}")
else:
    print(Text(es="Resuelve el ejercicio 2 y vuelve aquí.", en="Solve exercise 2 and come back here."))

# %% [markdown] id="bayesiana" lang="es"
# ## Bayesiana: aprender de los ensayos que ya han acabado
#
# La rejilla y el azar no aprenden: el último ensayo se elige igual que el primero. La búsqueda **bayesiana** hace con los
# resultados un modelo barato del error en todo el espacio. Keras Tuner usa un **proceso gaussiano**, que en cada punto da dos
# números: el error que espera, $\mu$, y cuánto duda, $\sigma$. El siguiente ensayo va donde $\mu - 2.6\,\sigma$ es más bajo.
# Puede serlo por dos motivos: porque allí **espera** poco error, o porque allí **sabe** poco y puede haber algo mejor. Lo
# primero es explotar; lo segundo, explorar.
#
# Tiene un precio: los primeros ensayos se sortean, porque aún no hay de qué aprender, y cada propuesta
# solo aprovecha los ensayos ya acabados.
# Si lanzas 30 a la vez en 30 máquinas, ninguno ha visto el resultado de otro: son 30 sorteos.
#
# **Predice antes de ejecutar.** Cuatro ensayos, con tasas de 0.0003, 0.001, 0.06 y 0.5. ¿Dónde irá el quinto?

# %% [markdown] id="bayesiana" lang="en" seal="bb8788"
# ## Bayesian: learning from the trials that have finished
#
# Grid and random do not learn: the last trial is chosen as the first one was. **Bayesian** search makes of the results a cheap
# model of the error all over the space. Keras Tuner uses a **Gaussian process**, which gives two numbers at each point: the
# error that it expects, $\mu$, and how much it doubts, $\sigma$. The next trial goes where $\mu - 2.6\,\sigma$ is lowest. It
# may be so for two reasons: because it **expects** little error there, or because it **knows** little there and something
# better may hide. The first is exploiting; the second, exploring.
#
# It has a price: the first trials are drawn, as there is nothing to learn from yet, and each proposal
# only uses the trials that have finished.
# If you start 30 at once on 30 machines, none has seen another's result: they are 30 draws.
#
# **Predict before you run.** Four trials, with rates of 0.0003, 0.001, 0.06 and 0.5. Where will the fifth go?

# %% id="gaussian-process"
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import Matern

# es: Cambia los exponentes de las tasas probadas, o cuánto pesa la duda.
# en: Change the exponents of the rates tried, or the weight of doubt.
tried = np.array([-3.5, -3.0, -1.2, -0.3])
doubt = 2.6

measured = explore.trials.error(10**tried, 0.25)
where = np.linspace(-4, 0, 201)
# es: Matern dice cuánto se parecen los errores de dos tasas según lo lejos que están (0.9: la escala, en exponentes)
# en: Matern says how alike the errors of two rates are, by how far apart they lie (0.9: the scale, in exponents)
process = GaussianProcessRegressor(Matern(0.9, nu=2.5), alpha=1e-6, optimizer=None, normalize_y=True)
mean, deviation = process.fit(tried[:, None], measured).predict(where[:, None], return_std=True)
lower = mean - doubt * deviation
fifth = where[lower.argmin()]

fig, ax = plt.subplots(figsize=(7.5, 3.4), layout="constrained")
band = ax.fill_between(where, lower, mean + doubt * deviation, color=COLORS.sky, alpha=0.35)
band.set_label(str(Text(es="cuánto duda", en="how much it doubts")))
ax.plot(where, mean, color=COLORS.blue, label=str(Text(es="lo que espera, $\\mu$", en="what it expects, $\\mu$")))
hidden_error = Text(es="el error, que no conoce", en="the error, which it does not know")
ax.plot(where, explore.trials.error(10**where, 0.25), ":", color=COLORS.black, label=str(hidden_error))
ax.plot(tried, measured, "o", color=COLORS.black, label=str(Text(es="ensayos acabados", en="finished trials")))
next_one = Text(es="el siguiente", en="the next one")
ax.plot(fifth, lower.min(), "v", color=COLORS.vermillion, markersize=11, label=str(next_one))
ax.set_xlabel(str(Text(es="tasa de aprendizaje", en="learning rate")))
ax.set_ylabel(str(Text(es="error de validación", en="validation error")))
ax.set_xticks(range(-4, 1), ["0.0001", "0.001", "0.01", "0.1", "1"])
ax.legend(loc="center left", bbox_to_anchor=(1, 0.5), frameon=False)
shown(
    fig,
    alt=Text(
        es="El error según la tasa. Una curva azul pasa por los cuatro ensayos, con una banda de duda que se cierra en ellos y se abre "
        "entre ellos. El siguiente ensayo está donde la banda llega más abajo, en el hueco entre los dos del medio.",
        en="The error by the rate. A blue curve goes through the four trials, with a band of doubt that closes at them and opens between "
        "them. The next trial is where the band reaches lowest, in the gap between the two in the middle.",
    ),
)
print(f"{10**fifth:.2g}")

# %% [markdown] id="bayesiana-despues" lang="es"
# Va al hueco: allí espera un error parecido al del mejor y, sobre todo, no sabe qué hay. Pon `doubt = 0`: ahora
# va solo donde espera menos error, mucho más cerca del mejor que ya conoce.
#
# **Juega.** En el mapa de dos dimensiones, pulsa el botón de reproducir. Los cuatro primeros son sorteos. ¿Cuándo empieza a
# apiñarse alrededor de la estrella? Compárala con el azar a igual presupuesto, y con **ruido** en el error.

# %% [markdown] id="bayesiana-despues" lang="en" seal="d298d7"
# It goes into the gap: there it expects an error much like that of the best and, above all, it does not know what there is. Put
# `doubt = 0`: now it only goes where it expects least error, much closer to the best that it knows already.
#
# **Play.** On the map of two dimensions, press the play button. The first four are draws. When does it begin to crowd around
# the star? Compare it with random on the same budget, and with **noise** in the error.

# %% id="play-bayesian"
explore.search(explore.Search(method="bayesian", budget=16))

# %% [markdown] id="hyperband" lang="es" rows="err-E11"
# ## Hyperband: no gastar épocas en quien va mal
#
# Las tres anteriores entrenan cada red hasta el final. Pero muchas se ven malas enseguida. **Hyperband** empieza muchas redes
# con pocas épocas, se queda con una de cada `factor`, las mejores de todas, y les da `factor` veces más épocas; y así otra vez. Las que siguen **no
# empiezan de nuevo**: conservan sus pesos y entrenan las épocas que les faltan.
#
# ¿Y si una red aprende despacio y acabaría siendo la mejor? Caería en la primera ronda. Por eso Hyperband no hace un solo grupo
# (*bracket*), sino varios: del que empieza con muchas redes y una época al que entrena unas pocas hasta el final.
#
# Llama $f$ a `factor`, $E$ a `max_epochs` y $S$ al número tal que $f^S = E$. Los grupos son $s = S, \dots, 1, 0$. En la ronda
# $r = 0, \dots, s$ del grupo $s$ hay $n$ redes, que llegan hasta la época $e$:
#
# $$n = \left\lceil \frac{(S + 1) \cdot f^{\,s - r}}{s + 1} \right\rceil \qquad e = \frac{E}{f^{\,s - r}}$$
#
# Resuelto, con `max_epochs=9` y `factor=3`, o sea $S = 2$:
#
# | grupo | ronda 0 | ronda 1 | ronda 2 | épocas entrenadas |
# |---|---|---|---|---|
# | $s = 2$ | 9 redes hasta 1 | 3 hasta 3 | 1 hasta 9 | $9 \cdot 1 + 3 \cdot 2 + 1 \cdot 6 = 21$ |
# | $s = 1$ | 5 redes hasta 3 | 2 hasta 9 | | $5 \cdot 3 + 2 \cdot 6 = 27$ |
# | $s = 0$ | 3 redes hasta 9 | | | $3 \cdot 9 = 27$ |
#
# En total, **17 redes y 75 épocas**. Entrenarlas todas hasta el final costaría $17 \cdot 9 = 153$.
#
# > **Lo que dice el material antiguo / lo que vale hoy.** «`search` recibe los mismos argumentos que `fit`». Es verdad, con una
# > excepción: en `Hyperband` las épocas las reparte él, según `max_epochs`, y el `epochs` que le pases no cuenta.
#
# **Juega.** Los círculos huecos son redes que se detuvieron antes. ¿Cuántas combinaciones prueba con lo que cuestan 16
# completas?

# %% [markdown] id="hyperband" lang="en" seal="ef5427"
# ## Hyperband: no epochs wasted on those that do badly
#
# The three above train each network to the end. But many are seen to be bad at once. **Hyperband** begins many networks with
# few epochs, keeps one in every `factor`, the best of them all, and gives those `factor` times as many epochs; and so on again. Those
# that go on **do not start again**: they keep their weights and train only the epochs that are left.
#
# What if a network learns slowly and would be the best in the end? It would be thrown out in the first round. That is why Hyperband
# does not make one *bracket*, but several: from the one that begins with many networks and one epoch to the one that trains a
# few to the end.
#
# Call $f$ the `factor`, $E$ the `max_epochs`, and $S$ the number for which $f^S = E$. The brackets are $s = S, \dots, 1, 0$. In
# round $r = 0, \dots, s$ of bracket $s$ there are $n$ networks, which go up to epoch $e$:
#
# $$n = \left\lceil \frac{(S + 1) \cdot f^{\,s - r}}{s + 1} \right\rceil \qquad e = \frac{E}{f^{\,s - r}}$$
#
# Worked out, with `max_epochs=9` and `factor=3`, that is $S = 2$:
#
# | bracket | round 0 | round 1 | round 2 | epochs trained |
# |---|---|---|---|---|
# | $s = 2$ | 9 networks up to 1 | 3 up to 3 | 1 up to 9 | $9 \cdot 1 + 3 \cdot 2 + 1 \cdot 6 = 21$ |
# | $s = 1$ | 5 networks up to 3 | 2 up to 9 | | $5 \cdot 3 + 2 \cdot 6 = 27$ |
# | $s = 0$ | 3 networks up to 9 | | | $3 \cdot 9 = 27$ |
#
# In all, **17 networks and 75 epochs**. Training all of them to the end would cost $17 \cdot 9 = 153$.
#
# > **What older material says / what holds today.** “`search` takes the same arguments as `fit`.” That is true, with one
# > exception: in `Hyperband` it is the tuner that shares out the epochs, by `max_epochs`, and the `epochs` that you pass do not
# > count.
#
# **Play.** The hollow circles are networks that were stopped early. How many combinations does it try for the cost of 16 full
# ones?

# %% id="play-hyperband"
explore.search(explore.Search(method="hyperband", budget=16))

# %% [markdown] id="hyperband-con-huecos" lang="es"
# ### El mismo, con huecos
#
# Ahora `max_epochs=4` y `factor=2`, así que $S = 2$:
#
# | grupo | ronda 0 | ronda 1 | ronda 2 | épocas entrenadas |
# |---|---|---|---|---|
# | $s = 2$ | 4 redes hasta 1 | … hasta 2 | 1 hasta 4 | ¿? |
# | $s = 1$ | 3 redes hasta … | 2 hasta 4 | | ¿? |
# | $s = 0$ | … redes hasta 4 | | | ¿? |
#
# Calcula las tres sumas a mano. Recuerda restar las épocas que cada red ya traía, y que $\lceil\,\rceil$ redondea hacia arriba.

# %% [markdown] id="hyperband-con-huecos" lang="en" seal="e1a2bc"
# ### The same, with blanks
#
# Now `max_epochs=4` and `factor=2`, so that $S = 2$:
#
# | bracket | round 0 | round 1 | round 2 | epochs trained |
# |---|---|---|---|---|
# | $s = 2$ | 4 networks up to 1 | … up to 2 | 1 up to 4 | ? |
# | $s = 1$ | 3 networks up to … | 2 up to 4 | | ? |
# | $s = 0$ | … networks up to 4 | | | ? |
#
# Work the three sums out by hand. Remember to take away the epochs that each network brought, and that $\lceil\,\rceil$ rounds
# up.

# %% id="fill-in"
# es: Las épocas de cada grupo (cambia los puntos suspensivos):
# en: The epochs of each bracket (replace the dots):
epochs_2, epochs_1, epochs_0 = ..., ..., ...

if ... in (epochs_2, epochs_1, epochs_0):
    print(Text(es="Faltan sumas.", en="Some sums are missing."))
elif epochs_2 + epochs_1 + epochs_0 == 30:
    print(Text(es="30 en total: cuadra.", en="30 in all: it adds up."))
else:
    print(Text(es="Entre los tres grupos deben salir 30.", en="The three brackets should come to 30."))

# %% [markdown] id="ejercicio-hyperband-budget" lang="es"
# ### Ejercicio 3 · Lo que cuesta Hyperband
#
# Antes de lanzar una búsqueda conviene saber cuánto va a costar. Escribe `hyperband_budget(max_epochs, factor)`, que devuelve
# dos números: las **redes** que empiezan y las **épocas** que se entrenan entre todas. `max_epochs` es una potencia de
# `factor`. Para `9, 3` debe dar `(17, 75)`. `math.ceil` redondea hacia arriba (escribe antes `import math`), y $S$ se cuenta:
# empieza en 0 y suma 1 mientras `factor ** (S + 1) <= max_epochs`.

# %% [markdown] id="ejercicio-hyperband-budget" lang="en" seal="01c7f0"
# ### Exercise 3 · What Hyperband costs
#
# Before starting a search it is good to know what it is going to cost. Write `hyperband_budget(max_epochs, factor)`, which
# returns two numbers: the **networks** that begin and the **epochs** that are trained by all of them. `max_epochs` is a power
# of `factor`. For `9, 3` it should give `(17, 75)`. `math.ceil` rounds up (write `import math` first), and $S$ is counted: begin
# at 0 and add 1 while `factor ** (S + 1) <= max_epochs`.

# %% exercise="hyperband_budget"
def hyperband_budget(max_epochs, factor):
    ### BEGIN SOLUTION
    #~ S = ...
    #~ networks = epochs = 0
    #~ for s in range(S, -1, -1):
    #~     before = 0
    #~     for r in range(s + 1):
    #~         many = ...
    #~         up_to = ...
    #~         ...
    #~         before = up_to
    #~ return networks, epochs
    S = 0
    while factor ** (S + 1) <= max_epochs:
        S += 1
    networks = epochs = 0
    for s in range(S, -1, -1):
        before = 0
        for r in range(s + 1):
            # es: -(-a // b) es a / b redondeado hacia arriba, sin decimales por medio
            # en: -(-a // b) is a / b rounded up, with no decimals on the way
            many = -(-(S + 1) * factor ** (s - r) // (s + 1))
            up_to = max_epochs // factor ** (s - r)
            if r == 0:
                networks += many
            epochs += many * (up_to - before)
            before = up_to
    return networks, epochs
    ### END SOLUTION


# %% check="hyperband_budget" points=3
check("06.hyperband_budget", hyperband_budget)

# %% [markdown] id="ensayos" lang="es" rows="inv-E033 inv-E034 inv-E035 err-E10 err-E12 err-E13 err-G01"
# ## Ensayos: una búsqueda de verdad
#
# El tercer paso es `search`, y el cuarto, quedarse con lo mejor. Con Keras Tuner hace falta una función `build_model(hp)` que
# construya y **compile** la red pidiéndole a `hp` lo que no está decidido. Cada **ensayo** (*trial*) es una combinación;
# `executions_per_trial` dice cuántas veces se entrena desde cero, con otros pesos iniciales, para que no decida la suerte.
#
# - **Cuesta** ensayos × ejecuciones × épocas: aquí $2 \cdot 2 \cdot 6 = 24$ épocas, si ninguno falla.
# - **Puntúa** con la media, entre ejecuciones, de la **mejor época** de cada una. Si dan 0.60, 0.80, 0.70 y 0.50, 0.60, 0.64,
#   anota $(0.80 + 0.64) / 2 = 0.72$.
# - **Guarda** cada ensayo en `directory/project_name`.
#
# Después, `get_best_models` da redes ya entrenadas, con los pesos de su mejor época. Para la red definitiva es mejor tomar
# `get_best_hyperparameters()[0]`, construir una nueva y entrenarla, tantas épocas como llevaba en la mejor
# (`trial.best_step + 1`: se cuentan desde 0), con **entrenamiento y validación juntos**: elegida la
# configuración, la validación ya no hace falta para elegir. Y se mide, una sola vez, con la prueba.
#
# > **Lo que dice el material antiguo / lo que vale hoy.** El ejemplo que circula no define `build_model` ni cierra su
# > paréntesis. `objective="val_accuracy"` pide además compilar con `metrics=["accuracy"]` y dar datos de validación a `search`.
# > Sin `overwrite=True` se retoma lo que haya en la carpeta (por defecto `./untitled_project`), **aunque la red sea otra**:
# > acaba al instante, con resultados viejos. Y TensorFlow 2.21 ya no trae TensorBoard, que Keras Tuner necesita:
# > `pip install tensorboard`.
#
# **Predice antes de ejecutar.** ¿Cuántas redes se entrenan en esta celda? ¿Cuántas líneas se escriben?

# %% [markdown] id="ensayos" lang="en" seal="1cd6bd"
# ## Trials: a search for real
#
# The third step is `search`, and the fourth, keeping the best. With Keras Tuner you need a function `build_model(hp)` that
# builds and **compiles** the network, asking `hp` for what is not decided. Each **trial** is one combination;
# `executions_per_trial` says how many times it is trained from scratch, with other initial weights, so that luck does not
# decide.
#
# - It **costs** trials × executions × epochs: here $2 \cdot 2 \cdot 6 = 24$ epochs, if none fails.
# - It **scores** by the mean, over the executions, of the **best epoch** of each. If they give 0.60, 0.80, 0.70 and 0.50, 0.60,
#   0.64, it notes $(0.80 + 0.64) / 2 = 0.72$.
# - It **keeps** each trial in `directory/project_name`.
#
# Afterwards, `get_best_models` gives trained networks, with the weights of their best epoch. For the final network it is better
# to take `get_best_hyperparameters()[0]`, build a new one and train it, for as many epochs as it had at its best
# (`trial.best_step + 1`: they count from 0), on **training and validation data together**: once the
# configuration is chosen, validation data are no longer needed to choose. And it is measured, just once, on the test data.
#
# > **What older material says / what holds today.** The sample that goes round neither defines `build_model` nor closes its
# > parenthesis. `objective="val_accuracy"` also asks for compiling with `metrics=["accuracy"]` and for validation data in
# > `search`. Without `overwrite=True` whatever is in the folder (by default `./untitled_project`) is taken up, **even if the
# > network is another**: it ends at once, with old results. And TensorFlow 2.21 no longer brings TensorBoard, which Keras Tuner
# > needs: `pip install tensorboard`.
#
# **Predict before you run.** How many networks are trained in this cell? How many lines are printed?

# %% id="keras-tuner"
def build_model(hp):
    model = keras.Sequential(
        [
            keras.Input(shape=(2,)),
            keras.layers.Dense(hp.Int("units", 16, 64, step=16), activation="relu"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    rate = hp.Float("rate", 0.01, 0.3, sampling="log")
    model.compile(keras.optimizers.Adam(rate), loss="binary_crossentropy", metrics=["accuracy"])
    return model


tuner = keras_tuner.RandomSearch(
    build_model,
    objective="val_accuracy",
    max_trials=2,
    executions_per_trial=2,
    seed=1,
    overwrite=True,
    directory=tempfile.mkdtemp(),
    project_name="galaxy",
)
keras.utils.set_random_seed(0)
tuner.search(X_train, y_train, epochs=6, batch_size=100, validation_data=(X_val, y_val), verbose=0)

for trial in tuner.oracle.get_best_trials(2):
    print(trial.trial_id, trial.status, f"{trial.score:.3f}", trial.hyperparameters.values)

# %% id="best-models"
# es: Keras avisa de que no carga el estado del optimizador. Para predecir no hace falta.
# en: Keras warns that it does not load the optimizer's state. It is not needed to predict.
with muted_stderr():
    models = tuner.get_best_models(num_models=2)
models[0].summary()

# %% [markdown] id="con-curso" lang="es"
# ### Lo mismo, con `curso.tuning`
#
# `Search` llama al mismo Keras Tuner para que proponga, y entrena con `KerasNetClassifier`, que es más rápido. Tu función
# devuelve la red **sin entrenar**, y después todo está en una tabla. En `epochs` y `batch_size` no hay ningún `hp`: lo que se
# deja fijo también es una decisión.
#
# | Keras Tuner | `Search` |
# |---|---|
# | `RandomSearch`, `GridSearch`, `BayesianOptimization`, `Hyperband` | `"random"`, `"grid"`, `"bayesian"`, `"hyperband"` |
# | `max_trials`, `executions_per_trial` | `trials`, `repeats` |
# | puntúa la mejor época | puntúa los pesos con que se queda la red: la última época o, con `patience`, la mejor |
# | `get_best_hyperparameters()[0]` y `build_model` | `best_params_` y `build_best()` |
#
# **Predice antes de ejecutar.** Ocho ensayos. ¿Qué hiperparámetro decidirá más: neuronas, tasa o dropout?

# %% [markdown] id="con-curso" lang="en" seal="e84c4c"
# ### The same, with `curso.tuning`
#
# `Search` calls the same Keras Tuner to propose, and trains with `KerasNetClassifier`, which is faster. Your function returns
# the network **untrained**, and afterwards all is in one table. There is no `hp` in `epochs` and `batch_size`: what is left
# fixed is a decision too.
#
# | Keras Tuner | `Search` |
# |---|---|
# | `RandomSearch`, `GridSearch`, `BayesianOptimization`, `Hyperband` | `"random"`, `"grid"`, `"bayesian"`, `"hyperband"` |
# | `max_trials`, `executions_per_trial` | `trials`, `repeats` |
# | scores the best epoch | scores the weights that the network keeps: the last epoch or, with `patience`, the best |
# | `get_best_hyperparameters()[0]` and `build_model` | `best_params_` and `build_best()` |
#
# **Predict before you run.** Eight trials. Which hyper-parameter will decide more: units, rate or dropout?

# %% id="search"
def build(hp):
    return KerasNetClassifier(
        hidden=hp.Int("units", 8, 32, step=8),
        learning_rate=hp.Float("rate", 0.0001, 0.1, sampling="log"),
        dropout=hp.Choice("dropout", [0.0, 0.2, 0.4]),
        epochs=30,
        batch_size=25,
    )


search = Search(build, "random", trials=8, objective="val_accuracy", seed=1)
search.fit(X_train, y_train, validation_data=(X_val, y_val))
columns = ["units", "rate", "dropout", "val_accuracy", "epochs", "status"]
search.results_.sort_values("val_accuracy", ascending=False)[columns]

# %% [markdown] id="procesos" lang="es"
# ### En varios procesos
#
# Los ensayos no se necesitan unos a otros (salvo en la bayesiana y en Hyperband, que aprenden de los ya acabados), así que se reparten
# bien. Keras Tuner tiene un proceso **jefe**, que propone y apunta, y varios **obreros**, que entrenan. Se les dice quiénes son
# con tres variables de entorno: `KERASTUNER_TUNER_ID` (`chief`, `tuner0`…), `KERASTUNER_ORACLE_IP` y `KERASTUNER_ORACLE_PORT`,
# y todos ejecutan el mismo programa. En una sola máquina lo hace por ti `Search(build, processes=2)`. Cada proceso tiene que
# cargar TensorFlow, unos segundos: con ensayos tan cortos como los de hoy no compensa, y por eso aquí no se usa.

# %% [markdown] id="procesos" lang="en" seal="615f0b"
# ### In several processes
#
# Trials do not need one another (except in Bayesian search and Hyperband, which learn from those that have finished), so they are easily shared
# out. Keras Tuner has a **chief** process, which proposes and notes down, and several **workers**, which train. They are told
# who they are by three environment variables: `KERASTUNER_TUNER_ID` (`chief`, `tuner0`…), `KERASTUNER_ORACLE_IP` and
# `KERASTUNER_ORACLE_PORT`, and all run the same program. On one machine `Search(build, processes=2)` does it for you. Each
# process has to load TensorFlow, some seconds: with trials as short as today's it does not pay, and so it is not used here.

# %% [markdown] id="fallidos" lang="es" rows="err-G02"
# ## Fallidos: el «mejor» que nadie ha medido
#
# Un ensayo puede fallar: una forma que no cuadra, memoria que se acaba, un objetivo que sale `nan`. Keras Tuner lo apunta
# y **sigue**; solo se detiene tras tres fallos seguidos. Así que una búsqueda corta puede acabar sin lanzar ninguna excepción aunque
# hayan fallado **todos** (deja una traza por cada fallo, fácil de perder entre tantas líneas), y `get_best_hyperparameters()` devuelve igualmente una configuración: unos valores sorteados que nadie ha
# medido.
#
# Lo único que prueba que un ensayo se midió es que su `status` sea `"COMPLETED"` y su `score` no sea `None`.
#
# **Predice antes de ejecutar.** Se nos olvidan los datos de validación, y el objetivo es `val_accuracy`. ¿Lanzará `search` una
# excepción? ¿Qué dirá que es lo mejor?

# %% [markdown] id="fallidos" lang="en" seal="b244ad"
# ## Failed ones: the “best” that nobody has measured
#
# A trial may fail: a shape that does not fit, memory that runs out, an objective that comes out `nan`. Keras Tuner notes it down
# and **goes on**; only after three failures in a row does it stop. So a short search may end without raising any exception
# though **all** have failed (it prints a traceback for each, easily lost among so many lines), and `get_best_hyperparameters()` returns a configuration all the same: some values that were drawn and nobody has
# measured.
#
# The only thing that proves that a trial was measured is that its `status` is `"COMPLETED"` and its `score` is not `None`.
#
# **Predict before you run.** We forget the validation data, and the objective is `val_accuracy`. Will `search` raise an
# exception? What will it say is best?

# %% id="all-failed"
careless = keras_tuner.RandomSearch(
    build_model, objective="val_accuracy", max_trials=2, seed=1, overwrite=True, directory=tempfile.mkdtemp()
)
# es: escribe en la salida de errores una traza por cada fallo; aquí no la miramos
# en: it writes a traceback to standard error for each failure; we do not look at it here
with muted_stderr():
    careless.search(X_train, y_train, epochs=1, batch_size=400, verbose=0)

for trial in careless.oracle.trials.values():
    print(trial.trial_id, trial.status, trial.score)
print(careless.get_best_hyperparameters()[0].values)

# %% [markdown] id="fallidos-con-curso" lang="es"
# Ninguna excepción, y un «mejor». `Search` se niega: si algo falla, `fit` termina con `TrialsFailed`, que dice qué ensayos y por
# qué. La tabla `results_` se puede leer de todos modos, y `failed="skip"` pide a sabiendas el mejor de los que acabaron.
#
# **Predice antes de ejecutar.** El espacio permite 0 neuronas. ¿Cuántos de los dos ensayos fallarán?

# %% [markdown] id="fallidos-con-curso" lang="en" seal="7fe94b"
# No exception, and a “best”. `Search` refuses: if anything fails, `fit` ends with `TrialsFailed`, which says which trials and
# why. The table `results_` can be read all the same, and `failed="skip"` asks knowingly for the best of those that finished.
#
# **Predict before you run.** The space allows 0 units. How many of the two trials will fail?

# %% id="refused"
def careless_build(hp):
    return KerasNetClassifier(hidden=hp.Choice("units", [16, 0]), epochs=2, batch_size=100)


refused = Search(careless_build, "grid", objective="val_accuracy", verbose=False)
try:
    with muted_stderr():
        refused.fit(X_train, y_train)
except TrialsFailed as error:
    print(error)
refused.results_[["units", "val_accuracy", "status"]]

# %% [markdown] id="dibujar" lang="es"
# ## Dibujar la búsqueda
#
# Una tabla de 8 filas se lee; una de 200, no. Tres dibujos bastan.
#
# **Lo mejor hasta ahora.** De los resultados, el mejor hasta cada ensayo: `np.maximum.accumulate` de una exactitud,
# `np.minimum.accumulate` de una pérdida. Nunca empeora, y cuando la curva lleva mucho tiempo plana, seguir igual sirve de poco.
#
# **Predice antes de ejecutar.** Si cambiaras el orden de los ocho ensayos, ¿qué cambiaría en el dibujo y qué no?

# %% [markdown] id="dibujar" lang="en" seal="964c22"
# ## Drawing the search
#
# A table of 8 rows can be read; one of 200 can't. Three pictures are enough.
#
# **The best so far.** Of the results, the best up to each trial: `np.maximum.accumulate` of an accuracy,
# `np.minimum.accumulate` of a loss. It never gets worse, and when it has been flat for long, carrying on the same way is of little use.
#
# **Predict before you run.** If you changed the order of the eight trials, what would change in the picture and what would not?

# %% id="plot-best"
search.plot_best()

# %% [markdown] id="coordenadas" lang="es"
# **Coordenadas paralelas.** Un eje por hiperparámetro y una línea por ensayo. Cuanto más oscura, mejor; la mejor de todas va en
# naranja. Míralas eje por eje:
#
# - las oscuras pasan **juntas**: ese hiperparámetro importa, y ya sabes su zona;
# - pasan por **cualquier** altura: con estos ensayos no se ve que importe;
# - pasan juntas por un **extremo**: quizá lo mejor esté más allá, donde no has mirado. Amplía el rango y busca otra vez.
#
# **Predice antes de ejecutar.** ¿En qué ejes se juntarán las oscuras?

# %% [markdown] id="coordenadas" lang="en" seal="77317a"
# **Parallel coordinates.** One axis per hyper-parameter and one line per trial. The darker, the better; the best of all is orange.
# Look at them axis by axis:
#
# - the dark ones go **together**: that hyper-parameter matters, and you know its region;
# - they pass at **any** height: these trials do not show that it matters;
# - they go together through one **end**: the best may lie beyond, where you have not looked. Extend the range and search again.
#
# **Predict before you run.** On which axes will the dark ones come together?

# %% id="plot-parallel"
search.plot_parallel()

# %% [markdown] id="importancia" lang="es"
# **Importancia.** Un bosque de árboles aprende a predecir la puntuación a partir de los hiperparámetros. Después se baraja una
# columna y se mira cuánto peor predice. La raya de cada barra es lo que cambia de un barajado a otro: con ocho ensayos es un
# indicio, no una prueba.

# %% [markdown] id="importancia" lang="en" seal="684db7"
# **Importance.** A forest of trees learns to predict the score from the hyper-parameters. Then one column is shuffled, and you
# look at how much worse it predicts. The line on each bar is what changes from one shuffle to another: with eight trials it is
# a hint, not a proof.

# %% id="plot-importance"
search.plot_importance()

# %% [markdown] id="ejercicio-best-model" lang="es"
# ### Ejercicio 4 · Reto: la mejor red para la galaxia
#
# Busca, elige y **entrena** en la celda una red que se llame `best_model`: recibe lugares de estrellas, de forma `(m, 2)`, y da
# un número por estrella, su brazo o la probabilidad del brazo 1.
#
# Debe acertar al menos el **92 %** de unas estrellas que no ha visto; la corrección sortea otras. Dar a cada una el brazo
# cuyo centro (la media de sus estrellas) queda más cerca acierta la mitad, y la red del comienzo, unas seis de cada diez. Los dibujos de arriba dicen en qué zona buscar, y hacia dónde ampliar
# el espacio. No uses `X_test`: es para después.

# %% [markdown] id="ejercicio-best-model" lang="en" seal="8a7eff"
# ### Exercise 4 · Challenge: the best network for the galaxy
#
# Search, choose and **train** in the cell a network called `best_model`: it takes places of stars, of shape `(m, 2)`, and gives
# one number per star, its arm or the probability of arm 1.
#
# It should get right at least **92%** of the stars that it has not seen; new ones are drawn for the marking. Giving each the arm whose
# centre (the mean of its stars) is nearest gets half,
# and the network of the beginning some six in ten. The pictures above say in which region to search, and where to extend the
# space. Don't use `X_test`: it is for later.

# %% exercise="best_model"
X_all, y_all = np.concatenate([X_train, X_val]), np.concatenate([y_train, y_val])
### BEGIN SOLUTION
#~ best_model = ...


def build_wider(hp):
    return KerasNetClassifier(
        hidden=(hp.Int("units", 32, 96, step=32),) * hp.Int("layers", 1, 2),
        learning_rate=hp.Float("rate", 0.003, 0.1, sampling="log"),
        epochs=30,
        batch_size=25,
        verbose=0,
    )


wider = Search(build_wider, trials=4, objective="val_accuracy", verbose=False)
wider.fit(X_train, y_train, validation_data=(X_val, y_val))
print(wider.best_params_)
best_model = wider.build_best().fit(X_all, y_all)
### END SOLUTION

# %% check="best_model" points=4
check("06.best_model", best_model)

# %% [markdown] id="al-final" lang="es"
# ## Al final, la prueba
#
# La puntuación de la ganadora en validación es un poco **demasiado buena**: de muchas medidas con ruido te has quedado con la
# mayor, y en ella hay mérito y suerte. Con datos que no han elegido nada, la suerte no se repite. Por eso existen `X_test` y la
# costumbre de mirarlos una sola vez.
#
# La celda pinta de cada red qué brazo daría en cada lugar.

# %% [markdown] id="al-final" lang="en" seal="bc9567"
# ## In the end, the test
#
# The winner's score in validation is a little **too good**: of many noisy measurements you kept the largest, and in it there
# are both merit and luck. On data that have chosen nothing the luck does not repeat. That is why `X_test` exists, and the habit
# of looking at it just once.
#
# The cell paints, for each network, which arm it would give at each place.

# %% id="maps"
first = KerasNetClassifier(hidden=16, learning_rate=0.001, epochs=30, batch_size=25, verbose=0).fit(X_train, y_train)
networks = [(first, Text(es="la primera", en="the first"))]
if passed("06.best_model"):
    networks.append((best_model, Text(es="la tuya", en="yours")))


def arms_of(network, places):
    answers = np.asarray(network.predict(places))
    if answers.ndim == 2:
        answers = answers[:, -1]
    return (answers > 0.5).astype(int)


side = np.linspace(-1.25, 1.25, 120)
places = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2).astype("float32")
fig, axes = plt.subplots(1, len(networks), figsize=(4.2 * len(networks), 4.2), squeeze=False, layout="constrained")
for ax, (network, name) in zip(axes[0], networks):
    share = np.mean(arms_of(network, X_test) == y_test)
    answers = arms_of(network, places).reshape(120, 120)
    ax.contourf(side, side, answers, levels=[-0.5, 0.5, 1.5], colors=["#CFE4F2", "#FBE6BF"])
    for arm, color, marker in ((0, COLORS.blue, "o"), (1, COLORS.orange, "^")):
        ax.scatter(*X_test[:400][y_test[:400] == arm].T, s=9, color=color, marker=marker)
    ax.set(title=f"{name}: {share:.1%}", xticks=[], yticks=[], aspect="equal")
shown(
    fig,
    alt=Text(
        es="Las estrellas de prueba sobre lo que responde cada red en cada lugar. La primera parte el plano sin seguir los brazos; la "
        "tuya, cuando pase el ejercicio 4, dibuja las dos espirales.",
        en="The test stars over what each network answers at each place. The first divides the plane without following the arms; "
        "yours, once exercise 4 passes, draws the two spirals.",
    ),
)

# %% [markdown] id="preguntas" lang="es"
# ## Ocho preguntas para afianzar lo aprendido
#
# No puntúan. Cada una te dice por qué, aciertes o no. Piensa la respuesta antes de ejecutar nada.

# %% [markdown] id="preguntas" lang="en" seal="d96368"
# ## Eight questions to let it settle
#
# They carry no points. Each one tells you why, right or wrong. Think of the answer before you run anything.

# %% quiz="06.q03"

# %% quiz="06.q04"

# %% quiz="06.q05"

# %% quiz="06.q08"

# %% quiz="06.q10"

# %% quiz="06.q14"

# %% quiz="06.q16"

# %% quiz="06.q18"

# %% id="progress"
progress()

# %% [markdown] id="resumen" lang="es"
# ## Resumen
#
# - Un **hiperparámetro** se decide antes de `fit`. Un **espacio de búsqueda** dice qué puede valer cada uno; una tasa se sortea
#   por su exponente.
# - La **rejilla** repite valores; el **azar** estrena uno en cada ensayo, y de él se sabe qué esperar: $1 - (1 - p)^n$.
# - La **bayesiana** aprende de los ensayos acabados: va donde espera poco error o donde sabe poco. Cuantos más lances
#   a la vez, menos aprende.
# - **Hyperband** no gasta épocas en quien va mal, y hace varios grupos para no descartar siempre a quien aprende despacio.
# - Una búsqueda cuesta ensayos × ejecuciones × épocas. Calcúlalo antes.
# - Un «mejor» sin ningún ensayo completado no es nada. Y el mejor de muchos es también suerte: mídelo en la prueba, una vez.

# %% [markdown] id="resumen" lang="en" seal="0b1cad"
# ## Summary
#
# - A **hyper-parameter** is decided before `fit`. A **search space** says what each may be; a rate is drawn by its exponent.
# - A **grid** repeats values; **random** search has a new one in each trial, and you know what to expect of it:
#   $1 - (1 - p)^n$.
# - **Bayesian** search learns from the finished trials: it goes where it expects little error or where it knows little. The
#   more you start at once, the less it learns.
# - **Hyperband** wastes no epochs on those that do badly, and makes several brackets so as not always to drop those that learn
#   slowly.
# - A search costs trials × executions × epochs. Work it out beforehand.
# - A “best” without any completed trial is nothing. And the best of many is also luck: measure it on the test data, once.

# %% [markdown] id="glosario" lang="es"
# ## Glosario
#
# | español | inglés | qué es |
# |---|---|---|
# | hiperparámetro | *hyper-parameter* | lo que se decide antes de entrenar |
# | espacio de búsqueda | *search space* | lo que puede valer cada hiperparámetro |
# | ensayo | *trial* | una combinación, entrenada y medida |
# | ejecución | *execution* | cada entrenamiento de un ensayo |
# | rejilla | *grid* | todas las combinaciones de unos pocos valores |
# | proceso gaussiano | *Gaussian process* | un modelo que da lo que espera y cuánto duda |
# | explorar y explotar | *explore and exploit* | ir donde se sabe poco, o donde se espera lo mejor |
# | grupo, de Hyperband | *bracket* | las redes que empiezan juntas y van cayendo |
# | coordenadas paralelas | *parallel coordinates* | una línea por ensayo a través de un eje por hiperparámetro |

# %% [markdown] id="glosario" lang="en" seal="ee5468"
# ## Glossary
#
# | English | Spanish | what it is |
# |---|---|---|
# | hyper-parameter | *hiperparámetro* | what is decided before training |
# | search space | *espacio de búsqueda* | what each hyper-parameter may be |
# | trial | *ensayo* | one combination, trained and measured |
# | execution | *ejecución* | each training of a trial |
# | grid | *rejilla* | all combinations of a few values |
# | Gaussian process | *proceso gaussiano* | a model that gives what it expects and how much it doubts |
# | explore and exploit | *explorar y explotar* | going where one knows little, or where one expects the best |
# | bracket, of Hyperband | *grupo* | the networks that begin together and drop out |
# | parallel coordinates | *coordenadas paralelas* | one line per trial, through one axis per hyper-parameter |

# %% [markdown] id="seguir" lang="es"
# ## Para seguir leyendo
#
# - J. Bergstra y Y. Bengio (2012), «Random search for hyper-parameter optimization», *JMLR* 13: por qué el azar gana a la
#   rejilla.
# - J. Snoek, H. Larochelle y R. P. Adams (2012), «Practical Bayesian optimization of machine learning algorithms», *NeurIPS*
#   25.
# - L. Li y otros (2018), «Hyperband: a novel bandit-based approach to hyperparameter optimization», *JMLR* 18.
# - La guía *Getting started with KerasTuner*, en la documentación de Keras.

# %% [markdown] id="seguir" lang="en" seal="94fbc9"
# ## Where to read on
#
# - J. Bergstra and Y. Bengio (2012), “Random search for hyper-parameter optimization”, *JMLR* 13: why random beats the grid.
# - J. Snoek, H. Larochelle and R. P. Adams (2012), “Practical Bayesian optimization of machine learning algorithms”, *NeurIPS*
#   25.
# - L. Li and others (2018), “Hyperband: a novel bandit-based approach to hyperparameter optimization”, *JMLR* 18.
# - The guide *Getting started with KerasTuner*, in Keras's documentation.
