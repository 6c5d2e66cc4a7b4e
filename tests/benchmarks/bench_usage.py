"""Speed and memory of `advisor usage` on generated exports, and of `advisor portfolio` on generated cases.

    uv run python tests/benchmarks/bench_usage.py [--sizes 100 1000] [--cases 10000]

An export is LiteLLM spend logs as JSON lines, of the given megabytes. Beside it, in turn on the same file:
`wc -l`, and DuckDB alone with one sum over two of its fields. Memory is the peak of the whole process.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ALONE = """
import sys, duckdb
con = duckdb.connect()
con.execute("SET memory_limit = '512MB'")
con.execute("SELECT count(*), sum(prompt_tokens), sum(completion_tokens) FROM read_json(?)", [sys.argv[1]]).fetchall()
"""
MODELS = ("gpt-4o", "gpt-4o-mini", "claude-haiku-4-5")


def export(path: Path, megabytes: int) -> int:
    """Write spend logs of about this size; returns the rows."""
    draw, when, rows = random.Random(7), datetime.datetime(2026, 6, 1), 0
    with path.open("w") as out:
        while out.tell() < megabytes * 1_000_000:
            chunk = []
            for _ in range(5_000):
                when += datetime.timedelta(seconds=draw.expovariate(1))
                size, answer = int(draw.gammavariate(4, 500)) + 1, int(draw.gammavariate(2, 80)) + 1
                row = {
                    "request_id": f"chatcmpl-{rows + len(chunk):032d}",
                    "call_type": "acompletion",
                    "api_key": f"{draw.randrange(20):064x}",
                    "spend": round(size * 2.5e-6 + answer * 1e-5, 8),
                    "total_tokens": size + answer,
                    "prompt_tokens": size,
                    "completion_tokens": answer,
                    "startTime": when.isoformat() + "Z",
                    "model": draw.choice(MODELS),
                    "metadata": {"usage_object": {"prompt_tokens_details": {"cached_tokens": size // 3}}},
                    "cache_hit": "False",
                    "request_tags": ["bench"],
                    "team_id": f"team-{draw.randrange(8)}",
                    "status": "success",
                }
                chunk.append(json.dumps(row))
            out.write("\n".join(chunk) + "\n")
            rows += len(chunk)
    return rows


def run(*command: str) -> tuple[float, float]:
    """Seconds and peak megabytes of one command."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        raise SystemExit(f"{command[0]} failed")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def usage(folder: Path, megabytes: int) -> None:
    """Measure one size."""
    path = folder / "calls.jsonl"
    rows = export(path, megabytes)
    advisor = (sys.executable, "-m", "advisor", "usage", str(path), "--as-of", "2026-11-21")
    ways = {
        "advisor usage": advisor,
        "duckdb alone": (sys.executable, "-c", ALONE, str(path)),
        "wc -l": ("wc", "-l", str(path)),
    }
    found = {name: run(*command) for name, command in ways.items()}
    print(f"{path.stat().st_size / 1e6:,.0f} MB, {rows:,} rows; last column: times as long as")
    for name, (seconds, peak) in found.items():
        ratio = found["advisor usage"][0] / seconds
        print(f"  {name:<14} {seconds:7.2f} s {rows / seconds:12,.0f} rows/s {peak:6,.0f} MB   {ratio:,.1f}")
    path.unlink()


def cases(folder: Path, count: int) -> None:
    """Measure a portfolio of `count` cases."""
    draw = random.Random(3)
    table = folder / "cases.csv"
    size = "requests_per_month,model,input_tokens,output_tokens"
    names = f"workload,{size},prompt_baseline,spec_stability,task,eval_infra,mlops"
    with table.open("w") as out:
        print(names, file=out)
        for n in range(count):
            volume, model = draw.choice((50_000, 300_000, 2_000_000, 9_000_000)), draw.choice(MODELS)
            tokens = f"{draw.randint(300, 5_000)},{draw.randint(20, 500)}"
            print(f"case {n},{volume},{model},{tokens},yes,stable,classification,automated,yes", file=out)
    seconds, peak = run(
        sys.executable, "-m", "advisor", "portfolio", str(table), "--out", str(folder / "all.txt")
    )
    print(
        f"portfolio of {count:,} cases: {seconds:.1f} s on {os.cpu_count()} cores, {peak:,.0f} MB in the first process"
    )


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", metavar="MB", type=int, nargs="*", default=[100, 1000])
    parser.add_argument("--cases", metavar="N", type=int, default=10_000)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for megabytes in args.sizes:
            usage(Path(folder), megabytes)
        if args.cases:
            cases(Path(folder), args.cases)


if __name__ == "__main__":
    main()
