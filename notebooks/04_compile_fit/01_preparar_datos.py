# ---
# jupyter:
#   curso:
#     module: "04"
#     title: {es: "Preparar los datos", en: "Preparing the data"}
#     goals:
#       es:
#         - "repartir los datos en entrenamiento, validación y prueba, y decir para qué sirve cada parte"
#         - "mantener las proporciones de las clases al repartir"
#         - "reconocer una fuga y cerrarla"
#         - "escalar con lo aprendido en el entrenamiento, y nada más"
#         - "elegir entre etiquetas enteras y one-hot, y servir los datos por lotes con `tf.data`"
#       en:
#         - "deal the data out into training, validation and test, and say what each part is for"
#         - "keep the proportions of the classes while dealing out"
#         - "recognise a leak and close it"
#         - "scale with what was learnt from training, and nothing else"
#         - "choose between integer labels and one-hot, and serve the data in batches with `tf.data`"
#     needs:
#       es:
#         - "el módulo 03, lección 01: `Sequential`, `compile` y `fit`"
#         - "el módulo 01, lección 03: estandarizar una columna"
#         - "arrays de NumPy, y elegir filas con una lista de números (`X[rows]`)"
#       en:
#         - "module 03, lesson 01: `Sequential`, `compile` and `fit`"
#         - "module 01, lesson 03: standardising a column"
#         - "NumPy arrays, and picking rows with a list of numbers (`X[rows]`)"
#     minutes: 45
#     inventory: [inv-E013]
#     errata: []
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
# ---

# %% tags=["source-only"]
from curso.notebook import check, hint, passed, progress, quiz_check, solution, start

# %% [markdown] id="pregunta" lang="es"
# ## Una pregunta antes de empezar
#
# Lanzas 200 monedas y anotas cara o cruz. Junto a cada una apuntas tres números que **no tienen nada que ver**: sacados al azar.
# Con las 100 primeras entrenas un modelo que predice cara o cruz a partir de esos números.
#
# Le preguntas por las mismas 100 monedas con las que aprendió. Después, por las otras 100.
#
# **Apunta tu predicción**: ¿qué parte acertará de las que ya ha visto? ¿Y de las nuevas?

# %% [markdown] id="pregunta" lang="en" seal="0529af"
# ## A question before we start
#
# You toss 200 coins and write down heads or tails. Next to each one you note three numbers that **have nothing to do with it**:
# drawn at random. With the first 100 you train a model that predicts heads or tails from those numbers.
#
# You ask it about the same 100 coins that it learned from. Then, about the other 100.
#
# **Write your prediction down**: what share will it get right of those it has seen? And of the new ones?

# %% id="my-guess"
# es: Tus predicciones, entre 0 y 1 (cambia los puntos suspensivos):
# en: Your predictions, from 0 to 1 (replace the dots):
my_guess_seen, my_guess_new = ..., ...

# %% id="coins"
import os

# es: TensorFlow habla mucho mientras se carga. Aquí no nos hace falta.
# en: TensorFlow talks a lot while it loads. We do not need that here.
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import matplotlib.pyplot as plt
import numpy as np
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier, NearestCentroid
from sklearn.preprocessing import StandardScaler

from curso import explore
from curso.data import customers
from curso.display import muted_stderr
from curso.explore import COLORS, Split, shown
from curso.text import Text

with muted_stderr():
    import keras
    import tensorflow as tf
    from keras import layers
tf.get_logger().setLevel("ERROR")

rng = np.random.default_rng(0)
numbers, coins = rng.normal(size=(200, 3)), rng.integers(0, 2, 200)
model = KNeighborsClassifier(n_neighbors=1).fit(numbers[:100], coins[:100])
yours = ["—" if guess is ... else guess for guess in (my_guess_seen, my_guess_new)]
print(Text(es="las que ha visto:", en="those it has seen:"), model.score(numbers[:100], coins[:100]))
print(Text(es="las nuevas:      ", en="the new ones:     "), model.score(numbers[100:], coins[100:]))
print(Text(es="tú dijiste:      ", en="you said:         "), *yours)

# %% [markdown] id="memoria" lang="es"
# Todo lo que ha visto, y de lo nuevo, lo mismo que tú con los ojos cerrados. Este modelo busca el ejemplo más parecido y copia su
# respuesta: no ha aprendido nada, **se acuerda**. Una red con bastantes parámetros puede hacer lo mismo.
#
# Por eso la nota sobre los datos con los que se aprende no dice nada de lo que importa: qué pasará con los **siguientes**. Para
# saberlo hay que apartar datos antes de empezar. Parece fácil, y es donde más proyectos se engañan a sí mismos.

# %% [markdown] id="memoria" lang="en" seal="6bd1dd"
# It gets all those it has seen right, and of the new ones as many as you would with your eyes shut. This model looks for the most
# similar example and copies its answer: it has learned nothing, **it remembers**. A network with enough parameters can do the same.
#
# That is why the mark on the data one learns from says nothing of what matters: what will happen with the **next** ones. To know
# that, data must be put aside before starting. It looks easy, and it is where most projects fool themselves.

# %% [markdown] id="tres-partes" lang="es" rows="inv-E013"
# ## Tres partes: estudiar, elegir, examinarse
#
# - **Entrenamiento**: de aquí, y solo de aquí, aprende el modelo.
# - **Validación**: con ella **eliges tú**: cuántas unidades, qué tasa, cuándo parar. Se mira muchas veces.
# - **Prueba**: el examen final. Se mira **una vez**, cuando ya no vas a cambiar nada.
#
# ¿Por qué no bastan dos? Porque elegir también es aprender. Supón que 40 «modelos» responden al azar a un examen de 50 preguntas y
# te quedas con el mejor. **Predice antes de ejecutar**: ¿qué nota sacará el mejor? ¿Y qué nota sacará ese mismo en otro examen?

