# ---
# jupyter:
#   curso:
#     module: "06"
#     title: {es: "Proyecto final", en: "Final project"}
#     goals:
#       es:
#         - "decidir, columna por columna, qué puede ver una red y qué sería una fuga"
#         - "convertir una tabla sin tratar en números con una receta aprendida sin mirar la prueba"
#         - "elegir, entrenar y medir una red sin gastar la prueba"
#         - "entregar la red de modo que funcione en otro ordenador, con una promesa que se cumpla"
#         - "escribir una conclusión que los números respalden"
#       en:
#         - "decide, column by column, what a network may see and what would be a leak"
#         - "turn a raw table into numbers by a recipe learnt without looking at the test set"
#         - "choose, train and measure a network without using up the test set"
#         - "hand the network over so that it works on another computer, with a promise that holds"
#         - "write a conclusion that the numbers support"
#     needs:
#       es:
#         - "04.01: entrenamiento, validación, prueba y fugas"
#         - "04.03: `KerasNetRegressor`, guardar y cargar"
#         - "06.01: buscar con `Search`"
#         - "de pandas, elegir columnas y `fillna`; lo demás se explica"
#       en:
#         - "04.01: training, validation, test and leaks"
#         - "04.03: `KerasNetRegressor`, saving and loading"
#         - "06.01: searching with `Search`"
#         - "of pandas, choosing columns and `fillna`; the rest is explained"
#     minutes: 45
#     inventory: []
#     errata: []
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
# ---

# %% tags=["source-only"]
from curso.notebook import check, hint, passed, progress, quiz_check, solution, start

# %% [markdown] id="pregunta" lang="es"
# ## Una pregunta antes de empezar
#
# Un portal de pisos te da los anuncios de una ciudad inventada, con el alquiler por el que se firmó cada contrato. Quiere un modelo
# que, cuando alguien anuncie un piso **nuevo**, diga cuánto se pagará por él.
#
# De cada piso sabes: número del anuncio (`listing`), barrio (`district`), superficie (`surface`), planta (`floor`), ascensor
# (`lift`), año (`year`), metros hasta el metro (`metro_m`), fianza pagada al firmar (`deposit`) y alquiler en euros al mes (`rent`).
#
# **Apunta tu predicción.** Hay una columna con la que una red acertaría casi al céntimo, y por la que el portal no te pagará
# nada. ¿Cuál? ¿Y en qué tanto por ciento crees que se equivocará, de media, una buena red que no la use?

# %% [markdown] id="pregunta" lang="en" seal="18317b"
# ## A question before we start
#
# A property portal gives you the adverts of an invented town, with the rent that each contract was signed for. It wants a model
# that says, when somebody advertises a **new** flat, how much will be paid for it.
#
# Of each flat you know: the advert's number (`listing`), district (`district`), surface (`surface`), floor (`floor`), lift
# (`lift`), year (`year`), metres to the metro (`metro_m`), deposit paid on signing (`deposit`) and rent in euros a month (`rent`).
#
# **Write your prediction down.** There is one column with which a network would be right nearly to the cent, and for which the
# portal will pay you nothing. Which? And by how many per cent, do you think, will a good network that does not use it be off?

# %% id="my-guess"
# es: La columna, entre comillas, y el tanto por ciento (cambia los puntos suspensivos):
# en: The column, in quotes, and the per cent (replace the dots):
my_column, my_per_cent = ..., ...

# %% id="missing-packages"
import importlib.util
import subprocess
import sys

# es: Colab no trae Keras Tuner: aquí se instala si falta. En tu ordenador vino con el curso.
# en: Colab does not bring Keras Tuner: here it is installed if it is missing. On your computer it came with the course.
missing = [name for name in ("keras-tuner", "tensorboard") if not importlib.util.find_spec(name.replace("-", "_"))]
if missing:
    subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", *missing], check=True)

# %% id="load-table"
import json
import os
from pathlib import Path

# es: TensorFlow habla mucho mientras se carga. Aquí no nos hace falta.
# en: TensorFlow talks a lot while it loads. We do not need that here.
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from sklearn.linear_model import LinearRegression

from curso.data.rents import rents
from curso.display import muted_stderr
from curso.explore import CYCLE, Split, shown, split
from curso.models import KerasNetRegressor
from curso.text import Text
from curso.tuning import Search

with muted_stderr():
    import keras

table = rents()
table.head(8)

# %% [markdown] id="tabla" lang="es"
# ## 1. La tabla: mirar antes de calcular
#
# Así llegan las tablas: `BRUMA`, `bruma` y `Bruma ` son el mismo barrio; unas superficies van en m² y otras en pies cuadrados
# (`sq ft`); hay plantas en blanco y pisos construidos en el año 0. Lo peor
# es lo que no da ningún error: un año 0 es un número como otro, y `BRUMA` y `bruma` pasarían por dos barrios. La red aprendería de ello
# tan tranquila.
#
# A cada columna se le hacen dos preguntas, en este orden:
#
# 1. **¿Se sabrá cuando se use el modelo?** Si no, fuera, por bien que prediga: es una **fuga**.
# 2. **¿Significa lo mismo en todas las filas?** Si no, se limpia.
#
# **Predice antes de ejecutar.** Los barrios son cuatro. ¿Cuántos distintos ve pandas? ¿Y cómo será el dibujo del alquiler frente
# a la fianza?

# %% [markdown] id="tabla" lang="en" seal="f1d76f"
# ## 1. The table: looking before computing
#
# This is how tables arrive: `BRUMA`, `bruma` and `Bruma ` are the same district; some surfaces are in m² and others in square
# feet (`sq ft`); there are blank floors, and flats built in the year 0. The worst is what gives no error: a year 0 is a
# number like any other, and `BRUMA` and `bruma` would pass for two districts. The network would calmly learn from them.
#
# Two questions are asked of each column, in this order:
#
# 1. **Will it be known when the model is used?** If not, out it goes, however well it predicts: it is a **leak**.
# 2. **Does it mean the same in all rows?** If not, it is cleaned.
#
# **Predict before you run.** There are four districts. How many different ones does pandas see? And what will the picture of the
# rent against the deposit look like?

