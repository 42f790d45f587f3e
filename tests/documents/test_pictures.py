"""Pictures of a screen that are whole by themselves."""

from cqcmd.documents.pictures import offline, titled


def test_a_picture_asks_no_network() -> None:
    svg = "<svg><!-- https://x --><style>@font-face { src: url(https://y) } a {}</style></svg>"
    assert offline(svg) == "<svg><style>a {}</style></svg>"


def test_its_title_stands_in_it_and_is_no_markup() -> None:
    assert titled("<svg a='b'><g/></svg>", "演练 <b>") == (
        "<svg a='b'><title>演练 &lt;b&gt;</title><g/></svg>"
    )
