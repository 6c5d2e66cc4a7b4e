"""What is asked of the files: the bar, today's model, the margin; what stays open, and what would settle it."""

import json
from pathlib import Path

import pytest
from evalskit import (
    columns,
    gap,
    inspect_json,
    inspect_sample,
    pairs,
    promptfoo,
    promptfoo_row,
    report,
    table,
)

from advisor.errors import BadInput
from advisor.evals import render_report

CANDIDATE, TODAY = "gpt-4.1-mini", "gpt-4.1"


@pytest.mark.parametrize(
    ("counts", "low", "high", "zones", "more", "as_seen"),
    [
        ((51, 2, 5, 2), -0.134, 0.026, ("none", "small", "large"), 742, 1705),
        ((270, 9, 12, 9), -0.037, 0.016, ("none", "small"), 181, None),
        ((500, 6, 8, 6), -0.017, 0.009, ("none",), None, None),
        ((150, 1, 22, 7), -0.163, -0.079, ("small", "large"), None, None),
        ((60, 2, 40, 18), -0.394, -0.243, ("large",), None, None),
        ((52, 0, 0, 0), -0.0495, 0.0495, ("none", "small"), 52, None),
    ],
)
def test_a_candidate_against_todays_model(tmp_path, counts, low, high, zones, more, as_seen):
    """Pairs as (both, only the candidate, only today's, neither), margin of three points."""
    found = gap(report(pairs(tmp_path / "a.json", *counts)), CANDIDATE, TODAY)
    assert (found.low, found.high) == (pytest.approx(low, abs=6e-4), pytest.approx(high, abs=6e-4))
    assert set(zones) <= set(found.gap) | {"large"}
    assert (len(found.gap) == 1) == (len(zones) == 1)
    if more is not None:
        assert found.more_examples == more
    if as_seen is not None:
        assert found.more_as_seen == as_seen


@pytest.mark.parametrize(
    ("passed", "n", "zones"),
    [
        (57, 60, ("none", "small")),
        (282, 300, ("none",)),
        (246, 300, ("small", "large")),
        (28, 28, ("none", "small", "large")),
        (29, 29, ("none",)),
    ],
)
def test_a_model_against_the_bar(tmp_path, passed, n, zones):
    file = columns(tmp_path / "a.json", [i < passed for i in range(n)])
    found = gap(report(file, bar=0.9), TODAY)
    assert set(found.gap) <= set(zones) | {"small"}
    assert (found.gap == ("none",)) == (zones == ("none",))
    assert ("none" in found.gap) == ("none" in zones)
    assert (found.more_examples is None) == (len(found.gap) == 1)


def test_only_a_margin_given_beforehand_lowers_the_bar(tmp_path):
    file = columns(tmp_path / "a.json", [i < 57 for i in range(60)])
    assert gap(report(file, bar=0.9), TODAY).gap == ("none", "small")
    assert gap(report(file, bar=0.9, margin=0.03), TODAY).gap == ("none",)


def test_answers_lost_to_errors_are_read_both_ways(tmp_path):
    """All that was scored passed; with a tenth lost, running these again settles it, not more examples."""
    rows = [promptfoo_row(n, 0, True) for n in range(300)]
    rows += [promptfoo_row(n, 0, False, error="503 overloaded") for n in range(300, 340)]
    found = report(promptfoo(tmp_path / "a.json", rows), bar=0.9)
    (only,) = found.comparisons
    assert ("none" in only.gap, len(only.gap) > 1) == (True, True)
    assert (only.retry, only.more_examples) == (True, None)
    assert any("lost to errors" in n for n in found.notes)


def test_a_model_without_any_answer_is_a_broken_key(tmp_path):
    rows = [promptfoo_row(n, 0, True) for n in range(30)]
    rows += [promptfoo_row(n, 1, False, error="401 Unauthorized") for n in range(30)]
    found = report(promptfoo(tmp_path / "a.json", rows), bar=0.9)
    assert set(gap(found, "m-1").gap) == {"none", "small", "large"}
    assert gap(found, "m-1", "m-0").difference is None
    assert any("a key or a setting" in n for n in found.notes)


