# ---
# jupyter:
#   curso:
#     module: "04"
#     title: {es: "Pérdidas, métricas, optimizadores", en: "Losses, metrics, optimizers"}
#     goals:
#       es:
#         - "calcular a mano las pérdidas de Keras, y elegir la de tu tarea"
#         - "distinguir una pérdida de una métrica, y la exactitud de la precisión"
#         - "seguir con lápiz los pasos de SGD, momento, RMSprop, Adam y sus parientes"
#         - "hacer competir a los optimizadores en igualdad de condiciones, y elegir uno"
#       en:
#         - "compute Keras's losses by hand, and choose the one for your task"
#         - "tell a loss from a metric, and accuracy from precision"
#         - "follow with a pencil the steps of SGD, momentum, RMSprop, Adam and their relatives"
#         - "race the optimizers on equal terms, and choose one"
#     needs:
#       es:
#         - "el descenso de gradiente (01.03) y la entropía cruzada (02.01)"
#         - "`compile` y `fit` (03.01); etiquetas enteras y one-hot (04.01)"
#       en:
#         - "gradient descent (01.03) and cross-entropy (02.01)"
#         - "`compile` and `fit` (03.01); integer and one-hot labels (04.01)"
#     minutes: 45
#     inventory: [inv-A025, inv-A026, inv-A028, inv-C035, inv-C036, inv-C037, inv-C038, inv-C039, inv-C040, inv-C041,
#       inv-C042, inv-C043, inv-C044, inv-C045, inv-C046, inv-C047, inv-C048, inv-C049, inv-C050, inv-C051, inv-C052,
#       inv-C053, inv-C054, inv-C055, inv-C056, inv-C057, inv-C058, inv-C059, inv-C060, inv-C061, inv-C062, inv-C063,
#       inv-C064, inv-C065, inv-C066, inv-C067, inv-C068, inv-C069, inv-C072, inv-C073]
#     errata: [err-A06, err-C20, err-C21, err-C22, err-C23, err-C24, err-C25, err-C26, err-C27, err-C28, err-C29, err-C30,
#       err-C31, err-C32, err-C33, err-C34, err-C35, err-C38, err-C39, err-C40, err-C41, err-C60]
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
# ---

# %% tags=["source-only"]
from curso.notebook import check, passed, progress

# %% [markdown] id="pregunta" lang="es"
# ## Una pregunta antes de empezar
#
# Diez termómetros cuelgan en la misma habitación. Nueve marcan 20 °C; el décimo está roto y marca 120. Un modelo muy simple,
# que solo puede decir **un número**, aprende de los diez.
#
# **¿Qué número dirá: 20, 30 u otro?** Apuesta, y di qué te haría cambiar de opinión.

# %% [markdown] id="pregunta" lang="en" seal="8a10d3"
# ## A question before we start
#
# Ten thermometers hang in the same room. Nine read 20 °C; the tenth is broken and reads 120. A very simple model, which can
# only say **one number**, learns from all ten.
#
# **Which number will it say: 20, 30, another one?** Place your bet, and say what would change your mind.

# %% id="my-bet"
# es: Tu número
# en: Your number
my_number = "?"

# %% id="tools"
import logging
import os
from collections import defaultdict

# es: TensorFlow habla mucho mientras se carga. Aquí no nos hace falta.
# en: TensorFlow talks a lot while it loads. We do not need that here.
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import matplotlib.pyplot as plt
import numpy as np

from curso import explore
from curso.display import muted_stderr
from curso.explore import CYCLE, shown
from curso.text import Text

with muted_stderr():
    import keras
logging.getLogger("tensorflow").setLevel("ERROR")

readings = np.array([20.0] * 9 + [120.0])
guesses = np.linspace(15, 40, 251)
YOURS = Text(es="tu apuesta:", en="your bet:")
for name in ("mean_squared_error", "mean_absolute_error", "huber"):
    costs = [float(keras.losses.get(name)(readings, np.full(10, guess))) for guess in guesses]
    print(f"{name:20} -> {guesses[np.argmin(costs)]:.1f}")
print(YOURS, my_number)

# %% [markdown] id="que-es-una-perdida" lang="es" rows="inv-C035 inv-C036 inv-C038"
# No hay una respuesta: **depende de qué entiendas por equivocarse.** Con el cuadrado del error gana la media, 30, que no marca
# ningún termómetro. Con el tamaño del error gana el valor del medio, 20. Huber se queda al lado.
#
# Eso es una **pérdida**: un número que dice cuánto se desvía la predicción $\hat y$ de la verdad $y$. Entrenar es bajarlo, y por
# eso elegir la pérdida es decir qué quieres. Depende de la tarea y de los datos. En `compile` se eligen tres cosas, y esta
# lección tiene una parte para cada una:
#
# `model.compile(optimizer="adam", loss="mean_squared_error", metrics=["mean_absolute_error"])`
#
# - la **pérdida** (`keras.losses`): lo que se baja;
# - las **métricas** (`keras.metrics`): lo que se mira;
# - el **optimizador** (`keras.optimizers`): cómo se baja.

# %% [markdown] id="que-es-una-perdida" lang="en" seal="d7caae"
# There is not one answer: **it depends on what you mean by being wrong.** With the square of the error the mean wins, 30, which no
# thermometer reads. With the size of the error the value in the middle wins, 20. Huber stays close to it.
#
# That is a **loss**: a number that says how far the prediction $\hat y$ is from the truth $y$. Training lowers it, and so
# choosing the loss is saying what you want. It depends on the task and on the data. In `compile` you choose three things, and
# this lesson has a part for each:
#
# `model.compile(optimizer="adam", loss="mean_squared_error", metrics=["mean_absolute_error"])`
#
# - the **loss** (`keras.losses`): what is lowered;
# - the **metrics** (`keras.metrics`): what is looked at;
# - the **optimizer** (`keras.optimizers`): how it is lowered.

# %% [markdown] id="perdidas-regresion" lang="es" rows="inv-A025 inv-C039 inv-C040 inv-C041 inv-C042 inv-C045 inv-C046 inv-C050 err-C21 err-C22 err-C26 err-C29 err-C60"
# ## 1. Pérdidas para cantidades
#
# Cada pérdida contesta a su manera a la misma pregunta: **¿cuánto cuesta equivocarse por 1? ¿Y por 10?** Sea $e = \hat y - y$ el
# error. Todas son **medias** sobre los ejemplos; la tabla da lo que cuesta uno. No la memorices: entiende las tres primeras y vuelve
# a ella cuando te haga falta.
#
# | nombre en Keras | cuesta | para qué |
# |---|---|---|
# | `mean_squared_error` (`mse`) | $e^2$ | lo corriente; los errores grandes pesan mucho |
# | `mean_absolute_error` (`mae`) | $\lvert e\rvert$ | si hay valores disparatados |
# | `huber` | $e^2/2$ hasta $\delta$; después, una recta de pendiente $\delta$ | lo mismo, y suave cerca de 0 |
# | `log_cosh` | $\log\cosh e$ | pariente de Huber, sin $\delta$ |
# | `mean_absolute_percentage_error` | $100\,\lvert e\rvert / \lvert y\rvert$ | errores en % |
# | `mean_squared_logarithmic_error` | $(\log(1+\hat y) - \log(1+y))^2$ | precios de 10 y de 20 000: cuenta la proporción |
# | `poisson` | $\hat y - y\log\hat y$ | recuentos: llamadas, goles |
#
# En Huber, $\delta$ lo eliges tú (si no dices nada, 1): es el error a partir del cual deja de contar el cuadrado.
#
# **Ejemplo resuelto.** Con $y = 3, 5, 20$ y $\hat y = 2, 5.5, 10$ los errores son $-1$, $0.5$ y $-10$. MAE:
# $(1 + 0.5 + 10)/3 = 3.83$. MSE: $(1 + 0.25 + 100)/3 = 33.75$. Huber con $\delta = 1$: el primero y el segundo están en la
# parábola, $0.5$ y $0.125$; el tercero, en la recta: en $\delta$ vale $\delta^2/2 = 0.5$ y quedan 9 por recorrer con pendiente 1,
# $9.5$. La media es $3.375$.
#
# > **Lo que dice el material antiguo / lo que vale hoy.**
# > - `logcosh` y `huber_loss` ya no existen: son `log_cosh` y `huber`.
# > - «MSLE, cuando los objetivos están en escala logarítmica.» Al revés: quiere los valores **sin** logaritmo y no negativos, porque
# >   ella lo aplica. Si ya son logaritmos, usa MSE.
# > - «MAPE, para el error en porcentaje.» Solo si ningún objetivo está cerca de 0: se divide por él.
# > - «Poisson, para recuentos.» Cierto, y la predicción tiene que ser **positiva**: con −1 sale `nan`. Acaba la red en
# >   `exponential` o `softplus`.
#
# **Predice antes de ejecutar.** Con un solo error de 10, ¿cuánto dirán MSE, MAE, Huber ($\delta = 1$) y log-cosh?

