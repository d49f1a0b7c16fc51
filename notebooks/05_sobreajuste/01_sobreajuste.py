# ---
# jupyter:
#   curso:
#     module: "05"
#     title: {es: "Sobreajuste y subajuste", en: "Overfitting and underfitting"}
#     goals:
#       es:
#         - "decir qué es la capacidad de un modelo y qué hace con los dos errores"
#         - "leer `loss` y `val_loss` y diagnosticar una red"
#         - "medir por separado el sesgo y la varianza"
#         - "saber cuándo ayudan más datos, y elegir la capacidad sin hacerte trampas"
#       en:
#         - "say what the capacity of a model is and what it does to the two errors"
#         - "read `loss` and `val_loss` and diagnose a network"
#         - "measure bias and variance apart"
#         - "know when more data help, and choose the capacity without fooling yourself"
#     needs:
#       es: ["tu red de la lección 02.02", "entrenamiento, validación y prueba, de la lección 04.01", "`fit` e historial, de la lección 04.03"]
#       en: ["your network of lesson 02.02", "training, validation and test, from lesson 04.01", "`fit` and history, from lesson 04.03"]
#     minutes: 45
#     inventory: [inv-E023]
#     errata: []
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
# ---

# %% tags=["source-only"]
from curso.notebook import check, hint, passed, progress, quiz_check, solution, start

# %% [markdown] id="pregunta" lang="es" rows="inv-E023"
# ## Una pregunta antes de empezar
#
# Dos compañeras preparan un examen con los mismos diez problemas. Una se aprende de memoria las diez soluciones, comas
# incluidas. La otra busca la idea común y aun así falla uno. **¿A quién le irá mejor con los problemas del examen?**
#
# A un modelo le pasa lo mismo. Si memoriza los ejemplos con su ruido, hay **sobreajuste** (*overfitting*). Si ni siquiera
# capta lo que los ejemplos tienen en común, hay **subajuste** (*underfitting*). En medio está lo que buscamos: que acierte
# con datos que no ha visto, que **generalice**.
#
# **Apunta tu predicción.** Vas a ajustar polinomios de grado 1, 3 y 9 a diez puntos de una curva con ruido. ¿Cuál tendrá menos
# error en esos diez puntos? ¿Y en puntos nuevos?

# %% [markdown] id="pregunta" lang="en" seal="c740f3"
# ## A question before we start
#
# Two classmates prepare for an exam with the same ten problems. One learns the ten solutions by heart, commas included. The
# other looks for the idea they share, and still gets one wrong. **Which of them will do better on the problems of the exam?**
#
# The same happens to a model. If it memorises the examples with their noise, there is **overfitting** (*sobreajuste*). If it
# does not even catch what the examples have in common, there is **underfitting** (*subajuste*). Between the two lies what we
# are after: that it gets data right which it has not seen, that it **generalises**.
#
# **Write your prediction down.** You are about to fit polynomials of degree 1, 3 and 9 to ten points of a noisy curve. Which
# one will have the least error on those ten points? And on new points?

# %% id="my-guess"
# es: Tus dos grados (cambia los puntos suspensivos):
# en: Your two degrees (replace the dots):
least_on_the_ten, least_on_new = ..., ...

# %% id="load"
import matplotlib.pyplot as plt
import numpy as np
from sklearn.datasets import make_moons

from curso import explore
from curso.explore import COLORS, shown
from curso.models import Network
from curso.text import Text

# %% [markdown] id="capacidad" lang="es"
# ## La capacidad
#
# La **capacidad** de un modelo es la variedad de formas que puede tomar. Un polinomio de grado 1 solo sabe ser una recta; uno de
# grado 9 tiene diez coeficientes y puede pasar exactamente por diez puntos. En una red, la capacidad crece con las capas y con
# las unidades; y cuantas más épocas entrena, más parte de ella llega a usar.
#
# Hay dos errores, y no son el mismo:
#
# - el **de entrenamiento**, en los puntos con que se ajusta. Con más capacidad, el mejor ajuste posible nunca empeora: la
#   curva de grado 9 también podría ser una recta;
# - el **de los datos nuevos**, que es el que importa. Ese primero baja y después puede subir.
#
# **Predice antes de ejecutar.** ¿Qué hará la curva de grado 9 entre un punto y el siguiente?

