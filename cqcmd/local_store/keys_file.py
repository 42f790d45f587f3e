"""Keys changed by hand: a TOML file beside the settings, a line a key, read with suspicion."""

import tomllib
from pathlib import Path

from cqcmd.errors import BadInput, reason_of
from cqcmd.i18n import _

KEYS_FILE, SAMPLE_FILE = "keys.toml", "keys.sample.toml"
SIZE_CAP = 256 * 1024
"""The most bytes it may have: some two hundred short lines."""


def read_keys(folder: Path) -> dict[str, object]:
    """Return what stands in the file, whatever it is; empty where there is no file.

    Raises:
        BadInput: it cannot be read, is too large, or is no TOML.
    """
    path = folder / KEYS_FILE
    if not path.is_file():
        return {}
    try:
        with path.open("rb") as file:
            data = file.read(SIZE_CAP + 1)
        if len(data) > SIZE_CAP:
            raise BadInput(_("按键设置 {path} 太大，没有采用。").format(path=path))
        # Editors on Windows begin a file of UTF-8 with a mark.
        return tomllib.loads(data.decode("utf-8-sig"))
    except OSError as error:
        words = _("按键设置 {path} 读不了：{reason}。没有采用，按键照旧。")
        raise BadInput(words.format(path=path, reason=reason_of(error))) from error
    except ValueError as error:
        words = _("按键设置 {path} 写得不对，没有采用，按键照旧：{reason}")
        raise BadInput(words.format(path=path, reason=error)) from error
