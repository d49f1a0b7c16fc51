# ---
# jupyter:
#   curso:
#     module: "01"
#     title: {es: "Hipótesis y coste", en: "Hypothesis and cost"}
#     goals:
#       es:
#         - "escribir una recta como hipótesis y predecir con ella"
#         - "medir con un solo número lo mala que es una recta"
#         - "explicar por qué elevamos los errores al cuadrado"
#         - "leer la superficie de coste y encontrar en ella la mejor recta"
#       en:
#         - "write a line as a hypothesis and predict with it"
#         - "measure with a single number how bad a line is"
#         - "explain why we square the errors"
#         - "read the cost surface and find the best line on it"
#     needs:
#       es:
#         - "la lección 01: qué es aprender de datos"
#         - "funciones de Python y arrays de NumPy (crearlos, sumarlos, multiplicarlos por un número)"
#       en:
#         - "lesson 01: what learning from data is"
#         - "Python functions and NumPy arrays (making them, adding them, multiplying them by a number)"
#     minutes: 45
#     inventory: [inv-D010, inv-D011, inv-D012, inv-E010]
#     errata: [err-D04, err-E03]
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
# ---

# %% tags=["source-only"]
from curso.notebook import check, hint, passed, progress, quiz_check, solution, start

# %% [markdown] id="pregunta" lang="es"
# ## Una pregunta antes de empezar
#
# Estamos en 1987, en Windsor, una ciudad de Canadá. Un vecino vende su casa. La parcela mide 600 m².
# No sabes nada más: ni cuántos dormitorios tiene, ni si le da el sol.
#
# **¿Qué precio le dirías?** ¿Y cómo lo convencerías de que tu número es mejor que el de otra persona?
#
# Escribe tu apuesta en la celda siguiente, en miles de dólares. No hay respuesta mala; al final de la lección
# volveremos a ella.

# %% [markdown] id="pregunta" lang="en" seal="afe907"
# ## A question before we start
#
# It is 1987, in Windsor, a city in Canada. A neighbour is selling a house. The lot measures 600 m².
# You know nothing else: not how many bedrooms it has, not whether it gets any sun.
#
# **What price would you say?** And how would you convince them that your number is better than somebody
# else's?
#
# Write your bet in the next cell, in thousands of dollars. There is no bad answer; we will come back to it at
# the end of the lesson.

# %% id="bet"
# es: Cambia ... por tu precio en miles de dólares (por ejemplo, 100) y ejecuta la celda con Mayús + Intro.
# en: Replace ... with your price in thousands of dollars (for example, 100) and run the cell with Shift + Enter.
my_bet = ...

# %% [markdown] id="datos" lang="es"
# ## Primero, los datos
#
# Tenemos 546 casas que se vendieron de verdad en Windsor aquel año. De cada una miramos dos cosas:
#
# - $x$: lo que mide la parcela, en **cientos de metros cuadrados** (una de 600 m² es $x = 6$);
# - $y$: el precio de venta, en **miles de dólares canadienses**.
#
# Usar cientos y miles no cambia nada de las casas: solo nos deja números cómodos. A cada casa la
# llamamos *ejemplo*, y al número de ejemplos, $m$.

# %% [markdown] id="datos" lang="en" seal="08cd73"
# ## First, the data
#
# We have 546 houses that were really sold in Windsor that year. We look at two things of each:
#
# - $x$: the size of the lot, in **hundreds of square metres** (one of 600 m² is $x = 6$);
# - $y$: the selling price, in **thousands of Canadian dollars**.
#
# Using hundreds and thousands changes nothing about the houses: it only gives us handy numbers. We call
# each house an *example*, and the number of examples, $m$.

# %% id="load-houses"
import matplotlib.pyplot as plt
import numpy as np

from curso.data import houses
from curso.explore import COLORS, CYCLE, residuals, shown, still
from curso.text import Text

# es: una tabla con las casas; de dos columnas hacemos arrays de NumPy, en cientos y en miles
# en: a table of the houses; we turn two columns into NumPy arrays, in hundreds and in thousands
table = houses()
x = table["lot_m2"].to_numpy() / 100
y = table["price"].to_numpy() / 1000
m = len(x)
print("m =", m)
for i in range(5):
    print(f"x = {x[i]:5.2f}   y = {y[i]:5.1f}")

# %% [markdown] id="nube" lang="es" rows="inv-D010"
# **Predice antes de ejecutar.** La celda siguiente dibuja las 546 casas, una por punto. ¿Qué esperas ver:
# los puntos en fila sobre una recta, una nube sin forma, o algo intermedio? Piénsalo cinco segundos; luego
# ejecútala.

# %% [markdown] id="nube" lang="en" seal="0dda4a"
# **Predict before you run.** The next cell draws the 546 houses, one point each. What do you expect to see:
# the points lined up on a straight line, a cloud without shape, or something in between? Think about it for
# five seconds; then run it.

# %% id="plot-houses"
LOT = Text(es="parcela (cientos de m²)", en="lot (hundreds of m²)")
PRICE = Text(es="precio (miles de dólares)", en="price (thousands of dollars)")


def plot_houses():
    fig, ax = plt.subplots(figsize=(7, 4))
    ax.plot(x, y, "o", color=COLORS.blue, markersize=3, alpha=0.45)
    ax.set(xlabel=str(LOT), ylabel=str(PRICE), xlim=(0, 16), ylim=(0, 200))
    return fig, ax


fig, ax = plot_houses()
shown(
    fig,
    alt=Text(
        es="546 casas: cuanto mayor es la parcela, mayor suele ser el precio, con mucha dispersión.",
        en="546 houses: the larger the lot, the higher the price tends to be, with a lot of scatter.",
    ),
)

# %% [markdown] id="hipotesis" lang="es" rows="inv-D011"
# ## Una recta es una apuesta: la hipótesis
#
# Algo intermedio: la nube sube hacia la derecha, pero dos parcelas iguales pueden tener precios muy distintos.
# El resumen más sencillo de una nube que sube es **una recta**. Se la llama *hipótesis* porque es eso, una
# apuesta sobre cómo se relacionan $x$ e $y$:
#
# $$h_\theta(x) = \theta_0 + \theta_1 x$$
#
# Se lee «hache sub theta de equis»: lo que la recta predice para $x$. La letra griega $\theta$ (theta) nombra los
# **parámetros**, los dos mandos que podemos girar:
#
# - $\theta_0$ es la **altura** de la recta en $x = 0$ (la *ordenada en el origen*): la sube o la baja entera;
# - $\theta_1$ es la **pendiente**: cuánto cambia la predicción cuando $x$ aumenta en 1 (aquí, 100 m² más).
#
# Un ejemplo resuelto. Alguien propone $\theta_0 = 20$ y $\theta_1 = 10$. Para la casa del vecino, $x = 6$:
#
# $$h_\theta(6) = 20 + 10 \cdot 6 = 80$$
#
# Otra persona propone $\theta_0 = 50$ y $\theta_1 = 3$:
#
# $$h_\theta(6) = 50 + 3 \cdot 6 = 68$$
#
# Ochenta mil dólares contra sesenta y ocho mil. Las dos son hipótesis; todavía no sabemos cuál es mejor.
#
# Ojo con $\theta_0$: no es «el precio de una casa sin parcela». La parcela más pequeña de los datos mide 153 m²: de lo
# que pasa en $x = 0$ no sabemos nada. $\theta_0$ solo fija la altura de la recta.

