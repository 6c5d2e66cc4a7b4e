"""Every word on the screen is readable: at least 4.5 to 1 against what is behind it."""

import pytest
from appkit import DAY, LOOKED, Beside, FixedCore, Quiet, app, say, settle
from rich.color import ColorType
from rich.terminal_theme import DEFAULT_TERMINAL_THEME
from textual.color import Color

from advisor.tui.app import THEMES

pytestmark = pytest.mark.usefixtures("drawn_at_rest")

LEAST = 4.5
FIRST = "60k tickets a day, gpt-4o, 3000 in, 80 out"
XTERM = """#000000 #cd0000 #00cd00 #cdcd00 #0000ee #cd00cd #00cdcd #e5e5e5
#7f7f7f #ff0000 #00ff00 #ffff00 #5c5cff #ff00ff #00ffff #ffffff""".split()  # noqa: SIM905
"""The sixteen colours of a terminal that was never set up."""
DRAWN = set("─│╭╮╰╯┊╎┤┴┬└┼▁▂▃▄▅▆▇█▏▎▍▌▋▊▉▐▔ ")


class Answered(Quiet):
    """The shipped rules, with a background that the test answers for."""

    def background(self, told):
        self.beside = Beside(told)
        return self.beside


def colour(found, default):
    if found is None or found.type is ColorType.DEFAULT:
        return default
    if found.number is not None and found.number < len(XTERM):
        return Color.parse(XTERM[found.number])
    return Color.from_rich_color(found, DEFAULT_TERMINAL_THEME)


def contrast(one, other):
    """The ratio of WCAG 2: relative luminances, the lighter one above."""
    light, deep = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (deep + 0.05)


def luminance(shown):
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shown.normalized]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


def faint(one):
    """The words on the screen that are too faint, with their contrast."""
    dark = one.current_theme.dark
    found = set()
    strips = one.screen._compositor.render_strips()
    for dialog in one.screen.query("#dialog"):  # what is behind a dialog is meant to fade
        at = dialog.region
        strips = [strip.crop(at.x, at.right) for strip in strips[at.y : at.bottom]]
    for strip in strips:
        for text, style, _ in strip:
            if not set(text) - DRAWN or style is None:
                continue
            front = colour(style.color, Color(255, 255, 255) if dark else Color(0, 0, 0))
            behind = colour(style.bgcolor, Color(0, 0, 0) if dark else Color(255, 255, 255))
            if style.reverse:
                front, behind = behind, front
            if style.dim:
                front = behind.blend(front, 0.6)  # what terminals make of dim text lies around this
            ratio = contrast(front, behind)
            if ratio < LEAST:
                found.add((text.strip(), round(ratio, 1)))
    return found


async def every_screen(one, pilot):
    await settle(pilot)
    yield "first screen"
    await say(pilot, FIRST)
    await say(pilot, "blue elephants")
    one.core.beside.reply(LOOKED)
    await settle(pilot)
    await pilot.press("down")
    await settle(pilot)
    yield "question and panel"
    await pilot.press("tab", "down")
    await settle(pilot)
    yield "panel in focus"
    await pilot.press("escape")
    for key in ("f3", "f4", "f5", "f9", "f10", "f11", "f12", "f6"):
        await pilot.press(key)
        await settle(pilot)
        yield key
        await pilot.press("escape")
        await settle(pilot)
    one.interview.show_verdict()
    await settle(pilot)
    yield "verdict"


async def test_no_words_are_faint_in_any_theme_nor_when_it_changes():
    one, found = app(Answered(DAY)), {}
    async with one.run_test(size=(120, 60)) as pilot:
        async for where in every_screen(one, pilot):
            for theme in THEMES:
                one.theme = theme
                await pilot.pause()
                await pilot.pause()
                found[where, theme] = faint(one)
    assert not {where: words for where, words in found.items() if words}


async def test_lines_of_the_talk_are_at_most_90_wide():
    one = app(FixedCore(), case=None)
    async with one.run_test(size=(200, 50)) as pilot:
        await settle(pilot)
        await say(pilot, FIRST)
        await pilot.press("f1")
        await settle(pilot)
        assert max(t.content_size.width for t in one.interview.query(".turn")) <= 90
        assert one.core.as_of == DAY
