"""The terminal's own side: it hands itself over, passes signals on, and waits for the end.

Every start goes through here, so it imports what is built in and nothing else: `signal` and
`socket` alone would take as long as all of it.
"""

import _signal  # type: ignore[import-not-found]  # what `signal` makes names of
import _socket
import os
import sys
import time

from cqcmd.server.place import SOCKET, NotOurs, open_folder, usual_data, within
from cqcmd.server.request import ENDED, GO, NUMBER, OFFERED, STANDARD, Request

TYPE_CHECKING = False  # as in typing, which would cost every start two milliseconds
if TYPE_CHECKING:
    from typing import Any

PATIENCE = 2.0
"""Seconds that a server may take to answer; one that hangs keeps nobody from his post."""

TO_THE_POST = frozenset({"--data", "--plan", "--as", "--role", "--journal"})
"""Options with a value beside which the words still ask for the post and for nothing else."""

PASSED_ON = ("SIGHUP", "SIGINT", "SIGQUIT", "SIGTERM", "SIGUSR1", "SIGUSR2", "SIGXCPU", "SIGWINCH")

NO_STATUS = 1

_RESTORED = (
    b"\x1b[?2026l\x1b[?1049l\x1b[?25h\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1015l"
    b"\x1b[?1016l\x1b[?1004l\x1b[?2004l\x1b[?2048l\x1b[<u\x1b[0m\r\n"
)
"""What undoes whatever a session may have set the terminal to."""


def through_server(words: list[str]) -> int | None:
    """Have the server of the data directory show the post here, and return its exit status.

    ``None``: there is none, or this is not for it; nothing has happened and the start goes on.
    """
    data = _data_of(words) if sys.platform == "linux" else None
    if data is None or not all(map(os.isatty, STANDARD)) or not _speaks_utf8():
        return None
    line = _ask(data, words)
    if line is None:
        return None
    session = _offer(line)
    if session is None:
        line.close()
        return None
    return _stay(line, session)


def _data_of(words: list[str]) -> str | None:
    """Return the data directory that the words name; ``None``: they ask for something else."""
    chosen: str | None = None
    rest = iter(words)
    for word in rest:
        name, given, value = word.partition("=")
        if name in TO_THE_POST:
            value = value if given else next(rest, "")
            chosen = value if name == "--data" else chosen
        elif word != "--observe":
            return None
    if chosen is None:
        return usual_data()
    return os.path.expanduser(chosen) if chosen.strip() else None


def _speaks_utf8() -> bool:
    # What a session shows is fit for no other terminal, and why is said by a start of its own.
    spoken = {sys.getfilesystemencoding(), *(file and file.encoding for file in _streams())}
    return spoken == {"utf-8"}


def _streams() -> "tuple[Any, ...]":
    return sys.stdin, sys.stdout, sys.stderr


def _ask(data: str, words: list[str]) -> _socket.socket | None:
    """Return the line to a server that was asked for a session; ``None``: there is none."""
    try:
        folder = open_folder(data)
    except NotOurs:
        _say("FOREIGN", data)
        return None
    except (OSError, ValueError):
        return None
    try:
        return _sent(within(folder, SOCKET), data, words)
    except OSError:  # no server, or one that has gone
        return None
    finally:
        os.close(folder)


def _sent(path: str, data: str, words: list[str]) -> _socket.socket | None:
    line = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
    line.settimeout(PATIENCE)
    line.connect(path)
    credentials = line.getsockopt(_socket.SOL_SOCKET, _socket.SO_PEERCRED, 3 * NUMBER)
    if int.from_bytes(credentials[NUMBER : 2 * NUMBER], sys.byteorder) != os.geteuid():
        _say("FOREIGN", data)
        line.close()
        return None
    umask = os.umask(0o077)
    os.umask(umask)
    asked = Request([*map(os.fsencode, words)], {**os.environb}, os.getcwdb(), umask).encode()
    files = b"".join(number.to_bytes(NUMBER, sys.byteorder) for number in STANDARD)
    gone = line.sendmsg([asked], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, files)])
    line.sendall(asked[gone:])
    return line


def _offer(line: _socket.socket) -> int | None:
    """Return the number of the process that is to have this terminal; ``None``: none is."""
    try:
        answer = line.recv(1 + NUMBER)
        line.settimeout(None)
    except OSError:
        return None
    if len(answer) != 1 + NUMBER or answer[:1] != OFFERED:
        return None
    return int.from_bytes(answer[1:], "big")


def _stay(line: _socket.socket, session: int) -> int:
    """Hand the terminal over and wait; return the exit status of the session."""
    import termios  # late: only where there is a server

    modes = termios.tcgetattr(0)
    told = _pass_signals_on(line, session)
    try:
        line.send(GO)
        answer = line.recv(len(ENDED) + 1)
    except OSError:
        answer = b""
    if answer[:1] == ENDED and len(answer) > 1:
        return answer[1]
    try:
        termios.tcsetattr(0, termios.TCSANOW, modes)
        os.write(1, _RESTORED)
    except (OSError, termios.error):  # the terminal has gone as well
        return told[-1] + 128 if told else NO_STATUS
    if told:
        return told[-1] + 128
    _say("BROKEN_OFF")
    return NO_STATUS


def _pass_signals_on(line: _socket.socket, session: int) -> list[int]:
    """Send the session what is sent here; return a list of what asked it to go, as it grows."""
    told: list[int] = []

    def pass_on(number: int, _frame: object) -> None:
        if number not in (_signal.SIGWINCH, _signal.SIGINT):
            told.append(number)
        try:
            line.send(bytes((number,)))
        except OSError:  # it has ended: its status is being read
            return

    def pause(number: int, frame: object) -> None:
        pass_on(number, frame)
        told.remove(number)
        if _has_stopped(session):
            os.kill(os.getpid(), _signal.SIGSTOP)

    def go_on(_number: int, _frame: object) -> None:
        try:
            os.kill(session, _signal.SIGCONT)
        except OSError:
            return

    for name in PASSED_ON:
        _signal.signal(getattr(_signal, name), pass_on)
    _signal.signal(_signal.SIGTSTP, pause)
    _signal.signal(_signal.SIGCONT, go_on)
    return told


def _has_stopped(session: int) -> bool:
    """Wait until the session has put the terminal in order and stands; whether it does."""
    for _turn in range(100):
        try:
            with open(f"/proc/{session}/stat", "rb") as file:
                state = file.read().rpartition(b")")[2].split()[0]
        except OSError:
            return False
        if state == b"T":
            return True
        time.sleep(0.02)
    return False


def _say(name: str, data: str = "") -> None:
    from cqcmd.server import words  # late: where nothing is wrong nobody needs them

    words.say(getattr(words, name).format(place=data))
