"""Derive every verdict record (判定凭据) of a journal anew, and name what does not agree.

``python3 verdict_check.py JOURNAL`` needs nothing of the program: it reads the journal and the plan
files in ``plans/`` beside it, and comes to grades, margins and due times by itself.
"""

import json
import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta, timezone
from decimal import Context, Decimal
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any

WORDS = "verdict note promise kept attached family referral recovered person assigned task_remark "
WORDS += "entered answered left need need_over lot lot_moved spent lesson assessment_sent"
UP, OUT = {"stranded", "stopped_at"}, {"outage_since", "outage_until"}
EXACT, EAST = Context(prec=3000), timezone(timedelta(hours=8))
LONGEST, READINGS = 24 * 365 * 10, 2
ANSWERS = {"yes": (1, 1), "possible": (0, 1), "no": (0, 0)}
_: Callable[[str], str] = str
GRADES = {"I": _("特别重大"), "II": _("重大"), "III": _("较大"), "IV": _("一般")}
NAMES = {None: _("无"), "running": _("在走"), "overdue": _("逾期"), "passed": _("已过")}
PARTS = {
    "confirmed": (_("已确认"), "grade because"),
    "possible": (_("可能"), "grade because"),
    "decided": (_("人工改定"), "grade entry"),
    "facts": (_("事实"), "fact amount choice moment entry"),
    "grown": (_("已过小时"), "fact amount"),
    "margins": (_("升级"), "fact grade at short"),
    "blanks": (_("待核"), "fact"),
    "duties": (_("时限"), "rule clause start entry minutes due state"),
}
moment = datetime.fromisoformat


def value_of(found: dict[str, Any]) -> Any:
    """Read an amount of the journal as what is confirmed and what is possible."""
    if found.keys() != {"confirmed", "possible"}:
        return found
    return tuple(None if part is None else Decimal(part) for part in found.values())


@cache
def plan_in(file: Path) -> Any:
    """Return the rows of a plan file by table and code; none unless its digest is its name."""
    data = file.read_bytes() if file.is_file() else b""
    whole = data if sha256(data).hexdigest() == file.stem else b"{}"
    tables = json.loads(whole, parse_float=Decimal)
    names = ("facts", "criteria", "duties", "followups", "grades") if tables else ()
    plan = {n: {row["code"]: row for row in tables.get(n, {}).values()} for n in names}
    for row in plan.get("criteria", {}).values():
        row["rank"] = [*(plan["grades"] or GRADES)].index(row["grade"])
    return plan


def passed(start: datetime, end: datetime) -> Decimal:
    """Count the hours, never fewer than none."""
    return Decimal(max(0, round((end - start).total_seconds() * 1_000_000))) / 3_600_000_000


def earliest(known: Any, code: str, begun: str, sure: Any, ended: Any) -> Any:
    """Return since when it may have been so, counted back from when its length was told."""
    fact, start = known.facts.get(code, {}), known.facts.get(begun, {})
    lasted = fact.get("amount", (0, 0))[1]
    if not lasted or ("moment" in start and start["told"] > fact["told"]):
        return sure
    lasted = timedelta(seconds=round(min(lasted, LONGEST) * 3600))
    since = min(fact["told"], ended or fact["told"]) - lasted
    return min(since, sure or since)


def rules_of(plan: Any, kind: str | None) -> tuple[list[Any], set[str]]:
    """Return the criteria of a kind of equipment with their bounds, and the facts they rest on."""
    rows = [row for row in plan["criteria"].values() if kind in row.get("equipment", [kind])]
    rows.sort(key=lambda row: row["rank"])
    rules = [(row, [(c["fact"], c.get("at_least") or 1) for c in row["when"]]) for row in rows]
    used = {code for _row, bounds in rules for code, _least in bounds}
    for code, row in plan["facts"].items():
        used |= {code} if (row.get("sets") or row.get("adds_possible")) in used else set()
    used |= UP if "stranded_hours" in used else set()
    return rules, used | {"equipment", "occurred_at"} | (OUT if "outage_hours" in used else set())


