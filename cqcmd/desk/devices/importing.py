"""A list looked at before anything is written: what is new, what changes, what is refused."""

from collections.abc import Iterator

from cqcmd.desk.devices.forms import FIELDS, NotedRow, Numbered, RegisterPreview
from cqcmd.desk.devices.reading import ListReading
from cqcmd.i18n import _
from cqcmd.registers.rows import FIELDS as TEXTS
from cqcmd.registers.rows import DeviceRow
from cqcmd.registers.sorting import Clash, Sorter


def preview_of(source: str, reading: ListReading, sorter: Sorter) -> RegisterPreview:
    """Return what taking a list in would do; ``sorter`` has taken its rows."""
    names = {each.number: named(each.row) for each in reading.rows}
    clashes = [NotedRow(one.number, names[one.number], clash_words(one)) for one in sorter.clashes]
    refused = sorted([*reading.refused, *clashes], key=lambda row: row.number)
    changed = tuple(_changes(sorter))
    new = tuple(Numbered(one.number, one.row) for one in sorter.told if one.is_new)
    return RegisterPreview(
        source=source,
        columns=tuple((heading, FIELDS[field]) for heading, field in reading.columns.items()),
        unused=tuple(reading.unused),
        rows=tuple(reading.rows),
        new=new,
        changed=changed,
        same=len(sorter.told) - len(new) - len(changed),
        repeated=sorter.repeated,
        refused=tuple(refused),
        doubts=tuple(reading.doubts),
        remarks=tuple(reading.remarks),
    )


def counted(preview: RegisterPreview) -> str:
    """Say how many of each kind a list has."""
    words = _("{source}：新增 {new}，更新 {changed}，没有变化 {same}，不导入 {refused} 行").format(
        source=preview.source,
        new=len(preview.new),
        changed=len(preview.changed),
        same=preview.same,
        refused=len(preview.refused),
    )
    if preview.repeated:
        words += _("；内容重复 {count} 行，各记一次").format(count=preview.repeated)
    return words


def columns_words(preview: RegisterPreview) -> Iterator[str]:
    """Say which column was taken for what, and which are not used."""
    taken = (
        heading if heading == name else _("{heading}→{name}").format(heading=heading, name=name)
        for heading, name in preview.columns
    )
    yield _("列：{columns}").format(columns="，".join(taken))
    if preview.unused:
        yield _("没有用到的列：{names}").format(names="、".join(preview.unused))
    yield from preview.remarks


def named(row: DeviceRow) -> str:
    """Return by what a row is known."""
    ident = row.code or row.rescue_code or row.certificate or row.safety_code
    return " ".join(filter(None, (ident, row.unit)))


def clash_words(clash: Clash) -> str:
    """Say why a row is not taken in."""
    fields = "、".join(FIELDS[name] for name in clash.fields)
    if clash.fault == "nameless":
        return _("没有设备代码、使用登记证、识别码、安全码，也没有单位，认不出是哪一台")
    if clash.fault == "two_devices":
        return _("{fields}分别是两台不同的设备；请核对是哪一台").format(fields=fields)
    words = _("和第 {first} 行是同一台（同一单位），{fields}却不同；请只留对的一行")
    return words.format(first=clash.first, fields=fields)


def _changes(sorter: Sorter) -> Iterator[NotedRow]:
    for one in sorter.told:
        if one.is_changed and one.before is not None:
            yield NotedRow(one.number, named(one.row), _differences(one.before, one.row))


def _differences(before: DeviceRow, after: DeviceRow) -> str:
    """Return the changed fields, each ``before → after``."""
    pairs = ((name, getattr(before, name), getattr(after, name)) for name in TEXTS)
    words = _("{field} {before} → {after}")
    return "；".join(
        words.format(field=FIELDS[name], before=was or _("（空）"), after=now)
        for name, was, now in pairs
        if was != now
    )
