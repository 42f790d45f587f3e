"""Command (指挥): the headquarters, the response, working groups and people."""

__all__ = ["forms", "headquarters", "response", "roster", "units"]
