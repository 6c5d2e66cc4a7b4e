"""Each tool's files: rows and not headlines, errors apart from failures, repeats as one example."""

import json

import pytest
from evalskit import (
    columns,
    deepeval,
    deepeval_case,
    gap,
    inspect_head,
    inspect_json,
    inspect_sample,
    inspect_zip,
    lm_eval,
    promptfoo,
    promptfoo_row,
    report,
    table,
)

from advisor.errors import BadInput

TIMEOUT = "Request timed out after 60s"
TOO_LONG = 'API error: 400 Bad Request {"error":{"message":"maximum context length exceeded"}}'


def test_promptfoo_tells_errors_of_the_runner_from_limits_of_the_model(tmp_path):
    rows = [promptfoo_row(n, 0, True) for n in range(8)]
    rows += [promptfoo_row(8, 0, False, error=TIMEOUT), promptfoo_row(9, 0, False, error=TOO_LONG)]
    found = report(promptfoo(tmp_path / "a.json", rows))
    (file,), (model,) = found.files, found.models
    assert (file.kind, file.version, file.rows, file.scored, file.errors, file.failed) == (
        "promptfoo", "0.123.1", 10, 8, 2, 1,
    )  # fmt: skip
    assert (model.n, model.score, model.missing, model.failed) == (9, pytest.approx(8 / 9), 1, 1)
    assert model.low < report(promptfoo(tmp_path / "b.json", rows[:8] + rows[9:])).models[0].low


def test_promptfoo_keeps_the_reason_of_a_failed_check_apart_from_errors(tmp_path):
    found = report(columns(tmp_path / "a.json", [True, False, True, False]))
    assert (found.models[0].score, found.models[0].missing) == (0.5, 0)


def test_promptfoo_repeats_are_one_example_though_each_has_a_test_of_its_own(tmp_path):
    rows = [promptfoo_row(n, 0, n > 0, repeat=r, testIdx=2 * n + r) for n in range(4) for r in range(2)]
    (model,) = report(promptfoo(tmp_path / "a.json", rows)).models
    assert (model.n, model.repeats, model.score) == (4, 2, 0.75)


def test_promptfoo_answers_from_its_own_cache_are_one_sample_and_cost_nothing_known(tmp_path):
    cached = {
        "response": {"output": "x", "cached": True},
        "cost": 0,
        "tokenUsage": {"prompt": 0, "completion": 0},
    }
    rows = [promptfoo_row(n, 0, True, repeat=r, **cached) for n in range(3) for r in range(2)]
    found = report(promptfoo(tmp_path / "a.json", rows))
    assert found.files[0].skipped[0].count == 3
    assert found.models[0].calls.per_call_usd is None
    assert found.models[0].calls.input_tokens is None


def test_promptfoo_of_a_model_without_a_price_costs_nothing_known(tmp_path):
    found = report(promptfoo(tmp_path / "a.json", [promptfoo_row(n, 0, True, cost=0) for n in range(3)]))
    assert found.models[0].calls.per_call_usd is None
    assert found.models[0].calls.input_tokens == 100


def test_promptfoo_json_and_jsonl_of_one_run_count_once(tmp_path):
    rows = [promptfoo_row(n, c, True) for n in range(5) for c in range(2)]
    lines = tmp_path / "a.jsonl"
    lines.write_text("".join(json.dumps(r) + "\n" for r in rows))
    found = report(promptfoo(tmp_path / "a.json", rows), lines)
    assert [f.scored for f in found.files] == [10, 0]
    assert [m.repeats for m in found.models] == [1, 1]
    assert [m.n for m in report(lines).models] == [5, 5]