# %% [markdown] id="perdidas-regresion" lang="en" seal="4c8690"
# ## 1. Losses for amounts
#
# Each loss answers the same question in its own way: **how much does it cost to be wrong by 1? And by 10?** Let $e = \hat y - y$ be
# the error. All of them are **means** over the examples; the table gives what one costs. Do not learn it by heart: understand the
# first three and come back to it when you need to.
#
# | name in Keras | costs | what for |
# |---|---|---|
# | `mean_squared_error` (`mse`) | $e^2$ | the usual one; large errors weigh a lot |
# | `mean_absolute_error` (`mae`) | $\lvert e\rvert$ | if there are absurd values |
# | `huber` | $e^2/2$ up to $\delta$; then a straight line of slope $\delta$ | the same, and smooth near 0 |
# | `log_cosh` | $\log\cosh e$ | a relative of Huber, without $\delta$ |
# | `mean_absolute_percentage_error` | $100\,\lvert e\rvert / \lvert y\rvert$ | errors in % |
# | `mean_squared_logarithmic_error` | $(\log(1+\hat y) - \log(1+y))^2$ | prices of 10 and of 20 000: the proportion counts |
# | `poisson` | $\hat y - y\log\hat y$ | counts: calls, goals |
#
# In Huber, you choose $\delta$ (1 if you say nothing): it is the error beyond which the square no longer counts.
#
# **Worked example.** With $y = 3, 5, 20$ and $\hat y = 2, 5.5, 10$ the errors are $-1$, $0.5$ and $-10$. MAE:
# $(1 + 0.5 + 10)/3 = 3.83$. MSE: $(1 + 0.25 + 100)/3 = 33.75$. Huber with $\delta = 1$: the first and the second are on the
# parabola, $0.5$ and $0.125$; the third is on the line: at $\delta$ it is $\delta^2/2 = 0.5$, and 9 are left to go at slope 1,
# $9.5$. The mean is $3.375$.
#
# > **What older material says / what holds today.**
# > - `logcosh` and `huber_loss` no longer exist: they are `log_cosh` and `huber`.
# > - “MSLE, when the targets are on a logarithmic scale.” The other way round: it wants the values **without** a logarithm and not
# >   negative, since it applies one itself. If they are logarithms already, use MSE.
# > - “MAPE, for the error as a percentage.” Only if no target is near 0: it is divided by.
# > - “Poisson, for counts.” True, and the prediction has to be **positive**: with −1 you get `nan`. End the network in
# >   `exponential` or `softplus`.
#
# **Predict before you run.** With a single error of 10, what will MSE, MAE, Huber ($\delta = 1$) and log-cosh say?

# %% id="by-hand-regression"
compared = {}


def beside(what, by_hand, by_keras):
    compared[what] = by_hand, float(np.mean(by_keras))
    print(f"{what:34}{compared[what][0]:12.6f}{compared[what][1]:12.6f}")


y, p = np.array([3.0, 5.0, 20.0]), np.array([2.0, 5.5, 10.0])
error, size = p - y, np.abs(p - y)
regression = {
    "mean_squared_error": np.mean(error**2),
    "mean_absolute_error": np.mean(size),
    "mean_absolute_percentage_error": np.mean(100 * size / y),
    "mean_squared_logarithmic_error": np.mean((np.log(1 + p) - np.log(1 + y)) ** 2),
    "huber": np.mean(np.where(size <= 1, size**2 / 2, 1 / 2 + (size - 1))),
    "log_cosh": np.mean(np.log(np.cosh(error))),
    "poisson": np.mean(p - y * np.log(p)),
}
print(" " * 38, Text(es="a mano      Keras", en="by hand     Keras"))
for name, value in regression.items():
    beside(name, value, keras.losses.get(name)(y, p))

# %% id="draw-losses"
errors = np.linspace(-4, 4, 161)
lines = {
    "mse": errors**2,
    "mae": np.abs(errors),
    "huber, δ = 1": np.where(np.abs(errors) <= 1, errors**2 / 2, np.abs(errors) - 0.5),
    "log_cosh": np.log(np.cosh(errors)),
}
fig, ax = plt.subplots(figsize=(7, 3.4), layout="constrained")
for (name, values), style in zip(lines.items(), CYCLE, strict=False):
    ax.plot(errors, values, color=style.color, linestyle=style.linestyle, lw=2.2, label=name)
ax.set(ylim=(0, 6), xlabel=str(Text(es="error", en="error")), ylabel=str(Text(es="lo que cuesta", en="what it costs")))
ax.legend(frameon=False)
shown(
    fig,
    alt=Text(
        es="Cuatro curvas según el error. MSE es una parábola que se sale del dibujo; MAE, una V con pico en 0; Huber y log-cosh "
        "son redondas cerca de 0 y rectas lejos, por debajo de MAE.",
        en="Four curves against the error. MSE is a parabola that leaves the picture; MAE is a V with a corner at 0; Huber and "
        "log-cosh are round near 0 and straight far away, below MAE.",
    ),
)
for name in ("mse", "mae", "huber", "log_cosh"):
    print(f"{name:9} {float(keras.losses.get(name)(np.zeros(1), np.full(1, 10.0))):8.3f}")

# %% [markdown] id="errores-vistos" lang="es"
# Para MSE, un error de 10 cuesta lo que cien errores de 1; para MAE, lo que diez. Huber y log-cosh se parecen a MSE cerca de 0 y a MAE
# lejos. Por eso el termómetro roto arrastró a MSE diez grados, y a Huber, una décima.
#
# ¿Te ha extrañado que `poisson` salga negativa? A la fórmula le falta un término que no depende de la predicción. No importa: lo que
# se busca es dónde está el punto más bajo, y está en $\hat y = y$.

# %% [markdown] id="errores-vistos" lang="en" seal="5d1734"
# To MSE, an error of 10 costs as much as a hundred errors of 1; to MAE, as much as ten. Huber and log-cosh are like MSE near 0 and like
# MAE far away. That is why the broken thermometer dragged MSE ten degrees, and Huber a tenth of one.
#
# Did it surprise you that `poisson` came out negative? The formula leaves out a term that does not depend on the prediction. It does
# not matter: what is looked for is where the lowest point is, and it is at $\hat y = y$.

# %% [markdown] id="ejercicio-losses" lang="es"
# ### Ejercicio 1: `losses`, con huecos
#
# `y` y `p` son arrays de números positivos. Las dos primeras pérdidas ya están. Rellena las otras tres; Huber, con cualquier
# `delta`. Si te atascas: `hint("04.losses")`.

# %% [markdown] id="ejercicio-losses" lang="en" seal="09d74b"
# ### Exercise 1: `losses`, with blanks
#
# `y` and `p` are arrays of positive numbers. The first two losses are there. Fill in the other three; Huber, with any `delta`.
# If you get stuck: `hint("04.losses")`.

# %% exercise="losses"
def losses(y, p, delta):
    error = p - y
    size = np.abs(error)
    ### BEGIN SOLUTION
    #~ return {
    #~     "mse": np.mean(error**2),
    #~     "mae": np.mean(size),
    #~     "mape": 100 * np.mean(...),
    #~     "msle": np.mean(...),
    #~     "huber": np.mean(np.where(size <= delta, ..., ...)),
    #~ }
    curve, line = size**2 / 2, delta**2 / 2 + delta * (size - delta)
    return {
        "mse": np.mean(error**2),
        "mae": np.mean(size),
        "mape": 100 * np.mean(size / y),
        "msle": np.mean((np.log(1 + p) - np.log(1 + y)) ** 2),
        "huber": np.mean(np.where(size <= delta, curve, line)),
    }
    ### END SOLUTION

# %% check="losses" points=2
check("04.losses", losses)

