"""演练 stands on every paper and file of a drill, and on none of the real post."""

import csv
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import docx
import openpyxl
import pytest

from cqcmd.cli.main import main
from cqcmd.clock import FixedClock
from cqcmd.desk.desk import Desk
from cqcmd.desk.drill.drawer import mark_of
from cqcmd.desk.drill_opening import opened_drill, start_drill
from cqcmd.desk.opening import Opening
from cqcmd.desk.papers import export as handing_module
from cqcmd.desk.papers.desk import Paper
from cqcmd.desk.papers.export import PaperExport
from cqcmd.documents import codes
from cqcmd.errors import BadInput
from tests.desk.conftest import START
from tests.drill.everything import FILES, INSIDE, OF_THE_END, PAPERS, paper_verbs, worked, writers

MARK = "演练"
DIALLED = "PapersDesk.dialling"
"""A number alone, shown as a code and never as a text."""


class Post:
    """A desk with an incident worked on.

    Attributes:
        drawer: where it lies.
    """

    def __init__(self, opening: Opening, ident: str) -> None:
        self.desk, self.drawer, self.ident = opening.desk, opening.data, ident


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("marked") / "data"


@pytest.fixture(scope="module")
def drill(data: Path) -> Iterator[Post]:
    """A drill that has not begun: its clock stands."""
    opening, session = opened_drill(start_drill(data, "lift-trapping", None))
    opening.read_journal()
    yield Post(opening, worked(opening.desk))
    opening.close()
    session.leave()


@pytest.fixture(scope="module")
def ended(data: Path) -> Iterator[Post]:
    """A drill that is over."""
    opening, session = opened_drill(start_drill(data, "lift-trapping", None))
    opening.read_journal()
    session.run()
    session.finish()
    session.close_book()
    yield Post(opening, "")
    opening.close()
    session.leave()


@pytest.fixture(scope="module")
def real(data: Path) -> Iterator[Post]:
    opening = Opening(data, None, FixedClock(START))
    opening.read_journal()
    opening.desk.station.set_up("district_regulator", "渝中区市场监管局", "渝中区", {}, "李敏")
    yield Post(opening, worked(opening.desk))
    opening.close()