def test_promptfoo_before_it_told_reasons_and_columns(tmp_path):
    old = [{k: v for k, v in promptfoo_row(n, 0, n % 2 == 0).items() if k in (
        "provider", "vars", "success", "score", "error", "gradingResult", "latencyMs")} for n in range(4)]  # fmt: skip
    old.append(
        {**old[1], "vars": {"ticket": "lost"}, "gradingResult": None, "error": "API call error: ECONNRESET"}
    )
    old.append({**old[1], "vars": {"ticket": "mute"}, "gradingResult": None, "error": "No output"})
    path = tmp_path / "old.json"
    path.write_text(
        json.dumps({"results": {"version": 2, "results": old, "table": {"head": {}, "body": []}}})
    )
    (model,) = report(path).models
    assert (model.n, model.score, model.missing) == (5, 0.4, 1)


def test_promptfoo_grader_that_broke_and_checks_across_columns_are_no_score(tmp_path):
    broken = {"pass": False, "metadata": {"graderError": True}, "componentResults": []}
    best = {"pass": True, "componentResults": [{"pass": True, "assertion": {"type": "select-best"}}]}
    rows = [promptfoo_row(0, 0, True), promptfoo_row(1, 0, False, gradingResult=broken),
            promptfoo_row(2, 0, True, gradingResult=best)]  # fmt: skip
    (model,) = report(promptfoo(tmp_path / "a.json", rows)).models
    assert (model.n, model.score, model.missing) == (1, 1.0, 2)


def test_promptfoo_columns_come_in_their_order_whatever_answered_first(tmp_path):
    rows = [promptfoo_row(n, c, True) for n in range(3) for c in (1, 0)]
    found = report(promptfoo(tmp_path / "a.json", rows))
    assert [m.name for m in found.models] == ["m-0", "m-1"]
    assert found.baseline == "m-0"


def test_two_prompts_on_one_model_stay_apart(tmp_path):
    rows = [promptfoo_row(n, c, c == 0, model="openai:chat:gpt-4.1", prompt={"label": f"prompt {c}"})
            for n in range(3) for c in range(2)]  # fmt: skip
    found = report(promptfoo(tmp_path / "a.json", rows))
    assert [m.name for m in found.models] == ["gpt-4.1 (prompt 0)", "gpt-4.1 (prompt 1)"]
    assert [m.score for m in found.models] == [1, 0]


def test_a_script_that_answers_is_known_by_its_label(tmp_path):
    rows = [promptfoo_row(n, 0, True, model="file://fake.js", label="today") for n in range(3)]
    (model,) = report(promptfoo(tmp_path / "a.json", rows)).models
    assert (model.name, model.model) == ("today", None)


def test_a_fine_tune_is_not_its_base(tmp_path):
    rows = [promptfoo_row(n, 0, True, model="openai:chat:ft:gpt-4o-mini-2024-07-18:org::x") for n in range(3)]
    assert report(promptfoo(tmp_path / "a.json", rows)).models[0].model is None


NEW_CSV = ["Description", "ticket", "queue", "[today] best prompt", "Status", "Score", "Named Scores",
           "Metric: accuracy", "Grader Reason", "Comment", "[cheap] best prompt", "Status", "Score",
           "Named Scores", "Metric: accuracy", "Grader Reason", "Comment"]  # fmt: skip


def test_promptfoo_csv_with_a_column_for_each_part(tmp_path):
    good = ["billing", "PASS", "1.00", "{}", "1.00", "All assertions passed", ""]
    bad = ["other", "FAIL", "0.33", "{}", "0.00", "Expected output", ""]
    rows = [[f"t-{n}", f"ticket {n}", "billing", *good, *(bad if n == 0 else good)] for n in range(4)]
    rows.append(["t-9", "ticket 9", "billing", *good, "", "ERROR", "0.00", "", "", "", ""])
    found = report(table(tmp_path / "a.csv", NEW_CSV, rows))
    assert [(m.name, m.n, m.score, m.missing) for m in found.models] == [
        ("today", 5, 1, 0),
        ("cheap", 4, 0.75, 1),
    ]
    assert found.metrics == ("pass", "score", "accuracy")


