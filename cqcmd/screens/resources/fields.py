"""Fields that the forms about resources share."""

from cqcmd.desk.desk import Desk
from cqcmd.desk.resources.forms import (
    CATEGORIES,
    CONDITIONS,
    ROLES,
    UNITS,
    Category,
    Condition,
)
from cqcmd.errors import BadInput, at_field
from cqcmd.i18n import _
from cqcmd.parsing.counts import read_count
from cqcmd.screens.common.field_form import FieldForm
from cqcmd.widgets.fields.choice import Choice
from cqcmd.widgets.fields.text_field import TextField

CATEGORY_KEYS = _("键 1-{last}").format(last=len(CATEGORIES))
CONDITION_KEYS = _("键 1-{last}").format(last=len(CONDITIONS))
COUNT_EXAMPLE = _("例 6")
PHONE_EXAMPLE = _("例 13800000000")
PLACE_EXAMPLE = _("例 城南库二层")
OWNER_EXAMPLE = _("例 区应急局")


def category_field(standing: str) -> Choice:
    """Return the kinds to choose from."""
    field = Choice("category", _("类别"), tuple(CATEGORIES.items()))
    field.fill(standing)
    return field


def category_of(text: str) -> Category:
    """Return the answer in `category_field`."""
    return next(code for code in CATEGORIES if code == text)


def condition_field(standing: str) -> Choice:
    """Return the conditions to choose from."""
    field = Choice("condition", _("状态"), tuple(CONDITIONS.items()))
    field.fill(standing)
    return field


def condition_of(text: str) -> Condition:
    """Return the answer in `condition_field`."""
    return next(code for code in CONDITIONS if code == text)


def words_field(
    name: str, label: str, example: str, standing: str = "", *, required: bool = False
) -> TextField:
    """Return a field with what stands in it."""
    field = TextField(name, label, example=example, required=required)
    field.fill(standing)
    return field


def count_field(standing: int | None, *, label: str = _("数量")) -> TextField:
    """Return the field of how many."""
    standing_words = "" if standing is None else str(standing)
    return words_field("count", label, COUNT_EXAMPLE, standing_words, required=True)


def words_in(form: FieldForm, name: str, refusal: str) -> str:
    """Return what stands in a field that must not be blank. Raises BadInput beside it."""
    if not form.text(name):
        raise BadInput(refusal, name)
    return form.text(name)


def count_in(form: FieldForm) -> int:
    """Return how many stand in the form. Raises BadInput beside the field."""
    with at_field("count"):
        return read_count(form.text("count"))


def plan_words(desk: Desk, category: Category) -> str:
    """Return what the plan says of a kind, and where; empty where it is silent."""
    clause = desk.plan.clause_of(ROLES[category])
    if not clause:
        return ""
    text = desk.plan.clauses[clause].text.replace("\n", "")
    return _("{text}（{clause}）").format(text=text, clause=clause)


def unit_of(category: str) -> str:
    """Return in what a kind is counted."""
    return UNITS[category_of(category)]
