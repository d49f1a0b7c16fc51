# ---
# jupyter:
#   curso:
#     module: "04"
#     title: {es: "compile, fit, evaluate, predict", en: "compile, fit, evaluate, predict"}
#     goals:
#       es:
#         - "decir qué hace cada argumento que importa de `compile`, `fit`, `evaluate` y `predict`"
#         - "escribir a mano lo que hace `fit`, y leer el historial que devuelve"
#         - "dar más peso a una clase escasa y ver en una matriz de confusión qué ganas y qué pagas"
#         - "pasar de la salida de la red a la etiqueta, con una sigmoide y con una softmax"
#         - "guardar y exportar un modelo, repartir su entrenamiento, y saber cuándo hace falta cada cosa"
#       en:
#         - "say what each argument that matters does in `compile`, `fit`, `evaluate` and `predict`"
#         - "write by hand what `fit` does, and read the history that it returns"
#         - "give a scarce class more weight, and see in a confusion matrix what you gain and what you pay"
#         - "get from the network's output to the label, with a sigmoid and with a softmax"
#         - "save and export a model, share out its training, and know when each is called for"
#     needs:
#       es:
#         - "las partes de entrenamiento, validación y prueba, y escalar sin fugas (04.01)"
#         - "qué es una pérdida, una métrica y un optimizador (04.02)"
#         - "el descenso de gradiente por lotes (02.02)"
#       en:
#         - "the parts of training, validation and test, and scaling without a leak (04.01)"
#         - "what a loss, a metric and an optimizer are (04.02)"
#         - "gradient descent in batches (02.02)"
#     minutes: 45
#     inventory: [inv-A009, inv-A010, inv-A012, inv-A017, inv-A018, inv-A024, inv-B035, inv-C070, inv-C071, inv-C074,
#       inv-C075, inv-C076, inv-C077, inv-C078, inv-C079, inv-C080, inv-C081, inv-C082, inv-C083, inv-C084, inv-C085,
#       inv-C086, inv-E019, inv-E020, inv-E021, inv-E022]
#     errata: [err-A09, err-C36, err-C37, err-C42, err-C43, err-C44, err-C45, err-C46, err-C47, err-C48, err-E14, err-G03,
#       err-G06, err-G07, err-G08]
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
# ---

# %% tags=["source-only"]
from curso.notebook import check, passed, progress

# %% [markdown] id="pregunta" lang="es"
# ## Una pregunta antes de empezar
#
# Una oficina alquila bicicletas. Cuando se alquilan más de 120 en una hora, hace falta una **furgoneta** que traiga más; pasa una
# hora de cada cinco. Ana y Blas entrenan **la misma** red para avisarlo: la misma semilla, las mismas 1500 horas, las mismas épocas. Los
# dos piden a `fit` que aparte el 20 % para validar.
#
# Solo hay una diferencia. Ana deja las filas como vienen. Blas, que es muy ordenado, las ordena antes de menos a más alquileres.
#
# Al acabar, la red de Blas acierta **todas** las horas de entrenamiento. **Apunta tu predicción**: ¿qué parte acertará cada red de las
# horas de validación?

# %% [markdown] id="pregunta" lang="en" seal="126cae"
# ## A question before we start
#
# An office hires out bicycles. When more than 120 are hired in an hour, a **van** has to bring more; that happens one hour in five. Ana
# and Blas train **the same** network to foretell it: the same seed, the same 1500 hours, the same epochs. Both ask `fit` to put 20%
# aside to validate.
#
# There is only one difference. Ana leaves the rows as they come. Blas, who is very tidy, first sorts them from fewest hires to most.
#
# At the end, Blas's network is right about **all** the training hours. **Write your prediction down**: what share of the validation
# hours will each network get right?

# %% id="my-guess"
# es: Tus predicciones, entre 0 y 1 (cambia los puntos suspensivos):
# en: Your predictions, from 0 to 1 (replace the dots):
my_guess_ana, my_guess_blas = ..., ...

# %% id="ana-and-blas"
import os
import re
import textwrap
import warnings
from contextlib import chdir, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

# es: TensorFlow habla mucho mientras se carga. Aquí no nos hace falta.
# en: TensorFlow talks a lot while it loads. We do not need that here.
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import matplotlib.pyplot as plt
import numpy as np
from sklearn.linear_model import LinearRegression
from sklearn.metrics import confusion_matrix
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from curso.data.bicycles import COLUMNS, bicycles
from curso.display import muted_stderr
from curso.explore import COLORS, shown
from curso.text import Text

with muted_stderr():
    import keras
    import tensorflow as tf
    from keras import layers
tf.get_logger().setLevel("ERROR")

# es: Para la sección 8: que TensorFlow vea dos CPU donde hay una. Solo puede pedirse al principio.
# en: For section 8: let TensorFlow see two CPUs where there is one. It can only be asked for at the start.
with suppress(RuntimeError):
    cpu = tf.config.list_physical_devices("CPU")[0]
    tf.config.set_logical_device_configuration(cpu, [tf.config.LogicalDeviceConfiguration()] * 2)

X_hours, y_hours = bicycles(0)
van = (y_hours > 120).astype(int)


def network():
    keras.utils.set_random_seed(1)
    return keras.Sequential(
        [
            keras.Input(shape=(4,)),
            layers.Dense(16, activation="relu"),
            layers.Dense(16, activation="relu"),
            layers.Dense(1, activation="sigmoid"),
        ]
    )


def fit_on(rows):
    X = StandardScaler().fit(X_hours[rows[:1200]]).transform(X_hours[rows])
    model = network()
    model.compile(optimizer=keras.optimizers.Adam(0.01), loss="binary_crossentropy", metrics=["accuracy"])
    return model.fit(X, van[rows], epochs=4, validation_split=0.2, verbose=0).history


ana, blas = fit_on(np.arange(1500)), fit_on(np.argsort(y_hours))
titles = (Text(es="entrenamiento", en="training"), Text(es="validación", en="validation"), Text(es="tú", en="you"))
print(f"{'':6}" + "".join(f"{title!s:>15}" for title in titles))
for name, log, guess in (("Ana", ana, my_guess_ana), ("Blas", blas, my_guess_blas)):
    print(f"{name:6}{log['accuracy'][-1]:15.3f}{log['val_accuracy'][-1]:15.3f}{'—' if guess is ... else guess:>15}")

# %% [markdown] id="cuatro-verbos" lang="es"
# Blas ha pasado de acertarlo todo a acertar **menos del 1 %**: tirando una moneda lo haría mejor. Y no ha cambiado ni un número, solo
# el orden de las filas. La explicación cabe en un argumento de `fit`, y la tendrás en la sección 2.
#
# Un modelo de Keras se maneja con cuatro verbos, y cada uno tiene sus trampas:
#
# | verbo | qué hace | qué devuelve |
# |---|---|---|
# | `compile` | elige cómo se aprende y qué se mide | nada |
# | `fit` | mueve los pesos | un historial |
# | `evaluate` | mide sobre datos con respuesta | la pérdida y las métricas |
# | `predict` | calcula para datos sin respuesta | las salidas de la última capa |

# %% [markdown] id="cuatro-verbos" lang="en" seal="e38914"
# Blas went from being right about everything to being right about **less than 1%**: the toss of a coin would do better. And he did not
# change a single number, only the order of the rows. The explanation fits into one argument of `fit`, and you will have it in section 2.
#
# A Keras model is driven with four verbs, and each has its traps:
#
# | verb | what it does | what it returns |
# |---|---|---|
# | `compile` | chooses how to learn and what is measured | nothing |
# | `fit` | moves the weights | a history |
# | `evaluate` | measures on data with answers | the loss and the metrics |
# | `predict` | computes for data without answers | the outputs of the last layer |

# %% [markdown] id="compile" lang="es" rows="inv-C070 inv-C071 inv-E019 err-C36 err-C37 err-E14 err-G07"
# ## 1. `compile`: elegir
#
# | argumento | qué elige | si no dices nada |
# |---|---|---|
# | `optimizer` | cómo se mueven los pesos | `"rmsprop"` |
# | `loss` | lo que se baja | `None` |
# | `metrics` | lo que se mira | `None` |
# | `weighted_metrics` | lo que se mira contando los pesos de los ejemplos (sección 5) | `None` |
# | `loss_weights` | con varias salidas, cuánto cuenta la pérdida de cada una | `None` |
# | `run_eagerly` | `True`: cada paso como Python corriente, lento y fácil de depurar | `False` |
# | `steps_per_execution` | cuántos lotes se hacen en cada llamada al motor | `1` |
# | `jit_compile` | si se compila con XLA, que funde muchas operaciones en pocas | `"auto"` |
# | `auto_scale_loss` | con números de 16 bits, agranda la pérdida para que un gradiente diminuto no se vuelva 0 | `True` |
#
# Un **nombre** (`"adam"`) trae los ajustes de fábrica; un **objeto**, los tuyos. Para la furgoneta:
#
# ```python
# model.compile(
#     optimizer=keras.optimizers.Adam(1e-3),
#     loss=keras.losses.BinaryCrossentropy(),
#     metrics=[keras.metrics.BinaryAccuracy(), keras.metrics.FalseNegatives()],
# )
# ```
#
# `FalseNegatives` cuenta las horas que pedían furgoneta y de las que la red no avisó. Mirarlo no las reduce: la **pérdida** se minimiza;
# las métricas informan y **no entran en el gradiente**. Con la misma semilla, los pesos acaban igual con ellas y sin ellas.
#
# > **Lo que dice el material antiguo / lo que vale hoy.**
# > - `compile(optimizer, loss, metrics)`, en ese orden y abreviado. Hoy el tercero es `loss_weights`. Da los argumentos **por nombre**,
# >   aquí y en los otros verbos: en `evaluate` el tercero es `batch_size`, no `verbose`.
# > - `loss=None` está en la lista de valores de fábrica. Sin pérdida se compila, y con eso se predice; `fit` la exige.
# > - `SGD(lr=0.1)`, de tutoriales viejos: es `learning_rate`. Y `decay=` se ignora con un aviso; para bajar la tasa con el tiempo están
# >   `keras.optimizers.schedules`.
#
# **Predice antes de ejecutar.** La celda prueba tres líneas malas: `compile("sgd", "mse", ["mae"])`, `compile("sgd")` y `SGD(lr=0.1)`.
# ¿Cuáles fallan al momento y cuáles esperan a `fit`?

