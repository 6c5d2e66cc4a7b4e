"""What the rules verbs show: plain data for JSON, and the same as text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from advisor.files import paths
from advisor.rules import inline_cases
from advisor.rules.condition import value_text
from advisor.rules.evaluation import Evaluation
from advisor.rules.rule import Rule
from advisor.rules.ruleset import RuleSet
from advisor.text.escape import harmless

Data = dict[str, Any]
STATES: Mapping[bool | None, str] = {True: "fired", False: "silent", None: "open"}
MARKS = {"fired": "●", "silent": "○", "open": "?"}
_HOLDS: Mapping[bool | None, str] = {True: "holds", False: "fails", None: "open"}


def listing(
    rules: RuleSet, evaluation: Evaluation | None, theme: str | None, state: str | None
) -> list[Data]:
    """The rules that match, with their state where there is a case."""
    rows = []
    for rule in rules.rules:
        now = STATES[evaluation.state(rule.id)] if evaluation else None
        if theme in (None, rule.theme) and state in (None, now):
            own = is_own(rules, rule)
            rows.append({"id": rule.id, "theme": rule.theme, "says": rule.says, "state": now, "own": own})
    return rows


def is_own(rules: RuleSet, rule: Rule) -> bool:
    """Whether the rule is not a shipped one."""
    return rules.origin(rule.id) != paths.RULES


def listing_text(rows: Sequence[Data]) -> str:
    """By theme, a rule a line; then how many there are in each state."""
    found: list[str] = []
    width = max((len(r["id"]) for r in rows), default=0)
    for n, row in enumerate(rows):
        if n == 0 or rows[n - 1]["theme"] != row["theme"]:
            found += ["", row["theme"]] if n else [row["theme"]]
        mark = f"{MARKS[row['state']]} " if row["state"] else ""
        own = " (own)" if row["own"] else ""
        found.append(f"  {mark}{row['id'].ljust(width)}  {row['says']}{own}")
    states = [s for s in STATES.values() if any(r["state"] == s for r in rows)]
    counts = [f"{MARKS[s]} {sum(r['state'] == s for r in rows)} {s}" for s in states]
    return harmless(
        "\n".join([*found, *[""][: len(found)], ", ".join([f"{len(rows)} rules", *counts])]) + "\n"
    )


def rule_data(rules: RuleSet, rule: Rule, claims: Mapping[str, str]) -> Data:
    """Everything about one rule: its YAML, what it cites, its cases, and the rules around it."""
    source = rules.document(rule.id)
    return {
        "id": rule.id,
        "theme": rule.theme,
        "says": rule.says,
        "file": source.file,
        "line": source.line,
        "own": is_own(rules, rule),
        "yaml": source.text,
        "topic": rule.topic,
        "cites": [{"claim": c, "says": claims.get(c)} for c in rule.cites],
        "cases": {
            "fires": len(rule.fires),
            "silent": len(rule.silent),
            "failing": [str(m) for m in inline_cases.failing_cases(rules, [rule])],
        },
        "rests_on": {f: [m.id for m in rules.makers[f]] for f in rules.reads(rule) if f in rules.makers},
        "read_by": {f: [r.id for r in rules.readers(f)] for f in rule.derives()},
    }


def rule_text(data: Data) -> str:
    """`rule_data` as text."""
    own = " (own rule)" if data["own"] else ""
    found = [f"{short_place(data['file'])}:{data['line']}{own}", "", data["yaml"].rstrip(), "", "Cites"]
    found += [f"  {c['claim']}: {c['says'] or 'no such claim'}" for c in data["cites"]]
    cases = data["cases"]
    held = "all hold" if not cases["failing"] else f"{len(cases['failing'])} do not hold"
    found += ["", f"Cases: {cases['fires']} must fire, {cases['silent']} must not; {held}"]
    found += [f"  {short_place(line)}" for line in cases["failing"]]
    for fact, makers in data["rests_on"].items():
        found += ["", f"Reads {fact}, derived by", *(f"  {m}" for m in makers)]
    for fact, readers in data["read_by"].items():
        found += ["", f"Derives {fact}, read by", *(f"  {r}" for r in readers or ["no rule"])]
    return harmless("\n".join(found) + "\n")


def why_data(rule: Rule, evaluation: Evaluation, ask: Mapping[str, str]) -> Data:
    """Each test of the rule on this case, and what would settle it. `ask`: fact -> the question that sets it."""
    return {
        "id": rule.id,
        "says": rule.says,
        "state": STATES[evaluation.state(rule.id)],
        "decided_by": [b._asdict() for b in evaluation.deciding(rule.id)],
        "tests": [{**b._asdict(), "is": _HOLDS[held]} for b, held in evaluation.tests(rule.id)],
        "settled_by": [{"fact": f, "ask": ask.get(f)} for f in evaluation.open_facts(rule.id)],
    }


def why_text(data: Data) -> str:
    """`why_data` as text."""
    verb = {"fired": "fires", "silent": "does not fire", "open": "is open"}[data["state"]]
    found = [f"{data['id']} {verb} on this case.", f"  {data['says']}"]
    for kind, title in (("holds", "True"), ("fails", "Failing"), ("open", "Open")):
        tests = [t for t in data["tests"] if t["is"] == kind]
        if tests:
            found += ["", title, *(f"  {t['fact']} {t['test']}{_met(t)}" for t in tests)]
    if data["settled_by"]:
        found += ["", "What would settle it"]
        found += [f"  {q['fact']}" + (f": {q['ask']}" if q["ask"] else "") for q in data["settled_by"]]
    return harmless("\n".join(found) + "\n")


def _met(test: Data) -> str:
    """The value the test met, where the test does not say it already."""
    value = value_text(test["value"])
    return "" if test["is"] == "open" or test["test"] == f"is {value}" else f" (it is {value})"


def coverage(rules: RuleSet, cases: Mapping[str, Evaluation]) -> Data:
    """On how many of the cases each rule fires, and which rules never do."""
    fired = {rule.id: 0 for rule in rules.rules}
    for evaluation in cases.values():
        for firing in evaluation.firings:
            fired[firing.rule.id] += 1
    return {"cases": list(cases), "fired": fired, "never": [i for i, n in fired.items() if n == 0]}


def coverage_text(data: Data) -> str:
    """`coverage` as text."""
    rules, cases, never = len(data["fired"]), len(data["cases"]), data["never"]
    found = [f"{rules - len(never)} of {rules} rules fire on at least one of {cases} cases."]
    return "\n".join(found + (["Never:", *(f"  {i}" for i in never)] if never else [])) + "\n"


def short_place(place: str) -> str:
    """A path, or a sentence that starts with one, shortened where it lies below the working folder."""
    return place.removeprefix(f"{Path.cwd()}/")


def lines(sentences: Iterable[str]) -> str:
    """One sentence a line."""
    return "".join(f"{short_place(s)}\n" for s in sentences)