# %% [markdown] id="hipotesis" lang="en" seal="1fc1df"
# ## A line is a bet: the hypothesis
#
# Something in between: the cloud rises to the right, but two equal lots can have very different prices.
# The simplest summary of a rising cloud is **a straight line**. It is called a *hypothesis* because that is
# what it is, a bet on how $x$ and $y$ are related:
#
# $$h_\theta(x) = \theta_0 + \theta_1 x$$
#
# You read it “h sub theta of x”: what the line predicts for $x$. The Greek letter $\theta$ (theta) names the
# **parameters**, the two knobs that we can turn:
#
# - $\theta_0$ is the **height** of the line at $x = 0$ (the *intercept*): it lifts or lowers the whole line;
# - $\theta_1$ is the **slope**: how much the prediction changes when $x$ grows by 1 (here, 100 m² more).
#
# A worked example. Somebody proposes $\theta_0 = 20$ and $\theta_1 = 10$. For the neighbour's house, $x = 6$:
#
# $$h_\theta(6) = 20 + 10 \cdot 6 = 80$$
#
# Somebody else proposes $\theta_0 = 50$ and $\theta_1 = 3$:
#
# $$h_\theta(6) = 50 + 3 \cdot 6 = 68$$
#
# Eighty thousand dollars against sixty-eight thousand. Both are hypotheses; we do not know yet which is better.
#
# Careful with $\theta_0$: it is not “the price of a house without a lot”. The smallest lot in the data measures 153 m²:
# we know nothing of what happens at $x = 0$. $\theta_0$ only sets the height of the line.

# %% [markdown] id="tres-rectas" lang="es"
# **Predice antes de ejecutar.** La celda dibuja tres rectas: $(\theta_0, \theta_1) = (20, 10)$, $(50, 3)$ y
# $(90, -4)$. ¿Cuál baja? ¿Cuál es la más empinada? ¿Cuál descartarías solo con mirarla?

# %% [markdown] id="tres-rectas" lang="en" seal="e79eaa"
# **Predict before you run.** The cell draws three lines: $(\theta_0, \theta_1) = (20, 10)$, $(50, 3)$ and
# $(90, -4)$. Which one goes down? Which is the steepest? Which would you throw away just by looking?

# %% id="plot-three-lines"
fig, ax = plot_houses()
ends = np.array([0, 16])
for (theta0, theta1), style in zip([(20, 10), (50, 3), (90, -4)], CYCLE[1:4], strict=True):
    line = theta0 + theta1 * ends
    ax.plot(ends, line, color=style.color, linestyle=style.linestyle, linewidth=2.5, label=f"θ = ({theta0}, {theta1})")
ax.legend()
shown(
    fig,
    alt=Text(
        es="Tres rectas sobre las casas: (20, 10) sube con la nube, (50, 3) sube menos y (90, −4) baja.",
        en="Three lines over the houses: (20, 10) rises with the cloud, (50, 3) rises less, (90, −4) goes down.",
    ),
)

# %% [markdown] id="ejercicio-predict" lang="es"
# ### Ejercicio 1 · Predecir
#
# Escribe la función `predict(theta0, theta1, x)`, que devuelve $h_\theta(x)$. Tiene que servir para **una** casa
# (un número) y para **muchas a la vez** (un array). Con NumPy la misma línea vale para las dos cosas.
#
# Cambia los puntos suspensivos (`...`) por tu código y ejecuta la celda; después, la siguiente, que lo comprueba.
# Si te atascas, escribe `hint("01.predict")` en una celda nueva: hay varias pistas, de menos a más.

# %% [markdown] id="ejercicio-predict" lang="en" seal="379214"
# ### Exercise 1 · Predict
#
# Write the function `predict(theta0, theta1, x)`, which returns $h_\theta(x)$. It must work for **one** house
# (a number) and for **many at once** (an array). With NumPy the same line does both.
#
# Replace the dots (`...`) with your code and run the cell; then run the next one, which checks it. If you get stuck,
# write `hint("01.predict")` in a new cell: there are several hints, each saying more than the last.

# %% exercise="predict"
def predict(theta0, theta1, x):
    # es: Devuelve la predicción h(x) = θ0 + θ1·x
    # en: Return the prediction h(x) = θ0 + θ1·x
    ### BEGIN SOLUTION
    #~ return ...
    return theta0 + theta1 * x
    ### END SOLUTION


# %% check="predict" points=1
check("01.predict", predict)

# %% [markdown] id="a-ojo" lang="es"
# ## Una recta a ojo
#
# De las tres de antes, una baja y sobra; entre las otras dos cuesta decidir. Busca tú otra mejor:
# cambia los dos números, ejecuta, mira, y repite hasta que la recta te guste.

# %% [markdown] id="a-ojo" lang="en" seal="b58348"
# ## A line by eye
#
# Of the three above, one goes down and is out; between the other two it is hard to decide. Find a better
# one: change the two numbers, run, look, and repeat until you like the line.

# %% id="line-by-eye"
# es: Tu recta: cambia estos dos números.
# en: Your line: change these two numbers.
my_theta0 = 20
my_theta1 = 10

fig, ax = plot_houses()
ax.plot(ends, my_theta0 + my_theta1 * ends, color=COLORS.vermillion, linewidth=2.5)
shown(
    fig,
    alt=Text(
        es="Las 546 casas y la recta con los parámetros que has elegido.",
        en="The 546 houses and the line with the parameters you chose.",
    ),
)
if passed("01.predict"):
    # es: Lo que tu función y tu recta dicen de la casa del vecino:
    # en: What your function and your line say about the neighbour's house:
    print("h(6) =", predict(my_theta0, my_theta1, 6))

# %% [markdown] id="errores" lang="es"
# ## ¿Cuánto se equivoca una recta?
#
# «Me gusta» no convence a nadie. Hace falta medir. Para ver bien, nos quedamos un rato con 11 casas: una de cada
# cincuenta de la tabla.
#
# El **error** de la recta en una casa es lo que predice menos lo que pasó:
#
# $$e = h_\theta(x) - y$$
#
# Si la recta dice 80 y la casa se vendió por 90, el error es $80 - 90 = -10$: se quedó corta. En estadística verás la
# palabra *residuo*, que suele restar al revés, $y - h_\theta(x)$. Cambia el signo, no el tamaño.
#
# En el dibujo, cada error es la barra vertical que va del punto a la recta. La $J$ del título llega enseguida.

# %% [markdown] id="errores" lang="en" seal="21c486"
# ## How wrong is a line?
#
# “I like it” convinces nobody. We have to measure. To see clearly we stay for a while with 11 houses: one out
# of every fifty in the table.
#
# The **error** of the line at a house is what it predicts minus what happened:
#
# $$e = h_\theta(x) - y$$
#
# If the line says 80 and the house was sold for 90, the error is $80 - 90 = -10$: it fell short. In statistics you
# will meet the word *residual*, which usually subtracts the other way round, $y - h_\theta(x)$. The sign changes, the
# size does not.
#
# In the picture each error is the vertical bar from the point to the line. We will come to the $J$ in the title soon.

