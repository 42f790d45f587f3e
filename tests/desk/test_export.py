"""Papers handed over without a network: whole files or none, a plain sentence for each fault."""

import errno
import os
import stat
from pathlib import Path

import pytest
from msgspec.structs import replace

from cqcmd.desk.desk import Desk
from cqcmd.desk.papers import external_programs as office_programs
from cqcmd.desk.papers.desk import Paper
from cqcmd.desk.papers.export import PaperExport
from cqcmd.desk.papers.word_template import TEMPLATE, template_in, write_template
from cqcmd.errors import BadInput, Unwritable
from tests.documents.reports import written


@pytest.fixture
def export(desk: Desk) -> PaperExport:
    return PaperExport(desk.papers, desk.settings)


@pytest.fixture
def paper(desk: Desk) -> Paper:
    return desk.papers.report(written())


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "usb").mkdir()
    return tmp_path / "usb"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_text_and_word_lie_side_by_side_and_both_are_named(
    export: PaperExport, paper: Paper, desk: Desk
) -> None:
    saved = export.save(paper)
    assert [path.suffix for path in saved.paths] == [".txt", ".docx"]
    assert len({path.stem for path in saved.paths}) == 1
    assert "已存 .txt、.docx：" in saved.words
    assert saved.words.endswith(saved.paths[0].stem)
    assert saved.paths[0].read_bytes().decode("utf-8-sig").replace("\r\n", "\n") == paper.text
    assert stat.S_IMODE(saved.paths[1].stat().st_mode) == 0o600
    again = export.save(paper)
    assert len(names(desk.papers.folder)) == 4
    assert again.paths[0].stem == again.paths[1].stem != saved.paths[0].stem


def test_a_paper_without_word_is_one_file(export: PaperExport, paper: Paper) -> None:
    assert len(export.save(replace(paper, word=None)).paths) == 1


def test_it_is_taken_to_a_folder_which_is_remembered(
    export: PaperExport, paper: Paper, stick: Path, desk: Desk
) -> None:
    assert export.last_folder == ""
    assert str(stick) in export.take_to(paper, f" '{stick}' ").words
    assert [Path(name).suffix for name in names(stick)] == [".docx", ".txt"]
    assert PaperExport(desk.papers, desk.settings).last_folder == str(stick)


@pytest.mark.parametrize("typed", ["", "  ", "/没有/这里", "\x1b[2J", "~没有这个人/x", "a\x00b"])
def test_a_folder_that_is_not_there_is_not_made(
    export: PaperExport, paper: Paper, typed: str
) -> None:
    with pytest.raises(BadInput) as refused:
        export.take_to(paper, typed)
    assert str(refused.value).endswith("。")
    assert "\x1b" not in str(refused.value)
    assert not Path("/没有").exists()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EIO, errno.ENOENT])
def test_a_stick_that_is_full_read_only_or_gone_leaves_nothing_half_written(
    export: PaperExport,
    paper: Paper,
    stick: Path,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
) -> None:
    def fails(*_args: object) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "write", fails)
    with pytest.raises(Unwritable) as refused:
        export.take_to(paper, str(stick))
    monkeypatch.undo()
    assert "没有保存" in str(refused.value)
    assert names(stick) == []
    assert export.last_folder == ""


def test_a_bad_template_costs_the_word_file_alone(
    export: PaperExport, paper: Paper, desk: Desk
) -> None:
    folder = desk.papers.folder.parent
    (folder / TEMPLATE).write_bytes(b"hello")
    saved = export.save(paper)
    assert len(saved.paths) == 1
    assert "Word 文件没有做成" in saved.words
    assert "已损坏" in saved.words


def test_our_template_is_written_out_once_and_then_used(export: PaperExport, desk: Desk) -> None:
    folder = desk.papers.folder.parent
    assert template_in(folder) is None
    assert str(folder / TEMPLATE) in export.write_template()
    assert template_in(folder) is not None
    with pytest.raises(BadInput, match="已有模板"):
        write_template(folder)


def test_a_draft_is_on_disk_in_word_and_says_so(desk: Desk) -> None:
    name = desk.papers.save_report_draft(written(title="甲/乙的报告"))
    assert "（草稿）" in name
    assert names(desk.papers.folder) == [name]


def test_pictures_are_written_for_what_is_too_long(export: PaperExport, paper: Paper) -> None:
    saved = export.pictures(replace(paper, message="长" * 1_000))
    assert len(saved.paths) > 1
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in saved.paths)


def program(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with no programs but those put into this folder."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}")
    return folder


def test_without_libreoffice_or_printer_it_says_so(
    export: PaperExport, paper: Paper, programs: Path
) -> None:
    with pytest.raises(BadInput, match="没有安装 LibreOffice"):
        export.pdf(paper)
    with pytest.raises(BadInput, match="没有打印命令"):
        export.print_out(paper)


def test_a_printer_that_refuses_is_quoted(
    export: PaperExport, paper: Paper, programs: Path
) -> None:
    program(programs, "lp", "echo 'lp: no default \033[31mdestination' >&2; exit 1")
    with pytest.raises(BadInput, match="no default") as refused:
        export.print_out(paper)
    assert "\x1b" not in str(refused.value)


def test_what_was_printed_is_not_said_to_have_come_out(
    export: PaperExport, paper: Paper, programs: Path
) -> None:
    program(programs, "lp", 'for last; do :; done; test -s "$last"')
    assert "请到打印机上看" in export.print_out(paper)


def test_an_office_that_makes_nothing_or_hangs_is_told(
    export: PaperExport, paper: Paper, programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(programs, "soffice", "exit 1")
    with pytest.raises(BadInput, match="没有做出 PDF"):
        export.pdf(paper)
    monkeypatch.setattr(office_programs, "SECONDS", 0.1)
    program(programs, "soffice", "exec /bin/sleep 5")
    with pytest.raises(BadInput, match="已停止"):
        export.pdf(paper)


def test_a_pdf_lies_beside_the_others(export: PaperExport, paper: Paper, programs: Path) -> None:
    program(programs, "soffice", 'echo "%PDF" > "$7/paper.pdf"')
    path = export.pdf(paper)
    assert path.suffix == ".pdf"
    assert path.read_bytes() == b"%PDF\n"
