"""Speed of the rule base, beside zen-engine on the same conditions in the same run.

    python tests/benchmarks/bench_rules.py

Prints the time to load, to compile, and to evaluate with evidence, each the best of several rounds.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import Any

import zen

from advisor.files.paths import RULES
from advisor.rules import RuleSet
from advisor.rules.condition import Condition, Test
from advisor.rules.diagnostics import refuse
from advisor.rules.load import read_rules

FEW: dict[str, Any] = {
    "requests_per_month": 50_000,
    "model": "gpt-4o",
    "input_tokens": 1500,
    "output_tokens": 300,
}
MANY: dict[str, Any] = {
    **FEW,
    "requests_per_month": 9e6,
    "tokens_per_month": 1.6e10,
    "task": "classification",
    "label_set": "fixed",
    "task_scope": "narrow",
    "spec_stability": "stable",
    "input_shift": "rarely",
    "retrain_every_months": 6,
    "input_outpaces_retraining": False,
    "prompt_baseline": True,
    "prompt_meets_bar": False,
    "failure_cause": ("format",),
    "structured_output_tried": True,
    "eval_infra": "automated",
    "labelled_examples": 5000,
    "label_source": "production",
    "mlops": True,
    "data_boundary": "public-api",
    "latency_critical": True,
    "other_model_gap": "small",
    "few_shot_examples": 6,
    "turnaround": "interactive",
    "traffic": "steady",
    "horizon_months": 12,
    "break_even_band": "10x-plus",
    "break_even_multiple": 12.0,
    "tuned_route_open": True,
}


def zen_test(test: Test) -> str:
    fact, want = test.fact, json.dumps(test.value)
    if test.op in ("known", "unknown"):
        return f"({fact} {'!=' if test.op == 'known' else '=='} null)"
    each = {
        "below": f"{fact} < {want}",
        "at least": f"{fact} >= {want}",
        "is": f"len({fact}) == 0" if test.value == () else f"{fact} == {want}",
        "is not": f"len({fact}) != 0" if test.value == () else f"{fact} != {want}",
        "has": f"contains({fact}, {want})",
        "lacks": f"not contains({fact}, {want})",
        "one of": f"{fact} in {want}",
        "none of": f"{fact} not in {want}",
    }
    if test.fact == "failure_cause" and test.op == "one of":
        each["one of"] = f"some({fact}, # in {want})"
    return f"({fact} != null and {each[test.op]})"


def zen_expression(node: Condition) -> str:
    if isinstance(node, Test):
        return zen_test(node)
    word = " and " if node.join == "all" else " or "
    return "(" + word.join(map(zen_expression, node.parts)) + ")" if node.parts else "true"


def zen_graph(rules: RuleSet) -> dict[str, Any]:
    """Each level one expression node: what fires, and then what is derived."""
    nodes: list[dict[str, Any]] = [{"id": "in", "name": "in", "type": "inputNode", "content": {}}]
    number = 0
    for n, level in enumerate(rules.levels):
        lines = []
        for rule in level:
            lines.append((f"r{number}", zen_expression(rule.when)))
            number += 1
        derived: dict[str, str] = {}
        for (key, _), rule in zip(lines, level, strict=True):
            for fact, value in rule.derives().items():
                derived[fact] = f"{key} ? {json.dumps(value)} : {derived.get(fact, fact)}"
        for part, found in (("fires", lines), ("derives", list(derived.items()))):
            content = {
                "expressions": [
                    {"id": f"{part}{n}{i}", "key": k, "value": v} for i, (k, v) in enumerate(found)
                ],
                "passThrough": True,
            }
            nodes.append(
                {"id": f"{part}{n}", "name": f"{part}{n}", "type": "expressionNode", "content": content}
            )
    nodes.append({"id": "out", "name": "out", "type": "outputNode", "content": {}})
    edges = [
        {"id": f"e{i}", "type": "edge", "sourceId": a["id"], "targetId": b["id"]}
        for i, (a, b) in enumerate(pairwise(nodes))
    ]
    return {"contentType": "application/vnd.gorules.decision", "nodes": nodes, "edges": edges}


def best(work: Callable[[], object], times: int, rounds: int = 9) -> float:
    """Milliseconds of one call, the best of `rounds`."""
    found = []
    for _ in range(rounds):
        start = time.perf_counter()
        for _ in range(times):
            work()
        found.append((time.perf_counter() - start) / times * 1e3)
    return min(found)


def main() -> None:
    rules = read_rules([RULES], refuse)
    print(f"{len(rules.rules)} rules in {len(rules.levels)} levels")
    print(f"load                      {best(lambda: read_rules([RULES], refuse), 1):8.2f} ms")
    start = time.perf_counter()
    rules.evaluate({})
    print(f"compile, first evaluation {(time.perf_counter() - start) * 1e3:8.2f} ms")
    decision = zen.ZenEngine().create_decision(json.dumps(zen_graph(rules)))
    order = [rule.id for level in rules.levels for rule in level]
    blank = dict.fromkeys([*rules.vocabulary])
    for name, facts in (("few facts", FEW), ("many facts", MANY)):
        plain = {**blank, **{k: list(v) if isinstance(v, tuple) else v for k, v in facts.items()}}
        fired = {f.rule.id for f in rules.evaluate(facts).firings}
        result = decision.evaluate(plain)["result"]
        theirs = {rule for i, rule in enumerate(order) if result[f"r{i}"]}
        ours = best(partial(rules.evaluate, facts), 30)
        zens = best(partial(decision.evaluate, plain), 30)
        same = "" if fired == theirs else f"; differ on {sorted(fired ^ theirs)}"
        print(
            f"{name}, {len(fired)} fire: {ours:.3f} ms, zen-engine {zens:.3f} ms, ratio {ours / zens:.2f}{same}"
        )


if __name__ == "__main__":
    main()
