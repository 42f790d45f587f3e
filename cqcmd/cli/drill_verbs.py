"""The verbs of `cqcmd drill`. Each imports its own."""

import argparse
from collections.abc import Callable
from pathlib import Path

from cqcmd.cli.output import DONE, complain, put, refuse
from cqcmd.cli.parser import ChineseParser
from cqcmd.i18n import _


def drill_verbs(parser: ChineseParser) -> None:
    """Everything that can be done about drills."""
    verbs = parser.add_subparsers(required=True, metavar=_("子命令"))
    check = _verb(verbs, "check", _("查验情景文件，逐一指出错误"), _drill_check)
    check.add_argument("file", help=_("情景文件（.toml），或随带情景的名称"))
    listed = _verb(verbs, "list", _("列出随带的情景"), _drill_list)
    schema = _verb(verbs, "schema", _("打印情景文件的 JSON Schema，供编辑器用"), _drill_schema)
    run = _run_verb(verbs)
    start = _verb(verbs, "start", _("在屏幕上开始一次演练，数据另放"), _drill_start)
    for verb in (run, start):
        verb.add_argument("scenario", help=_("随带情景的名称，或情景文件（.toml）"))
    for verb in (check, listed, schema, run, start):
        verb.add_argument("--plan", type=Path, help=_("预案文件，缺省用内置预案"))
    resume = _verb(verbs, "resume", _("接着做没有做完的演练，缺省为最近的一次"), _drill_resume)
    watch = _verb(verbs, "watch", _("导调：另开一个终端看演练，发消息，记观察"), _drill_watch)
    debrief = _verb(verbs, "debrief", _("复盘：做出已结束演练的总结草稿"), _drill_debrief)
    words = _("写到这个文件（.docx 或 .txt），缺省打印文字")
    debrief.add_argument("--out", metavar="FILE", type=Path, help=words)
    for verb in (resume, watch, debrief):
        words = _("演练的目录，缺省为最近的一次")
        verb.add_argument("directory", nargs="?", type=Path, help=words)
    for verb in (start, resume, watch, debrief):
        words = _("数据目录，演练放在其中的 drills")
        verb.add_argument("--data", metavar="DIR", default=argparse.SUPPRESS, help=words)
    for verb in (start, resume):  # for the board that begins a drill
        verb.add_argument("--ending", type=Path, help=argparse.SUPPRESS)


def _run_verb(verbs: "argparse._SubParsersAction[ChineseParser]") -> ChineseParser:
    run = _verb(verbs, "run", _("不开屏幕，按脚本全速推演，输出评分（JSON）"), _drill_run)
    run.add_argument("--script", type=Path, required=True, help=_("动作脚本（TOML 或 JSON Lines）"))
    words = _("演练时钟的倍速，0 为逐项跳转；不影响评分")
    run.add_argument("--speed", type=int, default=0, help=words)
    run.add_argument(
        "--hold",
        action="append",
        default=[],
        metavar=_("时刻=时长"),
        help=_("在演练的某一时刻暂停多久，可写多次；不影响评分"),
    )
    return run


def _verb(
    verbs: "argparse._SubParsersAction[ChineseParser]",
    name: str,
    words: str,
    run: Callable[[argparse.Namespace], int],
) -> ChineseParser:
    verb = verbs.add_parser(name, help=words)
    verb.set_defaults(run=run)
    return verb


def _drill_check(args: argparse.Namespace) -> int:
    from cqcmd.cli.drill_script.verbs import check
    from cqcmd.drill.scenario.reading import BrokenScenario

    try:
        complain(check(args.file, args.plan))
    except BrokenScenario as broken:
        return refuse(broken.faults)
    return DONE


def _drill_list(args: argparse.Namespace) -> int:
    from cqcmd.cli.drill_script.verbs import list_of_scenarios

    put(list_of_scenarios(args.plan))
    return DONE


def _drill_schema(args: argparse.Namespace) -> int:
    from cqcmd.cli.drill_script.verbs import schema_of_scenarios

    put(schema_of_scenarios(args.plan))
    return DONE


def _drill_run(args: argparse.Namespace) -> int:
    from cqcmd.cli.drill_script.verbs import read_pace, run

    put(run(args.scenario, args.script, args.plan, read_pace(args.speed, args.hold)))
    return DONE


def _drill_start(args: argparse.Namespace) -> int:
    from cqcmd.app.launch_drill import open_drill
    from cqcmd.desk.drill.drawer import DrillFolder
    from cqcmd.desk.drill_opening import start_drill

    def find(data: Path) -> DrillFolder:
        return start_drill(data, args.scenario, args.plan)

    return open_drill(args.data, find, ending=args.ending)


def _drill_resume(args: argparse.Namespace) -> int:
    from cqcmd.app.launch_drill import open_drill
    from cqcmd.desk.drill.drawer import DrillFolder, latest

    place: Path | None = args.directory

    def find(data: Path) -> DrillFolder:
        return DrillFolder(place.absolute()) if place else latest(data)

    return open_drill(args.data, find, ending=args.ending)


def _drill_watch(args: argparse.Namespace) -> int:
    from cqcmd.app.launch_drill import open_drill
    from cqcmd.desk.drill.drawer import DrillFolder, latest_of_all

    place: Path | None = args.directory
    found = DrillFolder(place.absolute()) if place else None
    return open_drill(args.data, lambda data: found or latest_of_all(data), "instructor")


def _drill_debrief(args: argparse.Namespace) -> int:
    from cqcmd.desk.debrief.draft import write
    from cqcmd.desk.drill.drawer import DrillFolder, latest_ended
    from cqcmd.desk.drill_opening import drill_to_read
    from cqcmd.paths import data_dir

    place: Path | None = args.directory
    drill_folder = DrillFolder(place.absolute()) if place else latest_ended(data_dir(args.data))
    with drill_to_read(drill_folder) as (desk, drill):
        words = write(desk.debrief(drill), args.out)
        for fault in drill.state.faults:  # a damaged record is missing from the paper
            complain(fault)
        put(words)
    return DONE
