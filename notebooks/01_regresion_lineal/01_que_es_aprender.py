# ---
# jupyter:
#   curso:
#     module: "01"
#     title: {es: "Qué es aprender", en: "What learning is"}
#     goals:
#       es:
#         - "decir qué significa que un programa aprenda, y en qué se distinguen IA, aprendizaje automático y aprendizaje profundo"
#         - "reconocer, mirando los datos, si un problema es de regresión, de clasificación, no supervisado o de refuerzo"
#         - "seguir los siete pasos de un proyecto, de los datos a la predicción"
#         - "agrupar clientes reales, dibujar un mapa de cifras y ganar a las tragaperras por ensayo y error"
#       en:
#         - "say what it means for a program to learn, and how AI, machine learning and deep learning differ"
#         - "recognise from its data whether a problem is regression, classification, unsupervised or reinforcement"
#         - "follow the seven steps of a project, from the data to the prediction"
#         - "group real customers, draw a map of digits and beat slot machines by trial and error"
#     needs:
#       es:
#         - "un poco de Python: variables, listas, diccionarios, `if`, `for` y funciones"
#         - "de matemáticas, saber qué es una media"
#       en:
#         - "a little Python: variables, lists, dictionaries, `if`, `for` and functions"
#         - "from mathematics, what a mean is"
#     minutes: 45
#     inventory: [inv-D001, inv-D002, inv-D003, inv-D004, inv-D005, inv-D006, inv-D007, inv-D008, inv-D009,
#                 inv-E001, inv-E002, inv-E003, inv-E004, inv-E005, inv-E006, inv-E007, inv-E008]
#     errata: [err-D03, err-E15]
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
# ---

# %% tags=["source-only"]
from curso.notebook import check, hint, passed, progress, quiz_check, solution, start

# %% [markdown] id="pregunta" lang="es"
# ## Una pregunta antes de empezar
#
# Una amiga te llama por teléfono. Tiene delante dos números escritos a mano, un 3 y un 8, y no sabe cuál es
# cuál: nunca ha visto cifras. Solo puede decirte lo oscura que es cada casilla de un papel cuadriculado.
#
# **¿Qué regla le darías para distinguirlos?** Una frase basta. Escríbela en la celda siguiente, entre las
# comillas. No hay respuesta mala: enseguida pondremos a prueba una parecida.

# %% [markdown] id="pregunta" lang="en" seal="c4a5d8"
# ## A question before we start
#
# A friend calls you on the phone. She has two handwritten numbers before her, a 3 and an 8, and does not know
# which is which: she has never seen digits. She can only tell you how dark each cell of a sheet of squared
# paper is.
#
# **Which rule would you give her to tell them apart?** One sentence is enough. Write it in the next cell,
# between the quotes. There is no bad answer: we will soon put a similar one to the test.

# %% id="bet"
# es: Tu regla, entre las comillas. Para ejecutar la celda: Mayús + Intro.
# en: Your rule, between the quotes. To run the cell: Shift + Enter.
my_rule = ""

# %% [markdown] id="cuaderno" lang="es" rows="inv-E002"
# ## Cómo se maneja este cuaderno
#
# Un cuaderno mezcla texto y **celdas de código**. Pinchas una celda, pulsas Mayús + Intro, y el resultado sale
# debajo. Ejecútalas **en orden**, de arriba abajo: muchas usan lo que hizo una anterior. La primera, la de
# preparación, siempre. El botón «+» de arriba añade una celda nueva. Y si algo se enreda, reinicia desde el menú el
# *kernel*, el motor que ejecuta las celdas (Colab lo llama «entorno de ejecución»), y vuelve a empezar por arriba:
# no se rompe nada.
#
# Puedes abrirlo en dos sitios:
#
# - **Google Colab**, en el navegador y sin instalar nada. Necesitas una cuenta de Google. Pulsa el botón de arriba;
#   o entra en [Colab](https://colab.research.google.com), elige en el menú *Archivo* la opción de abrir un cuaderno: desde
#   GitHub (pegas la dirección del repositorio) o desde tu ordenador (subes un archivo `.ipynb`). Lo que
#   abres de GitHub no se guarda solo: haz una copia en tu Drive, en el mismo menú, antes de trabajar.
# - **JupyterLab**, en tu ordenador. Con el curso instalado, escribe `curso lab` en una terminal; en la columna de
#   la izquierda, doble clic en el cuaderno.
#
# Colab va cambiando los nombres de sus menús. Si no ves uno, busca el que más se le parezca.

# %% [markdown] id="cuaderno" lang="en" seal="09abca"
# ## How to use this notebook
#
# A notebook mixes text and **code cells**. You click a cell, press Shift + Enter, and the result appears below.
# Run them **in order**, from top to bottom: many use what an earlier one did. Always run the first one, which sets
# things up. The “+” button above adds a new cell. And if you get into a tangle, restart from the menu the *kernel*,
# the engine that runs the cells (Colab calls it the *runtime*), and begin again at the top: nothing breaks.
#
# You can open it in two places:
#
# - **Google Colab**, in the browser, with nothing to install. You need a Google account. Press the button above; or go
#   to [Colab](https://colab.research.google.com), choose in the *File* menu to open a notebook: from GitHub (you
#   paste the repository's address) or from your computer (you upload an `.ipynb` file). What you open from
#   GitHub is not saved by itself: make a copy in your Drive, from the same menu, before you work.
# - **JupyterLab**, on your computer. With the course installed, type `curso lab` in a terminal; in the column on the
#   left, double-click the notebook.
#
# Colab changes the names in its menus now and then. If you do not see one, look for what resembles it most.

# %% [markdown] id="reglas" lang="es"
# ## Con reglas, o con ejemplos
#
# Tenemos 357 treses y ochos, escritos por personas de verdad y reducidos a 8 × 8 casillas. Cada casilla es un
# número, de 0 (blanco) a 16 (negro). Así los ve un programa: 64 números por imagen.

# %% [markdown] id="reglas" lang="en" seal="bfc470"
# ## By rules, or by examples
#
# We have 357 threes and eights, written by real people and reduced to 8 × 8 cells. Each cell is a number, from
# 0 (white) to 16 (black). This is how a program sees them: 64 numbers per image.

# %% id="load-digits"
import matplotlib.pyplot as plt
import numpy as np
from sklearn.datasets import load_digits

from curso.explore import COLORS, CYCLE, shown
from curso.text import Text

# es: Que los rótulos de los dibujos quepan siempre.
# en: Let the labels of the pictures always fit.
plt.rcParams["figure.constrained_layout.use"] = True

digits = load_digits()
chosen = np.isin(digits.target, (3, 8))
images, names = digits.images[chosen], digits.target[chosen]
print(names[0])
print(images[0].astype(int))

# %% [markdown] id="ver-cifras" lang="es"
# Entorna los ojos: entre los ceros se adivina la cifra. A las personas nos resulta más fácil ver la tinta. Aquí está esa
# imagen, la primera, con las siete siguientes.

# %% [markdown] id="ver-cifras" lang="en" seal="5eabf3"
# Half close your eyes: among the zeros the digit shows through. For people, ink is easier to read. Here is that image,
# the first one, with the seven after it.

# %% id="see-digits"
fig, axes = plt.subplots(1, 8, figsize=(8, 1.3))
for ax, image, name in zip(axes, images, names):
    ax.imshow(image, cmap="gray_r")
    ax.set(title=str(name), xticks=[], yticks=[])
shown(
    fig,
    alt=Text(
        es="Ocho imágenes de 8 × 8 casillas grises: treses y ochos, con su nombre encima.",
        en="Eight images of 8 × 8 grey cells: threes and eights, each with its name above.",
    ),
)

# %% [markdown] id="regla-a-mano" lang="es"
# Una regla razonable: «el 8 se cierra por la izquierda; si esas casillas están oscuras, es un 8». La celda
# siguiente suma la tinta de la izquierda y dice 8 cuando pasa de un límite.
#
# **Antes de ejecutar: ¿qué crees que saldrá?** ¿En qué tanto por ciento de las imágenes acertará?

# %% [markdown] id="regla-a-mano" lang="en" seal="0c44fb"
# A sensible rule: “the 8 closes on the left; if those cells are dark, it is an 8”. The next cell adds up the ink on
# the left and says 8 when it exceeds a limit.
#
# **Before you run: what do you think will come out?** On what percentage of the images will it be right?

# %% id="rule-by-hand"
# es: Prueba otros límites: ¿cuál es el mejor que encuentras?
# en: Try other limits: which is the best you can find?
limit = 15