# %% [markdown] id="tres-partes" lang="en" seal="4ea20f"
# ## Three parts: study, choose, sit the exam
#
# - **Training**: from here, and only from here, the model learns.
# - **Validation**: with it **you choose**: how many units, which rate, when to stop. It is looked at many times.
# - **Test**: the final exam. It is looked at **once**, when you are not going to change anything any more.
#
# Why are two not enough? Because choosing is learning too. Say 40 “models” answer an exam of 50 questions at random and you keep
# the best. **Predict before you run**: what mark will the best get? And what mark will that same one get in another exam?

# %% id="best-of-forty"
rng = np.random.default_rng(4)
# es: las respuestas buenas, 0 o 1, y las de 40 «modelos» que lanzan una moneda
# en: the right answers, 0 or 1, and those of 40 “models” that toss a coin
key = rng.integers(0, 2, 1050)
replies = rng.integers(0, 2, (40, 1050))
marks = np.mean(replies[:, :50] == key[:50], axis=1)
again = np.mean(replies[:, 50:] == key[50:], axis=1)
best = np.argmax(marks)
print(Text(es="el mejor de 40, en ese examen:", en="the best of 40, in that exam:"), f"{marks[best]:.2f}")
print(Text(es="el mismo, en 1000 preguntas nuevas:", en="the same one, on 1000 new questions:"), f"{again[best]:.2f}")

fig, ax = plt.subplots(figsize=(7.5, 2.8), layout="constrained")
ax.axhline(0.5, color=COLORS.black, linewidth=1, linestyle=":")
ax.scatter(marks, again, s=40, color=COLORS.sky, edgecolor="white")
star = str(Text(es="el elegido", en="the chosen one"))
ax.scatter(marks[best], again[best], s=220, marker="*", color=COLORS.vermillion, edgecolor="white", label=star)
ax.set(
    xlim=(0.28, 0.72),
    ylim=(0.35, 0.65),
    xlabel=str(Text(es="nota en el examen de 50", en="mark in the exam of 50")),
    ylabel=str(Text(es="nota en 1000 nuevas", en="mark on 1000 new ones")),
)
ax.legend(loc="lower right")
shown(
    fig,
    alt=Text(
        es="Cuarenta puntos, uno por modelo. De izquierda a derecha, su nota en el examen va de 0.3 a 0.64; de arriba abajo, "
        "su nota en 1000 preguntas nuevas no se aparta de 0.5. El elegido es el de más a la derecha, a la altura de todos.",
        en="Forty dots, one per model. From left to right, their mark in the exam goes from 0.3 to 0.64; up and down, their mark "
        "on 1000 new questions stays at 0.5. The chosen one is the rightmost, at the same height as all of them.",
    ),
)

# %% [markdown] id="dos-cortes" lang="es"
# Su ventaja era suerte: se quedó en el examen con el que lo elegiste. Si ese examen es tu prueba, publicas la suerte.
#
# **Un ejemplo resuelto.** `train_test_split` baraja y corta en dos. De 10 filas, `test_size=0.2` deja 8 y 2. Para tres partes se
# corta dos veces, y hay que fijarse en **de qué** es la fracción: con 100 filas, el primer 20 % son 20; para otras 20 de las 80
# que quedan, el segundo corte es $20/80 = 0.25$.

# %% [markdown] id="dos-cortes" lang="en" seal="6d0920"
# Its lead was luck: it stayed behind in the exam you chose it by. If that exam is your test set, you publish the luck.
#
# **A worked example.** `train_test_split` shuffles and cuts in two. Of 10 rows, `test_size=0.2` leaves 8 and 2. For three parts one
# cuts twice, and must mind **of what** the fraction is: with 100 rows, the first 20% is 20; for another 20 of the 80 that are
# left, the second cut is $20/80 = 0.25$.

# %% id="two-cuts"
eight, two = train_test_split(np.arange(10), test_size=0.2, random_state=0)
print(eight, two)
rest, test = train_test_split(np.arange(100), test_size=0.2, random_state=0)
train, validation = train_test_split(rest, test_size=0.25, random_state=0)
print(len(train), len(validation), len(test))

# %% [markdown] id="estratificar" lang="es"
# ## Estratificar: que el azar no se lleve una clase
#
# 440 clientes de un mayorista portugués: 316 son de otras regiones, 77 de Lisboa y 47 de Oporto. Apartas 88 para la prueba. Por
# su proporción, de Oporto tocarían 9 o 10.
#
# **Predice antes de ejecutar.** Si repites el reparto 200 veces al azar, ¿entre qué números se moverán los clientes de Oporto que
# caen en la prueba?

# %% [markdown] id="estratificar" lang="en" seal="e9ac55"
# ## Stratifying: so that chance does not take a class away
#
# 440 customers of a Portuguese wholesaler: 316 are from other regions, 77 from Lisbon and 47 from Oporto. You put 88 aside for the
# test. In proportion, 9 or 10 of them should be from Oporto.
#
# **Predict before you run.** If you deal out 200 times at random, between which numbers will the customers from Oporto that fall
# into the test set move?

