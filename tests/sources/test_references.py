"""Every citation resolves: claims, sources, and the entries that a bill rests on."""

import json

import pytest
from workloads import APRIL, NOVEMBER, decided, shipped, shipped_basis

from advisor.cli import main
from advisor.knowledge.references import reference, references


def test_a_claim_shows_its_sentence_its_document_and_who_uses_it(capsys):
    assert main.main(["sources", "T.staff"]) == 0
    shown = capsys.readouterr().out
    source = shipped_basis().knowledge.source("T")
    claim = next(c for c in shipped_basis().knowledge.claims if c.id == "T.staff")
    assert source.title in " ".join(shown.split()) and source.url in shown
    assert claim.says in " ".join(shown.split()) and "used  " in shown


@pytest.mark.parametrize("written", ["[G8.attribution]", "g8.attribution", "G8.attribution"])
def test_a_key_is_found_as_it_is_copied(written, capsys):
    assert main.main(["sources", written, "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["key"] == "G8.attribution" and data["says"] and data["used"]


def test_the_end_of_a_model_is_a_source_too():
    found = reference(shipped_basis().knowledge, "openai-2027-01-14")
    assert "2027-01-14" in found.says and found.url.startswith("https://")


def test_a_mistyped_key_has_a_near_one(capsys):
    assert main.main(["sources", "G8.atribution"]) == 2
    assert "did you mean G8.attribution?" in capsys.readouterr().err


@pytest.mark.parametrize("day", [APRIL, NOVEMBER])
@pytest.mark.parametrize("name", ["guide-classifier", "promptunit", "legal-clauses"])
def test_every_citation_of_a_decision_resolves(name, day):
    decision = decided(shipped(name), day)
    keys = {c for f in decision.findings for c in f.cites}
    keys |= {c for r in decision.routes for line in r.lines for c in line.cites}
    book = shipped_basis().knowledge
    assert {r.key for r in references(book, keys)} == keys


def test_each_claim_names_a_document_and_each_source_a_title():
    book = shipped_basis().knowledge
    assert all(reference(book, c.id).title for c in book.claims)
    assert all(reference(book, s.id).title for s in book.sources)


def test_a_price_is_that_of_the_day_and_never_one_that_is_only_announced():
    book = shipped_basis().knowledge
    april, now = (reference(book, "gpt-4o", day) for day in (APRIL, NOVEMBER))
    assert "2026-04" in april.says and "2026-11-10" in now.says
    assert reference(book, "gpt-4o").says == now.says
    doubling = reference(book, "gemini-3.8-flash")
    assert "2027" not in doubling.says