def test_promptfoo_csv_with_one_cell_an_answer(tmp_path):
    header = ["ticket", "[openai:chat:gpt-4.1] Route: {{ticket}}"]
    rows = [["a", "[PASS] (1.00, accuracy: 1.00) billing"], ["b", "[FAIL] (0.00) other\n---\nExpected"],
            ["c", "[ERROR] 429 too many requests"]]  # fmt: skip
    (model,) = report(table(tmp_path / "a.csv", header, rows)).models
    assert (model.name, model.n, model.score, model.missing) == ("gpt-4.1", 2, 0.5, 1)


@pytest.mark.parametrize("packed", [0, 8, 93])
def test_inspect_zips_of_every_packing(tmp_path, packed):
    samples = [inspect_sample(n, "C" if n else "I", epoch=e) for n in range(4) for e in (1, 2)]
    path = inspect_zip(
        tmp_path / "a.eval", {"header.json": inspect_head(), "summaries.json": samples}, packed=packed
    )
    found = report(path)
    assert (found.files[0].kind, found.files[0].version) == ("Inspect", "0.3.285")
    assert (found.models[0].name, found.models[0].n, found.models[0].score) == ("gpt-4.1", 4, 0.75)


def test_inspect_tokens_hold_what_the_cache_served_and_only_the_models_own(tmp_path):
    sample = inspect_sample(0, "C")
    sample["model_usage"]["openai/judge"] = {"input_tokens": 9000, "output_tokens": 500, "total_cost": 1.0}
    calls = report(inspect_json(tmp_path / "a.json", [sample])).models[0].calls
    assert (calls.input_tokens, calls.cached_tokens, calls.output_tokens) == (100, 64, 3)
    assert calls.per_call_usd == pytest.approx(0.00003)


def test_inspect_errors_and_broken_judges_are_missing_and_a_cut_answer_is_not(tmp_path):
    samples = [
        inspect_sample(0, "C"),
        inspect_sample(1, None, error="RuntimeError('provider said 429')"),
        inspect_sample(2, float("nan")),
        inspect_sample(3, None, limit="token"),
        inspect_sample(4, "P"),
    ]
    (model,) = report(inspect_json(tmp_path / "a.json", samples)).models
    assert (model.n, model.missing, model.failed, model.score) == (3, 2, 1, 0.5)


def test_inspect_run_that_broke_off_is_read_from_its_journal(tmp_path):
    members = {"_journal/start.json": inspect_head()}
    members |= {f"_journal/summaries/{k}.json": [inspect_sample(k, "C")] for k in (10, 9)}
    found = report(inspect_zip(tmp_path / "a.eval", members))
    assert found.models[0].n == 2
    assert any("broke off" in n for n in found.files[0].notes)


def test_inspect_ids_that_follow_the_shuffle_pair_nothing(tmp_path):
    """id 1 was another sample in each run: contents pair."""
    one = [inspect_sample(n, "C", id=n) for n in range(5)]
    other = [inspect_sample(n, "C" if n else "I", model="openai/gpt-4.1-mini", id=4 - n) for n in range(5)]
    found = report(
        inspect_json(tmp_path / "a.json", one),
        inspect_json(tmp_path / "b.json", other, "openai/gpt-4.1-mini"),
    )
    assert (found.comparisons[0].n, found.comparisons[0].lost) == (5, 1)


def test_inspect_score_that_is_neither_grade_nor_number_is_set_aside(tmp_path):
    found = report(inspect_json(tmp_path / "a.json", [inspect_sample(0, "C"), inspect_sample(1, "splendid")]))
    assert found.models[0].n == 1