# %% id="plot-bars"
# es: [10::50] coge una casa de cada 50, empezando por la posición 10; lo demás solo prepara el dibujo
# en: [10::50] takes one house out of every 50, starting at position 10; the rest only prepares the picture
few_x, few_y = x[10::50], y[10::50]
bars = residuals.Config(
    theta0=20,
    theta1=10,
    x=tuple(few_x),
    y=tuple(few_y),
    errors="bars",
    surface=False,
    theta0_range=(-20, 80),
    theta1_range=(-5, 20),
    x_name=LOT,
    y_name=PRICE,
)
still(residuals, bars)

# %% [markdown] id="suma-cero" lang="es"
# Parece fácil: sumamos los errores y ya está. Vamos a ponerlo a prueba con la recta más perezosa del mundo, la
# que dice **siempre el precio medio** de esas 11 casas, sin mirar la parcela: $\theta_0 = \bar{y}$ y $\theta_1 = 0$ (la
# raya sobre la $y$ quiere decir «media»).
#
# **Predice antes de ejecutar.** ¿Cuánto sumarán sus errores en las 11 casas?

# %% [markdown] id="suma-cero" lang="en" seal="d80aa1"
# It looks easy: we add up the errors and that is it. Let us test the idea with the laziest line in the world,
# the one that **always says the average price** of those 11 houses, without looking at the lot: $\theta_0 = \bar{y}$
# and $\theta_1 = 0$ (the bar over the $y$ means “average”).
#
# **Predict before you run.** What will its errors on the 11 houses add up to?

# %% id="guess-lazy-sum"
# es: Tu predicción (un número):
# en: Your prediction (a number):
my_guess = ...

# %% id="lazy-sum"
lazy = few_y.mean()
lazy_errors = lazy + 0 * few_x - few_y
print(Text(es="errores:", en="errors:"), lazy_errors.round(1))
print(Text(es="su suma:", en="their sum:"), f"{abs(lazy_errors.sum()):.6f}")
print(Text(es="tú dijiste:", en="you said:"), "—" if my_guess is ... else my_guess)

# %% [markdown] id="cuadrados" lang="es"
# ## Por qué elevamos al cuadrado
#
# ¡La suma es cero! Una recta que no mira la parcela saldría «perfecta», aunque con una casa falle por más de
# 60 mil dólares. Los errores positivos y los negativos **se anulan**.
#
# Hay que quitarles el signo, y lo habitual es **elevarlos al cuadrado**:
#
# 1. un cuadrado nunca es negativo, así que nada se anula: el total solo es 0 si la recta pasa por todos los puntos;
# 2. un error grande pesa más que varios pequeños: fallar dos veces por 10 cuesta $100 + 100$; fallar una por 20, $400$;
# 3. el resultado cambia con suavidad al mover los parámetros, sin esquinas. En la lección 03 nos va a hacer falta.
#
# El valor absoluto también quita el signo, y hay quien lo usa con buenas razones: no se deja arrastrar tanto por una
# casa rarísima. Pero tiene una esquina en el 0, y la mejor recta ya no sale de una cuenta directa.
#
# En el dibujo siguiente, cada barra es el lado de un cuadrado. **Una recta es buena cuando hay poca área pintada.**

# %% [markdown] id="cuadrados" lang="en" seal="f893b4"
# ## Why we square
#
# The sum is zero! A line that does not look at the lot would come out “perfect”, although it misses one house by more
# than 60 thousand dollars. Positive and negative errors **cancel**.
#
# We have to remove their sign, and the usual way is to **square them**:
#
# 1. a square is never negative, so nothing cancels: the total is 0 only if the line goes through every point;
# 2. one large error weighs more than several small ones: missing twice by 10 costs $100 + 100$; missing once by 20, $400$;
# 3. the result changes smoothly as we move the parameters, without corners. We will need that in lesson 03.
#
# The absolute value also removes the sign, and some people use it for good reasons: a very odd house pulls the
# line less. But it has a corner at 0, and the best line no longer comes from a direct calculation.
#
# In the next picture each bar is the side of a square. **A line is good when little area is painted.**

# %% id="plot-squares"
from dataclasses import replace

squares = replace(bars, errors="squares")
still(residuals, squares)

# %% [markdown] id="coste" lang="es" rows="inv-D012"
# ## El coste: un solo número para toda la recta
#
# Juntamos los cuadrados en un número, el **coste** (en inglés, *cost*; también se dice *pérdida*, *loss*):
#
# $$J(\theta_0, \theta_1) = \frac{1}{2m} \sum_{i=1}^{m} \left(h_\theta(x^{(i)}) - y^{(i)}\right)^2$$
#
# Despacio, de dentro afuera:
#
# - $x^{(i)}$ e $y^{(i)}$ son la parcela y el precio de la casa número $i$. El $(i)$ de arriba es un número de orden,
#   **no** un exponente;
# - dentro del paréntesis está el error de esa casa; después, su cuadrado;
# - $\sum$ (sigma) dice «súmalos todos», desde la casa 1 hasta la $m$;
# - $\frac{1}{m}$ convierte la suma en una **media**: así se puede comparar un barrio de 11 casas con uno de 546;
# - el $\frac{1}{2}$ es una comodidad. En la lección 03 se cancelará con un 2 que aparece allí. No cambia cuál es la
#   mejor recta: si un coste es el más pequeño, su mitad también lo es.
#
# Fíjate en qué puede variar: los datos están quietos. $J$ depende de **los parámetros**. Otra recta, otro coste.

# %% [markdown] id="coste" lang="en" seal="c6e00c"
# ## The cost: a single number for the whole line
#
# We gather the squares into one number, the **cost** (in Spanish, *coste*; people also say *loss*, in Spanish *pérdida*):
#
# $$J(\theta_0, \theta_1) = \frac{1}{2m} \sum_{i=1}^{m} \left(h_\theta(x^{(i)}) - y^{(i)}\right)^2$$
#
# Slowly, from the inside out:
#
# - $x^{(i)}$ and $y^{(i)}$ are the lot and the price of house number $i$. The $(i)$ up there is a running number,
#   **not** an exponent;
# - inside the brackets is the error of that house; then comes its square;
# - $\sum$ (sigma) says “add them all up”, from house 1 to house $m$;
# - $\frac{1}{m}$ turns the sum into an **average**: so a district of 11 houses can be compared with one of 546;
# - the $\frac{1}{2}$ is a convenience. In lesson 03 it will cancel a 2 that appears there. It does not change which
#   line is best: if a cost is the smallest, so is its half.
#
# Notice what can vary: the data stand still. $J$ depends on **the parameters**. Another line, another cost.

# %% [markdown] id="ejemplo-coste" lang="es"
# ### Un ejemplo resuelto, con lápiz
#
# Cuatro puntos inventados, tan limpios que están sobre la recta $y = 2x + 1$. ¿Qué coste tiene la hipótesis más
# tonta, $\theta_0 = 0$ y $\theta_1 = 0$, que siempre dice 0?
#
# | $x$ | $y$ | $h_\theta(x)$ | $e$ | $e^2$ |
# |---|---|---|---|---|
# | 1 | 3 | 0 | −3 | 9 |
# | 2 | 5 | 0 | −5 | 25 |
# | 3 | 7 | 0 | −7 | 49 |
# | 4 | 9 | 0 | −9 | 81 |
#
# Los cuadrados suman $164$, hay $m = 4$ puntos, y por tanto
#
# $$J(0, 0) = \frac{164}{2 \cdot 4} = 20.5$$

