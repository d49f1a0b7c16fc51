# ---
# jupyter:
#   curso:
#     module: "01"
#     title: {es: "Descenso de gradiente", en: "Gradient descent"}
#     goals:
#       es:
#         - "Calcular la pendiente del coste y decir hacia dónde mover cada parámetro."
#         - "Programar el descenso de gradiente, con la actualización simultánea."
#         - "Elegir la tasa de aprendizaje, reconocer cuándo diverge y decidir cuándo parar."
#         - "Escalar las características y explicar por qué así se llega antes al fondo."
#         - "Predecir precios de casas reales y comprobar tu resultado con dos jueces."
#       en:
#         - "Compute the slope of the cost and say which way to move each parameter."
#         - "Program gradient descent, with the simultaneous update."
#         - "Choose the learning rate, recognise when it diverges, and decide when to stop."
#         - "Scale the features and explain why that brings you to the bottom sooner."
#         - "Predict the prices of real houses and have your result checked by two judges."
#     needs:
#       es:
#         - "La lección 02: la hipótesis de una recta y su coste J."
#         - "Arrays de NumPy: sumar, multiplicar y hacer medias."
#         - "No hace falta recordar las derivadas: empezamos por sentirlas."
#       en:
#         - "Lesson 02: the hypothesis of a line and its cost J."
#         - "NumPy arrays: adding, multiplying and taking means."
#         - "You need not remember derivatives: we begin by feeling them."
#     minutes: 45
#     inventory: [inv-D013, inv-E011, inv-E014, inv-E015, inv-E016, inv-E036]
#     errata: [err-D05, err-D06, err-E01, err-E02]
#   jupytext:
#     text_representation: {extension: .py, format_name: percent}
# ---

# %% tags=["source-only"]
from curso.notebook import check, passed, progress

# %% [markdown] id="pregunta" lang="es"
# ## Antes de empezar: una pregunta
#
# Es de noche y hay niebla. Estás en la ladera de un valle y quieres llegar al fondo, pero no ves nada: solo notas
# con los pies hacia dónde se inclina el suelo **justo donde pisas**.
#
# 1. ¿Qué regla seguirías para bajar?
# 2. ¿Qué pasaría si dieras pasos de gigante? ¿Y si fueran de hormiga?
# 3. ¿Cómo sabrías que has llegado?
#
# Escribe tu regla en la celda siguiente, con tus palabras. Nadie la corrige; al final de la lección volverás a leerla.

# %% [markdown] id="pregunta" lang="en" seal="a4cc44"
# ## Before we start: a question
#
# It is night and there is fog. You stand on the side of a valley and want to reach the bottom, but you see nothing: you
# only feel with your feet which way the ground tilts **right where you stand**.
#
# 1. What rule would you follow to get down?
# 2. What would happen if you took giant steps? And ant-sized ones?
# 3. How would you know that you had arrived?
#
# Write your rule in the next cell, in your own words. Nobody marks it; at the end of the lesson you will read it again.

# %% id="my-rule"
# es: Tu regla, entre las comillas:
# en: Your rule, between the quotes:
my_rule = ""

# %% [markdown] id="los-cuatro-puntos" lang="es"
# Trabajaremos casi toda la lección con cuatro puntos tan sencillos que puedes seguir las cuentas a mano: están justo
# sobre la recta $y = 2x + 1$, así que sabemos adónde hay que llegar, a $\theta_0 = 1$ y $\theta_1 = 2$. El ordenador no
# lo sabe: solo puede tantear el suelo.

# %% [markdown] id="los-cuatro-puntos" lang="en" seal="cc3e94"
# For most of the lesson we work with four points so simple that you can follow the sums by hand: they lie exactly on the
# line $y = 2x + 1$, so we know where to arrive, at $\theta_0 = 1$ and $\theta_1 = 2$. The computer does not: it can only
# feel the ground.

# %% id="tools"
import matplotlib.pyplot as plt
import numpy as np

from curso.data import houses
from curso.explore import COLORS, GradientDescent, descent, gradient_descent, scaling, shown, still
from curso.models import LinearRegressionGD
from curso.text import Text

x = np.array([1.0, 2.0, 3.0, 4.0])
y = np.array([3.0, 5.0, 7.0, 9.0])


def cost(theta0, theta1, x, y):
    # es: El coste J de la lección 02, con su 1/(2m)
    # en: The cost J of lesson 02, with its 1/(2m)
    return np.sum((theta0 + theta1 * x - y) ** 2) / (2 * len(x))


LATER = Text(
    es="Esta celda espera a que resuelvas {exercise}: vuelve a ejecutarla entonces.",
    en="This cell waits until you have solved {exercise}: run it again then.",
)
YOURS = Text(es="tu predicción:", en="your prediction:")
print("J(0, 0) =", cost(0, 0, x, y))

# %% [markdown] id="pendiente" lang="es"
# ## 1. La pendiente: sentir el suelo
#
# Para empezar movemos un solo parámetro: dejamos quieto $\theta_0 = 1$ y miramos cómo cambia $J$ al mover $\theta_1$.
# Sale una curva en forma de cuenco.
#
# La **derivada** de $J$ en un punto es la **pendiente** de la curva justo ahí: cuánto sube $J$ por cada unidad que sube
# $\theta_1$, si el empujón es diminuto. Se puede medir sin saber ninguna fórmula: empuja un poquito a cada lado y mira
# cuánto cambia la altura.
#
# **Predice.** El fondo está en $\theta_1 = 2$. En $\theta_1 = 0.5$, en $2$ y en $3$, ¿la pendiente será positiva (`"+"`),
# negativa (`"-"`) o cero (`"0"`)? Escríbelo antes de ejecutar la celda que dibuja.

# %% [markdown] id="pendiente" lang="en" seal="45bbe8"
# ## 1. The slope: feeling the ground
#
# To begin, we move a single parameter: we keep $\theta_0 = 1$ still and watch how $J$ changes as $\theta_1$ moves. The
# curve has the shape of a bowl.
#
# The **derivative** of $J$ at a point is the **slope** of the curve right there: how much $J$ rises for each unit that
# $\theta_1$ rises, if the push is tiny. It can be measured without knowing any formula: push a little to each side and see
# how much the height changes.
#
# **Predict.** The bottom is at $\theta_1 = 2$. At $\theta_1 = 0.5$, at $2$ and at $3$, will the slope be positive (`"+"`),
# negative (`"-"`) or zero (`"0"`)? Write it down before you run the cell that draws.

# %% id="my-signs"
# es: Cambia cada "?" por "+", "-" o "0": primero en 0.5, luego en 2, luego en 3
# en: Change each "?" into "+", "-" or "0": first at 0.5, then at 2, then at 3
my_signs = ["?", "?", "?"]

# %% id="draw-slopes"
def measured_slope(theta1, push=0.0001):
    return (cost(1, theta1 + push, x, y) - cost(1, theta1 - push, x, y)) / (2 * push)


fig, ax = plt.subplots(figsize=(7.5, 3.8))
many = np.linspace(-0.3, 4.3, 200)
ax.plot(many, [cost(1, t, x, y) for t in many], color=COLORS.blue)
for t, mine, marker in zip((0.5, 2.0, 3.0), my_signs, "osD", strict=False):
    height, slope = cost(1, t, x, y), measured_slope(t)
    near = np.array([t - 0.55, t + 0.55])
    ax.plot(near, height + slope * (near - t), color=COLORS.vermillion, linewidth=3)
    ax.plot(t, height, marker, color=COLORS.black)
    ax.annotate(f"{slope:+.2f}", (t, height), xytext=(12, -12 if slope > 1 else 8), textcoords="offset points")
    print(f"θ₁ = {t}: {Text(es='pendiente', en='slope')} {slope:+.2f}; {YOURS} {mine}")