@pytest.fixture(autouse=True)
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is made a QR code."""
    found: list[str] = []
    make = codes._code

    def noted(words: str) -> object:
        found.append(words)
        return make(words)

    monkeypatch.setattr(codes, "_code", noted)
    return found


def test_nothing_makes_a_paper_or_a_file_unlisted() -> None:
    words = "put it into tests/drill/everything.py, so that the tests here look at its mark"
    assert paper_verbs() == set(PAPERS), words
    assert set(writers()) == set(FILES) | set(INSIDE), words


# Papers


def whole(paper: Paper, desk: Desk, drawn: list[str]) -> dict[str, str]:
    """Every text by which a paper is handed over."""
    lines = paper.text.rstrip("\n").split("\n")
    texts = {"first line": lines[0], "last line": lines[-1]}
    texts |= {"file": paper.file_name, "title": paper.marked_title}
    texts |= word_texts(paper.word()) if paper.word else {}
    return texts | {f"code {number}": text for number, text in enumerate(coded(paper, desk, drawn))}


def coded(paper: Paper, desk: Desk, drawn: list[str]) -> list[str]:
    """What the codes say in windows of several sizes; a paper may be too long for small ones."""
    drawn.clear()
    for rows, columns, ascii_only in ((22, 80, False), (34, 120, False), (80, 200, True)):
        with suppress(BadInput):
            PaperExport(desk.papers, desk.settings).codes(paper, rows, columns, ascii_only)
    assert drawn
    return drawn


def word_texts(data: bytes) -> dict[str, str]:
    document = docx.Document(BytesIO(data))
    headers = "".join(
        paragraph.text for part in document.sections for paragraph in part.header.paragraphs
    )
    first = next(paragraph.text for paragraph in document.paragraphs if paragraph.text.strip())
    return {"header": headers, "property": document.core_properties.title, "first": first}


@pytest.mark.parametrize("name", sorted(set(PAPERS) - {DIALLED}))
def test_every_text_of_a_paper_is_marked(
    drill: Post, ended: Post, drawn: list[str], name: str
) -> None:
    post = ended if name in OF_THE_END else drill
    paper = PAPERS[name](post.desk, post.ident)
    for place, words in whole(paper, post.desk, drawn).items():
        assert MARK in words, place
        assert words.startswith(MARK) or not place.startswith("code"), place


@pytest.mark.parametrize("name", sorted(set(PAPERS) - {*OF_THE_END}))
def test_no_text_of_a_real_paper_is(real: Post, drawn: list[str], name: str) -> None:
    paper = PAPERS[name](real.desk, real.ident)
    texts = whole(paper, real.desk, drawn) | {"text": paper.text, "message": paper.message}
    for place, words in texts.items():
        assert MARK not in words, place
    if paper.word:
        with ZipFile(BytesIO(paper.word())) as packed:
            for part in packed.namelist():
                assert MARK.encode() not in packed.read(part), part


def test_a_drill_gives_a_telephone_no_number_to_dial(drill: Post, drawn: list[str]) -> None:
    paper = PAPERS[DIALLED](drill.desk, drill.ident)
    assert all(words.startswith("演练\ntel:") for words in coded(paper, drill.desk, drawn))
    assert MARK in paper.file_name


# Files


def inside(path: Path) -> list[str]:
    """What somebody reads first, and what last, who opens the file."""
    data = path.read_bytes()
    match path.suffix:
        case ".txt":
            lines = data.decode("utf-8-sig").rstrip().split("\n")
            return [lines[0]] if "crash" in path.name else [lines[0], lines[-1]]
        case ".docx" | ".pdf":
            return list(word_texts(data).values())
        case ".csv":
            return [next(csv.reader(StringIO(data.decode("utf-8-sig"))))[0]]
        case ".xlsx":
            sheet = openpyxl.load_workbook(BytesIO(data)).worksheets[0]
            return [sheet.title, str(sheet["A1"].value)]
    return []


@pytest.mark.parametrize("name", FILES)
def test_every_file_of_a_drill_is_marked(
    drill: Post, ended: Post, drawn: list[str], tmp_path: Path, name: str
) -> None:
    post = ended if name in OF_THE_END else drill
    found = list(FILES[name](post.desk, post.ident, tmp_path))
    assert found
    for path in found:
        # What lies in a folder of its own is taken along with it, under the folder's name.
        own = "" if path.parent == tmp_path else path.parent.name + path.parent.parent.name
        assert MARK in path.name + own
        assert path.exists()
        for words in inside(path):
            assert MARK in words, path.name
    assert all(words.startswith(MARK) for words in drawn)


@pytest.mark.parametrize("name", sorted(set(FILES) - {*OF_THE_END}))
def test_no_file_of_the_real_post_is(
    real: Post, drawn: list[str], tmp_path: Path, name: str
) -> None:
    for path in FILES[name](real.desk, real.ident, tmp_path):
        assert not [words for words in (path.name, *inside(path), *drawn) if MARK in words]


def test_what_goes_to_the_printer_is_marked(drill: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[tuple[bytes, str]] = []

    def print_out(source: tuple[str, bytes], title: str) -> str:
        sent.append((source[1], title))
        return ""

    monkeypatch.setattr(handing_module, "print_out", print_out)
    for name in ("PapersDesk.checklist", "WrittenDesk.paper"):
        paper = PAPERS[name](drill.desk, drill.ident)
        PaperExport(drill.desk.papers, drill.desk.settings).print_out(paper)
    assert all(title.startswith("〔演练·") for _data, title in sent)
    for data, _title in sent:
        assert MARK in word_texts(data)["header"]


# A drill's files in the real post


def test_people_exported_by_a_drill_are_not_taken_in(
    drill: Post, real: Post, tmp_path: Path
) -> None:
    for name in ("通讯录.csv", "通讯录.xlsx"):
        drill.desk.contacts.export(tmp_path / name)
        exported = tmp_path / f"演练-{name}"
        with pytest.raises(BadInput, match="这是演练导出的通讯录，没有导入"):
            real.desk.contacts.preview_import(exported)
        assert drill.desk.contacts.preview_import(exported).same == 1


def test_a_drills_backup_is_never_restored_as_real(
    drill: Post, real: Post, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert "演练-cqcmd-" in drill.desk.backups.back_up(tmp_path / "copies")
    [copy] = (tmp_path / "copies").glob("*.db")
    place = tmp_path / "restored"
    place.mkdir()
    (place / "journal.db").write_bytes(copy.read_bytes())
    with pytest.raises(BadInput, match="是演练的，没有打开，也没有改动"):
        Opening(place, None, FixedClock(START)).read_journal()
    # Its rows can be proved all the same; what is said of them bears the mark.
    assert main(["journal", "verify", str(place / "journal.db")]) == 0
    assert all(line.startswith("〔演练") for line in capfd.readouterr().out.splitlines())
    assert (place / "journal.db").read_bytes() == copy.read_bytes()


def test_a_real_backup_is_never_restored_into_a_drill(
    data: Path, real: Post, tmp_path: Path
) -> None:
    drill_folder = start_drill(tmp_path / "data", "lift-trapping", None)
    real.desk.backups.back_up(tmp_path / "copies")
    [copy] = (tmp_path / "copies").glob("*.db")
    (drill_folder.place / "journal.db").write_bytes(copy.read_bytes())
    opening, session = opened_drill(drill_folder)
    with pytest.raises(BadInput, match="不是演练的，演练没有打开它"):
        opening.read_journal()
    opening.close()
    session.leave()


def test_a_drawer_that_lost_its_marker_is_still_a_drill(tmp_path: Path) -> None:
    drill_folder = start_drill(tmp_path / "data", "lift-trapping", None)
    (drill_folder.place / "drill.json").unlink()
    with pytest.raises(BadInput, match="是演练的，没有打开"):
        Opening(drill_folder.place, None, FixedClock(START)).read_journal()
    with pytest.raises(BadInput, match="不是演练的目录"):
        opened_drill(drill_folder)


def test_programs_say_whose_journal_it_is(
    data: Path, drill: Post, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    drill_folder = str(drill.drawer)
    assert main(["journal", "verify", "--data", drill_folder]) == 0
    said = capfd.readouterr().out.splitlines()
    assert all(line.startswith("〔演练·望江大厦电梯困人〕") for line in said)
    assert said[-1].startswith("〔演练·望江大厦电梯困人〕日志完整：")
    assert main(["backup", str(tmp_path), "--data", drill_folder]) == 2
    assert "是演练的目录，值班台不在里面记录" in capfd.readouterr().err
    assert list(tmp_path.iterdir()) == []
    assert main(["drill", "resume", "--data", drill_folder]) == 2


def test_the_mark_of_a_long_title_stays_short() -> None:
    assert mark_of("长" * 60) == "演练·" + "长" * 19 + ".."
    assert not {"\x1b", "\n"} & set(mark_of("\x1b[2J\n"))
