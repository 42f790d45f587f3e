"""What a reading is worth: each field beside what the case allows, and the sums of many."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct

CASES = Path(__file__).with_name("cases")

Outcome = Literal["right", "wrong", "asked", "missed"]
"""``wrong``: taken as sure; ``asked``: not right, but its doubt is carried; ``missed``: blank."""

WORDS = {"unit", "place", "caller", "callback", "district"}
UNJUDGED = {"place"}
"""Judged only where a case names it: most say nothing of it, which is not that it is blank."""


class Case(Struct, frozen=True):
    """A line and, for each field, the values that are right; ``None`` among them: blank is."""

    name: str
    given: dict[str, str]
    allowed: dict[str, tuple[str | None, ...]]
    whole: bool
    """Whether a field that is not named is to be blank; a minimal case judges one field."""

    def may_be(self, field: str) -> tuple[str | None, ...]:
        """The values that are right for a field."""
        return self.allowed.get(field, (None,))


class Judged(Struct, frozen=True):
    """One field of one case; ``value`` is what was read, ``None``: nothing."""

    case: str
    field: str
    value: str | None
    allowed: tuple[str | None, ...]
    outcome: Outcome

    @property
    def moves(self) -> bool:
        """Whether the field moves a grade or a clock."""
        return self.field not in WORDS

    @property
    def due(self) -> bool:
        """Whether there is a value to be read."""
        return None not in self.allowed


class Score(Struct, frozen=True):
    """The sums over the cases."""

    judged: tuple[Judged, ...]
    lines: int
    needless: int
    """Lines that were asked something, though nothing was doubtful."""

    @property
    def precision(self) -> float:
        """Of the values right or taken as sure, the share that is right."""
        right = self.count("right")
        return _share(right, right + self.count("wrong"))

    @property
    def recall(self) -> float:
        """Of the values that were to be read, the share that is right."""
        due = [one for one in self.judged if one.due]
        return _share(sum(one.outcome == "right" for one in due), len(due))

    @property
    def wrong(self) -> list[Judged]:
        """Wrong values taken as sure."""
        return [one for one in self.judged if one.outcome == "wrong"]

    @property
    def silent(self) -> list[Judged]:
        """Those of them that move a grade or a clock."""
        return [one for one in self.wrong if one.moves]

    @property
    def needless_share(self) -> float:
        """Of all lines, the share that was asked something without need."""
        return self.needless / self.lines if self.lines else 0.0

    def count(self, outcome: Outcome, field: str | None = None) -> int:
        """How many fields came out so, of all or of one."""
        return sum(one.outcome == outcome and field in (None, one.field) for one in self.judged)

    def fields(self) -> list[str]:
        """The fields judged, the most frequent first."""
        counted = Counter(one.field for one in self.judged)
        return sorted(counted, key=lambda field: (-counted[field], field))


def load_cases(name: str) -> list[Case]:
    """The cases of a file of ``cases/``, in order."""
    text = (CASES / f"{name}.jsonl").read_text(encoding="utf-8")
    rows = [json.loads(line) for line in text.splitlines()]
    return [_case(row, row.get("id", f"{name}-{number:02}")) for number, row in enumerate(rows, 1)]


def _case(row: dict[str, Any], name: str) -> Case:
    given: dict[str, str] = {key: row[key] for key in ("line", "now", "district") if key in row}
    whole = "expected" in row
    expected = row["expected"] if whole else {row["field"]: row["right"]}
    allowed = {field: _allowed(value) for field, value in expected.items()}
    return Case(name, given, allowed, whole)


def _allowed(expected: Any) -> tuple[str | None, ...]:
    return tuple(expected) if isinstance(expected, list) else (expected,)


def score(read: Iterable[tuple[Case, Mapping[str, Any]]]) -> Score:
    """Judge answers of the form of ``cqcmd read``, each beside its case."""
    judged: list[Judged] = []
    lines = needless = 0
    for case, answer in read:
        lines += 1
        needless += _asked_without_need(case, answer)
        judged += judge(case, answer)
    return Score(tuple(judged), lines, needless)


def judge(case: Case, answer: Mapping[str, Any]) -> list[Judged]:
    """Judge every field that the case or the answer speaks of; a blank that is right is no row."""
    named = list(case.allowed)
    if case.whole:
        named += [field for field in answer["fields"] if field not in {*named, *UNJUDGED}]
    rows = []
    for field in named:
        value, allowed = answer["fields"].get(field), case.may_be(field)
        if value is not None or None not in allowed:
            doubted = field in answer["asked"] or (field not in WORDS and _doubts(value or ""))
            outcome = _outcome(value, allowed, doubted)
            rows.append(Judged(case.name, field, value, allowed, outcome))
    return rows


def _outcome(value: str | None, allowed: tuple[str | None, ...], doubted: bool) -> Outcome:
    if value is None:
        return "missed"
    if value in allowed:
        return "right"
    return "asked" if doubted else "wrong"


def _doubts(value: str) -> bool:
    """Whether an amount carries its own doubt: ``?5``, ``3-5``."""
    low, hyphen, high = value.partition("-")
    return value.startswith("?") or bool(hyphen and _is_amount(low) and _is_amount(high))


def _is_amount(text: str) -> bool:
    return text.replace(".", "", 1).isdecimal()


def _asked_without_need(case: Case, answer: Mapping[str, Any]) -> bool:
    """Whether something was asked, and all of it had but one right answer, which stood there."""
    asked = [field for field in answer["asked"] if case.whole or field in case.allowed]
    return bool(asked) and all(
        case.may_be(field) == (answer["fields"].get(field),) and _is_sure(case.may_be(field)[0])
        for field in asked
    )


def _is_sure(value: str | None) -> bool:
    return value not in (None, "unclear", "possible") and not _doubts(value or "")


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