ax.set(xlabel="θ₁", ylabel="J(1, θ₁)")
ax.set_title(Text(es="La pendiente en tres puntos", en="The slope at three points"))
shown(
    fig,
    alt=Text(
        es="Curva en forma de cuenco de J frente a θ₁, con el fondo en 2. Tres rectas tangentes: en 0.5 baja hacia la "
        "derecha (pendiente −11.25), en 2 es horizontal y en 3 sube (7.5).",
        en="Bowl-shaped curve of J against θ₁, with its bottom at 2. Three tangent lines: at 0.5 it goes down to the right "
        "(slope −11.25), at 2 it is level and at 3 it goes up (7.5).",
    ),
)

# %% [markdown] id="dos-noticias" lang="es"
# La pendiente da dos noticias a la vez:
#
# - **El signo dice hacia dónde ir.** Negativa: $J$ baja hacia la derecha, así que hay que *subir* $\theta_1$. Positiva:
#   hay que *bajarlo*. Siempre **al contrario que el signo**.
# - **El tamaño dice lo empinado que está.** Lejos del fondo es grande; en el fondo es cero.

# %% [markdown] id="dos-noticias" lang="en" seal="379568"
# The slope tells you two things at once:
#
# - **Its sign says where to go.** Negative: $J$ goes down to the right, so $\theta_1$ has to be *raised*. Positive: it has
#   to be *lowered*. Always **against the sign**.
# - **Its size says how steep it is.** Far from the bottom it is large; at the bottom it is zero.

# %% [markdown] id="gradiente" lang="es"
# ## 2. De la pendiente a la fórmula: el gradiente
#
# Con dos parámetros hay dos pendientes: una por mover solo $\theta_0$ y otra por mover solo $\theta_1$. Se llaman
# **derivadas parciales** y se escriben con una ∂: $\frac{\partial J}{\partial \theta_0}$ es lo que sube $J$ por cada unidad
# que sube $\theta_0$, con $\theta_1$ quieto. Las dos juntas son el **gradiente**. Para nuestro $J$ no hace falta medirlas a
# empujones, hay fórmula:
#
# $$\frac{\partial J}{\partial \theta_0} = \frac{1}{m}\sum_{i=1}^{m}\big(h_\theta(x^{(i)})-y^{(i)}\big) \qquad
# \frac{\partial J}{\partial \theta_1} = \frac{1}{m}\sum_{i=1}^{m}\big(h_\theta(x^{(i)})-y^{(i)}\big)\,x^{(i)}$$
#
# ¿De dónde salen? Al derivar un cuadrado baja un 2, que se lleva por delante el 2 de $\frac{1}{2m}$: para eso estaba ahí.
# Después queda preguntarse cuánto cambia la predicción al mover el parámetro: si $\theta_0$ sube 1, todas las predicciones
# suben 1; si $\theta_1$ sube 1, la de cada ejemplo sube lo que vale su $x$. Léelo así: **la primera es la media de los
# errores; la segunda, la media de los errores multiplicados cada uno por su x**.
#
# ### Ejemplo resuelto
#
# En $\theta = (0, 0)$ la recta predice siempre 0:
#
# | $x$ | $y$ | $h$ | $h - y$ | $(h - y)\,x$ |
# |---|---|---|---|---|
# | 1 | 3 | 0 | −3 | −3 |
# | 2 | 5 | 0 | −5 | −10 |
# | 3 | 7 | 0 | −7 | −21 |
# | 4 | 9 | 0 | −9 | −36 |
# | | | | media: **−6** | media: **−17.5** |
#
# Las dos son negativas: $J$ baja si subes $\theta_0$ y baja, más deprisa aún, si subes $\theta_1$. Lo mismo en NumPy:

# %% [markdown] id="gradiente" lang="en" seal="ad7de3"
# ## 2. From the slope to the formula: the gradient
#
# With two parameters there are two slopes: one for moving only $\theta_0$ and one for moving only $\theta_1$. They are
# called **partial derivatives** and are written with a ∂: $\frac{\partial J}{\partial \theta_0}$ is how much $J$ rises for
# each unit that $\theta_0$ rises, with $\theta_1$ kept still. Both together are the **gradient**. For our $J$ there is no
# need to measure them by pushing, there is a formula:
#
# $$\frac{\partial J}{\partial \theta_0} = \frac{1}{m}\sum_{i=1}^{m}\big(h_\theta(x^{(i)})-y^{(i)}\big) \qquad
# \frac{\partial J}{\partial \theta_1} = \frac{1}{m}\sum_{i=1}^{m}\big(h_\theta(x^{(i)})-y^{(i)}\big)\,x^{(i)}$$
#
# Where do they come from? The derivative of a square brings down a 2, which cancels the 2 of $\frac{1}{2m}$: that is what
# it was there for. Then ask how much the prediction changes as the parameter moves: if $\theta_0$ rises by 1, every
# prediction rises by 1; if $\theta_1$ rises by 1, that of each example rises by its own $x$. Read it like this: **the first
# is the mean of the errors; the second, the mean of the errors, each multiplied by its x**.
#
# ### Worked example
#
# At $\theta = (0, 0)$ the line always predicts 0:
#
# | $x$ | $y$ | $h$ | $h - y$ | $(h - y)\,x$ |
# |---|---|---|---|---|
# | 1 | 3 | 0 | −3 | −3 |
# | 2 | 5 | 0 | −5 | −10 |
# | 3 | 7 | 0 | −7 | −21 |
# | 4 | 9 | 0 | −9 | −36 |
# | | | | mean: **−6** | mean: **−17.5** |
#
# Both are negative: $J$ goes down if you raise $\theta_0$ and, faster still, if you raise $\theta_1$. The same in NumPy:

# %% id="worked-gradient"
errors = 0 + 0 * x - y
print("h − y      =", errors)
print("(h − y) x  =", errors * x)
print("∂J/∂θ₀     =", errors.mean())
print("∂J/∂θ₁     =", (errors * x).mean())

# %% [markdown] id="ejercicio-gradient" lang="es"
# ### Ejercicio 1: `gradient`, con huecos
#
# Ahora para cualquier recta. Rellena los dos `...` y devuelve las dos derivadas, primero la de $\theta_0$. `x` e `y` son
# arrays de NumPy del mismo largo. Si te atascas, escribe `hint("01.gradient")` en una celda nueva; hay varias pistas.

# %% [markdown] id="ejercicio-gradient" lang="en" seal="91938d"
# ### Exercise 1: `gradient`, with blanks
#
# Now for any line. Fill in the two `...` and return both derivatives, the one of $\theta_0$ first. `x` and `y` are NumPy
# arrays of the same length. If you get stuck, write `hint("01.gradient")` in a new cell; there are several hints.

# %% exercise="gradient"
def gradient(theta0, theta1, x, y):
    ### BEGIN SOLUTION
    #~ # es: Error de cada ejemplo: predicción menos dato
    #~ # en: Error of each example: prediction minus data
    #~ errors = theta0 + theta1 * x - y
    #~ d_theta0 = ...
    #~ d_theta1 = ...
    #~ return d_theta0, d_theta1
    errors = theta0 + theta1 * x - y
    d_theta0 = np.mean(errors)
    d_theta1 = np.mean(errors * x)
    return d_theta0, d_theta1
    ### END SOLUTION

# %% check="gradient" points=2
check("01.gradient", gradient)

# %% [markdown] id="comprobar-midiendo" lang="es"
# Un truco de profesional: cuando programes una derivada, compárala con la pendiente *medida* a empujones. Si no
# coinciden, una de las dos está mal. La celda lo hace con tu función.

# %% [markdown] id="comprobar-midiendo" lang="en" seal="f38d3e"
# A professional's trick: when you program a derivative, compare it with the slope *measured* by pushing. If they don't
# agree, one of the two is wrong. The cell does so with your function.

