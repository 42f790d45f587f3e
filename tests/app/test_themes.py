"""Text is readable: day 7:1 in glare, night and mono 4.5:1, in every pair there can be."""

import re

import pytest
from textual.theme import Theme

from cqcmd.app.themes import DAY, MONO, NIGHT, THEMES
from cqcmd.paths import stylesheet

INK = ("foreground", "primary", "secondary", "accent", "success", "warning", "error")
INK_OF_OURS = ("grade-1", "grade-2", "grade-3", "grade-4", "quiet", "drill")
GROUND = ("background", "surface", "panel")
LEAST = {DAY.name: 7.0, NIGHT.name: 4.5, MONO.name: 4.5}


def colour(theme: Theme, token: str) -> str:
    found = theme.variables.get(token) or getattr(theme, token)
    assert re.fullmatch("#[0-9a-f]{6}", found), token
    return found


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    red, green, blue = (
        number / 12.92 if number <= 0.04045 else ((number + 0.055) / 1.055) ** 2.4
        for number in (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_as_wcag_reckons_it() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_text_stands_out_on_every_ground(theme: Theme) -> None:
    faint = {
        f"{ink} on {ground}": round(found, 2)
        for ink in INK + INK_OF_OURS
        for ground in (*GROUND, "cursor")
        if (found := contrast(colour(theme, ink), colour(theme, ground))) < LEAST[theme.name]
    }
    assert faint == {}


def test_every_colour_of_the_stylesheet_is_among_those_compared() -> None:
    words = stylesheet().read_text(encoding="utf-8")
    compared = {*INK, *INK_OF_OURS, *GROUND, "cursor"}
    assert set(re.findall(r"\$([\w-]+)", words)) - compared == set()


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_themes_name_the_same_colours(theme: Theme) -> None:
    assert set(theme.variables) == set(NIGHT.variables)