# es: Filas 2 a 5 y columnas 1 y 2, contando desde 0.
# en: Rows 2 to 5 and columns 1 and 2, counting from 0.
left_ink = images[:, 2:6, 1:3].sum(axis=(1, 2))
guess = np.where(left_ink > limit, 8, 3)
print(Text(es="aciertos de la regla:", en="correct with the rule:"), f"{np.mean(guess == names):.0%}")

# %% [markdown] id="aprender" lang="es" rows="inv-D002"
# No está mal. Pero la regla y el límite los ha puesto **una persona**. Para distinguir diez cifras, o caras, o voces,
# harían falta muchísimas reglas, y nadie ha sabido escribirlas bien.
#
# El otro camino es no dar reglas, sino **ejemplos**: imágenes con su nombre. Un algoritmo busca en ellos los
# **patrones** que se repiten y se queda con algo, el **modelo**, que después dice el nombre de imágenes nuevas. Eso es
# *aprender*: mejorar con los datos en algo que nadie ha programado paso a paso.
#
# La trampa: acertar los ejemplos ya vistos no tiene mérito, basta con memorizarlos. Por eso apartamos la mitad y
# examinamos al modelo **solo con imágenes que no ha visto**. Acertar en ellas se llama **generalizar**, y es lo que de
# verdad importa.

# %% [markdown] id="aprender" lang="en" seal="4abb0e"
# Not bad. But the rule and the limit were set by **a person**. To tell ten digits apart, or faces, or voices, a great
# many rules would be needed, and nobody has managed to write them well.
#
# The other way is to give no rules but **examples**: images with their names. An algorithm looks in them for the
# **patterns** that repeat, and keeps something, the **model**, which can then name new images. That is *learning*: to
# get better, from data, at something that nobody programmed step by step.
#
# The catch: there is no merit in being right on examples already seen, memorising them is enough. So we set half of
# them aside and test the model **only on images it has not seen**. Being right on those is called **generalising**,
# and it is what really counts.

# %% [markdown] id="aprende-tres-ocho" lang="es"
# El modelo de abajo, `KNeighborsClassifier`, es de lo más sencillo: guarda los ejemplos y, ante una imagen nueva, mira
# cuáles son los tres más parecidos y los deja votar. En inglés, *k nearest neighbours*: los *k* vecinos más próximos.
#
# **Antes de ejecutar:** no sabe qué es un 8, ni qué es «cerrarse». ¿Ganará a la regla?

# %% [markdown] id="aprende-tres-ocho" lang="en" seal="a42124"
# The model below, `KNeighborsClassifier`, is about as simple as they come: it keeps the examples and, faced with a new
# image, finds the three most similar ones and lets them vote. Its name: the *k nearest neighbours*.
#
# **Before you run:** it does not know what an 8 is, nor what “closing” is. Will it beat the rule?

# %% id="learn-three-eight"
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier

flat = images.reshape(len(images), 64)
# es: `random_state` fija el azar del reparto, para que a todo el mundo le salga lo mismo.
# en: `random_state` fixes the chance in the split, so that everybody gets the same.
seen, unseen, seen_names, unseen_names = train_test_split(flat, names, test_size=0.5, random_state=0)

neighbours = KNeighborsClassifier(n_neighbors=3)
neighbours.fit(seen, seen_names)
print(Text(es="aciertos en imágenes nuevas:", en="correct on new images:"), f"{neighbours.score(unseen, unseen_names):.0%}")

# %% [markdown] id="tres-circulos" lang="es"
# ## Tres palabras que se confunden
#
# ¿Inteligencia artificial, aprendizaje automático y aprendizaje profundo son lo mismo? No: cada una está **dentro** de
# la anterior.

# %% [markdown] id="tres-circulos" lang="en" seal="40f198"
# ## Three terms that get mixed up
#
# Are artificial intelligence, machine learning and deep learning the same? No: each lies **inside** the one
# before.

# %% id="draw-circles"
from matplotlib.patches import Ellipse

RINGS = [
    (9.4, 5.6, COLORS.blue, "-", Text(es="inteligencia artificial (IA)", en="artificial intelligence (AI)"),
     Text(es="buscar rutas, jugar al ajedrez con reglas", en="route finding, chess by rules")),
    (7.2, 3.7, COLORS.vermillion, "--", Text(es="aprendizaje automático (ML)", en="machine learning (ML)"),
     Text(es="filtro de spam, grupos de clientes", en="spam filter, groups of customers")),
    (5.0, 1.9, COLORS.green, "-.", Text(es="aprendizaje profundo (DL)", en="deep learning (DL)"),
     Text(es="reconocer caras, conversar", en="recognising faces, chatting")),
]
fig, ax = plt.subplots(figsize=(7, 4.2))
for width, height, color, line, name, examples in RINGS:
    ring = Ellipse((0, height / 2 - 2.8), width, height, fill=False, edgecolor=color, linestyle=line, linewidth=3)
    ax.add_patch(ring)
    ax.text(0, height - 2.8 - 0.55, str(name), ha="center", va="center", fontsize=11, weight="bold")
    ax.text(0, height - 2.8 - 0.95, str(examples), ha="center", va="center", fontsize=9)
ax.set(xlim=(-5, 5), ylim=(-3, 3))
ax.set_axis_off()
shown(
    fig,
    alt=Text(
        es="Tres óvalos, uno dentro de otro: el mayor es la inteligencia artificial, dentro el aprendizaje automático, y "
        "dentro de este el aprendizaje profundo.",
        en="Three ovals, one inside another: the largest is artificial intelligence, inside it machine learning, and "
        "inside that deep learning.",
    ),
)

# %% [markdown] id="ia-ml-dl" lang="es" rows="inv-E004 inv-E005 inv-E006 inv-E007 err-E15"
# - **Inteligencia artificial**: programas que hacen cosas para las que solemos pedir inteligencia. Decidir, planear,
#   conversar, conducir un coche, reconocer una cara, filtrar el correo. Cabe de todo, también reglas escritas a mano.
# - **Aprendizaje automático** (*machine learning*): la parte de la IA que no recibe reglas, sino datos, y con ayuda de la
#   estadística busca patrones en ellos.
# - **Aprendizaje profundo** (*deep learning*): la parte del aprendizaje automático que usa **redes neuronales** de muchas
#   capas: cuentas sencillas encadenadas, capa tras capa, que construirás en el módulo 02. Encuentra patrones más
#   enrevesados y suele pedir muchos más datos.
#
# > **Lo que dice el material antiguo:** «la IA son máquinas que imitan la conducta humana» y «el aprendizaje automático son
# > modelos para predecir».
# >
# > **Lo que vale hoy:** la IA abarca más que imitar a las personas: nadie planea mil rutas de reparto como lo hace un
# > programa. Y el aprendizaje automático no solo predice: también agrupa, resume o genera textos e imágenes nuevos.

# %% [markdown] id="ia-ml-dl" lang="en" seal="8b1586"
# - **Artificial intelligence**: programs that do things for which we usually ask for intelligence. Deciding, planning,
#   chatting, driving a car, recognising a face, filtering mail. There is room for all sorts, rules written by hand too.
# - **Machine learning**: the part of AI that is given not rules but data, and with the help of statistics looks for
#   patterns in them.
# - **Deep learning**: the part of machine learning that uses **neural networks** of many layers: simple
#   calculations chained layer after layer, which you will build in module 02. It finds more intricate patterns
#   and usually asks for far more data.
#
# > **What older material says:** “AI is machines that imitate human behaviour” and “machine learning is models that
# > predict”.
# >
# > **What holds today:** AI is broader than imitating people: nobody plans a thousand delivery routes the way a program
# > does. And machine learning does not only predict: it also groups, summarises, or generates new texts and images.

# %% [markdown] id="tres-maneras" lang="es" rows="inv-D003 inv-D004 inv-D007 inv-E008"
# ## Tres maneras de aprender
#
# Lo que separa unas de otras no es el tema, sino **qué traen los datos**:
#
# | | qué traen los datos | qué se busca |
# |---|---|---|
# | **supervisado** | entradas y, para cada una, la respuesta correcta | responder a entradas nuevas |
# | **no supervisado** | entradas, nada más | grupos y formas escondidas |
# | **por refuerzo** | lo que el programa hizo y la recompensa que obtuvo | actuar cada vez mejor, por ensayo y error |
#
# A la respuesta correcta se la llama **etiqueta** (*label*). Ponerlas cuesta trabajo: alguien tiene que mirar cada
# ejemplo. Por eso los datos sin etiquetas abundan mucho más que los etiquetados.
#
# Lo supervisado se parte en dos según la respuesta: si es una **cantidad** (un precio), es **regresión**; si es el nombre
# de una **clase** (spam o no), es **clasificación**.

