"""`cqcmd ssh-line`: sshd and a shell read out of the line what was asked for, or there is none."""

import base64
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cqcmd.cli import main as command_line
from cqcmd.cli.main import main
from cqcmd.cli.ssh_line import KINDS, line_of, read_key
from cqcmd.desk.common.roles import ROLES
from cqcmd.errors import BadInput

pytestmark = pytest.mark.skipif(os.name == "nt", reason="强制命令只用于 Linux、macOS 的 sshd")


def public_key(kind: str = "ssh-ed25519", body: bytes = b"\0\0\0\x20" + bytes(32)) -> str:
    """A key of a kind, as it stands in a file."""
    named = kind.encode()
    return f"{kind} {base64.b64encode(len(named).to_bytes(4, 'big') + named + body).decode()}"


KEY = public_key()
PROGRAM = Path(command_line.__file__).parents[1] / "__main__.py"
BAIT = '";x $(id) `id` \\'


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    path = tmp_path / "wang.pub"
    path.write_text(f"{KEY} wang@laptop\n", "utf-8")
    return path


def options_of(line: str) -> tuple[str, str]:
    """The command of a line as sshd takes it out, and what stands behind the options.

    As auth-options.c and sshkey_advance_past_options of OpenSSH do: options end at the first blank
    outside quotation marks, and a backslash before such a mark goes.
    """
    at, quoted = 0, False
    while at < len(line) and (quoted or line[at] not in " \t"):
        if line[at : at + 2] == '\\"':
            at += 1
        elif line[at] == '"':
            quoted = not quoted
        at += 1
    options, key = line[:at], line[at + 1 :]
    assert not quoted
    head = 'restrict,pty,command="'
    assert options.startswith(head)
    rest, found = options[len(head) :], ""
    at = 0
    while rest[at] != '"':
        at += rest[at : at + 2] == '\\"'
        found += rest[at]
        at += 1
    assert at == len(rest) - 1, "nothing stands behind the command"
    return found, key


def words_of(command: str) -> list[str]:
    """The words a shell makes of a command, which it does not run."""
    program = "import sys; print(*sys.argv[1:], sep='\\0', end='')"
    shell = f"exec {shlex.quote(sys.executable)} -c {shlex.quote(program)} {command}"
    done = subprocess.run(["/bin/sh", "-c", shell], capture_output=True, check=True)
    return done.stdout.decode().split("\0")


HOSTILE = st.text(
    st.one_of(st.sampled_from("\"'\\$`;&|<>(){}*?~!# \t\n-=,"), st.characters()), min_size=1
)


@given(st.lists(HOSTILE, min_size=1, max_size=3))
@example([BAIT])
@example(['a\\"b', "a\\'b", '"', "\\"])
@settings(max_examples=300)
def test_sshd_and_a_shell_read_each_word_as_it_was_or_there_is_no_line(words: list[str]) -> None:
    try:
        line = line_of(words, KEY)
    except BadInput:
        assert any(not char.isprintable() or char.isspace() for word in words for char in word)
        return
    assert "\n" not in line
    command, key = options_of(line)
    assert key == KEY
    assert shlex.split(command) == words


