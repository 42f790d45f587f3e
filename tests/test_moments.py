"""Moments as text and back: midnights, year ends, leap days, any zone the machine is set to."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqcmd.clock import (
    FixedClock,
    countdown,
    end_of_day_after,
    iso_local,
    local,
    parse_iso,
    stamp,
)
from cqcmd.errors import BadInput

ROOT = Path(__file__).parents[1]
START = datetime(2026, 11, 22, 14, 5, tzinfo=timezone(timedelta(hours=8)))
MOMENTS = st.integers(700_000_000, 7_000_000_000).map(
    lambda seconds: datetime.fromtimestamp(seconds, UTC)
)


@pytest.mark.parametrize("use", [FixedClock, local, iso_local, lambda m: stamp(START, m)])
def test_a_moment_without_a_zone_is_our_mistake(use: object) -> None:
    with pytest.raises(ValueError, match="naive"):
        use(START.replace(tzinfo=None))  # type: ignore[operator]


@pytest.mark.parametrize(
    ("moment", "now", "shown"),
    [
        ("2026-11-22T14:05:59+08:00", "2026-11-22T23:59:59+08:00", "14:05"),
        ("2026-11-22T00:00:00+08:00", "2026-11-22T00:00:00+08:00", "00:00"),
        ("2026-11-21T23:59:59+08:00", "2026-11-22T00:00:00+08:00", "昨天 23:59"),
        ("2026-11-21T15:59:59Z", "2026-11-21T16:00:00Z", "昨天 23:59"),
        ("2026-11-20T23:59:59+08:00", "2026-11-22T00:00:00+08:00", "11-20 23:59"),
        ("2025-12-31T23:59:59+08:00", "2026-01-01T00:00:00+08:00", "昨天 23:59"),
        ("2025-12-30T10:00:00+08:00", "2026-01-01T00:00:00+08:00", "2025-12-30 10:00"),
        ("2026-11-23T08:00:00+08:00", "2026-11-22T14:00:00+08:00", "11-23 08:00"),
        ("2027-01-01T00:00:00+08:00", "2026-12-31T23:00:00+08:00", "2027-01-01 00:00"),
        ("2028-02-29T09:00:00+08:00", "2028-03-01T09:00:00+08:00", "昨天 09:00"),
    ],
)
def test_a_stamp_is_as_short_as_today_allows(moment: str, now: str, shown: str) -> None:
    assert stamp(parse_iso(moment), parse_iso(now)) == shown


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (0, "00:00:00"),
        (0.9, "00:00:00"),
        (833, "00:13:53"),
        (99 * 3600 + 3599, "99:59:59"),
        (100 * 3600, "4天04时"),
        (30 * 86_400 - 1, "29天23时"),
        (-130, "超 00:02:10"),
        (-0.4, "超 00:00:00"),
        (-40 * 86_400, "超 40天00时"),
    ],
)
def test_a_countdown_is_read_at_a_glance(seconds: float, shown: str) -> None:
    assert countdown(timedelta(seconds=seconds)) == shown


@given(MOMENTS)
def test_iso_goes_out_and_comes_back(moment: datetime) -> None:
    text = iso_local(moment)
    assert text.endswith("+08:00")
    assert parse_iso(text) == moment


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("2026-11-22T14:05:00+08:00", 6),
        ("2026-11-22 14:05+0800", 6),
        ("2026-11-22T06:05:00Z", 6),
        ("20261122T060500Z", 6),
        ("2026-11-22T06:05:00.250-00:00", 6),
        ("2024-02-29T23:59:59-05:00", 4),
    ],
)
def test_iso_is_read_with_any_offset(text: str, hour: int) -> None:
    assert parse_iso(text).hour == hour
    assert parse_iso(text).tzinfo is UTC


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-22T14:05:00",
        "2026-11-22",
        "14:05+08:00",
        "2026-02-29T00:00:00+08:00",
        "2026-13-01T00:00:00+08:00",
        "2026-11-22T25:00:00+08:00",
        "2026-11-22x14:05:00+08:00",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-12:00",
        "２０２６-11-22T14:05:00+08:00",
        "今天",
        "",
        "\ud800",
        "1" * 10_000,
    ],
)
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        parse_iso(text)


@pytest.mark.parametrize(
    ("moment", "end"),
    [
        ("2026-11-22T14:05:00+08:00", "2026-12-23T00:00:00+08:00"),
        ("2026-11-22T00:00:00+08:00", "2026-12-23T00:00:00+08:00"),
        ("2026-11-22T23:59:59+08:00", "2026-12-23T00:00:00+08:00"),
        ("2026-11-22T16:00:00Z", "2026-12-24T00:00:00+08:00"),
        ("2026-12-15T10:00:00+08:00", "2027-01-15T00:00:00+08:00"),
        ("2028-01-30T10:00:00+08:00", "2028-03-01T00:00:00+08:00"),
        ("2027-01-30T10:00:00+08:00", "2027-03-02T00:00:00+08:00"),
    ],
)
def test_the_thirtieth_day_ends_at_midnight(moment: str, end: str) -> None:
    found = end_of_day_after(parse_iso(moment), 30)
    assert found == parse_iso(end)
    assert found.tzinfo is UTC


ANYWHERE = """
from datetime import UTC, datetime
from cqcmd.clock import SystemClock, end_of_day_after, iso_local, parse_iso, stamp
moment = parse_iso("2026-12-31T23:59:59+08:00")
print(iso_local(moment), stamp(moment, parse_iso("2026-12-31T16:00:00Z")),
      iso_local(end_of_day_after(moment, 30)),
      abs((SystemClock().now() - datetime.now(UTC)).total_seconds()) < 1)
"""


@pytest.mark.parametrize(
    "zone", ["UTC", "Asia/Shanghai", "America/New_York", "Pacific/Kiritimati", "Nowhere/Else", ""]
)
def test_the_machines_zone_does_not_matter(zone: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", ANYWHERE],
        env=os.environ | {"TZ": zone},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout == ("2026-12-31T23:59:59+08:00 昨天 23:59 2027-01-31T00:00:00+08:00 True\n")
