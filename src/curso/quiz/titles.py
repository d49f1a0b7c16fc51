"""What banks are called: the titles of the course's own, and names of files that can be shown anywhere."""

from __future__ import annotations

from curso.text import Text

TITLES = {
    "01": Text(es="Regresión lineal", en="Linear regression"),
    "02": Text(es="La neurona y la red", en="The neuron and the network"),
    "03": Text(es="Capas de Keras", en="Keras layers"),
    "04": Text(es="Compilar y entrenar", en="Compiling and training"),
    "05": Text(es="Sobreajuste", en="Overfitting"),
    "06": Text(es="Hiperparámetros", en="Hyper-parameters"),
    "examen": Text(es="Examen de Keras", en="Keras exam"),
}


def printable(name: str) -> str:
    """A file's name without what a terminal takes for an order, or what XML and a database can't write."""
    return "".join(each if each.isprintable() else "_" for each in name)
