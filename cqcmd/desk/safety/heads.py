"""Who went into the cordon with a team, and how many heads that makes."""

from cqcmd.incident.events import TeamEntered
from cqcmd.parsing.heads import Heads, read_heads


def team_heads(entered: TeamEntered) -> Heads:
    """Return who went in with a team; never fewer than are named or were counted."""
    heads = read_heads((entered.leader, *entered.people))
    return Heads(heads.names, max(entered.count, heads.count))