# %% id="check-by-measuring"
if passed("01.gradient"):
    a, b, push = 0.7, -0.4, 0.0001
    measured = [
        (cost(a + push, b, x, y) - cost(a - push, b, x, y)) / (2 * push),
        (cost(a, b + push, x, y) - cost(a, b - push, x, y)) / (2 * push),
    ]
    print(Text(es="con tu fórmula:", en="by your formula:"), np.round(np.ravel(gradient(a, b, x, y)), 6))
    print(Text(es="medidas:       ", en="measured:       "), np.round(measured, 6))
else:
    print(LATER.format(exercise="01.gradient"))

# %% [markdown] id="paso" lang="es" rows="inv-D013 inv-E011"
# ## 3. Un paso cuesta abajo
#
# La regla de la niebla, escrita con símbolos (`:=` se lee «pasa a valer»):
#
# $$\theta_j := \theta_j - \alpha\,\frac{\partial J}{\partial \theta_j} \qquad j = 0, 1$$
#
# El signo menos es «al contrario que la pendiente». $\alpha$ es la **tasa de aprendizaje** (*learning rate*): decide cuánto
# mide el paso. En redes neuronales verás la misma regla con otros nombres, pesos `w` y pérdida `L`:
# `w_new = w_old - alpha * dL_dw`. Es exactamente lo mismo.
#
# La fórmula esconde una trampa. Ana y Bruno dan el primer paso desde $(0, 0)$ con $\alpha = 0.1$. Ana calcula las dos
# pendientes y después mueve los dos parámetros. Bruno mueve $\theta_0$ y, **con $\theta_0$ ya movido**, calcula la
# pendiente de $\theta_1$.
#
# **Predice.** ¿Llegan al mismo sitio? Piénsalo y ejecuta.

# %% [markdown] id="paso" lang="en" seal="2c7db2"
# ## 3. One step downhill
#
# The rule of the fog, written in symbols (`:=` reads “becomes”):
#
# $$\theta_j := \theta_j - \alpha\,\frac{\partial J}{\partial \theta_j} \qquad j = 0, 1$$
#
# The minus sign is “against the slope”. $\alpha$ is the **learning rate**: it decides how long the step is. In neural
# networks you will see the same rule under other names, weights `w` and loss `L`: `w_new = w_old - alpha * dL_dw`. It is
# exactly the same.
#
# The formula hides a trap. Ana and Bruno take the first step from $(0, 0)$ with $\alpha = 0.1$. Ana computes both slopes
# and then moves both parameters. Bruno moves $\theta_0$ and, **with $\theta_0$ already moved**, computes the slope of
# $\theta_1$.
#
# **Predict.** Do they arrive at the same place? Think, then run.

# %% id="ana-and-bruno"
alpha = 0.1
errors = 0 + 0 * x - y
ana = (0 - alpha * errors.mean(), 0 - alpha * (errors * x).mean())

bruno0 = 0 - alpha * errors.mean()
errors_after = bruno0 + 0 * x - y
bruno = (bruno0, 0 - alpha * (errors_after * x).mean())

print("Ana:   θ =", np.round(ana, 4))
print("Bruno: θ =", np.round(bruno, 4))

# %% [markdown] id="simultanea" lang="es" rows="err-D05"
# > **Lo que dice el material antiguo / lo que vale hoy.** Muchos apuntes escriben las dos actualizaciones una debajo de
# > otra; si las programas tal cual, haces lo de Bruno. **El descenso de gradiente es simultáneo**: las dos derivadas se
# > calculan con los θ antiguos, y solo entonces cambian los dos. Desde $(0, 0)$ se llega a $(0.6, 1.75)$, no a $(0.6, 1.6)$.
# >
# > Lo de Bruno no es un disparate: es otro método (bajar coordenada a coordenada), que también puede llegar. Pero su paso
# > no sigue el gradiente, y lo que vas a aprender sobre $\alpha$ no vale para él.

# %% [markdown] id="simultanea" lang="en" seal="706408"
# > **What older material says / what holds today.** Many notes write the two updates one under the other; if you program
# > them as they stand, you do what Bruno does. **Gradient descent is simultaneous**: both derivatives are computed with
# > the old θ, and only then do both change. From $(0, 0)$ you arrive at $(0.6, 1.75)$, not at $(0.6, 1.6)$.
# >
# > Bruno's way is not absurd: it is another method (going down one coordinate at a time), which can get there too. But
# > its step does not follow the gradient, and what you are about to learn about $\alpha$ does not hold for it.

# %% [markdown] id="ejercicio-step" lang="es"
# ### Ejercicio 2: `step`, un paso
#
# Escribe un paso como el de Ana, para cualquier punto de salida y cualquier tasa: α se llama aquí `learning_rate`. Devuelve
# los dos θ nuevos. Puedes llamar a tu `gradient`.

# %% [markdown] id="ejercicio-step" lang="en" seal="0b765b"
# ### Exercise 2: `step`, one step
#
# Write a step like Ana's, for any starting point and any rate: α is called `learning_rate` here. Return the two new θ.
# You may call your `gradient`.

# %% exercise="step"
def step(theta0, theta1, x, y, learning_rate):
    ### BEGIN SOLUTION
    #~ # es: Primero las dos derivadas, con los θ antiguos…
    #~ # en: First both derivatives, with the old θ…
    #~ ...
    #~ # es: …y después los dos θ nuevos
    #~ # en: …and then the two new θ
    #~ return ...
    d_theta0, d_theta1 = gradient(theta0, theta1, x, y)
    return theta0 - learning_rate * d_theta0, theta1 - learning_rate * d_theta1
    ### END SOLUTION

# %% check="step" points=2
check("01.step", step)

# %% [markdown] id="bajar" lang="es"
# ## 4. Bajar hasta el fondo
#
# Un paso no basta, pero la regla se repite: siente el suelo, da un paso, vuelve a sentir. Eso es todo el **descenso de
# gradiente**. Fíjate en que no hace falta acortar los pasos: según se allana el suelo, la pendiente se hace pequeña y los
# pasos se acortan solos.
#
# ### Ejercicio 3: `descend`, desde cero
#
# Sal de $(0, 0)$, da exactamente `steps` pasos y devuelve los dos θ finales.

# %% [markdown] id="bajar" lang="en" seal="f9733b"
# ## 4. Down to the bottom
#
# One step is not enough, but the rule repeats: feel the ground, take a step, feel again. That is all there is to
# **gradient descent**. Notice that there is no need to shorten the steps: as the ground levels out, the slope gets small
# and the steps shorten by themselves.
#
# ### Exercise 3: `descend`, from scratch
#
# Start from $(0, 0)$, take exactly `steps` steps and return the two final θ.

# %% exercise="descend"
def descend(x, y, learning_rate, steps):
    ### BEGIN SOLUTION
    theta0, theta1 = 0.0, 0.0
    for _ in range(steps):
        theta0, theta1 = step(theta0, theta1, x, y, learning_rate)
    return theta0, theta1
    ### END SOLUTION

# %% check="descend" points=2
check("01.descend", descend)

# %% [markdown] id="tasa" lang="es"
# ## 5. La tasa de aprendizaje: hormiga, persona o gigante
#
# **Predice.** Damos 200 pasos con cada una de estas tasas: 0.01, 0.1, 0.2 y 0.3. ¿Con cuál acabaremos más cerca de
# $(1, 2)$? ¿Y más lejos? Anótalo antes de ejecutar.

# %% [markdown] id="tasa" lang="en" seal="07c309"
# ## 5. The learning rate: ant, person or giant
#
# **Predict.** We take 200 steps with each of these rates: 0.01, 0.1, 0.2 and 0.3. Which one will leave us nearest to
# $(1, 2)$? And which one farthest away? Write it down before you run.

# %% id="my-rates"
# es: La tasa que acabará más cerca y la que acabará más lejos
# en: The rate that will end nearest, and the one that will end farthest away
my_nearest, my_farthest = "?", "?"

