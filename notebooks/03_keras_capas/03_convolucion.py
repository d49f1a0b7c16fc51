# ---
# jupyter:
#   curso:
#     module: "03"
#     title: {es: "Convolución y agrupación", en: "Convolution and pooling"}
#     goals:
#       es:
#         - "calcular a mano lo que sale de un núcleo, y programarlo"
#         - "decir cuánto mide la salida con cualquier relleno, paso y dilatación"
#         - "agrupar por máximos y por medias, y saber qué se gana y qué se pierde"
#         - "entrenar una red convolucional que lee cifras estén donde estén"
#       en:
#         - "compute by hand what comes out of a kernel, and program it"
#         - "say how large the output is with any padding, stride and dilation"
#         - "pool by maxima and by means, and know what is gained and what is lost"
#         - "train a convolutional network that reads digits wherever they are"
#     needs:
#       es:
#         - "la lección 01: `Sequential`, `compile` y `fit`"
#         - "la lección 02: `Dense`, `Flatten` y cómo se cuentan los parámetros"
#         - "arrays de NumPy de dos ejes y sus trozos (`image[0:3, 1:4]`)"
#       en:
#         - "lesson 01: `Sequential`, `compile` and `fit`"
#         - "lesson 02: `Dense`, `Flatten` and how parameters are counted"
#         - "NumPy arrays with two axes and their pieces (`image[0:3, 1:4]`)"
#     minutes: 45
#     inventory: [inv-B027, inv-C024, inv-C025, inv-C026, inv-C027, inv-C028, inv-C029, inv-C030, inv-C031, inv-C032,
#       inv-D022, inv-D023]
#     errata: [err-C14, err-C15, err-C16, err-C17, err-C18, err-D14]
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
# ---

# %% tags=["source-only"]
from curso.notebook import check, hint, passed, progress, quiz_check, solution, start

# %% [markdown] id="pregunta" lang="es" rows="inv-D022 inv-D023"
# ## Una pregunta antes de empezar
#
# Una red densa aprende a leer un 7 escrito en la esquina de una hoja. Le enseñas **el mismo 7**, dos puntos más a la derecha.
# ¿Lo reconocerá?
#
# Para ti es el mismo dibujo. Para una `Dense` son otras entradas, con otros pesos: no sabe que dos puntos son vecinos ni que
# un trazo puede moverse. Una **red convolucional** mira con una ventana pequeña, un **núcleo** (*kernel*) que recorre la
# imagen entera con los mismos pesos. Así se reconocen objetos con la cámara del móvil (Google Lens es un ejemplo), se
# separa un tumor del tejido sano en una imagen médica o se distinguen cultivos en una imagen hiperespectral de satélite.
#
# **Apunta tu predicción**: si la red densa acierta casi todas las cifras centradas, ¿qué parte acertará cuando puedan estar
# en cualquier sitio de una hoja el doble de grande?

# %% [markdown] id="pregunta" lang="en" seal="a642ba"
# ## A question before we start
#
# A dense network learns to read a 7 written in the corner of a sheet. You show it **the same 7**, two points further to the
# right. Will it recognise it?
#
# To you it is the same drawing. To a `Dense` these are other inputs, with other weights: it does not know that two points are
# neighbours, nor that a stroke can move. A **convolutional network** looks through a small window, a **kernel** (*núcleo*) that
# runs over the whole image with the same weights. That is how objects are recognised with a phone's camera (Google Lens is an
# example), a tumour is set apart from healthy tissue in a medical image, or crops are told apart in a hyperspectral image
# from a satellite.
#
# **Write your prediction down**: if the dense network gets nearly all the centred digits right, what share will it get when
# they can be anywhere on a sheet twice as large?

# %% id="my-guess"
# es: Tu predicción, entre 0 y 1 (cambia los puntos suspensivos):
# en: Your prediction, from 0 to 1 (replace the dots):
my_guess = ...

# %% id="load"
import os

# es: TensorFlow habla mucho mientras se carga. Aquí no nos hace falta.
# en: TensorFlow talks a lot while it loads. We do not need that here.
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import matplotlib.pyplot as plt
import numpy as np
from sklearn.datasets import load_digits

from curso.display import muted_stderr
from curso.explore import Kernel, kernel, shown
from curso.text import Text

with muted_stderr():
    import keras
    import tensorflow as tf
    from keras import layers
tf.get_logger().setLevel("ERROR")
keras.utils.set_random_seed(3)
print("Keras", keras.__version__)