# %% [markdown] id="compile" lang="en" seal="5694b5"
# ## 1. `compile`: choosing
#
# | argument | what it chooses | if you say nothing |
# |---|---|---|
# | `optimizer` | how the weights move | `"rmsprop"` |
# | `loss` | what is lowered | `None` |
# | `metrics` | what is looked at | `None` |
# | `weighted_metrics` | what is looked at counting the weights of the examples (section 5) | `None` |
# | `loss_weights` | with several outputs, how much the loss of each counts | `None` |
# | `run_eagerly` | `True`: each step as ordinary Python, slow and easy to debug | `False` |
# | `steps_per_execution` | how many batches are done in each call to the backend | `1` |
# | `jit_compile` | whether to compile with XLA, which fuses many operations into few | `"auto"` |
# | `auto_scale_loss` | with 16-bit numbers, enlarges the loss so that a tiny gradient does not become 0 | `True` |
#
# A **name** (`"adam"`) brings the factory settings; an **object**, yours. For the van:
#
# ```python
# model.compile(
#     optimizer=keras.optimizers.Adam(1e-3),
#     loss=keras.losses.BinaryCrossentropy(),
#     metrics=[keras.metrics.BinaryAccuracy(), keras.metrics.FalseNegatives()],
# )
# ```
#
# `FalseNegatives` counts the hours that needed a van and of which the network gave no warning. Looking at it does not lower it: the
# **loss** is minimised; metrics report and **have no part in the gradient**. With the same seed, the weights end the same with them and
# without them.
#
# > **What older material says / what holds today.**
# > - `compile(optimizer, loss, metrics)`, in that order and abridged. Today the third is `loss_weights`. Give arguments **by name**, here
# >   and in the other verbs: in `evaluate` the third is `batch_size`, not `verbose`.
# > - `loss=None` is in the list of defaults. Without a loss it compiles, and you can predict with that; `fit` requires one.
# > - `SGD(lr=0.1)`, from old tutorials: it is `learning_rate`. And `decay=` is ignored with a warning; to lower the rate as time goes by
# >   there are `keras.optimizers.schedules`.
#
# **Predict before you run.** The cell tries three bad lines: `compile("sgd", "mse", ["mae"])`, `compile("sgd")` and `SGD(lr=0.1)`. Which
# fail at once, and which wait for `fit`?

# %% id="bad-compiles"
def complaint(action, *args, **settings):
    # es: Hace lo que le pides; si Keras protesta, muestra el motivo en vez de pararse.
    # en: Does what you ask; if Keras complains, it shows the reason instead of stopping.
    try:
        return action(*args, **settings)
    except Exception as error:
        lines = [line for line in str(error).splitlines() if line and not line.startswith("Exception encountered")]
        reason = re.sub(r"\x1b\[\d+m", "", lines[0])
        print(f"  {type(error).__name__}: {textwrap.shorten(reason, 170, placeholder='…')}")


for settings in (("sgd", "mse", ["mae"]), ("sgd",)):
    model = network()
    complaint(model.compile, *settings)
    print(settings, Text(es="compilado; ahora fit:", en="compiled; now fit:"))
    complaint(model.fit, X_hours[:8], van[:8], verbose=0)
print("SGD(lr=0.1)")
complaint(keras.optimizers.SGD, lr=0.1)

with warnings.catch_warnings(record=True) as heard:
    warnings.simplefilter("always")
    keras.optimizers.Adam(decay=1e-4)
print("Adam(decay=1e-4)\n ", heard[0].message)
slower = keras.optimizers.schedules.ExponentialDecay(0.01, decay_steps=100, decay_rate=0.5)
print("schedule:", [f"{float(slower(step)):.4f}" for step in (0, 100, 200)])

# %% [markdown] id="fit" lang="es" rows="inv-C074 inv-C075 inv-C076 inv-C077 inv-C078 inv-C079 inv-C080 inv-E020"
# ## 2. `fit`: aprender
#
# | argumento | para qué |
# |---|---|
# | `x`, `y` | los ejemplos y sus respuestas |
# | `batch_size` | ejemplos en cada paso; 32 si no dices nada |
# | `epochs` | pasadas completas por los datos de entrenamiento |
# | `validation_split` | qué parte **del final** se aparta para validar |
# | `validation_data` | `(X_val, y_val)`: la validación que tú has elegido |
# | `shuffle` | si se barajan los ejemplos antes de hacer los lotes |
# | `class_weight`, `sample_weight` | cuánto pesa cada clase, o cada ejemplo (sección 5) |
# | `callbacks` | objetos a los que se avisa de lo que va pasando (sección 3) |
# | `verbose` | 0 calla, 1 dibuja una barra, 2 escribe una línea por época |
# | `initial_epoch` | por qué número de época se sigue, al continuar |
# | `steps_per_epoch`, `validation_steps` | cuántos lotes son una pasada, con datos que no se acaban |
# | `validation_batch_size`, `validation_freq` | lotes de la validación, y cada cuántas épocas se valida |
#
# **Ejemplo resuelto.** ¿Cuántas veces se mueven los pesos? Una por **lote**. Con 1200 ejemplos y `validation_split=0.2` se entrena con
# 960. En lotes de 100 salen 9 enteros y uno de 60, que también cuenta: 10 pasos por época. Con 5 épocas, **50**.
#
# Para ver lo que `fit` hace de verdad, espiémoslo. `Spy` es un modelo que no aprende: escribe los ejemplos que le llegan, y como no
# calcula ninguna pérdida, `compile` no la necesita. Tiene diez, numerados del 0 al 9.
#
# **Predice antes de ejecutar**: en lotes de 3, con `validation_split=0.2` y dos épocas, ¿qué lotes verás? ¿Cuáles irán a validación?
# ¿Será igual la segunda época?

# %% [markdown] id="fit" lang="en" seal="4f2aa0"
# ## 2. `fit`: learning
#
# | argument | what for |
# |---|---|
# | `x`, `y` | the examples and their answers |
# | `batch_size` | examples in each step; 32 if you say nothing |
# | `epochs` | complete passes over the training data |
# | `validation_split` | which share **of the tail** is put aside to validate |
# | `validation_data` | `(X_val, y_val)`: the validation that you have chosen |
# | `shuffle` | whether the examples are shuffled before making the batches |
# | `class_weight`, `sample_weight` | how much each class weighs, or each example (section 5) |
# | `callbacks` | objects that are told what is going on (section 3) |
# | `verbose` | 0 is silent, 1 draws a bar, 2 writes one line per epoch |
# | `initial_epoch` | which epoch number to go on from, when continuing |
# | `steps_per_epoch`, `validation_steps` | how many batches make a pass, with data that never end |
# | `validation_batch_size`, `validation_freq` | batches of validation, and every how many epochs to validate |
#
# **Worked example.** How many times do the weights move? Once per **batch**. With 1200 examples and `validation_split=0.2`, training uses
# 960. In batches of 100 that is 9 whole ones and one of 60, which counts too: 10 steps per epoch. With 5 epochs, **50**.
#
# To see what `fit` really does, let us spy on it. `Spy` is a model that does not learn: it writes the examples that reach it, and as it
# computes no loss, `compile` needs none. There are ten, numbered from 0 to 9.
#
# **Predict before you run**: in batches of 3, with `validation_split=0.2` and two epochs, which batches will you see? Which
# ones will go to validation? Will the second epoch be the same?

# %% id="spy"
class Spy(keras.Model):
    def train_step(self, data):
        return self.write(Text(es="entrena", en="trains"), data)

    def test_step(self, data):
        return self.write(Text(es="    valida", en="    validates"), data)

    def write(self, verb, data):
        print(f"{verb!s:14}", *data[0].numpy().astype(int))
        return {"seen": keras.ops.zeros(())}


# es: Cambia batch_size, shuffle o validation_split, y predice otra vez.
# en: Change batch_size, shuffle or validation_split, and predict again.
ten = np.arange(10.0)
keras.utils.set_random_seed(3)
spy = Spy()
spy.compile(run_eagerly=True)
spy.fit(ten, ten, batch_size=3, epochs=2, validation_split=0.2, shuffle=True, verbose=0)
print("tf.data")
_ = spy.fit(tf.data.Dataset.from_tensor_slices((ten, ten)).shuffle(10).batch(5), epochs=2, shuffle=False, verbose=0)