# %% id="look"
print(Text(es="filas:", en="rows:"), len(table))
print(Text(es="anuncios distintos:", en="different adverts:"), table["listing"].nunique())
print(Text(es="barrios que ve pandas:", en="districts that pandas sees:"), table["district"].nunique())
print(Text(es="plantas en blanco:", en="blank floors:"), table["floor"].isna().sum())
print(Text(es="ascensor sin decir:", en="lift not told:"), (table["lift"] == "").sum())
print(Text(es="año 0:", en="year 0:"), (table["year"] == 0).sum())

fig, axes = plt.subplots(1, 2, figsize=(9, 3.2), layout="constrained")
euros = str(Text(es="alquiler (€ al mes)", en="rent (€ a month)"))
names = {"deposit": Text(es="fianza (€)", en="deposit (€)"), "metro_m": Text(es="metros hasta el metro", en="metres to the metro")}
for ax, (column, name) in zip(axes, names.items(), strict=True):
    ax.scatter(table[column], table["rent"], s=6, color=CYCLE[0].color, alpha=0.5)
    ax.set(xlabel=str(name), ylabel=euros)
shown(
    fig,
    alt=Text(
        es="Dos nubes de puntos. El alquiler frente a la fianza es una recta exacta; frente a los metros hasta el metro, una nube "
        "ancha, algo más alta cerca del metro.",
        en="Two scatter plots. The rent against the deposit is an exact straight line; against the metres to the metro, a broad "
        "cloud, somewhat higher near the metro.",
    ),
)

# %% [markdown] id="fianza" lang="es"
# La fianza son dos meses de alquiler: con ella cualquier modelo acierta. Pero se paga **al firmar**, cuando el alquiler ya se conoce.
# El día en que se anuncia un piso nuevo, esa casilla está vacía. Una red que se apoye en ella saldrá perfecta también en tu
# prueba, porque la prueba sale de la misma tabla, y no servirá para lo único que se le pide.
#
# Tampoco `listing` sirve: es un número que se reparte al azar. Sí sirve para otra cosa: dice qué anuncios están **repetidos**.

# %% [markdown] id="fianza" lang="en" seal="ab4db9"
# The deposit is two months of rent: with it any model is right. But it is paid **on signing**, when the rent is already known. On
# the day a new flat is advertised that cell is empty. A network that leans on it will come out perfect on your test set too,
# because the test set comes from the same table, and will be no use for the one thing that it is asked for.
#
# Nor is `listing` of use: it is a number handed out at random. It does serve for something else: it tells which adverts are
# **repeated**.

# %% [markdown] id="ejercicio-square-metres" lang="es"
# ### Ejercicio 1 · Una superficie es un número
#
# Completa `square_metres(text)`. Recibe lo que alguien ha escrito y devuelve un número de metros cuadrados:
#
# | llega | sale |
# |---|---|
# | `"80 m²"`, `"80 m2"`, `"80"` | 80 |
# | `"59,4 m²"` | 59.4 |
# | `"873 sq ft"` | 81.1 (un pie mide 0.3048 m) |
# | `""` | `float("nan")`: un hueco |
#
# Lo que viene detrás del número, si viene, va separado por un espacio.

# %% [markdown] id="ejercicio-square-metres" lang="en" seal="5fbfaf"
# ### Exercise 1 · A surface is a number
#
# Complete `square_metres(text)`. It gets what somebody has typed and returns a number of square metres:
#
# | comes in | goes out |
# |---|---|
# | `"80 m²"`, `"80 m2"`, `"80"` | 80 |
# | `"59,4 m²"` | 59.4 |
# | `"873 sq ft"` | 81.1 (a foot measures 0.3048 m) |
# | `""` | `float("nan")`: a gap |
#
# What comes after the number, if anything does, is separated from it by a space.

# %% exercise="square_metres"
def square_metres(text):
    ### BEGIN SOLUTION
    #~ text = text.replace(",", ".").strip()
    #~ if not text:
    #~     return ...
    #~ number = ...
    #~ return number * ... if "ft" in text else number
    text = text.replace(",", ".").strip()
    if not text:
        return float("nan")
    number = float(text.split()[0])
    return number * 0.3048**2 if "ft" in text else number
    ### END SOLUTION


# %% check="square_metres" points=2
check("06.square_metres", square_metres)

# %% [markdown] id="limpiar" lang="es"
# ### El resto de la limpieza
#
# Ya está hecha, para que la leas. Ninguna línea **aprende** nada de la tabla: cada celda se limpia sin mirar a las demás, y por eso
# se puede hacer antes de repartir. Lo que falta queda como `nan`, sin rellenar: rellenar sí es aprender.
#
# De pandas: `.str.strip().str.lower()` quita los espacios de los extremos y pasa a minúsculas; `.map(f)` aplica `f` a cada casilla, y
# `.map({…})` la cambia por lo que diga el diccionario (lo que no está en él pasa a `nan`); `.where(…)` deja el valor donde se
# cumple la condición y pone `nan` donde no.
#
# **Predice antes de ejecutar.** ¿Sube el alquiler igual de deprisa con la superficie en los cuatro barrios?

