"""The knowledge: figures of the documents to the cent, what was known when, and errors with a place."""

from __future__ import annotations

import datetime
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from advisor.case.facts import ASKED, fact
from advisor.errors import BadInput
from advisor.files import paths
from advisor.knowledge import load
from advisor.knowledge.dates import as_known
from advisor.knowledge.staleness import newest_price, stale_entries
from advisor.knowledge.store import Knowledge

DOCUMENTS = datetime.date(2026, 4, 30)
COMPILED = datetime.date(2026, 11, 21)


@pytest.fixture(scope="module")
def book() -> Knowledge:
    return load()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(paths.KNOWLEDGE, tmp_path / "knowledge"))


def edit(folder: Path, stem: str, old: str, new: str) -> int:
    """Replace the first `old`; the line it stands on."""
    path = folder / f"{stem}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


# --- the documents' figures


def _tuned(book: Knowledge, offer: str) -> tuple[float | None, ...]:
    price = book.offer(offer).at(DOCUMENTS)
    assert price is not None and price.grade == "document" and not price.fallback
    return price.training, price.tuned_input, price.tuned_output


def _training(book: Knowledge, *offers: str) -> list[float | None]:
    return [_tuned(book, o)[0] for o in offers]


def _base(book: Knowledge, model: str) -> tuple[float | None, float | None]:
    price = book.model(model).at(DOCUMENTS)
    assert price is not None and price.grade == "document"
    return price.input, price.output


def _gpu(book: Knowledge, gpu: str) -> tuple[float | None, ...]:
    p = book.gpu(gpu).at(DOCUMENTS)
    assert p is not None and p.cites == ("G3.gpu",)
    return (
        p.low,
        p.typical_low or p.typical,
        p.typical_high or p.typical,
        p.premium_low or p.premium,
        p.premium_high,
    )


def _vram(book: Knowledge, source: str) -> dict[tuple[str, float], tuple[float, float]]:
    return {(v.method, v.params_b): (v.low_gb, v.high_gb) for v in book.vram if v.source == source}


def _run(book: Knowledge, run: str) -> tuple[float | None, ...]:
    r = book.run(run)
    return r.hours_low, r.hours_high, r.cost_low, r.cost_high


STATED = {
    "G2.vram": (
        lambda b: _vram(b, "G"),
        {
            ("full", 8): (60, 60), ("full", 70): (500, 500), ("full", 405): (420, 500),
            ("lora", 8): (18, 18), ("lora", 70): (160, 160), ("lora", 405): (420, 420),
            ("qlora", 8): (6, 8), ("qlora", 70): (40, 40), ("qlora", 405): (200, 240),
        },
    ),
    "G3.gpu": (
        lambda b: {g: _gpu(b, g) for g in ("rtx-4090", "a100-40gb", "a100-80gb", "h100-sxm")},
        {
            "rtx-4090": (0.44, 0.50, 1.00, None, None),
            "a100-40gb": (0.78, 1.29, 1.29, 1.48, 2.50),
            "a100-80gb": (0.44, 1.19, 1.19, 2.40, None),
            "h100-sxm": (1.99, 3.00, 3.00, 4.00, None),
        },
    ),
    "G3.runs": (
        lambda b: {r.id: (r.gpu, r.gpus, *_run(b, r.id)) for r in b.runs if r.cites == ("G3.runs",)},
        {
            "g-8b-qlora": ("rtx-4090", 1, 3, 5, 2, 5), "g-8b-full": ("a100-80gb", 1, 4, 8, 6, 9),
            "g-70b-qlora": ("a100-80gb", 1, 12, 20, 15, 60), "g-70b-lora": ("a100-80gb", 1, 8, 24, 25, 50),
            "g-70b-full": ("h100-sxm", 4, 10, 10, 200, 400), "g-405b-lora": ("h100-sxm", 8, 12, 12, 500, 1000),
        },
    ),
    "G4.openai": (
        lambda b: [_tuned(b, f"openai-{m}") for m in ("gpt-4o", "gpt-4o-mini", "gpt-4")],
        [(25, 3.75, 15), (3, 0.30, 1.20), (90, 45, 90)],
    ),
    "G4.openai-premium": (
        lambda b: (
            _base(b, "gpt-4o"),
            _base(b, "gpt-4o-mini"),
            b.offer("openai-gpt-4o").at(DOCUMENTS).tuned_cached_input,
        ),
        ((2.50, 10.00), (0.15, 0.60), 1.875),
    ),
    "G4.rft": (lambda b: b.offer("openai-o4-mini-rft").at(DOCUMENTS).training_per_hour, 100),
    "G4.vertex": (
        lambda b: _training(
            b, "google-gemini-2.5-pro", "google-gemini-2.5-flash", "google-gemini-2.5-flash-lite", "google-gemma-3-27b",
            "google-gemma-3-4b", "google-llama-3.3-70b", "google-llama-3.1-8b", "google-qwen-3-32b",
        ),
        [25, 5, 1.50, 6.83, 1.14, 6.72, 0.67, 6.57],
    ),
    "G4.vertex-base": (
        lambda b: {o.at(DOCUMENTS).at_base_price for o in b.offers if o.provider == "google" and o.offered(DOCUMENTS)},
        {True},
    ),
    "G4.together": (
        lambda b: [
            (p.training, p.other_training["full-sft"])
            for p in (b.offer(f"together-{s}").at(DOCUMENTS) for s in ("up-to-16b", "17b-69b", "70b-100b"))
        ],
        [(0.48, 0.54), (1.50, 1.65), (2.90, 3.20)],
    ),
    "T.managed": (
        lambda b: (_tuned(b, "openai-gpt-4o")[0], _run(b, "t-7b-lora")[2:], b.run("t-7b-full").cost_high),
        (25, (1000, 3500), 12000),
    ),
    "T.vram": (
        lambda b: _vram(b, "T"),
        {("full", 7): (100, 120), ("lora", 7): (16, 24), ("qlora", 7): (24, 24)},
    ),
    "T.small": (
        lambda b: (b.run("t-3b-lora").gpu_hour_low, b.run("t-3b-lora").gpu_hour_high, b.run("t-3b-lora").hours_high),
        (0.40, 0.80, 16),
    ),
    "C.lora-run": (
        lambda b: (*_run(b, "c-7b-lora")[2:], b.run("c-7b-lora").currency, b.run("c-70b-full").examples_low),
        (10, 30, "GBP", 50_000),
    ),
}  # fmt: skip


