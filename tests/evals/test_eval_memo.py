"""What result files said in the memo: numbers, intervals, pairs, hashes, the judge's risk; and a check of it."""

import datetime
import hashlib
import os
import re

import pytest
from evalskit import BOOK, columns, deepeval, deepeval_case, promptfoo, promptfoo_row, report

from advisor.case import case as cases
from advisor.case.answer import Answer
from advisor.case.eval_record import EvalFile, EvalRecord, ScoredModel
from advisor.cli.main import main
from advisor.decide import decide
from advisor.decision.basis import load_basis
from advisor.decision.cautions.judge_risk import judge_risk
from advisor.errors import BadInput
from advisor.evals.answering.keep_report import eval_record
from advisor.evals.asked import Asked
from advisor.report import html, markdown
from advisor.report.carried import memo_reader
from advisor.report.charts.forest_chart import forest_charts
from advisor.review.changed_results import changed_results
from advisor.text.forest_plot import PlottedInterval, plot_axis, plot_line, plot_ticks

MODELS = ("openai:chat:gpt-6.1-sol", "openai:chat:gpt-6.1-terra")
CASE = """advisor: 1
title: Ticket routing
answers: {model: gpt-6.1-sol, requests_per_month: 3000000, input_tokens: 1500, output_tokens: 100,
  task: classification, spec_stability: stable}
"""


def results(path, today, candidate, day="2026-11-20"):
    """300 examples, of which the two models pass the first `today` and the first `candidate`."""
    file = columns(path, *([i < k for i in range(300)] for k in (today, candidate)), models=MODELS)
    file.write_text(file.read_text().replace("2026-11-20", day))
    return file


@pytest.fixture(scope="module")
def measured(tmp_path_factory):
    """A case with what was measured, and the result file beside it."""
    folder = tmp_path_factory.mktemp("measured")
    case = folder / "x.case.yaml"
    case.write_text(CASE)
    file = results(folder / "a.json", 294, 290)
    assert main(["evals", str(file), "--bar", "90%", "--into", str(case)]) == 0
    return case


def memo_of(case, form="md"):
    decision = decide(cases.load(case), load_basis(), datetime.date(2026, 11, 27))
    return (markdown if form == "md" else html).render(decision)


def carried(text, folder):
    """The case that a memo replays."""
    (folder / "x.md").write_text(text)
    return memo_reader.read(folder / "x.md").case


def test_the_memo_shows_scores_pairs_and_the_files_hash(measured, tmp_path):
    text = memo_of(measured)
    sha = hashlib.sha256((measured.parent / "a.json").read_bytes()).hexdigest()[:12]
    assert "| gpt-6.1-terra | 96.7 % | 94.4 % to 98.2 % | 300 | 0 |  |" in text
    assert "| gpt-6.1-terra | gpt-6.1-sol | 300 | 0 | 4 | −1.3 | −2.9 to −0.4 |" in text
    assert f"`a.json` promptfoo, 2026-11-20T10:00:00Z, 600 rows, sha256 `{sha}`" in text
    assert carried(text, tmp_path) == cases.load(measured)


def test_the_page_draws_each_interval_where_it_lies(measured):
    page = memo_of(measured, "html")
    assert len(re.findall(r'class="interval"', page)) == 3
    (record,) = cases.load(measured).evaluations
    scores, gaps = forest_charts(record)
    (bar,) = scores.marks
    assert bar.label == "bar 90 %"
    assert all(bar.at < line.low < line.middle < line.high <= scores.right for line in scores.lines)
    (gap,) = gaps.lines
    assert gap.high < gaps.marks[0].at


def test_a_plot_in_characters_is_to_scale():
    interval = PlottedInterval(0.6, 0.7, 0.8)
    axis = plot_axis([interval], [0.9], 0.0, 1.0)
    assert (axis.low, axis.high) == pytest.approx((0.6, 0.9))
    line = plot_line(interval, axis, [0.9], 31)
    assert (line.index("●"), line.index("┊"), line.rstrip("┊ ")[-1]) == (10, 30, "⠒")
    assert [i for i, c in enumerate(line) if c in "⠒⠂⠐●"] == list(range(21))
    ticks = plot_ticks(axis, ["60", "70", "80", "90 %"], 31)
    assert [ticks.index(t) for t in ("60", "70", "80")] == [0, 9, 19]
    assert ticks.endswith("90 %")


def unfolded(text):
    return " ".join(text.split())


def test_a_check_measures_again_and_says_what_comes_of_it(measured, tmp_path, capsys):
    case = tmp_path / "x.case.yaml"
    case.write_bytes(measured.read_bytes())
    results(tmp_path / "a.json", 294, 290)
    main(["check", str(case)])
    assert "file that was read" not in unfolded(capsys.readouterr().out)
    results(tmp_path / "a.json", 294, 200)
    assert main(["check", str(case)]) == 1
    shown = unfolded(capsys.readouterr().out)
    assert "a.json is not the file that was read; measured again, the verdict would be" in shown
    assert "Switch to gpt-6.1-terra" not in shown


