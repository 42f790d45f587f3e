"""Where the centre of a host is, as it is written behind ``--journal``."""

from importlib.util import find_spec
from urllib.parse import parse_qs, urlsplit

from cqcmd.errors import BadInput, Refusal
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


def refuse_centre(address: str) -> None:
    """Refuse an address that is none, and any where this machine lacks what connects to a centre.

    Raises Refusal.
    """
    refuse_address(address)
    if find_spec("psycopg") is None:
        words = _(
            "这台机器没有装连中心的组件（psycopg），没有打开；"
            "有网时用 python3 run.py --journal 打开一次就装上。"
        )
        raise Refusal(words)