@pytest.mark.parametrize("claim", STATED)
def test_price_claims_to_the_cent(book: Knowledge, claim: str):
    found, stated = STATED[claim]
    assert found(book) == stated


def test_every_price_claim_is_held_by_an_entry_that_cites_it(book: Knowledge):
    claims = {c.id for c in book.claims if c.check == "price"}
    assert claims == set(STATED)
    assert claims <= {c for stem in STEMS for c in _cited(book.document(stem).data)}


def test_the_register_is_whole(book: Knowledge):
    counts = {s: sum(c.source == s for c in book.claims) for s in "GLPTCX"}
    assert sum(counts.values()) == 149
    assert all(re.match(rf"{c.source}\d*\.", c.id) for c in book.claims)


# --- what was known when


@pytest.mark.parametrize(
    ("written", "day"),
    [
        (datetime.date(2026, 4, 9), datetime.date(2026, 4, 9)),
        ("2026-04", datetime.date(2026, 4, 30)),
        ("2024-02", datetime.date(2024, 2, 29)),
        ("2026-11", COMPILED),
        (2025, datetime.date(2025, 12, 31)),
        (2026, COMPILED),
        ("unknown", COMPILED),
        (datetime.date(2026, 12, 1), datetime.date(2026, 12, 1)),
    ],
)
def test_a_month_is_its_last_day_but_never_after_the_compilation(written: object, day: datetime.date):
    assert as_known(written, COMPILED) == day


@pytest.mark.parametrize("written", ["2026-13", "april", "2026/04", True, None, 0, "unknown "])
def test_what_is_no_date_is_refused(written: object):
    with pytest.raises(ValueError, match="expected a day"):
        as_known(written, COMPILED)


def test_the_newest_price_not_after_the_day_counts(book: Knowledge):
    luna = book.model("gpt-5.6-luna")
    assert luna.at(datetime.date(2026, 7, 29)).input == 1
    assert luna.at(datetime.date(2026, 7, 30)).input == 0.2
    argon = book.model("gemini-4-argon")
    assert argon.at(datetime.date(2026, 11, 30)).input == 2
    assert argon.at(datetime.date(2026, 12, 1)).input == 4


