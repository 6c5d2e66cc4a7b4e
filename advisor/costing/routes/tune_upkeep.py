"""What the tune that runs today takes a month beside its calls: hosting, people, retraining, evaluation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from advisor.costing.routes.hosted_ft import hosting
from advisor.costing.tuning_project import TuningProject

if TYPE_CHECKING:
    from advisor.costing.inputs import Inputs
    from advisor.costing.line_items import LineItem
    from advisor.costing.models.todays_tune import RunningTune
    from advisor.costing.workload import Workload


def tune_upkeep(inputs: Inputs, load: Workload, tune: RunningTune | None) -> tuple[LineItem, ...]:
    """Lines a month, the same as those of a tune that is trained anew; none if no tune runs."""
    if tune is None:
        return ()
    cites = (*tune.price.cites, tune.offer.id)
    project = TuningProject(inputs, load)
    return (*hosting(inputs, tune.price, cites), *project.upkeep(tune.price, cites))
