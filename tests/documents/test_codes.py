"""QR codes, read back by a decoder from what the terminal draws."""

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as some

from cqcmd.documents.codes import CAPACITY, MOST_PAGES, QrPage, pages, png, tel
from cqcmd.documents.report.plain_text import as_message
from cqcmd.errors import BadInput
from cqcmd.text import clean
from tests.documents.reports import written
from tests.support.hostile import HOSTILE

SCALE = 4
TEXT = as_message(written())


def seen(page: QrPage) -> str:
    """What a telephone reads from the lines."""
    if any("#" in line for line in page.lines):
        rows = [[cell == "#" for cell in line[::2]] for line in page.lines]
    else:
        halves = [[[c in dark for c in line] for dark in ("▀█", "▄█")] for line in page.lines]
        rows = [row for pair in halves for row in pair]
    wide = [bytes(0 if dark else 255 for dark in row for _n in range(SCALE)) for row in rows]
    data = b"".join(row * SCALE for row in wide)
    picture = memoryview(data).cast("B", shape=[len(wide) * SCALE, len(wide[0])])
    [found] = zxingcpp.read_barcodes(picture)
    return found.text


def joined(found: tuple[QrPage, ...]) -> str:
    read = [seen(page) for page in found]
    if len(read) == 1:
        return read[0]
    for number, words in enumerate(read, 1):
        assert words.startswith(f"{number}/{len(read)}\n")
    return "".join(words.partition("\n")[2] for words in read)


@pytest.mark.parametrize("rows", [21, 22, 30, 40, 60])
def test_a_report_is_read_back_from_a_window_of_any_height(rows: int) -> None:
    found = pages(TEXT, rows, 120)
    assert joined(found) == TEXT
    assert all(len(page.lines) <= rows for page in found)
    assert all(len(line) <= 120 for page in found for line in page.lines)


def test_a_small_window_of_80_columns_takes_more_pages() -> None:
    found = pages(TEXT, 22, 80)
    assert 1 < len(found) <= MOST_PAGES
    assert len(found) > len(pages(TEXT, 40, 80)) > len(pages(TEXT, 60, 160))


def test_one_code_has_no_number() -> None:
    [page] = pages("渝中区", 22)
    assert (page.number, page.of, seen(page)) == (1, 1, "渝中区")


def test_what_is_not_real_says_so_on_every_code() -> None:
    found = pages(TEXT, 30, mark="演练")
    assert all(seen(page).startswith(f"演练 {page.number}/{page.of}\n") for page in found)
    [single] = pages("短", 30, mark="演练")
    assert seen(single) == "演练\n短"


def test_without_half_blocks_it_takes_twice_the_rows() -> None:
    found = pages(TEXT, 45, 120, ascii_only=True)
    assert set("".join(found[0].lines)) == {"#", " "}
    assert joined(found) == TEXT
    with pytest.raises(BadInput, match="窗口太小"):
        pages(TEXT, 22, 80, ascii_only=True)


def test_too_long_a_text_is_handed_over_as_pictures() -> None:
    with pytest.raises(BadInput, match="存成图片"):
        pages("长" * 2_000, 22)
    assert joined(pages("长" * 2_000, 60, 160)) == "长" * 2_000


@pytest.mark.parametrize("version", range(1, len(CAPACITY) + 1))
def test_each_size_holds_what_we_say_it_holds(version: int) -> None:
    import segno

    full = "x" * CAPACITY[version - 1]
    code = segno.make_qr(full, error="m", mode="byte", boost_error=False)
    assert code.version == version
    more = segno.make_qr(full + "x", error="m", mode="byte", boost_error=False)
    assert int(more.version) > version


def test_pictures_are_png_and_dense() -> None:
    found = png("长" * 1_000, "演练")
    assert all(fault.startswith(b"\x89PNG") for fault in found)
    assert len(found) == 6


@pytest.mark.parametrize(
    ("number", "link"),
    [
        ("13800000000", "tel:13800000000"),
        ("138 0000 0000", "tel:13800000000"),
        ("023-63765110转801", "tel:02363765110,801"),
        ("+86 138-0000-0000", "tel:+8613800000000"),
        ("１２３６５", "tel:12365"),
    ],
)
def test_a_number_becomes_a_link_that_dials(number: str, link: str) -> None:
    assert tel(number) == link
    assert joined(pages(tel(number), 22)) == link


@pytest.mark.parametrize("number", ["", "无", "\x1b[2J", "12", "tel:;evil", "长" * 200])
def test_what_is_no_number_is_refused(number: str) -> None:
    with pytest.raises(BadInput):
        tel(number)


@pytest.mark.parametrize("words", [text for text in HOSTILE if text.strip()][:30])
def test_hostile_words_are_read_back_harmless(words: str) -> None:
    assert joined(pages(words[:300], 60, 160)) == clean(words[:300])


@settings(max_examples=25, deadline=None)
@given(some.text(some.characters(categories=["L", "N", "P"]), min_size=1, max_size=120))
def test_any_text_comes_back(words: str) -> None:
    assert joined(pages(words, 40, 100)) == clean(words)