# %% [markdown] id="fit-espiado" lang="es" rows="err-C42 err-C43 err-C44 err-C45 err-C46 err-G03 err-G06 err-G08"
# Cuatro cosas se ven ahí:
#
# 1. **La validación es siempre el final**: 8 y 9, en orden, apartados **antes** de barajar. Blas había ordenado sus filas: entrenó con
#    las horas tranquilas, cuya respuesta es siempre «no», y se examinó con las 300 de más alquileres, donde casi siempre es «sí».
# 2. El último lote es más pequeño, de 2, y también mueve los pesos.
# 3. Las dos épocas van **en el mismo orden**, porque hay semilla. Sin ella, cambia. Una cadena de `tf.data`
#    con `.shuffle(…)`, como la de la celda, cambia en cada época aunque haya semilla; sin `.shuffle`, nunca.
# 4. La validación solo mide, cuando la época ha terminado: no mueve ningún peso.
#
# > **Lo que dice el material antiguo / lo que vale hoy.**
# > - «`epoch`: veces que se evalúa el modelo.» Se escribe `epochs` y son **pasadas completas**; evaluar es otra cosa.
# > - «`Batch_size`: los ejemplos de entrenamiento.» Son los de **cada actualización**, y se escribe `batch_size`.
# > - «`X`, `Y`: una tupla con los datos.» Son dos argumentos, `x` e `y`; la tupla va en `validation_data`.
# > - «`validation_split` reparte al azar.» Es el final, sin azar. Si hay orden, baraja **tú** antes.
# > - `validation_split` y `validation_data` no son equivalentes: el primero pide arrays o tensores, y un `Dataset` no le vale. Si das los
# >   dos, manda `validation_data` y se entrena con todas las filas.
# > - «Cada época baraja de otra manera.» En Keras sobre TensorFlow, con arrays y `keras.utils.set_random_seed`, no.
# > - `workers`, `max_queue_size` y `use_multiprocessing` ya no están en `fit`.
#
# **Predice antes de ejecutar.** La última parte de la celda entrena tres clases: etiquetas enteras con `"categorical_crossentropy"`, y
# one-hot con `"sparse_categorical_crossentropy"`. ¿Cuál de las dos funciona?

# %% [markdown] id="fit-espiado" lang="en" seal="b30845"
# Four things can be seen there:
#
# 1. **Validation is always the tail**: 8 and 9, in order, put aside **before** shuffling. Blas had sorted his rows: he trained on the
#    quiet hours, where the answer is always “no”, and sat the exam on the 300 with most hires, where it is nearly always “yes”.
# 2. The last batch is smaller, of 2, and it moves the weights too.
# 3. Both epochs go **in the same order**, because there is a seed. Without one, it changes. A chain of `tf.data`
#    with `.shuffle(…)`, as in the cell, changes in each epoch even with a seed; without `.shuffle`, never.
# 4. Validation only measures, once the epoch is over: it moves no weight.
#
# > **What older material says / what holds today.**
# > - “`epoch`: times that the model is evaluated.” You write `epochs`, and they are **complete passes**; evaluating is something else.
# > - “`Batch_size`: the training examples.” They are those of **each update**, and you write `batch_size`.
# > - “`X`, `Y`: a tuple with the data.” They are two arguments, `x` and `y`; the tuple goes into `validation_data`.
# > - “`validation_split` deals out at random.” It is the tail, with no chance. If there is an order, shuffle **yourself** first.
# > - `validation_split` and `validation_data` are not equivalent: the first wants arrays or tensors, and a `Dataset` will not do. If you
# >   give both, `validation_data` wins, and all rows are trained on.
# > - “Each epoch shuffles in another way.” In Keras on TensorFlow, with arrays and `keras.utils.set_random_seed`, no.
# > - `workers`, `max_queue_size` and `use_multiprocessing` are no longer in `fit`.
#
# **Predict before you run.** The last part of the cell trains three classes: integer labels with `"categorical_crossentropy"`, and
# one-hot with `"sparse_categorical_crossentropy"`. Which of the two works?

# %% id="bad-fits"
few, answers = X_hours[:8], van[:8]
model = network()
model.compile(optimizer="sgd", loss="mse")
for settings in ({"epoch": 2}, {"Batch_size": 4}, {"workers": 2}, {"validation_split": 1.0}):
    print(settings)
    complaint(model.fit, few, answers, verbose=0, **settings)
print("Dataset, validation_split=0.2")
chain = tf.data.Dataset.from_tensor_slices((few, answers)).batch(4)
complaint(model.fit, chain, validation_split=0.2, verbose=0)

integers = np.array([2, 0, 1, 1, 0, 2, 1, 0])
for name, labels_given in (("categorical", integers), ("sparse_categorical", np.eye(3)[integers])):
    three = keras.Sequential([keras.Input(shape=(4,)), layers.Dense(3, activation="softmax")])
    three.compile(optimizer="sgd", loss=f"{name}_crossentropy")
    print(f"{name}_crossentropy, y: {labels_given.shape}")
    complaint(three.fit, few, labels_given, verbose=0)

# %% [markdown] id="ejercicio-train" lang="es"
# Ninguna: cada pérdida quiere **su** forma de etiquetas, y el error lo dice con otras palabras: `rank` es el número de ejes.
#
# ### Ejercicio 1 · `fit`, a mano
#
# Con lo que has visto puedes escribir `fit`. El modelo es el más sencillo, $\hat y = x w + b$, con el error cuadrático medio y SGD. Síguelo
# primero con lápiz: $x = 1, 2, 3$ e $y = 2, 4, 6$ en lotes de 2, tasa 0.05 y una validación, $x = 4$ con $y = 8$. Se empieza en
# $w = b = 0$.
#
# | lote | errores $\hat y - y$ | cuadrados | pendiente de $w$ | pendiente de $b$ | $w$ después | $b$ después |
# |---|---|---|---|---|---|---|
# | 1, 2 | $-2$, $-4$ | $4 + 16$ | $2 \cdot (-2 - 8)/2 = -10$ | $2 \cdot (-6)/2 = -6$ | $0.5$ | $0.3$ |
# | 3 | $1.8 - 6 = -4.2$ | $17.64$ | $2 \cdot (-12.6) = -25.2$ | $-8.4$ | $1.76$ | $0.72$ |
#
# Al acabar la época, `loss` es $(4 + 16 + 17.64)/3 = 12.55$ y `val_loss`, $(1.76 \cdot 4 + 0.72 - 8)^2 = 0.0576$.
#
# Rellena los huecos. `X` tiene varias columnas y `w`, un peso por columna; los lotes van en orden, sin barajar.

# %% [markdown] id="ejercicio-train" lang="en" seal="231c07"
# Neither: each loss wants **its** shape of labels, and the error says so in other words: `rank` is the number of axes.
#
# ### Exercise 1 · `fit`, by hand
#
# With what you have seen you can write `fit`. The model is the simplest, $\hat y = x w + b$, with the mean squared error and SGD. Follow it
# with a pencil first: $x = 1, 2, 3$ and $y = 2, 4, 6$ in batches of 2, a rate of 0.05 and one example to validate, $x = 4$ with $y = 8$. It
# starts at $w = b = 0$.
#
# | batch | errors $\hat y - y$ | squares | slope of $w$ | slope of $b$ | $w$ afterwards | $b$ afterwards |
# |---|---|---|---|---|---|---|
# | 1, 2 | $-2$, $-4$ | $4 + 16$ | $2 \cdot (-2 - 8)/2 = -10$ | $2 \cdot (-6)/2 = -6$ | $0.5$ | $0.3$ |
# | 3 | $1.8 - 6 = -4.2$ | $17.64$ | $2 \cdot (-12.6) = -25.2$ | $-8.4$ | $1.76$ | $0.72$ |
#
# At the end of the epoch `loss` is $(4 + 16 + 17.64)/3 = 12.55$ and `val_loss`, $(1.76 \cdot 4 + 0.72 - 8)^2 = 0.0576$.
#
# Fill in the blanks. `X` has several columns and `w`, a weight for each; the batches go in order, without shuffling.

# %% exercise="train"
def train(X, y, X_val, y_val, learning_rate, batch_size, epochs):
    w, b = np.zeros(X.shape[1]), 0.0
    log = {"loss": [], "val_loss": []}
    ### BEGIN SOLUTION
    #~ for _ in range(epochs):
    #~     total = 0.0
    #~     for start in range(0, len(X), batch_size):
    #~         X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
    #~         error = X_batch @ w + b - y_batch
    #~         total = ...
    #~         w = w - learning_rate * ...
    #~         b = b - learning_rate * ...
    #~     log["loss"].append(...)
    #~     log["val_loss"].append(...)
    #~ return log
    for _ in range(epochs):
        total = 0.0
        for start in range(0, len(X), batch_size):
            X_batch, y_batch = X[start : start + batch_size], y[start : start + batch_size]
            error = X_batch @ w + b - y_batch
            total += np.sum(error**2)
            w = w - learning_rate * 2 * X_batch.T @ error / len(error)
            b = b - learning_rate * 2 * np.mean(error)
        log["loss"].append(total / len(X))
        log["val_loss"].append(np.mean((X_val @ w + b - y_val) ** 2))
    return log
    ### END SOLUTION


# %% check="train" points=2
check("04.train", train)

# %% [markdown] id="callbacks" lang="es"
# ## 3. Callbacks: estar presente mientras aprende
#
# `fit` puede tardar horas. Un **callback** es un objeto al que `fit` llama en ciertos momentos: al empezar, en cada lote, al acabar cada
# época. Puede mirar, anotar, cambiar la tasa o mandar parar. Los que trae Keras:
#
# | callback | qué hace |
# |---|---|
# | `EarlyStopping` | para cuando la validación lleva `patience` épocas sin mejorar (módulo 05) |
# | `ModelCheckpoint` | guarda el modelo en un archivo, siempre o solo el mejor |
# | `BackupAndRestore` | guarda por dónde iba, para seguir tras un apagón |
# | `ReduceLROnPlateau`, `LearningRateScheduler` | bajan la tasa cuando se atasca, o según la época |
# | `CSVLogger`, `TensorBoard` | escriben el historial en un archivo, o para verlo en el navegador |
# | `TerminateOnNaN` | para si la pérdida deja de ser un número |
#
# Y el tuyo: una clase con los métodos que te interesen. El de la celda anota lo que `fit` lleva dicho tras cada lote. Y con
# `restore_best_weights=True`, `EarlyStopping` vuelve al acabar a los pesos de la mejor época.
#
# **Predice antes de ejecutar.** 900 horas de entrenamiento en lotes de 32 y `epochs=40`, con `EarlyStopping(patience=5)`. ¿Cuántas épocas
# hará? ¿Cuántas veces se llamará a `on_train_batch_end` en cada una?