# %% [markdown] id="perdidas-clasificacion" lang="es" rows="inv-C043 inv-C044 inv-C047 inv-C048 inv-C049 inv-C051 err-C23 err-C24 err-C27 err-C28"
# ## 2. Pérdidas para clases
#
# La **entropía cruzada** ya la conoces: $-\log$ de la probabilidad que diste a lo que pasó. Keras tiene tres, y la diferencia
# está en **cómo vienen las etiquetas**:
#
# | nombre | etiquetas | salida |
# |---|---|---|
# | `binary_crossentropy` | 0 o 1, en una columna o en varias | `sigmoid` |
# | `categorical_crossentropy` | filas one-hot, `[0, 1, 0]` | `softmax` |
# | `sparse_categorical_crossentropy` | números enteros, `1` | `softmax` |
# | `hinge`, `squared_hinge` | −1 o 1 | `linear` o `tanh`: $\max(0, 1 - y\hat y)$, como en una SVM |
# | `categorical_hinge` | one-hot | la clase buena ha de ganar a la mejor de las otras por 1 |
# | `kl_divergence` | un reparto, `[0.5, 0.3, 0.2]` | `softmax`: cuánto se aparta de él |
# | `cosine_similarity` | un vector | cuenta la dirección, no el tamaño |
#
# Las tres primeras son las de todos los días; las demás, para que las reconozcas.
#
# Un detalle: `categorical_crossentropy` **divide antes las salidas por su suma**. Con softmax no se nota, porque suman 1. Con
# cinco sigmoides, decir 0.9 a todo le da lo mismo que decir 0.1 a todo.
#
# > **Lo que dice el material antiguo / lo que vale hoy.**
# > - `Categorical_crossentropy`, `Squared_hinge`: los nombres van en minúsculas y con guion bajo.
# > - `kullback_leibler_divergence` es hoy `kl_divergence`; `cosine_proximity`, `cosine_similarity`. Como **pérdida** da el coseno
# >   con signo menos (−1 es la misma dirección, porque se baja); como **métrica**, el coseno.
# > - «`hinge`, para clasificación binaria.» Con etiquetas −1 y 1 y salida lineal o `tanh`; si das 0 y 1, Keras las convierte.
#
# **Predice antes de ejecutar.** La red dijo `[0.1, 0.7, 0.2]` y era la clase 1. ¿Qué entropía cruzada será mayor, la que lee
# `[0, 1, 0]` o la que lee `1`?

# %% [markdown] id="perdidas-clasificacion" lang="en" seal="bc9b56"
# ## 2. Losses for classes
#
# You know **cross-entropy** already: $-\log$ of the probability that you gave to what happened. Keras has three, and the
# difference is **how the labels come**:
#
# | name | labels | output |
# |---|---|---|
# | `binary_crossentropy` | 0 or 1, in one column or in several | `sigmoid` |
# | `categorical_crossentropy` | one-hot rows, `[0, 1, 0]` | `softmax` |
# | `sparse_categorical_crossentropy` | whole numbers, `1` | `softmax` |
# | `hinge`, `squared_hinge` | −1 or 1 | `linear` or `tanh`: $\max(0, 1 - y\hat y)$, as in an SVM |
# | `categorical_hinge` | one-hot | the right class has to beat the best of the others by 1 |
# | `kl_divergence` | a distribution, `[0.5, 0.3, 0.2]` | `softmax`: how far it is from it |
# | `cosine_similarity` | a vector | the direction counts, not the size |
#
# The first three are the everyday ones; the others are there for you to recognise.
#
# A detail: `categorical_crossentropy` first **divides the outputs by their sum**. With softmax it does not show, since they add
# up to 1. With five sigmoids, saying 0.9 to everything is the same to it as saying 0.1 to everything.
#
# > **What older material says / what holds today.**
# > - `Categorical_crossentropy`, `Squared_hinge`: names are in lower case with underscores.
# > - `kullback_leibler_divergence` is `kl_divergence` today; `cosine_proximity`, `cosine_similarity`. As a **loss** it gives minus
# >   the cosine (−1 is the same direction, since it is lowered); as a **metric**, the cosine.
# > - “`hinge`, for binary classification.” With labels −1 and 1 and a linear or `tanh` output; if you give 0 and 1, Keras
# >   converts them.
#
# **Predict before you run.** The network said `[0.1, 0.7, 0.2]` and it was class 1. Which cross-entropy will be larger, the one
# that reads `[0, 1, 0]` or the one that reads `1`?

# %% id="by-hand-classification"
yes_no, said = np.array([1.0, 0.0, 1.0]), np.array([0.9, 0.2, 0.4])
sides, scores = np.array([1.0, -1.0, 1.0]), np.array([0.3, -2.0, -0.5])
one_hot, shares = np.array([0.0, 1.0, 0.0]), np.array([0.1, 0.7, 0.2])
wanted = np.array([0.5, 0.3, 0.2])
v, w = np.array([1.0, 2.0, 2.0]), np.array([2.0, 4.0, 5.0])

classes = {
    "binary_crossentropy": (-np.mean(yes_no * np.log(said) + (1 - yes_no) * np.log(1 - said)), yes_no, said),
    "categorical_crossentropy": (-np.sum(one_hot * np.log(shares)), one_hot, shares),
    "sparse_categorical_crossentropy": (-np.log(shares[1]), np.array(1), shares),
    "hinge": (np.mean(np.maximum(0, 1 - sides * scores)), sides, scores),
    "squared_hinge": (np.mean(np.maximum(0, 1 - sides * scores) ** 2), sides, scores),
    "categorical_hinge": (max(0, 1 + max(shares[0], shares[2]) - shares[1]), one_hot, shares),
    "kl_divergence": (np.sum(wanted * np.log(wanted / shares)), wanted, shares),
    "cosine_similarity": (-np.sum(v * w) / np.sqrt(np.sum(v**2) * np.sum(w**2)), v, w),
}
for name, (value, truth, prediction) in classes.items():
    beside(name, value, keras.losses.get(name)(truth, prediction))

genres = np.array([[1.0, 0.0, 0.0, 1.0, 0.0]])
print(Text(es="0.9 a todo y 0.1 a todo:", en="0.9 to all and 0.1 to all:"))
for name in ("categorical_crossentropy", "binary_crossentropy"):
    both = [float(keras.losses.get(name)(genres, np.full((1, 5), level))[0]) for level in (0.9, 0.1)]
    print(f"  {name:26}", *(f"{value:.3f}" for value in both))

# %% [markdown] id="clases-vistas" lang="es"
# Ninguna es mayor: las dos valen $-\log 0.7 = 0.357$. Es la misma pérdida, y solo cambia cómo se escribe la etiqueta.
#
# Mira también las dos últimas líneas. Entre decir 0.9 a los cinco géneros y decir 0.1 a los cinco, `categorical_crossentropy` no ve
# diferencia; `binary_crossentropy`, sí. Cuando las respuestas no compiten entre sí, la segunda.

# %% [markdown] id="clases-vistas" lang="en" seal="a6af02"
# Neither is larger: both are $-\log 0.7 = 0.357$. It is the same loss, and only the way of writing the label changes.
#
# Look at the last two lines too. Between saying 0.9 to all five genres and saying 0.1 to all five, `categorical_crossentropy` sees no
# difference; `binary_crossentropy` does. When the answers do not compete with each other, take the latter.

# %% [markdown] id="que-perdida" lang="es" rows="inv-C052 err-C25"
# ## 3. Qué pérdida elegir
#
# Empieza por lo que sabes de las respuestas:
#
# | las respuestas | última capa | pérdida |
# |---|---|---|
# | una cantidad | `Dense(1)` | `mean_squared_error` |
# | … con valores disparatados | `Dense(1)` | `huber` o `mean_absolute_error` |
# | … de tamaños muy distintos | `Dense(1, "softplus")` | `mean_squared_logarithmic_error` |
# | un recuento | `Dense(1, "exponential")` | `poisson` |
# | sí o no | `Dense(1, "sigmoid")` | `binary_crossentropy` |
# | una de $k$ clases, en enteros | `Dense(k, "softmax")` | `sparse_categorical_crossentropy` |
# | una de $k$ clases, one-hot | `Dense(k, "softmax")` | `categorical_crossentropy` |
# | varias de $k$ a la vez | `Dense(k, "sigmoid")` | `binary_crossentropy` |
#
# `softplus` y `exponential` solo dan números positivos, que es lo que necesitan las pérdidas con logaritmos.
#
# Una softmax de **una** neurona se divide por sí misma y vale siempre 1. Y sin activación en la última capa, `Dense(10)` da
# *logits*, puntuaciones aún sin repartir: se le dice a la pérdida, `SparseCategoricalCrossentropy(from_logits=True)`, y ella
# aplica la softmax.
#
# > **Lo que dice el material antiguo / lo que vale hoy.** Para clases desequilibradas se cita `is_categorical_crossentropy`: no
# > existe. Se usa `class_weight` en `fit` (lección 03) o `categorical_focal_crossentropy`.
#
# ### Ejercicio 2: `choose_loss`
#
# `task` es un diccionario: `task["kind"]` es `"amount"`, `"count"` o `"class"`; `task["y"]`, unas respuestas de muestra;
# `task["outliers"]` dice si algunas son disparatadas, y `task["relative"]`, si importa la proporción. Devuelve **tres cosas**:
# neuronas, activación y pérdida. Con clases, mira la forma de `y`.