# %% id="four-rates"
if passed("01.descend"):
    print("    α          θ₀          θ₁           J")
    for rate in (0.01, 0.1, 0.2, 0.3):
        theta0, theta1 = np.ravel(descend(x, y, rate, 200))
        print(f"{rate:5}  {theta0:10.4g}  {theta1:10.4g}  {cost(theta0, theta1, x, y):10.2g}")
    print(YOURS, my_nearest, my_farthest)
else:
    print(LATER.format(exercise="01.descend"))

# %% [markdown] id="diverge" lang="es" rows="err-D06"
# Con 0.01 va bien encaminado, pero le falta camino. Con 0.1 está a un suspiro y con 0.2 prácticamente ha llegado. Con 0.3,
# $\theta_0$ se va a unos −230 000 000 000 000 000 000 000 000 000 000 000: cada paso salta al otro lado del valle y cae
# *más arriba* de donde estaba; allí está más empinado, y el salto siguiente es mayor. Eso es **divergir**.
#
# > **Lo que dice el material antiguo / lo que vale hoy.** «Repetir hasta que converja», dicen los apuntes, como si siempre
# > ocurriera. **Solo converge si $\alpha$ es lo bastante pequeña.** Con nuestros cuatro puntos y 200 pasos: 0.1 llega a
# > $(0.986, 2.005)$, 0.2 a $(0.999, 2.000)$, y 0.3 diverge hasta el orden de $-10^{35}$.
#
# ¿Dónde está la frontera? La marca la **curvatura** del valle: lo que crece la pendiente por cada unidad que te alejas del
# fondo. Llamemos $L$ a la de la dirección más empinada (nada que ver con la pérdida `L` de antes). A distancia $d$ del fondo
# la pendiente vale $L\,d$, y el paso mide $\alpha L\,d$. Si mide más de $2d$, caes al otro lado más lejos de lo que estabas:
# por eso hay que quedarse por debajo de $\alpha = 2/L$.
#
# Para el coste de una recta (o de cualquier regresión lineal), las curvaturas son los *valores propios* de una matriz
# pequeña. No te hace falta saber qué son: los calcula NumPy.

# %% [markdown] id="diverge" lang="en" seal="acba08"
# With 0.01 it is on its way, but has far to go. With 0.1 it is a whisker away and with 0.2 it has practically arrived. With
# 0.3, $\theta_0$ runs off to about −230,000,000,000,000,000,000,000,000,000,000,000: each step jumps to the other side of
# the valley and lands *higher* than it was; there it is steeper, and the next jump is longer. This is called **diverging**.
#
# > **What older material says / what holds today.** “Repeat until convergence”, the notes say, as if it always happened.
# > **It only converges if $\alpha$ is small enough.** With our four points and 200 steps: 0.1 reaches $(0.986, 2.005)$,
# > 0.2 reaches $(0.999, 2.000)$, and 0.3 diverges to the order of $-10^{35}$.
#
# Where is the border? It is set by the **curvature** of the valley: how much the slope grows for each unit that you move
# away from the bottom. Let $L$ be that of the steepest direction (nothing to do with the loss `L` from before). At distance
# $d$ from the bottom the slope is $L\,d$, and the step is $\alpha L\,d$ long. If that is more than $2d$, you land on the
# other side, farther away than you were: that is why you have to stay below $\alpha = 2/L$.
#
# For the cost of a line (or of any linear regression), the curvatures are the *eigenvalues* of a small matrix. You need not
# know what those are: NumPy works them out.

# %% id="border"
def curvatures(X):
    # es: Curvaturas del valle de J, de la más llana a la más empinada, para los datos X (una fila por cada ejemplo)
    # en: Curvatures of the valley of J, from the flattest to the steepest, for the data X (one row per example)
    A = np.column_stack([np.ones(len(X)), X])
    return np.linalg.eigvalsh(A.T @ A / len(A))


flattest, steepest = curvatures(x)
print(f"L = {steepest:.2f}    2/L = {2 / steepest:.4f}")

# %% [markdown] id="jugar" lang="es"
# **Juega.** Otros datos, tres vistas del mismo descenso: la recta, el mapa del coste visto desde arriba (cada curva une
# puntos de igual coste) con el camino de θ, y el coste de cada paso. Pulsa *play* y después intenta:
#
# 1. encontrar una α con la que el camino haga zigzag y aun así llegue;
# 2. encontrar la frontera a partir de la cual diverge, con un decimal;
# 3. cambiar la salida. ¿Cambia adónde se llega? ¿Y si cambias el ruido?

# %% [markdown] id="jugar" lang="en" seal="f9f596"
# **Play.** Other data, three views of the same descent: the line, the map of the cost seen from above (each curve joins
# points of equal cost) with the path of θ, and the cost at each step. Press *play* and then try:
#
# 1. to find an α with which the path zigzags and arrives all the same;
# 2. to find the border beyond which it diverges, to one decimal place;
# 3. to change the start. Do you arrive somewhere else? And if you change the noise?

# %% id="play-descent"
gradient_descent()

# %% [markdown] id="en-papel" lang="es"
# Lo mismo en papel: doce pasos de hormiga, de persona y de gigante.

# %% [markdown] id="en-papel" lang="en" seal="b9589d"
# The same on paper: twelve steps of an ant, of a person and of a giant.

# %% id="three-rates"
for rate in (0.03, 0.3, 0.7):
    still(descent, GradientDescent(learning_rate=rate, steps=12))

# %% [markdown] id="parar" lang="es"
# ## 6. Cuándo parar
#
# Nadie te avisa de que has llegado. Hay tres reglas corrientes:
#
# - **un número de pasos**, decidido de antemano: sencilla y ciega;
# - **el coste apenas baja** de un paso al siguiente: cómoda, pero engaña si α es diminuta, porque entonces *nunca* baja mucho;
# - **el suelo es casi llano**: todas las derivadas son casi cero. Es la más segura, y la que usa `LinearRegressionGD`, el
#   modelo de este curso, junto con un máximo de pasos.
#
# **Predice.** De las tres tasas que convergían, ¿cuál necesitará menos pasos? ¿Cuántas veces menos que la más lenta?

# %% [markdown] id="parar" lang="en" seal="9432d8"
# ## 6. When to stop
#
# Nobody tells you that you have arrived. Three rules are common:
#
# - **a number of steps**, decided beforehand: simple and blind;
# - **the cost hardly falls** from one step to the next: handy, but it deceives if α is tiny, because then it *never* falls much;
# - **the ground is almost level**: all derivatives are almost zero. It is the safest, and the one that
#   `LinearRegressionGD`, the model of this course, uses, together with a maximum number of steps.
#
# **Predict.** Of the three rates that converged, which will need the fewest steps? How many times fewer than the slowest?

# %% id="steps-needed"
X = x.reshape(-1, 1)
for rate in (0.01, 0.1, 0.2):
    model = LinearRegressionGD(learning_rate=rate, tol=1e-6, max_iter=100_000).fit(X, y)
    found = f"θ = ({model.intercept_:.4f}, {model.coef_[0]:.4f})"
    print(f"α = {rate}: {model.n_iter_:5} {Text(es='pasos', en='steps')}, {found}")

# es: La segunda regla, engañada: con α diminuta el coste apenas baja… y estamos lejísimos
# en: The second rule, deceived: with a tiny α the cost hardly falls… and we are very far away
tiny = 1e-6
before, after = cost(0, 0, x, y), cost(tiny * 6, tiny * 17.5, x, y)
print(f"α = {tiny}: J = {before:.4f} → {after:.4f}")

# %% [markdown] id="parar-visto" lang="es"
# La tasa 0.2 necesita unas veinte veces menos pasos que la 0.01, y las tres acaban en el mismo sitio: la tasa cambia lo que
# se tarda, no el fondo. Y mira la última línea: con una α diminuta, quien parase «cuando el coste baje menos de
# una milésima» se quedaría en el primer paso, con $J$ todavía en 20.5.

