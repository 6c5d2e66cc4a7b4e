"""Many cases in one table: the same verdicts as one by one, sums, and nothing a bad case can spoil."""

import csv
import datetime
import io
import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from advisor.case import case as cases
from advisor.case.numerals.exchange import known_rate
from advisor.cli.main import main
from advisor.decide import decide, load_basis
from advisor.errors import BadInput
from advisor.portfolio import portfolio, run
from advisor.portfolio.render_portfolio import rendered
from advisor.portfolio.workloads import jobs
from advisor.text import words
from advisor.text.table import within

DAY = datetime.date(2026, 11, 21)
CASES = Path(__file__).parents[1] / "cases"
READY = """
  prompt_baseline: yes
  spec_stability: stable
  task: classification
  label_set: open
  input_shift: rarely
  structured_output_tried: yes
  eval_infra: automated
  labelled_examples: 2000
  mlops: yes
"""


def write(folder, name, body, title=None):
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.case.yaml").write_text(
        f"advisor: 1\ntitle: {json.dumps(title or name)}\nanswers:{body}"
    )


def workload(volume, model="gpt-4o", **more):
    extra = "".join(f"  {k}: {v}\n" for k, v in more.items())
    size = f"  requests_per_month: {volume}\n  model: {model}\n  input_tokens: 2000\n  output_tokens: 200\n"
    return READY + size + extra


def test_what_todays_model_saves_at_once_is_counted_apart_and_a_job_done_once_is_no_year(tmp_path):
    night = workload(1_000_000, "gpt-6.1-sol", turnaround="overnight")
    write(tmp_path / "cases", "each-night", night)
    write(tmp_path / "cases", "once", night + "  one_off: yes\n")
    write(tmp_path / "cases", "awaited", workload(1_000_000, "gpt-6.1-sol"))
    write(tmp_path / "cases", "bill", "\n  model: gpt-6.1-sol\n  bill_today: 14000\n")
    found = portfolio(tmp_path / "cases", DAY)
    rows = {r.workload: r for r in found.rows}
    assert [rows[w].at_once for w in ("each-night", "once", "awaited", "bill")] == [36_000, 3_000, 0, None]
    assert rows["each-night"].saving == 12 * rows["once"].saving
    assert (rows["bill"].monthly, rows["bill"].saving) == (14_000, None)
    assert json.loads(rendered(found, "json"))["totals"]["at_once"] == 39_000
    assert "$39,000 a year at once" in rendered(found, "text")


@pytest.fixture
def folder(tmp_path):
    here = tmp_path / "cases"
    write(here, "small", workload(50_000))
    write(here, "large", workload(20_000_000))
    write(here, "manual", workload(3_000_000).replace("automated", "manual"))
    write(here, "unpriced", "\n  task: code\n")
    return here


def test_each_line_is_the_decision_of_its_case():
    basis = load_basis()
    for row in portfolio(CASES, DAY).rows:
        alone = decide(cases.load(Path(row.file)), basis, DAY)
        cost = alone.route(alone.verdict.route)
        assert (row.route, row.trained, row.settled) == (
            alone.verdict.route,
            alone.verdict.trained,
            alone.verdict.settled,
        )
        moving = cost.moving.usd if cost.moving is not None and cost.one_time_usd is not None else 0
        assert (row.one_time, row.monthly, row.band) == (
            None if cost.one_time_usd is None else cost.one_time_usd + moving,
            cost.monthly_usd,
            alone.break_even.band,
        )
        assert row.workload == alone.title


def test_the_largest_saving_comes_first_and_the_unpriced_last(folder):
    found = portfolio(folder, DAY)
    savings = [r.saving for r in found.rows]
    assert found.rows[-1].workload == "unpriced" and savings[-1] is None
    assert savings[:-1] == sorted(savings[:-1], reverse=True)
    assert found.saving == sum(savings[:-1]) and found.unpriced == 1


