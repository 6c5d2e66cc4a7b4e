"""How long a person waits for the app: `uv run python tests/benchmarks/bench_app.py`.

First paint: from the start of the process to the first words on a pseudo-terminal, against a Textual app that
shows one word, taken in turn within one run. Answer to panel: from the key that answers to the panel being drawn.
"""

from __future__ import annotations

import asyncio
import datetime
import os
import pty
import re
import select
import statistics
import struct
import sys
import tempfile
import time

EMPTY = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("begin")
Empty().run()
"""
ADVISOR = "from advisor.tui.app import run; run()"
ANSWERS = (
    "300k/day, gpt-4o, 1500 in, 100 out",
    "/set spec_stability stable",
    "/set input_shift rarely",
    "/set prompt_baseline yes",
    "/set eval_infra automated",
    "/set data_boundary public-api",
    "/set prompt_meets_bar no",
    "/set failure_cause format",
    "/set structured_output_tried yes",
    "/set task classification",
    "/set task_scope narrow",
    "/set label_set fixed",
    "/set other_model_gap small",
    "/set labelled_examples 15000",
    "/set mlops yes",
)
LIMIT_S = 30


def first_paint(code: str) -> float:
    """Seconds from spawn until the word `begin` is on the terminal."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(TERM="xterm-256color", COLUMNS="120", LINES="40")
        os.execv(sys.executable, [sys.executable, "-c", code])
    start = time.perf_counter()
    import fcntl
    import termios

    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    seen = b""
    try:
        while b"begin" not in re.sub(rb"\x1b\[[0-9;?]*[A-Za-z]", b"", seen):
            ready, _, _ = select.select([terminal], [], [], LIMIT_S)
            if not ready:
                raise TimeoutError("nothing was painted")
            seen += os.read(terminal, 65536)
        return time.perf_counter() - start
    finally:
        os.kill(pid, 9)
        os.waitpid(pid, 0)
        os.close(terminal)


async def answer_to_panel(rounds: int) -> list[float]:
    """Seconds from each answer to the panel showing the decision made on it."""
    from advisor.tui.app import AdvisorApp
    from advisor.tui.services import Services

    waits: list[float] = []
    for _ in range(rounds):
        app = AdvisorApp(Services(datetime.date(2026, 4, 30)))
        async with app.run_test(size=(120, 40)) as pilot:
            while app.interview.core.priced_on is None:  # nobody types as fast as it is ready
                await asyncio.sleep(0.01)
            await app.workers.wait_for_complete()
            app.interview.submit("describe")
            await pilot.pause()
            for answer in ANSWERS:
                before = app.interview.decision
                start = time.perf_counter()
                app.interview.submit(answer)
                while app.interview.decision is before:
                    await asyncio.sleep(0)
                    if time.perf_counter() - start > LIMIT_S:
                        raise TimeoutError(f"no decision on {answer}")
                waits.append(time.perf_counter() - start)
                await pilot.pause()
    return waits


def main(rounds: int = 11) -> None:
    """Print the medians and the ratio, then the 95th percentile of answers."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["ADVISOR_HOME"] = home
        pairs = [(first_paint(EMPTY), first_paint(ADVISOR)) for _ in range(rounds + 1)][1:]
        empty, advisor = (statistics.median(p[i] for p in pairs) for i in (0, 1))
        print(
            f"first paint: empty {empty * 1000:.0f} ms, advisor {advisor * 1000:.0f} ms, ratio {advisor / empty:.2f}"
        )
        waits = asyncio.run(answer_to_panel(rounds))
    late = statistics.quantiles(waits, n=20)[-1]
    middle = statistics.median(waits)
    print(f"answer to panel: median {middle * 1000:.1f} ms, p95 {late * 1000:.1f} ms, {len(waits)} answers")


if __name__ == "__main__":
    main()
