"""Whether a model's weights are open, and its size: as the price list says, else as its name does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from advisor.costing.line_items import GIGA
from advisor.knowledge.names.model_names import open_size

if TYPE_CHECKING:
    from advisor.knowledge.market import Model
    from advisor.knowledge.store import Knowledge


def billions(model: Model) -> float | None:
    """Billions of parameters; None if nobody says."""
    return model.params_b if model.params_b is not None else open_size(model.id)


def parameters(model: Model | None) -> float | None:
    """Its parameters; None if nobody says."""
    size = None if model is None else billions(model)
    return None if size is None else size * GIGA


def is_open(model: Model) -> bool:
    """Whether the weights are open; a name that states its size is taken for an open model."""
    return model.open_weights or billions(model) is not None


def may_run_inside(model: Model, book: Knowledge) -> bool:
    """Whether `model` can run on own GPUs: its weights are open, or its maker publishes weights."""
    return is_open(model) or model.provider in book.name_words["publishers"]


_SERVED_AS = re.compile(
    r"instruct|it|chat|hf|turbo|versatile|instant|fast|lite|tput|maas|[48]bit|(?:bf|fp|int)\d+|awq|gptq|\d+k"
)
"""Words behind a model's name that tell how its weights are packed or served; any other word is another model."""


def same_weights(one: str, other: str) -> bool:
    """Whether two ids name one open model at two sellers: `groq/llama-3.3-70b`, `x/llama-3.3-70b-instruct`.

    `phi-4-mini` is not `phi-4`, and a distilled model is not the one it was distilled from.
    """
    base, named = (name.rpartition("/")[2] for name in (one, other))
    if named == base:
        return True
    more = named.removeprefix(f"{base}-")
    return more != named and all(_SERVED_AS.fullmatch(word) for word in more.split("-"))