def test_lm_eval_filters_are_metrics_and_no_repeats(tmp_path):
    lm_eval(tmp_path / "m", [(1.0, 0.0), (0.0, 0.0), (0.0, 1.0), (0.0, 1.0)])
    found = report(tmp_path / "m")
    (model,) = found.models
    assert (found.files[0].rows, model.name, model.n, model.repeats, model.score) == (
        4,
        "gpt-4.1-mini",
        4,
        1,
        0.25,
    )
    assert report(tmp_path / "m", metric="exact_match,lower").models[0].score == 0.5


def test_lm_eval_means_alone_say_what_is_missing(tmp_path):
    file = lm_eval(tmp_path / "m", [(1.0, 0.0)])
    with pytest.raises(BadInput, match="--log_samples"):
        report(next(file.parent.glob("results_*.json")))


def test_deepeval_metric_that_broke_does_not_fail_its_case(tmp_path):
    cases = [deepeval_case(0, True), deepeval_case(1, False), deepeval_case(2, False, error="TimeoutError")]
    found = report(deepeval(tmp_path / "test_run_1.json", cases))
    (file,), (model,) = found.files, found.models
    assert (file.scored, file.errors) == (2, 1)
    assert (model.name, model.n, model.score, model.judges) == ("gpt-4.1-mini", 2, 0.5, ("judge-x",))


LANGSMITH = [
    "id",
    "example_id",
    "inputs.question",
    "outputs.answer",
    "feedback.correctness",
    "error",
    "execution_time",
]


def test_langsmith_experiments_pair_on_their_examples_and_are_named_by_their_files(tmp_path):
    rows = [[f"r{n}", f"e{n}", f"q{n}", "a", 1, "", 1.5] for n in range(6)]
    worse = [[f"s{n}", f"e{n}", f"q{n}", "a", int(n > 0), "", 0.5] for n in range(5)]
    worse.append(["s5", "e5", "q5", "", "", "429 rate limit", 0.1])
    one = table(tmp_path / "gpt-4.1.csv", LANGSMITH, rows)
    found = report(one, table(tmp_path / "gpt-4.1-mini.csv", LANGSMITH, worse))
    assert [f.kind for f in found.files] == ["LangSmith experiment"] * 2
    assert [(m.n, m.missing, m.calls.ms_median) for m in found.models] == [(6, 0, 1500), (5, 1, 500)]
    assert (found.metric, found.comparisons[0].n, found.comparisons[0].lost) == ("correctness", 5, 1)


def test_langfuse_scores_are_joined_with_their_examples(tmp_path):
    links = [[f"i{n}", f"tr-{m}-{n}", m] for m in ("a", "b") for n in range(4)]
    scores = [[f"tr-{m}-{n}", "", name, "NUMERIC", int(m == "a" or n > 0)]
              for m in ("a", "b") for n in range(4) for name in ("exact", "tone")]  # fmt: skip
    one = table(tmp_path / "scores.csv", ["traceId", "datasetRunId", "name", "dataType", "value"], scores)
    other = table(tmp_path / "runs.csv", ["datasetItemId", "traceId", "datasetRunName"], links)
    found = report(one, other, baseline="a")
    assert [(m.name, m.n, m.repeats, m.score) for m in found.models] == [("a", 4, 1, 1), ("b", 4, 1, 0.75)]
    assert found.metrics == ("exact", "tone")


def test_langfuse_experiment_items_hold_all_in_one(tmp_path):
    items = [{"experimentName": "gpt-4.1", "experimentItemId": f"i{n}", "input": f"q{n}",
              "scores": [{"name": "exact", "value": n % 2}]} for n in range(4)]  # fmt: skip
    path = tmp_path / "items.json"
    path.write_text(json.dumps({"data": items, "meta": {"page": 1}}))
    (model,) = report(path).models
    assert (model.name, model.n, model.score) == ("gpt-4.1", 4, 0.5)


