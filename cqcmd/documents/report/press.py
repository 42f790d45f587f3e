"""The press release (4.7, 舆论引导): prose for the public; what is unknown is left out."""

from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from cqcmd.documents.file_names import file_name
from cqcmd.documents.paper import Head, Paper, marked
from cqcmd.documents.report.plain_text import INDENT, one_line, written_date
from cqcmd.i18n import _
from cqcmd.patterns import regex
from cqcmd.rules.facts import Amount
from cqcmd.rules.rows import Content, Fact

UNFIT = regex(_("待核|待填|推定"))
"""Marks of our own screens, which the public is not shown."""

PARTS = {
    "occurred_at": "time",
    "district": "place",
    "place": "place",
    "equipment": "nature",
    "grade": "nature",
    "measures": "measures",
    "progress": "progress",
    "cause": "cause",
    "public": "public",
    "traffic": "traffic",
}
"""What a field of the plan's row tells; the people harmed are told by their facts."""

_ENDS = "。；，、;,. "
_BEGINS_WITH_COUNT = regex(r"\d")


class Harm(Struct, frozen=True):
    """How many people suffered what; ``contested`` where two stations say it differently."""

    fact: Fact
    amount: Amount | None
    contested: bool = False


def press_release(head: Head, title: str, paragraphs: tuple[str, ...]) -> Paper:
    """Make the paper: nothing stands on its face but what the public is told, and its day."""
    mark = [marked(head.mark)] if head.mark.strip() else []
    body = tuple(map(one_line, paragraphs))
    lines = [
        one_line(title) + "".join(mark),
        "",
        *(INDENT + line for line in body),
        "",
        written_date(head.made_at),
        *mark,
    ]
    # Neither in its name: a file that is handed on shows no number of ours.
    name = file_name("", _("新闻通稿-{title}").format(title=title), head.made_at, head.mark)
    made = Paper(one_line(title), "\n".join(lines) + "\n", name, head.mark)
    return replace(made, body=body)


def prose(rows: Iterable[Content], texts: Mapping[str, str], as_of: str) -> tuple[str, ...]:
    """Return the paragraphs; ``texts`` by the code of a row, ``as_of`` when the toll was so."""
    told = _by_part(rows, texts)
    paragraphs = (
        _what_happened(told),
        _toll(told.pop("toll", ""), as_of),
        _and_then(_("事故发生后，"), told.pop("measures", ""), told.pop("progress", "")),
        _named(_("事故原因："), told.pop("cause", "")),
        *told.values(),
    )
    return tuple(words + "。" for words in map(_tidy, paragraphs) if words)


def part_of(row: Content) -> str:
    """Return what a row of the plan is about; empty: something of the plan's own."""
    if found := next((PARTS[name] for name in row.fields if name in PARTS), ""):
        return found
    return "toll" if row.fields else ""


def toll(harms: Iterable[Harm]) -> str:
    """Return people harmed as far as it is confirmed; a possible number is never printed."""
    harms = tuple(harms)
    known = [harm for harm in harms if harm.amount and harm.amount.confirmed is not None]
    said = [_count(harm) for harm in known if harm.amount and harm.amount.confirmed]
    words = "、".join(said)
    if known and not said and len(known) == len(harms):
        words = _("目前没有接到人员伤亡报告")
    open_still = any(harm.contested or _is_open(harm.amount) for harm in harms)
    more = _("伤亡情况仍在进一步核实") if open_still else ""
    return "，".join(filter(None, (words, more)))


def _by_part(rows: Iterable[Content], texts: Mapping[str, str]) -> dict[str, str]:
    """Return the words of each part in the plan's order; a row of the plan's own by its name."""
    told: dict[str, str] = {}
    for row in rows:
        words = _tidy(texts.get(row.code, ""))
        part = part_of(row)
        if words and not part:
            told[row.code] = _("{name}：{words}").format(name=row.name, words=words)
        elif words:
            told[part] = "，".join(filter(None, (told.get(part, ""), words)))
    return told


def _what_happened(told: dict[str, str]) -> str:
    """``2026年7月25日13时50分，渝中区化工路1号发生压力容器事故``."""
    time, place, nature = (told.pop(part, "") for part in ("time", "place", "nature"))
    if not (time or place or nature):
        return ""
    happened = _("{place}发生{nature}").format(place=place, nature=nature or _("特种设备事故"))
    return "，".join(filter(None, (time, happened)))


def _toll(words: str, as_of: str) -> str:
    if not words:
        return ""
    made = _("事故造成{words}") if _BEGINS_WITH_COUNT.match(words) else "{words}"
    said = made.format(words=words)
    return _("截至{time}，{words}").format(time=as_of, words=said)


def _and_then(first: str, *words: str) -> str:
    said = "，".join(filter(None, words))
    return first + said if said else ""


def _named(label: str, words: str) -> str:
    """Label a phrase; a sentence that names its subject itself stands as it is."""
    return words if not words or words.startswith(label[:2]) else label + words


def _tidy(words: str) -> str:
    return one_line(words).strip().rstrip(_ENDS)


def _count(harm: Harm) -> str:
    confirmed = harm.amount.confirmed if harm.amount else None
    return _("{number}{unit}{fact}").format(
        number=confirmed, unit=harm.fact.unit, fact=harm.fact.short
    )


def _is_open(amount: Amount | None) -> bool:
    return amount is not None and amount.possible != amount.confirmed
