"""Which role writes what: one table over all kinds of entries (docs/decisions/026)."""

from typing import Final, Literal, get_args

from cqcmd.incident.events import Event, ResponseStepped

Role = Literal["观察", "值班", "指挥", "管理"]

ROLES: Final[tuple[Role, ...]] = get_args(Role)
"""From the one that writes nothing up; each writes all that those before it do."""

WATCH: Final[Role] = ROLES[1]
COMMAND: Final[Role] = ROLES[2]
ADMIN: Final[Role] = ROLES[3]

LEAST_ROLE: Final[dict[str, Role]] = {
    # The call, what becomes known, who was told: what a watch is there for.
    "opened": WATCH,
    "details": WATCH,
    "facts": WATCH,
    "settled": WATCH,
    "received": WATCH,
    "duties_started": WATCH,
    "reported": WATCH,
    "issued": WATCH,
    "copied": WATCH,
    "press": WATCH,
    # Who authorised it is named in the entry; the watch only writes down that it went out.
    "press_released": WATCH,
    "note": WATCH,
    "promise": WATCH,
    "kept": WATCH,
    "family": WATCH,
    "referral": WATCH,
    "attached": WATCH,
    # Verifying is the watch's own duty (4.1.1).
    "scope": WATCH,
    "dismissed": WATCH,
    # What sets people going must not wait for a second person at a terminal; who decided it is
    # named in the entry.
    "response:verified": WATCH,
    "response:consulted": WATCH,
    "response:proposed": WATCH,
    "response:approved": WATCH,
    "response:started": WATCH,
    "response:raised": WATCH,
    "command": WATCH,
    "hq_set_up": WATCH,
    "group": WATCH,
    "assigned": WATCH,
    "person": WATCH,
    "supplier": WATCH,
    "lesson": WATCH,
    "assessed": WATCH,
    "assessment_sent": WATCH,
    "unit_duty": WATCH,
    "task": WATCH,
    "task_remark": WATCH,
    "entered": WATCH,
    "answered": WATCH,
    "left": WATCH,
    "warning_step": WATCH,
    "warning": WATCH,
    "warning_channel": WATCH,
    "warning_action": WATCH,
    "warning_owner": WATCH,
    "warning_lifted": WATCH,
    "warning_withdrawn": WATCH,
    "warning_incident": WATCH,
    "hazard": WATCH,
    "hazard_removed": WATCH,
    "resource": WATCH,
    "resource_checked": WATCH,
    "resource_removed": WATCH,
    "need": WATCH,
    "need_over": WATCH,
    "lot": WATCH,
    "lot_moved": WATCH,
    "spent": WATCH,
    # The station, and what the program writes of itself.
    "station": WATCH,
    "watch": WATCH,
    "contacts": WATCH,
    "rota": WATCH,
    "plan": WATCH,
    "plan_chosen": WATCH,
    "plan_note": WATCH,
    "clock": WATCH,
    "backup": WATCH,
    "restored": WATCH,
    "bundle_sent": WATCH,
    "merged": WATCH,
    "unreadable": WATCH,
    "recovered": WATCH,
    "verdict": WATCH,
    # Void is an entry by whoever may write it: see `RecordWriter`.
    "struck": WATCH,
    # What overrules the plan, lets go or ends, and what a headquarters alone decides.
    "override": COMMAND,
    "hq_act": COMMAND,
    "response:lowered": COMMAND,
    "response:ended": COMMAND,
    "closed": COMMAND,
    # Who may write what from now on.
    "role_given": ADMIN,
}
"""By the kind of an entry, of the response by its step: the least role that writes it."""


def act_of(event: Event) -> str:
    """Return under which name an event stands in `LEAST_ROLE`."""
    return f"{event.kind}:{event.step}" if isinstance(event, ResponseStepped) else event.kind


def least_role(event: Event) -> Role:
    """Return the least role that writes an event."""
    return LEAST_ROLE[act_of(event)]
