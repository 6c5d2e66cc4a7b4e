"""Logs of one's own whose records name more than the tokens of a call: bounds, other events, ids of users."""

import datetime
import json

from usagekit import day, one, reasons, report, spend_logs

CALL = {"model": "gpt-4o-mini", "input_tokens": 1000, "output_tokens": 100}
USED = {"response": {"usage": {"input_tokens": 1000, "output_tokens": 100}}}


def at(n):
    return (day(0) + datetime.timedelta(minutes=397 * n)).isoformat()


def test_a_bound_on_the_answer_is_no_count_of_its_tokens(tmp_path):
    asked = {"request": {"model": "gpt-4o-mini", "max_output_tokens": 4096}}
    work = one(spend_logs(tmp_path / "a.jsonl", [{"ts": at(n), **asked, **USED} for n in range(40)]))
    assert (work.input.mean, work.output.mean) == (1000, 100)


def test_requests_answered_from_a_cache_are_not_the_requests(tmp_path):
    sums = {"tokensIn": 40_000, "tokensOut": 4000, "cachedRequests": 4}
    rows = [
        {"date": day(n).date().isoformat(), "count": 40, "sum": sums, "dimensions": {"model": "gpt-4o-mini"}}
        for n in range(10)
    ]
    (tmp_path / "a.json").write_text(json.dumps(rows))
    work = one(tmp_path / "a.json")
    assert (work.requests, work.input.mean) == (400, 1000)


def test_calls_of_one_user_are_not_one_call(tmp_path):
    times = [(day(0) + datetime.timedelta(seconds=83 * n + n % 7)).isoformat() for n in range(40)]
    rows = [{"ts": time, "user": {"id": "u1"}, "usage": CALL} for time in times]
    assert one(spend_logs(tmp_path / "a.jsonl", rows)).requests == 40


def test_events_that_never_count_tokens_are_no_calls(tmp_path):
    others = [{"event": "http_request", "model": "gpt-4o-mini"}, {"event": "db_query"}]
    calls = [{"event": "llm_call", **CALL}, {"event": "llm_call", "model": "gpt-4o-mini"}]
    rows = [{"time": at(n), **event} for n in range(40) for event in [*others, calls[n % 20 == 0]]]
    found = report(spend_logs(tmp_path / "a.jsonl", rows))
    assert found.workloads[0].requests == 40
    assert reasons(found) == {"no token counts in it": 82}


def test_a_record_without_tokens_that_names_no_model_is_no_call(tmp_path):
    rows = [r for n in range(40) for r in ({"time": at(n), "path": "/"}, {"time": at(n), **CALL})]
    assert one(spend_logs(tmp_path / "a.jsonl", rows)).requests == 40
