"""What lies above what: the grades of a plan, and its levels of response, the gravest first."""

from msgspec import Struct

NO_GRADE = "none"
"""How files name that an accident reaches no grade; no grade of a plan is called so."""


class Scale(Struct, frozen=True):
    """Codes of one plan, the gravest first. None, and a code of another plan, lie below all."""

    codes: tuple[str, ...]

    def rank(self, code: str | None) -> int:
        """Return 0 for the gravest; for none of them their number."""
        return self.codes.index(code) if code in self.codes else len(self.codes)

    def reaches(self, code: str | None, least: str | None) -> bool:
        """Tell whether ``code`` is ``least`` or graver; without a ``least`` anything reaches it."""
        return least is None or (code in self.codes and self.rank(code) <= self.rank(least))

    def is_lower(self, code: str | None, than: str | None) -> bool:
        """Tell whether a code lies below another."""
        return self.rank(code) > self.rank(than)

    def graver(self, one: str | None, other: str | None) -> str | None:
        """Return the graver of two; none is the least."""
        return min((one, other), key=self.rank) or one or other