# %% [markdown] id="ejemplo-coste" lang="en" seal="8e7864"
# ### A worked example, with a pencil
#
# Four made-up points, so clean that they lie on the line $y = 2x + 1$. What is the cost of the silliest hypothesis,
# $\theta_0 = 0$ and $\theta_1 = 0$, which always says 0?
#
# | $x$ | $y$ | $h_\theta(x)$ | $e$ | $e^2$ |
# |---|---|---|---|---|
# | 1 | 3 | 0 | −3 | 9 |
# | 2 | 5 | 0 | −5 | 25 |
# | 3 | 7 | 0 | −7 | 49 |
# | 4 | 9 | 0 | −9 | 81 |
#
# The squares add up to $164$, there are $m = 4$ points, and so
#
# $$J(0, 0) = \frac{164}{2 \cdot 4} = 20.5$$

# %% [markdown] id="con-huecos" lang="es"
# ### El mismo, con huecos
#
# Ahora $\theta_0 = 1$ y $\theta_1 = 1$, con los mismos cuatro puntos. Hemos empezado nosotros: cambia cada `...` por
# un número y ejecuta las dos celdas. No puntúa.

# %% [markdown] id="con-huecos" lang="en" seal="c58eca"
# ### The same, with blanks
#
# Now $\theta_0 = 1$ and $\theta_1 = 1$, with the same four points. We have made a start: replace each `...` with a
# number and run both cells. It carries no points.

# %% id="blanks"
four_x = np.array([1, 2, 3, 4])
four_y = 2 * four_x + 1

predictions = [2, 3, ..., ...]
errors = [-1, -2, ..., ...]
squared = [1, 4, ..., ...]
J = ...

# %% id="blanks-compare"
mine = [*predictions, *errors, *squared, J]
answers = [2, 3, 4, 5, -1, -2, -3, -4, 1, 4, 9, 16, 30 / 8]
blanks = sum(number is ... for number in mine)
wrong = sum(number is not ... and not np.isclose(number, answer) for number, answer in zip(mine, answers, strict=True))
if blanks:
    print(Text(es="Huecos por rellenar: {n}", en="Blanks to fill in: {n}").format(n=blanks))
elif wrong:
    print(Text(es="Números distintos de los nuestros: {n}", en="Numbers that differ from ours: {n}").format(n=wrong))
else:
    print(Text(es="Exacto:", en="Exactly right:"), "J(1, 1) = 30 / 8 = 3.75")

# %% [markdown] id="ejercicio-cost" lang="es"
# ### Ejercicio 2 · El coste, desde cero
#
# Escribe `cost(theta0, theta1, x, y)`, que devuelve $J(\theta_0, \theta_1)$ para los arrays `x` e `y`. Debe valer para
# cualquier número de ejemplos. Tres herramientas, para un array `a`: `a ** 2` eleva al cuadrado cada valor, `np.sum(a)`
# los suma todos y `len(a)` dice cuántos hay. La `m` de antes no sirve: es la de las 546 casas.
#
# Antes de comprobar, prueba en una celda nueva que `cost(0, 0, four_x, four_y)` te da 20.5 y
# `cost(1, 1, four_x, four_y)`, 3.75.

# %% [markdown] id="ejercicio-cost" lang="en" seal="9eec53"
# ### Exercise 2 · The cost, from scratch
#
# Write `cost(theta0, theta1, x, y)`, which returns $J(\theta_0, \theta_1)$ for the arrays `x` and `y`. It must work
# for any number of examples. Three tools, for an array `a`: `a ** 2` squares each value, `np.sum(a)` adds them all up
# and `len(a)` says how many there are. The `m` from before will not do: it is that of the 546 houses.
#
# Before you check it, see in a new cell that `cost(0, 0, four_x, four_y)` gives you 20.5 and
# `cost(1, 1, four_x, four_y)`, 3.75.

# %% exercise="cost"
def cost(theta0, theta1, x, y):
    # es: Coste J con el factor 1/(2m)
    # en: Cost J with the factor 1/(2m)
    ### BEGIN SOLUTION
    #~ predictions = ...
    #~ errors = ...
    #~ return ...
    predictions = theta0 + theta1 * x
    errors = predictions - y
    return np.sum(errors**2) / (2 * len(x))
    ### END SOLUTION


# %% check="cost" points=2
check("01.cost", cost)

# %% [markdown] id="quien-gana" lang="es"
# ## ¿Qué recta gana?
#
# Ya podemos decidir quién tenía razón, con las 546 casas. **Predice antes de ejecutar:** ordena de mejor a peor
# $(20, 10)$, $(50, 3)$, $(90, -4)$ y la perezosa $(\bar{y}, 0)$, que ahora dice el precio medio de las 546.

# %% [markdown] id="quien-gana" lang="en" seal="d0ae2c"
# ## Which line wins?
#
# Now we can decide who was right, with all 546 houses. **Predict before you run:** order from best to worst
# $(20, 10)$, $(50, 3)$, $(90, -4)$ and the lazy $(\bar{y}, 0)$, which now says the average price of all 546.

# %% id="compare-lines"
def J_houses(theta0, theta1):
    return np.mean((theta0 + theta1 * x - y) ** 2) / 2


for theta0, theta1 in [(20, 10), (50, 3), (90, -4), (y.mean(), 0), (my_theta0, my_theta1)]:
    print(f"J({theta0:5.1f}, {theta1:4.1f}) = {J_houses(theta0, theta1):6.1f}")

# %% [markdown] id="leer-el-coste" lang="es"
# Gana $(20, 10)$, con $270.7$; la siguen $(50, 3)$, con $294.9$, y la perezosa, con $355.9$. Cierra la lista $(90, -4)$, con
# $507.1$: mirar mal la parcela es peor que no mirarla. La última fila es tu recta.
#
# El coste está en miles de dólares **al cuadrado**, una unidad rara. Para volver a los miles de dólares, deshaz la cuenta:
# $2J$ es la media de los cuadrados, y su raíz, $\sqrt{2J}$, el tamaño típico de un error. Con $J = 255$ sale
# $\sqrt{510} \approx 22.6$, unos 22 600 dólares.
#
# Un reto pequeño: vuelve a la celda de la recta a ojo, baja de $J = 256$ y compruébalo aquí. De $253.7$ no baja ninguna
# recta. ¿Por qué no se llega a cero? Porque la parcela no lo explica todo: los 546 puntos no están alineados.

# %% [markdown] id="leer-el-coste" lang="en" seal="250085"
# $(20, 10)$ wins, with $270.7$; then come $(50, 3)$, with $294.9$, and the lazy one, with $355.9$. Last is $(90, -4)$, with
# $507.1$: looking at the lot the wrong way is worse than not looking at it. The last row is your line.
#
# The cost is in thousands of dollars **squared**, a strange unit. To come back to thousands of dollars, undo the
# calculation: $2J$ is the average of the squares, and its root, $\sqrt{2J}$, the typical size of an error. With $J = 255$
# it is $\sqrt{510} \approx 22.6$, about 22 600 dollars.
#
# A small challenge: go back to the cell of the line by eye, get below $J = 256$ and see it here. No line gets below
# $253.7$. Why not down to zero? Because the lot does not explain everything: the 546 points do not lie on a line.

