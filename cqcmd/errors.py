"""Refusals: what happened and what to do, in words an officer can act on."""


class Refusal(Exception):
    """The act was not done; ``str()`` is a whole sentence in Chinese, fit for the screen."""


class BadInput(Refusal):
    """What was typed or read cannot be understood or cannot be true.

    Attributes:
        field: the field of a form that is at fault, if it is one.
    """

    def __init__(self, words: str, field: str = "") -> None:
        super().__init__(words)
        self.field = field


class Unwritable(Refusal):
    """The disk or the file refused; nothing was recorded."""


class BrokenPlan(Refusal):
    """A plan file with faults; every one is named.

    Attributes:
        faults: one sentence a fault.
    """

    def __init__(self, words: str, faults: tuple[str, ...]) -> None:
        super().__init__(words)
        self.faults = faults
