"""Lines that must be refused, each with the ids its answer may carry."""

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

Bad = tuple[bytes, tuple[object, ...]]

UNREADABLE = (
    b"not json",
    b"{",
    b'{"id": "cut", "deaths": 1',
    b"[]",
    b'[{"id": "in a list", "deaths": 1}]',
    b'"text"',
    b"3",
    b"null",
    b"true",
    b'{"deaths": 1} {"deaths": 2}',
    b"{'id': 1}",
    b'{"deaths": 01}',
    b'{"deaths": +1}',
    b'{"deaths": .5}',
    b'{"deaths": 1.}',
    b'{"deaths": 0x10}',
    b'{"deaths": 1,}',
    b'{"deaths": \xef\xbc\x93}',
    b'{"equipment": "cra\xffne"}',
    b'{"equipment": "\xed\xa0\x80"}',
    b'{"deaths": 1, "equipment": "cra\xc3"}',
    b"\xff\xfe",
    b"\0",
    b'{"equipment": "cra\0ne"}',
    b'{"deaths": 1}\0',
    b'{"equipment": "cra\x1bne"}',
    b"[" * 100_000,
    b"[" * 100_000 + b"]" * 100_000,
    b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    b'{"deaths": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
)

# Not JSON to the letter, or readable to some readers only: its id or null are both right.
HALF_READABLE = (
    b'"deaths": NaN',
    b'"loss_yuan": Infinity',
    b'"stranded_hours": -Infinity',
    b'"capacity_mw": [0, NaN]',
    b'"deaths": ' + b"9" * 5_000,
    b'"stranded_hours": 1.' + b"0" * 100_000 + b"1e999999999",
    b'"deaths": 1e999999999',
    b'"deaths": 1e400',
    b'"equipment": "\\ud800"',
    b'"equipment": "cra\\u0000ne"',
    b'"\\u0000": 1',
    b'"\\udfff": 1',
)

REFUSED_VALUES = (
    '"deaths": -1',
    '"deaths": -0.5',
    '"deaths": 1.5',
    '"deaths": [1, 1.5]',
    '"loss_yuan": 9999.99',
    '"relocated": 500.0000000000000000000000001',
    '"stranded": 0.5',
    '"deaths": 1e16',
    '"deaths": 1000000000000001',
    '"outage_hours": 1000000000000000.1',
    '"loss_yuan": 1e300',
    '"deaths": true',
    '"deaths": false',
    '"deaths": [true, 3]',
    '"deaths": "3"',
    '"deaths": "possible"',
    '"deaths": ""',
    '"deaths": ["1", "2"]',
    '"deaths": []',
    '"deaths": [1]',
    '"deaths": [1, 2, 3]',
    '"deaths": [5, 3]',
    '"deaths": [null, 3]',
    '"deaths": [3, null]',
    '"deaths": [[1, 2], 3]',
    '"deaths": {"confirmed": 1}',
    '"stranded_hours": [3.5000000000000000000000000000001, 3.5]',
    '"capacity_mw": -0.0001',
    '"exploded": 1',
    '"exploded": 0',
    '"exploded": "true"',
    '"exploded": "Possible"',
    '"toxic_leak": [false, true]',
    '"equipment": "escalator"',
    '"equipment": "Crane"',
    '"equipment": ""',
    '"equipment": 3',
    '"equipment": ["crane"]',
    '"equipment": false',
    '"dead": 1',
    '"Deaths": 1',
    '"error": "x"',
    '"deaths ": 1',
    '"equipment": "elevator", "outage_hours": -1',
)


def bad_facts() -> list[Bad]:
    """Lines that ``cqcmd grade`` must refuse."""
    found: list[Bad] = [(line, (None, "cut")) for line in UNREADABLE]
    found += [(b'{"id": "h", ' + part + b"}", ("h", None)) for part in HALF_READABLE]
    for number, part in enumerate(REFUSED_VALUES):
        found.append((f'{{"id": "r{number}", {part}}}'.encode(), (f"r{number}",)))
    return found


