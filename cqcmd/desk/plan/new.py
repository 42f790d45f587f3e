"""A new plan file for an author to begin with: small, whole, and proved as it stands."""

import re
from pathlib import Path

from cqcmd.errors import BadInput
from cqcmd.i18n import _
from cqcmd.local_store import write_whole
from cqcmd.paths import plan_skeleton

_CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_NAME = re.compile(r"[\w-][\w.-]*")


def new_plan(code: str, where: Path) -> tuple[Path, Path]:
    """Write a plan of that code, and its text beside it; ``where`` is a directory or a JSON file.

    Raises:
        BadInput: code or name will not do, or a file is there already.
        Unwritable: the disk refuses.
    """
    if not _CODE.fullmatch(code):
        raise BadInput(_("预案代码须是小写字母、数字和短横，例如 yuzhong-2026。"))
    file = where if where.suffix == ".json" else where / f"{code}.json"
    text = file.with_suffix(".md")
    if not _NAME.fullmatch(text.name):
        raise BadInput(_("文件名 {name} 里有不能用的字符，请换一个。").format(name=file.name))
    for path in (file, text):
        if path.exists():
            raise BadInput(_("{name} 已经有了，没有覆盖；请换一个名字。").format(name=path))
    skeleton = plan_skeleton()
    rows = skeleton.read_text(encoding="utf-8")
    rows = rows.replace('"code": "skeleton"', f'"code": "{code}"')
    rows = rows.replace('"text_file": "skeleton.md"', f'"text_file": "{text.name}"')
    write_whole(text, skeleton.with_suffix(".md").read_bytes())
    write_whole(file, rows.encode())
    return file, text
