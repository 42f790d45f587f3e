"""What an incident would be if an update were saved: grade, margin, projection, before the act."""

from collections.abc import Mapping
from datetime import datetime

from cqcmd.desk.call_form import unsaved_entry
from cqcmd.desk.desk import Desk