# %% [markdown] id="parabola" lang="es"
# ## Un mando: el coste es una parábola
#
# Dejamos quieto $\theta_0 = 34$ y giramos solo $\theta_1$. A cada pendiente le corresponde una recta, y a cada recta, un
# coste.
#
# **Predice antes de ejecutar.** ¿Qué dibujo hará $J$ cuando $\theta_1$ vaya de 0 a 14: una recta, una V, una U?

# %% [markdown] id="parabola" lang="en" seal="0f8654"
# ## One knob: the cost is a parabola
#
# We hold $\theta_0 = 34$ still and turn only $\theta_1$. Each slope gives a line, and each line gives a cost.
#
# **Predict before you run.** Which shape will $J$ draw as $\theta_1$ goes from 0 to 14: a straight line, a V, a U?

# %% id="plot-parabola"
slopes = np.linspace(0, 14, 57)
costs = np.array([J_houses(34, slope) for slope in slopes])
best = slopes[costs.argmin()]

fig, (left, right) = plt.subplots(1, 2, figsize=(10, 4), layout="constrained")
left.plot(x, y, "o", color=COLORS.blue, markersize=3, alpha=0.3)
right.plot(slopes, costs, color=COLORS.black)
for slope, style in zip([2, best, 12], CYCLE[1:4], strict=True):
    label = f"θ₁ = {slope:g}"
    left.plot(ends, 34 + slope * ends, color=style.color, linestyle=style.linestyle, linewidth=2.5, label=label)
    right.plot(slope, J_houses(34, slope), style.marker, color=style.color, markersize=11)
left.set(xlabel=str(LOT), ylabel=str(PRICE), xlim=(0, 16), ylim=(0, 200))
left.legend()
right.set(xlabel="θ₁", ylabel="J(34, θ₁)")
shown(
    fig,
    alt=Text(
        es="A la izquierda, tres rectas con pendientes 2, 7.25 y 12; a la derecha, su coste sobre una parábola: el "
        "punto más bajo es el de pendiente 7.25.",
        en="On the left, three lines with slopes 2, 7.25 and 12; on the right, their cost on a parabola: the lowest "
        "point is that of slope 7.25.",
    ),
)

# %% [markdown] id="una-u" lang="es"
# Una U: una **parábola**. Tiene sentido: dentro del cuadrado está $\theta_1$, así que al desarrollarlo aparece
# $\theta_1^2$. Una parábola así, abierta hacia arriba, tiene un solo punto más bajo. Buscar la mejor recta se ha
# convertido en **bajar al fondo**.

# %% [markdown] id="una-u" lang="en" seal="e56b7a"
# A U: a **parabola**. It makes sense: $\theta_1$ is inside the square, so multiplying it out brings in
# $\theta_1^2$. Such a parabola, open upwards, has a single lowest point. Looking for the best line has become **going
# down to the bottom**.

# %% [markdown] id="cuenco" lang="es"
# ## Dos mandos: el coste es un cuenco
#
# Si giramos los dos, cada pareja $(\theta_0, \theta_1)$ es un punto de un mapa, y su coste es la **altura** en ese punto.
# Esas alturas forman la **superficie de coste**, y tiene forma de cuenco. La dibujamos vista desde arriba, como un mapa de
# montaña: cada **curva de nivel** une los puntos con el mismo coste. Para que se vea bien, volvemos a las 11 casas.
#
# Un punto del mapa de la derecha **es** una recta de la izquierda. Tómate un momento con esta frase: es la idea de la
# lección.

# %% [markdown] id="cuenco" lang="en" seal="307352"
# ## Two knobs: the cost is a bowl
#
# If we turn both, each pair $(\theta_0, \theta_1)$ is a point on a map, and its cost is the **height** at that point.
# Those heights form the **cost surface**, and it is shaped like a bowl. We draw it from above, like a map for hikers: each
# **contour** joins the points with the same cost. To see it well, we go back to the 11 houses.
#
# A point on the right-hand map **is** a line on the left. Take a moment with this sentence: it is the idea of the
# lesson.

# %% id="plot-bowl"
bowl = replace(squares, theta0=60, theta1=4, surface=True)
still(residuals, bowl)

# %% [markdown] id="jugar" lang="es"
# **Predice antes de jugar.** El cuenco es alargado, como un valle que cruza el mapa en diagonal. Si estás en el fondo y
# subes $\theta_0$ (toda la recta sube), ¿qué hay que hacer con $\theta_1$ para que el coste empeore lo menos posible?
#
# Ahora mueve los dos deslizadores. Busca el fondo mirando solo los cuadrados; después, solo el mapa. Si aparece una
# estrella, has llegado.

# %% [markdown] id="jugar" lang="en" seal="9da328"
# **Predict before you play.** The bowl is long, like a valley that crosses the map diagonally. If you are at the bottom
# and raise $\theta_0$ (the whole line goes up), what must happen to $\theta_1$ for the cost to get as little worse as
# possible?
#
# Now move the two sliders. Look for the bottom watching only the squares; then, only the map. If a star shows up,
# you have arrived.

# %% id="play"
residuals.play(bowl)

# %% [markdown] id="valle" lang="es"
# Hay que **bajar** $\theta_1$: si la recta empieza más alta, tiene que subir con menos fuerza para seguir cruzando la nube.
# Por eso el valle va, en el mapa, de arriba a la izquierda a abajo a la derecha. Y es largo y estrecho: si caminas a lo
# largo, el coste cambia despacio; si lo cruzas, muy deprisa. En la lección 03 veremos cuánto le cuesta a un algoritmo bajar
# por un valle así, y cómo ponérselo más fácil.
#
# ¿Hay más de un fondo? No. Mientras las parcelas no sean todas iguales, el cuenco tiene **un único mínimo** y ninguna
# trampa por el camino.

# %% [markdown] id="valle" lang="en" seal="33904b"
# $\theta_1$ must go **down**: if the line starts higher, it must rise less steeply to keep crossing the cloud. That is why,
# on the map, the valley runs from top left to bottom right. And it is long and narrow: walk along it and the cost changes
# slowly; cross it and the cost changes very fast. In lesson 03 we will see how hard it is for an algorithm to walk down such
# a valley, and how to make it easier.
#
# Is there more than one bottom? No. As long as the lots are not all equal, the bowl has **a single minimum** and no traps
# on the way.

# %% [markdown] id="antes-y-hoy" lang="es" rows="inv-E010 err-D04 err-E03"
# ## La misma idea con otros factores
#
# Verás el coste escrito de tres maneras. Los errores al cuadrado son los mismos; cambia el número de delante:
#
# - la suma, **SSE** (*sum of squared errors*): $\sum e^2$;
# - la media, **MSE** (*mean squared error*): $\frac{1}{m} \sum e^2$;
# - nuestra $J$: $\frac{1}{2m} \sum e^2$.
#
# ¿Importa cuál uses? Para contestar hacen falta dos palabras que la lección 03 explica despacio. El **gradiente** dice lo
# deprisa que cambia el coste al mover cada $\theta$: un número por parámetro. Para bajar, a cada $\theta$ se le resta su
# número multiplicado por la **tasa de aprendizaje**, que decide lo largo que es el paso: $\alpha$ en nuestras fórmulas,
# `learning_rate` en Keras, la biblioteca con la que harás redes.
#
# > **Lo que dice el material antiguo.** Unas diapositivas definen el coste con $\frac{1}{2m}$; otras minimizan la suma, sin
# > dividir.
# >
# > **Lo que vale hoy.** La pérdida `mse` de Keras es la **media**. Vale $2J$ y su gradiente es el doble, así que
# > `learning_rate` en Keras equivale a $\alpha = 2 \cdot$ `learning_rate` en nuestra fórmula. Con la suma, en cambio, el
# > coste y su gradiente **crecen con el número de ejemplos**; por eso una penalización $\lambda$ (un castigo a los parámetros
# > grandes, en el módulo 05) ajustada para la media no sirve tal cual para la suma. Lo que **no** cambia es dónde está el
# > mínimo: la mejor recta es la misma en los tres casos.
#
# No hace falta que te lo creas: vamos a calcularlo con los cuatro puntos y $\theta = (0, 0)$.