# %% [markdown] id="parar-visto" lang="en" seal="a61735"
# The rate 0.2 needs about twenty times fewer steps than 0.01, and all three end in the same place: the rate changes how long
# it takes, not the bottom. And look at the last line: with a tiny α, anyone who stops “when the cost falls by less than a
# thousandth” would stop at the first step, with $J$ still at 20.5.

# %% [markdown] id="varias" lang="es"
# ## 7. Varias características
#
# Una casa no es solo metros: también baños, plantas, garaje… Con $d$ características la hipótesis tiene un peso para cada una:
#
# $$h_\theta(x) = \theta_0 + \theta_1 x_1 + \theta_2 x_2 + \dots + \theta_d x_d$$
#
# El truco que lo simplifica todo: pon delante una columna de unos, para que $\theta_0$ también tenga algo que multiplicar.
# Si $A$ es esa tabla ($m$ filas, $d + 1$ columnas), las $m$ predicciones son un solo producto, y las $d + 1$ derivadas, otro:
#
# $$h = A\,\theta \qquad \nabla J = \frac{1}{m}\,A^{\top}(A\,\theta - y)$$
#
# El símbolo $\nabla J$ se lee «gradiente de J». En NumPy el producto se escribe con una arroba: `A @ theta` toma cada fila de
# `A`, la multiplica número a número por `theta` y suma; sale una predicción por fila. $A^{\top}$ (`A.T`) es la tabla girada,
# con las columnas puestas como filas: cada una multiplica los errores por una columna de `A` y los suma. No es, pues, una
# fórmula nueva. Compruébalo con los cuatro puntos, donde ya sabes que sale $(-6, -17.5)$:

# %% [markdown] id="varias" lang="en" seal="d91bb4"
# ## 7. Several features
#
# A house is not only square metres: also bathrooms, floors, a garage… With $d$ features the hypothesis has a weight for
# each:
#
# $$h_\theta(x) = \theta_0 + \theta_1 x_1 + \theta_2 x_2 + \dots + \theta_d x_d$$
#
# The trick that makes it all simple: put a column of ones in front, so that $\theta_0$ has something to multiply too. If
# $A$ is that table ($m$ rows, $d + 1$ columns), the $m$ predictions are a single product, and the $d + 1$ derivatives,
# another:
#
# $$h = A\,\theta \qquad \nabla J = \frac{1}{m}\,A^{\top}(A\,\theta - y)$$
#
# The symbol $\nabla J$ reads “gradient of J”. In NumPy the product is written with an at sign: `A @ theta` takes each row of
# `A`, multiplies it by `theta` number by number and adds up; one prediction per row comes out. $A^{\top}$ (`A.T`) is the table
# turned over, with the columns laid as rows: each of them multiplies the errors by one column of `A` and adds them up. So it is
# not a new formula. See for yourself with the four points, where you already know that it gives $(-6, -17.5)$:

# %% id="matrix-gradient"
A = np.column_stack([np.ones(len(x)), x])
theta = np.zeros(2)
print(A)
print("∇J =", A.T @ (A @ theta - y) / len(y))

# %% [markdown] id="escalar" lang="es"
# ## 8. Escalar: del desfiladero al cuenco
#
# Estas son casas de verdad: 546 ventas en Windsor (Canadá), verano de 1987, con el precio en dólares canadienses.

# %% [markdown] id="escalar" lang="en" seal="5ada93"
# ## 8. Scaling: from a gorge to a bowl
#
# These are real houses: 546 sales in Windsor (Canada), summer of 1987, with the price in Canadian dollars.

# %% id="see-houses"
table = houses()
table[["price", "lot_m2", "bedrooms", "bathrooms", "stories"]].describe().loc[["min", "mean", "max"]].round(1)

# %% [markdown] id="condicion" lang="es" rows="inv-E014"
# La parcela se cuenta en cientos de metros cuadrados; los dormitorios, con los dedos de una mano. Sumar 1 a un peso o al
# otro no tiene el mismo efecto, y el valle se vuelve un desfiladero: paredes altísimas y un fondo casi llano. La tasa tiene que
# ser minúscula para no rebotar en las paredes, y con pasos así no se avanza por el fondo.
#
# Cuánto se alarga el valle se mide con el **número de condición** $\kappa$: la curvatura de la dirección más empinada
# entre la de la más llana. $\kappa = 1$ es un cuenco redondo. El número de pasos crece, más o menos, con $\kappa$.
#
# El remedio es **escalar**: llevar todas las columnas a tamaños parecidos. La celda compara las dos columnas tal cual y
# *estandarizadas*, con media 0 y desviación 1; enseguida verás cómo se hace.
#
# **Predice.** Con la parcela y los dormitorios tal cual, ¿cuál es la mayor α que no diverge: algo como 0.1, 0.001 o
# 0.000007?

# %% [markdown] id="condicion" lang="en" seal="c8de60"
# Lots are counted in hundreds of square metres; bedrooms, on the fingers of one hand. Adding 1 to one weight or to
# the other does not have the same effect, and the valley becomes a gorge: very high walls and an almost level floor. The rate has to
# be minute so as not to bounce off the walls, and with such steps you get nowhere along the floor.
#
# How stretched the valley is, is measured by the **condition number** $\kappa$: the curvature of the steepest direction
# over that of the flattest. $\kappa = 1$ is a round bowl. The number of steps grows, more or less, with $\kappa$.
#
# The remedy is **scaling**: bringing all the columns to similar sizes. The cell compares the two columns as they are and
# *standardised*, with mean 0 and deviation 1; you will see in a moment how that is done.
#
# **Predict.** With lot and bedrooms as they are, what is the largest α that does not diverge: something like 0.1, 0.001
# or 0.000007?

# %% id="my-alpha"
# es: Tu predicción, entre las comillas
# en: Your prediction, between the quotes
my_alpha = "?"

# %% id="condition-number"
two = table[["lot_m2", "bedrooms"]].to_numpy(float)
scaled = (two - two.mean(axis=0)) / two.std(axis=0)
for name, columns in ((Text(es="tal cual", en="as they are"), two), (Text(es="escaladas", en="scaled"), scaled)):
    curved = curvatures(columns)
    print(f"{name!s:12}  2/L = {2 / curved[-1]:<12.3g} κ = {curved[-1] / curved[0]:.2f}")
print(YOURS, my_alpha)

# %% [markdown] id="cuenco" lang="es"
# La mayor α era `7.42e-06`, que es 0.00000742: la coma, seis lugares a la izquierda. Al escalar, $\kappa$ pasa de casi seis
# millones a poco más de uno, y α se elige sin lupa. Míralo con dos características de juguete, tal cual y estandarizadas.
# **Juega:** haz que las dos características varíen lo mismo, o que una varíe veinte veces más que la otra, y fíjate
# en $\kappa$ y en cuántos pasos hacen falta a cada lado.

# %% [markdown] id="cuenco" lang="en" seal="3a3f8c"
# The largest α was `7.42e-06`, which is 0.00000742: the point moves six places to the left. With scaling, $\kappa$ goes from
# almost six million to a little more than one, and α is chosen without a magnifying glass. Look at it with two toy features, as they
# are and standardised. **Play:** make the two features vary equally, or one of them twenty times more than the other, and
# watch $\kappa$ and how many steps each side needs.

# %% id="see-scaling"
scaling()

# %% [markdown] id="estandarizar" lang="es" rows="inv-E016"
# **Estandarizar** una columna es restarle su media $\mu$ y dividir por su **desviación típica** $\sigma$, que dice cuánto se
# apartan de ordinario los valores de su media (la raíz de la media de las distancias al cuadrado):
#
# $$z = \frac{x - \mu}{\sigma}$$
#
# Queda con media 0 y desviación típica 1, sin unidades. Es lo que hacen `StandardScaler` de scikit-learn y la capa `Normalization`
# de Keras, las dos con la $\sigma$ **poblacional** (dividen por $m$; `ddof=0` en NumPy, su valor por omisión). Ojo: `std` de
# pandas divide por $m - 1$.
#
# ¿Y cómo se hace columna a columna? Con `axis=0`, como en la celda que calculó $\kappa$: `two.mean(axis=0)` recorre cada
# columna de arriba abajo y da dos medias, la de la parcela y la de los dormitorios.
#
# ### Ejercicio 4: `standardize`
#
# `X` es una tabla de $m$ filas y $d$ columnas. Devuelve otra de la misma forma con cada **columna** estandarizada, con la
# $\sigma$ poblacional. Ninguna columna es constante: no tienes que preocuparte de dividir por cero.

