"""The standard streams made fit for Chinese, and what to say when nobody can be written to."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from cqcmd.errors import Refusal, Unwritable, reason_of
from cqcmd.i18n import _

TYPE_CHECKING = False  # as in typing, which would cost every start two milliseconds
if TYPE_CHECKING:
    from typing import BinaryIO, TextIO

UTF8 = "utf-8"


def speak_chinese() -> None:
    """Write UTF-8, to a terminal that shows something else its own characters.

    Python goes by the locale and by ``PYTHONIOENCODING``: in ASCII, or in the code page of a
    Windows, a sentence would end the program and a file could not be read elsewhere.
    """
    _keep_standard_numbers()
    for stream in (sys.stdout, sys.stderr):
        encoding = getattr(stream, "encoding", None)
        # What a test or another program put in its place goes by its own rules.
        if encoding is not None and not is_utf8(encoding) and hasattr(stream, "reconfigure"):
            # Beyond the characters of the terminal a mark: no name of a file ends the program.
            stream.reconfigure(encoding=_fit_encoding(stream), errors="backslashreplace")


def is_utf8(encoding: str) -> bool:
    """Return whether it is UTF-8 by any of its names."""
    return encoding.lower().replace("_", "-") in ("utf-8", "utf8", "utf-8-sig", "cp65001")


def _fit_encoding(stream: "TextIO") -> str:
    """Return the encoding of the terminal, UTF-8 for a file, a pipe and a terminal of ASCII."""
    if not stream.isatty():
        return UTF8
    # Of the locale, whatever PYTHONIOENCODING says.
    spoken = sys.getfilesystemencoding()
    try:
        _("接报").encode(spoken)
    except (LookupError, UnicodeEncodeError):
        return UTF8
    return spoken


def _keep_standard_numbers() -> None:
    """Fill the places of streams that were closed: no file of ours is to be taken for one."""
    with suppress(OSError):
        number = os.open(os.devnull, os.O_RDWR)
        while number <= 2:
            number = os.dup(number)
        os.close(number)


def output_bytes() -> "BinaryIO":
    """Return standard output for bytes. Raises Refusal: it was closed."""
    if sys.stdout is None:
        raise Refusal(_("标准输出已关闭，答案没有地方写；请去掉 >&- 再运行。"))
    return sys.stdout.buffer


def input_bytes() -> "BinaryIO":
    """Return standard input for bytes. Raises Refusal: it was closed."""
    if sys.stdin is None:
        raise Refusal(_("标准输入已关闭，没有可读的内容；请写明文件名，或去掉 <&- 再运行。"))
    return sys.stdin.buffer


@contextmanager
def writing() -> Iterator[None]:
    """Tell of a full disk beneath standard output as an ``Unwritable``."""
    try:
        yield
    except BrokenPipeError:  # whoever read it has gone: nothing is to be said
        raise
    except OSError as error:
        fall_silent()
        words = _("输出没有写完（{why}）；请检查磁盘后再做一次。")
        raise Unwritable(words.format(why=reason_of(error))) from error


def flush_output() -> None:
    """Write out what was printed. Raises Unwritable, BrokenPipeError."""
    if sys.stdout is not None:
        with writing():
            sys.stdout.flush()


def fall_silent() -> None:
    """Have what still waits to be written go nowhere: the interpreter would fail over it."""
    if sys.stdout is not None:
        with suppress(OSError, ValueError):  # no real stream
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
