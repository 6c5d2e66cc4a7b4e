"""The chart as characters: what is drawn, where, and what happens at the edges."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.text.braille_chart import Curve, Mark, draw, spread

XS = spread(1e4, 1e8, 81)


def text(grid):
    return ["".join(c.char for c in row) for row in grid]


def dots(cell):
    return ord(cell.char) - 0x2800 if cell.kind == "line" else 0


def test_a_crossing_keeps_the_dots_of_both_lines():
    up, flat = Curve("up", [x * 0.01 for x in XS]), Curve("flat", [1e4] * len(XS))
    alone = [
        draw(XS, [one, Curve("frame", [100, *[None] * 79, 1e6])], width=50, height=20) for one in (up, flat)
    ]
    both = draw(XS, [up, flat, Curve("frame", [100, *[None] * 79, 1e6])], width=50, height=20)
    for row, first, second in zip(both, *alone, strict=True):
        for cell, a, b in zip(row, first, second, strict=True):
            if cell.kind == "line":
                assert dots(cell) == dots(a) | dots(b)
    assert any(c.index == 0 for row in both for c in row) and any(c.index == 1 for row in both for c in row)


def test_a_power_law_is_a_straight_line_on_log_axes():
    grid = draw(XS, [Curve("up", list(XS))], width=60, height=23)
    plot = grid[1:-2]
    columns = {}
    for y, row in enumerate(plot):
        for x, cell in enumerate(row):
            if cell.kind == "line":
                columns.setdefault(x, []).append(y)
    xs = sorted(columns)
    middle = [sum(columns[x]) / len(columns[x]) for x in xs]
    slope = (middle[-1] - middle[0]) / (xs[-1] - xs[0])
    assert all(abs(m - (middle[0] + slope * (x - xs[0]))) <= 1 for x, m in zip(xs, middle, strict=True))
    assert xs[-1] == 59 and columns[59][0] == 0


def test_marks_stand_at_their_volume_and_say_their_names():
    grid = draw(
        XS,
        [Curve("flat", [50.0] * len(XS))],
        [Mark("you", 1e6, "┊", on_axis=True), Mark("3×", 1e7, "╎")],
        width=46,
        height=12,
    )
    lines = text(grid)
    at = [i for i, c in enumerate(lines[2]) if c == "┊"]
    assert at and lines[-2][at[0]] == "▲" and "▲you" in lines[-2]
    assert lines[-1][at[0] - 1 : at[0] + 2].strip() == "1M"
    assert lines[0].strip() == "3×" and "╎" in lines[2]


def test_a_mark_off_the_axis_is_left_out():
    grid = draw(XS, [Curve("flat", [50.0] * len(XS))], [Mark("10×", 1e12, "╎")], width=46, height=12)
    assert "╎" not in "".join(text(grid)) and "10×" not in text(grid)[0]


def test_dashes_tell_lines_apart_without_colour():
    counts = []
    for dash in (0, 4, 1):
        grid = draw(XS, [Curve("a", [x * 0.01 for x in XS], dash)], width=60, height=20)
        counts.append(sum(dots(c).bit_count() for row in grid for c in row))
    assert counts[0] > counts[1] > counts[2] > 0


def test_an_unknown_stretch_is_a_gap_not_a_line_across_it():
    ys = [100.0] * 20 + [None] * 41 + [100.0] * 20
    grid = draw(XS, [Curve("a", ys), Curve("frame", [1.0, *[None] * 79, 1e4])], width=65, height=14)
    middle = [row[30:40] for row in grid[1:-2]]
    assert not any(c.kind == "line" for row in middle for c in row)


@pytest.mark.parametrize("ys", [[None, None], [0.0, 0.0], [math.nan, math.inf], [-1.0, -5.0]])
def test_nothing_to_draw_is_blank(ys):
    assert set("".join(text(draw([1, 10], [Curve("a", ys)], width=40, height=10)))) == {" "}


@given(
    width=st.integers(0, 130),
    height=st.integers(0, 50),
    ys=st.lists(
        st.one_of(st.none(), st.floats(allow_nan=True, allow_infinity=True), st.floats(1e-9, 1e15)),
        min_size=2,
        max_size=30,
    ),
    volume=st.floats(1e-3, 1e15),
)
def test_any_numbers_in_any_box_fill_exactly_the_box(width, height, ys, volume):
    xs = spread(10, 1e9, len(ys))
    marks = [Mark("you", volume, on_axis=True), Mark("1×", volume / 2), Mark("10×", volume * 5)]
    grid = draw(xs, [Curve("a", ys), Curve("b", ys[::-1], 3)], marks, width=width, height=height)
    assert len(grid) == height and all(len(row) == width for row in grid)
    assert all(len(c.char) == 1 for row in grid for c in row)
