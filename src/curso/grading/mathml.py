"""Markdown to HTML with formulas as MathML, which browsers show without a script and without the network."""

from __future__ import annotations

import html
from typing import Any

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath


def formula(tex: str, block: bool) -> str:
    """A formula as MathML; as plain TeX where it cannot be converted."""
    tex = tex.strip()
    try:
        from latex2mathml.converter import convert

        return str(convert(tex, display="block" if block else "inline"))
    except Exception:
        tag = "div" if block else "span"
        return f'<{tag}><code class="tex">{html.escape(tex)}</code></{tag}>'


class MathMLRenderer(IPythonRenderer):
    """nbconvert's Markdown, except for formulas."""

    def block_math(self, body: str) -> str:
        """$$…$$"""
        return formula(body, block=True)

    def inline_math(self, body: str) -> str:
        """$…$"""
        return formula(body, block=False)

    def latex_environment(self, name: str, body: str) -> str:
        r"""\begin{name}…\end{name}"""
        return formula(f"\\begin{{{name}}}{body}\\end{{{name}}}", block=True)


def markdown_to_html(source: str, attachments: Any = None) -> str:
    """Render a Markdown cell; pictures that are attached to it are put into the page."""
    renderer = MathMLRenderer(escape=False, attachments=attachments or {}, exclude_anchor_links=True)
    return str(MarkdownWithMath(renderer=renderer).render(source))
