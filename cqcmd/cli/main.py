"""The command line: the only place where the real thing is built. Each verb imports its own."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from cqcmd import __version__
from cqcmd.cli.output import BAD_INPUT, DONE, complain, put, refuse
from cqcmd.cli.parser import ChineseParser
from cqcmd.i18n import _


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb; without a verb, the command post. Returns the exit status."""
    words = sys.argv[1:] if argv is None else argv
    args = _parser(words).parse_args(words)
    from cqcmd.terminal.crash import guard

    return guard(lambda: int(args.run(args)), lambda: _crash_folder(args))


def _crash_folder(args: argparse.Namespace) -> Path:
    from cqcmd.paths import data_dir

    return data_dir(getattr(args, "data", None)) / "crash"


def _parser(words: Sequence[str]) -> ChineseParser:
    """Of these words; the verbs of a verb that is not among them are left out, to start sooner."""
    parser = ChineseParser(
        prog="cqcmd", description=_("特种设备事故应急指挥终端。不带子命令即打开值班台。")
    )
    parser.add_argument(
        "--version", action="version", version=f"cqcmd {__version__}", help=_("显示版本")
    )
    _common(parser, None)
    parser.add_argument("--observe", action="store_true", help=_("观察：只看，不写任何记录"))
    parser.add_argument("--calling", action="store_true", help=argparse.SUPPRESS)  # from a drill
    parser.set_defaults(run=_command_post)
    verbs = parser.add_subparsers(title=_("子命令"), metavar=_("子命令"))
    for name, said, run in (
        ("grade", _("逐行判定事故等级（JSON Lines）"), _grade),
        ("duties", _("逐行推算报告时限（JSON Lines）"), _duties),
    ):
        verb = verbs.add_parser(name, help=said, description=said)
        verb.add_argument("file", nargs="?", default="-", help=_("输入文件，- 为标准输入"))
        verb.add_argument("--plan", type=Path, help=_("预案文件，缺省用内置预案"))
        verb.set_defaults(run=run)
    for name, said, fill in (
        ("plan", _("查看、检查预案文件"), _plan_verbs),
        ("journal", _("查验日志"), _journal_verbs),
        ("drill", _("演练：在屏幕上做，或按脚本推演；查验情景，复盘"), _drill_verbs),
    ):
        verb = verbs.add_parser(name, help=said)
        if name in words:
            fill(verb)
    backup = verbs.add_parser("backup", help=_("备份日志：复制、还原、验证后才算数"))
    backup.add_argument("directory", type=Path, help=_("备份放在哪个目录"))
    _common(backup, argparse.SUPPRESS)
    backup.set_defaults(run=_backup)
    return parser


def _drill_verbs(parser: ChineseParser) -> None:
    from cqcmd.cli.drill_verbs import drill_verbs

    drill_verbs(parser)


def _common(parser: ChineseParser, missing: str | None) -> None:
    parser.add_argument("--data", metavar="DIR", default=missing, help=_("数据目录"))
    parser.add_argument("--plan", metavar="FILE", type=Path, default=missing, help=_("预案文件"))


def _plan_verbs(parser: ChineseParser) -> None:
    verbs = parser.add_subparsers(required=True, metavar=_("子命令"))
    check = verbs.add_parser("check", help=_("证明预案文件无误，并打印判定表"))
    check.add_argument("file", nargs="?", type=Path, help=_("预案文件，缺省为内置预案"))
    check.set_defaults(run=_plan_check)
    show = verbs.add_parser("show", help=_("条款原文和依据它的各行"))
    show.add_argument("clause", nargs="?", help=_("条款号，如 1.5.3"))
    show.add_argument("--plan", type=Path, help=_("预案文件，缺省用内置预案"))
    show.set_defaults(run=_plan_show)


def _journal_verbs(parser: ChineseParser) -> None:
    verbs = parser.add_subparsers(required=True, metavar=_("子命令"))
    verify = verbs.add_parser("verify", help=_("逐条验证哈希链，指出第一处断裂"))
    _common(verify, argparse.SUPPRESS)
    verify.set_defaults(run=_journal_verify)


def _command_post(args: argparse.Namespace) -> int:
    from cqcmd.app.launch import open_command_post

    return open_command_post(args.data, args.plan, observing=args.observe, calling=args.calling)


def _grade(args: argparse.Namespace) -> int:
    from cqcmd.cli.grade import grading
    from cqcmd.cli.json_lines import answer_file
    from cqcmd.desk.plan.file import plan_in_force

    return answer_file(args.file, grading(plan_in_force(args.plan)))


def _duties(args: argparse.Namespace) -> int:
    from cqcmd.cli.duties import reporting
    from cqcmd.cli.json_lines import answer_file
    from cqcmd.desk.plan.file import plan_in_force

    return answer_file(args.file, reporting(plan_in_force(args.plan)))


def _plan_check(args: argparse.Namespace) -> int:
    from cqcmd.desk.plan.file import plan_in_force
    from cqcmd.errors import BrokenPlan
    from cqcmd.rules.plan_check import decision_table

    try:
        plan = plan_in_force(args.file, proven=True)
    except BrokenPlan as broken:
        return refuse(broken.faults)
    put(decision_table(plan))
    complain(
        _("预案 {title} 第 {version} 版，无误。SHA-256 {digest}").format(
            title=plan.meta.title, version=plan.meta.version, digest=plan.digest
        )
    )
    return DONE


def _plan_show(args: argparse.Namespace) -> int:
    from cqcmd.desk.plan.file import plan_in_force
    from cqcmd.rules.plan_lookup import show

    put(show(plan_in_force(args.plan), args.clause))
    return DONE


def _journal_verify(args: argparse.Namespace) -> int:
    from cqcmd.clock import SystemClock
    from cqcmd.desk.opening import open_existing

    verdict = open_existing(args.data, SystemClock(), drills=True).desk.backups.verify()
    (put if verdict.ok else complain)(verdict.words)
    return DONE if verdict.ok else BAD_INPUT


def _backup(args: argparse.Namespace) -> int:
    from cqcmd.clock import SystemClock
    from cqcmd.desk.opening import open_existing

    put(open_existing(args.data, SystemClock()).desk.backups.back_up(args.directory))
    return DONE