# %% [markdown] id="tres-maneras" lang="en" seal="534815"
# ## Three ways of learning
#
# What tells them apart is not the topic but **what the data carry**:
#
# | | what the data carry | what is sought |
# |---|---|---|
# | **supervised** | inputs and, for each, the right answer | to answer for new inputs |
# | **unsupervised** | inputs, nothing more | groups and hidden shapes |
# | **reinforcement** | what the program did and the reward it got | to act better and better, by trial and error |
#
# The right answer is called a **label**. Labelling is work: somebody has to look at each example. That is why data
# without labels are far more abundant than data with them.
#
# Supervised learning splits in two by its answer: if it is an **amount** (a price), it is **regression**; if it is the
# name of a **class** (spam or not), it is **classification**.

# %% id="draw-three-ways"
rng = np.random.default_rng(4)
one = rng.normal((-1.1, -0.7), 0.45, size=(22, 2))
other = rng.normal((1.1, 0.8), 0.45, size=(22, 2))
fig, (left, middle, right) = plt.subplots(1, 3, figsize=(10, 3.3))
left.plot(*one.T, "o", color=COLORS.blue, label=str(Text(es="etiqueta A", en="label A")))
left.plot(*other.T, "s", color=COLORS.vermillion, label=str(Text(es="etiqueta B", en="label B")))
left.plot([-1.7, 1.1], [1.9, -1.25], "k--")
left.legend(loc="lower right", fontsize=8)
middle.plot(*one.T, "o", color="0.45")
middle.plot(*other.T, "o", color="0.45")
for centre in ((-1.1, -0.7), (1.1, 0.8)):
    middle.add_patch(Ellipse(centre, 2.5, 2.5, fill=False, linestyle=":", linewidth=2, edgecolor=COLORS.green))
for place, word in (((0, 1.2), Text(es="programa", en="program")), ((0, -1.2), Text(es="mundo", en="world"))):
    right.text(*place, str(word), ha="center", va="center", bbox={"boxstyle": "round,pad=0.6", "facecolor": "white"})
curve = {"arrowstyle": "-|>", "linewidth": 2}
right.annotate("", (0.55, -0.8), (0.55, 0.8), arrowprops={**curve, "connectionstyle": "arc3,rad=-0.5"})
right.annotate("", (-0.55, 0.8), (-0.55, -0.8), arrowprops={**curve, "connectionstyle": "arc3,rad=-0.5"})
right.text(1.1, 0, str(Text(es="acción", en="action")), va="center", fontsize=9)
right.text(-1.1, 0, str(Text(es="recompensa", en="reward")), ha="right", va="center", fontsize=9)
WAYS = [
    Text(es="supervisado", en="supervised"),
    Text(es="no supervisado", en="unsupervised"),
    Text(es="por refuerzo", en="reinforcement"),
]
for ax, way in zip((left, middle, right), WAYS):
    ax.set(title=str(way), xlim=(-2.6, 2.6), ylim=(-2.3, 2.3), xticks=[], yticks=[])
shown(
    fig,
    alt=Text(
        es="Tres dibujos. Supervisado: puntos con dos etiquetas y una línea que los separa. No supervisado: los mismos "
        "puntos sin etiqueta, y dos círculos que los agrupan. Por refuerzo: el programa actúa sobre el mundo y "
        "recibe una recompensa.",
        en="Three drawings. Supervised: points with two labels and a line that parts them. Unsupervised: the same points "
        "without labels, and two circles that group them. Reinforcement: the program acts on the world and receives "
        "a reward.",
    ),
)

# %% [markdown] id="situaciones" lang="es"
# Seis situaciones de la vida real, con un puñado de datos de muestra. De cada una sabemos tres cosas: las entradas (`inputs`), las
# respuestas que alguien anotó (`answers`) y las recompensas (`rewards`). Lo que no hay vale `None`.
#
# **Antes de ejecutar la celda de más abajo, decide tú:** ¿qué clase de aprendizaje es cada una? Hay una que engaña.

# %% [markdown] id="situaciones" lang="en" seal="472ba4"
# Six real-life situations, with a handful of sample data. Of each we know three things: the inputs (`inputs`), the answers
# that somebody wrote down (`answers`) and the rewards (`rewards`). What is missing is `None`.
#
# **Before you run the cell further down, decide for yourself:** which kind of learning is each? One of them is
# deceptive.

# %% id="six-situations"
SITUATIONS = [
    (Text(es="poner precio a un piso", en="pricing a flat"),
     {"inputs": [[82, 3], [60, 2], [120, 4]], "answers": [251_000, 178_500, 342_000], "rewards": None}),
    (Text(es="separar el correo basura", en="filtering junk mail"),
     {"inputs": [["WIN $$$"], ["¿Vienes?"], ["FREE!!!"]], "answers": ["spam", "ok", "spam"], "rewards": None}),
    (Text(es="leer códigos postales a mano", en="reading handwritten postcodes"),
     {"inputs": [[0, 5, 13], [2, 15, 8], [7, 16, 3]], "answers": ["7", "3", "0"], "rewards": None}),
    (Text(es="descubrir tipos de clientes", en="discovering types of customers"),
     {"inputs": [[12669, 9656], [7057, 9810], [13265, 1196]], "answers": None, "rewards": None}),
    (Text(es="jugar al ajedrez contra sí mismo", en="playing chess against itself"),
     {"inputs": [["e2e4"], ["g1f3"], ["f1b5"]], "answers": None, "rewards": [0, 0, 1]}),
    (Text(es="adivinar la edad en una foto", en="guessing the age in a photo"),
     {"inputs": [[12, 200, 31], [99, 140, 28], [7, 81, 255]], "answers": [34, 7, 61], "rewards": None}),
]
for name, situation in SITUATIONS:
    print(f"{name!s:34} answers = {situation['answers']},  rewards = {situation['rewards']}")

# %% [markdown] id="ejemplo-resuelto" lang="es"
# **Ejemplo resuelto.** Esta función dice si una situación es supervisada. Mira una sola cosa: si alguien anotó
# respuestas.

# %% [markdown] id="ejemplo-resuelto" lang="en" seal="d43df2"
# **Worked example.** This function says whether a situation is supervised. It looks at a single thing: whether somebody
# wrote answers down.

# %% id="is-supervised"
def is_supervised(situation):
    return situation["answers"] is not None


for name, situation in SITUATIONS:
    print(f"{name!s:34} {is_supervised(situation)}")

# %% [markdown] id="ejercicio-kind" lang="es"
# ### Ejercicio 1 · ¿Qué clase de aprendizaje es?
#
# Completa `kind_of_learning(situation)`. Devuelve una de estas cuatro palabras: `"regression"`, `"classification"`,
# `"unsupervised"` o `"reinforcement"`. Las dos primeras preguntas ya están hechas; faltan sus respuestas y todo lo que viene
# después.
#
# Una ayuda de Python: `isinstance(v, str)` es `True` cuando `v` es un texto. Cambia los puntos suspensivos por tu código,
# ejecuta la celda y luego la siguiente (`check`), que prueba tu función con diez situaciones distintas. Si te atascas,
# escribe `hint("01.kind_of_learning")` en una celda nueva: cada vez te dice un poco más. Y después de intentarlo,
# `solution("01.kind_of_learning")` te enseña una solución.

# %% [markdown] id="ejercicio-kind" lang="en" seal="6d154c"
# ### Exercise 1 · Which kind of learning is it?
#
# Complete `kind_of_learning(situation)`. It returns one of these four words: `"regression"`, `"classification"`,
# `"unsupervised"` or `"reinforcement"`. The first two questions are asked already; their answers are missing, and all that
# comes after.
#
# A little help with Python: `isinstance(v, str)` is `True` when `v` is a text. Replace the dots with your code, run the
# cell and then the next one (`check`), which tries your function on ten different situations. If you get stuck, write
# `hint("01.kind_of_learning")` in a new cell: it tells you a little more each time. And after some tries,
# `solution("01.kind_of_learning")` shows you a solution.

# %% exercise="kind_of_learning"
def kind_of_learning(situation):
    rewards = situation["rewards"]
    answers = situation["answers"]
    # es: Dos huecos, y después falta separar los dos casos supervisados.
    # en: Two blanks, and then the two supervised cases are still to be told apart.
    ### BEGIN SOLUTION
    #~ if rewards is not None:
    #~     return ...
    #~ if answers is None:
    #~     return ...
    #~ return ...
    if rewards is not None:
        return "reinforcement"
    if answers is None:
        return "unsupervised"
    if isinstance(answers[0], str):
        return "classification"
    return "regression"
    ### END SOLUTION


# %% check="kind_of_learning" points=2
check("01.kind_of_learning", kind_of_learning)