@pytest.mark.parametrize(
    "name", ["王强", BAIT, "it's", "-x", "--role=指挥", "王 强", "a!!", "~root"]
)
def test_a_real_shell_hands_the_name_on_as_it_is(
    name: str, key_file: Path, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    words = ["ssh-line", "--data", str(tmp_path / "a'b \"c"), "--", name, str(key_file)]
    assert main(words) == 0
    command, key = options_of(capfd.readouterr().out.rstrip("\n"))
    assert key == f"{KEY} wang@laptop"
    assert words_of(command) == [
        sys.executable,
        *("-I", "-S", str(PROGRAM)),
        f"--data={tmp_path}/a'b \"c",
        f"--as={name}",
        "--role=值班",
    ]
    assert not list(tmp_path.rglob("x"))


def test_the_line_is_one_that_the_program_takes(
    key_file: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["ssh-line", "王强", str(key_file), "--role", "观察"]) == 0
    command, _key = options_of(capfd.readouterr().out.rstrip("\n"))
    words = shlex.split(command)[4:]
    args = command_line._parser(words).parse_args(words)
    assert (args.operator, args.role, args.journal) == ("王强", "观察", None)
    assert Path(args.data).is_absolute()


def test_a_host_of_a_centre_has_it_in_the_line(
    key_file: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    centre = ["--journal", "postgresql://host@10.0.0.5/cqcmd?sslmode=verify-full"]
    assert main([*centre, "ssh-line", "王强", str(key_file)]) == 0
    command, _key = options_of(capfd.readouterr().out.rstrip("\n"))
    words = shlex.split(command)[4:]
    assert command_line._parser(words).parse_args(words).journal == centre[1]
    assert main(["--journal", "postgresql://u:word@h/d", "ssh-line", "王强", str(key_file)]) == 2
    told = capfd.readouterr()
    assert "口令不要写在地址里" in told.err
    assert "word" not in told.out + told.err


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_keys_of_every_usual_kind_are_taken(kind: str, tmp_path: Path) -> None:
    (tmp_path / "a.pub").write_text(f"\n{public_key(kind)}   a b \r\n\n", "utf-8")
    assert read_key(tmp_path / "a.pub") == f"{public_key(kind)} a b"


OPENSSH = (
    "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk\n-----END OPENSSH PRIVATE KEY-----\n"
)
RSA = "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\n"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (OPENSSH, "私钥"),
        (RSA, "私钥"),
        (f"{KEY}\n{OPENSSH}", "私钥"),
        ("PuTTY-User-Key-File-3: ssh-ed25519\n", "私钥"),
        ("---- BEGIN SSH2 PUBLIC KEY ----\nAAAA\n---- END SSH2 PUBLIC KEY ----\n", "ssh-keygen -i"),
        (f"{KEY}\n{KEY}\n", "2 行"),
        ("", "0 行"),
        (f'command="sh" {KEY}', "不带别的选项"),
        (f"restrict {KEY}", "不带别的选项"),
        ("ssh-ed25519", "一行公钥"),
        ("ssh-ed25519 AAAA", "一行公钥"),
        ("ssh-ed25519 !!!!", "一行公钥"),
        (KEY.replace("ssh-ed25519", "ssh-rsa"), "一行公钥"),
        (f"{KEY} a\x1b[2Jb", "一行公钥"),
        (public_key("ssh-dss"), "一行公钥"),
        (public_key("ssh-ed25519", b""), "一行公钥"),
    ],
)
def test_what_is_no_single_public_key_is_refused_and_nothing_is_printed(
    text: str, why: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "key").write_text(text, "utf-8")
    assert main(["ssh-line", "王强", str(tmp_path / "key")]) == 2
    printed = capfd.readouterr()
    assert printed.out == ""
    assert why in printed.err
    assert "没有打印" in printed.err


@pytest.mark.parametrize("name", ["", "  ", "王\n强", "王\x1b强", "王\u202e强", "12345", "长" * 21])
def test_what_is_no_name_is_refused(
    name: str, key_file: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["ssh-line", name, str(key_file)]) == 2
    assert capfd.readouterr().out == ""


@pytest.mark.parametrize("role", ["", "root", "导调"])
def test_another_role_is_refused(
    role: str, key_file: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["ssh-line", "王强", str(key_file), "--role", role])
    printed = capfd.readouterr()
    assert printed.out == ""
    assert "值班" in printed.err


def test_the_command_line_knows_the_roles_of_the_desk() -> None:
    assert command_line.ROLES == ROLES


def test_a_pipe_or_a_large_file_in_the_place_of_a_key_is_refused_unread(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "large").write_bytes(b"x" * 20_000)
    for name in ("pipe", "large", "none"):
        assert main(["ssh-line", "王强", str(tmp_path / name)]) == 2
        assert capfd.readouterr().out == ""


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="本机没有 ssh-keygen")
def test_ssh_keygen_reads_the_line_as_one_key(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    make = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / "key")]
    subprocess.run(make, check=True)
    assert main(["ssh-line", "--", BAIT, str(tmp_path / "key.pub")]) == 0
    (tmp_path / "authorized_keys").write_text(capfd.readouterr().out, "utf-8")
    said = [
        subprocess.run(
            ["ssh-keygen", "-l", "-f", str(tmp_path / name)], capture_output=True, check=True
        ).stdout.split()[1]
        for name in ("key.pub", "authorized_keys")
    ]
    assert said[0] == said[1]
    assert main(["ssh-line", "王强", str(tmp_path / "key")]) == 2
