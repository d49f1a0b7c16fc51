"""What two twins share: read by a CommonMark parser, so that code, formulas and links are told apart."""

from __future__ import annotations

import pytest

from curso.authoring.markdown import items


def shared(source: str) -> list[tuple[str, str]]:
    return [(item.aspect, item.value) for item in items(source)]


@pytest.mark.parametrize(
    ("spanish", "english"),
    [
        (r"El $\text{coste medio}$", r"The $\text{mean cost}$"),
        (r"$\operatorname{sen} x$", r"$\operatorname{sin} x$"),
        ("$x + 1$", "$x+1$"),
        ("[a](https://es.wikipedia.org/wiki/Gradiente)", "[a](https://en.wikipedia.org/wiki/Gradient)"),
        ("[a](../es/02_x.ipynb)", "[a](../en/02_x.ipynb)"),
        ("[a](https://example.org/?hl=es)", "[a](https://example.org/?hl=en)"),
        ("```python\nx = 1  # uno\n# nada\n```", "```python\nx = 1  # one\n```"),
        ("```\ndatos -> modelo\n```", "```\ndata -> model\n```"),
        ("cuesta 5 dólares", "it costs 5 dollars"),
    ],
)
def test_what_belongs_to_a_language_is_not_compared(spanish, english):
    assert shared(spanish) == shared(english)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("$x$", "$y$"),
        ("`$x$`", "$x$"),
        ("$$x$$", "$$z$$"),
        ("\\begin{align}a\\end{align}", "\\begin{align}b\\end{align}"),
        ("# A", "## A"),
        ("[a](b)", "[a](c)"),
        ("<https://a.org>", "<https://b.org>"),
        ('<img src="a.png" alt="x">', '<img src="b.png" alt="x">'),
        ('texto <a href="b">a</a>', 'text <a href="c">a</a>'),
        ("`fit`", "`predict`"),
        ("```python\nx\n```", "```bash\nx\n```"),
        ("| a | $x$ |\n|---|---|\n| `b` | c |", "| a | $x$ |\n|---|---|\n| `d` | c |"),
    ],
)
def test_what_does_not_belong_to_a_language_is_compared(one, other):
    assert shared(one) != shared(other)


def test_a_formula_in_a_heading_a_list_and_a_table_is_seen():
    assert shared("## El $a$\n\n- $b$\n\n| $c$ |\n|---|\n| $d$ |") == [
        ("heading", "h2"), ("formula", "a"), ("formula", "b"), ("formula", "c"), ("formula", "d")
    ]  # fmt: skip


def test_alternative_text_is_read_from_markdown_and_from_html():
    found = items('![una recta](a.png)\n\n<img src="b.png" alt="a line">\n\ntexto <img src="c.png">')
    assert [item.alt for item in found] == ["una recta", "a line", ""]
    assert [item.offset for item in found] == [0, 2, 4]
