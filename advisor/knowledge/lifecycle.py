"""When platforms end models: the notice, the first day on which it may end, the day on which it does."""

import datetime
from typing import Literal

from advisor.knowledge.base import Dated
from advisor.knowledge.reader import FutureDate, KnownDate


class Lifecycle(Dated, frozen=True, kw_only=True):
    """What a platform says about the end of `models`.

    `announced`: the day of the vendor's notice, None if it is not known; never the day of reading, which is
    `as_of`. `earliest`: it stays until then at least, which is no end. `shutdown`: the day it ends, or, where
    `what` is rerouted, from which calls go to `replacement`. `what` tuning-ends: no new tunes from that day.
    """

    id: str
    platform: str
    models: tuple[str, ...]
    announced: KnownDate | None = None
    earliest: FutureDate | None = None
    shutdown: FutureDate | None = None
    replacement: str | None = None
    what: Literal["shutdown", "tuning-ends", "rerouted"] = "shutdown"

    def __post_init__(self) -> None:
        if self.earliest is None and self.shutdown is None:
            raise ValueError("expected earliest, or shutdown, or both")

    @property
    def on(self) -> datetime.date:
        """The day it ends; the earliest day where no end is announced."""
        day = self.shutdown or self.earliest
        assert day is not None
        return day

    @property
    def known_since(self) -> datetime.date:
        """From when a reader could know it: the notice, else the day of reading, or its own if earlier."""
        return self.announced or min(self.as_of, self.on)

    @property
    def ends(self) -> bool:
        """Whether the models stop answering, or answer as another model, on a known day."""
        return self.shutdown is not None and self.what in ("shutdown", "rerouted")

    def in_words(self, on: datetime.date) -> str:
        """What happens to its models, seen from `on`: `shuts down on 2026-12-11`, `was rerouted to x on 2026-12-01`."""
        past = self.on <= on
        if self.what != "rerouted":
            return f"{'was shut' if past else 'shuts'} down on {self.on}"
        to = f" to {self.replacement}" if self.replacement else ""
        return f"{'was' if past else 'is'} rerouted{to} on {self.on}"


class LifecyclePolicy(Dated, frozen=True, kw_only=True):
    """What a platform promises about ends: notice periods, signals."""

    id: str
    platform: str
    says: str
