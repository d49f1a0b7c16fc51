# ---
# jupyter:
#   curso:
#     module: "03"
#     title: {es: "Keras, primeros modelos", en: "Keras, first models"}
#     goals:
#       es:
#         - "construir, compilar, entrenar y usar un modelo con Keras"
#         - "elegir entre `Sequential`, la API funcional y una subclase"
#         - "comprobar que Keras da los mismos pasos que tu red de NumPy"
#         - "decir qué es Keras hoy, sobre qué motores corre y qué tablas ya no valen"
#       en:
#         - "build, compile, train and use a model with Keras"
#         - "choose between `Sequential`, the functional API and a subclass"
#         - "check that Keras takes the same steps as your NumPy network"
#         - "say what Keras is today, which backends it runs on, and which tables no longer hold"
#     needs:
#       es: ["la red, las épocas y los lotes de la lección 02.02", "tensores y cintas, de la lección 02.03"]
#       en: ["the network, epochs and batches of lesson 02.02", "tensors and tapes, from lesson 02.03"]
#     minutes: 45
#     inventory: [inv-A002, inv-A003, inv-A004, inv-A005, inv-A011, inv-A013, inv-A014, inv-A015, inv-B026, inv-B028,
#       inv-B029, inv-B030, inv-B031, inv-B032, inv-B033, inv-B034, inv-B036, inv-B037, inv-B041, inv-B042, inv-B043,
#       inv-B044, inv-B045, inv-B046, inv-B047, inv-B048, inv-B049, inv-B050, inv-B051, inv-C001, inv-C002, inv-D019,
#       inv-D020, inv-D021, inv-E012]
#     errata: [err-A01, err-A02, err-A03, err-B11, err-B12, err-B13, err-B14, err-B15, err-B16, err-B17, err-B19, err-B20,
#       err-B21, err-B22, err-B23, err-B24, err-B25]
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
# ---

# %% tags=["source-only"]
from curso.notebook import check, hint, passed, progress, quiz_check, solution, start

# %% [markdown] id="pregunta" lang="es"
# ## Una pregunta antes de empezar
#
# En la lección anterior leíste cifras con 650 parámetros: variables, una cinta, un bucle y unas veinte líneas. Hoy le pondremos
# en medio una capa oculta de 32 neuronas con ReLU.
#
# **¿Cuántas líneas más crees que hacen falta? ¿Y cuántos parámetros tendrá la red?** (Entran 64 puntos y salen 10 clases.)

# %% [markdown] id="pregunta" lang="en" seal="47a5a3"
# ## A question before we start
#
# In the lesson before this one you read digits with 650 parameters: variables, a tape, a loop and some twenty lines. Today we
# put a hidden layer of 32 neurons with ReLU in the middle.
#
# **How many more lines do you think it takes? And how many parameters will the network have?** (64 points come in, 10 classes
# go out.)

# %% id="my-guess"
# es: Tus dos números (cambia los puntos suspensivos):
# en: Your two numbers (replace the dots):
my_lines, my_parameters = ..., ...

# %% id="load-digits"
import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import matplotlib.pyplot as plt
import numpy as np
from sklearn.datasets import load_digits

from curso.display import muted_stderr
from curso.explore import COLORS, shown
from curso.text import Text

# es: Keras y TensorFlow avisan de muchas cosas mientras se cargan; aquí no nos hacen falta.
# en: Keras and TensorFlow tell of many things while they load; we do not need that here.
with muted_stderr():
    import keras
    import tensorflow as tf

images, labels = load_digits(return_X_y=True)
X = (images / 16).astype("float32")
X_train, X_test, y_train, y_test = X[:1200], X[1200:], labels[:1200], labels[1200:]
print("Keras", keras.__version__, "·", keras.backend.backend(), "·", X.shape)

# %% [markdown] id="que-es-keras" lang="es" rows="inv-A002 inv-A003 inv-A004 inv-A005 inv-A011 err-A02"
# ## Qué es Keras
#
# **Keras** es una biblioteca de Python para aprendizaje profundo. Quiere que pases deprisa de la idea al resultado, porque
# quien prueba más ideas encuentra antes una buena. La guían tres principios:
#
# - **sencilla, sin ser simplona**: quita trabajo a tu cabeza, no posibilidades;
# - **la complejidad aparece cuando hace falta**: una fila de capas, después un grafo, después tu propia clase;
# - **sirve para proyectos grandes**: la web del proyecto nombra entre quienes lo usan a NASA, YouTube y Waymo.
#
# > **Lo que dice el material antiguo / lo que vale hoy.** Se presenta Keras como «la interfaz de alto nivel de TensorFlow 2».
# > Hoy es un paquete aparte: se escribe `import keras`. `tf.keras` sigue ahí y es una puerta a ese mismo paquete.