# %% [markdown] id="limpiar" lang="en" seal="1f8a9b"
# ### The rest of the cleaning
#
# It is done already, for you to read. No line **learns** anything from the table: each cell is cleaned without looking at the others,
# which is why this can be done before dealing out. What is missing stays as `nan`, not filled: filling is learning.
#
# Of pandas: `.str.strip().str.lower()` takes the spaces off both ends and turns to lower case; `.map(f)` applies `f` to each cell, and
# `.map({…})` changes it for what the dictionary says (what is not in it becomes `nan`); `.where(…)` keeps the value where the
# condition holds and puts `nan` where it does not.
#
# **Predict before you run.** Does the rent rise with the surface equally fast in the four districts?

# %% id="clean"
def clean(raw):
    return pd.DataFrame(
        {
            "district": raw["district"].str.strip().str.lower(),
            "surface": raw["surface"].map(square_metres),
            "floor": raw["floor"],
            "lift": raw["lift"].str.strip().str.lower().map({"yes": 1.0, "no": 0.0}),
            "year": raw["year"].where(raw["year"] > 0),
            "metro_m": raw["metro_m"],
        }
    )


if passed("06.square_metres"):
    tidy = clean(table)
    fig, ax = plt.subplots(figsize=(7, 3.6), layout="constrained")
    for name, style, marker in zip(sorted(tidy["district"].unique()), CYCLE, "os^D"):
        own = tidy["district"] == name
        ax.scatter(tidy["surface"][own], table["rent"][own], s=9, color=style.color, marker=marker, label=name, alpha=0.6)
    ax.set(xlabel=str(Text(es="superficie (m²)", en="surface (m²)")), ylabel=euros)
    ax.legend()
    shown(
        fig,
        alt=Text(
            es="El alquiler frente a la superficie, un color y una marca por barrio: sube en los cuatro, casi el doble de deprisa "
            "en ciprés que en alba, y cada nube se abre hacia la derecha.",
            en="The rent against the surface, a colour and a mark for each district: it rises in all four, nearly twice as fast in "
            "ciprés as in alba, and each cloud opens out to the right.",
        ),
    )
else:
    print(Text(es="Esta celda espera al ejercicio 1.", en="This cell waits for exercise 1."))

# %% [markdown] id="en-proporcion" lang="es"
# Las nubes se abren: en un piso caro, equivocarse en 100 € es poco; en uno barato, mucho. Por eso medimos el error **en proporción**
# al alquiler, y la red aprenderá el **logaritmo**: pasar de 500 a 550 € y de 2000 a 2200 € es lo mismo en logaritmos, porque las dos veces es
# un 10 % más. Con 1000 € como unidad, $\ln(\text{alquiler} / 1000)$ queda cerca de 0, que es donde una red aprende bien.

# %% [markdown] id="en-proporcion" lang="en" seal="30e886"
# The clouds open out: for a dear flat, being off by €100 is little; for a cheap one, a lot. So we measure the error **in proportion**
# to the rent, and the network will learn the **logarithm**: going from €500 to €550 and from €2000 to €2200 is the same in logarithms, as
# both times it is 10% more. With €1000 as the unit, $\ln(\text{rent} / 1000)$ comes to lie near 0, where a network learns well.

# %% [markdown] id="flujo" lang="es"
# ## 2. El flujo: quién ve qué
#
# Un proyecto es una lista corta. Lo difícil no es ningún paso, es no dejar que uno vea lo que no debe:
#
# | paso | de qué filas aprende |
# |---|---|
# | 1. quitar copias y limpiar celda a celda | de ninguna |
# | 2. apartar la **prueba** | de ninguna |
# | 3. aprender la **receta**: rellenos, medias, desviaciones, barrios | de las que quedan |
# | 4. buscar hiperparámetros | entrena con unas, elige con la **validación** |
# | 5. entrenar la red elegida | de todas las que quedan |
# | 6. medirla, **una sola vez** | de ninguna: solo mira la prueba |
# | 7. escribir la conclusión | – |
#
# ¿Por qué las copias van antes que nada? **Juega**: aquí hay filas repetidas que se reparten como si fueran desconocidas. Mira cuánto
# acierta el modelo en la prueba y cuánto con filas de verdad nuevas.

# %% [markdown] id="flujo" lang="en" seal="80c6b0"
# ## 2. The flow: who sees what
#
# A project is a short list. No single step is hard; what is hard is not letting one see what it should not:
#
# | step | which rows it learns from |
# |---|---|
# | 1. take copies out and clean cell by cell | none |
# | 2. set the **test set** aside | none |
# | 3. learn the **recipe**: fillings, means, deviations, districts | those that are left |
# | 4. search hyper-parameters | trains on some, chooses by **validation** |
# | 5. train the network that was chosen | all that are left |
# | 6. measure it, **just once** | none: it only looks at the test set |
# | 7. write the conclusion | – |
#
# Why do copies come before anything else? **Play**: here there are repeated rows which are dealt out like strangers. Look at how much
# the model gets right on the test set, and how much on rows that are truly new.

# %% id="copies"
split(Split(leak="duplicates", copies=0.5))

# %% [markdown] id="receta" lang="es"
# ### La receta
#
# Todo lo que se aprende de la tabla, y que hará falta el día que llegue un piso nuevo, cabe en un diccionario:
#
# - `numbers` y `districts`: qué columnas, y **en qué orden**. La red solo ve posiciones.
# - `fill`: con qué se rellena un hueco. La mediana, que un ático de 180 m² no arrastra.
# - `mean` y `std`: con qué se escala.
#
# Se aprende de las 960 filas conocidas, validación incluida, porque con todas ellas se entrenará la red elegida. Es más cómodo que hacer
# dos recetas, y tiene un precio pequeño: al elegir, la validación ya no es del todo nueva. La prueba sí lo es.
#
# En la celda, `drop_duplicates("listing")` deja una fila por anuncio, `reset_index(drop=True)` las numera otra vez desde 0, y
# `.iloc[…]` elige filas por su posición.
#
# **Predice antes de ejecutar.** Hay 60 copias y apartamos una fila de cada cinco. Si nadie las quitara, ¿en cuántas filas de la
# prueba haría trampa la red sin querer?

