"""Patterns that are compiled when something is first asked of them, not as the program is loaded.

Compiling them took a fifth of what all modules of ours take to load at a start, most of it for
words that nobody has typed yet.
"""

import re
from typing import Any, cast

_ASKED = ("match", "search", "fullmatch", "sub", "subn", "split", "findall", "finditer")

_waiting: list["_Waiting"] = []


class _Waiting:
    """Stands where a pattern does; what is asked of it once, it has from then on."""

    def __init__(self, source: str, flags: int) -> None:
        self.pattern, self._flags = source, flags
        _waiting.append(self)

    def __getattr__(self, name: str) -> Any:
        found = re.compile(self.pattern, self._flags)
        vars(self).update({asked: getattr(found, asked) for asked in _ASKED})
        return getattr(found, name)


def regex(source: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern as `re.compile` does; a fault in ``source`` is raised when it is asked."""
    return cast("re.Pattern[str]", _Waiting(source, flags))


def compile_all() -> None:
    """Compile what is loaded and was not asked yet, so that no key waits for it.

    May run in a thread. Raises re.error: a pattern has a fault.
    """
    while _waiting:
        _waiting.pop().search("")