# %% id="stratify"
table = customers()
region = table["region"].to_numpy()
rows = np.arange(len(table))


def from_oporto(seed, **settings):
    _, test = train_test_split(rows, test_size=0.2, random_state=seed, **settings)
    return int(np.sum(region[test] == "oporto"))


by_chance = [from_oporto(seed) for seed in range(200)]
by_class = [from_oporto(seed, stratify=region) for seed in range(200)]
fig, ax = plt.subplots(figsize=(7.5, 3), layout="constrained")
bins = np.arange(min(by_chance), max(by_chance) + 2) - 0.5
ax.hist(by_chance, bins, color=COLORS.sky, edgecolor="white", label=str(Text(es="al azar", en="at random")))
ax.hist(by_class, bins, histtype="step", linewidth=2, color=COLORS.vermillion, label="stratify=region")
ax.set(
    xlabel=str(Text(es="clientes de Oporto en la prueba", en="customers from Oporto in the test set")),
    ylabel=str(Text(es="repartos", en="times dealt out")),
)
ax.legend()
shown(
    fig,
    alt=Text(
        es=f"Histograma de 200 repartos: al azar, los clientes de Oporto en la prueba van de {min(by_chance)} a "
        f"{max(by_chance)}; estratificando, siempre son 9 o 10.",
        en=f"Histogram of dealing out 200 times: at random, the customers from Oporto in the test set go from {min(by_chance)} "
        f"to {max(by_chance)}; stratifying, they are always 9 or 10.",
    ),
)
print(Text(es="al azar, de", en="at random, from"), min(by_chance), Text(es="a", en="to"), max(by_chance))
print(Text(es="estratificando, de", en="stratifying, from"), min(by_class), Text(es="a", en="to"), max(by_class))

# %% [markdown] id="como-estratificar" lang="es"
# **Estratificar** es repartir cada clase por separado. No las equilibra: si una es el 10 % del total, será el 10 % de cada parte.
#
# **Juega.** Compara los tres modos de repartir. ¿Qué le pasa a la clase escasa cuando las filas vienen ordenadas y no se barajan?
# ¿Y al azar, con pocas filas y otra semilla?

# %% [markdown] id="como-estratificar" lang="en" seal="dc3b39"
# **Stratifying** is dealing out each class on its own. It does not balance them: if one is 10% of the whole, it will be 10% of each
# part.
#
# **Play.** Compare the three ways of dealing out. What happens to the scarce class when the rows come sorted and are not shuffled?
# And at random, with few rows and another seed?

# %% id="play-split"
explore.split(Split(how="in order"))

# %% [markdown] id="reparto-visto" lang="es"
# Sin barajar, la clase escasa, que venía al final, cae entera en la prueba: el modelo no la estudia y se examina de ella. Al azar,
# con pocas filas, una parte puede llevarse el doble que otra. Estratificando, las tres barras quedan tan iguales como permiten los
# números enteros.
#
# Hay datos que no se reparten así. Si las filas son momentos, la prueba es **el final** (módulo 03, lección 04): del futuro no se
# aprende. Si hay varias filas de una misma persona, se reparten **personas**.

# %% [markdown] id="reparto-visto" lang="en" seal="5332eb"
# Not shuffled, the scarce class, which came last, falls into the test set whole: the model does not study it and is examined on
# it. At random, with few rows, one part may take twice as much of it as another. Stratifying, the three bars are as even as whole
# numbers allow.
#
# Some data are not dealt out like this. If the rows are moments, the test set is **the end** (module 03, lesson 04): one does not
# learn from the future. If there are several rows of one person, it is **persons** that are dealt out.

# %% [markdown] id="ejercicio-split" lang="es"
# ### Ejercicio 1 · Tres partes, clase por clase
#
# Completa `split(y, seed)`. Recibe las etiquetas y devuelve **los números de fila** de entrenamiento (60 %), validación (20 %) y
# prueba (20 %), estratificados y barajados. Con la misma `seed`, siempre el mismo reparto. El primer corte ya está; el segundo es
# tuyo. (Puedes borrarlo todo y hacerlo a tu manera: se juzga el reparto.)
#
# Si te atascas, `hint("04.split")` te da pistas, de una en una.

# %% [markdown] id="ejercicio-split" lang="en" seal="f9068e"
# ### Exercise 1 · Three parts, class by class
#
# Complete `split(y, seed)`. It takes the labels and returns **the row numbers** of training (60%), validation (20%) and test
# (20%), stratified and shuffled. With the same `seed`, always the same parts. The first cut is there; the second one is yours.
# (You may delete it all and do it your way: the parts are what is judged.)
#
# If you get stuck, `hint("04.split")` gives you hints, one at a time.

# %% exercise="split"
def split(y, seed):
    rows = np.arange(len(y))
    ### BEGIN SOLUTION
    #~ rest, test = train_test_split(rows, test_size=0.2, stratify=y, random_state=seed)
    #~ train, validation = ...
    #~ return train, validation, test
    rest, test = train_test_split(rows, test_size=0.2, stratify=y, random_state=seed)
    train, validation = train_test_split(rest, test_size=0.25, stratify=y[rest], random_state=seed)
    return train, validation, test
    ### END SOLUTION


# %% check="split" points=2
check("04.split", split)