OTHERS = {
    "Phoenix experiment": [{"example_id": f"e{n}", "repetition_number": 1, "latency_ms": 5, "error": None,
                            "annotations": [{"name": "exact", "score": n % 2}]} for n in range(4)],
    "Braintrust experiment": [{"is_root": True, "span_id": f"s{n}", "input": f"q{n}", "scores": {"exact": n % 2},
                               "metadata": {"model": "gpt-4.1"}} for n in range(4)]
                             + [{"is_root": False, "span_id": "x", "input": "q", "scores": {"exact": 0}}],
    "Opik experiment": [{"dataset_item_id": f"e{n}", "feedback_scores": [{"name": "exact", "value": n % 2}]}
                        for n in range(4)],
    "OpenAI evals output items": [{"object": "eval.run.output_item", "datasource_item_id": n,
                                   "datasource_item": {"q": n}, "sample": {"model": "gpt-4.1"},
                                   "results": [{"name": "exact", "passed": n % 2 == 1, "score": n % 2}]}
                                  for n in range(4)],
    "Azure AI evaluation": [{"inputs.query": f"q{n}", "outputs.response": "a", "outputs.exact.exact": 3,
                             "outputs.exact.exact_result": "pass" if n % 2 else "fail"} for n in range(4)],
    "Bedrock evaluation job": [{"inputRecord": {"prompt": f"q{n}"},
                                "modelResponses": [{"response": "a", "modelIdentifier": "m"}],
                                "automatedEvaluationResult": {"scores": [{"metricName": "exact", "result": n % 2}]}}
                               for n in range(4)],
    "MLflow evaluation table": [{"inputs": f"q{n}", "exact/score": n % 2, "latency": 0.1} for n in range(4)],
    "ragas": [{"user_input": f"q{n}", "response": "a", "faithfulness": n % 2} for n in range(4)],
}  # fmt: skip


@pytest.mark.parametrize("kind", OTHERS)
@pytest.mark.parametrize("lines", [True, False])
def test_tables_of_other_platforms(tmp_path, kind, lines):
    path = tmp_path / ("gpt-4.1.jsonl" if lines else "gpt-4.1.json")
    rows = OTHERS[kind]
    path.write_text("".join(json.dumps(r) + "\n" for r in rows) if lines else json.dumps(rows))
    found = report(path)
    assert (found.files[0].kind, found.models[0].n, found.models[0].score) == (kind, 4, 0.5)


def test_a_table_of_ones_own_by_its_names_or_by_map(tmp_path):
    rows = [[n, m, int(n > 0 or m == "gpt-4.1")] for n in range(5) for m in ("gpt-4.1", "gpt-4.1-mini")]
    plain = report(table(tmp_path / "a.csv", ["id", "model", "score"], rows), bar=0.5)
    odd = table(tmp_path / "b.csv", ["aufgabe", "anbieter", "zensur"], rows)
    with pytest.raises(BadInput, match="--map item=COLUMN"):
        report(odd)
    mapped = report(odd, bar=0.5, columns={"item": "aufgabe", "model": "anbieter", "score": "zensur"})
    assert [m.score for m in plain.models] == [m.score for m in mapped.models] == [1, 0.8]
    assert gap(mapped, "gpt-4.1-mini", "gpt-4.1").lost == 1


def test_a_scale_of_ones_own(tmp_path):
    path = table(tmp_path / "a.csv", ["id", "model", "score"], [[n, "m", 4 + n % 2] for n in range(40)])
    with pytest.raises(BadInput, match="outside the scale"):
        report(path)
    found = report(path, scale=(1, 5), bar=4)
    assert (found.models[0].score, found.bar) == (0.875, 0.75)


