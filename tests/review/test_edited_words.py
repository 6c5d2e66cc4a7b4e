"""A figure that was edited in a memo: `check` says which, from what to what, and other verbs say that it was."""

from __future__ import annotations

import json

import pytest
from test_check import write_memo

from advisor.cli.main import main
from advisor.report.carried.memo_reader import read


@pytest.mark.parametrize("form", ["memo", "html"])
def test_an_edited_figure_is_named_with_what_it_was(form, tmp_path, capsys):
    memo = write_memo(tmp_path / ("m.md" if form == "memo" else "m.html"), "2026-04-30", form=form)
    text = memo.read_text("utf-8")
    figure = next(w for w in read(memo).parts["Money"].split() if w.startswith("$") and w[-1].isdigit())
    memo.write_text(text.replace(figure, "$7"), "utf-8")
    main(["check", str(memo), "--as-of", "2026-04-30", "--format", "json"])
    (found,) = json.loads(capsys.readouterr().out)["results"]
    assert any(figure in e.partition(" -> ")[0] and "$7" in e.partition(" -> ")[2] for e in found["edits"])


@pytest.mark.parametrize("verb", [["decide"], ["decide", "--format", "json"]])
def test_a_verb_that_reads_an_edited_memo_warns(verb, tmp_path, capsys):
    memo = write_memo(tmp_path / "m.md", "2026-04-30")
    assert main([verb[0], str(memo), *verb[1:]]) == 0
    assert "edited" not in capsys.readouterr().err
    memo.write_text(memo.read_text("utf-8").replace("$", "$9", 1), "utf-8")
    assert main([verb[0], str(memo), *verb[1:]]) == 0
    assert "was edited by hand" in capsys.readouterr().err


def test_where_another_model_serves_now_both_are_named_beside_their_cost(tmp_path, capsys):
    case = tmp_path / "t.case.yaml"
    case.write_text(
        "advisor: 1\ntitle: t\nanswers: {model: gemini-2.5-pro, requests_per_month: 1M, input_tokens: 700,"
        " output_tokens: 800, prompt_meets_bar: yes}\n"
    )
    main(["check", str(write_memo(tmp_path / "m.md", "2026-10-01", case)), "--as-of", "2026-11-28"])
    out = " ".join(capsys.readouterr().out.split())
    assert "gemini-2.5-pro, prompted -> gemini-3.8-flash, prompted: $" in out
    assert "gemini-2.5-pro is rerouted to gemini-3.8-flash" in out and "shuts down" not in out
