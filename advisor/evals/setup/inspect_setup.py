"""Inspect's task: one Python file, run once for all models."""

from __future__ import annotations

from advisor.evals.setup.plan import EvalPlan, SetupModel, TestColumns, tools

_TASK = '''\
"""Run it:        inspect eval measure.py --model {models} --no-fail-on-error --retry-on-error=2 --log-dir logs
Read it back:  advisor evals logs --baseline {today}
Keys are read from the environment: {keys}.
"""

from pathlib import Path

from inspect_ai import Task, task
from inspect_ai.dataset import FieldSpec, csv_dataset
from inspect_ai.scorer import {scorer_name}
from inspect_ai.solver import generate, prompt_template

HERE = Path(__file__).parent


@task
def measure(tests: str = {tests}):
    return Task(
        dataset=csv_dataset(tests, FieldSpec(input={input}, target={target}, id={id})),
        solver=[prompt_template((HERE / "prompt.txt").read_text()), generate()],
        scorer={scorer},
        version=1,
    )
'''


def task_file(plan: EvalPlan, tests: str, columns: TestColumns | None) -> str:
    """The text of measure.py. `tests`: the test set as seen from its folder."""
    inputs = columns.inputs[0] if columns is not None and columns.inputs else "input"
    target = columns.reference if columns is not None else "expected"
    id_ = columns.id if columns is not None else "id"
    judge = f"model_graded_qa(model={_name(plan.judge)!r})" if plan.judge else "model_graded_qa()"
    scorer = "exact()" if plan.check != "judge" else judge
    keys = dict.fromkeys(tools()["providers"].get(m.provider, {}).get("key", "") for m in plan.models)
    return _TASK.format(
        models=",".join(_name(m) for m in plan.models),
        today=plan.models[0].name,
        keys=", ".join(k for k in keys if k) or "none",
        scorer_name=scorer.partition("(")[0],
        scorer=scorer,
        tests=repr(tests),
        input=repr(inputs),
        target=repr(target or "expected"),
        id=repr(id_ or "id"),
    )


def _name(model: SetupModel) -> str:
    start = tools()["providers"].get(model.provider, {}).get("inspect", "openai-api/local/")
    return f"{start}{model.name}"