# %% [markdown] id="fuga" lang="es"
# ## Fugas: cuando el examen se cuela en el estudio
#
# Hay una **fuga** cuando algo de la prueba llega al entrenamiento. La nota sube, y en producción vuelve a bajar. Pregúntate
# siempre **en qué sentido va la información**: del entrenamiento a la prueba, bien; de la prueba al entrenamiento, fuga.
#
# - **Elegir columnas** mirando las etiquetas de todas las filas, y partir después.
# - **Escalar o rellenar huecos** con medias de todas las filas.
# - **Copias**: la misma fila, o la misma persona, en las dos partes.
# - **El futuro**: una columna que solo se conoce después de lo que quieres predecir.
#
# Barajar con una semilla antes de partir no filtra nada: no mira los valores.
#
# **Predice antes de ejecutar.** 60 pacientes, 1000 medidas que son **puro ruido** y un diagnóstico a cara o cruz. Se eligen las 20
# medidas que mejor separan a enfermos y sanos, y un modelo sencillo se examina con 20 pacientes apartados. ¿Cuánto acertará si las
# medidas se eligen con los 60? ¿Y si se eligen solo con los 40 de entrenamiento?

# %% [markdown] id="fuga" lang="en" seal="ada085"
# ## Leaks: when the exam slips into the studying
#
# There is a **leak** when something of the test set reaches training. The mark goes up, and in production it comes down again. Ask
# yourself always **which way the information goes**: from training to test, fine; from test to training, a leak.
#
# - **Choosing columns** by the labels of all rows, and splitting afterwards.
# - **Scaling or filling gaps** with means of all rows.
# - **Copies**: the same row, or the same person, in both parts.
# - **The future**: a column that is only known after what you want to predict.
#
# Shuffling with a seed before splitting leaks nothing: it does not look at the values.
#
# **Predict before you run.** 60 patients, 1000 measurements that are **pure noise** and a diagnosis by the toss of a coin. The 20
# measurements that best set the ill and the healthy apart are chosen, and a simple model is examined on 20 patients put aside. How
# often will it be right if the measurements are chosen with all 60? And if they are chosen with the 40 of training only?

# %% id="leak"
def examined(seed, choose_with_all):
    rng = np.random.default_rng(seed)
    noise, ill = rng.normal(size=(60, 1000)), rng.permutation(np.repeat([0, 1], 30))
    train, test = train_test_split(np.arange(60), test_size=20, stratify=ill, random_state=seed)
    seen = np.arange(60) if choose_with_all else train
    gap = noise[seen][ill[seen] == 1].mean(axis=0) - noise[seen][ill[seen] == 0].mean(axis=0)
    chosen = np.argsort(-np.abs(gap))[:20]
    model = NearestCentroid().fit(noise[train][:, chosen], ill[train])
    return model.score(noise[test][:, chosen], ill[test])


chosen_with = {
    True: Text(es="elegidas con los 60:", en="chosen with all 60: "),
    False: Text(es="solo entrenamiento: ", en="training alone:     "),
}
for choose_with_all, words in chosen_with.items():
    scores = [examined(seed, choose_with_all) for seed in range(20)]
    print(words, f"{np.mean(scores):.2f} ± {np.std(scores):.2f}")

# %% [markdown] id="fuga-ruido" lang="es"
# Un modelo «excelente» de la nada. Entre 1000 columnas de ruido siempre hay 20 que coinciden con las etiquetas; si la prueba ayuda
# a elegirlas, coinciden también en la prueba.
#
# **Juega.** En la figura, una parte de las filas son copias. Compara la nota medida con la de filas nuevas, y mira qué pasa al
# mantener juntas las copias. Cambia después la fuga a la del escalado: ¿se nota igual?

# %% [markdown] id="fuga-ruido" lang="en" seal="b71a31"
# An “excellent” model out of nothing. Among 1000 columns of noise there are always 20 that agree with the labels; if the test set
# helps to choose them, they agree in the test set too.
#
# **Play.** In the picture, a part of the rows are copies. Compare the measured mark with that on new rows, and look at what happens
# when copies are kept together. Then change the leak to that of scaling: does it show as much?

# %% id="play-leak"
explore.split(Split(leak="duplicates"))

# %% [markdown] id="fuga-vista" lang="es"
# Con copias a los dos lados se mide más de 0.9; con filas nuevas, el mismo modelo no llega a 0.8. Esa diferencia es lo que habrías
# prometido de más. Con las copias juntas, lo medido vuelve a parecerse a la verdad.
#
# La fuga del escalado casi no se ve: la media de 100 filas cambia poco sin las 20 de la prueba. Se verá más con pocas filas, o si
# en la prueba cae un valor enorme. Y cerrarla no cuesta nada.

# %% [markdown] id="fuga-vista" lang="en" seal="0aafc2"
# With copies on both sides it measures more than 0.9; on new rows, the same model does not reach 0.8. That difference is by how
# much you would have promised too much. With the copies kept together, what is measured is close to the truth again.
#
# The leak of scaling hardly shows: the mean of 100 rows changes little without the 20 of the test set. It shows more with few rows,
# or if a huge value falls into the test set. And closing it costs nothing.

# %% [markdown] id="escalar" lang="es"
# ## Escalar: aprender la regla en el entrenamiento
#
# Estandarizar es $(x - \mu)/\sigma$, columna por columna. Dos números que se **aprenden**, y por tanto solo del entrenamiento.
#
# **Un ejemplo resuelto.** Entrenamiento: 2, 4 y 6. Prueba: un 8.
#
# $$\mu = 4, \qquad \sigma = \sqrt{\tfrac{4 + 0 + 4}{3}} \approx 1.633, \qquad \frac{8 - 4}{1.633} \approx 2.449$$
#
# El 8 está 2.449 desviaciones por encima de lo que el modelo estudió, y eso es lo que debe ver. Con la media de la **prueba** saldría
# $(8 - 8)/0$: un dato solo no tiene escala propia. En producción casi siempre llega uno solo.
#
# ¿Hace falta? Estos clientes gastan hasta 112 151 en una columna. **Predice antes de ejecutar**: la misma red y la misma semilla,
# sin escalar y escalando, ¿distinguirá restaurantes de tiendas?

