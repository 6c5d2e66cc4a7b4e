"""What is known beside one answer, and tells what its words mean."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from advisor.case.answer import Answer


class Beside(Struct, frozen=True):
    """Tokens of one call, the case's own prices, and whether today's model is said to miss the bar.

    `rates`: price-book id -> value name -> number; their dated exchange rates go before the shipped ones.
    """

    tokens_per_request: float | None = None
    rates: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    misses: bool = False

    @classmethod
    def of(cls, answers: Mapping[str, Answer], rates: Mapping[str, Mapping[str, float]]) -> Beside:
        """What other answers and a case's own prices tell."""
        return cls(tokens_per_request(answers), rates, misses_bar(answers))


NOTHING = Beside()


def tokens_per_request(answers: Mapping[str, Answer]) -> float | None:
    """Input and output tokens of one call where both are numbers known and positive; else None."""
    known = [answers[n].value for n in ("input_tokens", "output_tokens") if n in answers]
    total = sum(v for v in known if isinstance(v, int | float))
    return total if len(known) == 2 and total > 0 else None


def misses_bar(answers: Mapping[str, Answer]) -> bool:
    """Whether today's model is said to miss the bar."""
    return "prompt_meets_bar" in answers and answers["prompt_meets_bar"].value is False
