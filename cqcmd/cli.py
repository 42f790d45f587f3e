"""The command line: the only place where the real thing is built. Each verb imports its own."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from cqcmd import __version__
from cqcmd.words import _

DONE, BAD_INPUT = 0, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb; without a verb, the command post. Returns the exit status."""
    args = _parser().parse_args(argv)
    from cqcmd.crash import guard

    return guard(lambda: int(args.run(args)), lambda: _crash_folder(args))


def _crash_folder(args: argparse.Namespace) -> Path:
    from cqcmd.paths import data_dir

    return data_dir(getattr(args, "data", None)) / "crash"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="cqcmd", description=_("特种设备事故应急指挥终端。不带子命令即打开值班台。")
    )
    parser.add_argument("--version", action="version", version=f"cqcmd {__version__}")
    _common(parser, None)
    parser.add_argument("--observe", action="store_true", help=_("观察：只看，不写任何记录"))
    parser.set_defaults(run=_command_post)
    verbs = parser.add_subparsers(title=_("子命令"), metavar="")
    for name, words, run in (
        ("grade", _("逐行判定事故等级（JSON Lines）"), _grade),
        ("duties", _("逐行推算报告时限（JSON Lines）"), _duties),
    ):
        verb = verbs.add_parser(name, help=words, description=words)
        verb.add_argument("file", nargs="?", default="-", help=_("输入文件，- 为标准输入"))
        verb.add_argument("--plan", type=Path, help=_("预案文件，缺省用内置预案"))
        verb.set_defaults(run=run)
    _plan_verbs(verbs.add_parser("plan", help=_("查看、检查预案文件")))
    _journal_verbs(verbs.add_parser("journal", help=_("查验日志")))
    _drill_verbs(verbs.add_parser("drill", help=_("演练：查验情景，按脚本推演并评分")))
    backup = verbs.add_parser("backup", help=_("备份日志：复制、还原、验证后才算数"))
    backup.add_argument("directory", type=Path, help=_("备份放在哪个目录"))
    _common(backup, argparse.SUPPRESS)
    backup.set_defaults(run=_backup)
    return parser


def _common(parser: argparse.ArgumentParser, missing: str | None) -> None:
    parser.add_argument("--data", metavar="DIR", default=missing, help=_("数据目录"))
    parser.add_argument("--plan", metavar="FILE", type=Path, default=missing, help=_("预案文件"))


