"""GPUs in the plain model: what one carries, what a fleet of them costs, what a training run on them costs."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from plain_calls import DAYS, HOURS, PlainCalls

from advisor.case.models_tried import ModelsTried
from advisor.costing.models.model_class import FRONTIER, level_in


class PlainGpus(PlainCalls):
    """Rented GPUs that serve an open model."""

    def hour(self, gpu: Any) -> float | None:
        """USD an hour to rent `gpu`; None for none and for a card for gamers."""
        price = self.price(gpu)
        if price is None or (gpu.consumer and gpu.id not in self.quoted):
            return None
        boundary, signed = self.facts.get("data_boundary"), self.facts.get("contracted_vendors") or ()
        if not signed and boundary == "contracted-vendor":
            signed = (self.book.model(self.facts["model"]).provider,)
        large = boundary == "contracted-vendor" and {*signed} & {"aws", "azure", "google-cloud"}
        own = (boundary == "own-cloud" or large) and "typical" not in self.quoted.get(gpu.id, {})
        usual: float | None = price.premium if own else price.typical
        return usual

    def base(self) -> Any:
        """The open model: of 70B where the gap is large, the task broad or open-ended, or the requests long."""
        facts = self.facts
        large = (
            self.far_short()
            or facts.get("task") in ("agent", "reasoning")
            or facts.get("task_scope") == "broad"
            or float(facts["input_tokens"]) > self.figure("small_model_reads")
        )
        wanted = set(self.facts.get("modalities") or ()) - {"text"}
        names = ("llama-3.1-8b", "llama-70b")
        if wanted:
            names = ("qwen2.5-omni-7b", names[1]) if "audio" in wanted else ("qwen3-vl-8b", "qwen3-vl-32b")
        return self.book.architecture(names[bool(large)])

    def far_short(self) -> bool:
        """Whether the best of the smallest class that was measured falls far short."""
        tried, sized = self.facts.get("models_tried") or {}, {}
        for name, gaps in tried.items():
            model = self.book.known_model(name)
            size = (model and level_in(self.book, model)) or FRONTIER
            sized.setdefault(size, {})[name] = gaps
        return bool(sized) and ModelsTried.of(sized[min(sized)]).best == "large"

    def paid_hour(self, gpu: Any) -> float | None:
        """The same as this team pays for it: rented, reserved, or bought where its hour was said."""
        hour, how = self.hour(gpu), self.facts.get("gpus")
        if hour is None or "typical" in self.quoted.get(gpu.id, {}) or how not in ("owned", "reserved"):
            return hour
        return self.bought(gpu) if how == "owned" else hour * (1 - self.figure("reserved_discount"))

    def bought(self, gpu: Any) -> float | None:
        """The hour of a card that is bought, by its list price; None for none, for gamers' and beside a quoted one."""
        if any("typical" in rates for rates in self.quoted.values()):
            return None
        known = [p for p in gpu.purchases if p.as_of <= self.day]
        if not known or gpu.watts is None or gpu.consumer:
            return None
        spread = known[-1].usd * self.figure("server_times")
        spread /= self.figure("gpu_life_months") * self.figure("hours_per_month")
        return spread + gpu.watts / 1000 * self.figure("cooling_times") * self.figure("kwh")

    def gpu_speed(self, gpu: Any, shape: tuple[float, float, float], cards: int = 1) -> float:
        """Requests a second on so many GPUs as one: bound by compute and memory, then by what was measured."""
        if gpu.bandwidth_tb_s is None or gpu.fp16_tflops is None:
            return 0.0
        model = self.base()
        given, answered, prefix = shape
        held = prefix * self.figure("own_prefix_reuse")
        waits = self.facts.get("turnaround", "interactive") == "interactive"
        share = self.figure("throughput_eta_interactive" if waits else "throughput_eta")
        share *= self.figure("fp8_gain") if gpu.fp8_tflops is not None else 1
        per_token = 2 * model.layers * model.kv_heads * model.head_dim * 2
        cache = per_token * max(given + answered / 2, 1)
        room = per_token * max(given + answered / 2 - held, 1)
        weights = model.params * (1 if gpu.fp8_tflops is not None else 2)
        together = (cards * gpu.vram_gb * 1e9 * self.figure("memory_usable") - weights) / room
        if together < 1:
            rate = 0.0
        else:
            tokens = given + answered
            flops = 2 * model.params * (tokens - held)
            flops += 2 * model.layers * model.hidden * (tokens**2 - held**2)
            read = model.params * 2 / together + cache
            seconds = flops / (gpu.fp16_tflops * 1e12) + answered * read / (gpu.bandwidth_tb_s * 1e12)
            seconds /= cards
            rate = share / seconds if seconds else math.inf
        least, most, billions = 0.0, math.inf, round(model.params / 1e9)
        for row in self.book.measured:
            form = "fp8" if gpu.fp8_tflops is not None else "fp16"
            if (row.gpu, row.gpus, round(row.params_b), row.precision) != (gpu.id, cards, billions, form):
                continue
            if row.as_of > self.day:
                continue
            measured = row.output_tokens_per_s / row.output_tokens
            if (
                (row.latency_limited or not waits)
                and given - held <= row.input_tokens
                and answered <= row.output_tokens
            ):
                least = max(least, measured)
            if (
                (waits or not row.latency_limited)
                and given - held >= row.input_tokens
                and answered >= row.output_tokens
            ):
                most = min(most, measured)
        return max(least, min(rate, most))

    def carried(self, gpu: Any, shape: tuple[float, float, float], cards: int = 1) -> float:
        """Requests a month that so many GPUs carry as one at the peak."""
        peak = 1.0 if self.tier == "batch" else float(self.facts["peak_factor"])
        return self.gpu_speed(gpu, shape, cards) * DAYS * 86_400 / peak

    def replicas(self) -> float:
        """GPUs that run whatever the load."""
        waits = self.facts.get("turnaround", "interactive") == "interactive"
        return self.figure("replicas") if waits else 1.0

    def rented(
        self, gpu: Any, hour: float, shape: tuple[float, float, float], together: float = 1.0, cards: int = 1
    ) -> Callable[[float], float] | None:
        """USD a month for whole GPUs at a volume, of which one use case pays its share; None where it cannot serve."""
        carried, least = self.carried(gpu, shape, cards), self.replicas()
        if carried <= 0:
            return None
        hour = cards * hour

        def month(volume: float) -> float:
            count = max(least, math.ceil(volume / carried))
            return count * hour * HOURS * max(1 / together, volume / (count * carried))

        return month if together > 1 else lambda v: max(least, math.ceil(v / carried)) * hour * HOURS

    def put_together(self, gpu: Any) -> list[int]:
        """How many cards serve as one: one, two, four or eight, until the weights leave half of their memory free."""
        weights = self.base().params * (1 if gpu.fp8_tflops is not None else 2)
        free = gpu.vram_gb * 1e9 * self.figure("memory_usable") / 2
        return [1, *(n for n in (2, 4, 8) if weights > free * n / 2 and gpu.vram_gb >= 40)]

    def together(self) -> float:
        """Use cases whose adapters share one base."""
        return min(float(self.facts["tuned_use_cases"]), self.figure("adapters_per_gpu"))

    def fleets(self, shape: tuple[float, float, float], together: float) -> Callable[[float], float]:
        """USD a month of the cheapest kind of GPU at a volume."""
        found = [
            month
            for gpu in self.book.gpus
            if (hour := self.paid_hour(gpu)) is not None
            for cards in self.put_together(gpu)
            if (month := self.rented(gpu, hour, shape, together, cards)) is not None
        ]
        return lambda volume: min(month(volume) for month in found)

    def lora_run(self, billions: float) -> float:
        """USD of one training run on the cheapest rented GPUs that hold it, a server's full at most."""
        rows = [v for v in self.book.vram if v.method == "lora"]
        near = min(abs(v.params_b - billions) for v in rows)
        nearest = [v for v in rows if abs(v.params_b - billions) == near]
        need = max(v.high_gb for v in nearest) * max(billions / nearest[0].params_b, 1)
        return min(
            self.trained_tokens() / (s.tokens_per_s * s.params_b / billions) / 3600 * hour
            for s in self.book.training_speeds
            if (hour := self.hour(self.book.gpu(s.gpu))) is not None
            and math.ceil(need / self.book.gpu(s.gpu).vram_gb) <= self.figure("training_gpus_most")
        )

    def trained_tokens(self) -> float:
        """Tokens of one training run."""
        passes = float(self.facts["epochs"])
        if self.facts.get("training_tokens") is not None:
            return float(self.facts["training_tokens"]) * passes
        examples = max(float(self.facts.get("labelled_examples", 0)), self.figure("labels_target"))
        examples = min(examples, self.figure("training_examples_most"))
        return examples * (self.short[0] + self.short[1]) * passes
