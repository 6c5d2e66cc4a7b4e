"""Facts of older files: one other model and its gap, now an entry among the models that were tried."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.case.answer import Answer
from advisor.case.models_tried import ModelsTried, renamed


def folded(tried: Answer | None, former: Mapping[str, Answer]) -> Answer:
    """The answer to TRIED once answers to facts of FORMER are put into it. Raises BadInput."""
    known = tried.value if tried else None
    given = {name: str(a.value) for name, a in former.items()}
    value = renamed(
        known if isinstance(known, ModelsTried) else None,
        model=given.get("other_model"),
        gap=given.get("other_model_gap"),
    )
    first = former.get("other_model_gap") or next(iter(former.values()))
    notes = dict.fromkeys(a.note for a in ((tried,) if tried else ()) + tuple(former.values()) if a.note)
    return Answer(value, first.source, "; ".join(notes))