def _plan_verbs(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(required=True, metavar="")
    check = verbs.add_parser("check", help=_("证明预案文件无误，并打印判定表"))
    check.add_argument("file", nargs="?", type=Path, help=_("预案文件，缺省为内置预案"))
    check.set_defaults(run=_plan_check)
    show = verbs.add_parser("show", help=_("条款原文和依据它的各行"))
    show.add_argument("clause", nargs="?", help=_("条款号，如 1.5.3"))
    show.add_argument("--plan", type=Path, help=_("预案文件，缺省用内置预案"))
    show.set_defaults(run=_plan_show)


def _journal_verbs(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(required=True, metavar="")
    verify = verbs.add_parser("verify", help=_("逐条验证哈希链，指出第一处断裂"))
    _common(verify, argparse.SUPPRESS)
    verify.set_defaults(run=_journal_verify)


def _drill_verbs(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(required=True, metavar="")
    check = verbs.add_parser("check", help=_("查验情景文件，逐一指出错误"))
    check.add_argument("file", help=_("情景文件（.toml），或随带情景的名称"))
    check.set_defaults(run=_drill_check)
    listed = verbs.add_parser("list", help=_("列出随带的情景"))
    listed.set_defaults(run=_drill_list)
    run = verbs.add_parser("run", help=_("不开屏幕，按脚本全速推演，输出评分（JSON）"))
    run.add_argument("scenario", help=_("随带情景的名称，或情景文件（.toml）"))
    run.add_argument("--script", type=Path, required=True, help=_("动作脚本（TOML 或 JSON Lines）"))
    run.add_argument(
        "--speed", type=int, default=0, help=_("演练时钟的倍速，0 为逐项跳转；不影响评分")
    )
    run.add_argument(
        "--hold",
        action="append",
        default=[],
        metavar=_("时刻=时长"),
        help=_("在演练的某一时刻暂停多久，可写多次；不影响评分"),
    )
    run.set_defaults(run=_drill_run)
    start = verbs.add_parser("start", help=_("在屏幕上开始一次演练，数据另放"))
    start.add_argument("scenario", help=_("随带情景的名称，或情景文件（.toml）"))
    start.set_defaults(run=_drill_start)
    resume = verbs.add_parser("resume", help=_("接着做没有做完的演练，缺省为最近的一次"))
    resume.add_argument("directory", nargs="?", type=Path, help=_("演练的目录"))
    resume.set_defaults(run=_drill_resume)
    watch = verbs.add_parser("watch", help=_("导调：另开一个终端看演练，发消息，记观察"))
    watch.add_argument("directory", nargs="?", type=Path, help=_("演练的目录，缺省为最近的一次"))
    watch.set_defaults(run=_drill_watch)
    debrief = verbs.add_parser("debrief", help=_("复盘：做出已结束演练的总结草稿"))
    debrief.add_argument(
        "directory", nargs="?", type=Path, help=_("演练的目录，缺省为最近结束的一次")
    )
    words = _("写到这个文件（.docx 或 .txt），缺省打印文字")
    debrief.add_argument("--out", metavar="FILE", type=Path, help=words)
    debrief.set_defaults(run=_drill_debrief)
    for verb in (start, resume, watch, debrief):
        words = _("数据目录，演练放在其中的 drills")
        verb.add_argument("--data", metavar="DIR", default=argparse.SUPPRESS, help=words)
    for verb in (check, listed, run, start):
        verb.add_argument("--plan", type=Path, help=_("预案文件，缺省用内置预案"))


def _command_post(args: argparse.Namespace) -> int:
    from cqcmd.post import open_command_post

    return open_command_post(args.data, args.plan, observing=args.observe)


def _grade(args: argparse.Namespace) -> int:
    from cqcmd.desk.plan_file import plan_in_force
    from cqcmd.programs.grade import grading
    from cqcmd.programs.lines import answer_file

    return answer_file(args.file, grading(plan_in_force(args.plan)))


def _duties(args: argparse.Namespace) -> int:
    from cqcmd.desk.plan_file import plan_in_force
    from cqcmd.programs.duties import reporting
    from cqcmd.programs.lines import answer_file

    return answer_file(args.file, reporting(plan_in_force(args.plan)))


def _plan_check(args: argparse.Namespace) -> int:
    from cqcmd.desk.plan_file import plan_in_force
    from cqcmd.errors import BrokenPlan
    from cqcmd.rules.plan_check import decision_table

    try:
        plan = plan_in_force(args.file, proven=True)
    except BrokenPlan as broken:
        for fault in broken.faults:
            _say(fault)
        _say(_("共 {count} 处错误，未采用。").format(count=len(broken.faults)))
        return BAD_INPUT
    _print(decision_table(plan))
    _say(
        _("预案 {title} 第 {version} 版，无误。SHA-256 {digest}").format(
            title=plan.meta.title, version=plan.meta.version, digest=plan.digest
        )
    )
    return DONE


def _plan_show(args: argparse.Namespace) -> int:
    from cqcmd.desk.plan_file import plan_in_force
    from cqcmd.rules.plan_show import show

    _print(show(plan_in_force(args.plan), args.clause))
    return DONE


def _journal_verify(args: argparse.Namespace) -> int:
    from cqcmd.clock import SystemClock
    from cqcmd.desk.opening import open_existing

    verdict = open_existing(args.data, SystemClock(), drills=True).desk.upkeep.verify()
    (_print if verdict.ok else _say)(verdict.words)
    return DONE if verdict.ok else BAD_INPUT


def _backup(args: argparse.Namespace) -> int:
    from cqcmd.clock import SystemClock
    from cqcmd.desk.opening import open_existing

    _print(open_existing(args.data, SystemClock()).desk.upkeep.back_up(args.directory))
    return DONE


def _drill_check(args: argparse.Namespace) -> int:
    from cqcmd.drill.reading import BrokenScenario
    from cqcmd.programs.drill.verbs import check

    try:
        _say(check(args.file, args.plan))
    except BrokenScenario as broken:
        for fault in broken.faults:
            _say(fault)
        _say(_("共 {count} 处错误，未采用。").format(count=len(broken.faults)))
        return BAD_INPUT
    return DONE


def _drill_list(args: argparse.Namespace) -> int:
    from cqcmd.programs.drill.verbs import list_of_scenarios

    _print(list_of_scenarios(args.plan))
    return DONE


def _drill_run(args: argparse.Namespace) -> int:
    from cqcmd.programs.drill.verbs import read_pace, run

    _print(run(args.scenario, args.script, args.plan, read_pace(args.speed, args.hold)))
    return DONE


def _drill_start(args: argparse.Namespace) -> int:
    from cqcmd.drill_post import open_drill, start_drill

    return open_drill(args.data, lambda data: start_drill(data, args.scenario, args.plan))


def _drill_resume(args: argparse.Namespace) -> int:
    from cqcmd.desk.drill_drawer import Drawer, latest
    from cqcmd.drill_post import open_drill

    place: Path | None = args.directory
    return open_drill(args.data, lambda data: Drawer(place.absolute()) if place else latest(data))


def _drill_watch(args: argparse.Namespace) -> int:
    from cqcmd.desk.drill_drawer import Drawer, latest_of_all
    from cqcmd.drill_post import open_drill

    place: Path | None = args.directory
    found = Drawer(place.absolute()) if place else None
    return open_drill(args.data, lambda data: found or latest_of_all(data), "instructor")


def _drill_debrief(args: argparse.Namespace) -> int:
    from cqcmd.desk.debrief_draft import write
    from cqcmd.desk.drill_drawer import Drawer, latest_ended
    from cqcmd.drill_post import drill_to_read
    from cqcmd.paths import data_dir

    place: Path | None = args.directory
    drawer = Drawer(place.absolute()) if place else latest_ended(data_dir(args.data))
    with drill_to_read(drawer) as (desk, drill):
        _print(write(desk.debrief(drill), args.out))
    return DONE


def _print(words: str) -> None:
    from cqcmd.text import clean

    print(clean(words, limit=10_000_000))


def _say(words: str) -> None:
    from cqcmd.text import clean

    print(clean(words), file=sys.stderr)
