"""Logs of one's own whose records name more than the tokens of a call: bounds, other events, ids of users."""

import datetime
import json

import pytest
from usagekit import day, one, reasons, report, spend_logs

from advisor.errors import BadInput

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


def test_lists_that_count_no_tokens_stand_for_no_records(tmp_path):
    usage = {"prompt_tokens": 1000, "completion_tokens": 100, "prompt_tokens_details": {"cached_tokens": 600}}
    answer = {"id": "c", "choices": [{"text": "y"}], "usage": usage}
    rows = [
        {"time": at(n), "llm": {"request": {"model": "gpt-4o-mini"}, "response": {**answer, "id": f"c{n}"}}}
        for n in range(40)
    ]
    work = one(spend_logs(tmp_path / "a.jsonl", rows))
    assert (work.requests, work.model, work.input.mean, work.cached) == (40, "gpt-4o-mini", 1000, 600)


def test_the_start_of_a_streamed_message_is_no_count_of_its_answer(tmp_path):
    started = {"id": "m", "model": "claude-haiku-4-5", "usage": {"input_tokens": 400, "output_tokens": 1}}
    events = [
        {"type": "message_start", "message": started},
        {"type": "message_delta", "usage": {"output_tokens": 100}},
    ]
    with pytest.raises(BadInput, match="stream"):
        report(spend_logs(tmp_path / "a.jsonl", events * 20))


def test_parts_of_a_count_and_of_a_cost_are_told_apart(tmp_path):
    details = {"input_cache_read_tokens": 600, "output_reasoning_tokens": 40}
    money = {"input_cost": 0.001, "output_cost": 0.002, "total_usd_cost": 0.003}
    rows = [{"time": at(n), "call": {**CALL, "details": details, "money": money}} for n in range(12)]
    found = report(spend_logs(tmp_path / "a.jsonl", rows))
    assert (found.workloads[0].cached, found.workloads[0].usd) == (600, pytest.approx(0.036))
    assert any("reasoning = call.details.output_reasoning_tokens" in note for note in found.notes)


def test_a_count_of_other_things_is_no_count_of_calls(tmp_path):
    rows = [{"time": at(n), **CALL, "meta": {"retry_count": 3, "user_id": "u1"}} for n in range(40)]
    assert one(spend_logs(tmp_path / "a.jsonl", rows)).requests == 40


def test_pieces_of_a_streamed_answer_that_count_up_are_one_call(tmp_path):
    pieces = [
        {
            "id": f"chatcmpl-{n}",
            "object": "chat.completion.chunk",
            "created": 1_791_000_000 + 9_000 * n,
            "model": "gpt-4o",
            "usage": {"prompt_tokens": 1000, "completion_tokens": done, "total_tokens": 1000 + done},
        }
        for n in range(20)
        for done in (1, 50, 100)
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, pieces)))
    work = one(tmp_path / "a.jsonl")
    assert (work.requests, work.input.mean, work.output.mean) == (20, 1000, 100)
