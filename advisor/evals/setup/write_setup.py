"""The files of an evaluation, written into a folder; nothing that is there already is overwritten."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

from advisor.errors import BadInput
from advisor.evals.setup import inspect_setup, promptfoo_setup
from advisor.evals.setup.plan import BLANK, EvalPlan, TestColumns, test_columns
from advisor.files import atomic
from advisor.text import words
from advisor.text.escape import one_line

Tool = Literal["promptfoo", "inspect"]


def write(plan: EvalPlan, tool: Tool, out: Path) -> list[Path]:
    """Write configuration, prompt, test set and a README; the paths written. Raises BadInput, writing nothing then."""
    columns = None if plan.tests is None else test_columns(plan.tests)
    tests = "tests.csv" if plan.tests is None else os.path.relpath(plan.tests, out)
    contents = {"prompt.txt": _prompt(plan, tool, columns)}
    if plan.tests is None:
        contents["tests.csv"] = _blank_tests(tool)
    if tool == "promptfoo":
        contents["promptfooconfig.yaml"] = promptfoo_setup.config(plan, tests, columns)
    else:
        contents["measure.py"] = inspect_setup.task_file(plan, tests, columns)
    contents["README.md"] = _readme(plan, tool)
    there = [name for name in contents if (out / name).exists()]
    if there:
        raise BadInput("would overwrite what is there", file=str(out / there[0]), expected="an empty folder")
    atomic.make_folder(out)
    for name, text in contents.items():
        atomic.write(out / name, text)
    return [out / name for name in contents]


def _prompt(plan: EvalPlan, tool: Tool, columns: TestColumns | None) -> str:
    if plan.prompt is not None:
        try:
            return plan.prompt.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as e:
            raise BadInput(f"cannot read this prompt ({e})", file=str(plan.prompt)) from None
    first = columns.inputs[0] if columns is not None and columns.inputs else "input"
    blank = "{prompt}" if tool == "inspect" else f"{{{{{first}}}}}"
    return f"{BLANK}: the prompt that runs today. {blank} is where an example goes.\n\n{blank}\n"


def _blank_tests(tool: Tool) -> str:
    id_ = "__metadata:id" if tool == "promptfoo" else "id"
    rows = [f"{BLANK}: real request {n},{BLANK}: its right answer,t-{n}" for n in (1, 2, 3)]
    return "\n".join([f"input,expected,{id_}", *rows]) + "\n"


def _readme(plan: EvalPlan, tool: Tool) -> str:
    few, usual = plan.examples
    each = plan.per_example_usd
    price = (
        ""
        if each is None
        else f" At list prices that is {words.dollars(few * each)} to {words.dollars(usual * each)}."
    )
    run = {
        "promptfoo": f"npx promptfoo@{promptfoo_setup.VERSION} eval --no-cache --no-share -o results.json",
        "inspect": "inspect eval measure.py --model ... (the whole line stands in measure.py)",
    }[tool]
    read = (
        "results.json --baseline today" if tool == "promptfoo" else f"logs --baseline {plan.models[0].name}"
    )
    models = "\n".join(
        f"- {one_line(m.label)}: {one_line(m.id)}, called as {one_line(m.name)}" for m in plan.models
    )
    blanks = [n for n, given in (("prompt.txt", plan.prompt), ("tests.csv", plan.tests)) if given is None]
    fill = f"1. Replace what says {BLANK} in {' and '.join(blanks)}.\n" if blanks else ""
    return (
        f"# Measure {one_line(plan.title, 80) or 'the models'}\n\n{models}\n\n"
        f"{fill}{2 if blanks else 1}. Draw examples from production, with their right answers: {words.count(few)} where"
        f" the models answer alike,\n   about {words.count(usual)} where one answer in ten differs.{price}\n"
        f"{3 if blanks else 2}. Run: `{run}`\n{4 if blanks else 3}. Read: `advisor evals {read} --into CASE`\n"
    )
