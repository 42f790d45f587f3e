"""Keys changed by hand: what was written, held against every binding there is; a sample of it."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache

from msgspec import Struct
from textual.screen import Screen

from cqcmd.i18n import _
from cqcmd.screens.common.form_registry import every_form
from cqcmd.screens.common.keys import key_name
from cqcmd.widgets.key_grammar import FIXED, every_binding

KEY = re.compile(r"[a-z]|ctrl\+[abdefglnoprstuvwxz]|f(8|10|12)|shift\+f\d|slash|full_stop")
"""What may be written for a key. The other Ctrl+letters are Enter, Tab and Backspace to a terminal,
quit a program, or belong to a drill, as F11 does."""

TWINS = {
    "slash": "slash,ideographic_comma,fullwidth_solidus",
    "full_stop": "full_stop,ideographic_full_stop",
}
"""What an input method sends for a key."""

HEAD = _(
    "# 按键设置样例。要改哪一项，去掉那一行前面的 #，改引号里的键，存成 keys.toml，重新打开程序。\n"
    "# 键写成 b、ctrl+b、f8、f10、f12、shift+f8、slash（/）、full_stop（.），几个键用逗号隔开。\n"
    "# 每一项至少有一个键不是字母：字母会被输入法吃掉。\n"
    "# F1 到 F7、F9、Esc、回车、空格、退格、Del、Tab、方向键、翻页键、数字、? 处处一样，不能改。\n"
)


class Named(Struct, frozen=True):
    """An id: what it is called, and its keys on each kind of screen or widget."""

    words: str
    places: dict[type, tuple[str, ...]]

    @property
    def keys(self) -> tuple[str, ...]:
        """Every key it has anywhere, in their order."""
        return tuple(dict.fromkeys(key for keys in self.places.values() for key in keys))

    @property
    def fixed(self) -> bool:
        """Whether a key of it is one that never changes."""
        return any(FIXED.fullmatch(key) for key in self.keys)


def checked(written: Mapping[str, object]) -> tuple[dict[str, str], list[str]]:
    """Return what of it can be used, and a sentence on each line that cannot."""
    keymap: dict[str, str] = {}
    faults = []
    for ident, value in written.items():
        keys, fault = _read(ident, value)
        if fault:
            faults.append(fault)
        else:
            keymap[ident] = keys
    while clash := next(_clashes(keymap), None):
        ident, fault = clash
        del keymap[ident]
        faults.append(fault)
    return keymap, faults


def sample() -> str:
    """Return a file with every id that can be changed, its name and its keys; all in comments."""
    lines = [HEAD]
    for ident, named in _every().items():
        keys = [key for key in named.keys if key_name(key)]
        if not named.fixed and not ident.startswith("typing-"):
            lines.append(f'# {named.words}\n# {ident} = "{",".join(keys)}"\n')
    return "\n".join(lines)


def _read(ident: str, value: object) -> tuple[str, str]:
    """Return the keys of a line, or what is wrong with it."""
    named = _every().get(ident)
    if named is None:
        near = get_close_matches(ident, _every(), 1)
        words = _("按键设置：没有“{ident}”这一项，这一行没有采用。")
        hint = _("是不是 {near}？").format(near=near[0]) if near else ""
        return "", words.format(ident=ident[:40]) + hint
    fault = _("按键设置：{name}（{ident}）{why}，仍用原来的键。")
    keys = [key.strip().lower() for key in value.split(",")] if isinstance(value, str) else []
    if why := _why_not(named, keys):
        return "", fault.format(name=named.words, ident=ident, why=why)
    return ",".join(TWINS.get(key, key) for key in keys), ""


def _why_not(named: Named, keys: list[str]) -> str:
    if named.fixed:
        return _("的键处处一样，不能改")
    wrong = [key for key in keys if not KEY.fullmatch(key)]
    if wrong or not keys:
        return _("的键“{key}”不能用").format(key=wrong[0][:20] if wrong else "")
    if all(len(key) == 1 for key in keys):
        return _("只有字母，输入法开着就按不动，请加一个 F 键或 Ctrl+字母")
    return ""


def _clashes(keymap: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each line of which a key does something else already where it acts."""
    words = _("按键设置：{name}（{ident}）的键 {key} 已经是“{other}”，仍用原来的键。")
    for ident in keymap:
        for other, named in _every().items():
            for key in _in_common(ident, other, keymap):
                name = _every()[ident].words
                told = key_name(key) or key
                yield (
                    ident,
                    words.format(name=name, ident=ident, key=told, other=named.words),
                )


def _in_common(ident: str, other: str, keymap: Mapping[str, str]) -> set[str]:
    """Return the keys that two ids would share on a screen on which both act."""
    if ident == other:
        return set()
    # A key it had already is where this program put it, whatever else has it elsewhere.
    mine = set(keymap[ident].split(",")) - set(_every()[ident].keys)
    theirs = _every()[other].places
    for place, keys in theirs.items():
        if any(_together(place, here) for here in _every()[ident].places):
            now = set(keymap[other].split(",")) if other in keymap else set(keys)
            if shared := mine & now:
                return shared
    return set()


def _together(one: type, other: type) -> bool:
    """Whether two kinds may act at once: the same, or one a widget that may stand on the other."""
    if one is other or (issubclass(one, Screen) and issubclass(other, Screen)):
        return one is other
    # A widget of a wing stands on the screens of that wing, any other widget anywhere.
    modules = [kind.__module__ for kind in (one, other) if ".screens." in kind.__module__]
    return len({module.split(".")[2] for module in modules}) <= 1


@cache
def _every() -> dict[str, Named]:
    """Every id of ours, in the order of the program."""
    every_form()
    places: dict[str, dict[type, tuple[str, ...]]] = {}
    words: dict[str, str] = {}
    for kind, binding in every_binding():
        if binding.id:
            words.setdefault(binding.id, binding.description)
            keys = places.setdefault(binding.id, {})
            keys[kind] = (*keys.get(kind, ()), binding.key)
    return {ident: Named(words[ident], places[ident]) for ident in places}
