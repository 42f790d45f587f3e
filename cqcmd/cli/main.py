"""The command line: which verbs there are, and what stands behind each."""

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from cqcmd import __version__
from cqcmd.cli.drill_parser import drill_verbs
from cqcmd.cli.late import Late, load
from cqcmd.cli.output import complain
from cqcmd.cli.parser import ChineseParser
from cqcmd.errors import Unwritable
from cqcmd.i18n import _
from cqcmd.terminal.streams import fall_silent, speak_chinese

ROLES = (_("观察"), _("值班"), _("指挥"), _("管理"))
"""As `cqcmd.desk.common.roles` has them, which would cost every start some milliseconds."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb, or the command post without one, and return the exit status."""
    speak_chinese()
    words = sys.argv[1:] if argv is None else argv
    args = _read(words)
    # late: --help and --version have left by now; the clock alone takes longer than they do
    from cqcmd.paths import data_dir
    from cqcmd.terminal.crash import guard

    # The folder is looked for only after a crash: finding it can be refused.
    return guard(
        lambda: int(args.run(args)), lambda: data_dir(getattr(args, "data", None)) / "crash"
    )


def _read(words: Sequence[str]) -> argparse.Namespace:
    try:
        return _parser(words).parse_args(words)
    except BrokenPipeError:  # whoever was to read the help has gone
        fall_silent()
    except Unwritable as refusal:
        complain(str(refusal))
    raise SystemExit(1)


def _parser(words: Sequence[str]) -> ChineseParser:
    """Build the parser of these words; only verbs among them get their own verbs, to start soon."""
    parser = ChineseParser(
        prog="cqcmd", description=_("特种设备事故应急指挥终端。不带子命令即打开值班台。")
    )
    parser.add_argument(
        "--version", action="version", version=f"cqcmd {__version__}", help=_("显示版本")
    )
    _common(parser, None)
    parser.add_argument("--journal", metavar="URL", help=_("中心的地址：postgresql://用户@主机/库"))
    parser.add_argument("--observe", action="store_true", help=_("观察：只看，不写任何记录"))
    parser.add_argument("--as", metavar="NAME", dest="operator", help=_("谁在操作这台终端"))
    _role(parser, None)
    parser.add_argument("--calling", action="store_true", help=argparse.SUPPRESS)  # from a drill
    parser.set_defaults(run=_command_post)
    verbs = parser.add_subparsers(title=_("子命令"), metavar=_("子命令"))
    for name, said, run in (
        ("grade", _("逐行判定事故等级（JSON Lines）"), Late("cqcmd.cli.grade:run")),
        ("duties", _("逐行推算报告时限（JSON Lines）"), Late("cqcmd.cli.duties:run")),
        ("read", _("逐行读快录（JSON Lines）：一句话读成各项"), Late("cqcmd.cli.read:run")),
    ):
        verb = verbs.add_parser(name, help=said, description=said)
        verb.add_argument("file", nargs="?", default="-", help=_("输入文件，- 为标准输入"))
        verb.add_argument("--plan", type=Path, help=_("预案文件，缺省用内置预案"))
        verb.set_defaults(run=run)
    for name, said, fill in (
        ("plan", _("查看、检查预案文件"), _plan_verbs),
        ("journal", _("查验、抢救日志"), _journal_verbs),
        ("ssh-line", _("打印 authorized_keys 的一行：一把公钥登录的人是谁，能记什么"), _ssh_line),
        ("role", _("改一个人登录后的角色，记入日志；不写人名，列出改过的"), _role_verb),
        ("verdicts", _("核对判定凭据"), _verdict_verbs),
        ("register", _("登记簿：导入单位和设备的名册，查一台设备、一个单位"), _register_verbs),
        ("drill", _("演练：在屏幕上做，或按脚本推演；查验情景，复盘"), drill_verbs),
        ("bundle", _("没有网络的两个值班点：导出一个包带走，把带来的包并入"), _bundle_verbs),
        ("export", _("导出：事件、时限、报告、日志、人员、统计；或时限日程"), _export),
    ):
        verb = verbs.add_parser(name, help=said)
        if name in words:
            fill(verb)
    serve = verbs.add_parser("serve", help=_("值班服务：登录的终端由它打开，又快又省内存（Linux）"))
    _common(serve, argparse.SUPPRESS)
    serve.set_defaults(run=Late("cqcmd.cli.serve:run"), main=main)  # what a session runs
    backup = verbs.add_parser("backup", help=_("备份日志：复制、还原、验证后才算数"))
    backup.add_argument("directory", type=Path, help=_("备份放在哪个目录"))
    # Suppressed: a default here would take the place of a --data written before the verb.
    _common(backup, argparse.SUPPRESS)
    backup.set_defaults(run=Late("cqcmd.cli.journal:back_up"))
    _restore_verb(verbs.add_parser("restore", help=_("用备份恢复日志：先验证，原来的整套留着")))
    _package_verb(
        verbs.add_parser("package", help=_("把一起事故的全部材料打成一个目录，附核对程序"))
    )
    return parser


