"""Characters are said as pypinyin's own dictionary has it, without that being loaded."""

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from cqcmd.parsing.said.readings import CharacterReadings

SAID = """
import sys
from cqcmd.parsing.names import readings_of
from cqcmd.parsing.said.readings import CharacterReadings
print(readings_of("重渝𠀀x，"))
from pypinyin.constants import PINYIN_DICT
assert isinstance(PINYIN_DICT, CharacterReadings)
"""
LOADED = """
import os
os.environ["PYPINYIN_NO_PHRASES"] = os.environ["PYPINYIN_NO_DICT_COPY"] = "1"
from pypinyin import Style, pinyin
print(pinyin(list("重渝𠀀x，"), style=Style.NORMAL, heteronym=True))
"""


def raw() -> bytes:
    spec = find_spec("pypinyin")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).with_name("pinyin_dict.json").read_bytes()


def printed(program: str) -> str:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_character_is_said_as_the_file_has_it() -> None:
    readings, said = CharacterReadings(raw()), json.loads(raw())
    assert len(readings) == len(said) > 40_000
    assert {int(code): words for code, words in said.items()} == {
        int(code): readings[int(code)] for code in said
    }
    unknown = set(range(0x3000, 0x30000)) - set(map(int, said))
    assert not any(code in readings for code in unknown)


def test_what_is_not_known_is_no_key() -> None:
    with pytest.raises(KeyError):
        CharacterReadings(raw())[ord("x")]


def test_the_library_says_the_same_with_it() -> None:
    assert printed(SAID) == printed(LOADED)


OTHERS = (
    b"",
    b"[]",
    b"{}",
    b'{"2": "a", "1": "b"}',
    b'{"1": "a\\u0061"}',
    b'{"1": "a", "2": "a\\u0061"}',
    b'{"1": "a", "2": ["b"]}',
)


@pytest.mark.parametrize("other", OTHERS)
def test_another_file_is_left_to_the_library(other: bytes) -> None:
    with pytest.raises(ValueError, match="pinyin_dict"):
        CharacterReadings(other)
