"""From two result files to the verdict: what had to be measured is switched to, and the memo says on what."""

import pytest
from evalskit import inspect_json, inspect_sample

from advisor.cli.main import main

TODAY, CANDIDATE = "openai/gpt-6.1-sol", "openai/gpt-6.1-terra"
CASE = """advisor: 1
title: Ticket routing
answers:
  model: gpt-6.1-sol
  requests_per_month: 3000000
  input_tokens: 1500
  output_tokens: 100
  task: classification
  spec_stability: stable
"""


@pytest.fixture
def decided(capsys):
    def run(case, *more):
        capsys.readouterr()
        assert main(["decide", str(case), "--as-of", "2026-11-27", *more]) == 0
        return " ".join(capsys.readouterr().out.split())

    return run


def test_two_result_files_turn_measure_it_into_switch(tmp_path, decided):
    case = tmp_path / "x.case.yaml"
    case.write_text(CASE)
    before = decided(case)
    assert "Measure " in before
    assert "Switch to" not in before
    today = [inspect_sample(n, "C" if n < 290 else "I", model=TODAY) for n in range(300)]
    candidate = [inspect_sample(n, "C" if n < 285 else "I", model=CANDIDATE) for n in range(300)]
    one = inspect_json(tmp_path / "today.json", today, TODAY)
    two = inspect_json(tmp_path / "candidate.json", candidate, CANDIDATE)
    assert main(["evals", str(one), str(two), "--bar", "90%", "--into", str(case)]) == 0
    assert "Switch to gpt-6.1-terra" in decided(case)
    memo = decided(case, "--format", "memo")
    assert "gpt-6.1-terra 95 %" in memo
    assert "300 examples, bar 90 %" in memo
    assert "candidate.json (Inspect, 2026-11-27, sha256" in memo


def test_a_file_too_small_to_tell_switches_nothing(tmp_path, decided):
    case = tmp_path / "x.case.yaml"
    case.write_text(CASE)
    few = [inspect_sample(n, "C", model=CANDIDATE) for n in range(20)]
    file = inspect_json(tmp_path / "candidate.json", few, CANDIDATE)
    main(["evals", str(file), "--bar", "90%", "--into", str(case)])
    assert "Switch to" not in decided(case)
