"""What a GPU can do: architectures, measured throughput, training memory and speed, stated run costs."""

from typing import Literal

from msgspec import Struct

from advisor.knowledge.base import Dated
from advisor.knowledge.market import Modality

Precision = Literal["fp16", "bf16", "fp8", "fp4"]


class Architecture(Struct, frozen=True, kw_only=True):
    """A transformer's shape: what its weights and its key-value cache weigh. `params` counts parameters.

    `hidden`: width of a layer, for the work of attention; `max_input_tokens`: what it reads at most, None if unknown;
    `modalities`: of the input.
    """

    id: str
    params: float
    layers: float
    kv_heads: float
    head_dim: float
    hidden: float
    source: str
    max_input_tokens: float | None = None
    modalities: tuple[Modality, ...] = ("text",)


class MeasuredThroughput(Dated, frozen=True, kw_only=True):
    """Measured output tokens per second of all `gpus` together, for one shape of request."""

    model: str
    params_b: float
    gpu: str
    gpus: float
    precision: Precision
    input_tokens: float
    output_tokens: float
    output_tokens_per_s: float
    engine: str
    condition: str

    @property
    def latency_limited(self) -> bool:
        """Whether a limit on the wait for an answer held while it was measured."""
        return "first token within" in self.condition or "first token 5" in self.condition


class Vram(Dated, frozen=True, kw_only=True):
    """GB of GPU memory that training `params_b` billion parameters takes."""

    method: Literal["full", "lora", "qlora"]
    params_b: float
    low_gb: float
    high_gb: float


class TrainingSpeed(Dated, frozen=True, kw_only=True):
    """Training tokens per second on one GPU for a LoRA of `params_b`; inverse to the parameters."""

    gpu: str
    params_b: float
    tokens_per_s: float


class Run(Dated, frozen=True, kw_only=True):
    """What one training run is said to cost and take. `examples` is the size of the training set."""

    id: str
    method: Literal["full", "lora", "qlora"]
    params_b: float
    gpu: str | None = None
    gpus: float = 1
    examples_low: float | None = None
    examples_high: float | None = None
    epochs: float | None = None
    hours_low: float | None = None
    hours_high: float | None = None
    gpu_hour_low: float | None = None
    gpu_hour_high: float | None = None
    cost_low: float | None = None
    cost_high: float | None = None
    currency: Literal["USD", "GBP"] = "USD"