# %% id="try-situations"
# es: Lo que dice tu función de las seis situaciones. ¿Coincide con lo que pensabas?
# en: What your function says of the six situations. Is it what you thought?
if passed("01.kind_of_learning"):
    for name, situation in SITUATIONS:
        print(f"{name!s:34} {kind_of_learning(situation)}")

# %% [markdown] id="la-que-engana" lang="es"
# La que engaña es la de los códigos postales: las respuestas *parecen* números. Pero un 7 no es «más» que un 3, y la media de
# los dos no es un 5 mal escrito. Son **nombres**, y por eso es clasificación. La pregunta que lo aclara siempre: *¿significa
# algo la media de dos respuestas?* La de dos precios, sí.

# %% [markdown] id="la-que-engana" lang="en" seal="469bf6"
# The deceptive one is the postcodes: the answers *look like* numbers. But a 7 is not “more” than a 3, and the mean of the two
# is not a badly written 5. They are **names**, and so it is classification. The question that always settles it: *does the
# mean of two answers mean anything?* That of two prices does.

# %% [markdown] id="regresion" lang="es" rows="inv-D005"
# ## Supervisado, primera parte: regresión
#
# Regresión es responder con una **cantidad**: un número que puede tomar cualquier valor dentro de un intervalo. El ejemplo
# clásico, el precio de una casa. Aquí van 546 casas vendidas en 1987 en Windsor, Canadá. Tres líneas bastan: elegir el
# modelo, `fit` (aprender de los ejemplos) y `predict` (responder).
#
# **Antes de ejecutar:** el precio medio es de unos 68 000 dólares canadienses y la parcela media mide unos 480 m². ¿Qué dirá
# el modelo de una parcela de 600 m²?

# %% [markdown] id="regresion" lang="en" seal="021325"
# ## Supervised, part one: regression
#
# Regression is answering with an **amount**: a number that can take any value within a range. The classic example, the price
# of a house. Here are 546 houses sold in 1987 in Windsor, Canada. Three lines are enough: choose the model, `fit` (learn from
# the examples) and `predict` (answer).
#
# **Before you run:** the average price is about 68 000 Canadian dollars and the average lot measures about 480 m². What will
# the model say of a lot of 600 m²?

# %% id="price-a-house"
from sklearn.linear_model import LinearRegression

from curso.data import houses

table = houses()
lots = table[["lot_m2"]].to_numpy()
prices = table["price"].to_numpy()

model = LinearRegression()
model.fit(lots, prices)
print(Text(es="una parcela de 600 m²:", en="a lot of 600 m²:"), f"{model.predict([[600]])[0]:.0f}", Text(es="dólares", en="dollars"))

fig, ax = plt.subplots(figsize=(6.5, 3.6))
ax.plot(lots, prices / 1000, "o", color=COLORS.blue, markersize=3, alpha=0.45)
ends = np.array([[100], [1500]])
ax.plot(ends, model.predict(ends) / 1000, "--", color=COLORS.vermillion, linewidth=2.5)
ax.set(
    xlabel=str(Text(es="parcela (m²)", en="lot (m²)")),
    ylabel=str(Text(es="precio (miles de dólares)", en="price (thousands of dollars)")),
)
shown(
    fig,
    alt=Text(
        es="546 casas, precio según la parcela, y la recta que ha aprendido el modelo: sube 71 dólares por metro cuadrado.",
        en="546 houses, price by lot, and the line that the model learnt: it rises by 71 dollars a square metre.",
    ),
)

# %% [markdown] id="recta-luego" lang="es"
# La recta la ha encontrado el modelo mirando los ejemplos. **Cómo** la encuentra es justo lo que harás a mano en las
# lecciones 02 y 03.

# %% [markdown] id="recta-luego" lang="en" seal="f537fc"
# The model found that line by looking at the examples. **How** it finds it is just what you will do by hand in lessons 02
# and 03.

# %% [markdown] id="clasificacion" lang="es" rows="inv-D006"
# ## Supervisado, segunda parte: clasificación, y los siete pasos
#
# Clasificar es responder con el **nombre de una clase**, elegido de una lista. Lo hiciste con el 3 y el 8. La detección de
# caras de una cámara es, en el fondo, lo mismo: entra un trozo de imagen, y sale «cara» o «no cara».
#
# Vamos con otra: 178 vinos italianos, 13 medidas químicas de cada uno, y una etiqueta, cuál de tres variedades de uva es. Y de
# paso, los **siete pasos** que verás en casi todos los proyectos, en este curso y fuera de él.

# %% [markdown] id="clasificacion" lang="en" seal="f4587e"
# ## Supervised, part two: classification, and the seven steps
#
# To classify is to answer with the **name of a class**, chosen from a list. You did it with the 3 and the 8. A camera's face
# detection is at bottom the same: a piece of an image goes in, and out comes “face” or “no face”.
#
# Here is another: 178 Italian wines, 13 chemical measurements of each, and a label, which of three kinds of grape it is. And
# along the way, the **seven steps** that you will see in nearly every project, in this course and outside it.

# %% id="draw-steps"
STEPS = [
    Text(es="1 datos", en="1 data"),
    Text(es="2 separar", en="2 split"),
    Text(es="3 escalar", en="3 scale"),
    Text(es="4 modelo", en="4 model"),
    Text(es="5 entrenar", en="5 train"),
    Text(es="6 evaluar", en="6 evaluate"),
    Text(es="7 predecir", en="7 predict"),
]
fig, ax = plt.subplots(figsize=(9.5, 1.1))
for place, step in enumerate(STEPS):
    ax.text(place, 0, str(step), ha="center", va="center", bbox={"boxstyle": "round,pad=0.5", "facecolor": "white"})
    if place:
        ax.annotate("", (place - 0.42, 0), (place - 0.58, 0), arrowprops={"arrowstyle": "-|>"})
ax.set(xlim=(-0.5, 6.5), ylim=(-0.5, 0.5))
ax.set_axis_off()
shown(
    fig,
    alt=Text(
        es="Siete cajas en fila: datos, separar, escalar, modelo, entrenar, evaluar, predecir.",
        en="Seven boxes in a row: data, split, scale, model, train, evaluate, predict.",
    ),
)

# %% [markdown] id="siete-pasos" lang="es"
# Lee la celda con calma, paso a paso. El tercero es el menos evidente. Los vecinos se buscan por distancia, y una medida pasa
# de 1000 (`proline`, la prolina) mientras otra no llega a 1: tal cual, la grande decide casi sola. **Escalar** es restar a cada
# columna su media y dividirla por su **desviación típica**, que dice cuánto suelen apartarse los números de esa media. Así
# todas cuentan parecido. La media y la desviación se sacan **solo de los datos de entrenamiento** (`fit`), y con ellas se
# escalan todos (`transform`): nada del examen se cuela antes de tiempo.
#
# **Antes de ejecutar:** las dos últimas líneas repiten el proceso sin escalar. ¿Perderá mucho?

# %% [markdown] id="siete-pasos" lang="en" seal="6b71eb"
# Read the cell calmly, step by step. The third is the least obvious. Neighbours are found by distance, and one measurement
# exceeds 1000 (`proline`, an amino acid) while another stays below 1: as they are, the large one decides almost alone.
# **Scaling** is subtracting from each column its mean and dividing it by its **standard deviation**, which says how far the
# numbers usually lie from that mean. That way all of them count alike. The mean and the deviation are taken **from the
# training data only** (`fit`), and everything is scaled with them (`transform`): nothing of the exam slips in ahead of time.
#
# **Before you run:** the last two lines repeat the process without scaling. Will it lose much?

# %% id="seven-steps"
from sklearn.datasets import load_wine
from sklearn.preprocessing import StandardScaler

# es: 1. Datos: entradas X y etiquetas y
# en: 1. Data: inputs X and labels y
wine = load_wine()
X, y = wine.data, wine.target
# es: 2. Separar: 30 % para el examen final; `stratify`, con la misma proporción de cada uva en las dos partes
# en: 2. Split: 30% for the final exam; `stratify`, with the same share of each grape in both parts
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, random_state=0, stratify=y)
# es: 3. Escalar: cada columna, a media 0 y desviación típica 1
# en: 3. Scale: each column to mean 0 and standard deviation 1
scaler = StandardScaler().fit(X_train)
# es: 4. Modelo
# en: 4. Model
model = KNeighborsClassifier(n_neighbors=5)
# es: 5. Entrenar
# en: 5. Train
model.fit(scaler.transform(X_train), y_train)
# es: 6. Evaluar: aciertos en vinos que no ha visto
# en: 6. Evaluate: right answers on wines it has not seen
print(Text(es="aciertos:", en="correct:"), f"{model.score(scaler.transform(X_test), y_test):.0%}")
# es: 7. Predecir: un vino concreto
# en: 7. Predict: one particular wine
print(Text(es="este vino es de la clase", en="this wine is of class"), model.predict(scaler.transform(X_test[:1]))[0])

