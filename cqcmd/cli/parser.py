"""The command line's own words in Chinese: argparse has them in English alone."""

import argparse
import re

from cqcmd.cli.output import BAD_INPUT, complain
from cqcmd.i18n import _
from cqcmd.terminal.streams import flush_output

TYPE_CHECKING = False  # as in typing, which would cost every start two milliseconds
if TYPE_CHECKING:
    from typing import Any, NoReturn

COMPLAINTS = (
    (r"the following arguments are required: (.+)", _("还缺：{0}")),
    (
        r"argument (.*): invalid choice: '?(.+?)'? \(choose from (.+)\)",
        _("没有“{1}”；可用的有 {2}"),
    ),
    (r"unrecognized arguments: (.+)", _("不认识：{0}")),
    (r"argument (.+): expected one argument", _("{0} 后面要写一个值")),
    (r"argument (.+): invalid \w+ value: (.+)", _("{0} 的值 {1} 不对")),
    (r"argument (.+): ignored explicit argument (.+)", _("{0} 后面不能写 {1}")),
    (r"ambiguous option: (.+) could match (.+)", _("{0} 可能是 {1}，请写全")),
)
"""What argparse says, as a pattern of the whole sentence, and our sentence for it."""


class ChineseParser(argparse.ArgumentParser):
    """argparse, in Chinese."""

    def __init__(self, **options: object) -> None:
        # Without argparse's own -h, whose words are English; ours is added below.
        super().__init__(**options, add_help=False)  # type: ignore[arg-type]
        self._positionals.title = _("参数")
        self._optionals.title = _("选项")
        self.add_argument("-h", "--help", action="help", help=_("显示这些说明"))

    def format_usage(self) -> str:
        """Return how the verb is called, in one line."""
        return super().format_usage().replace("usage: ", _("用法："), 1)

    def format_help(self) -> str:
        """Return the usage, the arguments and what they mean."""
        return super().format_help().replace("usage: ", _("用法："), 1)

    def _print_message(self, message: str, file: "Any" = None) -> None:
        super()._print_message(message, file)
        flush_output()  # here a reader that has gone and a full disk can still be told

    def error(self, message: str) -> "NoReturn":
        """Print what is wrong and how the verb is called; leave with the status of bad input."""
        complain(self.format_usage(), end="")
        complain(_("{why}。加 --help 看说明。").format(why=complaint(message)))
        raise SystemExit(BAD_INPUT)


def complaint(message: str) -> str:
    """Translate a complaint of argparse; one that is not known stays as it is."""
    for pattern, words in COMPLAINTS:
        # Dots take line ends as well: argparse quotes what was typed as it was typed.
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found is not None:
            return words.format(*found.groups())
    return message
