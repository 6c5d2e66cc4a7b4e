"""Calls in the plain model: facts of the workload, volume and prices day by day, what a call costs."""

from __future__ import annotations

import datetime
import itertools
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from advisor.knowledge.store import Knowledge

DAYS, HOURS = 30, 730
CLOUDS = {"openai": "azure", "google": "google-cloud", "aws": "aws", "anthropic": "aws"}
TIERS = {"overnight": "batch", "minutes": "flex"}


@dataclass(frozen=True)
class Cost:
    """USD once; a month beyond calls; of a call on each day; of the GPUs a month at a volume. `days` it lasts.

    `upkeep`: USD a month until day `kept`.
    """

    once: float
    month: float
    calls: tuple[tuple[int, float], ...]
    days: float
    gpus: Callable[[float], float] = lambda volume: 0.0
    upkeep: float = 0.0
    kept: float = math.inf

    def on(self, day: float, volume: float) -> float:
        """USD of a month at the prices of `day`."""
        call = next(usd for at, usd in reversed(self.calls) if at <= day)
        upkeep = self.upkeep if day < self.kept else 0.0
        return self.month + upkeep + self.gpus(volume) + volume * call


@dataclass(frozen=True)
class Rates:
    """USD per token."""

    input: float
    output: float
    cached: float | None = None
    write: float | None = None