unscaled = KNeighborsClassifier(n_neighbors=5).fit(X_train, y_train)
print(Text(es="aciertos sin escalar:", en="correct without scaling:"), f"{unscaled.score(X_test, y_test):.0%}")

# %% [markdown] id="mas-datos" lang="es" rows="inv-D004"
# ## ¿Cuantos más datos, mejor?
#
# Volvamos a las diez cifras. Vamos a entrenar al mismo modelo cinco veces, con datos distintos, y a examinarlo siempre con las
# mismas 400 imágenes:
#
# 1. con 30 ejemplos;
# 2. con 100;
# 3. con 1000;
# 4. con 1000, pero en la mitad alguien puso una etiqueta al azar;
# 5. con 860, todos bien etiquetados, pero solo de las cifras del 0 al 5.
#
# **Antes de ejecutar:** ordénalos de peor a mejor. ¿Dónde caen los dos últimos?

# %% [markdown] id="mas-datos" lang="en" seal="5617a4"
# ## The more data, the better?
#
# Back to the ten digits. We will train the same model five times, on different data, and always test it on the same
# 400 images:
#
# 1. with 30 examples;
# 2. with 100;
# 3. with 1000;
# 4. with 1000, but in half of them somebody put a label at random;
# 5. with 860, all labelled well, but only of the digits 0 to 5.
#
# **Before you run:** sort them from worst to best. Where do the last two fall?

# %% id="more-data"
pool, exam, pool_names, exam_names = train_test_split(digits.data, digits.target, test_size=400, random_state=0)
rng = np.random.default_rng(0)
spoilt = pool_names.copy()
half = rng.random(len(spoilt)) < 0.5
spoilt[half] = rng.integers(0, 10, size=half.sum())
low = pool_names <= 5

TRIALS = [
    (Text(es="30", en="30"), pool[:30], pool_names[:30]),
    (Text(es="100", en="100"), pool[:100], pool_names[:100]),
    (Text(es="1000", en="1000"), pool[:1000], pool_names[:1000]),
    (Text(es="1000,\nmitad al azar", en="1000,\nhalf random"), pool[:1000], spoilt[:1000]),
    (Text(es=f"{low.sum()},\nsolo 0 a 5", en=f"{low.sum()},\nonly 0 to 5"), pool[low], pool_names[low]),
]
scores = [KNeighborsClassifier(3).fit(given, labels).score(exam, exam_names) for _, given, labels in TRIALS]

fig, ax = plt.subplots(figsize=(7, 3.4))
bars = ax.bar([str(name) for name, _, _ in TRIALS], scores, color=[COLORS.blue] * 3 + [COLORS.orange] * 2)
ax.bar_label(bars, [f"{score:.0%}" for score in scores])
for bar in bars[3:]:
    bar.set_hatch("//")
ax.set(ylim=(0, 1.1), ylabel=str(Text(es="aciertos en el examen", en="correct in the exam")))
shown(
    fig,
    alt=Text(
        es="Barras con los aciertos. Con 30, 100 y 1000 buenos ejemplos suben hasta casi todo. Con 1000 medio mal "
        "etiquetados, o con 860 solo de las cifras 0 a 5, quedan por debajo de los 100 buenos.",
        en="Bars of the share that is correct. With 30, 100 and 1000 good examples it rises to nearly all. With 1000 half badly "
        "labelled, or 860 of the digits 0 to 5 only, it stays below that of the 100 good ones.",
    ),
)

# %% [markdown] id="calidad" lang="es" rows="err-D03"
# Aquí, mil ejemplos con la mitad de las etiquetas al azar valen menos que cien buenos. Y quien nunca ha visto un 9 no puede
# decir «9». El daño depende también del modelo: cambia `KNeighborsClassifier(3)` por `KNeighborsClassifier(15)` y ejecuta
# otra vez. Con quince votos, las etiquetas malas pesan mucho menos; lo que nunca se ha visto sigue sin saberse.
#
# > **Lo que dice el material antiguo:** «cuantos más datos, mejor».
# >
# > **Lo que vale hoy:** más datos ayudan si son **representativos** (se parecen a lo que vendrá después, con todos sus casos) y
# > están **bien etiquetados**. La calidad también cuenta.

# %% [markdown] id="calidad" lang="en" seal="806408"
# Here, a thousand examples with half of the labels at random are worth less than a hundred good ones. And a model that has
# never seen a 9 cannot say “9”. The damage also depends on the model: change `KNeighborsClassifier(3)` to
# `KNeighborsClassifier(15)` and run it again. With fifteen votes the bad labels weigh far less; what was never seen is still
# not known.
#
# > **What older material says:** “the more data, the better”.
# >
# > **What holds today:** more data help if they are **representative** (they resemble what will come later, with all its
# > cases) and **well labelled**. Quality counts too.

# %% [markdown] id="agrupamiento" lang="es" rows="inv-D007 inv-D008"
# ## Sin etiquetas, primera parte: agrupar clientes
#
# Un mayorista portugués tiene 440 clientes y sabe lo que cada uno gastó en un año en seis clases de productos: frescos
# (`fresh`), lácteos (`milk`), comestibles (`grocery`), congelados (`frozen`), limpieza y papel (`detergents_paper`) y
# alimentos selectos (`delicatessen`). Otra columna dice si cada cliente es un bar, un hotel… o una tienda: la escondemos.
#
# **Agrupar** (*clustering*) es reunir a los clientes que se parecen. Tú dices cuántos grupos quieres (`n_clusters`) y el
# algoritmo, `KMeans`, coloca al azar un centro para cada uno. Luego repite dos pasos hasta que nada cambia: cada cliente se
# une al centro más cercano; cada centro se muda a la media de los suyos. Como el comienzo cuenta, prueba varios (`n_init`) y
# se queda con el mejor. `fit_predict` agrupa y devuelve el número de grupo de cada cliente.
#
# **Antes de ejecutar:** lo aplicamos a los gastos tal cual. ¿Por qué producto crees que se separarán los grupos? La primera
# tabla da una pista: la fila `std` es la desviación típica de cada uno.

# %% [markdown] id="agrupamiento" lang="en" seal="731d7e"
# ## Without labels, part one: grouping customers
#
# A wholesaler in Portugal has 440 customers and knows what each spent in a year on six kinds of products: `fresh`, `milk`,
# `grocery`, `frozen`, `detergents_paper` and `delicatessen`. Another column says whether each customer is
# a bar, a hotel… or a shop: we hide it.
#
# **Clustering** is bringing together the customers that are alike. You say how many groups you want (`n_clusters`), and the
# algorithm, `KMeans`, places a centre for each at random. Then it repeats two steps until nothing changes: each customer
# joins the nearest centre; each centre moves to the mean of its own. As the start matters, it tries several (`n_init`) and
# keeps the best. `fit_predict` groups and returns the group number of each customer.
#
# **Before you run:** we apply it to the spending as it is. By which product do you think the groups will part? The first
# table gives a clue: the row `std` is the standard deviation of each.

# %% id="cluster-raw"
from sklearn.cluster import KMeans

from curso.data import customers

PRODUCTS = ["fresh", "milk", "grocery", "frozen", "detergents_paper", "delicatessen"]
wholesale = customers()
spending = wholesale[PRODUCTS]
print(spending.agg(["min", "median", "max", "std"]).round(0).astype(int).to_string())

raw_groups = KMeans(n_clusters=2, n_init=5, random_state=0).fit_predict(spending.to_numpy())
print()
print(Text(es="mediana de cada grupo:", en="median of each group:"))
print(spending.groupby(raw_groups).median().round(0).astype(int).to_string())

# %% [markdown] id="por-que-escalar" lang="es"
# Los dos grupos se distinguen sobre todo en `fresh`: es la columna con más dispersión, y en una distancia mandan las
# diferencias grandes. El remedio ya lo conoces, es el paso 3: poner todas las columnas en la misma escala.

# %% [markdown] id="por-que-escalar" lang="en" seal="ed9913"
# The two groups differ above all in `fresh`: it is the column with the largest spread, and in a distance large
# differences rule. You know the remedy already, it is step 3: put all the columns on the same scale.

# %% [markdown] id="ejercicio-segment" lang="es"
# ### Ejercicio 2 · Grupos de clientes
#
# Rellena los tres huecos de `segment_customers(X, k)`: escala las columnas de `X` y reparte las filas en `k` grupos. Devuelve
# el número de grupo de cada cliente. Da igual qué número lleve cada grupo; importa quién está con quién. `fit_transform`
# hace de una vez el `fit` y el `transform` de antes: aquí no hay examen, así que se usan todas las filas.

