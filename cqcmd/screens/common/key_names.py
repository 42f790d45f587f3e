"""Keys as they are called on a Chinese keyboard."""

from cqcmd.i18n import _

NAMES = {
    "enter": _("回车"),
    "escape": "Esc",
    "backspace": _("退格"),
    "delete": "Del",
    "space": _("空格"),
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "up": _("上"),
    "down": _("下"),
    "left": _("左"),
    "right": _("右"),
    "home": "Home",
    "end": "End",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "question_mark": "?",
    "slash": "/",
    "full_stop": ".",
}
ASCII_ONLY = 127


def key_name(key: str) -> str:
    """``Ctrl+N``, ``F9``, ``退格``; empty for the full-width twin of another key."""
    if key in NAMES:
        return NAMES[key]
    if len(key) > 1 and key.startswith("f") and key[1:].isdigit():
        return key.upper()
    if key.startswith("ctrl+"):
        return f"Ctrl+{key[5:].upper()}"
    return key if len(key) == 1 and ord(key) < ASCII_ONLY else ""
