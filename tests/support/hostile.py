"""Strings that crash, repaint, command or deceive a terminal program that trusts them."""

MARKUP = (
    "[/]",
    "[red]",
    "[/red]",
    "a[/",
    "[b",
    "[@click=app.boom('x')]点我[/]",
    "[link=file:///etc/passwd]预案[/link]",
    "[bold red on white]已报[/]",
    "\\[/] \\\\[red]",
    "[[]] {name} %s $equipment",
)
ESCAPES = (
    "\x1b[2J\x1b[H清屏",
    "\x1b[31m红\x1b[0m",
    "\x9b31m红",
    "\x1bP$q\x1b\\",
    "\x1b]52;c;c3VkbyBybSAtcmYgLw==\x07",
    "\x1b]52;c;c3VkbyBybSAtcmYgLw==\x1b\\",
    "\x1b]2;PWNED\x1b\\",
    "\x1b]8;;http://example.invalid\x1b\\点我\x1b]8;;\x1b\\",
    "\x1b[?1049l\x1b[?25h",
    "\x1b[201~rm -rf x\r",
    "空\x00字符",
    "退\x08\x08格\x7f",
    "响\x07铃\x0b\x0c",
)
DECEITS = (
    "李\u202e明\u2066敏\u2069",
    "一行\u2028两行\u2029三段",
    "\ufeff带标记",
    "半个\ud83d代理\udc00",
    "标签\U000e0041\U000e0042字",
    "e\u0301\u0323" * 40,
    "左\u200f右\u061c",
    "非字\ufffe\uffff",
)
AWKWARD = (
    "",
    " ",
    "\u3000",
    "\t\n\r\n",
    "三行\r二\r\n一\n",
    "👨‍👩‍👧‍👦⚠️🚒",
    "../../etc/passwd",
    "a/b\\c:d*e?f\"g<h>i|j'k`l",
    "'; DROP TABLE entry; --",
    "=cmd|' /C calc'!A1",
    "长" * 200,
    "长江化工" * 2_500,
    "1" * 5_000,
    "NaN",
    "-0",
)
HOSTILE = MARKUP + ESCAPES + DECEITS + AWKWARD


def bundled(words: tuple[str, ...], count: int = 4, most: int = 60) -> list[str]:
    """The same words in fewer strings, for screens on which each costs seconds."""
    return [" ".join(text[:most] for text in words[n::count]) for n in range(count)]
