"""Tables with a row for each kind of tokens, or with columns for each model."""

import pytest
from usagekit import report, table_of

from advisor.cli.main import main
from advisor.errors import BadInput

DAYS = [f"2026-10-{n:02d}" for n in range(5, 15)]
COUNTS = {"input_tokens": 40_000, "output_tokens": 4000, "requests": 40}


def months(found):
    return {w.name: (w.requests_per_month, w.tokens_per_month) for w in found.workloads}


@pytest.mark.parametrize("names", [("Type", "Amount"), ("Measure Names", "Measure Values")])
def test_a_row_for_each_kind_of_tokens_is_put_together(tmp_path, names):
    rows = [(d, "gpt-4o-mini", kind, n, 0.01) for d in DAYS for kind, n in COUNTS.items()]
    found = report(table_of(tmp_path / "a.csv", ("Day", "Model", *names, "Cost"), rows))
    assert months(found) == {"gpt-4o-mini": (pytest.approx(1200), pytest.approx(1_320_000))}
    assert found.workloads[0].usd == pytest.approx(0.3)


def test_costs_with_a_sign_of_rows_put_together_are_added_up(tmp_path):
    rows = [(d, "gpt-4o-mini", kind, "40,000", "€0.01") for d in DAYS for kind in ("Input", "Output")]
    found = report(table_of(tmp_path / "a.csv", ("Date", "Model", "Type", "Tokens", "Cost"), rows))
    assert found.workloads[0].usd == pytest.approx(0.2 * 1.1761, rel=0.01)


@pytest.mark.parametrize("form", ["{model} {kind}", "{kind} {model}", "{model}_{kind}"])
def test_columns_for_each_model_are_taken_apart(tmp_path, form):
    models = ("gpt-4o-mini", "claude-haiku-4-5")
    head = ["date", *(form.format(model=m, kind=k) for m in models for k in COUNTS)]
    found = report(
        table_of(tmp_path / "a.csv", head, [[d, *COUNTS.values(), *COUNTS.values()] for d in DAYS])
    )
    assert months(found) == dict.fromkeys(models, (pytest.approx(1200), pytest.approx(1_320_000)))


@pytest.mark.parametrize(
    "head",
    [("model", "Input $/1M", "Output $/1M"), ("model", "input Aug 2026", "output Aug 2026")],
)
def test_prices_and_months_are_no_models(tmp_path, head):
    with pytest.raises(BadInput, match="not an export"):
        report(table_of(tmp_path / "a.csv", head, [("gpt-4o-mini", 1, 2)]))


def test_a_total_of_tokens_alone_is_refused_by_its_column(tmp_path):
    file = table_of(tmp_path / "a.csv", ("time", "model", "tokens"), [(d, "gpt-4o-mini", 900) for d in DAYS])
    with pytest.raises(BadInput, match="total of tokens alone"):
        report(file)


def test_a_header_without_rows_says_so(tmp_path, capsys):
    file = table_of(tmp_path / "a.csv", ("time", "model", "input_tokens", "output_tokens"), [])
    assert main(["usage", str(file)]) == 1
    assert "holds no row" in capsys.readouterr().out


MONTHS = [("2026-08", "2026-09"), ("Aug 2026", "Sep 2026"), ("08/2026", "09/2026"), ("Q2 2026", "Q3 2026")]
KINDS = {"Requests": 1000, "Input tokens": 1_000_000, "Output tokens": 100_000}


@pytest.mark.parametrize("times", MONTHS)
def test_months_as_columns_are_rows_of_months(tmp_path, times):
    rows = [["gpt-4.1", kind, n, 3 * n, 4 * n] for kind, n in KINDS.items()]
    totals = [["Total", kind, n, 3 * n, 4 * n] for kind, n in KINDS.items()]
    found = report(table_of(tmp_path / "a.csv", ("Model", "Metric", *times, "Total"), rows + totals))
    each = 3 if times[0].startswith("Q") else 1
    assert months(found) == {"gpt-4.1": (pytest.approx(2000 / each), pytest.approx(2_200_000 / each))}