def test_the_first_line_dates_the_prices_by_the_newest_one_read_by_that_day(book: Knowledge):
    read = {d for m in book.models for p in m.prices for d in (p.as_of, p.checked) if d is not None}
    newest = newest_price(book, datetime.date.max)
    assert newest is not None and newest >= max(read)
    before = newest_price(book, newest - datetime.timedelta(days=1))
    assert before is not None and before < newest
    assert newest_price(book, before) == before
    assert newest_price(book, datetime.date(1999, 1, 1)) is None


def test_an_older_day_falls_back_only_for_what_was_on_offer(book: Knowledge):
    old = book.model("gpt-4.1").at(DOCUMENTS)
    assert old is not None and old.fallback and old.input == 2
    assert book.model("gpt-4.1").at(datetime.date(2025, 4, 13)) is None
    assert book.model("gpt-6-luna").at(DOCUMENTS) is None
    assert book.offer("together-qwen3.5-9b").at(DOCUMENTS) is None
    assert book.gpu("l4").at(DOCUMENTS).fallback
    assert not book.model("gpt-6-luna").at(COMPILED).fallback


def test_a_rate_a_list_lacks_is_taken_from_one_with_the_same_price(book: Knowledge):
    april = book.model("gpt-4o").at(DOCUMENTS)
    assert (april.cached_input, april.as_of_text) == (1.25, "2026-04")
    assert "cached_input" in april.borrowed
    sonnet = book.model("claude-sonnet-4-6").at(DOCUMENTS)
    assert (sonnet.input, sonnet.output) == (3, 15) and "output" in sonnet.borrowed
    dearer = book.model("gpt-5.6-luna").at(datetime.date(2026, 7, 29))
    assert dearer.batch_input is None


def test_an_end_is_unknown_until_it_is_announced(book: Knowledge):
    day = datetime.date(2026, 10, 14)
    assert book.lifecycle("gpt-4o", None, day - datetime.timedelta(days=1)) is None
    end = book.lifecycle("gpt-4o-2024-08-06", None, day)
    assert end is not None
    assert (end.on, end.replacement) == (datetime.date(2027, 1, 14), "gpt-6-luna")
    assert book.lifecycle("gpt-6-luna", None, COMPILED) is None


def test_the_newest_announcement_of_a_platform_counts(book: Knowledge):
    assert book.lifecycle("gpt-4o", "azure", datetime.date(2026, 9, 30)).on == datetime.date(2026, 10, 1)
    assert book.lifecycle("gpt-4o", "azure", COMPILED).on == datetime.date(2027, 4, 14)
    assert book.lifecycle("gpt-5-mini", "azure", datetime.date(2026, 11, 19)).on == datetime.date(2027, 2, 9)
    assert book.lifecycle("gpt-5-mini", "azure", COMPILED).on == datetime.date(2027, 7, 13)
    assert book.lifecycle("gemini-2.5-flash", None, COMPILED).platform == "google-api"
    assert book.lifecycle("gemini-2.5-flash", "google-cloud", COMPILED).on == datetime.date(2026, 10, 20)


@pytest.mark.parametrize(
    ("model", "platform", "day"),
    [
        ("claude-opus-5", "anthropic", "2027-07-24"),
        ("gemini-3.1-flash-lite", "google-cloud", "2027-05-07"),
        ("gemini-3.5-flash", "google-cloud", "2027-05-19"),
        ("gemini-3.5-flash-lite", "google-cloud", "2027-07-21"),
        ("gpt-6-luna", "azure", "2028-03-11"),
    ],
)
def test_not_before_is_a_risk_and_no_end(book: Knowledge, model: str, platform: str, day: str):
    assert book.lifecycle(model, platform, COMPILED) is None
    early = book.kept_until(model, platform, COMPILED)
    assert early is not None and early.earliest == datetime.date.fromisoformat(day)


@pytest.mark.parametrize(
    ("model", "platform", "notice", "end"),
    [
        ("gpt-5", None, "2026-06-11", "2026-12-11"),
        ("o3", "openai", "2026-06-11", "2026-12-11"),
        ("gpt-4.1-nano", "openai", "2026-04-22", "2026-10-23"),
        ("davinci-002", "openai", "2025-09-26", "2026-09-28"),
        ("nova-premier", "aws", "2026-03-13", "2026-09-14"),
        ("groq/llama-3.3-70b", None, "2026-06-17", "2026-08-16"),
    ],
)
def test_an_end_is_known_from_the_vendors_own_notice_on(
    book: Knowledge, model: str, platform: str | None, notice: str, end: str
):
    day = datetime.date.fromisoformat(notice)
    found = book.lifecycle(model, platform, day)
    assert found is not None and (found.announced, found.on) == (day, datetime.date.fromisoformat(end))
    assert book.lifecycle(model, platform, day - datetime.timedelta(days=1)) is None


