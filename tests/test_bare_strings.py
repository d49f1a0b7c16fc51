"""Every sentence that a person can see is a `Text` with both languages: no bare string reaches the screen."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "curso"

# Calls whose string arguments are shown, by the last part of the name; the number is how many arguments come first
# that are not shown (`ax.text(x, y, shown)`).
SHOWN_ARGUMENTS = {
    "print": 0, "echo": 0, "secho": 0, "input": 0, "warn": 0, "say": 0, "trouble": 0,
    "set_title": 0, "set_xlabel": 0, "set_ylabel": 0, "set_zlabel": 0, "set_label": 0, "suptitle": 0, "supxlabel": 0,
    "supylabel": 0, "xlabel": 0, "ylabel": 0, "legend": 0, "annotate": 0, "figtext": 2, "text": 2,
    "set_xticklabels": 0, "set_yticklabels": 0, "set_ticklabels": 0,
    "add_column": 0, "add_row": 0, "Label": 0, "HTML": 0, "Markdown": 0, "HTMLMath": 0,
}  # fmt: skip
# Keyword arguments that are shown whatever is called.
SHOWN_KEYWORDS = {
    "help", "epilog", "short_help", "prompt", "description", "tooltip", "placeholder", "title", "label", "labels",
    "xlabel", "ylabel", "alt", "caption", "suptitle",
}  # fmt: skip
# Calls that make both languages, or whose strings are never read.
NOT_SHOWN = {"Text", "verbatim", "getenv", "get", "encode", "getattr", "setattr", "compile", "match", "search"}
# Exceptions whose sentences are Python's own, or a programmer's mistake.
NOT_FOR_USERS = {"Exit", "AttributeError", "TypeError", "NotImplementedError", "AssertionError"}
# traitlets that describe nbgrader's options: its own help is English throughout.
TRAITS = {"Bool", "Float", "Int", "Integer", "List", "Unicode"}
STREAMS = {"stdout", "stderr"}
FREE_WORDS = {"es", "en", "curso"}
FUNCTION_WORDS = {
    "the", "is", "are", "of", "not", "with", "you", "your", "this", "an",
    "el", "la", "los", "las", "un", "una", "que", "para", "con", "no", "es", "por",
}  # fmt: skip
SPOKEN_ATTRIBUTES = re.compile(r"""\b(?:alt|title|aria-label|placeholder)=["']([^"'<>]*)""")


def words(text: str) -> list[str]:
    """The words of a language in `text`: what is left without markup, code, formulas, placeholders and paths."""
    spoken = " ".join(SPOKEN_ATTRIBUTES.findall(text))
    text = re.sub(r"<(style|script)\b.*?</\1>", " ", text, flags=re.DOTALL)
    text = re.sub(r"^[^<>]*[\"';]\s*/?>", " ", text) if "<" not in text.partition(">")[0] else text
    text = re.sub(r"<[^<>]*(>|$)", " ", text)
    text = re.sub(r"\[/?[a-z# 0-9_.]*\]", " ", text)
    text = re.sub(r"`[^`]*`|\$[^$]*\$|\{[^{}]*\}|&\w+;|\S*[/\\_.=:]\w\S*|--?\w[\w-]*|\w+\([^)]*\)", " ", text)
    return [w for w in re.findall(r"[^\W\d_]{2,}", f"{text} {spoken}") if w.lower() not in FREE_WORDS]


class Finder(ast.NodeVisitor):
    """Collects (line, string) for every bare string that reaches the screen in one module."""

    def __init__(self, tree: ast.Module) -> None:
        self.found: set[tuple[int, str]] = set()
        self.constants = {
            target.id: node.value
            for node in tree.body
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name) and isinstance(node.value, ast.Constant | ast.JoinedStr | ast.BinOp)
        }
        self.documentation = {
            id(node.body[0].value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }

    def visit_Call(self, node: ast.Call) -> None:
        name = _name(node.func)
        if name in SHOWN_ARGUMENTS and not (name == "text" and len(node.args) < 3):
            for argument in node.args[SHOWN_ARGUMENTS[name] :]:
                self.shown(argument)
        if name == "write" and isinstance(node.func, ast.Attribute) and _name(node.func.value) in STREAMS:
            self.shown(node.args[0])
        for keyword in node.keywords:
            if keyword.arg in SHOWN_KEYWORDS and name not in NOT_SHOWN | TRAITS:
                self.shown(keyword.value)
        if name == "verbatim":
            for _, text in _strings(node.args[0], {}):
                if FUNCTION_WORDS & set(text.lower().split()):
                    self.found.add((node.lineno, text))
        self.generic_visit(node)

    def visit_Raise(self, node: ast.Raise) -> None:
        if isinstance(node.exc, ast.Call) and _name(node.exc.func) not in NOT_FOR_USERS:
            for argument in node.exc.args:
                self.shown(argument, sentence=True)
        self.generic_visit(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        if any(_name(base).endswith(("Error", "Exception", "Warning")) for base in node.bases):
            for call in ast.walk(node):
                if isinstance(call, ast.Call) and ast.unparse(call.func) == "super().__init__":
                    for argument in call.args:
                        self.shown(argument, sentence=True)
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        self.markup(node)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        self.markup(node)
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                self.visit(part.value)

    def markup(self, node: ast.expr) -> None:
        """HTML is shown wherever it is put together."""
        if id(node) in self.documentation:
            return
        for line, text in _strings(node, {}):
            if re.search(r"<[a-z]+[\s>/]", text) and "(?" not in text and words(text):
                self.found.add((line, text))

    def shown(self, node: ast.expr, sentence: bool = False) -> None:
        """`node` is shown; as a `sentence`, only a string of several words counts (a name may be any word)."""
        for line, text in _strings(node, self.constants):
            if words(text) and (not sentence or re.search(r"\w\W*\s\W*\w", text)):
                self.found.add((line, text))


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _strings(node: ast.expr, constants: dict[str, ast.expr]) -> Iterator[tuple[int, str]]:
    """The literals that `node` puts together, with their lines; what is filled in stands as {}."""
    match node:
        case ast.Constant(value=str() as text):
            yield node.lineno, text
        case ast.JoinedStr(values=parts):
            yield node.lineno, "".join(p.value if isinstance(p, ast.Constant) else "{}" for p in parts)
        case ast.BinOp(left=left, right=right, op=ast.Add() | ast.Mod()):
            yield from _strings(left, constants)
            yield from _strings(right, constants)
        case ast.IfExp(body=body, orelse=orelse):
            yield from _strings(body, constants)
            yield from _strings(orelse, constants)
        case ast.List(elts=items) | ast.Tuple(elts=items):
            for item in items:
                yield from _strings(item, constants)
        case ast.Call(func=ast.Attribute(value=value, attr="format" | "join" | "strip" | "upper"), args=arguments):
            yield from _strings(value, constants)
            for argument in arguments:
                yield from _strings(argument, constants)
        case ast.Name(id=name) if name in constants:
            yield from _strings(constants[name], {})


def bare_strings(source: str) -> list[tuple[int, str]]:
    """The bare strings of a module's source that reach the screen, with their lines."""
    tree = ast.parse(source)
    finder = Finder(tree)
    finder.visit(tree)
    return sorted(finder.found)


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda p: p.relative_to(SOURCE).as_posix())
def test_no_bare_string_reaches_the_screen(path: Path) -> None:
    found = bare_strings(path.read_text(encoding="utf-8"))
    assert not found, "write these as Text(es=…, en=…):\n" + "\n".join(f"  {path}:{line}: {t!r}" for line, t in found)


PLANTED = [
    'print("Hello there")',
    'console.print(f"[bold]Marks of {name}[/]")',
    'typer.echo("Listo")',
    'lang: Annotated[str, typer.Option("--lang", help="The language")] = ""',
    'widgets.FloatSlider(description="learning rate")',
    'ax.set_title("Cost" if early else "Coste")',
    'ax.set_xlabel("epoch")',
    'ax.text(0.1, 0.2, "minimum")',
    'ax.plot(x, y, label="loss")',
    'ax.legend(["train", "test"])',
    'TITLE = "Coste por época"\nax.set_title(TITLE)',
    'raise ValueError("the learning rate must be positive")',
    'raise ValueError(f"expected {n} rows but got {m}")',
    'raise ValueError("expected {} rows".format(n))',
    'class LostError(Exception):\n    def __init__(self):\n        super().__init__("it was lost")',
    'warnings.warn("It diverged")',
    'sys.stdout.write("done\\n")',
    'html = f"<p>Points: {points}</p>"',
    'html = \'<img src="x" alt="the cost surface">\'',
    'display(HTML("Correct"))',
    'table.add_column("Student")',
    'say(verbatim("there is a mistake in the file"))',
]
CLEAN = [
    'say(Text(es="Hola", en="Hello"))',
    'print(str(GREETING))',
    'print(f"{name}: {value:.3f}")',
    'ax.set_title(str(Text(es="Coste", en="Cost")))',
    'ax.set_xlabel(r"$\\theta_0$")',
    'ax.plot(x, y, label="_nolegend_")',
    'raise KeyError("01.cost")',
    'raise typer.Exit(1)',
    'raise BadInput(NO_COURSE.format(name="the name"))',
    '"""Shows <b>things</b> in bold."""',
    'html = f\'<div style="margin:0 auto">{body}</div>\'',
    'cells = ["a word that is not shown"]',
    'verdict.text("es")',
    'say(verbatim("python -m pip install curso[lab]"))',
    'PATTERN = re.compile(r"<a href=(?P<where>.*)>words here</a>")',
    'path.open(encoding="utf-8")',
]


@pytest.mark.parametrize("source", PLANTED)
def test_a_planted_bare_string_is_found(source: str) -> None:
    assert bare_strings(source)


@pytest.mark.parametrize("source", CLEAN)
def test_what_is_in_both_languages_or_in_none_is_left_alone(source: str) -> None:
    assert bare_strings(source) == []