class PlainCalls:
    """The costs of one workload on one day."""

    def __init__(
        self,
        book: Knowledge,
        facts: Mapping[str, Any],
        day: datetime.date,
        quoted: Mapping[str, Mapping[str, float]],
    ) -> None:
        self.book, self.facts, self.day, self.quoted = book, facts, day, quoted
        self.read: dict[tuple[str, datetime.date], Any] = {}
        self.days = float(facts["horizon_months"]) * DAYS
        self.wage = float(facts["engineer_usd_per_hour"])
        self.volume = float(facts["requests_per_month"])
        self.tier = TIERS.get(str(facts.get("turnaround")), "list")
        self.once_only = facts.get("one_off") is True
        given = float(facts["input_tokens"])
        payload = min(float(facts.get("payload_tokens", 0)), given)
        tuned = max(float(facts.get("tuned_input_tokens", given)), payload)
        prefix = min(float(facts.get("shared_prefix_tokens", 0)), given)
        self.builds = "missing-knowledge" in (facts.get("failure_cause") or ()) and not facts.get(
            "retrieval_in_place"
        )
        brought = float(facts["retrieved_tokens"]) if self.builds else 0.0
        self.asked = (given, float(facts["output_tokens"]), prefix)
        kept = min(max(prefix - max(given - tuned, 0), 0), tuned)
        self.short = (tuned + brought, float(facts.get("tuned_output_tokens", facts["output_tokens"])), kept)

    def figure(self, name: str) -> float:
        """The likely value of an assumption."""
        return self.book.estimate(name).likely

    def price(self, entry: Any, day: datetime.date | None = None) -> Any:
        """What `entry` costs on a day, as quoted where it was: rates that hang on a quoted one move with it."""
        key = entry.id, day or self.day
        if key not in self.read:
            self.read[key] = self.quoted_price(entry, key[1])
        return self.read[key]

    def quoted_price(self, entry: Any, day: datetime.date) -> Any:
        """The same, read anew."""
        price, quoted = entry.at(day), self.quoted.get(entry.id, {})
        if price is None or not quoted:
            return price
        rates = dict(quoted)
        for name, value in price.amounts().items():
            kind = "output" if name.endswith("output") else "input"
            of = f"tuned_{kind}" if name.startswith("tuned_") else kind
            is_token = name.endswith(("input", "output", "write"))
            if name not in quoted and is_token and of in quoted and getattr(price, of):
                rates[name] = value * quoted[of] / getattr(price, of)
        return price.having(rates)

    # --- the months

    def volume_on(self, day: float) -> float:
        """Requests a month on a day from today."""
        month = math.floor(day / DAYS + 1e-9)
        try:
            return min(self.volume * (1 + self.facts.get("growth_per_month", 0)) ** month, 1e15)
        except OverflowError:
            return 1e15

    def slices(self, until: float) -> Iterator[tuple[float, float]]:
        """The days up to `until`, the last one perhaps a part."""
        for day in range(math.ceil(until - 1e-9)):
            yield float(day), min(1.0, until - day)

    def spent(self, cost: Cost, until: float, start: float = 0.0) -> float:
        """USD up to a day, what is paid once left out; one volume a month, one price of a call until the next."""
        cuts = {start, until, *range(0, math.ceil(until), DAYS), *(at for at, _ in cost.calls)}
        order = sorted(at for at in cuts if start <= at <= until)
        return sum((b - a) / DAYS * cost.on(a, self.volume_on(a)) for a, b in itertools.pairwise(order))

    def whole(self, cost: Cost, after: Cost | None = None) -> float:
        """USD over the horizon, `after` taking over once `cost` has ended."""
        last = min(cost.days, self.days)
        rest = self.spent(after, self.days, last) if after is not None else 0.0
        return cost.once + self.spent(cost, last) + rest

    def flat(self, cost: Cost, volume: float, until: float) -> float:
        """USD up to a day at a volume that stays."""
        steps = [(max(at, 0), cost.on(at, volume)) for at, _ in cost.calls if at < until]
        ends = [at for at, _ in steps[1:]] + [until]
        return cost.once + sum((end - at) / DAYS * usd for (at, usd), end in zip(steps, ends, strict=True))

    def payback(self, tuned: Cost, other: Cost) -> float:
        """The months after which the tuned route has cost no more."""
        ahead = tuned.once - other.once
        saved = 0.0
        for day, part in self.slices(self.days):
            saved = other.on(day, self.volume_on(day)) - tuned.on(day, self.volume_on(day))
            if saved > 0 and ahead <= saved * part / DAYS + 1e-9:
                return day / DAYS + max(ahead / saved, 0.0)
            ahead -= saved * part / DAYS
        return (self.days / DAYS + max(ahead / saved, 0)) if saved > 0 else math.inf

    # --- a call

    def kept(self, model: Any, seller: str) -> tuple[bool, float]:
        """Whether a seller is known to keep data in the region, and the multiple of the list price there."""
        region = self.facts.get("residency", "none")
        if region == "none":
            return True, 1.0
        keys = [f"{seller}/{region}", *([region] if seller == model.provider else [])]
        for key in keys:
            if key in model.regions:
                return True, model.regions[key]
        said = self.book.residency(seller, region, "calls", self.day)
        if said is None or (said.makers and model.provider not in said.makers):
            return False, 1.0
        return said.kept, said.times

    def home(self, model: Any) -> str | None:
        """The cloud that is called for `model`; None for its own vendor."""
        facts, maker, clouds = self.facts, model.provider, self.book.name_words["clouds"]
        today, boundary = self.book.model(facts["model"]).provider, facts.get("data_boundary")
        signed = facts.get("contracted_vendors") or ()
        selling = [name for name, cloud in clouds.items() if maker in cloud["makers"]]
        if signed and maker == today and today not in signed:
            for name in (n for n in signed if n in selling):
                return str(clouds[name]["platform"])
        if boundary == "own-cloud":
            return CLOUDS.get(maker)
        if self.kept(model, maker)[0]:
            return None
        under = (signed or (today,)) if boundary == "contracted-vendor" else ()
        selling.sort(key=lambda name: (name not in under, name != CLOUDS.get(maker)))
        able = [n for n in selling if not under or n in under or maker in under]
        return next((n for n in able if self.kept(model, n)[0]), None)

    def multiple(self, model: Any, sold_by: str | None = None) -> float:
        """What region and dearer hours do to every rate."""
        times = self.kept(model, sold_by or self.home(model) or model.provider)[1]
        if model.peak is not None and self.tier != "batch":
            week = sum(b - a for a, b in model.peak.hours_utc) * len(model.peak.weekdays) / 168
            times *= 1 + (model.peak.times - 1) * week
        return times

    def model_rates(self, model: Any, price: Any) -> Rates | None:
        """What a token of `model` costs in the tier of this work."""
        if price.input is None or price.output is None:
            return None
        given, answered, cached = price.input, price.output, price.cached_input
        if self.tier == "batch" and price.batch_input is not None and price.batch_output is not None:
            if cached is not None:
                ratio = price.batch_input / given if given else 1.0
                cached = price.batch_cached_input if price.batch_cached_input is not None else cached * ratio
            given, answered = price.batch_input, price.batch_output
        elif self.tier == "batch" and price.batch_input is None and self.book.sells_batch(model.provider):
            off = 1 - self.figure("batch_discount")
            given, answered = given * off, answered * off
        elif self.tier == "flex" and price.flex_input is not None and price.flex_output is not None:
            cached = price.flex_cached_input if price.flex_cached_input is not None else cached
            given, answered = price.flex_input, price.flex_output
        write = (price.cache_write or 0) * (given / price.input if price.input else 1)
        return Rates(given, answered, cached, max(write, given))

    def call(
        self,
        model: Any,
        rates: Rates,
        shape: tuple[float, float, float],
        *,
        long: bool = True,
        sold_by: str | None = None,
    ) -> float:
        """USD of one call."""
        given, answered, prefix = shape
        least = self.figure("cache_minimum_tokens")
        if model is not None and model.cache_minimum_tokens is not None:
            least = model.cache_minimum_tokens
        hit = float(self.facts.get("cache_hit_rate", 0))
        first = rates.input
        if rates.cached is not None and prefix >= least:
            read = hit * min(rates.cached, rates.input) + (1 - hit) * (rates.write or rates.input)
            first = min(first, read)
        usd_in, usd_out = prefix * first + (given - prefix) * rates.input, answered * rates.output
        rule = model.long_prompt if model is not None and long else None
        if rule is not None and given > rule.above_tokens:
            usd_in, usd_out = usd_in * (rule.input_times or 1), usd_out * (rule.output_times or 1)
        return (usd_in + usd_out) / 1e6 * (self.multiple(model, sold_by) if model is not None else 1.0)

    # --- which model, at which price, on which day

    def end_of(self, model: Any) -> tuple[int, Any] | None:
        """The day from today on which it ends, where that is within the horizon."""
        tune = self.tune_of(model)
        until = tune[0].tuned_until if tune else None
        if until is not None and until.announced <= self.day:
            left = (until.on - self.day).days
            end = SimpleNamespace(on=until.on, replacement=None)
            return (left, end) if left <= math.floor(self.days) else None
        home = self.home(model)
        partner = self.facts.get("data_boundary") == "own-cloud" and home == CLOUDS.get(model.provider)
        if not partner and all(e.platform != home for e in self.book.lifecycles_of(model.id)):
            home = None
        end = self.book.lifecycle(model.id, home, self.day)
        ahead = (
            0 if self.once_only else math.floor(self.days)
        )  # a job done once is run before anything changes
        if end is None or (end.on - self.day).days > ahead:
            return None
        return (end.on - self.day).days, end

    def after(self, model: Any) -> Any:
        """The model that follows one that ends; None where nothing with a price does."""
        found = self.end_of(model)
        name = self.book.replacement(found[1], model.id, self.day) if found else None
        if name is None:
            return None
        follows = self.book.model(name)
        return follows if self.rates_on(follows, 0) is not None else None

    def price_on(self, model: Any, day: float) -> Any:
        """The entry in force a number of days from today, among those announced by now."""
        now = self.price(model)
        if now is None or day <= 0 or self.once_only or not any(p.scheduled for p in model.prices):
            return now
        date = self.day + datetime.timedelta(days=day)
        ahead = [p for p in model.prices if p.scheduled and self.day < p.as_of <= date]
        if model.at(self.day).fallback:
            return now
        return (
            self.followed(now, self.price(model, max(ahead, key=lambda p: p.as_of).as_of)) if ahead else now
        )

    def followed(self, now: Any, then: Any) -> Any:
        """A price announced without its cached, batch or flex rates: they keep their ratio to input or output."""
        rates = {
            name: value * getattr(then, of) / getattr(now, of)
            for name, value in now.amounts().items()
            if (of := "output" if name.endswith("output") else "input") != name
            and getattr(then, name) is None
            and getattr(now, of)
        }
        return then.having(rates)

    def rates_on(self, model: Any, day: float) -> Rates | None:
        """Its rates on a day from today."""
        price = self.price_on(model, day)
        return None if price is None else self.model_rates(model, price)

    def tuner(self, offer: Any) -> str:
        """Who answers calls of a tune of `offer`."""
        return self.book.platform(offer.provider).lifecycle or str(offer.provider)

    def tune_of(self, model: Any) -> tuple[Any, Any] | None:
        """The offer of the tune that runs today and its price; None where today's model is none."""
        if not self.facts.get("model_is_tuned") or model.id != self.facts["model"]:
            return None
        offers = [o for o in self.book.offers if o.base_model == model.id and self.price(o) is not None]
        for seller in (self.home(model) or model.provider, model.provider):
            for offer in (o for o in offers if seller in (self.tuner(o), o.provider)):
                return offer, self.price(offer)
        return None

    def path(
        self, model: Any, shape: tuple[float, float, float], tune: tuple[Any, Any] | None = None
    ) -> Cost:
        """Calls of `model`, then of what follows it, day by day; lasts as long as there is a price.

        `tune`: the offer and the price at which a tune of `model` is called.
        """
        calls: list[tuple[int, float]] = []
        ends, follows, moved = self.end_of(model), self.after(model), True
        for day, _ in self.slices(self.days):
            while ends is not None and day >= ends[0]:
                if follows is None:
                    return Cost(0, 0, tuple(calls), float(max(ends[0], 0)))
                model, tune, moved = follows, None, True
                ends, follows = self.end_of(model), self.after(model)
            rates = self.rates_on(model, day)
            assert rates is not None
            sold_by = self.tuner(tune[0]) if tune else None
            usd = self.call(model, rates, shape, sold_by=sold_by)
            if tune is not None and not tune[1].at_base_price:
                usd = self.call(model, self.tune_rates(tune[1]), shape, long=False, sold_by=sold_by)
            if moved or calls[-1][1] != usd:
                calls.append((int(day), usd))
            moved = False
        return Cost(0, 0, tuple(calls), self.days)

    def serving(self) -> Any:
        """Today's model, or what replaces it where that is cheaper or it has ended; None without a price."""
        model = self.book.model(self.facts["model"])
        ends, follows = self.end_of(model), self.after(model)
        own = self.rates_on(model, 0)
        gone = ends is not None and ends[0] <= 0
        if follows is None:
            return None if gone or own is None else model
        other = self.rates_on(follows, 0)
        assert other is not None
        if own is None:
            return follows
        a, b, _ = self.asked
        there = self.price_on(follows, 0)
        tune, here = self.tune_of(model), self.price_on(model, 0)
        own = tune is not None and not tune[1].at_base_price
        now = (tune[1].tuned_input, tune[1].tuned_output) if tune and own else (here.input, here.output)
        return follows if gone or a * there.input + b * there.output < a * now[0] + b * now[1] else model

    def tune_rates(self, price: Any) -> Rates:
        """What a token of a tune costs that has a price of its own."""
        given, answered = price.tuned_input, price.tuned_output
        if self.tier == "batch" and price.tuned_batch_input is not None:
            given, answered = price.tuned_batch_input, price.tuned_batch_output
        return Rates(given, answered, price.tuned_cached_input, given)
