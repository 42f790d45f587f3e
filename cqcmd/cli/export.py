"""`cqcmd export`: what is written down as tables, or the deadlines as a calendar."""

from argparse import Namespace
from datetime import date
from pathlib import Path

from cqcmd.cli.output import DONE, put
from cqcmd.clock import SystemClock
from cqcmd.desk.register.export import Wanted, export, export_calendar
from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.paths import data_dir


def run(args: Namespace) -> int:
    """Write the tables or the calendar; say where."""
    if (args.directory is None) == (args.ical is None):
        raise BadInput(_("请写明导出到哪个目录，或用 --ical 文件 只写时限日程；两样写一样。"))
    data, clock = data_dir(args.data), SystemClock()
    if args.ical is not None:
        put(export_calendar(data, args.plan, _place(args.ical), clock))
        return DONE
    first, last = _day(args.first, date.min), _day(args.last, date.max)
    if first > last:
        raise BadInput(_("--from 的日期在 --to 之后，没有导出；请对调。"))
    wanted = Wanted(args.format, first, last)
    put(export(data, args.plan, _place(args.directory), wanted, clock))
    return DONE


def _place(typed: Path) -> Path:
    try:
        return typed.expanduser().absolute()
    except (OSError, RuntimeError) as error:
        raise BadInput(_("{path} 用不了，没有导出；请写完整路径。").format(path=typed)) from error


def _day(typed: str | None, missing: date) -> date:
    if typed is None:
        return missing
    try:
        return date.fromisoformat(typed)
    except ValueError as error:
        words = _("“{typed}”不是日期，没有导出；请写成 2026-01-31。")
        raise BadInput(words.format(typed=typed[:40])) from error