def verdict(rules: list[Any], values: dict[str, Any]) -> dict[str, Any]:
    """Return the gravest grade that any criterion gives, and the clause of each that gives it."""
    met = [row for row, bounds in rules if all(values[code] >= least for code, least in bounds)]
    first = met[0] if met else {"grade": None, "rank": 1000}
    return first | {"because": {r["code"]: r["clause"] for r in met if r["rank"] == first["rank"]}}


def short_of(rules: list[Any], values: Any, rank: int) -> Iterator[tuple[Any, list[Any]]]:
    """Yield each criterion of a graver grade, with the bounds that are not reached."""
    for row, bounds in (rule for rule in rules if rule[0]["rank"] < rank):
        if failing := [(code, least) for code, least in bounds if values[code] < least]:
            yield row, failing


def fold(rows: list[Any], org: str) -> SimpleNamespace:
    """Return what the entries leave; only a closing without debts can have ended duties."""
    struck = set[str]()
    for row in (row for row in rows if row["kind"] == "struck"):
        (struck.discard if row["data"].get("undone") else struck.add)(row["data"]["entry"])
    known = SimpleNamespace(facts={}, counts=[], call=None, decided=None, over={}, learned={})
    known.made, known.org, known.plan = set(), org, ""
    for row in (row for row in rows if row["id"] not in struck):
        kind, data, at = row["kind"], row["data"], row["at"]
        for part in ("amount", "choice", "moment") if kind == "facts" else ():
            for code, value in data.get(f"{part}s", {}).items():
                told = {"fact": code, "entry": row["id"], "told": at} | (
                    {} if value is None else {part: value}
                )
                known.facts[code] = told
                known.counts += [(at, told)] if code == "stranded" else []
        if kind in ("opened", "received", "reported"):
            learner = data.get("receiver", data.get("org")) or org
            known.learned[learner] = min(known.learned.get(learner, at), at)
        known.call = at if kind == "opened" else known.call
        if kind in ("opened", "plan_chosen"):
            known.plan = data.get("plan_digest") or data.get("digest")
        if kind == "reported":
            known.made |= {(data["sender"], data["receiver"], c) for c in (data["channel"], "any")}
        elif kind == "override":
            decided = {"entry": row["id"], "grade": data["grade"]}
            known.decided = None if data.get("lifted") else decided
        elif kind in ("closed", "dismissed", "scope"):
            known.over[kind] = data.get("out", not {"lifted", "reopened", "debts"} & {*data})
    known.counts.sort(key=lambda count: count[0])
    return known


def amounts(plan: Any, known: Any, kind: str | None) -> dict[str, Any]:
    """Return what criteria read, with what other facts make possible."""
    said = {code: told["amount"] for code, told in known.facts.items() if "amount" in told}
    found = {code: value for code, value in said.items() if plan["facts"][code].get("graded")}
    for code, row in plan["facts"].items():
        if kind not in row.get("equipment", [kind]):
            continue
        for choice in row.get("choices", []) if row.get("sets") else []:
            if choice["code"] == known.facts.get(code, {}).get("choice"):
                found[row["sets"]] = ANSWERS[choice["reading"]]
        if (base := row.get("adds_possible")) and (more := said.get(code, (0, 0))[1]):
            sure, maybe = found.get(base, (None, None))
            found[base] = (sure, (maybe or sure or 0) + more)
    return found


def starts(known: Any, reading: int) -> Iterator[tuple[str, Any, Any, Any]]:
    """Yield since when each that grows has been so, may have been at the earliest, and its end."""
    told = {code: moment(fact["moment"]) for code, fact in known.facts.items() if "moment" in fact}
    counts = [(when, count["amount"][1]) for when, count in known.counts]
    up, down = None, counts[-1][0] if counts and counts[-1][1] == 0 else None
    if known.call and any(count for _when, count in counts):
        # In the first reading the accident's own time moved nothing, nor what was only possible.
        up = min(known.call, told.get("occurred_at", known.call)) if reading > 1 else known.call
    for code, begun, start, end in (
        ("stranded_hours", "stopped_at", up, down),
        ("outage_hours", "outage_since", None, told.get("outage_until")),
    ):
        sure = told.get(begun, start)
        early = earliest(known, code, begun, sure, end) if reading > 1 else sure
        yield code, sure, early, end


