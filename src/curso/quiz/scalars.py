"""What a word of YAML is: a number, true or false, nothing, or text."""

from __future__ import annotations

from functools import lru_cache

import yaml

TEXT, LIST, MAP = (f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map"))
INT, FLOAT, BOOL, NULL = (f"tag:yaml.org,2002:{kind}" for kind in ("int", "float", "bool", "null"))

_plain = yaml.constructor.SafeConstructor()
SCALARS = {
    INT: _plain.construct_yaml_int,
    FLOAT: _plain.construct_yaml_float,
    BOOL: _plain.construct_yaml_bool,
    NULL: lambda node: None,
}
_words = yaml.resolver.Resolver()


@lru_cache(maxsize=4096)
def tag_of(written: str) -> str:
    """What a word without quotation marks is. A date, and whatever else YAML 1.1 knows, is text.

    1e-3 is a number, as in YAML 1.2 and as editors take it.
    """
    tag: str = _words.resolve(yaml.ScalarNode, written, (True, False))  # type: ignore[no-untyped-call]
    if tag == TEXT and _has_power(written):
        return FLOAT
    return tag if tag in SCALARS else TEXT


def _has_power(written: str) -> bool:
    mantissa, _, exponent = written.lower().partition("e")
    return mantissa.removeprefix("-").isdecimal() and exponent.removeprefix("-").removeprefix("+").isdecimal()
