"""Words and number formats for people: routes, bands, money, counts. Nothing is decided here."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from advisor.case.routes import BANDS, BandEdges

ROUTES: Mapping[str, str] = {
    "prompt": "better prompt on today's model",
    "other-model": "another model, untrained",
    "cascade": "a cheap model first, the rest escalated",
    "rag": "retrieval with a tight prompt",
    "encoder": "small encoder with a classifier head",
    "lora": "LoRA on an open model",
    "hosted-ft": "a provider's fine-tune",
    "self-host": "open model on own GPUs",
}

OUTCOMES: Mapping[str, str] = {
    "prompt": "stay on today's model",
    "other-model": "switch the model",
    "cascade": "a cheap model first, the rest as today",
    "rag": "retrieve",
    "encoder": "train a small encoder",
    "lora": "train a LoRA adapter",
    "hosted-ft": "a vendor's fine-tune",
    "self-host": "host an open model, prompted",
    "self-host, tuned": "host your own tuned model",
}

BRIEF: Mapping[str, str] = {
    "other-model": "another model",
    "rag": "retrieval",
    "lora": "LoRA",
    "hosted-ft": "hosted tune",
    "self-host": "own GPUs",
}

PHRASES: Mapping[str, str] = {
    "prompt": "{}",
    "other-model": "{}",
    "cascade": "{} first, the rest as today",
    "rag": "retrieval with {}",
    "encoder": "a small encoder",
    "lora": "a LoRA adapter on {}",
    "hosted-ft": "a fine-tune of {}",
    "self-host": "{} on own GPUs, prompted",
    "self-host, tuned": "a LoRA of {} on own GPUs",
}

REST_ON = ", the rest on "
"""What stands before the model that a cascade passes the rest on to, where that is not the one of today."""

TOPICS: Mapping[str, str] = {
    "cheaper-factor": "how much cheaper a tuned small model is",
    "labels-minimum": "how many labelled examples it takes",
    "quality-share": "how much quality adapters keep",
    "run-cost": "what one training run costs",
    "token-bands": "tokens a month at which tuning pays",
    "tuned-premium": "the premium on a tuned model",
    "volume-floor": "requests a month at which tuning pays",
    "vram": "GPU memory that training takes",
}

GATES: Mapping[str, str] = {
    "baseline": "measured prompt",
    "spec": "specification",
    "scope": "narrow task",
    "shift": "input shift",
    "structured": "structured output",
    "evals": "automatic tests",
    "labels": "labelled examples",
    "rival": "another model",
}

UNKNOWN = "?"
UNAVAILABLE = "–"
HALF_A_CENT = 0.005
"""Money below this is nothing."""
NOT_COUNTED = f'"{UNAVAILABLE}": closed, or not shown to be good enough, so not counted.'
MAGNITUDES = ((1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k"))


def route(id_: str) -> str:
    """What a route is, in a few words; an unknown id stands for itself."""
    return ROUTES.get(id_, id_)


def brief(id_: str) -> str:
    """A route in a word or two, for a cell of a table."""
    return BRIEF.get(id_, id_)


def form(route: str, *, trained: bool) -> str:
    """The key of a route's words: own GPUs have others for a tuned model."""
    return f"{route}, tuned" if route == "self-host" and trained else route


def phrase(route: str, of: str, *, trained: bool = False) -> str:
    """A route and what it runs on or tunes, within a sentence: `a LoRA adapter on gpt-oss-20b at azure`."""
    return PHRASES[form(route, trained=trained)].format(of.removesuffix(", adapter by token"))


def outcome(route: str, trained: bool, rest_on: str | None = None) -> str:
    """What a verdict would have you do, in a few words.

    `rest_on`: what a cascade passes the rest on to, where that is not the model of today.
    """
    if route == "cascade" and rest_on is not None:
        return f"a cheap model first{REST_ON}{rest_on}"
    return OUTCOMES.get(form(route, trained=trained), route)


def topic(id_: str) -> str:
    """What sources disagree about, in words; a topic without any stands for itself."""
    return TOPICS.get(id_, id_.replace("-", " "))


def gate(id_: str) -> str:
    """What training waits for, in words; one that only the user's own rules have stands for itself."""
    return GATES.get(id_, id_.replace("-", " "))


def band(id_: str | None, edges: BandEdges) -> str:
    """A break-even band in words, by where the bands begin and end."""
    stay, train = map(count, edges)
    never, low, between, high = BANDS
    said = {
        None: "not known",
        never: "never cheaper per call",
        low: f"below {stay} times break-even",
        between: f"{stay} to {train} times break-even",
        high: f"{train} times break-even or more",
    }
    return said.get(id_, str(id_))


def money(usd: float | None) -> str:
    """USD for a table: `$42.8k`, `$1,234`, `$0.42`; `?` for what is not known."""
    if usd is None or not math.isfinite(usd):
        return UNKNOWN
    sign, size = ("-" if usd < 0 else ""), abs(usd)
    if 0 < size < 0.01:
        return sign + per_call(size)
    if size < 99.995:
        return f"{sign}${size:.0f}" if size == round(size) else f"{sign}${size:.2f}"
    return f"{sign}${size:,.0f}" if size < 9_999.5 else f"{sign}${_short(size)}"