def test_several_candidates_are_corrected_for_their_number(tmp_path):
    """One candidate passes alone; as one of five it is not shown any more."""
    today = [True] * 110
    alone = columns(tmp_path / "a.json", today, today)
    models = [f"openai:chat:m-{i}" for i in range(6)]
    several = columns(tmp_path / "b.json", today, *[today] * 5, models=models)
    assert gap(report(alone), CANDIDATE, TODAY).gap == ("none",)
    assert gap(report(several), "m-3", "m-0").gap == ("none", "small")


def test_different_test_sets_are_refused_to_pair(tmp_path):
    rows = [promptfoo_row(n, 0, True) for n in range(20)]
    rows += [promptfoo_row(n, 1, True, vars={"ticket": f"other {n}"}) for n in range(20)]
    found = report(promptfoo(tmp_path / "a.json", rows))
    assert "not the same test set" in gap(found, "m-1", "m-0").refused
    assert "not compared" in render_report.render(found)


def test_files_of_different_tools_pair_on_ids(tmp_path):
    rows = [promptfoo_row(n, 0, True, namedScores={"exact": 1}) for n in range(8)]
    log = inspect_json(tmp_path / "b.json", [inspect_sample(n, "C" if n else "I") for n in range(8)])
    file = promptfoo(tmp_path / "a.json", rows)
    found = report(file, log, metric="exact")
    assert (found.comparisons[0].n, found.comparisons[0].lost) == (8, 1)
    alone = report(file, log)
    assert (alone.metric, len(alone.models)) == ("pass", 1)
    assert any("openai/gpt-4.1: no score of this metric" in n for n in alone.notes)


def test_baseline_by_label_by_id_or_the_one_called_today(tmp_path):
    rows = [promptfoo_row(n, c, True, model=f"openai:chat:{m}", label=label) for n in range(3)
            for c, (m, label) in enumerate([("gpt-4.1-mini", "cheaper"), ("gpt-4.1", "today")])]  # fmt: skip
    file = promptfoo(tmp_path / "a.json", rows)
    assert report(file).baseline == "gpt-4.1"
    assert report(file, baseline="cheaper").baseline == "gpt-4.1-mini"
    assert report(file, baseline="openai:chat:gpt-4.1-mini").baseline == "gpt-4.1-mini"
    with pytest.raises(BadInput, match="no such model"):
        report(file, baseline="gpt-9")


def test_clusters_of_examples_count_as_one_each(tmp_path):
    rows = [[n, f"doc-{n // 30}", "m", int(n < 270)] for n in range(300)]
    clustered = report(table(tmp_path / "a.csv", ["id", "document", "model", "score"], rows))
    plain = report(table(tmp_path / "b.csv", ["id", "x", "model", "score"], rows))
    assert clustered.models[0].low < plain.models[0].low - 0.1


def test_cost_of_a_pass_is_all_that_was_paid_over_what_passed(tmp_path):
    house = ("openai:chat:house-model",)
    found = report(columns(tmp_path / "a.json", [True, True, False, False], models=house))
    calls = found.models[0].calls
    assert (calls.per_call_usd, calls.per_pass_usd) == (pytest.approx(0.0001), pytest.approx(0.0002))
    assert report(columns(tmp_path / "b.json", [False])).models[0].calls.per_pass_usd is None


def test_json_has_the_keys_that_others_read(tmp_path):
    found = json.loads(render_report.as_json(report(pairs(tmp_path / "a.json", 51, 2, 5, 2), bar=0.9)))
    assert {"file", "kind", "rows", "scored", "errors"} <= set(found["files"][0])
    assert {"model", "n", "score", "low", "high"} <= set(found["models"][0])
    assert [c["against"] for c in found["comparisons"]] == ["bar", "bar", "gpt-4.1"]
    wanted = {"model", "against", "n", "difference", "low", "high", "gap", "more_examples"}
    assert all(wanted <= set(c) for c in found["comparisons"])


def test_text_fits_eighty_columns_and_says_what_is_open(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shown = render_report.render(report(pairs(Path("a.json"), 51, 2, 5, 2), bar=0.9))
    assert max(map(len, shown.splitlines())) <= 80
    assert "not known yet" in shown
    assert "742 more examples would tell if the two are equal" in " ".join(shown.split())
