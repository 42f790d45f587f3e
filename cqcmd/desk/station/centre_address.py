"""Where the centre of a host is, as it is written behind ``--journal``."""

from urllib.parse import parse_qs, urlsplit

from cqcmd.errors import BadInput
from cqcmd.i18n import _


def refuse_address(address: str) -> None:
    """Refuse what is no address of a centre, or would show the password to everybody.

    Raises BadInput.
    """
    try:
        parts = urlsplit(address)
        told = parse_qs(parts.query)
    except ValueError:
        parts, told = urlsplit(""), {}
    if parts.scheme not in ("postgresql", "postgres"):
        raise BadInput(_("--journal 后面写中心的地址：postgresql://用户@主机/库。"))
    if parts.password is not None or "password" in told:
        # Every user of the machine sees the words of a command.
        words = _(
            "口令不要写在地址里，谁都看得到；请写进 ~/.pgpass（权限 0600）或 PGPASSFILE 指的文件。"
        )
        raise BadInput(words)
