"""`cqcmd plan`: a plan file proved, and its clauses shown."""

from argparse import Namespace

from cqcmd.cli.output import DONE, complain, put, refuse
from cqcmd.desk.plan.file import plan_in_force
from cqcmd.errors import BrokenPlan
from cqcmd.i18n import _
from cqcmd.rules.plan_lookup import show
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
