"""From result files to answers of a case: only what is settled, with file, date, metric, n and judge."""

import datetime
import json

import pytest
from evalskit import BOOK, columns, deepeval, deepeval_case, pairs, promptfoo, promptfoo_row, report

from advisor.case import case as cases
from advisor.cli.main import main
from advisor.decision.basis import load_basis
from advisor.evals.answering.case_answers import answers
from advisor.interview.open_gaps import open_gaps

TODAY = datetime.date(2026, 11, 27)
CASE = cases.parse("advisor: 1\nanswers: {model: gpt-4.1, input_tokens: 900}\n")


def given(found, case=CASE, as_of=TODAY):
    return answers(found, case, BOOK, as_of)


def test_a_bar_settles_todays_model_and_the_candidates(tmp_path):
    file = columns(tmp_path / "a.json", [i < 282 for i in range(300)], [i < 200 for i in range(300)])
    found = given(report(file, bar=0.9))
    values = {n: a.value for n, a in found.answers.items()}
    assert dict(values.pop("models_tried")) == {"gpt-4.1-mini": ("large",)}
    assert values == {
        "prompt_baseline": True,
        "prompt_meets_bar": True,
        "output_tokens": 3,
    }
    note = found.answers["models_tried"].note
    assert {a.source for a in found.answers.values()} == {"measured"}
    for part in ("a.json (promptfoo, 2026-11-20, sha256 ", "gpt-4.1-mini 66.7 %", "300 examples", "bar 90 %"):
        assert part in note


def test_what_is_open_is_written_as_what_is_possible(tmp_path):
    found = given(report(pairs(tmp_path / "a.json", 54, 1, 3, 2), bar=0.9))
    assert dict(found.answers["models_tried"].value) == {"gpt-4.1-mini": ("none", "small")}
    assert "prompt_meets_bar" not in found.answers
    assert any("whether it meets the bar is not known yet" in r for r in found.remarks)


def test_a_file_too_small_is_no_baseline(tmp_path):
    assert "prompt_baseline" not in given(report(columns(tmp_path / "a.json", [True] * 29))).answers
    assert "prompt_baseline" in given(report(columns(tmp_path / "b.json", [True] * 30))).answers


def test_without_a_bar_the_gap_counts_only_where_todays_output_is_good_enough(tmp_path):
    file = report(pairs(tmp_path / "a.json", 500, 6, 8, 6))
    open_ = given(file)
    assert "models_tried" not in open_.answers
    assert any("--bar" in r for r in open_.remarks)
    good = cases.parse("advisor: 1\nanswers: {model: gpt-4.1, prompt_meets_bar: true}\n")
    assert dict(given(file, good).answers["models_tried"].value) == {"gpt-4.1-mini": ("none",)}


def test_a_judge_alone_settles_no_strict_bar(tmp_path):
    file = deepeval(tmp_path / "a.json", [deepeval_case(n, True) for n in range(60)])
    strict = cases.parse("advisor: 1\nanswers: {model: gpt-4o, error_tolerance: strict}\n")
    assert dict(given(report(file, bar=0.9)).answers["models_tried"].value) == {"gpt-4.1-mini": ("none",)}
    found = given(report(file, bar=0.9), strict)
    assert dict(found.answers["models_tried"].value) == {"gpt-4.1-mini": ("none", "small")}
    assert "judged by judge-x" in found.answers["models_tried"].note


def test_models_tried_before_are_kept_and_those_not_in_the_book_left_out(tmp_path):
    before = cases.parse("advisor: 1\nanswers: {model: gpt-4.1, models_tried: {gpt-4o-mini: large}}\n")
    models = ("openai:chat:gpt-4.1", "openai:chat:gpt-4.1-mini", "openai:chat:house-model-7")
    file = columns(tmp_path / "a.json", *[[True] * 40] * 3, models=models)
    found = given(report(file, bar=0.9), before)
    assert dict(found.answers["models_tried"].value) == {"gpt-4.1-mini": ("none",), "gpt-4o-mini": ("large",)}
    assert any(r.startswith("house-model-7: not in the price book") for r in found.remarks)


def test_few_shot_over_tuned_only_on_one_side_of_the_figure(tmp_path):
    tuned = "openai:chat:ft:gpt-4.1-2025-04-14:org::x"
    models = ("openai:chat:gpt-4.1", tuned)
    passes = [[i % 10 < k for i in range(200)] for k in (5, 8, 9)]
    clear = columns(tmp_path / "a.json", passes[0], passes[2], models=models)
    found = given(report(clear)).answers
    assert found["few_shot_vs_tuned"].value == pytest.approx(5 / 9, abs=1e-3)
    assert found["few_shot_vs_tuned"].high < 0.9
    assert "models_tried" not in found
    close = columns(tmp_path / "b.json", passes[1][:50], passes[2][:50], models=models)
    assert "few_shot_vs_tuned" not in given(report(close)).answers