def test_months_as_columns_with_numbers_of_another_country(tmp_path):
    rows = [["gpt-4.1", kind, f"{n:,}".replace(",", "."), "", ""] for kind, n in KINDS.items()]
    head = ("Modell", "Kennzahl", "Aug 2026", "Sep 2026", "Summe")
    found = report(table_of(tmp_path / "a.csv", head, rows, ";"))
    assert months(found) == {"gpt-4.1": (pytest.approx(1000), pytest.approx(1_100_000))}


def test_months_as_columns_that_say_what_they_count(tmp_path):
    head = ["model", *(f"{time} {kind}" for time in ("2026-08", "2026-09") for kind in KINDS)]
    row = ["gpt-4.1", *KINDS.values(), *(3 * n for n in KINDS.values())]
    assert months(report(table_of(tmp_path / "a.csv", head, [row]))) == {
        "gpt-4.1": (pytest.approx(2000), pytest.approx(2_200_000))
    }


def test_a_pivot_table_is_its_months_without_their_sums(tmp_path):
    sums = [f"Sum of {kind}" for kind in KINDS]
    rows = [
        ["", "2026-08", "", "", "2026-09", "", "", *(f"Total {s}" for s in sums)],
        ["Row Labels", *sums, *sums, "", "", ""],
    ]
    for name in ("gpt-4.1", "Grand Total"):
        rows.append(
            [name, *KINDS.values(), *(3 * n for n in KINDS.values()), *(4 * n for n in KINDS.values())]
        )
    assert months(report(table_of(tmp_path / "a.csv", ["", "Column Labels", *[""] * 8], rows))) == {
        "gpt-4.1": (pytest.approx(2000), pytest.approx(2_200_000))
    }


def test_a_cost_of_all_months_is_that_of_none(tmp_path):
    head = ["model", *(f"{time} {kind}" for time in ("2026-08", "2026-09") for kind in KINDS), "Cost"]
    rows = [["gpt-4.1", *KINDS.values(), *KINDS.values(), 12.5]]
    (work,) = report(table_of(tmp_path / "a.csv", head, rows)).workloads
    assert (work.requests, work.usd) == (2000, None)


SERIES = [
    f'{{model="{m}", token_type="{k}"}}' for m in ("gpt-4.1", "gpt-4.1-mini") for k in ("input", "output")
]


@pytest.mark.parametrize("wide", [True, False])
def test_series_that_are_named_by_their_labels_are_taken_apart(tmp_path, wide):
    cells = dict(zip(SERIES, (1_000_000, 100_000, 2_000_000, 200_000), strict=True))
    rows = [(d, *cells.values()) for d in DAYS] if wide else [(d, *c) for d in DAYS for c in cells.items()]
    head = ("Time", *SERIES) if wide else ("Time", "Metric", "Value")
    assert months(report(table_of(tmp_path / "a.csv", head, rows))) == {
        "gpt-4.1": (None, pytest.approx(33_000_000)),
        "gpt-4.1-mini": (None, pytest.approx(66_000_000)),
    }


@pytest.mark.parametrize(
    ("head", "says"),
    [
        (("model", "2026-08", "2026-09"), "nothing says what their cells count"),
        (("model", "Aug", "Sep"), "months without a year"),
    ],
)
def test_months_as_columns_of_which_anything_may_be_meant_are_refused(tmp_path, head, says):
    with pytest.raises(BadInput, match=says):
        report(table_of(tmp_path / "a.csv", head, [("gpt-4.1", 1000, 2000)]))


FRAMES = [
    ("| {} |", " | ", "|---|---|---|---|"),
    ("{}", " | ", "----+----+---+---"),
    ("│ {} │", " │ ", "├───┼───┼──┼──┤"),
]


@pytest.mark.parametrize(("row", "between", "ruler"), FRAMES)
def test_a_table_that_is_drawn_in_a_text(tmp_path, row, between, ruler):
    rows = [("day", "model", "requests", "input_tokens", "output_tokens")]
    rows += [(d, "gpt-4o-mini", "40", "40,000", "4,000") for d in DAYS]
    lines = [row.format(between.join(r)) for r in rows]
    (tmp_path / "a.md").write_text(
        "\n".join(["# Usage", "", lines[0], ruler, *lines[1:], "", "Said with care."])
    )
    assert months(report(tmp_path / "a.md")) == {
        "gpt-4o-mini": (pytest.approx(1200), pytest.approx(1_320_000))
    }