# %% [markdown] id="escalar" lang="en" seal="5ab6ae"
# ## Scaling: learning the ruler from training
#
# Standardising is $(x - \mu)/\sigma$, column by column. Two numbers that are **learnt**, and so from training alone.
#
# **A worked example.** Training: 2, 4 and 6. Test: an 8.
#
# $$\mu = 4, \qquad \sigma = \sqrt{\tfrac{4 + 0 + 4}{3}} \approx 1.633, \qquad \frac{8 - 4}{1.633} \approx 2.449$$
#
# The 8 lies 2.449 deviations above what the model studied, and that is what it should see. With the mean of the **test** set it would
# be $(8 - 8)/0$: a lone value has no scale of its own. In production they nearly always come one by one.
#
# Is it needed? These customers spend up to 112 151 in one column. **Predict before you run**: the same network and the same seed,
# without scaling and with it: will it tell restaurants from shops?

# %% id="with-and-without"
spending = table[["fresh", "milk", "grocery", "frozen", "detergents_paper", "delicatessen"]].to_numpy(dtype=float)
is_shop = (table["channel"] == "retail").to_numpy().astype(int)
train, validation = train_test_split(rows, test_size=0.2, stratify=is_shop, random_state=0)
scaler = StandardScaler().fit(spending[train])


def trained(X, epochs=15):
    keras.utils.set_random_seed(1)
    network = keras.Sequential(
        [keras.Input(shape=(X.shape[1],)), layers.Dense(8, activation="relu"), layers.Dense(1, activation="sigmoid")]
    )
    network.compile(keras.optimizers.SGD(0.1), loss="binary_crossentropy", metrics=["accuracy"])
    history = network.fit(X[train], is_shop[train], epochs=epochs, verbose=0).history
    accuracy = network.evaluate(X[validation], is_shop[validation], verbose=0)[1]
    return history["loss"][0], accuracy


always = Text(es="decir siempre «restaurante»:", en="always saying “restaurant”:")
print(always, f"{np.mean(is_shop[validation] == 0):.2f}")
for name, X in (("spending", spending), ("scaled  ", scaler.transform(spending))):
    first_loss, accuracy = trained(X)
    print(name, Text(es="primera pérdida:", en="first loss:"), f"{first_loss:.3g}  ", f"accuracy: {accuracy:.2f}")

# %% [markdown] id="donde-escalar" lang="es"
# Sin escalar, la primera pérdida es enorme, un paso manda los pesos tan lejos que las unidades se apagan, y la red acaba diciendo
# lo mismo a todos. El escalado no cambia qué se puede aprender: cambia que el descenso llegue.
#
# Tres sitios donde vive la misma regla, siempre ajustada con el entrenamiento:
#
# - `StandardScaler().fit(X_train)`, y `transform` en cada parte. Nunca `fit_transform` en la prueba.
# - `make_pipeline(StandardScaler(), model)`: al validar de varias maneras, la regla se vuelve a aprender en cada corte.
# - La capa `keras.layers.Normalization`, con `adapt(X_train)`: la regla viaja **dentro** del modelo guardado.

# %% [markdown] id="donde-escalar" lang="en" seal="8e184f"
# Without scaling, the first loss is huge, one step sends the weights so far that the units go dead, and the network ends up saying
# the same to everybody. Scaling does not change what can be learnt: it changes whether descent gets there.
#
# Three places where the same ruler lives, always fitted on training:
#
# - `StandardScaler().fit(X_train)`, and `transform` in each part. Never `fit_transform` on the test set.
# - `make_pipeline(StandardScaler(), model)`: when you validate in several ways, the ruler is learnt again in each cut.
# - The layer `keras.layers.Normalization`, with `adapt(X_train)`: the ruler travels **inside** the saved model.

# %% id="normalization"
ruler = layers.Normalization(axis=-1)
ruler.adapt(spending[train].astype("float32"))
inside = ruler(spending[validation].astype("float32")).numpy()
print(np.allclose(inside, scaler.transform(spending[validation]), atol=1e-4))

# %% [markdown] id="ejercicio-scale" lang="es"
# ### Ejercicio 2 · Escalar sin fugas
#
# Completa `scale_without_leak(X_train, X_validation, X_test)`: las tres tablas estandarizadas, sin que nada de los exámenes llegue
# a la regla. $\sigma$ es la poblacional, la que NumPy da por omisión.

# %% [markdown] id="ejercicio-scale" lang="en" seal="49ffb6"
# ### Exercise 2 · Scaling without a leak
#
# Complete `scale_without_leak(X_train, X_validation, X_test)`: the three tables standardised, with nothing of the exams reaching
# the ruler. $\sigma$ is the population one, which NumPy gives by default.

# %% exercise="scale_without_leak"
def scale_without_leak(X_train, X_validation, X_test):
    ### BEGIN SOLUTION
    #~ mean = ...
    #~ sigma = ...
    #~ return ..., ..., ...
    mean = X_train.mean(axis=0)
    sigma = X_train.std(axis=0)
    return (X_train - mean) / sigma, (X_validation - mean) / sigma, (X_test - mean) / sigma
    ### END SOLUTION


