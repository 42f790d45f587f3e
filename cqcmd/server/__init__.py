"""A post server (`cqcmd serve`): one warm process, a session forked for each terminal; Linux only.

The terminal's own side, `client.py` with `place.py` and `request.py`, is in the first second of
every start: it imports builtin modules alone.
"""
