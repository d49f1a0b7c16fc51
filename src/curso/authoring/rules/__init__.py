"""The rules that every lesson keeps, one function each."""

from curso.authoring.rules import cells, exercises, languages, rows
from curso.authoring.rules.registry import RULES, Context, Rule, rule

__all__ = ["RULES", "Context", "Rule", "cells", "exercises", "languages", "rows", "rule"]