# %% [markdown] id="receta" lang="en" seal="2746ae"
# ### The recipe
#
# All that is learnt from the table, and will be needed on the day a new flat comes, fits into a dictionary:
#
# - `numbers` and `districts`: which columns, and **in which order**. The network sees positions only.
# - `fill`: what a gap is filled with. The median, which a penthouse of 180 m² does not drag along.
# - `mean` and `std`: what is scaled with.
#
# It is learnt from the 960 known rows, validation included, as the chosen network will be trained on all of them. That is handier than
# two recipes, at a small price: while choosing, validation is not wholly new. The test set is.
#
# In the cell, `drop_duplicates("listing")` leaves one row for each advert, `reset_index(drop=True)` numbers them again from 0, and
# `.iloc[…]` picks rows by their position.
#
# **Predict before you run.** There are 60 copies, and we set one row in five aside. If nobody took them out, in how many test rows
# would the network cheat without meaning to?

# %% id="split-rows"
rng = np.random.default_rng(0)
with_copies = rng.permutation(table["listing"])
cheated = np.isin(with_copies[:252], with_copies[252:]).sum()
print(Text(es="filas de prueba con su copia en el entrenamiento:", en="test rows with their copy in training:"), cheated)

flats = table.drop_duplicates("listing").reset_index(drop=True)
rent = flats["rent"].to_numpy()
log_rent = np.log(rent / 1000)
order = rng.permutation(len(flats))
test, validation, train = order[:240], order[240:480], order[480:]
known = order[240:]
print(len(train), "+", len(validation), "+", len(test), "=", len(flats))

NUMBERS = ["surface", "floor", "lift", "year", "metro_m"]


def learn_recipe(tidy):
    fill = tidy[NUMBERS].median()
    filled = tidy[NUMBERS].fillna(fill)
    return {
        "numbers": NUMBERS,
        "fill": fill.to_dict(),
        "mean": filled.mean().to_dict(),
        "std": filled.std().to_dict(),
        "districts": sorted(tidy["district"].unique()),
    }


if passed("06.square_metres"):
    recipe = learn_recipe(clean(flats.iloc[known]))
    for name, value in recipe.items():
        shortened = {key: round(one, 2) for key, one in value.items()} if isinstance(value, dict) else value
        print(f"{name:10}", shortened)

# %% [markdown] id="ejercicio-features" lang="es"
# ### Ejercicio 2 · Seguir la receta
#
# Escribe `features(table, recipe)`, que convierte una tabla limpia en los números de la red: un array con una fila por piso.
#
# 1. Por cada nombre de `recipe["numbers"]`, una columna: se rellenan los huecos con `recipe["fill"][name]`, se resta
#    `recipe["mean"][name]` y se divide por `recipe["std"][name]`.
# 2. Detrás, por cada barrio de `recipe["districts"]`, una columna con un 1 en los pisos de ese barrio y un 0 en los demás.
#
# Un ejemplo de lo segundo, con los barrios alba, bruma y duna: un piso de bruma es 0, 1, 0. Uno de un barrio que no está en la
# receta es 0, 0, 0.

# %% [markdown] id="ejercicio-features" lang="en" seal="831ff0"
# ### Exercise 2 · Following the recipe
#
# Write `features(table, recipe)`, which turns a clean table into the numbers of the network: an array with a row for each flat.
#
# 1. For each name in `recipe["numbers"]`, a column: gaps are filled with `recipe["fill"][name]`, `recipe["mean"][name]` is taken
#    away, and the result is divided by `recipe["std"][name]`.
# 2. After them, for each district in `recipe["districts"]`, a column with a 1 for the flats of that district and a 0 for the others.
#
# An example of the latter, with the districts alba, bruma and duna: a flat in bruma is 0, 1, 0. One in a district that is not in the
# recipe is 0, 0, 0.

# %% exercise="features"
def features(table, recipe):
    ### BEGIN SOLUTION
    #~ columns = []
    #~ for name in recipe["numbers"]:
    #~     filled = ...
    #~     columns.append(...)
    #~ for name in recipe["districts"]:
    #~     columns.append(...)
    #~ return np.column_stack(columns)
    columns = []
    for name in recipe["numbers"]:
        filled = table[name].fillna(recipe["fill"][name])
        columns.append((filled - recipe["mean"][name]) / recipe["std"][name])
    for name in recipe["districts"]:
        columns.append((table["district"] == name).astype(float))
    return np.column_stack(columns)
    ### END SOLUTION


# %% check="features" points=2
check("06.features", features)

# %% [markdown] id="referencias" lang="es"
# ## 3. Con qué se compara
#
# «La red se equivoca en un 8 %» no dice nada hasta saber en cuánto se equivoca lo que no cuesta ningún trabajo. Dos **referencias**:
#
# - **la mediana**: decir a todos el alquiler del medio;
# - **los mínimos cuadrados**: el mejor plano.
#
# La medida es la misma para todos, la media de los errores en proporción:
# $\frac{1}{m} \sum_i |\hat y_i - y_i| / y_i$. La prueba sigue cerrada: de momento, todo se mide con la validación.
#
# **Predice antes de ejecutar.** ¿En qué tanto por ciento se equivocará cada una?

# %% [markdown] id="referencias" lang="en" seal="eed5a9"
# ## 3. What it is compared with
#
# “The network is off by 8%” says nothing until one knows by how much something that takes no work is off. Two **baselines**:
#
# - **the median**: telling everybody the rent in the middle;
# - **least squares**: the best plane.
#
# The measure is the same for all, the mean of the errors in proportion: $\frac{1}{m} \sum_i |\hat y_i - y_i| / y_i$. The test set stays
# closed: for now, everything is measured on validation.
#
# **Predict before you run.** By how many per cent will each be off?