# %% [markdown] id="que-es-keras" lang="en" seal="9d2170"
# ## What Keras is
#
# **Keras** is a Python library for deep learning. It wants you to get fast from the idea to the result, because whoever tries
# more ideas finds a good one sooner. Three principles guide it:
#
# - **simple, not simplistic**: it takes work off your mind, not possibilities;
# - **complexity appears when it is needed**: a row of layers, then a graph, then a class of your own;
# - **it serves large projects**: the project's site names NASA, YouTube and Waymo among those who use it.
#
# > **What older material says / what holds today.** Keras is presented as “the high-level interface of TensorFlow 2”. Today it
# > is a package of its own: you write `import keras`. `tf.keras` is still there and is a door to that same package.

# %% id="one-package"
print(tf.keras.__version__ == keras.__version__, tf.keras.layers.Dense is keras.layers.Dense)

# %% [markdown] id="piezas" lang="es" rows="inv-A013 inv-A015 inv-C001 inv-C002 inv-D019 inv-D020 inv-D021"
# ### Las piezas
#
# La unidad es la **capa**: recibe un tensor, calcula y pasa el resultado a la siguiente. Alrededor están las demás piezas, que
# son los nombres de este módulo y del que viene: activaciones, inicializadores, restricciones y regularizadores
# (módulo 03), y pérdidas, optimizadores y métricas (módulo 04), además de utilidades para leer imágenes y texto. Con
# `compile` se eligen, con `fit` se entrena, con `evaluate` se mide y con `predict` se usa.
#
# | familia | capas | para qué |
# |---|---|---|
# | densas | `Dense` | tablas: clasificar, predecir cantidades; por ejemplo, señalar fraudes en un banco |
# | convolucionales | `Conv2D`… | imágenes y vídeo (lección 03) |
# | recurrentes | `LSTM`… | texto y series temporales (lección 04) |
#
# Las densas también sirven con imágenes pequeñas, como hoy, y con series o texto puestos en columnas; pero no saben nada de
# qué está junto a qué.

# %% [markdown] id="piezas" lang="en" seal="e42103"
# ### The pieces
#
# The unit is the **layer**: it gets a tensor, computes, and passes the result on to the next. Around it are the other pieces,
# the names of this module and of the next: activations, initializers, constraints and regularizers (module 03), and
# losses, optimizers and metrics (module 04), besides utilities to read images and text. With `compile` you choose
# them, with `fit` you train, with `evaluate` you measure and with `predict` you use the model.
#
# | family | layers | what for |
# |---|---|---|
# | dense | `Dense` | tables: classifying, predicting quantities; for example, pointing out fraud in a bank |
# | convolutional | `Conv2D`… | images and video (lesson 03) |
# | recurrent | `LSTM`… | text and time series (lesson 04) |
#
# Dense ones also work with small images, as today, and with series or text put into columns; but they know nothing of what
# is beside what.

# %% [markdown] id="secuencial" lang="es"
# ## `Sequential`: una fila de capas
#
# El primer modelo, resuelto. `keras.Input` dice cuántas columnas llegan, **sin contar el lote**; cada `Dense` calcula
# activación(x @ kernel + sesgo). Los parámetros son $64 \cdot 32 + 32 = 2080$ y $32 \cdot 10 + 10 = 330$: **2410** en total.
#
# ¿Y sin `Input`? Keras no sabe qué forma dar al primer kernel, así que el modelo **no tiene pesos** hasta que le pasas datos.
#
# **Predice antes de ejecutar.** ¿Cuántos arrays de pesos tendrá `late` antes y después de ver tres cifras? ¿Qué forma el primero?

# %% [markdown] id="secuencial" lang="en" seal="1b91ac"
# ## `Sequential`: a row of layers
#
# The first model, worked out. `keras.Input` says how many columns come in, **not counting the batch**; each `Dense` computes
# activation(x @ kernel + bias). The parameters are $64 \cdot 32 + 32 = 2080$ and $32 \cdot 10 + 10 = 330$: **2410** in all.
#
# And without `Input`? Keras does not know what shape to give the first kernel, so the model **has no weights** until you pass
# data to it.
#
# **Predict before you run.** How many arrays of weights will `late` have before and after it sees three digits? Which shape will
# the first one have?

# %% id="first-sequential"
keras.utils.set_random_seed(1)
model = keras.Sequential(
    [
        keras.Input(shape=(64,)),
        keras.layers.Dense(32, activation="relu"),
        keras.layers.Dense(10, activation="softmax"),
    ]
)
for layer in model.layers:
    print(layer.__class__.__name__, layer.units, layer.count_params())
print(model.count_params())

late = keras.Sequential([keras.layers.Dense(32, activation="relu"), keras.layers.Dense(10)])
print("late:", len(late.weights), end=" -> ")
late(X[:3])
print(len(late.weights), late.weights[0].shape)

