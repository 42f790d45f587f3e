"""The vocabulary of the journal: every event there is, to JSON and back.

A new kind of event is a class in one of the modules below, and nothing else: its class registers
itself, and what a module names is named here.
"""

from cqcmd.incident.events.aftermath import *
from cqcmd.incident.events.annex import *
from cqcmd.incident.events.assessment import *
from cqcmd.incident.events.attachment import *
from cqcmd.incident.events.codec import *
from cqcmd.incident.events.command import *
from cqcmd.incident.events.entry import *
from cqcmd.incident.events.incident import *
from cqcmd.incident.events.meeting import *
from cqcmd.incident.events.resources import *
from cqcmd.incident.events.rota import *
from cqcmd.incident.events.station import *
from cqcmd.incident.events.unreadable import *
from cqcmd.incident.events.verdict import *
from cqcmd.incident.events.warning import *
from cqcmd.incident.events.written import *
