"""核对这份事故档案：python3 verify.py。只用 Python 自带的库，不要网络，什么也不改。

A program of its own: it lies in every package, and knows nothing of the one that made it.
"""

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

MANIFEST, ENTRIES, ATTACHMENTS = "manifest.json", "entries.jsonl", "附件"


def main(folder: Path) -> int:
    """Say what was changed, added or taken out; 0 if nothing was."""
    try:
        text = (folder / MANIFEST).read_bytes()
        manifest = json.loads(text)
        listed = {str(name): str(digest) for name, digest in manifest["files"].items()}
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
        print(f"清单 {MANIFEST} 读不出来（{error}），没有核对。")
        return 2
    faults = [*changed_files(folder, listed), *changed_entries(folder), *changed_since(folder)]
    for fault in faults:
        print(fault)
    print(f"清单校验值 {hashlib.sha256(text).hexdigest()[:16]}，请与日志里记的、交接本上抄的对照。")
    if faults:
        print(f"共 {len(faults)} 处不符。")
        return 1
    print(f"{manifest.get('mark', '')}档案完整：{len(listed)} 个文件，与清单一致。")
    return 0


def changed_files(folder: Path, listed: dict[str, str]) -> Iterator[str]:
    """Yield files that are not what the list says, are missing, or are not in it."""
    for name, digest in listed.items():
        if Path(name).is_absolute() or ".." in Path(name).parts:
            yield f"清单里有不该有的路径：{name}"
            continue
        try:
            found = digest_of_file(folder / name)
        except OSError:
            yield f"缺文件，或读不出来：{name}"
            continue
        if found != digest:
            yield f"被改过：{name}"
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name != MANIFEST and name not in listed:
            yield f"多出来的文件：{name}"


def changed_entries(folder: Path) -> Iterator[str]:
    """Yield entries of the log that are not what their own hash was made of."""
    for line in lines_of(folder):
        try:
            entry = json.loads(line)
            digest, number = entry.pop("hash"), entry["seq"]
        except (ValueError, KeyError, AttributeError, TypeError):
            yield f"日志里有一行读不出来：{line[:40]}"
            continue
        if hashlib.sha256(canonical(entry)).hexdigest() != digest:
            yield f"日志第 {number} 条与它自己的校验值不符"


def changed_since(folder: Path) -> Iterator[str]:
    """Yield attachments that are not what the log says was attached, or are not here."""
    for line in lines_of(folder):
        try:
            entry = json.loads(line)
            if entry["kind"] != "attached":
                continue
            told = json.loads(entry["data"])
            name, file, digest = str(told["name"]), str(told["file"]), str(told["sha256"])
        except (ValueError, KeyError, TypeError):
            continue  # told among the entries
        where = f"{shown(name)}（日志第 {entry.get('seq')} 条）"
        try:
            # The last part alone: an altered entry must not lead out of the folder.
            found = digest_of_file(folder / ATTACHMENTS / Path(file.replace("\\", "/")).name)
        except (OSError, ValueError):
            yield f"附件不在档案里：{where}"
            continue
        if found != digest:
            yield f"附件和记入日志时不一样：{where}"


def shown(words: str) -> str:
    """Return words of somebody's as a terminal can take them."""
    return "".join(sign if sign.isprintable() else "?" for sign in words)


def lines_of(folder: Path) -> list[str]:
    """Return the entries as they stand there; none where they cannot be read."""
    try:
        return (folder / ENTRIES).read_text("utf-8").splitlines()
    except (OSError, ValueError):
        return []  # told among the files


def canonical(entry: dict[str, object]) -> bytes:
    """Return the bytes that the hash of an entry was made of."""
    words = json.dumps(entry, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return words.encode("utf-8", "surrogatepass")


def digest_of_file(path: Path) -> str:
    """Return the SHA-256 of a file, read in pieces: a recording has gigabytes."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            found.update(piece)
    return found.hexdigest()


if __name__ == "__main__":
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")
    sys.exit(main(Path(__file__).resolve().parent))
