"""Compiled modules are kept, whatever the environment says.

Where it says otherwise every process that a test starts would compile the whole program before its
first line: that was more than half of a start, and every worker would compile all tests anew.
"""

import os
import sys

os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
