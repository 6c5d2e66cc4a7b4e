"""The library layer: made from two libraries, days of the data, differences and moved ends for a person to see."""

from __future__ import annotations

import datetime
import json
import shutil
import sys
import types
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace as Like

import pytest

from advisor.cli.main import main
from advisor.errors import BadInput
from advisor.files import paths
from advisor.knowledge import load
from advisor.knowledge.store import Knowledge
from advisor.pricebook.library import genai_source, litellm_source
from advisor.pricebook.library.feed import moved_in_feed
from advisor.pricebook.library.other_libraries import other_libraries
from advisor.pricebook.library.refresh import refresh

GENAI, LITELLM, TODAY = (datetime.date(2026, 11, d) for d in (10, 20, 27))


def rates(input_: object, output: object, **more: object) -> Like:
    return Like(input_mtok=input_, output_mtok=output, **more)


def entry(id_: str, prices: object, names: tuple[str, ...] = (), variants: tuple[Like, ...] = ()) -> Like:
    match = Like(or_=[Like(equals=n) for n in (id_, *names)])
    about = {"price_comments": "Read on 2026-10-12.", "context_window": 1000, "deprecated": None}
    return Like(id=id_, match=match, prices=prices, price_variants=list(variants), **about)


def since(day: str | None, prices: Like) -> Like:
    date = datetime.date.fromisoformat(day) if day else None
    return Like(constraint=Like(start_date=date) if date else None, prices=prices)


def between(start: int, end: int, prices: Like) -> Like:
    hours = {"start_time": datetime.time(start), "end_time": datetime.time(end)}
    return Like(constraint=Like(**hours), prices=prices)


def tiered(base: str, above: str) -> Like:
    return Like(base=Decimal(base), tiers=[Like(start=200_000, price=Decimal(above))])


BATCH = Like(when={"processing": "batch"}, constraint=None, prices=rates(Decimal("0.5"), Decimal(1)))
PROVIDERS = [
    Like(
        id="openai",
        models=[
            entry(
                "gpt-9",
                rates(Decimal(1), Decimal(2), cache_read_mtok=Decimal("0.1")),
                ("gpt-9-2026-10-01",),
                (BATCH,),
            ),
            entry(
                "gpt-9-mini",
                [
                    since(None, rates(2, 4)),
                    since("2026-09-01", rates(1, 3)),
                    since("2026-12-01", rates(9, 9)),
                ],
            ),
            entry("gpt-9-long", rates(tiered("1", "2"), tiered("4", "6"))),
            entry("gpt-9-embedding", rates(1, None)),
            entry(
                "gpt-7", rates(3, 6), ("gpt-7-2026-01-01", "gpt-7.1", "GPT-7.1-2026-03-01", "gpt-7-latest")
            ),
        ],
    ),
    Like(
        id="deepseek",
        models=[
            entry(
                "deepseek-v9",
                [since(None, rates(1, 2)), between(1, 4, rates(2, 4)), between(6, 10, rates(2, 4))],
            )
        ],
    ),
    Like(id="azure", models=[entry("gpt-9", rates(7, 7))]),
    Like(id="groq", models=[entry("openai/oss-9b", rates(1, 2))]),
]


def row(provider: str, input_: float, output: float, **more: object) -> dict[str, object]:
    costs = {"input_cost_per_token": input_ / 1e6, "output_cost_per_token": output / 1e6}
    return {"litellm_provider": provider, "mode": "chat", **costs, **more}


TABLE = {
    "gpt-9": row(
        "openai", 1, 2, max_input_tokens=900, supports_vision=True, prompt_cache_min_tokens=512,
        cache_creation_input_token_cost=1.25e-6, regional_processing_uplift_multiplier_eu=1.1,
        deprecation_date="2027-05-01", successor_model="gpt-9-mini",
    ),
    "azure/gpt-9": row("azure", 1, 2, deprecation_date="2027-09-01"),
    "azure/eu/gpt-9": row("azure", 1.2, 2.4),
    "gpt-9-mini": row("openai", 1.5, 3),
    "deepseek/deepseek-v9": row(
        "deepseek", 2, 4, off_peak_pricing={"input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6, "windows": []}
    ),
    "dashscope/qwen-nine": row("dashscope", 0.4, 1.2),
}  # fmt: skip


@pytest.fixture
def libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    package, data = types.ModuleType("genai_prices"), types.ModuleType("genai_prices.data")
    data.providers = PROVIDERS  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "genai_prices", package)
    monkeypatch.setitem(sys.modules, "genai_prices.data", data)
    monkeypatch.setattr(genai_source, "version", lambda: "0.2.3")
    monkeypatch.setattr(litellm_source, "version", lambda: "1.110.2")
    monkeypatch.setattr(litellm_source, "table", lambda: TABLE)


