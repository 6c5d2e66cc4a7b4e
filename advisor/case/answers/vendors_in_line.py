"""Vendors that a description says there is a contract with: "we have Mistral and Microsoft Azure under contract"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from advisor.case.answer import Answer
from advisor.case.lexicon import own_words, phrases
from advisor.case.lexicon.phrases import Sentence
from advisor.case.lexicon.word_lists import entries, said_at, says

_VENDORS = "contracted_vendors"
_EITHER = "google"
"""Named alone it may be the vendor of Gemini or the cloud."""


def under_contract(sentences: Sequence[str]) -> dict[str, tuple[Answer, bool]]:
    """The vendors that the sentences about a contract name, and whether that is sure; empty without one."""
    said = [s for s in _about_vendors([Sentence.of(s) for s in sentences]) if not s.asks]
    found = {v: s for s in said if not _denied(s) for v in named(s)}
    open_ = any(not says(s, "contracts", "pointing") or says(s, "ahead", "undecided") for s in found.values())
    return {_VENDORS: (Answer(tuple(found)), not open_ and _EITHER not in found)} if found else {}


def _about_vendors(sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    """The sentences about vendors, and those behind them that name which: "these are AWS and Mistral"."""
    before = False
    for sentence in sentences:
        before = _is_about_vendors(sentence) or (before and says(sentence, "pointing"))
        if before:
            yield sentence


def _is_about_vendors(sentence: Sentence) -> bool:
    """Whether it tells of a contract, or that nobody but those it names may be used: "legal only allows AWS"."""
    return says(sentence, "contracts") or says(sentence, "only_vendors")


def _denied(sentence: Sentence) -> bool:
    """Whether a negation denies a contract: "and nobody else" denies none."""
    others = said_at(sentence, "others_barred")
    said = said_at(sentence, "negations")
    return any(not any(start <= at < end for start, end in others) for at, _ in said)


def is_one(word: str, sentence: str) -> bool:
    """Whether a word that is a vendor's name and a model's is the vendor's: the sentence is about a contract."""
    same = word.lower().strip(".,;:()") in entries("vendor_families")
    return same and says(sentence, "contracts")


def named(sentence: Sentence) -> list[str]:
    """The vendors that a sentence names by their own names, not by those of their models."""
    words = own_words.load().of(_VENDORS)
    families = {*entries("model_families")} - {*entries("vendor_families")}
    others = phrases.found(words.means_nothing, sentence)  # "Anthropic is still being negotiated"
    found = []
    for vendor, said in words.values.items():
        companies = [p for p in said.says if p not in families and p.rstrip("*") not in families]
        if any(not phrases.inside([span], others) for span in phrases.found(companies, sentence)):
            found.append(vendor)
    alone = phrases.found([_EITHER], sentence) and not {"google", "google-cloud"} & set(found)
    return [*found, _EITHER] if alone else found