# %% [markdown] id="callbacks" lang="en" seal="2c76b6"
# ## 3. Callbacks: being there while it learns
#
# `fit` may take hours. A **callback** is an object that `fit` calls at certain moments: at the start, in each batch, at the end of each
# epoch. It can look, note things down, change the rate or call a halt. Those that Keras brings:
#
# | callback | what it does |
# |---|---|
# | `EarlyStopping` | stops when validation has gone `patience` epochs without improving (module 05) |
# | `ModelCheckpoint` | saves the model to a file, always or only the best |
# | `BackupAndRestore` | saves where it was, to go on after a power cut |
# | `ReduceLROnPlateau`, `LearningRateScheduler` | lower the rate when it gets stuck, or by the epoch |
# | `CSVLogger`, `TensorBoard` | write the history to a file, or for you to see it in a browser |
# | `TerminateOnNaN` | stops if the loss is no longer a number |
#
# And your own: a class with the methods that you care for. The one in the cell notes what `fit` has said so far after each batch. And
# with `restore_best_weights=True`, `EarlyStopping` goes back at the end to the weights of the best epoch.
#
# **Predict before you run.** 900 training hours in batches of 32 and `epochs=40`, with `EarlyStopping(patience=5)`. How many epochs will
# it do? How many times will `on_train_batch_end` be called in each?

# %% id="callbacks-at-work"
train_rows, rest = train_test_split(np.arange(1500), test_size=0.4, stratify=van, random_state=0)
val_rows, test_rows = train_test_split(rest, test_size=0.5, stratify=van[rest], random_state=0)
scaler = StandardScaler().fit(X_hours[train_rows])
X_train, X_val, X_test = (scaler.transform(X_hours[rows]) for rows in (train_rows, val_rows, test_rows))
y_train, y_val, y_test = van[train_rows], van[val_rows], van[test_rows]


class Notes(keras.callbacks.Callback):
    def __init__(self):
        super().__init__()
        self.losses = []

    def on_train_batch_end(self, batch, logs):
        self.losses.append(logs["loss"])


batch_size = 32
notes = Notes()
patient = keras.callbacks.EarlyStopping(monitor="val_loss", patience=5, restore_best_weights=True)
model = network()
model.compile(optimizer=keras.optimizers.Adam(0.01), loss="binary_crossentropy", metrics=["accuracy"])
done = model.fit(
    X_train, y_train, batch_size=batch_size, epochs=40, validation_data=(X_val, y_val), callbacks=[notes, patient], verbose=0
)
log = done.history
print(Text(es="épocas:", en="epochs:"), len(log["loss"]), "|", Text(es="lotes:", en="batches:"), len(notes.losses))
print(Text(es="pasos del optimizador:", en="steps of the optimizer:"), int(model.optimizer.iterations))
print(list(log))

# %% [markdown] id="historia" lang="es"
# ## 4. El historial: leer cómo ha ido
#
# `fit` devuelve un objeto cuyo `history` es un diccionario: una lista por columna, un número por época. Sin prefijo, entrenamiento; con
# `val_`, validación.
#
# **Predice antes de mirar el dibujo.** En la primera época, `loss` ha salido 0.455. ¿Será `val_loss` mayor o menor, si la red no ha visto
# esas horas?

# %% [markdown] id="historia" lang="en" seal="1b74bd"
# ## 4. The history: reading how it went
#
# `fit` returns an object whose `history` is a dictionary: one list per column, one number per epoch. Without a prefix, training; with
# `val_`, validation.
#
# **Predict before you look at the picture.** In the first epoch `loss` came out at 0.455. Will `val_loss` be larger or smaller, given that
# the network has not seen those hours?

# %% id="draw-history"
steps = len(notes.losses) // len(log["loss"])
so_far = np.array(notes.losses[:steps])
seen = np.minimum(batch_size * np.arange(1, steps + 1), len(X_train))
# es: fit dice la media de lo que va de época. Media por ejemplos es la suma; restando la anterior queda la de cada lote
# en: fit tells the mean of the epoch so far. Mean times examples is the sum; less the one before, it is each batch's
of_batch = np.diff(so_far * seen, prepend=0) / np.diff(seen, prepend=0)

fig, axes = plt.subplots(1, 2, figsize=(10, 3.6), layout="constrained")
axes[0].plot(np.arange(1, steps + 1), of_batch, "o", color=COLORS.sky, label=str(Text(es="cada lote", en="each batch")))
axes[0].axhline(log["loss"][0], color=COLORS.blue, linewidth=2.5, label="loss")
axes[0].plot(steps + 1, log["val_loss"][0], "*", color=COLORS.vermillion, markersize=15, label="val_loss")
axes[0].set(
    xlabel=str(Text(es="lote", en="batch")),
    ylabel=str(Text(es="pérdida", en="loss")),
    title=str(Text(es="La primera época, por dentro", en="The first epoch, from inside")),
)
epochs = np.arange(1, len(log["loss"]) + 1)
best = int(np.argmin(log["val_loss"]))
axes[1].plot(epochs, log["loss"], color=COLORS.blue, linewidth=2.5, label="loss")
axes[1].plot(epochs, log["val_loss"], "--", color=COLORS.vermillion, linewidth=2.5, label="val_loss")
axes[1].plot(best + 1, log["val_loss"][best], "*", color=COLORS.vermillion, markersize=15)
axes[1].set(xlabel=str(Text(es="época", en="epoch")), title=str(Text(es="El historial entero", en="The whole history")))
axes[1].xaxis.get_major_locator().set_params(integer=True)
for ax in axes:
    ax.legend(frameon=False)
first, last = log["loss"][0], log["val_loss"][0]
shown(
    fig,
    alt=Text(
        es=f"Izquierda: las pérdidas de los {steps} lotes de la primera época bajan de {of_batch[0]:.2f} a {of_batch[-1]:.2f}; loss, "
        f"{first:.2f}, es una raya horizontal por el medio, y val_loss, {last:.2f}, queda debajo, a la altura de los últimos lotes. "
        f"Derecha: loss y val_loss bajan juntas; la mejor época de validación es la {best + 1}.",
        en=f"Left: the losses of the {steps} batches of the first epoch fall from {of_batch[0]:.2f} to {of_batch[-1]:.2f}; loss, "
        f"{first:.2f}, is a horizontal line through the middle, and val_loss, {last:.2f}, lies below, level with the last batches. "
        f"Right: loss and val_loss fall together; the best epoch in validation is {best + 1}.",
    ),
)

# %% [markdown] id="ejercicio-history" lang="es"
# Menor. `loss` es la **media de toda la época**: los primeros lotes se midieron con pesos casi al azar. `val_loss` se mide **al final**, con
# los pesos ya aprendidos. Si además hay `Dropout`, la diferencia crece: `loss` se mide con unidades apagadas y `val_loss` con todas. Así que
# una validación mejor al principio no es una fuga ni un error. Tampoco se aprende de la validación.
#
# **Juega.** En la celda de la sección 3, cambia `batch_size` a 150; después, la tasa a 0.001. ¿Con cuál de los dos cambios se separan más `loss`
# y `val_loss` en la primera época?
#
# ### Ejercicio 2 · Leer un historial
#
# Completa `history(log, metric, mode)`: busca en la columna de **validación** de `metric` la mejor época (la menor si `mode` es `"min"`,
# la mayor si es `"max"`) y devuelve su número, **contando desde 1**, su valor y cuántas épocas se entrenaron después. Si empatan varias,
# la primera.

# %% [markdown] id="ejercicio-history" lang="en" seal="5fd2cf"
# Smaller. `loss` is the **mean of the whole epoch**: the first batches were measured with weights that were nearly random. `val_loss` is
# measured **at the end**, with the weights already learnt. With `Dropout` the difference grows: `loss` is measured with units switched off
# and `val_loss` with all of them. So a better validation at the start is neither a leak nor a mistake. Nor is anything learnt from
# validation.
#
# **Play.** In the cell of section 3, change `batch_size` to 150; then, the rate to 0.001. With which of the two changes are `loss` and `val_loss`
# further apart in the first epoch?
#
# ### Exercise 2 · Reading a history
#
# Complete `history(log, metric, mode)`: look in the **validation** column of `metric` for the best epoch (the smallest if `mode` is
# `"min"`, the largest if it is `"max"`) and return its number, **counting from 1**, its value, and how many epochs were trained after it.
# If several tie, the first.

# %% exercise="history"
def history(log, metric, mode):
    ### BEGIN SOLUTION
    #~ values = ...
    #~ best = int(np.argmin(values))
    #~ if mode == "max":
    #~     best = ...
    #~ return ..., values[best], ...
    values = log["val_" + metric]
    best = int(np.argmin(values))
    if mode == "max":
        best = int(np.argmax(values))
    return best + 1, values[best], len(values) - 1 - best
    ### END SOLUTION


# %% check="history" points=1
check("04.history", history)

# %% id="use-history"
if passed("04.history"):
    for metric, mode in (("loss", "min"), ("accuracy", "max")):
        epoch, value, after = history(log, metric, mode)
        print(f"{metric:9}", Text(es="mejor época:", en="best epoch:"), epoch, f"({value:.3f})", f"+ {after}")

# %% [markdown] id="medir" lang="es" rows="inv-C081 inv-C082 inv-C083 inv-E022 err-C47"
# ## 5. `evaluate`: medir
#
# | argumento | para qué |
# |---|---|
# | `x`, `y` | datos **con respuesta**: los de prueba, que ni entrenaron ni sirvieron para elegir |
# | `batch_size` | cuántos a la vez; cambia la rapidez, no el resultado |
# | `sample_weight` | cuánto cuenta cada ejemplo en la pérdida |
# | `steps` | cuántos lotes, si los datos no se acaban |
# | `verbose`, `callbacks` | como en `fit` |
# | `return_dict` | `True`: un diccionario con nombres |
#
# > **Lo que dice el material antiguo / lo que vale hoy.** «`score[0]` es la pérdida y `score[1]`, la exactitud.» Solo si pediste métricas en
# > `compile`, y en ese orden. Sin métricas, `evaluate` devuelve **un número**, y `score[0]` falla. Con `return_dict=True` no hay que contar.
#
# **Predice antes de ejecutar.** Alguien que dijera siempre «no hace falta furgoneta», ¿cuánta exactitud tendría? ¿Y la red?