NOW = "2026-07-25T16:00:00+08:00"
GOOD_REPORT = {"from": "unit", "to": "district_regulator", "channel": "phone", "at": NOW}
REFUSED_CHAINS: tuple[dict[str, object], ...] = (
    {"now": None},
    {"now": "2026-07-25T16:00:00"},
    {"now": "16:00"},
    {"now": 1_785_000_000},
    {"now": ""},
    {"now": "yesterday"},
    {"now": "2026-02-30T16:00:00+08:00"},
    {"now": "2026-07-25T16:60:00+08:00"},
    {"now": "2026-07-25"},
    {"receipts": {"unit": "2026-07-25T15:00:00"}},
    {"receipts": {"unit": "2026-07-25T16:00:01+08:00"}},
    {"receipts": {"unit": "2026-07-25T16:00:00.000001+08:00"}},
    {"receipts": {"unit": "2026-07-25T16:00:00+07:00"}},
    {"receipts": {"unit": 5}},
    {"receipts": {"police": NOW}},
    {"receipts": {"Unit": NOW}},
    {"receipts": ["unit"]},
    {"reports": {"from": "unit"}},
    {"reports": ["unit"]},
    {"reports": [{**GOOD_REPORT, "from": "police"}]},
    {"reports": [{**GOOD_REPORT, "to": "police"}]},
    {"reports": [{**GOOD_REPORT, "to": None}]},
    {"reports": [{**GOOD_REPORT, "channel": "any"}]},
    {"reports": [{**GOOD_REPORT, "channel": "fax"}]},
    {"reports": [{**GOOD_REPORT, "channel": None}]},
    {"reports": [{**GOOD_REPORT, "at": "2026-07-25T15:00:00"}]},
    {"reports": [{**GOOD_REPORT, "at": "2026-07-25T08:00:01Z"}]},
    {"reports": [GOOD_REPORT, {**GOOD_REPORT, "at": None}]},
    {"reports": [{"from": "unit", "to": "district_regulator", "channel": "phone"}]},
    {"reports": [{**GOOD_REPORT, "by": "x"}]},
    {"grade": "V"},
    {"grade": 3},
    {"grade": "Ⅲ"},
    {"occurred_at": "2026-07-25T15:00:00"},
    {"occurred_at": "noon"},
    {"place": "渝中区"},
)


def bad_chains() -> list[Bad]:
    """Lines that ``cqcmd duties`` must refuse."""
    found: list[Bad] = [(line, (None, "cut")) for line in UNREADABLE]
    for number, change in enumerate(REFUSED_CHAINS):
        good = {"id": f"c{number}", "receipts": {}, "reports": [], "now": NOW}
        line = json.dumps({**good, **change}).encode()
        found.append((line, (f"c{number}",)))
    found.append((b'{"id": "n", "receipts": {}, "reports": []}', ("n",)))
    found.append((b'{"id": "n", "now": NaN}', ("n", None)))
    return found


def among(bad: Sequence[Bad], good: Iterator[bytes]) -> list[bytes]:
    """Each bad line with two good ones behind it."""
    return [line for fault, _ids in bad for line in (fault, *islice(good, 2))]


def left_over(
    bad: Sequence[Bad], lines: list[bytes], answers: list[dict[str, Any]]
) -> tuple[list[bytes], list[dict[str, Any]]]:
    """The good lines and their answers; each bad one was refused by its id, and no more."""
    assert len(answers) == len(lines)
    owner, pairs = dict(bad), list(zip(lines, answers, strict=True))
    accepted = [
        (line[:120], found)
        for line, found in pairs
        if line in owner
        and not (set(found) == {"id", "error"} and found["error"] and found["id"] in owner[line])
    ]
    assert not accepted
    kept = [(line, found) for line, found in pairs if line not in owner]
    return [line for line, _found in kept], [found for _line, found in kept]
