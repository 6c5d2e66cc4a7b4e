"""The cloud that serves today's model, where people name one beside it: "gpt-4.1 on Azure"."""

from __future__ import annotations

import re

from advisor.case.answer import Answer
from advisor.case.answers import model_names, vendors_in_line
from advisor.case.lexicon.phrases import Sentence
from advisor.interview.price_lookup import Book

_CLOUDS = "contracted_vendors"
_ITS_OWN = re.compile(r"\b(azure) openai\b", re.IGNORECASE)
"""The name of a cloud's own service, which is not the maker's."""


def serving_cloud(text: str, model: str, book: Book) -> tuple[dict[str, Answer], bool]:
    """The vendor that `text` says serves `model` in its maker's place, and whether its name says so; empty for none.

    A cloud that is named elsewhere in the text may hold the data alone: that is to be read back.
    """
    if where := book.cloud(model_names.cut(text[: model_names.LONGEST], book.resolve).said):
        return {_CLOUDS: Answer((where,))}, True
    named = vendors_in_line.named(Sentence.of(_ITS_OWN.sub(r"\1", text)))
    serving = [where for v in named if (where := book.cloud(f"{v}/{model}"))]
    return ({_CLOUDS: Answer((serving[0],))}, False) if len(serving) == len(named) == 1 else ({}, False)
