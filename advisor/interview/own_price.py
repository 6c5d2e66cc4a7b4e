"""A model with the user's own price, said as an answer: "acme-7b at $2 in and $8 out"."""

from __future__ import annotations

import functools
import re

from msgspec import Struct

from advisor.case.answers.parse_answer import LONGEST_MODEL

EXAMPLE = "acme-7b at $2 in and $8 out"
"""How a model is named with its price, in USD per 1M tokens."""


class OwnPrice(Struct, frozen=True):
    """`rates`: USD per 1M tokens, `input` and `output`, as a case keeps them."""

    name: str
    rates: dict[str, float]


def read(text: str) -> OwnPrice | None:
    """The model and its rates; None if the text names no price of both sides."""
    found = _shape().fullmatch(" ".join(text.split()))
    if found is None or ("$" not in text and not re.search(r"(?i)\b(?:usd|dollars?|bucks)\b", text)):
        return None
    name = found["name"].strip(" ,:;(-")
    if not 0 < len(name) <= LONGEST_MODEL or not re.search(r"[A-Za-z]", name):
        return None
    return OwnPrice(name, {"input": float(found["input"]), "output": float(found["output"])})


@functools.cache
def _shape() -> re.Pattern[str]:
    usd = r"(?:\$|usd)? ?(?P<{}>\d{{1,6}}(?:\.\d{{1,6}})?) ?(?:\$|usd|dollars?|bucks)?"
    per = r"(?: ?(?:per|/|a|an) ?(?:1 ?)?(?:m|mtok|million)?(?: tokens?)?)?"
    lead = r"(?:(?:,|:|;|-|=| at| for| costs?| with| is| it is| priced at)+)"
    return re.compile(
        rf"(?i)(?P<name>.+?){lead} ?{usd.format('input')}{per} ?(?:for )?(?:in|input|prompt)\b(?: tokens)?"
        rf"[ ,;/+&]*(?:and )?{usd.format('output')}{per} ?(?:for )?(?:out|output|answers?)\b.*"
    )
