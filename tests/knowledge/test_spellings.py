"""Every spelling that people and exports were seen to use: the right price, or a question; never a wrong model."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from advisor.knowledge import load
from advisor.knowledge.market import Model

HERE = Path(__file__).parent
TODAY = datetime.date(2026, 11, 27)


def table(name: str) -> list[list[str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [(line + "\t\t").split("\t")[:3] for line in lines if not line.startswith("#")]


def amounts(model: Model) -> tuple[float, float]:
    price = model.at(TODAY)
    assert price is not None and price.input is not None and price.output is not None
    return price.input, price.output


@pytest.mark.parametrize(("spelling", "kind", "prices"), table("names.tsv"))
def test_what_people_type_costs_what_it_costs_or_asks(spelling: str, kind: str, prices: str):
    found = load().find_model(spelling)
    right = {tuple(map(float, p.split("/"))) for p in prices.split()}
    if found.model is None:
        assert kind == "ask" and found.likely is None
        return
    assert amounts(found.model) in right


@pytest.mark.parametrize(
    "spelling",
    [
        *[
            spelling
            for spelling, kind, _ in table("names.tsv")
            if kind == "ended" and "mixtral" not in spelling
        ],
        "gpt-5-codex",
        "gpt-5.1-codex-max",
        "gpt-5.2-codex",
        "gemini-1.5-flash-002",
        "deepseek-r1",
        "open-mistral-7b",
        "mistral-large-2411",
        "ministral-8b-2410",
        "pixtral-12b",
    ],
)
def test_what_is_gone_says_when(spelling: str):
    book = load()
    end = book.lifecycle(book.model(spelling).id, None, TODAY)
    assert end is not None and end.on <= TODAY


def test_a_living_model_does_not_end_with_the_dead_one_of_its_name():
    book = load()
    assert book.lifecycle(book.model("ministral-8b").id, None, TODAY) is None


@pytest.mark.parametrize(("written", "entry", "_"), table("ids.tsv"))
def test_an_id_in_an_export_is_its_entry(written: str, entry: str, _: str):
    assert load().model(written).id == entry


@pytest.mark.parametrize(("spelling", "right", "_"), table("held_names.tsv"))
def test_a_spelling_nobody_prepared_is_its_model_or_asks(spelling: str, right: str, _: str):
    found = load().find_model(spelling)
    got, likely = (m and m.id for m in (found.model, found.likely))
    kind, _, name = right.partition(" ")
    match kind:
        case "ask":
            assert (got, likely) == (None, None)
        case "likely":
            assert (got, likely) == (None, name)
        case "not":
            assert name not in (got, likely)
        case _:
            assert (got, found.tuned) == (kind, name == "tuned")


@pytest.mark.parametrize(
    ("spelling", "among"),
    [
        ("Qwen/Qwen3-32B-AWQ", "groq/qwen3-32b"),
        ("llama-3.3-70b.Q4_K_M.gguf", "groq/llama-3.3-70b"),
        ("gpt oss", "groq/gpt-oss-20b"),
        ("lama 3.3 70b", "groq/llama-3.3-70b"),
        ("gpt oss 120", "groq/gpt-oss-120b"),
        ("llama 3.3 70", "groq/llama-3.3-70b"),
        ("oss 20b from openai", "groq/gpt-oss-20b"),
    ],
)
def test_a_name_that_several_sell_lists_them(spelling: str, among: str):
    assert among in [m.id for m in load().find_model(spelling).candidates]
