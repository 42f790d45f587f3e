"""Deadlines as calendars take them: whole lines, nothing that ends one early, codes that fit."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from cqcmd.documents.calendar import LARGEST_CODE, Appointment, calendar, event_code

DUE = datetime(2026, 7, 25, 6, 35, tzinfo=UTC)
NOW = datetime(2026, 7, 25, 6, 5, tzinfo=UTC)


def unfolded(data: bytes) -> list[str]:
    return data.decode().replace("\r\n ", "").split("\r\n")


def test_an_appointment_has_its_time_its_words_and_an_alarm() -> None:
    one = Appointment("call-1", DUE, "26-0001 电话 区县政府", "长江化工；储罐, 爆炸\n依据 4.1.1")
    assert unfolded(calendar([one], NOW)) == [
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//cqcmd//deadlines//ZH", "METHOD:PUBLISH"),
        *("BEGIN:VEVENT", "UID:call-1@cqcmd", "DTSTAMP:20260725T060500Z"),
        *("DTSTART:20260725T063500Z", "SUMMARY:26-0001 电话 区县政府"),
        "DESCRIPTION:长江化工；储罐\\, 爆炸\\n依据 4.1.1",
        *("BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT10M"),
        *("DESCRIPTION:26-0001 电话 区县政府", "END:VALARM", "END:VEVENT", "END:VCALENDAR", ""),
    ]


@given(title=st.text(max_size=200), words=st.text(max_size=200))
def test_whatever_people_wrote_no_line_is_too_long_and_none_begins_anew(
    title: str, words: str
) -> None:
    data = calendar([Appointment("x", DUE, title, words)], NOW)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    names = [line.partition(":")[0] for line in unfolded(data) if line]
    allowed = {"BEGIN", "VERSION", "PRODID", "METHOD", "UID", "DTSTAMP", "DTSTART", "SUMMARY"}
    assert set(names) <= allowed | {"DESCRIPTION", "ACTION", "TRIGGER", "END"}
    assert names.count("BEGIN") == names.count("END") == 3


@given(title=st.text(max_size=200))
def test_a_code_fits_the_least_window(title: str) -> None:
    code = event_code(Appointment("x", DUE, title))
    assert len(code.encode()) <= LARGEST_CODE
    assert code.startswith("BEGIN:VEVENT\nDTSTART:20260725T063500Z\nSUMMARY:")
    assert code.endswith("\nEND:VEVENT")
    assert code.count("\n") == 3


def test_a_usual_report_is_not_cut() -> None:
    assert "26-0001 电话 区县政府" in event_code(Appointment("x", DUE, "26-0001 电话 区县政府"))


def test_a_drill_s_code_is_no_appointment() -> None:
    assert event_code(Appointment("x", DUE, "26-0001"), "演练").startswith("演练\nBEGIN:")
