"""The file with the password of the centre, looked at before libpq does."""

import os
import stat
from contextlib import suppress
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

from cqcmd.centre.faults import CentreAway
from cqcmd.i18n import _


def refuse_passfile(address: str) -> None:
    """Refuse a file of passwords that libpq would leave unread: it says so on the screen.

    Raises CentreAway; psycopg.ProgrammingError: the address cannot be read.
    """
    path = _passfile(address)
    if os.name == "nt" or "PGPASSWORD" in os.environ:
        return
    with suppress(OSError):  # there is none: the centre may want no password
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):
            raise CentreAway(_("口令文件 {path} 不是普通文件，没有用它").format(path=path))
        if mode & (stat.S_IRWXG | stat.S_IRWXO):
            words = _("口令文件 {path} 别人也能读，没有用它：请 chmod 600 这个文件")
            raise CentreAway(words.format(path=path))


def _passfile(address: str) -> Path:
    """Return where libpq looks for the password."""
    told = conninfo_to_dict(address).get("passfile") or os.environ.get("PGPASSFILE")
    return Path(str(told)) if told else Path.home() / ".pgpass"