# %% [markdown] id="medir" lang="en" seal="1ba2c0"
# ## 5. `evaluate`: measuring
#
# | argument | what for |
# |---|---|
# | `x`, `y` | data **with answers**: the test ones, which neither trained nor served to choose |
# | `batch_size` | how many at a time; it changes the speed, not the result |
# | `sample_weight` | how much each example counts in the loss |
# | `steps` | how many batches, if the data never end |
# | `verbose`, `callbacks` | as in `fit` |
# | `return_dict` | `True`: a dictionary with names |
#
# > **What older material says / what holds today.** “`score[0]` is the loss and `score[1]`, the accuracy.” Only if you asked for metrics in
# > `compile`, and in that order. Without metrics `evaluate` returns **one number**, and `score[0]` fails. With `return_dict=True` there is
# > no need to count.
#
# **Predict before you run.** Somebody who always said “no van needed”: what accuracy would they have? And the network?

# %% id="evaluate-sample"
print(Text(es="decir siempre «no»:", en="always saying “no”:"), f"{np.mean(y_test == 0):.3f}")
print(model.evaluate(X_test, y_test, verbose=0, return_dict=True))

bare = network()
bare.compile(loss="binary_crossentropy")
score = bare.evaluate(X_test, y_test, verbose=0)
print(type(score).__name__)
complaint(lambda: score[0])

# %% [markdown] id="pesos-de-clase" lang="es"
# ### Pesos: lo escaso cuenta más
#
# Una hora sin bicicletas enfada a treinta personas; una furgoneta de más cuesta un paseo. Pero la pérdida es una media sobre ejemplos, y por
# cada hora con furgoneta hay cuatro sin ella: callar sale barato. Dos maneras de decir que unos ejemplos **cuestan** más:
#
# - `class_weight={0: 1, 1: 4}` en `fit`: un peso por clase. Con 720 horas de la clase 0 y 180 de la 1, un peso de $720/180 = 4$ hace que
#   las dos sumen lo mismo.
# - `sample_weight=weights` en `fit` y en `evaluate`: un peso por ejemplo, por si unos son más de fiar, o más recientes. Las dos a la vez
#   no se admiten.
#
# Lo que cuesta cada ejemplo se multiplica por su peso y se divide por **cuántos ejemplos** hay (no por la suma de los pesos). La exactitud de
# `metrics` se cuenta sin pesos; la de `weighted_metrics`, con ellos. Y `class_weight` solo vale al entrenar: `val_loss` va sin pesos, y ya no se
# puede comparar con `loss`.
#
# **Ejemplo resuelto.** $y = 0, 0, 0, 1$; la red da $0.2,\ 0.1,\ 0.6,\ 0.3$; los pesos son $1, 1, 1, 3$.
#
# $$\frac{-\ln 0.8 - \ln 0.9 - \ln 0.4 - 3 \ln 0.3}{4} = \frac{0.223 + 0.105 + 0.916 + 3 \cdot 1.204}{4} = 1.214$$
#
# Aciertan los dos primeros: exactitud, $0.5$.
#
# ### Ejercicio 3 · Lo que dice `evaluate`
#
# Completa `evaluate(y, outputs, weights)`: la entropía cruzada binaria con pesos, y la exactitud con el corte en 0.5. `y` y `weights` tienen
# forma `(m,)`, y `outputs`, que viene de `predict`, `(m, 1)`.

# %% [markdown] id="pesos-de-clase" lang="en" seal="0cf9d2"
# ### Weights: what is scarce counts more
#
# An hour without bicycles annoys thirty people; a van too many costs a drive. But the loss is a mean over examples, and for each hour with a
# van there are four without: keeping quiet is cheap. Two ways to say that some examples **cost** more:
#
# - `class_weight={0: 1, 1: 4}` in `fit`: a weight for each class. With 720 hours of class 0 and 180 of class 1, a weight of $720/180 = 4$
#   makes both add up to the same.
# - `sample_weight=weights` in `fit` and in `evaluate`: a weight for each example, in case some are more reliable, or more recent. Both at
#   once are not allowed.
#
# What each example costs is multiplied by its weight and divided by **how many examples** there are (not by the sum of the weights). The
# accuracy of `metrics` is counted without weights; that of `weighted_metrics`, with them. And `class_weight` holds in training only: `val_loss`
# goes without weights, and can no longer be compared with `loss`.
#
# **Worked example.** $y = 0, 0, 0, 1$; the network gives $0.2,\ 0.1,\ 0.6,\ 0.3$; the weights are $1, 1, 1, 3$.
#
# $$\frac{-\ln 0.8 - \ln 0.9 - \ln 0.4 - 3 \ln 0.3}{4} = \frac{0.223 + 0.105 + 0.916 + 3 \cdot 1.204}{4} = 1.214$$
#
# The first two are right: accuracy, $0.5$.
#
# ### Exercise 3 · What `evaluate` says
#
# Complete `evaluate(y, outputs, weights)`: the binary cross-entropy with weights, and the accuracy with the cut at 0.5. `y` and `weights`
# have shape `(m,)`, and `outputs`, which comes from `predict`, `(m, 1)`.

# %% exercise="evaluate"
def evaluate(y, outputs, weights):
    ### BEGIN SOLUTION
    #~ p = outputs[:, 0]
    #~ losses = ...
    #~ return {"loss": np.mean(...), "accuracy": np.mean(...)}
    p = outputs[:, 0]
    losses = -(y * np.log(p) + (1 - y) * np.log(1 - p))
    return {"loss": np.mean(weights * losses), "accuracy": np.mean((p > 0.5) == y)}
    ### END SOLUTION


# %% check="evaluate" points=2
check("04.evaluate", evaluate)

# %% [markdown] id="predict" lang="es" rows="inv-C084 inv-C086 inv-E021"
# ## 6. `predict`: usar
#
# | argumento | para qué |
# |---|---|
# | `x` | datos **sin respuesta**, con las mismas columnas, en el mismo orden y con la misma escala que al entrenar |
# | `batch_size` | cuántos a la vez |
# | `steps`, `verbose`, `callbacks` | como antes |
#
# Devuelve lo que sale de la **última capa**, una fila por ejemplo. Aunque sea un solo ejemplo, va en una tabla: `X_test[:1]`, de forma
# `(1, 4)`.
#
# **Predice antes de ejecutar.** Tres horas entran. ¿Qué forma saldrá? ¿Y qué pasará si falta una columna?

# %% [markdown] id="predict" lang="en" seal="d85953"
# ## 6. `predict`: using
#
# | argument | what for |
# |---|---|
# | `x` | data **without answers**, with the same columns, in the same order and on the same scale as in training |
# | `batch_size` | how many at a time |
# | `steps`, `verbose`, `callbacks` | as before |
#
# It returns what comes out of the **last layer**, one row per example. Even a single example goes in a table: `X_test[:1]`, of shape
# `(1, 4)`.
#
# **Predict before you run.** Three hours go in. Which shape will come out? And what will happen if a column is missing?

# %% id="predict-sample"
outputs = model.predict(X_test[6:9], verbose=0)
print(outputs.shape, outputs.ravel().round(3), "|", y_test[6:9])
complaint(model, X_test[6:9, :3])

# %% [markdown] id="matriz-de-confusion" lang="es" rows="inv-C085 err-C48"
# ### De la salida a la etiqueta, y a la matriz de confusión
#
# > **Lo que dice el material antiguo / lo que vale hoy.** «`predict` nos da la etiqueta», y detrás, `np.argmax(pred, axis=1)`. Da
# > **salidas**. Con una softmax, la clase es la columna de la mayor: `argmax`. Con **una sigmoide** solo hay una columna, y `argmax` da
# > siempre 0: para $0.1,\ 0.9,\ 0.7$ sale 0, 0, 0. La clase es `outputs > 0.5`. Y `np.argmax(y_test, axis=1)` solo tiene sentido si `y_test`
# > es one-hot.
#
# El corte no tiene por qué ser 0.5: es una **decisión**, y se toma mirando qué errores se cometen. La **matriz de confusión** los cuenta: una
# fila por clase verdadera, una columna por clase dicha. En la diagonal, los aciertos.
#
# Las dos redes de la celda se cuentan con la **validación**, para poder elegir el corte sin gastar la prueba.
#
# **Predice antes de ejecutar.** La segunda red es igual, con las mismas épocas, y ha aprendido con `class_weight={0: 1, 1: 4}`. ¿Qué número bajará? ¿Cuál subirá?

# %% [markdown] id="matriz-de-confusion" lang="en" seal="56ba0a"
# ### From the output to the label, and to the confusion matrix
#
# > **What older material says / what holds today.** “`predict` gives us the label”, and after it, `np.argmax(pred, axis=1)`. It gives
# > **outputs**. With a softmax, the class is the column of the largest: `argmax`. With **one sigmoid** there is only one column, and `argmax`
# > always gives 0: for $0.1,\ 0.9,\ 0.7$ it gives 0, 0, 0. The class is `outputs > 0.5`. And `np.argmax(y_test, axis=1)` only makes sense if
# > `y_test` is one-hot.
#
# The cut need not be 0.5: it is a **decision**, taken by looking at which mistakes are made. The **confusion matrix** counts them: a row for
# each true class, a column for each class said. On the diagonal, the hits.
#
# Both networks in the cell are counted on **validation**, so that the cut can be chosen without using up the test.
#
# **Predict before you run.** The second network is the same one, for as many epochs, and has learnt with
# `class_weight={0: 1, 1: 4}`. Which number will go down? Which one up?