# %% [markdown] id="que-perdida" lang="en" seal="4c4609"
# ## 3. Which loss to choose
#
# Begin with what you know of the answers:
#
# | the answers | last layer | loss |
# |---|---|---|
# | an amount | `Dense(1)` | `mean_squared_error` |
# | … with absurd values | `Dense(1)` | `huber` or `mean_absolute_error` |
# | … of very different sizes | `Dense(1, "softplus")` | `mean_squared_logarithmic_error` |
# | a count | `Dense(1, "exponential")` | `poisson` |
# | yes or no | `Dense(1, "sigmoid")` | `binary_crossentropy` |
# | one of $k$ classes, as whole numbers | `Dense(k, "softmax")` | `sparse_categorical_crossentropy` |
# | one of $k$ classes, one-hot | `Dense(k, "softmax")` | `categorical_crossentropy` |
# | several of $k$ at once | `Dense(k, "sigmoid")` | `binary_crossentropy` |
#
# `softplus` and `exponential` give positive numbers only, which is what losses with logarithms need.
#
# A softmax of **one** unit is divided by itself and is always 1. And without an activation in the last layer, `Dense(10)` gives
# *logits*, scores not yet shared out: you tell the loss so, `SparseCategoricalCrossentropy(from_logits=True)`, and it applies the
# softmax.
#
# > **What older material says / what holds today.** For imbalanced classes `is_categorical_crossentropy` is named: it does not
# > exist. Use `class_weight` in `fit` (lesson 03) or `categorical_focal_crossentropy`.
#
# ### Exercise 2: `choose_loss`
#
# `task` is a dictionary: `task["kind"]` is `"amount"`, `"count"` or `"class"`; `task["y"]` holds some sample answers;
# `task["outliers"]` says whether some are absurd, and `task["relative"]`, whether the proportion is what matters. Return **three
# things**: units, activation and loss. With classes, look at the shape of `y`.

# %% exercise="choose_loss"
def choose_loss(task):
    y = np.asarray(task["y"])
    ### BEGIN SOLUTION
    #~ if task["kind"] == "amount":
    #~     # es: tres filas de la tabla: mira `relative` y `outliers`
    #~     # en: three rows of the table: look at `relative` and `outliers`
    #~     return ...
    #~ if task["kind"] == "count":
    #~     return ...
    #~ # es: Quedan las clases: ¿un eje o dos? ¿Suma 1 cada fila?
    #~ # en: The classes are left: one axis or two? Does each row add up to 1?
    #~ return ...
    if task["kind"] == "amount":
        if task["relative"]:
            return 1, "softplus", "mean_squared_logarithmic_error"
        return 1, "linear", "huber" if task["outliers"] else "mean_squared_error"
    if task["kind"] == "count":
        return 1, "exponential", "poisson"
    if y.ndim == 2 and np.all(y.sum(axis=1) == 1):
        return y.shape[1], "softmax", "categorical_crossentropy"
    if y.ndim == 2:
        return y.shape[1], "sigmoid", "binary_crossentropy"
    count = int(y.max()) + 1
    if count == 2:
        return 1, "sigmoid", "binary_crossentropy"
    return count, "softmax", "sparse_categorical_crossentropy"
    ### END SOLUTION

# %% check="choose_loss" points=2
check("04.choose_loss", choose_loss)

# %% [markdown] id="metricas" lang="es" rows="inv-A026 inv-C062 inv-C063 inv-C064 inv-C065 inv-C066 inv-C067 inv-C068 inv-C069 err-C33 err-C34 err-C35 err-C38 err-C39"
# ## 4. Métricas: lo que se mira
#
# Una **métrica** informa. Puede ser tan escalonada como quieras, porque nadie la deriva: contar aciertos, por ejemplo.
#
# | métrica | compara |
# |---|---|
# | `accuracy` | etiqueta con etiqueta; en `compile`, la que toque de las tres siguientes |
# | `binary_accuracy` | 0 o 1 con una probabilidad, cortada en 0.5 |
# | `categorical_accuracy` | una fila one-hot con la mayor de las salidas |
# | `sparse_categorical_accuracy` | un número de clase con la mayor de las salidas |
# | `top_k_categorical_accuracy` | one-hot: ¿está entre las $k$ mayores? |
# | `sparse_top_k_categorical_accuracy` | lo mismo con un número de clase |
# | `cosine_similarity` | dos direcciones |
#
# Hay más: `Precision`, `Recall` y `F1Score` (ahora vienen), e `IoU`, que en una imagen divide lo que comparten dos zonas por lo
# que ocupan juntas.
#
# > **Lo que dice el material antiguo / lo que vale hoy.**
# > - «Una métrica es como una pérdida, pero no usa el entrenamiento.» Se calcula también al entrenar; lo que no hace es **tomar parte
# >   en los gradientes**. Con métricas o sin ellas, los pesos acaban igual.
# > - «`accuracy`, para todo.» Keras elige una de tres según las formas de las etiquetas y de las salidas, sin mirar la pérdida. En
# >   una regresión no significa nada.
# > - Las top-k traen `k=5`: con cinco clases o menos valen siempre 1. Escribe `TopKCategoricalAccuracy(k=2)`.
# > - `r_squared` no existe: es `r2_score`, con objetivos de forma (n, 1). La matriz de confusión tampoco es una métrica de
# >   `compile`: se calcula después (lección 03).
#
# **Predice antes de ejecutar.** Mira los tres ejemplos de la celda. ¿Cuántos acierta la red? ¿Y si valen sus dos primeras opciones?

# %% [markdown] id="metricas" lang="en" seal="3f715b"
# ## 4. Metrics: what is looked at
#
# A **metric** reports. It may go in steps as much as you like, since nobody differentiates it: counting hits, for example.
#
# | metric | compares |
# |---|---|
# | `accuracy` | a label with a label; in `compile`, the one that fits of the next three |
# | `binary_accuracy` | 0 or 1 with a probability, cut at 0.5 |
# | `categorical_accuracy` | a one-hot row with the largest of the outputs |
# | `sparse_categorical_accuracy` | a class number with the largest of the outputs |
# | `top_k_categorical_accuracy` | one-hot: is it among the $k$ largest? |
# | `sparse_top_k_categorical_accuracy` | the same with a class number |
# | `cosine_similarity` | two directions |
#
# There are more: `Precision`, `Recall` and `F1Score` (coming now), and `IoU`, which in an image divides what two regions share
# by what they cover together.
#
# > **What older material says / what holds today.**
# > - “A metric is like a loss, but does not use the training.” It is computed in training too; what it does not do is **take part in
# >   the gradients**. With metrics or without, the weights end up the same.
# > - “`accuracy`, for everything.” Keras picks one of three from the shapes of labels and outputs, without looking at the loss. In a
# >   regression it means nothing.
# > - The top-k ones come with `k=5`: with five classes or fewer they are always 1. Write `TopKCategoricalAccuracy(k=2)`.
# > - `r_squared` does not exist: it is `r2_score`, with targets of shape (n, 1). Nor is the confusion matrix a metric of `compile`:
# >   it is computed afterwards (lesson 03).
#
# **Predict before you run.** Look at the three examples in the cell. How many does the network get right? And if its first two
# choices count?

# %% id="by-hand-metrics"
labels = np.array([0, 1, 2])
rows = np.eye(3)[labels]
# es: las top-k de TensorFlow solo leen `float32`
# en: TensorFlow's top-k ones read `float32` only
outputs = np.array([[0.7, 0.2, 0.1], [0.5, 0.4, 0.1], [0.6, 0.3, 0.1]], dtype="float32")
first = outputs.argmax(axis=1)
two_best = np.argsort(outputs, axis=1)[:, -2:]
right = np.mean(first == labels)
among_two = np.mean([label in best for label, best in zip(labels, two_best, strict=True)])
cosines = np.sum(rows * outputs, axis=1) / np.sqrt(np.sum(outputs**2, axis=1))

m = keras.metrics
metrics = {
    "accuracy": (right, m.Accuracy(), labels, first),
    "binary_accuracy": (np.mean((said > 0.5) == yes_no), m.BinaryAccuracy(), yes_no[:, None], said[:, None]),
    "categorical_accuracy": (right, m.CategoricalAccuracy(), rows, outputs),
    "sparse_categorical_accuracy": (right, m.SparseCategoricalAccuracy(), labels, outputs),
    "top_k_categorical_accuracy": (among_two, m.TopKCategoricalAccuracy(k=2), rows, outputs),
    "sparse_top_k_categorical_accuracy": (among_two, m.SparseTopKCategoricalAccuracy(k=2), labels, outputs),
    "cosine_similarity ": (np.mean(cosines), m.CosineSimilarity(), rows, outputs),
}
for name, (value, metric, truth, prediction) in metrics.items():
    beside(name, value, metric(truth, prediction))

# %% [markdown] id="metricas-vistas" lang="es"
# Acierta uno de tres, y dos de tres si valen sus dos primeras opciones. `categorical_accuracy` y `sparse_categorical_accuracy` dicen
# lo mismo: cambia cómo vienen las etiquetas, como en las pérdidas. `binary_accuracy` mira otros datos: los tres «sí o no» de antes.

