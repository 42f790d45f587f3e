"""How an incident would stand otherwise: grades, facts, clocks, response, people inside."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime

from msgspec import Struct

from cqcmd.clock import stamp
from cqcmd.desk.common.open_record import OpenRecord
from cqcmd.desk.common.wording import grade_name
from cqcmd.desk.duties.deadlines import deadlines
from cqcmd.desk.facts.views import word_names
from cqcmd.desk.situation.strip import response_words, status_words
from cqcmd.desk.situation.twin import change_of_fact
from cqcmd.i18n import _
from cqcmd.incident.known import Known, Value
from cqcmd.incident.picture import Picture
from cqcmd.rules.urgency import Minutes
from cqcmd.views import Deadline
from cqcmd.views.duties import is_open

NAMED = 4
"""Of several clocks so many are named, the others counted."""

DONE = ("met", "late")

Pair = tuple[Deadline | None, Deadline | None]
"""A duty as it stands, and as it would; ``None``: it is not there."""


class Standing(Struct, frozen=True):
    """An incident as it stands in one record."""

    record: OpenRecord
    picture: Picture
    deadlines: tuple[Deadline, ...]


def standing(record: OpenRecord, ident: str, minutes: Minutes) -> Standing:
    """Return how an incident stands in a record."""
    picture = record.picture(ident)
    return Standing(record, picture, deadlines(record, picture, minutes))


def differences(before: Standing, after: Standing, now: datetime) -> Iterator[str]:
    """Yield a sentence for each thing that would be otherwise; nothing where all stays."""
    for source in (_status, _grades, _facts, _words, _response, _inside):
        yield from source(before, after)
    yield from _clocks(before, after, now)


def _status(before: Standing, after: Standing) -> Iterator[str]:
    if after.picture.incident.void and not before.picture.incident.void:
        yield _("整起接报作废，编号保留")
        return
    was, will = (_state(one) for one in (before, after))
    if was != will:
        yield _("事件将由“{before}”变为“{after}”").format(before=was, after=will)


def _state(one: Standing) -> str:
    return status_words(one.record, one.picture, one.deadlines) if _over(one) else _("在办")


def _over(one: Standing) -> bool:
    incident = one.picture.incident
    decided = incident.closed or incident.dismissed or incident.out_of_scope
    return bool(incident.void or decided)


def _grades(before: Standing, after: Standing) -> Iterator[str]:
    was, will = (_grade(one) for one in (before, after))
    if was != will:
        yield _("等级将由{before}变为{after}").format(before=was, after=will)


def _grade(one: Standing) -> str:
    """Return ``一般，可能较大``."""
    plan, picture = one.record.plan, one.picture
    sure = grade_name(plan, picture.confirmed, picture.assessment.standing)
    if picture.possible in (None, picture.confirmed):
        return sure
    return _("{sure}（可能{maybe}）").format(sure=sure, maybe=grade_name(plan, picture.possible))


def _facts(before: Standing, after: Standing) -> Iterator[str]:
    was, will = (one.picture.incident.facts.by_code for one in (before, after))
    moved = [
        change_of_fact(before.record, code, old, new)
        for code in dict.fromkeys((*was, *will))
        for old, new in [(_value(was, code), _value(will, code))]
        if old != new
    ]
    if moved:
        yield _("事实：{moved}").format(moved="，".join(moved))


def _value(known: Mapping[str, Known], code: str) -> Value:
    return known[code].value if code in known else None


def _words(before: Standing, after: Standing) -> Iterator[str]:
    was, will = (one.picture.incident.details for one in (before, after))
    names = word_names(before.record.plan)
    moved = [names.get(code, code) for code in {**was, **will} if was.get(code) != will.get(code)]
    if moved:
        yield _("文字改变：{names}").format(names="、".join(moved))


def _response(before: Standing, after: Standing) -> Iterator[str]:
    was, will = (response_words(one.record, one.picture) or _("无") for one in (before, after))
    if was != will and not _left_as_it_is(before, after):
        yield _("响应将由“{before}”变为“{after}”").format(before=was, after=will)


def _left_as_it_is(before: Standing, after: Standing) -> bool:
    """Whether only the incident ends or goes on: a response in force or ended stays what it was."""
    was, will = (one.picture.incident.response for one in (before, after))
    if was.level != will.level:
        return False
    # That a closing leaves it in force is told with what else it leaves open.
    return bool((was.ended and will.ended) or (was.level and _over(after)))


def _inside(before: Standing, after: Standing) -> Iterator[str]:
    was, will = (
        {team.id: team.entered.name for team in one.picture.incident.cordon.inside}
        for one in (before, after)
    )
    for words, names in (
        (_("不再记在警戒区内：{names}"), [was[code] for code in was if code not in will]),
        (_("又记在警戒区内：{names}"), [will[code] for code in will if code not in was]),
    ):
        if names:
            yield words.format(names="、".join(names))


def _clocks(before: Standing, after: Standing, now: datetime) -> Iterator[str]:
    """Yield what becomes of each duty: this station's named, then those of others counted."""
    pairs = _pairs(before.deadlines, after.deadlines)
    finals = {one.receiver for one in after.deadlines if one.stage == "final" and _runs(one)}
    mine = [pair for pair in pairs if _either(pair).mine]
    if merged := [pair for pair in mine if _told_with_final(*pair, finals)]:
        yield _("{n} 项续报并入终报：{names}").format(n=len(merged), names=_named(merged, now))
        mine = [pair for pair in mine if pair not in merged]
    theirs = [pair for pair in pairs if not _either(pair).mine]
    for words, _others, fits in KINDS:
        if found := [pair for pair in mine if fits(*pair)]:
            yield words.format(n=len(found), names=_named(found, now))
    for _own, words, fits in KINDS:
        if words and (found := [pair for pair in theirs if fits(*pair)]):
            yield words.format(n=len(found))