def spans(found: dict[str, Any], known: Any, at: datetime, reading: int) -> list[dict[str, Any]]:
    """Return the amounts, once for each time that so many people were still up (1.5)."""
    grown = {code: row for code, *row in starts(known, reading)}
    for code, (sure, early, end) in grown.items():
        low, high = found.get(code) or (None, None)
        if early:
            possible = passed(early, end or at)
            stood = max(possible, high or possible) if reading == 1 else possible
            found[code] = passed(sure, end or at) if sure else low, stood
    start, early, down = grown["stranded_hours"]
    if start is None:
        return [found]
    counts = [(when, count["amount"]) for when, count in known.counts if when <= at]
    steps = counts or [(start, (None, None))]
    ends = [*(when for when, _count in steps[1:]), at]
    hours = [(passed(start, end), passed(early, end)) for end in ends]
    hours[-1] = hours[-1] if down else found["stranded_hours"]
    pairs = zip(steps, hours, strict=True)
    return [found | {"stranded": step[1], "stranded_hours": hour} for step, hour in pairs]


def derive(plan: Any, known: Any, at: datetime, reading: int) -> dict[str, Any]:
    """Return what a record of ``at`` must say of the grade."""
    kind = known.facts.get("equipment", {}).get("choice")
    (rules, used), sets = rules_of(plan, kind), list[Any]()
    graded = {code: row for code, row in plan["facts"].items() if row.get("graded")}
    for found in spans(amounts(plan, known, kind), known, at, reading):
        was = {code: low for code, (low, _high) in found.items() if low is not None}
        sure = {code: was.get(code, row.get("implied") or 0) for code, row in graded.items()}
        maybe = {code: max(low, found.get(code, (0, 0))[1] or 0) for code, low in sure.items()}
        sets.append((verdict(rules, sure), verdict(rules, maybe)))
    # The last is of now: it gives way to an earlier one only if that is graver.
    first = [sets[-1], *sets[:-1]]
    grades = [min((one[n] for one in first), key=lambda v: v["rank"]) for n in (0, 1)]
    margins: dict[str, Any] = {}
    for row, failing in short_of(rules, sure, grades[0]["rank"]):
        (code, least), *more = failing
        nearest = least < margins.get(code, {"at": least + 1})["at"]
        if not more and nearest and graded[code]["kind"] != "flag":
            short = EXACT.subtract(Decimal(least), Decimal(was.get(code, 0)))
            margins[code] = {"fact": code, "grade": row["grade"], "at": least, "short": short}
    unmet = [(row["rank"], dict(b)) for row, b in short_of(rules, maybe, sets[-1][1]["rank"])]
    wants = [want for want in unmet if not {*want[1]} & {*was}]
    told = [told for code, told in known.facts.items() if code != "stranded"]
    told += [count for _at, count in known.counts]
    hours = [code for code in used & {*was} if graded[code].get("grows")]
    return {
        "confirmed": grades[0],
        "possible": grades[1],
        "decided": known.decided,
        "facts": [fact for fact in told if fact["fact"] in used],
        "grown": [{"fact": code, "amount": (sure[code], maybe[code])} for code in hours],
        "margins": margins.values(),
        "blanks": {code for want in wants if not needless(want, wants) for code in want[1]},
    }


def needless(want: tuple[int, Any], wants: list[tuple[int, Any]]) -> bool:
    """Tell whether a part of what a criterion wants brings a grade as grave by itself."""
    parts = [part for other, part in wants if other <= want[0] and len(part) < len(want[1])]
    return any(all(least <= want[1].get(code, -1) for code, least in p.items()) for p in parts)