@pytest.fixture
def book(libraries: None, tmp_path: Path) -> Knowledge:
    """The shipped knowledge with the stand-ins' library behind it."""
    folder = tmp_path / "knowledge"
    shutil.copytree(paths.KNOWLEDGE, folder, ignore=shutil.ignore_patterns("library", "examples"))
    refresh(load(), folder / "library", TODAY).save()
    return Knowledge(folder)


def test_a_model_has_the_rates_limits_and_days_of_both_libraries(book: Knowledge):
    model = book.model("gpt 9")
    price = model.at(TODAY)
    assert (price.input, price.cached_input, price.output, price.batch_output) == (1, 0.1, 2, 1)
    assert (price.cache_write, price.as_of, price.source, price.grade) == (
        1.25,
        GENAI,
        "genai-prices",
        "library",
    )
    assert (model.max_input_tokens, model.modalities, model.cache_minimum_tokens) == (
        900,
        ("text", "image"),
        512,
    )
    assert model.checked_by == ("litellm",) and book.model("gpt-9-2026-10-01") is model
    assert model.region_times("eu", model.provider) == 1.1 and model.region_times("eu", "azure") == 1.2
    assert model.region_times("us", "aws") is None


def test_an_end_is_one_only_where_the_vendor_announces_ends(book: Knowledge):
    end = book.lifecycle("gpt-9", None, TODAY)
    assert (end.shutdown, end.announced, end.replacement) == (datetime.date(2027, 5, 1), None, "gpt-9-mini")
    assert book.lifecycle("gpt-9", None, LITELLM - datetime.timedelta(days=1)) is None
    assert book.lifecycle("gpt-9", "azure", TODAY) is None
    assert book.kept_until("gpt-9", "azure", TODAY).earliest == datetime.date(2027, 9, 1)


def test_history_and_what_is_scheduled_have_their_own_days(book: Knowledge):
    model = book.model("gpt-9-mini")
    inputs = [
        model.at(datetime.date.fromisoformat(d)).input for d in ("2026-08-31", "2026-09-01", "2026-12-01")
    ]
    assert inputs == [2, 1, 9]
    assert "litellm" in model.notes and model.at(TODAY).input == 1.5


def test_another_version_at_the_price_of_an_entry_is_a_model_of_its_own(book: Knowledge):
    assert [book.model(f"gpt-7{tail}").id for tail in ("", "-2026-01-01", "-latest")] == ["gpt-7"] * 3
    newer = book.model("gpt 7.1")
    assert newer.id.startswith("gpt-7.1") and newer is book.model("GPT-7.1-2026-03-01")
    assert (newer.at(TODAY).input, newer.at(TODAY).source) == (3, "genai-prices")


def test_long_prompts_and_peak_hours_are_multiples(book: Knowledge):
    long = book.model("gpt-9-long").long_prompt
    assert (long.above_tokens, long.input_times, long.output_times) == (200_000, 2, 1.5)
    peak = book.model("deepseek-v9").peak
    assert (peak.times, peak.hours_utc) == (2, ((1, 4), (6, 10)))
    assert book.model("deepseek-v9").checked_by == ("litellm",)


def test_a_makers_model_at_a_cloud_is_the_makers_and_a_host_has_its_own(book: Knowledge):
    assert book.model("azure/gpt-9").provider == "openai"
    assert book.model("oss 9b").id == "groq/oss-9b" and book.model("qwen-nine").id == "alibaba/qwen-nine"
    with pytest.raises(BadInput):
        book.model("gpt-9-embedding")


