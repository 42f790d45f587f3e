"""What keeps this host from the centre, as refusals; nothing of the database's own leaks out."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import errors

from cqcmd.errors import Refusal
from cqcmd.i18n import _


class CentreAway(Refusal):
    """The centre cannot be used now; the text says why, as part of a sentence.

    This host goes on by itself meanwhile.
    """


class CentreBusy(Refusal):
    """The centre is there, and another host keeps it: the act is not done."""


class CentreMoved(Refusal):
    """Another host wrote while this act lost its place: it has to be looked at anew."""


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
    except psycopg.DatabaseError as error:
        words = _("中心的库不是本程序的，或者坏了（{code}）")
        raise CentreAway(words.format(code=error.sqlstate or type(error).__name__)) from error


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
            return reason
    if tried is not None and tried.used_password:
        return _("中心不认这个用户或口令，请核对 ~/.pgpass 或 PGPASSFILE 指的文件")
    return NO_ANSWER


_SAID = (
    ("certificate", _("中心的证书对不上，没有连：请核对 sslrootcert 指的文件和主机名")),
    ("ssl", _("中心的加密连接谈不拢，请核对 sslmode")),
    ("refused", _("中心的数据库没有开")),
    ("could not translate", _("中心的主机名查不到")),
    ("name or service", _("中心的主机名查不到")),
    ("does not exist", _("中心没有这个库或用户")),
    ("too many", _("中心的连接满了")),
    ("starting up", _("中心正在启动")),
    ("shutting down", _("中心正在停机")),
    ("read-only", _("中心现在只读（备用机还没有接手）")),
)
