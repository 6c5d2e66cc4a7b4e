"""Metrics of which less is better: read as shares of right answers they would say the opposite."""

from __future__ import annotations

from advisor.errors import BadInput
from advisor.evals.tables.table_kinds import spelled, table_words
from advisor.text.escape import one_line


def is_less_better(metric: str) -> bool:
    """Whether the name of this metric says that less of it is better."""
    name = f"_{spelled(metric)}_"
    return any(f"_{word}_" in name for word in table_words("less_is_better"))


def refuse_less_is_better(metric: str, scale: tuple[float, float]) -> None:
    """Raises BadInput where less of this metric is better, and the scale does not begin with the worst."""
    if scale[0] < scale[1] and is_less_better(metric):
        raise BadInput(
            f"{one_line(metric, 60)}: less of it may be better",
            expected="--scale WORST BEST, such as --scale 1 0, or a score of which more is better;"
            f" --metric {one_line(metric, 60)} takes it as one",
        )
