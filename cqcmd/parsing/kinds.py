"""The kinds of fact that are numbers."""

from typing import Literal

NumericKind = Literal["people", "yuan", "hours", "megawatts"]