def test_a_day_is_that_of_the_data_and_never_after_today(
    libraries: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    before = datetime.date(2026, 11, 5)
    assert refresh(load(), tmp_path, before).read["genai-prices"] == f"0.2.3 of {before}"
    monkeypatch.setattr(genai_source, "version", lambda: "0.9.0")
    assert refresh(load(), tmp_path, datetime.date(2027, 6, 1)).read["genai-prices"] == f"0.9.0 of {GENAI}"
    monkeypatch.setattr(genai_source, "version", lambda: "0.1.0")
    assert refresh(load(), tmp_path, TODAY).read["genai-prices"] == "0.1.0 of 2026-10-12"


def test_a_second_run_changes_nothing_and_a_moved_end_is_named(
    book: Knowledge, monkeypatch: pytest.MonkeyPatch
):
    folder = book.libraries[-1].folder
    again = refresh(book, folder, TODAY)
    assert (again.changes, again.moved) == ((), ())
    assert "gpt-9-mini: input 1 / 1.5" in again.text()
    moved = {**TABLE, "gpt-9": {**TABLE["gpt-9"], "deprecation_date": "2027-06-01"}}
    monkeypatch.setattr(litellm_source, "table", lambda: moved)
    assert refresh(book, folder, TODAY).moved == ("gpt-9 on openai: 2027-05-01 -> 2027-06-01",)


def test_update_writes_to_the_users_folder_which_is_read_over_the_shipped_one(
    libraries: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("ADVISOR_HOME", str(tmp_path))
    shipped = load().sha256
    assert main(["prices", "update"]) == 0
    assert str(tmp_path / "prices") in capsys.readouterr().out
    book = load()
    assert book.model("gpt-9").provider == "openai" and book.sha256 != shipped
    assert book.own_prices == (f"genai-prices 0.2.3 of {GENAI}", f"litellm 1.110.2 of {LITELLM}")
    assert book.model("grok-4.6").at(TODAY) is not None
    shutil.rmtree(tmp_path / "prices")
    assert load().sha256 == shipped


def test_a_broken_file_of_the_layer_is_named(book: Knowledge):
    path = book.libraries[-1].folder / "openai.json"
    path.write_text(path.read_text().replace('"input":1.0', '"input":"x"'))
    with pytest.raises(BadInput, match=r"broken entry.*gpt-9") as caught:
        Knowledge(book.folder).model("gpt-9")
    assert caught.value.file == str(path)
    path.write_text("[]")
    with pytest.raises(BadInput, match="not a file of the library layer"):
        Knowledge(book.folder).model("gpt-9")


def test_without_the_library_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setitem(sys.modules, "genai_prices.data", None)
    monkeypatch.setattr(genai_source, "version", lambda: "0.2.3")
    with pytest.raises(BadInput, match="--extra prices"):
        refresh(load(), tmp_path, TODAY)


def test_the_feed_names_ends_that_the_book_lacks_or_has_on_another_day(tmp_path: Path):
    folder = tmp_path / "models" / "openai"
    folder.mkdir(parents=True)
    for name, day in (("gpt-4o", "2027-03-01"), ("gpt-5.5", "2027-08-01"), ("o3", "2026-12-11")):
        text = f"provider: openai\nmodel: {name}\nshutdown_on: {day}\nlast_verified: 2026-11-26\n"
        (folder / f"{name}.yaml").write_text(text)
    assert moved_in_feed(load(), tmp_path, TODAY) == [
        "gpt-4o: 2027-03-01 in the feed, 2027-01-14 here",
        "gpt-5.5: 2027-08-01 in the feed, none here",
    ]
    with pytest.raises(BadInput, match="a copy of modeldeprecations"):
        moved_in_feed(load(), tmp_path / "models", TODAY)


# --- the shipped layer


def test_the_shipped_index_names_what_the_files_hold():
    library = load().libraries[-1]
    for provider in dict.fromkeys(library.provider_of.values()):
        held = json.loads((library.folder / f"{provider}.json").read_text(encoding="utf-8"))
        assert set(held) == {i for i, p in library.provider_of.items() if p == provider}
    assert all(library.model(id_).at(TODAY) for id_ in library.provider_of)


def test_deciding_reads_no_provider_that_nobody_names():
    book = Knowledge(paths.KNOWLEDGE)
    book.model("grok-4.6")
    assert "novita" in set(book.libraries[-1].provider_of.values())
    assert "cloudflare" not in book.libraries[-1].loaded


def test_other_libraries_that_are_installed_are_held_against_our_own_entries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def since(start: str | None, input_: float, output: float) -> dict[str, object]:
        return {"start": start, "rates": {"input": input_, "output": output}}

    prices = {
        "openai": {
            "gpt-4o": {"standard": [since(None, 5, 15), since("2024-10-02T00:00:00Z", 2.5, 10)]},
            "gpt-4o-mini": {"standard": [since(None, 0.15, 0.6), since("2027-01-01T00:00:00Z", 9, 9)]},
            "gpt-4.1": {"standard": [since(None, 3, 12)]},
        }
    }
    package = tmp_path / "model_prices"
    package.mkdir()
    (package / "__init__.py").write_text("raise RuntimeError('only its table is read')")
    (package / "snapshot.json").write_text(
        json.dumps({"updated_at": "2026-10-26T18:00:00Z", "prices": prices})
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    (found,) = other_libraries(load(), TODAY)
    assert (found.name, found.day) == ("model-prices", "2026-10-26")
    assert found.agree == ["gpt-4o", "gpt-4o-mini"]
    assert found.differ == {"gpt-4.1": "2/8 here, 3/12 there"}
    assert "gpt-6-luna" in found.missing and "claude-haiku-4-5" not in found.missing


def test_the_shipped_copy_is_not_renewed_from_one_library_alone(
    book: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(litellm_source, "table", dict)
    with pytest.raises(BadInput, match="litellm is not installed"):
        refresh(book, tmp_path, TODAY, both=True)


def test_a_folder_that_cannot_be_made_is_bad_input(book: Knowledge, tmp_path: Path):
    (tmp_path / "file").write_text("")
    made = refresh(book, tmp_path / "file" / "prices", TODAY)
    with pytest.raises(BadInput, match="cannot make this folder"):
        made.save()
