"""JSON Lines: one answer for each line, in order, a bad one answered and counted."""

import json
import os
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, BinaryIO

import msgspec

from cqcmd.errors import BadInput, reason_of
from cqcmd.i18n import _
from cqcmd.terminal.streams import input_bytes, output_bytes, writing

Answer = Callable[[dict[str, Any]], dict[str, Any]]

CHUNK = 1 << 16
LONGEST_LINE = 1 << 24

# Decimal: as a float 0.1 万元 would be another number, and limits are compared exactly.
_decoder = msgspec.json.Decoder(float_hook=Decimal)
_encoder = msgspec.json.Encoder(decimal_format="number")


def answer_lines(source: BinaryIO, sink: BinaryIO, answer: Answer) -> int:
    """Answer every line of ``source`` that is not only spaces; 2 if any was bad, else 0.

    What has been read is answered and flushed before more is waited for, so that a program may
    hold a conversation.
    """
    bad = 0
    for lines in _batches(source):
        replies = []
        for line in lines:
            if line.strip():
                reply = answer_line(line, answer)
                bad += "error" in reply
                replies.append(_encoder.encode(reply))
        if replies:
            with writing():
                sink.write(b"\n".join(replies) + b"\n")
                sink.flush()
    return 2 if bad else 0


def answer_file(name: str, answer: Answer) -> int:
    """Answer the lines of a file, or of standard input for ``-``, on standard output."""
    if name == "-":
        return answer_lines(input_bytes(), output_bytes(), answer)
    try:
        with open(name, "rb") as source:
            return answer_lines(source, output_bytes(), answer)
    except BrokenPipeError:  # about the answers, not about the file
        raise
    except OSError as error:
        raise BadInput(
            _("读不了 {name}（{why}），请检查文件名。").format(name=name, why=reason_of(error))
        ) from error


def answer_line(line: bytes, answer: Answer) -> dict[str, Any]:
    """Answer one line, a wrong one with ``{"id", "error"}``."""
    if len(line) > LONGEST_LINE:
        return {"id": None, "error": _("这一行超过 16 MiB，没有读。")}
    try:
        case = _decoder.decode(line)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        return {"id": _id_of_broken(line), "error": _("这一行不是一个完整、可读的 JSON 对象。")}
    if not isinstance(case, dict):
        return {"id": None, "error": _("这一行不是一个 JSON 对象。")}
    try:
        # Only where the bytes say that there may be one: most lines need not be gone through.
        if b"\\u0000" in line and _has_nul(case):
            raise BadInput(_("这一行含有空字符（NUL）。"))
        return {"id": case.get("id"), **answer(case)}
    except BadInput as refusal:
        return {"id": _plain(case.get("id")), "error": str(refusal)}


def _batches(source: BinaryIO) -> Iterator[list[bytes]]:
    """Whole lines, as many as can be had without waiting; the last may lack its newline."""
    rest = b""
    # Not the buffered reader: it would wait until its buffer is full, and a program that holds a
    # conversation with us waits for the answer.
    while chunk := os.read(source.fileno(), CHUNK):
        *lines, tail = chunk.split(b"\n")
        if lines:
            lines[0] = rest + lines[0]
            rest = tail
            yield lines
        # Of a line too long no more is kept than shows it: it is read to its end and refused.
        elif len(rest) <= LONGEST_LINE:
            rest += tail
    if rest:
        yield [rest]


def _id_of_broken(line: bytes) -> Any:
    """Return the id of a line that is JSON in shape but has a value no program may send."""
    try:
        # Not msgspec, which refused the line as a whole: this one takes NaN and great numbers, and
        # the id beside them is answered.
        case = json.loads(line[:LONGEST_LINE], parse_int=_short_int, parse_float=Decimal)
    except (ValueError, RecursionError, ArithmeticError):
        return None
    return _plain(case.get("id")) if isinstance(case, dict) else None


def _short_int(digits: str) -> int:
    # int refuses figures of more than 4,300 digits, and the id would be lost with them.
    return int(digits) if len(digits) <= 20 else 0


def _plain(value: Any) -> Any:
    """Return the id, if it can be written back as it came."""
    try:
        _encoder.encode(value)
    except (UnicodeEncodeError, msgspec.MsgspecError, RecursionError, TypeError):
        return None
    return value


def _has_nul(value: Any) -> bool:
    if isinstance(value, str):
        return "\0" in value
    if isinstance(value, dict):
        return any(_has_nul(key) or _has_nul(item) for key, item in value.items())
    return isinstance(value, list) and any(map(_has_nul, value))