# %% id="baselines"
def relative_error(predicted, right):
    return np.mean(np.abs(predicted - right) / right)


ready = passed("06.square_metres") and passed("06.features")
if ready:
    F = features(clean(flats), recipe)
    F_train, F_validation, F_test, F_known = (F[rows] for rows in (train, validation, test, known))
    log_train, log_validation, log_known = log_rent[train], log_rent[validation], log_rent[known]
    rent_test = rent[test]

    always = np.full(len(validation), np.median(rent[train]))
    plane = LinearRegression().fit(F_train, rent[train]).predict(F_validation)
    print(Text(es="la mediana:       ", en="the median:   "), f"{relative_error(always, rent[validation]):.1%}")
    print(Text(es="mínimos cuadrados:", en="least squares:"), f"{relative_error(plane, rent[validation]):.1%}")
else:
    print(Text(es="Esta celda espera a los ejercicios 1 y 2.", en="This cell waits for exercises 1 and 2."))

# %% [markdown] id="primera-red" lang="es"
# ### Ejemplo resuelto: una primera red
#
# Sin capa oculta, para empezar: la red más pequeña que recorre todo el camino, de la tabla a los euros. Aprende el logaritmo, y al predecir
# se deshace con `1000 * np.exp(…)`. Si algo está mal enchufado, se ve aquí, y no después de una hora de búsqueda.
#
# A su lado, la misma red con una capa oculta de 16 neuronas.
#
# **Predice antes de ejecutar.** En un edificio **con** ascensor, cuanto más alto, más caro; **sin** ascensor, al revés. ¿Cuál de las dos
# redes puede aprenderlo?

# %% [markdown] id="primera-red" lang="en" seal="fc4e51"
# ### Worked example: a first network
#
# Without a hidden layer, to begin with: the smallest network that goes all the way, from the table to euros. It learns the logarithm, and
# when predicting that is undone with `1000 * np.exp(…)`. If something is wrongly plugged in, it shows here, and not after an hour of
# searching.
#
# Beside it, the same network with a hidden layer of 16 units.
#
# **Predict before you run.** In a building **with** a lift, the higher, the dearer; **without** one, the other way round. Which of the two
# networks can learn that?

# %% id="first-network"
if ready:
    nets = {
        Text(es="sin capa oculta", en="no hidden layer"): KerasNetRegressor((), learning_rate=0.01, epochs=20, verbose=0),
        Text(es="16 neuronas ocultas", en="16 hidden units"): KerasNetRegressor(16, learning_rate=0.01, epochs=20, verbose=0),
    }
    fig, axes = plt.subplots(1, 2, figsize=(9, 4), layout="constrained", sharex=True, sharey=True)
    for ax, (name, net) in zip(axes, nets.items(), strict=True):
        net.fit(F_train, log_train)
        predicted = 1000 * np.exp(net.predict(F_validation))
        print(f"{name!s:20} {relative_error(predicted, rent[validation]):.1%}")
        ax.scatter(rent[validation], predicted, s=9, color=CYCLE[0].color, alpha=0.6)
        ax.plot([300, 4000], [300, 4000], color=CYCLE[1].color, linewidth=1.5)
        ax.set(title=str(name), xlabel=euros)
    axes[0].set_ylabel(str(Text(es="lo que dice la red (€)", en="what the network says (€)")))
    shown(
        fig,
        alt=Text(
            es="Lo que dice cada red frente al alquiler verdadero, con la diagonal. Sin capa oculta, una nube ancha; con 16 neuronas, "
            "los puntos se pegan a la diagonal.",
            en="What each network says against the true rent, with the diagonal. Without a hidden layer, a broad cloud; with 16 units, "
            "the points cling to the diagonal.",
        ),
    )

# %% [markdown] id="entregar" lang="es"
# ## 4. Entregar: que funcione donde tú no estás
#
# La red sola no sirve: espera números escalados con **tus** medias y en **tu** orden. Lo que se entrega es una carpeta:
#
# | archivo | qué lleva |
# |---|---|
# | `net.keras` | la red: `net.save(…)` la escribe, `keras.models.load_model(…)` la lee, también sin este curso |
# | `recipe.json` | la receta, y la **promesa**: en qué parte del alquiler se equivoca de media, medido en la prueba |
#
# y el código que va de la tabla a los números (`square_metres`, `clean`, `features`). Para programas sin Python hay otros formatos:
# `net.export(…)` escribe SavedModel, LiteRT u ONNX.
#
# ¿Por qué JSON, y no guardar el objeto de Python tal cual? Porque es texto: se puede leer, comparar y abrir dentro de diez años.
#
# **Predice antes de ejecutar.** La receta va a un archivo y vuelve. ¿Dará `features` exactamente los mismos números? ¿Y qué pasaría con
# un piso solo si, en vez de usar la receta, escaláramos la tabla que llega con su propia media?

# %% [markdown] id="entregar" lang="en" seal="5d5985"
# ## 4. Handing over: it has to work where you are not
#
# The network alone is no use: it expects numbers scaled with **your** means and in **your** order. What is handed over is a folder:
#
# | file | what is in it |
# |---|---|
# | `net.keras` | the network: `net.save(…)` writes it, `keras.models.load_model(…)` reads it, without this course too |
# | `recipe.json` | the recipe, and the **promise**: by what share of the rent it is off on average, measured on the test set |
#
# and the code that goes from the table to the numbers (`square_metres`, `clean`, `features`). For programs without Python there are
# other formats: `net.export(…)` writes SavedModel, LiteRT or ONNX.
#
# Why JSON, and not keep the Python object as it is? Because it is text: it can be read, compared, and opened ten years from now.
#
# **Predict before you run.** The recipe goes into a file and comes back. Will `features` give exactly the same numbers? And what would
# become of a single flat if, instead of using the recipe, we scaled the table that arrives with its own mean?