# %% [markdown] id="capacidad" lang="en" seal="0e0d1e"
# ## Capacity
#
# The **capacity** of a model is the variety of shapes that it can take. A polynomial of degree 1 can only be a line; one of
# degree 9 has ten coefficients and can go exactly through ten points. In a network, capacity grows with the layers and with
# the units; and the more epochs it trains for, the more of it the network gets to use.
#
# There are two errors, and they are not the same:
#
# - the one **of training**, on the points that are fitted. With more capacity the best possible fit never gets worse: the
#   curve of degree 9 could be a line too;
# - the one **of new data**, which is the one that matters. That one falls first and may rise afterwards.
#
# **Predict before you run.** What will the curve of degree 9 do between one point and the next?

# %% id="three-degrees"
def truth(x):
    return np.sin(3 * x)


def sample(rows, seed):
    random = np.random.default_rng(seed)
    x = np.linspace(-1, 1, rows)
    return x, truth(x) + random.normal(0, 0.3, rows)


def error(fit, x, y):
    return np.mean((np.polyval(fit, x) - y) ** 2)


# es: Cambia la semilla y mira qué curva cambia más.
# en: Change the seed, and look which curve changes most.
x, y = sample(10, seed=1)
x_new, y_new = sample(200, seed=2)
grid = np.linspace(-1, 1, 300)

fig, axes = plt.subplots(1, 3, figsize=(10, 3.2), layout="constrained", sharey=True)
for ax, degree in zip(axes, (1, 3, 9), strict=True):
    fit = np.polyfit(x, y, degree)
    ax.plot(grid, truth(grid), "--", color=COLORS.black, linewidth=1.2)
    ax.plot(grid, np.polyval(fit, grid), color=COLORS.blue, linewidth=2.5)
    ax.plot(x, y, "o", color=COLORS.vermillion)
    said = Text(es="grado {d}: {a:.3f} y {b:.3f}", en="degree {d}: {a:.3f} and {b:.3f}")
    ax.set(ylim=(-2.2, 2.2), title=str(said.format(d=degree, a=error(fit, x, y), b=error(fit, x_new, y_new))))
names = Text(es="la curva", en="the curve"), Text(es="el ajuste", en="the fit"), Text(es="los puntos", en="the points")
axes[0].legend([str(name) for name in names], fontsize=8)
shown(
    fig,
    alt=Text(
        es="Tres ajustes a diez puntos: la recta se queda corta, el grado 3 sigue la curva y el grado 9 pasa por todos los "
        "puntos y oscila entre ellos. Cada título da el error en los diez puntos y en puntos nuevos.",
        en="Three fits to ten points: the line falls short, degree 3 follows the curve and degree 9 goes through all the "
        "points and swings between them. Each title gives the error on the ten points and on new points.",
    ),
)

# %% [markdown] id="dos-errores" lang="es"
# Cada título da los dos errores: en los diez puntos y en doscientos nuevos. El grado 9 deja el primero en casi cero y paga en el
# segundo. No ha aprendido la curva: ha aprendido **el ruido**.
#
# Muévelo tú. Empieza con grado 1 y súbelo de uno en uno: ¿dónde se separan los dos errores? Después pon más puntos con el mismo
# grado.

# %% [markdown] id="dos-errores" lang="en" seal="814979"
# Each title gives the two errors: on the ten points and on two hundred new ones. Degree 9 leaves the first at nearly zero and
# pays in the second. It has not learned the curve: it has learned **the noise**.
#
# Move it yourself. Begin with degree 1 and raise it one by one: where do the two errors part? Then put more points with the
# same degree.

# %% id="play-capacity"
explore.capacity(explore.Capacity(model="polynomial", degree=1, rows=12))

# %% [markdown] id="en-una-red" lang="es"
# ## Lo mismo en una red
#
# Dos clases con forma de luna, con mucho ruido: aun conociendo las lunas, algún punto cae al otro lado. Hay 60 puntos para entrenar y
# 400 que la red no ve. Usamos tu red de la lección 02.02, con una capa oculta de 1 o de 60 neuronas, y cada 50 épocas apuntamos
# las dos pérdidas.
#
# **Predice antes de ejecutar.** ¿Qué frontera puede dibujar una sola neurona oculta? ¿En cuál de las dos redes habrá más hueco entre las
# dos pérdidas?

# %% [markdown] id="en-una-red" lang="en" seal="afe0e2"
# ## The same in a network
#
# Two classes shaped like moons, with a lot of noise: even if you knew the moons, some points would fall on the other side. There
# are 60 points to train on and 400 that the network does not see. We use your network of lesson 02.02, with a hidden layer of 1
# or of 60 neurons, and every 50 epochs we write both losses down.
#
# **Predict before you run.** Which boundary can a single hidden neuron draw? In which of the two networks will the gap between
# the two losses be larger?

