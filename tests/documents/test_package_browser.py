"""The page of a package in a real browser, where one is installed: read, and printed."""

import re
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cqcmd.documents.package.content import Mark, Owed, PackageContent, Told, Written
from cqcmd.documents.package.page import page

NAMES = ("chromium", "chromium-browser", "google-chrome", "microsoft-edge")
BROWSER = next(filter(None, map(shutil.which, NAMES)), None)
QUIET = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--disable-quic"),
)
HOSTILE = "<script>document.title='obeyed'</script><img src=x onerror=\"document.title='obeyed'\">"
LONG = "储罐检修动火作业时爆炸，引燃相邻管线，消防到场前厂区职工自救，正在疏散周边群众" * 3
DIGEST = "fc998bc4c139a06ba6d3636f0a05122e3d157bc403ce3e2b833e54659496885d"

pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium is installed here")

CONTENT = PackageContent(
    title="长江化工 储罐爆炸",
    number="26-0001",
    grade="较大 1.5.3",
    origin=(f"预案校验码：{DIGEST}",),
    remark="",
    mark="",
    facts=(Told("概要", LONG, "李明"),),
    duties=(Owed("电话 市市监局", "2026-07-25 14:35", LONG, "4.1.1", "bad"),),
    log=(
        Written("2026-07-25 14:05:00", "签发评估", LONG, "欧阳敏"),
        Written("2026-07-25 14:06:00", "记事", HOSTILE, "李敏"),
    ),
    lanes=("记录",),
    marks=(Mark(0, datetime(2026, 7, 25, 6, 5, tzinfo=UTC), "接报"),),
    papers=((f"预案/{DIGEST}.json", "判定所依据的预案"),),
)


@pytest.fixture
def index(tmp_path: Path) -> Path:
    (tmp_path / "index.html").write_text(page(CONTENT), "utf-8")
    return tmp_path / "index.html"


def browse(index: Path, *words: str) -> str:
    """What the browser prints of the page."""
    assert BROWSER is not None
    profile = f"--user-data-dir={index.parent / 'profile'}"
    command = [BROWSER, *QUIET, profile, *words, index.as_uri()]
    done = subprocess.run(command, check=True, capture_output=True, timeout=120)
    return done.stdout.decode("utf-8")


def test_it_is_shown_and_nothing_in_it_is_obeyed(index: Path) -> None:
    shown = browse(index, "--dump-dom")
    assert "<title>26-0001</title>" in shown
    assert LONG in shown
    assert "<script" not in shown
    assert "<img" not in shown


def test_printed_each_short_word_stands_on_one_line(index: Path) -> None:
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed here")
    pdf = index.with_suffix(".pdf")
    browse(index, f"--print-to-pdf={pdf}")
    read = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True)
    lines = read.stdout.decode("utf-8").splitlines()
    for words in ("记录人", "条款", "4.1.1", "李明", "欧阳敏", "2026-07-25 14:05:00", "来源"):
        assert any(re.search(rf"(^|\s){re.escape(words)}(\s|$)", line) for line in lines), words