# %% [markdown] id="nucleo" lang="es"
# ## El núcleo: multiplicar por lo que hay debajo, y sumar
#
# Un núcleo es una tabla pequeña de pesos. Se apoya sobre un trozo de la imagen del mismo tamaño, la **ventana**; cada peso se
# multiplica por el valor que tiene debajo; y se suma todo. Sale **un** número. Después la ventana se corre una casilla y
# sale el siguiente.
#
# Un ejemplo resuelto, con una sola ventana:
#
# $$\begin{pmatrix} 3 & 1 \\ 0 & 2 \end{pmatrix} \quad \begin{pmatrix} 1 & -1 \\ 4 & 2 \end{pmatrix}: \quad
# 3 \cdot 1 + 1 \cdot (-1) + 0 \cdot 4 + 2 \cdot 2 = 6$$
#
# Fíjate en que el núcleo se apoya **tal como viene**. En matemáticas la convolución lo gira media vuelta antes; sin girarlo se
# llama **correlación cruzada**, y eso es lo que calculan Keras y las demás bibliotecas. Como los pesos se aprenden, da igual.
#
# **Predice antes de ejecutar.** Una imagen con un único 1 en el centro, y el núcleo 0, 1, …, 8. ¿Cómo saldrá el núcleo?

# %% [markdown] id="nucleo" lang="en" seal="bbc273"
# ## The kernel: multiply by what is below, and add
#
# A kernel is a small table of weights. It is laid on a piece of the image of the same size, the **window**; each weight is
# multiplied by the value below it; and everything is added up. **One** number comes out. Then the window moves on by a cell
# and the next one comes out.
#
# A worked example, with a single window:
#
# $$\begin{pmatrix} 3 & 1 \\ 0 & 2 \end{pmatrix} \quad \begin{pmatrix} 1 & -1 \\ 4 & 2 \end{pmatrix}: \quad
# 3 \cdot 1 + 1 \cdot (-1) + 0 \cdot 4 + 2 \cdot 2 = 6$$
#
# Notice that the kernel is laid down **as it comes**. In mathematics convolution turns it half round first; without turning it
# is called **cross-correlation**, and that is what Keras and the other libraries compute. As the weights are learned, it
# makes no difference.
#
# **Predict before you run.** An image with a single 1 in the middle, and the kernel 0, 1, …, 8. How will the kernel come out?

# %% id="impulse"
def with_keras(image, weights, **settings):
    # es: una Conv2D de un filtro con estos pesos; Keras quiere lote y canal, y aquí se quitan al final
    # en: a Conv2D of one filter with these weights; Keras wants batch and channel, and here they are taken off at the end
    layer = layers.Conv2D(1, weights.shape, use_bias=False, **settings)
    layer.build((None, None, None, 1))
    layer.set_weights([weights[:, :, None, None]])
    return layer(image[None, :, :, None].astype("float32")).numpy()[0, :, :, 0]


impulse = np.zeros((5, 5))
impulse[2, 2] = 1
print(with_keras(impulse, np.arange(9.0).reshape(3, 3)))

# %% [markdown] id="nucleo-girado" lang="es"
# Sale girado: cuando la ventana está arriba, el 1 queda debajo de la parte de **abajo** del núcleo. Es la señal de que Keras no
# lo giró antes.

# %% [markdown] id="nucleo-girado" lang="en" seal="f10be7"
# It comes out turned round: when the window is above, the 1 lies under the **lower** part of the kernel. That is the sign that
# Keras did not turn it first.

# %% [markdown] id="nitidez" lang="es" rows="inv-C026 err-C14"
# ## Nitidez: de dónde sale el 114
#
# Este núcleo cuenta cinco veces el punto del centro y le resta sus cuatro vecinos: exagera las diferencias. En la figura, la
# imagen mide $5 \times 5$ y lleva un marco de ceros, así que queda de $7 \times 7$.
#
# En la esquina, dos vecinos son ceros del marco: $5 \cdot 60 - 113 - 73 = 114$.
#
# **Juega.** Mueve la casilla de la salida, cambia el núcleo, quita el relleno. ¿En qué casilla sale el número más negativo?
#
# > **Lo que dice el material antiguo / lo que vale hoy.** La figura enseña un 114 y no dice de qué casilla es ni qué se ha
# > multiplicado. Es la esquina superior izquierda, y solo ella. La salida tiene además 6 valores negativos y 12 por encima de
# > 255: para dibujarla hay que recortarla.

# %% [markdown] id="nitidez" lang="en" seal="bed079"
# ## Sharpening: where the 114 comes from
#
# This kernel counts the point in the middle five times and takes its four neighbours away: it exaggerates differences. In the
# figure, the image is $5 \times 5$ and has a frame of zeros, which makes it $7 \times 7$.
#
# In the corner, two neighbours are zeros of the frame: $5 \cdot 60 - 113 - 73 = 114$.
#
# **Play.** Move the cell of the output, change the kernel, take the padding away. Which cell has the most negative number?
#
# > **What older material says / what holds today.** The figure shows a 114 and does not say which cell it belongs to or what was
# > multiplied. It is the upper left corner, and no other. Besides, 6 values of the output are negative and 12 are above 255:
# > to draw it, it has to be clipped.

# %% id="sharpen"
kernel()