def test_the_day_of_reading_is_no_notice(book: Knowledge):
    nano = book.lifecycle("gpt-5.4-nano", None, datetime.date(2026, 11, 27))
    assert nano.announced is None and nano.known_since == datetime.date(2026, 10, 21)


def test_an_end_without_a_replacement_takes_that_of_another_platform(book: Knowledge):
    day = datetime.date(2026, 11, 27)
    end = book.lifecycle("gpt-4o-mini", "azure", day)
    assert end.replacement is None
    assert book.replacement(end, "gpt-4o-mini", day) == "gpt-6-luna"


def test_a_platform_may_name_another_replacement_than_the_vendor(book: Knowledge):
    day = datetime.date(2026, 11, 28)
    for where, named in (("azure", "gpt-5.4-mini"), ("openai", "gpt-6.1-terra")):
        end = book.lifecycle("gpt-5-mini", where, day)
        assert book.replacement(end, "gpt-5-mini", day) == named
    assert book.lifecycle("gpt-5.1", "azure", day).replacement == "gpt-5.2"


def test_hours_of_peak_raise_the_mean_over_a_week(book: Knowledge):
    peak = book.model("deepseek-flash").peak
    assert peak.share() == pytest.approx(35 / 168)
    assert 0.15 * peak.mean_times() == pytest.approx(0.18125)


def test_no_end_lies_before_its_announcement_or_is_unknown_on_its_day(book: Knowledge):
    assert [e.id for e in book.lifecycles if e.known_since > e.on] == []


@pytest.mark.parametrize(
    ("day", "insider", "shut"),
    [
        ("2026-05-06", False, False),
        ("2026-05-07", False, True),
        ("2026-11-21", True, False),
        ("2027-01-06", True, False),
        ("2027-01-07", True, True),
    ],
)
def test_openai_training_closes_step_by_step(book: Knowledge, day: str, insider: bool, shut: bool):
    offer = book.offer("openai-gpt-4o-mini")
    assert (offer.closure(datetime.date.fromisoformat(day), insider=insider) is not None) is shut


def test_serverless_adapters_end_at_two_hosts(book: Knowledge):
    together, fireworks = book.offer("together-up-to-16b"), book.offer("fireworks-up-to-16b")
    assert together.mode(DOCUMENTS).mode == "per-token"
    assert together.at(DOCUMENTS).tuned_input == 0.2 and together.at(DOCUMENTS).tuned_output == 0.6
    assert together.mode(datetime.date(2026, 9, 9)).mode == "dedicated-gpu"
    assert fireworks.mode(DOCUMENTS) is None
    assert fireworks.mode(COMPILED).mode == "dedicated-gpu"


def test_what_is_to_be_checked_again(book: Knowledge):
    reasons = {(s.entry, s.kind): s for s in stale_entries(book, COMPILED)}
    assert reasons["gpt-4o", "retires"].why.startswith("shut down on ")
    ends = {s.on for s in stale_entries(book, COMPILED) if s.entry == "gpt-4.1-mini" and s.kind == "retires"}
    assert datetime.date(2027, 1, 14) in ends
    assert ("gemini-3.8-flash", "scheduled") in reasons
    assert ("together/llama-3.3-70b-instruct-turbo", "disagree") in reasons
    assert ("azure-gpt-4o-mini", "old") in reasons and ("openai-gpt-4o-mini", "old") not in reasons
    assert ("openai", "retired") in reasons and ("gpt-5.6-luna", "old") not in reasons
    before = {s.entry for s in stale_entries(book, DOCUMENTS) if s.kind != "old"}
    assert before == {"google-api", "cohere", "gpt-4.1-nano", "gpt-3.5-turbo", "o4-mini"}


