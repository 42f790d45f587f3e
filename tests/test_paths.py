"""Where the program looks for its own files and for the station's data."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from cqcmd import paths
from cqcmd.errors import BadInput, Unread


def test_a_source_tree_reads_the_stylesheet_at_its_top() -> None:
    assert paths.stylesheet() == Path(__file__).parent.parent / "cqcmd.tcss"
    assert paths.stylesheet().is_file()


def test_an_installed_package_reads_the_one_it_carries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cqcmd.tcss").touch()
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path)
    assert paths.stylesheet() == tmp_path / "cqcmd.tcss"


def test_the_guide_is_found_in_a_source_tree_and_in_a_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert paths.guide_file() == Path(__file__).parent.parent / "docs" / "guide.md"
    assert paths.guide_file().is_file()
    (tmp_path / "guide.md").touch()
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path)
    assert paths.guide_file() == tmp_path / "guide.md"


def test_the_plan_lies_inside_the_package() -> None:
    assert paths.plan_file().parent.parent == Path(paths.__file__).parent / "rules"


def test_data_lie_with_the_users_other_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    place = paths.data_dir()
    assert place.is_relative_to(tmp_path)
    assert place.name == "cqcmd"
    assert not place.exists()


def test_a_choice_is_taken_from_where_the_officer_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert paths.data_dir("演练 数据") == tmp_path / "演练 数据"
    assert paths.data_dir("~") == Path.home()


@pytest.mark.parametrize("choice", ["", "  ", "~no-such-user-here/x"])
def test_a_choice_that_names_no_place_is_refused(choice: str) -> None:
    with pytest.raises(BadInput):
        paths.data_dir(choice)


def test_without_a_home_the_officer_is_asked_to_choose(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platformdirs.user_data_path", lambda *names, **options: Path("~/cqcmd"))
    with pytest.raises(BadInput, match="--data"):
        paths.data_dir()


@pytest.mark.parametrize("ask", [paths.lies_there, paths.is_write_protected])
@pytest.mark.parametrize("error", [errno.EIO, errno.EACCES])
def test_where_the_disk_does_not_say_what_is_there_that_is_said(
    ask: Callable[[Path], bool], error: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: Path, **_how: bool) -> os.stat_result:
        raise OSError(error, os.strerror(error), str(path))

    monkeypatch.setattr(Path, "stat", refused)
    with pytest.raises(Unread, match="读不了"):
        ask(tmp_path / "journal.db")