# %% [markdown] id="estandarizar" lang="en" seal="ce8975"
# To **standardise** a column is to subtract its mean $\mu$ and divide by its **standard deviation** $\sigma$, which says how
# far the values usually lie from their mean (the square root of the mean of the squared distances):
#
# $$z = \frac{x - \mu}{\sigma}$$
#
# It ends up with mean 0 and standard deviation 1, without units. This is what scikit-learn's `StandardScaler` and Keras's layer
# `Normalization` do, both with the **population** $\sigma$ (they divide by $m$; `ddof=0` in NumPy, its default). Careful:
# the `std` of pandas divides by $m - 1$.
#
# And how is it done column by column? With `axis=0`, as in the cell that computed $\kappa$: `two.mean(axis=0)` goes through
# each column from top to bottom and gives two means, that of the lot and that of the bedrooms.
#
# ### Exercise 4: `standardize`
#
# `X` is a table of $m$ rows and $d$ columns. Return another of the same shape with each **column** standardised, with
# the population $\sigma$. No column is constant: you need not worry about dividing by zero.

# %% exercise="standardize"
def standardize(X):
    ### BEGIN SOLUTION
    #~ mean = ...
    #~ sigma = ...
    #~ return ...
    mean = X.mean(axis=0)
    sigma = X.std(axis=0)
    return (X - mean) / sigma
    ### END SOLUTION

# %% check="standardize" points=1
check("01.standardize", standardize)

# %% [markdown] id="min-max" lang="es" rows="inv-E015 err-E01"
# La otra forma corriente lleva cada columna al intervalo de 0 a 1: su mínimo acaba en 0 y su máximo en 1.
#
# $$z = \frac{x - x_{\min}}{x_{\max} - x_{\min}}$$
#
# > **Lo que dice el material antiguo / lo que vale hoy.** Hay diapositivas que dividen por $x - x_{\max}$. Es una errata: el
# > denominador es el **recorrido**, $x_{\max} - x_{\min}$, el mismo para toda la columna. La celda prueba las dos
# > fórmulas con `[2, 4, 6, 10]`: la errata da números negativos y en el máximo divide por cero (`inf`, infinito); la buena es la de
# > `MinMaxScaler`, de scikit-learn.

# %% [markdown] id="min-max" lang="en" seal="22424e"
# The other common way brings each column to the interval from 0 to 1: its minimum ends at 0 and its maximum at 1.
#
# $$z = \frac{x - x_{\min}}{x_{\max} - x_{\min}}$$
#
# > **What older material says / what holds today.** There are slides that divide by $x - x_{\max}$. It is a slip: the
# > denominator is the **range**, $x_{\max} - x_{\min}$, the same for the whole column. The cell tries both formulas on
# > `[2, 4, 6, 10]`: the slip gives negative numbers and divides by zero at the maximum (`inf`, infinity); the right one is
# > that of scikit-learn's `MinMaxScaler`.

# %% id="two-formulas"
from sklearn.preprocessing import MinMaxScaler

column = np.array([2.0, 4.0, 6.0, 10.0])
with np.errstate(divide="ignore"):
    slide = (column - column.min()) / (column - column.max())
print(Text(es="diapositiva: ", en="slide:       "), np.round(slide, 3))
print("MinMaxScaler:", MinMaxScaler().fit_transform(column.reshape(-1, 1)).ravel())

# %% [markdown] id="ejercicio-min-max" lang="es"
# ### Ejercicio 5: `min_max`
#
# Lo mismo que antes, columna a columna, con la fórmula buena. Esta vez, sin huecos.

# %% [markdown] id="ejercicio-min-max" lang="en" seal="69e4b0"
# ### Exercise 5: `min_max`
#
# As before, column by column, with the right formula. This time, without blanks.

# %% exercise="min_max"
def min_max(X):
    ### BEGIN SOLUTION
    low = X.min(axis=0)
    high = X.max(axis=0)
    return (X - low) / (high - low)
    ### END SOLUTION

# %% check="min_max" points=1
check("01.min_max", min_max)

# %% [markdown] id="que-cambia" lang="es"
# **Predice.** La superficie de las parcelas tiene la cola larga a la derecha: hay unas pocas enormes. La **asimetría** mide
# cuánto se estira esa cola: aquí vale 1.32 (0 sería simétrica). Al escalar, ¿la asimetría sube, baja o se queda igual?

# %% [markdown] id="que-cambia" lang="en" seal="b25a57"
# **Predict.** The area of the lots has a long tail on the right: there are a few huge ones. **Skewness** measures how far
# that tail stretches: here it is 1.32 (0 would be symmetric). After scaling, will the skewness go up, go down or stay the same?

# %% id="shape-stays"
lot = table["lot_m2"]
for name, values in (
    (Text(es="tal cual (m²)", en="as it is (m²)"), lot),
    (Text(es="min-max", en="min-max"), (lot - lot.min()) / (lot.max() - lot.min())),
    (Text(es="estandarizada", en="standardised"), (lot - lot.mean()) / lot.std(ddof=0)),
):
    numbers = Text(
        es="media {:8.3f}  de {:8.3f} a {:8.3f}  asimetría {:.5f}",
        en="mean {:8.3f}  from {:8.3f} to {:8.3f}  skewness {:.5f}",
    )
    print(f"{name!s:14}", numbers.format(values.mean(), values.min(), values.max(), values.skew()))

# %% [markdown] id="forma" lang="es" rows="err-E02"
# > **Lo que dice el material antiguo / lo que vale hoy.** «Escalar no afecta a la distribución.» Es verdad a medias:
# > conserva la **forma** (la asimetría, el orden, lo lejos que cae una casa rara respecto a las demás), pero cambia la
# > **media, el recorrido y las unidades**. Y falta lo más importante: $\mu$, $\sigma$, el mínimo y el máximo se calculan
# > **solo con los datos de entrenamiento**; con esos mismos números se escala después todo lo demás, que hace de futuro
# > aún desconocido.

# %% [markdown] id="forma" lang="en" seal="81cd36"
# > **What older material says / what holds today.** “Scaling does not affect the distribution.” That is half true: it keeps
# > the **shape** (the skewness, the order, how far an odd house lies from the others), but it changes the **mean, the range
# > and the units**. And the most important part is missing: $\mu$, $\sigma$, the minimum and the maximum are computed
# > **from the training data only**; with those same numbers everything else is scaled afterwards, since it stands
# > for a future not known yet.

# %% [markdown] id="reto" lang="es"
# ## 9. Reto: `multivariate`
#
# Ejercicio 6, desde cero. `X` tiene $m$ filas y $d$ columnas, `y` tiene $m$ valores. Sal de θ con todo ceros, da `steps`
# pasos y devuelve θ: un array de $d + 1$ números con $\theta_0$ **el primero**. No escales dentro de la función: usa `X`
# como viene. Relee la sección 7 si hace falta.

# %% [markdown] id="reto" lang="en" seal="398b05"
# ## 9. Challenge: `multivariate`
#
# Exercise 6, from scratch. `X` has $m$ rows and $d$ columns, `y` has $m$ values. Start with θ all zeros, take `steps` steps
# and return θ: an array of $d + 1$ numbers with $\theta_0$ **first**. Don't scale inside the function: use `X` as it comes.
# Read section 7 again if you need to.

