"""The bills of each route, kept for the next variation of one workload: priced again only where they would differ."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Protocol, Self, TypeAlias, TypeVar

from msgspec import Struct, field

from advisor.costing.price_memory import PriceMemory

if TYPE_CHECKING:
    import datetime

Made = TypeVar("Made")
"""A bill: what it holds is nothing to the memory."""
Load = TypeVar("Load")
Found = TypeVar("Found")


class _Variation(Protocol):
    """What a route is priced by: see Inputs."""

    @property
    def as_of(self) -> datetime.date: ...
    @property
    def facts(self) -> Mapping[str, Any]: ...
    @property
    def rates(self) -> Mapping[str, Mapping[str, float]]: ...
    @property
    def used(self) -> dict[str, Any]: ...
    @property
    def sampled(self) -> bool: ...
    def ask_once(self, question: Callable[..., Any], *given: Any) -> Any:
        """What `question` makes of the facts."""
        ...

    def watched(self, facts: Mapping[str, Any]) -> Self:
        """The same, read through `facts`, with nothing used yet."""
        ...


_KEPT = 3
"""Variations kept a route: the workload itself and its latest ones."""
_PAIRS_KEPT = 256


class ReadTracker(Mapping[str, Any]):
    """`facts`, keeping in `names` which of them, known or not, were asked for; `asked` answers questions of several."""

    def __init__(self, facts: Mapping[str, Any], asked: Callable[..., Any]) -> None:
        self._facts, self._asked = facts, asked
        self.names: set[str] = set()
        self.whole = False
        """Whether all of them were gone through, which reads every one."""
        self.questions: dict[_Question, Any] = {}
        """The answers to what was asked of several facts at once."""

    def __getitem__(self, name: str) -> Any:
        self.names.add(name)
        return self._facts[name]

    def get(self, name: str, default: Any = None) -> Any:
        """The fact of this name, or `default`."""
        self.names.add(name)
        return self._facts.get(name, default)

    def ask(self, question: Callable[..., Any], given: tuple[Any, ...]) -> Any:
        """What `question` makes of the facts: its answer is kept, not what it reads."""
        asking = question, given
        if asking not in self.questions:
            self.questions[asking] = self._asked(question, *given)
        return self.questions[asking]

    def __iter__(self) -> Iterator[str]:
        self.whole = True
        self.names.update(self._facts)
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)


_Question: TypeAlias = tuple[Callable[..., Any], tuple[Any, ...]]
"""What is asked of the facts, with what else is given."""


class _Priced(Struct, frozen=True):
    """What was priced: by which arguments and which answers, with the assumptions that it used."""

    by: tuple[Any, ...]
    read: Mapping[str, Any]
    questions: Mapping[_Question, Any]
    whole: bool
    used: Mapping[str, Any]
    bills: tuple[Any, ...]

    def fits(self, inputs: _Variation, by: tuple[Any, ...]) -> bool:
        facts = inputs.facts
        if self.whole and set(facts) - set(self.read):
            return False
        if self.by != by or any(facts.get(name) != value for name, value in self.read.items()):
            return False
        return all(
            inputs.ask_once(question, *given) == answer
            for (question, given), answer in self.questions.items()
        )


class RouteMemory(Struct, frozen=True):
    """Route -> its latest bills. It belongs to one workload and its variations."""

    own_prices: PriceMemory = field(default_factory=PriceMemory)
    """What prices are where some were negotiated."""
    _kept: dict[str, list[_Priced]] = field(default_factory=dict)
    _pairs: dict[tuple[Any, int, int], tuple[tuple[Any, Any, Any], Any]] = field(default_factory=dict)

    def bills(
        self, route: str, price: Callable[..., Iterable[Made]], inputs: _Variation, *given: Any
    ) -> tuple[Made, ...]:
        """What `price(inputs, *given)` gives. Samples are always priced: they differ from one time to the next."""
        if inputs.sampled:
            return tuple(price(inputs, *given))
        by = (inputs.as_of, inputs.rates, *given)
        kept = self._kept.setdefault(route, [])
        found = next((k for k in kept if k.fits(inputs, by)), None)
        if found is None:
            found = _price(price, inputs, given, by)
            del kept[_KEPT - 1 :]
            kept.append(found)
        inputs.used.update(found.used)
        return found.bills

    def pair_result(
        self, find: Callable[[Made, Made, Load], Found], one: Made, other: Made, load: Load
    ) -> Found:
        """What `find(one, other, load)` gives: the same bills meet in every variation."""
        at = find, id(one), id(other)
        kept = self._pairs.get(at)
        if kept is None or kept[0][2] != load:
            if len(self._pairs) >= _PAIRS_KEPT:
                self._pairs.clear()
            kept = self._pairs[at] = (one, other, load), find(one, other, load)
        found: Found = kept[1]
        return found


def _price(
    price: Callable[..., Iterable[Made]], inputs: _Variation, given: tuple[Any, ...], by: tuple[Any, ...]
) -> _Priced:
    facts = ReadTracker(inputs.facts, inputs.ask_once)
    watched = inputs.watched(facts)
    bills = tuple(price(watched, *given))
    read = {name: inputs.facts.get(name) for name in facts.names}
    return _Priced(by, read, facts.questions, facts.whole, watched.used, bills)