# %% id="round-trip"
if ready:
    text = json.dumps(recipe, ensure_ascii=False)
    print(text[:90], "…")
    again = features(clean(flats), json.loads(text))
    print(Text(es="los mismos números:", en="the same numbers:"), np.array_equal(F, again))

    one_flat = clean(flats.iloc[[0]])
    print(Text(es="con la receta:      ", en="with the recipe:  "), features(one_flat, recipe)[0, :5].round(2))
    its_own = learn_recipe(one_flat) | {"districts": recipe["districts"]}
    print(Text(es="con su propia media:", en="with its own mean:"), features(one_flat, its_own)[0, :5].round(2))

# %% [markdown] id="ejercicio-project" lang="es"
# ### Ejercicio 3 · El proyecto
#
# Ahora tú, desde cero. Dos funciones:
#
# - `deliver(folder)` **elige** una red con `Search` (cuatro o cinco ensayos bastan), la **entrena** con `F_known` y `log_known`, la **mide** una
#   sola vez con `F_test` y `rent_test`, y **escribe** en la carpeta `net.keras` y `recipe.json`, con la promesa dentro.
# - `project(raw)` recibe una tabla **sin tratar** y devuelve dos cosas, `rents, promise`: un alquiler en euros por anuncio, y la promesa, un
#   número como 0.08. Solo puede usar lo que hay en la carpeta.
#
# Para los archivos: `folder.mkdir(exist_ok=True)` crea la carpeta si no está; `(folder / "recipe.json").write_text(text, encoding="utf-8")`
# escribe en ella un texto, y `.read_text(encoding="utf-8")` lo lee. La receta con la promesa dentro es `{**recipe, "promise": promise}`.
#
# La corrección prueba tu función con anuncios que nadie ha visto. Son ocho puntos, uno por cada cosa:
#
# | | qué se pide |
# |---|---|
# | 1 | equivocarse claramente menos que la mediana |
# | 2 | menos de tres cuartos de lo que se equivocan los mínimos cuadrados |
# | 3, 4 | menos de la mitad, con dos tablas distintas |
# | 5 | lo mismo vale si llega un anuncio solo |
# | 6 | y si llegan 200 pisos pequeños, todos en Alba |
# | 7 | aguantar anuncios descuidados: más huecos, un barrio nuevo, otro orden, sin la columna `deposit` |
# | 8 | que la **promesa** se cumpla: ni mucho mejor ni mucho peor que lo que pasa después |
#
# Es lo más largo del curso. Ve por partes, y prueba cada línea en una celda aparte antes de meterla en la función. La búsqueda tarda
# unos segundos, y la celda la repite cada vez que la ejecutas.

# %% [markdown] id="ejercicio-project" lang="en" seal="7b94f9"
# ### Exercise 3 · The project
#
# Now you, from scratch. Two functions:
#
# - `deliver(folder)` **chooses** a network with `Search` (four or five trials are enough), **trains** it on `F_known` and `log_known`,
#   **measures** it just once on `F_test` and `rent_test`, and **writes** `net.keras` and `recipe.json` into the folder, the promise within.
# - `project(raw)` gets a **raw** table and returns two things, `rents, promise`: a rent in euros for each advert, and the promise, a number
#   like 0.08. It may use only what is in the folder.
#
# For the files: `folder.mkdir(exist_ok=True)` makes the folder if it is not there; `(folder / "recipe.json").write_text(text, encoding="utf-8")`
# writes a text into it, and `.read_text(encoding="utf-8")` reads it. The recipe with the promise inside is `{**recipe, "promise": promise}`.
#
# Your function is marked on adverts that nobody has seen. There are eight points, one for each thing:
#
# | | what is asked for |
# |---|---|
# | 1 | being off by clearly less than the median |
# | 2 | less than three quarters of what least squares is off by |
# | 3, 4 | less than half of it, with two different tables |
# | 5 | the same holds if a single advert comes |
# | 6 | and if 200 small flats come, all in Alba |
# | 7 | putting up with careless adverts: more gaps, a new district, another order, without the column `deposit` |
# | 8 | the **promise** holds: neither much better nor much worse than what happens afterwards |
#
# It is the longest piece of the course. Go bit by bit, and try each line in a cell of its own before putting it into the function. The
# search takes a few seconds, and the cell repeats it each time you run it.

# %% exercise="project"
folder = Path("my_project")


def deliver(folder):
    # es: elegir, entrenar, medir una vez, escribir
    # en: choose, train, measure once, write
    ### BEGIN SOLUTION
    #~ ...
    def build(hp):
        return KerasNetRegressor(
            hidden=hp.Int("units", 16, 64, step=16),
            learning_rate=hp.Float("rate", 0.003, 0.03, sampling="log"),
            epochs=20,
            verbose=0,
        )

    search = Search(build, trials=4, verbose=False)
    search.fit(F_train, log_train, validation_data=(F_validation, log_validation))
    net = search.build_best().fit(F_known, log_known)
    promise = relative_error(1000 * np.exp(net.predict(F_test)), rent_test)
    folder.mkdir(exist_ok=True)
    net.save(folder / "net.keras")
    (folder / "recipe.json").write_text(json.dumps({**recipe, "promise": promise}), encoding="utf-8")
    ### END SOLUTION


def project(raw):
    # es: solo con lo que hay en la carpeta
    # en: only with what is in the folder
    ### BEGIN SOLUTION
    #~ return ...
    told = json.loads((folder / "recipe.json").read_text(encoding="utf-8"))
    net = keras.models.load_model(folder / "net.keras")
    outputs = net(features(clean(raw), told)).numpy()
    return 1000 * np.exp(outputs[:, 0]), told["promise"]
    ### END SOLUTION