# %% [markdown] id="ejercicio-segment" lang="en" seal="13085e"
# ### Exercise 2 · Groups of customers
#
# Fill in the three blanks of `segment_customers(X, k)`: scale the columns of `X` and share out the rows in `k` groups. It
# returns the group number of each customer. It does not matter which number a group has; what matters is who is with whom.
# `fit_transform` does at once the `fit` and the `transform` from before: here there is no exam, so all the rows are used.

# %% exercise="segment_customers"
def segment_customers(X, k):
    ### BEGIN SOLUTION
    #~ scaled = StandardScaler().fit_transform(...)
    #~ model = KMeans(n_clusters=..., n_init=5, random_state=0)
    #~ return model.fit_predict(...)
    scaled = StandardScaler().fit_transform(X)
    model = KMeans(n_clusters=k, n_init=5, random_state=0)
    return model.fit_predict(scaled)
    ### END SOLUTION


# %% check="segment_customers" points=2
check("01.segment_customers", segment_customers)

# %% [markdown] id="clientes-de-verdad" lang="es"
# Ahora, con tus grupos, los clientes de verdad. Un último truco: los gastos van de 3 a más de 100 000, y los gigantes, unas
# decenas, se llevarían un grupo para ellos solos. Con el logaritmo (`np.log`), pasar de 10 a 100 cuenta lo mismo que de 1000 a 10 000.
#
# **Antes de ejecutar:** pedimos dos grupos y sacamos la columna que habíamos escondido, `channel`: hostelería (`horeca`) o
# tienda (`retail`). Nadie se la dijo al algoritmo. ¿Se parecerán sus grupos a ella?

# %% [markdown] id="clientes-de-verdad" lang="en" seal="ab8b22"
# Now the real customers, with your groups. One last trick: spending goes from 3 to over 100 000, and the giants, a few dozen,
# would take a group for themselves. With the logarithm (`np.log`), going from 10 to 100 counts as much as from 1000 to 10 000.
#
# **Before you run:** we ask for two groups and take out the column that we had hidden, `channel`: hotels, restaurants and
# cafés (`horeca`) or shops (`retail`). Nobody told the algorithm. Will its groups resemble it?

# %% id="cluster-customers"
if passed("01.segment_customers"):
    groups = segment_customers(np.log(spending.to_numpy()), 2)
    print(spending.groupby(groups).median().round(0).astype(int).to_string())
    print()
    print(wholesale.groupby([groups, "channel"]).size().unstack().to_string())

    fig, ax = plt.subplots(figsize=(6.5, 4))
    for group, style in zip((0, 1), CYCLE):
        mine = spending[groups == group]
        ax.plot(mine["fresh"], mine["detergents_paper"], style.marker, color=style.color, markersize=4, alpha=0.6,
                label=str(Text(es="grupo {n}", en="group {n}").format(n=group)))
    ax.set(xscale="log", yscale="log", xlabel="fresh", ylabel="detergents_paper")
    ax.legend()
    shown(
        fig,
        alt=Text(
            es="440 clientes, gasto en productos frescos y en limpieza y papel. Un grupo gasta poco en limpieza y papel; el "
            "otro, mucho.",
            en="440 customers, spending on fresh products and on detergents and paper. One group spends little on "
            "detergents and paper; the other, a lot.",
        ),
    )
else:
    print(Text(es="Resuelve el ejercicio 2 y vuelve aquí.", en="Solve exercise 2 and come back here."))

# %% [markdown] id="lo-que-salio" lang="es"
# En el grupo que gasta poco en limpieza y papel, casi todos los clientes son de hostelería; el otro lo forman sobre todo
# tiendas. Nadie se lo enseñó al algoritmo: la estructura ya estaba en los datos. Ojo, eso no quiere decir que dos sea «el número
# verdadero» de grupos. Sin etiquetas no hay un examen que aprobar; hay que mirar y decidir si los grupos **sirven** para algo.

# %% [markdown] id="lo-que-salio" lang="en" seal="f9e7d1"
# In the group that spends little on detergents and paper, nearly all customers are hotels, restaurants and cafés; the other
# is mostly shops. Nobody taught that to the algorithm: the structure was in the data already. Mind, that does not mean that two is “the true
# number” of groups. Without labels there is no exam to pass; one has to look and decide whether the groups are **good for**
# something.

# %% [markdown] id="mapa" lang="es" rows="inv-D009"
# ## Sin etiquetas, segunda parte: un mapa de muchas dimensiones
#
# Cada vino son 13 números; cada cifra, 64. ¿Cómo se dibuja algo con 13 ejes? Piensa en la **sombra** de una bicicleta:
# de lado la reconoces; de frente es una raya. La sombra tiene dos dimensiones, el objeto tres, y hay un lado desde el que se
# pierde menos: aquel en que la sombra es más extensa.
#
# **Reducir la dimensión** es contar lo mismo con menos números. El método clásico, **PCA** (análisis de componentes
# principales), resta la media, busca la dirección en que los datos varían **más**, luego la segunda (perpendicular a la
# primera), y **proyecta** los datos sobre ellas, que es hacer la sombra. Quedan dos números por cada ejemplo.
#
# **Ejemplo resuelto**, con los vinos. Van escalados, porque sus medidas tienen unidades distintas. PCA no ve la variedad de
# uva: solo la usamos después, para dibujar. **Antes de ejecutar:** ¿saldrán las tres uvas mezcladas o separadas?

# %% [markdown] id="mapa" lang="en" seal="3bd4fc"
# ## Without labels, part two: a map of many dimensions
#
# Each wine is 13 numbers; each digit, 64. How do you draw something with 13 axes? Think of the **shadow** of a bicycle: from
# the side you recognise it; from the front it is a line. The shadow has two dimensions, the object three, and there is a
# side from which less is lost: the one whose shadow spreads widest.
#
# **Reducing the dimension** is saying the same with fewer numbers. The classic method, **PCA** (principal component
# analysis), subtracts the mean, looks for the direction in which the data vary **most**, then the second (perpendicular to
# the first), and **projects** the data on them, that is, casts the shadow. Two numbers are left for each example.
#
# **Worked example**, with the wines. They are scaled, because their measurements have different units. PCA does not see the
# kind of grape: we use it only afterwards, to draw. **Before you run:** will the three grapes come out mixed or apart?

# %% id="map-wines"
from sklearn.decomposition import PCA

scaled_wines = StandardScaler().fit_transform(wine.data)
pca = PCA(n_components=2)
wine_map = pca.fit_transform(scaled_wines)
print(scaled_wines.shape, "→", wine_map.shape)

fig, ax = plt.subplots(figsize=(6.5, 4))
for grape, style in zip(range(3), CYCLE):
    ax.plot(*wine_map[wine.target == grape].T, style.marker, color=style.color, markersize=5,
            label=str(Text(es="uva {n}", en="grape {n}").format(n=grape)))
ax.set(xlabel=str(Text(es="primera dirección", en="first direction")),
       ylabel=str(Text(es="segunda dirección", en="second direction")))
ax.legend()
shown(
    fig,
    alt=Text(
        es="Mapa de 178 vinos en dos dimensiones: las tres variedades de uva forman tres nubes casi separadas.",
        en="Map of 178 wines in two dimensions: the three kinds of grape form three clouds that hardly touch.",
    ),
)

# %% [markdown] id="ejercicio-project" lang="es"
# ### Ejercicio 3 · Un mapa de las cifras
#
# Ahora desde cero. Escribe `project_digits(X)`: recibe `n` imágenes, una por fila (64 columnas), y devuelve una tabla (un
# *array*) de forma `(n, 2)`, `n` filas y 2 columnas: las dos primeras coordenadas de PCA. Puedes usar `PCA` o hacerlo a mano con NumPy.
#
# Piensa antes una cosa: ¿hay que escalar los píxeles como los vinos? Los vinos tenían unidades distintas; las 64 casillas van
# todas de 0 a 16. Aquí se proyectan **sin dividir por la desviación típica**.

# %% [markdown] id="ejercicio-project" lang="en" seal="862296"
# ### Exercise 3 · A map of the digits
#
# Now from scratch. Write `project_digits(X)`: it receives `n` images, one per row (64 columns), and returns a table (an
# *array*) of shape `(n, 2)`, `n` rows and 2 columns: the first two coordinates of PCA. You may use `PCA` or do it by hand with NumPy.
#
# Think of one thing first: must the pixels be scaled like the wines? The wines had different units; the 64 cells all go from
# 0 to 16. Here they are projected **without dividing by the standard deviation**.

