"""Where a sentence of the plan has its home: read from homes.toml, proved by the bindings."""

import tomllib
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from textual.binding import Binding
from textual.dom import DOMNode

from cqcmd.screens.common.form_registry import every_form
from cqcmd.screens.common.keys import key_name
from cqcmd.screens.common.room_keys import ROOM_KEYS
from cqcmd.screens.plan.manual import section_of
from tools.clauses.sentences import Sentence

FILE = Path(__file__).with_name("homes.toml")

BELOW = "cqcmd.screens"


class Home(Struct, frozen=True, forbid_unknown_fields=True):
    """A screen that shows something, and the key with which it is recorded.

    ``screen``: ``command.screen:CommandScreen``, below the screens. ``key``: the same with the id
    of a binding, ``command.response_form:ResponseForm#save``. ``name``: what a screen is called
    whose title names what it is about.
    """

    screen: str
    key: str = ""
    name: str = ""


class Rule(Struct, frozen=True, forbid_unknown_fields=True):
    """What becomes of the sentences of a clause and of those beneath it.

    One of three: ``homes`` by name; ``reads``, why it is only read; ``lacks``, what cannot be
    recorded yet, with ``homes`` where it can be seen at least.
    ``says``: words of the sentences that it is about; without them all.
    """

    clause: str
    says: str = ""
    homes: tuple[str, ...] = ()
    reads: str = ""
    lacks: str = ""


class Homes(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    homes: dict[str, Home]
    rules: tuple[Rule, ...]

    def rule_of(self, sentence: Sentence) -> Rule | None:
        """Return the rule that says most exactly where a sentence is at home."""
        fitting = [rule for rule in self.rules if _fits(rule, sentence)]
        return max(fitting, key=lambda rule: (len(rule.says), len(rule.clause)), default=None)


def read_homes() -> Homes:
    """Read the file."""
    return msgspec.convert(tomllib.loads(FILE.read_text(encoding="utf-8")), Homes)


def _fits(rule: Rule, sentence: Sentence) -> bool:
    beneath = f"{sentence.clause}.".startswith(f"{rule.clause}.")
    return beneath and rule.says in sentence.words


def screen_words(home: Home) -> str:
    """Return what a screen is called, with the digit of a room. Raises AttributeError."""
    return home.name or _name(_class(home.screen))


def key_words(home: Home) -> str:
    """Return the screen or form, the key there, and what it says of itself.

    Raises:
        LookupError: there is no such binding.
    """
    place, _mark, ident = home.key.partition("#")
    where = screen_words(home) if place == home.screen else _name(_class(place))
    keys = [f"`{name}`" for name in _key_names(_class(place), ident)]
    return " ".join((where, *keys, _bindings(place)[ident].description))


def _name(kind: type[DOMNode]) -> str:
    for _key, digit, room, name in ROOM_KEYS:
        if getattr(kind, "room", "") == room:
            return f"{digit} {name}"
    titles = [one.title for one in every_form().values() if _made_by(one.make) is kind][::-1]
    named = [getattr(kind, name, "") for name in ("name_of_form", "name_of_room", "name_of_text")]
    found = next(filter(None, (*named, *titles)), "") or section_of(kind.__new__(kind))
    return found.partition("{")[0]  # what a plan calls its headquarters


def _made_by(make: Any) -> object:
    return getattr(make, "__self__", make)


@cache
def _bindings(place: str) -> dict[str, Binding]:
    bound = _class(place)._merged_bindings
    every = bound.key_to_bindings.values() if bound else ()
    return {str(one.id): one for bindings in every for one in bindings}


def _key_names(kind: type[DOMNode], ident: str) -> list[str]:
    bound = kind._merged_bindings
    every = bound.key_to_bindings.items() if bound else ()
    keys = (key for key, bindings in every if any(one.id == ident for one in bindings))
    return list(dict.fromkeys(filter(None, map(key_name, keys))))


def _class(place: str) -> type[DOMNode]:
    module, _colon, name = place.partition(":")
    found: type[DOMNode] = getattr(import_module(f"{BELOW}.{module}"), name)
    return found