def test_a_price_is_old_from_the_ninety_first_day(book: Knowledge):
    read = book.retrieval("turbopuffer-scale").prices[0].as_of
    for days, old in ((90, False), (91, True)):
        on = read + datetime.timedelta(days=days)
        assert ("turbopuffer-scale" in {s.entry for s in stale_entries(book, on) if s.kind == "old"}) is old


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("mistral-eu", lambda book: book.residency("mistral", "eu", "calls", COMPILED).as_of),
        ("aws-tuning-eu", lambda book: book.residency("aws", "eu", "tuning", COMPILED).as_of),
        ("modal-h100", lambda book: next(r.as_of for r in book.rentals if r.id == "modal-h100")),
        ("openai-notice", lambda book: next(p.as_of for p in book.policies if p.id == "openai-notice")),
        ("employer_load", lambda book: book.estimate("employer_load").as_of),
        ("exchange rates", lambda book: book.rates_as_of),
    ],
)
def test_what_others_state_beside_prices_is_read_again_too(book: Knowledge, name: str, read):
    for days, old in ((90, False), (91, True)):
        on = read(book) + datetime.timedelta(days=days)
        assert (name in {s.entry for s in stale_entries(book, on) if s.kind == "old"}) is old


def test_a_judgement_is_never_old(book: Knowledge):
    on = COMPILED + datetime.timedelta(days=4000)
    assert "engineer_hour" not in {s.entry for s in stale_entries(book, on)}


# --- names


@pytest.mark.parametrize("name", ["gpt-4o", "GPT-4o", "openai/gpt-4o", "gpt-4o-2024-11-20", " gpt-4o "])
def test_a_model_goes_by_many_names(book: Knowledge, name: str):
    assert book.model(name).id == "gpt-4o"


def test_an_unknown_name_gets_the_nearest_and_a_shared_one_the_choice(book: Knowledge):
    with pytest.raises(BadInput, match="did you mean gpt-4o-mini"):
        book.model("gpt-4o-minni")
    with pytest.raises(BadInput, match=r"one of .*together/gpt-oss-20b"):
        book.model("gpt-oss-20b")
    with pytest.raises(BadInput, match="did you mean iterations"):
        book.assumption("iteration")


# --- defaults


def test_defaults_fit_the_vocabulary(book: Knowledge):
    for default in book.defaults:
        assert default.fact in ASKED
        known = fact(default.fact)
        if default.value is not None:
            known.check(default.value)
        facts = {"input_tokens": 1000, "output_tokens": 100, "traffic": "steady", "requests_per_month": 1e6}
        for number in default.range(facts) or ():
            known.check(number)


def test_a_default_may_hang_on_another_fact(book: Knowledge):
    peak, hits, tuned = (book.default(f) for f in ("peak_factor", "cache_hit_rate", "tuned_input_tokens"))
    assert peak.range({"traffic": "steady"}).likely == 3
    assert peak.range({"traffic": "variable"}).likely == 8
    assert peak.range({}).likely == 3
    assert (
        hits.range({"requests_per_month": 99_999}).likely < hits.range({"requests_per_month": 100_000}).likely
    )
    assert hits.range({}) is None
    spec = {"input_tokens": 1200, "task": "structured-generation"}
    assert tuned.range(spec) == pytest.approx((200.4, 300, 399.6))
    assert tuned.range({}) is None


# --- the shipped files hold together

STEMS = (
    "models",
    "tuning",
    "lifecycles",
    "gpus",
    "serving",
    "retrieval",
    "labour",
    "assumptions",
    "conflicts",
    "regions",
)


def _found(data: object, key: str) -> list[str]:
    if isinstance(data, dict):
        here = data.get(key, [])
        return [
            *(here if isinstance(here, list) else [here]),
            *(f for v in data.values() for f in _found(v, key)),
        ]
    return [f for v in data for f in _found(v, key)] if isinstance(data, list) else []


def _cited(data: object) -> list[str]:
    return _found(data, "cites")


def test_every_entry_can_be_read(book: Knowledge):
    parts = [
        getattr(book, name)
        for name in dir(Knowledge)
        if not name.startswith("_") and name not in ("compiled",)
    ]
    assert sum(len(p) for p in parts if isinstance(p, tuple)) > 600


@pytest.mark.parametrize("stem", STEMS)
def test_sources_and_claims_that_entries_name_exist(book: Knowledge, stem: str):
    data = book.document(stem).data
    assert set(_found(data, "source")) <= {s.id for s in book.sources}
    assert set(_cited(data)) <= {c.id for c in book.claims}