if ready:
    deliver(folder)

# %% check="project" points=8
check("06.project", project)

# %% [markdown] id="en-uso" lang="es"
# ### En uso
#
# Tres pisos que se acaban de anunciar, como los escribiría cualquiera. Los dos primeros son el mismo quinto piso, con ascensor y sin él.
#
# **Predice antes de ejecutar.** ¿Cuánto vale el ascensor, en tanto por ciento del alquiler?

# %% [markdown] id="en-uso" lang="en" seal="208304"
# ### In use
#
# Three flats that have just been advertised, as anybody might type them. The first two are the same fifth floor, with a lift and without.
#
# **Predict before you run.** What is the lift worth, in per cent of the rent?

# %% id="in-use"
if passed("06.project"):
    adverts = pd.DataFrame(
        {
            "district": ["bruma", "Bruma ", "ALBA"],
            "surface": ["75 m²", "75,0 m2", "430 sq ft"],
            "floor": [5, 5, np.nan],
            "lift": ["yes", "no", ""],
            "year": [2010, 2010, 0],
            "metro_m": [250, 250, 900],
        }
    )
    told_rents, promise = project(adverts)
    share = float(np.ravel(promise)[0])
    for one in np.ravel(told_rents):
        print(f"{one:6.0f} €  ± {share * one:.0f} €")

# %% [markdown] id="despues-del-uso" lang="es"
# Nadie le dijo a la red que el ascensor importa más cuanto más alto es el piso: lo ha sacado de los contratos. Y el tercer anuncio, con tres
# huecos y en pies cuadrados, tampoco la detiene. La promesa es una **media**: detrás de ese ± hay pisos con más error y pisos con menos.

# %% [markdown] id="despues-del-uso" lang="en" seal="798bb3"
# Nobody told the network that the lift matters more the higher the flat is: it got that from the contracts. Nor does the third advert stop
# it, with three gaps and in square feet. The promise is an **average**: behind that ± there are flats with more error and flats with less.

# %% [markdown] id="conclusion" lang="es"
# ## 5. La conclusión: qué se puede decir
#
# Entrena con otra semilla y saldrá otro número. Antes de escribir que la red es mejor, hay que saber **cuánto se mueve** cada resultado. Aquí,
# cinco veces: cada vez, otra semilla y otras 720 filas de las 960 conocidas; la prueba es siempre la misma. Mirarla otra vez no la gasta,
# mientras no elijas nada con lo que veas. Pon en la celda tus neuronas y tu tasa en vez de 32 y 0.01.
#
# **Predice antes de ejecutar.** ¿Llegarán a tocarse los puntos de la red y los de los mínimos cuadrados?

# %% [markdown] id="conclusion" lang="en" seal="d28ad8"
# ## 5. The conclusion: what can be said
#
# Train with another seed and another number comes out. Before writing that the network is better, one has to know **how much each result
# moves**. Here, five times: each time another seed and another 720 of the 960 known rows; the test set is always the same. Looking at it
# again does not use it up, as long as you choose nothing by what you see. Put your units and your rate into the cell instead of 32 and 0.01.
#
# **Predict before you run.** Will the points of the network and those of least squares come to touch?

# %% id="seeds"
if ready:
    errors = {"net": [], "plane": []}
    for seed in range(5):
        rows = np.random.default_rng(seed).permutation(known)[:720]
        net = KerasNetRegressor(32, learning_rate=0.01, epochs=20, seed=seed, verbose=0).fit(F[rows], log_rent[rows])
        errors["net"].append(relative_error(1000 * np.exp(net.predict(F_test)), rent_test))
        fitted = LinearRegression().fit(F[rows], rent[rows])
        errors["plane"].append(relative_error(fitted.predict(F_test), rent_test))

    names = {"net": Text(es="red, 32 neuronas", en="network, 32 units"), "plane": Text(es="mínimos cuadrados", en="least squares")}
    fig, ax = plt.subplots(figsize=(7, 2.2), layout="constrained")
    for height, (key, name) in enumerate(names.items()):
        print(f"{name!s:18} {np.mean(errors[key]):.3f} ± {np.std(errors[key]):.3f}")
        # es: una altura distinta por semilla, para que los puntos no se tapen
        # en: another height for each seed, so that the points do not hide one another
        ax.plot(errors[key], height + np.linspace(-0.3, 0.3, 5), "oD"[height], color=CYCLE[height].color, markersize=7)
    ax.set_yticks([0, 1], [str(name) for name in names.values()])
    ax.set(xlim=(0, 0.3), xlabel=str(Text(es="error en proporción al alquiler", en="error in proportion to the rent")))
    ax.margins(y=0.3)
    shown(
        fig,
        alt=Text(
            es="Cinco puntos de la red, juntos cerca de 0.08, y cinco de los mínimos cuadrados, juntos cerca de 0.22, sin tocarse.",
            en="Five points of the network, close together near 0.08, and five of least squares, close together near 0.22, never touching.",
        ),
    )

# %% [markdown] id="escribirla" lang="es"
# La distancia entre los dos grupos es muchas veces lo que se mueve cada uno: aquí **sí** se puede decir. Una conclusión honrada cabe en
# cinco frases. Un ejemplo, con números inventados, de otro problema:
#
# > ~~«Nuestra IA predice las bicicletas con una precisión del 94 %.»~~ ¿94 % de qué? ¿Con qué datos? ¿Es mucho?
# >
# > «En 500 horas que la red no había visto, se equivoca de media en 9 bicicletas (± 1 en cinco semillas); los mínimos cuadrados, en 38.
# > Aprendió de dos años de una sola ciudad, sin nieve: con nieve no sabemos qué dirá. Si las bicicletas se encarecen, habrá que
# > entrenarla otra vez.»
#
# Fíjate en lo que lleva: **qué se midió, con qué datos, contra qué, cuánto varía y dónde deja de valer**.

