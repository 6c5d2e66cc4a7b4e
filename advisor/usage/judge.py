"""What only the whole table shows: the same tokens written down twice, and times that cannot be."""

from __future__ import annotations

import datetime

from advisor.usage import traffic
from advisor.usage.database import Database, sql
from advisor.usage.limits import DAY, EVEN_SHARE, FEWEST_COUNTED, GROWING_DAYS
from advisor.usage.lines.raw_lines import literal

FUTURE = "a time in the future"
JUMP = "a time far from all others, a clock that jumped"


def judge(database: Database, today: datetime.date, largest: float) -> None:
    """Set aside records that are counted elsewhere, and those whose time or counts cannot be.

    `largest`: input tokens that no model takes more of.
    """
    database.run_file("totals")
    database.run_file("duplicates")
    database.run_file("states")
    database.run_file("timeless")
    [(sums, spans)] = database.ask("SELECT count(about), count(parent) FROM usage WHERE why IS NULL")
    if sums:
        database.run_file("sums")
        database.run_file("pulls")
        database.run_file("forms")
        database.run_file("widths")
    if spans:
        database.run_file("around")
        database.run_file("twins")
    database.run(
        sql("implausible").format(
            largest=largest, fewest=FEWEST_COUNTED, rising=EVEN_SHARE, day=DAY, days=GROWING_DAYS
        )
    )
    tomorrow = today + datetime.timedelta(days=1)
    database.run(
        f"UPDATE usage SET why = {literal(FUTURE)}, called = false"
        f" WHERE (why IS NULL OR called) AND began >= '{tomorrow}'"
    )
    database.run(f"UPDATE usage SET ended = '{tomorrow}' WHERE ended > '{tomorrow}' AND why IS NULL")
    for first, last in traffic.stray_days(database.query("days")):
        database.run(
            f"UPDATE usage SET why = {literal(JUMP)}, called = false"
            f" WHERE (why IS NULL OR called) AND began::DATE BETWEEN '{first}' AND '{last}'"
        )
