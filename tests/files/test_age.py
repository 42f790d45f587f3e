"""The age format beside the program: what is locked there opens here, and no thread waits."""

from threading import Thread

import pytest
from pyrage import DecryptError, passphrase

from cqcmd.files.bundle import age

SECRET = "过街天桥 2026"


def test_what_is_locked_beside_opens_with_any_age_and_the_other_way() -> None:
    assert passphrase.decrypt(age.encrypt(b"words", SECRET), SECRET) == b"words"
    locked = passphrase.encrypt(b"", SECRET)
    assert age.decrypt(locked, SECRET) == b""
    for wrong in (SECRET[:-1], ""):
        with pytest.raises(DecryptError):
            age.decrypt(locked, wrong)
    with pytest.raises(DecryptError):
        age.decrypt(locked[:-1], SECRET)
    with pytest.raises(UnicodeEncodeError):
        age.decrypt(locked, "\udc80" * 8)


def test_other_threads_go_on_meanwhile() -> None:
    locking = Thread(target=age.encrypt, args=(b"words", SECRET))
    locking.start()
    turns = 0
    while locking.is_alive():
        locking.join(0.001)
        turns += 1
    assert turns > 20


@pytest.mark.parametrize("program", [["/nonexistent/python"], ["false"]])
def test_where_no_process_can_be_had_it_is_done_here(
    program: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(age, "run_again", lambda _module: program)
    assert age.decrypt(age.encrypt(b"words", SECRET), SECRET) == b"words"