def test_saving_and_payback_follow_from_the_bills(folder):
    large = next(r for r in portfolio(folder, DAY).rows if r.workload == "large")
    basis = load_basis()
    alone = decide(cases.load(folder / "large.case.yaml"), basis, DAY)
    today = 20_000_000 * (2000 * 2.5 + 200 * 10) / 1e6
    assert large.saving == pytest.approx(12 * (today - alone.route(large.route).monthly_usd))
    assert large.one_time == 32 * 92, "measuring what takes the place of gpt-4o, and moving to it"
    assert large.payback == pytest.approx(large.one_time / (large.saving / 12))


def test_payback_is_the_one_time_cost_over_a_months_saving(tmp_path):
    inside = {"data_boundary": "own-network", "prompt_meets_bar": "no", "failure_cause": "behaviour"}
    write(tmp_path / "c", "pays", workload(60_000_000, "gpt-5.4-mini", **inside))
    write(tmp_path / "c", "never", workload(100_000, "gpt-5.4-mini", **inside))
    pays, never = portfolio(tmp_path / "c", DAY).rows
    assert pays.one_time > 0 and pays.payback * pays.saving / 12 == pytest.approx(pays.one_time)
    assert never.saving < 0 and never.payback is None


def test_the_gate_that_holds_a_workload_back_is_named(folder):
    write(folder, "by-hand", workload(300_000_000, "gpt-6.1-sol").replace("automated", "manual"))
    rows = {r.workload: r for r in portfolio(folder, DAY).rows}
    assert rows["by-hand"].blocked_by == ("evals",) and rows["manual"].blocked_by == ()
    assert "baseline?" in rows["unpriced"].blocked_by
    assert rows["large"].trained is False or rows["large"].blocked_by == ()


def test_one_bad_case_is_reported_and_the_rest_done(folder, capsys):
    (folder / "bad.case.yaml").write_text("advisor: 1\nanswers:\n  modle: gpt-4o\n")
    write(folder, "unknown", workload(1, model="gpt-99"))
    assert main(["portfolio", str(folder), "--as-of", "2026-11-21"]) == 2
    table, _, bad = capsys.readouterr().out.partition("Not decided")
    assert "4 workloads decided" in table and max(map(len, table.splitlines())) <= 80
    bad = " ".join(bad.split())
    assert f'{folder}/bad.case.yaml:3: unknown fact: "modle"' in bad
    assert f"{folder}/unknown.case.yaml" in bad and "gpt-99" in bad


@pytest.mark.parametrize("columns", [60, 100])
def test_a_long_name_is_whole_where_there_is_room_and_goes_on_below_where_not(tmp_path, columns):
    name = "Tickets of the northern region"
    write(tmp_path, "north", workload(50_000), title=name)
    with within(columns):
        table = rendered(portfolio(tmp_path, DAY), "text").partition("\n\n")[0]
    assert max(map(len, table.splitlines())) <= columns and "…" not in table
    assert (name in table) is (columns == 100)
    assert set(name.split()) <= set(table.split()) and "gpt-6-luna*" in table


def table_of(tmp_path, *rows, header="workload,requests per month,model,input tokens,output tokens"):
    found = portfolio(_written(tmp_path, header, *rows), DAY)
    return found, " ".join(rendered(found, "text").split())


def test_a_workload_that_stands_twice_in_a_table_is_named_as_a_doubt(tmp_path):
    row = "gpt-4o,1500,100"
    found, text = table_of(tmp_path, f"Mails,300k,{row}", f"mails,300k,{row}", f"Other,300k,{row}")
    assert [[r.file.rpartition(":")[2] for r in twins] for twins in found.twins] == [["2", "3"]]
    assert "Is it one workload?" in text and words.dollars(found.rows[0].saving) in text


