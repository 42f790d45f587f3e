"""The words of the interface: Chinese in place, looked up in a catalogue where one stands."""

from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path


@cache
def _catalogue() -> NullTranslations:
    return translation("cqcmd", Path(__file__).with_name("locale"), fallback=True)


def _(words: str) -> str:
    """The same words in the language of the session, or as they stand; empty stays empty."""
    return _catalogue().gettext(words) if words else ""
