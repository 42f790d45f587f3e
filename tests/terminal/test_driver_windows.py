"""The Windows driver against a pretended kernel32; no real console has been tried."""

import subprocess
import sys

import pytest

from tests.support.pseudo_terminal import ROOT

WINDOWS = """
import ctypes, sys, threading, types
from ctypes import wintypes

import textual.app


class Library:
    def __getattr__(self, name):
        return lambda *args: 0


ctypes.WinDLL = lambda *_args, **_options: Library()
sys.modules["msvcrt"] = types.ModuleType("msvcrt")

from textual.drivers import win32

from cqcmd.terminal.windows import Console


def key(code, character, state):
    record = win32.INPUT_RECORD(EventType=1)
    record.Event.KeyEvent.bKeyDown = 1
    record.Event.KeyEvent.wVirtualKeyCode = code
    record.Event.KeyEvent.uChar.UnicodeChar = character
    record.Event.KeyEvent.dwControlKeyState = state
    return record


TYPED = [
    key(0, "\\uff1f", 16),
    key(16, "\\0", 16),
    key(0, "\\0", 16),
    key(65, "A", 16),
    key(0, "\\u4f60", 0),
]
stop = threading.Event()


def read(handle, records, most, count):
    for index, record in enumerate(TYPED):
        records._obj[index] = record
    count._obj.value = len(TYPED)
    stop.set()


library = Library()
library.ReadConsoleInputW = read
win32.KERNEL32 = Console(library) if sys.argv[1] == "ours" else library
win32.wait_for_handles = lambda *_: 1
seen = []


class App:
    class log:
        error = staticmethod(print)


win32.EventMonitor(None, App(), stop, seen.append).run()
sys.stdout.buffer.write("".join(e.character for e in seen if e.character.isprintable()).encode())
"""


@pytest.mark.parametrize(("whose", "typed"), [("theirs", "A你"), ("ours", "？A你")])
def test_an_input_methods_shifted_character_is_kept_on_windows(whose: str, typed: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", WINDOWS, whose], capture_output=True, cwd=ROOT, check=True
    )
    assert ran.stdout.decode() == typed
