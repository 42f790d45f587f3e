"""The words of the interface: Chinese in place, looked up in a catalogue where one stands."""

from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path


@cache
def _catalogue() -> NullTranslations:
    return translation("cqcmd", Path(__file__).with_name("locale"), fallback=True)


def _(words: str) -> str:
    """Translate words into the language of the session, or return them as they stand."""
    # To the empty string gettext answers with the header of the catalogue.
    return _catalogue().gettext(words) if words else ""
