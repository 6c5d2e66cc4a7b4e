"""Speed of the outlook, and how soon an interview is settled.

    python tests/benchmarks/bench_outlook.py [WORKLOADS]

Times: ranges over 100,000 samples, the flips of full cases, the proof that a case is settled, the next question.
Interviews: WORKLOADS random workloads (default 200), asked in the checklist's order, in that order without what
cannot matter, and by power; each until settled against the questions that are left.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[1] / "kits"))

from likely_workloads import workload
from workloads import APRIL, NOVEMBER, shipped, shipped_basis

from advisor.case.answer import Answer
from advisor.case.case import Case
from advisor.decision import checklist
from advisor.decision.checklist import Question
from advisor.errors import BadInput
from advisor.sensitivity import by_power, is_settled
from advisor.sensitivity.base_case import BaseCase, decide_base_case
from advisor.sensitivity.flips import flips
from advisor.sensitivity.monte_carlo import ranges

QUESTIONS = checklist.load().questions
ORDERS = ("checklist", "skipping", "power")


def main(workloads: int) -> None:
    """Print everything."""
    ranges(shipped("guide-classifier"), shipped_basis(), APRIL, 1_000)
    for name in ("guide-classifier", "promptunit", "legal-clauses"):
        seconds = min(_seconds(lambda n=name: ranges(shipped(n), shipped_basis(), APRIL)) for _ in range(3))
        print(f"ranges, 100,000 samples, {name}: {seconds * 1e3:.0f} ms")
    full = [workload(Random(n), answered=1) for n in range(40)]
    _print("flips of a full case", [_seconds(lambda c=c: flips(c, shipped_basis(), APRIL)) for c in full])
    grounds = [
        decide_base_case(workload(Random(n), answered=(n % 9 + 1) / 10), shipped_basis(), APRIL)
        for n in range(100)
    ]
    left = [
        [p.fact.name for q in QUESTIONS for p in q.parts if p.fact.name not in g.case.answers]
        for g in grounds
    ]
    _print("settled", [_seconds(lambda g=g: is_settled(g)) for g in grounds])
    pairs = list(zip(grounds, left, strict=True))
    _print("next question", [_seconds(lambda g=g, n=n: by_power(g, n)) for g, n in pairs])
    for scope in ("the core", "all"):
        asked = [q for q in QUESTIONS if q.core or scope == "all"]
        for order in ORDERS:
            counts = sorted(
                n for seed in range(workloads) if (n := _interview(seed, asked, order)) is not None
            )
            middle, most = counts[len(counts) // 2], counts[int(len(counts) * 0.9)]
            print(
                f"{scope}, {order}: settled after {middle} of {len(asked)} questions (median), {most} (p90)"
            )


def _interview(seed: int, questions: Sequence[Question], order: str) -> int | None:
    """How many questions were put until settled; None for a workload that cannot be decided."""
    random = Random(seed)
    truth = workload(random, answered=1)
    truth = truth if "failure_cause" in truth.answers else truth.answered("failure_cause", Answer(()))
    on = random.choice((APRIL, NOVEMBER))
    known, put = Case(), 0
    try:
        while True:
            waiting = [q for q in questions if _open(q, known)]
            left = [n for q in waiting for n in _open(q, known)]
            ground = decide_base_case(known, shipped_basis(), on)
            if not waiting or is_settled(ground, left):
                return put
            question = _next(ground, waiting, left, order)
            put += 1
            for name in _open(question, known):
                known = known.answered(name, truth.answers[name])
    except BadInput:
        return None


def _next(ground: BaseCase, waiting: Sequence[Question], left: Sequence[str], order: str) -> Question:
    worth = [] if order == "checklist" else by_power(ground, left)
    if not worth:
        return waiting[0]
    wanted = set(worth[:1] if order == "power" else worth)
    return next(q for q in waiting if wanted & {p.fact.name for p in q.parts})


def _open(question: Question, known: Case) -> list[str]:
    parts = [p for p in question.parts if p.asked(known.facts) is not False]
    return [p.fact.name for p in parts if p.fact.name not in known.answers]


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _print(name: str, seconds: Sequence[float]) -> None:
    ordered = sorted(seconds)
    middle, late = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]
    print(f"{name}: {middle * 1e3:.1f} ms (median), {late * 1e3:.1f} ms (p95)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
