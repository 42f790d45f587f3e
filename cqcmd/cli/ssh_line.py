"""`cqcmd ssh-line`: the line of authorized_keys that says who a key is, and what he may write."""

import base64
import binascii
import os
import re
import shlex
import sys
from argparse import Namespace
from pathlib import Path

from cqcmd.cli.output import DONE, put
from cqcmd.clock import SystemClock
from cqcmd.desk.common.centre_address import refuse_address
from cqcmd.desk.common.operator import checked_name
from cqcmd.desk.opening import open_existing
from cqcmd.errors import BadInput
from cqcmd.files.untrusted import KILO, read_plain
from cqcmd.i18n import _
from cqcmd.paths import data_dir
from cqcmd.text import unseen

KINDS = frozenset(
    {
        "ssh-ed25519",
        "ssh-rsa",
        "ecdsa-sha2-nistp256",
        "ecdsa-sha2-nistp384",
        "ecdsa-sha2-nistp521",
        "sk-ssh-ed25519@openssh.com",
        "sk-ecdsa-sha2-nistp256@openssh.com",
    }
)
"""Kinds of public keys that sshd takes in a line without more ado."""

LARGEST = 16 * KILO

LOGIN = _("登录")
"""In a role's place: that of the login again."""

UNSEEN = _("姓名或目录里有看不见的字符（如换行），没有打印；请去掉再来。")

_PRIVATE = re.compile(r"PRIVATE KEY|PuTTY-User-Key-File")
_OTHER_FORM = re.compile(r"BEGIN (?:SSH2 PUBLIC KEY|(?:RSA )?PUBLIC KEY)")


def show(args: Namespace) -> int:
    """Print the line; it is for whoever looks after the account to put into the file."""
    if os.name == "nt":
        raise BadInput(_("ssh-line 只用于 Linux、macOS 的 sshd，这里是 Windows，没有打印。"))
    key = read_key(args.key)
    if unseen(args.name):  # a name must not be altered on its way into the log
        raise BadInput(UNSEEN)
    words = [*_program(), f"--data={data_dir(args.data)}"]
    if args.plan:
        words.append(f"--plan={args.plan.absolute()}")
    if args.journal:
        refuse_address(args.journal)
        words.append(f"--journal={args.journal}")
    words += [f"--as={checked_name(args.name)}", f"--role={args.role}"]
    # Not `put`: a name with a character that nobody sees is refused, and nothing else is altered.
    print(line_of(words, key))
    return DONE


def role(args: Namespace) -> int:
    """Give whoever logs in under a name another role; without a name say who has which."""
    desk = open_existing(args.data, SystemClock()).desk
    if args.name and args.role is None:
        raise BadInput(_("没有写角色，没有改；不要另给的，写“登录”。"))
    if args.name:
        put(desk.operators.give_role(args.name, "" if args.role == LOGIN else args.role))
        return DONE
    for line in desk.operators.roles():
        put(line)
    return DONE


def line_of(words: list[str], key: str) -> str:
    """Return the line of a forced command; nothing but a terminal comes with it.

    Raises:
        BadInput: a word has a character that cannot stand in the file.
    """
    if any(map(unseen, words)):
        raise BadInput(UNSEEN)
    # Two readers: the shell of the account, for which every word is quoted, and before it sshd,
    # for which a quotation mark within the command has a backslash before it. None of the words
    # ends in a backslash once the shell's quoting stands around it.
    forced = shlex.join(words).replace('"', r"\"")
    return f'restrict,pty,command="{forced}" {key}'


def read_key(path: Path) -> str:
    """Return the one public key of a file. Raises BadInput: there is none, or more than that."""
    text = read_plain(path, LARGEST).decode("utf-8", "replace")
    if _PRIVATE.search(text):
        words = _(
            "{name} 是私钥，没有打印。私钥只留在本人的电脑上：请要同名的 .pub 文件；"
            "私钥若已发给过别人，请让本人换一对。"
        )
        raise BadInput(words.format(name=path.name))
    if _OTHER_FORM.search(text):
        words = _("{name} 不是 OpenSSH 的公钥格式，没有打印；请先用 ssh-keygen -i -f 文件 转换。")
        raise BadInput(words.format(name=path.name))
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) != 1:
        words = _("{name} 里应当只有一行公钥，却有 {count} 行，没有打印。")
        raise BadInput(words.format(name=path.name, count=len(lines)))
    return _checked(lines[0], path.name)


def _checked(line: str, name: str) -> str:
    """Return a key with its remark, proved to be what it says it is."""
    kind, _space, rest = line.partition(" ")
    body, _space, remark = rest.strip().partition(" ")
    if kind not in KINDS or not _is_of(kind, body) or unseen(remark):
        words = _(
            "{name} 不是一行公钥，没有打印；公钥形如 ssh-ed25519 AAAA… 备注，前面不带别的选项。"
        )
        raise BadInput(words.format(name=name))
    return " ".join(filter(None, (kind, body, remark.strip())))


def _is_of(kind: str, body: str) -> bool:
    """Tell whether the body is whole Base64 that begins with the name of its own kind."""
    try:
        data = base64.b64decode(body, validate=True)
    except (binascii.Error, ValueError):
        return False
    length, named = int.from_bytes(data[:4], "big"), kind.encode()
    return length == len(named) and data[4:].startswith(named) and len(data) > 4 + length


def _program() -> list[str]:
    """Return how this program is run from anywhere; the home folder keeps out of its imports.

    Nothing is loaded before it knows whether a server shows the post: see `cqcmd/__main__.py`.
    """
    return [sys.executable, "-I", "-S", str(Path(__file__).resolve().parents[1] / "__main__.py")]