# %% [markdown] id="antes-y-hoy" lang="en" seal="d44c2b"
# ## The same idea with other factors
#
# You will see the cost written in three ways. The squared errors are the same; the number in front changes:
#
# - the sum, **SSE** (*sum of squared errors*): $\sum e^2$;
# - the mean, **MSE** (*mean squared error*): $\frac{1}{m} \sum e^2$;
# - our $J$: $\frac{1}{2m} \sum e^2$.
#
# Does it matter which you use? To answer we need two words that lesson 03 explains slowly. The **gradient** says how fast
# the cost changes as each $\theta$ moves: one number for each parameter. To go down, we subtract from each $\theta$ its
# number times the **learning rate**, which decides how long the step is: $\alpha$ in our formulas, `learning_rate` in
# Keras, the library you will build networks with.
#
# > **What older material says.** Some slides define the cost with $\frac{1}{2m}$; others minimise the sum, without dividing.
# >
# > **What holds today.** The loss `mse` of Keras is the **mean**. It equals $2J$ and its gradient is twice as large, so
# > `learning_rate` in Keras matches $\alpha = 2 \cdot$ `learning_rate` in our formula. With the sum, by contrast, the cost and
# > its gradient **grow with the number of examples**; so a penalty $\lambda$ (a charge on large parameters, in module 05)
# > tuned for the mean does not fit the sum as it is. What does **not** change is where the minimum lies: the best line is
# > the same in all three cases.
#
# You need not take it on trust: let us compute it with the four points and $\theta = (0, 0)$.

# %% id="three-costs"
from sklearn.metrics import mean_squared_error


def sse(theta0, theta1, x, y):
    return np.sum((theta0 + theta1 * x - y) ** 2)


def mse(theta0, theta1, x, y):
    # es: la definición de scikit-learn, igual que la de Keras
    # en: scikit-learn's definition, the same as Keras's
    return mean_squared_error(y, theta0 + theta1 * x)


def half_mse(theta0, theta1, x, y):
    return mse(theta0, theta1, x, y) / 2


print("SSE =", sse(0, 0, four_x, four_y))
print("MSE =", mse(0, 0, four_x, four_y))
print("J   =", half_mse(0, 0, four_x, four_y))

# %% [markdown] id="empujon" lang="es"
# Y ahora el gradiente. No hace falta saber derivar: empujamos un parámetro una pizca ($0.001$) a cada lado y miramos cuánto
# cambia el coste por unidad de empujón. Primero $\theta_0$, después $\theta_1$: dos números.
#
# **Predice antes de ejecutar.** Si duplicamos los datos (los cuatro puntos, dos veces), ¿qué números cambiarán y cuáles no?

# %% [markdown] id="empujon" lang="en" seal="224a17"
# And now the gradient. There is no need to know calculus: we push a parameter a tiny bit ($0.001$) to each side and look at
# how much the cost changes per unit of push. First $\theta_0$, then $\theta_1$: two numbers.
#
# **Predict before you run.** If we double the data (the four points, twice), which numbers will change and which will not?

# %% id="nudge"
def slopes_at_zero(measure, x, y, tiny=0.001):
    along0 = (measure(tiny, 0, x, y) - measure(-tiny, 0, x, y)) / (2 * tiny)
    along1 = (measure(0, tiny, x, y) - measure(0, -tiny, x, y)) / (2 * tiny)
    return np.array([along0, along1]).round(6)


# es: np.tile(a, 2) repite el array dos veces
# en: np.tile(a, 2) repeats the array twice
twice_x, twice_y = np.tile(four_x, 2), np.tile(four_y, 2)
print("    ", f"{'m = 4':20}", "m = 8")
for name, measure in [("SSE", sse), ("MSE", mse), ("J", half_mse)]:
    once, twice = slopes_at_zero(measure, four_x, four_y), slopes_at_zero(measure, twice_x, twice_y)
    print(f"{name:4}", f"{once!s:20}", twice)

# es: Un paso cuesta abajo desde (0, 0): θ nueva = θ − tasa · gradiente
# en: One step downhill from (0, 0): new θ = θ − rate · gradient
print("0.1  · J   ->", -0.1 * slopes_at_zero(half_mse, four_x, four_y))
print("0.05 · MSE ->", -0.05 * slopes_at_zero(mse, four_x, four_y))

# %% [markdown] id="mismo-fondo" lang="es"
# Con la suma, el doble de datos da un gradiente doble; con la media y con $J$ no cambia. Y el paso con $\alpha = 0.1$ sobre
# $J$ es exactamente el que da Keras, con su optimizador más sencillo (`SGD`) y `learning_rate=0.05`, sobre la media.
#
# Falta lo más importante: ver que el fondo no se mueve. Multiplicar todos los costes por un mismo número positivo no cambia
# cuál es el más pequeño. Aquí están los tres, con $\theta_0 = 1$ quieto.

# %% [markdown] id="mismo-fondo" lang="en" seal="f61293"
# With the sum, twice the data gives twice the gradient; with the mean and with $J$ nothing changes. And the step with
# $\alpha = 0.1$ on $J$ is exactly the one that Keras takes, with its simplest optimizer (`SGD`) and
# `learning_rate=0.05`, on the mean.
#
# The most important thing is left: seeing that the bottom does not move. Multiplying every cost by the same positive number
# does not change which is the smallest. Here are the three, with $\theta_0 = 1$ held still.

# %% id="same-minimum"
slopes = np.linspace(0, 4, 41)
fig, ax = plt.subplots(figsize=(7, 4))
for (name, measure), style in zip([("SSE", sse), ("MSE", mse), ("J", half_mse)], CYCLE[:3], strict=True):
    costs = np.array([measure(1, slope, four_x, four_y) for slope in slopes])
    ax.plot(slopes, costs, color=style.color, linestyle=style.linestyle, linewidth=2.5, label=name)
    print(name, Text(es="es mínimo en θ₁ =", en="is smallest at θ₁ ="), slopes[costs.argmin()])
ax.axvline(2, color="0.6", linewidth=1)
ax.set(xlabel="θ₁", ylabel=str(Text(es="coste", en="cost")))
ax.legend()
shown(
    fig,
    alt=Text(
        es="Tres parábolas de distinta altura, SSE, MSE y J, con el mínimo en el mismo sitio: pendiente 2.",
        en="Three parabolas of different height, SSE, MSE and J, with their minimum at the same place: slope 2.",
    ),
)