def test_results_older_than_the_inputs_hold_still_are_said(tmp_path):
    file = report(columns(tmp_path / "a.json", [True] * 30))
    weekly = cases.parse("advisor: 1\nanswers: {model: gpt-4.1, input_shift: weekly}\n")
    assert not given(file, weekly, datetime.date(2026, 11, 22)).remarks
    assert any("measure again" in r for r in given(file, weekly, datetime.date(2026, 12, 1)).remarks)


def test_into_a_case_file_and_nothing_where_nothing_is_settled(tmp_path, capsys):
    file = columns(tmp_path / "a.json", [i < 282 for i in range(300)], [True] * 300)
    case = tmp_path / "x.case.yaml"
    case.write_text("advisor: 1\ntitle: t\nanswers: {model: gpt-4.1, requests_per_month: 5}\n")
    assert main(["evals", str(file), "--bar", "90%", "--into", str(case)]) == 0
    read = cases.load(case)
    assert dict(read.answers["models_tried"].value) == {"gpt-4.1-mini": ("none",)}
    assert read.answers["requests_per_month"].value == 5
    assert "measured" in capsys.readouterr().err
    small = promptfoo(tmp_path / "b.json", [promptfoo_row(0, 0, True, tokenUsage={})])
    before = case.read_bytes()
    assert main(["evals", str(small), "--into", str(case)]) == 1
    assert case.read_bytes() == before


def _days(path, today, other, day):
    document = json.loads(columns(path, today, other).read_text())
    document["results"]["timestamp"] = f"2026-11-{day:02}T10:00:00Z"
    path.write_text(json.dumps(document))
    return path


def test_a_newer_file_takes_back_what_it_leaves_open(tmp_path, capsys):
    case = tmp_path / "x.case.yaml"
    case.write_text("advisor: 1\nanswers: {model: gpt-4.1, eval_infra: manual}\n")
    clear = _days(tmp_path / "clear.json", [i % 50 > 0 for i in range(300)], [True] * 300, 10)
    close = _days(tmp_path / "close.json", [i % 8 > 0 for i in range(25)], [True] * 25, 20)
    older = _days(tmp_path / "older.json", [i % 7 > 0 for i in range(26)], [True] * 26, 5)
    assert main(["evals", str(clear), "--bar", "90%", "--into", str(case)]) == 0
    before = cases.load(case).answers
    assert (before["prompt_meets_bar"].value, before["prompt_baseline"].value) == (True, True)
    assert main(["evals", str(older), "--bar", "90%", "--into", str(case)]) == 0
    assert cases.load(case).answers["prompt_meets_bar"].value is True
    capsys.readouterr()
    assert main(["evals", str(close), "--bar", "90%", "--into", str(case)]) == 0
    after = cases.load(case).answers
    assert not {"prompt_meets_bar", "prompt_baseline"} & set(after)
    assert after["eval_infra"].value == "manual"
    assert "open again: prompt_meets_bar (gpt-4.1: " in capsys.readouterr().err


def test_a_newer_file_leaves_what_was_said_and_what_it_does_not_speak_of(tmp_path):
    said = cases.parse("advisor: 1\nanswers: {model: gpt-4.1, prompt_meets_bar: true}\n")
    close = report(columns(tmp_path / "a.json", [i % 8 > 0 for i in range(40)]), bar=0.9)
    assert not given(close, said).reopened
    clear = given(report(columns(tmp_path / "b.json", [True] * 300), bar=0.9))
    measured = CASE.answered("prompt_meets_bar", clear.answers["prompt_meets_bar"])
    assert list(given(close, measured).reopened) == ["prompt_meets_bar"]
    without_bar = report(columns(tmp_path / "a.json", [True] * 40))
    assert not given(without_bar, measured).reopened


def test_a_model_measured_again_on_another_test_set_is_open_again(tmp_path):
    good = cases.parse("advisor: 1\nanswers: {model: gpt-4.1, prompt_meets_bar: true}\n")
    first = given(report(pairs(tmp_path / "a.json", 500, 6, 8, 6)), good)
    tried = good.answered("models_tried", first.answers["models_tried"])
    assert dict(first.answers["models_tried"].value) == {"gpt-4.1-mini": ("none",)}
    rows = [promptfoo_row(n, 0, True, model="openai:chat:gpt-4.1") for n in range(40)]
    rows += [promptfoo_row(n + 90, 1, True, model="openai:chat:gpt-4.1-mini") for n in range(40)]
    found = given(report(promptfoo(tmp_path / "b.json", rows), today="gpt-4.1"), tried)
    assert "not the same test set" in found.reopened["models_tried"]


