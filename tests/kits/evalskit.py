"""Result files for tests, in the shapes in which the tools write them."""

import csv
import datetime
import json
import sys

from advisor import knowledge
from advisor.evals.asked import Asked
from advisor.evals.measure import measure

if sys.version_info >= (3, 14):
    import zipfile
else:
    from backports.zstd import zipfile

BOOK = knowledge.load()
TODAY = datetime.date(2026, 11, 27)


def report(*paths, **asked):
    scale = asked.pop("scale", None)
    return measure(list(paths), BOOK, Asked(**asked, said_scale=scale), TODAY)


def gap(found, model, against="bar"):
    return next(c for c in found.comparisons if (c.model, c.against) == (model, against))


def promptfoo_row(n, column, passed, *, model=None, label=None, error=None, graded=True, **more):
    """A row as promptfoo 0.123 writes it: the n-th example, answered by the column-th provider."""
    row = {
        "id": f"row-{n}-{column}-{more.pop('repeat', 0)}",
        "promptIdx": column,
        "testIdx": n,
        "provider": {"id": model or f"openai:chat:m-{column}", "label": label or ""},
        "vars": {"ticket": f"ticket {n}", "queue": "billing"},
        "testCase": {"metadata": {"id": f"t-{n}"}, "vars": {"ticket": f"ticket {n}", "queue": "billing"}},
        "success": passed,
        "score": float(passed),
        "failureReason": 0 if passed else 2 if error else 1,
        "namedScores": {"accuracy": float(passed)},
        "latencyMs": 80,
        "cost": 0.0001,
        "tokenUsage": {"prompt": 100, "completion": 3, "completionDetails": {"cacheReadInputTokens": 64}},
        "response": {"output": "billing", "cached": False},
    }
    if not passed:
        row["error"] = error or 'Expected output "other" to equal "billing"'
    if not error and graded:
        check = {"type": "equals", "value": "billing"}
        row["gradingResult"] = {"pass": passed, "score": float(passed),
                                "componentResults": [{"pass": passed, "assertion": check}]}  # fmt: skip
    return {**row, **more}


def promptfoo(path, rows, version=3, **more):
    document = {
        "evalId": "eval-x1",
        "results": {"version": version, "timestamp": "2026-11-20T10:00:00Z", "results": rows, "stats": {}},
        "config": {},
        "metadata": {"promptfooVersion": "0.123.1"},
        **more,
    }
    path.write_text(json.dumps(document, indent=1))
    return path


def columns(path, *passes, models=("openai:chat:gpt-4.1", "openai:chat:gpt-4.1-mini")):
    """A promptfoo file of several models; `passes`: for each a list of passed or not."""
    rows = [
        promptfoo_row(n, c, passed, model=models[c])
        for c, of_model in enumerate(passes)
        for n, passed in enumerate(of_model)
    ]
    return promptfoo(path, rows)


def pairs(path, both, gained, lost, neither):
    """Today's model in column 0 and a candidate in column 1, with these counts of pairs."""
    today = [True] * both + [False] * gained + [True] * lost + [False] * neither
    candidate = [True] * both + [True] * gained + [False] * lost + [False] * neither
    return columns(path, today, candidate)


def inspect_sample(n, value, epoch=1, model="openai/gpt-4.1", **more):
    return {
        "id": f"t-{n}",
        "epoch": epoch,
        "input": f"ticket {n}",
        "target": "billing",
        "scores": {} if value is None else {"exact": {"value": value, "answer": "x"}},
        "model_usage": {
            model: {
                "input_tokens": 36,
                "input_tokens_cache_read": 64,
                "output_tokens": 3,
                "total_cost": 0.00003,
            }
        },
        "working_time": 0.6,
        "uuid": f"{model}-{n}-{epoch}",
        **more,
    }


def inspect_head(model="openai/gpt-4.1", **more):
    return {
        "version": 2,
        "status": "success",
        "eval": {
            "eval_id": f"e-{model}", "run_id": "r", "task_id": "k", "task": "route", "model": model,
            "created": "2026-11-27T14:06:02+00:00", "packages": {"inspect_ai": "0.3.285"},
        },
        "results": {"scores": [{"name": "exact", "scorer": "exact"}]},
        **more,
    }  # fmt: skip


def inspect_json(path, samples, model="openai/gpt-4.1"):
    path.write_text(json.dumps({**inspect_head(model), "samples": samples}))
    return path


def inspect_zip(path, members, *, packed=93):
    """An `.eval` log; `packed`: the zip method, 93 is zstd."""
    with zipfile.ZipFile(path, "w", compression=packed) as log:
        for name, content in members.items():
            log.writestr(name, json.dumps(content))
    return path


def lm_eval(folder, scores, model="gpt-4.1-mini", stamp="2026-11-27T14-12-58.245170"):
    """Samples with two filters, and the results beside them; `scores`: of each document, for each filter."""
    folder.mkdir(exist_ok=True)
    rows = [
        {"doc_id": n, "doc": {"ticket": f"ticket {n}"}, "target": "x", "filter": kept, "metrics": ["exact_match"],
         "doc_hash": f"d{n}", "target_hash": "h", "resps": [["a", "b"]], "exact_match": score[i]}
        for i, kept in enumerate(("first", "lower"))
        for n, score in enumerate(scores)
    ]  # fmt: skip
    results = {
        "results": {"route": {"exact_match,first": 0.3}},
        "group_subtasks": {},
        "n-shot": {"route": 0},
        "config": {"model": "local-chat-completions", "model_args": f"model={model},base_url=x"},
        "lm_eval_version": "0.4.13",
        "date": 1795788777.7,
    }
    (folder / f"results_{stamp}.json").write_text(json.dumps(results))
    file = folder / f"samples_route_{stamp}.jsonl"
    file.write_text("".join(json.dumps(r) + "\n" for r in rows))
    return file


def deepeval(path, cases, model="gpt-4.1-mini"):
    document = {"testCases": cases, "conversationalTestCases": [], "hyperparameters": {"model": model},
                "testPassed": 1, "testFailed": 2}  # fmt: skip
    path.write_text(json.dumps(document))
    return path


def deepeval_case(n, passed, *, error=None, **more):
    metric = {"name": "Correctness", "threshold": 0.5, "success": passed, "evaluationModel": "judge-x"}
    metric |= {"error": error} if error else {"score": float(passed)}
    return {"name": f"test_case_{n}", "input": f"ticket {n}", "expectedOutput": "billing", "success": passed,
            "metricsData": [metric], **more}  # fmt: skip


def table(path, header, rows):
    with path.open("w", newline="") as out:
        csv.writer(out).writerows([header, *rows])
    return path
