"""Times as typed, at 14:30 in Chongqing on 2026-11-22 unless a test says otherwise."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cqcmd.clock import local
from cqcmd.errors import BadInput
from cqcmd.parsing.times import read_time

NOW = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)
READ = {
    "14:05": "2026-11-22 14:05", "1405": "2026-11-22 14:05", "14：05": "2026-11-22 14:05",
    "１４：０５": "2026-11-22 14:05", "905": "2026-11-22 09:05", "14时05分": "2026-11-22 14:05",
    "14点05": "2026-11-22 14:05", "14点": "2026-11-22 14:00", "下午2点": "2026-11-22 14:00",
    "下午两点十分": "2026-11-22 14:10", "下午 2 点 10 分": "2026-11-22 14:10",
    "14:30": "2026-11-22 14:30",
    "14:31": "2026-11-21 14:31", "15:00": "2026-11-21 15:00", "24:00": "2026-11-22 00:00",
    "0:00": "2026-11-22 00:00", "零点": "2026-11-22 00:00", "昨天24:00": "2026-11-22 00:00",
    "昨天 14:05": "2026-11-21 14:05", "昨14:05": "2026-11-21 14:05",
    "昨晚8点半": "2026-11-21 20:30",
    "昨晚12点": "2026-11-22 00:00", "前天 9:00": "2026-11-20 09:00", "今早8点": "2026-11-22 08:00",
    "凌晨2点": "2026-11-22 02:00", "凌晨12点半": "2026-11-22 00:30", "中午12点": "2026-11-22 12:00",
    "中午1点": "2026-11-22 13:00", "上午10点一刻": "2026-11-22 10:15",
    "11-21 14:05": "2026-11-21 14:05",
    "11-2 14:05": "2026-11-02 14:05", "11/21 14:05": "2026-11-21 14:05",
    "11月21日下午三点三刻": "2026-11-21 15:45", "2026-11-21 14:05": "2026-11-21 14:05",
    "2026年11月21日14时05分": "2026-11-21 14:05", "2026-11-21T14:05": "2026-11-21 14:05",
    "20261121 1405": "2026-11-21 14:05", "202611211405": "2026-11-21 14:05",
    "十一月二十一日 14:05": "2026-11-21 14:05", "2024-2-29 8:00": "2024-02-29 08:00",
    "14:05:30": "2026-11-22 14:05:30", "14:05许": "2026-11-22 14:05",
    "14时左右": "2026-11-22 14:00",
    "刚才": "2026-11-22 14:30", "10分钟前": "2026-11-22 14:20", "半小时前": "2026-11-22 14:00",
    "1小时20分前": "2026-11-22 13:10", "两个半小时以前": "2026-11-22 12:00",
    "1天前": "2026-11-21 14:30",
}  # fmt: skip
IMPOSSIBLE = (
    "25:00", "14:60", "24:01", "2-30 1:00", "2-29 1:00", "13-1 1:00", "0-1 1:00", "2025-2-29 1:00",
    "上午14:00", "晚上1点", "昨夜1点", "凌晨8点", "9999999999天前", "9999999999天后",
)  # fmt: skip
UNREADABLE = (
    "",
    "abc",
    "14:5",
    "点",
    "五分",
    "14:05am",
    "昨天",
    "[/]",
    "\x1b[2J",
    "1" * 10_000,
    "前",
)


TO_COME = {
    "明天8点": "2026-11-23 08:00", "明早8点": "2026-11-23 08:00", "明晚8点半": "2026-11-23 20:30",
    "明日 14:05": "2026-11-23 14:05", "后天9:00": "2026-11-24 09:00",
    "大后天零点": "2026-11-25 00:00",
    "3小时后": "2026-11-22 17:30", "半小时以后": "2026-11-22 15:00",
    "再过90分钟": "2026-11-22 16:00", "过2天": "2026-11-24 14:30",
    "两个半小时之后": "2026-11-22 17:00",
}  # fmt: skip


def shanghai(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+08:00")


@pytest.mark.parametrize(("typed", "meant"), READ.items())
def test_a_time_is_read(typed: str, meant: str) -> None:
    moment = read_time(typed, NOW)
    assert moment == shanghai(meant)
    assert moment.tzinfo is UTC


@pytest.mark.parametrize("typed", IMPOSSIBLE)
def test_an_impossible_time_is_refused(typed: str) -> None:
    with pytest.raises(BadInput, match=r"^没有“.*”这个时间"):
        read_time(typed, NOW)


@pytest.mark.parametrize("typed", UNREADABLE)
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(BadInput, match=r"读不出时间|没有钟点"):
        read_time(typed, NOW)


@pytest.mark.parametrize(("typed", "meant"), TO_COME.items())
def test_a_time_to_come_is_read_of_what_is_planned_alone(typed: str, meant: str) -> None:
    assert read_time(typed, NOW, future_ok=True) == shanghai(meant)
    with pytest.raises(BadInput, match="还没有到"):
        read_time(typed, NOW)


@pytest.mark.parametrize("typed", ["后8点", "明8点", "说明早8点", "后天", "后", "过"])
def test_not_every_word_of_tomorrow_is_a_time(typed: str) -> None:
    with pytest.raises(BadInput, match=r"读不出时间|没有钟点"):
        read_time(typed, NOW, future_ok=True)


@pytest.mark.parametrize(
    "typed", ["11-23 10:00", "11-22 14:31", "2027-1-1 0:00", "2026-11-22 24:00"]
)
def test_the_future_is_refused_unless_it_is_planned(typed: str) -> None:
    with pytest.raises(BadInput, match="还没有到"):
        read_time(typed, NOW)
    assert read_time(typed, NOW, future_ok=True) > NOW


def test_a_planned_clock_time_is_todays() -> None:
    assert read_time("18:00", NOW, future_ok=True) == shanghai("2026-11-22 18:00")
    assert read_time("8:00", NOW, future_ok=True) == shanghai("2026-11-22 08:00")
    assert read_time("24:00", NOW, future_ok=True) == shanghai("2026-11-23 00:00")


@pytest.mark.parametrize(
    ("typed", "was", "planned"),
    [
        ("24日8点", "2026-10-24 08:00", "2026-11-24 08:00"),
        ("3号9:00", "2026-11-03 09:00", "2026-12-03 09:00"),
    ],
)
def test_a_day_of_a_month_is_the_last_so_far_or_of_what_is_planned_the_nearest(
    typed: str, was: str, planned: str
) -> None:
    assert read_time(typed, NOW) == shanghai(was)
    assert read_time(typed, NOW, future_ok=True) == shanghai(planned)


def test_just_after_midnight_a_late_hour_was_yesterday() -> None:
    now = shanghai("2026-11-22 00:05")
    assert read_time("23:50", now) == shanghai("2026-11-21 23:50")
    assert read_time("0:05", now) == now
    assert read_time("24:00", now) == shanghai("2026-11-22 00:00")
    assert read_time("昨23:50", now) == shanghai("2026-11-21 23:50")


def test_just_after_new_year_december_was_last_year() -> None:
    now = shanghai("2027-01-01 00:10")
    assert read_time("12-31 23:50", now) == shanghai("2026-12-31 23:50")
    assert read_time("12-31 24:00", now) == shanghai("2027-01-01 00:00")
    assert read_time("23:59", now) == shanghai("2026-12-31 23:59")
    assert read_time("5分钟前", now) == shanghai("2027-01-01 00:05")
    assert read_time("1-1 0:05", now) == shanghai("2027-01-01 00:05")


def test_a_leap_day_is_found_in_its_year() -> None:
    assert read_time("2-29 8:00", shanghai("2028-03-01 00:00")) == shanghai("2028-02-29 08:00")


MOMENTS = st.integers(0, 60 * 24 * 365 * 25).map(lambda m: local(NOW - timedelta(minutes=m)))


@given(MOMENTS)
def test_a_clock_time_alone_is_its_latest_moment_so_far(typed: datetime) -> None:
    moment = read_time(f"{typed:%H:%M}", NOW)
    assert timedelta(0) <= NOW - moment < timedelta(days=1)
    assert f"{local(moment):%H:%M}" == f"{typed:%H:%M}"


@given(MOMENTS)
def test_a_whole_date_is_read_as_written(moment: datetime) -> None:
    for form in ("%Y-%m-%d %H:%M", "%Y年%m月%d日 %H时%M分", "%Y%m%d %H%M", "%Y/%m/%d %H:%M"):
        assert read_time(moment.strftime(form), NOW) == moment


@given(
    st.text(st.sampled_from("0123456789:：-/ 年月日时分点半前昨今明后过天下午早小十T"), max_size=20)
    | st.text()
)
def test_anything_is_a_time_or_refused(typed: str) -> None:
    for future_ok in (False, True):
        try:
            moment = read_time(typed, NOW, future_ok=future_ok)
        except BadInput:
            continue
        assert future_ok or moment <= NOW