# %% check="scale_without_leak" points=2
check("04.scale_without_leak", scale_without_leak)

# %% [markdown] id="etiquetas" lang="es"
# ## Etiquetas: enteras o one-hot
#
# Una red da números, así que las clases se numeran: Lisboa 0, Oporto 1, otras 2. Son **etiquetas enteras**. La otra escritura,
# **one-hot**, es una fila por ejemplo, con ceros y un 1 en la columna de su clase:
#
# $$2 \;\to\; (0,\, 0,\, 1)$$
#
# Con `Dense(3, activation="softmax")` sirven las dos, cada una con **su** pérdida: enteras con `"sparse_categorical_crossentropy"`,
# one-hot con `"categorical_crossentropy"`. El número que sale es el mismo. Keras no convierte unas en otras.
#
# **Predice antes de ejecutar.** ¿Qué pasará al dar etiquetas enteras a `"categorical_crossentropy"`? ¿Y cuántas columnas dará
# `to_categorical` con las etiquetas 1, 2 y 3?

# %% [markdown] id="etiquetas" lang="en" seal="b45c28"
# ## Labels: integers or one-hot
#
# A network gives numbers, so classes are numbered: Lisbon 0, Oporto 1, others 2. Those are **integer labels**. The other way to
# write them, **one-hot**, is one row per example, with zeros and a 1 in the column of its class:
#
# $$2 \;\to\; (0,\, 0,\, 1)$$
#
# With `Dense(3, activation="softmax")` both will do, each with **its** loss: integers with `"sparse_categorical_crossentropy"`,
# one-hot with `"categorical_crossentropy"`. The number that comes out is the same. Keras does not turn one into the other.
#
# **Predict before you run.** What will happen when integer labels are given to `"categorical_crossentropy"`? And how many columns
# will `to_categorical` give for the labels 1, 2 and 3?

# %% id="two-ways"
outputs = np.array([[0.1, 0.2, 0.7], [0.6, 0.3, 0.1]])
integers, rows_of_ones = np.array([2, 0]), np.array([[0.0, 0, 1], [1, 0, 0]])
print(keras.losses.sparse_categorical_crossentropy(integers, outputs).numpy())
print(keras.losses.categorical_crossentropy(rows_of_ones, outputs).numpy())

network = keras.Sequential([keras.Input(shape=(6,)), layers.Dense(3, activation="softmax")])
network.compile(loss="categorical_crossentropy")
try:
    network.fit(np.zeros((4, 6)), np.array([2, 0, 1, 1]), verbose=0)
except ValueError as error:
    print("ValueError:", str(error).splitlines()[0])
print(keras.utils.to_categorical([1, 2, 3]))

# %% [markdown] id="columnas-de-clase" lang="es"
# El mismo número, escritas de una u otra manera. Cambiadas, `fit` se detiene: la pérdida espera tres números por ejemplo y recibe
# uno. Ese error lo verás más veces; ahora sabes leerlo.
#
# `to_categorical` cuenta desde 0: con etiquetas 1, 2 y 3 sobra una columna, y la red tendría una salida que nunca toca. Numera desde
# 0, o dale los nombres tú.
#
# Con dos clases basta una columna de ceros y unos y una sigmoide. Y en las **entradas**, una columna de palabras también se pasa a
# one-hot: si escribes Lisboa 0, Oporto 1 y otras 2, le dices a la red que Oporto está entre las otras dos.
#
# Las columnas se deciden **una vez**, en el entrenamiento. Si cada parte usa las clases que le tocaron, una columna cambia de
# significado o desaparece.

# %% [markdown] id="columnas-de-clase" lang="en" seal="53392a"
# The same number, written one way or the other. Mixed up, `fit` stops: the loss expects three numbers per example and gets one. You
# will meet that error again; now you know how to read it.
#
# `to_categorical` counts from 0: with labels 1, 2 and 3 there is a column too many, and the network would have an output that is
# never the right one. Number from 0, or give the names yourself.
#
# With two classes one column of zeros and ones and a sigmoid will do. And in the **inputs**, a column of words is turned into one-hot
# too: if you write Lisbon 0, Oporto 1 and others 2, you tell the network that Oporto lies between the other two.
#
# The columns are decided **once**, in training. If each part uses the classes it happened to get, a column changes its meaning or
# disappears.

# %% [markdown] id="ejercicio-one-hot" lang="es"
# ### Ejercicio 3 · Reto: one-hot que aguanta en producción
#
# Escribe `one_hot(labels, classes)` desde cero, sin `to_categorical` ni codificadores: una fila por etiqueta y una columna por clase,
# **en el orden de `classes`**, salga o no cada clase. Las etiquetas pueden ser palabras o números, y la que no sea de ninguna clase
# deja su fila **a cero**.

# %% [markdown] id="ejercicio-one-hot" lang="en" seal="7caac3"
# ### Exercise 3 · Challenge: one-hot that holds in production
#
# Write `one_hot(labels, classes)` from scratch, without `to_categorical` or encoders: one row per label and one column per class,
# **in the order of `classes`**, whether or not each class appears. Labels may be words or numbers, and one that is of no class
# leaves its row **at zero**.

# %% exercise="one_hot"
def one_hot(labels, classes):
    ### BEGIN SOLUTION
    table = np.zeros((len(labels), len(classes)))
    for row, label in zip(table, labels):
        if label in classes:
            row[list(classes).index(label)] = 1
    return table
    ### END SOLUTION


