"""Checked decisions as text, as JSON, and as annotations of a GitHub workflow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from advisor.errors import BadInput
from advisor.report.decision_json import trigger
from advisor.report.route_names import row_name
from advisor.report.wording import chosen_name
from advisor.review.check import CheckedMemo, HorizonCost
from advisor.text import words
from advisor.text.escape import harmless, one_line
from advisor.text.json_text import change, encode, number
from advisor.text.table import wrap

if TYPE_CHECKING:
    from advisor.decision.decision import Verdict
    from advisor.report.carried.record import RecordedVerdict

Outcome = CheckedMemo | BadInput


def text(outcomes: Sequence[Outcome]) -> str:
    """One block a file, the changed ones in full, and a line that counts them. Bad files go to stderr."""
    done = [o for o in outcomes if isinstance(o, CheckedMemo)]
    lines = [line for o in done for line in _block(o)]
    changed = sum(not o.holds for o in done)
    bad = len(outcomes) - len(done)
    tail = f", {bad} could not be read" if bad else ""
    lines.append(f"{len(done)} checked, {changed} to look at again{tail}")
    return "\n".join(lines) + "\n"


def as_json(outcomes: Sequence[Outcome]) -> str:
    """All files as one JSON document."""
    rows = [_row(o) if isinstance(o, CheckedMemo) else _bad(o) for o in outcomes]
    return encode({"format": 1, "results": rows})


def github(outcomes: Sequence[Outcome]) -> str:
    """One workflow command a finding: error for a changed verdict or bad input, warning for a trigger."""
    lines = []
    for o in outcomes:
        if isinstance(o, BadInput):
            lines.append(_annotation("error", o.file or "", "cannot be checked", str(o), o.line or 1))
            continue
        if o.changed:
            says = "; ".join([f"{_before(o)} -> {_after(o)}", *(f"{c.kind}: {c.says}" for c in o.causes)])
            lines.append(_annotation("error", o.file, "verdict changed", says))
        if o.edited:
            lines.append(_annotation("error", o.file, "edited by hand", "; ".join((_edits(o), *o.edits))))
        lines += [_annotation("warning", o.file, "look again", f"{f.trigger.when}: {f.why}") for f in o.fired]
    return "".join(f"{line}\n" for line in lines)


def _block(o: CheckedMemo) -> list[str]:
    if o.before is None:
        head = f"{o.file}: a case without a memo, so nothing to compare with; today: {_after(o)}"
    elif o.holds:
        note = (
            ""
            if o.words_checked
            else "; its words are not checked: it was written before memos kept their digests"
        )
        head = f"{o.file}: unchanged since {o.before.as_of.isoformat()}: {_after(o)}{note}"
    else:
        state = "the verdict changed" if o.changed else "the verdict holds"
        state += ", a trigger fired" if o.fired and not o.changed else ""
        state += ", but the memo was edited by hand" if o.edited else ""
        head = f"{o.file}: {state} since {o.before.as_of.isoformat()}"
    lines = wrap(one_line(head, 1000), "", "  ")
    told = [("verdict", f"{_before(o)} -> {_after(o)}"), ("now", o.now.verdict.headline)] if o.changed else []
    told += [("edited", _edits(o))] if o.edited else []
    told += [("edit", said) for said in o.edits]
    told += [("cost", _total(o, t)) for t in _moved(o)]
    told += [("route", _opened(o, t)) for t in o.totals if t.was_open is not t.is_open]
    told += [("cause", f"{c.kind}: {c.says}") for c in o.causes if _tells(o)]
    told += [("trigger", f"{f.trigger.when}: {f.why}") for f in o.fired]
    return lines + [line for label, says in told for line in wrap(one_line(says, 1500), f"  {label:<9}")]


def _edits(o: CheckedMemo) -> str:
    """The edited parts; headings are a stranger's words."""
    return one_line(", ".join(one_line(part, 80) for part in o.edited), 1000)


def _tells(o: CheckedMemo) -> bool:
    return not o.holds or bool(_moved(o))


def _moved(o: CheckedMemo) -> list[HorizonCost]:
    """The totals of the verdict's routes then and now, where they moved."""
    if o.before is None:
        return []
    routes = {o.before.verdict.route, o.now.verdict.route}
    return [t for t in o.totals if t.route in routes and number(t.before) != number(t.after)]


def _before(o: CheckedMemo) -> str:
    assert o.before is not None
    verdict = o.before.verdict
    following = one_line(verdict.next) if verdict.next else verdict.next
    return _verdict(words.brief(one_line(verdict.route)), verdict, verdict.route, following)


def _after(o: CheckedMemo) -> str:
    verdict = o.now.verdict
    return _verdict(chosen_name(o.now), verdict, verdict.route, verdict.next.route)


def _verdict(name: str, verdict: Verdict | RecordedVerdict, route: str, following: str | None) -> str:
    parts = ["trained" if verdict.trained else "untrained", "settled" if verdict.settled else "not settled"]
    if following and following != route:
        parts.append(f"next {words.brief(following)}")
    return f"{name} ({', '.join(parts)})"


def _total(o: CheckedMemo, t: HorizonCost) -> str:
    name = row_name(o.now.route(t.route))
    if t.was not in (None, name):
        name = f"{t.was} -> {name}"
    if t.before is None or t.after is None:
        return f"{name}: {words.dollars(t.before)} -> {words.dollars(t.after)}"
    change = words.percent(t.before, t.after)
    return f"{name}: {words.dollars(t.before)} -> {words.dollars(t.after)} ({change})"


def _opened(o: CheckedMemo, t: HorizonCost) -> str:
    name = row_name(o.now.route(t.route))
    if t.is_open:
        return f"{name} is open again"
    return f"{name} is closed now: {one_line('; '.join(t.why_not), 500)}"


def _row(o: CheckedMemo) -> dict[str, Any]:
    verdict = o.now.verdict
    after = {
        "route": verdict.route,
        "trained": verdict.trained,
        "next": verdict.next.route,
        "settled": verdict.settled,
        "concluded_by": verdict.concluded_by,
    }
    return {
        "file": o.file,
        "state": _state(o),
        "edited": list(o.edited),
        "edits": list(o.edits),
        "words_checked": o.words_checked,
        "as_of": {"before": o.before.as_of.isoformat() if o.before else None, "now": o.now.as_of.isoformat()},
        "verdict": {"before": o.before.verdict.model_dump() if o.before else None, "now": after},
        "totals": [
            {
                "route": t.route,
                "was": t.was,
                "before_usd": number(t.before),
                "now_usd": number(t.after),
                "available": t.is_open,
                "was_available": t.was_open,
                "change": change(t.before, t.after),
            }
            for t in o.totals
        ],
        "causes": [{"kind": c.kind, "says": c.says} for c in o.causes],
        "triggers": [{**trigger(f.trigger), "why": f.why} for f in o.fired],
    }


def _state(o: CheckedMemo) -> str:
    if o.holds:
        return "unchanged" if o.before else "decided"
    return "changed" if o.changed else "fired" if o.fired else "edited"


def _bad(e: BadInput) -> dict[str, Any]:
    return {"file": e.file, "state": "bad", "error": str(e)}


def _annotation(level: str, file: str, title: str, says: str, line: int = 1) -> str:
    def data(text: str) -> str:
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    def value(text: str) -> str:
        return harmless(data(text)).replace(":", "%3A").replace(",", "%2C")

    return f"::{level} file={value(file)},line={line},title={value(title)}::{data(one_line(says, 4000))}"
