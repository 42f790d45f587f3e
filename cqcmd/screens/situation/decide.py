"""处置: what can be decided about an incident, and the question of scope (1.3)."""

from cqcmd.desk.desk import Desk
from cqcmd.i18n import _
from cqcmd.screens.common.acts import carry_out
from cqcmd.screens.common.ask import Confirm
from cqcmd.screens.common.base import PostScreen
from cqcmd.screens.common.form_registry import Wanted, form
from cqcmd.screens.common.menu import Menu
from cqcmd.screens.common.messages import OpenForm
from cqcmd.screens.situation.decision import DecisionForm


@form("decisions")
class DecisionMenu(Menu):
    """What is to be decided; the one chosen opens its form over the screen below."""

    def __init__(self, desk: Desk, ident: str) -> None:
        super().__init__(_("处置"), decisions(desk, ident))
        self._desk, self._ident = desk, ident

    @classmethod
    def opened(cls, desk: Desk, wanted: Wanted) -> "DecisionMenu":
        """Open the decisions about an incident."""
        return cls(desk, wanted.ident)

    def answer(self, key: str) -> None:
        """Its form; the duties are started with a question alone."""
        below = self.app.screen_stack[-2]
        self.dismiss(key)
        if key == "heard":
            self.app.post_message(OpenForm("reports/heard", self._ident))
        elif key not in ASKED:
            self.app.push_screen(DecisionForm(self._desk, self._ident, key))
        elif isinstance(below, PostScreen):
            below.run_worker(ASKED[key](below, self._desk, self._ident))


def decisions(desk: Desk, ident: str) -> list[tuple[str, str]]:
    """Return what can be decided now, each with its clause, in the same order everywhere."""
    first, grading, verify, scope = (
        _("（{clause}）").format(clause=desk.plan.role(role).clause)
        for role in ("report.first", "grading", "response.verify", "scope")
    )
    strip = desk.strip(ident)
    running = not (strip.closed or strip.dismissed or strip.out_of_scope)
    waiting = any(step.action == "start_duties" for step in desk.situation(ident).steps)
    # What only some incidents have stands last: a digit must not mean another decision there.
    found = [
        ("heard", _("他单位已获知事故") + first, True),
        ("override", _("人工改定等级") + grading, True),
        ("close", _("办结"), not strip.closed),
        ("reopen", _("重新打开"), strip.closed),
        ("dismiss", _("查证不属于特种设备事故") + verify, running),
        ("reinstate", _("恢复为特种设备事故"), strip.dismissed),
        ("scope", _("不适用本预案") + scope, running),
        ("within", _("适用本预案") + scope, strip.out_of_scope),
        ("start", _("提前启动报告时限") + first, waiting),
        ("lift", _("撤销人工定级，按预案结果"), bool(strip.override)),
        ("plan", plan_words(desk, ident), running and desk.plan != desk.root.plan),
    ]
    return [(key, words) for key, words, shown in found if shown]


def plan_words(desk: Desk, ident: str) -> str:
    """Return the question of the plan; where the one in force cannot take it over, no question."""
    if desk.plans.may_change(ident):
        return _("按原预案还是现行预案继续")
    return _("按原预案继续（不能改按现行预案，回车看为什么）")


async def start_duties(screen: PostScreen, desk: Desk, ident: str) -> None:
    """Start the duties before time makes it an accident; asked first."""
    words = _("现在就启动报告时限，不等到时构成事故？")
    if await screen.app.push_screen_wait(Confirm(words, _("启动"), _("再等"))):

        def start(reason: str) -> str:
            desk.reports.start_duties(ident, reason)
            return _("报告时限已启动。")

        await carry_out(screen, start)


async def judge_scope(screen: PostScreen, desk: Desk, ident: str, rule: str) -> None:
    """1.3, yes or no; backing out decides nothing."""
    row = next(scope_rule for scope_rule in desk.plan.scope if scope_rule.code == rule)
    question = _("是否属于“{name}”？属于的，本预案不适用，由{whose}处置（{clause}）。")
    answers = [
        ("within", _("不属于，适用本预案")),
        ("out", _("属于，不适用本预案：写决定人和理由")),
        ("later", _("待查，以后再定")),
    ]
    clause = desk.plan.role("scope").clause
    title = question.format(name=row.name, whose=row.whose, clause=clause)
    chosen = await screen.app.push_screen_wait(Menu(title, answers))
    if chosen == "out":
        # It ends the duties, so who decided it, why and what ends stand on a form.
        screen.app.push_screen(DecisionForm(desk, ident, "scope", draft={"rule": rule}))
    elif chosen == "within":

        def judge(reason: str) -> str:
            desk.decisions.judge_scope(ident, None, reason=reason)
            return _("已记入：{decision}").format(decision=dict(answers)[chosen])

        await carry_out(screen, judge)


async def choose_plan(screen: PostScreen, desk: Desk, ident: str) -> None:
    """Ask under which plan the incident goes on; backing out decides nothing."""
    former, present = desk.plan, desk.root.plan
    words = {former.digest: _("按原预案继续")}
    if desk.plans.may_change(ident):
        words[present.digest] = _("改按现行预案")
    answers = [*words.items(), ("", _("以后再定"))]
    chosen = await screen.app.push_screen_wait(Menu(desk.plans.question(ident), answers))
    if chosen:

        def choose(_reason: str) -> str:
            desk.plans.choose(ident, chosen)
            return _("已记入：{decision}").format(decision=words[chosen])

        await carry_out(screen, choose)


ASKED = {"start": start_duties, "plan": choose_plan}
"""What is decided by a question alone, without a form."""
