"""Programs of the machine that turn a paper into a PDF or print it, where they are installed."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from cqcmd.errors import BadInput, reason_of
from cqcmd.i18n import _
from cqcmd.text import clean

SECONDS = 120
"""How long one of them may take."""

OFFICES = ("soffice", "libreoffice")


def to_pdf(source: tuple[str, bytes]) -> bytes:
    """Convert a file, given its suffix and bytes, to PDF. Raises BadInput."""
    program = next((found for name in OFFICES if (found := shutil.which(name))), "")
    if not program:
        raise BadInput(_("没有安装 LibreOffice，做不成 PDF；请按 F9 存成 Word 文件，在别处转换。"))
    with TemporaryDirectory(prefix="cqcmd-") as folder:
        path = _written(Path(folder), source)
        profile = (Path(folder) / "profile").as_uri()  # another one running is left alone
        _run(
            [
                program,
                f"-env:UserInstallation={profile}",
                "--headless",
                "--norestore",
                "--convert-to",
                "pdf",
                "--outdir",
                folder,
                str(path),
            ]
        )
        made = path.with_suffix(".pdf")
        if not made.exists():
            raise BadInput(_("LibreOffice 没有做出 PDF；请按 F9 存成 Word 文件，在别处转换。"))
        return made.read_bytes()


def print_out(source: tuple[str, bytes], title: str) -> str:
    """Send a file to the printer; what to tell. Raises BadInput where there is none."""
    program = shutil.which("lp")
    if not program:
        raise BadInput(
            _("本机没有打印命令（lp），没有打印；请按 F9 存成文件，在能打印的电脑上打开。")
        )
    if any(map(shutil.which, OFFICES)):
        source = (".pdf", to_pdf(source))
    with TemporaryDirectory(prefix="cqcmd-") as folder:
        path = _written(Path(folder), source)
        ran = _run([program, "-t", clean(title, limit=80, lines=False), "--", str(path)])
    if ran.returncode:
        why = clean(ran.stderr.decode("utf-8", "replace"), limit=200, lines=False).strip()
        words = _("没有打印，打印机没有接受（{why}）；请查看打印机，或按 F9 存成文件。")
        raise BadInput(words.format(why=why or _("没有说明原因")))
    return _("已送打印机，请到打印机上看是否印出。")


def _written(folder: Path, source: tuple[str, bytes]) -> Path:
    path = folder / f"paper{source[0]}"
    path.write_bytes(source[1])
    return path


def _run(command: Sequence[str]) -> "subprocess.CompletedProcess[bytes]":
    # stdin is closed to it: the keys on this terminal are meant for the screen.
    try:
        return subprocess.run(
            command, capture_output=True, stdin=subprocess.DEVNULL, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        words = _("{program} 等了 {seconds} 秒没有做完，已停止。")
        raise BadInput(words.format(program=Path(command[0]).name, seconds=SECONDS)) from error
    except OSError as error:
        words = _("{program} 没有运行起来（{why}）。")
        raise BadInput(words.format(program=Path(command[0]).name, why=reason_of(error))) from error