# %% id="train-two"
X, labels = make_moons(60, noise=0.35, random_state=0)
X_val, labels_val = make_moons(400, noise=0.35, random_state=1)


def trained(units, seed=0, rows=60, epochs=2500):
    net = Network([2, units, 1], ["tanh", "sigmoid"], "binary_crossentropy", seed=seed)
    history = {"epoch": [], "loss": [], "val_loss": []}
    for epoch in range(epochs + 1):
        if epoch % 50 == 0:
            history["epoch"].append(epoch)
            history["loss"].append(net.cost(net.forward(X[:rows]), labels[:rows]))
            history["val_loss"].append(net.cost(net.forward(X_val), labels_val))
        net.step(X[:rows], labels[:rows], 0.5)
    return net, history


nets = {units: trained(units) for units in (1, 60)}
across, up = np.meshgrid(np.linspace(-2.2, 3.2, 90), np.linspace(-1.8, 2.3, 80))
fig, axes = plt.subplots(2, 2, figsize=(9, 6), layout="constrained")
for (left, right), (units, (net, history)) in zip(axes, nets.items(), strict=True):
    share = net.predict(np.column_stack([across.ravel(), up.ravel()])).reshape(across.shape)
    left.contourf(across, up, share, levels=[0, 0.5, 1], colors=[COLORS.sky, COLORS.orange], alpha=0.35)
    for kind, marker, color in ((0, "o", COLORS.blue), (1, "^", COLORS.vermillion)):
        left.plot(*X[labels == kind].T, marker, color=color)
    left.set_title(str(Text(es="neuronas ocultas: {n}", en="hidden neurons: {n}").format(n=units)))
    for key, line, color in (("loss", "-", COLORS.blue), ("val_loss", "--", COLORS.vermillion)):
        right.plot(history["epoch"], history[key], line, color=color, linewidth=2.5, label=key)
    right.set(ylim=(0, 0.8), xlabel=str(Text(es="época", en="epoch")))
    right.legend()
    loss, val_loss = history["loss"], history["val_loss"]
    print(Text(es="neuronas ocultas:", en="hidden neurons:"), units)
    print(Text(es="  al final:", en="  at the end:"), f"loss {loss[-1]:.2f}, val_loss {val_loss[-1]:.2f}")
    print(Text(es="  val_loss mínima:", en="  lowest val_loss:"), f"{min(val_loss):.2f}")
shown(
    fig,
    alt=Text(
        es="Dos redes sobre los mismos puntos. Con una neurona la frontera es una recta y las dos pérdidas acaban planas y casi juntas. "
        "Con 60 la frontera rodea puntos sueltos; la pérdida de entrenamiento baja y la de validación toca fondo y sube.",
        en="Two networks on the same points. With one neuron the boundary is a line and the two losses end flat and nearly together. "
        "With 60 the boundary bends round single points; the training loss falls and that of validation bottoms out and rises.",
    ),
)

# %% [markdown] id="curvas" lang="es"
# ## Leer las curvas
#
# Las dos gráficas de la derecha son **curvas de aprendizaje**: la pérdida, época por época, con los datos que se entrenan y con los
# que no. Son lo primero que se mira, y su forma dice qué hacer:
#
# | se cumple (mira en este orden) | diagnóstico | qué probar primero |
# |---|---|---|
# | el hueco final `val_loss - loss` es grande | **sobreajuste** | volver a la mejor época, regularizar, más datos |
# | `val_loss` sigue bajando | **sin acabar** | más épocas |
# | `loss` se ha parado muy por encima de lo alcanzable | **subajuste** | más unidades, mejores entradas, menos regularización |
# | nada de lo anterior | **bien** | medir la red con la prueba |
#
# **Ejemplo resuelto.** Con 60 neuronas las pérdidas acaban cerca de 0.14 y 0.63: el hueco, 0.49, es enorme, y ya no se mira más:
# sobreajuste. Con una neurona acaban cerca de 0.35 y 0.39: hueco pequeño, y ninguna baja ya. La red ancha ha demostrado que
# `val_loss` puede llegar a 0.32 y `loss` mucho más abajo: con una neurona no se alcanza, y eso es subajuste.
#
# Tres avisos. Un hueco **pequeño** es lo normal. Que `val_loss` suba **una** época no dice nada: las curvas tiemblan. Y `val_loss`
# puede quedar **por debajo** de `loss`: basta con que la validación sea algo más fácil, o con que haya `Dropout`, que solo
# estorba al entrenar.
#
# En Keras las dos listas vienen hechas: `fit(..., validation_data=(X_val, y_val))` las deja en `history`. El código siguiente entrena
# una red ancha. **Predice antes de ejecutar:** ¿en qué época crees que `val_loss` será mínima, entre 0 y 79?

