"""`advisor prices`: the list, one entry in full, what to check again, and the diff against genai-prices."""

from __future__ import annotations

import datetime
import json
import shutil
import sys
import types
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from advisor.cli.main import main
from advisor.errors import BadInput
from advisor.files import paths
from advisor.knowledge import load
from advisor.knowledge.store import Knowledge
from advisor.pricebook.sync import sync

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
    assert any("2026-10-01" in line and line.endswith("superseded") for line in lines)
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
    assert text.index("Ends ahead") < text.index("Ended") < text.index("Sources disagree")
    data = json.loads(printed(capsys, "stale", "--format", "json", "--as-of", NOW))["stale"]
    assert {"id": "gpt-4o", "kind": "retires", "on": "2027-01-14"}.items() <= next(
        s for s in data if s["id"] == "gpt-4o" and s["on"] == "2027-01-14"
    ).items()


def test_nothing_is_stale_before_anything_was_known(capsys: pytest.CaptureFixture[str]):
    assert "Nothing." in printed(capsys, "stale", "--as-of", "2024-01-01")


# --- sync, against a stand-in for the library


class Usage:
    """As in genai-prices: one request."""

    def __init__(self, **tokens: int) -> None:
        self.tokens = tokens


class Library(types.ModuleType):
    """Prices by provider and model, per 1M tokens: input, cached input, output. Long requests cost double."""

    Usage = Usage

    def __init__(self) -> None:
        super().__init__("genai_prices")
        self.rates: dict[tuple[str, str], tuple[str, str, str]] = {}

    def calc_price(self, usage, model_ref, *, provider_id, genai_request_timestamp, price_context):
        if (provider_id, model_ref) not in self.rates:
            raise LookupError(model_ref)
        rates = [Decimal(r) for r in self.rates[provider_id, model_ref]]
        tokens = dict(usage.tokens)
        cached = tokens.pop("cache_read_tokens", 0)
        total = (tokens.get("input_tokens", 0) - cached) * rates[0] + cached * rates[1]
        total += tokens.get("output_tokens", 0) * rates[2]
        if tokens.get("input_tokens", 0) > 200_000:
            total *= 2
        half = Decimal(2 if price_context and price_context["processing"] == "batch" else 1)
        return types.SimpleNamespace(total_price=total / 1_000_000 / half)


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> Library:
    stand_in = Library()
    monkeypatch.setitem(sys.modules, "genai_prices", stand_in)
    return stand_in


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Knowledge]:
    folder = tmp_path / "knowledge"
    folder.mkdir()
    for stem in ("sources", "assumptions", "serving", "names"):
        shutil.copy(paths.KNOWLEDGE / f"{stem}.yaml", folder)
    (folder / "models.yaml").write_text(
        "models:\n"
        "  - id: same\n    provider: p\n    class: small\n    prices:\n"
        "      - {as_of: 2026-11, input: 1, cached_input: 0.1, output: 2, batch_input: 0.5, batch_output: 1,\n"
        "         source: genai-prices, grade: library}\n"
        "  # a comment\n"
        "  - id: p/dearer\n    provider: p\n    class: small\n    aliases: [Dearer]\n    prices:\n"
        "      - {as_of: 2026-11, input: 1, output: 2, source: genai-prices, grade: library}\n"
        "\n"
        "  - id: gone\n    provider: p\n    class: small\n    prices:\n"
        "      - {as_of: 2026-11, input: 1, output: 2, source: genai-prices, grade: library}\n"
        "  - id: elsewhere\n    provider: p\n    class: small\n    prices:\n"
        "      - {as_of: 2026-11, input: 1, output: 2, source: litellm, grade: library}\n",
        encoding="utf-8",
    )
    yield Knowledge(folder)


def test_sync_shows_changed_prices_as_a_diff_and_writes_nothing(library: Library, book: Knowledge):
    library.rates = {("p", "same"): ("1", "0.1", "2"), ("p", "Dearer"): ("1.5", "0.15", "2")}
    before = (book.folder / "models.yaml").read_bytes()
    diff = sync(book, datetime.date(2026, 12, 1))
    added = [line for line in diff.splitlines() if line.startswith("+") and not line.startswith("+++")]
    assert added == [
        "+      - {as_of: 2026-12-01, input: 1.5, cached_input: 0.15, output: 2, batch_input: 0.75, batch_output: 1,",
        "+         source: genai-prices, grade: library}",
    ]
    assert "# not in genai-prices: gone" in diff and "elsewhere" not in diff
    assert (book.folder / "models.yaml").read_bytes() == before


def test_sync_writes_a_file_that_reads_back(library: Library, book: Knowledge):
    library.rates = {("p", "same"): ("1", "0.1", "2"), ("p", "Dearer"): ("1.5", "0.15", "2")}
    on = datetime.date(2026, 12, 1)
    sync(book, on, write=True)
    again = Knowledge(book.folder)
    assert again.model("dearer").at(on).input == 1.5
    assert again.model("dearer").at(DAY).input == 1
    assert "\n@@" not in sync(again, on)


def test_sync_notes_an_old_price_that_still_holds(library: Library, book: Knowledge):
    library.rates = {("p", "same"): ("1", "0.1", "2"), ("p", "Dearer"): ("1", "0.1", "2")}
    later = datetime.date(2027, 6, 1)
    sync(book, later, write=True)
    again = Knowledge(book.folder)
    assert again.model("same").prices[0].checked == later
    assert len(again.model("same").prices) == 1
    even_later = later + datetime.timedelta(days=91)
    sync(again, even_later, write=True)
    assert Knowledge(book.folder).model("same").prices[0].checked == even_later


def test_sync_without_the_library_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch, book: Knowledge):
    monkeypatch.setitem(sys.modules, "genai_prices", None)
    with pytest.raises(BadInput, match="--extra prices"):
        sync(book, DAY)