def _package_verb(parser: ChineseParser) -> None:
    parser.add_argument("number", help=_("事件编号，例如 26-0001"))
    parser.add_argument("directory", type=Path, help=_("放在哪个目录"))
    _common(parser, argparse.SUPPRESS)
    parser.set_defaults(run=Late("cqcmd.cli.carrying:package"))


def _restore_verb(parser: ChineseParser) -> None:
    parser.add_argument("file", type=Path, help=_("备份文件"))
    parser.add_argument("--salvaged", action="store_true", help=_("文件是抢救出来的，中间可以有缺"))
    parser.add_argument(
        "--other-station", action="store_true", help=_("文件是别的值班点的，也用它")
    )
    _common(parser, argparse.SUPPRESS)
    parser.set_defaults(run=Late("cqcmd.cli.rescue:restore"))


def _common(parser: ChineseParser, missing: str | None) -> None:
    parser.add_argument("--data", metavar="DIR", default=missing, help=_("数据目录"))
    parser.add_argument("--plan", metavar="FILE", type=Path, default=missing, help=_("预案文件"))


def _role(parser: ChineseParser, missing: str | None) -> None:
    words = _("角色，限定能记什么：{roles}").format(roles="、".join(ROLES))
    parser.add_argument("--role", metavar="ROLE", choices=ROLES, default=missing, help=words)


def _ssh_line(parser: ChineseParser) -> None:
    parser.add_argument("name", metavar="NAME", help=_("拿这把钥匙的人的姓名"))
    parser.add_argument("key", metavar="KEYFILE", type=Path, help=_("他的公钥文件（.pub）"))
    _role(parser, ROLES[1])
    _common(parser, argparse.SUPPRESS)
    parser.set_defaults(run=Late("cqcmd.cli.ssh_line:show"))


def _role_verb(parser: ChineseParser) -> None:
    parser.add_argument("name", metavar="NAME", nargs="?", help=_("谁：登录时的姓名"))
    words = _("改为哪个角色：{roles}；写“登录”是恢复登录时的").format(roles="、".join(ROLES))
    parser.add_argument("role", metavar="ROLE", nargs="?", help=words)
    _common(parser, argparse.SUPPRESS)
    parser.set_defaults(run=Late("cqcmd.cli.ssh_line:role"))


def _export(parser: ChineseParser) -> None:
    parser.add_argument("directory", nargs="?", type=Path, help=_("放在哪个目录"))
    parser.add_argument("--from", metavar="DATE", dest="first", help=_("接报日期从哪天起"))
    parser.add_argument("--to", metavar="DATE", dest="last", help=_("到哪天为止，含这天"))
    kinds = ("xlsx", "csv", "jsonl")
    parser.add_argument("--format", choices=kinds, default=kinds[0], help=_("什么文件"))
    parser.add_argument("--ical", metavar="FILE", type=Path, help=_("只写时限日程（.ics）"))
    _common(parser, argparse.SUPPRESS)
    parser.set_defaults(run=Late("cqcmd.cli.export:run"))


def _plan_verbs(parser: ChineseParser) -> None:
    verbs = parser.add_subparsers(required=True, metavar=_("子命令"))
    check = verbs.add_parser("check", help=_("证明预案文件无误，并打印判定表"))
    check.add_argument("file", nargs="?", type=Path, help=_("预案文件，缺省为内置预案"))
    check.set_defaults(run=Late("cqcmd.cli.plan:check"))
    new = verbs.add_parser("new", help=_("写一份样本预案，从它改成本地的预案"))
    new.add_argument("code", metavar="CODE", help=_("预案代码，如 yuzhong-2026"))
    new.add_argument("where", metavar="DIR|FILE", type=Path, help=_("放在哪个目录，或文件名 .json"))
    new.set_defaults(run=Late("cqcmd.cli.plan:begin"))
    schema = verbs.add_parser("schema", help=_("预案文件的 JSON Schema，供编辑器补全和检查"))
    schema.set_defaults(run=Late("cqcmd.cli.plan:show_schema"))
    show = verbs.add_parser("show", help=_("条款原文和依据它的各行"))
    show.add_argument("clause", nargs="?", help=_("条款号，如 1.5.3"))
    show.add_argument("--plan", type=Path, help=_("预案文件，缺省用内置预案"))
    show.set_defaults(run=Late("cqcmd.cli.plan:show_clause"))


