"""Why today's model fails, what a pass costs, and measurements that its model has outlived."""

import datetime

import pytest
from evalskit import BOOK, columns, promptfoo, promptfoo_row, report, table

from advisor.case import case as cases
from advisor.evals.answering.case_answers import answers
from advisor.evals.answering.failure_causes import cause_of

TODAY = datetime.date(2026, 11, 27)
CASE = cases.parse("advisor: 1\nanswers: {model: gpt-4.1}\n")


def remarks(found, case=CASE, as_of=TODAY):
    return answers(found, case, BOOK, as_of).remarks


def categories(path, counts, passed=40):
    rows = [[n, "gpt-4.1", 1, "format"] for n in range(passed)]
    rows += [[f"{name}-{n}", "gpt-4.1", 0, name] for name, count in counts.items() for n in range(count)]
    return report(table(path, ["id", "model", "score", "failure_type"], rows))


def test_causes_of_failures_are_proposed_with_their_bounds_and_not_taken(tmp_path):
    found = categories(tmp_path / "a.csv", {"invalid JSON": 30, "missing context": 12, "tone": 2, "other": 6})
    (proposed,) = [r for r in remarks(found) if "cause" in r]
    assert "of 50 failures" in proposed
    assert "format 30 (47.4 % to 71.7 %)" in proposed
    assert proposed.endswith("/set failure format, missing-knowledge")
    assert "failure_cause" not in answers(found, CASE, BOOK, TODAY).answers
    for said in ("prompt_meets_bar: true", "failure_cause: [format]"):
        case = cases.parse(f"advisor: 1\nanswers: {{model: gpt-4.1, {said}}}\n")
        assert not any("cause" in r for r in remarks(found, case))


def test_a_cause_of_few_failures_is_not_proposed(tmp_path):
    found = categories(tmp_path / "a.csv", {"latency": 1, "who knows": 9})
    assert not any("cause" in r for r in remarks(found))


def test_a_test_of_promptfoo_may_name_its_cause_and_a_check_tells_its_own(tmp_path):
    check = {"componentResults": [{"pass": False, "assertion": {"type": "is-json"}}]}
    named = {"testCase": {"metadata": {"failure_type": "wrong arithmetic"}}}
    rows = [promptfoo_row(n, 0, False, gradingResult=check) for n in range(5)]
    rows += [promptfoo_row(n, 0, False, gradingResult=check, **named) for n in range(5, 8)]
    (model,) = report(promptfoo(tmp_path / "a.json", rows)).models
    assert dict(model.causes) == {"format": 5, "reasoning": 3}
    assert model.fails == 8


@pytest.mark.parametrize(
    ("written", "cause"),
    [
        ("schema_violation", "format"), ("JSON parse error", "format"), ("too slow", "latency"),
        ("Retrieval miss", "missing-knowledge"), ("wrong-tone", "behaviour"), ("refused", "behaviour"),
        ("arithmetic", "reasoning"), ("other", ""), ("", ""), ("uninformative", ""),
    ],
)  # fmt: skip
def test_a_category_is_a_cause_only_where_its_words_say_so(written, cause):
    assert cause_of(written) == cause


def test_a_pass_costs_what_all_calls_cost_at_list_price_whatever_the_file_says(tmp_path):
    file = columns(tmp_path / "a.json", [i % 10 < 8 for i in range(200)])
    (model,) = report(file).models
    price = BOOK.model("gpt-4.1").at(TODAY)
    call = (36 * price.input + 64 * price.cached_input + 3 * price.output) / 1e6
    assert model.calls.list_usd == pytest.approx(call)
    assert model.calls.per_call_usd == pytest.approx(0.0001)
    assert model.calls.per_pass_usd == pytest.approx(call / 0.8)
    # Fieller with equal costs: the mean over the t bounds of the pass rate.
    spread = 1.6525 * (0.8 * 0.2 / 199) ** 0.5
    assert model.calls.per_pass_low == pytest.approx(call / (0.8 + spread), rel=1e-3)
    assert model.calls.per_pass_high == pytest.approx(call / (0.8 - spread), rel=1e-3)


def test_a_pass_of_a_model_that_hardly_passes_may_cost_any_sum(tmp_path):
    (model,) = report(columns(tmp_path / "a.json", [i < 1 for i in range(40)])).models
    assert model.calls.per_pass_low < model.calls.per_pass_usd < model.calls.per_pass_high
    (model,) = report(columns(tmp_path / "b.json", [False] * 40)).models
    assert model.calls.per_pass_usd is None


def test_what_was_measured_before_a_model_became_another_is_no_evidence(tmp_path):
    models = ("google:gemini-3.7-flash", "openai:chat:gpt-4.1-mini")
    file = columns(tmp_path / "a.json", [True] * 40, [True] * 40, models=models)
    file.write_text(file.read_text().replace("2026-11-20", "2026-09-20"))
    found = report(file, bar=0.9)
    case = cases.parse("advisor: 1\nanswers: {model: gpt-4.1}\n")
    before = answers(found, case, BOOK, datetime.date(2026, 10, 1))
    assert set(dict(before.answers["models_tried"].value)) == {"gemini-3.7-flash", "gpt-4.1-mini"}
    now = answers(found, case, BOOK, TODAY)
    assert set(dict(now.answers["models_tried"].value)) == {"gpt-4.1-mini"}
    assert any("gemini-3.7-flash: measured before 2026-10-08" in r for r in now.remarks)