def duties(plan: Any, known: Any, said: list[Any], rows: Any, at: datetime) -> Iterator[Any]:
    """Yield each duty of a record as plan and entry have it, and those it should have named."""
    named = {duty["rule"] for duty in said}
    # Where time alone can make it an accident no duty may run yet; then none need be named.
    waits = not named & {*plan["duties"]} and {*known.facts} & (UP | OUT)
    for rule, row in {} if waits or any(known.over.values()) else plan["duties"].items():
        usual = row.get("anchor", "receipt") == "receipt" and not row.get("from_grade")
        made = (row["from"], row["to"], row["channel"]) in known.made
        if usual and row["from"] == known.org in known.learned and not made and rule not in named:
            said = [*said, {"rule": rule, "start": known.learned[known.org].isoformat()}]
    for duty in said:
        entry, start = rows.get(duty.get("entry")), moment(duty["start"])
        row = plan["duties"].get(duty["rule"]) or plan["followups"][duty["rule"].split(":")[0]]
        if entry and (minutes := row.get("minutes")):
            start = known.learned.get(row.get("from"), entry["at"])
            if row.get("anchor") == "occurrence":
                start = moment(entry["data"]["moments"]["occurred_at"])
        due = start + timedelta(minutes=minutes) if (minutes := row.get("minutes")) else None
        late = "passed" if duty.get("state") == "passed" else "overdue"
        again = {"clause": row["clause"], "start": start.isoformat(), "minutes": minutes}
        state = late if due and at > due else "running"
        yield duty | again | {"due": due and due.isoformat(), "state": state}


def spell(value: Any, plan: Any, rows: Any) -> str:
    """Put one value of a record into words."""
    if isinstance(value, dict):
        return "、".join(f"{clause} {code}" for code, clause in sorted(value.items()))
    if isinstance(value, tuple):
        return _("，可能").join(spell(part, plan, rows) for part in value)
    if name := (NAMES | GRADES | plan["grades"]).get(value):
        return str(name["name"] if isinstance(name, dict) else name)
    if not isinstance(value, str) or value in rows:
        return _("第{seq}条").format(**rows[value]) if value in rows else f"{Decimal(value):f}"
    if value[4:5] == "-" and "T" in value:
        return f"{moment(value).astimezone(EAST):%m-%d %H:%M:%S.%f}".removesuffix(".000000")
    return str(plan["facts"].get(value, {}).get("short", value))


def worded(said: Any, plan: Any, rows: Any) -> set[str]:
    """Put a record into words, an item a line, so that two of them can be compared."""
    said, found = said | {"possible": said.get("possible") or said["confirmed"]}, set()
    for part, (label, keys) in PARTS.items():
        items = said.get(part) or ()
        for item in [items] if isinstance(items, dict) else items:
            row = item if isinstance(item, dict) else {"fact": item}
            values = [row[key] for key in keys.split() if row.get(key) or key == "grade"]
            found.add(" ".join((label, *(spell(value, plan, rows) for value in values))))
    return found


def to_read(journal: Path, scratch: Path) -> Path:
    """Return the file, or a copy of it and of its log where its disk takes no writing."""
    if os.access(journal.parent, os.W_OK):
        return journal
    # SQLite must make the index of a log beside the file, even to read it.
    for end in ("", "-wal"):
        part = journal.with_name(journal.name + end)
        if part.exists():
            shutil.copyfile(part, scratch / part.name)
    return scratch / journal.name


