# ---
# jupyter:
#   curso:
#     module: "05"
#     title: {es: "Cómo evitarlo", en: "How to avoid it"}
#     goals:
#       es:
#         - "parar a tiempo, a mano y con `EarlyStopping`, y quedarte con los mejores pesos"
#         - "calcular lo que L1 y L2 hacen a la pérdida, al gradiente y a los pesos"
#         - "escribir `Dropout` con NumPy y decir qué hace al entrenar y al predecir"
#         - "comparar remedios con varias semillas, sin confundir una mejora con la suerte"
#       en:
#         - "stop in time, by hand and with `EarlyStopping`, and keep the best weights"
#         - "work out what L1 and L2 do to the loss, the gradient and the weights"
#         - "write `Dropout` with NumPy and say what it does in training and when predicting"
#         - "compare remedies over several seeds, without taking luck for an improvement"
#     needs:
#       es: ["la lección 01: qué es el sobreajuste y cómo se ve en las curvas", "`compile`, `fit` y los callbacks (04.03)"]
#       en: ["lesson 01: what overfitting is and how it shows in the curves", "`compile`, `fit` and callbacks (04.03)"]
#     minutes: 45
#     inventory: [inv-A016, inv-E024, inv-E025, inv-E026, inv-E027, inv-E028, inv-E029]
#     errata: [err-A04, err-E06, err-E07, err-E08, err-G05]
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
# ---

# %% tags=["source-only"]
from curso.notebook import check, hint, passed, progress, quiz_check, solution, start

# %% [markdown] id="pregunta" lang="es"
# ## Una pregunta antes de empezar
#
# Alguien etiquetó a mano 200 cifras, de noche y con sueño: **casi una de cada cuatro etiquetas está mal**. Entrenamos con ellas una red
# de dos capas de 128 neuronas, que tiene unos 26 000 parámetros.
#
# **¿Cuántas de esas 200 etiquetas repetirá la red al final, en tanto por ciento? ¿Y cuántas cifras nuevas acertará?** Apunta dos números.

# %% [markdown] id="pregunta" lang="en" seal="29cfed"
# ## A question before we start
#
# Somebody labelled 200 digits by hand, at night and half asleep: **nearly one label in four is wrong**. We train on them a network with
# two layers of 128 neurons, which has some 26,000 parameters.
#
# **How many of those 200 labels will the network repeat in the end, in per cent? And how many new digits will it get right?** Write down two numbers.

# %% id="my-guess"
# es: Tus dos números (cambia los puntos suspensivos):
# en: Your two numbers (replace the dots):
my_train, my_new = ..., ...

# %% id="load-digits"
import os

# es: TensorFlow habla mucho mientras se carga. Aquí no nos hace falta.
# en: TensorFlow talks a lot while it loads. We do not need that here.
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import matplotlib.pyplot as plt
import numpy as np
from sklearn.datasets import load_digits
from sklearn.linear_model import Lasso, Ridge

from curso import explore
from curso.display import muted_stderr
from curso.explore import COLORS, Capacity, shown
from curso.text import Text

with muted_stderr():
    import keras
    from keras import constraints, layers, regularizers

    from curso.models.keras_net.epochs import compile_epochs

images, right = load_digits(return_X_y=True)
order = np.random.default_rng(0).permutation(len(images))
images, right = (images[order] / 16).astype("float32"), right[order]

# es: 200 cifras con etiquetas de quien tenía sueño; 100, revisadas por dos personas, para validar; el resto, para el final
# en: 200 digits with labels of somebody half asleep; 100, checked by two people, to validate; the rest, for the end
rng = np.random.default_rng(0)
tired = right[:200].copy()
wrong = rng.random(200) < 0.25
tired[wrong] = (tired[wrong] + rng.integers(1, 10, wrong.sum())) % 10
X_train, y_train = images[:200], tired
X_val, y_val = images[200:300], right[200:300]
X_test, y_test = images[300:], right[300:]
print(f"{wrong.sum()} / 200", Text(es="etiquetas equivocadas", en="wrong labels"))

fig, axes = plt.subplots(1, 10, figsize=(9.5, 1.6), layout="constrained")
for ax, image, label, bad in zip(axes, X_train, y_train, wrong, strict=False):
    ax.imshow(image.reshape(8, 8), cmap="gray_r")
    ax.set(xticks=[], yticks=[])
    ax.set_title(f"{label} ✗" if bad else str(label), color=COLORS.vermillion if bad else COLORS.black)
shown(
    fig,
    alt=Text(
        es="Diez cifras manuscritas con la etiqueta que les puso quien tenía sueño; las equivocadas llevan un aspa.",
        en="Ten handwritten digits with the label given by somebody half asleep; the wrong ones have a cross.",
    ),
)

# %% [markdown] id="sin-remedios" lang="es"
# ## 1. Sin remedios
#
# Quien aprendiera las cifras y **no** los errores repetiría en entrenamiento solo las etiquetas buenas: algo más de tres de cada
# cuatro. Todo lo que pase de ahí es memoria.
#
# **Predice antes de ejecutar.** ¿Hasta cuándo bajará la pérdida de validación?

# %% [markdown] id="sin-remedios" lang="en" seal="873889"
# ## 1. With no remedy
#
# Whoever learned the digits and **not** the mistakes would repeat only the good labels in training: somewhat over three in
# four. All that goes beyond is memory.
#
# **Predict before you run.** For how long will validation loss fall?


