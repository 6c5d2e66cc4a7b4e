"""What a GPU can do: architectures, measured throughput, training memory and speed, stated run costs."""

from __future__ import annotations

from typing import Literal

from advisor.knowledge.base import Amount, Dated, Name, Strict

Precision = Literal["fp16", "bf16", "fp8", "fp4"]


class Architecture(Strict):
    """A transformer's shape: what its weights and its key-value cache weigh. `params` counts parameters."""

    id: Name
    params: Amount
    layers: Amount
    kv_heads: Amount
    head_dim: Amount
    source: Name


class Measured(Dated):
    """Measured output tokens per second of all `gpus` together, for one shape of request."""

    model: Name
    params_b: Amount
    gpu: Name
    gpus: Amount
    precision: Precision
    input_tokens: Amount
    output_tokens: Amount
    output_tokens_per_s: Amount
    engine: Name
    condition: Name


class Vram(Dated):
    """GB of GPU memory that training `params_b` billion parameters takes."""

    method: Literal["full", "lora", "qlora"]
    params_b: Amount
    low_gb: Amount
    high_gb: Amount


class TrainingSpeed(Dated):
    """Training tokens per second on one GPU for a LoRA of `params_b`; inverse to the parameters."""

    gpu: Name
    params_b: Amount
    tokens_per_s: Amount


class Run(Dated):
    """What one training run is said to cost and take. `examples` is the size of the training set."""

    id: Name
    method: Literal["full", "lora", "qlora"]
    params_b: Amount
    gpu: Name | None = None
    gpus: Amount = 1
    examples_low: Amount | None = None
    examples_high: Amount | None = None
    epochs: Amount | None = None
    hours_low: Amount | None = None
    hours_high: Amount | None = None
    gpu_hour_low: Amount | None = None
    gpu_hour_high: Amount | None = None
    cost_low: Amount | None = None
    cost_high: Amount | None = None
    currency: Literal["USD", "GBP"] = "USD"
