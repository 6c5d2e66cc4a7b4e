"""What a call to a model costs: rates by kind of token, dearer long prompts, dearer hours."""

from msgspec import Struct

from advisor.knowledge.base import Price

_HOURS_A_DAY = 24
_DAYS_A_WEEK = 7


def listed(usd: float) -> str:
    """USD per 1M tokens with every digit of the list and whole cents: $4, $0.10, $0.075."""
    if usd == int(usd):
        return f"${usd:,.0f}"
    dollars, _, cents = f"{usd:.6f}".rstrip("0").partition(".")
    return f"${dollars}.{cents:0<2}"


class ModelPrice(Price, frozen=True, kw_only=True):
    """USD per 1M tokens; None if it is not sold that way, or not known.

    `cached_input` is read from the cache, `cache_write` put into it (the plain input rate where None);
    batch_*: answered overnight; flex_*: answered within minutes.
    """

    input: float | None = None
    cached_input: float | None = None
    cache_write: float | None = None
    output: float | None = None
    batch_input: float | None = None
    batch_cached_input: float | None = None
    batch_output: float | None = None
    flex_input: float | None = None
    flex_cached_input: float | None = None
    flex_output: float | None = None


class LongPrompt(Struct, frozen=True, kw_only=True):
    """Prompts above `above_tokens` cost a multiple of the list price; null where it is not stated."""

    above_tokens: float
    input_times: float | None = None
    output_times: float | None = None


class PeakHours(Struct, frozen=True, kw_only=True):
    """Hours in which every rate is `times` the listed one, which is the price outside of them.

    `hours_utc`: pairs of first and last hour, `[[1, 4], [6, 10]]`; `weekdays`: 1 is Monday, 7 Sunday.
    """

    times: float
    hours_utc: tuple[tuple[float, ...], ...]
    weekdays: tuple[float, ...]

    def share(self) -> float:
        """The part of a week's hours that is peak, 0 to 1."""
        hours = sum(last - first for first, last in self.hours_utc) * len(self.weekdays)
        return hours / (_HOURS_A_DAY * _DAYS_A_WEEK)

    def mean_times(self) -> float:
        """The multiple of the listed rates for traffic that is even over the week."""
        return 1 + (self.times - 1) * self.share()