# %% exercise="project_digits"
def project_digits(X):
    ### BEGIN SOLUTION
    return PCA(n_components=2).fit_transform(X)
    ### END SOLUTION


# %% check="project_digits" points=2
check("01.project_digits", project_digits)

# %% id="map-digits"
# es: Tu mapa, con 300 imágenes: cada una se dibuja como la cifra que es.
# en: Your map, with 300 images: each is drawn as the digit that it is.
if passed("01.project_digits"):
    digit_map = project_digits(digits.data[:300])
    fig, ax = plt.subplots(figsize=(7, 5))
    for (across, up), name in zip(digit_map, digits.target):
        ax.text(across, up, str(name), color=CYCLE[name % len(CYCLE)].color, ha="center", va="center", fontsize=9)
    ax.set(xlim=(-35, 35), ylim=(-35, 35))
    shown(
        fig,
        alt=Text(
            es="Mapa de 300 cifras: las iguales quedan cerca; los seises, los cuatros y los treses tienen cada uno su zona.",
            en="Map of 300 digits: equal ones lie close together; sixes, fours and threes each have a region of their own.",
        ),
    )
else:
    print(Text(es="Resuelve el ejercicio 3 y vuelve aquí.", en="Solve exercise 3 and come back here."))

# %% [markdown] id="refuerzo" lang="es" rows="inv-E008"
# ## Por refuerzo: ensayo y error
#
# Aquí no hay tabla de datos: **los datos los crea el programa al actuar**. Estás ante tres tragaperras. Cada una da un premio
# con una probabilidad fija que no conoces. Tienes 300 tiradas. ¿Cómo ganas lo más posible?
#
# Hay un tira y afloja: **explorar** (probar, para saber cuál es mejor) cuesta premios; **explotar** (tirar de la que parece
# mejor) puede dejarte para siempre en una mediocre. Una estrategia: primero 60 tiradas repartidas por igual; después, siempre
# la de mejor media. Nadie le dice cuál es la buena: solo recibe recompensas.
#
# **Antes de ejecutar:** ¿cuántas de las 300 tiradas irán a la mejor máquina, la del medio?

# %% [markdown] id="refuerzo" lang="en" seal="46f3ea"
# ## Reinforcement: trial and error
#
# Here there is no table of data: **the program makes the data by acting**. You stand before three slot machines. Each gives
# a prize with a fixed probability that you do not know. You have 300 pulls. How do you earn as much as you can?
#
# There is a tug of war: **exploring** (trying, to learn which is best) costs prizes; **exploiting** (pulling the one that
# seems best) may leave you for ever on a mediocre one. One strategy: first 60 pulls shared out evenly; after that, always the
# one with the best mean. Nobody tells it which is the good one: it only receives rewards.
#
# **Before you run:** how many of the 300 pulls will go to the best machine, the one in the middle?

# %% id="three-machines"
rng = np.random.default_rng(7)
# es: Lo que el programa no sabe:
# en: What the program does not know:
chances = [0.35, 0.70, 0.50]

pulls, earned, prizes = np.zeros(3), np.zeros(3), []
for t in range(300):
    # es: Las 60 primeras, por turnos (explorar); después, la de mejor media (explotar).
    # en: The first 60, taking turns (explore); after that, the one with the best mean (exploit).
    machine = t % 3 if t < 60 else np.argmax(earned / pulls)
    reward = int(rng.random() < chances[machine])
    pulls[machine] += 1
    earned[machine] += reward
    prizes.append(reward)
print(Text(es="tiradas:", en="pulls:"), pulls.astype(int), Text(es="  medias:", en="  means:"), (earned / pulls).round(2))

fig, ax = plt.subplots(figsize=(7, 3.4))
ax.plot(np.cumsum(prizes) / np.arange(1, 301), color=COLORS.blue, label=str(Text(es="lo ganado por tirada", en="earned per pull")))
ax.axhline(max(chances), color=COLORS.green, linestyle="--", label=str(Text(es="siempre la mejor", en="always the best")))
ax.axhline(np.mean(chances), color=COLORS.vermillion, linestyle=":", label=str(Text(es="a ciegas", en="blindly")))
ax.axvline(60, color="0.6", linewidth=1)
ax.set(xlabel=str(Text(es="tirada", en="pull")), ylabel=str(Text(es="media de premios", en="mean of prizes")), ylim=(0, 1))
ax.legend()
shown(
    fig,
    alt=Text(
        es="La media de premios por tirada ronda lo que se gana a ciegas en las 60 primeras; después sube hacia lo que paga "
        "la mejor máquina.",
        en="The mean prize per pull stays near what one earns blindly for the first 60; then it rises towards what the best "
        "machine pays.",
    ),
)

# %% [markdown] id="ejercicio-bandit" lang="es"
# ### Ejercicio 4 · Cuatro tragaperras (reto)
#
# ¿Y si la mejor empieza con mala racha? Quien decide demasiado pronto puede equivocarse para siempre. La estrategia **ε-voraz**
# (se lee «épsilon voraz»; en inglés, *ε-greedy*) nunca deja de explorar del todo:
#
# - con probabilidad `epsilon`, tira de una máquina cualquiera, al azar;
# - si no, de la que tiene mejor media hasta ahora.
#
# Escribe `bandit(payouts, epsilon, seed)`, que devuelve la **lista de máquinas elegidas**, una por tirada. `payouts` es una tabla
# con una fila por tirada y una columna por máquina. Cuando en la tirada `t` eliges `machine`, ganas `payouts[t, machine]`. **Esa
# es la única casilla que puedes mirar**, y después de elegir.
#
# Cuatro ayudas. Con el `rng` ya creado, `rng.random()` da un número al azar entre 0 y 1, y `rng.integers(machines)`, un
# número de máquina (se cuentan desde 0). `np.argmax(a)` dice en qué posición de `a` está el mayor. Y dividir por
# `np.maximum(pulls, 1)` evita el 0/0 de las máquinas sin probar. Se juzga lo que ganas: vale otra estrategia, sin trampas.

# %% [markdown] id="ejercicio-bandit" lang="en" seal="a9cd83"
# ### Exercise 4 · Four slot machines (challenge)
#
# What if the best one begins with a losing streak? Whoever decides too early may be wrong for ever. The **ε-greedy** strategy (read
# “epsilon greedy”; in Spanish, *ε-voraz*) never quite stops exploring:
#
# - with probability `epsilon`, it pulls any machine, at random;
# - otherwise, the one with the best mean so far.
#
# Write `bandit(payouts, epsilon, seed)`, which returns the **list of machines chosen**, one per pull. `payouts` is a table
# with one row per pull and one column per machine. When at pull `t` you choose `machine`, you earn `payouts[t, machine]`. **That is the only
# cell you may look at**, and after choosing.
#
# Four aids. With the `rng` that is made already, `rng.random()` gives a random number between 0 and 1, and
# `rng.integers(machines)` the number of a machine (counted from 0). `np.argmax(a)` says at which position of `a` the largest is.
# And dividing by `np.maximum(pulls, 1)` avoids the 0/0 of machines not tried yet. You are judged by what you earn: another
# strategy will do, without cheating.

# %% exercise="bandit"
def bandit(payouts, epsilon, seed):
    rng = np.random.default_rng(seed)
    steps, machines = payouts.shape
    ### BEGIN SOLUTION
    #~ return ...
    pulls, earned, choices = np.zeros(machines), np.zeros(machines), []
    for t in range(steps):
        if rng.random() < epsilon:
            machine = int(rng.integers(machines))
        else:
            machine = int(np.argmax(earned / np.maximum(pulls, 1)))
        earned[machine] += payouts[t, machine]
        pulls[machine] += 1
        choices.append(machine)
    return choices
    ### END SOLUTION


# %% check="bandit" points=3
check("01.bandit", bandit)

# %% id="how-much-exploring"
# es: ¿Cuánto conviene explorar? Piensa una respuesta antes de ejecutar.
# en: How much exploring is worthwhile? Think of an answer before you run.
if passed("01.bandit"):
    rng = np.random.default_rng(37)
    room = (rng.random((1000, 4)) < [0.3, 0.2, 0.8, 0.5]).astype(int)
    print(Text(es="premios en 1000 tiradas, media de 8 intentos", en="prizes in 1000 pulls, mean of 8 attempts"))
    for epsilon in (0.0, 0.02, 0.1, 0.3, 1.0):
        totals = [room[np.arange(1000), bandit(room, epsilon, seed)].sum() for seed in range(8)]
        print(f"epsilon = {epsilon:4}   {np.mean(totals):5.0f}")
