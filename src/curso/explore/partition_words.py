"""The sentences of the picture of a split."""

from __future__ import annotations

from collections.abc import Mapping

from curso.text import Text

PARTS = ("train", "validation", "test")

TRAIN, VALIDATION, TEST = (
    Text(es="entrenamiento", en="training"),
    Text(es="validación", en="validation"),
    Text(es="prueba", en="test"),
)
PART_NAMES: Mapping[str, Text] = dict(zip(PARTS, (TRAIN, VALIDATION, TEST), strict=True))
HOWS: Mapping[str, Text] = {
    "stratified": Text(es="estratificado", en="stratified"),
    "random": Text(es="al azar", en="random"),
    "in order": Text(es="en orden, sin barajar", en="in order, not shuffled"),
}
LEAKS: Mapping[str, Text] = {
    "none": Text(es="ninguna", en="none"),
    "scaling": Text(es="escalar antes de partir", en="scaling before splitting"),
    "duplicates": Text(es="filas repetidas", en="duplicate rows"),
}
HOW = Text(es="reparto", en="split")
LEAK = Text(es="fuga", en="leak")
ROWS = Text(es="filas", en="rows")
RARE = Text(es="clase rara (proporción)", en="rare class (share)")
TEST_SHARE = Text(es="prueba (proporción)", en="test (share)")
SEED = Text(es="semilla", en="seed")
ONE_OF = Text(es="una de: {names}", en="one of: {names}")
BETWEEN = Text(es="un número entre {low} y {high}", en="a number from {low} to {high}")
A_COUNT = Text(es="un entero entre 60 y 300", en="an integer from 60 to 300")
PICTURE = Text(
    es="Tres gráficos del reparto de {rows} filas: {how}. Fuga: {leak}. Izquierda: una casilla por fila, negra si es "
    "de la clase rara. Centro: proporción de la clase rara: {whole} en total; {shares}. Derecha: {third}",
    en="Three charts of how {rows} rows are split: {how}. Leak: {leak}. Left: one box for each row, black for the rare "
    "class. Middle: share of the rare class: {whole} in all; {shares}. Right: {third}",
)
SHARE = Text(es="{part}, {n} filas: {share}", en="{part}, {n} rows: {share}")
MEAN = Text(es="{part} {mean}", en="{part} {mean}")
SCALED = Text(
    es="una característica, escalada con la media {mean} y la desviación {deviation}; las de las filas de "
    "entrenamiento son {mean_train} y {deviation_train}. Media de cada parte, ya escalada: {means}.",
    en="a feature, scaled with mean {mean} and deviation {deviation}; those of the training rows are {mean_train} and "
    "{deviation_train}. Mean of each part once scaled: {means}.",
)
COPIED = Text(
    es="exactitud del vecino más próximo. De las {n} filas de prueba, {shared} tienen una copia fuera de la prueba, y "
    "se mide {measured}; con las copias en la misma parte, {grouped}; con filas nuevas, {fresh}.",
    en="accuracy of the nearest neighbour. Of the {n} test rows, {shared} have a copy outside the test, and it "
    "measures {measured}; with all copies in the same part, {grouped}; on new rows, {fresh}.",
)