# %% [markdown] id="con-tus-palabras" lang="es"
# ## Con tus palabras
#
# Explicar algo es una buena manera de descubrir qué no has entendido. En un grupo, esta respuesta la lee una persona; si
# estudias por tu cuenta, léesela a alguien. No hace falta una definición de libro: cuéntalo como se lo contarías a un amigo.

# %% [markdown] id="con-tus-palabras" lang="en" seal="21684b"
# ## In your own words
#
# Explaining something is a good way to find out what you have not understood. In a class, a person reads this answer; if
# you study on your own, read it to somebody. It need not be a textbook definition: tell it as you would tell a friend.

# %% [markdown] manual="why_squares" points=2 lang="es"
# **Explica con tus palabras por qué elevamos los errores al cuadrado** (entre 3 y 6 frases). Di qué pasaría si
# simplemente los sumáramos, y qué le ocurre a una casa con un error enorme. Si quieres, di también cuándo preferirías el
# valor absoluto.
#
# *Tu respuesta (borra esta línea y escribe aquí):*

# %% [markdown] manual="why_squares" points=2 lang="en" seal="244793"
# **Explain in your own words why we square the errors** (between 3 and 6 sentences). Say what would happen if we simply
# added them up, and what becomes of a house with a huge error. If you like, say also when you would prefer the absolute
# value.
#
# *Your answer (delete this line and write here):*

# %% [markdown] id="ejercicio-grid" lang="es"
# ## Ejercicio 3 · Reto: el mapa entero de una vez
#
# Para dibujar el mapa hay que calcular el coste de miles de rectas. Escribe `cost_grid(theta0s, theta1s, x, y)`, que
# devuelve una tabla con `len(theta0s)` filas y `len(theta1s)` columnas: en la fila $i$ y la columna $j$ va el coste de la
# recta `theta0s[i]`, `theta1s[j]`.
#
# Con dos bucles también vale. El reto es hacerlo **sin bucles**, con la difusión (*broadcasting*) de NumPy. Un ejemplo
# pequeño: todas las sumas de tres números con otros dos. `np.newaxis` añade un eje de longitud 1, y así pone los tres en
# columna y los dos en fila; al sumar, NumPy repite cada uno a lo largo de su eje de longitud 1 hasta que las formas encajan.

# %% [markdown] id="ejercicio-grid" lang="en" seal="42b58e"
# ## Exercise 3 · Challenge: the whole map at once
#
# To draw the map we need the cost of thousands of lines. Write `cost_grid(theta0s, theta1s, x, y)`, which returns a table
# with `len(theta0s)` rows and `len(theta1s)` columns: row $i$ and column $j$ hold the cost of the line `theta0s[i]`,
# `theta1s[j]`.
#
# Two loops are fine too. The challenge is to do it **without loops**, with NumPy's *broadcasting*. A small example: all the
# sums of three numbers with two others. `np.newaxis` adds an axis of length 1, which stands the three in a column and the
# two in a row; when they are added, NumPy repeats each along its axis of length 1 until the shapes match.

# %% id="broadcasting"
rows = np.array([10, 20, 30])[:, np.newaxis]
columns = np.array([1, 2])[np.newaxis, :]
print(rows.shape, "+", columns.shape, "->", (rows + columns).shape)
print(rows + columns)

# %% [markdown] id="tres-ejes" lang="es"
# El mapa necesita un eje más: $\theta_0$, $\theta_1$ y los ejemplos. Al final hay que sumar solo sobre los ejemplos. Eso
# hace `axis`, que numera los ejes desde 0: `np.sum(a, axis=2)` suma a lo largo del tercero y deja los otros dos.

# %% [markdown] id="tres-ejes" lang="en" seal="0f2954"
# The map needs one more axis: $\theta_0$, $\theta_1$ and the examples. At the end the sum must run over the examples only.
# That is what `axis` does, counting the axes from 0: `np.sum(a, axis=2)` sums along the third and keeps the other two.

# %% exercise="cost_grid"
def cost_grid(theta0s, theta1s, x, y):
    # es: Pista de formas: (n0, 1, 1), (1, n1, 1) y (m,) se combinan en (n0, n1, m).
    # en: A hint about shapes: (n0, 1, 1), (1, n1, 1) and (m,) combine into (n0, n1, m).
    ### BEGIN SOLUTION
    #~ intercepts = ...
    #~ slopes = ...
    #~ errors = ...
    #~ return ...
    intercepts = theta0s[:, np.newaxis, np.newaxis]
    slopes = theta1s[np.newaxis, :, np.newaxis]
    errors = intercepts + slopes * x - y
    return np.sum(errors**2, axis=2) / (2 * len(x))
    ### END SOLUTION


# %% check="cost_grid" points=3
check("01.cost_grid", cost_grid)

# %% [markdown] id="mapa-completo" lang="es"
# Si tu función ya pasa, la celda siguiente dibuja con ella el mapa de las 546 casas y busca en la tabla el valor más bajo.

# %% [markdown] id="mapa-completo" lang="en" seal="b631ef"
# If your function already passes, the next cell uses it to draw the map of the 546 houses and looks up the lowest value in
# the table.

# %% id="plot-own-map"
if passed("01.cost_grid"):
    theta0s, theta1s = np.linspace(0, 70, 71), np.linspace(0, 14, 57)
    grid = cost_grid(theta0s, theta1s, x, y)
    i, j = np.unravel_index(np.argmin(grid), np.shape(grid))
    print(f"J({theta0s[i]:g}, {theta1s[j]:g}) = {np.min(grid):.1f}")
    print("h(6) =", theta0s[i] + theta1s[j] * 6)

    fig, ax = plt.subplots(figsize=(7, 4.5))
    levels = [255, 260, 280, 320, 400, 600, 900, 1300]
    # es: contour pone las columnas en horizontal: por eso el mapa se dibuja con la tabla girada (.T)
    # en: contour puts the columns along the horizontal axis: so the map is drawn with the table turned (.T)
    curves = ax.contour(theta0s, theta1s, np.asarray(grid).T, levels=levels, colors=COLORS.blue)
    ax.clabel(curves, fmt="%.0f", colors=COLORS.black)
    ax.plot(theta0s[i], theta1s[j], "k*", markersize=14)
    ax.set(xlabel="θ₀", ylabel="θ₁", title=str(Text(es="J para las 546 casas", en="J for the 546 houses")))
    shown(
        fig,
        alt=Text(
            es="Curvas de nivel del coste de las 546 casas: un valle en diagonal con el mínimo cerca de (34, 7).",
            en="Contours of the cost of the 546 houses: a diagonal valley with the minimum near (34, 7).",
        ),
    )
else:
    print(Text(es="Cuando el ejercicio 3 esté bien, aquí saldrá tu mapa.", en="Once exercise 3 is right, your map appears here."))

# %% [markdown] id="preguntas" lang="es"
# ## Cinco preguntas para afianzar lo aprendido
#
# No puntúan. Cada una te dice por qué, aciertes o no.

# %% [markdown] id="preguntas" lang="en" seal="9c2b40"
# ## Five questions to let it settle
#
# They carry no points. Each one tells you why, right or wrong.

# %% quiz="01.q06"

# %% quiz="01.q07"

# %% quiz="01.q08"

# %% quiz="01.q09"

# %% quiz="01.q10"

