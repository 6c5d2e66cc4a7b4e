"""Metrics of which less is better: read as shares of right answers they would say the opposite."""

from __future__ import annotations

from advisor.errors import BadInput
from advisor.evals.readers.table_kinds import spelled, table_words
from advisor.text.escape import one_line


def refuse_less_is_better(metric: str) -> None:
    """Raises BadInput where the name of this metric says that less of it is better."""
    name = f"_{spelled(metric)}_"
    if any(f"_{word}_" in name for word in table_words("less_is_better")):
        raise BadInput(
            f"{one_line(metric, 60)}: less of it may be better",
            expected=f"a score of which more is better; --metric {one_line(metric, 60)} takes it as one",
        )