def test_a_check_reads_a_newer_run_but_neither_an_older_one_nor_another_file(measured, tmp_path, capsys):
    case = tmp_path / "x.case.yaml"
    case.write_bytes(measured.read_bytes())
    results(tmp_path / "a.json", 294, 290)
    results(tmp_path / "old.json", 294, 200, day="2026-11-10")
    (tmp_path / "users.csv").write_text("id,score\n1,0.4\n")
    main(["check", str(case)])
    assert "newer than" not in unfolded(capsys.readouterr().out)
    results(tmp_path / "rerun.json", 295, 291, day="2026-11-25")
    assert main(["check", str(case)]) == 1
    shown = unfolded(capsys.readouterr().out)
    assert (
        shown.count("rerun.json of 2026-11-25 is newer than what was read; measured again, the same verdict")
        == 1
    )


def test_a_check_says_when_results_are_older_than_the_inputs_hold_still(measured, tmp_path):
    case = cases.load(measured).answered("input_shift", Answer("weekly"))
    fired = [changed_results(case, tmp_path, load_basis(), datetime.date(2026, 11, day)) for day in (22, 29)]
    assert fired[0] == ()
    assert "a.json is of 2026-11-20, older than the inputs hold still (weekly)" in fired[1][0].why


def test_a_judge_is_a_risk_of_what_rests_on_it(tmp_path):
    file = deepeval(tmp_path / "a.json", [deepeval_case(n, True) for n in range(60)])
    asked = Asked(bar=0.9)
    record = eval_record(report(file, bar=0.9), asked)
    assert record.judges == ("judge-x",)
    given = "advisor: 1\nanswers: {models_tried: {value: {gpt-4.1-mini: none}, from: measured}}\n"
    (risk,) = judge_risk(cases.parse(given).evaluated(record), BOOK)
    assert "judge-x" in risk
    assert "50 answers" in risk
    assert judge_risk(cases.parse(given), BOOK) == ()
    assert judge_risk(cases.parse(given.replace(", from: measured", "")).evaluated(record), BOOK) == ()


def test_a_record_reads_back_from_the_case_and_a_newer_one_takes_its_place(measured):
    case = cases.load(measured)
    assert cases.parse(cases.dump(case)) == case
    (record,) = case.evaluations
    other = EvalRecord("pass", (EvalFile("b.json", "0" * 12),), (ScoredModel("m", 30, 0.9, 0.8, 0.97),))
    assert case.evaluated(other).evaluations == (record, other)
    assert case.evaluated(other).evaluated(record).evaluations == (other, record)


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("evaluations: {metric: pass}", "3: not a list of evaluations"),
        ("evaluations:\n  - {metric: pass, files: [], models: [], bars: 1}", "4: unknown key"),
        ("evaluations:\n  - {metric: pass, files: []}", "4: a key is missing"),
        ("evaluations:\n  - {metric: pass, models: [], files: [{file: a, sha256: b, rows: many}]}", "not a number"),
        ("evaluations:\n  - {metric: pass, files: [], models: [one]}", "not a mapping"),
        ("evaluations:\n  - {metric: pass, files: 3, models: []}", "not a list"),
    ],
)  # fmt: skip
def test_a_record_that_is_none_is_refused(written, says):
    with pytest.raises(BadInput) as refused:
        cases.parse(f"advisor: 1\ntitle: t\n{written}\n", "x.case.yaml")
    assert says in str(refused.value)


def test_texts_of_a_result_file_stay_text_in_case_and_memo(tmp_path, capsys):
    name = "openai:chat:gpt-4.1\x1b[31m<b>`|\n```"
    rows = [promptfoo_row(n, c, True, model=(MODELS[0], name)[c]) for n in range(40) for c in (0, 1)]
    case = tmp_path / "x.case.yaml"
    case.write_text(CASE)
    assert (
        main(["evals", str(promptfoo(tmp_path / "a.json", rows)), "--bar", "90%", "--into", str(case)]) == 0
    )
    assert "\x1b" not in capsys.readouterr().out
    for form in ("md", "html"):
        text = memo_of(case, form)
        shown = text.partition("advisor-case")[0]
        assert "\x1b" not in text
        assert "gpt-4.1" in shown
        assert "<b>" not in shown
    assert carried(memo_of(case), tmp_path) == cases.load(case)


def test_an_answer_taken_in_the_interview_brings_its_record(measured):
    from interview_kit import talk as start

    from advisor.interview.measured_quality import measure_quality

    talk = start()
    file = measured.parent / "a.json"
    found = measure_quality([file], Asked(bar=0.9), talk.case(), datetime.date(2026, 11, 27))
    talk.measured(found.measured)
    assert [r.files[0].file for r in talk.case().evaluations] == ["a.json"]
    talk.undo()
    assert talk.case().evaluations == ()
    assert os.fspath(file.parent) not in cases.dump(talk.case())


def test_an_answer_opened_again_in_the_interview_is_unsaid_until_undone(tmp_path):
    from interview_kit import talk as start

    from advisor.interview.measured_quality import measure_quality

    talk = start()
    for name, passes in (("a", [True] * 300), ("b", [i % 8 > 0 for i in range(40)])):
        file = columns(tmp_path / f"{name}.json", passes, models=("openai:chat:gpt-4o",))
        talk.set("model", "gpt-4o")
        found = measure_quality([file], Asked(bar=0.9), talk.case(), datetime.date(2026, 11, 27)).measured
        reaction = talk.measured(found)
    assert any("open again" in line for line in found.lines)
    assert "prompt_meets_bar" in reaction.facts
    assert "prompt_meets_bar" not in talk.case().answers
    talk.undo()
    assert talk.case().answers["prompt_meets_bar"].value is True