def test_the_cases_model_is_what_others_are_compared_with(tmp_path):
    file = columns(tmp_path / "a.json", [True] * 5, [True] * 5)
    assert report(file, today="gpt-4.1-mini").baseline == "gpt-4.1-mini"
    assert report(file, today="gpt-6-luna").baseline == "gpt-4.1"


def test_a_case_without_a_model_takes_the_one_that_others_are_compared_with(tmp_path):
    new = cases.parse("advisor: 1\ntitle: t\n")
    found = given(report(columns(tmp_path / "a.json", [True] * 40, [True] * 40), bar=0.9), new)
    assert found.answers["model"].value == "gpt-4.1"
    assert dict(found.answers["models_tried"].value) == {"gpt-4.1-mini": ("none",)}
    unknown = columns(
        tmp_path / "b.json", [True] * 40, [True] * 40, models=("file://a.py", "openai:chat:gpt-4.1")
    )
    assert {"model", "prompt_baseline"}.isdisjoint(given(report(unknown, bar=0.9), new).answers)


def test_a_gap_that_cannot_change_the_verdict_is_said_to_be_settled(tmp_path):
    """300 requests a month: whatever the candidate's gap, the verdict is the same."""
    basis = load_basis()
    case = cases.parse(
        "advisor: 1\nanswers: {model: gpt-4.1, requests_per_month: 300, input_tokens: 900, output_tokens: 50,"
        " prompt_meets_bar: true, prompt_baseline: true}\n"
    )
    found = report(pairs(tmp_path / "a.json", 270, 9, 12, 9))
    (gap,) = open_gaps(found, given(found, case).answers, case, basis, TODAY)
    assert (gap.model, list(gap.headlines)) == ("gpt-4.1-mini", ["none", "small"])
    assert gap.more_examples == 181
    assert gap.usd == pytest.approx(181 * (128 + 25.6) / 1e6)
    assert "either way" in gap.sentence or "181 more examples" in gap.sentence


def test_a_gap_that_says_whether_the_bar_is_met_is_no_settled_one_although_the_same_model_is_called(tmp_path):
    """gpt-4.1 is shut down in January, and gpt-6-luna is named in its place, whatever it scores."""
    case = cases.parse(
        "advisor: 1\nanswers: {model: gpt-4.1, requests_per_month: 1200000, input_tokens: 600, output_tokens: 10}\n"
    )
    rows = ("openai:chat:gpt-4.1", "openai:chat:gpt-6-luna")
    file = columns(tmp_path / "a.json", [True] * 200 + [False] * 40, [True] * 227 + [False] * 13, models=rows)
    found = report(file, bar=0.93, today="gpt-4.1")
    (gap,) = open_gaps(found, given(found, case).answers, case, load_basis(), datetime.date(2026, 11, 28))
    assert gap.model == "gpt-6-luna" and list(gap.headlines) == ["none", "small"]
    assert not gap.settled and "either way" not in gap.sentence and gap.worth_usd is None
    assert "misses it" in gap.headlines["small"] and gap.headlines["small"].rstrip(".") in gap.sentence


def test_check_notices_a_result_file_that_changed(tmp_path, capsys):
    case = tmp_path / "x.case.yaml"
    case.write_text("advisor: 1\ntitle: t\nanswers: {model: gpt-4.1, requests_per_month: 5}\n")
    file = columns(tmp_path / "a.json", [True] * 40, [True] * 40)
    assert main(["evals", str(file), "--bar", "90%", "--into", str(case)]) == 0
    main(["check", str(case)])
    assert "not the file that was read" not in " ".join(capsys.readouterr().out.split())
    columns(file, [True] * 40, [False] * 40)
    assert main(["check", str(case)]) == 1
    shown = " ".join(capsys.readouterr().out.split())
    assert shown.count("a.json is not the file that was read") == 1


def test_the_best_of_several_prompts_must_meet_the_bar_for_that_number(tmp_path):
    """31 of 31 show 90 %; picked as the best of four prompts it takes more."""
    alone = promptfoo(
        tmp_path / "a.json", [promptfoo_row(n, 0, True, model="openai:chat:gpt-4.1") for n in range(31)]
    )
    assert given(report(alone, bar=0.9)).answers["prompt_meets_bar"].value is True
    rows = [promptfoo_row(n, c, n % 31 > c, model="openai:chat:gpt-4.1", prompt={"label": f"prompt {c}"})
            for n in range(1, 32) for c in range(4)]  # fmt: skip
    found = given(report(promptfoo(tmp_path / "b.json", rows), bar=0.9))
    assert "prompt_meets_bar" not in found.answers
