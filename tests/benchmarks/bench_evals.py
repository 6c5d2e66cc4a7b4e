"""Speed and memory of `advisor evals` on a large log, and how often its intervals hold, over simulated files.

    uv run python tests/benchmarks/bench_evals.py [--sizes 100 500 1000] [--trials 40000]

A log is promptfoo's JSON with long answers, of the given megabytes. Memory is the peak of the whole process; it
should be flat within 20 % from 100 MB to 1 GB.
A cell of the simulation: examples, today's rate, the margin, the share of pairs that differ, repeats. It prints how
often a model exactly at the margin is called no worse (at most 5 % wanted), and how often the 95 % interval of the
difference holds the truth (93 to 97 % wanted; more where few pairs differ, as nobody can be exact there). With
10,000 trials the standard error of a share of 5 % is 0.22 points, so the cell of 200 examples and 5 repeats may print
5.03 %; with 40,000 (0.11 points) it prints 4.92 %, the highest of all cells.
"""

from __future__ import annotations

import argparse
import functools
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from advisor.evals.statistics.bounds import difference_bounds
from advisor.evals.statistics.proportions import exact_interval

CELLS = (
    (30, 0.95, 0.02, 0.04, 1), (50, 0.95, 0.02, 0.04, 1), (50, 0.90, 0.05, 0.11, 1), (100, 0.95, 0.02, 0.04, 1),
    (200, 0.80, 0.05, 0.25, 1), (500, 0.95, 0.02, 0.04, 1), (50, 0.90, 0.05, None, 3), (100, 0.90, 0.03, None, 3),
    (200, 0.95, 0.02, None, 5), (52, 0.95, 0.05, 0.05, 1), (300, 0.95, 0.02, 0.02, 1),
)  # fmt: skip
RATES = ((20, 0.9), (60, 0.9), (150, 0.95), (300, 0.8))


def log(path: Path, megabytes: int) -> None:
    """Write a promptfoo log of about this size."""
    answer, n = "x" * 4_000, 0
    with path.open("w") as out:
        out.write('{"evalId": "e", "results": {"version": 3, "results": [')
        while out.tell() < megabytes * 1_000_000:
            row = {
                "id": f"r{n}", "promptIdx": n % 2, "success": n % 7 > 0, "score": float(n % 7 > 0),
                "provider": {"id": f"openai:chat:m-{n % 2}"}, "vars": {"q": n // 2}, "failureReason": int(n % 7 == 0),
                "response": {"output": answer}, "latencyMs": 90, "tokenUsage": {"prompt": 100, "completion": 3},
            }  # fmt: skip
            out.write(("," if n else "") + json.dumps(row))
            n += 1
        out.write("]}}")


def read(sizes: list[int]) -> None:
    """Read a log of each size in a process of its own."""
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "log.json"
            log(path, size)
            begun = time.perf_counter()
            done = subprocess.run(
                [sys.executable, "-m", "advisor", "evals", str(path), "--format", "json"],
                capture_output=True,
                check=True,
            )
            took = time.perf_counter() - begun
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
            rows = json.loads(done.stdout)["files"][0]["rows"]
            print(f"{size} MB: {took:.1f} s, peak {peak:.0f} MB, {rows:,} rows")


def _differences(
    draw: random.Random, n: int, rate: float, margin: float, differ: float | None, repeats: int
) -> list[float]:
    if differ is not None:
        gained = (differ - margin) / 2
        return [1.0 if (u := draw.random()) < gained else -1.0 if u < differ else 0.0 for _ in range(n)]
    found = []
    for _ in range(n):
        today = draw.betavariate(2 * rate, 2 * (1 - rate))
        candidate = today * (rate - margin) / rate
        passes = [sum(draw.random() < p for _ in range(repeats)) / repeats for p in (candidate, today)]
        found.append(passes[0] - passes[1])
    return found


@functools.cache
def _judged(differences: tuple[float, ...], margin: float) -> tuple[bool, bool]:
    """Whether it is called no worse, and whether the 95 % interval holds the margin."""
    found = difference_bounds(differences, None, 0.95)
    return found.chance(-margin) <= 0.05, found.low <= -margin <= found.high


def simulate(trials: int) -> None:
    """Pairs at the margin, then rates at the bar."""
    for n, rate, margin, differ, repeats in CELLS:
        draw, wrong, held = random.Random(f"{n} {rate} {margin} {repeats}"), 0, 0
        for _ in range(trials):
            found = tuple(sorted(_differences(draw, n, rate, margin, differ, repeats)))
            called, holds = _judged(found, margin)
            wrong, held = wrong + called, held + holds
        cell = f"n {n}, rate {rate}, margin {margin}, differ {differ}, repeats {repeats}"
        shares = f"called no worse {wrong / trials:.2%}, 95 % interval holds {held / trials:.2%}"
        print(f"{cell}: {shares}", flush=True)
        _judged.cache_clear()
    for n, bar in RATES:
        draw = random.Random(f"{n} {bar}")
        meets = [exact_interval(k, n, 0.90)[0] >= bar for k in range(n + 1)]
        wrong = sum(meets[sum(draw.random() < bar for _ in range(n))] for _ in range(trials))
        print(f"n {n}, bar {bar}: called met {wrong / trials:.2%}", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=[100, 500, 1000])
    parser.add_argument("--trials", type=int, default=40_000)
    asked = parser.parse_args()
    read(asked.sizes)
    simulate(asked.trials)