else:
    print(Text(es="Resuelve el ejercicio 4 y vuelve aquí.", en="Solve exercise 4 and come back here."))

# %% [markdown] id="cuanto-explorar" lang="es"
# Si no exploras nunca (0), te quedas con la primera que paga algo; si exploras siempre (1), no aprovechas lo que aprendes. Un
# poco basta; cuánto, depende de las máquinas y de las tiradas que tengas.

# %% [markdown] id="cuanto-explorar" lang="en" seal="ed5487"
# If you never explore (0), you stay with the first that pays anything; if you always explore (1), you do not use what you
# learn. A little is enough; how much, depends on the machines and on the pulls you have.

# %% [markdown] id="camino" lang="es" rows="inv-D001 inv-E001 inv-E003"
# ## El camino que empieza aquí
#
# Hoy has usado modelos ya hechos. El resto del curso los abre y los construye:
#
# 1. **Regresión lineal**: qué significa que una recta sea buena, y cómo bajar hasta ella.
# 2. **La neurona**: la misma idea, con una curva al final; y luego una red de ellas.
# 3. **Keras y sus capas**: las piezas con que se montan las redes.
# 4. **Compilar y entrenar**: pérdida, optimizador, métricas.
# 5. **Sobreajuste**: cuando el modelo memoriza en vez de aprender, y qué hacer.
# 6. **Hiperparámetros**: elegir lo que el entrenamiento no elige.
#
# ## Cinco preguntas para afianzar lo aprendido
#
# No puntúan. Cada una te dice por qué, aciertes o no.

# %% [markdown] id="camino" lang="en" seal="830aaa"
# ## The road that begins here
#
# Today you used ready-made models. The rest of the course opens them and builds them:
#
# 1. **Linear regression**: what it means for a line to be good, and how to walk down to it.
# 2. **The neuron**: the same idea with a curve at the end; and then a network of them.
# 3. **Keras and its layers**: the pieces that networks are put together from.
# 4. **Compile and train**: loss, optimizer, metrics.
# 5. **Overfitting**: when the model memorises instead of learning, and what to do.
# 6. **Hyperparameters**: choosing what training does not choose.
#
# ## Five questions to make it stick
#
# They give no points. Each one tells you why, right or wrong.

# %% quiz="01.q01"

# %% quiz="01.q02"

# %% quiz="01.q03"

# %% quiz="01.q04"

# %% quiz="01.q05"

# %% [markdown] id="tu-regla" lang="es"
# ## De vuelta a tu regla
#
# ¿Qué le dijiste a tu amiga del teléfono? ¿Sabrías escribirla ahora con números, como la de la tinta? Si la respuesta es «no del
# todo», acabas de entender por qué existe el aprendizaje automático.

# %% [markdown] id="tu-regla" lang="en" seal="3fc4e6"
# ## Back to your rule
#
# What did you tell your friend on the phone? Could you write it now with numbers, like the one about the ink? If the answer is
# “not quite”, you have just understood why machine learning exists.

# %% id="progress"
if my_rule:
    print(my_rule)
progress()

# %% [markdown] id="resumen" lang="es"
# ## Resumen
#
# - **Aprender** es mejorar con ejemplos, sin que nadie escriba las reglas. Cuenta acertar en lo **no visto**: generalizar.
# - El aprendizaje profundo está dentro del aprendizaje automático, y este dentro de la IA.
# - **Supervisado**: hay respuestas. Si son cantidades, regresión; si son nombres, clasificación.
# - **No supervisado**: solo hay entradas. Se agrupan (`KMeans`) o se resumen en un mapa (`PCA`).
# - **Por refuerzo**: el programa actúa y recibe recompensas. Hay que explorar sin dejar de explotar.
# - Los siete pasos: datos, separar, escalar, modelo, entrenar, evaluar, predecir.
# - Más datos ayudan si son representativos y están bien etiquetados.

# %% [markdown] id="resumen" lang="en" seal="6fa3bd"
# ## Summary
#
# - **Learning** is getting better by examples, without anybody writing the rules. What counts is being right on the
#   **unseen**: generalising.
# - Deep learning lies inside machine learning, and that inside AI.
# - **Supervised**: there are answers. If they are amounts, regression; if they are names, classification.
# - **Unsupervised**: there are only inputs. They are grouped (`KMeans`) or summed up in a map (`PCA`).
# - **Reinforcement**: the program acts and receives rewards. It must explore and yet exploit.
# - The seven steps: data, split, scale, model, train, evaluate, predict.
# - More data help if they are representative and well labelled.

# %% [markdown] id="glosario" lang="es"
# ## Glosario
#
# | español | inglés | qué es |
# |---|---|---|
# | inteligencia artificial (IA) | *artificial intelligence (AI)* | programas que hacen lo que solemos llamar inteligente |
# | aprendizaje automático | *machine learning (ML)* | encontrar patrones en datos en vez de escribir reglas |
# | aprendizaje profundo | *deep learning (DL)* | aprendizaje automático con redes neuronales de muchas capas |
# | modelo | *model* | lo que queda después de aprender, y sirve para responder |
# | etiqueta | *label* | la respuesta correcta de un ejemplo |
# | generalizar | *to generalise* | acertar en lo no visto |
# | regresión | *regression* | responder con una cantidad |
# | clasificación | *classification* | responder con el nombre de una clase |
# | agrupamiento | *clustering* | reunir ejemplos parecidos, sin etiquetas |
# | reducción de dimensión | *dimensionality reduction* | contar lo mismo con menos números |
# | aprendizaje por refuerzo | *reinforcement learning* | aprender de las recompensas de lo que se hace |
# | explorar, explotar | *explore, exploit* | probar para saber; aprovechar lo que se sabe |

# %% [markdown] id="glosario" lang="en" seal="2c81cc"
# ## Glossary
#
# | English | Spanish | what it is |
# |---|---|---|
# | artificial intelligence (AI) | *inteligencia artificial (IA)* | programs that do what we usually call intelligent |
# | machine learning (ML) | *aprendizaje automático* | finding patterns in data instead of writing rules |
# | deep learning (DL) | *aprendizaje profundo* | machine learning with neural networks of many layers |
# | model | *modelo* | what is left after learning, and serves to answer |
# | label | *etiqueta* | the right answer of an example |
# | to generalise | *generalizar* | being right on the unseen |
# | regression | *regresión* | answering with an amount |
# | classification | *clasificación* | answering with the name of a class |
# | clustering | *agrupamiento* | gathering examples that are alike, without labels |
# | dimensionality reduction | *reducción de dimensión* | saying the same with fewer numbers |
# | reinforcement learning | *aprendizaje por refuerzo* | learning from the rewards of what one does |
# | explore, exploit | *explorar, explotar* | trying in order to know; using what is known |

# %% [markdown] id="seguir" lang="es"
# ## Para seguir leyendo
#
# - T. M. Mitchell, *Machine Learning* (1997), capítulo 1: de ahí viene la definición clásica de «aprender con la experiencia».
# - I. Goodfellow, Y. Bengio y A. Courville, *Deep Learning* (2016), capítulo 1: los círculos de la IA y su historia. Se lee gratis
#   en la web de sus autores.
# - A. Géron, *Hands-On Machine Learning with Scikit-Learn, Keras, and TensorFlow*, capítulos 1 y 2: los pasos de un proyecto
#   entero.
# - R. S. Sutton y A. G. Barto, *Reinforcement Learning: An Introduction*, segunda edición (2018), capítulo 2: las tragaperras,
#   con otras estrategias.
# - Los datos: P. M. Anglin y R. Gençay (1996), las casas de Windsor; M. Cardoso (2013), *Wholesale customers*, UCI Machine
#   Learning Repository; las cifras y los vinos vienen con scikit-learn, que en su documentación cuenta su origen.

# %% [markdown] id="seguir" lang="en" seal="8d090d"
# ## Where to read on
#
# - T. M. Mitchell, *Machine Learning* (1997), chapter 1: the classic definition of “learning from experience” comes from there.
# - I. Goodfellow, Y. Bengio and A. Courville, *Deep Learning* (2016), chapter 1: the circles of AI and their history. It can be
#   read for free on its authors' site.
# - A. Géron, *Hands-On Machine Learning with Scikit-Learn, Keras, and TensorFlow*, chapters 1 and 2: the steps of a whole
#   project.
# - R. S. Sutton and A. G. Barto, *Reinforcement Learning: An Introduction*, second edition (2018), chapter 2: the slot machines,
#   with other strategies.
# - The data: P. M. Anglin and R. Gençay (1996), the houses of Windsor; M. Cardoso (2013), *Wholesale customers*, UCI Machine
#   Learning Repository; the digits and the wines come with scikit-learn, whose documentation tells their origin.