# %% [markdown] id="metricas-vistas" lang="en" seal="d06407"
# It gets one right in three, and two in three if its first two choices count. `categorical_accuracy` and `sparse_categorical_accuracy`
# say the same: how the labels come is what changes, as in the losses. `binary_accuracy` looks at other data: the three “yes or no” of
# before.

# %% [markdown] id="exactitud-y-precision" lang="es" rows="err-A06 err-C40 err-C41"
# ## 5. Exactitud no es precisión
#
# De 1000 pagos, 60 son fraude. Un detector que dice siempre «no» acierta 940: **exactitud 0.94**, y no sirve para nada. Con pocos
# positivos hay que preguntar otra cosa:
#
# - **precisión** (`Precision`): de los que marcó, ¿qué parte lo era? $\dfrac{\text{aciertos}}{\text{marcados}}$
# - **exhaustividad** (`Recall`): de los que había, ¿qué parte encontró? $\dfrac{\text{aciertos}}{\text{positivos}}$
# - **F1**, que solo es alto si lo son las dos: $\dfrac{2\,\text{aciertos}}{\text{marcados} + \text{positivos}}$
#
# **Ejemplo resuelto.** Había 3 fraudes. Marcó 3 y acertó 2: precisión 2/3, exhaustividad 2/3, F1 = 4/6. Si cortas en otro
# sitio, no en 0.5, sueles ganar en una y perder en la otra.
#
# > **Lo que dice el material antiguo / lo que vale hoy.**
# > - «Métricas de precisión», de *binary accuracy* y compañía. *Accuracy* es **exactitud**; *precision*, **precisión**.
# > - `f1-score` se escribe `f1_score`, o mejor `F1Score(threshold=0.5)`, con etiquetas de forma (n, 1). Sin umbral, una
# >   sigmoide sola cuenta siempre como positiva.
# > - `Recall` y `Precision` quieren etiquetas binarias o one-hot, no enteros de varias clases.
#
# **Predice antes de mirar.** Si subes el umbral, ¿qué le pasa a la exhaustividad? ¿Y a la precisión?

# %% [markdown] id="exactitud-y-precision" lang="en" seal="7472d7"
# ## 5. Accuracy is not precision
#
# Of 1000 payments, 60 are fraud. A detector that always says “no” gets 940 right: **accuracy 0.94**, and it is good for nothing.
# With few positives something else has to be asked:
#
# - **precision** (`Precision`): of those it flagged, which share were? $\dfrac{\text{hits}}{\text{flagged}}$
# - **recall** (`Recall`): of those there were, which share did it find? $\dfrac{\text{hits}}{\text{positives}}$
# - **F1**, which is high only if both are: $\dfrac{2\,\text{hits}}{\text{flagged} + \text{positives}}$
#
# **Worked example.** There were 3 frauds. It flagged 3 and hit 2: precision 2/3, recall 2/3, F1 = 4/6. Cutting somewhere other
# than 0.5 usually trades one for the other.
#
# > **What older material says / what holds today.**
# > - Spanish slides call binary accuracy and its kin “métricas de precisión”. *Accuracy* is **exactitud**; *precision*,
# >   **precisión**.
# > - `f1-score` is written `f1_score`, or better `F1Score(threshold=0.5)`, with labels of shape (n, 1). Without a threshold, a lone
# >   sigmoid always counts as positive.
# > - `Recall` and `Precision` want binary or one-hot labels, not whole numbers of several classes.
#
# **Predict before you look.** If you raise the threshold, what happens to recall? And to precision?

# %% id="draw-thresholds"
rng = np.random.default_rng(4)
fraud = np.repeat([1.0, 0.0], (60, 940))
detector = 1 / (1 + np.exp(-np.where(fraud == 1, rng.normal(0.8, 1.3, 1000), rng.normal(-2.6, 1.3, 1000))))
cuts = np.linspace(0.25, 0.9, 60)
hits = np.array([np.sum((detector > cut) & (fraud == 1)) for cut in cuts])
flagged = np.array([np.sum(detector > cut) for cut in cuts])
curves = {
    Text(es="precisión", en="precision"): hits / flagged,
    Text(es="exhaustividad", en="recall"): hits / 60,
    Text(es="F1", en="F1"): 2 * hits / (flagged + 60),
    Text(es="exactitud", en="accuracy"): [np.mean((detector > cut) == (fraud == 1)) for cut in cuts],
}
fig, ax = plt.subplots(figsize=(7, 3.4), layout="constrained")
for (name, values), style in zip(curves.items(), CYCLE, strict=False):
    ax.plot(cuts, values, color=style.color, linestyle=style.linestyle, lw=2.2, label=str(name))
ax.set(ylim=(0, 1.02), xlabel=str(Text(es="umbral", en="threshold")))
ax.legend(frameon=False)
shown(
    fig,
    alt=Text(
        es="Cuatro curvas según el umbral, de 0.25 a 0.9, con 60 fraudes entre 1000 pagos. La precisión sube, la exhaustividad baja, "
        "F1 sube y luego baja, y la exactitud apenas se mueve, entre 0.87 y 0.97.",
        en="Four curves against the threshold, from 0.25 to 0.9, with 60 frauds among 1000 payments. Precision rises, recall falls, "
        "F1 rises and then falls, and accuracy hardly moves, between 0.87 and 0.97.",
    ),
)
always_no = np.zeros(1000)
print(Text(es="decir siempre «no»:", en="always saying “no”:"), f"{np.mean(always_no == fraud):.2f}")

# %% [markdown] id="umbral-visto" lang="es"
# Con el umbral más alto se marca menos y más seguro: sube la precisión, y se escapan más fraudes, así que baja la exhaustividad. F1
# tiene su cima cerca de donde se cruzan. La exactitud casi ni se entera: siempre parece buena, y decir «no» a todo ya daba 0.94.
#
# ¿Dónde cortar? Donde digan los costes: ¿qué sale más caro, molestar a un cliente honrado o pagar un fraude?

# %% [markdown] id="umbral-visto" lang="en" seal="194c5e"
# With a higher threshold fewer are flagged, and more surely: precision rises, and more frauds escape, so recall falls. F1 has its peak
# near where they cross. Accuracy hardly notices: it always looks good, and saying “no” to everything gave 0.94 already.
#
# Where should one cut? Where the costs say: which is dearer, bothering an honest customer or paying for a fraud?

# %% [markdown] id="ejercicio-f1" lang="es"
# ### Ejercicio 3: `f1`, desde cero
#
# `y` son etiquetas 0 o 1, y `p`, probabilidades. Se marca lo que **supera** `threshold`. Devuelve precisión, exhaustividad y F1.
# Si un denominador es 0, esa medida vale 0, como en Keras.

# %% [markdown] id="ejercicio-f1" lang="en" seal="0b9735"
# ### Exercise 3: `f1`, from scratch
#
# `y` holds labels 0 or 1, and `p`, probabilities. What is **above** `threshold` is flagged. Return precision, recall and F1. If
# a denominator is 0, that score is 0, as in Keras.

# %% exercise="f1"
def f1(y, p, threshold):
    ### BEGIN SOLUTION
    #~ ...
    flagged = p > threshold
    hits = np.sum(flagged & (y == 1))
    precision = hits / max(np.sum(flagged), 1)
    recall = hits / max(np.sum(y == 1), 1)
    return precision, recall, 2 * hits / max(np.sum(flagged) + np.sum(y == 1), 1)
    ### END SOLUTION

# %% check="f1" points=2
check("04.f1", f1)

# %% [markdown] id="descenso-y-momento" lang="es" rows="inv-C037 inv-C053 inv-C054 err-C20"
# ## 6. Optimizadores: descenso y momento
#
# Optimizar es ajustar los pesos mirando la pérdida. El **descenso de gradiente** (`SGD`) ya es tuyo: $w \leftarrow w - \alpha g$, con
# $g$ el gradiente de la pérdida en un lote (la S es de *stochastic*: cada lote da uno algo distinto) y $\alpha$ la tasa.
# Con $\alpha$ pequeña tarda; con $\alpha$ grande rebota entre las paredes de un valle estrecho.
#
# El **momento** pone una bola donde había un caminante. Guarda una velocidad, que conserva una parte $\beta$ de la anterior; en
# Keras, `SGD(momentum=0.9)`:
#
# $$v \leftarrow \beta v - \alpha g \qquad\qquad w \leftarrow w + v$$
#
# Donde la pendiente se repite, la velocidad crece (hasta $1/(1-\beta)$ veces: 10 con $\beta = 0.9$); donde cambia de signo, se frena.
# Con `nesterov=True` la bola mira un poco por delante de donde está: $w \leftarrow w + \beta v - \alpha g$.
#
# **Ejemplo resuelto.** $w = 1$, $\alpha = 0.1$, $\beta = 0.9$, y gradientes 4, 2 y −1. $v = -0.4$, luego
# $-0.36 - 0.2 = -0.56$, luego $-0.504 + 0.1 = -0.404$. El peso pasa por 0.6, 0.04 y **−0.364**: en el tercer paso la pendiente
# ya decía que volviera, y la bola siguió.
#
# > **Lo que dice el material antiguo / lo que vale hoy.** «Gradiente descendiente», como nombre de un optimizador. Se dice
# > **descenso de gradiente**, y en Keras es `"sgd"`: `"gradient_descent"` no existe. Sin `momentum=` es el descenso sencillo.
#
# **Predice antes de mover el dibujo.** En este valle alargado, ¿quién llega antes al fondo? ¿Quién se pasa de largo?

