"""Where sellers keep data: in which region, for which models, at which multiple of their list."""

from typing import Literal

from advisor.knowledge.base import Dated


class Residency(Dated, frozen=True, kw_only=True):
    """Whether `seller` keeps its `work` within `region`.

    `makers`: said of their models alone, of all where empty. `times`: what every rate is multiplied with there, where a
    model states none. `says`: the fact as a clause.
    """

    id: str
    seller: str
    region: Literal["eu", "us"]
    work: Literal["calls", "tuning"] = "calls"
    kept: bool
    makers: tuple[str, ...] = ()
    times: float = 1.0
    says: str
