"""The signs and words that people name a currency by."""

from __future__ import annotations

import re

CURRENCIES = {
    "$": "usd", "us$": "usd", "usd": "usd", "dollar": "usd", "dollars": "usd", "bucks": "usd",
    "dólares": "usd", "dolares": "usd",
    "€": "eur", "eur": "eur", "euro": "eur", "euros": "eur",
    "£": "gbp", "gbp": "gbp", "pound": "gbp", "pounds": "gbp", "quid": "gbp",
    "chf": "chf", "francs": "chf", "franken": "chf",
    "a$": "aud", "au$": "aud", "aud": "aud", "c$": "cad", "ca$": "cad", "cad": "cad", "nz$": "nzd", "nzd": "nzd",
    "s$": "sgd", "sg$": "sgd", "sgd": "sgd", "hk$": "hkd", "hkd": "hkd", "r$": "brl", "brl": "brl", "reais": "brl",
    "₹": "inr", "rs": "inr", "inr": "inr", "rupees": "inr", "¥": "yen or yuan", "jpy": "jpy", "yen": "jpy",
    "cny": "cny", "rmb": "cny", "yuan": "cny", "kr": "kronor", "kronor": "kronor", "kroner": "kronor", "sek": "sek",
    "nok": "nok", "dkk": "dkk", "pln": "pln", "zloty": "pln", "zł": "pln", "czk": "czk", "₩": "krw", "krw": "krw",
    "₪": "ils", "ils": "ils", "mxn": "mxn", "zar": "zar", "aed": "aed",
    "cent": "cents", "cents": "cents", "¢": "cents", "pence": "pence",
}  # fmt: skip
"""Sign or word -> the currency's code in lower case; a name of several currencies is no code, so it has no rate."""

BEFORE = "|".join(re.escape(w) for w in sorted(CURRENCIES, key=len, reverse=True) if len(w) <= 3)
"""What may stand before an amount, as part of a regular expression."""
SIGN = r"[a-z]{0,2}\$|[€£₹¥₩₪]"
"""A sign as a word of a sentence, as part of a regular expression."""


def named_in(text: str) -> str:
    """The code, in lower case, of the first currency that the heading of a column or a cell names; "" for none."""
    words = re.findall(rf"{SIGN}|[^\W\d_]+", text.lower())
    return next((CURRENCIES[w] for w in words if w in CURRENCIES), "")
