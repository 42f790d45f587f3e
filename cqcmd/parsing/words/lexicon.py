"""The lexicon: the words of callers by class, other names of things, traditional characters."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from cqcmd.parsing.words import tokens as t

Words = dict[str, tuple[tuple[str, str], ...]]
"""Words by their first letter, the longest first, each with its class."""
Patterns = tuple[tuple[str, re.Pattern[str]], ...]
"""Names with the pattern of their words."""


@cache
def _file() -> dict[str, Any]:
    text = files("cqcmd.parsing.words").joinpath("lexicon.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def classes() -> dict[str, str]:
    """Every word with its class."""
    return {
        word: getattr(t, name.upper())
        for name, said in _file()["classes"].items()
        for word in said.split()
    }


def index_words(names: Iterable[tuple[str, str]]) -> Words:
    """Return the lexicon made ready for looking up; ``names`` are more words with their class."""
    found = dict.fromkeys(_file()["other"]["words"].split(), t.GAP) | classes() | dict(names)
    by_first: dict[str, list[tuple[str, str]]] = {}
    for word in sorted(found, key=len, reverse=True):
        by_first.setdefault(word[0], []).append((word, found[word]))
    return {first: tuple(words) for first, words in by_first.items()}


def equipment_names() -> dict[str, tuple[str, ...]]:
    """How callers name equipment, by the plan's own name of its kind."""
    return {name: tuple(said.split()) for name, said in _file()["equipment"].items()}


def former_districts() -> dict[str, str]:
    """Names of districts of before, or of every day, and the short name that is meant."""
    names: dict[str, str] = _file()["districts"]
    return names


@cache
def simplified() -> dict[int, str]:
    """Traditional characters and the simplified ones, for ``str.translate``: one for one."""
    return {ord(pair[0]): pair[1] for pair in _file()["traditional"]["pairs"].split()}


@cache
def events() -> Patterns:
    """Return what can be said to have happened with the pattern of its words, longer ones first."""
    return tuple((what, _pattern(parts)) for what, parts in _file()["events"].items())


@cache
def unit_pattern(name: str) -> re.Pattern[str]:
    """Return a pattern about units: how their names end (``ends``), what is a mere trade."""
    return _pattern(_file()["units"][name])


@cache
def unit_words(name: str) -> frozenset[str]:
    """Return words that end a unit's name: businesses, areas, visited places, short ones."""
    return frozenset(_file()["units"][name].split())


@cache
def caller_words(name: str) -> frozenset[str]:
    """Return words about who calls: posts, bodies, workers; what looks like a name and is none."""
    return frozenset(_file()["callers"][name].split())


@cache
def place_words() -> tuple[str, ...]:
    """Return parts of town by the names that everybody knows, the longest first."""
    return tuple(sorted(_file()["places"]["words"].split(), key=len, reverse=True))


@cache
def surnames() -> str:
    """Every letter that a family name may be."""
    return "".join(_file()["callers"]["surnames"].split())


def _pattern(parts: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(parts))