# %% id="train-weighted"
weighted = network()
weighted.compile(optimizer=keras.optimizers.Adam(0.01), loss="binary_crossentropy", metrics=["accuracy"])
weighted.fit(X_train, y_train, batch_size=32, epochs=best + 1, class_weight={0: 1, 1: 4}, verbose=0)
outputs_of = {"class_weight=None": model.predict(X_val, verbose=0)}
outputs_of["class_weight={0: 1, 1: 4}"] = weighted.predict(X_val, verbose=0)
print("argmax:", np.unique(np.argmax(outputs_of["class_weight=None"], axis=1)))

# %% id="draw-confusion"
# es: Juega: prueba con 0.1, 0.3 y 0.9
# en: Play: try 0.1, 0.3 and 0.9
threshold = 0.5

no_yes = [str(Text(es="no", en="no")), str(Text(es="furgoneta", en="van"))]
fig, axes = plt.subplots(1, 2, figsize=(9, 3.6), layout="constrained")
counted = []
for ax, (name, outputs) in zip(axes, outputs_of.items(), strict=True):
    counts = confusion_matrix(y_val, outputs[:, 0] > threshold)
    counted.append(counts)
    ax.imshow(counts / counts.sum(axis=1, keepdims=True), cmap="Blues", vmin=0, vmax=1.6)
    for (row, column), count in np.ndenumerate(counts):
        ax.text(column, row, str(count), ha="center", va="center", fontsize=15, color=COLORS.black)
    ax.set(title=name, xticks=[0, 1], xticklabels=no_yes, yticks=[0, 1], yticklabels=no_yes)
    ax.set(xlabel=str(Text(es="lo que dice", en="what it says")), ylabel=str(Text(es="lo que era", en="what it was")))
plain, heavy = counted
shown(
    fig,
    alt=Text(
        es=f"Dos matrices de confusión con el corte en {threshold}. Sin pesos: {plain[1, 0]} horas sin la furgoneta que hacía falta y "
        f"{plain[0, 1]} furgonetas de más. Con pesos: {heavy[1, 0]} y {heavy[0, 1]}.",
        en=f"Two confusion matrices with the cut at {threshold}. Without weights: {plain[1, 0]} hours without the van that was needed "
        f"and {plain[0, 1]} vans too many. With weights: {heavy[1, 0]} and {heavy[0, 1]}.",
    ),
)

# %% [markdown] id="ejercicio-labels" lang="es"
# Con pesos se escapan menos horas y salen más furgonetas en balde: no es una red mejor, es **otro precio**. Mover el corte hace algo parecido
# sin volver a entrenar. El corte se elige con la validación, como todo lo demás.
#
# ### Ejercicio 4 · De `predict` a la etiqueta
#
# Escribe `labels(outputs, classes, threshold)`, esta vez desde cero: una etiqueta por fila, **con su nombre**. Si hay una columna, es una
# sigmoide: la probabilidad de `classes[1]`, que se dice cuando pasa de `threshold`. Si hay varias, es una softmax: gana la mayor, y el corte no
# cuenta.

# %% [markdown] id="ejercicio-labels" lang="en" seal="bb536c"
# With weights fewer hours slip through and more vans go out for nothing: it is not a better network, it is **another price**. Moving the cut
# does something similar without training again. The cut is chosen on validation, like everything else.
#
# ### Exercise 4 · From `predict` to the label
#
# Write `labels(outputs, classes, threshold)`, from scratch this time: one label per row, **by its name**. If there is one column, it is a
# sigmoid: the probability of `classes[1]`, which is said when it is above `threshold`. If there are several, it is a softmax: the largest
# wins, and the cut does not count.

# %% exercise="labels"
def labels(outputs, classes, threshold):
    ### BEGIN SOLUTION
    columns = np.argmax(outputs, axis=1)
    if outputs.shape[1] == 1:
        columns = (outputs[:, 0] > threshold).astype(int)
    return [classes[column] for column in columns]
    ### END SOLUTION


# %% check="labels" points=2
check("04.labels", labels)

# %% [markdown] id="kerasnet" lang="es"
# ## 7. `KerasNet`: lo mismo, con menos trampas
#
# `KerasNetClassifier` y `KerasNetRegressor` vienen con este curso: una red de Keras con los verbos de scikit-learn. Entran en un
# `make_pipeline`, aceptan etiquetas con nombre y devuelven nombres. `net.model_` es el modelo de Keras, con todo lo de esta lección. Además:
#
# - **validan al azar**: `validation=0.2` saca filas con la semilla, con la misma proporción de cada clase. Blas no habría tropezado;
# - **paran a tiempo**: con `patience` se quedan los pesos de la mejor época;
# - **eligen la máquina** (TPU, GPU o CPU) y lo dicen; `device="cpu"` la impone;
# - **hacen la época entera en una llamada**. `fit` vuelve a Python tras cada lote, y en una red pequeña cuesta más ir y volver que calcular. Es
#   la **época compilada**: los mismos lotes y los mismos pesos, sin los viajes. Se elige con un ensayo corto, y lo que no se puede compilar
#   lo hace `fit`.
#
# **Predice antes de ejecutar.** Esta vez entran las horas **sin escalar** y las etiquetas son palabras. ¿Qué devolverá `predict`?

# %% [markdown] id="kerasnet" lang="en" seal="d9fe5a"
# ## 7. `KerasNet`: the same, with fewer traps
#
# `KerasNetClassifier` and `KerasNetRegressor` come with this course: a Keras network with scikit-learn's verbs. They go into a
# `make_pipeline`, take labels with names and return names. `net.model_` is the Keras model, with all that is in this lesson. Besides:
#
# - they **validate at random**: `validation=0.2` draws rows with the seed, with the same share of each class. Blas would not have stumbled;
# - they **stop in time**: with `patience` the weights of the best epoch are kept;
# - they **choose the machine** (TPU, GPU or CPU) and say so; `device="cpu"` forces it;
# - they **do a whole epoch in one call**. `fit` comes back to Python after each batch, and in a small network the trips cost more than the
#   computing. This is the **compiled epoch**: the same batches and the same weights, without the trips. A short trial chooses, and what
#   cannot be compiled is done by `fit`.
#
# **Predict before you run.** This time the hours go in **unscaled** and the labels are words. What will `predict` return?

# %% id="kerasnet-sample"
from curso.models import KerasNetClassifier, KerasNetRegressor

answers = np.where(van, "van", "no")
net = KerasNetClassifier(hidden=(16, 16), learning_rate=0.01, epochs=60, validation=0.2, patience=5, verbose=0)
with_scale = make_pipeline(StandardScaler(), net).fit(X_hours[train_rows], answers[train_rows])
print(with_scale.predict(X_hours[test_rows[5:9]]), f"{with_scale.score(X_hours[test_rows], answers[test_rows]):.3f}")
print(net.model_.count_params(), type(net.model_).__name__)
for sentence in net.notes_:
    print("·", sentence)
net.plot_history()

# %% [markdown] id="kerasnet-aparato" lang="es"
# ### Con una GPU, con varias, con 16 bits
#
# Una **GPU** hace miles de cuentas iguales a la vez: se nota en redes grandes e imágenes, y apenas en una red como esta. Las que tienen
# **unidades de matrices** multiplican con números de 16 bits mucho más deprisa que con 32. La **precisión mixta** calcula con 16 y guarda
# los pesos en 32, para no perder los pasos pequeños. `KerasNet` la pone solo donde se gana: sin esas unidades, iría más lenta.
#
# La celda pregunta qué elegiría en cuatro máquinas **imaginadas**, y dibuja tiempos **grabados** con `benchmarks/training.py` en dos núcleos
# de CPU: en tu máquina serán otros, así que fíjate en cuántas veces más deprisa va, no en los milisegundos. Y no es gratis: en la primera
# época se ensaya y se compila, y ahí `KerasNet` tardó alrededor de un segundo **más** que `fit`. Con pocos datos y pocas épocas, puede no
# compensar.
#
# **Predice antes de ejecutar.** ¿En qué red ganará más la época compilada: en la de capas densas (MLP en el dibujo) o en la convolucional (CNN)?

# %% [markdown] id="kerasnet-aparato" lang="en" seal="09f269"
# ### With a GPU, with several, with 16 bits
#
# A **GPU** does thousands of identical operations at once: it shows in large networks and images, and hardly in a network like this one. Those with
# **matrix units** multiply numbers of 16 bits much faster than of 32. **Mixed precision** computes with 16 and keeps the weights in 32, so
# that small steps are not lost. `KerasNet` uses it only where it pays: without those units, it would be slower.
#
# The cell asks what it would choose on four **imagined** machines, and draws times **recorded** with `benchmarks/training.py` on two CPU
# cores: on your machine they will be others, so look at how many times faster it is, not at the milliseconds. And it is not free: the first
# epoch has the trial and the compiling, and there `KerasNet` took about a second **more** than `fit`. With few data and few epochs it may
# not pay.
#
# **Predict before you run.** In which network will the compiled epoch gain more: the one of dense layers (MLP in the picture) or the
# convolutional one (CNN)?

# %% id="devices-and-times"
from curso.models.keras_net.device import Hardware, choose_device

# es: El último par es la generación de la GPU: las unidades de matrices llegaron con la 7.0
# en: The last pair is the GPU's generation: matrix units came with 7.0
cpu = Hardware("cpu", "CPU:0")
old, new = (Hardware("gpu", "GPU:0", name, capability) for name, capability in (("K80", (3, 7)), ("A100", (8, 0))))
for machine in ([cpu], [cpu, old], [cpu, new], [cpu, new, new]):
    print("·", choose_device("auto", machine).sentence)

