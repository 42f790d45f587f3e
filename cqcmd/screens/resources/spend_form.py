"""记经费: how much was spent, on what, to whom, who approved it (6.4)."""

from collections.abc import Iterator, Mapping

from cqcmd.desk.desk import Desk
from cqcmd.desk.resources.forms import SpendForm as Spent
from cqcmd.errors import BadInput, at_field
from cqcmd.i18n import _
from cqcmd.parsing.money import read_money, write_money
from cqcmd.screens.common.field_form import Field, FieldForm
from cqcmd.screens.common.form_registry import form
from cqcmd.screens.common.shared_fields import MAY_BE_BLANK, PERSON_EXAMPLE, TIME_EXAMPLE
from cqcmd.screens.resources.fields import words_field
from cqcmd.views.office.resources import SpendingView

TEXTS = {
    "payee": (_("付给谁"), _("例 某吊装公司")),
    "approver": (_("谁批准"), PERSON_EXAMPLE),
    "voucher": (_("凭证号"), MAY_BE_BLANK),
}


@form("spend", _("记经费"))
class SpendForm(FieldForm):
    """A new entry, or what of a known one is right; ``about`` is its id."""

    form = "spend"
    purpose = _("记下处置这起事件花的一笔钱：多少、用在哪、付给谁、谁批准。")

    def __init__(
        self, desk: Desk, ident: str, about: str = "", *, draft: Mapping[str, str] | None = None
    ) -> None:
        spendings = desk.supply.view(ident).spendings
        self._spending: SpendingView | None = next(
            (one for one in spendings if one.ident == about), None
        )
        self.name_of_form = _("改经费") if self._spending else _("记经费")
        super().__init__(desk, ident, draft=draft)

    @property
    def draft_name(self) -> str:
        """One draft for a new entry, one for each that is changed."""
        return f"{self.form}:{self.ident}:{self._spending.ident if self._spending else ''}"

    def fields(self) -> Iterator[Field]:
        """Yield how much, on what, to whom, by whose word, when."""
        known = self._spending
        money = known.sum_words if known else ""
        example = _("例 1200、12万")
        yield words_field("cents", _("金额（元）"), example, money, required=True)
        purpose = known.purpose if known else ""
        yield words_field("purpose", _("用在什么上"), _("例 吊车租赁"), purpose, required=True)
        for name, (label, words) in TEXTS.items():
            yield words_field(name, label, words, getattr(known, name, ""))
        yield words_field("at", _("时间"), TIME_EXAMPLE)

    def changed(self) -> None:
        """Show the sum as it is read, what it comes to, and what the plan says of money."""
        lines = [self._sum_words()]
        view = self.desk.supply.view(self.ident)
        lines.append(_("这起已记 {sum}。").format(sum=view.sum_words))
        if clause := view.money_clause:
            text = self.desk.plan.clauses[clause].text.replace("\n", "")
            lines.append(_("{text}（{clause}）").format(text=text, clause=clause))
        self.tell("\n".join(line for line in lines if line))

    def _sum_words(self) -> str:
        if not self.text("cents"):
            return ""
        try:
            return write_money(read_money(self.text("cents")))
        except BadInput as fault:
            return str(fault)

    def save(self, reason: str) -> str:
        """Write it down."""
        with at_field("cents"):
            cents = read_money(self.text("cents"))
        spent = Spent(
            cents=cents,
            purpose=self.text("purpose"),
            at=self.moment("at"),
            **{name: self.text(name) for name in TEXTS},
        )
        spending = self._spending.ident if self._spending else None
        self.desk.supply.money.spend(self.ident, spent, spending, reason=reason)
        words = _("已记入：{purpose} {sum}。")
        return words.format(purpose=spent.purpose, sum=write_money(cents))
