"""Whether cached tokens stand inside the input of an export or beside it, where the format alone does not tell.

Decided for each group of calls that one instrumentation wrote for one model, by what the calls show: more cached
tokens than input prove that they are apart; else spend tells, where only one reading's bill is near it; else the
source's usual rule holds.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from advisor.costing.list_price import BilledTokens, bill, list_price
from advisor.text import words
from advisor.usage.database import Database
from advisor.usage.export_file import ExportFile
from advisor.usage.limits import OVER_SHARE, SPEND_AGREES

if TYPE_CHECKING:
    from advisor.knowledge.store import Knowledge


@dataclass(frozen=True)
class ReadingFindings:
    """What was found out: sentences that tell it, and questions that only the user can answer."""

    notes: tuple[str, ...]
    questions: tuple[str, ...]


def decide_readings(
    database: Database,
    sources: Sequence[ExportFile],
    knowledge: Knowledge,
    today: datetime.date,
    cached: str | None,
) -> ReadingFindings:
    """The table `readings`: for each group whether cached tokens are apart. `cached`: what the user said of it."""
    rows, notes, questions = ["(NULL::UBIGINT, NULL::BOOLEAN)"], dict[str, None](), dict[str, None]()
    formats = {number: s.format for number, s in enumerate(sources)}
    for group in database.records("groups"):
        known = formats[group["file"]]
        open_ = known.cached_tokens is None or (known.doubtful and group["alike"] > group["calls"] / 2)
        if cached is not None and open_:
            apart: bool | None = cached == "apart"
        else:
            apart = _shown(group) if _shown(group) is not None else _by_spend(group, knowledge, today)
        if apart:
            notes[f"{known.name}: input leaves out cached tokens here, they were added."] = None
        if apart is None and open_:
            questions[_question(known.name, group)] = None
        rows.append(f"({group['grp']}, {bool(apart)})")
    database.run(f"CREATE TABLE readings AS SELECT * FROM (VALUES {', '.join(rows)}) AS t(grp, apart)")
    return ReadingFindings(tuple(notes), tuple(questions))


def _shown(group: dict[str, Any]) -> bool | None:
    """Apart, where calls have more cached tokens than input; None where none does."""
    return True if group["over"] >= max(1.0, OVER_SHARE * group["calls"]) else None


def _by_spend(group: dict[str, Any], knowledge: Knowledge, today: datetime.date) -> bool | None:
    """The reading whose bill at list prices is the spend in the export; None where neither or both are.

    Who works out the spend of a call may not know that cached tokens cost less: then it is no sign of the other one.
    """
    price = list_price(group["id"], today, knowledge)
    if price is None or not group["priced"] or not group["usd"]:
        return None
    said, cached, written, output = (group[k] or 0.0 for k in ("said", "cached", "written", "output"))
    inside = bill(price, BilledTokens(said - cached - written, cached, written, output)) / group["usd"] - 1
    apart = bill(price, BilledTokens(said, cached, written, output)) / group["usd"] - 1
    undiscounted = bill(price, BilledTokens(said, 0.0, 0.0, output)) / group["usd"] - 1
    fits_inside = abs(inside) <= SPEND_AGREES
    fits_apart = abs(apart) <= SPEND_AGREES and abs(apart) < abs(undiscounted)
    return None if fits_inside == fits_apart else bool(fits_apart)


def _question(name: str, group: dict[str, Any]) -> str:
    share = (group["cached"] or 0.0) / group["said"] if group["said"] else 0.0
    alike = "cached and input tokens are about equal" if group["alike"] > group["calls"] / 2 else ""
    about = alike or f"cached tokens are {words.share(share)} of the input"
    return (
        f"{name}: {about}, and the file does not say whether the input holds them. They are taken as part of it;"
        f" say --cached apart if they come on top."
    )