def test_lm_eval_samples_of_earlier_versions(tmp_path):
    """No list of metrics, no filter, and one list instead of lines."""
    rows = [{"doc_id": n, "doc": {"q": n}, "target": "x", "arguments": [], "resps": [["a"]], "filtered_resps": ["a"],
             "acc": n % 2, "acc_norm": 1.0} for n in range(4)]  # fmt: skip
    for name, content in (
        ("a.jsonl", json.dumps(rows, indent=2)),
        ("b.jsonl", "\n".join(map(json.dumps, rows))),
    ):
        folder = tmp_path / name[0]
        folder.mkdir()
        (folder / name).write_text(content)
        found = report(folder / name)
        assert (found.files[0].kind, found.metrics, found.models[0].score) == (
            "lm-eval",
            ("acc", "acc_norm"),
            0.5,
        )
        assert found.models[0].name == folder.name


def test_deepeval_newest_run_and_runs_without_a_model(tmp_path):
    cases = [deepeval_case(n, n > 0) for n in range(4)]
    path = tmp_path / "gpt-4.1.json"
    path.write_text(json.dumps({"testRunData": {"testCases": cases, "testPassed": 3}, "testRunLink": None}))
    other = tmp_path / "gpt-4.1-mini.json"
    other.write_text(json.dumps({"testCases": cases, "testPassed": 3}))
    found = report(path, other)
    assert [(m.name, m.n, m.repeats) for m in found.models] == [("gpt-4.1", 4, 1), ("gpt-4.1-mini", 4, 1)]


def test_promptfoo_behind_a_long_configuration(tmp_path):
    rows = [promptfoo_row(n, 0, True) for n in range(3)]
    path = tmp_path / "a.json"
    document = {"evalId": "e", "config": {"tests": [{"vars": {"q": "x" * 1000}}] * 100},
                "results": {"version": 3, "results": rows}}  # fmt: skip
    path.write_text(json.dumps(document))
    assert report(path).models[0].n == 3


PLATFORM_JSON = {
    "LangSmith runs": [{"id": f"r{n}", "reference_example_id": f"e{n}", "inputs": {"q": n}, "outputs": {"a": "x"},
                        "feedback_stats": {"correct": {"n": 1, "avg": n % 2}},
                        "extra": {"metadata": {"ls_model_name": "gpt-4.1"}}} for n in range(4)],
    "LangSmith experiment rows": [{"run": {"id": f"r{n}"}, "example": {"id": f"e{n}", "inputs": {"q": n}},
                                   "evaluation_results": {"results": [{"key": "correct", "score": n % 2}]}}
                                  for n in range(4)],
    "Langfuse experiment run": [{"item": {"id": f"i{n}", "input": f"q{n}"}, "output": "x", "trace_id": f"t{n}",
                                 "evaluations": [{"name": "correct", "value": n % 2}]} for n in range(4)],
}  # fmt: skip


@pytest.mark.parametrize("kind", PLATFORM_JSON)
def test_json_of_langsmith_and_langfuse(tmp_path, kind):
    path = tmp_path / "gpt-4.1.json"
    path.write_text(json.dumps(PLATFORM_JSON[kind]))
    found = report(path)
    assert (found.files[0].kind, found.metric, found.models[0].name) == (kind, "correct", "gpt-4.1")
    assert (found.models[0].n, found.models[0].score) == (4, 0.5)
    if kind == "Langfuse experiment run":
        path.write_text(json.dumps({"name": "x", "item_results": PLATFORM_JSON[kind]}))
        assert report(path).models[0].score == 0.5


@pytest.mark.parametrize("order", [1, -1])
def test_inspect_retry_takes_the_place_of_what_was_lost(tmp_path, order):
    """`eval-retry` writes a second log of the same task: what was scored before stands in both."""
    lost = inspect_sample(1, None, error="RuntimeError('429')", uuid="lost")
    first = inspect_json(tmp_path / "a.json", [inspect_sample(0, "C"), lost])
    second = inspect_json(tmp_path / "b.json", [inspect_sample(0, "C"), inspect_sample(1, "I")])
    (model,) = report(*[first, second][::order]).models
    assert (model.n, model.score, model.missing, model.rows, model.repeats) == (2, 0.5, 0, 2, 1)