# %% check="one_hot" points=3
check("04.one_hot", one_hot)

# %% [markdown] id="tf-data" lang="es"
# ## `tf.data`: servir los lotes a tiempo
#
# Con arrays que caben en memoria, `fit(x, y)` baraja y hace lotes por ti. Cuando los datos están en archivos o hay que prepararlos
# sobre la marcha, una cadena de `tf.data` los sirve:
#
# 1. `from_tensor_slices((x, y))`: da los ejemplos de uno en uno.
# 2. `shuffle(len(x))`: los baraja, y otra vez en cada época.
# 3. `batch(32)`: los agrupa.
# 4. `prefetch(tf.data.AUTOTUNE)`: prepara el siguiente lote mientras la red entrena con este.
#
# El orden importa. Si agrupas **antes** de barajar, cambia el orden de los lotes, pero dentro van siempre los mismos juntos.
#
# **Predice antes de ejecutar.** 12 ejemplos ordenados, del 0 al 11, en lotes de 4. ¿Qué verás en dos épocas con cada orden? ¿Y si
# `shuffle` solo tiene sitio para 2 ejemplos?

# %% [markdown] id="tf-data" lang="en" seal="468e4d"
# ## `tf.data`: serving the batches on time
#
# With arrays that fit in memory, `fit(x, y)` shuffles and makes batches for you. When the data are in files or have to be prepared on
# the way, a chain of `tf.data` serves them:
#
# 1. `from_tensor_slices((x, y))`: gives the examples one by one.
# 2. `shuffle(len(x))`: shuffles them, and again in each epoch.
# 3. `batch(32)`: groups them.
# 4. `prefetch(tf.data.AUTOTUNE)`: makes the next batch ready while the network trains on this one.
#
# The order matters. If you group **before** shuffling, the order of the batches changes, but the same ones always go together inside.
#
# **Predict before you run.** 12 examples in order, from 0 to 11, in batches of 4. What will you see in two epochs with each order? And
# if `shuffle` has room for 2 examples only?

# %% id="orders"
twelve = tf.data.Dataset.from_tensor_slices(np.arange(12))
chains = {
    "shuffle(12).batch(4)": twelve.shuffle(12, seed=1).batch(4),
    "batch(4).shuffle(3)": twelve.batch(4).shuffle(3, seed=1),
    "shuffle(2).batch(4)": twelve.shuffle(2, seed=1).batch(4),
}
for name, chain in chains.items():
    print(name)
    for _ in range(2):
        print("   ", *(batch.numpy() for batch in chain))

# %% [markdown] id="ordenes-despues" lang="es"
# Arriba, lotes nuevos en cada época. En medio, siempre los mismos cuatro juntos. Abajo, con sitio para 2, casi nada se mueve: los
# primeros ejemplos caen en el primer lote, y si las filas vienen ordenadas por clase, cada lote verá una sola.

# %% [markdown] id="ordenes-despues" lang="en" seal="efef59"
# At the top, new batches in each epoch. In the middle, always the same four together. At the bottom, with room for 2, almost
# nothing moves: the first examples fall into the first batch, and if the rows come sorted by class, each batch will see only one.

# %% [markdown] id="todo-junto" lang="es"
# ## Todo junto, con tus funciones
#
# Partir, escalar, codificar, servir y, al final, **una** mirada a la prueba. La celda usa lo que has escrito: el canal se predice a
# partir del gasto, escalado, y de la región, en one-hot.
#
# **Predice antes de ejecutar.** Decir siempre «restaurante» acierta dos de cada tres. ¿Cuánto acertará la red?

# %% [markdown] id="todo-junto" lang="en" seal="e66869"
# ## All together, with your functions
#
# Split, scale, encode, serve and, at the end, **one** look at the test set. The cell uses what you have written: the channel is
# predicted from the spending, scaled, and from the region, in one-hot.
#
# **Predict before you run.** Always saying “restaurant” is right two times in three. How often will the network be right?

# %% id="all-together"
if passed("04.split") and passed("04.scale_without_leak") and passed("04.one_hot"):
    parts = split(is_shop, 0)
    scaled = scale_without_leak(*(spending[part] for part in parts))
    places = [np.asarray(one_hot(list(region[part]), ["lisbon", "oporto", "other"])) for part in parts]
    X_train, X_validation, X_test = (np.hstack(pair) for pair in zip(scaled, places))
    y_train, y_validation, y_test = (is_shop[part] for part in parts)

    keras.utils.set_random_seed(4)
    data = tf.data.Dataset.from_tensor_slices((X_train, y_train)).shuffle(len(X_train)).batch(32)
    held_out = tf.data.Dataset.from_tensor_slices((X_validation, y_validation)).batch(32)
    network = keras.Sequential(
        [keras.Input(shape=(9,)), layers.Dense(8, activation="relu"), layers.Dense(1, activation="sigmoid")]
    )
    network.compile(keras.optimizers.SGD(0.1), loss="binary_crossentropy", metrics=["accuracy"])
    # es: la cadena ya baraja: que fit no lo haga otra vez
    # en: the chain already shuffles: fit need not do it again
    batches = data.prefetch(tf.data.AUTOTUNE)
    history = network.fit(batches, validation_data=held_out, shuffle=False, epochs=15, verbose=0).history
    accuracy = network.evaluate(X_test, y_test, verbose=0)[1]
    print(always, f"{np.mean(y_test == 0):.2f}")
    print(Text(es="la red, en la validación:", en="the network, on validation:"), f"{history['val_accuracy'][-1]:.2f}")
    print(Text(es="la red, en la prueba:", en="the network, on the test set:"), f"{accuracy:.2f}")