# %% [markdown] id="tu-apuesta" lang="es"
# ## De vuelta a tu apuesta
#
# ¿Recuerdas el precio que le dijiste al vecino? Esto es lo que dice la mejor recta. Y ya tienes con qué convencerlo: de
# todas las rectas, es la de menor coste en las 546 casas. El tamaño típico del error le dice además cuánto puede fiarse.

# %% [markdown] id="tu-apuesta" lang="en" seal="1ca172"
# ## Back to your bet
#
# Do you remember the price you told your neighbour? This is what the best line says. And now you have something to convince
# them with: of all lines, it has the lowest cost on the 546 houses. The typical size of the error also says how far to trust
# it.

# %% id="bet-compare"
# es: np.polyfit calcula de una vez la recta de menor coste
# en: np.polyfit computes the line of lowest cost in one go
theta1, theta0 = np.polyfit(x, y, 1)
print(Text(es="tu apuesta:", en="your bet:"), "—" if my_bet is ... else my_bet)
print(Text(es="la mejor recta:", en="the best line:"), f"{theta0:.3f} + {theta1:.3f} · 6 = {theta0 + theta1 * 6:.1f}")
print(Text(es="tamaño típico del error:", en="typical size of the error:"), f"{np.sqrt(2 * J_houses(theta0, theta1)):.1f}")

# %% id="progress"
progress()

# %% [markdown] id="resumen" lang="es"
# ## Resumen
#
# - La **hipótesis** $h_\theta(x) = \theta_0 + \theta_1 x$ es una apuesta con dos parámetros: altura y pendiente.
# - El **error** de un ejemplo es $h_\theta(x) - y$. Sumados con su signo se anulan; por eso los elevamos al cuadrado.
# - El **coste** $J(\theta_0, \theta_1)$ resume en un número lo mala que es una recta. Los datos están quietos; lo que varía son
#   los parámetros.
# - Con un parámetro, $J$ es una parábola; con dos, un **cuenco** con un único fondo. Cada punto del mapa es una recta.
# - Suma, media y $J$ tienen el **mismo mínimo**. Cambian el valor y el gradiente: la `mse` de Keras es $2J$.
#
# En el reto, el fondo se encuentra probando miles de rectas, una por casilla de la tabla. Con dos parámetros se
# puede; con un millón, no. En la lección 03 aprenderás a **bajar** sin mirar el mapa.

# %% [markdown] id="resumen" lang="en" seal="070ed0"
# ## Summary
#
# - The **hypothesis** $h_\theta(x) = \theta_0 + \theta_1 x$ is a bet with two parameters: height and slope.
# - The **error** of an example is $h_\theta(x) - y$. Added with their signs they cancel; that is why we square them.
# - The **cost** $J(\theta_0, \theta_1)$ sums up in one number how bad a line is. The data stand still; what varies are the
#   parameters.
# - With one parameter $J$ is a parabola; with two, a **bowl** with a single bottom. Each point of the map is a line.
# - Sum, mean and $J$ have the **same minimum**. The value and the gradient change: Keras's `mse` is $2J$.
#
# In the challenge the bottom is found by trying thousands of lines, one for each cell of the table. With two parameters you
# can; with a million you cannot. In lesson 03 you will learn to **walk down** without looking at the map.

# %% [markdown] id="glosario" lang="es"
# ## Glosario
#
# | español | inglés | qué es |
# |---|---|---|
# | ejemplo | *example* | una fila de los datos: una casa |
# | hipótesis | *hypothesis* | la función con la que predecimos, $h_\theta$ |
# | parámetro | *parameter* | un número que se ajusta, $\theta_0$ o $\theta_1$ |
# | ordenada en el origen | *intercept* | la altura en $x = 0$, $\theta_0$ |
# | pendiente | *slope* | lo que cambia $h_\theta$ cuando $x$ aumenta en 1, $\theta_1$ |
# | error | *error* | predicción menos dato; con el signo contrario suele llamarse residuo (*residual*) |
# | coste, pérdida | *cost, loss* | un número que dice lo mala que es una hipótesis, $J$ |
# | error cuadrático medio | *mean squared error* | la media de los errores al cuadrado, $2J$ |
# | superficie de coste | *cost surface* | la altura $J$ sobre cada punto $(\theta_0, \theta_1)$ del mapa |
# | curva de nivel | *contour* | puntos del mapa con el mismo coste |
# | difusión | *broadcasting* | cómo combina NumPy arrays de distinta forma |

# %% [markdown] id="glosario" lang="en" seal="b751fc"
# ## Glossary
#
# | English | Spanish | what it is |
# |---|---|---|
# | example | *ejemplo* | a row of the data: a house |
# | hypothesis | *hipótesis* | the function we predict with, $h_\theta$ |
# | parameter | *parámetro* | a number that is adjusted, $\theta_0$ or $\theta_1$ |
# | intercept | *ordenada en el origen* | the height at $x = 0$, $\theta_0$ |
# | slope | *pendiente* | how much $h_\theta$ changes when $x$ grows by 1, $\theta_1$ |
# | error | *error* | prediction minus data; with the opposite sign, usually called a residual (*residuo*) |
# | cost, loss | *coste, pérdida* | a number that says how bad a hypothesis is, $J$ |
# | mean squared error | *error cuadrático medio* | the mean of the squared errors, $2J$ |
# | cost surface | *superficie de coste* | the height $J$ over each point $(\theta_0, \theta_1)$ of the map |
# | contour | *curva de nivel* | points of the map with the same cost |
# | broadcasting | *difusión* | how NumPy combines arrays of different shapes |

# %% [markdown] id="seguir" lang="es"
# ## Para seguir leyendo
#
# - G. James, D. Witten, T. Hastie y R. Tibshirani, *An Introduction to Statistical Learning*, capítulo 3: la recta de
#   mínimos cuadrados, con calma y con datos.
# - T. Hastie, R. Tibshirani y J. Friedman, *The Elements of Statistical Learning*, capítulo 3: lo mismo, con más
#   matemáticas.
# - A. Ng, apuntes del curso CS229 de Stanford, primera parte: usan las mismas letras $h$, $\theta$ y $J$; su coste lleva
#   $\frac{1}{2}$ y no divide entre $m$.
# - La página *Broadcasting* de la documentación de NumPy, para el ejercicio 3.
# - P. M. Anglin y R. Gençay (1996), «Semiparametric estimation of a hedonic price function», *Journal of Applied
#   Econometrics*: el artículo de donde salen estas casas.

# %% [markdown] id="seguir" lang="en" seal="37f7d0"
# ## Where to read on
#
# - G. James, D. Witten, T. Hastie and R. Tibshirani, *An Introduction to Statistical Learning*, chapter 3: the least-squares
#   line, calmly and with data.
# - T. Hastie, R. Tibshirani and J. Friedman, *The Elements of Statistical Learning*, chapter 3: the same, with more
#   mathematics.
# - A. Ng, notes of Stanford's course CS229, part one: they use the same letters $h$, $\theta$ and $J$; their cost has
#   $\frac{1}{2}$ and does not divide by $m$.
# - The page *Broadcasting* of NumPy's documentation, for exercise 3.
# - P. M. Anglin and R. Gençay (1996), “Semiparametric estimation of a hedonic price function”, *Journal of Applied
#   Econometrics*: the article where these houses come from.