# %% [markdown] id="descenso-y-momento" lang="en" seal="1fa69a"
# ## 6. Optimizers: descent and momentum
#
# Optimising is adjusting the weights by the loss. **Gradient descent** (`SGD`) is yours already: $w \leftarrow w - \alpha g$, with
# $g$ the gradient of the loss on a batch (the S is for *stochastic*: each batch gives a slightly different one) and $\alpha$ the rate.
# With a small $\alpha$ it takes long; with a large $\alpha$ it bounces between the walls of a narrow valley.
#
# **Momentum** puts a ball where there was a walker. It keeps a velocity, which preserves a part $\beta$ of the last one; in Keras,
# `SGD(momentum=0.9)`:
#
# $$v \leftarrow \beta v - \alpha g \qquad\qquad w \leftarrow w + v$$
#
# Where the slope repeats, the velocity grows (up to $1/(1-\beta)$ times: 10 with $\beta = 0.9$); where it changes sign, it slows.
# With `nesterov=True` the ball looks a little ahead of where it is: $w \leftarrow w + \beta v - \alpha g$.
#
# **Worked example.** $w = 1$, $\alpha = 0.1$, $\beta = 0.9$, and gradients 4, 2 and −1. $v = -0.4$, then
# $-0.36 - 0.2 = -0.56$, then $-0.504 + 0.1 = -0.404$. The weight goes through 0.6, 0.04 and **−0.364**: in the third step the
# slope already said to turn back, and the ball went on.
#
# > **What older material says / what holds today.** “Gradiente descendiente” as the name of an optimizer. It is **gradient
# > descent**, in Spanish *descenso de gradiente*, and in Keras `"sgd"`: there is no `"gradient_descent"`. Without `momentum=` it
# > is plain descent.
#
# **Predict before you move the picture.** In this long valley, who gets to the bottom first? Who overshoots?

# %% id="see-momentum"
explore.optimizers(explore.Optimizers(surface="ravine", racers=("SGD", "momentum"), rates=(0.05, 0.05)))

# %% [markdown] id="momento-visto" lang="es"
# Los dos llevan la misma $\alpha$. SGD baja a la línea del fondo y allí apenas avanza, porque la pendiente es muy suave: tras 60 pasos su
# pérdida es 1.75. La bola se pasa de largo en una pared y en la otra, y aun así ya está junto a la estrella: 0.01.
#
# Ahora, con lápiz. La celda da los tres pasos del ejemplo resuelto, a mano y con Keras. **Predice antes de ejecutar**: después del
# primero SGD y el momento están en 0.6. ¿Y Nesterov? (Ya tienes $v = -0.4$; falta $\beta v - \alpha g$.)

# %% [markdown] id="momento-visto" lang="en" seal="7fe1ab"
# Both have the same $\alpha$. SGD goes down to the line at the bottom and hardly moves on there, since the slope is very gentle: after 60
# steps its loss is 1.75. The ball overshoots on one wall and on the other, and even so it is next to the star: 0.01.
#
# Now, with a pencil. The cell takes the three steps of the worked example, by hand and with Keras. **Predict before you run**: after
# the first one SGD and momentum are at 0.6. And Nesterov? (You have $v = -0.4$ already; what is missing is $\beta v - \alpha g$.)

# %% id="by-hand-descent"
RATE, GRADIENTS = 0.1, (4.0, 2.0, -1.0)


def sgd(g, s, t):
    return -RATE * g


def momentum(g, s, t):
    s["v"] = 0.9 * s["v"] - RATE * g
    return s["v"]


def nesterov(g, s, t):
    s["v"] = 0.9 * s["v"] - RATE * g
    return 0.9 * s["v"] - RATE * g


def walk(rule):
    # es: el estado `s` empieza en 0; `t` cuenta los pasos desde 1
    # en: the state `s` starts at 0; `t` counts the steps from 1
    places, s = [1.0], defaultdict(float)
    for t, g in enumerate(GRADIENTS, start=1):
        places.append(places[-1] + rule(g, s, t))
    return places[1:]


def race_of(rules):
    for rule, optimizer in rules.items():
        w, places = keras.Variable(1.0), walk(rule)
        for g, place in zip(GRADIENTS, places, strict=True):
            optimizer.apply([keras.ops.convert_to_tensor(g)], [w])
            compared[f"{rule.__name__} {place}"] = place, float(w)
        print(f"{rule.__name__:10}", *(f"{place:10.6f}" for place in places), f"  Keras: {float(w):10.6f}")


o = keras.optimizers
race_of({sgd: o.SGD(RATE), momentum: o.SGD(RATE, momentum=0.9), nesterov: o.SGD(RATE, momentum=0.9, nesterov=True)})

# %% [markdown] id="rmsprop-y-adam" lang="es" rows="inv-A028 inv-C055 inv-C056 inv-C057 inv-C058 inv-C059 inv-C060 inv-C061 err-C30 err-C31 err-C32"
# ## 7. Un paso a la medida de cada peso
#
# Con una sola $\alpha$, el peso de gradiente 1000 vuela y el de gradiente 0.001 no se mueve. La otra gran idea: **dividir cada
# gradiente por su tamaño reciente**.
#
# | nombre | $\alpha$ de Keras | por qué divide $g$ |
# |---|---|---|
# | `Adagrad` | 0.001 | la raíz de la suma de todos los $g^2$: el factor que multiplica a $g$ solo puede menguar |
# | `RMSprop` | 0.001 | la raíz de una **media móvil** de $g^2$: olvida lo viejo (`rho=0.9`) |
# | `Adadelta` | 0.001 | lo mismo, y multiplica por el tamaño de sus propios pasos (`rho=0.95`) |
# | `Adam` | 0.001 | como RMSprop, y en vez de $g$ usa su media móvil (`beta_1=0.9`, `beta_2=0.999`) |
# | `Adamax` | 0.001 | Adam con el **mayor** $\lvert g\rvert$ reciente |
# | `Nadam` | 0.001 | Adam con la mirada por delante de Nesterov |
#
# Adam, paso $t = 1, 2, \dots$:
#
# $$m \leftarrow 0.9\,m + 0.1\,g \qquad v \leftarrow 0.999\,v + 0.001\,g^2 \qquad
# \hat m = \frac{m}{1 - 0.9^t} \quad \hat v = \frac{v}{1 - 0.999^t} \qquad w \leftarrow w - \alpha\,\frac{\hat m}{\sqrt{\hat v} + 10^{-7}}$$
#
# Las medias parten de 0 y al principio se quedan cortas; los sombreros lo corrigen. En el primer paso $\hat m = g$ y
# $\hat v = g^2$: queda $\pm\alpha$, **sea cual sea** el tamaño de $g$. Con `amsgrad=True`, $v$ no baja nunca.
# Hay más: `AdamW`, `Lion`, `Lamb`, `Ftrl`, `Adafactor`, `Muon`…
#
# **Ejemplo resuelto.** Gradientes 4 y luego 2. Paso 1: $m = 0.4$ y $v = 0.016$; con sombrero, 4 y 16; el paso es
# $\alpha \cdot 4/\sqrt{16} = \alpha$. Paso 2: $m = 0.36 + 0.2 = 0.56$ y $v = 0.015984 + 0.004 = 0.019984$; con sombrero,
# $0.56/0.19 = 2.947$ y $0.019984/0.001999 = 9.997$; el paso es $\alpha \cdot 2.947/3.162 = 0.932\,\alpha$. El gradiente se ha
# partido por la mitad, y el paso apenas ha cambiado.
#
# > **Lo que dice el material antiguo / lo que vale hoy.** Tasas por defecto: se lee 0.01 en `Adagrad`, 1.0 en `Adadelta` y 0.002 en
# > `Adamax` y `Nadam`. Hoy las cuatro son **0.001**. Para `Adadelta` importa: con 0.001 casi no aprende; el 1.0 de su
# > artículo hay que pedirlo. (`SGD`, 0.01; `RMSprop` y `Adam`, 0.001: sin cambios.)
#
# **Predice antes de ejecutar.** Mismos gradientes, 4, 2 y −1, y $\alpha = 0.01$. ¿Cuánto se moverá RMSprop en el primer paso: más
# que Adam, menos o igual? ¿Y Adadelta?