else:
    print(Text(es="Esta celda espera a los tres ejercicios.", en="This cell waits for the three exercises."))

# %% [markdown] id="una-mirada" lang="es"
# La nota de la prueba es la que se publica, salga como salga. ¿Quieres probar otra tasa o más unidades? Decide con la validación.
# Si vuelves a mirar la prueba para elegir, deja de ser una prueba, y publicarás suerte, como con los 40 modelos.

# %% [markdown] id="una-mirada" lang="en" seal="2b0afe"
# The mark on the test set is the one you publish, whatever it is. Would you like to try another rate, or more units? Decide by
# validation. If you look at the test set again in order to choose, it is a test no longer, and you will publish luck, as with the
# 40 models.

# %% [markdown] id="preguntas" lang="es"
# ## Siete preguntas para afianzar lo aprendido
#
# No puntúan. Cada una te dice por qué, aciertes o no.

# %% [markdown] id="preguntas" lang="en" seal="d68c8b"
# ## Seven questions to let it settle
#
# They carry no points. Each one tells you why, right or wrong.

# %% quiz="04.q01"

# %% quiz="04.q02"

# %% quiz="04.q03"

# %% quiz="04.q04"

# %% quiz="04.q05"

# %% quiz="04.q06"

# %% quiz="04.q07"

# %% id="progress"
progress()

# %% [markdown] id="resumen" lang="es"
# ## Resumen
#
# - La nota sobre lo visto mide memoria. **Entrenamiento** para aprender, **validación** para elegir, **prueba** para mirar una vez.
# - **Estratificar** conserva la proporción de cada clase en cada parte; no las equilibra.
# - Hay **fuga** si algo de la prueba llega al entrenamiento: columnas elegidas con todo, escalas de todo, copias, futuro.
# - La media y la $\sigma$ se aprenden en el entrenamiento y se aplican **tal cual** a lo demás.
# - Etiquetas enteras con `"sparse_categorical_crossentropy"`; one-hot con `"categorical_crossentropy"`. Las columnas, fijas.
# - En `tf.data`: barajar, agrupar y, al final, `prefetch`.

# %% [markdown] id="resumen" lang="en" seal="2940f1"
# ## Summary
#
# - The mark on what was seen measures memory. **Training** to learn, **validation** to choose, **test** to look at once.
# - **Stratifying** keeps the proportion of each class in each part; it does not balance them.
# - There is a **leak** if something of the test set reaches training: columns chosen with all, scales of all, copies, the future.
# - The mean and $\sigma$ are learnt from training and applied **as they are** to the rest.
# - Integer labels with `"sparse_categorical_crossentropy"`; one-hot with `"categorical_crossentropy"`. The columns stay fixed.
# - In `tf.data`: shuffle, batch and, at the end, `prefetch`.

# %% [markdown] id="glosario" lang="es"
# ## Glosario
#
# | español | inglés | qué es |
# |---|---|---|
# | entrenamiento | *training set* | los datos de los que aprende el modelo |
# | validación | *validation set* | los datos con los que eliges tú |
# | prueba | *test set* | los datos que se miran una vez, al final |
# | estratificar | *stratify* | repartir cada clase por separado |
# | fuga | *leak* | información que va de la prueba al entrenamiento |
# | estandarizar | *standardise* | restar la media y dividir por la desviación |
# | etiqueta entera | *integer label* | el número de la clase |
# | one-hot | *one-hot* | ceros y un 1 en la columna de la clase |
# | precarga | *prefetch* | preparar el lote siguiente mientras se usa este |

# %% [markdown] id="glosario" lang="en" seal="05b240"
# ## Glossary
#
# | English | Spanish | what it is |
# |---|---|---|
# | training set | *entrenamiento* | the data that the model learns from |
# | validation set | *validación* | the data that you choose by |
# | test set | *prueba* | the data that are looked at once, at the end |
# | stratify | *estratificar* | dealing out each class on its own |
# | leak | *fuga* | information that goes from test to training |
# | standardise | *estandarizar* | subtracting the mean and dividing by the deviation |
# | integer label | *etiqueta entera* | the number of the class |
# | one-hot | *one-hot* | zeros and a 1 in the column of the class |
# | prefetch | *precarga* | making the next batch ready while this one is in use |

# %% [markdown] id="seguir" lang="es"
# ## Para seguir leyendo
#
# - T. Hastie, R. Tibshirani y J. Friedman, *The Elements of Statistical Learning*, apartado 7.10.2: la manera equivocada y la
#   correcta de validar, con el mismo experimento de las columnas de ruido.
# - *Common pitfalls and recommended practices*, en la documentación de scikit-learn: las fugas, con código.
# - *tf.data: Build TensorFlow input pipelines*, en la documentación de TensorFlow.

# %% [markdown] id="seguir" lang="en" seal="47681b"
# ## Where to read on
#
# - T. Hastie, R. Tibshirani and J. Friedman, *The Elements of Statistical Learning*, section 7.10.2: the wrong and the right way to
#   validate, with the same experiment of the columns of noise.
# - *Common pitfalls and recommended practices*, in scikit-learn's documentation: leaks, with code.
# - *tf.data: Build TensorFlow input pipelines*, in TensorFlow's documentation.