# %% [markdown] id="ejercicio-convolve" lang="es"
# ### Ejercicio 1 · Pasar un núcleo por una imagen
#
# Completa `convolve(image, kernel)`: sin relleno y de casilla en casilla. La imagen y el núcleo pueden no ser cuadrados.

# %% [markdown] id="ejercicio-convolve" lang="en" seal="10e0e2"
# ### Exercise 1 · Sliding a kernel over an image
#
# Complete `convolve(image, kernel)`: without padding and cell by cell. Image and kernel need not be square.

# %% exercise="convolve"
def convolve(image, kernel):
    height, width = kernel.shape
    ### BEGIN SOLUTION
    #~ rows, columns = ..., ...
    #~ output = np.zeros((rows, columns))
    #~ for r in range(rows):
    #~     for c in range(columns):
    #~         window = ...
    #~         output[r, c] = ...
    #~ return output
    rows, columns = image.shape[0] - height + 1, image.shape[1] - width + 1
    output = np.zeros((rows, columns))
    for r in range(rows):
        for c in range(columns):
            window = image[r : r + height, c : c + width]
            output[r, c] = np.sum(window * kernel)
    return output
    ### END SOLUTION


# %% check="convolve" points=2
check("03.convolve", convolve)

# %% [markdown] id="relleno-y-paso" lang="es" rows="inv-C027 err-C15"
# ## Relleno y paso: cuánto mide la salida
#
# Sin relleno (`padding="valid"`) la salida encoge: a lo largo de $n$ valores, un núcleo de $k$ cabe en $n - k + 1$ sitios. Con
# `padding="same"` Keras rodea la imagen de ceros. El **paso** (`strides`) dice cuántas casillas avanza la ventana.
#
# - `"valid"`: $\lfloor (n - k) / s \rfloor + 1$. Los saltos que caben, y la posición de salida.
# - `"same"`: $\lceil n / s \rceil$. Con paso 1, lo mismo que entró.
#
# Los demás argumentos de `Conv2D` ya los conoces de `Dense`: `filters` (cuántos núcleos, y por tanto canales de salida),
# `activation`, `use_bias`, y los inicializadores, regularizadores y restricciones de la lección 05. `data_format` dice dónde
# van los canales; lo normal es al final.
#
# > **Lo que dice el material antiguo / lo que vale hoy.** La lista de argumentos que circula salta de `dilation_rate` a
# > `activation`. Keras 3 tiene en medio `groups=1`. Pásalos **por nombre**: por posición, tu `"relu"` caería en `groups`.
#
# **Predice antes de ejecutar.** ¿Cuánto mide la salida de 28 valores con un núcleo de 5, paso 2, con cada relleno?

# %% [markdown] id="relleno-y-paso" lang="en" seal="858410"
# ## Padding and stride: how large the output is
#
# Without padding (`padding="valid"`) the output shrinks: along $n$ values, a kernel of $k$ fits in $n - k + 1$ places. With
# `padding="same"` Keras puts zeros around the image. The **stride** (`strides`) says how many cells the window moves.
#
# - `"valid"`: $\lfloor (n - k) / s \rfloor + 1$. The jumps that fit, and the starting position.
# - `"same"`: $\lceil n / s \rceil$. With a stride of 1, the same as came in.
#
# The other arguments of `Conv2D` you know from `Dense`: `filters` (how many kernels, and so channels that come out),
# `activation`, `use_bias`, and the initializers, regularizers and constraints of lesson 05. `data_format` says where the
# channels go; the usual place is last.
#
# > **What older material says / what holds today.** The list of arguments that goes round jumps from `dilation_rate` to
# > `activation`. Keras 3 has `groups=1` in between. Pass them **by name**: by position, your `"relu"` would fall into `groups`.
#
# **Predict before you run.** How large is the output of 28 values with a kernel of 5 and a stride of 2, with each padding?

# %% id="sizes"
for padding in ("valid", "same"):
    layer = layers.Conv2D(filters=1, kernel_size=5, strides=2, padding=padding)
    print(padding, layer.compute_output_shape((None, 28, 28, 1)))
try:
    layers.Conv2D(4, (3, 3), (1, 1), "valid", None, (1, 1), "relu")
except TypeError as error:
    print("TypeError:", error)

# %% [markdown] id="dilatacion" lang="es"
# ## Dilatación: ver más lejos con los mismos pesos
#
# Con `dilation_rate` $d$ se dejan huecos entre los valores del núcleo. Entre $k$ valores hay $k - 1$ saltos de $d$, así que
# abarca $(k - 1) \cdot d + 1$ casillas: un núcleo de $3 \times 3$ con $d = 2$ ve una zona de $5 \times 5$ con 9 pesos.
#
# El paso separa unas ventanas de otras; la dilatación separa los valores **dentro** de una ventana. Para saber cuánto mide
# la salida, pon lo que abarca el núcleo en lugar de $k$.
#
# **Juega.** Busca las nueve casillas que se miran con dilatación 2. ¿Cuánto mide la salida sin relleno?