def _journal_verbs(parser: ChineseParser) -> None:
    verbs = parser.add_subparsers(required=True, metavar=_("子命令"))
    said = _("逐条验证哈希链，并与备份、抄下的校验值比对；只读，不打开值班台")
    verify = verbs.add_parser("verify", help=said, description=said)
    verify.add_argument(
        "file", nargs="?", type=Path, help=_("日志文件，缺省为数据目录里的 journal.db")
    )
    verify.add_argument(
        "--head",
        nargs="+",
        default=[],
        metavar="HASH",
        help=_("抄下的校验值：开头 16 位或全部，中间可以空格"),
    )
    verify.add_argument(
        "--against",
        action="append",
        default=[],
        type=Path,
        metavar="BACKUP",
        help=_("与这份备份比对；可以写几次"),
    )
    _common(verify, argparse.SUPPRESS)
    verify.set_defaults(run=Late("cqcmd.cli.journal:verify"))
    said = _("把已办结的事件摘要存成检查点，启动时不再逐条读；值班台会自己做")
    checkpoint = verbs.add_parser("checkpoint", help=said, description=said)
    checkpoint.add_argument("--anew", action="store_true", help=_("不用上次的，全部重做"))
    _common(checkpoint, argparse.SUPPRESS)
    checkpoint.set_defaults(run=Late("cqcmd.cli.journal:checkpoint"))
    said = _("从坏了的日志里读出还能读的，写成新文件，并逐条列出读不出的")
    salvage = verbs.add_parser("salvage", help=said, description=said)
    salvage.add_argument("out", type=Path, help=_("新文件写在哪里"))
    salvage.add_argument(
        "file", nargs="?", type=Path, help=_("坏了的日志，缺省是数据目录里的；只读，不改动")
    )
    _common(salvage, argparse.SUPPRESS)
    salvage.set_defaults(run=Late("cqcmd.cli.rescue:salvage"))


def _verdict_verbs(parser: ChineseParser) -> None:
    verbs = parser.add_subparsers(required=True, metavar=_("子命令"))
    said = _("按日志和预案把每份凭据重新推出来，指出对不上的")
    verify = verbs.add_parser("verify", help=said, description=said)
    verify.add_argument("journal", type=Path, help=_("日志文件 journal.db"))
    verify.set_defaults(run=Late("cqcmd.cli.verdicts:verify"))


def _bundle_verbs(parser: ChineseParser) -> None:
    verbs = parser.add_subparsers(required=True, metavar=_("子命令"))
    said = _("写一个包：条目、预案、附件、清单；写了编号只导一起，不写导全部")
    export = verbs.add_parser("export", help=said, description=said)
    export.add_argument("file", metavar="FILE", type=Path, help=_("写成哪个文件，或放在哪个目录"))
    export.add_argument("number", nargs="?", help=_("事件编号，例如 26-0001"))
    export.set_defaults(run=Late("cqcmd.cli.carrying:export"))
    said = _("先核对、说明会并入什么；加 --yes 才并入，要么全部要么没有")
    take_in = verbs.add_parser("import", help=said, description=said)
    take_in.add_argument("file", metavar="FILE", type=Path, help=_("别的值班点导出的包"))
    take_in.add_argument("--yes", action="store_true", help=_("并入"))
    take_in.add_argument("--receipt", metavar="FILE", type=Path, help=_("并入后写一张回执带回去"))
    take_in.set_defaults(run=Late("cqcmd.cli.carrying:take_in"))
    for verb in (export, take_in):
        given = verb.add_mutually_exclusive_group()
        words = _("问口令，打的字不显示")
        given.add_argument("--passphrase", action="store_true", help=words)
        words = _("口令写在这个文件的第一行；- 是标准输入")
        given.add_argument("--passphrase-file", metavar="FILE", type=Path, help=words)
    sent = verbs.add_parser("sent", help=_("导出过哪些包，哪些已收"))
    sent.set_defaults(run=Late("cqcmd.cli.carrying:sent"))
    for verb in (export, take_in, sent):
        _common(verb, argparse.SUPPRESS)


def _register_verbs(parser: ChineseParser) -> None:
    verbs = parser.add_subparsers(required=True, metavar=_("子命令"))
    said = _("先说会新增、更新多少、哪些行不导入，再写入")
    take_in = verbs.add_parser("import", help=said, description=said)
    take_in.add_argument("file", metavar="FILE", type=Path, help=_("名册，.csv 或 .xlsx"))
    take_in.add_argument("--yes", action="store_true", help=_("不问就写入"))
    take_in.set_defaults(run=Late("cqcmd.cli.register:take_in"))
    find = verbs.add_parser("find", help=_("按代码、识别码、单位、拼音、首字母查"))
    find.add_argument("words", metavar="WORDS", nargs="+", help=_("要找的字"))
    find.set_defaults(run=Late("cqcmd.cli.register:find"))
    for verb in (take_in, find):
        _common(verb, argparse.SUPPRESS)


def _command_post(args: argparse.Namespace) -> int:
    # Only where a forced command names who it is: elsewhere nobody asks for papers.
    if args.operator and os.environ.get("SSH_ORIGINAL_COMMAND"):
        answered = load("cqcmd.cli.ssh_command:answer")(args)
        if answered is not None:
            return int(answered)
    # Loading leaves no garbage: collecting would slow the start and find nothing. The app
    # turns the collector on again once its first screen stands.
    gc.disable()
    open_post = load("cqcmd.app.launch:open_command_post")
    return int(
        open_post(
            args.data,
            args.plan,
            args.operator,
            args.role,
            journal=args.journal,
            observing=args.observe,
            calling=args.calling,
        )
    )
