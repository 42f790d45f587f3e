"""Why there is no way to the centre is told in a sentence, and nothing waits for ever."""

import select
import socket
import ssl
import subprocess
import time
from contextlib import closing, suppress
from pathlib import Path
from threading import Thread
from urllib.parse import quote

import psycopg
import pytest

from cqcmd.centre.faults import CentreAway, as_away
from cqcmd.centre.link import PATIENCE, connect, in_time
from cqcmd.desk.station.centre_address import refuse_address
from cqcmd.errors import BadInput
from tests.centre.hosts import until
from tests.support.postgres import PASSWORD, Server


@pytest.mark.parametrize("typed", ["", "journal.db", "mysql://a/b", "postgresql//x", "http://[::1"])
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(BadInput, match="postgresql://用户@主机/库"):
        refuse_address(typed)


@pytest.mark.parametrize(
    "typed", [f"postgresql://u:{PASSWORD}@h/d", f"postgresql://u@h/d?password={PASSWORD}"]
)
def test_a_password_in_the_address_is_refused_and_not_repeated(typed: str) -> None:
    with pytest.raises(BadInput, match="口令不要写在地址里") as refused:
        refuse_address(typed)
    assert PASSWORD not in str(refused.value)


def test_an_address_without_a_password_is_taken() -> None:
    refuse_address("postgresql://cq@10.0.0.5,10.0.0.6/centre?sslmode=verify-full")


def why(address: str) -> str:
    with pytest.raises(CentreAway) as told:
        connect(address)
    return str(told.value)


def test_a_wrong_password_is_said(address: str, tmp_path: Path) -> None:
    wrong = tmp_path / "passfile"
    wrong.write_text("*:*:*:*:别的\n", "utf-8")
    wrong.chmod(0o600)
    at, _old = address.split("?")
    assert why(f"{at}?passfile={wrong}").startswith("中心不认这个用户或口令，请核对 ~/.pgpass")


def test_a_password_that_is_wanting_is_said(address: str) -> None:
    at, _old = address.split("?")
    assert "本机没有" in why(f"{at}?passfile=/nowhere")


def test_a_file_of_passwords_that_others_may_read_is_said_and_libpq_writes_nothing_on_the_screen(
    address: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    at, _old = address.split("?")
    mine = tmp_path / "pass file"
    mine.write_text(f"*:*:*:*:{PASSWORD}\n", "utf-8")
    mine.chmod(0o640)
    told = f"口令文件 {mine} 别人也能读，没有用它：请 chmod 600 这个文件"
    assert why(f"{at}?passfile={quote(str(mine))}") == told
    assert "不是普通文件" in why(f"{at}?passfile={quote(str(tmp_path))}")
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("rule", ["host all all 127.0.0.1/32 reject", ""])
def test_a_line_that_is_wanting_at_the_server_is_said(server: Server, rule: str) -> None:
    rules = server.folder / "data" / "pg_hba.conf"
    rules.write_text(f"{rule}\nlocal all all trust\n", "utf-8")
    server.run("pg_ctl", "reload", "-D", str(server.folder / "data"))
    until(lambda: "pg_hba.conf" in why(server.url()))
    assert why(server.url()) == "中心不让这台主机或这个用户连，请中心的管理员核对 pg_hba.conf"


@pytest.mark.parametrize(
    ("at", "said"),
    [("h/d?sslmod=require", "sslmod"), ("127.0.0.1:54x/d", "54x"), ("h:54x/d", "Servname")],
)
def test_an_address_with_a_slip_is_said(at: str, said: str) -> None:
    told = why(f"postgresql://u@{at}")
    assert told.startswith("中心的地址写得不对")
    assert said in told


def test_what_a_server_says_that_nobody_foresaw_is_handed_on() -> None:
    said = psycopg.OperationalError("connection failed: FATAL:  对不起\x1b[2J, 今天休息\nmore")
    with pytest.raises(CentreAway) as told, as_away():
        raise said
    assert str(told.value) == "中心没有接受连接（对不起␛[2J, 今天休息）"


def test_a_server_that_is_not_there_is_said() -> None:
    assert why("postgresql://u@127.0.0.1:1/d") == "中心的数据库没有开"
    assert why("postgresql://u@no-such-host.invalid/d") == "中心的主机名查不到"


def test_a_database_that_is_not_there_is_said(address: str) -> None:
    at, passfile = address.split("?")
    assert why(f"{at}no?{passfile}") == "中心没有这个库或用户"


def test_a_connection_without_encryption_is_not_taken_for_one(address: str) -> None:
    assert why(f"{address}&sslmode=require") == "中心的加密连接谈不拢，请核对 sslmode"


def test_a_certificate_that_does_not_fit_is_said(tmp_path: Path) -> None:
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=127.0.0.1"]
    for name in ("there", "known"):
        files = ["-keyout", str(tmp_path / f"{name}.key"), "-out", str(tmp_path / f"{name}.crt")]
        subprocess.run([*make, *files], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "there.crt", tmp_path / "there.key")
    with socket.create_server(("127.0.0.1", 0)) as listening:
        Thread(target=_speak_tls, args=(listening, context), daemon=True).start()
        at = f"postgresql://u@127.0.0.1:{listening.getsockname()[1]}/d?sslmode=verify-full"
        told = why(f"{at}&sslrootcert={tmp_path / 'known.crt'}")
    assert told == "中心的证书对不上，没有连：请核对 sslrootcert 指的文件和主机名"


def _speak_tls(listening: socket.socket, context: ssl.SSLContext) -> None:
    """Agree to TLS as a server does, and show a certificate."""
    link, _from = listening.accept()
    link.recv(8)
    link.sendall(b"S")
    with suppress(OSError):
        context.wrap_socket(link, server_side=True)
    link.close()


def test_a_server_that_hangs_is_given_up(server: Server) -> None:
    link = connect(server.url())
    server.freeze()
    began = time.monotonic()
    with pytest.raises(CentreAway, match="没有应答"), in_time(link, 0.5):
        link.execute("SELECT 1")
    assert time.monotonic() - began < PATIENCE
    server.freeze(on=False)


def test_what_forces_nothing_to_the_disk_is_not_used(address: str, server: Server) -> None:
    link = connect(server.url())
    link.execute("ALTER SYSTEM SET fsync = off")
    link.execute("SELECT pg_reload_conf()")
    until = time.monotonic() + 5
    while link.execute("SHOW fsync").fetchall() != [("off",)] and time.monotonic() < until:
        time.sleep(0.05)
    assert "关了 fsync" in why(server.url())


def test_a_host_that_kept_its_turn_and_said_nothing_is_told_so(address: str) -> None:
    with closing(connect(address)) as link:
        link.execute("SET idle_in_transaction_session_timeout = 10")
        link.execute("BEGIN")
        assert select.select([link.fileno()], [], [], 20)[0]  # it is told that it is over
        with pytest.raises(CentreAway, match="让给了别的主机"), as_away():
            link.execute("SELECT 1")
