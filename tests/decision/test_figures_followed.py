"""One edit of a figure of the rules moves the verdict, its sentences, the bands of both charts and the triggers."""

from __future__ import annotations

from pathlib import Path

import pytest
from workloads import APRIL, all_missed, shipped

from advisor.case.answer import Answer
from advisor.decide import decide
from advisor.decision.basis import load_basis
from advisor.decision.decision import Decision
from advisor.errors import BadInput
from advisor.report import wording
from advisor.report.charts import chart_geometry
from advisor.tui.text.break_even_curves import picture


def decided(folder: Path, name: str, figures: dict[str, float], **answers: object) -> Decision:
    """A shipped case under rules in which these figures have another value."""
    lines = "".join(f"  {name}: {{value: {value}}}\n" for name, value in figures.items())
    (folder / "mine.yaml").write_text("figures:\n" + lines)
    case = shipped(name)
    for name, value in answers.items():
        case = case.answered(name, Answer(value))
    return decide(case, load_basis([folder]), APRIL)


def test_a_raised_floor_is_what_the_headline_and_the_evidence_say(tmp_path: Path) -> None:
    volume = {
        "requests_per_month": 150_000,
        "models_tried": all_missed(("gpt-4o",)),
        "escalation_share": 0.99,
    }
    assert (
        "100,000"
        not in decided(tmp_path, "guide-classifier", {"lora_from": 100_000}, **volume).verdict.headline
    )
    found = decided(tmp_path, "guide-classifier", {"volume_floor": 250_000}, **volume)
    assert found.verdict.concluded_by == "policy.under-the-floor"
    assert "under 250,000 requests a month" in found.verdict.headline
    assert "250,000 requests a month" in found.verdict.next.when


def test_the_bands_stand_where_their_figures_are(tmp_path: Path) -> None:
    busy = {"requests_per_month": 50_000_000}
    even = decided(tmp_path, "promptunit", {"band_stay": 3}, **busy).break_even
    assert even.multiple is not None
    assert even.requests_per_month is not None
    low, high = round(even.multiple / 4, 3), round(even.multiple / 2, 3)
    between = decided(tmp_path, "promptunit", {"band_stay": high, "band_train": even.multiple * 2}, **busy)
    above = decided(tmp_path, "promptunit", {"band_stay": low, "band_train": high}, **busy)
    assert (between.break_even.band, above.break_even.band) == ("3x-to-10x", "10x-plus")
    assert f"({high:.4g} times break-even or more)" in wording.break_even(above, above.break_even)
    drawn, chart = picture(above), chart_geometry.break_even(above)
    assert drawn is not None
    assert chart is not None
    marks = [m.x for m in drawn.marks if not m.on_axis]
    assert marks == pytest.approx([times * even.requests_per_month for times in (1, low, high)])
    assert [b.label for b in chart.bands][-1] == f"{high:.4g}x and more"
    assert {t.below for t in above.revisit if t.kind == "volume"} == {round(high * even.requests_per_month)}


def test_bands_that_cross_are_refused_where_they_stand(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"mine\.yaml:2: the bands cross"):
        decided(tmp_path, "guide-classifier", {"band_train": 2})
