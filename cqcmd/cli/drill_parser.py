"""The verbs of `cqcmd drill`: what may be written behind each, and what stands behind it."""

import argparse
from pathlib import Path

from cqcmd.cli.late import Late
from cqcmd.cli.parser import ChineseParser
from cqcmd.i18n import _

SCENARIOS = "cqcmd.cli.scenarios"
ON_SCREEN = "cqcmd.cli.drill_screens"


def drill_verbs(parser: ChineseParser) -> None:
    """Add everything that can be done about drills."""
    verbs = parser.add_subparsers(required=True, metavar=_("子命令"))
    check = _verb(verbs, "check", _("查验情景文件，逐一指出错误"), Late(f"{SCENARIOS}:check"))
    check.add_argument("file", help=_("情景文件（.toml），或随带情景的名称"))
    listed = _verb(verbs, "list", _("列出随带的情景"), Late(f"{SCENARIOS}:list_scenarios"))
    schema = _verb(
        verbs,
        "schema",
        _("打印情景文件的 JSON Schema，供编辑器用"),
        Late(f"{SCENARIOS}:show_schema"),
    )
    made = _verb(verbs, "from", _("照一起真实事件写情景，名字都换掉"), Late(f"{SCENARIOS}:make"))
    made.add_argument("number", help=_("事件编号，例如 26-0001"))
    made.add_argument("file", type=Path, help=_("情景写到这个新文件（.toml）"))
    made.add_argument("--data", metavar="DIR", default=argparse.SUPPRESS, help=_("数据目录"))
    run = _run_verb(verbs)
    start = _verb(verbs, "start", _("在屏幕上开始一次演练，数据另放"), Late(f"{ON_SCREEN}:start"))
    for verb in (run, start):
        verb.add_argument("scenario", help=_("随带情景的名称，或情景文件（.toml）"))
    for verb in (check, listed, schema, run, start):
        verb.add_argument("--plan", type=Path, help=_("预案文件，缺省用内置预案"))
    resume = _verb(
        verbs,
        "resume",
        _("接着做没有做完的演练，缺省为最近的一次"),
        Late(f"{ON_SCREEN}:resume"),
    )
    watch = _verb(
        verbs,
        "watch",
        _("导调：另开一个终端看演练，发消息，记观察"),
        Late(f"{ON_SCREEN}:watch"),
    )
    debrief = _verb(
        verbs, "debrief", _("复盘：做出已结束演练的总结草稿"), Late("cqcmd.cli.debrief:run")
    )
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
    run = _verb(
        verbs,
        "run",
        _("不开屏幕，按脚本全速推演，输出评分（JSON）"),
        Late(f"{SCENARIOS}:run"),
    )
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
    words = _("演练到这一刻就提前结束，例如 0:45:00；没有到期的不计分")
    run.add_argument("--until", metavar=_("时刻"), help=words)
    return run


def _verb(
    verbs: "argparse._SubParsersAction[ChineseParser]",
    name: str,
    words: str,
    run: Late,
) -> ChineseParser:
    verb = verbs.add_parser(name, help=words)
    verb.set_defaults(run=run)
    return verb
