"""cqcmd: the command post for special equipment accidents, in a terminal."""

__version__ = "0.1.0"
