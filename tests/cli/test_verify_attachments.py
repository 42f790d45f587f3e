"""`cqcmd journal verify` reads every file that the journal names."""

import shutil
from pathlib import Path

import pytest

from cqcmd.cli.main import main
from cqcmd.clock import FixedClock
from cqcmd.desk.attachments.forms import AttachForm
from cqcmd.desk.desk import Desk
from cqcmd.desk.opening import Opening
from tests.desk.calls import TANK, take
from tests.desk.conftest import START


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def photo(tmp_path: Path, data: Path) -> Path:
    """A photo as it lies beside a journal that names it twice; the post is closed."""
    opening = Opening(data, None, FixedClock(START))
    opening.read_journal()
    opening.desk.station.set_up("district_regulator", "渝中区市场监管局", "渝中区", {}, "李敏")
    place = attached(opening.desk, tmp_path)
    opening.close()
    return place


def attached(desk: Desk, folder: Path) -> Path:
    ident = take(desk, TANK)
    (folder / "现场.jpg").write_bytes(b"photo" * 1000)
    for _turn in range(2):
        form = AttachForm(paths=str(folder / "现场.jpg"))
        desk.attachments.attaching(ident, form).run()()
    return Path(desk.attachments.every(ident)[0].path)


def verified(capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, str, str]:
    capsys.readouterr()
    status = main(["journal", "verify", *more])
    out, err = capsys.readouterr()
    return status, out, err


def test_they_are_counted_where_they_are_as_they_were(
    data: Path, photo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert photo.exists()
    status, out, err = verified(capsys, "--data", str(data))
    assert (status, err) == (0, "")
    assert "附件 2 个，与记入时一样" in out


def test_one_that_was_altered_is_named_by_its_entry(
    data: Path, photo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    photo.chmod(0o600)
    photo.write_bytes(b"PHOTO" * 1000)
    status, out, err = verified(capsys, "--data", str(data))
    assert status == 6
    assert "附件 现场.jpg：被改过：内容和记入时不一样" in err
    assert len(err.splitlines()) == 2, "each entry that names it"
    assert "日志完整" not in out


def test_a_folder_that_is_gone_is_a_loss_of_the_record(
    data: Path, photo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(photo.parent)
    status, _out, err = verified(capsys, "--data", str(data))
    assert status == 6
    assert "文件不见了" in err


def test_beside_a_lone_copy_it_is_said_that_nothing_was_looked_at(
    data: Path, photo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert photo.exists()
    (tmp_path / "别处").mkdir()
    copy = shutil.copy(data / "journal.db", tmp_path / "别处" / "a.db")
    status, out, err = verified(capsys, str(copy))
    assert (status, err) == (0, "")
    assert "记有 2 个附件，旁边没有“附件”文件夹，附件没有核对" in out


def test_a_graver_fault_decides_the_status(
    data: Path, photo: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    photo.unlink()
    status, _out, err = verified(capsys, "--data", str(data), "--head", "0" * 16)
    assert status == 3
    assert "文件不见了" in err