RECORDED = {"MLP": (1207, 34), "MLP + Dropout": (1094, 28), "LSTM": (2125, 154), "CNN": (782, 125)}
fig, ax = plt.subplots(figsize=(8, 3), layout="constrained")
for place, (name, (by_fit, compiled)) in enumerate(RECORDED.items()):
    for shift, value, color in ((0.2, by_fit, COLORS.sky), (-0.2, compiled, COLORS.vermillion)):
        ax.barh(-place + shift, value, 0.38, color=color)
        ax.text(value * 1.06, -place + shift, str(value), va="center")
    print(f"{name:14} {by_fit / compiled:4.0f} ×")
ax.barh(0, 0, color=COLORS.sky, label="model.fit")
ax.barh(0, 0, color=COLORS.vermillion, label="KerasNet")
ax.set(xscale="log", xlim=(10, 20_000), yticks=-np.arange(len(RECORDED)), yticklabels=RECORDED)
ax.set_xlabel(str(Text(es="milisegundos por época (grabados)", en="milliseconds per epoch (recorded)")))
ax.legend(frameon=False, loc="upper right")
written = ", ".join(f"{name}: {by_fit} / {compiled}" for name, (by_fit, compiled) in RECORDED.items())
shown(
    fig,
    alt=Text(
        es=f"Barras con los milisegundos por época de model.fit y de KerasNet, grabados en dos núcleos de CPU: {written}.",
        en=f"Bars with the milliseconds per epoch of model.fit and of KerasNet, recorded on two CPU cores: {written}.",
    ),
)

# %% [markdown] id="guardar" lang="es" rows="inv-A010 inv-A012 inv-A017 err-A09"
# ## 8. Guardar, exportar y repartir
#
# | para | se usa | qué lleva |
# |---|---|---|
# | seguir otro día | `model.save("m.keras")` y `keras.models.load_model` | todo: capas, pesos, lo compilado y el estado del optimizador |
# | copiar lo aprendido | `model.get_weights()` y `model.set_weights(…)` | los pesos |
# | guardarlo en un archivo | `model.save_weights("m.weights.h5")` y `load_weights` | los pesos, y lo que recuerda el optimizador; un modelo recién compilado se salta lo segundo al leerlo, y avisa |
# | describir la red | `model.to_json()` | las capas, sin nada aprendido |
# | predecir en otro sitio | `model.export(path, format=…)` | el cálculo de `predict`, y nada más |
#
# Adam recuerda medias y cuántos pasos lleva. Si copias solo los pesos, predices igual; si sigues entrenando, Adam **empieza de cero**.
#
# | `format` | dónde se usa |
# |---|---|
# | `"tf_saved_model"` | en servidores; TensorFlow.js lo convierte para el **navegador**, y TensorFlow Java lo lee en la **máquina virtual de Java** (JVM) |
# | `"litert"` | en **Android**, **iOS** y aparatos pequeños (LiteRT se llamaba TensorFlow Lite) |
# | `"onnx"` | con ONNX Runtime, que también corre en el navegador y en Java |
# | `"openvino"`; `"torch"` | en procesadores de Intel; en PyTorch, y solo si Keras corre sobre PyTorch |
#
# > **Lo que dice el material antiguo / lo que vale hoy.** «Keras lleva los modelos a iOS, Android, la web o la JVM», con nombres que ya no
# > son. **Guardar no es exportar**: lo exportado predice y no se puede seguir entrenando; `load_model` no lo abre. Y `model.save("m")`, sin
# > `.keras`, falla.
#
# **Predice antes de ejecutar.** ¿Cuántos pasos recordará el optimizador del modelo recargado? ¿Y el de una copia hecha con
# `get_weights`?

# %% [markdown] id="guardar" lang="en" seal="1865c2"
# ## 8. Saving, exporting and sharing out
#
# | to | use | what it carries |
# |---|---|---|
# | go on another day | `model.save("m.keras")` and `keras.models.load_model` | all: layers, weights, what was compiled and the optimizer's state |
# | copy what was learnt | `model.get_weights()` and `model.set_weights(…)` | the weights |
# | keep it in a file | `model.save_weights("m.weights.h5")` and `load_weights` | the weights, and what the optimizer remembers; a freshly compiled model skips the latter when it loads them, and warns |
# | describe the network | `model.to_json()` | the layers, with nothing learnt |
# | predict elsewhere | `model.export(path, format=…)` | the computing of `predict`, and no more |
#
# Adam remembers averages and how many steps it has taken. If you copy the weights alone you predict the same; if you go on training, Adam
# **begins from nothing**.
#
# | `format` | where it is used |
# |---|---|
# | `"tf_saved_model"` | on servers; TensorFlow.js converts it for the **browser**, and TensorFlow Java reads it on the **Java virtual machine** (JVM) |
# | `"litert"` | on **Android**, **iOS** and small devices (LiteRT used to be called TensorFlow Lite) |
# | `"onnx"` | with ONNX Runtime, which also runs in the browser and in Java |
# | `"openvino"`; `"torch"` | on Intel's processors; in PyTorch, and only if Keras runs on PyTorch |
#
# > **What older material says / what holds today.** “Keras takes models to iOS, Android, the web or the JVM”, by names that are gone.
# > **Saving is not exporting**: what is exported predicts and cannot be trained further; `load_model` does not open it. And
# > `model.save("m")`, without `.keras`, fails.
#
# **Predict before you run.** How many steps will the optimizer of the reloaded model remember? And that of a copy made with
# `get_weights`?

# %% id="save-and-export"
X_few = X_test[6:9].astype("float32")
print(f"{'model':13}", model.predict(X_few, verbose=0).ravel(), int(model.optimizer.iterations))

copy = keras.models.clone_model(model)
copy.compile(optimizer="adam", loss="binary_crossentropy")
copy.set_weights(model.get_weights())
print(f"{'get_weights':13}", copy.predict(X_few, verbose=0).ravel(), int(copy.optimizer.iterations))

with TemporaryDirectory() as folder, chdir(folder):
    model.save("m.keras")
    again = keras.models.load_model("m.keras")
    print(f"{'.keras':13}", again.predict(X_few, verbose=0).ravel(), int(again.optimizer.iterations))

    # es: Al exportar y al leer hablan varias bibliotecas por debajo.
    # en: While exporting and reading, several libraries talk underneath.
    with muted_stderr():
        model.export("saved", format="tf_saved_model", verbose=False)
        model.export("m.tflite", format="litert", verbose=False)
        server = tf.saved_model.load("saved")
        served = server.serve(X_few)
        runner = tf.lite.Interpreter("m.tflite").get_signature_runner()
        (name,) = runner.get_input_details()
        (on_phone,) = runner(**{name: X_few}).values()
    print(f"{'SavedModel':13}", np.ravel(served))
    print(f"{'LiteRT':13}", np.ravel(on_phone), f"({Path('m.tflite').stat().st_size} bytes)")

    complaint(model.save, "m")
    complaint(keras.models.load_model, "saved")

# %% [markdown] id="distribuir" lang="es" rows="inv-A009 inv-A012 inv-A018 inv-A024 inv-B035"
# ### Repartir el trabajo
#
# Cuando una época dura horas, se reparte entre varias GPU, o entre cientos de máquinas. Lo corriente es repartir los **datos**: cada aparato
# tiene la red **entera** y recibe una parte del lote; los gradientes se promedian y todas las copias dan **el mismo paso**, así que siguen
# siendo iguales. Con 4 GPU y `batch_size=256`, cada una procesa 64. (Repartir las **capas** es otra cosa, para redes que no caben en una.)
#
# | `tf.distribute` | reparte entre |
# |---|---|
# | `MirroredStrategy` | las GPU de una máquina |
# | `MultiWorkerMirroredStrategy` | varias máquinas; cada una se presenta con la variable `TF_CONFIG`. Con ella, el `fit` de Keras 3 falla si le das arrays |
# | `TPUStrategy` | los núcleos de una TPU |
# | `ParameterServerStrategy` | máquinas que no se esperan unas a otras; Keras 3 no la admite |
#
# Sirve igual paso a paso y con `tf.function`, al entrenar y al evaluar. Con `MirroredStrategy`, el modelo se crea y se compila **dentro** de
# `scope()`, y `fit` se llama como siempre. Con Keras sobre JAX es `keras.distribution`. `KerasNet` reparte por su cuenta, sin que se lo
# pidas, cuando ve varias GPU o un `TF_CONFIG`.
#
# **Predice antes de ejecutar.** La celda reparte entre las dos CPU que pedimos al principio (no va más deprisa: son la misma). Lotes de 64:
# ¿cuántos ejemplos le tocan a cada una? ¿Cuánto se diferenciarán los pesos de los de una sola?

# %% [markdown] id="distribuir" lang="en" seal="f394f5"
# ### Sharing the work out
#
# When an epoch takes hours, it is shared out among several GPUs, or among hundreds of machines. The usual thing is to share out the
# **data**: each device has the **whole** network and gets a part of the batch; the gradients are averaged and all copies take **the same
# step**, so they stay equal. With 4 GPUs and `batch_size=256`, each processes 64. (Sharing out the **layers** is something else, for
# networks that do not fit into one.)
#
# | `tf.distribute` | shares out among |
# |---|---|
# | `MirroredStrategy` | the GPUs of one machine |
# | `MultiWorkerMirroredStrategy` | several machines; each introduces itself with the variable `TF_CONFIG`. With it, Keras 3's `fit` fails if you give it arrays |
# | `TPUStrategy` | the cores of a TPU |
# | `ParameterServerStrategy` | machines that do not wait for one another; Keras 3 does not support it |
#
# It works step by step as well as with `tf.function`, in training and in evaluating. With `MirroredStrategy` the model is made and compiled
# **inside** `scope()`, and `fit` is called as ever. With Keras on JAX it is `keras.distribution`. `KerasNet` shares out by itself, without
# being asked, when it sees several GPUs or a `TF_CONFIG`.
#
# **Predict before you run.** The cell shares out among the two CPUs that we asked for at the start (it is no faster: they are the same one).
# Batches of 64: how many examples will each one get? How much will the weights differ from those of a single one?

