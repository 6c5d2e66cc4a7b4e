"""promptfoo's configuration: one file, a column a model."""

from __future__ import annotations

from typing import Any

import yaml

from advisor.evals.setup.plan import BLANK, EvalPlan, SetupModel, TestColumns, tools
from advisor.text.escape import one_line

VERSION = "0.121.20"
"""The version whose own check these files pass."""
_HEAD = """\
# yaml-language-server: $schema=https://promptfoo.dev/config-schema.json
# Check it without a call:  npx promptfoo@{version} validate
# Run it:                   npx promptfoo@{version} eval --no-cache --no-share -o results.json
# Read it back:             advisor evals results.json --baseline today
# Keys are read from the environment: {keys}.
"""


_SAME_JSON = """\
const read = v => typeof v === 'string' ? JSON.parse(v) : v;
const sorted = v => Array.isArray(v) ? v.map(sorted) : v && typeof v === 'object'
  ? Object.fromEntries(Object.keys(v).sort().map(k => [k, sorted(v[k])])) : v;
return JSON.stringify(sorted(read(output))) === JSON.stringify(sorted(read(context.vars[{reference}])));
"""


def config(plan: EvalPlan, tests: str, columns: TestColumns | None) -> str:
    """The text of promptfooconfig.yaml. `tests`: the test set as seen from its folder."""
    keys = ", ".join(dict.fromkeys(_of(m)["key"] for m in plan.models if _of(m)["key"])) or "none"
    data: dict[str, Any] = {
        "description": f"{_plain(plan.title) or 'a workload'}, {plan.as_of}",
        "prompts": ["file://prompt.txt"],
        "providers": [_provider(m) for m in plan.models],
        "tests": f"file://{tests}",
        "evaluateOptions": {"repeat": 1},
    }
    if columns is None or not columns.expects:
        reference = columns.reference if columns is not None else "expected"
        data["defaultTest"] = _checks(plan, reference)
    body = yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=110)
    return _HEAD.format(version=VERSION, keys=keys) + body


def _plain(title: str) -> str:
    """A title without the braces that promptfoo would fill in."""
    return one_line(title.replace("{{", "{ {").replace("{%", "{ %"), 80)


def _provider(model: SetupModel) -> dict[str, Any]:
    return {"id": f"{_of(model)['promptfoo']}{model.name}", "label": model.label}


def _of(model: SetupModel) -> dict[str, Any]:
    found: dict[str, Any] = tools()["providers"].get(model.provider, {})
    return {"promptfoo": "openai:chat:", "key": "", **found}


def _checks(plan: EvalPlan, reference: str | None) -> dict[str, Any]:
    wanted = f"{{{{{reference}}}}}" if reference else BLANK
    if plan.check == "json":
        equal = _SAME_JSON.replace("{reference}", repr(reference))
        return {"assert": [{"type": "is-json", "metric": "format"},
                           {"type": "javascript", "value": equal, "metric": "accuracy"}]}  # fmt: skip
    if plan.check == "exact":
        same = f"output.trim().toLowerCase() === String(context.vars[{reference!r}]).trim().toLowerCase()"
        return {"assert": [{"type": "javascript", "value": same, "metric": "accuracy"}]}
    rubric = tools()["rubric"].replace("{{expected}}", wanted)
    judge = {"options": {"provider": _provider(plan.judge)["id"]}} if plan.judge else {}
    return {**judge, "assert": [{"type": "llm-rubric", "value": rubric, "metric": "quality"}]}
