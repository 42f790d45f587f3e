"""What a terminal hands over to the server: its words and surroundings; and what is answered."""

OFFERED, GO, ENDED = b"+", b"g", b"x"
"""A session is there, its number follows; the terminal is its own; over, the status follows."""

DECLINED = b"-"
"""Start by yourself: the program on disk, or how it is to be started, is not the server's."""

STANDARD = (0, 1, 2)
"""The open files that come with a request, in this order."""

NUMBER = 4
"""Bytes of a length, of a number of a process or of an open file."""


class Request:
    """Who asks for a session: the words of the command line, the environment, where and how."""

    def __init__(
        self, words: list[bytes], environment: dict[bytes, bytes], cwd: bytes, umask: int
    ) -> None:
        self.words = words
        self.environment = environment
        self.cwd = cwd
        self.umask = umask

    def encode(self) -> bytes:
        """Return it as bytes behind their count. The system lets no NUL into any of it."""
        named = (name + b"=" + value for name, value in self.environment.items())
        head = (b"%d" % self.umask, self.cwd, b"%d" % len(self.words))
        body = b"\0".join((*head, *self.words, *named))
        return len(body).to_bytes(NUMBER, "big") + body


def decode(body: bytes) -> Request:
    """Return the request of the bytes behind the count. Raises ValueError: they are none."""
    umask, cwd, count, *rest = body.split(b"\0")
    words, named = rest[: int(count)], rest[int(count) :]
    pairs = (each.partition(b"=") for each in named)
    return Request(words, {name: value for name, _is, value in pairs}, cwd, int(umask))