def test_one_workload_is_no_workloads_and_a_move_is_said_as_one(tmp_path):
    found, text = table_of(tmp_path, "Mails,300k,gpt-4o,1500,100")
    assert "1 workload decided" in text and "1 workloads" not in text and "1 priced workloads" not in text
    assert found.rows[0].route == "prompt" and f"move to {found.rows[0].model}" in text
    assert table_of(tmp_path, "Mails,1k,gpt-6-luna,1500,100")[0].rows[0].runs == "gpt-6-luna"
    assert "stay" in table_of(tmp_path, "Mails,1k,gpt-6-luna,1500,100")[1]


def test_what_is_measured_first_is_named_and_its_saving_called_unproved(tmp_path):
    _, text = table_of(tmp_path, "Mails,300k,gpt-5.4-mini,1500,100", "Old,3M,claude-sonnet-4-0,1500,100")
    assert "measure gpt-6-luna" in text and "nobody measured" in text


def test_a_saving_that_rests_on_a_bill_which_its_calls_do_not_explain_is_named_apart(tmp_path):
    write(tmp_path / "cases", "odd", workload(100_000, "gpt-5.4", bill_today=250_000))
    write(tmp_path / "cases", "fine", workload(2_000_000, "gpt-5.4"))
    found = portfolio(tmp_path / "cases", DAY)
    assert found.unexplained == next(r.saving for r in found.rows if r.workload == "odd") > 0
    assert "far off what their calls cost" in " ".join(rendered(found, "text").split())


def test_training_is_held_back_only_where_it_would_follow(tmp_path):
    found, text = table_of(tmp_path, "Small,20k,gpt-5.4-mini,1500,100", "Large,300M,gpt-6.1-sol,5000,900")
    held = {r.workload: r.blocked_by for r in found.rows}
    assert not held["Small"] and len(held["Large"]) > 3
    assert f"and {len(held['Large']) - 2} more" in text


def test_a_cell_may_answer_none_and_a_bill_may_stand_in_another_currency(tmp_path):
    header = "workload,model,bill (EUR),eval_infra,label_set"
    (job,) = jobs(_written(tmp_path, header, "Mails,gpt-4o,900,none,none"))
    answers = {name: a.value for name, a in job.case()[1].answers.items()}
    assert answers["eval_infra"] == "none" and "label_set" not in answers
    assert answers["bill_today"] == pytest.approx(900 * known_rate("EUR", {}).usd, abs=0.01)


def _written(tmp_path, *lines):
    path = tmp_path / "work.csv"
    path.write_text("\n".join(lines) + "\n")
    return path


def test_many_processes_and_one_give_the_same_table(tmp_path, monkeypatch):
    monkeypatch.setattr(run, "ALONE", 8)
    for n in range(10):
        write(tmp_path / "many", f"case {n}", workload(1000 * n + 1))
    one, two = (portfolio(tmp_path / "many", DAY, processes=n) for n in (1, 2))
    assert one == two
    assert len(one.rows) == 10


def test_a_table_of_facts_is_a_portfolio(tmp_path, folder):
    table = tmp_path / "all.csv"
    names = ["requests_per_month", "model", "input_tokens", "output_tokens", "task"]
    with table.open("w", newline="") as out:
        writer = csv.writer(out, delimiter=";")
        writer.writerow(["workload", *names])
        writer.writerow(["Mail", "100k/day", "gpt-4o", "2k", "200", "classification"])
        writer.writerow([])
        writer.writerow(["Tokens", "50M tokens/month", "gpt-4o", "900", "100", ""])
        writer.writerow(["Wrong", "many", "gpt-4o", "900", "100", ""])
    found = portfolio(table, DAY)
    rows = {r.workload: r for r in found.rows}
    assert rows.keys() == {"Mail", "Tokens"}
    assert rows["Mail"].file == f"{table}:2"
    (failure,) = found.failures
    assert failure.error.startswith(f"{table}:5: ") and "many" in failure.error
    case = cases.parse(
        "advisor: 1\nanswers: {requests_per_month: 50000, model: gpt-4o, input_tokens: 900, output_tokens: 100}"
    )
    alone = decide(case, load_basis(), DAY)
    assert rows["Tokens"].monthly == alone.route(rows["Tokens"].route).monthly_usd