# %% [markdown] id="pasos" lang="es" rows="inv-E012"
# ### Los pasos de un proyecto
#
# **datos → construir → `compile` → `fit` → `evaluate` → `predict`**, y vuelta atrás cuando el resultado no gusta.
#
# - `compile` elige el optimizador, la pérdida y qué se mide. Como `y` trae números de clase (0 a 9), la pérdida es
#   `sparse_categorical_crossentropy`.
# - `fit` recorre los datos por lotes, las épocas que digas, y devuelve un historial.
# - `evaluate` mide con datos que el modelo no ha visto.
# - `predict` da aquí diez probabilidades por imagen; la clase es la columna de la mayor.
#
# **Predice antes de ejecutar.** La regresión softmax de la lección anterior acertaba cerca del 90 %. ¿Y esta red?

# %% [markdown] id="pasos" lang="en" seal="e251e9"
# ### The steps of a project
#
# **data → build → `compile` → `fit` → `evaluate` → `predict`**, and back again when you do not like the result.
#
# - `compile` chooses the optimizer, the loss and what is measured. As `y` holds class numbers (0 to 9), the loss is
#   `sparse_categorical_crossentropy`.
# - `fit` goes through the data in batches, for as many epochs as you say, and returns a history.
# - `evaluate` measures on data that the model has not seen.
# - `predict` gives ten probabilities per image here; the class is the column of the largest.
#
# **Predict before you run.** The softmax regression of the lesson before got about 90% right. And this network?

# %% id="train-digits"
# es: Cambia las épocas o las neuronas de la capa oculta (arriba) y mira las curvas.
# en: Change the epochs, or the neurons of the hidden layer (above), and look at the curves.
epochs = 15