class Check:
    """A journal read once, in order of arrival; what does not agree is named on the way."""

    def __init__(self, journal: Path) -> None:
        self.scratch = tempfile.TemporaryDirectory(prefix="cqcmd-", ignore_cleanup_errors=True)
        readable = to_read(journal.resolve(), Path(self.scratch.name))
        self.link = sqlite3.connect(f"{readable.as_uri()}?mode=ro", uri=True)
        self.link.row_factory = sqlite3.Row
        self.drill = self.link.execute("PRAGMA application_id").fetchone()[0] == 0x63716472
        about = "SELECT value FROM about WHERE name = 'station'"
        self.station, self.folder = self.link.execute(about).fetchone()[0], journal.parent / "plans"
        self.rows, self.cases, self.waiting = dict[str, Any](), dict[str, Any](), list[Any]()
        self.covered, self.org, self.count, self.first, self.reading = set[str](), "", 0, 0, 1

    def faults(self) -> Iterator[str]:
        """Yield a sentence for each record that is gone or not what plan and entries give, once."""
        with closing(self.link), self.scratch:
            for columns in self.link.execute("SELECT * FROM entry ORDER BY arrival"):
                row = dict(columns)
                row["data"] = json.loads(row["data"], object_hook=value_of)
                row["at"] = moment(row["occurred_at"])
                self.rows[row["id"]] = row
                if row["kind"] == "station" and row["station"] == self.station:
                    self.org = row["data"]["org"]
                if row["kind"] != "verdict":
                    self.waiting += [row] if row["incident"] else []
                elif row["station"] == self.station:
                    yield from self.settle(row["data"]["since"])
                    said = _("第{seq}条判定凭据：").format(seq=row["seq"])
                    try:
                        yield from map(said.__add__, self.record(row["incident"], row["data"]))
                    except (ArithmeticError, LookupError, TypeError, ValueError) as error:
                        yield said + _("读不懂（{error!r}）。").format(error=error)
            yield from self.settle(1 << 62)

    def settle(self, since: int) -> Iterator[str]:
        """Take in the entries of earlier acts; each that leaned on a verdict needs a record."""
        waiting, self.waiting = self.waiting, []
        for row in waiting:
            ours = row["station"] == self.station
            if ours and row["seq"] >= since:
                self.waiting.append(row)
            elif row["kind"] not in WORDS.split():
                self.cases.setdefault(row["incident"], []).append(row)
                if ours and row["id"] not in self.covered and 0 < self.first <= row["seq"]:
                    yield _("第{seq}条没有判定凭据（被删去）。").format(seq=row["seq"])

    def record(self, ident: str, data: Any) -> Iterator[str]:
        """Yield what is wrong with one record."""
        if data["number"] != self.count + 1:
            words = _("它是第{n}份，前面却只有{count}份，有凭据被删去。")
            yield words.format(n=data["number"], count=self.count)
        self.count, self.first = data["number"], self.first or data["since"]
        mine = [row for row in self.waiting if row["incident"] == ident]
        self.covered |= {row["id"] for row in mine}
        said = (self.rows[data["same"]]["data"] if "same" in data else data) | {"at": data["at"]}
        before, reading = self.reading, said.get("reading", 1)
        if not before <= reading <= READINGS:
            yield _("它写的是按第{n}种读法判的，这里却不能再是。").format(n=reading)
        self.reading = max(before, min(reading, READINGS))
        plan, at = plan_in(self.folder / f"{said['plan']}.json"), moment(data["at"])
        if not plan:
            yield _("预案文件 plans/{name}.json 不在或被改过，不能核对。").format(name=said["plan"])
            return
        # Of a call nothing was known before: it was shown what it says itself.
        rows = self.cases.get(ident, [])
        rows = rows if any(row["kind"] == "opened" for row in rows) else rows + mine
        known = fold(sorted(rows, key=lambda row: str(row["order"])), self.org)
        if known.plan not in ("", said["plan"]):
            words = _("是按预案 {one} 判的，这起事件适用的是 {other}。")
            yield words.format(one=said["plan"][:12], other=known.plan[:12])
        again = derive(plan, known, at, reading)
        again["duties"] = list(duties(plan, known, said.get("duties", []), self.rows, at))
        one, other = worded(said, plan, self.rows), worded(again, plan, self.rows)
        if one != other:
            was, should = ("；".join(sorted(x)) or _("没有") for x in (one - other, other - one))
            yield _("写的是“{was}”，按日志和预案应是“{should}”。").format(was=was, should=should)


def main(journal: str) -> int:
    """Check a journal and print what was found; return 0 if all agrees, else 2."""
    try:
        check = Check(Path(journal))
        faults, mark = list(check.faults()), _("〔演练〕") if check.drill else ""
    except (sqlite3.Error, TypeError, OSError) as error:
        print(_("读不了日志 {name}（{why}）。").format(name=journal, why=error), file=sys.stderr)
        return 2
    out = sys.stderr if faults else sys.stdout
    for fault in faults:
        # A journal from elsewhere may hold anything: nothing of it steers the terminal.
        print(mark + "".join(filter(str.isprintable, fault)), file=out)
    result = _("有{n}处对不上").format(n=len(faults)) if faults else _("全部核对无误")
    words = _("判定凭据{count}份，{result}。").format(count=check.count, result=result)
    print(mark + words, file=out)
    return 2 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
