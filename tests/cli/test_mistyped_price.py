"""A mistyped negotiated price is refused with its line by every verb that reads a case, and never ignored."""

from __future__ import annotations

import pytest

from advisor.cli.main import main

CASE = """advisor: 1
title: a negotiated price
answers: {requests_per_month: 1M, model: gpt-6.1-sol, input_tokens: 1000, output_tokens: 100}
prices:
  gpt-6.1-sol:
    inputt: 0.8
"""


@pytest.mark.parametrize(
    "verb", [["decide"], ["flips"], ["ranges"], ["rules", "why", "policy.band-high"], ["diff", "{case}"]]
)
def test_every_verb_names_the_line(verb, tmp_path, capsys):
    file = tmp_path / "a.case.yaml"
    file.write_text(CASE)
    assert main([v.format(case=file) for v in verb] + [str(file)]) == 2
    said = capsys.readouterr()
    assert f"{file}:6" in said.err and '"inputt"' in said.err and "did you mean input?" in said.err
    assert not said.out