# %% id="two-replicas"
places = [device.name.removeprefix("/device:") for device in tf.config.list_logical_devices("CPU")]
with muted_stderr():
    strategy = tf.distribute.MirroredStrategy(places)
    data = tf.data.Dataset.from_tensor_slices(X_train.astype("float32")).batch(64)
    batch = next(iter(strategy.experimental_distribute_dataset(data)))
print(places, [part.shape[0] for part in strategy.experimental_local_results(batch)])


def two_epochs():
    model = network()
    model.compile(optimizer=keras.optimizers.SGD(0.1), loss="binary_crossentropy")
    with muted_stderr():
        model.fit(X_train[:256], y_train[:256], batch_size=64, epochs=2, shuffle=False, verbose=0)
    return model.get_weights()


with strategy.scope():
    shared_out = two_epochs()
alone = two_epochs()
difference = max(np.abs(one - other).max() for one, other in zip(alone, shared_out, strict=True))
below = Text(es="la mayor diferencia entre los pesos no llega a 0.00001:", en="the largest difference between weights is below 0.00001:")
print(below, difference < 1e-5)

# %% [markdown] id="ejercicio-project" lang="es"
# ## Ejercicio 5 · Reto: cuántas bicicletas
#
# Avisar está bien; saber **cuántas** bicicletas se alquilarán, mejor. En `X_hours` hay 1500 horas con cuatro columnas sin escalar (la hora,
# la temperatura en grados, los milímetros de lluvia y si es fin de semana) y en `y_hours`, los alquileres.
#
# Entrena lo que quieras y deja en `project` algo con `predict`, que reciba horas **sin escalar**, de forma `(m, 4)`, y devuelva bicicletas. Se
# juzga con 1500 horas que nadie ha visto. Los mínimos cuadrados se equivocan en unas 48 bicicletas; se pide **la mitad**. Mira antes el dibujo:
# ¿por qué una recta no puede?

# %% [markdown] id="ejercicio-project" lang="en" seal="3c5062"
# ## Exercise 5 · Challenge: how many bicycles
#
# Giving warning is fine; knowing **how many** bicycles will be hired is better. In `X_hours` there are 1500 hours with four unscaled columns
# (the hour, the temperature in degrees, the millimetres of rain and whether it is a weekend) and in `y_hours`, the hires.
#
# Train whatever you like and leave in `project` something with `predict`, which takes **unscaled** hours, of shape `(m, 4)`, and returns
# bicycles. It is judged on 1500 hours that nobody has seen. Least squares is off by some 48 bicycles; **half of that** is asked for. Look at
# the picture first: why can a straight line not do it?

# %% id="draw-hires"
fig, ax = plt.subplots(figsize=(8.5, 3.4), layout="constrained")
kinds = {0: (Text(es="laborable", en="working day"), COLORS.blue, "o"), 1: (Text(es="fin de semana", en="weekend"), COLORS.vermillion, "^")}
for weekend, (name, color, marker) in kinds.items():
    rows = X_hours[:, 3] == weekend
    ax.plot(X_hours[rows, 0], y_hours[rows], marker, color=color, markersize=4, alpha=0.6, label=str(name))
ax.set(xlabel=str(Text(es="hora", en="hour")), ylabel=str(Text(es="alquileres", en="hires")))
ax.legend(frameon=False)
shown(
    fig,
    alt=Text(
        es="Alquileres de 1500 horas según la hora del día. En días laborables hay dos picos, hacia las 8 y las 18; los fines de semana, una "
        "sola loma hacia las 14. En cada hora los puntos se reparten de casi 0 al máximo.",
        en="Hires of 1500 hours by the hour of the day. On working days there are two peaks, near 8 and 18; at weekends a single hump near "
        "14. At each hour the points spread from nearly 0 to the highest.",
    ),
)
plane = LinearRegression().fit(X_hours, y_hours)
print(COLUMNS, X_hours[0], y_hours[0])
print(Text(es="mínimos cuadrados:", en="least squares:"), f"{np.sqrt(np.mean((plane.predict(X_hours) - y_hours) ** 2)):.1f}")

# %% exercise="project"
# es: El modelo se queda en la variable project
# en: The model is left in the variable project
### BEGIN SOLUTION
#~ project = ...
from sklearn.compose import TransformedTargetRegressor

net = KerasNetRegressor(hidden=(32, 32), learning_rate=0.01, epochs=30, verbose=0)
scaled = TransformedTargetRegressor(make_pipeline(StandardScaler(), net), transformer=StandardScaler())
project = scaled.fit(X_hours, y_hours)
### END SOLUTION

# %% check="project" points=3
check("04.project", project)

# %% id="use-project"
if passed("04.project"):
    days = np.array([[8, 18, 0, 0], [8, 18, 0, 1], [14, 25, 0, 1], [14, 25, 3, 1]])
    print(days, np.round(np.ravel(project.predict(days))))

# %% [markdown] id="preguntas" lang="es"
# ## Ocho preguntas para afianzar lo aprendido
#
# No puntúan. Cada una te dice por qué, aciertes o no.

# %% [markdown] id="preguntas" lang="en" seal="010ddc"
# ## Eight questions to let it settle
#
# They carry no points. Each one tells you why, right or wrong.

# %% quiz="04.q14"

# %% quiz="04.q15"

# %% quiz="04.q16"

# %% quiz="04.q17"

# %% quiz="04.q18"

# %% quiz="04.q19"

# %% quiz="04.q20"

# %% quiz="04.q21"

# %% id="progress"
progress()

# %% [markdown] id="resumen" lang="es"
# ## Resumen
#
# - `compile` elige. La pérdida se baja; las métricas se miran. Argumentos, siempre **por nombre**.
# - `fit` da un paso **por lote**. `validation_split` aparta **el final**: con filas ordenadas, Blas no acertó ni el 1 %.
# - `loss` es la media de la época; `val_loss`, una medida al acabarla.
# - Un peso mayor encarece los errores de la clase escasa; la **matriz de confusión** dice qué se gana y qué se paga.
# - `predict` da salidas: con softmax, `argmax`; con una sigmoide, un corte que eliges tú.
# - `.keras` para seguir, `export` para servir. Repartir los datos da los mismos pesos.

# %% [markdown] id="resumen" lang="en" seal="dad35e"
# ## Summary
#
# - `compile` chooses. The loss is lowered; metrics are looked at. Arguments, always **by name**.
# - `fit` takes one step **per batch**. `validation_split` puts **the tail** aside: with sorted rows, Blas did not get even 1% right.
# - `loss` is the mean of the epoch; `val_loss`, a measurement at its end.
# - A larger weight makes mistakes on the scarce class dearer; the **confusion matrix** says what is gained and what is paid.
# - `predict` gives outputs: with a softmax, `argmax`; with a sigmoid, a cut that you choose.
# - `.keras` to go on, `export` to serve. Sharing the data out gives the same weights.

# %% [markdown] id="glosario" lang="es"
# ## Glosario
#
# | español | inglés | qué es |
# |---|---|---|
# | época | *epoch* | una pasada completa por los datos de entrenamiento |
# | lote | *batch* | los ejemplos de un paso |
# | historial | *history* | lo que se midió en cada época |
# | *callback* | *callback* | un objeto al que `fit` avisa de lo que va pasando |
# | peso de clase | *class weight* | lo que se multiplica el coste de sus ejemplos |
# | matriz de confusión | *confusion matrix* | cuántos de cada clase se dijeron de cada clase |
# | umbral | *threshold* | dónde se corta una probabilidad |
# | época compilada | *compiled epoch* | una época entera en una sola llamada |
# | precisión mixta | *mixed precision* | calcular con 16 bits y guardar con 32 |
# | paralelismo de datos | *data parallelism* | la red entera en cada aparato, y el lote repartido |

# %% [markdown] id="glosario" lang="en" seal="f32c73"
# ## Glossary
#
# | English | Spanish | what it is |
# |---|---|---|
# | epoch | *época* | a complete pass over the training data |
# | batch | *lote* | the examples of one step |
# | history | *historial* | what was measured in each epoch |
# | *callback* | *callback* | an object that `fit` tells what is going on |
# | class weight | *peso de clase* | what the cost of its examples is multiplied by |
# | confusion matrix | *matriz de confusión* | how many of each class were said to be of each class |
# | threshold | *umbral* | where a probability is cut |
# | compiled epoch | *época compilada* | a whole epoch in a single call |
# | mixed precision | *precisión mixta* | computing with 16 bits and keeping with 32 |
# | data parallelism | *paralelismo de datos* | the whole network on each device, and the batch shared out |

# %% [markdown] id="seguir" lang="es"
# ## Para seguir leyendo
#
# - *Training & evaluation with the built-in methods* y *Writing your own callbacks*, guías de keras.io.
# - *Classification on imbalanced data*, tutorial de TensorFlow: pesos de clase y cortes, con datos de fraude.
# - *Distributed training with TensorFlow*, en la documentación de TensorFlow: las estrategias, una por una.
# - P. Micikevicius y otros, *Mixed Precision Training* (2018).

# %% [markdown] id="seguir" lang="en" seal="778950"
# ## Where to read on
#
# - *Training & evaluation with the built-in methods* and *Writing your own callbacks*, guides at keras.io.
# - *Classification on imbalanced data*, a tutorial of TensorFlow: class weights and cuts, with data on fraud.
# - *Distributed training with TensorFlow*, in TensorFlow's documentation: the strategies, one by one.
# - P. Micikevicius and others, *Mixed Precision Training* (2018).