# %% [markdown] id="curvas" lang="en" seal="5cff89"
# ## Reading the curves
#
# The two charts on the right are **learning curves**: the loss, epoch by epoch, on the data that are trained on and on those that
# are not. They are the first thing to look at, and their shape says what to do:
#
# | what you see (look in this order) | diagnosis | what to try first |
# |---|---|---|
# | the final gap `val_loss - loss` is large | **overfitting** | go back to the best epoch, regularise, more data |
# | `val_loss` is still falling | **unfinished** | more epochs |
# | `loss` has stopped far above what can be reached | **underfitting** | more units, better inputs, less regularisation |
# | none of the above | **good** | measure the network on the test set |
#
# **Worked example.** With 60 neurons the losses end near 0.14 and 0.63: the gap, 0.49, is huge, and there is no need to look further:
# overfitting. With one neuron they end near 0.35 and 0.39: a small gap, and neither falls any more. The wide network has shown that
# `val_loss` can get to 0.32 and `loss` far lower: with one neuron that is out of reach, and this is underfitting.
#
# Three warnings. A **small** gap is normal. That `val_loss` rises in **one** epoch says nothing: the curves tremble. And
# `val_loss` may lie **below** `loss`: it is enough for validation to be a little easier, or for there to be `Dropout`, which is
# in the way only in training.
#
# In Keras the two lists come ready made: `fit(..., validation_data=(X_val, y_val))` leaves them in `history`. The code below
# trains a wide network. **Predict before you run:** at which epoch do you think `val_loss` will be lowest, from 0 to 79?

# %% id="keras-curves"
import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

from curso.display import muted_stderr

