"""Start-up of the headless verbs as ratios within one run: `uv run python tests/benchmarks/bench_cli.py`.

Each command is a process of its own, taken in turn with its yardstick; the median of the ratios is printed.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

CASE = str(Path(__file__).parents[1] / "cases" / "guide-classifier.case.yaml")
ROUNDS = 15
PAIRS = (
    ("advisor --help / import textual.app", ["-m", "advisor", "--help"], "import textual.app"),
    (
        "advisor decide / import pydantic, yaml, durable_rules_engine",
        ["-m", "advisor", "decide", CASE],
        "import pydantic, yaml, durable_rules_engine",
    ),
)


def seconds(arguments: list[str]) -> float:
    """Wall time of one Python process."""
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def main() -> None:
    """Print each ratio: median and range."""
    for name, arguments, yardstick in PAIRS:
        seconds(arguments), seconds(["-c", yardstick])
        ratios = sorted(seconds(arguments) / seconds(["-c", yardstick]) for _ in range(ROUNDS))
        print(f"{name}: {statistics.median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})")


if __name__ == "__main__":
    main()
