"""`cqcmd plan`: a plan file proved, shown, begun; the schema of one."""

from argparse import Namespace

from cqcmd.cli.output import DONE, as_text, complain, put, refuse
from cqcmd.desk.plan.file import plan_in_force
from cqcmd.desk.plan.new import new_plan
from cqcmd.errors import BrokenPlan
from cqcmd.i18n import _
from cqcmd.rules.plan_lookup import show
from cqcmd.rules.plan_schema import plan_schema
from cqcmd.rules.proofs.hints import hints
from cqcmd.rules.proofs.plan_check import decision_table


def check(args: Namespace) -> int:
    """Prove a plan file and print its decision table, or every fault in it."""
    try:
        plan = plan_in_force(args.file, proven=True)
    except BrokenPlan as broken:
        return refuse(broken.faults)
    put(decision_table(plan))
    for hint in hints(plan):
        complain(_("提示：{hint}").format(hint=hint))
    complain(
        _("预案 {title} 第 {version} 版，无误。SHA-256 {digest}").format(
            title=plan.meta.title, version=plan.meta.version, digest=plan.digest
        )
    )
    return DONE


def show_clause(args: Namespace) -> int:
    """Print a clause, or the list of them, with the rows that rest on it."""
    put(show(plan_in_force(args.plan), args.clause))
    return DONE


def show_schema(_args: Namespace) -> int:
    """Print the JSON Schema of a plan file."""
    put(as_text(plan_schema()))
    return DONE


def begin(args: Namespace) -> int:
    """Write a new plan file and its text, and say what comes next."""
    file, text = new_plan(args.code, args.where)
    words = _("已写好 {file} 和正文 {text}；改好后请运行 cqcmd plan check {file}。")
    complain(words.format(file=file, text=text))
    return DONE
