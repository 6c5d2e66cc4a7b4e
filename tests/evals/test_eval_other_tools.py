"""Logs of tools that few export from: each row a score, the model from where it stands."""

import json

import pytest
from evalskit import report, table

MLFLOW = {"columns": ["inputs", "targets", "toxicity/v1/score", "exact_match/v1/score"],
          "data": [[f"q{n}", "x", 0.01, int(n > 0)] for n in range(20)]}  # fmt: skip
WEAVE = [
    {"id": f"c{n}", "op_name": f"weave:///e/p/op/Evaluation.{op}:x", "inputs": {"example": {"id": n}},
     "output": {"scores": {"right": {"right": n > 0}}} if op == "predict_and_score" else {"mean": 1},
     "summary": {"usage": {"gpt-4.1": {"prompt_tokens": 1}}}}
    for op in ("predict_and_score", "summarize") for n in range(20)
]  # fmt: skip
HELM = [
    {"instance_id": f"id{n}", "train_trial_index": 0,
     "stats": [{"name": {"name": "num_prompt_tokens"}, "mean": 100.0},
               {"name": {"name": "exact_match"}, "mean": float(n > 0)}]}
    for n in range(20)
]  # fmt: skip
OAIEVAL = [
    {"spec": {"completion_fns": ["gpt-4.1"], "eval_name": "e"}},
    *({"run_id": "r", "sample_id": f"s{n}", "type": t, "data": {"correct": n > 0}}
      for n in range(20) for t in ("sampling", "match")),
    {"final_report": {"accuracy": 0.5}},
]  # fmt: skip
BESIDE = {"results": [{"id": n, "correct": n > 0} for n in range(20)], "config": {"model": "gpt-4.1"}}
TERMINAL = {"results": [{"task_id": f"t{n}", "is_resolved": n > 0, "failure_mode": "unset", "total_input_tokens": 9000}
                        for n in range(20)], "accuracy": 0.95}  # fmt: skip
CODE = [
    {"question_id": f"{n}", "graded_list": [n > 0] * 5, "pass@1": float(n > 0), "difficulty": "easy"}
    for n in range(20)
]
RETRIEVED = [
    {"conversationTurns": [{
        "inputRecord": {"prompt": {"content": [{"text": f"q{n}"}]}},
        "output": {"text": "a", "modelIdentifier": "gpt-4.1"},
        "results": [{"metricName": "Correct", "result": float(n > 0)}, {"metricName": "Harmful", "result": 0.0}]}]}
    for n in range(20)
]  # fmt: skip
LABELLED = [
    {"id": n, "data": {"prompt": f"q{n}", "model": "gpt-4.1"}, "total_annotations": 1,
     "annotations": [{"was_cancelled": False, "lead_time": 9.5, "result": [
         {"type": "choices", "value": {"choices": ["Correct" if n else "Incorrect"]}}]}]}
    for n in range(20)
]  # fmt: skip
CTRF = {"reportFormat": "CTRF", "results": {"tool": {"name": "x"}, "summary": {"tests": 20}, "tests": [
    {"name": f"[gpt-4.1-mini] case {n}", "status": "passed" if n else "failed", "duration": 9}
    for n in range(20)]}}  # fmt: skip
