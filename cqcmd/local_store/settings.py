"""This station's settings: plain values with defaults, in one document."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from cqcmd.errors import Refusal, Unread
from cqcmd.i18n import _
from cqcmd.local_store.json_document import opened, read_document, set_aside
from cqcmd.paths import lies_there

Plain = str | int | float | bool | None


class Settings:
    """Values by name; what is not set, or is not of the default's type, has its default."""

    def __init__(self, path: Path, defaults: Mapping[str, Plain]) -> None:
        """Defaults until ``load``. Only the names in ``defaults`` can be got and set."""
        self._path = path
        self._defaults = dict(defaults)
        self._values: dict[str, Plain] = {}

    def load(self, at: datetime) -> str:
        """Read the file; what is wrong with it is returned. A broken one is set aside."""
        try:
            self._read()
        except Unread as fault:  # not broken for all that is known: it stays where it is
            return str(fault) + _("现在用的是默认设置。")
        except Refusal as fault:
            return set_aside(self._path, at, fault) + _("现在用的是默认设置。")
        return ""

    def peek(self) -> None:
        """Read the file of another post: nothing is moved; a broken one leaves the defaults."""
        with suppress(Refusal):  # that post says so itself when it opens
            self._read()

    def keep_at(self, path: Path) -> None:
        """Keep what is set from here on in another file; what stands there already counts."""
        stood, self._path = self._values, path
        with suppress(Refusal):  # of another session; what was read before is good enough
            self._read()
        self._values = stood | self._values

    def get(self, name: str) -> Plain:
        """Return the value set, or the default."""
        return self._values.get(name, self._defaults[name])

    def set(self, name: str, value: Plain) -> None:
        """Keep a value; on disk when this returns. Raises Unwritable, BadInput."""
        if name not in self._defaults:
            raise KeyError(name)
        with opened(self._path) as db:
            row = {"name": name, "value": value}
            db.table("settings").upsert(row, lambda kept: kept.get("name") == name)
        self._values[name] = value

    def _read(self) -> None:
        self._values = {}
        if not lies_there(self._path):
            return
        tables, _digest = read_document(self._path)
        for row in tables.get("settings", ()):
            self._accept(row.get("name"), row.get("value"))

    def _accept(self, name: Any, value: Any) -> None:
        if not isinstance(name, str) or name not in self._defaults:
            return
        default = self._defaults[name]
        kinds = (str, int, float, bool, type(None)) if default is None else (type(default),)
        # Not isinstance, to which True is a whole number.
        if type(value) in kinds:
            self._values[name] = value
