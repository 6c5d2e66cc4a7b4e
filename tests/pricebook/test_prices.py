"""`advisor prices`: the list, one entry in full, what to check again, and the diff against genai-prices."""

from __future__ import annotations

import datetime
import json

import pytest

from advisor.cli.main import main
from advisor.knowledge import load

NOW = "2026-11-21"
DAY = datetime.date(2026, 11, 21)


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["prices", *arguments]) == 0
    return capsys.readouterr().out


def test_one_model_in_full(capsys: pytest.CaptureFixture[str]):
    text = printed(capsys, "openai/gpt-4o", "--as-of", NOW)
    lines = text.splitlines()
    assert lines[0] == "gpt-4o  (model, as known on 2026-11-21)"
    november = next(line for line in lines if line.startswith("  2026-11-10 "))
    assert november.split()[1:6] == ["2.50", "1.25", "10.00", "1.25", "5.00"] and november.endswith(
        "in force"
    )
    assert any("2027-01-14" in line and "gpt-6-luna" in line for line in lines)
    assert (
        "2026-10-01 shut down on azure; read 2026-08 [official, microsoft-retirement]; superseded"
        in " ".join(text.split())
    )
    assert "  openai-gpt-4o" in lines and "https://github.com/pydantic/genai-prices" in text
    assert max(len(line) for line in lines if "https:" not in line) <= 110


def test_one_model_as_json_on_an_earlier_day(capsys: pytest.CaptureFixture[str]):
    data = json.loads(printed(capsys, "gpt-4o-mini", "--format", "json", "--as-of", "2026-04-30"))
    assert data["format"] == 1 and data["as_of"] == "2026-04-30"
    assert data["price"]["input"] == 0.15 and data["price"]["grade"] == "document"
    assert "cached_input" in data["price"]["borrowed"]
    assert [p["as_of"] for p in data["history"]] == ["2026-11-10", "2026-04"]
    assert data["ends"] == [] and data["check_again"] == []
    assert set(data["sources"]) == {"G", "genai-prices"}


def test_the_list_shows_what_was_known(capsys: pytest.CaptureFixture[str]):
    then = printed(capsys, "--as-of", "2026-04-30")
    assert "gpt-4o-mini" in then and "gpt-6-luna" not in then and "not known to be on offer by then" in then
    fallback = next(line for line in then.splitlines() if line.startswith("  gpt-4.1 "))
    assert fallback.endswith("~2026-11-10")
    now = json.loads(printed(capsys, "--format", "json", "--as-of", NOW))["entries"]
    book = load()
    assert len(now) == sum(map(len, (book.models, book.offers, book.hosts, book.gpus, book.items)))


def test_a_word_finds_entries_of_every_kind(capsys: pytest.CaptureFixture[str]):
    kinds = {e["kind"] for e in json.loads(printed(capsys, "fireworks", "--format", "json"))["entries"]}
    assert kinds == {"model", "tuning", "host"}
    assert "3       4     5" in printed(capsys, "iterations")


def test_a_name_that_several_hosts_share_is_listed(capsys: pytest.CaptureFixture[str]):
    found = json.loads(printed(capsys, "gpt-oss-20b", "--format", "json"))["entries"]
    assert {"groq/gpt-oss-20b", "fireworks/gpt-oss-20b"} <= {e["id"] for e in found}


def test_an_unknown_name_is_bad_input_with_the_nearest(capsys: pytest.CaptureFixture[str]):
    assert main(["prices", "gtp-4o"]) == 2
    assert "did you mean gpt-4o?" in capsys.readouterr().err


def test_stale_names_the_retirements_ahead(capsys: pytest.CaptureFixture[str]):
    text = printed(capsys, "stale", "--as-of", NOW)
    joined = " ".join(text.split())
    assert "gpt-4o, gpt-4o-mini, gpt-4.1, gpt-4.1-mini: shut down on openai 2027-01-14" in joined
    assert text.index("Ends within a year") < text.index("Ended") < text.index("Sources disagree")
    deciding, others = text.index("May decide a route"), text.index("\nNot read for more")
    assert (
        deciding < text.index("aws-nova-micro: read") < others < text.index("when it was read is not known")
    )
    data = json.loads(printed(capsys, "stale", "--format", "json", "--as-of", NOW))["stale"]
    assert {"id": "gpt-4o", "kind": "retires", "on": "2027-01-14"}.items() <= next(
        s for s in data if s["id"] == "gpt-4o" and s["on"] == "2027-01-14"
    ).items()


def test_nothing_is_stale_before_anything_was_known(capsys: pytest.CaptureFixture[str]):
    assert "Nothing." in printed(capsys, "stale", "--as-of", "2023-01-01")


def test_the_price_of_a_model_that_is_shut_down_is_not_in_force(capsys):
    for name in ("chatgpt-4o-latest", "chatgpt"):
        assert main(["prices", name, "--as-of", "2026-11-28"]) == 0
        out = capsys.readouterr().out
        assert "shut down on 2026-02-17" in out or "shut down 2026-02-17" in out
        assert "in force" not in out
    assert main(["prices", "gpt-4o", "--as-of", "2026-11-28"]) == 0
    assert "in force" in capsys.readouterr().out
