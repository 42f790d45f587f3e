"""The age format in a process beside this one: pyrage holds every thread up for a second and more.

That a passphrase costs so much each time is meant: nobody tries out many.
"""

import pickle
import subprocess
import sys
from typing import Literal

from pyrage import DecryptError
from pyrage import passphrase as here

from cqcmd.paths import run_again

Verb = Literal["encrypt", "decrypt"]

DONE, REFUSED = b"+", b"-"
"""How an answer of the process beside begins."""


def encrypt(data: bytes, passphrase: str) -> bytes:
    """Return bytes as a passphrase locks them. Raises UnicodeEncodeError: it is no text."""
    return _beside("encrypt", data, passphrase)


def decrypt(data: bytes, passphrase: str) -> bytes:
    """Return what a passphrase opens. Raises DecryptError; UnicodeEncodeError: it is no text."""
    return _beside("decrypt", data, passphrase)


def _beside(verb: Verb, data: bytes, passphrase: str) -> bytes:
    try:
        # On its standard input: whoever lists processes sees the words of each.
        ran = subprocess.run(
            run_again(__name__),
            input=pickle.dumps((verb, data, passphrase)),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            check=False,
        )
    except OSError:  # there is no room for another process
        return _here(verb, data, passphrase)
    if ran.stdout[:1] == REFUSED:
        raise DecryptError("beside")
    # One that broke off said nothing; here it is told why.
    return ran.stdout[1:] if ran.stdout else _here(verb, data, passphrase)


def _here(verb: Verb, data: bytes, passphrase: str) -> bytes:
    return bytes(getattr(here, verb)(data, passphrase))


def _answer() -> None:
    """Answer the one question that comes on standard input."""
    try:
        answer = _here(*pickle.load(sys.stdin.buffer))
    except DecryptError:
        sys.stdout.buffer.write(REFUSED)
    else:
        sys.stdout.buffer.write(DONE)
        sys.stdout.buffer.write(answer)


if __name__ == "__main__":
    _answer()