# %% [markdown] id="dilatacion" lang="en" seal="d248e3"
# ## Dilation: seeing further with the same weights
#
# With `dilation_rate` $d$ gaps are left between the values of the kernel. Between $k$ values there are $k - 1$ jumps of $d$, so
# it reaches over $(k - 1) \cdot d + 1$ cells: a $3 \times 3$ kernel with $d = 2$ sees an area of $5 \times 5$ with 9 weights.
#
# The stride sets windows apart; dilation sets apart the values **within** a window. To know how large the output is, put what
# the kernel reaches over in place of $k$.
#
# **Play.** Look for the nine cells that are looked at with a dilation of 2. How large is the output without padding?

# %% id="dilated"
kernel(Kernel(dilation=2, padding="valid"))

# %% [markdown] id="ejercicio-output-size" lang="es"
# ### Ejercicio 2 · ¿Cuánto mide la salida?
#
# Escribe `output_size(n, kernel, stride=1, padding="valid", dilation=1)`: el lado de la salida, un entero.

# %% [markdown] id="ejercicio-output-size" lang="en" seal="87c459"
# ### Exercise 2 · How long is the output?
#
# Write `output_size(n, kernel, stride=1, padding="valid", dilation=1)`: the side of the output, an integer.

# %% exercise="output_size"
def output_size(n, kernel, stride=1, padding="valid", dilation=1):
    ### BEGIN SOLUTION
    if padding == "same":
        return -(-n // stride)
    reach = (kernel - 1) * dilation + 1
    return (n - reach) // stride + 1
    ### END SOLUTION


# %% check="output_size" points=2
check("03.output_size", output_size)

# %% [markdown] id="dimensiones" lang="es" rows="inv-C024"
# ## Una, dos y tres dimensiones
#
# `Conv1D` recorre una secuencia (un sonido, un sensor), `Conv2D` una imagen y `Conv3D` un volumen o un vídeo. El último eje son
# siempre los **canales**, y no se recorre: cada filtro mira todos los canales a la vez, los suma y da **un** mapa. Por eso en la
# salida hay tantos canales como filtros.
#
# **Predice antes de ejecutar.** Cuatro filtros, núcleo 3, sin relleno. ¿Qué forma sale de cada una?

# %% [markdown] id="dimensiones" lang="en" seal="11a274"
# ## One, two and three dimensions
#
# `Conv1D` runs along a sequence (a sound, a sensor), `Conv2D` over an image and `Conv3D` through a volume or a video. The last
# axis always holds the **channels**, and is not run along: each filter looks at all the channels at once, adds them up and gives
# **one** map. So the output has as many channels as there are filters.
#
# **Predict before you run.** Four filters, kernel 3, no padding. Which shape comes out of each?

# %% id="dimensions"
for layer, shape in ((layers.Conv1D, (10, 3)), (layers.Conv2D, (28, 28, 3)), (layers.Conv3D, (8, 8, 8, 1))):
    print(f"{layer.__name__}: {shape} -> {layer(4, 3).compute_output_shape((None, *shape))[1:]}")

# %% [markdown] id="agrupacion" lang="es" rows="inv-C028 inv-C029 err-C16 err-C17"
# ## Agrupación: un valor por ventana
#
# Si un trazo aparece en una casilla o en la de al lado suele dar lo mismo. La **agrupación** (*pooling*) resume cada ventana en
# un número: su máximo (`MaxPooling`) o su media (`AveragePooling`). No tiene pesos, achica los mapas, y lo que se movió un
# poco sigue dando casi lo mismo. El precio: ya no se sabe dónde estaba exactamente.
#
# `pool_size` es la ventana y `strides`, el paso. Un ejemplo con 0, 1, 2, 3, 4, 5 y ventana 2: los máximos son 1, 3, 5.
#
# > **Lo que dice el material antiguo / lo que vale hoy.** Se lee que `strides` es «el factor de reducción». Si no se da
# > (`None`) vale `pool_size`; con otro valor las ventanas se solapan o dejan huecos. Y el valor por defecto de `data_format` no
# > es `'channels_last'`, es `None`: lo que diga la configuración de Keras, que suele ser eso mismo.
#
# **Predice antes de ejecutar.** ¿Cuántos valores salen con paso `None`, 1, 2 y 3?

# %% [markdown] id="agrupacion" lang="en" seal="08fc6f"
# ## Pooling: one value per window
#
# Whether a stroke shows in one cell or in the one beside it often makes no difference. **Pooling** (*agrupación*) sums each
# window up in one number: its maximum (`MaxPooling`) or its mean (`AveragePooling`). It has no weights, it makes maps smaller,
# and what moved a little still gives almost the same. The price: one no longer knows exactly where it was.
#
# `pool_size` is the window and `strides`, the stride. An example with 0, 1, 2, 3, 4, 5 and a window of 2: the maxima are 1, 3, 5.
#
# > **What older material says / what holds today.** One reads that `strides` is “the downscaling factor”. When it is not given
# > (`None`) it is `pool_size`; with another value windows overlap or leave gaps. And the default of `data_format` is not
# > `'channels_last'`, it is `None`: whatever Keras's configuration says, which usually is just that.
#
# **Predict before you run.** How many values come out with a stride of `None`, 1, 2 and 3?

# %% id="pooling-1d"
line = np.arange(6, dtype="float32").reshape(1, 6, 1)
for strides in (None, 1, 2, 3):
    print(f"strides={strides}:", layers.MaxPooling1D(pool_size=2, strides=strides)(line).numpy().ravel())
print("AveragePooling1D:", layers.AveragePooling1D(pool_size=2)(line).numpy().ravel())
print("data_format:", keras.config.image_data_format())

# %% [markdown] id="agrupar-imagenes" lang="es" rows="inv-C030 inv-C031 inv-C032 err-C18"
# ### Secuencias, imágenes y volúmenes
#
# `MaxPooling2D` y `MaxPooling3D` hacen lo mismo con ventanas de dos y de tres ejes; `AveragePooling`, igual.
# `GlobalMaxPooling2D` usa el mapa entero como ventana: queda un número por filtro, «¿aparece en algún sitio?».
#
# > **Lo que dice el material antiguo / lo que vale hoy.** Un ejemplo pide `AveragePooling1D(pool_size=(2, 2))`. Con dos números
# > la capa es `AveragePooling2D`; la de una dimensión da un error. Además, en `AveragePooling` hay que decir siempre `pool_size`.
#
# **Predice antes de ejecutar.** Los números del 0 al 15 en un cuadrado de $4 \times 4$, ventana $(2, 2)$. ¿Qué medias salen?

# %% [markdown] id="agrupar-imagenes" lang="en" seal="9e98e2"
# ### Sequences, images and volumes
#
# `MaxPooling2D` and `MaxPooling3D` do the same with windows of two and of three axes; so does `AveragePooling`.
# `GlobalMaxPooling2D` takes the whole map as its window: one number per filter is left, “does it show anywhere?”.
#
# > **What older material says / what holds today.** A sample asks for `AveragePooling1D(pool_size=(2, 2))`. With two numbers the
# > layer is `AveragePooling2D`; the one-dimensional one gives an error. Besides, `AveragePooling` must always be told `pool_size`.
#
# **Predict before you run.** The numbers from 0 to 15 in a square of $4 \times 4$, window $(2, 2)$. Which means come out?

# %% id="pooling-2d"
square = np.arange(16, dtype="float32").reshape(1, 4, 4, 1)
print(layers.AveragePooling2D(pool_size=(2, 2))(square).numpy()[0, :, :, 0])
print("MaxPooling3D:", layers.MaxPooling3D(2).compute_output_shape((None, 8, 8, 8, 4)))
try:
    layers.AveragePooling1D(pool_size=(2, 2))
except ValueError as error:
    print("ValueError:", error)

# %% [markdown] id="ejercicio-pool" lang="es"
# ### Ejercicio 3 · Agrupar
#
# Escribe `pool(image, size, stride=None, mode="max")`: ventanas de `size` × `size`, sin relleno. Si `stride` es `None`, vale
# `size`. `mode` es `"max"` o `"mean"`.

# %% [markdown] id="ejercicio-pool" lang="en" seal="ab9bc6"
# ### Exercise 3 · Pooling
#
# Write `pool(image, size, stride=None, mode="max")`: windows of `size` × `size`, without padding. If `stride` is `None`, it is
# `size`. `mode` is `"max"` or `"mean"`.

# %% exercise="pool"
def pool(image, size, stride=None, mode="max"):
    ### BEGIN SOLUTION
    if stride is None:
        stride = size
    rows = (image.shape[0] - size) // stride + 1
    columns = (image.shape[1] - size) // stride + 1
    output = np.zeros((rows, columns))
    for r in range(rows):
        for c in range(columns):
            window = image[r * stride : r * stride + size, c * stride : c * stride + size]
            output[r, c] = window.max() if mode == "max" else window.mean()
    return output
    ### END SOLUTION


# %% check="pool" points=2
check("03.pool", pool)

# %% [markdown] id="conv-y-agrupacion" lang="es" rows="inv-C025 err-D14"
# ## Las dos juntas, y lo que cuestan
#
# El comienzo de casi toda red de imágenes es una convolución y una agrupación. Con imágenes de $28 \times 28$ en gris, 32 filtros
# de $3 \times 3$ tienen $(3 \cdot 3 \cdot 1 + 1) \cdot 32$ parámetros. Sin un `Input`, los pesos se crean con los primeros datos.
#
# > **Lo que dice el material antiguo / lo que vale hoy.** Se lee que las redes convolucionales «cuestan mucho». Hacen muchas
# > **operaciones** por parámetro, porque cada peso se usa en cada posición; pero tienen muchos **menos parámetros**.
#
# **Predice antes de ejecutar.** ¿Cuántos parámetros tendrá una `Dense(32)` sobre la misma imagen aplanada?

# %% [markdown] id="conv-y-agrupacion" lang="en" seal="0d3e2c"
# ## Both together, and what they cost
#
# Almost every network for images begins with a convolution and a pooling. With grey images of $28 \times 28$, 32 filters of
# $3 \times 3$ have $(3 \cdot 3 \cdot 1 + 1) \cdot 32$ parameters. Without an `Input`, the weights are made with the first data.
#
# > **What older material says / what holds today.** One reads that convolutional networks “cost a lot”. They do many
# > **operations** a parameter, because each weight is used at each position; but they have far **fewer parameters**.
#
# **Predict before you run.** How many parameters will a `Dense(32)` have on the same image, flattened?

# %% id="cost"
convolution = layers.Conv2D(filters=32, kernel_size=(3, 3), padding="same", activation="relu")
maps = convolution(np.zeros((1, 28, 28, 1), "float32"))
print(maps.shape, "->", layers.MaxPooling2D(pool_size=(2, 2))(maps).shape)
flat_dense = layers.Dense(32)
flat_dense.build((None, 28 * 28))
print("Conv2D:", convolution.count_params(), "  Dense:", flat_dense.count_params())

# %% [markdown] id="clasificar-cifras" lang="es" rows="inv-B027"
# ## Clasificar cifras que se mueven
#
# Clasificar imágenes es decir, de cada una, qué hay en ella: un gato, un coche, un 7. Aquí son las cifras de scikit-learn,
# cada una en un sitio al azar de una hoja de $16 \times 16$. Con 1200 se entrena (tres copias de cada, en sitios distintos) y las
# otras 597 se guardan para la prueba.
#
# Primero, dos rivales: la imagen media que más se parezca, y una red densa.

# %% [markdown] id="clasificar-cifras" lang="en" seal="33625e"
# ## Classifying digits that move about
#
# Classifying images is saying, of each, what is in it: a cat, a car, a 7. Here they are scikit-learn's digits, each at a random
# place of a $16 \times 16$ sheet. 1200 are for training (three copies of each, in different places) and the other 597 are kept
# for the test.
#
# First, two rivals: the average image that is most alike, and a dense network.

# %% id="wander"
digits = load_digits()
images, labels = (digits.images / 16).astype("float32"), digits.target
rng = np.random.default_rng(0)


def wander(images):
    # es: cada cifra, en un sitio al azar de una hoja vacía
    # en: each digit, at a random place of an empty sheet
    sheets = np.zeros((len(images), 16, 16, 1), dtype="float32")
    for sheet, image in zip(sheets, images):
        r, c = rng.integers(0, 9, size=2)
        sheet[r : r + 8, c : c + 8, 0] = image
    return sheets


X_train = np.concatenate([wander(images[:1200]) for _ in range(3)])
y_train = np.tile(labels[:1200], 3)
X_test, y_test = wander(images[1200:]), labels[1200:]

fig, axes = plt.subplots(1, 6, figsize=(9, 1.9), layout="constrained")
for ax, sheet, label in zip(axes, X_train, y_train):
    ax.imshow(sheet[:, :, 0], cmap="gray_r")
    ax.set(title=str(label), xticks=[], yticks=[])
shown(
    fig,
    alt=Text(
        es="Seis hojas de 16 × 16, cada una con una cifra pequeña en un sitio distinto.",
        en="Six sheets of 16 × 16, each with a small digit at a different place.",
    ),
)

# %% id="rivals"
def share_right(model):
    return np.mean(model.predict(X_test, verbose=0).argmax(axis=1) == y_test)


means = np.stack([X_train[y_train == digit].mean(axis=0) for digit in range(10)])
nearest = ((X_test[:, None] - means) ** 2).sum(axis=(2, 3, 4)).argmin(axis=1)
print(Text(es="la imagen media más parecida:", en="the most similar average image:"), f"{np.mean(nearest == y_test):.2f}")

dense = keras.Sequential(
    [
        keras.Input(shape=(16, 16, 1)),
        layers.Flatten(),
        layers.Dense(32, activation="relu"),
        layers.Dense(10, activation="softmax"),
    ]
)
dense.compile(keras.optimizers.Adam(0.005), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
dense.fit(X_train, y_train, epochs=6, verbose=0)
print(Text(es="la red densa:", en="the dense network:"), f"{share_right(dense):.2f}", f"({dense.count_params()})")
print(Text(es="tú dijiste:", en="you said:"), "—" if my_guess is ... else my_guess)

# %% [markdown] id="ejercicio-cnn" lang="es"
# ### Ejercicio 4 · Reto: leer cifras en cualquier sitio
#
# Construye y **entrena** en la celda un modelo que se llame `cnn`:
#
# - recibe hojas de forma `(16, 16, 1)` y da diez números, uno por cifra;
# - tiene al menos una convolución y una agrupación, y como mucho **7000 parámetros** (la red densa tiene 8554);
# - acierta al menos el **75 %** de unas hojas que no ha visto. La corrección coloca las cifras de prueba en otros sitios.

# %% [markdown] id="ejercicio-cnn" lang="en" seal="b0c878"
# ### Exercise 4 · Challenge: reading digits anywhere
#
# Build and **train** in the cell a model called `cnn`:
#
# - it takes sheets of shape `(16, 16, 1)` and gives ten numbers, one per digit;
# - it has at least one convolution and one pooling, and at most **7000 parameters** (the dense network has 8554);
# - it gets at least **75%** of some sheets right that it has not seen. Marking puts the test digits in other places.

# %% exercise="cnn"
### BEGIN SOLUTION
#~ cnn = ...
cnn = keras.Sequential(
    [
        keras.Input(shape=(16, 16, 1)),
        layers.Conv2D(16, 3, activation="relu"),
        layers.MaxPooling2D(2),
        layers.Conv2D(32, 3, activation="relu"),
        layers.GlobalMaxPooling2D(),
        layers.Dense(10, activation="softmax"),
    ]
)
cnn.compile(keras.optimizers.Adam(0.01), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
history = cnn.fit(X_train, y_train, epochs=5, batch_size=32, verbose=0)
### END SOLUTION

# %% check="cnn" points=3
check("03.cnn", cnn)

# %% [markdown] id="que-ven-los-filtros" lang="es"
# ## Qué ven los filtros
#
# Un filtro entrenado es una tabla de pesos, y se puede mirar; y lo que da al pasar por una imagen es otra imagen, su **mapa de
# características**. La celda dibuja los de tu red; mientras no pase el ejercicio 4, dos núcleos hechos a mano que buscan bordes.
#
# **Predice antes de ejecutar.** Un filtro con pesos negativos a la izquierda y positivos a la derecha, ¿dónde se encenderá?

# %% [markdown] id="que-ven-los-filtros" lang="en" seal="e30531"
# ## What the filters see
#
# A trained filter is a table of weights, and can be looked at; and what it gives as it runs over an image is another image, its
# **feature map**. The cell draws those of your network; until exercise 4 passes, two kernels made by hand that look for edges.
#
# **Predict before you run.** A filter with negative weights on the left and positive ones on the right: where will it light up?

# %% id="draw-filters"
edges = np.array([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])
filters = [edges, edges.T]
first = [layer for layer in cnn.layers if isinstance(layer, layers.Conv2D)] if passed("03.cnn") else []
if first:
    weights = first[0].get_weights()[0][:, :, 0, :]
    # es: los seis filtros de pesos mayores
    # en: the six filters with the largest weights
    largest = np.argsort(-np.abs(weights).sum(axis=(0, 1)))[:6]
    filters = [weights[:, :, i] for i in largest]

sheet = X_test[0, :, :, 0]
fig, axes = plt.subplots(2, len(filters) + 1, figsize=(1.6 * (len(filters) + 1), 3.4), layout="constrained")
axes[0, 0].imshow(sheet, cmap="gray_r")
axes[1, 0].axis("off")
axes[0, 0].set(xticks=[], yticks=[], title=str(Text(es="hoja", en="sheet")))
for (above, below), weights in zip(axes[:, 1:].T, filters):
    size = np.abs(weights).max()
    above.imshow(weights, cmap="PuOr", vmin=-size, vmax=size)
    below.imshow(np.maximum(with_keras(sheet, weights), 0), cmap="gray_r")
    above.set(title=str(Text(es="filtro", en="filter")), xticks=[], yticks=[])
    below.set(xlabel=str(Text(es="mapa", en="map")), xticks=[], yticks=[])
shown(
    fig,
    alt=Text(
        es="Una hoja con una cifra; a su derecha, filtros de pesos positivos (morado) y negativos (naranja), y debajo de "
        "cada uno las zonas del trazo que enciende.",
        en="A sheet with a digit; to its right, filters with positive weights (purple) and negative ones (orange), and "
        "below each one the parts of the stroke that it lights up.",
    ),
)

# %% [markdown] id="filtros-despues" lang="es"
# El mapa se enciende donde a la izquierda hay papel y a la derecha tinta: un borde. Los filtros de la segunda convolución ya no
# miran la hoja, sino estos mapas, y así buscan combinaciones de bordes: esquinas, curvas, cruces. Nadie se las enseñó; las
# encontró el descenso de gradiente.

# %% [markdown] id="filtros-despues" lang="en" seal="13d0fb"
# The map lights up where there is paper on the left and ink on the right: an edge. The filters of the second convolution no longer
# look at the sheet but at these maps, and so they look for combinations of edges: corners, curves, crossings. Nobody taught them;
# gradient descent found them.

# %% [markdown] id="preguntas" lang="es"
# ## Cinco preguntas para afianzar lo aprendido
#
# No puntúan. Cada una te dice por qué, aciertes o no.

# %% [markdown] id="preguntas" lang="en" seal="9c2b40"
# ## Five questions to let it settle
#
# They carry no points. Each one tells you why, right or wrong.

# %% quiz="03.q11"

# %% quiz="03.q12"

# %% quiz="03.q13"

# %% quiz="03.q14"

# %% quiz="03.q15"

# %% id="progress"
progress()

# %% [markdown] id="resumen" lang="es"
# ## Resumen
#
# - Un **núcleo** se multiplica valor a valor por la ventana, y se suma. Keras no lo gira: es correlación cruzada.
# - La salida mide $\lfloor (n - k) / s \rfloor + 1$ sin relleno y $\lceil n / s \rceil$ con `"same"`; con dilatación, $k$ pasa
#   a ser $(k - 1) \cdot d + 1$.
# - Cada filtro mira todos los canales, y tiene un sesgo: $(k \cdot k \cdot \text{channels} + 1) \cdot \text{filters}$ parámetros.
# - La **agrupación** resume cada ventana en su máximo o su media. Si no dices el paso, es el tamaño de la ventana.
# - Compartir los pesos entre posiciones da menos parámetros, y una red que reconoce un trazo esté donde esté.

# %% [markdown] id="resumen" lang="en" seal="f14cbc"
# ## Summary
#
# - A **kernel** is multiplied value by value with the window, and added up. Keras does not turn it: it is cross-correlation.
# - The output is $\lfloor (n - k) / s \rfloor + 1$ long without padding and $\lceil n / s \rceil$ with `"same"`; with dilation,
#   $k$ becomes $(k - 1) \cdot d + 1$.
# - Each filter looks at all channels and has one bias: $(k \cdot k \cdot \text{channels} + 1) \cdot \text{filters}$ parameters.
# - **Pooling** sums each window up in its maximum or its mean. When you do not give the stride, it is the size of the window.
# - Sharing the weights among positions makes for fewer parameters, and a network that recognises a stroke wherever it is.

# %% [markdown] id="glosario" lang="es"
# ## Glosario
#
# | español | inglés | qué es |
# |---|---|---|
# | núcleo | *kernel* | la tabla de pesos que recorre la imagen |
# | filtro | *filter* | un núcleo por canal y un sesgo; da un mapa |
# | ventana | *window* | el trozo de imagen que está debajo |
# | correlación cruzada | *cross-correlation* | la convolución sin girar el núcleo |
# | relleno | *padding* | los ceros de alrededor |
# | paso | *stride* | lo que avanza la ventana |
# | dilatación | *dilation* | la separación entre los valores del núcleo |
# | agrupación | *pooling* | resumir cada ventana en un número |
# | mapa de características | *feature map* | lo que da un filtro en toda la imagen |

# %% [markdown] id="glosario" lang="en" seal="c337ce"
# ## Glossary
#
# | English | Spanish | what it is |
# |---|---|---|
# | kernel | *núcleo* | the table of weights that runs over the image |
# | filter | *filtro* | one kernel a channel and a bias; it gives one map |
# | window | *ventana* | the piece of the image that lies below |
# | cross-correlation | *correlación cruzada* | convolution without turning the kernel |
# | padding | *relleno* | the zeros around |
# | stride | *paso* | how far the window moves |
# | dilation | *dilatación* | how far apart the values of the kernel are |
# | pooling | *agrupación* | summing each window up in one number |
# | feature map | *mapa de características* | what a filter gives all over the image |

# %% [markdown] id="seguir" lang="es"
# ## Para seguir leyendo
#
# - V. Dumoulin y F. Visin (2016), «A guide to convolution arithmetic for deep learning»: todos los tamaños, con dibujos.
# - Y. LeCun, L. Bottou, Y. Bengio y P. Haffner (1998), «Gradient-based learning applied to document recognition»,
#   *Proceedings of the IEEE* 86: las redes que leían cheques.
# - Las páginas *Convolution layers* y *Pooling layers* de la documentación de Keras.

# %% [markdown] id="seguir" lang="en" seal="b8e30b"
# ## Where to read on
#
# - V. Dumoulin and F. Visin (2016), “A guide to convolution arithmetic for deep learning”: all the sizes, with drawings.
# - Y. LeCun, L. Bottou, Y. Bengio and P. Haffner (1998), “Gradient-based learning applied to document recognition”,
#   *Proceedings of the IEEE* 86: the networks that read cheques.
# - The pages *Convolution layers* and *Pooling layers* of Keras's documentation.