with muted_stderr():
    import keras

    keras.utils.set_random_seed(0)
    wide = keras.Sequential(
        [
            keras.Input(shape=(2,)),
            keras.layers.Dense(100, activation="relu"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    wide.compile(optimizer=keras.optimizers.Adam(0.05), loss="binary_crossentropy")
    fitted = wide.fit(
        X, labels, epochs=80, batch_size=60, validation_data=(X_val, labels_val), validation_batch_size=400, verbose=0
    )
    curves = fitted.history

print("history:", sorted(curves))
for epoch in (int(np.argmin(curves["val_loss"])), 79):
    loss, val_loss = curves["loss"][epoch], curves["val_loss"][epoch]
    print(Text(es="época", en="epoch"), epoch, f"· loss {loss:.2f}, val_loss {val_loss:.2f}")

# %% [markdown] id="ejercicio-diagnose" lang="es"
# ### Ejercicio 1 · El diagnóstico
#
# Escribe `diagnose(loss, val_loss, goal)`. Las dos primeras son listas con un valor por época; `goal` es la pérdida
# **de entrenamiento** que se sabe que se puede alcanzar. Devuelve, **en este orden**:
#
# 1. `"overfitting"` si el hueco final, `val_loss - loss`, pasa de `goal`;
# 2. `"unfinished"` si `val_loss` ha bajado más de un 10 % en las últimas diez épocas (del valor de hace diez épocas al último);
# 3. `"underfitting"` si `loss` acaba por encima del doble de `goal`;
# 4. `"good"` en los demás casos.
#
# Los límites son un acuerdo para este ejercicio: en cada problema se fijan otros.

# %% [markdown] id="ejercicio-diagnose" lang="en" seal="d17218"
# ### Exercise 1 · The diagnosis
#
# Write `diagnose(loss, val_loss, goal)`. The first two are lists with one value per epoch; `goal` is the **training** loss
# that is known to be within reach. Return, **in this order**:
#
# 1. `"overfitting"` if the final gap, `val_loss - loss`, is more than `goal`;
# 2. `"unfinished"` if `val_loss` has fallen by more than 10% in the last ten epochs (from its value ten epochs ago to the last);
# 3. `"underfitting"` if `loss` ends above twice `goal`;
# 4. `"good"` in all other cases.
#
# The limits are an agreement for this exercise: each problem sets others.

# %% exercise="diagnose"
def diagnose(loss, val_loss, goal):
    ### BEGIN SOLUTION
    #~ gap = ...
    #~ fallen = ...
    #~ if gap > goal:
    #~     return "overfitting"
    #~ if fallen > ...:
    #~     return ...
    #~ if ...:
    #~     return ...
    #~ return "good"
    gap = val_loss[-1] - loss[-1]
    fallen = 1 - val_loss[-1] / val_loss[-11]
    if gap > goal:
        return "overfitting"
    if fallen > 0.1:
        return "unfinished"
    if loss[-1] > 2 * goal:
        return "underfitting"
    return "good"
    ### END SOLUTION


# %% check="diagnose" points=2
check("05.diagnose", diagnose)

# %% id="use-diagnose"
if passed("05.diagnose"):
    # es: 0.15 es lo que la red ancha logra en entrenamiento; aquí hay un valor cada 50 épocas, así que «diez» son 500
    # en: 0.15 is what the wide network gets to in training; here there is a value every 50 epochs, so "ten" are 500
    for units, (_, history) in nets.items():
        said = diagnose(history["loss"], history["val_loss"], goal=0.15)
        print(Text(es="neuronas ocultas:", en="hidden neurons:"), units, "·", said)

# %% [markdown] id="semillas" lang="es"
# ### ¿Y si ha sido la semilla?
#
# Una red empieza con pesos al azar. Antes de creer en un hueco hay que ver cuánto baila al cambiar la semilla: si baila más de lo que
# mide, no has visto nada. **Predice antes de ejecutar:** ¿será el hueco de 60 neuronas mayor que su propio baile?

# %% [markdown] id="semillas" lang="en" seal="5a4b9a"
# ### And if it was the seed?
#
# A network begins with random weights. Before believing in a gap, see how much it swings when the seed changes: if it swings by
# more than it measures, you have seen nothing. **Predict before you run:** will the gap of 60 neurons be larger than its own swing?

# %% id="seeds"
gaps = {units: [] for units in (1, 60)}
for units in gaps:
    for seed in range(4):
        _, history = trained(units, seed)
        gaps[units].append(history["val_loss"][-1] - history["loss"][-1])
    mean, swing = np.mean(gaps[units]), np.std(gaps[units], ddof=1)
    print(Text(es="neuronas ocultas:", en="hidden neurons:"), units)
    print(Text(es="  huecos:", en="  gaps:"), *(f"{gap:.2f}" for gap in gaps[units]), f"· {mean:.2f} ± {swing:.2f}")

# %% [markdown] id="sesgo-y-varianza" lang="es"
# ## Sesgo y varianza
#
# Imagina que pudieras repetirlo todo con otra muestra, y otra. Sacamos 20 muestras de la misma curva y ajustamos a cada una una recta
# y un grado 9. En cada punto hay entonces 20 predicciones, y fallan por dos motivos:
#
# - el **sesgo** (*bias*): lo que falla **el promedio** de los modelos. Una recta no puede ser una onda, le des la muestra que le des;
# - la **varianza**: lo que los modelos **difieren entre sí**, alrededor de su promedio. El grado 9 cambia con cada muestra.
#
# $$\text{error} = \text{sesgo}^2 + \text{varianza}$$
#
# Un ejemplo resuelto. La verdad es 10 y tres modelos predicen 8, 11 y 14. Su promedio es 11: el sesgo al cuadrado, $(11 - 10)^2 = 1$.
# Se apartan de 11 en −3, 0 y 3: la varianza, $(9 + 0 + 9)/3 = 6$. Y el error medio, $(4 + 1 + 16)/3 = 7 = 1 + 6$.
#
# (Si se compara con datos que tienen ruido, en vez de con la verdad, se suma además el ruido: ese no lo quita ningún modelo.)
#
# Promediar muchos modelos cancela aquello en lo que difieren, no lo que comparten: baja la varianza y deja el sesgo. Tener muestras
# más grandes hace algo parecido.

# %% [markdown] id="sesgo-y-varianza" lang="en" seal="ebc63c"
# ## Bias and variance
#
# Imagine that you could do it all over with another sample, and another. We draw 20 samples of the same curve and fit a line and a
# degree 9 to each. At each point there are then 20 predictions, and they miss for two reasons:
#
# - **bias** (*sesgo*): how far **the average** of the models misses. A line cannot be a wave, whatever sample you give it;
# - **variance** (*varianza*): how far the models **differ from one another**, around their average. Degree 9 changes with each sample.
#
# $$\text{error} = \text{bias}^2 + \text{variance}$$
#
# A worked example. The truth is 10 and three models predict 8, 11 and 14. Their average is 11: the squared bias, $(11 - 10)^2 = 1$.
# They lie off 11 by −3, 0 and 3: the variance, $(9 + 0 + 9)/3 = 6$. And the mean error, $(4 + 1 + 16)/3 = 7 = 1 + 6$.
#
# (Compared with data that have noise, instead of with the truth, the noise is added too: no model takes that away.)
#
# Averaging many models cancels what they differ in, not what they share: it lowers the variance and leaves the bias. Having
# larger samples does something similar.

# %% id="twenty-samples"
points = np.linspace(-0.9, 0.9, 60)
predictions = {}
fig, axes = plt.subplots(1, 2, figsize=(9, 3.4), layout="constrained", sharey=True)
for ax, degree in zip(axes, (1, 9), strict=True):
    fits = [np.polyfit(*sample(15, seed), degree) for seed in range(20)]
    predictions[degree] = np.array([np.polyval(fit, points) for fit in fits])
    ax.plot(points, predictions[degree].T, color=COLORS.sky, linewidth=0.8)
    average = str(Text(es="promedio", en="average"))
    ax.plot(points, predictions[degree].mean(axis=0), color=COLORS.blue, linewidth=3, label=average)
    ax.plot(points, truth(points), "--", color=COLORS.black, label=str(Text(es="la curva", en="the curve")))
    ax.set(ylim=(-2, 2), title=str(Text(es="20 ajustes de grado {d}", en="20 fits of degree {d}").format(d=degree)))
    ax.legend()
shown(
    fig,
    alt=Text(
        es="A la izquierda, 20 rectas muy parecidas cuyo promedio se aparta de la curva: sesgo. A la derecha, 20 curvas de grado 9 muy "
        "distintas entre sí cuyo promedio sigue la curva: varianza.",
        en="On the left, 20 lines much alike whose average lies off the curve: bias. On the right, 20 curves of degree 9, very "
        "different from one another, whose average follows the curve: variance.",
    ),
)

# %% [markdown] id="ejercicio-bias-variance" lang="es"
# ### Ejercicio 2 · Separar los dos
#
# Escribe `bias_variance(predictions, truth)`: una fila por modelo y una columna por punto en `predictions`, y el valor verdadero de
# cada punto en `truth`. Devuelve dos números: el sesgo al cuadrado y la varianza, cada uno promediado sobre los puntos.

# %% [markdown] id="ejercicio-bias-variance" lang="en" seal="d90d34"
# ### Exercise 2 · Telling the two apart
#
# Write `bias_variance(predictions, truth)`: one row per model and one column per point in `predictions`, and the true value of each
# point in `truth`. Return two numbers: the squared bias and the variance, each averaged over the points.

# %% exercise="bias_variance"
def bias_variance(predictions, truth):
    ### BEGIN SOLUTION
    #~ average = ...
    #~ return ..., ...
    average = predictions.mean(axis=0)
    bias = ((average - truth) ** 2).mean()
    variance = ((predictions - average) ** 2).mean()
    return bias, variance
    ### END SOLUTION


# %% check="bias_variance" points=2
check("05.bias_variance", bias_variance)

# %% id="use-bias-variance"
if passed("05.bias_variance"):
    for degree in predictions:
        bias, variance = bias_variance(predictions[degree], truth(points))
        print(Text(es="grado", en="degree"), f"{degree}: {bias:.3f} + {variance:.3f} = {bias + variance:.3f}")

# %% [markdown] id="cuantos-datos" lang="es"
# ## ¿Cuántos datos?
#
# «Pon más datos» es el consejo más repetido. ¿Sirve siempre? Ajustamos una recta y un grado 9 con cada vez más puntos, y miramos
# los dos errores (la media de 30 muestras).
#
# **Predice antes de ejecutar.** Con más puntos, ¿sube o baja el error de entrenamiento? ¿A cuál de los dos modelos le sirven?

# %% [markdown] id="cuantos-datos" lang="en" seal="94484d"
# ## How much data?
#
# “Get more data” is the advice most often given. Does it always help? We fit a line and a degree 9 with more and more points, and
# look at the two errors (the mean of 30 samples).
#
# **Predict before you run.** With more points, does the training error rise or fall? Which of the two models do they help?

# %% id="more-data"
sizes = [12, 16, 24, 40, 80, 160, 320]
fig, axes = plt.subplots(1, 2, figsize=(9, 3.2), layout="constrained", sharey=True)
for ax, degree in zip(axes, (1, 9), strict=True):
    both = np.zeros((len(sizes), 2))
    for i, rows in enumerate(sizes):
        for seed in range(30):
            x_some, y_some = sample(rows, 100 + seed)
            fit = np.polyfit(x_some, y_some, degree)
            both[i] += np.array([error(fit, x_some, y_some), error(fit, x_new, y_new)]) / 30
    ax.plot(sizes, both[:, 0], "o-", color=COLORS.blue, label=str(Text(es="entrenamiento", en="training")))
    ax.plot(sizes, both[:, 1], "s--", color=COLORS.vermillion, label=str(Text(es="datos nuevos", en="new data")))
    ax.set(xscale="log", ylim=(0, 0.5), xlabel=str(Text(es="puntos", en="points")))
    ax.set_xticks(sizes, sizes)
    ax.minorticks_off()
    ax.set_title(str(Text(es="grado {d}", en="degree {d}").format(d=degree)))
    ax.legend()
shown(
    fig,
    alt=Text(
        es="Los dos errores según los puntos. En la recta van juntos y altos desde el principio. En el grado 9, el de entrenamiento sube, el de "
        "datos nuevos baja, y se juntan abajo, a la altura del ruido.",
        en="The two errors by number of points. For the line they go together, high, from the start. For degree 9, that of training rises, that of "
        "new data falls, and they meet low down, at the height of the noise.",
    ),
)

# %% [markdown] id="que-hacer" lang="es"
# En el grado 9, el error de entrenamiento **sube**: cuantos más puntos, más difícil es memorizarlos. El de los datos nuevos baja hacia él.
# Donde había **hueco**, los datos lo cierran; donde ya estaban juntos y altos, falta capacidad y más datos no arreglan nada. Por eso primero
# se diagnostica y después se gasta. El suelo, 0.09, es el ruido ($0.3^2$): por debajo no llega nadie, salvo quien memoriza.
#
# > **Lo que se suele decir / lo que vale hoy.** «Una red con más parámetros que datos sobreajusta seguro.» No: depende también de cómo se
# > entrena, de la regularización y de los datos. En redes enormes el error puede bajar otra vez al seguir creciendo (*double
# > descent*). La regla no es contar parámetros: es **medir con datos que no se han visto**.
#
# Cómo evitarlo es la lección que viene: parar a tiempo, regularizar, `Dropout`, más datos. El primer remedio ya lo tienes: no usar más
# capacidad de la que hace falta.
#
# **Juega.** Una red de 64 unidades y 20 ejemplos. ¿En qué época es mínimo el error de validación? Baja las unidades; después vuelve a 64 y
# sube los ejemplos. ¿Qué cierra más el hueco? Deja `dropout` y λ en 0: son de la lección que viene.

# %% [markdown] id="que-hacer" lang="en" seal="841797"
# For degree 9, training error **rises**: more points are harder to memorise. That of new data comes down towards it. Where there was
# a **gap**, data close it; where the two were already together and high, capacity is missing and more data mend nothing. That is why you
# diagnose first and spend afterwards. The floor, 0.09, is the noise ($0.3^2$): nobody gets below it, except those who memorise.
#
# > **What is often said / what holds today.** “A network with more parameters than data is sure to overfit.” No: it also depends on
# > how it is trained, on regularisation and on the data. In huge networks the error may come down again as they keep growing
# > (*double descent*). The rule is not to count parameters: it is **to measure on data that have not been seen**.
#
# How to avoid it is the next lesson: stopping in time, regularising, `Dropout`, more data. You already have the first remedy: not
# to use more capacity than it takes.
#
# **Play.** A network of 64 units and 20 examples. In which epoch is validation error lowest? Lower the units; then go back to 64 and
# raise the examples. Which closes the gap more? Leave `dropout` and λ at 0: they belong to the next lesson.

# %% id="play-network"
explore.capacity(explore.Capacity(model="network", width=64, rows=20))

# %% [markdown] id="ejercicio-capacity" lang="es"
# ### Ejercicio 3 · Reto: elegir la capacidad
#
# Ahora, desde cero. Escribe `capacity(train, val, test, degrees)`. Las tres primeras son parejas `(x, y)`; `degrees` es una lista de
# grados, sin ordenar. Ajusta cada grado **solo con `train`**, elige el que tenga menor error cuadrático medio **en `val`**, y devuelve
# dos números: ese **grado** y su error cuadrático medio **en `test`**, sin volver a ajustarlo.
#
# La prueba se mira una vez, al final: si eliges con ella, ya no mide nada.

# %% [markdown] id="ejercicio-capacity" lang="en" seal="084da0"
# ### Exercise 3 · Challenge: choosing the capacity
#
# Now from scratch. Write `capacity(train, val, test, degrees)`. The first three are pairs `(x, y)`; `degrees` is a list of
# degrees, in no order. Fit each degree **to `train` alone**, choose the one with the least mean squared error **on `val`**, and return
# two numbers: that **degree** and its mean squared error **on `test`**, without fitting it again.
#
# You look at the test once, at the end: if you choose with it, it no longer measures anything.

# %% exercise="capacity"
def capacity(train, val, test, degrees):
    ### BEGIN SOLUTION
    #~ ...
    fits = {degree: np.polyfit(*train, degree) for degree in degrees}
    best = min(degrees, key=lambda degree: error(fits[degree], *val))
    return best, error(fits[best], *test)
    ### END SOLUTION


# %% check="capacity" points=3
check("05.capacity", capacity)

# %% id="use-capacity"
if passed("05.capacity"):
    degree, measured = capacity(sample(20, 1), sample(40, 2), sample(200, 3), [1, 2, 3, 5, 7, 9, 12])
    print(Text(es="grado", en="degree"), f"{degree} · error {measured:.3f}")

# %% [markdown] id="preguntas" lang="es"
# ## Seis preguntas para afianzar lo aprendido
#
# No puntúan. Cada una te dice por qué, aciertes o no.

# %% [markdown] id="preguntas" lang="en" seal="19b2a1"
# ## Six questions to let it settle
#
# They carry no points. Each one tells you why, right or wrong.

# %% quiz="05.q01"

# %% quiz="05.q02"

# %% quiz="05.q03"

# %% quiz="05.q04"

# %% quiz="05.q05"

# %% quiz="05.q06"

# %% id="progress"
progress()

# %% [markdown] id="resumen" lang="es"
# ## Resumen
#
# - Con más **capacidad**, el mejor error de entrenamiento nunca empeora; el de los datos nuevos baja y después puede subir.
# - **Sobreajuste**: hueco entre `loss` y `val_loss`. **Subajuste**: las dos, juntas y altas. Antes de sentenciar, mira si siguen bajando.
# - Un hueco se cree cuando es mayor que lo que baila al cambiar la semilla.
# - Error = sesgo² + varianza (más el ruido). Más datos bajan la varianza, no el sesgo.
# - Entrenamiento para ajustar, validación para elegir, prueba para medir una sola vez.

# %% [markdown] id="resumen" lang="en" seal="0871da"
# ## Summary
#
# - With more **capacity** the best training error never gets worse; that of new data falls and may rise afterwards.
# - **Overfitting**: a gap between `loss` and `val_loss`. **Underfitting**: both together and high. Before passing judgement, see whether they
#   are still falling.
# - A gap is to be believed when it is larger than it swings from seed to seed.
# - Error = bias² + variance (plus the noise). More data lower the variance, not the bias.
# - Training to fit, validation to choose, the test to measure once only.

# %% [markdown] id="glosario" lang="es"
# ## Glosario
#
# | español | inglés | qué es |
# |---|---|---|
# | sobreajuste | *overfitting* | memorizar el entrenamiento, ruido incluido |
# | subajuste | *underfitting* | no captar ni lo que hay en el entrenamiento |
# | capacidad | *capacity* | la variedad de formas que un modelo puede tomar |
# | sesgo | *bias* | lo que falla el promedio de los modelos |
# | varianza | *variance* | lo que los modelos difieren entre sí |
# | curva de aprendizaje | *learning curve* | la pérdida según las épocas, o según los datos |

# %% [markdown] id="glosario" lang="en" seal="4e3e0e"
# ## Glossary
#
# | English | Spanish | what it is |
# |---|---|---|
# | overfitting | *sobreajuste* | memorising the training data, noise included |
# | underfitting | *subajuste* | not catching even what is in the training data |
# | capacity | *capacidad* | the variety of shapes that a model can take |
# | bias | *sesgo* | how far the average of the models misses |
# | variance | *varianza* | how far the models differ from one another |
# | learning curve | *curva de aprendizaje* | the loss by epochs, or by amount of data |

# %% [markdown] id="seguir" lang="es"
# ## Para seguir leyendo
#
# - G. James, D. Witten, T. Hastie y R. Tibshirani, *An Introduction to Statistical Learning*, capítulo 2: sesgo y varianza, sin prisa.
# - I. Goodfellow, Y. Bengio y A. Courville, *Deep Learning*, capítulo 5: capacidad, sobreajuste y subajuste.

# %% [markdown] id="seguir" lang="en" seal="4e42e5"
# ## Where to read on
#
# - G. James, D. Witten, T. Hastie and R. Tibshirani, *An Introduction to Statistical Learning*, chapter 2: bias and variance, unhurried.
# - I. Goodfellow, Y. Bengio and A. Courville, *Deep Learning*, chapter 5: capacity, overfitting and underfitting.
