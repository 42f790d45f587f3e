"""What keeps this host from the centre, as refusals; nothing of the database's own leaks out."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import errors

from cqcmd.errors import Refusal
from cqcmd.i18n import _
from cqcmd.journal.foreign_rows import StationCloned
from cqcmd.patterns import regex
from cqcmd.text import clean


class CentreAway(Refusal):
    """The centre cannot be used now; the text says why, as part of a sentence.

    This host goes on by itself meanwhile.
    """


class CentreBusy(Refusal):
    """The centre is there, and another host keeps it: the act is not done."""


class CentreMoved(Refusal):
    """Another host wrote while this act lost its place: it has to be looked at anew."""


def why_of(fault: Refusal) -> str:
    """Return why this host goes on by itself; of a cloned disk what helps at a centre."""
    if not isinstance(fault, StationCloned):
        return str(fault)
    words = _(
        "中心里有本值班点（{station}）的第 {seq} 条，这里没有："
        "另一台机器用着从这里拷去的数据，或者这里从旧备份恢复过；"
        "请照手册把这台的数据目录移开，再重新打开。"
    )
    return words.format(station=fault.station, seq=fault.seq)


RIGHTS = _("中心没有给这个用户所需的权限，请中心的管理员按手册授权")
NO_ANSWER = _("没有应答")


@contextmanager
def as_away() -> Iterator[None]:
    """Raise what goes wrong on the way to the centre as a refusal."""
    try:
        yield
    except errors.LockNotAvailable as error:
        raise CentreBusy(_("中心被别的主机占用太久，没有记录；填的都在，请再做一次。")) from error
    except errors.IdleInTransactionSessionTimeout as error:
        raise CentreAway(_("本机停得太久，中心把这一次让给了别的主机")) from error
    except errors.InsufficientPrivilege as error:
        raise CentreAway(RIGHTS) from error
    except OSError as error:  # the socket, closed by whoever gave the connection up
        raise CentreAway(NO_ANSWER) from error
    except (psycopg.OperationalError, psycopg.InterfaceError) as error:
        raise CentreAway(_reason(error)) from error
    except psycopg.ProgrammingError as error:
        if error.sqlstate is None:  # no server has said it: the address could not be read
            raise CentreAway(_misspelt(error)) from error
        raise CentreAway(_not_ours(error)) from error
    except psycopg.DatabaseError as error:
        raise CentreAway(_not_ours(error)) from error


def _not_ours(error: psycopg.Error) -> str:
    words = _("中心的库不是本程序的，或者坏了（{code}）")
    return words.format(code=error.sqlstate or type(error).__name__)


def _misspelt(error: psycopg.Error) -> str:
    words = _("中心的地址写得不对（{said}），请核对 --journal 后面的写法")
    return words.format(said=_line(str(error).removeprefix("connection is bad: ")))


def _line(said: str) -> str:
    """Return the first line of what libpq or the server says, harmless."""
    return clean(said.strip().partition("\n")[0], limit=120, lines=False)


def _reason(error: psycopg.Error) -> str:
    """Say why a connection failed or broke.

    Before a connection stands there is no code to go by: what is known is whether a password was
    asked for, and libpq's own words, which are English wherever no translation of them lies.
    """
    tried = error.pgconn
    if tried is not None and tried.needs_password:
        return _("中心要口令，本机没有：请写进 ~/.pgpass 或 PGPASSFILE 指的文件")
    said = str(error).lower()
    for words, reason in _SAID:
        if words in said:
            return reason or _misspelt(error)
    if tried is not None and tried.used_password:
        return _("中心不认这个用户或口令，请核对 ~/.pgpass 或 PGPASSFILE 指的文件")
    if refused := _REFUSED.search(str(error)):
        return _("中心没有接受连接（{said}）").format(said=_line(refused[1]))
    return NO_ANSWER


_REFUSED = regex(r"(?:FATAL|\u81f4\u547d\u9519\u8bef):\s*(.+)")
"""What a server says before it closes a connection, in English or Chinese."""


_SAID = (
    ("pg_hba.conf", _("中心不让这台主机或这个用户连，请中心的管理员核对 pg_hba.conf")),
    ("certificate", _("中心的证书对不上，没有连：请核对 sslrootcert 指的文件和主机名")),
    ("ssl", _("中心的加密连接谈不拢，请核对 sslmode")),
    ("refused", _("中心的数据库没有开")),
    ("servname", ""),
    ("failed to resolve", _("中心的主机名查不到")),
    ("could not translate", _("中心的主机名查不到")),
    ("does not exist", _("中心没有这个库或用户")),
    ("too many", _("中心的连接满了")),
    ("starting up", _("中心正在启动")),
    ("shutting down", _("中心正在停机")),
    ("invalid ", ""),
    ("read-only", _("中心现在只读（备用机还没有接手）")),
)
"""Words of libpq or the server, and what they mean; none: the address cannot be read."""