# %% exercise="multivariate"
def multivariate(X, y, learning_rate, steps):
    ### BEGIN SOLUTION
    A = np.column_stack([np.ones(len(X)), X])
    theta = np.zeros(A.shape[1])
    for _ in range(steps):
        theta = theta - learning_rate * A.T @ (A @ theta - y) / len(y)
    return theta
    ### END SOLUTION

# %% check="multivariate" points=3
check("01.multivariate", multivariate)

# %% [markdown] id="casas" lang="es"
# ## 10. Precios de casas de verdad
#
# Todo junto, en el orden en que se hace siempre:
#
# 1. **separar** casas para entrenar y casas para probar, que hacen de futuro;
# 2. **escalar** con $\mu$ y $\sigma$ de las de entrenar, y de ninguna más;
# 3. **entrenar** con descenso de gradiente: si no le dices otra cosa, `LinearRegressionGD` toma $\alpha = 1/L$, la mitad del
#    límite $2/L$;
# 4. **juzgar** con las de probar, en dólares.
#
# El error lo damos como raíz del error cuadrático medio (RMSE): es la raíz de $2J$ y se mide en dólares. Para saber si un
# error es grande hace falta una referencia: quien no sabe nada predice siempre el precio medio.
#
# **Predice.** Las casas cuestan de media unos 68 000 dólares. Con las once características, ¿el error en casas nunca
# vistas será de unos 5000, 15 000 o 25 000 dólares?

# %% [markdown] id="casas" lang="en" seal="dba55b"
# ## 10. The prices of real houses
#
# All together, in the order in which it is always done:
#
# 1. **split** the houses into some to train on and some to test on, which play the future;
# 2. **scale** with $\mu$ and $\sigma$ of the training ones, and of no others;
# 3. **train** by gradient descent: unless told otherwise, `LinearRegressionGD` takes $\alpha = 1/L$, half of the limit
#    $2/L$;
# 4. **judge** on the test ones, in dollars.
#
# We give the error as root mean squared error (RMSE): it is the square root of $2J$ and is measured in dollars. To know
# whether an error is large you need a reference: someone who knows nothing always predicts the mean price.
#
# **Predict.** The houses cost about 68,000 dollars on average. With all eleven features, will the error on houses never
# seen be about 5,000, 15,000 or 25,000 dollars?

# %% id="my-error"
# es: Tu predicción, entre las comillas
# en: Your prediction, between the quotes
my_error = "?"

# %% id="train-on-houses"
import warnings

from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

features = table.drop(columns="price").astype(float)
X_train, X_test, price_train, price_test = train_test_split(
    features, table["price"], test_size=0.25, random_state=0
)
scaler = StandardScaler().fit(X_train)


def rmse(predicted):
    return np.sqrt(np.mean((price_test - predicted) ** 2))


model = LinearRegressionGD().fit(scaler.transform(X_train), price_train)
with warnings.catch_warnings():
    # es: Sin escalar no llega al fondo, y avisa; aquí ya lo sabemos
    # en: Without scaling it does not reach the bottom, and warns; here we know
    warnings.simplefilter("ignore")
    unscaled = LinearRegressionGD(max_iter=10_000).fit(X_train, price_train)

errors_in_dollars = (
    (Text(es="siempre el precio medio", en="always the mean price"), price_train.mean()),
    (Text(es="sin escalar, {n} pasos", en="not scaled, {n} steps").format(n=unscaled.n_iter_), unscaled.predict(X_test)),
    (Text(es="escalando, {n} pasos", en="scaled, {n} steps").format(n=model.n_iter_), model.predict(scaler.transform(X_test))),
)
for what, predicted in errors_in_dollars:
    print(f"{what!s:26} {rmse(predicted):8.0f} {Text(es='dólares', en='dollars')}")
print(YOURS, my_error)

# %% [markdown] id="jueces" lang="es"
# Con los datos sin escalar, diez mil pasos no bastan ni para igualar a quien siempre dice el precio medio. Escalados, bastan
# unos cien, y el error queda en unos 15 700 dólares.
#
# ### Dos jueces
#
# ¿Y cómo sabemos que el descenso llegó al fondo *de verdad*? En la regresión lineal hay una **solución cerrada**: álgebra
# que da el mínimo de golpe (`np.linalg.lstsq`). Ese es el primer juez. El segundo es `LinearRegression` de scikit-learn. Si
# has superado el reto, también se presenta tu función.

# %% [markdown] id="jueces" lang="en" seal="d346bb"
# Without scaling, ten thousand steps are not enough even to match someone who always says the mean price. With scaling,
# about a hundred will do, and the error comes down to some 15,700 dollars.
#
# ### Two judges
#
# And how do we know that the descent *really* reached the bottom? Linear regression has a **closed form**: algebra that
# gives the minimum in one go (`np.linalg.lstsq`). That is the first judge. The second is scikit-learn's `LinearRegression`.
# If you have passed the challenge, your function takes part too.

# %% id="two-judges"
from sklearn.linear_model import LinearRegression

Z = scaler.transform(X_train)
closed = np.linalg.lstsq(np.column_stack([np.ones(len(Z)), Z]), price_train, rcond=None)[0]
judge = LinearRegression().fit(Z, price_train)
answers = {
    "LinearRegressionGD": np.r_[model.intercept_, model.coef_],
    "LinearRegression": np.r_[judge.intercept_, judge.coef_],
}
if passed("01.multivariate"):
    answers["multivariate"] = np.ravel(multivariate(Z, price_train.to_numpy(), 0.4, 200))
for name, found in answers.items():
    difference = np.abs(found - closed).max()
    print(f"{name:20}", Text(es="se aleja de lstsq", en="differs from lstsq by"), f"{difference:.6f}")

# %% [markdown] id="por-que-descenso" lang="es"
# Coinciden: se separan en menos de una milésima de dólar. Entonces, ¿para qué bajar a tientas, si hay una fórmula? Porque
# solo la hay en casos como este. Para una red neuronal, en general, no existe ninguna, y el descenso de gradiente sirve igual: por eso lo
# aprendes con un problema en el que puedes comprobarlo.
#
# Mira ahora qué ha aprendido. Como las columnas están estandarizadas, los pesos se pueden comparar: cuántos dólares cambia
# la predicción por cada desviación típica de la característica.

# %% [markdown] id="por-que-descenso" lang="en" seal="e059a0"
# They agree: they differ by less than a thousandth of a dollar. Then why feel our way down, if there is a formula? Because
# there is one only in cases like this. For a neural network, in general, none exists, and gradient descent serves just the same: that is
# why you learn it on a problem where you can check it.
#
# Now see what it has learned. Since the columns are standardised, the weights can be compared: by how many dollars the
# prediction changes for each standard deviation of the feature.

# %% id="what-it-learned"
fig, (left, right) = plt.subplots(1, 2, figsize=(11, 4), layout="constrained")
order = np.argsort(model.coef_)
left.barh(features.columns[order], model.coef_[order], color=COLORS.blue)
left.set(
    title=str(Text(es="Peso de cada característica", en="Weight of each feature")),
    xlabel=str(Text(es="dólares por desviación típica", en="dollars per standard deviation")),
)
predicted = model.predict(scaler.transform(X_test))
right.plot(price_test / 1000, predicted / 1000, "o", color=COLORS.orange, markeredgecolor=COLORS.black, markersize=5)
right.plot([25, 175], [25, 175], "--", color=COLORS.black)
right.set(
    title=str(Text(es="Casas nunca vistas", en="Houses never seen")),
    xlabel=str(Text(es="precio real (miles de dólares)", en="actual price (thousands of dollars)")),
    ylabel=str(Text(es="predicción (miles)", en="prediction (thousands)")),
)
shown(
    fig,
    alt=Text(
        es="A la izquierda, barras: la superficie de la parcela es la característica de más peso, unos 8100 dólares por "
        "desviación típica; los dormitorios, la de menos, unos 1400. A la derecha, precio real y predicción de las casas de "
        "prueba: siguen la diagonal, con las más caras por debajo de ella.",
        en="On the left, bars: the area of the lot is the feature with the largest weight, about 8,100 dollars per standard "
        "deviation; the bedrooms have the smallest, about 1,400. On the right, actual price and prediction of the test houses: "
        "they follow the diagonal, with the most expensive ones below it.",
    ),
)