@pytest.mark.parametrize(
    ("head", "says"),
    [
        ("workload,modle", "no column is a fact"),
        ("workload,model,input_tokns", "did you mean input_tokens"),
        ("workload,model,model", "two columns of one name"),
    ],
)
def test_a_table_with_a_bad_header_is_refused_with_its_line(tmp_path, head, says):
    (tmp_path / "t.csv").write_text(head + "\nx,gpt-4o,1\n")
    with pytest.raises(BadInput, match=rf"t\.csv:1: .*{says}"):
        portfolio(tmp_path / "t.csv", DAY)


def test_a_column_may_be_called_as_the_screen_calls_its_fact(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("name,volume,model,input,output,bill\nTriage,1000000,gpt-4o,1000,100,9000\n")
    (row,) = portfolio(path, DAY).rows
    assert row.saving == pytest.approx(106_200, rel=0.01)


def test_a_row_of_sums_is_no_workload(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("Use case,Calls per month,Model\nTriage,2000,gpt-4o\nTotal:,2000,\n")
    found = portfolio(path, DAY)
    assert [r.workload for r in found.rows] == ["Triage"]
    assert "t.csv: a sum of the others, left out: line 3." in found.notes


def test_the_columns_of_a_spreadsheet_are_read_as_people_name_them(tmp_path):
    table = "Use case,Requests per day,Model,Avg input tokens,Avg output tokens,Owner,Eval infra\n"
    rows = "Ticket triage,10000,gpt-4o,1500,100,Ann,n/a\nSummaries,,gpt-5-mini-2025-08-07,8000,600,Bob,-\n"
    (tmp_path / "t.csv").write_text(table + rows, encoding="utf-16")
    found = portfolio(tmp_path / "t.csv", DAY)
    assert {r.workload for r in found.rows} == {"Ticket triage", "Summaries"} and not found.failures
    assert any("Requests per day as requests_per_month/day" in n for n in found.notes)
    assert found.notes[-1] == "t.csv: no fact, left out: Owner."
    assert "left out: Owner" in rendered(found, "text") and "Owner" in rendered(found, "html")
    facts = (
        "workload,requests_per_month,model,input_tokens,output_tokens\nTicket triage,300000,gpt-4o,1500,100\n"
    )
    (tmp_path / "f.csv").write_text("sep=,\n" + facts)
    (same,) = portfolio(tmp_path / "f.csv", DAY).rows
    (triage,) = (r for r in found.rows if r.workload == "Ticket triage")
    assert (same.route, same.monthly) == (triage.route, triage.monthly) and same.file.endswith("f.csv:3")


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_table_in_the_numbers_and_the_money_of_a_country(tmp_path, encoding):
    """300.000 is a count, 410,50 a bill in euros: 1.1761 dollars each on 2026-05-08."""
    head = "Use case;Model;Calls per month;Input tokens (avg);Output tokens (avg);Monthly cost (€)\n"
    rows = "Triage;gpt-5.4-mini;300.000;1.200;40;410,50\nAnswers;gpt-5.4;12.000;18.000;600;\n"
    (tmp_path / "t.csv").write_bytes((head + rows).encode(encoding))
    found = portfolio(tmp_path / "t.csv", DAY)
    assert not found.failures and len(found.rows) == 2
    (job, _) = jobs(tmp_path / "t.csv")
    facts = job.case()[1].facts
    assert (facts["requests_per_month"], facts["input_tokens"]) == (300_000, 1_200)
    assert facts["bill_today"] == pytest.approx(410.5 * 1.1761, abs=0.01)
    assert any("1.1761 USD" in n for n in found.notes) and any("comma before" in n for n in found.notes)


def test_a_workbook_is_a_table(tmp_path):
    book = openpyxl.Workbook()
    for row in (
        ["Use case", "Requests per month", "Model", "Input tokens", "Output tokens"],
        ["Mail", 3e5, "gpt-4o", 1500, 100],
    ):
        book.active.append(row)
    book.save(tmp_path / "t.xlsx")
    (row,) = portfolio(tmp_path / "t.xlsx", DAY).rows
    assert (row.workload, row.file) == ("Mail", f"{tmp_path / 't.xlsx'}:2")


def test_two_columns_of_one_fact_are_refused(tmp_path):
    (tmp_path / "t.csv").write_text("workload,Input tokens,Prompt tokens\nx,1,2\n")
    with pytest.raises(BadInput, match="two columns of one fact, input_tokens"):
        portfolio(tmp_path / "t.csv", DAY)


def test_nothing_to_decide_is_an_error(tmp_path):
    with pytest.raises(BadInput, match="no memo and no case"):
        portfolio(tmp_path, DAY)


@pytest.mark.parametrize("title", ["=HYPERLINK(1)", "+1", "-1+2", "@SUM(A1)", "\t=1", "  =1"])
def test_no_text_in_the_csv_can_act_as_a_formula(tmp_path, title):
    write(tmp_path / "c", "one", workload(1000), title=title)
    (tmp_path / "c" / "=bad.case.yaml").write_text("nonsense")
    read = list(csv.DictReader(io.StringIO(rendered(portfolio(tmp_path / "c", DAY), "csv"))))
    assert read[0]["workload"].startswith("'")
    assert read[0]["saving"].replace(".", "").replace("-", "").isdigit()
    for row in read:
        assert not any(cell.startswith(("=", "+", "@", "\t", "\r")) for cell in row.values())


def test_json_and_html_carry_the_same_rows(folder):
    found = portfolio(folder, DAY)
    data = json.loads(rendered(found, "json"))
    assert [r["workload"] for r in data["rows"]] == [r.workload for r in found.rows]
    assert data["totals"]["saving"] == pytest.approx(found.saving) and data["totals"]["unpriced"] == 1
    page = rendered(found, "html")
    assert page.count("<tr>") == len(found.rows) + 1
    assert "<script" not in page and "src=" not in page


def test_a_title_stays_text_in_the_page(tmp_path):
    write(tmp_path / "c", "one", workload(1000), title="<b>x</b>\u202e")
    page = rendered(portfolio(tmp_path / "c", DAY), "html")
    assert "&lt;b&gt;x&lt;/b&gt;\\u202e" in page


def test_tuned_use_cases_on_one_base_share_its_servers(tmp_path):
    inside = {
        "data_boundary": "own-network",
        "prompt_meets_bar": "no",
        "failure_cause": "behaviour",
        "other_model_gap": "small",
    }
    for n in range(3):
        write(tmp_path / "c", f"case {n}", workload(200_000_000, "gpt-5.4-mini", **inside))
    found = portfolio(tmp_path / "c", DAY)
    assert all(r.route == "self-host" and r.trained for r in found.rows)
    (shared,) = found.shared
    assert len(shared.workloads) == 3
    assert shared.monthly_alone == pytest.approx(sum(r.monthly for r in found.rows))
    together = cases.load(tmp_path / "c" / "case 0.case.yaml")
    together = cases.set_answer(together, "tuned_use_cases", "3")
    cost = decide(together, load_basis(), DAY).route("self-host").monthly_usd
    assert shared.monthly_shared == pytest.approx(3 * cost)
    assert shared.saving > 0
    assert f"{len(shared.workloads)} tuned use cases could share one base" in rendered(found, "text")


def test_ranges_say_how_sure_a_verdict_is(tmp_path, capsys):
    shutil.copy(CASES / "guide-classifier.case.yaml", tmp_path / "g.case.yaml")
    assert main(["portfolio", str(tmp_path), "--ranges", "--format", "json", "--as-of", "2026-11-21"]) == 0
    (row,) = json.loads(capsys.readouterr().out)["rows"]
    assert 0 < row["sure"] <= 1
