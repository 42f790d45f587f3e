"""The driver for Windows: characters an input method makes with Shift held are not dropped."""

from collections.abc import Iterable
from contextlib import suppress
from typing import Any, TextIO

from textual.drivers import win32, windows_driver
from textual.drivers.windows_driver import WindowsDriver
from textual.events import Paste
from textual.message import Message

from cqcmd.terminal.outlet import Outlet
from cqcmd.text import clean

_KEY_EVENT = 0x0001


class InputMethodDriver(WindowsDriver):
    """Keeps ``？：（`` of a Chinese input method; pasted text passes the gate."""

    def start_application_mode(self) -> None:
        """Start reading, by way of our console, and writing, by way of our outlet."""
        if not isinstance(win32.KERNEL32, Console):
            win32.KERNEL32 = Console(win32.KERNEL32)
        # Upstream makes its writer in the middle of this, by name.
        setattr(windows_driver, "WriterThread", self._outlet)  # noqa: B010 - a class, for mypy
        super().start_application_mode()

    def _outlet(self, file: TextIO) -> Outlet:
        def put(text: str) -> None:
            file.write(text)
            file.flush()

        return Outlet(put, self._repaint_soon)

    def _repaint_soon(self) -> None:
        with suppress(RuntimeError):  # the loop is closed: the program is ending
            # An app of ours leaves out what the terminal shows already.
            repaint = getattr(self._app, "repaint", self._app.refresh)
            self._loop.call_soon_threadsafe(repaint)

    def process_message(self, message: Message) -> None:
        """Send a message on; pasted text passes the gate first."""
        if isinstance(message, Paste):
            message.text = clean(message.text)
        super().process_message(message)


class Console:
    """The system's library, with the keys it reads made acceptable to Textual.

    Textual takes a key without a key code, pressed with Shift, for noise, and drops it. An input
    method delivers its characters in just this way; without the Shift they pass.
    """

    def __init__(self, library: Any) -> None:
        """Stand before ``library`` (kernel32)."""
        self._library = library

    def __getattr__(self, name: str) -> Any:
        return getattr(self._library, name)

    def ReadConsoleInputW(self, handle: Any, records: Any, most: int, count: Any) -> Any:  # noqa: N802 - the system's name
        """Read as the system does, then keep what an input method typed."""
        result = self._library.ReadConsoleInputW(handle, records, most, count)
        keep_characters(records._obj[: count._obj.value])
        return result


def keep_characters(records: Iterable[Any]) -> None:
    """Take the held Shift from key events that bring a character but no key code."""
    for record in records:
        if record.EventType != _KEY_EVENT:
            continue
        key = record.Event.KeyEvent
        if key.wVirtualKeyCode == 0 and key.uChar.UnicodeChar not in ("", "\0"):
            key.dwControlKeyState = 0