# %% id="plain"
def network(*hidden):
    # es: 64 puntos, las capas que digas y diez probabilidades, ya compilada
    # en: 64 points, the layers that you say and ten probabilities, already compiled
    model = keras.Sequential([keras.Input((64,)), *hidden, layers.Dense(10, activation="softmax")])
    model.compile(optimizer=keras.optimizers.Adam(0.003), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def wide(**held):
    return layers.Dense(128, activation="relu", **held)


def share(model, X, y):
    # es: La parte que acierta
    # en: The share that it gets right
    return np.mean(np.argmax(model(X), axis=1) == y)


keras.utils.set_random_seed(1)
plain = network(wide(), wide())
history = plain.fit(
    X_train, y_train, epochs=40, validation_data=(X_val, y_val), validation_batch_size=100, verbose=0
).history
print(Text(es="etiquetas repetidas:", en="labels repeated:"), f"{share(plain, X_train, y_train):.0%}")
print(Text(es="cifras nuevas acertadas:", en="new digits right:"), f"{share(plain, X_test, y_test):.0%}")
print(Text(es="tú dijiste:", en="you said:"), *("—" if guess is ... else guess for guess in (my_train, my_new)))

fig, axes = plt.subplots(1, 2, figsize=(8.5, 3), layout="constrained")
names = {"loss": Text(es="pérdida", en="loss"), "accuracy": Text(es="exactitud", en="accuracy")}
train_name, val_name = str(Text(es="entrenamiento", en="training")), str(Text(es="validación", en="validation"))
for ax, (key, name) in zip(axes, names.items(), strict=True):
    ax.plot(range(1, 41), history[key], color=COLORS.blue, linewidth=2.5, label=train_name)
    ax.plot(range(1, 41), history[f"val_{key}"], "--", color=COLORS.vermillion, linewidth=2.5, label=val_name)
    ax.set(xlabel=str(Text(es="época", en="epoch")), ylabel=str(name))
    ax.legend()
shown(
    fig,
    alt=Text(
        es="Dos gráficas por épocas. La pérdida de entrenamiento baja sin parar; la de validación baja, toca fondo y sube "
        "despacio. La exactitud de entrenamiento sube hasta cerca de 1 y la de validación sube y después baja.",
        en="Two charts by epoch. Training loss falls all the time; validation loss falls, reaches bottom and slowly rises. Training "
        "accuracy climbs to nearly 1, and validation accuracy climbs and then falls.",
    ),
)

# %% [markdown] id="parada-temprana" lang="es" rows="inv-E024 inv-E025 err-E06 err-E07 err-G05"
# ## 2. Parar a tiempo
#
# La red aprende primero lo que muchas cifras tienen en común y después los casos sueltos, errores incluidos. Así que el remedio más
# barato es **parar entre lo uno y lo otro**. ¿Cuándo? Se mira la pérdida de validación al final de cada época y se llevan tres cosas:
# la mejor hasta ahora, sus **pesos**, y cuántas épocas van sin mejorarla. Cuando esa espera llega a la **paciencia**, se para y se
# devuelven los mejores pesos.
#
# **Ejemplo resuelto**, con paciencia 2: 0.9, 0.6, 0.7, 0.5, 0.5, 0.55. La 0.7 es espera 1; la 0.5 mejora y la espera vuelve a 0;
# la segunda 0.5 **empata**, y un empate no mejora: espera 1; 0.55, espera 2. Última época, la 6; mejor, la 4.
#
# En Keras es un callback, con estos argumentos:
#
# | argumento | por defecto | qué dice |
# |---|---|---|
# | `monitor` | `"val_loss"` | qué se vigila |
# | `min_delta` | 0 | cuánto hay que pasar de la mejor para que cuente como mejora |
# | `patience` | 0 | épocas seguidas sin mejorar que se aguantan (0 y 1 paran igual) |
# | `mode` | `"auto"` | si mejorar es bajar (`"min"`) o subir (`"max"`) |
# | `baseline` | `None` | un valor que hay que batir: hasta entonces, mejorar no devuelve la espera a 0 |
# | `restore_best_weights` | `False` | si al acabar se vuelve a los mejores pesos |
# | `start_from_epoch` | 0 | épocas del principio que no se miran |
# | `verbose` | 0 | si se dice cuándo se para |
#
# > **Lo que dice el material antiguo / lo que vale hoy.**
# > - «Para cuando el error de validación empeora.» Para cuando no **mejora** en más de `min_delta` durante `patience` épocas: una
# >   meseta también cuenta.
# > - El ejemplo con `patience=0` y `restore_best_weights=False` para a la primera subida y se queda con los pesos **peores**. Usa
# >   una paciencia mayor que 1 y `restore_best_weights=True`, que los recupera aunque no se haya parado antes.
# > - Sin datos de validación no hay `val_loss`: solo avisa, y no para nunca.
# > - Si `monitor` no es una métrica compilada (una errata en el nombre, por ejemplo), Keras no sabe si hay que subir o bajar y da
# >   un error. Corrige el nombre. Decir `mode="min"` o `mode="max"` solo vale si lo que vigilas existe: con una errata quita el error,
# >   y entonces avisa en cada época y no para nunca.
#
# **Predice antes de ejecutar.** El bucle, a mano. ¿Por qué se guardan los pesos **antes** de saber si habrá otros mejores?

# %% [markdown] id="parada-temprana" lang="en" seal="f733db"
# ## 2. Stopping in time
#
# The network first learns what many digits have in common, and then the single cases, mistakes included. So the cheapest remedy is
# to **stop between the two**. When? Validation loss is looked at after each epoch, and three things are carried along: the best
# so far, its **weights**, and how many epochs have gone by without improving on it. When that wait reaches the **patience**, training
# stops and the best weights are put back.
#
# **Worked example**, with patience 2: 0.9, 0.6, 0.7, 0.5, 0.5, 0.55. The 0.7 is wait 1; the 0.5 improves, and the wait goes back to 0;
# the second 0.5 is a **tie**, and a tie does not improve: wait 1; 0.55, wait 2. Last epoch, the 6th; best, the 4th.
#
# In Keras it is a callback, with these arguments:
#
# | argument | default | what it says |
# |---|---|---|
# | `monitor` | `"val_loss"` | what is watched |
# | `min_delta` | 0 | by how much the best must be passed to count as an improvement |
# | `patience` | 0 | epochs in a row without improvement that are put up with (0 and 1 stop alike) |
# | `mode` | `"auto"` | whether to improve is to fall (`"min"`) or to rise (`"max"`) |
# | `baseline` | `None` | a value to be beaten: until then, improving does not take the wait back to 0 |
# | `restore_best_weights` | `False` | whether to go back to the best weights at the end |
# | `start_from_epoch` | 0 | epochs at the beginning that are not looked at |
# | `verbose` | 0 | whether to say when it stops |
#
# > **What older material says / what holds today.**
# > - “It stops when validation error gets worse.” It stops when it does not **improve** by more than `min_delta` for `patience`
# >   epochs: a plateau counts too.
# > - The sample with `patience=0` and `restore_best_weights=False` stops at the first rise and keeps the **worse** weights. Use a
# >   patience greater than 1 and `restore_best_weights=True`, which brings them back even if nothing stopped early.
# > - Without validation data there is no `val_loss`: it only warns, and never stops.
# > - If `monitor` is not a compiled metric (a slip in its name, say), Keras can't know whether to go up or down and gives an
# >   error. Mend the name. Saying `mode="min"` or `mode="max"` only helps if what you watch exists: with a slip it removes the error,
# >   and then it warns in each epoch and never stops.
#
# **Predict before you run.** The loop, by hand. Why are the weights kept **before** knowing whether there will be better ones?

# %% id="stop-by-hand"
# es: Cambia la paciencia
# en: Change the patience
patience = 6

keras.utils.set_random_seed(1)
model = network(wide(), wide())
best, wait, losses = float("inf"), 0, []
while wait < patience:
    model.fit(X_train, y_train, verbose=0)
    losses.append(-np.log(np.asarray(model(X_val))[range(100), y_val]).mean())
    wait += 1
    if losses[-1] < best:
        best, wait, kept = losses[-1], 0, model.get_weights()
print(Text(es="épocas entrenadas:", en="epochs trained:"), len(losses))
print(Text(es="la mejor fue la", en="the best was number"), len(losses) - wait)
print(Text(es="cifras nuevas, con los últimos pesos:", en="new digits, with the last weights:"), f"{share(model, X_test, y_test):.0%}")
model.set_weights(kept)
print(Text(es="cifras nuevas, con los mejores:", en="new digits, with the best ones:"), f"{share(model, X_test, y_test):.0%}")

# %% [markdown] id="ejercicio-early-stopping" lang="es"
# Los pesos se guardan sobre la marcha porque la época siguiente los cambia, y ya no se podría volver.
#
# ### Ejercicio 1 · Cuándo se para
#
# Escribe `early_stopping(losses, patience, min_delta)`. `losses` son las pérdidas de validación, una por época, de un entrenamiento que
# nadie ha parado. Devuelve **la última época que se entrenaría** y **la mejor**, contando desde 1. Solo mejora la pérdida que queda
# más de `min_delta` por debajo de la mejor. Si nada la para, la última es la última de la lista. La paciencia es 1 o más.

# %% [markdown] id="ejercicio-early-stopping" lang="en" seal="0837bc"
# The weights are kept on the way because the next epoch changes them, and there would be no going back.
#
# ### Exercise 1 · When it stops
#
# Write `early_stopping(losses, patience, min_delta)`. `losses` are the validation losses, one per epoch, of a training that nobody has
# stopped. It returns **the last epoch that would be trained** and **the best one**, counted from 1. Only a loss more than
# `min_delta` below the best improves on it. If nothing stops it, the last is the last of the list. The patience is 1 or more.


# %% exercise="early_stopping"
def early_stopping(losses, patience, min_delta):
    ### BEGIN SOLUTION
    #~ best, best_epoch, wait = float("inf"), 0, 0
    #~ for epoch, loss in enumerate(losses, start=1):
    #~     wait += 1
    #~     if ...:
    #~         best, best_epoch, wait = ...
    #~     if ...:
    #~         return ...
    #~ return len(losses), best_epoch
    best, best_epoch, wait = float("inf"), 0, 0
    for epoch, loss in enumerate(losses, start=1):
        wait += 1
        if loss < best - min_delta:
            best, best_epoch, wait = loss, epoch, 0
        if wait >= patience:
            return epoch, best_epoch
    return len(losses), best_epoch
    ### END SOLUTION


# %% check="early_stopping" points=2
check("05.early_stopping", early_stopping)

# %% [markdown] id="en-keras" lang="es"
# Para ver qué hace el callback de Keras no hace falta entrenar: se le dan las pérdidas a mano, época a época, y se mira cuándo pide parar.
#
# **Predice antes de ejecutar** qué dirá de una meseta, y de mejoras de 0.01 con `min_delta=0.05`.

# %% [markdown] id="en-keras" lang="en" seal="fe1307"
# To see what Keras's callback does no training is needed: we hand it the losses, epoch by epoch, and see when it asks to stop.
#
# **Predict before you run** what it will say of a plateau, and of improvements of 0.01 with `min_delta=0.05`.


# %% id="keras-early-stopping"
def stopped_by_keras(losses, **settings):
    stop = keras.callbacks.EarlyStopping(monitor="val_loss", **settings)
    stop.set_model(plain)
    stop.on_train_begin()
    plain.stop_training = False
    for epoch, loss in enumerate(losses):
        stop.on_epoch_end(epoch, {"val_loss": loss})
        if plain.stop_training:
            break
    return epoch + 1, stop.best_epoch + 1


# es: La última época y la mejor
# en: The last epoch and the best one
plateau, small_steps = [0.5, 0.5, 0.5, 0.5, 0.5], [0.50, 0.49, 0.48, 0.47, 0.46]
print(Text(es="una meseta:", en="a plateau:"), stopped_by_keras(plateau, patience=2))
print(Text(es="mejoras de 0.01:", en="improvements of 0.01:"), stopped_by_keras(small_steps, patience=2, min_delta=0.05))
for patience in (0, 1, 2):
    said = stopped_by_keras([0.5, 0.4, 0.45, 0.3], patience=patience)
    print(Text(es="paciencia", en="patience"), f"{patience}:", said)
if passed("05.early_stopping"):
    print(Text(es="con las pérdidas de la red sin remedios:", en="on the losses of the network with no remedy:"))
    for patience in (1, 3, 6, 20):
        mine, by_keras = early_stopping(history["val_loss"], patience, 0.0), stopped_by_keras(history["val_loss"], patience=patience)
        print(Text(es="paciencia", en="patience"), f"{patience}:", mine, Text(es="y Keras", en="and Keras"), by_keras)

# es: Y una errata en el nombre que se vigila
# en: And a slip in the name that is watched
typo = keras.callbacks.EarlyStopping(monitor="val_acuracy", patience=2)
typo.set_model(plain)
try:
    typo.on_epoch_end(0, {"val_acuracy": 0.5})
except ValueError as error:
    print("ValueError:", str(error).split(". ")[0])

# %% [markdown] id="l1-l2" lang="es" rows="inv-E026 inv-E027 inv-E028 err-E08"
# ## 3. L1 y L2: que los pesos cuesten
#
# Para retorcerse hasta pasar por un punto equivocado, una red necesita **pesos grandes**. Si cuestan, solo crecen los que sirven para
# muchos ejemplos. Se le suma a la pérdida un precio:
#
# $$\text{L1 (lasso)}: \; \text{error} + \lambda \sum \lvert w \rvert \qquad\qquad \text{L2 (ridge)}: \; \text{error} + \lambda \sum w^2$$
#
# **Ejemplo resuelto.** Pesos 2 y −1, λ = 0.1: L1 añade $0.1 \cdot (2 + 1) = 0.3$ y L2, $0.1 \cdot (4 + 1) = 0.5$. Sin media y sin 1/2.
#
# Ese precio va en la **pérdida**, también la de `evaluate`; las métricas no lo llevan. Para comparar modelos, mira métricas.
#
# Cada capa puede cobrar por tres cosas: `kernel_regularizer`, por los pesos; `bias_regularizer`, por los sesgos; y `activity_regularizer`,
# por lo que **sale**, dividido por los ejemplos del lote, para que el tamaño del lote no cuente.
#
# > **Lo que dice el material antiguo / lo que vale hoy.** «Una penalización proporcional al valor de los pesos.» L1 es proporcional
# > al valor **absoluto**; L2, al **cuadrado**; y no todas miran los pesos: las hay de sesgos y de salidas.
#
# **Predice antes de ejecutar.** Esta capa lleva las tres. ¿Cuánto costarán los sesgos, recién creada?

# %% [markdown] id="l1-l2" lang="en" seal="c855cf"
# ## 3. L1 and L2: weights that cost
#
# To twist until it goes through a wrong point, a network needs **large weights**. If they cost, only those grow that serve many
# examples. A price is added to the loss:
#
# $$\text{L1 (lasso)}: \; \text{error} + \lambda \sum \lvert w \rvert \qquad\qquad \text{L2 (ridge)}: \; \text{error} + \lambda \sum w^2$$
#
# **Worked example.** Weights 2 and −1, λ = 0.1: L1 adds $0.1 \cdot (2 + 1) = 0.3$ and L2, $0.1 \cdot (4 + 1) = 0.5$. No mean and no 1/2.
#
# That price is in the **loss**, the one of `evaluate` too; metrics do not have it. To compare models, look at metrics.
#
# Each layer can charge for three things: `kernel_regularizer`, for the weights; `bias_regularizer`, for the biases; and
# `activity_regularizer`, for what comes **out**, divided by the examples of the batch so that its size does not count.
#
# > **What older material says / what holds today.** “A penalty proportional to the value of the weights.” L1 is proportional to
# > the **absolute** value; L2, to the **square**; and not all look at weights: there are those of biases and of outputs.
#
# **Predict before you run.** This layer has all three. How much will the biases cost, when it is freshly made?

# %% id="three-prices"
layer = layers.Dense(
    64,
    kernel_initializer=keras.initializers.GlorotUniform(seed=1),
    kernel_regularizer=regularizers.L1L2(l1=1e-5, l2=1e-4),
    bias_regularizer=regularizers.L2(1e-4),
    activity_regularizer=regularizers.L2(1e-5),
)
outputs = np.asarray(layer(X_train[:32]))
kernel, bias = np.asarray(layer.kernel), np.asarray(layer.bias)
by_hand = [
    1e-5 * np.abs(kernel).sum() + 1e-4 * (kernel**2).sum(),
    1e-4 * (bias**2).sum(),
    1e-5 * (outputs**2).sum() / 32,
]
print(Text(es="a mano, de menor a mayor:", en="by hand, smallest first:"), np.sort(np.round(by_hand, 5)))
print("layer.losses:", sorted(round(float(loss), 5) for loss in layer.losses))

# %% [markdown] id="mira-el-precio" lang="es"
# Juega con los mandos: 20 puntos con ruido y un polinomio de grado 12. Sube λ poco a poco. ¿Qué le pasa a la curva? ¿Y a los dos errores?
# ¿Qué ocurre si te pasas? Después cambia a la red y prueba `dropout`.

# %% [markdown] id="mira-el-precio" lang="en" seal="db6286"
# Play with the knobs: 20 noisy points and a polynomial of degree 12. Raise λ little by little. What happens to the curve? And to both
# errors? What if you overdo it? Then change to the network and try `dropout`.

# %% id="play-capacity"
explore.capacity(Capacity(degree=12))

# %% [markdown] id="lasso-y-ridge" lang="es"
# ### Qué deja cada uno
#
# El empuje de L2 sobre un peso es $2\lambda w$: se apaga al acercarse a 0, y el peso queda diminuto pero no nulo. El de L1 es λ, sea
# cual sea el peso: puede llevarlo **hasta 0 y retenerlo allí**. Scikit-learn los resuelve exactos (sus λ llevan otro factor: están en la celda). En Keras, que va a pasos,
# L1 los deja saltando muy cerca de 0, casi nunca en 0 exacto.
#
# **Predice antes de ejecutar.** 30 ejemplos, 20 columnas, de las que solo tres cuentan. ¿Cuántos pesos serán 0 exacto con cada uno?

# %% [markdown] id="lasso-y-ridge" lang="en" seal="0abeab"
# ### What each one leaves
#
# The push of L2 on a weight is $2\lambda w$: it dies away near 0, and the weight ends up tiny but not null. That of L1 is λ, whatever the
# weight: it can take it **to 0 and hold it there**. Scikit-learn solves them exactly (its λ have another factor: see the cell). In Keras, which goes in steps,
# L1 leaves them jumping very near 0, hardly ever at exactly 0.
#
# **Predict before you run.** 30 examples, 20 columns, of which only three count. How many weights will be exactly 0 with each?

# %% id="lasso-ridge"
data = np.random.default_rng(3)
X_few = data.normal(size=(30, 20))
y_few = X_few[:, [2, 7, 13]] @ np.array([2.0, -1.5, 1.0]) + data.normal(0, 1, 30)

prices = np.logspace(-2, 1, 31)
# es: Lasso minimiza el error medio entre 2, y Ridge, la suma: de ahí λ/2 y 30·λ
# en: Lasso minimises half the mean error, and Ridge the sum: hence λ/2 and 30·λ
paths = {
    "L1 (lasso)": np.array([Lasso(alpha=price / 2, max_iter=20_000).fit(X_few, y_few).coef_ for price in prices]),
    "L2 (ridge)": np.array([Ridge(alpha=30 * price).fit(X_few, y_few).coef_ for price in prices]),
}
fig, axes = plt.subplots(1, 2, figsize=(9, 3.2), sharey=True, layout="constrained")
for ax, (name, weights) in zip(axes, paths.items(), strict=True):
    others = np.delete(weights, [2, 7, 13], axis=1)
    ax.semilogx(prices, others, color="0.7", linewidth=1)
    ax.semilogx(prices, weights[:, [2, 7, 13]], color=COLORS.blue, linewidth=2.5)
    ax.set(title=name, xlabel="λ")
    print(
        name, Text(es="pesos a 0 exacto con λ = 1:", en="weights exactly 0 with λ = 1:"), int((weights[20] == 0).sum())
    )
axes[0].set_ylabel(str(Text(es="peso", en="weight")))
shown(
    fig,
    alt=Text(
        es="Los 20 pesos según crece λ. Con L1, los 17 que sobran llegan a cero uno tras otro y se quedan; después, los tres que "
        "cuentan. Con L2 todos se encogen a la vez y ninguno llega a cero.",
        en="The 20 weights as λ grows. With L1 the 17 needless ones reach zero one after another and stay; later, the three that "
        "count. With L2 all shrink together and none reaches zero.",
    ),
)

# %% [markdown] id="ejercicio-l2" lang="es"
# ### Ejercicio 2 · El gradiente con L2
#
# Una neurona lineal, $\hat y = Xw + b$, con este coste:
#
# $$J = \frac 1 m \sum_i (\hat y_i - y_i)^2 + \lambda \sum_j w_j^2$$
#
# Escribe `l2_gradient(X, y, w, b, lam)`: el gradiente respecto de `w` y respecto de `b`. Fíjate en quién paga.

# %% [markdown] id="ejercicio-l2" lang="en" seal="8ce845"
# ### Exercise 2 · The gradient with L2
#
# A linear neuron, $\hat y = Xw + b$, with this cost:
#
# $$J = \frac 1 m \sum_i (\hat y_i - y_i)^2 + \lambda \sum_j w_j^2$$
#
# Write `l2_gradient(X, y, w, b, lam)`: the gradient with respect to `w` and with respect to `b`. Note who pays.


# %% exercise="l2_gradient"
def l2_gradient(X, y, w, b, lam):
    ### BEGIN SOLUTION
    #~ error = X @ w + b - y
    #~ dw = ...
    #~ db = ...
    #~ return dw, db
    error = X @ w + b - y
    dw = 2 * X.T @ error / len(y) + 2 * lam * w
    db = 2 * error.mean()
    return dw, db
    ### END SOLUTION


# %% check="l2_gradient" points=2
check("05.l2_gradient", l2_gradient)

# %% [markdown] id="usar-l2" lang="es"
# Con tu gradiente se baja hasta el fondo. ¿Saldrán los pesos de `Ridge`? ¿Cómo cambia su longitud con λ?

# %% [markdown] id="usar-l2" lang="en" seal="525252"
# With your gradient we go down to the bottom. Will the weights be those of `Ridge`? How does their length change with λ?

# %% id="use-l2"
if passed("05.l2_gradient"):
    for lam in (0.01, 0.1, 1.0):
        w, b = np.zeros(20), 0.0
        for _ in range(3000):
            dw, db = l2_gradient(X_few, y_few, w, b, lam)
            w, b = w - 0.05 * dw, b - 0.05 * db
        same = np.allclose(w, Ridge(alpha=30 * lam).fit(X_few, y_few).coef_, atol=1e-3)
        print(f"λ = {lam:<5} ‖w‖ = {np.linalg.norm(w):.2f}  ", Text(es="igual que Ridge:", en="same as Ridge:"), same)
else:
    print(Text(es="Resuelve el ejercicio 2 y vuelve aquí.", en="Solve exercise 2 and come back here."))

# %% [markdown] id="apagar-al-azar" lang="es" rows="inv-A016 inv-E029 err-A04"
# ## 4. `Dropout`: que nadie sea imprescindible
#
# Una neurona memoriza un error cuando puede contar con que otra, muy concreta, estará ahí. `Dropout(rate)` lo estorba: en cada paso de
# entrenamiento apaga **al azar** una parte `rate` de los valores que recibe. Los que quedan se dividen por la parte que queda,
# $1 - \text{rate}$, y así la suma esperada no cambia. Al predecir no hace nada.
#
# **Ejemplo resuelto.** Entran 2, 4, 6, 8, con `rate=0.5`, y el azar apaga el 4 y el 8: salen 4, 0, 12, 0. La suma era 20 y ahora es 16;
# otras veces será mayor, y de media, 20.
#
# `Dropout(rate, noise_shape=None, seed=None)`: donde `noise_shape` tiene un 1, hay un solo sorteo para todo ese eje. Con secuencias,
# `noise_shape=(None, 1, 3)` apaga la misma columna en todos los pasos.
#
# > **Lo que dice el material antiguo / lo que vale hoy.** Las capas auxiliares aparecen como «abandono», «normalización por lotes» y «agrupación».
# > «Abandono» despista: se dice `Dropout`. Las otras dos se entienden y se usan: normalización por lotes
# > (`BatchNormalization`) y agrupación o *pooling* (`MaxPooling2D`, `AveragePooling2D`).
#
# **Predice antes de ejecutar.** Unos, cuatro pasos, tres columnas. ¿Cuántos sorteos habrá con cada `noise_shape`?

# %% [markdown] id="apagar-al-azar" lang="en" seal="db1bab"
# ## 4. `Dropout`: nobody is indispensable
#
# A neuron learns a mistake by heart when it can count on some very particular other one being there. `Dropout(rate)` gets in the way: at
# each step of training it switches off **at random** a share `rate` of the values it gets. Those that stay are divided by the share that
# stays, $1 - \text{rate}$, and so the expected sum does not change. When predicting it does nothing.
#
# **Worked example.** 2, 4, 6, 8 come in, with `rate=0.5`, and chance switches off the 4 and the 8: out come 4, 0, 12, 0. The sum was 20 and
# now is 16; at other times it will be more, and on average 20.
#
# `Dropout(rate, noise_shape=None, seed=None)`: where `noise_shape` has a 1 there is a single draw for all of that axis. With sequences,
# `noise_shape=(None, 1, 3)` switches off the same column at all the steps.
#
# > **What older material says / what holds today.** The helper layers appear in Spanish as “abandono”, “normalización por lotes” and “agrupación”.
# > “Abandono” misleads: say `Dropout`. The other two are understood and used: batch normalization
# > (`BatchNormalization`) and pooling (`MaxPooling2D`, `AveragePooling2D`).
#
# **Predict before you run.** Ones, four steps, three columns. How many draws will there be with each `noise_shape`?

# %% id="noise-shape"
ones = np.ones((1, 4, 3), dtype="float32")
for noise_shape in (None, (None, 1, 3)):
    print(noise_shape)
    print(np.asarray(layers.Dropout(0.5, noise_shape=noise_shape, seed=3)(ones, training=True))[0])
print("training=False:", np.unique(layers.Dropout(0.5)(ones, training=False)))

# %% [markdown] id="ejercicio-dropout" lang="es"
# ### Ejercicio 3 · `Dropout` desde cero
#
# Escribe `dropout(a, rate, training, seed)` con NumPy. `a` es un array de cualquier forma; cada valor tiene su propio sorteo, que sale de
# `np.random.default_rng(seed)`. Si `training` es `False`, sale lo que entra.

# %% [markdown] id="ejercicio-dropout" lang="en" seal="89bfa9"
# ### Exercise 3 · `Dropout` from scratch
#
# Write `dropout(a, rate, training, seed)` with NumPy. `a` is an array of any shape; each value has a draw of its own, which comes from
# `np.random.default_rng(seed)`. If `training` is `False`, what goes in comes out.


# %% exercise="dropout"
def dropout(a, rate, training, seed):
    ### BEGIN SOLUTION
    if not training:
        return a
    kept = np.random.default_rng(seed).random(a.shape) >= rate
    return a * kept / (1 - rate)
    ### END SOLUTION


# %% check="dropout" points=2
check("05.dropout", dropout)

# %% id="use-dropout"
if passed("05.dropout"):
    a = np.array([2.0, 4.0, 6.0, 8.0])
    for seed in range(3):
        print(dropout(a, 0.5, True, seed))
    average = np.mean([dropout(a, 0.5, True, seed) for seed in range(4000)], axis=0)
    print(Text(es="media de 4000 sorteos:", en="mean of 4000 draws:"), average.round(1))
else:
    print(Text(es="Resuelve el ejercicio 3 y vuelve aquí.", en="Solve exercise 3 and come back here."))

# %% [markdown] id="restricciones" lang="es"
# ## 5. Un tope: `MaxNorm`
#
# L2 cobra por los pesos grandes; una **restricción** los prohíbe. Con `kernel_constraint=MaxNorm(2)`, después de cada paso se mira la norma de los
# pesos que entran en cada unidad y, si pasa de 2, se encogen **todos** por igual.
#
# **Ejemplo resuelto.** A una unidad llegan 6 y −8, de norma 10: se multiplican por $2/10$ y quedan 1.2 y −1.6. Con 0.3 y 0.4 no pasa nada.

# %% [markdown] id="restricciones" lang="en" seal="cfd1f3"
# ## 5. A ceiling: `MaxNorm`
#
# L2 charges for large weights; a **constraint** forbids them. With `kernel_constraint=MaxNorm(2)`, after each step the norm of the weights that go
# into each unit is looked at and, if it is over 2, **all** of them shrink alike.
#
# **Worked example.** 6 and −8 reach a unit, norm 10: they are multiplied by $2/10$, and 1.2 and −1.6 are left. With 0.3 and 0.4 nothing happens.

# %% id="max-norm"
print(np.asarray(constraints.MaxNorm(2)(np.array([[6.0, 0.3], [-8.0, 0.4]]))).round(3))

# %% [markdown] id="normalizacion" lang="es"
# ## 6. Normalización por lotes
#
# `BatchNormalization` centra y escala cada columna. **Al entrenar**, con la media y la varianza **del lote**; como cada lote es otro,
# mete algo de ruido, que frena un poco la memoria. Pero se inventó para entrenar deprisa redes profundas, no contra el sobreajuste: en la
# tabla del final verás lo que hace aquí. **Al predecir** usa medias que fue guardando al entrenar, así que los compañeros de lote no influyen.
#
# **Predice antes de ejecutar.** Una cifra sola y la misma dentro de un lote de 64: ¿sale lo mismo con `training=False`? ¿Y con `True`?

# %% [markdown] id="normalizacion" lang="en" seal="3bbd81"
# ## 6. Batch normalization
#
# `BatchNormalization` centres and scales each column. **In training**, by the mean and the variance **of the batch**; as each batch is
# another, it brings in some noise, which holds memory back a little. But it was invented to train deep networks fast, not against
# overfitting: the table at the end shows what it does here. **When predicting** it uses averages stored in training, so companions in the batch have no influence.
#
# **Predict before you run.** A digit alone and the same one within a batch of 64: does the same come out with `training=False`? And with `True`?

# %% id="alone-or-together"
norm = layers.BatchNormalization()
for start_row in range(0, 192, 32):
    norm(X_train[start_row : start_row + 32], training=True)
for training in (False, True):
    alone, together = (np.asarray(norm(X_train[:n], training=training))[0] for n in (1, 64))
    print(
        f"training={training}:",
        Text(es="lo mismo", en="the same") if np.allclose(alone, together) else Text(es="otra cosa", en="something else"),
    )

# %% [markdown] id="mas-datos" lang="es"
# ## 7. Más datos
#
# El mejor remedio, porque memorizar mil ejemplos es más difícil que memorizar doscientos. ¿Y si no hay más? Se sacan de los que hay, con
# cambios que **no cambian la etiqueta**: un 3 movido un punto sigue siendo un 3. Media vuelta no vale: haría de un 6 un 9.
#
# Se aumenta **después de partir** y solo el entrenamiento. Una copia movida en la prueba sería una pregunta ya vista.

# %% [markdown] id="mas-datos" lang="en" seal="9e9efa"
# ## 7. More data
#
# The best remedy, because a thousand examples are harder to learn by heart than two hundred. And if there are no more? They are made out of those
# there are, with changes that **do not change the label**: a 3 moved by one point is still a 3. Half a turn will not do: it would make a 6 into a 9.
#
# Augment **after splitting**, and the training part alone. A shifted copy in the test would be a question already seen.


# %% id="more-data"
def shifted(X, down, across):
    # es: Cada imagen de 8 x 8, movida; por el borde entra blanco
    # en: Each image of 8 x 8, moved; white comes in at the edge
    padded = np.pad(X.reshape(-1, 8, 8), ((0, 0), (1, 1), (1, 1)))
    return padded[:, 1 - down : 9 - down, 1 - across : 9 - across].reshape(-1, 64)


moves = [(0, 0), (1, 0), (-1, 0), (0, 1), (0, -1)]
X_more = np.concatenate([shifted(X_train, *move) for move in moves])
y_more = np.tile(y_train, len(moves))
print(X_train.shape, "->", X_more.shape)

fig, axes = plt.subplots(1, 5, figsize=(7, 1.7), layout="constrained")
names = [
    Text(es="en su sitio", en="in its place"),
    Text(es="abajo", en="down"),
    Text(es="arriba", en="up"),
    Text(es="a la derecha", en="right"),
    Text(es="a la izquierda", en="left"),
]
for ax, move, name in zip(axes, moves, names, strict=True):
    ax.imshow(shifted(X_train[:1], *move).reshape(8, 8), cmap="gray_r")
    ax.set(xticks=[], yticks=[], title=str(name))
shown(
    fig,
    alt=Text(
        es="La misma cifra cinco veces: en su sitio y movida un punto hacia abajo, arriba, la derecha y la izquierda.",
        en="The same digit five times: in its place, and moved by one point down, up, right and left.",
    ),
)

# %% [markdown] id="comparar" lang="es"
# ## 8. Cara a cara, con cinco semillas
#
# Una red que acierta un 1 % más puede deberlo a sus pesos iniciales. Por eso se entrena **varias veces** y se mira la media y cuánto oscila: si la
# diferencia entre dos medias es menor que lo que oscila cada una, no has visto ninguna diferencia. En la tabla, lo que oscila va detrás de ±: es
# la desviación típica de las cinco redes.
#
# Para no esperar, las cinco redes van **dentro de un solo modelo**: se entrenan a la vez y no comparten ningún peso. La primera celda es la
# maquinaria para eso, y puedes dejarla para otro día; lo que cambia de un remedio a otro está en la segunda, una línea por remedio en
# `remedies`. Parar a tiempo no necesita otro entrenamiento: se guardan los pesos de cada época y se mira después dónde habría parado.
#
# **Predice antes de ejecutar.** Ordena de peor a mejor: nada, parar a tiempo, L2, `Dropout`, `MaxNorm`, normalización, más datos. ¿Y L2, `Dropout` y más datos juntos?

# %% [markdown] id="comparar" lang="en" seal="47ed9b"
# ## 8. Side by side, with five seeds
#
# A network that gets 1% more right may owe it to its initial weights. So it is trained **several times**, and we look at the mean and at how much it
# swings: if the difference between two means is less than each one swings, you have seen no difference. In the table the swing comes after ±: it is the
# standard deviation of the five networks.
#
# So as not to wait, the five networks go **inside a single model**: they are trained at the same time and share no weight. The first cell is the
# machinery for that, and you can leave it for another day; what changes from one remedy to the next is in the second, one line per remedy in
# `remedies`. Stopping in time needs no other training: the weights of each epoch are kept, and we see afterwards where it would have stopped.
#
# **Predict before you run.** Order from worst to best: nothing, stopping in time, L2, `Dropout`, `MaxNorm`, normalization, more data. And L2, `Dropout` and more data together?


# %% id="five-at-once"
def five(units, activation=None, **held):
    # es: Cinco capas `Dense` que no se tocan; la letra n cuenta las redes. El 5.0 deja los pesos como los de una `Dense`
    # en: Five `Dense` layers that do not touch; the letter n counts the networks. The 5.0 leaves weights as in a `Dense`
    start = keras.initializers.VarianceScaling(5.0, "fan_avg", "uniform")
    settings = {"activation": activation, "bias_axes": "no", "kernel_initializer": start}
    return layers.EinsumDense("bni,nio->bno", (5, units), **settings, **held)


def shares(model, X, y):
    # es: La parte que acierta cada una de las cinco
    # en: The share that each of the five gets right
    return np.mean(np.argmax(model(for_five(X)), axis=2) == for_five(y), axis=0)


def for_five(values):
    return np.repeat(values[:, np.newaxis], 5, axis=1)


def train_five(hidden, X, y, looks=16, look=None):
    # es: 320 pasos de 50 ejemplos, sean los que sean los datos; cada red los toma en su propio orden
    # en: 320 steps of 50 examples, whatever the data; each network takes them in an order of its own
    shuffled = np.random.default_rng(1)
    order = np.array([[shuffled.permutation(len(X)) for _ in range(16_000 // len(X))] for _ in range(5)])
    order = order.reshape(5, -1).T
    keras.utils.set_random_seed(1)
    model = keras.Sequential([keras.Input((5, 64)), *hidden, five(10, "softmax")])
    # es: Cada red paga su propia pérdida: la suma de las cinco, y no la media
    # en: Each network pays its own loss: the sum of the five, and not the mean
    model.compile(
        optimizer=keras.optimizers.Adam(0.003), loss=lambda y, p: 5 * keras.losses.sparse_categorical_crossentropy(y, p)
    )
    # es: Lo que `KerasNet` usa por dentro: muchos pasos de una vez
    # en: What `KerasNet` uses inside: many steps at once
    epochs = compile_epochs(model, X[order], y[order], batch_size=50, how="graph")
    for rows in np.split(np.arange(len(order)), looks):
        epochs.run(rows)
        if look:
            look(model)
    return model


# %% id="remedies"
def relu(**held):
    return five(128, "relu", **held)


def normalised():
    # es: Cada columna de cada red, con su propia media: por eso se ponen las cinco en fila y luego se separan
    # en: Each column of each network, with its own mean: so the five are put in a row, and then apart again
    batch = [layers.Reshape((5 * 128,)), layers.BatchNormalization(), layers.Reshape((5, 128))]
    return [five(128), *batch, layers.ReLU()]


def l2(strength):
    return {"kernel_regularizer": regularizers.L2(strength)}


def ceiling(norm):
    return {"kernel_constraint": constraints.MaxNorm(norm, axis=1)}


NOTHING = str(Text(es="nada", en="nothing"))
STOPPING = str(Text(es="parar a tiempo", en="stopping in time"))
MORE = str(Text(es="más datos", en="more data"))
TOGETHER = str(Text(es="juntos", en="together"))
keras.utils.set_random_seed(1)
# es: Son capas, que recuerdan sus pesos: para repetir la celda siguiente, ejecuta antes otra vez esta
# en: These are layers, which remember their weights: to repeat the next cell, first run this one again
remedies = {
    NOTHING: [relu(), relu()],
    "L2(0.01)": [relu(**l2(0.01)), relu(**l2(0.01))],
    "Dropout(0.5)": [relu(), layers.Dropout(0.5), relu(), layers.Dropout(0.5)],
    "MaxNorm(0.5)": [relu(**ceiling(0.5)), relu(**ceiling(0.5))],
    "BatchNormalization": [*normalised(), *normalised()],
    MORE: [relu(), relu()],
    TOGETHER: [relu(**l2(0.001)), layers.Dropout(0.3), relu(**l2(0.001)), layers.Dropout(0.3)],
}

# %% id="compare"
losses, weights = [], []


def write_down(model):
    losses.append(-np.log(np.asarray(model(for_five(X_val)))[range(100), :, y_val]).mean(axis=0))
    weights.append(model.get_weights())


def both_shares(model):
    return shares(model, X_train, y_train), shares(model, X_test, y_test)


results = {}
for name, hidden in remedies.items():
    if name == NOTHING:
        # es: 80 épocas de 200 ejemplos, y en cada una se apunta
        # en: 80 epochs of 200 examples, and at each one we write down
        model = train_five(hidden, X_train, y_train, 80, write_down)
        results[NOTHING] = both_shares(model)
        results[STOPPING] = np.zeros((2, 5))
        for n, curve in enumerate(np.transpose(losses)):
            model.set_weights(weights[stopped_by_keras(curve, patience=6)[1] - 1])
            results[STOPPING][:, n] = [part[n] for part in both_shares(model)]
    else:
        data = (X_more, y_more) if name in (MORE, TOGETHER) else (X_train, y_train)
        results[name] = both_shares(train_five(hidden, *data))

table = [str(Text(es=es, en=en)) for es, en in (("entrenamiento", "training"), ("nuevas", "new"), ("hueco", "gap"))]
print(f"{'':20}{table[0]:>14}{table[1]:>16}{table[2]:>18}")
for name, (train, new) in results.items():
    gap = train - new
    print(
        f"{name:20}{train.mean():14.3f}{new.mean():8.3f} ± {new.std(ddof=1):.3f}"
        f"{gap.mean():+10.3f} ± {gap.std(ddof=1):.3f}"
    )

# %% id="draw-compare"
fig, ax = plt.subplots(figsize=(8, 3.6), layout="constrained")
for row, (train, new) in enumerate(results.values()):
    ax.plot([train.mean(), new.mean()], [row, row], color="0.8", linewidth=4, zorder=0)
    ax.plot(train, [row] * 5, "o", markerfacecolor="none", color=COLORS.vermillion)
    ax.plot(new, [row] * 5, "o", color=COLORS.blue)
ax.axvline(1 - wrong.mean(), color="0.5", linestyle=":")
ax.plot([], [], "o", markerfacecolor="none", color=COLORS.vermillion, label=train_name)
ax.plot([], [], "o", color=COLORS.blue, label=str(Text(es="cifras nuevas", en="new digits")))
ax.set_yticks(range(len(results)), list(results))
ax.invert_yaxis()
ax.set_xlabel(str(Text(es="parte acertada", en="share right")))
ax.legend()
shown(
    fig,
    alt=Text(
        es="Una fila por remedio, con cinco puntos de entrenamiento y cinco de cifras nuevas. Sin remedios, los de entrenamiento están muy "
        "a la derecha de los de cifras nuevas; con los mejores remedios se acercan, y con L2, Dropout y más datos juntos se cruzan y las cifras nuevas "
        "llegan más lejos. Una línea de puntos marca las etiquetas que estaban bien.",
        en="One row per remedy, with five points of training and five of new digits. With no remedy those of training are far to the right "
        "of those of new digits; with the best remedies they come close, and with L2, Dropout and more data together they cross and new "
        "digits get furthest. A dotted line marks the labels that were right.",
    ),
)

# %% [markdown] id="leer-la-tabla" lang="es"
# La línea de puntos es la parte de etiquetas que estaban bien. Sin remedios, el entrenamiento la deja muy atrás: eso es memoria. Con L2,
# `Dropout` y más datos juntos se queda cerca de ella, y las cifras nuevas la pasan de largo: la red acierta **más a menudo que quien etiquetó
# sus ejemplos**. El hueco cambia incluso de signo, porque las cifras nuevas están bien etiquetadas y las de entrenamiento no.
#
# Mira ahora parar a tiempo, `Dropout` y más datos: ¿cuál es mejor? Sus medias se separan menos de lo que oscilan: aquí **no se sabe**. Lo que sí
# se ve es que los tres superan con claridad a no hacer nada, y que juntos llegan más lejos que cualquiera por su cuenta.
#
# ¿Qué remedio elegir? Más datos de verdad, si puedes. Parar a tiempo, casi siempre: no cuesta ningún entrenamiento más, solo apartar ejemplos para validar. `Dropout` y L2, y se ajusta su fuerza con la
# validación: eso es el módulo 06. Ninguno arregla el **sub**ajuste, y casi todos lo empeoran.

# %% [markdown] id="leer-la-tabla" lang="en" seal="d4749b"
# The dotted line is the share of labels that were right. With no remedy, training leaves it far behind: that is memory. With L2, `Dropout`
# and more data together it stays near it, and new digits go well past it: the network is right **more often than whoever labelled its
# examples**. The gap even changes sign, because the new digits have right labels and the training ones do not.
#
# Now look at stopping in time, `Dropout` and more data: which one is best? Their means are less apart than they swing: here **you cannot know**. What
# you do see is that all three are clearly better than doing nothing, and that together they get further than any on its own.
#
# Which remedy to choose? More real data, if you can. Stopping in time, nearly always: it costs no further training, only examples put aside to validate. `Dropout` and L2, their strength adjusted by
# validation: that is module 06. None of them mends **under**fitting, and nearly all make it worse.

# %% [markdown] id="ejercicio-regularize" lang="es"
# ### Ejercicio 4 · Reto: aprender las cifras y no los errores
#
# Entrena un modelo, `regularize`, que acierte al menos el **87 %** de mil cifras que no ha visto: lo que logra el centro más cercano
# (promediar las cifras de cada clase y elegir el promedio que más se parece), que casi no puede memorizar. La red sin remedios no llega al 82 %. Tienes `X_train`, `y_train`, `X_val`, `y_val`, `X_more` e `y_more`, y
# las funciones `network` y `wide` si las quieres. Arriba hemos mirado `X_test` para enseñarte qué hace cada
# remedio; el tuyo, ajústalo con `X_val`: lo que se elige mirando la prueba, la prueba ya no lo mide.

# %% [markdown] id="ejercicio-regularize" lang="en" seal="94dc90"
# ### Exercise 4 · Challenge: learning the digits and not the mistakes
#
# Train a model, `regularize`, that gets at least **87%** right of a thousand digits it has not seen: what the nearest centroid gets
# (average the digits of each class, and choose the average most alike), which can hardly learn anything by heart. The network with no remedy does not reach 82%. You have `X_train`, `y_train`, `X_val`, `y_val`, `X_more` and `y_more`,
# and the functions `network` and `wide` if you want them. Above we looked at `X_test` to show you what each remedy does; yours,
# adjust on `X_val`: what is chosen by looking at the test is no longer measured by it.

# %% exercise="regularize"
regularize = ...
### BEGIN SOLUTION
keras.utils.set_random_seed(1)
held = {"kernel_regularizer": regularizers.L2(0.001)}
regularize = network(wide(**held), layers.Dropout(0.5), wide(**held), layers.Dropout(0.5))
stop = keras.callbacks.EarlyStopping(monitor="val_loss", patience=8, restore_best_weights=True)
training = regularize.fit(
    X_more, y_more, epochs=25, batch_size=50, validation_data=(X_val, y_val), callbacks=[stop], verbose=0
)
### END SOLUTION

# %% check="regularize" points=3
check("05.regularize", regularize)

# %% [markdown] id="preguntas" lang="es"
# ## Ocho preguntas para afianzar lo aprendido
#
# No puntúan. Cada una te dice por qué, aciertes o no. Piensa la respuesta antes de ejecutar nada.

# %% [markdown] id="preguntas" lang="en" seal="d96368"
# ## Eight questions to let it settle
#
# They carry no points. Each one tells you why, right or wrong. Think of the answer before you run anything.

# %% quiz="05.q08"

# %% quiz="05.q10"

# %% quiz="05.q11"

# %% quiz="05.q13"

# %% quiz="05.q14"

# %% quiz="05.q15"

# %% quiz="05.q17"

# %% quiz="05.q18"

# %% id="progress"
progress()

# %% [markdown] id="resumen" lang="es"
# ## Resumen
#
# - **Parar a tiempo**: se para tras `patience` épocas seguidas sin mejorar a la mejor, y se vuelve a los mejores pesos.
# - **L2** suma λ·Σw² y encoge todos los pesos; **L1** suma λ·Σ|w| y lleva a 0, o muy cerca, los que no compensan. Van en la pérdida, no en las métricas.
# - **`Dropout`** apaga una parte al azar y agranda el resto, solo al entrenar. **`MaxNorm`** pone un tope a la norma.
# - La **normalización por lotes** usa el lote al entrenar y medias guardadas al predecir; contra el sobreajuste hace poco.
# - **Más datos** es lo mejor; se aumentan después de partir, con cambios que conservan la etiqueta.
# - Un remedio ayuda si la diferencia de medias supera lo que oscilan las semillas.

# %% [markdown] id="resumen" lang="en" seal="b22a35"
# ## Summary
#
# - **Stopping in time**: it stops after `patience` epochs in a row without improving on the best, and goes back to the best weights.
# - **L2** adds λ·Σw² and shrinks all the weights; **L1** adds λ·Σ|w| and takes to 0, or very near, those not worth it. They are in the loss, not in metrics.
# - **`Dropout`** switches off a share at random and enlarges the rest, in training alone. **`MaxNorm`** puts a ceiling on the norm.
# - **Batch normalization** uses the batch in training and stored averages when predicting; against overfitting it does little.
# - **More data** is best; augment after splitting, with changes that keep the label.
# - A remedy helps if the difference of the means is more than the seeds swing.

# %% [markdown] id="glosario" lang="es"
# ## Glosario
#
# | español | inglés | qué es |
# |---|---|---|
# | regularizar | *regularize* | frenar la memoria para que la red sirva con datos nuevos |
# | parada temprana | *early stopping* | parar cuando la validación deja de mejorar |
# | paciencia | *patience* | épocas seguidas sin mejora que se aguantan |
# | lasso, ridge | *lasso*, *ridge* | regresión con L1, con L2 |
# | `Dropout` | *dropout* | apagar valores al azar, solo al entrenar |
# | aumento de datos | *data augmentation* | ejemplos nuevos con cambios que conservan la etiqueta |

# %% [markdown] id="glosario" lang="en" seal="c783ca"
# ## Glossary
#
# | English | Spanish | what it is |
# |---|---|---|
# | regularize | *regularizar* | to hold memory back so that the network serves on new data |
# | early stopping | *parada temprana* | stopping when validation no longer improves |
# | patience | *paciencia* | epochs in a row without improvement that are put up with |
# | lasso, ridge | *lasso*, *ridge* | regression with L1, with L2 |
# | `Dropout` | *dropout* | switching values off at random, in training alone |
# | data augmentation | *aumento de datos* | new examples by changes that keep the label |

# %% [markdown] id="seguir" lang="es"
# ## Para seguir leyendo
#
# - N. Srivastava y otros (2014), «Dropout: a simple way to prevent neural networks from overfitting», *JMLR* 15.
# - L. Prechelt (1998), «Early stopping — but when?»: varias reglas para parar, comparadas.
# - C. Zhang y otros (2017), «Understanding deep learning requires rethinking generalization»: redes que memorizan etiquetas al azar.
# - S. Ioffe y C. Szegedy (2015), «Batch normalization», *ICML*.

# %% [markdown] id="seguir" lang="en" seal="30dbe3"
# ## Where to read on
#
# - N. Srivastava and others (2014), “Dropout: a simple way to prevent neural networks from overfitting”, *JMLR* 15.
# - L. Prechelt (1998), “Early stopping — but when?”: several rules to stop by, compared.
# - C. Zhang and others (2017), “Understanding deep learning requires rethinking generalization”: networks that learn random labels by heart.
# - S. Ioffe and C. Szegedy (2015), “Batch normalization”, *ICML*.
