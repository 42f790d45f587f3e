"""`cqcmd register`: lists of units and equipment taken in, and looked up."""

import gc
import sys
from argparse import Namespace
from collections.abc import Iterator

from cqcmd.cli.output import BAD_INPUT, DONE, complain, put
from cqcmd.clock import SystemClock
from cqcmd.desk.devices.desk import DevicesDesk
from cqcmd.desk.devices.forms import RegisterPreview
from cqcmd.desk.devices.importing import columns_words, counted
from cqcmd.desk.drill.drawer import refuse_mixed
from cqcmd.desk.plan.file import plan_in_force
from cqcmd.i18n import _
from cqcmd.paths import data_dir

YES = ("y", "yes", _("是"), _("好"))


def take_in(args: Namespace) -> int:
    """Say what taking a list in would do; do it with ``--yes``, or once somebody says so."""
    # A long list is a million small things without circles: collecting would walk them all, again
    # and again, and find nothing.
    gc.disable()
    devices = _devices(args)
    preview = devices.preview_import(args.file)
    for words in _told(preview):
        put(words)
    if not preview.new and not preview.changed:
        complain(_("没有要写入的，登记簿不变。"))
        return BAD_INPUT if preview.refused else DONE
    if not args.yes and not _agreed():
        complain(_("没有导入；要导入请加 --yes。"))
        return BAD_INPUT
    put(devices.take_in(preview))
    return DONE


def find(args: Namespace) -> int:
    """Print what fits the words, a line each."""
    devices = _devices(args)
    found = devices.find(" ".join(args.words))
    for line in found.lines:
        put(devices.in_a_line(line))
    if not found.lines:
        complain(_("登记簿里没有找到；可打代码、识别码、单位、拼音或首字母。"))
        return BAD_INPUT
    if found.count > len(found.lines):
        complain(_("只列出前 {shown} 条，再多打几个字。").format(shown=len(found.lines)))
    return DONE


def _devices(args: Namespace) -> DevicesDesk:
    data = data_dir(args.data)
    refuse_mixed(data, drill=False)
    return DevicesDesk(plan_in_force(args.plan), SystemClock(), data)


def _told(preview: RegisterPreview) -> Iterator[str]:
    yield counted(preview)
    yield from columns_words(preview)
    for kind, rows in (
        (_("不导入"), preview.refused),
        (_("留意"), preview.doubts),
        (_("更新"), preview.changed),
    ):
        for row in rows:
            words = _("{kind} 第 {number} 行 {name}：{words}")
            yield words.format(kind=kind, number=row.number, name=row.name, words=row.words)


def _agreed() -> bool:
    if not sys.stdin or not sys.stdin.isatty():
        return False
    complain(_("写入登记簿吗？打 y 写入，其他键不写："), end="")
    return sys.stdin.readline().strip().lower() in YES