# %% [markdown] id="escribirla" lang="en" seal="11a589"
# The gap between the two groups is many times what each of them moves: here it **can** be said. An honest conclusion fits into five
# sentences. An example, with invented numbers, from another problem:
#
# > ~~“Our AI predicts bicycles with an accuracy of 94%.”~~ 94% of what? On which data? Is that a lot?
# >
# > “On 500 hours that the network had not seen, it is off by 9 bicycles on average (± 1 over five seeds); least squares, by 38. It
# > learned from two years of a single town, without snow: with snow we do not know what it will say. If bicycles get dearer, it will
# > have to be trained again.”
#
# Notice what is in it: **what was measured, on which data, against what, how much it varies, and where it stops holding**.

# %% [markdown] manual="project_conclusion" points=4 lang="es"
# **Escribe la conclusión de tu proyecto** para quien te lo encargó, en un máximo de ocho frases y con tus números. Un punto por cada
# cosa: (1) qué error tiene tu red, medido **con qué filas**, y contra qué referencia; (2) cuánto varía, y por qué eso te permite (o
# no) decir que es mejor; (3) qué columna no usaste y por qué habría sido una fuga; (4) un caso en el que no te fiarías de ella, y qué
# harías entonces.
#
# *Tu respuesta (borra esta línea y escribe aquí):*

# %% [markdown] manual="project_conclusion" points=4 lang="en" seal="59561b"
# **Write the conclusion of your project** for whoever asked you for it, in eight sentences at most and with your numbers. One point for
# each thing: (1) what error your network has, measured **on which rows**, and against which baseline; (2) how much it varies, and why
# that lets you (or not) say that it is better; (3) which column you did not use, and why it would have been a leak; (4) a case in which
# you would not trust it, and what you would do then.
#
# *Your answer (delete this line and write here):*

# %% [markdown] id="preguntas" lang="es"
# ## Cinco preguntas para afianzar lo aprendido
#
# No puntúan. Cada una te dice por qué, aciertes o no.

# %% [markdown] id="preguntas" lang="en" seal="9c2b40"
# ## Five questions to let it settle
#
# They carry no points. Each one tells you why, right or wrong.

# %% quiz="06.q19"

# %% quiz="06.q20"

# %% quiz="06.q21"

# %% quiz="06.q22"

# %% quiz="06.q23"

# %% id="progress"
progress()

# %% [markdown] id="resumen" lang="es"
# ## Resumen
#
# - De cada columna: **¿se sabrá cuando se use el modelo?** La fianza acertaba siempre, y no servía para nada.
# - Limpiar celda a celda no aprende nada; **rellenar y escalar sí**, y se hace con una receta sacada de las filas conocidas.
# - Las copias, fuera antes de repartir. La prueba se mira **una vez**, con la red ya decidida.
# - Un error solo significa algo al lado de una **referencia**, y de cuánto varía.
# - Se entregan la red, la receta, el código y una **promesa** que alguien podrá comprobar.

# %% [markdown] id="resumen" lang="en" seal="cad8f4"
# ## Summary
#
# - Of each column: **will it be known when the model is used?** The deposit was always right, and no use at all.
# - Cleaning cell by cell learns nothing; **filling and scaling do**, and are done by a recipe taken from the known rows.
# - Copies go out before dealing out. The test set is looked at **once**, when the network has been decided on.
# - An error means something only beside a **baseline**, and beside how much it varies.
# - What is handed over is the network, the recipe, the code and a **promise** that somebody will be able to check.

# %% [markdown] id="glosario" lang="es"
# ## Glosario
#
# | español | inglés | qué es |
# |---|---|---|
# | tabla sin tratar | *raw table* | los datos tal como llegan |
# | hueco | *missing value* | una casilla que no dice nada; `nan` |
# | receta | *preprocessing* | lo aprendido de las filas conocidas para pasar de tabla a números |
# | referencia | *baseline* | lo que se consigue sin esfuerzo, para comparar |
# | error relativo | *relative error* | el error como parte del valor verdadero |
# | exportar | *export* | escribir la red en un archivo que otros programas leen |
# | semilla | *seed* | el número del que sale todo lo que se sortea |

# %% [markdown] id="glosario" lang="en" seal="8516d3"
# ## Glossary
#
# | English | Spanish | what it is |
# |---|---|---|
# | raw table | *tabla sin tratar* | the data as they come |
# | missing value | *hueco* | a cell that tells nothing; `nan` |
# | recipe (preprocessing) | *receta* | what was learnt from the known rows to go from table to numbers |
# | baseline | *referencia* | what one gets without effort, to compare with |
# | relative error | *error relativo* | the error as a share of the true value |
# | export | *exportar* | writing the network into a file that other programs read |
# | seed | *semilla* | the number that all drawing of lots follows from |

# %% [markdown] id="seguir" lang="es"
# ## Para seguir leyendo
#
# - S. Kaufman, S. Rosset y C. Perlich, *Leakage in Data Mining* (2011): fugas de verdad, en concursos de verdad.
# - M. Mitchell y otros, *Model Cards for Model Reporting* (2019): qué contar de un modelo que se entrega.
# - La guía *Save, serialize, and export models*, en keras.io.
#
# Con esto acaba el curso. Lo siguiente es una tabla tuya.

# %% [markdown] id="seguir" lang="en" seal="3f57f9"
# ## Where to read on
#
# - S. Kaufman, S. Rosset and C. Perlich, *Leakage in Data Mining* (2011): true leaks, in true contests.
# - M. Mitchell and others, *Model Cards for Model Reporting* (2019): what to tell of a model that is handed over.
# - The guide *Save, serialize, and export models*, at keras.io.
#
# Here the course ends. What comes next is a table of your own.