# %% [markdown] id="cautela" lang="es"
# Un peso grande dice que la característica ayuda a **predecir** el precio si las demás no cambian. No dice que *cause* el
# precio: añadir un baño no asegura ganar esa cantidad.

# %% [markdown] id="cautela" lang="en" seal="11c0ca"
# A large weight says that the feature helps to **predict** the price if the others don't change. It does not say that it
# *causes* the price: adding a bathroom does not guarantee that gain.

# %% [markdown] id="preguntas" lang="es"
# ## Preguntas
#
# Seis preguntas para comprobar qué te llevas. Cada respuesta viene con su porqué.

# %% [markdown] id="preguntas" lang="en" seal="ca9933"
# ## Questions
#
# Six questions to see what you are taking away. Every answer is explained.

# %% quiz="01.q11"

# %% quiz="01.q12"

# %% quiz="01.q13"

# %% quiz="01.q14"

# %% quiz="01.q15"

# %% quiz="01.q16"

# %% [markdown] id="resumen" lang="es" rows="inv-E036"
# ## Resumen
#
# - La derivada es la pendiente del suelo donde pisas; el gradiente reúne una por parámetro. Se camina **en contra**.
# - Un paso: $\theta_j := \theta_j - \alpha\,\frac{\partial J}{\partial \theta_j}$, todos los parámetros **a la vez**.
# - α pequeña: lento. α por encima de $2/L$: diverge. Entre medias, llega.
# - Se para cuando el suelo es casi llano, con un máximo de pasos por si acaso.
# - Varias características: una columna de unos y $\nabla J = \frac{1}{m} A^{\top}(A\,\theta - y)$.
# - Escalar acerca $\kappa$ a 1: el desfiladero se vuelve cuenco. Se ajusta **solo con los datos de entrenamiento**.
#
# Relee ahora `my_rule`, la regla que escribiste al principio. ¿Le falta algo de esta lista?

# %% [markdown] id="resumen" lang="en" seal="d1f562"
# ## Summary
#
# - The derivative is the slope of the ground where you stand; the gradient gathers one per parameter. You walk **against** it.
# - One step: $\theta_j := \theta_j - \alpha\,\frac{\partial J}{\partial \theta_j}$, all parameters **at once**.
# - Small α: slow. α above $2/L$: it diverges. In between, it arrives.
# - You stop when the ground is almost level, with a maximum number of steps just in case.
# - Several features: a column of ones and $\nabla J = \frac{1}{m} A^{\top}(A\,\theta - y)$.
# - Scaling brings $\kappa$ near 1: the gorge becomes a bowl. It is fitted **on the training data only**.
#
# Now read `my_rule` again, the rule that you wrote at the beginning. Is anything on this list missing from it?

# %% id="my-progress"
progress()

# %% [markdown] id="glosario" lang="es"
# ## Glosario
#
# | español | inglés | qué es |
# |---|---|---|
# | derivada | *derivative* | cuánto cambia una función por unidad de empujón, en un punto; la pendiente |
# | gradiente, $\nabla J$ | *gradient* | las derivadas parciales, una por parámetro; apunta cuesta arriba |
# | tasa de aprendizaje, $\alpha$ | *learning rate* | por cuánto se multiplica el gradiente para dar el paso |
# | actualización simultánea | *simultaneous update* | todos los parámetros cambian a partir de los valores antiguos |
# | converger, divergir | *converge, diverge* | acercarse al mínimo; alejarse sin fin |
# | curvatura | *curvature* | lo que crece la pendiente por cada unidad que te alejas del fondo; la mayor es $L$ |
# | número de condición, $\kappa$ | *condition number* | curvatura mayor entre curvatura menor; lo alargado del valle |
# | estandarizar | *standardise* | restar la media y dividir por la desviación típica |
# | escalado min-max | *min-max scaling* | llevar el mínimo a 0 y el máximo a 1 |
# | asimetría | *skewness* | cuánto se estira una cola de los datos; 0 si son simétricos |
# | solución cerrada | *closed form* | el mínimo dado por una fórmula, sin iterar |

# %% [markdown] id="glosario" lang="en" seal="1fe2fb"
# ## Glossary
#
# | English | Spanish | what it is |
# |---|---|---|
# | derivative | *derivada* | how much a function changes per unit of push, at a point; the slope |
# | gradient, $\nabla J$ | *gradiente* | the partial derivatives, one per parameter; it points uphill |
# | learning rate, $\alpha$ | *tasa de aprendizaje* | what the gradient is multiplied by to take the step |
# | simultaneous update | *actualización simultánea* | all parameters change starting from the old values |
# | converge, diverge | *converger, divergir* | to approach the minimum; to move away without end |
# | curvature | *curvatura* | how much the slope grows for each unit you move away from the bottom; the largest is $L$ |
# | condition number, $\kappa$ | *número de condición* | largest curvature over smallest; how stretched the valley is |
# | standardise | *estandarizar* | subtract the mean and divide by the standard deviation |
# | min-max scaling | *escalado min-max* | bring the minimum to 0 and the maximum to 1 |
# | skewness | *asimetría* | how far one tail of the data stretches; 0 if they are symmetric |
# | closed form | *solución cerrada* | the minimum given by a formula, without iterating |

# %% [markdown] id="seguir" lang="es"
# ## Para seguir leyendo
#
# - G. Goh, [Why Momentum Really Works](https://distill.pub/2017/momentum/) (Distill, 2017): el descenso
#   sobre un cuenco alargado, con figuras en las que mueves α, y una mejora, el *momentum*.
# - I. Goodfellow, Y. Bengio y A. Courville, [Deep Learning](https://www.deeplearningbook.org/) (2016), capítulo 4: gradiente,
#   curvatura y condición.
# - S. Boyd y L. Vandenberghe, [Convex Optimization](https://web.stanford.edu/~boyd/cvxbook/) (2004), sección 9.3: por qué
#   converge y a qué velocidad.
# - scikit-learn, [Preprocessing data](https://scikit-learn.org/stable/modules/preprocessing.html): los escaladores y sus trampas.
# - P. M. Anglin y R. Gençay (1996), «Semiparametric estimation of a hedonic price function», *Journal of Applied
#   Econometrics* 11(6), 633–648: el estudio del que vienen las casas.
# - A.-L. Cauchy (1847), «Méthode générale pour la résolution des systèmes d'équations simultanées», *Comptes rendus* 25,
#   536–538: donde nació el método.

# %% [markdown] id="seguir" lang="en" seal="af7e60"
# ## Where to read on
#
# - G. Goh, [Why Momentum Really Works](https://distill.pub/2017/momentum/) (Distill, 2017): descent in
#   a stretched bowl, with figures in which you move α, and an improvement, momentum.
# - I. Goodfellow, Y. Bengio and A. Courville, [Deep Learning](https://www.deeplearningbook.org/) (2016), chapter 4: gradient,
#   curvature and conditioning.
# - S. Boyd and L. Vandenberghe, [Convex Optimization](https://web.stanford.edu/~boyd/cvxbook/) (2004), section 9.3: why it
#   converges and how fast.
# - scikit-learn, [Preprocessing data](https://scikit-learn.org/stable/modules/preprocessing.html): the scalers and their traps.
# - P. M. Anglin and R. Gençay (1996), “Semiparametric estimation of a hedonic price function”, *Journal of Applied
#   Econometrics* 11(6), 633–648: the study that the houses come from.
# - A.-L. Cauchy (1847), “Méthode générale pour la résolution des systèmes d'équations simultanées”, *Comptes rendus* 25,
#   536–538: where the method was born.