def _told_with_final(was: Deadline | None, will: Deadline | None, finals: set[str]) -> bool:
    """Tell whether a follow-up is told with the final report that its receiver gets (4.1.3)."""
    later = was is not None and was.stage == "follow_up" and was.receiver in finals
    return later and will is None


def _pairs(before: Iterable[Deadline], after: Iterable[Deadline]) -> list[Pair]:
    was, will = ({one.rule: one for one in shown} for shown in (before, after))
    return [(was.get(rule), will.get(rule)) for rule in dict.fromkeys((*was, *will))]


def _either(pair: Pair) -> Deadline:
    found = pair[0] or pair[1]
    assert found is not None
    return found


def _runs(one: Deadline | None) -> bool:
    """Tell whether a report is still to come, of this station or of another one."""
    return one is not None and (is_open(one) or one.state == "unknown")


def _made(one: Deadline | None) -> bool:
    return one is not None and one.state in DONE


KINDS: tuple[tuple[str, str, Callable[[Deadline | None, Deadline | None], bool]], ...] = (
    (
        _("将终止 {n} 项时限：{names}"),
        _("他单位的 {n} 项时限也终止"),
        lambda was, will: _runs(was) and will is not None and will.state == "ended",
    ),
    (
        _("{n} 项时限不再计：{names}"),
        _("他单位的 {n} 项时限也不再计"),
        lambda was, will: _runs(was) and will is None,
    ),
    (
        _("又成未报 {n} 项：{names}"),
        _("他单位的 {n} 项又成未获知"),
        lambda was, will: _made(was) and _runs(will),
    ),
    (
        _("{n} 项报告不再是凭据：{names}"),
        "",
        lambda was, will: _made(was) and (will is None or will.state == "ended"),
    ),
    (
        _("恢复 {n} 项时限，按原来的时间：{names}"),
        _("他单位的 {n} 项时限也恢复"),
        lambda was, will: was is not None and was.state == "ended" and _runs(will),
    ),
    (
        _("将启动 {n} 项时限：{names}"),
        _("他单位的 {n} 项时限也启动"),
        lambda was, will: was is None and _runs(will),
    ),
    (
        _("算作已报 {n} 项：{names}"),
        "",
        lambda was, will: not _made(was) and _made(will),
    ),
    (
        _("{n} 项时限改期：{names}"),
        _("他单位的 {n} 项时限也改期"),
        lambda was, will: _runs(was) and _runs(will) and _due(was) != _due(will),
    ),
    (
        _("已报与迟报互换 {n} 项：{names}"),
        "",
        lambda was, will: _made(was) and _made(will) and _state_of(was) != _state_of(will),
    ),
    (
        _("{n} 项由可能变为应报，或相反：{names}"),
        "",
        lambda was, will: _runs(was) and _runs(will) and _maybe(was) != _maybe(will),
    ),
)
"""What may become of a duty, in words for this station's and for others', and when it does."""


def _due(one: Deadline | None) -> datetime | None:
    return one.due if one else None


def _state_of(one: Deadline | None) -> str:
    return one.state if one else ""


def _maybe(one: Deadline | None) -> bool:
    return one is not None and one.maybe


def _named(pairs: list[Pair], now: datetime) -> str:
    names = "、".join(_name(pair, now) for pair in pairs[:NAMED])
    return names + (_("等") if len(pairs) > NAMED else "")


def _name(pair: Pair, now: datetime) -> str:
    """Return ``电话 市市监局（14:36前）``; of one that moves also the new time."""
    was, will = pair
    before, after = (_until(one, now) if one else "" for one in pair)
    moved = _runs(was) and _runs(will) and before != after
    words = _("{label}（{before}改为{after}）") if moved else _("{label}（{before}）")
    return words.format(label=_either(pair).label, before=before or after, after=after)


def _until(one: Deadline, now: datetime) -> str:
    if one.due is None:
        return _("立即")
    return _("{time}前").format(time=stamp(one.due, now))
