"""The money once more, day by day and in plain numbers: an own model to hold the product's costing against.

It is written from what the costs mean, reads prices and facts only, and shares no formula with the product.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from plain_calls import DAYS, HOURS, Cost
from plain_gpus import PlainGpus

__all__ = ["DAYS", "Cost", "PlainModel"]

LABELS = {"production": "bought_label", "synthetic": "synthetic_label", "model-outputs": "model_label"}


class PlainModel(PlainGpus):
    """The costs of one workload on one day."""

    # --- the untrained routes

    def prompt(self) -> Cost | None:
        """Today's model with today's prompt, as its bill was said where it was."""
        model = self.serving()
        if model is None:
            return None
        cost = self.kept_up(model, self.path(model, self.asked, self.tune_of(model)))
        said = self.facts.get("bill_today")
        vendor = self.facts.get("serving_today", "vendor-api") == "vendor-api"
        if said is None or not vendor or self.volume <= 0 or model.id != self.facts["model"]:
            return cost
        first = cost.calls[0][1]
        each = said / self.volume
        calls = tuple(
            (at, usd if at >= cost.kept else each * (usd / first if first else 1)) for at, usd in cost.calls
        )
        return replace(cost, calls=calls, upkeep=self.upkeep(model, hosted=False))

    def upkeep(self, model: Any, *, hosted: bool = True) -> float:
        """USD a month of the tune that runs today beside its calls."""
        tune = self.tune_of(model)
        if tune is None:
            return 0.0
        price = tune[1]
        host = (price.hosting_per_hour or 0) * HOURS + (price.storage_per_month or 0) if hosted else 0.0
        if price.training is None:
            return host + (0.0 if self.once_only else self.figure("maintenance_hours") * self.wage)
        run = max(self.trained_tokens() / 1e6 * price.training, price.minimum_per_job_low or 0)
        return float(host + self.project(run)[1])

    def kept_up(self, model: Any, cost: Cost) -> Cost:
        """`cost` with the upkeep of today's tune for as long as that is what serves."""
        ends = self.end_of(model)
        return replace(cost, upkeep=self.upkeep(model), kept=ends[0] if ends else math.inf)

    def other(self, name: str) -> Cost:
        """Another model with today's prompt."""
        return self.path(self.book.model(name), self.asked)

    def cascade(self, first: str, rest: str | None) -> Cost:
        """`first` on every call, `rest` on what it passes on, else today's model."""
        share = self.facts.get("escalation_share")
        share = self.figure("cascade_escalated") if share is None else float(share)
        cheap, dear = self.other(first), self.prompt() if rest is None else self.other(rest)
        assert dear is not None
        days = min(cheap.days, dear.days)
        both = sorted({at for at, _ in (*cheap.calls, *dear.calls) if at < days})
        calls = tuple((at, cheap.on(at, 1) + share * (dear.on(at, 1) - dear.on(at, 0))) for at in both)
        return Cost(0, 0, calls, days, upkeep=dear.upkeep, kept=dear.kept)

    def rag(self, name: str) -> Cost:
        """A model with what is found in the place of what is pasted in: today's, else one that may serve."""
        given, answered, prefix = self.asked
        served = self.serving()
        today = served is not None and name == served.id
        if self.facts.get("retrieval_in_place"):
            found = self.prompt() if today else self.other(name)
            assert found is not None
            return found
        pasted = min(float(self.facts.get("corpus_in_prompt_tokens", 0)), given)
        shape = (given - pasted + float(self.facts["retrieved_tokens"]), answered, max(prefix - pasted, 0))
        model = self.book.model(name)
        cost = self.path(model, shape, self.tune_of(model) if today else None)
        if today:
            cost = self.at_the_bill(model, self.kept_up(model, cost), min(max(prefix, pasted), given))
        once, month, call = self.index()
        return replace(cost, once=once, month=month, calls=tuple((at, usd + call) for at, usd in cost.calls))

    def at_the_bill(self, model: Any, cost: Cost, cached: float) -> Cost:
        """Calls on today's model at the ratio of its said bill to the list, less what caching and waiting explain."""
        said = self.facts.get("bill_today")
        vendor = self.facts.get("serving_today", "vendor-api") == "vendor-api"
        if said is None or not vendor or self.volume <= 0 or model.id != self.facts["model"]:
            return cost
        given, answered, _ = self.asked
        listed = type(self)(self.book, self.facts | {"turnaround": "interactive"}, self.day, self.quoted)
        ends = (
            listed.first_call(model, (given, answered, 0)),
            self.first_call(model, (given, answered, cached)),
        )
        low, high = (self.volume * usd for usd in sorted(ends))
        times = said / min(max(said, low), high) if low > 0 else 1
        return replace(
            cost, calls=tuple((at, usd * times if at < cost.kept else usd) for at, usd in cost.calls)
        )

    def first_call(self, model: Any, shape: tuple[float, float, float]) -> float:
        """USD of a call today."""
        return self.path(model, shape, self.tune_of(model)).calls[0][1]

    def index(self) -> tuple[float, float, float]:
        """Retrieval: USD once, a month, a query."""
        book, facts = self.book, self.facts
        part = lambda name: self.price(book.retrieval(book.choice(name).value))  # noqa: E731
        per_token = part("embedding_model").per_1m_tokens / 1e6
        corpus = float(facts["corpus_tokens"])
        refresh = self.figure("refreshes_" + str(facts.get("knowledge_changes", "monthly")))
        once = corpus * per_token + self.figure("rag_setup_hours") * self.wage
        month = self.store(part("vector_store"), corpus)
        if not self.once_only:
            month += corpus * self.figure("refresh_share") * refresh * per_token
            month += self.figure("rag_maintenance_hours") * self.wage
        return once, month, self.figure("query_tokens") * per_token

    def store(self, price: Any, corpus: float) -> float:
        """USD a month of the vector store."""
        gigabytes = corpus / self.figure("tokens_per_vector") * self.figure("bytes_per_vector") / 1e9
        if gigabytes <= price.included_gb:
            return float(price.per_month)
        large = self.price(self.book.retrieval("pinecone-standard"))
        return float(max(large.monthly_minimum, gigabytes * large.storage_per_gb_month))

    # --- the tuned routes

    def label(self) -> float:
        """USD for one label."""
        if self.facts.get("label_source") == "expert":
            return self.figure("label_minutes_expert") / 60 * self.figure("domain_annotator_hour")
        return self.figure(LABELS.get(str(self.facts.get("label_source")), "bought_label"))

    def project(self, run: float, *, own: bool = False) -> tuple[float, float]:
        """USD once and a month of a tune of which one training run costs `run`."""
        target = self.figure("labels_target")
        once = run * self.figure("iterations") + self.figure("setup_hours") * self.wage
        once += max(target - float(self.facts.get("labelled_examples", 0)), 0) * self.label()
        if self.facts.get("eval_infra") != "automated":
            once += self.figure("eval_setup_hours") * self.wage
        if self.once_only:
            return once, 0.0
        cadence = float(self.facts["retrain_every_months"])
        month = self.people() if own else self.figure("maintenance_hours") * self.wage
        month += (run + target * self.figure("retrain_fresh_label_share") * self.label()) / cadence
        month += run * self.figure("eval_run_vs_training") * self.figure("evaluations_per_year") / 12
        return once, month

    def people(self) -> float:
        """USD a month of those who run one's own inference."""
        return self.figure("inference_hours") * self.wage / float(self.facts["tuned_use_cases"])

    def hosted(self, offer: Any) -> Cost:
        """A tune that its vendor serves by the token."""
        price = self.price(offer)
        base = self.book.model(offer.base_model) if offer.base_model else None
        run = max(self.trained_tokens() / 1e6 * price.training, price.minimum_per_job_low or 0)
        once, month = self.project(run)
        month += (price.hosting_per_hour or 0) * HOURS + (price.storage_per_month or 0)
        if price.tuned_input is not None and price.tuned_output is not None:
            usd = self.call(base, self.tune_rates(price), self.short, long=False, sold_by=self.tuner(offer))
            calls = ((0, usd),)
        else:
            calls = self.base_calls(base, self.tuner(offer))
        return self.beside(Cost(once, month, calls, min(self.tune_ends(offer), self.days)))

    def base_calls(self, base: Any, sold_by: str) -> tuple[tuple[int, float], ...]:
        """Calls of a tune at its base's price, as that changes."""
        found: list[tuple[int, float]] = []
        for day, _ in self.slices(self.days):
            rates = self.rates_on(base, day)
            assert rates is not None
            usd = self.call(base, rates, self.short, sold_by=sold_by)
            if not found or found[-1][1] != usd:
                found.append((int(day), usd))
        return tuple(found)

    def tune_ends(self, offer: Any) -> float:
        """The day from today on which tunes of `offer` end."""
        days = [math.inf]
        if offer.tuned_until is not None:
            if offer.tuned_until.announced <= self.day:
                days.append((offer.tuned_until.on - self.day).days)
        elif offer.base_model:
            home = self.book.platform(offer.provider).lifecycle
            if end := self.book.lifecycle(offer.base_model, home, self.day):
                days.append((end.on - self.day).days)
        return max(min(days), 0)

    def beside(self, cost: Cost) -> Cost:
        """The retrieval that a tuned route brings along where knowledge is missing."""
        if not self.builds:
            return cost
        once, month, call = self.index()
        calls = tuple((at, usd + call) for at, usd in cost.calls)
        return replace(cost, once=cost.once + once, month=cost.month + month, calls=calls)

    def own(self, *, trained: bool, by_hour: bool) -> Cost:
        """An open model on rented GPUs."""
        shape = self.short if trained else self.asked
        if trained:
            once, month = self.project(self.lora_run(self.base().params / 1e9), own=True)
        else:
            once = self.figure("setup_hours") * self.wage
            month = 0.0 if self.once_only else self.people()
        calls: tuple[tuple[int, float], ...] = ((0, 0.0),)
        gpus = self.fleets(shape, self.together() if trained else 1.0)
        if by_hour:
            each = [
                cards * r.per_hour / 3600 / speed
                for r in self.book.rentals
                for cards in self.put_together(self.book.gpu(r.gpu))
                if r.as_of <= self.day and (speed := self.gpu_speed(self.book.gpu(r.gpu), shape, cards)) > 0
            ]
            calls, gpus = ((0, min(each)),), lambda volume: 0.0
        cost = Cost(once, month, calls, self.days, gpus)
        return self.beside(cost) if trained else cost

    def encoder(self, *, by_hour: bool) -> Cost:
        """A small classifier on one small GPU, or on whichever is cheapest by the hour."""
        gpu = self.book.gpu("l4")
        params = self.figure("encoder_params")
        once, month = self.project(self.lora_run(params / 1e9))
        work = self.figure("encoder_eta") * 1e12 / max(2 * params * self.short[0], 1e-9)
        speed = work * gpu.fp16_tflops
        if by_hour:
            sold = [r for r in self.book.rentals if r.as_of <= self.day]
            each = min(r.per_hour / 3600 / (work * self.book.gpu(r.gpu).fp16_tflops) for r in sold)
            return Cost(once, month, ((0, each),), self.days)
        peak = 1.0 if self.tier == "batch" else float(self.facts["peak_factor"])
        carried, hour, least = speed * DAYS * 86_400 / peak, self.paid_hour(gpu), self.replicas()
        assert hour is not None
        return Cost(
            once,
            month,
            ((0, 0.0),),
            self.days,
            lambda volume: max(least, math.ceil(volume / carried)) * hour * HOURS,
        )

    def lora(self, offer: Any, host: Any, cards: int = 1) -> Cost:
        """An adapter on an open model at a host: by the token, or on so many GPUs of its own as one."""
        if host is None:
            return self.hosted(offer)
        price, rent = self.price(offer), self.price(host)
        run = max(self.trained_tokens() / 1e6 * price.training, price.minimum_per_job_low or 0)
        once, month = self.project(run)
        gpu = self.book.gpu(host.gpu)
        days = min(self.tune_ends(offer), self.days)
        if host.scale_to_zero and self.tier == "batch":
            calls = ((0, cards * rent.per_hour / 3600 / self.gpu_speed(gpu, self.short, cards)),)
            return self.beside(Cost(once, month, calls, days))
        fleet = self.rented(gpu, rent.per_hour, self.short, self.together(), cards)
        assert fleet is not None
        return self.beside(Cost(once, month, ((0, 0.0),), days, fleet))