_WHOLE = 99.995
"""USD from which a sentence tells whole dollars."""


def dollars(usd: float | None) -> str:
    """USD to the dollar for a sentence: `$42,750`; cents below $100; `not known` for None."""
    if usd is None or not math.isfinite(usd):
        return "not known"
    sign, size = ("-" if usd < 0 else ""), abs(usd)
    if size == round(size) or size >= _WHOLE:
        return f"{sign}${size:,.0f}"
    return f"{sign}${size:,.2f}" if size >= 0.01 else sign + per_call(size)


def dollars_less(one: float, other: float) -> str:
    """What `one` is more than `other`, as they are told: `$2,475` less `$1,328` is `$1,147`, whatever the cents."""
    whole = abs(one) >= _WHOLE and abs(other) >= _WHOLE
    return dollars(round(one) - round(other) if whole else one - other)


def per_call(usd: float | None) -> str:
    """USD a call to three digits, never in powers of ten: `$0.00475`."""
    if usd is None or not math.isfinite(usd):
        return UNKNOWN
    if usd == 0:
        return "$0"
    digits = max(2, 2 - math.floor(math.log10(abs(usd))))
    shown = f"{abs(usd):,.{min(digits, 15)}f}"
    whole, _, cents = shown.partition(".")
    cents = cents.rstrip("0").ljust(2, "0")
    return f"{'-' if usd < 0 else ''}${whole}.{cents}"


def count(number: float) -> str:
    """A number in full with thousands separators: `9,000,000`, `0.25`."""
    if not math.isfinite(number):
        return "without end" if number > 0 else "not known"
    if number == round(number):
        return f"{int(number):,}"
    return f"{number:,.0f}" if abs(number) >= 1000 else f"{number:,.4g}"


def short(number: float) -> str:
    """A count to three digits: `9M`, `212k`, `1.25M`."""
    if abs(number) < 1000:
        return f"{number:.3g}"
    shown = _short(abs(number))
    head, unit = shown[:-1], shown[-1]
    if "." in head:
        head = head.rstrip("0").rstrip(".")
    return ("-" if number < 0 else "") + head + unit


def months(number: float) -> str:
    """A span of months: `1 month`, `9.6 months`."""
    if 0 < number < 0.1:
        return "under 0.1 months"
    shown = f"{number:,.1f}".removesuffix(".0")
    return "1 month" if shown == "1" else f"{shown} months"


def times(multiple: float) -> str:
    """A multiple of break-even: `42x`, `2.99x`; cut, never rounded up into the next band."""
    for digits in (0, 1, 2):
        if multiple >= 10 ** (2 - digits) or digits == 2:
            cut = math.floor(multiple * 10**digits) / 10**digits
            return f"{cut:,.{digits}f}x" if cut else "under 0.01x"
    raise AssertionError


def percent(old: float, new: float) -> str:
    """Change from old to new: `+12 %`, `-3.1 %`; `new` when there was nothing before."""
    if old == new:
        return "0 %"
    if old == 0:
        return "new"
    change = (new - old) / abs(old) * 100
    if abs(change) < 0.05:
        return "0 %"
    return f"{change:+,.0f} %" if abs(change) >= 10 else f"{change:+.1f}".removesuffix(".0") + " %"


def share(fraction: float) -> str:
    """A fraction as percent: `98 %`; none and all are said only of none and all."""
    if 0 < fraction < 0.001:
        return "under 0.1 %"
    if 0.999 < fraction < 1:
        return "over 99.9 %"
    return f"{fraction * 100:.3g} %" if abs(fraction) < 10 else f"{fraction * 100:,.0f} %"


def shortened(text: str, width: int = 80) -> str:
    """`text` as one line of at most `width` characters."""
    line = " ".join(text[: width * 8].split())
    return line if len(line) <= width else line[: width - 1] + "…"


def cheapest_in(fraction: float | None) -> str:
    """In which share of the samples a route is the cheapest; of one that is not counted a dash."""
    return UNAVAILABLE if fraction is None else share(fraction)


def listed(parts: Sequence[str]) -> str:
    """One sentence's enumeration: `a`, `a and b`, `a, b and c`."""
    *firsts, last = parts
    return f"{', '.join(firsts)} and {last}" if firsts else last


def _short(size: float) -> str:
    exponent = math.floor(math.log10(size)) - 2
    rounded = float(Decimal(repr(size)).quantize(Decimal(1).scaleb(exponent), ROUND_HALF_UP))
    for scale, unit in MAGNITUDES:
        if rounded >= scale:
            scaled = rounded / scale
            digits = max(0, 2 - math.floor(math.log10(scaled)))
            return f"{scaled:,.{digits}f}{unit}"
    return f"{rounded:.0f}"
