"""Bills by meter, and exports of tools that write code or watch calls."""

import datetime
import json

import pytest
from usagekit import one, reasons, report, spend_logs, table_of

MONDAY = datetime.datetime(2026, 10, 5)


def day(n):
    return f"{MONDAY + datetime.timedelta(days=n):%Y-%m-%d}"


CUR = ("line_item_usage_start_date", "line_item_usage_end_date", "line_item_usage_type", "line_item_usage_amount",
       "pricing_unit", "line_item_unblended_cost", "product")  # fmt: skip


@pytest.mark.parametrize(
    "kinds",
    [
        ("InputTokenCount", "OutputTokenCount", "CacheReadInputTokenCount", "CacheWriteInputTokenCount"),
        (
            "input_tokens_global_standard",
            "output_tokens_global_standard",
            "cache_read_tokens_global_standard",
            "cache_write_tokens_global_standard",
        ),
    ],
)
def test_meters_of_the_aws_marketplace_count_millions(tmp_path, kinds):
    product = json.dumps({"product_name": "Claude Haiku 4.5 (Amazon Bedrock Edition)"})
    rows = [
        (day(n), day(n + 1), f"EUC1-MP:EUC1_{kind}-Units", amount, "Units", 0.1, product)
        for n in range(10)
        for kind, amount in zip(kinds, (0.025, 0.0031, 0.07, 0.005), strict=True)
    ]
    work = one(table_of(tmp_path / "cur.csv", CUR, rows))
    assert (work.input_tokens, work.output_tokens) == (pytest.approx(1_000_000), pytest.approx(31_000))
    assert (work.cached_tokens, work.written_tokens) == (pytest.approx(700_000), pytest.approx(50_000))
    assert work.model == "claude-haiku-4-5" and work.usd == pytest.approx(4)


def test_meters_of_a_model_that_nobody_knows_are_one_model(tmp_path):
    rows = [
        (day(n), day(n + 1), f"USE1-Foo9-{kind}-tokens", 7, "1K tokens", 0.1, "")
        for n in range(3)
        for kind in ("input", "output")
    ]
    assert one(table_of(tmp_path / "cur.csv", CUR, rows)).name == "Foo9"


def sku(n, text, amount, unit="count"):
    return {"usage_start_time": f"{day(n)}T00:00:00Z", "usage_end_time": f"{day(n + 1)}T00:00:00Z", "cost": 0.02,
            "sku": {"id": text, "description": f"Gemini 2.5 Flash {text}"},
            "usage": {"amount": amount, "unit": unit,
                      "amount_in_pricing_units": amount / 1000, "pricing_unit": unit}}  # fmt: skip


def test_storing_a_cache_costs_and_reads_no_tokens(tmp_path):
    parts = (
        ("Text Input - Predictions", 4000, "count"),
        ("Text Input Caching", 9000, "count"),
        ("Text Input Caching Storage", 777_000, "h"),
        ("Text Output - Predictions", 800, "count"),
    )
    rows = [sku(n, *part) for n in range(10) for part in parts]
    work = one(spend_logs(tmp_path / "bill.jsonl", rows))
    assert (work.input_tokens, work.cached_tokens, work.output_tokens) == (130_000, 90_000, 8_000)
    assert work.usd == pytest.approx(0.8)


def test_a_cost_table_ends_with_its_last_day_and_names_its_currency_above(tmp_path):
    head = ("Project ID", "SKU description", "SKU ID", "Usage start date", "Usage end date", "Usage amount",
            "Usage unit", "Cost (€)")  # fmt: skip
    rows = [
        ("p", f"Gemini 2.5 Flash {kind}", kind, "2026-09-01", "2026-09-30", "3,000,000", "count", "2.00")
        for kind in ("Text Input - Predictions", "Text Output - Predictions")
    ]
    found = report(table_of(tmp_path / "a.csv", head, rows))
    assert (found.days, found.workloads[0].tokens_per_month) == (30, pytest.approx(6e6))
    assert found.workloads[0].usd == pytest.approx(4 * 1.1761)


def test_amounts_of_deepseek_count_calls_and_tokens(tmp_path):
    head = ("utc_date", "model", "api_key_name", "type", "price", "amount")
    kinds = {
        "request_count": 70,
        "input_cache_hit_tokens": 21_000,
        "input_cache_miss_tokens": 7_000,
        "output_tokens": 3_500,
    }
    rows = [
        (day(n), "deepseek-chat", "k", kind, "", amount) for n in range(10) for kind, amount in kinds.items()
    ]
    work = one(table_of(tmp_path / "amount.csv", head, rows))
    assert (work.requests, work.input.mean, work.output.mean, work.cached) == (700, 400, 50, 300)


def ccusage(**more):
    return {
        "inputTokens": 1000,
        "outputTokens": 500,
        "cacheCreationTokens": 2000,
        "cacheReadTokens": 30_000,
        **more,
    }


