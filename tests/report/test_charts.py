"""The page's charts say what the figures say: where bands begin, which way a step goes, how much room they have."""

import math
import re
from pathlib import Path

import pytest
from appkit import decision

from advisor.decision.decision import Step
from advisor.report.charts import chart_geometry


def test_bands_begin_at_their_multiples_of_break_even():
    drawn = chart_geometry.break_even(decision())
    ticks = [tick.at for tick in drawn.x_ticks]
    decade = ticks[1] - ticks[0]
    stay, train = decision().bands
    expected = [
        drawn.crossing,
        drawn.crossing + math.log10(stay) * decade,
        drawn.crossing + math.log10(train) * decade,
    ]
    assert [band.left for band in drawn.bands] == pytest.approx(expected)
    ends = [band.left + band.width for band in drawn.bands]
    assert ends == pytest.approx([*expected[1:], drawn.right])


def test_a_step_that_costs_more_goes_back_and_is_drawn_as_added():
    drawn = chart_geometry.waterfall(
        decision(attribution=(Step("a smaller model", 100.0), Step("upkeep", -30.0)))
    )
    saved, added, total = (bar.segments[0] for bar in drawn.bars)
    assert [saved.kind, added.kind, total.kind] == ["saved", "added", "total"]
    assert [bar.value[0] for bar in drawn.bars[:2]] == ["−", "+"]
    assert saved.left + saved.width == pytest.approx(added.left + added.width)
    assert total.width / saved.width == pytest.approx(0.7)


def test_the_page_has_room_for_its_charts():
    css = (Path(chart_geometry.__file__).parents[1] / "templates" / "page.css").read_text()
    width, unit = re.search(r"main \{[^}]*max-width: ([\d.]+)(rem|px)", css).groups()
    assert float(width) * {"rem": 16, "px": 1}[unit] >= chart_geometry.WIDTH