HARBOR = [
    {"task_name": f"t{n}", "trial_name": f"t{n}__a", "agent_info": {"model_info": {"name": "gpt-4.1"}},
     "verifier_result": {"rewards": {"reward": float(n > 0)}}, "exception_info": None}
    for n in range(20)
]  # fmt: skip
ARGILLA = [
    {"id": str(n), "status": "completed", "fields": {"prompt": f"q{n}"}, "metadata": {"model": "gpt-4.1"},
     "responses": {"quality": [{"value": "good" if n else "bad"}]}, "suggestions": {}}
    for n in range(20)
]  # fmt: skip
GRADERS = [
    {"sample_id": n, "model": "gpt-4.1",
     "graders": [{"name": "exact", "passed": n > 0}, {"name": "tone", "passed": True}]}
    for n in range(20)
]  # fmt: skip
RAGCHECKED = [
    {"query_id": str(n), "query": f"q{n}", "gt_answer": "a", "response": "b", "metrics": {"f1": float(n > 0)}}
    for n in range(20)
]
RAGCHECKER = {"results": RAGCHECKED, "metrics": {"overall_metrics": {"f1": 95.0}}}
TRULENS = [
    {"app_name": "rag", "app_version": "gpt-4.1", "app_id": "x", "record_id": f"r{n}", "input": f"q{n}", "output": "a",
     "Relevance": float(n > 0), "Relevance_calls": "[]", "latency": 2, "total_tokens": 900, "total_cost": 0.01}
    for n in range(20)
]  # fmt: skip
DETAILS = {
    str(n): {"prompt": f"q{n}", "predictions": "A", "references": "B", "correct": n > 0} for n in range(20)
}
MT_BENCH = [
    {"question_id": n, "model": "gpt-4.1", "judge": ["gpt-4", "single-v1"], "score": float(n > 0), "turn": 1}
    for n in range(20)
]
OTHERS = [
    ("a.jsonl", TRULENS, "Relevance", "gpt-4.1"),
    ("a.json", {"accuracy": 95.0, "details": DETAILS}, "correct", "a"),
    ("a.json", {"model": "gpt-4.1", "samples": DETAILS}, "correct", "gpt-4.1"),
    ("a.json", DETAILS, "correct", "a"),
    ("a.json", MLFLOW, "exact_match/v1", "a"),
    ("a.jsonl", WEAVE, "right", "gpt-4.1"),
    ("a.json", HELM, "exact_match", "a"),
    ("a.jsonl", OAIEVAL, "correct", "gpt-4.1"),
    ("a.json", BESIDE, "correct", "gpt-4.1"),
    ("a.json", TERMINAL, "is_resolved", "a"),
    ("a.json", CODE, "pass@1", "a"),
    ("a.jsonl", RETRIEVED, "Correct", "gpt-4.1"),
    ("a.json", LABELLED, "choices", "gpt-4.1"),
    ("a.jsonl", HARBOR, "reward", "gpt-4.1"),
    ("a.json", ARGILLA, "quality", "gpt-4.1"),
    ("a.jsonl", GRADERS, "pass", "gpt-4.1"),
    ("a.json", RAGCHECKER, "f1", "a"),
    ("a.json", CTRF, "pass", "gpt-4.1-mini"),
]


@pytest.mark.parametrize(("name", "content", "metric", "model"), OTHERS)
def test_logs_of_other_tools(tmp_path, name, content, metric, model):
    path = tmp_path / name
    lines = "\n".join(map(json.dumps, content)) if name.endswith("jsonl") else json.dumps(content)
    path.write_text(lines)
    found = report(path)
    assert [(m.name, m.n, m.score) for m in found.models] == [(model, 20, 0.95)]
    assert (found.metric, found.files[0].skipped) == (metric, ())


def test_vertex_and_braintrust_as_csv(tmp_path):
    vertex = table(tmp_path / "v.csv", ["instruction", "context", "reference", "grounded/score"],
                   [[f"q{n}", "c", "x", float(n > 0)] for n in range(20)])  # fmt: skip
    assert [(m.n, m.score) for m in report(vertex).models] == [(20, 0.95)]
    rows = [[f'{{"q": {n}}}', "o", "x", '{"model": "gpt-4.1"}', int(n > 0)] for n in range(20)]
    found = report(
        table(tmp_path / "b.csv", ["input", "output", "expected", "metadata", "scores.Right"], rows)
    )
    assert (found.metric, [(m.name, m.score) for m in found.models]) == ("Right", [("gpt-4.1", 0.95)])


def test_a_judge_is_named_before_its_prompt(tmp_path):
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, MT_BENCH)))
    assert report(tmp_path / "a.jsonl").models[0].judges == ("gpt-4",)
