"""Patterns are compiled when they are asked, and every one of the program's can be."""

import re
import subprocess
import sys

from cqcmd.patterns import regex

LOADED = """
import re, sys
compile, callers = re.compile, set()

def noted(*words, **named):
    callers.add(sys._getframe(1).f_globals["__name__"])
    return compile(*words, **named)

re.compile = noted
import cqcmd.app.launch
print(*sorted(name for name in callers if name.startswith("cqcmd")))
"""

WHOLE = """
from cqcmd.patterns import compile_all
from cqcmd.server.program import load_everything
load_everything()
compile_all()
"""


def ran(program: str) -> str:
    """What a program prints; it must end well."""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_a_pattern_finds_what_a_compiled_one_finds() -> None:
    flags = re.ASCII | re.IGNORECASE
    late, compiled = regex(r"(\d+)([a-z]+)", flags), re.compile(r"(\d+)([a-z]+)", flags)
    for _first_and_again in range(2):
        assert late.pattern == compiled.pattern
        assert late.findall("12Ab ٣c 3d") == compiled.findall("12Ab ٣c 3d")
        assert late.sub(r"\2\1", "12Ab") == compiled.sub(r"\2\1", "12Ab")
        assert [found.span() for found in late.finditer("1a2b")] == [(0, 2), (2, 4)]
        assert late.split("x1ay") == compiled.split("x1ay")
        assert late.flags == compiled.flags
        assert (late.match("x1a"), late.fullmatch("1a!"), late.search("!")) == (None,) * 3


def test_no_pattern_is_compiled_as_the_post_is_loaded() -> None:
    assert ran(LOADED) == ""


def test_every_pattern_of_the_program_can_be_compiled() -> None:
    ran(WHOLE)
