"""Models and prices of litellm's table, which is read from the installed package without running it."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from advisor.errors import BadInput

NAME = "litellm"
_FILE = "model_prices_and_context_window_backup.json"
_MODES = ("chat", "responses", "completion", None)
_DIGITS = 9
_PER = 1_000_000
_RATES = {
    "input": "input_cost_per_token",
    "cached_input": "cache_read_input_token_cost",
    "cache_write": "cache_creation_input_token_cost",
    "output": "output_cost_per_token",
    "batch_input": "input_cost_per_token_batches",
    "batch_cached_input": "cache_read_input_token_cost_batches",
    "batch_output": "output_cost_per_token_batches",
    "flex_input": "input_cost_per_token_flex",
    "flex_cached_input": "cache_read_input_token_cost_flex",
    "flex_output": "output_cost_per_token_flex",
}

_TAKES = {
    "text": "",
    "image": "supports_vision",
    "audio": "supports_audio_input",
    "video": "supports_video_input",
}

Row = Mapping[str, Any]


def table() -> dict[str, Row]:
    """The table of the installed package; empty when it is not installed. Raises BadInput for one that is broken."""
    spec = importlib.util.find_spec("litellm")
    if spec is None or not spec.submodule_search_locations:
        return {}
    path = Path(spec.submodule_search_locations[0]) / _FILE
    try:
        found: dict[str, Row] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as e:
        raise BadInput("the table of litellm cannot be read", file=str(path), text=e) from None
    return found


def version() -> str:
    """The installed version."""
    return importlib.metadata.version("litellm")


def chat_rows(rows: Mapping[str, Row]) -> Iterator[tuple[str, Row]]:
    """The models that are priced by text tokens in and out."""
    for name, row in rows.items():
        if row.get("mode") in _MODES and row.get("input_cost_per_token") and "litellm_provider" in row:
            yield name, row


def rates(row: Row) -> dict[str, float]:
    """USD per 1M tokens; off-peak where hours differ."""
    plain = {**row, **{k: v for k, v in (row.get("off_peak_pricing") or {}).items() if k != "windows"}}
    found = {name: plain.get(key) for name, key in _RATES.items()}
    kept = {
        name: round(value * _PER, _DIGITS) for name, value in found.items() if isinstance(value, int | float)
    }
    if not kept.get("cache_write"):
        kept.pop("cache_write", None)
    return kept


def modalities(row: Row) -> list[str]:
    """What the model takes in; empty if the table does not say."""
    said = row.get("supported_modalities")
    if said:
        return [m for m in _TAKES if m in said]
    also = [m for m, key in _TAKES.items() if row.get(key)]
    return ["text", *also] if also or "supports_vision" in row else []


def residency_times(row: Row) -> dict[str, float]:
    """What the vendor's own regional processing costs as a multiple."""
    found = {r: row.get(f"regional_processing_uplift_multiplier_{r}") for r in ("us", "eu")}
    found["us"] = found["us"] or (row.get("provider_specific_entry") or {}).get("us")
    return {region: float(times) for region, times in found.items() if times}
