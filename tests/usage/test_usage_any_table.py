"""Tables of people's own: columns guessed by their names, shown, and named where the guess is wrong."""

import json

import pytest
from usagekit import BOOK, TODAY, one, report

from advisor.cli.main import main
from advisor.errors import BadInput
from advisor.usage import parse_roles, read

HEAD = "ts,llm,prompt,prompt_tokens,completion_tokens\n"


def table(path, text):
    path.write_text(text)
    return path


def hours(n):
    return f"2026-10-{5 + n // 6:02d}T{n % 6 * 4:02d}:00:00Z"


def test_a_home_made_log_is_read_and_it_is_said_how(tmp_path):
    found = report(
        table(tmp_path / "log.csv", HEAD + "".join(f"{hours(n)},gpt-4o,x,1000,100\n" for n in range(12)))
    )
    (work,) = found.workloads
    assert (work.requests, work.requests_per_month, work.model) == (12, pytest.approx(180), "gpt-4o")
    assert found.notes[0].startswith(
        "log.csv: Columns taken: time = ts, input = prompt_tokens, output = completion_tokens, model = llm"
    )


def test_paths_of_json_are_columns(tmp_path):
    usage = {"prompt_tokens": 1000, "completion_tokens": 100, "prompt_tokens_details": {"cached_tokens": 600}}
    rows = [
        {"created": 1791158400 + n * 14400, "reply": {"usage": usage, "model": "gpt-4o"}} for n in range(12)
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    (tmp_path / "b.json").write_text(json.dumps({"calls": rows}, indent=1))
    (tmp_path / "c.jsonl").write_text("\n".join(json.dumps({"@message": json.dumps(r)}) for r in rows))
    for name in ("a.jsonl", "b.json", "c.jsonl"):
        found = report(tmp_path / name)
        (work,) = found.workloads
        assert (work.requests, work.input.mean, work.cached, work.model) == (12, 1000, 600, "gpt-4o")
        assert found.questions == ()


def test_columns_that_nobody_would_guess_are_named(tmp_path):
    file = table(tmp_path / "log.csv", "a,b,c\n2026-10-05,1000,100\n2026-10-06,3000,100\n")
    with pytest.raises(BadInput, match="--map input=COLUMN"):
        report(file)
    roles = parse_roles(["time=a", "input=b", "output=C"])
    (work,) = read([file], BOOK, TODAY, roles=roles).workloads
    assert (work.requests, work.input.mean) == (2, 2000)


def test_columns_that_were_named_once_are_known_the_next_time(tmp_path, home, capsys):
    file = table(tmp_path / "log.csv", "a,b,c\n2026-10-05,1000,100\n2026-10-06,3000,100\n")
    assert main(["usage", str(file), "--map", "time=a", "input=b", "output=c"]) == 0
    assert "remembered in" in capsys.readouterr().out
    later = table(tmp_path / "later.csv", "a,b,c\n2026-10-07,500,100\n2026-10-08,500,100\n")
    found = report(later)
    assert found.workloads[0].input.mean == 500 and "as they were named before" in found.notes[0]
    (home / "usage-columns.json").write_text("[broken")
    with pytest.raises(BadInput, match="--map"):
        report(later)


@pytest.mark.parametrize(
    ("texts", "says"),
    [
        (["inptu=b"], "no such role.*did you mean input"),
        (["input"], "not ROLE=COLUMN"),
        (["input=bb", "output=c"], 'no such column: "bb"'),
        (["input=b"], "no column has the output tokens"),
    ],
)
def test_a_bad_mapping_is_refused(tmp_path, texts, says):
    file = table(tmp_path / "log.csv", "a,b,c\n2026-10-05,1000,100\n")
    with pytest.raises(BadInput, match=says):
        read([file], BOOK, TODAY, roles=parse_roles(texts))


def test_rows_of_days_are_sums_and_rows_of_moments_are_calls(tmp_path):
    days = "".join(f'10/{5 + n}/2026,gpt-4o,"1,500","1,500,000","150,000"\n' for n in range(7))
    work = one(table(tmp_path / "d.csv", "Date,Model,Requests,Input Tokens,Output Tokens\n" + days))
    assert (work.requests, work.requests_per_month, work.input.mean) == (10500, pytest.approx(45000), 1000)
    german = "Datum;Modell;Prompt Tokens;Completion Tokens\n"
    rows = "".join(f"{5 + n // 6:02d}.10.2026 {n % 6 * 4:02d}:00;gpt-4o;1.000;100\n" for n in range(12))
    assert one(table(tmp_path / "g.csv", german + rows)).input.mean == 1000


def test_equal_calls_without_ids_are_calls_of_their_own_unless_the_file_comes_twice(tmp_path):
    rows = "model,input_tokens,output_tokens\n" + "gpt-4o,1000,100\n" * 12
    files = [table(tmp_path / name, rows) for name in ("a.csv", "b.csv")]
    assert report(*files).requests == 12


def test_the_user_says_whether_the_input_holds_cached_tokens(tmp_path):
    rows = "".join(f"{hours(n)},gpt-4o,1000,100,600\n" for n in range(12))
    file = table(
        tmp_path / "log.csv",
        "time,model,tokens_in,tokens_out,cached\n".replace("cached", "cached_tokens") + rows,
    )
    found = report(file)
    assert found.workloads[0].input.mean == 1000 and "say --cached apart" in found.questions[0]
    apart = read([file], BOOK, TODAY, cached="apart")
    assert apart.workloads[0].input.mean == 1600 and apart.questions == ()


@pytest.mark.parametrize(("spend", "input_tokens"), [(0.00275, 1000), (0.00425, 1600)])
def test_spend_tells_whether_cached_tokens_are_in_the_input(tmp_path, spend, input_tokens):
    """400 x $2.50 + 600 x $1.25 + 100 x $10 a million, or 1,000 x $2.50 and the same."""
    rows = "".join(f"{hours(n)},gpt-4o,1000,100,600,{spend}\n" for n in range(12))
    file = table(tmp_path / "log.csv", "time,model,tokens_in,tokens_out,cached_tokens,cost_usd\n" + rows)
    found = report(file)
    assert found.workloads[0].input.mean == input_tokens and found.questions == ()


DOLLARS_PER_EURO = 1.1761


@pytest.mark.parametrize(
    ("head", "spend", "dollars"),
    [
        ("cost_usd", "0.5", 6.0),
        ("cost_eur", "0.5", 6.0 * DOLLARS_PER_EURO),
        ("Kosten (€)", "0.5", 6.0 * DOLLARS_PER_EURO),
        ("Kosten in €", "0.5", 6.0 * DOLLARS_PER_EURO),
        ("Total cost in USD", "0.5", 6.0),
        ("cost", "€0.50", 6.0 * DOLLARS_PER_EURO),
        ("cost", "$0.50", 6.0),
        ("cost,currency", "0.5,EUR", 6.0 * DOLLARS_PER_EURO),
        ("cost,currency", "0.5,usd", 6.0),
        ("cost,currency", "0.5,XAU", None),
    ],
)
def test_spend_is_counted_in_dollars_by_its_currency(tmp_path, head, spend, dollars):
    """The ECB's rate of 2026-05-08: 1.1761 US dollars for a euro."""
    rows = "".join(f"{hours(n)},gpt-4o,100000,10000,{spend}\n" for n in range(12))
    found = report(table(tmp_path / "log.csv", f"time,model,tokens_in,tokens_out,{head}\n{rows}"))
    assert found.workloads[0].usd == (None if dollars is None else pytest.approx(dollars))
    foreign = dollars != 6.0
    assert any("Spend in" in n for n in found.notes) == foreign


def test_a_table_that_excel_saved_in_german_is_read(tmp_path):
    rows = "".join(f"{5 + n:02d}.10.2026;gpt-4o;1.200;1.440.000;144.000;17,{30 + n}\n" for n in range(10))
    file = tmp_path / "export.csv"
    text = f"Datum;Modell;Anfragen;Eingabe-Token;Ausgabe-Token;Kosten (€)\n{rows}"
    file.write_bytes(text.encode("cp1252"))
    (work,) = report(file).workloads
    assert work.input.mean == 1200 and work.output.mean == 120
    assert work.usd == pytest.approx(DOLLARS_PER_EURO * (173 + 0.45))
