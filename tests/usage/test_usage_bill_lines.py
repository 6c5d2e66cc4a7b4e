"""Bills of any maker: each line an amount of one kind of token, told by its name."""

import json

import pytest
from usagekit import one, reasons, report, table_of

from advisor.errors import BadInput


def test_lines_of_an_invoice_are_tokens_of_their_model_and_no_calls(tmp_path):
    lines = [
        ("Claude Sonnet 4.5 – Input tokens (per 1M tokens)", 31, "3.00", "93.00"),
        ("Claude Sonnet 4.5 – Cache read tokens (per 1M tokens)", 62, "0.30", "18.60"),
        ("Claude Sonnet 4.5 – Output tokens (per 1M tokens)", 3.1, "15.00", "46.50"),
        ("Web search (per 1,000 requests)", 2, "10.00", "20.00"),
    ]
    rows = [(text, "2026-10-01", "2026-10-31", n, price, "usd", cost) for text, n, price, cost in lines]
    head = ("Description", "Period start", "Period end", "Quantity", "Price", "Currency", "Amount")
    found = report(table_of(tmp_path / "invoice.csv", head, rows))
    (work,) = found.workloads
    assert (work.requests, work.model, work.usd) == (None, "claude-sonnet-4-5", pytest.approx(158.1))
    assert (work.input_tokens, work.output_tokens) == (93_000_000, 3_100_000)
    assert work.tokens_per_month == pytest.approx(96_100_000 * 30 / 31)
    assert reasons(found) == {"a line of neither input nor output tokens": 1}


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        (("账单日期", "实例ID", "计费项", "用量", "用量单位", "应付金额", "币种"),
         [(f"2026-10-{d:02}", f"text_token;llm-x;qwen-plus;{s}_token", f"生成-{s}Token", n, "千tokens", "0.1", "CNY")
          for d in range(1, 11) for s, n in (("输入", 900), ("输出", 90))]),
        (("date", "sku_name", "pricing_quantity", "pricing_unit", "cost"),
         [(f"2026-10-{d:02}", f"qwen-plus, {s} токены", n, "1000 токенов", "1.0")
          for d in range(1, 11) for s, n in (("входящие", 900), ("исходящие", 90))]),
        (("month", "item", "Quantity (k tokens)"),
         [("2026-10", f"qwen-plus 1M context {s} tokens", n) for s, n in (("input", 27_000), ("output", 2700))]),
    ],
)  # fmt: skip
def test_units_and_kinds_of_tokens_are_read_in_other_languages(tmp_path, head, rows):
    work = one(table_of(tmp_path / "bill.csv", head, rows))
    assert (work.requests, work.input_tokens / work.output_tokens) == (None, 10)
    assert (work.model or "").endswith("qwen-plus") or "1M context" in work.name
    assert work.tokens_per_month == pytest.approx(990_000 * 30)


def test_a_bill_in_json_without_times_says_nothing_of_a_month(tmp_path):
    lines = [
        {"resource_name": f"mistral-small-latest {side} tokens", "unit": "million_tokens", "billed_quantity": n,
         "value": {"currency_code": "EUR"}}
        for side, n in (("input", "46"), ("output", "11"))
    ]  # fmt: skip
    (tmp_path / "a.json").write_text(json.dumps({"consumptions": lines, "total_count": 2}))
    work = one(tmp_path / "a.json")
    assert (work.input_tokens, work.output_tokens, work.tokens_per_month) == (46e6, 11e6, None)


def test_lines_that_count_calls_of_every_model_are_their_calls(tmp_path):
    def lines(unit):
        kinds = (("Cached Input Tokens", 500), ("Input Tokens", 400), ("Output Tokens", 90), ("Requests", 1))
        return [
            (f"2026-10-{d:02}", f"{kind} - gpt-4.1-mini", 1000 * n if kind != "Requests" else 1000, unit)
            for d in range(1, 11) for kind, n in kinds
        ]  # fmt: skip

    head = ("day", "sku", "usage", "unit")
    work = one(table_of(tmp_path / "a.csv", head, lines("")))
    assert (work.requests, work.input.mean, work.output.mean, work.model) == (10_000, 900, 90, "gpt-4.1-mini")
    assert one(table_of(tmp_path / "b.csv", head, lines("1K units"))).requests is None


def test_a_bill_of_other_things_is_one_of_money(tmp_path):
    rows = [("2026-10-01", "GPU hours", 10, "30.00"), ("2026-10-01", "Storage", 5, "2.00")]
    with pytest.raises(BadInput, match="money without tokens"):
        report(table_of(tmp_path / "a.csv", ("date", "description", "quantity", "cost"), rows))