@pytest.mark.parametrize("broken_down", [True, False])
@pytest.mark.parametrize(
    ("key", "times"),
    [
        ("monthly", [{"month": f"2026-{m:02d}"} for m in (7, 8, 9)]),
        ("sessions", [{"sessionId": f"s{n}", "lastActivity": day(n // 3)} for n in range(30)]),
        ("daily", [{"date": day(n)} for n in range(10)]),
    ],
)
def test_every_report_of_ccusage_has_tokens_spend_and_models(tmp_path, key, times, broken_down):
    models = [ccusage(modelName=m, cost=0.02) for m in ("claude-opus-4-6", "claude-haiku-4-5")]
    rows = [
        ccusage(totalTokens=33_500, totalCost=0.04, modelsUsed=["claude-opus-4-6"], **t)
        | {"modelBreakdowns": models if broken_down else []}
        for t in times
    ]
    (tmp_path / "a.json").write_text(json.dumps({key: rows}))
    found = report(tmp_path / "a.json")
    assert len(found.workloads) == 1 + broken_down and found.requests is None
    assert sum(w.usd for w in found.workloads) == pytest.approx(0.04 * len(times))
    if key == "monthly":
        a_month = sum(w.tokens_per_month for w in found.workloads)
        assert a_month == pytest.approx(33_500 * (1 + broken_down))


def test_datadog_keeps_costs_in_billionths(tmp_path):
    def span(n, kind):
        metrics = {
            "input_tokens": 800,
            "output_tokens": 60,
            "total_tokens": 860,
            "estimated_total_cost": 250_000,
        }
        return {"type": "span", "attributes": {
            "span_id": f"{kind}{n}", "trace_id": f"t{n}", "parent_id": "undefined", "span_kind": kind, "status": "ok",
            "start_ns": 1_791_158_400_000_000_000 + n * 10**13, "ml_app": "shop",
            **({"model_name": "gpt-4o", "metrics": metrics} if kind == "llm" else {"metrics": {}})}}  # fmt: skip

    (tmp_path / "a.json").write_text(
        json.dumps({"data": [span(n, k) for n in range(40) for k in ("workflow", "llm")]})
    )
    found = report(tmp_path / "a.json")
    (work,) = found.workloads
    assert (work.requests, work.usd, work.input.mean) == (40, pytest.approx(0.01), 800)
    assert reasons(found) == {"not a model call": 40}


def codex(session, model, turns):
    def counted(n, again=0):
        usage = {"input_tokens": 900, "cached_input_tokens": 300, "output_tokens": 50, "total_tokens": 950}
        info = {"last_token_usage": usage, "total_token_usage": {"total_tokens": 950 * (n + 1)}}
        return event(n, again, "event_msg", {"type": "token_count", "info": info})

    def event(n, s, kind, payload):
        return {"timestamp": f"{day(n)}T00:00:{s:02d}Z", "type": kind, "payload": payload}

    yield event(0, 0, "session_meta", {"id": session, "cwd": "/shop"})
    yield event(0, 0, "turn_context", {"cwd": "/shop", "model": model})
    yield event(0, 0, "event_msg", {"type": "token_count", "info": None})
    for n in range(turns):
        yield counted(n)
        yield counted(n, again=7)


def test_codex_names_its_model_once_and_its_counts_again(tmp_path):
    one_, other = codex("a", "gpt-5-codex", 10), codex("b", "gpt-5", 10)
    files = spend_logs(tmp_path / "a.jsonl", one_), spend_logs(tmp_path / "b.jsonl", other)
    works = {w.model: w for w in report(*files).workloads}
    assert {m: w.requests for m, w in works.items()} == {"gpt-5-codex": 10, "gpt-5": 10}
    assert (works["gpt-5"].input.mean, works["gpt-5"].cached) == (900, 300)


def test_events_of_cursor_leave_out_what_was_not_charged(tmp_path):
    head = ("Date", "User", "Kind", "Model", "Max Mode", "Input (w/ Cache Write)", "Input (w/o Cache Write)",
            "Cache Read", "Output Tokens", "Total Tokens", "Cost")  # fmt: skip
    good = ("a@b.c", "Included", "claude-haiku-4-5", "No", 20, 30, 400, 60, 510)
    bad = ("a@b.c", "Errored, Not Charged", "claude-haiku-4-5", "No", 0, 30, 0, 0, 30)
    rows = [(f"{day(n)}T00:0{n}:00.000Z", *(bad if n == 4 else good), "$0.02") for n in range(9)]
    work = one(table_of(tmp_path / "a.csv", head, rows))
    assert (work.requests, work.input.mean, work.cached, work.output.mean) == (8, 450, 400, 60)


def test_answers_of_ollama_are_calls_and_their_parts_are_none(tmp_path):
    rows = [
        {"model": "llama3.1:8b", "created_at": f"{day(n)}T00:07:00.123456789Z", "done": done}
        | ({"prompt_eval_count": 300, "eval_count": 40} if done else {"response": "x"})
        for n in range(9)
        for done in (False, False, True)
    ]
    work = one(spend_logs(tmp_path / "a.jsonl", rows))
    assert (work.requests, work.input.mean, work.output.mean) == (9, 300, 40)


def test_claude_code_analytics_are_in_cents_and_by_person(tmp_path):
    def used(n, person):
        tokens = {"input": 100, "output": 350, "cache_read": 1000, "cache_creation": 50}
        model = {
            "model": "claude-opus-4-6",
            "tokens": tokens,
            "estimated_cost": {"currency": "USD", "amount": 30},
        }
        return {"date": f"{day(n)}T00:00:00Z", "actor": {"email_address": person}, "model_breakdown": [model]}

    rows = [used(n, person) for n in range(5) for person in ("a@b.c", "d@b.c")]
    (tmp_path / "a.json").write_text(json.dumps({"data": rows}))
    work = one(tmp_path / "a.json")
    assert (work.usd, work.input_tokens, work.requests) == (pytest.approx(3), 11_500, None)


def test_an_answer_that_is_written_down_while_it_grows_is_one(tmp_path):
    rows = [
        {"id": f"r{n}", "ts": f"{day(n // 24)}T{n % 24:02d}:07:0{part}Z", "model": "gpt-4o", "input_tokens": 800,
         "output_tokens": 30 * part}
        for n in range(48)
        for part in (1, 2, 3)
    ]  # fmt: skip
    work = one(spend_logs(tmp_path / "a.jsonl", rows))
    assert (work.requests, work.output.mean) == (48, 90)