# %% [markdown] id="rmsprop-y-adam" lang="en" seal="920b82"
# ## 7. A step made to measure for each weight
#
# With a single $\alpha$, the weight of gradient 1000 flies off and that of gradient 0.001 does not move. The other great idea:
# **divide each gradient by its recent size**.
#
# | name | Keras's $\alpha$ | what it divides $g$ by |
# |---|---|---|
# | `Adagrad` | 0.001 | the root of the sum of all the $g^2$: the factor that multiplies $g$ can only shrink |
# | `RMSprop` | 0.001 | the root of a **moving average** of $g^2$: it forgets what is old (`rho=0.9`) |
# | `Adadelta` | 0.001 | the same, and it multiplies by the size of its own steps (`rho=0.95`) |
# | `Adam` | 0.001 | as RMSprop, and in place of $g$ its moving average (`beta_1=0.9`, `beta_2=0.999`) |
# | `Adamax` | 0.001 | Adam with the **largest** recent $\lvert g\rvert$ |
# | `Nadam` | 0.001 | Adam with Nesterov's look ahead |
#
# Adam, step $t = 1, 2, \dots$:
#
# $$m \leftarrow 0.9\,m + 0.1\,g \qquad v \leftarrow 0.999\,v + 0.001\,g^2 \qquad
# \hat m = \frac{m}{1 - 0.9^t} \quad \hat v = \frac{v}{1 - 0.999^t} \qquad w \leftarrow w - \alpha\,\frac{\hat m}{\sqrt{\hat v} + 10^{-7}}$$
#
# The averages start at 0 and fall short at first; the hats correct that. In the first step $\hat m = g$ and $\hat v = g^2$:
# $\pm\alpha$ is left, **whatever** the size of $g$. With `amsgrad=True`, $v$ never goes down.
# There are more: `AdamW`, `Lion`, `Lamb`, `Ftrl`, `Adafactor`, `Muon`…
#
# **Worked example.** Gradients 4 and then 2. Step 1: $m = 0.4$ and $v = 0.016$; with a hat, 4 and 16; the step is
# $\alpha \cdot 4/\sqrt{16} = \alpha$. Step 2: $m = 0.36 + 0.2 = 0.56$ and $v = 0.015984 + 0.004 = 0.019984$; with a hat,
# $0.56/0.19 = 2.947$ and $0.019984/0.001999 = 9.997$; the step is $\alpha \cdot 2.947/3.162 = 0.932\,\alpha$. The gradient has been
# cut in half, and the step has hardly changed.
#
# > **What older material says / what holds today.** Default rates: one reads 0.01 for `Adagrad`, 1.0 for `Adadelta` and 0.002 for
# > `Adamax` and `Nadam`. Today all four are **0.001**. For `Adadelta` it matters: with 0.001 it hardly learns; the 1.0 of its paper
# > has to be asked for. (`SGD`, 0.01; `RMSprop` and `Adam`, 0.001: unchanged.)
#
# **Predict before you run.** The same gradients, 4, 2 and −1, and $\alpha = 0.01$. How far will RMSprop move in the first step: further
# than Adam, less, or the same? And Adadelta?

# %% id="by-hand-adaptive"
RATE = 0.01


def adagrad(g, s, t):
    s["sum"] += g**2
    # es: Keras no empieza la suma en 0, sino en 0.1
    # en: Keras does not start the sum at 0, but at 0.1
    return -RATE * g / np.sqrt(0.1 + s["sum"])


def rmsprop(g, s, t):
    s["v"] = 0.9 * s["v"] + 0.1 * g**2
    return -RATE * g / np.sqrt(s["v"] + 1e-7)


def adadelta(g, s, t):
    s["v"] = 0.95 * s["v"] + 0.05 * g**2
    step = -g * np.sqrt(s["steps"] + 1e-7) / np.sqrt(s["v"] + 1e-7)
    s["steps"] = 0.95 * s["steps"] + 0.05 * step**2
    return RATE * step


def adam(g, s, t):
    s["m"], s["v"] = 0.9 * s["m"] + 0.1 * g, 0.999 * s["v"] + 0.001 * g**2
    return -RATE * s["m"] / (1 - 0.9**t) / (np.sqrt(s["v"] / (1 - 0.999**t)) + 1e-7)


def adamax(g, s, t):
    s["m"], s["largest"] = 0.9 * s["m"] + 0.1 * g, max(0.999 * s["largest"], abs(g))
    return -RATE * s["m"] / (1 - 0.9**t) / (s["largest"] + 1e-7)


def nadam(g, s, t):
    s["m"], s["v"] = 0.9 * s["m"] + 0.1 * g, 0.999 * s["v"] + 0.001 * g**2
    # es: aquí el 0.9 crece paso a paso, y se usa ya el del paso siguiente
    # en: here the 0.9 grows from step to step, and that of the next step is used already
    betas = [0.9 * (1 - 0.5 * 0.96**k) for k in range(1, t + 2)]
    ahead = betas[t] * s["m"] / (1 - np.prod(betas)) + (1 - betas[t - 1]) * g / (1 - np.prod(betas[:t]))
    return -RATE * ahead / (np.sqrt(s["v"] / (1 - 0.999**t)) + 1e-7)


race_of({adagrad: o.Adagrad(RATE), rmsprop: o.RMSprop(RATE), adadelta: o.Adadelta(RATE)})
race_of({adam: o.Adam(RATE), adamax: o.Adamax(RATE), nadam: o.Nadam(RATE)})
print()
worst = max(abs(mine - theirs) / max(1, abs(mine)) for mine, theirs in compared.values())
SAME = Text(es="a mano y con Keras, iguales hasta 1e-6:", en="by hand and in Keras, equal to 1e-6:")
print(SAME, worst < 1e-6)

# %% [markdown] id="pasos-vistos" lang="es"
# - Adam: $0.01$ justo, como en el ejemplo.
# - RMSprop: $0.01 \cdot 4/\sqrt{0.1 \cdot 16} = 0.032$, el triple. Su media parte de 0, se queda corta, y nadie la corrige.
# - Adadelta: 0.000014. Multiplica por el tamaño de sus pasos anteriores, y aún no ha dado ninguno.

# %% [markdown] id="pasos-vistos" lang="en" seal="615ed4"
# - Adam: $0.01$ exactly, as in the example.
# - RMSprop: $0.01 \cdot 4/\sqrt{0.1 \cdot 16} = 0.032$, three times as far. Its average starts at 0, falls short, and nobody corrects it.
# - Adadelta: 0.000014. It multiplies by the size of its earlier steps, and it has not taken any yet.

# %% [markdown] id="ejercicio-adam" lang="es"
# ### Ejercicio 4: `adam_step`
#
# Un paso de Adam, el número `t` (el primero es 1). `w`, `g`, `m` y `v` son arrays de la misma forma. Devuelve los pesos nuevos, y
# `m` y `v` **sin corregir**, que es como se guardan.

# %% [markdown] id="ejercicio-adam" lang="en" seal="3f67e2"
# ### Exercise 4: `adam_step`
#
# One step of Adam, number `t` (the first is 1). `w`, `g`, `m` and `v` are arrays of the same shape. Return the new weights, and
# `m` and `v` **uncorrected**, which is how they are kept.

# %% exercise="adam_step"
def adam_step(w, g, m, v, t, learning_rate):
    ### BEGIN SOLUTION
    #~ m = ...
    #~ v = ...
    #~ w = ...
    #~ return w, m, v
    m = 0.9 * m + 0.1 * g
    v = 0.999 * v + 0.001 * g**2
    m_hat = m / (1 - 0.9**t)
    v_hat = v / (1 - 0.999**t)
    return w - learning_rate * m_hat / (np.sqrt(v_hat) + 1e-7), m, v
    ### END SOLUTION

# %% check="adam_step" points=2
check("04.adam_step", adam_step)

# %% [markdown] id="que-optimizador" lang="es"
# ## 8. Qué optimizador elegir
#
# Los ocho, desde el mismo sitio. La superficie es una silla de montar: sube hacia dos lados, baja hacia los otros dos, y en el
# centro casi no hay pendiente. Cambia la superficie, las tasas y el ruido (un lote pequeño da un gradiente con ruido).
#
# **Predice antes de mover nada.** ¿Quién sale antes de la silla? ¿Gana el mismo en el barranco?

# %% [markdown] id="que-optimizador" lang="en" seal="2320b7"
# ## 8. Which optimizer to choose
#
# All eight, from the same place. The surface is a saddle: it rises to two sides, falls to the other two, and in the middle there is
# hardly any slope. Change the surface, the rates and the noise (a small batch gives a noisy gradient).
#
# **Predict before you move anything.** Who gets off the saddle first? Does the same one win in the ravine?

# %% id="see-race"
explore.optimizers(explore.Optimizers(surface="saddle"))