def test_entries_that_entries_name_exist(book: Knowledge):
    models, gpus = {m.id for m in book.models}, {g.id for g in book.gpus}
    assert {s for m in book.models for s in (m.step_down, m.step_up)} - {None} <= models
    assert {o.base_model for o in book.offers} - {None} <= models
    assert all(book.find_model(e.replacement).model for e in book.lifecycles if e.replacement)
    assert {o.provider for o in book.offers} <= {p.id for p in book.platforms}
    assert {h.provider for h in book.hosts} <= {p.id for p in book.platforms}
    assert {m.gpu for m in book.measured} | {r.gpu for r in book.rentals} | {r.gpu for r in book.runs} - {
        None
    } <= gpus
    assert {s.gpu for s in book.training_speeds} <= gpus
    book.gpu(book.choice("encoder_gpu").value)
    book.retrieval(book.choice("embedding_model").value)
    book.retrieval(book.choice("vector_store").value)
    book.architecture(book.choice("self_host_architecture").value)


def test_a_step_down_is_the_same_vendors_and_not_dearer(book: Knowledge):
    for model in book.models:
        if model.step_down:
            smaller = book.model(model.step_down)
            assert smaller.provider == model.provider
            assert smaller.at(COMPILED).input <= model.at(COMPILED).input


# --- bad files


@pytest.mark.parametrize(
    ("stem", "old", "new", "says"),
    [
        (
            "models",
            "    provider: openai",
            "    provder: openai",
            "unknown key.*provder.*did you mean provider",
        ),
        (
            "models",
            "    class: frontier",
            "    class: large",
            "not one of the values.*large.*expected frontier",
        ),
        ("models", "input: 10, output: 50", "input: -1, output: 50", "below zero.*-1"),
        ("models", "input: 10, output: 50", "input: ten, output: 50", "not a number.*ten"),
        ("models", "input: 10, output: 50", "input: true, output: 50", "not a number"),
        (
            "models",
            "as_of: 2026-10, input: 10",
            "as_of: 2026-13, input: 10",
            "not a date.*2026-13.*expected a day",
        ),
        (
            "models",
            "as_of: 2026-10, input: 10",
            "fallback: true, as_of: 2026-10, input: 10",
            "unknown key.*fallback",
        ),
        ("models", "  - id: gpt-6.1-sol", "  - id: gpt-6-astra", "a second entry of this name.*gpt-6-astra"),
        ("models", "    step_down: gpt-6.1-sol", "    step_down: []", "not a text"),
        ("models", "    prices:\n", "    costs:\n", "unknown key.*costs"),
        ("claims", "    check: cost", "    check: maybe", "not one of the values.*maybe"),
        ("claims", "    source: G\n", "", "a key is missing.*expected source"),
        ("labour", "    low: 75", "    low: 95", "out of order"),
        (
            "assumptions",
            "    value: interactive",
            "    value: interactive\n    likely: 3",
            "either value, or likely",
        ),
    ],
)
def test_bad_entries_are_refused_with_their_line(folder: Path, stem: str, old: str, new: str, says: str):
    line = edit(folder, stem, old, new)
    book = Knowledge(folder)
    with pytest.raises(BadInput) as caught:
        assert book.models and book.claims and book.labours and book.defaults
    assert re.search(says, str(caught.value))
    assert caught.value.file == str(folder / f"{stem}.yaml")
    assert abs((caught.value.line or 0) - line) <= 2


def test_a_file_without_its_list_is_refused(folder: Path):
    (folder / "gpus.yaml").write_text("gpu: []\n", encoding="utf-8")
    with pytest.raises(BadInput, match=r"gpus\.yaml:1: no list gpus"):
        assert Knowledge(folder).gpus


# --- loading


def test_the_hash_and_the_cache_follow_the_files(folder: Path):
    first = load(folder)
    assert load(folder) is first
    edit(folder, "models", "input: 10, output: 50", "input: 11, output: 50")
    second = load(folder)
    assert second.sha256 != first.sha256
    assert second.model("claude-fable-5-1").at(datetime.date(2026, 10, 31)).input == 11
    assert first.sha256 == load().sha256


def test_reading_prices_stays_light():
    code = (
        "import sys; from advisor.knowledge import load; load().models, load().offers; "
        "print([m for m in ('pydantic', 'numpy', 'textual', 'genai_prices') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_an_announced_price_is_not_one_to_fall_back_on(folder: Path):
    prices = "[{as_of: 2027-03-01, input: 9, output: 9, scheduled: true, source: G, grade: press}]"
    (folder / "models.yaml").write_text(
        f"models:\n  - {{id: m, provider: p, class: small, released: 2026-01-01, prices: {prices}}}\n",
        encoding="utf-8",
    )
    model = Knowledge(folder).model("m")
    assert model.at(COMPILED) is None
    assert model.at(datetime.date(2027, 3, 1)).input == 9