model.compile(optimizer=keras.optimizers.Adam(0.01), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
history = model.fit(X_train, y_train, epochs=epochs, validation_data=(X_test, y_test), verbose=0).history
loss, accuracy = model.evaluate(X_test, y_test, verbose=0)
print(f"evaluate: {loss:.3f} {accuracy:.3f}")
print("predict:", model.predict(X_test[:5], verbose=0).argmax(axis=1), y_test[:5])

fig, axes = plt.subplots(1, 2, figsize=(8.5, 3), layout="constrained")
names = {"loss": Text(es="pérdida", en="loss"), "accuracy": Text(es="exactitud", en="accuracy")}
for ax, (key, name) in zip(axes, names.items(), strict=True):
    ax.plot(history[key], color=COLORS.blue, linewidth=2.5, label=str(Text(es="entrenamiento", en="training")))
    ax.plot(history[f"val_{key}"], "--", color=COLORS.vermillion, linewidth=2.5, label=str(Text(es="no vistas", en="unseen")))
    ax.set(xlabel=str(Text(es="época", en="epoch")), ylabel=str(name))
    ax.legend()
shown(
    fig,
    alt=Text(
        es="Dos gráficas por épocas: la pérdida baja y la exactitud sube, en las cifras de entrenamiento y en las no vistas.",
        en="Two charts by epoch: the loss falls and the accuracy rises, on the training digits and on the unseen ones.",
    ),
)

# %% [markdown] id="ejercicio-first" lang="es"
# ### Ejercicio 1 · Tu primer modelo
#
# Tres especies de gaviota anidan en seis islas alrededor de una bahía, cada una en dos islas **enfrentadas**. Escribe
# `first_model(X, y, X_new)`: construye un modelo, entrénalo con las posiciones `X` (dos columnas) y las especies `y` (0, 1 o 2), y
# devuelve la especie de cada fila de `X_new`. Debe acertar al menos el 90 % de los nidos nuevos; el centro más cercano no llega
# al 50 %. Sirve `keras.optimizers.Adam(0.03)` con 5 épocas y lotes de 16. Pon `verbose=0`.

# %% [markdown] id="ejercicio-first" lang="en" seal="c6ef77"
# ### Exercise 1 · Your first model
#
# Three species of gull nest on six islands around a bay, each on two islands **face to face**. Write
# `first_model(X, y, X_new)`: build a model, train it on the positions `X` (two columns) and the species `y` (0, 1 or 2), and
# return the species of each row of `X_new`. It should be right about at least 90% of the new nests; the nearest centre does not
# reach 50%. `keras.optimizers.Adam(0.03)` with 5 epochs and batches of 16 will do. Put `verbose=0`.

# %% exercise="first_model"
def first_model(X, y, X_new):
    ### BEGIN SOLUTION
    #~ model = keras.Sequential(
    #~     [
    #~         keras.Input(shape=...),
    #~         ...,
    #~         ...,
    #~     ]
    #~ )
    #~ model.compile(optimizer=..., loss=...)
    #~ model.fit(...)
    #~ return ...
    model = keras.Sequential(
        [
            keras.Input(shape=(2,)),
            keras.layers.Dense(32, activation="relu"),
            keras.layers.Dense(3, activation="softmax"),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.03), loss="sparse_categorical_crossentropy")
    model.fit(X, y, epochs=5, batch_size=16, verbose=0)
    return model.predict(X_new, verbose=0).argmax(axis=1)
    ### END SOLUTION


# %% check="first_model" points=2
check("03.first_model", first_model)

# %% [markdown] id="funcional" lang="es"
# ## La API funcional: un grafo de capas
#
# En una fila, cada capa recibe lo que sale de la anterior, y da igual que sean dos o cincuenta. Cuando algo va a dos sitios, o
# una capa recibe dos tensores, hay un **grafo**. En la API funcional cada capa **se llama sobre un tensor** y da otro; al final,
# `keras.Model(inputs, outputs)` recoge el camino. Por eso el modelo se crea cuando ya existen los dos extremos.
#
# Un ejemplo resuelto: lo que entra se suma a lo que sale de la capa oculta, un atajo. `Add` pide que midan lo mismo: 64 y 64.

# %% [markdown] id="funcional" lang="en" seal="88e3c3"
# ## The functional API: a graph of layers
#
# In a row, each layer gets what comes out of the one before, be they two or fifty. When something goes to two places, or a
# layer gets two tensors, there is a **graph**. In the functional API each layer **is called on a tensor** and gives another; at
# the end, `keras.Model(inputs, outputs)` gathers the path. That is why the model is made once both ends exist.
#
# A worked example: what comes in is added to what comes out of the hidden layer, a shortcut. `Add` wants both equally long: 64
# and 64.

# %% id="first-functional"
inputs = keras.Input(shape=(64,))
x = keras.layers.Dense(64, activation="relu")(inputs)
x = keras.layers.Add()([inputs, x])
outputs = keras.layers.Dense(10, activation="softmax")(x)
shortcut = keras.Model(inputs, outputs)
print(shortcut.input_shape, shortcut.output_shape, shortcut.count_params())

BOXES = {
    "inputs": (0, 0), "Dense relu": (1.5, 1), "Concatenate": (3, 0), "Dense softmax": (4.7, 0.7), "Dense sigmoid": (4.7, -0.7),
}
ARROWS = [("inputs", "Dense relu"), ("inputs", "Concatenate"), ("Dense relu", "Concatenate"),
          ("Concatenate", "Dense softmax"), ("Concatenate", "Dense sigmoid")]
fig, ax = plt.subplots(figsize=(8, 2.8), layout="constrained")
for start_box, end_box in ARROWS:
    arrow = {"arrowstyle": "->", "linewidth": 1.8, "shrinkA": 28, "shrinkB": 30}
    ax.annotate("", BOXES[end_box], BOXES[start_box], arrowprops=arrow)
for name, (left, height) in BOXES.items():
    ax.text(left, height, name, ha="center", va="center", bbox={"boxstyle": "round,pad=0.5", "facecolor": "#dcebf7"})
ax.set(xlim=(-0.6, 5.4), ylim=(-1.2, 1.5))
ax.axis("off")
shown(
    fig,
    alt=Text(
        es="El grafo del ejercicio 2: inputs va a Dense con relu y también, por un atajo, a Concatenate. De Concatenate salen dos "
        "capas: Dense con softmax y Dense con sigmoid.",
        en="The graph of exercise 2: inputs goes to a Dense with relu and also, by a shortcut, to Concatenate. Out of Concatenate "
        "come two layers: a Dense with softmax and a Dense with sigmoid.",
    ),
)

# %% [markdown] id="ejercicio-functional" lang="es"
# ### Ejercicio 2 · Un atajo y dos salidas
#
# Construye el modelo del dibujo: `functional(columns, hidden, classes)` recibe tres tamaños y devuelve el modelo. La capa oculta
# tiene `hidden` neuronas con ReLU; `Concatenate` pone la entrada al lado de lo que sale de ella; y de ahí salen **dos**
# respuestas, en este orden: la cifra (`classes` neuronas, `softmax`) y si es impar (una neurona, `sigmoid`). No hay que compilarlo.

# %% [markdown] id="ejercicio-functional" lang="en" seal="f6350e"
# ### Exercise 2 · A shortcut and two outputs
#
# Build the model of the drawing: `functional(columns, hidden, classes)` gets three sizes and returns the model. The hidden layer
# has `hidden` neurons with ReLU; `Concatenate` puts the input beside what comes out of it; and **two** answers come from there,
# in this order: the digit (`classes` neurons, `softmax`) and whether it is odd (one neuron, `sigmoid`). It need not be compiled.

# %% exercise="functional"
def functional(columns, hidden, classes):
    ### BEGIN SOLUTION
    #~ inputs = keras.Input(shape=(columns,))
    #~ x = ...
    #~ both = ...
    #~ kind = ...
    #~ odd = ...
    #~ return keras.Model(..., ...)
    inputs = keras.Input(shape=(columns,))
    x = keras.layers.Dense(hidden, activation="relu")(inputs)
    both = keras.layers.Concatenate()([inputs, x])
    kind = keras.layers.Dense(classes, activation="softmax")(both)
    odd = keras.layers.Dense(1, activation="sigmoid")(both)
    return keras.Model(inputs, [kind, odd])
    ### END SOLUTION


# %% check="functional" points=2
check("03.functional", functional)

# %% id="use-functional"
if passed("03.functional"):
    kind, odd = functional(64, 32, 10).predict(X[:4], verbose=0)
    print(kind.shape, odd.shape)
else:
    print(Text(es="Resuelve el ejercicio 2 y vuelve aquí.", en="Solve exercise 2 and come back here."))

# %% [markdown] id="subclase" lang="es" rows="inv-B043 err-B21 inv-B042 inv-B047 inv-B048 err-B22"
# ## Una subclase: tu propio código dentro
#
# El último escalón es heredar de `keras.Model`: en `__init__` se crean las capas y en `call` se dice qué se hace con ellas, con
# el Python que quieras. También puedes escribir `train_step`, lo que `fit` hace con cada lote; así se investiga con Keras.
#
# > **Lo que dice el material antiguo / lo que vale hoy.** Una tabla reserva Keras para prototipos y TensorFlow para investigar.
# > Keras admite capas, pérdidas y pasos de entrenamiento propios: la celda tiene uno. La misma tabla dice que TensorFlow es
# > difícil y que depurarlo es un reto, y que Keras es fácil, legible y casi no hay que depurarlo. Es una opinión de la época de
# > las sesiones: la ejecución inmediata se depura como cualquier Python, y `compile(run_eagerly=True)` hace lo mismo dentro de
# > `fit`.
#
# **Predice antes de ejecutar.** 64 cifras en lotes de 32: ¿cuántas veces escribirá algo el `print` en una época?

# %% [markdown] id="subclase" lang="en" seal="ef8ec5"
# ## A subclass: your own code inside
#
# The last step of the stair is to inherit from `keras.Model`: in `__init__` the layers are made and in `call` you say what is
# done with them, with any Python you like. You may also write `train_step`, what `fit` does with each batch; that is how
# research is done with Keras.
#
# > **What older material says / what holds today.** A table keeps Keras for prototypes and TensorFlow for research. Keras allows
# > layers, losses and training steps of your own: the cell has one. The same table says that TensorFlow is difficult and
# > debugging it a challenge, and that Keras is easy, readable and hardly needs debugging. That is an opinion from the time of
# > sessions: eager execution is debugged like any Python, and `compile(run_eagerly=True)` does the same inside `fit`.
#
# **Predict before you run.** 64 digits in batches of 32: how many times will the `print` write something in one epoch?

# %% id="first-subclass"
class Reader(keras.Model):
    def __init__(self):
        super().__init__()
        self.hidden = keras.layers.Dense(32, activation="relu")
        self.out = keras.layers.Dense(10, activation="softmax")

    def call(self, x):
        return self.out(self.hidden(x))

    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as recorder:
            loss = self.compute_loss(x, y, self(x))
        self.optimizer.apply(recorder.gradient(loss, self.trainable_weights), self.trainable_weights)
        # es: sin esto, el historial diría siempre 0.0
        # en: without this, the history would always say 0.0
        for metric in self.metrics:
            if metric.name == "loss":
                metric.update_state(loss)
        print(x.shape, f"{loss.numpy():.3f}")
        return {metric.name: metric.result() for metric in self.metrics if metric.name == "loss"}


keras.utils.set_random_seed(2)
reader = Reader()
reader.compile(optimizer="adam", loss="sparse_categorical_crossentropy", run_eagerly=True)
print(reader.fit(X[:64], labels[:64], batch_size=32, verbose=0).history)

# %% [markdown] id="keras-y-tensorflow" lang="es" rows="inv-B031 inv-B041 inv-B044 inv-B045 inv-B046 inv-B049 inv-B050 inv-B051 err-B13 err-B19 err-B20 err-B23 err-B24 err-B25"
# ## Keras y TensorFlow, fila por fila
#
# Circulan muchas tablas de «Keras contra TensorFlow». Keras se usa por capas y deja el cálculo a un motor; el que ves aquí
# es TensorFlow. No compiten. Estas son las filas que faltan:
#
# | la tabla | hoy |
# |---|---|
# | Keras es de alto nivel, sin operaciones de detalle | tiene también `keras.ops`, parecido a NumPy |
# | escrito en Python, envuelve Theano, TensorFlow y CNTK | en Python, y delega en TensorFlow, JAX o PyTorch |
# | origen: Chollet y Google Brain | cierto: François Chollet creó Keras; Google Brain, TensorFlow |
# | se depura con TFDBG; TensorBoard es de TensorFlow | TFDBG era de TensorFlow 1; `keras.callbacks.TensorBoard` funciona si instalas `tensorboard` |
# | Keras, para pocos datos | el tamaño no depende de Keras: `fit` acepta `tf.data`, que lee por partes |
# | comunidad mínima | muy grande: en 2024, Google hablaba de más de dos millones de usuarios |
# | Keras, bajo rendimiento | son las mismas operaciones del motor, con los mismos números |
#
# **Predice antes de ejecutar.** ¿Cuánto se diferencian `keras.layers.Conv2D` y `tf.nn.conv2d` con el mismo kernel?

# %% [markdown] id="keras-y-tensorflow" lang="en" seal="4a8841"
# ## Keras and TensorFlow, row by row
#
# Many tables of “Keras versus TensorFlow” go around. Keras is used by layers and leaves the computing to a backend, its
# engine; the one you see here is TensorFlow. They do not compete. These are the rows that are left:
#
# | the table | today |
# |---|---|
# | Keras is high-level, without detailed operations | it has `keras.ops` too, much like NumPy |
# | written in Python, wraps Theano, TensorFlow and CNTK | in Python, and delegates to TensorFlow, JAX or PyTorch |
# | origin: Chollet and Google Brain | true: François Chollet created Keras; Google Brain, TensorFlow |
# | debugged with TFDBG; TensorBoard is TensorFlow's | TFDBG was TensorFlow 1's; `keras.callbacks.TensorBoard` works if you install `tensorboard` |
# | Keras, for little data | the size does not depend on Keras: `fit` takes `tf.data`, which reads in parts |
# | minimal community | very large: in 2024 Google spoke of more than two million users |
# | Keras, low performance | they are the same operations of the backend, with the same numbers |
#
# **Predict before you run.** How much do `keras.layers.Conv2D` and `tf.nn.conv2d` differ with the same kernel?

# %% id="row-by-row"
print("keras.ops:", keras.ops.convert_to_numpy(keras.ops.matmul(np.eye(2), np.ones((2, 1)))).ravel())

pictures = X[:8].reshape(-1, 8, 8, 1)
convolution = keras.layers.Conv2D(4, 3, use_bias=False)
by_keras = convolution(pictures)
by_tensorflow = tf.nn.conv2d(pictures, convolution.kernel.value, strides=1, padding="VALID")
print("Conv2D - tf.nn.conv2d:", np.abs(by_keras - by_tensorflow).max())

batches = tf.data.Dataset.from_tensor_slices((X_train, y_train)).batch(64)
print("tf.data:", len(batches), "->", f"{model.fit(batches, shuffle=False, verbose=0).history['accuracy'][0]:.2f}")

# %% [markdown] id="tres-motores" lang="es" rows="inv-B026 inv-B032 inv-B033 inv-B034 err-A01 err-B11 err-B12"
# ## Tres motores, un modelo
#
# Un modelo escrito solo con Keras se lleva de una plataforma a otra: el mismo archivo corre sobre **TensorFlow**, **JAX** o
# **PyTorch** (y sobre NumPy u OpenVINO, que solo sirven para predecir). El motor, o *backend*, se elige con la variable de
# entorno `KERAS_BACKEND`, **antes** de `import keras`: al importar se lee, y después ya no se vuelve a mirar.
#
# > **Lo que dice el material antiguo / lo que vale hoy.** Se lee que Keras corre sobre TensorFlow, CNTK o Theano. Los dos últimos
# > se abandonaron: la versión 2.3 fue la última con ellos. También se lee que se pueden **combinar** motores: no, hay uno por
# > proceso.
#
# La celda entrena la misma red, con los mismos pesos de partida y los lotes en el mismo orden, en un proceso aparte por cada motor
# que tengas instalado. De los demás enseña números **grabados** con Keras 3.15, y lo dice.

# %% [markdown] id="tres-motores" lang="en" seal="59751e"
# ## Three backends, one model
#
# A model written with Keras alone moves from platform to platform: the same file runs on **TensorFlow**, **JAX** or
# **PyTorch** (and on NumPy or OpenVINO, which are for predicting only). The backend is chosen with the environment variable
# `KERAS_BACKEND`, **before** `import keras`: it is read on import, and not looked at again.
#
# > **What older material says / what holds today.** One reads that Keras runs on TensorFlow, CNTK or Theano. The last two were
# > dropped: version 2.3 was the last one with them. One also reads that backends can be **combined**: no, there is one a
# > process.
#
# The cell trains the same network, from the same weights and with the batches in the same order, in a process of its own for
# each backend that you have installed. Of the others it shows numbers **recorded** with Keras 3.15, and says so.

# %% id="three-backends"
import importlib.util
import subprocess
import sys

SAME_MODEL = """
import keras
import numpy as np
from sklearn.datasets import load_digits

images, labels = load_digits(return_X_y=True)
X = (images / 16).astype("float32")
rng = np.random.default_rng(0)
shapes = ((0.2, (64, 32)), (0, 32), (0.2, (32, 10)), (0, 10))
model = keras.Sequential(
    [keras.Input((64,)), keras.layers.Dense(32, activation="relu"), keras.layers.Dense(10, activation="softmax")]
)
model.set_weights([rng.normal(0, size, shape).astype("float32") for size, shape in shapes])
model.compile(optimizer=keras.optimizers.SGD(0.1), loss="sparse_categorical_crossentropy")
losses = model.fit(X[:1200], labels[:1200], epochs=3, batch_size=32, shuffle=False, verbose=0).history["loss"]
right = np.mean(model.predict(X[1200:], verbose=0).argmax(axis=1) == labels[1200:])
print(*[f"{loss:.4f}" for loss in losses], f"{right:.3f}")
"""
RECORDED = dict.fromkeys(("tensorflow", "jax", "torch"), "2.0080 1.2710 0.7893 0.839")

print(Text(es="pérdida en tres épocas, y aciertos", en="loss in three epochs, and share right"))
for backend, recorded in RECORDED.items():
    said, how = recorded, Text(es="grabado", en="recorded")
    if importlib.util.find_spec(backend):
        run = subprocess.run(
            [sys.executable, "-c", SAME_MODEL], env={**os.environ, "KERAS_BACKEND": backend}, capture_output=True, text=True
        )
        if run.returncode == 0:
            said, how = run.stdout.strip(), Text(es="calculado aquí", en="computed here")
    print(f"{backend:11} {said}  ({how})")

# %% [markdown] id="historia" lang="es" rows="inv-A014 inv-B028 inv-B029 inv-B030 inv-B036 inv-B037 err-A03 err-B14 err-B15 err-B16 err-B17"
# ### Un poco de historia
#
# - **2015**: François Chollet publica Keras, nacido en el proyecto de investigación ONEIROS, sobre robots.
# - **2017**: el equipo de TensorFlow decide llevar Keras a su núcleo.
# - **Finales de 2023**: Keras 3 vuelve a ser un paquete aparte, con varios motores; TensorFlow lo pide como dependencia.
# - **Noviembre de 2024**: Chollet deja Google y sigue colaborando. Lo mantienen el equipo de Keras y la comunidad.
#
# El código y los fallos están en el repositorio `keras-team/keras` de GitHub, y la documentación, en keras.io.
#
# > **Lo que dice el material antiguo / lo que vale hoy.** Un canal de Slack para pedir ayuda: no consta que siga en pie. Una
# > lista de empresas que desarrollan Keras (Microsoft, Apple, Nvidia…): es de la época de Keras 2; hoy basta con citar el
# > proyecto. TensorFlow como «reina indiscutible»: una opinión de su momento; PyTorch y JAX se usan mucho, y Keras va con los tres.

# %% [markdown] id="historia" lang="en" seal="e2db67"
# ### A little history
#
# - **2015**: François Chollet publishes Keras, born in the research project ONEIROS, about robots.
# - **2017**: TensorFlow's team decides to take Keras into its core.
# - **Late 2023**: Keras 3 is a package of its own again, with several backends; TensorFlow requires it as a dependency.
# - **November 2024**: Chollet leaves Google and still contributes. The Keras team and the community maintain it.
#
# The code and its bugs are in the GitHub repository `keras-team/keras`, and the documentation at keras.io.
#
# > **What older material says / what holds today.** A Slack channel to ask for help: nothing says that it still stands. A list
# > of companies that develop Keras (Microsoft, Apple, Nvidia…): it is from the time of Keras 2; today naming the project will
# > do. TensorFlow as “undisputed queen”: an opinion of its time; PyTorch and JAX are widely used, and Keras goes with all three.

# %% [markdown] id="ejercicio-same" lang="es"
# ### Ejercicio 3 · Reto: los mismos pasos que en NumPy
#
# ¿Hace Keras algo que tu red de la lección 02.02 no hiciera? Compruébalo. Escribe `same_as_numpy(X, y, weights, learning_rate,
# epochs, batch_size)`, que entrena con Keras una red con una capa oculta (ReLU) y una neurona de salida **lineal**, con el error
# cuadrático medio y descenso de gradiente sencillo, y devuelve los pesos finales.
#
# `weights` son los de partida, `[w1, b1, w2, b2]`; la capa oculta tiene `len(b1)` neuronas. Los lotes van en orden. Se compara con
# la misma red escrita en NumPy: tienen que salir los mismos números.

# %% [markdown] id="ejercicio-same" lang="en" seal="7c86f5"
# ### Exercise 3 · Challenge: the same steps as in NumPy
#
# Does Keras do anything that your network of lesson 02.02 did not? Check it. Write `same_as_numpy(X, y, weights, learning_rate,
# epochs, batch_size)`, which trains with Keras a network with one hidden layer (ReLU) and one **linear** output neuron, with the
# mean squared error and plain gradient descent, and returns the final weights.
#
# `weights` are those to start from, `[w1, b1, w2, b2]`; the hidden layer has `len(b1)` neurons. The batches go in order. It is
# compared with the same network written in NumPy: the same numbers should come out.

# %% exercise="same_as_numpy"
def same_as_numpy(X, y, weights, learning_rate, epochs, batch_size):
    ### BEGIN SOLUTION
    #~ ...
    model = keras.Sequential(
        [
            keras.Input(shape=(X.shape[1],)),
            keras.layers.Dense(len(weights[1]), activation="relu"),
            keras.layers.Dense(1),
        ]
    )
    model.set_weights(weights)
    model.compile(optimizer=keras.optimizers.SGD(learning_rate), loss="mse")
    model.fit(X, y, epochs=epochs, batch_size=batch_size, shuffle=False, verbose=0)
    return model.get_weights()
    ### END SOLUTION


# %% check="same_as_numpy" points=3
check("03.same_as_numpy", same_as_numpy)

# %% [markdown] id="preguntas" lang="es"
# ## Cinco preguntas para afianzar lo aprendido
#
# No puntúan. Cada una te dice por qué, aciertes o no.

# %% [markdown] id="preguntas" lang="en" seal="9c2b40"
# ## Five questions to let it settle
#
# They carry no points. Each one tells you why, right or wrong.

# %% quiz="03.q01"

# %% quiz="03.q02"

# %% quiz="03.q03"

# %% quiz="03.q04"

# %% quiz="03.q05"

# %% id="progress"
progress()

# %% [markdown] id="resumen" lang="es"
# ## Resumen
#
# - Keras es un paquete aparte, `import keras`, que calcula con un motor: TensorFlow, JAX o PyTorch, **uno por proceso**.
# - Una fila de capas es un `Sequential`; un grafo, la API funcional; tu propio código, una subclase.
# - Siempre los mismos pasos: construir, `compile`, `fit`, `evaluate`, `predict`. Sin `Input` no hay pesos hasta ver datos.
# - No hay magia: con los mismos pesos, lotes y tasa, Keras da los mismos números que tu NumPy.
# - La red de la primera pregunta tiene **2410** parámetros, y la capa de más costó **una línea**.

# %% [markdown] id="resumen" lang="en" seal="0d1cb1"
# ## Summary
#
# - Keras is a package of its own, `import keras`, which computes with a backend: TensorFlow, JAX or PyTorch, **one per process**.
# - A row of layers is a `Sequential`; a graph, the functional API; your own code, a subclass.
# - Always the same steps: build, `compile`, `fit`, `evaluate`, `predict`. Without `Input` there are no weights until data come.
# - There is no magic: with the same weights, batches and rate, Keras gives the same numbers as your NumPy.
# - The network of the first question has **2410** parameters, and the extra layer cost **one line**.

# %% [markdown] id="glosario" lang="es"
# ## Glosario
#
# | español | inglés | qué es |
# |---|---|---|
# | capa | *layer* | recibe un tensor, calcula y pasa el resultado |
# | motor | *backend* | la biblioteca que hace los cálculos de Keras |
# | compilar | *compile* | elegir optimizador, pérdida y métricas |
# | atajo | *shortcut* | un camino que se salta capas |
# | historial | *history* | la pérdida y las métricas, época por época |

# %% [markdown] id="glosario" lang="en" seal="a960ea"
# ## Glossary
#
# | English | Spanish | what it is |
# |---|---|---|
# | layer | *capa* | it gets a tensor, computes and passes the result on |
# | backend | *motor* | the library that does the computing for Keras |
# | compile | *compilar* | choosing optimizer, loss and metrics |
# | shortcut | *atajo* | a path that skips layers |
# | history | *historial* | the loss and the metrics, epoch by epoch |

# %% [markdown] id="seguir" lang="es"
# ## Para seguir leyendo
#
# - Las guías *The Sequential model*, *The Functional API* y *Making new layers and models via subclassing*, en keras.io.
# - F. Chollet, *Deep Learning with Python*: el autor de Keras, con paciencia y con código.

# %% [markdown] id="seguir" lang="en" seal="f38d05"
# ## Where to read on
#
# - The guides *The Sequential model*, *The Functional API* and *Making new layers and models via subclassing*, at keras.io.
# - F. Chollet, *Deep Learning with Python*: the author of Keras, with patience and with code.