# %% [markdown] id="consejo" lang="es" rows="inv-C072 inv-C073"
# En la silla gana RMSprop, y SGD, casi sin pendiente, se queda el último. En el barranco gana Adamax, y RMSprop va quinto. Dobla
# todas las tasas y el orden vuelve a cambiar: **una carrera solo es justa si cada uno corre con una tasa buena para él**. De ahí una
# costumbre:
#
# - empieza con `Adam(0.001)`; si la pérdida salta, divide la tasa por 3; si baja como un caracol, multiplícala por 3;
# - `RMSprop` es parecido; `SGD` con momento pide más cuidado con la tasa, y a veces acaba mejor en imágenes;
# - para cantidades: Adam con `mse`, `mae` o `huber`, mirando `mae` y `r2_score`; para clases: Adam o RMSprop con la entropía
#   cruzada que toque, mirando la exactitud y, si hay pocos positivos, `Recall` y F1.

# %% [markdown] id="consejo" lang="en" seal="1111c3"
# On the saddle RMSprop wins, and SGD, with hardly any slope, comes last. In the ravine Adamax wins, and RMSprop is fifth. Double
# all the rates and the order changes again: **a race is only fair if each runs with a rate that suits it**. Hence a habit:
#
# - start with `Adam(0.001)`; if the loss jumps, divide the rate by 3; if it falls like a snail, multiply it by 3;
# - `RMSprop` is similar; `SGD` with momentum asks for more care with the rate, and sometimes ends better on images;
# - for amounts: Adam with `mse`, `mae` or `huber`, looking at `mae` and `r2_score`; for classes: Adam or RMSprop with the
#   cross-entropy that fits, looking at accuracy and, if positives are few, at `Recall` and F1.

# %% [markdown] id="ejercicio-race" lang="es"
# ### Ejercicio 5 · Reto: `race`
#
# Ahora, la carrera de verdad, con Keras. La pérdida es un valle, $\frac12 \sum_i c_i w_i^2$, con gradiente $c\,w$ (`curvature * w`).
# Para cada nombre (`"sgd"`, `"adam"`…): un optimizador nuevo, `keras.optimizers.get(name)`, con la tasa `learning_rate`; una
# `keras.Variable` nueva en `start`; y `steps` pasos con `optimizer.apply([gradient], [variable])`. Devuelve la lista de las pérdidas
# finales, en el orden de `names`.

# %% [markdown] id="ejercicio-race" lang="en" seal="4c6e8c"
# ### Exercise 5 · Challenge: `race`
#
# Now the real race, with Keras. The loss is a valley, $\frac12 \sum_i c_i w_i^2$, with gradient $c\,w$ (`curvature * w`). For each
# name (`"sgd"`, `"adam"`…): a new optimizer, `keras.optimizers.get(name)`, with the rate `learning_rate`; a new `keras.Variable` at
# `start`; and `steps` steps with `optimizer.apply([gradient], [variable])`. Return the list of the final losses, in the order of
# `names`.

# %% exercise="race"
def race(names, start, curvature, learning_rate, steps):
    ### BEGIN SOLUTION
    #~ ...
    ends = []
    for name in names:
        optimizer = keras.optimizers.get(name)
        optimizer.learning_rate = learning_rate
        w = keras.Variable(start)
        for _ in range(steps):
            optimizer.apply([curvature * w], [w])
        ends.append(np.sum(curvature * np.asarray(w) ** 2) / 2)
    return ends
    ### END SOLUTION

# %% check="race" points=3
check("04.race", race)

# %% id="use-race"
if passed("04.race"):
    names = ["sgd", "rmsprop", "adam"]
    for rate in (0.01, 0.1, 0.3):
        ends = race(names, np.array([2.0, 2.0]), np.array([4.0, 0.4]), rate, 15)
        print(f"α = {rate:<5}", "  ".join(f"{name}: {end:.4f}" for name, end in zip(names, ends, strict=True)))
else:
    print(Text(es="Esta celda espera al ejercicio 5.", en="This cell waits for exercise 5."))

# %% [markdown] id="carrera-vista" lang="es"
# Tu carrera dirá que con 0.01 gana SGD y que con 0.1 y 0.3 gana RMSprop. Adam llega el último las tres veces, y es el que más se usa.
# Un paso suyo mide alrededor de $\alpha$, así que con 0.01, en quince pasos, solo anda unos 0.15 de los 2 que lo separan del fondo, y
# con 0.3 se pasa de largo. Quince pasos en un valle sencillo no son una red. Antes de creer una clasificación, pregunta con qué tasas
# se corrió.

# %% [markdown] id="carrera-vista" lang="en" seal="4f3542"
# Your race will say that with 0.01 SGD wins and that with 0.1 and 0.3 RMSprop does. Adam comes last all three times, and it is the
# most used. Each of its steps measures about $\alpha$, so with 0.01, in fifteen steps, it covers only some 0.15 of the 2 that part it
# from the bottom, and with 0.3 it overshoots. Fifteen steps in a simple valley are not a network. Before you believe a ranking, ask
# which rates it was run with.

# %% [markdown] id="preguntas" lang="es"
# ## Seis preguntas para afianzar lo aprendido
#
# No puntúan. Cada una te dice por qué, aciertes o no.

# %% [markdown] id="preguntas" lang="en" seal="19b2a1"
# ## Six questions to let it settle
#
# They carry no points. Each one tells you why, right or wrong.

# %% quiz="04.q08"

# %% quiz="04.q09"

# %% quiz="04.q10"

# %% quiz="04.q11"

# %% quiz="04.q12"

# %% quiz="04.q13"

# %% id="progress"
progress()

# %% [markdown] id="resumen" lang="es"
# ## Resumen
#
# - La pérdida dice qué es equivocarse: con los diez termómetros, MSE responde **30** y MAE, **20**.
# - La elige la respuesta: cantidades, recuentos, sí o no, una clase o varias. La última capa va con ella.
# - Una métrica informa y no mueve pesos. Exactitud, precisión y exhaustividad son tres preguntas distintas.
# - El momento recuerda la velocidad; RMSprop y Adam dividen por el tamaño reciente del gradiente.
# - Lo que hace Keras cabe en una línea de NumPy, y da los mismos números.

# %% [markdown] id="resumen" lang="en" seal="ce9503"
# ## Summary
#
# - The loss says what being wrong is: with the ten thermometers, MSE answers **30** and MAE, **20**.
# - The answers choose it: amounts, counts, yes or no, one class or several. The last layer goes with it.
# - A metric reports and moves no weight. Accuracy, precision and recall are three different questions.
# - Momentum remembers the velocity; RMSprop and Adam divide by the gradient's recent size.
# - What Keras does fits into a line of NumPy, and gives the same numbers.

# %% [markdown] id="glosario" lang="es"
# ## Glosario
#
# | español | inglés | qué es |
# |---|---|---|
# | pérdida | *loss* | lo que se baja al entrenar |
# | métrica | *metric* | lo que se mira y no se deriva |
# | exactitud | *accuracy* | la parte de aciertos entre todos |
# | precisión | *precision* | la parte de aciertos entre lo marcado |
# | exhaustividad | *recall* | la parte que se encuentra de lo que había |
# | umbral | *threshold* | dónde se corta una probabilidad |
# | momento | *momentum* | la velocidad que se conserva de un paso a otro |
# | media móvil | *moving average* | una media que olvida poco a poco lo viejo |

# %% [markdown] id="glosario" lang="en" seal="a7f681"
# ## Glossary
#
# | English | Spanish | what it is |
# |---|---|---|
# | loss | *pérdida* | what training lowers |
# | metric | *métrica* | what is looked at and not differentiated |
# | accuracy | *exactitud* | the share of hits among all |
# | precision | *precisión* | the share of hits among what was flagged |
# | recall | *exhaustividad* | the share found of what there was |
# | threshold | *umbral* | where a probability is cut |
# | momentum | *momento* | the velocity that is kept from one step to the next |
# | moving average | *media móvil* | an average that forgets what is old little by little |

# %% [markdown] id="seguir" lang="es"
# ## Para seguir leyendo
#
# - Las páginas *Losses*, *Metrics* y *Optimizers*, en keras.io.
# - D. Kingma y J. Ba, *Adam: A Method for Stochastic Optimization* (2015): las fórmulas, en su segunda página.
# - S. Ruder, *An overview of gradient descent optimization algorithms* (2016): los parientes, uno por uno.

# %% [markdown] id="seguir" lang="en" seal="175a29"
# ## Where to read on
#
# - The pages *Losses*, *Metrics* and *Optimizers*, at keras.io.
# - D. Kingma and J. Ba, *Adam: A Method for Stochastic Optimization* (2015): the formulas, on its second page.
# - S. Ruder, *An overview of gradient descent optimization algorithms* (2016): the relatives, one by one.
